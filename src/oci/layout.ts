import { type FileHandle, lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { isFolder, isOwnFile, makeFolder, openPlain, readPlain, sweep, syncFolder, writeVerified, writeWhole } from './blobfile.ts';
import { type Digest, hexOf } from './descriptor.ts';
import { field, parseDocument } from './document.ts';
import { systemCode, unreadable, unwritable } from './filefailure.ts';
import { EMPTY_INDEX, INDEX_LIMIT, type LayoutIndex, formatLayoutIndex, parseLayoutIndex } from './layoutindex.ts';
import { readLayout } from './layoutreader.ts';
import { writeLayout } from './layoutwriter.ts';
import { withLock } from './lock.ts';
import type { Store } from './store.ts';

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

function layoutIn(root: string, directory: string, name: string): Layout {
  const blobs = join(root, 'blobs', 'sha256');
  const pathOf = (digest: Digest): string => join(blobs, hexOf(digest));

  const readIndex = async (): Promise<LayoutIndex> => {
    const bytes = await readPlain(join(root, 'index.json'), name, INDEX_LIMIT);
    if (bytes === undefined) throw new Failure('problem', 'layout', `${name}: the layout has no index.json`, { cure: 'Make the layout again with skopeo, regctl or crane.' });
    return parseLayoutIndex(bytes, `${name}: index.json`);
  };

  const reader = readLayout({
    name,
    readIndex,
    openBlob: async (digest) => {
      const there = (await isFolder(join(root, 'blobs'), name)) && (await isFolder(blobs, name));
      const file = there ? await openPlain(pathOf(digest), name) : undefined;
      return file && { ...file, start: 0, close: async () => file.handle.close() };
    },
  });

  const write = async (digest: Digest, put: (handle: FileHandle) => Promise<void>): Promise<void> => {
    await makeFolder(blobs, name);
    await writeWhole(root, pathOf(digest), name, put);
  };

  const writer = writeLayout(
    {
      name,
      writeBlob: (descriptor, open, onBytes) => write(descriptor.digest, async (handle) => writeVerified(handle, await open(), descriptor, name, onBytes)),
      writeBytes: ({ digest }, bytes) => write(digest, async (handle) => handle.writeFile(bytes)),
      async updateIndex(change) {
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
      },
    },
    reader,
  );

  return { kind: 'layout', name, directory, realDirectory: root, ...reader, ...writer };
}
