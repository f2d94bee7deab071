import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { describeWith, requirePeer, run } from '../harness/peers.ts';
import { type Registry, startDockerRegistry, startOlareg } from '../harness/registry.ts';
import { MEDIA_TYPES, digestOf } from '../../src/oci/descriptor.ts';
import { readBlob } from '../../src/oci/store.ts';
import { bytesOf, closeClients, failureOf, makeClient, makeImage, makeReferrer, pushBytes, pushImage } from './images.ts';

afterEach(closeClients);

const byDigest = (a: { readonly digest: string }, b: { readonly digest: string }): number => (a.digest < b.digest ? -1 : 1);

const REGISTRIES = [
  ['docker-registry', startDockerRegistry],
  ['olareg', startOlareg],
] as const;

for (const [program, start] of REGISTRIES) {
  describeWith([program], `round trips with ${program}`, () => {
    let registry: Registry;
    beforeAll(async () => {
      registry = await start();
    });
    afterAll(async () => registry.stop());

    test('an image that was pushed is read back byte for byte, by tag and by digest', async () => {
      const store = makeClient().repository(registry.host, 'os/round', { push: true });
      const image = makeImage(3, 300_000);
      expect(await pushImage(store, image, '1.0.0')).toEqual(image.descriptor);
      expect(await store.resolve('1.0.0')).toEqual(image.descriptor);
      expect(await store.resolve(image.descriptor.digest)).toEqual(image.descriptor);
      const read = await store.manifest('1.0.0');
      expect(read?.bytes.equals(image.bytes)).toBe(true);
      expect(read?.descriptor).toEqual(image.descriptor);
      for (const { bytes, descriptor } of image.blobs) {
        expect(await store.hasBlob(descriptor)).toBe(true);
        expect((await bytesOf(await store.blob(descriptor))).equals(bytes)).toBe(true);
      }
    });

    test('what is not there is said to be not there', async () => {
      const store = makeClient().repository(registry.host, 'os/nothing');
      const { descriptor } = makeImage();
      expect(await store.resolve('1')).toBeUndefined();
      expect(await store.manifest('1')).toBeUndefined();
      expect(await store.manifest(descriptor.digest)).toBeUndefined();
      expect(await store.hasBlob(descriptor)).toBe(false);
      expect(await store.tags()).toEqual([]);
      expect(await store.referrers(descriptor.digest)).toEqual([]);
      expect(await failureOf(store.blob(descriptor))).toMatchObject({ kind: 'problem', code: 'blob-missing' });
    });

    test('a blob costs two requests when it is new, one when it is there, one when it is mounted', async () => {
      const client = makeClient();
      const store = client.repository(registry.host, 'os/cost', { push: true });
      const [blob] = makeImage().blobs;
      const { bytes, descriptor } = blob ?? { bytes: Buffer.alloc(0), descriptor: makeImage().descriptor };
      expect(await pushBytes(store, bytes, descriptor)).toBe('written');
      expect(client.usage()).toMatchObject({ requests: 2, sent: bytes.byteLength });
      expect(await pushBytes(store, bytes, descriptor)).toBe('exists');
      expect(client.usage()).toMatchObject({ requests: 3, sent: bytes.byteLength });
      const other = client.repository(registry.host, 'os/mounted', { push: true });
      expect(await pushBytes(other, bytes, descriptor, { mountFrom: 'os/cost' })).toBe('mounted');
      expect(client.usage()).toMatchObject({ requests: 4, sent: bytes.byteLength });
      expect((await readBlob(other, descriptor)).equals(bytes)).toBe(true);
    });

    test('a mount from where the blob is not becomes an upload in the same session', async () => {
      const client = makeClient();
      const store = client.repository(registry.host, 'os/unmounted', { push: true });
      const bytes = Buffer.from('not there');
      const descriptor = { mediaType: 'text/plain', digest: digestOf(bytes), size: bytes.byteLength };
      expect(await pushBytes(store, bytes, descriptor, { mountFrom: 'os/elsewhere' })).toBe('written');
      expect(client.usage().requests).toBe(2);
    });

    test('tags are listed, sorted', async () => {
      const store = makeClient().repository(registry.host, 'os/tags', { push: true });
      const image = makeImage(1, 10);
      await pushImage(store, image, 'b');
      await Promise.all(['c', 'a', '1.10', '1.9'].map(async (tag) => store.pushManifest(image.bytes, image.descriptor.mediaType, tag)));
      expect(await store.tags()).toEqual(['1.10', '1.9', 'a', 'b', 'c']);
    });

    test('referrers are listed with artifactType and annotations, and filtered', async () => {
      const store = makeClient().repository(registry.host, 'os/referred', { push: true });
      const image = makeImage(1, 10);
      await pushImage(store, image, '1');
      const made = ['signature', 'certificate'].map((name) => makeReferrer(image.descriptor, `application/vnd.example.${name}`, name));
      for (const { blobs } of made) for (const { bytes, descriptor } of blobs) await pushBytes(store, bytes, descriptor);
      const written = await store.pushReferrers(image.descriptor, made.map(({ bytes }) => bytes));
      expect(written.map(({ digest }) => digest)).toEqual(made.map(({ descriptor }) => descriptor.digest));
      expect(written[0]).toMatchObject({ artifactType: 'application/vnd.example.signature', annotations: { 'org.example.text': 'signature' } });
      expect((await store.referrers(image.descriptor.digest)).toSorted(byDigest)).toEqual(written.toSorted(byDigest));
      expect(await store.referrers(image.descriptor.digest, 'application/vnd.example.certificate')).toEqual([written[1]]);
      expect(await store.referrers(image.descriptor.digest, 'application/vnd.example.other')).toEqual([]);
    });

    test('identical reads at once are one request', async () => {
      const client = makeClient();
      const store = client.repository(registry.host, 'os/shared', { push: true });
      const image = makeImage(1, 10);
      await pushImage(store, image, '1');
      const before = client.usage().requests;
      const reads = await Promise.all(Array.from({ length: 20 }, async () => store.manifest('1')));
      expect(reads.every((read) => read?.descriptor.digest === image.descriptor.digest)).toBe(true);
      expect(client.usage().requests - before).toBe(1);
    });
  });

  describeWith([program, 'crane', 'regctl', 'skopeo'], `other tools and ${program}`, () => {
    let registry: Registry;
    beforeAll(async () => {
      registry = await start();
    });
    afterAll(async () => registry.stop());

    test('what we wrote is read by crane, regctl and skopeo', async () => {
      const store = makeClient().repository(registry.host, 'os/ours', { push: true });
      const image = makeImage(2, 1000);
      await pushImage(store, image, '1');
      const reference = `${registry.host}/os/ours:1`;
      expect((await run(requirePeer('crane'), ['manifest', reference])).stdoutBytes.equals(image.bytes)).toBe(true);
      expect((await run(requirePeer('crane'), ['pull', reference, '/dev/null'])).status).toBe(0);
      expect((await run(requirePeer('regctl'), ['--host', `reg=${registry.host},tls=disabled`, 'manifest', 'get', reference, '--format', 'raw-body'])).stdoutBytes.equals(image.bytes)).toBe(true);
      expect((await run(requirePeer('skopeo'), ['inspect', '--raw', '--tls-verify=false', `docker://${reference}`])).stdoutBytes.equals(image.bytes)).toBe(true);
    });

    test('what regctl, crane and skopeo wrote is read by us', async () => {
      const client = makeClient();
      const image = makeImage(1, 100);
      await pushImage(client.repository(registry.host, 'os/ours', { push: true }), image, '2');
      const from = `${registry.host}/os/ours:2`;
      const tls = ['--host', `reg=${registry.host},tls=disabled`];
      expect(await run(requirePeer('crane'), ['copy', from, `${registry.host}/os/crane:1`])).toMatchObject({ status: 0 });
      expect(await run(requirePeer('regctl'), [...tls, 'image', 'copy', from, `${registry.host}/os/regctl:1`])).toMatchObject({ status: 0 });
      expect(await run(requirePeer('skopeo'), ['--insecure-policy', 'copy', '--preserve-digests', '--src-tls-verify=false', '--dest-tls-verify=false', `docker://${from}`, `docker://${registry.host}/os/skopeo:1`])).toMatchObject({ status: 0 });
      for (const name of ['crane', 'regctl', 'skopeo']) {
        const store = client.repository(registry.host, `os/${name}`);
        expect((await store.manifest('1'))?.bytes.equals(image.bytes)).toBe(true);
        for (const { bytes, descriptor } of image.blobs) expect((await readBlob(store, descriptor)).equals(bytes)).toBe(true);
      }
      const put = await run(requirePeer('regctl'), [...tls, 'artifact', 'put', '--subject', `${registry.host}/os/regctl:1`, '--artifact-type', 'application/vnd.example.regctl'], { input: 'hello' });
      expect(put).toMatchObject({ status: 0 });
      const [found, ...more] = await client.repository(registry.host, 'os/regctl').referrers(image.descriptor.digest, 'application/vnd.example.regctl');
      expect(more).toEqual([]);
      expect(found?.artifactType).toBe('application/vnd.example.regctl');
    });

    test('a referrer of ours is found by regctl', async () => {
      const store = makeClient().repository(registry.host, 'os/found', { push: true });
      const image = makeImage(1, 10);
      await pushImage(store, image, '1');
      const referrer = makeReferrer(image.descriptor, 'application/vnd.example.ours', 'ours');
      for (const { bytes, descriptor } of referrer.blobs) await pushBytes(store, bytes, descriptor);
      await store.pushReferrers(image.descriptor, [referrer.bytes]);
      const { stdout } = await run(requirePeer('regctl'), ['--host', `reg=${registry.host},tls=disabled`, 'artifact', 'list', `${registry.host}/os/found:1`, '--format', '{{jsonPretty .}}']);
      expect(stdout).toContain(referrer.descriptor.digest);
    });
  });
}

describe('the repository of a client', () => {
  test('names what is neither a tag nor a digest', async () => {
    const store = makeClient().repository('127.0.0.1:1', 'os/ran');
    expect(await failureOf(store.manifest('../../v2'))).toMatchObject({ kind: 'problem', code: 'reference' });
  });

  test('says that a host cannot be reached, and how often it was tried', async () => {
    const retries: unknown[] = [];
    const store = makeClient({ onRetry: (event) => retries.push(event.why) }).repository('127.0.0.1:1', 'os/ran');
    expect(await failureOf(store.manifest('1'))).toMatchObject({ kind: 'unavailable', code: 'registry-unreachable' });
    expect(retries).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
  });

  test('media types are those of the content', () => {
    expect(makeImage().descriptor.mediaType).toBe(MEDIA_TYPES.manifest);
  });
});
