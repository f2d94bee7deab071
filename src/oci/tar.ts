import type { FileHandle } from 'node:fs/promises';
import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';

/** A file in a tar archive, and where its bytes are, from the archive's start. */
export interface TarEntry {
  readonly name: string;
  readonly start: number;
  readonly size: number;
}

const BLOCK = 512;
/** Members of any kind; a layout of a thousand images has a tenth of that. */
const MEMBER_LIMIT = 200_000;
/** What a header may say of the next one (names, times), in bytes. */
const EXTENSION_LIMIT = 64 * 1024;

/**
 * The ordinary files in a tar archive, without reading their bytes (POSIX.1-2024 pax, ustar, and GNU's long names). An archive that two readers could
 * unpack differently is refused: a name twice, a name that climbs, is absolute, or lies beneath a link, a sparse file, a link or folder with content, which
 * some skip and others read as headers, two headers that name one member, names or sizes for all that follows, a kind that not all know, a header whose
 * sum is wrong, an end that is missing. Links and devices are no files; only their names count. `size` is the archive's, in bytes. Throws a `problem` Failure `layout`.
 */
export async function listTar(handle: FileHandle, size: number, where: string): Promise<ReadonlyMap<string, TarEntry>> {
  const files = new Map<string, TarEntry>();
  const others = new Set<string>();
  const refuse = (reason: string, cure = 'Make the archive again with skopeo copy oci-archive: or tar.'): Failure => new Failure('problem', 'layout', `${where}: ${reason}`, { cure });
  let next: Extension = {};
  /** The kinds of the headers that were about the next member. */
  let before = '';
  for (let at = 0, members = 0; ; members++) {
    if (members > MEMBER_LIMIT) throw refuse(`the archive has more than ${MEMBER_LIMIT} members`);
    const header = await readAt(handle, at, BLOCK);
    if (header.byteLength === 0 && at === 0) throw refuse('the archive is empty');
    if (header.byteLength < BLOCK) throw refuse('the archive ends without an end mark, so it is not whole');
    if (header.every((byte) => byte === 0)) break;
    if (at === 0) refuseCompressed(header, refuse);
    const { type, name: ownName, size: ownSize, sum } = decodeHeader(header);
    if (!sum) throw refuse(at === 0 ? 'this is not a tar archive' : `the header at byte ${at} is damaged`);
    if (ownName === undefined) throw refuse(`the header at byte ${at} has a name that tools read in their own ways`);
    const length = next.size ?? ownSize;
    if (length === undefined || at + BLOCK + length > size) throw refuse(`the member at byte ${at} is longer than the archive, so it is not whole`);
    const start = at + BLOCK;
    at = start + Math.ceil(length / BLOCK) * BLOCK;
    if (EXTENSIONS.includes(type)) {
      if (length > EXTENSION_LIMIT) throw refuse(`a header is ${length} bytes long`);
      // Of two that name one member, some tools take the first and others the last. GNU's two, for a name and for a link's target, go together.
      if (type === 'x' || type === 'g' ? before !== '' : before.includes('x') || before.includes(type)) throw refuse(`the header at byte ${start - BLOCK} is a second one for the same member`);
      const extension = decodeExtension(type, await readAt(handle, start, length));
      if (extension === undefined) throw refuse(`the header at byte ${start} is damaged`);
      if (type !== 'g') [next, before] = [{ ...next, ...extension }, before + type];
      else if (extension.name !== undefined || extension.size !== undefined) throw refuse('a header gives all that follows it one name or size');
      continue;
    }
    const told = next.name ?? ownName;
    const name = normalise(told);
    [next, before] = [{}, ''];
    if (name === undefined) throw refuse(`the name ${quoted(told)} leads out of the archive`);
    if (type === 'S') throw refuse(`${quoted(name)} is a sparse file`);
    if (!KINDS.includes(type)) throw refuse(`${quoted(name)} is of a kind that tools read in their own ways`);
    const isFile = type === '0' || type === '7' || type === '\0';
    const slashes = [ownName, told].filter((each) => each.endsWith('/')).length;
    // Before ustar, a folder was a file whose name ends in a slash.
    const isFolder = type === '5' || (type === '\0' && slashes === 2);
    if (isFile && !isFolder && slashes > 0) throw refuse(`${quoted(name)} is a file or a folder, depending on the tool that reads it`);
    if ((isFolder || !isFile) && (length !== 0 || ownSize !== 0)) throw refuse(`${quoted(name)} is a folder, a link or a device, and has content`);
    if (isFolder) continue;
    if (name === '') throw refuse(`the member at byte ${start - BLOCK} has no name`);
    if (files.has(name) || others.has(name)) throw refuse(`the archive has ${quoted(name)} twice`);
    if (isFile) files.set(name, { name, start, size: length });
    else others.add(name);
  }
  // Through a link that is unpacked first, a name may be that of another file. With the slash, what lies beneath a name comes right after it.
  const paths = [...files.keys(), ...others].map((name) => `${name}/`).toSorted();
  const beneath = paths.find((path, at) => path.startsWith(paths[at - 1] ?? '/'));
  if (beneath !== undefined) throw refuse(`${quoted(beneath.slice(0, -1))} lies beneath what is no folder`);
  return files;
}

