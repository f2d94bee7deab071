import { type Agent, type ClientRequest, type IncomingMessage, request as openRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Headers } from './answer.ts';
import { giveChunkBack } from './chunks.ts';

/** How long each part of an exchange may take, in milliseconds. */
export interface Timeouts {
  readonly connect: number;
  /** From the request's last byte to the last of the answer's head; and between two pieces of what is sent. */
  readonly headers: number;
  /** Between two bytes of a body. */
  readonly idle: number;
  /** A whole exchange whose answer is read into memory. */
  readonly document: number;
}

export const TIMEOUTS: Timeouts = { connect: 15_000, headers: 60_000, idle: 60_000, document: 120_000 };

/** What is sent: at once, or as it comes. */
export type Body = Buffer | AsyncIterable<Buffer>;

export interface Conversation {
  readonly agent: Agent;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
  readonly timeouts: Timeouts;
  /** When all of it must have come, the body too, by performance.now(). */
  readonly until?: number | undefined;
  /** Ends it, the body too, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told of the connection when it stands, before a byte is sent. */
  readonly onConnect: (socket: Socket) => void;
}

/** A server took too long. `ECONNTIMEOUT`: to be connected to; `ETIMEDOUT`: to answer, or between two bytes. */
export class Overdue extends Error {
  readonly code: 'ECONNTIMEOUT' | 'ETIMEDOUT';

  constructor(code: Overdue['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const LARGEST_HEADERS = 64 * 1024;

/**
 * One request and the head of its answer, whose body must be read to its end or destroyed. A server that answers before it was sent everything is
 * sent no more. Throws what sockets, TLS and the parser throw, what `body` throws, the reason of `signal`, or Overdue.
 */
export function converse(conversation: Conversation): Promise<IncomingMessage> {
  const { agent, method, url, headers, body, timeouts, until, signal, onConnect } = conversation;
  return new Promise((resolve, reject) => {
    const request = openRequest({
      agent, method, headers, protocol: url.protocol, hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: url.port,
      path: `${url.pathname}${url.search}`, maxHeaderSize: LARGEST_HEADERS,
    });
    let answer: IncomingMessage | undefined;
    const sending: Sending = { waits: false, over: false, wake: () => {} };

    const fail = (error: unknown): void => {
      const cause = Error.isError(error) ? error : new Error(String(error));
      if (answer !== undefined) answer.destroy(cause);
      request.destroy(cause);
      reject(cause);
    };
    const abandon = (): void => fail(signal?.reason);
    signal?.addEventListener('abort', abandon);
    const ending = until === undefined ? undefined : setTimeout(() => fail(new Overdue('ETIMEDOUT', `${url.host} did not end its answer in time`)), until - performance.now());
    const connecting = setTimeout(() => fail(new Overdue('ECONNTIMEOUT', `no connection to ${url.host} within ${timeouts.connect} ms`)), timeouts.connect);
    let heading: NodeJS.Timeout | undefined;
    const unanswered = (): void => fail(new Overdue('ETIMEDOUT', `no answer from ${url.host} within ${timeouts.headers} ms`));
    const end = (): void => {
      sending.over = true;
      sending.wake();
      for (const timer of [connecting, heading, ending]) clearTimeout(timer);
      signal?.removeEventListener('abort', abandon);
    };

    // No byte came or went for a while.
    const quiet = (): void => {
      // It is us who keep the server waiting: with what it sent, or with what it is to be sent.
      if (sending.waits || (answer?.readableLength ?? 0) > 0) request.socket?.setTimeout(answer === undefined ? timeouts.headers : timeouts.idle);
      else if (answer === undefined) unanswered();
      else fail(new Overdue('ETIMEDOUT', `no more bytes from ${url.host} within ${timeouts.idle} ms`));
    };
    request.once('socket', (socket) => {
      const connected = (): void => {
        clearTimeout(connecting);
        // Not by request.setTimeout, which tells of the first time alone.
        socket.setTimeout(timeouts.headers);
        socket.on('timeout', quiet);
        request.once('close', () => socket.off('timeout', quiet));
        onConnect(socket);
      };
      if (!socket.connecting) connected();
      else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
    });
    // A plain timer, which neither “102 Processing” nor a head that comes byte by byte puts off.
    request.once('finish', () => {
      if (answer === undefined && !request.destroyed) heading = setTimeout(unanswered, timeouts.headers);
    });
    request.on('drain', () => sending.wake());
    request.on('error', (error) => {
      end();
      reject(error);
    });
    request.once('close', () => {
      end();
      // Nothing else tells of a server that changes the protocol (101).
      if (answer === undefined) reject(Object.assign(new Error('the connection was closed without an answer'), { code: 'ECONNRESET' }));
    });
    request.once('response', (message) => {
      answer = message;
      clearTimeout(heading);
      // A body that is given up must not bring the process down with its error.
      message.on('error', () => {});
      request.socket?.setTimeout(timeouts.idle);
      if (!request.writableEnded) {
        sending.over = true;
        sending.waits = false;
        sending.wake();
        message.once('close', () => request.destroy());
      }
      resolve(message);
    });

    if (body === undefined || Buffer.isBuffer(body)) request.end(body);
    else send(request, body, sending).catch(fail);
  });
}

/** How far a body is: what it waits for, and whether there is no use in sending more. */
interface Sending {
  /** For its source. */
  waits: boolean;
  over: boolean;
  wake: () => void;
}

async function send(request: ClientRequest, body: AsyncIterable<Buffer>, sending: Sending): Promise<void> {
  sending.waits = true;
  for await (const bytes of body) {
    sending.waits = false;
    if (sending.over) return;
    if (!request.write(bytes, () => giveChunkBack(bytes))) {
      await new Promise<void>((resolve) => {
        sending.wake = resolve;
      });
    }
    if (sending.over) return;
    sending.waits = true;
  }
  sending.waits = false;
  request.end();
}

/** The headers of an answer, their names in lower case: one that came more than once is a list. */
export function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Map<string, string | string[]>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name, value] = [rawHeaders[at]?.toLowerCase() ?? '', rawHeaders[at + 1] ?? ''];
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : typeof before === 'string' ? [before, value] : [...before, value]);
  }
  return Object.fromEntries(headers);
}
