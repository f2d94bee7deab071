import { Failure, causes } from '../failure.ts';
import { visible } from '../visible.ts';
import { isWebPage, webPage } from './media.ts';

/** An answer of a registry or a token server whose body was read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Where it came from, after redirects. */
  readonly url: URL;
  /** What of our credentials went with the request: a server may say what it was given, and no message may. */
  readonly secrets?: readonly string[];
}

/** Response headers, their names in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The first value of a header. */
export function header(answer: { readonly headers: Headers }, name: string): string | undefined {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

/** What of a request's credentials a server could repeat: as they were sent, and what is in them. Too short ones stand in words of any text. */
export function secretsOf(authorization: string | undefined, ...others: readonly string[]): string[] {
  const sent = authorization?.replace(/^\S+ /, '') ?? '';
  const decoded = authorization?.startsWith('Basic ') === true ? Buffer.from(sent, 'base64').toString('utf8') : '';
  return [sent, decoded, decoded.slice(decoded.indexOf(':') + 1), ...others].filter((secret) => secret.length > 3);
}

/** A server's text without the secrets that it repeats, also where it writes them as JSON or an address does; for a message. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  let told = text;
  for (const read of [(same: string) => same, outOfJson, outOfAddress]) {
    const plain = read(told);
    if (secrets.some((secret) => plain.includes(secret))) told = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), plain);
  }
  return told;
}

function outOfJson(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-f]{4})|(["\\/]))/gi, (_, unit: string | undefined, character: string | undefined) => character ?? String.fromCharCode(Number.parseInt(unit ?? '', 16)));
}

function outOfAddress(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
}

/** One error of a registry's error document (distribution-spec §Error Codes). */
export interface RegistryError {
  readonly code: string;
  readonly message: string;
}

/** The errors of an answer, or none when its body is no error document. At most ten. */
export function registryErrors(answer: Answer): RegistryError[] {
  try {
    const document: unknown = JSON.parse(answer.body.toString('utf8'));
    const errors = record(document)?.['errors'];
    if (!Array.isArray(errors)) return [];
    return errors.slice(0, 100).map((item: unknown) => {
      const error = record(item);
      return { code: textOf(error?.['code']), message: textOf(error?.['message']) };
    });
  } catch {
    return [];
  }
}

/** The status and what the server said of it, for a message. */
export function statusText(answer: Answer): string {
  const errors = registryErrors(answer)
    .slice(0, 3)
    .map(({ code, message }) => [code, message].filter((part) => part !== '').join(': '))
    .join('; ');
  const said = errors !== '' || isWebPage(answer.body, header(answer, 'content-type')) ? errors : answer.body.toString('utf8');
  // Before anything is cut: half a secret would not be found.
  const told = withoutSecrets(said, answer.secrets ?? []).slice(0, 400).trim();
  return told === '' ? `${answer.status}` : `${answer.status} (${visible(told)})`;
}

/** The failure of an answer that is neither what was asked for nor “there is none”. `doing` says what was asked: `reading host/path:tag`. */
export function unexpected(answer: Answer, doing: string): Failure {
  const { status } = answer;
  if (status < 300 && isWebPage(answer.body, header(answer, 'content-type'))) return webPage({ where: `${doing}: the answer` });
  const message = `${doing}: the registry answered ${statusText(answer)}`;
  if (status === 429) {
    return new Failure('unavailable', 'rate-limited', message, { cure: 'Log in to that registry, which raises its limit, or run again later.' });
  }
  if (status >= 500 || status === 408) return new Failure('unavailable', 'registry-unavailable', message, { cure: 'Run again later; if it stays so, ask whoever runs the registry.' });
  return new Failure('unavailable', 'registry-refused', message);
}

/** The failure of a server whose answer contradicts itself or what was asked of it. */
export function lies(doing: string, what: string): Failure {
  return new Failure('unavailable', 'registry-lies', `${doing}: ${what}`, {
    cure: 'Do not trust this answer: the registry, or a proxy or cache before it, is broken or hostile.',
  });
}

// What sockets, DNS, TLS, Node’s client and llhttp fail with, and timeouts.
const NETWORK_CODE = /^(?:ECONN|ENET|EHOST|EAI_|EADDR|EPIPE$|ETIMEDOUT$|EPROTO$|ENOTFOUND$|ENOTCONN$|HPE_|ERR_(?:SSL|TLS|HTTP|PROXY|STREAM)_)|CERT|SELF_SIGNED|UNABLE_TO_/;

function isOfNetwork(error: unknown): boolean {
  if (errorCodes(error).some((code) => NETWORK_CODE.test(code))) return true;
  return Error.isError(error) && 'syscall' in error && error.syscall === 'connect';
}

/**
 * The failure of a request that got no answer, with the cure that its cause suggests. What no network can have caused is a defect of ours,
 * and is thrown as it is.
 */
export function unreachable(error: unknown, doing: string, host: string): Failure {
  if (error instanceof Failure) return error;
  if (!isOfNetwork(error)) throw error;
  const codes = errorCodes(error);
  const any = (pattern: RegExp): boolean => codes.some((code) => pattern.test(code));
  const why = visible(causes(error).join(': ').trim(), 300);
  const make = (code: string, what: string, cure: string): Failure => new Failure('unavailable', code, `${doing}: ${what} (${why})`, { cure, cause: error });
  if (any(/^ERR_PROXY_/)) return make('proxy-refused', `the proxy between here and ${host} refuses`, 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, and the user name and password in them.');
  if (any(/^(?:ENOTFOUND|EAI_)/)) return make('registry-unreachable', `the name of ${host} cannot be resolved`, 'Check the host’s spelling, and the network and DNS of this machine.');
  if (any(/CERT|^ERR_TLS|^ERR_SSL|SELF_SIGNED|UNABLE_TO_|^EPROTO$|^DEPTH_ZERO/)) {
    return make(
      'registry-tls',
      `${host} cannot be trusted or speaks no TLS`,
      'Give its certificate authority with NODE_EXTRA_CA_CERTS or certs.d; a registry without TLS must be named in insecure-registries.',
    );
  }
  if (any(/TIMEOUT|ETIMEDOUT/)) {
    return make('registry-timeout', `${host} did not answer in time`, 'Run again later, and check the network and proxy between this machine and the registry.');
  }
  return make('registry-unreachable', `${host} cannot be reached`, 'Check the host and port, and the network, proxy and firewall of this machine.');
}

/** The codes of an error and of its causes. */
export function errorCodes(error: unknown): string[] {
  const codes: string[] = [];
  let at = error;
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
    const { code, cause, errors }: { code?: unknown; cause?: unknown; errors?: unknown } = at;
    if (typeof code === 'string' || typeof code === 'number') codes.push(String(code));
    if (Array.isArray(errors)) for (const inner of errors.slice(0, 10)) codes.push(...errorCodes(inner));
    at = cause;
  }
  return codes;
}

/** The value as an object's fields, or undefined. */
export function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
