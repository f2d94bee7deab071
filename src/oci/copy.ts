import { Failure } from '../failure.ts';
import { type Descriptor, type Digest, MEDIA_TYPES } from './descriptor.ts';
import { type ImageManifest, parseIndex, parseManifest } from './manifest.ts';
import type { Progress, Store, StoredManifest, Written } from './store.ts';

export interface CopyOptions {
  /** The name that it gets at the destination; without one it is there by its digest. */
  readonly tag?: string | undefined;
  /** What the source has under the digest, when that was read already: one request less. */
  readonly stored?: StoredManifest | undefined;
  /** A repository of the destination's registry that its blobs may be mounted from; by default the source, when it is on that registry. */
  readonly mountFrom?: string | undefined;
  readonly onProgress?: Progress | undefined;
}

export interface TreeOptions extends CopyOptions {
  /** Copy what refers to it too (signatures, certificates, provenance), and what refers to that; default false. */
  readonly referrers?: boolean;
}

export interface CopyResult {
  readonly descriptor: Descriptor;
  /** False when the destination had it under that name, so that nothing was sent; in a layout, when all of its blobs were whole, too. */
  readonly written: boolean;
  /** What the name named before, when that was something else. */
  readonly replaced?: Digest | undefined;
  /** How each distinct blob came to be there; empty when nothing was written. */
  readonly blobs: ReadonlyMap<Digest, Written>;
}

/** Copies between stores, and remembers for a run what is where, so that no blob is asked for or sent twice. */
export interface Copier {
  /**
   * One image manifest and its blobs. When the destination has it under `tag` (or by its digest, without one), that costs a request at each side; in a
   * layout every blob is read all the same, and written again when it is lost or damaged.
   * Throws Failures: `problem` `source` when the source lacks the digest, `image-manifest`, and what the stores throw.
   */
  copyImage(source: Store, digest: Digest, destination: Store, options?: CopyOptions): Promise<CopyResult>;
  /** An image manifest or an index with all that it lists, byte for byte. The tag is set last. Throws as `copyImage`. */
  copyTree(source: Store, digest: Digest, destination: Store, options?: TreeOptions): Promise<CopyResult>;
  /**
   * Asks a destination once for all of its tags. A copy under a tag that it lacks is then not preceded by a question: with two images or more this
   * costs less than asking for each. A destination that doesn't answer this is asked for each.
   */
  survey(destination: Store): Promise<void>;
}

export interface CopierOptions {
  /** How many blobs of more than 1 MiB move at once, default 8: each holds a few chunks in memory. */
  readonly concurrency?: number;
}

/** Blobs up to this size, in bytes, cost round trips rather than memory, so that more of them move at once. */
const SMALL = 1024 * 1024;
const SMALL_AT_ONCE = 64;

/** Indexes within indexes, and referrers of referrers. */
const DEPTH_LIMIT = 8;

