import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCa, makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { listen, type Listening } from '../harness/listen.ts';
import { runAction, runCli, type ActionResult, type CliResult } from '../harness/runner.ts';
import { addLayout, listManifest, PRODUCT } from './device.ts';

/** A folder with the layout, a good manifest, and these files. */
function folder(files: Readonly<Record<string, string>> = {}): string {
  const made = temporaryFolder('bad');
  addLayout(made);
  for (const [name, content] of Object.entries({ 'manifest.yaml': listManifest(), ...files })) writeFileSync(join(made, name), content);
  return made;
}

/** Whatever happened, it is told as one would tell a person. */
function told(result: CliResult | ActionResult): string {
  const text = `${result.stdout}\n${result.stderr}`;
  expect(text).not.toMatch(/\n\s+at .*(?:\.js|\.ts|node:)/);
  expect(text).not.toContain('has a defect');
  return text;
}

const cli = (cwd: string, ...args: string[]): Promise<CliResult> => runCli(args, { cwd });

describe('wrong use: exit code 2, and what to do', () => {
  const cases: readonly (readonly [title: string, args: readonly string[], says: RegExp])[] = [
    ['a job that does not exist', ['publsh'], /There is no job "publsh".*\n.*check, pin, publish, promote, verify/],
    ['an option that does not exist', ['check', '--manifst', 'x'], /manifst/],
    ['an input with an unknown value', ['check', '--profile', 'mosctrl'], /profile cannot be "mosctrl".*\n.*mos, mosctl, generic/],
    ['an unknown rule', ['check', '--rules', 'hostfz: off'], /no rule "hostfz".*\n.*hostfs/],
    ['a rule that cannot be lowered', ['check', '--rules', 'digest: off'], /digest cannot be lowered/],
    ['a missing manifest', ['check', 'nope.yaml'], /The input manifest: there is no "nope\.yaml"/],
    ['a folder', ['check', 'layout'], /"layout" is a folder/],
    ['the folder itself', ['check', '.'], /"\." is a folder.*\n.*as in manifest\.yaml\./],
    ['a glob without a match', ['check', 'devices/*.yaml'], /nothing matches "devices\/\*.yaml"/],
    ['a platform that is none', ['check', '--platform', 'amd64'], /platform cannot be "amd64"/],
    ['a base that is no commit', ['check', '--base', 'nowhere'], /base: there is no git repository here.*\n.*in a clone/],
    ['no destination', ['publish', '--tag', '1'], /destination is empty/],
    ['a destination with a tag', ['publish', '--tag', '1', '--destination', 'r.example/a:1', '--sign', 'key'], /key|tag/],
    ['a tag that a registry cannot have', ['publish', '--tag', '1.0+4', '--destination', 'oci:out', '--allow-public-log', 'true'], /"1\.0\+4" cannot be a tag.*\n.*1\.0_4/],
    ['no tag', ['publish', '--destination', 'oci:out', '--allow-public-log', 'true'], /no git tag.*\n.*--tag/],
    ['keyless without agreeing to the public log', ['publish', '--destination', 'oci:out', '--tag', '1'], /public log.*\n.*allow-public-log/],
    ['a key that is not there', ['publish', '--destination', 'oci:out', '--tag', '1', '--sign', 'key'], /certificate/],
    ['a key as an argument', ['publish', '--key=-----BEGIN PRIVATE KEY-----'], /--key takes a path/],
    ['nothing to verify', ['verify'], /reference is empty/],
    ['no anchor', ['verify', 'oci:out:1'], /Nothing says who must have signed/],
    ['an identity without an issuer', ['verify', 'oci:out:1', '--certificate-identity', 'me'], /who vouches/],
    ['sign without its anchor', ['verify', 'oci:out:1', '--sign', 'key', '--certificate-identity', 'me', '--certificate-oidc-issuer', 'https://i.example'], /The input sign says key/],
  ];
  it.each(cases)('%s', async (_, args, says) => {
    const result = await cli(folder(), ...args);
    expect(told(result)).toMatch(says);
    expect(result.status).toBe(2);
  });
});

