import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { describeWith } from '../harness/peers.ts';
import { type DelayProxy, startDelayProxy } from '../harness/proxy.ts';
import { type Registry, startDockerRegistry, startOlareg } from '../harness/registry.ts';
import { type Descriptor, MEDIA_TYPES, digestOf } from '../../src/oci/descriptor.ts';
import { fallbackTag } from '../../src/oci/referrers.ts';
import type { Store } from '../../src/oci/store.ts';
import { closeClients, failureOf, makeClient, makeImage, makeReferrer, pushBytes, pushImage } from './images.ts';
import { ABSENT, type Misbehaving, type Scripted, type Seen, absentAtFirst, errors, misbehave, stopServers } from './misbehaving.ts';

afterEach(async () => {
  await closeClients();
  await stopServers();
});

const SUBJECT = makeImage(1).descriptor;
const TAG = fallbackTag(SUBJECT.digest);
const TYPE = 'application/vnd.example.signature';
const signature = makeReferrer(SUBJECT, TYPE, 'signature');
const other = makeReferrer(SUBJECT, 'application/vnd.example.other', 'other');
const entry = (referrer: typeof signature, artifactType: string): Descriptor => ({ ...referrer.descriptor, artifactType });
const index = (...manifests: unknown[]): Scripted => ({ headers: { 'content-type': MEDIA_TYPES.index }, body: JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests }) });
const api = (request: Seen): boolean => request.path.includes('/referrers/');

async function list(script: (request: Seen, count: number) => Scripted, artifactType?: string): Promise<{ found: Descriptor[]; server: Misbehaving }> {
  const server = await misbehave(script);
  return { found: await makeClient().repository(server.host, 'os/ran').referrers(SUBJECT.digest, artifactType), server };
}

describe('listing by the API', () => {
  test('filters here when the server did not', async () => {
    const { found, server } = await list(() => index(entry(signature, TYPE), entry(other, 'application/vnd.example.other')), TYPE);
    expect(found).toEqual([entry(signature, TYPE)]);
    expect(server.lines()).toEqual([`GET /v2/os/ran/referrers/${SUBJECT.digest}?artifactType=${encodeURIComponent(TYPE)}`]);
  });

  test('follows pages, and lists each referrer once', async () => {
    const { found } = await list((_, count) => (count === 1 ? { ...index(entry(signature, TYPE)), headers: { link: '<?page=2>; rel="next"' } } : index(entry(signature, TYPE), entry(other, 'b'))));
    expect(found.map(({ digest }) => digest)).toEqual([signature.descriptor.digest, other.descriptor.digest]);
  });

  test.each<[string, (count: number) => Scripted, string]>([
    ['that lead in a circle', () => ({ ...index(), headers: { link: '<?page=2>; rel=next' } }), 'do not end'],
    ['without end', (count) => ({ ...index(), headers: { link: `<?page=${count}>; rel=next` } }), 'do not end'],
    ['on another host', () => ({ ...index(), headers: { link: '<http://127.0.0.1:9/>; rel=next' } }), 'another host'],
    ['that are no index', () => ({ body: '{"schemaVersion":2,"layers":[]}' }), 'no image index'],
    ['with a key twice', () => ({ body: '{"schemaVersion":2,"manifests":[],"manifests":[]}' }), 'twice'],
    ['of too many', () => index(...Array.from({ length: 10_001 }, () => ({}))), 'more than 10000'],
  ])('pages %s are refused', async (_name, page, expected) => {
    const failure = await failureOf(list((_, count) => page(count)));
    expect(failure.kind).toBe('unavailable');
    expect(failure.message).toContain(expected);
  });

  test('what is no descriptor of sha256 is not listed', async () => {
    const wrong = [{}, null, 1, 'x', { ...signature.descriptor, digest: 'sha512:aa' }, { ...signature.descriptor, size: -1 }, { ...signature.descriptor, size: '5' }, { ...signature.descriptor, mediaType: 1 }];
    const { found } = await list(() => index(...wrong, { ...signature.descriptor, annotations: { a: 'b', c: 1 }, __proto__: { polluted: true } }));
    expect(found).toEqual([{ ...signature.descriptor, annotations: { a: 'b' } }]);
  });
});

