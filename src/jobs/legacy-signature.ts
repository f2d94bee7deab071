import { verify, X509Certificate } from 'node:crypto';
import { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseManifest } from '../oci/manifest.ts';
import { readBlob, type Store } from '../oci/store.ts';
import type { Existing } from '../release/existing.ts';
import type { KeylessSigner } from '../sign/keyless.ts';
import { packLegacy, type LegacyImage } from '../sign/legacy-image.ts';
import { legacyBundle, legacyByKey, legacyFromBundle, legacyRawSignature, legacyTag, simpleSigning, type LegacySignature } from '../sign/legacy.ts';
import type { Context } from './context.ts';
import { ourselves } from './own-identity.ts';
import type { Plan } from './plan.ts';
import type { Signing } from './signing.ts';

/** What an image of legacy signatures has, and what this run would add to it. */
export interface LegacyFound {
  readonly payload: Buffer;
  readonly layers: readonly Descriptor[];
  /** No signature by the key of this run is there. */
  readonly byKey: boolean;
  /** None by its sigstore identity. */
  readonly keyless: boolean;
}

/** Looks what legacy signatures of a release are there, and which are missing. Signs nothing. Throws a `usage` Failure `trusted-root`. */
export async function findLegacy(context: Context, { store }: Pick<Plan, 'store'>, { subject }: Existing, signing: Signing): Promise<LegacyFound> {
  const tag = legacyTag(subject.digest);
  const payload = simpleSigning(store.name, subject.digest);
  const there = await store.manifest(tag);
  const layers = there === undefined ? [] : parseManifest(there.bytes, `${store.name}:${tag}`).layers;
  const signatures = await Promise.all(layers.map(async (layer): Promise<LegacySignature> => ({ payload: await readBlob(store, layer), annotations: layer.annotations ?? {} })));
  // A signature of another manifest, put here by anybody, is none of this one.
  const own = signatures.filter((each) => each.payload.equals(payload));
  return {
    payload,
    layers,
    byKey: signing.key !== undefined && !isByKey(own, payload, signing.key.signer.certificatePem),
    keyless: signing.keyless !== undefined && !(await isByUs(context, own, await signing.keyless())),
  };
}

function isByKey(signatures: readonly LegacySignature[], payload: Buffer, certificatePem: Buffer): boolean {
  const { publicKey } = new X509Certificate(certificatePem);
  return signatures.some((each) => verify('sha256', payload, publicKey, legacyRawSignature(each.annotations) ?? Buffer.alloc(0)));
}

async function isByUs(context: Context, signatures: readonly LegacySignature[], { trust }: KeylessSigner): Promise<boolean> {
  if (trust === undefined) throw new Failure('usage', 'trusted-root', 'legacy-signature needs a trusted root, whose certificates it holds.', { cure: 'Give sigstore-trusted-root beside sigstore-signing-config.' });
  const { verifyBundle } = await import('../sign/verify.ts');
  const us = ourselves(context);
  const kept = await Promise.all(
    signatures.map(async (each) => {
      const bundle = legacyBundle(each);
      if (bundle === undefined) return false;
      const { facts } = await verifyBundle({ bundle, trust, expect: { bytes: each.payload } });
      return facts !== undefined && us.isBy(facts.identity);
    }),
  );
  return kept.includes(true);
}

/**
 * The image `sha256-….sig` that cosign 2 and Kyverno read (input `legacy-signature`; cosign's SIGNATURE_SPEC.md), with what is missing in it:
 * a signature by the key, by sigstore, or both. undefined when nothing is missing. What others signed there stays.
 */
export async function legacySignature(context: Context, plan: Plan, existing: Existing, signing: Signing): Promise<LegacyImage | undefined> {
  const { payload, layers, byKey, keyless } = await findLegacy(context, plan, existing, signing);
  const missing: LegacySignature[] = [];
  if (byKey && signing.key !== undefined) missing.push(legacyByKey(payload, await signing.key.signer.sign(payload)));
  if (keyless && signing.keyless !== undefined) {
    const signer = await signing.keyless();
    const [bundle, { chainPem }] = await signer.together((session) => Promise.all([session.signMessage(payload), session.identity()]));
    missing.push(legacyFromBundle(payload, bundle, chainPem));
  }
  return missing.length === 0 ? undefined : packLegacy(existing.subject.digest, missing, layers);
}

/** Stores such an image under its tag, and reads it back. */
export async function pushLegacy(store: Store, image: LegacyImage): Promise<void> {
  await Promise.all(image.blobs.map(({ descriptor, bytes }) => store.pushBlob(descriptor, async () => Readable.from([bytes]))));
  const { digest } = await store.pushManifest(image.bytes, image.mediaType, image.tag);
  if ((await store.manifest(image.tag))?.descriptor.digest === digest) return;
  throw new Failure('problem', 'read-back', `${store.name}: after it was pushed, ${image.tag} is not there as it was sent.`, { cure: 'No tag was moved. Run it again; if it happens again the registry loses what it acknowledges.' });
}
