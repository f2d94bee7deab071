import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readFile, readlink, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { systemCode } from './filefailure.ts';

/** The name of the lock file in the folder that it guards. */
export const LOCK_FILE = '.manifest-action.lock';

export interface LockOptions {
  /** How long to wait for a holder that lives, in milliseconds; default 30 000. */
  readonly timeout?: number;
  /** After how long a lock of another machine is taken to be left behind, in milliseconds; default 60 000. A lock is held for milliseconds. */
  readonly abandoned?: number;
}

/** Who holds a lock. A process is named by where its id counts (machine and pid namespace), its id, and its start, since ids are used again. */
interface Holder {
  readonly host: string;
  readonly pid: number;
  readonly start: string | null;
  readonly token: string;
}

/** Within one process, in the order in which they came: only then does the file say who is next. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while no other process or caller that asks for this folder's lock does. `work` gets a function that throws when the lock was lost, to
 * be called before what can't be undone. The lock of a process that died is taken over.
 *
 * Throws an `unavailable` Failure `locked` when a living process holds it for too long, and errors of the file system as they are.
 */
export async function withLock<T>(directory: string, work: (assertHeld: () => Promise<void>) => Promise<T>, options: LockOptions = {}): Promise<T> {
  const before = queues.get(directory) ?? Promise.resolve();
  const run = before.then(() => locked(directory, work, options));
  const settled = run.catch(() => undefined);
  queues.set(directory, settled);
  try {
    return await run;
  } finally {
    if (queues.get(directory) === settled) queues.delete(directory);
  }
}

async function locked<T>(directory: string, work: (assertHeld: () => Promise<void>) => Promise<T>, options: LockOptions): Promise<T> {
  const path = join(directory, LOCK_FILE);
  const mine: Holder = { host: await hostOf(), pid: process.pid, start: await startOf(process.pid), token: randomUUID() };
  await acquire(path, mine, options);
  const held = async (): Promise<boolean> => parseHolder(await textOf(path))?.token === mine.token;
  try {
    return await work(async () => {
      if (await held()) return;
      throw new Failure('unavailable', 'locked', `${directory}: another process took the lock over while this one was paused`, { cure: 'Run it again.' });
    });
  } finally {
    if (await held()) await remove(path);
  }
}

async function acquire(path: string, mine: Holder, options: LockOptions): Promise<void> {
  const { timeout = 30_000, abandoned = 60_000 } = options;
  const deadline = Date.now() + timeout;
  while (!(await create(path, JSON.stringify(mine)))) {
    const text = await textOf(path);
    if (text === undefined) continue;
    if (await isStale(path, text, mine.host, abandoned)) {
      await takeAway(path, text);
      continue;
    }
    if (Date.now() > deadline) {
      const holder = parseHolder(text);
      throw new Failure('unavailable', 'locked', `${path} is held by ${holder === undefined ? 'an unknown process' : `process ${holder.pid}`} for more than ${timeout / 1000} s`, {
        cure: 'Wait for that process, or end it. When no process uses the folder, remove the file.',
      });
    }
    await sleep(2 + Math.random() * 10);
  }
}

/** Makes a file that must not be there. Whether it was made. */
async function create(path: string, text: string): Promise<boolean> {
  let file;
  try {
    file = await open(path, 'wx', 0o644);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await file.writeFile(text);
    return true;
  } catch (error) {
    await remove(path);
    throw error;
  } finally {
    await file.close();
  }
}

async function isStale(path: string, text: string, host: string, abandoned: number): Promise<boolean> {
  const holder = parseHolder(text);
  // Without a holder it is being written right now, unless its writer died.
  if (holder === undefined) return (await ageOf(path)) > 5_000;
  if (holder.host !== host) return (await ageOf(path)) > abandoned;
  if (!isAlive(holder.pid)) return true;
  const start = await startOf(holder.pid);
  return start !== null && holder.start !== null && start !== holder.start;
}

/**
 * Removes a stale lock, but never the new lock of one who was quicker: only who made the guard file looks once more and removes. The guard is there for
 * microseconds; one that a crash left behind goes by its age.
 */
async function takeAway(path: string, stale: string): Promise<void> {
  const guard = `${path}.stale`;
  if (!(await create(guard, ''))) {
    if ((await ageOf(guard)) > 10_000) await remove(guard);
    await sleep(2 + Math.random() * 10);
    return;
  }
  try {
    if ((await textOf(path)) === stale) await remove(path);
  } finally {
    await remove(guard);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/** This machine, and the pid namespace that ids are of: containers may share a name and a folder. */
async function hostOf(): Promise<string> {
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
  return `${hostname()} ${namespace}`.trim();
}

/** When a process started, in clock ticks since boot (proc(5), field 22 of stat), or null where that can't be known. */
async function startOf(pid: number): Promise<string | null> {
  const text = await textOf(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function parseHolder(text: string | undefined): Holder | undefined {
  try {
    const value: Readonly<Record<string, unknown>> | null = JSON.parse(text ?? '');
    const { host, pid, start, token } = value ?? {};
    if (typeof host !== 'string' || typeof token !== 'string' || typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1) return undefined;
    return { host, pid, start: typeof start === 'string' ? start : null, token };
  } catch {
    return undefined;
  }
}

/** A small file's text, or undefined when it isn't there. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, { encoding: 'utf8', flag: constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK });
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(systemCode(error))) return undefined;
    // A symbolic link is nobody's lock, and is not followed.
    if (systemCode(error) === 'ELOOP') return '';
    throw error;
  }
}

/** The age of a file in milliseconds, 0 when it isn't there. */
async function ageOf(path: string): Promise<number> {
  try {
    return Date.now() - (await lstat(path)).mtimeMs;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

async function remove(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
