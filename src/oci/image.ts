import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { type Descriptor, type Digest, MEDIA_TYPES, isDigest } from './descriptor.ts';
import { type ImageManifest, parseIndex, parseManifest } from './manifest.ts';
import { type Platform, fit, isUnknown, parsePlatform, platformOf, showPlatform } from './platform.ts';
import type { Store, StoredManifest } from './store.ts';

/** One image for one platform, found and read. `size` is that of its manifest, in bytes, as in a system manifest. */
export interface ResolvedImage {
  readonly digest: Digest;
  readonly size: number;
  readonly mediaType: string;
  /** The index that the reference names, when it names one. */
  readonly indexDigest: Digest | undefined;
  readonly manifest: ImageManifest;
  /** The manifest's own bytes. */
  readonly bytes: Buffer;
  /** What the index says of it. Only the config of an image that has no index knows. */
  readonly platform: Platform | undefined;
}

export interface ImageQuery {
  /** A tag (a layout's ref name) or a digest. */
  readonly reference: string;
  /** `os/architecture[/variant]`: which entry of an index is meant. */
  readonly platform: string;
  /** What messages call it, such as the source as its manifest has it. */
  readonly where: string;
}

/** Indexes within indexes, and how many in all: real ones are one or two deep. */
const DEPTH_LIMIT = 4;
const INDEX_LIMIT = 16;

/**
 * The image that a reference names: an OCI image manifest itself, or the one entry of an index that is for the platform. Attestations
 * (`unknown/unknown`) are passed over.
 *
 * Throws Failures: `problem` `source` (nothing there), `image-manifest` (Docker's formats, which are never converted since their digest would
 * change; an index without exactly one entry for the platform; a malformed document), and what the store throws.
 */
export async function resolveImage(store: Store, query: ImageQuery): Promise<ResolvedImage> {
  const wanted = parsePlatform(query.platform);
  const found = await store.manifest(query.reference);
  if (found === undefined) {
    throw new Failure('problem', 'source', `${query.where}: ${store.name} has no ${isDigest(query.reference) ? 'manifest' : 'tag'} ${quoted(query.reference)}`, {
      cure: `Push it first, or correct the source.${store.kind === 'registry' ? ' A private repository that these credentials may not read also looks like this.' : ''}`,
    });
  }
  refuseOthers(found.descriptor.mediaType, query.where);
  if (found.descriptor.mediaType === MEDIA_TYPES.manifest) return resolved(found, undefined, undefined, query.where);
  const entry = await pick(store, found, wanted, query.where);
  const stored = await entryOf(store, entry, query.where);
  return resolved(stored, found.descriptor.digest, platformOf(entry.platform), query.where);
}

function resolved(stored: StoredManifest, indexDigest: Digest | undefined, platform: Platform | undefined, where: string): ResolvedImage {
  const { digest, size, mediaType } = stored.descriptor;
  return { digest, size, mediaType, indexDigest, manifest: parseManifest(stored.bytes, `${where} (${digest})`), bytes: stored.bytes, platform };
}

async function pick(store: Store, top: StoredManifest, wanted: Platform, where: string): Promise<Descriptor> {
  const images: Descriptor[] = [];
  // Of indexes alone: one image may be listed for many platforms (image-spec, image-index.md).
  const seen = new Set<Digest>([top.descriptor.digest]);
  const visit = async (stored: StoredManifest, depth: number): Promise<void> => {
    for (const entry of parseIndex(stored.bytes, `${where} (index ${stored.descriptor.digest})`).manifests) {
      const platform = platformOf(entry.platform);
      if (entry.mediaType !== MEDIA_TYPES.index) {
        if (!isAttestation(entry, platform)) images.push(entry);
        continue;
      }
      if (seen.has(entry.digest) || (platform !== undefined && fit(wanted, platform) === 0)) continue;
      seen.add(entry.digest);
      if (depth >= DEPTH_LIMIT) throw wrong(where, `indexes lie within indexes more than ${DEPTH_LIMIT} deep`);
      if (++indexes > INDEX_LIMIT) throw wrong(where, `it is made of more than ${INDEX_LIMIT} indexes`);
      await visit(await entryOf(store, entry, where), depth + 1);
    }
  };
  let indexes = 1;
  await visit(top, 1);
  return choose(images, wanted, where);
}

