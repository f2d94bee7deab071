import { certificateRules } from './certificate.ts';
import { identityRules } from './identity.ts';
import { imageRules } from './image.ts';
import { networkRules } from './network.ts';
import { nsgroupRules } from './nsgroup.ts';
import { releaseRules } from './release.ts';
import type { Rule } from './rule.ts';
import { sourceRules } from './source.ts';
import { storageRules } from './storage.ts';
import { targetRules } from './targets.ts';

const all = [...identityRules, ...targetRules, ...networkRules, ...storageRules, ...nsgroupRules, ...sourceRules, ...imageRules, ...certificateRules, ...releaseRules];

export type RuleId = (typeof all)[number]['id'];

/** Every rule: those with a number in its order, then those without, by id. */
export const CATALOGUE: readonly Rule<RuleId>[] = all.toSorted((a: Rule, b: Rule) => (a.number ?? Infinity) - (b.number ?? Infinity) || (a.id < b.id ? -1 : 1));

/** Whether the text is the id of a rule. */
export function isRuleId(text: string): text is RuleId {
  return CATALOGUE.some(({ id }) => id === text);
}
