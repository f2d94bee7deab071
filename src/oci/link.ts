/**
 * The target of `rel="next"` in a Link header (RFC 8288), as it was written, or undefined. Links with quoted commas, several relations and
 * any order of parameters are read; what cannot be read is passed over. Never throws.
 */
export function nextLink(header: string | readonly string[] | undefined): string | undefined {
  for (const text of typeof header === 'string' ? [header] : (header ?? [])) {
    if (text.length > 16 * 1024) continue;
    for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
      const end = text.indexOf('>', at);
      if (end < 0) break;
      const parameters = parametersAt(text, end + 1);
      if (relations(parameters.text).includes('next')) return text.slice(at + 1, end);
      at = parameters.end - 1;
    }
  }
  return undefined;
}

/** The parameters that follow a link's target, up to the comma that ends the link. */
function parametersAt(text: string, start: number): { readonly text: string; readonly end: number } {
  let quoted = false;
  let at = start;
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === '\\' && quoted) at++;
    else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) break;
  }
  return { text: text.slice(start, at), end: Math.max(at, start) };
}

function relations(parameters: string): string[] {
  const rel = /(?:^|;)[ \t]*rel[ \t]*=[ \t]*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
  return (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/);
}
