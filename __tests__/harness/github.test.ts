import { afterEach, describe, expect, test } from '@jest/globals';
import { BODY_LIMIT, startGitHub, type GitHub, type GitHubOptions } from './github.ts';
import { hasGit, makeRepository } from './repository.ts';

let github: GitHub | undefined;
afterEach(async () => {
  await github?.stop();
  github = undefined;
});

async function start(options: GitHubOptions = {}): Promise<GitHub> {
  github = await startGitHub(options);
  return github;
}

async function call(method: string, path: string, body?: unknown, token = github?.token): Promise<{ status: number; link: string | null; json: unknown }> {
  const below = path.startsWith('/graphql') ? path : `/repos/acme/device${path}`;
  const response = await fetch(`${github?.url}${below}`, { method, headers: { authorization: `token ${token}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, link: response.headers.get('link'), json: text === '' ? undefined : JSON.parse(text) };
}

const PATCH = '@@ -2,3 +2,4 @@ targets:\n same\n-old\n+new\n+newer\n same';

test('comments are paged, limited, changed and deleted', async () => {
  const { openPull, comment, pulls } = await start();
  openPull();
  for (let number = 1; number <= 120; number++) comment(7, `${number}`, 'somebody');
  const first = await call('GET', '/issues/7/comments?per_page=100');
  expect(first.json).toHaveLength(100);
  expect(first.link).toContain('page=2>; rel="next"');
  expect((await call('GET', '/issues/7/comments?per_page=100&page=2')).json).toHaveLength(20);
  expect(await call('POST', '/issues/7/comments', { body: 'x'.repeat(BODY_LIMIT + 1) })).toMatchObject({ status: 422, json: { errors: [{ field: 'body' }] } });
  expect((await call('POST', '/issues/7/comments', { body: 'x'.repeat(BODY_LIMIT) })).status).toBe(201);
  const made = pulls.get(7)?.comments.at(-1);
  expect(made?.user.login).toBe('github-actions[bot]');
  expect((await call('PATCH', `/issues/comments/${made?.id}`, { body: 'y' })).json).toMatchObject({ body: 'y' });
  expect((await call('DELETE', `/issues/comments/${made?.id}`)).status).toBe(204);
  expect(pulls.get(7)?.comments).toHaveLength(120);
});

test('a token may do what it may', async () => {
  const { openPull } = await start({ permissions: {} });
  openPull();
  const refused = { status: 403, json: { message: 'Resource not accessible by integration' } };
  expect(await call('POST', '/issues/7/comments', { body: 'x' })).toMatchObject(refused);
  expect(await call('POST', '/attestations', { bundle: {} })).toMatchObject(refused);
  expect((await call('GET', '/pulls/7')).status).toBe(200);
  expect((await call('GET', '/pulls/7', undefined, 'wrong')).status).toBe(401);
  expect((await call('GET', '/pulls/8')).status).toBe(404);
});

test('one comment outside the diff refuses the whole review', async () => {
  const { openPull, pulls } = await start({ code: { files: [{ filename: 'm.yaml', status: 'modified', patch: PATCH }] } });
  openPull();
  const review = (...lines: number[]): ReturnType<typeof call> => call('POST', '/pulls/7/reviews', { event: 'COMMENT', comments: lines.map((line) => ({ path: 'm.yaml', line, body: 'b' })) });
  expect(await review(2, 6)).toMatchObject({ status: 422, json: { errors: ['Line could not be resolved'] } });
  expect(pulls.get(7)?.reviews).toHaveLength(0);
  expect((await review(2, 5)).status).toBe(200);
  expect(pulls.get(7)?.reviewComments.map(({ line }) => line)).toEqual([2, 5]);
  expect(await call('POST', '/pulls/7/comments', { path: 'm.yaml', line: 3, start_line: 3, body: 'b' })).toMatchObject({ status: 422 });
});

test('fails as it is told to, and counts', async () => {
  const { openPull, failNext, count } = await start();
  openPull();
  failNext(/^GET .*\/pulls\/7$/u, 502);
  failNext(/^GET .*\/pulls\/7$/u, 0);
  expect((await call('GET', '/pulls/7')).status).toBe(502);
  await expect(call('GET', '/pulls/7')).rejects.toThrow('fetch failed');
  expect((await call('GET', '/pulls/7')).status).toBe(200);
  expect(count(/pulls/u)).toBe(3);
});

(hasGit ? describe : describe.skip)('with a git repository (needs git)', () => {
  test('diffs, compares, reads files and commits where the branch is as expected', async () => {
    const repository = makeRepository({ 'm.yaml': 'a\nb\n', 'gone.txt': 'x\n' });
    const base = repository.sha('main');
    repository.git('checkout', '--quiet', '-b', 'change');
    const head = repository.commit({ 'm.yaml': 'a\nc\n', 'gone.txt': null, 'new.txt': 'n\n' });
    const { openPull, pushPull, pulls } = await start({ code: repository.folder, permissions: { contents: 'write', 'pull-requests': 'write' } });
    openPull();
    expect((await call('GET', '/pulls/7/files')).json).toMatchObject([
      { filename: 'gone.txt', status: 'removed' },
      { filename: 'm.yaml', status: 'modified', patch: '@@ -1,2 +1,2 @@\n a\n-b\n+c' },
      { filename: 'new.txt', status: 'added', patch: '@@ -0,0 +1 @@\n+n' },
    ]);
    expect((await call('GET', `/compare/${base}...${head}`)).json).toMatchObject({ status: 'ahead', merge_base_commit: { sha: base } });
    expect((await call('GET', `/compare/change...main`)).json).toMatchObject({ status: 'behind' });
    expect((await call('GET', `/contents/m.yaml?ref=${base}`)).json).toMatchObject({ content: Buffer.from('a\nb\n').toString('base64') });
    await call('POST', '/pulls/7/comments', { path: 'm.yaml', line: 2, body: 'b' });

    const commit = (expectedHeadOid: string): ReturnType<typeof call> =>
      call('POST', '/graphql', {
        query: 'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid url } } }',
        variables: {
          input: {
            branch: { repositoryNameWithOwner: 'acme/device', branchName: 'change' },
            expectedHeadOid,
            message: { headline: 'Pin' },
            fileChanges: { additions: [{ path: 'm.yaml', contents: Buffer.from('a\nd\n').toString('base64') }] },
          },
        },
      });
    expect((await commit(base)).json).toMatchObject({ errors: [{ type: 'STALE_DATA' }] });
    expect((await commit(head)).json).toMatchObject({ data: { createCommitOnBranch: { commit: { oid: repository.sha('change') } } } });
    expect(repository.git('show', 'change:m.yaml')).toBe('a\nd');
    expect(repository.git('show', 'change:new.txt')).toBe('n');
    pushPull(7);
    expect(pulls.get(7)?.head.sha).toBe(repository.sha('change'));
    expect(pulls.get(7)?.reviewComments[0]?.line).toBeNull();
  });
});
