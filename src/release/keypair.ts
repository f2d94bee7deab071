import { X509Certificate, verify } from 'node:crypto';
import { Failure } from '../failure.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Store } from '../oci/store.ts';
import { decodePem } from '../sign/pem.ts';
import { ARTIFACT_TYPES, type Artifact } from './artifact.ts';
import { referrerFiles } from './existing.ts';

/**
 * Which of a key pair's two referrers have to be added to what is there. A pair by the same certificate that is valid for these bytes
 * is kept, whoever wrote it and whenever. Throws a `problem` Failure `single-referrers` when there is more than one of a kind or one that is
 * another's: the device takes the first of each, so a second pair would make the release a matter of luck (mos.md "The wire").
 */
export async function missingOfPair(store: Store, referrers: readonly Descriptor[], pair: readonly [Artifact, Artifact], certificatePem: Buffer, bytes: Buffer): Promise<Artifact[]> {
  const missing: Artifact[] = [];
  for (const artifact of pair) {
    const there = referrers.filter(({ artifactType }) => artifactType === artifact.descriptor.artifactType);
    const [only] = there;
    if (only === undefined) missing.push(artifact);
    else if (there.length > 1) throw several(store, artifact.descriptor.artifactType ?? '', there.length);
    else if (only.digest !== artifact.descriptor.digest) await keep(store, only, certificatePem, bytes);
  }
  return missing;
}

async function keep(store: Store, referrer: Descriptor, certificatePem: Buffer, bytes: Buffer): Promise<void> {
  const files = await referrerFiles(store, referrer);
  const file = files[0];
  const own = new X509Certificate(certificatePem);
  if (files.length === 1 && file !== undefined) {
    if (referrer.artifactType === ARTIFACT_TYPES.certificate ? sameCertificate(file.bytes, own) : verify('sha256', bytes, own.publicKey, file.bytes)) return;
  }
  throw new Failure('problem', 'single-referrers', `${store.name}: the release has a ${referrer.artifactType} already, and it is not by this key and certificate, or not written so that a device can decode it (${referrer.digest}).`, {
    cure: 'Publish under a new tag, or sign with the key that signed it. A release has one pair for ever.',
  });
}

/** Whether a device reads our certificate in a file. It may be DER, or PEM that OpenSSL reads and Go doesn't: then no device can decode it. */
function sameCertificate(file: Buffer, own: X509Certificate): boolean {
  const decoded = decodePem(file.toString('utf8'));
  return decoded?.label === 'CERTIFICATE' && decoded.bytes.equals(own.raw);
}

function several(store: Store, artifactType: string, count: number): Failure {
  return new Failure('problem', 'single-referrers', `${store.name}: the release has ${count} referrers of the type ${artifactType}; a device takes the first, whichever that is.`, {
    cure: 'Delete all but the right one in the registry, or publish under a new tag.',
  });
}
