import { describe, expect, it, test } from '@jest/globals';
import { compareVersions, isPrerelease, releaseTags, releaseVersion, versionTags } from '../../src/release/version.ts';

const list = (text: string | undefined): ReturnType<typeof releaseVersion> => releaseVersion({ form: 'list', version: 1n }, text);
const dict = (version: bigint): ReturnType<typeof releaseVersion> => releaseVersion({ form: 'dict', version }, 'whatever');

describe('versions of releases', () => {
  it.each([
    ['1.0.0', '1.0.1', -1],
    ['1.9.0', '1.10.0', -1],
    ['2.0.0', '2.0.0-rc.1', 1],
    ['2.0.0-rc.2', '2.0.0-rc.10', -1],
    ['1.0.0', '1.0.0', 0],
  ])('list form: %s beside %s', (a, b, expected) => {
    expect(Math.sign(compareVersions(list(a), list(b)) ?? Number.NaN)).toBe(expected);
  });

  it('dict form: as whole numbers of any size', () => {
    expect(compareVersions(dict(9_007_199_254_740_993n), dict(9_007_199_254_740_992n))).toBe(1);
    expect(compareVersions(dict(9n), dict(10n))).toBe(-1);
    expect(compareVersions(dict(7n), dict(7n))).toBe(0);
  });

  it('cannot be compared across forms, or when a tag is no version', () => {
    expect(compareVersions(list('1.0.0'), dict(1n))).toBeUndefined();
    expect(compareVersions(list('nightly'), list('1.0.0'))).toBeUndefined();
    expect(compareVersions(list(undefined), list('1.0.0'))).toBeUndefined();
  });

  it('the tags that are versions, highest first', () => {
    expect(versionTags(['latest', '1.0.0', 'sha256-aa', '1.10.0', '1.9.0', '2.0.0-rc.1', 'stable'])).toEqual(['2.0.0-rc.1', '1.10.0', '1.9.0', '1.0.0']);
    expect(versionTags(['9', '10', '200', 'v1'])).toEqual(expect.arrayContaining(['200', '10', '9']));
    expect(versionTags(['9', '10', '200']).indexOf('200')).toBe(0);
  });

  it('prereleases are semver’s', () => {
    expect([isPrerelease('1.0.0-rc.1'), isPrerelease('1.0.0'), isPrerelease('nightly'), isPrerelease('200')]).toEqual([true, false, false, false]);
  });
});

test('tags that may name a release are in the order in which they are likely the highest', () => {
  const hex = '0a'.repeat(32);
  expect(releaseTags(['nightly', '2.9', '1.9.0', '10', `mos:${hex}`, hex, `sha256-${hex}`, `sha256-${hex}.sig`, '2.10', '9', 'v1.10.0'])).toEqual(['v1.10.0', '1.9.0', '10', '9', 'nightly', '2.10', '2.9']);
  expect(releaseTags([hex.slice(1), `${hex}0`])).toHaveLength(2);
});
