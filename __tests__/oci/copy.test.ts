import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCopier } from '../../src/oci/copy.ts';
import { type Descriptor, MEDIA_TYPES, describe as descriptorOf, hexOf } from '../../src/oci/descriptor.ts';
import { type Layout, openLayout } from '../../src/oci/layout.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import { type RegistryClient, createRegistryClient } from '../../src/oci/registry.ts';
import type { Store } from '../../src/oci/store.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { describeWith, requirePeer, run } from '../harness/peers.ts';
import { type DelayProxy, startDelayProxy } from '../harness/proxy.ts';
import { type Registry, startDockerRegistry, startOlareg } from '../harness/registry.ts';
import { LAYER, bytesOf, failure, pushIndex, pushSample, putBlob, sampleManifest } from './sample.ts';

let folder: string;
let layout: Layout;
let client: RegistryClient;
beforeEach(async () => {
  folder = temporaryFolder('copy');
  layout = await openLayout(join(folder, 'images'), { create: true, name: 'oci:images' });
  client = createRegistryClient({ env: { HOME: folder } });
});
afterEach(async () => {
  await client.close();
  await removeFolder(folder);
});

const layers = (count: number): Buffer[] => Array.from({ length: count }, () => randomBytes(20_000));

describe('between layouts', () => {
  let other: Layout;
  beforeEach(async () => {
    other = await openLayout(join(folder, 'other'), { create: true, name: 'oci:other' });
  });

  test('an image comes over byte for byte, and the second time nothing is written', async () => {
    const bytes = await sampleManifest(layout, { layers: layers(3), annotations: { 'ä': '\u2028' } });
    const image = await layout.pushManifest(bytes, MEDIA_TYPES.manifest, '1');
    const copied = await createCopier().copyImage(layout, image.digest, other, { tag: '2' });
    expect(copied.descriptor).toEqual(image);
    expect([...copied.blobs.values()]).toEqual(['written', 'written', 'written', 'written']);
    expect((await other.manifest('2'))?.bytes.equals(bytes)).toBe(true);
    expect(await createCopier().copyImage(layout, image.digest, other, { tag: '2' })).toMatchObject({ written: false, blobs: new Map() });
  });

  test.each<[string, (path: string) => Promise<void>]>([
    ['lost', (path) => rm(path)],
    ['cut off', (path) => writeFile(path, 'short')],
    ['changed', async (path) => writeFile(path, (await readFile(path)).fill('x', 0, 1))],
  ])('what was %s at the destination is written again, the rest is not', async (_, damage) => {
    const image = await pushSample(layout, { layers: layers(3) });
    const { config, layers: [first, ...rest] } = parseManifest((await layout.manifest(image.digest))?.bytes ?? Buffer.alloc(0), 'it');
    if (first === undefined) throw new Error('it has no layer');
    for (const { digest } of [config, first, image]) {
      await createCopier().copyImage(layout, image.digest, other, { tag: '1' });
      await damage(join(folder, 'other', 'blobs', 'sha256', hexOf(digest)));
      // Anew, since what is open was hashed.
      const destination = await openLayout(join(folder, 'other'), { name: 'oci:other' });
      const { written, blobs, replaced } = await createCopier().copyImage(layout, image.digest, destination, { tag: '1' });
      expect({ written, replaced }).toEqual({ written: true, replaced: undefined });
      expect([...blobs].filter(([, how]) => how === 'written').map(([each]) => each)).toEqual(digest === image.digest ? [] : [digest]);
      for (const blob of [config, first, ...rest]) await bytesOf(await other.blob(blob));
      expect((await other.manifest('1'))?.descriptor).toEqual(image);
      expect(await createCopier().copyImage(layout, image.digest, destination, { tag: '1' })).toMatchObject({ written: false, blobs: new Map() });
    }
  });

  test('what a tree or its referrers lost at the destination is written again', async () => {
    const image = await pushSample(layout, { architecture: 'amd64' });
    const index = await pushIndex(layout, [image], '1');
    const bytes = await sampleManifest(layout, { subject: index, artifactType: 'a/signature' });
    await layout.pushReferrers(index, [bytes]);
    const [inImage] = parseManifest((await layout.manifest(image.digest))?.bytes ?? Buffer.alloc(0), 'it').layers;
    const [inReferrer] = parseManifest(bytes, 'it').layers;
    for (const blob of [inImage, inReferrer]) {
      if (blob === undefined) throw new Error('it has no layer');
      await createCopier().copyTree(layout, index.digest, other, { tag: '1', referrers: true });
      await rm(join(folder, 'other', 'blobs', 'sha256', hexOf(blob.digest)));
      expect((await createCopier().copyTree(layout, index.digest, other, { tag: '1', referrers: true })).written).toBe(true);
      await bytesOf(await other.blob(blob));
      expect((await createCopier().copyTree(layout, index.digest, other, { tag: '1', referrers: true })).written).toBe(false);
    }
  });

  test('a name that two images have is not guessed at', async () => {
    const image = await pushSample(layout);
    await pushSample(other, { tag: '1' });
    await pushSample(other, { tag: '2' });
    const index = join(folder, 'other', 'index.json');
    await writeFile(index, (await readFile(index, 'utf8')).replace('"2"', '"1"'));
    expect(await failure(createCopier().copyImage(layout, image.digest, other, { tag: '1' }))).toMatchObject({ code: 'source' });
  });

  test('a tag that names something else is moved', async () => {
    await pushSample(other, { tag: '1' });
    const image = await pushSample(layout);
    expect((await createCopier().copyImage(layout, image.digest, other, { tag: '1' })).written).toBe(true);
    expect((await other.resolve('1'))?.digest).toBe(image.digest);
  });

  test('each blob is asked for and read once, however many images have it', async () => {
    const [base, ...own] = layers(6);
    const images = await Promise.all(own.map((layer, at) => pushSample(layout, { layers: [base ?? layer, layer, layer], tag: `${at}` })));
    const counted: Record<string, number> = { read: 0, pushed: 0 };
    const source: Store = { ...layout, blob: async (descriptor) => (counted['read']!++, layout.blob(descriptor)) };
    const destination: Store = { ...other, pushBlob: async (...args) => (counted['pushed']!++, other.pushBlob(...args)) };
    const copier = createCopier();
    await Promise.all(images.map((image, at) => copier.copyImage(source, image.digest, destination, { tag: `${at}` })));
    // The base, a layer of each image, and a config for each.
    expect(counted).toEqual({ read: 11, pushed: 11 });
  });

  test.each([
    ['large', 1024 * 1024 + 1, 3],
    ['small', 1000, 64],
  ])('no more %s blobs move at once than is allowed', async (_, size, allowed) => {
    const image = await pushSample(layout, { layers: Array.from({ length: allowed + 5 }, () => randomBytes(size)) });
    let [now, most] = [0, 0];
    const destination: Store = {
      ...other,
      pushBlob: async (...args) => {
        if (args[0].mediaType === LAYER) most = Math.max(most, ++now);
        try {
          return await other.pushBlob(...args);
        } finally {
          if (args[0].mediaType === LAYER) now--;
        }
      },
    };
    await createCopier({ concurrency: 3 }).copyImage(layout, image.digest, destination, { tag: '1' });
    expect(most).toBeGreaterThan(allowed - 2);
    expect(most).toBeLessThan(allowed + 1);
  });

  test('what fails ends only when all has ended, and may be tried again', async () => {
    const image = await pushSample(layout, { layers: layers(4) });
    let [left, running] = [1, 0];
    const destination: Store = {
      ...other,
      pushBlob: async (...args) => {
        if (left-- > 0) throw new Error('no');
        running++;
        const written = await other.pushBlob(...args);
        running--;
        return written;
      },
    };
    const copier = createCopier();
    await expect(copier.copyImage(layout, image.digest, destination, { tag: '1' })).rejects.toThrow('no');
    expect(running).toBe(0);
    expect(await other.tags()).toEqual([]);
    expect((await copier.copyImage(layout, image.digest, destination, { tag: '1' })).written).toBe(true);
  });

  test('what the source no longer has is the problem `source`', async () => {
    expect(await failure(createCopier().copyImage(layout, descriptorOf(Buffer.from('x'), LAYER).digest, other))).toMatchObject({ kind: 'problem', code: 'source' });
  });

  test('a tree comes over with all of its images, and with what refers to it', async () => {
    const [one, two] = [await pushSample(layout, { architecture: 'amd64' }), await pushSample(layout, { architecture: 'arm64' })];
    const index = await pushIndex(layout, [one, await pushIndex(layout, [two])], '1');
    const [signature] = await layout.pushReferrers(index, [await sampleManifest(layout, { subject: index, artifactType: 'a/signature' })]);
    if (signature === undefined) throw new Error('no signature');
    const [witness] = await layout.pushReferrers(signature, [await sampleManifest(layout, { subject: signature, artifactType: 'a/witness' })]);
    await layout.pushReferrers(one, [await sampleManifest(layout, { subject: one, artifactType: 'a/sbom' })]);

    const bare = await createCopier().copyTree(layout, index.digest, other, { tag: 'bare' });
    expect(bare).toMatchObject({ written: true, descriptor: index });
    expect(await other.referrers(index.digest)).toEqual([]);
    expect((await other.manifest(two.digest))?.descriptor.digest).toBe(two.digest);

    expect((await createCopier().copyTree(layout, index.digest, other, { tag: 'all', referrers: true })).written).toBe(true);
    expect(await other.referrers(index.digest)).toEqual([signature]);
    expect(await other.referrers(signature.digest)).toEqual([witness]);
    expect((await other.referrers(one.digest)).map(({ artifactType }) => artifactType)).toEqual(['a/sbom']);
    expect((await createCopier().copyTree(layout, index.digest, other, { tag: 'all', referrers: true })).written).toBe(false);
  });

  test.each([
    ['under itself', (asked: Descriptor, all: readonly Descriptor[]) => (asked.digest === all[0]?.digest ? all.slice(1, 2) : [asked]), 'is listed as a referrer of itself'],
    ['in a circle', (asked: Descriptor, all: readonly Descriptor[]) => all.filter(({ digest }) => digest !== asked.digest), 'and of another manifest too'],
    ['in a chain that is too long', (asked: Descriptor, all: readonly Descriptor[]) => all.slice(all.findIndex(({ digest }) => digest === asked.digest) + 1).slice(0, 1), 'more than 8 deep'],
  ])('referrers that a source lists %s are refused where the destination has them, too', async (_, list, message) => {
    const all = await Promise.all(Array.from({ length: 12 }, async (_each, at) => pushSample(layout, { architecture: `a${at}` })));
    const [image] = all;
    if (image === undefined) throw new Error('there is no image');
    let asked = 0;
    // Truthful in the end, so that whoever follows it for ever comes to an end.
    const referrers = async (digest: string): Promise<Descriptor[]> => (asked++ < 500 ? [...list(all.find((each) => each.digest === digest) ?? image, all)] : []);
    const source: Store = { ...layout, referrers };
    // What a destination does not have would be refused when it is attached, since it names no such subject.
    const destination: Store = { ...other, kind: 'registry', resolve: async () => image, referrers };
    const refused = await failure(createCopier().copyTree(source, image.digest, destination, { referrers: true }));
    expect(refused).toMatchObject({ kind: 'problem', code: 'image-manifest', message: expect.stringContaining(message) });
    expect(asked).toBeLessThan(100);
  });

  test('a cycle of indexes cannot be made, and a long chain is refused', async () => {
    let inner = await pushSample(layout);
    for (let at = 0; at < 10; at++) inner = await pushIndex(layout, [inner]);
    expect((await failure(createCopier().copyTree(layout, inner.digest, other))).message).toContain('more than 8 deep');
  });
});

