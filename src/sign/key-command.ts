import { spawn } from 'node:child_process';
import { Failure, causes } from '../failure.ts';
import { foreign } from './text.ts';

/** Variables that a signing command may need: where programs and settings are, proxies, and the settings of clouds and PKCS#11 modules. */
const PASSED =
  /^(?:PATH|HOME|USER|LOGNAME|LANG|TZ|TMPDIR|TEMP|TMP|RUNNER_TEMP|SystemRoot|USERPROFILE|APPDATA|LOCALAPPDATA|LC_\w+|XDG_\w+|(?:https?|no|all)_proxy|(?:HTTPS?|NO|ALL)_PROXY|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS|(?:AWS|AZURE|ARM|GOOGLE|GCLOUD|CLOUDSDK|GCE|VAULT|PKCS11|P11|SOFTHSM2?|OPENSSL|KMS|HSM)_\w+)$/;

/** The environment of a signing command: a minimum of the caller's, so that no input, secret or token of the run is in it. */
export function commandEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && PASSED.test(entry[0])));
}

/**
 * The words of a command line as a POSIX shell splits them, and nothing else of a shell: quotes and backslashes, but no variables, globs, pipes.
 * Throws a `usage` Failure for an open quote, for no word, and for an unquoted character that asks for a shell.
 */
export function splitCommand(line: string): readonly [string, ...string[]] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [token] of line.matchAll(/\s+|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[\s\S]/g)) {
    if (/^\s/.test(token)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (token.length > 1 && token.startsWith("'")) word = (word ?? '') + token.slice(1, -1);
    else if (token.length > 1 && token.startsWith('"')) word = (word ?? '') + token.slice(1, -1).replaceAll(/\\(["\\$`])/g, '$1');
    else if (token.length > 1) word = (word ?? '') + token.slice(1);
    else if (token === "'" || token === '"') refuse(`the quote ${token} is never closed`);
    else if ('|&;<>$`\\'.includes(token)) refuse(`${token} means something to a shell alone`);
    else word = (word ?? '') + token;
  }
  if (word !== undefined) words.push(word);
  const [program, ...rest] = words;
  if (program === undefined || program === '') return refuse('it is empty');
  return [program, ...rest];
}

function refuse(why: string): never {
  throw new Failure('usage', 'key-command', `key-command: ${why}`, {
    cure: 'It is run without a shell: a program and its arguments, quoted where they hold blanks. For more than that, name a script in your repository.',
  });
}

export interface KeyCommandOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Bytes of the certificate's RSA modulus, which is the length of a raw signature. */
  readonly signatureSize: number;
  readonly timeoutMs?: number | undefined;
}

const OUTPUT_LIMIT = 64 * 1024;

/**
 * Has a command sign: the bytes on stdin, the raw RSA signature on stdout. One line of base64 of the right length is taken too, since some clouds'
 * programs print nothing else. Throws Failures: `usage` when the program isn't there, `unavailable` when it fails, runs longer than the
 * timeout (one minute unless told) or gives something that is no signature.
 */
export async function runKeyCommand(command: readonly [string, ...string[]], bytes: Uint8Array, options: KeyCommandOptions): Promise<Buffer> {
  const [program, ...words] = command;
  const timeoutMs = options.timeoutMs ?? 60_000;
  const failed = (message: string, cure: string, cause?: unknown): Failure => new Failure('unavailable', 'key-command', `key-command ${foreign(program, 100)} ${message}`, { cure, cause });
  const { stdout, stderr, code, signal } = await new Promise<{ stdout: Buffer; stderr: Buffer; code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    const child = spawn(program, words, { env: { ...options.environment }, stdio: ['pipe', 'pipe', 'pipe'], shell: false });
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let size = 0;
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > OUTPUT_LIMIT) child.kill('SIGKILL');
        else output[name].push(chunk);
      });
    }
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(
        'code' in error && error.code === 'ENOENT'
          ? new Failure('usage', 'key-command', `key-command: there is no program ${foreign(program, 100)}`, { cure: 'Install it in an earlier step, or write its whole path.', cause: error })
          : failed(`can't be started: ${foreign(causes(error).join(': '))}`, 'See whether it may be executed here.', error),
      );
    });
    child.on('close', (exit, killedBy) => {
      clearTimeout(timer);
      resolve({ stdout: Buffer.concat(output.stdout), stderr: Buffer.concat(output.stderr), code: exit, signal: killedBy });
    });
    // A program that doesn't read all of its input closes the pipe: what it says counts, not the pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(bytes);
  });
  if (signal === 'SIGKILL') throw failed(`was ended: it ran longer than ${timeoutMs / 1000} s or wrote more than ${OUTPUT_LIMIT / 1024} KiB`, 'It must not wait for a person, and write the signature alone.');
  if (code !== 0) {
    const last = foreign(stderr.toString('utf8').trim().split('\n').at(-1) ?? '');
    throw failed(`ended with ${signal ?? `exit code ${code}`}${last === '' ? '' : `: ${last}`}`, 'Run it by hand with a file on its stdin, and see what it says.');
  }
  if (stdout.length === options.signatureSize) return stdout;
  const text = stdout.toString('latin1').trim();
  const decoded = /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
  if (decoded?.length === options.signatureSize) return decoded;
  throw failed(
    `wrote ${stdout.length} bytes, where a raw signature by this certificate's key has ${options.signatureSize}`,
    'It must write the raw RSA PKCS#1 v1.5 signature, or its base64, and nothing else.',
  );
}
