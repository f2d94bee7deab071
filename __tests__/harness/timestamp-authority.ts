import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { temporaryFolder } from './daemon.ts';
import { listen } from './listen.ts';
import { mustRun } from './peers.ts';

/** A timestamp authority beside the one of startSigstore, of which only one can run: openssl ts (RFC 3161) behind http. */
export interface TimestampAuthority {
  /** What goes into a signing config's `tsaUrls`. */
  readonly url: string;
  /** The entry of a trusted root's `timestampAuthorities`. */
  readonly authority: unknown;
  /** How many timestamps it gave. */
  readonly count: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts one with new keys. Needs the peer `openssl`. */
export async function startTimestampAuthority(): Promise<TimestampAuthority> {
  const cwd = temporaryFolder('tsa');
  const openssl = (...args: readonly string[]): Promise<unknown> => mustRun('openssl', args, { cwd });
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(cwd, name), content);
    return name;
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await openssl('req', '-x509', ...key, '-keyout', 'root.key', '-out', 'root.pem', '-days', '30', '-subj', '/O=other/CN=tsa-root', '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
  await openssl('req', ...key, '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/O=other/CN=tsa');
  const extensions = file('extensions', 'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\nauthorityKeyIdentifier=keyid\n');
  await openssl('x509', '-req', '-in', 'tsa.csr', '-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '30', '-extfile', extensions, '-out', 'tsa.pem');
  file('serial', '01\n');
  const config = file('tsa.cnf', '[tsa]\ndefault_tsa = other\n[other]\nserial = ./serial\ndefault_policy = 1.2.3.4.1\ndigests = sha256\nsigner_digest = sha256\ness_cert_id_alg = sha256\n');

  let count = 0;
  let last: Promise<unknown> = Promise.resolve();
  const stamp = async (query: Buffer): Promise<Buffer> => {
    await openssl('ts', '-reply', '-config', config, '-queryfile', file('query', query), '-signer', 'tsa.pem', '-inkey', 'tsa.key', '-out', 'reply');
    count++;
    return readFileSync(join(cwd, 'reply'));
  };
  const server = createServer((request, response) => {
    void buffer(request).then(async (query) => {
      // One after the other: they share the files.
      const reply = last.then(() => stamp(query));
      last = reply.catch(() => {});
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(await reply);
    });
  });
  const { url, stop } = await listen(server);
  const certificates = ['tsa.pem', 'root.pem'].map((name) => ({ rawBytes: readFileSync(join(cwd, name), 'utf8').replaceAll(/-----[^-]+-----|\s/g, '') }));
  const validFor = { start: new Date(Date.now() - 3_600_000).toISOString() };
  return {
    url: `${url}/api/v1/timestamp`,
    authority: { subject: { organization: 'other', commonName: 'tsa' }, uri: url, certChain: { certificates }, validFor, operator: 'other' },
    count: () => count,
    stop,
  };
}
