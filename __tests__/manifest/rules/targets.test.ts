import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { item } from '../../../src/review/spans.ts';
import { readManifest } from '../../../src/manifest/read.ts';
import { baseOf, DIGEST, manifestText, MOS, problemsOf } from './fragments.ts';

const FORMS = ['list', 'dict'] as const;

function found(text: string): string[] {
  return problemsOf(text).map((each) => `${each.severity} ${each.rule} ${each.target ?? '-'}`);
}

/** One target of each form, its fields in flow style. */
function target(form: 'list' | 'dict', name: string, fields: string): string {
  return form === 'list' ? `targets:\n  - {service_name: ${name}, ${fields}}` : `targets:\n  ${name}: {${fields}}`;
}

describe.each(FORMS)('hostfs, %s form', (form) => {
  const alone = target(form, 'ran', 'service_type: container');

  /** What the messages of these rules print to be copied: the lines that are indented. */
  const printed = (text: string, ...rules: readonly string[]): string[] =>
    problemsOf(text).filter(({ rule }) => rules.includes(rule)).map(({ message }) => message.split('\n').filter((line) => line.startsWith('  ')).join('\n'));

  test('a manifest without one gets the YAML of what mosb adds, and so does one without bootkit: each its own', () => {
    const text = manifestText(form, alone, true);
    const [hostfs, bootkit] = [printed(text, 'hostfs')[0], printed(text, 'no-bootkit')[0]];
    expect(parse(hostfs!)).toMatchObject(form === 'list' ? [{ service_name: 'hostfs', service_type: 'hostfs' }] : { hostfs: { service_type: 'hostfs' } });
    expect(parse(bootkit!)).toMatchObject(form === 'list' ? [{ service_name: 'bootkit', service_type: 'fs-only' }] : { bootkit: { service_type: 'fs-only' } });
    expect(problemsOf(text).find(({ rule }) => rule === 'hostfs')!.target).toBeNull();
  });

  test('what they print is a manifest that has hostfs and bootkit', () => {
    const lines = printed(manifestText(form, alone, true), 'hostfs', 'no-bootkit');
    const text = `${form === 'list' ? 'version: 1\nupdate_type: complete' : 'version: 200'}\nproduct: de6c82c5-2e01-4c92-949b-a6545d30fc06\ntargets:\n${lines.join('\n')}\n`;
    const rules = problemsOf(text).map(({ rule }) => rule);
    // Only the placeholder for the bootkit's registry is left to be filled in.
    expect(new Set(rules)).toEqual(new Set(['floating-reference', 'source']));
    expect(problemsOf(text.replace('HOST/PATH', 'registry.example/os')).map(({ rule }) => rule)).toEqual(['floating-reference', 'floating-reference']);
  });

  test('the comment shows it as a block to copy', () => {
    for (const { message } of problemsOf(manifestText(form, alone, true)).filter(({ rule }) => rule === 'hostfs' || rule === 'no-bootkit')) {
      const lines = item(message);
      expect(lines[1]).toBe('  ```yaml');
      expect(lines.at(-1)).toBe('  ```');
      expect(lines.filter((line) => line.includes('```'))).toHaveLength(2);
    }
  });

  test('one of another type', () => expect(found(manifestText(form, target(form, 'hostfs', 'service_type: container, nsgroup: a')))).toContain('error hostfs hostfs'));
  test('a root filesystem of another name', () => {
    const text = manifestText(form, target(form, 'rootfs', 'service_type: hostfs, network: {type: none}'), true);
    expect(found(text).filter((each) => /hostfs /.test(each))).toEqual(['error hostfs -', 'error single-hostfs rootfs']);
  });
  test('no targets at all', () => {
    const text = form === 'list' ? 'version: 1\ntargets: []\n' : 'version: 1\ntargets: {}\n';
    expect(found(text)).toContain('error hostfs -');
    expect(found(text)).toContain('warning no-bootkit -');
  });
});

test('formats.md\'s own example is refused for its second hostfs', () => {
  const text = `version: 1
product: de6c82c5-2e01-4c92-949b-a6545d30fc06
update_type: complete
targets:
  - service_name: hostfs
    source: docker://ubuntu:latest
    version: 1.0.0
    digest: sha256:53fb9924c10ff56f1ae1306e7c70272ea6bdad44ea68ab341ead5ba1f42f51fb  # optional
    size: 645
    service_type: hostfs
    nsgroup: none
    network:
      type: none
  - service_name: hostfs
    source: oci:/oci:ran:2.5
    version: 1.0.0
    service_type: hostfs
    nsgroup: ran
    network:
      type: none
`;
  expect(problemsOf(text).map(({ rule, severity, line, column }) => `${line}:${column} ${severity} ${rule}`)).toEqual([
    '4:1 warning no-bootkit',
    '6:13 warning source',
    '14:19 error unique-service',
    '15:13 warning floating-reference',
    '17:19 error single-hostfs',
  ]);
});

