import { causes, Failure } from '../failure.ts';
import type { Manifest, Resolution, Target } from '../manifest/manifest.ts';
import type { Finding } from '../manifest/problem.ts';
import type { RuleId } from '../manifest/rules/catalogue.ts';
import { digestIn, fixedDigest, sourceOf } from '../manifest/rules/source.ts';
import { isDigest, type Digest } from '../oci/descriptor.ts';
import type { ResolvedImage as FoundImage } from '../oci/image.ts';
import { formatReference, type RegistryReference, type Source } from '../oci/reference.ts';
import type { Store, StoredManifest } from '../oci/store.ts';
import { quoted } from '../visible.ts';
import { sentence } from '../words.ts';
import type { Stores } from './stores.ts';

/** What a target's source turned out to be, and where its image can be read. */
export interface ResolvedImage extends Resolution {
  readonly digest: Digest;
  readonly source: Source;
  /** The index that its source names, as far as it was asked. */
  readonly indexDigest: Digest | undefined;
  /** Its manifest as it was read in this run; undefined when it was only stated. */
  readonly stored: StoredManifest | undefined;
}

/** Raises a problem of a rule; the severity is the rule's. */
export type Raise = (rule: RuleId, finding: Finding) => void;

export interface ResolveRequest {
  readonly manifest: Manifest;
  /** What the change starts from; undefined when there is nothing to compare with. What needs not know it does not wait for it. */
  readonly base: () => Promise<Manifest | undefined>;
  readonly platform: string;
  /** Ask for every target, stated or not, as `publish` does. */
  readonly everything: boolean;
  /** Whether a source may be asked at all (input `registries`). */
  readonly allowed: (source: Source) => boolean;
  readonly stores: Stores;
  readonly raise: Raise;
}

/**
 * Every target's image manifest: digest, size and kind, by target name. What the manifest states is taken as it is where nothing needs
 * more (contract, "check"); the rest is asked for, all at once. Raises `source`, `digest`, `size`, `image-manifest` and `tag-drift`;
 * a target that is missing in the result could not be resolved.
 */
export async function resolveTargets(request: ResolveRequest): Promise<Map<string, ResolvedImage>> {
  const found = await Promise.all(
    request.manifest.targets.map(async (target): Promise<readonly [string, ResolvedImage] | undefined> => {
      try {
        const image = await resolveTarget(request, target);
        return image === undefined ? undefined : [target.name, image];
      } catch (error) {
        request.raise(...asFinding(target, error));
        return undefined;
      }
    }),
  );
  return new Map(found.filter((entry) => entry !== undefined));
}

async function resolveTarget(request: ResolveRequest, target: Target): Promise<ResolvedImage | undefined> {
  const { platform, stores } = request;
  let source: Source;
  try {
    source = sourceOf(target);
  } catch {
    return undefined; // the rule `source` says so
  }
  if (!request.allowed(source)) return undefined; // the rule `registry-not-allowed` says so
  const stated = target.digest === undefined || target.digest === '' ? undefined : target.digest;
  const sourceDigest = digestIn(source);

  if (stated !== undefined && !isDigest(stated)) return undefined; // the rule `digest` says so
  const settled = stated !== undefined && target.size !== undefined && (sourceDigest === undefined || sourceDigest === stated);
  if (settled && !request.everything && !isChanged(target, await request.base())) {
    return { digest: stated, size: Number(target.size), source, indexDigest: undefined, stored: undefined };
  }

  const store = await stores.source(source);
  const { resolveImage } = await import('../oci/image.ts');
  const where = `target ${quoted(target.name)}`;
  const named = source.kind === 'layout' ? source.reference : (source.digest ?? source.tag ?? '');
  let image;
  if (stated !== undefined && sourceDigest === undefined) {
    image = await resolveImage(store, { reference: stated, platform, where }).catch((error: unknown) => {
      throw error instanceof Failure && error.code === 'source'
        ? new Failure('problem', 'digest', `The stated digest is not in ${store.name}`, { cure: 'Correct digest, or remove digest and size and pin again.', cause: error })
        : error;
    });
    if (image.digest !== stated) throw indexDigest(target, image.digest, platform);
  } else {
    image = await resolveImage(store, { reference: named, platform, where });
    if (stated !== undefined && image.digest !== stated) {
      throw new Failure('problem', 'digest', `The source’s digest stands for ${image.digest}, but digest says ${stated}`, {
        cure: `Write digest: ${image.digest}, or correct the source.`,
      });
    }
  }
  if (target.size !== undefined && target.size !== BigInt(image.size)) {
    request.raise('size', {
      path: [...target.path, 'size'],
      target: target.name,
      message: `The size is ${target.size}, but the image manifest has ${image.size} bytes. Write size: ${image.size}; it is the length of the manifest, not of the image.`,
    });
  }
  const base = await request.base();
  const before = base?.targets.find(({ name }) => name === target.name);
  const tag = tagOf(source);
  if (base !== undefined && isTouched(target, before) && tag !== undefined && fixedDigest(target) !== undefined) await compareTag(request, { target, before, store, source, tag, image });
  const { digest, size, mediaType } = image;
  return { digest, size, source, indexDigest: image.indexDigest, stored: { bytes: image.bytes, descriptor: { digest, size, mediaType } } };
}

