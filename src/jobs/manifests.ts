import { glob, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { Failure } from '../failure.ts';
import { headOf } from '../github/event.ts';
import { openGit } from '../git.ts';
import { readManifest, type Reading } from '../manifest/read.ts';
import { quoted } from '../visible.ts';
import type { Context } from './context.ts';
import type { Paths } from './folders.ts';
import type { Remote } from './remote.ts';

/** One import manifest: the text that is judged, and what it says. */
export interface ManifestFile {
  /** Relative to the workspace, with `/`: as people know it. */
  readonly path: string;
  /** Its real path, where `pin` writes. */
  readonly file: string;
  readonly bytes: Buffer;
  readonly reading: Reading;
}

const LARGEST = 1024 * 1024;

/**
 * The manifests that the input `manifest` names, sorted by path, each once. On a pull request they are read at head.sha, by git or the
 * API, since the workspace usually holds the merge commit, whose lines nobody sees (contract, "Base").
 * Throws `usage` Failures for a glob without match, a missing file, a folder, and a path that leads out of the workspace, and an `unavailable` one
 * when a pull request's head cannot be had.
 */
export async function readManifests(context: Context, paths: Paths, remote: Remote): Promise<ManifestFile[]> {
  const found = new Map<string, string>();
  for (const pattern of context.options.manifest) {
    for (const path of await expand(context.workspace, pattern)) found.set(path, await paths.toRead(path, 'The input manifest'));
  }
  if (found.size === 0) {
    throw new Failure('usage', 'input', 'The input manifest is empty.', { cure: 'Name at least one import manifest, as in manifest.yaml.' });
  }
  const files: ManifestFile[] = [];
  for (const [path, file] of [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const bytes = (await atHead(context, remote, path, file)) ?? (await readLimited(file, path));
    files.push({ path, file, bytes, reading: readManifest(bytes) });
  }
  return files;
}

async function expand(workspace: string, pattern: string): Promise<string[]> {
  const shown = (path: string): string => relative(workspace, resolve(workspace, path)).split(sep).join('/') || '.';
  if (!/[*?[\]{}!]/.test(pattern)) return [shown(pattern)];
  const matches: string[] = [];
  for await (const match of glob(pattern, { cwd: workspace, exclude: (name) => name === 'node_modules' || name === '.git' })) {
    // Whoever reads it says what is wrong with a link that leads nowhere.
    const facts = await stat(resolve(workspace, match)).catch(() => undefined);
    if (facts?.isFile() !== false) matches.push(shown(match));
  }
  if (matches.length > 0) return matches;
  throw new Failure('usage', 'manifest-missing', `The input manifest: nothing matches ${quoted(pattern, 200)}.`, {
    cure: 'Globs are relative to the workspace; `**` goes through folders.',
  });
}

async function readLimited(file: string, path: string): Promise<Buffer> {
  const facts = await stat(file);
  if (facts.isDirectory()) {
    throw new Failure('usage', 'manifest-folder', `The input manifest: ${quoted(path, 200)} is a folder.`, { cure: `Name the file in it, as in ${path === '.' ? '' : `${path}/`}manifest.yaml.` });
  }
  if (!facts.isFile()) {
    throw new Failure('usage', 'manifest-kind', `The input manifest: ${quoted(path, 200)} is not a plain file.`, { cure: 'Name a file.' });
  }
  // One byte past the limit is enough for the reader to refuse it, whatever its size.
  if (facts.size > LARGEST) return Buffer.alloc(LARGEST + 1, 0x20);
  try {
    return await readFile(file);
  } catch (error) {
    throw new Failure('usage', 'manifest-unreadable', `The input manifest: ${quoted(path, 200)} cannot be read.`, { cure: 'Give the process the right to read it.', cause: error });
  }
}

/**
 * The file as the pull request's author has it; undefined when this is no pull request, or when the head does not hold it, since an earlier step
 * made it. Throws `unavailable` when nobody can be asked: the workspace's file may be the merge commit's, which would pass in the head's place.
 */
async function atHead(context: Context, remote: Remote, path: string, file: string): Promise<Buffer | undefined> {
  if (context.event?.pullRequest === undefined) return undefined;
  const head = headOf(context.event);
  const bytes = await fileAt(context, remote, head, { path, file });
  if (bytes === undefined) context.log.info(`${path} is not in the pull request's head ${head.slice(0, 12)}, so the workspace's file is checked.`);
  return bytes;
}

/** The path of a manifest from the top of the repository that holds it, with `/`; undefined where git is missing or holds no such folder. */
export async function repositoryPath({ env }: Context, file: string): Promise<string | undefined> {
  const prefix = await openGit(dirname(file), env).prefix();
  return prefix === undefined ? undefined : prefix + basename(file);
}

/**
 * A file at another commit, by its path in the repository, where `file` is its absolute path: by git where it has the commit, else by the API;
 * undefined when it was not there. Throws as `Remote.file`.
 */
export async function fileAt(context: Context, remote: Remote, commit: string, { path, file }: Pick<ManifestFile, 'path' | 'file'>): Promise<Buffer | undefined> {
  const found = await inRepository(context, file);
  if (found !== undefined) {
    const git = openGit(found.folder, context.env);
    if ((await git.commit(commit)) !== undefined) return git.file(commit, found.path);
  }
  return remote.file(commit, found?.path ?? path);
}

/**
 * The repository's folder and the path in it by which a file is known at any commit. A change may put a link or a submodule where there was a
 * folder, so the path is counted from the nearest folder that is neither: else the author would choose what stands for the base.
 */
async function inRepository({ env }: Context, file: string): Promise<{ readonly folder: string; readonly path: string } | undefined> {
  let folder = dirname(file);
  while (folder !== dirname(folder) && (await realpath(folder).catch(() => undefined)) !== folder) folder = dirname(folder);
  let prefix = await openGit(folder, env).prefix();
  if (prefix === undefined) return undefined;
  for (let above = await openGit(folder, env).superproject(); above !== undefined; above = await openGit(folder, env).superproject()) {
    folder = above;
    prefix = '';
  }
  return { folder, path: prefix + relative(folder, file).split(sep).join('/') };
}
