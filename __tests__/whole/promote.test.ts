import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { makeDevice } from '../harness/device.ts';
import { describeWith } from '../harness/peers.ts';
import { CREDENTIALS, startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { listManifest, PRODUCT } from './device.ts';
import { keyInputs, named, ONE_PAIR, referrerCounts, runHere, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

// A release on a host with authentication reaches the plain registry that devices read, and then the devices.

let product: ProductCertificate;
let staging: Registry;
let workspace: string;
const one = listManifest({ bootkit: false });
const two = listManifest({ bootkit: false, hostfs: 'hostfs:1.1.0' });

const credentials = { 'registry-username': CREDENTIALS.username, 'registry-password': CREDENTIALS.password };
const publish = (tag: string, manifest: string, inputs: Inputs = {}): Promise<RunHere> =>
  runHere('publish', { ...keyInputs(product), destination: `${staging.host}/staging/device`, tag, ...credentials, ...inputs }, { workspace: workspaceWith(manifest) });

describeWith(['docker-registry', 'olareg', 'mosctl'], 'a promoted release', () => {
  /** The source's credentials come from Docker's configuration; those of the inputs are for the destination alone. */
  let env: Readonly<Record<string, string>>;

  const promote = (reference: string, inputs: Inputs): Promise<RunHere> => runHere('promote', { reference, 'ca-certificate': product.caPem, ...inputs }, { workspace, env });

  beforeAll(async () => {
    product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    staging = await startDockerRegistry({ auth: 'basic' });
    workspace = temporaryFolder('promote');
    const config = join(workspace, 'docker');
    mkdirSync(config);
    writeFileSync(join(config, 'config.json'), JSON.stringify({ auths: { [staging.host]: { auth: Buffer.from(`${CREDENTIALS.username}:${CREDENTIALS.password}`).toString('base64') } } }));
    env = { DOCKER_CONFIG: config };
    for (const [tag, manifest] of [['1.0.0', one], ['2.0.0', two]] as const) expect(await publish(tag, manifest)).toMatchObject({ status: 0, errors: [] });
  });
  afterAll(() => staging?.stop());

  it('is installed and updated by a real device, byte for byte, and its channel moves and goes back', async () => {
    const devices = await startOlareg();
    try {
      const destination = `${devices.host}/machine/install`;
      const first = await promote(`${staging.host}/staging/device:1.0.0`, { destination, channel: 'stable' });
      expect(first).toMatchObject({ status: 0, errors: [] });
      expect(first.report?.published?.referrers.map(({ artifactType, written }) => [artifactType, written])).toEqual([
        ['application/vnd.machine.pubkeycrt', true],
        ['application/vnd.machine.signature', true],
      ]);
      const digest = (await named(devices.url, 'machine/install', '1.0.0')) as string;
      expect(digest).toBe(first.outputs.digest);
      expect(await referrerCounts(devices.url, 'machine/install', digest)).toEqual(ONE_PAIR);
      expect(await named(devices.url, 'machine/install', 'stable')).toBe(digest);

      const device = makeDevice({ caPem: product.caPem });
      const installed = await device.install(`${destination}:stable`);
      expect({ status: installed.status, stderr: installed.status === 0 ? '' : installed.stderr }).toEqual({ status: 0, stderr: '' });

      const second = await promote(`${staging.host}/staging/device:2.0.0`, { destination, channel: 'stable' });
      expect(second).toMatchObject({ status: 0, errors: [] });
      expect(await named(devices.url, 'machine/install', 'stable')).toBe(second.outputs.digest);
      const updated = await device.update(`${destination}:stable`);
      expect({ status: updated.status, stderr: updated.status === 0 ? '' : updated.stderr }).toEqual({ status: 0, stderr: '' });
      await device.stop();

      const again = await promote(`${staging.host}/staging/device:2.0.0`, { destination, channel: 'stable' });
      expect(again).toMatchObject({ status: 0 });
      expect(again.lines.join('\n')).toContain('nothing was written');

      const back = await promote(`${staging.host}/staging/device:1.0.0`, { destination, channel: 'stable' });
      expect(back).toMatchObject({ status: 1, codes: ['rollback'] });
      expect(await named(devices.url, 'machine/install', 'stable')).toBe(second.outputs.digest);
      expect(await promote(`${staging.host}/staging/device:1.0.0`, { destination, channel: 'stable', 'allow-rollback': 'true' })).toMatchObject({ status: 0 });
      expect(await named(devices.url, 'machine/install', 'stable')).toBe(digest);
    } finally {
      await devices.stop();
    }
  }, 120_000);

  it('is not promoted when verify refuses it, or another release has its tag', async () => {
    const devices = await startOlareg();
    try {
      const destination = `${devices.host}/machine/install`;
      const stranger = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
      const refused = await promote(`${staging.host}/staging/device:1.0.0`, { destination, 'ca-certificate': stranger.caPem });
      expect(refused.status).toBe(1);
      expect(refused.report?.steps?.some(({ ok }) => ok === false)).toBe(true);
      expect(await promote(`${staging.host}/staging/device:9.9.9`, { destination })).toMatchObject({ status: 1 });
      expect((await (await fetch(`${devices.url}/v2/machine/install/tags/list`)).json()) as object).not.toHaveProperty('tags', expect.arrayContaining(['1.0.0']));

      expect((await promote(`${staging.host}/staging/device:1.0.0`, { destination })).status).toBe(0);
      const moved = await promote(`${staging.host}/staging/device:2.0.0`, { destination, tag: '1.0.0' });
      expect(moved).toMatchObject({ status: 1, codes: ['tag-moved'] });
    } finally {
      await devices.stop();
    }
  });

  it('goes to a layout and from there to a registry with a login, and stays the same', async () => {
    const out = `oci:${join(workspace, 'carried')}`;
    const first = await promote(`${staging.host}/staging/device:1.0.0`, { destination: out });
    expect(first).toMatchObject({ status: 0, errors: [] });
    const target = await startDockerRegistry({ auth: 'basic' });
    try {
      const destination = `${target.host}/other/place`;
      const refused = await promote(`${out}:1.0.0`, { destination });
      expect(refused.status).toBe(3);
      expect(refused.errors.join(' ')).toContain('registry-username');
      const second = await promote(`${out}:1.0.0`, { destination, ...credentials });
      expect(second).toMatchObject({ status: 0, errors: [], outputs: { digest: first.outputs.digest } });
      const verified = await runHere('verify', { reference: `${destination}:1.0.0`, 'ca-certificate': product.caPem, ...credentials }, { workspace });
      expect(verified).toMatchObject({ status: 0 });
    } finally {
      await target.stop();
    }
  });

  it('is found with its images where they were published, when that is said', async () => {
    const images = `${staging.host}/staging/images`;
    expect(await publish('1.0.0', listManifest({ ran: 'ran:2.6' }), { destination: `${staging.host}/staging/elsewhere`, images })).toMatchObject({ status: 0, errors: [] });
    const reference = `${staging.host}/staging/elsewhere:1.0.0`;
    const out = join(workspace, 'elsewhere');
    const refused = await promote(reference, { destination: `oci:${out}` });
    expect(refused.status).toBe(1);
    expect(refused.report?.steps?.filter(({ ok }) => ok === false).map(({ message }) => message).join('\n')).toMatch(/^"ran": .* is not there\.$/);
    expect(existsSync(out)).toBe(false);
    expect(await promote(reference, { destination: `oci:${out}`, 'reference-images': images })).toMatchObject({ status: 0, errors: [] });
    expect(await runHere('verify', { reference: `oci:${out}:1.0.0`, 'ca-certificate': product.caPem }, { workspace })).toMatchObject({ status: 0 });
  });

  it('is planned without writing with dry-run', async () => {
    const out = join(workspace, 'planned');
    const planned = await promote(`${staging.host}/staging/device:1.0.0`, { destination: `oci:${out}`, 'dry-run': 'true' });
    expect(planned).toMatchObject({ status: 0, errors: [] });
    expect(existsSync(out)).toBe(false);
    const done = await promote(`${staging.host}/staging/device:1.0.0`, { destination: `oci:${out}` });
    expect(done.status).toBe(0);
    // Each blob that is there now was in the plan; the index that lists what is attached had no digest yet.
    const { readdirSync } = await import('node:fs');
    const plan = planned.report?.plan ?? [];
    expect(plan.filter(({ digest }) => digest === null)).toEqual([expect.objectContaining({ kind: 'manifest', tag: expect.stringMatching(/^sha256-/) })]);
    const wanted = new Set(plan.flatMap(({ digest }) => digest ?? []));
    const there = readdirSync(join(out, 'blobs', 'sha256')).filter((hex) => !readFileSync(join(out, 'blobs', 'sha256', hex)).subarray(0, 100).includes('image.index'));
    expect(new Set(there.map((hex) => `sha256:${hex}`))).toEqual(wanted);
  });
});
