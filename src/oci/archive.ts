import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { type FileHandle, lstat, open, rename, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { makeFolder, openPlain, sweep, syncFolder, writeAll, writeVerified } from './blobfile.ts';
import { type Digest, hexOf } from './descriptor.ts';
import { field, parseDocument } from './document.ts';
import { systemCode, unreadable, unwritable } from './filefailure.ts';
import { EMPTY_INDEX, INDEX_LIMIT, type LayoutIndex, formatLayoutIndex, parseLayoutIndex } from './layoutindex.ts';
import { readLayout } from './layoutreader.ts';
import { writeLayout } from './layoutwriter.ts';
import { withLock } from './lock.ts';
import type { Store } from './store.ts';
import { TAR_END, type TarEntry, listTar, tarHeader, tarPadding } from './tar.ts';

/** A tar archive of an OCI image layout, as skopeo's `oci-archive:` and `docker save` write it. */
export interface Archive extends Store {
  readonly kind: 'layout';
  /** The archive's path as it was named. */
  readonly file: string;
  /**
   * Puts what was written since the last time in the file's place, whole: until then nobody sees any of it. Does nothing when nothing was written.
   * Throws an `unavailable` Failure `locked` when somebody else wrote the file in the meantime; then nothing of what was written stays.
   */
  commit(): Promise<void>;
  /** Ends, and forgets what was written and not committed. */
  close(): Promise<void>;
}

export interface ArchiveOptions {
  /** Write it: what is in the archive stays, and what is pushed is added. Default false: it is only read. */
  readonly write?: boolean;
  /** What messages call it; default `oci-archive:FILE`. */
  readonly name?: string;
}

/**
 * Opens an archive of an OCI image layout, uncompressed. Nothing is unpacked: one pass over the headers says where each blob is, and blobs are read
 * from there. With the first thing that is written, all goes to a temporary file beside it, which takes its place in `commit`; without that, the file
 * is not touched.
 *
 * Throws `problem` Failures: `source` (no such file), `layout` (no tar, no layout, or an ambiguous one); `unavailable`: `unreadable`, `unwritable`.
 */
export async function openArchive(file: string, { write = false, name = `oci-archive:${file}` }: ArchiveOptions = {}): Promise<Archive> {
  const path = resolve(file);
  if ((await lstat(path).catch(() => undefined))?.isDirectory() === true) throw new Failure('problem', 'layout', `${name}: this is a folder`, { cure: `Name the archive’s file; a layout in a folder is oci:${file}.` });
  const found = await openPlain(path, name);
  if (found === undefined && !write) throw new Failure('problem', 'source', `${name}: there is no such file`, { cure: 'Correct the path, or make the archive first.' });
  try {
    if (found === undefined) return archiveAt(path, { file, name, write }, NOTHING);
    const { handle, size } = found;
    const identity = identityOf(await handle.stat({ bigint: true }));
    return archiveAt(path, { file, name, write }, { handle, identity, ...(await readContent(handle, size, name)) });
  } catch (error) {
    await found?.handle.close();
    throw unreadable(error, name);
  }
}

/** What an archive holds: its index, and where each file is. */
interface Content {
  /** Undefined when there is no archive yet. */
  readonly handle: FileHandle | undefined;
  /** Which file it is in, and as of when. */
  readonly identity: string;
  readonly index: LayoutIndex;
  readonly files: ReadonlyMap<string, TarEntry>;
}

const NOTHING: Content = { handle: undefined, identity: '', index: EMPTY_INDEX, files: new Map() };

async function readContent(handle: FileHandle, size: number, name: string): Promise<Pick<Content, 'index' | 'files'>> {
  const files = await listTar(handle, size, name);
  const document = async (entry: string, limit: number): Promise<Buffer> => {
    const { start, size: length } = files.get(entry) ?? { start: 0, size: -1 };
    if (length < 0) throw new Failure('problem', 'layout', `${name}: the archive has no file ${entry}, so it is no image layout`, { cure: 'Make it with skopeo copy oci-archive:, or with docker save of a current Docker.' });
    if (length > limit) throw new Failure('problem', 'layout', `${name}: ${entry} is ${length} bytes, more than the ${limit} that it may be`);
    const bytes = Buffer.alloc(length);
    await handle.read(bytes, 0, length, start);
    return bytes;
  };
  const version = field(parseDocument(await document('oci-layout', 64 * 1024), `${name}: oci-layout`, { code: 'layout' }), 'imageLayoutVersion');
  if (version !== '1.0.0') throw new Failure('problem', 'layout', `${name}: the layout's version is ${quoted(String(version))}, and 1.0.0 is the only one there is`, { cure: 'Make the archive again with a current tool.' });
  return { index: parseLayoutIndex(await document('index.json', INDEX_LIMIT), `${name}: index.json`), files };
}

function blobName(digest: Digest): string {
  return `blobs/sha256/${hexOf(digest)}`;
}

function archiveAt(path: string, { file, name, write }: { readonly file: string; readonly name: string; readonly write: boolean }, opened: Content): Archive {
  /** What is in the file's place. */
  let committed = opened;
  /** What will be: begun with the first thing that is written. */
  let draft: Promise<Draft> | undefined;
  let drafted: Draft | undefined;
  const inOrder = queue();

  const begin = (): Promise<Draft> => {
    if (!write) throw new Failure('usage', 'unwritable', `${name} was opened to be read`);
    draft ??= (async () => (drafted = await beginDraft(path, name, committed)))();
    return draft;
  };
  const reader = readLayout({
    name,
    readIndex: async () => (drafted ?? committed).index,
    openBlob: async (digest) => {
      const { handle, files } = drafted ?? committed;
      const entry = files.get(blobName(digest));
      // The archive stays open: others read it at the same time.
      return entry && handle && { handle, start: entry.start, size: entry.size, close: async () => undefined };
    },
  });
  const writer = writeLayout(
    {
      name,
      writeBlob: async (descriptor, content, onBytes) => (await begin()).append(blobName(descriptor.digest), descriptor.size, async (handle, at) => writeVerified(handle, await content(), descriptor, name, onBytes, at)),
      writeBytes: async ({ digest }, bytes) => (await begin()).append(blobName(digest), bytes.byteLength, async (handle, at) => writeAll(handle, bytes, at)),
      updateIndex: (change) =>
        inOrder(async () => {
          const changed = await change((drafted ?? committed).index);
          if (changed !== undefined) (await begin()).index = changed;
        }),
    },
    reader,
  );

  return {
    kind: 'layout',
    name,
    file,
    ...reader,
    ...writer,
    async commit() {
      const ready = await draft;
      if (ready === undefined) return;
      [draft, drafted] = [undefined, undefined];
      try {
        await ready.finish();
        await withLock(dirname(path), async () => {
          if ((await identityAt(path)) !== committed.identity) throw new Failure('unavailable', 'locked', `${name}: another process wrote the archive in the meantime`, { cure: 'Run it again.' });
          await rename(ready.temporary, path);
        });
      } catch (error) {
        await ready.discard();
        throw unwritable(error, name);
      }
      await syncFolder(dirname(path));
      await committed.handle?.close();
      committed = { ...ready, index: ready.index, identity: identityOf(await ready.handle.stat({ bigint: true })) };
    },
    async close() {
      await (await draft?.catch(() => undefined))?.discard();
      draft = undefined;
      await committed.handle?.close();
      committed = { ...committed, handle: undefined };
    },
  };
}

/** An archive that is being written, in a temporary file. */
interface Draft extends Omit<Content, 'identity'> {
  readonly handle: FileHandle;
  readonly temporary: string;
  index: LayoutIndex;
  /** Adds a file at the end, one after the other. What fails midway is cut off again. One that is there, and whose bytes are wrong, is written over. */
  append(entry: string, size: number, put: (handle: FileHandle, at: number) => Promise<void>): Promise<void>;
  /** Writes index.json and the end, and all of it to the disk. */
  finish(): Promise<void>;
  /** Removes it. */
  discard(): Promise<void>;
}

/** A new archive with all the blobs of another. */
async function beginDraft(path: string, name: string, source: Content): Promise<Draft> {
  const directory = dirname(path);
  await makeFolder(directory, name);
  await sweep(directory);
  const temporary = join(directory, `.manifest-action-${randomUUID()}.tmp`);
  let handle: FileHandle;
  try {
    handle = await open(temporary, 'wx+', 0o644);
  } catch (error) {
    throw unwritable(error, name);
  }
  const inOrder = queue();
  const files = new Map<string, TarEntry>();
  let end = 0;

  const draft: Draft = {
    handle,
    temporary,
    files,
    index: source.index,
    append: (entry, size, put) =>
      inOrder(async () => {
        const there = files.get(entry);
        if (there?.size === size) return put(handle, there.start);
        if (there !== undefined) throw new Failure('problem', 'layout', `${name}: the archive is damaged: ${entry} is ${there.size} bytes, and ${size} are expected`, { cure: 'Remove it, and make it again.' });
        const start = end + tarHeader(entry, size).byteLength;
        try {
          await writeAll(handle, tarHeader(entry, size), end);
          await put(handle, start);
          const padding = tarPadding(size);
          await writeAll(handle, padding, start + size);
          files.set(entry, { name: entry, start, size });
          end = start + size + padding.byteLength;
        } catch (error) {
          await handle.truncate(end).catch(() => undefined);
          throw unwritable(error, name);
        }
      }),
    async finish() {
      const bytes = formatLayoutIndex(draft.index);
      await draft.append('index.json', bytes.byteLength, async (_, at) => writeAll(handle, bytes, at));
      await writeAll(handle, TAR_END, end);
      await handle.sync();
    },
    async discard() {
      await handle.close();
      await unlink(temporary).catch(() => undefined);
    },
  };

  try {
    for (const folder of ['blobs/', 'blobs/sha256/']) {
      await writeAll(handle, tarHeader(folder, 0, '5'), end);
      end += 512;
    }
    await draft.append('oci-layout', LAYOUT.byteLength, async (_, at) => writeAll(handle, LAYOUT, at));
    for (const { name: entry, start, size } of source.files.values()) {
      const { handle: from } = source;
      if (from !== undefined && /^blobs\/sha256\/[0-9a-f]{64}$/.test(entry)) await draft.append(entry, size, async (_, at) => copyWithin(from, start, handle, at, size));
    }
    return draft;
  } catch (error) {
    await draft.discard();
    throw unwritable(error, name);
  }
}

/** One after the other: an archive has one end. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  };
}

const LAYOUT = Buffer.from('{"imageLayoutVersion":"1.0.0"}');

/** Another file, or other content, has another identity. */
function identityOf({ dev, ino, size, mtimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs].join(' ');
}

/** Which file is at a path; empty for none. */
async function identityAt(path: string): Promise<string> {
  try {
    return identityOf(await lstat(path, { bigint: true }));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

async function copyWithin(from: FileHandle, start: number, to: FileHandle, position: number, size: number): Promise<void> {
  const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await from.read(buffer, 0, Math.min(buffer.byteLength, size - at), start + at);
    if (bytesRead === 0) throw new Failure('problem', 'layout', 'the archive became shorter while it was read');
    await writeAll(to, buffer.subarray(0, bytesRead), position + at);
    at += bytesRead;
  }
}
