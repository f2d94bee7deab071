import { createHash } from 'node:crypto';
import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';

/** A checked content digest, always sha256 in lower case hex (image-spec descriptor.md §Digests; devices keep `blobs/sha256` alone). */
export type Digest = `sha256:${string}` & { readonly __digest: true };

/** image-spec descriptor.md. `size` is in bytes. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Readonly<Record<string, unknown>>;
  readonly data?: string;
}

export const MEDIA_TYPES = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  empty: 'application/vnd.oci.empty.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
} as const;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Whether the text is a sha256 digest as `Digest` means it. */
export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/** The text as a Digest. Throws a `problem` Failure `digest-malformed` that names `where` when it is not one. */
export function parseDigest(text: string, where: string): Digest {
  if (isDigest(text)) return text;
  throw new Failure('problem', 'digest-malformed', `${where}: ${quoted(text, 100)} is not a sha256 digest`, {
    cure: 'Write sha256: and 64 lower case hexadecimal digits.',
  });
}

/** The digest of these bytes. */
export function digestOf(bytes: Uint8Array): Digest {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is one by how it is made
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest;
}

/** The 64 hexadecimal digits of a digest. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}

/** A descriptor of these bytes. */
export function describe(bytes: Uint8Array, mediaType: string): Descriptor {
  return { mediaType, digest: digestOf(bytes), size: bytes.byteLength };
}
