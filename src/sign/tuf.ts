import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, causes } from '../failure.ts';
import { visible } from '../visible.ts';
import { ServiceError, persist, type Persistence } from './persist.ts';

/** Where the public good's files come from. The defaults are @sigstore/tuf's own: its mirror, and the root that it was released with. */
export interface TufOptions {
  readonly mirrorUrl?: string | undefined;
  readonly rootPath?: string | undefined;
  /** The cache is a fresh folder in here. Default: the system's temporary folder. */
  readonly temporaryDirectory?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

/**
 * The parsed JSON of TUF targets (`signing_config.v0.2.json`, `trusted_root.json`), in the order asked. The cache is a folder of this call alone: one that an
 * earlier job on the same runner left could name another Fulcio, and so get the token. Throws an `unavailable` Failure.
 */
export async function tufTargets(names: readonly string[], persistence: Persistence, options: TufOptions = {}): Promise<readonly unknown[]> {
  const { DEFAULT_MIRROR_URL, initTUF } = await import('@sigstore/tuf');
  const mirror = options.mirrorUrl ?? DEFAULT_MIRROR_URL;
  const attempt = async (): Promise<readonly unknown[]> => {
    const cachePath = await mkdtemp(join(options.temporaryDirectory ?? tmpdir(), 'tuf-'));
    try {
      const client = await initTUF({
        cachePath,
        mirrorURL: mirror,
        forceInit: true,
        retry: false,
        timeout: options.timeoutMs ?? 20_000,
        ...(options.rootPath === undefined ? {} : { rootPath: options.rootPath }),
      });
      const targets: unknown[] = [];
      for (const name of names) targets.push(JSON.parse(await client.getTarget(name)));
      return targets;
    } catch (error) {
      // What a mirror signed wrongly may be an update that is under way, so it is asked again like an outage.
      throw new ServiceError(visible(causes(error).join(': ').trim(), 300), 0);
    } finally {
      await rm(cachePath, { recursive: true, force: true });
    }
  };
  return persist(`TUF ${mirror}`, attempt, persistence, (error, told) =>
    new Failure('unavailable', 'tuf', `${names.join(' and ')} can't be had from the TUF repository ${visible(mirror, 100)}: ${told}`, {
      cure: 'Run the job again later, or give the files in sigstore-signing-config and sigstore-trusted-root.',
      cause: error,
    }),
  );
}
