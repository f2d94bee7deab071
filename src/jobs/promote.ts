import { Failure, type FailureKind } from '../failure.ts';
import { createCopier, referrersBelow } from '../oci/copy.ts';
import { isDigest, type Descriptor, type Digest } from '../oci/descriptor.ts';
import { parseManifest } from '../oci/manifest.ts';
import { formatDestination, parseDestination, parsePublished, type Destination } from '../oci/reference.ts';
import { readThrough, type Store, type StoredManifest } from '../oci/store.ts';
import { ARTIFACT_TYPES, VERSION_ANNOTATION } from '../release/artifact.ts';
import { tagMoved } from '../release/existing.ts';
import { setTag } from '../release/push.ts';
import type { AgreedStep, MovedChannel, Published, Report } from '../review/report.ts';
import type { SystemManifest } from '../system/parse.ts';
import { channelMoved, type ChannelStep } from './channel.ts';
import { conclude } from './conclude.ts';
import type { Context } from './context.ts';
import { openOutputFiles } from './files.ts';
import { allowedPaths } from './folders.ts';
import { createForecast, forecastText, type Forecast } from './forecast.ts';
import { COPIES_AT_ONCE, imagePlace, imageReplaced, seeImage, withRepositoryCure, type ImagePlace } from './images.ts';
import type { Outcome } from './outcome.ts';
import { checkedChannel, checkedTag } from './release-names.ts';
import { openStores, type Stores } from './stores.ts';
import { verifyPublished, type VerifiedRelease } from './verify.ts';

/**
 * The job `promote`: copies a verified release, its referrers and its images to another destination byte for byte, into the form that
 * devices read, the tag last; `channel` can be moved there. What `verify` refuses is not promoted, and nothing is signed anew.
 */
export async function promote(context: Context): Promise<Outcome> {
  const { options } = context;
  if (options.reference === undefined) throw new Failure('usage', 'input', 'The input reference is empty, so there is nothing to promote.', { cure: 'Give the release: HOST/PATH:TAG, HOST/PATH@sha256:…, oci:DIR:TAG or oci-archive:FILE:TAG.' });
  if (options.destination === undefined) throw new Failure('usage', 'input', 'The input destination is empty, so there is nowhere to promote to.', { cure: 'Give HOST/PATH, or an OCI layout: oci:DIR or oci-archive:FILE.' });
  const reference = parsePublished(options.reference);
  const destination = parseDestination(options.destination);
  const named = reference.kind === 'registry' ? reference.tag : isDigest(reference.reference) ? undefined : reference.reference;
  const tag = options.tag === 'auto' ? named : checkedTag(options.tag);
  if (tag === undefined) throw new Failure('usage', 'tag', 'The reference is a digest, so nothing says what the release is called at its destination.', { cure: 'Give the input tag, as in tag: 1.2.0.' });
  const channel = checkedChannel(options.channel, tag);
  const paths = await allowedPaths(context);
  const stores = openStores(context, paths);
  try {
    const verified = await verifyPublished(context, reference, paths, stores);
    const kinds = new Set<FailureKind>(verified.steps.some(({ ok }) => ok === false) ? ['problem'] : []);
    const files = openOutputFiles(context, []);
    let published: Published | undefined;
    const report = (): Report => ({
      reportVersion: 1,
      job: 'promote',
      result: kinds.size === 0 ? 'passed' : 'failed',
      manifests: [],
      steps: verified.steps,
      ...(published === undefined ? {} : { published }),
      network: stores.usage(),
    });
    const { descriptor, manifest, system, bytes } = verified;
    if (kinds.size > 0 || descriptor === undefined || manifest === undefined || system === undefined || bytes === undefined) return await conclude({ context, files, report: report(), kinds });
    try {
      const release: Promoted = { ...verified, descriptor, manifest, system, bytes, tag, destination, to: await stores.destination(destination), place: imagePlace(options.images, destination), from: verified.place };
      await compareTag(release);
      refuseOthers(release, await release.to.referrers(descriptor.digest));
      const step = channel === undefined ? undefined : await judgeChannel(context, release, channel);
      if (options.dryRun) {
        const plan = await forecastOf(context, stores, release, step);
        for (const line of forecastText(plan)) context.log.info(line);
        return await conclude({ context, files, report: { ...report(), plan }, kinds });
      }
      published = await copyRelease(context, stores, release);
      if (step !== undefined) published = { ...published, channel: await moveTo(context, release, step) };
      return await conclude({ context, files, report: report(), kinds, outputs: { digest: descriptor.digest, reference: published.reference, tag } });
    } catch (thrown) {
      const error = withRepositoryCure(thrown, destination, imagePlace(options.images, destination).destination);
      if (!(error instanceof Failure)) throw error;
      kinds.add(error.kind);
      return await conclude({ context, files, report: report(), kinds, failure: error });
    }
  } finally {
    await stores.close();
  }
}

