import { glob, readFile, stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { Failure } from '../failure.ts';
import { headOf } from '../github/event.ts';
import { readManifest, type Reading } from '../manifest/read.ts';
import { quoted } from '../visible.ts';
import type { Context } from './context.ts';
import type { Paths } from './folders.ts';
import type { Remote } from './remote.ts';
import { fileAt, homeOf, type Named } from './repository.ts';

/**
 * Whose bytes are judged: the pull request's `head`'s, by the path in its repository; the `workspace`'s, where there is no head or the head does not
 * hold the file; or those of the `checkout`, a commit that holds the file while the head does not: the change says nothing of it.
 */
export type Origin = { readonly kind: 'head'; readonly path: string } | { readonly kind: 'workspace' } | { readonly kind: 'checkout' };

/** One import manifest: the text that is judged, and what it says. */
export interface ManifestFile {
  /** Relative to the workspace, with `/`: as people know it. */
  readonly path: string;
  /** Its real path, where `pin` writes. */
  readonly file: string;
  readonly origin: Origin;
  readonly bytes: Buffer;
  readonly reading: Reading;
}

const LARGEST = 1024 * 1024;

/**
 * The manifests that the input `manifest` names, sorted by path, each once. On a pull request they are read at head.sha, by git or the
 * API, since the workspace usually holds the merge commit, whose lines nobody sees (contract, "Base"); with `asTheyLie` always in the workspace.
 * Throws `usage` Failures for a glob without match, a missing file, a folder, and a path that leads out of the workspace, and an `unavailable` one
 * when a pull request's head cannot be had.
 */
export async function readManifests(context: Context, paths: Paths, remote: Remote, asTheyLie: boolean): Promise<ManifestFile[]> {
  const found = new Map<string, string>();
  const matched = new Set<string>();
  for (const pattern of context.options.manifest) {
    for (const path of await expand(context.workspace, pattern)) {
      if (isPattern(pattern) && !found.has(path)) matched.add(path);
      if (!isPattern(pattern)) matched.delete(path);
      found.set(path, await paths.toRead(path, 'The input manifest'));
    }
  }
  if (found.size === 0) {
    throw new Failure('usage', 'input', 'The input manifest is empty.', { cure: 'Name at least one import manifest, as in manifest.yaml.' });
  }
  const head = context.event?.pullRequest === undefined || asTheyLie ? undefined : headOf(context.event);
  const files: ManifestFile[] = [];
  for (const [path, file] of [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const { bytes, origin } = head === undefined ? { bytes: undefined, origin: { kind: 'workspace' as const } } : await atHead(context, remote, head, { path, file });
    const text = bytes ?? (await readLimited(file, path));
    files.push({ path, file, origin, bytes: text, reading: readManifest(text) });
  }
  return head === undefined ? files : ofThePullRequest(context, head, files, matched);
}

/** Without what a glob matched and the pull request says nothing of, unless nothing else is left to be checked. What was named is never left out. */
function ofThePullRequest({ log }: Context, head: string, files: readonly ManifestFile[], matched: ReadonlySet<string>): ManifestFile[] {
  const others = files.filter(({ path, origin }) => origin.kind !== 'checkout' || !matched.has(path));
  const left = others.length > 0 ? others : [...files];
  for (const each of files) {
    if (each.origin.kind !== 'checkout') continue;
    log.info(`${each.path} is in the commit that is checked out, and not in the pull request's head ${head.slice(0, 12)}, so it is ${left.includes(each) ? 'checked as it lies there, and compared with nothing' : 'left out'}.`);
  }
  return left;
}

function isPattern(text: string): boolean {
  return /[*?[\]{}!]/.test(text);
}

async function expand(workspace: string, pattern: string): Promise<string[]> {
  const shown = (path: string): string => relative(workspace, resolve(workspace, path)).split(sep).join('/') || '.';
  if (!isPattern(pattern)) return [shown(pattern)];
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
 * The file as the pull request's author has it, without bytes when the workspace's is to be read: an earlier step made it, or it is in another
 * repository. Throws `unavailable` when nobody can be asked: the workspace's file may be the merge commit's, which would pass in the head's place.
 */
async function atHead(context: Context, remote: Remote, head: string, named: Named): Promise<{ readonly bytes: Buffer | undefined; readonly origin: Origin }> {
  const { path, bytes, another } = await fileAt(context, remote, head, named);
  if (bytes !== undefined) return { bytes, origin: { kind: 'head', path } };
  if (another) {
    const { owner, name } = context.event?.repository ?? {};
    context.log.info(`${named.path} is in another repository than ${owner}/${name}, so the workspace's file is checked.`);
    return { bytes, origin: { kind: 'workspace' } };
  }
  const home = await homeOf(context, named.file);
  if ((await home?.git.file('HEAD', home.path)) !== undefined) return { bytes, origin: { kind: 'checkout' } };
  context.log.info(`${named.path} is not in the pull request's head ${head.slice(0, 12)}, so the workspace's file is checked.`);
  return { bytes, origin: { kind: 'workspace' } };
}
