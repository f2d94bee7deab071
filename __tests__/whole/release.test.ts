import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { makeDevice } from '../harness/device.ts';
import { describeWith, mustRun, requirePeer, run } from '../harness/peers.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { startGitHub } from '../harness/github.ts';
import { runAction, runCli, type ActionResult } from '../harness/runner.ts';
import { hasGit, makeRepository, type Repository } from '../harness/repository.ts';
import { addLayout, dictManifest, listManifest, PRODUCT } from './device.ts';
import { runHere, workspaceWith } from './publishing.ts';

let product: ProductCertificate;
beforeAll(async () => {
  product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
});

/** The files and inputs of a product that signs with its key. */
function keyInputs(): Record<string, string> {
  return { sign: 'key', key: product.keyPem, certificate: product.certificatePem, 'ca-certificate': product.caPem };
}

/** A repository whose work tree is a commit with this manifest, tagged. */
function tagged(manifest: string, tag: string): Repository {
  const repository = makeRepository({ 'manifest.yaml': manifest });
  repository.git('tag', tag);
  addLayout(repository.folder);
  return repository;
}

/** A tag push of that repository, whose commits GitHub knows. */
async function pushTag(repository: Repository, tag: string, inputs: Readonly<Record<string, string>>): Promise<ActionResult> {
  const github = await startGitHub({ code: repository.folder });
  const payload = { ref: `refs/tags/${tag}`, after: repository.sha('HEAD'), before: '0'.repeat(40), deleted: false, repository: { full_name: 'acme/device', default_branch: 'main', private: false } };
  try {
    return await runAction({ event: 'push', payload, inputs, workspace: repository.folder, token: github.token, env: github.env });
  } finally {
    await github.stop();
  }
}

interface Reported {
  readonly published: { readonly reference: string; readonly tag: string; readonly images: readonly { written: boolean }[]; readonly referrers: readonly { artifactType: string; digest: string; written: boolean }[] };
  readonly network: { readonly requests: number };
}
const reportOf = (result: ActionResult): Reported => JSON.parse(readFileSync(result.outputs['report'] as string, 'utf8')) as Reported;

