import { Failure } from '../failure.ts';
import type { FailureKind } from '../failure.ts';
import { isDigest, type Descriptor } from '../oci/descriptor.ts';
import { formatReference, parsePublished, type PublishedReference } from '../oci/reference.ts';
import type { Store } from '../oci/store.ts';
import type { Anchors, Verified } from '../release/verify.ts';
import type { Options } from '../inputs.ts';
import { ARTIFACT_TYPES } from '../release/artifact.ts';
import { strangersCommands, type Checkable } from '../release/commands.ts';
import { SLSA_PROVENANCE } from '../sign/provenance.ts';
import type { BundleFacts } from '../sign/verify.ts';
import { conclude } from './conclude.ts';
import type { Context } from './context.ts';
import { openOutputFiles } from './files.ts';
import { allowedPaths, type Paths } from './folders.ts';
import { imagePlace, type ImagePlace } from './images.ts';
import type { Outcome } from './outcome.ts';
import { readJson, readPem } from './pem.ts';
import { openStores, type Stores } from './stores.ts';

/** The job `verify` (contract, "Jobs"): checks a published release against the anchors that were given, and explains each step. */
export async function verify(context: Context): Promise<Outcome> {
  const { options } = context;
  if (options.reference === undefined) {
    throw new Failure('usage', 'input', 'The input reference is empty, so there is nothing to verify.', { cure: 'Give HOST/PATH:TAG, HOST/PATH@sha256:…, oci:DIR:TAG or oci-archive:FILE:TAG.' });
  }
  const reference = parsePublished(options.reference);
  const paths = await allowedPaths(context);
  const stores = openStores(context, paths);
  try {
    const { steps, descriptor, referrers, signed } = await verifyPublished(context, reference, paths, stores);
    const kinds = new Set<FailureKind>(steps.some(({ ok }) => ok === false) ? ['problem'] : []);
    const name = nameOf(reference);
    const at = descriptor === undefined ? undefined : atDigest(reference, descriptor.digest);
    const commands = at?.kind === 'registry' && kinds.size === 0 ? strangersCommands(checkable(context.options, formatReference(at), referrers, signed)) : [];
    const shown = descriptor === undefined ? {} : { digest: descriptor.digest, reference: formatReference(atDigest(reference, descriptor.digest)), ...(isDigest(name) ? {} : { tag: name }) };
    return await conclude({
      context,
      files: openOutputFiles(context, []),
      report: { reportVersion: 1, job: 'verify', result: kinds.size === 0 ? 'passed' : 'failed', manifests: [], steps, commands, network: stores.usage() },
      kinds,
      outputs: shown,
    });
  } finally {
    await stores.close();
  }
}

function checkable({ caCertificate, certificateIdentity, certificateIdentityRegexp, certificateOidcIssuer, sigstoreTrustedRoot }: Options, reference: string, referrers: readonly Descriptor[], signed: BundleFacts | undefined): Checkable {
  const has = (artifactType: string): boolean => referrers.some((each) => each.artifactType === artifactType);
  const san = certificateIdentity === undefined ? { pattern: new RegExp(`^(?:${certificateIdentityRegexp ?? ''})$`, 'u') } : { exact: certificateIdentity };
  return {
    reference,
    key: has(ARTIFACT_TYPES.certificate) && caCertificate !== undefined ? { ca: caCertificate.includes('-----BEGIN') ? undefined : caCertificate } : undefined,
    keyless:
      signed === undefined || certificateOidcIssuer === undefined
        ? undefined
        : {
            san,
            issuer: certificateOidcIssuer,
            trustedRoot: sigstoreTrustedRoot,
            signer: signed.identity.san,
            repository: signed.identity.repository,
            provenance: referrers.some(({ annotations }) => annotations?.['dev.sigstore.bundle.predicateType'] === SLSA_PROVENANCE),
          },
  };
}

/** What verifying found, where the release is, and where its images are. */
export interface VerifiedRelease extends Verified {
  readonly store: Store;
  readonly place: ImagePlace;
}

