import { sign } from 'node:crypto';
import { MEDIA_TYPES, type Descriptor } from '../../src/oci/descriptor.ts';
import type { Store } from '../../src/oci/store.ts';
import { ARTIFACT_TYPES, packArtifact, type ArtifactParts } from '../../src/release/artifact.ts';
import { COSIGN_SIGN } from '../../src/sign/bundle.ts';
import { SLSA_PROVENANCE } from '../../src/sign/provenance.ts';
import type { ProductCertificate } from '../harness/certificates.ts';
import type { Answer } from '../harness/proxy.ts';
import type { Released } from './released.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- bundles are taken apart here as JSON
type Tree = any;

/** What an attacker has at hand beside the release. */
export interface Loot {
  /** Another release of the same product, rightly signed by the same key and the same workflow. */
  readonly other: Released;
  /** The same release, signed by a workflow whose name holds the right one's. */
  readonly evil: Released;
  readonly stranger: ProductCertificate;
  /** For another product, by the same CA. */
  readonly sibling: ProductCertificate;
  /** For no product, and of the kind of key that sigstore's certificates have. */
  readonly nobody: ProductCertificate;
}

export interface Attack {
  /** What lies in the registry in the release's place. */
  readonly place?: (good: Released, loot: Loot) => Released;
  /** Done to a release that sigstore alone signed, so that `verify` is given nothing of a product's key. */
  readonly keyless?: true;
  /** What else is put there. */
  readonly also?: (store: Store, subject: Descriptor) => Promise<unknown>;
  /** What somebody in between says in the place of the list of referrers. */
  readonly list?: (loot: Loot) => Answer;
  /** The same, of the blob with the system manifest. */
  readonly blob?: (bytes: Buffer) => Answer;
  /** What is expected of the signer, when it is not the exact name. */
  readonly identity?: (identity: string) => readonly string[];
  /** The steps that fail, or the exit code when it ends without a report, as it cannot be checked. */
  readonly fails: readonly string[] | 3;
  readonly says: RegExp;
}

const is = (artifactType: string, predicateType?: string) => (parts: ArtifactParts): boolean =>
  parts.artifactType === artifactType && (predicateType === undefined || parts.annotations?.['dev.sigstore.bundle.predicateType'] === predicateType);
export const isBundle = is(ARTIFACT_TYPES.bundle, COSIGN_SIGN);
export const isProvenance = is(ARTIFACT_TYPES.bundle, SLSA_PROVENANCE);
const isSignature = is(ARTIFACT_TYPES.signature);
const isCertificate = is(ARTIFACT_TYPES.certificate);
const isRaw = is(ARTIFACT_TYPES.keylessSignature);

/** The bytes of its first layer. */
export function bytesOf(parts: ArtifactParts | undefined): Buffer {
  const [layer] = parts?.layers ?? [];
  if (layer === undefined) throw new Error('there is no such part');
  return layer.bytes;
}

function withBytes(parts: ArtifactParts, change: (bytes: Buffer) => Buffer): ArtifactParts {
  return { ...parts, layers: parts.layers.map((layer) => ({ ...layer, bytes: change(layer.bytes) })) };
}

/** The release with the bytes of one of its attachments changed. */
export function changed(good: Released, which: (parts: ArtifactParts) => boolean, change: (bytes: Buffer) => Buffer): Released {
  return { ...good, attached: good.attached.map((parts) => (which(parts) ? withBytes(parts, change) : parts)) };
}

/** The release with its bundle taken apart and changed. */
function rewritten(good: Released, change: (bundle: Tree) => void): Released {
  return changed(good, isBundle, (bytes) => {
    const bundle: Tree = JSON.parse(bytes.toString('utf8'));
    change(bundle);
    return Buffer.from(JSON.stringify(bundle));
  });
}

