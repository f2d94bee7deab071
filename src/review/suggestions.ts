import { visible } from '../visible.ts';

/** A change of a text: at `offset` (UTF-16 units), `deleteLength` units go and `insert` comes. */
export interface Edit {
  readonly offset: number;
  readonly deleteLength: number;
  readonly insert: string;
}

/** A stretch of whole lines, counted from 1, both ends included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Lines of a manifest, and what they become when its targets are pinned. */
export interface Suggestion extends Lines {
  /** From the top of the repository. */
  readonly path: string;
  readonly targets: readonly string[];
  /** What stands in the place of those lines, without line ends. */
  readonly lines: readonly string[];
  /** The lines are in the pull request's diff, so GitHub takes a suggestion there; elsewhere it can only be pasted. */
  readonly inDiff: boolean;
}

/** How a manifest's floating targets are pinned. */
export interface Pin extends Suggestion {
  /** The manifest's path in the report: relative to the workspace, where `path` is counted from the top of its repository. */
  readonly manifest: string;
  /** GitHub shows it as a review suggestion. */
  readonly suggested: boolean;
}

interface Replacement extends Lines {
  readonly targets: string[];
  readonly edits: Edit[];
}

/**
 * The edits as replacements of whole lines, from the top down; edits that touch the same lines become one. Lines end where GitHub
 * ends them: at LF, with or without CR. `hunks` are the stretches of the head's lines that the diff shows (`linesOf`); a suggestion
 * has to lie within one of them (GitHub answers 422 to the whole review otherwise).
 */
export function suggest(
  path: string,
  text: string,
  edits: readonly { readonly target: string; readonly edit: Edit }[],
  hunks: readonly Lines[],
): Suggestion[] {
  const starts = lineStarts(text);
  const replacements: Replacement[] = [];
  for (const { target, edit } of edits.toSorted((a, b) => a.edit.offset - b.edit.offset)) {
    const touched = touchedBy(edit, text, starts);
    const previous = replacements.at(-1);
    if (previous !== undefined && touched.first <= previous.last) {
      previous.edits.push(edit);
      if (!previous.targets.includes(target)) previous.targets.push(target);
      replacements[replacements.length - 1] = { ...previous, last: Math.max(previous.last, touched.last) };
    } else {
      replacements.push({ ...touched, targets: [target], edits: [edit] });
    }
  }
  return replacements.map(({ first, last, targets, edits: own }) => ({
    path,
    first,
    last,
    targets,
    lines: replaced(text, starts, { first, last }, own),
    inDiff: hunks.some((hunk) => hunk.first <= first && last <= hunk.last),
  }));
}

/** Longer lines are no longer read by people, only cut by whoever shows them. */
const LONGEST_LINE = 1000;

/** Whether its lines can be shown as they are. Otherwise nobody is to write them from what is shown: a part of it would be missing. */
export function isShownWhole({ lines }: Suggestion): boolean {
  return lines.every((line) => visible(line, LONGEST_LINE) === line);
}

/** The stretches of the new file's lines that a unified diff shows: its hunks, one each. Empty without a patch, as for huge files. */
export function linesOf(patch: string | undefined): Lines[] {
  return [...(patch ?? '').matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)]
    .map(([, first, length]) => ({ first: Number(first), last: Number(first) + Number(length ?? 1) - 1 }))
    .filter(({ first, last }) => first <= last);
}

/** The offset at which each line begins. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line, counted from 1, that holds an offset. */
function lineAt(starts: readonly number[], offset: number): number {
  const next = starts.findIndex((start) => start > offset);
  return next === -1 ? starts.length : next;
}

/** What comes in whole lines between two lines belongs to the line above: there is always one, and it is the source's. */
function touchedBy({ offset, deleteLength, insert }: Edit, text: string, starts: readonly number[]): Lines {
  const line = lineAt(starts, offset);
  const between = deleteLength === 0 && offset > 0 && text[offset - 1] === '\n' && insert.endsWith('\n');
  return between ? { first: line - 1, last: line - 1 } : { first: line, last: lineAt(starts, offset + deleteLength) };
}

function replaced(text: string, starts: readonly number[], { first, last }: Lines, edits: readonly Edit[]): string[] {
  const start = starts[first - 1] ?? 0;
  const end = starts[last] ?? text.length;
  let result = '';
  let at = start;
  for (const { offset, deleteLength, insert } of edits) {
    result += text.slice(at, offset) + insert;
    at = offset + deleteLength;
  }
  result += text.slice(at, Math.max(at, end));
  return result.replace(/\r?\n$/, '').split(/\r?\n/);
}
