import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadKey } from '../../src/sign/key.ts';
import { verifyKeySignature, type KeySignatureInputs } from '../../src/sign/verify-key.ts';
import { makeCa, makeProductCertificate, type Ca, type ProductCertificate } from '../harness/certificates.ts';

const PRODUCT = 'de6c82c5-2e01-4c92-949b-a6545d30fc06';
const DAY = 86_400_000;
const bytes = Buffer.from('{"version":1}');
const other = Buffer.from('{"version":2}');

let ca: Ca;
let stranger: Ca;
let product: ProductCertificate;
let second: ProductCertificate;
let foreign: ProductCertificate;
let expired: ProductCertificate;
let ec: ProductCertificate;
let signature: Buffer;

const sign = (by: ProductCertificate, message: Buffer): Promise<Buffer> => loadKey({ key: by.keyPem, certificate: by.certificatePem }).sign(message);

beforeAll(async () => {
  [ca, stranger] = await Promise.all([makeCa(), makeCa()]);
  [product, second, foreign, expired, ec] = await Promise.all([
    makeProductCertificate({ product: PRODUCT, ca }),
    makeProductCertificate({ product: '00000000-2e01-4c92-949b-a6545d30fc06', ca }),
    makeProductCertificate({ product: PRODUCT, ca: stranger }),
    makeProductCertificate({ product: PRODUCT, ca, notBefore: new Date(Date.now() - 10 * DAY), days: 5 }),
    makeProductCertificate({ product: PRODUCT, ca, keyType: 'ec' }),
  ]);
  signature = await sign(product, bytes);
});

const verified = (more: Partial<KeySignatureInputs> = {}): ReturnType<typeof verifyKeySignature> =>
  verifyKeySignature({ bytes, signature, certificatePem: product.certificatePem, caCertificate: ca.caPem, product: PRODUCT, now: new Date(), ...more });
const wrong = ({ steps }: ReturnType<typeof verifyKeySignature>): readonly string[] => steps.filter(({ ok }) => ok === false).map(({ id }) => id);

describe('a signature by the product’s key', () => {
  test('holds by its CA, by the expected certificate, or both', () => {
    expect(verified()).toMatchObject({ ok: true, facts: { product: PRODUCT } });
    expect(verified().steps.map(({ id, ok }) => [id, ok])).toEqual([
      ['certificate', true],
      ['certificate-dates', true],
      ['certificate-chain', true],
      ['certificate-expected', null],
      ['certificate-product', true],
      ['key-signature', true],
    ]);
    expect(verified({ caCertificate: undefined, certificate: product.certificatePem }).ok).toBe(true);
    expect(verified({ certificate: product.certificatePem }).ok).toBe(true);
  });

  test('says dates in whole seconds', () => {
    for (const now of [new Date(), new Date(Date.now() - 30 * DAY)]) {
      const said = verified({ now }).steps.find(({ id }) => id === 'certificate-dates')?.message;
      expect(said).toMatch(/\dT\d\d:\d\d:\d\dZ/);
      expect(said).not.toMatch(/\.\d+Z/);
    }
  });

  test('is for its product in capital and in small letters, as publishing has it', async () => {
    expect(wrong(verified({ product: PRODUCT.toUpperCase() }))).toEqual([]);
    const capitals = await makeProductCertificate({ product: PRODUCT.toUpperCase(), ca });
    expect(wrong(verified({ certificatePem: capitals.certificatePem, signature: await sign(capitals, bytes) }))).toEqual([]);
    expect(wrong(verified({ product: PRODUCT.toUpperCase().replace('DE', 'DF') }))).toEqual(['certificate-product']);
  });

  test('proves nothing without an anchor', () => {
    expect(verified({ caCertificate: undefined })).toMatchObject({ ok: false, facts: undefined });
  });

  test.each<[string, () => Partial<KeySignatureInputs>, readonly string[]]>([
    ['other bytes', () => ({ bytes: other }), ['key-signature']],
    ['a byte more', () => ({ bytes: Buffer.concat([bytes, Buffer.from('\n')]) }), ['key-signature']],
    ['a signature that is cut short', () => ({ signature: signature.subarray(0, -1) }), ['key-signature']],
    ['a signature with a byte more', () => ({ signature: Buffer.concat([signature, Buffer.alloc(1)]) }), ['key-signature']],
    ['no signature', () => ({ signature: Buffer.alloc(0) }), ['key-signature']],
    ['a hash in place of a signature', () => ({ signature: createHash('sha256').update(bytes).digest() }), ['key-signature']],
    ['another product’s certificate', () => ({ certificatePem: second.certificatePem }), ['certificate-product', 'key-signature']],
    ['a certificate of the same name by another CA', () => ({ certificatePem: foreign.certificatePem }), ['certificate-chain', 'key-signature']],
    ['another certificate than the expected one', () => ({ certificate: second.certificatePem }), ['certificate-expected']],
    ['a certificate in front of the right one', () => ({ certificatePem: foreign.certificatePem + product.certificatePem }), ['certificate-chain', 'key-signature']],
    ['the CA’s own certificate', () => ({ certificatePem: ca.caPem }), ['certificate-product', 'key-signature']],
    ['an EC certificate', () => ({ certificatePem: ec.certificatePem }), ['certificate', 'key-signature']],
    ['a time before the certificate', () => ({ now: new Date(Date.now() - 30 * DAY) }), ['certificate-dates', 'certificate-chain']],
    ['text that is no certificate', () => ({ certificatePem: 'no' }), ['certificate']],
    ['a certificate behind a byte order mark', () => ({ certificatePem: `\u{feff}${product.certificatePem}` }), ['certificate']],
    ['an indented certificate', () => ({ certificatePem: `  ${product.certificatePem}` }), ['certificate']],
    ['a certificate with text behind its END', () => ({ certificatePem: `${product.certificatePem.trimEnd()} # ours\n` }), ['certificate']],
    ['a private key in place of the certificate', () => ({ certificatePem: product.keyPem }), ['certificate']],
  ])('%s is told in its own step', (_, inputs, ids) => {
    const result = verified(inputs());
    expect(wrong(result)).toEqual(ids);
    expect(result).toMatchObject({ ok: false, facts: undefined });
  });

  test('an expired certificate does not hold, however good its signature is', async () => {
    const result = verified({ certificatePem: expired.certificatePem, signature: await sign(expired, bytes) });
    expect(wrong(result)).toEqual(['certificate-dates']);
  });

  test('what another CA issued does not hold, however good its signature is', async () => {
    const result = verified({ certificatePem: foreign.certificatePem, signature: await sign(foreign, bytes) });
    expect(wrong(result)).toEqual(['certificate-chain']);
  });

  test('an anchor that cannot be read is a wrong input', () => {
    expect(() => verified({ caCertificate: 'no' })).toThrow(expect.objectContaining({ kind: 'usage', code: 'certificate-unreadable' }));
    expect(() => verified({ certificate: product.keyPem })).toThrow(expect.objectContaining({ kind: 'usage' }));
  });
});
