import type { Failure, FailureKind } from '../failure.ts';
import type { Outputs } from '../outputs.ts';
import type { Report } from '../review/report.ts';
import type { Pin } from '../review/suggestions.ts';

/** What a job found and did, for main.ts and cli.ts to tell. */
export interface Outcome {
  readonly report: Report;
  /** The kinds of everything that went wrong; empty when the job passed. */
  readonly kinds: ReadonlySet<FailureKind>;
  readonly outputs: Outputs;
  /** What stopped the job after it had found what is in the report. */
  readonly failure?: Failure | undefined;
  /** What the comment, the summary and report.md say. */
  readonly markdown?: string | undefined;
  /** How floating targets are pinned. */
  readonly pins?: readonly Pin[] | undefined;
  /** By a manifest's path in the report, its path in the event's repository (`RenderContext`). */
  readonly paths?: ReadonlyMap<string, string> | undefined;
}
