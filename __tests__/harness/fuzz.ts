/** Milliseconds for each property, by hand: MANIFEST_ACTION_FUZZ=60000. */
const BY_HAND = process.env['MANIFEST_ACTION_FUZZ'];

/** How often fast-check tries a property: so many times, or by hand for as long as was asked for. */
export function tried(times: number): { readonly numRuns: number; readonly interruptAfterTimeLimit?: number } {
  return BY_HAND === undefined ? { numRuns: times } : { numRuns: 1_000_000_000, interruptAfterTimeLimit: Number(BY_HAND) };
}

/** The milliseconds that a test of such a property may take. */
export const PATIENCE = Number(BY_HAND ?? 0) + 60_000;

/** Milliseconds that this process has computed since it started, however busy the machine is: what tells something slow from something that waits its turn. */
export function computed(): number {
  return process.cpuUsage().user / 1000;
}
