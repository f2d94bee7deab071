import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { changedFiles, compareCommits, isReachable, openClient, readFileAt } from '../../src/github/client.ts';
import type { GitHubOptions } from '../harness/github.ts';
import { listen } from '../harness/listen.ts';
import { rejectionOf } from './failing.ts';
import { open, type Opened } from './opened.ts';

const [BASE, HEAD, MERGE_BASE] = ['a'.repeat(40), 'b'.repeat(40), 'd'.repeat(40)];
let opened: Opened | undefined;

async function start(options: GitHubOptions = {}): Promise<Opened> {
  opened = await open(options);
  return opened;
}

afterEach(async () => {
  await opened?.github.stop();
  opened = undefined;
});

describe('commits', () => {
  test('the merge base, in one request', async () => {
    const { client, github } = await start({ code: { comparisons: { [`${BASE}...${HEAD}`]: { status: 'diverged', mergeBase: MERGE_BASE } } } });
    expect(await compareCommits(client, BASE, HEAD)).toEqual({ mergeBase: MERGE_BASE, status: 'diverged' });
    expect(github.count()).toBe(1);
  });

  test.each([
    ['behind', true],
    ['identical', true],
    ['ahead', false],
    ['diverged', false],
  ] as const)('a commit that is %s is reachable from the branch: %s', async (status, reachable) => {
    const { client } = await start({ code: { refs: { 'release/1': BASE }, comparisons: { [`${BASE}...${HEAD}`]: { status, mergeBase: BASE } } } });
    expect(await isReachable(client, HEAD, 'release/1')).toBe(reachable);
  });

  test('what does not exist is undefined', async () => {
    const { client } = await start();
    expect(await compareCommits(client, 'nowhere', HEAD)).toBeUndefined();
    expect(await isReachable(client, HEAD, 'nowhere')).toBeUndefined();
  });
});

describe('files', () => {
  test('the bytes at a commit, whatever the path', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 200]);
    const { client } = await start({ code: { contents: { [`${HEAD}:cells/a b#1?.yaml`]: bytes } } });
    expect(await readFileAt(client, HEAD, 'cells/a b#1?.yaml')).toEqual(bytes);
    expect(await readFileAt(client, HEAD, 'cells')).toBeUndefined();
    expect(await readFileAt(client, BASE, 'cells/a b#1?.yaml')).toBeUndefined();
  });

  test.each([
    ['a folder', [{ type: 'file', name: 'a' }]],
    ['a submodule', { type: 'submodule' }],
  ])('%s is no file', async (_, body) => {
    const { client, github } = await start();
    github.failNext(/contents/u, 200, body);
    expect(await rejectionOf(readFileAt(client, HEAD, 'x'))).toMatchObject({ kind: 'usage', code: 'not-a-file' });
  });

  test.each([
    ['out of the repository', '../../etc', 1],
    ['to the root', '/etc', 1],
    ['to itself', 'x', 9],
  ])('a link that leads %s is no file', async (_, target, requests) => {
    const { client, github } = await start();
    for (let at = 0; at < requests; at++) github.failNext(/contents/u, 200, { type: 'symlink', target });
    expect(await rejectionOf(readFileAt(client, HEAD, 'x'))).toMatchObject({ kind: 'usage', code: 'link' });
    expect(github.count()).toBe(requests);
  });

  test('nor is one of more than 1 MiB, which GitHub leaves out', async () => {
    const { client } = await start({ code: { contents: { [`${HEAD}:m.yaml`]: 'x'.repeat(1024 * 1024 + 1) } } });
    expect(await rejectionOf(readFileAt(client, HEAD, 'm.yaml'))).toMatchObject({ kind: 'usage', code: 'not-a-file' });
  });

  test('all that a pull request changes, over all pages, without what it removes', async () => {
    const files = Array.from({ length: 250 }, (_, index) => ({ filename: `f${index}`, status: index === 249 ? ('removed' as const) : ('modified' as const), patch: '@@ -1 +1 @@' }));
    const { client, github } = await start({ code: { files } });
    const changed = await changedFiles(client, 7);
    expect(changed).toHaveLength(249);
    expect(changed[248]).toEqual({ path: 'f248', patch: '@@ -1 +1 @@' });
    expect(github.count(/files/u)).toBe(3);
  });
});

