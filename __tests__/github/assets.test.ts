import { afterEach, describe, expect, test } from '@jest/globals';
import { findRelease, missingAssets, readAssets, uploadAssets, type AssetFile } from '../../src/github/assets.ts';
import type { GitHub, GitHubOptions } from '../harness/github.ts';
import { run } from '../harness/peers.ts';
import { rejectionOf } from './failing.ts';
import { open, type Opened } from './opened.ts';

const TAG = 'v1.0.0';
/** No text: a byte order mark, and bytes that are no UTF-8. */
const SIGNATURE: AssetFile = { name: 'install.json.signed', bytes: Buffer.from([0xef, 0xbb, 0xbf, 0, 255, 200, 13, 10]) };
const MANIFEST: AssetFile = { name: 'install.json', bytes: Buffer.from('{"version":"1.0.0"}') };
const FILES = [MANIFEST, SIGNATURE];

let opened: Opened | undefined;
afterEach(async () => {
  await opened?.github.stop();
  opened = undefined;
});

/** A GitHub with a release that has these files. */
async function start(assets: readonly AssetFile[] = [], options: GitHubOptions = {}): Promise<Opened> {
  opened = await open({ permissions: { contents: 'write' }, ...options });
  const { client } = opened;
  await client.octokit.rest.repos.createRelease({ owner: client.owner, repo: client.repo, tag_name: TAG });
  await uploadAssets(client, await findRelease(client, TAG), assets);
  return opened;
}

const held = ({ releases }: GitHub): (readonly [string, string])[] => (releases[0]?.assets ?? []).map(({ name, content }) => [name, content.toString('hex')] as const);
const hex = (files: readonly AssetFile[]): (readonly [string, string])[] => files.map(({ name, bytes }) => [name, bytes.toString('hex')] as const);

