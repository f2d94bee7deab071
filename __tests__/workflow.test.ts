import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { command, plainLine, writeOutput } from '../src/workflow.ts';
import { temporaryFolder } from './harness/daemon.ts';
import { readFileCommands, readOutput } from './harness/workflow-commands.ts';

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(':', ',', '%', '\n', '\r', '#', '[', ']', ' ', 'a', '=') }), fc.constantFrom('::error::x', '##[error]x', ' ::add-mask::x', 'a##[group]b'));

describe('a workflow command', () => {
  it('is as GitHub documents it', () => {
    expect(command('error', 'A problem', { file: 'a.yaml', line: 3, title: undefined, col: '' })).toBe('::error file=a.yaml,line=3::A problem\n');
    expect(command('endgroup')).toBe('::endgroup::\n');
    expect(command('warning', '50 %\nb', { title: 'a: b, c' })).toBe('::warning title=a%3A b%2C c::50 %25%0Ab\n');
  });
  it('is read by the runner as what was meant, whatever its texts are', () => {
    fc.assert(
      fc.property(text, text, (message, title) => {
        const { commands } = readOutput(command('error', message, { title, file: 'f' }));
        expect(commands).toHaveLength(1);
        expect(commands[0]).toMatchObject({ name: 'error', message });
        expect(commands[0]?.properties['title'] ?? '').toBe(title);
      }),
      { numRuns: 1000 },
    );
  });
});

it('a line of the log is never a command', () => {
  fc.assert(
    fc.property(fc.array(text).map((parts) => parts.join('')), (line) => {
      const plain = plainLine(line);
      expect(plain).not.toMatch(/[\r\n]/);
      expect(readOutput(plain).commands).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(plainLine('ghcr.io:443  ran  12 MB ::')).toBe('ghcr.io:443  ran  12 MB ::');
});

it('an output is what the runner reads, with all its lines', () => {
  const file = join(temporaryFolder('outputs'), 'output');
  writeFileSync(file, 'before=1\n');
  writeOutput(file, 'system-manifest', '/a\n/b\nEOF');
  writeOutput(file, 'result', 'passed');
  expect(readFileCommands(readFileSync(file, 'utf8'))).toEqual({ before: '1', 'system-manifest': '/a\n/b\nEOF', result: 'passed' });
});
