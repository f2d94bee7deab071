import { Failure, type FailureKind } from '../failure.ts';
import { createCopier } from '../oci/copy.ts';
import { digestOf, isDigest, type Descriptor } from '../oci/descriptor.ts';
import { formatReference, parseDestination, parsePublished, type Destination } from '../oci/reference.ts';
import type { Store } from '../oci/store.ts';
import type { Published, Report } from '../review/report.ts';
import type { Verified } from '../release/verify.ts';
import { conclude } from './conclude.ts';
import type { Context } from './context.ts';
import { openOutputFiles } from './files.ts';
import { allowedPaths } from './folders.ts';
import { imagePlace, type ImagePlace } from './images.ts';
import type { Outcome } from './outcome.ts';
import { checkedTag } from './release-names.ts';
import { openStores, type Stores } from './stores.ts';
import { verifyPublished } from './verify.ts';

/**
 * The job `promote`: copies a verified release, its referrers and its images to another destination byte for byte, into the form that
 * devices read, the tag last; `channel` can be moved there. What `verify` refuses is not promoted, and nothing is signed anew.
 */
export async function promote(context: Context): Promise<Outcome> {
  const { options } = context;
  if (options.reference === undefined) throw new Failure('usage', 'input', 'The input reference is empty, so there is nothing to promote.', { cure: 'Give the release: HOST/PATH:TAG, HOST/PATH@sha256:…, or oci:DIR:TAG.' });
  if (options.destination === undefined) throw new Failure('usage', 'input', 'The input destination is empty, so there is nowhere to promote to.', { cure: 'Give HOST/PATH, or an OCI layout oci:DIR.' });
  const reference = parsePublished(options.reference);
  const destination = parseDestination(options.destination);
  const named = reference.kind === 'layout' ? (isDigest(reference.reference) ? undefined : reference.reference) : reference.tag;
  const tag = options.tag === 'auto' ? named : checkedTag(options.tag);
  if (tag === undefined) throw new Failure('usage', 'tag', 'The reference is a digest, so nothing says what the release is called at its destination.', { cure: 'Give the input tag, as in tag: 1.2.0.' });
  const paths = await allowedPaths(context);
  const stores = openStores(context, paths);
  try {
    const verified = await verifyPublished(context, reference, paths, stores);
    const kinds = new Set<FailureKind>(verified.steps.some(({ ok }) => ok === false) ? ['problem'] : []);
    const files = openOutputFiles(context, []);
    const report = (published: Published | undefined): Report => ({
      reportVersion: 1,
      job: 'promote',
      result: kinds.size === 0 ? 'passed' : 'failed',
      manifests: [],
      steps: verified.steps,
      ...(published === undefined ? {} : { published }),
      network: stores.usage(),
    });
    if (kinds.size > 0 || verified.descriptor === undefined || verified.system === undefined || options.dryRun) return await conclude({ context, files, report: report(undefined), kinds });
    try {
      const target = { destination, tag, place: imagePlace(options.images, destination), from: verified.place };
      const published = await copyRelease(context, stores, verified.store, verified.descriptor, verified.system, target);
      await moveTo(context, await stores.destination(destination), verified, tag);
      return await conclude({ context, files, report: report(published), kinds, outputs: { digest: verified.descriptor.digest, reference: published.reference, tag } });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      kinds.add(error.kind);
      return await conclude({ context, files, report: report(undefined), kinds, failure: error });
    }
  } finally {
    await stores.close();
  }
}

interface Target {
  readonly destination: Destination;
  readonly tag: string;
  readonly place: ImagePlace;
  /** Where the images are now. */
  readonly from: ImagePlace;
}

