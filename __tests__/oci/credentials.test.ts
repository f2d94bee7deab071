import { describe, expect, test } from '@jest/globals';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../harness/daemon.ts';
import { type Credential, type CredentialOptions, createCredentials } from '../../src/oci/credentials.ts';

const basic = (username: string, password: string): { auth: string } => ({ auth: Buffer.from(`${username}:${password}`).toString('base64') });

const config = (name: string): unknown => ({ auths: { 'registry.example': basic(name, 'x') } });

async function write(path: string, content: unknown): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** Who one is, without where that was found. */
async function find(options: CredentialOptions, host: string, repository = 'os/ran'): Promise<string | undefined> {
  const found: Credential | undefined = await createCredentials(options).find(host, repository);
  if (found === undefined) return undefined;
  return found.kind === 'password' ? `${found.username}:${found.password}` : `${found.kind} ${found.token}`;
}

/** A credential helper: a real program, that notes what it was given. */
async function helper(folder: string, name: string, answer: string, status = 0): Promise<string> {
  const path = join(folder, `docker-credential-${name}`);
  await write(path, `#!/bin/sh\nenv > ${folder}/env\npwd > ${folder}/cwd\ncat > ${folder}/stdin\nprintf '%s' "$1" > ${folder}/argument\ncat <<'END'\n${answer}\nEND\nexit ${status}\n`);
  await chmod(path, 0o755);
  return path;
}

describe('Docker’s configuration', () => {
  test('a registry token that fits in no header is passed over, and told once', async () => {
    const root = temporaryFolder('config');
    await write(join(root, 'config.json'), { auths: { 'registry.example': { registrytoken: 'hunter2\n', ...basic('host', 'x') }, 'other.example': { registrytoken: 'hunter2 ü' } } });
    const warnings: string[] = [];
    const credentials = createCredentials({ env: { DOCKER_CONFIG: root }, onWarning: (message) => warnings.push(message) });
    for (const repository of ['os/ran', 'os/other']) expect(await credentials.find('registry.example', repository)).toMatchObject({ kind: 'password', username: 'host' });
    expect(await credentials.find('other.example', 'os/ran')).toBeUndefined();
    expect(warnings).toEqual(['registry', 'other'].map((name) => `${join(root, 'config.json')}: the registrytoken of "${name}.example" has characters that no token may have, so it is not used: log in to that registry again`));
  });

  test('each of its places, in order', async () => {
    const root = temporaryFolder('config');
    const env = { DOCKER_CONFIG: join(root, 'docker'), REGISTRY_AUTH_FILE: join(root, 'named.json'), XDG_RUNTIME_DIR: join(root, 'run'), HOME: join(root, 'home') };
    await write(join(root, 'home', '.docker', 'config.json'), config('home'));
    expect(await find({ env: { HOME: env.HOME } }, 'registry.example')).toBe('home:x');
    expect(await find({ env }, 'registry.example')).toBeUndefined();
    await write(join(root, 'home', '.config', 'containers', 'auth.json'), config('containers'));
    expect(await find({ env }, 'registry.example')).toBe('containers:x');
    await write(join(root, 'run', 'containers', 'auth.json'), config('run'));
    expect(await find({ env }, 'registry.example')).toBe('run:x');
    await write(join(root, 'named.json'), config('named'));
    expect(await find({ env }, 'registry.example')).toBe('named:x');
    await write(join(root, 'docker', 'config.json'), config('docker'));
    expect(await find({ env }, 'registry.example')).toBe('docker:x');
    expect(await find({ env, explicit: new Map([['registry.example', { username: 'input', password: 'x' }]]) }, 'registry.example')).toBe('input:x');
    expect(await find({ env, explicit: new Map([['other.example', { username: 'input', password: 'x' }]]) }, 'registry.example')).toBe('docker:x');
  });

  test('the repository’s path first, then its parents, then the host', async () => {
    const root = temporaryFolder('config');
    await write(join(root, 'config.json'), { auths: { 'registry.example': basic('host', 'x'), 'registry.example/os': basic('os', 'x'), 'registry.example/os/ran': basic('ran', 'x'), 'registry.example:5000': basic('port', 'x') } });
    const env = { DOCKER_CONFIG: root };
    expect(await find({ env }, 'registry.example', 'os/ran')).toBe('ran:x');
    expect(await find({ env }, 'registry.example', 'os/other')).toBe('os:x');
    expect(await find({ env }, 'registry.example', 'osx')).toBe('host:x');
    expect(await find({ env }, 'registry.example:5000', 'os/ran')).toBe('port:x');
    expect(await find({ env }, 'registry.example:5001', 'os/ran')).toBeUndefined();
    expect(await find({ env }, 'sub.registry.example', 'os/ran')).toBeUndefined();
  });

  test.each(['https://index.docker.io/v1/', 'docker.io', 'index.docker.io', 'registry-1.docker.io', 'https://registry-1.docker.io/v2/'])('Docker Hub is known as %s', async (key) => {
    const root = temporaryFolder('config');
    await write(join(root, 'config.json'), { auths: { [key]: basic('hub', 'x') } });
    expect(await find({ env: { DOCKER_CONFIG: root } }, 'docker.io', 'library/ubuntu')).toBe('hub:x');
  });

  test.each<[string, unknown, string | undefined]>([
    ['a user and a password', { username: 'u', password: 'p' }, 'u:p'],
    ['a password with colons', basic('u', 'p:q'), 'u:p:q'],
    ['an identity token', { ...basic('u', ''), identitytoken: 'it' }, 'identity it'],
    ['an identity token by its user', basic('<token>', 'it'), 'identity it'],
    ['a registry token', { registrytoken: 'rt' }, 'bearer rt'],
    ['nothing', {}, undefined],
    ['an empty password', basic('u', ''), undefined],
    ['what is no object', 'x', undefined],
    ['what is no text', { auth: 1 }, undefined],
  ])('an entry with %s', async (_name, entry, expected) => {
    const root = temporaryFolder('config');
    await write(join(root, 'config.json'), { auths: { 'https://registry.example/v2/': entry } });
    expect(await find({ env: { DOCKER_CONFIG: root } }, 'registry.example')).toBe(expected);
  });

  test.each(['{"auths": {"x": "hunter2"', '[]', 'hunter2', ''])('a file that cannot be read is a warning that does not quote it: %j', async (content) => {
    const root = temporaryFolder('config');
    await write(join(root, 'config.json'), content);
    const warnings: string[] = [];
    expect(await find({ env: { DOCKER_CONFIG: root }, onWarning: (message) => warnings.push(message) }, 'registry.example')).toBeUndefined();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('config.json');
    expect(warnings[0]).not.toContain('hunter2');
  });
});

