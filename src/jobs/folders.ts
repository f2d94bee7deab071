import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Failure } from '../failure.ts';
import { errorCodes } from '../oci/answer.ts';
import { quoted } from '../visible.ts';
import type { Context } from './context.ts';

/** Which paths may be used. Each gives the real path; `what` names who asked, in messages. */
export interface Paths {
  /** Something that is there. */
  readonly toRead: (path: string, what: string) => Promise<string>;
  /** A folder that may have to be made: its nearest ancestor that is there decides. */
  readonly toWrite: (path: string, what: string) => Promise<string>;
}

/**
 * The paths of this run, relative to the workspace, with symbolic links resolved. In Actions they must lie under the workspace, the
 * runner's temporary folder, or a folder in `layouts` (contract, "Inputs"): a pull request is a stranger's text, and may hold links.
 * They throw `usage` Failures: `path-outside` when it does not, and `path-missing` when nothing is there to be read.
 */
export async function allowedPaths(context: Context): Promise<Paths> {
  const roots = context.inActions
    ? await Promise.all([context.workspace, context.env['RUNNER_TEMP'] ?? context.workspace, ...context.options.layouts.map((folder) => resolve(context.workspace, folder))].map(real))
    : undefined;
  const checked = (found: string, path: string, what: string): string => {
    if (roots === undefined || roots.some((root) => contains(root, found))) return found;
    throw new Failure('usage', 'path-outside', `${what}: ${quoted(path, 200)} leads out of the workspace.`, {
      cure: 'Keep it in the repository or the runner’s temporary folder, or name its folder in the input layouts.',
    });
  };
  return {
    toRead: async (path, what) => {
      try {
        return checked(await realpath(resolve(context.workspace, path)), path, what);
      } catch (error) {
        if (error instanceof Failure) throw error;
        throw new Failure('usage', 'path-missing', `${what}: there is no ${quoted(path, 200)}.`, {
          cure: `Paths are relative to ${context.inActions ? 'the workspace' : 'the working directory'}; is it checked out and spelt right?`,
          // That it is missing is all that there is to say of it.
          cause: /^E(?:NOENT|NOTDIR)$/.test(errorCodes(error)[0] ?? '') ? undefined : error,
        });
      }
    },
    toWrite: async (path, what) => checked(await wouldBe(resolve(context.workspace, path)), path, what),
  };
}

/** The real path that something has once it is made. */
async function wouldBe(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await wouldBe(parent), basename(path));
  }
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
