import type { Span } from './problem.ts';

/** Turns offsets in a text (UTF-16 units) into lines and columns that count from 1. A line ends with LF; CR LF counts as its LF. */
export class Lines {
  readonly #text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** The number of lines; a final newline ends the last one. */
  get count(): number {
    return this.#starts.length;
  }

  /** The line (from 1) that holds the offset. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The offset at which a line (from 1) starts. */
  start(line: number): number {
    return this.#starts[Math.min(line, this.#starts.length) - 1]!;
  }

  /** The offset after the last character of a line (from 1), before its line break. */
  end(line: number): number {
    const next = this.#starts[line];
    if (next === undefined) return this.#text.length;
    return this.#text[next - 2] === '\r' ? next - 2 : next - 1;
  }

  /** The stretch between two offsets, kept inside the text; at least one column wide where the line has one. */
  span(start: number, end: number): Span {
    const from = Math.max(0, Math.min(start, this.#text.length));
    const to = Math.max(from, Math.min(end, this.#text.length));
    const line = this.lineOf(from);
    const endLine = this.lineOf(to);
    return { line, column: from - this.start(line) + 1, endLine, endColumn: to - this.start(endLine) + 1 };
  }
}
