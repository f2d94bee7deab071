import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { makeDevice } from '../harness/device.ts';
import { describeWith, mustRun, requirePeer } from '../harness/peers.ts';
import { startOlareg } from '../harness/registry.ts';
import { runAction, runCli, type ActionResult, type CliResult } from '../harness/runner.ts';
import { IMAGES, listManifest, PRODUCT } from './device.ts';
import { copyOfBundle, EPOCH, keyInputs, named, ONE_PAIR, referrerCounts, runHere, start, until, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

// A release in one file: what is carried to a machine without a network.

let product: ProductCertificate;
let workspace: string;
const file = (): string => join(workspace, 'out', 'release.tar');
const digestOf = (tag: string): string => IMAGES[tag as keyof typeof IMAGES].digest;

/** Which file it is, and when it was written. */
const stamp = (path: string): unknown => {
  const { ino, size, mtimeMs } = lstatSync(path);
  return { ino, size, mtimeMs };
};

const publish = (inputs: Inputs = {}): Promise<RunHere> => runHere('publish', { ...keyInputs(product), destination: 'oci-archive:out/release.tar', tag: '1.0.0', ...inputs }, { workspace });
const verify = (reference: string): Promise<RunHere> => runHere('verify', { reference, 'ca-certificate': product.caPem }, { workspace });

beforeAll(async () => {
  product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
  workspace = workspaceWith(listManifest({ bootkit: false }));
  for (const [name, text] of [['key.pem', product.keyPem], ['cert.pem', product.certificatePem], ['ca.pem', product.caPem]] as const) writeFileSync(join(workspace, name), text);
});

describeWith(['skopeo', 'regctl', 'olareg', 'mosctl'], 'a release in an archive', () => {
  const cli = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: workspace, env: { SOURCE_DATE_EPOCH: EPOCH } });
  const skopeo = async (...args: string[]): Promise<string> => (await mustRun(requirePeer('skopeo'), ['--insecure-policy', ...args])).stdout.trim();
  const digest = (reference: string): Promise<string> => skopeo('inspect', '--raw', reference).then(async (raw) => (await import('../../src/oci/descriptor.ts')).digestOf(Buffer.from(raw)));
  let published: CliResult;

  beforeAll(async () => {
    published = await cli('publish', '--destination', 'oci-archive:out/release.tar', '--tag', '1.0.0', '--sign', 'key', '--key', 'key.pem', '--certificate', 'cert.pem', '--ca-certificate', 'ca.pem');
  });

  it('is one file that skopeo and regctl read, with its images, and that verify accepts', async () => {
    expect(published).toMatchObject({ status: 0, stderr: expect.stringContaining('Published oci-archive:out/release.tar:1.0.0') });
    expect(readdirSync(join(workspace, 'out'))).toEqual(['release.tar']);
    const verified = await cli('verify', 'oci-archive:out/release.tar:1.0.0', '--ca-certificate', 'ca.pem');
    expect({ status: verified.status, stderr: verified.stderr }).toEqual({ status: 0, stderr: '' });

    const release = /sha256:[0-9a-f]{64}/.exec(verified.stdout)?.[0];
    expect(await digest(`oci-archive:${file()}:1.0.0`)).toBe(release);
    const hex = digestOf('ran:2.5').slice('sha256:'.length);
    expect(await digest(`oci-archive:${file()}:mos:${hex}`)).toBe(digestOf('ran:2.5'));
    await skopeo('copy', '-q', '--preserve-digests', `oci-archive:${file()}:1.0.0`, `oci:${join(workspace, 'skopeo')}:1.0.0`);
    expect((await verify(`oci-archive:out/release.tar@${release}`)).status).toBe(0);

    const env = { HOME: workspace, REGCTL_CONFIG: join(workspace, 'regctl.json') };
    await mustRun(requirePeer('regctl'), ['image', 'import', '--name', '1.0.0', `ocidir://${join(workspace, 'regctl')}:1.0.0`, file()], { env });
    expect((await mustRun(requirePeer('regctl'), ['manifest', 'head', `ocidir://${join(workspace, 'regctl')}:1.0.0`], { env })).stdout.trim()).toBe(release);
  });

  it('is carried from a registry to a machine without a network, and a device installs and updates from there', async () => {
    const staging = await startOlareg();
    const place = `${staging.host}/staging/device`;
    const first = await publish({ destination: place });
    writeFileSync(join(workspace, 'manifest.yaml'), listManifest({ bootkit: false, hostfs: 'hostfs:1.1.0' }));
    const second = await publish({ destination: place, tag: '2.0.0' });
    writeFileSync(join(workspace, 'manifest.yaml'), listManifest({ bootkit: false }));
    const promote = (reference: string, destination: string, inputs: Inputs = {}): Promise<RunHere> => runHere('promote', { reference, destination, 'ca-certificate': product.caPem, ...inputs }, { workspace });
    for (const tag of ['1.0.0', '2.0.0']) expect(await promote(`${place}:${tag}`, 'oci-archive:medium.tar', { channel: 'stable' })).toMatchObject({ status: 0, errors: [] });
    await staging.stop();

    const devices = await startOlareg();
    try {
      const destination = `${devices.host}/machine/install`;
      const device = makeDevice({ caPem: product.caPem });
      for (const [tag, { outputs }, put] of [['1.0.0', first, device.install], ['2.0.0', second, device.update]] as const) {
        expect(await promote(`oci-archive:medium.tar:${tag}`, destination, { channel: 'stable' })).toMatchObject({ status: 0, errors: [], outputs: { digest: outputs.digest } });
        expect(await named(devices.url, 'machine/install', 'stable')).toBe(outputs.digest);
        expect(await referrerCounts(devices.url, 'machine/install', outputs.digest as string)).toEqual(ONE_PAIR);
        const done = await put(`${destination}:stable`);
        expect({ status: done.status, stderr: done.status === 0 ? '' : done.stderr }).toEqual({ status: 0, stderr: '' });
      }
      expect(await verify('oci-archive:medium.tar:stable')).toMatchObject({ status: 0, outputs: { digest: second.outputs.digest } });
      await device.stop();
    } finally {
      await devices.stop();
    }
  });
});

