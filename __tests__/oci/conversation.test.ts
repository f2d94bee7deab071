import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type RequestListener, createServer } from 'node:http';
import { type LookupFunction, type Socket, createServer as createTcpServer } from 'node:net';
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

/** What no http server does by itself. Gives what a server of `serve` gives. */
async function serveTcp(listener: (socket: Socket) => void): Promise<{ readonly url: string }> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    listener(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { url: `http://127.0.0.1:${portOf(server)}` };
}

/** A server that sends `head` and then `piece` again and again, one every 50 ms. */
const dripping = async (head: string, piece: string): Promise<{ readonly url: string }> =>
  serveTcp((socket) => {
    socket.once('data', () => {
      socket.write(head);
      const timer = setInterval(() => socket.write(piece), 50);
      socket.once('close', () => clearInterval(timer));
    });
  });

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
    const ended = Promise.withResolvers<void>();
    // It answers as soon as it knows who asks, goes on listening, and takes its time with the answer's body.
    const server = await serveTcp((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 413 no\r\ncontent-length: 8\r\n\r\ntoo ');
        void ended.promise.then(() => socket.write('much'));
      });
      socket.resume();
      socket.once('close', () => closed.resolve());
    });
    let given = 0;
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
    const answer = await put(client(), server, endless(), PIECE.byteLength * 10_000);
    expect([answer.status, await textOf(answer)]).toEqual([413, 'too much']);
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

  test('whose source was slow once does not give a server without an answer time without end', async () => {
    const server = await serve((request) => void request.resume());
    async function* slow(): AsyncGenerator<Buffer> {
      yield PIECE;
      await sleep(700);
      yield PIECE;
    }
    await expect(put(client({ headers: 200, idle: 200 }), server, slow(), PIECE.byteLength * 2)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  test('and of which the server takes no more after a source that was slow once: ETIMEDOUT', async () => {
    const server = await serve((request) => void request.pause());
    async function* slow(): AsyncGenerator<Buffer> {
      yield PIECE;
      await sleep(700);
      for (;;) yield Buffer.alloc(16 * PIECE.byteLength);
    }
    await expect(put(client({ headers: 200, idle: 200 }), server, slow(), PIECE.byteLength * 100_000)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
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

  test.each([
    ['says again and again that it is at work', '', 'HTTP/1.1 102 Processing\r\n\r\n'],
    ['sends the head of its answer byte by byte', 'HTTP/1.1 200 OK\r\nX-A: ', 'a'],
  ])('although it %s: ETIMEDOUT', async (_name, head, piece) => {
    const server = await dripping(head, piece);
    await expect(client({ headers: 300 }).exchange({ method: 'GET', url: new URL(server.url), headers: {}, reach: 'loopback' })).rejects.toMatchObject({ code: 'ETIMEDOUT', message: expect.stringContaining('no answer') });
    async function* body(): AsyncGenerator<Buffer> {
      yield PIECE;
    }
    await expect(put(client({ headers: 300 }), server, body(), PIECE.byteLength)).rejects.toMatchObject({ code: 'ETIMEDOUT', message: expect.stringContaining('no answer') });
  });

  test('is noticed after its reader was slow once', async () => {
    const server = await serve((_, response) => void response.writeHead(200, { 'content-length': 100 * PIECE.byteLength }).write(Buffer.alloc(20 * PIECE.byteLength)));
    const { body } = await client({ idle: 200 }).exchange({ method: 'GET', url: new URL(server.url), headers: {}, reach: 'loopback' });
    await once(body, 'readable');
    await sleep(700);
    let size = 0;
    const all = async (): Promise<void> => {
      const chunks: AsyncIterable<Buffer> = body;
      for await (const chunk of chunks) size += chunk.byteLength;
    };
    await expect(all()).rejects.toMatchObject({ code: 'ETIMEDOUT', message: expect.stringContaining('no more bytes') });
    expect(size).toBe(20 * PIECE.byteLength);
  });

  test('is not one that nobody asks: an idle connection serves again', async () => {
    let connections = 0;
    const server = createServer((_, response) => void response.end('here'));
    server.on('connection', () => connections++);
    const listening = await listen(server);
    stops.push(listening.stop);
    const transport = client({ headers: 200, idle: 200 });
    const ask = async (): Promise<string> => textOf(await transport.exchange({ method: 'GET', url: new URL(listening.url), headers: {}, reach: 'loopback' }));
    for (let times = 0; times < 3; times++) {
      expect(await ask()).toBe('here');
      await sleep(500);
    }
    expect(connections).toBe(1);
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

test('a server that wants to speak another protocol (101) has given no answer', async () => {
  const server = await serveTcp((socket) => void socket.once('data', () => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n')));
  await expect(client().exchange({ method: 'GET', url: new URL(server.url), headers: {}, reach: 'loopback' })).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('headers that come more than once are lists, under names in lower case, and none reaches a prototype', async () => {
  const server = await serve((_, response) => void response.writeHead(200, ['Link', '<a>', 'LINK', '<b>', '__proto__', 'x', 'Content-Length', '0']).end());
  const { headers, body } = await client().exchange({ method: 'GET', url: new URL(server.url), headers: {}, reach: 'loopback' });
  body.resume();
  expect(headers['link']).toEqual(['<a>', '<b>']);
  expect(headers['content-length']).toBe('0');
  expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
});
