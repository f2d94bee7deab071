import { describe, expect, it, afterEach } from '@jest/globals';
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../harness/daemon.ts';
import { startGitHub, type GitHub, type GitHubOptions } from '../harness/github.ts';
import { runAction, type ActionResult } from '../harness/runner.ts';
import { hasGit, makeRepository, type Repository } from '../harness/repository.ts';
import { addLayout, IMAGES, listManifest } from './device.ts';

let github: GitHub | undefined;
afterEach(async () => {
  await github?.stop();
  github = undefined;
});

interface Pull {
  readonly repository: Repository;
  readonly github: GitHub;
  readonly run: (inputs?: Readonly<Record<string, string>>) => Promise<ActionResult>;
}

/** A pull request that changes manifest.yaml from one text to another. `main` moves on meanwhile. */
async function pullRequest(before: string | null, after: string, options: Omit<GitHubOptions, 'code'> & { readonly fork?: boolean } = {}): Promise<Pull> {
  const repository = makeRepository({ 'README.md': 'a device\n', ...(before === null ? {} : { 'manifest.yaml': before }) });
  repository.git('checkout', '-q', '-b', 'change');
  repository.commit({ 'manifest.yaml': after });
  repository.git('checkout', '-q', 'main');
  repository.commit({ 'README.md': 'a device, described\n' });
  repository.git('checkout', '-q', 'change');
  addLayout(repository.folder);
  const { fork = false, ...rest } = options;
  const api = await startGitHub({ ...rest, code: repository.folder });
  github = api;
  const { number } = api.openPull({ fork });
  return {
    repository,
    github: api,
    run: (inputs = {}) => runAction({ event: 'pull_request', payload: api.payload(number), inputs, env: api.env, token: api.token, workspace: repository.folder }),
  };
}

const comments = (api: GitHub): readonly string[] => [...api.pulls.values()].flatMap((pull) => pull.comments.map(({ body }) => body));
const report = (result: ActionResult): { manifests: { changes: unknown[]; targets: { name: string; mediaType: string | null }[]; problems: { rule: string; line: number }[] }[] } =>
  JSON.parse(readFileSync(result.outputs['report'] as string, 'utf8')) as never;

