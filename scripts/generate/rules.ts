import type { Form } from '../../src/manifest/manifest.ts';
import { CATALOGUE } from '../../src/manifest/rules/catalogue.ts';
import type { Example, Need, Rule } from '../../src/manifest/rules/rule.ts';

const NEEDS: Readonly<Record<Need, string>> = {
  text: 'the manifest',
  base: 'the base',
  key: 'the signing key',
  registry: 'the destination',
  image: 'the image',
  input: 'an input',
  github: 'GitHub',
};
const FORMS: Readonly<Record<Form, string>> = { list: 'List form', dict: 'Dict form' };

/** docs/rules.md: an overview, and a section for each rule. */
export function rulesPage(): string {
  const locked = CATALOGUE.filter((rule) => rule.locked === true).map(({ id }) => `\`${id}\``);
  const later = CATALOGUE.filter((rule) => rule.later === true);
  return `<!-- Made from src/manifest/rules by scripts/generate.ts; do not edit. -->
# Rules

What a manifest is checked for before a device sees it. The numbers are for reference only; inputs take the id. “List” is the
form of mos's formats.md that \`mosb\` reads, “dict” the form of mos's issue 24.

How much a rule matters depends on the input \`profile\`:

- \`mos\` (default): every rule but \`device-version\`. What only a fault of today's \`mosctl\` makes dangerous is a warning.
- \`mosctl\`: for devices of today. These faults are errors.
- \`generic\`: any OCI image, without the rules about devices.

The input \`rules\` changes it for one rule: \`off\`, \`notice\`, \`warning\` or \`error\`. What it says then holds for everything that the rule finds.
At \`promote\` and \`verify\` it has no effect: there what is wrong is always an error.

\`\`\`yaml
with:
  rules: |
    no-bootkit: off
    new-registry: error
\`\`\`

These cannot be set lower than the profile has them (exit code 2): ${locked.join(', ')}.

${later.length} of the ${CATALOGUE.length} rules are not checked yet; they are marked so, and their ids can be used already.

The examples show only the keys that matter; the rest is as in a good manifest.

| # | Rule | Form | \`mos\` | \`mosctl\` | \`generic\` | What it asks |
|---|---|---|---|---|---|---|
${CATALOGUE.map(row).join('\n')}

${CATALOGUE.map(section).join('\n')}`;
}

function row({ number, id, forms, severity, title, later }: Rule): string {
  const cells = [number ?? '', `[\`${id}\`](#${id})`, forms.length === 2 ? 'both' : forms.join(''), severity.mos, severity.mosctl, severity.generic];
  return `| ${cells.join(' | ')} | ${title}${later === true ? ' *Not checked yet.*' : ''} |`;
}

function section(rule: Rule): string {
  const { number, id, forms, severity, title, why, note, needs, later, raised, check, examples, words, locked } = rule;
  const where = forms.length === 2 ? 'both forms' : `the ${forms.join('')} form only`;
  const levels = `\`mos\` ${severity.mos}, \`mosctl\` ${severity.mosctl}, \`generic\` ${severity.generic}`;
  const parts = [
    `## ${id}`,
    title,
    `Why: ${why}`,
    ...(note === undefined ? [] : [note]),
    [
      `- ${number === undefined ? 'Rule without a number' : `Rule ${number}`}, in ${where}.`,
      `- Severity: ${levels}. ${locked === true ? 'It cannot be lowered.' : 'It can be changed.'}`,
      `- Needs ${needs.map((need) => NEEDS[need]).join(' and ')}.`,
      ...(later === true ? ['- **Not checked yet.**'] : []),
      ...(raised === undefined ? [] : [check === undefined ? `- Checked ${raised.charAt(0).toLowerCase()}${raised.slice(1)}` : `- ${raised}`]),
    ].join('\n'),
    ...(words === undefined ? [] : [fenced('Bad', words.bad, 'text'), fenced('Good', words.good, 'text')]),
    ...exampleParts(examples ?? {}),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The examples of both forms, or of one where they are the same. */
function exampleParts(examples: Readonly<Partial<Record<Form, Example>>>): string[] {
  const { list, dict } = examples;
  if (list !== undefined && dict !== undefined && list.bad === dict.bad && list.good === dict.good) return exampleOf(list, '');
  return (['list', 'dict'] as const).flatMap((form) => {
    const example = examples[form];
    return example === undefined ? [] : exampleOf(example, list === undefined || dict === undefined ? '' : `${FORMS[form]}, `);
  });
}

function exampleOf({ base, bad, good, inputs }: Example, form: string): string[] {
  const label = (word: string): string => (form === '' ? word : `${form}${word.toLowerCase()}`);
  const given = Object.entries(inputs ?? {}).map(([name, value]) => `\`${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}\``);
  return [
    ...(given.length === 0 ? [] : [`With ${given.join(' and ')}:`]),
    ...(base === undefined ? [] : [fenced(label('Base'), base, 'yaml')]),
    fenced(label('Bad'), bad, 'yaml'),
    fenced(label('Good'), good, 'yaml'),
  ];
}

function fenced(label: string, text: string, language: string): string {
  return `${label}:\n\n\`\`\`${language}\n${text}\n\`\`\``;
}
