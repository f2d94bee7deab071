import { generateKeyPairSync, sign } from 'node:crypto';
import { Readable } from 'node:stream';
import { openLayout } from '../../src/oci/layout.ts';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import { readBlob, type Store } from '../../src/oci/store.ts';
import type { Artifact } from '../../src/release/artifact.ts';

/** What whoever may write to a release's folder can do: attach an artifact to it. */
export async function attach(folder: string, artifacts: (subject: Descriptor, bytes: Buffer) => readonly Artifact[]): Promise<void> {
  const store = await openLayout(folder, { name: 'attacked' });
  const { descriptor, bytes } = await released(store);
  const made = artifacts(descriptor, bytes);
  for (const { blobs } of made) for (const blob of blobs) await store.pushBlob(blob.descriptor, async () => Readable.from([blob.bytes]));
  await store.pushReferrers(descriptor, made.map((artifact) => artifact.bytes));
}

/** The members of a release's manifest, as JSON has them. */
export interface ManifestTree {
  readonly config: Readonly<Record<string, unknown>>;
  readonly layers: readonly Readonly<Record<string, unknown>>[];
  readonly annotations: Readonly<Record<string, string>>;
}

/** Changes of a manifest for `placeUnsigned`: annotations that it gets, and one that it loses. */
export const annotated = (annotations: Readonly<Record<string, string>>) => (manifest: ManifestTree): object => ({ ...manifest, annotations: { ...manifest.annotations, ...annotations } });
export const unannotated = (name: string) => (manifest: ManifestTree): object => ({ ...manifest, annotations: Object.fromEntries(Object.entries(manifest.annotations).filter(([each]) => each !== name)) });

/** Puts the release of one folder under its tag into another, without anything that is attached to it, and with its manifest changed. */
export async function placeUnsigned(from: string, to: string, change: (manifest: ManifestTree) => object = (manifest) => manifest): Promise<Descriptor> {
  const [source, target] = [await openLayout(from, { name: 'source' }), await openLayout(to, { name: 'target', create: true })];
  const { descriptor, manifest } = await released(source);
  const { config, layers } = parseManifest(manifest, 'source');
  for (const blob of [config, ...layers]) {
    const bytes = await readBlob(source, blob);
    await target.pushBlob(blob, async () => Readable.from([bytes]));
  }
  return target.pushManifest(Buffer.from(JSON.stringify(change(JSON.parse(manifest.toString('utf8')) as ManifestTree))), descriptor.mediaType, '1.0.0');
}

async function released(store: Store): Promise<{ readonly descriptor: Descriptor; readonly manifest: Buffer; readonly bytes: Buffer }> {
  const named = await store.manifest('1.0.0');
  const [layer] = parseManifest(named?.bytes ?? Buffer.alloc(0), 'release').layers;
  if (named === undefined || layer === undefined) throw new Error('there is no release');
  return { descriptor: named.descriptor, manifest: named.bytes, bytes: await readBlob(store, layer) };
}

/** A signature of the bytes by a key that nobody knows. */
export function strangerSigns(bytes: Buffer): Buffer {
  return sign('sha256', bytes, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
}
