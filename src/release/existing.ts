import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../failure.ts';
import { isDigest, type Descriptor, type Digest } from '../oci/descriptor.ts';
import { field, parseDocument } from '../oci/document.ts';
import { parseManifest, type ImageManifest } from '../oci/manifest.ts';
import { readBlob, type Store, type StoredManifest } from '../oci/store.ts';
import { quoted } from '../visible.ts';
import { VERSION_ANNOTATION, type Artifact } from './artifact.ts';

/** What the destination already holds of a release. */
export interface Existing {
  /** The manifest that signatures belong to: the one that the tag names when it has these very bytes, else our own. */
  readonly subject: Descriptor;
  /** The tag names it already. */
  readonly tagged: boolean;
  /** Everything that refers to it. */
  readonly referrers: readonly Descriptor[];
}

/** A release that is to be published, and what was found where it goes. */
export interface Candidate {
  readonly store: Store;
  readonly tag: string;
  readonly release: Artifact;
  /** What the tag names now. */
  readonly named: StoredManifest | undefined;
  /** What is attached to that, or to the release where the tag names nothing, if it was asked. */
  readonly attached?: readonly Descriptor[] | undefined;
  /** Annotations about steps that were agreed to, which a release under the tag may have, since the inputs of this run agree to them too. */
  readonly agreeable: readonly string[];
}

/**
 * What a repository holds under a tag and beside a release that is to be published there. Another manifest around the same bytes is accepted when it says nothing
 * that this run would not say: as an older run of mosb leaves it, or one of ours of another time. It is what gets signed, and whoever may write to the registry
 * could have put it there. Anything else under the tag throws a `problem` Failure `tag-moved`, since a release is one thing for ever (contract, "What is published").
 */
export async function findExisting({ store, tag, release, named, attached, agreeable }: Candidate): Promise<Existing> {
  if (named !== undefined && named.descriptor.digest !== release.descriptor.digest) {
    const other = difference(named, release, agreeable);
    if (other !== undefined) throw tagMoved(store, tag, named.descriptor.digest, release.descriptor.digest, other);
  }
  const subject = named?.descriptor ?? release.descriptor;
  return { subject, tagged: named !== undefined, referrers: attached ?? (await store.referrers(subject.digest)) };
}

const CREATED = 'org.opencontainers.image.created';
/** RFC 3339, as oras-go takes no other. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** What a manifest says that a release does not: `claim` when it is around the same bytes, undefined when it is about others. */
interface Difference {
  readonly claim: string | undefined;
}

function difference(named: StoredManifest, release: Artifact, agreeable: readonly string[]): Difference | undefined {
  const theirs = artifactOf(named, 'the published release');
  const ours = parseManifest(release.bytes, 'this release');
  const [layer, ...more] = theirs?.layers ?? [];
  if (theirs === undefined || theirs.artifactType !== ours.artifactType || more.length > 0 || layer?.digest !== ours.layers[0]?.digest) return { claim: undefined };
  const [document, own] = [named.bytes, release.bytes].map((bytes) => parseDocument(bytes, 'a release'));
  const keys = [...new Set([...Object.keys(document ?? {}), ...Object.keys(own ?? {})])].filter((key) => key !== 'annotations');
  const key = keys.find((each) => !isDeepStrictEqual(field(document ?? {}, each), field(own ?? {}, each)));
  if (key !== undefined) return { claim: `its ${quoted(key)} is not what this run would write` };
  const claim = Object.entries(theirs.annotations).find(
    ([name, value]) => !(name === CREATED ? TIME.test(value) : agreeable.includes(name) ? isDigest(value) : name === VERSION_ANNOTATION && value === ours.annotations[name]),
  );
  return claim === undefined ? undefined : { claim: `it says ${quoted(claim[0], 100)}: ${quoted(claim[1], 100)}, and this run would not` };
}

/** A tag names something else than this release: a `problem` Failure that names both, and the way out. */
export function tagMoved(store: Store, tag: string, there: Digest, ours: Digest, { claim }: Difference = { claim: undefined }): Failure {
  const both = `${store.name}:${tag} is already ${there}, and this release is ${ours}.`;
  if (claim === undefined) {
    return new Failure('problem', 'tag-moved', `${both} A published tag never changes.`, { cure: 'Publish this change under a new tag. If nothing was meant to change, compare the two system manifests.' });
  }
  return new Failure('problem', 'tag-moved', `${both} It is around the same system manifest, but ${claim}.`, {
    cure: 'If a run with allow-rollback or allow-signer-change made it, set that here too. If nobody of yours made it, see who may write to the repository, delete the tag there, and publish again.',
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

/** A file of a referrer: a layer's bytes as they are stored. */
export interface AttachedFile {
  readonly title: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** The files of a referrer, one for each layer. Throws as `Store.manifest` and `readBlob`, and a `problem` Failure `referrer-missing`. */
export async function referrerFiles(store: Store, referrer: Descriptor): Promise<readonly AttachedFile[]> {
  const manifest = await store.manifest(referrer.digest);
  if (manifest === undefined) {
    throw new Failure('problem', 'referrer-missing', `${store.name}: the referrer ${referrer.digest} is listed but not there.`, { cure: 'Publish the release again.' });
  }
  const { layers } = parseManifest(manifest.bytes, `${store.name}@${referrer.digest}`);
  return Promise.all(
    layers.map(async (layer) => ({ title: layer.annotations?.['org.opencontainers.image.title'] ?? '', mediaType: layer.mediaType, bytes: await readBlob(store, layer) })),
  );
}

/**
 * The files of a referrer, or why they are of no use: whoever may push attaches what they like, and what is missing, too large or malformed among it
 * says nothing of the rest. Throws where it could not be found out.
 */
export async function attachedFiles(store: Store, referrer: Descriptor): Promise<{ readonly files: readonly AttachedFile[] } | { readonly fault: string }> {
  try {
    return { files: await referrerFiles(store, referrer) };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'problem') throw error;
    return { fault: error.message };
  }
}