it('a glob that matches a link that leads nowhere, or to itself', async () => {
  for (const target of ['nowhere', 'b.yaml']) {
    const cwd = folder();
    symlinkSync(target, join(cwd, 'b.yaml'));
    const result = await cli(cwd, 'check', '*.yaml');
    expect(told(result)).toContain('there is no "b.yaml"');
    expect(result.status).toBe(2);
  }
});

describe('with {product} in the destination', () => {
  const run = (job: string, manifest: string, destination: string): Promise<ActionResult> => runAction({ inputs: { job, destination, tag: '1.0.0', 'allow-public-log': 'true' }, files: { 'manifest.yaml': manifest }, workspace: folder() });

  it.each([
    ['check', 'no one meaning', 'version: 1\nproduct: [\n', 'syntax'],
    ['check', 'no product', listManifest().replace(/^product: .*\n/m, ''), 'product'],
    ['publish', 'no one meaning', 'version: 1\nproduct: [\n', 'syntax'],
    ['publish', 'no product', listManifest().replace(/^product: .*\n/m, ''), 'product'],
  ])('%s says of a manifest with %s what is wrong with it, and not of the destination', async (job, _, manifest, rule) => {
    const result = await run(job, manifest, 'registry.example/os/{product}');
    told(result);
    expect(result.status).toBe(1);
    expect(result.annotations.map(({ title }) => title)).toContainEqual(expect.stringContaining(rule));
    expect(JSON.parse(readFileSync(result.outputs['report'] ?? '', 'utf8'))).toMatchObject({ result: 'failed', manifests: [{ problems: expect.arrayContaining([expect.objectContaining({ rule })]) }] });
  });

  it('a place that cannot be is wrong use still, and the report is there', async () => {
    const result = await run('check', listManifest().replace(PRODUCT, 'NoPlace'), 'registry.example/os/{product}');
    expect(told(result)).toContain('a repository has no capital letters');
    expect(result.status).toBe(2);
    expect(JSON.parse(readFileSync(result.outputs['report'] ?? '', 'utf8'))).toMatchObject({ result: 'failed', manifests: [{ path: 'manifest.yaml' }] });
  });
});

it('a base that is no commit of the repository', async () => {
  const made = folder();
  execFileSync('git', ['init', '--quiet', made]);
  const result = await cli(made, 'check', '--base', 'nowhere');
  expect(told(result)).toMatch(/base: git has no commit "nowhere".*\n.*of this repository/);
  expect(result.status).toBe(2);
});

it('what is missing is said in words of the user, and not of the system', async () => {
  const made = folder({ 'manifest.yaml': listManifest({ floating: ['ran'] }).replace('oci:layout:ran', 'oci:layuot:ran') });
  for (const args of [['check', 'nope.yaml'], ['check'], ['verify', 'oci:out:1', '--ca-certificate', 'nope.pem']]) {
    const text = told(await cli(made, ...args));
    expect(text).toMatch(/there is no "/i);
    expect(text).not.toContain('ENOENT');
    expect(text).not.toContain(made);
  }
});

describe('problems of a manifest: exit code 1, with line and column', () => {
  const cases: readonly (readonly [title: string, manifest: string, says: RegExp])[] = [
    ['invalid YAML', 'version: 1\ntargets: [\n', /manifest\.yaml:\d+:\d+: error: .*\[syntax\]/],
    ['a tab as indentation', 'version: 1\ntargets:\n\t- service_name: a\n', /manifest\.yaml:3:1: error: .*\[syntax\]/],
    ['an unknown key', listManifest().replace('update_type', 'updat_type'), /manifest\.yaml:4:1: error: .*updat_type.*\[unknown-key\]/],
    ['a duplicate key', `${listManifest()}version: 1\n`, /error: .*version.*\[syntax\]/],
    ['a source that is not there', listManifest({ floating: ['ran'] }).replace('ran:2.5', 'ran:9.9'), /error: .*9\.9.*\[source\]/],
    ['a layout that is not there', listManifest({ floating: ['ran'] }).replace('oci:layout:ran', 'oci:layuot:ran'), /error: .*layuot.*\[source\]/],
    ['a hidden character', listManifest().replace('# the radio', '# the \u202Eradio'), /error: .*U\+202E.*\[hidden-character\]/],
    ['an alias bomb', `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((key, at) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghij'[at]}`).join(',')}]`).join('\n')}\nversion: 1\n`, /error: .*\[(?:syntax|unknown-key|schema)\]/],
    ['more than 1 MiB', `version: 1\n# ${'x'.repeat(1_100_000)}\n`, /error: .*1 MiB.*\[syntax\]/],
  ];
  it.each(cases)('%s', async (_, manifest, says) => {
    const result = await cli(folder({ 'manifest.yaml': manifest }), 'check');
    expect(told(result)).toMatch(says);
    expect(result.status).toBe(1);
  });
});

