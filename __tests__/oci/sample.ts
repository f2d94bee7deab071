import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Descriptor, MEDIA_TYPES, describe } from '../../src/oci/descriptor.ts';
import type { Store } from '../../src/oci/store.ts';
import { Failure } from '../../src/failure.ts';

/** What a test's image is made of; by default one small layer of random bytes. */
export interface Sample {
  readonly layers?: readonly Buffer[];
  readonly tag?: string;
  readonly architecture?: string;
  readonly artifactType?: string;
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

export const LAYER = 'application/vnd.oci.image.layer.v1.tar';

/** Stores bytes as a blob. */
export async function putBlob(store: Store, bytes: Buffer, mediaType: string): Promise<Descriptor> {
  const descriptor = describe(bytes, mediaType);
  await store.pushBlob(descriptor, async () => Readable.from([bytes]));
  return descriptor;
}

/** The bytes of an image's manifest, its blobs being in the store. */
export async function sampleManifest(store: Store, sample: Sample = {}): Promise<Buffer> {
  const { architecture = 'amd64', layers = [randomBytes(1000)], artifactType, subject, annotations } = sample;
  const config = await putBlob(store, Buffer.from(JSON.stringify({ architecture, os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: layers.map((layer) => describe(layer, LAYER).digest) } })), MEDIA_TYPES.config);
  const descriptors = [];
  for (const layer of layers) descriptors.push(await putBlob(store, layer, LAYER));
  return Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, artifactType, config, layers: descriptors, subject, annotations }));
}

/** Stores an image, under its tag when it has one. */
export async function pushSample(store: Store, sample: Sample = {}): Promise<Descriptor> {
  return store.pushManifest(await sampleManifest(store, sample), MEDIA_TYPES.manifest, sample.tag);
}

/** Stores an index of these entries. */
export async function pushIndex(store: Store, manifests: readonly unknown[], tag?: string): Promise<Descriptor> {
  return store.pushManifest(Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests })), MEDIA_TYPES.index, tag);
}

/** The Failure that something ends in; anything else that happens is thrown. */
export async function failure(work: Promise<unknown> | (() => unknown)): Promise<Failure> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was to fail, and did not');
}

/** All the bytes of a stream. */
export async function bytesOf(stream: Readable): Promise<Buffer> {
  const source: AsyncIterable<Buffer> = stream;
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}
