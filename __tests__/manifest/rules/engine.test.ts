import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../src/manifest/problem.ts';
import { readManifest } from '../../../src/manifest/read.ts';
import { checkRules, judge, problem, sortProblems } from '../../../src/manifest/rules/engine.ts';
import { ruleSettings } from '../../../src/manifest/rules/settings.ts';
import { DIGEST, manifestText, MOS, NOW, problemsOf } from './fragments.ts';

const LIST = `# a device
version: 1
product: default   # no UUID
update_type: complete
storage:
  - {label: esp, persistent: false, nsgroup: ran, size: 1024}
targets:
  - service_name: hostfs
    source: docker://registry.example/os/hostfs:1.0.0
    version: 1.0.0
    digest: ${DIGEST}
    size: 645
    service_type: hostfs
    network: {type: none, ports: [{host: 80, container: 80}]}
  - service_name: bootkit
    source: docker://registry.example/os/bootkit:1.0.0
    version: 1.0.0
    digest: ${DIGEST}
    size: 645
    service_type: fs-only
    network:
      type: none
  - service_name: Ran
    source: ubuntu:latest
    version: ""
    service_type: container
    nsgroup: ran
    storage:
      - dest: data
        label: esp
    network:
      type: simple
      ipv4: 10.0.3.99/24
      ports:
        - host: 0
          container: 5000
`;

const DICT = `version: 200
product: de6c82c5-2e01-4c92-949b-a6545d30fc06
image_type: qcow2
targets:
  hostfs:
    url: "docker://registry.example/os/hostfs@${DIGEST}"
    version: 1.0.0
    service_type: hostfs
    network: {type: host}
  ran_http:
    url: "oci://tmp/oci.d:ran:latest"
    version: 2.9.2
    network: {type: host}
    mounts: [{source: a, dest: b}]
`;

const seen = (problems: readonly Problem[]): string[] =>
  problems.map(({ rule, severity, line, column, endLine, endColumn, target }) => `${line}:${column}-${endLine === line ? '' : `${endLine}:`}${endColumn} ${severity} ${rule} ${target ?? '-'}`);

describe('problems have their place in the file', () => {
  test('list form', () => {
    expect(seen(problemsOf(LIST))).toEqual([
      '3:10-17 warning product -',
      '6:13-16 error reserved-storage -',
      '14:27-32 warning ignored-network hostfs',
      '23:19-22 error service-name Ran',
      '24:13-26 error source Ran',
      '25:14-16 error target-version Ran',
      '29:15-19 error storage-dest Ran',
      '32:13-19 warning simple-update Ran',
      '35:17-18 error port-range Ran',
    ]);
  });

  test('dict form: a name is a key', () => {
    expect(seen(problemsOf(DICT))).toEqual([
      '3:13-18 error medium-type -',
      '4:1-8 warning no-bootkit -',
      '10:3-11 error service-name ran_http',
      '11:10-38 warning floating-reference ran_http',
      '14:13-35 error storage-type ran_http',
    ]);
  });

  test('what is absent is shown by the nearest that is there', () => {
    const [found] = problemsOf('version: 1\ntargets:\n  - source: docker://r.example/os/x:1\n', MOS).filter(({ rule }) => rule === 'network-type');
    expect(found).toMatchObject({ line: 3, column: 5, target: null });
  });

  test('columns count UTF-16 units', () => {
    const [found] = problemsOf('version: 1\nproduct: "😀"\ntargets: []\n').filter(({ rule }) => rule === 'product');
    expect(found).toMatchObject({ line: 2, column: 10, endColumn: 14 });
  });
});

describe('severities', () => {
  const text = LIST.replace('product: default', 'product: other');
  const severity = (overrides: string): string | undefined => problemsOf(text, ruleSettings('mos', overrides)).find(({ rule }) => rule === 'product')?.severity;

  test('a finding can lower its rule', () => expect(severity('')).toBe('warning'));
  test('a finding does not raise what the profile lowered', () => {
    const settings = { ...MOS, levels: new Map(MOS.levels).set('product', 'notice' as const) };
    expect(problemsOf(text, settings).find(({ rule }) => rule === 'product')?.severity).toBe('notice');
  });
  test('what the input says holds for all that the rule finds', () => {
    expect(severity('product: error')).toBe('error');
    expect(severity('product: notice')).toBe('notice');
    expect(severity('product: off')).toBeUndefined();
  });
  test('generic says nothing about devices', () => {
    expect(new Set(problemsOf(LIST, ruleSettings('generic')).map(({ rule }) => rule))).toEqual(new Set(['service-name', 'source', 'target-version']));
  });
});

