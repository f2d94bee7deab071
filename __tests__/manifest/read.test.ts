import { describe, expect, test } from '@jest/globals';
import { MAX_BYTES } from '../../src/manifest/encoding.ts';
import { readManifest } from '../../src/manifest/read.ts';
import { judge } from '../../src/manifest/rules/engine.ts';
import { ruleSettings } from '../../src/manifest/rules/settings.ts';

const bytes = (text: string): Buffer => Buffer.from(text);
const read = (text: string): ReturnType<typeof readManifest> => readManifest(bytes(text));
/** `rule line:column-endLine:endColumn` of each problem. */
const places = (text: string | Buffer): string[] =>
  readManifest(Buffer.from(text)).problems.map(({ rule, line, column, endLine, endColumn }) => `${rule} ${line}:${column}-${endLine}:${endColumn}`);
const messages = (text: string | Buffer): string => readManifest(Buffer.from(text)).problems.map(({ message }) => message).join('\n');

const LIST = 'version: 1\ntargets:\n- service_name: ran\n  source: docker://h/ran:1\n';
const DICT = 'version: 200\ntargets:\n  ran:\n    url: docker://h/ran:1\n';

describe('the list form', () => {
  test('is read with all its fields, text as it was written', () => {
    const { manifest, problems } = read(`version: 1
product: 010
update_type: complete
storage:
  - {label: data, persistent: yes, nsgroup: ran, size: 18446744073709551615}
targets:
  - service_name: ran
    source: docker://h/ran:1
    version: 1.10
    digest: sha256:abc
    size: 878
    service_type: container
    nsgroup: ran
    network: {type: simple, ipv4: 10.0.3.9/24, ipv6: "::1", ports: [{host: 80, container: 0x50}]}
    storage: [{dest: /data, label: data}]
`);
    expect(problems).toEqual([]);
    expect(manifest).toEqual({
      form: 'list',
      version: 1n,
      product: '010',
      updateType: 'complete',
      mediaType: undefined,
      imageType: undefined,
      storageType: undefined,
      storage: [{ path: ['storage', 0], label: 'data', persistent: true, nsgroup: 'ran', size: 18446744073709551615n }],
      targets: [
        {
          path: ['targets', 0],
          name: 'ran',
          source: 'docker://h/ran:1',
          sourcePath: ['targets', 0, 'source'],
          version: '1.10',
          digest: 'sha256:abc',
          size: 878n,
          serviceType: 'container',
          nsgroup: 'ran',
          network: { type: 'simple', ipv4: '10.0.3.9/24', ipv6: '::1', ports: [{ path: ['targets', 0, 'network', 'ports', 0], host: 80n, container: 80n }] },
          storage: [{ path: ['targets', 0, 'storage', 0], dest: '/data', label: 'data' }],
          verbatim: undefined,
          aliased: false,
        },
      ],
    });
  });

  test('knows null, empty and absent apart where the bytes differ', () => {
    const { manifest } = read('version: 1\nstorage: ~\ntargets:\n- {source: a:b, storage: [], network: , nsgroup: null}\n');
    expect(manifest?.storage).toBeNull();
    expect(manifest?.targets[0]).toMatchObject({ storage: [], network: undefined, nsgroup: undefined, name: '' });
  });

  test.each([
    ['a number with a leading zero', '08', 8n],
    ['hexadecimal', '0x1F', 31n],
    ['underscores', '1_024', 1024n],
    ['a float without a fraction', '1.0e3', 1000n],
  ])('%s is a number that everybody reads alike', (_, text, value) => {
    expect(read(`version: 1\nstorage: [{size: ${text}}]\ntargets: []\n`).manifest?.storage?.[0]?.size).toBe(value);
  });

  test.each([
    ['010', 'mosb reads it as octal, 8; write that, or 10.'],
    ['1.9', 'Write a decimal number'],
    ['"5"', 'Remove the quotes: 5.'],
    ['30G', 'Sizes are in MiB, without a unit: write 30720.'],
    ['512 MiB', 'write 512.'],
    ['1.5TB', 'write 1572864.'],
    ['1.3G', 'Write a decimal number without unit'],
    ['yes', 'must be a whole number, but is "yes"'],
    ['-1', 'may be no less than 0'],
    ['18446744073709551616', 'may be no more than 18446744073709551615'],
  ])('the size %s is refused with what to write', (text, words) => {
    const { manifest, problems } = read(`version: 1\nstorage: [{size: ${text}}]\ntargets: []\n`);
    expect(manifest).toBeUndefined();
    expect(problems[0]).toMatchObject({ rule: 'schema', line: 2, column: 18, endColumn: 18 + text.length });
    expect(problems[0]?.message).toContain(words);
  });
});