/** buildx lists an image's provenance and SBOM beside it (docker/buildx docs/attestations). */
function isAttestation(entry: Descriptor, platform: Platform | undefined): boolean {
  return (platform !== undefined && isUnknown(platform)) || entry.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
}

function choose(images: readonly Descriptor[], wanted: Platform, where: string): Descriptor {
  const [only] = images;
  // A layout or an index around one image often says nothing of platforms (buildah, umoci, stacker).
  if (only !== undefined && distinct(images) === 1 && images.every(({ platform }) => platformOf(platform) === undefined)) return only;
  for (const least of [2, 1] as const) {
    const matches = images.filter((entry) => {
      const platform = platformOf(entry.platform);
      return platform !== undefined && fit(wanted, platform) >= least;
    });
    const [match] = matches;
    if (match !== undefined && distinct(matches) === 1) return match;
    if (matches.length > 1) {
      throw wrong(where, `the index has ${distinct(matches)} images for ${showPlatform(wanted)}: ${list(matches)}`, 'Name the one that you mean by its digest, or say its variant in the input platform.');
    }
  }
  throw wrong(
    where,
    `the index has no image for ${showPlatform(wanted)}${images.length === 0 ? ', and no image at all' : `. It has ${list(images)}`}`,
    'Build the image for that platform, or name another one in the input platform.',
  );
}

function distinct(images: readonly Descriptor[]): number {
  return new Set(images.map(({ digest }) => digest)).size;
}

function list(images: readonly Descriptor[]): string {
  const shown = images.slice(0, 20).map((entry) => `${showPlatform(platformOf(entry.platform))} (${entry.digest})`);
  return `${shown.join(', ')}${images.length > shown.length ? `, and ${images.length - shown.length} more` : ''}`;
}

/** What an index's entry names, being what the entry says that it is. */
async function entryOf(store: Store, entry: Descriptor, where: string): Promise<StoredManifest> {
  refuseOthers(entry.mediaType, `${where} (${entry.digest})`);
  const stored = await store.manifest(entry.digest);
  if (stored === undefined) {
    throw wrong(where, `its index lists ${entry.digest}, which ${store.name} does not have`, 'Push the image again, with all of its platforms: crane copy, regctl image copy, or skopeo copy --all.');
  }
  const { size, mediaType } = stored.descriptor;
  if (size !== entry.size || mediaType !== entry.mediaType) {
    throw wrong(where, `its index lists ${entry.digest} as ${entry.size} bytes of ${quoted(entry.mediaType)}, and it is ${size} bytes of ${quoted(mediaType)}`, 'Make the index again from the images that it lists.');
  }
  return stored;
}

const DOCKER_CURE =
  'Copy it once with skopeo copy --format oci, or build it with docker buildx build --output type=image,oci-mediatypes=true,push=true. The digest changes by that, so it is not done here.';

/** Throws `image-manifest` for anything but an OCI image manifest or index. */
function refuseOthers(mediaType: string, where: string): void {
  switch (mediaType) {
    case MEDIA_TYPES.manifest:
    case MEDIA_TYPES.index:
      return;
    case MEDIA_TYPES.dockerManifest:
      throw wrong(where, "this is an image in Docker's format (schema 2), and a device reads OCI image manifests alone", DOCKER_CURE);
    case MEDIA_TYPES.dockerList:
      throw wrong(where, "this is a manifest list in Docker's format, and a device reads OCI image manifests alone", DOCKER_CURE);
    case 'application/vnd.docker.distribution.manifest.v1+json':
    case 'application/vnd.docker.distribution.manifest.v1+prettyjws':
      throw wrong(where, "this is an image in Docker's first format (schema 1), which has no stable digest", DOCKER_CURE);
    default:
      throw wrong(where, `${quoted(mediaType)} is not an image`, 'Name an OCI image manifest, or an index of them.');
  }
}

function wrong(where: string, reason: string, cure?: string): Failure {
  return new Failure('problem', 'image-manifest', `${where}: ${reason}`, { cure });
}
