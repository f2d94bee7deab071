import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { describeWith } from '../harness/peers.ts';
import { startDelayProxy } from '../harness/proxy.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { PRODUCT } from './device.ts';
import { copyOfBundle, inParallel, keyInputs, named, ONE_PAIR, random, referrerCounts, runHere, start, until, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

// What dies in the middle of a publish: a connection at each request, or the process at any moment. Whatever happens, no tag ever names
// an incomplete release, and the next run completes it with exactly one pair and nothing that a run without faults would not have left.

const SEED = Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);
const KILLS = Number(process.env['FAULT_KILLS'] ?? 40);
const AT_ONCE = 6;

let product: ProductCertificate;
let workspace: string;
let program: string;
const tally: Record<string, number> = {};
const count = (what: string): void => void (tally[what] = (tally[what] ?? 0) + 1);

beforeAll(async () => {
  product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
  workspace = workspaceWith();
  for (const [name, text] of [['key.pem', product.keyPem], ['cert.pem', product.certificatePem], ['ca.pem', product.caPem]] as const) writeFileSync(join(workspace, name), text);
  program = copyOfBundle();
});

afterAll(() => {
  process.stdout.write(`faults (seed ${SEED}): ${Object.entries(tally).map(([what, times]) => `${times} ${what}`).join(', ')}\n`);
});

const publish = (inputs: Inputs): Promise<RunHere> => runHere('publish', { ...keyInputs(product), tag: '1.0.0', ...inputs }, { workspace });
const verify = (reference: string, images: string): Promise<RunHere> => runHere('verify', { reference, images, 'ca-certificate': product.caPem }, { workspace });
const ARGUMENTS = ['--tag', '1.0.0', '--sign', 'key', '--key', 'key.pem', '--certificate', 'cert.pem', '--ca-certificate', 'ca.pem'];

for (const [name, begin] of [
  ['olareg', () => startOlareg()],
  ['olareg without the referrers API', () => startOlareg({ referrers: false })],
  ['docker-registry', () => startDockerRegistry()],
] as const) {
  describeWith([name.split(' ')[0] as string], `a publish to ${name} that is cut off`, () => {
    let registry: Registry;
    let requests: number;
    let whole: readonly string[];
    const places = (host: string, number: number | string): { destination: string; images: string } => ({ destination: `${host}/r${number}/install`, images: `${host}/r${number}/mos` });

    beforeAll(async () => {
      registry = await begin();
      const proxy = await startDelayProxy(registry.host);
      expect((await publish(places(proxy.host, 'whole'))).status).toBe(0);
      requests = proxy.count();
      await proxy.stop();
      whole = stored(registry, 'rwhole');
      expect(whole.length).toBeGreaterThan(5);
    });
    afterAll(() => registry?.stop());

    /** No tag on an incomplete release; and the next run leaves what a run without faults leaves. */
    const seeAndComplete = async (number: number | string): Promise<void> => {
      const { destination, images } = places(registry.host, number);
      const before = await named(registry.url, `r${number}/install`, '1.0.0');
      if (before !== undefined) {
        count('tags seen after a cut');
        expect(await verify(`${destination}:1.0.0`, images)).toMatchObject({ status: 0 });
        expect(await referrerCounts(registry.url, `r${number}/install`, before)).toEqual(ONE_PAIR);
      }
      expect(await publish({ destination, images })).toMatchObject({ status: 0, errors: [] });
      expect(await verify(`${destination}:1.0.0`, images)).toMatchObject({ status: 0 });
      const digest = (await named(registry.url, `r${number}/install`, '1.0.0')) as string;
      expect(await referrerCounts(registry.url, `r${number}/install`, digest)).toEqual(ONE_PAIR);
      expect(stored(registry, `r${number}`)).toEqual(whole);
      count('completed');
    };

    it('passes when one connection is cut at any request, before the server got it or after', async () => {
      const cuts = Array.from({ length: requests }, (_, at) => at + 1).flatMap((at) => [[at, 'before'] as const, [at, 'after'] as const]);
      await inParallel(cuts, 12, async ([at, when]) => {
        const number = `cut-${at}-${when}`;
        const proxy = await startDelayProxy(registry.host);
        proxy.cutAt(at, when);
        const cut = await publish(places(proxy.host, number));
        await proxy.stop();
        count('connections cut once');
        expect({ number, status: cut.status, errors: cut.errors }).toEqual({ number, status: 0, errors: [] });
        expect(stored(registry, `r${number}`)).toEqual(whole);
      });
    }, 300_000);

    it('is whole or not there when the process dies at any request, and the next run completes it', async () => {
      const deaths = Array.from({ length: requests }, (_, at) => at + 1).flatMap((at) => [[at, 'before'] as const, [at, 'after'] as const]);
      await inParallel(deaths, AT_ONCE, async ([at, when]) => {
        const number = `death-${at}-${when}`;
        const proxy = await startDelayProxy(registry.host);
        proxy.cutAt(at, when);
        const { destination, images } = places(proxy.host, number);
        const running = start(program, ['publish', ...ARGUMENTS, '--destination', destination, '--images', images], workspace);
        let over = false;
        void running.ended.then(() => (over = true));
        expect(await until(() => proxy.count() >= at, () => over)).toBe(true);
        if (when === 'after') await sleep(40);
        running.kill();
        const ended = await running.ended;
        await proxy.stop();
        expect({ number, status: ended.status, stderr: ended.status === null ? '' : ended.stderr }).toEqual({ number, status: null, stderr: '' });
        count('processes killed at a request');
        await seeAndComplete(number);
      });
    }, 300_000);

    it('is whole or not there when the process dies at a random moment', async () => {
      const next = random(SEED);
      await inParallel(Array.from({ length: KILLS }, (_, at) => [at, next()] as const), AT_ONCE, async ([at, moment]) => {
        const number = `random-${at}`;
        const proxy = await startDelayProxy(registry.host, 4);
        const { destination, images } = places(proxy.host, number);
        const running = start(program, ['publish', ...ARGUMENTS, '--destination', destination, '--images', images], workspace);
        let over = false;
        void running.ended.then(() => (over = true));
        // From its first request on a publish takes about as long as its round trips.
        await until(() => proxy.count() > 0, () => over);
        await sleep(moment * 350);
        running.kill();
        const { status } = await running.ended;
        await proxy.stop();
        count(status === null ? 'processes killed at a random moment' : 'processes that were done before');
        expect([0, null]).toContain(status);
        await seeAndComplete(number);
      });
    }, 300_000);

    it('fails when the registry is gone from some request on, says so, and the next run completes it', async () => {
      const points = Array.from({ length: requests }, (_, at) => at + 1).filter((at) => at % 4 === 0);
      await inParallel(points, points.length, async (at) => {
        const number = `gone-${at}`;
        const proxy = await startDelayProxy(registry.host);
        for (let from = at; from < at + 200; from++) proxy.cutAt(from);
        const gone = await publish(places(proxy.host, number));
        await proxy.stop();
        count('registries gone for good');
        expect({ number, status: gone.status, told: gone.errors.join(' ') }).toEqual({ number, status: 3, told: expect.stringContaining(proxy.host) });
        await seeAndComplete(number);
      });
    }, 300_000);
  });
}

