import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { makeCa, makeProductCertificate } from './certificates.ts';

test.each(['rsa', 'ec', 'ed25519'] as const)('a %s product certificate belongs to its key and is issued by its authority', async (keyType) => {
  const ca = await makeCa();
  const made = await makeProductCertificate({ product: 'de6c82c5-2e01-4c92-949b-a6545d30fc06', ca, keyType, days: 2 });
  const certificate = new X509Certificate(made.certificatePem);
  const authority = new X509Certificate(made.caPem);
  expect(certificate.subject).toBe('CN=manifest PRODUCT:de6c82c5-2e01-4c92-949b-a6545d30fc06');
  expect(certificate.checkPrivateKey(createPrivateKey(made.keyPem))).toBe(true);
  expect(certificate.checkIssued(authority)).toBe(true);
  expect(certificate.verify(authority.publicKey)).toBe(true);
  expect(certificate.ca).toBe(false);
  expect(authority.ca).toBe(true);
  expect(certificate.validToDate.getTime() - certificate.validFromDate.getTime()).toBe(2 * 86_400_000);
});