/** A copier for one run. Both stores may be a registry's repository or a layout; blobs stream from one to the other without a file or a buffer between. */
export function createCopier({ concurrency = 8 }: CopierOptions = {}): Copier {
  const [large, small] = [limit(concurrency), limit(SMALL_AT_ONCE)];
  const blobs = new Map<string, Map<Digest, Promise<Written>>>();
  const manifests = new Map<string, Map<string, Digest>>();
  const tags = new Map<string, ReadonlySet<string>>();
  const images = new Map<string, Promise<CopyResult>>();

  /** The blob at the destination, once a run. */
  const place = (source: Store, descriptor: Descriptor, destination: Store, { onProgress, mountFrom }: CopyOptions): Promise<Written> => {
    const there = memory(blobs, destination);
    const known = there.get(descriptor.digest);
    if (known !== undefined) return known.then(() => 'exists');
    const from = mountFrom ?? mountable(source, descriptor.digest, destination);
    const limited = descriptor.size > SMALL ? large : small;
    // Where no image is, no blob can be found.
    const atOnce = from === undefined && tags.get(destination.name)?.size === 0;
    const moving = limited(() => destination.pushBlob(descriptor, () => source.blob(descriptor), { mountFrom: from, onProgress, probe: false, atOnce }));
    there.set(descriptor.digest, moving);
    // What failed may be tried again.
    moving.catch(() => there.delete(descriptor.digest));
    return moving;
  };

  /** A repository of the destination's registry that has the blob: the source, or one that this run wrote it to. */
  const mountable = (source: Store, digest: Digest, destination: Store): string | undefined => {
    const host = hostOf(destination);
    if (host === undefined) return undefined;
    if (hostOf(source) === host && source.name !== destination.name) return source.name.slice(host.length + 1);
    for (const [name, there] of blobs) if (name.startsWith(`${host}/`) && there.has(digest)) return name.slice(host.length + 1);
    return undefined;
  };

  /** What the destination has under the tag, or under the digest without one. */
  const namedNow = async (destination: Store, digest: Digest, tag: string | undefined): Promise<Digest | undefined> => {
    const reference = tag ?? digest;
    if (memory(manifests, destination).get(reference) === digest) return digest;
    if (tag !== undefined && tags.get(destination.name)?.has(tag) === false) return undefined;
    return foundAt(destination, reference);
  };

  const putBlobs = async (source: Store, manifest: ImageManifest, destination: Store, options: CopyOptions): Promise<Map<Digest, Written>> => {
    const distinct = new Map([manifest.config, ...manifest.layers].map((descriptor) => [descriptor.digest, descriptor]));
    const placed = await settle([...distinct.values()].map(async (descriptor) => [descriptor.digest, await place(source, descriptor, destination, options)] as const));
    return new Map(placed);
  };

  const putManifest = async (stored: StoredManifest, destination: Store, tag: string | undefined): Promise<Descriptor> => {
    const { digest, mediaType } = stored.descriptor;
    const descriptor = await destination.pushManifest(stored.bytes, mediaType, tag);
    const names = memory(manifests, destination).set(digest, digest);
    if (tag !== undefined) names.set(tag, digest);
    return descriptor;
  };

  const copyImage = async (source: Store, digest: Digest, destination: Store, options: CopyOptions): Promise<CopyResult> => {
    const { tag } = options;
    const [found, before] = await settle([options.stored ?? read(source, digest), namedNow(destination, digest, tag)] as const);
    const there = before === digest;
    if (there && keepsBlobs(destination)) return { descriptor: found.descriptor, written: false, blobs: new Map() };
    const manifest = parseManifest(found.bytes, `${source.name} (${digest})`);
    const placed = await putBlobs(source, manifest, destination, options);
    if (there) return { descriptor: found.descriptor, ...mended(placed) };
    return { descriptor: await putManifest(found, destination, tag), written: true, replaced: before, blobs: placed };
  };

  /** What lies under a manifest or an index, without itself. */
  const copyContent = async (source: Store, stored: StoredManifest, destination: Store, options: TreeOptions, depth: number): Promise<Map<Digest, Written>> => {
    const where = `${source.name} (${stored.descriptor.digest})`;
    if (depth > DEPTH_LIMIT) throw tooDeep(where);
    if (stored.descriptor.mediaType !== MEDIA_TYPES.index) return putBlobs(source, parseManifest(stored.bytes, where), destination, options);
    const { tag: _, stored: __, ...rest } = options;
    const results = await settle(parseIndex(stored.bytes, where).manifests.map(async (entry) => copyNode(source, entry.digest, destination, rest, depth + 1)));
    return new Map(results.flatMap((result) => [...result.blobs]));
  };

  const copyReferrers = async (source: Store, subject: Descriptor, destination: Store, options: TreeOptions, depth: number, seen: Set<Digest>): Promise<boolean> => {
    const [wanted, there] = await settle([referrersBelow(source, subject.digest, seen, depth), destination.referrers(subject.digest)] as const);
    const known = new Set(there.map((descriptor) => descriptor.digest));
    const looked = wanted.filter((descriptor) => !keepsBlobs(destination) || !known.has(descriptor.digest));
    const found = await settle(looked.map(async (descriptor) => read(source, descriptor.digest)));
    const placed = await settle(found.map(async (stored) => copyContent(source, stored, destination, options, depth + 1)));
    const missing = found.filter((stored) => !known.has(stored.descriptor.digest));
    if (missing.length > 0) await destination.pushReferrers(subject, missing.map((stored) => stored.bytes));
    const deeper = await settle(wanted.map(async (descriptor) => copyReferrers(source, descriptor, destination, options, depth + 1, seen)));
    return missing.length > 0 || placed.some((each) => mended(each).written) || deeper.includes(true);
  };

  const copyNode = async (source: Store, digest: Digest, destination: Store, options: TreeOptions, depth: number): Promise<CopyResult> => {
    const { tag, referrers = false } = options;
    const [found, before] = await settle([options.stored ?? read(source, digest), namedNow(destination, digest, tag)] as const);
    const there = before === digest;
    const placed = there && keepsBlobs(destination) ? new Map<Digest, Written>() : await copyContent(source, found, destination, options, depth);
    const content = there ? mended(placed) : { written: true, blobs: placed };
    if (!referrers) {
      if (!there) await putManifest(found, destination, tag);
      return { descriptor: found.descriptor, ...content };
    }
    // The name comes last, so that it never names something that is signed at the source and not here.
    if (!there) await putManifest(found, destination, undefined);
    const more = await copyReferrers(source, found.descriptor, destination, options, depth, new Set());
    if (!there && tag !== undefined) await putManifest(found, destination, tag);
    return { descriptor: found.descriptor, written: content.written || more, blobs: content.blobs };
  };

  return {
    copyImage: (source, digest, destination, options = {}) => {
      // Two targets of one image are one copy.
      const key = `${destination.name} ${options.tag ?? ''} ${digest}`;
      const running = images.get(key) ?? copyImage(source, digest, destination, options).finally(() => images.delete(key));
      images.set(key, running);
      return running;
    },
    copyTree: async (source, digest, destination, treeOptions = {}) => copyNode(source, digest, destination, treeOptions, 1),
    survey: async (destination) => {
      if (tags.has(destination.name)) return;
      try {
        tags.set(destination.name, new Set(await destination.tags()));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
      }
    },
  };
}

