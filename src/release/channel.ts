import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import type { StoredManifest, Store } from '../oci/store.ts';
import { findBaseline } from './baseline.ts';
import { compareVersions, type ReleaseVersion } from './version.ts';

/** What became of a channel: moved to this release, there already, or left at a higher one that came meanwhile. */
export type Moved = { readonly state: 'moved' | 'there' } | { readonly state: 'overtaken'; readonly by: string };

const ROUNDS = 8;

/**
 * Moves a channel to a release, by the bytes of its manifest, so that of several releases that race the highest stays: it compares
 * before it writes, and looks again after it wrote, for no registry compares by itself. `force` moves it wherever it stands, as a
 * rollback that was agreed to does. Throws what the store throws, and a `problem` Failure `read-back` when it does not stay moved.
 */
export async function moveChannel(store: Store, channel: string, release: StoredManifest, version: ReleaseVersion, force: boolean): Promise<Moved> {
  if ((await store.resolve(channel))?.digest === release.descriptor.digest) return { state: 'there' };
  let took = 0;
  let wrote = false;
  for (let round = 0; round < ROUNDS; round++) {
    const now = await findBaseline(store, channel, channel);
    if (now?.descriptor.digest === release.descriptor.digest) {
      // Another run may have compared before our write, and write after it. Its write takes about as long as ours did.
      await sleep(100 + 4 * took + Math.random() * 100);
      if ((await store.resolve(channel))?.digest === release.descriptor.digest) return { state: 'moved' };
      continue;
    }
    if (now !== undefined && (!force || wrote) && (compareVersions(now.version, version) ?? -1) > 0) return { state: 'overtaken', by: now.version.text ?? now.descriptor.digest };
    // What was compared has to be what is replaced: once more right before the write, since no registry compares by itself.
    if ((await store.resolve(channel))?.digest !== now?.descriptor.digest) continue;
    const began = performance.now();
    await store.pushManifest(release.bytes, release.descriptor.mediaType, channel);
    took = performance.now() - began;
    wrote = true;
  }
  throw new Failure('problem', 'read-back', `${store.name}: the channel ${channel} does not stay where it is moved.`, {
    cure: 'The release itself is complete. See who else moves the channel, and run this again.',
  });
}