describe('an archive as destination', () => {
  it('is not written again when nothing changed, planned without being made, and cannot go back', async () => {
    const inputs = { destination: 'oci-archive:again/release.tar', channel: 'stable' };
    const path = join(workspace, 'again', 'release.tar');
    expect(await publish({ ...inputs, 'dry-run': 'true' })).toMatchObject({ status: 0, errors: [] });
    expect(existsSync(join(workspace, 'again'))).toBe(false);
    expect(await publish(inputs)).toMatchObject({ status: 0, errors: [] });
    const before = stamp(path);
    const again = await publish(inputs);
    expect(again).toMatchObject({ status: 0, errors: [] });
    expect(again.lines.join('\n')).toContain('nothing was written');
    expect(await publish({ ...inputs, 'dry-run': 'true' })).toMatchObject({ status: 0 });
    expect(stamp(path)).toEqual(before);
    writeFileSync(join(workspace, 'other.yaml'), listManifest({ bootkit: false, ran: 'ran:2.6' }));
    expect(await publish({ ...inputs, manifest: 'other.yaml', tag: '0.9.0' })).toMatchObject({ status: 1, codes: ['rollback'] });
    expect(await publish({ destination: inputs.destination, manifest: 'other.yaml' })).toMatchObject({ status: 1, codes: ['tag-moved'] });
    expect(stamp(path)).toEqual(before);
    expect(await publish({ ...inputs, tag: '1.1.0' })).toMatchObject({ status: 0, errors: [] });
    expect(await verify('oci-archive:again/release.tar:1.0.0')).toMatchObject({ status: 0 });
    expect(await verify('oci-archive:again/release.tar:stable')).toMatchObject({ status: 0 });
    expect(readdirSync(join(workspace, 'again'))).toEqual(['release.tar']);
  });

  it('that was changed is refused by verify, in a layer and in a signature, and copied when it was not', async () => {
    expect(await publish({ destination: 'oci-archive:changed.tar' })).toMatchObject({ status: 0 });
    const path = join(workspace, 'changed.tar');
    const whole = readFileSync(path);
    for (const name of ['blobs/sha256/5f43521a9509374b7d4f0bcfafec85e00479a29c9d3ae11dea245de86454d72e', signatureIn(whole)]) {
      const bytes = Buffer.from(whole);
      const at = bytes.indexOf(name) + 512 + 100;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      expect({ name, status: (await verify('oci-archive:changed.tar:1.0.0')).status }).toEqual({ name, status: 1 });
    }
    writeFileSync(path, whole);
    expect((await verify('oci-archive:changed.tar:1.0.0')).status).toBe(0);
    expect(await runHere('promote', { reference: 'oci-archive:changed.tar:1.0.0', destination: 'oci-archive:copied.tar', 'ca-certificate': product.caPem }, { workspace })).toMatchObject({ status: 0, errors: [] });
    expect((await verify('oci-archive:copied.tar:1.0.0')).status).toBe(0);
  });

  it('is there whole or not at all when the process is killed, and what was there stays', async () => {
    const program = copyOfBundle();
    const [folder, path] = [join(workspace, 'killed'), join(workspace, 'killed', 'release.tar')];
    let killed = 0;
    for (let round = 0; round < 12; round++) {
      const there = existsSync(path) ? readFileSync(path) : undefined;
      const running = start(program, ['publish', '--destination', 'oci-archive:killed/release.tar', '--tag', `1.0.${round}`, '--sign', 'key', '--key', 'key.pem', '--certificate', 'cert.pem', '--ca-certificate', 'ca.pem'], workspace);
      let over = false;
      void running.ended.then(() => (over = true));
      await until(() => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.tmp')), () => over);
      await sleep(round * 8);
      running.kill();
      if ((await running.ended).status === null) killed++;
      const tagged = existsSync(path) ? await verify(`oci-archive:killed/release.tar:1.0.${round}`) : undefined;
      if (tagged?.status !== 0) expect(existsSync(path) ? readFileSync(path) : undefined).toEqual(there);
      expect(await publish({ destination: 'oci-archive:killed/release.tar', tag: `1.0.${round}` })).toMatchObject({ status: 0, errors: [] });
      expect(await verify(`oci-archive:killed/release.tar:1.0.${round}`)).toMatchObject({ status: 0 });
    }
    expect(killed).toBeGreaterThan(2);
  }, 180_000);
});

/** The entry of the file that is the raw signature: 256 bytes, as the referrer of that type says. */
function signatureIn(archive: Buffer): string {
  const text = archive.toString('latin1');
  const manifest = /"artifactType":"application\/vnd\.machine\.signature".*?"layers":\[\{.*?"digest":"sha256:([0-9a-f]{64})"/s.exec(text)?.[1];
  if (manifest === undefined) throw new Error('no signature is in the archive');
  return `blobs/sha256/${manifest}`;
}

describe('in Actions an archive', () => {
  let outside: string;
  const action = (inputs: Readonly<Record<string, string>>): Promise<ActionResult> => runAction({ event: 'workflow_dispatch', workspace, inputs: { 'ca-certificate': product.caPem, ...inputs } });
  const release = (inputs: Readonly<Record<string, string>>): Promise<ActionResult> => action({ ...(keyInputs(product) as Record<string, string>), job: 'publish', tag: '1.0.0', rules: 'unreviewed-release: off', ...inputs });

  beforeAll(async () => {
    outside = temporaryFolder('outside');
    expect(await publish({ destination: 'oci-archive:inside.tar' })).toMatchObject({ status: 0 });
    expect(await publish({ destination: 'oci-archive:moved.tar' })).toMatchObject({ status: 0 });
    renameSync(join(workspace, 'moved.tar'), join(outside, 'release.tar'));
    symlinkSync(join(outside, 'release.tar'), join(workspace, 'link.tar'));
    symlinkSync(join(outside, 'none.tar'), join(workspace, 'dangling.tar'));
    symlinkSync(outside, join(workspace, 'link'));
    mkdirSync(join(workspace, 'inner'));
  });

  it.each(['link.tar', 'link/release.tar', '../outside.tar', 'inner/../../x.tar'])('is not read outside the workspace: %s', async (path) => {
    const result = await action({ job: 'verify', reference: `oci-archive:${path}:1.0.0` });
    expect(result.annotations.map(({ message }) => message).join()).toMatch(/leads out of the workspace|there is no/);
    expect(result).toMatchObject({ status: 2, outputs: { result: 'failed' } });
  });

  it.each([['link.tar', 2], ['link/new.tar', 2], ['../new.tar', 2], ['dangling.tar', 1]])('is not written outside the workspace: %s', async (path, status) => {
    const before = readdirSync(outside).map((name) => [name, stamp(join(outside, name))]);
    const result = await release({ destination: `oci-archive:${path}`, tag: '3.0.0' });
    expect(result.annotations.map(({ message }) => message).join()).toMatch(/leads out of the workspace|symbolic link/);
    expect(result).toMatchObject({ status, outputs: { result: 'failed' } });
    expect(readdirSync(outside).map((name) => [name, stamp(join(outside, name))])).toEqual(before);
  });

  it('may be in the workspace, and in a folder of layouts', async () => {
    expect(await action({ job: 'verify', reference: 'oci-archive:inside.tar:1.0.0' })).toMatchObject({ status: 0, outputs: { result: 'passed' } });
    expect(await action({ job: 'verify', reference: 'oci-archive:link.tar:1.0.0', layouts: outside })).toMatchObject({ status: 0 });
    expect(await action({ job: 'verify', reference: `oci-archive:${join(outside, 'release.tar')}:1.0.0`, layouts: outside })).toMatchObject({ status: 0 });
  });

  it('is published to', async () => {
    const result = await release({ destination: 'oci-archive:made.tar' });
    expect(result).toMatchObject({ status: 0, outputs: { result: 'passed', tag: '1.0.0' } });
    expect(result.outputs['reference']).toMatch(/^oci-archive:made\.tar@sha256:[0-9a-f]{64}$/);
  });

  it('is no source of a manifest, and what to write is said', async () => {
    writeFileSync(join(workspace, 'archived.yaml'), listManifest({ floating: ['ran'] }).replace('oci:layout:ran', 'oci-archive:images.tar:ran'));
    const result = await action({ job: 'check', manifest: 'archived.yaml' });
    expect(result.status).toBe(1);
    expect(`${result.stdout}${result.stderr}`).toMatch(/oci-archive.*tar -xf/);
  });
});

afterAll(() => {
  expect(readdirSync(workspace).filter((name) => name.startsWith('.manifest-action'))).toEqual([]);
});