const bundleOf = ({ attached }: Released): Tree => JSON.parse(bytesOf(attached.find(isBundle)).toString('utf8'));
const entryOf = (bundle: Tree): Tree => bundle.verificationMaterial.tlogEntries[0];
/** The release with some of what is attached left out. */
export const without = (good: Released, which: (parts: ArtifactParts) => boolean): Released => ({ ...good, attached: good.attached.filter((parts) => !which(parts)) });
const signatureBy = ({ keyPem }: ProductCertificate, { release }: Released): Buffer => sign('sha256', bytesOf(release), keyPem);
/** The release with one file of its raw signature changed. */
const rawFile = (good: Released, title: string, bytes: Buffer | undefined): Released => ({
  ...good,
  attached: good.attached.map((parts) =>
    isRaw(parts) ? { ...parts, layers: parts.layers.flatMap((layer) => (layer.annotations?.['org.opencontainers.image.title'] !== title ? [layer] : bytes === undefined ? [] : [{ ...layer, bytes }])) } : parts,
  ),
});
/** The release with a pair of this key beside all that is attached. */
const withPair = (good: Released, by: ProductCertificate): Released => {
  const part = (artifactType: string, bytes: Buffer): ArtifactParts => ({ artifactType, created: good.release.created, layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', bytes }] });
  return { ...good, attached: [...good.attached, part(ARTIFACT_TYPES.certificate, Buffer.from(by.certificatePem)), part(ARTIFACT_TYPES.signature, signatureBy(by, good))] };
};
/** Another system manifest in the place of the right one, with the same things attached. */
export const otherBytes = (good: Released, change: (text: string) => string): Released => ({ ...good, release: withBytes(good.release, (bytes) => Buffer.from(change(bytes.toString('utf8')))) });
const list = (manifests: unknown): Answer => ({ status: 200, headers: { 'content-type': MEDIA_TYPES.index }, body: JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests }) });
/** The steps that fail when nothing is attached. */
export const NOTHING = ['single-referrers', 'single-referrers', 'keyless'];

