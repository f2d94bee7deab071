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
  // A container job's workspace belongs to another user than the process. Elsewhere git's own caution holds: who owns a repository can have it run
  // programs (git-config, safe.directory).
  const trust = env['GITHUB_ACTIONS'] === 'true' ? ['-c', 'safe.directory=*'] : [];
  const run = (...args: string[]): Promise<Buffer | undefined> =>
    new Promise((done) => {
      const options = { cwd: folder, encoding: 'buffer' as const, maxBuffer: 4 * 1024 * 1024, timeout: 30_000, env: { PATH: env['PATH'], HOME: env['HOME'], SystemRoot: env['SystemRoot'], LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' } };
      execFile('git', [...trust, ...args], options, (error, stdout) => done(error === null ? stdout : undefined));
    });
  const line = async (...args: string[]): Promise<string | undefined> => (await run(...args))?.toString('utf8').trim();
  const commit = async (revision: string): Promise<string | undefined> => {
    const id = await line('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
    return id === '' ? undefined : id;
  };
  return {
    file: async (revision, path) => {
      const id = await commit(revision);
      return id === undefined ? undefined : run('cat-file', 'blob', `${id}:${path}`);
    },
    mergeBase: async (a, b) => {
      const [one, other] = await Promise.all([commit(a), commit(b)]);
      return one === undefined || other === undefined ? undefined : (await line('merge-base', one, other)) || undefined;
    },
    commit,
    time: async (revision) => {
      const id = await commit(revision);
      const seconds = id === undefined ? undefined : await line('show', '--no-patch', '--format=%ct', id);
      return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) : undefined;
    },
    prefix: () => line('rev-parse', '--show-prefix'),
  };
}
