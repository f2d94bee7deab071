import type { Json, Manifest, Mount, Port, Resolution, Resolutions, Target, Volume } from '../manifest/manifest.ts';
import type { Change } from '../review/report.ts';
import { SYSTEM_MANIFEST } from './system.ts';

/** A manifest, and what its sources turned out to be as far as that is known. */
export interface Resolved {
  readonly manifest: Manifest;
  readonly resolutions?: Resolutions | undefined;
}

/**
 * What differs on the device between two manifests: first the system's fields, then the head's targets in its order, then those
 * that went. Targets and volumes are paired by name, so their order is no change. A renamed target is one that went and one that
 * came. Values are texts as a person would write them, null when absent; an empty base gives no changes, as there is nothing
 * to compare with.
 */
export function diffManifests(base: Resolved | undefined, head: Resolved): Change[] {
  if (base === undefined) return [];
  return [...systemChanges(base.manifest, head.manifest), ...targetChanges(base, head)];
}

function systemChanges(base: Manifest, head: Manifest): Change[] {
  // A system manifest does not keep them.
  const kept = base.mediaType === SYSTEM_MANIFEST ? head : base;
  const changes = [
    change(null, 'form', base.form, head.form),
    change(null, 'version', text(base.version), text(head.version)),
    change(null, 'product', text(base.product), text(head.product)),
    change(null, 'update_type', text(base.updateType), text(head.updateType)),
    change(null, 'image_type', text(kept.imageType), text(head.imageType)),
    change(null, 'storage_type', text(kept.storageType), text(head.storageType)),
  ];
  const volumes = pair(base.storage ?? [], head.storage ?? [], (volume) => volume.label ?? '');
  for (const { name, before, after } of volumes) {
    changes.push(change(null, `storage.${name}`, before && volumeText(before), after && volumeText(after)));
  }
  return changes.filter((each) => each !== undefined);
}

function targetChanges(base: Resolved, head: Resolved): Change[] {
  return pair(base.manifest.targets, head.manifest.targets, (target) => target.name).flatMap(({ name, before, after }) => {
    if (before === undefined || after === undefined) {
      return [listChange(name, 'target', before && targetParts(before, base), after && targetParts(after, head))].filter((each) => each !== undefined);
    }
    return fieldChanges(name, { target: before, of: base }, { target: after, of: head });
  });
}

/** A target, and the manifest and resolutions that it belongs to. */
interface Side {
  readonly target: Target;
  readonly of: Resolved;
}

function fieldChanges(name: string, before: Side, after: Side): Change[] {
  const [was, is] = [before.target, after.target];
  const changes = [
    change(name, 'version', was.version, is.version),
    // What a channel names is a system manifest, which keeps no sources (issue 24): nothing to compare then.
    was.source === '' || is.source === '' ? undefined : change(name, 'source', was.source, is.source),
    ...imageChanges(name, before, after),
    change(name, 'service_type', was.serviceType, is.serviceType),
    change(name, 'nsgroup', was.nsgroup, is.nsgroup),
    change(name, 'network.type', was.network?.type, is.network?.type),
    change(name, 'network.ipv4', was.network?.ipv4, is.network?.ipv4),
    change(name, 'network.ipv6', was.network?.ipv6, is.network?.ipv6),
    listChange(name, 'network.ports', portTexts(was.network?.ports), portTexts(is.network?.ports)),
    listChange(name, 'storage', mountTexts(was.storage), mountTexts(is.storage)),
  ].filter((each) => each !== undefined);
  return [...changes, ...verbatimChanges(name, was, is, new Set(changes.map(({ field }) => field.split('.')[0] ?? field)))];
}

/**
 * Digest and size. Both sides resolved: what they resolved to. Otherwise only what is written can differ: a side that was
 * not asked says nothing about a tag, nor about which manifest an index in the source stands for.
 */
function imageChanges(name: string, before: Side, after: Side): (Change | undefined)[] {
  const [was, is] = [resolutionOf(before), resolutionOf(after)];
  const [old, now] = [before.target, after.target];
  const size = change(name, 'size', text(was?.size ?? old.size), text(is?.size ?? now.size));
  if (old.source === now.source && old.digest === now.digest && (was === undefined || is === undefined)) {
    if (old.size === now.size) return [];
    // The same digest in the source is the same image, whose size was the same before anybody wrote it down.
    if (digestInSource(now) !== undefined) return old.size === undefined || now.size === undefined ? [] : [size];
  }
  return [change(name, 'digest', knownDigest(before, is), knownDigest(after, was)), size];
}

function resolutionOf({ target, of }: Side): Resolution | undefined {
  return of.resolutions?.get(target.name);
}

