import { Failure } from '../failure.ts';
import type { Descriptor, Digest } from '../oci/descriptor.ts';
import { parseManifest, type ImageManifest } from '../oci/manifest.ts';
import { readBlob, type Store, type StoredManifest } from '../oci/store.ts';
import type { Artifact } from './artifact.ts';

/** What the destination already holds of a release. */
export interface Existing {
  /** The manifest that signatures belong to: the one that the tag names when it has these very bytes, else our own. */
  readonly subject: Descriptor;
  /** The tag names it already. */
  readonly tagged: boolean;
  /** Everything that refers to it. */
  readonly referrers: readonly Descriptor[];
}

/**
 * What a repository holds under a tag (`named`, which was read already, with what is attached to it if that was asked) and beside a release that is to be published there. A manifest of the same type with the same
 * bytes as its one layer is accepted under any digest, as an older run of mosb leaves it; anything else under the tag throws a
 * `problem` Failure `tag-moved`, since a release is one thing for ever (contract, "What is published").
 */
export async function findExisting(store: Store, tag: string, named: StoredManifest | undefined, release: Artifact, attached?: readonly Descriptor[]): Promise<Existing> {
  const subject = named === undefined || named.descriptor.digest === release.descriptor.digest ? release.descriptor : sameRelease(store, tag, named, release);
  return { subject, tagged: named !== undefined, referrers: attached ?? (await store.referrers(subject.digest)) };
}

function sameRelease(store: Store, tag: string, named: StoredManifest, release: Artifact): Descriptor {
  const ours = parseManifest(release.bytes, 'this release');
  const theirs = artifactOf(named, `${store.name}:${tag}`);
  const [wanted] = ours.layers;
  const [layer, ...more] = theirs?.layers ?? [];
  if (theirs?.artifactType === ours.artifactType && more.length === 0 && layer?.digest === wanted?.digest && layer?.mediaType === wanted?.mediaType) {
    return named.descriptor;
  }
  throw tagMoved(store, tag, named.descriptor.digest, release.descriptor.digest);
}

/** A tag names something else than this release: a `problem` Failure that names both, and the way out. */
export function tagMoved(store: Store, tag: string, there: Digest, ours: Digest): Failure {
  return new Failure('problem', 'tag-moved', `${store.name}:${tag} is already ${there}, and this release is ${ours}. A published tag never changes.`, {
    cure: 'Publish this change under a new tag. If nothing was meant to change, compare the two system manifests.',
  });
}

/** What a tag names, as a manifest; undefined for an index, and for anything else that is none: it is no release either way. */
export function artifactOf(named: StoredManifest, where: string): ImageManifest | undefined {
  try {
    return parseManifest(named.bytes, where);
  } catch {
    return undefined;
  }
}

/** The file of a referrer that has one layer, or of the layer with this title: its bytes as they are stored. Throws as `Store.manifest`. */
export async function referrerFiles(store: Store, referrer: Descriptor): Promise<readonly { readonly title: string; readonly mediaType: string; readonly bytes: Buffer }[]> {
  const manifest = await store.manifest(referrer.digest);
  if (manifest === undefined) {
    throw new Failure('problem', 'referrer-missing', `${store.name}: the referrer ${referrer.digest} is listed but not there.`, { cure: 'Publish the release again.' });
  }
  const { layers } = parseManifest(manifest.bytes, `${store.name}@${referrer.digest}`);
  return Promise.all(
    layers.map(async (layer) => ({ title: layer.annotations?.['org.opencontainers.image.title'] ?? '', mediaType: layer.mediaType, bytes: await readBlob(store, layer) })),
  );
}
