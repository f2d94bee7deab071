import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';

/** What Actions says of a run, as plain values: the event's name and JSON (`GITHUB_EVENT_PATH`), and the `GITHUB_*` variables named here. */
export interface EventSource {
  readonly name: string;
  readonly payload: unknown;
  readonly ref: string;
  readonly sha: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly actor?: string | undefined;
  readonly workflow?: string | undefined;
  readonly workflowRef?: string | undefined;
  readonly runId?: string | undefined;
  /** Default github.com's. */
  readonly serverUrl?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly workspace?: string | undefined;
}

/** One event of GitHub Actions: what the jobs need to know of it, checked. */
export interface Event {
  readonly name: string;
  readonly action: string | undefined;
  readonly ref: string;
  /** GITHUB_SHA: on a pull request the merge commit, which nobody reviewed; see `headOf`. */
  readonly sha: string;
  readonly repository: { readonly owner: string; readonly name: string };
  readonly defaultBranch: string | undefined;
  /** Internal repositories are private too. undefined when the event does not say. */
  readonly private: boolean | undefined;
  readonly actor: string;
  readonly workflow: string;
  /** GITHUB_WORKFLOW_REF: `owner/name/.github/workflows/file@ref` of the workflow that was started; a workflow that it calls runs by the same. */
  readonly workflowRef: string | undefined;
  readonly runId: string | undefined;
  /** Without a slash at the end. */
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly workspace: string | undefined;
  /** The ref was deleted by this push. */
  readonly deleted: boolean;
  /** Of a push: the commit that the ref had before; undefined for a new ref. */
  readonly before: string | undefined;
  readonly pullRequest: PullRequest | undefined;
  readonly mergeGroup: { readonly base: string; readonly head: string } | undefined;
  readonly release: { readonly tag: string } | undefined;
  /** Started by Dependabot, or on its pull request: the token only reads, and its branch is its own. */
  readonly dependabot: boolean;
}

export interface PullRequest {
  readonly number: number;
  readonly author: string;
  readonly base: { readonly sha: string; readonly ref: string };
  readonly head: { readonly sha: string; readonly ref: string };
  /** The head is in another repository, or in one that is gone: the token only reads. */
  readonly fork: boolean;
}

/** What to compare the head with: the merge base of two commits, one commit, or nothing (contract, "Base"). */
export type Base =
  | { readonly kind: 'merge-base'; readonly base: string; readonly head: string }
  | { readonly kind: 'commit'; readonly sha: string }
  | { readonly kind: 'none' };

/** The jobs that an event can choose by itself. */
export type EventJob = 'check' | 'publish' | 'update';

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NO_COMMIT = /^0+$/;
const DEPENDABOT = 'dependabot[bot]';

/**
 * The event of this run. Throws a `usage` Failure `event` that names what is missing when the payload is not the
 * event's (GitHub's "Webhook events and payloads").
 */
export function readEvent(source: EventSource): Event {
  const payload = new Fields(source.name, source.payload, '');
  const repository = payload.inside('repository');
  const pullRequest = readPullRequest(source, payload);
  const mergeGroup = payload.inside('merge_group');
  const release = payload.inside('release');
  const before = source.name === 'push' ? payload.text('before') : undefined;
  const actor = source.actor ?? payload.inside('sender')?.text('login') ?? '';
  return {
    name: source.name,
    action: payload.text('action'),
    ref: source.ref,
    sha: source.sha,
    repository: readRepository(source.repository),
    defaultBranch: repository?.text('default_branch'),
    private: repository?.flag('private'),
    actor,
    workflow: source.workflow ?? '',
    workflowRef: source.workflowRef === '' ? undefined : source.workflowRef,
    runId: source.runId,
    serverUrl: withoutSlash(source.serverUrl ?? 'https://github.com'),
    apiUrl: withoutSlash(source.apiUrl ?? 'https://api.github.com'),
    workspace: source.workspace,
    deleted: source.name === 'push' && payload.flag('deleted') === true,
    before: before === undefined || NO_COMMIT.test(before) ? undefined : before,
    pullRequest,
    mergeGroup: mergeGroup && { base: mergeGroup.commit('base_sha'), head: mergeGroup.commit('head_sha') },
    release: release && { tag: release.need('tag_name') },
    dependabot: actor === DEPENDABOT || pullRequest?.author === DEPENDABOT,
  };
}

function readPullRequest(source: EventSource, payload: Fields): PullRequest | undefined {
  const pull = payload.inside('pull_request');
  if (pull === undefined) {
    if (source.name === 'pull_request') throw payload.missing('pull_request');
    return undefined;
  }
  const base = pull.inside('base') ?? pull.fail('base');
  const head = pull.inside('head') ?? pull.fail('head');
  const from = head.inside('repo')?.text('full_name');
  return {
    number: pull.count('number'),
    author: pull.inside('user')?.text('login') ?? '',
    base: { sha: base.commit('sha'), ref: base.need('ref') },
    head: { sha: head.commit('sha'), ref: head.need('ref') },
    // GitHub's names know no case. A head without a repository is a fork that was deleted.
    fork: from?.toLowerCase() !== source.repository.toLowerCase(),
  };
}

function readRepository(text: string): Event['repository'] {
  const match = /^([\w.-]+)\/([\w.-]+)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new Failure('usage', 'event', `GITHUB_REPOSITORY is ${quoted(text, 100)}, not OWNER/NAME`, {
      cure: 'Run this in GitHub Actions, which sets it, or use the command line.',
    });
  }
  return { owner: match[1], name: match[2] };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

