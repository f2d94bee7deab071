import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { runAction, type ActionOptions, type ActionResult } from '../harness/runner.ts';
import { addLayout, listManifest, PRODUCT } from './device.ts';

const act = (options: ActionOptions = {}): Promise<ActionResult> => {
  const workspace = temporaryFolder('action');
  addLayout(workspace);
  writeFileSync(join(workspace, 'manifest.yaml'), listManifest());
  return runAction({ event: 'workflow_dispatch', workspace, ...options });
};

/** A PATH with a `git` that writes down its environment, and fails. */
function spy(): { readonly path: string; readonly seen: () => string } {
  const folder = temporaryFolder('spy');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'git'), `#!/bin/sh\n/usr/bin/env >> '${folder}/seen'\nexit 1\n`, { mode: 0o755 });
  symlinkSync(process.execPath, join(folder, 'bin', 'node'));
  return { path: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, seen: () => (existsSync(join(folder, 'seen')) ? readFileSync(join(folder, 'seen'), 'utf8') : '') };
}

describe('secrets', () => {
  let product: ProductCertificate;
  beforeAll(async () => {
    product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
  });
  const secrets = { 'key-passphrase': 'a pass phrase', 'registry-password': 'p4ss,word:100%' };

  it('are masked before anything else is printed, a key line by line', async () => {
    const result = await act({ inputs: { ...secrets, key: product.keyPem } });
    expect(result.status).toBe(0);
    const lines = product.keyPem.trim().split('\n').filter((line) => !line.startsWith('-----'));
    expect(lines.length).toBeGreaterThan(10);
    for (const secret of [...lines, 'a pass phrase', 'p4ss,word:100%', 'ghs_aTokenThatNoServerKnows']) expect(result.masks).toContain(secret);
    const first = result.stdout.split('\n').findIndex((line) => !line.startsWith('::add-mask::'));
    expect(result.stdout.split('\n').slice(first).join('\n')).not.toContain('::add-mask::');
    // What every key has would make riddles of other lines.
    expect(result.masks.filter((mask) => /^-----[A-Z ]+-----$/.test(mask))).toEqual([]);
    expect(result.log).not.toContain(lines[3]);
  });

  it('are not a key’s path', async () => {
    const workspace = temporaryFolder('path');
    addLayout(workspace);
    writeFileSync(join(workspace, 'manifest.yaml'), listManifest());
    writeFileSync(join(workspace, 'product.pem'), product.keyPem);
    const masks = async (key: string): Promise<readonly string[]> => (await act({ workspace, inputs: { key } })).masks;
    expect(await masks('product.pem')).not.toContain('product.pem');
    // What is no file may be a key that lost its shape.
    expect(await masks('c2VjcmV0IGtleQ==')).toContain('c2VjcmV0IGtleQ==');
  });

  it('are in no child’s environment', async () => {
    const { path, seen } = spy();
    const result = await act({ inputs: { ...secrets, key: product.keyPem, base: 'main' }, env: { PATH: path } });
    expect(result.status).toBe(2);
    expect(seen()).toContain('PATH=');
    expect(seen()).not.toMatch(/INPUT_|a pass phrase|p4ss|ghs_|PRIVATE KEY/);
  });

  it('are in no file, output, summary or message, whatever fails', async () => {
    const result = await act({ inputs: { ...secrets, key: product.keyPem, job: 'publish', tag: '1', sign: 'key', destination: '127.0.0.1:9/a/b', 'registry-username': 'u' } });
    expect(result.status).not.toBe(0);
    const said = JSON.stringify([result.stdout.replaceAll(/^::add-mask::.*$/gm, ''), result.stderr, result.outputs, result.summary]);
    expect(said).not.toMatch(/a pass phrase|p4ss|ghs_aToken|PRIVATE KEY/);
  });
});

