/** A token in JOSE's compact form: three base64url parts, of which the first begins with `{"`. */
const TOKEN = /eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*)?/g;

/**
 * Text from a server, a child or a certificate as it may stand in a message: one line, no control, bidi or zero-width characters, no token, at most
 * `limit` characters.
 */
export function foreign(text: string, limit = 300): string {
  const clean = text
    .replaceAll(TOKEN, '[token]')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return clean.length > limit ? `${clean.slice(0, limit)}…` : clean;
}

/** A time as it stands in a message, in whole seconds: `2026-01-02T03:04:05Z`. */
export function moment(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
