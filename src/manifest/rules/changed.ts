import type { Manifest, Target } from '../manifest.ts';

/** The names of targets that are there in one manifest only, or are written otherwise in the other. */
export function changedSince(base: Manifest, head: Manifest): ReadonlySet<string> {
  const [before, after] = [written(base), written(head)];
  return new Set([...before.keys(), ...after.keys()].filter((name) => before.get(name) !== after.get(name)));
}

/** What is written of each target. Its place in the file is no part of it, nor is the order of the targets. */
function written({ targets }: Manifest): Map<string, string> {
  const found = new Map<string, string>();
  for (const target of targets) found.set(target.name, `${found.get(target.name) ?? ''}${text(target)}`);
  return found;
}

function text(target: Target): string {
  return JSON.stringify(target, (key, value: unknown) => {
    if (key === 'path' || key === 'sourcePath' || key === 'aliased') return undefined;
    return typeof value === 'bigint' ? `${value}` : value;
  });
}
