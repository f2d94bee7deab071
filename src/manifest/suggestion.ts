/** The candidate that a mistyped word most likely means, or undefined: at most a third of the longer one may differ, and never more than three letters. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const plain = normalized(word);
  let best: string | undefined;
  let least = Infinity;
  if (word.length > 64) return undefined;
  for (const candidate of candidates) {
    const other = normalized(candidate);
    const distance = edits(plain, other);
    if (distance < least && distance <= Math.min(3, Math.floor(Math.max(plain.length, other.length, 3) / 3))) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function normalized(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Damerau-Levenshtein distance (optimal string alignment): letters added, dropped, changed, or two neighbours swapped. */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) distance = Math.min(distance, before[j - 2]! + 1);
      current.push(distance);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}
