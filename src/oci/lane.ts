/** Gives a place back. Giving it back twice is giving it back once. */
export type Release = () => void;

/** So many at once, the others in order. */
export interface Lane {
  enter(): Promise<Release>;
}

/** A lane of `places` places. */
export function createLane(places: number): Lane {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    async enter() {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        const next = waiting.shift();
        if (next === undefined) free++;
        else next();
      };
    },
  };
}
