import { quoted } from '../visible.ts';
import { dictManifest } from './dict.ts';
import { type Document, parseDocument, place, problem } from './document.ts';
import type { Fault } from './fault.ts';
import { listManifest } from './list.ts';
import type { Form, Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';
import { checkShape } from './schema.ts';
import { nearest } from './suggestion.ts';
import type { SequenceNode } from './tree.ts';

/** What reading a manifest came to. */
export interface Reading {
  /** undefined when the bytes are no text. */
  readonly document: Document | undefined;
  /** undefined unless the bytes have exactly one meaning. Then the severities of `problems` must not be lowered. */
  readonly manifest: Manifest | undefined;
  /** In the order of the file. The rules are syntax, schema, unknown-key, hidden-character and format-version; the severity is error. */
  readonly problems: readonly Problem[];
}

/**
 * Reads an import manifest of either form. The list form is read as mosb reads it, byte for byte, or refused where mosb's meaning would
 * surprise its writer; the dict form as YAML 1.2. Says everything that is wrong, not the first thing alone, and throws nothing.
 */
export function readManifest(bytes: Uint8Array): Reading {
  const { document, problems, sound } = parseDocument(bytes);
  if (document === undefined) return { document, manifest: undefined, problems };
  const { manifest, faults } = interpret(document, problems.length > 0 && document.root === undefined);
  const all = [...problems, ...distinct(faults).map((fault) => problem(document, fault))];
  return {
    document,
    manifest: manifest !== undefined && sound[manifest.form] ? manifest : undefined,
    problems: all.toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}

const MAX_FAULTS = 100;

/** Each fault once, though an alias may bring it to many places; and no more than a person reads. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Map<string, Fault>();
  for (const fault of faults) {
    const key = JSON.stringify([fault.rule, fault.start, fault.end, fault.path?.at(-1)]);
    if (!seen.has(key)) seen.set(key, fault);
  }
  const all = [...seen.values()];
  const last = all[MAX_FAULTS];
  if (last === undefined) return all;
  return [...all.slice(0, MAX_FAULTS), { ...last, message: `${last.message} There are ${all.length - MAX_FAULTS - 1} more like it.` }];
}

function interpret(document: Document, broken: boolean): { manifest: Manifest | undefined; faults: readonly Fault[] } {
  if (broken) return { manifest: undefined, faults: [] };
  const { root } = document;
  if (root === undefined || (root.kind === 'scalar' && root.isNull)) return refuse(document, 'The file holds no manifest. Write at least version and targets.');
  if (root.kind !== 'mapping') {
    return refuse(document, `A manifest is a mapping of keys such as version and targets, but this file is ${root.kind === 'sequence' ? 'a list' : 'one value'}. Check the indentation of its first lines.`);
  }
  const form = formOf(document);
  if (typeof form !== 'string') return form;
  const shape = checkShape(document, form);
  const { manifest, faults } = form === 'list' ? listManifest(root) : dictManifest(root);
  const all = [...shape, ...faults];
  return { manifest: all.some(({ fatal }) => fatal) ? undefined : manifest, faults: all };
}

function refuse(document: Document, message: string): { manifest: undefined; faults: readonly Fault[] } {
  return { manifest: undefined, faults: [{ rule: 'schema', ...place(document, []), message, fatal: true }] };
}

/** A list whose items are all `- NAME:` with the fields below: one mistake, and not as many as there are keys. */
function mixedForms(document: Document, { items }: SequenceNode): { manifest: undefined; faults: readonly Fault[] } | undefined {
  const names = items.map((item) => {
    // What has a source or a name is a target of this form, whatever else it has.
    if (item.kind !== 'mapping' || item.entries.has('service_name') || item.entries.has('source')) return undefined;
    const [first] = item.entries;
    const holds = first?.[1].value;
    const named = (holds?.kind === 'mapping' || (holds?.kind === 'scalar' && holds.isNull)) && /^[A-Za-z0-9][\w.-]*$/.test(first?.[0] ?? '') && first?.[0] !== 'network';
    return named ? first?.[0] : undefined;
  });
  const [name] = names;
  if (name === undefined || names.includes(undefined)) return undefined;
  const message = `Each item of targets starts with a name, as ${quoted(`- ${name}:`)} does. Write - service_name: and the name (list form), or the names without "- " (dict form).`;
  return { manifest: undefined, faults: [{ rule: 'schema', ...place(document, ['targets', 0]), message, fatal: true }] };
}

/** The form is told by what `targets` holds. */
function formOf(document: Document): Form | { manifest: undefined; faults: readonly Fault[] } {
  const root = document.root!;
  const entry = root.kind === 'mapping' ? root.entries.get('targets') : undefined;
  if (entry?.value.kind === 'sequence') return mixedForms(document, entry.value) ?? 'list';
  if (entry?.value.kind === 'mapping') return 'dict';
  // The list form of no services: mosb publishes it, and update_type is the list form's alone.
  if (entry?.value.kind === 'scalar' && entry.value.isNull && root.kind === 'mapping' && root.entries.has('update_type')) return 'list';
  if (entry !== undefined) {
    const empty = entry.value.kind === 'scalar' && entry.value.isNull;
    const message = `The key targets is ${empty ? 'empty' : 'one value'}. Write a list of services (list form, which mosb reads) or a mapping of names to services (dict form).`;
    return { manifest: undefined, faults: [{ rule: 'schema', ...place(document, ['targets']), message, fatal: true }] };
  }
  const given = root.kind === 'mapping' ? nearest('targets', [...root.entries.keys()]) : undefined;
  const hint = given === undefined ? 'Add targets: a list of services (list form, which mosb reads) or a mapping of names to services (dict form).' : `${quoted(given)} may be meant for it.`;
  return refuse(document, `The manifest has no targets. ${hint}`);
}
