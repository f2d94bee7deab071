// What draws nothing, or moves what stands beside it: controls, formats (bidi, zero-width), lone surrogates, private and unassigned
// characters, every blank but the space, what Unicode says to draw as nothing (fillers, joiners, selectors), and Braille's blank.
const HIDDEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text from outside as one line in which nothing is hidden: what cannot be seen stands as `\n`, `\t` or `\u{200b}`. Longer
 * than `limit` characters, its middle is left out, since a source's host and tag stand at its ends.
 */
export function visible(text: string, limit = 200): string {
  const shown = text.slice(0, limit * 2).replaceAll(HIDDEN, (character) => (character === ' ' ? ' ' : escaped(character)));
  const whole = text.length <= limit * 2;
  if (whole && shown.length <= limit) return shown;
  const tail = whole ? shown : text.slice(-limit).replaceAll(HIDDEN, (character) => (character === ' ' ? ' ' : escaped(character)));
  const half = Math.floor((limit - 1) / 2);
  return `${upTo(shown, half)}…${from(tail, half)}`;
}

/** A character as `\u{…}`, or as the short form that everybody knows. */
export function escaped(character: string): string {
  return SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** The first `length` units, without half a character at the end. */
function upTo(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

function from(text: string, length: number): string {
  return text.slice(-length).replace(/^[\udc00-\udfff]/, '');
}

/** The lines of a message of ours, which may hold an example to copy; each as `visible` shows it, and not more than a screen of them. */
export function visibleLines(message: string, limit?: number): string[] {
  return message.split('\n', 40).map((line) => visible(line.replace(/\r$/, ''), limit));
}
