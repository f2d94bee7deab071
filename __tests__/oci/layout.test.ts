import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, rename, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { type Digest, MEDIA_TYPES, describe as descriptorOf, digestOf, hexOf } from '../../src/oci/descriptor.ts';
import { type Layout, openLayout } from '../../src/oci/layout.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import { readBlob } from '../../src/oci/store.ts';
import { Failure } from '../../src/failure.ts';
import { PATIENCE, tried } from '../harness/fuzz.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { describeWith, requirePeer, run } from '../harness/peers.ts';
import { LAYER, bytesOf, failure, pushIndex, pushSample, putBlob, sampleManifest } from './sample.ts';

let folder: string;
let layout: Layout;
beforeEach(async () => {
  folder = temporaryFolder('layout');
  layout = await openLayout(join(folder, 'images'), { create: true, name: 'oci:images' });
});
afterEach(() => removeFolder(folder));

const path = (...parts: string[]): string => join(folder, 'images', ...parts);
const blobPath = (digest: Digest): string => path('blobs/sha256', hexOf(digest));
const index = async (): Promise<{ manifests: { digest: Digest; annotations?: Record<string, string> }[] } & Record<string, unknown>> => JSON.parse(await readFile(path('index.json'), 'utf8'));
const writeIndex = (manifests: readonly unknown[]): Promise<void> => writeFile(path('index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
const named = (name: string): { annotations: Record<string, string> } => ({ annotations: { 'org.opencontainers.image.ref.name': name } });

const replaceByLink = async (name: string): Promise<void> => {
  await rename(path(name), join(folder, 'elsewhere'));
  await symlink(join(folder, 'elsewhere'), path(name));
};

/** Hidden files: temporary ones, and the lock. */
const stray = async (): Promise<string[]> => (await readdir(path())).filter((name) => name.startsWith('.'));

async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from('la');
  throw new Failure('unavailable', 'timeout', 'the source is slow');
}

async function regctl(...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(requirePeer('regctl'), args, { env: { HOME: folder, REGCTL_CONFIG: join(folder, 'regctl.json') } });
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}

describe('a layout that is opened', () => {
  test('is made in a folder that is not there, as the specification has it', async () => {
    expect(JSON.parse(await readFile(path('oci-layout'), 'utf8'))).toEqual({ imageLayoutVersion: '1.0.0' });
    expect(await index()).toEqual({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: [] });
    expect((await readdir(path())).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });

  test('is taken as it is when it is there', async () => {
    const image = await pushSample(layout, { tag: '1' });
    const again = await openLayout(path(), { create: true });
    expect((await again.resolve('1'))?.digest).toBe(image.digest);
    expect(again.name).toBe(`oci:${path()}`);
  });

  test('says where it really is', async () => {
    await symlink(path(), join(folder, 'link'));
    const linked = await openLayout(join(folder, 'link'));
    expect(linked).toMatchObject({ kind: 'layout', directory: join(folder, 'link'), realDirectory: path() });
  });

  test('must be there', async () => {
    expect(await failure(openLayout(join(folder, 'none')))).toMatchObject({ kind: 'problem', code: 'source', message: `oci:${join(folder, 'none')}: there is no such folder` });
    await writeFile(join(folder, 'file'), '');
    expect(await failure(openLayout(join(folder, 'file')))).toMatchObject({ code: 'source' });
    expect(await failure(openLayout(join(folder, 'file/under')))).toMatchObject({ code: 'source' });
  });

  test('must be a layout', async () => {
    await mkdir(join(folder, 'other'));
    await writeFile(join(folder, 'other/README.md'), 'mine');
    expect((await failure(openLayout(join(folder, 'other')))).message).toContain('no file oci-layout');
    expect((await failure(openLayout(join(folder, 'other'), { create: true }))).message).toContain('holds other things, such as "README.md"');
    expect(await readdir(join(folder, 'other'))).toEqual(['README.md']);
  });

  test.each([
    ['{"imageLayoutVersion":"2.0.0"}', `the layout's version is "2.0.0"`],
    ['{}', `the layout's version is "undefined"`],
    ['', 'the document is empty'],
    ['{"imageLayoutVersion":"2.0.0","imageLayoutVersion":"1.0.0"}', 'twice'],
  ])('must have the version that there is: %s', async (text, message) => {
    await writeFile(path('oci-layout'), text);
    const refused = await failure(openLayout(path()));
    expect(refused).toMatchObject({ kind: 'problem', code: 'layout' });
    expect(refused.message).toContain(message);
  });
});

describe('reading', () => {
  test('gives manifests by name and digest, and blobs', async () => {
    const layer = randomBytes(3_000_000);
    const bytes = await sampleManifest(layout, { layers: [layer] });
    const pushed = await layout.pushManifest(bytes, MEDIA_TYPES.manifest, 'mos:1');
    expect(pushed).toEqual({ mediaType: MEDIA_TYPES.manifest, digest: digestOf(bytes), size: bytes.byteLength });
    expect((await layout.manifest('mos:1'))?.bytes.equals(bytes)).toBe(true);
    expect((await layout.manifest(pushed.digest))?.descriptor).toEqual(pushed);
    expect(await layout.resolve('mos:1')).toEqual(pushed);
    expect((await bytesOf(await layout.blob(descriptorOf(layer, LAYER)))).equals(layer)).toBe(true);
    expect(await layout.tags()).toEqual(['mos:1']);
  });

  test('gives nothing for what is not there', async () => {
    expect(await layout.resolve('1')).toBeUndefined();
    expect(await layout.manifest('__proto__')).toBeUndefined();
    const absent = descriptorOf(Buffer.from('absent'), LAYER);
    expect(await layout.manifest(absent.digest)).toBeUndefined();
    expect(await layout.hasBlob(absent)).toBe(false);
    expect(await failure(layout.blob(absent))).toMatchObject({ kind: 'problem', code: 'blob-missing' });
  });

  test('an empty blob is a blob', async () => {
    const empty = await putBlob(layout, Buffer.alloc(0), LAYER);
    expect(await readBlob(layout, empty)).toHaveLength(0);
  });

  test('a name that two images have is refused, one that the same image has twice is not', async () => {
    const [one, two] = [await pushSample(layout), await pushSample(layout)];
    await writeIndex([{ ...one, ...named('1') }, { ...two, ...named('1') }, { ...one, ...named('2') }, { ...one, ...named('2') }]);
    const refused = await failure(layout.resolve('1'));
    expect(refused).toMatchObject({ kind: 'problem', code: 'source' });
    expect(refused.message).toBe(`oci:images: "1" is ambiguous: index.json has it for ${one.digest} and ${two.digest}`);
    expect((await layout.resolve('2'))?.digest).toBe(one.digest);
  });

  test.each([
    ['longer', Buffer.from('more than that')],
    ['shorter', Buffer.from('x')],
    ['of other bytes', Buffer.from('LAYER')],
  ])('a blob that is %s is an error, and its last bytes never come', async (_, wrong) => {
    const layer = await putBlob(layout, Buffer.from('layer'), LAYER);
    await writeFile(blobPath(layer.digest), wrong);
    let got = 0;
    const refused = await failure(async () => {
      const source: AsyncIterable<Buffer> = await layout.blob(layer);
      for await (const chunk of source) got += chunk.byteLength;
    });
    expect(refused).toMatchObject({ kind: 'problem', code: 'digest-mismatch' });
    expect(got).toBeLessThan(layer.size);
  });

  test('a large blob that is wrong at its start is an error before its end', async () => {
    const bytes = randomBytes(5_000_000);
    const layer = await putBlob(layout, bytes, LAYER);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await writeFile(blobPath(layer.digest), bytes);
    let got = 0;
    const source: AsyncIterable<Buffer> = await layout.blob(layer);
    const refused = await failure(async () => {
      for await (const chunk of source) got += chunk.byteLength;
    });
    expect(refused.code).toBe('digest-mismatch');
    expect(got).toBeLessThan(bytes.byteLength);
  });

  test('a blob that shrinks while it is read is an error', async () => {
    const layer = await putBlob(layout, randomBytes(8_000_000), LAYER);
    const source = await layout.blob(layer);
    await truncate(blobPath(layer.digest), 4_000_000);
    expect(await failure(bytesOf(source))).toMatchObject({ code: 'digest-mismatch' });
  });

  test('a manifest of other bytes is an error', async () => {
    const image = await pushSample(layout, { tag: '1' });
    await writeFile(blobPath(image.digest), '{}'.padEnd(image.size));
    expect(await failure(layout.manifest('1'))).toMatchObject({ kind: 'problem', code: 'digest-mismatch' });
    expect(await failure(layout.resolve(image.digest))).toMatchObject({ kind: 'problem', code: 'digest-mismatch' });
  });

  test('an entry that tells another size or kind than its manifest is an error, as is one without its manifest', async () => {
    const image = await pushSample(layout);
    await writeIndex([{ ...image, size: image.size + 1, ...named('size') }, { ...image, mediaType: MEDIA_TYPES.index, ...named('kind') }, { ...descriptorOf(Buffer.from('?'), MEDIA_TYPES.manifest), ...named('gone') }]);
    for (const name of ['size', 'kind', 'gone']) expect(await failure(layout.manifest(name))).toMatchObject({ kind: 'problem', code: 'layout' });
  });

  test('a layer is not read as a manifest', async () => {
    const layer = await putBlob(layout, randomBytes(5_000_000), LAYER);
    expect((await failure(layout.manifest(layer.digest))).message).toContain('5000000 bytes, and a manifest may be 4194304');
  });

  test.each([
    ['{', 'not JSON'],
    ['{"schemaVersion":2,"manifests":{}}', '"manifests" is not a list'],
    ['{"schemaVersion":2,"manifests":[{"mediaType":"a/b","digest":"sha256:../../../x","size":1}]}', '"digest"'],
    ['{"schemaVersion":2,"manifests":[],"manifests":[]}', 'twice'],
    ['{"schemaVersion":2,"manifests":[],"Manifests":[]}', 'differs'],
    ['{"schemaVersion":2,"manifests":[],"layers":[]}', 'ambiguous'],
    ['{"schemaVersion":1,"manifests":[]}', '"schemaVersion"'],
  ])('an index.json that is wrong is refused: %s', async (text, message) => {
    await writeFile(path('index.json'), text);
    const refused = await failure(layout.tags());
    expect(refused).toMatchObject({ kind: 'problem', code: 'layout' });
    expect(refused.message).toContain(message);
  });

  test('an index.json of any shape is taken or refused, without a hang and with the prototype as it was', async () => {
    const image = await pushSample(layout);
    const key = fc.constantFrom('schemaVersion', 'mediaType', 'manifests', 'digest', 'size', 'annotations', 'org.opencontainers.image.ref.name', '__proto__', 'constructor', 'hasOwnProperty');
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, fc.constantFrom<unknown>(null, 2, -0, 1e308, '', '1', image.digest, image.mediaType, image.size), fc.array(tie('any'), { maxLength: 4 }), tie('object')),
      object: fc.dictionary(key, tie('any'), { maxKeys: 6, noNullPrototype: true }),
    })).object;
    const before = Object.getOwnPropertyNames(Object.prototype);
    await fc.assert(
      fc.asyncProperty(value, value, async (top, entry) => {
        await writeFile(path('index.json'), JSON.stringify({ schemaVersion: 2, manifests: [{ ...image, ...entry }], ...top }));
        for (const ask of [() => layout.tags(), () => layout.resolve('1'), () => layout.referrers(image.digest)]) {
          try {
            await ask();
          } catch (error) {
            if (!(error instanceof Failure)) throw error;
          }
        }
      }),
      tried(300),
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  }, PATIENCE);
});

