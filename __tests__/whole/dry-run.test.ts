import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedWrite } from '../../src/review/report.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { describeWith } from '../harness/peers.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { listManifest, PRODUCT } from './device.ts';
import { keyInputs, runHere, workspaceWith, type RunHere } from './publishing.ts';

// A dry run says everything that would be written, with its size, and writes nothing at all.

let product: ProductCertificate;
beforeAll(async () => {
  product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
});

/** Every file below a folder with its size and the moment of its last change. */
function files(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.endsWith('config.yml'))
    .map((path) => {
      const { size, mtimeMs } = statSync(join(folder, path));
      return `${path} ${size} ${mtimeMs}`;
    })
    .toSorted();
}

const key = ({ kind, digest, to }: PlannedWrite): string => `${kind} ${digest} ${to}`;

for (const [name, begin] of [
  ['olareg', () => startOlareg()],
  ['docker-registry', () => startDockerRegistry()],
] as const) {
  describeWith([name], `a dry run to ${name}`, () => {
    let registry: Registry;
    beforeAll(async () => {
      registry = await begin();
    });
    afterAll(() => registry?.stop());

    it('lists what a publish then writes, and leaves the registry’s folder as it was', async () => {
      const workspace = workspaceWith();
      const publish = (dryRun: boolean, tag = '1.0.0', from = workspace): Promise<RunHere> =>
        runHere('publish', { ...keyInputs(product), destination: `${registry.host}/machine/install`, tag, 'dry-run': String(dryRun) }, { workspace: from });

      const before = files(registry.dir);
      const planned = await publish(true);
      expect(planned).toMatchObject({ status: 0, errors: [] });
      expect(files(registry.dir)).toEqual(before);
      expect(planned.report?.published).toBeUndefined();

      const plan = planned.report?.plan ?? [];
      for (const { digest, size } of plan) expect(planned.lines.join('\n')).toContain(digest ?? String(size));
      const [install, images] = [`${registry.host}/machine/install`, `${registry.host}/mos`];
      // Two images of three blobs and a config each, some shared; the release with its system manifest and the empty config; certificate and signature.
      expect(plan.filter(({ kind, to }) => kind === 'manifest' && to === images)).toHaveLength(2);
      expect(plan.filter(({ kind, to }) => kind === 'manifest' && to === install).map(({ artifactType, tag }) => artifactType ?? tag)).toEqual(['1.0.0', 'application/vnd.machine.pubkeycrt', 'application/vnd.machine.signature']);
      expect(new Set(plan.filter(({ digest }) => digest !== null).map(key)).size).toBe(plan.filter(({ digest }) => digest !== null).length);

      const done = await publish(false);
      expect(done).toMatchObject({ status: 0, errors: [] });
      expect(plan.find(({ tag }) => tag === '1.0.0')?.digest).toBe(done.outputs.digest);
      for (const { kind, digest, size, to } of plan) {
        if (digest === null) continue;
        const answer = await fetch(`http://${to.replace('/', '/v2/')}/${kind}s/${digest}`, { headers: { accept: 'application/vnd.oci.image.manifest.v1+json' } });
        expect({ digest, status: answer.status, size: (await answer.arrayBuffer()).byteLength }).toEqual({ digest, status: 200, size });
      }
      const signature = done.report?.published?.referrers.find(({ artifactType }) => artifactType === 'application/vnd.machine.signature');
      expect(plan.find(({ artifactType }) => artifactType === 'application/vnd.machine.signature')?.size).toBe(signature?.size);

      const after = files(registry.dir);
      expect((await publish(true)).report?.plan).toEqual([]);
      // The next release needs what is new in it alone.
      const next = await publish(true, '2.0.0', workspaceWith(listManifest({ ran: 'ran:2.6' })));
      expect(next.report?.plan?.filter(({ to, kind }) => to === images && kind === 'manifest')).toHaveLength(1);
      expect(files(registry.dir)).toEqual(after);
    });
  });
}

describe('a dry run to a layout', () => {
  it('makes no folder', async () => {
    const workspace = workspaceWith();
    const planned = await runHere('publish', { ...keyInputs(product), destination: 'oci:out', tag: '1.0.0', 'dry-run': 'true' }, { workspace });
    expect(planned).toMatchObject({ status: 0, errors: [] });
    expect(planned.report?.plan?.length).toBeGreaterThan(8);
    expect(readdirSync(workspace).toSorted()).toEqual(['layout', 'manifest.yaml']);
  });
});
