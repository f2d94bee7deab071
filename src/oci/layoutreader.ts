import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import { mismatch, verifiedStream } from './blobfile.ts';
import { type Descriptor, type Digest, MEDIA_TYPES, digestOf, isDigest } from './descriptor.ts';
import { MANIFEST_LIMIT } from './document.ts';
import { unreadable } from './filefailure.ts';
import { type LayoutIndex, entryNamed, namesOf } from './layoutindex.ts';
import { type ImageIndex, type ImageManifest, parseIndex, parseManifest } from './manifest.ts';
import { mediaTypeOf } from './media.ts';
import type { Store, StoredManifest } from './store.ts';

/** Where in a file a blob's bytes are. Whoever has it closes it. */
export interface BlobPlace {
  readonly handle: FileHandle;
  readonly start: number;
  readonly size: number;
  readonly close: () => Promise<void>;
}

/** What holds a layout's files: a folder, or an archive. */
export interface LayoutFiles {
  readonly name: string;
  readonly readIndex: () => Promise<LayoutIndex>;
  /** Undefined when it is not there. */
  readonly openBlob: (digest: Digest) => Promise<BlobPlace | undefined>;
}

/** The half of a Store that reads, of a layout. */
export interface LayoutReader extends Pick<Store, 'resolve' | 'manifest' | 'blob' | 'hasBlob' | 'tags' | 'referrers'> {
  /** What a subject's fallback index lists; nothing when there is none. */
  readonly fallback: (index: LayoutIndex, subject: Digest) => Promise<readonly Descriptor[]>;
}

/** A manifest that may be a referrer: what it has as `subject`, and how `referrers` describes it. */
export interface Candidate {
  readonly subject: Digest | undefined;
  readonly descriptor: Descriptor;
}

