import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { temporaryFolder } from './daemon.ts';
import { run, type Ended } from './peers.ts';
import { readFileCommands, readOutput, type Annotation, type WorkflowCommand } from './workflow-commands.ts';

/** The root of the project, with `action.yml` and `dist`. */
export const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

export interface ActionOptions {
  /** Default `workflow_dispatch`. */
  readonly event?: string;
  /** The event's JSON. GITHUB_REF, _SHA, _HEAD_REF, _BASE_REF and _REPOSITORY follow it where `env` does not say otherwise. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** The step's `with:`. Inputs that are not given have the defaults of action.yml. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Added to the runner's environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `${{ github.token }}` (default: a token that no server knows). */
  readonly token?: string;
  /** The folder of the checkout, where the action runs (default: an empty temporary one). */
  readonly workspace?: string;
  /** Written into the workspace first: path → content. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The program (default `dist/index.js`). */
  readonly program?: string;
  /** Milliseconds (default 60,000). */
  readonly timeout?: number;
}

/** What a step left behind, as the runner would read it. */
export interface ActionResult extends Ended {
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** GITHUB_STEP_SUMMARY, as written. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly commands: readonly WorkflowCommand[];
  readonly masks: readonly string[];
  /** What a reader of the job's log sees, masked (see workflow-commands.ts). */
  readonly log: string;
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temp: string;
  /** HOME: empty, so that no Docker configuration of this machine is read. */
  readonly home: string;
}

export interface CliOptions {
  /** The whole environment but for PATH, HOME, TMPDIR and LANG. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: an empty temporary folder. */
  readonly cwd?: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly input?: string | Uint8Array;
  readonly program?: string;
  readonly timeout?: number;
}

export interface CliResult extends Ended {
  readonly cwd: string;
  readonly home: string;
}

/**
 * Runs the action as a step of a job on a hosted Linux runner does: `node dist/index.js` in the workspace, with
 * INPUT_<NAME> (upper case, blanks to `_`, hyphens kept), file commands, event file, and an environment that has
 * nothing of this machine's but PATH. GITHUB_API_URL and the like point nowhere unless `env` says so: no test reaches
 * the internet by accident. What it leaves in temporary folders is removed when the whole test run ends.
 */
export async function runAction(options: ActionOptions = {}): Promise<ActionResult> {
  const root = temporaryFolder('run');
  const folder = (name: string): string => {
    mkdirSync(join(root, name), { recursive: true });
    return join(root, name);
  };
  const home = folder('home');
  const temp = folder('temp');
  const commandFiles = folder('temp/_runner_file_commands');
  const workspace = options.workspace ?? folder('workspace');
  writeFiles(workspace, options.files);
  const file = (name: string): string => {
    writeFileSync(join(commandFiles, name), '');
    return join(commandFiles, name);
  };
  const files = { output: file('output'), summary: file('summary'), env: file('env'), path: file('path'), state: file('state') };
  const event = join(folder('temp/_github_workflow'), 'event.json');
  writeFileSync(event, JSON.stringify(options.payload ?? {}));

  const token = options.token ?? 'ghs_aTokenThatNoServerKnows';
  const context: Record<string, string> = { 'github.token': token, 'runner.temp': temp, 'github.workspace': workspace };
  const inputs: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...defaults(context), ...options.inputs })) {
    inputs[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value;
  }
  const ended = await run(process.execPath, [options.program ?? join(PROJECT, 'dist', 'index.js')], {
    cleanEnv: true,
    cwd: workspace,
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    env: {
      ...machine(home, temp),
      ...github(options, workspace),
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_ENV: files.env,
      GITHUB_PATH: files.path,
      GITHUB_STATE: files.state,
      GITHUB_EVENT_PATH: event,
      RUNNER_TEMP: temp,
      RUNNER_TOOL_CACHE: folder('tools'),
      ...inputs,
      ...options.env,
    },
  });
  const { commands, annotations, masks, log } = readOutput(`${ended.stdout}\n${ended.stderr}`);
  return {
    ...ended,
    outputs: readFileCommands(read(files.output)),
    state: readFileCommands(read(files.state)),
    environment: readFileCommands(read(files.env)),
    summary: read(files.summary),
    annotations,
    commands,
    masks,
    log,
    workspace,
    temp,
    home,
  };
}

