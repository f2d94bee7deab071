import type { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import { visible } from '../visible.ts';
import { type Depth, isLoopbackHost } from './address.ts';
import { type Answer, errorCodes, header, lies, secretsOf, statusText, unexpected, unreachable } from './answer.ts';
import { type Access, type Authorization, type TokenRequest, createAuthenticator } from './auth.ts';
import { drain, readBody } from './body.ts';
import { hasCertificates } from './certificates.ts';
import { type Credential, isHub } from './credentials.ts';
import { type Exchange, type Exchanged, type Transport, reachFrom } from './http.ts';
import { type Release, createLane } from './lane.ts';
import type { Environment } from './proxy.ts';
import { type RetryPolicy, isTransient, retrying } from './retry.ts';

/** One request of a registry. */
export interface Call {
  readonly method: Exchange['method'];
  /** Beneath the registry's root, such as `/v2/os/ran/manifests/2.5`; or the Location that the registry gave. */
  readonly target: string | URL;
  readonly access: Access;
  /** What is being done, for messages: `reading host/path:tag`. */
  readonly doing: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
  /** The most bytes of an answer that is good. Default 4 MiB. */
  readonly limit?: number;
  /** A redirect to another origin is the answer, and is not followed. */
  readonly keepRedirect?: boolean;
  /** 401 and 403 are answers that the caller understands. */
  readonly tolerant?: boolean;
  /** Ends it, with the signal's reason: a stream's body too, and the waiting for another try. */
  readonly signal?: AbortSignal;
}

/** An answer whose body streams. `stream` must be read to its end or destroyed. */
export interface StreamAnswer extends Answer {
  readonly stream?: Readable;
}

export interface Endpoint {
  /** As it is shown. */
  readonly host: string;
  readonly transport: Transport;
  readonly policy: RetryPolicy;
  /** Whether it takes a blob with the request that opens its upload; undefined until that was tried. */
  takesAtOnce: boolean | undefined;
  /** Where it was spoken to last. */
  origin(): URL;
  /** An answer whose body was read: of any status but 401, 403 and what was retried in vain. Must be safe to repeat. */
  call(call: Call): Promise<Answer>;
  /** As `call`; when the status is 200 or 206, the body streams and `body` is empty. */
  stream(call: Call): Promise<StreamAnswer>;
  /** Sends `length` bytes as they come, once, since what was sent cannot be sent again: 401 and transient statuses are answers here. */
  send(call: Call, body: AsyncIterable<Buffer>, length: number): Promise<Answer>;
}

export interface EndpointOptions {
  readonly env: Environment;
  /** Hosts (with or without port) that may speak plain http although they are not this machine. */
  readonly insecure: ReadonlySet<string>;
  readonly policy: RetryPolicy;
  /** For a whole exchange that ends in memory, in milliseconds. */
  readonly documentTimeout: number;
  /** Exchanges at once. Streams that come and streams that go have lanes of their own, so that one never waits for the other's place. */
  readonly concurrency: number;
  readonly find: (repository: string) => Promise<Credential | undefined>;
  readonly onWarning?: ((message: string) => void) | undefined;
  readonly onDebug?: ((message: string) => void) | undefined;
}

const LARGEST_DOCUMENT = 4 * 1024 * 1024;
const MOST_REDIRECTS = 5;
/** A registry may take long to put a large blob in its place. */
const COMMIT_TIMEOUT = 300_000;

/**
 * One registry: whether it speaks TLS, its authorization, retries, redirects without credentials, and how much at once.
 * Plain http only for this machine (`localhost`, `*.localhost`, loopback addresses) and for hosts in `insecure`.
 */
export function createEndpoint(host: string, transport: Transport, options: EndpointOptions): Endpoint {
  const address = isHub(host) ? 'registry-1.docker.io' : host;
  const lanes = { documents: createLane(options.concurrency), coming: createLane(options.concurrency), going: createLane(options.concurrency) };
  let base = new URL(`https://${address}`);
  const meeting: { reached: boolean; answered: boolean; contact: Promise<{ readonly error: unknown } | undefined> | undefined } = { reached: false, answered: false, contact: undefined };

  /** What a host that this registry named may be: no deeper inside than the registry. What a person named may be anything that is not refused. */
  const reachOf = (url: URL): Depth => (url.origin === base.origin ? 'loopback' : reachFrom(transport, base));

  // Token requests enter no lane: those who are in one wait for them.
  const requestToken = async ({ method, url, headers, body }: TokenRequest, doing: string): Promise<Answer> => {
    try {
      return await retrying(options.policy, doing, async () => {
        const until = performance.now() + options.documentTimeout;
        const response = await transport.exchange({ method, url, headers: { accept: 'application/json', ...headers }, body, reach: reachOf(url), until });
        const answer = await documentOf(response, doing);
        const refresh = new URLSearchParams(body?.toString('utf8')).get('refresh_token') ?? '';
        return { status: response.status, headers: response.headers, url, body: answer, secrets: secretsOf(headers['authorization'], refresh) };
      });
    } catch (error) {
      throw unreachable(error, doing, url.host);
    }
  };

  const authenticator = createAuthenticator({ host, origin: () => base, find: options.find, onWarning: options.onWarning, request: requestToken });

  const documentOf = async (response: Exchanged, doing: string, limit = LARGEST_DOCUMENT): Promise<Buffer> => {
    const body = await readBody(response, limit, doing, options.documentTimeout);
    transport.tally({ received: body.byteLength });
    return body;
  };

  /** One request, and the redirects of what only reads. Credentials go to the registry's own origin alone. */
  const exchange = async (call: Call, authorization: Authorization, extra: Partial<Exchange>): Promise<{ response: Exchanged; url: URL }> => {
    let url = new URL(call.target, base);
    for (let hops = 0; ; hops++) {
      const headers = { ...call.headers, ...(url.origin === base.origin && authorization.header !== undefined ? { authorization: authorization.header } : {}) };
      const response = await transport.exchange({ method: call.method, url, headers, body: call.body, reach: reachOf(url), signal: call.signal, ...extra });
      // A 400 may say that TLS is wanted.
      if (response.status !== 400) meeting.answered = true;
      const next = redirectOf(call, response, url);
      if (next === undefined || (call.keepRedirect === true && next.origin !== base.origin)) return { response, url };
      await drain(response.body, options.documentTimeout);
      if (hops >= MOST_REDIRECTS) throw lies(call.doing, `the registry redirects more than ${MOST_REDIRECTS} times`);
      url = next;
    }
  };

  /** A call with its authorization: again after a challenge, with a fresh token, or as somebody. */
  const authorized = async <A extends Answer>(call: Call, stream: boolean, read: (response: Exchanged, url: URL) => Promise<A>): Promise<A> => {
    for (let tries = 0; ; tries++) {
      const authorization = await authenticator.authorize(call.access);
      const { response, url } = await exchange(call, authorization, stream ? {} : { until: performance.now() + options.documentTimeout });
      const answer = { ...(await read(response, url)), secrets: secretsOf(authorization.header) };
      const { status } = answer;
      options.onDebug?.(`${call.method} ${url.origin}${url.pathname} → ${status}`);
      // Whom credentials are for is the registry's to say, and not that of a host that it redirects to.
      const maybeHidden = url.origin === base.origin && (status === 401 || status === 403 || status === 404 || status === 429);
      if (maybeHidden && (await authenticator.learn(call.access, authorization, answer, tries))) continue;
      if ((status === 401 || status === 403) && call.tolerant !== true) throw await refusal(call, answer);
      return answer;
    }
  };

  const refusal = async (call: Call, answer: Answer): Promise<Failure> => {
    const code = answer.status === 401 ? 'unauthorized' : 'forbidden';
    if (answer.url.origin !== base.origin) {
      return new Failure('unavailable', code, `${call.doing}: ${visible(answer.url.host, 120)}, where the registry sends for it, answered ${statusText(answer)}`, {
        cure: `Credentials for ${host} go to no other host. Name the registry that has it, or ask whoever runs ${host}.`,
      });
    }
    const tried = await authenticator.tried(call.access);
    return new Failure('unavailable', code, `${call.doing}: the registry answered ${statusText(answer)}; it was asked ${tried}`, {
      cure: call.access.push
        ? 'Log in as somebody who may write there: registry-username and registry-password, or docker login before this step. For ghcr.io the job needs “packages: write”.'
        : 'Log in to that registry with docker login before this step. A repository that does not exist is often answered in the same way, so check its name too.',
    });
  };

  /**
   * The first request finds out how to speak to the registry, and draws its challenge. All others wait for it, so that there is only one such. When
   * nothing answers, they have failed with it: one after another they would wait for a dead registry as often as there are requests.
   */
  const contacting = async <A>(run: () => Promise<A>): Promise<A> => {
    while (!meeting.reached && meeting.contact !== undefined) {
      const failed = await meeting.contact;
      if (failed !== undefined) throw failed.error;
    }
    if (meeting.reached) return run();
    const attempt = firstContact(run);
    // What went wrong after an answer is a matter of that request, and others may fare better.
    meeting.contact = attempt.then(() => undefined, (error: unknown) => (meeting.answered ? undefined : { error }));
    try {
      const result = await attempt;
      meeting.reached = true;
      return result;
    } finally {
      meeting.reached ||= meeting.answered;
      meeting.contact = undefined;
    }
  };

  const firstContact = async <A>(run: () => Promise<A>): Promise<A> => {
    const [scheme, other] = await schemesOf(address, options);
    base = new URL(`${scheme}://${address}`);
    try {
      return await run();
    } catch (error) {
      if (meeting.answered || other === undefined || !mayBeOther(scheme, error, base)) throw error;
      base = new URL(`${other}://${address}`);
      try {
        return await run();
      } catch (second) {
        throw error instanceof WrongScheme || !mayBeOther(other, second, base) ? second : error;
      }
    }
  };

  const repeated = async <A extends Answer>(request: Call, lane: keyof typeof lanes, run: (release: Release) => Promise<A>): Promise<A> => {
    let answer: A;
    try {
      answer = await retrying({ ...options.policy, signal: request.signal }, request.doing, async () => {
        const release = await lanes[lane].enter();
        try {
          return await contacting(async () => run(release));
        } catch (error) {
          release();
          throw error;
        }
      });
    } catch (error) {
      throw unreachable(error, request.doing, host);
    }
    if (isTransient(answer.status)) throw unexpected(answer, request.doing);
    return answer;
  };

  return {
    host, transport,
    policy: options.policy,
    takesAtOnce: undefined,
    origin: () => base,
    call: async (request) =>
      repeated(request, 'documents', async (release) => {
        const answer = await authorized(request, false, async (response, url) => {
          const body = await documentOf(response, request.doing, request.limit);
          if (response.status === 400 && url.protocol === 'http:' && /http request (?:to an|was sent to) https/i.test(body.toString('latin1'))) throw new WrongScheme();
          return { status: response.status, headers: response.headers, url, body };
        });
        // A connection is free again only a moment after its answer ended; whoever comes next should not open another.
        setImmediate(release);
        return answer;
      }),
    stream: async (request) =>
      repeated(request, 'coming', async (release) => {
        const answer = await authorized<StreamAnswer>(request, true, async (response, url) => {
          const { status, headers } = response;
          if (status !== 200 && status !== 206) return { status, headers, url, body: await documentOf(response, request.doing) };
          return { status, headers, url, body: Buffer.alloc(0), stream: response.body };
        });
        if (answer.stream === undefined) release();
        else answer.stream.once('close', release);
        return answer;
      }),
    send: async (request, body, length) => {
      const release = await lanes.going.enter();
      try {
        const authorization = await authenticator.authorize(request.access);
        const headers = { ...request.headers, 'content-length': String(length) };
        const { response, url } = await exchange({ ...request, headers }, authorization, { body, headersTimeout: COMMIT_TIMEOUT });
        const answer = { status: response.status, headers: response.headers, url, body: await documentOf(response, request.doing), secrets: secretsOf(authorization.header) };
        if (answer.status === 401 && url.origin === base.origin) await authenticator.learn(request.access, authorization, answer, 0);
        return answer;
      } finally {
        release();
      }
    },
  };
}

/** Plain http was spoken to a server that wants TLS. */
class WrongScheme extends Error {
  readonly code = 'ERR_HTTP_SCHEME';

  constructor() {
    super('it speaks https');
  }
}

/** How to speak to a host, and how else when that fails. This machine's own registries speak http, unless someone gave them certificates. */
async function schemesOf(address: string, { env, insecure }: EndpointOptions): Promise<readonly ['http' | 'https', ('http' | 'https')?]> {
  if (isLoopbackHost(address)) return (await hasCertificates(address, env)) ? ['https'] : ['http', 'https'];
  return insecure.has(address) || insecure.has(address.replace(/:\d+$/, '')) ? ['https', 'http'] : ['https'];
}

function mayBeOther(scheme: 'http' | 'https', error: unknown, base: URL): boolean {
  if (error instanceof WrongScheme) return true;
  const pattern = scheme === 'http' ? /^(?:ECONNRESET|HPE_)/ : base.port === '' ? /^(?:EPROTO|ERR_SSL|ECONNRESET|ECONNREFUSED)/ : /^(?:EPROTO|ERR_SSL|ECONNRESET)/;
  return errorCodes(error).some((code) => pattern.test(code));
}

/** Where an answer redirects to, or undefined when it does not. Never from https to http. Throws `registry-lies`. */
function redirectOf(call: Call, response: Exchanged, url: URL): URL | undefined {
  const location = header(response, 'location');
  if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined || (call.method !== 'GET' && call.method !== 'HEAD')) return undefined;
  const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
  if (next === undefined || next.username !== '' || next.password !== '' || !/^https?:$/.test(next.protocol)) throw lies(call.doing, 'the registry redirects to something that is no web address');
  if (url.protocol === 'https:' && next.protocol === 'http:') throw lies(call.doing, `the registry redirects from https to plain http, to ${next.host}`);
  return next;
}
