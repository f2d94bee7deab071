import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MEDIA_TYPES } from '../../src/oci/descriptor.ts';
import { openLayout } from '../../src/oci/layout.ts';
import { pushSample, sampleManifest } from './sample.ts';

// One of two processes that write into the same layouts at the same moments: FOLDER, my name, the other's name, how many layouts.
const [folder = '', me = '', other = '', rounds = '0'] = process.argv.slice(2);

for (let round = 0; round < Number(rounds); round++) {
  writeFileSync(join(folder, `${me}-${round}`), '');
  for (const deadline = Date.now() + 10_000; !existsSync(join(folder, `${other}-${round}`)); await sleep(1)) {
    if (Date.now() > deadline) throw new Error(`${other} is gone`);
  }
  const layout = await openLayout(join(folder, `layout-${round}`), { create: true });
  const shared = await pushSample(layout, { layers: [], tag: 'shared' });
  for (const number of [1, 2, 3]) {
    await pushSample(layout, { tag: `${me}-${number}` });
    await layout.pushReferrers(shared, [await sampleManifest(layout, { subject: shared, artifactType: `${me}/${number}` })]);
  }
  await layout.pushManifest(await sampleManifest(layout, { annotations: { by: me } }), MEDIA_TYPES.manifest, 'contested');
}
