import { beforeAll, expect, it } from '@jest/globals';
import { isIssuedTo } from '../../src/release/raw-signature.ts';
import { parseTrust, type Trust } from '../../src/sign/trust.ts';
import { makePrivateCa, type PrivateCa } from '../sign/private-ca.ts';

const SAN = 'https://github.com/acme/device/.github/workflows/release.yml@refs/tags/v1.0.0';
const ISSUER = 'https://issuer.example';

let ca: PrivateCa;
let other: PrivateCa;
let trust: Trust;
beforeAll(async () => {
  const stamp = async (): Promise<Buffer> => Buffer.alloc(0);
  [ca, other] = [await makePrivateCa(stamp), await makePrivateCa(stamp)];
  trust = await parseTrust({ mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1', certificateAuthorities: [ca.authority] });
});

it.each<[string, () => Promise<string>, boolean]>([
  ['the right one', async () => (await ca.signer(SAN, ISSUER)).certificatePem, true],
  ['another identity', async () => (await ca.signer(`${SAN}0`, ISSUER)).certificatePem, false],
  ['the same identity of another issuer', async () => (await ca.signer(SAN, `${ISSUER}/`)).certificatePem, false],
  ['a CA of the same name', async () => (await other.signer(SAN, ISSUER)).certificatePem, false],
  ['nothing that could be read', async () => 'no', false],
])('the certificate of a raw signature: %s', async (_, certificate, expected) => {
  const pair = { pem: Buffer.from(await certificate()), signature: Buffer.alloc(0) };
  expect(isIssuedTo(pair, trust, { san: { exact: SAN }, issuer: { exact: ISSUER } })).toBe(expected);
});