(hasGit ? describe : describe.skip)('a pull request (needs git)', () => {
  it('says what changes on the device, once, and leaves an unchanged comment untouched', async () => {
    const { github: api, run } = await pullRequest(listManifest(), listManifest({ ran: 'ran:2.6' }));
    const first = await run();
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: '' });
    expect(first.outputs).toMatchObject({ result: 'passed', errors: '0', warnings: '0', pinned: '0' });
    expect(report(first).manifests[0]?.changes).toEqual([
      { target: 'ran', field: 'version', before: '2.5.0', after: '2.6.0' },
      { target: 'ran', field: 'source', before: 'oci:layout:ran:2.5', after: 'oci:layout:ran:2.6' },
      { target: 'ran', field: 'digest', before: IMAGES['ran:2.5'].digest, after: IMAGES['ran:2.6'].digest },
    ]);
    // What the change does not touch was not asked for, so its kind is not known.
    expect(report(first).manifests[0]?.targets.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['hostfs', null],
      ['bootkit', null],
      ['ran', 'application/vnd.oci.image.manifest.v1+json'],
    ]);
    expect(comments(api)).toHaveLength(1);
    expect(comments(api)[0]).toContain('ran');
    expect(first.outputs['comment-url']).toMatch(/#issuecomment-\d+$/);
    expect(first.summary).toContain('2.6.0');

    const written = /^(POST|PATCH|PUT|DELETE) .*\/repos\//;
    const writes = api.count(written);
    expect(writes).toBe(1);
    const second = await run();
    expect(second.status).toBe(0);
    expect(api.count(written)).toBe(writes);
    expect(comments(api)).toHaveLength(1);
    expect(second.outputs['comment-url']).toBe(first.outputs['comment-url']);
  });

  it('suggests the digest of a floating target in the diff, and not twice', async () => {
    const { github: api, run } = await pullRequest(listManifest(), listManifest({ ran: 'ran:2.6', floating: ['ran'] }));
    const first = await run();
    expect(first.status).toBe(0);
    const suggestions = [...api.pulls.values()].flatMap((pull) => pull.reviewComments.map(({ body }) => body));
    expect(suggestions).toHaveLength(1);
    expect(suggestions[0]).toContain(`\`\`\`suggestion\n    source: oci:layout:ran:2.6\n    digest: ${IMAGES['ran:2.6'].digest}\n    size: 878\n\`\`\``);
    expect(report(first).manifests[0]?.problems).toContainEqual(expect.objectContaining({ rule: 'floating-reference', severity: 'warning', target: 'ran', line: 23 }));
    await run();
    expect([...api.pulls.values()].flatMap((pull) => pull.reviewComments)).toHaveLength(1);
  });

  it('commits the pins where it may, and changes no other byte', async () => {
    const floating = listManifest({ ran: 'ran:2.6', floating: ['ran'] });
    const { github: api, run } = await pullRequest(listManifest(), floating, { permissions: { 'pull-requests': 'write', contents: 'write' } });
    const result = await run({ pin: 'commit' });
    expect(result.status).toBe(0);
    expect(result.outputs['pinned']).toBe('1');
    expect(api.commits).toHaveLength(1);
    const [change] = api.commits[0]?.additions ?? [];
    expect(change?.path).toBe('manifest.yaml');
    expect(Buffer.from(change?.contents ?? '', 'base64').toString()).toBe(listManifest({ ran: 'ran:2.6' }));
  });

  it('fails with the permission to add where a commit was asked for and may not be made', async () => {
    const { run } = await pullRequest(listManifest(), listManifest({ ran: 'ran:2.6', floating: ['ran'] }));
    const result = await run({ pin: 'commit' });
    expect(result.status).toBe(3);
    expect(result.annotations.map(({ message }) => message).join('\n')).toContain('contents: write');
  });

  it('is no failure with a token that only reads', async () => {
    const { github: api, run } = await pullRequest(listManifest(), listManifest({ ran: 'ran:2.6', floating: ['ran'] }), { permissions: {}, fork: true });
    const result = await run();
    expect(result.status).toBe(0);
    expect(comments(api)).toEqual([]);
    expect(result.summary).toContain(IMAGES['ran:2.6'].digest);
  });

  it('is judged at its head, and not passed by what lies in the workspace', async () => {
    const { github: api } = await pullRequest(listManifest(), listManifest({ ran: 'ran:2.6' }).replace('service_name: ran', 'service_name: Ran'));
    // As actions/checkout leaves it, where the merge commit is another text than the head: without the head's commit.
    const merged = makeRepository({ 'manifest.yaml': listManifest() });
    merged.git('remote', 'add', 'origin', 'https://github.com/acme/device');
    addLayout(merged.folder);
    const [number = 0] = api.pulls.keys();
    const run = (inputs: Readonly<Record<string, string>>): Promise<ActionResult> => runAction({ event: 'pull_request', payload: api.payload(number), inputs: { base: 'HEAD', ...inputs }, env: api.env, token: api.token, workspace: merged.folder });
    const asked = await run({});
    expect(asked.status).toBe(1);
    expect(report(asked).manifests[0]?.problems).toContainEqual(expect.objectContaining({ rule: 'service-name' }));
    const unasked = await run({ 'github-token': '' });
    expect({ status: unasked.status, result: unasked.outputs['result'] }).toEqual({ status: 3, result: 'failed' });
    expect(unasked.annotations).toEqual([expect.objectContaining({ level: 'error', title: 'manifest-action: commit', message: expect.stringContaining('fetch-depth: 0') })]);
  });

  it('points at the wrong value, in line and column, and fails', async () => {
    const wrong = listManifest({ ran: 'ran:2.6' }).replace('service_name: ran', 'service_name: Ran');
    const { github: api, run } = await pullRequest(listManifest(), wrong);
    const result = await run();
    expect(result.status).toBe(1);
    expect(result.outputs).toMatchObject({ result: 'failed', errors: '1' });
    expect(result.annotations).toContainEqual(expect.objectContaining({ level: 'error', file: 'manifest.yaml', line: 22, col: 19 }));
    expect(comments(api)[0]).toContain('service-name');
    // Who opens the log of the failed step reads the same, with the verdict at its end.
    const log = result.log.trimEnd().split('\n');
    expect(log.filter((line) => line.startsWith('manifest.yaml:22:19: error: ') && line.endsWith(' [service-name]'))).toHaveLength(1);
    expect(log.at(-1)).toMatch(/^failed: 1 error/);
  });

  it('refuses a digest that was left behind when the source moved on', async () => {
    const stale = listManifest().replace('source: oci:layout:ran:2.5', 'source: oci:layout:ran:2.6');
    const { run } = await pullRequest(listManifest(), stale);
    const result = await run();
    expect(result.status).toBe(1);
    expect(report(result).manifests[0]?.problems).toContainEqual(expect.objectContaining({ rule: 'digest', severity: 'error', target: 'ran', message: expect.stringContaining(IMAGES['ran:2.6'].digest) }));
  });

  it('gives the lines to write, and links to them, where the checkout is in a folder', async () => {
    const { repository, github: api } = await pullRequest(listManifest(), listManifest({ ran: 'ran:2.6', floating: ['ran'] }), { permissions: { 'pull-requests': 'write', contents: 'write' } });
    const workspace = temporaryFolder('workspace');
    cpSync(repository.folder, join(workspace, 'src'), { recursive: true });
    addLayout(workspace);
    const [number = 0] = api.pulls.keys();
    // No commit is added to what was approved, so the lines are what is left.
    api.review(number, 'APPROVED', 'ada');
    const result = await runAction({ event: 'pull_request', payload: api.payload(number), inputs: { manifest: 'src/manifest.yaml', pin: 'commit' }, env: api.env, token: api.token, workspace });
    expect(result.status).toBe(0);
    const [comment = ''] = comments(api);
    expect(comment).toContain(`- \`ran\`: run \`manifest-action pin\`, or write what follows.`);
    expect(comment).toContain(`\`\`\`yaml\n    source: oci:layout:ran:2.6\n    digest: ${IMAGES['ran:2.6'].digest}\n    size: 878\n\`\`\``);
    expect(comment).toContain(`[\`src/manifest.yaml:23\`](https://github.com/acme/device/blob/${repository.git('rev-parse', 'change').trim()}/manifest.yaml#L23)`);
    expect(comment).not.toContain('/src/manifest.yaml#');
    // GitHub shows an annotation in the diff when it has the file's path in the repository.
    expect(result.annotations.map(({ file }) => file)).toContain('manifest.yaml');
    expect(result.annotations.map(({ file }) => file)).not.toContain('src/manifest.yaml');
    expect(result.log).toContain('src/manifest.yaml:23: this line becomes');
  });

  it('gives them, and links to them, where the manifest is a link, and its problems too', async () => {
    const repository = makeRepository({ 'devices/a.yaml': listManifest() });
    symlinkSync('devices/a.yaml', join(repository.folder, 'manifest.yaml'));
    repository.commit({}, 'link');
    repository.git('checkout', '-q', '-b', 'change');
    repository.commit({ 'devices/a.yaml': listManifest({ ran: 'ran:2.6', floating: ['ran'] }).replace('nsgroup: ran', 'nsgroup: none') });
    addLayout(repository.folder);
    const api = await startGitHub({ code: repository.folder, permissions: {} });
    github = api;
    const { number } = api.openPull({ fork: true });
    const result = await runAction({ event: 'pull_request', payload: api.payload(number), env: api.env, token: api.token, workspace: repository.folder });
    expect(result.status).toBe(0);
    expect(result.summary).toContain(`    digest: ${IMAGES['ran:2.6'].digest}\n    size: 878\n`);
    const link = `https://github.com/acme/device/blob/${repository.git('rev-parse', 'change').trim()}/devices/a.yaml`;
    expect(result.summary).toContain(`[\`manifest.yaml:23\`](${link}#L23) becomes`);
    expect(result.summary).toMatch(/⚠️ \[`manifest\.yaml:\d+:\d+`\]\(https:[^)]*\/devices\/a\.yaml#L\d+\) \[?`root-nsgroup`/);
  });

  it('shows all of a new manifest, and says nothing of one that did not change', async () => {
    const added = await pullRequest(null, listManifest());
    const result = await added.run();
    expect(result.status).toBe(0);
    expect(report(result).manifests[0]?.changes.map((change) => Object.keys(change as object))).toEqual(Array.from({ length: 3 }, () => ['target', 'field', 'before', 'after']));
    await added.github.stop();

    const same = await pullRequest(listManifest(), listManifest());
    const quiet = await same.run();
    expect(quiet.status).toBe(0);
    expect(comments(same.github)).toEqual([]);
  });
});
