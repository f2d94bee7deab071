/** One element of DER (X.690): its tag byte, its content, and the whole of it with its header. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  readonly whole: Buffer;
}

/** The elements that stand one after the other in these bytes. Throws a RangeError when they are no DER (tags above 30 are not known). */
export function derElements(bytes: Buffer): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes.readUInt8(at);
    const first = bytes.readUInt8(at + 1);
    const extra = first < 0x80 ? 0 : first & 0x7f;
    if ((tag & 0x1f) === 0x1f || first === 0x80 || extra > 4) throw new RangeError('not DER');
    const start = at + 2 + extra;
    const end = start + (extra === 0 ? first : bytes.readUIntBE(at + 2, extra));
    if (end > bytes.length) throw new RangeError('DER ends early');
    elements.push({ tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return elements;
}
