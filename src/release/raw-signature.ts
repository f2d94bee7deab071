import { verify, X509Certificate } from 'node:crypto';
import { hasIssued } from '../sign/certificate.ts';
import { matches, type IdentityExpectation } from '../sign/expectation.ts';
import { certificateIdentity } from '../sign/identity.ts';
import type { Trust } from '../sign/trust.ts';

/** What the referrer with the raw keyless signature holds. */
export interface RawSignature {
  readonly pem: Buffer;
  readonly signature: Buffer;
}

/** The files of such a referrer; undefined when they are not the two that there have to be (contract, "What is published"). */
export function rawSignature(files: readonly { readonly title: string; readonly bytes: Buffer }[]): RawSignature | undefined {
  const [pem, signature] = ['cert.pem', 'install.json.signed'].map((name) => files.find(({ title }) => title === name)?.bytes);
  return pem === undefined || signature === undefined || files.length > 2 ? undefined : { pem, signature };
}

/** Whether a raw signature is one of these bytes by the key of its certificate. */
export function isSigned(bytes: Buffer, { pem, signature }: RawSignature): boolean {
  try {
    return verify('sha256', bytes, new X509Certificate(pem).publicKey, signature);
  } catch {
    return false;
  }
}

/**
 * Whether a CA of the trusted root gave the certificate of a raw signature to an identity. Nothing says when such a signature was made, so whether the certificate was
 * valid then cannot be asked; a bundle says it of its own.
 */
export function isIssuedTo(signature: Pick<RawSignature, 'pem'>, trust: Trust, identity: IdentityExpectation): boolean {
  if (!isIssued(signature, trust)) return false;
  const { san, issuer } = issuedTo(signature);
  return matches(identity.san, san) && matches(identity.issuer, issuer);
}

/** Whom the certificate of a raw signature names, and who vouches for that. Throws for what is no certificate. */
export function issuedTo({ pem }: Pick<RawSignature, 'pem'>): { readonly san: string | undefined; readonly issuer: string | undefined } {
  const { san, issuer } = certificateIdentity(new X509Certificate(pem));
  return { san, issuer };
}

/** Whether a CA of the trusted root gave the certificate of a raw signature to anybody. */
export function isIssued({ pem }: Pick<RawSignature, 'pem'>, trust: Trust): boolean {
  try {
    const certificate = new X509Certificate(pem);
    certificateIdentity(certificate);
    return authorities(trust).some((ca) => hasIssued(ca, certificate));
  } catch {
    return false;
  }
}

function authorities({ material }: Trust): X509Certificate[] {
  return material.certificateAuthorities.flatMap(({ certChain }) => certChain.map((each) => new X509Certificate(each.root.toDER())));
}
