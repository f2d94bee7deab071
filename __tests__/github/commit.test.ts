import { afterEach, describe, expect, test } from '@jest/globals';
import { commitFiles, type Committed } from '../../src/github/commit.ts';
import type { GitHubOptions, PullOptions } from '../harness/github.ts';
import { rejectionOf } from './failing.ts';
import { open, type Opened } from './opened.ts';

const HEAD = 'a'.repeat(40);
let opened: Opened;

async function start(options: GitHubOptions = {}, pull: PullOptions = {}): Promise<void> {
  opened = await open({ permissions: { contents: 'write', 'pull-requests': 'write' }, code: { refs: { main: 'b'.repeat(40), change: HEAD } }, ...options }, pull);
}

afterEach(() => opened.github.stop());

const bytes = Buffer.from('a: \u00e9\r\nb\n');
const commit = (): Promise<Committed> => commitFiles(opened.client, { event: opened.event(), files: [{ path: 'cells/m.yaml', bytes }], headline: 'Pin ran', body: 'To sha256:aa.' });

test('the exact bytes on the branch, on top of the head that was read', async () => {
  await start();
  const { commits } = opened.github;
  expect(await commit()).toEqual({ status: 'committed', sha: commits[0]?.oid, url: expect.stringContaining(`/commit/${commits[0]?.oid}`) });
  expect(commits).toEqual([
    expect.objectContaining({ branch: 'change', parent: HEAD, headline: 'Pin ran', body: 'To sha256:aa.', deletions: [], additions: [{ path: 'cells/m.yaml', contents: bytes.toString('base64') }] }),
  ]);
});

describe('declined, so that the comment says it instead', () => {
  test.each([
    ['a fork', { fork: true }, /fork/],
    ['Dependabot’s branch', { author: 'dependabot[bot]' }, /Dependabot/],
  ] as const)('%s, without asking anything', async (_, pull, reason) => {
    await start({}, pull);
    expect(await commit()).toEqual({ status: 'declined', reason: expect.stringMatching(reason) });
    expect(opened.github.count()).toBe(0);
  });

  test('a branch that has moved', async () => {
    await start({ code: { refs: { change: 'f'.repeat(40) } } }, { headSha: HEAD });
    expect(await commit()).toEqual({ status: 'declined', reason: expect.stringContaining('moved') });
    expect(opened.github.commits).toEqual([]);
  });

  test.each([
    ['an approval', [['APPROVED', 'ada']], 'declined'],
    ['an approval after which there were comments', [['APPROVED', 'ada'], ['COMMENTED', 'ada']], 'declined'],
    ['an approval by one of two', [['APPROVED', 'ada'], ['CHANGES_REQUESTED', 'bob']], 'declined'],
    ['an approval that was taken back', [['APPROVED', 'ada'], ['CHANGES_REQUESTED', 'ada']], 'committed'],
    ['comments alone', [['COMMENTED', 'ada']], 'committed'],
  ] as const)('%s: %s', async (_, reviews, status) => {
    await start();
    for (const [state, login] of reviews) opened.github.review(7, state, login);
    expect(await commit()).toMatchObject({ status });
    expect(opened.github.commits).toHaveLength(status === 'committed' ? 1 : 0);
  });

  test('an approval that was dismissed counts no more', async () => {
    await start();
    opened.github.review(7, 'APPROVED', 'ada').state = 'DISMISSED';
    expect(await commit()).toMatchObject({ status: 'committed' });
  });

  test('an approval on the second page', async () => {
    await start();
    for (let index = 0; index < 120; index++) opened.github.review(7, index === 110 ? 'APPROVED' : 'COMMENTED', `user${index}`);
    expect(await commit()).toMatchObject({ status: 'declined' });
  });
});

test('an own branch without contents: write is a failure that names the permission', async () => {
  await start({ permissions: { contents: 'read', 'pull-requests': 'write' } });
  const error = await rejectionOf(commit());
  expect(error).toMatchObject({ kind: 'unavailable', code: 'github' });
  expect(error.message).toBe('Committing the pins: GitHub refused: Resource not accessible by integration');
  expect(error.cure).toContain('contents: write');
});

test('what GitHub refuses otherwise is told in its words, on one line', async () => {
  await start();
  opened.github.failNext(/graphql/u, 200, { data: null, errors: [{ type: 'UNPROCESSABLE', message: 'Changes must be made through a pull request.\n::error::x' }] });
  const error = await rejectionOf(commit());
  expect(error.message).toBe(String.raw`Committing the pins: GitHub refused: Changes must be made through a pull request.\n::error::x`);
});

test('a fault of the server: once more, since the commit that it goes on is named', async () => {
  await start();
  opened.github.failNext(/graphql/u, 502);
  expect(await commit()).toMatchObject({ status: 'committed' });
  expect(opened.github.commits).toHaveLength(1);
});
