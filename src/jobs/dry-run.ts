import { ARTIFACT_TYPES, packKeyPair, type Artifact } from '../release/artifact.ts';
import { findExisting } from '../release/existing.ts';
import type { PlannedWrite } from '../review/report.ts';
import { createForecast } from './forecast.ts';
import type { Plan } from './plan.ts';
import type { Signing } from './signing.ts';

/**
 * What publishing would write: every blob and manifest of the images, of the release and of its signatures that their destinations lack.
 * Nothing is signed: of a key's signature the size is known, of what sigstore signs not even that. Asks the destinations, and writes nothing.
 */
export async function dryRun(plans: readonly (Plan & { readonly release: Artifact })[], signing: Signing): Promise<readonly PlannedWrite[]> {
  const forecast = createForecast();
  for (const plan of plans) {
    const { store, tag, release, place, images, created } = plan;
    if (place.copied) for (const image of images) await forecast.copy(image);
    const { tagged, subject, referrers } = await findExisting(plan);
    if (!tagged) {
      for (const { descriptor } of release.blobs) await forecast.blob(store, descriptor);
      forecast.manifest(store, { digest: release.descriptor.digest, size: release.descriptor.size, tag });
    }
    const there = new Set(referrers.map(({ artifactType }) => artifactType));
    if (signing.key !== undefined) {
      const { certificatePem } = signing.key.signer;
      const signature = Buffer.alloc((signing.key.facts.keyBits ?? 2048) / 8);
      for (const { blobs, descriptor } of packKeyPair(subject, { certificatePem, signature }, created)) {
        const artifactType = descriptor.artifactType ?? '';
        if (there.has(artifactType)) continue;
        const known = artifactType === ARTIFACT_TYPES.certificate;
        if (known) for (const blob of blobs) await forecast.blob(store, blob.descriptor);
        else forecast.unsigned(store, signature.byteLength);
        forecast.manifest(store, { digest: known ? descriptor.digest : null, size: descriptor.size, artifactType });
      }
    }
    if (signing.keyless !== undefined) {
      for (const artifactType of [ARTIFACT_TYPES.bundle, ...(signing.key === undefined ? [ARTIFACT_TYPES.keylessSignature] : [])]) {
        if (!there.has(artifactType)) forecast.manifest(store, { digest: null, size: null, artifactType });
      }
    }
  }
  return forecast.writes;
}
