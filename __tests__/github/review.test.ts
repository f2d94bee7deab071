import { afterEach, describe, expect, test } from '@jest/globals';
import { suggestOn, type Reviewed } from '../../src/github/review.ts';
import type { Suggestion } from '../../src/review/suggestions.ts';
import type { GitHubOptions, ReviewComment } from '../harness/github.ts';
import { rejectionOf } from './failing.ts';
import { open, type Opened } from './opened.ts';

const patch = ['@@ -1,2 +1,4 @@', ' targets:', '+  - service_name: ran', '+    source: docker://host/ran:2', '   end: true', '@@ -19,0 +30,2 @@', '+# cu', '+  - {source: cu}'].join('\n');
let opened: Opened;

async function start(options: GitHubOptions = {}): Promise<void> {
  opened = await open({ code: { files: [{ filename: 'manifest.yaml', status: 'modified', patch }] }, ...options });
}

afterEach(() => opened.github.stop());

function suggestion(fields: Partial<Suggestion> = {}): Suggestion {
  return { path: 'manifest.yaml', targets: ['ran'], first: 3, last: 3, lines: ['    source: docker://host/ran:2', '    digest: sha256:aa', '    size: 1'], inDiff: true, ...fields };
}

const cu = suggestion({ targets: ['cu'], first: 30, last: 31, lines: ['# cu', '  - {source: cu, digest: sha256:cc}'] });
const review = (...suggestions: Suggestion[]): Promise<Reviewed> => suggestOn(opened.client, { pullRequest: 7, head: opened.event().pullRequest?.head.sha ?? '', suggestions });
const comments = (): ReviewComment[] => opened.github.pulls.get(7)?.reviewComments ?? [];
const posts = (): number => opened.github.count(/^(?:POST|PATCH) \/repos/u);

test('one review that neither approves nor rejects, with a suggestion at each place', async () => {
  await start();
  expect(await review(suggestion(), cu)).toEqual({ status: 'posted', shown: [suggestion(), cu] });
  expect(opened.github.pulls.get(7)?.reviews.map(({ state, commit_id: commit }) => [state, commit])).toEqual([['COMMENTED', opened.event().pullRequest?.head.sha]]);
  expect(comments().map(({ line, start_line: from }) => [from, line])).toEqual([[null, 3], [30, 31]]);
  expect(comments()[0]?.body).toMatch(
    /^<!-- manifest-action pin: [0-9a-f]{16} -->\n📌 What the source of `ran` names now\.\n\n```suggestion\n {4}source: docker:\/\/host\/ran:2\n {4}digest: sha256:aa\n {4}size: 1\n```$/u,
  );
});

test('a second run says nothing twice', async () => {
  await start();
  await review(suggestion(), cu);
  const before = posts();
  expect(await review(suggestion(), cu)).toEqual({ status: 'unchanged', shown: [suggestion(), cu] });
  expect(await review(cu)).toEqual({ status: 'unchanged', shown: [cu] });
  expect(posts()).toBe(before);
  expect(comments()).toHaveLength(2);
});

test('a target that was not there before is said alone', async () => {
  await start();
  await review(suggestion());
  expect(await review(suggestion(), cu)).toEqual({ status: 'posted', shown: [suggestion(), cu] });
  expect(comments()).toHaveLength(2);
});

test('a tag that moved rewrites what was suggested, so that nobody accepts the old digest', async () => {
  await start();
  await review(suggestion());
  const moved = suggestion({ lines: ['    source: docker://host/ran:2', '    digest: sha256:bb', '    size: 1'] });
  expect(await review(moved)).toEqual({ status: 'posted', shown: [moved] });
  expect(comments()).toHaveLength(1);
  expect(comments()[0]?.body).toContain('sha256:bb');
});

