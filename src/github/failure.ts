import { Failure } from '../failure.ts';
import { visible } from '../visible.ts';

/** What GitHub refused or could not do. Its kind is `unavailable`. */
export class ApiFailure extends Failure {
  /** The HTTP status; undefined when there was no answer, or when GraphQL refused. */
  readonly status: number | undefined;
  /** GraphQL's word for it: FORBIDDEN, STALE_DATA. */
  readonly type: string | undefined;

  constructor(message: string, cure: string, details: { status?: number | undefined; type?: string | undefined; cause?: unknown }) {
    super('unavailable', 'github', message, { cure, cause: details.cause });
    this.status = details.status;
    this.type = details.type;
  }

  /** The token may not do this. GitHub says 404 where it does not want to tell what exists. */
  get forbidden(): boolean {
    return this.status === 403 || this.status === 404 || this.type === 'FORBIDDEN' || this.type === 'INSUFFICIENT_SCOPES';
  }
}

const TRIES = 4;
/** No wait that GitHub asks for is longer than this many seconds; its primary limit can ask for an hour. */
const LONGEST_WAIT = 60;

/**
 * Milliseconds to wait before the same request again, after its `attempt`th failure, or undefined when it must not or need not be repeated. Repeated are: what a rate
 * limit kept from being done, and, where that is safe, 5xx and no answer; four times at most.
 */
export function waitAfter(error: unknown, { method, url }: { readonly method: string; readonly url: string }, attempt: number): number | undefined {
  if (attempt >= TRIES) return undefined;
  const { status, headers, message } = answerOf(error);
  const limited = status === 429 || (status === 403 && (headers['retry-after'] !== undefined || /rate limit/i.test(message)));
  if (limited) {
    const seconds = secondsToWait(headers) ?? 2 ** attempt;
    return seconds > LONGEST_WAIT ? undefined : seconds * 1000;
  }
  // A POST may have been done before the server failed. GraphQL's one mutation here names the commit that it expects.
  const repeatable = method !== 'POST' || url.endsWith('/graphql');
  return repeatable && (status === undefined || status >= 500) ? 500 * 2 ** attempt : undefined;
}

function secondsToWait(headers: Readonly<Record<string, string | undefined>>): number | undefined {
  const after = headers['retry-after'];
  if (after !== undefined && /^\d+$/.test(after)) return Number(after);
  const reset = headers['x-ratelimit-reset'];
  if (headers['x-ratelimit-remaining'] !== '0' || reset === undefined || !/^\d+$/.test(reset)) return undefined;
  return Math.max(1, Number(reset) - Math.floor(Date.now() / 1000));
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly message: string;
  readonly types: readonly string[];
}

interface OctokitError {
  readonly status?: number;
  readonly message?: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string>>; readonly data?: { readonly message?: unknown } };
  readonly errors?: readonly { readonly type?: string; readonly message?: string }[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** By its looks, since it comes from another copy of the package, or another realm. Every field may still be missing. */
function isOctokitError(error: unknown): error is OctokitError {
  return typeof error === 'object' && error !== null;
}

function answerOf(error: unknown): Answer {
  const { status, response, message, errors, headers } = isOctokitError(error) ? error : {};
  const said = response?.data?.message;
  return {
    // Octokit says 500 for "no answer" too; only with a response it is one.
    status: response === undefined ? undefined : status,
    headers: response?.headers ?? headers ?? {},
    message: errors?.[0]?.message ?? (typeof said === 'string' ? said : (message ?? String(error))),
    types: (errors ?? []).flatMap(({ type }) => (type === undefined ? [] : [type])),
  };
}

/** An error of Octokit as a Failure with words for people. What the server said is one short line in it. */
export function apiFailure(what: string, error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  const { status, headers, message, types } = answerOf(error);
  const said = visible(message, 300);
  const details = { status, type: types[0] };
  if (status === undefined && types.length === 0) {
    return new ApiFailure(`${what}: GitHub did not answer.`, 'Run it again; if it stays so, look whether the runner reaches the API (GITHUB_API_URL).', { ...details, cause: error });
  }
  const head = status === undefined ? `${what}: GitHub refused: ${said}` : `${what}: GitHub answered ${status}: ${said}`;
  if (status === 401) return new ApiFailure(head, 'The input github-token is wrong or has expired; leave it out to use the token of the workflow.', details);
  if (status === 429 || (status === 403 && (headers['retry-after'] !== undefined || /rate limit/i.test(message)))) {
    return new ApiFailure(head, 'The rate limit of this token is used up; run it again later.', { type: details.type, status: 429 });
  }
  if (status !== undefined && status >= 500) return new ApiFailure(head, 'GitHub has a fault; run it again later (githubstatus.com).', details);
  return new ApiFailure(head, 'Look at the permissions of the job, and at what the token may do.', details);
}

/** Does what `work` does, and turns what it throws into an ApiFailure that begins with `what`. */
export async function asking<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw apiFailure(what, error);
  }
}

/** What `answer` gives, or undefined for what GitHub does not find. */
export async function missingAsUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return undefined;
    throw error;
  }
}
