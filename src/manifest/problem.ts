import type { FailureKind } from '../failure.ts';

export type Severity = 'error' | 'warning' | 'notice';

/** Where something stands in a YAML tree, from the root: `['targets', 0, 'network', 'type']`. */
export type YamlPath = readonly (string | number)[];

/** A stretch of the file. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive (contract, report.json). */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One thing that is wrong, as it stands in report.json. */
export interface Problem extends Span {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The service name, or null for a system field. */
  readonly target: string | null;
  /** Set when it is an error because something could not be had or checked, rather than because it is wrong: exit code 3. Not in report.json. */
  readonly kind?: FailureKind;
  /** Where the unknown key that it is about was most likely meant to stand; nothing stands there. Not in report.json. */
  readonly meant?: YamlPath;
}

/** What a check says before it has a place and a severity: a path into the YAML, and the words. */
export interface Finding {
  readonly path: YamlPath;
  /** Which side of the mapping entry is at fault. Default `value`; the nearest ancestor that exists is pointed at when it is absent. */
  readonly at?: 'key' | 'value';
  readonly message: string;
  readonly target?: string | null;
  /** Overrides the rule's own severity in this case (only ever to lower it by the table in mos.md). */
  readonly severity?: Severity;
  readonly kind?: FailureKind;
}
