import { createHash } from 'node:crypto';
import { code, fence } from '../review/spans.ts';
import type { Lines, Suggestion } from '../review/suggestions.ts';
import { visible } from '../visible.ts';
import type { Client } from './client.ts';
import { ApiFailure, asking } from './failure.ts';

/** What became of the suggestions. Those in `shown` stand on the pull request now, the others can only be pasted. */
export interface Reviewed {
  readonly status: 'posted' | 'unchanged' | 'forbidden' | 'rejected';
  readonly shown: readonly Suggestion[];
}

export interface ReviewRequest {
  readonly pullRequest: number;
  /** head.sha: the commit whose lines the suggestions count. */
  readonly head: string;
  readonly suggestions: readonly Suggestion[];
}

/**
 * Puts the suggestions that lie in the diff on a pull request, as one review that neither approves nor rejects. What an earlier run
 * said at the same lines stays, also when it is outdated or was resolved, and is rewritten when another text is right there now; what
 * it said of the same targets at other lines is withdrawn, since both could be accepted.
 * Throws ApiFailure; `forbidden` (a token that only reads) and `rejected` (422: the diff is another by now) are no failures.
 */
export async function suggestOn(client: Client, { pullRequest, head, suggestions }: ReviewRequest): Promise<Reviewed> {
  const wanted = suggestions.filter(({ inDiff, lines }) => inDiff && lines.every(isPlain));
  if (wanted.length === 0) return { status: 'unchanged', shown: [] };
  try {
    const said = await ownComments(client, pullRequest);
    const texts = wanted.map((suggestion) => ({ suggestion, ...textOf(suggestion), live: said.filter((comment) => stands(comment, suggestion)) }));
    const fresh = texts.filter(({ body, live }) => live.length === 0 && !said.some((comment) => comment.live === undefined && comment.body === body));
    const stale = [
      ...texts.flatMap(({ body, live }) => live.map((comment) => ({ comment, body }))),
      ...said.filter((comment) => comment.live && !texts.some(({ live }) => live.includes(comment))).flatMap((comment) => {
        const about = texts.find(({ marker }) => comment.body.startsWith(marker));
        return about === undefined ? [] : [{ comment, body: `${about.marker}\n${WITHDRAWN}` }];
      }),
    ].filter(({ comment, body }) => comment.body !== body);
    for (const { comment, body } of stale) await rewrite(client, comment.id, body);
    if (fresh.length > 0) await post(client, pullRequest, head, fresh);
    // What is outdated stays unsaid, but nobody can accept it either.
    const shown = texts.filter((text) => fresh.includes(text) || text.live.length > 0);
    return { status: fresh.length + stale.length === 0 ? 'unchanged' : 'posted', shown: shown.map(({ suggestion }) => suggestion) };
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 422) return { status: 'rejected', shown: [] };
    if (error instanceof ApiFailure && error.forbidden) return { status: 'forbidden', shown: [] };
    throw error;
  }
}

/** Nothing is hidden in the line: nobody is to accept what they cannot see. */
function isPlain(line: string): boolean {
  const text = line.replaceAll('\t', ' ');
  return visible(text, text.length + 1) === text;
}

interface Said {
  readonly id: number;
  readonly body: string;
  /** It still stands at lines of the diff: these, counted from 1. */
  readonly live: Lines | undefined;
  readonly path: string;
}

async function ownComments(client: Client, pullRequest: number): Promise<Said[]> {
  const { owner, repo, octokit } = client;
  return asking('Listing the review comments', async () => {
    const viewer = await client.viewer();
    const all = await octokit.paginate(octokit.rest.pulls.listReviewComments, { owner, repo, pull_number: pullRequest, per_page: 100 });
    return all
      .filter(({ user, body }) => user.login === viewer && body.startsWith(MARKER))
      .map(({ id, body, path, line, start_line: first }) => ({ id, path, body: body.replaceAll('\r\n', '\n').trimEnd(), live: typeof line === 'number' ? { first: first ?? line, last: line } : undefined }));
  });
}

/** The comment's suggestion would take the place of the same lines: a target may have several, and each belongs to its own alone. */
function stands({ path, live }: Said, suggestion: Suggestion): boolean {
  return path === suggestion.path && live?.first === suggestion.first && live.last === suggestion.last;
}

const MARKER = '<!-- manifest-action pin: ';
const WITHDRAWN = '📌 Another suggestion has taken the place of this one.';

/** The marker is the same for the same targets of a file, whatever their digest. */
function textOf({ path, targets, lines }: Suggestion): { readonly marker: string; readonly body: string } {
  const key = createHash('sha256').update(JSON.stringify([path, ...targets])).digest('hex').slice(0, 16);
  const marker = `${MARKER}${key} -->`;
  const words = `📌 What the source of ${targets.map((target) => code(target, 64)).join(', ')} names now.`;
  return { marker, body: `${marker}\n${words}\n\n${fence(lines, 'suggestion')}` };
}

async function rewrite({ owner, repo, octokit }: Client, id: number, body: string): Promise<void> {
  await asking('Updating a suggestion', () => octokit.rest.pulls.updateReviewComment({ owner, repo, comment_id: id, body }));
}

async function post({ owner, repo, octokit }: Client, pullRequest: number, head: string, texts: readonly { readonly suggestion: Suggestion; readonly body: string }[]): Promise<void> {
  const comments = texts.map(({ suggestion: { path, first, last }, body }) => ({
    path,
    body,
    line: last,
    side: 'RIGHT',
    // A start on the same line is refused.
    ...(first < last ? { start_line: first, start_side: 'RIGHT' } : {}),
  }));
  const several = comments.length > 1 ? ' Several go into one commit with *Add suggestion to batch*.' : '';
  await asking('Writing the suggestions', () =>
    octokit.rest.pulls.createReview({
      owner,
      repo,
      pull_number: pullRequest,
      commit_id: head,
      event: 'COMMENT',
      body: `With its digest in the manifest, an image is released as it was reviewed.${several}`,
      comments,
    }),
  );
}
