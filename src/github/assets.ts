import { Failure } from '../failure.ts';
import type { Client } from './client.ts';
import { ApiFailure, asking } from './failure.ts';

/** A file of a GitHub release. */
export interface AssetFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Uploads files to the GitHub release of a tag, and gives the names of those that were not there (REST "Upload a release asset"). A file of that name stays as it
 * is: a release is one thing for ever. Throws ApiFailure, and a `problem` Failure `no-github-release` when the tag has no release.
 */
export async function uploadAssets(client: Client, tag: string, files: readonly AssetFile[]): Promise<string[]> {
  const { owner, repo, octokit } = client;
  const release = await asking(`Looking for the GitHub release of ${tag}`, () => octokit.rest.repos.getReleaseByTag({ owner, repo, tag })).catch((error: unknown) => {
    if (!(error instanceof ApiFailure) || error.status !== 404) throw error;
    throw new Failure('problem', 'no-github-release', `There is no GitHub release for the tag ${tag}, so its files could not be uploaded. What was published is complete.`, {
      cure: 'Make the release first, or run on release: published; a draft does not count.',
      cause: error,
    });
  });
  const there = new Set(release.data.assets.map(({ name }) => name));
  const missing = files.filter(({ name }) => !there.has(name));
  for (const { name, bytes } of missing) {
    await asking(`Uploading ${name} to the GitHub release of ${tag} (it takes contents: write)`, () =>
      octokit.request({ method: 'POST', url: release.data.upload_url, headers: { 'content-type': 'application/octet-stream', 'content-length': bytes.byteLength }, data: bytes, name }),
    );
  }
  return missing.map(({ name }) => name);
}
