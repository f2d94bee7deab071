import { dictManifest } from './dict.ts';
import { listManifest } from './list.ts';
import type { Form, Manifest } from './manifest.ts';
import type { Node } from './tree.ts';

/**
 * A system manifest as an import manifest that names no sources, so that a release can be compared with one that is there. Of bytes that
 * `parseSystemManifest` took; undefined where a number is larger than a device holds.
 */
export function readSystemManifest(bytes: Uint8Array, form: Form): Manifest | undefined {
  const root = nodeOf(JSON.parse(new TextDecoder().decode(bytes), digits));
  if (root.kind !== 'mapping') return undefined;
  const { manifest, faults } = form === 'list' ? listManifest(root) : dictManifest(root);
  return faults.length > 0 ? undefined : manifest;
}

/** A number as it is written. */
class Digits {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function digits(_: string, value: unknown, { source }: { readonly source?: string } = {}): unknown {
  return typeof value === 'number' ? new Digits(source ?? String(value)) : value;
}

/** JSON as the tree that a manifest's YAML becomes. Nothing is told about it, so it has no place in a text. */
function nodeOf(value: unknown): Node {
  const nowhere = { start: 0, end: 0, aliased: false, source: undefined } as const;
  if (Array.isArray(value)) return { kind: 'sequence', items: value.map(nodeOf), ...nowhere };
  if (typeof value === 'object' && value !== null && !(value instanceof Digits)) {
    const entries = Object.entries(value).map(([key, each]) => [key, { keyStart: 0, keyEnd: 0, value: nodeOf(each), pair: undefined }] as const);
    return { kind: 'mapping', entries: new Map(entries), merged: false, replaced: [], ...nowhere };
  }
  const text = value instanceof Digits ? value.text : String(value);
  return { kind: 'scalar', text, plain: typeof value !== 'string', isNull: value === null, ...nowhere };
}