/** A digest in the source may be an index's, so it cannot be compared with the image that another index stands for. */
function knownDigest(side: Side, other?: Resolution): string | undefined {
  const stated = side.target.digest === '' ? undefined : side.target.digest;
  return resolutionOf(side)?.digest ?? stated ?? (other?.indexDigest === undefined ? digestInSource(side.target) : undefined);
}

/** `…@sha256:…` of a registry, or `oci:FOLDER:sha256:…`. */
function digestInSource({ source }: Target): string | undefined {
  return /[@:](sha256:[0-9a-f]{64})$/.exec(source)?.[1];
}

/**
 * The dict form keeps some keys exactly as they were written, so absent and empty differ in what is signed. A key that differs
 * and that no other change of this target speaks of is shown as JSON.
 */
function verbatimChanges(name: string, was: Target, is: Target, told: ReadonlySet<string>): Change[] {
  if (was.verbatim === undefined || is.verbatim === undefined) return [];
  const keys = new Set([...Object.keys(was.verbatim), ...Object.keys(is.verbatim)]);
  return [...keys]
    .filter((key) => !told.has(key))
    .map((key) => change(name, key, jsonText(own(was.verbatim, key)), jsonText(own(is.verbatim, key))))
    .filter((each) => each !== undefined);
}

function own(object: Target['verbatim'], key: string): Json | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

function change(target: string | null, field: string, before: string | undefined, after: string | undefined): Change | undefined {
  // install.json writes an absent text as "", so in the list form, where most manifests are, the two are one.
  return (before ?? '') === (after ?? '') ? undefined : { target, field, before: before ?? null, after: after ?? null };
}

/** A change of a list, or of a target that came or went, which is one of its parts. */
function listChange(target: string, field: string, before: readonly string[] | undefined, after: readonly string[] | undefined): Change | undefined {
  // By their items: a list of two may be joined to the same text as another of one.
  const same = before === undefined || after === undefined ? before === after : before.length === after.length && before.every((item, at) => item === after[at]);
  if (same) return undefined;
  return { target, field, before: before === undefined ? null : listText(before), after: after === undefined ? null : listText(after), parts: { before: before ?? [], after: after ?? [] } };
}

/** Pairs items by name, the nth of a name with the nth: the head's order, then what is left of the base. */
function pair<Item>(base: readonly Item[], head: readonly Item[], nameOf: (item: Item) => string): Pair<Item>[] {
  const waiting = new Map<string, Item[]>();
  for (const item of base) waiting.set(nameOf(item), [...(waiting.get(nameOf(item)) ?? []), item]);
  const pairs: Pair<Item>[] = head.map((after) => ({ name: nameOf(after), before: waiting.get(nameOf(after))?.shift(), after }));
  for (const [name, items] of waiting) for (const before of items) pairs.push({ name, before, after: undefined });
  return pairs;
}

interface Pair<Item> {
  readonly name: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** All of a target that came or went, since it is one change. */
function targetParts(target: Target, of: Resolved): string[] {
  const { network } = target;
  const parts = [
    said('version', target.version),
    target.serviceType,
    target.source,
    knownDigest({ target, of }),
    said('network', network?.type),
    network?.ipv4,
    network?.ipv6,
    said('ports', portTexts(network?.ports)?.join(', ')),
    said('nsgroup', target.nsgroup),
    said('storage', mountTexts(target.storage)?.join(', ')),
  ].filter((part): part is string => part !== undefined && part !== '');
  return parts.length === 0 ? ['empty'] : parts;
}

function said(word: string, value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : `${word} ${value}`;
}

/** `80 → 5000` for a host's port 80 that reaches the container's 5000. install.json writes what is absent as 0 or "", so the two are one here. */
function portTexts(ports: readonly Port[] | null | undefined): string[] | undefined {
  return ports?.map(({ host, container }) => `${host || '?'} → ${container || '?'}`);
}

function mountTexts(mounts: readonly Mount[] | null | undefined): string[] | undefined {
  return mounts?.map(({ dest, label }) => `${whole(dest)} from ${whole(label)}`);
}

/** A text among words of ours: in quotes where it could be taken for more than itself. */
function whole(value: string | undefined): string {
  if (value === undefined || value === '') return '?';
  return /^[^\s,"?]+$/.test(value) ? value : JSON.stringify(value);
}

/** `[]` for an empty list, which is signed as such. */
function listText(items: readonly string[]): string {
  return items.length === 0 ? '[]' : items.join(', ');
}

function volumeText({ size, persistent, nsgroup }: Volume): string {
  return [
    size === undefined || size === 0n ? 'no size' : `${size} MiB`,
    persistent === true ? 'persistent' : 'not persistent',
    ...(nsgroup === undefined || nsgroup === '' ? [] : [`nsgroup ${nsgroup}`]),
  ].join(', ');
}

function text(value: string | number | bigint | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** JSON with bigint as plain digits and keys sorted, so that the order of keys is no change. */
function jsonText(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(',')}}`;
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value);
}
