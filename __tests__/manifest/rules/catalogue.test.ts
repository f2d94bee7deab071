import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Form } from '../../../src/manifest/manifest.ts';
import { readManifest } from '../../../src/manifest/read.ts';
import { CATALOGUE } from '../../../src/manifest/rules/catalogue.ts';
import { ruleSettings } from '../../../src/manifest/rules/settings.ts';
import { rulesPage } from '../../../scripts/generate/rules.ts';
import { manifestText, MOS, problemsOf, problemsOfExample } from './fragments.ts';

const cases = CATALOGUE.flatMap((rule) =>
  rule.forms.flatMap((form) => {
    const example = rule.examples?.[form];
    return example === undefined ? [] : [{ rule, id: rule.id, form, example }];
  }),
);

/** Rules whose check needs what no YAML fragment can hold; they have tests of their own. */
const BY_HAND = new Set(['certificate-product', 'certificate-chain', 'certificate-lifetime', 'no-device-signature', 'device-version']);

/** The rules that reading finds broken in a manifest with this in it. */
function found(fragment: string): string[] {
  const volume = fragment.startsWith('size:') ? `storage:\n  - {label: data, ${fragment}}` : fragment;
  const text = fragment.includes('[') ? fragment : manifestText('list', volume);
  return readManifest(Buffer.from(text)).problems.map(({ rule }) => rule);
}

describe('the catalogue', () => {
  test('holds every number of the table once, in order', () => {
    const numbers = CATALOGUE.map(({ number }) => number).filter((number) => number !== undefined);
    expect(numbers).toEqual(Array.from({ length: 68 }, (_, index) => index + 1));
  });

  test('holds every rule without a number', () => {
    const ids = CATALOGUE.filter(({ number }) => number === undefined).map(({ id }) => id);
    expect(ids).toEqual(['floating-reference', 'rollback', 'schema', 'syntax', 'uncommitted', 'unverified-source']);
  });

  test('has ids that are written alike and not twice', () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
    expect(CATALOGUE.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  test('locks what the contract locks, and nothing else', () => {
    const locked = CATALOGUE.filter((rule) => rule.locked === true).map(({ id }) => id as string);
    expect(locked.toSorted()).toEqual(
      'syntax, schema, digest, size, image-manifest, registry-not-allowed, read-back, single-referrers, tag-moved, rollback, certificate-chain'.split(', ').toSorted(),
    );
  });

  test('says of each rule either how it is checked, who raises it, or that it is not checked yet', () => {
    expect(CATALOGUE.filter(({ check, raised, later }) => (check !== undefined || raised !== undefined) === (later === true)).map(({ id }) => id)).toEqual([]);
  });

  test('the profile generic keeps what is about any image', () => {
    const kept = CATALOGUE.filter(({ severity }) => severity.generic !== 'off').map(({ id, number }) => number ?? id);
    expect(kept).toEqual([9, 10, 17, 19, 41, 42, 43, 44, 52, 53, 54, 62, 63, 64, 65, 66, 68, 'floating-reference', 'rollback', 'schema', 'syntax', 'uncommitted', 'unverified-source']);
    expect(CATALOGUE.filter(({ severity }) => severity.generic !== 'off' && severity.generic !== severity.mos)).toEqual([]);
  });

  test('the profile mosctl differs from mos in the faults of today\'s mosctl alone', () => {
    const differ = CATALOGUE.filter(({ severity }) => severity.mos !== severity.mosctl).map(({ number, severity }) => [number, severity.mos, severity.mosctl]);
    expect(differ).toEqual([
      [3, 'off', 'error'],
      [25, 'warning', 'error'],
      [29, 'warning', 'error'],
      [34, 'warning', 'error'],
      [35, 'warning', 'error'],
      [40, 'warning', 'error'],
      [58, 'warning', 'error'],
      [61, 'notice', 'error'],
    ]);
  });

  test('every check has an example in each of its forms, or tests of its own', () => {
    const missing = CATALOGUE.filter(({ check }) => check !== undefined).flatMap(({ id, forms, examples }) =>
      forms.filter((form) => examples?.[form] === undefined && !BY_HAND.has(id) && !(id === 'no-partial' && form === 'dict')).map((form) => [id, form]),
    );
    expect(missing).toEqual([]);
  });
});

describe.each(cases)('$id, $form form', ({ rule, id, form, example }) => {
  test('finds the bad example', () => {
    const problems = problemsOfExample(form, example, 'bad').filter((problem) => problem.rule === id);
    expect(problems).not.toEqual([]);
    for (const { severity, message, line } of problems) {
      expect(['error', 'warning', 'notice']).toContain(severity);
      expect(message).toMatch(/\S/);
      expect(line).toBeGreaterThan(0);
    }
    expect(rule.severity.mos).not.toBe('off');
  });

  test('finds nothing in the good example, which has no errors at all', () => {
    const problems = problemsOfExample(form, example, 'good').filter((problem) => problem.rule === id || problem.severity === 'error');
    expect(problems).toEqual([]);
  });

  test('is silent when it is off', () => {
    const settings = { ...MOS, levels: new Map(MOS.levels).set(id, 'off' as const) };
    expect(problemsOfExample(form, example, 'bad', settings).filter((problem) => problem.rule === id)).toEqual([]);
  });

  test('is an error where the profile says so', () => {
    const problems = problemsOfExample(form, example, 'bad', ruleSettings('mosctl')).filter((problem) => problem.rule === id);
    const [worst] = ['error', 'warning', 'notice'].filter((severity) => problems.some((problem) => problem.severity === severity));
    // What a finding lowers by itself (an UUID, a short name, a floating target) is lower than the profile's, never higher.
    const order = ['notice', 'warning', 'error'];
    expect(order.indexOf(worst!)).toBeLessThanOrEqual(order.indexOf(rule.severity.mosctl));
  });
});

describe('what is found when the file is read', () => {
  const read = CATALOGUE.filter(({ raised, words }) => raised === 'When the file is read.' && words !== undefined);

  test('is these rules', () => {
    expect(read.map(({ id }) => id)).toEqual(['format-version', 'unknown-key', 'schema', 'syntax']);
  });

  test.each(read.map(({ id, words }) => ({ id, words: words! })))('$id', ({ id, words }) => {
    expect(found(words.bad)).toContain(id);
    expect(found(words.good)).not.toContain(id);
  });
});

describe('the manifest that the examples stand in', () => {
  test.each<Form>(['list', 'dict'])('has no problems in the %s form', (form) => {
    expect(problemsOf(manifestText(form, 'product: de6c82c5-2e01-4c92-949b-a6545d30fc06'))).toEqual([]);
  });
});

describe('docs/rules.md', () => {
  test('is what the rules say now', () => {
    expect(readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8')).toBe(rulesPage());
  });

  test('has one line in the overview and one section for each rule, and says what is not checked yet', () => {
    const page = rulesPage();
    for (const { id, later } of CATALOGUE) {
      expect(page).toContain(`[\`${id}\`](#${id})`);
      const section = page.split(`\n## ${id}\n`)[1]?.split('\n## ')[0];
      expect(section?.includes('**Not checked yet.**')).toBe(later === true);
    }
  });
});
