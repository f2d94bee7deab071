import { execFile } from 'node:child_process';
import { Failure } from './failure.ts';
import { quoted } from './visible.ts';

/** Reads a git repository by the git program. Every method gives undefined where git, the repository or the object is missing. */
export interface Git {
  /** The bytes of a file (path relative to the repository's top, with `/`) at a revision; links in that revision's tree are followed. Throws an `unavailable` Failure `git` when git fails. */
  file(revision: string, path: string): Promise<Buffer | undefined>;
  /** The best common ancestor of two commits; undefined where a shallow clone may lack a better one. */
  mergeBase(a: string, b: string): Promise<string | undefined>;
  /** The full id of the commit that a revision names. */
  commit(revision: string): Promise<string | undefined>;
  /** The committer's time of a commit, in seconds since 1970. */
  time(revision: string): Promise<number | undefined>;
  /** The folder below the repository's top in which it was opened, with `/` at its end, or ''. */
  prefix(): Promise<string | undefined>;
  /** The top folder of the repository of which this one is a submodule; undefined when it is none. */
  superproject(): Promise<string | undefined>;
  /** The address of the remote `origin`, as it was set. */
  origin(): Promise<string | undefined>;
}

/**
 * A work tree is a stranger's text: a folder in it that looks like a bare repository would be taken for one, with its configuration
 * (programs to run) and its own objects, and a replacement would give another commit under a commit's id (git-config, safe.bareRepository).
 */
const CAUTION = ['--no-replace-objects', '-c', 'safe.bareRepository=explicit', '-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false'];

/** Opens the repository that holds a folder. Nothing is run until something is asked. */
export function openGit(folder: string, env: Readonly<Record<string, string | undefined>>): Git {
  // A container job's workspace belongs to another user than the process. Elsewhere git's own caution holds: who owns a repository can have it run
  // programs (git-config, safe.directory).
  const trust = env['GITHUB_ACTIONS'] === 'true' ? ['-c', 'safe.directory=*'] : [];
  const asked = (input: string | undefined, args: readonly string[]): Promise<Buffer | undefined> =>
    new Promise((done) => {
      const options = { cwd: folder, encoding: 'buffer' as const, maxBuffer: 4 * 1024 * 1024, timeout: 30_000, env: { PATH: env['PATH'], HOME: env['HOME'], SystemRoot: env['SystemRoot'], LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' } };
      const child = execFile('git', [...CAUTION, ...trust, ...args], options, (error, stdout) => done(error === null ? stdout : undefined));
      if (input === undefined) return;
      child.stdin?.on('error', () => {}); // It ended before it read: what it says of that is what counts.
      child.stdin?.end(input);
    });
  const run = (...args: string[]): Promise<Buffer | undefined> => asked(undefined, args);
  const line = async (...args: string[]): Promise<string | undefined> => (await run(...args))?.toString('utf8').trim();
  const commit = async (revision: string): Promise<string | undefined> => {
    const id = await line('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
    return id === '' ? undefined : id;
  };
  return {
    file: async (revision, path) => {
      const id = await commit(revision);
      if (id === undefined || /\n|(?:^|\/)\.\.(?:\/|$)/.test(path)) return undefined;
      const answer = await asked(`${id}:${path}\n`, ['cat-file', '--batch', '--follow-symlinks']);
      // That nobody could say what was there is another thing than that nothing was there.
      if (answer === undefined) throw new Failure('unavailable', 'git', `git could not read ${quoted(path, 200)} at ${id.slice(0, 12)}.`, { cure: 'See what git cat-file says about it; a partial clone has to be able to fetch.' });
      return blobOf(answer);
    },
    mergeBase: async (a, b) => {
      const [one, other] = await Promise.all([commit(a), commit(b)]);
      if (one === undefined || other === undefined) return undefined;
      const best = (await line('merge-base', '--all', one, other))?.split('\n') ?? [];
      if ((await line('rev-parse', '--is-shallow-repository')) === 'false') return best[0] || undefined;
      // Where history is cut off git sees no parents. It is certain of an answer if no such commit is on one side alone: whatever is behind one that
      // both sides have is no better than that one, and of several answers one may be behind another.
      return best.length === 1 && (await line('rev-list', '--max-parents=0', '--max-count=1', `${one}...${other}`)) === '' ? best[0] || undefined : undefined;
    },
    commit,
    time: async (revision) => {
      const id = await commit(revision);
      const seconds = id === undefined ? undefined : await line('show', '--no-patch', '--format=%ct', id);
      return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) : undefined;
    },
    prefix: () => line('rev-parse', '--show-prefix'),
    superproject: async () => (await line('rev-parse', '--show-superproject-working-tree')) || undefined,
    origin: async () => (await line('config', '--get', 'remote.origin.url')) || undefined,
  };
}

/** The file in the answer of `cat-file --batch`: a line `<id> blob <size>`, then its bytes. A folder, or a link that leads out, is none. */
function blobOf(answer: Buffer): Buffer | undefined {
  const end = answer.indexOf('\n');
  const size = /^[0-9a-f]{40,64} blob (\d+)$/.exec(answer.toString('latin1', 0, Math.max(end, 0)))?.[1];
  return size === undefined ? undefined : answer.subarray(end + 1, end + 1 + Number(size));
}
