import { X509Certificate } from 'node:crypto';
import { derElements } from './der.ts';
import { certificateExtensions, standardExtension, SUBJECT_ALTERNATIVE_NAME } from './extensions.ts';

/** Who a Fulcio certificate says that its holder is (fulcio's docs/oid-info.md), for a GitHub workflow which one and on what. */
export interface CertificateIdentity {
  /** The one subject alternative name: for a workflow its URL and ref. undefined when there is none or more than one. */
  readonly san: string | undefined;
  readonly issuer: string | undefined;
  /** `https://github.com/acme/device` */
  readonly repository: string | undefined;
  /** `refs/tags/v1.0.0` */
  readonly ref: string | undefined;
  readonly commit: string | undefined;
  /** The event: `push` … */
  readonly trigger: string | undefined;
  readonly workflowName: string | undefined;
  /** The workflow that was started, which is not the one in `san` when that was called by it. */
  readonly workflow: string | undefined;
  readonly runUrl: string | undefined;
  /** `github-hosted` or `self-hosted` */
  readonly runner: string | undefined;
  /** The extension 1.3.6.1.4.1.57264.1.N as text, by N. */
  readonly extensions: ReadonlyMap<number, string>;
}

/** 1.3.6.1.4.1.57264.1, Fulcio's arc, in DER. */
const FULCIO = Buffer.from('2b0601040183bf3001', 'hex');

/** Up to here the value is the bare text; above it is a DER UTF8String. */
const LAST_BARE = 6;

/** The identity in a certificate. One that was not issued by Fulcio gives undefined for what it doesn't hold. Throws a RangeError when it is no DER. */
export function certificateIdentity(certificate: X509Certificate): CertificateIdentity {
  const sans: string[] = [];
  const extensions = new Map<number, string>();
  for (const extension of certificateExtensions(certificate)) {
    const { oid, value } = extension;
    if (standardExtension(extension) === SUBJECT_ALTERNATIVE_NAME) sans.push(...alternativeNames(value));
    else if (oid.subarray(0, -1).equals(FULCIO)) {
      const number = oid.readUInt8(FULCIO.length);
      extensions.set(number, number <= LAST_BARE ? value.toString('utf8') : (derElements(value)[0]?.content.toString('utf8') ?? ''));
    }
  }
  return {
    san: sans.length === 1 ? sans[0] : undefined,
    issuer: extensions.get(8) ?? extensions.get(1),
    repository: extensions.get(12),
    ref: extensions.get(14) ?? extensions.get(6),
    commit: extensions.get(13) ?? extensions.get(3),
    trigger: extensions.get(20) ?? extensions.get(2),
    workflowName: extensions.get(4),
    workflow: extensions.get(18),
    runUrl: extensions.get(21),
    runner: extensions.get(11),
    extensions,
  };
}

/** Every general name (RFC 5280 §4.2.1.6): an e-mail address [1] or URI [6] as its text; Fulcio's user name, an otherName [0], as its UTF8String; others as hex, to be counted. */
function alternativeNames(value: Buffer): readonly string[] {
  return derElements(derElements(value)[0]?.content ?? Buffer.alloc(0)).map(({ tag, content }) => {
    if (tag === 0x81 || tag === 0x86) return content.toString('utf8');
    const [oid, wrapped] = tag === 0xa0 ? derElements(content) : [];
    const text = oid?.content.equals(Buffer.concat([FULCIO, Buffer.from([7])])) === true ? derElements(wrapped?.content ?? Buffer.alloc(0))[0] : undefined;
    return text?.content.toString('utf8') ?? `other:${content.toString('hex')}`;
  });
}
