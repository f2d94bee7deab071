import type { Json } from '../manifest/manifest.ts';

/** A value that Go's encoding/json writes in the order given: entries of an object are pairs. */
export type Ordered = null | boolean | number | bigint | string | readonly Ordered[] | { readonly fields: readonly (readonly [string, Ordered])[] };

/**
 * JSON as Go's json.Marshal writes it: no white space, fields in the order of the struct, integers exactly, and `<`, `>`, `&`, U+2028
 * and U+2029 escaped in strings (encoding/json, HTMLEscape). \b and \f differ between Go 1.21 and 1.22; reading refuses them.
 */
export function goJson(value: Ordered): string {
  if (typeof value === 'string') return goString(value);
  if (value === null || typeof value !== 'object') return String(value);
  if ('fields' in value) return `{${value.fields.map(([key, each]) => `${goString(key)}:${goJson(each)}`).join(',')}}`;
  return `[${value.map(goJson).join(',')}]`;
}

function goString(text: string): string {
  return JSON.stringify(text).replaceAll(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Reproducible JSON (issue 24): keys sorted, no white space, integers exactly, strings as JSON.stringify and RFC 8785 write them. Keys
 * are sorted by their UTF-8 bytes, which is by code point, as Go sorts a map's keys: a device in Go that writes what it read gets the same
 * bytes. (RFC 8785 sorts by UTF-16 units, which is the same for all but characters beyond U+FFFF.)
 */
export function reproducibleJson(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (isArray(value)) return `[${value.map(reproducibleJson).join(',')}]`;
  const entries = Object.entries(value).toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${reproducibleJson(each)}`).join(',')}}`;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
