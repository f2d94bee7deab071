import { join } from 'node:path';
import { Failure, type FailureKind } from '../failure.ts';
import { hexOf, type Descriptor } from '../oci/descriptor.ts';
import type { Copier } from '../oci/copy.ts';
import type { Progress } from '../oci/store.ts';
import type { Artifact } from '../release/artifact.ts';
import type { Outputs } from '../outputs.ts';
import type { MovedChannel, Published, Report } from '../review/report.ts';
import { adviceOn, signerOf } from './advice.ts';
import { channelMoved, channelStep } from './channel.ts';
import { conclude } from './conclude.ts';
import type { Context } from './context.ts';
import { openOutputFiles, type OutputFiles } from './files.ts';
import { failureKinds, reportOf } from './judge.ts';
import type { Outcome } from './outcome.ts';
import { judgeUnplaced, planReleases, type Plan } from './plan.ts';
import { dryRun } from './dry-run.ts';
import { forecastText } from './forecast.ts';
import { imageReplaced, seeImage, withRepositoryCure } from './images.ts';
import { openSession } from './session.ts';
import { signPlan, type SignedPlan } from './signatures.ts';
import { prepareSigning } from './signing.ts';

/**
 * The job `publish` (contract, "Jobs"): checks everything, signs everything, and only then writes: images, manifest, referrers, read
 * back, tag. With several manifests all are checked and signed before the first write.
 */
export async function publish(context: Context): Promise<Outcome> {
  if (context.options.destination === undefined) {
    throw new Failure('usage', 'input', 'The input destination is empty, so there is nowhere to publish.', { cure: 'Give HOST/PATH, as in ghcr.io/acme/device, or an OCI layout: oci:DIR or oci-archive:FILE.' });
  }
  const { destination } = context.options;
  const session = await openSession(context);
  const { stores } = session;
  try {
    const signing = await prepareSigning(context, session.paths);
    const { plans, judged } = await context.log.group('Check', async () => {
      const unplaced = await judgeUnplaced(session, destination);
      const made = unplaced.length > 0 ? [] : await planReleases(session, destination, signing);
      return { plans: made, judged: unplaced.length > 0 ? unplaced : made.map((plan) => plan.judged) };
    });
    const files = openOutputFiles(context, judged.map(({ file }) => file.path));
    const manifests = await Promise.all(
      judged.map(async (each) => reportOf(each, each.system === undefined ? undefined : await files.write(each.file.path, each.system.fileName, each.system.bytes))),
    );
    const kinds = failureKinds(judged);
    const published: Published[] = [];
    let commands: readonly string[] = [];
    const report = (): Report => ({
      reportVersion: 1,
      job: 'publish',
      result: kinds.size === 0 ? 'passed' : 'failed',
      manifests: manifests.map((manifest, at) => ({ ...manifest, ...(published[at] === undefined ? {} : { published: published[at] }) })),
      ...(published[0] === undefined ? {} : { published: published[0], commands }),
      network: stores.usage(),
    });
    const ready = plans.filter(isReady);
    if (kinds.size > 0 || ready.length < plans.length) {
      if (kinds.size === 0) kinds.add('problem');
      return await conclude({ context, files, report: report(), kinds });
    }
    let outputs: Outputs | undefined;
    try {
      await Promise.all(ready.map(seeImages));
      const github = await (await import('./on-github.ts')).onGitHub(context, session.remote, signing, files);
      await Promise.all(ready.map(async (plan) => github?.compare(plan)));
      if (context.options.dryRun) {
        const plan = await dryRun(context, ready, signing);
        for (const line of [...forecastText(plan), ...(github?.forecast ?? [])]) context.log.info(line);
        return await conclude({ context, files, report: { ...report(), plan }, kinds });
      }
      const signed = await context.log.group('Sign', () => Promise.all(ready.map((plan) => signPlan(context, plan, signing))));
      const onGitHub = await Promise.all(signed.map(async (each) => github?.prepare(each)));
      const copier = await session.copier();
      for (const [at, each] of signed.entries()) {
        await writeFiles(files, each);
        if (each.legacy !== undefined) await (await import('./legacy-signature.ts')).pushLegacy(each.plan.store, each.legacy);
        const done = await context.log.group(`Publish ${each.plan.store.name}:${each.plan.tag}`, () => push(context, each, copier));
        published.push(done);
        if (at === 0) commands = adviceOn(each, done.reference, context.options);
        const channel = await moveOn(context, each);
        if (channel !== undefined) published[at] = { ...done, channel };
        await onGitHub[at]?.();
        outputs ??= await outputsOf(files, each, done);
      }
    } catch (thrown) {
      const error = withRepositoryCure(thrown, ...ready.flatMap(({ destination: where, place }) => [where, place.destination]));
      if (!(error instanceof Failure)) throw error;
      kinds.add(error.kind satisfies FailureKind);
      return await conclude({ context, files, report: report(), kinds, failure: error, outputs });
    }
    return await conclude({ context, files, report: report(), kinds, outputs });
  } finally {
    await stores.close();
  }
}

