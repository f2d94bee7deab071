import { X509Certificate } from 'node:crypto';
import { Failure } from '../failure.ts';
import { MEDIA_TYPES, type Descriptor, type Digest } from '../oci/descriptor.ts';
import { parseManifest } from '../oci/manifest.ts';
import { readBlob, type Store, type StoredManifest } from '../oci/store.ts';
import type { IdentityExpectation } from '../sign/expectation.ts';
import { moment } from '../sign/moment.ts';
import { failed, passed, skipped, type VerificationStep } from '../sign/step.ts';
import type { Trust } from '../sign/trust.ts';
import type { BundleFacts } from '../sign/verify.ts';
import { parseSystemManifest, SYSTEM_MEDIA_TYPES, type SystemManifest } from '../system/parse.ts';
import { COSIGN_SIGN } from '../sign/bundle.ts';
import { quoted } from '../visible.ts';
import { ARTIFACT_TYPES } from './artifact.ts';
import { attachedFiles } from './existing.ts';
import { isIssuedTo, issuedTo, isSigned, rawSignature, type RawSignature } from './raw-signature.ts';
import type { ReleaseSigner } from './signer.ts';

/** What a release must have been signed with, and by whom. */
export interface Anchors {
  /** The product's key: the CA that devices trust, the very certificate, or both. */
  readonly key?: { readonly caCertificate: string | undefined; readonly certificate: string | undefined } | undefined;
  readonly keyless?: { readonly identity: IdentityExpectation; readonly trust: () => Promise<Trust> } | undefined;
}

export interface VerifyRequest {
  readonly store: Store;
  /** A tag or a digest. */
  readonly reference: string;
  readonly anchors: Anchors;
  /** The store and the name under which a device would look for an image. */
  readonly image: (digest: Digest) => Promise<{ readonly store: Store; readonly tag: string; readonly shown: string }>;
  /** Read and hash the images' blobs from a registry too; those of a layout always are. */
  readonly readImages: boolean;
  readonly now: Date;
}

export interface Verified {
  readonly steps: readonly VerificationStep[];
  readonly descriptor: Descriptor | undefined;
  /** Its manifest, as it was read. */
  readonly manifest: StoredManifest | undefined;
  readonly system: SystemManifest | undefined;
  readonly bytes: Buffer | undefined;
  /** What is attached to it. */
  readonly referrers: readonly Descriptor[];
  /** Who signed it keylessly, once that is verified. */
  readonly signed: BundleFacts | undefined;
  /** By whom it is signed, of the kinds for which there was an anchor and whose every step holds. */
  readonly signer: ReleaseSigner;
}

/**
 * Checks a published release as a device and a stranger would: the manifest and its bytes, each signature for which there is an anchor, and
 * every image. What is wrong is a step that says so; what could not be had throws `unavailable`.
 */
export async function verifyRelease(request: VerifyRequest): Promise<Verified> {
  const { store, reference, anchors } = request;
  const steps: VerificationStep[] = [];
  const nothing = { steps, descriptor: undefined, system: undefined, bytes: undefined, manifest: undefined, referrers: [], signed: undefined, signer: { key: undefined, keyless: undefined } };
  const named = await store.manifest(reference);
  if (named === undefined) {
    steps.push(failed('release', `${store.name} has no ${reference}.`));
    return nothing;
  }
  const { descriptor } = named;
  let bytes: Buffer;
  let system: SystemManifest;
  try {
    ({ bytes, system } = await readSystem(store, named.bytes, descriptor));
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'problem') throw error;
    steps.push(failed('release', error.message));
    return { ...nothing, descriptor };
  }
  steps.push(passed('release', `${store.name}@${descriptor.digest} holds a system manifest of ${bytes.byteLength} bytes, for the product ${quoted(system.product)}, with ${system.images.length} images.`));

  const referrers = await store.referrers(descriptor.digest);
  const key = anchors.key === undefined ? undefined : await keySteps(request, referrers, bytes, system, steps);
  if (anchors.key === undefined) steps.push(skipped('key', 'Not checked: the product’s key. Give ca-certificate or certificate to have it checked.'), ...(await unanchoredSteps(store, referrers, bytes)));
  if (anchors.keyless === undefined) steps.push(skipped('keyless', 'Not checked: the sigstore signature. Give certificate-identity and certificate-oidc-issuer to have it checked.'));
  const signed = anchors.keyless === undefined ? undefined : await keylessSteps(store, anchors.keyless, referrers, descriptor, bytes, steps);
  steps.push(...extraSteps(referrers));
  steps.push(...(await imageSteps(request, system.images)));
  const signer: ReleaseSigner = { key, keyless: signed === undefined ? undefined : async () => ({ san: signed.facts.identity.san, issuer: signed.facts.identity.issuer, trust: signed.trust }) };
  return { steps, descriptor, manifest: named, system, bytes, referrers, signed: signed?.facts, signer };
}