for (const [name, start] of [
  ['olareg', () => startOlareg()],
  ['docker-registry', () => startDockerRegistry()],
] as const) {
  describeWith([name], `a tag push, signed with a key, to ${name}`, () => {
    let registry: Registry;
    beforeAll(async () => {
      registry = await start();
    });
    afterAll(() => registry.stop());

    (hasGit ? it : it.skip)('publishes what verify accepts, the same on every machine, and nothing the second time', async () => {
      const repository = tagged(listManifest(), 'v1.0.0');
      const inputs = { ...keyInputs(), destination: `${registry.host}/machine/install` };
      const first = await pushTag(repository, 'v1.0.0', inputs);
      expect({ status: first.status, stderr: first.stderr, annotations: first.annotations.filter(({ level }) => level !== 'notice') }).toEqual({ status: 0, stderr: '', annotations: [] });
      expect(first.outputs).toMatchObject({ result: 'passed', tag: '1.0.0', reference: expect.stringMatching(/^127\.0\.0\.1:\d+\/machine\/install@sha256:[0-9a-f]{64}$/) });
      expect(reportOf(first).published.referrers.map(({ artifactType, written }) => [artifactType, written])).toEqual([
        ['application/vnd.machine.pubkeycrt', true],
        ['application/vnd.machine.signature', true],
      ]);

      const second = await pushTag(repository, 'v1.0.0', inputs);
      expect(second.status).toBe(0);
      expect(second.outputs['digest']).toBe(first.outputs['digest']);
      const { published, network } = reportOf(second);
      expect([...published.images, ...published.referrers].every(({ written }) => !written)).toBe(true);
      // The tag, the referrers (where there is no API for them the fallback tag too), and one for the images' repository.
      expect(network.requests).toBe(name === 'olareg' ? 3 : 4);

      const again = await pushTag(tagged(listManifest(), 'v1.0.0'), 'v1.0.0', { ...inputs, destination: `${registry.host}/another/place` });
      expect(again.outputs['digest']).toBe(first.outputs['digest']);

      const anchors = temporaryFolder('anchors');
      writeFileSync(join(anchors, 'ca.pem'), product.caPem);
      const verified = await runCli(['verify', `${registry.host}/machine/install:1.0.0`, '--ca-certificate', 'ca.pem'], { cwd: anchors });
      expect({ status: verified.status, stderr: verified.stderr }).toEqual({ status: 0, stderr: '' });
      expect(verified.stdout.match(/^ok/gm)).toHaveLength(10);
    });

    (hasGit ? it : it.skip)('never moves a tag to other content', async () => {
      const inputs = { ...keyInputs(), destination: `${registry.host}/moved/install` };
      const first = await pushTag(tagged(listManifest(), 'v1.0.0'), 'v1.0.0', inputs);
      const other = await pushTag(tagged(listManifest({ ran: 'ran:2.6' }), 'v1.0.0'), 'v1.0.0', inputs);
      expect(other.status).toBe(1);
      const said = other.annotations.map(({ message }) => message).join('\n');
      expect(said).toContain(first.outputs['digest']);
      expect(other.annotations.some(({ title }) => title?.includes('tag-moved') === true)).toBe(true);
    });

    (hasGit ? it : it.skip)('stops before it writes when another key signed what is there', async () => {
      const inputs = { ...keyInputs(), destination: `${registry.host}/signed/install` };
      expect((await pushTag(tagged(listManifest(), 'v1.0.0'), 'v1.0.0', inputs)).status).toBe(0);
      const stranger = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
      const result = await pushTag(tagged(listManifest(), 'v1.0.0'), 'v1.0.0', { ...inputs, key: stranger.keyPem, certificate: stranger.certificatePem, 'ca-certificate': stranger.caPem });
      expect(result.status).toBe(1);
      expect(result.annotations.some(({ title }) => title?.includes('single-referrers') === true)).toBe(true);
    });

    (hasGit ? it : it.skip)('publishes the dict form in the same shape', async () => {
      const result = await pushTag(tagged(dictManifest(), 'v200'), 'v200', { ...keyInputs(), destination: `${registry.host}/dict/system` });
      expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
      const manifest = (await (await fetch(`${registry.url}/v2/dict/system/manifests/200`, { headers: { accept: 'application/vnd.oci.image.manifest.v1+json' } })).json()) as { artifactType: string; layers: { mediaType: string; digest: string; annotations: object }[] };
      expect(manifest.artifactType).toBe('application/vnd.mos.system.manifest.v1');
      expect(manifest.layers).toEqual([expect.objectContaining({ mediaType: 'application/vnd.mos.system.manifest.v1', annotations: { 'org.opencontainers.image.title': 'system-manifest.json' } })]);
      const bytes = await (await fetch(`${registry.url}/v2/dict/system/blobs/${manifest.layers[0]?.digest}`)).text();
      expect(bytes).toMatch(/^\{"mediatype":"application\/vnd\.mos\.system\.manifest\.v1","product":"[^"]+","targets":\{"bootkit":/);
      expect(bytes).not.toContain('oci:layout');
    });
  });
}

describeWith(['olareg', 'regctl', 'openssl'], 'strangers', () => {
  let registry: Registry;
  let result: ActionResult;
  beforeAll(async () => {
    registry = await startOlareg();
    result = await pushTag(tagged(listManifest(), 'v1.0.0'), 'v1.0.0', { ...keyInputs(), destination: `${registry.host}/machine/install` });
  });
  afterAll(() => registry.stop());

  it('openssl verifies the signature over install.json', async () => {
    const folder = join(result.temp, 'manifest-action');
    await mustRun('openssl', ['x509', '-in', 'cert.pem', '-noout', '-pubkey', '-out', 'pub.pem'], { cwd: folder });
    expect((await mustRun('openssl', ['dgst', '-sha256', '-verify', 'pub.pem', '-signature', 'install.json.signed', 'install.json'], { cwd: folder })).stdout).toBe('Verified OK\n');
    writeFileSync(join(folder, 'other.json'), `${readFileSync(join(folder, 'install.json'), 'utf8')}\n`);
    expect((await run('openssl', ['dgst', '-sha256', '-verify', 'pub.pem', '-signature', 'install.json.signed', 'other.json'], { cwd: folder })).status).toBe(1);
  });

  it('regctl sees one certificate and one signature', async () => {
    const regctl = requirePeer('regctl');
    const env = { HOME: result.home };
    await mustRun(regctl, ['registry', 'set', '--tls', 'disabled', registry.host], { env });
    const { stdout } = await mustRun(regctl, ['artifact', 'tree', `${registry.host}/machine/install:1.0.0`], { env });
    expect(stdout.match(/application\/vnd\.machine\.pubkeycrt/g)).toHaveLength(1);
    expect(stdout.match(/application\/vnd\.machine\.signature/g)).toHaveLength(1);
  });
});

describeWith(['olareg', 'mosctl'], 'a device', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startOlareg();
    for (const [tag, options] of [['v1.0.0', { bootkit: false }], ['v2.0.0', { bootkit: false, hostfs: 'hostfs:1.1.0' }]] as const) {
      const { status } = await pushTag(tagged(listManifest(options), tag), tag, { ...keyInputs(), destination: `${registry.host}/machine/install` });
      expect(status).toBe(0);
    }
  });
  afterAll(() => registry.stop());

  it('installs version 1 and updates to version 2', async () => {
    const device = makeDevice({ caPem: product.caPem });
    const installed = await device.install(`${registry.host}/machine/install:1.0.0`);
    expect({ status: installed.status, stderr: installed.status === 0 ? '' : installed.stderr }).toEqual({ status: 0, stderr: '' });
    const updated = await device.update(`${registry.host}/machine/install:2.0.0`);
    expect({ status: updated.status, stderr: updated.status === 0 ? '' : updated.stderr }).toEqual({ status: 0, stderr: '' });
    await device.stop();
  });

  it('installs a release whose product is in capitals, and verify and promote take it as publish did', async () => {
    const published = await runHere('publish', { ...keyInputs(), destination: `${registry.host}/capitals/staging`, tag: '1.0.0' }, { workspace: workspaceWith(listManifest({ bootkit: false }).replace(PRODUCT, PRODUCT.toUpperCase())) });
    expect(published).toMatchObject({ status: 0, errors: [] });
    const anchors = { 'ca-certificate': product.caPem };
    const workspace = temporaryFolder('capitals');
    const reference = `${registry.host}/capitals/staging:1.0.0`;
    expect(await runHere('verify', { ...anchors, reference }, { workspace })).toMatchObject({ status: 0, errors: [] });
    expect(await runHere('promote', { ...anchors, reference, destination: `${registry.host}/capitals/install` }, { workspace })).toMatchObject({ status: 0, errors: [] });
    const device = makeDevice({ caPem: product.caPem });
    const installed = await device.install(`${registry.host}/capitals/install:1.0.0`);
    expect({ status: installed.status, stderr: installed.status === 0 ? '' : installed.stderr }).toEqual({ status: 0, stderr: '' });
    await device.stop();
  });

  it('refuses a signature with one byte changed', async () => {
    const repository = tagged(listManifest({ bootkit: false, ran: 'ran:2.6' }), 'v3.0.0');
    const result = await pushTag(repository, 'v3.0.0', { ...keyInputs(), destination: `${registry.host}/forged/install` });
    const signature = readFileSync(join(result.temp, 'manifest-action', 'install.json.signed'));
    signature[100] = (signature[100] ?? 0) ^ 1;
    // The same release under another name, with a forged signature in the shape of ours.
    await forge(registry, 'forged/install', result.outputs['digest'] as string, signature);
    const device = makeDevice({ caPem: product.caPem });
    const refused = await device.install(`${registry.host}/bad/install:3.0.0`);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/signature|verif/i);
    await device.stop();
    // It was the signature alone: with the right one such a device installs.
    const another = makeDevice({ caPem: product.caPem });
    const installed = await another.install(`${registry.host}/forged/install:3.0.0`);
    expect({ status: installed.status, stderr: installed.status === 0 ? '' : installed.stderr }).toEqual({ status: 0, stderr: '' });
    await another.stop();
  });
});

