import type { Form } from './manifest.ts';
import type { YamlPath } from './problem.ts';

/** Something that reading found, before it has a line and a column. */
export interface Fault {
  readonly rule: 'syntax' | 'schema' | 'unknown-key' | 'hidden-character' | 'format-version';
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** The file has no one meaning, in any form or in this one, so there is no manifest. */
  readonly fatal: boolean | Form;
  /** The value that it is about, so that the service can be named. */
  readonly path?: YamlPath;
  /** For an unknown key: where it was most likely meant to stand, if nothing stands there. */
  readonly meant?: YamlPath;
}
