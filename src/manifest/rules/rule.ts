import type { PinMode, Profile } from '../../inputs.ts';
import type { Form, Manifest, Resolutions, Target } from '../manifest.ts';
import type { Finding, Severity, Span, YamlPath } from '../problem.ts';
import type { CertificateFacts } from './certificate.ts';

/** What a rule is worth in a profile, or in the input `rules`. */
export type Level = Severity | 'off';

/**
 * What has to be at hand before a rule can be judged: the manifest alone, the base that it is compared with, the signing key, the
 * destination, the images themselves, an input, or GitHub.
 */
export type Need = 'text' | 'base' | 'key' | 'registry' | 'image' | 'input' | 'github';

/** Where things stand in the file, and so all that a rule's finding needs of the Document. */
export interface Locator {
  /** The span of a key or a value; the nearest ancestor that exists when it is absent. */
  locate(path: YamlPath, at?: 'key' | 'value'): Span;
}

/** What the manifest is compared with. */
export interface Base {
  readonly manifest: Manifest;
  /** `git`: an import manifest of another commit. `channel`: the system manifest that the channel names, which has no sources. */
  readonly kind: 'git' | 'channel';
  /** The names of targets that were added, removed or changed since. */
  readonly changed: ReadonlySet<string>;
}

/** All that rules may know. What was not gathered is undefined, and rules that need it stay silent. */
export interface RuleContext {
  readonly manifest: Manifest;
  readonly document: Locator;
  /** The time of the check. */
  readonly now: Date;
  /** The release is about to be written, rather than looked at. */
  readonly publishing: boolean;
  readonly pin: PinMode;
  readonly base?: Base | undefined;
  readonly resolutions?: Resolutions | undefined;
  /** The certificate of `sign: key`; undefined when no key signs. */
  readonly certificate?: CertificateFacts | undefined;
  /** GiB. */
  readonly diskSize?: number | undefined;
  /** The globs of the input `registries`; undefined or empty allows every registry. */
  readonly registries?: readonly string[] | undefined;
  /** Names of targets whose image the policy verified, so that they need no digest (formats.md). */
  readonly verified?: ReadonlySet<string> | undefined;
}

/**
 * A fragment of a manifest that breaks the rule, and one that keeps it: shown in docs/rules.md, and run as a test. A target of the
 * fragment has the keys that are shown, and of the others what a good manifest would have.
 */
export interface Example {
  readonly bad: string;
  readonly good: string;
  /** What the base says, for rules that compare. */
  readonly base?: string;
  /** The fragment's targets are all that there are; otherwise a hostfs, a bootkit and a container are there too. */
  readonly whole?: true;
  readonly inputs?: { readonly 'disk-size'?: number; readonly registries?: readonly string[] };
}

/** One rule: what it asks, of which form, how much it matters, and why. docs/rules.md is made from these. */
export interface Rule<Id extends string = string> {
  readonly id: Id;
  /** Its number in the table of rules; a few have none. */
  readonly number?: number;
  readonly forms: readonly Form[];
  readonly severity: Readonly<Record<Profile, Level>>;
  /** It cannot be lowered by the input `rules` (contract, "Inputs"). */
  readonly locked?: true;
  readonly needs: readonly Need[];
  /** What is asked, as a sentence. */
  readonly title: string;
  /** What happens otherwise, as a sentence. */
  readonly why: string;
  /** What else a reader should know, such as a severity that depends on the case. */
  readonly note?: string;
  /** Not checked yet: docs/rules.md says so. */
  readonly later?: true;
  /** For a rule without `check`: who raises it, and when. */
  readonly raised?: string;
  readonly check?: (context: RuleContext) => readonly Finding[];
  readonly examples?: Readonly<Partial<Record<Form, Example>>>;
  /** In place of YAML, for what stands elsewhere. */
  readonly words?: { readonly bad: string; readonly good: string };
}

/** Gives the rule back, and keeps its id as a type. */
export function rule<const Id extends string>(definition: Rule<Id>): Rule<Id> {
  return definition;
}

export const BOTH: readonly Form[] = ['list', 'dict'];

/** A rule about devices: the same in `mos` and `mosctl`, and off where images are not for a device. */
export function device(level: Severity): Record<Profile, Level> {
  return { mos: level, mosctl: level, generic: 'off' };
}

/** A rule about any image. */
export function everywhere(level: Severity): Record<Profile, Level> {
  return { mos: level, mosctl: level, generic: level };
}

/** A fault of today's mosctl, marked † in the table: refused for today's devices, and a warning until it is mended. */
export const TODAYS_DEVICE: Record<Profile, Level> = { mos: 'warning', mosctl: 'error', generic: 'off' };

/** Where the name of a target stands: the value of `service_name`, or the key in the dict form. */
export function nameOf(target: Target): { readonly path: YamlPath; readonly at: 'key' | 'value' } {
  return typeof target.path[1] === 'string' ? { path: target.path, at: 'key' } : { path: [...target.path, 'service_name'], at: 'value' };
}

/** Where a field of a target stands. */
export function fieldOf(target: Target, ...names: readonly (string | number)[]): YamlPath {
  return [...target.path, ...names];
}
