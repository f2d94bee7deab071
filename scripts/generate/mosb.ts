import { readFileSync } from 'node:fs';
import { outcomes } from '../../__tests__/vectors/outcomes.ts';

const KNOWN = new URL('../../__tests__/vectors/mosb-refused.json', import.meta.url);
const BEGIN = '<!-- refused -->';
const END = '<!-- /refused -->';

/**
 * docs/from-mosb.md with its table of what mosb publishes and we refuse, made by reading every vector of the real mosb again.
 * Throws when the page has no place for it, when we would publish other bytes than mosb, or when a refusal has no reason in
 * __tests__/vectors/mosb-refused.json.
 */
export function fromMosb(now: string): string {
  const [from, to] = [now.indexOf(BEGIN), now.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`docs/from-mosb.md has no place for what is refused: ${BEGIN} … ${END}`);
  return `${now.slice(0, from)}${BEGIN}\n\n${table()}\n\n${now.slice(to)}`;
}

function table(): string {
  const reasons = refusals();
  const published = outcomes().filter(({ expected }) => expected !== undefined);
  const refused = published.filter(({ bytes }) => bytes === undefined);
  const other = published.find(({ bytes, expected }) => bytes !== undefined && expected?.equals(bytes) === false);
  if (other !== undefined) throw new Error(`${other.name}: other bytes than mosb's`);
  const rows = refused.map(({ name, reading: { problems } }) => {
    const reason = reasons.get(name);
    const errors = problems.filter(({ severity }) => severity === 'error');
    // The file may hold other faults as well, before the one that the vector is about: no one reads it on past bad syntax.
    const first = errors.find(({ rule }) => rule === 'syntax') ?? errors[0];
    if (reason === undefined || first === undefined) throw new Error(`${name} is refused, and nothing says why`);
    return `| ${cell(reason)} | [\`${first.rule}\`](rules.md#${first.rule}) | ${cell(first.message)} |`;
  });
  return [
    `Of ${published.length} manifests that the real mosb published, chosen for their oddities, ${published.length - refused.length} give the same bytes and ${refused.length} are refused:`,
    '',
    '| what mosb publishes | rule | what is said |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

function refusals(): ReadonlyMap<string, string> {
  const known: unknown = JSON.parse(readFileSync(KNOWN, 'utf8'));
  const refused: unknown = typeof known === 'object' && known !== null && 'refused' in known ? known.refused : {};
  return new Map(Object.entries(Object(refused)).map(([name, reason]) => [name, String(reason)]));
}

/** Text in a table's cell: what markdown, or HTML, would take for its own is escaped. */
function cell(text: string): string {
  return text.replaceAll(/[\\`*_|<>[\]]/g, String.raw`\$&`);
}
