/** Milliseconds for each property, by hand: MANIFEST_ACTION_FUZZ=60000. */
const BY_HAND = process.env['MANIFEST_ACTION_FUZZ'];

/** How often fast-check tries a property: so many times, or by hand for as long as was asked for. */
export function tried(times: number): { readonly numRuns: number; readonly interruptAfterTimeLimit?: number } {
  return BY_HAND === undefined ? { numRuns: times } : { numRuns: 1_000_000_000, interruptAfterTimeLimit: Number(BY_HAND) };
}

/** The milliseconds that a test of such a property may take. */
export const PATIENCE = Number(BY_HAND ?? 0) + 60_000;

/**
 * The milliseconds that this thread computes for a piece of work, however busy the machine is: what tells something slow from something that waits its turn. The
 * least of three tries when the first takes long, since a collection of garbage may fall into one.
 */
export function computing(work: () => void): number {
  let least = Infinity;
  for (let tries = 0; tries < 3 && least > 100; tries++) {
    const start = process.threadCpuUsage().user;
    work();
    least = Math.min(least, (process.threadCpuUsage().user - start) / 1000);
  }
  return least;
}
