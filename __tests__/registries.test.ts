import { readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { imagePlace } from '../src/jobs/images.ts';
import { digestOf, hexOf } from '../src/oci/descriptor.ts';
import { parseDestination } from '../src/oci/reference.ts';
import { makeCa, makeProductCertificate } from './harness/certificates.ts';
import { removeFolder, temporaryFolder } from './harness/daemon.ts';
import { makeDevice } from './harness/device.ts';
import { describeWith, run } from './harness/peers.ts';
import { startDockerRegistry, startOlareg } from './harness/registry.ts';
import { PROJECT, runCli } from './harness/runner.ts';

const PAGE = readFileSync(join(PROJECT, 'docs', 'registries.md'), 'utf8');
const DIGEST = digestOf(Buffer.from('an image'));
const HEX = hexOf(DIGEST);

const stops: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const concrete = (host: string): string => host.replace('ACCOUNT', '123456789012').replace('REGION-docker', 'europe-west4-docker').replace('REGION', 'eu-central-1');

describe('docs/registries.md names the places that the code takes', () => {
  const rows = PAGE.slice(PAGE.indexOf('| host |'), PAGE.indexOf('A registry of your own')).split('\n').filter((line) => line.startsWith('| `'));
  const hosts = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, host = '']) => host));

  test('the page lists hosts', () => {
    expect(hosts).toHaveLength(8);
  });

  test.each(hosts)('on %s the images are in the destination’s own repository', (host) => {
    const place = imagePlace('auto', parseDestination(`${concrete(host)}/acme/device`));
    expect(place.show(DIGEST)).toBe(`${concrete(host)}/acme/device:${HEX}`);
  });

  test.each(['zot.example:5000', 'ghcr.io.example', '10.0.2.2:5000', 'myregistry.azurecr.io'])('on %s they are at HOST/mos', (host) => {
    expect(imagePlace('auto', parseDestination(`${host}/acme/device`)).show(DIGEST)).toBe(`${host}/mos:${HEX}`);
  });
});

describeWith(['docker-registry', 'olareg', 'mosctl'], 'docs/registries.md, devices behind a mirror', () => {
  test('its command brings a release from a host without a referrers API to a device', async () => {
    const block = [...PAGE.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text).find((text) => text.startsWith('node DIST/index.js promote')) ?? '';
    const home = temporaryFolder('mirror');
    const [far, near] = [await startDockerRegistry(), await startOlareg()];
    const ca = await makeCa();
    const device = makeDevice({ caPem: ca.caPem });
    stops.push(far.stop, near.stop, async () => removeFolder(home), device.stop);
    await cp(join(PROJECT, 'examples', 'device'), home, { recursive: true });
    // Without the bootkit, which mosctl would write to this machine's own boot partition.
    const manifest = readFileSync(join(home, 'manifest.yaml'), 'utf8').replace(/ {2}- service_name: bootkit[\s\S]*?(?= {2}- service_name)/, '');
    const product = /^product: (\S+)$/m.exec(manifest)?.[1] ?? '';
    const { keyPem, certificatePem } = await makeProductCertificate({ product, ca });
    const files = { 'manifest.yaml': manifest, 'key.pem': keyPem, 'cert.pem': certificatePem, 'manifestCA.pem': ca.caPem };
    const from = `${far.host}/acme/device`;
    const args = ['--destination', from, '--tag', '1.0.0', '--sign', 'key', '--key', 'key.pem', '--certificate', 'cert.pem', '--ca-certificate', 'manifestCA.pem'];
    expect(await runCli(['publish', 'manifest.yaml', ...args], { cwd: home, files })).toMatchObject({ status: 0 });

    const command = block.replace('DIST/', `${join(PROJECT, 'dist')}/`).replace('ghcr.io/acme/device', from).replaceAll('10.0.2.2:5000', near.host);
    const copied = await run('/bin/sh', ['-ec', command], { cwd: home, cleanEnv: true, env: { HOME: home, PATH: process.env['PATH'] } });
    expect(copied).toMatchObject({ status: 0 });
    expect(await device.install(`${near.host}/machine/install:1.0.0`)).toMatchObject({ status: 0 });
    expect(await runCli(['verify', `${near.host}/machine/install:1.0.0`, '--ca-certificate', 'manifestCA.pem'], { cwd: home })).toMatchObject({ status: 0 });
  });
});