describe('credential helpers', () => {
  test('credHelpers of the host, with the server on stdin and nothing of the workflow in its environment', async () => {
    const root = temporaryFolder('helper');
    await helper(root, 'mine', JSON.stringify({ ServerURL: 'x', Username: 'helped', Secret: 's3cret' }));
    await write(join(root, 'config.json'), { auths: { 'registry.example': {} }, credHelpers: { 'registry.example': 'mine' }, credsStore: 'none' });
    const env = { DOCKER_CONFIG: root, PATH: `${root}:/usr/bin:/bin`, HOME: '/home/x', AWS_PROFILE: 'p', GITHUB_TOKEN: 'ghs_x', INPUT_KEY: 'k', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't', MANIFEST_ACTION_KEY: 'k', NODE_OPTIONS: '--x', LD_PRELOAD: '' };
    expect(await find({ env, workspace: '/somewhere/else' }, 'registry.example')).toBe('helped:s3cret');
    expect(await readFile(join(root, 'stdin'), 'utf8')).toBe('registry.example');
    expect(await readFile(join(root, 'argument'), 'utf8')).toBe('get');
    expect(await readFile(join(root, 'cwd'), 'utf8')).toBe('/\n');
    const seen = await readFile(join(root, 'env'), 'utf8');
    expect(seen).toMatch(/^HOME=\/home\/x$/m);
    expect(seen).toMatch(/^AWS_PROFILE=p$/m);
    expect(seen).not.toMatch(/GITHUB_TOKEN|INPUT_|ACTIONS_|MANIFEST_ACTION|NODE_OPTIONS/);
  });

  test('credsStore for every host, Docker Hub by its old name, and an identity token', async () => {
    const root = temporaryFolder('helper');
    await helper(root, 'store', JSON.stringify({ Username: '<token>', Secret: 'it' }));
    await write(join(root, 'config.json'), { credsStore: 'store' });
    const env = { DOCKER_CONFIG: root, PATH: `${root}:/usr/bin:/bin` };
    expect(await find({ env }, 'docker.io', 'library/ubuntu')).toBe('identity it');
    expect(await readFile(join(root, 'stdin'), 'utf8')).toBe('https://index.docker.io/v1/');
  });

  test('is asked once, however many repositories there are', async () => {
    const root = temporaryFolder('helper');
    const path = await helper(root, 'store', JSON.stringify({ Username: 'u', Secret: 's' }));
    await write(path, (await readFile(path, 'utf8')).replace('cat >', `echo x >> ${root}/times\ncat >`));
    await write(join(root, 'config.json'), { credsStore: 'store' });
    const credentials = createCredentials({ env: { DOCKER_CONFIG: root, PATH: `${root}:/usr/bin:/bin` } });
    await Promise.all(['a', 'b', 'c'].map(async (name) => credentials.find('registry.example', name)));
    expect(await readFile(join(root, 'times'), 'utf8')).toBe('x\n');
  });

  test('“not found” is nothing, and no warning', async () => {
    const root = temporaryFolder('helper');
    await helper(root, 'store', 'credentials not found in native keychain', 1);
    await write(join(root, 'config.json'), { credsStore: 'store' });
    const warnings: string[] = [];
    expect(await find({ env: { DOCKER_CONFIG: root, PATH: `${root}:/usr/bin:/bin` }, onWarning: (message) => warnings.push(message) }, 'registry.example')).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  test.each<[string, string, number, string]>([
    ['fails', 'hunter2', 3, 'status 3'],
    ['prints no JSON', 'hunter2', 0, 'something other'],
    ['prints other JSON', '{"Secret": 1}', 0, 'something other'],
    ['prints without end', 'x'.repeat(100_000), 0, 'failed'],
  ])('one that %s is a warning that does not quote it', async (_name, answer, status, expected) => {
    const root = temporaryFolder('helper');
    await helper(root, 'store', answer, status);
    await write(join(root, 'config.json'), { credsStore: 'store' });
    const warnings: string[] = [];
    expect(await find({ env: { DOCKER_CONFIG: root, PATH: `${root}:/usr/bin:/bin` }, onWarning: (message) => warnings.push(message) }, 'registry.example')).toBeUndefined();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(expected);
    expect(warnings[0]).not.toContain('hunter2');
  });

  test.each(['../../evil', 'a b', 'x;y', '', '.hidden', 'a/b'])('the name %j is none', async (name) => {
    const root = temporaryFolder('helper');
    await write(join(root, 'config.json'), { credHelpers: { 'registry.example': name } });
    expect(await find({ env: { DOCKER_CONFIG: root, PATH: '/usr/bin:/bin' } }, 'registry.example')).toBeUndefined();
  });

  test('a name that leads elsewhere runs nothing', async () => {
    const root = temporaryFolder('helper');
    const path = join(root, 'evil');
    await write(path, `#!/bin/sh\ntouch ${root}/ran\n`);
    await chmod(path, 0o755);
    await mkdir(join(root, 'docker-credential-x'));
    await write(join(root, 'config.json'), { credsStore: 'x/../evil' });
    expect(await find({ env: { DOCKER_CONFIG: root, PATH: `${root}:/usr/bin:/bin` } }, 'registry.example')).toBeUndefined();
    await expect(readFile(join(root, 'ran'))).rejects.toThrow('ENOENT');
  });

  test('none is run out of the workspace, by a relative folder of PATH or by a link into it', async () => {
    const workspace = temporaryFolder('workspace');
    const outside = temporaryFolder('outside');
    const path = await helper(workspace, 'evil', JSON.stringify({ Username: 'u', Secret: 's' }));
    await symlink(path, join(outside, 'docker-credential-evil'));
    const linked = join(temporaryFolder('link'), 'bin');
    await symlink(workspace, linked);
    await write(join(outside, 'config.json'), { credsStore: 'evil' });
    for (const folder of [workspace, join(workspace, 'sub', '..'), outside, linked, '.', 'bin', '']) {
      const warnings: string[] = [];
      expect(await find({ env: { DOCKER_CONFIG: outside, PATH: `${folder}:/usr/bin:/bin` }, workspace, onWarning: (message) => warnings.push(message) }, 'registry.example')).toBeUndefined();
      expect(warnings[0]).toContain('not in PATH outside the workspace');
    }
    await expect(readFile(join(workspace, 'env'))).rejects.toThrow('ENOENT');
  });
});

describe('the github-token', () => {
  const github = { token: 'ghs_x', owner: 'Acme', actor: 'somebody' };

  test('is for ghcr.io, for the owner’s repositories, when nothing else is known', async () => {
    expect(await find({ env: {}, github }, 'ghcr.io', 'acme/device')).toBe('somebody:ghs_x');
    expect(await find({ env: {}, github }, 'ghcr.io', 'acme2/device')).toBeUndefined();
    expect(await find({ env: {}, github }, 'ghcr.io', 'other/acme')).toBeUndefined();
    expect(await find({ env: {}, github }, 'ghcr.io.example', 'acme/device')).toBeUndefined();
    expect(await find({ env: {}, github }, 'docker.io', 'acme/device')).toBeUndefined();
    const root = temporaryFolder('config');
    await write(join(root, 'config.json'), { auths: { 'ghcr.io': basic('configured', 'x') } });
    expect(await find({ env: { DOCKER_CONFIG: root }, github }, 'ghcr.io', 'acme/device')).toBe('configured:x');
  });
});
