import { afterEach, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../harness/daemon.ts';
import { PROJECT, runCli } from '../harness/runner.ts';
import { misbehave, stopServers } from '../oci/misbehaving.ts';
import { addLayout, IMAGES, listManifest } from './device.ts';

afterEach(stopServers);

/** A folder with the layout and a manifest of this text. */
function folder(text: string): { readonly cwd: string; readonly text: () => string } {
  const cwd = temporaryFolder('pin');
  addLayout(cwd);
  writeFileSync(join(cwd, 'manifest.yaml'), text);
  return { cwd, text: () => readFileSync(join(cwd, 'manifest.yaml'), 'utf8') };
}

describe('pin', () => {
  it('writes digest and size, and its report is about what the file says then', async () => {
    const floating = listManifest({ floating: ['ran'] });
    const { cwd, text } = folder(floating);
    const result = await runCli(['pin'], { cwd });
    expect(result.status).toBe(0);
    expect(result.stderr).toContain('Pinned 1 target.');
    expect(result.stdout).not.toContain('not pinned');
    const lines = floating.split('\n');
    expect(text().split('\n').filter((line) => !lines.includes(line))).toHaveLength(2);

    const again = await runCli(['pin'], { cwd });
    expect(again).toMatchObject({ status: 0, stderr: expect.stringContaining('Every target is pinned already.') });

    const checked = await runCli(['check', '--pin', 'check', '--json'], { cwd });
    expect(checked.status).toBe(0);
    expect(JSON.parse(checked.stdout).manifests[0].targets.map(({ floating: is }: { readonly floating: boolean }) => is)).not.toContain(true);
  });

  it('passes with pin: check, too, once all is pinned', async () => {
    const { cwd } = folder(listManifest({ floating: ['ran'] }));
    expect((await runCli(['pin', '--pin', 'check'], { cwd })).status).toBe(0);
  });

  it('writes nothing while a source cannot be resolved, and says which', async () => {
    const floating = listManifest({ floating: ['ran', 'hostfs'] }).replace('oci:layout:ran', 'oci:layout:rann');
    const { cwd, text } = folder(floating);
    const result = await runCli(['pin'], { cwd });
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('Nothing was written.');
    expect(result.stdout).toMatch(/has no tag "rann/);
    expect(text()).toBe(floating);
  });

  it('does not write over what somebody else wrote meanwhile', async () => {
    const bytes = readFileSync(join(PROJECT, '__tests__', 'vectors', 'layout', 'blobs', IMAGES['ran:2.5'].digest.replace(':', '/')));
    const edited = `${listManifest({ floating: ['ran'] })}# Somebody was here.\n`;
    let path = '';
    // The registry is slow enough for somebody to save the file while it is asked.
    const { host } = await misbehave(({ method }) => {
      if (path !== '') writeFileSync(path, edited);
      const headers = { 'content-type': 'application/vnd.oci.image.manifest.v1+json', 'docker-content-digest': IMAGES['ran:2.5'].digest };
      return { headers, body: method === 'HEAD' ? '' : bytes };
    });
    const { cwd, text } = folder(listManifest({ floating: ['ran'] }).replace('oci:layout:ran', `docker://${host}/os/ran`));
    path = join(cwd, 'manifest.yaml');
    const result = await runCli(['pin'], { cwd });
    expect(result.status).toBe(3);
    expect(result.stderr).toMatch(/"manifest\.yaml" was changed while its sources were asked.*\n.*Run this again/);
    expect(text()).toBe(edited);
    expect(readdirSync(cwd).toSorted()).toEqual(['layout', 'manifest.yaml']);
  });

  it('pins a manifest that has two names once', async () => {
    const { cwd, text } = folder(listManifest({ floating: ['ran'] }));
    symlinkSync('manifest.yaml', join(cwd, 'other.yaml'));
    expect((await runCli(['pin', '*.yaml'], { cwd })).status).toBe(0);
    expect(text()).toBe(listManifest());
  });
});
