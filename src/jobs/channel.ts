import type { Digest } from '../oci/descriptor.ts';
import type { Moved } from '../release/channel.ts';
import type { AgreedStep, MovedChannel } from '../review/report.ts';
import type { Context } from './context.ts';

const AGREEMENTS: Readonly<Record<AgreedStep, string>> = {
  rollback: 'allow-rollback agreed that it is not above what was there',
  'signer-changed': 'allow-signer-change agreed that another key or identity signed what was there',
};

/**
 * Says in the log that a channel names a release now, and gives it for the report. What was agreed to is a warning, which a workflow's run shows: a release
 * that keeps its bytes cannot say so itself.
 */
export function channelMoved(context: Context, { name, digest, tag }: { readonly name: string; readonly digest: Digest; readonly tag: string }, moved: Exclude<Moved, { readonly state: 'overtaken' }>, agreed: readonly AgreedStep[]): MovedChannel {
  if (moved.state === 'there') return { name, before: digest, agreed: [] };
  context.log.info(`Moved ${name} to ${tag}.`);
  for (const step of agreed) context.log.warning(`${name} was ${moved.before ?? 'nothing'} and is ${digest} (${tag}) now: ${AGREEMENTS[step]}.`);
  return { name, before: moved.before ?? null, agreed };
}
