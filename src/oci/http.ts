import { type Agent, type AgentOptions, Agent as HttpAgent } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import { type Depth, depthOf, deeper, guardedLookup, isLoopbackHost, literalAddress, refusedAddress, within } from './address.ts';
import { errorCodes, type Headers } from './answer.ts';
import { tlsFor } from './certificates.ts';
import { type Body, type Timeouts, converse, headersOf } from './conversation.ts';
import { type Environment, proxyFor } from './proxy.ts';
import { createTunnels } from './tunnels.ts';

export interface Usage {
  readonly requests: number;
  /** Body bytes that came. */
  readonly received: number;
  /** Body bytes that went. */
  readonly sent: number;
}

export interface Exchange {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
  /** How far inside the host may lie. A host that a user named may be anything; one that a registry named, no deeper than that registry. */
  readonly reach: Depth;
  readonly headersTimeout?: number | undefined;
  /** When all of it must have come, the body too, by performance.now(). */
  readonly until?: number | undefined;
  /** Ends it, the body too, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface Exchanged {
  readonly status: number;
  readonly headers: Headers;
  /** Must be read to its end or destroyed. */
  readonly body: Readable;
}

export interface Transport {
  /** One request, without retries or redirects. Throws as `converse`, or a Failure `address-refused`, `certificates` or `proxy`. */
  exchange(exchange: Exchange): Promise<Exchanged>;
  /** How deep the address lies that an origin was last reached at; `public` when a proxy hides it. */
  depth(origin: string): Depth;
  /** Counts body bytes of a stream, which only its reader or writer can. Documents are counted here. */
  tally(bytes: { readonly received?: number; readonly sent?: number }): void;
  usage(): Usage;
  /** Ends every connection; a request after it throws. */
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly env: Environment;
  readonly timeouts: Timeouts;
  readonly userAgent: string;
  readonly lookup?: LookupFunction | undefined;
}

/** How many idle connections to a host are kept; more than this are never needed at once. */
const MOST_IDLE = 256;
/** An idle connection is given up after this, in milliseconds; earlier when the server's Keep-Alive header says so. Node takes it for one that is being made as well: so more than `connect`. */
const IDLE_CONNECTION = 20_000;

/**
 * HTTP/1.1 with keep-alive, through proxies, with client certificates, to hosts whose addresses were looked at in the same step that connects.
 * Node's own client: it is there when the process starts, where every other is read and compiled first.
 */
export function createTransport(options: TransportOptions): Transport {
  const { env, timeouts } = options;
  const agents = new Map<string, Promise<Agent>>();
  const depths = new Map<string, Depth>();
  const tunnels = createTunnels(timeouts.connect);
  const count = { requests: 0, received: 0, sent: 0 };
  let closed = false;

  /** A host's connections at a depth: what was connected for somebody who may go deep inside serves nobody who may not. */
  const agentFor = async (url: URL, reach: Depth, proxy: URL | undefined): Promise<Agent> => {
    const key = `${proxy?.href ?? reach} ${url.origin}`;
    let agent = agents.get(key);
    if (agent === undefined) {
      agent = createAgent(url, reach, proxy);
      agents.set(key, agent);
    }
    return agent;
  };

  const createAgent = async (url: URL, reach: Depth, proxy: URL | undefined): Promise<Agent> => {
    const common = { keepAlive: true, maxFreeSockets: MOST_IDLE, timeout: IDLE_CONNECTION };
    const ways = proxy === undefined ? { lookup: guardedLookup(reach, options.lookup) } : throughProxy(proxy);
    if (url.protocol === 'http:') return new HttpAgent({ ...common, ...ways });
    const { Agent: HttpsAgent } = await import('node:https');
    const agent = new HttpsAgent({ ...common, ...ways, ...(await tlsFor(url.host, env)) });
    if (proxy !== undefined) tunnels.watch(agent);
    return agent;
  };

  return {
    async exchange({ method, url, headers, body, reach, headersTimeout = timeouts.headers, until, signal }) {
      const proxy = proxyFor(url, env);
      const agent = await agentFor(url, reach, proxy);
      // An address is not looked up, and what a proxy asks for is looked up there: so the name itself is looked at here.
      const address = literalAddress(url.hostname);
      const depth = isLoopbackHost(url.host) ? 'loopback' : address === undefined ? 'public' : depthOf(address);
      if (!within(depth, reach)) throw refusedAddress(url.hostname, address);
      signal?.throwIfAborted();
      // What goes on by itself after the end (a retry, a download that nobody reads) would open connections that nobody ends.
      if (closed) throw new Error('the client was closed');
      count.requests++;
      try {
        const message = await converse({
          agent, url, method, body, until, signal,
          headers: { 'user-agent': options.userAgent, ...headers },
          timeouts: { ...timeouts, headers: headersTimeout },
          onConnect: (socket) => {
            if (proxy === undefined && socket.remoteAddress !== undefined) depths.set(url.origin, depthOf(socket.remoteAddress));
          },
        });
        if (Buffer.isBuffer(body)) count.sent += body.byteLength;
        return { status: message.statusCode ?? 0, headers: headersOf(message), body: message };
      } catch (error) {
        if (neverConnected(error)) count.requests--;
        throw error;
      }
    },
    depth: (origin) => depths.get(origin) ?? 'public',
    tally({ received = 0, sent = 0 }) {
      count.received += received;
      count.sent += sent;
    },
    usage: () => ({ ...count }),
    async close() {
      closed = true;
      tunnels.close();
      for (const agent of await Promise.allSettled(agents.values())) if (agent.status === 'fulfilled') agent.value.destroy();
      agents.clear();
    },
  };
}

/** Whether an error says that no request went out, because there was no connection. */
export function neverConnected(error: unknown): boolean {
  return errorCodes(error).some((code) => /^(?:ENOTFOUND|EAI_|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ECONNTIMEOUT|EPROTO|ERR_SSL|ERR_TLS|CERT_|SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|address-refused|certificates|proxy)/.test(code));
}

/** The reach of what `base` named: no deeper inside than `base` itself. */
export function reachFrom(transport: Transport, base: URL): Depth {
  const address = literalAddress(base.hostname);
  return deeper(transport.depth(base.origin), address === undefined ? 'public' : depthOf(address));
}

/** Plain http is asked of the proxy itself, https through a tunnel (RFC 9110 §9.3.6). */
function throughProxy(proxy: URL): AgentOptions {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  // Before that, Node would take no notice, and go past the proxy.
  if (major < 24 || (major === 24 && minor < 5)) {
    throw new Failure('usage', 'proxy', `Node ${process.versions.node} cannot go through the proxy that HTTPS_PROXY or HTTP_PROXY names`, { cure: 'Use Node 24.5 or later; in Actions, a newer runner.' });
  }
  return { proxyEnv: { HTTP_PROXY: proxy.href, HTTPS_PROXY: proxy.href } };
}
