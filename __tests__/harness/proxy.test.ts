import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listen, type Listening } from './listen.ts';
import { startDelayProxy, type DelayProxy } from './proxy.ts';

let server: Listening;
let seen: string[];
let proxy: DelayProxy;
beforeEach(async () => {
  seen = [];
  server = await listen(
    createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      request.on('data', () => {});
      request.on('end', () => response.writeHead(201, { location: `http://${request.headers.host}/there` }).end('hello'));
    }),
  );
  proxy = await startDelayProxy(server.host, 50);
});
afterEach(async () => {
  await proxy.stop();
  await server.stop();
});

test('delays each request, all at once, and counts them', async () => {
  const start = performance.now();
  const answers = await Promise.all([1, 2, 3, 4].map((number) => fetch(`${proxy.url}/${number}`, { method: 'POST', body: 'abc' })));
  const took = performance.now() - start;
  expect(took).toBeGreaterThanOrEqual(49);
  expect(took).toBeLessThan(190);
  expect(answers[0]?.headers.get('location')).toBe(`http://${proxy.host}/there`);
  expect(await answers[0]?.text()).toBe('hello');
  expect(proxy.count()).toBe(4);
  expect(proxy.count(/^POST \/[12]$/u)).toBe(2);
  expect(proxy.peak()).toBe(4);
  expect(proxy.requests[0]).toMatchObject({ method: 'POST', status: 201, sent: 3, received: 5 });
});

test('cuts before and after the server, and answers in its place', async () => {
  proxy.cutAt(1, 'before');
  proxy.cutAt(2, 'after');
  proxy.answer(/^GET \/busy/u, { status: 429, headers: { 'retry-after': '1' }, body: 'later' });
  await expect(fetch(`${proxy.url}/one`)).rejects.toThrow('fetch failed');
  await expect(fetch(`${proxy.url}/two`)).rejects.toThrow('fetch failed');
  const busy = await fetch(`${proxy.url}/busy`);
  expect([busy.status, busy.headers.get('retry-after'), await busy.text()]).toEqual([429, '1', 'later']);
  expect((await fetch(`${proxy.url}/busy`)).status).toBe(201);
  expect(seen).toEqual(['GET /two', 'GET /busy']);
});
