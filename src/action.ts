import { appendFileSync, readFileSync } from 'node:fs';
import * as core from '@actions/core';
import { EXIT_CODES, exitCode, Failure } from './failure.ts';
import { chooseJob, readEvent, type Event } from './github/event.ts';
import { INPUTS, inputsFromEnvironment, readOptions, type InputSpec } from './inputs.ts';
import { safeOutput, type OutputName, type Outputs } from './outputs.ts';
import { transferLines } from './progress.ts';
import { annotationsOf } from './review/annotations.ts';
import { words } from './words.ts';
import type { Context, Log } from './jobs/context.ts';
import type { Outcome } from './jobs/outcome.ts';

/**
 * Runs as a step of a workflow: inputs and event in; outputs, summary and annotations out. Gives the exit code of the contract. The
 * runner's variables hold the secrets of the inputs, which are masked and taken out of `env` before anything else runs.
 */
export async function runAction(env: NodeJS.ProcessEnv): Promise<number> {
  const texts = inputsFromEnvironment(env);
  for (const spec of INPUTS as readonly InputSpec[]) {
    if (spec.secret !== true) continue;
    const secret = texts[spec.name as keyof typeof texts];
    for (const line of [secret, ...secret.split(/\r?\n/)]) if (line.trim().length > 3 && !line.startsWith('-----')) core.setSecret(line.trim());
    delete env[`INPUT_${spec.name.toUpperCase()}`];
  }
  const folder = env['RUNNER_TEMP'] ?? '';
  try {
    const options = readOptions(texts);
    const event = eventOf(env);
    const { job } = chooseJob(event, options.job);
    const context: Context = {
      options: { ...options, outputDirectory: options.outputDirectory ?? `${folder === '' ? '.' : folder}/manifest-action` },
      env,
      inActions: true,
      event,
      workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
      now: new Date(),
      log: actionLog(),
      mask: core.setSecret,
      idToken: (audience) => core.getIDToken(audience),
    };
    const { runJob } = await import('./jobs/run.ts');
    const outcome = await runJob(context, job);
    tell(outcome, env, folder);
    return exitCode(outcome.kinds);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    annotateFailure(error);
    setOutputs({ result: 'failed', errors: '1', warnings: '0', pinned: '0' }, folder);
    summary(env, `### ❌ ${words(error).headline}\n\n${words(error).details}\n`);
    return EXIT_CODES[error.kind];
  }
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
    runId: env['GITHUB_RUN_ID'],
    serverUrl: env['GITHUB_SERVER_URL'],
    apiUrl: env['GITHUB_API_URL'],
    workspace: env['GITHUB_WORKSPACE'],
  });
}

function actionLog(): Log {
  const { line, transfer } = transferLines({ write: (text) => core.info(text.replace(/\n$/, '')) });
  return {
    info: line,
    debug: core.debug,
    warning: (text) => core.warning(text),
    group: (title, work) => core.group(title, work),
    transfer,
  };
}

function tell(outcome: Outcome, env: NodeJS.ProcessEnv, folder: string): void {
  for (const { level, message, properties } of annotationsOf(outcome.report)) core[level](message, properties);
  if (outcome.failure !== undefined) annotateFailure(outcome.failure);
  if (outcome.markdown !== undefined) summary(env, outcome.markdown);
  setOutputs(outcome.outputs, folder);
}

function annotateFailure(failure: Failure): void {
  const { headline, details } = words(failure);
  core.error(details === '' ? headline : `${headline} ${details}`, { title: `manifest-action: ${failure.code}` });
}

function setOutputs(outputs: Outputs, folder: string): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, safeOutput(name as OutputName, value, folder));
}

function summary(env: NodeJS.ProcessEnv, markdown: string): void {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, `${markdown}\n`);
  } catch (error) {
    core.warning(`The job summary could not be written: ${(error as Error).message}`);
  }
}
