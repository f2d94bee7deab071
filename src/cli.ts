import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defect, EXIT_CODES, exitCode, Failure } from './failure.ts';
import { INPUT_SPECS, readOptions, secretVariable, texts, type InputTexts } from './inputs.ts';
import { nearest } from './manifest/suggestion.ts';
import { transferLines } from './progress.ts';
import { wrap } from './review/wrap.ts';
import { words } from './words.ts';
import type { Context, Log } from './jobs/context.ts';
import type { Job } from './inputs.ts';
import { quoted } from './visible.ts';
import { plainLine } from './workflow.ts';

type NamedJob = Exclude<Job, 'auto'>;

const JOBS: Readonly<Record<NamedJob, string>> = {
  check: 'read, resolve, check the rules, compile, and say what changes',
  pin: 'write digest and size into the manifests',
  publish: 'check, copy images, sign, push, read back, move the tag',
  promote: 'copy a verified release to another place, byte for byte',
  verify: 'check a published release: signatures, certificate, contents, images',
};

/** Runs the command line, `manifest-action JOB [MANIFEST…] [--input value]`. Gives the exit code of the contract. */
export async function runCommand(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const plain = plainIn(env);
  try {
    const command = readArguments(args, env, process.stdout.isTTY ? Math.min(process.stdout.columns, 120) : undefined);
    if (command.text !== undefined) {
      process.stdout.write(command.text);
      return 0;
    }
    for (const { name, secret } of INPUT_SPECS) if (secret === true) delete env[secretVariable(name)];
    const options = readOptions(command.texts);
    const log = terminalLog(command.verbose, plain);
    const context: Context = {
      options,
      env,
      inActions: false,
      event: undefined,
      workspace: process.cwd(),
      now: new Date(),
      log,
      mask: () => undefined,
      idToken: async (audience) => (await import('@actions/core')).getIDToken(audience),
    };
    const { runJob } = await import('./jobs/run.ts');
    const outcome = await runJob(context, command.job);
    const { renderTerminal } = await import('./review/terminal.ts');
    const { isTTY, columns } = process.stdout;
    const text = renderTerminal(outcome.report, { pins: outcome.pins ?? [], color: isTTY && env['NO_COLOR'] === undefined, columns: isTTY ? columns : undefined });
    // JSON has another way to write the one command that can stand within a line.
    process.stdout.write(command.json ? `${JSON.stringify(outcome.report, null, 2).replaceAll('##[', String.raw`#\u0023[`)}\n` : plain(text));
    if (outcome.failure !== undefined) sayFailure(outcome.failure, plain);
    return exitCode(outcome.kinds);
  } catch (error) {
    const failure = defect(error);
    sayFailure(failure, plain);
    if (failure !== error && env['RUNNER_DEBUG'] === '1' && Error.isError(error)) process.stderr.write(`${error.stack ?? ''}\n`);
    return EXIT_CODES[failure.kind];
  }
}

type Plain = (text: string) => string;

/** What makes of a text one that is nothing but text: a step of a workflow may run the command line, and its runner reads commands in what that says. */
function plainIn(env: NodeJS.ProcessEnv): Plain {
  return (text) => (env['GITHUB_ACTIONS'] === 'true' ? text.split('\n').map(plainLine).join('\n') : text);
}

function sayFailure(failure: Failure, plain: Plain): void {
  const { headline, details } = words(failure);
  const width = process.stderr.isTTY ? process.stderr.columns : Infinity;
  const lines = [...wrap(`error: ${headline}`, width), ...(details === '' ? [] : wrap(details, width - 2).map((line) => `  ${line}`))];
  process.stderr.write(plain(`${lines.join('\n')}\n`));
}

type Command = { readonly text: string } | { readonly text?: undefined; readonly job: NamedJob; readonly texts: InputTexts; readonly verbose: boolean; readonly json: boolean };

/** What the arguments say. `columns` is the width that help is written for. Throws a `usage` Failure `arguments`. */
export function readArguments(args: readonly string[], env: Readonly<Record<string, string | undefined>>, columns = 100): Command {
  const { values, positionals } = parsed(args);
  if (values.get('version') === true) return { text: `manifest-action ${VERSION}\n` };
  const [job, ...rest] = positionals;
  if (values.get('help') === true || job === undefined) return { text: help(columns) };
  if (!isJob(job)) {
    const meant = nearest(job, Object.keys(JOBS));
    throw usage(`There is no job ${quoted(job, 40)}.`, `${meant === undefined ? '' : `Did you mean ${meant}? `}The jobs are ${Object.keys(JOBS).join(', ')}.`);
  }
  const given = texts(({ name, secret, cliDefault, default: fallback }) => {
    const value = values.get(name);
    if (!Array.isArray(value)) return (secret === true ? env[secretVariable(name)] : undefined) ?? cliDefault ?? fallback ?? '';
    const text = value.join('\n');
    return secret === true ? secretFile(name, text) : text;
  });
  return { job, texts: { ...given, job, ...named(job, rest, values) }, verbose: values.get('verbose') === true || env['RUNNER_DEBUG'] === '1', json: values.get('json') === true };
}

type Values = ReadonlyMap<string, boolean | readonly string[]>;

function parsed(args: readonly string[]): { readonly values: Values; readonly positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { ...FLAGS, ...Object.fromEntries(OPTIONS.map((name) => [name, { type: 'string', multiple: true } as const])) } });
    const known = new Map<string, boolean | string[]>();
    for (const [name, value] of Object.entries(values)) if (value !== undefined) known.set(name, Array.isArray(value) ? value.map(String) : value);
    return { values: known, positionals };
  } catch (error) {
    const message = Error.isError(error) ? error.message : '';
    const unknown = /^Unknown option '(-{1,2}[^']{1,60})/.exec(message)?.[1];
    if (unknown === undefined) throw usage(message.split('\n')[0] || 'The arguments cannot be read.', HELP);
    const meant = nearest(unknown.replace(/^-+/, ''), [...OPTIONS, ...Object.keys(FLAGS)]);
    throw usage(`There is no option ${quoted(unknown)}.`, meant === undefined ? HELP : `Did you mean --${meant}? ${HELP}`);
  }
}

