import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { type Descriptor, MEDIA_TYPES, describe as descriptorOf } from '../../src/oci/descriptor.ts';
import { type ResolvedImage, resolveImage } from '../../src/oci/image.ts';
import { type Layout, openLayout } from '../../src/oci/layout.ts';
import { parseIndex, parseManifest } from '../../src/oci/manifest.ts';
import { Failure } from '../../src/failure.ts';
import { PATIENCE, tried } from '../harness/fuzz.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { failure, pushIndex, pushSample, sampleManifest } from './sample.ts';

let folder: string;
let store: Layout;
beforeAll(async () => {
  folder = temporaryFolder('image');
  store = await openLayout(join(folder, 'images'), { create: true, name: 'oci:images' });
});
afterAll(() => removeFolder(folder));

const resolve = (reference: string, platform = 'linux/amd64'): Promise<ResolvedImage> => resolveImage(store, { reference, platform, where: 'ran' });

/** Puts any bytes where a manifest would be, past every check. */
async function plant(bytes: Buffer, mediaType: string, name: string): Promise<void> {
  const planted = await openLayout(join(folder, name), { create: true });
  const descriptor = descriptorOf(bytes, mediaType);
  await mkdir(join(planted.realDirectory, 'blobs/sha256'), { recursive: true });
  await writeFile(join(planted.realDirectory, 'blobs/sha256', createHash('sha256').update(bytes).digest('hex')), bytes);
  await writeFile(join(planted.realDirectory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [{ ...descriptor, annotations: { 'org.opencontainers.image.ref.name': 'it' } }] }));
}

const planted = async (name: string): Promise<ResolvedImage> => resolveImage(await openLayout(join(folder, name)), { reference: 'it', platform: 'linux/amd64', where: 'ran' });

/** An entry of an index: an image, and its platform. */
const entry = async (os: string, architecture: string, variant?: string): Promise<Descriptor> => ({ ...(await pushSample(store, { architecture })), platform: { os, architecture, ...(variant === undefined ? {} : { variant }) } });

/** The bytes of a document, to be parsed. */
const parse = (document: unknown) => () => parseManifest(Buffer.from(JSON.stringify(document)), 'it');

describe('an image', () => {
  test('is found by its tag and by its digest, with the size of its manifest', async () => {
    const bytes = await sampleManifest(store, { annotations: { a: 'b' } });
    const pushed = await store.pushManifest(bytes, MEDIA_TYPES.manifest, '2.5');
    const image = await resolve('2.5');
    expect(image).toMatchObject({ digest: pushed.digest, size: bytes.byteLength, mediaType: MEDIA_TYPES.manifest, indexDigest: undefined, platform: undefined });
    expect(image.bytes.equals(bytes)).toBe(true);
    expect(image.manifest.layers).toHaveLength(1);
    expect(image.manifest.annotations['a']).toBe('b');
    expect((await resolve(pushed.digest)).digest).toBe(pushed.digest);
  });

  test('that is not there is the problem `source`', async () => {
    expect(await failure(resolve('9.9'))).toMatchObject({ kind: 'problem', code: 'source', message: 'ran: oci:images has no tag "9.9"', cure: 'Push it first, or correct the source.' });
  });

  test.each(['linux', 'linux/', 'linux/arm/v7/x', 'linux/amd 64', '/'])('the platform %j is refused as wrong use', async (platform) => {
    expect(await failure(resolve('2.5', platform))).toMatchObject({ kind: 'usage', code: 'platform' });
  });
});

