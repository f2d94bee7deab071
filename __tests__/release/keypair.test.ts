import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openLayout } from '../../src/oci/layout.ts';
import { packArtifact, packKeyPair, packRelease, type Artifact } from '../../src/release/artifact.ts';
import { missingOfPair } from '../../src/release/keypair.ts';
import { loadKey } from '../../src/sign/key.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';

const BEFORE = '2025-01-01T00:00:00Z';
const NOW = '2026-01-01T00:00:00Z';
const bytes = Buffer.from('{"version":1}');
const release = packRelease({ bytes, mediaType: 'application/vnd.machine.install', fileName: 'install.json' }, NOW, {});
const sign = (by: ProductCertificate, message = bytes): Promise<Buffer> => loadKey({ key: by.keyPem, certificate: by.certificatePem }).sign(message);

describe('a pair that a release has already', () => {
  let ours: ProductCertificate;
  let theirs: ProductCertificate;
  let signature: Buffer;
  let pair: readonly [Artifact, Artifact];
  /** A pair in another manifest: of an earlier moment, as an older run or mosb leaves it. */
  const older = (certificatePem: string | Buffer, raw: Buffer): readonly [Artifact, Artifact] => packKeyPair(release.descriptor, { certificatePem: Buffer.from(certificatePem), signature: raw }, BEFORE);
  const twoFiles = (artifactType: string, texts: readonly string[]): Artifact =>
    packArtifact({ artifactType, layers: texts.map((text) => ({ mediaType: 'application/vnd.oci.image.layer.v1.tar', bytes: Buffer.from(text), annotations: {} })), subject: release.descriptor, created: BEFORE });
  beforeAll(async () => {
    [ours, theirs] = await Promise.all([makeProductCertificate({ product: 'p' }), makeProductCertificate({ product: 'p' })]);
    signature = await sign(ours);
    pair = packKeyPair(release.descriptor, { certificatePem: Buffer.from(ours.certificatePem), signature }, NOW);
  });

  async function missing(there: readonly Artifact[]): Promise<readonly Artifact[]> {
    const store = await openLayout(join(temporaryFolder('pair'), 'out'), { create: true });
    for (const { blobs } of [release, ...there]) for (const blob of blobs) await store.pushBlob(blob.descriptor, async () => Readable.from([blob.bytes]));
    await store.pushManifest(release.bytes, release.descriptor.mediaType);
    await store.pushReferrers(release.descriptor, there.map((each) => each.bytes));
    return missingOfPair(store, await store.referrers(release.descriptor.digest), pair, Buffer.from(ours.certificatePem), bytes);
  }
  const refused = { kind: 'problem', code: 'single-referrers' };

  it('is completed', async () => {
    expect(await missing([])).toEqual(pair);
    expect(await missing([pair[0]])).toEqual([pair[1]]);
    expect(await missing([pair[1]])).toEqual([pair[0]]);
    expect(await missing(pair)).toEqual([]);
  });

  it('is kept when it is ours in other manifests', async () => {
    expect(await missing(older(ours.certificatePem, signature))).toEqual([]);
    expect(await missing(older(`# a comment\n${ours.certificatePem}`, signature))).toEqual([]);
    expect(await missing([older(ours.certificatePem, signature)[0]])).toEqual([pair[1]]);
  });

  it.each<[string, () => Promise<readonly Artifact[]>]>([
    ['another certificate', async () => [older(theirs.certificatePem, signature)[0]]],
    ['what is no certificate', async () => [older('no', signature)[0]]],
    ['our certificate in DER', async () => [older(new X509Certificate(ours.certificatePem).raw, signature)[0]]],
    ['our certificate behind a byte order mark', async () => [older(`\u{feff}${ours.certificatePem}`, signature)[0]]],
    ['our certificate behind another block', async () => [older(`-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n${ours.certificatePem}`, signature)[0]]],
    ['another’s signature', async () => [older(ours.certificatePem, await sign(theirs))[1]]],
    ['a signature of other bytes', async () => [older(ours.certificatePem, await sign(ours, Buffer.from('{"version":2}')))[1]]],
    ['a certificate of two files, of which a device may take either', async () => [twoFiles('application/vnd.machine.pubkeycrt', [ours.certificatePem, theirs.certificatePem])]],
    ['two certificates, each of them ours', async () => [pair[0], older(ours.certificatePem, signature)[0]]],
    ['two signatures, each of them ours', async () => [pair[1], older(ours.certificatePem, signature)[1]]],
  ])('is refused with %s', async (_, there) => {
    await expect(missing(await there())).rejects.toMatchObject(refused);
  });
});
