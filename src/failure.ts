/**
 * What kind of failure it is, which decides the exit code (contract, "Exit codes"):
 * `problem` what was checked is wrong (1), `usage` the action was used wrongly (2),
 * `unavailable` something could not be done or checked (3).
 */
export type FailureKind = 'problem' | 'usage' | 'unavailable';

export const EXIT_CODES: Readonly<Record<FailureKind, 1 | 2 | 3>> = { problem: 1, usage: 2, unavailable: 3 };

export interface FailureDetails {
  /** What the reader should do about it, as a sentence. */
  readonly cure?: string | undefined;
  readonly cause?: unknown;
}

/**
 * A failure that a person can act on. It has a stable `code` for machines, a message that says what and where,
 * and a cure. It is turned into words once, in main.ts or cli.ts. Anything that is thrown and is not a Failure is a defect.
 */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly code: string;
  readonly cure: string | undefined;

  constructor(kind: FailureKind, code: string, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Failure';
    this.kind = kind;
    this.code = code;
    this.cure = details.cure;
  }
}

/** The exit code of several failures together: 2 before 3 before 1, and 0 for none (contract, "Exit codes"). */
export function exitCode(kinds: Iterable<FailureKind>): 0 | 1 | 2 | 3 {
  const seen = new Set(kinds);
  if (seen.has('usage')) return 2;
  if (seen.has('unavailable')) return 3;
  return seen.has('problem') ? 1 : 0;
}

/** The messages of an error and of everything that caused it, outermost first; none that one before it holds already. */
export function causes(error: unknown): string[] {
  const messages: string[] = [];
  for (let at: unknown = error, depth = 0; at !== undefined && at !== null && depth < 10; depth++) {
    const { message, code, cause }: Said = typeof at === 'object' ? at : { message: at };
    const text = typeof message === 'string' && message !== '' ? message : typeof code === 'string' ? code : '';
    if (text !== '' && !messages.some((before) => before.includes(text))) messages.push(text);
    at = cause;
  }
  return messages;
}

/** What was thrown, for an error of another realm too, which `instanceof Error` does not know. */
interface Said {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
}

/** Anything that was thrown and is no Failure, as one: it is a mistake of ours, and nothing was checked. */
export function defect(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure('unavailable', 'defect', 'manifest-action has a defect', { cure: 'Please report it with what you did; RUNNER_DEBUG=1 shows its place in the code', cause: error });
}
