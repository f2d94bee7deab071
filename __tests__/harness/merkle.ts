import { createHash } from 'node:crypto';

/** RFC 6962 §2.1: the hash of a leaf. */
export function leafHash(leaf: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(leaf).digest();
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}

/** The largest power of two below a size of two or more: where the tree splits. */
function split(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

/** RFC 6962 §2.1: the root of a tree of at least one leaf. */
export function rootHash(leaves: readonly Uint8Array[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return leafHash(first);
  const at = split(leaves.length);
  return nodeHash(rootHash(leaves.slice(0, at)), rootHash(leaves.slice(at)));
}

/** RFC 6962 §2.1.1: the hashes that lead from a leaf to the root, lowest first. */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): Buffer[] {
  if (leaves.length < 2) return [];
  const at = split(leaves.length);
  return index < at
    ? [...inclusionProof(leaves.slice(0, at), index), rootHash(leaves.slice(at))]
    : [...inclusionProof(leaves.slice(at), index - at), rootHash(leaves.slice(0, at))];
}
