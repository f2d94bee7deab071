import { CST, Composer, type Document, Lexer, type ParsedNode, Parser } from 'yaml';
import { quoted, visible } from '../visible.ts';
import type { Fault } from './fault.ts';

/** How deep collections may stand in each other; a manifest has six levels. It keeps the composer, which recurses, from a stack overflow. */
const MAX_DEPTH = 100;

/** How many lexemes are parsed at most: the time and memory of a parse grow with them, up to seconds and most of a gigabyte for 1 MiB of line ends. */
const MAX_LEXEMES = 250_000;

/** More of them nobody reads at once. */
const MAX_FAULTS = 20;

/**
 * Parses one YAML document. Without `contents` it is not one, and `faults` say why; every fault here is fatal. The last of them is the first
 * after which the parser guesses: what it says of the lines below follows from that one.
 */
export function parseYaml(written: string): { contents: ParsedNode | null; faults: Fault[] } {
  // mosb's own directive changes nothing in what is accepted here; as a comment it keeps every offset.
  const text = written.replace(/^%(?=YAML 1\.1[ \t]*\r?\n---\s)/, '#');
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  const tabs = new Tabs();
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tabs.see(lexeme, parser.offset);
    if (++lexemes > MAX_LEXEMES) {
      return { contents: null, faults: [fault(0, 1, `The file holds more than ${MAX_LEXEMES} words and signs of YAML; a manifest has a few thousand.`)] };
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_DEPTH) {
      const at = parser.offset;
      return { contents: null, faults: [fault(at, at + 1, `Values stand more than ${MAX_DEPTH} deep in each other here; a manifest has six levels.`)] };
    }
  }
  for (const token of parser.end()) tokens.push(token);

  const composer = new Composer({ version: '1.2', schema: 'failsafe', keepSourceTokens: true, uniqueKeys: false, logLevel: 'silent' });
  const documents = [...composer.compose(tokens, true, text.length)] as Document.Parsed[];
  const faults: Fault[] = [];
  const harmless = new Set<Fault>();
  for (const token of tokens) {
    if (token.type === 'directive') {
      const found = fault(token.offset, token.offset + token.source.length, `Directives such as ${quoted(token.source)} change how the file is read. Remove this line.`);
      faults.push(found);
      harmless.add(found);
    }
  }
  const errors = documents.flatMap((document) => [...document.errors, ...document.warnings]).toSorted((a, b) => a.pos[0] - b.pos[0]);
  for (const { code, pos, message } of errors) {
    if (code === 'TAB_AS_INDENT' && tabs.found.length > 0) continue;
    const start = message.startsWith('Missing closing') ? openQuote(tokens, pos[0]) : undefined;
    const from = start ?? afterBlanks(text, pos[0]);
    const end = start === undefined ? Math.max(pos[1], from + 1) : from + 1;
    const implicit = code.endsWith('_IMPLICIT_KEY') || message.startsWith('Implicit map keys');
    const found = implicit ? implicitKey(code, text, from, end) : ((code === 'BAD_INDENT' ? tightDash(text, from) : undefined) ?? fault(from, end, words(code, message)));
    faults.push(found);
    // There may be one for each of many thousand lines.
    if (!HARMLESS.has(code)) break;
    harmless.add(found);
  }
  const contentsOf = tokens.filter((token) => token.type === 'document');
  if (contentsOf.length > 1) {
    const second = contentsOf[1]!;
    faults.push(fault(second.offset, second.offset + 3, 'A second YAML document starts here, and a manifest is one. Put the documents in files of their own.'));
  }
  const [tab] = tabs.found;
  if (tab !== undefined) faults.push(fault(tab, tab + 1, tabs.found.length === 1 ? TAB : `${TAB} There are ${tabs.found.length} such lines.`));
  const open = errors.length === 0 ? undefined : openBracket(tokens);
  if (open !== undefined) faults.push(open);
  faults.sort((a, b) => a.start - b.start);
  const breaks = faults.findIndex((each) => !harmless.has(each));
  return { contents: documents[0]?.contents ?? null, faults: faults.slice(0, breaks < 0 ? MAX_FAULTS : Math.min(breaks + 1, MAX_FAULTS)) };
}

