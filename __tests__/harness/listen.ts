import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Server as AnyServer } from 'node:net';

/** A server of this process on a free port of 127.0.0.1. */
export interface Listening {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Closes it and every connection to it. May be called twice. */
  readonly stop: () => Promise<void>;
}

/** The TCP port that a server listens on. */
export function portOf(server: AnyServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on TCP');
  return address.port;
}

/** Puts an HTTP server on a free port of 127.0.0.1. */
export async function listen(server: Server): Promise<Listening> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${portOf(server)}`;
  return {
    host,
    url: `http://${host}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
