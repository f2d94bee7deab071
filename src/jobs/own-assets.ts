import { X509Certificate } from 'node:crypto';
import { Failure } from '../failure.ts';
import { readAssets, type GitHubRelease } from '../github/assets.ts';
import type { Client } from '../github/client.ts';
import { ARTIFACT_TYPES } from '../release/artifact.ts';
import { findExisting } from '../release/existing.ts';
import { isIssued, isSigned, type RawSignature } from '../release/raw-signature.ts';
import { COSIGN_SIGN } from '../sign/bundle.ts';
import { certificateIdentity } from '../sign/identity.ts';
import { SLSA_PROVENANCE } from '../sign/provenance.ts';
import type { Trust } from '../sign/trust.ts';
import type { BundleSubject } from '../sign/verify.ts';
import type { Context } from './context.ts';
import { untrusted } from './keyless-signatures.ts';
import { ourselves, type Ourselves } from './own-identity.ts';
import type { Plan } from './plan.ts';
import type { Signing } from './signing.ts';

/** A release, and what its files are called on GitHub. */
export interface AssetsRequest {
  readonly plan: Plan;
  readonly signing: Signing;
  readonly nameOf: (file: string) => string;
}

const PAIR = ['install.json.signed', 'cert.pem'] as const;

/**
 * The names of the files of a GitHub release that sigstore signed for this run's identity and for this very release. Sigstore never signs a thing twice the same, so those of another run, as of one
 * that published to another destination, are as good as this one's, and stay. Signs nothing. Throws a `problem` Failure `asset-differs` for what has such a name and is none of these, a `usage` Failure
 * `trusted-root` when nobody can say that, and as `readAssets` and `findExisting`.
 */
export async function ownAssets(context: Context, client: Client, github: GitHubRelease, { plan, signing, nameOf }: AssetsRequest): Promise<ReadonlySet<string>> {
  const { release, judged } = plan;
  if (signing.keyless === undefined || release === undefined || judged.system === undefined) return new Set();
  const { bytes } = judged.system;
  const bundles = ['bundle.sigstore.json', 'provenance.sigstore.json', 'install.json.sigstore.json'] as const;
  const there = await readAssets(client, github, [...bundles, ...(signing.key === undefined ? PAIR : [])].map(nameOf));
  if (there.size === 0) return new Set();
  const { trust } = await signing.keyless();
  if (trust === undefined) throw untrusted(`The GitHub release of ${github.tag}`);
  const { subject, referrers } = await findExisting({ ...plan, release });
  const us = ourselves(context);

  const about: Readonly<Record<(typeof bundles)[number], BundleSubject>> = {
    'bundle.sigstore.json': { subjectDigest: subject.digest, predicateType: COSIGN_SIGN },
    'provenance.sigstore.json': { subjectDigest: subject.digest, predicateType: SLSA_PROVENANCE },
    'install.json.sigstore.json': { bytes },
  };
  for (const file of bundles) {
    const bundle = there.get(nameOf(file));
    if (bundle !== undefined && !(await isOwnBundle(us, trust, bundle, about[file]))) throw differs(github, nameOf(file));
  }
  const stays = new Set(there.keys());
  const [signature, pem] = PAIR.map((file) => there.get(nameOf(file)));
  if (signature !== undefined && pem !== undefined) {
    if (!(await isOwnPair(us, trust, bytes, { signature, pem }))) throw differs(github, nameOf(PAIR[0]));
    return stays;
  }
  // Half a pair is completed from the pair that is attached, if that is it: its bytes are compared then.
  const attached = referrers.some(({ artifactType }) => artifactType === ARTIFACT_TYPES.keylessSignature);
  for (const name of PAIR.map(nameOf)) if (stays.delete(name) && !attached) throw differs(github, name);
  return stays;
}

async function isOwnBundle(us: Ourselves, trust: Trust, bundle: Buffer, expect: BundleSubject): Promise<boolean> {
  const { verifyBundle } = await import('../sign/verify.ts');
  const { facts } = await verifyBundle({ bundle, trust, expect });
  return facts !== undefined && us.isBy(facts.identity);
}

async function isOwnPair(us: Ourselves, trust: Trust, bytes: Buffer, pair: RawSignature): Promise<boolean> {
  return isSigned(bytes, pair) && isIssued(pair, trust) && us.isBy(certificateIdentity(new X509Certificate(pair.pem)));
}

function differs({ tag }: GitHubRelease, name: string): Failure {
  return new Failure('problem', 'asset-differs', `The GitHub release of ${tag} has a file ${name} already that is no signature of this release by this run’s identity.`, {
    cure: 'If another run is uploading to it, wait for its end and run this again. Else see who uploaded it, delete it from the GitHub release, and run this again. Files are never replaced.',
  });
}
