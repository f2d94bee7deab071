/** One check of a verification, in words. `ok` is null when it was not made, and the message says why. */
export interface VerificationStep {
  readonly id: string;
  readonly ok: boolean | null;
  readonly message: string;
}

export interface Verification<Facts> {
  /** Every step that was made held, and none that matters was left out. */
  readonly ok: boolean;
  readonly steps: readonly VerificationStep[];
  /** What is known now; undefined when something did not hold, so that nobody believes it. */
  readonly facts: Facts | undefined;
}

/** A step that held. `message` is a sentence; its full stop is added. */
export function passed(id: string, message: string): VerificationStep {
  return { id, ok: true, message: sentence(message) };
}

/** A step that did not hold. */
export function failed(id: string, message: string): VerificationStep {
  return { id, ok: false, message: sentence(message) };
}

/** A step that was not made. */
export function skipped(id: string, message: string): VerificationStep {
  return { id, ok: null, message: sentence(message) };
}

function sentence(text: string): string {
  return /[.…]$/.test(text) ? text : `${text}.`;
}
