import { beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLayout } from '../../src/oci/layout.ts';
import { packKeylessSignature, packKeyPair, ROLLBACK_ANNOTATION, SIGNER_ANNOTATION, VERSION_ANNOTATION } from '../../src/release/artifact.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { dictManifest, PRODUCT } from '../whole/device.ts';
import { keyInputs, runHere, workspaceWith, type Inputs, type RunHere } from '../whole/publishing.ts';
import { annotated, attach, placeUnsigned, strangerSigns, unannotated, type ManifestTree } from './attach.ts';

const CREATED = '2026-01-01T00:00:00Z';

describe('who may write to the registry, and has no key', () => {
  let product: ProductCertificate;
  let stranger: ProductCertificate;
  let workspace: string;
  const publish = (inputs: Inputs): Promise<RunHere> => runHere('publish', { ...keyInputs(product), destination: 'oci:out', tag: '1.0.0', ...inputs }, { workspace });
  const there = (folder: string): string => join(workspace, folder);

  beforeAll(async () => {
    [product, stranger] = [await makeProductCertificate({ product: PRODUCT, days: 20 * 365 }), await makeProductCertificate({ product: PRODUCT, days: 20 * 365 })];
    workspace = workspaceWith();
    expect(await publish({})).toMatchObject({ status: 0, errors: [] });
  });

  it('gets no signature past the policy by putting the bytes under the tag first', async () => {
    await placeUnsigned(there('out'), there('placed'));
    writeFileSync(there('policy.yaml'), 'version: 1\nimages:\n  - match: ghcr.io/nobody/**\n    unsigned: Nothing else is agreed to.\n');
    const refused = await publish({ destination: 'oci:placed', policy: 'policy.yaml' });
    expect({ status: refused.status, codes: [...new Set(refused.codes)] }).toEqual({ status: 1, codes: ['unverified-source'] });
    expect(refused.report?.published).toBeUndefined();
    // What is checked and holds is completed.
    expect(await publish({ destination: 'oci:placed' })).toMatchObject({ status: 0, errors: [] });
    expect((await runHere('verify', { reference: 'oci:placed:1.0.0', 'ca-certificate': product.caPem }, { workspace })).status).toBe(0);
  });

  it('has no dry run say that a release passes because its own signatures are there', async () => {
    await placeUnsigned(there('out'), there('claimed'));
    await attach(there('claimed'), (subject, bytes) => packKeyPair(subject, { certificatePem: Buffer.from(stranger.certificatePem), signature: strangerSigns(bytes) }, CREATED));
    writeFileSync(there('policy.yaml'), 'version: 1\nimages:\n  - match: ghcr.io/nobody/**\n    unsigned: Nothing else is agreed to.\n');
    for (const [name, inputs, codes] of [
      ['checked', { policy: 'policy.yaml' }, ['unverified-source']],
      ['judged', {}, ['single-referrers']],
    ] as const) {
      const planned = await publish({ destination: 'oci:claimed', 'dry-run': 'true', ...inputs });
      expect({ name, status: planned.status, result: planned.report?.result, codes: [...new Set(planned.codes)] }).toEqual({ name, status: 1, result: 'failed', codes });
    }
    cpSync(there('out'), there('raw-one'), { recursive: true });
    await attach(there('raw-one'), (subject, bytes) => [packKeylessSignature(subject, { certificatePem: Buffer.from(stranger.certificatePem), signature: strangerSigns(bytes) }, CREATED)]);
    expect(await publish({ destination: 'oci:raw-one', 'dry-run': 'true' })).toMatchObject({ status: 1, codes: ['single-referrers'] });
  });

  const DIGEST = `sha256:${'a'.repeat(64)}`;

  it.each([
    ['a version below', annotated({ [VERSION_ANNOTATION]: '0.0.1' }), {}],
    ['a version above', annotated({ [VERSION_ANNOTATION]: '99.0.0' }), {}],
    ['a word of its own', annotated({ 'org.opencontainers.image.vendor': 'somebody' }), {}],
    ['a time that is none', annotated({ 'org.opencontainers.image.created': 'long ago' }), {}],
    ['a rollback that nobody agreed to', annotated({ [ROLLBACK_ANNOTATION]: DIGEST }), { 'allow-signer-change': 'true' }],
    ['a change of signers that nobody agreed to', annotated({ [SIGNER_ANNOTATION]: DIGEST }), { 'allow-rollback': 'true' }],
    ['a rollback from what is no release', annotated({ [ROLLBACK_ANNOTATION]: 'anything' }), { 'allow-rollback': 'true' }],
    ['something that it refers to', (manifest) => ({ ...manifest, subject: { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: DIGEST, size: 2 } }), {}],
    ['a config', (manifest) => ({ ...manifest, config: { ...manifest.layers[0], annotations: undefined } }), {}],
    ['a title', (manifest) => ({ ...manifest, layers: manifest.layers.map((layer) => ({ ...layer, annotations: { 'org.opencontainers.image.title': 'other.json' } })) }), {}],
    ['another place for its bytes', (manifest) => ({ ...manifest, layers: manifest.layers.map((layer) => ({ ...layer, urls: ['https://registry.invalid/layer'] })) }), {}],
    ['a member that no specification has', (manifest) => ({ ...manifest, claim: 'anything' }), {}],
  ] as const satisfies readonly (readonly [string, (manifest: ManifestTree) => object, Inputs])[])('gets no signature for a manifest around the same bytes with %s, and no channel for it', async (what, change, inputs) => {
    const folder = what.replaceAll(' ', '-');
    const planted = await placeUnsigned(there('out'), there(folder), change);
    const refused = await publish({ destination: `oci:${folder}`, channel: 'stable', ...inputs });
    expect({ status: refused.status, codes: refused.codes }).toEqual({ status: 1, codes: ['tag-moved'] });
    expect(refused.errors[0]).toContain(planted.digest);
    expect(refused.errors[0]).toMatch(/ and this release is sha256:[0-9a-f]{64}\. It is around the same system manifest, but it/);
    const store = await openLayout(there(folder));
    expect([await store.resolve('stable'), await store.referrers(planted.digest)]).toEqual([undefined, []]);
    expect(await publish({ destination: `oci:${folder}`, channel: 'stable', 'dry-run': 'true', ...inputs })).toMatchObject({ status: 1, codes: ['tag-moved'] });
  });

  it.each([
    ['mosb wrote', unannotated(VERSION_ANNOTATION), {}],
    ['a run of another time wrote', annotated({ 'org.opencontainers.image.created': '2025-01-02T03:04:05+01:00' }), {}],
    ['a run with allow-rollback wrote, by one that has it too', annotated({ [ROLLBACK_ANNOTATION]: DIGEST }), { 'allow-rollback': 'true' }],
    ['a run with allow-signer-change wrote, by one that has it too', annotated({ [SIGNER_ANNOTATION]: DIGEST }), { 'allow-signer-change': 'true' }],
  ] as const satisfies readonly (readonly [string, (manifest: ManifestTree) => object, Inputs])[])('does not keep from being completed what %s', async (what, change, inputs) => {
    const folder = what.replaceAll(/[ ,]+/g, '-');
    const found = await placeUnsigned(there('out'), there(folder), change);
    expect(await publish({ destination: `oci:${folder}`, channel: 'stable', ...inputs })).toMatchObject({ status: 0, errors: [], outputs: { digest: found.digest } });
    expect((await (await openLayout(there(folder))).resolve('stable'))?.digest).toBe(found.digest);
    expect((await runHere('verify', { reference: `oci:${folder}:1.0.0`, 'ca-certificate': product.caPem }, { workspace })).status).toBe(0);
  });

  it('cannot have a second pair accepted beside the one that is there, nor a raw one of the other kind', async () => {
    for (const [name, artifacts] of [
      ['second', (subject, bytes) => packKeyPair(subject, { certificatePem: Buffer.from(stranger.certificatePem), signature: strangerSigns(bytes) }, CREATED)],
      ['raw', (subject, bytes) => [packKeylessSignature(subject, { certificatePem: Buffer.from(stranger.certificatePem), signature: strangerSigns(bytes) }, CREATED)]],
    ] as const satisfies readonly (readonly [string, Parameters<typeof attach>[1]])[]) {
      cpSync(there('out'), there(name), { recursive: true });
      await attach(there(name), artifacts);
      const again = await publish({ destination: `oci:${name}` });
      expect({ name, status: again.status, codes: again.codes }).toEqual({ name, status: 1, codes: ['single-referrers'] });
    }
    expect((await runHere('verify', { reference: 'oci:second:1.0.0', 'ca-certificate': product.caPem }, { workspace })).status).toBe(1);
  });

  it('cannot have a channel hold other content under the same version by promoting', async () => {
    const other = workspaceWith(dictManifest({ ran: 'ran:2.6' }));
    for (const [folder, tag] of [[workspaceWith(dictManifest()), 'a'], [other, 'b']] as const) {
      expect(await runHere('publish', { ...keyInputs(product), destination: 'oci:out', tag }, { workspace: folder })).toMatchObject({ status: 0, errors: [] });
      cpSync(join(folder, 'out'), there(`released-${tag}`), { recursive: true });
    }
    const promote = (tag: string, inputs: Inputs = {}): Promise<RunHere> => runHere('promote', { reference: `oci:released-${tag}:${tag}`, destination: 'oci:field', channel: 'stable', 'ca-certificate': product.caPem, ...inputs }, { workspace });
    expect(await promote('a')).toMatchObject({ status: 0, errors: [] });
    expect(await promote('b')).toMatchObject({ status: 1, codes: ['rollback'] });
    expect(await promote('b', { 'allow-rollback': 'true' })).toMatchObject({ status: 0, errors: [] });
  });

  it('cannot have a pair of its own at the place that a release is promoted to', async () => {
    await placeUnsigned(there('out'), there('devices'));
    await attach(there('devices'), (subject, bytes) => packKeyPair(subject, { certificatePem: Buffer.from(stranger.certificatePem), signature: strangerSigns(bytes) }, CREATED));
    const promoted = await runHere('promote', { reference: 'oci:out:1.0.0', destination: 'oci:devices', channel: 'stable', 'ca-certificate': product.caPem }, { workspace });
    expect({ status: promoted.status, codes: promoted.codes }).toEqual({ status: 1, codes: ['single-referrers'] });
  });
});
