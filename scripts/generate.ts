/**
 * Writes every file that is made from the code: `node scripts/generate.ts`. With `--check` it writes nothing, and says which are stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { actionMetadata, readmeTables } from './generate/interface.ts';
import { fromMosb } from './generate/mosb.ts';
import { rulesPage } from './generate/rules.ts';
import { schemaModule } from './schema.ts';

/** A file that is made, its path relative to the project. `make` gets the text that the file has now, '' when there is none. */
export interface Generated {
  readonly path: string;
  readonly make: (now: string) => string;
}

/** In alphabetical order of their paths. */
const GENERATED: readonly Generated[] = [
  { path: 'README.md', make: readmeTables },
  { path: 'action.yml', make: actionMetadata },
  { path: 'docs/from-mosb.md', make: fromMosb },
  { path: 'docs/rules.md', make: rulesPage },
  { path: 'src/manifest/schema.generated.ts', make: schemaModule },
];

const project = new URL('../', import.meta.url);

function textOf(path: string): string {
  const file = new URL(path, project);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

const checking = process.argv.includes('--check');
for (const { path, make } of GENERATED) {
  const now = textOf(path);
  const text = make(now);
  if (text === now) continue;
  if (checking) {
    process.stderr.write(`${path} is stale: run npm run generate\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(new URL(path, project), text);
    process.stdout.write(`${path} written\n`);
  }
}
