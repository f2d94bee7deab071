import type { Event } from '../github/event.ts';
import type { Options } from '../inputs.ts';

/** Where a job says what it does. Nothing here is part of the result. */
export interface Log {
  /** A line for everybody. */
  readonly info: (line: string) => void;
  /** A line for who asked for detail. */
  readonly debug: (line: string) => void;
  readonly warning: (line: string) => void;
  /** Folds what is said during `work` under a title, where the log can fold. */
  readonly group: <T>(title: string, work: () => Promise<T>) => Promise<T>;
  /** The state of one transfer: redrawn on a terminal, said once at its end elsewhere. */
  readonly transfer: (name: string, bytes: number, total: number, state: string) => void;
}

/** Everything that a job knows of the world: no job reads an environment variable, a clock, or the process by itself. */
export interface Context {
  readonly options: Options;
  /** The environment without the inputs' secrets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether this is a step of a workflow. */
  readonly inActions: boolean;
  /** The event that started the workflow; undefined on the command line. */
  readonly event: Event | undefined;
  /** The folder to which paths are relative: GITHUB_WORKSPACE, or the working directory. */
  readonly workspace: string;
  readonly now: Date;
  readonly log: Log;
  /** A secret never to be shown in a log from here on. */
  readonly mask: (secret: string) => void;
  /** GitHub's OIDC token for an audience. Throws when the job may not have one. */
  readonly idToken: (audience: string) => Promise<string>;
}
