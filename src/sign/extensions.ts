import type { X509Certificate } from 'node:crypto';
import { derElements, type DerElement } from './der.ts';

/** One extension of a certificate (RFC 5280 §4.2). */
export interface Extension {
  /** The content of its OBJECT IDENTIFIER. */
  readonly oid: Buffer;
  readonly critical: boolean;
  /** What its OCTET STRING holds. */
  readonly value: Buffer;
}

const BOOLEAN = 0x01;
const NONE = Buffer.alloc(0);

/** The arc 2.5.29, of the extensions of RFC 5280. */
const ID_CE = Buffer.from('551d', 'hex');
/** Of this arc those that Go's crypto/x509 knows, by their last number: key usage, basic constraints, CRL distribution, policies and theirs, extended key usage. */
const KNOWN: readonly (number | undefined)[] = [15, 19, 31, 32, 33, 36, 37, 54];
export const SUBJECT_ALTERNATIVE_NAME = 17;
export const NAME_CONSTRAINTS = 30;
/** The tags of the names that Go knows in a general name: e-mail, DNS, URI, IP address; in a name constraint they are the same. */
const KNOWN_NAMES = [1, 2, 6, 7];

/** The extensions of a certificate: [3] of TBSCertificate, each SEQUENCE { OID, [critical BOOLEAN], OCTET STRING }. Throws a RangeError when it is no DER. */
export function certificateExtensions(certificate: X509Certificate): readonly Extension[] {
  const [whole] = derElements(certificate.raw);
  const [toBeSigned] = inside(whole);
  const tagged = inside(toBeSigned).find(({ tag }) => tag === 0xa3);
  return inside(inside(tagged)[0]).map((extension) => {
    const parts = inside(extension);
    const flag = parts[1];
    return { oid: parts[0]?.content ?? NONE, critical: flag?.tag === BOOLEAN && flag.content[0] !== 0, value: parts.at(-1)?.content ?? NONE };
  });
}

/** The last number of an extension's OID when it is one of RFC 5280's own, as 17 of 2.5.29.17. */
export function standardExtension({ oid }: Extension): number | undefined {
  return oid.length === 3 && oid.subarray(0, 2).equals(ID_CE) ? oid[2] : undefined;
}

/** The critical extensions that Go's crypto/x509 does not know or cannot apply, so that it refuses the certificate (RFC 5280 §4.2; processExtensions of Go 1.26). */
export function unknownCritical(certificate: X509Certificate): readonly Extension[] {
  return certificateExtensions(certificate).filter((extension) => extension.critical && !isKnown(extension));
}

function isKnown(extension: Extension): boolean {
  const number = standardExtension(extension);
  if (number === SUBJECT_ALTERNATIVE_NAME) return inside(derElements(extension.value)[0]).some(({ tag }) => KNOWN_NAMES.includes(tag & 0x1f));
  if (number === NAME_CONSTRAINTS) {
    const subtrees = inside(derElements(extension.value)[0]).flatMap(inside);
    return subtrees.every((subtree) => KNOWN_NAMES.includes((inside(subtree)[0]?.tag ?? 0) & 0x1f));
  }
  return number !== undefined && KNOWN.includes(number);
}

/** An OID's content in dots (X.690 §8.19). */
export function dotted(oid: Buffer): string {
  const numbers: bigint[] = [];
  let number = 0n;
  for (const byte of oid) {
    number = number * 128n + BigInt(byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(number);
    number = 0n;
  }
  const [first = 0n, ...rest] = numbers;
  const arc = first < 80n ? first / 40n : 2n;
  return [arc, first - arc * 40n, ...rest].join('.');
}

/** The elements in an element; none in nothing. */
function inside(element: DerElement | undefined): readonly DerElement[] {
  return derElements(element?.content ?? NONE);
}
