import type { Client } from './client.ts';
import type { Event } from './event.ts';
import { ApiFailure, asking } from './failure.ts';

/** What became of the commit. `declined` is no failure: the comment has the lines, and `reason` says why, as a sentence. */
export type Committed = { readonly status: 'committed'; readonly sha: string; readonly url: string } | { readonly status: 'declined'; readonly reason: string };

export interface CommitRequest {
  readonly event: Event;
  /** The whole new contents; paths relative to the repository's top. */
  readonly files: readonly { readonly path: string; readonly bytes: Buffer }[];
  readonly headline: string;
  readonly body?: string;
}

/**
 * Commits files to the branch of a pull request by GraphQL's createCommitOnBranch, which GitHub signs, on top of head.sha and
 * nothing else. Declines on forks, on Dependabot's branches, on a pull request that somebody approved (the approval would be for
 * something else) and when the branch has moved. Throws ApiFailure; where the token may not write, its cure is the permission to add.
 */
export async function commitFiles(client: Client, request: CommitRequest): Promise<Committed> {
  const { event, files, headline, body = '' } = request;
  const { pullRequest } = event;
  if (pullRequest === undefined) return declined('This run is for no pull request.');
  if (pullRequest.fork) return declined('The branch is in a fork, where this token may not write.');
  if (event.dependabot) return declined('Dependabot stops maintaining a branch that somebody else commits to.');
  const approver = await approverOf(client, pullRequest.number);
  if (approver !== undefined) return declined('The pull request is approved, and a commit would change what was approved.');
  try {
    const answer = await asking('Committing the pins', () =>
      client.octokit.graphql<{ createCommitOnBranch: { commit: { oid: string; url: string } } }>(MUTATION, {
        input: {
          branch: { repositoryNameWithOwner: `${client.owner}/${client.repo}`, branchName: pullRequest.head.ref },
          expectedHeadOid: pullRequest.head.sha,
          message: { headline, body },
          fileChanges: { additions: files.map(({ path, bytes }) => ({ path, contents: bytes.toString('base64') })) },
        },
      }),
    );
    const { oid, url } = answer.createCommitOnBranch.commit;
    return { status: 'committed', sha: oid, url };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    if (error.type === 'STALE_DATA') return declined('The branch has moved since this run began; the run of its newest commit pins it.');
    if (!error.forbidden) throw error;
    throw new ApiFailure(error.message, 'Give the job `permissions: contents: write`, or set `pin: suggest`, which needs none.', { status: error.status, type: error.type });
  }
}

const MUTATION = 'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid url } } }';

function declined(reason: string): Committed {
  return { status: 'declined', reason };
}

/** Who approves the pull request as things stand: the last word of each reviewer counts, and comments are none. */
async function approverOf({ owner, repo, octokit }: Client, pullRequest: number): Promise<string | undefined> {
  const reviews = await asking('Listing the reviews', () => octokit.paginate(octokit.rest.pulls.listReviews, { owner, repo, pull_number: pullRequest, per_page: 100 }));
  const last = new Map<string, string>();
  for (const { user, state } of reviews) if (state !== 'COMMENTED') last.set(user?.login ?? '', state);
  return [...last].find(([, state]) => state === 'APPROVED')?.[0];
}
