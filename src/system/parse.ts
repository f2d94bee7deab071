import { Failure } from '../failure.ts';
import { isDigest, type Digest } from '../oci/descriptor.ts';
import { isObject } from '../oci/document.ts';
import { quoted } from '../visible.ts';

/** What a published system manifest says of the device, whichever form it has. */
export interface SystemManifest {
  readonly form: 'list' | 'dict';
  readonly product: string;
  /** Dict form: the system's version. List form: the format's. */
  readonly version: bigint;
  readonly images: readonly { readonly name: string; readonly digest: Digest; readonly size: number }[];
}

export const SYSTEM_MEDIA_TYPES = { list: 'application/vnd.machine.install', dict: 'application/vnd.mos.system.manifest.v1' } as const;

/** What an import manifest's version may be at most (`UINT64` of its fields). */
const LARGEST = 2n ** 64n - 1n;

/**
 * Reads the bytes of a system manifest or of an install.json, as a device would. Throws a `problem` Failure `system-manifest` that says
 * what is wrong with them.
 */
export function parseSystemManifest(bytes: Uint8Array, mediaType: string): SystemManifest {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw wrong('is not JSON in UTF-8');
  }
  if (!isObject(value)) throw wrong('is not a JSON object');
  const { product, targets } = value;
  if (typeof product !== 'string') throw wrong('has no product');
  const version = versionOf(text, value['version']);
  if (version === undefined) throw wrong('has no version');
  const form = mediaType === SYSTEM_MEDIA_TYPES.dict ? 'dict' : 'list';
  let entries: (readonly [unknown, unknown])[];
  if (form === 'dict') {
    if (!isObject(targets)) throw wrong('has no targets');
    entries = Object.entries(targets);
  } else {
    if (targets !== null && !Array.isArray(targets)) throw wrong('has targets that are no list');
    entries = (targets ?? []).map((target: unknown) => [isObject(target) ? target['service_name'] : undefined, target] as const);
  }
  const images = entries.map(([name, target]) => {
    if (typeof name !== 'string' || !isObject(target)) throw wrong('has a target without a name');
    const { digest, size } = target;
    const shown = quoted(name);
    if (typeof digest !== 'string' || !isDigest(digest)) throw wrong(`has no digest for ${shown}`);
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw wrong(`has no size for ${shown}`);
    return { name, digest, size };
  });
  return { form, product, version, images };
}

/** The version as it was read, exactly: past 2^53 from its digits, up to the 64 bits that an import manifest's has. */
function versionOf(text: string, read: unknown): bigint | undefined {
  if (typeof read !== 'number') return undefined;
  if (Number.isSafeInteger(read)) return BigInt(read);
  const exact = numberOf(text, 'version');
  return /^[1-9]\d{0,19}$/.test(exact) && BigInt(exact) <= LARGEST ? BigInt(exact) : undefined;
}

/** How a number of the outermost object is written in a text that JSON.parse took; of several the last, which it takes too. */
function numberOf(text: string, name: string): string {
  let depth = 0;
  let key: string | undefined;
  let before = '';
  let found = '';
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (token === ':') key = before;
    else if (depth === 1 && before === ':' && key !== undefined && JSON.parse(key) === name) found = token;
    before = token;
  }
  return found;
}

function wrong(what: string): Failure {
  return new Failure('problem', 'system-manifest', `The system manifest ${what}.`, { cure: 'Publish it again from its import manifest.' });
}
