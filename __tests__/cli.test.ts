import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readArguments } from '../src/cli.ts';
import { INPUTS, secretVariable } from '../src/inputs.ts';
import { temporaryFolder } from './harness/daemon.ts';
import { run } from './harness/peers.ts';
import { PROJECT, runCli } from './harness/runner.ts';
import { readOutput } from './harness/workflow-commands.ts';

type Read = Exclude<ReturnType<typeof readArguments>, { readonly text: string }>;

function read(line: string, env: Readonly<Record<string, string>> = {}): Read {
  const command = readArguments(line.split(' '), env);
  if (command.text !== undefined) throw new Error('it is help');
  return command;
}

describe('help', () => {
  it.each([[], ['--help'], ['-h'], ['check', '--help']])('comes for %j', (...args) => {
    expect(readArguments(args, {}).text).toContain('Usage: manifest-action JOB');
  });
  it('names every input, and each line fits', () => {
    for (const columns of [60, 80, 100, 120]) {
      const text = readArguments(['--help'], {}, columns).text ?? '';
      for (const { name } of INPUTS) if (name !== 'job') expect(text).toContain(`  --${name} `);
      for (const row of text.split('\n')) expect(row.startsWith('Exit codes') || row.startsWith('Review,') || row.length <= Math.max(columns, 70)).toBe(true);
    }
  });
  it('of the version is the package’s', () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { readonly version: string };
    expect(readArguments(['--version'], {}).text).toBe(`manifest-action ${version}\n`);
  });
});

describe('the program', () => {
  const bin = join(PROJECT, 'dist', 'index.js');

  it('starts by the name that messages and pages use, in a clone', async () => {
    const { stdout, status } = await run('npm', ['exec', '--offline', '--', 'manifest-action', '--version'], { cwd: PROJECT, cleanEnv: true, env: { PATH: process.env['PATH'], HOME: temporaryFolder('home'), npm_config_update_notifier: 'false' } });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^manifest-action \d+\.\d+\.\d+\n$/) });
  });

  it('says one line on a Node that is too old, and does nothing', async () => {
    // Debian's Node where it is there, else this one that says it is another.
    const old = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node')).find((path) => existsSync(path) && Number.parseInt(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.slice(1), 10) < 24);
    const as = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.1.2'})`;
    const commands: readonly (readonly string[])[] = [[process.execPath, '--import', as, bin], ...(old === undefined ? [] : [[old, bin]])];
    for (const [program = '', ...args] of commands) {
      for (const env of [{}, { GITHUB_ACTIONS: 'true' }]) {
        const { status, stdout, stderr } = await run(program, [...args, 'check', 'none.yaml'], { cleanEnv: true, env });
        expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
        expect(stderr).toMatch(/^error: manifest-action runs on Node 24 or newer, and this is Node 2\d\.\d+\.\d+\. Install .*\n$/);
      }
    }
  });

  it('needs no newer Node than the runner has', () => {
    expect(readFileSync(join(PROJECT, 'action.yml'), 'utf8')).toContain('using: node24\n');
  });
});

describe('arguments', () => {
  it('are a job, manifests and inputs; what is not given has the command line’s default', () => {
    const { job, texts, json, verbose } = read('check a.yaml b.yaml --manifest c.yaml --registries a --registries b --json -v');
    expect({ job, json, verbose }).toEqual({ job: 'check', json: true, verbose: true });
    expect(texts).toMatchObject({ manifest: 'a.yaml\nb.yaml\nc.yaml', registries: 'a\nb', profile: 'mos', 'output-directory': '', 'github-token': '' });
    expect(read('check').texts.manifest).toBe('manifest.yaml');
    expect(read('check', { RUNNER_DEBUG: '1' }).verbose).toBe(true);
  });
  it('of verify and promote are one reference', () => {
    expect(read('verify oci:out:1').texts.reference).toBe('oci:out:1');
    expect(read('promote --reference oci:out:1').texts.reference).toBe('oci:out:1');
    expect(() => read('verify a b')).toThrow('verify takes one reference.');
    expect(() => read('verify a --reference b')).toThrow('verify takes one reference.');
  });
  it('that are a secret are a path or a variable, never the secret', () => {
    const folder = temporaryFolder('secrets');
    writeFileSync(join(folder, 'word'), 'a word\n');
    expect(read(`publish --key-passphrase ${join(folder, 'word')}`, { [secretVariable('key-passphrase')]: 'another' }).texts['key-passphrase']).toBe('a word');
    expect(read('publish', { [secretVariable('key-passphrase')]: 'another' }).texts['key-passphrase']).toBe('another');
    expect(() => read('publish --registry-password nope')).toThrow(expect.objectContaining({ kind: 'usage', code: 'input' }));
    // It may be the secret.
    expect(() => read('publish --registry-password hunter2')).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hunter2') }));
    expect(() => readArguments(['publish', '--key=-----BEGIN PRIVATE KEY-----'], {})).toThrow('--key takes a path');
  });
  it.each([
    ['chek', 'There is no job "chek".', /^Did you mean check\?/],
    ['constructor', 'There is no job "constructor".', /^The jobs are/],
    ['auto', 'There is no job "auto".', /check, pin, publish/],
    ['check --profil mos', 'There is no option "--profil".', /^Did you mean --profile\?/],
    ['check --job pin', 'There is no option "--job".', /--help/],
    ['check -x', 'There is no option "-x".', /--help/],
    ['check --json=1', /json/, /--help/],
    ['check --profile', /profile/, /--help/],
  ])('%s is wrong use', (line, message, cure) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ kind: 'usage', code: 'arguments', message: typeof message === 'string' ? message : expect.stringMatching(message), cure: expect.stringMatching(cure) }));
  });
});

it('in a step of a workflow nothing that it says is a command to the runner', async () => {
  const nasty = 'a ##[add-mask]b\n::warning::c';
  const text = `version: 1\nproduct: ${JSON.stringify(nasty)}\ntargets:\n- {service_name: ${JSON.stringify(nasty)}, source: ${JSON.stringify(nasty)}, ${JSON.stringify(nasty)}: 1}\n`;
  const env = { GITHUB_ACTIONS: 'true' };
  for (const args of [['check'], ['check', '--json'], ['check', 'no ##[add-mask]b'], ['##[add-mask]b'], ['--##[error]']]) {
    const { status, stdout, stderr } = await runCli(args, { files: { 'manifest.yaml': text }, env });
    expect(status).toBeGreaterThan(0);
    expect(`${stdout}${stderr}`).toMatch(/add-mask|error\]/);
    expect(readOutput(`${stdout}\n${stderr}`).commands).toEqual([]);
    if (args.includes('--json')) expect(JSON.parse(stdout)).toMatchObject({ manifests: [{ targets: [{ name: nasty, source: nasty }] }] });
  }
});

it('a whole run gives its report alone on standard output with --json, and words on standard error', async () => {
  const result = await runCli(['check', '--json'], { files: { 'manifest.yaml': 'version: 1\n' } });
  expect(result.status).toBe(1);
  expect(JSON.parse(result.stdout)).toMatchObject({ reportVersion: 1, result: 'failed' });
  const wrong = await runCli(['chek']);
  expect({ status: wrong.status, stdout: wrong.stdout }).toEqual({ status: 2, stdout: '' });
  expect(wrong.stderr).toBe('error: There is no job "chek".\n  Did you mean check? The jobs are check, pin, publish, promote, verify.\n');
});
