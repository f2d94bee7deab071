import { X509Certificate } from 'node:crypto';
import type { Options } from '../inputs.ts';
import { formatDestination } from '../oci/reference.ts';
import { strangersCommands, line } from '../release/commands.ts';
import { ARTIFACT_TYPES } from '../release/artifact.ts';
import { certificateIdentity, type CertificateIdentity } from '../sign/identity.ts';
import type { SignedPlan } from './signatures.ts';

/** Whom the certificate in a sigstore bundle names; undefined for what is no such bundle. */
export function signerOf(bundle: Buffer | undefined): CertificateIdentity | undefined {
  try {
    const raw = ['verificationMaterial', 'certificate', 'rawBytes'].reduce<unknown>((value, name) => Object.entries(value ?? {}).find(([key]) => key === name)?.[1], JSON.parse(bundle?.toString('utf8') ?? '{}'));
    return typeof raw === 'string' ? certificateIdentity(new X509Certificate(Buffer.from(raw, 'base64'))) : undefined;
  } catch {
    return undefined;
  }
}

/** Shell commands with which people verify a release that was just published, by this tool and by others, and install it on a device. */
export function adviceOn({ plan, additions, kept, files }: SignedPlan, reference: string, { sigstoreTrustedRoot, caCertificate }: Options): readonly string[] {
  const { destination, tag, judged } = plan;
  const carries = new Set([...additions.map(({ descriptor }) => descriptor), ...kept].map(({ artifactType }) => artifactType));
  const key = carries.has(ARTIFACT_TYPES.certificate);
  const signer = signerOf(files.get('bundle.sigstore.json'));
  const identity = signer?.san === undefined || signer.issuer === undefined ? undefined : { san: signer.san, issuer: signer.issuer };
  // A certificate that was given as text has no path to name.
  const ca = caCertificate === undefined || caCertificate.includes('-----BEGIN') ? 'manifestCA.pem' : caCertificate;
  const anchors = [
    ...(key ? ['--ca-certificate', ca] : []),
    ...(identity === undefined ? [] : ['--certificate-identity', identity.san, '--certificate-oidc-issuer', identity.issuer, ...(sigstoreTrustedRoot === undefined ? [] : ['--sigstore-trusted-root', sigstoreTrustedRoot])]),
  ];
  const own = anchors.length === 0 ? [] : [line('manifest-action', 'verify', destination.kind !== 'registry' ? `${formatDestination(destination)}:${tag}` : reference, ...anchors)];
  if (destination.kind !== 'registry') return own;
  return [
    ...own,
    ...strangersCommands({
      reference,
      key: key ? { ca } : undefined,
      keyless: identity === undefined ? undefined : { san: { exact: identity.san }, issuer: identity.issuer, trustedRoot: sigstoreTrustedRoot, signer: identity.san, repository: signer?.repository, provenance: false },
    }),
    ...(key && judged.manifest?.form === 'list' ? [line('mosctl', 'install', `${formatDestination(destination)}:${tag}`)] : []),
  ];
}
