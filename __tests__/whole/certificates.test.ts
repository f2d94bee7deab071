import { sign, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describe as describeBytes } from '../../src/oci/descriptor.ts';
import { packKeyPair, packRelease } from '../../src/release/artifact.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { removeFolder } from '../harness/daemon.ts';
import { makeDevice } from '../harness/device.ts';
import { describeWith } from '../harness/peers.ts';
import { startOlareg, type Registry } from '../harness/registry.ts';
import { openRepository } from '../sign/repository.ts';
import { listManifest, PRODUCT } from './device.ts';
import { keyInputs, runHere, workspaceWith } from './publishing.ts';

/** What becomes of a certificate: exit codes of publish with it, of publish over it, of verify, and of the device. */
interface Fate {
  readonly publish: number | undefined;
  readonly keep: number;
  readonly verify: number;
  readonly device: number | null;
}

describeWith(['olareg', 'mosctl'], 'a certificate that OpenSSL reads', () => {
  let registry: Registry;
  let product: ProductCertificate;
  let workspace: string;
  /** The bytes that are signed, and what they are published as. */
  let bytes: Buffer;
  let created: string;
  beforeAll(async () => {
    registry = await startOlareg();
    product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    workspace = workspaceWith(listManifest({ bootkit: false }));
    const first = await runHere('publish', { ...keyInputs(product), ...places('probe') }, { workspace });
    expect(first).toMatchObject({ status: 0, errors: [] });
    const { store, close } = openRepository(registry.host, 'probe/install');
    const manifest = JSON.parse((await store.manifest(String(first.outputs['digest'])))?.bytes.toString('utf8') ?? '');
    created = manifest.annotations['org.opencontainers.image.created'];
    bytes = Buffer.concat(await Array.fromAsync(await store.blob(manifest.layers[0])));
    await close();
  });
  afterAll(async () => {
    await registry.stop();
    await removeFolder(workspace);
  });

  const places = (name: string): Record<'destination' | 'images' | 'tag' | 'profile', string> => ({ destination: `${registry.host}/${name}/install`, images: `${registry.host}/mos`, tag: '1.0.0', profile: 'mosctl' });

  /** Puts the release beside our publishing, with this certificate and a good signature by its key; then everybody judges it. */
  async function fate(name: string, certificate: string | Buffer): Promise<Fate> {
    const { store, close } = openRepository(registry.host, `${name}/install`);
    const release = packRelease({ bytes, mediaType: 'application/vnd.machine.install', fileName: 'install.json' }, created, {});
    const pair = packKeyPair(release.descriptor, { certificatePem: Buffer.from(certificate), signature: sign('sha256', bytes, product.keyPem) }, '2025-01-01T00:00:00Z');
    for (const { blobs } of [release, ...pair]) for (const blob of blobs) await store.pushBlob(blob.descriptor, async () => Readable.from([blob.bytes]));
    const subject = await store.pushManifest(release.bytes, release.descriptor.mediaType, '1.0.0');
    expect(subject.digest).toBe(describeBytes(release.bytes, release.descriptor.mediaType).digest);
    await store.pushReferrers(subject, pair.map((each) => each.bytes));
    await close();

    const anchor = { 'ca-certificate': product.caPem };
    writeFileSync(join(workspace, 'cert.pem'), certificate);
    const published = typeof certificate === 'string' ? await runHere('publish', { ...keyInputs(product), certificate: 'cert.pem', ...places(`${name}/own`) }, { workspace }) : undefined;
    const kept = await runHere('publish', { ...keyInputs(product), ...places(name) }, { workspace });
    const { images, destination } = places(name);
    const verified = await runHere('verify', { ...anchor, reference: `${destination}:1.0.0`, images }, { workspace });
    const device = makeDevice({ caPem: product.caPem });
    const installed = await device.install(`${destination}:1.0.0`);
    await device.stop();
    expect(kept.codes).toEqual(kept.status === 0 ? [] : ['single-referrers']);
    expect(published?.codes ?? []).toEqual(published === undefined || published.status === 0 ? [] : ['certificate-unreadable']);
    return { publish: published?.status, keep: kept.status, verify: verified.status, device: installed.status };
  }

  it.each<[string, (pem: string) => string]>([
    ['plain', (pem) => pem],
    ['windows', (pem) => pem.replaceAll('\n', '\r\n')],
    ['commented', (pem) => `Certificate:\n    Data:\n${pem}\nthe end`],
    ['chain', (pem) => `${pem}${product.caPem}`],
  ])('and a device too is taken everywhere: %s', async (name, form) => {
    expect(await fate(name, form(product.certificatePem))).toEqual({ publish: 0, keep: 0, verify: 0, device: 0 });
  });

  it.each<[string, (pem: string) => string]>([
    ['mark', (pem) => `\u{feff}${pem}`],
    ['indented', (pem) => `  ${pem}`],
    ['prefixed', (pem) => `x ${pem}`],
    ['suffixed', (pem) => `${pem.trimEnd()} # ours\n`],
    ['crl-first', (pem) => `-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n${pem}`],
    ['other-first', (pem) => `x ${pem}${product.caPem}`],
  ])('and no device does is refused everywhere: %s', async (name, form) => {
    expect(await fate(name, form(product.certificatePem))).toEqual({ publish: 2, keep: 1, verify: 1, device: 1 });
  });

  it('and that is no PEM is not kept', async () => {
    expect(await fate('der', new X509Certificate(product.certificatePem).raw)).toEqual({ publish: undefined, keep: 1, verify: 1, device: 1 });
  });
});
