import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { renderTerminal } from '../../src/review/terminal.ts';
import { hostileReport } from './hostile.ts';
import { listed, manifest, problem, report } from './reports.ts';

test('colours are ours, and only where they were asked for', () => {
  const one = report([manifest({ problems: [problem('r', 'error', 'red \u001b[31m')] })]);
  expect(renderTerminal(one)).toContain(String.raw`12:19: error: red \u{1b}[31m [r]`);
  expect(renderTerminal(one, { color: true })).toContain(`12:19: \u001b[31merror\u001b[0m: red ${String.raw`\u{1b}`}[31m [r]`);
});

test('a long sentence is broken at the terminal’s width, at blanks alone, and what is to be copied is not', () => {
  const words = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen';
  const one = report([manifest({ problems: [problem('r', 'error', `${words}\n${words}`)] })]);
  const whole = renderTerminal(one);
  for (const color of [false, true]) {
    const lines = renderTerminal(one, { columns: 50, color }).trimEnd().split('\n');
    const plain = lines.map((line) => stripVTControlCharacters(line));
    expect(plain.join('\n').replaceAll(/\n {4}(?!one)/g, ' ')).toBe(whole.trimEnd());
    // The second line of a message is an example.
    expect(plain.filter((line) => line.length > 50 && line.includes('one'))).toEqual([`    ${words}`]);
    expect(plain.filter((line) => line.includes('one') || line.includes('fifteen'))).toHaveLength(3);
  }
});

test('a part of a new target that looks like several is quoted, and what differs in the middle is shown', () => {
  const changes = [
    listed('docs', 'target', null, ['version 1.0.0, fs-only, "x"', 'container']),
    { target: 'ran', field: 'nsgroup', before: `${'a'.repeat(150)}1${'b'.repeat(150)}`, after: `${'a'.repeat(150)}2${'b'.repeat(150)}` },
    { target: 'ran', field: 'version', before: '\u200b', after: '\\u{200b}' },
  ];
  const text = renderTerminal(report([manifest({ changes })]));
  expect(text).toContain(String.raw`docs  new: "version 1.0.0, fs-only, \"x\"", container`);
  expect(text).toContain('nsgroup: …aaaaaaaaaa1bbbbbbbbbb… → …aaaaaaaaaa2bbbbbbbbbb…');
  expect(text).toContain(String.raw`version: \u{200b} → \u{200b}, which is not the same text`);
});

test('property: no control character but line ends, and the verdict is the last line', () => {
  fc.assert(
    fc.property(hostileReport, ({ report: hostile, context }) => {
      const text = renderTerminal(hostile, { pins: context.pins ?? [] });
      const narrow = renderTerminal(hostile, { pins: context.pins ?? [], columns: 30 });
      expect(narrow.replaceAll(/\s+/g, ' ')).toBe(text.replaceAll(/\s+/g, ' '));
      expect(narrow.split('\n').filter((line) => /^(?:passed|failed)/.test(line))).toHaveLength(1);
      expect(text).not.toMatch(/[^\P{C}\n]/u);
      expect(text.trimEnd().split('\n').at(-1)).toMatch(/^(?:passed|failed)/);
      expect(text.split('\n').filter((line) => /^(?:passed|failed)/.test(line))).toHaveLength(1);
    }),
  );
});
