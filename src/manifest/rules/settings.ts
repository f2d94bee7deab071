import { parseDocument } from 'yaml';
import { Failure } from '../../failure.ts';
import type { Profile } from '../../inputs.ts';
import type { Severity } from '../problem.ts';
import { nearest } from '../suggestion.ts';
import { quoted } from '../../visible.ts';
import { CATALOGUE, isRuleId, type RuleId } from './catalogue.ts';
import type { Level } from './rule.ts';

/** How much each rule matters in this run. */
export interface RuleSettings {
  readonly profile: Profile;
  readonly levels: ReadonlyMap<RuleId, Level>;
  /** The rules that the input `rules` names: what it says holds for everything that they find. */
  readonly chosen: ReadonlySet<RuleId>;
}

const LEVELS: readonly Level[] = ['off', 'notice', 'warning', 'error'];

/**
 * The settings of a profile with the input `rules` on top, a YAML mapping of rule id to `off`, `notice`, `warning` or `error`.
 * Throws a `usage` Failure `rules` for anything else, for an unknown id, and for a rule that cannot be lowered (contract, "Inputs").
 */
export function ruleSettings(profile: Profile, overrides?: string): RuleSettings {
  const levels = new Map(CATALOGUE.map(({ id, severity }) => [id, severity[profile]]));
  const chosen = new Set<RuleId>();
  for (const [key, value] of entries(overrides ?? '')) {
    const id = knownId(key);
    const level = knownLevel(id, value);
    const rule = CATALOGUE.find((each) => each.id === id);
    if (rule?.locked === true && LEVELS.indexOf(level) < LEVELS.indexOf(levels.get(id) ?? 'off')) {
      const locked = CATALOGUE.filter((each) => each.locked === true).map((each) => each.id);
      throw wrong(`the rule ${id} cannot be lowered to ${level}`, `Take it out. These rules are errors always: ${locked.join(', ')}.`);
    }
    levels.set(id, level);
    chosen.add(id);
  }
  return { profile, levels, chosen };
}

/**
 * How severe something is that the rule found. `own` is the finding's own severity, which can only be lower than the rule's, unless the
 * input `rules` names the rule.
 */
export function severityOf(settings: RuleSettings, id: RuleId, own?: Severity): Level {
  const level = settings.levels.get(id) ?? 'off';
  if (level === 'off' || own === undefined || settings.chosen.has(id)) return level;
  return LEVELS.indexOf(own) < LEVELS.indexOf(level) ? own : level;
}

function entries(text: string): [string, unknown][] {
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) throw wrong(`it is not YAML (${error.message})`, 'Write one rule a line, as in `no-bootkit: off`.');
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0, mapAsMap: true });
  } catch {
    throw wrong('it has an alias', 'Write each level where it is meant.');
  }
  if (value === null || value === undefined) return [];
  if (!(value instanceof Map)) throw wrong('it is not a mapping', 'Write one rule a line, as in `no-bootkit: off`.');
  return [...(value as Map<unknown, unknown>)].map(([key, level]) => [String(key), level]);
}

function knownId(key: string): RuleId {
  if (isRuleId(key)) return key;
  const close = nearest(key, CATALOGUE.map(({ id }) => id));
  throw wrong(`there is no rule ${quoted(key)}`, close === undefined ? 'docs/rules.md lists all rules.' : `Did you mean ${close}? docs/rules.md lists all rules.`);
}

function knownLevel(id: RuleId, value: unknown): Level {
  const level = LEVELS.find((each) => each === value);
  if (level !== undefined) return level;
  const shown = typeof value === 'string' ? quoted(value) : quoted(JSON.stringify(value) ?? '');
  throw wrong(`the rule ${id} cannot be ${shown}`, `Write one of: ${LEVELS.join(', ')}.`);
}

function wrong(what: string, cure: string): Failure {
  return new Failure('usage', 'rules', `The input rules: ${what}.`, { cure });
}
