import { describe, expect, test } from '@jest/globals';
import { baseOf, chooseJob, headOf, readEvent, tagOf, type Event, type EventSource } from '../../src/github/event.ts';
import { failureOf } from './failing.ts';

const BASE = 'a'.repeat(40);
const HEAD = 'b'.repeat(40);
const MERGE = 'c'.repeat(40);
const ZEROS = '0'.repeat(40);

const repository = { full_name: 'acme/device', default_branch: 'main', private: true };

function pullRequest(from: string | null = 'acme/device', author = 'ada'): object {
  return {
    number: 7,
    user: { login: author },
    base: { sha: BASE, ref: 'main', repo: repository },
    head: { sha: HEAD, ref: 'bump', repo: from === null ? null : { full_name: from } },
  };
}

function event(name: string, payload: object, more: Partial<EventSource> = {}): Event {
  return readEvent({ name, payload: { repository, ...payload }, ref: 'refs/heads/main', sha: MERGE, repository: 'acme/device', actor: 'ada', ...more });
}

describe('the job by the event', () => {
  test.each([
    ['pull_request', { action: 'synchronize', pull_request: pullRequest() }, 'refs/pull/7/merge', 'check'],
    ['merge_group', { merge_group: { base_sha: BASE, head_sha: HEAD } }, 'refs/heads/gh-readonly-queue/main/pr-7', 'check'],
    ['push', { before: BASE }, 'refs/heads/main', 'check'],
    ['push', { before: BASE }, 'refs/heads/refs/tags/odd', 'check'],
    ['workflow_dispatch', {}, 'refs/heads/main', 'check'],
    ['workflow_dispatch', {}, 'refs/tags/v1.0.0', 'check'],
    ['push', { before: ZEROS }, 'refs/tags/v1.0.0', 'publish'],
    ['release', { action: 'published', release: { tag_name: 'v1.0.0' } }, 'refs/tags/v1.0.0', 'publish'],
    ['schedule', { schedule: '0 0 * * *' }, 'refs/heads/main', 'update'],
  ])('%s (%j on %s)', (name, payload, ref, job) => {
    expect(chooseJob(event(name, payload, { ref }))).toEqual({ job });
  });

  test('pull_request_target reads nothing and gives the recipe that is safe', () => {
    const target = event('pull_request_target', { pull_request: pullRequest('mallory/device') });
    for (const job of ['auto', 'check', 'pin', 'publish'] as const) {
      const error = failureOf(() => chooseJob(target, job));
      expect([error.kind, error.code]).toEqual(['usage', 'pull-request-target']);
      expect(error.cure).toContain('on: pull_request');
      expect(error.cure).toContain('pull-requests: write');
    }
    // What is verified is published already, and no part of the change.
    expect(chooseJob(target, 'verify')).toEqual({ job: 'verify' });
  });

  test('a job that is asked for by name stays, whatever the event', () => {
    expect(chooseJob(event('issue_comment', {}), 'verify')).toEqual({ job: 'verify' });
    expect(chooseJob(event('push', {}, { ref: 'refs/tags/v1' }), 'check')).toEqual({ job: 'check' });
  });

  test.each([
    ['a deleted tag', 'push', { deleted: true, after: ZEROS }, 'refs/tags/v1', 'The tag "v1" was deleted'],
    ['a drafted release', 'release', { action: 'created', release: { tag_name: 'v1' } }, 'refs/tags/v1', 'release: created'],
    ['a comment', 'issue_comment', {}, 'refs/heads/main', 'issue_comment'],
    ['workflow_run', 'workflow_run', {}, 'refs/heads/main', 'workflow_run'],
    ['no event', '', {}, 'refs/heads/main', '""'],
  ])('%s is refused, naming job', (_, name, payload, ref, says) => {
    const error = failureOf(() => chooseJob(event(name, payload, { ref })));
    expect([error.kind, error.code]).toEqual(['usage', 'event']);
    expect(error.message).toContain(says);
    expect(error.cure).toContain('`job`');
  });

  test('a name from outside is on one line and short', () => {
    expect(failureOf(() => chooseJob(event(`x\n::error::${'y'.repeat(500)}`, {}))).message).toMatch(/^[^\n]{1,250}$/);
  });
});

