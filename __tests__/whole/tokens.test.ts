import { expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProductCertificate } from '../harness/certificates.ts';
import { describeWith } from '../harness/peers.ts';
import { startDelayProxy } from '../harness/proxy.ts';
import { CREDENTIALS, startDockerRegistry } from '../harness/registry.ts';
import { runCli } from '../harness/runner.ts';
import { PRODUCT } from './device.ts';
import { EPOCH, workspaceWith } from './publishing.ts';

// Tokens of a registry live for minutes, and a release over a slow line takes longer than that. Here they live for three seconds and a bit.

describeWith(['docker-registry'], 'a release that outlives its tokens', () => {
  it('is published, verified and promoted whole, with a new token whenever the registry refuses the last one', async () => {
    const product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    const [registry, target] = [await startDockerRegistry({ auth: 'token', tokenSeconds: 4 }), await startDockerRegistry({ auth: 'token', tokenSeconds: 4 })];
    const [slow, there] = [await startDelayProxy(registry.host, 400), await startDelayProxy(target.host, 400)];
    try {
      const workspace = workspaceWith();
      for (const [name, text] of [['key.pem', product.keyPem], ['cert.pem', product.certificatePem], ['ca.pem', product.caPem]] as const) writeFileSync(join(workspace, name), text);
      const auth = Buffer.from(`${CREDENTIALS.username}:${CREDENTIALS.password}`).toString('base64');
      writeFileSync(join(workspace, 'config.json'), JSON.stringify({ auths: { [slow.host]: { auth } } }));
      const env = { SOURCE_DATE_EPOCH: EPOCH, DOCKER_CONFIG: workspace, MANIFEST_ACTION_REGISTRY_PASSWORD: CREDENTIALS.password };
      const login = ['--registry-username', CREDENTIALS.username];
      const passes = async (...args: readonly string[]): Promise<string> => {
        const { status, stdout, stderr } = await runCli(args, { cwd: workspace, env, timeout: 120_000 });
        expect({ job: args[0], status, told: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({ job: args[0], status: 0, told: '' });
        return `${stdout}${stderr}`;
      };
      /** Requests that came with a token which had been good before. */
      const late = ({ requests }: typeof slow): number => requests.filter(({ status, headers }) => status === 401 && headers.authorization?.startsWith('Bearer ') === true).length;
      const destination = `${slow.host}/acme/device`;

      await passes('publish', '--tag', '1.0.0', '--sign', 'key', '--key', 'key.pem', '--certificate', 'cert.pem', '--ca-certificate', 'ca.pem', '--destination', destination, ...login);
      expect(late(slow)).toBeGreaterThanOrEqual(2);
      // Each write that a late token met was done all the same, and once.
      const writes = slow.requests.filter(({ method, status }) => method === 'PUT' && status === 201).map(({ path }) => path);
      expect(writes.filter((path) => path.includes('/manifests/'))).toHaveLength(new Set(writes.filter((path) => path.includes('/manifests/'))).size);
      const writing = registry.tokens?.requests.filter(({ scopes }) => scopes.includes('repository:acme/device:pull,push')) ?? [];
      expect(writing.length).toBeGreaterThanOrEqual(3);
      expect(writing.length).toBeLessThan(slow.count() / 2);

      slow.reset();
      await passes('verify', `${destination}:1.0.0`, '--ca-certificate', 'ca.pem', ...login);
      slow.reset();
      await passes('promote', '--reference', `${destination}:1.0.0`, '--destination', `${there.host}/machine/install`, '--channel', 'stable', '--ca-certificate', 'ca.pem', ...login);
      expect([late(slow), late(there)].every((times) => times >= 1)).toBe(true);
      await passes('verify', `${there.host}/machine/install:stable`, '--ca-certificate', 'ca.pem', ...login);
    } finally {
      await Promise.all([slow.stop(), there.stop()]);
      await Promise.all([registry.stop(), target.stop()]);
    }
  }, 300_000);
});