/** Verifies a published release against the anchors of the inputs. Throws a `usage` Failure `anchor` without any, and what `verifyRelease` throws. */
export async function verifyPublished(context: Context, reference: PublishedReference, paths: Paths, stores: Stores): Promise<VerifiedRelease> {
  const anchors = await readAnchors(context.options, paths, context);
  const { verifyRelease } = await import('../release/verify.ts');
  const store = await stores.source(reference);
  // For `promote` the input images is about where they go, not about where they are.
  const place = imagePlace(context.options.job === 'promote' ? context.options.referenceImages : context.options.images, reference);
  const imageStore = await stores.source(place.destination);
  const verified = await verifyRelease({
    store,
    reference: nameOf(reference),
    anchors,
    image: async (digest) => ({ store: imageStore, tag: place.tag(digest), shown: place.show(digest) }),
    readImages: context.options.readImages,
    now: context.now,
  });
  return { ...verified, store, place };
}

function nameOf(reference: PublishedReference): string {
  return reference.kind === 'registry' ? (reference.digest ?? reference.tag ?? '') : reference.reference;
}

function atDigest(reference: PublishedReference, digest: string): PublishedReference {
  if (!isDigest(digest)) return reference;
  return reference.kind === 'registry' ? { ...reference, tag: undefined, digest } : { ...reference, reference: digest };
}

/** Who must have signed (contract, inputs `sign` and those for `verify`). Throws a `usage` Failure `anchor` when nothing could be concluded. */
async function readAnchors(options: Options, paths: Paths, context: Context): Promise<Anchors> {
  const { certificateIdentity, certificateIdentityRegexp, certificateOidcIssuer, sign } = options;
  const [caCertificate, certificate] = [await readPem(paths, options.caCertificate, 'ca-certificate'), await readPem(paths, options.certificate, 'certificate')];
  if (caCertificate !== undefined || certificate !== undefined) {
    const { parseCertificates } = await import('../sign/certificate.ts');
    if (caCertificate !== undefined) parseCertificates(caCertificate, 'The input ca-certificate');
    if (certificate !== undefined) parseCertificates(certificate, 'The input certificate');
  }
  const identity = certificateIdentity ?? certificateIdentityRegexp;
  if (certificateIdentity !== undefined && certificateIdentityRegexp !== undefined) throw none('certificate-identity and certificate-identity-regexp are both given.', 'Give one of them.');
  if ((identity === undefined) !== (certificateOidcIssuer === undefined)) {
    throw none(
      identity === undefined ? 'certificate-oidc-issuer is given, but no identity.' : 'certificate-identity is given, but not who vouches for it.',
      'Give both certificate-identity and certificate-oidc-issuer; for GitHub Actions the issuer is https://token.actions.githubusercontent.com.',
    );
  }
  const haveKey = caCertificate !== undefined || certificate !== undefined;
  if (sign.has('key') && !haveKey) throw none('The input sign says key, but there is nothing to check the key against.', 'Give ca-certificate, the manifest CA that devices trust, or certificate.');
  if (sign.has('keyless') && identity === undefined) throw none('The input sign says keyless, but not who must have signed.', 'Give certificate-identity and certificate-oidc-issuer.');
  if (!haveKey && identity === undefined) {
    throw none('Nothing says who must have signed, so nothing could be verified.', 'Give ca-certificate (the product’s key), or certificate-identity and certificate-oidc-issuer (keyless), or both.');
  }
  const wanted = (kind: 'key' | 'keyless', have: boolean): boolean => have && (sign.size === 0 || sign.has(kind));
  const { wholeText } = await import('../sign/expectation.ts');
  return {
    key: wanted('key', haveKey) ? { caCertificate, certificate } : undefined,
    keyless:
      wanted('keyless', identity !== undefined) && certificateOidcIssuer !== undefined
        ? {
            identity: {
              san: certificateIdentity === undefined ? wholeText(certificateIdentityRegexp ?? '', 'certificate-identity-regexp') : { exact: certificateIdentity },
              issuer: { exact: certificateOidcIssuer },
            },
            trust: async () => {
              const { parseTrust, publicGoodTrust } = await import('../sign/trust.ts');
              if (options.sigstoreTrustedRoot !== undefined) return parseTrust(await readJson(paths, options.sigstoreTrustedRoot, 'sigstore-trusted-root'));
              return publicGoodTrust({ deadline: Date.now() + 60_000, onProgress: context.log.info });
            },
          }
        : undefined,
  };
}

function none(message: string, cure: string): Failure {
  return new Failure('usage', 'anchor', message, { cure });
}
