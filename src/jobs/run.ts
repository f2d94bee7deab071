import type { EventJob } from '../github/event.ts';
import type { Job } from '../inputs.ts';
import { Failure } from '../failure.ts';
import type { Context } from './context.ts';
import type { Outcome } from './outcome.ts';

type Runnable = Exclude<Job, 'auto'>;

/** Each job is loaded only when it is the one that runs. */
const JOBS: Readonly<Record<Runnable, (context: Context) => Promise<Outcome>>> = {
  check: async (context) => (await import('./check.ts')).check(context),
  pin: async (context) => (await import('./pin.ts')).pin(context),
  publish: async (context) => (await import('./publish.ts')).publish(context),
  promote: async (context) => (await import('./promote.ts')).promote(context),
  verify: async (context) => (await import('./verify.ts')).verify(context),
};

/** Runs one job, and gives what it found and did. Throws Failures for what stops it before there is anything to report. */
export async function runJob(context: Context, job: Runnable | EventJob): Promise<Outcome> {
  if (job === 'update') throw new Failure('usage', 'job', 'This version has no job update, which the event schedule asks for.', { cure: 'Set the input job to check, or leave the schedule out.' });
  return JOBS[job](context);
}
