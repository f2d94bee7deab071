import { afterEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { type Descriptor, describe as describeBytes } from '../../src/oci/descriptor.ts';
import { listen } from '../harness/listen.ts';
import { closeClients, failureOf, makeClient, makeImage, pushBytes } from './images.ts';
import { type Misbehaving, type Script, type Scripted, errors, misbehave, stopServers } from './misbehaving.ts';

afterEach(async () => {
  await closeClients();
  await stopServers();
});

const BYTES = randomBytes(100_000);
const BLOB = describeBytes(BYTES, 'application/octet-stream');
const IMAGE = makeImage(1);
const UPLOADS = '/v2/os/ran/blobs/uploads/';

/** A registry whose uploads go to `/session`; `script` may answer in its place. */
async function uploading(script: (...parameters: Parameters<Script>) => Scripted | undefined): Promise<Misbehaving> {
  return misbehave((request, count) => {
    const own = script(request, count);
    if (own !== undefined) return own;
    if (request.method === 'POST') return { status: 202, headers: { location: '/session?state=a%2Fb' } };
    if (request.method === 'PUT') return { status: 201 };
    return { status: 404 };
  });
}

const push = async (host: string, options: { mountFrom?: string; probe?: boolean } = {}, blob: Descriptor = BLOB, bytes: Buffer = BYTES): Promise<string> =>
  pushBytes(makeClient().repository(host, 'os/ran', { push: true }), bytes, blob, options);

async function* breakingOff(): AsyncGenerator<Buffer> {
  yield BYTES.subarray(0, 10);
  await Promise.resolve();
  throw Object.assign(new Error('the disk is gone'), { code: 'EIO' });
}

async function has(answer: (verb: string) => Scripted): Promise<boolean> {
  const server = await misbehave((request) => answer(request.method));
  return makeClient().repository(server.host, 'os/ran').hasBlob(BLOB);
}

const method = (line: string): string => line.split(' ')[0] ?? '';

describe('a blob', () => {
  test('goes in one PUT, with its length, its digest, and the Location’s own query as it was', async () => {
    const server = await uploading(() => undefined);
    expect(await push(server.host)).toBe('written');
    const [post, put, ...more] = server.requests;
    expect(more).toEqual([]);
    expect(post?.path).toBe(`${UPLOADS}?mount=${BLOB.digest}&from=os/ran`);
    expect(put?.path).toBe(`/session?state=a%2Fb&digest=${encodeURIComponent(BLOB.digest)}`);
    expect(put?.headers).toMatchObject({ 'content-length': String(BYTES.length), 'content-type': 'application/octet-stream' });
    expect(put?.headers['transfer-encoding']).toBeUndefined();
    expect(put?.body.equals(BYTES)).toBe(true);
  });

  test.each<[string, (host: string) => string, string]>([
    ['relative to the host', () => '/other', '/other?digest='],
    ['relative to the path', () => 'session', `${UPLOADS}session?digest=`],
    ['only a query', () => '?a=b', `${UPLOADS}?a=b&digest=`],
    ['whole', (host) => `http://${host}/whole?x`, '/whole?x&digest='],
    ['without a scheme', (host) => `//${host}/y`, '/y?digest='],
    ['with a fragment', () => '/z#f', '/z?digest='],
  ])('Location: %s', async (_name, location, expected) => {
    let host = '';
    const server = await uploading((request) => (request.method === 'POST' ? { status: 202, headers: { location: location(host) } } : undefined));
    host = server.host;
    expect(await push(server.host)).toBe('written');
    expect(server.requests.at(-1)?.path).toContain(expected);
  });

  test.each<[string, Record<string, string>]>([
    ['without a Location', {}],
    ['with an empty one', { location: '' }],
    ['with one that is no address', { location: 'http://[' }],
    ['with a user name', { location: 'http://a:b@127.0.0.1/' }],
    ['with another scheme', { location: 'ftp://127.0.0.1/' }],
  ])('an upload %s is refused', async (_name, headers) => {
    const server = await uploading((request) => (request.method === 'POST' ? { status: 202, headers } : undefined));
    expect(await failureOf(push(server.host))).toMatchObject({ kind: 'unavailable', code: 'registry-lies' });
  });

  test('a Location on another host gets no credentials', async () => {
    const storage = await misbehave(() => ({ status: 201 }));
    const server = await misbehave(({ headers }) => (headers.authorization === undefined ? { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } } : { status: 202, headers: { location: `${storage.url}/put` } }));
    const store = makeClient().repository(server.host, 'os/ran', { push: true, credentials: { username: 'robot', password: 'hunter2' } });
    expect(await pushBytes(store, BYTES, BLOB)).toBe('written');
    expect(storage.requests[0]?.headers.authorization).toBeUndefined();
    expect(storage.requests[0]?.body.equals(BYTES)).toBe(true);
  });

  test('a metadata service as a Location is refused', async () => {
    const server = await uploading((request) => (request.method === 'POST' ? { status: 202, headers: { location: 'http://169.254.169.254/x' } } : undefined));
    expect(await failureOf(push(server.host))).toMatchObject({ kind: 'unavailable', code: 'address-refused' });
  });

  test('a mount that is refused becomes an upload', async () => {
    for (const status of [400, 401, 403, 404, 405]) {
      const server = await uploading(({ path }) => (path.includes('mount=') ? { status } : undefined));
      expect(await push(server.host, { mountFrom: 'os/private' })).toBe('written');
      expect(server.lines().map(method)).toEqual(['POST', 'POST', 'PUT']);
    }
  });

  test('a mount for which no token is given becomes an upload, by the same somebody', async () => {
    let host = '';
    const server = await uploading(({ path, headers }) => {
      if (path.startsWith('/token')) return path.includes('private') ? { status: 403 } : { body: JSON.stringify({ token: headers.authorization === undefined ? 'nobody' : 'somebody' }) };
      return headers.authorization === 'Bearer somebody' ? undefined : { status: 401, headers: { 'www-authenticate': `Bearer realm="http://${host}/token"` } };
    });
    host = server.host;
    const store = makeClient().repository(server.host, 'os/ran', { push: true, credentials: { username: 'robot', password: 'hunter2' } });
    expect(await pushBytes(store, BYTES, BLOB, { mountFrom: 'os/private' })).toBe('written');
    expect(server.requests.some(({ headers }) => headers.authorization === 'Bearer nobody')).toBe(false);
  });

  const small = randomBytes(64 * 1024);
  const smallBlob = describeBytes(small, 'application/octet-stream');

  test('that is small goes with the request that opens its upload, where a registry takes that', async () => {
    const server = await uploading(({ path, method: verb }) => (verb === 'POST' && path.includes('?digest=') ? { status: 201 } : undefined));
    const store = makeClient().repository(server.host, 'os/ran', { push: true });
    expect(await pushBytes(store, small, smallBlob, { atOnce: true })).toBe('written');
    expect(server.lines()).toEqual([`POST ${UPLOADS}?digest=${smallBlob.digest}`]);
    expect(server.requests[0]?.body.equals(small)).toBe(true);
    expect(server.requests[0]?.headers).toMatchObject({ 'content-length': String(small.length), 'content-type': 'application/octet-stream' });
    // One byte more than may be sent twice.
    const large = Buffer.concat([small, Buffer.of(0)]);
    await pushBytes(store, large, describeBytes(large, 'application/octet-stream'), { atOnce: true });
    expect(server.lines().map(method)).toEqual(['POST', 'POST', 'PUT']);
  });

  test.each([202, 400, 403, 404, 405, 413])('that a registry does not take at once (%i) is put, is read from its source once, and is the last that is tried so', async (status) => {
    const server = await uploading(({ path, method: verb }) => (verb === 'POST' && path.includes('?digest=') ? { status, headers: { location: '/opened' } } : undefined));
    const client = makeClient();
    let opened = 0;
    const open = async (): Promise<Readable> => (opened++, Readable.from([small.subarray(0, 100), small.subarray(100)]));
    expect(await client.repository(server.host, 'os/ran', { push: true }).pushBlob(smallBlob, open, { atOnce: true })).toBe('written');
    expect(opened).toBe(1);
    expect(server.lines().map(method)).toEqual(status === 202 ? ['POST', 'PUT'] : ['POST', 'POST', 'PUT']);
    expect(server.requests.at(-1)?.path).toContain(status === 202 ? '/opened?digest=' : '/session?state=');
    expect(server.requests.at(-1)?.body.equals(small)).toBe(true);
    await pushBytes(client.repository(server.host, 'os/other', { push: true }), small, smallBlob, { atOnce: true });
    expect(server.requests.filter(({ path }) => path.includes('uploads/?digest='))).toHaveLength(1);
  });

  test('whose source gives too little is not sent at once either', async () => {
    const server = await uploading(() => ({ status: 201 }));
    const store = makeClient().repository(server.host, 'os/ran', { push: true });
    expect(await failureOf(store.pushBlob(smallBlob, async () => Readable.from([small.subarray(1)]), { atOnce: true }))).toMatchObject({ kind: 'problem', code: 'blob-size' });
    expect(server.requests).toEqual([]);
  });

  test('202 on commit is believed when the blob is there', async () => {
    let asked = 0;
    const server = await uploading((request) => (request.method === 'PUT' ? { status: 202 } : request.method === 'HEAD' ? (++asked < 3 ? { status: 404 } : { headers: { 'content-length': BYTES.length } }) : undefined));
    expect(await push(server.host)).toBe('written');
    expect(asked).toBe(3);
    const never = await uploading((request) => (request.method === 'PUT' ? { status: 202 } : undefined));
    expect(await failureOf(push(never.host))).toMatchObject({ kind: 'unavailable', code: 'upload-unconfirmed' });
  }, 20_000);

  test('what breaks is begun again, from the first byte', async () => {
    let puts = 0;
    const server = await uploading((request) => (request.method === 'PUT' ? (++puts === 1 ? { reset: true } : puts === 2 ? { status: 503 } : puts === 3 ? { status: 404 } : undefined) : undefined));
    expect(await push(server.host)).toBe('written');
    expect(puts).toBe(4);
    expect(server.requests.at(-1)?.body.equals(BYTES)).toBe(true);
    expect(server.lines().map(method)).toEqual(['POST', 'PUT', 'POST', 'PUT', 'POST', 'PUT', 'POST', 'PUT']);
  }, 20_000);

  test('a token that ends while the session is open is asked for again', async () => {
    let current = 1;
    let host = '';
    const server = await misbehave(({ path, headers, method: verb }) => {
      if (path.startsWith('/token')) return { body: JSON.stringify({ token: `t${current}` }) };
      if (verb === 'PUT' && current === 1) current = 2;
      if (headers.authorization !== `Bearer t${current}`) return { status: 401, headers: { 'www-authenticate': `Bearer realm="http://${host}/token"` } };
      return verb === 'POST' ? { status: 202, headers: { location: '/session' } } : { status: 201 };
    });
    host = server.host;
    expect(await push(server.host)).toBe('written');
    expect(server.requests.at(-1)?.body.equals(BYTES)).toBe(true);
  });

  test.each<[string, Scripted, string]>([
    ['takes nothing so large', { status: 413, body: '<html>' }, 'blob-too-large'],
    ['refuses', { status: 403, body: errors('DENIED') }, 'registry-refused'],
  ])('a registry that %s is told from others', async (_name, answer, code) => {
    const server = await uploading((request) => (request.method === 'PUT' ? answer : undefined));
    expect(await failureOf(push(server.host))).toMatchObject({ kind: 'unavailable', code });
    expect(server.lines().filter((line) => line.startsWith('PUT'))).toHaveLength(1);
  });

  test.each([1, Infinity])('a registry that calls the right digest invalid %d times, as distribution does while another writer puts the same blob, is sent it in a new session', async (times) => {
    let puts = 0;
    const server = await uploading((request) => (request.method === 'PUT' && ++puts <= times ? { status: 400, body: errors('DIGEST_INVALID') } : undefined));
    const pushed = push(server.host);
    if (times === 1) expect(await pushed).toBe('written');
    else expect(await failureOf(pushed)).toMatchObject({ kind: 'unavailable', code: 'registry-lies' });
    expect(server.lines().map(method)).toEqual(Array.from({ length: times === 1 ? 2 : 4 }, () => ['POST', 'PUT']).flat());
  });

  test.each<[string, Buffer]>([['less', BYTES.subarray(1)], ['more', Buffer.concat([BYTES, BYTES])]])('a source that gives %s than its descriptor says is refused', async (_name, bytes) => {
    const server = await uploading(() => undefined);
    expect(await failureOf(push(server.host, {}, BLOB, bytes))).toMatchObject({ kind: 'problem', code: 'blob-size' });
  });

  test('a source that breaks is told as what it is, and leaves nothing open', async () => {
    const server = await uploading(() => undefined);
    const store = makeClient().repository(server.host, 'os/ran', { push: true });
    const failure = await failureOf(store.pushBlob(BLOB, async () => Readable.from(breakingOff())));
    expect(failure.message).toContain('the disk is gone');
    expect(await pushBytes(store, BYTES, BLOB)).toBe('written');
  });

  test('whose taking is confirmed byte by byte, without end, is sent again', async () => {
    let puts = 0;
    const server = await uploading((request) => (request.method === 'PUT' && ++puts === 1 ? { status: 201, body: 'x'.repeat(60_000), dripMs: 50 } : undefined));
    const client = makeClient({ timeouts: { document: 1000 } });
    expect(await pushBytes(client.repository(server.host, 'os/ran', { push: true }), BYTES, BLOB)).toBe('written');
    expect(puts).toBe(2);
  }, 20_000);

  test('one that is refused before all of it came gives up its source, which stalls, at once', async () => {
    const source = await misbehave(() => ({ body: BYTES, stallAfter: 10 }));
    const server = await listen(
      createServer((request, response) => {
        if (request.method === 'POST') response.writeHead(202, { location: '/session', 'content-length': 0 }).end();
        else request.once('data', () => response.writeHead(413, { 'content-length': 0 }).end());
      }),
    );
    const client = makeClient({ concurrency: 1 });
    const from = client.repository(source.host, 'os/ran');
    let stream: Readable | undefined;
    const failure = await failureOf(client.repository(server.host, 'os/ran', { push: true }).pushBlob(BLOB, async () => (stream = await from.blob(BLOB)), { probe: false }));
    await server.stop();
    expect(failure).toMatchObject({ code: 'blob-too-large' });
    if (stream?.closed === false) await once(stream, 'close');
    expect(source.requests).toHaveLength(1);
  }, 20_000);

  test('one of 64 MiB is asked for before it is sent, unless the registry is known to honour mounts or it is not to be asked', async () => {
    const large = { ...BLOB, size: 64 * 1024 * 1024 };
    let mounts = 0;
    const server = await uploading((request) => (request.method === 'HEAD' ? { headers: { 'content-length': large.size } } : request.path.includes('mount=') && mounts++ === 0 ? { status: 201 } : undefined));
    const store = makeClient().repository(server.host, 'os/ran', { push: true });
    expect(await pushBytes(store, BYTES, large)).toBe('exists');
    expect(await pushBytes(store, BYTES, BLOB)).toBe('exists');
    expect(server.lines().map(method)).toEqual(['HEAD', 'POST']);
    expect(await failureOf(pushBytes(store, BYTES, large))).toMatchObject({ code: 'blob-size' });
    expect(server.lines().map(method)[2]).toBe('POST');
  });

  test('progress tells every byte, and how it ended', async () => {
    const server = await uploading(() => undefined);
    const events: [number, string][] = [];
    await pushBytes(makeClient().repository(server.host, 'os/ran', { push: true }), BYTES, BLOB, { onProgress: ({ bytes, state }) => events.push([bytes, state]) });
    expect(events.at(-1)).toEqual([BYTES.length, 'written']);
    expect(events.slice(0, -1).every(([, state]) => state === 'moving')).toBe(true);
  });
});

