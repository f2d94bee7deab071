import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import { readBlob, type Store } from '../../src/oci/store.ts';
import { BUNDLE_MEDIA_TYPE, COSIGN_SIGN, bundleReferrer, cosignStatement, type ArtifactShape } from '../../src/sign/bundle.ts';
import { preAuthenticationEncoding } from '../../src/sign/dsse.ts';
import { createKeylessSigner, type KeylessSigner } from '../../src/sign/keyless.ts';
import { packLegacy } from '../../src/sign/legacy-image.ts';
import { legacyByKey, legacyFromBundle, simpleSigning } from '../../src/sign/legacy.ts';
import { parsePolicy } from '../../src/sign/policy.ts';
import { SLSA_PROVENANCE, provenanceStatement } from '../../src/sign/provenance.ts';
import { parseTrust } from '../../src/sign/trust.ts';
import { verifyImage, type ImageVerification } from '../../src/sign/verify-image.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { describeWith, requirePeer, run, type Ended } from '../harness/peers.ts';
import { startDelayProxy } from '../harness/proxy.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { startRekorV1, type RekorV1 } from '../harness/rekor-v1.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { readJson, tokensOf } from './issuer.ts';
import { attach, openRepository, pushImage, pushIndex, pushLegacy } from './repository.ts';

const GITHUB = 'https://token.actions.githubusercontent.com';
const REPOSITORY = 'acme/device';