async function readSystem(store: Store, manifestBytes: Buffer, descriptor: Descriptor): Promise<{ readonly bytes: Buffer; readonly system: SystemManifest }> {
  const wrong = (what: string): Failure => new Failure('problem', 'release', `${store.name}@${descriptor.digest} ${what}`);
  if (descriptor.mediaType !== MEDIA_TYPES.manifest) throw wrong(`is a ${descriptor.mediaType}, and a release is one manifest.`);
  const manifest = parseManifest(manifestBytes, store.name);
  const [layer, ...more] = manifest.layers;
  const known = Object.values(SYSTEM_MEDIA_TYPES) as readonly string[];
  if (manifest.artifactType === undefined || !known.includes(manifest.artifactType)) throw wrong(`has the artifact type ${manifest.artifactType ?? 'none'}, so it is no release of a system manifest.`);
  if (layer === undefined || more.length > 0 || layer.mediaType !== manifest.artifactType) throw wrong('does not have one layer of its own type.');
  const bytes = await readBlob(store, layer);
  return { bytes, system: parseSystemManifest(bytes, layer.mediaType) };
}

/** Adds the steps of the product's key, and gives its certificate when all of them hold. */
async function keySteps(request: VerifyRequest, referrers: readonly Descriptor[], bytes: Buffer, system: SystemManifest, steps: VerificationStep[]): Promise<Buffer | undefined> {
  const { store, anchors, now } = request;
  const files: Buffer[] = [];
  for (const [artifactType, what] of [[ARTIFACT_TYPES.certificate, 'certificate'], [ARTIFACT_TYPES.signature, 'signature']] as const) {
    const there = referrers.filter((each) => each.artifactType === artifactType);
    const [only] = there;
    if (only === undefined) steps.push(failed('single-referrers', `There is no ${what} by a product’s key.`));
    else if (there.length > 1) steps.push(failed('single-referrers', `There are ${there.length} referrers of the type ${artifactType}; a device takes the first, whichever that is.`));
    else {
      const found = await attachedFiles(store, only);
      if ('fault' in found) steps.push(failed('single-referrers', found.fault));
      else if (found.files.length === 1 && found.files[0] !== undefined) files.push(found.files[0].bytes);
      else steps.push(failed('single-referrers', `The ${what} has ${found.files.length} layers, and it must have one.`));
    }
  }
  const [certificate, signature] = files;
  if (certificate === undefined || signature === undefined) return undefined;
  steps.push(passed('single-referrers', 'There is exactly one certificate and one signature.'));
  const { verifyKeySignature } = await import('../sign/verify-key.ts');
  const { ok, steps: made } = verifyKeySignature({
    bytes,
    signature,
    certificatePem: certificate.toString('utf8'),
    caCertificate: anchors.key?.caCertificate,
    certificate: anchors.key?.certificate,
    product: system.product,
    now,
  });
  steps.push(...made);
  return ok ? certificate : undefined;
}

/**
 * What a device would stumble over whoever signed: it takes the first certificate and the first signature that are attached, and panics on what it
 * cannot verify with them, after it has written the boot partition (mos.md "The wire"). Whose they are is not said.
 */
async function unanchoredSteps(store: Store, referrers: readonly Descriptor[], bytes: Buffer): Promise<VerificationStep[]> {
  const [certificates = [], signatures = []] = [ARTIFACT_TYPES.certificate, ARTIFACT_TYPES.signature].map((type) => referrers.filter(({ artifactType }) => artifactType === type));
  const [certificate, signature] = [certificates[0], signatures[0]];
  if (certificate === undefined && signature === undefined) return [];
  if (certificate === undefined || signature === undefined || certificates.length > 1 || signatures.length > 1) {
    return [failed('single-referrers', `There are ${certificates.length} certificates and ${signatures.length} signatures of the product’s key, and there must be one of each or none; a device takes the first.`)];
  }
  const [first, second] = [await attachedFiles(store, certificate), await attachedFiles(store, signature)];
  if ('fault' in first) return [failed('key-signature', first.fault)];
  if ('fault' in second) return [failed('key-signature', second.fault)];
  const [[pem, ...morePem], [made, ...moreMade]] = [first.files, second.files];
  if (pem !== undefined && made !== undefined && morePem.length === 0 && moreMade.length === 0 && isSigned(bytes, { pem: pem.bytes, signature: made.bytes })) return [];
  return [failed('key-signature', 'A certificate and a signature of a product’s key are attached, and they are not of these bytes.')];
}

