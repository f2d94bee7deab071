import { verify, X509Certificate } from 'node:crypto';
import { Failure, type FailureKind } from '../failure.ts';
import type { Finding } from '../manifest/problem.ts';
import type { RuleId } from '../manifest/rules/catalogue.ts';
import type { Store } from '../oci/store.ts';
import { ARTIFACT_TYPES, ROLLBACK_ANNOTATION, SIGNER_ANNOTATION } from '../release/artifact.ts';
import type { Baseline } from '../release/baseline.ts';
import { referrerFiles } from '../release/existing.ts';
import { compareVersions, type ReleaseVersion } from '../release/version.ts';
import { COSIGN_SIGN } from '../sign/bundle.ts';
import { quoted } from '../visible.ts';
import type { Context } from './context.ts';
import type { Remote } from './remote.ts';
import { ownIdentity } from './keyless-signatures.ts';
import type { Signing } from './signing.ts';

/** How a release stands to the one before it: what is wrong, and what it has to carry when that was agreed to. */
export interface Standing {
  readonly findings: readonly (readonly [rule: RuleId, finding: Finding])[];
  /** The annotations by which a rollback or a new signer leaves its trace (contract, `rollback`, `signer-changed`). */
  readonly annotations: Readonly<Record<string, string>>;
}

const AGREED = {
  rollback: 'If devices are to go back, set allow-rollback: true; the release then says so in an annotation.',
  signer: 'If that is right, set allow-signer-change: true; the release then says so in an annotation.',
} as const;

/** Whether a release is above its baseline (issue 24: "the version must always increase"); the same bytes again are no step at all. */
export function judgeVersion(context: Context, baseline: Baseline, version: ReleaseVersion, release: { readonly bytes: Buffer; readonly digest: string }): Standing {
  if (baseline.bytes.equals(release.bytes)) return { findings: [], annotations: {} };
  const order = compareVersions(version, baseline.version);
  if (order !== undefined && order > 0) return { findings: [], annotations: {} };
  if (context.options.allowRollback) return { findings: [], annotations: { [ROLLBACK_ANNOTATION]: baseline.descriptor.digest } };
  const ours = `This release (${release.digest}) is version ${version.text}`;
  const theirs = `${baseline.name} (${baseline.descriptor.digest})`;
  if (order === undefined) {
    const unknown = version.text === undefined ? `This release (${release.digest}) has no version, since its tag is no semver` : `${theirs} has no version that could be compared`;
    const message = `${unknown}, so nothing says whether it is above ${baseline.name}. Tag releases as in 1.2.0.`;
    // Devices follow a channel; a tag beside others moves nobody.
    if (context.options.channel === undefined) return { findings: [['rollback', { path: ['version'], target: null, severity: 'notice', message }]], annotations: {} };
    return { findings: [['rollback', { path: ['version'], target: null, message: `${message} ${AGREED.rollback}` }]], annotations: {} };
  }
  const message = order === 0 ? `${ours}, which ${theirs} is too, with other content. Raise it. ${AGREED.rollback}` : `${ours}, and ${theirs} is ${baseline.version.text}. Raise it. ${AGREED.rollback}`;
  return { findings: [['rollback', { path: ['version'], target: null, message }]], annotations: {} };
}

/**
 * Whether the channel's release was signed by who signs now: the same key, or the same workflow by the same issuer. Its ref may differ, as
 * each release has its own tag. A channel that nobody signed, or whose signatures are all of another kind, has another signer too.
 */
export async function judgeSigner(context: Context, store: Store, baseline: Baseline, signing: Signing): Promise<Standing> {
  const difference = await signerDifference(context, store, baseline, signing);
  if (difference === undefined) return { findings: [], annotations: {} };
  if (context.options.allowSignerChange) return { findings: [], annotations: { [SIGNER_ANNOTATION]: baseline.descriptor.digest } };
  return { findings: [['signer-changed', { path: [], target: null, message: `${baseline.name} (${baseline.descriptor.digest}) ${difference}. ${AGREED.signer}` }]], annotations: {} };
}

