import { X509Certificate } from 'node:crypto';
import { Failure } from '../failure.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { formatReference } from '../oci/reference.ts';
import type { Store } from '../oci/store.ts';
import { ARTIFACT_TYPES, packArtifact, packKeylessSignature, type Artifact } from '../release/artifact.ts';
import { attachedFiles, referrerFiles, type Existing } from '../release/existing.ts';
import { isIssued, isSigned, rawSignature, type RawSignature } from '../release/raw-signature.ts';
import { bundleReferrer, COSIGN_SIGN, cosignStatement, type BundleJson } from '../sign/bundle.ts';
import type { KeylessIdentity, KeylessSigner } from '../sign/keyless.ts';
import { certificateIdentity } from '../sign/identity.ts';
import { provenanceStatement, SLSA_PROVENANCE } from '../sign/provenance.ts';
import { quoted } from '../visible.ts';
import type { Context } from './context.ts';
import { ourselves, type Ourselves } from './own-identity.ts';
import type { Plan } from './plan.ts';

/** What sigstore has to sign of a release. */
export interface KeylessRequest {
  readonly plan: Plan;
  readonly existing: Existing;
  /** The system manifest's bytes. */
  readonly bytes: Buffer;
  readonly open: () => Promise<KeylessSigner>;
  /** Attach the raw signature and its certificate, since no key pair is there for devices. */
  readonly raw: boolean;
}

export interface KeylessSignatures {
  readonly additions: readonly Artifact[];
  /** By name, what goes into the output directory. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** The provenance that was made in this run, for the repository's attestations. */
  readonly provenance: BundleJson | undefined;
}

/** What this run's identity signed before: the files that are attached. */
export interface OwnSignatures {
  readonly bundle: Buffer | undefined;
  readonly provenance: Buffer | undefined;
  readonly pair: RawSignature | undefined;
}

/** What is attached to a release of what sigstore would sign of it. Throws a `problem` Failure `single-referrers` for another's. */
export async function ownSignatures(context: Context, { plan, existing, bytes, open, raw }: KeylessRequest): Promise<OwnSignatures> {
  const { store } = plan;
  const { subject, referrers } = existing;
  const signer = await open();
  const us = ourselves(context);
  // First, since it says who signed when that is somebody else.
  const bundle = await ownBundle(us, store, signer, bundlesOf(referrers, COSIGN_SIGN), { subject, predicateType: COSIGN_SIGN });
  const [provenance, pair] = await Promise.all([
    ownBundle(us, store, signer, bundlesOf(referrers, SLSA_PROVENANCE), { subject, predicateType: SLSA_PROVENANCE }),
    raw ? ownRaw(us, store, signer, referrers, bytes) : undefined,
  ]);
  return { bundle, provenance, pair };
}

/**
 * The keyless referrers that are missing, made with one key and one certificate: the bundle that cosign reads, the provenance, and without a
 * key pair the raw signature. What this identity signed before stays (contract, "Re-runs keep a signature that is valid").
 */
export async function keylessSignatures(context: Context, request: KeylessRequest): Promise<KeylessSignatures> {
  const { plan, existing, bytes, open, raw } = request;
  const { created } = plan;
  const { subject } = existing;
  const { bundle, provenance, pair } = await ownSignatures(context, request);
  const signer = await open();
  const files = new Map<string, Buffer>();
  if (bundle !== undefined) files.set('bundle.sigstore.json', bundle);
  if (provenance !== undefined) files.set('provenance.sigstore.json', provenance);
  if (pair !== undefined) files.set('cert.pem', pair.pem).set('install.json.signed', pair.signature);
  if (bundle !== undefined && provenance !== undefined && (!raw || pair !== undefined)) return { additions: [], files, provenance: undefined };

  return signer.together(async (session) => {
    // One after another the log would take a second for each.
    const [statement, identity] = [cosignStatement(subject.digest), await session.identity()];
    const wanted = provenance === undefined ? provenanceOf(plan, subject, identity) : undefined;
    const [signed, message, attested, signature] = await Promise.all([
      bundle === undefined ? session.signStatement(statement) : undefined,
      bundle === undefined ? session.signMessage(bytes) : undefined,
      wanted === undefined ? undefined : session.signStatement(wanted),
      raw && pair === undefined ? session.signRaw(bytes) : undefined,
    ]);
    const made = new Map(files);
    const additions: Artifact[] = [];
    for (const [bundleJson, predicateType, name] of [[signed, COSIGN_SIGN, 'bundle.sigstore.json'], [attested, SLSA_PROVENANCE, 'provenance.sigstore.json']] as const) {
      if (bundleJson === undefined) continue;
      additions.push(packArtifact({ ...bundleReferrer(bundleJson, predicateType), subject, created }));
      made.set(name, Buffer.from(JSON.stringify(bundleJson)));
    }
    if (message !== undefined) made.set('install.json.sigstore.json', Buffer.from(JSON.stringify(message)));
    if (signature !== undefined) {
      const { certificatePem } = identity;
      additions.push(packKeylessSignature(subject, { certificatePem, signature }, created));
      made.set('install.json.signed', signature).set('cert.pem', certificatePem);
    }
    return { additions, files: made, provenance: attested };
  });
}