describe('what jobs find', () => {
  const { document } = readManifest(Buffer.from(DICT));
  const finding = { path: ['targets', 'ran_http', 'url'], message: 'gone', kind: 'unavailable' } as const;

  test('gets its place, its severity and its kind', () => {
    expect(problem(MOS, document!, 'digest', finding)).toEqual({
      rule: 'digest', severity: 'error', message: 'gone', line: 11, column: 10, endLine: 11, endColumn: 38, target: 'ran_http', kind: 'unavailable',
    });
  });

  test('has no key `kind` when the finding has none', () => {
    expect(Object.keys(problem(MOS, document!, 'tag-drift', { path: ['targets', 'ran_http', 'url'], message: 'moved' })!)).not.toContain('kind');
  });

  test('is nothing when the rule is off', () => {
    expect(problem(ruleSettings('mos', 'tag-drift: off'), document!, 'tag-drift', finding)).toBeUndefined();
  });

  test('is of no service when its path is of none', () => {
    expect(problem(MOS, document!, 'digest', { path: ['storage', 'x'], message: 'wrong' })?.target).toBeNull();
  });

  test('keeps the target that it names', () => {
    expect(problem(MOS, document!, 'tag-drift', { ...finding, target: 'other' })?.target).toBe('other');
    expect(problem(MOS, document!, 'tag-drift', { ...finding, target: null })?.target).toBeNull();
  });
});

describe('what reading found', () => {
  const read = readManifest(Buffer.from(`${DICT}nonsense: 1\n`)).problems;

  test('gets the severities of the run', () => {
    expect(read.map(({ rule, severity }) => [rule, severity])).toEqual([['unknown-key', 'error']]);
    expect(judge(read, ruleSettings('mos', 'unknown-key: notice')).map(({ severity }) => severity)).toEqual(['notice']);
    expect(judge(read, ruleSettings('mos', 'unknown-key: off'))).toEqual([]);
  });
});

describe('a key under another name, or in another place', () => {
  const LIST_BASE = manifestText('list', 'targets:\n  - service_name: ran\n    network:\n      type: host');
  const DICT_BASE = manifestText('dict', 'targets:\n  ran:\n    network:\n      type: host');
  const told = (text: string, settings = MOS): string[] => problemsOf(text, settings).map(({ rule, severity }) => `${severity} ${rule}`);
  /** With the last `from` replaced, which is the target's own. */
  const swapped = (text: string, from: string, to: string): string => {
    const at = text.lastIndexOf(from);
    expect(at).toBeGreaterThan(0);
    return text.slice(0, at) + to + text.slice(at + from.length);
  };

  test('the manifest that is changed here has no problem', () => {
    expect([told(LIST_BASE), told(DICT_BASE)]).toEqual([[], []]);
  });

  test.each<[string, string, string, readonly string[]]>([
    ['a name', 'service_name: ran', 'name: ran', ['error unknown-key']],
    ['a field of the system', 'product:', 'porduct:', ['error unknown-key']],
    ['a type that is not indented', '  type: host', 'type: host', ['error unknown-key']],
    ['a type without its network', 'network:\n      type: host', 'type: host', ['error unknown-key']],
    ['a type by another name', 'type: host', 'tpye: host', ['error unknown-key']],
    ['two that are not indented, each', '  type: host', 'type: simple\n    ipv4: 10.0.3.50/24', ['error unknown-key', 'error unknown-key']],
    ['a mistake beside another', '  type: host', 'ipv4: 10.0.3.50/24', ['error unknown-key', 'error network-type']],
    ['a key that nobody knows, beside what is missing', 'type: host', 'wired: true', ['error unknown-key', 'error network-type']],
    ['a wrong value, beside the same key in another place', 'type: host', 'type: bridge\n    type: host', ['error network-type', 'error unknown-key']],
  ])('%s is told once', (_, from, to, problems) => {
    expect(told(swapped(LIST_BASE, from, to)).toSorted()).toEqual(problems.toSorted());
  });

  test('in the dict form too, where an empty network is none', () => {
    expect(told(swapped(DICT_BASE, 'network:\n      type: host', 'network:\n    type: host'))).toEqual(['error schema']);
    expect(told(swapped(DICT_BASE, 'network:\n      type: host', 'network:\n    nonsense: host')).toSorted()).toEqual(['error schema', 'error unknown-key']);
  });

  test('both are told where the unknown key is no error, so that nothing is lost with it', () => {
    const text = swapped(LIST_BASE, 'service_name: ran', 'name: ran');
    expect(told(text, ruleSettings('mos', 'unknown-key: warning')).toSorted()).toEqual(['error service-name', 'warning unknown-key']);
    expect(told(text, ruleSettings('mos', 'unknown-key: off'))).toEqual(['error service-name']);
  });
});

const at = (line: number, column: number, rule: string): Problem => ({ rule, severity: 'error', message: '', line, column, endLine: line, endColumn: column, target: null });

describe('order and size', () => {
  test('by line, then column, and stable', () => {
    const sorted = sortProblems([at(10, 1, 'a'), at(9, 2, 'b'), at(9, 1, 'c'), at(9, 2, 'd')]);
    expect(sorted.map(({ rule }) => rule)).toEqual(['c', 'b', 'd', 'a']);
  });

  test('the largest manifest that is read takes seconds at most', () => {
    const targets = Array.from({ length: 3000 }, (_, index) => `  - {service_name: s${index % 1500}, source: "docker://r.example/x:${index}", network: {type: simple, ipv4: 10.0.3.${index % 256}/24, ports: [{host: ${index % 70000}, container: 1}]}}`);
    const { manifest, document } = readManifest(Buffer.from(`version: 1\ntargets:\n${targets.join('\n')}\n`));
    const started = performance.now();
    const problems = checkRules({ manifest: manifest!, document: document!, now: NOW, publishing: false, pin: 'suggest' }, MOS);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(problems.length).toBeGreaterThan(10_000);
  });
});
