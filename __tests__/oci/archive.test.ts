import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { appendFile, lstat, mkdir, readFile, readdir, symlink, truncate, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { type Archive, openArchive } from '../../src/oci/archive.ts';
import { createCopier } from '../../src/oci/copy.ts';
import { MEDIA_TYPES, describe as descriptorOf, hexOf } from '../../src/oci/descriptor.ts';
import { openLayout } from '../../src/oci/layout.ts';
import { readBlob } from '../../src/oci/store.ts';
import { TAR_END, tarHeader, tarPadding } from '../../src/oci/tar.ts';
import { Failure } from '../../src/failure.ts';
import { PATIENCE, tried } from '../harness/fuzz.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { describeWith, requirePeer, run } from '../harness/peers.ts';
import { LAYER, bytesOf, failure, pushSample, putBlob, sampleManifest } from './sample.ts';

let folder: string;
let file: string;
const opened: Archive[] = [];
beforeEach(() => {
  folder = temporaryFolder('archive');
  file = join(folder, 'images.tar');
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await removeFolder(folder);
});

async function archive(options: { readonly write?: boolean } = {}): Promise<Archive> {
  const one = await openArchive(file, { ...options, name: 'oci-archive:images.tar' });
  opened.push(one);
  return one;
}

/** An archive of these members; content is padded, the end is there. */
function tar(members: readonly (readonly [header: Buffer, content?: Buffer])[]): Buffer {
  return Buffer.concat([...members.flatMap(([header, content = Buffer.alloc(0)]) => [header, content, tarPadding(content.byteLength)]), TAR_END]);
}

const member = (name: string, content: Buffer | string): readonly [Buffer, Buffer] => [tarHeader(name, Buffer.byteLength(content)), Buffer.from(content)];
const VERSION = member('oci-layout', '{"imageLayoutVersion":"1.0.0"}');
const EMPTY = member('index.json', '{"schemaVersion":2,"manifests":[]}');

/** A header with bytes changed, and its sum made right again. */
function altered(header: Buffer, at: number, text: string): Buffer {
  const copy = Buffer.from(header);
  copy.write(text, at, 'latin1');
  copy.write('        ', 148);
  copy.write(`${copy.reduce((total, byte) => total + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return copy;
}

async function skopeo(...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(requirePeer('skopeo'), ['--insecure-policy', ...args]);
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}

describe('an archive that is written', () => {
  test('is there after commit, with all that a layout has', async () => {
    const writing = await archive({ write: true });
    const layer = randomBytes(1_000_001);
    const subject = await pushSample(writing, { layers: [layer, randomBytes(10)], tag: 'mos:1' });
    const [referrer] = await writing.pushReferrers(subject, [await sampleManifest(writing, { subject, artifactType: 'a/b' })]);
    expect((await writing.manifest('mos:1'))?.descriptor.digest).toBe(subject.digest);
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^\.manifest-action-.*\.tmp$/)]);
    await writing.commit();
    expect(await readdir(folder)).toEqual(['images.tar']);

    const reading = await archive();
    expect(await reading.tags()).toEqual(['mos:1', subject.digest.replace(':', '-')]);
    expect((await reading.resolve('mos:1'))?.digest).toBe(subject.digest);
    expect(await reading.referrers(subject.digest)).toEqual([referrer]);
    expect((await readBlob(reading, descriptorOf(layer, LAYER))).equals(layer)).toBe(true);
    expect(await failure(pushSample(reading))).toMatchObject({ kind: 'usage' });
  });

  test('keeps what was in it when more is added', async () => {
    const first = await archive({ write: true });
    const one = await pushSample(first, { tag: '1' });
    await first.commit();
    const second = await archive({ write: true });
    const two = await pushSample(second, { tag: '2' });
    await second.commit();
    const reading = await archive();
    expect(await reading.tags()).toEqual(['1', '2']);
    for (const { digest } of [one, two]) expect((await reading.manifest(digest))?.descriptor.digest).toBe(digest);
  });

  test('is as it was when it is closed without commit', async () => {
    const first = await archive({ write: true });
    await pushSample(first, { tag: '1' });
    await first.commit();
    const before = await readFile(file);
    const second = await archive({ write: true });
    await pushSample(second, { tag: '2' });
    await second.close();
    expect(await readdir(folder)).toEqual(['images.tar']);
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  test('has blobs whole or not at all, many at once', async () => {
    const writing = await archive({ write: true });
    const blobs = Array.from({ length: 20 }, (_, at) => randomBytes(at * 1000));
    const wrong = descriptorOf(Buffer.from('right'), LAYER);
    const results = await Promise.allSettled([
      ...blobs.slice(0, 10).map((bytes) => putBlob(writing, bytes, LAYER)),
      writing.pushBlob(wrong, async () => Readable.from([Buffer.from('wrong')])),
      ...blobs.slice(10).map((bytes) => putBlob(writing, bytes, LAYER)),
    ]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await writing.hasBlob(wrong)).toBe(false);
    await writing.commit();
    const reading = await archive();
    for (const bytes of blobs) expect((await readBlob(reading, descriptorOf(bytes, LAYER))).equals(bytes)).toBe(true);
    expect((await run('tar', ['-tf', file])).stdout.split('\n')).toHaveLength(20 + 4 + 1);
  });

  test('goes on after commit, and is not touched when nothing is new', async () => {
    const writing = await archive({ write: true });
    await writing.commit();
    expect(await readdir(folder)).toEqual([]);
    const bytes = await sampleManifest(writing);
    await writing.pushManifest(bytes, MEDIA_TYPES.manifest, '1');
    await writing.commit();
    const before = await lstat(file);
    await writing.pushManifest(bytes, MEDIA_TYPES.manifest, '1');
    await writing.commit();
    expect(await lstat(file)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    await writing.pushManifest(bytes, MEDIA_TYPES.manifest, '2');
    expect(await (await archive()).tags()).toEqual(['1']);
    await writing.commit();
    expect(await (await archive()).tags()).toEqual(['1', '2']);
    expect(await writing.tags()).toEqual(['1', '2']);
  });

  test('has once what was pushed twice at once', async () => {
    const writing = await archive({ write: true });
    const bytes = await sampleManifest(writing);
    await Promise.all(['1', '2', '3'].map(async (tag) => writing.pushManifest(bytes, MEDIA_TYPES.manifest, tag)));
    await writing.commit();
    expect(await (await archive()).tags()).toEqual(['1', '2', '3']);
  });

  test('has a damaged blob and a damaged manifest mended when they are pushed again, each once', async () => {
    const layer = randomBytes(2_000_000);
    const first = await archive({ write: true });
    const bytes = await sampleManifest(first, { layers: [layer, Buffer.from('other')] });
    await first.pushManifest(bytes, MEDIA_TYPES.manifest, '1');
    await first.commit();
    const whole = await readFile(file);
    for (const [content, at] of [[layer, 1_999_999], [Buffer.from('other'), 0], [bytes, 2]] as const) {
      const damaged = Buffer.from(whole);
      const place = whole.indexOf(content) + at;
      damaged[place] = (damaged[place] ?? 0) ^ 1;
      await writeFile(file, damaged);
      const writing = await archive({ write: true });
      await sampleManifest(writing, { layers: [layer, Buffer.from('other')] });
      await writing.pushManifest(bytes, MEDIA_TYPES.manifest, '1');
      await writing.commit();
      const mended = await archive();
      expect((await mended.manifest('1'))?.bytes.equals(bytes)).toBe(true);
      expect((await readBlob(mended, descriptorOf(layer, LAYER))).equals(layer)).toBe(true);
      expect((await readBlob(mended, descriptorOf(Buffer.from('other'), LAYER))).toString()).toBe('other');
      expect((await run('tar', ['-tf', file])).stdout.split('\n')).toHaveLength(4 + 4 + 1);
    }
  });

  test('that is damaged stays as it was when the mending fails', async () => {
    const first = await archive({ write: true });
    const layer = await putBlob(first, Buffer.from('layer'), LAYER);
    await first.commit();
    const damaged = Buffer.from((await readFile(file)).toString('latin1').replace('layer', 'LAYER'), 'latin1');
    await writeFile(file, damaged);
    const writing = await archive({ write: true });
    expect(await failure(writing.pushBlob(layer, async () => Readable.from([Buffer.from('laYer')])))).toMatchObject({ code: 'digest-mismatch' });
    await writing.close();
    expect((await readFile(file)).equals(damaged)).toBe(true);
  });

  test('refuses a blob that is there with another length', async () => {
    const layer = Buffer.from('a layer');
    await writeFile(file, tar([VERSION, EMPTY, member(`blobs/sha256/${hexOf(descriptorOf(layer, LAYER).digest)}`, 'short')]));
    const before = await readFile(file);
    const writing = await archive({ write: true });
    expect(await failure(putBlob(writing, layer, LAYER))).toMatchObject({ kind: 'problem', code: 'layout' });
    await writing.close();
    expect((await readFile(file)).equals(before)).toBe(true);
    expect(await readdir(folder)).toEqual(['images.tar']);
  });

  test('sweeps away what a writer that was killed left an hour ago', async () => {
    const left = `.manifest-action-${randomUUID()}.tmp`;
    const ago = new Date(Date.now() - 3_700_000);
    await writeFile(join(folder, left), 'x');
    await utimes(join(folder, left), ago, ago);
    await pushSample(await archive({ write: true }));
    expect(await readdir(folder)).not.toContain(left);
  });

  test.each([
    ['another file', async () => writeFile(file, 'another')],
    ['the same file with other bytes', async () => appendFile(file, 'another')],
    ['no file any more', async () => unlink(file)],
  ])('that is %s by now is not overwritten', async (_, change) => {
    const first = await archive({ write: true });
    await pushSample(first, { tag: '0' });
    await first.commit();
    const writing = await archive({ write: true });
    await pushSample(writing, { tag: '1' });
    await change();
    const before = await readFile(file).catch(() => undefined);
    expect(await failure(writing.commit())).toMatchObject({ kind: 'unavailable', code: 'locked' });
    expect(await readFile(file).catch(() => undefined)).toEqual(before);
    expect((await readdir(folder)).filter((name) => name !== 'images.tar')).toEqual([]);
  });

  test('by two at once is whole, and says to one of them that it came second', async () => {
    for (let round = 0; round < 5; round++) {
      const both = await Promise.all(['a', 'b'].map(async (name) => ({ name: `${name}${round}`, store: await archive({ write: true }) })));
      const results = await Promise.allSettled(
        both.map(async ({ name, store }) => {
          await pushSample(store, { tag: name });
          await store.commit();
        }),
      );
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const winner = both[results.findIndex(({ status }) => status === 'fulfilled')];
      const tags = await (await archive()).tags();
      expect(tags).toHaveLength(round + 1);
      expect(tags).toContain(winner?.name);
    }
    expect(await readdir(folder)).toEqual(['images.tar']);
  });

  test('can hold a blob whose size needs more than eleven octal digits', () => {
    const header = tarHeader('x', 8 ** 11);
    expect(header.toString('hex', 124, 136)).toBe('800000000000000200000000');
  });
});

describe('an archive that is read', () => {
  test('must be there, and be a file', async () => {
    expect(await failure(archive())).toMatchObject({ kind: 'problem', code: 'source' });
    await mkdir(file);
    expect(await failure(archive())).toMatchObject({ kind: 'problem', code: 'layout', cure: expect.stringContaining('oci:') as unknown });
  });

  test('is not reached through a symbolic link', async () => {
    await writeFile(join(folder, 'real'), tar([VERSION, EMPTY]));
    await symlink(join(folder, 'real'), file);
    expect((await failure(archive())).message).toContain('symbolic link');
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'the archive is empty'],
    ['other bytes', Buffer.alloc(2000, 'x'), 'this is not a tar archive'],
    ['gzip', Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), Buffer.alloc(1000)]), 'compressed with gzip'],
    ['zstd', Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(1000)]), 'compressed with zstd'],
    ['an empty archive', TAR_END, 'no file oci-layout'],
    ['no index.json', tar([VERSION]), 'no file index.json'],
    ['another version', tar([member('oci-layout', '{"imageLayoutVersion":"2"}'), EMPTY]), `the layout's version is "2"`],
    ['a name twice', tar([VERSION, EMPTY, EMPTY]), 'the archive has "index.json" twice'],
    ['a name twice, in two spellings', tar([VERSION, EMPTY, member('./index.json', '{}')]), 'the archive has "index.json" twice'],
    ['a link beside the file', tar([VERSION, [altered(tarHeader('index.json', 0), 156, '2')], EMPTY]), 'the archive has "index.json" twice'],
    ['a link in the file’s place', tar([VERSION, [altered(tarHeader('index.json', 0), 156, '2')]]), 'no file index.json'],
    ['a name that climbs', tar([VERSION, EMPTY, member('blobs/../../etc/passwd', 'x')]), 'leads out of the archive'],
    ['an absolute name', tar([VERSION, EMPTY, member('/etc/passwd', 'x')]), 'leads out of the archive'],
    ['a sparse file', tar([VERSION, EMPTY, [altered(tarHeader('blobs/sha256/x', 0), 156, 'S')]]), 'is a sparse file'],
    ['a member longer than the archive', tar([VERSION, EMPTY, [tarHeader('x', 10_000)]]), 'longer than the archive'],
    ['a member of more bytes than numbers hold', tar([VERSION, EMPTY, [altered(tarHeader('x', 0), 124, '\u0080\u0000\u0000\u0000\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff')]]), 'longer than the archive'],
    ['a negative size', tar([VERSION, EMPTY, [altered(tarHeader('x', 0), 124, '\u00ff'.repeat(12))]]), 'longer than the archive'],
    ['a wrong sum', tar([VERSION, [Buffer.from(tarHeader('x', 0)).fill('y', 0, 1)], EMPTY]), 'is damaged'],
    ['a huge header', tar([VERSION, EMPTY, [altered(tarHeader('x', 70_000), 156, 'x'), Buffer.alloc(70_000)]]), 'a header is 70000 bytes long'],
    ['a header with broken records', tar([VERSION, EMPTY, [altered(tarHeader('x', 10), 156, 'x'), Buffer.from('99 path=x\n')]]), 'is damaged'],
    ['an end that is missing', tar([VERSION, EMPTY]).subarray(0, -1024), 'without an end mark'],
    ['an index.json of two meanings', tar([VERSION, member('index.json', '{"schemaVersion":2,"manifests":[],"manifests":[]}')]), 'twice in one object'],
  ])('with %s is refused', async (_, bytes, message) => {
    await writeFile(file, bytes);
    const refused = await failure(archive());
    expect(refused).toMatchObject({ kind: 'problem', code: 'layout' });
    expect(refused.message).toContain(message);
  });

  test('whose blob has other bytes is refused when that is read', async () => {
    const layer = descriptorOf(Buffer.from('right'), LAYER);
    await writeFile(file, tar([VERSION, EMPTY, member(`blobs/sha256/${hexOf(layer.digest)}`, 'wrong')]));
    const reading = await archive();
    expect(await failure(bytesOf(await reading.blob(layer)))).toMatchObject({ kind: 'problem', code: 'digest-mismatch' });
    expect(await failure(reading.blob({ ...layer, size: 6 }))).toMatchObject({ code: 'digest-mismatch' });
  });

  test('that shrinks while it is read is an error', async () => {
    const writing = await archive({ write: true });
    const layer = await putBlob(writing, randomBytes(4_000_000), LAYER);
    await writing.commit();
    const reading = await archive();
    const stream = await reading.blob(layer);
    await truncate(file, 2_000_000);
    expect(await failure(bytesOf(stream))).toMatchObject({ code: 'digest-mismatch' });
  });

  test.each(['gnu', 'oldgnu', 'v7', 'ustar', 'pax', 'posix'])('may be of the format that tar calls %s', async (format) => {
    const layout = await openLayout(join(folder, 'layout'), { create: true });
    const image = await pushSample(layout, { tag: '1' });
    // A name too long for a header of its own.
    await writeFile(join(folder, 'layout', `${'long'.repeat(30)}.txt`), format);
    expect((await run('tar', ['-C', join(folder, 'layout'), `--format=${format}`, '-cf', file, ...(format === 'ustar' || format === 'v7' ? ['--exclude=*.txt'] : []), '.'])).stderr).toBe('');
    const reading = await archive();
    expect((await reading.manifest('1'))?.descriptor.digest).toBe(image.digest);
  });

  test('of any bytes is taken or refused, without a hang', async () => {
    const seen = { taken: 0, refused: 0 };
    const whole = tar([VERSION, EMPTY, [altered(tarHeader('x', 23), 156, 'x'), Buffer.from('23 path=blobs/sha256/x\n')], member('blobs/sha256/x', 'content')]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.byteLength - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), fc.boolean(), fc.nat(whole.byteLength), async (changes, sum, end) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) {
          bytes[at] = value;
          const block = bytes.subarray(at - (at % 512), at - (at % 512) + 512);
          if (sum) altered(block, 0, '').copy(block);
        }
        await writeFile(file, changes.length > 6 ? bytes.subarray(0, end) : bytes);
        try {
          await (await openArchive(file)).close();
          seen.taken++;
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          seen.refused++;
        }
      }),
      tried(1000),
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(50);
  }, PATIENCE);
});

