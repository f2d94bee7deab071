import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, errorCodes, header } from './answer.ts';
import { Failure } from '../failure.ts';

export interface RetryPolicy {
  /** How long one operation may take with all its waiting, in milliseconds. It is said when it is what ends the operation. */
  readonly deadlineMs: number;
  /** The first wait, in milliseconds; each further one is twice as long, up to 20 times. */
  readonly baseMs: number;
  readonly attempts: number;
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
  /** Ends the waiting, with an AbortError. */
  readonly signal?: AbortSignal | undefined;
}

export interface RetryEvent {
  readonly doing: string;
  readonly why: string;
  readonly waitMs: number;
}

/** Whether an answer is one after which the same request may succeed (RFC 9110, RFC 6585). */
export function isTransient(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/** Whether an error of a request says that the same request may succeed next time. */
export function isTransientError(error: unknown): boolean {
  if (error instanceof Failure) return false;
  const codes = errorCodes(error);
  if (codes.some((code) => /CERT|^ERR_TLS|^ERR_SSL|^EPROTO$|SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|HEADER_OVERFLOW|INVALID_ARG/.test(code))) return false;
  return codes.some((code) => /^(?:ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|HPE_)/.test(code));
}

/** The wait that Retry-After asks for, in milliseconds: seconds or a date (RFC 9110 §10.2.3). undefined when it says nothing that can be read. */
export function retryAfter(value: string | undefined, now = Date.now()): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * What `attempt` gives, tried again while that is safe and worthwhile: after 408, 429, 5xx and broken connections, with backoff and jitter,
 * obeying Retry-After up to the deadline. `attempt` must be safe to repeat. A last answer that is still transient is returned, for the caller
 * to word. Throws what the last attempt threw, or Failure `retry-deadline`.
 */
export async function retrying<A extends Answer>(policy: RetryPolicy, doing: string, attempt: (number: number) => Promise<A>): Promise<A> {
  const end = Date.now() + policy.deadlineMs;
  for (let number = 0; ; number++) {
    let answer: A | undefined;
    let failed: unknown;
    try {
      answer = await attempt(number);
      if (!isTransient(answer.status)) return answer;
    } catch (error) {
      if (!isTransientError(error)) throw error;
      failed = error;
    }
    const asked = answer === undefined ? undefined : retryAfter(header(answer, 'retry-after'));
    const why = answer === undefined ? (errorCodes(failed)[0] ?? 'a broken connection') : String(answer.status);
    // A refused connection or a name that is not there seldom heals within seconds.
    const most = /^(?:ECONNREFUSED|EAI_AGAIN)$/.test(why) ? Math.min(policy.attempts, 3) : policy.attempts;
    const backoff = Math.min(policy.baseMs * 2 ** number, policy.baseMs * 20);
    const waitMs = asked === undefined ? backoff * (0.5 + Math.random()) : asked + Math.random() * policy.baseMs;
    if (Date.now() + waitMs > end && asked !== undefined) {
      throw new Failure('unavailable', 'retry-deadline', `${doing}: the registry answered ${why} and asks to wait ${Math.ceil(asked / 1000)} s, which is past the ${Math.round(policy.deadlineMs / 1000)} s that an operation may take`, {
        cure: 'Run again after that time; logging in raises the limits of many registries.',
      });
    }
    if (number + 1 >= most || Date.now() + waitMs > end) {
      if (answer === undefined) throw failed;
      return answer;
    }
    policy.onRetry?.({ doing, why, waitMs });
    await sleep(waitMs, undefined, { signal: policy.signal });
  }
}
