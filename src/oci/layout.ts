import { lstat, realpath, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import { isFolder, isOwnFile, makeFolder, mismatch, openPlain, readPlain, sweep, syncFolder, verifiedStream, writeVerified, writeWhole } from './blobfile.ts';
import { type Descriptor, type Digest, MEDIA_TYPES, describe, digestOf, hexOf, isDigest } from './descriptor.ts';
import { MANIFEST_LIMIT, field, parseDocument, quoted } from './document.ts';
import { systemCode, unreadable, unwritable } from './filefailure.ts';
import { EMPTY_INDEX, INDEX_LIMIT, type LayoutIndex, entryNamed, formatLayoutIndex, isRefName, namesOf, parseLayoutIndex, withEntry, withoutNameless } from './layoutindex.ts';
import { withLock } from './lock.ts';
import { type ImageIndex, type ImageManifest, parseIndex, parseManifest } from './manifest.ts';
import { mediaTypeOf } from './media.ts';
import type { PushBlobOptions, Store, StoredManifest, Written } from './store.ts';

/** An OCI image layout in a folder (image-spec image-layout.md). */
export interface Layout extends Store {
  readonly kind: 'layout';
  /** The folder as it was named. */
  readonly directory: string;
  /** The folder with every symbolic link resolved: the caller decides whether a run may use it. */
  readonly realDirectory: string;
}

export interface LayoutOptions {
  /** Make the folder and the layout when they aren't there; default false. A folder that holds other things is refused. */
  readonly create?: boolean;
  /** What messages call it; default `oci:DIR`. */
  readonly name?: string;
}

/**
 * Opens an OCI image layout. It is as strict as a registry: nothing is read through a symbolic link, every byte is hashed against the name of its
 * file, and a manifest is taken only when its blobs are there. Every change of index.json is one atomic rename under a lock, so that several
 * processes that write into one folder lose nothing. index.json is read anew each time, since others may write it.
 *
 * Throws `problem` Failures: `source` (no such folder), `layout` (it isn't a layout, or one of another version); `unavailable`: `unreadable`, `unwritable`.
 */
export async function openLayout(directory: string, options: LayoutOptions = {}): Promise<Layout> {
  const name = options.name ?? `oci:${directory}`;
  if (options.create === true) await makeFolder(directory, name);
  let realDirectory: string;
  try {
    realDirectory = await realpath(directory);
    if (!(await lstat(realDirectory)).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw unreadable(error, name);
    throw new Failure('problem', 'source', `${name}: there is no such folder`, { cause: error, cure: 'Correct the path, or make the layout first.' });
  }
  if (options.create === true) await initialise(realDirectory, name);
  await checkVersion(realDirectory, name);
  return layoutIn(realDirectory, directory, name);
}

async function initialise(directory: string, name: string): Promise<void> {
  try {
    await sweep(directory);
    if ((await readdir(directory)).includes('oci-layout')) return;
    await withLock(directory, async () => {
      const others = (await readdir(directory)).filter((entry) => !isOwnFile(entry) && !['oci-layout', 'index.json', 'blobs'].includes(entry));
      if (others.length > 0) {
        throw new Failure('problem', 'layout', `${name}: the folder is no image layout, and holds other things, such as ${quoted(others[0] ?? '')}`, { cure: 'Name an empty folder, or one that is not there.' });
      }
      await makeFolder(join(directory, 'blobs', 'sha256'), name);
      const put = (file: string, bytes: Buffer): Promise<void> => writeWhole(directory, join(directory, file), name, async (handle) => handle.writeFile(bytes));
      if ((await readPlain(join(directory, 'index.json'), name, INDEX_LIMIT)) === undefined) await put('index.json', formatLayoutIndex(EMPTY_INDEX));
      // Last: what has this file is a layout.
      await put('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
      await syncFolder(directory);
    });
  } catch (error) {
    throw unwritable(error, name);
  }
}

/** image-spec image-layout.md §oci-layout file. */
async function checkVersion(directory: string, name: string): Promise<void> {
  const bytes = await readPlain(join(directory, 'oci-layout'), name, 64 * 1024);
  if (bytes === undefined) {
    throw new Failure('problem', 'layout', `${name}: the folder has no file oci-layout, so it is no image layout`, { cure: 'Correct the path, or make the layout with skopeo copy, regctl or crane pull --format=oci.' });
  }
  const version = field(parseDocument(bytes, `${name}: oci-layout`, { code: 'layout' }), 'imageLayoutVersion');
  if (version === '1.0.0') return;
  throw new Failure('problem', 'layout', `${name}: the layout's version is ${quoted(String(version))}, and 1.0.0 is the only one there is`, { cure: 'Make the layout again with a current tool.' });
}

/** A manifest that may be a referrer: what it has as `subject`, and how `referrers` describes it. */
interface Candidate {
  readonly subject: Digest | undefined;
  readonly descriptor: Descriptor;
}

function layoutIn(root: string, directory: string, name: string): Layout {
  const blobs = join(root, 'blobs', 'sha256');
  const pathOf = (digest: Digest): string => join(blobs, hexOf(digest));
  const candidates = new Map<Digest, Candidate>();
  const moving = new Map<Digest, Promise<Written>>();

  const readIndex = async (): Promise<LayoutIndex> => {
    const bytes = await readPlain(join(root, 'index.json'), name, INDEX_LIMIT);
    if (bytes === undefined) throw new Failure('problem', 'layout', `${name}: the layout has no index.json`, { cure: 'Make the layout again with skopeo, regctl or crane.' });
    return parseLayoutIndex(bytes, `${name}: index.json`);
  };

  const updateIndex = async (change: (index: LayoutIndex) => LayoutIndex | undefined | Promise<LayoutIndex | undefined>): Promise<void> => {
    try {
      await withLock(root, async (assertHeld) => {
        const changed = await change(await readIndex());
        if (changed === undefined) return;
        // The blobs before what names them.
        await syncFolder(blobs);
        await writeWhole(root, join(root, 'index.json'), name, async (handle) => handle.writeFile(formatLayoutIndex(changed)), assertHeld);
        await syncFolder(root);
      });
    } catch (error) {
      throw unwritable(error, name);
    }
  };

  const openBlob = async (digest: Digest): ReturnType<typeof openPlain> => {
    const there = (await isFolder(join(root, 'blobs'), name)) && (await isFolder(blobs, name));
    return there ? openPlain(pathOf(digest), name) : undefined;
  };

  const readDigest = async (digest: Digest): Promise<StoredManifest | undefined> => {
    const file = await openBlob(digest);
    if (file === undefined) return undefined;
    try {
      if (file.size > MANIFEST_LIMIT) throw new Failure('problem', 'image-manifest', `${name}: ${digest} is ${file.size} bytes, and a manifest may be ${MANIFEST_LIMIT}`, { cure: 'Name a manifest, not a layer.' });
      const bytes = await file.handle.readFile();
      const stated = { mediaType: '', digest, size: bytes.byteLength };
      if (digestOf(bytes) !== digest) throw mismatch(stated, 'its bytes hash to another digest', name);
      return { bytes, descriptor: { ...stated, mediaType: mediaTypeOf(bytes, { where: `${name} (${digest})` }) } };
    } catch (error) {
      throw unreadable(error, name);
    } finally {
      await file.handle.close();
    }
  };

  const manifest = async (reference: string): Promise<StoredManifest | undefined> => {
    if (isDigest(reference)) return readDigest(reference);
    const entry = entryNamed(await readIndex(), reference, name);
    return entry === undefined ? undefined : readEntry(entry);
  };

  const readEntry = async (entry: Descriptor): Promise<StoredManifest> => {
    const stored = await readDigest(entry.digest);
    if (stored === undefined) throw new Failure('problem', 'layout', `${name}: index.json lists ${entry.digest}, which the layout does not hold`, { cure: 'Copy it into the layout again.' });
    const { size, mediaType } = stored.descriptor;
    if (size === entry.size && mediaType === entry.mediaType) return stored;
    throw new Failure('problem', 'layout', `${name}: index.json lists ${entry.digest} as ${entry.size} bytes of ${entry.mediaType}, and it is ${size} bytes of ${mediaType}`, { cure: 'Copy it into the layout again.' });
  };

  /** Whether the blob is there with its size. Its bytes are hashed when they are read, as a registry does. */
  const hasBlob = async (descriptor: Descriptor): Promise<boolean> => {
    const file = await openBlob(descriptor.digest);
    await file?.handle.close();
    return file?.size === descriptor.size;
  };

  const writeBlob = async (descriptor: Descriptor, open: () => Promise<Readable>, options: PushBlobOptions): Promise<Written> => {
    const { onProgress } = options;
    if (await hasBlob(descriptor)) {
      onProgress?.({ descriptor, bytes: descriptor.size, state: 'exists' });
      return 'exists';
    }
    await makeFolder(blobs, name);
    await writeWhole(root, pathOf(descriptor.digest), name, async (handle) =>
      writeVerified(handle, await open(), descriptor, name, onProgress && ((bytes) => onProgress({ descriptor, bytes, state: 'moving' }))),
    );
    onProgress?.({ descriptor, bytes: descriptor.size, state: 'written' });
    return 'written';
  };

  const pushBlob = async (descriptor: Descriptor, open: () => Promise<Readable>, options: PushBlobOptions = {}): Promise<Written> => {
    const already = moving.get(descriptor.digest);
    if (already !== undefined) return already.then(() => 'exists' as const);
    const run = writeBlob(descriptor, open, options);
    moving.set(descriptor.digest, run);
    try {
      return await run;
    } finally {
      moving.delete(descriptor.digest);
    }
  };

  /** Stores a manifest as a blob, once what it names is there (distribution-spec §Pushing Manifests: MANIFEST_BLOB_UNKNOWN). */
  const putManifest = async (bytes: Buffer, mediaType: string): Promise<Descriptor> => {
    const descriptor = describe(bytes, mediaType);
    const content = mediaTypeOf(bytes, { where: `${name} (${descriptor.digest})` });
    if (content !== mediaType) throw new Failure('problem', 'image-manifest', `${name}: ${descriptor.digest} is ${content} and not ${mediaType}`);
    const needs = mediaType === MEDIA_TYPES.manifest ? blobsOf(parseManifest(bytes, name)) : mediaType === MEDIA_TYPES.index ? parseIndex(bytes, name).manifests : [];
    for (const needed of needs) {
      if (await hasBlob(needed)) continue;
      throw new Failure('problem', 'blob-unknown', `${name}: ${descriptor.digest} needs ${needed.digest}, which is not in the layout`, { cure: 'Copy its blobs first.' });
    }
    if (!(await hasBlob(descriptor))) {
      await makeFolder(blobs, name);
      await writeWhole(root, pathOf(descriptor.digest), name, async (handle) => handle.writeFile(bytes));
    }
    return descriptor;
  };

  const pushManifest = async (bytes: Buffer, mediaType: string, tag?: string): Promise<Descriptor> => {
    if (tag !== undefined && !isRefName(tag)) throw new Failure('usage', 'tag', `${name}: ${quoted(tag)} can't be a name in an image layout`, { cure: 'Use letters, digits and -._:@+/ alone, and begin with a letter or a digit.' });
    const descriptor = await putManifest(bytes, mediaType);
    const within = mediaType === MEDIA_TYPES.index ? new Set(parseIndex(bytes, name).manifests.map((entry) => entry.digest)) : new Set<Digest>();
    await updateIndex((index) => {
      const changed = withEntry(index, descriptor, tag);
      return changed && withoutNameless(changed, within);
    });
    return descriptor;
  };

  const candidateOf = async (digest: Digest): Promise<Candidate | undefined> => {
    const known = candidates.get(digest);
    if (known !== undefined) return known;
    const stored = await readDigest(digest);
    if (stored === undefined) return undefined;
    const candidate = asCandidate(stored, name);
    candidates.set(digest, candidate);
    return candidate;
  };

  /**
   * The manifests of the fallback index, and those that index.json lists itself. Both, because writers differ: regctl makes the index that the
   * distribution-spec has for registries without the API, under the name `sha256-<hex>`; oras and zot list referrers in index.json, without a name.
   */
  const referrers = async (subject: Digest, artifactType?: string): Promise<Descriptor[]> => {
    const index = await readIndex();
    const fallback = await readFallback(index, subject);
    const listed = index.entries.filter((entry) => entry.mediaType === MEDIA_TYPES.manifest || entry.mediaType === MEDIA_TYPES.index);
    const found = new Map<Digest, Descriptor>();
    for (const { digest } of [...fallback, ...listed]) {
      if (found.has(digest)) continue;
      const candidate = await candidateOf(digest);
      if (candidate?.subject === subject) found.set(digest, candidate.descriptor);
    }
    return [...found.values()].filter((descriptor) => artifactType === undefined || descriptor.artifactType === artifactType);
  };

  const readFallback = async (index: LayoutIndex, subject: Digest): Promise<readonly Descriptor[]> => {
    const entry = entryNamed(index, fallbackName(subject), name);
    if (entry === undefined) return [];
    return parseIndex((await readEntry(entry)).bytes, `${name}: ${fallbackName(subject)}`).manifests;
  };

  /** Lists them in the fallback index: regctl finds them only there (and removes, when it closes a layout, what no name leads to), and oras finds them there too. */
  const pushReferrers = async (subject: Descriptor, manifests: readonly Buffer[]): Promise<Descriptor[]> => {
    const pushed: Descriptor[] = [];
    for (const bytes of manifests) {
      const descriptor = await putManifest(bytes, mediaTypeOf(bytes, { where: name }));
      const candidate = asCandidate({ bytes, descriptor }, name);
      if (candidate.subject !== subject.digest) throw new Failure('problem', 'image-manifest', `${name}: the subject of ${descriptor.digest} is not ${subject.digest}`);
      pushed.push(candidate.descriptor);
    }
    await updateIndex(async (index) => {
      const before = await readFallback(index, subject.digest);
      const listed = new Set(before.map((entry) => entry.digest));
      const added = pushed.filter((entry) => !listed.has(entry.digest));
      if (added.length === 0) return undefined;
      const document = { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: [...before, ...added] };
      const descriptor = await putManifest(Buffer.from(JSON.stringify(document)), MEDIA_TYPES.index);
      return withEntry(index, descriptor, fallbackName(subject.digest));
    });
    return pushed;
  };

  return {
    kind: 'layout',
    name,
    directory,
    realDirectory: root,
    resolve: async (reference) => (await manifest(reference))?.descriptor,
    manifest,
    blob: async (descriptor) => {
      const file = await openBlob(descriptor.digest);
      if (file === undefined) throw new Failure('problem', 'blob-unknown', `${name}: ${descriptor.digest} is not in the layout`, { cure: 'Copy the image into the layout again.' });
      if (file.size === descriptor.size) return verifiedStream(file.handle, 0, descriptor, name, () => file.handle.close());
      await file.handle.close();
      throw mismatch(descriptor, `it is ${file.size} bytes, and ${descriptor.size} are expected`, name);
    },
    hasBlob,
    pushBlob,
    pushManifest,
    tags: async () => namesOf(await readIndex()),
    referrers,
    pushReferrers,
  };
}

function fallbackName(subject: Digest): string {
  return subject.replace(':', '-');
}

/** Every blob that an image manifest names, its config first. */
function blobsOf(manifest: ImageManifest): Descriptor[] {
  return [manifest.config, ...manifest.layers];
}

/** A manifest as the referrers API describes it (distribution-spec §Listing Referrers): artifactType, else the config's media type; all annotations. */
function asCandidate(stored: StoredManifest, name: string): Candidate {
  const { descriptor, bytes } = stored;
  const where = `${name} (${descriptor.digest})`;
  if (descriptor.mediaType !== MEDIA_TYPES.manifest && descriptor.mediaType !== MEDIA_TYPES.index) return { subject: undefined, descriptor };
  const content: ImageManifest | ImageIndex = descriptor.mediaType === MEDIA_TYPES.manifest ? parseManifest(bytes, where) : parseIndex(bytes, where);
  const artifactType = content.artifactType ?? ('config' in content ? content.config.mediaType : undefined);
  return {
    subject: content.subject?.digest,
    descriptor: {
      ...descriptor,
      ...(artifactType === undefined ? {} : { artifactType }),
      ...(Object.keys(content.annotations).length === 0 ? {} : { annotations: content.annotations }),
    },
  };
}
