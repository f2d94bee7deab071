import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ARTIFACT_TYPES } from '../../src/release/artifact.ts';
import { startGitHub } from '../harness/github.ts';
import { describeWith } from '../harness/peers.ts';
import { startDelayProxy, type DelayProxy } from '../harness/proxy.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { makeRepository, type Repository } from '../harness/repository.ts';
import { runAction, runCli, type ActionResult } from '../harness/runner.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { addLayout, listManifest } from './device.ts';
import { copyOfBundle, named, referrerCounts } from './publishing.ts';

// A keyless release that died between its referrers. What was attached stays, what is missing is made, and nothing is there twice. The key of a
// certificate dies with its run, so what a dead run did not attach needs a new certificate: the second one is for that alone.

let sigstore: Sigstore;
let repository: Repository;
let program: string;

describeWith(['olareg', 'docker-registry', ...SIGSTORE_PEERS], 'a keyless release that is cut off', () => {
  beforeAll(async () => {
    program = copyOfBundle();
    sigstore = await startSigstore();
    repository = makeRepository({ 'manifest.yaml': listManifest(), 'root.json': readFileSync(sigstore.trustedRoot), 'signing.json': readFileSync(sigstore.signingConfig) });
    addLayout(repository.folder);
  }, 600_000);
  afterAll(() => sigstore?.stop());

  async function release(proxy: DelayProxy, name: string): Promise<ActionResult> {
    const payload = { ref: 'refs/tags/v1.0.0', after: repository.sha('HEAD'), repository: { full_name: 'acme/device', default_branch: 'main', private: false } };
    const github = await startGitHub({ code: repository.folder });
    const inputs = { 'sigstore-signing-config': 'signing.json', 'sigstore-trusted-root': 'root.json', destination: `${proxy.host}/${name}/install`, images: `${proxy.host}/${name}/mos` };
    return runAction({ program, event: 'push', token: github.token, payload, workspace: repository.folder, inputs, env: { ...github.env, GITHUB_SERVER_URL: 'https://github.com', ...sigstore.env } }).finally(github.stop);
  }

  for (const [registryName, begin] of [
    ['olareg', () => startOlareg()],
    ['docker-registry', () => startDockerRegistry()],
  ] as const) {
    it(`is completed on ${registryName}, whichever of its manifests was the last to arrive`, async () => {
      const registry: Registry = await begin();
      const seen: number[] = [];
      try {
        // Release, bundle, provenance, raw signature; where there is no API their list, too; and the tag.
        for (let last = 1; last <= (registryName === 'olareg' ? 5 : 6); last++) {
          const name = `cut-${last}`;
          const proxy = await startDelayProxy(registry.host);
          const done = await release(proxy, `count-${last}`);
          expect({ status: done.status, stderr: done.stderr }).toEqual({ status: 0, stderr: '' });
          const puts = proxy.requests.flatMap(({ method, path }, at) => (method === 'PUT' && path.includes('/install/manifests/') ? [at + 1] : []));
          proxy.reset();
          if (puts[last - 1] === undefined) throw new Error(`${puts.length} manifests`);
          let arrived = 0;
          const limit = last;
          // By the number of the manifest, since requests overlap: from this one on nothing arrives.
          const watch = setInterval(() => {
            arrived = proxy.count(/^PUT \S+\/install\/manifests\//);
            if (arrived >= limit - 1 && limit > 1) proxy.answer(/^PUT \S+\/install\/manifests\//, { status: 403 }, Infinity);
          }, 1);
          if (last === 1) proxy.answer(/^PUT \S+\/install\/manifests\//, { status: 403 }, Infinity);
          const cut = await release(proxy, name);
          clearInterval(watch);
          proxy.reset();
          const before = await named(registry.url, `${name}/install`, '1.0.0');
          if (cut.status !== 0) expect(before).toBeUndefined();
          const subject = done.outputs['digest'] as string;
          seen.push((await referrerCounts(registry.url, `${name}/install`, subject))[ARTIFACT_TYPES.bundle] ?? 0);

          const again = await release(proxy, name);
          expect({ last, status: again.status, stderr: again.stderr }).toEqual({ last, status: 0, stderr: '' });
          expect(again.outputs['digest']).toBe(subject);
          expect(await referrerCounts(registry.url, `${name}/install`, subject)).toEqual({ [ARTIFACT_TYPES.bundle]: 2, [ARTIFACT_TYPES.keylessSignature]: 1 });
          const verified = await runCli(['verify', again.outputs['reference'] as string, '--images', `${proxy.host}/${name}/mos`, '--sigstore-trusted-root', 'root.json', '--certificate-identity', sigstore.identity, '--certificate-oidc-issuer', sigstore.issuer], { cwd: repository.folder, program });
          expect({ last, status: verified.status, stderr: verified.stderr }).toEqual({ last, status: 0, stderr: '' });
          await proxy.stop();
        }
        process.stdout.write(`keyless on ${registryName}: bundles that were listed after each cut: ${seen.join(', ')}\n`);
        expect(new Set(seen).size).toBeGreaterThan(1);
      } finally {
        await registry.stop();
      }
    }, 300_000);
  }
});
