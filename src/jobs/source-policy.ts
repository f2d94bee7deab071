import { Failure } from '../failure.ts';
import type { Policy } from '../sign/policy.ts';
import type { Trust } from '../sign/trust.ts';
import { quoted } from '../visible.ts';
import type { Base } from './base.ts';
import type { Context } from './context.ts';
import type { Paths } from './folders.ts';
import { readText } from './pem.ts';
import type { ResolvedImage } from './resolve.ts';
import type { Stores } from './stores.ts';

/** Who must have signed the source images of this run. */
export interface SourcePolicy {
  readonly policy: Policy;
  /** Loaded when the first keyless signature is met. */
  readonly trust: () => Promise<Trust>;
  /** What a reviewer has to see first: the pull request changes what decides. */
  readonly notice: string | undefined;
}

/** Who signed a target's image, or why that does not hold. */
export interface SourceSigner {
  readonly ok: boolean;
  /** Without a full stop. */
  readonly message: string;
}

/**
 * The policy of the input `policy`; undefined without one. On a pull request a policy or a trusted root that is a file is the base's,
 * since otherwise the author would decide who has to have signed; a file that the base does not have yet is the head's.
 * Throws `usage` Failures that name the line.
 */
export async function openPolicy(context: Context, paths: Paths, base: Base | undefined): Promise<SourcePolicy | undefined> {
  const { policy: given, sigstoreTrustedRoot } = context.options;
  if (given === undefined) return undefined;
  const { parsePolicy } = await import('../sign/policy.ts');
  // A policy is a mapping, so its text has a line or a colon and a blank; a path has neither.
  const inline = /[\n{]|:\s/.test(given);
  const read = inline ? { deciding: given, changed: false } : await readDeciding(context, paths, base, given, 'policy');
  let loaded: Promise<Trust> | undefined;
  return {
    policy: await parsePolicy(read.deciding),
    trust: () => {
      loaded ??= loadTrust(context, paths, base, sigstoreTrustedRoot);
      return loaded;
    },
    notice: read.changed ? `This pull request changes the policy \`${given}\`. The base’s decided here; the change holds once it is merged.` : undefined,
  };
}

async function loadTrust(context: Context, paths: Paths, base: Base | undefined, path: string | undefined): Promise<Trust> {
  const { parseTrust, publicGoodTrust } = await import('../sign/trust.ts');
  if (path === undefined) return publicGoodTrust({ deadline: Date.now() + 60_000, onProgress: context.log.info });
  const { deciding } = await readDeciding(context, paths, base, path, 'sigstore-trusted-root');
  try {
    return await parseTrust(JSON.parse(deciding));
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('usage', 'sigstore-trusted-root-unreadable', `The input sigstore-trusted-root: ${quoted(path, 200)} is not JSON.`, { cure: 'Name the JSON file of that sigstore.', cause: error });
  }
}

/** A file's text as it decides: the base's on a pull request, where it has one. */
async function readDeciding(context: Context, paths: Paths, base: Base | undefined, path: string, input: string): Promise<{ readonly deciding: string; readonly changed: boolean }> {
  const before = context.event?.pullRequest === undefined || base === undefined ? undefined : (await base.file(path))?.toString('utf8');
  if (before === undefined) return { deciding: await readText(paths, path, input), changed: false };
  const now = await readText(paths, path, input).catch(() => undefined);
  return { deciding: before, changed: now !== before };
}

/**
 * Who signed each image, by its digest: its own signature, or that of the index by which its source names it. A pinned image whose own
 * manifest nobody signed is looked for under its source's tag, since cosign signs the index of a multi-platform image. Throws `unavailable` when
 * a store or the trust can't be had.
 */
export async function verifySources(request: SourcePolicy, stores: Stores, images: ReadonlyMap<string, ResolvedImage>, platform: string): Promise<ReadonlyMap<string, SourceSigner>> {
  const [{ entryFor }, { verifyImage }, { resolveImage }] = await Promise.all([import('../sign/policy.ts'), import('../sign/verify-image.ts'), import('../oci/image.ts')]);
  const verified = await Promise.all(
    [...images].map(async ([name, image]): Promise<readonly [string, SourceSigner]> => {
      const { source } = image;
      const place = source.kind === 'registry' ? `${source.host}/${source.repository}` : `oci:${source.directory}`;
      const entry = await entryFor(request.policy, place);
      if (entry === undefined) return [name, { ok: false, message: `The policy says nothing of ${quoted(place, 200)}` }];
      const store = await stores.source(source);
      const own = await verifyImage({ store, digests: image.indexDigest === undefined ? [image.digest] : [image.digest, image.indexDigest], entry, trust: request.trust });
      const tag = source.kind === 'registry' ? source.tag : source.reference;
      if (own.ok || image.indexDigest !== undefined || tag === undefined) return [name, own];
      const tagged = await resolveImage(store, { reference: tag, platform, where: name }).catch((error: unknown) => {
        // A tag that is gone, or names something else by now, says nothing; a registry that fails leaves it open who signed.
        if (!(error instanceof Failure) || error.kind !== 'problem') throw error;
        return undefined;
      });
      if (tagged?.digest !== image.digest || tagged.indexDigest === undefined) return [name, own];
      return [name, await verifyImage({ store, digests: [tagged.indexDigest], entry, trust: request.trust })];
    }),
  );
  return new Map(verified);
}
