import { describe, expect, test } from '@jest/globals';
import { ruleSettings } from '../../../src/manifest/rules/settings.ts';
import { baseOf, type Knowledge, manifestText, MOS, PRODUCT, problemsOf } from './fragments.ts';

const rules = (text: string, knowledge: Knowledge = {}, settings = MOS): string[] => problemsOf(text, settings, knowledge).map(({ rule, severity }) => `${severity} ${rule}`);
const dict = (fragment: string): string => manifestText('dict', fragment);
const list = (fragment: string): string => manifestText('list', fragment);

const against = (version: string, before: string, changed: string[], kind: 'git' | 'channel' = 'git'): string[] =>
  rules(dict(`version: ${version}`), { base: baseOf(dict(`version: ${before}`), changed, kind), publishing: kind === 'channel' });
const signed = (found: string[]): string[] => found.filter((each) => !each.includes('no-device-signature'));

describe('version-increases', () => {
  test.each(['0', '-1'])('%s is no version', (version) => expect(rules(dict(`version: ${version}`))).toContain('error version-increases'));
  test('1 is the first', () => expect(rules(dict('version: 1'))).toEqual([]));
  test('below the base is an error', () => expect(against('199', '200', [])).toEqual(['error version-increases']));
  test('as the base without changes is fine', () => expect(against('200', '200', [])).toEqual([]));
  test('as the base with changes is a notice', () => expect(against('200', '200', ['ran'])).toEqual(['notice version-increases']));
  test('above the base is fine', () => expect(against('201', '200', ['ran'])).toEqual([]));
  test('what the channel has is for the rule rollback', () => expect(signed(against('199', '200', ['ran'], 'channel'))).toEqual([]));
  test('as the channel without changes is a run that is repeated', () => expect(signed(against('200', '200', [], 'channel'))).toEqual([]));
  test('a base of the other form has no version of the system', () => expect(rules(dict('version: 1'), { base: baseOf(list('product: x'), ['ran']) })).toEqual([]));
  test('numbers past 2^53 are compared exactly', () => {
    expect(against('9007199254740993', '9007199254740992', ['ran'])).toEqual(['warning version-step']);
    expect(against('9007199254740992', '9007199254740993', ['ran'])).toEqual(['error version-increases', 'warning version-step'].toSorted());
  });
  test('the message says what to write', () => {
    const [found] = problemsOf(dict('version: 5'), MOS, { base: baseOf(dict('version: 7'), []) });
    expect(found?.message).toContain('Write 8');
  });
});

const step = (version: string): string[] => rules(dict(`version: ${version}`), { base: baseOf(dict('version: 200'), []) });

describe('version-step', () => {
  test('1000 at once is fine', () => expect(step('1200')).toEqual([]));
  test('1001 is not', () => expect(step('1201')).toEqual(['warning version-step']));
  test('2^53 - 1 is exact', () => expect(rules(dict('version: 9007199254740991'))).toEqual([]));
  test('2^53 is not, whatever the base', () => expect(rules(dict('version: 9007199254740992'))).toEqual(['warning version-step']));
});

describe('device-version', () => {
  test('the dict form is an error for today\'s devices', () => expect(rules(dict('version: 200'), {}, ruleSettings('mosctl'))).toEqual(['error device-version']));
  test('is silent elsewhere', () => {
    expect(rules(dict('version: 200'), {}, ruleSettings('mos'))).toEqual([]);
    expect(rules(dict('version: 200'), {}, ruleSettings('generic'))).toEqual([]);
  });
  test('has nothing against the list form', () => expect(rules(list(`product: ${PRODUCT}`), {}, ruleSettings('mosctl'))).toEqual([]));
});

describe('product', () => {
  test('a missing one is an error', () => expect(rules('version: 1\nupdate_type: complete\ntargets: []\n')).toContain('error product'));
  test.each(['default', 'de6c82c5-2e01-4c92-949b-a6545d30fc0', 'de6c82c52e014c92949ba6545d30fc06', `${PRODUCT}0`])('%s is no UUID', (product) =>
    expect(rules(list(`product: ${product}`))).toEqual(['warning product']));
  test('capital letters are fine', () => expect(rules(list(`product: ${PRODUCT.toUpperCase()}`))).toEqual([]));
});

describe('update-type and no-partial', () => {
  test('a missing one', () => expect(rules('version: 1\ntargets: []\n')).toContain('error update-type'));
  test('the message says what is there', () => {
    expect(problemsOf(list('update_type: full')).map(({ message }) => message)).toEqual(['The update_type is "full". Write update_type: complete.']);
    expect(problemsOf(list('update_type: ""')).map(({ message }) => message)).toEqual(['The update_type is missing. Write update_type: complete.']);
  });
  test.each(['Complete', 'full', '""', '"complete "'])('%s', (text) => expect(rules(list(`update_type: ${text}`))).toEqual(['error update-type']));
  test('partial is a type, and refused', () => expect(rules(list('update_type: partial'))).toEqual(['error no-partial']));
  test('partial can be allowed', () => expect(rules(list('update_type: partial'), {}, ruleSettings('mos', 'no-partial: off'))).toEqual([]));
  test('the dict form has none', () => expect(rules(dict('update_type: partial'))).toEqual(['error unknown-key']));
});

describe('storage-type and medium-type', () => {
  test('absent is fine', () => expect(rules(dict('version: 200'))).toEqual([]));
  test.each(['atomfs', '"atomfs"'])('storage_type: %s', (type) => expect(rules(dict(`storage_type: ${type}`))).toEqual([]));
  test.each(['puzzlefs', '""', 'Atomfs'])('storage_type: %s', (type) => expect(rules(dict(`storage_type: ${type}`))).toEqual(['error storage-type']));
  test('empty mounts are fine', () => expect(rules(dict('targets:\n  ran:\n    mounts: []'))).toEqual([]));
  test('mounts are not', () => expect(rules(dict('targets:\n  ran:\n    mounts: [{source: a, dest: b}]'))).toEqual(['error storage-type']));
  test('image_type: iso', () => expect(rules(dict('image_type: iso'))).toEqual([]));
  test.each(['ISO', 'img', '""'])('image_type: %s', (type) => expect(rules(dict(`image_type: ${type}`))).toEqual(['error medium-type']));
});
