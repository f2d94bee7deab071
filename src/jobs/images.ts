import { Failure } from '../failure.ts';
import { hexOf, type Digest } from '../oci/descriptor.ts';
import { parseDestination, type Destination } from '../oci/reference.ts';

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
 * repository on hosts without a root namespace, or the place that the input names; in a layout the names are `mos:<hex>`.
 * Throws a `usage` Failure `images`.
 */
export function imagePlace(images: string, release: Destination): ImagePlace {
  const named = images === 'auto' || images === 'none' ? undefined : parseDestination(images, 'images');
  if (named !== undefined && named.kind !== release.kind) {
    throw new Failure('usage', 'images', `The input images cannot be ${JSON.stringify(images.slice(0, 100))}: a release and its images are both in a registry, or both in a layout.`, {
      cure: 'Leave images at auto.',
    });
  }
  const destination = named ?? (release.kind === 'layout' ? release : { kind: 'registry', host: release.host, repository: rootless(release.host) ? release.repository : 'mos' });
  const tag = (digest: Digest): string => (destination.kind === 'layout' ? `mos:${hexOf(digest)}` : hexOf(digest));
  return {
    destination,
    copied: images !== 'none',
    tag,
    show: (digest) => `${destination.kind === 'layout' ? `oci:${destination.directory}` : `${destination.host}/${destination.repository}`}:${tag(digest)}`,
  };
}

function rootless(host: string): boolean {
  return WITHOUT_ROOT.some((pattern) => pattern.test(host.replace(/:443$/, '')));
}
