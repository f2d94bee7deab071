import { randomUUID } from 'node:crypto';
import { type FileHandle, lstat, open, rename, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { openPlain, syncFolder, writeAll, writeVerified } from './blobfile.ts';
import { type Digest, hexOf } from './descriptor.ts';
import { field, parseDocument } from './document.ts';
import { systemCode, unreadable, unwritable } from './filefailure.ts';
import { EMPTY_INDEX, INDEX_LIMIT, type LayoutIndex, formatLayoutIndex, parseLayoutIndex } from './layoutindex.ts';
import { readLayout } from './layoutreader.ts';
import { writeLayout } from './layoutwriter.ts';
import type { Store } from './store.ts';
import { TAR_END, type TarEntry, listTar, tarHeader, tarPadding } from './tar.ts';

/** A tar archive of an OCI image layout, as skopeo's `oci-archive:` and `docker save` write it. */
export interface Archive extends Store {
  readonly kind: 'layout';
  /** The archive's path as it was named. */
  readonly file: string;
  /** Puts what was written in the file's place, whole, and ends. Without it, nothing of what was written stays. */
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
 * from there. What is written goes to a temporary file beside it, blob after blob, which takes its place in `commit`.
 *
 * Throws `problem` Failures: `source` (no such file), `layout` (no tar, no layout, or an ambiguous one); `unavailable`: `unreadable`, `unwritable`.
 */
export async function openArchive(file: string, { write = false, name = `oci-archive:${file}` }: ArchiveOptions = {}): Promise<Archive> {
  const path = resolve(file);
  const found = await openPlain(path, name);
  if (found === undefined && !write) throw new Failure('problem', 'source', `${name}: there is no such file`, { cure: 'Correct the path, or make the archive first.' });
  try {
    const source = found === undefined ? undefined : { handle: found.handle, contents: await readContents(found.handle, found.size, name) };
    return write ? await writable(path, file, name, source) : readOnly(file, name, source);
  } catch (error) {
    await found?.handle.close();
    throw unreadable(error, name);
  }
}

/** What an archive holds: its index, and where each blob is. */
interface Contents {
  readonly index: LayoutIndex;
  readonly blobs: ReadonlyMap<string, TarEntry>;
}

interface OpenContents {
  readonly handle: FileHandle;
  readonly contents: Contents;
}

async function readContents(handle: FileHandle, size: number, name: string): Promise<Contents> {
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
  return { index: parseLayoutIndex(await document('index.json', INDEX_LIMIT), `${name}: index.json`), blobs: files };
}

function blobName(digest: Digest): string {
  return `blobs/sha256/${hexOf(digest)}`;
}

function readOnly(file: string, name: string, source: OpenContents | undefined): Archive {
  const index = source?.contents.index ?? EMPTY_INDEX;
  const reader = readLayout({
    name,
    readIndex: async () => index,
    openBlob: async (digest) => {
      const entry = source?.contents.blobs.get(blobName(digest));
      // The archive stays open: others read it at the same time.
      return entry && source && { handle: source.handle, start: entry.start, size: entry.size, close: async () => undefined };
    },
  });
  const refuse = async (): Promise<never> => Promise.reject(new Failure('usage', 'unwritable', `${name} was opened to be read`));
  return { kind: 'layout', name, file, ...reader, pushBlob: refuse, pushManifest: refuse, pushReferrers: refuse, commit: refuse, close: async () => source?.handle.close() };
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

async function writable(path: string, file: string, name: string, source: OpenContents | undefined): Promise<Archive> {
  const temporary = join(dirname(path), `.manifest-action-${randomUUID()}.tmp`);
  let handle: FileHandle;
  try {
    handle = await open(temporary, 'wx+', 0o644);
  } catch (error) {
    throw unwritable(error, name);
  }
  const before = await identity(path);
  const inOrder = queue();
  const indexInOrder = queue();
  const blobs = new Map<string, TarEntry>();
  let index = source?.contents.index ?? EMPTY_INDEX;
  let end = 0;
  let ended = false;

  /** Adds a file at the end. What fails midway is cut off again. */
  const append = (entry: string, size: number, put: (at: number) => Promise<void>): Promise<void> =>
    inOrder(async () => {
      const start = end + tarHeader(entry, size).byteLength;
      try {
        await writeAll(handle, tarHeader(entry, size), end);
        await put(start);
        const padding = tarPadding(size);
        await writeAll(handle, padding, start + size);
        blobs.set(entry, { name: entry, start, size });
        end = start + size + padding.byteLength;
      } catch (error) {
        await handle.truncate(end).catch(() => undefined);
        throw unwritable(error, name);
      }
    });

  const reader = readLayout({
    name,
    readIndex: async () => index,
    openBlob: async (digest) => {
      const entry = blobs.get(blobName(digest));
      return entry && { handle, start: entry.start, size: entry.size, close: async () => undefined };
    },
  });
  const writer = writeLayout(
    {
      name,
      writeBlob: (descriptor, content, onBytes) => append(blobName(descriptor.digest), descriptor.size, async (at) => writeVerified(handle, await content(), descriptor, name, onBytes, at)),
      writeBytes: ({ digest }, bytes) => append(blobName(digest), bytes.byteLength, async (at) => writeAll(handle, bytes, at)),
      updateIndex: (change) =>
        indexInOrder(async () => {
          index = (await change(index)) ?? index;
        }),
    },
    reader,
  );
  const finish = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    await handle.close();
    await source?.handle.close();
  };

  try {
    for (const folder of ['blobs/', 'blobs/sha256/']) {
      await writeAll(handle, tarHeader(folder, 0, '5'), end);
      end += 512;
    }
    await append('oci-layout', LAYOUT.byteLength, async (at) => writeAll(handle, LAYOUT, at));
    for (const { name: entry, start, size } of source?.contents.blobs.values() ?? []) {
      if (!/^blobs\/sha256\/[0-9a-f]{64}$/.test(entry) || source === undefined) continue;
      await append(entry, size, async (at) => copyWithin(source.handle, start, handle, at, size));
    }
  } catch (error) {
    await handle.close();
    await unlink(temporary).catch(() => undefined);
    throw error;
  }

  return {
    kind: 'layout',
    name,
    file,
    ...reader,
    ...writer,
    async commit() {
      try {
        const bytes = formatLayoutIndex(index);
        await append('index.json', bytes.byteLength, async (at) => writeAll(handle, bytes, at));
        await writeAll(handle, TAR_END, end);
        await handle.sync();
        if ((await identity(path)) !== before) throw new Failure('unavailable', 'locked', `${name}: another process wrote the archive in the meantime`, { cure: 'Run it again.' });
        await rename(temporary, path);
        await syncFolder(dirname(path));
      } catch (error) {
        throw unwritable(error, name);
      } finally {
        await finish();
        await unlink(temporary).catch(() => undefined);
      }
    },
    async close() {
      if (ended) return;
      await finish();
      await unlink(temporary).catch(() => undefined);
    },
  };
}

const LAYOUT = Buffer.from('{"imageLayoutVersion":"1.0.0"}');

/** Which file is at a path: another one, or other content, has another identity. */
async function identity(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs } = await lstat(path, { bigint: true });
    return [dev, ino, size, mtimeNs].join(' ');
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