/** What whoever may write to the registry, or stands in between, does to a release that is signed by a product's key and by a workflow. */
export const attacks: Readonly<Record<string, Attack>> = {
  'another manifest’s raw signature': {
    place: (good, { other }) => changed(good, isSignature, () => bytesOf(other.attached.find(isSignature))),
    fails: ['key-signature'],
    says: /not one of these bytes by the certificate's key/,
  },
  'another manifest’s bundle, moved to this subject': {
    place: (good, { other }) => changed(good, isBundle, () => bytesOf(other.attached.find(isBundle))),
    fails: ['subject'],
    says: /It is about sha256:[0-9a-f]{64}, and must be about sha256:/,
  },
  'everything that is attached, moved to another manifest': {
    place: (good) => otherBytes(good, (text) => text.replace('"1.0.0"', '"1.0.1"')),
    fails: ['key-signature', 'subject'],
    says: /must be about sha256:/,
  },
  'everything that is attached to another manifest, moved to this one': {
    place: (good, { other }) => ({ ...good, attached: other.attached }),
    fails: ['key-signature', 'subject'],
    says: /must be about sha256:/,
  },
  'another manifest’s payload in the envelope': {
    place: (good, { other }) => rewritten(good, (bundle) => (bundle.dsseEnvelope.payload = bundleOf(other).dsseEnvelope.payload)),
    fails: ['transparency-log'],
    says: /Its log entry does not hold/,
  },
  'provenance that calls itself the signature': {
    place: (good) => changed(good, isBundle, () => bytesOf(good.attached.find(isProvenance))),
    fails: ['predicate-type'],
    says: /It states https:\/\/slsa\.dev\/provenance\/v1, and must state https:\/\/sigstore\.dev\/cosign\/sign\/v1/,
  },
  'provenance alone': { place: (good) => without(good, isBundle), fails: ['predicate-type'], says: /must state https:\/\/sigstore\.dev/ },
  'a certificate of minutes, without a timestamp': {
    place: (good) => rewritten(good, (bundle) => (bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [] })),
    fails: ['timestamp'],
    says: /Nothing says when it was signed/,
  },
  'another signature’s timestamp': {
    place: (good, { other }) => rewritten(good, (bundle) => (bundle.verificationMaterial.timestampVerificationData = bundleOf(other).verificationMaterial.timestampVerificationData)),
    fails: ['timestamp'],
    says: /When it was signed is not proven/,
  },
  'a log entry of another statement': {
    place: (good, { other }) => rewritten(good, (bundle) => (bundle.verificationMaterial.tlogEntries = bundleOf(other).verificationMaterial.tlogEntries)),
    fails: ['transparency-log'],
    says: /Its log entry does not hold/,
  },
  'a log entry with another body': {
    place: (good, { other }) => rewritten(good, (bundle) => (entryOf(bundle).canonicalizedBody = entryOf(bundleOf(other)).canonicalizedBody)),
    fails: ['transparency-log'],
    says: /Its log entry does not hold/,
  },
  'a log entry with another index': {
    place: (good) => rewritten(good, (bundle) => (entryOf(bundle).logIndex = '123456789')),
    fails: ['transparency-log'],
    says: /its index is 123456789, and its proof is of/,
  },
  'no log entry': { place: (good) => rewritten(good, (bundle) => (bundle.verificationMaterial.tlogEntries = [])), fails: ['transparency-log'], says: /It is in no transparency log/ },
  'a bundle that is cut short': { place: (good) => changed(good, isBundle, (bytes) => bytes.subarray(0, -1)), fails: ['bundle'], says: /can't be read as a sigstore bundle/ },
  'a bundle with bytes after it': { place: (good) => changed(good, isBundle, (bytes) => Buffer.concat([bytes, Buffer.from('{}')])), fails: ['bundle'], says: /can't be read as a sigstore bundle/ },
  'a bundle that is empty': { place: (good) => changed(good, isBundle, () => Buffer.from('{}')), fails: ['bundle'], says: /can't be read as a sigstore bundle/ },
  'a raw signature that is cut short': { place: (good) => changed(good, isSignature, (bytes) => bytes.subarray(0, -1)), fails: ['key-signature'], says: /not one of these bytes/ },
  'a raw signature with a byte after it': { place: (good) => changed(good, isSignature, (bytes) => Buffer.concat([bytes, Buffer.of(0)])), fails: ['key-signature'], says: /not one of these bytes/ },
  'a system manifest with a newline at its end': { place: (good) => otherBytes(good, (text) => `${text}\n`), fails: ['key-signature', 'subject'], says: /must be about sha256:/ },
  'a system manifest without its last byte': { place: (good) => otherBytes(good, (text) => text.slice(0, -1)), fails: ['release'], says: /The system manifest is not JSON/ },
  'a certificate by another CA, with a signature that is its own': {
    place: (good, { stranger }) => changed(changed(good, isCertificate, () => Buffer.from(stranger.certificatePem)), isSignature, () => signatureBy(stranger, good)),
    fails: ['certificate-chain'],
    says: /No valid CA of ca-certificate issued it/,
  },
  'a certificate of another product by the same CA, with a signature that is its own': {
    place: (good, { sibling }) => changed(changed(good, isCertificate, () => Buffer.from(sibling.certificatePem)), isSignature, () => signatureBy(sibling, good)),
    fails: ['certificate-product'],
    says: /It is for the product 0{8}-\S+, and the system manifest for/,
  },
  'a certificate by another CA in front of the right one': {
    place: (good, { stranger }) => changed(good, isCertificate, (bytes) => Buffer.concat([Buffer.from(stranger.certificatePem), bytes])),
    fails: ['certificate-chain', 'key-signature'],
    says: /No valid CA of ca-certificate issued it/,
  },
  'a second pair': {
    place: (good, { stranger }) => ({
      ...good,
      attached: [...good.attached, ...changed({ ...good, attached: good.attached.filter((parts) => isCertificate(parts) || isSignature(parts)) }, isCertificate, () => Buffer.from(stranger.certificatePem)).attached.map((parts) => (isSignature(parts) ? withBytes(parts, () => signatureBy(stranger, good)) : parts))],
    }),
    fails: ['single-referrers', 'single-referrers'],
    says: /There are 2 referrers of the type application\/vnd\.machine\.pubkeycrt; a device takes the first/,
  },
  'a second certificate': {
    place: (good, { stranger }) => ({ ...good, attached: [...good.attached, ...good.attached.filter(isCertificate).map((parts) => withBytes(parts, () => Buffer.from(stranger.certificatePem)))] }),
    fails: ['single-referrers'],
    says: /There are 2 referrers of the type application\/vnd\.machine\.pubkeycrt/,
  },
  'the same signature once more': {
    place: (good) => ({ ...good, attached: [...good.attached, ...good.attached.filter(isSignature).map((parts) => ({ ...parts, annotations: { again: 'true' } }))] }),
    fails: ['single-referrers'],
    says: /There are 2 referrers of the type application\/vnd\.machine\.signature/,
  },
  'a signature with a second layer': {
    place: (good) => ({ ...good, attached: good.attached.map((parts) => (isSignature(parts) ? { ...parts, layers: [...parts.layers, ...parts.layers] } : parts)) }),
    fails: ['single-referrers'],
    says: /The signature has 2 layers, and it must have one/,
  },
  'an index in place of the manifest': {
    also: (store, subject) => store.pushManifest(Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, artifactType: ARTIFACT_TYPES.install, manifests: [subject] })), MEDIA_TYPES.index, '1.0.0'),
    fails: ['release'],
    says: /is a application\/vnd\.oci\.image\.index\.v1\+json, and a release is one manifest/,
  },
  'a release with a second layer': { place: (good) => ({ ...good, release: { ...good.release, layers: [...good.release.layers, ...good.release.layers] } }), fails: ['release'], says: /does not have one layer of its own type/ },
  'a release whose layer is of the other form': {
    place: (good) => ({ ...good, release: { ...good.release, layers: good.release.layers.map((layer) => ({ ...layer, mediaType: ARTIFACT_TYPES.system })) } }),
    fails: ['release'],
    says: /does not have one layer of its own type/,
  },
  'an artifact of another type, and its layer': {
    place: (good) => ({ ...good, release: { ...good.release, artifactType: 'application/vnd.other', layers: good.release.layers.map((layer) => ({ ...layer, mediaType: 'application/vnd.other' })) } }),
    fails: ['release'],
    says: /has the artifact type application\/vnd\.other, so it is no release/,
  },
  'a raw signature of other bytes beside the bundle': {
    keyless: true,
    place: (good, { nobody }) => rawFile(good, 'install.json.signed', sign('sha256', Buffer.from('other'), nobody.keyPem)),
    fails: ['raw-signature'],
    says: /is not one of these bytes by its certificate/,
  },
  'a raw signature and its certificate by nobody, beside the bundle': {
    keyless: true,
    place: (good, { nobody }) => rawFile(rawFile(good, 'install.json.signed', signatureBy(nobody, good)), 'cert.pem', Buffer.from(nobody.certificatePem)),
    fails: ['raw-signature'],
    says: /by a certificate that no CA of the trusted root gave to that identity/,
  },
  'a raw signature without its certificate': { keyless: true, place: (good) => rawFile(good, 'cert.pem', undefined), fails: ['raw-signature'], says: /does not have the two files/ },
  'a second raw signature, by nobody': {
    keyless: true,
    place: (good, { nobody }) => ({ ...good, attached: [...good.attached, ...rawFile(rawFile(good, 'install.json.signed', signatureBy(nobody, good)), 'cert.pem', Buffer.from(nobody.certificatePem)).attached.filter(isRaw)] }),
    fails: ['raw-signature'],
    says: /by a certificate that no CA of the trusted root gave to that identity/,
  },
  'two pairs of a product’s key, of which nobody asked': { keyless: true, place: (good, { stranger, sibling }) => withPair(withPair(good, stranger), sibling), fails: ['single-referrers'], says: /There are 2 certificates and 2 signatures/ },
  'a second certificate, of which nobody asked': {
    keyless: true,
    place: (good, { stranger, sibling }) => ({ ...withPair(good, stranger), attached: [...withPair(good, stranger).attached, ...withPair(good, sibling).attached.filter(isCertificate)] }),
    fails: ['single-referrers'],
    says: /There are 2 certificates and 1 signatures/,
  },
  'an artifact of another type': { place: (good) => ({ ...good, release: { ...good.release, artifactType: 'application/vnd.other' } }), fails: ['release'], says: /has the artifact type application\/vnd\.other, so it is no release/ },
  'a workflow whose name holds the right one': {
    place: (_, { evil }) => evil,
    fails: ['identity'],
    says: /Signed by https:\/\/github\.com\/evil\/acme\/device\/\S+, and it must be https:\/\/github\.com\/acme\/device\//,
  },
  'a workflow whose name holds the right one, by a regular expression': {
    place: (_, { evil }) => evil,
    identity: () => ['--certificate-identity-regexp', String.raw`acme/device/\.github/workflows/release\.yml@.*`],
    fails: ['identity'],
    says: /must be matched by \^\(\?:acme/,
  },
  'a part of the right name': { identity: (identity) => ['--certificate-identity', identity.slice(0, -1)], fails: ['identity'], says: /and it must be https:\/\/github\.com\/acme\/device\// },

  'a list of referrers that is empty': { list: () => list([]), fails: NOTHING, says: /There is no sigstore bundle/ },
  'a list that is not there': { list: () => ({ status: 404 }), fails: NOTHING, says: /There is no certificate by a product’s key/ },
  'a list that hides the bundles': { place: (good) => without(without(good, isBundle), isProvenance), fails: ['keyless'], says: /There is no sigstore bundle/ },
  'a list that hides the pair': { place: (good) => without(without(good, isSignature), isCertificate), fails: ['single-referrers', 'single-referrers'], says: /There is no signature by a product’s key/ },
  'a list that gives everything another type': { place: (good) => ({ ...good, attached: good.attached.map((parts) => ({ ...parts, artifactType: 'application/vnd.other' })) }), fails: NOTHING, says: /There is no sigstore bundle/ },
  'a list of what is attached to another manifest, and not here': {
    list: ({ other }) => list(other.attached.map((parts) => packArtifact({ ...parts, subject: packArtifact(other.release).descriptor }).descriptor)),
    fails: ['single-referrers', 'single-referrers', 'bundle'],
    says: /the referrer sha256:[0-9a-f]{64} is listed but not there/,
  },
  'a list that is cut short': { list: () => ({ status: 200, headers: { 'content-type': MEDIA_TYPES.index }, body: '{"schemaVersion":2,"manifests":[' }), fails: 3, says: /the document is not JSON/ },
  'a list that is a manifest': {
    list: ({ other }) => ({ status: 200, headers: { 'content-type': MEDIA_TYPES.manifest }, body: packArtifact(other.release).bytes }),
    fails: 3,
    says: /the answer is no image index/,
  },
  'a list that the registry does not give': { list: () => ({ status: 403 }), fails: 3, says: /403/ },
  'other bytes of the same length under the system manifest’s digest': { blob: (bytes) => ({ status: 200, body: Buffer.from(bytes.toString('utf8').replace('"1.0.0"', '"1.0.1"')) }), fails: 3, says: /sha256:[0-9a-f]{64}/ },
  'fewer bytes under the system manifest’s digest': { blob: (bytes) => ({ status: 200, body: bytes.subarray(0, -1) }), fails: 3, says: /sha256:[0-9a-f]{64}/ },
  'more bytes under the system manifest’s digest': { blob: (bytes) => ({ status: 200, body: Buffer.concat([bytes, Buffer.from(' ')]) }), fails: 3, says: /sha256:[0-9a-f]{64}/ },
};
