import { describe, expect, it } from '@jest/globals';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { temporaryFolder } from '../harness/daemon.ts';
import { startGitHub } from '../harness/github.ts';
import { hasGit, makeRepository, type Repository } from '../harness/repository.ts';
import { runAction, type ActionResult } from '../harness/runner.ts';
import { addLayout, listManifest } from '../whole/device.ts';

/** What a pull request may not decide: what it is compared with, and who must have signed. */
(hasGit ? describe : describe.skip)('a pull request that would choose its own base (needs git)', () => {
  const DENY = 'version: 1\nimages:\n  - match: ghcr.io/nobody/**\n    unsigned: Nothing else is agreed to.\n';
  const ALLOW = 'version: 1\nimages:\n  - match: "**"\n    unsigned: Nobody looks.\n';
  let repository: Repository;

  async function check(inputs: Readonly<Record<string, string>>, workspace = repository.folder): Promise<ActionResult> {
    const github = await startGitHub({ code: repository.folder });
    const { number } = github.openPull();
    try {
      return await runAction({ event: 'pull_request', payload: github.payload(number), inputs, env: github.env, token: github.token, workspace });
    } finally {
      await github.stop();
    }
  }

  /** The base, with the branch `change` checked out on top of it. */
  function start(files: Readonly<Record<string, string>>): void {
    repository = makeRepository(files);
    addLayout(repository.folder);
    repository.git('checkout', '-q', '-b', 'change');
  }

  it('by a link in place of the policy’s folder', async () => {
    start({ 'manifest.yaml': listManifest(), 'policies/policy.yaml': DENY });
    repository.commit({ 'policies/policy.yaml': null, 'evil/policy.yaml': ALLOW });
    rmSync(join(repository.folder, 'policies'), { recursive: true, force: true });
    symlinkSync('evil', join(repository.folder, 'policies'));
    repository.commit({ 'manifest.yaml': listManifest({ ran: 'ran:2.6' }) });
    const result = await check({ policy: 'policies/policy.yaml' });
    expect(result.annotations.some(({ title }) => title?.startsWith('unverified-source') === true)).toBe(true);
    expect(result.status).toBe(1);
  });

  it.each([
    ['a linked folder', 'conf/policy.yaml'],
    ['a link to a linked folder', 'again/policy.yaml'],
    ['a linked folder below another', 'deep/er/policy.yaml'],
    ['a linked file', 'policy.yaml'],
    ['a linked file behind a linked folder', 'behind.yaml'],
  ])('by a policy that the base has behind %s, in a checkout of depth 1', async (_, policy) => {
    repository = makeRepository({ README: 'x' });
    addLayout(repository.folder);
    mkdirSync(join(repository.folder, 'deep'));
    for (const [link, target] of [['conf', 'config'], ['again', 'conf'], ['deep/er', '../conf'], ['policy.yaml', 'config/policy.yaml'], ['behind.yaml', 'deep/er/policy.yaml']] as const) symlinkSync(target, join(repository.folder, link));
    repository.commit({ 'manifest.yaml': listManifest(), 'config/policy.yaml': DENY });
    repository.git('checkout', '-q', '-b', 'change');
    repository.commit({ 'manifest.yaml': listManifest({ ran: 'ran:2.6' }), 'config/policy.yaml': ALLOW });
    const workspace = join(temporaryFolder('shallow'), 'workspace');
    repository.git('clone', '-q', '--depth', '1', '--branch', 'change', `file://${repository.folder}`, workspace);
    const result = await check({ policy }, workspace);
    expect(result.annotations.some(({ title }) => title?.startsWith('unverified-source') === true)).toBe(true);
    expect(result.summary).toContain('changes the policy');
    expect(result.status).toBe(1);
  });

  it('by a link in place of the manifest: what is compared is what stood under its name', async () => {
    const other = listManifest({ ran: 'ran:2.6' });
    start({ 'a/manifest.yaml': listManifest(), 'b/manifest.yaml': other });
    repository.commit({ 'a/manifest.yaml': null });
    symlinkSync('../b/manifest.yaml', join(repository.folder, 'a', 'manifest.yaml'));
    repository.commit({});
    const result = await check({ manifest: 'a/manifest.yaml' });
    expect(result.summary).toContain('2.6.0');
    expect(result.summary).toContain('2.5.0');
  });

  it('by a folder that looks like a repository', async () => {
    start({ 'device/manifest.yaml': listManifest(), 'device/policy.yaml': DENY });
    const base = repository.sha('HEAD');
    repository.commit({ 'device/manifest.yaml': listManifest({ ran: 'ran:2.6' }) });
    // A bare copy in which the base's commit is replaced by one whose manifest and policy suit the author.
    const bare = join(temporaryFolder('bare'), 'git');
    const run = (...args: string[]): string =>
      execFileSync('git', args, { cwd: bare, encoding: 'utf8', env: { PATH: process.env['PATH'], GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a' } }).trim();
    repository.git('clone', '-q', '--bare', '.', bare);
    const blobs = [['manifest.yaml', listManifest({ ran: 'ran:2.6' })], ['policy.yaml', ALLOW]].map(([name = '', text = '']) => {
      writeFileSync(join(bare, 'blob'), text);
      return `100644 blob ${run('hash-object', '-w', 'blob')}\t${name}`;
    });
    const tree = execFileSync('git', ['mktree'], { cwd: bare, input: `${blobs.join('\n')}\n`, encoding: 'utf8' }).trim();
    run('update-ref', `refs/replace/${base}`, run('commit-tree', tree, '-m', 'x'));
    for (const part of ['HEAD', 'objects', 'refs', 'packed-refs', 'config']) cpSync(join(bare, part), join(repository.folder, 'device', part), { recursive: true });
    mkdirSync(join(repository.folder, 'device', 'refs', 'heads'), { recursive: true });
    repository.commit({});
    const result = await check({ manifest: 'device/manifest.yaml', policy: 'device/policy.yaml' });
    expect(result.annotations.some(({ title }) => title?.startsWith('unverified-source') === true)).toBe(true);
    expect(result.summary).toContain('2.5.0');
    expect(result.status).toBe(1);
  });
});
