import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import type { Dispatcher, buildConnector } from 'undici';
import { type Depth, depthOf, deeper, guardedLookup, isLoopbackHost, literalAddress, refusedAddress, within } from './address.ts';
import { errorCodes, type Headers } from './answer.ts';
import { tlsFor } from './certificates.ts';
import { type Environment, proxyFor } from './proxy.ts';

/** How long each part of an exchange may take, in milliseconds. */
export interface Timeouts {
  readonly connect: number;
  /** From the request's last byte to the answer's first. */
  readonly headers: number;
  /** Between two bytes of a body. */
  readonly idle: number;
  /** A whole exchange whose answer is read into memory. */
  readonly document: number;
}

export const TIMEOUTS: Timeouts = { connect: 15_000, headers: 60_000, idle: 60_000, document: 120_000 };

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
  readonly body?: Buffer | Readable | undefined;
  /** How far inside the host may lie. A host that a user named may be anything; one that a registry named, no deeper than that registry. */
  readonly reach: Depth;
  readonly headersTimeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Exchanged {
  readonly status: number;
  readonly headers: Headers;
  /** Must be read to its end or destroyed. */
  readonly body: Readable;
}

export interface Transport {
  /** One request, without retries or redirects. Throws what undici throws, or a Failure `address-refused`, `certificates` or `proxy`. */
  exchange(exchange: Exchange): Promise<Exchanged>;
  /** How deep the address lies that an origin was last reached at; `public` when a proxy hides it. */
  depth(origin: string): Depth;
  /** Counts body bytes of a stream, which only its reader or writer can. Documents are counted here. */
  tally(bytes: { readonly received?: number; readonly sent?: number }): void;
  usage(): Usage;
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly env: Environment;
  readonly timeouts: Timeouts;
  readonly userAgent: string;
  readonly lookup?: LookupFunction | undefined;
}

/**
 * HTTP/1.1 with keep-alive, through proxies, with client certificates, to hosts whose addresses were looked at in the same step that connects.
 * undici is loaded with the first request, because start-up counts.
 */
export function createTransport(options: TransportOptions): Transport {
  const { env, timeouts } = options;
  const agents = new Map<string, Promise<Dispatcher>>();
  const connectors = new Map<string, Promise<buildConnector.connector>>();
  const depths = new Map<string, Depth>();
  const count = { requests: 0, received: 0, sent: 0 };

  const connectorTo = async (host: string, reach: Depth): Promise<buildConnector.connector> => {
    const key = `${reach} ${host}`;
    let connector = connectors.get(key);
    if (connector === undefined) {
      connector = (async () => {
        const [{ buildConnector: build }, tls] = await Promise.all([import('undici'), tlsFor(host, env)]);
        return build({ ...tls, lookup: guardedLookup(reach, options.lookup), timeout: timeouts.connect, allowH2: false });
      })();
      connectors.set(key, connector);
    }
    return connector;
  };

  const connect = (reach: Depth): buildConnector.connector => (target, callback) => {
    connectorTo(target.host ?? target.hostname, reach).then(
      (connector) => {
        connector(target, (...result) => {
          const remote = result[1]?.remoteAddress;
          if (remote !== undefined) depths.set(`${target.protocol}//${target.host ?? target.hostname}`, depthOf(remote));
          callback(...result);
        });
      },
      (error: unknown) => {
        callback(Error.isError(error) ? error : new Error(String(error)), null);
      },
    );
  };

  const agentFor = async (url: URL, reach: Depth): Promise<Dispatcher> => {
    const proxy = proxyFor(url, env);
    // A proxied host has its own agent, since its client certificates are given to the agent and not to the connector.
    const key = proxy === undefined ? reach : `${proxy.href} ${url.host}`;
    let agent = agents.get(key);
    if (agent === undefined) {
      agent = (async () => {
        const { Agent, ProxyAgent } = await import('undici');
        const common = { allowH2: false, pipelining: 1, keepAliveTimeout: 10_000, headersTimeout: timeouts.headers, bodyTimeout: timeouts.idle, maxHeaderSize: 64 * 1024 };
        if (proxy === undefined) return new Agent({ ...common, connect: connect(reach) });
        const [requestTls, proxyTls] = await Promise.all([tlsFor(url.host, env), tlsFor(proxy.host, env)]);
        return new ProxyAgent({
          ...common, uri: proxy.href, connectTimeout: timeouts.connect,
          requestTls: { ...requestTls, timeout: timeouts.connect, allowH2: false },
          proxyTls: { ...proxyTls, timeout: timeouts.connect, allowH2: false },
        });
      })();
      agents.set(key, agent);
    }
    // An address is not looked up, and what a proxy asks for is looked up there: so the name itself is looked at here.
    const address = literalAddress(url.hostname);
    const depth = isLoopbackHost(url.host) ? 'loopback' : address === undefined ? 'public' : depthOf(address);
    if (!within(depth, reach)) throw refusedAddress(url.hostname, address);
    return agent;
  };

  return {
    async exchange({ method, url, headers, body, reach, headersTimeout, signal }) {
      const agent = await agentFor(url, reach);
      count.requests++;
      try {
        const response = await agent.request({
          method, origin: url.origin, path: `${url.pathname}${url.search}`, body: body ?? null,
          headers: { 'user-agent': options.userAgent, ...headers },
          ...(headersTimeout === undefined ? {} : { headersTimeout }),
          ...(signal === undefined ? {} : { signal }),
        });
        if (Buffer.isBuffer(body)) count.sent += body.byteLength;
        // A body that is given up must not bring the process down with its error.
        response.body.on('error', () => {});
        return { status: response.statusCode, headers: response.headers, body: response.body };
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
      const open = await Promise.allSettled(agents.values());
      await Promise.allSettled(open.map(async (agent) => (agent.status === 'fulfilled' ? agent.value.destroy() : undefined)));
      agents.clear();
    },
  };
}

/** Whether an error says that no request went out, because there was no connection. */
export function neverConnected(error: unknown): boolean {
  return errorCodes(error).some((code) => /^(?:ENOTFOUND|EAI_|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|EPROTO|ERR_SSL|ERR_TLS|CERT_|SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|address-refused|certificates|proxy)/.test(code));
}

/** The reach of what `base` named: no deeper inside than `base` itself. */
export function reachFrom(transport: Transport, base: URL): Depth {
  const address = literalAddress(base.hostname);
  return deeper(transport.depth(base.origin), address === undefined ? 'public' : depthOf(address));
}
