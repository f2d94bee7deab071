import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gitCode, givenCode, type GivenCode, type NewCommit } from './github/code.ts';
import { assetOf, contents, graphql } from './github/contents.ts';
import { addComment, conversation } from './github/conversation.ts';
import { found, forbidden, paged, Refused, type Reply } from './github/reply.ts';
import { nextId, pullJson, pullOf, repositoryJson, userOf, webOf, type Comment, type Permissions, type Pull, type Release, type Review, type ReviewComment, type State } from './github/state.ts';
import { fields, parsed } from './json.ts';
import { listen } from './listen.ts';

export { BODY_LIMIT } from './github/conversation.ts';
export type { Comment, Permissions, Pull, Release, Review, ReviewComment } from './github/state.ts';

export interface GitHubOptions {
  /** Default `acme/device`. */
  readonly repository?: string;
  readonly private?: boolean;
  /** Default `main`. */
  readonly defaultBranch?: string;
  /** Of the token. What is not named can be read; default: `pull-requests: write`. */
  readonly permissions?: Permissions;
  /** Who the token is (default `github-actions[bot]`). */
  readonly viewer?: string;
  /** The code: a folder of a git repository (`makeRepository().folder`), or what the test says. */
  readonly code?: string | GivenCode;
  /** Paths as on GitHub Enterprise Server: `/api/v3` and `/api/graphql`. Releases' files have no digests there. */
  readonly enterprise?: boolean;
}

export interface PullOptions {
  /** Default 7. */
  readonly number?: number;
  /** Branches (default `main` and `change`); their commits are the code's, unless `baseSha` or `headSha` says another. */
  readonly base?: string;
  readonly head?: string;
  readonly baseSha?: string;
  readonly headSha?: string;
  /** Default `octocat`. */
  readonly author?: string;
  /** The head is in another repository. */
  readonly fork?: boolean;
}

/** A request, as it came and was answered. */
export interface ApiRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** The JSON that was sent, or the text. */
  readonly body: unknown;
  /** 0: the connection was cut. */
  readonly status: number;
}

export interface GitHub {
  readonly host: string;
  readonly url: string;
  /** GITHUB_API_URL, GITHUB_GRAPHQL_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY. */
  readonly env: Readonly<Record<string, string>>;
  /** The only token that it knows. */
  readonly token: string;
  readonly requests: readonly ApiRequest[];
  /** How many requests' `METHOD /path` matches (default: all). */
  readonly count: (pattern?: RegExp) => number;
  readonly pulls: ReadonlyMap<number, Pull>;
  /** What createCommitOnBranch made, with its id. */
  readonly commits: readonly (NewCommit & { readonly oid: string })[];
  readonly attestations: readonly unknown[];
  readonly releases: readonly Release[];
  readonly openPull: (options?: PullOptions) => Pull;
  /** New commits on the head (the branch's newest, or that id): comments on lines that read otherwise now are outdated. */
  readonly pushPull: (number: number, headSha?: string) => Pull;
  /** The JSON of a `pull_request` event (`runAction({event: 'pull_request', payload})`). */
  readonly payload: (number: number, action?: string) => Record<string, unknown>;
  /** A comment, by somebody or by the token's user. */
  readonly comment: (number: number, body: string, login?: string) => Comment;
  readonly review: (number: number, state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED', login: string) => Review;
  /** Answers the next request (or `times`) whose `METHOD /path` matches in this way, without doing it. Status 0 cuts the connection. */
  readonly failNext: (matcher: RegExp, status: number, body?: unknown, options?: { readonly headers?: Readonly<Record<string, string>>; readonly times?: number }) => void;
  readonly stop: () => Promise<void>;
}

interface Failing {
  readonly matcher: RegExp;
  readonly reply: Reply;
  left: number;
}

/**
 * Starts a fake of GitHub's API for one repository, with state: what the action asks for, with GitHub's limits (comments
 * of 65,536 characters, review comments inside the diff, pages of at most 100, the token's permissions) and its words.
 */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const state: State = {
    repository: options.repository ?? 'acme/device',
    private: options.private === true,
    enterprise: options.enterprise === true,
    defaultBranch: options.defaultBranch ?? 'main',
    permissions: options.permissions ?? { 'pull-requests': 'write' },
    viewer: userOf(options.viewer ?? 'github-actions[bot]'),
    code: typeof options.code === 'string' ? gitCode(options.code) : givenCode(options.code ?? {}),
    pulls: new Map(),
    commits: [],
    attestations: [],
    releases: [],
    lastId: 1000,
  };
  const token = 'ghs_theTokenOfThisTest0123456789abcdef';
  const requests: ApiRequest[] = [];
  const failing: Failing[] = [];
  let origin = '';
  const routes = [...conversation(state), ...contents(state, () => origin)];

