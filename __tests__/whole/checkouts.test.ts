import { afterEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../harness/daemon.ts';
import { startGitHub, type GitHub, type GitHubOptions } from '../harness/github.ts';
import { hasGit, makeRepository, type Repository } from '../harness/repository.ts';
import { runAction, type ActionResult } from '../harness/runner.ts';
import { addLayout, IMAGES, listManifest } from './device.ts';

/*
 * What lies in a workspace is seldom the pull request's head: a merge commit, a few commits of a history, other repositories in folders of it.
 * What is judged, compared and pinned has to be the file that was named all the same.
 */

let api: GitHub | undefined;
afterEach(async () => {
  await api?.stop();
  api = undefined;
});

const ORIGIN = 'https://github.com/acme/device';
const WRITES = { 'pull-requests': 'write', contents: 'write' } as const;

interface Run extends Omit<GitHubOptions, 'code'> {
  readonly inputs?: Readonly<Record<string, string>>;
  /** Where it runs, if not in the repository itself. */
  readonly workspace?: string;
  readonly token?: string;
}

/** A run for the pull request from `change` to `main` of a repository. GITHUB_SHA is a commit that nobody has. */
async function check(repository: Repository, { inputs = {}, workspace = repository.folder, token, ...options }: Run = {}): Promise<ActionResult & { readonly github: GitHub }> {
  await api?.stop();
  const github = await startGitHub({ ...options, code: repository.folder });
  api = github;
  const { number } = github.openPull();
  addLayout(workspace);
  return { ...(await runAction({ event: 'pull_request', payload: github.payload(number), inputs, env: github.env, token: token ?? github.token, workspace })), github };
}

/** Checks the merge commit out, as actions/checkout does on a pull request. */
function checkOutMerge(repository: Repository): void {
  repository.git('checkout', '-q', '-b', 'merge', 'main');
  repository.git('merge', '-q', '--no-ff', '--no-edit', 'change');
}

const report = (result: ActionResult): { manifests: { path: string; base: string | null; changes: unknown[]; problems: { rule: string }[] }[] } => JSON.parse(readFileSync(result.outputs['report'] as string, 'utf8')) as never;
const comments = (github: GitHub): string => [...github.pulls.values()].flatMap((pull) => pull.comments.map(({ body }) => body)).join('\n');

(hasGit ? describe : describe.skip)('a workspace with another repository in it (needs git)', () => {
  /** The event's repository, with a manifest of its own at the top, and the device's in a folder. */
  function nested(device: string): Repository {
    const other = makeRepository({ 'manifest.yaml': device });
    const repository = makeRepository({ 'manifest.yaml': listManifest(), '.gitignore': 'device\nlayout\n' });
    repository.git('checkout', '-q', '-b', 'change');
    repository.commit({ 'README.md': 'a change\n' });
    repository.git('clone', '-q', other.folder, 'device');
    return repository;
  }

  it('judges the file that was named, not the one of that name in the event’s repository', async () => {
    const repository = nested(listManifest().replace('service_name: ran', 'service_name: Ran'));
    const result = await check(repository, { inputs: { manifest: 'device/manifest.yaml' } });
    expect(result.status).toBe(1);
    expect(report(result).manifests).toEqual([expect.objectContaining({ path: 'device/manifest.yaml', base: null, changes: [], problems: [expect.objectContaining({ rule: 'service-name' })] })]);
    expect(result.log).toContain('device/manifest.yaml is in another repository than acme/device, so the workspace\'s file is checked.');
    // GitHub has no such file at that commit, or another one.
    expect(result.summary).toContain('`device/manifest.yaml:');
    expect(result.summary).not.toContain('/blob/');
  });

  it('compares it with nothing on a push as well', async () => {
    const repository = nested(listManifest({ ran: 'ran:2.6' }));
    const github = await startGitHub({ code: repository.folder });
    api = github;
    addLayout(repository.folder);
    const payload = { ref: 'refs/heads/change', before: repository.sha('main'), after: repository.sha('change'), repository: { full_name: 'acme/device' } };
    const result = await runAction({ event: 'push', payload, inputs: { manifest: 'device/manifest.yaml\nmanifest.yaml' }, env: github.env, token: github.token, workspace: repository.folder });
    expect(result.status).toBe(0);
    expect(report(result).manifests.map(({ path, base }) => [path, base])).toEqual([
      ['device/manifest.yaml', null],
      ['manifest.yaml', repository.sha('main').slice(0, 12)],
    ]);
  });

  it('links to it by its path in its repository, and to nothing where that is another one', async () => {
    const repository = makeRepository({ 'manifest.yaml': listManifest({ floating: ['ran'] }).replace('nsgroup: ran', 'nsgroup: none') });
    const workspace = temporaryFolder('workspace');
    for (const folder of ['src', 'other']) execFileSync('git', ['clone', '-q', repository.folder, join(workspace, folder)], { stdio: 'ignore' });
    execFileSync('git', ['-C', join(workspace, 'src'), 'remote', 'set-url', 'origin', ORIGIN]);
    execFileSync('git', ['-C', join(workspace, 'other'), 'commit', '-q', '--amend', '--allow-empty', '-m', 'another', '--reset-author'], { env: { ...process.env, GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b', GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z' }, stdio: 'ignore' });
    addLayout(workspace);
    const push = (sha: string): Record<string, unknown> => ({ ref: 'refs/heads/main', before: '0'.repeat(40), after: sha, repository: { full_name: 'acme/device' } });
    const inFolder = await runAction({ event: 'push', payload: push(repository.sha('main')), inputs: { manifest: 'src/manifest.yaml' }, env: { GITHUB_SHA: repository.sha('main') }, workspace });
    expect(inFolder.summary).toMatch(/\[`src\/manifest\.yaml:\d+`\]\(https:\S+\/blob\/[0-9a-f]{40}\/manifest\.yaml#L\d+\) becomes/);
    expect(inFolder.summary).not.toContain('/src/manifest.yaml#');
    const elsewhere = await runAction({ event: 'push', payload: push('1'.repeat(40)), inputs: { manifest: 'other/manifest.yaml' }, env: { GITHUB_SHA: '1'.repeat(40) }, workspace });
    expect(elsewhere.summary).toContain('`other/manifest.yaml:');
    expect(elsewhere.summary).not.toContain('/blob/');
  });

  it('takes the policy that was named, not the one of that name in the event’s repository', async () => {
    const other = makeRepository({ 'policy.yaml': 'version: 1\nimages:\n  - match: ghcr.io/nobody/**\n    unsigned: Nothing else is agreed to.\n' });
    const repository = makeRepository({ 'manifest.yaml': listManifest(), 'policy.yaml': 'version: 1\nimages:\n  - match: "**"\n    unsigned: Nobody looks.\n', '.gitignore': 'rules\nlayout\n' });
    repository.git('checkout', '-q', '-b', 'change');
    repository.commit({ 'manifest.yaml': listManifest({ ran: 'ran:2.6' }) });
    const workspace = join(temporaryFolder('clone'), 'clone');
    execFileSync('git', ['clone', '-q', '--depth', '1', '--branch', 'change', `file://${repository.folder}`, workspace], { stdio: 'ignore' });
    execFileSync('git', ['clone', '-q', other.folder, join(workspace, 'rules')], { stdio: 'ignore' });
    const result = await check(repository, { workspace, inputs: { policy: 'rules/policy.yaml' } });
    expect(report(result).manifests[0]?.problems.map(({ rule }) => rule)).toContain('unverified-source');
    expect(result.status).toBe(1);
  });

  it.each([ORIGIN, 'https://x-access-token:secret@github.com/Acme/Device.git', 'git@github.com:acme/device.git', 'ssh://git@github.com:22/acme/device.git/'])('asks GitHub for the head where the origin is %s', async (origin) => {
    const repository = makeRepository({ 'manifest.yaml': listManifest() });
    repository.git('checkout', '-q', '-b', 'change');
    repository.commit({ 'manifest.yaml': listManifest({ ran: 'ran:2.6' }) });
    // Neither the head nor what the event is for is there: a checkout of a branch that has moved on.
    const workspace = makeRepository({ 'manifest.yaml': listManifest(), 'README.md': 'later\n' });
    workspace.git('remote', 'add', 'origin', origin);
    const { github, ...result } = await check(repository, { workspace: workspace.folder });
    expect(result.status).toBe(0);
    expect(github.count(/contents\/manifest\.yaml/)).toBe(2);
    expect(report(result).manifests[0]?.changes).toHaveLength(3);
  });
});

(hasGit ? describe : describe.skip)('a workspace with a part of the history (needs git)', () => {
  /** The pull request leaves a digest behind. main goes on, and merges a branch that began before the pull request did, with an older device. */
  function history(): Repository {
    const repository = makeRepository({ 'manifest.yaml': listManifest({ ran: 'ran:2.5' }) });
    repository.git('branch', 'late');
    repository.commit({ 'manifest.yaml': listManifest({ ran: 'ran:2.6' }) });
    repository.git('checkout', '-q', '-b', 'change');
    repository.commit({ 'manifest.yaml': listManifest({ ran: 'ran:2.6' }).replace('source: oci:layout:ran:2.6', 'source: oci:layout:hostfs:1.1.0') });
    repository.git('checkout', '-q', 'main');
    for (let at = 0; at < 10; at++) repository.commit({ 'README.md': `${at}\n` });
    repository.git('checkout', '-q', 'late');
    repository.commit({ 'late.md': 'late\n' });
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-ff', '--no-edit', 'late');
    checkOutMerge(repository);
    return repository;
  }

  function clone(repository: Repository, depth: number): string {
    const folder = join(temporaryFolder('clone'), 'clone');
    execFileSync('git', ['clone', '-q', '--depth', String(depth), '--branch', 'merge', `file://${repository.folder}`, folder], { stdio: 'ignore' });
    execFileSync('git', ['-C', folder, 'remote', 'set-url', 'origin', ORIGIN]);
    return folder;
  }

  it.each([1, 6, 100])('compares with the merge base at fetch-depth %d', async (depth) => {
    const repository = history();
    const result = await check(repository, { workspace: clone(repository, depth) });
    const base = repository.git('merge-base', 'main', 'change').slice(0, 12);
    expect(report(result).manifests).toEqual([expect.objectContaining({ base, problems: [expect.objectContaining({ rule: 'digest', severity: 'error' })] })]);
    expect(result.status).toBe(1);
  });

  it('rather fails than believes git where GitHub cannot be asked', async () => {
    const repository = history();
    const result = await check(repository, { workspace: clone(repository, 6), inputs: { 'github-token': '' } });
    expect({ status: result.status, result: result.outputs['result'] }).toEqual({ status: 3, result: 'failed' });
    expect(result.annotations).toEqual([expect.objectContaining({ level: 'error', title: 'manifest-action: base', message: expect.stringContaining('fetch-depth: 0') })]);
  });
});

(hasGit ? describe : describe.skip)('a file that the head does not hold (needs git)', () => {
  it('is not committed in place of another one: a manifest in a submodule', async () => {
    const device = makeRepository({ 'manifest.yaml': listManifest({ floating: ['ran'] }) });
    const own = listManifest({ hostfs: 'hostfs:1.1.0' });
    const repository = makeRepository({ 'manifest.yaml': own });
    repository.git('checkout', '-q', '-b', 'change');
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', device.folder, 'device');
    repository.commit({});
    const head = repository.sha('change');
    const { github, ...result } = await check(repository, { permissions: WRITES, inputs: { manifest: 'device/manifest.yaml', pin: 'commit' } });
    expect({ status: result.status, pinned: result.outputs['pinned'] }).toEqual({ status: 0, pinned: '0' });
    expect(github.commits).toEqual([]);
    expect(repository.sha('change')).toBe(head);
    // Nor is anything suggested on the lines of the other one; what to write is said.
    expect([...github.pulls.values()].flatMap((pull) => pull.reviewComments)).toEqual([]);
    expect(result.log).toContain('device/manifest.yaml is not pinned by a commit: the pull request\'s head does not hold it.');
    expect(comments(github)).toContain(`digest: ${IMAGES['ran:2.5'].digest}`);
  });

  it('is pinned by no suggestion on the lines of another one of its name', async () => {
    const device = makeRepository({ 'manifest.yaml': listManifest({ floating: ['ran'] }) });
    const repository = makeRepository({ 'README.md': 'software\n' });
    repository.git('checkout', '-q', '-b', 'change');
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', device.folder, 'device');
    repository.commit({ 'manifest.yaml': listManifest({ floating: ['ran'] }) });
    const { github, ...result } = await check(repository, { inputs: { manifest: 'device/manifest.yaml' } });
    expect(result.status).toBe(0);
    expect([...github.pulls.values()].flatMap((pull) => pull.reviewComments)).toEqual([]);
  });

  /** main gets a second device after the pull request began. */
  function secondDevice(): Repository {
    const repository = makeRepository({ 'devices/a/manifest.yaml': listManifest() });
    repository.git('checkout', '-q', '-b', 'change');
    repository.commit({ 'devices/a/manifest.yaml': listManifest({ ran: 'ran:2.6', floating: ['ran'] }) });
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'devices/b/manifest.yaml': listManifest({ floating: ['ran'] }) });
    checkOutMerge(repository);
    return repository;
  }

  it('is none of the pull request’s, if it came with the merge commit: what a glob matches is left out', async () => {
    const repository = secondDevice();
    const { github, ...result } = await check(repository, { permissions: WRITES, inputs: { manifest: 'devices/*/manifest.yaml', pin: 'commit' } });
    expect({ status: result.status, pinned: result.outputs['pinned'] }).toEqual({ status: 0, pinned: '1' });
    expect(report(result).manifests.map(({ path }) => path)).toEqual(['devices/a/manifest.yaml']);
    expect(result.log).toMatch(/devices\/b\/manifest\.yaml is in the commit that is checked out, and not in the pull request's head [0-9a-f]{12}, so it is left out\./);
    expect(comments(github)).not.toContain('devices/b');
    expect(github.commits.map(({ additions }) => additions.map(({ path }) => path))).toEqual([['devices/a/manifest.yaml']]);
    // The branch with its new commit can be merged.
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-edit', 'change');
  });

  it('is checked as it lies there if it was named, and not left out beside another', async () => {
    const repository = makeRepository({ 'a.yaml': listManifest(), 'b.yaml': listManifest().replace('service_name: ran', 'service_name: Ran') });
    repository.git('checkout', '-q', '-b', 'change');
    repository.git('rm', '-q', 'b.yaml');
    repository.commit({ 'a.yaml': listManifest({ ran: 'ran:2.6' }) });
    repository.git('checkout', '-q', 'main');
    const named = await check(repository, { inputs: { manifest: 'a.yaml\nb.yaml' } });
    expect(named.status).toBe(1);
    expect(report(named).manifests.map(({ path, base, problems }) => [path, base !== null, problems.map(({ rule }) => rule)])).toEqual([['a.yaml', true, []], ['b.yaml', false, ['service-name']]]);
    const matched = await check(repository, { inputs: { manifest: '*.yaml' } });
    expect(report(matched).manifests.map(({ path }) => path)).toEqual(['a.yaml']);
    const both = await check(repository, { inputs: { manifest: '*.yaml\nb.yaml' } });
    expect(report(both).manifests.map(({ path }) => path)).toEqual(['a.yaml', 'b.yaml']);
  });

  it('is checked where nothing else is, and nothing is new in it', async () => {
    const repository = secondDevice();
    const { github, ...result } = await check(repository, { permissions: WRITES, inputs: { manifest: 'devices/b/manifest.yaml', pin: 'commit' } });
    expect(result.status).toBe(0);
    expect(report(result).manifests).toEqual([expect.objectContaining({ path: 'devices/b/manifest.yaml', base: null, changes: [] })]);
    expect(github.commits).toEqual([]);
  });
});

(hasGit ? describe : describe.skip)('job: pin on a pull request (needs git)', () => {
  const floating = listManifest({ floating: ['ran'] });
  /** The lines that pin, as git diff shows them, and no others. */
  const ADDED = [`+    digest: ${IMAGES['ran:2.5'].digest}`, '+    size: 878'];
  const changed = (repository: Repository): string[] => repository.git('diff', '--unified=0').split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line));

  it('pins the merge commit’s text, and takes nothing of main back', async () => {
    const repository = makeRepository({ 'manifest.yaml': floating });
    repository.git('checkout', '-q', '-b', 'change');
    repository.commit({ 'README.md': 'words\n' });
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'manifest.yaml': listManifest({ hostfs: 'hostfs:1.1.0', floating: ['ran'] }).replace('# The device', '# Keep this. The device') });
    checkOutMerge(repository);
    const result = await check(repository, { inputs: { job: 'pin' } });
    expect({ status: result.status, pinned: result.outputs['pinned'] }).toEqual({ status: 0, pinned: '1' });
    expect(changed(repository)).toEqual(ADDED);
  });

  it('pins what an earlier step wrote', async () => {
    const repository = makeRepository({ 'manifest.yaml': floating });
    repository.git('checkout', '-q', '-b', 'change');
    repository.commit({ 'README.md': 'words\n' });
    const bumped = listManifest({ ran: 'ran:2.6', floating: ['ran'] });
    writeFileSync(join(repository.folder, 'manifest.yaml'), bumped);
    const result = await check(repository, { inputs: { job: 'pin' } });
    expect(result.status).toBe(0);
    expect(readFileSync(join(repository.folder, 'manifest.yaml'), 'utf8')).toBe(listManifest({ ran: 'ran:2.6' }));
  });
});
