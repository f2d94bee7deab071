import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defect, EXIT_CODES, exitCode, Failure } from './failure.ts';
import { chooseJob, readEvent, type Event } from './github/event.ts';
import { INPUT_SPECS, inputsFromEnvironment, readOptions, type InputTexts } from './inputs.ts';
import { isOutput, safeOutput, type Outputs } from './outputs.ts';
import { transferLines } from './progress.ts';
import { words } from './words.ts';
import { command, plainLine, writeOutput } from './workflow.ts';
import type { Context, Log } from './jobs/context.ts';
import type { Outcome } from './jobs/outcome.ts';

/**
 * Runs as a step of a workflow: inputs and event in; outputs, summary and annotations out. Gives the exit code of the contract. The
 * runner's variables hold the secrets of the inputs, which are masked and taken out of `env` before anything else runs.
 */
export async function runAction(env: NodeJS.ProcessEnv): Promise<number> {
  const texts = inputsFromEnvironment(env);
  const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
  hideSecrets(texts, workspace, env);
  try {
    const options = readOptions(texts);
    const event = eventOf(env);
    const { job } = chooseJob(event, options.job);
    const context: Context = {
      options: { ...options, outputDirectory: options.outputDirectory ?? join(env['RUNNER_TEMP'] || '.', 'manifest-action') },
      env,
      inActions: true,
      event,
      workspace,
      now: new Date(),
      log: actionLog(),
      mask,
      idToken: async (audience) => (await import('@actions/core')).getIDToken(audience),
    };
    const { runJob } = await import('./jobs/run.ts');
    const outcome = await runJob(context, job);
    await tell(outcome, env);
    return exitCode(outcome.kinds);
  } catch (error) {
    const failure = defect(error);
    if (failure !== error && env['RUNNER_DEBUG'] === '1' && Error.isError(error)) say(command('debug', error.stack));
    annotateFailure(failure);
    setOutputs({ result: 'failed', errors: '1', warnings: '0', pinned: '0' }, env);
    const { prose } = await import('./review/spans.ts');
    const { headline, details } = words(failure);
    summarize(env, `### ❌ ${prose(headline)}\n\n${prose(details, 2000)}\n`);
    return EXIT_CODES[failure.kind];
  }
}

/** Masks every secret input, and takes it out of the environment, which child processes inherit. */
function hideSecrets(texts: InputTexts, workspace: string, env: NodeJS.ProcessEnv): void {
  for (const { name, secret } of INPUT_SPECS) {
    if (secret !== true) continue;
    delete env[`INPUT_${name.toUpperCase()}`];
    const text = texts[name].trim();
    // A key may be given as a path, which is no secret, and would be a riddle as `***`.
    if (text === '' || (name === 'key' && !text.includes('\n') && existsSync(resolve(workspace, text)))) continue;
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    // The log has lines, so each is a secret; but not those that every key has, nor the few letters at a key's end.
    const parts = lines.length === 1 ? [text] : lines.filter((line) => line.length > 3 && !line.startsWith('-----'));
    for (const part of new Set(parts)) mask(part);
  }
}

function mask(secret: string): void {
  say(command('add-mask', secret));
}

function eventOf(env: NodeJS.ProcessEnv): Event {
  let payload: unknown = {};
  const path = env['GITHUB_EVENT_PATH'];
  if (path !== undefined && path !== '') {
    try {
      payload = JSON.parse(readFileSync(path, 'utf8'));
    } catch (error) {
      throw new Failure('usage', 'event', 'The file that GITHUB_EVENT_PATH names cannot be read as JSON.', { cure: 'Run this in GitHub Actions, or use the command line.', cause: error });
    }
  }
  return readEvent({
    name: env['GITHUB_EVENT_NAME'] ?? '',
    payload,
    ref: env['GITHUB_REF'] ?? '',
    sha: env['GITHUB_SHA'] ?? '',
    repository: env['GITHUB_REPOSITORY'] ?? '',
    actor: env['GITHUB_ACTOR'],
    workflow: env['GITHUB_WORKFLOW'],
    workflowRef: env['GITHUB_WORKFLOW_REF'],
    runId: env['GITHUB_RUN_ID'],
    serverUrl: env['GITHUB_SERVER_URL'],
    apiUrl: env['GITHUB_API_URL'],
    workspace: env['GITHUB_WORKSPACE'],
  });
}

function say(text: string): void {
  process.stdout.write(text);
}

function actionLog(): Log {
  const { line, transfer } = transferLines({ write: (text) => say(`${plainLine(text.replace(/\n$/, ''))}\n`) });
  return {
    info: line,
    debug: (text) => say(command('debug', text)),
    warning: (text) => say(command('warning', text)),
    group: async (title, work) => {
      say(command('group', title));
      try {
        return await work();
      } finally {
        say(command('endgroup'));
      }
    },
    transfer,
  };
}

async function tell(outcome: Outcome, env: NodeJS.ProcessEnv): Promise<void> {
  const { annotationsOf } = await import('./review/annotations.ts');
  for (const { level, message, properties } of annotationsOf(outcome.report, outcome.paths)) {
    const { title, file, startLine, endLine, startColumn, endColumn } = properties;
    say(command(level, message, { title, file, line: startLine, endLine, col: startColumn, endColumn }));
  }
  if (outcome.failure !== undefined) annotateFailure(outcome.failure);
  // The log says the same to whoever opens it, with the verdict at its end, where a failed step is shown.
  const { renderTerminal } = await import('./review/terminal.ts');
  for (const line of renderTerminal(outcome.report, { pins: outcome.pins ?? [] }).trimEnd().split('\n')) say(`${plainLine(line)}\n`);
  if (outcome.markdown !== undefined) summarize(env, outcome.markdown);
  setOutputs(outcome.outputs, env);
}

function annotateFailure(failure: Failure): void {
  const { headline, details } = words(failure);
  say(command('error', `${headline} ${details}`.trim(), { title: `manifest-action: ${failure.code}` }));
}

function setOutputs(outputs: Outputs, env: NodeJS.ProcessEnv): void {
  const folders = [env['RUNNER_TEMP'] ?? '', env['GITHUB_WORKSPACE'] ?? ''];
  toFile(env, 'GITHUB_OUTPUT', 'The outputs', (file) => {
    for (const [name, value] of Object.entries(outputs)) if (isOutput(name)) writeOutput(file, name, safeOutput(name, value, folders));
  });
}

function summarize(env: NodeJS.ProcessEnv, markdown: string): void {
  toFile(env, 'GITHUB_STEP_SUMMARY', 'The job summary', (file) => appendFileSync(file, `${markdown}\n`));
}

/** What was found stands in the log as well, so that a file of the runner's that is not there spoils nothing. */
function toFile(env: NodeJS.ProcessEnv, variable: string, what: string, write: (file: string) => void): void {
  const file = env[variable];
  if (file === undefined || file === '') return;
  try {
    write(file);
  } catch (error) {
    const { headline } = words(new Failure('unavailable', 'runner-file', `${what} could not be written to the file that ${variable} names`, { cause: error }));
    say(command('warning', headline));
  }
}