describe('listing by the fallback tag', () => {
  test.each<[string, Scripted]>([
    ['404', { status: 404, body: errors('NOT_FOUND') }],
    ['400', { status: 400 }],
    ['405', { status: 405 }],
    ['406', { status: 406 }],
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<!doctype html><html>' }],
    ['a redirect to another origin', { status: 303, headers: { location: 'https://login.example/' } }],
  ])('where the API answers %s', async (_name, answer) => {
    const { found, server } = await list((request) => (api(request) ? answer : index(entry(signature, TYPE), entry(other, 'b'))), TYPE);
    expect(found).toEqual([entry(signature, TYPE)]);
    expect(server.lines()[1]).toBe(`GET /v2/os/ran/manifests/${TAG}`);
  });

  test('none there is none', async () => {
    expect((await list(() => ({ status: 404 }))).found).toEqual([]);
  });

  test('a registry without the API is asked for it once', async () => {
    const server = await misbehave((request) => (api(request) ? { status: 404 } : index(entry(signature, TYPE))));
    const store = makeClient().repository(server.host, 'os/ran');
    for (let times = 0; times < 3; times++) expect(await store.referrers(SUBJECT.digest)).toHaveLength(1);
    expect(server.lines().filter((line) => line.includes('/referrers/'))).toHaveLength(1);
  });

  test.each([401, 403, 500, 503, 429])('%i is a failure, never “none”', async (status) => {
    expect(await failureOf(list(() => ({ status })))).toMatchObject({ kind: 'unavailable' });
    expect(await failureOf(list((request) => (api(request) ? { status: 404 } : { status })))).toMatchObject({ kind: 'unavailable' });
  });
});

describeWith(['olareg'], 'a registry with the API that denies a repository which is not there yet', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startOlareg();
  });
  afterAll(() => registry?.stop());
  const image = makeImage(1, 10);

  test.each(ABSENT)('%s: lists by the API what this client attached, and writes no tag', async (name, ...answers) => {
    const server = await absentAtFirst(registry.url, ...answers);
    const store = makeClient().repository(server.host, `own/${ABSENT.findIndex(([each]) => each === name)}`, { push: true });
    expect(await store.referrers(image.descriptor.digest)).toEqual([]);
    await attachTo(store);
    expect(await store.referrers(image.descriptor.digest)).toHaveLength(1);
    expect(server.lines().filter((line) => line.startsWith('PUT') && line.includes('/manifests/sha256-'))).toEqual([]);
  });

  test.each(ABSENT.filter(([name]) => name !== 'one that says nothing'))('%s: lists by the API what another writer attached', async (name, ...answers) => {
    const server = await absentAtFirst(registry.url, ...answers);
    const repository = `others/${ABSENT.findIndex(([each]) => each === name)}`;
    const store = makeClient().repository(server.host, repository);
    expect(await store.referrers(image.descriptor.digest)).toEqual([]);
    await attachTo(makeClient().repository(server.host, repository, { push: true }));
    expect(await store.referrers(image.descriptor.digest)).toHaveLength(1);
  });

  async function attachTo(store: Store): Promise<void> {
    await pushImage(store, image, '1');
    const referrer = makeReferrer(image.descriptor, TYPE, 'x');
    for (const { bytes, descriptor } of referrer.blobs) await pushBytes(store, bytes, descriptor);
    await store.pushReferrers(image.descriptor, [referrer.bytes]);
  }
});

describeWith(['docker-registry'], 'a registry without the API', () => {
  test('is asked for it once, also when the repository was not there then', async () => {
    const registry = await startDockerRegistry();
    const proxy = await startDelayProxy(registry.host);
    try {
      const store = makeClient().repository(proxy.host, 'os/new', { push: true });
      const image = makeImage(1, 10);
      expect(await store.referrers(image.descriptor.digest)).toEqual([]);
      await pushImage(store, image, '1');
      expect(await store.referrers(image.descriptor.digest)).toEqual([]);
      expect(proxy.count(/\/referrers\//)).toBe(1);
    } finally {
      await proxy.stop();
      await registry.stop();
    }
  });
});

/** A registry without the referrers API, in memory. `onPut` may answer a write of the fallback tag. */
async function fallbackRegistry(start: unknown[], onPut: (request: Seen, count: number) => Scripted | undefined = () => undefined): Promise<{ server: Misbehaving; tag: () => { manifests: Descriptor[]; annotations?: unknown } }> {
  let stored = start.length === 0 ? undefined : JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: start, annotations: { kept: 'yes' } });
  let puts = 0;
  const server = await misbehave((request) => {
    if (!request.path.endsWith(TAG)) return request.method === 'PUT' ? { status: 201 } : { status: 404 };
    if (request.method === 'GET') return stored === undefined ? { status: 404 } : { headers: { 'content-type': MEDIA_TYPES.index, etag: `"${digestOf(Buffer.from(stored))}"` }, body: stored };
    const own = onPut(request, ++puts);
    if (own !== undefined) return own;
    stored = request.body.toString();
    return { status: 201 };
  });
  return { server, tag: () => JSON.parse(stored ?? '{}') };
}

