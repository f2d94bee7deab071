import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ARTIFACT_TYPES, packKeyPair } from '../../src/release/artifact.ts';
import { createRegistryClient } from '../../src/oci/registry.ts';
import type { Digest } from '../../src/oci/descriptor.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { describeWith } from '../harness/peers.ts';
import { startDelayProxy } from '../harness/proxy.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { runAction } from '../harness/runner.ts';
import { dictManifest, listManifest, PRODUCT } from './device.ts';
import { keyInputs, named, ONE_PAIR, referrerCounts, runHere, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

// A channel at the destination is moved by what may move it alone, and what may not leaves no trace there at all.

let product: ProductCertificate;
let stranger: ProductCertificate;
const ACCEPT = { accept: 'application/vnd.oci.image.manifest.v1+json' };

for (const [name, begin] of [
  ['olareg', () => startOlareg()],
  ['docker-registry', () => startDockerRegistry()],
] as const) {
  describeWith([name], `a channel that job: promote moves in ${name}`, () => {
    let registry: Registry;
    let workspace: string;
    let number = 0;

    beforeAll(async () => {
      [product, stranger] = [await makeProductCertificate({ product: PRODUCT, days: 20 * 365 }), await makeProductCertificate({ product: PRODUCT, days: 20 * 365 })];
      registry = await begin();
      workspace = temporaryFolder('promote-channel');
      const releases = [
        ['ours', '1.0.0', product, listManifest()],
        ['ours', '2.0.0', product, listManifest({ ran: 'ran:2.6' })],
        ['ours', 'v2.0.0', product, listManifest({ hostfs: 'hostfs:1.1.0' })],
        ['ours', '3.0.0-rc.1', product, listManifest({ hostfs: 'hostfs:1.1.0', ran: 'ran:2.6' })],
        ['dict', '200', product, dictManifest()],
        ['dict', '200-again', product, dictManifest({ ran: 'ran:2.6' })],
        ['theirs', '3.0.0', stranger, listManifest({ ran: 'ran:2.6' })],
      ] as const;
      for (const [repository, tag, by, manifest] of releases) {
        const inputs = { ...keyInputs(by), destination: `${registry.host}/staging/${repository}`, images: 'auto', tag, 'allow-rollback': 'true' };
        expect(await runHere('publish', inputs, { workspace: workspaceWith(manifest) })).toMatchObject({ status: 0, errors: [] });
      }
    });
    afterAll(() => registry?.stop());

    const fresh = (): string => `p${++number}/install`;
    const promote = (from: string, to: string, inputs: Inputs = {}, host = registry.host): Promise<RunHere> =>
      runHere('promote', { reference: `${registry.host}/staging/${from}`, destination: `${host}/${to}`, images: `${host}/${to.replace('install', 'mos')}`, 'ca-certificate': (from.startsWith('theirs') ? stranger : product).caPem, channel: 'stable', ...inputs }, { workspace });
    const stable = (to: string): Promise<string | undefined> => named(registry.url, to, 'stable');

    /** Runs it through a proxy that counts, so that “nothing was written” is what was seen and not what was said. */
    async function refused(code: string, from: string, to: string, inputs: Inputs = {}): Promise<RunHere> {
      const proxy = await startDelayProxy(registry.host);
      try {
        const before = await stable(to);
        const images = inputs.images?.replace(registry.host, proxy.host);
        const ended = await promote(from, to, { ...inputs, ...(images === undefined ? {} : { images }) }, proxy.host);
        expect({ status: ended.status, codes: ended.codes }).toEqual({ status: 1, codes: [code] });
        expect(proxy.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD').map(({ method, path }) => `${method} ${path}`)).toEqual([]);
        expect(ended.report?.published).toBeUndefined();
        expect(await stable(to)).toBe(before);
        return ended;
      } finally {
        await proxy.stop();
      }
    }

    it('is not taken over from another key, but when that was agreed to, which the report then says', async () => {
      const to = fresh();
      const first = await promote('ours:1.0.0', to);
      expect(first).toMatchObject({ status: 0, errors: [] });
      expect(first.report?.published?.channel).toEqual({ name: 'stable', before: null, agreed: [] });
      const no = await refused('signer-changed', 'theirs:3.0.0', to);
      expect(no.errors[0]).toContain(first.outputs.digest);
      expect(no.errors[0]).toContain('allow-signer-change');
      expect(no.errors[0]).toContain('the report then says so');
      expect(await refused('signer-changed', 'theirs:3.0.0', to, { 'dry-run': 'true' })).toMatchObject({ status: 1 });

      const agreed = await promote('theirs:3.0.0', to, { 'allow-signer-change': 'true' });
      expect(agreed).toMatchObject({ status: 0, errors: [] });
      expect(await stable(to)).toBe(agreed.outputs.digest);
      expect(agreed.report?.published?.channel).toEqual({ name: 'stable', before: first.outputs.digest, agreed: ['signer-changed'] });
      expect(agreed.lines.join('\n')).toContain(`stable was ${first.outputs.digest}`);
      // Byte for byte: the release is what it was at its source, with no annotation of this step.
      expect(agreed.outputs.digest).toBe(await named(registry.url, 'staging/theirs', '3.0.0'));
    });

    it('does not go back, nor to the same version with other content, nor to what has none, but when that was agreed to', async () => {
      const to = fresh();
      const second = await promote('ours:2.0.0', to);
      expect(second.status).toBe(0);
      const back = await refused('rollback', 'ours:1.0.0', to);
      expect(back.errors[0]).toContain(second.outputs.digest);
      expect(back.errors[0]).toContain(await named(registry.url, 'staging/ours', '1.0.0'));
      await refused('rollback', 'ours:v2.0.0', to);
      const agreed = await promote('ours:1.0.0', to, { 'allow-rollback': 'true' });
      expect(agreed).toMatchObject({ status: 0, errors: [] });
      expect(agreed.report?.published?.channel).toEqual({ name: 'stable', before: second.outputs.digest, agreed: ['rollback'] });
      expect(agreed.lines.join('\n')).toContain('allow-rollback agreed');
      // Again: it is there, and nothing had to be agreed to.
      const again = await promote('ours:1.0.0', to, { 'allow-rollback': 'true' });
      expect(again.report?.published?.channel).toEqual({ name: 'stable', before: agreed.outputs.digest, agreed: [] });
      // Forward needs no agreement.
      expect((await promote('ours:2.0.0', to)).report?.published?.channel).toEqual({ name: 'stable', before: agreed.outputs.digest, agreed: [] });
    });

    it('knows the version of a release whatever tag it gets', async () => {
      const to = fresh();
      expect((await promote('ours:2.0.0', to)).status).toBe(0);
      await refused('rollback', 'ours:1.0.0', to, { tag: '9.0.0' });
      const candidate = await promote('ours:3.0.0-rc.1', to, { tag: '3.0.0' });
      expect(candidate).toMatchObject({ status: 0, errors: [] });
      expect(candidate.lines.join('\n')).toContain('channel-prerelease');
      expect(await stable(to)).toBe(await named(registry.url, to, '2.0.0'));
    });

    it('holds for the dict form, whose version is in the manifest', async () => {
      const to = fresh();
      expect((await promote('dict:200', to)).status).toBe(0);
      await refused('rollback', 'dict:200-again', to, { tag: '201' });
      // List form beside dict form: nothing says which is higher.
      await refused('rollback', 'ours:2.0.0', to);
    });

    it('is not moved to a release at which somebody attached a second pair there', async () => {
      const to = fresh();
      expect((await promote('ours:1.0.0', to, { channel: '' })).status).toBe(0);
      await attachPair(registry, to, stranger);
      // Not even its images, which would have to be copied once more.
      await refused('single-referrers', 'ours:1.0.0', to, { images: `${registry.host}/${to.replace('install', 'elsewhere')}` });
      expect(await stable(to)).toBeUndefined();
    });

    it('is not moved away from one that carries two pairs by somebody who made one of them', async () => {
      const to = fresh();
      expect((await promote('theirs:3.0.0', to)).status).toBe(0);
      await attachPair(registry, to, product, '3.0.0');
      const no = await refused('signer-changed', 'ours:v2.0.0', to, { 'allow-rollback': 'true' });
      expect(no.errors[0]).toContain('more than one certificate or signature');
    });

    it('says in a workflow’s run what was agreed to', async () => {
      const to = fresh();
      expect((await promote('ours:2.0.0', to)).status).toBe(0);
      writeFileSync(join(workspace, 'ca.pem'), product.caPem);
      const inputs = { job: 'promote', reference: `${registry.host}/staging/ours:1.0.0`, destination: `${registry.host}/${to}`, images: `${registry.host}/${to.replace('install', 'mos')}`, 'ca-certificate': 'ca.pem', channel: 'stable' };
      const no = await runAction({ event: 'workflow_dispatch', inputs, workspace });
      expect(no.status).toBe(1);
      expect(no.annotations.filter(({ level }) => level === 'error').map(({ title }) => title)).toEqual(['manifest-action: rollback']);
      expect(no.summary).toContain('Verified, but not promoted');
      const yes = await runAction({ event: 'workflow_dispatch', inputs: { ...inputs, 'allow-rollback': 'true' }, workspace });
      expect({ status: yes.status, stderr: yes.stderr }).toEqual({ status: 0, stderr: '' });
      const before = (await named(registry.url, to, '2.0.0')) as string;
      expect(yes.annotations.map(({ level, message }) => `${level}: ${message}`).join('\n')).toContain(`warning: stable was ${before}`);
      expect(yes.summary).toContain(`Before, it named \`${before}\`. ⚠️ It is not above that: allow-rollback agreed.`);
      const report = JSON.parse(readFileSync(yes.outputs['report'] as string, 'utf8')) as { published: { channel: unknown } };
      expect(report.published.channel).toEqual({ name: 'stable', before, agreed: ['rollback'] });
      expect(await referrerCounts(registry.url, to, yes.outputs['digest'] as string)).toEqual(ONE_PAIR);
    });
  });
}

/** What whoever may write there can do: attach another certificate and signature of the same bytes. */
async function attachPair({ host, url }: Registry, repository: string, by: ProductCertificate, tag = '1.0.0'): Promise<void> {
  const { createPrivateKey, sign } = await import('node:crypto');
  const client = createRegistryClient({ env: {} });
  const store = client.repository(host, repository, { push: true });
  const digest = (await named(url, repository, tag)) as Digest;
  const manifest = (await (await fetch(`${url}/v2/${repository}/manifests/${digest}`, { headers: ACCEPT })).json()) as { layers: { digest: string }[] };
  const bytes = Buffer.from(await (await fetch(`${url}/v2/${repository}/blobs/${manifest.layers[0]?.digest}`)).arrayBuffer());
  const subject = (await store.resolve(digest)) ?? { mediaType: '', digest, size: 0 };
  const pair = packKeyPair(subject, { certificatePem: Buffer.from(by.certificatePem), signature: sign('sha256', bytes, createPrivateKey(by.keyPem)) }, '2026-01-01T00:00:00Z');
  for (const { blobs } of pair) for (const { descriptor, bytes: blob } of blobs) await store.pushBlob(descriptor, async () => Readable.from([blob]));
  await store.pushReferrers(subject, pair.map((artifact) => artifact.bytes));
  const listed = await store.referrers(digest, ARTIFACT_TYPES.certificate);
  await client.close();
  expect(listed).toHaveLength(2);
}
