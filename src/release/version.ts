import { compare as compareSemver, parse } from 'semver';
import type { SystemManifest } from '../system/parse.ts';

const BY_NAME = new Intl.Collator('en', { numeric: true });

/** What puts releases in order: a system's version (issue 24), or in list form, which has none, the semver that its tag is. */
export interface ReleaseVersion {
  readonly form: SystemManifest['form'];
  /** As people know it; undefined when a tag of the list form is no semver. */
  readonly text: string | undefined;
}

/** The version of a release. */
export function releaseVersion(system: Pick<SystemManifest, 'form' | 'version'>, tag: string | undefined): ReleaseVersion {
  if (system.form === 'dict') return { form: 'dict', text: String(system.version) };
  return { form: 'list', text: tag !== undefined && parse(tag) !== null ? tag : undefined };
}

/** Negative when `a` is below `b`, 0 when they are equal, positive above; undefined when they cannot be compared (semver.org §11; issue 24). */
export function compareVersions(a: ReleaseVersion, b: ReleaseVersion): number | undefined {
  if (a.text === undefined || b.text === undefined || a.form !== b.form) return undefined;
  if (a.form === 'list') return compareSemver(a.text, b.text);
  const [left, right] = [BigInt(a.text), BigInt(b.text)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether a tag is a semver prerelease (semver.org §9). */
export function isPrerelease(tag: string): boolean {
  return (parse(tag)?.prerelease.length ?? 0) > 0;
}

/** The tags that are versions, semver or whole numbers, highest first. */
export function versionTags(tags: readonly string[]): string[] {
  const numbers = tags.filter((tag) => /^\d{1,18}$/.test(tag)).toSorted((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1));
  const versions = tags.filter((tag) => parse(tag) !== null && !/^\d+$/.test(tag)).toSorted((a, b) => compareSemver(b, a));
  return [...versions, ...numbers];
}

/**
 * The tags that may name a release, the most likely highest first: semver, whole numbers, then the others by name. Those of images (`HEX`, in a layout
 * `mos:HEX`) and of referrers (`sha256-HEX`, distribution-spec §Referrers Tag Schema) are none.
 */
export function releaseTags(tags: readonly string[]): string[] {
  const own = tags.filter((tag) => !/^(?:(?:mos:)?[0-9a-f]{64}$|sha256-)/.test(tag));
  const versions = versionTags(own);
  const known = new Set(versions);
  return [...versions, ...own.filter((tag) => !known.has(tag)).toSorted((a, b) => BY_NAME.compare(b, a))];
}
