import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { makeProductCertificate } from './harness/certificates.ts';
import { removeFolder, temporaryFolder } from './harness/daemon.ts';
import { describeWith, requirePeer, run, type Ended } from './harness/peers.ts';
import { startOlareg } from './harness/registry.ts';
import { PROJECT } from './harness/runner.ts';

const PAGE = readFileSync(join(PROJECT, 'docs', 'from-mosb.md'), 'utf8');
const HOST = '10.0.2.2:5000';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The block of the page that starts with this command. */
function block(start: string): string {
  const found = [...PAGE.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text).find((text) => text.split('\n').some((line) => line.startsWith(start)));
  if (found === undefined) throw new Error(`docs/from-mosb.md has no command ${start}`);
  return found;
}

/** What a registry holds under an address. */
async function fetched(url: string): Promise<Buffer> {
  const response = await fetch(url, { headers: { accept: 'application/vnd.oci.image.manifest.v1+json' } });
  expect({ url, status: response.status }).toEqual({ url, status: 200 });
  return Buffer.from(await response.arrayBuffer());
}

interface Parts {
  readonly manifest: string;
  readonly system: string;
  readonly referrers: readonly string[];
  readonly signature: string;
}

const timeless = (json: string): string => json.replaceAll(/"org\.opencontainers\.image\.created":"[^"]*"/g, '"created"').replaceAll(/"subject":\{[^}]*\}/g, '"subject"');
const layerOf = (json: string): string => /"layers":\[\{"mediaType":"[^"]*","digest":"(sha256:[0-9a-f]{64})"/.exec(json)?.[1] ?? '';

/** A release as it lies in the registry, with `created` taken out of every manifest, and the digest of what they refer to. */
async function partsOf(host: string): Promise<Parts> {
  const at = `http://${host}/v2/machine/install`;
  const text = async (path: string): Promise<string> => (await fetched(`${at}/${path}`)).toString('latin1');
  const manifest = await text('manifests/1.0.0');
  const digest = `sha256:${createHash('sha256').update(manifest, 'latin1').digest('hex')}`;
  const listed = [...(await text(`referrers/${digest}`)).matchAll(/"digest":"(sha256:[0-9a-f]{64})"/g)].map(([, each = '']) => each);
  const referrers = (await Promise.all(listed.map(async (each) => text(`manifests/${each}`)))).toSorted((a, b) => (timeless(a) < timeless(b) ? -1 : 1));
  const signature = referrers.find((each) => each.includes('application/vnd.machine.signature')) ?? '';
  return {
    manifest: timeless(manifest),
    system: await text(`blobs/${layerOf(manifest)}`),
    referrers: referrers.map(timeless),
    signature: await text(`blobs/${layerOf(signature)}`),
  };
}

describeWith(['mosb', 'olareg'], 'docs/from-mosb.md', () => {
  test('its commands publish the same release, and ours leaves mosb’s as it is', async () => {
    const home = temporaryFolder('from-mosb');
    const [theirs, ours] = [await startOlareg(), await startOlareg()];
    stops.push(theirs.stop, ours.stop, async () => removeFolder(home));
    cpSync(join(PROJECT, 'examples', 'device'), home, { recursive: true });
    const product = /^product: (\S+)$/m.exec(readFileSync(join(home, 'manifest.yaml'), 'utf8'))?.[1] ?? '';
    const made = await makeProductCertificate({ product });
    const keyset = join(home, '.local/share/machine/trust/keys/acme');
    for (const [path, content] of Object.entries({ 'manifest/device/privkey.pem': made.keyPem, 'manifest/device/cert.pem': made.certificatePem, 'manifest-ca/cert.pem': made.caPem })) {
      mkdirSync(join(keyset, path, '..'), { recursive: true });
      writeFileSync(join(keyset, path), content);
    }
    // What mosb takes: nothing is pinned.
    const manifest = readFileSync(join(home, 'manifest.yaml'), 'utf8').replaceAll(/^ +(?:digest|size): (?:sha256:)?[0-9a-f]+\n/gm, '');
    writeFileSync(join(home, 'manifest.yaml'), manifest);
    const sh = async (text: string, host: string): Promise<Ended> => {
      const command = text.replaceAll(HOST, host).replaceAll('DIST/', `${join(PROJECT, 'dist')}/`).replace(/^mosb /m, `${requirePeer('mosb')} `);
      return run('/bin/sh', ['-ec', command], { cwd: home, cleanEnv: true, env: { HOME: home, PATH: process.env['PATH'], LANG: 'C.UTF-8' } });
    };

    expect(await sh(block('mosb manifest publish'), theirs.host)).toMatchObject({ status: 0 });
    expect(await sh(block('node DIST/index.js publish'), ours.host)).toMatchObject({ status: 0 });
    const [one, other] = [await partsOf(theirs.host), await partsOf(ours.host)];
    expect({ ...other, manifest: other.manifest.replace(',"org.opencontainers.image.version":"1.0.0"', '') }).toEqual(one);
    expect(one.referrers).toHaveLength(2);
    expect(one.signature).toHaveLength(256);
    expect(JSON.parse(one.system)).toMatchObject({ product, version: 1 });

    const before = await fetched(`http://${theirs.host}/v2/machine/install/manifests/1.0.0`);
    const again = await sh(block('node DIST/index.js publish'), theirs.host);
    expect(again).toMatchObject({ status: 0 });
    expect(again.stdout).toContain('nothing had to be written');
    expect(await fetched(`http://${theirs.host}/v2/machine/install/manifests/1.0.0`)).toEqual(before);
  });
});
