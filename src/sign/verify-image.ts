import { verify, type KeyObject } from 'node:crypto';
import { Failure } from '../failure.ts';
import { MEDIA_TYPES, type Descriptor, type Digest } from '../oci/descriptor.ts';
import { parseManifest } from '../oci/manifest.ts';
import { readBlob, type Store } from '../oci/store.ts';
import { visible } from '../visible.ts';
import { BUNDLE_MEDIA_TYPE, COSIGN_SIGN } from './bundle.ts';
import { preAuthenticationEncoding } from './dsse.ts';
import { SIMPLE_SIGNING, claimedDigest, legacyBundle, legacyRawSignature, legacyTag, type LegacySignature } from './legacy.ts';
import { isNamed, type PolicyEntry, type Requirement } from './policy.ts';
import { SLSA_PROVENANCE } from './provenance.ts';
import { parseStatement } from './statement.ts';
import type { Trust } from './trust.ts';
import { verifyBundle, type BundleSubject } from './verify.ts';

/** Somebody whose signature of an image holds. */
export interface ImageSignature {
  readonly form: 'bundle' | 'provenance' | 'legacy';
  /** The certificate's name, or `SHA256:<hex>` of a key. */
  readonly signer: string;
  /** Who vouches for that name; undefined for a key. */
  readonly issuer: string | undefined;
  readonly signedAt: Date | undefined;
}

export interface ImageVerification {
  readonly ok: boolean;
  /** The signature by which the policy holds; undefined for an image that needs none, and for one that has none. */
  readonly by: ImageSignature | undefined;
  /** Signatures that hold by somebody whom the policy does not name. */
  readonly others: readonly ImageSignature[];
  /** For people: who signed, or why nobody whom the policy names did. */
  readonly message: string;
}

export interface ImageInputs {
  /** Where the image is; signatures are beside it. */
  readonly store: Store;
  /** What may have been signed: the image manifest, and the index by which it was found. */
  readonly digests: readonly Digest[];
  readonly entry: PolicyEntry;
  /** Asked for only when there is something keyless to verify. */
  readonly trust: () => Promise<Trust>;
}

/** Attached by anybody who may push: more of them than this are not looked at. */
const MOST = 50;
const NOTATION = 'application/vnd.cncf.notary.signature';

/** What was found beside an image, before anybody is believed. */
type Candidate = { readonly digest: Digest } & ({ readonly form: 'bundle'; readonly bytes: Buffer } | ({ readonly form: 'legacy' } & LegacySignature));

/**
 * Whether somebody whom the policy names signed an image: by bundles that refer to it (referrers API or fallback tag) and by the legacy tag. Provenance counts as the signature of a GitHub workflow. A key needs no log.
 * What is attached and doesn't hold is told; throws a Failure `unavailable` when the store or the trust can't be had.
 */
export async function verifyImage({ store, digests, entry, trust }: ImageInputs): Promise<ImageVerification> {
  if (entry.unsigned !== undefined) return { ok: true, by: undefined, others: [], message: `Nobody needs to have signed it: ${visible(entry.unsigned, 200)}` };
  const found = await Promise.all(digests.map((digest) => findCandidates(store, digest)));
  const candidates = found.flatMap((each) => each.candidates);
  const others: ImageSignature[] = [];
  const faults: string[] = found.flatMap((each) => each.faults);
  for (const candidate of candidates) {
    const checked = await check(candidate, entry.signedBy, trust);
    if ('fault' in checked) faults.push(checked.fault);
    else if (checked.named) return { ok: true, by: checked.signature, others, message: `Signed by ${signerOf(checked.signature)}` };
    else others.push(checked.signature);
  }
  const notation = found.reduce((sum, each) => sum + each.notation, 0);
  const reasons = [
    ...others.slice(0, 3).map((signature) => `signed by ${signerOf(signature)}, whom the policy does not name for it`),
    ...faults.slice(0, 3).map((fault) => `a signature does not hold: ${fault}`),
    ...(notation > 0 ? ['signed with notation, which is not verified here'] : []),
  ];
  return { ok: false, by: undefined, others, message: reasons.length === 0 ? 'Nobody signed it' : capital(reasons.join('; ')) };
}