const HELP = 'Run manifest-action --help for the list.';
const OPTIONS = INPUT_SPECS.map(({ name }) => name).filter((name) => name !== 'job');
const FLAGS = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' }, verbose: { type: 'boolean', short: 'v' }, json: { type: 'boolean' } } as const;

function isJob(text: string): text is NamedJob {
  return Object.hasOwn(JOBS, text);
}

/** What the words after the job name: the one reference, or manifests beside those of --manifest. */
function named(job: NamedJob, rest: readonly string[], values: Values): Partial<InputTexts> {
  if (rest.length === 0) return {};
  if (job !== 'verify' && job !== 'promote') {
    const also = values.get('manifest');
    return { manifest: [...rest, ...(Array.isArray(also) ? also : [])].join('\n') };
  }
  const [reference, ...more] = rest;
  if (reference === undefined || more.length > 0 || values.has('reference')) throw usage(`${job} takes one reference.`, 'Run it once for each release.');
  return { reference };
}

/** A secret never stands in an argument, where every process of the machine can read it: the argument is a path. */
function secretFile(name: string, path: string): string {
  const cure = `Give a path, or set ${secretVariable(name)}.`;
  if (path.includes('-----BEGIN')) throw usage(`--${name} takes a path, not the secret itself.`, cure);
  try {
    const text = readFileSync(path, 'utf8');
    return name === 'key' ? text : text.replace(/\r?\n$/, '');
  } catch {
    // What names nothing may be the secret itself: neither it nor the system's words, which quote it, are told.
    throw new Failure('usage', 'input', `--${name} does not name a file that can be read.`, { cure });
  }
}

function usage(message: string, cure: string): Failure {
  return new Failure('usage', 'arguments', message, { cure });
}

const VERSION = '1.0.0';

function help(columns: number): string {
  const left = 30;
  const rows = (entries: readonly (readonly [string, string])[]): string =>
    entries
      .map(([name, text]) => {
        const indent = columns < 70 ? 6 : left + 2;
        const lines = wrap(text.replaceAll('`', ''), columns - indent - 1).join(`\n${' '.repeat(indent)}`);
        // A name that is too long for its column has a line of its own.
        return `  ${indent > left && name.length < left ? name.padEnd(left) : `${name}\n${' '.repeat(indent)}`}${lines}`;
      })
      .join('\n');
  const inputs = INPUT_SPECS.filter(({ name }) => name !== 'job').map(({ name, description, values, secret, cliDefault, default: standard }) => {
    const fallback = cliDefault ?? standard ?? '';
    return [
      `--${name}${secret === true ? ' FILE' : values === undefined ? ' VALUE' : ' WORD'}`,
      `${description}${values === undefined ? '' : ` One of ${values.join(', ')}.`}${fallback === '' ? '' : ` Default: ${fallback}.`}${secret === true ? ` Or set ${secretVariable(name)}.` : ''}`,
    ] as const;
  });
  return `Review, pin, sign and publish the system manifest of a device that runs mos.

Usage: manifest-action JOB [MANIFEST…] [--input value]

Jobs:
${rows(Object.entries(JOBS))}

Inputs (as in the action; give one several times for several lines):
${rows(inputs)}

Further:
${rows([
  ['--json', 'print report.json instead of the report for people'],
  ['-v, --verbose', 'say more of what is done'],
  ['-h, --help', 'this text'],
  ['--version', 'the version'],
])}

Exit codes: 0 passed; 1 what was checked is wrong; 2 wrong use; 3 something could not be done or checked.
`;
}

function terminalLog(verbose: boolean, plain: Plain): Log {
  const { stderr } = process;
  const { line, transfer } = transferLines({ isTTY: stderr.isTTY, get columns() { return stderr.columns; }, write: (text) => stderr.write(plain(text)) });
  return {
    info: line,
    debug: (text) => {
      if (verbose) line(`debug: ${text}`);
    },
    warning: (text) => line(`warning: ${text}`),
    group: async (title, work) => {
      line(title);
      return work();
    },
    transfer,
  };
}
