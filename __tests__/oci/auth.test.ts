import { afterEach, describe, expect, test } from '@jest/globals';
import { describeWith } from '../harness/peers.ts';
import { CREDENTIALS, type Registry, startDockerRegistry } from '../harness/registry.ts';
import { closeClients, failureOf, makeClient, makeImage, pushImage } from './images.ts';
import { type Misbehaving, type Script, type Seen, errors, misbehave, stopServers } from './misbehaving.ts';

const running: Registry[] = [];
afterEach(async () => {
  await closeClients();
  await stopServers();
  await Promise.all(running.splice(0).map(async (registry) => registry.stop()));
});

const explicit = (host: string, credentials: { username: string; password: string } = CREDENTIALS): { credentials: Map<string, { username: string; password: string }> } => ({ credentials: new Map([[host, credentials]]) });

async function start(options: Parameters<typeof startDockerRegistry>[0]): Promise<Registry> {
  const registry = await startDockerRegistry(options);
  running.push(registry);
  return registry;
}

describeWith(['docker-registry'], 'a registry with token authentication', () => {
  test('writes as somebody: one challenge, one token for pull and push, then reads with it', async () => {
    const registry = await start({ auth: 'token' });
    const client = makeClient(explicit(registry.host));
    const store = client.repository(registry.host, 'os/ran', { push: true });
    const image = makeImage(2);
    await pushImage(store, image, '1');
    expect((await store.manifest('1'))?.descriptor).toEqual(image.descriptor);
    expect(registry.tokens?.requests).toEqual([{ username: CREDENTIALS.username, scopes: ['repository:os/ran:pull,push'], status: 200 }]);
    // 3 blobs of 2 requests, the manifest, the read, the challenge and the token.
    expect(client.usage().requests).toBe(3 * 2 + 1 + 1 + 2);
  });

  test('reads what is public as nobody, although it is somebody', async () => {
    const registry = await start({ auth: 'token', anonymous: 'pull' });
    await pushImage(makeClient(explicit(registry.host)).repository(registry.host, 'os/ran', { push: true }), makeImage(1), '1');
    const before = registry.tokens?.requests.length ?? 0;
    const client = makeClient(explicit(registry.host));
    expect(await client.repository(registry.host, 'os/ran').manifest('1')).toBeDefined();
    expect(registry.tokens?.requests.slice(before)).toEqual([{ username: undefined, scopes: ['repository:os/ran:pull'], status: 200 }]);
    expect(client.usage().requests).toBe(3);
  });

  test('reads what is private as somebody once nobody was refused, and remembers that', async () => {
    const registry = await start({ auth: 'token' });
    const writer = makeClient(explicit(registry.host));
    for (const name of ['os/a', 'os/b']) await pushImage(writer.repository(registry.host, name, { push: true }), makeImage(1), '1');
    const before = registry.tokens?.requests.length ?? 0;
    const client = makeClient(explicit(registry.host));
    expect(await client.repository(registry.host, 'os/a').manifest('1')).toBeDefined();
    expect(await client.repository(registry.host, 'os/b').manifest('1')).toBeDefined();
    const { username } = CREDENTIALS;
    expect(registry.tokens?.requests.slice(before)).toEqual([
      { username: undefined, scopes: ['repository:os/a:pull'], status: 200 },
      { username, scopes: ['repository:os/a:pull'], status: 200 },
      { username, scopes: ['repository:os/b:pull'], status: 200 },
    ]);
  });

  test('a mount asks for both repositories', async () => {
    const registry = await start({ auth: 'token' });
    const client = makeClient(explicit(registry.host));
    const image = makeImage(1);
    await pushImage(client.repository(registry.host, 'os/from', { push: true }), image, '1');
    const to = client.repository(registry.host, 'os/to', { push: true });
    for (const { descriptor } of image.blobs) {
      expect(await to.pushBlob(descriptor, async () => Promise.reject(new Error('it is mounted')), { mountFrom: 'os/from' })).toBe('mounted');
    }
    await to.pushManifest(image.bytes, image.descriptor.mediaType, '1');
    expect(registry.tokens?.requests.map(({ scopes }) => scopes)).toEqual([['repository:os/from:pull,push'], ['repository:os/to:pull,push', 'repository:os/from:pull']]);
  });

  test('wrong credentials are a failure that names where they came from, and not what they are', async () => {
    const registry = await start({ auth: 'token' });
    const store = makeClient(explicit(registry.host, { username: 'robot', password: 'wrong-hunter2' })).repository(registry.host, 'os/ran', { push: true });
    const failure = await failureOf(pushImage(store, makeImage(1), '1'));
    expect(failure).toMatchObject({ kind: 'unavailable' });
    expect(failure.message).toContain('registry-username');
    expect(failure.cure).toContain('Log in');
    expect(JSON.stringify(failure)).not.toContain('hunter2');
  });

  test('without credentials, a failure says so', async () => {
    const registry = await start({ auth: 'token' });
    const failure = await failureOf(makeClient().repository(registry.host, 'os/ran').manifest('1'));
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'unauthorized' });
    expect(failure.message).toContain('without credentials');
  });
});