describe('the base and the head', () => {
  test('a pull request: the merge base with head.sha, and never the merge commit', () => {
    const pull = event('pull_request', { pull_request: pullRequest() });
    expect(baseOf(pull)).toEqual({ kind: 'merge-base', base: BASE, head: HEAD });
    expect(headOf(pull)).toBe(HEAD);
  });

  test('a merge group: its base', () => {
    const group = event('merge_group', { merge_group: { base_sha: BASE, head_sha: HEAD } });
    expect([baseOf(group), headOf(group)]).toEqual([{ kind: 'commit', sha: BASE }, HEAD]);
  });

  test.each([
    ['a push', { before: BASE }, 'refs/heads/main', { kind: 'commit', sha: BASE }],
    ['a new branch', { before: ZEROS }, 'refs/heads/new', { kind: 'none' }],
    ['a deleted branch', { before: BASE, deleted: true }, 'refs/heads/old', { kind: 'none' }],
    ['a tag, whose base is its channel', { before: BASE }, 'refs/tags/v1', { kind: 'none' }],
  ])('%s', (_, payload, ref, base) => {
    expect(baseOf(event('push', payload, { ref }))).toEqual(base);
    expect(headOf(event('push', payload, { ref }))).toBe(MERGE);
  });

  test('a run by hand has none, though it has a branch', () => {
    expect(baseOf(event('workflow_dispatch', { before: BASE }))).toEqual({ kind: 'none' });
  });
});

describe('what a run may do', () => {
  test.each([
    ['acme/device', false],
    ['Acme/Device', false],
    ['mallory/device', true],
    [null, true],
  ])('a head in %s is a fork: %s', (from, fork) => {
    expect(event('pull_request', { pull_request: pullRequest(from) }).pullRequest?.fork).toBe(fork);
  });

  test('Dependabot: by its run, or by its pull request that a person runs again', () => {
    expect(event('pull_request', { pull_request: pullRequest('acme/device', 'ada') }, { actor: 'dependabot[bot]' }).dependabot).toBe(true);
    expect(event('pull_request', { pull_request: pullRequest('acme/device', 'dependabot[bot]') }).dependabot).toBe(true);
    expect(event('pull_request', { pull_request: pullRequest('acme/device', 'ada') }).dependabot).toBe(false);
    expect(event('push', { sender: { login: 'dependabot[bot]' } }, { actor: undefined }).dependabot).toBe(true);
  });

  test('private, default branch, and neither when the event does not say', () => {
    expect(event('push', {})).toMatchObject({ private: true, defaultBranch: 'main' });
    expect(event('push', { repository: undefined })).toMatchObject({ private: undefined, defaultBranch: undefined });
    expect(event('push', { repository: { private: 'no' } }).private).toBeUndefined();
  });
});

test('tagOf', () => {
  expect(tagOf(event('push', {}, { ref: 'refs/tags/ran/v1.2.0' }))).toBe('ran/v1.2.0');
  expect(tagOf(event('release', { action: 'published', release: { tag_name: 'v1' } }, { ref: 'refs/heads/main' }))).toBe('v1');
  expect(tagOf(event('push', {}))).toBeUndefined();
});

test('the urls are those of the context, and github.com’s by default', () => {
  expect(event('push', {})).toMatchObject({ serverUrl: 'https://github.com', apiUrl: 'https://api.github.com' });
  expect(event('push', {}, { serverUrl: 'https://ghes.example/', apiUrl: 'https://ghes.example/api/v3/' })).toMatchObject({
    serverUrl: 'https://ghes.example',
    apiUrl: 'https://ghes.example/api/v3',
  });
});

describe('a payload that is not the event', () => {
  test.each([
    ['no object', 'push', null, 'the payload'],
    ['a list', 'push', [], 'the payload'],
    ['no pull_request', 'pull_request', {}, 'pull_request'],
    ['no number', 'pull_request', { pull_request: { ...pullRequest(), number: '7; rm' } }, 'pull_request.number'],
    ['no base', 'pull_request', { pull_request: { ...pullRequest(), base: null } }, 'pull_request.base'],
    ['a head that is no commit', 'pull_request', { pull_request: { ...pullRequest(), head: { sha: '../..', ref: 'x' } } }, 'pull_request.head.sha'],
    ['a merge group without base', 'merge_group', { merge_group: { head_sha: HEAD } }, 'merge_group.base_sha'],
    ['a release without tag', 'release', { action: 'published', release: {} }, 'release.tag_name'],
  ])('%s', (_, name, payload, where) => {
    const error = failureOf(() => readEvent({ name, payload, ref: 'refs/heads/main', sha: MERGE, repository: 'acme/device' }));
    expect([error.kind, error.code]).toEqual(['usage', 'event']);
    expect(error.message).toContain(`${where} is missing or malformed`);
  });

  test('a repository that is none', () => {
    expect(failureOf(() => event('push', {}, { repository: 'acme/device/../x' })).message).toContain('GITHUB_REPOSITORY');
    expect(failureOf(() => event('push', {}, { repository: '' })).message).toContain('GITHUB_REPOSITORY');
  });
});
