import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Failure } from '../failure.ts';
import type { Context } from './context.ts';

/** Finds the real path of what an input or a manifest names. */
export type RealPath = (path: string, what: string) => Promise<string>;

/**
 * A function that gives the real path (symbolic links resolved) of a path that is relative to the workspace. In Actions it must lie
 * under the workspace, the runner's temporary folder, or a folder in `layouts` (contract, "Inputs"): a pull request is a stranger's
 * text, and may hold links. It throws a `usage` Failure `path-outside` when it does not, and `path-missing` when nothing is there.
 */
export async function allowedPaths(context: Context): Promise<RealPath> {
  const roots = context.inActions
    ? await Promise.all([context.workspace, context.env['RUNNER_TEMP'] ?? context.workspace, ...context.options.layouts.map((folder) => resolve(context.workspace, folder))].map(real))
    : undefined;
  return async (path, what) => {
    const absolute = resolve(context.workspace, path);
    let found: string;
    try {
      found = await realpath(absolute);
    } catch (error) {
      throw new Failure('usage', 'path-missing', `${what}: there is no ${JSON.stringify(path)}.`, {
        cure: `Paths are relative to ${context.inActions ? 'the workspace' : 'the working directory'}; is it checked out and spelt right?`,
        cause: error,
      });
    }
    if (roots === undefined || roots.some((root) => contains(root, found))) return found;
    throw new Failure('usage', 'path-outside', `${what}: ${JSON.stringify(path)} leads out of the workspace.`, {
      cure: 'Keep it in the repository or the runner’s temporary folder, or name its folder in the input layouts.',
    });
  };
}

/** Whether a path is a folder itself or lies below it. Both are absolute and real. */
export function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}
