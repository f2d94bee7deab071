import type { ReviewComment } from '../../__tests__/harness/github.ts';

/** The unified diff of two texts that differ in one place, with three lines around it; '' when they are the same. */
export function patchOf(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  if (start === old.length && start === now.length) return '';
  const from = Math.max(0, start - 3);
  // The piece behind the last line end is no line.
  const until = (lines: readonly string[]): number => Math.min(lines.length - 1, lines.length - end + 3);
  const lines = [
    ...old.slice(from, start).map((line) => ` ${line}`),
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...now.slice(start, now.length - end).map((line) => `+${line}`),
    ...old.slice(old.length - end, until(old)).map((line) => ` ${line}`),
  ];
  return [`@@ -${from + 1},${until(old) - from} +${from + 1},${until(now) - from} @@`, ...lines].join('\n');
}

/** The text with the suggestions of review comments in place of the lines that they are about, as GitHub's button does it. */
export function acceptSuggestions(text: string, comments: readonly Pick<ReviewComment, 'body' | 'line' | 'start_line'>[]): string {
  const lines = text.split('\n');
  for (const { body, line, start_line } of [...comments].toSorted((a, b) => (b.line ?? 0) - (a.line ?? 0))) {
    const suggested = /^(`{3,})suggestion\n([\s\S]*?)\n\1$/m.exec(body)?.[2];
    if (suggested === undefined || line === null) continue;
    const first = start_line ?? line;
    lines.splice(first - 1, line - first + 1, ...suggested.split('\n'));
  }
  return lines.join('\n');
}
