import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEDIA_TYPES, hexOf, type Descriptor } from '../../src/oci/descriptor.ts';
import { openLayout } from '../../src/oci/layout.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import type { Store } from '../../src/oci/store.ts';
import { ARTIFACT_TYPES, packArtifact } from '../../src/release/artifact.ts';
import { COSIGN_SIGN, cosignStatement } from '../../src/sign/bundle.ts';
import { requestTimestamp } from '../../src/sign/timestamp.ts';
import { createPost } from '../../src/sign/http.ts';
import { makeCa, makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { startGitHub } from '../harness/github.ts';
import { describeWith } from '../harness/peers.ts';
import { startDelayProxy } from '../harness/proxy.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { makeRepository, type Repository } from '../harness/repository.ts';
import { runAction, runCli } from '../harness/runner.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { makePrivateCa } from '../sign/private-ca.ts';
import { openRepository } from '../sign/repository.ts';
import { addLayout, IMAGES, listManifest, PRODUCT } from '../whole/device.ts';
import { NOTHING, attacks, bytesOf, changed, isBundle, isProvenance, otherBytes, without, type Loot } from './attempts.ts';
import { placeReleased, readReleased, type Released } from './released.ts';

// A release that is rightly signed, by a product's key and by a workflow, is published to a real registry. Then whoever may write there, or stands in between, changes
// what it holds; `verify` is told to look for both signatures and must not pass, and say what is wrong.

describeWith(['olareg', 'docker-registry', ...SIGSTORE_PEERS], 'what is done to a signed release', () => {
  let sigstore: Sigstore;
  let repository: Repository;
  let product: ProductCertificate;
  let loot: Loot;
  let keyless: Released;
  /** A root of a CA without a log, and bundles by its certificates. */
  let late: { readonly root: string; readonly bundle: (digest: string, notBefore: Date) => Promise<Buffer> };

  async function publish(destination: string, byKey = true): Promise<void> {
    const payload = { ref: 'refs/tags/v1.0.0', after: repository.sha('HEAD'), repository: { full_name: 'acme/device', default_branch: 'main', private: false } };
    const github = await startGitHub({ code: repository.folder });
    const keys = !byKey ? {} : { sign: 'key, keyless', key: product.keyPem, certificate: product.certificatePem, 'ca-certificate': 'ca.pem' };
    const { status, stdout, stderr } = await runAction({
      event: 'push',
      token: github.token,
      payload,
      workspace: repository.folder,
      inputs: { ...keys, 'sigstore-signing-config': 'signing.json', 'sigstore-trusted-root': 'root.json', destination },
      env: { ...github.env, GITHUB_SERVER_URL: 'https://github.com', ...sigstore.env },
    }).finally(() => github.stop());
    if (status !== 0) throw new Error(`${stdout}${stderr}`);
  }
  const published = async (folder: string, byKey = true): Promise<Released> => {
    await publish(`oci:${folder}`, byKey);
    return readReleased(await openLayout(join(repository.folder, folder), { name: folder }), '1.0.0');
  };
  const verify = async (reference: string, args: readonly string[] = ['--certificate-identity', sigstore.identity], root = 'root.json', key = ['--ca-certificate', 'ca.pem']): Promise<{ status: number | null; fails: readonly string[] | undefined; text: string }> => {
    const anchors = ['--sigstore-trusted-root', root, ...key, '--certificate-oidc-issuer', sigstore.issuer];
    const { status, stdout, stderr } = await runCli(['verify', reference, '--json', ...anchors, ...args], { cwd: repository.folder });
    const report = stdout === '' ? undefined : (JSON.parse(stdout) as { steps: { id: string; ok: boolean | null; message: string }[] });
    const failing = report?.steps.filter(({ ok }) => ok === false);
    return { status, fails: failing?.map(({ id }) => id), text: `${failing?.map(({ message }) => message).join('\n') ?? ''}${stderr}` };
  };

  beforeAll(async () => {
    sigstore = await startSigstore();
    const ca = await makeCa();
    product = await makeProductCertificate({ product: PRODUCT, ca, days: 20 * 365 });
    repository = makeRepository({ 'manifest.yaml': listManifest({ ran: 'ran:2.6' }), 'ca.pem': product.caPem, 'root.json': readFileSync(sigstore.trustedRoot), 'signing.json': readFileSync(sigstore.signingConfig) });
    addLayout(repository.folder);
    const other = await published('other');
    repository.commit({ 'manifest.yaml': listManifest() });
    sigstore.setClaims({ job_workflow_ref: 'evil/acme/device/.github/workflows/release.yml@refs/tags/v1.0.0' });
    const evil = await published('evil');
    sigstore.setClaims({});
    keyless = await published('keyless', false);
    loot = {
      other,
      evil,
      stranger: await makeProductCertificate({ product: PRODUCT, days: 20 * 365 }),
      sibling: await makeProductCertificate({ product: `00000000${PRODUCT.slice(8)}`, ca, days: 20 * 365 }),
      nobody: await makeProductCertificate({ commonName: 'nobody', keyType: 'ec' }),
    };

    const persistence = { deadline: Date.now() + 5000, onProgress: () => {} };
    const privateCa = await makePrivateCa((signature) => requestTimestamp({ url: sigstore.env['TSA_URL'] ?? '', majorApiVersion: 1 }, signature, createPost(process.env, 5000), persistence));
    const root: object = JSON.parse(readFileSync(sigstore.trustedRoot, 'utf8'));
    writeFileSync(join(repository.folder, 'late.json'), JSON.stringify({ ...root, certificateAuthorities: [privateCa.authority], tlogs: [], ctlogs: [] }));
    late = {
      root: 'late.json',
      bundle: async (digest, notBefore) => (await privateCa.signer(sigstore.identity, sigstore.issuer, undefined, notBefore)).envelope('application/vnd.in-toto+json', Buffer.from(JSON.stringify(cosignStatement(digest)))),
    };
  }, 600_000);
  afterAll(() => sigstore?.stop());

  describe.each<[string, () => Promise<Registry>, RegExp]>([
    ['olareg', () => startOlareg(), /^GET \/v2\/\S+\/referrers\/sha256:/],
    ['docker-registry', () => startDockerRegistry(), /^GET \/v2\/\S+\/manifests\/sha256-/],
  ])('on %s', (name, start, listing) => {
    let registry: Registry;
    let good: Released;
    let count = 0;
    const closing: (() => Promise<void>)[] = [];
    const open = (): { readonly store: Store; readonly path: string } => {
      const path = `attack-${++count}/device`;
      const { store, close } = openRepository(registry.host, path);
      closing.push(close);
      return { store, path };
    };
    beforeAll(async () => {
      registry = await start();
      await publish(`${registry.host}/acme/device`);
      const { store, close } = openRepository(registry.host, 'acme/device');
      closing.push(close);
      good = await readReleased(store, '1.0.0');
    }, 120_000);
    afterAll(async () => {
      for (const close of closing) await close();
      await registry?.stop();
    });

    it('nothing: it passes where it was published, and anywhere else', async () => {
      expect(await verify(`${registry.host}/acme/device:1.0.0`)).toEqual({ status: 0, fails: [], text: '' });
      const { store, path } = open();
      const { digest } = await placeReleased(store, '1.0.0', good);
      expect(await verify(`${registry.host}/${path}:1.0.0`)).toEqual({ status: 0, fails: [], text: '' });
      const alone = open();
      await placeReleased(alone.store, '1.0.0', keyless);
      expect(await verify(`${registry.host}/${alone.path}:1.0.0`, undefined, undefined, [])).toEqual({ status: 0, fails: [], text: '' });
      const proxy = await startDelayProxy(registry.host);
      const through = await verify(`${proxy.host}/${path}@${digest}`).finally(proxy.stop);
      expect(through).toEqual({ status: 0, fails: [], text: '' });
      expect(proxy.count(listing)).toBe(1);
    });

    it.each(Object.entries(attacks))('%s', async (_, attack) => {
      const { store, path } = open();
      const attacked = attack.keyless === true ? keyless : good;
      const subject = await placeReleased(store, '1.0.0', attack.place?.(attacked, loot) ?? attacked);
      await attack.also?.(store, subject);
      const proxy = await startDelayProxy(registry.host);
      if (attack.list !== undefined) proxy.answer(listing, attack.list(loot), Infinity);
      if (attack.blob !== undefined) {
        const [layer] = packArtifact(good.release).blobs.filter(({ bytes }) => bytes.equals(bytesOf(good.release)));
        proxy.answer(new RegExp(`^GET \\S+/blobs/${layer?.descriptor.digest}`), attack.blob(bytesOf(good.release)), Infinity);
      }
      const found = await verify(`${proxy.host}/${path}:1.0.0`, attack.identity?.(sigstore.identity), undefined, attack.keyless === true ? [] : undefined).finally(proxy.stop);
      const [status, fails] = attack.fails === 3 ? [3, undefined] : [1, attack.fails];
      expect(found).toEqual({ status, fails, text: expect.stringMatching(attack.says) });
      expect(found.text).not.toContain('    at ');
    });

    it.each<[string, string | undefined, number, ((digest: string, layer: string) => string) | undefined]>([
      ['an attestation over 4 MiB', 'https://cyclonedx.org/bom', 5_000_000, undefined],
      ['a bundle over 4 MiB that says that it is a signature', COSIGN_SIGN, 5_000_000, undefined],
      ['a bundle over 4 MiB that says nothing', undefined, 5_000_000, undefined],
      ['a bundle that is listed and not there', COSIGN_SIGN, 100, (digest) => `/manifests/${digest}`],
      ['a bundle whose blob is not there', COSIGN_SIGN, 100, (_, layer) => `/blobs/${layer}`],
    ])('%s: it passes beside what is good, and alone it does not', async (what, predicateType, size, gone) => {
      const annotations: Readonly<Record<string, string>> = predicateType === undefined ? {} : { 'dev.sigstore.bundle.predicateType': predicateType };
      const broken = { artifactType: ARTIFACT_TYPES.bundle, annotations, created: '2026-01-01T00:00:00Z', layers: [{ mediaType: ARTIFACT_TYPES.bundle, bytes: Buffer.alloc(size, what) }] };
      for (const [released, expected] of [
        [{ ...good, attached: [broken, ...good.attached] }, { status: 0, fails: [], text: '' }],
        [{ ...without(without(good, isBundle), isProvenance), attached: [broken, ...without(without(good, isBundle), isProvenance).attached] }, { status: 1, fails: ['bundle'], text: expect.stringMatching(/sha256:[0-9a-f]{64}/) }],
      ] as const) {
        const { store, path } = open();
        const subject = await placeReleased(store, '1.0.0', released);
        const { descriptor, blobs } = packArtifact({ ...broken, subject });
        const proxy = await startDelayProxy(registry.host);
        if (gone !== undefined) proxy.answer(new RegExp(`^GET \\S+${gone(descriptor.digest, blobs.find(({ bytes }) => bytes.length === size)?.descriptor.digest ?? '')}$`), { status: 404 }, Infinity);
        expect(await verify(`${proxy.host}/${path}:1.0.0`).finally(proxy.stop)).toEqual(expected);
      }
    });

    it.each([[ARTIFACT_TYPES.certificate], [ARTIFACT_TYPES.signature]])('the product’s %s, listed and not there, is a step that fails', async (type) => {
      const { store, path } = open();
      const subject = await placeReleased(store, '1.0.0', good);
      const lost = (await store.referrers(subject.digest)).find(({ artifactType }) => artifactType === type);
      const proxy = await startDelayProxy(registry.host);
      proxy.answer(new RegExp(`^GET \\S+/manifests/${lost?.digest}$`), { status: 404 }, Infinity);
      const reference = `${proxy.host}/${path}:1.0.0`;
      const [asked, unasked] = [await verify(reference), await verify(reference, undefined, undefined, [])];
      await proxy.stop();
      expect(asked).toEqual({ status: 1, fails: ['single-referrers'], text: expect.stringContaining(`the referrer ${lost?.digest} is listed but not there`) });
      expect(unasked).toEqual({ status: 1, fails: ['key-signature'], text: asked.text });
    });

    it('a certificate that had ended when it was used, though an authority says when that was', async () => {
      const digest = packArtifact(good.release).descriptor.digest;
      for (const [minutes, expected] of [[0, { status: 0, fails: [], text: '' }], [30, { status: 1, fails: ['signer-certificate'], text: expect.stringMatching(/The certificate \(valid \S+ to \S+\) is not by a CA of the trusted root at the time of signing/) }]] as const) {
        const bundle = await late.bundle(digest, new Date(Date.now() - minutes * 60_000));
        const { store, path } = open();
        await placeReleased(store, '1.0.0', changed(without(good, isProvenance), isBundle, () => bundle));
        expect(await verify(`${registry.host}/${path}:1.0.0`, undefined, late.root)).toEqual(expected);
      }
    });

    it('images that are not there, or others in their place, or of another size', async () => {
      const identity = ['--certificate-identity', sigstore.identity];
      const reference = `${registry.host}/acme/device:1.0.0`;
      const { store, path } = open();
      const missing = await verify(reference, [...identity, '--images', `${registry.host}/${path}`]);
      expect(missing).toEqual({ status: 1, fails: ['image', 'image', 'image'], text: expect.stringMatching(/"ran": \S+ is not there/) });

      const images = openRepository(registry.host, 'mos');
      closing.push(images.close);
      const hex = IMAGES['ran:2.5'].digest.slice('sha256:'.length);
      const stored = await images.store.manifest(hex);
      const other = Buffer.from(`${stored?.bytes.toString('utf8')} `);
      const { config, layers } = parseManifest(other, 'image');
      for (const blob of [config, ...layers]) await store.pushBlob(blob, async () => images.store.blob(blob));
      await store.pushManifest(other, MEDIA_TYPES.manifest, hex);
      const exchanged = await verify(reference, [...identity, '--images', `${registry.host}/${path}`]);
      expect(exchanged).toEqual({ status: 1, fails: ['image', 'image', 'image'], text: expect.stringMatching(/"ran": \S+ is sha256:[0-9a-f]{64}, and the system manifest says sha256:/) });

      const proxy = await startDelayProxy(registry.host);
      proxy.answer(/\/mos\/manifests\//, { status: 403 }, Infinity);
      expect(await verify(`${proxy.host}/acme/device:1.0.0`).finally(proxy.stop)).toMatchObject({ status: 3, fails: undefined, text: expect.stringContaining('403') });

      const sized = open();
      await placeReleased(sized.store, '1.0.0', otherBytes(good, (text) => text.replace(/878/, '877')));
      expect(await verify(`${registry.host}/${sized.path}:1.0.0`)).toEqual({ status: 1, fails: ['key-signature', 'subject', 'image'], text: expect.stringMatching(/its manifest has 878 bytes, and the system manifest says 877/) });
    });

    it('a blob that was changed on the registry’s own disk', async () => {
      const { path, store } = open();
      const own = otherBytes(good, (text) => text.replace('"1.0.0"', '"1.0.2"'));
      await placeReleased(store, '1.0.0', own);
      const [blob] = packArtifact(own.release).blobs.filter(({ bytes }) => bytes.equals(bytesOf(own.release)));
      const hex = blob === undefined ? '' : hexOf(blob.descriptor.digest);
      const files = readdirSync(registry.dir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(name === 'olareg' ? hex : join(hex, 'data')));
      expect(files).toHaveLength(1);
      for (const file of files) writeFileSync(join(registry.dir, file), bytesOf(good.release));
      const found = await verify(`${registry.host}/${path}:1.0.0`);
      expect({ ...found, text: found.text.includes(hex) }).toEqual({ status: 3, fails: undefined, text: true });
    });
  });

  it('a fallback tag that was changed, on a registry that has no other list', async () => {
    const registry = await startDockerRegistry();
    try {
      await publish(`${registry.host}/acme/device`);
      const reference = `${registry.host}/acme/device:1.0.0`;
      const { store, close } = openRepository(registry.host, 'acme/device');
      const good = await readReleased(store, '1.0.0');
      const subject = packArtifact(good.release).descriptor;
      const fallback = `sha256-${hexOf(subject.digest)}`;
      const { bytes } = (await store.manifest(fallback)) ?? { bytes: Buffer.alloc(0) };
      const index: { manifests: Descriptor[] } = JSON.parse(bytes.toString('utf8'));
      const elsewhere = await placeReleased(store, 'other', loot.other);
      const others = await store.referrers(elsewhere.digest);
      const kept = (type: string): Descriptor[] => index.manifests.filter(({ artifactType }) => artifactType === type);
      for (const [what, manifests, fails] of [
        ['as it was', index.manifests, []],
        ['nothing', [], NOTHING],
        ['another manifest’s', others, ['key-signature', 'subject']],
        ['the pair alone', [...kept(ARTIFACT_TYPES.certificate), ...kept(ARTIFACT_TYPES.signature)], ['keyless']],
        ['the bundles alone', kept(ARTIFACT_TYPES.bundle), ['single-referrers', 'single-referrers']],
        ['both manifests’', [...index.manifests, ...others.filter(({ artifactType }) => artifactType === ARTIFACT_TYPES.signature)], ['single-referrers']],
        ['the signature as certificate', index.manifests.map((each) => (each.artifactType === ARTIFACT_TYPES.signature ? { ...each, artifactType: ARTIFACT_TYPES.certificate } : each)), ['single-referrers', 'single-referrers']],
        ['types that are not those of the manifests', index.manifests.map((each) => ({ ...each, artifactType: 'application/vnd.other' })), NOTHING],
        ['as it was, again', index.manifests, []],
      ] as const) {
        await store.pushManifest(Buffer.from(JSON.stringify({ ...index, manifests })), MEDIA_TYPES.index, fallback);
        const found = await verify(reference);
        expect({ what, status: found.status, fails: found.fails }).toEqual({ what, status: fails.length === 0 ? 0 : 1, fails });
      }
      await store.pushManifest(packArtifact(good.release).bytes, MEDIA_TYPES.manifest, fallback);
      // Asked for an index alone, distribution says of a manifest that it is not there.
      expect(await verify(reference)).toMatchObject({ status: 1, fails: NOTHING });
      await close();
    } finally {
      await registry.stop();
    }
  }, 120_000);
});
