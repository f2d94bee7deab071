import { existsSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { runAction, runCli } from './runner.ts';
import { temporaryFolder } from './daemon.ts';

const program = join(temporaryFolder('program'), 'show.mjs');
writeFileSync(
  program,
  `import fs from 'node:fs';
fs.appendFileSync(process.env.GITHUB_OUTPUT ?? '/dev/null', 'result<<E\\n' + process.env['INPUT_OUTPUT-DIRECTORY'] + '\\nE\\n');
console.log(JSON.stringify({ env: process.env, cwd: process.cwd(), args: process.argv.slice(2) }));
console.log('::warning file=m.yaml,line=2::mind');
process.exitCode = 1;`,
);

test('a step has its inputs, its defaults and its event, and nothing of this machine', async () => {
  process.env['OF_THIS_MACHINE'] = 'yes';
  const result = await runAction({
    program,
    event: 'push',
    payload: { ref: 'refs/tags/v1.0.0', after: 'a'.repeat(40), repository: { full_name: 'o/r' } },
    inputs: { 'certificate-identity': 'me' },
    files: { 'deep/manifest.yaml': 'x' },
  });
  delete process.env['OF_THIS_MACHINE'];
  expect(result.status).toBe(1);
  expect(result.outputs['result']).toBe(join(result.temp, 'manifest-action'));
  expect(result.annotations).toMatchObject([{ level: 'warning', file: 'm.yaml', line: 2, message: 'mind' }]);
  expect(existsSync(join(result.workspace, 'deep', 'manifest.yaml'))).toBe(true);
  expect(JSON.parse(result.stdout.split('\n')[0] ?? '')).toMatchObject({
    cwd: result.workspace,
    env: { 'INPUT_CERTIFICATE-IDENTITY': 'me', INPUT_JOB: 'auto', GITHUB_REF: 'refs/tags/v1.0.0', GITHUB_REF_TYPE: 'tag', GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: 'a'.repeat(40) },
  });
  expect(result.stdout).not.toContain('OF_THIS_MACHINE');
});

test('the command line has its arguments and no trace of Actions', async () => {
  const result = await runCli(['check', 'a b'], { program });
  const shown: unknown = JSON.parse(result.stdout.split('\n')[0] ?? '');
  expect(shown).toMatchObject({ args: ['check', 'a b'], cwd: result.cwd });
  expect(result.stdout).not.toMatch(/GITHUB_|INPUT_/u);
});
