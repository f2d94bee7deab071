import { posix } from 'node:path';
import { Failure } from '../failure.ts';
import { tagOf } from '../github/event.ts';
import { isTag } from '../oci/reference.ts';
import { versionTags } from '../release/version.ts';
import { quoted } from '../visible.ts';
import type { Context } from './context.ts';

/** The folder of a manifest, relative to the workspace; '' for the top. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

/** What the git tag of this run says: the release's tag, and the folder of the manifests that it is for. */
export interface GitTag {
  readonly tag: string;
  /** undefined: all manifests. */
  readonly prefix: string | undefined;
}

/**
 * The release's tag by the input `tag`, or by the git tag of the event: without a leading `v` before a digit; `PREFIX/v1.2.0` is for
 * the manifests whose folder is or ends in PREFIX (contract, input `tag`). Throws a `usage` Failure `tag` when there is none.
 */
export function releaseTag(context: Context): GitTag {
  const { options, event } = context;
  if (options.tag !== 'auto') return { tag: options.tag, prefix: undefined };
  const named = event === undefined ? undefined : tagOf(event);
  if (named === undefined) {
    throw new Failure('usage', 'tag', 'There is no git tag that says what this release is called.', {
      cure: context.inActions ? 'Run on a tag push, or set the input tag.' : 'Give --tag, as in --tag 1.2.0.',
    });
  }
  const slash = named.lastIndexOf('/');
  return { tag: named.slice(slash + 1).replace(/^v(?=\d)/, ''), prefix: slash < 0 ? undefined : named.slice(0, slash) };
}

/** Those of the paths whose folder is PREFIX or ends in it. Throws a `usage` Failure `tag` when there are none. */
export function matching(paths: readonly string[], prefix: string | undefined): readonly string[] {
  if (prefix === undefined) return paths;
  const found = paths.filter((path) => folderOf(path) === prefix || folderOf(path).endsWith(`/${prefix}`));
  if (found.length > 0) return found;
  throw new Failure('usage', 'tag', `The git tag is for ${quoted(prefix)}, and no manifest lies in a folder of that name.`, {
    cure: `The manifests are ${paths.slice(0, 5).join(', ')}. Tag with the folder’s name before the version, or without any.`,
  });
}

/** Fills `{folder}` and `{product}` into a destination or a tag. */
export function fill(template: string, path: string, product: string): string {
  return template.replaceAll('{folder}', folderOf(path)).replaceAll('{product}', product);
}

/** The text as a registry's tag. Throws a `usage` Failure `tag` that says what to write instead (distribution-spec §Pulling manifests). */
export function checkedTag(text: string): string {
  if (isTag(text)) return text;
  const written = text.replace(/\+/g, '_').replace(/[^A-Za-z0-9_.-]/g, '-').replace(/^[.-]+/, '').slice(0, 128);
  throw new Failure('usage', 'tag', `${quoted(text, 150)} cannot be a tag in a registry.`, {
    cure: `A tag has at most 128 letters, digits, “_”, “.” and “-”.${written === '' ? '' : ` Set the input tag, for example to ${written}.`}`,
  });
}

/**
 * The channel that the inputs name, undefined for none. Throws a `usage` Failure `channel` for one that is no tag, and for one that is
 * a version: a channel moves, and a release never does.
 */
export function checkedChannel(channel: string | undefined, tag: string): string | undefined {
  if (channel === undefined) return undefined;
  const cure = 'Give a name that is no version, as in channel: stable.';
  if (!isTag(channel)) throw new Failure('usage', 'channel', `The channel ${quoted(channel, 150)} cannot be a tag in a registry.`, { cure });
  if (channel === tag || versionTags([channel]).length > 0) throw new Failure('usage', 'channel', `The channel ${quoted(channel, 150)} is what a release is called: a channel moves, and a release never does.`, { cure });
  return channel;
}
