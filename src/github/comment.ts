import { createHash } from 'node:crypto';
import type { Client } from './client.ts';
import { ApiFailure, asking } from './failure.ts';

/** What became of the comment. `forbidden`: the token only reads (forks, Dependabot), which is no failure. */
export type Commented =
  | { readonly status: 'created' | 'updated' | 'unchanged'; readonly url: string }
  | { readonly status: 'absent' | 'forbidden'; readonly url?: undefined };

export interface CommentRequest {
  readonly pullRequest: number;
  /** Which comment it is (`markerOf`). */
  readonly marker: string;
  readonly markdown: string;
  /** Default true. Without it only a comment that is there already is brought up to date. */
  readonly create?: boolean;
}

/** The hidden first line of the comment that belongs to a workflow and the manifests that it names. A hash, so that neither can end it. */
export function markerOf(workflow: string, manifests: readonly string[]): string {
  const key = createHash('sha256').update(JSON.stringify([workflow, ...manifests])).digest('hex').slice(0, 16);
  return `<!-- manifest-action: ${key} -->`;
}

/**
 * Writes the one comment of this marker on a pull request: found on any page, only where the token itself wrote it, and left
 * untouched when it already says the same. Throws ApiFailure for what is not a matter of permissions.
 */
export async function writeComment(client: Client, request: CommentRequest): Promise<Commented> {
  try {
    try {
      return await upsert(client, request);
    } catch (error) {
      // The comment may have been made before the server failed: look again, and do not write it twice.
      if (error instanceof ApiFailure && (error.status === undefined || error.status >= 500)) return await upsert(client, request);
      throw error;
    }
  } catch (error) {
    if (error instanceof ApiFailure && error.forbidden) return { status: 'forbidden' };
    throw error;
  }
}

async function upsert(client: Client, { pullRequest, marker, markdown, create = true }: CommentRequest): Promise<Commented> {
  const { owner, repo, octokit } = client;
  const body = `${marker}\n${markdown}`;
  const found = await findComment(client, pullRequest, marker);
  if (found === undefined) {
    if (!create) return { status: 'absent' };
    const { data } = await asking('Writing the comment', () => octokit.rest.issues.createComment({ owner, repo, issue_number: pullRequest, body }));
    return { status: 'created', url: data.html_url };
  }
  if (normal(found.body) === normal(body)) return { status: 'unchanged', url: found.url };
  const { data } = await asking('Updating the comment', () => octokit.rest.issues.updateComment({ owner, repo, comment_id: found.id, body }));
  return { status: 'updated', url: data.html_url };
}

interface Found {
  readonly id: number;
  readonly body: string;
  readonly url: string;
}

async function findComment(client: Client, pullRequest: number, marker: string): Promise<Found | undefined> {
  const { owner, repo, octokit } = client;
  return asking('Looking for the comment', async () => {
    const viewer = await client.viewer();
    const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, { owner, repo, issue_number: pullRequest, per_page: 100 });
    for await (const { data } of pages) {
      const own = data.find(({ user, body }) => user?.login === viewer && body?.startsWith(marker) === true);
      if (own !== undefined) return { id: own.id, body: own.body ?? '', url: own.html_url };
    }
    return undefined;
  });
}

/** GitHub keeps line ends as they came, from a browser with CR, and trims the end. */
function normal(body: string): string {
  return body.replaceAll('\r\n', '\n').trimEnd();
}
