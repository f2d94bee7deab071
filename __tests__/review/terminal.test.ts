import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { renderTerminal } from '../../src/review/terminal.ts';
import { hostileReport } from './hostile.ts';
import { manifest, problem, report } from './reports.ts';

test('colours are ours, and only where they were asked for', () => {
  const one = report([manifest({ problems: [problem('r', 'error', 'red \u001b[31m')] })]);
  expect(renderTerminal(one)).toContain(String.raw`12:19: error: red \u{1b}[31m [r]`);
  expect(renderTerminal(one, { color: true })).toContain(`12:19: \u001b[31merror\u001b[0m: red ${String.raw`\u{1b}`}[31m [r]`);
});

test('property: no control character but line ends, and the verdict is the last line', () => {
  fc.assert(
    fc.property(hostileReport, ({ report: hostile, context }) => {
      const text = renderTerminal(hostile, { pins: context.pins ?? [] });
      expect(text).not.toMatch(/[^\P{C}\n]/u);
      expect(text.trimEnd().split('\n').at(-1)).toMatch(/^(?:passed|failed)/);
      expect(text.split('\n').filter((line) => /^(?:passed|failed)/.test(line))).toHaveLength(1);
    }),
  );
});
