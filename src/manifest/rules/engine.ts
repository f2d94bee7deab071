import type { Manifest } from '../manifest.ts';
import type { Finding, Problem, YamlPath } from '../problem.ts';
import { CATALOGUE, isRuleId, type RuleId } from './catalogue.ts';
import type { Locator, RuleContext } from './rule.ts';
import { type RuleSettings, severityOf } from './settings.ts';

/**
 * Everything that the rules find, in the order of the file. What they need and the context lacks is not checked. `read` is what `judge` gave of
 * reading: a key that is an error there, because it stands under another name or in another place, is not also missing where it was meant.
 */
export function checkRules(context: RuleContext, settings: RuleSettings, read: readonly Problem[] = []): Problem[] {
  const { manifest, document } = context;
  const problems: Problem[] = [];
  const misplaced = new Set(read.flatMap(({ severity, meant }) => (severity === 'error' && meant !== undefined ? [meant.join('\0')] : [])));
  for (const { id, forms, check } of CATALOGUE) {
    if (check === undefined || !forms.includes(manifest.form) || settings.levels.get(id) === 'off') continue;
    for (const finding of check(context)) {
      if (misplaced.has(finding.path.join('\0'))) continue;
      const target = finding.target === undefined ? serviceAt(manifest, finding.path) : finding.target;
      const found = problem(settings, document, id, { ...finding, target });
      if (found !== undefined) problems.push(found);
    }
  }
  return sortProblems(problems);
}

/**
 * What a job found against a rule, as it stands in the report; undefined when the rule is off. In the list form the finding has to
 * name its target.
 */
export function problem(settings: RuleSettings, document: Locator, id: RuleId, finding: Finding): Problem | undefined {
  const severity = severityOf(settings, id, finding.severity);
  if (severity === 'off') return undefined;
  const { path, at, message, kind } = finding;
  const target = finding.target === undefined ? serviceOf(path) : finding.target;
  const { line, column, endLine, endColumn } = document.locate(path, at);
  return { rule: id, severity, message, line, column, endLine, endColumn, target, ...(kind === undefined ? {} : { kind }) };
}

/** What reading the file found, with the severities of this run. Only for a file with one meaning; what has none is refused as it is. */
export function judge(problems: readonly Problem[], settings: RuleSettings): Problem[] {
  return problems.flatMap((each) => {
    const severity = isRuleId(each.rule) ? severityOf(settings, each.rule, each.severity) : each.severity;
    return severity === 'off' ? [] : [{ ...each, severity }];
  });
}

/** By line, then column; what stands at one place keeps its order. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

function serviceAt(manifest: Manifest, path: YamlPath): string | null {
  const [top, which] = path;
  const name = top === 'targets' && typeof which === 'number' ? manifest.targets[which]?.name : serviceOf(path);
  return name === undefined || name === '' ? null : name;
}

/** The dict form names the service in the path. */
function serviceOf([top, which]: YamlPath): string | null {
  return top === 'targets' && typeof which === 'string' ? which : null;
}
