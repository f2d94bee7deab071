import { isUtf8 } from 'node:buffer';
import { Lines } from './lines.ts';
import type { Span } from './problem.ts';

/** The most bytes that a manifest may have. Parsing takes time and memory in proportion: 8 MiB take seconds and most of a gigabyte. */
export const MAX_BYTES = 1024 * 1024;

const BOM = '\uFEFF';
const START: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };

export type Decoded = { readonly text: string } | { readonly message: string; readonly span: Span };

/**
 * The text of a manifest without its byte order mark, or why it is not one: too large, UTF-16 or UTF-32, or bytes that are not UTF-8.
 * mosb reads UTF-16 too; a reviewer's tools mostly do not, so it is refused.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.byteLength > MAX_BYTES) {
    return { message: `The file has ${bytes.byteLength} bytes; a manifest may have ${MAX_BYTES} (1 MiB). Move what is not the manifest out of it.`, span: START };
  }
  if (isUtf16(bytes)) {
    return { message: 'The file is UTF-16 or UTF-32. Save it as UTF-8.', span: START };
  }
  if (isUtf8(bytes)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    return { text: text.startsWith(BOM) ? text.slice(1) : text };
  }
  return invalid(bytes);
}

/** Whether the bytes start with a UTF-8 byte order mark, which `decode` takes off. */
export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return bytes.byteLength >= 2 && (first === 0 || second === 0) && first !== second;
}

function invalid(bytes: Uint8Array): Decoded {
  const lossy = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let at = 0;
  let byte = 0;
  for (const character of lossy) {
    if (character === '\uFFFD' && !(bytes[byte] === 0xef && bytes[byte + 1] === 0xbf && bytes[byte + 2] === 0xbd)) break;
    byte += Buffer.byteLength(character);
    at += character.length;
  }
  const marked = lossy.startsWith(BOM) ? 1 : 0;
  const lines = new Lines(lossy.slice(marked));
  const hex = bytes[byte]?.toString(16).padStart(2, '0') ?? '';
  return {
    message: `The byte 0x${hex} (byte ${byte + 1} of the file) is not UTF-8. Save the file as UTF-8; it may have been written as Latin-1.`,
    span: lines.span(at - marked, at - marked + 1),
  };
}
