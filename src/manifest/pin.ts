import { isScalar, type ParsedNode } from 'yaml';
import { quoted } from '../visible.ts';
import type { Document } from './document.ts';
import { applyToText, type PinEdit } from './edit.ts';
import type { Manifest, Target } from './manifest.ts';
import type { Finding } from './problem.ts';
import { type Reading, readManifest } from './read.ts';
import type { Entry, MappingNode } from './tree.ts';

export { applyEdits, type PinEdit } from './edit.ts';

/** What `pin` writes for a target. */
export interface Pin {
  readonly digest: string;
  /** Bytes of the image manifest. */
  readonly size: number | bigint;
}

export interface PinEdits {
  /** In the order of the file. */
  readonly edits: readonly PinEdit[];
  /** Targets that cannot be pinned in place, each with what to write. */
  readonly refused: readonly Finding[];
  /** The text with the edits, as it was read to try them; undefined without edits. */
  readonly after: Reading | undefined;
}

/**
 * The edits that write `digest` and `size` into the targets that `pins` names and that do not state them (contract, "Where `pin` writes").
 * What is stated is never changed. Every edit is tried: the text it gives must mean the same manifest plus digest and size, or the target
 * is refused.
 */
export function pinEdits(document: Document, manifest: Manifest, pins: ReadonlyMap<string, Pin>): PinEdits {
  const refused: Finding[] = [];
  const planned: Plan[] = [];
  for (const target of manifest.targets) {
    const pin = pins.get(target.name);
    if (pin === undefined) continue;
    const missing = missingFields(target, pin);
    if (missing.length === 0) continue;
    const reason = obstacle(manifest, target);
    const edits = reason === undefined ? editsFor(document, target, missing) : undefined;
    if (edits === undefined) refused.push(refusal(target, pin, reason ?? 'is written in a way that cannot be edited in place'));
    else planned.push({ target, pin, edits });
  }
  let kept = planned;
  let after = tried(document, manifest, kept);
  if (after === undefined) {
    kept = planned.filter((plan) => tried(document, manifest, [plan]) !== undefined);
    after = tried(document, manifest, kept);
    if (after === undefined) kept = [];
  }
  for (const { target, pin } of planned.filter((plan) => !kept.includes(plan))) {
    refused.push(refusal(target, pin, 'cannot be pinned in place: the edited file would mean something else'));
  }
  return { edits: kept.flatMap(({ edits }) => edits).toSorted((a, b) => a.offset - b.offset), refused, after };
}

interface Plan {
  readonly target: Target;
  readonly pin: Pin;
  readonly edits: readonly PinEdit[];
}

interface Field {
  readonly key: 'digest' | 'size';
  readonly value: string;
}

function missingFields(target: Target, pin: Pin): Field[] {
  const stated = target.digest;
  if (stated !== undefined && stated !== pin.digest) return [];
  const fields: Field[] = [];
  if (stated === undefined && !target.source.includes('@sha256:')) fields.push({ key: 'digest', value: pin.digest });
  if (target.size === undefined) fields.push({ key: 'size', value: String(pin.size) });
  return fields;
}

function obstacle(manifest: Manifest, target: Target): string | undefined {
  if (target.aliased) return 'comes from an alias or a merge key, so it cannot be pinned in place';
  return manifest.targets.filter(({ name }) => name === target.name).length > 1 ? 'shares its name with another target, so it cannot be pinned' : undefined;
}

function refusal(target: Target, pin: Pin, reason: string): Finding {
  const lines = missingFields(target, pin).map(({ key, value }) => `${key}: ${value}`);
  const where = target.path.length === 2 && typeof target.path[1] === 'string' ? 'url' : 'source';
  return { path: target.sourcePath, target: target.name, message: `${quoted(target.name)} ${reason}. Write the target out, with ${lines.join(' and ')} on lines of their own after ${where}.` };
}

/** The edited text as it is read, if it means the same manifest but for the digest and size of these targets. */
function tried(document: Document, manifest: Manifest, plans: readonly Plan[]): Reading | undefined {
  if (plans.length === 0) return undefined;
  const text = applyToText(document.text, plans.flatMap(({ edits }) => edits));
  const after = readManifest(Buffer.from(text));
  if (after.manifest === undefined) return undefined;
  const wanted = {
    ...manifest,
    targets: manifest.targets.map((target) => {
      const pin = plans.find((plan) => plan.target === target)?.pin;
      if (pin === undefined) return target;
      const added = new Map(missingFields(target, pin).map(({ key, value }) => [key, value]));
      const size = added.get('size');
      return { ...target, digest: added.get('digest') ?? target.digest, size: size === undefined ? target.size : BigInt(size) };
    }),
  };
  return comparable(after.manifest) === comparable(wanted) ? after : undefined;
}

function comparable(manifest: Manifest): string {
  return JSON.stringify(manifest, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value === undefined ? null : value));
}