/** Headers about what follows: pax, pax for all that follows, and GNU's long name and long target of a link. */
const EXTENSIONS = 'xgLK';
/** POSIX's: file before ustar, file, hard link, symbolic link, devices, folder, fifo, contiguous file. */
const KINDS = '\u000001234567';

/** What a header says of the member after it. */
interface Extension {
  readonly name?: string;
  readonly size?: number;
}

/** A header of an ordinary file, or of a folder, that says the same whoever writes it and when. Names are at most 100 bytes of ASCII. */
export function tarHeader(name: string, size: number, type: '0' | '5' = '0'): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, 'latin1');
  header.write(type === '5' ? '0000755' : '0000644', 100);
  header.write('0000000', 108);
  header.write('0000000', 116);
  if (size < 8 ** 11) header.write(size.toString(8).padStart(11, '0'), 124);
  else {
    // GNU's way for 8 GiB and more, which every reader knows: base 256, marked by the first bit.
    header.writeBigUInt64BE(BigInt(size), 128);
    header[124] = 0x80;
  }
  header.write('00000000000', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\u000000', 257, 'latin1');
  header.write('root', 265);
  header.write('root', 297);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** The zeros after `size` bytes of content, to the next whole block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** The end of an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

function refuseCompressed(start: Buffer, refuse: (reason: string, cure: string) => Failure): void {
  const [a, b, c] = start;
  if (a === 0x1f && b === 0x8b) throw refuse('the archive is compressed with gzip, and its blobs could not be found in it', 'Unpack it once: gunzip.');
  if (a === 0x28 && b === 0xb5 && c === 0x2f) throw refuse('the archive is compressed with zstd, and its blobs could not be found in it', 'Unpack it once: zstd -d.');
}

/** `name` is undefined where there is a part of it that some tools read and others do not. */
function decodeHeader(header: Buffer): { readonly type: string; readonly name: string | undefined; readonly size: number | undefined; readonly sum: boolean } {
  const plain = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  const ustar = header.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = textOf(header, 345, 155);
  // GNU and star keep times there.
  const isName = ustar && header.toString('latin1', 508, 512) !== 'tar\0';
  const name = textOf(header, 0, 100);
  return {
    type: String.fromCharCode(header[156] ?? 0),
    name: prefix === '' ? name : isName && name !== '' ? `${prefix}/${name}` : undefined,
    size: numberOf(header.subarray(124, 136)),
    sum: numberOf(header.subarray(148, 156)) === plain,
  };
}

function numberOf(field: Buffer): number | undefined {
  if (field[0] === 0x80) {
    const value = BigInt(`0x${field.toString('hex', 1)}`);
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
  }
  const match = /^ *([0-7]*)[ \0]*$/.exec(field.toString('latin1'));
  return match === null ? undefined : Number.parseInt(match[1] === '' ? '0' : (match[1] ?? ''), 8);
}

function decodeExtension(type: string, content: Buffer): Extension | undefined {
  if (type === 'K') return {};
  return type === 'L' ? { name: textOf(content, 0, content.byteLength) } : decodePax(content);
}

/** pax records: `LENGTH KEY=VALUE\n`, LENGTH counting all of it. */
function decodePax(content: Buffer): Extension | undefined {
  const extension: { name?: string; size?: number } = {};
  for (let at = 0; at < content.byteLength; ) {
    const space = content.indexOf(0x20, at);
    const digits = space < 0 ? '' : content.toString('latin1', at, space);
    if (!/^[1-9]\d{0,5}$/.test(digits)) return undefined;
    const end = at + Number(digits);
    const record = content.toString('utf8', space + 1, end);
    const equals = record.indexOf('=');
    if (end > content.byteLength || !record.endsWith('\n') || equals < 1) return undefined;
    const [key, value] = [record.slice(0, equals), record.slice(equals + 1, -1)];
    if (key === 'path') {
      // Without a value it takes back what was said before, or it is a name of no letters: that depends on the reader.
      if (value === '') return undefined;
      extension.name = value;
    }
    if (key === 'size') {
      if (!/^\d{1,15}$/.test(value)) return undefined;
      extension.size = Number(value);
    }
    // A sparse file's real name and size are in such records.
    if (key.startsWith('GNU.sparse')) return undefined;
    at = end;
  }
  return extension;
}

/** A member's name in one spelling, or undefined when it could lead out. */
function normalise(name: string): string | undefined {
  if (name.startsWith('/') || name.includes('\0') || name.includes('\\')) return undefined;
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts.join('/');
}

function textOf(bytes: Buffer, start: number, length: number): string {
  const end = bytes.indexOf(0, start);
  return bytes.toString('utf8', start, end < 0 || end > start + length ? start + length : end);
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
