import { Failure } from '../failure.ts';
import { hexOf, type Digest } from '../oci/descriptor.ts';
import { formatDestination, parseDestination, type Destination } from '../oci/reference.ts';
import { readThrough, type Store } from '../oci/store.ts';
import { quoted } from '../visible.ts';

/** Where devices look for the images of a release. */
export interface ImagePlace {
  readonly destination: Destination;
  /** Whether the release puts them there, or only sees that they are. */
  readonly copied: boolean;
  /** The tag, or a layout's ref name, of an image. */
  readonly tag: (digest: Digest) => string;
  /** As people would write it. */
  readonly show: (digest: Digest) => string;
}

/** Blobs that move at once: most are small, and a far registry is a matter of round trips (bench/publish.ts). */
export const COPIES_AT_ONCE = 32;

/** Hosts on which nobody owns the root namespace, so that `HOST/mos` cannot be written (docs/registries.md). */
const WITHOUT_ROOT = [
  /^ghcr\.io$/,
  /^(?:docker\.io|registry-1\.docker\.io)$/,
  /^quay\.io$/,
  /^registry\.gitlab\.com$/,
  /^public\.ecr\.aws$/,
  /^\d{12}\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/,
  /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)$/,
];

/**
 * Where the images of a release go (contract, input `images`): `HOST/mos`, which mosctl reads (mos.md "The wire"), the destination's own
 * repository on hosts without a root namespace, or the place that the input names; in a layout and an archive of one the names are `mos:<hex>`.
 * Throws a `usage` Failure `images`.
 */
export function imagePlace(images: string, release: Destination): ImagePlace {
  const named = images === 'auto' || images === 'none' ? undefined : parseDestination(images, 'images');
  if (named !== undefined && (named.kind !== release.kind || (named.kind === 'archive' && formatDestination(named) !== formatDestination(release)))) {
    throw new Failure('usage', 'images', `The input images cannot be ${quoted(images, 100)}: a release and its images are both in a registry, both in layouts, or both in one archive.`, {
      cure: 'Leave images at auto.',
    });
  }
  const destination = named ?? (release.kind !== 'registry' ? release : { kind: 'registry', host: release.host, repository: rootless(release.host) ? release.repository : 'mos' });
  const tag = (digest: Digest): string => (destination.kind !== 'registry' ? `mos:${hexOf(digest)}` : hexOf(digest));
  return {
    destination,
    copied: images !== 'none',
    tag,
    show: (digest) => `${formatDestination(destination)}:${tag(digest)}`,
  };
}

/**
 * `images: none`: somebody else puts them there, so that each is there is all there is to check; in a layout that it is whole as well, since nobody
 * answers for the blobs there as a registry does. Throws a `problem` Failure `images`, and what reading throws.
 */
export async function seeImage(store: Store, tag: string, digest: Digest, reference: string): Promise<void> {
  if ((await store.resolve(tag))?.digest !== digest) {
    throw new Failure('problem', 'images', `The input images is none, but ${reference} is not there with that digest.`, { cure: 'Copy the images first, or set images: auto to have them copied.' });
  }
  if (store.kind === 'layout') await readThrough(store, digest);
}

/** An image's name is its digest, so whoever made it name something else erred, or meant harm. */
export function imageReplaced(reference: string, before: Digest): string {
  return `${reference} named ${before}, which is not what its name says; it was set right. See who may write there.`;
}

/**
 * What Amazon ECR says of a repository that nobody made becomes the command that makes it (docs/registries.md); every other error is
 * given back as it is.
 */
export function withRepositoryCure(error: unknown, ...places: readonly Destination[]): unknown {
  if (!(error instanceof Failure) || error.kind !== 'unavailable') return error;
  const place = places.find((each) => each.kind === 'registry' && isEcr(each.host) && error.message.includes(`${each.host}/${each.repository}`));
  if (place?.kind !== 'registry' || !/\bNAME_UNKNOWN\b|does not exist/i.test(error.message)) return error;
  const region = /\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\./.exec(place.host)?.[1];
  const command = region === undefined ? `aws ecr-public create-repository --repository-name ${place.repository.replace(/^[^/]+\//, '')}` : `aws ecr create-repository --region ${region} --repository-name ${place.repository}`;
  return new Failure('unavailable', 'repository-missing', `${place.host}/${place.repository} does not exist, and Amazon ECR makes no repository by itself.`, { cure: `Make it once: ${command}`, cause: error });
}

function isEcr(host: string): boolean {
  return host === 'public.ecr.aws' || /^\d{12}\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(host);
}

function rootless(host: string): boolean {
  return WITHOUT_ROOT.some((pattern) => pattern.test(host.replace(/:443$/, '')));
}
