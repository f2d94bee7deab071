import { MEDIA_TYPES, describe, type Descriptor } from '../oci/descriptor.ts';

/** One layer of an artifact that is small enough to be held whole. */
export interface ArtifactLayer {
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ArtifactParts {
  readonly artifactType: string;
  readonly layers: readonly ArtifactLayer[];
  /** RFC 3339 with whole seconds, as `org.opencontainers.image.created`. */
  readonly created: string;
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An OCI artifact, ready to be stored: the manifest's exact bytes, and the blobs that it names. */
export interface Artifact {
  readonly bytes: Buffer;
  readonly descriptor: Descriptor;
  readonly blobs: readonly { readonly descriptor: Descriptor; readonly bytes: Buffer }[];
}

export const EMPTY_BYTES = Buffer.from('{}');
export const EMPTY_CONFIG: Descriptor = { ...describe(EMPTY_BYTES, MEDIA_TYPES.empty), data: 'e30=' };

/** The artifact types of what a release is made of (mos.md "The wire"; contract "What is published"). */
export const ARTIFACT_TYPES = {
  install: 'application/vnd.machine.install',
  system: 'application/vnd.mos.system.manifest.v1',
  certificate: 'application/vnd.machine.pubkeycrt',
  signature: 'application/vnd.machine.signature',
  keylessSignature: 'application/vnd.mos.manifest.signature.v1',
  bundle: 'application/vnd.dev.sigstore.bundle.v0.3+json',
} as const;

/**
 * An OCI artifact in the shape of image-spec manifest.md "Guidelines for Artifact Usage", with its members in the order in which
 * oras-go (and so mosb) writes them: the same parts give the same bytes, hence the same digest, on every machine.
 */
export function packArtifact(parts: ArtifactParts): Artifact {
  const layers = parts.layers.map((layer) => ({ descriptor: describe(layer.bytes, layer.mediaType), layer }));
  const manifest = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    artifactType: parts.artifactType,
    config: EMPTY_CONFIG,
    layers: layers.map(({ descriptor, layer }) => (layer.annotations === undefined ? descriptor : { ...descriptor, annotations: layer.annotations })),
    ...(parts.subject === undefined ? {} : { subject: { mediaType: parts.subject.mediaType, digest: parts.subject.digest, size: parts.subject.size } }),
    annotations: sorted({ ...parts.annotations, 'org.opencontainers.image.created': parts.created }),
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  return {
    bytes,
    descriptor: { ...describe(bytes, MEDIA_TYPES.manifest), artifactType: parts.artifactType, annotations: manifest.annotations },
    blobs: [{ descriptor: EMPTY_CONFIG, bytes: EMPTY_BYTES }, ...layers.map(({ descriptor, layer }) => ({ descriptor, bytes: layer.bytes }))],
  };
}

function sorted(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a release calls itself (image-spec annotations.md): its tag, so that a channel tells which version it is. */
export const VERSION_ANNOTATION = 'org.opencontainers.image.version';
/** That somebody agreed to a step that is refused otherwise: the digest of the release that was there (contract, `rollback`, `signer-changed`). */
export const ROLLBACK_ANNOTATION = 'vnd.mos.manifest.rollback-from';
export const SIGNER_ANNOTATION = 'vnd.mos.manifest.signer-changed-from';

const TITLE = 'org.opencontainers.image.title';
/** mosb's media type for the files of its referrers. They are no tar archives; mosctl ignores it. */
const FILE = 'application/vnd.oci.image.layer.v1.tar';

/**
 * The release itself: a system manifest as the one layer of an artifact. List form takes mosb's types and its title `index.json`
 * (mos.md "The wire"); dict form is the same shape with issue 24's types.
 */
export function packRelease(
  system: { readonly bytes: Buffer; readonly mediaType: string; readonly fileName: string },
  created: string,
  annotations: Readonly<Record<string, string>>,
): Artifact {
  const title = system.mediaType === ARTIFACT_TYPES.install ? 'index.json' : system.fileName;
  return packArtifact({
    artifactType: system.mediaType,
    layers: [{ mediaType: system.mediaType, bytes: system.bytes, annotations: { [TITLE]: title } }],
    created,
    annotations,
  });
}

/** The pair that today's mosctl verifies: certificate and raw RSA signature, a referrer each (mos.md "The wire"). */
export function packKeyPair(subject: Descriptor, pair: { readonly certificatePem: Buffer; readonly signature: Buffer }, created: string): readonly [Artifact, Artifact] {
  const file = (artifactType: string, title: string, bytes: Buffer): Artifact =>
    packArtifact({ artifactType, layers: [{ mediaType: FILE, bytes, annotations: { [TITLE]: title } }], subject, created });
  return [
    file(ARTIFACT_TYPES.certificate, 'cert.pem', pair.certificatePem),
    file(ARTIFACT_TYPES.signature, 'install.json.signed', pair.signature),
  ];
}

/** Raw keyless signature and Fulcio certificate as ONE referrer, so that there is never half a pair (contract "What is published"). */
export function packKeylessSignature(subject: Descriptor, pair: { readonly certificatePem: Buffer; readonly signature: Buffer }, created: string): Artifact {
  return packArtifact({
    artifactType: ARTIFACT_TYPES.keylessSignature,
    layers: [
      { mediaType: 'application/octet-stream', bytes: pair.signature, annotations: { [TITLE]: 'install.json.signed' } },
      { mediaType: 'application/x-pem-file', bytes: pair.certificatePem, annotations: { [TITLE]: 'cert.pem' } },
    ],
    subject,
    created,
  });
}
