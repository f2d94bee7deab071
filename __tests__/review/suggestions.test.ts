import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { linesOf, suggest, type Edit } from '../../src/review/suggestions.ts';

const EVERYWHERE = [{ first: 1, last: 1_000_000 }];

/** An edit at the place of `|` in the text, which is taken out. */
function edited(marked: string, insert: string, deleteLength = 0): { readonly text: string; readonly edit: Edit } {
  return { text: marked.replace('|', ''), edit: { offset: marked.indexOf('|'), deleteLength, insert } };
}

/** Without what a suggestion does not decide: CR, and line ends at the end. */
function plain(text: string): string {
  return text.replaceAll('\r', '').replace(/\n+$/, '');
}

describe('one edit', () => {
  test.each([
    ['lines after a line, from its end', 'a:\n  b|\nc\n', '\n  d\n  e', 0, 2, 2, ['  b', '  d', '  e']],
    ['lines after a line, from the next one’s start', 'a:\n  b\n|c\n', '  d\n  e\n', 0, 2, 2, ['  b', '  d', '  e']],
    ['at the end of a file without line end', 'a:\n  b|', '\n  d', 0, 2, 2, ['  b', '  d']],
    ['after the last line end', 'a:\n  b\n|', '  d\n', 0, 2, 2, ['  b', '  d']],
    ['within a line', 'a\n- {b: c|}\n', ', d: e', 0, 2, 2, ['- {b: c, d: e}']],
    ['in place of a text', 'a\nd: |null\nb', 'e', 4, 2, 2, ['d: e']],
    ['in place of lines', 'a\nb|b\ncc\nd', 'x', 3, 2, 3, ['bxc']],
    ['with CR LF, which GitHub keeps by itself', 'a\r\nb|\r\nc\r\n', '\r\nd', 0, 2, 2, ['b', 'd']],
    ['in the first line', '|a\nb', 'x', 0, 1, 1, ['xa']],
    ['whole lines above the first', '|a\nb', 'x\n', 0, 1, 1, ['x', 'a']],
  ])('%s', (_, marked, insert, deleteLength, first, last, lines) => {
    const { text, edit } = edited(marked, insert, deleteLength);
    expect(suggest('m.yaml', text, [{ target: 'ran', edit }], EVERYWHERE)).toEqual([{ path: 'm.yaml', targets: ['ran'], first, last, lines, inDiff: true }]);
  });
});

test('edits of the same lines are one suggestion, of others another', () => {
  const text = 'targets: [{a: 1}, {b: 2}]\nx: y\nz: 1\n';
  const edits = [
    { target: 'z', edit: { offset: text.indexOf('1\n') + 1, deleteLength: 0, insert: '2' } },
    { target: 'b', edit: { offset: text.indexOf('}]'), deleteLength: 0, insert: ', d: 2' } },
    { target: 'a', edit: { offset: text.indexOf('},'), deleteLength: 0, insert: ', d: 1' } },
    { target: 'a', edit: { offset: text.indexOf('},'), deleteLength: 0, insert: ', s: 1' } },
  ];
  expect(suggest('m.yaml', text, edits, [{ first: 3, last: 3 }])).toEqual([
    { path: 'm.yaml', targets: ['a', 'b'], first: 1, last: 1, lines: ['targets: [{a: 1, d: 1, s: 1}, {b: 2, d: 2}]'], inDiff: false },
    { path: 'm.yaml', targets: ['z'], first: 3, last: 3, lines: ['z: 12'], inDiff: true },
  ]);
});

describe('the diff', () => {
  test('hunks, by the new file’s lines', () => {
    const patch = ['@@ -1,3 +1,4 @@ targets:', ' a', '+b', ' c', ' d', '@@ -20 +22,2 @@', '+@@ -1 +99 @@', '-x', '@@ -30,2 +33,0 @@', '-y', '-z'].join('\n');
    expect(linesOf(patch)).toEqual([{ first: 1, last: 4 }, { first: 22, last: 23 }]);
    expect(linesOf(undefined)).toEqual([]);
  });

  test('a suggestion lies within one hunk, or it is none', () => {
    const text = 'a\nb\nc\nd\n';
    const edits = [{ target: 't', edit: { offset: 2, deleteLength: 3, insert: 'x' } }];
    const inDiff = (...hunks: [number, number][]): boolean | undefined => suggest('m', text, edits, hunks.map(([first, last]) => ({ first, last })))[0]?.inDiff;
    expect([inDiff([2, 3]), inDiff([1, 4]), inDiff([1, 2], [3, 4]), inDiff([2, 2]), inDiff()]).toEqual([true, true, false, false, false]);
  });
});

test('property: all suggestions accepted give the text with all edits done', () => {
  const text = fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', ' '), { maxLength: 40 }).map((parts) => parts.join(''));
  const cases = text.chain((whole) =>
    fc.tuple(
      fc.constant(whole),
      fc.uniqueArray(fc.nat({ max: whole.length }), { maxLength: 6 }).map((offsets) => offsets.toSorted((a, b) => a - b)),
      fc.array(fc.tuple(fc.constantFrom('x', '\ny', 'z\n', ', d: e'), fc.nat({ max: 3 })), { minLength: 6, maxLength: 6 }),
    ),
  );
  fc.assert(
    fc.property(cases, ([whole, offsets, kinds]) => {
      const edits = offsets.map((offset, index) => {
        const [insert, wish] = kinds[index] ?? ['', 0];
        return { target: 't', edit: { offset, insert, deleteLength: Math.min(wish, (offsets[index + 1] ?? whole.length) - offset) } };
      });
      const expected = edits.toReversed().reduce((result, { edit }) => result.slice(0, edit.offset) + edit.insert + result.slice(edit.offset + edit.deleteLength), whole);
      const lines = whole.replaceAll('\r\n', '\n').split('\n');
      for (const { first, last, lines: replacement } of suggest('m', whole, edits, []).toReversed()) lines.splice(first - 1, last - first + 1, ...replacement);
      expect(plain(lines.join('\n'))).toBe(plain(expected));
    }),
    { numRuns: 2000 },
  );
});
