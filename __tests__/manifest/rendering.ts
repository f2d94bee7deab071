import * as fc from 'fast-check';

/** A manifest before it has a form and a style. Each text is written as one of the styles can. */
export interface Written {
  readonly form: 'list' | 'dict';
  readonly targets: readonly WrittenTarget[];
}

export interface WrittenTarget {
  readonly name: string;
  readonly source: string;
  readonly version: string | undefined;
  /** `empty` and `null` are a key without a value. */
  readonly digest: 'absent' | 'empty' | 'null' | 'stated';
  readonly size: 'absent' | 'empty' | 'null' | 'stated';
  readonly network: boolean;
  readonly order: number;
}

/** How a manifest is written down: one of each, for each target anew. */
export interface Style {
  readonly lineEnd: '\n' | '\r\n';
  readonly mark: boolean;
  readonly finalNewline: boolean;
  readonly indent: number;
  readonly compact: boolean;
  readonly json: boolean;
  readonly perTarget: readonly TargetStyle[];
}

interface TargetStyle {
  readonly layout: 'block' | 'flow' | 'flow-lines' | 'json' | 'explicit';
  readonly scalar: 'plain' | 'single' | 'double' | 'folded' | 'literal' | 'kept' | 'next-line';
  readonly comment: 'none' | 'same-line' | 'below' | 'deeper';
  readonly blankLine: boolean;
}

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z]$/).filter((text) => !/^(?:yes|no|on|off|true|false|null)$/.test(text));
const source = fc.oneof(
  fc.stringMatching(/^[a-z]{1,6}(?:\/[a-z0-9]{1,5}){1,2}:[a-z0-9.]{1,6}$/).map((text) => `docker://${text}`),
  fc.stringMatching(/^[a-z]{1,6}:[a-z]{1,4}:[0-9]{1,2}$/).map((text) => `oci:${text}`),
  fc.constant(`docker://h/a:1@sha256:${'e'.repeat(64)}`),
);
const stated = fc.constantFrom('absent' as const, 'absent' as const, 'absent' as const, 'empty' as const, 'null' as const, 'stated' as const);
const anyTarget: fc.Arbitrary<WrittenTarget> = fc.record({
  name,
  source,
  version: fc.option(fc.constantFrom('1.10', 'v2', '1.0.0', '"2"', 'é'), { nil: undefined }),
  digest: stated,
  size: stated,
  network: fc.boolean(),
  order: fc.nat(23),
});

export const written: fc.Arbitrary<Written> = fc.record({
  form: fc.constantFrom('list' as const, 'dict' as const),
  targets: fc.uniqueArray(anyTarget, { minLength: 1, maxLength: 5, selector: (each) => each.name }),
});

export const styles: fc.Arbitrary<Style> = fc.record({
  lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
  mark: fc.boolean(),
  finalNewline: fc.boolean(),
  indent: fc.integer({ min: 1, max: 4 }),
  compact: fc.boolean(),
  json: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  perTarget: fc.array(
    fc.record({
      layout: fc.constantFrom('block' as const, 'block' as const, 'flow' as const, 'flow-lines' as const, 'json' as const, 'explicit' as const),
      scalar: fc.constantFrom('plain' as const, 'single' as const, 'double' as const, 'folded' as const, 'literal' as const, 'kept' as const, 'next-line' as const),
      comment: fc.constantFrom('none' as const, 'same-line' as const, 'below' as const, 'deeper' as const),
      blankLine: fc.boolean(),
    }),
    { minLength: 5, maxLength: 5 },
  ),
});

/** The manifest as the text of a file. */
export function render({ form, targets }: Written, style: Style): string {
  const lines = style.json ? jsonFile(form, targets) : yamlFile(form, targets, style);
  // A block that keeps its newline needs one at the end of the file.
  const block = !style.json && style.perTarget.some(({ scalar }) => scalar === 'literal' || scalar === 'kept');
  const text = lines.join(style.lineEnd) + (style.finalNewline || block ? style.lineEnd : '');
  return `${style.mark ? '\ufeff' : ''}${text}`;
}

function yamlFile(form: Written['form'], targets: readonly WrittenTarget[], style: Style): string[] {
  const lines = ['# a device', 'version: 1', '', 'targets: # services'];
  targets.forEach((each, index) => lines.push(...targetLines(form, each, style, style.perTarget[index]!)));
  return lines;
}