describeWith(['docker-registry'], 'a registry with basic authentication', () => {
  test('one challenge, and credentials of any characters', async () => {
    const registry = await start({ auth: 'basic' });
    const client = makeClient(explicit(registry.host));
    const store = client.repository(registry.host, 'os/ran', { push: true });
    const image = makeImage(1);
    await pushImage(store, image, '1');
    expect((await store.manifest('1'))?.descriptor).toEqual(image.descriptor);
    expect(client.usage().requests).toBe(1 + 2 * 2 + 1 + 1);
  });

  test('wrong credentials are tried once', async () => {
    const registry = await start({ auth: 'basic' });
    const client = makeClient(explicit(registry.host, { username: 'robot', password: 'hunter2' }));
    const failure = await failureOf(client.repository(registry.host, 'os/ran').manifest('1'));
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'unauthorized' });
    expect(JSON.stringify(failure)).not.toContain('hunter2');
    expect(client.usage().requests).toBe(2);
  });

  test('credentials of one repository are not those of another', async () => {
    const registry = await start({ auth: 'basic' });
    const client = makeClient();
    const image = makeImage(1);
    await pushImage(client.repository(registry.host, 'os/ran', { push: true, credentials: CREDENTIALS }), image, '1');
    expect(await failureOf(client.repository(registry.host, 'os/ran').manifest('1'))).toMatchObject({ code: 'unauthorized' });
  });
});

const MANIFEST = makeImage(1);
const served = { headers: { 'content-type': MANIFEST.descriptor.mediaType }, body: MANIFEST.bytes };

/** A registry that wants a bearer token of `token()`, and a token server, in one process. */
async function bearerRegistry(accepts: (token: string | undefined, request: Seen) => boolean, token: Script, realm = (host: string): string => `http://${host}/token`): Promise<Misbehaving> {
  let host = '';
  const server = await misbehave((request, count) => {
    if (request.path.startsWith('/token')) return token(request, count);
    if (accepts(/^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1], request)) return served;
    return { status: 401, headers: { 'www-authenticate': `Bearer realm="${realm(host)}",service="it",scope="repository:os/ran:pull"` }, body: errors('UNAUTHORIZED') };
  });
  host = server.host;
  return server;
}

