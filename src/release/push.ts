import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import type { Descriptor, Digest } from '../oci/descriptor.ts';
import type { Copier } from '../oci/copy.ts';
import { readBlob, type Progress, type Store, type StoredManifest } from '../oci/store.ts';
import type { Artifact } from './artifact.ts';
import type { Existing } from './existing.ts';

/** One image of a release: where it is, and where devices will look for it. */
export interface ReleaseImage {
  readonly name: string;
  readonly digest: Digest;
  readonly size: number;
  readonly source: Store;
  readonly destination: Store;
  /** The tag (a layout's ref name) that it has there. */
  readonly tag: string;
  /** As people would write it. */
  readonly reference: string;
  /** Its manifest, when that was read already. */
  readonly stored: StoredManifest | undefined;
}

export interface PushRequest {
  readonly store: Store;
  readonly tag: string;
  readonly release: Artifact;
  readonly existing: Existing;
  /** What has to be added; what is there already and stays is not among them. */
  readonly referrers: readonly Artifact[];
  readonly images: readonly ReleaseImage[];
  readonly copier: Copier;
  /** Told of every image, and of the release itself by the name ''. */
  readonly progress: (image: string) => Progress;
}

export interface Pushed {
  /** By digest, whether it was written or had been there. */
  readonly images: ReadonlyMap<Digest, boolean>;
  readonly referrers: readonly Descriptor[];
  /** Whether anything of the release itself was written. */
  readonly written: boolean;
}

/**
 * Writes a release so that whoever watches the tag sees it whole or not at all: images, manifest by digest, all referrers, then everything
 * is read back byte for byte, then the tag (contract, "Order"). What is there already is not written again.
 * Throws Failures: `problem` `read-back` when the registry gives back something else, and what the stores throw.
 */
export async function pushRelease(request: PushRequest): Promise<Pushed> {
  const { store, tag, release, existing, referrers } = request;
  const images = await pushImages(request);
  const rewritten = existing.subject.digest === release.descriptor.digest;
  const complete = existing.tagged && referrers.length === 0;
  if (complete) return { images, referrers: [], written: false };

  if (!existing.tagged) {
    await pushBlobs(store, release);
    await store.pushManifest(release.bytes, release.descriptor.mediaType);
  }
  await Promise.all(referrers.map((artifact) => pushBlobs(store, artifact)));
  const added = referrers.length === 0 ? [] : await store.pushReferrers(existing.subject, referrers.map(({ bytes }) => bytes));

  await Promise.all([...(rewritten ? [release] : []), ...referrers].map((artifact) => readBack(store, artifact)));
  const listed = await store.referrers(existing.subject.digest);
  for (const { digest } of added) {
    if (!listed.some((each) => each.digest === digest)) throw lost(store, `the referrer ${digest} is not listed`);
  }
  if (!existing.tagged) {
    await store.pushManifest(release.bytes, release.descriptor.mediaType, tag);
    const named = await store.resolve(tag);
    if (named?.digest !== release.descriptor.digest) throw lost(store, `the tag ${tag} names ${named?.digest ?? 'nothing'}`);
  }
  return { images, referrers: added, written: true };
}

async function pushImages({ images, copier, progress }: PushRequest): Promise<Map<Digest, boolean>> {
  const written = new Map<Digest, boolean>();
  if (images.length > 1) await Promise.all([...new Set(images.map(({ destination }) => destination))].map((destination) => copier.survey(destination)));
  await Promise.all(
    images.map(async (image) => {
      const copied = await copier.copyImage(image.source, image.digest, image.destination, { tag: image.tag, stored: image.stored, onProgress: progress(image.name) });
      written.set(image.digest, copied.written || written.get(image.digest) === true);
    }),
  );
  await Promise.all(
    images.map(async ({ destination, digest, tag, reference }) => {
      if (written.get(digest) !== true) return;
      const there = await destination.manifest(tag);
      if (there?.descriptor.digest !== digest) throw lost(destination, `${reference} names ${there?.descriptor.digest ?? 'nothing'}`);
    }),
  );
  return written;
}

async function pushBlobs(store: Store, artifact: Artifact): Promise<void> {
  await Promise.all(artifact.blobs.map(({ descriptor, bytes }) => store.pushBlob(descriptor, async () => Readable.from([bytes]))));
}

/** Reads an artifact back, manifest and blobs. A registry that has just stored it may take a moment to show it, so once more is asked. */
async function readBack(store: Store, artifact: Artifact): Promise<void> {
  for (let again = true; ; again = false) {
    const problem = await difference(store, artifact);
    if (problem === undefined) return;
    if (!again) throw lost(store, problem);
    await sleep(500);
  }
}

async function difference(store: Store, artifact: Artifact): Promise<string | undefined> {
  const manifest = await store.manifest(artifact.descriptor.digest);
  if (manifest === undefined) return `the manifest ${artifact.descriptor.digest} is not there`;
  if (!manifest.bytes.equals(artifact.bytes)) return `the manifest ${artifact.descriptor.digest} has other bytes`;
  const blobs = await Promise.all(
    artifact.blobs.map(async ({ descriptor, bytes }) => {
      const there = await readBlob(store, descriptor).catch((error: unknown) => {
        if (error instanceof Failure && error.kind === 'problem') return undefined;
        throw error;
      });
      return there?.equals(bytes) === true ? undefined : `the blob ${descriptor.digest} is not there as it was sent`;
    }),
  );
  return blobs.find((each) => each !== undefined);
}

function lost(store: Store, what: string): Failure {
  return new Failure('problem', 'read-back', `${store.name}: after it was pushed, ${what}.`, {
    cure: 'No tag was moved. Run it again; if it happens again the registry loses what it acknowledges.',
  });
}
