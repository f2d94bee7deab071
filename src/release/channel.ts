import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import type { Digest } from '../oci/descriptor.ts';
import type { StoredManifest, Store } from '../oci/store.ts';
import { findBaseline, type Baseline } from './baseline.ts';
import { compareVersions, type ReleaseVersion } from './version.ts';

/** What became of a channel: moved from another release or from nothing, there already, or left at one that came meanwhile and is not below. */
export type Moved = { readonly state: 'moved'; readonly before: Digest | undefined } | { readonly state: 'there' } | { readonly state: 'overtaken'; readonly by: string };

/** A release that a channel is moved to. */
export interface ChannelRelease {
  readonly manifest: StoredManifest;
  readonly version: ReleaseVersion;
  /** The system manifest's bytes. */
  readonly bytes: Buffer;
}

const ROUNDS = 8;

/**
 * Moves a channel to a release, by the bytes of its manifest, so that of several releases that race the highest stays: it compares
 * before it writes, and looks again after it wrote, for no registry compares by itself. It stays at what is not below: higher, the same version with
 * other content, or nothing that can be compared. `force` moves it wherever it stands, as a rollback that was agreed to does.
 * Throws what the store throws, and a `problem` Failure `read-back` when it does not stay moved.
 */
export async function moveChannel(store: Store, channel: string, { manifest, version, bytes }: ChannelRelease, force: boolean): Promise<Moved> {
  const { digest, mediaType } = manifest.descriptor;
  if ((await store.resolve(channel))?.digest === digest) return { state: 'there' };
  let took = 0;
  let wrote = false;
  let before: Digest | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const now = await findBaseline(store, channel);
    if (now?.descriptor.digest === digest) {
      // Another run may have compared before our write, and write after it. Its write takes about as long as ours did.
      await sleep(100 + 4 * took + Math.random() * 100);
      if ((await store.resolve(channel))?.digest === digest) return { state: 'moved', before };
      continue;
    }
    if (now !== undefined && (!force || wrote) && !isBelow(now, version, bytes)) return { state: 'overtaken', by: now.version.text ?? now.descriptor.digest };
    // What was compared has to be what is replaced: once more right before the write, since no registry compares by itself.
    if ((await store.resolve(channel))?.digest !== now?.descriptor.digest) continue;
    const began = performance.now();
    await store.pushManifest(manifest.bytes, mediaType, channel);
    took = performance.now() - began;
    wrote = true;
    before = now?.descriptor.digest;
  }
  throw new Failure('problem', 'read-back', `${store.name}: the channel ${channel} does not stay where it is moved.`, {
    cure: 'The release itself is complete. See who else moves the channel, and run this again.',
  });
}

/** Whether `moveChannel` would write, as things stand now. Throws what the store throws. */
export async function wouldMove(store: Store, channel: string, { manifest, version, bytes }: ChannelRelease, force: boolean): Promise<boolean> {
  if ((await store.resolve(channel))?.digest === manifest.descriptor.digest) return false;
  const now = await findBaseline(store, channel);
  return now === undefined || force || isBelow(now, version, bytes);
}

/** The same bytes in another manifest are no other release. */
function isBelow(now: Baseline, version: ReleaseVersion, bytes: Buffer): boolean {
  return now.bytes.equals(bytes) || (compareVersions(now.version, version) ?? 0) < 0;
}
