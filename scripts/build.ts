/** Builds dist/: TypeScript to lib/, and lib/main.js with all that it needs to one folder that runs alone. */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';

function run(program: string, ...args: string[]): void {
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

rmSync('lib', { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
rmSync('dist', { recursive: true, force: true });
run('node_modules/@vercel/ncc/dist/ncc/cli.js', 'build', 'lib/main.js', '-o', 'dist', '--license', 'licenses.txt', '-q');
if (readdirSync('dist').length < 3) throw new Error('dist has no chunks of its own: what is loaded lazily is not lazy any more');
