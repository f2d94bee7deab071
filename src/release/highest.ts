import { Failure } from '../failure.ts';
import type { Store } from '../oci/store.ts';
import { quoted } from '../visible.ts';
import { readBaseline, type Baseline } from './baseline.ts';
import { compareVersions, releaseTags, releaseVersion, versionTags, type ReleaseVersion } from './version.ts';

/** What a release is compared with, and in a sentence what it could not be compared with. */
export interface Compared {
  readonly baseline?: Baseline | undefined;
  readonly uncompared?: string | undefined;
}

/** How many tags are read at the most: each is a manifest and a file of a registry. */
const MOST_READ = 200;
const AT_ONCE = 16;

/**
 * The highest release of a form among a store's tags but for `own`, the one that is to be published (contract, input `channel`). In list form the tags
 * are in its order: the first one is read, and another only while its tag is above what the releases before say of themselves. In dict form a tag says
 * nothing of the version, so all are read. What is no release is passed over, and what cannot be read stops no other release, but is told. Throws the
 * first `problem` Failure when none could be read, and what the store throws when it could not be asked.
 */
export async function findHighest(store: Store, own: string, form: ReleaseVersion['form']): Promise<Compared> {
  const tags = releaseTags((await store.tags()).filter((tag) => tag !== own));
  const candidates = form === 'list' ? versionTags(tags) : tags;
  const asked = candidates.slice(0, MOST_READ);
  const unreadable: (readonly [tag: string, why: Failure])[] = [];
  let more = asked.length < candidates.length;
  let best: Baseline | undefined;
  const width = form === 'list' ? 1 : AT_ONCE;
  for (let at = 0; at < asked.length; at += width) {
    const some = asked.slice(at, at + width);
    if (form === 'list' && best !== undefined && isNotBelow(best.version, some[0])) {
      more = false;
      break;
    }
    // In the order of their tags, so that of two with one version it is always the same.
    for (const [index, result] of (await Promise.allSettled(some.map(async (tag) => readBaseline(store, tag)))).entries()) {
      if (result.status === 'fulfilled') {
        if (result.value !== undefined && (best === undefined || isAbove(result.value.version, best.version, form))) best = result.value;
      } else if (!(result.reason instanceof Failure) || result.reason.kind !== 'problem') throw result.reason;
      else if (result.reason.code !== 'channel') unreadable.push([some[index] ?? '', result.reason]);
    }
  }
  const [first] = unreadable;
  if (best === undefined && first !== undefined) throw first[1];
  return { baseline: best, uncompared: notCompared(store, { none: best === undefined && tags.length > 0, more: more ? candidates.length : 0, unreadable: unreadable.map(([tag]) => tag) }) };
}

function notCompared({ name }: Store, { none, more, unreadable }: { readonly none: boolean; readonly more: number; readonly unreadable: readonly string[] }): string | undefined {
  const [first, ...others] = unreadable;
  const what = [
    ...(none ? [`no tag of ${name} is a release with a version`] : []),
    ...(more > 0 ? [`only ${MOST_READ} of the ${more} tags of ${name} were read`] : []),
    ...(first === undefined ? [] : [`${quoted(first, 150)}${others.length === 0 ? '' : ` and ${others.length} more`} of ${name} cannot be read`]),
  ].join(', and ');
  return what === '' ? undefined : `${what.charAt(0).toUpperCase()}${what.slice(1)}, so nothing says whether this release is above what is there.`;
}

/** Whether a version is above another; one that can be compared is above one that cannot. */
function isAbove(version: ReleaseVersion, other: ReleaseVersion, form: ReleaseVersion['form']): boolean {
  const order = compareVersions(version, other);
  return order === undefined ? isKnown(version, form) && !isKnown(other, form) : order > 0;
}

/** Whether a list form's version is known, and what a tag says is not above it. */
function isNotBelow(version: ReleaseVersion, tag: string | undefined): boolean {
  return isKnown(version, 'list') && (compareVersions(version, releaseVersion({ form: 'list', version: 1n }, tag)) ?? 0) >= 0;
}

function isKnown(version: ReleaseVersion, form: ReleaseVersion['form']): boolean {
  return version.form === form && version.text !== undefined;
}
