import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openLayout } from '../../src/oci/layout.ts';
import { createRegistryClient } from '../../src/oci/registry.ts';
import type { Store } from '../../src/oci/store.ts';
import { packRelease } from '../../src/release/artifact.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { peer } from '../harness/peers.ts';
import { startDelayProxy } from '../harness/proxy.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { dictManifest, listManifest, PRODUCT, type Image } from './device.ts';
import { keyInputs, runHere, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

// Without a channel a release is above the highest one there, whatever the tags are called.

const DICT = 'application/vnd.mos.system.manifest.v1';
const CREATED = '2026-01-01T00:00:00Z';

let product: ProductCertificate;
beforeAll(async () => {
  product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
});

/** The notices of the rule. */
const notices = ({ report }: RunHere): readonly string[] =>
  report?.manifests.flatMap(({ problems }) => problems.filter(({ rule, severity }) => rule === 'rollback' && severity === 'notice').map(({ message }) => message)) ?? [];

/** A release that somebody put there by hand: of these bytes, under this name. */
async function plant(store: Store, tag: string, text: string, mediaType = DICT): Promise<void> {
  const release = packRelease({ bytes: Buffer.from(text), mediaType, fileName: 'system-manifest.json' }, CREATED, {});
  for (const { descriptor, bytes } of release.blobs) await store.pushBlob(descriptor, async () => Readable.from([bytes]));
  await store.pushManifest(release.bytes, release.descriptor.mediaType, tag);
}
const system = (version: number | bigint): string => `{"mediatype":"${DICT}","product":"${PRODUCT}","targets":{},"version":${version}}`;

for (const [place, begin] of [
  ['olareg', () => startOlareg()],
  ['docker-registry', () => startDockerRegistry()],
  ['a layout', undefined],
] as const) {
  (begin === undefined || peer(place) !== undefined ? describe : describe.skip)(`without a channel, in ${place}`, () => {
    let registry: Registry | undefined;
    let number = 0;
    beforeAll(async () => {
      registry = await begin?.();
    });
    afterAll(() => registry?.stop());

    const fresh = (): string => (registry === undefined ? `oci:${temporaryFolder('rollback')}/out` : `${registry.host}/p${++number}/install`);
    const store = async (destination: string): Promise<Store> =>
      registry === undefined ? openLayout(destination.slice('oci:'.length), { create: true }) : createRegistryClient({ env: {} }).repository(registry.host, destination.slice(registry.host.length + 1), { push: true });
    const dict = (destination: string, tag: string, version: number, ran: Image = 'ran:2.5', inputs: Inputs = {}): Promise<RunHere> =>
      runHere('publish', { ...keyInputs(product), destination, tag, ...inputs }, { workspace: workspaceWith(dictManifest({ version, ran })) });
    const list = (destination: string, tag: string, ran: Image = 'ran:2.5', inputs: Inputs = {}): Promise<RunHere> =>
      runHere('publish', { ...keyInputs(product), destination, tag, ...inputs }, { workspace: workspaceWith(listManifest({ ran })) });
    const published = { status: 0, errors: [] };

    it('is compared with what has another kind of tag in dict form', async () => {
      const destination = fresh();
      const first = await dict(destination, '2.0', 200);
      expect([first, notices(first)]).toMatchObject([published, []]);
      const below = await dict(destination, '2.1', 100, 'ran:2.6');
      expect(below).toMatchObject({ status: 1, codes: expect.arrayContaining(['rollback']) });
      expect(below.errors.join('\n')).toContain(first.outputs.digest);
      expect(await dict(destination, '2.1', 201, 'ran:2.6')).toMatchObject(published);
      // With itself it is not compared.
      expect(await dict(destination, '2.1', 201)).toMatchObject({ status: 1, codes: ['tag-moved'] });
    });

    it('is compared with the highest version, and not with the highest tag', async () => {
      const destination = fresh();
      expect(await dict(destination, '2.0.0', 200)).toMatchObject(published);
      const hotfix = await dict(destination, '1.9.1', 300, 'ran:2.6');
      expect(hotfix).toMatchObject(published);
      const between = await dict(destination, '2.0.1', 250);
      expect(between).toMatchObject({ status: 1, codes: expect.arrayContaining(['rollback']) });
      expect(between.errors.join('\n')).toContain(hotfix.outputs.digest);
      expect(await dict(destination, '2.0.1', 250, 'ran:2.5', { 'allow-rollback': 'true' })).toMatchObject(published);
      expect(await dict(destination, '2.0.2', 300)).toMatchObject({ status: 1, codes: expect.arrayContaining(['rollback']) });
      expect(await dict(destination, '2.0.2', 301)).toMatchObject(published);
    });

    it('is not let through by a tag above all others, in either form', async () => {
      const destination = fresh();
      expect(await dict(destination, '1.0.0', 200)).toMatchObject(published);
      await plant(await store(destination), '9999.0.0', system(1));
      expect(await dict(destination, '1.0.1', 199, 'ran:2.6')).toMatchObject({ status: 1, codes: expect.arrayContaining(['rollback']) });

      const other = fresh();
      expect([await list(other, '1.0.0'), await list(other, '3.0.0', 'ran:2.6')]).toMatchObject([published, published]);
      const there = await store(other);
      const again = await there.manifest('1.0.0');
      await there.pushManifest(again?.bytes ?? Buffer.alloc(0), again?.descriptor.mediaType ?? '', '9999.0.0');
      expect(await list(other, '2.0.0')).toMatchObject({ status: 1, codes: ['rollback'] });
      // Nor by what has no version in this form.
      await plant(there, '9999.0.1', system(1));
      expect(await list(other, '2.0.0')).toMatchObject({ status: 1, codes: ['rollback'] });
      expect(await list(other, '3.0.1')).toMatchObject(published);

      const both = fresh();
      expect([await list(both, '1.0.0'), await dict(both, '200', 200)]).toMatchObject([published, published]);
      await plant(await store(both), '9999.0.0', `{"version":1,"product":"${PRODUCT}","targets":null}`, 'application/vnd.machine.install');
      expect(await dict(both, '199', 199, 'ran:2.6')).toMatchObject({ status: 1, codes: expect.arrayContaining(['rollback']) });
    });

    it('passes over what is no release, and says what cannot be read', async () => {
      const destination = fresh();
      expect(await dict(destination, '1.0.0', 200)).toMatchObject(published);
      const there = await store(destination);
      await plant(there, '9.0.0', 'an image, or whatever', 'application/vnd.example.other');
      await plant(there, 'a'.repeat(64), system(900));
      await plant(there, `sha256-${'a'.repeat(64)}`, system(900));
      const above = await dict(destination, '1.0.1', 201, 'ran:2.6');
      expect([above, notices(above)]).toMatchObject([published, []]);

      await plant(there, 'broken', '{"version":"none"}');
      await plant(there, 'torn', '{');
      expect(await dict(destination, '1.0.2', 200)).toMatchObject({ status: 1, codes: expect.arrayContaining(['rollback']) });
      const told = await dict(destination, '1.0.2', 202);
      expect(told).toMatchObject(published);
      expect(notices(told)).toEqual([expect.stringMatching(/^"torn" and 1 more of .* cannot be read, so nothing says .* Set channel/)]);
    });

    it('stops when there are releases and none can be read, and says so when there is none', async () => {
      const destination = fresh();
      const there = await store(destination);
      await plant(there, 'latest', 'an image, or whatever', 'application/vnd.example.other');
      const alone = await dict(destination, '1.0.0', 200);
      expect(alone).toMatchObject(published);
      expect(notices(alone)).toEqual([expect.stringMatching(/^No tag of .* is a release with a version, so nothing says .* Set channel/)]);

      const other = fresh();
      await plant(await store(other), '1.0.0', '{');
      expect(await dict(other, '1.0.1', 1)).toMatchObject({ status: 1, codes: ['system-manifest'] });
    });

    it('says of the list form that no tag there is a semver', async () => {
      const destination = fresh();
      const first = await list(destination, 'autumn');
      expect([first, notices(first)]).toMatchObject([published, []]);
      const second = await list(destination, '1.0.0', 'ran:2.6');
      expect(second).toMatchObject(published);
      expect(notices(second)).toEqual([expect.stringContaining('No tag of')]);
      const third = await list(destination, '1.1.0');
      expect([third, notices(third)]).toMatchObject([published, []]);
    });
  });
}

(peer('olareg') !== undefined ? describe : describe.skip)('what is asked to compare a release', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startOlareg();
  });
  afterAll(() => registry?.stop());

  /** Publishes through a proxy, and gives what was asked of tags other than the release's own. */
  async function asked(repository: string, tag: string, manifest: string, broken?: RegExp): Promise<{ readonly ended: RunHere; readonly requests: readonly string[] }> {
    const proxy = await startDelayProxy(registry.host);
    try {
      if (broken !== undefined) proxy.answer(broken, { status: 500 }, Number.POSITIVE_INFINITY);
      const ended = await runHere('publish', { ...keyInputs(product), destination: `${proxy.host}/${repository}`, tag }, { workspace: workspaceWith(manifest) });
      const requests = proxy.requests.map(({ method, path }) => `${method} ${path.replace(/^\/v2\//, '')}`).filter((each) => new RegExp(`^GET ${repository}/(?:tags|manifests/(?!sha256[:-]|${tag}$))`).test(each));
      return { ended, requests };
    } finally {
      await proxy.stop();
    }
  }

  it('is the list of tags, and in list form the highest of them alone', async () => {
    const list = 'GET list/install/tags/list?n=1000';
    expect(await asked('list/install', '1.0.0', listManifest())).toMatchObject({ ended: { status: 0 }, requests: [list] });
    expect(await asked('list/install', '1.1.0', listManifest({ ran: 'ran:2.6' }))).toMatchObject({ ended: { status: 0 }, requests: [list, 'GET list/install/manifests/1.0.0'] });
    expect(await asked('list/install', '1.2.0', listManifest())).toMatchObject({ ended: { status: 0 }, requests: [list, 'GET list/install/manifests/1.1.0'] });
    // What is there already is compared with nothing.
    expect(await asked('list/install', '1.2.0', listManifest())).toMatchObject({ ended: { status: 0 }, requests: [] });
  });

  it('is every tag in dict form, and nobody passes when one of them cannot be had', async () => {
    const list = 'GET dict/install/tags/list?n=1000';
    expect(await asked('dict/install', '1.0.0', dictManifest())).toMatchObject({ ended: { status: 0 }, requests: [list] });
    const second = await asked('dict/install', '1.1.0', dictManifest({ version: 201 }));
    expect(second).toMatchObject({ ended: { status: 0 }, requests: [list, 'GET dict/install/manifests/1.0.0'] });
    const third = await asked('dict/install', '1.2.0', dictManifest({ version: 202, ran: 'ran:2.6' }), /manifests\/1\.0\.0/);
    expect(third).toMatchObject({ ended: { status: 3 } });
    expect((await asked('dict/install', '1.2.0', dictManifest({ version: 202, ran: 'ran:2.6' }))).requests.toSorted()).toEqual(['GET dict/install/manifests/1.0.0', 'GET dict/install/manifests/1.1.0', list]);
  });
});