describe('the dict form', () => {
  test('is read by YAML 1.2, and keeps what goes through as written', () => {
    const { manifest, problems } = read(`version: 9007199254740993
mediatype: "application/vnd.mos.import.manifest.v1"
image_type: iso
product: p
storage: [{label: d, persistent: false, size: 1}]
storage_type: atomfs
targets:
  __proto__: {url: oci://d:n:t, version: 1.10, service_type: container, network: {type: host}, nsgroup: "", mounts: []}
  b: {url: "docker://h/b:1", storage: [{dest: /a, label: d}], network: {type: simple, ports: [{host: 1}]}}
`);
    expect(problems).toEqual([]);
    expect(manifest).toMatchObject({ form: 'dict', version: 9007199254740993n, imageType: 'iso', storageType: 'atomfs', product: 'p' });
    expect(manifest?.targets.map(({ name, source, version, verbatim }) => ({ name, source, version, verbatim }))).toEqual([
      { name: '__proto__', source: 'oci://d:n:t', version: '1.10', verbatim: { network: { type: 'host' }, nsgroup: '', mounts: [] } },
      { name: 'b', source: 'docker://h/b:1', version: undefined, verbatim: { network: { type: 'simple', ports: [{ host: 1n }] }, storage: [{ dest: '/a', label: 'd' }] } },
    ]);
    expect(({} as Record<string, unknown>)['url']).toBeUndefined();
  });

  test.each(['010', 'yes', '1_000', '2026-11-21', '1:30', '0b1', '0o7', '1e3', 'off', '=', '<<'])('the plain text %s is refused: quote it', (text) => {
    const wrong = read(`${DICT}    version: ${text}\n`);
    expect(wrong.manifest).toBeUndefined();
    expect(wrong.problems).toMatchObject([{ rule: 'schema', line: 5, column: 14, target: 'ran' }]);
    expect(wrong.problems[0]?.message).toContain('Put it in quotes.');
    expect(read(`${DICT}    version: "${text}"\n`).manifest?.targets[0]?.version).toBe(text);
  });

  test.each(['1.10', '2.9', '0.0.1', '7', 'v1', '1.2.3-rc.1', '12e', '0'])('the plain text %s is kept', (text) => {
    expect(read(`${DICT}    version: ${text}\n`)).toMatchObject({ problems: [], manifest: { targets: [{ version: text }] } });
  });

  test('an empty value is refused, but for a digest and a size that pin fills in', () => {
    expect(places(`${DICT}    nsgroup:\n`)).toEqual(['schema 5:5-5:12']);
    expect(read(`${DICT}    digest:\n    size: ~\n`).manifest?.targets[0]).toMatchObject({ digest: undefined, size: undefined });
  });
});

