/** A writer of small squashfs images (format 4.0, nothing compressed): enough for the example's images, with no program to install. */

/** A file, or a folder of them. Names are ASCII. */
export type Tree = { readonly [name: string]: string | Tree };

const MAGIC = 0x73717368;
const BLOCK = 128 * 1024;
const ZSTD = 6;
/** Nothing is compressed, and there are no fragments and no extended attributes. */
const FLAGS = 0x1 | 0x2 | 0x8 | 0x10 | 0x200 | 0x800;
const ABSENT = 0xffffffffffffffffn;
const [DIRECTORY, FILE] = [1, 2];

interface Inode {
  readonly offset: number;
  readonly number: number;
  readonly type: number;
}

/**
 * The bytes of a squashfs image with these files, all of root, mode 755 and the time 0, so that the same tree gives the same bytes.
 * Throws a RangeError for a tree that is too large for it: a file over 128 KiB, or 8 KiB of names and inodes.
 */
export function squashfs(tree: Tree): Buffer {
  const total = countOf(tree);
  const parts = { data: [] as Buffer[], inodes: [] as Buffer[], directories: [] as Buffer[], count: 0 };
  const add = (type: number, number: number, rest: Buffer): Inode => {
    const offset = length(parts.inodes);
    const head = Buffer.alloc(16);
    head.writeUInt16LE(type, 0);
    head.writeUInt16LE(0o755, 2);
    head.writeUInt32LE(number, 12);
    parts.inodes.push(head, rest);
    return { offset, number, type };
  };
  const file = (text: string): Inode => {
    const bytes = Buffer.from(text);
    if (bytes.byteLength > BLOCK) throw new RangeError('a file is larger than one block');
    const start = 96 + length(parts.data);
    parts.data.push(bytes);
    const rest = Buffer.alloc(bytes.byteLength === 0 ? 16 : 20);
    rest.writeUInt32LE(start, 0);
    rest.writeUInt32LE(0xffffffff, 4);
    rest.writeUInt32LE(bytes.byteLength, 12);
    if (bytes.byteLength > 0) rest.writeUInt32LE(bytes.byteLength | 0x1000000, 16);
    parts.count += 1;
    return add(FILE, parts.count, rest);
  };
  const directory = (folder: Tree, parent: number): Inode => {
    parts.count += 1;
    const number = parts.count;
    const names = Object.keys(folder).toSorted();
    const children = names.map((name) => {
      const child = folder[name] ?? '';
      return { name: Buffer.from(name), inode: typeof child === 'string' ? file(child) : directory(child, number) };
    });
    const listing = children.length === 0 ? Buffer.alloc(0) : directoryListing(children, number);
    const offset = length(parts.directories);
    parts.directories.push(listing);
    const rest = Buffer.alloc(16);
    rest.writeUInt32LE(2 + children.filter(({ inode }) => inode.type === DIRECTORY).length, 4);
    rest.writeUInt16LE(listing.byteLength + 3, 8);
    rest.writeUInt16LE(offset, 10);
    rest.writeUInt32LE(parent, 12);
    return add(DIRECTORY, number, rest);
  };
  const root = directory(tree, total + 1);

  const data = Buffer.concat(parts.data);
  const inodes = metadata(Buffer.concat(parts.inodes));
  const directories = metadata(Buffer.concat(parts.directories));
  const ids = metadata(Buffer.alloc(4));
  const inodeTable = 96 + data.byteLength;
  const directoryTable = inodeTable + inodes.byteLength;
  const idBlock = directoryTable + directories.byteLength;
  const idTable = idBlock + ids.byteLength;
  const index = Buffer.alloc(8);
  index.writeBigUInt64LE(BigInt(idBlock));

  const head = Buffer.alloc(96);
  [MAGIC, total, 0, BLOCK, 0].forEach((value, at) => head.writeUInt32LE(value, at * 4));
  [ZSTD, 17, FLAGS, 1, 4, 0].forEach((value, at) => head.writeUInt16LE(value, 20 + at * 2));
  [BigInt(root.offset), BigInt(idTable + 8), BigInt(idTable), ABSENT, BigInt(inodeTable), BigInt(directoryTable), ABSENT, ABSENT].forEach((value, at) =>
    head.writeBigUInt64LE(value, 32 + at * 8),
  );
  const image = Buffer.concat([head, data, inodes, directories, ids, index]);
  return Buffer.concat([image, Buffer.alloc((4096 - (image.byteLength % 4096)) % 4096)]);
}

function length(buffers: readonly Buffer[]): number {
  return buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function countOf(tree: Tree): number {
  return Object.values(tree).reduce<number>((sum, child) => sum + (typeof child === 'string' ? 1 : countOf(child)), 1);
}

/** All inodes lie in the first metadata block, so one header is enough. */
function directoryListing(children: readonly { readonly name: Buffer; readonly inode: Inode }[], base: number): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(children.length - 1, 0);
  head.writeUInt32LE(base, 8);
  const entries = children.flatMap(({ name, inode }) => {
    const entry = Buffer.alloc(8);
    entry.writeUInt16LE(inode.offset, 0);
    entry.writeInt16LE(inode.number - base, 2);
    entry.writeUInt16LE(inode.type, 4);
    entry.writeUInt16LE(name.byteLength - 1, 6);
    return [entry, name];
  });
  return Buffer.concat([head, ...entries]);
}

/** A metadata block that is not compressed. */
function metadata(bytes: Buffer): Buffer {
  if (bytes.byteLength > 8192) throw new RangeError('the tree needs more than one metadata block');
  const head = Buffer.alloc(2);
  head.writeUInt16LE(bytes.byteLength | 0x8000);
  return Buffer.concat([head, bytes]);
}
