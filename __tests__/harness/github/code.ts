import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { temporaryFolder } from '../daemon.ts';
import { FIRST_COMMIT } from '../repository.ts';

/** A file of a pull request, as GitHub lists it. */
export interface ChangedFile {
  readonly filename: string;
  readonly status: 'added' | 'modified' | 'removed';
  readonly patch?: string;
}

export interface Comparison {
  readonly status: 'ahead' | 'behind' | 'identical' | 'diverged';
  readonly mergeBase: string;
  readonly ahead: number;
  readonly behind: number;
}

export interface NewCommit {
  readonly branch: string;
  readonly parent: string;
  readonly headline: string;
  readonly body: string;
  readonly additions: readonly { readonly path: string; readonly contents: string }[];
  readonly deletions: readonly { readonly path: string }[];
}

/** The git side of a repository on GitHub: from a real one, or from what a test says. undefined: there is none. */
export interface Code {
  /** The commit that a branch, a tag (`refs/tags/x` too) or an id names. */
  readonly resolve: (revision: string) => string | undefined;
  readonly compare: (base: string, head: string) => Comparison | undefined;
  /** What the head changes since the merge base. */
  readonly changes: (base: string, head: string) => readonly ChangedFile[];
  /** A file's bytes. Links that lead to a file are followed; a path through a linked folder gives nothing. */
  readonly content: (revision: string, path: string) => Buffer | undefined;
  /** What else a path is: a folder, or a link that leads to none of its files. */
  readonly other: (revision: string, path: string) => 'folder' | { readonly target: string } | undefined;
  /** Adds a commit to a branch, which it moves, and gives its id. */
  readonly commit: (commit: NewCommit) => string;
}

/**
 * A real git repository, bare or with a work tree. Commits go to its branches alone: a work tree that has one checked
 * out does not follow.
 */
