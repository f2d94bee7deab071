import { EXIT_CODES } from './failure.ts';

/**
 * The one entry of the bundle. With arguments it is the command line, without them a step of a workflow. Each is loaded only when it is
 * the one that runs.
 */
const env: NodeJS.ProcessEnv = process.env;
const run = process.argv.length > 2 || env['GITHUB_ACTIONS'] !== 'true' ? async () => (await import('./cli.ts')).runCommand(process.argv.slice(2), env) : async () => (await import('./action.ts')).runAction(env);

try {
  process.exitCode = await run();
} catch (error) {
  // Whatever was thrown on purpose became words in cli.ts or action.ts, so this is a defect of ours.
  const { message } = error as Error;
  process.stderr.write(`manifest-action has a defect: ${message}\nPlease report it with what you did. Set RUNNER_DEBUG=1 for its place in the code.\n`);
  if (env['RUNNER_DEBUG'] === '1') process.stderr.write(`${(error as Error).stack ?? ''}\n`);
  process.exitCode = EXIT_CODES.unavailable;
}