function isReady(plan: Plan): plan is Plan & { readonly release: Artifact } {
  return plan.release !== undefined;
}

async function seeImages({ place, images }: Plan): Promise<void> {
  if (!place.copied) await Promise.all(images.map(({ destination, tag, digest, reference }) => seeImage(destination, tag, digest, reference)));
}

async function writeFiles(files: OutputFiles, { plan, files: made }: SignedPlan): Promise<void> {
  for (const [name, bytes] of made) await files.write(plan.judged.file.path, name, bytes);
}

async function push(context: Context, signed: SignedPlan, copier: Copier): Promise<Published> {
  const { plan, existing, additions, kept } = signed;
  const { pushRelease } = await import('../release/push.ts');
  const progress = (image: string): Progress => ({ descriptor, bytes, state }) => context.log.transfer(`${image} ${hexOf(descriptor.digest).slice(0, 12)}`, bytes, descriptor.size, state);
  const pushed = await pushRelease({
    store: plan.store,
    tag: plan.tag,
    release: plan.release,
    existing,
    referrers: additions,
    images: plan.place.copied ? plan.images : [],
    copier,
    progress,
  });
  await plan.store.commit?.();
  const { digest } = existing.subject;
  context.log.info(pushed.written || [...pushed.images.values()].includes(true) ? `Published ${plan.store.name}:${plan.tag} as ${digest}.` : `${plan.store.name}:${plan.tag} is ${digest} already; nothing was written.`);
  for (const store of pushed.byName) context.log.info(`${store} lists the names of all its images of this release; what they name was not read again (job: verify reads it).`);
  for (const { reference, before } of pushed.replaced) context.log.warning(imageReplaced(reference, before));
  const signer = signerOf(signed.files.get('bundle.sigstore.json'));
  return {
    reference: `${plan.store.name}@${digest}`,
    tag: plan.tag,
    ...(signer?.san === undefined || signer.issuer === undefined ? {} : { signer: { identity: signer.san, issuer: signer.issuer } }),
    images: plan.images.map((image) => ({ name: image.name, reference: image.reference, digest: image.digest, size: image.size, written: pushed.images.get(image.digest) === true })),
    referrers: [...kept.map((each) => referrerReport(each, false)), ...pushed.referrers.map((each) => referrerReport(each, true))],
  };
}

function referrerReport({ artifactType = '', digest, size }: Descriptor, written: boolean): Published['referrers'][number] {
  return { artifactType, digest, size, written };
}

/** The channel comes after everything else. Gives it when it names this release. */
async function moveOn(context: Context, { plan, existing }: SignedPlan): Promise<MovedChannel | undefined> {
  const step = await channelStep(context, plan, existing);
  if (step === undefined) return undefined;
  const { channel, release } = step;
  const moved = await (await import('../release/channel.ts')).moveChannel(plan.store, channel, release, context.options.allowRollback);
  await plan.store.commit?.();
  if (moved.state === 'overtaken') {
    context.log.warning(`${channel} has ${moved.by} by now, which is not below ${plan.tag}, so it stays there.`);
    return undefined;
  }
  return channelMoved(context, { name: channel, digest: release.manifest.descriptor.digest, tag: plan.tag }, moved, plan.agreed);
}

async function outputsOf(files: OutputFiles, { plan, files: made }: SignedPlan, published: Published): Promise<Outputs> {
  return {
    digest: published.reference.slice(published.reference.lastIndexOf('@') + 1),
    reference: published.reference,
    tag: published.tag,
    ...(made.has('bundle.sigstore.json') && files.directory !== undefined ? { bundle: join(files.directory, files.pathOf(plan.judged.file.path, 'bundle.sigstore.json')) } : {}),
  };
}
