/** A PEM block as a device reads it. */
export interface DecodedPem {
  readonly label: string;
  readonly bytes: Buffer;
}

const BEGIN = '-----BEGIN ';
const END = '\n-----END ';
const DASHES = '-----';

/**
 * The first PEM block that Go's pem.Decode gives for a text (encoding/pem of Go 1.26, followed step by step), and so the one that mosctl reads; undefined when it
 * gives none. It wants the BEGIN line at the start of a line and nothing but blanks after the END line; what is otherwise is passed over. OpenSSL takes more.
 */
export function decodePem(text: string): DecodedPem | undefined {
  for (let from = 0; ; ) {
    const end = text.indexOf(END, from);
    if (end < 0) return undefined;
    const before = text.slice(from, end);
    const begin = before.lastIndexOf(BEGIN);
    const isLine = begin === 0 || before[begin - 1] === '\n';
    const block = begin < 0 || !isLine ? 'none' : blockAt(text, from + begin, end);
    if (block !== 'none') return block;
    from = end + END.length;
  }
}

/** The block whose BEGIN stands at `begin` and whose END's line break at `end`. 'none': look behind it; undefined: there is none behind it, either. */
function blockAt(text: string, begin: number, end: number): DecodedPem | undefined | 'none' {
  const trailer = end + END.length;
  const first = lineAt(text, begin + BEGIN.length);
  if (!first.line.endsWith(DASHES)) return 'none';
  const label = first.line.slice(0, -DASHES.length);
  let body = first.next;
  // Headers (RFC 1421) are the lines with a colon. The first without one begins the base64.
  for (let header = lineAt(text, body); header.line.includes(':'); header = lineAt(text, body)) {
    body = header.next;
    if (body > trailer) return undefined;
  }
  if (body > first.next && body > end) return 'none';
  if (lineAt(text, trailer).line !== `${label}${DASHES}`) return 'none';
  const base64 = text.slice(body, Math.max(body, end)).replaceAll(/[ \t\r\n]/g, '');
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return 'none';
  return { label, bytes: Buffer.from(base64, 'base64') };
}

/** The line from `at` on without the blanks at its end, and where the next one begins. */
function lineAt(text: string, at: number): { readonly line: string; readonly next: number } {
  const lineBreak = text.indexOf('\n', at);
  let end = lineBreak < 0 ? text.length : lineBreak;
  if (lineBreak > at && text[end - 1] === '\r') end -= 1;
  while (end > at && (text[end - 1] === ' ' || text[end - 1] === '\t')) end -= 1;
  return { line: text.slice(at, end), next: lineBreak < 0 ? text.length : lineBreak + 1 };
}
