import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { describeWith } from '../harness/peers.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { dictManifest, listManifest, PRODUCT } from './device.ts';
import { copyOfBundle, inParallel, keyInputs, named, ONE_PAIR, referrerCounts, runHere, start, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

// Runs that overlap. Each is a client of its own; those of the first kind are processes of their own, too.

const ROUNDS = Number(process.env['RACE_ROUNDS'] ?? 20);

let product: ProductCertificate;
let one: string;
let other: string;
const tally: Record<string, number> = {};
const count = (what: string): void => void (tally[what] = (tally[what] ?? 0) + 1);
beforeAll(async () => {
  product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
  one = workspaceWith(listManifest());
  other = workspaceWith(listManifest({ ran: 'ran:2.6' }));
});
afterAll(() => {
  process.stdout.write(`races: ${Object.entries(tally).map(([what, times]) => `${times} ${what}`).join(', ')}\n`);
});

const publish = (workspace: string, inputs: Inputs): Promise<RunHere> => runHere('publish', { ...keyInputs(product), ...inputs }, { workspace });
const verify = (reference: string, images: string): Promise<RunHere> => runHere('verify', { reference, images, 'ca-certificate': product.caPem }, { workspace: one });
const rounds = Array.from({ length: ROUNDS }, (_, at) => at);

for (const [name, begin] of [
  ['olareg', () => startOlareg()],
  ['docker-registry', () => startDockerRegistry()],
] as const) {
  describeWith([name], `runs that race on ${name}`, () => {
    let registry: Registry;
    beforeAll(async () => {
      registry = await begin();
    });
    afterAll(() => registry?.stop());

    it('eight releases into one repository lose nothing', async () => {
      for (const round of rounds) {
        const [repository, images] = [`eight-${round}/install`, `${registry.host}/eight-${round}/mos`];
        // Of equal content, so that all have the same manifest's layer, and of other content by turns.
        const runs = await Promise.all(
          Array.from({ length: 8 }, (_, at) => publish(at % 2 === 0 ? one : other, { destination: `${registry.host}/${repository}`, images, tag: `build-${at}` })),
        );
        expect(runs.map(({ status, errors }) => ({ status, errors }))).toEqual(runs.map(() => ({ status: 0, errors: [] })));
        for (const at of runs.keys()) {
          expect(await verify(`${registry.host}/${repository}:build-${at}`, images)).toMatchObject({ status: 0 });
          expect(await referrerCounts(registry.url, repository, (await named(registry.url, repository, `build-${at}`)) as string)).toEqual(ONE_PAIR);
        }
        count(`rounds of eight releases (${name})`);
      }
    }, 300_000);

    it('two of one tag with the same content both pass, and leave one pair', async () => {
      await inParallel(rounds, 4, async (round) => {
        const [repository, images] = [`same-${round}/install`, `${registry.host}/same-${round}/mos`];
        const runs = await Promise.all([0, 1].map(() => publish(one, { destination: `${registry.host}/${repository}`, images, tag: '1.0.0' })));
        expect(runs.map(({ status, errors }) => ({ status, errors }))).toEqual(runs.map(() => ({ status: 0, errors: [] })));
        expect(await referrerCounts(registry.url, repository, (await named(registry.url, repository, '1.0.0')) as string)).toEqual(ONE_PAIR);
        expect(await verify(`${registry.host}/${repository}:1.0.0`, images)).toMatchObject({ status: 0 });
        count(`rounds of the same release twice (${name})`);
      });
    }, 300_000);

    it('two of one tag with different content end in one release and one clear message', async () => {
      await inParallel(rounds, 4, async (round) => {
        const [repository, images] = [`differ-${round}/install`, `${registry.host}/differ-${round}/mos`];
        const runs = await Promise.all([one, other].map((workspace) => publish(workspace, { destination: `${registry.host}/${repository}`, images, tag: '1.0.0' })));
        expect(new Set(runs.map(({ status }) => status))).toEqual(new Set([0, 1]));
        const loser = runs.find(({ status }) => status === 1) as RunHere;
        const winner = runs.find(({ status }) => status === 0) as RunHere;
        expect(loser.codes).toEqual(['tag-moved']);
        expect(await named(registry.url, repository, '1.0.0')).toBe(winner.outputs.digest);
        expect(await verify(`${registry.host}/${repository}:1.0.0`, images)).toMatchObject({ status: 0 });
        count(`rounds of one tag with different content (${name})`);
      });
    }, 300_000);

    it('of two that move one channel the higher stays', async () => {
      await inParallel(rounds, 4, async (round) => {
        const [repository, images] = [`channel-${round}/install`, `${registry.host}/channel-${round}/mos`];
        const inputs = { destination: `${registry.host}/${repository}`, images, channel: 'stable' };
        const versions = round % 2 === 0 ? [1, 2] : [2, 1];
        const runs = await Promise.all(versions.map((version) => publish(workspaceWith(dictManifest({ version })), { ...inputs, tag: `${version}` })));
        const higher = runs[versions.indexOf(2)] as RunHere;
        expect(higher).toMatchObject({ status: 0, errors: [] });
        // The lower one may have seen the higher one before it published; that it came late is no error, and said.
        const lower = runs[versions.indexOf(1)] as RunHere;
        if (lower.status !== 0) expect(lower.codes).toEqual(['rollback']);
        expect(await named(registry.url, repository, 'stable')).toBe(higher.outputs.digest);
        count(`rounds of two that move one channel (${name})`);
      });
    }, 300_000);
  });
}

describe('processes that race on a layout', () => {
  it('lose nothing', async () => {
    const program = copyOfBundle();
    const { writeFileSync } = await import('node:fs');
    for (const folder of [one, other]) for (const [name, text] of [['key.pem', product.keyPem], ['cert.pem', product.certificatePem], ['ca.pem', product.caPem]] as const) writeFileSync(join(folder, name), text);
    for (const round of rounds.slice(0, Math.ceil(ROUNDS / 4))) {
      const out = join(temporaryFolder('race'), 'out');
      const ended = await Promise.all(
        Array.from({ length: 8 }, (_, at) => start(program, ['publish', '--tag', `build-${at}`, '--sign', 'key', '--key', 'key.pem', '--certificate', 'cert.pem', '--ca-certificate', 'ca.pem', '--destination', `oci:${out}`], at % 2 === 0 ? one : other).ended),
      );
      expect({ round, ended: ended.filter(({ status }) => status !== 0) }).toEqual({ round, ended: [] });
      for (const at of ended.keys()) expect(await verify(`oci:${out}:build-${at}`, 'auto')).toMatchObject({ status: 0 });
      expect(readFileSync(join(out, 'index.json'), 'utf8')).toContain('build-7');
      count('rounds of eight processes (layout)');
    }
  }, 300_000);
});
