import { describe, expect, test } from '@jest/globals';
import { ruleSettings } from '../../../src/manifest/rules/settings.ts';
import { manifestText, MOS, problemsOf } from './fragments.ts';

const FORMS = ['list', 'dict'] as const;
type Form = (typeof FORMS)[number];

const found = (text: string, settings = MOS): string[] => problemsOf(text, settings).map(({ rule, severity, target }) => `${severity} ${rule} ${target ?? '-'}`);

function volumes(form: Form, ...items: string[]): string {
  return manifestText(form, `storage:\n${items.map((item) => `  - {${item}}`).join('\n')}`);
}

const volume = (label: string, more = 'size: 1024'): string => `label: ${JSON.stringify(label)}, persistent: false, nsgroup: ran, ${more}`;

/** A volume `data` of the nsgroup ran, and a target with these mounts. */
function mounts(form: Form, storage: string, nsgroup = 'ran'): string {
  const fields = `{nsgroup: ${nsgroup}, storage: ${storage}}`;
  return manifestText(form, `storage:\n  - {${volume('data')}}\ntargets:\n  ${form === 'list' ? `- {service_name: x, ${fields.slice(1)}` : `x: ${fields}`}`);
}

describe.each(FORMS)('volumes, %s form', (form) => {
  test('an empty list is fine', () => expect(found(manifestText(form, 'storage: []'))).toEqual([]));
  test.each(['esp', 'machine-config', 'machine-store', 'machine-scratch'])('%s is taken', (label) => expect(found(volumes(form, volume(label)))).toEqual(['error reserved-storage -']));
  test.each(['a', 'x'.repeat(36), 'data.1', 'ESP', '😀'.repeat(18)])('the label %s', (label) => expect(found(volumes(form, volume(label)))).toEqual([]));
  test.each(['', 'x'.repeat(37), '😀'.repeat(18) + 'x', 'a/b', 'a b', '..', '.', '../etc', 'a..b', 'a\tb'])('the label %j', (label) => expect(found(volumes(form, volume(label)))).toContain('error storage-label -'));
  test('a label that is there twice', () => expect(found(volumes(form, volume('a'), volume('a'))).filter((each) => each.startsWith('error'))).toEqual(['error storage-label -']));
  test.each(['1', '18446744073709551615'])('the size %s', (size) => expect(found(volumes(form, volume('a', `size: ${size}`)))).toEqual([]));
  test.each(['size: 0', 'label2: x'])('%s', (more) => expect(found(volumes(form, volume('a', more)))).toContain('error storage-size -'));
  test('a size with a unit is refused when the file is read', () => {
    const problems = problemsOf(volumes(form, volume('a', 'size: 30G')));
    expect(problems.map(({ rule, severity }) => [rule, severity])).toEqual([['schema', 'error']]);
    expect(problems[0]?.message).toContain('in MiB, without a unit: write 30720.');
  });
  test('today\'s mosctl deletes what persists', () => {
    const text = volumes(form, 'label: a, persistent: true, nsgroup: ran, size: 1');
    expect(found(text)).toEqual(['warning persistent-storage -']);
    expect(found(text, ruleSettings('mosctl')).filter((each) => !each.includes('device-version'))).toEqual(['error persistent-storage -']);
  });
  test('today\'s mosctl makes one volume', () => expect(found(volumes(form, volume('a'), volume('b'), volume('c')))).toEqual(['warning several-storage -']));

  test.each([
    [128, 21_504, []],
    [128, 21_505, ['warning disk-size -']],
    [107, 1, ['warning disk-size -']],
    [undefined, 99_999_999, []],
  ])('a disk of %s GiB and a volume of %s MiB', (diskSize, size, expected) => {
    const problems = problemsOf(volumes(form, volume('a', `size: ${size}`)), MOS, { diskSize });
    expect(problems.map(({ rule, severity }) => `${severity} ${rule} -`)).toEqual(expected);
  });
  test('a disk too small for mos itself', () => {
    expect(problemsOf(manifestText(form, 'storage: []'), MOS, { diskSize: 100 }).map(({ rule }) => rule)).toEqual(['disk-size']);
    expect(problemsOf(manifestText(form, 'storage: []'), MOS, { diskSize: 107 })).toEqual([]);
  });
});

describe.each(FORMS)('mounts, %s form', (form) => {
  test('a good one', () => expect(found(mounts(form, '[{dest: /data, label: data}, {dest: /var/x, label: data}]'))).toEqual([]));
  test.each(['dta', '""', 'Data'])('the undeclared label %s', (label) => expect(found(mounts(form, `[{dest: /data, label: ${label}}]`))).toEqual(['error storage-declared x']));
  test('no label', () => expect(found(mounts(form, '[{dest: /data}]'))).toEqual(['error storage-declared x']));
  test.each(['', 'label: "", '])('a volume without a label is none to mount', (label) => {
    const mount = `storage: [{${label}dest: /data}]`;
    const text = manifestText(form, `storage:\n  - {${label}persistent: false, nsgroup: ran, size: 1}\ntargets:\n  ${form === 'list' ? `- {service_name: x, ${mount}}` : `x: {${mount}}`}`);
    expect(found(text)).toEqual(['error storage-label -', 'error storage-declared x']);
  });
  test('no volumes at all', () => {
    const fields = 'storage: [{dest: /data, label: data}]';
    expect(found(manifestText(form, `targets:\n  ${form === 'list' ? `- {service_name: x, ${fields}}` : `x: {${fields}}`}`))).toEqual(['error storage-declared x']);
  });
  test.each(['data', '""', '/', '//', '/.', '/./', '/a/..', '/../etc', '"/a b"', '"/a\\tb"', 'C:/x'])('the dest %s', (dest) => expect(found(mounts(form, `[{dest: ${dest}, label: data}]`))).toEqual(['error storage-dest x']));
  test.each(['/a', '/a/b/', '/..a', '/a..b'])('the dest %s', (dest) => expect(found(mounts(form, `[{dest: ${dest}, label: data}]`))).toEqual([]));
  test.each(['/data', '/data/', '//data', '/./data'])('/data and %s are one place', (dest) => expect(found(mounts(form, `[{dest: /data, label: data}, {dest: ${dest}, label: data}]`))).toEqual(['error storage-dest x']));
});

const update = (text: string): string[] => found(text).filter((each) => each.includes('update-nsgroup'));

test('null is fine where the form has it', () => expect(found(manifestText('list', 'storage: null'))).toEqual([]));

describe.each(FORMS)('nsgroups, %s form', (form) => {
  const targets = (...groups: string[]): string =>
    manifestText(form, `targets:\n${groups.map((group, index) => (form === 'list' ? `  - {service_name: s${index}, nsgroup: ${group}}` : `  s${index}: {nsgroup: ${group}}`)).join('\n')}`);

  test('a volume of another nsgroup', () => expect(found(mounts(form, '[{dest: /data, label: data}]', 'none'))).toEqual(['warning root-nsgroup x', 'warning storage-nsgroup x'].toSorted()));
  test.each(['none', '""'])('a container of the nsgroup %s', (group) => expect(found(targets(group))).toEqual(['warning root-nsgroup s0']));
  test('fs-only needs none', () => {
    const fields = 'service_type: fs-only, nsgroup: none';
    expect(found(manifestText(form, `targets:\n  ${form === 'list' ? `- {service_name: x, ${fields}}` : `x: {${fields}}`}`))).toEqual([]);
  });
  test('one nsgroup for all', () => expect(found(targets('a', 'a', 'a'))).toEqual([]));
  test('none and "" are one, and none', () => expect(found(targets('none', '""', 'a')).filter((each) => each.includes('several'))).toEqual([]));
  test('two', () => expect(found(targets('b', 'a')).toSorted()).toEqual(['warning several-nsgroups s1', 'warning update-nsgroup s0']));
  test('many are shown in short', () => {
    const [several] = problemsOf(targets('a', 'b', 'c', 'd', 'e')).filter(({ rule }) => rule === 'several-nsgroups');
    expect(several?.message).toContain('5 nsgroups ("a", "b", "c" and 2 more)');
  });
  test('a volume\'s nsgroup is one, too', () => {
    const text = manifestText(form, `storage:\n  - {${volume('data').replace('nsgroup: ran', 'nsgroup: other')}}\ntargets:\n  ${form === 'list' ? '- {service_name: x, nsgroup: ran}' : 'x: {nsgroup: ran}'}`);
    expect(found(text)).toEqual(['warning several-nsgroups -']);
  });
  test('after an update, only the last target\'s nsgroup and the volumes\' have users', () => {
    expect(update(targets('a', 'b', 'c'))).toEqual(['warning update-nsgroup s0', 'warning update-nsgroup s1']);
    expect(update(targets('a', 'none'))).toEqual(['warning update-nsgroup s0']);
    expect(update(targets('none', 'a'))).toEqual([]);
  });
  test('a volume of the nsgroup gives it users', () => {
    const text = manifestText(form, `storage:\n  - {${volume('data')}}\ntargets:\n${form === 'list' ? '  - {service_name: x, nsgroup: ran}\n  - {service_name: y, nsgroup: none}' : '  x: {nsgroup: ran}\n  y: {nsgroup: none}'}`);
    expect(found(text)).toEqual(['warning root-nsgroup y']);
  });
});
