import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './daemon.ts';

/** Whether git is on this machine. Tests that need it: `(hasGit ? describe : describe.skip)('… (needs git)', …)`. */
export const hasGit: boolean = spawnSync('git', ['--version']).status === 0;

/** Path → content; null deletes the file. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

export interface Repository {
  /** The work tree, branch `main` checked out at first. */
  readonly folder: string;
  /** Runs git in the folder and gives its output without the last newline; throws with git's words when it fails. */
  readonly git: (...args: string[]) => string;
  /** Writes the files and commits them on the branch that is checked out; gives the commit's id. */
  readonly commit: (files: Files, message?: string) => string;
  /** The id of what a revision names. */
  readonly sha: (revision: string) => string;
}

/** When the first commit of a repository is made, in seconds of the epoch; each one later comes a minute later. */
export const FIRST_COMMIT = 1_735_689_600;

// No configuration of the machine, and the same ids on every run.
const IDENTITY = { GIT_AUTHOR_NAME: 'Test', GIT_AUTHOR_EMAIL: 'test@example.com', GIT_COMMITTER_NAME: 'Test', GIT_COMMITTER_EMAIL: 'test@example.com' };

/** A git repository in a temporary folder, with one commit on `main` if `files` are given. */
export function makeRepository(files: Files = {}): Repository {
  const folder = temporaryFolder('repository');
  let seconds = FIRST_COMMIT;
  const git = (...args: string[]): string => {
    const date = `${seconds} +0000`;
    return execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, ...IDENTITY },
    }).replace(/\n$/u, '');
  };
  const commit = (changed: Files, message = 'Change'): string => {
    for (const [path, content] of Object.entries(changed)) {
      if (content === null) {
        rmSync(join(folder, path));
        continue;
      }
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', message);
    seconds += 60;
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'core.autocrlf', 'false');
  if (Object.keys(files).length > 0) commit(files, 'First');
  return { folder, git, commit, sha: (revision) => git('rev-parse', '--verify', `${revision}^{commit}`) };
}
