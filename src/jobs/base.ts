import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { baseOf } from '../github/event.ts';
import type { Git } from '../git.ts';
import { readManifest } from '../manifest/read.ts';
import { quoted } from '../visible.ts';
import type { Context } from './context.ts';
import type { ComparedWith } from './judge.ts';
import type { ManifestFile } from './manifests.ts';
import type { Remote } from './remote.ts';
import { fileAt, type FileAt } from './repository.ts';

/** What manifests are compared with. */
export interface Base {
  /** What a manifest is compared with; undefined where the base says nothing of it, since another repository holds it, or the head does not. */
  compared(file: ManifestFile): Promise<ComparedWith | undefined>;
  /** Another file there, by its path relative to the workspace; undefined when it was not there. */
  file(path: string): Promise<Buffer | undefined>;
}

/**
 * The base of this run (contract, "Base"): the input `base`, or what the event says; undefined when there is none.
 * Throws a `usage` Failure for an input that names no commit, and an `unavailable` one when a pull request's base cannot be found, since
 * nothing could then be said of what it changes.
 */
export async function findBase(context: Context, git: Git, remote: Remote): Promise<Base | undefined> {
  const commit = await baseCommit(context, git, remote);
  if (commit === undefined) return undefined;
  const workspace = await realpath(context.workspace);
  // By the path that people know: what a link of the change leads to has another history.
  const at = (path: string): Promise<FileAt> => fileAt(context, remote, commit, { path, file: resolve(workspace, path) });
  return {
    file: async (path) => (await at(path)).bytes,
    compared: async ({ path, origin }) => {
      if (origin.kind === 'checkout') return undefined;
      const { bytes, another } = await at(path);
      return another ? undefined : { name: commit.slice(0, 12), kind: 'git', manifest: bytes === undefined ? undefined : readManifest(bytes).manifest };
    },
  };
}

async function baseCommit(context: Context, git: Git, remote: Remote): Promise<string | undefined> {
  const { base } = context.options;
  if (base !== undefined) {
    const commit = await git.commit(base);
    if (commit !== undefined) return commit;
    if ((await git.prefix()) === undefined) {
      throw new Failure('usage', 'input', `The input base: there is no git repository here in which ${quoted(base)} could be looked up.`, {
        cure: context.inActions ? 'Check out with actions/checkout first, or leave base out.' : 'Run this in a clone, with git installed, or leave base out.',
      });
    }
    throw new Failure('usage', 'input', `The input base: git has no commit ${quoted(base)}.`, {
      cure: context.inActions
        ? 'Name a branch, tag or commit that is checked out here; actions/checkout fetches one commit unless fetch-depth is 0.'
        : 'Name a branch, tag or commit of this repository; a shallow clone has only the newest.',
    });
  }
  if (context.event === undefined) return undefined;
  const wanted = baseOf(context.event);
  if (wanted.kind === 'none') return undefined;
  if (wanted.kind === 'commit') return wanted.sha;
  const commit = (await git.mergeBase(wanted.base, wanted.head)) ?? (await remote.mergeBase(wanted.base, wanted.head));
  if (commit !== undefined) return commit;
  throw new Failure('unavailable', 'base', `The merge base of ${wanted.base.slice(0, 12)} and ${wanted.head.slice(0, 12)} could not be found, neither by git nor by the API.`, {
    cure: 'Give the job `contents: read`, or check out with fetch-depth: 0.',
  });
}
