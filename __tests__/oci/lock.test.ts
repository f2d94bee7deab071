import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openLayout } from '../../src/oci/layout.ts';
import { LOCK_FILE, withLock } from '../../src/oci/lock.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { run } from '../harness/peers.ts';
import { failure } from './sample.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('lock');
});
afterEach(() => removeFolder(folder));

const lockFile = (): string => join(folder, LOCK_FILE);
const LOCK_MODULE = new URL('../../src/oci/lock.ts', import.meta.url).href;

/** What the lock file says now, with changes. */
async function changed(changes: Readonly<Record<string, unknown>>): Promise<string> {
  const holder: object = JSON.parse(await readFile(lockFile(), 'utf8'));
  return JSON.stringify({ ...holder, ...changes });
}

/** What a lock file of this process says, with changes. */
async function lockText(changes: Readonly<Record<string, unknown>>): Promise<string> {
  return withLock(folder, () => changed(changes));
}

/** The id of a process that ended. */
async function endedProcess(): Promise<number> {
  const child = spawn('true');
  await once(child, 'close');
  return child.pid ?? 0;
}

test('within a process, work is done one after the other, and in order', async () => {
  const log: string[] = [];
  await Promise.all(
    [1, 2, 3].map((number) =>
      withLock(folder, async () => {
        log.push(`begin ${number}`);
        await sleep(5);
        log.push(`end ${number}`);
      }),
    ),
  );
  expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
  expect(await readdir(folder)).toEqual([]);
});

test('work that fails gives the lock back', async () => {
  await expect(withLock(folder, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(folder, async () => 'yes')).toBe('yes');
  expect(await readdir(folder)).toEqual([]);
});

describe('a lock that was left behind', () => {
  test('by a process that ended is taken over at once', async () => {
    await writeFile(lockFile(), await lockText({ pid: await endedProcess() }));
    expect(await withLock(folder, async () => 'mine', { timeout: 100 })).toBe('mine');
  });

  test('by a process whose id another one has now is taken over at once', async () => {
    await writeFile(lockFile(), await lockText({ start: '1' }));
    expect(await withLock(folder, async () => 'mine', { timeout: 100 })).toBe('mine');
  });

  test('by a process that was killed while it worked is taken over', async () => {
    const holder = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', `import { withLock } from ${JSON.stringify(LOCK_MODULE)}; await withLock(${JSON.stringify(folder)}, async () => { console.log('held'); await new Promise(() => setInterval(() => {}, 1000)); });`]);
    await once(holder.stdout, 'data');
    expect(await failure(withLock(folder, async () => 'mine', { timeout: 50 }))).toMatchObject({ kind: 'unavailable', code: 'locked', message: `${lockFile()} is held by process ${holder.pid} for more than 0.05 s` });
    holder.kill('SIGKILL');
    await once(holder, 'close');
    expect(await withLock(folder, async () => 'mine', { timeout: 100 })).toBe('mine');
  });

  test.each([
    ['of another machine', JSON.stringify({ host: `not ${hostname()}`, pid: 1, start: null, token: 'x' }), 61_000],
    ['that says nothing', '', 6_000],
    ['that is no lock at all', '[1,2', 6_000],
  ])('%s is taken over by its age alone', async (_, text, age) => {
    await writeFile(lockFile(), text);
    expect(await failure(withLock(folder, async () => 'mine', { timeout: 50 }))).toMatchObject({ code: 'locked' });
    const then = new Date(Date.now() - age);
    await utimes(lockFile(), then, then);
    expect(await withLock(folder, async () => 'mine', { timeout: 50 })).toBe('mine');
  });

  test('is taken over by one of many who wait', async () => {
    await writeFile(lockFile(), await lockText({ pid: await endedProcess() }));
    const program = `import { appendFileSync } from 'node:fs'; import { setTimeout as sleep } from 'node:timers/promises'; import { withLock } from ${JSON.stringify(LOCK_MODULE)};
      for (let at = 0; at < 10; at++) await withLock(${JSON.stringify(folder)}, async () => { appendFileSync(${JSON.stringify(join(folder, 'log'))}, 'in\\n'); await sleep(2); appendFileSync(${JSON.stringify(join(folder, 'log'))}, 'out\\n'); });`;
    const ended = await Promise.all([1, 2, 3, 4].map(() => run(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program])));
    expect(ended.map(({ stderr, status }) => [stderr, status])).toEqual(Array.from({ length: 4 }, () => ['', 0]));
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('in\nout\n'.repeat(40));
  });

  test('as a symbolic link is not followed', async () => {
    await symlink('/dev/zero', lockFile());
    expect(await failure(withLock(folder, async () => 'mine', { timeout: 50 }))).toMatchObject({ code: 'locked' });
  });

  test('with a guard that was left behind too is taken over', async () => {
    await writeFile(lockFile(), await lockText({ pid: await endedProcess() }));
    await writeFile(`${lockFile()}.stale`, '');
    const then = new Date(Date.now() - 11_000);
    await utimes(`${lockFile()}.stale`, then, then);
    expect(await withLock(folder, async () => 'mine', { timeout: 1000 })).toBe('mine');
    expect(await readdir(folder)).toEqual([]);
  });
});

test('who lost the lock while it was paused is told before it does what can not be undone', async () => {
  const refused = await failure(
    withLock(folder, async (assertHeld) => {
      await assertHeld();
      await writeFile(lockFile(), await changed({ token: 'another' }));
      await assertHeld();
    }),
  );
  expect(refused).toMatchObject({ kind: 'unavailable', code: 'locked' });
  expect(await readFile(lockFile(), 'utf8')).toContain('another');
});

test('two processes that make and fill the same 25 layouts at the same moments lose nothing', async () => {
  const writer = fileURLToPath(new URL('layout-writer.ts', import.meta.url));
  const rounds = 25;
  const ended = await Promise.all([['a', 'b'], ['b', 'a']].map((names) => run(process.execPath, ['--disable-warning=ExperimentalWarning', writer, folder, ...names, String(rounds)])));
  expect(ended.map(({ stderr, status }) => [stderr, status])).toEqual([['', 0], ['', 0]]);
  for (let round = 0; round < rounds; round++) {
    const layout = await openLayout(join(folder, `layout-${round}`));
    const tags = await layout.tags();
    expect(tags.filter((tag) => !tag.startsWith('sha256-'))).toEqual(['a-1', 'a-2', 'a-3', 'b-1', 'b-2', 'b-3', 'contested', 'shared']);
    const shared = await layout.manifest('shared');
    if (shared === undefined) throw new Error('shared is not there');
    const referrers = await layout.referrers(shared.descriptor.digest);
    expect(new Set(referrers.map(({ artifactType }) => artifactType))).toEqual(new Set(['a/1', 'a/2', 'a/3', 'b/1', 'b/2', 'b/3']));
    for (const tag of tags) expect(await layout.manifest(tag)).toBeDefined();
    expect((await readdir(layout.directory)).filter((name) => name.startsWith('.'))).toEqual([]);
  }
});