/**
 * The job: the one that was asked for by name, and for `auto` the event's (contract, "Jobs"). Throws a `usage` Failure:
 * `pull-request-target` with the recipe that is safe, for `auto` and for every job that reads the change, or `event` that names the
 * input `job`.
 */
export function chooseJob<Asked extends string = 'auto'>(event: Event, asked?: Asked): { readonly job: Exclude<Asked, 'auto'> | EventJob } {
  const job: string = asked ?? 'auto';
  if (event.name === 'pull_request_target' && job !== 'verify') throw pullRequestTarget();
  return isNamed(asked) ? { job: asked } : { job: jobOf(event) };
}

function isNamed<Asked extends string>(asked: Asked | undefined): asked is Exclude<Asked, 'auto'> {
  return asked !== undefined && asked !== 'auto';
}

function jobOf(event: Event): EventJob {
  switch (event.name) {
    case 'pull_request':
    case 'merge_group':
    case 'workflow_dispatch':
      return 'check';
    case 'schedule':
      return 'update';
    case 'push':
      if (!event.ref.startsWith('refs/tags/')) return 'check';
      if (!event.deleted) return 'publish';
      throw new Failure('usage', 'event', `The tag ${quoted(tagOf(event) ?? '')} was deleted, so there is nothing to publish.`, {
        cure: "Skip this run with `if: ${{ !github.event.deleted }}`, or set the input `job` to what you want. A published release stays as it is.",
      });
    case 'release':
      if (event.action === 'published') return 'publish';
      throw unknownEvent(`release: ${event.action ?? 'unknown'}`);
    default:
      throw unknownEvent(event.name);
  }
}

function unknownEvent(name: string): Failure {
  return new Failure('usage', 'event', `The event ${quoted(name)} does not say which job to run.`, {
    cure: 'Set the input `job` (check, pin, publish, promote, verify), or run on pull_request, merge_group, push, release: published or workflow_dispatch.',
  });
}

/** The base's token and secrets are there, and what is read is either the base or the author's. */
function pullRequestTarget(): Failure {
  return new Failure(
    'usage',
    'pull-request-target',
    'On pull_request_target a check would judge the base instead of the change, or give the secrets of this repository to whoever wrote the pull request. Nothing was read.',
    {
      cure:
        'Write `on: pull_request` with `permissions: {contents: read, pull-requests: write}`. For a fork its token only reads: ' +
        'the job summary and the annotations then say what the comment would.',
    },
  );
}

/** The git tag that this run is for: of a tag's push, of a release, or of a run that was started on a tag. undefined when there is none. */
export function tagOf(event: Event): string | undefined {
  if (event.name === 'release' && event.release !== undefined) return event.release.tag;
  return event.ref.startsWith('refs/tags/') ? event.ref.slice('refs/tags/'.length) : undefined;
}

/** The commit that is judged: a pull request's head.sha, since nobody reviews the merge commit (contract, "Base"). */
export function headOf(event: Event): string {
  return event.pullRequest?.head.sha ?? event.mergeGroup?.head ?? event.sha;
}

/** What the head is compared with (contract, "Base"). `publish` compares with its channel instead, which no event knows. */
export function baseOf(event: Event): Base {
  if (event.pullRequest !== undefined) {
    return { kind: 'merge-base', base: event.pullRequest.base.sha, head: event.pullRequest.head.sha };
  }
  if (event.mergeGroup !== undefined) return { kind: 'commit', sha: event.mergeGroup.base };
  const branch = event.name === 'push' && !event.ref.startsWith('refs/tags/') && !event.deleted;
  return branch && event.before !== undefined ? { kind: 'commit', sha: event.before } : { kind: 'none' };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object of the payload, read field by field; each error says where in the payload. */
class Fields {
  readonly #event: string;
  readonly #path: string;
  readonly #object: Readonly<Record<string, unknown>>;

  constructor(event: string, value: unknown, path: string) {
    this.#event = event;
    this.#path = path;
    if (!isObject(value)) throw this.missing('');
    this.#object = value;
  }

  inside(name: string): Fields | undefined {
    const value = this.#get(name);
    return value === undefined || value === null ? undefined : new Fields(this.#event, value, `${this.#path}${name}.`);
  }

  text(name: string): string | undefined {
    const value = this.#get(name);
    return typeof value === 'string' ? value : undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.#get(name);
    return typeof value === 'boolean' ? value : undefined;
  }

  need(name: string): string {
    const value = this.text(name);
    return value === undefined || value === '' ? this.fail(name) : value;
  }

  commit(name: string): string {
    const value = this.need(name);
    return COMMIT.test(value) ? value : this.fail(name);
  }

  count(name: string): number {
    const value = this.#get(name);
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : this.fail(name);
  }

  missing(name: string): Failure {
    const where = `${this.#path}${name}` || 'the payload';
    return new Failure('usage', 'event', `The event ${quoted(this.#event)} is not as GitHub sends it: ${where} is missing or malformed.`, {
      cure: 'Run this on an event of GitHub Actions itself; GITHUB_EVENT_NAME and GITHUB_EVENT_PATH must belong together.',
    });
  }

  fail(name: string): never {
    throw this.missing(name);
  }

  #get(name: string): unknown {
    return Object.hasOwn(this.#object, name) ? this.#object[name] : undefined;
  }
}
