import { Failure, type FailureKind } from '../failure.ts';
import type { Report } from '../review/report.ts';
import { findBase } from './base.ts';
import { conclude } from './conclude.ts';
import type { Context } from './context.ts';
import { openOutputFiles } from './files.ts';
import { failureKinds, judge, reportOf, type Judged } from './judge.ts';
import type { Outcome } from './outcome.ts';
import type { Pinned } from './pins.ts';
import type { Remote } from './remote.ts';
import { openSession } from './session.ts';
import { openPolicy } from './source-policy.ts';

/**
 * The job `check` (contract, "Jobs"): reads, resolves, checks the rules, compiles, compares with the base, and reports; on a pull
 * request also as a comment, and as suggestions or a commit that pin. Publishes nothing.
 */
export async function check(context: Context): Promise<Outcome> {
  const session = await openSession(context);
  const { settings, stores, remote } = session;
  try {
    const base = await findBase(context, session.git, remote);
    const policy = await openPolicy(context, session.paths, base);
    const files = openOutputFiles(context, session.files.map(({ path }) => path));
    const judged = await Promise.all(
      session.files.map(async (file) =>
        judge({ context, settings, stores, file, base: await base?.compared(file), publishing: false, policy }),
      ),
    );
    const manifests = await Promise.all(
      judged.map(async (each) => reportOf(each, each.system === undefined ? undefined : await files.write(each.file.path, each.system.fileName, each.system.bytes))),
    );
    const kinds = new Set<FailureKind>(failureKinds(judged));
    const misplaced = context.options.destination === undefined ? undefined : await sayPlaces(context, context.options.destination, judged);
    const { pins, committed, failure } = misplaced === undefined ? await pin(context, remote, judged) : { pins: [], committed: 0, failure: misplaced };
    if (failure !== undefined) kinds.add(failure.kind);
    const report: Report = { reportVersion: 1, job: 'check', result: kinds.size === 0 ? 'passed' : 'failed', manifests, network: stores.usage() };
    return await conclude({ context, files, report, kinds, pins, failure, notice: policy?.notice, comment: (markdown) => comment(context, remote, report, markdown), outputs: { pinned: String(committed) } });
  } finally {
    await stores.close();
  }
}

/**
 * Says where a release would put the images, which `images: auto` decides by the host (contract, input `images`), and gives what is wrong with
 * that place. A product that is missing is the manifest's own fault, and told as such.
 */
async function sayPlaces({ options, log }: Context, destination: string, judged: readonly Judged[]): Promise<Failure | undefined> {
  const [{ imagePlace }, { fill }, { formatDestination, parseDestination }] = await Promise.all([import('./images.ts'), import('./release-names.ts'), import('../oci/reference.ts')]);
  for (const { file, manifest, problems } of judged) {
    const product = manifest?.product ?? '';
    if (product === '' && destination.includes('{product}') && problems.some(({ severity }) => severity === 'error')) continue;
    try {
      const { destination: place, copied } = imagePlace(options.images, parseDestination(fill(destination, file.path, product)));
      log.info(`${file.path}: a release ${copied ? 'copies its images to' : 'expects its images in'} ${formatDestination(place)}.`);
    } catch (error) {
      if (error instanceof Failure) return error;
      throw error;
    }
  }
  return undefined;
}

/** Only a manifest with a floating target needs any of this to be loaded. */
async function pin(context: Context, remote: Remote, judged: readonly Judged[]): Promise<Pinned & { readonly failure?: Failure }> {
  const nothing = { pins: [], committed: 0 };
  const floating = judged.some(({ manifest }) => manifest?.targets.some(({ digest, size }) => digest === undefined || digest === '' || size === undefined) === true);
  if (!floating || context.options.pin === 'off') return nothing;
  const { pinningOf, pinOnPullRequest } = await import('./pins.ts');
  try {
    return await pinOnPullRequest(context, await remote.client(), judged.map(pinningOf));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...nothing, failure: error };
  }
}

/** Tells the pull request. What GitHub does not let us say stands in the summary, so it is no failure of the check. */
async function comment(context: Context, remote: Remote, report: Report, markdown: string): Promise<string | undefined> {
  const { event, options, log } = context;
  if (event?.pullRequest === undefined || options.comment === 'off') return undefined;
  try {
    const client = await remote.client();
    if (client === undefined) return undefined;
    const { markerOf, writeComment } = await import('../github/comment.ts');
    const worthIt = report.manifests.some(({ changes, problems }) => changes.length > 0 || problems.some(({ severity }) => severity !== 'notice'));
    const { status, url } = await writeComment(client, { pullRequest: event.pullRequest.number, marker: markerOf(event.workflow, options.manifest), markdown, create: worthIt });
    if (status === 'forbidden') log.info('This token may not comment, so the report stands in the job summary alone.');
    return url;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    log.warning(`The comment could not be written, the report stands in the job summary: ${error.message}`);
    return undefined;
  }
}
