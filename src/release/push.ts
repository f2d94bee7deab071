import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { MEDIA_TYPES, type Descriptor, type Digest } from '../oci/descriptor.ts';
import type { Copier } from '../oci/copy.ts';
import { readBlob, readThrough, type Progress, type Store, type StoredManifest } from '../oci/store.ts';
import { ARTIFACT_TYPES, type Artifact } from './artifact.ts';
import { tagMoved, type Existing } from './existing.ts';

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
  /** Images whose name, which is a digest, named something else, and what that was. */
  readonly replaced: readonly { readonly reference: string; readonly before: Digest }[];
  /** Repositories whose images were asked for by name alone (`pushMissingImages`). */
  readonly byName: readonly string[];
  readonly referrers: readonly Descriptor[];
  /** Whether anything of the release itself was written. */
  readonly written: boolean;
}

const MOST_ATTACHED = 5;

/**
 * Writes a release so that whoever watches the tag sees it whole or not at all: images, manifest by digest, all referrers, then everything
 * is read back byte for byte, then the tag (contract, "Order"). What is there already is not written again.
 * Throws Failures: `problem` `read-back` when the registry gives back something else, and what the stores throw.
 */
export async function pushRelease(request: PushRequest): Promise<Pushed> {
  const { store, tag, release, existing, referrers } = request;
  const complete = existing.tagged && referrers.length === 0;
  if (complete) return { ...(await pushMissingImages(request)), referrers: [], written: false };

  // Blobs that no manifest names yet are seen by nobody, so they need not wait for the images.
  const [{ images, replaced }] = await Promise.all([pushImages(request, request.images), pushBlobs(store, existing.tagged ? referrers : [release, ...referrers])]);
  if (!existing.tagged) await store.pushManifest(release.bytes, release.descriptor.mediaType);
  // A release that an older run of mosb wrote has another manifest around the same bytes: that one stays.
  const isOurs = existing.subject.digest === release.descriptor.digest;
  await Promise.all([attach(store, existing.subject, referrers), readBack(store, isOurs ? [release] : [], blobsOf(isOurs ? [release, ...referrers] : referrers))]);
  if (!existing.tagged) await setTag(store, tag, release);
  return { images, replaced, byName: [], referrers: referrers.map(({ descriptor }) => descriptor), written: true };
}

/** Stores referrers whose blobs are there, and reads them back; again those that are not listed then: olareg 0.2.2 loses some when two runs attach to one release at once. */
async function attach(store: Store, subject: Descriptor, referrers: readonly Artifact[]): Promise<void> {
  let missing = referrers;
  for (let round = 0; missing.length > 0; round++) {
    if (round > 0) await sleep(100 * round + Math.random() * 100);
    if (round === MOST_ATTACHED) throw lost(store, `the referrer ${missing[0]?.descriptor.digest} is not listed`);
    await store.pushReferrers(subject, missing.map(({ bytes }) => bytes));
    const [found] = await Promise.all([store.referrers(subject.digest), readBack(store, missing, [])]);
    const listed = new Set(found.map(({ digest }) => digest));
    missing = referrers.filter(({ descriptor }) => !listed.has(descriptor.digest));
  }
}

/**
 * Gives a release that is whole its tag. No registry compares by itself, so it is asked right before and again after the write: of two
 * runs with different content that race for one tag, one passes, and the other throws a `problem` Failure `tag-moved`. Says whether it wrote.
 */
export async function setTag(store: Store, tag: string, { bytes, descriptor }: StoredManifest): Promise<boolean> {
  const before = await store.resolve(tag);
  if (before?.digest === descriptor.digest) return false;
  if (before !== undefined) throw tagMoved(store, tag, before.digest, descriptor.digest);
  const began = performance.now();
  await store.pushManifest(bytes, descriptor.mediaType, tag);
  // Another run may have asked before our write, and write after it. Its write takes about as long as ours did.
  await sleep(75 + 2 * (performance.now() - began) + Math.random() * 25);
  const after = await store.resolve(tag);
  if (after === undefined) throw lost(store, `the tag ${tag} names nothing`);
  if (after.digest !== descriptor.digest) throw tagMoved(store, tag, after.digest, descriptor.digest);
  return true;
}

type PushedImages = Pick<Pushed, 'images' | 'replaced'>;

/**
 * The images of a release that is complete were read back when it was published. Now each repository of them is asked once (docs/publishing.md, "What a
 * second run asks"): for its one image, which is hashed, or for the list of its tags, which has names and no digests; `verify` is for more.
 */