/** What a registry holds of two repositories, by digest: what a run left there and nobody names would be among it. */
function stored(registry: Registry, repository: string): string[] {
  return ['install', 'mos'].flatMap((part) => {
    const olareg = join(registry.dir, repository, part, 'blobs', 'sha256');
    const docker = join(registry.dir, 'data', 'docker', 'registry', 'v2', 'repositories', repository, part);
    const found = existsSync(olareg) ? readdirSync(olareg) : [...readdirSync(join(docker, '_layers', 'sha256')), ...readdirSync(join(docker, '_manifests', 'revisions', 'sha256'))];
    // The index of the fallback tag may have had another state before its last.
    return found.filter((hex) => !isIndex(registry, olareg, hex)).map((hex) => `${part} ${hex}`).toSorted();
  });
}

function isIndex(registry: Registry, olareg: string, hex: string): boolean {
  const docker = join(registry.dir, 'data', 'docker', 'registry', 'v2', 'blobs', 'sha256', hex.slice(0, 2), hex, 'data');
  const file = existsSync(join(olareg, hex)) ? join(olareg, hex) : docker;
  return existsSync(file) && readFileSync(file).subarray(0, 200).includes('application/vnd.oci.image.index.v1+json');
}

describe('a publish to a layout that is killed', () => {
  it('is whole or not there at any moment, and the next run completes it', async () => {
    const next = random(SEED + 1);
    await inParallel(Array.from({ length: 2 * KILLS }, (_, at) => [at, next()] as const), AT_ONCE, async ([at, moment]) => {
      const folder = `out-${at}`;
      const running = start(program, ['publish', ...ARGUMENTS, '--destination', `oci:${folder}`], workspace);
      let over = false;
      void running.ended.then(() => (over = true));
      await until(() => existsSync(join(workspace, folder)), () => over);
      await sleep(moment * 120);
      running.kill();
      const { status } = await running.ended;
      count(status === null ? 'processes killed while they wrote a layout' : 'processes that were done before');
      const index = join(workspace, folder, 'index.json');
      if (existsSync(index) && readFileSync(index, 'utf8').includes('"1.0.0"')) {
        count('names seen in a layout');
        expect(await verify(`oci:${folder}:1.0.0`, 'auto')).toMatchObject({ status: 0 });
      }
      expect(await publish({ destination: `oci:${folder}` })).toMatchObject({ status: 0, errors: [] });
      expect(await verify(`oci:${folder}:1.0.0`, 'auto')).toMatchObject({ status: 0 });
      const names = (JSON.parse(readFileSync(index, 'utf8')) as { manifests: { digest: string; annotations?: Record<string, string> }[] }).manifests.map(({ annotations }) => annotations?.['org.opencontainers.image.ref.name']);
      expect(names.filter((each) => each === '1.0.0')).toHaveLength(1);
      expect(names.filter((each) => each === undefined)).toEqual([]);
    });
  }, 300_000);
});
