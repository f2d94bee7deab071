import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type Socket, createServer } from 'node:net';
import { portOf } from '../harness/listen.ts';
import { runCli } from '../harness/runner.ts';
import { misbehave, stopServers } from '../oci/misbehaving.ts';
import { PRODUCT } from './device.ts';

// Servers that would keep the program from ending, or end it before its report is made.

const stops: (() => void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await stopServers();
});

/** A server that does this with each connection, once something came. Gives its `127.0.0.1:PORT`. */
async function serve(act: (socket: Socket) => void): Promise<string> {
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
  return `127.0.0.1:${portOf(server)}`;
}

const target = (name: string, source: string): string =>
  `  - service_name: ${name}\n    source: ${source}\n    version: 1.0.0\n    service_type: container\n    nsgroup: ${name}\n    network: {type: host}\n`;

test('a registry that answers 101 is said to be at fault, and what another answered is reported all the same', async () => {
  const odd = await serve((socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'));
  const empty = await misbehave(() => ({ status: 404 }));
  const manifest = `version: 1\nproduct: ${PRODUCT}\nupdate_type: complete\ntargets:\n${target('one', `docker://${odd}/os/one:1`)}${target('two', `docker://${empty.host}/os/two:1`)}`;
  const { status, stdout, stderr } = await runCli(['check'], { files: { 'manifest.yaml': manifest } });
  expect({ status, said: stdout + stderr }).toEqual({ status: 3, said: expect.stringMatching(new RegExp(`^(?=[^]*${odd} cannot be reached)(?=[^]*${empty.host}/os/two has no tag)`)) });
});

describe('a proxy that refuses', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['keeps its connection', () => {}],
    ['resets it', (socket) => setTimeout(() => socket.resetAndDestroy(), 5)],
  ])('and %s: the program says so and ends', async (_name, then) => {
    const proxy = await serve((socket) => {
      socket.write('HTTP/1.1 407 Nope\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n');
      then(socket);
    });
    const manifest = `version: 1\nproduct: ${PRODUCT}\nupdate_type: complete\ntargets:\n${target('one', 'docker://registry.example/os/one:1')}`;
    const { status, stdout, stderr } = await runCli(['check'], { files: { 'manifest.yaml': manifest }, env: { HTTPS_PROXY: `http://${proxy}` }, timeout: 30_000 });
    expect({ status, said: stdout + stderr }).toEqual({ status: 3, said: expect.stringContaining('the proxy between here and registry.example refuses') });
    expect(stdout + stderr).not.toContain('defect');
  });
});