/** Adds the steps of sigstore's signature, and gives who signed when it holds. */
async function keylessSteps(
  store: Store,
  keyless: NonNullable<Anchors['keyless']>,
  referrers: readonly Descriptor[],
  subject: Descriptor,
  bytes: Buffer,
  steps: VerificationStep[],
): Promise<{ readonly facts: BundleFacts; readonly trust: Trust } | undefined> {
  const all = referrers.filter(({ artifactType }) => artifactType === ARTIFACT_TYPES.bundle);
  // What says itself that it states something else need not be read, unless it is all there is.
  const stating = all.filter(({ annotations }) => (annotations?.['dev.sigstore.bundle.predicateType'] ?? COSIGN_SIGN) === COSIGN_SIGN);
  const bundles = stating.length > 0 ? stating : all;
  if (bundles.length === 0) {
    steps.push(failed('keyless', 'There is no sigstore bundle.'));
    return undefined;
  }
  const [{ verifyBundle }, trust] = await Promise.all([import('../sign/verify.ts'), keyless.trust()]);
  const attempts = await Promise.all(
    bundles.map(async (referrer) => {
      const found = await attachedFiles(store, referrer);
      if ('fault' in found) return { ok: false, steps: [failed('bundle', found.fault)], facts: undefined };
      return verifyBundle({ bundle: found.files[0]?.bytes ?? Buffer.alloc(0), trust, expect: { subjectDigest: subject.digest, predicateType: COSIGN_SIGN }, identity: keyless.identity });
    }),
  );
  // One that holds is enough, as for cosign. Of those that do not, the one that came furthest says most; provenance, which is nobody's signature, only where it is alone.
  const signatures = attempts.filter(({ steps: made }) => !made.some(({ id, ok }) => id === 'predicate-type' && ok === false));
  const best = attempts.find(({ ok }) => ok) ?? (signatures.length > 0 ? signatures : attempts).toSorted((a, b) => held(b) - held(a))[0];
  steps.push(...(best?.steps ?? []));
  const facts = best?.facts;
  if (facts === undefined) return undefined;
  const { repository, commit, runUrl } = facts.identity;
  const where = facts.log === undefined ? '' : `; logged at ${facts.log.url}, index ${facts.log.index}`;
  const what = repository === undefined ? '' : ` on commit ${commit ?? 'unknown'} of ${repository}${runUrl === undefined ? '' : `, by ${runUrl}`}`;
  steps.push(passed('signed', `Signed at ${moment(facts.signedAt)}${what}${where}.`));
  const vouched = attempts.flatMap(({ ok, facts: each }) => (ok && each !== undefined ? [each.certificatePem] : []));
  steps.push(...(await rawSteps(store, referrers, bytes, { vouched, trust, identity: keyless.identity })));
  return { facts, trust };
}

function held({ steps }: { readonly steps: readonly VerificationStep[] }): number {
  return steps.filter(({ ok }) => ok === true).length;
}

/** What says by whom raw signatures may be: the certificates of the bundles that hold, the trusted root, and the identity that was asked for. */
interface RawExpectation {
  readonly vouched: readonly string[];
  readonly trust: Trust;
  readonly identity: IdentityExpectation;
}

/**
 * The raw signature that is attached for programs without sigstore: by the certificate that a bundle vouches for, or by nobody that can be known. Two runs that sign
 * at the same time leave two, and no device takes the first of these; then each of them has to hold, and all have to be by one identity.
 */
async function rawSteps(store: Store, referrers: readonly Descriptor[], bytes: Buffer, expected: RawExpectation): Promise<VerificationStep[]> {
  const id = 'raw-signature';
  const raw = referrers.filter(({ artifactType }) => artifactType === ARTIFACT_TYPES.keylessSignature);
  const found = await Promise.all(raw.map(async (referrer) => attachedFiles(store, referrer)));
  const broken = found.find((each) => 'fault' in each);
  if (broken !== undefined) return [failed(id, broken.fault)];
  const signatures = found.flatMap((each) => ('fault' in each ? [] : [rawSignature(each.files)]));
  const steps = signatures.map((signature) => rawStep(signature, bytes, expected));
  const wrong = steps.find(({ ok }) => ok === false);
  if (raw.length < 2 || wrong !== undefined) return wrong === undefined ? steps : [wrong];
  const signers = new Set(signatures.map((signature) => signature === undefined ? '' : JSON.stringify(issuedTo(signature))));
  if (signers.size > 1) return [failed(id, `The ${raw.length} raw signatures are by ${signers.size} identities.`)];
  const unknown = steps.find(({ ok }) => ok !== true);
  return [unknown ?? passed(id, `Each of the ${raw.length} raw signatures is one of these bytes, by the certificate of a bundle.`)];
}

