import { Readable } from 'node:stream';
import { MEDIA_TYPES, describe, type Descriptor } from '../../src/oci/descriptor.ts';
import { createRegistryClient } from '../../src/oci/registry.ts';
import type { Store } from '../../src/oci/store.ts';
import { packArtifact, type Artifact } from '../../src/release/artifact.ts';
import type { ArtifactShape } from '../../src/sign/bundle.ts';
import type { LegacyImage } from '../../src/sign/legacy-image.ts';

/** A repository that can be pushed to, on a registry of plain http. */
export function openRepository(host: string, path: string): { readonly store: Store; readonly close: () => Promise<void> } {
  const client = createRegistryClient({ env: {}, insecureRegistries: [host] });
  return { store: client.repository(host, path, { push: true }), close: () => client.close() };
}

/** A small image, by tag, that is another for every content. */
export async function pushImage(store: Store, tag: string, content = tag): Promise<Descriptor> {
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } }));
  const layer = Buffer.from(content);
  const described = [describe(config, MEDIA_TYPES.config), describe(layer, 'application/vnd.oci.image.layer.v1.tar')] as const;
  await store.pushBlob(described[0], async () => Readable.from([config]));
  await store.pushBlob(described[1], async () => Readable.from([layer]));
  const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: described[0], layers: [described[1]] };
  return store.pushManifest(Buffer.from(JSON.stringify(manifest)), MEDIA_TYPES.manifest, tag);
}

/** An index of these manifests, by tag. */
export async function pushIndex(store: Store, tag: string, manifests: readonly Descriptor[]): Promise<Descriptor> {
  const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: manifests.map((each) => ({ ...each, platform: { os: 'linux', architecture: 'amd64' } })) };
  return store.pushManifest(Buffer.from(JSON.stringify(index)), MEDIA_TYPES.index, tag);
}

/** Attaches artifacts to a subject. */
export async function attach(store: Store, subject: Descriptor, ...shapes: readonly ArtifactShape[]): Promise<void> {
  const artifacts: Artifact[] = shapes.map((shape) => packArtifact({ ...shape, subject, created: '2026-11-21T00:00:00Z' }));
  await pushBlobs(store, artifacts.flatMap(({ blobs }) => blobs));
  await store.pushReferrers(subject, artifacts.map(({ bytes }) => bytes));
}

/** Stores an image of legacy signatures under its tag. */
export async function pushLegacy(store: Store, image: LegacyImage): Promise<void> {
  await pushBlobs(store, image.blobs);
  await store.pushManifest(image.bytes, image.mediaType, image.tag);
}

async function pushBlobs(store: Store, blobs: LegacyImage['blobs']): Promise<void> {
  for (const { descriptor, bytes } of blobs) await store.pushBlob(descriptor, async () => Readable.from([bytes]));
}
