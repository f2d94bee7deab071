import { escaped, visible, visibleLines } from '../visible.ts';

/*
 * Pieces of GitHub-flavoured markdown that are safe whatever text they are made of. The one idea: a text from outside stands in a
 * code span, where GitHub reads no markup, mention, reference, emoji or address; and a code span cannot be left, since no
 * backtick, pipe or line end gets in. A backslash before a pipe would do in most tables, but renderers differ on `\\|`.
 */

/** A text from outside, as a code span that also a table's cell can hold. Blanks at its ends are made visible. */
export function code(text: string, limit?: number): string {
  const shown = visible(text, limit)
    .replaceAll(/[`|]/g, escaped)
    .replaceAll(/^ +| +$/g, (blanks) => blanks.replaceAll(' ', '\\u{20}'));
  return `\`${shown === '' ? '""' : shown}\``;
}

// Words that mean nothing in markdown and that GitHub links to nothing. Numbers are short, since seven digits may be a commit.
const WORD = /^(?:[A-Za-z]+(?:['’-][A-Za-z]+)*|\d{1,6})$/;
// What a message says to write, with its blank: `Write network: {type: host}`.
const WRITTEN = /((?<=\b(?:[Ww]rite|[Aa]dd|[Rr]un|[Aa]s) )[a-z_]+: (?:\{[^{}`"]*\}|[^\s`"{},;]*[^\s`"{},;.:!?)])|(?<=\band )[a-z_]+: \d+)/u;
const PARTS = new RegExp(`${WRITTEN.source}|${/`([^`\n]+)`|("(?:[^"\\\n]|\\.)*")|(\s+)|([^\s`"]+|[`"])/u.source}`, 'gu');

/**
 * A message of ours that may quote what comes from outside: plain words stay as they are, everything else becomes a code span, and so
 * does what stands in backticks or in double quotes, and a key with its value that is to be written.
 */
export function prose(message: string, limit = 600): string {
  let markdown = '';
  for (const [part, written, ticked, quoted, blank] of visible(message, limit).matchAll(PARTS)) {
    if (blank !== undefined) markdown += ' ';
    else if (written !== undefined) markdown += joined(markdown, code(written, limit));
    else if (ticked !== undefined) markdown += joined(markdown, code(ticked, limit));
    else if (quoted !== undefined) markdown += joined(markdown, code(unquoted(quoted), limit));
    else markdown += word(part, markdown);
  }
  return markdown.trim();
}

function word(part: string, before: string): string {
  const open = part.startsWith('(') ? '(' : '';
  let end = part.length;
  while (end > open.length && ').,;:!?'.includes(part.charAt(end - 1))) end--;
  const [core, close] = [part.slice(open.length, end), part.slice(end)];
  // A number with a full stop at the start of a line is a list.
  if (before === '' && /^\d/.test(core)) return code(part);
  // Punctuation alone, and the dashes, arrows and quotation marks that our own sentences use.
  if (core === '' || /^[–—→…“”‘’]$/u.test(core)) return joined(before, `${open}${core}${close}`);
  return joined(before, `${open}${WORD.test(core) ? core : code(core)}${close}`);
}

/** A quoted text without its quotes, where they say nothing that the code span does not: blanks at its ends can be seen between quotes alone. */
function unquoted(quoted: string): string {
  return /^"[^"\\]+"$/.test(quoted) && !/^" | "$/.test(quoted) ? quoted.slice(1, -1) : quoted;
}

/**
 * A whole message as the lines of a list's item: sentences as prose, and what follows the first line and looks like YAML (indented, or an
 * item of a list) as a block to copy.
 */
export function item(message: string): string[] {
  const lines: string[] = [];
  let block: string[] = [];
  const close = (): void => {
    if (block.length > 0) lines.push(...fence(block, 'yaml').split('\n'));
    block = [];
  };
  for (const line of visibleLines(message, 600)) {
    if (lines.length > 0 && /^(?: |- |\\t)/.test(line)) {
      block.push(line);
    } else {
      close();
      lines.push(prose(line));
    }
  }
  close();
  return lines.map((line, index) => (index === 0 ? line : `  ${line}`.trimEnd()));
}

/** Two code spans side by side would be one with other fences. */
function joined(before: string, next: string): string {
  return before.endsWith('`') && next.startsWith('`') ? ` ${next}` : next;
}

/** A link of ours: the text is from outside and becomes a code span, the url is made by `lineUrl` or comes from GitHub's context. */
export function link(text: string, url: string | undefined): string {
  return url === undefined ? code(text) : `[${code(text)}](${url})`;
}

/** Where on the server a line of a file at a commit is shown. Every part is encoded, so that it ends where we end it. */
export function lineUrl(at: { readonly serverUrl: string; readonly repository: string; readonly sha: string }, path: string, line?: number): string {
  return `${at.serverUrl}/${encoded(at.repository)}/blob/${encoded(at.sha)}/${encoded(path)}${line === undefined ? '' : `#L${line}`}`;
}

function encoded(path: string): string {
  return path.split('/').map((part) => encodeURIComponent(part.toWellFormed()).replaceAll(/[!'()*~]/g, percent)).join('/');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Lines as a code block whose fence is longer than any run of backticks in them. */
export function fence(lines: readonly string[], language: string): string {
  const runs = lines.join('\n').match(/`+/g) ?? [];
  const ticks = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return [ticks + language, ...lines, ticks].join('\n');
}

/** A table; its cells are markdown that was made here, so that they hold neither a pipe nor a line end. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A part that is folded until somebody opens it. The title is ours. The empty lines let markdown begin and end. */
export function folded(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