describeWith([...SIGSTORE_PEERS, 'cosign', 'gh', 'olareg', 'docker-registry'], 'signatures in registries', () => {
  let sigstore: Sigstore;
  let rekor: RekorV1;
  let first: { readonly signingConfig: string; readonly trustedRoot: string };
  let folder: string;
  let signer: KeylessSigner;
  let signerV1: KeylessSigner;
  let key: KeyObject;
  let publicKey: string;

  beforeAll(async () => {
    sigstore = await startSigstore({ issuer: GITHUB });
    rekor = await startRekorV1();
    first = sigstore.withLog(rekor);
    folder = temporaryFolder('registry');
    const open = (signingConfig: string): Promise<KeylessSigner> =>
      createKeylessSigner({ env: process.env, signingConfig: readJson(signingConfig), trustedRoot: readJson(first.trustedRoot), getIdToken: tokensOf(sigstore).getIdToken });
    [signer, signerV1] = await Promise.all([open(sigstore.signingConfig), open(first.signingConfig)]);
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    key = pair.privateKey;
    publicKey = pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  }, 600_000);
  afterAll(async () => {
    await rekor?.stop();
    await sigstore?.stop();
    await removeFolder(folder);
  });

  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const cosign = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> => run(requirePeer('cosign'), args, { env: { HOME: folder, COSIGN_PASSWORD: 'secret', ...env }, cwd: folder });
  const anchors = (identity = sigstore.identity): readonly string[] => ['--trusted-root', first.trustedRoot, '--certificate-identity', identity, '--certificate-oidc-issuer', GITHUB];
  const policy = async (store: Store, digests: readonly Descriptor[], signedBy: string): Promise<ImageVerification> => {
    const { entries } = await parsePolicy(`version: 1\nimages:\n  - match: "**"\n    signed-by:\n${signedBy.replaceAll(/^/gm, '      ')}`);
    const [entry] = entries;
    if (entry === undefined) throw new Error('the policy has no entry');
    return verifyImage({ store, digests: digests.map(({ digest }) => digest), entry, trust: async () => parseTrust(readJson(first.trustedRoot)) });
  };
  const byIdentity = (identity = sigstore.identity): string => `- identity: ${identity}\n  issuer: ${GITHUB}`;
  const byKey = (pem = publicKey): string => `- key: |\n    ${pem.trim().replaceAll('\n', '\n    ')}`;

  describe.each<[string, () => Promise<Registry>]>([
    ['olareg', () => startOlareg()],
    ['docker-registry', () => startDockerRegistry()],
  ])('on %s', (name, start) => {
    let registry: Registry;
    let store: Store;
    let close: () => Promise<void>;
    beforeAll(async () => {
      registry = await start();
      ({ store, close } = openRepository(registry.host, REPOSITORY));
    });
    afterAll(async () => {
      await close?.();
      await registry?.stop();
    });
    const at = ({ digest }: Descriptor): string => `${registry.host}/${REPOSITORY}@${digest}`;

    test('cosign verifies our bundle by digest and by tag, and no other identity', async () => {
      const image = await pushImage(store, 'ours');
      await attach(store, image, bundleReferrer(await signer.signStatement(cosignStatement(image.digest)), COSIGN_SIGN));
      expect(await cosign(['verify', ...anchors(), at(image)])).toMatchObject({ status: 0 });
      expect(await cosign(['verify', ...anchors(), '--certificate-github-workflow-repository', 'acme/device', '--certificate-github-workflow-ref', 'refs/tags/v1.0.0', `${registry.host}/${REPOSITORY}:ours`])).toMatchObject({ status: 0 });
      expect((await cosign(['verify', ...anchors(`${sigstore.identity}0`), at(image)])).status).not.toBe(0);
      expect(await policy(store, [image], byIdentity())).toMatchObject({ ok: true, by: { form: 'bundle', signer: sigstore.identity, issuer: GITHUB } });
      expect(await policy(store, [image], byIdentity(`${sigstore.identity}0`))).toMatchObject({ ok: false, others: [{ signer: sigstore.identity }], message: expect.stringContaining('does not name') });
    });

    test('cosign and gh verify our provenance, of this repository alone', async () => {
      const image = await pushImage(store, 'provenance');
      const statement = provenanceStatement({
        digest: image.digest,
        name: `${registry.host}/${REPOSITORY}`,
        identity: await signer.identity(),
        dependencies: [{ uri: 'docker://registry.example/os/ran:2.5', name: 'ran', digest: `sha256:${'ab'.repeat(32)}` }],
      });
      if (statement === undefined) throw new Error('the identity is a workflow’s');
      await attach(store, image, bundleReferrer(await signer.signStatement(statement), SLSA_PROVENANCE));
      expect(await cosign(['verify-attestation', '--type', 'slsaprovenance1', ...anchors(), at(image)])).toMatchObject({ status: 0 });

      const root = file('trusted_root.jsonl', `${JSON.stringify(readJson(sigstore.trustedRoot))}\n`);
      const gh = (repository: string, args: readonly string[] = []): Promise<Ended> =>
        run(requirePeer('gh'), ['attestation', 'verify', `oci://${at(image)}`, '--bundle-from-oci', '--custom-trusted-root', root, '--repo', repository, ...args], { env: { HOME: folder, GH_TOKEN: 'x', GH_CONFIG_DIR: folder } });
      expect(await gh('acme/device')).toMatchObject({ status: 0 });
      expect(await gh('acme/device', ['--source-ref', 'refs/tags/v1.0.0', '--signer-workflow', 'acme/device/.github/workflows/release.yml'])).toMatchObject({ status: 0 });
      expect((await gh('acme/other')).status).not.toBe(0);

      expect(await policy(store, [image], '- github: acme/device\n  workflow: release.yml\n  ref: refs/tags/v*')).toMatchObject({ ok: true, by: { form: 'provenance' } });
      expect(await policy(store, [image], '- github: acme/other')).toMatchObject({ ok: false });
      expect(await policy(store, [image], byIdentity())).toMatchObject({ ok: false }); // provenance is no signature of cosign's
    });

    test('cosign verifies our legacy form, by certificate and by key', async () => {
      const image = await pushImage(store, 'legacy');
      const payload = simpleSigning(`${registry.host}/${REPOSITORY}`, image.digest);
      const [message, { chainPem }] = await Promise.all([signerV1.signMessage(payload), signerV1.identity()]);
      const byCertificate = legacyFromBundle(payload, message, chainPem);
      await pushLegacy(store, packLegacy(image.digest, [byCertificate]));
      expect(await cosign(['verify', ...anchors(), at(image)])).toMatchObject({ status: 0 });
      expect((await cosign(['verify', ...anchors(`${sigstore.identity}0`), at(image)])).status).not.toBe(0);
      expect(await policy(store, [image], byIdentity())).toMatchObject({ ok: true, by: { form: 'legacy', signer: sigstore.identity } });
      expect(await policy(store, [image], byKey())).toMatchObject({ ok: false });

      const keyed = await pushImage(store, 'legacy-key');
      const keyPayload = simpleSigning(`${registry.host}/${REPOSITORY}`, keyed.digest);
      await pushLegacy(store, packLegacy(keyed.digest, [legacyByKey(keyPayload, sign('sha256', keyPayload, key))]));
      expect(await cosign(['verify', '--key', file('public.pem', publicKey), '--insecure-ignore-tlog', at(keyed)])).toMatchObject({ status: 0 });
      expect(await policy(store, [keyed], byKey())).toMatchObject({ ok: true, by: { form: 'legacy', signer: expect.stringMatching(/^SHA256:[0-9a-f]{64}$/) } });

      // As cosign writes it that is given the key's certificate too: of those who trust the key nobody asks whose that is.
      const both = await pushImage(store, 'legacy-key-certificate');
      const bothPayload = simpleSigning(`${registry.host}/${REPOSITORY}`, both.digest);
      const certified = legacyByKey(bothPayload, sign('sha256', bothPayload, key));
      const { certificatePem } = await signerV1.identity();
      await pushLegacy(store, packLegacy(both.digest, [{ ...certified, annotations: { ...certified.annotations, 'dev.sigstore.cosign/certificate': certificatePem.toString() } }]));
      expect(await cosign(['verify', '--key', file('public.pem', publicKey), '--insecure-ignore-tlog', at(both)])).toMatchObject({ status: 0 });
      expect(await policy(store, [both], byKey())).toMatchObject({ ok: true, by: { form: 'legacy', issuer: undefined } });
      expect(await policy(store, [both], `${byIdentity()}\n${byKey()}`)).toMatchObject({ ok: true, by: { form: 'legacy', issuer: undefined } });
      expect(await policy(store, [both], byIdentity())).toMatchObject({ ok: false });

      // Beside a signature that is there already, which stays.
      const existing = JSON.parse((await store.manifest(packLegacy(image.digest, []).tag))?.bytes.toString() ?? '{}').layers;
      await pushLegacy(store, packLegacy(image.digest, [legacyByKey(payload, sign('sha256', payload, key))], existing));
      expect(await policy(store, [image], byIdentity())).toMatchObject({ ok: true });
      expect(await policy(store, [image], byKey())).toMatchObject({ ok: true });
    });

    test('we verify what cosign signed: keyless and by key, as bundles and in the legacy form', async () => {
      mkdirSync(join(folder, name));
      const [private_, public_] = [join(folder, name, 'cosign.key'), join(folder, name, 'cosign.pub')];
      expect(await run(requirePeer('cosign'), ['generate-key-pair'], { cwd: join(folder, name), env: { HOME: folder, COSIGN_PASSWORD: 'secret' } })).toMatchObject({ status: 0 });
      const token = file(`${name}.token`, await tokensOf(sigstore).getIdToken('sigstore'));
      const images = { bundle: await pushImage(store, 'cosign-bundle'), key: await pushImage(store, 'cosign-key'), legacy: await pushImage(store, 'cosign-legacy'), legacyKey: await pushImage(store, 'cosign-legacy-key') };
      const services = ['--signing-config', first.signingConfig, '--trusted-root', first.trustedRoot];
      const old = ['--new-bundle-format=false', '--use-signing-config=false'];
      const trust = { SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: join(sigstore.dir, 'ctlog.pub'), SIGSTORE_ROOT_FILE: join(sigstore.dir, 'fulcio-chain.pem'), SIGSTORE_REKOR_PUBLIC_KEY: file('rekor.pub', await (await fetch(`${rekor.url}/api/v1/log/publicKey`)).text()) };
      const ended = [
        await cosign(['sign', '--yes', '--identity-token', token, ...services, at(images.bundle)]),
        await cosign(['sign', '--yes', '--key', private_, ...services, at(images.key)]),
        await cosign(['sign', '--yes', '--identity-token', token, ...old, '--fulcio-url', sigstore.env['FULCIO_URL'] ?? '', '--rekor-url', rekor.url, at(images.legacy)], trust),
        await cosign(['sign', '--yes', '--key', private_, ...old, '--tlog-upload=false', at(images.legacyKey)]),
      ];
      expect(ended.map(({ status, stderr }) => (status === 0 ? 0 : stderr))).toEqual([0, 0, 0, 0]);
      const cosignKey = byKey(readFileSync(public_, 'utf8'));
      expect(await policy(store, [images.bundle], byIdentity())).toMatchObject({ ok: true, by: { form: 'bundle' } });
      expect(await policy(store, [images.key], cosignKey)).toMatchObject({ ok: true, by: { form: 'bundle' } });
      expect(await policy(store, [images.legacy], byIdentity())).toMatchObject({ ok: true, by: { form: 'legacy' } });
      expect(await policy(store, [images.legacyKey], cosignKey)).toMatchObject({ ok: true, by: { form: 'legacy' } });
      for (const image of Object.values(images)) {
        expect(await policy(store, [image], byKey())).toMatchObject({ ok: false });
        expect(await policy(store, [image], byIdentity(`${sigstore.identity}0`))).toMatchObject({ ok: false });
      }
      // A key's bundle that was moved to another image.
      const moved = await pushImage(store, 'moved');
      const [referrer] = await store.referrers(images.key.digest);
      const [layer] = referrer === undefined ? [] : parseManifest((await store.manifest(referrer.digest))?.bytes ?? Buffer.alloc(0), 'the bundle').layers;
      if (layer === undefined) throw new Error('cosign attached no bundle');
      await attach(store, moved, { artifactType: layer.mediaType, layers: [{ mediaType: layer.mediaType, bytes: await readBlob(store, layer) }], annotations: {} });
      expect(await policy(store, [moved], cosignKey)).toMatchObject({ ok: false, message: expect.stringContaining('about something else') });
      // Any of several is enough.
      expect(await policy(store, [images.key], `${byIdentity()}\n${cosignKey}`)).toMatchObject({ ok: true });
    });

    test('the older form is refused for a log of Rekor 2, and for a payload of another type', async () => {
      const image = await pushImage(store, 'typed');
      const payload = simpleSigning(`${registry.host}/${REPOSITORY}`, image.digest);
      const message = await signer.signMessage(payload);
      expect(() => legacyFromBundle(payload, message, '')).toThrow(expect.objectContaining({ kind: 'usage', code: 'legacy-signature' }));
      const other = Buffer.from(payload.toString().replace('cosign container image signature', 'a promise'));
      await pushLegacy(store, packLegacy(image.digest, [legacyByKey(other, sign('sha256', other, key))]));
      expect(await policy(store, [image], byKey())).toMatchObject({ ok: false, message: expect.stringContaining('its payload is about nothing') });
    });

    test('attempts to pass another’s signature off as this image’s', async () => {
      const [image, other] = [await pushImage(store, 'attacked'), await pushImage(store, 'signed')];
      const bundle = await signer.signStatement(cosignStatement(other.digest));
      const payload = simpleSigning('acme/device', other.digest);
      const message = await signerV1.signMessage(payload);
      expect(await policy(store, [image], byIdentity())).toEqual({ ok: false, by: undefined, others: [], message: 'Nobody signed it' });
      await attach(store, image, bundleReferrer(bundle, COSIGN_SIGN)); // moved to another subject
      await attach(store, image, { artifactType: bundleReferrer(bundle, '').artifactType, layers: [{ mediaType: bundleReferrer(bundle, '').artifactType, bytes: Buffer.from('{"broken"') }], annotations: {} });
      await attach(store, image, { artifactType: 'application/vnd.cncf.notary.signature', layers: [{ mediaType: 'application/jose+json', bytes: Buffer.from('{}') }], annotations: {} });
      await pushLegacy(store, packLegacy(image.digest, [legacyFromBundle(payload, message, '')])); // about another image
      const { ok, message: told } = await policy(store, [image], byIdentity());
      expect(ok).toBe(false);
      expect(told).toMatch(/and must be about/);
      expect(told).toMatch(/its payload is about sha256:/);
      expect(told).toMatch(/signed with notation, which is not verified here$/);
      expect((await cosign(['verify', ...anchors(), at(image)])).status).not.toBe(0);
      // The right one beside all of these counts.
      await attach(store, image, bundleReferrer(await signer.signStatement(cosignStatement(image.digest)), COSIGN_SIGN));
      expect(await policy(store, [image], byIdentity())).toMatchObject({ ok: true });
    });

    test('what is signed by the right one, and is no signature of the image', async () => {
      const TYPE = 'application/vnd.in-toto+json';
      const byBareKey = (statement: object, payloadType = TYPE): object => {
        const payload = Buffer.from(JSON.stringify(statement));
        const sig = sign('sha256', preAuthenticationEncoding(payloadType, payload), key).toString('base64');
        return { mediaType: BUNDLE_MEDIA_TYPE, verificationMaterial: { publicKey: { hint: '' }, tlogEntries: [] }, dsseEnvelope: { payload: payload.toString('base64'), payloadType, signatures: [{ sig }] } };
      };
      const signedTwice = (bundle: object): object => {
        const { dsseEnvelope: envelope } = bundle as { dsseEnvelope: { signatures: readonly object[] } };
        return { ...bundle, dsseEnvelope: { ...envelope, signatures: [...envelope.signatures, ...envelope.signatures] } };
      };
      const twice = (shape: ArtifactShape): ArtifactShape => ({ ...shape, layers: [...shape.layers, ...shape.layers] });
      const asTar = (shape: ArtifactShape): ArtifactShape => ({ ...shape, layers: shape.layers.map((layer) => ({ ...layer, mediaType: 'application/vnd.oci.image.layer.v1.tar' })) });
      const vulnerabilities = 'https://cosign.sigstore.dev/attestation/vuln/v1';
      let count = 0;
      const tried = async (signedBy: string, make: (image: Descriptor) => Promise<ArtifactShape>): Promise<ImageVerification> => {
        const image = await pushImage(store, `odd-${++count}`);
        await attach(store, image, await make(image));
        return policy(store, [image], signedBy);
      };
      expect(await tried(byKey(), async ({ digest }) => bundleReferrer(byBareKey(cosignStatement(digest)), COSIGN_SIGN))).toMatchObject({ ok: true });
      for (const [signedBy, make, message] of [
        [byKey(), async ({ digest }) => bundleReferrer(byBareKey(cosignStatement(digest), 'application/json'), COSIGN_SIGN), /about something else/],
        [byKey(), async ({ digest }) => bundleReferrer(byBareKey({ ...cosignStatement(digest), predicateType: SLSA_PROVENANCE }), SLSA_PROVENANCE), /provenance by a bare key/],
        [byKey(), async ({ digest }) => bundleReferrer(byBareKey({ ...cosignStatement(digest), predicateType: vulnerabilities }), COSIGN_SIGN), /vuln\/v1, which is no signature of an image/],
        [byKey(), async ({ digest }) => bundleReferrer(signedTwice(byBareKey(cosignStatement(digest))), COSIGN_SIGN), /holds no in-toto statement/],
        [byKey(), async ({ digest }) => twice(bundleReferrer(byBareKey(cosignStatement(digest)), COSIGN_SIGN)), /holds no bundle/],
        [byKey(), async ({ digest }) => asTar(bundleReferrer(byBareKey(cosignStatement(digest)), COSIGN_SIGN)), /holds no bundle/],
        [byIdentity(), async ({ digest }) => bundleReferrer(await signer.signStatement({ ...cosignStatement(digest), predicateType: vulnerabilities }), COSIGN_SIGN), /vuln\/v1, which is no signature of an image/],
        [byKey(), async ({ digest }) => bundleReferrer(await signer.signStatement(cosignStatement(digest)), COSIGN_SIGN), /by a certificate, and the policy names keys alone/],
      ] as const satisfies readonly (readonly [string, (image: Descriptor) => Promise<ArtifactShape>, RegExp])[]) {
        expect(await tried(signedBy, make)).toMatchObject({ ok: false, by: undefined, message: expect.stringMatching(message) });
      }

      // What the registry does not give is not taken for a signature that does not hold.
      const image = await pushImage(store, 'hidden');
      await attach(store, image, bundleReferrer(byBareKey(cosignStatement(image.digest)), COSIGN_SIGN));
      const [referrer] = await store.referrers(image.digest);
      const proxy = await startDelayProxy(registry.host);
      proxy.answer(new RegExp(`manifests/${referrer?.digest}`), { status: 403 }, Infinity);
      const between = openRepository(proxy.host, REPOSITORY);
      await expect(policy(between.store, [image], byKey()).finally(between.close).finally(proxy.stop)).rejects.toMatchObject({ kind: 'unavailable' });
    });

    test('a signature of the index stands for its images when the index is how they were found', async () => {
      const image = await pushImage(store, 'in-index');
      const index = await pushIndex(store, 'index', [image]);
      await attach(store, index, bundleReferrer(await signer.signStatement(cosignStatement(index.digest)), COSIGN_SIGN));
      expect(await policy(store, [image], byIdentity())).toMatchObject({ ok: false });
      expect(await policy(store, [image, index], byIdentity())).toMatchObject({ ok: true });
    });
  });
});
