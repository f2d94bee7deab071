import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { startGitHub, type GitHub } from '../harness/github.ts';
import { hasGit, makeRepository, type Files, type Repository } from '../harness/repository.ts';
import { runAction, runCli, type ActionResult } from '../harness/runner.ts';
import { addLayout, IMAGES, listManifest, PRODUCT } from './device.ts';

const REPOSITORY = { full_name: 'acme/device', default_branch: 'main', private: false };
/** The same, but for where the layout is: two folders up from each manifest as from the top, since sources are relative to the workspace. */
const BOTH: Files = { 'devices/a/manifest.yaml': listManifest(), 'devices/b/manifest.yaml': listManifest() };
const GLOB = { manifest: 'devices/*/manifest.yaml' };

let github: GitHub | undefined;
afterEach(async () => {
  await github?.stop();
  github = undefined;
});

function devices(): Repository {
  const repository = makeRepository(BOTH);
  addLayout(repository.folder);
  return repository;
}

interface Reported {
  readonly manifests: readonly { readonly path: string; readonly base: string | null; readonly published?: { readonly reference: string }; readonly changes: readonly { readonly target: string; readonly field: string; readonly after: string }[] }[];
}
const reportOf = (result: ActionResult): Reported => JSON.parse(readFileSync(result.outputs['report'] ?? '', 'utf8')) as Reported;
const writes = (api: GitHub): number => api.count(/^(?:POST|PATCH|PUT|DELETE) .*\/repos\//);

(hasGit ? describe : describe.skip)('several manifests in a pull request (needs git)', () => {
  it('have one comment with a section each, which stays untouched until something changes', async () => {
    const repository = devices();
    repository.git('checkout', '-q', '-b', 'change');
    repository.commit({ 'devices/a/manifest.yaml': listManifest({ ran: 'ran:2.6' }), 'devices/b/manifest.yaml': listManifest({ hostfs: 'hostfs:1.1.0' }) });
    github = await startGitHub({ code: repository.folder });
    const api = github;
    const { number } = api.openPull();
    const run = (): Promise<ActionResult> => runAction({ event: 'pull_request', payload: api.payload(number), inputs: GLOB, env: api.env, token: api.token, workspace: repository.folder });
    const comments = (): readonly string[] => api.pulls.get(number)?.comments.map(({ body }) => body) ?? [];

    const first = await run();
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: '' });
    expect(comments()).toHaveLength(1);
    const [, one = '', other = ''] = comments()[0]?.split(/(?=^#+ .*devices\/[ab]\/manifest\.yaml)/m) ?? [];
    expect(one).toContain('devices/a/manifest.yaml');
    expect(one).toContain('2.6.0');
    expect(one).not.toContain('1.1.0');
    expect(other).toContain('devices/b/manifest.yaml');
    expect(other).toContain('1.1.0');
    expect(other).not.toContain('2.6.0');

    expect(writes(api)).toBe(1);
    expect((await run()).outputs['comment-url']).toBe(first.outputs['comment-url']);
    expect(writes(api)).toBe(1);

    // One of the two goes back: its section goes, and the comment is written again.
    repository.commit({ 'devices/b/manifest.yaml': listManifest() });
    api.pushPull(number);
    expect((await run()).status).toBe(0);
    expect(comments()).toHaveLength(1);
    expect(comments()[0]).toContain('2.6.0');
    expect(comments()[0]).not.toContain('1.1.0');
  });

  it('in a merge group are compared with its base, and nobody is told but the log and the summary', async () => {
    const repository = devices();
    const base = repository.sha('HEAD');
    repository.git('checkout', '-q', '-b', 'queue');
    const head = repository.commit({ 'devices/b/manifest.yaml': listManifest({ ran: 'ran:2.6' }) });
    github = await startGitHub({ code: repository.folder, permissions: { 'pull-requests': 'write' } });
    github.openPull();
    const merge_group = { base_sha: base, head_sha: head, base_ref: 'refs/heads/main', head_ref: 'refs/heads/gh-readonly-queue/main/pr-7' };
    const result = await runAction({ event: 'merge_group', payload: { action: 'checks_requested', merge_group, repository: REPOSITORY }, inputs: GLOB, env: github.env, token: github.token, workspace: repository.folder });
    expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
    expect(reportOf(result).manifests.map(({ path, base: from, changes }) => [path, base.startsWith(from ?? '?'), changes.map(({ field, after }) => `${field} ${after}`)])).toEqual([
      ['devices/a/manifest.yaml', true, []],
      ['devices/b/manifest.yaml', true, ['version 2.6.0', 'source oci:layout:ran:2.6', `digest ${IMAGES['ran:2.6'].digest}`]],
    ]);
    expect(writes(github)).toBe(0);
    expect([...github.pulls.values()].flatMap((pull) => [...pull.comments, ...pull.reviewComments])).toEqual([]);
    expect(result.outputs['comment-url']).toBeUndefined();
    expect(result.summary).toContain('2.6.0');
    expect(result.log).toContain('devices/b/manifest.yaml: changes since');
  });
});

(hasGit ? describe : describe.skip)('several manifests released by one tag (needs git)', () => {
  let product: ProductCertificate;
  beforeAll(async () => {
    product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
  });

  async function push(repository: Repository, tag: string, inputs: Readonly<Record<string, string>>): Promise<ActionResult> {
    repository.git('tag', '--force', tag);
    github = await startGitHub({ code: repository.folder });
    return runAction({
      event: 'push',
      payload: { ref: `refs/tags/${tag}`, after: repository.sha('HEAD'), before: '0'.repeat(40), repository: REPOSITORY },
      inputs: { ...GLOB, sign: 'key', key: product.keyPem, certificate: product.certificatePem, 'ca-certificate': product.caPem, ...inputs },
      env: github.env,
      token: github.token,
      workspace: repository.folder,
    });
  }
  const verify = async (repository: Repository, reference: string): Promise<number | null> => {
    const { status } = await runCli(['verify', reference, '--ca-certificate', 'ca.pem'], { cwd: repository.folder, files: { 'ca.pem': product.caPem } });
    return status;
  };

  it('each go to the place of their folder, and everybody is told of each', async () => {
    const repository = devices();
    const result = await push(repository, 'v1.2.0', { destination: 'oci:out/{folder}' });
    expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
    expect(result.outputs['tag']).toBe('1.2.0');
    // The same system is the same release, wherever it goes.
    const { reference = '', digest = '' } = result.outputs;
    expect(reference).toBe(`oci:out/devices/a@${digest}`);
    const references = ['a', 'b'].map((name) => `oci:out/devices/${name}@${digest}`);
    expect(reportOf(result).manifests.map(({ published }) => published?.reference)).toEqual(references);
    for (const each of references) {
      expect(result.summary).toContain(each);
      expect(result.log).toContain(`published ${each} as 1.2.0`);
    }
    expect([await verify(repository, 'oci:out/devices/a:1.2.0'), await verify(repository, 'oci:out/devices/b:1.2.0')]).toEqual([0, 0]);
  });

  it('by a tag that begins with a folder’s name are that folder’s alone', async () => {
    const repository = devices();
    const result = await push(repository, 'b/v1.2.0', { destination: 'oci:out/{folder}' });
    expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
    expect(result.outputs['tag']).toBe('1.2.0');
    expect(result.outputs['reference']).toMatch(/^oci:out\/devices\/b@sha256:[0-9a-f]{64}$/);
    // README: a script that goes on reads .manifests[].published.reference, however many there are.
    expect(reportOf(result).manifests.map(({ published }) => published?.reference)).toEqual([result.outputs['reference']]);
    expect(result.summary.split('oci:out/devices/b@').length).toBe(2);
    expect(existsSync(join(repository.folder, 'out', 'devices', 'a'))).toBe(false);
    expect(await verify(repository, 'oci:out/devices/b:1.2.0')).toBe(0);
  });

  it.each([
    ['one destination', 'oci:out'],
    ['their product, which is one', 'oci:out/{product}'],
  ])('are not published to one place, %s', async (_, destination) => {
    const repository = devices();
    const result = await push(repository, 'v1.2.0', { destination });
    expect(result.status).toBe(2);
    expect(result.annotations.map(({ message }) => message).join('\n')).toMatch(/devices\/a\/manifest\.yaml and devices\/b\/manifest\.yaml would both be published as oci:out.*\{folder\}/);
    expect(existsSync(join(repository.folder, 'out'))).toBe(false);
  });

  it.each([
    ['by a path that goes back', ['"x/../ran"', 'ran'], 'oci:out/{product}', 'oci:out/ran:1.2.0'],
    ['by a slash too many', ['"ran/"', 'ran'], 'oci:out/{product}', 'oci:out/ran:1.2.0'],
    ['by nothing', ['"."', '""'], 'oci:out/{product}', 'oci:out/:1.2.0'],
    ['by a link', ['link', 'ran'], 'oci:out/{product}', 'oci:out/ran:1.2.0'],
    ['by the same host in other letters', ['GHCR.io', 'ghcr.io'], '{product}/acme/device', 'ghcr.io/acme/device:1.2.0'],
    ['by two names of one host', ['index.docker.io', 'docker.io'], '{product}/acme/device', 'docker.io/acme/device:1.2.0'],
  ])('are not published to one place that is written in two ways, %s', async (_, [one = '', two = ''], destination, place) => {
    const text = (name: string): string => listManifest().replace(PRODUCT, name);
    const repository = makeRepository({ 'devices/a/manifest.yaml': text(one), 'devices/b/manifest.yaml': text(two) });
    addLayout(repository.folder);
    mkdirSync(join(repository.folder, 'out', 'ran'), { recursive: true });
    symlinkSync('ran', join(repository.folder, 'out', 'link'));
    const result = await push(repository, 'v1.2.0', { destination, rules: 'product: off' });
    expect(result.annotations.map(({ message }) => message).join('\n')).toContain(`devices/a/manifest.yaml and devices/b/manifest.yaml would both be published as ${place}.`);
    expect(result.status).toBe(2);
    expect(readdirSync(join(repository.folder, 'out', 'ran'))).toEqual([]);
  });

  it('do not move one channel, of which the last would win', async () => {
    const repository = devices();
    repository.commit({ 'devices/b/manifest.yaml': listManifest().replace(PRODUCT, 'other') });
    const result = await push(repository, 'v1.2.0', { destination: 'oci:out', tag: '1.2.0-{product}', rules: 'product: off', channel: 'stable' });
    expect(result.annotations.map(({ message }) => message).join('\n')).toContain('devices/a/manifest.yaml and devices/b/manifest.yaml would both move the channel stable of oci:out.');
    expect({ status: result.status, out: existsSync(join(repository.folder, 'out')) }).toEqual({ status: 2, out: false });
  });
});