describe('what could not be done or checked: exit code 3', () => {
  let listening: Listening;
  let host: string;
  let status = 200;
  beforeAll(async () => {
    const server = createServer((_, response) => {
      response.writeHead(status, { 'content-type': 'text/html', ...(status === 401 ? { 'www-authenticate': 'Basic realm="x"' } : {}) }).end('<html>Welcome to the guest network</html>');
    });
    listening = await listen(server);
    ({ host } = listening);
  });
  afterAll(() => listening.stop());
  const against = (address: string): Promise<CliResult> => cli(folder({ 'manifest.yaml': listManifest({ floating: ['ran'] }).replace('oci:layout:ran', `docker://${address}/os/ran`) }), 'check');

  it('a registry that is down', async () => {
    const result = await against('127.0.0.1:9');
    expect(told(result)).toMatch(/error: Reading 127\.0\.0\.1:9.*\[source\]/);
    expect(told(result).match(/ECONNREFUSED/g)).toHaveLength(1);
    expect(result.status).toBe(3);
  }, 200_000);

  it.each([
    ['a 401', 401, /401|credentials|log in/i],
    ['a 403', 403, /403|credentials|may not|denied/i],
    ['a captive portal', 200, /registry/i],
  ] as const)('%s', async (_, code, says) => {
    status = code;
    const result = await against(host);
    expect(told(result)).toMatch(says);
    expect(result.status).toBe(3);
  }, 200_000);

  it('a 404 is a problem of the manifest: exit code 1', async () => {
    status = 404;
    const result = await against(host);
    expect(told(result)).toMatch(/\[source\]/);
    expect(result.status).toBe(1);
  });
});