describe('many tags', () => {
  it('are read up to two hundred, the highest by their order first, and what was not is told', async () => {
    const folder = temporaryFolder('rollback');
    const destination = `oci:${folder}/out`;
    const store = await openLayout(join(folder, 'out'), { create: true });
    for (let tag = 1; tag <= 200; tag++) await plant(store, `1.${tag}.0`, system(tag));
    const publish = (tag: string, version: number, ran: Image): Promise<RunHere> => runHere('publish', { ...keyInputs(product), destination, tag }, { workspace: workspaceWith(dictManifest({ version, ran })) });
    const all = await publish('2.0.0', 201, 'ran:2.5');
    expect([all, notices(all)]).toMatchObject([{ status: 0, errors: [] }, []]);
    // The two that are left out are the lowest version and a name.
    await plant(store, 'nightly', system(1000));
    const most = await publish('2.0.1', 202, 'ran:2.6');
    expect(most).toMatchObject({ status: 0, errors: [] });
    expect(notices(most)).toEqual([expect.stringMatching(/^Only 200 of the 202 tags .* were read, so nothing says .* Set channel/)]);
    expect(await publish('2.0.2', 201, 'ran:2.6')).toMatchObject({ status: 1, codes: expect.arrayContaining(['rollback']) });
  }, 240_000);

  it('are in the order of the list form, so that nothing of them is left out', async () => {
    const folder = temporaryFolder('rollback');
    const store = await openLayout(join(folder, 'out'), { create: true });
    for (let tag = 1; tag <= 201; tag++) await plant(store, `1.${tag}.0`, `{"version":1,"product":"${PRODUCT}","targets":null}`, 'application/vnd.machine.install');
    const publish = (tag: string): Promise<RunHere> => runHere('publish', { ...keyInputs(product), destination: `oci:${folder}/out`, tag }, { workspace: workspaceWith(listManifest()) });
    expect(await publish('1.200.1')).toMatchObject({ status: 1, codes: ['rollback'] });
    const above = await publish('2.0.0');
    expect([above, notices(above)]).toMatchObject([{ status: 0, errors: [] }, []]);
  }, 240_000);
});