/** Copies a release to `bad/install:3.0.0` with another signature: what a registry in the wrong hands could serve. */
async function forge(registry: Registry, repository: string, digest: string, signature: Buffer): Promise<void> {
  const { createRegistryClient } = await import('../../src/oci/registry.ts');
  const { readBlob } = await import('../../src/oci/store.ts');
  const { parseManifest } = await import('../../src/oci/manifest.ts');
  const { packKeyPair } = await import('../../src/release/artifact.ts');
  const { Readable } = await import('node:stream');
  const client = createRegistryClient({ env: {} });
  const [from, to] = [client.repository(registry.host, repository), client.repository(registry.host, 'bad/install', { push: true })];
  const release = await from.manifest(digest);
  if (release === undefined) throw new Error('nothing was published');
  for (const blob of [parseManifest(release.bytes, 'release').config, ...parseManifest(release.bytes, 'release').layers]) await to.pushBlob(blob, async () => Readable.from([await readBlob(from, blob)]));
  const descriptor = await to.pushManifest(release.bytes, release.descriptor.mediaType, '3.0.0');
  const pair = packKeyPair(descriptor, { certificatePem: Buffer.from(product.certificatePem), signature }, '2025-01-01T00:00:00Z');
  for (const { blobs } of pair) for (const { descriptor: blob, bytes } of blobs) await to.pushBlob(blob, async () => Readable.from([bytes]));
  await to.pushReferrers(descriptor, pair.map(({ bytes }) => bytes));
  await client.close();
}

describe('a layout as destination', () => {
  (hasGit ? it : it.skip)('holds the release and its images, and verify says what is wrong after a byte was changed', async () => {
    const repository = tagged(listManifest(), 'v1.0.0');
    const result = await pushTag(repository, 'v1.0.0', { ...keyInputs(), destination: 'oci:release' });
    expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
    writeFileSync(join(repository.folder, 'ca.pem'), product.caPem);
    const verify = (): ReturnType<typeof runCli> => runCli(['verify', 'oci:release:1.0.0', '--ca-certificate', 'ca.pem'], { cwd: repository.folder });
    expect((await verify()).status).toBe(0);

    const layer = join(repository.folder, 'release', 'blobs', 'sha256', '5f43521a9509374b7d4f0bcfafec85e00479a29c9d3ae11dea245de86454d72e');
    const bytes = readFileSync(layer);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(layer, bytes);
    const damaged = await verify();
    expect(damaged.status).toBe(1);
    expect(damaged.stdout).toMatch(/^FAILED {2}image: .*hostfs/m);
  });
});