/** A release that was verified, and where it goes. */
interface Promoted extends Omit<VerifiedRelease, 'place'> {
  readonly descriptor: Descriptor;
  readonly manifest: StoredManifest;
  readonly system: SystemManifest;
  readonly bytes: Buffer;
  readonly tag: string;
  readonly destination: Destination;
  readonly to: Store;
  /** Where devices will look for the images. */
  readonly place: ImagePlace;
  /** Where the images are now. */
  readonly from: ImagePlace;
}

async function compareTag({ to, tag, descriptor }: Promoted): Promise<void> {
  const there = await to.resolve(tag);
  if (there !== undefined && there.digest !== descriptor.digest) throw tagMoved(to, tag, there.digest, descriptor.digest);
}

/** Each image once, since targets may share one. */
function imagesOf({ system }: Promoted): Promoted['system']['images'] {
  return [...new Map(system.images.map((image) => [image.digest, image])).values()];
}

async function forecastOf(context: Context, stores: Stores, release: Promoted, step: JudgedStep | undefined): Promise<Forecast['writes']> {
  const { store, to, descriptor, tag, place, from } = release;
  const forecast = createForecast();
  const [imageSource, imageStore] = await Promise.all([stores.source(from.destination), stores.destination(place.destination)]);
  for (const { digest } of imagesOf(release)) {
    if (place.copied) await forecast.copy({ source: imageSource, digest, destination: imageStore, tag: place.tag(digest) });
    else await seeImage(imageStore, place.tag(digest), digest, place.show(digest));
  }
  await forecastReferrers(forecast, store, to, descriptor.digest);
  await forecast.copy({ source: store, digest: descriptor.digest, destination: to, tag });
  if (step !== undefined) await forecast.channel(to, step, context.options.allowRollback);
  return forecast.writes;
}

/** What refers to a manifest, and what refers to that, as they are copied. Throws as `referrersBelow`. */
async function forecastReferrers(forecast: Forecast, from: Store, to: Store, subject: Digest, depth = 1, seen = new Set<Digest>()): Promise<void> {
  const before = forecast.writes.length;
  const referrers = await referrersBelow(from, subject, seen, depth);
  for (const { digest } of referrers) await forecast.copy({ source: from, digest, destination: to });
  if (forecast.writes.length > before) forecast.listing(to, subject);
  for (const { digest } of referrers) await forecastReferrers(forecast, from, to, digest, depth + 1, seen);
}

async function copyRelease(context: Context, stores: Stores, release: Promoted): Promise<Published> {
  const { store, to, descriptor, manifest, system, tag, destination, place, from } = release;
  const copier = createCopier({ concurrency: COPIES_AT_ONCE });
  const [imageSource, imageStore] = await Promise.all([stores.source(from.destination), stores.destination(place.destination)]);
  const written = new Map<string, boolean>();
  const images = imagesOf(release);
  if (place.copied && images.length > 1) await copier.survey(imageStore);
  await Promise.all(
    images.map(async ({ name, digest }) => {
      if (!place.copied) {
        await seeImage(imageStore, place.tag(digest), digest, place.show(digest));
        return;
      }
      const copied = await copier.copyImage(imageSource, digest, imageStore, {
        tag: place.tag(digest),
        onProgress: ({ descriptor: blob, bytes, state }) => context.log.transfer(`${name} ${blob.digest.slice(7, 19)}`, bytes, blob.size, state),
      });
      if (copied.written && (await imageStore.resolve(place.tag(digest)))?.digest !== digest) throw lost(imageStore, `${place.show(digest)} is not there`);
      if (copied.replaced !== undefined) context.log.warning(imageReplaced(place.show(digest), copied.replaced));
      written.set(digest, copied.written);
    }),
  );
  const there = new Set((await to.referrers(descriptor.digest)).map(({ digest }) => digest));
  const { written: copied } = await copier.copyTree(store, descriptor.digest, to, { referrers: true, stored: manifest });
  const listed = await readBack(store, to, descriptor);
  // What was attached at either side since it was verified is not promoted with it.
  refuseOthers(release, listed);
  const tagged = await setTag(to, tag, manifest);
  await to.commit?.();
  context.log.info(tagged || copied || [...written.values()].includes(true) ? `Promoted ${to.name}:${tag}, ${descriptor.digest}.` : `${to.name}:${tag} is ${descriptor.digest} already; nothing was written.`);
  return {
    reference: `${formatDestination(destination)}@${descriptor.digest}`,
    tag,
    images: system.images.map(({ name, digest, size }) => ({ name, reference: place.show(digest), digest, size, written: written.get(digest) === true })),
    referrers: listed.map(({ artifactType, digest, size }) => ({ artifactType: artifactType ?? '', digest, size, written: !there.has(digest) })),
  };
}

