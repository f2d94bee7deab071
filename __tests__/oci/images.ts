import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Descriptor, MEDIA_TYPES, describe as describeBytes } from '../../src/oci/descriptor.ts';
import { type RegistryClient, type RegistryClientOptions, createRegistryClient } from '../../src/oci/registry.ts';
import type { PushBlobOptions, Store, Written } from '../../src/oci/store.ts';

/** An image of one config and some layers, in memory. */
export interface MadeImage {
  readonly bytes: Buffer;
  readonly descriptor: Descriptor;
  readonly blobs: readonly { readonly bytes: Buffer; readonly descriptor: Descriptor }[];
}

/** An image with this many layers of random bytes. */
export function makeImage(layers = 2, layerSize = 1000, extra: Readonly<Record<string, unknown>> = {}): MadeImage {
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: [] }, made: randomBytes(8).toString('hex') }));
  const blobs = [
    { bytes: config, descriptor: describeBytes(config, MEDIA_TYPES.config) },
    ...Array.from({ length: layers }, () => {
      const bytes = randomBytes(layerSize);
      return { bytes, descriptor: describeBytes(bytes, 'application/vnd.oci.image.layer.v1.tar') };
    }),
  ];
  const [first, ...rest] = blobs.map(({ descriptor }) => descriptor);
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: first, layers: rest, ...extra }));
  return { bytes, descriptor: describeBytes(bytes, MEDIA_TYPES.manifest), blobs };
}

/** A manifest that refers to another, with one blob. */
export function makeReferrer(subject: Descriptor, artifactType: string, text: string): MadeImage {
  const blob = Buffer.from(text);
  const config = Buffer.from('{}');
  const blobs = [config, blob].map((bytes, index) => ({ bytes, descriptor: describeBytes(bytes, index === 0 ? MEDIA_TYPES.empty : 'text/plain') }));
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, artifactType, config: blobs[0]?.descriptor, layers: [blobs[1]?.descriptor],
      subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size }, annotations: { 'org.example.text': text },
    }),
  );
  return { bytes, descriptor: describeBytes(bytes, MEDIA_TYPES.manifest), blobs };
}

/** Stores bytes as a blob. */
export async function pushBytes(store: Store, bytes: Buffer, descriptor: Descriptor, options?: PushBlobOptions): Promise<Written> {
  return store.pushBlob(descriptor, async () => Readable.from([bytes]), options);
}

/** Stores an image's blobs and its manifest. */
export async function pushImage(store: Store, image: MadeImage, tag?: string): Promise<Descriptor> {
  await Promise.all(image.blobs.map(async ({ bytes, descriptor }) => pushBytes(store, bytes, descriptor)));
  return store.pushManifest(image.bytes, image.descriptor.mediaType, tag);
}

const clients: RegistryClient[] = [];

/** A client that knows nothing of this machine; `closeClients` ends it. Its waits are short. */
export function makeClient(options: Partial<RegistryClientOptions> = {}): RegistryClient {
  const client = createRegistryClient({ env: {}, retryBaseMs: 10, deadlineMs: 20_000, ...options });
  clients.push(client);
  return client;
}

/** Ends every client that was made. */
export async function closeClients(): Promise<void> {
  await Promise.all(clients.splice(0).map(async (client) => client.close()));
}

/** All bytes of a stream. */
export async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What a promise was rejected with, as plain fields. */
export async function failureOf(promise: Promise<unknown>): Promise<{ readonly kind: unknown; readonly code: unknown; readonly message: string; readonly cure: string }> {
  try {
    await promise;
  } catch (error) {
    const { kind, code, message, cure }: { kind?: unknown; code?: unknown; message?: unknown; cure?: unknown } = Object(error);
    return { kind, code, message: String(message), cure: String(cure) };
  }
  throw new Error('it did not fail');
}
