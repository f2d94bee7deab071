import { Failure, causes } from '../failure.ts';
import { visible } from '../visible.ts';

/** How long and how loudly a service is asked again. */
export interface Persistence {
  /** When to give up, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly onProgress: (message: string) => void;
  /** The first pause in milliseconds; each is twice the one before, up to half a minute. Default 1000. */
  readonly firstPauseMs?: number | undefined;
}

/** A service answered, and not what was wanted. `status` is 0 when it was no HTTP answer at all. */
export class ServiceError extends Error {
  readonly status: number;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, status: number, details: { readonly retryAfterMs?: number | undefined; readonly cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ServiceError';
    this.status = status;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** Whether asking again may help: no answer, a time-out, too many requests, and faults of the server (RFC 9110 §15). */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return false;
  return error.status === 0 || error.status === 408 || error.status === 425 || error.status === 429 || error.status >= 500;
}

const LONGEST_PAUSE_MS = 30_000;

/**
 * What `attempt` gives, asked again and again while its errors are transient and the deadline has not passed: outages of the public services last minutes,
 * sometimes tens of them. Throws a Failure of the attempt as it is, and what `failed` makes of the last error otherwise.
 */
export async function persist<T>(
  what: string,
  attempt: () => Promise<T>,
  persistence: Persistence,
  failed: (error: unknown, told: string) => Failure,
): Promise<T> {
  const started = Date.now();
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof Failure) throw error;
      const pause = error instanceof ServiceError && error.retryAfterMs !== undefined ? error.retryAfterMs : backoff(count, persistence.firstPauseMs ?? 1000);
      const told = visible(causes(error).join(': ').trim(), 300);
      if (!isTransient(error) || Date.now() + pause > persistence.deadline) {
        const tries = count === 1 ? '' : ` (${count} attempts in ${Math.round((Date.now() - started) / 1000)} s)`;
        throw failed(error, `${told}${tries}`);
      }
      persistence.onProgress(`${what}: ${told}; trying again in ${pause < 1000 ? `${pause} ms` : `${Math.round(pause / 1000)} s`}`);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** Doubling pauses with a jitter of a quarter, so that many jobs don't come back at the same moment. */
function backoff(count: number, firstPauseMs: number): number {
  const pause = Math.min(firstPauseMs * 2 ** (count - 1), LONGEST_PAUSE_MS);
  return Math.round(pause * (0.75 + Math.random() / 2));
}