describe('the shape', () => {
  test.each([
    ['a key that is unknown', `${LIST}  verison: 1\n`, 'unknown-key 5:3-5:10', 'Did you mean "version"?'],
    ['a key of the other form', `${LIST}  mounts: []\n`, 'unknown-key 5:3-5:9', 'The dict form has it'],
    ['a key that is twice there', `${LIST}  source: b:c\n`, 'syntax 5:3-5:9', 'stands twice'],
    ['a key that is short by more than a letter', `${LIST}  nsgrp: ran\n`, 'unknown-key 5:3-5:8', 'Did you mean "nsgroup"?'],
    ['a key that was not indented', `${LIST}  network:\n  type: host\n`, 'unknown-key 6:3-6:7', 'It is a key of network: indent it below that.'],
    ['url in the list form', LIST.replace('source', 'url'), 'schema 4:3-4:6', '"url" is no key of target 1 in the list form. Write source in its place.'],
    ['source in the dict form', DICT.replace('url', 'source'), 'schema 4:5-4:11', '"source" is no key of target "ran" in the dict form. Write url in its place.'],
    ['a key in capitals that has to be there', LIST.replace('source', 'Source'), 'schema 4:3-4:9', 'Write source in its place.'],
    ['ports as in compose', `${LIST}  network: {type: simple, ports: ["8080:80"]}\n`, 'schema 5:35-5:44', 'Write host: 8080 and container: 80.'],
    ['a key that was not indented, and none above', `${LIST}  type: host\n`, 'unknown-key 5:3-5:7', 'write network: above it, and indent it below that.'],
    ['a key that was not indented, and is there', `${LIST}  network: {type: none}\n  type: host\n`, 'unknown-key 6:3-6:7', 'which has one: remove this one.'],
    ['a key that was not indented, in the dict form', `${DICT}    network:\n    type: host\n`, 'schema 6:5-6:9', 'It is a key of network: indent it below that.'],
    ['a list for a mapping', `${LIST}  network:\n  - type: host\n`, 'schema 6:3-6:15', 'Write its keys without "- ".'],
    ['a version of the system that is no number', DICT.replace('200', '2.0.0'), 'schema 1:10-1:15', 'Write a number that rises'],
    ['names in a list', 'version: 1\ntargets:\n  - ran:\n    url: docker://h/ran:1\n  - gui:\n      url: docker://h/gui:1\n', 'schema 3:5-3:9', 'starts with a name, as "- ran:" does. Write - service_name: and the name'],
    ['text for a list', `${LIST}  storage: data\n`, 'schema 5:12-5:16', 'must be a list, but is "data"'],
    ['a mapping for a list', `${LIST}  network: {type: simple, ports: {host: 1}}\n`, 'schema 5:34-5:43', 'Put "- " before each item.'],
    ['a mapping for text', `${LIST}  version: {major: 1}\n`, 'schema 5:12-5:22', 'must be text, but is a mapping'],
    ['a number for a boolean', 'version: 1\nstorage: [{persistent: 1}]\ntargets: []\n', 'schema 2:24-2:25', 'true or false'],
    ['a missing source', 'version: 1\ntargets:\n- service_name: ran\n  version: 1\n', 'schema 3:3-3:20', 'Target 1 has no source.'],
    ['a missing version', 'targets: []\n', 'schema 1:1-1:12', 'has no version'],
    ['another version of the format', 'version: 2\ntargets: []\n', 'format-version 1:10-1:11', 'Write version: 1'],
    ['no targets', 'version: 1\nTargets: []\n', 'schema 1:1-1:11', '"Targets" may be meant for it'],
    ['targets that tell no form', 'version: 1\ntargets: x\n', 'schema 2:10-2:11', 'list form'],
    ['a list', '- version: 1\n', 'schema 1:1-1:13', 'this file is a list'],
    ['an empty file', '', 'schema 1:1-1:1', 'holds no manifest'],
    ['another media type', 'version: 1\nmediatype: x\ntargets: {}\n', 'schema 2:12-2:13', 'vnd.mos.import.manifest.v1'],
  ])('%s', (_, text, place, words) => {
    expect(places(text)).toEqual([place]);
    expect(messages(text)).toContain(words);
  });

  test('all problems are said, in the order of the file, with the service they are about', () => {
    const { problems, manifest } = read('version: "1"\nx: 1\ntargets:\n- service_name: a\n  source: b:c\n  size: x\n  y: 1\n- source: b:c\n  z: 1\n');
    expect(problems.map(({ rule, line, target }) => [rule, line, target])).toEqual([
      ['schema', 1, null],
      ['unknown-key', 2, null],
      ['schema', 6, 'a'],
      ['unknown-key', 7, 'a'],
      ['unknown-key', 9, null],
    ]);
    expect(manifest).toBeUndefined();
  });

  test('unknown keys alone leave a manifest, without them', () => {
    const { manifest, problems } = read(`x: 1\n${LIST}  y: {z: 1}\n`);
    expect(problems.map(({ rule }) => rule)).toEqual(['unknown-key', 'unknown-key']);
    expect(manifest).toMatchObject({ targets: [{ name: 'ran' }] });
  });

  test('a key that is twice there keeps one meaning in list form alone, and both values must fit', () => {
    expect(read(`${LIST}  version: 1\n  version: 2\n`).manifest?.targets[0]?.version).toBe('2');
    expect(read(`${DICT}    version: v1\n    version: v2\n`).manifest).toBeUndefined();
    expect(read(`${LIST}  size: x\n  size: 1\n`).manifest).toBeUndefined();
    expect(read(`${LIST}  network: {type: host}\n  network: {ipv4: x}\n`).manifest).toBeUndefined();
  });
});