/** What went into the release: its commit, by the certificate, and each image by digest. undefined outside a GitHub workflow. */
function provenanceOf(plan: Plan, subject: Descriptor, identity: KeylessIdentity): ReturnType<typeof provenanceStatement> {
  const dependencies = [...plan.judged.images].map(([name, { source, digest }]) => ({ name, uri: `${source.kind === 'layout' ? '' : 'docker://'}${formatReference(source)}`, digest }));
  return provenanceStatement({ digest: subject.digest, name: plan.store.name, identity, dependencies });
}

function bundlesOf(referrers: readonly Descriptor[], predicateType: string): readonly Descriptor[] {
  return referrers.filter(({ artifactType, annotations }) => artifactType === ARTIFACT_TYPES.bundle && annotations?.['dev.sigstore.bundle.predicateType'] === predicateType);
}

/**
 * The bundle among those that are there that this run's identity would have made, as its bytes; undefined when there is none at all. Throws a `problem` Failure
 * `single-referrers` when none of them is: another's signature is not replaced, and a second one not put beside it.
 */
async function ownBundle(
  us: Ourselves,
  store: Store,
  signer: KeylessSigner,
  bundles: readonly Descriptor[],
  { subject, predicateType }: { readonly subject: Descriptor; readonly predicateType: string },
): Promise<Buffer | undefined> {
  const { trust } = signer;
  if (bundles.length === 0) return undefined;
  if (trust === undefined) throw untrusted(store.name);
  const { verifyBundle } = await import('../sign/verify.ts');
  const signers: string[] = [];
  for (const referrer of bundles) {
    const found = await attachedFiles(store, referrer);
    const [file] = 'fault' in found ? [] : found.files;
    if (file === undefined) {
      signers.push('somebody whose signature cannot be read');
      continue;
    }
    const { facts } = await verifyBundle({ bundle: file.bytes, trust, expect: { subjectDigest: subject.digest, predicateType } });
    if (facts !== undefined && (await us.isBy(facts.identity))) return file.bytes;
    signers.push(facts?.identity.san ?? 'somebody whose signature does not hold');
  }
  throw new Failure('problem', 'single-referrers', `${store.name}: the release was signed already, by ${signers.map((each) => quoted(each, 200)).join(' and ')}, and this run is ${quoted((await us.ask()).san, 200)}.`, {
    cure: 'Publish under a new tag, or run the workflow that signed it.',
  });
}

/**
 * The raw signature that is there, by this run's identity; undefined when there is none. Of several, as two runs leave that sign at the same time, all have to be by it, and the first is given.
 * Throws a `problem` Failure `single-referrers` for another's.
 */
async function ownRaw(us: Ourselves, store: Store, { trust }: KeylessSigner, referrers: readonly Descriptor[], bytes: Buffer): Promise<RawSignature | undefined> {
  const there = referrers.filter(({ artifactType }) => artifactType === ARTIFACT_TYPES.keylessSignature);
  if (there.length === 0) return undefined;
  if (trust === undefined) throw untrusted(store.name);
  const signatures = await Promise.all(
    there.map(async (referrer) => {
      const signature = rawSignature(await referrerFiles(store, referrer));
      if (signature !== undefined && isSigned(bytes, signature) && isIssued(signature, trust) && (await us.isBy(certificateIdentity(new X509Certificate(signature.pem))))) return signature;
      throw new Failure('problem', 'single-referrers', `${store.name}: the release has a raw signature already that is not one of these bytes by this workflow (${referrer.digest}).`, {
        cure: 'Delete what this workflow did not attach, or publish under a new tag.',
      });
    }),
  );
  return signatures[0];
}

/** A `usage` Failure: what sigstore signed is there, and no trusted root says for whom. */
export function untrusted(where: string): Failure {
  return new Failure('usage', 'trusted-root', `${where}: the release has a sigstore signature already, and without a trusted root nobody can say whose.`, {
    cure: 'Give sigstore-trusted-root beside sigstore-signing-config.',
  });
}
