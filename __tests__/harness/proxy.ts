import { Agent, createServer, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from './listen.ts';

/** A request that went through, in the order of arrival. Sizes are of bodies, in bytes, and complete once it is answered. */
export interface ProxiedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<IncomingMessage['headers']>;
  /** undefined while it is under way, and for one that was cut. */
  status: number | undefined;
  sent: number;
  received: number;
}

export interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
}

/** The n-th request since the start or `reset` (counted from 1), or one whose `METHOD /path` matches. */
export type Which = number | RegExp;

export interface DelayProxy {
  /** `127.0.0.1:PORT`: what goes into references instead of the registry's host. */
  readonly host: string;
  readonly url: string;
  readonly requests: readonly ProxiedRequest[];
  /** How many requests' `METHOD /path` matches (default: all). */
  readonly count: (pattern?: RegExp) => number;
  /** Most requests that were under way at once, and connections opened, since the start or `reset`. */
  readonly peak: () => number;
  readonly connections: () => number;
  /** Forgets requests, counts and faults. */
  readonly reset: () => void;
  /** Destroys the client's connection at that request: `before` it reaches the server, or `after` the server has done it. Once. */
  readonly cutAt: (which: Which, when?: 'before' | 'after') => void;
  /** Answers that request in the server's place; `times` (default once, Infinity: always). */
  readonly answer: (which: Which, answer: Answer, times?: number) => void;
  readonly stop: () => Promise<void>;
}

interface Fault {
  readonly which: Which;
  readonly effect: 'before' | 'after' | Answer;
  left: number;
}

/**
 * A reverse proxy in front of a server of plain http (`127.0.0.1:PORT`) that makes every request take `ms` longer, as
 * a round trip to a far registry would, with any number at once. It changes nothing: the Host header is the client's,
 * so that a registry that builds absolute addresses from it points back here. Connections are kept alive on both sides.
 */
export async function startDelayProxy(targetHost: string, ms = 0): Promise<DelayProxy> {
  const target = new URL(`http://${targetHost}`);
  const agent = new Agent({ keepAlive: true });
  let requests: ProxiedRequest[] = [];
  let faults: Fault[] = [];
  let open = 0;
  let peak = 0;
  let connections = 0;

  const faultOf = (number: number, line: string): Fault['effect'] | undefined => {
    const fault = faults.find(({ which, left }) => left > 0 && (typeof which === 'number' ? which === number : which.test(line)));
    if (fault !== undefined) fault.left--;
    return fault?.effect;
  };

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const record: ProxiedRequest = { method, path, headers, status: undefined, sent: 0, received: 0 };
    requests.push(record);
    const effect = faultOf(requests.length, `${method} ${path}`);
    if (ms > 0) await sleep(ms);
    if (effect === 'before') {
      incoming.socket.destroy();
      return;
    }
    incoming.on('data', (chunk: Buffer) => (record.sent += chunk.length));
    if (typeof effect === 'object') {
      incoming.resume();
      record.status = effect.status;
      record.received = Buffer.byteLength(effect.body ?? '');
      outgoing.writeHead(effect.status, { 'content-length': record.received, ...effect.headers });
      outgoing.end(method === 'HEAD' ? undefined : effect.body);
      return;
    }
    const forward = httpRequest({ agent, host: target.hostname, port: target.port, method, path, headers });
    forward.once('error', () => incoming.socket.destroy());
    outgoing.once('close', () => forward.destroy());
    forward.once('response', (response) => {
      if (effect === 'after') {
        response.resume();
        response.once('end', () => incoming.socket.destroy());
        return;
      }
      record.status = response.statusCode ?? 0;
      outgoing.writeHead(record.status, response.statusMessage, response.rawHeaders);
      response.on('data', (chunk: Buffer) => (record.received += chunk.length));
      response.once('error', () => incoming.socket.destroy());
      response.pipe(outgoing);
    });
    incoming.pipe(forward);
  };

  const server = createServer((incoming, outgoing) => {
    peak = Math.max(peak, ++open);
    outgoing.once('close', () => open--);
    void handle(incoming, outgoing);
  });
  server.on('connection', () => connections++);
  const { host, url, stop } = await listen(server);
  return {
    host,
    url,
    get requests() {
      return requests;
    },
    count: (pattern = /^/u) => requests.filter(({ method, path }) => pattern.test(`${method} ${path}`)).length,
    peak: () => peak,
    connections: () => connections,
    reset: () => {
      requests = [];
      faults = [];
      peak = open;
      connections = 0;
    },
    cutAt: (which, when = 'before') => void faults.push({ which, effect: when, left: 1 }),
    answer: (which, answer, times = 1) => void faults.push({ which, effect: answer, left: times }),
    stop: async () => {
      await stop();
      agent.destroy();
    },
  };
}
