import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Form } from '../../../src/manifest/manifest.ts';
import type { Problem } from '../../../src/manifest/problem.ts';
import { readManifest } from '../../../src/manifest/read.ts';
import { checkRules, judge } from '../../../src/manifest/rules/engine.ts';
import type { Base, Example, RuleContext } from '../../../src/manifest/rules/rule.ts';
import { ruleSettings, type RuleSettings } from '../../../src/manifest/rules/settings.ts';

export const PRODUCT = 'de6c82c5-2e01-4c92-949b-a6545d30fc06';
export const NOW = new Date('2026-03-01T12:00:00Z');
export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** What a good manifest says where a fragment says nothing. */
const TOP: Readonly<Record<Form, string>> = {
  list: `version: 1\nproduct: ${PRODUCT}\nupdate_type: complete\n`,
  dict: `version: 200\nproduct: ${PRODUCT}\n`,
};

function defaults(form: Form, name: string): [string, unknown][] {
  const type = name === 'hostfs' ? 'hostfs' : name === 'bootkit' ? 'fs-only' : 'container';
  return [
    [form === 'list' ? 'source' : 'url', 'docker://registry.example/os/service:1.0.0'],
    ['version', '1.0.0'],
    ['digest', DIGEST],
    ['size', 878],
    ['service_type', type],
    ['nsgroup', type === 'container' ? 'ran' : 'none'],
    ['network', { type: 'host' }],
  ];
}

/** A whole manifest from a fragment: see `Example` in rule.ts. The fragment's notation of each value is kept. */
export function manifestText(form: Form, fragment: string, whole = false): string {
  const yaml = parseDocument(fragment, { intAsBigInt: true });
  if (yaml.errors[0] !== undefined) throw yaml.errors[0];
  const top = mapping(yaml.contents);
  for (const { key, value } of mapping(parseDocument(TOP[form]).contents).items) {
    if (!top.has(key)) top.set(key, value);
  }
  if (!top.has('targets')) top.set('targets', yaml.createNode(form === 'list' ? [] : {}));
  const targets = top.get('targets');
  const given = entries(targets).map(([name]) => name);
  // Before those of the fragment, so that these are the last.
  for (const name of [...(given.length === 0 ? ['ran'] : []), 'bootkit', 'hostfs']) {
    if (whole || given.includes(name)) continue;
    if (isSeq(targets)) targets.items.unshift(yaml.createNode({ service_name: name }));
    else mapping(targets).items.unshift(yaml.createPair(name, yaml.createNode({})));
  }
  for (const [name, target] of entries(targets)) {
    for (const [key, value] of defaults(form, name)) {
      if (!target.has(key)) target.set(yaml.createNode(key), yaml.createNode(value));
    }
  }
  return yaml.toString({ lineWidth: 0 });
}

function mapping(node: unknown): YAMLMap {
  if (isMap(node)) return node;
  throw new Error('a fragment has to be a mapping');
}

function entries(targets: unknown): [string, YAMLMap][] {
  if (isSeq(targets)) return targets.items.map((item) => [String(mapping(item).get('service_name')), mapping(item)]);
  return mapping(targets).items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), mapping(value)]);
}

/** What a test knows beside the manifest. */
export type Knowledge = Partial<Omit<RuleContext, 'manifest' | 'document'>>;

export const MOS: RuleSettings = ruleSettings('mos');

/** The problems of a whole manifest, of reading and of the rules, as a job has them. */
export function problemsOf(text: string, settings: RuleSettings = MOS, knowledge: Knowledge = {}): Problem[] {
  const { manifest, document, problems } = readManifest(Buffer.from(text));
  if (manifest === undefined || document === undefined) return [...problems];
  const read = judge(problems, settings);
  return [...read, ...checkRules({ manifest, document, now: NOW, publishing: false, pin: 'suggest', ...knowledge }, settings, read)];
}

/** The base of an example: its fragment made whole, with every target that differs named as changed. */
export function baseOf(text: string, changed: Iterable<string>, kind: Base['kind'] = 'git'): Base {
  const { manifest, problems } = readManifest(Buffer.from(text));
  if (manifest === undefined) throw new Error(`the base of a test is no manifest: ${problems[0]?.message}`);
  return { manifest, kind, changed: new Set(changed) };
}

/** The problems of one side of an example. */
export function problemsOfExample(form: Form, example: Example, side: 'bad' | 'good', settings: RuleSettings = MOS): Problem[] {
  const { base, inputs, whole } = example;
  return problemsOf(manifestText(form, example[side], whole), settings, {
    base: base === undefined ? undefined : baseOf(manifestText(form, base), ['ran', 'bootkit']),
    diskSize: inputs?.['disk-size'],
    registries: inputs?.registries,
  });
}
