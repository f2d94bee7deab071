import type { X509Certificate } from 'node:crypto';
import { derElements, type DerElement } from './der.ts';
import { dotted, standardExtension, unknownCritical } from './extensions.ts';

const OID = 0x06;

/** The signature algorithms that Go's crypto/x509 verifies, but for RSA-PSS: RSA and ECDSA over SHA-256, 384 and 512, and Ed25519. */
const VERIFIED = ['2a864886f70d01010b', '2a864886f70d01010c', '2a864886f70d01010d', '2a8648ce3d040302', '2a8648ce3d040303', '2a8648ce3d040304', '2b6570'];
const RSA_PSS = '2a864886f70d01010a';
const MGF1 = '2a864886f70d010108';
/** For RSA-PSS: the salt's length in bytes that Go wants with each hash. */
const SALTS: Readonly<Record<string, number>> = { '608648016503040201': 32, '608648016503040202': 48, '608648016503040203': 64 };
const NAMES: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'MD5',
  '2a864886f70d010105': 'SHA-1',
  '2a864886f70d01010e': 'SHA-224',
  '2a8648ce3d0401': 'SHA-1',
  [RSA_PSS]: 'RSA-PSS of parameters that are not usual',
};

/**
 * Why Go's crypto/x509, by which mosctl and cosign verify, refuses a certificate whoever issued it, in words that go on after "The certificate"; undefined when none of
 * what is looked for is there: how it is signed, and critical extensions (checkSignature and processExtensions of Go 1.26). A negative serial number is no fault: mosctl
 * is built with x509negativeserial=1. `alsoKnown`: critical extensions of RFC 5280 that the caller reads himself, by their last number.
 */
export function certificateFault(certificate: X509Certificate, alsoKnown: readonly number[] = []): string | undefined {
  try {
    return signatureFault(certificate) ?? contentFault(certificate, alsoKnown);
  } catch {
    return 'is no DER';
  }
}

/** As `certificateFault`, of the CA's certificate: nobody verifies how that is signed. */
export function authorityFault(certificate: X509Certificate): string | undefined {
  try {
    return contentFault(certificate);
  } catch {
    return 'is no DER';
  }
}

function contentFault(certificate: X509Certificate, alsoKnown: readonly number[] = []): string | undefined {
  const unknown = unknownCritical(certificate).find((extension) => !alsoKnown.includes(standardExtension(extension) ?? -1));
  return unknown === undefined ? undefined : `has the critical extension ${dotted(unknown.oid)}, which Go's crypto/x509 does not know or cannot apply`;
}

function signatureFault(certificate: X509Certificate): string | undefined {
  const algorithm = parts(parts(derElements(certificate.raw)[0])[1]);
  const oid = oidOf(algorithm);
  if (VERIFIED.includes(oid) || (oid === RSA_PSS && isUsualPss(algorithm[1]))) return undefined;
  return `is signed with ${NAMES[oid] ?? `the algorithm ${dotted(Buffer.from(oid, 'hex'))}`}, which Go's crypto/x509 does not verify`;
}

/** RSASSA-PSS-params (RFC 4055 §3.1), each of them stated: the hash, the same one in MGF1, and a salt as long as it. */
function isUsualPss(parameters: DerElement | undefined): boolean {
  const stated = new Map(parts(parameters).map((each) => [each.tag, parts(each)[0]]));
  const hash = oidOf(parts(stated.get(0xa0)));
  const mask = parts(stated.get(0xa1));
  const trailer = stated.get(0xa3)?.content;
  return oidOf(mask) === MGF1 && oidOf(parts(mask[1])) === hash && stated.get(0xa2)?.content.equals(Buffer.from([SALTS[hash] ?? 0])) === true && (trailer === undefined || trailer.equals(Buffer.from([1])));
}

/** The OID that an AlgorithmIdentifier begins with, in hex; '' for none. */
function oidOf([first]: readonly DerElement[]): string {
  return first?.tag === OID ? first.content.toString('hex') : '';
}

function parts(element: DerElement | undefined): readonly DerElement[] {
  return element === undefined ? [] : derElements(element.content);
}
