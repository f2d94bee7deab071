import { afterEach, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { describeWith } from './peers.ts';
import { CREDENTIALS, startDockerRegistry, startOlareg, type Registry } from './registry.ts';

let registry: Registry | undefined;
afterEach(async () => {
  await registry?.stop();
  registry = undefined;
});

const basic = (password: string): string => `Basic ${Buffer.from(`${CREDENTIALS.username}:${password}`).toString('base64')}`;

async function bearer(response: Response): Promise<Record<string, string>> {
  const answer: unknown = await response.json();
  return { authorization: `Bearer ${String(typeof answer === 'object' && answer !== null && 'token' in answer ? answer.token : '')}` };
}

describeWith(['docker-registry'], 'docker-registry', () => {
  test('answers, keeps its data in a folder, and is gone after stop', async () => {
    registry = await startDockerRegistry();
    expect((await fetch(`${registry.url}/v2/`)).status).toBe(200);
    const started = await fetch(`${registry.url}/v2/acme/device/blobs/uploads/`, { method: 'POST' });
    expect(started.status).toBe(202);
    expect(started.headers.get('location')).toMatch(/^\/v2\//u);
    expect(existsSync(registry.dir)).toBe(true);
    await registry.stop();
    expect(existsSync(registry.dir)).toBe(false);
    await expect(fetch(`${registry.url}/v2/`)).rejects.toThrow('fetch failed');
  });

  test('basic authentication lets the right password in', async () => {
    registry = await startDockerRegistry({ auth: 'basic' });
    const get = async (headers: Record<string, string>): Promise<number> => (await fetch(`${registry?.url}/v2/`, { headers })).status;
    expect(await get({})).toBe(401);
    expect(await get({ authorization: basic('wrong') })).toBe(401);
    expect(await get({ authorization: basic(CREDENTIALS.password) })).toBe(200);
  });

  test('token authentication: the realm gives a token that the registry takes', async () => {
    registry = await startDockerRegistry({ auth: 'token', anonymous: 'pull' });
    const manifest = `${registry.url}/v2/acme/device/manifests/1`;
    const uploads = `${registry.url}/v2/acme/device/blobs/uploads/`;
    const refused = await fetch(manifest);
    expect(refused.status).toBe(401);
    const challenge = refused.headers.get('www-authenticate') ?? '';
    const part = (name: string): string => new RegExp(`${name}="([^"]*)"`, 'u').exec(challenge)?.[1] ?? '';
    expect(part('scope')).toBe('repository:acme/device:pull');
    const ask = async (actions: string, password?: string): Promise<Response> =>
      fetch(`${part('realm')}?${new URLSearchParams({ service: part('service'), scope: `repository:acme/device:${actions}` }).toString()}`, password === undefined ? {} : { headers: { authorization: basic(password) } });

    expect((await ask('pull,push', 'wrong')).status).toBe(401);
    const anonymous = await bearer(await ask('pull,push'));
    expect((await fetch(manifest, { headers: anonymous })).status).toBe(404);
    expect((await fetch(uploads, { method: 'POST', headers: anonymous })).status).toBe(401);
    const robot = await bearer(await ask('pull,push', CREDENTIALS.password));
    expect((await fetch(uploads, { method: 'POST', headers: robot })).status).toBe(202);
    expect(registry.tokens?.requests.map(({ username, status }) => [username, status])).toEqual([
      [undefined, 401],
      [undefined, 200],
      ['robot', 200],
    ]);
  });

  test('read-only refuses writes', async () => {
    registry = await startDockerRegistry({ readonly: true });
    expect((await fetch(`${registry.url}/v2/acme/device/blobs/uploads/`, { method: 'POST' })).status).toBe(405);
  });
});

describeWith(['olareg'], 'olareg', () => {
  test('answers the referrers API, unless it is told not to', async () => {
    const referrers = `/v2/acme/device/referrers/sha256:${'0'.repeat(64)}`;
    registry = await startOlareg();
    expect((await fetch(registry.url + referrers)).status).toBe(200);
    await registry.stop();
    registry = await startOlareg({ referrers: false });
    expect((await fetch(registry.url + referrers)).status).toBe(405);
  });
});
