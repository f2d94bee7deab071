import { expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLayout } from '../../src/oci/layout.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import { readBlob } from '../../src/oci/store.ts';
import { moveChannel, type ChannelRelease } from '../../src/release/channel.ts';
import { makeProductCertificate } from '../harness/certificates.ts';
import { listManifest, PRODUCT } from '../whole/device.ts';
import { keyInputs, runHere, workspaceWith } from '../whole/publishing.ts';

// What was judged before may be gone when a channel is moved: what is there then is compared once more, and stays unless it is below.

test('a channel that somebody moved meanwhile stays at what is not below, and at nothing that cannot be compared', async () => {
  const product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
  const workspace = workspaceWith();
  const publish = async (tag: string, ran: 'ran:2.5' | 'ran:2.6', channel: string): Promise<void> => {
    const inputs = { ...keyInputs(product), destination: 'oci:out', manifest: `${tag}.yaml`, tag, channel, 'allow-rollback': 'true', 'channel-prerelease': 'true' };
    writeFileSync(join(workspace, `${tag}.yaml`), listManifest({ ran }));
    expect(await runHere('publish', inputs, { workspace })).toMatchObject({ status: 0, errors: [] });
  };
  await publish('1.0.0', 'ran:2.5', 'lower');
  await publish('v2.0.0', 'ran:2.5', 'same-bytes');
  await publish('2.0.0', 'ran:2.6', 'equal');
  await publish('spring', 'ran:2.6', 'unknown');
  const store = await openLayout(join(workspace, 'out'), { name: 'oci:out' });
  const release = async (tag: string): Promise<ChannelRelease> => {
    const manifest = await store.manifest(tag);
    const [layer] = parseManifest(manifest?.bytes ?? Buffer.alloc(0), tag).layers;
    if (manifest === undefined || layer === undefined) throw new Error(`${tag} is not there`);
    return { manifest, version: { form: 'list', text: tag }, bytes: await readBlob(store, layer) };
  };
  const ours = await release('v2.0.0');
  const moves = async (channel: string, force = false): Promise<string> => (await moveChannel(store, channel, ours, force)).state;
  expect([await moves('lower'), await moves('same-bytes'), await moves('equal'), await moves('unknown')]).toEqual(['moved', 'there', 'overtaken', 'overtaken']);
  expect([await moves('equal', true), await moves('unknown', true)]).toEqual(['moved', 'moved']);
  // Another manifest around the same bytes is no other release.
  await publish('2.0.1-again', 'ran:2.5', 'wrapped');
  expect(await moves('wrapped')).toBe('moved');
});
