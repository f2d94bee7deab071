import { afterEach, describe, expect, test } from '@jest/globals';
import { markerOf, writeComment, type Commented } from '../../src/github/comment.ts';
import type { GitHubOptions, PullOptions } from '../harness/github.ts';
import { rejectionOf } from './failing.ts';
import { open, type Opened } from './opened.ts';

let opened: Opened | undefined;

/** What `start` opened. */
function at(): Opened {
  if (opened === undefined) throw new Error('nothing was started');
  return opened;
}

async function start(options: GitHubOptions = {}, pull: PullOptions = {}): Promise<void> {
  opened = await open(options, pull);
}

afterEach(async () => {
  await opened?.github.stop();
  opened = undefined;
});

const marker = markerOf('CI', ['manifest.yaml']);
const write = (markdown: string, more: { marker?: string; create?: boolean } = {}): Promise<Commented> => writeComment(at().client, { pullRequest: 7, marker, markdown, ...more });
const bodies = (): string[] => at().github.pulls.get(7)?.comments.map(({ body }) => body) ?? [];

test('the marker is of a workflow and its manifests, hidden, and nobody’s text is in it', () => {
  expect(marker).toMatch(/^<!-- manifest-action: [0-9a-f]{16} -->$/);
  expect(markerOf('CI', ['manifest.yaml'])).toBe(marker);
  expect(new Set([marker, markerOf('CI', ['other.yaml']), markerOf('Release', ['manifest.yaml']), markerOf('CI --> <b>', ['-->'])]).size).toBe(4);
  expect(markerOf('CI --> <b>', ['-->'])).toMatch(/^<!-- manifest-action: [0-9a-f]{16} -->$/);
});

describe('one comment', () => {
  test('created, left untouched, updated', async () => {
    await start();
    const created = await write('first\n');
    expect(created).toMatchObject({ status: 'created', url: expect.stringContaining('/pull/7#issuecomment-') });
    expect(await write('first\n')).toEqual({ ...created, status: 'unchanged' });
    expect(at().github.count(/^(?:POST|PATCH) \/repos/u)).toBe(1);
    expect(await write('second\n')).toEqual({ ...created, status: 'updated' });
    expect(bodies()).toEqual([`${marker}\nsecond\n`]);
  });

  test('line ends that GitHub changed are no change', async () => {
    await start();
    at().github.comment(7, `${marker}\r\na\r\nb`);
    expect(await write('a\nb\n\n')).toMatchObject({ status: 'unchanged' });
  });

  test('on the third page', async () => {
    await start();
    for (let index = 0; index < 220; index++) at().github.comment(7, `words ${index}`, 'ada');
    at().github.comment(7, `${marker}\nold`);
    expect(await write('new')).toMatchObject({ status: 'updated' });
    expect(at().github.count(/^GET .*comments/u)).toBe(3);
    expect(bodies()).toHaveLength(221);
  });

  test('another workflow’s, and one that quotes the marker, are others', async () => {
    await start();
    await write('one', { marker: markerOf('Other', ['manifest.yaml']) });
    at().github.comment(7, `> ${marker}\nquoted`);
    expect(await write('mine')).toMatchObject({ status: 'created' });
    expect(bodies()).toHaveLength(3);
  });

  test('nobody else’s comment is taken for ours, whatever it says', async () => {
    await start();
    at().github.comment(7, `${marker}\n✅ all is well`, 'mallory');
    at().github.comment(7, `${marker}\n✅ all is well`, 'other-app[bot]');
    expect(await write('truth')).toMatchObject({ status: 'created' });
    expect(bodies()[0]).toContain('all is well');
  });

  test('an app’s token finds its own', async () => {
    await start({ viewer: 'acme-release[bot]' });
    await write('a');
    expect(await write('b')).toMatchObject({ status: 'updated' });
  });

  test('where nothing is to be said, none is made, but one that is there is brought up to date', async () => {
    await start();
    expect(await write('quiet', { create: false })).toEqual({ status: 'absent' });
    expect(bodies()).toEqual([]);
    await write('loud');
    expect(await write('quiet', { create: false })).toMatchObject({ status: 'updated' });
  });
});

describe('a token that cannot write is no failure', () => {
  test.each([
    ['a fork’s', { permissions: { 'pull-requests': 'read' } }, { fork: true }],
    ['Dependabot’s', { permissions: { 'pull-requests': 'read' } }, { author: 'dependabot[bot]' }],
    ['one without any permission', { permissions: { 'pull-requests': 'none', issues: 'none' } }, {}],
  ] as const)('%s', async (_, options, pull) => {
    await start(options, pull);
    expect(await write('x')).toEqual({ status: 'forbidden' });
    expect(bodies()).toEqual([]);
  });

  test('nor one that may not update what is there', async () => {
    await start({ permissions: { 'pull-requests': 'read' } });
    at().github.comment(7, `${marker}\nold`);
    expect(await write('new')).toEqual({ status: 'forbidden' });
  });
});

describe('faults', () => {
  test('a server that fails after it made the comment does not get a second one', async () => {
    await start();
    const { github } = at();
    // The first listing finds nothing; then the comment appears though the answer is lost.
    github.failNext(/^POST .*comments/u, 0);
    const written = write('x');
    const seen = async (): Promise<void> => {
      if (github.count(/^POST .*comments/u) > 0) return;
      await new Promise((resolve) => setImmediate(resolve));
      await seen();
    };
    await seen();
    github.comment(7, `${marker}\nx`);
    expect(await written).toMatchObject({ status: 'unchanged' });
    expect(bodies()).toHaveLength(1);
  });

  test('one that failed before gets it', async () => {
    await start();
    at().github.failNext(/^POST .*comments/u, 502);
    expect(await write('x')).toMatchObject({ status: 'created' });
    expect(bodies()).toHaveLength(1);
  });

  test('one that keeps failing is an error that says so', async () => {
    await start();
    at().github.failNext(/^POST .*comments/u, 502, { message: 'Bad Gateway' }, { times: 9 });
    const error = await rejectionOf(write('x'));
    expect(error).toMatchObject({ kind: 'unavailable', code: 'github' });
    expect(error.message).toBe('Writing the comment: GitHub answered 502: Bad Gateway');
    expect(at().github.count(/^POST .*comments/u)).toBe(2);
  });

  test('a rate limit is no missing permission', async () => {
    await start();
    at().github.failNext(/^POST .*comments/u, 403, { message: 'You have exceeded a secondary rate limit' }, { headers: { 'retry-after': '600' }, times: 9 });
    expect(await rejectionOf(write('x'))).toMatchObject({ status: 429 });
  });
});
