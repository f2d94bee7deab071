import type { Severity } from '../manifest/problem.ts';
import type { ManifestReport, Published, Report } from './report.ts';

/** How a report ends, in numbers: what the first line says, wherever it is shown. */
export interface Verdict {
  readonly mark: 'passed' | 'warned' | 'failed';
  readonly errors: number;
  readonly warnings: number;
  readonly notices: number;
  /** Names of targets, each once, in the order of the changes. */
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Fields of the system that change. */
  readonly system: readonly string[];
  /** How many targets the head has. */
  readonly targets: number;
  /** Whether there was anything to compare with. */
  readonly compared: boolean;
}

/** The verdict on some manifests of a report, which failed as a whole or not. */
export function verdictOn(manifests: readonly ManifestReport[], result: Report['result']): Verdict {
  const problems = manifests.flatMap((manifest) => manifest.problems);
  const number = (severity: Severity): number => problems.filter((problem) => problem.severity === severity).length;
  const changes = manifests.flatMap((manifest) => manifest.changes);
  const named = changes.filter((change) => change.target !== null).map((change) => ({ ...change, target: change.target ?? '' }));
  const whole = named.filter(({ field }) => field === 'target');
  const unique = (all: typeof named): string[] => [...new Set(all.map(({ target }) => target))];
  const [errors, warnings] = [number('error'), number('warning')];
  return {
    mark: result === 'failed' || errors > 0 ? 'failed' : warnings > 0 ? 'warned' : 'passed',
    errors,
    warnings,
    notices: number('notice'),
    changed: unique(named.filter(({ field }) => field !== 'target')),
    added: unique(whole.filter(({ before }) => before === null)),
    removed: unique(whole.filter(({ after }) => after === null)),
    system: [...new Set(changes.filter(({ target }) => target === null).map(({ field }) => field))],
    targets: manifests.reduce((sum, manifest) => sum + manifest.targets.length, 0),
    compared: manifests.some(({ base }) => base !== null),
  };
}

/** `1 error, 2 warnings`, or '' when there is neither. Notices are told further down. */
export function problemsIn({ errors, warnings }: Verdict): string {
  return [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : ''].filter((part) => part !== '').join(', ');
}

/** What changes on the device, in a few words. `name` shows a name from outside where the words will stand. */
export function changesIn(verdict: Verdict, name: (text: string) => string): string {
  const { changed, added, removed, system, targets, compared } = verdict;
  const names = (all: readonly string[]): string => {
    const first = all.slice(0, 3).map((each) => name(each));
    return [...first, ...(all.length > first.length ? [`${all.length - first.length} more`] : [])].join(', ');
  };
  if (!compared) return `${count(targets, 'target')}, nothing to compare with`;
  const parts = [
    changed.length > 0 ? `${changed.length} of ${count(targets, 'target')} ${changed.length === 1 ? 'changes' : 'change'} (${names(changed)})` : '',
    added.length > 0 ? `${added.length} new (${names(added)})` : '',
    removed.length > 0 ? `${removed.length} removed (${names(removed)})` : '',
    system.length > 0 ? `the system changes (${names(system)})` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing changes on the device' : parts.join(', ');
}

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Everything that a run published, as far as it came: with several manifests one each. */
export function allPublished({ manifests, published }: Report): readonly Published[] {
  const each = manifests.flatMap((manifest) => manifest.published ?? []);
  return each.length > 0 || published === undefined ? each : [published];
}
