/**
 * Characters that a reader of a review does not see, or that change how the text around them is shown: controls (not tab and newline),
 * line and paragraph separators, bidirectional marks, all that Unicode calls ignorable (zero-width, joiners, variation selectors, tags,
 * fillers), annotations, lone surrogates and noncharacters.
 */
export const HIDDEN = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** A piece of the manifest as a message shows it: in double quotes, hidden characters as escapes, at most 60 characters. */
export function quoted(text: string): string {
  const characters = Array.from(text);
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

/** A message that may hold a piece of the file, in one line of at most 200 characters, in which nothing is hidden. */
export function visible(message: string): string {
  return Array.from(message.slice(0, 400), (character) => (/[\t\n]/.test(character) || HIDDEN.test(character) ? codePoint(character) : character)).join('').slice(0, 200);
}
