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
  let value: unknown;
  const versions = new Map<unknown, bigint>();
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), remember(versions));
  } catch {
    throw wrong('is not JSON in UTF-8');
  }
  if (!isObject(value)) throw wrong('is not a JSON object');
  const { product, targets } = value;
  if (typeof product !== 'string') throw wrong('has no product');
  const version = versions.get(value);
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

/** Notes the version of each object to its last digit, which a number has no room for past 2^53. */
function remember(versions: Map<unknown, bigint>): (this: unknown, key: string, value: unknown, context?: { readonly source?: string }) => unknown {
  return function (key, value, { source = '' } = {}) {
    if (key === 'version' && typeof value === 'number') {
      // As an import manifest may have it: an integer, in digits alone where they matter.
      const exact = Number.isSafeInteger(value) ? BigInt(value) : /^\d+$/.test(source) ? BigInt(source) : undefined;
      if (exact !== undefined && exact <= LARGEST) versions.set(this, exact);
    }
    return value;
  };
}

function wrong(what: string): Failure {
  return new Failure('problem', 'system-manifest', `The system manifest ${what}.`, { cure: 'Publish it again from its import manifest.' });
}
