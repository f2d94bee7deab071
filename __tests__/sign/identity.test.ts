import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { derElements } from '../../src/sign/der.ts';
import { matches, wholeText } from '../../src/sign/expectation.ts';
import { certificateIdentity } from '../../src/sign/identity.ts';
import { makeKeys } from '../harness/certificates.ts';
import { x509 } from '../harness/x509.ts';

/** A self-signed certificate with these general names and Fulcio extensions, of which those above 6 are wrapped as DER UTF8String; and others as they are. */
async function certificate(names: ConstructorParameters<typeof x509.GeneralNames>[0], fulcio: Readonly<Record<number, string>> = {}, others: Readonly<Record<string, Buffer>> = {}): Promise<X509Certificate> {
  const keys = await makeKeys('ec');
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=test',
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [
      ...(Array.isArray(names) && names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names, true)] : []),
      ...Object.entries(fulcio).map(([number, text]) => {
        const bytes = Buffer.from(text);
        const wrapped = Number(number) <= 6 ? bytes : Buffer.concat([Buffer.from([0x0c, 0x81, bytes.length]), bytes]);
        return new x509.Extension(`1.3.6.1.4.1.57264.1.${number}`, false, Uint8Array.from(wrapped));
      }),
      ...Object.entries(others).map(([oid, value]) => new x509.Extension(oid, false, Uint8Array.from(value))),
    ],
  });
  return new X509Certificate(made.toString('pem'));
}

const der = (tag: number, ...content: readonly Buffer[]): Buffer => {
  const bytes = Buffer.concat(content);
  return Buffer.concat([Buffer.from(bytes.length < 0x80 ? [tag, bytes.length] : [tag, 0x81, bytes.length]), bytes]);
};
const WORKFLOW = 'https://github.com/acme/device/.github/workflows/release.yml@refs/tags/v1.0.0';

describe('the identity of a certificate', () => {
  test('of a workflow, in the extensions of today and in the old ones', async () => {
    const extensions = { 1: 'https://old.example', 8: 'https://issuer.example', 11: 'github-hosted', 12: 'https://github.com/acme/device', 13: 'ab12', 14: 'refs/tags/v1', 18: WORKFLOW, 20: 'push', 21: 'https://github.com/acme/device/actions/runs/1/attempts/1' };
    expect(certificateIdentity(await certificate([{ type: 'url', value: WORKFLOW }], extensions))).toMatchObject({
      san: WORKFLOW,
      issuer: 'https://issuer.example',
      repository: 'https://github.com/acme/device',
      ref: 'refs/tags/v1',
      commit: 'ab12',
      trigger: 'push',
      workflow: WORKFLOW,
      runner: 'github-hosted',
    });
    expect(certificateIdentity(await certificate([{ type: 'url', value: WORKFLOW }], { 1: 'https://old.example', 2: 'push', 3: 'cd34', 6: 'refs/heads/main' }))).toMatchObject({
      issuer: 'https://old.example',
      trigger: 'push',
      commit: 'cd34',
      ref: 'refs/heads/main',
      repository: undefined,
    });
  });

  test('of a person', async () => {
    expect(certificateIdentity(await certificate([{ type: 'email', value: 'a@b.example' }]))).toMatchObject({ san: 'a@b.example', issuer: undefined });
  });

  test('is nobody’s with no name, or with two, of which a reader could take either', async () => {
    expect(certificateIdentity(await certificate([])).san).toBeUndefined();
    const two = await certificate([{ type: 'url', value: WORKFLOW }, { type: 'url', value: 'https://evil.example' }]);
    expect(certificateIdentity(two).san).toBeUndefined();
    expect(certificateIdentity(await certificate([{ type: 'url', value: WORKFLOW }, { type: 'dns', value: 'evil.example' }])).san).toBeUndefined();
  });

  test('is in no name of another kind, and in no extension of another arc', async () => {
    expect(certificateIdentity(await certificate([{ type: 'dns', value: WORKFLOW }])).san).toMatch(/^other:[0-9a-f]+$/);
    // Fulcio's user names are otherNames of its own; any other is none of them.
    const named = (oid: string): Buffer => der(0x30, der(0xa0, der(0x06, Buffer.from(oid, 'hex')), der(0xa0, der(0x0c, Buffer.from('somebody')))));
    const san = async (oid: string): Promise<string | undefined> => certificateIdentity(await certificate([], {}, { '2.5.29.17': named(oid) })).san;
    expect(await san('2b0601040183bf300107')).toBe('somebody');
    expect(await san('2b0601040183bf300108')).toMatch(/^other:[0-9a-f]+$/);
    const issuer = der(0x0c, Buffer.from('https://evil.example'));
    const elsewhere = await certificate([{ type: 'url', value: WORKFLOW }], {}, { '1.3.6.1.4.1.57264.2.8': issuer, '1.3.6.1.4.1.57264.1.8.1': issuer, '1.3.6.1.4.1.57264.1': issuer });
    expect(certificateIdentity(elsewhere)).toMatchObject({ san: WORKFLOW, issuer: undefined });
  });

  test('a name with a comma in it is one name', async () => {
    const name = `https://evil.example/, URI:${WORKFLOW}`;
    expect(certificateIdentity(await certificate([{ type: 'url', value: name }])).san).toBe(name);
  });
});

test.each([
  ['no length', '30'],
  ['content that ends early', '3005020101'],
  ['an indefinite length', '3080020101'],
  ['a long tag', '1f810100'],
  ['a length of five bytes', '30850000000001ff'],
])('%s is no DER', (_, hex) => {
  expect(() => derElements(Buffer.from(hex, 'hex'))).toThrow(expect.objectContaining({ name: 'RangeError' }));
});

describe('an expected text', () => {
  test.each([
    ['acme', 'acme', true],
    ['acme', 'acme2', false],
    ['a|b', 'b', true],
    ['a|b', 'xb', false],
    ['a|b', 'ax', false],
    ['^acme$', 'acme', true],
    ['acme', 'acme\n', false],
    ['.*', 'a\nb', false],
    ['a(?=b)', 'ab', false],
  ])('by %j, %j: %j', (pattern, text, expected) => {
    expect(matches(wholeText(pattern, 'input'), text)).toBe(expected);
    expect(matches(wholeText(pattern, 'input'), undefined)).toBe(false);
  });
  test('exactly', () => {
    expect([matches({ exact: 'a.b' }, 'a.b'), matches({ exact: 'a.b' }, 'acb'), matches({ exact: '' }, undefined)]).toEqual([true, false, false]);
  });
  test.each(['(', '[', String.raw`\p{Nope}`, '(?i)acme'])('%j is no regular expression', (pattern) => {
    expect(() => wholeText(pattern, 'certificate-identity-regexp')).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringContaining('certificate-identity-regexp') }));
  });
});