describe('several places of one target', () => {
  const digest = suggestion({ first: 2, last: 2, lines: ['    digest: sha256:aa'] });
  const size = suggestion({ lines: ['    size: 1'] });
  const bodies = (): unknown[] => comments().map(({ line, body }) => [line, body.split('\n').slice(4, -1).join('\n')]);

  test('each keeps its own text when the tag moves', async () => {
    await start();
    await review(digest, size);
    const moved = [suggestion({ ...digest, lines: ['    digest: sha256:bb'] }), suggestion({ ...size, lines: ['    size: 2'] })];
    expect(await review(...moved)).toEqual({ status: 'posted', shown: moved });
    expect(bodies()).toEqual([[2, '    digest: sha256:bb'], [3, '    size: 2']]);
    expect(await review(...moved)).toEqual({ status: 'unchanged', shown: moved });
  });

  test('what has no comment at its lines is said, whatever there is at the others', async () => {
    await start();
    await review(digest, size);
    const [, outdated] = comments();
    if (outdated !== undefined) outdated.line = null;
    const bumped = suggestion({ lines: ['    source: docker://host/ran:3', '    size: 2'] });
    expect(await review(digest, bumped)).toEqual({ status: 'posted', shown: [digest, bumped] });
    expect(bodies()).toEqual([[2, '    digest: sha256:aa'], [null, '    size: 1'], [3, bumped.lines.join('\n')]]);
  });

  test('at lines that are no longer replaced it is withdrawn, and comes back', async () => {
    await start();
    await review(digest, size);
    expect(await review(suggestion())).toEqual({ status: 'posted', shown: [suggestion()] });
    expect(comments()[0]?.body).not.toContain('suggestion\n');
    expect(bodies()).toEqual([[2, ''], [3, suggestion().lines.join('\n')]]);
    expect(await review(suggestion())).toMatchObject({ status: 'unchanged' });
    await review(digest, size);
    expect(bodies()).toEqual([[2, '    digest: sha256:aa'], [3, '    size: 1']]);
  });

  test('is not confused with several lines that end there', async () => {
    await start();
    await review(suggestion({ first: 2, last: 3, lines: ['a', 'b'] }));
    expect(await review(size)).toEqual({ status: 'posted', shown: [size] });
    expect(comments().map(({ line, start_line: from }) => [from, line])).toEqual([[2, 3], [null, 3]]);
    expect(comments()[0]?.body).not.toContain('```');
  });
});

test('what is outdated is not said again, and not promised', async () => {
  await start();
  await review(suggestion());
  const [comment] = comments();
  if (comment !== undefined) comment.line = null;
  expect(await review(suggestion())).toEqual({ status: 'unchanged', shown: [] });
  // Another digest is another thing to say.
  const moved = suggestion({ lines: ['x'] });
  expect(await review(moved)).toEqual({ status: 'posted', shown: [moved] });
  expect(comments()).toHaveLength(2);
});

test('somebody else’s comment is none of ours', async () => {
  await start();
  await review(suggestion());
  for (const comment of comments()) Object.assign(comment, { user: { login: 'mallory', type: 'User' } });
  expect(await review(suggestion())).toMatchObject({ status: 'posted' });
  expect(comments()).toHaveLength(2);
});

test('over a hundred comments, the earlier one is found', async () => {
  await start();
  await review(suggestion());
  for (const own of comments().slice()) {
    for (let index = 0; index < 150; index++) comments().unshift({ ...own, id: index, body: 'words', user: { login: 'ada', type: 'User' } });
  }
  expect(await review(suggestion())).toMatchObject({ status: 'unchanged' });
});

describe('left for the comment', () => {
  test('outside the diff: nothing is asked at all', async () => {
    await start();
    expect(await review(suggestion({ inDiff: false }))).toEqual({ status: 'unchanged', shown: [] });
    expect(opened.github.count()).toBe(0);
  });

  test('a line that hides something', async () => {
    await start();
    expect(await review(suggestion({ lines: ['    source: x # \u202egnp'] }))).toEqual({ status: 'unchanged', shown: [] });
    expect(await review(suggestion({ lines: ['\tsource: x'] }))).toMatchObject({ status: 'posted' });
  });

  test('a diff that is another by now: GitHub rejects all, and nothing fails', async () => {
    await start();
    const gone = suggestion({ targets: ['du'], first: 300, last: 300 });
    expect(await review(suggestion(), gone)).toEqual({ status: 'rejected', shown: [] });
    expect(comments()).toEqual([]);
  });

  test('a token that only reads', async () => {
    await start({ permissions: { 'pull-requests': 'read' } });
    expect(await review(suggestion())).toEqual({ status: 'forbidden', shown: [] });
  });
});

test('the fence is longer than any in the line', async () => {
  await start();
  await review(suggestion({ lines: ['# ```', '# ````suggestion'] }));
  expect(comments()[0]?.body).toMatch(/\n`````suggestion\n# ```\n# ````suggestion\n`````$/);
});

test('a server that fails is an error', async () => {
  await start();
  opened.github.failNext(/reviews/u, 500);
  expect(await rejectionOf(review(suggestion()))).toMatchObject({ kind: 'unavailable', code: 'github', status: 500 });
  expect(opened.github.count(/^POST .*reviews/u)).toBe(1);
});