async function signerDifference(context: Context, store: Store, baseline: Baseline, signing: Signing): Promise<string | undefined> {
  const referrers = await store.referrers(baseline.descriptor.digest);
  const differences: string[] = [];
  if (signing.key !== undefined) {
    const [certificate] = referrers.filter(({ artifactType }) => artifactType === ARTIFACT_TYPES.certificate);
    const [signature] = referrers.filter(({ artifactType }) => artifactType === ARTIFACT_TYPES.signature);
    if (certificate !== undefined && signature !== undefined) {
      const [[pem], [raw]] = await Promise.all([referrerFiles(store, certificate), referrerFiles(store, signature)]);
      if (isByKey(pem?.bytes, raw?.bytes, baseline.bytes, signing.key.signer.certificatePem)) return undefined;
      differences.push('was signed by another key');
    }
  }
  if (signing.keyless !== undefined) {
    const bundles = referrers.filter(({ artifactType, annotations }) => artifactType === ARTIFACT_TYPES.bundle && annotations?.['dev.sigstore.bundle.predicateType'] === COSIGN_SIGN);
    if (bundles.length > 0) {
      const signer = await signing.keyless();
      if (signer.trust === undefined) {
        throw new Failure('usage', 'trusted-root', `Nobody can say who signed ${store.name}:${baseline.name} without a trusted root.`, { cure: 'Give sigstore-trusted-root beside sigstore-signing-config.' });
      }
      const [{ verifyBundle }, us] = await Promise.all([import('../sign/verify.ts'), ownIdentity(context)]);
      for (const bundle of bundles) {
        const [file] = await referrerFiles(store, bundle);
        const { facts } = await verifyBundle({ bundle: file?.bytes ?? Buffer.alloc(0), trust: signer.trust, expect: { subjectDigest: baseline.descriptor.digest, predicateType: COSIGN_SIGN } });
        if (facts !== undefined && facts.identity.issuer === us.issuer && withoutRef(facts.identity.san) === withoutRef(us.san)) return undefined;
        differences.push(facts === undefined ? 'has a sigstore signature that does not hold' : `was signed by ${quoted(facts.identity.san ?? '', 200)}, and this run is ${quoted(us.san, 200)}`);
      }
    }
  }
  return differences[0] ?? 'carries no signature of a kind that this run makes';
}

function withoutRef(san: string | undefined): string | undefined {
  return san?.replace(/@.*$/, '');
}

function isByKey(pem: Buffer | undefined, signature: Buffer | undefined, bytes: Buffer, ours: Buffer): boolean {
  if (pem === undefined || signature === undefined) return false;
  try {
    return publicKeyOf(pem).equals(publicKeyOf(ours)) && verify('sha256', bytes, new X509Certificate(ours).publicKey, signature);
  } catch {
    return false;
  }
}

function publicKeyOf(pem: Buffer): Buffer {
  return new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
}

/**
 * Whether the tagged commit is on a branch from which releases may be made, by the compare API, since a checkout of depth 1 does not know
 * (contract, `unreviewed-release`). Elsewhere than in Actions there is nothing to ask.
 */
export async function judgeReview(context: Context, remote: Remote): Promise<Standing['findings']> {
  const { event, options } = context;
  if (event === undefined) return [];
  const branches = options.releaseBranches.length > 0 ? options.releaseBranches : event.defaultBranch === undefined ? [] : [event.defaultBranch];
  if (branches.length === 0) return refuse('The event does not say which branch is the default. Name the branches for releases in the input release-branches.', 'unavailable');
  try {
    const client = await remote.client();
    if (client === undefined) return refuse('Whether the commit was reviewed could not be asked: the input github-token is empty. Leave it at its default.', 'unavailable');
    const { isReachable } = await import('../github/client.ts');
    for (const branch of branches) if ((await isReachable(client, event.sha, branch)) === true) return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return refuse(`Whether the commit was reviewed could not be asked: ${error.message} Give the job contents: read.`, 'unavailable');
  }
  return refuse(`The commit ${event.sha.slice(0, 12)} is not on ${branches.join(' or ')}, so nobody may have reviewed it. Merge it first and tag the result, or name its branch in release-branches.`, 'problem');
}

function refuse(message: string, kind: FailureKind): Standing['findings'] {
  return [['unreviewed-release', { path: [], target: null, message, kind }]];
}