test('unique-service names every repetition', () => {
  const text = manifestText('list', 'targets:\n  - service_name: ran\n  - service_name: ran\n  - service_name: ran');
  expect(problemsOf(text).filter(({ rule }) => rule === 'unique-service').map(({ message }) => /target (\d)/.exec(message)?.[1])).toEqual(['3', '3']);
});

describe.each(FORMS)('service types, %s form', (form) => {
  test.each([
    ['conatiner', 'Did you mean "container"?'],
    ['fsonly', 'Did you mean "fs-only"?'],
    ['service', 'Write container for what runs'],
  ])('a cure for %s', (type, cure) => expect(problemsOf(manifestText(form, target(form, 'ran', `service_type: ${type}`)))[0]!.message).toContain(cure));
  test.each(['container', 'fs-only'])('%s', (type) => expect(found(manifestText(form, target(form, 'ran', `service_type: ${type}`)))).toEqual([]));
  test.each(['Container', 'lxc', '""'])('%s', (type) => expect(found(manifestText(form, target(form, 'ran', `service_type: ${type}`)))).toEqual(['error service-type ran']));
  test('livecd', () => {
    expect(found(manifestText(form, target(form, 'livecd', 'service_type: fs-only')))).toEqual([]);
    expect(found(manifestText(form, target(form, 'livecd', 'service_type: container')))).toEqual(['error livecd livecd']);
  });
});

test('service_type may be absent in the dict form alone', () => {
  const fields = 'version: 1, network: {type: none}';
  const list = readAll(`version: 1\ntargets:\n  - {service_name: x, source: "oci:a:b", ${fields}}\n`);
  const dict = readAll(`version: 1\ntargets:\n  x: {url: "oci:a:b", ${fields}}\n`);
  expect([list.includes('service-type'), dict.includes('service-type')]).toEqual([true, false]);
});

function readAll(text: string): string[] {
  expect(readManifest(Buffer.from(text)).manifest).toBeDefined();
  return problemsOf(text).map(({ rule }) => rule);
}

function accepts(form: 'list' | 'dict', name: string): boolean {
  const quoted = JSON.stringify(name);
  const text = form === 'list' ? `version: 1\ntargets:\n  - {service_name: ${quoted}, source: "oci:a:b"}\n` : `version: 1\ntargets:\n  ${quoted}: {url: "oci:a:b"}\n`;
  return !problemsOf(text).some(({ rule }) => rule === 'service-name');
}

describe('service-name', () => {
  test.each(['a', '0', 'ran', 'ran-http', 'a'.repeat(63), '9lives', 'a--b'])('%s', (name) => {
    for (const form of FORMS) expect(accepts(form, name)).toBe(true);
  });
  test.each(['', 'Ran', 'ran_http', '-ran', 'ran-', 'a'.repeat(64), 'ran.service', '../ran', 'ran/', 'räm', 'ran ', '%i', '@'])('%j', (name) => {
    for (const form of FORMS) expect(accepts(form, name)).toBe(false);
  });

  test('says of a missing name that it is missing', () => {
    const text = 'version: 1\ntargets:\n  - {source: "oci:a:b"}\n';
    expect(problemsOf(text).find(({ rule }) => rule === 'service-name')?.message).toMatch(/^The target has no name/);
  });

  test('accepts exactly what is a label of a host name in lower case (RFC 1123)', () => {
    const character = fc.constantFrom('a', 'z', '0', '9', '-', 'A', '_', '.', '/');
    fc.assert(
      fc.property(fc.array(character, { minLength: 1, maxLength: 66 }), fc.constantFrom(...FORMS), (characters, form) => {
        const label = characters.length <= 63 && characters.every((each) => 'az09-'.includes(each)) && characters[0] !== '-' && characters.at(-1) !== '-';
        expect(accepts(form, characters.join(''))).toBe(label);
      }),
      { numRuns: 300 },
    );
  });

  test('what it proposes is a good name, or it proposes none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (name) => {
        const text = `version: 1\ntargets:\n  - {service_name: ${JSON.stringify(name)}, source: "oci:a:b"}\n`;
        const message = problemsOf(text).find(({ rule }) => rule === 'service-name')?.message ?? '';
        return accepts('list', /Write ([a-z0-9-]+)\.$/.exec(message)?.[1] ?? 'none');
      }),
      { numRuns: 300 },
    );
    expect(problemsOf(manifestText('list', target('list', 'RAN_http', 'version: 1')))[0]?.message).toContain('Write ran-http.');
  });

  test('what it shows of a hostile name is short and in one line', () => {
    const name = `${'x'.repeat(500)}\n::error::\u202e`;
    const text = `version: 1\ntargets:\n  - {service_name: ${JSON.stringify(name)}, source: "oci:a:b"}\n`;
    for (const { rule, message } of problemsOf(text)) {
      if (rule === 'hostfs' || rule === 'no-bootkit') continue;
      expect(message).not.toMatch(/[\n\u202e]/);
      expect(message.length).toBeLessThan(400);
    }
  });
});