interface Kind {
  readonly program: string;
  readonly start: () => Promise<Registry>;
}

const KINDS: readonly Kind[] = [
  { program: 'docker-registry', start: () => startDockerRegistry() },
  { program: 'olareg', start: () => startOlareg() },
];

for (const { program, start } of KINDS) {
  describeWith([program], program, () => {
    let [registry, second]: Registry[] = [];
    let [proxy, secondProxy]: DelayProxy[] = [];
    beforeAll(async () => {
      [registry, second] = await Promise.all([start(), start()]);
      [proxy, secondProxy] = await Promise.all([startDelayProxy(registry.host), startDelayProxy(second.host)]);
    });
    afterAll(async () => {
      await Promise.all([proxy?.stop(), secondProxy?.stop()]);
      await Promise.all([registry?.stop(), second?.stop()]);
    });
    let number = 0;
    beforeEach(() => void number++);

    /** A repository of this test's own. */
    const repository = (name: string, of: DelayProxy | undefined = proxy): Store => client.repository(of?.host ?? '', `test-${number}/${name}`, { push: true });
    /** Requests at both registries since the last time. */
    const requests = (): number => {
      const total = (proxy?.count() ?? 0) + (secondProxy?.count() ?? 0);
      proxy?.reset();
      secondProxy?.reset();
      return total;
    };
    const L = 5;
    /** Of a small blob that is known not to be there. */
    const SMALL = program === 'olareg' ? 1 : 2;

    test('layout to registry: 2L+3 requests once it is known that nothing is there, less where small blobs are taken at once, two when it is', async () => {
      const image = await pushSample(layout, { layers: layers(L) });
      const destination = repository('a');
      const copier = createCopier();
      await copier.survey(destination);
      requests();
      expect((await copier.copyImage(layout, image.digest, destination, { tag: '1' })).written).toBe(true);
      expect(requests()).toBe(SMALL * (L + 1) + 1);
      expect((await createCopier().copyImage(layout, image.digest, destination, { tag: '1' })).written).toBe(false);
      expect(requests()).toBe(1);
      // Who doesn't know asks.
      await createCopier().copyImage(layout, image.digest, repository('b'), { tag: '1' });
      expect(requests()).toBe(2 * L + 4);
    });

    test('across registries: 3L+5, less where small blobs are taken at once', async () => {
      const image = await pushSample(repository('a'), { layers: layers(L), tag: '1' });
      const destination = repository('b', secondProxy);
      const copier = createCopier();
      await copier.survey(destination);
      requests();
      const copied = await copier.copyImage(repository('a'), image.digest, destination, { tag: '1' });
      expect(requests()).toBe((SMALL + 1) * (L + 1) + 2);
      expect([...copied.blobs.values()]).toEqual(Array.from({ length: L + 1 }, () => 'written'));
      expect((await createCopier().copyImage(repository('a'), image.digest, destination, { tag: '1' })).written).toBe(false);
      expect(requests()).toBe(2);
    });

    test('across registries, with a manifest that was read before: 3L+5 although the destination is asked', async () => {
      const source = repository('a');
      const image = await pushSample(source, { layers: layers(L), tag: '1' });
      const stored = await source.manifest('1');
      requests();
      await createCopier().copyImage(source, image.digest, repository('b', secondProxy), { tag: '1', stored });
      expect(requests()).toBe(3 * L + 5);
    });

    test('within a registry: mounted, in L+3', async () => {
      const image = await pushSample(repository('a'), { layers: layers(L), tag: '1' });
      const destination = repository('b');
      const copier = createCopier();
      await copier.survey(destination);
      requests();
      const copied = await copier.copyImage(repository('a'), image.digest, destination, { tag: '1' });
      expect(requests()).toBe(L + 3);
      expect([...copied.blobs.values()]).toEqual(Array.from({ length: L + 1 }, () => 'mounted'));
      expect((await destination.resolve('1'))?.digest).toBe(image.digest);
    });

    test('images that share a base send it once, and mount it where else it is wanted', async () => {
      const base = randomBytes(100_000);
      const images = await Promise.all([1, 2, 3].map(() => pushSample(layout, { layers: [base, randomBytes(100)] })));
      const copier = createCopier();
      const states: string[] = [];
      for (const [at, image] of images.entries()) {
        const { blobs } = await copier.copyImage(layout, image.digest, repository(at < 2 ? 'a' : 'b'), { tag: `${at}` });
        states.push(blobs.get(descriptorOf(base, LAYER).digest) ?? '');
      }
      expect(states).toEqual(['written', 'exists', 'mounted']);
      expect(proxy?.count(/^PUT .*\/blobs\//)).toBe(1 + 3 + 3);
    });

    test('what is there is found without being sent, by another run too', async () => {
      const [base = Buffer.alloc(0), own = Buffer.alloc(0)] = layers(2);
      const [one, two] = [await pushSample(layout, { layers: [base] }), await pushSample(layout, { layers: [base, own] })];
      await createCopier().copyImage(layout, one.digest, repository('a'), { tag: '1' });
      const { blobs } = await createCopier().copyImage(layout, two.digest, repository('a'), { tag: '2' });
      expect(blobs.get(descriptorOf(base, LAYER).digest)).toBe('exists');
      expect(blobs.get(descriptorOf(own, LAYER).digest)).toBe('written');
    });

    test('round trip: push, pull, copy, tag, list, refer', async () => {
      const pushed = await pushSample(repository('a'), { layers: [...layers(2), Buffer.alloc(0)], tag: '1.0' });
      const bytes = (await repository('a').manifest('1.0'))?.bytes ?? Buffer.alloc(0);
      expect(descriptorOf(bytes, MEDIA_TYPES.manifest)).toEqual(pushed);
      const [signature] = await repository('a').pushReferrers(pushed, [await sampleManifest(repository('a'), { subject: pushed, artifactType: 'a/signature', annotations: { by: 'me' } })]);
      expect(signature).toMatchObject({ artifactType: 'a/signature', annotations: { by: 'me' } });

      // Out to a layout, and back to another registry, with all that refers to it.
      await createCopier().copyTree(repository('a'), pushed.digest, layout, { tag: 'out', referrers: true });
      expect(await layout.referrers(pushed.digest, 'a/signature')).toEqual([signature]);
      const back = repository('back', secondProxy);
      await createCopier().copyTree(layout, pushed.digest, back, { tag: 'back', referrers: true });
      expect((await back.manifest('back'))?.bytes.equals(bytes)).toBe(true);
      expect(await back.referrers(pushed.digest, 'a/signature')).toEqual([signature]);
      expect((await back.tags()).filter((tag) => !tag.startsWith('sha256-'))).toEqual(['back']);
      await back.pushManifest(bytes, MEDIA_TYPES.manifest, 'moved');
      expect((await back.resolve('moved'))?.digest).toBe(pushed.digest);
      expect((await back.tags()).filter((tag) => !tag.startsWith('sha256-'))).toEqual(['back', 'moved']);
      for (const layer of parseManifest(bytes, 'it').layers) expect(await bytesOf(await back.blob(layer))).toHaveLength(layer.size);
    });

    describeWith(['crane', 'regctl', 'skopeo'], 'other tools', () => {
      test('crane, regctl and skopeo read what we copied, and we read what they copied', async () => {
        const env = { HOME: folder, REGCTL_CONFIG: join(folder, 'regctl.json'), DOCKER_CONFIG: folder };
        const call = async (name: string, ...args: string[]): Promise<string> => {
          const { stdout, stderr, status } = await run(requirePeer(name), args, { env });
          if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${stderr}`);
          return stdout.trim();
        };
        const image = await pushSample(layout, { layers: layers(2), tag: 'mine' });
        await createCopier().copyImage(layout, image.digest, repository('ours'), { tag: '1' });
        const reference = `${repository('ours').name}:1`;
        await call('regctl', 'registry', 'set', '--tls', 'disabled', proxy?.host ?? '');
        expect(await call('crane', 'digest', '--insecure', reference)).toBe(image.digest);
        expect(await call('regctl', 'image', 'digest', reference)).toBe(image.digest);
        expect(await call('skopeo', 'inspect', '--tls-verify=false', '--format', '{{.Digest}}', `docker://${reference}`)).toBe(image.digest);

        // Each of them on, to the registry and to a layout, and back to us.
        const theirs = (name: string): string => repository(name).name;
        await call('crane', 'copy', '--insecure', reference, `${theirs('crane')}:1`);
        await call('regctl', 'image', 'copy', reference, `${theirs('regctl')}:1`);
        await call('skopeo', '--insecure-policy', 'copy', '-q', '--preserve-digests', '--src-tls-verify=false', '--dest-tls-verify=false', `docker://${reference}`, `docker://${theirs('skopeo')}:1`);
        await call('crane', 'pull', '--insecure', '--format', 'oci', reference, join(folder, 'crane'));
        await call('regctl', 'image', 'copy', reference, `ocidir://${join(folder, 'regctl')}:1`);
        await call('skopeo', '--insecure-policy', 'copy', '-q', '--preserve-digests', '--src-tls-verify=false', `docker://${reference}`, `oci:${join(folder, 'skopeo')}:1`);
        for (const name of ['crane', 'regctl', 'skopeo']) {
          expect((await repository(name).manifest('1'))?.descriptor.digest).toBe(image.digest);
          const from = await openLayout(join(folder, name));
          expect(await createCopier().copyImage(from, image.digest, repository(`${name}-again`), { tag: '1' })).toMatchObject({ written: true, descriptor: image });
        }
        // crane reads our layout.
        await call('crane', 'push', '--insecure', '--index', join(folder, 'images'), `${theirs('pushed')}:1`);
        expect((await repository('pushed').manifest(image.digest))?.descriptor.digest).toBe(image.digest);
      });
    });
  });
}

describeWith(['docker-registry'], 'memory', () => {
  test('stays flat: 256 MiB of layers go from a layout to a registry with less than 100 MiB of memory more than an idle process', async () => {
    const registry = await startDockerRegistry();
    try {
      // The same bytes but for the first: made at once, and other digests.
      const layer = Buffer.alloc(64 * 1024 * 1024, 'layer');
      const descriptors: Descriptor[] = [];
      for (let at = 0; at < 4; at++) {
        layer[0] = at;
        descriptors.push(await putBlob(layout, layer, LAYER));
      }
      const config = await putBlob(layout, Buffer.from('{}'), MEDIA_TYPES.config);
      const image = await layout.pushManifest(Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config, layers: descriptors })), MEDIA_TYPES.manifest, '1');
      const modules = ['layout', 'copy', 'registry'].map((name) => JSON.stringify(new URL(`../../src/oci/${name}.ts`, import.meta.url).href));
      // The kernel's VmHWM: a process inherits ru_maxrss from jest, which is larger.
      const program = `
        const { readFileSync } = await import('node:fs');
        const highest = () => Number(/^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
        const [{ openLayout }, { createCopier }, { createRegistryClient }] = await Promise.all([${modules.map((url) => `import(${url})`).join(', ')}]);
        const idle = highest();
        const client = createRegistryClient({ env: {} });
        const layout = await openLayout(${JSON.stringify(layout.realDirectory)});
        const copied = await createCopier().copyImage(layout, ${JSON.stringify(image.digest)}, client.repository(${JSON.stringify(registry.host)}, 'a/b', { push: true }), { tag: '1' });
        await client.close();
        console.log(JSON.stringify({ written: copied.written, idle, most: highest() }));`;
      const { stdout, stderr } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program]);
      expect(stderr).toBe('');
      const { written, idle, most }: { written: boolean; idle: number; most: number } = JSON.parse(stdout);
      expect(written).toBe(true);
      expect((most - idle) / 1024).toBeLessThan(100);
      expect(most / 1024).toBeLessThan(190);
    } finally {
      await registry.stop();
    }
  });
});
