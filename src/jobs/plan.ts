import { Failure } from '../failure.ts';
import { readManifest } from '../manifest/read.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { readBlob, type Store } from '../oci/store.ts';
import { parseManifest } from '../oci/manifest.ts';
import { parseDestination, type Destination } from '../oci/reference.ts';
import { packRelease, type Artifact } from '../release/artifact.ts';
import type { ReleaseImage } from '../release/push.ts';
import type { CertificateFacts } from '../sign/certificate.ts';
import { createdTime } from './created.ts';
import { imagePlace, type ImagePlace } from './images.ts';
import { judge, type ComparedWith, type Judged } from './judge.ts';
import type { ManifestFile } from './manifests.ts';
import { checkedTag, fill, matching, releaseTag } from './release-names.ts';
import type { Session } from './session.ts';

/** One manifest and where it will be released; `release` is undefined while something is wrong with it. */
export interface Plan {
  readonly judged: Judged;
  readonly destination: Destination;
  readonly tag: string;
  readonly store: Store;
  readonly created: string;
  readonly place: ImagePlace;
  readonly release: Artifact | undefined;
  readonly images: readonly ReleaseImage[];
}

/**
 * What this run would release: every manifest that the tag is for, judged for publishing and given its place. Writes nothing.
 * Throws `usage` Failures for inputs that leave no one meaning, and what the destination's registry throws.
 */
export async function planReleases(session: Session, destination: string, certificate: CertificateFacts | undefined): Promise<Plan[]> {
  const { context, files } = session;
  const named = releaseTag(context);
  const paths = new Set(matching(files.map(({ path }) => path), named.prefix));
  const selected = files.filter(({ path }) => paths.has(path));
  const places = selected.map((file) => placeOf(destination, named.tag, file));
  for (const [at, { key }] of places.entries()) {
    const other = places.findIndex((each) => each.key === key);
    if (other === at) continue;
    throw new Failure('usage', 'destination', `${selected[other]?.path} and ${selected[at]?.path} would both be published as ${key}.`, {
      cure: 'Put {folder} or {product} into the input destination or tag.',
    });
  }
  const created = await createdTime(context, session.git);
  return Promise.all(places.map((place) => planOne(session, place, created, certificate)));
}

interface Place {
  readonly file: ManifestFile;
  readonly destination: Destination;
  readonly tag: string;
  readonly key: string;
}

function placeOf(destination: string, tag: string, file: ManifestFile): Place {
  const product = file.reading.manifest?.product ?? '';
  const place = fill(destination, file.path, product);
  const filled = checkedTag(fill(tag, file.path, product));
  return { file, destination: parseDestination(place), tag: filled, key: `${place}:${filled}` };
}

async function planOne(session: Session, { file, destination, tag }: Place, created: string, certificate: CertificateFacts | undefined): Promise<Plan> {
  const { context, stores } = session;
  const store = await stores.destination(destination);
  const base = await channelBase(store, context.options.channel);
  const judged = await judge({ context, settings: session.settings, stores, file, base, publishing: true, certificate });
  const place = imagePlace(context.options.images, destination);
  const imageStore = await stores.destination(place.destination);
  const images = await Promise.all(
    [...judged.images].map(async ([name, image]): Promise<ReleaseImage> => ({
      name,
      digest: image.digest,
      size: image.size,
      source: await stores.source(image.source),
      destination: imageStore,
      tag: place.tag(image.digest),
      reference: place.show(image.digest),
      stored: image.stored,
    })),
  );
  const wrong = judged.problems.some(({ severity }) => severity === 'error');
  return { judged, destination, tag, store, created, place, release: judged.system === undefined || wrong ? undefined : packRelease(judged.system, created), images };
}

/** What devices on the channel run now, which is what a release is compared with (contract, "Base"). */
async function channelBase(store: Store, channel: string | undefined): Promise<ComparedWith | undefined> {
  if (channel === undefined) return undefined;
  const named = await store.manifest(checkedTag(channel));
  return { name: channel, kind: 'channel', manifest: named === undefined ? undefined : await systemOf(store, named.bytes, channel) };
}

async function systemOf(store: Store, bytes: Buffer, channel: string): Promise<Manifest | undefined> {
  const [layer] = parseManifest(bytes, `${store.name}:${channel}`).layers;
  // A system manifest is an import manifest without sources: JSON is YAML.
  return layer === undefined ? undefined : readManifest(await readBlob(store, layer)).manifest;
}
