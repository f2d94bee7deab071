import { describe, expect, it } from '@jest/globals';
import { bytesText, transferLines } from '../src/progress.ts';

/** A terminal as far as we use one: text, line ends, "up n lines", "erase from here down". */
function terminal(columns: number): { readonly output: { readonly isTTY: true; readonly columns: number; write(text: string): void }; readonly screen: () => string[]; readonly writes: string[] } {
  const writes: string[] = [];
  return {
    writes,
    output: { isTTY: true, columns, write: (text) => void writes.push(text) },
    screen: () => {
      let lines: string[] = [''];
      // oxlint-disable-next-line no-control-regex -- a terminal's own language
      for (const [part] of writes.join('').matchAll(/\u001b\[(\d+)A|\u001b\[J|\n|[^\u001b\n]+/g)) {
        // oxlint-disable-next-line no-control-regex -- a terminal's own language
        const up = /^\u001b\[(\d+)A$/.exec(part)?.[1];
        if (up !== undefined) lines = [...lines.slice(0, lines.length - 1 - Number(up)), '', ...lines.slice(lines.length - Number(up))].slice(0, lines.length - Number(up));
        else if (part === '\n') lines.push('');
        else if (part !== '\u001b[J') lines[lines.length - 1] += part;
      }
      return lines.slice(0, -1);
    },
  };
}

/** Milliseconds that the test moves. */
function clock(): { (): number; at: number } {
  const now = (): number => now.at;
  now.at = 0;
  return now;
}

it('shows what is hidden in a name, and steers no terminal by it', () => {
  for (const isTTY of [true, false]) {
    const { output, writes } = terminal(80);
    const now = clock();
    const { line, transfer } = transferLines({ ...output, isTTY }, now);
    line('a\u001b[2Jb');
    now.at = 1000;
    transfer('ran\u001b]0;t\u0007\u202e', 1, 2, 'moving');
    transfer('ran\u001b]0;t\u0007\u202e', 2, 2, 'written');
    // oxlint-disable-next-line no-control-regex -- a terminal's own language
    const said = writes.join('').replaceAll(/\u001b\[\d*[AJ]/gu, '');
    expect(said).toContain(String.raw`ran\u{1b}]0;t\u{7}\u{202e}`);
    expect(writes.join('').includes('\u001b[2J')).toBe(false);
    // oxlint-disable-next-line no-control-regex -- these are what must not be there
    expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  }
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1540, '1.5 kB'],
  [99_949, '99.9 kB'],
  [99_951, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [209_715_200, '210 MB'],
  [5e9, '5.0 GB'],
  [3e15, '3000 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

describe('on a terminal', () => {
  it('each blob has a line, with its bytes and its rate, drawn over the last', () => {
    const now = clock();
    const { output, screen } = terminal(80);
    const { transfer } = transferLines(output, now);
    transfer('ran aaaa', 0, 2_000_000, 'moving');
    now.at = 1000;
    transfer('ran bbbb', 0, 1_000_000, 'moving');
    now.at = 2000;
    transfer('ran aaaa', 1_000_000, 2_000_000, 'moving');
    expect(screen()).toEqual(['  ran aaaa   50 %  1.0 MB of 2.0 MB, 500 kB/s', '  ran bbbb    0 %  0 B of 1.0 MB, 0 B/s']);
  });

  it('what has arrived stays above what still moves', () => {
    const now = clock();
    const { output, screen } = terminal(80);
    const { transfer, line } = transferLines(output, now);
    line('Copy');
    for (const name of ['a', 'b', 'c', 'd']) {
      now.at += 500;
      transfer(name, 500, 1000, 'moving');
    }
    transfer('b', 1000, 1000, 'written');
    transfer('c', 1000, 1000, 'mounted');
    transfer('d', 0, 1000, 'exists');
    line('a message');
    expect(screen()).toEqual(['Copy', '  b  1.0 kB, 1.0 kB/s', '  c  1.0 kB, mounted', '  d  there already', 'a message', '  a   50 %  500 B of 1.0 kB, 333 B/s']);
    now.at += 500;
    transfer('a', 1000, 1000, 'written');
    expect(screen().at(-1)).toBe('  a  1.0 kB, 500 B/s');
    expect(screen()).toHaveLength(6);
  });

  it('is drawn ten times a second at most', () => {
    const now = clock();
    const { output, writes } = terminal(80);
    const { transfer } = transferLines(output, now);
    for (; now.at < 2000; now.at++) transfer('a', now.at, 2000, 'moving');
    expect(writes.filter((text) => text.includes('%')).length).toBeLessThanOrEqual(20);
    expect(writes.filter((text) => text.includes('%')).length).toBeGreaterThanOrEqual(19);
  });

  it('no line is wider than the terminal, which would break the drawing', () => {
    const now = clock();
    const { output, screen } = terminal(40);
    const { transfer } = transferLines(output, now);
    transfer('a-very-long-name-of-an-image-that-somebody-chose 0123456789ab', 1, 2, 'moving');
    for (const line of screen()) expect(line.length).toBeLessThan(40);
  });

  it('of very many blobs a dozen have lines', () => {
    const now = clock();
    const { output, screen } = terminal(80);
    const { transfer } = transferLines(output, now);
    for (let at = 0; at < 100; at++, now.at += 200) transfer(`blob ${at}`, 0, 1, 'moving');
    expect(screen().length).toBeLessThanOrEqual(13);
  });
});

describe('elsewhere', () => {
  it('each blob has one plain line, when it has arrived', () => {
    const now = clock();
    const written: string[] = [];
    const { transfer, line } = transferLines({ write: (text) => written.push(text) }, now);
    transfer('a', 0, 1_000_000, 'moving');
    now.at = 1000;
    transfer('a', 500_000, 1_000_000, 'moving');
    line('a message');
    now.at = 2000;
    transfer('a', 1_000_000, 1_000_000, 'written');
    transfer('b', 10, 10, 'exists');
    transfer('empty', 0, 0, 'written');
    expect(written.join('')).toBe('a message\n  a  1.0 MB, 500 kB/s\n  b  there already\n  empty  0 B\n');
  });
});