async function pushMissingImages(request: PushRequest): Promise<PushedImages & Pick<Pushed, 'byName'>> {
  if (request.store.kind === 'layout') await readRelease(request);
  const there = new Set<ReleaseImage>();
  const byName: string[] = [];
  await Promise.all(
    [...Map.groupBy(request.images, ({ destination }) => destination)].map(async ([store, images]) => {
      const [only, ...more] = new Set(images.map(({ tag }) => tag));
      // A folder can be read for nothing: the copier looks at each blob.
      if (store.kind === 'layout' || only === undefined) return;
      if (more.length === 0) {
        const digest = (await store.manifest(only))?.descriptor.digest;
        for (const image of images) if (image.digest === digest) there.add(image);
        return;
      }
      const names = new Set(await store.tags());
      for (const image of images) if (names.has(image.tag)) there.add(image);
      byName.push(store.name);
    }),
  );
  return { ...(await pushImages(request, request.images.filter((image) => !there.has(image)))), byName };
}

/** That a release which is complete in a layout was not damaged there since. Throws the `problem` Failure `read-back`. */
async function readRelease({ store, existing: { subject, referrers } }: PushRequest): Promise<void> {
  const ours: readonly string[] = Object.values(ARTIFACT_TYPES);
  await Promise.all(
    [subject, ...referrers.filter(({ artifactType }) => artifactType !== undefined && ours.includes(artifactType))].map(async ({ digest }) => {
      const fault = await readThrough(store, digest).then(
        (there) => (there ? undefined : `${store.name}: ${digest} is not there`),
        (error: unknown) => {
          if (error instanceof Failure && error.kind === 'problem') return error.message;
          throw error;
        },
      );
      if (fault === undefined) return;
      throw new Failure('problem', 'read-back', `${fault}. It belongs to a release that was published there before.`, {
        cure: 'Promote the release there from a whole copy, which writes again what is damaged, or publish it to another place.',
      });
    }),
  );
}

async function pushImages({ copier, progress }: PushRequest, images: readonly ReleaseImage[]): Promise<PushedImages> {
  const written = new Map<Digest, boolean>();
  const replaced = new Map<string, Digest>();
  if (images.length > 1) await Promise.all([...new Set(images.map(({ destination }) => destination))].map((destination) => copier.survey(destination)));
  await Promise.all(
    images.map(async (image) => {
      const { source, destination, digest, tag, reference } = image;
      const copied = await copier.copyImage(source, digest, destination, { tag, stored: image.stored, onProgress: progress(image.name) });
      const known = written.get(digest);
      written.set(digest, copied.written || known === true);
      if (copied.replaced !== undefined) replaced.set(reference, copied.replaced);
      // Two targets of one image are copied, and read back, once.
      if (!copied.written || known !== undefined) return;
      const there = await destination.manifest(tag);
      if (there?.descriptor.digest !== digest) throw lost(destination, `${reference} names ${there?.descriptor.digest ?? 'nothing'}`);
    }),
  );
  return { images: written, replaced: [...replaced].map(([reference, before]) => ({ reference, before })) };
}

/** Each distinct blob once: all artifacts share the empty config. */
function blobsOf(artifacts: readonly Artifact[]): Artifact['blobs'] {
  return [...new Map(artifacts.flatMap(({ blobs }) => blobs).map((blob) => [blob.descriptor.digest, blob])).values()];
}

async function pushBlobs(store: Store, artifacts: readonly Artifact[]): Promise<void> {
  await Promise.all(
    blobsOf(artifacts).map(({ descriptor, bytes }) => {
      // The empty config is in a repository from its first release on, which is found out for free.
      const atOnce = descriptor.mediaType !== MEDIA_TYPES.empty;
      return store.pushBlob(descriptor, async () => Readable.from([bytes]), { atOnce });
    }),
  );
}

/** Reads manifests and blobs back. A registry that has just stored them may take a moment to show them, so once more is asked. */
async function readBack(store: Store, artifacts: readonly Artifact[], blobs: Artifact['blobs']): Promise<void> {
  const compare = [
    ...artifacts.map(({ descriptor, bytes }) => () => manifestDifference(store, descriptor.digest, bytes)),
    ...blobs.map(({ descriptor, bytes }) => () => blobDifference(store, descriptor, bytes)),
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