/** Of these kinds a device takes the first that is listed, so at the destination there must be none beside those that were verified. */
function refuseOthers({ to, referrers }: Promoted, attached: readonly Descriptor[]): void {
  const single: readonly string[] = [ARTIFACT_TYPES.certificate, ARTIFACT_TYPES.signature, ARTIFACT_TYPES.keylessSignature];
  const other = attached.find(({ artifactType, digest }) => artifactType !== undefined && single.includes(artifactType) && !referrers.some((each) => each.digest === digest));
  if (other === undefined) return;
  throw new Failure('problem', 'single-referrers', `${to.name}: a ${other.artifactType} is attached to this release there that it did not have where it was verified (${other.digest}).`, {
    cure: 'Delete it in the destination, and see who may write there.',
  });
}

/** Before the tag: the manifest, every referrer and all their blobs are there. What a store gives was hashed against what it was asked for, so it is the same byte for byte. */
async function readBack(from: Store, to: Store, subject: Descriptor): Promise<readonly Descriptor[]> {
  const [wanted, there] = await Promise.all([from.referrers(subject.digest), to.referrers(subject.digest)]);
  for (const { digest } of wanted) if (!there.some((each) => each.digest === digest)) throw lost(to, `the referrer ${digest} is not listed`);
  await Promise.all(
    [subject, ...wanted].map(async ({ digest }) => {
      if (!(await readThrough(to, digest))) throw lost(to, `the manifest ${digest} is not there`);
    }),
  );
  return there;
}

function lost(store: Store, what: string): Failure {
  return new Failure('problem', 'read-back', `${store.name}: after it was copied, ${what}.`, { cure: 'No tag was moved. Run it again; if it happens again the registry loses what it acknowledges.' });
}

/** A step of a channel that was judged, and what the inputs agreed to. */
interface JudgedStep extends ChannelStep {
  readonly agreed: readonly AgreedStep[];
}

/**
 * Judges, before anything is written, whether a channel at the destination may be moved to a release, as `publish` does: to a higher version alone, and
 * not from another signer's. undefined when a prerelease leaves it where it is. Throws the `problem` Failures `rollback` and `signer-changed`.
 */
async function judgeChannel(context: Context, { to, descriptor, manifest, system, bytes, tag, signer }: Promoted, channel: string): Promise<JudgedStep | undefined> {
  const [{ isPrerelease, releaseVersion }, { findBaseline }, { judgeSigner, judgeVersion }] = await Promise.all([import('../release/version.ts'), import('../release/baseline.ts'), import('./standing.ts')]);
  // What it calls itself, so that another tag makes no other version of it.
  const name = parseManifest(manifest.bytes, to.name).annotations[VERSION_ANNOTATION] ?? tag;
  if (isPrerelease(name) && !context.options.channelPrerelease) {
    context.log.info(`${name} is a prerelease, so ${channel} stays where it is. Set channel-prerelease: true to move it.`);
    return undefined;
  }
  const version = releaseVersion(system, name);
  const release = { manifest, version, bytes };
  const now = await findBaseline(to, channel);
  if (now === undefined || now.descriptor.digest === descriptor.digest) return { channel, release, agreed: [] };
  context.log.info(`${tag} is compared with ${to.name}:${channel}, ${now.descriptor.digest}.`);
  const standings = [judgeVersion(context, now, version, { bytes, digest: descriptor.digest }, 'report'), await judgeSigner(context, to, now, signer, 'report')];
  const [objection] = standings.flatMap(({ objections }) => objections);
  if (objection !== undefined) throw new Failure('problem', objection.rule, `${to.name}: ${objection.message}`, { cure: objection.cure });
  return { channel, release, agreed: standings.flatMap(({ agreed }) => agreed) };
}

async function moveTo(context: Context, { to, manifest, tag }: Promoted, { channel, release, agreed }: JudgedStep): Promise<MovedChannel> {
  const { moveChannel } = await import('../release/channel.ts');
  const moved = await moveChannel(to, channel, release, context.options.allowRollback);
  await to.commit?.();
  if (moved.state !== 'overtaken') return channelMoved(context, { name: channel, digest: manifest.descriptor.digest, tag }, moved, agreed);
  throw new Failure('problem', 'rollback', `${to.name}:${channel} has ${moved.by} by now, which is not below ${tag}.`, { cure: 'The release is there under its tag. If devices are to go back, set allow-rollback: true.' });
}
