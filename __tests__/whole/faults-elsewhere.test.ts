import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { makeDevice } from '../harness/device.ts';
import { describeWith } from '../harness/peers.ts';
import { startDelayProxy } from '../harness/proxy.ts';
import { ABSENT, absentAtFirst, stopServers } from '../oci/misbehaving.ts';
import { CREDENTIALS, startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { listManifest, PRODUCT } from './device.ts';
import { inParallel, keyInputs, named, ONE_PAIR, referrerCounts, runHere, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

// Registries that fail for a while, forget, or end a session; disks that are full or may not be written; and what devices see meanwhile.

let product: ProductCertificate;
let workspace: string;
beforeAll(async () => {
  product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
  workspace = workspaceWith();
});
const publish = (inputs: Inputs): Promise<RunHere> => runHere('publish', { ...keyInputs(product), tag: '1.0.0', ...inputs }, { workspace });
const verify = (reference: string, inputs: Inputs = {}): Promise<RunHere> => runHere('verify', { reference, 'ca-certificate': product.caPem, ...inputs }, { workspace });

describeWith(['olareg'], 'a registry that denies a repository which is not there yet, when it is asked for referrers', () => {
  afterAll(stopServers);

  it.each(ABSENT)('is published to, and promoted to, the first time: %s', async (_, ...answers) => {
    const registry = await startOlareg();
    try {
      const { host } = await absentAtFirst(registry.url, ...answers);
      expect(await publish({ destination: `${host}/first/install`, images: `${host}/first/mos` })).toMatchObject({ status: 0, errors: [] });
      expect(await runHere('promote', { reference: `${host}/first/install:1.0.0`, 'reference-images': `${host}/first/mos`, destination: `${host}/second/install`, images: `${host}/second/mos`, 'ca-certificate': product.caPem }, { workspace })).toMatchObject({ status: 0, errors: [] });
      for (const repository of ['first', 'second']) {
        expect(await verify(`${host}/${repository}/install:1.0.0`, { images: `${host}/${repository}/mos` })).toMatchObject({ status: 0, errors: [] });
        expect(await referrerCounts(registry.url, `${repository}/install`, (await named(registry.url, `${repository}/install`, '1.0.0')) as string)).toEqual(ONE_PAIR);
      }
    } finally {
      await registry.stop();
    }
  });
});

for (const [name, begin] of [
  ['olareg', () => startOlareg()],
  ['docker-registry', () => startDockerRegistry()],
] as const) {
  describeWith([name], `${name}, when it fails for a while`, () => {
    let registry: Registry;
    beforeAll(async () => {
      registry = await begin();
    });
    afterAll(() => registry?.stop());

    it('is waited for when it answers 500 three times to each of the first requests', async () => {
      const proxy = await startDelayProxy(registry.host);
      for (const at of [1, 2, 3, 9, 10, 11, 20, 21, 22]) proxy.answer(at, { status: 500, body: 'not now' });
      proxy.answer(/^PUT \S+\/manifests\/1\.0\.0/, { status: 503 }, 2);
      const result = await publish({ destination: `${proxy.host}/waited/install`, images: `${proxy.host}/waited/mos` });
      await proxy.stop();
      expect(result).toMatchObject({ status: 0, errors: [] });
    }, 60_000);

    it('is said to be at fault when it goes on, at whatever kind of request, and no tag is there then', async () => {
      const kinds = [/^POST/, /^PUT \S+\/blobs/, /^PUT \S+\/manifests\/sha256:/, /^PUT \S+\/manifests\/1\.0\.0/, /^GET \S+\/manifests\/sha256:/, /^GET \S+\/blobs/];
      await inParallel([...kinds.entries()], kinds.length, async ([at, kind]) => {
        const proxy = await startDelayProxy(registry.host);
        proxy.answer(kind, { status: 500 }, Infinity);
        const places = (host: string): Inputs => ({ destination: `${host}/bad-${at}/install`, images: `${host}/bad-${at}/mos` });
        const bad = await publish(places(proxy.host));
        await proxy.stop();
        expect({ kind: String(kind), status: bad.status, said: bad.errors.join(' ') }).toEqual({ kind: String(kind), status: 3, said: expect.stringContaining('500') });
        expect(await named(registry.url, `bad-${at}/install`, '1.0.0')).toBeUndefined();
        expect(await publish(places(registry.host))).toMatchObject({ status: 0, errors: [] });
        const digest = (await named(registry.url, `bad-${at}/install`, '1.0.0')) as string;
        expect(await referrerCounts(registry.url, `bad-${at}/install`, digest)).toEqual(ONE_PAIR);
      });
    }, 120_000);

    it('may forget once what it acknowledged, and no more', async () => {
      const proxy = await startDelayProxy(registry.host);
      const places = { destination: `${proxy.host}/forgets/install`, images: `${proxy.host}/forgets/mos` };
      const notThere = { status: 404, headers: { 'content-type': 'application/json' }, body: '{"errors":[{"code":"BLOB_UNKNOWN","message":"blob unknown"}]}' };
      proxy.answer(/^GET \S+\/forgets\/install\/blobs\/sha256:/, notThere, Infinity);
      const lost = await publish(places);
      expect(lost).toMatchObject({ status: 1, codes: ['read-back'] });
      expect(await named(registry.url, 'forgets/install', '1.0.0')).toBeUndefined();
      proxy.reset();
      proxy.answer(/^GET \S+\/forgets\/install\/blobs\/sha256:/, notThere, 1);
      expect(await publish(places)).toMatchObject({ status: 0, errors: [] });
      await proxy.stop();
    });

    it('gets no tag when it gives back other bytes', async () => {
      const proxy = await startDelayProxy(registry.host);
      const places = { destination: `${proxy.host}/lies/install`, images: `${proxy.host}/lies/mos` };
      proxy.answer(/^GET \S+\/lies\/install\/blobs\/sha256:/, { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: 'something else' }, Infinity);
      const lied = await publish(places);
      await proxy.stop();
      expect(lied.status).not.toBe(0);
      expect(await named(registry.url, 'lies/install', '1.0.0')).toBeUndefined();
    });
  });
}

describeWith(['docker-registry'], 'a token that ends in the middle', () => {
  it('is asked for again', async () => {
    const registry = await startDockerRegistry({ auth: 'token' });
    const proxy = await startDelayProxy(registry.host);
    try {
      // Whatever token comes with them is over, at a few of the requests that write: a new one is fetched, and the request repeated.
      const over = { status: 401, headers: { 'www-authenticate': `Bearer realm="${registry.tokens?.realm}",service="manifest-action test registry",scope="repository:token/install:pull,push",error="invalid_token"` } };
      proxy.answer(/^POST \S+\/token\/install/, over, 1);
      proxy.answer(/^PUT \S+\/token\/install\/manifests\/sha256:/, over, 1);
      proxy.answer(/^PUT \S+\/token\/install\/manifests\/1\.0\.0/, over, 1);
      const login = { 'registry-username': CREDENTIALS.username, 'registry-password': CREDENTIALS.password };
      const result = await publish({ destination: `${proxy.host}/token/install`, images: `${proxy.host}/token/mos`, ...login });
      expect(result).toMatchObject({ status: 0, errors: [] });
      expect(await verify(`${proxy.host}/token/install:1.0.0`, { images: `${proxy.host}/token/mos`, ...login })).toMatchObject({ status: 0 });
    } finally {
      await proxy.stop();
      await registry.stop();
    }
  });
});

const root = process.getuid?.() === 0;
const canMount = process.platform === 'linux' && root && mountable();

describe('a disk', () => {
  (canMount ? it : it.skip)('that is full at any point leaves no name, and is said; with room the next run completes it', async () => {
    const folder = temporaryFolder('small');
    let failed = 0;
    for (const size of [8, 12, 16, 20, 24, 28, 32, 40, 48, 64, 4096]) {
      mkdirSync(join(folder, String(size)));
      const at = join(folder, String(size));
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', at]).status).toBe(0);
      try {
        const result = await publish({ destination: `oci:${at}/out` });
        const index = join(at, 'out', 'index.json');
        const isNamed = existsSync(index) && readFileSync(index, 'utf8').includes('"1.0.0"');
        expect({ size, isNamed }).toEqual({ size, isNamed: result.status === 0 });
        if (result.status !== 0) {
          failed++;
          expect(result).toMatchObject({ status: 3, codes: ['unwritable'] });
          expect(spawnSync('mount', ['-o', 'remount,size=4096k', at]).status).toBe(0);
          expect(await publish({ destination: `oci:${at}/out` })).toMatchObject({ status: 0, errors: [] });
        }
        expect(await verify(`oci:${at}/out:1.0.0`)).toMatchObject({ status: 0 });
        // What was half written is gone, too.
        expect(readdirSync(join(at, 'out')).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout']);
      } finally {
        spawnSync('umount', [at]);
      }
    }
    expect(failed).toBeGreaterThan(2);
  }, 60_000);

  (canMount ? it : it.skip)('that is full leaves no archive, and the one that was there as it was', async () => {
    const folder = temporaryFolder('small');
    let failed = 0;
    for (const size of [8, 16, 24, 32, 48, 64, 4096]) {
      const [at, file] = [join(folder, String(size)), join(folder, String(size), 'out.tar')];
      mkdirSync(at);
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', at]).status).toBe(0);
      try {
        for (const tag of ['1.0.0', '1.1.0']) {
          const before = existsSync(file) ? readFileSync(file) : undefined;
          const result = await publish({ destination: `oci-archive:${file}`, tag });
          if (result.status === 0) {
            expect(await verify(`oci-archive:${file}:${tag}`)).toMatchObject({ status: 0 });
            continue;
          }
          failed++;
          expect(result).toMatchObject({ status: 3, codes: ['unwritable'] });
          expect(existsSync(file) ? readFileSync(file) : undefined).toEqual(before);
          expect(readdirSync(at)).toEqual(before === undefined ? [] : ['out.tar']);
        }
      } finally {
        spawnSync('umount', [at]);
      }
    }
    expect(failed).toBeGreaterThan(3);
  }, 60_000);

  (canMount ? it : it.skip)('that may only be read is said, and keeps what it has', async () => {
    const at = temporaryFolder('readonly');
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4096k', 'tmpfs', at]).status).toBe(0);
    try {
      expect((await publish({ destination: `oci:${at}/out` })).status).toBe(0);
      const before = readFileSync(join(at, 'out', 'index.json'), 'utf8');
      expect(spawnSync('mount', ['-o', 'remount,ro', at]).status).toBe(0);
      expect(await publish({ destination: `oci:${at}/out`, tag: '2.0.0' })).toMatchObject({ status: 3, codes: ['unwritable'] });
      expect(await publish({ destination: `oci:${at}/another` })).toMatchObject({ status: 3 });
      expect(readFileSync(join(at, 'out', 'index.json'), 'utf8')).toBe(before);
    } finally {
      spawnSync('umount', [at]);
    }
  });

  (root ? it.skip : it)('folder that may only be read is said', async () => {
    const folder = join(temporaryFolder('readonly'), 'out');
    mkdirSync(folder, { mode: 0o555 });
    expect(await publish({ destination: `oci:${folder}` })).toMatchObject({ status: 3 });
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true });
  });
});

describeWith(['olareg', 'mosctl'], 'a device while a release is published', () => {
  it('sees the old release or the new one at each request, never a broken one', async () => {
    const registry = await startOlareg();
    try {
      const [first, second] = [workspaceWith(listManifest({ bootkit: false })), workspaceWith(listManifest({ bootkit: false, hostfs: 'hostfs:1.1.0' }))];
      const release = (from: string, host: string, tag: string): Promise<RunHere> => runHere('publish', { ...keyInputs(product), destination: `${host}/machine/install`, tag, channel: 'stable' }, { workspace: from });
      expect(await release(first, registry.host, '1.0.0')).toMatchObject({ status: 0 });
      const old = await named(registry.url, 'machine/install', 'stable');

      // Each request waits until a device has tried what it can see at that moment: states 0, 1, 2 … of the second publish, by cutting it there.
      const seen = { old: 0, new: 0 };
      for (let at = 1; ; at += 2) {
        const proxy = await startDelayProxy(registry.host);
        for (let from = at; from < at + 60; from++) proxy.answer(from, { status: 403 });
        const cut = await runHere('publish', { ...keyInputs(product), destination: `${proxy.host}/machine/install`, images: `${proxy.host}/mos`, tag: '2.0.0', channel: 'stable' }, { workspace: second });
        const now = await named(registry.url, 'machine/install', 'stable');
        const device = makeDevice({ caPem: product.caPem });
        writeFileSync(join(device.folder, 'seen'), now ?? '');
        const installed = await device.install(`${registry.host}/machine/install:stable`);
        expect({ at, status: installed.status, stderr: installed.status === 0 ? '' : installed.stderr }).toEqual({ at, status: 0, stderr: '' });
        const tagged = await named(registry.url, 'machine/install', '2.0.0');
        if (tagged !== undefined) {
          const updated = await device.update(`${registry.host}/machine/install:2.0.0`);
          expect({ at, status: updated.status, stderr: updated.status === 0 ? '' : updated.stderr }).toEqual({ at, status: 0, stderr: '' });
        }
        seen[now === old ? 'old' : 'new']++;
        await device.stop();
        await proxy.stop();
        if (cut.status === 0) break;
        expect(at).toBeLessThan(80);
      }
      process.stdout.write(`devices installed at each state of a publish: ${seen.old} saw the old release, ${seen.new} the new one\n`);
      expect(seen.old).toBeGreaterThan(3);
      expect(seen.new).toBeGreaterThan(0);
    } finally {
      await registry.stop();
    }
  }, 120_000);
});

function mountable(): boolean {
  const folder = temporaryFolder('mount');
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (mounted) spawnSync('umount', [folder]);
  return mounted;
}