describe('an index', () => {
  test('gives the image for the platform, and its own digest', async () => {
    const [amd, arm] = [await entry('linux', 'amd64'), await entry('linux', 'arm64', 'v8')];
    const index = await pushIndex(store, [arm, amd], 'both');
    expect(await resolve('both')).toMatchObject({ digest: amd.digest, size: amd.size, indexDigest: index.digest, platform: { os: 'linux', architecture: 'amd64' } });
    expect((await resolve('both', 'linux/arm64')).digest).toBe(arm.digest);
    expect((await resolve(index.digest, 'linux/arm64/v8')).digest).toBe(arm.digest);
  });

  test('passes over the attestations of buildx', async () => {
    const image = await entry('linux', 'amd64');
    const attestation = { ...(await entry('unknown', 'unknown')), annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } };
    await pushIndex(store, [image, attestation], 'attested');
    expect((await resolve('attested')).digest).toBe(image.digest);
  });

  test('of one image without a platform is that image', async () => {
    const image = await pushSample(store);
    await pushIndex(store, [image], 'alone');
    expect((await resolve('alone')).digest).toBe(image.digest);
  });

  test('prefers the plain image to its variants, and takes a sole variant', async () => {
    const [plain, v2, v3] = [await entry('linux', 'amd64'), await entry('linux', 'amd64', 'v2'), await entry('linux', 'amd64', 'v3')];
    await pushIndex(store, [v3, plain, v2], 'variants');
    expect((await resolve('variants')).digest).toBe(plain.digest);
    expect((await resolve('variants', 'linux/amd64/v3')).digest).toBe(v3.digest);
    await pushIndex(store, [v3], 'variant');
    expect((await resolve('variant')).digest).toBe(v3.digest);
    await pushIndex(store, [v2, v3], 'unclear');
    expect((await failure(resolve('unclear'))).message).toContain(`2 images for linux/amd64: linux/amd64/v2 (${v2.digest}), linux/amd64/v3 (${v3.digest})`);
  });

  test('with several images for the platform, or none, says what there is', async () => {
    const [first, second] = [await entry('linux', 'amd64'), await entry('linux', 'amd64')];
    await pushIndex(store, [first, second], 'twice');
    const twice = await failure(resolve('twice'));
    expect(twice).toMatchObject({ kind: 'problem', code: 'image-manifest' });
    expect(twice.message).toBe(`ran: the index has 2 images for linux/amd64: linux/amd64 (${first.digest}), linux/amd64 (${second.digest})`);
    expect((await failure(resolve('twice', 'linux/riscv64'))).message).toContain('no image for linux/riscv64. It has linux/amd64');
    await pushIndex(store, [], 'empty');
    expect((await failure(resolve('empty'))).message).toContain('no image at all');
  });

  test('lists the same image twice without harm', async () => {
    const image = await entry('linux', 'amd64');
    await pushIndex(store, [image, image], 'repeated');
    expect((await resolve('repeated')).digest).toBe(image.digest);
    const { platform: _, ...plain } = image;
    await pushIndex(store, [plain, plain], 'repeated-plain');
    expect((await resolve('repeated-plain')).digest).toBe(image.digest);
    const other = await entry('linux', 'amd64');
    await pushIndex(store, [image, other, image], 'repeated-beside');
    expect((await failure(resolve('repeated-beside'))).message).toContain('2 images for linux/amd64');
  });

  test('may list one image for many platforms, as an attestation, or an index for many', async () => {
    const image = await pushSample(store);
    const on = (architecture: string, descriptor = image): Descriptor => ({ ...descriptor, platform: { os: 'linux', architecture } });
    await pushIndex(store, [on('arm64'), on('amd64'), on('s390x')], 'noarch');
    for (const architecture of ['arm64', 'amd64', 's390x']) expect(await resolve('noarch', `linux/${architecture}`)).toMatchObject({ digest: image.digest, platform: { os: 'linux', architecture } });
    expect((await failure(resolve('noarch', 'linux/riscv64'))).message).toContain('no image for linux/riscv64');
    await pushIndex(store, [image, on('arm64')], 'noarch-or-arm');
    expect((await failure(resolve('noarch-or-arm'))).message).toContain('no image for linux/amd64');
    await pushIndex(store, [{ ...on('amd64'), annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } }, on('amd64')], 'attested-by-itself');
    expect((await resolve('attested-by-itself')).digest).toBe(image.digest);
    const inner = await pushIndex(store, [image]);
    await pushIndex(store, [on('arm64', inner), ...Array.from({ length: 20 }, () => on('amd64', inner))], 'noarch-index');
    expect((await resolve('noarch-index')).digest).toBe(image.digest);
  });

  test('within an index is followed, but not for ever', async () => {
    const image = await entry('linux', 'amd64');
    let inner: Descriptor = await pushIndex(store, [image]);
    inner = await pushIndex(store, [inner]);
    await pushIndex(store, [inner], 'deep');
    expect((await resolve('deep')).digest).toBe(image.digest);
    for (let at = 0; at < 4; at++) inner = await pushIndex(store, [inner, await entry('linux', 'arm64')]);
    await pushIndex(store, [inner], 'deeper');
    expect((await failure(resolve('deeper'))).message).toContain('more than 4 deep');
  });

  test('of very many indexes is refused before they are read', async () => {
    const inner = [];
    for (let at = 0; at < 20; at++) inner.push(await pushIndex(store, [await entry('linux', `a${at}`)]));
    await pushIndex(store, inner, 'wide');
    expect((await failure(resolve('wide'))).message).toContain('more than 16 indexes');
  });

  test('whose entry is not what it says is refused', async () => {
    const image = await entry('linux', 'amd64');
    // The layout would refuse such an index: it is written past it.
    const wrong = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: [{ ...image, size: image.size + 1 }] }));
    const lone = { ...store, manifest: async (reference: string) => (reference === 'lying' ? { bytes: wrong, descriptor: descriptorOf(wrong, MEDIA_TYPES.index) } : store.manifest(reference)) };
    expect((await failure(resolveImage(lone, { reference: 'lying', platform: 'linux/amd64', where: 'ran' }))).message).toContain(`lists ${image.digest} as ${image.size + 1} bytes`);
  });

  test('that lists what the store lacks is refused', async () => {
    const gone = { mediaType: MEDIA_TYPES.manifest, digest: `sha256:${'0'.repeat(64)}`, size: 3, platform: { os: 'linux', architecture: 'amd64' } };
    await plant(Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: [gone] })), MEDIA_TYPES.index, 'sparse');
    expect((await failure(planted('sparse'))).message).toContain(`its index lists ${gone.digest}, which`);
  });
});

