import { verify, X509Certificate } from 'node:crypto';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Store } from '../oci/store.ts';
import { COSIGN_SIGN } from '../sign/bundle.ts';
import type { Trust } from '../sign/trust.ts';
import { ARTIFACT_TYPES } from './artifact.ts';
import type { Baseline } from './baseline.ts';
import { attachedFiles } from './existing.ts';
import { quoted } from '../visible.ts';

/** By whom a release is signed, of each kind that is known. */
export interface ReleaseSigner {
  /** The certificate of the product's key, in PEM. */
  readonly key: Buffer | undefined;
  /** Whom sigstore names, and what its signatures are verified with. Asked only when there is one to compare with. */
  readonly keyless: (() => Promise<{ readonly san: string | undefined; readonly issuer: string | undefined; readonly trust: Trust }>) | undefined;
}

/**
 * Says how the signer of what a channel names differs from a release's own; undefined when it is the same key, or the same identity by the same
 * issuer. A workflow's ref may differ, as each release has its own tag. What nobody signed, or whose signatures are all of another kind, has another signer too.
 */
export async function signerDifference(store: Store, baseline: Baseline, { key, keyless }: ReleaseSigner): Promise<string | undefined> {
  const referrers = await store.referrers(baseline.descriptor.digest);
  const differences: string[] = [];
  if (key !== undefined) {
    const difference = await keyDifference(store, referrers, baseline.bytes, key);
    if (difference === 'same') return undefined;
    if (difference !== 'none') differences.push(difference);
  }
  const bundles = referrers.filter(({ artifactType, annotations }) => artifactType === ARTIFACT_TYPES.bundle && annotations?.['dev.sigstore.bundle.predicateType'] === COSIGN_SIGN);
  if (keyless !== undefined && bundles.length > 0) {
    const [{ verifyBundle }, us] = await Promise.all([import('../sign/verify.ts'), keyless()]);
    for (const bundle of bundles) {
      const found = await attachedFiles(store, bundle);
      if ('fault' in found) {
        differences.push(`has a sigstore signature that cannot be read: ${found.fault}`);
        continue;
      }
      const { facts } = await verifyBundle({ bundle: found.files[0]?.bytes ?? Buffer.alloc(0), trust: us.trust, expect: { subjectDigest: baseline.descriptor.digest, predicateType: COSIGN_SIGN } });
      const them = facts?.identity;
      if (them?.san !== undefined && them.issuer !== undefined && them.issuer === us.issuer && withoutRef(them.san) === withoutRef(us.san)) return undefined;
      differences.push(them === undefined ? 'has a sigstore signature that does not hold' : `was signed by ${shown(them.san)}, and this release is signed by ${shown(us.san)}`);
    }
  }
  return differences[0] ?? 'carries no signature of a kind that is known of this release';
}

/** `same`, `none` when there is no pair, else how it differs. A device takes the first pair, so of several nobody can say whose the release is. */
async function keyDifference(store: Store, referrers: readonly Descriptor[], bytes: Buffer, ours: Buffer): Promise<string> {
  const [certificate, ...moreCertificates] = referrers.filter(({ artifactType }) => artifactType === ARTIFACT_TYPES.certificate);
  const [signature, ...moreSignatures] = referrers.filter(({ artifactType }) => artifactType === ARTIFACT_TYPES.signature);
  if (certificate === undefined || signature === undefined) return 'none';
  if (moreCertificates.length + moreSignatures.length > 0) return 'carries more than one certificate or signature of a product’s key';
  const [pem, raw] = await Promise.all([attachedFiles(store, certificate), attachedFiles(store, signature)]);
  if ('fault' in pem) return `has a certificate that cannot be read: ${pem.fault}`;
  if ('fault' in raw) return `has a signature that cannot be read: ${raw.fault}`;
  return isByKey(pem.files[0]?.bytes, raw.files[0]?.bytes, bytes, ours) ? 'same' : 'was signed by another key';
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

/** A workflow's URL without the ref or commit that it ran at (fulcio's docs/oid-info.md, “Build Signer URI”). An e-mail address, or what else has an `@`, is whole. */
function withoutRef(san: string | undefined): string | undefined {
  return san?.replace(/^(https:\/\/.+)@(?:refs\/.+|[0-9a-f]{40}|[0-9a-f]{64})$/, '$1');
}

function shown(san: string | undefined): string {
  return quoted(san ?? '', 200);
}
