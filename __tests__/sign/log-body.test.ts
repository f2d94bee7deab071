import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import { checkLogBody } from '../../src/sign/log-body.ts';
import { makeProductCertificate } from '../harness/certificates.ts';

const issue = async (): Promise<X509Certificate> => new X509Certificate((await makeProductCertificate({ keyType: 'ec', product: 'p' })).certificatePem);

let certificate: X509Certificate;
let other: X509Certificate;
beforeAll(async () => {
  certificate = await issue();
  other = await issue();
});

const proof = { logIndex: '1', treeSize: '2', rootHash: Buffer.alloc(32), hashes: [], checkpoint: { envelope: '' } };
const now = (): string => String(Math.floor(Date.now() / 1000));
const pem = (of: X509Certificate): string => Buffer.from(of.toString()).toString('base64');
const bodies: Readonly<Record<string, (of: X509Certificate) => object>> = {
  'hashedrekord 0.0.1': (of) => ({ spec: { signature: { publicKey: { content: pem(of) } } } }),
  'hashedrekord 0.0.2': (of) => ({ spec: { hashedRekordV002: { signature: { verifier: { x509Certificate: { rawBytes: of.raw.toString('base64') } } } } } }),
  'dsse 0.0.1': (of) => ({ spec: { signatures: [{ verifier: pem(of) }] } }),
  'intoto 0.0.2': (of) => ({ spec: { content: { envelope: { signatures: [{ publicKey: pem(of) }] } } } }),
};
const entry = (kindVersion: string, body: unknown, integratedTime = kindVersion.endsWith('0.0.2') ? '0' : now()): TransparencyLogEntry => {
  const [kind = '', version = ''] = kindVersion.split(' ');
  return { logIndex: '1', logId: { keyId: Buffer.alloc(32) }, kindVersion: { kind, version }, integratedTime, inclusionPromise: integratedTime === '0' ? undefined : { signedEntryTimestamp: Buffer.alloc(64) }, inclusionProof: proof, canonicalizedBody: Buffer.from(JSON.stringify(body)) };
};

describe.each(Object.entries(bodies))('a log entry of the kind %s', (kind, body) => {
  test('is of the certificate that it holds, and of no other', () => {
    expect(checkLogBody(entry(kind, body(certificate)), certificate)).toBeUndefined();
    expect(checkLogBody(entry(kind, body(other)), certificate)).toMatch(/of another certificate/);
  });
});

test('it must have been made while the certificate was valid; 0 is no time', () => {
  const body = bodies['hashedrekord 0.0.1']?.(certificate);
  expect(checkLogBody(entry('hashedrekord 0.0.1', body, '0'), certificate)).toBeUndefined();
  expect(checkLogBody(entry('hashedrekord 0.0.1', body, '1000000000'), certificate)).toMatch(/logged at 2001-/);
});

test('a time counts by a promise alone, and Rekor 2 has no index but that of its proof', () => {
  const right = entry('hashedrekord 0.0.2', bodies['hashedrekord 0.0.2']?.(certificate));
  expect(checkLogBody(right, certificate)).toBeUndefined();
  expect(checkLogBody({ ...right, integratedTime: now() }, certificate)).toMatch(/no log signed/);
  expect(checkLogBody({ ...entry('hashedrekord 0.0.1', bodies['hashedrekord 0.0.1']?.(certificate)), inclusionPromise: undefined }, certificate)).toMatch(/no log signed/);
  expect(checkLogBody({ ...right, logIndex: '7' }, certificate)).toMatch(/index is 7, and its proof is of 1/);
  expect(checkLogBody({ ...right, inclusionProof: undefined }, certificate)).toMatch(/proof is of none/);
});

test('Rekor 2 takes no dsse', () => {
  expect(checkLogBody(entry('dsse 0.0.2', bodies['hashedrekord 0.0.2']?.(certificate)), certificate)).toMatch(/dsse 0\.0\.2/);
});

test.each(['text', null, [], {}, { spec: 1 }, { spec: { signature: { publicKey: { content: 'AAAA' } } } }])('%j holds no certificate', (body) => {
  expect(checkLogBody(entry('hashedrekord 0.0.1', body), certificate)).toMatch(/of another certificate/);
});
