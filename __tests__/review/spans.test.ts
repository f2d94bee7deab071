import { describe, expect, test } from '@jest/globals';
import { code, fence, item, lineUrl, prose } from '../../src/review/spans.ts';
import { visible } from '../../src/review/visible.ts';

describe('visible', () => {
  test.each([
    ['plain é 水 👍 text', 'plain é 水 👍 text'],
    ['a\nb\tc\rd', String.raw`a\nb\tc\rd`],
    ['\u202egnp\u202c', String.raw`\u{202e}gnp\u{202c}`],
    ['ra\u200bn', String.raw`ra\u{200b}n`],
    ['\u001b[31m', String.raw`\u{1b}[31m`],
    ['a\u00a0b', String.raw`a\u{a0}b`],
    ['\ud800', String.raw`\u{d800}`],
    ['\u{e0041}', String.raw`\u{e0041}`],
    ['\u3164\u2800\ufe0f', String.raw`\u{3164}\u{2800}\u{fe0f}`],
  ])('%j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('the middle of a long text goes, whole characters stay, and the work is bounded', () => {
    const shown = visible(`docker://host/${'👍'.repeat(1_000_000)}:2.5`, 50);
    expect(shown).toMatch(/^docker:\/\/host\/👍+…👍+:2\.5$/u);
    expect(shown.length).toBeLessThanOrEqual(50);
    expect(visible('a'.repeat(200))).toHaveLength(200);
    expect(visible('a'.repeat(201))).toMatch(/^a{99}…a{99}$/);
    expect(visible('\n'.repeat(150))).toMatch(/^(\\n)+\\?…n?(\\n)+$/);
  });
});

describe('code', () => {
  test.each([
    ['ran', '`ran`'],
    ['', '`""`'],
    ['2.5 ', '`2.5\\u{20}`'],
    ['a`b|c', '`a\\u{60}b\\u{7c}c`'],
    ['a\\', '`a\\`'],
  ])('%j', (text, markdown) => {
    expect(code(text)).toBe(markdown);
  });
});

describe('prose', () => {
  test.each([
    ['Write it, or not: both (here) do.', 'Write it, or not: both (here) do.'],
    ["Today's mosctl; what's well-known?", "Today's mosctl; what's well-known?"],
    ['set `pin: off` now', 'set `pin: off` now'],
    ['The name "a `b` @c" is none.', 'The name `a \\u{60}b\\u{60} @c` is none.'],
    ['use docker://host/ran:2.5.', 'use `docker://host/ran:2.5`.'],
    ['@octocat #1 c0ffee1 1234567 12', '`@octocat` `#1` `c0ffee1` `1234567` 12'],
    ['a "b"c `d``e` "" "\\""', 'a `b`c `d` `e` `""` `"\\""`'],
    ['12 bytes, 1. one', '`12` bytes, 1. one'],
    ['one ` tick " quote', 'one `\\u{60}` tick `"` quote'],
    ['of 80 → 5000 – “so”…', 'of 80 → 5000 – `“so”…`'],
    ['A key must be followed by ": ", with a blank.', 'A key must be followed by `": "`, with a blank.'],
    ['is none. Write service_type: hostfs.', 'is none. Write `service_type: hostfs`.'],
    ['Add digest: sha256:ab and size: 549. Then', 'Add `digest: sha256:ab` and `size: 549`. Then'],
    ['Write network: {type: none}, or host; run job: pin, or write update_type: @me', 'Write `network: {type: none}`, or host; run `job: pin`, or write `update_type: @me`'],
    ['Write it as key: value.', 'Write it as `key: value`.'],
    ['Add `it`: @me and write c: <b>', 'Add `it`: `@me` and write `c: <b>`'],
    ['Write host: 80 and container: 5000.', 'Write `host: 80` and `container: 5000`.'],
    ['size: 878 bytes, not 10.0.3.0/24', 'size: 878 bytes, not `10.0.3.0/24`'],
  ])('%s', (message, markdown) => {
    expect(prose(message)).toBe(markdown);
  });

  test('is bounded', () => {
    expect(prose('word '.repeat(100_000)).length).toBeLessThan(700);
  });
});

describe('item', () => {
  test('sentences are prose, what looks like YAML is a block to copy', () => {
    expect(item('No "hostfs". Write it:\r\n- {a: b}\n  c: `d`\nThen push @it.')).toEqual(['No `hostfs`. Write it:', '  ```yaml', '  - {a: b}', '    c: `d`', '  ```', '  Then push `@it`.']);
  });

  test('a block ends with the message, and nothing in it ends it', () => {
    expect(item('a\n  ```\n  b')).toEqual(['a', '  ````yaml', '    ```', '    b', '  ````']);
  });

  test('the first line is never a block, and a line never begins a list', () => {
    expect(item('- a\n1. b\n+ c')).toEqual(['`-` a', '  `1.` b', '  `+` c']);
  });
});

test('a fence is longer than any run of backticks in it', () => {
  expect(fence(['a', '````', 'b'], 'yaml')).toBe('`````yaml\na\n````\nb\n`````');
  expect(fence(['a'], 'sh')).toBe('```sh\na\n```');
});

test('a line’s url ends where we end it', () => {
  const at = { serverUrl: 'https://ghes.example', repository: 'acme/device', sha: 'abc' };
  expect(lineUrl(at, 'cells/a b).yaml', 3)).toBe('https://ghes.example/acme/device/blob/abc/cells/a%20b%29.yaml#L3');
  expect(lineUrl(at, '#x?y%/é\ud800')).toBe('https://ghes.example/acme/device/blob/abc/%23x%3Fy%25/%C3%A9%EF%BF%BD');
});
