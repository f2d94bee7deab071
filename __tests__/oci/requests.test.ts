import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import { describeWith } from '../harness/peers.ts';
import { type DelayProxy, startDelayProxy } from '../harness/proxy.ts';
import { CREDENTIALS, type Registry, startDockerRegistry, startOlareg } from '../harness/registry.ts';
import { createCopier } from '../../src/oci/copy.ts';
import { digestOf } from '../../src/oci/descriptor.ts';
import type { RegistryClient } from '../../src/oci/registry.ts';
import type { Store } from '../../src/oci/store.ts';
import { type MadeImage, closeClients, makeClient, makeImage, makeReferrer, pushBytes, pushImage } from './images.ts';

const IMPOSSIBLE = digestOf(Buffer.from('none'));
let registry: Registry;
let proxy: DelayProxy;
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await closeClients();
  await Promise.all(stops.splice(0).map(async (stop) => stop()));
});

/** A registry behind a proxy that counts. */
async function counted(start: () => Promise<Registry>): Promise<{ registry: Registry; proxy: DelayProxy }> {
  const started = await start();
  const counting = await startDelayProxy(started.host);
  stops.push(counting.stop, started.stop);
  return { registry: started, proxy: counting };
}

/** What a client says that it cost, beside what the proxy saw: requests, and the difference of the bytes sent. */
function cost(client: RegistryClient, through: DelayProxy): unknown {
  const { requests, sent } = client.usage();
  return { requests, seen: through.requests.length, sent: sent - through.requests.reduce((sum, request) => sum + request.sent, 0) };
}

const costs = (requests: number): unknown => ({ requests, seen: requests, sent: 0 });

/** As copy.ts does, with what a Store costs: the blobs, then the manifest. */
async function copy(from: Store, to: Store, tag: string, mountFrom?: string): Promise<void> {
  const found = await from.manifest(tag);
  const document: { config: MadeImage['descriptor']; layers: MadeImage['descriptor'][] } = JSON.parse(found?.bytes.toString() ?? '{}');
  await Promise.all([document.config, ...document.layers].map(async (descriptor) => to.pushBlob(descriptor, async () => from.blob(descriptor), { mountFrom, probe: false })));
  await to.pushManifest(found?.bytes ?? Buffer.alloc(0), found?.descriptor.mediaType ?? '', tag);
}