describe('a token server that misbehaves', () => {
  test('a token that was refused is asked for again, once, and not for ever', async () => {
    let current = 'one';
    const server = await bearerRegistry((token) => token === current, () => ({ body: JSON.stringify({ token: current }) }));
    const client = makeClient();
    const store = client.repository(server.host, 'os/ran');
    expect(await store.manifest('1')).toBeDefined();
    current = 'two';
    expect(await store.manifest('1')).toBeDefined();
    expect(server.lines().filter((line) => line.includes('/token'))).toHaveLength(2);
    const never = await bearerRegistry(() => false, () => ({ body: JSON.stringify({ token: 'x' }) }));
    expect(await failureOf(makeClient().repository(never.host, 'os/ran').manifest('1'))).toMatchObject({ code: 'unauthorized' });
    expect(never.requests.length).toBeLessThanOrEqual(4);
  });

  test('a token lives for a minute at least, whatever its server says', async () => {
    const server = await bearerRegistry((token) => token === 'x', () => ({ body: JSON.stringify({ access_token: 'x', expires_in: 0 }) }));
    const store = makeClient().repository(server.host, 'os/ran');
    for (let reads = 0; reads < 5; reads++) await store.manifest('1');
    expect(server.lines().filter((line) => line.includes('/token'))).toHaveLength(1);
  });

  test('many requests at once draw one challenge and one token', async () => {
    const server = await bearerRegistry((token) => token === 'x', () => ({ body: JSON.stringify({ token: 'x' }) }));
    const client = makeClient();
    const store = client.repository(server.host, 'os/ran');
    await Promise.all(Array.from({ length: 20 }, async (_, index) => store.manifest(`t${index}`)));
    expect(client.usage().requests).toBe(20 + 2);
    expect(server.requests).toHaveLength(20 + 2);
  });

  test('each repository of a registry asks for a token of its own, without a challenge of its own', async () => {
    const server = await bearerRegistry((token) => token === 'x', () => ({ body: JSON.stringify({ token: 'x' }) }));
    const client = makeClient();
    await Promise.all(['a', 'b', 'c', 'd'].flatMap((name) => ['1', '2', '3'].map(async (tag) => client.repository(server.host, name).manifest(tag))));
    expect(server.requests).toHaveLength(12 + 1 + 4);
  });

  test.each<[string, string]>([
    ['no JSON', 'x'],
    ['no token', '{}'],
    ['a token of another type', '{"token": 1}'],
    ['a token that would be two headers', JSON.stringify({ token: 'a\r\nx: y' })],
    ['an endless token', JSON.stringify({ token: 'x'.repeat(100_000) })],
    ['a web page', '<html></html>'],
  ])('%s is refused', async (_name, body) => {
    const server = await bearerRegistry(() => false, () => ({ body }));
    expect(await failureOf(makeClient().repository(server.host, 'os/ran').manifest('1'))).toMatchObject({ kind: 'unavailable', code: 'registry-lies' });
  });

  test('a token server that is busy is asked again', async () => {
    let times = 0;
    const server = await bearerRegistry((token) => token === 'x', () => (++times < 3 ? { status: 503 } : { body: JSON.stringify({ token: 'x' }) }));
    expect(await makeClient().repository(server.host, 'os/ran').manifest('1')).toBeDefined();
  });

  test('what it repeats of our credentials is in no message', async () => {
    const echo = ({ headers }: Seen): string => errors('DENIED', `no: ${headers.authorization} ${Buffer.from(headers.authorization?.slice(6) ?? '', 'base64').toString()}`);
    const basic = await misbehave((request) => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, body: echo(request) }));
    const echoed = await failureOf(makeClient(explicit(basic.host, { username: 'robot', password: 'hunter2' })).repository(basic.host, 'os/ran').manifest('1'));
    expect(echoed.message).toContain('DENIED: no: Basic ***');
    expect(echoed.message).not.toContain('hunter2');
    const server = await bearerRegistry(() => false, (request) => ({ status: 418, body: echo(request) }));
    const failure = await failureOf(makeClient(explicit(server.host, { username: 'robot', password: 'hunter2' })).repository(server.host, 'os/ran', { push: true }).pushManifest(MANIFEST.bytes, MANIFEST.descriptor.mediaType, '1'));
    expect(failure.message).toContain('DENIED');
    expect(failure.message).not.toContain('hunter2');
    expect(failure.message).not.toContain(Buffer.from('robot:hunter2').toString('base64'));
  });

  test.each<[string, (said: string) => string]>([
    ['as text', (said) => said],
    ['as an error document', (said) => errors('DENIED', said)],
    ['as an error document of ASCII alone', (said) => errors('DENIED', said).replaceAll(/[^ -~]|[+=]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)],
    ['as another document', (said) => JSON.stringify({ detail: said })],
    ['as an address', (said) => `/login?as=${encodeURIComponent(said)}`],
    ['where a message is cut', (said) => `${'x'.repeat(380)} ${said}`],
  ])('nor is it with any status, written %s', async (_name, write) => {
    const password = 'S3cr"t\\pä/sswörd+';
    for (const status of [203, 300, 304, 400, 401, 403, 503]) {
      for (const told of ['sent', 'decoded']) {
        const server = await misbehave(({ headers: { authorization } }) => {
          if (authorization === undefined) return { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } };
          const sent = authorization.slice(6);
          return { status, body: write(`no: ${told === 'sent' ? sent : Buffer.from(sent, 'base64').toString()}`) };
        });
        const failure = await failureOf(makeClient({ ...explicit(server.host, { username: 'robot', password }), deadlineMs: 0 }).repository(server.host, 'os/ran').manifest('1'));
        expect(failure.message).toContain(`answered ${status}${status === 304 ? '' : ' ('}`);
        for (const secret of [password, 'S3cr', 'sswö', 'ssw\\u00F6', 'ssw%C3', Buffer.from(`robot:${password}`).toString('base64').slice(0, 12)]) expect(failure.message).not.toContain(secret);
      }
    }
  });

  test('an identity token is sent as a refresh token, and as a password where that is not known', async () => {
    for (const known of [true, false]) {
      const server = await bearerRegistry(
        (token) => token === 'x',
        ({ method, body, headers }) => {
          if (method === 'POST') return known && new URLSearchParams(body.toString()).get('refresh_token') === 'identity' ? { body: JSON.stringify({ access_token: 'x' }) } : { status: 404 };
          return { body: JSON.stringify({ token: headers.authorization === `Basic ${Buffer.from('<token>:identity').toString('base64')}` ? 'x' : 'anonymous' }) };
        },
      );
      const config = await configFolder({ auths: { [server.host]: { identitytoken: 'identity' } } });
      expect(await makeClient({ env: { DOCKER_CONFIG: config } }).repository(server.host, 'os/ran').manifest('1')).toBeDefined();
      expect(server.lines().filter((line) => line.startsWith('POST'))).toHaveLength(1);
    }
  });

  test('an action that the challenge asks for beyond pull is added, but never one that writes', async () => {
    const scopes: string[][] = [];
    let host = '';
    const server = await misbehave(({ path, headers }) => {
      if (path.startsWith('/token')) {
        scopes.push(new URL(path, 'http://x').searchParams.getAll('scope'));
        return { body: JSON.stringify({ token: `t${scopes.length}` }) };
      }
      if (headers.authorization === 'Bearer t2') return served;
      return { status: 401, headers: { 'www-authenticate': `Bearer realm="http://${host}/token",error="insufficient_scope",scope="repository:os/ran:metadata_read,push,delete repository:other:annotate"` } };
    });
    host = server.host;
    expect(await makeClient().repository(server.host, 'os/ran').manifest('1')).toBeDefined();
    expect(scopes).toEqual([['repository:os/ran:pull'], ['repository:os/ran:pull,metadata_read']]);
  });

  test('403 and 404 to nobody are asked again as somebody', async () => {
    for (const status of [403, 404, 429]) {
      const server = await misbehave(({ path, headers }) => {
        if (path.startsWith('/token')) return { body: JSON.stringify({ token: headers.authorization === undefined ? 'nobody' : 'somebody' }) };
        if (headers.authorization === 'Bearer somebody') return served;
        if (headers.authorization === 'Bearer nobody') return { status };
        return { status: 401, headers: { 'www-authenticate': `Bearer realm="http://${headers.host}/token"` } };
      });
      expect(await makeClient(explicit(server.host)).repository(server.host, 'os/ran').manifest('1')).toBeDefined();
    }
  });
});

