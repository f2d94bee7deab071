import { hiddenCharacters } from './characters.ts';
import { decode } from './encoding.ts';
import type { Fault } from './fault.ts';
import { Lines } from './lines.ts';
import type { Form } from './manifest.ts';
import type { Problem, Span, YamlPath } from './problem.ts';
import { parseYaml } from './syntax.ts';
import { type Node, buildTree } from './tree.ts';

/** A manifest's text, and where everything in it stands. */
export interface Document {
  /** The whole text without a byte order mark. Offsets count its UTF-16 units. */
  readonly text: string;
  readonly lines: Lines;
  /** What YAML says; undefined when it could not be parsed, or holds nothing. */
  readonly root: Node | undefined;
  /**
   * Where a value, or its key, stands. What is absent is pointed at by the nearest ancestor that exists; what comes from an alias or a
   * merge key by the place that uses it. A collection is shown by its first line.
   */
  locate(path: YamlPath, at?: 'key' | 'value'): Span;
}

export interface Parsed {
  /** undefined when the bytes are not text, or too many. */
  readonly document: Document | undefined;
  /** Problems of syntax and characters, in the order of the file. */
  readonly problems: readonly Problem[];
  /** The forms in which the problems leave the file with one meaning. */
  readonly sound: Readonly<Record<Form, boolean>>;
}

/** Parses the bytes of a manifest. Throws nothing for outside input: what is wrong is in `problems`. */
export function parseDocument(bytes: Uint8Array): Parsed {
  const decoded = decode(bytes);
  if (!('text' in decoded)) {
    return { document: undefined, problems: [{ rule: 'syntax', severity: 'error', message: decoded.message, target: null, ...decoded.span }], sound: { list: false, dict: false } };
  }
  const { text } = decoded;
  const lines = new Lines(text);
  let faults: Fault[] = hiddenCharacters(text);
  let root: Node | undefined;
  if (!faults.some(({ fatal }) => fatal === true)) {
    const yaml = parseYaml(text);
    faults = faults.concat(yaml.faults);
    if (yaml.faults.length === 0) {
      const tree = buildTree(yaml.contents, text);
      root = tree.root;
      faults = faults.concat(tree.faults);
    }
  }
  const document: Document = { text, lines, root, locate: (path, at) => span(document, path, at) };
  const sound = (form: Form): boolean => !faults.some(({ fatal }) => fatal === true || fatal === form);
  return { document, problems: faults.map((fault) => problem(document, fault)), sound: { list: sound('list'), dict: sound('dict') } };
}

/** A fault as report.json has it: with line, column, and the service that it is about. */
export function problem(document: Document, fault: Fault): Problem {
  const { rule, message, start, end, path, meant } = fault;
  return { rule, severity: 'error', message, target: path === undefined ? null : serviceAt(document.root, path), ...document.lines.span(start, end), ...(meant === undefined ? {} : { meant }) };
}

/** The offsets of what `locate` shows. */
export function place(document: Document, path: YamlPath, at: 'key' | 'value' = 'value'): { start: number; end: number } {
  let node = document.root;
  if (node === undefined) return { start: 0, end: document.lines.end(1) };
  let key: { start: number; end: number } | undefined;
  let found = 0;
  for (const step of path) {
    const entry: { value: Node; keyStart?: number; keyEnd?: number } | undefined =
      node.kind === 'mapping' ? node.entries.get(String(step)) : node.kind === 'sequence' ? itemAt(node.items, step) : undefined;
    if (entry === undefined) break;
    node = entry.value;
    key = entry.keyStart === undefined ? undefined : { start: entry.keyStart, end: entry.keyEnd! };
    found++;
  }
  if (at === 'key' && found === path.length && key !== undefined) return key;
  if (node.kind === 'scalar') return node;
  return { start: node.start, end: Math.max(node.start, Math.min(node.end, lineEnd(document, node.start))) };
}

function itemAt(items: readonly Node[], step: string | number): { value: Node } | undefined {
  const value = typeof step === 'number' ? items[step] : undefined;
  return value === undefined ? undefined : { value };
}

/** The end of what is written on a line, without blanks. */
function lineEnd(document: Document, offset: number): number {
  const end = document.lines.end(document.lines.lineOf(offset));
  return offset + document.text.slice(offset, end).trimEnd().length;
}

function span(document: Document, path: YamlPath, at: 'key' | 'value' = 'value'): Span {
  const { start, end } = place(document, path, at);
  return document.lines.span(start, end);
}

/** The service that a path is about: the key in dict form, `service_name` in list form; null for a system field. */
function serviceAt(root: Node | undefined, path: YamlPath): string | null {
  const [top, which] = path;
  if (top !== 'targets' || which === undefined || root?.kind !== 'mapping') return null;
  if (typeof which === 'string') return which;
  const targets = root.entries.get('targets')?.value;
  const target = targets?.kind === 'sequence' ? targets.items[which] : undefined;
  const name = target?.kind === 'mapping' ? target.entries.get('service_name')?.value : undefined;
  return name?.kind === 'scalar' && name.text !== '' ? name.text : null;
}
