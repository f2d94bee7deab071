import { STATEMENT_TYPE, type Statement } from './statement.ts';

/** The media type of a sigstore bundle 0.3, which is also the artifact type of the referrer that holds one. */
export const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** What `cosign sign` states about an image (cosign v3, specs/BUNDLE_SPEC.md). */
export const COSIGN_SIGN = 'https://sigstore.dev/cosign/sign/v1';

/** A bundle as JSON, as @sigstore/bundle serializes it. */
export type BundleJson = object;

/** The parts of an OCI artifact that src/release/artifact.ts makes a manifest of. */
export interface ArtifactShape {
  readonly artifactType: string;
  readonly layers: readonly { readonly mediaType: string; readonly bytes: Buffer; readonly annotations?: Readonly<Record<string, string>> }[];
  readonly annotations: Readonly<Record<string, string>>;
}

/** The statement that cosign makes of a signature: a digest, and nothing to say about it. */
export function cosignStatement(digest: string): Statement {
  return { _type: STATEMENT_TYPE, subject: [{ digest: { sha256: digest.replace(/^sha256:/, '') } }], predicateType: COSIGN_SIGN, predicate: {} };
}

/**
 * The referrer in which cosign v3 and gh look for a DSSE bundle. Never for a message bundle: cosign then believes that there are bundles, finds none that it
 * can use, and does not look at the legacy form any more. `org.opencontainers.image.created` is added by who makes the manifest.
 */
export function bundleReferrer(bundle: BundleJson, predicateType: string): ArtifactShape {
  return {
    artifactType: BUNDLE_MEDIA_TYPE,
    layers: [{ mediaType: BUNDLE_MEDIA_TYPE, bytes: Buffer.from(JSON.stringify(bundle)) }],
    annotations: { 'dev.sigstore.bundle.content': 'dsse-envelope', 'dev.sigstore.bundle.predicateType': predicateType },
  };
}
