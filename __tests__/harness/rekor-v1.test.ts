import { createHash, sign, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { makeProductCertificate } from './certificates.ts';
import { temporaryFolder } from './daemon.ts';
import { describeWith, mustRun, requirePeer, run, type Ended } from './peers.ts';
import { startRekorV1, type RekorV1 } from './rekor-v1.ts';
import { SIGSTORE_PEERS, startSigstore } from './sigstore.ts';

const started: { readonly stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) await each.stop();
});

async function start(): Promise<RekorV1> {
  const rekor = await startRekorV1();
  started.push(rekor);
  return rekor;
}

function post(rekor: RekorV1, entry: unknown): Promise<Response> {
  return fetch(`${rekor.url}/api/v1/log/entries`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(entry) });
}

async function hashedrekord(data: string): Promise<{ entry: unknown; certificate: string }> {
  const { keyPem, certificatePem } = await makeProductCertificate({ product: 'p', keyType: 'ec' });
  const content = sign('sha256', Buffer.from(data), keyPem).toString('base64');
  const hash = { algorithm: 'sha256', value: createHash('sha256').update('data').digest('hex') };
  return {
    certificate: certificatePem,
    // Lines of another length: rekor writes the certificate in its own way.
    entry: { apiVersion: '0.0.1', kind: 'hashedrekord', spec: { signature: { content, publicKey: { content: Buffer.from(`\n${certificatePem}\n`).toString('base64') } }, data: { hash } } },
  };
}

describeWith(['openssl'], 'Rekor v1', () => {
  test('stores the canonical entry once, and says where', async () => {
    const rekor = await start();
    const { entry, certificate } = await hashedrekord('data');
    const first = await post(rekor, entry);
    expect(first.status).toBe(201);
    const again = await post(rekor, entry);
    expect(again.status).toBe(409);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    const got: unknown = await (await fetch(`${rekor.url}${again.headers.get('location')}`)).json();
    expect(JSON.stringify(got)).toContain('signedEntryTimestamp');
    expect(rekor.entries).toMatchObject([{ spec: { signature: { publicKey: { content: Buffer.from(new X509Certificate(certificate).toString()).toString('base64') } } } }]);
  });

  test('refuses a signature that is not of this digest', async () => {
    const rekor = await start();
    const { entry } = await hashedrekord('other data');
    expect((await post(rekor, entry)).status).toBe(400);
    expect(rekor.entries).toEqual([]);
  });
});

describeWith([...SIGSTORE_PEERS, 'cosign'], 'Rekor v1 in a sigstore', () => {
  test('cosign logs in it and takes its proofs, and so does @sigstore/verify', async () => {
    const sigstore = await startSigstore();
    started.push(sigstore);
    const rekor = await start();
    const { trustedRoot, signingConfig } = sigstore.withLog(rekor);
    const work = temporaryFolder('cosign');
    const options = { cwd: work, env: { ...sigstore.env, HOME: work } };
    const cosign = (...args: string[]): Promise<Ended> => mustRun(requirePeer('cosign'), args, options);
    for (const name of ['one', 'two', 'three']) {
      writeFileSync(join(work, name), name);
      await cosign('sign-blob', '--yes', '--signing-config', signingConfig, '--trusted-root', trustedRoot, '--bundle', `${name}.json`, name);
      const identity = ['--certificate-oidc-issuer', sigstore.issuer, '--certificate-identity', sigstore.identity];
      await cosign('verify-blob', '--bundle', `${name}.json`, '--trusted-root', trustedRoot, ...identity, name);
      const untrusted = await run(requirePeer('cosign'), ['verify-blob', '--bundle', `${name}.json`, '--trusted-root', sigstore.trustedRoot, ...identity, name], options);
      expect(untrusted.status).toBe(1);
    }
    writeFileSync(join(work, 'predicate.json'), '{}');
    await cosign('attest-blob', '--yes', '--predicate', 'predicate.json', '--type', 'https://example.com/v1', '--signing-config', signingConfig, '--trusted-root', trustedRoot, '--bundle', 'dsse.json', 'one');
    await cosign('verify-blob-attestation', '--bundle', 'dsse.json', '--type', 'https://example.com/v1', '--trusted-root', trustedRoot, '--certificate-oidc-issuer', sigstore.issuer, '--certificate-identity', sigstore.identity, 'one');
    expect(rekor.entries).toMatchObject([{ kind: 'hashedrekord' }, { kind: 'hashedrekord' }, { kind: 'hashedrekord' }, { kind: 'dsse' }]);
    const trust = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(readFileSync(trustedRoot, 'utf8'))));
    const bundle = bundleFromJSON(JSON.parse(readFileSync(join(work, 'three.json'), 'utf8')));
    const verifier = new Verifier(trust, { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1 });
    expect(() => verifier.verify(toSignedEntity(bundle, Buffer.from('three')))).not.toThrow();
    expect(() => verifier.verify(toSignedEntity(bundle, Buffer.from('four')))).toThrow('signature');
  }, 300_000);
});