  const answer = (method: string, url: URL, authorization: string, raw: Buffer): Reply => {
    if (!/^(?:bearer|token) /iu.test(authorization) || authorization.split(' ')[1] !== token) throw new Refused(401, 'Bad credentials');
    const path = decodeURIComponent(url.pathname.replace(/^\/api(?:\/v3)?(?=\/)/u, ''));
    const body = fields(parsed(raw));
    if (method === 'POST' && path === '/graphql') return { status: 200, body: graphql(state, body) };
    if (path.startsWith('/storage/')) return { status: 200, body: found(assetOf(state, path.slice('/storage/'.length))).content, headers: { 'content-type': 'text/plain' } };
    // A workflow's token is no user.
    if (path === '/user') throw forbidden();
    const [, repository, below = ''] = /^\/repos\/([^/]+\/[^/]+)(.*)$/u.exec(path) ?? [];
    const route = repository?.toLowerCase() === state.repository.toLowerCase() ? routes.find((each) => each.method === method && each.path.test(below)) : undefined;
    const { path: pattern, handle } = found(route);
    return paged(handle((pattern.exec(below) ?? []).slice(1), body, url.searchParams, raw), url);
  };
  const replyTo = (method: string, url: URL, authorization: string, raw: Buffer): Reply => {
    const failure = failing.find(({ matcher, left }) => left > 0 && matcher.test(`${method} ${url.pathname}${url.search}`));
    if (failure !== undefined) {
      failure.left--;
      return failure.reply;
    }
    try {
      return answer(method, url, authorization, raw);
    } catch (error) {
      return error instanceof Refused ? { status: error.status, body: error.answer } : { status: 500, body: { message: String(error) } };
    }
  };

  const server = createServer((request, response) => {
    void buffer(request).then((raw) => {
      const { method = 'GET', url: path = '/', headers } = request;
      const reply = replyTo(method, new URL(path, `http://${headers.host}`), headers.authorization ?? '', raw);
      requests.push({ method, path, body: parsed(raw), status: reply.status });
      if (reply.status === 0) {
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8', ...reply.headers });
      response.end(reply.body === undefined || Buffer.isBuffer(reply.body) ? reply.body : JSON.stringify(reply.body));
    });
  });
  const { host, url, stop } = await listen(server);
  origin = url;

  return {
    host,
    url,
    env: {
      GITHUB_API_URL: options.enterprise === true ? `${url}/api/v3` : url,
      GITHUB_GRAPHQL_URL: options.enterprise === true ? `${url}/api/graphql` : `${url}/graphql`,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: state.repository,
    },
    token,
    requests,
    count: (pattern = /^/u) => requests.filter(({ method, path }) => pattern.test(`${method} ${path}`)).length,
    pulls: state.pulls,
    commits: state.commits,
    attestations: state.attestations,
    releases: state.releases,
    openPull: (pull) => openPull(state, pull),
    pushPull: (number, headSha) => pushPull(state, number, headSha),
    payload: (number, action = 'synchronize') => {
      const pull = pullOf(state, number);
      return { action, number, pull_request: pullJson(state, pull), repository: repositoryJson(state), sender: userOf(pull.author) };
    },
    comment: (number, body, login) => addComment(state, pullOf(state, number), body, login === undefined ? state.viewer : userOf(login)),
    review: (number, verdict, login) => {
      const pull = pullOf(state, number);
      const id = nextId(state);
      const review = { id, user: userOf(login), body: '', state: verdict, commit_id: pull.head.sha, html_url: `${webOf(state)}/pull/${number}#pullrequestreview-${id}` };
      pull.reviews.push(review);
      return review;
    },
    failNext: (matcher, status, body = { message: 'Server Error' }, { headers = {}, times = 1 } = {}) => {
      failing.push({ matcher, reply: { status, body, headers }, left: times });
    },
    stop,
  };
}

function openPull(state: State, options: PullOptions = {}): Pull {
  const { number = 7, base = 'main', head = 'change', author = 'octocat', fork = false } = options;
  const pull: Pull = {
    number,
    author,
    base: { ref: base, sha: options.baseSha ?? state.code.resolve(base) ?? 'b'.repeat(40) },
    head: { ref: head, sha: options.headSha ?? state.code.resolve(head) ?? 'a'.repeat(40) },
    fork,
    comments: [],
    reviews: [],
    reviewComments: [],
  };
  state.pulls.set(number, pull);
  return pull;
}

function pushPull(state: State, number: number, headSha: string | undefined): Pull {
  const before = pullOf(state, number);
  const sha = headSha ?? state.code.resolve(before.head.ref) ?? before.head.sha;
  const textAt = (commit: string, { path, line }: ReviewComment): string | undefined => state.code.content(commit, path)?.toString('utf8').split('\n')[(line ?? 0) - 1];
  for (const comment of before.reviewComments) {
    if (comment.line !== null && textAt(before.head.sha, comment) !== textAt(sha, comment)) comment.line = null;
  }
  const pull = { ...before, head: { ...before.head, sha } };
  state.pulls.set(number, pull);
  return pull;
}