describe('reserved-name', () => {
  test.each(['ssh', 'systemd-logind', 'mos-install', 'dbus'])('%s', (name) => expect(found(manifestText('list', target('list', name, 'version: 1')))).toEqual([`warning reserved-name ${name}`]));
  test.each(['sshx', 'mosquitto', 'systemd', 'my-ssh'])('%s', (name) => expect(found(manifestText('list', target('list', name, 'version: 1')))).toEqual([]));
});

test.each(['1.10', '010', '"1e3"', '0'])('target-version: %s is a version', (version) => expect(found(manifestText('list', target('list', 'ran', `version: ${version}`)))).toEqual([]));
test('target-version: a missing one', () => expect(readAll('version: 1\ntargets:\n  - {service_name: x, source: "oci:a:b"}\n')).toContain('target-version'));

describe.each(FORMS)('bootkit-changed, %s form', (form) => {
  const bootkit = (fields: string): string => manifestText(form, target(form, 'bootkit', fields));
  const source = form === 'list' ? 'source' : 'url';
  const floating = (tag: string): string => `${source}: "docker://registry.example/os/bootkit:${tag}", digest: "", size: 0`;
  const changed = (before: string, after: string, resolved?: string, kind: 'git' | 'channel' = 'git'): boolean =>
    problemsOf(bootkit(after), MOS, {
      base: baseOf(bootkit(before), ['bootkit'], kind),
      resolutions: resolved === undefined ? undefined : new Map([['bootkit', { digest: resolved, size: 1, mediaType: '' }]]),
    }).some(({ rule }) => rule === 'bootkit-changed');
  const other = DIGEST.replace('0', '1');

  test('another digest', () => expect(changed(`digest: "${DIGEST}"`, `digest: "${other}"`)).toBe(true));
  test('the same digest under another version', () => expect(changed('version: 1.0.0', 'version: 1.1.0')).toBe(false));
  test('another tag, unresolved', () => expect(changed(floating('1'), floating('2'))).toBe(true));
  test('the same tag, unresolved', () => expect(changed(floating('1'), floating('1'))).toBe(false));
  test('pinned since: nothing is known to have changed', () => expect(changed(floating('1'), `${source}: "docker://registry.example/os/bootkit:1"`)).toBe(false));
  test('what the head resolved to', () => {
    expect(changed(`digest: "${DIGEST}"`, floating('2'), DIGEST)).toBe(false);
    expect(changed(`digest: "${DIGEST}"`, floating('2'), other)).toBe(true);
  });
  test('against a channel', () => expect(changed(`digest: "${DIGEST}"`, `digest: "${other}"`, undefined, 'channel')).toBe(true));
  test('a new bootkit is none that changed', () => {
    const base = baseOf(manifestText(form, target(form, 'hostfs', 'version: 1'), true), ['bootkit']);
    expect(problemsOf(bootkit('version: 1'), MOS, { base }).map(({ rule }) => rule)).not.toContain('bootkit-changed');
  });
});

describe.each(FORMS)('a version, %s form', (form) => {
  test.each([
    ['“2.5.0”', 'with these quotation marks in it. Write version: 2.5.0.'],
    ["'2.5.0,'", 'with the comma in it. Write version: 2.5.0.'],
  ])('%s is a warning', (version, cure) => {
    const problems = problemsOf(manifestText(form, target(form, 'ran', `version: ${version}`)));
    expect(problems).toMatchObject([{ rule: 'target-version', severity: 'warning', target: 'ran' }]);
    expect(problems[0]!.message).toContain(cure);
  });
});
