import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { quoted, visible, visibleLines } from '../src/visible.ts';
import { plainLine } from '../src/workflow.ts';
import { readOutput } from './harness/workflow-commands.ts';

const TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln';

/** What strangers write, and how it is shown. */
const HOSTILE: readonly (readonly [string, string, string])[] = [
  ['plain text', 'plain é 水 👍 text', 'plain é 水 👍 text'],
  ['line ends and tabs', 'a\nb\tc\rd\r\n', String.raw`a\nb\tc\rd\r\n`],
  ['line ends that only some readers know', 'a\u0085b\u2028c\u2029d\u000be', String.raw`a\u{85}b\u{2028}c\u{2029}d\u{b}e`],
  ['controls', '\u0000\u0007\u0008\u007f\u009b', String.raw`\u{0}\u{7}\u{8}\u{7f}\u{9b}`],
  ['colours, a title and a link of a terminal', '\u001b[31mred\u001b]0;t\u0007\u001b]8;;//x\u001b\\', String.raw`\u{1b}[31mred\u{1b}]0;t\u{7}\u{1b}]8;;//x\u{1b}` + '\\'],
  ['text turned around', '\u202egnp\u202c \u2066a\u2069 \u061c\u200e\u200f', String.raw`\u{202e}gnp\u{202c} \u{2066}a\u{2069} \u{61c}\u{200e}\u{200f}`],
  ['zero width', 'ra\u200b\u200d\u2060\ufeff\u00adn', String.raw`ra\u{200b}\u{200d}\u{2060}\u{feff}\u{ad}n`],
  ['blanks of other kinds', 'a\u00a0b\u2003c\u3000d', String.raw`a\u{a0}b\u{2003}c\u{3000}d`],
  ['what is drawn as nothing', '\u3164\u2800\ufe0f\u115f', String.raw`\u{3164}\u{2800}\u{fe0f}\u{115f}`],
  ['tags', '\u{e0041}', String.raw`\u{e0041}`],
  ['lone halves of characters', '\ud800 \udc00x', String.raw`\u{d800} \u{dc00}x`],
  ['private and unassigned', '\ue000\u0378\uffff\ufff9', String.raw`\u{e000}\u{378}\u{ffff}\u{fff9}`],
  ['a command of a workflow', 'a\n::error::b', String.raw`a\n::error::b`],
  ['blanks at its ends', ' a ', ' a '],
  ['a token', `Bearer ${TOKEN}, again x${TOKEN} and eyJa.b`, 'Bearer [token], again x[token] and [token]'],
  ['what is no token', 'heyJude eyJ', 'heyJude eyJ'],
];

describe('text from outside', () => {
  test.each(HOSTILE)('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test.each(HOSTILE)('in quotes: %s', (_, text, shown) => {
    expect(quoted(text)).toBe(`"${text.includes('\\') ? shown.replace(/\\$/, '\\\\') : shown}"`);
  });

  test('cannot leave its quotes, nor pass for an escape', () => {
    expect(quoted(String.raw`a" b\" c\u{202e}\n`)).toBe(String.raw`"a\" b\\\" c\\u{202e}\\n"`);
  });

  test('loses its middle when it is long; whole characters and escapes stay, and the work is bounded', () => {
    expect(visible('a'.repeat(200))).toHaveLength(200);
    expect(visible('a'.repeat(201))).toMatch(/^a{99}…a{99}$/);
    expect(visible('\n'.repeat(150))).toMatch(/^(\\n){49}…(\\n){49}$/);
    expect(visible(`docker://host/${'👍'.repeat(1_000_000)}:2.5`, 50)).toMatch(/^docker:\/\/host\/👍{5}…👍{10}:2\.5$/u);
    expect(quoted('"'.repeat(100), 10)).toBe(String.raw`"\"\"…\"\""`);
    for (const text of ['eyJ'.repeat(300_000), 'eyJ.'.repeat(300_000), 'a'.repeat(1_000_000)]) expect(visible(text, 60).length).toBeLessThanOrEqual(60);
  });

  test('whatever it is, is one line of that length, in which nothing is hidden and the runner finds no command', () => {
    const part = fc.oneof(fc.constantFrom(...HOSTILE.map(([, text]) => text), '::add-mask::a', '##[error]', '\\', '"'), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.integer({ min: 3, max: 300 }), (parts, limit) => {
        const text = parts.join('');
        const [bare, inQuotes] = [visible(text, limit), quoted(text, limit)];
        expect(bare.length).toBeLessThanOrEqual(limit);
        expect(inQuotes.length).toBeLessThanOrEqual(limit + 2);
        expect(inQuotes).toMatch(/^"(?:[^"\\]|\\.)*"$/u);
        for (const shown of [bare, inQuotes]) {
          expect(shown).not.toMatch(/(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u);
          expect(readOutput(`${plainLine(shown)}\n`).commands).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('of several lines is a screen of them at most', () => {
    expect(visibleLines('a\r\n  b\u202e\n\nc')).toEqual(['a', String.raw`  b\u{202e}`, '', 'c']);
    expect(visibleLines('a\n'.repeat(100))).toHaveLength(40);
  });
});
