import { Failure } from '../failure.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Store } from '../oci/store.ts';
import { ARTIFACT_TYPES, packArtifact, packKeyPair, packKeylessSignature, type Artifact } from '../release/artifact.ts';
import { findExisting, referrerFiles, type Existing } from '../release/existing.ts';
import { missingOfPair } from '../release/keypair.ts';
import { bundleReferrer, COSIGN_SIGN, cosignStatement } from '../sign/bundle.ts';
import type { KeylessSigner } from '../sign/keyless.ts';
import type { Context } from './context.ts';
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
}

/** Compares a release with what its destination holds, and signs what is missing. Writes nothing to the destination. */
export async function signPlan(context: Context, plan: Plan & { readonly release: Artifact }, signing: Signing): Promise<SignedPlan> {
  const { store, release, created } = plan;
  const bytes = plan.judged.system?.bytes ?? Buffer.alloc(0);
  const existing = await findExisting(store, plan.tag, plan.named, release);
  const additions: Artifact[] = [];
  const files = new Map<string, Buffer>();

  if (signing.key !== undefined) {
    const { certificatePem } = signing.key.signer;
    const signature = await signing.key.signer.sign(bytes);
    const pair = packKeyPair(existing.subject, { certificatePem, signature }, created);
    additions.push(...(await missingOfPair(store, existing.referrers, pair, certificatePem, bytes)));
    files.set('install.json.signed', signature).set('cert.pem', certificatePem);
  }
  if (signing.keyless !== undefined) {
    const made = await keylessAdditions(context, plan, existing, bytes, signing.keyless, signing.key === undefined);
    additions.push(...made.additions);
    for (const [name, content] of made.files) files.set(name, content);
  }
  const ours = new Set<string>([ARTIFACT_TYPES.bundle, ...(signing.key === undefined ? [ARTIFACT_TYPES.keylessSignature] : [ARTIFACT_TYPES.certificate, ARTIFACT_TYPES.signature])]);
  return { plan, existing, additions, kept: existing.referrers.filter(({ artifactType }) => artifactType !== undefined && ours.has(artifactType)), files };
}

interface Made {
  readonly additions: readonly Artifact[];
  readonly files: ReadonlyMap<string, Buffer>;
}

/** The keyless referrers that are missing: the bundle that cosign reads, and without a key pair the raw signature and its certificate. */
async function keylessAdditions(context: Context, plan: Plan, existing: Existing, bytes: Buffer, open: () => Promise<KeylessSigner>, withSignature: boolean): Promise<Made> {
  const { store, created } = plan;
  const signer = await open();
  const bundles = existing.referrers.filter(({ artifactType, annotations }) => artifactType === ARTIFACT_TYPES.bundle && annotations?.['dev.sigstore.bundle.predicateType'] === COSIGN_SIGN);
  const kept = bundles.length === 0 ? undefined : await ownBundle(context, store, signer, bundles, existing.subject);
  const signatures = existing.referrers.filter(({ artifactType }) => artifactType === ARTIFACT_TYPES.keylessSignature);
  const keepSignature = withSignature && signatures[0] !== undefined ? await referrerFiles(store, signatures[0]) : undefined;
  const files = new Map<string, Buffer>();
  for (const { title, bytes: content } of keepSignature ?? []) if (title === 'cert.pem' || title === 'install.json.signed') files.set(title, content);
  if (kept !== undefined) files.set('bundle.sigstore.json', kept);
  if (kept !== undefined && (!withSignature || keepSignature !== undefined)) return { additions: [], files };

  return signer.together(async (session) => {
    const additions: Artifact[] = [];
    if (kept === undefined) {
      const bundle = await session.signStatement(cosignStatement(existing.subject.digest));
      additions.push(packArtifact({ ...bundleReferrer(bundle, COSIGN_SIGN), subject: existing.subject, created }));
      files.set('bundle.sigstore.json', Buffer.from(JSON.stringify(bundle)));
      files.set('install.json.sigstore.json', Buffer.from(JSON.stringify(await session.signMessage(bytes))));
    }
    if (withSignature && keepSignature === undefined) {
      const { certificatePem } = await session.identity();
      const signature = await session.signRaw(bytes);
      additions.push(packKeylessSignature(existing.subject, { certificatePem, signature }, created));
      files.set('install.json.signed', signature).set('cert.pem', certificatePem);
    }
    return { additions, files };
  });
}

/**
 * The bundle among those that are there that this run's identity would have made, as its bytes. Throws a `problem` Failure
 * `single-referrers` when none of them is: another's signature is not replaced, and a second one not put beside it.
 */
async function ownBundle(context: Context, store: Store, signer: KeylessSigner, bundles: readonly Descriptor[], subject: Descriptor): Promise<Buffer> {
  const { trust } = signer;
  if (trust === undefined) {
    throw new Failure('usage', 'trusted-root', `${store.name}: the release has a sigstore signature already, and without a trusted root nobody can say whose.`, {
      cure: 'Give sigstore-trusted-root beside sigstore-signing-config.',
    });
  }
  const us = await ownIdentity(context);
  const { verifyBundle } = await import('../sign/verify.ts');
  const signers: string[] = [];
  for (const referrer of bundles) {
    const [file] = await referrerFiles(store, referrer);
    if (file === undefined) continue;
    const { facts } = await verifyBundle({ bundle: file.bytes, trust, expect: { subjectDigest: subject.digest, predicateType: COSIGN_SIGN } });
    if (facts?.identity.san === us.san && facts.identity.issuer === us.issuer) return file.bytes;
    signers.push(facts?.identity.san ?? 'somebody whose signature does not hold');
  }
  throw new Failure('problem', 'single-referrers', `${store.name}: the release was signed already, by ${signers.map((each) => JSON.stringify(each.slice(0, 200))).join(' and ')}, and this run is ${JSON.stringify(us.san)}.`, {
    cure: 'Publish under a new tag, or run the workflow that signed it.',
  });
}

/** Who a certificate for this run would name: GitHub's token says it (fulcio's docs/oidc.md, "GitHub"). */
export async function ownIdentity(context: Context): Promise<{ readonly san: string; readonly issuer: string }> {
  const token = await context.idToken('sigstore');
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Readonly<Record<string, unknown>>;
  const server = context.event?.serverUrl ?? 'https://github.com';
  return { san: `${server}/${String(claims['job_workflow_ref'])}`, issuer: String(claims['iss']) };
}
