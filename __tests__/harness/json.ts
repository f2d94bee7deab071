/** JSON of which nothing is known but that it is an object, or was made one. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value's members, or none. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The value if it is a text, else ''. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** JSON, or the text where it is none; undefined for nothing. */
export function parsed(raw: Buffer): unknown {
  try {
    return raw.length === 0 ? undefined : JSON.parse(raw.toString('utf8'));
  } catch {
    return raw.toString('utf8');
  }
}
