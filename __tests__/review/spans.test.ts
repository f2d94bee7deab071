import { describe, expect, test } from '@jest/globals';
import { code, fence, item, lineUrl, prose } from '../../src/review/spans.ts';

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
