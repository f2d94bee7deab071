/**
 * Compiles schema/manifest.schema.json into src/manifest/schema.generated.ts, so that ajv itself is not loaded when the action starts.
 * `node scripts/schema.ts` writes the file; with `--check` it only says whether the file is fresh.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

const project = new URL('../', import.meta.url);
const target = new URL('src/manifest/schema.generated.ts', project);

/** The generated module's text. Throws when ajv's code needs a module at run time. */
export function schemaModule(): string {
  const spoken = new Set(['$schema', 'description', 'default', 'examples']);
  const text = readFileSync(new URL('schema/manifest.schema.json', project), 'utf8');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is our own file
  const schema = JSON.parse(text, (key, value: unknown) => (spoken.has(key) || (key === 'title' && typeof value === 'string') ? undefined : value)) as Schema;
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, messages: false, code: { source: true, esm: true, lines: true } });
  ajv.addSchema(schema, 'manifest');
  const code = standalone.default(ajv, { list: 'manifest#/definitions/list', dict: 'manifest#/definitions/dict' });
  if (/\brequire\(/.test(code)) throw new Error('ajv generated a require(): rewrite it to an import in scripts/schema.ts');
  const plain = code.replace(/^(?:'use strict'|"use strict");\s*/, '');
  return `// @ts-nocheck\n// Made from schema/manifest.schema.json by scripts/schema.ts; do not edit.\n${plain}\nexport const keys = ${JSON.stringify({ list: keysOf(schema, 'list'), dict: keysOf(schema, 'dict') }, undefined, 2)};\n`;
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** The keys that each level of a form has, by the keys that lead there: `targets.network` → type, ipv4, … The names of services are left out. */
function keysOf(root: Schema, form: string): Record<string, string[]> {
  const levels: Record<string, string[]> = {};
  const visit = (schema: Schema, level: string): void => {
    const name = schema.$ref?.split('/').at(-1);
    if (name !== undefined) return visit(root.definitions![name]!, level);
    if (schema.items !== undefined) visit(schema.items, level);
    if (typeof schema.additionalProperties === 'object') visit(schema.additionalProperties, level);
    if (schema.properties === undefined) return;
    levels[level] = Object.keys(schema.properties);
    for (const [key, each] of Object.entries(schema.properties)) visit(each, level === '' ? key : `${level}.${key}`);
  };
  visit(root.definitions![form]!, '');
  return levels;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = schemaModule();
  const fresh = (() => {
    try {
      return readFileSync(target, 'utf8') === text;
    } catch {
      return false;
    }
  })();
  if (process.argv.includes('--check')) {
    if (!fresh) {
      process.stderr.write('src/manifest/schema.generated.ts is not fresh: run "node scripts/schema.ts".\n');
      process.exitCode = 1;
    }
  } else if (!fresh) {
    writeFileSync(target, text);
  }
}