function rawStep(signature: RawSignature | undefined, bytes: Buffer, { vouched, trust, identity }: RawExpectation): VerificationStep {
  const id = 'raw-signature';
  if (signature === undefined) return failed(id, 'The raw signature does not have the two files install.json.signed and cert.pem.');
  if (!isSigned(bytes, signature)) return failed(id, 'The raw signature is not one of these bytes by its certificate.');
  if (vouched.some((pem) => sameCertificate(signature.pem, pem))) return passed(id, 'The raw signature is one of these bytes by the same certificate.');
  if (!isIssuedTo(signature, trust, identity)) return failed(id, 'The raw signature is by a certificate that no CA of the trusted root gave to that identity.');
  return skipped(id, 'The raw signature is by another certificate than the bundle, so nothing says when it was made.');
}

function sameCertificate(pem: Buffer, other: string): boolean {
  return new X509Certificate(pem).fingerprint256 === new X509Certificate(other).fingerprint256;
}

function extraSteps(referrers: readonly Descriptor[]): VerificationStep[] {
  const known = new Set<string>(Object.values(ARTIFACT_TYPES));
  const extra = referrers.filter(({ artifactType }) => artifactType === undefined || !known.has(artifactType));
  if (extra.length === 0) return [];
  return [skipped('extra', `Also attached, and not looked at: ${extra.slice(0, 5).map(({ artifactType, digest }) => `${artifactType ?? 'something without a type'} (${digest.slice(0, 19)}…)`).join(', ')}${extra.length > 5 ? ` and ${extra.length - 5} more` : ''}.`)];
}

/** A step for each image: the name under which a device looks for it gives the manifest that the system manifest says, and all its blobs are there. */
async function imageSteps(request: VerifyRequest, images: SystemManifest['images']): Promise<VerificationStep[]> {
  // Images share layers, and each is looked at once.
  const looked = new Map<string, Promise<boolean>>();
  const has = (store: Store, blob: Descriptor, read: boolean): Promise<boolean> => {
    const key = `${store.name} ${blob.digest} ${blob.size}`;
    const known = looked.get(key) ?? hasBlob(store, blob, read);
    looked.set(key, known);
    return known;
  };
  if (!request.readImages) return Promise.all(images.map((image) => imageStep(request, image, has)));
  // One after another: what is large shares the line, and each blob has its time.
  const steps: VerificationStep[] = [];
  for (const image of images) steps.push(await imageStep(request, image, has));
  return steps;
}

async function imageStep({ image, readImages }: VerifyRequest, { name, digest, size }: SystemManifest['images'][number], has: typeof hasBlob): Promise<VerificationStep> {
  const id = 'image';
  const shown = quoted(name);
  const { store, tag, shown: reference } = await image(digest);
  const read = readImages || store.kind === 'layout';
  try {
    const there = await store.manifest(tag);
    if (there === undefined) return failed(id, `${shown}: ${reference} is not there.`);
    if (there.descriptor.digest !== digest) return failed(id, `${shown}: ${reference} is ${there.descriptor.digest}, and the system manifest says ${digest}.`);
    if (there.descriptor.size !== size) return failed(id, `${shown}: its manifest has ${there.descriptor.size} bytes, and the system manifest says ${size}.`);
    const { config, layers } = parseManifest(there.bytes, reference);
    const blobs = [...new Map([config, ...layers].map((blob) => [blob.digest, blob])).values()];
    const missing = (await Promise.all(blobs.map(async (blob) => ((await has(store, blob, read)) ? undefined : blob.digest)))).filter((each) => each !== undefined);
    if (missing.length > 0) return failed(id, `${shown}: ${reference} lacks ${missing.length === 1 ? `the blob ${missing[0]}` : `${missing.length} of its ${blobs.length} blobs`}.`);
    return passed(id, `${shown}: ${reference} has that digest; ${read ? `its ${blobs.length} blobs were read and have theirs` : `the registry says that it has the image’s ${blobs.length} blobs, which were not read (read-images: true reads them)`}.`);
  } catch (error) {
    // A registry that gives other bytes than it was asked for has answered.
    if (!(error instanceof Failure) || (error.kind !== 'problem' && error.code !== 'registry-lies')) throw error;
    return failed(id, `${shown}: ${error.message}`);
  }
}

/** Whether a store has a blob. A folder's may have been changed since it took it in, so it is always `read`; a stream ends in an error when it is not what its descriptor says. */
async function hasBlob(store: Store, blob: Descriptor, read: boolean): Promise<boolean> {
  if (!(await store.hasBlob(blob))) return false;
  if (read) for await (const _ of await store.blob(blob));
  return true;
}
