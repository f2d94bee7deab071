import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { startGitHub } from '../harness/github.ts';
import { describeWith, mustRun, requirePeer, run, type Ended } from '../harness/peers.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { startRekorV1, type RekorV1 } from '../harness/rekor-v1.ts';
import { makeRepository, type Repository } from '../harness/repository.ts';
import { PROJECT, runAction, runCli, type ActionResult } from '../harness/runner.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { tokensOf } from '../sign/issuer.ts';
import { addLayout, IMAGES, listManifest, PRODUCT, type Image } from './device.ts';

// `legacy-signature: true` is a promise to cosign 2 and Kyverno, which read no bundles; and what cosign 2 signed, a policy must read.

const GITHUB = 'https://token.actions.githubusercontent.com';

describeWith(['olareg', 'docker-registry', 'crane', 'skopeo', 'cosign', 'cosign2', ...SIGSTORE_PEERS], 'the older form of signatures', () => {
  let sigstore: Sigstore;
  let log: RekorV1;
  let repository: Repository;
  let product: ProductCertificate;
  let home: string;
  /** For what cosign 2 does not take from a trusted root. */
  let trust: Readonly<Record<string, string>>;

  beforeAll(async () => {
    sigstore = await startSigstore({ issuer: GITHUB });
    log = await startRekorV1();
    product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    home = temporaryFolder('cosign2');
    const { trustedRoot, signingConfig } = sigstore.withLog(log);
    repository = makeRepository({ 'manifest.yaml': listManifest(), 'root.json': readFileSync(trustedRoot), 'signing.json': readFileSync(signingConfig) });
    addLayout(repository.folder);
    const file = (name: string, content: string | Buffer): string => {
      writeFileSync(join(home, name), content);
      return join(home, name);
    };
    file('product.pub', new X509Certificate(product.certificatePem).publicKey.export({ type: 'spki', format: 'pem' }));
    trust = {
      SIGSTORE_ROOT_FILE: join(sigstore.dir, 'fulcio-chain.pem'),
      SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: join(sigstore.dir, 'ctlog.pub'),
      SIGSTORE_REKOR_PUBLIC_KEY: file('rekor.pub', await (await fetch(`${log.url}/api/v1/log/publicKey`)).text()),
    };
    await mustRun(requirePeer('cosign2'), ['generate-key-pair'], { cwd: home, env: { HOME: home, COSIGN_PASSWORD: 'secret' } });
  }, 600_000);
  afterAll(async () => {
    await log?.stop();
    await sigstore?.stop();
  });

  const cosign = (name: 'cosign' | 'cosign2', args: readonly string[]): Promise<Ended> => run(requirePeer(name), args, { cwd: home, env: { HOME: home, COSIGN_PASSWORD: 'secret', ...trust } });
  const identity = (san = sigstore.identity): string[] => ['--certificate-identity', san, '--certificate-oidc-issuer', GITHUB];

  async function release(destination: string, inputs: Readonly<Record<string, string>>): Promise<ActionResult> {
    const payload = { ref: 'refs/tags/v1.0.0', after: repository.sha('HEAD'), repository: { full_name: 'acme/device', default_branch: 'main', private: false } };
    const github = await startGitHub({ code: repository.folder });
    return runAction({
      event: 'push',
      token: github.token,
      payload,
      workspace: repository.folder,
      inputs: { destination, 'legacy-signature': 'true', 'sigstore-signing-config': 'signing.json', 'sigstore-trusted-root': 'root.json', ...inputs },
      env: { ...github.env, GITHUB_SERVER_URL: 'https://github.com', ...sigstore.env },
    }).finally(() => github.stop());
  }

  describe.each<[string, () => Promise<Registry>]>([
    ['olareg', () => startOlareg()],
    ['docker-registry', () => startDockerRegistry()],
  ])('on %s', (_, start) => {
    let registry: Registry;
    beforeAll(async () => {
      registry = await start();
    });
    afterAll(() => registry?.stop());

    const verify = (name: 'cosign' | 'cosign2', reference: string, ...args: readonly string[]): Promise<Ended> => cosign(name, ['verify', ...(name === 'cosign' ? ['--new-bundle-format=false'] : []), ...args, reference]);
    const byKey = (key: string): string[] => ['--key', key, '--insecure-ignore-tlog'];
    const keys = (): Record<string, string> => ({ key: product.keyPem, certificate: product.certificatePem, 'ca-certificate': product.caPem });
    const signatures = async (reference: string): Promise<unknown[]> => {
      const [name = '', digest = ''] = reference.split('@');
      const manifest = await fetch(`${registry.url}/v2/${name.replace(`${registry.host}/`, '')}/manifests/${digest.replace(':', '-')}.sig`, { headers: { accept: 'application/vnd.oci.image.manifest.v1+json' } });
      return ((await manifest.json()) as { layers: unknown[] }).layers;
    };
    async function published(destination: string, inputs: Readonly<Record<string, string>>): Promise<string> {
      const { status, annotations, outputs } = await release(destination, inputs);
      expect({ status, errors: annotations.filter(({ level }) => level === 'error') }).toEqual({ status: 0, errors: [] });
      return outputs['reference'] as string;
    }
    async function expectVerified(reference: string, attempts: readonly (readonly ['cosign' | 'cosign2', readonly string[], boolean])[]): Promise<void> {
      for (const [name, args, accepted] of attempts) {
        const { status, stderr } = await verify(name, reference, ...args);
        expect({ name, args, accepted: status === 0, stderr: accepted && status !== 0 ? stderr : '' }).toEqual({ name, args, accepted, stderr: '' });
      }
    }

    it('cosign 2 verifies what the key signed; a second run writes nothing, and a signature of its own stays', async () => {
      const destination = `${registry.host}/acme/keyed`;
      const inputs = { sign: 'key', ...keys() };
      const reference = await published(destination, inputs);
      await expectVerified(reference, [['cosign', byKey('product.pub'), true], ['cosign', byKey('cosign.pub'), false], ['cosign2', byKey('product.pub'), true], ['cosign2', byKey('cosign.pub'), false]]);

      const ours = await signatures(reference);
      expect(ours).toHaveLength(1);
      expect(await published(destination, inputs)).toBe(reference);
      expect(await signatures(reference)).toEqual(ours);
      const signed = await cosign('cosign2', ['sign', '--yes', '--key', 'cosign.key', '--tlog-upload=false', reference]);
      expect({ status: signed.status, stderr: signed.status === 0 ? '' : signed.stderr }).toEqual({ status: 0, stderr: '' });
      expect(await published(destination, inputs)).toBe(reference);
      expect(await signatures(reference)).toEqual([...ours, expect.anything()]);
      await expectVerified(reference, [['cosign2', byKey('product.pub'), true], ['cosign2', byKey('cosign.pub'), true]]);
    }, 120_000);

    it('cosign 2 verifies what sigstore signed, by the bundle where it finds one, and without bundles by the older form', async () => {
      const destination = `${registry.host}/acme/device`;
      const inputs = { sign: 'key, keyless', ...keys() };
      const reference = await published(destination, inputs);
      const root = ['--trusted-root', join(repository.folder, 'root.json')];
      const stranger = identity(`${sigstore.identity}0`);
      // From 2.6.3 on it reads bundles where there are some, and then nothing else: so not the key's signature.
      await expectVerified(reference, [
        ['cosign', byKey('product.pub'), true],
        ['cosign', [...root, ...identity()], true],
        ['cosign', [...root, ...stranger], false],
        ['cosign2', [...root, ...identity()], true],
        ['cosign2', [...root, ...stranger], false],
        ['cosign2', byKey('product.pub'), false],
      ]);

      const ours = await signatures(reference);
      expect(ours).toHaveLength(2);
      expect(await published(destination, inputs)).toBe(reference);
      expect(await signatures(reference)).toEqual(ours);

      // As older ones see it, which look for the tag alone.
      const alone = reference.replace('/acme/device@', '/alone/device@');
      const tag = `${reference.split('@')[1]?.replace(':', '-')}.sig`;
      for (const [from, to] of [[reference, `${registry.host}/alone/device:1.0.0`], [`${destination}:${tag}`, `${registry.host}/alone/device:${tag}`]] as const) await mustRun(requirePeer('crane'), ['copy', from, to]);
      await expectVerified(alone, [
        ['cosign2', ['--offline', ...root, ...identity()], true],
        ['cosign2', ['--offline', ...identity()], true],
        ['cosign2', ['--offline', ...stranger], false],
        ['cosign2', byKey('product.pub'), true],
        ['cosign2', byKey('cosign.pub'), false],
      ]);
    }, 120_000);

    it('a policy accepts what cosign 2 signed, by key and by certificate, and no other signer', async () => {
      for (const image of Object.keys(IMAGES) as Image[]) {
        await mustRun('skopeo', ['--insecure-policy', 'copy', '--preserve-digests', '--dest-tls-verify=false', `oci:${join(PROJECT, '__tests__/vectors/layout')}:${image}`, `docker://${registry.host}/os/${image}`]);
      }
      const at = (image: Image): string => `${registry.host}/os/${image.split(':')[0]}@${IMAGES[image].digest}`;
      const token = await tokensOf(sigstore).getIdToken('sigstore');
      for (const args of [
        ['sign', '--yes', '--key', 'cosign.key', '--tlog-upload=false', at('hostfs:1.0.0')],
        ['sign', '--yes', '--identity-token', token, '--fulcio-url', sigstore.env['FULCIO_URL'] ?? '', '--rekor-url', log.url, at('ran:2.5')],
      ]) {
        const ended = await cosign('cosign2', args);
        expect({ status: ended.status, stderr: ended.status === 0 ? '' : ended.stderr }).toEqual({ status: 0, stderr: '' });
      }
      const publicKey = readFileSync(join(home, 'cosign.pub'), 'utf8').trim();
      const policy = (key: string, san: string): string =>
        `version: 1\nimages:\n  - match: ${registry.host}/os/hostfs\n    signed-by:\n      - key: |\n${key.replaceAll(/^/gm, '          ')}\n  - match: ${registry.host}/os/ran\n    signed-by:\n      - identity: ${san}\n        issuer: ${GITHUB}\n`;
      const check = (key: string, san: string): ReturnType<typeof runCli> =>
        runCli(['check', '--policy', 'policy.yaml', '--sigstore-trusted-root', 'root.json', '--json'], {
          files: { 'manifest.yaml': listManifest({ prefix: `docker://${registry.host}/os/` }), 'policy.yaml': policy(key, san), 'root.json': readFileSync(join(repository.folder, 'root.json'), 'utf8') },
        });
      const signed = async (key: string, san: string): Promise<unknown> => {
        const { status, stdout } = await check(key, san);
        const { manifests } = JSON.parse(stdout) as { manifests: { targets: { name: string; signed?: string }[]; problems: { rule: string; target: string }[] }[] };
        return { status, refused: manifests[0]?.problems.filter(({ rule }) => rule === 'unverified-source').map(({ target }) => target), told: manifests[0]?.targets.map(({ signed: who = '' }) => who.replace(/SHA256:\S+/, 'SHA256:…')) };
      };
      const [named, certified] = ['Signed by the key SHA256:… by a legacy signature', `Signed by ${sigstore.identity} (${GITHUB}), by a legacy signature`];
      expect(await signed(publicKey, sigstore.identity)).toMatchObject({ status: 0, refused: [], told: [named, named, certified] });
      const stranger = readFileSync(join(home, 'product.pub'), 'utf8').trim();
      expect(await signed(stranger, `${sigstore.identity}0`)).toMatchObject({ status: 1, refused: ['hostfs', 'bootkit', 'ran'] });
    }, 120_000);
  });
});
