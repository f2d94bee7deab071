import { Failure, type FailureKind } from '../failure.ts';
import type { Finding } from '../manifest/problem.ts';
import type { RuleId } from '../manifest/rules/catalogue.ts';
import type { Store } from '../oci/store.ts';
import type { Baseline } from '../release/baseline.ts';
import { signerDifference, type ReleaseSigner } from '../release/signer.ts';
import { compareVersions, type ReleaseVersion } from '../release/version.ts';
import type { AgreedStep } from '../review/report.ts';
import type { Context } from './context.ts';
import type { Remote } from './remote.ts';

/** What stands against a step from one release to another. A notice stops nothing. */
export interface Objection {
  readonly rule: AgreedStep;
  readonly message: string;
  readonly cure: string;
  readonly severity?: 'notice';
}

/** How a release stands to the one before it: what stands against it, and what the inputs agreed to, which has to leave its trace (contract, `rollback`, `signer-changed`). */
export interface Standing {
  readonly objections: readonly Objection[];
  readonly agreed: readonly AgreedStep[];
}

const FINE: Standing = { objections: [], agreed: [] };

/** Where the trace is left of a step that was agreed to: a release that is made in this run carries it, one that keeps its bytes cannot. */
export type Trace = 'annotation' | 'report';
const TRACES: Readonly<Record<Trace, string>> = { annotation: 'the release then says so in an annotation', report: 'the report then says so' };

/** Whether a release is above its baseline (issue 24: "the version must always increase"); the same bytes again are no step at all. */
export function judgeVersion(context: Context, baseline: Baseline, version: ReleaseVersion, release: { readonly bytes: Buffer; readonly digest: string }, trace: Trace): Standing {
  if (baseline.bytes.equals(release.bytes)) return FINE;
  const order = compareVersions(version, baseline.version);
  if (order !== undefined && order > 0) return FINE;
  if (context.options.allowRollback) return { objections: [], agreed: ['rollback'] };
  const rule = 'rollback';
  const agree = `If devices are to go back, set allow-rollback: true; ${TRACES[trace]}.`;
  const ours = `This release (${release.digest}) is version ${version.text}`;
  const theirs = `${baseline.name} (${baseline.descriptor.digest})`;
  if (order === undefined) {
    const unknown = version.text === undefined ? `This release (${release.digest}) has no version, since its tag is no semver` : `${theirs} has no version that could be compared`;
    const message = `${unknown}, so nothing says whether it is above ${baseline.name}.`;
    const cure = 'Tag releases as in 1.2.0.';
    // Devices follow a channel; a tag beside others moves nobody.
    return { objections: [context.options.channel === undefined ? { rule, severity: 'notice', message, cure } : { rule, message, cure: `${cure} ${agree}` }], agreed: [] };
  }
  const message = order === 0 ? `${ours}, which ${theirs} is too, with other content.` : `${ours}, and ${theirs} is ${baseline.version.text}.`;
  return { objections: [{ rule, message, cure: `Raise it. ${agree}` }], agreed: [] };
}

/** That a release could not be compared with all that is there (`findHighest`). A tag beside others moves nobody, so it stops nothing. */
export function judgeUncompared(uncompared: string | undefined): readonly Objection[] {
  if (uncompared === undefined) return [];
  return [{ rule: 'rollback', severity: 'notice', message: uncompared, cure: 'Set channel: what it names is then what a release is compared with, alone.' }];
}

/** Whether what the channel names was signed by who signed this release (`signerDifference`). */
export async function judgeSigner(context: Context, store: Store, baseline: Baseline, signer: ReleaseSigner, trace: Trace): Promise<Standing> {
  const difference = await signerDifference(store, baseline, signer);
  if (difference === undefined) return FINE;
  if (context.options.allowSignerChange) return { objections: [], agreed: ['signer-changed'] };
  const message = `${baseline.name} (${baseline.descriptor.digest}) ${difference}.`;
  return { objections: [{ rule: 'signer-changed', message, cure: `If that is right, set allow-signer-change: true; ${TRACES[trace]}.` }], agreed: [] };
}

/** What is found wrong with a release, by rule. */
export type Findings = readonly (readonly [rule: RuleId, finding: Finding])[];

/** Objections as findings about the manifest: a version's place is where it stands. */
export function findingsOf(objections: readonly Objection[]): Findings {
  return objections.map(({ rule, message, cure, severity }) => [
    rule,
    { path: rule === 'rollback' ? ['version'] : [], target: null, message: `${message} ${cure}`, ...(severity === undefined ? {} : { severity }) },
  ]);
}

/**
 * Whether the tagged commit is on a branch from which releases may be made, by the compare API, since a checkout of depth 1 does not know
 * (contract, `unreviewed-release`). Elsewhere than in Actions there is nothing to ask.
 */
export async function judgeReview(context: Context, remote: Remote): Promise<Findings> {
  const { event, options } = context;
  if (event === undefined) return [];
  const branches = options.releaseBranches.length > 0 ? options.releaseBranches : event.defaultBranch === undefined ? [] : [event.defaultBranch];
  if (branches.length === 0) return refuse('The event does not say which branch is the default. Name the branches for releases in the input release-branches.', 'unavailable');
  try {
    const client = await remote.client();
    if (client === undefined) return refuse('Whether the commit was reviewed could not be asked: the input github-token is empty. Leave it at its default.', 'unavailable');
    const { isReachable } = await import('../github/client.ts');
    for (const branch of branches) if ((await isReachable(client, event.sha, branch)) === true) return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return refuse(`Whether the commit was reviewed could not be asked: ${error.message} Give the job contents: read.`, 'unavailable');
  }
  return refuse(`The commit ${event.sha.slice(0, 12)} is not on ${branches.join(' or ')}, so nobody may have reviewed it. Merge it first and tag the result, or name its branch in release-branches.`, 'problem');
}

function refuse(message: string, kind: FailureKind): Findings {
  return [['unreviewed-release', { path: [], target: null, message, kind }]];
}