export function gitCode(folder: string): Code {
  const git = (args: readonly string[], options: { input?: Buffer; env?: Record<string, string> } = {}): Buffer =>
    execFileSync('git', ['-C', folder, ...args], {
      input: options.input ?? '',
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', ...options.env },
    });
  const line = (args: readonly string[], options: { input?: Buffer; env?: Record<string, string> } = {}): string => git(args, options).toString('utf8').trim();
  const resolve = (revision: string): string | undefined => attempt(() => line(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]));
  const modeOf = (revision: string, path: string): string | undefined => attempt(() => line(['ls-tree', revision, '--', path]).slice(0, 6)) || undefined;
  const linkOf = (revision: string, path: string): string => posix.join(posix.dirname(path), git(['cat-file', 'blob', `${revision}:${path}`]).toString('utf8'));
  return {
    resolve,
    compare: (base, head) =>
      attempt(() => {
        const mergeBase = line(['merge-base', base, head]);
        const [behind = 0, ahead = 0] = line(['rev-list', '--left-right', '--count', `${base}...${head}`]).split('\t').map(Number);
        const status = ahead > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical';
        return { status, mergeBase, ahead, behind };
      }),
    changes: (base, head) => {
      const range = `${base}...${head}`;
      const names = git(['diff', '--no-renames', '--name-status', '-z', range]).toString('utf8').split('\0');
      const files: ChangedFile[] = [];
      for (let at = 0; at + 1 < names.length; at += 2) {
        const [letter, filename = ''] = [names[at], names[at + 1]];
        const diff = git(['diff', '--no-renames', range, '--', filename]).toString('utf8');
        const start = diff.search(/^@@ /mu);
        const status = letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'modified';
        files.push({ filename, status, ...(start === -1 ? {} : { patch: diff.slice(start).replace(/\n$/u, '') }) });
      }
      return files;
    },
    content: (revision, path) => {
      if (modeOf(revision, path) !== '120000') return attempt(() => git(['cat-file', 'blob', `${revision}:${path}`]));
      const target = linkOf(revision, path);
      return modeOf(revision, target)?.startsWith('100') === true ? git(['cat-file', 'blob', `${revision}:${target}`]) : undefined;
    },
    other: (revision, path) => {
      const mode = modeOf(revision, path);
      return mode === '040000' ? 'folder' : mode === '120000' ? { target: git(['cat-file', 'blob', `${revision}:${path}`]).toString('utf8') } : undefined;
    },
    commit: ({ branch, parent, headline, body, additions, deletions }) => {
      const index = join(temporaryFolder('index'), 'index');
      const date = `${FIRST_COMMIT + 86_400} +0000`;
      const person = { GIT_AUTHOR_NAME: 'github-actions[bot]', GIT_AUTHOR_EMAIL: 'bot@example.com', GIT_COMMITTER_NAME: 'GitHub', GIT_COMMITTER_EMAIL: 'noreply@example.com' };
      const env = { GIT_INDEX_FILE: index, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, ...person };
      git(['read-tree', parent], { env });
      for (const { path, contents } of additions) {
        const blob = line(['hash-object', '-w', '--stdin'], { input: Buffer.from(contents, 'base64') });
        git(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`], { env });
      }
      for (const { path } of deletions) git(['update-index', '--force-remove', path], { env });
      const id = line(['commit-tree', '-p', parent, '-F', '-', line(['write-tree'], { env })], { env, input: Buffer.from(`${headline}\n\n${body}`) });
      git(['update-ref', `refs/heads/${branch}`, id, parent]);
      rmSync(index, { force: true });
      return id;
    },
  };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** What a test says of the code, where there is no git. Ids that it names need not exist anywhere. */
export interface GivenCode {
  /** Branch or tag → commit. */
  readonly refs?: Readonly<Record<string, string>>;
  /** `BASE...HEAD` → how they compare (default: ahead, with the base as merge base). */
  readonly comparisons?: Readonly<Record<string, Pick<Comparison, 'status' | 'mergeBase'>>>;
  /** `COMMIT:PATH` → content. */
  readonly contents?: Readonly<Record<string, string | Uint8Array>>;
  /** The changed files of every pull request. */
  readonly files?: readonly ChangedFile[];
}

/** The code as a test gives it; commits are kept beside it. */
export function givenCode(given: GivenCode): Code {
  const refs = new Map(Object.entries(given.refs ?? {}));
  const contents = new Map(Object.entries(given.contents ?? {}));
  const resolve = (revision: string): string | undefined => refs.get(revision.replace(/^refs\/(?:heads|tags)\//u, '')) ?? (/^[0-9a-f]{40}$/u.test(revision) ? revision : undefined);
  return {
    resolve,
    compare: (base, head) => {
      const known = given.comparisons?.[`${base}...${head}`];
      if (known === undefined && (resolve(base) === undefined || resolve(head) === undefined)) return undefined;
      const { status, mergeBase } = known ?? { status: base === head ? 'identical' : 'ahead', mergeBase: resolve(base) ?? base };
      return { status, mergeBase, ahead: status === 'ahead' || status === 'diverged' ? 1 : 0, behind: status === 'behind' || status === 'diverged' ? 1 : 0 };
    },
    changes: () => given.files ?? [],
    content: (revision, path) => {
      const found = contents.get(`${revision}:${path}`) ?? contents.get(`${resolve(revision)}:${path}`);
      return found === undefined ? undefined : Buffer.from(found);
    },
    other: () => undefined,
    commit: ({ branch, additions }) => {
      const id = createHash('sha1').update(randomUUID()).digest('hex');
      refs.set(branch, id);
      for (const { path, contents: base64 } of additions) contents.set(`${id}:${path}`, Buffer.from(base64, 'base64'));
      return id;
    },
  };
}

/** The lines of the new file that a patch shows, added or unchanged: where a review comment may stand. */
export function linesOf(patch: string): Set<number> {
  const lines = new Set<number>();
  let line = 0;
  for (const text of patch.split('\n')) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)/u.exec(text);
    if (hunk !== null) line = Number(hunk[1]);
    else if (text.startsWith('+') || text.startsWith(' ')) lines.add(line++);
  }
  return lines;
}
