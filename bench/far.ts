import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

/** A server of plain http, seen from far away. */
export interface Far {
  /** `127.0.0.1:PORT`, in place of the server's own. */
  readonly host: string;
  readonly stop: () => Promise<void>;
}

/**
 * Passes connections on to a server, and holds back what a client sends for `ms` milliseconds: so every exchange takes that much longer, as a
 * round trip would, and a stream is no slower. It reads nothing of what it passes, and has a thread of its own: it must not be what is measured.
 */
export async function startFar(target: string, ms: number): Promise<Far> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { target, ms } });
  const [port]: unknown[] = await once(worker, 'message');
  return {
    host: `127.0.0.1:${String(port)}`,
    stop: async () => {
      await worker.terminate();
    },
  };
}

if (!isMainThread && parentPort !== null) {
  const { target, ms }: { readonly target: string; readonly ms: number } = workerData;
  const [host, port] = target.split(':');
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => relay(client, connect({ host, port: Number(port), noDelay: true }), ms));
  server.listen(0, '127.0.0.1', () => {
    const address: AddressInfo | string | null = server.address();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is for windows
    parentPort?.postMessage(typeof address === 'object' ? address?.port : undefined);
  });
}

/** As much as a client may have on its way, in bytes: what a fast line has in 30 ms. */
const ON_THE_WAY = 32 * 1024 * 1024;

function relay(client: Socket, server: Socket, ms: number): void {
  const held: { readonly bytes: Buffer; readonly due: number }[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const pass = (): void => {
    timer = undefined;
    const now = performance.now();
    while (held[0] !== undefined && held[0].due <= now + 0.5) {
      const { bytes } = held[0];
      held.shift();
      size -= bytes.byteLength;
      if (!server.write(bytes)) break;
    }
    if (size < ON_THE_WAY) client.resume();
    if (held[0] !== undefined && !server.writableNeedDrain) timer = setTimeout(pass, Math.max(1, held[0].due - now));
    else if (held[0] === undefined && ended) server.end();
  };
  server.on('drain', () => {
    if (timer === undefined) pass();
  });
  client.on('data', (bytes: Buffer) => {
    held.push({ bytes, due: performance.now() + ms });
    size += bytes.byteLength;
    if (size >= ON_THE_WAY) client.pause();
    if (timer === undefined && !server.writableNeedDrain) timer = setTimeout(pass, ms);
  });
  client.on('end', () => {
    ended = true;
    if (held[0] === undefined) server.end();
  });
  client.on('error', () => server.destroy());
  client.on('close', () => server.destroy());
  // What the server sent before it closed is still to go.
  server.pipe(client);
  server.on('error', () => client.destroy());
}