/**
 * What a store lists as referring to a manifest, `depth` (from 1) below the one whose referrers are walked. `seen` holds what was given on that walk. A manifest has one subject, so it is
 * listed once: throws a `problem` Failure `image-manifest` for one that comes again, under itself too, and for referrers that lie too deep in each other. So every walk ends. Throws as `Store.referrers`.
 */
export async function referrersBelow(store: Store, subject: Digest, seen: Set<Digest>, depth: number): Promise<readonly Descriptor[]> {
  const found = await store.referrers(subject);
  if (found.length > 0 && depth >= DEPTH_LIMIT) throw tooDeep(`${store.name} (${subject})`);
  const listed = new Map(found.map((descriptor) => [descriptor.digest, descriptor]));
  for (const digest of listed.keys()) {
    if (digest === subject || seen.has(digest)) {
      throw new Failure('problem', 'image-manifest', `${store.name}: ${digest} is listed as a referrer of ${digest === subject ? 'itself' : `${subject}, and of another manifest too`}, and a manifest refers to one other.`, { cure: NOT_AS_LISTED });
    }
    seen.add(digest);
  }
  return [...listed.values()];
}

const NOT_AS_LISTED = 'See who may write there, and what answers for that store; then copy it from one that lists what is there.';

function tooDeep(where: string): Failure {
  return new Failure('problem', 'image-manifest', `${where}: indexes or referrers lie more than ${DEPTH_LIMIT} deep in each other`, { cure: NOT_AS_LISTED });
}

async function read(source: Store, digest: Digest): Promise<StoredManifest> {
  const stored = await source.manifest(digest);
  if (stored !== undefined) return stored;
  throw new Failure('problem', 'source', `${source.name} no longer has ${digest}`, { cure: 'Push the image again, or pin another one.' });
}

/** The digest of what a destination has under a tag or a digest, to be compared with what is to be copied there. What a name in a layout leads to, and was lost or damaged there, counts as not there: it is written again. Throws as `Store.resolve`. */
export async function foundAt(destination: Store, reference: string): Promise<Digest | undefined> {
  try {
    return (await destination.resolve(reference))?.digest;
  } catch (error) {
    if (!keepsBlobs(destination) && error instanceof Failure && (error.code === 'layout' || error.code === 'digest-mismatch')) return undefined;
    throw error;
  }
}

/** A registry answers for the blobs of the manifests that it has. Nobody does so for a layout. */
function keepsBlobs(store: Store): boolean {
  return store.kind === 'registry';
}

/** What became of the blobs of a manifest that was there. */
function mended(blobs: ReadonlyMap<Digest, Written>): Pick<CopyResult, 'written' | 'blobs'> {
  return [...blobs.values()].includes('written') ? { written: true, blobs } : { written: false, blobs: new Map() };
}

/** A registry's host, which is what its repositories' names begin with. */
function hostOf(store: Store): string | undefined {
  return store.kind === 'registry' ? store.name.split('/')[0] : undefined;
}

function memory<K, V>(all: Map<string, Map<K, V>>, store: Store): Map<K, V> {
  const known = all.get(store.name) ?? new Map<K, V>();
  all.set(store.name, known);
  return known;
}

/** As Promise.all, but when one fails, only after all have ended: nothing goes on in the background after an error was told. */
async function settle<T extends readonly unknown[] | []>(promises: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** Runs at most `most` at once, the others in the order in which they came. */
function limit(most: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