/** What is wrong with one value or tag, and leaves the lines below as they are. */
const HARMLESS: ReadonlySet<string> = new Set(['TAG_RESOLVE_FAILED', 'BAD_COLLECTION_TYPE', 'MULTIPLE_TAGS', 'MULTIPLE_ANCHORS', 'BAD_DQ_ESCAPE']);

const TAB = 'A tab stands in the indentation. Indent with blanks.';
export const TAG = 'mosb ignores tags, or reads them in its own way. Remove the tag; to have a value read as text, put it in quotes.';

/** Finds tabs in front of a line: YAML readers differ on where they may stand. Inside a block scalar they are text. */
class Tabs {
  readonly found: number[] = [];
  #lineStart = true;
  #header = false;
  #block = false;
  /** After "-", "?", or a ":" that starts a line: what follows may be an indentation of its own. */
  #indicator = false;

  see(lexeme: string, offset: number): void {
    if (lexeme === '\u001f') {
      this.#block = this.#header;
      this.#header = false;
      return;
    }
    if (/^[|>]/.test(lexeme)) this.#header = true;
    if (!this.#block) {
      const tab = (this.#indicator && /^ *\t/.test(lexeme) ? /^ *\t/ : this.#lineStart ? /^ *\t/ : /\n *\t/).exec(lexeme);
      if (tab !== null) this.found.push(offset + tab.index + tab[0].length - 1);
    }
    this.#block = false;
    this.#indicator = (this.#indicator && /^ +$/.test(lexeme)) || lexeme === '-' || lexeme === '?' || (lexeme === ':' && this.#lineStart);
    if (lexeme !== '' && !lexeme.startsWith('\u0002') && !lexeme.startsWith('\u0018')) this.#lineStart = lexeme.endsWith('\n') || (this.#lineStart && /^[ \ufeff]+$/.test(lexeme));
  }
}

function fault(start: number, end: number, message: string): Fault {
  return { rule: 'syntax', start, end, message, fatal: true };
}

const BY_CODE: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: TAB,
  TAG_RESOLVE_FAILED: TAG,
  BAD_COLLECTION_TYPE: TAG,
  MULTIPLE_TAGS: TAG,
  MULTIPLE_ANCHORS: 'A value can have one anchor. Remove the other.',
  MULTIPLE_DOCS: 'The document has ended, and more follows. Indent all keys of the manifest alike, and keep one document in a file.',
  BLOCK_IN_FLOW: 'In brackets, items are parted by commas, and not by lines with "- " or "key:". Remove the brackets, or write commas.',
  BAD_INDENT: 'This line does not start where the others of its mapping or list do. Check its indentation, and that of the line before.',
  KEY_OVER_1024_CHARS: 'This key has more than 1024 characters. Check whether a quote is missing before it.',
};

const BY_MESSAGE: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/^Missing closing/, 'This quote is not closed. Close it; within single quotes two of them stand for one.'],
  [/^Missing , /, 'A comma is missing before this. In brackets, part items with ", ".'],
  [/^Missing space after :/, 'A blank is missing after this ":". Write it as key: value.'],
  [/^Comments must be separated/, 'A "#" starts a comment only after a blank. Write a blank before it, or put the value in quotes.'],
  [/^Sequence item without - indicator/, 'This line is indented as an item of the list above, but has no "- ". Indent it like the keys of its item, or write "- ".'],
  [/^Unexpected (?:, in|empty item)/, 'Between two commas a value is missing. Write it, or remove a comma.'],
  [/^Unexpected .*block-seq-ind/, 'A list may not start on the line of its key. Write its first "- " on the next line.'],
  [/^Unexpected flow-(?:seq|map)-end/, 'This bracket closes nothing. Remove it, or write the one that opens it.'],
  [/^Unexpected .* at node end/, 'Text follows where the value has ended. Remove it, or put the whole value in quotes; within single quotes two of them stand for one.'],
  [/^Alias cannot be an empty string/, 'A "*" starts an alias. Put the value in quotes.'],
  [/^Anchor cannot be an empty string/, 'A "&" starts an anchor. Put the value in quotes.'],
  [/^Plain value cannot start with/, 'A value may not start with this character. Put the value in quotes.'],
  [/^Invalid escape sequence/, 'In double quotes "\\" starts an escape, and there is none such. Write "\\\\" for a backslash, or use single quotes.'],
];

