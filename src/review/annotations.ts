import type { Problem, Severity } from '../manifest/problem.ts';
import { visible, visibleLines } from '../visible.ts';
import { count } from './verdict.ts';
import type { ManifestReport, Report } from './report.ts';

/** One annotation as @actions/core takes it, which also does the escaping of a workflow command. */
export interface Annotation {
  readonly level: Severity;
  /** Nothing is hidden in it; an example to copy has its lines. */
  readonly message: string;
  /** Without a file, the annotation belongs to the run. GitHub takes columns for one line alone. */
  readonly properties: {
    readonly title: string;
    readonly file?: string;
    readonly startLine?: number;
    readonly endLine?: number;
    readonly startColumn?: number;
    readonly endColumn?: number;
  };
}

/** GitHub shows ten annotations of each level for a step, and drops the rest without a word. */
const PER_LEVEL = 10;

/**
 * The problems as annotations, the most important first: errors before warnings before notices, and in each what concerns the change
 * before what was there. When a level has more than GitHub shows, the last one says how many stand in the summary. GitHub finds a file by its path in the
 * repository: `paths` has those that are others than the report's.
 */
export function annotationsOf(report: Pick<Report, 'manifests'>, paths: ReadonlyMap<string, string> = new Map()): Annotation[] {
  const all = report.manifests.flatMap((manifest) => manifest.problems.map((problem) => ({ manifest, problem, file: paths.get(manifest.path) ?? manifest.path })));
  return (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const own = all.filter(({ problem }) => problem.severity === level).toSorted((a, b) => rank(a) - rank(b));
    if (own.length <= PER_LEVEL) return own.map(annotation);
    const more = own.length - (PER_LEVEL - 1);
    const rest: Annotation = { level, message: `and ${count(more, level)} more in the job summary`, properties: { title: `${more} more` } };
    return [...own.slice(0, PER_LEVEL - 1).map(annotation), rest];
  });
}

interface Found {
  readonly manifest: ManifestReport;
  readonly problem: Problem;
  readonly file: string;
}

/** 0: about what the change touches. 1: about what was there before. Without a base all is new. */
function rank({ manifest, problem }: Found): 0 | 1 {
  return manifest.base === null || manifest.changes.some(({ target }) => target === problem.target) ? 0 : 1;
}

function annotation({ problem, file }: Found): Annotation {
  const { line, column, endLine, endColumn } = problem;
  const columns = line === endLine && endColumn > column ? { startColumn: column, endColumn } : {};
  const rule = visible(problem.rule, 64);
  const title = problem.target === null ? rule : `${rule} (${visible(problem.target, 64)})`;
  return {
    level: problem.severity,
    message: visibleLines(problem.message, 1000).join('\n'),
    properties: { title, file, startLine: line, endLine, ...columns },
  };
}
