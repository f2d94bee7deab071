import { Failure } from '../failure.ts';
import { decode, hasByteOrderMark } from './encoding.ts';

/** One change of a manifest's text. */
export interface PinEdit {
  /** Where it starts, in UTF-16 units of `Document.text`. */
  readonly offset: number;
  readonly deleteLength: number;
  readonly insert: string;
  /** The line (from 1) that holds `offset`. No edit deletes a line break, so a suggestion replaces this line alone. */
  readonly line: number;
  /** The service that it is about. */
  readonly target: string;
}

/** The text with the edits, which must not overlap. */
export function applyToText(text: string, edits: readonly PinEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { offset, deleteLength, insert } of edits.toSorted((a, b) => a.offset - b.offset)) {
    parts.push(text.slice(at, offset), insert);
    at = offset + deleteLength;
  }
  return [...parts, text.slice(at)].join('');
}

/**
 * The file's bytes with the edits; every other byte, a byte order mark too, stays. Throws a `problem` Failure `manifest` when the bytes
 * are not the UTF-8 text that the edits were made for.
 */
export function applyEdits(bytes: Uint8Array, edits: readonly PinEdit[]): Buffer {
  const decoded = decode(bytes);
  if (!('text' in decoded)) throw new Failure('problem', 'manifest', decoded.message);
  const mark = hasByteOrderMark(bytes) ? Buffer.from(bytes.subarray(0, 3)) : Buffer.alloc(0);
  return Buffer.concat([mark, Buffer.from(applyToText(decoded.text, edits))]);
}
