import { describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../harness/daemon.ts';
import { runCli } from '../harness/runner.ts';
import { addLayout, listManifest } from './device.ts';

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
});
