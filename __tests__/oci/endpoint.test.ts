import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type Socket, createServer } from 'node:net';
import { portOf } from '../harness/listen.ts';
import { closeClients, failureOf, makeClient, makeImage } from './images.ts';
import { errors, misbehave, stopServers } from './misbehaving.ts';

const stops: (() => void)[] = [];
afterEach(async () => {
  await closeClients();
  await stopServers();
  for (const stop of stops.splice(0)) stop();
});

const IMAGE = makeImage(1);
const SERVED = { headers: { 'content-type': IMAGE.descriptor.mediaType }, body: IMAGE.bytes };
const MANY = Array.from({ length: 50 }, (_, index) => `t${index}`);

/** A server that takes connections, and does that with each. */
async function accepting(act: (socket: Socket) => void): Promise<{ readonly host: string; readonly connections: () => number }> {
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    open.add(socket);
    socket.on('error', () => {});
    act(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { host: `127.0.0.1:${portOf(server)}`, connections: () => connections };
}

describe('the first contact with a registry', () => {
  test('that answers nobody is made once for all who ask, and not by one after the other', async () => {
    const dead = await accepting(() => {});
    // All who failed with one contact are awake again before the next has ended.
    const client = makeClient({ deadlineMs: 900, retryBaseMs: 100, timeouts: { headers: 700 } });
    const failures = await Promise.all(MANY.map(async (tag) => failureOf(client.repository(dead.host, 'os/ran').manifest(tag))));
    for (const [index, failure] of failures.entries()) {
      expect(failure).toMatchObject({ kind: 'unavailable', code: 'registry-timeout' });
      expect(failure.message).toMatch(new RegExp(`^reading ${dead.host}/os/ran:t${index}: `));
    }
    expect(dead.connections()).toBeLessThan(10);
  });

  test('that is refused is so for one repository alone, and is the last that others wait for', async () => {
    const retries: string[] = [];
    let [now, most] = [0, 0];
    const registry = await misbehave(async ({ path }) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 50));
      now--;
      return path.includes('open') ? SERVED : { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, body: errors('UNAUTHORIZED') };
    });
    const client = makeClient({ onRetry: ({ doing }) => retries.push(doing) });
    const read = await Promise.allSettled([...MANY, 'open'].map(async (name) => client.repository(registry.host, `os/${name}`).manifest('1')));
    expect(read.pop()).toMatchObject({ status: 'fulfilled' });
    for (const [index, one] of read.entries()) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'unauthorized', message: expect.stringContaining(`/os/t${index}:1: the registry answered 401`) as unknown } });
    expect(retries).toEqual([]);
    expect(registry.requests).toHaveLength(MANY.length + 1);
    expect(most).toBeGreaterThan(1);
  });

  test('that redirects to what is dead fails for that request alone', async () => {
    const retries = new Set<string>();
    const dead = await accepting((socket) => socket.destroy());
    const registry = await misbehave(({ path }) => (path.includes('moved') ? { status: 307, headers: { location: `http://${dead.host}/` } } : SERVED));
    const client = makeClient({ onRetry: ({ doing }) => retries.add(doing) });
    const [moved, ...read] = await Promise.allSettled(['moved', ...MANY].map(async (name) => client.repository(registry.host, `os/${name}`).manifest('1')));
    expect(moved).toMatchObject({ status: 'rejected', reason: { code: 'registry-unreachable' } });
    expect(new Set(read.map(({ status }) => status))).toEqual(new Set(['fulfilled']));
    expect([...retries]).toEqual([`reading ${registry.host}/os/moved:1`]);
  });

  test('that breaks in the middle of an answer has shown how the registry is spoken to', async () => {
    const registry = await misbehave((_, count) => (count < 3 ? { ...SERVED, cutAfter: 10 } : SERVED));
    expect(await makeClient().repository(registry.host, 'os/ran').manifest('1')).toBeDefined();
    expect(registry.requests).toHaveLength(3);
  });
});
