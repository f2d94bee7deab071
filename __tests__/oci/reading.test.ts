import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { MEDIA_TYPES, describe as describeBytes, digestOf } from '../../src/oci/descriptor.ts';
import { readBlob } from '../../src/oci/store.ts';
import { bytesOf, closeClients, failureOf, makeClient, makeImage } from './images.ts';
import { type Scripted, errors, misbehave, stopServers } from './misbehaving.ts';

afterEach(async () => {
  await closeClients();
  await stopServers();
});

const IMAGE = makeImage(1);
const TYPE = { 'content-type': IMAGE.descriptor.mediaType };
const QUICK = { timeouts: { headers: 1000, idle: 1000, document: 1500 } };

/** What comes of reading a manifest by tag, or by digest, from a registry that answers so. */
async function readManifest(answer: Scripted, reference = '1'): Promise<{ kind: unknown; code: unknown; message: string; cure: string }> {
  const server = await misbehave(() => answer);
  return failureOf(makeClient(QUICK).repository(server.host, 'os/ran').manifest(reference));
}

describe('a manifest', () => {
  test.each<[string, Scripted, string, string]>([
    ['whose bytes do not match the digest', { headers: TYPE, body: makeImage(1).bytes }, IMAGE.descriptor.digest, 'registry-lies'],
    ['whose bytes do not match the registry’s own header', { headers: { ...TYPE, 'docker-content-digest': digestOf(Buffer.from('x')) }, body: IMAGE.bytes }, '1', 'registry-lies'],
    ['that comes compressed', { headers: { ...TYPE, 'content-encoding': 'gzip' }, body: gzipSync(IMAGE.bytes) }, '1', 'registry-lies'],
    ['that is a bomb', { headers: { ...TYPE, 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(50_000_000)) }, '1', 'registry-lies'],
    ['of more than 4 MiB', { headers: TYPE, body: Buffer.alloc(4 * 1024 * 1024 + 1, ' ') }, '1', 'too-large'],
    ['that is not JSON', { headers: TYPE, body: 'hello' }, '1', 'not-a-manifest'],
    ['that is a list', { headers: TYPE, body: '[]' }, '1', 'not-a-manifest'],
    ['that is nothing', { headers: TYPE, body: '' }, '1', 'not-a-manifest'],
    ['that is neither an image nor an index', { headers: TYPE, body: '{"schemaVersion":2}' }, '1', 'not-a-manifest'],
    ['of another schema', { headers: TYPE, body: '{"schemaVersion":3,"layers":[]}' }, '1', 'not-a-manifest'],
    ['with layers and manifests both', { headers: TYPE, body: '{"schemaVersion":2,"layers":[],"manifests":[]}' }, '1', 'ambiguous-document'],
    ['that calls itself an index and has layers', { headers: TYPE, body: JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, layers: [] }) }, '1', 'ambiguous-document'],
    ['that calls itself an image and has manifests', { headers: TYPE, body: JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, manifests: [] }) }, '1', 'ambiguous-document'],
    ['with a key twice', { headers: TYPE, body: '{"schemaVersion":2,"layers":[],"layers":[{}]}' }, '1', 'not-a-manifest'],
    ['with a key twice, written otherwise', { headers: TYPE, body: String.raw`{"schemaVersion":2,"layers":[],"layer\u0073":[{}]}` }, '1', 'not-a-manifest'],
    ['with a key twice, deep inside', { headers: TYPE, body: '{"schemaVersion":2,"layers":[{"digest":"a","digest":"b"}]}' }, '1', 'not-a-manifest'],
    ['with a key that Go takes for another', { headers: TYPE, body: '{"schemaVersion":2,"layers":[],"Manifests":[]}' }, '1', 'ambiguous-document'],
    ['of Docker’s schema 1', { headers: { 'content-type': 'application/vnd.docker.distribution.manifest.v1+prettyjws' }, body: '{"schemaVersion":1,"fsLayers":[]}' }, '1', 'schema-1'],
    ['that is a web page', { headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<!DOCTYPE html><html>log in' }, '1', 'captive-portal'],
    ['that is a web page and calls itself a manifest', { headers: TYPE, body: ' <html>log in' }, '1', 'captive-portal'],
    ['that is a web page, asked for by digest', { headers: { 'content-type': 'text/html' }, body: '<html>' }, IMAGE.descriptor.digest, 'captive-portal'],
  ])('%s is refused', async (_name, answer, reference, code) => {
    const failure = await readManifest(answer, reference);
    expect(failure.code).toBe(code);
    expect(failure.kind).toBe(code === 'too-large' ? 'problem' : 'unavailable');
    expect(failure.message).toContain('os/ran');
  });

  test('its media type is its content’s, whatever the header says', async () => {
    const index = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [] }));
    const server = await misbehave(() => ({ headers: { 'content-type': MEDIA_TYPES.manifest }, body: index }));
    expect((await makeClient().repository(server.host, 'os/ran').manifest('1'))?.descriptor).toEqual(describeBytes(index, MEDIA_TYPES.index));
  });

  test('a prototype is not touched by what it holds', async () => {
    const body = '{"schemaVersion":2,"layers":[],"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const server = await misbehave(() => ({ headers: TYPE, body }));
    expect((await makeClient().repository(server.host, 'os/ran').manifest('1'))?.bytes.toString()).toBe(body);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('that breaks off is read again', async () => {
    const server = await misbehave((_, count) => ({ headers: TYPE, body: IMAGE.bytes, ...(count < 3 ? { cutAfter: 20 } : {}) }));
    expect((await makeClient().repository(server.host, 'os/ran').manifest('1'))?.descriptor).toEqual(IMAGE.descriptor);
    expect(server.requests).toHaveLength(3);
  });

  test('404 is “none”, 401 and 403 are not', async () => {
    const server = await misbehave(({ path }) => ({ status: Number(path.slice(-3)), body: errors('SAID', 'what\u001b[31m it\r\n said::error::') }));
    const store = makeClient().repository(server.host, 'os/ran');
    expect(await store.manifest('404')).toBeUndefined();
    for (const status of ['401', '403', '400', '410']) {
      const failure = await failureOf(store.manifest(status));
      expect(failure.kind).toBe('unavailable');
      expect(failure.message).toContain(String.raw`SAID: what\u{1b}[31m it\r\n said::error::`);
    }
  });

  test('slow headers and slow bodies are timed out', async () => {
    const slow = { ...QUICK, deadlineMs: 10, retryBaseMs: 50 };
    for (const answer of [{ silent: true }, { headers: TYPE, body: IMAGE.bytes, cutAfter: 0, silent: false }, { headers: TYPE, body: IMAGE.bytes, dripMs: 200 }]) {
      const server = await misbehave(() => answer);
      const started = Date.now();
      const failure = await failureOf(makeClient(slow).repository(server.host, 'os/ran').manifest('1'));
      expect(failure.kind).toBe('unavailable');
      expect(Date.now() - started).toBeLessThan(6000);
    }
  });
});