describe('nothing is read through a symbolic link', () => {
  beforeEach(async () => {
    await pushSample(layout, { tag: '1' });
  });

  test.each(['blobs', 'blobs/sha256', 'index.json'])('%s', async (name) => {
    await replaceByLink(name);
    const refused = await failure(layout.manifest('1'));
    expect(refused).toMatchObject({ kind: 'problem', code: 'layout' });
    expect(refused.message).toContain('is a symbolic link');
  });

  test('oci-layout', async () => {
    await replaceByLink('oci-layout');
    expect((await failure(openLayout(path()))).message).toContain('is a symbolic link');
  });

  test('a blob', async () => {
    const layer = await putBlob(layout, Buffer.from('layer'), LAYER);
    await replaceByLink(`blobs/sha256/${hexOf(layer.digest)}`);
    expect((await failure(layout.blob(layer))).message).toContain('is a symbolic link');
    expect((await failure(layout.hasBlob(layer))).message).toContain('is a symbolic link');
    expect((await failure(layout.pushBlob(layer, async () => Readable.from([Buffer.from('layer')])))).message).toContain('is a symbolic link');
  });

  test('nor from a pipe or a folder, which could wait for ever', async () => {
    const [pipe, directory] = [descriptorOf(Buffer.from('pipe'), LAYER), descriptorOf(Buffer.from('folder'), LAYER)];
    expect((await run('mkfifo', [blobPath(pipe.digest)])).status).toBe(0);
    await mkdir(blobPath(directory.digest));
    for (const descriptor of [pipe, directory]) expect((await failure(layout.blob(descriptor))).message).toContain('is not an ordinary file');
  });
});

