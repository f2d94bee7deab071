import { visible } from './visible.ts';

/** A place to write text to, as process.stderr is. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Bytes as people read them, in powers of 1000. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/**
 * Tells of transfers. On a terminal one line a blob, with bytes and rate, redrawn at most ten times a second; elsewhere one plain
 * line when a blob has arrived. `clock` gives milliseconds.
 */
export function transferLines(output: Output, clock: () => number = () => performance.now()): { readonly transfer: (name: string, bytes: number, total: number, state: string) => void; readonly line: (text: string) => void } {
  const moving = new Map<string, { readonly began: number; bytes: number; readonly total: number }>();
  let drawn = 0;
  let last = -Infinity;
  const terminal = output.isTTY === true;
  const rate = (bytes: number, began: number): string => {
    const seconds = (clock() - began) / 1000;
    return seconds < 0.05 ? '' : `, ${bytesText(bytes / seconds)}/s`;
  };
  const clear = (): void => {
    if (drawn > 0) output.write(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  };
  const draw = (): void => {
    const lines = [...moving].slice(0, 12).map(([name, { began, bytes, total }]) => {
      const share = total === 0 ? 100 : Math.floor((bytes / total) * 100);
      return `  ${visible(name, 100)}  ${String(share).padStart(3)} %  ${bytesText(bytes)} of ${bytesText(total)}${rate(bytes, began)}`.slice(0, (output.columns ?? 80) - 1);
    });
    if (lines.length > 0) output.write(`${lines.join('\n')}\n`);
    drawn = lines.length;
    last = clock();
  };
  const line = (text: string): void => {
    clear();
    output.write(`${visible(text, 2000)}\n`);
    if (terminal) draw();
  };
  return {
    line,
    transfer(name, bytes, total, state) {
      const known = moving.get(name) ?? { began: clock(), bytes, total };
      known.bytes = bytes;
      if (state === 'moving') {
        moving.set(name, known);
        if (terminal && clock() - last >= 100) {
          clear();
          draw();
        }
        return;
      }
      moving.delete(name);
      const what = state === 'written' ? `${bytesText(total)}${rate(total, known.began)}` : state === 'mounted' ? `${bytesText(total)}, mounted` : 'there already';
      line(`  ${name}  ${what}`);
    },
  };
}
