import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLayout } from '../../src/oci/layout.ts';
import { packArtifact, packKeylessSignature, packKeyPair, VERSION_ANNOTATION } from '../../src/release/artifact.ts';
import { bundleReferrer, COSIGN_SIGN } from '../../src/sign/bundle.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { startGitHub } from '../harness/github.ts';
import { describeWith } from '../harness/peers.ts';
import { makeRepository, type Repository } from '../harness/repository.ts';
import { runAction, runCli, type ActionResult } from '../harness/runner.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { addLayout, listManifest, PRODUCT } from '../whole/device.ts';
import { annotated, attach, placeUnsigned, strangerSigns, unannotated } from './attach.ts';

const CREATED = '2026-01-01T00:00:00Z';

describeWith([...SIGSTORE_PEERS], 'what a stranger attaches to a keyless release', () => {
  let sigstore: Sigstore;
  let repository: Repository;
  let stranger: ProductCertificate;
  const there = (folder: string): string => join(repository.folder, folder);

  async function release(destination: string): Promise<ActionResult> {
    const payload = { ref: 'refs/tags/v1.0.0', after: repository.sha('HEAD'), repository: { full_name: 'acme/device', default_branch: 'main', private: false } };
    const github = await startGitHub({ code: repository.folder });
    return runAction({
      event: 'push',
      token: github.token,
      payload,
      workspace: repository.folder,
      inputs: { 'sigstore-signing-config': 'signing.json', 'sigstore-trusted-root': 'root.json', destination },
      env: { ...github.env, GITHUB_SERVER_URL: 'https://github.com', ...sigstore.env },
    }).finally(() => github.stop());
  }
  const verify = async (folder: string): Promise<readonly [number | null, readonly string[]]> => {
    const { status, stdout } = await runCli(
      ['verify', `oci:${folder}:1.0.0`, '--json', '--sigstore-trusted-root', 'root.json', '--certificate-identity', sigstore.identity, '--certificate-oidc-issuer', sigstore.issuer],
      { cwd: repository.folder },
    );
    return [status, (JSON.parse(stdout) as { steps: { id: string; ok: boolean | null }[] }).steps.filter(({ ok }) => ok === false).map(({ id }) => id)];
  };

  beforeAll(async () => {
    sigstore = await startSigstore();
    stranger = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    repository = makeRepository({ 'manifest.yaml': listManifest(), 'root.json': readFileSync(sigstore.trustedRoot), 'signing.json': readFileSync(sigstore.signingConfig) });
    addLayout(repository.folder);
    const { status, stdout } = await release('oci:out');
    expect({ status, stdout: status === 0 ? '' : stdout }).toEqual({ status: 0, stdout: '' });
    expect(await verify('out')).toEqual([0, []]);
  }, 120_000);
  afterAll(() => sigstore?.stop());

  it('a manifest with another version around the same bytes is not signed, and one that says none is', async () => {
    const planted = await placeUnsigned(there('out'), there('planted'), annotated({ [VERSION_ANNOTATION]: '99.0.0' }));
    const refused = await release('oci:planted');
    expect({ status: refused.status, told: refused.annotations.some(({ title }) => title?.endsWith('tag-moved') === true) }).toEqual({ status: 1, told: true });
    expect(await (await openLayout(there('planted'))).referrers(planted.digest)).toEqual([]);

    const found = await placeUnsigned(there('out'), there('mosb'), unannotated(VERSION_ANNOTATION));
    expect(await release('oci:mosb')).toMatchObject({ status: 0, outputs: { digest: found.digest } });
    expect(await verify('mosb')).toEqual([0, []]);
  }, 60_000);

  it('a bundle that is too large to be read: verify and publish pass it by', async () => {
    cpSync(there('out'), there('large'), { recursive: true });
    const shape = bundleReferrer({ padding: 'x'.repeat(5_000_000) }, COSIGN_SIGN);
    await attach(there('large'), (subject) => [packArtifact({ ...shape, subject, created: CREATED })]);
    expect(await verify('large')).toEqual([0, []]);
    expect((await release('oci:large')).status).toBe(0);
  }, 60_000);

  it.each([
    ['a pair of a product’s key', 'pair', ['key-signature'], (subject, bytes) => packKeyPair(subject, { certificatePem: Buffer.from(stranger.certificatePem), signature: strangerSigns(bytes) }, CREATED)],
    ['half a pair', 'half', ['single-referrers'], (subject, bytes) => [packKeyPair(subject, { certificatePem: Buffer.from(stranger.certificatePem), signature: strangerSigns(bytes) }, CREATED)[0]]],
    ['a second raw signature', 'raw', ['raw-signature'], (subject, bytes) => [packKeylessSignature(subject, { certificatePem: Buffer.from(stranger.certificatePem), signature: strangerSigns(bytes) }, CREATED)]],
  ] as const satisfies readonly (readonly [string, string, readonly string[], Parameters<typeof attach>[1]])[])('%s: verify says so, and publish does not pass it by', async (_, folder, steps, artifacts) => {
    cpSync(there('out'), there(folder), { recursive: true });
    await attach(there(folder), artifacts);
    expect(await verify(folder)).toEqual([1, steps]);
    const again = await release(`oci:${folder}`);
    expect(again.status).toBe(1);
    expect(again.annotations.some(({ title }) => title?.endsWith('single-referrers') === true)).toBe(true);
  }, 60_000);
});
