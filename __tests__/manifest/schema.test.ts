import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from '@jest/globals';
import { schemaModule } from '../../scripts/schema.ts';
import { readManifest } from '../../src/manifest/read.ts';

const root = new URL('../../', import.meta.url);
const schema: Record<string, unknown> = JSON.parse(readFileSync(new URL('schema/manifest.schema.json', root), 'utf8'));

test('the compiled schema is fresh (else: node scripts/schema.ts), and needs no module at run time', () => {
  const generated = readFileSync(new URL('src/manifest/schema.generated.ts', root), 'utf8');
  expect(generated).toBe(schemaModule());
  expect(generated).not.toMatch(/\brequire\(|^import /m);
});

describe('the published schema, as an editor uses it', () => {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  const list = { version: 1, targets: [{ service_name: 'a', source: 'docker://h/a:1', version: 1.1, size: 5 }] };
  const dict = { version: 200, targets: { a: { url: 'docker://h/a:1', mounts: [], network: { type: 'host' } } } };

  test.each([['list', list], ['dict', dict]])('takes the %s form', (_, value) => {
    expect(validate(value)).toBe(true);
  });

  test.each([
    ['a source in dict form', { ...dict, targets: { a: { source: 'x' } } }],
    ['a url in list form', { ...list, targets: [{ url: 'x' }] }],
    ['version 2 of the list form', { ...list, version: 2 }],
    ['no targets', { version: 1 }],
    ['a key that is unknown', { ...dict, apiVersion: 1 }],
  ])('refuses %s', (_, value) => {
    expect(validate(value)).toBe(false);
  });

  test('says of every field what it is', () => {
    interface Part {
      readonly title?: string;
      readonly $ref?: string;
      readonly properties?: Readonly<Record<string, Part>>;
    }
    const definitions: Readonly<Record<string, Part>> = Object(schema['definitions']);
    const { oldMount: _, ...current } = definitions;
    const untold = Object.entries(current).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties).flatMap(([key, { title, $ref }]) => (title === undefined && definitions[$ref?.split('/').at(-1) ?? '']?.title === undefined ? [`${name}.${key}`] : [])),
    );
    expect(Object.keys(current).length).toBeGreaterThan(5);
    expect(untold).toEqual([]);
  });
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('a key that every object has, %s, is as unknown as any', (key) => {
  const list = `version: 1\nproduct: p\ntargets:\n  - service_name: a\n    ${key}: x\n`;
  const dict = `version: 1\nproduct: p\ntargets:\n  a:\n    ${key}: x\n`;
  for (const text of [list, dict, `${key}: x\n${list}`, `version: 1\nproduct: p\ntargets:\n  - service_name: a\n    network:\n      ${key}: x\n`]) {
    const { problems } = readManifest(Buffer.from(text));
    expect(problems.map(({ rule, message }) => `${rule} ${message}`)).toContainEqual(expect.stringMatching(new RegExp(`^unknown-key "${key}" is no key of `)));
  }
});
