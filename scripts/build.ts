/**
 * Builds dist/: TypeScript to lib/, and lib/main.js with all that it needs to one folder that runs alone. With `--check` it leaves
 * dist/ as it is, and says whether it is what the sources make.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const BUILT = join('lib', 'dist');

function run(program: string, ...args: string[]): void {
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The files of a folder that are not the same in another one, or are in one alone. */
function differences(one: string, other: string): string[] {
  const names = new Set([one, other].flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : [])));
  return [...names].filter((name) => textOf(one, name) !== textOf(other, name)).toSorted();
}

function textOf(folder: string, name: string): string | undefined {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

rmSync('lib', { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
run('node_modules/@vercel/ncc/dist/ncc/cli.js', 'build', 'lib/main.js', '-o', BUILT, '--license', 'licenses.txt', '-q');
if (readdirSync(BUILT).length < 3) throw new Error('dist has no chunks of its own: what is loaded lazily is not lazy any more');
if (process.argv.includes('--check')) {
  const stale = differences(BUILT, 'dist');
  if (stale.length > 0) {
    process.stderr.write(`dist is stale (${stale.slice(0, 5).join(', ')}): run npm run build\n`);
    process.exitCode = 1;
  }
} else {
  rmSync('dist', { recursive: true, force: true });
  renameSync(BUILT, 'dist');
}
