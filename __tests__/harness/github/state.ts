import type { Code, NewCommit } from './code.ts';
import { forbidden, found } from './reply.ts';

export type Access = 'none' | 'read' | 'write';
export type Permission = 'contents' | 'pull-requests' | 'issues' | 'attestations';
export type Permissions = Readonly<Partial<Record<Permission, Access>>>;

export interface User {
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

export interface Comment {
  readonly id: number;
  readonly user: User;
  body: string;
  readonly html_url: string;
}

export interface ReviewComment extends Comment {
  readonly pull_request_review_id: number | null;
  readonly path: string;
  /** null: outdated. */
  line: number | null;
  readonly start_line: number | null;
  readonly side: 'RIGHT';
  readonly commit_id: string;
}

export interface Review {
  readonly id: number;
  readonly user: User;
  readonly body: string;
  state: string;
  readonly commit_id: string;
  readonly html_url: string;
}

export interface Pull {
  readonly number: number;
  readonly author: string;
  readonly base: { readonly ref: string; readonly sha: string };
  readonly head: { readonly ref: string; readonly sha: string };
  readonly fork: boolean;
  readonly comments: Comment[];
  readonly reviews: Review[];
  readonly reviewComments: ReviewComment[];
}

export interface Asset {
  readonly id: number;
  readonly name: string;
  readonly content: Buffer;
  /** Default `uploaded`; an upload that did not end leaves `starter`. */
  readonly state?: string;
}

export interface Release {
  readonly id: number;
  readonly tag: string;
  body: string;
  readonly assets: Asset[];
}

/** All that one repository on GitHub holds, and who asks. */
export interface State {
  /** `owner/name`. */
  readonly repository: string;
  readonly private: boolean;
  readonly enterprise: boolean;
  readonly defaultBranch: string;
  readonly permissions: Permissions;
  readonly viewer: User;
  readonly code: Code;
  readonly pulls: Map<number, Pull>;
  readonly commits: (NewCommit & { readonly oid: string })[];
  readonly attestations: unknown[];
  readonly releases: Release[];
  lastId: number;
}

export function userOf(login: string): User {
  return { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}

/** The repository's page. */
export function webOf({ repository }: State): string {
  return `https://github.com/${repository}`;
}

export function nextId(state: State): number {
  state.lastId += 1;
  return state.lastId;
}

/** Whether the token has this permission; what is not named can be read. */
export function can(state: State, access: 'read' | 'write', permission: Permission): boolean {
  const has = state.permissions[permission] ?? 'read';
  return access === 'read' ? has !== 'none' : has === 'write';
}

/** Refuses with 403 unless the token has one of these permissions. */
export function need(state: State, access: 'read' | 'write', ...anyOf: readonly Permission[]): void {
  if (!anyOf.some((permission) => can(state, access, permission))) throw forbidden();
}

/** The pull request of a number, or 404. */
export function pullOf(state: State, number: string | number | undefined): Pull {
  return found(state.pulls.get(Number(number)));
}

export function repositoryJson(state: State): Readonly<Record<string, unknown>> {
  const [owner = '', name = ''] = state.repository.split('/');
  return {
    id: 74,
    full_name: state.repository,
    name,
    owner: { login: owner },
    private: state.private,
    visibility: state.private ? 'private' : 'public',
    fork: false,
    default_branch: state.defaultBranch,
    html_url: webOf(state),
  };
}

export function pullJson(state: State, pull: Pull): Readonly<Record<string, unknown>> {
  const repo = repositoryJson(state);
  const fork = { ...repo, full_name: `${pull.author}/${String(repo['name'])}`, owner: { login: pull.author }, fork: true };
  return {
    number: pull.number,
    state: 'open',
    draft: false,
    user: userOf(pull.author),
    html_url: `${webOf(state)}/pull/${pull.number}`,
    merge_commit_sha: 'f'.repeat(40),
    base: { ...pull.base, repo },
    head: { ...pull.head, repo: pull.fork ? fork : repo },
  };
}