describe('keys and certificates', () => {
  let good: ProductCertificate;
  beforeAll(async () => {
    good = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
  });
  const publish = async (made: { readonly keyPem: string; readonly certificatePem: string; readonly caPem: string }): Promise<CliResult> =>
    cli(folder({ 'key.pem': made.keyPem, 'cert.pem': made.certificatePem, 'ca.pem': made.caPem }), ...'publish --destination oci:out --tag 1 --sign key --key key.pem --certificate cert.pem --ca-certificate ca.pem'.split(' '));

  it('a key that does not match its certificate', async () => {
    const other = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    const result = await publish({ ...good, keyPem: other.keyPem });
    expect(told(result)).toMatch(/does not belong to the certificate/);
    expect(result.status).toBe(1);
  });
  it('a certificate for another product', async () => {
    const result = await publish(await makeProductCertificate({ product: '00000000-0000-4000-8000-000000000000', days: 20 * 365 }));
    expect(told(result)).toMatch(/\[certificate-product\]/);
    expect(result.status).toBe(1);
  });
  it('an expired certificate', async () => {
    const result = await publish(await makeProductCertificate({ product: PRODUCT, notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') }));
    expect(told(result)).toMatch(/2021.*\[certificate-chain\]/);
    expect(result.status).toBe(1);
  });
  it('a certificate of another CA', async () => {
    const result = await publish({ ...good, caPem: (await makeCa()).caPem });
    expect(told(result)).toMatch(/\[certificate-chain\]/);
    expect(result.status).toBe(1);
  });
  it('a key that is no key', async () => {
    const result = await publish({ ...good, keyPem: 'hello\n' });
    expect(told(result)).toMatch(/key/);
    expect(result.status).toBe(2);
  });
});

describe('a pull request is an attacker’s text', () => {
  const event = { event: 'workflow_dispatch' } as const;
  const check = (workspace: string, inputs: Readonly<Record<string, string>> = {}): Promise<ActionResult> => runAction({ ...event, workspace, inputs });

  it('cannot read sources outside the registries that are allowed, not even resolve their names', async () => {
    const workspace = folder({ 'manifest.yaml': listManifest({ floating: ['ran'] }).replace('oci:layout:ran:2.5', 'docker://evil.invalid/os/ran:2.5') });
    const result = await check(workspace, { registries: 'ghcr.io' });
    expect(told(result)).toContain('registry-not-allowed');
    expect(told(result)).not.toMatch(/ENOTFOUND|EAI_AGAIN/);
    expect(result.status).toBe(1);
  });

  it.each(['..', '/etc', 'link', 'inner/outside', 'layout-link'])('cannot read an oci: folder that leaves the workspace: %s', async (directory) => {
    const workspace = folder();
    const outside = temporaryFolder('outside');
    addLayout(outside);
    symlinkSync(join(outside, 'layout'), join(workspace, 'link'));
    mkdirSync(join(workspace, 'layout-link'));
    symlinkSync(join(outside, 'layout', 'index.json'), join(workspace, 'layout-link', 'index.json'));
    symlinkSync(join(outside, 'layout', 'blobs'), join(workspace, 'layout-link', 'blobs'));
    writeFileSync(join(workspace, 'layout-link', 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
    mkdirSync(join(workspace, 'inner'));
    symlinkSync(join(outside, 'layout'), join(workspace, 'inner', 'outside'));
    writeFileSync(join(workspace, 'manifest.yaml'), listManifest({ floating: ['ran'] }).replace('oci:layout:ran', `oci:${directory}:ran`));
    const result = await check(workspace);
    expect(told(result)).toMatch(/leads out of the workspace|symbolic link|there is no/);
    expect(result.status).not.toBe(0);
    expect(result.outputs['system-manifest']).toBeUndefined();
  });

  it('cannot have a manifest read through a link that leaves the workspace', async () => {
    const workspace = folder();
    const outside = temporaryFolder('outside');
    writeFileSync(join(outside, 'secret.yaml'), 'top: secret\n');
    symlinkSync(join(outside, 'secret.yaml'), join(workspace, 'evil.yaml'));
    const result = await check(workspace, { manifest: 'evil.yaml' });
    expect(told(result)).not.toContain('secret\n');
    expect(told(result)).toMatch(/leads out of the workspace/);
    expect(result.status).toBe(2);
  });

  it('cannot break out of markdown, outputs or workflow commands by its names', async () => {
    const evil = String.raw`"x\"]<img src=x onerror=alert(1)>|\u0060\n::error::pwned\n::set-output name=result::passed @everyone [a](https://evil.example)"`;
    const workspace = folder({ 'manifest.yaml': listManifest().replace('service_name: ran', `service_name: ${evil}`).replace('product: ', 'product: ').replace('version: 2.5.0 ', `version: ${evil} `) });
    const result = await check(workspace);
    expect(result.status).toBe(1);
    expect(result.outputs['result']).toBe('failed');
    expect(result.commands.filter(({ name }) => name === 'set-output')).toEqual([]);
    expect(result.annotations.some(({ message }) => message === 'pwned')).toBe(false);
    expect(result.summary).not.toMatch(/^.*<img[^`]*$/m);
    expect(result.summary.replaceAll(/`[^`\n]*`/g, '')).not.toMatch(/<img|@everyone|\]\(https:\/\/evil/);
    for (const value of Object.values(result.outputs)) expect(value.replace(result.temp, '')).toMatch(/^[A-Za-z0-9@:/._+#-]*$/);
  });
});