describe('writing', () => {

  test('a blob is written once', async () => {
    const bytes = randomBytes(100_000);
    const descriptor = descriptorOf(bytes, LAYER);
    let opened = 0;
    const open = async (): Promise<Readable> => {
      opened++;
      return Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]);
    };
    const events: string[] = [];
    const written = await Promise.all([layout.pushBlob(descriptor, open, { onProgress: ({ state, bytes: done }) => events.push(`${state} ${done}`) }), layout.pushBlob(descriptor, open)]);
    expect(written.toSorted()).toEqual(['exists', 'written']);
    expect(await layout.pushBlob(descriptor, open)).toBe('exists');
    expect(opened).toBe(1);
    expect(events).toEqual(['moving 10', 'moving 100000', 'written 100000']);
    expect((await stat(blobPath(descriptor.digest))).size).toBe(100_000);
  });

  test.each([
    ['of other bytes', 'LAYER', 'hash to another digest'],
    ['too short', 'lay', '3 of 5 bytes came'],
    ['too long', 'layer and more', 'more than the 5 bytes'],
  ])('a blob that comes %s leaves nothing', async (_, text, message) => {
    const descriptor = descriptorOf(Buffer.from('layer'), LAYER);
    expect((await failure(layout.pushBlob(descriptor, async () => Readable.from([Buffer.from(text)])))).message).toContain(message);
    expect(await readdir(path('blobs/sha256'))).toEqual([]);
    expect(await stray()).toEqual([]);
  });

  test('a source that fails midway fails with its own error, and leaves nothing', async () => {
    const descriptor = descriptorOf(Buffer.from('layer'), LAYER);
    expect(await failure(layout.pushBlob(descriptor, async () => Readable.from(broken())))).toMatchObject({ code: 'timeout' });
    expect(await stray()).toEqual([]);
    expect(await layout.pushBlob(descriptor, async () => Readable.from([Buffer.from('layer')]))).toBe('written');
  });

  test.each(['la', 'LAYER'])('a blob that became %j is mended when it is pushed again, as is a manifest', async (damaged) => {
    const layer = await putBlob(layout, Buffer.from('layer'), LAYER);
    const bytes = await sampleManifest(layout);
    const { digest } = await layout.pushManifest(bytes, MEDIA_TYPES.manifest);
    await writeFile(blobPath(layer.digest), damaged);
    await writeFile(blobPath(digest), bytes.toString().replace('schemaVersion', damaged === 'la' ? '' : 'SCHEMAVERSION'));
    const again = await openLayout(path());
    expect(await again.pushBlob(layer, async () => Readable.from([Buffer.from('layer')]))).toBe('written');
    expect((await readBlob(again, layer)).toString()).toBe('layer');
    await again.pushManifest(bytes, MEDIA_TYPES.manifest);
    expect((await again.manifest(digest))?.bytes.equals(bytes)).toBe(true);
    expect(await again.pushBlob(layer, async () => Promise.reject(new Error('it is there')))).toBe('exists');
  });

  test('a blob is hashed once by whoever has the layout open', async () => {
    const layer = await putBlob(layout, Buffer.from('layer'), LAYER);
    const again = await openLayout(path());
    const push = (): Promise<unknown> => again.pushBlob(layer, async () => Promise.reject(new Error('it is there')));
    expect(await push()).toBe('exists');
    // Were it hashed again, this would be found.
    await writeFile(blobPath(layer.digest), 'LAYER');
    expect(await push()).toBe('exists');
  });

  test('a manifest whose blobs are not there is refused, as a registry does', async () => {
    const bytes = await sampleManifest(layout);
    const [layer] = parseManifest(bytes, 'it').layers;
    await rm(blobPath(layer?.digest ?? digestOf(bytes)));
    expect(await failure(layout.pushManifest(bytes, MEDIA_TYPES.manifest, '1'))).toMatchObject({ kind: 'problem', code: 'blob-missing' });
    expect(await layout.tags()).toEqual([]);
  });

  test('a manifest is not taken for another kind', async () => {
    const bytes = await sampleManifest(layout);
    expect(await failure(layout.pushManifest(bytes, MEDIA_TYPES.index))).toMatchObject({ code: 'image-manifest' });
  });

  test('a name moves, others stay, and what others wrote stays as it was', async () => {
    const [one, two] = [await pushSample(layout), await pushSample(layout)];
    const foreign = { ...one, ...named('kept'), 'x-other': { deep: ['value'] } };
    await writeFile(path('index.json'), JSON.stringify({ schemaVersion: 2, 'x-top': true, manifests: [{ ...one, ...named('moves') }, foreign], annotations: { a: 'b' } }));
    const bytes = (await layout.manifest(two.digest))?.bytes ?? Buffer.alloc(0);
    await layout.pushManifest(bytes, MEDIA_TYPES.manifest, 'moves');
    expect(await index()).toEqual({ schemaVersion: 2, 'x-top': true, manifests: [foreign, { ...two, ...named('moves') }], annotations: { a: 'b' } });
    expect(await layout.tags()).toEqual(['kept', 'moves']);
  });

  test('what has no name is listed until it has one, or an index that has one leads to it', async () => {
    const [one, two] = [await pushSample(layout), await pushSample(layout)];
    expect((await index()).manifests).toEqual([one, two]);
    await layout.pushManifest((await layout.manifest(one.digest))?.bytes ?? Buffer.alloc(0), MEDIA_TYPES.manifest, '1');
    expect((await index()).manifests).toEqual([two, { ...one, ...named('1') }]);
    const both = await pushIndex(layout, [two], 'both');
    expect((await index()).manifests).toEqual([{ ...one, ...named('1') }, { ...both, ...named('both') }]);
  });

  test('the same again writes nothing', async () => {
    const bytes = await sampleManifest(layout);
    await layout.pushManifest(bytes, MEDIA_TYPES.manifest, '1');
    const before = await stat(path('index.json'), { bigint: true });
    await layout.pushManifest(bytes, MEDIA_TYPES.manifest, '1');
    const after = await stat(path('index.json'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test.each(['mos:0123', '1.0.0', 'a/b:c@d', 'mos/images/ran:sha256/00', '_x'])('%j can be a name', async (tag) => {
    await pushSample(layout, { tag });
    expect(await layout.tags()).toEqual([tag]);
  });

  test.each(['', 'a b', '-x', 'a\n', 'a//b', 'a/', 'ä', '../x', 'x'.repeat(256), `sha256:${'0'.repeat(64)}`])('%j cannot be a name', async (tag) => {
    expect(await failure(pushSample(layout, { tag }))).toMatchObject({ kind: 'usage', code: 'tag' });
  });

  test('what a killed writer left is swept away after an hour, and not before', async () => {
    const [old, fresh] = ['.manifest-action-00000000-0000-4000-8000-000000000000.tmp', '.manifest-action-00000000-0000-4000-8000-000000000001.tmp'];
    for (const name of [old, fresh]) await writeFile(path(name), 'partial');
    await utimes(path(old), new Date(Date.now() - 7_200_000), new Date(Date.now() - 7_200_000));
    await openLayout(path(), { create: true });
    expect(await stray()).toEqual([fresh]);
  });
});

describe('referrers', () => {
  test('are listed by subject and kind, with what the referrers API says of them', async () => {
    const subject = await pushSample(layout, { tag: '1' });
    const signature = await sampleManifest(layout, { artifactType: 'application/vnd.machine.signature', subject, annotations: { a: 'b' } });
    const plain = await sampleManifest(layout, { subject });
    const pushed = await layout.pushReferrers(subject, [signature, plain]);
    expect(pushed).toEqual([
      { ...descriptorOf(signature, MEDIA_TYPES.manifest), artifactType: 'application/vnd.machine.signature', annotations: { a: 'b' } },
      { ...descriptorOf(plain, MEDIA_TYPES.manifest), artifactType: MEDIA_TYPES.config },
    ]);
    expect(await layout.referrers(subject.digest)).toEqual(pushed);
    expect(await layout.referrers(subject.digest, 'application/vnd.machine.signature')).toEqual([pushed[0]]);
    expect(await layout.referrers(digestOf(Buffer.from('other')))).toEqual([]);
  });

  test('are added to those that are there, each once', async () => {
    const subject = await pushSample(layout, { tag: '1' });
    const [one, two] = [await sampleManifest(layout, { artifactType: 'a/1', subject }), await sampleManifest(layout, { artifactType: 'a/2', subject })];
    await layout.pushReferrers(subject, [one]);
    await layout.pushReferrers(subject, [one, two]);
    const before = await readFile(path('index.json'));
    await layout.pushReferrers(subject, [two]);
    expect((await readFile(path('index.json'))).equals(before)).toBe(true);
    expect((await layout.referrers(subject.digest)).map(({ artifactType }) => artifactType)).toEqual(['a/1', 'a/2']);
  });

  test('that index.json lists itself count too, as oras writes them', async () => {
    const subject = await pushSample(layout, { tag: '1' });
    const bytes = await sampleManifest(layout, { artifactType: 'a/1', subject });
    await layout.pushManifest(bytes, MEDIA_TYPES.manifest);
    expect(await layout.referrers(subject.digest)).toHaveLength(1);
    await layout.pushReferrers(subject, [bytes]);
    expect(await layout.referrers(subject.digest)).toHaveLength(1);
  });

  test('of another subject are refused, and not listed when a fallback index has them', async () => {
    const [subject, other] = [await pushSample(layout, { tag: '1' }), await pushSample(layout)];
    const bytes = await sampleManifest(layout, { artifactType: 'a/1', subject: other });
    expect(await failure(layout.pushReferrers(subject, [bytes]))).toMatchObject({ kind: 'problem', code: 'image-manifest' });
    await layout.pushManifest(bytes, MEDIA_TYPES.manifest);
    await pushIndex(layout, [descriptorOf(bytes, MEDIA_TYPES.manifest)], subject.digest.replace(':', '-'));
    expect(await layout.referrers(subject.digest)).toEqual([]);
  });
});

describe('a disk that does not take it', () => {
  test('that is full is named, and nothing is left', async () => {
    // /dev/full answers every write with ENOSPC; a quota on a file's size does the same to a file that grows.
    const program = `
      import { Readable } from 'node:stream';
      import { openLayout } from ${JSON.stringify(new URL('../../src/oci/layout.ts', import.meta.url).href)};
      import { describe } from ${JSON.stringify(new URL('../../src/oci/descriptor.ts', import.meta.url).href)};
      process.on('SIGXFSZ', () => {});
      const layout = await openLayout(${JSON.stringify(path())}, { name: 'oci:images' });
      const bytes = Buffer.alloc(4_000_000, 7);
      await layout.pushBlob(describe(bytes, 'a/b'), async () => Readable.from([bytes])).catch((error) => console.log(error.kind, error.code, error.message));`;
    const limited = await run('sh', ['-c', 'ulimit -f 2000; exec "$0" --disable-warning=ExperimentalWarning --input-type=module -e "$1"', process.execPath, program]);
    expect(limited.stdout).toBe('unavailable unwritable oci:images: the file would be larger than the system takes\n');
    expect((await readdir(path())).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });

  test('that may not be written is named', async () => {
    await chmod(path(), 0o555);
    const program = `
      import { openLayout } from ${JSON.stringify(new URL('../../src/oci/layout.ts', import.meta.url).href)};
      const layout = await openLayout(${JSON.stringify(path())}, { name: 'oci:images' });
      await layout.pushManifest(Buffer.from('{"schemaVersion":2,"mediaType":"${MEDIA_TYPES.index}","manifests":[]}'), ${JSON.stringify(MEDIA_TYPES.index)}, '1').catch((error) => console.log(error.kind, error.code, error.message));`;
    const command = [process.execPath, '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program];
    // Root may write where nobody may, unless that right is taken from it.
    const [file = '', ...args] = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override', '--inh-caps=-dac_override', '--', ...command] : command;
    const ended = await run(file, args);
    await chmod(path(), 0o755);
    expect(ended.stdout).toBe('unavailable unwritable oci:images: writing is not permitted\n');
  });

  test('where a file is in the way is named', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(await failure(openLayout(join(folder, 'file/images'), { create: true, name: 'oci:x' }))).toMatchObject({ kind: 'unavailable', code: 'unwritable', message: 'oci:x: a part of the path is no folder' });
  });
});

describeWith(['skopeo'], 'skopeo', () => {
  test('reads what we wrote, and we read what it wrote', async () => {
    const image = await pushSample(layout, { layers: [randomBytes(50_000)], tag: '1.0' });
    const copied = await run(requirePeer('skopeo'), ['--insecure-policy', 'copy', '-q', '--preserve-digests', `oci:${path()}:1.0`, `oci:${join(folder, 'theirs')}:os/ran:2.0`]);
    expect(copied.stderr).toBe('');
    const theirs = await openLayout(join(folder, 'theirs'));
    expect(await theirs.tags()).toEqual(['os/ran:2.0']);
    expect((await theirs.resolve('os/ran:2.0'))?.digest).toBe(image.digest);
    const more = await pushSample(theirs, { tag: '3.0' });
    const inspected = await run(requirePeer('skopeo'), ['inspect', '--format', '{{.Digest}}', `oci:${join(folder, 'theirs')}:3.0`]);
    expect(inspected.stdout.trim()).toBe(more.digest);
  });
});

describeWith(['regctl'], 'regctl', () => {

  test('reads what we wrote, lists our referrers, and keeps them when it cleans up', async () => {
    const subject = await pushSample(layout, { tag: '1.0' });
    const [signature] = await layout.pushReferrers(subject, [await sampleManifest(layout, { artifactType: 'application/vnd.machine.signature', subject })]);
    expect((await regctl('image', 'digest', `ocidir://${path()}:1.0`)).trim()).toBe(subject.digest);
    expect(await regctl('artifact', 'list', `ocidir://${path()}:1.0`)).toContain(signature?.digest);
    await regctl('image', 'copy', `ocidir://${path()}:1.0`, `ocidir://${path()}:2.0`);
    const again = await openLayout(path());
    expect((await again.referrers(subject.digest)).map(({ digest }) => digest)).toEqual([signature?.digest]);
    expect((await again.tags()).filter((tag) => !tag.startsWith('sha256-'))).toEqual(['1.0', '2.0']);
  });

  test('writes what we read: images, and referrers', async () => {
    await pushSample(layout, { tag: '1.0' });
    await regctl('image', 'copy', `ocidir://${path()}:1.0`, `ocidir://${join(folder, 'theirs')}:1.0`);
    await writeFile(join(folder, 'note.txt'), 'note');
    await regctl('artifact', 'put', '--subject', `ocidir://${join(folder, 'theirs')}:1.0`, '--artifact-type', 'application/vnd.example.note', '-f', join(folder, 'note.txt'));
    const theirs = await openLayout(join(folder, 'theirs'));
    const subject = await theirs.resolve('1.0');
    const listed = await theirs.referrers(subject?.digest ?? digestOf(Buffer.alloc(0)));
    expect(listed.map(({ artifactType }) => artifactType)).toEqual(['application/vnd.example.note']);
    const manifest = await theirs.manifest(listed[0]?.digest ?? '');
    expect(manifest?.descriptor.size).toBe(listed[0]?.size);
  });
});