describe('the files of a GitHub release', () => {
  test('are uploaded as they are', async () => {
    const { client, github } = await start();
    const release = await findRelease(client, TAG);
    expect(await missingAssets(client, release, FILES)).toEqual(FILES);
    await uploadAssets(client, release, FILES);
    expect(held(github)).toEqual(hex(FILES));
  });

  test('are uploaded in a process where Node’s own fetch was used, whose connections are stricter', async () => {
    const { client, github } = await start();
    const release = await findRelease(client, TAG);
    const module = (name: string): string => JSON.stringify(new URL(`../../src/github/${name}.ts`, import.meta.url).href);
    const script = `
      await fetch(${JSON.stringify(github.url)});
      const [{ openClient }, { uploadAssets }] = await Promise.all([import(${module('client')}), import(${module('assets')})]);
      const client = await openClient(${JSON.stringify({ apiUrl: github.env['GITHUB_API_URL'], repository: { owner: client.owner, name: client.repo } })}, ${JSON.stringify(github.token)});
      await uploadAssets(client, ${JSON.stringify(release)}, [{ name: 'install.json', bytes: Buffer.from('{"version":"1.0.0"}') }]);`;
    expect(await run(process.execPath, ['--input-type=module', '--eval', script])).toMatchObject({ status: 0, stderr: '' });
    expect(held(github)).toEqual(hex([MANIFEST]));
  });

  test.each([
    ['by its digest, without a download', false, 0],
    ['by its bytes, where the server says no digest', true, 1],
  ])('are not uploaded again: one that is there is compared %s', async (_, enterprise, downloads) => {
    const { client, github } = await start([SIGNATURE], { enterprise });
    expect(await missingAssets(client, await findRelease(client, TAG), FILES)).toEqual([MANIFEST]);
    expect(github.count(/^GET \S*\/storage\//u)).toBe(downloads);
  });

  test.each([
    ['of the same size', '{"version":"1.0.1"}', false],
    ['of the same size, where the server says no digest', '{"version":"1.0.1"}', true],
    ['of another size, where the server says no digest', '{"evil":true}', true],
    ['that is empty', '', false],
  ])('are refused beside one of their names %s', async (_, content, enterprise) => {
    const { client, github } = await start([{ name: MANIFEST.name, bytes: Buffer.from(content) }], { enterprise });
    const failure = await rejectionOf(missingAssets(client, await findRelease(client, TAG), FILES));
    expect(failure).toMatchObject({ kind: 'problem', code: 'asset-differs' });
    expect(failure.message).toContain('install.json already');
    expect(failure.cure).toContain('delete it from the GitHub release');
    expect(github.releases[0]?.assets).toHaveLength(1);
  });

  test('are refused beside an upload that did not end', async () => {
    const { client, github } = await start();
    github.releases[0]?.assets.push({ id: 5, name: MANIFEST.name, content: MANIFEST.bytes, state: 'starter' });
    const failure = await rejectionOf(missingAssets(client, await findRelease(client, TAG), FILES));
    expect(failure).toMatchObject({ kind: 'problem', code: 'asset-differs', message: expect.stringContaining('an upload that did not end') });
  });

  test('are what another run uploaded meanwhile, or that is said', async () => {
    const { client, github } = await start();
    const before = await findRelease(client, TAG);
    await uploadAssets(client, before, [SIGNATURE]);
    await uploadAssets(client, before, FILES);
    expect(held(github)).toEqual(hex([SIGNATURE, MANIFEST]));
    const other = { name: MANIFEST.name, bytes: Buffer.from('{}') };
    expect(await rejectionOf(uploadAssets(client, before, [other]))).toMatchObject({ kind: 'problem', code: 'asset-differs' });
  });

  test('stay as another run uploaded them meanwhile, when they are said to', async () => {
    const { client, github } = await start();
    const before = await findRelease(client, TAG);
    await uploadAssets(client, before, [SIGNATURE]);
    const asked: (readonly string[])[] = [];
    const ours = [MANIFEST, { name: SIGNATURE.name, bytes: Buffer.from('another') }];
    await uploadAssets(client, before, ours, async (now) => {
      asked.push(now.assets.map(({ name }) => name));
      return new Set([SIGNATURE.name]);
    });
    // It is asked of the release as it is by then.
    expect(asked).toEqual([[SIGNATURE.name, MANIFEST.name]]);
    expect(held(github)).toEqual(hex([SIGNATURE, MANIFEST]));
    expect(await rejectionOf(uploadAssets(client, before, ours, async () => new Set([MANIFEST.name])))).toMatchObject({ kind: 'problem', code: 'asset-differs' });
  });

  test('are read by name, and what cannot be a signature is not downloaded', async () => {
    const { client, github } = await start([SIGNATURE, MANIFEST]);
    github.releases[0]?.assets.push({ id: 5, name: 'cert.pem', content: MANIFEST.bytes, state: 'starter' }, { id: 6, name: 'bundle.sigstore.json', content: Buffer.alloc(4 * 1024 * 1024 + 1), state: 'uploaded' });
    const read = await readAssets(client, await findRelease(client, TAG), [SIGNATURE.name, 'cert.pem', 'bundle.sigstore.json', 'provenance.sigstore.json']);
    expect([...read]).toEqual([[SIGNATURE.name, SIGNATURE.bytes], ['cert.pem', Buffer.alloc(0)], ['bundle.sigstore.json', Buffer.alloc(0)]]);
    expect(github.count(/^GET \S*\/storage\//u)).toBe(1);
  });

  test('need a release, and the permission', async () => {
    const { client, github } = await start();
    expect(await rejectionOf(findRelease(client, 'v2.0.0'))).toMatchObject({ kind: 'problem', code: 'no-github-release', message: expect.stringContaining('v2.0.0') });
    // 422 is not always a name that is taken.
    github.failNext(/^POST .*\/assets/u, 422, { message: 'Validation Failed' });
    expect(await rejectionOf(uploadAssets(client, await findRelease(client, TAG), FILES))).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('422') });
    github.failNext(/^POST .*\/assets/u, 403, { message: 'Resource not accessible by integration' });
    expect(await rejectionOf(uploadAssets(client, await findRelease(client, TAG), FILES))).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('contents: write') });
  });
});
