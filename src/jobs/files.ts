import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import type { Context } from './context.ts';
import { allowedPaths, contains } from './folders.ts';

/** The output directory of a run. On the command line there may be none: then nothing is written. */
export interface OutputFiles {
  /** The absolute path of the directory, or undefined. */
  readonly directory: string | undefined;
  /** Writes a file of one manifest, and gives its path relative to the directory. Throws `unavailable` `output-directory`. */
  write(manifest: string, name: string, bytes: Uint8Array): Promise<string>;
  /** Where a manifest's file of that name goes, relative to the directory. */
  pathOf(manifest: string, name: string): string;
}

/** The output directory of this run; with several manifests each gets a folder of its own (contract, "Files in output-directory"). */
export function openOutputFiles(context: Context, manifests: readonly string[]): OutputFiles {
  const { outputDirectory } = context.options;
  const directory = outputDirectory === undefined ? undefined : resolve(context.workspace, outputDirectory);
  const pathOf = (manifest: string, name: string): string => (manifests.length > 1 && manifest !== '' ? `${slug(manifest)}/${name}` : name);
  return {
    directory,
    pathOf,
    async write(manifest, name, bytes) {
      const path = pathOf(manifest, name);
      if (directory === undefined) return path;
      const file = join(directory, path);
      // A pull request may hold links there: neither through a folder nor through a file of that name does anything leave the workspace.
      if (contains(resolve(context.workspace), directory)) await (await allowedPaths(context)).toWrite(join(file, '..'), 'The input output-directory');
      try {
        await mkdir(join(file, '..'), { recursive: true });
        await rm(file, { force: true });
        await writeFile(file, bytes, { flag: 'wx' });
      } catch (error) {
        throw new Failure('unavailable', 'output-directory', `The file ${name} could not be written to the output directory.`, {
          cure: 'Give the input output-directory a folder that can be written and has room.',
          cause: error,
        });
      }
      return path;
    },
  };
}

/** A folder's name for a manifest: readable, and never that of another manifest. */
function slug(path: string): string {
  const readable = path.replace(/\.ya?ml$/i, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);
  return `${readable}${readable === '' ? '' : '-'}${createHash('sha256').update(path).digest('hex').slice(0, 8)}`;
}
