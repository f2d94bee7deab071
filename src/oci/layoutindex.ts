import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { type Descriptor, type Digest, MEDIA_TYPES } from './descriptor.ts';
import { type JsonObject, field, isObject, parseDocument } from './document.ts';
import { parseIndex } from './manifest.ts';

/** The annotation that names an entry of a layout's index (image-spec annotations.md). */
export const REF_NAME = 'org.opencontainers.image.ref.name';

/** The most that index.json may be, in bytes: more than any manifest, since a layout may hold thousands. */
export const INDEX_LIMIT = 16 * 1024 * 1024;

/** A layout's index.json, checked; `raw` are its entries as they were written, so that what others wrote in them is kept. */
export interface LayoutIndex {
  readonly entries: readonly Descriptor[];
  readonly raw: readonly JsonObject[];
  readonly document: JsonObject;
}

export const EMPTY_INDEX: LayoutIndex = { entries: [], raw: [], document: { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: [] } };

/** The bytes of an index.json. Throws a `problem` Failure `layout` that names `where`. */
export function parseLayoutIndex(bytes: Uint8Array, where: string): LayoutIndex {
  const { manifests } = parseIndex(bytes, where, { code: 'layout', limit: INDEX_LIMIT });
  const document = parseDocument(bytes, where, { code: 'layout', limit: INDEX_LIMIT });
  const raw = field(document, 'manifests');
  return { entries: manifests, raw: Array.isArray(raw) ? raw.filter(isObject) : [], document };
}

/** The bytes of an index.json, in the compact form that skopeo and crane write. */
export function formatLayoutIndex(index: LayoutIndex): Buffer {
  return Buffer.from(JSON.stringify({ ...index.document, manifests: index.raw }));
}

/** The ref name of an entry, or undefined when it has none. */
export function nameOf(entry: Descriptor): string | undefined {
  return entry.annotations?.[REF_NAME];
}

/** Every ref name, sorted, each once. */
export function namesOf(index: LayoutIndex): string[] {
  const names = index.entries.flatMap((entry) => nameOf(entry) ?? []).filter((name) => name !== '');
  return [...new Set(names)].toSorted((a, b) => (a < b ? -1 : 1));
}

/**
 * The entry that has this ref name, or undefined when none has. The same content under one name twice is one entry.
 * Throws a `problem` Failure `source` when two entries of different content have it: tools differ in which one they take.
 */
export function entryNamed(index: LayoutIndex, name: string, where: string): Descriptor | undefined {
  const found = index.entries.filter((entry) => nameOf(entry) === name);
  const digests = new Set(found.map((entry) => entry.digest));
  if (digests.size <= 1) return found[0];
  throw new Failure('problem', 'source', `${where}: ${quoted(name)} is ambiguous: index.json has it for ${[...digests].slice(0, 5).join(' and ')}`, {
    cure: 'Remove all but one of these entries from index.json, or name the digest.',
  });
}

/** The entry of this content, or undefined when index.json doesn't list it. */
export function entryOfDigest(index: LayoutIndex, digest: Digest): Descriptor | undefined {
  return index.entries.find((entry) => entry.digest === digest);
}

/**
 * The index with this content listed: under `name`, which is taken from any other entry that has it, or without a name when it isn't listed yet.
 * An entry without a name goes once its content has one. Undefined when there is nothing to change.
 */
export function withEntry(index: LayoutIndex, descriptor: Descriptor, name: string | undefined): LayoutIndex | undefined {
  if (name === undefined) {
    if (entryOfDigest(index, descriptor.digest) !== undefined) return undefined;
    return append(index, descriptor);
  }
  const named = index.entries.filter((entry) => nameOf(entry) === name);
  if (named.length === 1 && named[0]?.digest === descriptor.digest) return undefined;
  const stays = (entry: Descriptor): boolean => nameOf(entry) !== name && !(entry.digest === descriptor.digest && (nameOf(entry) ?? '') === '');
  return append(only(index, stays), { ...descriptor, annotations: { ...descriptor.annotations, [REF_NAME]: name } });
}

/** The index without the nameless entries of these digests: something that has a name leads to them now. */
export function withoutNameless(index: LayoutIndex, digests: ReadonlySet<Digest>): LayoutIndex {
  return only(index, (entry) => (nameOf(entry) ?? '') !== '' || !digests.has(entry.digest));
}

function append(index: LayoutIndex, entry: Descriptor): LayoutIndex {
  return { ...index, entries: [...index.entries, entry], raw: [...index.raw, { ...entry }] };
}

function only(index: LayoutIndex, stays: (entry: Descriptor) => boolean): LayoutIndex {
  const kept = index.entries.map(stays);
  return { ...index, entries: index.entries.filter((_, at) => kept[at]), raw: index.raw.filter((_, at) => kept[at]) };
}

/** Whether the text can name an entry: a registry's tag, or what image-spec annotations.md gives as the grammar of ref names. */
export function isRefName(text: string): boolean {
  if (text.length === 0 || text.length > 255 || /^sha256:[0-9a-f]{64}$/.test(text)) return false;
  return /^[A-Za-z0-9_][A-Za-z0-9_.:@+/-]*$/.test(text) && !text.includes('//') && !text.endsWith('/');
}
