import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, isAbsolute, join, relative } from 'node:path';
import { Failure } from '../failure.ts';
import { quoted, visible } from '../visible.ts';
import { record } from './answer.ts';
import type { Environment } from './proxy.ts';

/** What a helper needs to do its work: to be found, to find its own store, and to reach its cloud. Never tokens or inputs of a workflow. */
const PASSED = /^(?:PATH|HOME|USER|LOGNAME|LANG|LC_.*|TMPDIR|XDG_.*|DBUS_SESSION_BUS_ADDRESS|GNUPGHOME|PASSWORD_STORE_DIR|DOCKER_CONFIG|https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|SSL_CERT_(?:FILE|DIR)|AWS_.*|AZURE_.*|CLOUDSDK_.*|GOOGLE_.*)$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const TIMEOUT_MS = 30_000;
const LARGEST_OUTPUT = 64 * 1024;

/**
 * What `docker-credential-NAME get` knows of a server, or undefined when it knows nothing. The helper is looked for in PATH, but never in the
 * workspace, where a pull request could have put it. Throws an `unavailable` Failure `credential-helper`, which never holds what the helper printed.
 */
export async function askHelper(name: string, server: string, env: Environment, workspace: string | undefined): Promise<{ readonly username: string; readonly secret: string } | undefined> {
  if (!NAME.test(name)) {
    throw new Failure('unavailable', 'credential-helper', `${quoted(name, 80)} in Docker’s configuration is no name of a credential helper`, { cure: 'Mend credHelpers or credsStore there.' });
  }
  const program = `docker-credential-${name}`;
  const path = await find(program, env, workspace);
  if (path === undefined) {
    throw new Failure('unavailable', 'credential-helper', `${program}, which Docker’s configuration names, is not in PATH outside the workspace`, { cure: 'Install it, or log in without it.' });
  }
  const output = await run(path, server, env).catch((error: unknown) => {
    const { stdout, code, signal, killed } = record(error) ?? {};
    // The helpers’ own way of saying that there is none (docker-credential-helpers, credentials.errCredentialsNotFoundMessage).
    if (typeof stdout === 'string' && /credentials not found/i.test(stdout)) return undefined;
    const reason = typeof signal === 'string' ? signal : typeof code === 'string' ? code : 'it could not be run';
    const why = killed === true ? `did not answer within ${TIMEOUT_MS / 1000} s` : typeof code === 'number' ? `ended with status ${code}` : `failed: ${visible(reason.trim(), 80)}`;
    throw new Failure('unavailable', 'credential-helper', `${program} ${why}`, { cure: `Run “echo ${server} | ${program} get” to see why.` });
  });
  if (output === undefined) return undefined;
  const answer = parse(output);
  const username = answer?.['Username'];
  const secret = answer?.['Secret'];
  if (typeof username !== 'string' || typeof secret !== 'string') throw new Failure('unavailable', 'credential-helper', `${program} gave something other than a user name and a secret`);
  return secret === '' ? undefined : { username, secret };
}

async function find(program: string, env: Environment, workspace: string | undefined): Promise<string | undefined> {
  const inside = workspace === undefined ? undefined : await realpath(workspace).catch(() => workspace);
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const path = await realpath(join(folder, program)).catch(() => undefined);
    if (path === undefined || (inside !== undefined && (isBeneath(path, inside) || isBeneath(await realpath(folder), inside)))) continue;
    if (await access(path, constants.X_OK).then(() => true, () => false)) return path;
  }
  return undefined;
}

function isBeneath(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

async function run(path: string, server: string, env: Environment): Promise<string> {
  const passed = Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== undefined && PASSED.test(name)));
  return new Promise((resolve, reject) => {
    const child = execFile(path, ['get'], { cwd: '/', env: passed, timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: LARGEST_OUTPUT, encoding: 'utf8' }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(Object.assign(error, { stdout }));
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(server);
  });
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return record(JSON.parse(text));
  } catch {
    return undefined;
  }
}
