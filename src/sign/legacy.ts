import { X509Certificate, createHash } from 'node:crypto';
import { Failure } from '../failure.ts';
import type { BundleJson } from './bundle.ts';

/** cosign's SIGNATURE_SPEC.md: the form before bundles, which Kyverno and cosign 2 read. */
export const SIMPLE_SIGNING = 'application/vnd.dev.cosign.simplesigning.v1+json';
const TYPE = 'cosign container image signature';
const ANNOTATIONS = {
  signature: 'dev.cosignproject.cosign/signature',
  certificate: 'dev.sigstore.cosign/certificate',
  chain: 'dev.sigstore.cosign/chain',
  bundle: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
} as const;

/** One signature in the legacy form: a layer of its image. */
export interface LegacySignature {
  /** The simple-signing document, which is what was signed. */
  readonly payload: Buffer;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The tag under which the signatures of `digest` are: `sha256-<hex>.sig`. */
export function legacyTag(digest: string): string {
  return `${digest.replace(':', '-')}.sig`;
}

/** The simple-signing document of a manifest, as cosign writes it. `repository` is `HOST/PATH`, of which verifiers take no notice. */
export function simpleSigning(repository: string, digest: string): Buffer {
  return Buffer.from(
    JSON.stringify({ critical: { identity: { 'docker-reference': repository }, image: { 'docker-manifest-digest': digest }, type: TYPE }, optional: null }),
  );
}

/** The digest that a simple-signing document claims to be about, or undefined when it is none. */
export function claimedDigest(payload: Buffer): string | undefined {
  try {
    const { critical }: { readonly critical?: { readonly image?: Readonly<Record<string, unknown>>; readonly type?: unknown } } = JSON.parse(payload.toString('utf8'));
    const digest = critical?.image?.['docker-manifest-digest'];
    return critical?.type === TYPE && typeof digest === 'string' ? digest : undefined;
  } catch {
    return undefined;
  }
}

/** A legacy signature by a key: its raw signature of the payload. */
export function legacyByKey(payload: Buffer, signature: Buffer): LegacySignature {
  return { payload, annotations: { [ANNOTATIONS.signature]: signature.toString('base64') } };
}

/** The parts of a message bundle's JSON that the legacy form has too. */
interface MessageBundle {
  readonly mediaType?: string;
  readonly verificationMaterial: {
    readonly certificate?: { readonly rawBytes: string };
    readonly x509CertificateChain?: { readonly certificates: readonly { readonly rawBytes: string }[] };
    readonly tlogEntries: readonly {
      readonly logIndex: string;
      readonly logId: { readonly keyId: string };
      readonly kindVersion?: { readonly kind: string; readonly version: string };
      readonly integratedTime: string;
      readonly inclusionPromise?: { readonly signedEntryTimestamp: string };
      readonly canonicalizedBody: string;
    }[];
    readonly timestampVerificationData?: { readonly rfc3161Timestamps?: readonly { readonly signedTimestamp: string }[] } | undefined;
  };
  readonly messageSignature: { readonly messageDigest?: { readonly algorithm: string; readonly digest: string }; readonly signature: string };
}

/** Rekor 1's promise as cosign keeps it in an annotation. */
interface RekorBundle {
  readonly SignedEntryTimestamp: string;
  readonly Payload: { readonly body: string; readonly integratedTime: number; readonly logIndex: number; readonly logID: string };
}

/**
 * The legacy form of a keyless signature: a message bundle of the payload, taken apart. `chainPem` is what the certificate chains to. Throws a `usage` Failure when the bundle has
 * no entry of a Rekor 1, whose signed promise is all that the legacy form can hold of a log.
 */
export function legacyFromBundle(payload: Buffer, bundle: BundleJson, chainPem: string): LegacySignature {
  const { verificationMaterial: material, messageSignature }: MessageBundle = Object(bundle);
  const entry = material.tlogEntries.find(({ inclusionPromise }) => inclusionPromise !== undefined);
  if (entry?.inclusionPromise === undefined || material.certificate === undefined) {
    throw new Failure('usage', 'legacy-signature', 'legacy-signature: true needs a log of Rekor 1, and the signing config chose none', {
      cure: 'Leave legacy-signature out: what verifies entries of Rekor 2 reads bundles. Or give a signing config with a Rekor of majorApiVersion 1.',
    });
  }
  const promise: RekorBundle = {
    SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp,
    Payload: { body: entry.canonicalizedBody, integratedTime: Number(entry.integratedTime), logIndex: Number(entry.logIndex), logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex') },
  };
  const timestamp = material.timestampVerificationData?.rfc3161Timestamps?.[0]?.signedTimestamp;
  return {
    payload,
    annotations: {
      [ANNOTATIONS.signature]: messageSignature.signature,
      [ANNOTATIONS.certificate]: new X509Certificate(Buffer.from(material.certificate.rawBytes, 'base64')).toString(),
      [ANNOTATIONS.chain]: chainPem,
      [ANNOTATIONS.bundle]: JSON.stringify(promise),
      ...(timestamp === undefined ? {} : { [ANNOTATIONS.timestamp]: JSON.stringify({ SignedRFC3161Timestamp: timestamp }) }),
    },
  };
}

/** The raw signature of a legacy signature's layer, or undefined when it has none. */
export function legacyRawSignature(annotations: Readonly<Record<string, string>>): Buffer | undefined {
  const signature = annotations[ANNOTATIONS.signature];
  return signature === undefined ? undefined : Buffer.from(signature, 'base64');
}

/** A legacy keyless signature as a message bundle 0.1, for `verifyBundle`; undefined when it has no certificate or can't be read, so that it is none. */
export function legacyBundle({ payload, annotations }: LegacySignature): Buffer | undefined {
  const certificate = annotations[ANNOTATIONS.certificate];
  const signature = annotations[ANNOTATIONS.signature];
  if (certificate === undefined || certificate === '' || signature === undefined) return undefined;
  try {
    const promise = annotations[ANNOTATIONS.bundle];
    const timestamp = annotations[ANNOTATIONS.timestamp];
    const bundle: MessageBundle = {
      mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
      verificationMaterial: {
        x509CertificateChain: { certificates: [{ rawBytes: new X509Certificate(certificate).raw.toString('base64') }] },
        tlogEntries: promise === undefined ? [] : [entryOf(promise)],
        timestampVerificationData: { rfc3161Timestamps: timestamp === undefined ? [] : [{ signedTimestamp: stampOf(timestamp) }] },
      },
      messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest: createHash('sha256').update(payload).digest('base64') }, signature },
    };
    return Buffer.from(JSON.stringify(bundle));
  } catch {
    return undefined;
  }
}

function entryOf(annotation: string): MessageBundle['verificationMaterial']['tlogEntries'][number] {
  const { SignedEntryTimestamp, Payload }: RekorBundle = JSON.parse(annotation);
  const body: { readonly kind: string; readonly apiVersion: string } = JSON.parse(Buffer.from(Payload.body, 'base64').toString('utf8'));
  return {
    logIndex: String(Payload.logIndex),
    logId: { keyId: Buffer.from(Payload.logID, 'hex').toString('base64') },
    kindVersion: { kind: body.kind, version: body.apiVersion },
    integratedTime: String(Payload.integratedTime),
    inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
    canonicalizedBody: Payload.body,
  };
}

function stampOf(annotation: string): string {
  const { SignedRFC3161Timestamp: stamp }: { readonly SignedRFC3161Timestamp: string } = JSON.parse(annotation);
  return stamp;
}
