import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../src/manifest/problem.ts';
import type { CertificateFacts } from '../../../src/manifest/rules/certificate.ts';
import { ruleSettings } from '../../../src/manifest/rules/settings.ts';
import { manifestText, MOS, PRODUCT, problemsOf } from './fragments.ts';

const GOOD: CertificateFacts = {
  commonName: `manifest PRODUCT:${PRODUCT}`,
  product: PRODUCT,
  keyType: 'rsa',
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2046-01-01T00:00:00Z'),
  issuedByCa: true,
  refused: null,
  intermediates: 0,
  keyMatches: true,
  keyEncoding: 'pkcs8',
};

const check = (facts: Partial<CertificateFacts>, text = manifestText('list', `product: ${PRODUCT}`)): Problem[] => problemsOf(text, MOS, { certificate: { ...GOOD, ...facts } });

test('a good certificate has no problems', () => expect(check({})).toEqual([]));
test('what is not known is not judged', () => expect(check({ issuedByCa: null, keyMatches: null, keyEncoding: null, intermediates: 2 })).toEqual([]));
test('an encrypted key in PKCS#8 is a good one', () => expect(check({ keyEncoding: 'encrypted-pkcs8' })).toEqual([]));
test('without a certificate nothing is said in a check', () => expect(problemsOf(manifestText('list', `product: ${PRODUCT}`))).toEqual([]));

describe.each([
  ['not RSA', { keyType: 'ec' }, /"ec".*RSA/],
  ['not valid yet', { notBefore: new Date('2026-03-01T12:00:01Z') }, /not valid before 2026-03-01/],
  ['ended', { notAfter: new Date('2026-03-01T11:59:59Z') }, /ended on 2026-03-01/],
  ['issued by another CA', { issuedByCa: false }, /not issued by one in ca-certificate\./],
  ['issued by an intermediate', { issuedByCa: false, intermediates: 1 }, /no intermediate/],
  ['that no device verifies', { refused: 'is signed with SHA-1' }, /The certificate is signed with SHA-1, so devices refuse it\. .*-sha256/],
  ['of another key', { keyMatches: false }, /not the one that the certificate was issued for/],
  ['with a key in PKCS#1', { keyEncoding: 'pkcs1' }, /openssl pkcs8 -topk8/],
] as const)('certificate-chain: %s', (_, facts, message) => {
  test('is an error at the product', () => {
    const found = check(facts);
    expect(found.map(({ rule, severity, line, target }) => [rule, severity, line, target])).toEqual([['certificate-chain', 'error', 1, null]]);
    expect(found[0]?.message).toMatch(message);
  });
  test('is silent when it is off', () => {
    const settings = { ...MOS, levels: new Map(MOS.levels).set('certificate-chain', 'off' as const) };
    expect(problemsOf(manifestText('dict', `product: ${PRODUCT}`), settings, { certificate: { ...GOOD, ...facts } })).toEqual([]);
  });
});

test('certificate-chain says everything at once', () => {
  expect(check({ keyType: 'ed25519', notAfter: new Date(0), issuedByCa: false, keyMatches: false }).filter(({ rule }) => rule === 'certificate-chain')).toHaveLength(4);
});

describe('certificate-product', () => {
  test('another product', () => {
    const found = check({ product: '0d41cf25-4de5-4a7c-9b4c-0ef4b9f7a6a6' });
    expect(found.map(({ rule, severity, column }) => [rule, severity, column])).toEqual([['certificate-product', 'error', 10]]);
    expect(found[0]?.message).toContain('0d41cf25');
  });
  test('a common name of another shape, escaped', () => {
    const found = check({ product: null, commonName: 'evil\n::error::\u202e' });
    expect(found.map(({ rule }) => rule)).toEqual(['certificate-product']);
    expect(found[0]?.message).not.toMatch(/[\n\u202e]/);
  });
  test('letters of a UUID may be capital', () => {
    expect(check({ product: PRODUCT.toUpperCase() })).toEqual([]);
    expect(check({}, manifestText('list', `product: ${PRODUCT.toUpperCase()}`))).toEqual([]);
  });
  test('says nothing of a manifest without a product: the rule product does', () => {
    expect(check({}, manifestText('list', 'product: ""')).map(({ rule }) => rule)).toEqual(['product']);
  });
  test('can be overridden', () => {
    const settings = ruleSettings('mos', 'certificate-product: off');
    expect(problemsOf(manifestText('dict', `product: ${PRODUCT}`), settings, { certificate: { ...GOOD, product: 'x' } })).toEqual([]);
  });
});

const until = (notAfter: string): string[] => check({ notAfter: new Date(notAfter) }).map(({ rule, severity }) => `${severity} ${rule}`);

describe('certificate-lifetime', () => {
  test('a second less than five years', () => expect(until('2031-03-01T11:59:59Z')).toEqual(['warning certificate-lifetime']));
  test('its last moment', () => expect(until('2026-03-01T12:00:00Z')).toEqual(['warning certificate-lifetime']));
  test('five years', () => expect(until('2031-03-01T12:00:00Z')).toEqual([]));
  test('one that ended is an error, and not a warning, too', () => expect(until('2020-01-01T00:00:00Z')).toEqual(['error certificate-chain']));
  test('is the time of the check, not of the machine', () => {
    expect(problemsOf(manifestText('list', `product: ${PRODUCT}`), MOS, { certificate: GOOD, now: new Date('2042-01-01T00:00:00Z') }).map(({ rule }) => rule)).toEqual(['certificate-lifetime']);
  });
});

function rules(profile: 'mos' | 'mosctl' | 'generic', knowledge: { publishing: boolean; certificate?: CertificateFacts }): string[] {
  return problemsOf(manifestText('list', `product: ${PRODUCT}`), ruleSettings(profile), knowledge).map(({ rule, severity }) => `${severity} ${rule}`);
}

describe('no-device-signature', () => {
  test('a notice at publish', () => expect(rules('mos', { publishing: true })).toEqual(['notice no-device-signature']));
  test('an error for today\'s devices', () => expect(rules('mosctl', { publishing: true })).toEqual(['error no-device-signature']));
  test('nothing for other images', () => expect(rules('generic', { publishing: true })).toEqual([]));
  test('nothing in a check', () => expect(rules('mosctl', { publishing: false })).toEqual([]));
  test('nothing with a key pair', () => expect(rules('mosctl', { publishing: true, certificate: GOOD })).toEqual([]));
});
