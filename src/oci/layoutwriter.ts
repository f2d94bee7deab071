import type { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { type Descriptor, type Digest, MEDIA_TYPES, describe } from './descriptor.ts';
import { type LayoutIndex, isRefName, withEntry, withoutNameless } from './layoutindex.ts';
import { type LayoutReader, asCandidate, fallbackName } from './layoutreader.ts';
import { parseIndex, parseManifest } from './manifest.ts';
import { mediaTypeOf } from './media.ts';
import type { Progress, Store, Written } from './store.ts';

/** How a layout's files are written. */
export interface LayoutSink {
  readonly name: string;
  /** Stores a blob that is not there, or is damaged, whole or not at all, when the bytes are what the descriptor says. */
  readonly writeBlob: (descriptor: Descriptor, open: () => Promise<Readable>, onBytes?: (total: number) => void) => Promise<void>;
  /** Stores bytes that are known to be right. */
  readonly writeBytes: (descriptor: Descriptor, bytes: Buffer) => Promise<void>;
  /** Changes index.json at once, from what it says now. Undefined: there is nothing to change. */
  readonly updateIndex: (change: (index: LayoutIndex) => LayoutIndex | undefined | Promise<LayoutIndex | undefined>) => Promise<void>;
}

/** The half of a Store that writes, of a layout. */
export function writeLayout({ name, writeBlob, writeBytes, updateIndex }: LayoutSink, { hasBlob, blob, fallback }: LayoutReader): Pick<Store, 'pushBlob' | 'pushManifest' | 'pushReferrers'> {
  const moving = new Map<Digest, Promise<Written>>();
  /** What was hashed since the layout was opened, as it was read or written. */
  const hashed = new Set<Digest>();

  /**
   * Whether content is there and has its digest, which is looked at once. Nobody watches over a folder or a tar file as a registry does over its
   * storage: a cache is restored in part, a medium loses a sector.
   */
  const isWhole = async (descriptor: Descriptor): Promise<boolean> => {
    if (!(await hasBlob(descriptor))) return false;
    if (hashed.has(descriptor.digest)) return true;
    try {
      for await (const _ of await blob(descriptor));
    } catch (error) {
      if (error instanceof Failure && error.code === 'digest-mismatch') return false;
      throw error;
    }
    hashed.add(descriptor.digest);
    return true;
  };

  const put = async (descriptor: Descriptor, open: () => Promise<Readable>, onProgress: Progress | undefined): Promise<Written> => {
    const there = await isWhole(descriptor);
    if (!there) await writeBlob(descriptor, open, onProgress && ((bytes) => onProgress({ descriptor, bytes, state: 'moving' })));
    hashed.add(descriptor.digest);
    const state = there ? 'exists' : 'written';
    onProgress?.({ descriptor, bytes: descriptor.size, state });
    return state;
  };

  /** Stores a manifest as a blob, once what it names is there (distribution-spec §Pushing Manifests: MANIFEST_BLOB_UNKNOWN). */
  const putManifest = async (bytes: Buffer, mediaType: string): Promise<Descriptor> => {
    const descriptor = describe(bytes, mediaType);
    const content = mediaTypeOf(bytes, { where: `${name} (${descriptor.digest})` });
    if (content !== mediaType) throw new Failure('problem', 'image-manifest', `${name}: ${descriptor.digest} is ${content} and not ${mediaType}`);
    for (const needed of neededBy(bytes, mediaType, name)) {
      if (await hasBlob(needed)) continue;
      throw new Failure('problem', 'blob-missing', `${name}: ${descriptor.digest} needs ${needed.digest}, which is not in the layout`, { cure: 'Copy its blobs first.' });
    }
    if (!(await isWhole(descriptor))) await writeBytes(descriptor, bytes);
    hashed.add(descriptor.digest);
    return descriptor;
  };

  return {
    async pushBlob(descriptor, open, { onProgress } = {}) {
      const already = moving.get(descriptor.digest);
      if (already !== undefined) return already.then(() => 'exists' as const);
      const run = put(descriptor, open, onProgress).finally(() => moving.delete(descriptor.digest));
      moving.set(descriptor.digest, run);
      return run;
    },

    async pushManifest(bytes, mediaType, tag) {
      if (tag !== undefined && !isRefName(tag)) throw new Failure('usage', 'tag', `${name}: ${quoted(tag)} can't be a name in an image layout`, { cure: 'Use letters, digits and -._:@+/ alone, and begin with a letter or a digit.' });
      const descriptor = await putManifest(bytes, mediaType);
      const within = mediaType === MEDIA_TYPES.index ? new Set(parseIndex(bytes, name).manifests.map((entry) => entry.digest)) : new Set<Digest>();
      await updateIndex((index) => {
        const changed = withEntry(index, descriptor, tag);
        return changed && withoutNameless(changed, within);
      });
      return descriptor;
    },

    /**
     * Lists them in the fallback index: regctl finds them only there (and removes, when it closes a layout, what no name leads to), and oras, which
     * follows every entry of index.json to what it lists, finds them there too (both tried: regctl 0.11, oras 1.3).
     */
    async pushReferrers(subject, manifests) {
      const pushed: Descriptor[] = [];
      for (const bytes of manifests) {
        const descriptor = await putManifest(bytes, mediaTypeOf(bytes, { where: name }));
        const candidate = asCandidate({ bytes, descriptor }, name);
        if (candidate.subject !== subject.digest) throw new Failure('problem', 'image-manifest', `${name}: the subject of ${descriptor.digest} is not ${subject.digest}`);
        pushed.push(candidate.descriptor);
      }
      await updateIndex(async (index) => {
        const before = await fallback(index, subject.digest);
        const listed = new Set(before.map((entry) => entry.digest));
        const added = pushed.filter((entry) => !listed.has(entry.digest));
        if (added.length === 0) return undefined;
        const document = { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: [...before, ...added] };
        return withEntry(index, await putManifest(Buffer.from(JSON.stringify(document)), MEDIA_TYPES.index), fallbackName(subject.digest));
      });
      return pushed;
    },
  };
}

/** What has to be there before a manifest or an index. */
function neededBy(bytes: Buffer, mediaType: string, name: string): readonly Descriptor[] {
  if (mediaType === MEDIA_TYPES.index) return parseIndex(bytes, name).manifests;
  if (mediaType !== MEDIA_TYPES.manifest) return [];
  const { config, layers } = parseManifest(bytes, name);
  return [config, ...layers];
}
