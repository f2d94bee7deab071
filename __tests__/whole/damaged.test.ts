import { beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openLayout } from '../../src/oci/layout.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { mustRun } from '../harness/peers.ts';
import { IMAGES, listManifest, PRODUCT } from './device.ts';
import { keyInputs, runHere, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

// A cache that was restored in part, a medium that lost a file or a bit: what was published there once is published or promoted there again.

let product: ProductCertificate;
let workspace: string;
/** Every blob of the release, by its hex. */
let blobs: readonly string[];
/** Those of its images: config and layers. */
let ofImages: readonly string[];
const manifests = (['hostfs:1.0.0', 'ran:2.5'] as const).map((image) => IMAGES[image].digest);

const publish = (destination: string, inputs: Inputs = {}): Promise<RunHere> => runHere('publish', { ...keyInputs(product), destination, tag: '1.0.0', ...inputs }, { workspace });
const promote = (destination: string, inputs: Inputs = {}): Promise<RunHere> => runHere('promote', { reference: 'oci:source:1.0.0', destination, 'ca-certificate': product.caPem, ...inputs }, { workspace });
const verify = (reference: string): Promise<RunHere> => runHere('verify', { reference, 'ca-certificate': product.caPem }, { workspace });
const hexOf = (digest: string): string => digest.slice('sha256:'.length);

beforeAll(async () => {
  product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
  workspace = workspaceWith();
  writeFileSync(join(workspace, 'next.yaml'), listManifest({ hostfs: 'hostfs:1.1.0' }));
  expect(await publish('oci:source')).toMatchObject({ status: 0, errors: [] });
  expect(await publish('oci-archive:source.tar')).toMatchObject({ status: 0, errors: [] });
  const source = await openLayout(join(workspace, 'source'));
  blobs = readdirSync(join(workspace, 'source', 'blobs', 'sha256'));
  const contents = await Promise.all(manifests.map(async (digest) => source.manifest(digest)));
  ofImages = [...new Set(contents.flatMap((stored) => (stored === undefined ? [] : [parseManifest(stored.bytes, 'source').config, ...parseManifest(stored.bytes, 'source').layers])).map(({ digest }) => hexOf(digest)))];
  expect(ofImages.length).toBeGreaterThan(3);
});

/** What happens to a blob, by the place that it is in: `oci:DIR` or `oci-archive:FILE`. Its path is the destination's. */
type Damage = (path: string, hex: string) => Promise<void> | void;

const flipped = (bytes: Buffer, at: number): Buffer => Buffer.concat([bytes.subarray(0, at), Buffer.from([(bytes[at] ?? 0) ^ 1]), bytes.subarray(at + 1)]);

const IN_A_FOLDER: readonly (readonly [string, Damage])[] = [
  ['is gone', (path, hex) => rmSync(join(path, 'blobs', 'sha256', hex))],
  ['has a byte changed', (path, hex) => writeFileSync(join(path, 'blobs', 'sha256', hex), flipped(readFileSync(join(path, 'blobs', 'sha256', hex)), 1))],
  ['is cut off', (path, hex) => writeFileSync(join(path, 'blobs', 'sha256', hex), readFileSync(join(path, 'blobs', 'sha256', hex)).subarray(1))],
];
const IN_AN_ARCHIVE: readonly (readonly [string, Damage])[] = [
  ['is gone', async (path, hex) => void (await mustRun('tar', ['--delete', '-f', path, `blobs/sha256/${hex}`]))],
  ['has a byte changed', (path, hex) => writeFileSync(path, flipped(readFileSync(path), readFileSync(path).indexOf(`blobs/sha256/${hex}`) + 512 + 1))],
];

describe.each([
  ['a folder', 'oci:', 'source', IN_A_FOLDER],
  ['an archive', 'oci-archive:', 'source.tar', IN_AN_ARCHIVE],
] as const)('in %s', (_, scheme, whole, damages) => {
  /** A copy of the release with one blob damaged. */
  const damaged = async (damage: Damage, hex: string, name: string): Promise<string> => {
    const copy = `${name}-${basename(whole)}`;
    rmSync(join(workspace, copy), { recursive: true, force: true });
    cpSync(join(workspace, whole), join(workspace, copy), { recursive: true });
    await damage(join(workspace, copy), hex);
    return `${scheme}${copy}`;
  };

  it.each(damages)('what %s of an image is put there again, and reported as written', async (name, damage) => {
    // A manifest that is damaged could be a referrer of anything, which is an error until it is removed.
    for (const hex of [...ofImages, ...(name === 'is gone' ? manifests.map(hexOf) : [])]) {
      for (const job of [publish, promote]) {
        const place = await damaged(damage, hex, job.name);
        expect((await verify(`${place}:1.0.0`)).status).toBe(1);
        const result = await job(place);
        expect({ hex, job: job.name, status: result.status, errors: result.errors }).toEqual({ hex, job: job.name, status: 0, errors: [] });
        expect(result.report?.published?.images.some(({ written }) => written)).toBe(true);
        expect(result.lines.join('\n')).not.toContain('nothing was written');
        expect((await verify(`${place}:1.0.0`)).status).toBe(0);
        const again = await job(place);
        expect(again.status).toBe(0);
        expect(again.lines.join('\n')).toContain('nothing was written');
      }
    }
  });

  it('an image’s manifest that is gone is listed by a dry run, which passes as the run does', async () => {
    const damage = damages[0]?.[1] ?? (() => undefined);
    for (const digest of manifests) {
      for (const job of [publish, promote]) {
        const place = await damaged(damage, hexOf(digest), job.name);
        const planned = await job(place, { 'dry-run': 'true' });
        expect({ job: job.name, status: planned.status, errors: planned.errors }).toEqual({ job: job.name, status: 0, errors: [] });
        expect(planned.report?.plan?.map((each) => each.digest)).toEqual([digest]);
        expect(new Set((await job(place)).report?.published?.images.filter(({ written }) => written).map((image) => image.digest))).toEqual(new Set([digest]));
        expect((await job(place, { 'dry-run': 'true' })).report?.plan).toEqual([]);
      }
    }
  });

  it.each(damages)('whatever %s, a run that passes leaves a whole release', async (_name, damage) => {
    const ends: Record<string, string> = {};
    for (const hex of blobs) {
      for (const job of [publish, promote]) {
        const place = await damaged(damage, hex, job.name);
        const { status, errors } = await job(place);
        const after = (await verify(`${place}:1.0.0`)).status;
        ends[`${job.name} ${hex.slice(0, 8)}`] = status === 0 ? `passed, and verify ended with ${after}` : `failed: ${errors.join(' ')}`;
      }
    }
    expect(Object.entries(ends).filter(([, end]) => !/^failed|with 0$/.test(end))).toEqual([]);
    // A promotion has a whole source: all but manifests that index.json names, and lists of them, it writes again.
    expect(Object.entries(ends).filter(([name, end]) => name.startsWith('promote') && end.startsWith('passed')).length).toBeGreaterThan(ofImages.length + 3);
  });

  it.each(damages)('images: none does not take for there what %s', async (_name, damage) => {
    for (const hex of ofImages) {
      const place = await damaged(damage, hex, 'none');
      expect({ hex, ...(await promote(place, { images: 'none' })) }).toMatchObject({ hex, status: 1, errors: [expect.stringContaining(hex)] });
      const undamaged = await damaged(() => undefined, hex, 'none');
      expect(await promote(undamaged, { images: 'none' })).toMatchObject({ status: 0, errors: [] });
    }
  });

  it.each(damages)('a later release that shares an image finds what %s', async (_name, damage) => {
    for (const hex of ofImages) {
      const place = await damaged(damage, hex, 'later');
      const result = await publish(place, { manifest: 'next.yaml', tag: '1.1.0' });
      expect({ hex, status: result.status, errors: result.errors }).toEqual({ hex, status: 0, errors: [] });
      expect((await verify(`${place}:1.1.0`)).status).toBe(0);
    }
  });
});

it('what a message says to do about damage in a folder mends it', async () => {
  const folder = join(workspace, 'cured');
  const cured = new Set<string>();
  for (const hex of blobs) {
    for (const [, damage] of IN_A_FOLDER) {
      rmSync(folder, { recursive: true, force: true });
      cpSync(join(workspace, 'source'), folder, { recursive: true });
      await damage(folder, hex);
      let result = await publish('oci:cured');
      for (let tries = 0; result.status === 1 && tries < 3; tries++) {
        const [message = ''] = result.errors;
        const [, named = ''] = /sha256:([0-9a-f]{64})/.exec(message) ?? [];
        if (message.includes('Promote the release there')) {
          cured.add('promoted');
          expect(await promote('oci:cured')).toMatchObject({ status: 0, errors: [] });
        } else if (message.includes('Remove it, and')) {
          cured.add('removed');
          rmSync(join(folder, 'blobs', 'sha256', named));
        } else if (message.includes('Remove that entry')) {
          cured.add('unlisted');
          const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { manifests: { digest: string }[] };
          writeFileSync(join(folder, 'index.json'), JSON.stringify({ ...index, manifests: index.manifests.filter(({ digest }) => hexOf(digest) !== named) }));
        }
        result = await publish('oci:cured');
      }
      expect({ hex, status: result.status, errors: result.errors }).toEqual({ hex, status: 0, errors: [] });
      expect((await verify('oci:cured:1.0.0')).status).toBe(0);
    }
  }
  expect([...cured].toSorted()).toEqual(['promoted', 'removed', 'unlisted']);
}, 60_000);
