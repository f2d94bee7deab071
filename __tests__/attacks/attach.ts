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

/** Puts the release of one folder under its tag into another, without anything that is attached to it. */
export async function placeUnsigned(from: string, to: string): Promise<void> {
  const [source, target] = [await openLayout(from, { name: 'source' }), await openLayout(to, { name: 'target', create: true })];
  const { descriptor, manifest } = await released(source);
  const { config, layers } = parseManifest(manifest, 'source');
  for (const blob of [config, ...layers]) {
    const bytes = await readBlob(source, blob);
    await target.pushBlob(blob, async () => Readable.from([bytes]));
  }
  await target.pushManifest(manifest, descriptor.mediaType, '1.0.0');
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
