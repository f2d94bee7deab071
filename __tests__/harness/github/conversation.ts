import { linesOf } from './code.ts';
import { type Fields, fields, text } from '../json.ts';
import { created, found, invalid, ok, unprocessable, type Reply, type Route } from './reply.ts';
import { need, nextId, pullJson, pullOf, webOf, type Comment, type Pull, type Review, type ReviewComment, type State, type User } from './state.ts';

/** GitHub's limit for comments and reviews, in characters. */
export const BODY_LIMIT = 65_536;

const STATES: Readonly<Record<string, string>> = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' };

/** Pull requests, their comments and reviews. */
export function conversation(state: State): readonly Route[] {
  const read = (): void => need(state, 'read', 'pull-requests');
  const write = (): void => need(state, 'write', 'pull-requests');
  return [
    { method: 'GET', path: /^\/pulls\/(\d+)$/u, handle: ([number]) => (read(), ok(pullJson(state, pullOf(state, number)))) },
    { method: 'GET', path: /^\/pulls\/(\d+)\/files$/u, handle: ([number]) => (read(), ok(filesOf(state, pullOf(state, number)))) },
    { method: 'GET', path: /^\/pulls\/(\d+)\/reviews$/u, handle: ([number]) => (read(), ok(pullOf(state, number).reviews)) },
    { method: 'POST', path: /^\/pulls\/(\d+)\/reviews$/u, handle: ([number], body) => (write(), ok(addReview(state, pullOf(state, number), body))) },
    { method: 'PUT', path: /^\/pulls\/(\d+)\/reviews\/(\d+)\/dismissals$/u, handle: ([number, review]) => (write(), ok(dismiss(pullOf(state, number), Number(review)))) },
    { method: 'GET', path: /^\/pulls\/(\d+)\/comments$/u, handle: ([number]) => (read(), ok(pullOf(state, number).reviewComments)) },
    {
      method: 'POST',
      path: /^\/pulls\/(\d+)\/comments$/u,
      handle: ([number], body) => {
        write();
        const pull = pullOf(state, number);
        const comment = reviewComment(state, pull, null, body);
        pull.reviewComments.push(comment);
        return created(comment);
      },
    },
    { method: 'GET', path: /^\/issues\/(\d+)\/comments$/u, handle: ([number]) => (need(state, 'read', 'pull-requests', 'issues'), ok(pullOf(state, number).comments)) },
    {
      method: 'POST',
      path: /^\/issues\/(\d+)\/comments$/u,
      handle: ([number], body) => {
        need(state, 'write', 'pull-requests', 'issues');
        return created(addComment(state, pullOf(state, number), bodyOf(body, 'IssueComment'), state.viewer));
      },
    },
    ...['GET', 'PATCH', 'DELETE'].flatMap((method): Route[] => {
      const access = method === 'GET' ? 'read' : 'write';
      return [
        { method, path: /^\/issues\/comments\/(\d+)$/u, handle: ([id], body) => (need(state, access, 'pull-requests', 'issues'), one(method, listOf(state, Number(id), 'comments'), Number(id), body)) },
        { method, path: /^\/pulls\/comments\/(\d+)$/u, handle: ([id], body) => (need(state, access, 'pull-requests'), one(method, listOf(state, Number(id), 'reviewComments'), Number(id), body)) },
      ];
    }),
  ];
}

/** A comment on a pull request, by anybody. */
export function addComment(state: State, pull: Pull, body: string, user: User): Comment {
  const id = nextId(state);
  const comment = { id, user, body, html_url: `${webOf(state)}/pull/${pull.number}#issuecomment-${id}` };
  pull.comments.push(comment);
  return comment;
}

function filesOf(state: State, pull: Pull): ReturnType<State['code']['changes']> {
  return state.code.changes(pull.base.sha, pull.head.sha);
}

function bodyOf(given: Fields, resource: string): string {
  const body = text(given['body']);
  if (body === '') throw invalid(resource, 'body', 'missing_field');
  if (body.length > BODY_LIMIT) throw invalid(resource, 'body', 'custom', `body is too long (maximum is ${BODY_LIMIT} characters)`);
  return body;
}

/** All or nothing: with one comment outside the diff there is no review. */
function addReview(state: State, pull: Pull, given: Fields): Review {
  const event = text(given['event']);
  if (event === 'APPROVE' && state.viewer.login === 'github-actions[bot]') throw unprocessable('GitHub Actions is not permitted to approve pull requests.');
  const list: readonly unknown[] = Array.isArray(given['comments']) ? given['comments'] : [];
  const body = text(given['body']) === '' && list.length > 0 ? '' : bodyOf(given, 'PullRequestReview');
  const id = nextId(state);
  const comments = list.map((comment) => reviewComment(state, pull, id, fields(comment)));
  const review = {
    id,
    user: state.viewer,
    body,
    state: STATES[event] ?? 'PENDING',
    commit_id: text(given['commit_id']) || pull.head.sha,
    html_url: `${webOf(state)}/pull/${pull.number}#pullrequestreview-${id}`,
  };
  pull.reviews.push(review);
  pull.reviewComments.push(...comments);
  return review;
}

function reviewComment(state: State, pull: Pull, review: number | null, given: Fields): ReviewComment {
  const body = bodyOf(given, 'PullRequestReviewComment');
  const path = text(given['path']);
  const { line, start_line: start } = given;
  const patch = filesOf(state, pull).find(({ filename }) => filename === path)?.patch;
  if (patch === undefined) throw unprocessable('Path could not be resolved');
  const lines = linesOf(patch);
  if (typeof line !== 'number' || !lines.has(line)) throw unprocessable('Line could not be resolved');
  if (start !== undefined && (typeof start !== 'number' || start >= line)) throw unprocessable('start_line must precede the end line.');
  if (typeof start === 'number' && !lines.has(start)) throw unprocessable('Start line could not be resolved');
  const id = nextId(state);
  return {
    id,
    pull_request_review_id: review,
    user: state.viewer,
    body,
    path,
    line,
    start_line: start ?? null,
    side: 'RIGHT',
    commit_id: pull.head.sha,
    html_url: `${webOf(state)}/pull/${pull.number}#discussion_r${id}`,
  };
}

function dismiss(pull: Pull, id: number): Review {
  const review = found(pull.reviews.find((each) => each.id === id));
  if (review.state === 'COMMENTED') throw unprocessable('Can not dismiss a commented pull request review');
  review.state = 'DISMISSED';
  return review;
}

function listOf(state: State, id: number, name: 'comments' | 'reviewComments'): Comment[] {
  return found([...state.pulls.values()].map((pull): Comment[] => pull[name]).find((list) => list.some((comment) => comment.id === id)));
}

function one(method: string, list: Comment[], id: number, body: Fields): Reply {
  const at = list.findIndex((comment) => comment.id === id);
  const comment = found(list[at]);
  if (method === 'PATCH') comment.body = bodyOf(body, 'IssueComment');
  if (method !== 'DELETE') return ok(comment);
  list.splice(at, 1);
  return { status: 204, body: undefined };
}
