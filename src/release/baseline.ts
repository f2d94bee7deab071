import { Failure } from '../failure.ts';
import { MEDIA_TYPES, type Descriptor } from '../oci/descriptor.ts';
import { parseManifest } from '../oci/manifest.ts';
import { readBlob, type Store } from '../oci/store.ts';
import { parseSystemManifest, SYSTEM_MEDIA_TYPES, type SystemManifest } from '../system/parse.ts';
import { VERSION_ANNOTATION } from './artifact.ts';
import { releaseVersion, versionTags, type ReleaseVersion } from './version.ts';

/** A release that is there already, and that a new one is compared with. */
export interface Baseline {
  /** The tag that named it: the channel, or the highest release. */
  readonly name: string;
  readonly descriptor: Descriptor;
  readonly version: ReleaseVersion;
  readonly system: SystemManifest;
  /** The system manifest's bytes. */
  readonly bytes: Buffer;
}

/** How many tags are asked at the most for the version of a release that does not say its own. */
const MOST_ASKED = 50;

/**
 * What a channel names; undefined when there is none yet. Throws a `problem` Failure `channel` when it names something that is no release, and
 * others when that cannot be read.
 */
export async function findBaseline(store: Store, channel: string): Promise<Baseline | undefined> {
  const found = await readBaseline(store, channel);
  return found === undefined || found.version.text !== undefined ? found : { ...found, version: await versionByTag(store, found) };
}

/** What a tag names, as `findBaseline` does, with the version that it says of itself, else the tag's. */
export async function readBaseline(store: Store, name: string): Promise<Baseline | undefined> {
  const named = await store.manifest(name);
  if (named === undefined) return undefined;
  const wrong = (what: string): Failure =>
    new Failure('problem', 'channel', `${store.name}:${name} is ${what}, so it is no release that this one could follow.`, { cure: 'Publish to another repository or channel, or remove what is there.' });
  if (named.descriptor.mediaType !== MEDIA_TYPES.manifest) throw wrong(`a ${named.descriptor.mediaType}`);
  const manifest = parseManifest(named.bytes, `${store.name}:${name}`);
  const [layer] = manifest.layers;
  if (layer === undefined || !(Object.values(SYSTEM_MEDIA_TYPES) as string[]).includes(manifest.artifactType ?? '')) throw wrong(`of the artifact type ${manifest.artifactType ?? 'none'}`);
  const bytes = await readBlob(store, layer);
  const system = parseSystemManifest(bytes, layer.mediaType);
  return { name, descriptor: named.descriptor, version: releaseVersion(system, manifest.annotations[VERSION_ANNOTATION] ?? name), system, bytes };
}

/** What an older run of mosb wrote does not say its version: one of the tags does, and it is likely a high one. */
async function versionByTag(store: Store, { descriptor, system, name }: Baseline): Promise<ReleaseVersion> {
  for (const tag of versionTags(await store.tags()).slice(0, MOST_ASKED)) {
    if (tag !== name && (await store.resolve(tag))?.digest === descriptor.digest) return releaseVersion(system, tag);
  }
  return releaseVersion(system, undefined);
}
