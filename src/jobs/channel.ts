import type { Digest } from '../oci/descriptor.ts';
import type { Artifact } from '../release/artifact.ts';
import type { ChannelRelease, Moved } from '../release/channel.ts';
import type { Existing } from '../release/existing.ts';
import type { AgreedStep, MovedChannel } from '../review/report.ts';
import type { Context } from './context.ts';
import type { Plan } from './plan.ts';

/** A channel, and the release that it is to name. */
export interface ChannelStep {
  readonly channel: string;
  readonly release: ChannelRelease;
}

/** What a release does to the channel of the inputs, once it is published; undefined without one, and for a prerelease, which leaves it where it is unless that was asked for. */
export async function channelStep(context: Context, plan: Plan & { readonly release: Artifact }, { subject }: Existing): Promise<ChannelStep | undefined> {
  const { channel, channelPrerelease } = context.options;
  const { system } = plan.judged;
  if (channel === undefined) return undefined;
  const [{ isPrerelease, releaseVersion }, { parseSystemManifest }] = await Promise.all([import('../release/version.ts'), import('../system/parse.ts')]);
  if (isPrerelease(plan.tag) && !channelPrerelease) {
    context.log.info(`${plan.tag} is a prerelease, so ${channel} stays where it is. Set channel-prerelease: true to move it.`);
    return undefined;
  }
  const manifest = subject.digest === plan.release.descriptor.digest ? plan.release : plan.named;
  if (system === undefined || manifest === undefined) return undefined;
  const version = releaseVersion(parseSystemManifest(system.bytes, system.mediaType), plan.tag);
  return { channel, release: { manifest: { bytes: manifest.bytes, descriptor: manifest.descriptor }, version, bytes: system.bytes } };
}

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
