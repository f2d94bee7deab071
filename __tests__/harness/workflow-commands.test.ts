import { expect, test } from '@jest/globals';
import { readFileCommands, readOutput } from './workflow-commands.ts';

function names(text: string): string[] {
  return readOutput(text).commands.map(({ name }) => name);
}

test('annotations have their properties unescaped', () => {
  const { annotations } = readOutput('::error file=a%2Cb.yaml,line=3,col=5,endLine=3,endColumn=9,title=x%3A y::one%0Atwo %2525\n');
  expect(annotations).toEqual([{ level: 'error', file: 'a,b.yaml', line: 3, col: 5, endLine: 3, endColumn: 9, title: 'x: y', message: 'one\ntwo %25' }]);
});

test('what the runner takes for a command, and what for text', () => {
  expect(names('  ::warning::x')).toEqual(['warning']);
  expect(names('x ::warning::y')).toEqual([]);
  expect(names('x ##[error]y')).toEqual(['error']);
  expect(names('::unknown::y')).toEqual([]);
  expect(names('::unknown ##[error]x::y')).toEqual(['error']);
  expect(names('::stop-commands::tok\n::error::hidden\n::tok::\n::notice::seen')).toEqual(['stop-commands', 'notice']);
});

test('the log hides what is masked from then on', () => {
  expect(readOutput('s3cret\n::add-mask::s3cret\na s3cret').log).toBe('s3cret\na ***');
});

test('file commands: one line, several lines, and nonsense', () => {
  expect(readFileCommands('a=1\nb<<END\nx=\ny\nEND\nc=\n')).toEqual({ a: '1', b: 'x=\ny', c: '' });
  expect(() => readFileCommands('b<<END\nx\n')).toThrow('no line ends');
  expect(() => readFileCommands('nonsense\n')).toThrow('not a file command');
});
