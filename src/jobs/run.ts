import type { EventJob } from '../github/event.ts';
import type { Job } from '../inputs.ts';
import { Failure } from '../failure.ts';
import type { Context } from './context.ts';
import type { Outcome } from './outcome.ts';

/** Runs one job, and gives what it found and did. Throws Failures for what stops it before there is anything to report. */
export async function runJob(context: Context, job: Exclude<Job, 'auto'> | EventJob): Promise<Outcome> {
  if (job === 'update') throw new Failure('usage', 'job', 'This version has no job update, which the event schedule asks for.', { cure: 'Set the input job to check, or leave the schedule out.' });
  switch (job) {
    case 'check':
      return (await import('./check.ts')).check(context);
    case 'pin':
      return (await import('./pin.ts')).pin(context);
    case 'publish':
      return (await import('./publish.ts')).publish(context);
    case 'promote':
      return (await import('./promote.ts')).promote(context);
    case 'verify':
      return (await import('./verify.ts')).verify(context);
  }
}
