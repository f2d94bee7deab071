import { X509Certificate, verify } from 'node:crypto';
import { Failure } from '../failure.ts';
import { quoted, visible } from '../visible.ts';
import { certificateFacts, deviceCertificate, isInDate, parseCertificates, type CertificateFacts } from './certificate.ts';
import { failed, passed, skipped, type Verification, type VerificationStep } from './step.ts';
import { moment } from './moment.ts';

export interface KeySignatureInputs {
  /** What is said to be signed: the system manifest's bytes. */
  readonly bytes: Uint8Array;
  /** The raw signature that was published. */
  readonly signature: Uint8Array;
  /** The certificate that was published: it proves nothing until `caCertificate` or `certificate` does. */
  readonly certificatePem: string;
  /** PEM text: the manifest CA that devices have. */
  readonly caCertificate?: string | undefined;
  /** PEM text: the product's certificate, when one is expected. */
  readonly certificate?: string | undefined;
  /** The product that the system manifest names. */
  readonly product?: string | undefined;
  readonly now: Date;
}

/**
 * Whether a raw RSA signature is by the product's key, as mosctl decides it (mos.md "The wire"): the first certificate is RSA, in date now, issued directly by the CA, names the
 * product, and its key signed these bytes. What was published is judged in steps; throws a `usage` Failure only for an anchor that can't be read.
 */
export function verifyKeySignature(inputs: KeySignatureInputs): Verification<CertificateFacts> {
  let leaf: X509Certificate;
  let facts: CertificateFacts;
  const expected = inputs.certificate === undefined ? undefined : parseCertificates(inputs.certificate, 'The input certificate')[0];
  if (inputs.caCertificate !== undefined) parseCertificates(inputs.caCertificate, 'The input ca-certificate');
  try {
    leaf = deviceCertificate(inputs.certificatePem, 'The certificate of the release');
    facts = certificateFacts({ certificatePem: inputs.certificatePem, caPem: inputs.caCertificate, now: inputs.now });
  } catch (error) {
    return { ok: false, steps: [failed('certificate', error instanceof Failure ? error.message : "The certificate of the release can't be read")], facts: undefined };
  }
  const name = quoted(facts.commonName, 100);
  const steps: VerificationStep[] = [];
  const check = (id: string, holds: boolean, yes: string, no: string): void => {
    steps.push(holds ? passed(id, yes) : failed(id, no));
  };
  const isRsa = facts.keyType === 'rsa';
  check(
    'certificate',
    isRsa && facts.refused === null,
    `The certificate is ${name}, with an RSA key of ${facts.keyBits} bits`,
    isRsa ? `The certificate ${name} ${facts.refused}` : `The certificate ${name} has a key of the type ${facts.keyType}; devices take RSA alone`,
  );
  check(
    'certificate-dates',
    isInDate(leaf, inputs.now),
    `It is valid until ${moment(facts.notAfter)}`,
    `It is valid from ${moment(facts.notBefore)} to ${moment(facts.notAfter)}, which ${moment(inputs.now)} is not`,
  );
  if (facts.issuedByCa === null) steps.push(skipped('certificate-chain', 'Not checked who issued it: no ca-certificate was given'));
  else check('certificate-chain', facts.issuedByCa, 'The CA of ca-certificate issued it', `No valid CA of ca-certificate issued it; it says that it is by ${visible(facts.issuer, 150)}`);
  if (expected === undefined) steps.push(skipped('certificate-expected', 'Not compared with an expected certificate: none was given'));
  else check('certificate-expected', expected.raw.equals(leaf.raw), 'It is the certificate that was expected', 'It is another certificate than the one in the input certificate');
  if (inputs.product === undefined) steps.push(skipped('certificate-product', 'Not compared with a product'));
  else if (facts.product === null) steps.push(failed('certificate-product', `Its name ${name} names no product, where manifest PRODUCT:${visible(inputs.product, 60)} is wanted`));
  else
    check(
      'certificate-product',
      // As the rule `certificate-product` reads it: a UUID's letters are the same in both cases (RFC 9562 §4), and mosctl compares nothing.
      facts.product.toLowerCase() === inputs.product.toLowerCase(),
      `It is for the product ${visible(facts.product, 60)}`,
      `It is for the product ${visible(facts.product, 60)}, and the system manifest for ${visible(inputs.product, 60)}`,
    );
  const signed = isRsa && verify('sha256', inputs.bytes, leaf.publicKey, inputs.signature);
  check('key-signature', signed, "The certificate's key signed these bytes", isRsa ? "The signature is not one of these bytes by the certificate's key" : 'The signature is not an RSA signature');
  const anchored = facts.issuedByCa !== null || expected !== undefined;
  const ok = anchored && steps.every((step) => step.ok !== false);
  return { ok, steps, facts: ok ? facts : undefined };
}
