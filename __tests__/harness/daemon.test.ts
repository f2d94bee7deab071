import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { startDaemon } from './daemon.ts';
import { describeWith } from './peers.ts';
import { PROJECT } from './runner.ts';

const SERVE = `console.log('ready'); setInterval(() => {}, 1000)`;

/** A zombie that nobody waits for is dead. */
function alive(pid: number): boolean {
  try {
    return process.platform === 'linux' ? !/\) Z /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) : process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('serves until it is stopped', async () => {
  const daemon = await startDaemon(process.execPath, ['-e', SERVE], { ready: (logs) => logs.includes('ready') });
  expect(alive(daemon.pid)).toBe(true);
  await daemon.stop();
  await daemon.stop();
  expect(alive(daemon.pid)).toBe(false);
});

test('one that ends before it serves is an error with its words', async () => {
  await expect(startDaemon(process.execPath, ['-e', 'console.error("no port"); process.exit(1)'], { ready: () => false })).rejects.toThrow(/before it served:\nno port/u);
});

// Only Linux's kernel does this.
describeWith(['setpriv'], 'on Linux', () => {
  test('dies with the process that started it, even if that is killed', async () => {
    const source = `import { startDaemon } from ${JSON.stringify(join(PROJECT, '__tests__/harness/daemon.ts'))};
const daemon = await startDaemon(process.execPath, ['-e', ${JSON.stringify(SERVE)}], { ready: (logs) => logs.includes('ready') });
console.log(daemon.pid);`;
    const starter = spawn(process.execPath, ['--input-type=module', '-e', source], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line]: unknown[] = await once(starter.stdout, 'data');
    const pid = Number(String(line));
    expect(alive(pid)).toBe(true);
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    for (let wait = 0; wait < 50 && alive(pid); wait++) await sleep(20);
    expect(alive(pid)).toBe(false);
  });
});