async function copyRelease(context: Context, stores: Stores, from: Store, descriptor: Descriptor, system: NonNullable<Verified['system']>, { destination, tag, place, from: origin }: Target): Promise<Published> {
  const store = await stores.destination(destination);
  const there = await store.resolve(tag);
  if (there !== undefined && there.digest !== descriptor.digest) {
    throw new Failure('problem', 'tag-moved', `${store.name}:${tag} is already ${there.digest}, and this release is ${descriptor.digest}. A published tag never changes.`, { cure: 'Promote it under another tag.' });
  }
  const copier = createCopier();
  const [imageSource, imageStore] = await Promise.all([stores.place(origin.destination), stores.destination(place.destination)]);
  const images = [...new Map(system.images.map((image) => [image.digest, image])).values()];
  const written = new Map<string, boolean>();
  if (place.copied) {
    if (images.length > 1) await copier.survey(imageStore);
    for (const { name, digest } of images) {
      const copied = await copier.copyImage(imageSource, digest, imageStore, {
        tag: place.tag(digest),
        onProgress: ({ descriptor: blob, bytes, state }) => context.log.transfer(`${name} ${blob.digest.slice(7, 19)}`, bytes, blob.size, state),
      });
      written.set(digest, copied.written);
    }
  }
  await copier.copyTree(from, descriptor.digest, store, { referrers: true });
  await readBack(from, store, descriptor);
  const { written: tagged } = await copier.copyTree(from, descriptor.digest, store, { tag, referrers: false });
  context.log.info(tagged ? `Promoted ${store.name}:${tag}, ${descriptor.digest}.` : `${store.name}:${tag} is ${descriptor.digest} already.`);
  const referrers = await store.referrers(descriptor.digest);
  return {
    reference: formatReference(destination.kind === 'layout' ? { ...destination, reference: descriptor.digest } : { ...destination, tag: undefined, digest: descriptor.digest, shortName: false }),
    tag,
    images: system.images.map(({ name, digest, size }) => ({ name, reference: place.show(digest), digest, size, written: written.get(digest) === true })),
    referrers: referrers.map(({ artifactType, digest, size }) => ({ artifactType: artifactType ?? '', digest, size, written: tagged })),
  };
}

/** Before the tag: the manifest and every referrer are there, byte for byte. */
async function readBack(from: Store, to: Store, descriptor: Descriptor): Promise<void> {
  const lost = (what: string): Failure => new Failure('problem', 'read-back', `${to.name}: after it was copied, ${what}.`, { cure: 'No tag was moved. Run it again; if it happens again the registry loses what it acknowledges.' });
  const manifest = await to.manifest(descriptor.digest);
  if (manifest === undefined || digestOf(manifest.bytes) !== descriptor.digest) throw lost(`the manifest ${descriptor.digest} is not there`);
  const [wanted, there] = await Promise.all([from.referrers(descriptor.digest), to.referrers(descriptor.digest)]);
  const missing = wanted.find(({ digest }) => !there.some((each) => each.digest === digest));
  if (missing !== undefined) throw lost(`the referrer ${missing.digest} is not listed`);
}

async function moveTo(context: Context, store: Store, { descriptor, system }: Verified, tag: string): Promise<void> {
  const { channel, channelPrerelease, allowRollback } = context.options;
  if (channel === undefined || descriptor === undefined || system === undefined) return;
  const [{ isPrerelease, releaseVersion }, { moveChannel }] = await Promise.all([import('../release/version.ts'), import('../release/channel.ts')]);
  if (isPrerelease(tag) && !channelPrerelease) return context.log.info(`${tag} is a prerelease, so ${channel} stays where it is. Set channel-prerelease: true to move it.`);
  const release = await store.manifest(descriptor.digest);
  if (release === undefined) return;
  const moved = await moveChannel(store, checkedTag(channel), release, releaseVersion(system, tag), allowRollback);
  if (moved.state === 'moved') context.log.info(`Moved ${channel} to ${tag}.`);
  if (moved.state === 'overtaken') {
    throw new Failure('problem', 'rollback', `${store.name}:${channel} has ${moved.by}, which is above ${tag}.`, { cure: 'The release is there under its tag. If devices are to go back, set allow-rollback: true.' });
  }
}
