import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { portOf } from './listen.ts';
import { peer } from './peers.ts';

/** A program that serves until it is stopped. */
export interface Daemon {
  readonly pid: number;
  /** What it wrote so far, both streams. */
  readonly logs: () => string;
  /** Ends it by its process id (SIGTERM, then SIGKILL after 3 seconds) and waits until it is gone. May be called twice. */
  readonly stop: () => Promise<void>;
}

export interface DaemonOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Asked every 10 ms until it gives true; a program that ends before, or 20 seconds, is an error with its logs. */
  readonly ready: (logs: string) => boolean | Promise<boolean>;
}

/** A new folder under the system's temporary folder, its path without symlinks. Whoever asks removes it (`removeFolder`). */
export function temporaryFolder(noun: string): string {
  const root = process.env['MANIFEST_ACTION_TEST_FOLDER'] ?? realpathSync(tmpdir());
  return mkdtempSync(join(root, `manifest-action-${noun}-`));
}

/** Removes a folder and all in it; on Windows a file may stay open for a moment, hence the retries. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** A TCP port of 127.0.0.1 that was free a moment ago. Another process may take it first: whoever uses it tries again. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Starts a program and waits until it serves. It dies with this process, however that ends: on Linux the kernel sees
 * to it (setpriv --pdeathsig), since a jest worker is killed without warning. Throws if it does not come up.
 */
export async function startDaemon(program: string, args: readonly string[], options: DaemonOptions): Promise<Daemon> {
  const setpriv = process.platform === 'linux' ? peer('setpriv') : undefined;
  const [file, argv] = setpriv === undefined ? [program, args] : [setpriv, ['--pdeathsig', 'KILL', '--', program, ...args]];
  const child = spawn(file, argv, {
    env: { ...process.env, ...options.env },
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const logs = (): string => Buffer.concat(chunks).toString('utf8');
  let gone = false;
  const end = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  }).then(() => {
    gone = true;
  });
  const stop = async (): Promise<void> => {
    if (gone) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await end;
    clearTimeout(timer);
  };
  const deadline = Date.now() + 20_000;
  for (;;) {
    if (gone) throw new Error(`${program} ended before it served:\n${logs()}`);
    // The answer counts only while our own program lives: another one may sit on the port that it could not have.
    if ((await options.ready(logs())) && !gone) break;
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`${program} did not serve within 20 seconds:\n${logs()}`);
    }
    await Promise.race([sleep(10), end]);
  }
  return { pid: child.pid ?? 0, logs, stop };
}
