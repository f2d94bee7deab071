import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { EXIT_CODES, exitCode, Failure } from './failure.ts';
import { INPUTS, readOptions, secretVariable, texts, type InputSpec, type InputTexts } from './inputs.ts';
import { transferLines } from './progress.ts';
import { words } from './words.ts';
import type { Context, Log } from './jobs/context.ts';
import type { Job } from './inputs.ts';

const JOBS: Readonly<Record<Exclude<Job, 'auto'>, string>> = {
  check: 'read, resolve, check the rules, compile, and say what changes',
  pin: 'write digest and size into the manifests',
  publish: 'check, copy images, sign, push, read back, move the tag',
  promote: 'copy a verified release to another place, byte for byte',
  verify: 'check a published release: signatures, certificate, contents, images',
};

/** Runs the command line, `manifest-action JOB [MANIFEST…] [--input value]`. Gives the exit code of the contract. */
export async function runCommand(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const command = readArguments(args, env);
    if (command.text !== undefined) {
      process.stdout.write(command.text);
      return 0;
    }
    for (const spec of INPUTS as readonly InputSpec[]) if (spec.secret === true) delete env[secretVariable(spec.name)];
    const options = readOptions(command.texts);
    const log = terminalLog(command.verbose);
    const context: Context = {
      options,
      env,
      inActions: false,
      event: undefined,
      workspace: process.cwd(),
      now: new Date(),
      log,
      mask: () => undefined,
      idToken: async (audience) => {
        const core = await import('@actions/core');
        return core.getIDToken(audience);
      },
    };
    const { runJob } = await import('./jobs/run.ts');
    const outcome = await runJob(context, command.job);
    const { renderTerminal } = await import('./review/terminal.ts');
    process.stdout.write(command.json ? `${JSON.stringify(outcome.report, null, 2)}\n` : renderTerminal(outcome.report, { pins: outcome.pins ?? [], color: process.stdout.isTTY && env['NO_COLOR'] === undefined }));
    if (outcome.failure !== undefined) sayFailure(outcome.failure);
    return exitCode(outcome.kinds);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    sayFailure(error);
    return EXIT_CODES[error.kind];
  }
}

function sayFailure(failure: Failure): void {
  const { headline, details } = words(failure);
  process.stderr.write(`error: ${headline}${details === '' ? '' : `\n  ${details}`}\n`);
}

type Command = { readonly text: string } | { readonly text?: undefined; readonly job: Exclude<Job, 'auto'>; readonly texts: InputTexts; readonly verbose: boolean; readonly json: boolean };

/** What the arguments say. Throws a `usage` Failure `arguments`. */
export function readArguments(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Command {
  const specs = (INPUTS as readonly InputSpec[]).filter(({ name }) => name !== 'job');
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
        verbose: { type: 'boolean', short: 'v' },
        json: { type: 'boolean' },
        ...Object.fromEntries(specs.map(({ name }) => [name, { type: 'string' as const, multiple: true as const }])),
      },
    });
  } catch (error) {
    throw usage((error as Error).message.split('\n')[0] ?? 'The arguments cannot be read', 'Run manifest-action --help for the list.');
  }
  const { values, positionals } = parsed as { values: Record<string, string[] | boolean | undefined>; positionals: string[] };
  if (values['version'] === true) return { text: `manifest-action ${VERSION}\n` };
  const [job, ...rest] = positionals;
  if (values['help'] === true || job === undefined) return { text: help() };
  if (!Object.hasOwn(JOBS, job)) throw usage(`There is no job ${JSON.stringify(job.slice(0, 40))}.`, `The jobs are ${Object.keys(JOBS).join(', ')}.`);
  const given = texts((spec) => {
    const value = values[spec.name];
    if (!Array.isArray(value)) return (spec.secret === true ? env[secretVariable(spec.name)] : undefined) ?? spec.cliDefault ?? spec.default ?? '';
    const text = value.join('\n');
    return spec.secret === true ? secretFile(spec.name, text) : text;
  });
  const named = rest.length === 0 ? {} : job === 'verify' || job === 'promote' ? { reference: one(job, rest) } : { manifest: rest.join('\n') };
  return { job: job as Exclude<Job, 'auto'>, texts: { ...given, job, ...named }, verbose: values['verbose'] === true || env['RUNNER_DEBUG'] === '1', json: values['json'] === true };
}

function one(job: string, references: readonly string[]): string {
  if (references.length === 1) return references[0] as string;
  throw usage(`${job} takes one reference.`, 'Run it once for each release.');
}

/** A secret never stands in an argument, where every process of the machine can read it: the argument is a path. */
function secretFile(name: string, path: string): string {
  const cure = `Give a path, or set ${secretVariable(name)}.`;
  if (path.includes('-----BEGIN')) throw usage(`--${name} takes a path, not the secret itself.`, cure);
  try {
    const text = readFileSync(path, 'utf8');
    return name === 'key' ? text : text.replace(/\r?\n$/, '');
  } catch (error) {
    throw new Failure('usage', 'input', `--${name}: the file ${JSON.stringify(path)} cannot be read.`, { cure, cause: error });
  }
}

function usage(message: string, cure: string): Failure {
  return new Failure('usage', 'arguments', message, { cure });
}

const VERSION = '1.0.0';

function help(): string {
  const width = 30;
  const rows = (entries: readonly (readonly [string, string])[]): string =>
    entries
      .map(([left, right]) => {
        const lines = wrap(right.replaceAll('`', ''), 100 - width - 2);
        // A name that is too long for its column has a line of its own.
        return `  ${left.length < width ? left.padEnd(width) : `${left}\n${' '.repeat(width + 2)}`}${lines.join(`\n${' '.repeat(width + 2)}`)}`;
      })
      .join('\n');
  const inputs = (INPUTS as readonly InputSpec[]).filter(({ name }) => name !== 'job').map((spec) => {
    const fallback = spec.cliDefault ?? spec.default ?? '';
    const form = spec.secret === true ? ' FILE' : spec.values === undefined ? ' VALUE' : '';
    return [
      `--${spec.name}${form}`,
      `${spec.description}${spec.values === undefined ? '' : ` One of ${spec.values.join(', ')}.`}${fallback === '' ? '' : ` Default: ${fallback}.`}${spec.secret === true ? ` Or set ${secretVariable(spec.name)}.` : ''}`,
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

function wrap(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) as string;
    if (last !== '' && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

function terminalLog(verbose: boolean): Log {
  const { line, transfer } = transferLines(process.stderr);
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
