import type { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import { Overdue } from './conversation.ts';

/** Connections to a proxy, of which Node (as of 24.21) loses sight when no tunnel comes of them: they stay open, and their errors would end the process. */
export interface Tunnels {
  /** From now on, what the agent connects ends when no tunnel comes of it within the time. */
  watch(agent: Agent): void;
  /** Ends all connections. */
  close(): void;
}

/** Node listens twice as often with every piece of a proxy's answer, without end: 1024 are ten pieces. */
const MOST_LISTENERS = 1024;

/** No connections yet. `connectMs` is how long a tunnel may take, with the TLS handshake in it. */
export function createTunnels(connectMs: number): Tunnels {
  const open = new Set<Duplex>();
  return {
    watch(agent) {
      const connect = agent.createConnection.bind(agent);
      agent.createConnection = (options, done) => {
        const raw = connect(options, (error, tunnel) => {
          clearTimeout(late);
          if (Error.isError(error)) raw?.destroy();
          done?.(error, tunnel);
        });
        const late = setTimeout(() => raw?.destroy(new Overdue('ECONNTIMEOUT', `no connection through the proxy within ${connectMs} ms`)), connectMs);
        if (raw === null || raw === undefined) return raw;
        open.add(raw);
        raw.on('error', () => {});
        raw.once('close', () => {
          clearTimeout(late);
          open.delete(raw);
        });
        raw.setMaxListeners(0);
        raw.on('newListener', (event) => {
          if (event === 'readable' && raw.listenerCount('readable') > MOST_LISTENERS) raw.destroy(Object.assign(new Error('the proxy answers in too many pieces'), { code: 'ERR_PROXY_TUNNEL' }));
        });
        return raw;
      };
    },
    close() {
      for (const raw of open) raw.destroy();
    },
  };
}
