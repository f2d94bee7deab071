import { Readable } from 'node:stream';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import { readBlob, type Store } from '../../src/oci/store.ts';
import { packArtifact, type ArtifactParts } from '../../src/release/artifact.ts';

const CREATED = 'org.opencontainers.image.created';

/** A release as it lies in a store, taken apart: packed again unchanged, each part has the same bytes. */
export interface Released {
  readonly release: ArtifactParts;
  readonly attached: readonly ArtifactParts[];
}

/** Takes the release under this tag apart, with all that is attached to it. */
export async function readReleased(store: Store, tag: string): Promise<Released> {
  const release = await readParts(store, tag);
  const { digest } = packArtifact(release).descriptor;
  const referrers = await store.referrers(digest);
  return { release, attached: await Promise.all(referrers.map((referrer) => readParts(store, referrer.digest))) };
}

async function readParts(store: Store, reference: string): Promise<ArtifactParts> {
  const stored = await store.manifest(reference);
  if (stored === undefined) throw new Error(`${store.name} has no ${reference}`);
  const { artifactType = '', layers, annotations } = parseManifest(stored.bytes, reference);
  const { [CREATED]: created = '', ...others } = annotations;
  return {
    artifactType,
    created,
    annotations: others,
    layers: await Promise.all(layers.map(async (layer) => ({ mediaType: layer.mediaType, bytes: await readBlob(store, layer), ...(layer.annotations === undefined ? {} : { annotations: layer.annotations }) }))),
  };
}

/** Puts a release into a store under a tag, with what is to be attached to it, as whoever may write there can. */
export async function placeReleased(store: Store, tag: string, { release, attached }: Released): Promise<Descriptor> {
  const { bytes, descriptor, blobs } = packArtifact(release);
  const referrers = attached.map((parts) => packArtifact({ ...parts, subject: descriptor }));
  const all = new Map([...blobs, ...referrers.flatMap((each) => each.blobs)].map((blob) => [blob.descriptor.digest, blob]));
  await Promise.all([...all.values()].map((blob) => store.pushBlob(blob.descriptor, async () => Readable.from([blob.bytes]))));
  await store.pushManifest(bytes, descriptor.mediaType, tag);
  if (referrers.length > 0) await store.pushReferrers(descriptor, referrers.map((each) => each.bytes));
  return descriptor;
}
