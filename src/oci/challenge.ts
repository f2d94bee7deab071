/** One challenge of a WWW-Authenticate header (RFC 9110 §11.6.1). `scheme` and the parameters' names are in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Instead of parameters, as `Negotiate` has. */
  readonly token68: string | undefined;
}

const LONGEST_HEADER = 16 * 1024;
const MOST_CHALLENGES = 20;

const SCHEME = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]+([^ \t].*))?$/s;
const PARAMETER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*(.*)$/s;
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/s;
const TOKEN68 = /^[A-Za-z0-9._~+/-]+=*$/;

/**
 * The challenges of a WWW-Authenticate header, or of several: many challenges in one header, any case, quoted commas (RFC 9110 §11.2).
 * What cannot be read ends the header it stands in, and what came before it is kept. Never throws.
 */
export function parseChallenges(header: string | readonly string[] | undefined): Challenge[] {
  const challenges: Challenge[] = [];
  for (const text of typeof header === 'string' ? [header] : (header ?? [])) {
    if (text.length <= LONGEST_HEADER) readHeader(text, challenges);
  }
  return challenges.slice(0, MOST_CHALLENGES);
}

function readHeader(text: string, challenges: Challenge[]): void {
  let parameters: Map<string, string> | undefined;
  for (const item of listItems(text)) {
    let parameter = PARAMETER.exec(item);
    if (parameter === null) {
      const scheme = SCHEME.exec(item);
      if (scheme === null) return;
      const rest = scheme[2];
      // `abc==` is a token68 that looks like a parameter without a value.
      parameter = rest === undefined ? null : PARAMETER.exec(rest);
      const token68 = rest !== undefined && (parameter === null || /^=*$/.test(parameter[2] ?? '')) ? rest : undefined;
      if (token68 !== undefined && !TOKEN68.test(token68)) return;
      parameters = new Map();
      challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), parameters, token68 });
      if (token68 !== undefined || parameter === null) continue;
    }
    const name = (parameter[1] ?? '').toLowerCase();
    const value = unquoted(parameter[2] ?? '');
    if (parameters === undefined || value === undefined) return;
    if (!parameters.has(name)) parameters.set(name, value);
  }
}

/** The items of a comma separated list, trimmed, without the empty ones; a comma in quotes separates nothing. */
function listItems(text: string): string[] {
  const items: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (character === '\\' && quoted) at++;
    else if (character === '"') quoted = !quoted;
    else if (at >= text.length || (character === ',' && !quoted)) {
      const item = text.slice(start, at).trim();
      if (item !== '') items.push(item);
      start = at + 1;
    }
  }
  if (start < text.length && quoted) items.push(text.slice(start).trim());
  return items;
}

/** A value without its quotes. Registries leave `/`, `:` and `?` of a realm unquoted although they should not. */
function unquoted(value: string): string | undefined {
  const quoted = QUOTED.exec(value)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(.)/gs, '$1');
  return /^[^\s"\\]+$/.test(value) ? value : undefined;
}