describe("Docker's formats are refused by name, with the cure", () => {
  const config = { mediaType: 'application/vnd.docker.container.image.v1+json', digest: `sha256:${'1'.repeat(64)}`, size: 2 };
  test.each([
    ['schema 2', 'application/vnd.docker.distribution.manifest.v2+json', { schemaVersion: 2, mediaType: 'application/vnd.docker.distribution.manifest.v2+json', config, layers: [] }, /Docker's format \(schema 2\)/],
    ['a list', 'application/vnd.docker.distribution.manifest.list.v2+json', { schemaVersion: 2, mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json', manifests: [] }, /manifest list in Docker's format/],
    ['schema 1', 'application/vnd.docker.distribution.manifest.v1+prettyjws', { schemaVersion: 1, name: 'ran', tag: '1', fsLayers: [], signatures: [] }, /schema 1/],
  ])('%s', async (name, mediaType, document, message) => {
    await plant(Buffer.from(JSON.stringify(document)), mediaType, name.replace(' ', '-'));
    const refused = await failure(planted(name.replace(' ', '-')));
    expect(refused.kind).toBe('problem');
    expect(refused.message).toMatch(message);
    expect(refused.cure).toMatch(/skopeo|docker/);
  });
});

describe('a hostile manifest', () => {
  const digest = `sha256:${'1'.repeat(64)}`;
  const config = { mediaType: MEDIA_TYPES.config, digest, size: 2 };
  const base = { schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config, layers: [config] };

  test.each([
    ['a negative size', { ...base, layers: [{ ...config, size: -1 }] }, 'layers[0]: "size" is not a whole number'],
    ['a size past what numbers hold', { ...base, layers: [{ ...config, size: 2 ** 53 }] }, 'layers[0]: "size" is not a whole number'],
    ['a broken size', { ...base, layers: [{ ...config, size: 1.5 }] }, '"size"'],
    ['a size that is text', { ...base, config: { ...config, size: '2' } }, 'config: "size"'],
    ['a digest that climbs', { ...base, layers: [{ ...config, digest: 'sha256:../../../../etc/passwd' }] }, '"digest" "sha256:../../../../etc/passwd" is not'],
    ['a digest in capitals', { ...base, layers: [{ ...config, digest: digest.replaceAll('1', 'A') }] }, '"digest"'],
    ['a sha512 digest', { ...base, layers: [{ ...config, digest: `sha512:${'1'.repeat(128)}` }] }, '"digest"'],
    ['layers that are no list', { ...base, layers: {} }, '"layers" is not a list'],
    ['no layers at all', { ...base, layers: undefined }, '"layers" is not a list'],
    ['a null layer', { ...base, layers: [null] }, 'layers[0]: it is not a descriptor'],
    ['no config', { ...base, config: undefined }, 'config: it is not a descriptor'],
    ['manifests too', { ...base, manifests: [] }, 'ambiguous: it has "manifests"'],
    ['Layers too', { ...base, Layers: [] }, 'the key "Layers" differs'],
    ['a Digest too', { ...base, layers: [{ ...config, Digest: digest }] }, 'layers[0]: the key "Digest" differs'],
    ['another media type inside', { ...base, mediaType: MEDIA_TYPES.index }, '"mediaType" is'],
    ['another schema', { ...base, schemaVersion: 1 }, '"schemaVersion" is not 2'],
    ['a media type that is markup', { ...base, layers: [{ ...config, mediaType: '<b>' }] }, '"mediaType" is not a media type'],
    ['an annotation that is no text', { ...base, annotations: { a: 1 } }, 'the annotation "a" is not text'],
    ['annotations that are a list', { ...base, annotations: [] }, '"annotations" is not an object'],
    ['a platform that is text', { ...base, layers: [{ ...config, platform: 'linux' }] }, '"platform" is not an object'],
    ['data of other content', { ...base, config: { ...config, data: 'e30=' } }, '"data" is not the content'],
  ])('with %s is refused', async (_, document, message) => {
    const refused = await failure(parse(document));
    expect(refused).toMatchObject({ kind: 'problem', code: 'image-manifest' });
    expect(refused.message).toContain(message);
  });

  test('may not reach a prototype', () => {
    const { annotations } = parseManifest(Buffer.from(JSON.stringify(base).replace('"schemaVersion"', '"annotations":{"__proto__":"x","constructor":"y"},"schemaVersion"')), 'it');
    expect(Object.keys(annotations)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('may say where else its layers are: that is not read', () => {
    expect(parse({ ...base, layers: [{ ...config, urls: ['http://169.254.169.254/'] }] })().layers[0]).toEqual(config);
  });

  test('of any shape is taken or refused, and nothing else', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, fc.constantFrom(null, true, -1, 0, 2, 1e300, '', digest, MEDIA_TYPES.manifest, MEDIA_TYPES.index, 'e30='), fc.string(), fc.array(tie('any'), { maxLength: 3 }), tie('object')),
      object: fc.dictionary(fc.constantFrom('schemaVersion', 'mediaType', 'config', 'layers', 'manifests', 'subject', 'annotations', 'digest', 'size', 'platform', 'data', 'urls', '__proto__', 'constructor', 'Layers', 'toString'), tie('any'), { maxKeys: 6, noNullPrototype: true }),
    })).object;
    const before = Object.getOwnPropertyNames(Object.prototype).length;
    fc.assert(
      fc.property(value, fc.boolean(), (changes, index) => {
        const document = Buffer.from(JSON.stringify({ ...(index ? { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: [config] } : base), ...changes }));
        try {
          (index ? parseIndex : parseManifest)(document, 'it');
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
        }
      }),
      tried(2000),
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
  }, PATIENCE);

  test('of random bytes is refused', async () => {
    for (let at = 0; at < 50; at++) expect(await failure(() => parseManifest(randomBytes(200), 'it'))).toMatchObject({ kind: 'problem' });
  });
});
