import { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse, createServer } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import { type Listening, listen } from '../harness/listen.ts';

/** A request as it came, its body whole. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** An answer of a server that is written for one case. */
export interface Scripted {
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** Cut the connection after this many bytes of the body (with the full Content-Length before). */
  readonly cutAfter?: number;
  /** Send so many bytes of the body, and then nothing more. */
  readonly stallAfter?: number;
  /** Milliseconds before each byte of the body. */
  readonly dripMs?: number;
  /** Without Content-Length. */
  readonly chunked?: boolean;
  /** Never answer. */
  readonly silent?: boolean;
  /** Close the connection without an answer. */
  readonly reset?: boolean;
}

export interface Misbehaving extends Listening {
  readonly requests: readonly Seen[];
  /** `METHOD /path` of each request. */
  readonly lines: () => string[];
}

export type Script = (request: Seen, count: number) => Scripted | Promise<Scripted>;

/** A server that plays one fault: what no real registry does when it is asked to. Stops by `stopServers`. */
export async function misbehave(script: Script, tls?: ServerOptions): Promise<Misbehaving> {
  const requests: Seen[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    request.on('error', () => {});
    const incoming: AsyncIterable<Buffer> = request;
    try {
      for await (const chunk of incoming) chunks.push(chunk);
    } catch {
      return;
    }
    const seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
    requests.push(seen);
    await play(await script(seen, requests.length), seen, response);
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => void handle(request, response);
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  const listening = await listen(server);
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await listening.stop();
  };
  stops.push(stop);
  return { ...listening, url: tls === undefined ? listening.url : `https://${listening.host}`, requests, lines: () => requests.map(({ method, path }) => `${method} ${path}`), stop };
}

const stops: (() => Promise<void>)[] = [];

/** Stops every server that `misbehave` started. */
export async function stopServers(): Promise<void> {
  await Promise.all(stops.splice(0).map(async (stop) => stop()));
}

async function play(answer: Scripted, seen: Seen, response: ServerResponse): Promise<void> {
  if (answer.silent === true) return;
  if (answer.reset === true) {
    response.socket?.destroy();
    return;
  }
  const body = Buffer.from(answer.body ?? '');
  response.writeHead(answer.status ?? 200, { ...(answer.chunked === true ? {} : { 'content-length': body.byteLength }), ...answer.headers });
  if (seen.method === 'HEAD') {
    response.end();
    return;
  }
  if (answer.cutAfter !== undefined) {
    response.write(body.subarray(0, answer.cutAfter), () => setTimeout(() => response.socket?.destroy(), 20));
    return;
  }
  if (answer.stallAfter !== undefined) {
    response.write(body.subarray(0, answer.stallAfter));
    return;
  }
  if (answer.dripMs !== undefined) {
    for (const byte of body) {
      if (response.destroyed) return;
      response.write(Buffer.from([byte]));
      await new Promise((resolve) => setTimeout(resolve, answer.dripMs));
    }
  }
  response.end(answer.dripMs === undefined ? body : undefined);
}

/** What registries with the referrers API say of a repository that is not there yet, where distribution-spec 1.1 wants an empty list: of the API, and of a tag. */
export const ABSENT: readonly (readonly [name: string, api: Scripted, tag: Scripted])[] = [
  ['zot', { status: 404 }, { status: 404, body: errors('NAME_UNKNOWN') }],
  ['one that says why', { status: 404, body: errors('NAME_UNKNOWN') }, { status: 404, body: errors('MANIFEST_UNKNOWN') }],
  ['one that asks for the subject', { status: 400, body: errors('MANIFEST_UNKNOWN') }, { status: 404, body: errors('MANIFEST_UNKNOWN') }],
  ['one that says nothing', { status: 404 }, { status: 404 }],
];

/** A real registry (its URL) behind a server that gives these answers until something was written to a repository. */
export async function absentAtFirst(url: string, api: Scripted, tag: Scripted): Promise<Misbehaving> {
  const written = new Set<string>();
  return misbehave(async ({ method, path, headers, body }) => {
    const [, repository = '', kind] = /^\/v2\/(.+?)\/(blobs|manifests|referrers|tags)\//.exec(path) ?? [];
    if (method !== 'GET' && method !== 'HEAD') written.add(repository);
    if (!written.has(repository) && kind === 'referrers') return api;
    if (!written.has(repository) && kind === 'manifests') return tag;
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...rest } = headers;
    const answer = await fetch(`${url}${path}`, { method, headers: rest as Record<string, string>, ...(body.byteLength > 0 ? { body: new Uint8Array(body) } : {}) });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) };
  });
}

/** A registry's error document. */
export function errors(code: string, message = code, detail?: unknown): string {
  return JSON.stringify({ errors: [{ code, message, detail }] });
}
