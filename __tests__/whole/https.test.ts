import { expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { makeProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { listen } from '../harness/listen.ts';
import { describeWith, mustRun } from '../harness/peers.ts';
import { startOlareg } from '../harness/registry.ts';
import { runCli } from '../harness/runner.ts';
import { addLayout, listManifest, PRODUCT } from './device.ts';

describeWith(['olareg', 'openssl'], 'a registry that speaks https', () => {
  it('is published to and verified from, with the CA of NODE_EXTRA_CA_CERTS', async () => {
    const folder = temporaryFolder('https');
    addLayout(folder);
    const product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    for (const [name, content] of Object.entries({ 'manifest.yaml': listManifest(), 'key.pem': product.keyPem, 'cert.pem': product.certificatePem, 'ca.pem': product.caPem })) writeFileSync(join(folder, name), content);
    await mustRun('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'tls.key', '-out', 'tls.pem', '-days', '2', '-subj', '/CN=registry', '-addext', 'subjectAltName=IP:127.0.0.1'], { cwd: folder });

    const registry = await startOlareg();
    const [hostname = '', port = ''] = registry.host.split(':');
    // TLS in front of a registry that has none, as a reverse proxy does.
    const server = createServer({ key: readFileSync(join(folder, 'tls.key')), cert: readFileSync(join(folder, 'tls.pem')) }, (incoming, response) => {
      const forward = request({ hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      forward.on('error', () => response.destroy());
      incoming.pipe(forward);
    });
    const { host, stop } = await listen(server);
    try {
      const env = { NODE_EXTRA_CA_CERTS: join(folder, 'tls.pem') };
      const published = await runCli(['publish', '--destination', `${host}/acme/device`, '--tag', '1.0.0', '--sign', 'key', '--key', 'key.pem', '--certificate', 'cert.pem', '--ca-certificate', 'ca.pem'], { cwd: folder, env });
      expect({ status: published.status, stdout: published.status === 0 ? '' : published.stdout, stderr: published.status === 0 ? '' : published.stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
      const verified = await runCli(['verify', `${host}/acme/device:1.0.0`, '--ca-certificate', 'ca.pem'], { cwd: folder, env });
      expect({ status: verified.status, stderr: verified.status === 0 ? '' : verified.stdout }).toEqual({ status: 0, stderr: '' });

      const stranger = await runCli(['verify', `${host}/acme/device:1.0.0`, '--ca-certificate', 'ca.pem'], { cwd: folder });
      expect(stranger.status).toBe(3);
      expect(stranger.stderr).toContain('NODE_EXTRA_CA_CERTS');
    } finally {
      await stop();
      await registry.stop();
    }
  });
});
