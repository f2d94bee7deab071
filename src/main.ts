#!/usr/bin/env node
// First of all: in Node 24 tls does not work when a part of it was loaded before the whole (https then fails with “tls.createSecureContext is not a function”).
import 'node:tls'; // oxlint-disable-line import/no-unassigned-import -- loading it is the purpose
import { defect, EXIT_CODES } from './failure.ts';
import { words } from './words.ts';
import { plainLine } from './workflow.ts';

/**
 * The one entry of the bundle. With arguments it is the command line, without them a step of a workflow. Each is loaded only when it is
 * the one that runs.
 */
const env: NodeJS.ProcessEnv = process.env;
const args = process.argv.slice(2);

/** Something was thrown where nobody waits for it, or before there was anybody to tell it. */
function tellDefect(error: unknown): void {
  const { headline, details } = words(defect(error));
  process.stderr.write(`${plainLine(`error: ${headline} ${details}`)}\n`);
  process.exitCode = EXIT_CODES.unavailable;
}

process.on('uncaughtException', (error) => {
  tellDefect(error);
  process.exit();
});
// Who reads us may stop doing so (`| head`), which is no reason to leave a release half done.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** The oldest Node that has what is used here, and the one that action.yml names. An older one would stop somewhere on the way. */
const OLDEST_NODE = 24;

async function main(): Promise<number> {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    process.stderr.write(`error: manifest-action runs on Node ${OLDEST_NODE} or newer, and this is Node ${process.versions.node}. Install a newer one; in a clone, npm ci brings one that npm exec uses.\n`);
    return EXIT_CODES.usage;
  }
  return args.length > 0 || env['GITHUB_ACTIONS'] !== 'true' ? (await import('./cli.ts')).runCommand(args, env) : (await import('./action.ts')).runAction(env);
}

try {
  process.exitCode = await main();
} catch (error) {
  tellDefect(error);
}