describe('who the token is', () => {
  test('is asked once', async () => {
    const { client, github } = await start({ viewer: 'acme-release[bot]' });
    expect(await client.viewer()).toBe('acme-release[bot]');
    expect(await client.viewer()).toBe('acme-release[bot]');
    expect(github.count()).toBe(1);
  });

  test('is the workflow where the server does not tell', async () => {
    const { client, github } = await start();
    github.failNext(/graphql/u, 200, { errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }] });
    expect(await client.viewer()).toBe('github-actions[bot]');
  });

  test('a wrong token is said to be wrong', async () => {
    const { github, event } = await start();
    const error = await rejectionOf(readFileAt(await openClient(event(), 'ghs_wrong'), HEAD, 'm.yaml'));
    expect(error).toMatchObject({ kind: 'unavailable', code: 'github' });
    expect(error.message).toBe(`Reading m.yaml at ${HEAD}: GitHub answered 401: Bad credentials`);
    expect(error.cure).toContain('github-token');
    expect(JSON.stringify([error.message, error.cause])).not.toContain('ghs_wrong');
    expect(github.count()).toBe(1);
  });
});

test('GitHub Enterprise Server has its own paths', async () => {
  const { client, github } = await start({ enterprise: true, code: { contents: { [`${HEAD}:m.yaml`]: 'x' } } });
  expect(String(await readFileAt(client, HEAD, 'm.yaml'))).toBe('x');
  await client.viewer();
  expect(github.requests.map(({ path }) => path.split('?')[0])).toEqual(['/api/v3/repos/acme/device/contents/m.yaml', '/api/graphql']);
});

describe('faults', () => {
  test('5xx and no answer: again, a little later each time, and then an error with a cure', async () => {
    const { client, github, waits } = await start({ code: { contents: { [`${HEAD}:m.yaml`]: 'x' } } });
    github.failNext(/contents/u, 502, { message: 'Bad Gateway' });
    github.failNext(/contents/u, 0);
    expect(String(await readFileAt(client, HEAD, 'm.yaml'))).toBe('x');
    expect(waits).toEqual([1000, 2000]);
    github.failNext(/contents/u, 503, { message: 'No server\u001b[31m is\navailable' }, { times: 9 });
    const error = await rejectionOf(readFileAt(client, HEAD, 'm.yaml'));
    expect(error).toMatchObject({ kind: 'unavailable', code: 'github', status: 503 });
    expect(error.message).toBe(`Reading m.yaml at ${HEAD}: GitHub answered 503: No server\\u{1b}[31m is\\navailable`);
    expect(github.count(/contents/u)).toBe(3 + 4);
  });

  test('a rate limit: as long as it says, up to a minute', async () => {
    const { client, github, waits } = await start({ code: { contents: { [`${HEAD}:m.yaml`]: 'x' } } });
    github.failNext(/contents/u, 403, { message: 'You have exceeded a secondary rate limit.' }, { headers: { 'retry-after': '7' } });
    github.failNext(/contents/u, 429, {}, { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 20) } });
    expect(String(await readFileAt(client, HEAD, 'm.yaml'))).toBe('x');
    expect(waits[0]).toBe(7000);
    expect(waits[1]).toBeGreaterThan(15_000);
    expect(waits[1]).toBeLessThanOrEqual(20_000);
    github.failNext(/contents/u, 403, { message: 'API rate limit exceeded' }, { headers: { 'retry-after': '3600' } });
    const error = await rejectionOf(readFileAt(client, HEAD, 'm.yaml'));
    expect(error.message).toContain('rate limit');
    expect(error.cure).toContain('later');
    expect(waits).toHaveLength(2);
  });

  test('nobody there', async () => {
    const server = await listen(createServer());
    await server.stop();
    const { event } = await start();
    const client = await openClient({ ...event(), apiUrl: server.url }, 'ghs_x', async () => undefined);
    const error = await rejectionOf(compareCommits(client, BASE, HEAD));
    expect(error).toMatchObject({ kind: 'unavailable', code: 'github', status: undefined });
    expect(error.message).toContain('GitHub did not answer');
  });

  test('an answer that is no JSON is no stack trace', async () => {
    const { client, github } = await start();
    github.failNext(/compare/u, 200, '<html>login</html>');
    expect(await rejectionOf(compareCommits(client, BASE, HEAD))).toMatchObject({ kind: 'unavailable', code: 'github' });
  });
});
