// What draws nothing, or moves what stands beside it: controls, formats (bidi, zero-width), lone surrogates, private and unassigned
// characters, every blank but the space, what Unicode says to draw as nothing (fillers, joiners, selectors), and Braille's blank.
const HIDDEN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text from outside (a manifest, a server, a certificate, a child's output) as one line in which nothing is hidden: what cannot be seen
 * stands as `\n`, `\t` or `\u{200b}`, and a token in JOSE's compact form as `[token]`. Longer than `limit` UTF-16 units, its middle is left
 * out, since a source's host and tag stand at its ends. It is safe on a terminal; the log of a workflow needs `plainLine` beside it, and markdown a code span.
 */
export function visible(text: string, limit = 200): string {
  return shortened(text, limit, escapedIfHidden);
}

/** The same in double quotes, with `\"` and `\\` for those two; `limit` counts what stands between the quotes. */
export function quoted(text: string, limit = 80): string {
  return `"${shortened(text, limit, (character) => (character === '"' || character === '\\' ? `\\${character}` : escapedIfHidden(character)))}"`;
}

/** The lines of a message of ours, which may hold an example to copy; each as `visible` shows it, and not more than a screen of them. */
export function visibleLines(message: string, limit?: number): string[] {
  return message.split('\n', 40).map((line) => visible(line.replace(/\r$/, ''), limit));
}

/** A character as `\u{…}`, or as the short form that everybody knows. */
export function escaped(character: string): string {
  return SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function escapedIfHidden(character: string): string {
  return HIDDEN.test(character) ? escaped(character) : character;
}

/** The text with each character as `shown` gives it. What is cut is cut between characters, never inside an escape, and no more is looked at than may be shown. */
function shortened(text: string, limit: number, shown: (character: string) => string): string {
  const told = withoutTokens(text);
  if (told.length <= limit) {
    const whole = Array.from(told, shown).join('');
    if (whole.length <= limit) return whole;
  }
  const half = Math.floor((limit - 1) / 2);
  // One unit more than fits: if it is half a character, it is one too many anyhow.
  const start = fitting(Array.from(told.slice(0, half + 1), shown), half);
  const end = fitting(Array.from(told.slice(-half - 1), shown).toReversed(), half);
  return `${start.join('')}…${end.toReversed().join('')}`;
}

/** The first pieces that together are no longer than `length`. */
function fitting(pieces: readonly string[], length: number): string[] {
  let left = length;
  const over = pieces.findIndex((piece) => (left -= piece.length) < 0);
  return over < 0 ? [...pieces] : pieces.slice(0, over);
}

/** A JOSE token begins with `{"` in base64url and has dots. Word by word, since one expression for it all would take quadratic time on hostile text. */
function withoutTokens(text: string): string {
  if (!text.includes('eyJ')) return text;
  return text.replaceAll(/[\w.-]+/g, (word) => {
    const start = word.indexOf('eyJ');
    return start >= 0 && word.includes('.', start) ? `${word.slice(0, start)}[token]` : word;
  });
}
