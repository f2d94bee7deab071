import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readSystemManifest } from '../../src/manifest/compiled.ts';
import { diffManifests } from '../../src/system/diff.ts';
import { parseSystemManifest, SYSTEM_MEDIA_TYPES } from '../../src/system/parse.ts';
import { type Outcome, outcomes } from '../vectors/outcomes.ts';

const known: { readonly refused: Readonly<Record<string, string>>; readonly beyond: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(new URL('../vectors/mosb-refused.json', import.meta.url), 'utf8'),
);
const all = outcomes();
const published = all.filter(({ expected }) => expected !== undefined);
const failed = all.filter(({ expected }) => expected === undefined);

const named = (some: readonly Outcome[]): (readonly [string, Outcome])[] => some.map((each) => [each.name, each] as const);
const isKnown = ({ name }: Outcome): boolean => Object.hasOwn(known.refused, name);
const isBeyond = ({ name }: Outcome): boolean => Object.hasOwn(known.beyond, name);

describe('what the real mosb published', () => {
  test.each(named(published.filter((each) => !isKnown(each))))('%s: the same bytes', (_, { bytes, expected, unresolved }) => {
    expect(unresolved).toBeUndefined();
    expect(bytes?.toString()).toBe(expected!.toString());
    expect(bytes!.equals(expected!)).toBe(true);
  });

  test.each(named(published.filter(isKnown)))('%s: refused for a known reason', (_, { bytes, reading }) => {
    expect(bytes).toBeUndefined();
    expect(reading.manifest).toBeUndefined();
    expect(reading.problems.filter(({ severity }) => severity === 'error')).not.toHaveLength(0);
  });
});

describe('what the real mosb refused', () => {
  test.each(named(failed.filter(({ unresolved }) => unresolved === undefined)))('%s: refused by reading', (_, { bytes, reading }) => {
    expect(bytes).toBeUndefined();
    expect(reading.problems).not.toHaveLength(0);
  });

  test.each(named(failed.filter((each) => each.unresolved !== undefined && !isBeyond(each))))('%s: refused by resolving', (_, { bytes, unresolved }) => {
    expect(bytes).toBeUndefined();
    expect(unresolved).toMatch(/^(?:source|digest|size): /);
  });
});

test.each(named(published.filter((each) => !isKnown(each))))('%s: what was published is what it is made from, when the two are compared', (_, { reading: { manifest }, expected }) => {
  const before = readSystemManifest(expected!, 'list');
  expect(before).toBeDefined();
  const { images } = parseSystemManifest(expected!, SYSTEM_MEDIA_TYPES.list);
  expect(diffManifests({ manifest: before! }, { manifest: manifest!, resolutions: new Map(images.map((image) => [image.name, image])) })).toEqual([]);
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
