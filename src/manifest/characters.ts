import type { Fault } from './fault.ts';

const MAX_FAULTS = 20;

/**
 * Characters that a reader of a review does not see, or that change how the text around them is shown: controls (not tab and newline),
 * line and paragraph separators, bidirectional marks, all that Unicode calls ignorable (zero-width, joiners, variation selectors, tags,
 * fillers), annotations, lone surrogates and noncharacters. Fewer than messages escape: a manifest may hold blanks of other scripts.
 */
export const HIDDEN = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** `U+202E`, as people look a character up. */
export function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * The characters of the whole file, comments included, that a reviewer does not see (mos.md rule 64). Those that other YAML readers refuse,
 * or read as a line break (controls, a lone carriage return, U+0085, U+2028, U+2029, a byte order mark inside), are fatal.
 */
export function hiddenCharacters(text: string): Fault[] {
  const faults: Fault[] = [];
  let more = 0;
  const all = new RegExp(HIDDEN.source, 'gu');
  for (let match = all.exec(text); match !== null; match = all.exec(text)) {
    const [character] = match;
    const start = match.index;
    if (character === '\r' && text[start + 1] === '\n') continue;
    if (/[\ufe0e\ufe0f]/.test(character) && /\p{Extended_Pictographic}$/u.test(text.slice(Math.max(0, start - 2), start))) continue;
    if (faults.length === MAX_FAULTS) {
      more++;
      continue;
    }
    faults.push({ rule: 'hidden-character', start, end: start + character.length, ...judge(character) });
  }
  if (more === 0) return faults;
  const last = faults.at(-1)!;
  const fatal = last.fatal === true || HARD.test(text.replaceAll('\r\n', '\n'));
  return [...faults.slice(0, -1), { ...last, fatal, message: `${last.message} The file holds ${more} more like it.` }];
}

// oxlint-disable-next-line no-control-regex
const HARD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

function judge(character: string): { message: string; fatal: boolean } {
  const point = codePoint(character);
  if (character === '\r') return { message: 'A carriage return (U+000D) stands alone here; some readers end the line, others do not. End lines with LF or CR LF.', fatal: true };
  if (/[\u0085\u2028\u2029]/.test(character)) return { message: `${point} stands here; YAML 1.1 ends the line at it, YAML 1.2 does not. Take it out.`, fatal: true };
  if (character === '\ufeff') return { message: 'A byte order mark (U+FEFF) stands inside the file. Take it out.', fatal: true };
  if (HARD.test(character)) return { message: `The control character ${point} stands here. Take it out.`, fatal: true };
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(character)) {
    return { message: `${point} changes the direction of the text around it, so that a reviewer sees another text than a machine. Take it out.`, fatal: false };
  }
  return { message: `${point} stands here, which people do not see. Take it out.`, fatal: false };
}
