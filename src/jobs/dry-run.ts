import { ARTIFACT_TYPES, EMPTY_CONFIG, packKeyPair, type Artifact } from '../release/artifact.ts';
import { findExisting, type Existing } from '../release/existing.ts';
import { missingOfPair } from '../release/keypair.ts';
import { COSIGN_SIGN } from '../sign/bundle.ts';
import { SLSA_PROVENANCE } from '../sign/provenance.ts';
import type { PlannedWrite } from '../review/report.ts';
import { channelStep } from './channel.ts';
import type { Context } from './context.ts';
import { createForecast, type Forecast } from './forecast.ts';
import type { Plan } from './plan.ts';
import { refuseOthersKinds } from './signatures.ts';
import type { Signing } from './signing.ts';

type Ready = Plan & { readonly release: Artifact };
type Key = NonNullable<Signing['key']>;

/**
 * What publishing would write: every blob and manifest of the images, of the release, of its signatures and of its channel that their destinations lack. Nothing is signed:
 * of a key's signature the size is known, of most of what sigstore signs not even that. Asks the destinations, and writes nothing. What is attached already is judged
 * as by a run that signs: throws its `problem` Failures `tag-moved` and `single-referrers`.
 */
export async function dryRun(context: Context, plans: readonly Ready[], signing: Signing): Promise<readonly PlannedWrite[]> {
  const forecast = createForecast();
  for (const plan of plans) {
    const { store, tag, release, place, images } = plan;
    if (place.copied) for (const image of images) await forecast.copy(image);
    const existing = await findExisting(plan);
    refuseOthersKinds(store, existing.referrers, signing);
    if (!existing.tagged) {
      for (const { descriptor } of release.blobs) await forecast.blob(store, descriptor);
      forecast.manifest(store, { digest: release.descriptor.digest, size: release.descriptor.size, tag });
    }
    const before = forecast.writes.length;
    if (signing.key !== undefined) await forecastPair(forecast, plan, existing, signing.key);
    if (signing.keyless !== undefined) await forecastKeyless(context, forecast, plan, existing, signing.keyless, signing.key === undefined);
    if (forecast.writes.length > before) forecast.listing(store, existing.subject.digest);
    if (context.options.legacySignature) await forecastLegacy(context, forecast, plan, existing, signing);
    const step = await channelStep(context, plan, existing);
    if (step !== undefined) await forecast.channel(store, step, context.options.allowRollback);
  }
  return forecast.writes;
}

async function forecastPair(forecast: Forecast, { store, created, judged }: Ready, { subject, referrers }: Existing, { signer, facts }: Key): Promise<void> {
  const { certificatePem } = signer;
  const signature = Buffer.alloc(signatureSize(facts));
  const missing = await missingOfPair(store, referrers, packKeyPair(subject, { certificatePem, signature }, created), certificatePem, judged.system?.bytes ?? Buffer.alloc(0));
  for (const { blobs, descriptor } of missing) {
    const { artifactType = '', size } = descriptor;
    const known = artifactType === ARTIFACT_TYPES.certificate;
    for (const blob of blobs) if (known || blob.descriptor.digest === EMPTY_CONFIG.digest) await forecast.blob(store, blob.descriptor);
    if (!known) forecast.unsigned(store, { size: signature.byteLength, artifactType });
    forecast.manifest(store, { digest: known ? descriptor.digest : null, size, artifactType });
  }
}

async function forecastKeyless(context: Context, forecast: Forecast, plan: Ready, existing: Existing, open: NonNullable<Signing['keyless']>, raw: boolean): Promise<void> {
  const { store } = plan;
  const types: readonly string[] = [ARTIFACT_TYPES.bundle, ARTIFACT_TYPES.keylessSignature];
  // Whose they are takes a trusted root, which is only asked for when there is something to judge.
  const there = existing.referrers.some(({ artifactType = '' }) => types.includes(artifactType));
  const { ownSignatures } = await import('./keyless-signatures.ts');
  const own = there ? await ownSignatures(context, { plan, existing, bytes: plan.judged.system?.bytes ?? Buffer.alloc(0), open, raw }) : undefined;
  const attach = async (blobs: number, type: Pick<PlannedWrite, 'artifactType' | 'predicateType'>): Promise<void> => {
    await forecast.blob(store, EMPTY_CONFIG);
    for (let count = 0; count < blobs; count++) forecast.unsigned(store, { size: null, ...type });
    forecast.manifest(store, { digest: null, size: null, ...type });
  };
  if (own?.bundle === undefined) await attach(1, { artifactType: ARTIFACT_TYPES.bundle, predicateType: COSIGN_SIGN });
  if (own?.provenance === undefined) await attach(1, { artifactType: ARTIFACT_TYPES.bundle, predicateType: SLSA_PROVENANCE });
  // The signature, and its certificate.
  if (raw && own?.pair === undefined) await attach(2, { artifactType: ARTIFACT_TYPES.keylessSignature });
}

async function forecastLegacy(context: Context, forecast: Forecast, plan: Ready, existing: Existing, signing: Signing): Promise<void> {
  const [{ findLegacy }, { legacyByKey }, { packLegacy }] = await Promise.all([import('./legacy-signature.ts'), import('../sign/legacy.ts'), import('../sign/legacy-image.ts')]);
  const { payload, layers, byKey, keyless } = await findLegacy(context, plan, existing, signing);
  const missing = [
    ...(byKey && signing.key !== undefined ? [legacyByKey(payload, Buffer.alloc(signatureSize(signing.key.facts)))] : []),
    ...(keyless ? [{ payload, annotations: {} }] : []),
  ];
  if (missing.length === 0) return;
  // The signatures are in its manifest; its blobs are known.
  const { tag, bytes, blobs } = packLegacy(existing.subject.digest, missing, layers);
  for (const { descriptor } of blobs) await forecast.blob(plan.store, descriptor);
  forecast.manifest(plan.store, { digest: null, size: keyless ? null : bytes.byteLength, tag });
}

/** Bytes of an RSA signature. */
function signatureSize({ keyBits }: Key['facts']): number {
  return (keyBits ?? 2048) / 8;
}
