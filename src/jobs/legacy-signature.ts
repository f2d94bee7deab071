import { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import { parseManifest } from '../oci/manifest.ts';
import { readBlob, type Store } from '../oci/store.ts';
import type { Existing } from '../release/existing.ts';
import { packLegacy, type LegacyImage } from '../sign/legacy-image.ts';
import { legacyBundle, legacyByKey, legacyFromBundle, legacyTag, simpleSigning, type LegacySignature } from '../sign/legacy.ts';
import type { Context } from './context.ts';
import { ourselves } from './own-identity.ts';
import type { Plan } from './plan.ts';
import type { Signing } from './signing.ts';

/**
 * The image `sha256-….sig` that cosign 2 and Kyverno read (input `legacy-signature`; cosign's SIGNATURE_SPEC.md), with what is missing in it:
 * a signature by the key, by sigstore, or both. undefined when nothing is missing. What others signed there stays.
 */
export async function legacySignature(context: Context, plan: Plan, existing: Existing, signing: Signing): Promise<LegacyImage | undefined> {
  const { store } = plan;
  const { digest } = existing.subject;
  const payload = simpleSigning(store.name, digest);
  const there = await store.manifest(legacyTag(digest));
  const layers = there === undefined ? [] : parseManifest(there.bytes, `${store.name}:${legacyTag(digest)}`).layers;
  const signatures = await Promise.all(layers.map(async (layer): Promise<LegacySignature> => ({ payload: await readBlob(store, layer), annotations: layer.annotations ?? {} })));
  const missing: LegacySignature[] = [];
  if (signing.key !== undefined) {
    const own = legacyByKey(payload, await signing.key.signer.sign(payload));
    if (!signatures.some((each) => same(each, own))) missing.push(own);
  }
  if (signing.keyless !== undefined) {
    const signer = await signing.keyless();
    const { trust } = signer;
    if (trust === undefined) throw new Failure('usage', 'trusted-root', 'legacy-signature needs a trusted root, whose certificates it holds.', { cure: 'Give sigstore-trusted-root beside sigstore-signing-config.' });
    const { verifyBundle } = await import('../sign/verify.ts');
    const us = ourselves(context);
    const kept = await Promise.all(
      signatures.map(async (each) => {
        // A signature of another manifest, put here by anybody, is none of this one.
        const bundle = each.payload.equals(payload) ? legacyBundle(each) : undefined;
        if (bundle === undefined) return false;
        const { facts } = await verifyBundle({ bundle, trust, expect: { bytes: each.payload } });
        return facts !== undefined && us.isBy(facts.identity);
      }),
    );
    if (!kept.includes(true)) {
      const [bundle, { chainPem }] = await signer.together((session) => Promise.all([session.signMessage(payload), session.identity()]));
      missing.push(legacyFromBundle(payload, bundle, chainPem));
    }
  }
  return missing.length === 0 ? undefined : packLegacy(digest, missing, layers);
}

function same(a: LegacySignature, b: LegacySignature): boolean {
  return a.payload.equals(b.payload) && Object.entries(b.annotations).every(([name, value]) => a.annotations[name] === value);
}

/** Stores such an image under its tag, and reads it back. */
export async function pushLegacy(store: Store, image: LegacyImage): Promise<void> {
  await Promise.all(image.blobs.map(({ descriptor, bytes }) => store.pushBlob(descriptor, async () => Readable.from([bytes]))));
  const { digest } = await store.pushManifest(image.bytes, image.mediaType, image.tag);
  if ((await store.manifest(image.tag))?.descriptor.digest === digest) return;
  throw new Failure('problem', 'read-back', `${store.name}: after it was pushed, ${image.tag} is not there as it was sent.`, { cure: 'No tag was moved. Run it again; if it happens again the registry loses what it acknowledges.' });
}
