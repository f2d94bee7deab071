import { execFile } from 'node:child_process';

/** Reads a git repository by the git program. Every method gives undefined where git, the repository or the object is missing. */
export interface Git {
  /** The bytes of a file (path relative to the repository's top, with `/`) at a revision. */
  file(revision: string, path: string): Promise<Buffer | undefined>;
  /** The best common ancestor of two commits; undefined in a shallow clone that does not reach it. */
  mergeBase(a: string, b: string): Promise<string | undefined>;
  /** The full id of the commit that a revision names. */
  commit(revision: string): Promise<string | undefined>;
  /** The committer's time of a commit, in seconds since 1970. */
  time(revision: string): Promise<number | undefined>;
  /** The folder below the repository's top in which it was opened, with `/` at its end, or ''. */
  prefix(): Promise<string | undefined>;
}

/** Opens the repository that holds a folder. Nothing is run until something is asked. */
export function openGit(folder: string, env: Readonly<Record<string, string | undefined>>): Git {
  const run = (...args: string[]): Promise<Buffer | undefined> =>
    new Promise((done) => {
      // A container job's workspace belongs to another user than the process: the folder is the one we were given, so it is safe.
      const options = { cwd: folder, encoding: 'buffer' as const, maxBuffer: 4 * 1024 * 1024, timeout: 30_000, env: { PATH: env['PATH'], HOME: env['HOME'], LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' } };
      execFile('git', ['-c', 'safe.directory=*', ...args], options, (error, stdout) => done(error === null ? stdout : undefined));
    });
  const line = async (...args: string[]): Promise<string | undefined> => (await run(...args))?.toString('utf8').trim();
  const commit = async (revision: string): Promise<string | undefined> => {
    const id = await line('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
    return id === '' ? undefined : id;
  };
  return {
    file: (revision, path) => run('cat-file', 'blob', `${revision}:${path}`),
    mergeBase: async (a, b) => (await line('merge-base', a, b)) || undefined,
    commit,
    time: async (revision) => {
      const id = await commit(revision);
      const seconds = id === undefined ? undefined : await line('show', '--no-patch', '--format=%ct', id);
      return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) : undefined;
    },
    prefix: () => line('rev-parse', '--show-prefix'),
  };
}
