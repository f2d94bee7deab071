import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { openGit, type Git } from '../src/git.ts';
import { temporaryFolder } from './harness/daemon.ts';
import { FIRST_COMMIT, hasGit, makeRepository, type Repository } from './harness/repository.ts';

const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };

(hasGit ? describe : describe.skip)('git (needs git)', () => {
  let repository: Repository;
  let git: Git;
  let first: string;
  let branch: string;
  let main: string;
  beforeAll(() => {
    repository = makeRepository({ 'manifest.yaml': 'one\r\n', 'devices/ä b.yaml': Buffer.from([0xff, 0x00, 0x0a]) });
    first = repository.sha('HEAD');
    repository.git('checkout', '--quiet', '-b', 'change');
    branch = repository.commit({ 'manifest.yaml': 'two\n' });
    repository.git('checkout', '--quiet', 'main');
    main = repository.commit({ other: 'x' });
    git = openGit(repository.folder, env);
  });

  it('reads the bytes of a file at a revision', async () => {
    expect((await git.file(first, 'manifest.yaml'))?.toString()).toBe('one\r\n');
    expect((await git.file('change', 'manifest.yaml'))?.toString()).toBe('two\n');
    expect(await git.file('change~1', 'devices/ä b.yaml')).toEqual(Buffer.from([0xff, 0x00, 0x0a]));
  });

  it.each([
    ['a file that is not there', 'main', 'nope.yaml'],
    ['a folder', 'main', 'devices'],
    ['a path that leads out', 'main', '../manifest.yaml'],
    ['a revision that is not there', 'nowhere', 'manifest.yaml'],
    ['a commit that is not there', '1'.repeat(40), 'manifest.yaml'],
  ])('knows nothing of %s', async (_, revision, path) => {
    expect(await git.file(revision, path)).toBeUndefined();
  });

  it('knows commits by their names, and their times', async () => {
    expect(await git.commit('change')).toBe(branch);
    expect(await git.commit(first.slice(0, 10))).toBe(first);
    expect(await git.commit('nowhere')).toBeUndefined();
    expect(await git.commit('')).toBeUndefined();
    expect(await git.time(first)).toBe(FIRST_COMMIT);
    expect(await git.time('main')).toBe(FIRST_COMMIT + 120);
    expect(await git.time('nowhere')).toBeUndefined();
  });

  it('finds the merge base', async () => {
    expect(await git.mergeBase(main, branch)).toBe(first);
    expect(await git.mergeBase('main', 'nowhere')).toBeUndefined();
  });

  it('finds none between histories that never met', async () => {
    repository.git('checkout', '--quiet', '--orphan', 'alone');
    repository.commit({});
    repository.git('checkout', '--quiet', 'main');
    expect(await git.mergeBase('main', 'alone')).toBeUndefined();
  });

  it('finds none in a shallow clone that does not reach it', async () => {
    const clone = join(temporaryFolder('clone'), 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth', '1', '--no-single-branch', `file://${repository.folder}`, clone], { stdio: 'ignore' });
    const shallow = openGit(clone, env);
    expect(await shallow.commit(main)).toBe(main);
    expect(await shallow.commit(branch)).toBe(branch);
    expect(await shallow.mergeBase(main, branch)).toBeUndefined();
    expect(await shallow.commit(first)).toBeUndefined();
  });

  it('finds one in a shallow clone only where what is cut off could not be a better one', async () => {
    // The side leaves at `begin`; main goes on, and then merges `late`, which left before that.
    const some = makeRepository({ 'one.txt': '1' });
    const before = some.sha('HEAD');
    some.git('branch', 'late');
    const begin = some.commit({ 'two.txt': '2' });
    some.git('branch', 'side');
    for (const name of ['three.txt', 'four.txt', 'five.txt']) some.commit({ [name]: name });
    some.git('branch', 'straight');
    for (const name of ['side', 'late']) {
      some.git('checkout', '-q', name);
      some.commit({ [name]: name });
    }
    some.git('checkout', '-q', 'main');
    some.git('merge', '-q', '--no-ff', '--no-edit', 'late');
    const cloned = (depth: number, ...branches: readonly string[]): string => {
      const clone = join(temporaryFolder('clone'), 'clone');
      execFileSync('git', ['init', '-q', clone]);
      execFileSync('git', ['-C', clone, 'fetch', '-q', '--depth', String(depth), `file://${some.folder}`, ...branches.map((name) => `${name}:refs/heads/${name}`)], { stdio: 'ignore' });
      return clone;
    };
    const misled = cloned(3, 'main', 'side');
    expect(execFileSync('git', ['-C', misled, 'merge-base', 'main', 'side'], { encoding: 'utf8' }).trim()).toBe(before);
    expect(await openGit(misled, env).mergeBase('main', 'side')).toBeUndefined();
    expect(await openGit(some.folder, env).mergeBase('main', 'side')).toBe(begin);

    expect(await openGit(cloned(4, 'straight', 'side'), env).mergeBase('straight', 'side')).toBe(begin);
    expect(await openGit(cloned(3, 'straight', 'side'), env).mergeBase('straight', 'side')).toBeUndefined();
    expect(await openGit(cloned(2, 'straight'), env).mergeBase('straight~1', 'straight')).toBe(some.sha('straight~1'));
  });

  it('says in which folder of the repository it was opened', async () => {
    expect(await git.prefix()).toBe('');
    const below = openGit(join(repository.folder, 'devices'), env);
    expect(await below.prefix()).toBe('devices/');
    // Paths count from the top, wherever it was opened.
    expect((await below.file('main', 'manifest.yaml'))?.toString()).toBe('one\r\n');
  });

  it.each(['--upload-pack=touch pwned', '--output=pwned', '-c', '--help', '--all', '--git-dir=/', '@{upstream}', 'main..change', 'main\nchange', '', '$(touch pwned)', '--'])('takes %j as a name of a commit, never as an option', async (revision) => {
    const commit = await git.commit(revision);
    expect(commit).toBeUndefined();
    expect(await git.file(revision, 'nope')).toBeUndefined();
    expect(await git.mergeBase(revision, 'nowhere')).toBeUndefined();
    expect(await git.mergeBase('nowhere', revision)).toBeUndefined();
    expect(await git.time(revision)).toBeUndefined();
    expect(existsSync(join(repository.folder, 'pwned'))).toBe(false);
  });

  it('knows nothing outside a repository, without git, and in a folder that is gone', async () => {
    const folder = temporaryFolder('plain');
    for (const nothing of [openGit(folder, { ...env, GIT_DIR: join(repository.folder, '.git') }), openGit(repository.folder, { PATH: folder }), openGit(join(folder, 'gone'), env)]) {
      expect([await nothing.commit('HEAD'), await nothing.file('HEAD', 'manifest.yaml'), await nothing.prefix(), await nothing.time('HEAD')]).toEqual([undefined, undefined, undefined, undefined]);
    }
  });

  it('gives git a few harmless variables alone', async () => {
    const folder = temporaryFolder('fake');
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'git'), `#!/bin/sh\nenv > '${folder}/env'\nexit 1\n`, { mode: 0o755 });
    await openGit(folder, { ...env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, GITHUB_TOKEN: 'a-token', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'another', GIT_SSH_COMMAND: 'evil' }).commit('HEAD');
    const names = readFileSync(join(folder, 'env'), 'utf8').split('\n').map((line) => line.split('=')[0]);
    expect(names.filter((name) => !['PATH', 'HOME', 'LC_ALL', 'GIT_OPTIONAL_LOCKS', 'GIT_TERMINAL_PROMPT', 'PWD', 'OLDPWD', 'SHLVL', '_', ''].includes(name ?? ''))).toEqual([]);
    expect(names).toContain('PATH');
  });

  // Only root can give a file to somebody else.
  (process.getuid?.() === 0 ? it : it.skip)('trusts the workspace of another user in Actions, as in a container job, and nowhere else', async () => {
    const other = makeRepository({ 'manifest.yaml': 'theirs\n' });
    execFileSync('chown', ['-R', '12345', other.folder]);
    expect((await openGit(other.folder, { ...env, GITHUB_ACTIONS: 'true' }).file('HEAD', 'manifest.yaml'))?.toString()).toBe('theirs\n');
    expect(await openGit(other.folder, env).file('HEAD', 'manifest.yaml')).toBeUndefined();
  });
});
