import type { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import type { Descriptor, Digest } from './descriptor.ts';
import { parseManifest } from './manifest.ts';

/** A manifest or an index as it was stored: its exact bytes, and a descriptor that was computed from them and their content. */
export interface StoredManifest {
  readonly bytes: Buffer;
  readonly descriptor: Descriptor;
}

/** How a blob came to be where it is now. */
export type Written = 'exists' | 'mounted' | 'written';

/** Told as bytes of a blob move. `bytes` is the total so far, of `descriptor.size`. */
export type Progress = (event: { readonly descriptor: Descriptor; readonly bytes: number; readonly state: 'moving' | Written }) => void;

export interface PushBlobOptions {
  /** A repository on the same registry from which the blob may be mounted (distribution-spec §Mounting a blob). */
  readonly mountFrom?: string | undefined;
  /**
   * False when it most likely isn't there: then nothing is asked first. By default a registry asks first (HEAD) for a blob of 64 MiB or more. An upload
   * always begins as a mount (from `mountFrom`, else from the repository itself), so that what is there is found for free.
   */
  readonly probe?: boolean | undefined;
  /**
   * It most likely isn't there: one of at most 64 KiB is then sent with the one request that opens its upload, to a registry that takes that
   * (distribution-spec §Single POST), and what is there already is not found out first.
   */
  readonly atOnce?: boolean | undefined;
  readonly onProgress?: Progress | undefined;
}

/**
 * One repository of a registry, or one OCI image layout in a folder or an archive: somewhere that content can be read from and written to.
 * Both implementations believe nothing: what they return was hashed against what was asked.
 *
 * A `reference` is a tag (a layout's ref name) or a digest. Every method throws Failure: kind `problem` when what is stored is
 * wrong, `unavailable` when it could not be had.
 */
export interface Store {
  readonly kind: 'registry' | 'layout';
  /** As it is shown to people: `registry.example/os/ran`, `oci:DIR` or `oci-archive:FILE`. */
  readonly name: string;
  /** The descriptor that a reference has now, or undefined when there is none. Costs one request. */
  resolve(reference: string): Promise<Descriptor | undefined>;
  /** The manifest or index that a reference has now, or undefined when there is none. At most 4 MiB. */
  manifest(reference: string): Promise<StoredManifest | undefined>;
  /** The bytes of a blob, hashed and counted as they stream: the stream ends in an error when they are not what `descriptor` says. */
  blob(descriptor: Descriptor): Promise<Readable>;
  hasBlob(descriptor: Descriptor): Promise<boolean>;
  /** Stores a blob unless it is there. `open` gives its bytes, and again from the start if it has to be sent once more. */
  pushBlob(descriptor: Descriptor, open: () => Promise<Readable>, options?: PushBlobOptions): Promise<Written>;
  /** Stores these exact bytes as a manifest, by digest, or under `tag`. What has `subject` is for `pushReferrers`. */
  pushManifest(bytes: Buffer, mediaType: string, tag?: string): Promise<Descriptor>;
  /** Every tag, sorted; empty when the repository does not exist. */
  tags(): Promise<string[]>;
  /** The referrers of a subject, by the API or the fallback tag (distribution-spec §Listing Referrers), only those of `artifactType` when given. */
  referrers(subject: Digest, artifactType?: string): Promise<Descriptor[]>;
  /**
   * Stores manifests whose `subject` is `subject` (their blobs are there), so that `referrers` lists them: all of a release in one call,
   * so that a fallback tag is updated once. Gives their descriptors, with artifactType and annotations, in the order given.
   */
  pushReferrers(subject: Descriptor, manifests: readonly Buffer[]): Promise<Descriptor[]>;
  /** Shows what was written, all at once. Only an archive has it: elsewhere each thing is there once it is written. */
  commit?(): Promise<void>;
}

/** All the bytes of a blob of at most `limit` bytes (default 4 MiB). Throws as `Store.blob`, and `problem` `blob-too-large`. */
export async function readBlob(store: Store, descriptor: Descriptor, limit = 4 * 1024 * 1024): Promise<Buffer> {
  if (descriptor.size > limit) {
    throw new Failure('problem', 'blob-too-large', `${store.name}: ${descriptor.digest} is ${descriptor.size} bytes, more than the ${limit} that it may be`);
  }
  const stream: AsyncIterable<Buffer> = await store.blob(descriptor);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Reads a manifest and all of its blobs, so that each was hashed. False when there is no such manifest. Throws as `Store.manifest` and `Store.blob`. */
export async function readThrough(store: Store, digest: Digest): Promise<boolean> {
  const stored = await store.manifest(digest);
  if (stored === undefined) return false;
  const { config, layers } = parseManifest(stored.bytes, store.name);
  await Promise.all([config, ...layers].map(async (blob) => {
    for await (const _ of await store.blob(blob));
  }));
  return true;
}