type Field = readonly [key: string, value: string | null];

/** The fields of a target, in an order of their own. */
function fields(form: Written['form'], each: WrittenTarget): Field[] {
  const all: Field[] = [[form === 'list' ? 'source' : 'url', each.source]];
  if (form === 'list') all.push(['service_name', each.name]);
  if (each.version !== undefined) all.push(['version', each.version]);
  if (each.digest !== 'absent') all.push(['digest', each.digest === 'empty' ? '' : each.digest === 'null' ? null : `sha256:${'f'.repeat(64)}`]);
  if (each.size !== 'absent') all.push(['size', each.size === 'empty' ? '' : each.size === 'null' ? null : '7']);
  if (each.network) all.push(['network', '{type: host}']);
  const turn = each.order % all.length;
  const turned = [...all.slice(turn), ...all.slice(0, turn)];
  return each.order % 2 === 0 ? turned : turned.toReversed();
}

function targetLines(form: Written['form'], each: WrittenTarget, style: Style, own: TargetStyle): string[] {
  const pad = ' '.repeat(style.indent);
  const all = fields(form, each);
  const head = form === 'list' ? `${style.compact ? '' : pad}- ` : `${pad}${each.name}: `;
  const within = form === 'list' ? ' '.repeat(head.length) : pad.repeat(2);
  if (own.layout === 'flow') return [`${head}{${all.map(([key, value]) => flow(key, value)).join(', ')}}`];
  if (own.layout === 'flow-lines') return [`${head}{`, ...all.map(([key, value]) => `${within}  ${flow(key, value)},${own.comment === 'none' ? '' : ' # c'}`), `${within}  }`];
  if (own.layout === 'json') return [`${head}{${all.map(([key, value]) => json(key, value)).join(',')}}`];
  const lines = all.flatMap(([key, value]) => blockLines(key, value, within, own));
  if (own.blankLine) lines.push('');
  if (form === 'dict') return [head.trimEnd(), ...lines];
  return [head + lines[0]!.slice(within.length), ...lines.slice(1)];
}

function blockLines(key: string, value: string | null, pad: string, own: TargetStyle): string[] {
  const colon = own.layout === 'explicit' ? [`${pad}? ${key}`, `${pad}: `] : [`${pad}${key}: `];
  const before = colon.slice(0, -1);
  const start = colon.at(-1)!;
  if (key !== 'source' && key !== 'url') return [...before, `${start}${value ?? '~'}`.trimEnd()];
  const deeper = `${pad}   `;
  const note = own.comment === 'same-line' ? ' # c' : '';
  const below = own.comment === 'below' ? [`${pad}# c`] : own.comment === 'deeper' ? [`${deeper}# c`] : [];
  switch (own.scalar) {
    case 'single':
      return [...before, `${start}'${value}'${note}`, ...below];
    case 'double':
      return [...before, `${start}"${value}"${note}`, ...below];
    case 'folded':
      return [...before, `${start}>-${note}`, `${deeper}${value}`, ''];
    case 'literal':
      return [...before, `${start}|${note}`, `${deeper}${value}`];
    case 'kept':
      return [...before, `${start}|+${note}`, `${deeper}${value}`, ''];
    case 'next-line':
      return [...before, start.trimEnd(), `${deeper}${value}${note}`, ...below];
    default:
      return [...before, `${start}${value}${note}`, ...below];
  }
}

function flow(key: string, value: string | null): string {
  return `${key}: ${value ?? 'null'}`;
}

function json(key: string, value: string | null): string {
  if (key === 'network') return '"network":{"type":"host"}';
  const number = key === 'size' && value !== null && value !== '';
  return `${JSON.stringify(key)}: ${value === null || (key === 'size' && value === '') ? 'null' : number ? value : JSON.stringify(value.replaceAll('"', ''))}`;
}

function jsonFile(form: Written['form'], targets: readonly WrittenTarget[]): string[] {
  const each = targets.map((target) => {
    const body = `{${fields(form, target).map(([key, value]) => json(key, value)).join(', ')}}`;
    return form === 'list' ? `    ${body}` : `    ${JSON.stringify(target.name)}: ${body}`;
  });
  const [open, close] = form === 'list' ? ['[', ']'] : ['{', '}'];
  return ['{', '  "version": 1,', `  "targets": ${open}`, ...each.map((line, index) => (index + 1 < each.length ? `${line},` : line)), `  ${close}`, '}'];
}
