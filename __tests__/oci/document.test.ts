import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { PATIENCE, computing, tried } from '../harness/fuzz.ts';
import { MANIFEST_LIMIT, field, misspelledKey, parseDocument } from '../../src/oci/document.ts';
import { failure } from './sample.ts';

const parse = (text: string | Uint8Array) => () => parseDocument(typeof text === 'string' ? Buffer.from(text) : text, 'it');

describe('a document from outside', () => {
  test.each([
    ['nothing', '', 'the document is empty'],
    ['no JSON', '{', 'the document is not JSON'],
    ['a second document', '{}{}', 'the document is not JSON'],
    ['a list', '[]', 'the document is not a JSON object'],
    ['null', 'null', 'the document is not a JSON object'],
    ['a byte order mark', '\ufeff{}', 'the document is not JSON'],
    ['a key twice', '{"a":1,"a":2}', 'the document has the key "a" twice in one object'],
    ['a key twice, one of them escaped', String.raw`{"a":1,"\u0061":2}`, 'the document has the key "a" twice in one object'],
    ['a key twice, far from its colon', `{"a":1,"a"${' '.repeat(5000)}:2}`, 'the document has the key "a" twice in one object'],
    ['a key twice, deep inside', '{"a":[{"b":{},"b":{}}]}', 'the document has the key "b" twice in one object'],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', 'the document has the key "__proto__" twice in one object'],
    ['too much depth', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`, 'the document nests deeper than 32 levels'],
    ['a hidden character in a repeated key', '{"\u202ea":1,"\u202ea":2}', String.raw`the document has the key "\u{202e}a" twice in one object`],
  ])('with %s is refused', async (_, text, reason) => {
    expect(await failure(parse(text))).toMatchObject({ kind: 'problem', code: 'image-manifest', message: `it: ${reason}` });
  });

  test('that is not UTF-8 is refused', async () => {
    expect((await failure(parse(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])))).message).toBe('it: the document is not UTF-8');
  });

  test('that is larger than a manifest may be is refused', async () => {
    expect((await failure(parse(Buffer.alloc(MANIFEST_LIMIT + 1, 0x20)))).message).toContain('more than the 4194304 that it may be');
  });

  test('may have the same text as key and value, and the same key in two objects', () => {
    expect(parse('{"a":"a","b":["a","a"],"c":{"a":1},"d":{"a":{"a":"a"}}}')()).toEqual({ a: 'a', b: ['a', 'a'], c: { a: 1 }, d: { a: { a: 'a' } } });
  });

  test('gives only fields of its own', () => {
    const document = parse('{"__proto__":{"polluted":true}}')();
    expect(field(document, 'constructor')).toBeUndefined();
    expect(field(document, 'polluted')).toBeUndefined();
    expect(field(document, '__proto__')).toEqual({ polluted: true });
  });

  test('is read in time that grows with its length, whatever is in it', () => {
    const hostile = `{"a":"${String.raw`\"`.repeat(1_000_000)}"}`;
    const unclosed = `{"a":"${String.raw`\"`.repeat(1_000_000)}`;
    const took = computing(() => {
      expect(parse(hostile)()).toHaveProperty('a');
      expect(parse(unclosed)).toThrow('not JSON');
    });
    expect(took).toBeLessThan(2000);
  });

  test('is read as JSON.parse reads it, unless it is refused', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        let mine: unknown;
        try {
          mine = parse(text)();
        } catch {
          return;
        }
        expect(mine).toEqual(JSON.parse(text));
      }),
      tried(100),
    );
  }, PATIENCE);
});

test('a key that Go takes for another is found', () => {
  expect(misspelledKey({ layers: [], Layers: [] }, ['layers'])).toBe('Layers');
  expect(misspelledKey({ manife\u017fts: [] }, ['manifests'])).toBe('manife\u017fts');
  expect(misspelledKey({ layers: [], other: 1 }, ['layers'])).toBeUndefined();
});