for (const [program, start] of [['docker-registry', startDockerRegistry], ['olareg', startOlareg]] as const) {
  describeWith([program], `the fewest requests, with ${program}`, () => {
    beforeEach(async () => {
      ({ registry, proxy } = await counted(start));
    });
    const LAYERS = 5;

    test('layout to registry, nothing there: 2L+3', async () => {
      const client = makeClient();
      await pushImage(client.repository(proxy.host, 'os/ran', { push: true }), makeImage(LAYERS, 100_000), '1');
      expect(cost(client, proxy)).toEqual(costs(2 * LAYERS + 3));
    });

    test('copy of small blobs across registries: a request less for each, where they are taken at once', async () => {
      const other = await counted(start);
      await pushImage(makeClient().repository(other.registry.host, 'os/from', { push: true }), makeImage(LAYERS, 1000), '1');
      const client = makeClient();
      const [from, to] = [client.repository(other.proxy.host, 'os/from'), client.repository(proxy.host, 'os/to', { push: true })];
      const { digest = IMPOSSIBLE } = (await from.resolve('1')) ?? {};
      const copier = createCopier();
      await copier.survey(to);
      await copier.copyImage(from, digest, to, { tag: '1' });
      // Beside the blobs: the tag, the tags that are there, the manifest at both sides.
      expect(client.usage().requests).toBe((program === 'olareg' ? 2 : 3) * (LAYERS + 1) + 4);
      expect((await to.resolve('1'))?.digest).toBe(digest);
    });

    test('copy within a registry by mount: L+3, and no blob travels', async () => {
      await pushImage(makeClient().repository(registry.host, 'os/from', { push: true }), makeImage(LAYERS, 100_000), '1');
      const client = makeClient();
      await copy(client.repository(proxy.host, 'os/from'), client.repository(proxy.host, 'os/to', { push: true }), '1', 'os/from');
      expect(cost(client, proxy)).toEqual(costs(LAYERS + 3));
      expect(client.usage().sent).toBeLessThan(5000);
      expect(client.usage().received).toBeLessThan(5000);
    });

    test('copy across registries, nothing there: 3L+5, and what is there is not sent', async () => {
      const other = await counted(start);
      const image = makeImage(LAYERS, 100_000);
      await pushImage(makeClient().repository(other.registry.host, 'os/from', { push: true }), image, '1');
      const client = makeClient();
      const [from, to] = [client.repository(other.proxy.host, 'os/from'), client.repository(proxy.host, 'os/to', { push: true })];
      await copy(from, to, '1');
      expect(client.usage().requests).toBe(3 * LAYERS + 5);
      expect(proxy.requests.length + other.proxy.requests.length).toBe(3 * LAYERS + 5);
      const { sent } = client.usage();
      await copy(from, to, '1');
      expect(client.usage().requests).toBe(3 * LAYERS + 5 + LAYERS + 3);
      expect(client.usage().sent - sent).toBe(image.bytes.length);
    });

    test('a tag that is equal: one request at each side', async () => {
      const client = makeClient();
      const store = client.repository(proxy.host, 'os/ran', { push: true });
      const image = makeImage(1);
      await pushImage(store, image, '1');
      proxy.reset();
      const found = await store.manifest('1');
      expect(await store.resolve('1')).toEqual(found?.descriptor);
      expect(proxy.count()).toBe(2);
    });

    test('publish one manifest with three referrers: 14, or 18 with the fallback tag read back safely', async () => {
      const client = makeClient();
      const store = client.repository(proxy.host, 'os/device', { push: true });
      const image = makeReferrer({ ...makeImage(1).descriptor }, 'application/vnd.example.install', 'install');
      const { subject: _, ...own }: Record<string, unknown> = JSON.parse(image.bytes.toString());
      const bytes = Buffer.from(JSON.stringify(own));
      for (const blob of image.blobs) await pushBytes(store, blob.bytes, blob.descriptor);
      const subject = await store.pushManifest(bytes, image.descriptor.mediaType);
      const referrers = ['a', 'b', 'c'].map((name) => makeReferrer(subject, `application/vnd.example.${name}`, name));
      for (const { blobs } of referrers) for (const blob of blobs.slice(1)) await pushBytes(store, blob.bytes, blob.descriptor);
      await store.pushReferrers(subject, referrers.map((referrer) => referrer.bytes));
      expect(cost(client, proxy)).toEqual(costs(program === 'olareg' ? 14 : 18));
    });

    test('two who ask the same thing at once ask once; a registry is asked so much at once and no more', async () => {
      const image = makeImage(1);
      await pushImage(makeClient().repository(registry.host, 'os/ran', { push: true }), image, '1');
      const client = makeClient({ concurrency: 4 });
      const store = client.repository(proxy.host, 'os/ran');
      await Promise.all(Array.from({ length: 40 }, async (_, index) => store.manifest(index % 2 === 0 ? '1' : image.descriptor.digest)));
      expect(proxy.count()).toBe(2);
      proxy.reset();
      await Promise.all(Array.from({ length: 40 }, async (_, index) => store.manifest(`t${index}`)));
      expect(proxy.count()).toBe(40);
      expect(proxy.peak()).toBeLessThanOrEqual(4);
      expect(proxy.connections()).toBeLessThanOrEqual(4);
    });

    test('moved blobs: many streams at once from a registry to itself end', async () => {
      const image = makeImage(24, 200_000);
      await pushImage(makeClient().repository(registry.host, 'os/from', { push: true }), image, '1');
      const client = makeClient({ concurrency: 2 });
      const [from, to] = [client.repository(proxy.host, 'os/from'), client.repository(proxy.host, 'os/to', { push: true })];
      await copy(from, to, '1');
      for (const { descriptor } of image.blobs) expect(await to.hasBlob(descriptor)).toBe(true);
    });
  });
}

describeWith(['docker-registry'], 'the fewest requests, with tokens', () => {
  test('pin N references in R repositories: N + K + R', async () => {
    ({ registry, proxy } = await counted(async () => startDockerRegistry({ auth: 'token', anonymous: 'pull' })));
    const [repositories, tags] = [5, 4];
    const names = Array.from({ length: repositories }, (_, index) => `os/r${index}`);
    for (const name of names) {
      const store = makeClient().repository(registry.host, name, { push: true, credentials: CREDENTIALS });
      const image = makeImage(1, 10);
      for (const { bytes, descriptor } of image.blobs) await store.pushBlob(descriptor, async () => Readable.from([bytes]));
      for (let tag = 0; tag < tags; tag++) await store.pushManifest(image.bytes, image.descriptor.mediaType, `t${tag}`);
    }
    const client = makeClient();
    await Promise.all(names.flatMap((name) => Array.from({ length: tags }, async (_, tag) => expect(await client.repository(proxy.host, name).manifest(`t${tag}`)).toBeDefined())));
    expect(client.usage().requests).toBe(repositories * tags + 1 + repositories);
    expect(proxy.count()).toBe(repositories * tags + 1);
  });
});
