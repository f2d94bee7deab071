import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { temporaryFolder } from './daemon.ts';
import { describeWith, requirePeer, run, type Ended } from './peers.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from './sigstore.ts';

describeWith([...SIGSTORE_PEERS, 'cosign'], 'a local sigstore', () => {
  let sigstore: Sigstore;
  let signed: string;
  const work = temporaryFolder('cosign');
  const cosign = (...args: string[]): Promise<Ended> => run(requirePeer('cosign'), args, { cwd: work, env: { ...sigstore.env, HOME: work } });
  const verify = (identity: string): Promise<Ended> =>
    cosign('verify-blob', '--bundle', signed, '--trusted-root', sigstore.trustedRoot, '--certificate-oidc-issuer', sigstore.issuer, '--certificate-identity', identity, 'blob');

  beforeAll(async () => {
    sigstore = await startSigstore();
    signed = join(work, 'bundle.json');
    writeFileSync(join(work, 'blob'), 'hello');
  }, 300_000);
  afterAll(() => sigstore.stop());

  test('cosign verifies what was signed in it, for that identity alone', async () => {
    expect(await cosign('sign-blob', '--yes', '--signing-config', sigstore.signingConfig, '--trusted-root', sigstore.trustedRoot, '--bundle', signed, 'blob')).toMatchObject({ status: 0 });
    expect(await verify(sigstore.identity)).toMatchObject({ status: 0 });
    expect(await verify(`${sigstore.identity}x`)).toMatchObject({ status: 1 });
  });

  test('claims change the identity, and Fulcio refuses a token that is out of date', async () => {
    const token = async (): Promise<string> => {
      const response = await fetch(`${sigstore.env['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=sigstore`, { headers: { authorization: `bearer ${sigstore.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}` } });
      return response.text();
    };
    sigstore.setClaims({ repository: 'acme/other', actor: null });
    const [, payload = ''] = (await token()).split('.');
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(claims).toMatchObject({ repository: 'acme/other', aud: 'sigstore' });
    expect(claims).not.toHaveProperty('actor');
    sigstore.setClaims({ exp: 1 });
    const ended = await cosign('sign-blob', '--yes', '--signing-config', sigstore.signingConfig, '--trusted-root', sigstore.trustedRoot, '--bundle', join(work, 'never'), 'blob');
    expect(ended.status).toBe(1);
    expect(existsSync(join(work, 'never'))).toBe(false);
    sigstore.setClaims({});
  });
});
