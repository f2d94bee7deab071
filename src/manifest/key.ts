import { isScalar, type Pair, type ParsedNode } from 'yaml';

/**
 * What is wrong with how a key is written: where YAML 1.2 and yaml.v2, which mosb reads with, disagree on what the key is. `flow` is
 * whether it stands in a mapping in flow style.
 */
export function keyMessages({ key, srcToken }: Pair<ParsedNode, ParsedNode | null>, flow: boolean, text: string): string[] {
  if (srcToken === undefined) return [];
  const messages: string[] = [];
  const { start, sep = [] } = srcToken;
  const colon = sep.find(({ type }) => type === 'map-value-ind');
  const between = colon === undefined ? [] : sep.slice(0, sep.indexOf(colon));
  const question = start.find(({ type }) => type === 'explicit-key-ind');
  const scalar = isScalar(key) ? key : undefined;
  const written = scalar?.srcToken !== undefined && 'source' in scalar.srcToken ? scalar.srcToken.source : '';
  const broken = question !== undefined && start.slice(start.indexOf(question)).some(({ type }) => type === 'newline');

  if (scalar?.type === 'PLAIN' && scalar.source === '') messages.push('A key is missing here. Write it before the ":".');
  if (scalar?.anchor !== undefined) messages.push('An anchor stands before a key, where readers differ on what it names. Put it after the ":".');
  if (between.some(({ type }) => type === 'tag' || type === 'anchor')) messages.push('A tag or an anchor stands between this key and its ":". Remove it.');
  if (broken || written.includes('\n')) messages.push('A key must stand on one line.');
  if (question !== undefined) {
    if (colon === undefined) messages.push('A key after "?" needs a ":" below it. Write it as key: value.');
    const aligned = colon === undefined || flow || column(text, question.offset) === column(text, colon.offset);
    if (!aligned) messages.push('The "?" and the ":" of a key must stand in the same column.');
    return messages;
  }
  if (between.some(({ type }) => type === 'newline')) messages.push('A key and its ":" must stand on one line.');
  const tight = flow && colon !== undefined && scalar?.type === 'PLAIN' && /\S/.test(text[colon.offset + 1] ?? ' ');
  if (tight) messages.push('A blank is missing after the ":" of this key.');
  return messages;
}

function column(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1);
}
