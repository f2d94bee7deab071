import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import { CHUNK, takeChunk } from './chunks.ts';
import { type Descriptor, hexOf } from './descriptor.ts';
import { systemCode, unreadable, unwritable } from './filefailure.ts';

const TEMPORARY = /^\.manifest-action-[0-9a-f-]{36}\.tmp$/;

/**
 * An ordinary file, open to read, or undefined when it isn't there. Symbolic links, folders, pipes and devices are refused with a `problem` Failure `layout`.
 */
export async function openPlain(path: string, where: string): Promise<{ readonly handle: FileHandle; readonly size: number } | undefined> {
  let handle: FileHandle;
  try {
    // Without O_NONBLOCK, opening a pipe waits for its writer.
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP' || code === 'EMLINK') throw symbolic(where, path);
    if (code === 'ENXIO') throw irregular(where, path);
    throw unreadable(error, where);
  }
  const stat = await handle.stat();
  if (stat.isFile()) return { handle, size: stat.size };
  await handle.close();
  throw irregular(where, path);
}

/** All of an ordinary file of at most `limit` bytes, or undefined when it isn't there. Throws as `openPlain`. */
export async function readPlain(path: string, where: string, limit: number): Promise<Buffer | undefined> {
  const file = await openPlain(path, where);
  if (file === undefined) return undefined;
  try {
    if (file.size > limit) throw new Failure('problem', 'layout', `${where}: ${path} is ${file.size} bytes, more than the ${limit} that it may be`);
    return await file.handle.readFile();
  } catch (error) {
    throw unreadable(error, where);
  } finally {
    await file.handle.close();
  }
}

/** Throws a `problem` Failure `layout` unless this is a folder that is no symbolic link. Whether it is there. */
export async function isFolder(path: string, where: string): Promise<boolean> {
  try {
    const stat = await lstat(path);
    if (stat.isSymbolicLink()) throw symbolic(where, path);
    if (!stat.isDirectory()) throw irregular(where, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw unreadable(error, where);
  }
}

/**
 * The bytes of `handle` from `start` on, as many as `descriptor` says, hashed as they are read. The last of them come only when all are right, so
 * that a reader who counts never has a whole blob that is wrong. `close` is called in the end, whatever happens.
 */
export function verifiedStream(handle: FileHandle, start: number, descriptor: Descriptor, where: string, close: () => Promise<void>): Readable {
  const hash = createHash('sha256');
  let at = 0;
  return new Readable({
    highWaterMark: CHUNK,
    read() {
      const want = Math.min(CHUNK, descriptor.size - at);
      handle.read(takeChunk(), 0, want, start + at).then(
        ({ bytesRead, buffer }) => {
          const chunk = buffer.subarray(0, bytesRead);
          hash.update(chunk);
          at += bytesRead;
          if (bytesRead < want && bytesRead === 0) return this.destroy(mismatch(descriptor, `it ends after ${at} of ${descriptor.size} bytes`, where));
          if (at === descriptor.size && hash.digest('hex') !== hexOf(descriptor.digest)) {
            return this.destroy(mismatch(descriptor, 'its bytes hash to another digest', where));
          }
          if (bytesRead > 0) this.push(chunk);
          if (at === descriptor.size) this.push(null);
          return undefined;
        },
        (error: unknown) => this.destroy(unreadable(error, where)),
      );
    },
    destroy(error, callback) {
      close().then(() => callback(error), () => callback(error));
    },
  });
}

/**
 * Writes a file so that it is there whole or not at all: to a temporary file in `directory`, on the disk (fsync) before it is renamed to `path`.
 * `write` puts the content; when it or anything else fails, nothing is left.
 */
export async function writeWhole(directory: string, path: string, where: string, write: (handle: FileHandle) => Promise<void>, before?: () => Promise<void>): Promise<void> {
  const temporary = join(directory, `.manifest-action-${randomUUID()}.tmp`);
  let made = false;
  try {
    const handle = await open(temporary, 'wx', 0o644);
    made = true;
    try {
      await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await before?.();
    await rename(temporary, path);
    made = false;
  } catch (error) {
    throw unwritable(error, where);
  } finally {
    if (made) await unlink(temporary).catch(() => undefined);
  }
}

/** Copies a stream into a file, from `start` on, hashing it on the way. Throws a `problem` Failure `digest-mismatch` when it isn't what `descriptor` says. */
export async function writeVerified(handle: FileHandle, source: Readable, descriptor: Descriptor, where: string, onBytes?: (total: number) => void, start = 0): Promise<void> {
  const hash = createHash('sha256');
  let total = 0;
  // The stream's own errors say what is wrong with the source; those of the file, what is wrong with the disk.
  const chunks: AsyncIterable<Buffer> = source;
  for await (const chunk of chunks) {
    total += chunk.byteLength;
    if (total > descriptor.size) throw mismatch(descriptor, `more than the ${descriptor.size} bytes came that it says`, where);
    const writing = writeAll(handle, chunk, start + total - chunk.byteLength);
    hash.update(chunk);
    await writing;
    onBytes?.(total);
  }
  if (total < descriptor.size) throw mismatch(descriptor, `${total} of ${descriptor.size} bytes came`, where);
  if (hash.digest('hex') !== hexOf(descriptor.digest)) throw mismatch(descriptor, 'the bytes that came hash to another digest', where);
}

/** Writes all of the bytes at a place in a file, whatever the system takes at once. */
export async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let at = 0; at < bytes.byteLength; ) at += (await handle.write(bytes, at, bytes.byteLength - at, position + at)).bytesWritten;
}

/** Puts a folder's entries on the disk, where the system can do that for folders. */
export async function syncFolder(directory: string): Promise<void> {
  const handle = await open(directory, constants.O_RDONLY).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** Removes what a writer that was killed left behind: temporary files that nobody wrote to for an hour. */
export async function sweep(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!TEMPORARY.test(name)) continue;
    const path = join(directory, name);
    const stat = await lstat(path).catch(() => undefined);
    if (stat !== undefined && Date.now() - stat.mtimeMs > 3_600_000) await unlink(path).catch(() => undefined);
  }
}

/** Whether a file's name is one of ours that is no content: the lock, its guard, a temporary file. */
export function isOwnFile(name: string): boolean {
  return name.startsWith('.manifest-action');
}

/** Makes a folder and those above it. Throws an `unavailable` Failure that says why it can't. */
export async function makeFolder(directory: string, where: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw unwritable(error, where);
  }
}

/** The `problem` Failure `digest-mismatch` of content that isn't what its descriptor says. */
export function mismatch(descriptor: Descriptor, reason: string, where: string): Failure {
  return new Failure('problem', 'digest-mismatch', `${where}: ${descriptor.digest} is damaged: ${reason}`, { cure: 'Remove it, and copy or build it again.' });
}

function symbolic(where: string, path: string): Failure {
  return new Failure('problem', 'layout', `${where}: ${path} is a symbolic link, which could lead anywhere`, { cure: 'Put the file itself there: cp -L copies it.' });
}

function irregular(where: string, path: string): Failure {
  return new Failure('problem', 'layout', `${where}: ${path} is not an ordinary file or folder`, { cure: 'Make the layout again with skopeo, regctl or crane.' });
}