/** Reads a layout, and believes nothing of it: every manifest and blob is hashed, and an entry of index.json has to say what it leads to. */
export function readLayout({ name, readIndex, openBlob }: LayoutFiles): LayoutReader {
  const candidates = new Map<Digest, Candidate>();

  const readDigest = async (digest: Digest): Promise<StoredManifest | undefined> => {
    const place = await openBlob(digest);
    if (place === undefined) return undefined;
    try {
      if (place.size > MANIFEST_LIMIT) {
        throw new Failure('problem', 'image-manifest', `${name}: ${digest} is ${place.size} bytes, and a manifest may be ${MANIFEST_LIMIT}`, { cure: 'Name a manifest, not a layer.' });
      }
      const bytes = Buffer.alloc(place.size);
      const { bytesRead } = await place.handle.read(bytes, 0, place.size, place.start);
      const stated = { mediaType: '', digest, size: place.size };
      if (bytesRead !== place.size || digestOf(bytes) !== digest) throw mismatch(stated, 'its bytes hash to another digest', name);
      return { bytes, descriptor: { ...stated, mediaType: mediaTypeOf(bytes, { where: `${name} (${digest})` }) } };
    } catch (error) {
      throw unreadable(error, name);
    } finally {
      await place.close();
    }
  };

  const readEntry = async (entry: Descriptor): Promise<StoredManifest> => {
    const stored = await readDigest(entry.digest);
    if (stored === undefined) throw new Failure('problem', 'layout', `${name}: index.json lists ${entry.digest}, which the layout does not hold`, { cure: 'Remove that entry from index.json, and copy or publish it there again.' });
    const { size, mediaType } = stored.descriptor;
    if (size === entry.size && mediaType === entry.mediaType) return stored;
    throw new Failure('problem', 'layout', `${name}: index.json lists ${entry.digest} as ${entry.size} bytes of ${entry.mediaType}, and it is ${size} bytes of ${mediaType}`, { cure: 'Remove that entry from index.json, and copy or publish it there again.' });
  };

  const manifest = async (reference: string): Promise<StoredManifest | undefined> => {
    if (isDigest(reference)) return readDigest(reference);
    const entry = entryNamed(await readIndex(), reference, name);
    return entry === undefined ? undefined : readEntry(entry);
  };

  const candidateOf = async (digest: Digest): Promise<Candidate | undefined> => {
    const known = candidates.get(digest);
    if (known !== undefined) return known;
    const stored = await readDigest(digest);
    if (stored === undefined) return undefined;
    const candidate = asCandidate(stored, name);
    candidates.set(digest, candidate);
    return candidate;
  };

  const fallback = async (index: LayoutIndex, subject: Digest): Promise<readonly Descriptor[]> => {
    const entry = entryNamed(index, fallbackName(subject), name);
    if (entry === undefined) return [];
    return parseIndex((await readEntry(entry)).bytes, `${name}: ${fallbackName(subject)}`).manifests;
  };

  /**
   * The manifests of the fallback index, and those that index.json lists itself. Both, because writers differ: regctl makes the index that the
   * distribution-spec has for registries without the API, under the name `sha256-<hex>`; oras and zot list referrers in index.json, without a name.
   */
  const referrers = async (subject: Digest, artifactType?: string): Promise<Descriptor[]> => {
    const index = await readIndex();
    const listed = index.entries.filter((entry) => entry.mediaType === MEDIA_TYPES.manifest || entry.mediaType === MEDIA_TYPES.index);
    const found = new Map<Digest, Descriptor>();
    for (const { digest } of [...(await fallback(index, subject)), ...listed]) {
      if (found.has(digest)) continue;
      const candidate = await candidateOf(digest);
      if (candidate?.subject === subject) found.set(digest, candidate.descriptor);
    }
    return [...found.values()].filter((descriptor) => artifactType === undefined || descriptor.artifactType === artifactType);
  };

  /** Whether the blob is there with its size. Its bytes are hashed when they are read, as a registry does. */
  const hasBlob = async (descriptor: Descriptor): Promise<boolean> => {
    const place = await openBlob(descriptor.digest);
    await place?.close();
    return place?.size === descriptor.size;
  };

  const blob = async (descriptor: Descriptor): Promise<Readable> => {
    const place = await openBlob(descriptor.digest);
    if (place === undefined) throw new Failure('problem', 'blob-missing', `${name}: ${descriptor.digest} is not in the layout`, { cure: 'Copy the image into the layout again.' });
    if (place.size === descriptor.size) return verifiedStream(place.handle, place.start, descriptor, name, place.close);
    await place.close();
    throw mismatch(descriptor, `it is ${place.size} bytes, and ${descriptor.size} are expected`, name);
  };

  return {
    resolve: async (reference) => (await manifest(reference))?.descriptor,
    manifest,
    blob,
    hasBlob,
    tags: async () => namesOf(await readIndex()),
    referrers,
    fallback,
  };
}

/** The name of a subject's fallback index (distribution-spec §Referrers Tag Schema). */
export function fallbackName(subject: Digest): string {
  return subject.replace(':', '-');
}

/** A manifest as the referrers API describes it (distribution-spec §Listing Referrers): artifactType, else the config's media type; all annotations. */
export function asCandidate(stored: StoredManifest, name: string): Candidate {
  const { descriptor, bytes } = stored;
  const where = `${name} (${descriptor.digest})`;
  if (descriptor.mediaType !== MEDIA_TYPES.manifest && descriptor.mediaType !== MEDIA_TYPES.index) return { subject: undefined, descriptor };
  const content: ImageManifest | ImageIndex = descriptor.mediaType === MEDIA_TYPES.manifest ? parseManifest(bytes, where) : parseIndex(bytes, where);
  const artifactType = content.artifactType ?? ('config' in content ? content.config.mediaType : undefined);
  return {
    subject: content.subject?.digest,
    descriptor: {
      ...descriptor,
      ...(artifactType === undefined ? {} : { artifactType }),
      ...(Object.keys(content.annotations).length === 0 ? {} : { annotations: content.annotations }),
    },
  };
}
