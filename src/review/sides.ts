import { visible } from '../visible.ts';
import type { Change } from './report.ts';

/** What is shown of one side of a change: pieces, each visible and of a limited length, and a word of ours on what is left out, or ''. */
export interface Side {
  readonly pieces: readonly string[];
  readonly left: string;
}

/** Nothing on a side is null. */
export interface Sides {
  readonly before: Side | null;
  readonly after: Side | null;
}

/** What is said beside the second of two texts that look alike, since a token or the spelling of an escape is all that differs. */
export const UNSEEN = 'which is not the same text';

/** Most items of a list that are shown. */
const ITEMS = 10;
/** The longest part of a target that came or went. */
const PART = 400;
/** Characters before and after what differs, so that its place can be found. */
const AROUND = 10;

/**
 * The two sides of a change, so that what differs can be seen: a target that came or went by its parts, each limited by itself, so that
 * none hides another. Where a text is longer than `limit`, or the same as the other's, a list is shown by the items that the other side has not, and anything else by what
 * lies between its common beginning and end.
 */
export function sidesOf(change: Change, limit: number): Sides {
  const { field, before, after, parts } = change;
  if (field === 'target' && parts !== undefined) return sides(change, () => whole(parts.before), () => whole(parts.after));
  if (before !== after && fits(before, limit) && fits(after, limit)) return sides(change, (text) => one(text, limit));
  if (parts !== undefined) {
    const [gone, came] = [without(parts.before, parts.after), without(parts.after, parts.before)];
    if (gone.length + came.length > 0) return sides(change, () => items(gone, parts.before.length, limit), () => items(came, parts.after.length, limit));
  }
  const cut = before === null || after === null ? (text: string) => text : difference(before, after);
  return sides(change, (text) => one(cut(text), limit));
}

function sides({ before, after }: Change, show: (text: string) => Side, showAfter = show): Sides {
  return { before: before === null ? null : show(before), after: after === null ? null : showAfter(after) };
}

function whole(parts: readonly string[]): Side {
  return { pieces: parts.map((part) => visible(part, PART)), left: '' };
}

function one(text: string, limit: number): Side {
  return { pieces: [visible(text, limit)], left: '' };
}

function fits(text: string | null, limit: number): boolean {
  return text === null || (text.length <= limit && visible(text, Infinity).length <= limit);
}

/** The items of a list that another has not, each as often as it has them less. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const item of other) left.set(item, (left.get(item) ?? 0) + 1);
  return list.filter((item) => {
    const number = left.get(item) ?? 0;
    left.set(item, number - 1);
    return number <= 0;
  });
}

function items(differing: readonly string[], all: number, limit: number): Side {
  const pieces = differing.slice(0, ITEMS).map((item) => visible(item, limit));
  const [more, same] = [differing.length - pieces.length, all - differing.length];
  const left = [more > 0 ? `${more} more` : '', same > 0 ? `${same} as on the other side` : ''].filter((word) => word !== '').join(', ');
  return { pieces, left };
}

/** How to cut either of two texts to what lies between their common beginning and end. */
function difference(before: string, after: string): (text: string) => string {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const [from, to] = [Math.max(0, start - AROUND), Math.max(0, end - AROUND)];
  return (text) => `${from > 0 ? '…' : ''}${text.slice(from, text.length - to)}${to > 0 ? '…' : ''}`;
}
