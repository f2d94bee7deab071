/** How much is read from a file at once, in bytes. */
export const CHUNK = 256 * 1024;
/** So many are kept for the next reader: 16 MiB. */
const MOST_KEPT = 64;

const lent = new WeakSet<ArrayBufferLike>();
const kept: Buffer[] = [];

/**
 * CHUNK bytes for a piece of a stream, with anything in them. Fresh memory costs as much as reading a file into it, so whoever is sure that nobody
 * will look at the bytes again gives them back; nobody has to.
 */
export function takeChunk(): Buffer {
  // allocUnsafeSlow: the pool of allocUnsafe would keep a chunk alive as long as its neighbours.
  const chunk = kept.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
  lent.add(chunk.buffer);
  return chunk;
}

/** Takes back what `takeChunk` gave, whole or cut, once. Other bytes are left alone. */
export function giveChunkBack(bytes: Buffer): void {
  if (lent.delete(bytes.buffer) && kept.length < MOST_KEPT) kept.push(Buffer.from(bytes.buffer));
}