/** Whether a change touches a target's source. What a channel names keeps no sources: there a version that stays speaks for the image that stays. */
function isTouched(target: Target, before: Target | undefined): boolean {
  if (before === undefined) return true;
  return before.source === '' ? before.version !== target.version : before.source !== target.source;
}

function isChanged(target: Target, base: Manifest | undefined): boolean {
  const before = base?.targets.find(({ name }) => name === target.name);
  return base !== undefined && (before === undefined || before.source !== target.source || before.digest !== target.digest || before.size !== target.size);
}

/** The name by which a source's image can become another: a tag, or a layout's ref name. */
function tagOf(source: Source): string | undefined {
  if (source.kind === 'registry') return source.tag;
  return isDigest(source.reference) ? undefined : source.reference;
}

interface Compared {
  readonly target: Target;
  readonly before: Target | undefined;
  readonly store: Store;
  readonly source: Source;
  readonly tag: string;
  /** What the manifest fixes. */
  readonly image: FoundImage;
}

/** A source that the change touches: does its tag still mean what the manifest fixes (contract, "check")? An index does, when it stands for that image. */
async function compareTag(request: ResolveRequest, { target, before, store, source, tag, image }: Compared): Promise<void> {
  const fixed = new Set<string | undefined>([image.digest, image.indexDigest ?? image.digest]);
  const now = await store.resolve(tag);
  if (fixed.has(now?.digest)) return;
  let tagged: FoundImage | undefined;
  if (now !== undefined) {
    const { resolveImage } = await import('../oci/image.ts');
    tagged = await resolveImage(store, { reference: tag, platform: request.platform, where: `target ${quoted(target.name)}` }).catch((error: unknown) => {
      // What the tag means now need not be an image for the device: what the manifest fixes is.
      if (error instanceof Failure && error.kind === 'problem') return undefined;
      throw error;
    });
  }
  if (tagged?.digest === image.digest) return;
  // A layout's reference is a name or a digest, never both.
  const inSource = source.kind === 'registry' && source.digest !== undefined ? source : undefined;
  const [path, what, whose] = inSource === undefined ? [[...target.path, 'digest'], 'the stated digest', 'digest'] : [target.sourcePath, 'the source’s digest', 'the digest in it'];
  const at = { path, target: target.name };
  if (tagged === undefined) {
    request.raise('tag-drift', { ...at, message: `The tag ${tag} is ${now === undefined ? 'no longer there' : `now ${now.digest}, which is no image for ${request.platform}`}; ${what} is what is used.` });
  } else if (before !== undefined && fixed.has(fixedDigest(before))) {
    const cure = inSource === undefined ? `Write digest: ${tagged.digest}, or remove digest and size and pin again.` : linesFor(target, inSource, tagged);
    request.raise('digest', { ...at, message: `The source was changed to ${tag}, which is ${tagged.digest}, but ${whose} is still the old one’s. ${cure}` });
  } else {
    request.raise('tag-drift', { ...at, message: `The tag ${tag} is now ${tagged.digest}; ${what} is what is used.` });
  }
}

/** What to write where the source itself holds the digest: that, and whatever else is stated of the image. */
function linesFor(target: Target, source: RegistryReference, { digest, size }: FoundImage): string {
  const stated = target.digest === undefined || target.digest === '' ? '' : `, and digest: ${digest}`;
  return `Write ${target.sourcePath.at(-1)}: docker://${formatReference({ ...source, digest })}${stated}${target.size === undefined ? '' : `, and size: ${size}`}.`;
}

function indexDigest(target: Target, right: string, platform: string): Failure {
  return new Failure('problem', 'digest', `The digest of ${quoted(target.name)} is that of a multi-platform index; the device needs the image manifest of ${platform}`, {
    cure: `Write digest: ${right}.`,
  });
}

const RULES = ['source', 'digest', 'size', 'image-manifest'] as const satisfies readonly RuleId[];

/** A failure to resolve as a finding of the rule that it belongs to. What could not be had is an error of `source`, exit code 3. */
export function asFinding(target: Target, error: unknown): [rule: RuleId, finding: Finding] {
  if (!(error instanceof Failure)) throw error;
  const rule = RULES.find((each) => each === error.code) ?? 'source';
  // A folder that the manifest names is the manifest's fault, not the inputs'.
  const kind = error.code === 'path-missing' || error.code === 'path-outside' ? 'problem' : error.kind;
  const said = kind === 'problem' ? error.message : causes(error).join(': ');
  const message = [said, error.cure].flatMap((part) => (part === undefined ? [] : [sentence(part)])).join(' ');
  const path = rule === 'digest' || rule === 'size' ? [...target.path, rule] : target.sourcePath;
  return [rule, { path, target: target.name, message, severity: 'error', kind }];
}