/** Runs the command line, `manifest-action ARGS…`, outside Actions and with nothing of this machine's configuration. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const root = temporaryFolder('cli');
  const folder = (name: string): string => {
    mkdirSync(join(root, name));
    return join(root, name);
  };
  const home = folder('home');
  const cwd = options.cwd ?? folder('work');
  writeFiles(cwd, options.files);
  const ended = await run(process.execPath, [options.program ?? join(PROJECT, 'dist', 'index.js'), ...args], {
    cleanEnv: true,
    cwd,
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    env: { ...machine(home, folder('temp')), ...options.env },
  });
  return { ...ended, cwd, home };
}

/** The defaults of action.yml, with the expressions in them evaluated. */
function defaults(context: Readonly<Record<string, string>>): Record<string, string> {
  const action: unknown = parse(readFileSync(join(PROJECT, 'action.yml'), 'utf8'));
  const values: Record<string, string> = {};
  for (const [name, input] of Object.entries(record(record(action)['inputs']))) {
    const value = record(input)['default'];
    values[name] = text(value).replaceAll(/\$\{\{\s*([a-z.]+)\s*\}\}/gu, (expression, key: string) => {
      const known = context[key];
      if (known === undefined) throw new Error(`the harness does not know ${expression}, the default of ${name}`);
      return known;
    });
  }
  return values;
}

function machine(home: string, temp: string): Record<string, string | undefined> {
  const windows = process.platform === 'win32';
  return {
    PATH: process.env['PATH'],
    HOME: home,
    LANG: 'C.UTF-8',
    TMPDIR: temp,
    ...(windows ? { USERPROFILE: home, TEMP: temp, TMP: temp, SystemRoot: process.env['SystemRoot'], PATHEXT: process.env['PATHEXT'] } : {}),
  };
}

function github(options: ActionOptions, workspace: string): Record<string, string> {
  const event = options.event ?? 'workflow_dispatch';
  const payload = record(options.payload);
  const repository = text(record(payload['repository'])['full_name']) || 'acme/device';
  const pull = record(payload['pull_request']);
  const group = record(payload['merge_group']);
  const release = record(payload['release']);
  const base = text(record(pull['base'])['ref']);
  const head = text(record(pull['head'])['ref']);
  const ref =
    text(payload['ref']) ||
    (event === 'pull_request' ? `refs/pull/${text(pull['number']) || text(payload['number'])}/merge` : '') ||
    (event === 'release' ? `refs/tags/${text(release['tag_name'])}` : '') ||
    text(group['head_ref']) ||
    (base === '' ? 'refs/heads/main' : `refs/heads/${base}`);
  const workflow = `${repository}/.github/workflows/release.yml@${ref}`;
  const sha = text(payload['after']) || text(group['head_sha']) || text(pull['merge_commit_sha']) || 'ce587453ced02b1526dfb4cb910479d431683101';
  const actor = text(record(payload['sender'])['login']) || 'octocat';
  const nowhere = 'http://127.0.0.1:9';
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: actor,
    GITHUB_TRIGGERING_ACTOR: actor,
    GITHUB_API_URL: nowhere,
    GITHUB_GRAPHQL_URL: `${nowhere}/graphql`,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_BASE_REF: event === 'pull_request' ? base : '',
    GITHUB_HEAD_REF: event === 'pull_request' ? head : '',
    GITHUB_EVENT_NAME: event,
    GITHUB_JOB: 'release',
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(?:heads|tags|pull)\//u, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_ID: text(record(payload['repository'])['id']) || '74',
    GITHUB_REPOSITORY_OWNER: repository.split('/')[0] ?? '',
    GITHUB_REPOSITORY_OWNER_ID: '65',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '30433642',
    GITHUB_RUN_NUMBER: '10',
    GITHUB_SHA: sha,
    GITHUB_WORKFLOW: 'release',
    GITHUB_WORKFLOW_REF: workflow,
    GITHUB_WORKFLOW_SHA: sha,
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'test',
    RUNNER_OS: process.platform === 'win32' ? 'Windows' : process.platform === 'darwin' ? 'macOS' : 'Linux',
  };
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>> = {}): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