async function push(server: Misbehaving, ...referrers: (typeof signature)[]): Promise<Descriptor[]> {
  return makeClient().repository(server.host, 'os/ran', { push: true }).pushReferrers(SUBJECT, referrers.map(({ bytes }) => bytes));
}

describe('writing the fallback tag', () => {
  test('all of a release in one update, with artifactType and annotations, and what was there is kept as it was', async () => {
    const strange = { mediaType: 'x/y', digest: `sha512:${'a'.repeat(128)}`, size: 1, 'org.example.unknown': [1] };
    const { server, tag } = await fallbackRegistry([strange]);
    await push(server, signature, other);
    expect(tag().manifests).toEqual([strange, { ...entry(signature, TYPE), annotations: { 'org.example.text': 'signature' } }, { ...entry(other, 'application/vnd.example.other'), annotations: { 'org.example.text': 'other' } }]);
    expect(tag().annotations).toEqual({ kept: 'yes' });
    expect(server.lines().filter((line) => line === `PUT /v2/os/ran/manifests/${TAG}`)).toHaveLength(1);
    const write = server.requests.find((request) => request.method === 'PUT' && request.path.endsWith(TAG));
    expect(write?.headers['if-match']).toMatch(/^"sha256:/);
    expect(write?.headers['content-type']).toBe(MEDIA_TYPES.index);
  });

  test('the artifactType of a manifest without one is its config’s mediaType', async () => {
    const { artifactType: _, ...rest }: Record<string, unknown> = JSON.parse(signature.bytes.toString());
    const { server, tag } = await fallbackRegistry([]);
    const written = await makeClient().repository(server.host, 'os/ran', { push: true }).pushReferrers(SUBJECT, [Buffer.from(JSON.stringify(rest))]);
    expect(written[0]?.artifactType).toBe(MEDIA_TYPES.empty);
    expect(tag().manifests).toEqual(written);
  });

  test('what is listed already is not written again', async () => {
    const { server } = await fallbackRegistry([entry(signature, TYPE)]);
    await push(server, signature);
    expect(server.lines()).toEqual([`PUT /v2/os/ran/manifests/${signature.descriptor.digest}`, `GET /v2/os/ran/manifests/${TAG}`]);
  });

  test('a registry that says OCI-Subject lists it itself', async () => {
    const server = await misbehave(() => ({ status: 201, headers: { 'oci-subject': SUBJECT.digest } }));
    await push(server, signature);
    expect(server.requests).toHaveLength(1);
    const lying = await fallbackRegistry([]);
    await push(lying.server, signature);
    expect(lying.tag().manifests).toHaveLength(1);
  });

  test('412 is read and written again', async () => {
    const { server, tag } = await fallbackRegistry([], (_, count) => (count < 3 ? { status: 412 } : undefined));
    await push(server, signature);
    expect(tag().manifests).toHaveLength(1);
    expect(server.requests.find((request) => request.path.endsWith(TAG) && request.method === 'PUT')?.headers['if-none-match']).toBe('*');
  });

  test('an update that another writer undoes is written again', async () => {
    let undone = 0;
    const { server, tag } = await fallbackRegistry([], () => (undone++ < 2 ? { status: 201 } : undefined));
    await push(server, signature);
    expect(tag().manifests).toHaveLength(1);
    expect(undone).toBe(3);
  });

  test('what another writer undoes of others is written again too', async () => {
    let reads = 0;
    let stored: unknown[] = [entry(other, 'b')];
    const server = await misbehave((request) => {
      if (request.method === 'PUT' && request.path.endsWith(TAG)) stored = JSON.parse(request.body.toString()).manifests;
      if (request.method === 'PUT') return { status: 201 };
      // Between our write and our second look, somebody who had read before anyone writes.
      if (++reads === 2) stored = [entry(signature, TYPE)];
      return index(...stored);
    });
    await push(server, signature);
    expect(stored).toEqual([entry(signature, TYPE), entry(other, 'b')]);
  });

  test('one that is undone for ever is a failure that says so', async () => {
    const { server } = await fallbackRegistry([], () => ({ status: 201 }));
    expect(await failureOf(push(server, signature))).toMatchObject({ kind: 'unavailable', code: 'referrers-race' });
  }, 30_000);

  test('a tag that holds something else is not overwritten', async () => {
    const server = await misbehave((request) => (request.method === 'GET' ? { body: '{"schemaVersion":2,"layers":[]}' } : { status: 201 }));
    expect(await failureOf(push(server, signature))).toMatchObject({ kind: 'unavailable' });
    expect(server.lines().filter((line) => line === `PUT /v2/os/ran/manifests/${TAG}`)).toEqual([]);
  });

  test('a referrer of something else is refused', async () => {
    const server = await misbehave(() => ({ status: 201 }));
    expect(await failureOf(push(server, makeReferrer(makeImage(1).descriptor, TYPE, 'x')))).toMatchObject({ code: 'referrer-subject' });
    expect(server.requests).toHaveLength(0);
  });
});

/** Each of eight writers, who share nothing, adds a referrer; gives those that are not listed in the end. */
async function race(host: string, repository: string, hosts: readonly string[] = [host]): Promise<string[]> {
  const first = makeClient().repository(host, repository, { push: true });
  const image = makeImage(1, 10);
  await pushImage(first, image, '1');
  const made = Array.from({ length: 8 }, (_, writer) => makeReferrer(image.descriptor, TYPE, `${writer}`));
  const stores: Store[] = made.map((_, writer) => makeClient().repository(hosts[writer % hosts.length] ?? host, repository, { push: true }));
  await Promise.all(made.map(async ({ blobs }, writer) => Promise.all(blobs.map(async ({ bytes, descriptor }) => pushBytes(stores[writer] ?? first, bytes, descriptor)))));
  await Promise.all(made.map(async ({ bytes }, writer) => stores[writer]?.pushReferrers(image.descriptor, [bytes])));
  const listed = new Set((await makeClient().repository(host, repository).referrers(image.descriptor.digest)).map(({ digest }) => digest));
  await closeClients();
  return made.map(({ descriptor }) => descriptor.digest).filter((digest) => !listed.has(digest));
}

describeWith(['docker-registry'], 'eight writers of one fallback tag', () => {
  let registry: Registry;
  let slow: DelayProxy;
  beforeAll(async () => {
    registry = await startDockerRegistry();
    slow = await startDelayProxy(registry.host, 30);
  });
  afterAll(async () => {
    await slow.stop();
    await registry.stop();
  });

  test('lose nothing in twelve rounds', async () => {
    const lost: string[][] = [];
    for (let round = 0; round < 12; round++) lost.push(await race(registry.host, `race/r${round}`));
    expect(lost.flat()).toEqual([]);
  }, 180_000);

  test('lose nothing although half of them have a round trip of 30 ms', async () => {
    const lost: string[][] = [];
    for (let round = 0; round < 4; round++) lost.push(await race(registry.host, `slow/r${round}`, [registry.host, slow.host]));
    expect(lost.flat()).toEqual([]);
  }, 180_000);

  test('of one process take turns, and need no second update', async () => {
    const store = makeClient().repository(registry.host, 'race/one', { push: true });
    const image = makeImage(1, 10);
    await pushImage(store, image, '1');
    const made = Array.from({ length: 8 }, (_, writer) => makeReferrer(image.descriptor, TYPE, `${writer}`));
    for (const { blobs } of made) for (const { bytes, descriptor } of blobs) await pushBytes(store, bytes, descriptor);
    await Promise.all(made.map(async ({ bytes }) => store.pushReferrers(image.descriptor, [bytes])));
    expect(await store.referrers(image.descriptor.digest)).toHaveLength(8);
  }, 60_000);
});

describeWith(['olareg'], 'a registry with the referrers API', () => {
  test('is not written a fallback tag', async () => {
    const registry = await startOlareg();
    try {
      const store = makeClient().repository(registry.host, 'os/ran', { push: true });
      const image = makeImage(1, 10);
      await pushImage(store, image, '1');
      const made = makeReferrer(image.descriptor, TYPE, 'x');
      for (const { bytes, descriptor } of made.blobs) await pushBytes(store, bytes, descriptor);
      await store.pushReferrers(image.descriptor, [made.bytes]);
      expect(await store.tags()).toEqual(['1']);
      expect(await store.referrers(image.descriptor.digest)).toHaveLength(1);
    } finally {
      await registry.stop();
    }
  });
});