describe('looking for a blob', () => {
  test('a redirect says that it is there; HEAD may be unknown; a wrong length is a lie', async () => {
    expect(await has(() => ({ status: 307, headers: { location: 'https://storage.example/x' } }))).toBe(true);
    expect(await has((verb) => (verb === 'HEAD' ? { status: 405 } : { status: 206, body: 'x' }))).toBe(true);
    expect(await has((verb) => (verb === 'HEAD' ? { status: 405 } : { status: 404 }))).toBe(false);
    expect(await has(() => ({ status: 404 }))).toBe(false);
    expect(await failureOf(has(() => ({ headers: { 'content-length': 5 } })))).toMatchObject({ code: 'registry-lies' });
    expect(await failureOf(has(() => ({ status: 403 })))).toMatchObject({ kind: 'unavailable', code: 'forbidden' });
  });
});

describe('a manifest', () => {
  const put = async (script: Script, tag?: string): Promise<{ server: Misbehaving; result: Descriptor }> => {
    const server = await misbehave(script);
    return { server, result: await makeClient().repository(server.host, 'os/ran', { push: true }).pushManifest(IMAGE.bytes, IMAGE.descriptor.mediaType, tag) };
  };

  test('is stored byte for byte, with its type', async () => {
    const { server, result } = await put(() => ({ status: 201 }), '1.0.0');
    expect(result).toEqual(IMAGE.descriptor);
    expect(server.lines()).toEqual(['PUT /v2/os/ran/manifests/1.0.0']);
    expect(server.requests[0]?.headers['content-type']).toBe(IMAGE.descriptor.mediaType);
    expect(server.requests[0]?.body.equals(IMAGE.bytes)).toBe(true);
  });

  const there = { headers: { 'docker-content-digest': IMAGE.descriptor.digest, 'content-type': IMAGE.descriptor.mediaType, 'content-length': IMAGE.bytes.length } };

  test('an immutable tag that names it already is success', async () => {
    for (const status of [400, 403, 409, 412]) {
      const { result } = await put(({ method: verb }) => (verb === 'PUT' ? { status, body: errors('TAG_INVALID', 'the tag is immutable') } : there), '1.0.0');
      expect(result).toEqual(IMAGE.descriptor);
    }
  });

  test('an immutable tag that names another is a failure that says so', async () => {
    const other = makeImage(1).descriptor;
    const failure = await failureOf(put(({ method: verb }) => (verb === 'PUT' ? { status: 400, body: errors('TAG_INVALID') } : { headers: { ...there.headers, 'docker-content-digest': other.digest } }), '1.0.0'));
    expect(failure).toMatchObject({ kind: 'problem', code: 'tag-immutable' });
    expect(failure.message).toContain(other.digest);
  });

  test('a registry that stores something else is not believed', async () => {
    expect(await failureOf(put(() => ({ status: 201, headers: { 'docker-content-digest': BLOB.digest } }), '1'))).toMatchObject({ kind: 'unavailable', code: 'registry-lies' });
  });

  test('the blobs that the registry misses are sent once more, and only once', async () => {
    for (const heals of [true, false]) {
      let manifests = 0;
      const server = await uploading((request) => {
        if (!request.path.includes('/manifests/')) return undefined;
        if (request.method !== 'PUT') return { status: 404 };
        manifests++;
        // A registry whose other writers are about to finish, and one that stays as it is.
        return manifests <= 3 || !heals ? { status: 400, body: errors('MANIFEST_BLOB_UNKNOWN', 'blob unknown', { digest: IMAGE.blobs[0]?.descriptor.digest }) } : { status: 201 };
      });
      const store = makeClient().repository(server.host, 'os/ran', { push: true });
      for (const { bytes, descriptor } of IMAGE.blobs) await pushBytes(store, bytes, descriptor);
      const before = server.requests.length;
      const pushed = store.pushManifest(IMAGE.bytes, IMAGE.descriptor.mediaType, '1');
      expect(heals ? await pushed : await failureOf(pushed)).toMatchObject(heals ? { digest: IMAGE.descriptor.digest } : { kind: 'unavailable', code: 'registry-refused' });
      expect(server.lines().slice(before).map(method)).toEqual(['PUT', 'POST', 'PUT', 'PUT', ...(heals ? ['PUT', 'PUT'] : ['PUT', 'PUT', 'PUT', 'PUT', 'PUT', 'HEAD'])]);
    }
  });

  test('when the registry says not which blobs it misses, all of the manifest are sent once more, and no others', async () => {
    let manifests = 0;
    const server = await uploading((request) => {
      if (!request.path.includes('/manifests/')) return undefined;
      return ++manifests === 1 ? { status: 400, body: errors('MANIFEST_BLOB_UNKNOWN') } : { status: 201 };
    });
    const store = makeClient().repository(server.host, 'os/ran', { push: true });
    for (const { bytes, descriptor } of [...IMAGE.blobs, { bytes: BYTES, descriptor: BLOB }]) await pushBytes(store, bytes, descriptor);
    const before = server.requests.length;
    await store.pushManifest(IMAGE.bytes, IMAGE.descriptor.mediaType, '1');
    const after = server.lines().slice(before);
    expect(after.map(method).toSorted()).toEqual([...IMAGE.blobs.flatMap(() => ['POST', 'PUT']), 'PUT', 'PUT'].toSorted());
    expect(after.filter((line) => line.startsWith('POST') && line.includes(BLOB.digest))).toEqual([]);
  });

  test('a blob that is named very deep in the registry’s answer is sent once more', async () => {
    let manifests = 0;
    const server = await uploading((request) => {
      if (!request.path.includes('/manifests/')) return undefined;
      const detail = `${'['.repeat(8000)}"${IMAGE.blobs[0]?.descriptor.digest}"${']'.repeat(8000)}`;
      return ++manifests === 1 ? { status: 404, body: `{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN","detail":${detail}}]}` } : { status: 201 };
    });
    const store = makeClient().repository(server.host, 'os/ran', { push: true });
    for (const { bytes, descriptor } of IMAGE.blobs) await pushBytes(store, bytes, descriptor);
    const before = server.requests.length;
    await store.pushManifest(IMAGE.bytes, IMAGE.descriptor.mediaType, '1');
    expect(server.lines().slice(before).map(method)).toEqual(['PUT', 'POST', 'PUT', 'PUT']);
  });

  test('a read that began before a write is not shared with one after it', async () => {
    let current = IMAGE;
    const next = makeImage(1);
    const server = await misbehave(async ({ method: verb }) => {
      if (verb === 'PUT') {
        current = next;
        return { status: 201 };
      }
      const { bytes } = current;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { headers: { 'content-type': IMAGE.descriptor.mediaType }, body: bytes };
    });
    const store = makeClient().repository(server.host, 'os/ran', { push: true });
    await store.manifest('1');
    const early = store.manifest('1');
    await store.pushManifest(next.bytes, next.descriptor.mediaType, '1');
    expect((await store.manifest('1'))?.descriptor).toEqual(next.descriptor);
    expect((await early)?.descriptor.digest).toMatch(/^sha256:/);
  });
});
