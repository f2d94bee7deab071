// trust.ts DIR: writes DIR/trusted_root.json and DIR/signing_config.json from the keys and URLs that stack.sh made.
import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [dir = ''] = process.argv.slice(2);
const validFor = { start: new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+/u, '') };
const operator = 'local';

function url(name: 'OIDC_ISSUER' | 'FULCIO_URL' | 'REKOR_URL' | 'TSA_URL' | 'CT_URL'): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run stack.sh, which runs this`);
  return value;
}

function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64');
}

function publicKey(file: string): Buffer {
  return createPublicKey(readFileSync(join(dir, file))).export({ type: 'spki', format: 'der' });
}

function authority(uri: string, file: string): unknown {
  const pems = readFileSync(join(dir, file), 'utf8').matchAll(/-----BEGIN CERTIFICATE-----([^-]+)/gu);
  const certificates = [...pems].map(([, body = '']) => ({ rawBytes: body.replaceAll(/\s/gu, '') }));
  return { subject: { organization: operator, commonName: file }, uri, certChain: { certificates }, validFor, operator };
}

function log(baseUrl: string, file: string, keyDetails: string, keyId: string): unknown {
  const key = { rawBytes: publicKey(file).toString('base64'), keyDetails, validFor };
  return { baseUrl, hashAlgorithm: 'SHA2_256', publicKey: key, logId: { keyId }, operator };
}

function service(at: string, majorApiVersion: number): unknown {
  return [{ url: at, majorApiVersion, validFor, operator }];
}

// Rekor v2's log id is the C2SP note key hash over its origin, not truncated. Verifiers take the origin from the host
// name of baseUrl, without the port.
const origin = new URL(url('REKOR_URL')).hostname;
const noteId = sha256(`${origin}\n\u0001`, publicKey('rekor.key').subarray(-32));
writeFileSync(
  join(dir, 'trusted_root.json'),
  JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log(url('REKOR_URL'), 'rekor.key', 'PKIX_ED25519', noteId)],
    certificateAuthorities: [authority(url('FULCIO_URL'), 'fulcio-chain.pem')],
    ctlogs: [log(url('CT_URL'), 'ctlog.key', 'PKIX_ECDSA_P256_SHA_256', sha256(publicKey('ctlog.key')))],
    timestampAuthorities: [authority(url('TSA_URL'), 'tsa-chain.pem')],
  }),
);
writeFileSync(
  join(dir, 'signing_config.json'),
  JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: service(url('FULCIO_URL'), 1),
    oidcUrls: service(url('OIDC_ISSUER'), 1),
    rekorTlogUrls: service(url('REKOR_URL'), 2),
    // The whole path, as the public good's signing config has it.
    tsaUrls: service(`${url('TSA_URL')}/api/v1/timestamp`, 1),
    rekorTlogConfig: { selector: 'ANY' },
    tsaConfig: { selector: 'ANY' },
  }),
);
