/**
 * A line as lines of `width` columns at most, broken at blanks: a longer word has a line of its own, whole. Our colours take no room.
 * The lines after the first begin with `indent`. Blanks at the line's start stay.
 */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  const start = /^ */.exec(text)?.[0] ?? '';
  let line = start;
  let used = start.length;
  let empty = true;
  for (const word of text.slice(start.length).split(' ')) {
    const length = word.replaceAll(COLOR, '').length;
    if (!empty && used + 1 + length > width) {
      lines.push(line);
      line = indent + word;
      used = indent.length + length;
    } else {
      line += empty ? word : ` ${word}`;
      used += length + (empty ? 0 : 1);
    }
    empty = false;
  }
  return [...lines, line];
}

// oxlint-disable-next-line no-control-regex -- a colour begins with one
const COLOR = /\u001B\[\d+m/g;
