import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { acceptSuggestions, patchOf } from '../scripts/demo/diff.ts';
import { temporaryFolder } from './harness/daemon.ts';
import { run, type Ended } from './harness/peers.ts';
import { hasGit, makeRepository } from './harness/repository.ts';
import { PROJECT } from './harness/runner.ts';

describe('the demo, on a machine with node alone', () => {
  const root = temporaryFolder('demo-test');
  const env = { PATH: join(root, 'bin'), HOME: root, TMPDIR: join(root, 'tmp'), LANG: 'C.UTF-8' };
  let ended: Ended;
  let folder = '';

  beforeAll(async () => {
    mkdirSync(env.PATH);
    mkdirSync(env.TMPDIR);
    symlinkSync(process.execPath, join(env.PATH, 'node'));
    ended = await run(process.execPath, ['scripts/demo.ts'], { cleanEnv: true, cwd: PROJECT, env });
    folder = /^Everything is in (.+)$/m.exec(ended.stdout)?.[1] ?? '';
  });

  test('ends well, and says nothing on the error stream', () => {
    expect(ended).toMatchObject({ status: 0, stderr: '' });
  });

  test('shows the comment on the pull request, with what changes on the device', () => {
    const comment = between(ended.stdout, 'The action comments on it:', '── 2.');
    expect(comment).toMatch(/1 of 3 targets changes \(ran\)/);
    expect(comment).toMatch(/^ +ran +version +2\.5\.0 +2\.6\.0$/m);
    expect(comment).toMatch(/Not pinned: ran/);
    expect(comment).not.toMatch(/<details>|<br>|\*\*|\| ---/);
  });

  test('merges the manifest with the pin that was suggested', () => {
    const merged = readFileSync(join(folder, 'device', 'manifest.yaml'), 'utf8');
    const index = readFileSync(join(folder, 'device', 'layout', 'index.json'), 'utf8');
    const [, digest, size] = /"digest":"(sha256:[0-9a-f]{64})","size":(\d+),"annotations":\{"org\.opencontainers\.image\.ref\.name":"ran:2\.6\.0"/.exec(index) ?? [];
    expect(merged).toContain(`source: oci:layout:ran:2.6.0\n    digest: ${digest}\n    size: ${size}\n    version: 2.6.0\n`);
  });

  test('releases to a layout, verifies it, and refuses a changed byte', () => {
    expect(ended.stdout).toMatch(/^ +✅ Published 1\.0\.0$/m);
    expect(ended.stdout).toMatch(/^ +ok +key-signature: /m);
    expect(ended.stdout).toMatch(/^ +passed$/m);
    expect(between(ended.stdout, 'With one byte of an image changed:', '──')).toMatch(/FAILED +image: .+\n +failed\n/);
    expect(existsSync(join(folder, 'changed'))).toBe(false);
  });

  test('leaves the files that it names, and nothing else', () => {
    expect(readdirSync(folder).toSorted()).toEqual(['device', 'keys', 'output']);
    expect(readdirSync(env.TMPDIR)).toHaveLength(1);
    expect(readdirSync(join(folder, 'output')).toSorted()).toEqual(['cert.pem', 'install.json', 'install.json.signed', 'report.json', 'report.md']);
    expect(readFileSync(join(folder, 'output', 'report.json'), 'utf8')).not.toContain('PRIVATE KEY');
  });

  test('the commands to try next work as they are printed, and write nothing new', async () => {
    const commands = (ended.stdout.split('To try next, there:\n')[1] ?? '').trim();
    expect(commands.split('\n').filter((line) => /^ *(?:cd|node) /.test(line))).toHaveLength(3);
    const release = join(folder, 'device', 'release', 'index.json');
    const before = readFileSync(release, 'utf8');
    const tried = await run('/bin/sh', ['-ec', commands], { cleanEnv: true, cwd: root, env });
    expect(tried.status).toBe(0);
    expect(tried.stdout).toMatch(/nothing had to be written/);
    expect(readFileSync(release, 'utf8')).toBe(before);
  });
});

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  return from < 0 ? '' : text.slice(from + start.length, text.indexOf(end, from + start.length));
}

const lines = (...middle: readonly string[]): string => ['a', 'b', 'c', 'd', ...middle, 'w', 'x', 'y', 'z', ''].join('\n');

(hasGit ? describe : describe.skip)('the diff that is shown (needs git)', () => {
  test.each([
    ['a line changes', lines('old'), lines('new')],
    ['lines go', lines('1', '2', '3'), lines('1')],
    ['lines come', lines('1'), lines('1', '2', '3')],
    ['the first line changes', `0\n${lines()}`, `1\n${lines()}`],
    ['the last line changes', `${lines()}0\n`, `${lines()}1\n`],
  ])('is git’s where %s', (_, before, after) => {
    const { git, commit } = makeRepository({ file: before });
    commit({ file: after });
    const diff = git('diff', '--unified=3', 'HEAD~1', 'HEAD', '--', 'file');
    expect(patchOf(before, after)).toBe(diff.slice(diff.indexOf('@@')).replace(/^(@@ .+ @@).*/, '$1'));
  });
});

const suggestion = (text: string): string => `Pin it:\n\n\`\`\`suggestion\n${text}\n\`\`\`\n`;

test('suggestions are put in the place of their lines, from the last to the first', () => {
  const accepted = acceptSuggestions('1\n2\n3\n4\n', [
    { body: suggestion('2\n2b'), line: 2, start_line: null },
    { body: suggestion('3 and 4'), line: 4, start_line: 3 },
    { body: 'no suggestion', line: 1, start_line: null },
  ]);
  expect(accepted).toBe('1\n2\n2b\n3 and 4\n');
});