describe('a key that stands twice', () => {
  const OFF = ruleSettings('mos', 'unknown-key: off');

  test.each([
    ['a digest', `${LIST}  digest: a\n  digest: b\n`, '6:3'],
    ['one of them in quotes', `${LIST}  digest: a\n  "digest": b\n`, '6:3'],
    ['one of them escaped', `${LIST}  digest: a\n  "\\x64igest": b\n`, '6:3'],
    ['one of them an alias', `${LIST}  version: &k digest\n  digest: a\n  *k : b\n`, '7:3'],
    ['after a question mark', `${LIST}  digest: a\n  ? digest\n  : b\n`, '6:5'],
    ['of the same value', `${LIST}  size: 1\n  size: 1\n`, '6:3'],
    ['of nothing', `${LIST}  size:\n  size:\n`, '6:3'],
    ['of the system', `version: 1\nversion: 1\ntargets: []\n`, '2:1'],
    ['that nobody knows', `${LIST}  x: 1\n  x: 1\n`, '6:3'],
    ['within an unknown key', `${LIST}  x: {a: 1, a: 1}\n`, '5:13'],
    ['a merge key', 'version: 1\ntargets:\n- &a {source: b:c}\n- &b {version: 1}\n- <<: *a\n  <<: *b\n', '6:3'],
    ['in what a merge key brings', `${LIST}  <<: {size: 1, size: 2}\n`, '5:17'],
    ['in a mapping that aliases bring, once', 'version: 1\ntargets:\n- &a {source: b:c, size: 1, size: 2}\n- *a\n- <<: *a\n', '3:29'],
    ['JSON', '{"version": 1, "targets": [{"source": "b:c", "digest": "a", "digest": "b"}]}', '1:61'],
    ['JSON, escaped', '{"version": 1, "targets": [{"source": "b:c", "digest": "a", "dig\\u0065st": "b"}]}', '1:61'],
    ['in the dict form', `${DICT}    digest: a\n    digest: b\n`, '6:5'],
    ['a service', `${DICT}  ran:\n    url: b:c\n`, '5:3'],
  ])('%s is an error that no setting lowers', (_, text, place) => {
    const { problems } = read(text);
    const twice = judge(problems, OFF).filter(({ message }) => message.includes('stands twice'));
    expect(twice.map(({ rule, severity, line, column }) => `${severity} ${rule} ${line}:${column}`)).toEqual([`error syntax ${place}`]);
    expect(() => ruleSettings('mos', 'syntax: warning')).toThrow('cannot be lowered');
  });

  test('is not one that its own mapping has instead of a merged one', () => {
    expect(read('version: 1\ntargets:\n- &a {service_name: a, source: b:c, size: 1}\n- {<<: *a, service_name: b, size: 2}\n').problems).toEqual([]);
  });
});

