import { posix } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { getOctokit } from '@actions/github';
import { Failure } from '../failure.ts';
import { visible } from '../visible.ts';
import type { Event } from './event.ts';
import { apiFailure, asking, missingAsUndefined, waitAfter } from './failure.ts';

/** One repository on GitHub, by its API. */
export interface Client {
  readonly octokit: ReturnType<typeof getOctokit>;
  readonly owner: string;
  readonly repo: string;
  /** The login that this token writes as; asked once. */
  viewer(): Promise<string>;
}

function silent(): void {}
/** What Octokit has to say to a console (deprecations) is for its own developers. */
const SILENT = { debug: silent, info: silent, warn: silent, error: silent };
/** Milliseconds for one request. */
const TIMEOUT = 30_000;

/**
 * The event's repository with a token, at the api url of the event (so on GHES too). The caller has masked the token. @actions/github
 * is loaded here and not before. Requests are repeated as `waitAfter` says; `pause` waits so many milliseconds.
 */
export async function openClient(event: Pick<Event, 'apiUrl' | 'repository'>, token: string, pause: (ms: number) => Promise<unknown> = sleep): Promise<Client> {
  const github = await import('@actions/github');
  const octokit = github.getOctokit(token, { baseUrl: event.apiUrl, log: SILENT });
  octokit.hook.wrap('request', async (request, options) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await request({ ...options, request: { ...options.request, signal: AbortSignal.timeout(TIMEOUT) } });
      } catch (error) {
        const wait = waitAfter(error, options, attempt);
        if (wait === undefined) throw error;
        await pause(wait);
      }
    }
  });
  let viewer: Promise<string> | undefined;
  return {
    octokit,
    owner: event.repository.owner,
    repo: event.repository.name,
    viewer: () => (viewer ??= viewerOf(octokit)),
  };
}

/** GraphQL knows who a token is, whether a workflow's, an app's or a person's; REST knows only the last. */
async function viewerOf(octokit: Client['octokit']): Promise<string> {
  try {
    const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }');
    return viewer.login;
  } catch (error) {
    // A server that does not tell is asked by a workflow's own token nearly always.
    if (apiFailure('Asking who the token is', error).forbidden) return 'github-actions[bot]';
    throw error;
  }
}

/** How two commits stand to each other. */
export interface Comparison {
  /** The best common ancestor. */
  readonly mergeBase: string;
  /** Where the head is, seen from the base. */
  readonly status: 'ahead' | 'behind' | 'identical' | 'diverged';
}

/**
 * Compares two commits or branches by the API, which also works in a checkout of depth 1 and for the head of a fork's pull request.
 * undefined when one of them does not exist, or has nothing in common with the other. Throws ApiFailure.
 */
export async function compareCommits(client: Client, base: string, head: string): Promise<Comparison | undefined> {
  return missingAsUndefined(
    asking(`Comparing ${base} with ${head}`, async () => {
      const { owner, repo, octokit } = client;
      // The second page of commits has no list of files, which would be most of the answer.
      const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead: `${base}...${head}`, per_page: 1, page: 2 });
      return { mergeBase: data.merge_base_commit.sha, status: data.status };
    }),
  );
}

/**
 * Whether a commit is in the history of a branch; undefined when the branch or the commit does not exist. Throws ApiFailure. A name alone may
 * be a tag's too, which whoever may push tags could set on any commit, so it is the branch's commit that is compared.
 */
export async function isReachable(client: Client, commit: string, branch: string): Promise<boolean | undefined> {
  const { owner, repo, octokit } = client;
  const answer = await missingAsUndefined(asking(`Asking for the branch ${branch}`, () => octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}` })));
  if (answer === undefined) return undefined;
  const comparison = await compareCommits(client, answer.data.object.sha, commit);
  return comparison && (comparison.status === 'behind' || comparison.status === 'identical');
}

/** A file that a pull request changes. */
export interface ChangedFile {
  readonly path: string;
  /** Unified diff; undefined for binary and very large files. */
  readonly patch: string | undefined;
}

/** The files that a pull request changes, without those it removes: all pages, of which GitHub gives 3000 files at most. Throws ApiFailure. */
export async function changedFiles(client: Client, pullRequest: number): Promise<ChangedFile[]> {
  const { owner, repo, octokit } = client;
  const files = await asking('Listing the changed files', () => octokit.paginate(octokit.rest.pulls.listFiles, { owner, repo, pull_number: pullRequest, per_page: 100 }));
  return files.filter(({ status }) => status !== 'removed').map(({ filename, patch }) => ({ path: filename, patch }));
}

/** Links that are followed on the way to one file; git follows more, and GitHub is asked for each. */
const LINKS = 8;

/**
 * The bytes of a file at a commit, by the API, for where git does not have it; undefined when there is none. Links in that commit are followed, as git does.
 * Throws ApiFailure, and `usage` Failures: `not-a-file` for a folder, a submodule or a file over 1 MiB, whose contents GitHub leaves out; `link` where
 * a link leads out of the repository, or through too many others.
 */
export async function readFileAt(client: Client, commit: string, path: string): Promise<Buffer | undefined> {
  const what = `Reading ${visible(path)} at ${commit}`;
  let at = path;
  for (let links = 0; links <= LINKS; links++) {
    const found = await contentOf(client, commit, at, what);
    if (found === undefined) {
      // GitHub says nothing of what lies behind a linked folder.
      const linked = await throughLink(client, commit, at, what);
      if (linked === undefined) return undefined;
      at = linked;
    } else if (!Array.isArray(found) && found.type === 'symlink') at = follow(at, found.target, '', what);
    else if (!Array.isArray(found) && found.type === 'file' && 'content' in found && found.encoding === 'base64') return Buffer.from(found.content, 'base64');
    else throw new Failure('usage', 'not-a-file', `${what}: it is no file of at most 1 MiB.`, { cure: 'Name the manifest itself in the input manifest.' });
  }
  throw new Failure('usage', 'link', `${what}: it lies behind more than ${LINKS} links.`, { cure: 'Name the file by the path that it has without links.' });
}

type Content = Awaited<ReturnType<Client['octokit']['rest']['repos']['getContent']>>['data'];

async function contentOf({ owner, repo, octokit }: Client, commit: string, path: string, what: string): Promise<Content | undefined> {
  return (await missingAsUndefined(asking(what, () => octokit.rest.repos.getContent({ owner, repo, path, ref: commit }))))?.data;
}

/** Where a path leads whose first folder that is a link is followed; undefined when none of them is one, so that nothing lies there. */
async function throughLink(client: Client, commit: string, path: string, what: string): Promise<string | undefined> {
  const parts = path.split('/');
  for (let length = 1; length < parts.length; length++) {
    const folder = parts.slice(0, length).join('/');
    const found = await contentOf(client, commit, folder, what);
    if (Array.isArray(found)) continue;
    return found?.type === 'symlink' ? follow(folder, found.target, parts.slice(length).join('/'), what) : undefined;
  }
  return undefined;
}

/** The path that a link leads to, and what is below it. */
function follow(link: string, target: string, rest: string, what: string): string {
  const path = posix.normalize(posix.join(posix.dirname(link), target, rest));
  if (!posix.isAbsolute(target) && path !== '..' && !path.startsWith('../')) return path;
  throw new Failure('usage', 'link', `${what}: the link ${visible(link)} leads out of the repository.`, { cure: 'Name the file by the path that it has without links.' });
}
