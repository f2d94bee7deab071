import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { outcomes } from '../vectors/outcomes.ts';

const known = JSON.parse(readFileSync(new URL('../vectors/mosb-refused.json', import.meta.url), 'utf8')) as {
  readonly refused: Readonly<Record<string, string>>;
  readonly beyond: Readonly<Record<string, string>>;
};
const all = outcomes();
const published = all.filter(({ expected }) => expected !== undefined);
const failed = all.filter(({ expected }) => expected === undefined);

describe('what the real mosb published', () => {
  test.each(published.map((each) => [each.name, each] as const))('%s: the same bytes, or refused for a known reason', (name, { bytes, expected, reading, unresolved }) => {
    expect(unresolved).toBeUndefined();
    if (Object.hasOwn(known.refused, name)) {
      expect(bytes).toBeUndefined();
      expect(reading.manifest).toBeUndefined();
      expect(reading.problems.filter(({ severity }) => severity === 'error')).not.toHaveLength(0);
    } else {
      expect(bytes?.toString()).toBe(expected!.toString());
      expect(bytes!.equals(expected!)).toBe(true);
    }
  });
});

describe('what the real mosb refused', () => {
  test.each(failed.map((each) => [each.name, each] as const))('%s: refused', (name, { bytes, reading, unresolved }) => {
    expect(bytes).toBeUndefined();
    if (unresolved === undefined) expect(reading.problems).not.toHaveLength(0);
    else if (!Object.hasOwn(known.beyond, name)) expect(unresolved).toMatch(/^(?:source|digest|size): /);
  });
});

test('every problem says its place and what to do', () => {
  for (const { reading } of all) {
    for (const { line, column, endLine, endColumn, message, rule } of reading.problems) {
      expect(['syntax', 'schema', 'unknown-key', 'hidden-character', 'format-version']).toContain(rule);
      expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
      expect(endLine > line || endColumn >= column).toBe(true);
      expect(message).toMatch(/^[^\n]*[.?]$/);
    }
  }
});

test('the lists of what is refused hold nothing else, and enough vectors give the same bytes', () => {
  const refused = published.filter(({ bytes }) => bytes === undefined).map(({ name }) => name);
  expect(refused).toEqual(Object.keys(known.refused));
  expect(failed.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(known.beyond)));
  expect(all.length).toBeGreaterThanOrEqual(156);
  expect(published.length - refused.length).toBeGreaterThanOrEqual(65);
});

afterAll(() => {
  const same = published.filter(({ bytes }) => bytes !== undefined);
  const clean = same.filter(({ reading }) => reading.problems.length === 0);
  const lines = [
    `mosb's vectors: ${all.length}.`,
    `Published by mosb: ${published.length}; the same bytes: ${same.length} (${same.length - clean.length} of them with an error such as unknown-key); refused: ${published.length - same.length}.`,
    `Refused by mosb: ${failed.length}; refused by reading: ${failed.filter(({ reading }) => reading.manifest === undefined).length}; by resolving: ${failed.filter(({ unresolved }) => unresolved !== undefined).length}.`,
    ...Object.entries(known.refused).map(([name, reason]) => `  refused ${name}: ${reason}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
});
