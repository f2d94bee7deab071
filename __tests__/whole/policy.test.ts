import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../harness/daemon.ts';
import { startGitHub } from '../harness/github.ts';
import { describeWith, mustRun, requirePeer } from '../harness/peers.ts';
import { startDelayProxy } from '../harness/proxy.ts';
import { startOlareg, type Registry } from '../harness/registry.ts';
import { makeRepository } from '../harness/repository.ts';
import { PROJECT, runAction, runCli, type ActionResult } from '../harness/runner.ts';
import { parsePolicy } from '../../src/sign/policy.ts';
import { IMAGES, listManifest, type Image } from './device.ts';

describe('docs/policy.md', () => {
  it('shows policies that are ones', async () => {
    const blocks = [...readFileSync(join(PROJECT, 'docs', 'policy.md'), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text).filter((text) => /^images:/m.test(text));
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
    const [, key = '', end = ''] = publicKey.trim().split('\n');
    const entries = await Promise.all(blocks.map(async (text) => (await parsePolicy(text.replace(/^( +)…$/m, `$1${key}\n$1${end}`))).entries.length));
    expect(entries).toEqual([3]);
  });
});

describeWith(['olareg', 'cosign', 'skopeo'], 'a policy for source images', () => {
  let registry: Registry;
  let home: string;
  let publicKey: string;
  beforeAll(async () => {
    registry = await startOlareg();
    home = temporaryFolder('policy');
    const cosign = requirePeer('cosign');
    const env = { HOME: home, COSIGN_PASSWORD: 'secret' };
    for (const image of Object.keys(IMAGES) as Image[]) {
      await mustRun('skopeo', ['--insecure-policy', 'copy', '--preserve-digests', '--dest-tls-verify=false', `oci:${join(PROJECT, '__tests__/vectors/layout')}:${image}`, `docker://${registry.host}/os/${image}`]);
    }
    await mustRun(cosign, ['generate-key-pair'], { env, cwd: home });
    publicKey = readFileSync(join(home, 'cosign.pub'), 'utf8');
    for (const image of ['hostfs:1.0.0', 'ran:2.5'] as const) {
      await mustRun(cosign, ['sign', '--yes', '--key', 'cosign.key', '--new-bundle-format=false', '--use-signing-config=false', '--tlog-upload=false', `${registry.host}/os/${image.split(':')[0]}@${IMAGES[image].digest}`], { env, cwd: home });
    }
  }, 120_000);
  afterAll(() => registry?.stop());

  const manifest = (ran: Image): string => listManifest({ ran, prefix: `docker://${registry.host}/os/` });
  const policy = (): string => `version: 1\nimages:\n  - match: ${registry.host}/os/*\n    signed-by:\n      - key: |\n${publicKey.trim().replaceAll(/^/gm, '          ')}\n`;
  const unsigned = (): string => `version: 1\nimages:\n  - match: "**"\n    unsigned: Nobody looks.\n`;

  it('passes what is signed, says by whom, and refuses what is not', async () => {
    const good = await runCli(['check', '--policy', 'policy.yaml', '--json'], { files: { 'manifest.yaml': manifest('ran:2.5'), 'policy.yaml': policy() } });
    expect({ status: good.status, stderr: good.stderr }).toEqual({ status: 0, stderr: '' });
    const { manifests } = JSON.parse(good.stdout) as { manifests: { targets: { name: string; signed: string }[] }[] };
    expect(manifests[0]?.targets.map(({ name, signed }) => [name, signed.startsWith('Signed by the key SHA256:')])).toEqual([['hostfs', true], ['bootkit', true], ['ran', true]]);

    const bad = await runCli(['check', '--policy', 'policy.yaml'], { files: { 'manifest.yaml': manifest('ran:2.6'), 'policy.yaml': policy() } });
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(/error: Nobody signed it\..*\[unverified-source\]/);
  });

  it('says that it does not know when the registry fails where the tag’s index is looked for', async () => {
    const proxy = await startDelayProxy(registry.host);
    proxy.answer(/manifests\/2\.6(?:\.\d+)?$/, { status: 401 }, Infinity);
    const through = (text: string): string => text.replaceAll(registry.host, proxy.host);
    const result = await runCli(['check', '--policy', 'policy.yaml'], { files: { 'manifest.yaml': through(manifest('ran:2.6')), 'policy.yaml': through(policy()) } }).finally(proxy.stop);
    expect({ status: result.status, blamed: result.stdout.includes('Nobody signed it') }).toEqual({ status: 3, blamed: false });
    expect(proxy.count(/manifests\/2\.6/)).toBeGreaterThan(0);
  });

  it('refuses an image that the policy does not name', async () => {
    const result = await runCli(['check', '--policy', policy().replace('/os/*', '/other/*')], { files: { 'manifest.yaml': manifest('ran:2.5') } });
    expect(result.status).toBe(1);
    expect(result.stdout).toContain('The policy says nothing of');
  });

  it('is the base’s on a pull request, and its change is the first thing that is shown', async () => {
    const repository = makeRepository({ 'manifest.yaml': manifest('ran:2.5'), 'policy.yaml': policy() });
    repository.git('checkout', '-q', '-b', 'change');
    repository.commit({ 'manifest.yaml': manifest('ran:2.6'), 'policy.yaml': unsigned() });
    const github = await startGitHub({ code: repository.folder });
    const { number } = github.openPull();
    let result: ActionResult;
    try {
      result = await runAction({ event: 'pull_request', payload: github.payload(number), inputs: { policy: 'policy.yaml' }, env: github.env, token: github.token, workspace: repository.folder });
    } finally {
      await github.stop();
    }
    expect(result.status).toBe(1);
    expect(result.annotations.some(({ title }) => title?.startsWith('unverified-source') === true)).toBe(true);
    expect(result.summary.split('\n\n')[1]).toContain('changes the policy `policy.yaml`');
  });

  it('lets a target go without a digest at publish when its image is verified', async () => {
    const floating = listManifest({ ran: 'ran:2.5', floating: ['ran'], prefix: `docker://${registry.host}/os/` });
    const files = { 'manifest.yaml': floating, 'policy.yaml': policy() };
    const publish = (...args: string[]): ReturnType<typeof runCli> => runCli(['publish', '--destination', 'oci:out', '--tag', '1', '--dry-run', 'true', '--allow-public-log', 'true', ...args], { files });
    expect((await publish()).stdout).toMatch(/error: .*\[floating-reference\]/);
    const verified = await publish('--policy', 'policy.yaml');
    expect({ status: verified.status, stdout: verified.status === 0 ? '' : verified.stdout }).toEqual({ status: 0, stdout: '' });
  });
});
