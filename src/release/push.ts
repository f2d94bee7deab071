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
  // A release that an older run of mosb wrote has another manifest around the same bytes: that one stays.
  const isOurs = existing.subject.digest === release.descriptor.digest;
  const complete = existing.tagged && referrers.length === 0;
  const images = complete ? await pushMissingImages(request) : await pushImages(request, request.images);
  if (complete) return { images, referrers: [], written: false };

  await pushBlobs(store, existing.tagged ? referrers : [release, ...referrers]);
  if (!existing.tagged) await store.pushManifest(release.bytes, release.descriptor.mediaType);
  const added = referrers.length === 0 ? [] : await store.pushReferrers(existing.subject, referrers.map(({ bytes }) => bytes));

  await readBack(store, isOurs ? [release, ...referrers] : referrers);
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

/**
 * The images of a release that is complete were read back when it was published. That their names are still listed is asked with one
 * request for each repository; `verify` is for more.
 */
async function pushMissingImages(request: PushRequest): Promise<Map<Digest, boolean>> {
  const names = new Map<Store, ReadonlySet<string>>();
  for (const destination of new Set(request.images.map((image) => image.destination))) names.set(destination, new Set(await destination.tags()));
  return pushImages(request, request.images.filter(({ destination, tag }) => names.get(destination)?.has(tag) !== true));
}

async function pushImages({ copier, progress }: PushRequest, images: readonly ReleaseImage[]): Promise<Map<Digest, boolean>> {
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

/** Each distinct blob once: all artifacts share the empty config. */
function blobsOf(artifacts: readonly Artifact[]): Artifact['blobs'] {
  return [...new Map(artifacts.flatMap(({ blobs }) => blobs).map((blob) => [blob.descriptor.digest, blob])).values()];
}

async function pushBlobs(store: Store, artifacts: readonly Artifact[]): Promise<void> {
  await Promise.all(blobsOf(artifacts).map(({ descriptor, bytes }) => store.pushBlob(descriptor, async () => Readable.from([bytes]))));
}

/** Reads artifacts back, manifests and blobs. A registry that has just stored them may take a moment to show them, so once more is asked. */
async function readBack(store: Store, artifacts: readonly Artifact[]): Promise<void> {
  const compare = [
    ...artifacts.map(({ descriptor, bytes }) => () => manifestDifference(store, descriptor.digest, bytes)),
    ...blobsOf(artifacts).map(({ descriptor, bytes }) => () => blobDifference(store, descriptor, bytes)),
  ];
  await Promise.all(
    compare.map(async (difference) => {
      if ((await difference()) === undefined) return;
      await sleep(500);
      const again = await difference();
      if (again !== undefined) throw lost(store, again);
    }),
  );
}

async function manifestDifference(store: Store, digest: Digest, bytes: Buffer): Promise<string | undefined> {
  const there = await store.manifest(digest);
  if (there === undefined) return `the manifest ${digest} is not there`;
  return there.bytes.equals(bytes) ? undefined : `the manifest ${digest} has other bytes`;
}

async function blobDifference(store: Store, descriptor: Descriptor, bytes: Buffer): Promise<string | undefined> {
  const there = await readBlob(store, descriptor).catch((error: unknown) => {
    if (error instanceof Failure && error.kind === 'problem') return undefined;
    throw error;
  });
  return there?.equals(bytes) === true ? undefined : `the blob ${descriptor.digest} is not there as it was sent`;
}

function lost(store: Store, what: string): Failure {
  return new Failure('problem', 'read-back', `${store.name}: after it was pushed, ${what}.`, {
    cure: 'No tag was moved. Run it again; if it happens again the registry loses what it acknowledges.',
  });
}