/** The parser's message as a sentence with its cure. What has no entry here is passed on: yaml's messages are plain English. */
function words(code: string, message: string): string {
  const own = BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? BY_CODE[code];
  return own ?? `${sentence(message)} Check the quotes, brackets and indentation of this line and of the line before.`;
}

/** A line before this one that starts with "-" and a key without a blank between them, so that no item starts there. */
function tightDash(text: string, at: number): Fault | undefined {
  const found = /^( *)-[A-Za-z_]+:[^\n]*\n *$/m.exec(text.slice(Math.max(0, text.lastIndexOf('\n', text.lastIndexOf('\n', at - 1) - 1) + 1), at));
  if (found === null) return undefined;
  const start = at - found[0].length + found[1]!.length;
  return fault(start, start + 1, 'A blank is missing after this "-". Write "- " before the first key of an item.');
}

/** A key that is none: it holds another ": ", has no ":", or is a value that reads on into a line that is indented too deep. */
function implicitKey(code: string, text: string, start: number, to: number): Fault {
  const line = text.slice(start, text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start)).trimEnd();
  const end = Math.min(to, start + Math.max(line.length, 1));
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const next = /^[^\n]*\n(?:[ \t]*\r?\n)*( *)(?=\S)/.exec(text.slice(start));
  const column = /^(?: *- )* */.exec(before)![0].length;
  // A value on the line of its key, and the next line is deeper than that key: it belongs to the value.
  if (/: +$/.test(before) && next !== null && next[1]!.length > column && !/:(?:\s|$)/.test(line)) {
    const at = start + next[0].length;
    return tightDash(text, at) ?? fault(at, at + 1, 'This line is indented deeper than the key above, so it is read as more of that value. Indent both alike.');
  }
  if (line.startsWith('sha256: ')) return fault(start, end, 'A blank stands in this digest. Write sha256: and the digits without a blank between them.');
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return fault(start, end, 'A value may not hold ": " or start another mapping on the same line. Put the value in quotes, or the mapping on the next line.');
  // Also where what looks like a blank is none.
  const tight = /^([A-Za-z_]+):([^ :].*)$/.exec(line);
  if (tight !== null) return fault(start, end, `A blank is missing after the ":" of this key. Write ${tight[1]}: ${visible(tight[2]!.trim())}.`);
  return fault(start, end, 'This line has no ":" after its key. Write it as key: value, or check its indentation.');
}

/** The bracket that is never closed, or not before its lines end: yaml says where that was noticed, people look for where it opens. */
function openBracket(tokens: readonly CST.Token[]): Fault | undefined {
  const found: { fault: Fault; mismatched: boolean }[] = [];
  for (const each of keysAndValues(tokens)) {
    if (each.type !== 'flow-collection') continue;
    const { source, offset } = each.start;
    const close = source === '{' ? '}' : ']';
    if (each.end[0]?.source === close) continue;
    found.push({ fault: fault(offset, offset + 1, `This "${source}" is not closed. Write "${close}" where it ends; its lines must be indented deeper than its key.`), mismatched: each.end.length > 0 });
  }
  // One that another's end closes leaves those around it open, too.
  return (found.findLast(({ mismatched }) => mismatched) ?? found[0])?.fault;
}

/** Past the indentation, when the offset is at the start of an indented line. */
function afterBlanks(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] !== '\n') return offset;
  return offset + (/^ *(?=[^ \r\n])/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
}

/** yaml says where the text ends in which a closing quote is missing; people look for where it starts. */
function openQuote(tokens: readonly CST.Token[], end: number): number | undefined {
  return keysAndValues(tokens).findLast((each) => 'source' in each && each.type.endsWith('quoted-scalar') && each.offset + each.source.length === end)?.offset;
}

/** Every key and value of the documents, in the order in which they are written. */
function keysAndValues(tokens: readonly CST.Token[]): CST.Token[] {
  const found: CST.Token[] = [];
  for (const token of tokens) {
    if (token.type === 'document') CST.visit(token, ({ key, value }) => void found.push(...[key, value].filter((each) => each !== null && each !== undefined)));
  }
  return found;
}

function sentence(message: string): string {
  const line = visible(message.split('\n', 1)[0]!.trim());
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
