/** The markdown of a comment or summary, about as GitHub shows it to a person: tables in columns, folded parts open, marks taken off. */
export function readable(markdown: string): string {
  const lines = markdown
    .replaceAll(/<!--[\s\S]*?-->\n?/g, '')
    .replaceAll('</details>', '')
    .split('\n')
    .flatMap((line) => line.replace(/^(\s*)- (.*)$/, (_, indent: string, text: string) => `${indent}- ${text.replaceAll('<br>', `\n${indent}  `)}`).split('\n'));
  const shown: string[] = [];
  let fenced = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (/^`{3,}/.test(line)) fenced = !fenced;
    else if (fenced) shown.push(`    ${line}`);
    else if (line.startsWith('|')) {
      const rows: string[][] = [];
      for (; lines[at]?.startsWith('|') === true; at += 1) rows.push(cells(lines[at] ?? ''));
      shown.push(...columns(rows));
      at -= 1;
    } else shown.push(plain(line));
  }
  return shown.join('\n').replaceAll(/\n{3,}/g, '\n\n').trim();
}

function cells(line: string): string[] {
  return line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => plain(cell.trim()));
}

/** The second row is the line that markdown wants below the heads. */
function columns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row, at) => (at === 1 ? 0 : (row[column] ?? '').length))));
  return rows.map((row, at) => widths.map((width, column) => (at === 1 ? '─'.repeat(width) : (row[column] ?? '').padEnd(width))).join('   ').trimEnd());
}

function plain(text: string): string {
  return text
    .replace(/^#+ /, '')
    .replace(/^<details><summary>(.*)<\/summary>$/, '▾ $1')
    .replaceAll(/\*\*(.+?)\*\*/g, '$1')
    .replaceAll(/(?<!\w)\*(\S[^*]*)\*(?!\w)/g, '$1')
    .replaceAll(/`([^`]*)`/g, '$1')
    .replaceAll(/\[([^\]]*)\]\(([^)]*)\)/g, '$1');
}
