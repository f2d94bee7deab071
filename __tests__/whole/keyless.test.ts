import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProductCertificate } from '../harness/certificates.ts';
import { describeWith, peersFolder, requirePeer, run, type Ended } from '../harness/peers.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { startGitHub } from '../harness/github.ts';
import { runAction, runCli, type ActionResult } from '../harness/runner.ts';
import { makeRepository, type Repository } from '../harness/repository.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { addLayout, listManifest, PRODUCT } from './device.ts';

let sigstore: Sigstore;
let repository: Repository;
/** What the last release stored with GitHub. */
let attestations: readonly unknown[] = [];

describeWith(['olareg', 'docker-registry', 'cosign', 'gh', 'regctl', ...SIGSTORE_PEERS], 'a keyless release', () => {
  beforeAll(async () => {
    sigstore = await startSigstore();
    repository = makeRepository({ 'manifest.yaml': listManifest(), 'root.json': readFileSync(sigstore.trustedRoot), 'signing.json': readFileSync(sigstore.signingConfig) });
    addLayout(repository.folder);
  }, 600_000);
  afterAll(() => sigstore?.stop());

  async function release(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string | undefined>> = {}): Promise<ActionResult> {
    const payload = { ref: 'refs/tags/v1.0.0', after: repository.sha('HEAD'), repository: { full_name: 'acme/device', default_branch: 'main', private: false } };
    const github = await startGitHub({ code: repository.folder, permissions: { attestations: 'write' } });
    return runAction({
      event: 'push',
      token: github.token,
      payload,
      workspace: repository.folder,
      inputs: { 'sigstore-signing-config': 'signing.json', 'sigstore-trusted-root': 'root.json', ...inputs },
      env: { ...github.env, GITHUB_SERVER_URL: 'https://github.com', ...sigstore.env, ...env },
    }).finally(() => {
      attestations = github.attestations;
      return github.stop();
    });
  }

  const identity = (): string[] => ['--certificate-identity', sigstore.identity, '--certificate-oidc-issuer', sigstore.issuer];
  const cosign = (reference: string, home: string, who: readonly string[]): Promise<Ended> =>
    run(requirePeer('cosign'), ['verify', '--trusted-root', sigstore.trustedRoot, ...who, reference], { env: { HOME: home } });

  /** The commands that verify tells strangers to run, each of which was run and says the same. */
  async function sameByOthers(stdout: string, home: string, registry: Registry): Promise<readonly string[]> {
    const lines = stdout.split('The same with other programs:\n')[1]?.split('\n').filter((line) => line.startsWith('  ')).map((line) => line.trim()) ?? [];
    const env = { HOME: home, GH_TOKEN: 'x', PATH: `${peersFolder()}:${process.env['PATH'] ?? ''}` };
    await run(requirePeer('regctl'), ['registry', 'set', '--tls', 'disabled', registry.host], { env });
    for (const line of lines) {
      const ended = await run('sh', ['-c', line], { env, cwd: repository.folder });
      expect({ line, status: ended.status, stderr: ended.status === 0 ? '' : ended.stderr }).toEqual({ line, status: 0, stderr: '' });
    }
    return lines;
  }

  for (const [name, start] of [
    ['olareg', () => startOlareg()],
    ['docker-registry', () => startDockerRegistry()],
  ] as const) {
    it(`cosign and verify accept what goes to ${name}, by the right identity alone, and a second run writes nothing`, async () => {
      const registry: Registry = await start();
      try {
        const destination = `${registry.host}/acme/device`;
        const first = await release({ destination });
        expect({ status: first.status, stderr: first.stderr, errors: first.annotations.filter(({ level }) => level === 'error') }).toEqual({ status: 0, stderr: '', errors: [] });
        const reference = first.outputs['reference'] as string;

        expect(await cosign(reference, first.home, identity())).toMatchObject({ status: 0 });
        const stranger = sigstore.identity.replace('release.yml', 'other.yml');
        expect((await cosign(reference, first.home, ['--certificate-identity', stranger, '--certificate-oidc-issuer', sigstore.issuer])).status).not.toBe(0);

        const verify = (who: readonly string[]): ReturnType<typeof runCli> => runCli(['verify', reference, '--sigstore-trusted-root', 'root.json', ...who], { cwd: repository.folder });
        const verified = await verify(identity());
        expect({ status: verified.status, stderr: verified.stderr }).toEqual({ status: 0, stderr: '' });
        const refused = await verify(['--certificate-identity', stranger, '--certificate-oidc-issuer', sigstore.issuer]);
        expect(refused.status).toBe(1);
        expect(refused.stdout).toMatch(/^FAILED {2}identity/m);

        const second = await release({ destination });
        expect(second.status).toBe(0);
        const { published } = JSON.parse(readFileSync(second.outputs['report'] as string, 'utf8')) as { published: { referrers: { written: boolean }[] } };
        expect(published.referrers.length).toBeGreaterThanOrEqual(2);
        expect(published.referrers.every(({ written }) => !written)).toBe(true);
        expect(second.outputs['digest']).toBe(first.outputs['digest']);
      } finally {
        await registry.stop();
      }
    }, 120_000);
  }

  it('carries the key’s pair beside the bundle when both sign, and never two pairs', async () => {
    const registry = await startOlareg();
    try {
      const product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
      const both = { sign: 'keyless, key', key: product.keyPem, certificate: product.certificatePem, 'ca-certificate': product.caPem, destination: `${registry.host}/acme/device` };
      const result = await release(both);
      expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
      const types = (JSON.parse(readFileSync(result.outputs['report'] as string, 'utf8')) as { published: { referrers: { artifactType: string }[] } }).published.referrers.map(({ artifactType }) => artifactType);
      expect(types.filter((type) => type === 'application/vnd.machine.pubkeycrt')).toHaveLength(1);
      expect(types.filter((type) => type === 'application/vnd.machine.signature')).toHaveLength(1);
      expect(types).toContain('application/vnd.dev.sigstore.bundle.v0.3+json');
      expect(types).not.toContain('application/vnd.mos.manifest.signature.v1');

      writeFileSync(join(repository.folder, 'ca.pem'), product.caPem);
      const verified = await runCli(['verify', result.outputs['reference'] as string, '--sigstore-trusted-root', 'root.json', '--ca-certificate', 'ca.pem', '--sign', 'key,keyless', ...identity()], { cwd: repository.folder });
      expect({ status: verified.status, stderr: verified.stderr }).toEqual({ status: 0, stderr: '' });
      expect(verified.stdout).not.toMatch(/^skipped key/m);
      expect((await sameByOthers(verified.stdout, result.home, registry)).map((line) => line.split(' ')[0])).toEqual(['cosign', '(tr', 'gh', 'regctl', 'regctl', 'regctl', 'openssl', 'openssl', 'openssl']);
    } finally {
      await registry.stop();
    }
  }, 120_000);

  it('is verified by others too when the repository’s workflow calls one of another repository', async () => {
    const registry = await startOlareg();
    const workflow = 'acme/shared/.github/workflows/publish.yml';
    sigstore.setClaims({ job_workflow_ref: `${workflow}@refs/tags/v2` });
    try {
      const result = await release({ destination: `${registry.host}/acme/device` });
      expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
      const who = ['--certificate-identity', `https://github.com/${workflow}@refs/tags/v2`, '--certificate-oidc-issuer', sigstore.issuer];
      const verified = await runCli(['verify', result.outputs['reference'] as string, '--sigstore-trusted-root', 'root.json', ...who], { cwd: repository.folder });
      expect({ status: verified.status, stderr: verified.stderr }).toEqual({ status: 0, stderr: '' });
      const lines = await sameByOthers(verified.stdout, result.home, registry);
      expect(lines.map((line) => line.split(' ')[0])).toEqual(['cosign', '(tr', 'gh']);
      expect(lines[2]).toContain(` --repo acme/device --signer-workflow ${workflow} `);
    } finally {
      sigstore.setClaims({});
      await registry.stop();
    }
  }, 120_000);

  it('attaches provenance that cosign accepts, and stores it with GitHub when asked', async () => {
    const registry = await startOlareg();
    try {
      const result = await release({ destination: `${registry.host}/acme/device`, 'github-attestation': 'true' });
      expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
      const reference = result.outputs['reference'] as string;
      const checked = await run(requirePeer('cosign'), ['verify-attestation', '--type', 'slsaprovenance1', '--trusted-root', sigstore.trustedRoot, ...identity(), reference], { env: { HOME: result.home } });
      expect({ status: checked.status, stderr: checked.status === 0 ? '' : checked.stderr }).toEqual({ status: 0, stderr: '' });
      const file = JSON.parse(readFileSync(join(result.temp, 'manifest-action', 'provenance.sigstore.json'), 'utf8')) as { dsseEnvelope: { payload: string } };
      const statement = JSON.parse(Buffer.from(file.dsseEnvelope.payload, 'base64').toString()) as { predicate: { buildDefinition: { resolvedDependencies: { name?: string; uri: string }[] } } };
      expect(statement.predicate.buildDefinition.resolvedDependencies.map(({ name }) => name)).toEqual([undefined, 'hostfs', 'bootkit', 'ran']);
      expect(attestations).toHaveLength(1);
    } finally {
      await registry.stop();
    }
  }, 120_000);

  it('asks for the permission that is missing', async () => {
    const result = await release({ destination: 'oci:out' }, { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined });
    expect(result.status).toBe(3);
    expect(result.annotations.map(({ message }) => message).join('\n')).toContain('id-token: write');
  }, 120_000);
});
