import { Failure, type FailureKind } from '../failure.ts';
import { quoted } from '../visible.ts';

/** The most that a manifest or an index may be, in bytes (distribution-spec §Pushing Manifests: 4 MiB is what registries must take). */
export const MANIFEST_LIMIT = 4 * 1024 * 1024;

/** How deep arrays and objects may lie in each other. An image index needs four levels; Go's own limit is 10000. */
const DEPTH_LIMIT = 32;

export type JsonObject = Readonly<Record<string, unknown>>;

export interface DocumentOptions {
  /** The code of the Failure, when the document isn't an image manifest. */
  readonly code?: string | undefined;
  /** `problem` (default) for what is stored, `unavailable` when a server's word is all there is. */
  readonly kind?: FailureKind | undefined;
  /** In bytes; default `MANIFEST_LIMIT`. */
  readonly limit?: number | undefined;
}

/**
 * A JSON object from outside, read so strictly that no two readers can read it differently: UTF-8 without a byte order mark, one object,
 * no key twice in one object, bounded depth. The objects may have a key such as `__proto__` as their own: pick fields by name with
 * `field`, never spread them.
 *
 * Throws a Failure, by default `problem` `image-manifest`, that names `where`.
 */
export function parseDocument(bytes: Uint8Array, where: string, { code = 'image-manifest', kind = 'problem', limit = MANIFEST_LIMIT }: DocumentOptions = {}): JsonObject {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new Failure(kind, code, `${where}: ${reason}`, { cause, cure: 'Write it again with the tool that made it, or copy it from where it is whole.' });
  };
  if (bytes.byteLength > limit) return refuse(`the document is ${bytes.byteLength} bytes, more than the ${limit} that it may be`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    return refuse('the document is not UTF-8', cause);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(bytes.byteLength === 0 ? 'the document is empty' : 'the document is not JSON');
  }
  if (!isObject(value)) return refuse('the document is not a JSON object');
  const fault = structureFault(text);
  if (fault !== undefined) return refuse(fault);
  return value;
}

/** Whether a value is a JSON object: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object's own field, or undefined: never what it inherits. */
export function field(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/**
 * The first key of an object that Go's encoding/json takes for one of these names although it is spelled otherwise: Go folds case, and takes
 * U+017F for s and U+212A for k. Devices and most registries are written in Go, so such a key is read there and overlooked here.
 */
export function misspelledKey(object: JsonObject, names: readonly string[]): string | undefined {
  const known = new Set(names);
  const folded = new Set(names.map(fold));
  return Object.keys(object).find((key) => !known.has(key) && folded.has(fold(key)));
}

/** Whether the text is a media type (RFC 6838 §4.2). */
export function isMediaType(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/.test(text);
}

function fold(key: string): string {
  return key.toUpperCase().toLowerCase();
}

/**
 * What two readers of this valid JSON text could disagree about: a key that one object has twice (JSON.parse takes the last without a word, others
 * the first), or more depth than some take. One pass by hand: a regular expression for strings takes quadratic time on hostile text.
 */
function structureFault(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let key = false;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
      case '[':
        key = text[at] === '{';
        open.push(key ? new Set() : undefined);
        if (open.length > DEPTH_LIMIT) return `the document nests deeper than ${DEPTH_LIMIT} levels`;
        break;
      case '}':
      case ']':
        open.pop();
        key = false;
        break;
      case ':':
        key = false;
        break;
      case ',':
        key = open.at(-1) !== undefined;
        break;
      case '"': {
        const start = at;
        for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
        if (!key) break;
        const name = String(JSON.parse(text.slice(start, at + 1)));
        const names = open.at(-1);
        if (names?.has(name) === true) return `the document has the key ${quoted(name)} twice in one object`;
        names?.add(name);
        break;
      }
      default:
    }
  }
  return undefined;
}