function signerOf({ signer, issuer, form }: ImageSignature): string {
  const who = issuer === undefined ? `the key ${signer}` : `${visible(signer, 300)} (${visible(issuer, 100)})`;
  return form === 'bundle' ? who : `${who}, by ${form === 'legacy' ? 'a legacy signature' : 'provenance'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface Found {
  readonly candidates: readonly Candidate[];
  readonly faults: readonly string[];
  readonly notation: number;
}

async function findCandidates(store: Store, digest: Digest): Promise<Found> {
  const [referrers, legacy] = await Promise.all([store.referrers(digest), store.manifest(legacyTag(digest))]);
  const bundles = referrers.filter(({ artifactType }) => artifactType?.startsWith('application/vnd.dev.sigstore.bundle') === true);
  const faults: string[] = [];
  if (bundles.length > MOST) faults.push(`there are ${bundles.length} bundles, and only ${MOST} are looked at`);
  const read = async (work: () => Promise<readonly Candidate[]>): Promise<readonly Candidate[]> => {
    try {
      return await work();
    } catch (error) {
      // A broken attachment is no reason not to look at the others; a registry that fails is.
      if (!(error instanceof Failure) || error.kind !== 'problem') throw error;
      faults.push(visible(error.message, 300));
      return [];
    }
  };
  const lists = await Promise.all([
    ...bundles.slice(0, MOST).map((referrer) => read(() => readBundle(store, digest, referrer))),
    ...(legacy === undefined || legacy.descriptor.mediaType !== MEDIA_TYPES.manifest ? [] : [read(() => readLegacy(store, digest, legacy.bytes))]),
  ]);
  return { candidates: lists.flat(), faults, notation: referrers.filter(({ artifactType }) => artifactType === NOTATION).length };
}

async function readBundle(store: Store, digest: Digest, referrer: Descriptor): Promise<readonly Candidate[]> {
  const stored = await store.manifest(referrer.digest);
  const layers = stored === undefined ? [] : parseManifest(stored.bytes, `${store.name}@${referrer.digest}`).layers;
  const layer = layers.length === 1 ? layers[0] : undefined;
  if (layer?.mediaType !== BUNDLE_MEDIA_TYPE) throw new Failure('problem', 'bundle', `${referrer.digest} holds no bundle`);
  return [{ form: 'bundle', digest, bytes: await readBlob(store, layer) }];
}

async function readLegacy(store: Store, digest: Digest, manifest: Buffer): Promise<readonly Candidate[]> {
  const { layers } = parseManifest(manifest, `${store.name}:${legacyTag(digest)}`);
  const signatures = layers.filter(({ mediaType }) => mediaType === SIMPLE_SIGNING).slice(0, MOST);
  return Promise.all(signatures.map(async (layer): Promise<Candidate> => ({ form: 'legacy', digest, payload: await readBlob(store, layer), annotations: layer.annotations ?? {} })));
}

type Checked = { readonly fault: string } | { readonly signature: ImageSignature; readonly named: boolean };

/** Whose signature it is and whether the policy names them, or why it does not hold. */
async function check(candidate: Candidate, signedBy: readonly Requirement[], trust: () => Promise<Trust>): Promise<Checked> {
  if (candidate.form === 'legacy') {
    const claimed = claimedDigest(candidate.payload);
    if (claimed !== candidate.digest) return { fault: `its payload is about ${visible(claimed ?? 'nothing', 100)}` };
    const bundle = legacyBundle(candidate);
    // What a key signed may carry a certificate as well, which is not asked of those who trust the key.
    const keyed = byKey(candidate.payload, legacyRawSignature(candidate.annotations), 'legacy', signedBy);
    if (bundle === undefined || 'signature' in keyed) return keyed;
    return byCertificate(bundle, { bytes: candidate.payload }, 'legacy', signedBy, trust);
  }
  const { envelope, hasCertificate } = peek(candidate.bytes);
  const statement = envelope === undefined ? undefined : parseStatement(envelope.payload);
  if (envelope === undefined || statement === undefined) return { fault: 'it holds no in-toto statement' };
  const form = statement.predicateType === COSIGN_SIGN ? 'bundle' : statement.predicateType === SLSA_PROVENANCE ? 'provenance' : undefined;
  if (form === undefined) return { fault: `it states ${visible(statement.predicateType, 100)}, which is no signature of an image` };
  if (hasCertificate) return byCertificate(candidate.bytes, { subjectDigest: candidate.digest, predicateType: statement.predicateType }, form, signedBy, trust);
  if (envelope.type !== 'application/vnd.in-toto+json' || !statement.subjects.includes(candidate.digest)) return { fault: 'it is about something else' };
  if (form === 'provenance') return { fault: 'it is provenance by a bare key, which names no workflow' };
  return byKey(preAuthenticationEncoding(envelope.type, envelope.payload), envelope.signature, form, signedBy);
}

async function byCertificate(bundle: Buffer, expect: BundleSubject, form: ImageSignature['form'], signedBy: readonly Requirement[], trust: () => Promise<Trust>): Promise<Checked> {
  if (signedBy.every(({ kind }) => kind === 'key')) return { fault: 'it is by a certificate, and the policy names keys alone' };
  const { ok, steps, facts } = await verifyBundle({ bundle, trust: await trust(), expect });
  if (!ok || facts === undefined) return { fault: steps.find((step) => step.ok === false)?.message ?? 'it does not verify' };
  const { identity, signedAt } = facts;
  const signature: ImageSignature = { form, signer: identity.san ?? 'a certificate without a name', issuer: identity.issuer, signedAt };
  const named = await Promise.all(signedBy.map((requirement) => isNamed(identity, requirement, form === 'provenance')));
  return { signature, named: named.includes(true) };
}

function byKey(signed: Buffer, signature: Buffer | undefined, form: ImageSignature['form'], signedBy: readonly Requirement[]): Checked {
  for (const requirement of signedBy) {
    if (requirement.kind === 'key' && signature !== undefined && holds(requirement.key, signed, signature)) {
      return { signature: { form, signer: requirement.fingerprint, issuer: undefined, signedAt: undefined }, named: true };
    }
  }
  return { fault: signature === undefined ? 'it holds no signature' : 'it is by a key that the policy does not name' };
}

/** cosign's keys: ECDSA and RSA PKCS#1 v1.5 over SHA-256, and Ed25519. */
function holds(key: KeyObject, signed: Buffer, signature: Buffer): boolean {
  const algorithm = key.asymmetricKeyType?.startsWith('ed') === true ? null : 'sha256';
  try {
    return verify(algorithm, signed, key, signature);
  } catch {
    return false;
  }
}

interface Envelope {
  readonly type: string;
  readonly payload: Buffer;
  readonly signature: Buffer;
}

/** What a bundle holds, as it says itself: which way it is to be verified. */
function peek(bytes: Buffer): { readonly envelope: Envelope | undefined; readonly hasCertificate: boolean } {
  try {
    const parsed: {
      readonly verificationMaterial?: { readonly publicKey?: unknown };
      readonly dsseEnvelope?: { readonly payload: string; readonly payloadType: string; readonly signatures: readonly { readonly sig: string }[] };
    } = JSON.parse(bytes.toString('utf8'));
    const { dsseEnvelope } = parsed;
    const signatures = dsseEnvelope?.signatures ?? [];
    const only = signatures.length === 1 ? signatures[0] : undefined;
    const envelope =
      dsseEnvelope === undefined || only === undefined
        ? undefined
        : { type: dsseEnvelope.payloadType, payload: Buffer.from(dsseEnvelope.payload, 'base64'), signature: Buffer.from(only.sig, 'base64') };
    return { envelope, hasCertificate: parsed.verificationMaterial?.publicKey === undefined };
  } catch {
    return { envelope: undefined, hasCertificate: false };
  }
}