function editsFor(document: Document, target: Target, missing: readonly Field[]): readonly PinEdit[] | undefined {
  const mapping = mappingOf(document, target);
  const source = mapping?.entries.get(String(target.sourcePath.at(-1)));
  if (mapping?.source === undefined || source?.pair === undefined) return undefined;
  const edits: PinEdit[] = [];
  const added: Field[] = [];
  for (const field of missing) {
    const entry = mapping.entries.get(field.key);
    if (entry === undefined) added.push(field);
    else {
      const edit = fill(document, target, entry, field);
      if (edit === undefined) return undefined;
      edits.push(edit);
    }
  }
  if (added.length > 0) edits.push(mapping.source.flow === true ? afterValue(document, target, source, added) : afterLines(document, target, source, added));
  return edits;
}

function mappingOf(document: Document, { path }: Target): MappingNode | undefined {
  const { root } = document;
  const targets = root?.kind === 'mapping' ? root.entries.get('targets')?.value : undefined;
  const which = path[1];
  const node = targets?.kind === 'sequence' && typeof which === 'number' ? targets.items[which] : targets?.kind === 'mapping' ? targets.entries.get(String(which))?.value : undefined;
  return node?.kind === 'mapping' ? node : undefined;
}

/** `digest:` is there without a value, as null, or as an empty string: the value goes where it belongs. */
function fill(document: Document, target: Target, entry: Entry, field: Field): PinEdit | undefined {
  const { pair, value } = entry;
  if (pair === undefined || value.kind !== 'scalar' || value.aliased) return undefined;
  const key = document.text.slice(entry.keyStart, entry.keyEnd);
  const node = isScalar(pair.value) ? pair.value : undefined;
  const written = node === undefined ? '' : document.text.slice(node.range[0], node.range[1]);
  const text = field.key === 'digest' && (written.startsWith('"') || (written !== "''" && key.startsWith('"'))) ? `"${field.value}"` : field.value;
  if (node !== undefined && written !== '') return { ...at(document, node.range[0]), deleteLength: node.range[1] - node.range[0], insert: text, target: target.name };
  const colon = pair.srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  if (colon === undefined) return { ...at(document, entry.keyEnd), deleteLength: 0, insert: `: ${text}`, target: target.name };
  return { ...at(document, colon.offset + 1), deleteLength: 0, insert: ` ${text}`, target: target.name };
}

/** Flow style: right after the value. */
function afterValue(document: Document, target: Target, source: Entry, fields: readonly Field[]): PinEdit {
  const json = document.text[source.keyStart] === '"';
  const parts = fields.map(({ key, value }) => (json ? `"${key}": ${key === 'digest' ? `"${value}"` : value}` : `${key}: ${value}`));
  const end = rangeEnd(source.pair!.value, source.keyEnd);
  return { ...at(document, end), deleteLength: 0, insert: parts.map((part) => `, ${part}`).join(''), target: target.name };
}

/** Block style: lines of their own after the last line of the source, its continuations and its own comments. */
function afterLines(document: Document, target: Target, source: Entry, fields: readonly Field[]): PinEdit {
  const { lines, text } = document;
  const { pair } = source;
  const start = pair!.srcToken?.start.find(({ type }) => type === 'explicit-key-ind')?.offset ?? propertiesStart(pair!.key, pair!.srcToken?.start, source.keyStart);
  const column = start - lines.start(lines.lineOf(start));
  let line = lines.lineOf(Math.max(lastOffset(text, pair!.value, source.keyEnd) - 1, source.keyEnd - 1));
  while (line < lines.count && isComment(text.slice(lines.start(line + 1), lines.end(line + 1)), column)) line++;
  const end = lines.end(line);
  const lineBreak = text.startsWith('\r\n', end) || (end === text.length && text.startsWith('\r\n', lines.end(1))) ? '\r\n' : '\n';
  const insert = fields.map(({ key, value }) => `${lineBreak}${' '.repeat(column)}${key}: ${value}`).join('');
  return { offset: end, line, deleteLength: 0, insert, target: target.name };
}

/** Where a key starts, its anchor included. */
function propertiesStart(key: ParsedNode, start: readonly { readonly type: string; readonly offset: number }[] | undefined, keyStart: number): number {
  return isScalar(key) && key.anchor !== undefined ? (start?.find(({ type }) => type === 'anchor')?.offset ?? keyStart) : keyStart;
}

/** A comment that is indented deeper than the key belongs to its value. */
function isComment(line: string, column: number): boolean {
  const comment = /^( *)#/.exec(line);
  return comment !== null && comment[1]!.length > column;
}

function rangeEnd(node: ParsedNode | null, otherwise: number): number {
  return node === null ? otherwise : node.range[1];
}

/** The end of what belongs to a value: a block scalar that keeps its empty lines ends after them, any other before. */
function lastOffset(text: string, node: ParsedNode | null, otherwise: number): number {
  const end = rangeEnd(node, otherwise);
  const header = isScalar(node) && node.srcToken?.type === 'block-scalar' ? node.srcToken.props.find(({ type }) => type === 'block-scalar-header') : undefined;
  if (header === undefined || !('source' in header)) return end;
  return header.source.includes('+') ? end : text.slice(0, end).trimEnd().length;
}

function at(document: Document, offset: number): { offset: number; line: number } {
  return { offset, line: document.lines.lineOf(offset) };
}
