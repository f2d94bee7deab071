import { Failure } from '../failure.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { ARTIFACT_TYPES, packKeyPair, type Artifact } from '../release/artifact.ts';
import { findExisting, type Existing } from '../release/existing.ts';
import { missingOfPair } from '../release/keypair.ts';
import type { Store } from '../oci/store.ts';
import type { BundleJson } from '../sign/bundle.ts';
import type { LegacyImage } from '../sign/legacy-image.ts';
import type { Context } from './context.ts';
import { keylessSignatures } from './keyless-signatures.ts';
import type { Plan } from './plan.ts';
import type { Signing } from './signing.ts';

/** A plan with its signatures: what is to be attached, what is there and stays, and the files that people get. */
export interface SignedPlan {
  readonly plan: Plan & { readonly release: Artifact };
  readonly existing: Existing;
  readonly additions: readonly Artifact[];
  /** The referrers of ours that are there already. */
  readonly kept: readonly Descriptor[];
  /** By name, what goes into the output directory. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** The provenance that was made in this run. */
  readonly provenance: BundleJson | undefined;
  /** What is missing of the form that older verifiers read. */
  readonly legacy: LegacyImage | undefined;
}

/**
 * A device takes the one pair that is there, so another's must not be, nor a second one of the other kind (contract, "What is published"). Throws a `problem` Failure
 * `single-referrers`.
 */
export function refuseOthersKinds(store: Store, referrers: readonly Descriptor[], { key }: Signing): void {
  const others: readonly string[] = key === undefined ? [ARTIFACT_TYPES.certificate, ARTIFACT_TYPES.signature] : [ARTIFACT_TYPES.keylessSignature];
  const found = referrers.find(({ artifactType }) => artifactType !== undefined && others.includes(artifactType));
  if (found === undefined) return;
  throw new Failure('problem', 'single-referrers', `${store.name}: the release has a ${found.artifactType} already (${found.digest}), which this run does not make.`, {
    cure: key === undefined ? 'Sign with the key that made it too (sign: key, keyless), or publish under a new tag. A release has one pair for ever.' : 'Publish under a new tag, or sign as the first run did. A release has one pair for ever.',
  });
}

/** Compares a release with what its destination holds, and signs what is missing. Writes nothing to the destination. */
export async function signPlan(context: Context, plan: Plan & { readonly release: Artifact }, signing: Signing): Promise<SignedPlan> {
  const { store, created } = plan;
  const bytes = plan.judged.system?.bytes ?? Buffer.alloc(0);
  const existing = await findExisting(plan);
  refuseOthersKinds(store, existing.referrers, signing);
  const additions: Artifact[] = [];
  const files = new Map<string, Buffer>();
  let provenance: BundleJson | undefined;

  if (signing.key !== undefined) {
    const { certificatePem } = signing.key.signer;
    const signature = await signing.key.signer.sign(bytes);
    const pair = packKeyPair(existing.subject, { certificatePem, signature }, created);
    additions.push(...(await missingOfPair(store, existing.referrers, pair, certificatePem, bytes)));
    files.set('install.json.signed', signature).set('cert.pem', certificatePem);
  }
  if (signing.keyless !== undefined) {
    const made = await keylessSignatures(context, { plan, existing, bytes, open: signing.keyless, raw: signing.key === undefined });
    additions.push(...made.additions);
    for (const [name, content] of made.files) files.set(name, content);
    provenance = made.provenance;
  }
  const legacy = context.options.legacySignature ? await (await import('./legacy-signature.ts')).legacySignature(context, plan, existing, signing) : undefined;
  const ours = new Set<string>([ARTIFACT_TYPES.bundle, ...(signing.key === undefined ? [ARTIFACT_TYPES.keylessSignature] : [ARTIFACT_TYPES.certificate, ARTIFACT_TYPES.signature])]);
  return { plan, existing, additions, kept: existing.referrers.filter(({ artifactType }) => artifactType !== undefined && ours.has(artifactType)), files, provenance, legacy };
}
