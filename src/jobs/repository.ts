import { realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { headOf, type Event } from '../github/event.ts';
import { openGit, type Git } from '../git.ts';
import type { Context } from './context.ts';
import type { Remote } from './remote.ts';

/** A file of the workspace: as people know it, relative to the workspace with `/`, and its absolute path. */
export interface Named {
  readonly path: string;
  readonly file: string;
}

/** The repository that holds a file, and the path from its top, with `/`, by which the file is known at any commit. */
export interface Home {
  readonly git: Git;
  readonly path: string;
}

/** A file as a commit has it. */
export interface FileAt {
  /** From the top of its repository; in `another` repository as people know it. */
  readonly path: string;
  /** undefined when it was not there. */
  readonly bytes: Buffer | undefined;
  /** It lies in a repository that is not the event's and has no such commit, so that nobody was asked. */
  readonly another: boolean;
}

/**
 * A file at another commit: by git where it has the commit, else by the API, which knows the event's repository alone. Throws as `Remote.file`,
 * and as `Git.file`.
 */
export async function fileAt(context: Context, remote: Remote, commit: string, named: Named): Promise<FileAt> {
  const home = await homeOf(context, named.file);
  if (home === undefined) return { path: named.path, bytes: await remote.file(commit, named.path), another: false };
  const { git, path } = home;
  if ((await git.commit(commit)) !== undefined) return { path, bytes: await git.file(commit, path), another: false };
  // A workflow may check out several repositories. The same path in another one is another file, which would be judged in its place.
  if (context.event !== undefined && !(await isOf(git, context.event))) return { path: named.path, bytes: undefined, another: true };
  return { path, bytes: await remote.file(commit, path), another: false };
}

/**
 * Where a file is in git; undefined where git is missing or no repository holds it. A change may put a link or a submodule where there was a
 * folder, so the path is counted from the nearest folder that is neither: else the author would choose what stands for the base.
 */
export async function homeOf({ env }: Pick<Context, 'env'>, file: string): Promise<Home | undefined> {
  let folder = dirname(file);
  while (folder !== dirname(folder) && (await realpath(folder).catch(() => undefined)) !== folder) folder = dirname(folder);
  let git = openGit(folder, env);
  let prefix = await git.prefix();
  if (prefix === undefined) return undefined;
  for (let above = await git.superproject(); above !== undefined; above = await git.superproject()) {
    folder = above;
    git = openGit(folder, env);
    prefix = '';
  }
  return { git, path: prefix + relative(folder, file).split(sep).join('/') };
}

/**
 * The path of a file from the top of the event's repository, by which GitHub knows it; as people know it where there is no git to ask. undefined when it
 * lies in another repository.
 */
export async function pathInEvent(context: Context, { path, file }: Named): Promise<string | undefined> {
  const home = await homeOf(context, file);
  if (home === undefined) return path;
  return context.event !== undefined && (await isOf(home.git, context.event)) ? home.path : undefined;
}

/** Whether a repository is the event's: its origin says so, as actions/checkout sets it, or it holds a commit of the event. */
async function isOf(git: Git, event: Event): Promise<boolean> {
  const origin = await git.origin();
  if (origin !== undefined && placeOf(origin) === placeOf(`${event.serverUrl}/${event.repository.owner}/${event.repository.name}`)) return true;
  for (const commit of new Set([event.sha, headOf(event)])) if ((await git.commit(commit)) !== undefined) return true;
  return false;
}

/** Host and path of git's address of a repository (https, ssh, or `user@host:path`; git-fetch, "GIT URLS"). Hosts and GitHub's names know no case. */
function placeOf(address: string): string {
  const [, host = '', path = ''] = /^(?:\w+:\/\/)?(?:[^@/]*@)?([^@/:]+)(?::\d+(?=\/))?[/:]+(.*?)(?:\.git)?\/*$/.exec(address) ?? [];
  return `${host}/${path}`.toLowerCase();
}
