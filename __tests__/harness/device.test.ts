import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { makeCa, makeProductCertificate } from './certificates.ts';
import { removeFolder, temporaryFolder } from './daemon.ts';
import { makeDevice } from './device.ts';
import { describeWith, mustRun, requirePeer } from './peers.ts';
import { startOlareg } from './registry.ts';
import { PROJECT } from './runner.ts';

const PRODUCT = 'de6c82c5-2e01-4c92-949b-a6545d30fc06';
const started: { readonly stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const { stop } of started.splice(0)) await stop();
});

const manifest = (version: string): string => `version: 1
product: ${PRODUCT}
update_type: complete
targets:
  - service_name: hostfs
    source: oci:layout:hostfs:${version}
    version: ${version}
    service_type: hostfs
    nsgroup: none
    network: {type: none}
`;

describeWith(['mosb', 'mosctl', 'olareg'], 'a device', () => {
  test('installs and updates what mosb publishes, and refuses another authority', async () => {
    const ca = await makeCa();
    const made = await makeProductCertificate({ product: PRODUCT, ca });
    const registry = await startOlareg();
    const work = temporaryFolder('mosb');
    started.push(registry, { stop: () => removeFolder(work) });
    const keys = join(work, '.local/share/machine/trust/keys/acme/manifest/device');
    mkdirSync(keys, { recursive: true });
    writeFileSync(join(keys, 'privkey.pem'), made.keyPem);
    writeFileSync(join(keys, 'cert.pem'), made.certificatePem);
    cpSync(join(PROJECT, '__tests__/vectors/layout'), join(work, 'layout'), { recursive: true });
    for (const version of ['1.0.0', '1.1.0']) {
      writeFileSync(join(work, 'manifest.yaml'), manifest(version));
      await mustRun(
        requirePeer('mosb'),
        ['manifest', 'publish', '--product', 'acme:device', '--repo', registry.host, '--name', `machine/install:${version}`, '--skip-bootkit', 'manifest.yaml'],
        { cwd: work, env: { HOME: work } },
      );
    }
    const device = makeDevice({ caPem: ca.caPem });
    const stranger = makeDevice({ caPem: (await makeCa()).caPem });
    started.push(device, stranger);
    expect(await device.install(`${registry.host}/machine/install:1.0.0`)).toMatchObject({ status: 0 });
    expect(await device.update(`${registry.host}/machine/install:1.1.0`)).toMatchObject({ status: 0 });
    expect((await stranger.install(`${registry.host}/machine/install:1.0.0`)).status).toBe(1);
  });
});
