import { expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { depthOf } from '../../src/oci/address.ts';
import { wholeText } from '../../src/sign/expectation.ts';
import { plainLine } from '../../src/workflow.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { runAction, runCli } from '../harness/runner.ts';
import { addLayout, listManifest } from '../whole/device.ts';

it.each(['192.0.0.192', 'fd20:ce::254', 'fd00:ec2::254', '64:ff9b:1::a9fe:a9fe', '64:ff9b::a9fe:a9fe', '::ffff:0:a9fe:a9fe', '::ffff:a9fe:a9fe', '2002:a9fe:a9fe::1', '100.100.100.200', 'fe80::1%eth0'])('%s, where a cloud keeps its credentials, is refused', (address) => {
  expect(depthOf(address)).toBe('refused');
});

it.each(['\u0085::stop-commands::x', '\u2028 ::add-mask::x', '\u0085\u0085 ::error::x'])('a line of the log that begins with %j is no command for a runner written in .NET', (line) => {
  expect(plainLine(line).replace(/^[\s\u{85}]+/u, '')).not.toMatch(/^::/);
});

it('an identity’s regular expression cannot break out of its anchors', () => {
  expect(() => wholeText('https://github.com/acme/device/.*)|(?:https://evil.example/', 'certificate-identity-regexp')).toThrow('is not a regular expression');
});

it.each(['off', 'warning'])('a registry that is down is exit code 3 with the rule source at %s', async (level) => {
  const manifest = listManifest({ prefix: 'docker://127.0.0.1:9/os/', floating: ['ran'] });
  const { status, stdout } = await runCli(['check', '--rules', `source: ${level}`], { files: { 'manifest.yaml': manifest } });
  expect({ status, told: /could not be resolved|127\.0\.0\.1:9/.test(stdout) }).toEqual({ status: 3, told: true });
});

it('an anchor that is no certificate is wrong use, whatever the release is', async () => {
  const files = { 'ca.pem': 'nothing\n', 'manifest.yaml': listManifest() };
  expect((await runCli(['verify', 'oci:layout:none', '--ca-certificate', 'ca.pem'], { files })).status).toBe(2);
});

it('a link in place of the output directory, or of a file in it, leads nowhere', async () => {
  const outside = temporaryFolder('outside');
  const workspace = temporaryFolder('linked');
  writeFileSync(join(workspace, 'manifest.yaml'), listManifest());
  addLayout(workspace);
  symlinkSync(outside, join(workspace, 'folder'));
  const folder = await runAction({ workspace, inputs: { 'output-directory': 'folder' } });
  expect(folder.status).toBe(2);
  mkdirSync(join(workspace, 'files'));
  symlinkSync(join(outside, 'report.md'), join(workspace, 'files', 'report.md'));
  const file = await runAction({ workspace, inputs: { 'output-directory': 'files' } });
  expect(file.status).toBe(0);
  expect(readFileSync(join(workspace, 'files', 'report.md'), 'utf8')).toContain('hostfs');
  expect([existsSync(join(outside, 'report.md')), existsSync(join(outside, 'report.json'))]).toEqual([false, false]);
});