describe('asking what a tag is', () => {
  const digest = { 'docker-content-digest': IMAGE.descriptor.digest };

  test.each<[string, Scripted]>([
    ['without a digest', { headers: TYPE }],
    ['with a malformed digest', { headers: { ...TYPE, 'docker-content-digest': 'sha256:xyz' } }],
    ['without a length', { headers: { ...TYPE, ...digest }, chunked: true }],
    ['without a type', { headers: { ...digest } }],
    ['with 405', { status: 405 }],
  ])('HEAD %s is followed by GET', async (_name, head) => {
    const server = await misbehave(({ method }) => (method === 'HEAD' ? head : { headers: { ...TYPE, ...digest }, body: IMAGE.bytes }));
    expect(await makeClient().repository(server.host, 'os/ran').resolve('1')).toEqual(IMAGE.descriptor);
    expect(server.lines().map((line) => line.split(' ')[0])).toEqual(['HEAD', 'GET']);
  });

  test('a digest that is answered with another is a lie', async () => {
    const server = await misbehave(() => ({ headers: { ...TYPE, ...digest } }));
    expect(await failureOf(makeClient().repository(server.host, 'os/ran').resolve(digestOf(Buffer.from('x'))))).toMatchObject({ code: 'registry-lies' });
  });
});

describe('a blob', () => {
  const bytes = randomBytes(300_000);
  const descriptor = describeBytes(bytes, 'application/octet-stream');
  const read = async (host: string): Promise<Buffer> => bytesOf(await makeClient({ ...QUICK, retryBaseMs: 5 }).repository(host, 'os/ran').blob(descriptor));

  test('that trickles on is given up after ten minutes, however short its pauses are', async () => {
    const server = await misbehave(() => ({ body: bytes.subarray(0, 100), dripMs: 5 }));
    const trickle = describeBytes(bytes.subarray(0, 100), 'application/octet-stream');
    const slow = async (minutes: number): Promise<Buffer> => {
      const now = Date.now.bind(Date);
      let later = 0;
      const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + later);
      try {
        const stream = await makeClient(QUICK).repository(server.host, 'os/ran').blob(trickle);
        stream.once('data', () => (later = minutes * 60_000));
        return await bytesOf(stream);
      } finally {
        clock.mockRestore();
      }
    };
    expect((await slow(9)).equals(bytes.subarray(0, 100))).toBe(true);
    expect(await failureOf(slow(11))).toMatchObject({ kind: 'unavailable', code: 'registry-timeout', message: expect.stringContaining('of 100 bytes') as unknown });
  });

  test('that breaks off is taken up where it broke', async () => {
    const ranges: (string | undefined)[] = [];
    const server = await misbehave(({ headers }) => {
      ranges.push(headers.range);
      const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
      const range = from === 0 ? { status: 200 } : { status: 206, headers: { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } };
      return { ...range, body: bytes.subarray(from), ...(ranges.length < 4 ? { cutAfter: 70_000 } : {}) };
    });
    expect((await read(server.host)).equals(bytes)).toBe(true);
    expect(ranges).toEqual([undefined, 'bytes=70000-', 'bytes=140000-', 'bytes=210000-']);
  });

  test('that breaks off where there are no ranges is read from its start, and given once', async () => {
    let times = 0;
    const server = await misbehave(() => ({ body: bytes, ...(++times < 3 ? { cutAfter: 100_000 } : {}) }));
    expect((await read(server.host)).equals(bytes)).toBe(true);
    expect(times).toBe(3);
  });

  test.each<[string, Scripted, string]>([
    ['whose bytes are others', { body: randomBytes(bytes.length) }, 'registry-lies'],
    ['whose length is another', { body: bytes.subarray(1) }, 'registry-lies'],
    ['that ends too early, again and again', { body: bytes.subarray(1), chunked: true }, 'registry-lies'],
    ['that comes compressed', { body: bytes, headers: { 'content-encoding': 'gzip' } }, 'registry-lies'],
    ['that is not there', { status: 404 }, 'blob-missing'],
    ['that may not be read', { status: 403 }, 'forbidden'],
  ])('%s is refused', async (_name, answer, code) => {
    const server = await misbehave(({ headers }) => (headers.range === undefined ? answer : { status: 206, headers: { 'content-range': `bytes ${bytes.length - 1}-${bytes.length - 1}/${bytes.length}` }, body: '' }));
    expect(await failureOf(read(server.host))).toMatchObject({ code });
  });

  test('that is longer than its descriptor says is given up there', async () => {
    const server = await misbehave(() => ({ body: Buffer.concat([bytes, bytes]), chunked: true }));
    const failure = await failureOf(read(server.host));
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'registry-lies' });
    expect(failure.message).toContain(`more than the ${bytes.length} bytes`);
  });

  test('a part that is another than was asked for is refused', async () => {
    const server = await misbehave(({ headers }) => (headers.range === undefined ? { body: bytes, cutAfter: 1000 } : { status: 206, headers: { 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` }, body: bytes }));
    const failure = await failureOf(read(server.host));
    expect(failure).toMatchObject({ code: 'registry-lies' });
    expect(failure.message).toContain('another part');
  });

  test('nothing but verified bytes are its last', async () => {
    const forged = Buffer.from(bytes);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    const server = await misbehave(() => ({ body: forged }));
    const stream = await makeClient().repository(server.host, 'os/ran').blob(descriptor);
    let got = 0;
    stream.on('data', (chunk: Buffer) => (got += chunk.byteLength));
    const error = await new Promise((resolve) => stream.once('error', resolve));
    expect(error).toMatchObject({ code: 'registry-lies' });
    expect(got).toBeLessThan(bytes.length);
  });

  test('of no bytes, and one that is small', async () => {
    const empty = describeBytes(Buffer.alloc(0), 'text/plain');
    const server = await misbehave(() => ({ body: '' }));
    expect(await readBlob(makeClient().repository(server.host, 'os/ran'), empty)).toEqual(Buffer.alloc(0));
  });

  test('that is given up ends its connection, and its place is free again', async () => {
    const server = await misbehave(() => ({ body: bytes }));
    const store = makeClient({ concurrency: 2 }).repository(server.host, 'os/ran');
    for (let times = 0; times < 6; times++) (await store.blob(descriptor)).destroy();
    expect((await bytesOf(await store.blob(descriptor))).equals(bytes)).toBe(true);
  });

  test('that is not there, which is said byte by byte, is not waited for without end', async () => {
    const server = await misbehave(() => ({ status: 404, body: 'x'.repeat(60_000), dripMs: 50 }));
    expect(await failureOf(makeClient({ ...QUICK, deadlineMs: 1 }).repository(server.host, 'os/ran').blob(descriptor))).toMatchObject({ code: 'registry-timeout' });
  }, 20_000);

  test('to which a redirect leads that itself comes byte by byte is read all the same', async () => {
    const server = await misbehave(({ path }) => (path === '/here' ? { body: bytes } : { status: 307, headers: { location: '/here' }, body: 'x'.repeat(60_000), dripMs: 50 }));
    expect((await bytesOf(await makeClient(QUICK).repository(server.host, 'os/ran').blob(descriptor))).equals(bytes)).toBe(true);
  }, 20_000);

  const cut = { body: bytes, cutAfter: 1000 };
  test.each<[string, Scripted, Scripted, number]>([
    ['sends nothing more', { body: bytes, stallAfter: 1000 }, {}, 1],
    ['does not answer the question for the rest', cut, { silent: true }, 2],
    ['has asked to wait before the next question', cut, { status: 429, headers: { 'retry-after': '100' } }, 2],
  ])('that is given up while the registry %s ends at once, and is not asked for again', async (_name, first, rest, asked) => {
    const other = randomBytes(1000);
    const server = await misbehave(({ path, headers }) => (!path.endsWith(descriptor.digest) ? { body: other } : headers.range === undefined ? first : rest));
    const waits = Promise.withResolvers<void>();
    const client = makeClient({ concurrency: 1, retryBaseMs: 5, deadlineMs: 200_000, onRetry: () => waits.resolve() });
    const store = client.repository(server.host, 'os/ran');
    const stream = await store.blob(descriptor);
    stream.resume();
    await once(stream, 'data');
    while (server.requests.length < asked) await sleep(5);
    if (rest.status === 429) await waits.promise;
    const closed = once(stream, 'close');
    stream.destroy();
    await closed;
    // There is one place, and this one is free again.
    expect((await bytesOf(await store.blob(describeBytes(other, 'application/octet-stream')))).equals(other)).toBe(true);
    expect(server.requests).toHaveLength(asked + 1);
  }, 20_000);

  test('nobody’s request goes out after the end', async () => {
    const server = await misbehave(() => ({ body: bytes }));
    const client = makeClient();
    await client.close();
    await expect(client.repository(server.host, 'os/ran').blob(descriptor)).rejects.toThrow('closed');
    expect(server.requests).toHaveLength(0);
  });
});

describe('retries', () => {
  test.each([408, 429, 500, 502, 503, 504])('%i is tried again', async (status) => {
    const server = await misbehave((_, count) => (count < 3 ? { status } : { headers: TYPE, body: IMAGE.bytes }));
    const retries: string[] = [];
    expect(await makeClient({ onRetry: ({ why, waitMs }) => retries.push(`${why} ${waitMs < 100}`) }).repository(server.host, 'os/ran').manifest('1')).toBeDefined();
    expect(retries).toEqual([`${status} true`, `${status} true`]);
  });

  test('a reset is tried again, and what stays broken ends with what it was', async () => {
    const server = await misbehave((_, count) => (count < 4 ? { reset: true } : { headers: TYPE, body: IMAGE.bytes }));
    expect(await makeClient().repository(server.host, 'os/ran').manifest('1')).toBeDefined();
    for (const [status, code] of [[503, 'registry-unavailable'], [429, 'rate-limited']] as const) {
      const broken = await misbehave(() => ({ status, body: errors('BUSY') }));
      const failure = await failureOf(makeClient().repository(broken.host, 'os/ran').manifest('1'));
      expect(failure).toMatchObject({ kind: 'unavailable', code });
      expect(broken.requests).toHaveLength(6);
    }
  });

  test.each([400, 404, 405, 501])('%i is not', async (status) => {
    const server = await misbehave(() => ({ status }));
    await makeClient().repository(server.host, 'os/ran').manifest('1').catch(() => {});
    expect(server.requests).toHaveLength(1);
  });

  test('Retry-After is obeyed, in seconds and as a date', async () => {
    for (const value of [(): string => '1', (): string => new Date(Date.now() + 1900).toUTCString()]) {
      const server = await misbehave((_, count) => (count === 1 ? { status: 429, headers: { 'retry-after': value() } } : { headers: TYPE, body: IMAGE.bytes }));
      const started = Date.now();
      expect(await makeClient().repository(server.host, 'os/ran').manifest('1')).toBeDefined();
      expect(Date.now() - started).toBeGreaterThan(800);
      expect(Date.now() - started).toBeLessThan(4000);
    }
  });

  test('a Retry-After past the deadline is a failure that says both, at once', async () => {
    const server = await misbehave(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    const started = Date.now();
    const failure = await failureOf(makeClient({ deadlineMs: 30_000 }).repository(server.host, 'os/ran').manifest('1'));
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'retry-deadline' });
    expect(failure.message).toContain('3600 s');
    expect(failure.message).toContain('30 s');
    expect(Date.now() - started).toBeLessThan(1000);
  });
});

describe('lists of tags', () => {
  test('pages are followed, sorted and without what is no tag', async () => {
    const server = await misbehave(({ path }) =>
      path.includes('last=') ? { body: JSON.stringify({ tags: ['a', 'a', '../x', 1, null] }) } : { headers: { link: '</v2/os/ran/tags/list?n=1000&last=b>; rel="next"' }, body: JSON.stringify({ tags: ['b'] }) },
    );
    expect(await makeClient().repository(server.host, 'os/ran').tags()).toEqual(['a', 'b']);
  });

  test('null is none', async () => {
    const server = await misbehave(() => ({ body: '{"name":"os/ran","tags":null}' }));
    expect(await makeClient().repository(server.host, 'os/ran').tags()).toEqual([]);
  });

  test.each<[string, (count: number) => Scripted, string]>([
    ['that lead in a circle', () => ({ headers: { link: '</v2/os/ran/tags/list?n=1000>; rel=next' }, body: '{"tags":[]}' }), 'do not end'],
    ['without end', (count) => ({ headers: { link: `</v2/os/ran/tags/list?last=${count}>; rel=next` }, body: '{"tags":[]}' }), 'do not end'],
    ['on another host', () => ({ headers: { link: '<http://127.0.0.1:9/x>; rel=next' }, body: '{"tags":[]}' }), 'another host'],
    ['that are no list', () => ({ body: '{"tags":{}}' }), 'no list'],
    ['that are a web page', () => ({ headers: { 'content-type': 'text/html' }, body: '<html>' }), 'web page'],
  ])('pages %s are refused', async (_name, page, expected) => {
    const server = await misbehave((_, count) => page(count));
    const failure = await failureOf(makeClient().repository(server.host, 'os/ran').tags());
    expect(failure.kind).toBe('unavailable');
    expect(failure.message).toContain(expected);
  });
});
