import { MEDIA_TYPES, describe, type Descriptor } from '../oci/descriptor.ts';
import { SIMPLE_SIGNING, legacyTag, type LegacySignature } from './legacy.ts';

/** The image that holds a manifest's legacy signatures, ready to be stored: blobs first, then the manifest under its tag. */
export interface LegacyImage {
  readonly tag: string;
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly blobs: readonly { readonly descriptor: Descriptor; readonly bytes: Buffer }[];
}

/**
 * The image `sha256-<hex>.sig` of `digest` with these signatures, a layer each, after the layers that are there already: signatures of others stay, as cosign keeps them. The same
 * signatures give the same bytes.
 */
export function packLegacy(digest: string, signatures: readonly LegacySignature[], existing: readonly Descriptor[] = []): LegacyImage {
  const blobs = signatures.map(({ payload }) => ({ descriptor: describe(payload, SIMPLE_SIGNING), bytes: payload }));
  const layers = [...existing, ...signatures.map(({ annotations }, at) => ({ ...blobs[at]?.descriptor, annotations }))];
  const config = Buffer.from(
    JSON.stringify({
      architecture: '',
      created: '0001-01-01T00:00:00Z',
      history: layers.map(() => ({ created: '0001-01-01T00:00:00Z' })),
      os: '',
      rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.digest) },
      config: {},
    }),
  );
  const configDescriptor = describe(config, MEDIA_TYPES.config);
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: configDescriptor, layers }));
  return { tag: legacyTag(digest), bytes, mediaType: MEDIA_TYPES.manifest, blobs: [{ descriptor: configDescriptor, bytes: config }, ...blobs] };
}
