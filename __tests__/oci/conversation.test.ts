import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type RequestListener, createServer } from 'node:http';
import { type LookupFunction, createServer as createTcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TIMEOUTS, type Timeouts } from '../../src/oci/conversation.ts';
import { type Exchanged, type Transport, createTransport } from '../../src/oci/http.ts';
import { type Listening, listen, portOf } from '../harness/listen.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map(async (stop) => stop()));
});

const PIECE = Buffer.alloc(64 * 1024, 'piece');

async function serve(listener: RequestListener): Promise<Listening> {
  const server = await listen(createServer(listener));
  stops.push(server.stop);
  return server;
}

function client(timeouts: Partial<Timeouts> = {}, lookup?: LookupFunction): Transport {
  const transport = createTransport({ env: {}, timeouts: { ...TIMEOUTS, ...timeouts }, userAgent: 'test', lookup });
  stops.push(async () => transport.close());
  return transport;
}

async function textOf({ body }: Exchanged): Promise<string> {
  const parts: Buffer[] = [];
  const chunks: AsyncIterable<Buffer> = body;
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

const put = async (transport: Transport, { url }: Pick<Listening, 'url'>, body: AsyncIterable<Buffer>, length: number): Promise<Exchanged> =>
  transport.exchange({ method: 'PUT', url: new URL('/x', url), headers: { 'content-length': String(length) }, reach: 'loopback', body });

describe('a body that is sent', () => {
  test('is asked for no more once the server has answered, and the connection is ended', async () => {
    const closed = Promise.withResolvers<void>();
    // It answers as soon as it knows who asks, and goes on listening.
    const server = createTcpServer((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 413 no\r\ncontent-length: 8\r\n\r\ntoo much'));
      socket.resume();
      socket.once('close', () => closed.resolve());
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    stops.push(async () => void server.close());
    let given = 0;
    const ended = Promise.withResolvers<void>();
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        for (; given < 1000; given++) {
          yield PIECE;
          await sleep(1);
        }
      } finally {
        ended.resolve();
      }
    }
    const answer = await put(client(), { url: `http://127.0.0.1:${portOf(server)}` }, endless(), PIECE.byteLength * 10_000);
    expect([answer.status, await textOf(answer)]).toEqual([413, 'too much']);
    await ended.promise;
    expect(given).toBeLessThan(1000);
    await closed.promise;
  });

  test('whose source fails ends in that very error, and the server sees it cut', async () => {
    const cut = Promise.withResolvers<void>();
    const server = await serve((request) => {
      request.resume();
      request.once('error', () => cut.resolve());
    });
    const gone = new Error('the disk is gone');
    async function* failing(): AsyncGenerator<Buffer> {
      yield PIECE;
      await sleep(1);
      throw gone;
    }
    await expect(put(client(), server, failing(), PIECE.byteLength * 2)).rejects.toBe(gone);
    await cut.promise;
  });

  test('whose source is slow does not make the server late', async () => {
    const server = await serve((request, response) => {
      request.resume();
      request.once('end', () => response.end('got it'));
    });
    async function* slow(): AsyncGenerator<Buffer> {
      yield PIECE;
      await sleep(700);
      yield PIECE;
    }
    expect(await textOf(await put(client({ headers: 200, idle: 200 }), server, slow(), PIECE.byteLength * 2))).toBe('got it');
  });
});

describe('a server that is late', () => {
  test('to be connected to: ECONNTIMEOUT, and no request is counted', async () => {
    const transport = client({ connect: 100 }, () => undefined);
    await expect(transport.exchange({ method: 'GET', url: new URL('http://registry.example/'), headers: {}, reach: 'private' })).rejects.toMatchObject({ code: 'ECONNTIMEOUT' });
    expect(transport.usage().requests).toBe(0);
  });

  test('to answer, between two bytes, or with all of it: ETIMEDOUT', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/never') return;
      response.write('a');
      if (url === '/trickle') {
        const timer = setInterval(() => response.write('b'), 50);
        response.once('close', () => clearInterval(timer));
      }
    });
    const transport = client({ headers: 200, idle: 200 });
    const ask = async (path: string, until?: number): Promise<string> => textOf(await transport.exchange({ method: 'GET', url: new URL(path, server.url), headers: {}, reach: 'loopback', until }));
    await expect(ask('/never')).rejects.toMatchObject({ code: 'ETIMEDOUT', message: expect.stringContaining('no answer') });
    await expect(ask('/stops')).rejects.toMatchObject({ code: 'ETIMEDOUT', message: expect.stringContaining('no more bytes') });
    await expect(ask('/trickle', performance.now() + 500)).rejects.toMatchObject({ code: 'ETIMEDOUT', message: expect.stringContaining('in time') });
  });

  test('is not one whose bytes wait here to be read', async () => {
    const server = await serve((_, response) => void response.end(Buffer.concat([PIECE, PIECE, PIECE, PIECE])));
    const { body } = await client({ idle: 200 }).exchange({ method: 'GET', url: new URL(server.url), headers: {}, reach: 'loopback' });
    await once(body, 'readable');
    await sleep(700);
    let size = 0;
    const chunks: AsyncIterable<Buffer> = body;
    for await (const chunk of chunks) size += chunk.byteLength;
    expect(size).toBe(4 * PIECE.byteLength);
  });
});

test('headers that come more than once are lists, under names in lower case, and none reaches a prototype', async () => {
  const server = await serve((_, response) => void response.writeHead(200, ['Link', '<a>', 'LINK', '<b>', '__proto__', 'x', 'Content-Length', '0']).end());
  const { headers, body } = await client().exchange({ method: 'GET', url: new URL(server.url), headers: {}, reach: 'loopback' });
  body.resume();
  expect(headers['link']).toEqual(['<a>', '<b>']);
  expect(headers['content-length']).toBe('0');
  expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
});
