import { X509Certificate, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { certificateFacts } from '../../src/sign/certificate.ts';
import { loadKey, type KeyInputs } from '../../src/sign/key.ts';
import { makeCa, makeKeys, makeProductCertificate, type Ca, type ProductCertificate } from '../harness/certificates.ts';
import { run } from '../harness/peers.ts';
import { x509 } from '../harness/x509.ts';

const PRODUCT = 'de6c82c5-2e01-4c92-949b-a6545d30fc06';
const PASSPHRASE = 'open sesame';
const bytes = Buffer.from('{"version":1}');

let ca: Ca;
let product: ProductCertificate;
let other: ProductCertificate;
let ec: ProductCertificate;

beforeAll(async () => {
  ca = await makeCa();
  [product, other, ec] = await Promise.all([makeProductCertificate({ product: PRODUCT, ca }), makeProductCertificate({ product: PRODUCT, ca }), makeProductCertificate({ product: PRODUCT, ca, keyType: 'ec' })]);
});

const as = (pem: string, options: { readonly type: 'pkcs8' | 'pkcs1' | 'sec1'; readonly cipher?: string; readonly passphrase?: string }): string =>
  createPrivateKey(pem).export({ format: 'pem', ...options }).toString();
const encrypted = (): string => as(product.keyPem, { type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: PASSPHRASE });

describe('a key signer', () => {
  let folder: string;
  const file = async (name: string, content: string | Buffer): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'key-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('signs what openssl verifies with the certificate, from a plain and from an encrypted key alike', async () => {
    const certificate = product.certificatePem;
    const plain = await loadKey({ key: product.keyPem, certificate }).sign(bytes);
    expect(plain).toEqual(await loadKey({ key: encrypted(), passphrase: PASSPHRASE, certificate }).sign(bytes));
    const publicKey = await file('public.pem', new X509Certificate(certificate).publicKey.export({ format: 'pem', type: 'spki' }));
    const data = await file('install.json', bytes);
    const verify = async (signature: Buffer): Promise<number | null> =>
      (await run('openssl', ['dgst', '-sha256', '-verify', publicKey, '-signature', await file('install.json.signed', signature), data])).status;
    expect(await verify(plain)).toBe(0);
    expect(await verify(Buffer.from(plain).fill(0, 0, 1))).toBe(1);
  });

  test('hands on the very bytes of the certificate', () => {
    const certificate = `our product\n${product.certificatePem}\n\n`;
    expect(loadKey({ key: product.keyPem, certificate }).certificatePem.toString()).toBe(certificate);
  });

  const refused: readonly (readonly [string, () => KeyInputs, { readonly kind: string; readonly code: string; readonly message: RegExp; readonly cure: RegExp }])[] = [
    ['a wrong passphrase', () => ({ key: encrypted(), passphrase: 'wrong', certificate: product.certificatePem }), { kind: 'usage', code: 'passphrase-wrong', message: /does not open/, cure: /newline/ }],
    ['no passphrase', () => ({ key: encrypted(), certificate: product.certificatePem }), { kind: 'usage', code: 'passphrase-missing', message: /is encrypted/, cure: /key-passphrase/ }],
    ['no key', () => ({ certificate: product.certificatePem }), { kind: 'usage', code: 'key-missing', message: /none was given/, cure: /key-command/ }],
    ['text that is no PEM', () => ({ key: 'secret-nonsense', certificate: product.certificatePem }), { kind: 'usage', code: 'key-unreadable', message: /no PEM/, cure: /PKCS#8/ }],
    ['a broken key', () => ({ key: product.keyPem.replace(/M/g, 'N'), certificate: product.certificatePem }), { kind: 'usage', code: 'key-unreadable', message: /can't be parsed/, cure: /openssl pkey/ }],
    ['a certificate in place of the key', () => ({ key: product.certificatePem, certificate: product.certificatePem }), { kind: 'usage', code: 'key-unreadable', message: /holds a CERTIFICATE/, cure: /PKCS#8/ }],
    ['an OpenSSH key', () => ({ key: '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----', certificate: product.certificatePem }), { kind: 'usage', code: 'key-unreadable', message: /OpenSSH/, cure: /ssh-keygen/ }],
    ['a key in place of the certificate', () => ({ key: product.keyPem, certificate: product.keyPem }), { kind: 'usage', code: 'certificate-unreadable', message: /PRIVATE KEY/, cure: /input key/ }],
    ['a broken certificate', () => ({ key: product.keyPem, certificate: product.certificatePem.replace(/M/g, 'N') }), { kind: 'usage', code: 'certificate-unreadable', message: /can't be parsed/, cure: /openssl x509/ }],
    ['a byte order mark', () => ({ key: product.keyPem, certificate: `\u{feff}${product.certificatePem}` }), { kind: 'usage', code: 'certificate-unreadable', message: /byte order mark/, cure: /openssl x509/ }],
    ['an indented certificate', () => ({ key: product.keyPem, certificate: `  ${product.certificatePem}` }), { kind: 'usage', code: 'certificate-unreadable', message: /no device can decode/, cure: /line of its own/ }],
    ['text behind a certificate', () => ({ key: product.keyPem, certificate: `${product.certificatePem.trimEnd()} # ours\n` }), { kind: 'usage', code: 'certificate-unreadable', message: /no device can decode/, cure: /line of its own/ }],
    ['another key', () => ({ key: other.keyPem, certificate: product.certificatePem }), { kind: 'problem', code: 'certificate-chain', message: /does not belong/, cure: /openssl pkey/ }],
    ['an EC certificate', () => ({ key: ec.keyPem, certificate: ec.certificatePem }), { kind: 'problem', code: 'certificate-chain', message: /has a EC key|has an? EC key/, cure: /RSA/ }],
    ['an EC key', () => ({ key: ec.keyPem, certificate: product.certificatePem }), { kind: 'problem', code: 'certificate-chain', message: /RSA alone/, cure: /RSA/ }],
    ['an EC key of openssl', () => ({ key: as(ec.keyPem, { type: 'sec1' }), certificate: product.certificatePem }), { kind: 'problem', code: 'certificate-chain', message: /RSA alone/, cure: /RSA/ }],
    ['PKCS#1', () => ({ key: as(product.keyPem, { type: 'pkcs1' }), certificate: product.certificatePem }), { kind: 'problem', code: 'certificate-chain', message: /PKCS#1/, cure: /openssl pkcs8 -topk8/ }],
  ];
  test.each(refused)('refuses %s, and says nothing of the key', (_, inputs, { kind, code, message, cure }) => {
    const given = inputs();
    let thrown: unknown;
    try {
      loadKey(given);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ kind, code, message: expect.stringMatching(message), cure: expect.stringMatching(cure) });
    const said = JSON.stringify(thrown, Object.getOwnPropertyNames(thrown));
    for (const line of (given.key ?? '').split('\n').filter((text) => text.length > 12 && !text.startsWith('-----'))) expect(said).not.toContain(line);
    expect(said).not.toContain(PASSPHRASE);
  });

  test('refuses what a command signed with another key', async () => {
    const wrong = loadKey({ key: other.keyPem, certificate: other.certificatePem });
    const signer = loadKey({ certificate: product.certificatePem, keyCommand: (message) => wrong.sign(message) });
    await expect(signer.sign(bytes)).rejects.toMatchObject({ kind: 'problem', code: 'certificate-chain', cure: expect.stringContaining('key-command') });
  });
});

describe('certificate facts', () => {
  const now = new Date();
  const facts = (certificatePem: string, more: { caPem?: string; keyPem?: string; now?: Date } = {}): object => certificateFacts({ certificatePem, now, ...more });
  test('of a product certificate by its CA, with its key', () => {
    const given = certificateFacts({ certificatePem: product.certificatePem, caPem: ca.caPem, keyPem: product.keyPem, now });
    expect(given).toMatchObject({ commonName: `manifest PRODUCT:${PRODUCT}`, product: PRODUCT, keyType: 'rsa', keyBits: 2048, issuedByCa: true, intermediates: 0, keyMatches: true, keyEncoding: 'pkcs8' });
    expect(given.notAfter.getTime() - given.notBefore.getTime()).toBe(3650 * 86_400_000);
  });

  test('of what devices refuse', async () => {
    const stranger = await makeCa('another');
    const named = await makeProductCertificate({ commonName: 'device', ca });
    expect(facts(product.certificatePem)).toMatchObject({ issuedByCa: null, keyMatches: null, keyEncoding: null });
    expect(facts(product.certificatePem, { caPem: stranger.caPem, keyPem: other.keyPem })).toMatchObject({ issuedByCa: false, keyMatches: false });
    expect(facts(product.certificatePem, { caPem: stranger.caPem + ca.caPem })).toMatchObject({ issuedByCa: true });
    expect(facts(product.certificatePem, { caPem: product.certificatePem })).toMatchObject({ issuedByCa: false });
    expect(facts(product.certificatePem, { caPem: ca.caPem, now: new Date(ca.certificate.notAfter.getTime() + 1000) })).toMatchObject({ issuedByCa: false });
    expect(facts(product.certificatePem + ca.caPem)).toMatchObject({ intermediates: 1 });
    expect(facts(ec.certificatePem)).toMatchObject({ keyType: 'ec', keyBits: null });
    expect(facts(named.certificatePem)).toMatchObject({ commonName: 'device', product: null });
    expect(facts(product.certificatePem, { keyPem: as(product.keyPem, { type: 'pkcs1' }) })).toMatchObject({ keyEncoding: 'pkcs1', keyMatches: true });
  });

  test('what only looks as if the CA had issued it is not believed', async () => {
    const impostor = await makeCa();
    const named = await makeProductCertificate({ product: PRODUCT, ca: impostor });
    expect(certificateFacts({ certificatePem: named.certificatePem, caPem: ca.caPem, now })).toMatchObject({ issuedByCa: false });
    const forged = await x509.X509CertificateGenerator.create({
      serialNumber: '01',
      subject: `CN=manifest PRODUCT\\:${PRODUCT}`,
      issuer: ca.certificate.subjectName,
      publicKey: impostor.keys.publicKey,
      signingKey: impostor.keys.privateKey,
      signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      extensions: [await x509.AuthorityKeyIdentifierExtension.create(ca.keys.publicKey, false)],
    });
    expect(certificateFacts({ certificatePem: forged.toString('pem'), caPem: ca.caPem, now })).toMatchObject({ issuedByCa: false });
  });

  test('a CA of another name did not issue it, whatever its key is, and a product is named from the beginning', async () => {
    const signingAlgorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const { publicKey } = await makeKeys('rsa');
    const issued = await x509.X509CertificateGenerator.create({ serialNumber: '02', subject: `CN=not a manifest PRODUCT\\:${PRODUCT}`, issuer: 'CN=another', publicKey, signingKey: ca.keys.privateKey, signingAlgorithm });
    expect(certificateFacts({ certificatePem: issued.toString('pem'), caPem: ca.caPem, now })).toMatchObject({ commonName: `not a manifest PRODUCT:${PRODUCT}`, product: null, issuedByCa: false });
  });

  test('a certificate that is no CA issues none', async () => {
    const keys = await makeKeys('rsa');
    const signingAlgorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const issuer = await x509.X509CertificateGenerator.createSelfSigned({ serialNumber: '01', name: 'CN=issuer', notBefore: new Date(Date.now() - 3_600_000), keys, signingAlgorithm });
    const issued = await x509.X509CertificateGenerator.create({ serialNumber: '02', subject: 'CN=issued', issuer: 'CN=issuer', publicKey: keys.publicKey, signingKey: keys.privateKey, signingAlgorithm });
    expect(certificateFacts({ certificatePem: issued.toString('pem'), caPem: issuer.toString('pem'), now })).toMatchObject({ issuedByCa: false });
  });

  test('keys of openssl itself are known by their forms', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const old = privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' }).toString();
    expect(certificateFacts({ certificatePem: product.certificatePem, keyPem: old, passphrase: 'x', now })).toMatchObject({ keyEncoding: 'encrypted-pkcs1', keyMatches: false });
  });
});
