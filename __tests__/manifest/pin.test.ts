import { describe, expect, test } from '@jest/globals';
import type { Manifest } from '../../src/manifest/manifest.ts';
import { applyEdits, pinEdits } from '../../src/manifest/pin.ts';
import { readManifest } from '../../src/manifest/read.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const PIN = { digest: DIGEST, size: 878 };

/** Pins every target; gives the new bytes and what was refused. */
function pin(bytes: Uint8Array): { bytes: Buffer; text: string; refused: readonly string[]; manifest: Manifest } {
  const { document, manifest } = readManifest(bytes);
  const pins = new Map(manifest!.targets.map(({ name }) => [name, PIN]));
  const { edits, refused } = pinEdits(document!, manifest!, pins);
  const after = applyEdits(bytes, edits);
  const read = readManifest(after);
  expect(read.manifest).toBeDefined();
  expect(pinEdits(read.document!, read.manifest!, pins).edits).toEqual([]);
  for (const { line, offset, insert } of edits) {
    expect(line).toBe(document!.text.slice(0, offset).split('\n').length);
    expect(insert).not.toBe('');
  }
  return { bytes: after, text: after.toString().replaceAll(DIGEST, 'DIGEST'), refused: refused.map(({ message }) => message), manifest: read.manifest! };
}

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const list = (target: string): string => `version: 1\ntargets:\n${target}`;

describe('block style', () => {
  test.each([
    ['after the source', '  - service_name: a\n    source: x:y\n    version: 1\n', '  - service_name: a\n    source: x:y\n    digest: DIGEST\n    size: 878\n    version: 1\n'],
    ['source first', '- source: x:y\n  service_name: a\n', '- source: x:y\n  digest: DIGEST\n  size: 878\n  service_name: a\n'],
    ['source alone, no final newline', '-   source: x:y', '-   source: x:y\n    digest: DIGEST\n    size: 878'],
    ['a comment on its line', '- source: "x:y" # why\n  # of the version\n  version: 1\n', '- source: "x:y" # why\n  digest: DIGEST\n  size: 878\n  # of the version\n  version: 1\n'],
    ['comments that are indented deeper belong to it', '- source: x:y\n    # one\n\n    # two\n  version: 1\n', '- source: x:y\n    # one\n  digest: DIGEST\n  size: 878\n\n    # two\n  version: 1\n'],
    ['a plain scalar of two lines', '- source: docker://h/\n    a:1\n  version: 1\n', '- source: docker://h/\n    a:1\n  digest: DIGEST\n  size: 878\n  version: 1\n'],
    ['a quoted scalar of two lines', '- source: "docker://h/\\\n    a:1"\n  version: 1\n', '- source: "docker://h/\\\n    a:1"\n  digest: DIGEST\n  size: 878\n  version: 1\n'],
    ['a folded block', '- source: >-\n    x:y\n\n  version: 1\n', '- source: >-\n    x:y\n  digest: DIGEST\n  size: 878\n\n  version: 1\n'],
    ['a block that keeps its empty lines', '- source: |+\n    x:y\n\n  version: 1\n', '- source: |+\n    x:y\n\n  digest: DIGEST\n  size: 878\n  version: 1\n'],
    ['a literal block at the end', '- source: |\n    x:y\n', '- source: |\n    x:y\n  digest: DIGEST\n  size: 878\n'],
    ['an explicit key', '- ? source\n  : x:y\n  ? version\n  : 1\n', '- ? source\n  : x:y\n  digest: DIGEST\n  size: 878\n  ? version\n  : 1\n'],
    ['an anchor before the value', '- source: &s x:y\n', '- source: &s x:y\n  digest: DIGEST\n  size: 878\n'],
    ['a stated digest stays, the size is added', `- source: x:y\n  digest: ${DIGEST}\n`, '- source: x:y\n  size: 878\n  digest: DIGEST\n'],
    ['a stated size stays', '- source: x:y\n  size: 5\n', '- source: x:y\n  digest: DIGEST\n  size: 5\n'],
    ['another digest: nothing is written', '- source: x:y\n  digest: sha256:other\n', '- source: x:y\n  digest: sha256:other\n'],
    ['a digest in the source: the size alone', `- source: docker://h/a@${DIGEST}\n`, '- source: docker://h/a@DIGEST\n  size: 878\n'],
    ['an empty digest gets its value in place', '- source: x:y\n  digest:\n  size: # bytes\n', '- source: x:y\n  digest: DIGEST\n  size: 878 # bytes\n'],
    ['a null digest too', '- source: x:y\n  digest: ~ # a\n  size: null\n', '- source: x:y\n  digest: DIGEST # a\n  size: 878\n'],
    ['and an empty text', '- digest: ""\n  source: x:y\n', '- digest: "DIGEST"\n  source: x:y\n  size: 878\n'],
  ])('%s', (_, before, after) => {
    expect(pin(Buffer.from(list(before))).text).toBe(list(after));
    expect(pin(Buffer.from(`\ufeff${crlf(list(before))}`)).text).toBe(`\ufeff${crlf(list(after))}`);
  });

  test('the dict form', () => {
    const { text } = pin(Buffer.from('version: 200\ntargets:\n  a:\n    url: "oci://d:a:1"\n    version: 2.9\n  b: {url: x:y}\n'));
    expect(text).toBe('version: 200\ntargets:\n  a:\n    url: "oci://d:a:1"\n    digest: DIGEST\n    size: 878\n    version: 2.9\n  b: {url: x:y, digest: DIGEST, size: 878}\n');
  });
});

