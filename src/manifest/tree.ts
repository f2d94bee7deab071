import { type Alias, isAlias, isMap, isPair, isScalar, isSeq, type Pair, type ParsedNode, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { quoted } from '../visible.ts';
import type { Fault } from './fault.ts';
import { keyMessages } from './key.ts';
import { HIDDEN, codePoint } from './characters.ts';
import { meaning } from './scalar.ts';
import { TAG } from './syntax.ts';

/** A value of the manifest: what YAML says after aliases and merge keys, with its place in the text. Scalars keep their raw text. */
export type Node = ScalarNode | MappingNode | SequenceNode;

interface Place {
  /** Offsets in the text. What comes from an alias or a merge key stands where it is used. */
  readonly start: number;
  readonly end: number;
  /** It stands here by an alias or a merge key. */
  readonly aliased: boolean;
}

export interface ScalarNode extends Place {
  readonly kind: 'scalar';
  readonly text: string;
  /** Written without quotes, so that its text decides its type. */
  readonly plain: boolean;
  /** Written as `~`, as `null`, or not at all. */
  readonly isNull: boolean;
  readonly source: Scalar.Parsed | undefined;
}

export interface MappingNode extends Place {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<string, Entry>;
  /** undefined for an empty item of a list, which stands for a mapping of nothing. */
  readonly source: YAMLMap.Parsed | undefined;
  /** Some entries come from a merge key. */
  readonly merged: boolean;
  /** Values that another of the same key replaced. mosb reads them too, so they must fit. */
  readonly replaced: readonly { readonly key: string; readonly value: Node }[];
}

export interface SequenceNode extends Place {
  readonly kind: 'sequence';
  readonly items: readonly Node[];
  /** undefined for one that was made from JSON. */
  readonly source: YAMLSeq.Parsed | undefined;
}

export interface Entry {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: Node;
  /** The pair as it was parsed; undefined for an entry that a merge key brought. */
  readonly pair: Pair<ParsedNode, ParsedNode | null> | undefined;
}

/** The most values that aliases may bring together. yaml.v2 has a limit of the same kind; a manifest needs a few dozen. */
const MAX_ALIASED = 10_000;

/** Builds the tree of a parsed document, and says what in it has no one meaning (`fatal`) or is not what a reviewer sees. */
export function buildTree(contents: ParsedNode | null, text: string): { root: Node | undefined; faults: Fault[] } {
  const builder = new TreeBuilder(text);
  const root = contents === null ? undefined : builder.node(contents, undefined);
  return { root, faults: builder.faults };
}

/** Where an alias is used; everything that it brings stands there. */
interface Use {
  readonly start: number;
  readonly end: number;
}

class TreeBuilder {
  readonly faults: Fault[] = [];
  readonly #anchors = new Map<string, ParsedNode>();
  readonly #open = new Set<ParsedNode>();
  readonly #written: string;
  #aliased = 0;
  /** How many collections in flow style are open. */
  #flow = 0;

  constructor(text: string) {
    this.#written = text;
  }

  node(source: ParsedNode, use: Use | undefined): Node {
    if (isAlias(source)) return this.#alias(source, use);
    if (use === undefined) this.#properties(source);
    else this.#aliased++;
    this.#open.add(source);
    const flow = (isMap(source) || isSeq(source)) && source.flow === true ? 1 : 0;
    this.#flow += flow;
    const node = isMap(source) ? this.#mapping(source, use) : isSeq(source) ? this.#sequence(source, use) : this.#scalar(source, use);
    this.#flow -= flow;
    this.#open.delete(source);
    return node;
  }

  #fault(place: Use, message: string): void {
    this.faults.push({ rule: 'syntax', start: place.start, end: place.end, message, fatal: true });
  }

  #properties(source: Exclude<ParsedNode, Alias.Parsed>): void {
    const place = { start: source.range[0], end: source.range[1] };
    if (source.tag !== undefined) {
      this.#fault(place, TAG);
    }
    if (source.anchor === undefined) return;
    if (!/^[0-9A-Za-z_-]+$/.test(source.anchor)) {
      this.#fault(place, `The anchor ${quoted(source.anchor)} holds a character that mosb refuses. Use ASCII letters, digits, "-" and "_" alone.`);
    }
    this.#anchors.set(source.anchor, source);
  }

  #alias(alias: Alias.Parsed, outer: Use | undefined): Node {
    const use = outer ?? { start: alias.range[0], end: alias.range[1] };
    const source = this.#anchors.get(alias.source);
    if (source === undefined) {
      this.#fault(use, `No anchor ${quoted(`&${alias.source}`)} comes before this alias. Write the value out, or mend the name.`);
    } else if (this.#open.has(source)) {
      this.#fault(use, `The alias ${quoted(`*${alias.source}`)} stands inside the value that it names, so it has no end. Write the value out.`);
    } else if (this.#aliased <= MAX_ALIASED) {
      const node = this.node(source, use);
      if (this.#aliased > MAX_ALIASED) this.#bomb(use);
      return node;
    }
    return { kind: 'scalar', text: '', plain: true, isNull: true, aliased: true, source: undefined, ...use };
  }

  #bomb(use: Use): void {
    if (this.faults.some(({ message }) => message.startsWith('Aliases'))) return;
    this.#fault(use, `Aliases bring more than ${MAX_ALIASED} values into this manifest. Write out what is meant.`);
  }

  #scalar(source: Scalar.Parsed, use: Use | undefined): ScalarNode {
    const text = typeof source.value === 'string' ? source.value : source.source;
    const plain = source.type === 'PLAIN';
    const place = { start: source.range[0], end: source.range[1] };
    if (use === undefined && !plain) this.#text(source, text, place);
    if (use === undefined && plain) this.#plain(text, place);
    return { kind: 'scalar', text, plain, isNull: plain && meaning(text) === 'null', aliased: use !== undefined, source, ...(use ?? place) };
  }

  /** Plain text that other readers take for the sign of a key: in flow style yaml.v2 refuses a "?". */
  #plain(text: string, place: Use): void {
    if (/^[?:]/.test(text) || (this.#flow > 0 && text.includes('?'))) {
      this.#fault(place, `YAML readers differ on where ${quoted(text)} starts or ends, because of its ${text.includes('?') ? '"?"' : '":"'}. Put it in quotes.`);
    }
  }

  /** Where the lines of a quoted scalar are not indented, yaml ends it at the line and takes an escaped quote for its end. */
  #ending(source: Scalar.Parsed, place: Use): void {
    const token = source.srcToken;
    if (token?.type !== 'double-quoted-scalar' && token?.type !== 'single-quoted-scalar') return;
    const body = token.source.slice(1, -1);
    const ended = token.type === 'double-quoted-scalar' ? /\\*$/.exec(body)![0].length % 2 === 0 : (body.match(/'/g)?.length ?? 0) % 2 === 0;
    if (/[^\s,:\]}]/.test(this.#written[source.range[1]] ?? ' ')) this.#fault(place, 'A blank is missing after the closing quote.');
    if (!ended) this.#fault(place, 'The closing quote is missing, or a line of this value is not indented enough.');
  }

  /** What a quoted scalar may not hold, however it is escaped. */
  #text(source: Scalar.Parsed, text: string, place: Use): void {
    this.#ending(source, place);
    if (source.srcToken?.type === 'double-quoted-scalar') this.#escapes(source.srcToken.source, text, place);
    if (source.srcToken?.type !== 'block-scalar') return;
    const header = this.#written.slice(place.start, this.#written.indexOf('\n', place.start));
    if (text !== '' && !source.srcToken.source.endsWith('\n') && !/^[|>][0-9]?-/.test(header)) {
      this.#fault(place, 'Readers differ on whether this block ends in a newline, since the file does not. End the file with a newline, or write "|-" or ">-".');
    }
    if (/^(?: *\r?\n)* *\t/.test(source.srcToken.source)) this.#fault(place, 'The first line of a block may not start with a tab. Indent with blanks, or put the text in double quotes with "\\t".');
    if (text.trim() === '' && /[ \t]/.test(source.srcToken.source)) {
      this.#fault(place, 'Readers differ on what a block of empty lines holds. Write "" for no text.');
    }
  }

  #escapes(raw: string, text: string, place: Use): void {
    if (/\\\r?\n[ \t]*\r?\n/.test(raw)) {
      this.#fault(place, 'Readers differ on what an empty line after a "\\" at the end of a line means. Remove the empty line, or write "\\n".');
    }
    for (const [escape, character] of raw.matchAll(/\\(?:(\/)|u[dD][89a-fA-F][0-9a-fA-F]{2}|U0000[dD][89a-fA-F][0-9a-fA-F]{2}|[^])/g)) {
      if (character === '/') this.#fault(place, String.raw`mosb refuses the escape "\/". Write "/" as it is.`);
      else if (/^\\[uU]\w/.test(escape)) this.#fault(place, `The escape "${escape}" is half a character, which mosb refuses. Write the character itself, or "\\U" and eight digits.`);
    }
    // What is hidden in the file itself has been found there.
    const hidden = raw.includes('\\') ? HIDDEN.exec(text)?.[0] : undefined;
    if (hidden === undefined || raw.includes(hidden)) return;
    this.faults.push({
      rule: 'hidden-character',
      ...place,
      message: `This value holds ${codePoint(hidden)}, which ${/\p{Cc}/u.test(hidden) ? 'is a control character' : 'people do not see'}. Take it out.`,
      // Go 1.22 and newer write these two in another way than Go 1.21, so that install.json would depend on mosb's build.
      fatal: /[\b\f]/.test(text),
    });
  }

  #sequence(source: YAMLSeq.Parsed, use: Use | undefined): SequenceNode {
    const items: Node[] = [];
    for (const item of source.items) {
      if (this.#aliased > MAX_ALIASED) break;
      if (!isPair(item)) items.push(this.node(item, use));
    }
    return { kind: 'sequence', items, source, aliased: use !== undefined, ...(use ?? { start: source.range[0], end: source.range[1] }) };
  }

  #mapping(source: YAMLMap.Parsed, use: Use | undefined): MappingNode {
    const own = new Map<string, Entry>();
    const merged = new Map<string, Entry>();
    const replaced: { key: string; value: Node }[] = [];
    let merges = false;
    for (const pair of source.items) {
      if (this.#aliased > MAX_ALIASED) break;
      const { key } = pair;
      const place = use ?? { start: key.range[0], end: key.range[1] };
      const name = this.#name(key, place, use === undefined);
      if (name === undefined) continue;
      if (use === undefined) for (const message of keyMessages(pair, source.flow === true, this.#written)) this.#fault(place, message);
      if (isScalar(key) && key.type === 'PLAIN' && name === '<<') {
        if (merges && use === undefined) this.#duplicate('<<', place, false);
        merges = true;
        this.#merge(pair, own, merged, replaced, place, use === undefined);
        continue;
      }
      const value = pair.value === null ? this.#absent(place, use) : this.node(pair.value, use);
      const earlier = own.get(name)?.value;
      if (earlier !== undefined) {
        replaced.push({ key: name, value: earlier });
        if (use === undefined) this.#duplicate(name, place, earlier.kind === 'mapping' && value.kind === 'mapping');
      }
      const before = merged.get(name)?.value;
      if (before !== undefined) replaced.push({ key: name, value: before });
      if (use === undefined && before?.kind === 'mapping' && value.kind === 'mapping') {
        this.#fault(place, `${quoted(name)} comes by a merge key too. YAML replaces that value, while mosb fills this one in with it. Write all of ${quoted(name)} here, and take it out of what is merged.`);
      }
      const empty = value.kind === 'scalar' && value.start === value.end && use === undefined;
      own.set(name, { keyStart: place.start, keyEnd: place.end, value: empty ? { ...value, ...place } : value, pair: use === undefined ? pair : undefined });
    }
    const entries = merged.size === 0 ? own : new Map([...merged, ...own]);
    return { kind: 'mapping', entries, source, merged: merged.size > 0, replaced, aliased: use !== undefined, ...(use ?? { start: source.range[0], end: source.range[1] }) };
  }

  #absent(place: Use, use: Use | undefined): ScalarNode {
    return { kind: 'scalar', text: '', plain: true, isNull: true, aliased: use !== undefined, source: undefined, ...place };
  }

  /** A key as text. An alias of a scalar is its text; other keys have no meaning in a manifest. */
  #name(key: ParsedNode, place: Use, first: boolean): string | undefined {
    const source = isAlias(key) ? this.#anchors.get(key.source) : key;
    if (isScalar(source)) {
      if (first && source === key) {
        this.#properties(source);
        if (source.type === 'PLAIN') this.#plain(source.source, place);
        else this.#ending(source, place);
      }
      return typeof source.value === 'string' ? source.value : source.source;
    }
    if (first) this.#fault(place, 'A key must be a word, not a list or a mapping.');
    return undefined;
  }

  /**
   * mosb takes the last of several values, so a list form still has one meaning, though no reviewer may miss it, nor any setting hide it; two
   * mappings it mixes. YAML 1.2 §3.2.1.3: keys are unique. What a merge key brings and its mapping replaces is no second key.
   */
  #duplicate(name: string, place: Use, fatal: boolean): void {
    this.faults.push({
      rule: 'syntax',
      ...place,
      message: `The key ${quoted(name)} stands twice in this mapping; mosb takes the last, other readers refuse both. Remove one.`,
      fatal: fatal || 'dict',
    });
  }

  /** `<<`: yaml.v2 takes entries in document order, so only what means the same in every order is accepted. */
  #merge(pair: Pair<ParsedNode, ParsedNode | null>, own: ReadonlyMap<string, Entry>, merged: Map<string, Entry>, replaced: { key: string; value: Node }[], place: Use, first: boolean): void {
    const here = new Map<string, Entry>();
    const sources = isSeq(pair.value) ? pair.value.items : [pair.value];
    for (const source of sources) {
      const isMapping = isMap(source) || (isAlias(source) && isMap(this.#anchors.get(source.source)));
      if (!isMapping) {
        if (first) this.#fault(place, 'A merge key "<<" takes the alias of a mapping, or a list of such aliases.');
        continue;
      }
      if (first && isMap(source)) this.node(source, undefined);
      const node = this.node(source, { start: place.start, end: place.end });
      if (node.kind !== 'mapping') continue;
      for (const [name, entry] of node.entries) {
        const other = own.get(name) ?? here.get(name) ?? merged.get(name);
        if (first && own.has(name)) {
          this.#fault(place, `${quoted(name)} stands before this merge key and comes by it too: YAML keeps the first, mosb the second. Put "<<" first in its mapping.`);
        } else if (first && other?.value.kind === 'mapping' && entry.value.kind === 'mapping') {
          this.#fault(place, `${quoted(name)} comes from two merged mappings, which mosb mixes. Write ${quoted(name)} out here.`);
        }
        if (here.has(name)) replaced.push({ key: name, value: entry.value });
        else here.set(name, { keyStart: place.start, keyEnd: place.end, value: entry.value, pair: undefined });
      }
    }
    for (const [name, entry] of here) {
      const before = merged.get(name);
      if (before !== undefined) replaced.push({ key: name, value: before.value });
      merged.set(name, entry);
    }
  }
}
