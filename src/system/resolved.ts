import { Failure } from '../failure.ts';
import type { Resolution, Resolutions, Target } from '../manifest/manifest.ts';
import { quoted } from '../visible.ts';

/** What a target's source was resolved to. Throws a `problem` Failure `unresolved` when it was not. */
export function resolved(target: Target, resolutions: Resolutions): Resolution {
  const found = resolutions.get(target.name);
  if (found !== undefined) return found;
  throw new Failure('problem', 'unresolved', `Target ${quoted(target.name)} was not resolved, so there is no system manifest.`, {
    cure: 'Mend what the check says of its source.',
  });
}
