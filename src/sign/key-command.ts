import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, causes } from '../failure.ts';
import { visible } from '../visible.ts';

/** Variables that a signing command may need: where programs and settings are, proxies, and the settings of clouds and PKCS#11 modules. */
const PASSED =
  /^(?:PATH|HOME|USER|LOGNAME|LANG|TZ|TMPDIR|TEMP|TMP|RUNNER_TEMP|SystemRoot|USERPROFILE|APPDATA|LOCALAPPDATA|LC_\w+|XDG_\w+|(?:https?|no|all)_proxy|(?:HTTPS?|NO|ALL)_PROXY|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS|(?:AWS|AZURE|ARM|GOOGLE|GCLOUD|CLOUDSDK|GCE|VAULT|PKCS11|P11|SOFTHSM2?|OPENSSL|KMS|HSM)_\w+)$/;

/** The environment of a signing command: a minimum of the caller's, so that no input, secret or token of the run is in it. */
export function commandEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && PASSED.test(entry[0])));
}

/**
 * The words of a command line as a POSIX shell splits them, and nothing else of a shell: quotes and backslashes, but no variables, globs, pipes.
 * A backslash at the end of a line joins it to the next (XCU 2.2.1), with the line ends of Windows, too.
 * Throws a `usage` Failure for an open quote, for no word, and for an unquoted character that asks for a shell.
 */
export function splitCommand(line: string): readonly [string, ...string[]] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [token] of line.matchAll(/\s+|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\\r\n|\\[\s\S]|[\s\S]/g)) {
    if (/^\s/.test(token)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (token.length > 1 && token.startsWith("'")) word = (word ?? '') + token.slice(1, -1);
    else if (token.length > 1 && token.startsWith('"')) word = (word ?? '') + token.slice(1, -1).replaceAll(/\\(?:(["\\$`])|\r?\n)/g, '$1');
    else if (/^\\\r?\n$/.test(token)) continue;
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
  const program = visible(command[0], 100);
  const timeoutMs = options.timeoutMs ?? 60_000;
  const failed = (message: string, cure: string, cause?: unknown): Failure => new Failure('unavailable', 'key-command', `key-command ${program} ${message}`, { cure, cause });
  let ended: Ended;
  try {
    ended = await runWithFiles(command, bytes, { ...options, timeoutMs });
  } catch (error) {
    const missing = Error.isError(error) && 'code' in error && error.code === 'ENOENT';
    if (missing) throw new Failure('usage', 'key-command', `key-command: there is no program ${program}`, { cure: 'Install it in an earlier step, or write its whole path.', cause: error });
    throw failed(`can't be started: ${visible(causes(error).join(': '), 300)}`, 'See whether it may be executed here.', error);
  }
  const { stdout, stderr, status, killed } = ended;
  if (killed) throw failed(`was ended: it ran longer than ${timeoutMs / 1000} s or wrote more than ${OUTPUT_LIMIT / 1024} KiB`, 'It must not wait for a person, and write the signature alone.');
  if (status !== 0) {
    const last = visible(stderr.trim().split('\n').at(-1) ?? '', 300);
    throw failed(`ended with ${typeof status === 'number' ? `exit code ${status}` : status}${last === '' ? '' : `: ${last}`}`, 'Run it by hand with a file on its stdin, and see what it says.');
  }
  if (stdout.length === options.signatureSize) return stdout;
  const text = stdout.toString('latin1').trim();
  const decoded = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
  if (decoded?.length === options.signatureSize) return decoded;
  throw failed(
    `wrote ${stdout.length} bytes, where a raw signature by this certificate's key has ${options.signatureSize}`,
    'It must write the raw RSA PKCS#1 v1.5 signature, or its base64, and nothing else.',
  );
}

interface Ended {
  readonly stdout: Buffer;
  readonly stderr: string;
  /** The exit code, or the signal that ended it. */
  readonly status: number | string;
  /** By us: too long, or too much. */
  readonly killed: boolean;
}

/**
 * Runs it with files as stdin and stdout: node's pipes are sockets, which a program that opens /dev/stdin or /dev/stdout, as many do, can't open. They hold the system manifest and its
 * signature, and are gone with their folder at the end.
 */
async function runWithFiles(command: readonly [string, ...string[]], bytes: Uint8Array, { environment, timeoutMs }: KeyCommandOptions & { readonly timeoutMs: number }): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'key-command-'));
  try {
    await writeFile(join(folder, 'stdin'), bytes);
    const [stdin, stdout] = await Promise.all([open(join(folder, 'stdin'), 'r'), open(join(folder, 'stdout'), 'w+')]);
    try {
      const [program, ...words] = command;
      // A process group of its own, so that what a script started ends with it.
      const child = spawn(program, words, { env: { ...environment }, stdio: [stdin.fd, stdout.fd, 'pipe'], shell: false, detached: process.platform !== 'win32' });
      const ended = await watch(child, timeoutMs, async () => (await stdout.stat()).size > OUTPUT_LIMIT);
      return { ...ended, stdout: ended.killed ? Buffer.alloc(0) : await readFile(join(folder, 'stdout')) };
    } finally {
      await Promise.all([stdin.close(), stdout.close()]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits until it ends, or ends it and all that it started: after the timeout, or when it wrote too much. */
async function watch(child: ChildProcess, timeoutMs: number, tooMuch: () => Promise<boolean>): Promise<Omit<Ended, 'stdout'>> {
  let killed = false;
  let stderr = '';
  const kill = (): void => {
    killed = true;
    child.stderr?.destroy();
    try {
      if (child.pid !== undefined) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // It ended by itself in this very moment.
    }
  };
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-4096);
  });
  const timer = setTimeout(kill, timeoutMs);
  const size = setInterval(() => {
    void tooMuch().then(
      (yes) => {
        if (yes) kill();
      },
      () => {}, // It was closed meanwhile: the program ended.
    );
  }, 100);
  try {
    const status = await new Promise<number | string>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
    });
    return { stderr, status, killed: killed || (await tooMuch()) };
  } finally {
    clearTimeout(timer);
    clearInterval(size);
  }
}
