import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type Socket, createServer } from 'node:net';
import { join } from 'node:path';
import { portOf } from '../harness/listen.ts';
import { run } from '../harness/peers.ts';
import { PROJECT } from '../harness/runner.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A proxy that does this with each connection, once it was asked for something. Gives its URL. */
async function startProxy(act: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    socket.once('data', () => act(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${portOf(server)}`;
}

describe('a process behind a proxy ends, after saying why, when the proxy', () => {
  test.each<[string, string, (socket: Socket) => void]>([
    ['refuses, and keeps the connection', 'proxy-refused', (socket) => socket.write('HTTP/1.1 407 Nope\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n')],
    ['forbids, and closes the connection', 'proxy-refused', (socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')],
    [
      'refuses, and then resets the connection', 'proxy-refused',
      (socket) => {
        socket.write('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
        setTimeout(() => socket.resetAndDestroy(), 20);
      },
    ],
    ['makes a tunnel to nowhere', 'registry-timeout', (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n')],
    ['says nothing', 'registry-timeout', () => {}],
    [
      'answers byte by byte', 'proxy-refused',
      (socket) => {
        const timer = setInterval(() => socket.write('a'), 20);
        socket.once('close', () => clearInterval(timer));
      },
    ],
  ])('%s', async (_name, code, act) => {
    const { status, stdout, stderr } = await run(process.execPath, [join(PROJECT, '__tests__/oci/asking.ts')], { env: { HTTPS_PROXY: await startProxy(act) }, timeout: 30_000 });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: code, stderr: '' });
  });
});
