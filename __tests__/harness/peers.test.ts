import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from './daemon.ts';
import { fields } from './json.ts';
import { mustRun, peer, run, type Ended } from './peers.ts';
import { PROJECT } from './runner.ts';

test('run gives status and both streams, whatever the status, and kills what takes too long', async () => {
  const ended = await run(process.execPath, ['-e', 'process.stdin.pipe(process.stdout); console.error(process.env.A); process.exitCode = 3'], { input: 'ü', env: { A: 'b' } });
  expect(ended).toMatchObject({ status: 3, signal: null, stdout: 'ü', stderr: 'b\n' });
  expect(await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeout: 200 })).toMatchObject({ status: null, signal: 'SIGKILL' });
  await expect(mustRun(process.execPath, ['-e', 'console.error("why"); process.exit(4)'])).rejects.toThrow(/exited with 4:\nwhy/u);
  await expect(run(join(PROJECT, 'no-such-program'))).rejects.toThrow('could not be started');
});

test('a program is found in the peers folder before PATH', () => {
  const before = { ...process.env };
  const folder = temporaryFolder('peers');
  const path = temporaryFolder('path');
  for (const [where, mode] of [[folder, 0o755], [path, 0o755]] as const) writeFileSync(join(where, 'a-program'), '', { mode });
  writeFileSync(join(path, 'b-program'), '', { mode: 0o755 });
  Object.assign(process.env, { MANIFEST_ACTION_PEERS: folder, PATH: path, MOSB: join(path, 'b-program'), MOSCTL: join(path, 'missing') });
  expect(['a-program', 'b-program', 'c-program', 'mosb', 'mosctl'].map(peer)).toEqual([join(folder, 'a-program'), join(path, 'b-program'), undefined, join(path, 'b-program'), undefined]);
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

/** Runs one test file, in a jest of its own, that needs a program which is nowhere. */
async function jestWith(required: string): Promise<{ ended: Ended; result: Readonly<Record<string, unknown>> }> {
  const folder = temporaryFolder('jest');
  mkdirSync(join(folder, 'tests'));
  const source = `import { describeWith } from ${JSON.stringify(join(PROJECT, '__tests__/harness/peers.ts'))};
describeWith(['no-such-program', 'openssl-no'], 'needs much', () => { test('a', () => { expect(1).toBe(1); }); });
test('stands alone', () => { expect(1).toBe(1); });
`;
  writeFileSync(join(folder, 'tests', 'one.test.ts'), source);
  const config = { rootDir: folder, transform: {}, extensionsToTreatAsEsm: ['.ts'], testMatch: ['**/*.test.ts'], moduleFileExtensions: ['ts', 'js', 'json', 'node'] };
  const ended = await run(
    process.execPath,
    ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', join(PROJECT, 'node_modules/jest/bin/jest.js'), '--config', JSON.stringify(config), '--json', '--verbose'],
    { cwd: folder, env: { PEERS: required } },
  );
  return { ended, result: fields(JSON.parse(ended.stdout)) };
}

test('what is missing is skipped with the reason in the title', async () => {
  const { ended, result } = await jestWith('');
  expect(ended.status).toBe(0);
  expect(result).toMatchObject({ numPassedTests: 1, numPendingTests: 1, numFailedTests: 0 });
  expect(ended.stdout).toContain('not here: no-such-program, openssl-no; run scripts/peers.sh no-such-program openssl-no');
});

test('with PEERS=required it is a failed test that says what to run', async () => {
  const { ended, result } = await jestWith('required');
  expect(ended.status).toBe(1);
  expect(result).toMatchObject({ numPassedTests: 1, numPendingTests: 0, numFailedTests: 1 });
  expect(ended.stdout).toContain('run scripts/peers.sh no-such-program openssl-no');
});
