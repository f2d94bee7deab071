import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Failure } from '../failure.ts';
import { visible } from '../visible.ts';
import type { Client } from './client.ts';
import { ApiFailure, asking, missingAsUndefined } from './failure.ts';

/** A file of a GitHub release. */
export interface AssetFile {
  readonly name: string;
  readonly bytes: Buffer;
}

interface Asset {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly state: string;
  /** Of the bytes, as `sha256:…`; servers that are older than 2025 do not say it. */
  readonly digest?: string | null;
}

/** The GitHub release of a tag, with the files that it had when it was asked. */
export interface GitHubRelease {
  readonly tag: string;
  readonly uploadUrl: string;
  readonly assets: readonly Asset[];
}

/** The GitHub release of a tag (REST "Get a release by tag name"). Throws ApiFailure, and a `problem` Failure `no-github-release` when the tag has none. */
export async function findRelease(client: Client, tag: string): Promise<GitHubRelease> {
  const { owner, repo, octokit } = client;
  const release = await missingAsUndefined(asking(`Looking for the GitHub release of ${tag}`, () => octokit.rest.repos.getReleaseByTag({ owner, repo, tag })));
  if (release !== undefined) return { tag, uploadUrl: release.data.upload_url, assets: release.data.assets };
  throw new Failure('problem', 'no-github-release', `There is no GitHub release for the tag ${tag}, so there is nothing that files could be uploaded to.`, {
    cure: 'Make the release first, or run on release: published; a draft does not count.',
  });
}

/**
 * Those of the files that a release lacks. A file of that name that is there is compared: by its digest, and where the server says none, by its bytes. Throws ApiFailure, and a
 * `problem` Failure `asset-differs` for one with other bytes: who downloads it would take it for this release's.
 */
export async function missingAssets(client: Client, release: GitHubRelease, files: readonly AssetFile[]): Promise<AssetFile[]> {
  const compared = await Promise.all(
    files.map(async (file) => {
      const there = release.assets.find(({ name }) => name === file.name);
      if (there === undefined) return file;
      const ours = sha256(file.bytes);
      const theirs = await digestOf(client, there, file);
      if (theirs === ours) return undefined;
      const what = there.state === 'uploaded' ? `${visible(theirs ?? 'other content', 100)} (${there.size} bytes)` : 'an upload that did not end';
      throw new Failure('problem', 'asset-differs', `The GitHub release of ${release.tag} has a file ${file.name} already: ${what}, and this release’s is ${ours} (${file.bytes.byteLength} bytes).`, {
        cure: 'See who uploaded it. If it is none of this release, delete it from the GitHub release and run this again; else publish under a new tag. Files are never replaced.',
      });
    }),
  );
  return compared.filter((file) => file !== undefined);
}

/** What a file is that is there; undefined when its size alone says that it is another. */
async function digestOf(client: Client, { id, name, size, state, digest }: Asset, { bytes }: AssetFile): Promise<string | undefined> {
  if (state !== 'uploaded') return undefined;
  if (digest !== undefined && digest !== null) return digest;
  return size === bytes.byteLength ? sha256(await download(client, id, name)) : undefined;
}

async function download({ owner, repo, octokit }: Client, id: number, name: string): Promise<Buffer> {
  return asking(`Downloading ${name} to compare it`, async () => {
    const { data }: { readonly data: unknown } = await octokit.request('GET /repos/{owner}/{repo}/releases/assets/{asset_id}', {
      owner,
      repo,
      asset_id: id,
      headers: { accept: 'application/octet-stream' },
      // As bytes, whatever type it was uploaded with.
      request: { parseSuccessResponseBody: false },
    });
    return isStream(data) ? buffer(data) : Buffer.alloc(0);
  });
}

/** No signature, certificate or bundle comes near it, in bytes. */
const LARGEST_SIGNATURE = 4 * 1024 * 1024;

/** Of these names those that a release has, with their bytes; empty for what cannot be a signature: an upload that did not end, and more than 4 MiB. Throws ApiFailure. */
export async function readAssets(client: Client, release: GitHubRelease, names: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const there = release.assets.filter(({ name }) => names.includes(name));
  return new Map(await Promise.all(there.map(async ({ id, name, size, state }) => [name, state === 'uploaded' && size <= LARGEST_SIGNATURE ? await download(client, id, name) : Buffer.alloc(0)] as const)));
}

/**
 * Uploads files to a GitHub release (REST "Upload a release asset"). One that another run uploaded meanwhile is compared, but for those that `stays` names of the release as it is then.
 * Throws as `missingAssets`, and what `stays` throws.
 */
export async function uploadAssets(client: Client, release: GitHubRelease, files: readonly AssetFile[], stays?: (now: GitHubRelease) => Promise<ReadonlySet<string>>): Promise<void> {
  for (const file of files) {
    const { name, bytes } = file;
    try {
      await asking(`Uploading ${name} to the GitHub release of ${release.tag} (it takes contents: write)`, () =>
        client.octokit.request({ method: 'POST', url: release.uploadUrl, headers: { 'content-type': 'application/octet-stream' }, data: bytes, name }),
      );
    } catch (error) {
      // 422: the name is taken.
      if (!(error instanceof ApiFailure) || error.status !== 422) throw error;
      const now = await findRelease(client, release.tag);
      if ((await stays?.(now))?.has(name) === true) continue;
      if ((await missingAssets(client, now, [file])).length > 0) throw error;
    }
  }
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