describe('anchors, aliases and merge keys', () => {
  test('are followed, and stand where they are used', () => {
    const { manifest, document, problems } = read(`version: 1
targets:
- &a
  service_name: a
  source: &s b:c
  network: {type: host}
- <<: *a
  service_name: b
- service_name: c
  source: *s
`);
    expect(problems).toEqual([]);
    expect(manifest?.targets.map(({ name, source, aliased, network }) => [name, source, aliased, network?.type])).toEqual([
      ['a', 'b:c', false, 'host'],
      ['b', 'b:c', true, 'host'],
      ['c', 'b:c', true, undefined],
    ]);
    expect(document?.locate(['targets', 1, 'source'])).toEqual({ line: 7, column: 3, endLine: 7, endColumn: 5 });
    expect(document?.locate(['targets', 2, 'source'])).toEqual({ line: 10, column: 11, endLine: 10, endColumn: 13 });
  });

  test.each([
    ['an unknown alias', `${LIST}  version: *x\n`, '5:12'],
    ['a value within itself', 'version: 1\ntargets: &t\n- *t\n', '3:3'],
    ['a merge key after what it brings', 'version: 1\ntargets:\n- &a {source: b:c}\n- source: d:e\n  <<: *a\n', '5:3'],
    ['a network that mosb would mix', 'version: 1\ntargets:\n- &a {source: b:c, network: {type: host}}\n- <<: *a\n  network: {ipv4: x}\n', '5:3'],
    ['a merge of text', `${LIST}  <<: x\n`, '5:3'],
    ['a tag', `${LIST}  version: !!str 1\n`, '5:18'],
    ['a second document', `${LIST}---\n${LIST}`, '5:1'],
    ['a directive', `%YAML 1.2\n---\n${LIST}`, '1:1'],
  ])('%s is refused', (_, text, place) => {
    const { manifest, problems } = read(text);
    expect(manifest).toBeUndefined();
    expect(problems.map(({ rule, line, column }) => `${rule} ${line}:${column}`)).toContain(`syntax ${place}`);
  });

  test('an alias bomb is refused at once', () => {
    const bomb = ['a: &a [x]', ...Array.from('bcdefghijkl', (name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghijkl'[index]}`).join(',')}]`)].join('\n');
    const start = performance.now();
    expect(messages(`${bomb}\n${LIST}`)).toContain('more than 10000 values');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('bytes', () => {
  const inside = (text: string): Buffer => bytes(`${LIST}  version: ${text}\n`);

  test.each([
    ['more than 1 MiB', Buffer.alloc(MAX_BYTES + 1, 0x20), 'syntax 1:1-1:1', 'has 1048577 bytes'],
    ['UTF-16', Buffer.from(`\ufeff${LIST}`, 'utf16le'), 'syntax 1:1-1:1', 'Save it as UTF-8'],
    ['UTF-16 without a mark', Buffer.from(LIST, 'utf16le'), 'syntax 1:1-1:1', 'Save it as UTF-8'],
    ['Latin-1 in a comment', Buffer.from(`${LIST}# caf\u00e9\n`, 'latin1'), 'syntax 5:6-5:7', '0xe9 (byte 73 of the file)'],
    ['a bidi mark in a comment', bytes(`${LIST}# a\u202eb\n`), 'hidden-character 5:4-5:5', 'U+202E'],
    ['a zero-width blank', inside('a\u200bb'), 'hidden-character 5:13-5:14', 'U+200B'],
    ['a tag character', inside('a\u{e0041}'), 'hidden-character 5:13-5:15', 'U+E0041'],
    ['an escaped bidi mark', inside('"a\\u202e"'), 'hidden-character 5:12-5:21', 'U+202E'],
    ['DEL', inside('a\u007f'), 'hidden-character 5:13-5:14', 'U+007F'],
    ['a lone carriage return', inside('a\rb'), 'hidden-character 5:13-5:14', 'CR LF'],
    ['a tab in the indentation', bytes(`${LIST}\tversion: 1\n`), 'syntax 5:1-5:2', 'Indent with blanks'],
    ['an escape that mosb refuses', inside('"a\\/b"'), 'syntax 5:12-5:18', 'Write "/" as it is'],
    ['half a character', inside('"\\ud800"'), 'syntax 5:12-5:20', 'half a character'],
    ['a block at the end of a file without a newline', bytes(`${LIST}  version: |\n    1`), 'syntax 5:12-6:6', 'End the file with a newline'],
    ['a quote in single quotes', inside("'it's'"), 'syntax 5:16-5:18', 'two of them stand for one'],
    ['a bracket that is not closed', bytes(`${LIST}  network: {type: host\n`), 'syntax 5:12-5:13', 'This "{" is not closed. Write "}"'],
    ['a key without its blank', bytes(`${LIST}  version:1\n`), 'syntax 5:3-5:12', 'Write version: 1.'],
    ['a line that is indented too little', bytes(`${LIST} version: 1\n`), 'syntax 5:2-5:3', 'Indent it like the keys of its item'],
    ['an unclosed quote', inside('"a'), 'syntax 5:12-5:13', 'not closed'],
  ])('%s', (_, content, place, words) => {
    expect(places(content)).toContain(place);
    expect(messages(content)).toContain(words);
  });

  const more = '  size: 1\n  nsgroup: ran\n- service_name: gui\n  source: docker://h/gui:1\n';
  test.each([
    ['a bracket before a list', 'version: 1\ntargets: [\n  - service_name: ran\n    source: docker://h/ran:1\n  - service_name: gui\n', 'syntax 2:10-2:11', 'This "[" is not closed.'],
    ['a bracket that another closes', `${LIST}  network: {type: host, ports: [{host: 80, container: 80]}\n${more}`, 'syntax 5:33-5:34', 'This "{" is not closed.'],
    ['a line that is indented too little', `${LIST} version: 1\n${more}`, 'syntax 5:2-5:3', 'write "- "'],
    ['a line that is indented too deep', `${LIST}    version: 1.0\n${more}`, 'syntax 5:5-5:6', 'Indent both alike.'],
    ['a line that is not indented', `${LIST}version: 1\n${more}`, 'syntax 6:3-6:4', 'both alike'],
    ['a missing blank after "-"', `version: 1\ntargets:\n  -service_name: ran\n   source: docker://h/ran:1\n  -service_name: gui\n`, 'syntax 3:3-3:4', 'Write "- " before the first key'],
    ['a blank in a digest', `${LIST}  digest: sha256: abc\n${more}`, 'syntax 5:11-5:12', 'without a blank between'],
    ['what looks like a blank', `${LIST}  version:\u00a01.0\n${more}`, 'syntax 5:3-5:15', 'Write version: 1.0.'],
    ['a tab', `${LIST}\tversion: 1\n${more}`, 'syntax 5:1-5:2', 'A tab stands in the indentation. Indent with blanks.'],
    ['tabs', `${LIST}${more.replaceAll('  ', '\t')}`, 'syntax 5:1-5:2', 'There are 3 such lines.'],
    ['a missing colon', `${LIST.replace('targets:', 'targets')}${more}`, 'syntax 2:1-2:8', 'no ":" after its key'],
    ['a missing colon in a target', `${LIST}  version 1.0\n${more}`, 'syntax 5:3-5:14', 'no ":" after its key'],
    ['a missing blank', `${LIST}  version:1.0\n${more}`, 'syntax 5:3-5:14', 'Write version: 1.0.'],
    ['a colon in a value', `${LIST}  version: ran: 1.0\n${more}`, 'syntax 5:12-5:13', 'Put the value in quotes'],
    ['a bracket too many', `${LIST}  storage: []]\n${more}`, 'syntax 5:14-5:15', 'This bracket closes nothing.'],
    ['a comment without a blank', `${LIST}  version: "1.0"# why\n${more}`, 'syntax 5:17-5:22', 'Write a blank before it'],
    ['a list on the line of its key', `${LIST}  storage: - label: data\n${more}`, 'syntax 5:12-5:13', 'on the next line'],
  ])('one mistake is told once, where it is, with what to write: %s', (_, content, place, words) => {
    expect(places(content)).toEqual([place]);
    expect(messages(content)).toContain(words);
  });

  test('mistakes that leave the lines below as they are, are told together', () => {
    expect(places(`${LIST}  version: !x 1\n  nsgroup: "\\q"\n  size: 1\n`)).toEqual(['syntax 5:12-5:14', 'syntax 6:13-6:14']);
  });

  test('of thousands of mistakes, only as many are told as somebody reads', () => {
    expect(read('- "\\q"\n'.repeat(20_000)).problems).toHaveLength(20);
  });

  test('a byte order mark and CR LF change neither meaning nor columns', () => {
    const plain = read(`${LIST}  size: x\n`);
    const marked = read(`\ufeff${`${LIST}  size: x\n`.replaceAll('\n', '\r\n')}`);
    expect(marked.problems).toEqual(plain.problems);
    expect(read(`\ufeff${LIST.replaceAll('\n', '\r\n')}`).manifest).toEqual(read(LIST).manifest);
  });

  test('bidi marks leave a manifest, since the bytes have one meaning; an emoji is no hidden character', () => {
    expect(read(`${LIST}# a\u202eb\n`).manifest).toBeDefined();
    expect(read(`${LIST}# \u2638\ufe0f \u{1f600}\n`).problems).toEqual([]);
  });

  test('nesting is bounded', () => {
    expect(messages(`a: ${'['.repeat(100_000)}`)).toContain('more than 100 deep');
  });
});

describe('where YAML 1.2 and yaml.v2, with which mosb reads, differ, the file is refused (found by comparing the two over random changes)', () => {
  test.each([
    ['a tab before a comment that starts a line', `${LIST}  \t# c\n`],
    ['a tab on an empty line', `${LIST}\t\n`],
    ['a tab after "-"', 'version: 1\ntargets:\n-\tsource: x:y\n'],
    ['a tab before the root', `\t{"version": 1, "targets": []}`],
    ['a tab at the start of a block', `${LIST}  version: |\n    \ta\n`],
    ['an escaped quote at the end of a line that is not indented', 'version: 1\ntargets:\n- source: x:y\n  version: "a\\"\n  nsgroup: "b"\n'],
    ['an escaped line end before an empty line', `${LIST}  version: "a\\\n\n    b"\n`],
    ['text right after a quote', `${LIST}  ? ""version\n  : 1\n`],
    ['"?" and ":" in two columns', 'version: 1\ntargets:\n- ? source\n   : x:y\n'],
    ['"?" without ":"', `${LIST}  ? version\n`],
    ['a key of two lines', `${LIST}  ? ver\n    sion\n  : 1\n`],
    ['a ":" on the next line', 'version: 1\ntargets\n  :\n  - source: x:y\n'],
    ['a key that is missing', `${LIST}  : 1\n`],
    ['an anchor before a key', `${LIST}  &a version: 1\n`],
    ['a tag before a ":"', 'version: 1\ntargets: [{"source" ! : x:y}]\n'],
    ['a ":" without a blank in flow style', 'version: 1\ntargets: [{source:[x]}]\n'],
    ['a "?" in flow style', 'version: 1\ntargets: [{source: "x:y", version: a?b}]\n'],
    ['a value that starts with ":"', 'version: 1\ntargets: [{source: :y}]\n'],
    ['a block of blanks', `${LIST}  version: |2\n      \n`],
    ['a tag handle that nobody declared', `${LIST}  version: !y!str 1\n`],
  ])('%s', (_, text) => {
    const { manifest, problems } = read(text);
    expect(manifest).toBeUndefined();
    expect(problems.map(({ rule }) => rule)).toContain('syntax');
  });

  test.each([
    ['a tab after ":" and before a comment', `version:\t1\t# c\ntargets: []\n`],
    ['%YAML 1.1', `%YAML 1.1\n---\n${LIST}`],
    ['the end of the document', `---\n${LIST}...\n# c\n`],
    ['trailing commas', 'version: 1\ntargets: [{source: "x:y",},]\n'],
    ['a JSON document', '{"version":1,"targets":[{"source":"x:y"}]}'],
  ])('%s is read', (_, text) => {
    expect(read(text)).toMatchObject({ problems: [], manifest: { form: 'list' } });
  });
});