describe('a failure', () => {
  it('of use has an annotation, outputs, and a summary', async () => {
    const result = await act({ inputs: { profile: 'mosctrl' } });
    expect(result.status).toBe(2);
    expect(result.outputs).toEqual({ result: 'failed', errors: '1', warnings: '0', pinned: '0' });
    expect(result.annotations).toMatchObject([{ level: 'error', title: 'manifest-action: input', message: 'The input profile cannot be "mosctrl". It is one of: mos, mosctl, generic.' }]);
    expect(result.summary).toContain('### ❌ The input profile cannot be `mosctrl`.');
    expect(result.summary).toContain('It is one of');
  });

  it('in the summary is text, whatever is in it', async () => {
    const result = await act({ inputs: { profile: '<img src=x> [a](https://evil.example) @everyone\n# big\n::error::pwned' } });
    expect(result.status).toBe(2);
    expect(result.summary.replaceAll(/`[^`\n]*`/g, '')).not.toMatch(/<img|evil|@everyone|^# big/m);
    expect(result.annotations).toHaveLength(1);
  });

  it('of a file of the runner’s spoils nothing', async () => {
    const result = await act({ env: { GITHUB_STEP_SUMMARY: '/nonexistent/summary' } });
    expect(result.status).toBe(0);
    expect(result.outputs['result']).toBe('passed');
    expect(result.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)).toContain('The job summary could not be written to the file that GITHUB_STEP_SUMMARY names.');
  });

  it('of the event’s file is told', async () => {
    const result = await act({ env: { GITHUB_EVENT_PATH: '/nonexistent/event.json' } });
    expect(result.status).toBe(2);
    expect(result.annotations[0]?.message).toContain('GITHUB_EVENT_PATH');
  });
});

describe('events', () => {
  const NONE = '0'.repeat(40);
  const repository = { full_name: 'acme/device', default_branch: 'main', private: false };
  const refused: readonly (readonly [string, ActionOptions, RegExp])[] = [
    ['a deleted tag', { event: 'push', payload: { ref: 'refs/tags/v1.0.0', deleted: true, before: '1'.repeat(40), after: NONE, repository } }, /tag "v1\.0\.0" was deleted.*job/],
    ['pull_request_target', { event: 'pull_request_target', payload: { repository } }, /pull_request_target.*Nothing was read.*on: pull_request/],
    ['schedule', { event: 'schedule', payload: { repository } }, /no job update.*schedule.*job/],
    ['an unknown event', { event: 'issues', payload: { repository } }, /"issues" does not say.*job/],
    ['a release that is not published', { event: 'release', payload: { action: 'created', release: { tag_name: 'v1' }, repository } }, /created.*job/],
  ];
  it.each(refused)('%s: exit code 2, and what to do', async (_, options, says) => {
    const result = await act(options);
    expect(result.status).toBe(2);
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]?.message).toMatch(says);
    expect(result.outputs['result']).toBe('failed');
  });

  it('pull_request_target reads nothing, not even with a job that was named', async () => {
    const result = await act({ event: 'pull_request_target', payload: { repository }, inputs: { job: 'check', manifest: 'nope.yaml' } });
    expect(result.status).toBe(2);
    expect(result.annotations[0]?.message).not.toContain('nope.yaml');
  });

  it.each<readonly [string, ActionOptions]>([
    ['workflow_dispatch', { event: 'workflow_dispatch', payload: { repository } }],
    ['the first push of a branch', { event: 'push', payload: { ref: 'refs/heads/new', before: NONE, after: '1'.repeat(40), repository } }],
  ])('%s is checked, with nothing to compare with', async (_, options) => {
    const result = await act(options);
    expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(readFileSync(result.outputs['report'] ?? '', 'utf8'))).toMatchObject({ job: 'check', result: 'passed', manifests: [{ base: null, changes: [] }] });
    expect(result.outputs['comment-url']).toBeUndefined();
  });

  it('a published release is published by its tag', async () => {
    const result = await act({ event: 'release', payload: { action: 'published', release: { tag_name: 'v1.2.0' }, repository }, inputs: { sign: 'key' } });
    // Without a destination it goes no further than this.
    expect(result.annotations[0]?.message).toContain('destination is empty');
    expect(result.status).toBe(2);
  });
});

describe('several manifests', () => {
  const several = (inputs: Readonly<Record<string, string>>, options: ActionOptions = {}): Promise<ActionResult> => {
    const workspace = temporaryFolder('several');
    for (const folder of ['devices/a', 'devices/b']) {
      mkdirSync(join(workspace, folder), { recursive: true });
      writeFileSync(join(workspace, folder, 'manifest.yaml'), listManifest());
    }
    addLayout(workspace);
    return runAction({ event: 'workflow_dispatch', workspace, ...options, inputs: { manifest: 'devices/*/manifest.yaml', ...inputs } });
  };

  it('have a folder each, and a line each in system-manifest', async () => {
    const result = await several({});
    expect(result.status).toBe(0);
    const paths = (result.outputs['system-manifest'] ?? '').split('\n');
    expect(paths.map((path) => path.slice(result.temp.length))).toEqual([
      expect.stringMatching(/^\/manifest-action\/devices-a-manifest-[0-9a-f]{8}\/install\.json$/),
      expect.stringMatching(/^\/manifest-action\/devices-b-manifest-[0-9a-f]{8}\/install\.json$/),
    ]);
    for (const path of paths) expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ product: PRODUCT });
    expect(result.summary).toContain('devices/a/manifest.yaml');
    expect(result.summary).toContain('devices/b/manifest.yaml');
  });

  it('cannot go to one place: exit code 2, and nothing is written', async () => {
    const result = await several({ job: 'publish', tag: '1', destination: 'oci:out', 'allow-public-log': 'true' });
    expect(result.status).toBe(2);
    expect(result.annotations.some(({ message }) => message.includes('{folder}'))).toBe(true);
    expect(existsSync(join(result.workspace, 'out'))).toBe(false);
  });

  it('are chosen by a tag’s prefix, and a prefix of none is wrong use', async () => {
    const push = (tag: string): Promise<ActionResult> =>
      several({ destination: 'oci:out', 'dry-run': 'true', 'allow-public-log': 'true', rules: 'unreviewed-release: off' }, { event: 'push', payload: { ref: `refs/tags/${tag}`, before: '0'.repeat(40), after: '1'.repeat(40), repository: { full_name: 'acme/device', default_branch: 'main', private: false } } });
    const none = await push('c/v1.2.0');
    expect(none.status).toBe(2);
    expect(none.annotations[0]?.message).toMatch(/for "c".*devices\/a\/manifest\.yaml, devices\/b\/manifest\.yaml/);
    const one = await push('b/v1.2.0');
    expect(one.stdout).not.toContain('{folder}');
    expect(one.outputs['system-manifest']).not.toContain('\n');
  });
});