describe('flow style', () => {
  test.each([
    ['after the value', 'targets: [{source: x:y, version: 1}]', 'targets: [{source: x:y, digest: DIGEST, size: 878, version: 1}]'],
    ['a trailing comma', 'targets: [{source: x:y,},]', 'targets: [{source: x:y, digest: DIGEST, size: 878,},]'],
    ['on lines of its own', 'targets:\n- {service_name: a,\n   source: x:y # c\n  }', 'targets:\n- {service_name: a,\n   source: x:y, digest: DIGEST, size: 878 # c\n  }'],
    ['empty values', 'targets: [{source: x:y, digest: , size}]', 'targets: [{source: x:y, digest: DIGEST , size: 878}]'],
    ['quoted keys', 'targets: [{"source": "x:y"}]', 'targets: [{"source": "x:y", "digest": "DIGEST", "size": 878}]'],
  ])('%s', (_, before, after) => {
    expect(pin(Buffer.from(`version: 1\n${before}\n`)).text).toBe(`version: 1\n${after}\n`);
  });

  test('JSON stays JSON', () => {
    const json = { version: 1, targets: [{ service_name: 'a', source: 'x:y', version: '1' }, { service_name: 'b', source: 'x:y', digest: null, size: null }] };
    for (const indent of [0, 2]) {
      const { bytes } = pin(Buffer.from(JSON.stringify(json, undefined, indent)));
      expect(JSON.parse(bytes.toString())).toEqual({ version: 1, targets: [{ ...json.targets[0], ...PIN }, { ...json.targets[1], ...PIN }] });
    }
  });
});

describe('what cannot be pinned in place is refused with the lines to write', () => {
  test.each([
    ['a target that is an alias', 'version: 1\ntargets:\n  a: &a {url: x:y}\n  b: *a\n', 'b'],
    ['a target with a merge key', 'version: 1\ntargets:\n- &a {source: x:y, service_name: a}\n- <<: *a\n  service_name: b\n', 'b'],
    ['a source that is an alias', 'version: 1\ntargets:\n- {source: &s x:y, service_name: a}\n- {source: *s, service_name: b}\n', 'b'],
  ])('%s', (_, text, name) => {
    const { refused } = pin(Buffer.from(text));
    expect(refused.join('\n')).toContain(`"${name}" comes from an alias or a merge key`);
    expect(refused.join('\n')).toContain(`digest: ${DIGEST} and size: 878`);
  });

  test('a target whose digest another would inherit stays as it is', () => {
    const text = 'version: 1\ntargets:\n- &a\n  source: x:y\n  service_name: a\n- <<: *a\n  service_name: b\n- {source: x:y, service_name: c}\n';
    const pinned = pin(Buffer.from(text));
    expect(pinned.text).toBe(text.replace('{source: x:y,', '{source: x:y, digest: DIGEST, size: 878,'));
    expect(pinned.refused).toHaveLength(2);
  });

  test('targets that share a name', () => {
    expect(pin(Buffer.from(list('- {source: x:y, service_name: a}\n- {source: x:z, service_name: a}\n'))).refused).toHaveLength(2);
  });
});
