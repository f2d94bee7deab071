import { readFileSync } from 'node:fs';
import { INPUT_SPECS, type InputSpec } from '../../src/inputs.ts';
import { OUTPUTS } from '../../src/outputs.ts';

/** action.yml, made from the tables of inputs and outputs in the code. */
export function actionMetadata(): string {
  const inputs = INPUT_SPECS.flatMap((spec) => [
    `  ${spec.name}:`,
    `    description: ${JSON.stringify(described(spec))}`,
    '    required: false',
    `    default: ${JSON.stringify(spec.default ?? '')}`,
  ]);
  const outputs = OUTPUTS.flatMap(({ name, description }) => [`  ${name}:`, `    description: ${JSON.stringify(description)}`]);
  return `${[
    '# Made from src/inputs.ts and src/outputs.ts by npm run generate.',
    'name: Manifest action',
    'description: Review, pin, sign and publish the system manifest of a device that runs mos',
    'author: The mos project',
    'branding:',
    '  icon: package',
    '  color: blue',
    'inputs:',
    ...inputs,
    'outputs:',
    ...outputs,
    'runs:',
    '  using: node24',
    '  main: dist/index.js',
  ].join('\n')}\n`;
}

function described({ description, values }: InputSpec): string {
  return values === undefined ? description : `${description} One of: ${values.join(', ')}.`;
}

const WORKFLOW = new URL('../../examples/device/.github/workflows/manifest.yaml', import.meta.url);

/** The text of README.md with the example's workflow and the tables of inputs and outputs made anew. Throws when a place for one is missing. */
export function readmeTables(now: string): string {
  const inputs = INPUT_SPECS.map((spec) => {
    const fallback = spec.default ?? '';
    return `| \`${spec.name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${spec.description} |`;
  });
  const outputs = OUTPUTS.map(({ name, description }) => `| \`${name}\` | ${description} |`);
  const workflow = ['```yaml', readFileSync(WORKFLOW, 'utf8').trimEnd(), '```'];
  return between(
    between(between(now, 'workflow', workflow), 'inputs', ['| input | default | meaning |', '|---|---|---|', ...inputs]),
    'outputs',
    ['| output | meaning |', '|---|---|', ...outputs],
  );
}

function between(text: string, name: string, lines: readonly string[]): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no place for its ${name}: ${begin} … ${end}`);
  return `${text.slice(0, from)}${begin}\n\n${lines.join('\n')}\n\n${text.slice(to)}`;
}