test('images are copied between archives and layouts, byte for byte', async () => {
  const layout = await openLayout(join(folder, 'layout'), { create: true });
  const bytes = await sampleManifest(layout, { layers: [randomBytes(100_000), randomBytes(1)] });
  const image = await layout.pushManifest(bytes, MEDIA_TYPES.manifest, '1');
  const writing = await archive({ write: true });
  expect(await createCopier().copyImage(layout, image.digest, writing, { tag: '2' })).toMatchObject({ written: true });
  await writing.commit();
  const reading = await archive();
  expect((await reading.manifest('2'))?.bytes.equals(bytes)).toBe(true);
  const again = await openLayout(join(folder, 'again'), { create: true });
  await createCopier().copyImage(reading, image.digest, again, { tag: '3' });
  expect((await again.manifest('3'))?.bytes.equals(bytes)).toBe(true);
});

describeWith(['skopeo'], 'skopeo', () => {
  test('reads our archive, and we read its', async () => {
    const writing = await archive({ write: true });
    const image = await pushSample(writing, { layers: [randomBytes(200_000)], tag: '1.0' });
    await writing.commit();
    expect((await skopeo('inspect', '--format', '{{.Digest}}', `oci-archive:${file}:1.0`)).trim()).toBe(image.digest);
    await skopeo('copy', '-q', '--preserve-digests', `oci-archive:${file}:1.0`, `oci-archive:${join(folder, 'theirs.tar')}:2.0`);
    const theirs = await openArchive(join(folder, 'theirs.tar'));
    opened.push(theirs);
    expect((await theirs.resolve('2.0'))?.digest).toBe(image.digest);
  });
});

describeWith(['regctl'], 'regctl', () => {
  test('imports our archive, and we read what it exports', async () => {
    const env = { HOME: folder, REGCTL_CONFIG: join(folder, 'regctl.json') };
    const writing = await archive({ write: true });
    const image = await pushSample(writing, { tag: '1.0' });
    await writing.commit();
    expect((await run(requirePeer('regctl'), ['image', 'import', `ocidir://${join(folder, 'theirs')}:1.0`, file], { env })).stderr).toBe('');
    expect((await (await openLayout(join(folder, 'theirs'))).resolve('1.0'))?.digest).toBe(image.digest);
    expect((await run(requirePeer('regctl'), ['image', 'export', `ocidir://${join(folder, 'theirs')}:1.0`, join(folder, 'exported.tar')], { env })).stderr).toBe('');
    const exported = await openArchive(join(folder, 'exported.tar'));
    opened.push(exported);
    expect((await exported.manifest(image.digest))?.descriptor.digest).toBe(image.digest);
  });
});
