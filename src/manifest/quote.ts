/**
 * Characters that a reader of a review does not see, or that change how the text around them is shown: controls (not tab and newline),
 * line and paragraph separators, zero-width and joining characters, bidirectional marks, variation selectors' tag block, and noncharacters.
 */
export const HIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{d800}-\u{dfff}\u{e0000}-\u{e0fff}]/u;

/** A piece of the manifest as a message shows it: in double quotes, hidden characters as escapes, at most 60 characters. */
export function quoted(text: string): string {
  const characters = [...text];
  const shown = characters.length > 60 ? [...characters.slice(0, 57), '…'] : characters;
  return `"${shown.map(escaped).join('')}"`;
}

function escaped(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return HIDDEN.test(character) ? codePoint(character) : character;
}

/** `U+202E`, as people look a character up. */
export function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
