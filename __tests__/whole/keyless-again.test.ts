import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { startGitHub } from '../harness/github.ts';
import { describeWith } from '../harness/peers.ts';
import { startDelayProxy, type DelayProxy } from '../harness/proxy.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { makeRepository, type Repository } from '../harness/repository.ts';
import { runAction, runCli, type ActionResult } from '../harness/runner.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { addLayout, listManifest } from './device.ts';
import { named } from './publishing.ts';

// A keyless release that is published again: what that costs, whom it asks, and that it still says when somebody else signed.

const SHARED = 'acme/shared/.github/workflows/sign.yml@refs/heads/main';
const OTHER = 'acme/device/.github/workflows/other.yml@refs/tags/v1.0.0';

describeWith(['olareg', 'docker-registry', ...SIGSTORE_PEERS], 'a keyless release that is published again', () => {
  let sigstore: Sigstore;
  let repository: Repository;
  /** Of Fulcio, the log and the timestamp authority. */
  let services: DelayProxy[] = [];
  let tokens: DelayProxy;
  let requestUrl: string;

  beforeAll(async () => {
    sigstore = await startSigstore();
    let config = readFileSync(sigstore.signingConfig, 'utf8');
    for (const host of new Set(config.match(/127\.0\.0\.1:\d+|localhost:\d+/g))) {
      const proxy = await startDelayProxy(host.replace('localhost', '127.0.0.1'));
      services.push(proxy);
      config = config.replaceAll(host, proxy.host);
    }
    expect(services.length).toBeGreaterThanOrEqual(3);
    const issuer = new URL(sigstore.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '');
    tokens = await startDelayProxy(`127.0.0.1:${issuer.port}`);
    issuer.host = tokens.host;
    requestUrl = issuer.href;
    repository = makeRepository({ 'manifest.yaml': listManifest(), 'root.json': readFileSync(sigstore.trustedRoot), 'signing.json': config });
    addLayout(repository.folder);
  }, 600_000);
  afterAll(async () => {
    for (const proxy of [...services, ...(tokens === undefined ? [] : [tokens])]) await proxy.stop();
    await sigstore?.stop();
  });
  const claims = (more: Readonly<Record<string, string>> = {}): void => sigstore.setClaims({ sha: repository.sha('HEAD'), workflow_sha: repository.sha('HEAD'), ...more });
  beforeEach(() => claims());

  async function release(destination: string, tag = '1.0.0', inputs: Readonly<Record<string, string>> = {}): Promise<ActionResult> {
    for (const proxy of [...services, tokens]) proxy.reset();
    const payload = { ref: 'refs/tags/v1.0.0', after: repository.sha('HEAD'), repository: { full_name: 'acme/device', default_branch: 'main', private: false } };
    const github = await startGitHub({ code: repository.folder });
    return runAction({
      event: 'push',
      token: github.token,
      payload,
      workspace: repository.folder,
      inputs: { 'sigstore-signing-config': 'signing.json', 'sigstore-trusted-root': 'root.json', destination, images: `${destination}-images`, tag, ...inputs },
      env: { ...github.env, GITHUB_SERVER_URL: 'https://github.com', ...sigstore.env, ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl },
    }).finally(github.stop);
  }
  const passed = (result: ActionResult): void => expect({ status: result.status, errors: result.annotations.filter(({ level }) => level === 'error') }).toEqual({ status: 0, errors: [] });
  const errors = ({ annotations }: ActionResult): string[] => annotations.filter(({ level }) => level === 'error').map(({ title, message }) => `${title}: ${message}`);
  const asked = (): { tokens: number; services: number } => ({ tokens: tokens.count(), services: services.reduce((sum, proxy) => sum + proxy.count(), 0) });

  for (const [name, begin, lists] of [
    ['olareg', () => startOlareg(), ['GET referrers']],
    // Where there is no API, its answer says so, and then the tag that stands in for it is read.
    ['docker-registry', () => startDockerRegistry(), ['GET referrers', 'GET manifest']],
  ] as const) {
    it(`costs what docs/publishing.md says on ${name}, asks for no token, and nothing of sigstore`, async () => {
      const registry: Registry = await begin();
      const proxy = await startDelayProxy(registry.host);
      try {
        passed(await release(`${proxy.host}/acme/device`));
        expect(asked()).toEqual({ tokens: 1, services: expect.any(Number) });
        expect(asked().services).toBeGreaterThan(3);
        proxy.reset();
        const again = await release(`${proxy.host}/acme/device`);
        passed(again);
        expect(asked()).toEqual({ tokens: 0, services: 0 });
        const kinds = proxy.requests.map(({ method, path }) => `${method} ${/\/referrers\//.test(path) ? 'referrers' : /\/tags\/list/.test(path) ? 'tags' : /\/blobs\//.test(path) ? 'blob' : 'manifest'}`);
        // The tag, the list; bundle and provenance: a manifest and a file each; the raw signature: a manifest and two files; the names of the images.
        expect(kinds.toSorted()).toEqual([...lists, 'GET manifest', ...Array.from({ length: 3 }, () => 'GET manifest'), ...Array.from({ length: 4 }, () => 'GET blob'), 'GET tags'].toSorted());
      } finally {
        await proxy.stop();
        await registry.stop();
      }
    }, 120_000);
  }

  it('is refused when another workflow signed it, which a token then has to say', async () => {
    const registry = await startOlareg();
    try {
      claims({ job_workflow_ref: OTHER, workflow_ref: OTHER });
      passed(await release(`${registry.host}/acme/device`));
      claims();
      const again = await release(`${registry.host}/acme/device`);
      expect(again.status).toBe(1);
      expect(errors(again).join('\n')).toContain('single-referrers');
      expect(errors(again).join('\n')).toContain(`by "https://github.com/${OTHER}"`);
      expect(asked()).toEqual({ tokens: 1, services: 0 });
    } finally {
      await registry.stop();
    }
  }, 120_000);

  it('asks who it is where one workflow calls another, for no variable says that, and is refused when the called one differs', async () => {
    const registry = await startOlareg();
    try {
      claims({ job_workflow_ref: SHARED });
      passed(await release(`${registry.host}/acme/device`));
      passed(await release(`${registry.host}/acme/device`));
      expect(asked()).toEqual({ tokens: 1, services: 0 });
      claims({ job_workflow_ref: SHARED.replace('sign.yml', 'new.yml') });
      const other = await release(`${registry.host}/acme/device`);
      expect(other.status).toBe(1);
      expect(errors(other).join('\n')).toContain(SHARED);
    } finally {
      await registry.stop();
    }
  }, 120_000);

  it('asks who it is when another commit was signed under the same ref', async () => {
    const registry = await startOlareg();
    try {
      claims({ sha: '0'.repeat(39) + '1', workflow_sha: '0'.repeat(39) + '1' });
      passed(await release(`${registry.host}/acme/device`));
      passed(await release(`${registry.host}/acme/device`));
      expect(asked()).toEqual({ tokens: 1, services: 0 });
    } finally {
      await registry.stop();
    }
  }, 120_000);

  it('takes over no channel of another workflow, by publishing or by promoting, but when that was agreed to', async () => {
    const registry = await startOlareg();
    try {
      const [one, two, at] = [`${registry.host}/acme/one`, `${registry.host}/acme/two`, `${registry.host}/acme/there`];
      passed(await release(one, '1.0.0', { channel: 'stable' }));
      claims({ job_workflow_ref: OTHER, workflow_ref: OTHER });
      const refused = await release(one, '2.0.0', { channel: 'stable' });
      expect(errors(refused).join('\n')).toContain('signer-changed');
      expect(errors(refused).join('\n')).toContain(OTHER.split('@')[0]);
      expect(await named(registry.url, 'acme/one', '2.0.0')).toBeUndefined();
      passed(await release(two, '2.0.0'));
      passed(await release(two, '3.0.0'));

      const promote = (reference: string, identity: string, ...more: readonly string[]): ReturnType<typeof runCli> =>
        runCli(['promote', '--reference', reference, '--destination', at, '--images', `${at}-images`, '--channel', 'stable', '--sigstore-trusted-root', 'root.json', '--certificate-identity', identity, '--certificate-oidc-issuer', sigstore.issuer, ...more], { cwd: repository.folder });
      const images = async (from: string): Promise<void> => {
        // Promote looks for the images where devices would.
        passed(await release(from, '9.0.0', { images: 'auto' }));
      };
      await images(two);
      const [ours, theirs] = [sigstore.identity, `https://github.com/${OTHER}`];
      const first = await promote(`${one}:1.0.0`, ours);
      expect({ status: first.status, stderr: first.status === 0 ? '' : first.stderr }).toEqual({ status: 0, stderr: '' });
      const no = await promote(`${two}:2.0.0`, theirs);
      expect(no.status).toBe(1);
      expect(no.stderr).toContain('set allow-signer-change: true; the report then says so');
      expect(await named(registry.url, 'acme/there', '2.0.0')).toBeUndefined();
      const yes = await promote(`${two}:2.0.0`, theirs, '--allow-signer-change', 'true');
      expect({ status: yes.status, stable: await named(registry.url, 'acme/there', 'stable') }).toEqual({ status: 0, stable: await named(registry.url, 'acme/two', '2.0.0') });
      // The same workflow goes on by itself.
      const on = await promote(`${two}:3.0.0`, theirs);
      expect({ status: on.status, stderr: on.status === 0 ? '' : on.stderr }).toEqual({ status: 0, stderr: '' });
    } finally {
      await registry.stop();
    }
  }, 240_000);
});
