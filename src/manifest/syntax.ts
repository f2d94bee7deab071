import { CST, Composer, type Document, Lexer, type ParsedNode, Parser } from 'yaml';
import type { Fault } from './fault.ts';
import { quoted, visible } from './quote.ts';

/** How deep collections may stand in each other; a manifest has six levels. It keeps the composer, which recurses, from a stack overflow. */
const MAX_DEPTH = 100;

/** How many lexemes are parsed at most: the time and memory of a parse grow with them, up to seconds and most of a gigabyte for 1 MiB of line ends. */
const MAX_LEXEMES = 250_000;

/** After the first few, syntax errors follow from each other. */
const MAX_FAULTS = 20;

/** Parses one YAML document. Without `contents` it is not one, and `faults` say why; every fault here is fatal. */
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
  for (const token of tokens) {
    if (token.type === 'directive') {
      faults.push(fault(token.offset, token.offset + token.source.length, `Directives such as ${quoted(token.source)} change how the file is read. Remove this line.`));
    }
  }
  for (const document of documents) {
    for (const { code, pos, message } of [...document.errors, ...document.warnings]) {
      const start = message.startsWith('Missing closing') ? openQuote(tokens, pos[0]) : undefined;
      const from = start ?? afterBlanks(text, pos[0]);
      faults.push(fault(from, start === undefined ? Math.max(pos[1], from + 1) : from + 1, words(code, message)));
    }
  }
  const contentsOf = tokens.filter((token) => token.type === 'document');
  if (contentsOf.length > 1) {
    const second = contentsOf[1]!;
    faults.push(fault(second.offset, second.offset + 3, 'A second YAML document starts here, and a manifest is one. Put the documents in files of their own.'));
  }
  for (const at of tabs.found) {
    if (!faults.some(({ start }) => start === at)) faults.push(fault(at, at + 1, TAB));
  }
  faults.sort((a, b) => a.start - b.start);
  return { contents: documents[0]?.contents ?? null, faults: faults.slice(0, MAX_FAULTS) };
}

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
  MULTIPLE_DOCS: 'The document has ended, and more follows. Indent all keys of the manifest alike, and keep one document in a file.',
  BLOCK_AS_IMPLICIT_KEY: 'A value may not hold ": " or start another mapping on the same line. Put the value in quotes, or the mapping on the next line.',
  MULTILINE_IMPLICIT_KEY: 'A key must end in ":" on its own line. Add the colon, or check the indentation.',
};

const BY_MESSAGE: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/^Missing closing/, 'This quote is not closed. Close it; within single quotes two of them stand for one.'],
  [/^Flow map .* end with a \}/, 'A "{" is not closed by "}" before this, or its lines are not indented deeper than its key.'],
  [/^Flow sequence .* end with a \]/, 'A "[" is not closed by "]" before this, or its lines are not indented deeper than its key.'],
  [/^Sequence item without - indicator/, 'This line is indented as an item of the list above, but has no "- ". Indent it like the keys of its item, or write "- ".'],
  [/^Implicit map keys need to be followed by map values/, 'A key must be followed by ": ", with a blank. Write it as key: value.'],
  [/^Unexpected .*scalar at node end/, 'Text follows where the value has ended. Put the whole value in quotes; within single quotes two of them stand for one.'],
  [/^Alias cannot be an empty string/, 'A "*" starts an alias. Put the value in quotes.'],
  [/^Anchor cannot be an empty string/, 'A "&" starts an anchor. Put the value in quotes.'],
];

/** The parser's message as a sentence with its cure. What has no entry here is passed on: yaml's messages are plain English. */
function words(code: string, message: string): string {
  const own = BY_CODE[code] ?? BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1];
  if (own !== undefined) return own;
  const cure =
    code === 'BAD_DQ_ESCAPE'
      ? ' Write "\\\\" for a backslash, or use single quotes.'
      : code === 'BAD_SCALAR_START'
        ? ' Put the value in quotes.'
        : code === 'BAD_INDENT'
          ? ' Check the indentation of this line and of the line before.'
          : '';
  return `${sentence(message)}${cure}`;
}

/** Past the indentation, when the offset is at the start of an indented line. */
function afterBlanks(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] !== '\n') return offset;
  return offset + (/^ *(?=[^ \r\n])/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
}

/** yaml says where the text ends in which a closing quote is missing; people look for where it starts. */
function openQuote(tokens: readonly CST.Token[], end: number): number | undefined {
  let start: number | undefined;
  for (const token of tokens) {
    if (token.type !== 'document') continue;
    CST.visit(token, ({ key, value }) => {
      for (const each of [key, value]) {
        if (each !== null && each !== undefined && 'source' in each && each.type.endsWith('quoted-scalar') && each.offset + each.source.length === end) start = each.offset;
      }
    });
  }
  return start;
}

function sentence(message: string): string {
  const line = visible(message.split('\n', 1)[0]!.trim());
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
