import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { renderReport } from '../../src/review/markdown.ts';
import { renderTerminal } from '../../src/review/terminal.ts';
import { SAMPLES } from './reports.ts';

/*
 * What people see, to be read and judged in samples/: NAME.md is the comment, NAME.txt the terminal. After a change that is meant,
 * UPDATE_SAMPLES=1 writes them anew.
 */
const folder = new URL('samples/', import.meta.url);

for (const [name, { report, context }] of Object.entries(SAMPLES)) {
  test.each([
    [`${name}.md`, renderReport(report, context)],
    [`${name}.txt`, renderTerminal(report, { pins: context.pins ?? [] })],
  ])('%s', (file, text) => {
    const path = new URL(file, folder);
    if (process.env['UPDATE_SAMPLES'] === '1') writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });
}

test('no sample is left over', () => {
  expect(readdirSync(folder).toSorted()).toEqual(Object.keys(SAMPLES).flatMap((name) => [`${name}.md`, `${name}.txt`]).toSorted());
});