/** What comes of a registry that sends for tokens to `realm`. */
async function ask (realm: string): Promise<{ code: unknown; message: string }> {
  const server = await bearerRegistry(() => false, () => ({ body: JSON.stringify({ token: 'x' }) }), () => realm);
  return failureOf(makeClient(explicit(server.host)).repository(server.host, 'os/ran', { push: true }).manifest('1'));
}

describe('where a registry sends for tokens', () => {
  test.each<[string, string, string]>([
    ['no address', 'nowhere', 'is no address'],
    ['another scheme', 'file:///etc/passwd', 'no web address'],
    ['a user name', 'http://robot:secret@127.0.0.1/token', 'user name'],
    ['another host, named over plain http', 'http://auth.example/token', 'another host'],
    ['another host with TLS, named over plain http', 'https://auth.example/token', 'another host'],
    ['a metadata service', 'http://169.254.169.254/latest', 'another host'],
  ])('%s is refused', async (_name, realm, expected) => {
    const failure = await ask(realm);
    expect(failure.code).toBe('registry-lies');
    expect(failure.message).toContain(expected);
    expect(failure.message).not.toContain('secret');
  });
});

describe('a token server that redirects', () => {
  const secrets = ['hunter2', 'identity', Buffer.from('robot:hunter2').toString('base64'), Buffer.from('<token>:identity').toString('base64')];

  test.each([
    ['a password', { auth: Buffer.from('robot:hunter2').toString('base64') }, 'GET'],
    ['an identity token', { identitytoken: 'identity' }, 'POST'],
  ])('is not followed with %s, wherever it points', async (_, login, method) => {
    const elsewhere = await misbehave(() => ({ body: JSON.stringify({ token: 'x' }) }));
    for (const status of [301, 302, 303, 307, 308]) {
      for (const location of [`${elsewhere.url}/token`, '/here', 'http://169.254.169.254/latest/meta-data', 'http://[fe80::1]/', 'file:///etc/passwd']) {
        const server = await bearerRegistry((token) => token === 'x', () => ({ status, headers: { location }, body: '{"token":"x"}' }));
        const config = await configFolder({ auths: { [server.host]: login } });
        const failure = await failureOf(makeClient({ env: { DOCKER_CONFIG: config } }).repository(server.host, 'os/ran', { push: true }).manifest('1'));
        expect(failure).toMatchObject({ kind: 'unavailable', code: 'registry-lies', message: expect.stringContaining('it redirects') });
        for (const secret of secrets) expect(failure.message).not.toContain(secret);
        // The challenge, and the token server: no more, and nowhere else.
        expect(server.lines()).toEqual(['GET /v2/os/ran/manifests/1', expect.stringMatching(new RegExp(`^${method} /token`))]);
      }
    }
    expect(elsewhere.requests).toEqual([]);
  });
});

const folders: string[] = [];
async function configFolder(config: unknown): Promise<string> {
  const { temporaryFolder } = await import('../harness/daemon.ts');
  const { writeFile } = await import('node:fs/promises');
  const folder = temporaryFolder('docker-config');
  folders.push(folder);
  await writeFile(`${folder}/config.json`, JSON.stringify(config));
  return folder;
}
