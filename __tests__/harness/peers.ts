/* oxlint-disable jest/no-export, jest/valid-title, jest/valid-describe-callback, jest/no-disabled-tests, jest/expect-expect -- this makes tests for others, and holds none */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type * as jest from '@jest/globals';

// jest's globals, and not its module, which throws outside jest: scripts/demo.ts runs programs by this file, too.
declare const describe: typeof jest.describe;
declare const test: typeof jest.test;

/** How a program ended. `status` is null when it was killed (by `timeout`, say): then `signal` names the signal. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Buffer;
}

export interface RunOptions {
  /** Added to this process's environment; undefined takes a name out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** True: `env` is the whole environment. */
  readonly cleanEnv?: boolean;
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  /** Milliseconds until the program is killed with SIGKILL (default 60,000). */
  readonly timeout?: number;
}

/** The folder that scripts/peers.sh fills: $MANIFEST_ACTION_PEERS, else ${XDG_CACHE_HOME:-~/.cache}/manifest-action-peers/bin. */
export function peersFolder(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return process.env['MANIFEST_ACTION_PEERS'] ?? join(cache, 'manifest-action-peers', 'bin');
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The path of a real program, or undefined if it is not here. `mosb` and `mosctl` come from the environment (MOSB,
 * MOSCTL); any other from the peers folder, whose versions are pinned, and then from PATH.
 */
export function peer(name: string): string | undefined {
  const named = name === 'mosb' || name === 'mosctl' ? process.env[name.toUpperCase()] : undefined;
  if (named !== undefined && named !== '') return executable(named) ? named : undefined;
  const folders = [peersFolder(), ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')];
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`, name] : [name];
  for (const folder of folders) for (const file of names) if (executable(join(folder, file))) return join(folder, file);
  return undefined;
}

/** The path of a real program; throws an Error that says how to get it. For use inside `describeWith`. */
export function requirePeer(name: string): string {
  const path = peer(name);
  if (path === undefined) throw new Error(`${name} is not here: ${howToGet([name])}`);
  return path;
}

const DEBIAN = new Set(['docker-registry', 'cmark-gfm', 'skopeo', 'openssl', 'curl', 'xz', 'git', 'perl', 'setpriv', 'softhsm2-util', 'pkcs11-tool']);

function howToGet(names: readonly string[]): string {
  const built = names.filter((name) => !DEBIAN.has(name) && name !== 'mosb' && name !== 'mosctl');
  const ways = [
    ...(built.length > 0 ? [`run scripts/peers.sh ${built.join(' ')}`] : []),
    ...names.filter((name) => DEBIAN.has(name)).map((name) => `install ${name} with the system's package manager`),
    ...names.filter((name) => name === 'mosb' || name === 'mosctl').map((name) => `set ${name.toUpperCase()} to the path of ${name}`),
  ];
  return ways.join('; ');
}

/**
 * `describe` for tests that need real programs. When one is missing the tests are skipped, with the reason in the
 * title; with PEERS=required, as in .ci/run, there is one failed test instead, which says what to run.
 */
export function describeWith(names: readonly string[], title: string, tests: () => void): void {
  const missing = names.filter((name) => peer(name) === undefined);
  if (missing.length === 0) {
    describe(title, tests);
  } else if (process.env['PEERS'] === 'required') {
    describe(title, () => {
      test(`needs ${missing.join(', ')}`, () => {
        throw new Error(`PEERS=required, and ${missing.join(', ')} is not here: ${howToGet(missing)}`);
      });
    });
  } else {
    describe.skip(`${title} (skipped, not here: ${missing.join(', ')}; ${howToGet(missing)})`, tests);
  }
}

/**
 * Runs a program to its end, with its input given whole and its output collected. Throws only if it cannot be started;
 * any exit status is a result.
 */
export function run(program: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env: NodeJS.ProcessEnv = { ...(options.cleanEnv === true ? {} : process.env), ...options.env };
    const child = spawn(program, args, { env, cwd: options.cwd, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    const timer = setTimeout(() => child.kill('SIGKILL'), options.timeout ?? 60_000);
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // A program that does not read its input closes the pipe: its exit status says more than EPIPE would.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    child.once('error', (cause) => {
      clearTimeout(timer);
      reject(new Error(`${program} could not be started`, { cause }));
    });
    child.once('close', (status, signal) => {
      clearTimeout(timer);
      const stdoutBytes = Buffer.concat(stdout);
      resolve({ status, signal, stdout: stdoutBytes.toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8'), stdoutBytes });
    });
  });
}

/** `run`, for a program that must succeed: throws an Error with what it wrote when it does not exit with 0. */
export async function mustRun(program: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> {
  const ended = await run(program, args, options);
  if (ended.status === 0) return ended;
  throw new Error(`${program} ${args.join(' ')} exited with ${ended.status ?? ended.signal}:\n${ended.stderr}${ended.stdout}`);
}
