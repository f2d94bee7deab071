import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { type LookupFunction, type Socket, connect, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { makeCa, makeKeys, privateKeyPem, type Ca } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { listen, portOf as portNumber } from '../harness/listen.ts';
import { x509 } from '../harness/x509.ts';
import { proxyFor } from '../../src/oci/proxy.ts';
import { closeClients, failureOf, makeClient, makeImage } from './images.ts';
import { misbehave, stopServers } from './misbehaving.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await closeClients();
  await stopServers();
  await Promise.all(stops.splice(0).map(async (stop) => stop()));
});

const IMAGE = makeImage(1);
const SERVED = { headers: { 'content-type': IMAGE.descriptor.mediaType }, body: IMAGE.bytes };

/** Names of this test alone. */
function resolving(names: Readonly<Record<string, string>>): LookupFunction {
  return (hostname, options, callback) => {
    const address = names[hostname] ?? (hostname === 'localhost' ? '127.0.0.1' : undefined);
    if (address === undefined) callback(Object.assign(new Error(`no such name: ${hostname}`), { code: 'ENOTFOUND' }), '', 0);
    else if (options.all === true) callback(null, [{ address, family: 4 }]);
    else callback(null, address, 4);
  };
}

const portOf = (host: string): string => host.split(':')[1] ?? '';

/** An HTTP proxy that sends everything to one place on loopback, and tells what it was asked for. */
async function startProxy(to: (target: string) => string, password?: string): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const allowed = (header: string | undefined): boolean => password === undefined || header === `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://none.invalid');
    asked.push(`${request.method} ${url.href}`);
    if (!allowed(request.headers['proxy-authorization'])) {
      response.writeHead(407).end();
      return;
    }
    const [host, port] = to(url.host).split(':');
    const forward = httpRequest({ host, port, method: request.method, path: `${url.pathname}${url.search}`, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(forward);
  });
  const open = new Set<Socket>();
  server.on('connect', (request, socket: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (!allowed(request.headers['proxy-authorization'])) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const [host = '', port] = to(request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const each of [socket, upstream]) {
      open.add(each);
      each.on('error', () => {});
    }
  });
  const { url, stop } = await listen(server);
  stops.push(async () => {
    for (const socket of open) socket.destroy();
    await stop();
  });
  return { url, asked };
}

describe('plain http', () => {
  test('is spoken to this machine, under all its names', async () => {
    const server = await misbehave(() => SERVED);
    for (const host of [server.host, `localhost:${portOf(server.host)}`, `registry.localhost:${portOf(server.host)}`]) {
      expect(await makeClient({ lookup: resolving({}) }).repository(host, 'os/ran').manifest('1')).toBeDefined();
    }
  });

  test('is not spoken to any other host, unless it is named in insecure-registries', async () => {
    const server = await misbehave(() => SERVED);
    const host = `registry.example:${portOf(server.host)}`;
    const lookup = resolving({ 'registry.example': '127.0.0.1' });
    const failure = await failureOf(makeClient({ lookup }).repository(host, 'os/ran').manifest('1'));
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'registry-tls' });
    expect(failure.cure).toContain('insecure-registries');
    expect(server.requests).toHaveLength(0);
    for (const named of [host, 'registry.example']) {
      const client = makeClient({ lookup, insecureRegistries: [named] });
      expect(await client.repository(host, 'os/ran').manifest('1')).toBeDefined();
      expect(client.usage().requests).toBe(1);
    }
  });

  test('credentials over it are sent to a host in insecure-registries, with a warning, and to this machine without', async () => {
    const warnings: string[] = [];
    const server = await misbehave(({ headers }) => (headers.authorization === undefined ? { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } } : SERVED));
    const host = `registry.example:${portOf(server.host)}`;
    const options = { lookup: resolving({ 'registry.example': '127.0.0.1' }), insecureRegistries: [host], onWarning: (message: string) => warnings.push(message) };
    const credentials = { username: 'robot', password: 'hunter2' };
    expect(await makeClient(options).repository(server.host, 'os/ran', { credentials }).manifest('1')).toBeDefined();
    expect(warnings).toEqual([]);
    expect(await makeClient(options).repository(host, 'os/ran', { credentials }).manifest('1')).toBeDefined();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('plain http');
  });
});

describe('redirects', () => {
  test('to another origin carry no credentials and no cookies', async () => {
    const storage = await misbehave(() => SERVED);
    const server = await misbehave(({ headers }) =>
      headers.authorization === undefined ? { status: 401, headers: { 'www-authenticate': 'Basic realm="x"', 'set-cookie': 'a=b' } } : { status: 307, headers: { location: `${storage.url}/here`, 'set-cookie': 'c=d' } },
    );
    const store = makeClient().repository(server.host, 'os/ran', { credentials: { username: 'robot', password: 'hunter2' } });
    expect((await store.manifest('1'))?.descriptor).toEqual(IMAGE.descriptor);
    expect(storage.requests).toHaveLength(1);
    expect(storage.requests[0]?.headers.authorization).toBeUndefined();
    expect(storage.requests[0]?.headers.cookie).toBeUndefined();
  });

  test('another port is another origin; the same origin keeps credentials', async () => {
    const server = await misbehave(({ path, headers }) =>
      headers.authorization === undefined ? { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } } : path === '/moved' ? SERVED : { status: 301, headers: { location: '/moved' } },
    );
    expect(await makeClient().repository(server.host, 'os/ran', { credentials: { username: 'robot', password: 'hunter2' } }).manifest('1')).toBeDefined();
    expect(server.lines()).toEqual(['GET /v2/os/ran/manifests/1', 'GET /v2/os/ran/manifests/1', 'GET /moved']);
  });

  test.each<[string, string, string]>([
    ['to what is no web address', 'file:///etc/passwd', 'no web address'],
    ['with a user name', 'http://a:b@127.0.0.1/', 'no web address'],
    ['without end', '/v2/os/ran/manifests/1', 'more than 5 times'],
  ])('%s are refused', async (_name, location, expected) => {
    const server = await misbehave(() => ({ status: 302, headers: { location } }));
    const failure = await failureOf(makeClient().repository(server.host, 'os/ran').manifest('1'));
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'registry-lies' });
    expect(failure.message).toContain(expected);
  });

  test.each(['http://169.254.169.254/latest/meta-data', 'http://[fe80::1]/', 'http://[::ffff:a9fe:a9fe]/', 'http://0.0.0.0/', 'http://metadata.example/'])('to a metadata service are refused, even from this machine: %s', async (location) => {
    const server = await misbehave(() => ({ status: 302, headers: { location } }));
    const lookup = resolving({ 'metadata.example': '169.254.169.254' });
    expect(await failureOf(makeClient({ lookup }).repository(server.host, 'os/ran').manifest('1'))).toMatchObject({ kind: 'unavailable', code: 'address-refused' });
  });

  test('a registry that is itself a metadata service is refused', async () => {
    for (const host of ['169.254.169.254', '169.254.169.254:80', '[fe80::1]:80', 'metadata.example']) {
      const client = makeClient({ lookup: resolving({ 'metadata.example': '169.254.169.254' }), insecureRegistries: [host] });
      expect(await failureOf(client.repository(host, 'os/ran').manifest('1'))).toMatchObject({ kind: 'unavailable', code: 'address-refused' });
    }
  });

  test.each(['http://127.0.0.1:PORT/', 'http://localhost:PORT/', 'http://inside.example:PORT/', 'http://10.0.0.1/', 'http://[::1]:PORT/'])('from a public registry into a private network are refused, after the name was resolved: %s', async (target) => {
    const inside = await misbehave(() => SERVED);
    const location = target.replace('PORT', portOf(inside.host));
    const registry = await misbehave(() => ({ status: 302, headers: { location } }));
    // Behind a proxy, a registry counts as public; what it redirects to is then asked for without the proxy.
    const proxy = await startProxy(() => registry.host);
    const client = makeClient({
      env: { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, NO_PROXY: 'inside.example,10.0.0.1' }, insecureRegistries: ['registry.example:8080'],
      lookup: resolving({ 'inside.example': '127.0.0.1' }), timeouts: { connect: 500 },
    });
    expect(await failureOf(client.repository('registry.example:8080', 'os/ran').manifest('1'))).toMatchObject({ kind: 'unavailable', code: 'address-refused' });
    expect(inside.requests).toHaveLength(0);
    expect(registry.requests.length).toBeGreaterThan(0);
  });
});

test('a redirect into a private network is not asked of a proxy either', async () => {
  const registry = await misbehave(({ path }) => ({ status: 302, headers: { location: path.endsWith('1') ? 'http://10.0.0.1/' : path.endsWith('2') ? 'http://localhost/' : 'http://[::ffff:10.0.0.1]/' } }));
  const proxy = await startProxy(() => registry.host);
  const store = makeClient({ env: { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url }, insecureRegistries: ['registry.example'] }).repository('registry.example', 'os/ran');
  for (const tag of ['1', '2', '3']) expect(await failureOf(store.manifest(tag))).toMatchObject({ kind: 'unavailable', code: 'address-refused' });
  expect(proxy.asked.filter((line) => !line.includes('registry.example'))).toEqual([]);
});

describe('proxies', () => {
  test.each<[string, Record<string, string>, string | undefined]>([
    ['https://registry.example/', { HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['https://registry.example/', { https_proxy: 'proxy:3128', HTTPS_PROXY: 'http://other' }, 'http://proxy:3128/'],
    ['http://registry.example/', { HTTPS_PROXY: 'http://proxy:3128' }, undefined],
    ['http://registry.example/', { HTTP_PROXY: 'https://proxy:3128' }, 'https://proxy:3128/'],
    ['https://registry.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'registry.example' }, undefined],
    ['https://registry.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'example' }, undefined],
    ['https://registry.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '.example' }, undefined],
    ['https://registry.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '*.example' }, undefined],
    ['https://example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '*.example' }, 'http://proxy/'],
    ['https://notexample/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'example' }, 'http://proxy/'],
    ['https://registry.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'a, *' }, undefined],
    ['https://registry.example:5000/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'registry.example:5000' }, undefined],
    ['https://registry.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'registry.example:5000' }, 'http://proxy/'],
    ['https://registry.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'registry.example:443' }, undefined],
    ['https://[fd12::1]:443/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'fd12::1' }, undefined],
    ['https://[fd12::1]:444/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '[fd12::1]:444' }, undefined],
    ['https://localhost:5000/', { HTTPS_PROXY: 'http://proxy' }, undefined],
    ['https://127.0.0.1/', { HTTPS_PROXY: 'http://proxy' }, undefined],
    ['https://registry.example/', { HTTPS_PROXY: '' }, undefined],
  ])('%s with %j: %s', (url, env, expected) => {
    expect(proxyFor(new URL(url), env)?.href).toBe(expected);
  });

  test('one that is no address is a wrong use', () => {
    expect(() => proxyFor(new URL('https://x.example'), { HTTPS_PROXY: 'ftp://secret@proxy' })).toThrow('HTTPS_PROXY is not the address of an HTTP proxy');
  });

  test.each(['http://me:100%@proxy', 'http://10%:secret@proxy', 'http://me:secret%ff@proxy'])('one whose user name or password cannot be read is a wrong use: %s', async (proxy) => {
    const failure = await failureOf(makeClient({ env: { HTTPS_PROXY: proxy } }).repository('registry.example', 'os/ran').manifest('1'));
    expect(failure).toMatchObject({ kind: 'usage', code: 'proxy', message: 'the user name or password in HTTPS_PROXY has a “%” that encodes no character' });
    expect(failure.cure).toContain('%25');
  });

  test('plain http goes through it, with its password, and https through a tunnel', async () => {
    const server = await misbehave(() => SERVED);
    const proxy = await startProxy(() => server.host, 'pa:ss');
    const authorized = proxy.url.replace('//', `//me:${encodeURIComponent('pa:ss')}@`);
    const client = makeClient({ env: { HTTP_PROXY: authorized, HTTPS_PROXY: authorized }, insecureRegistries: ['registry.example:81'] });
    expect(await client.repository('registry.example:81', 'os/ran').manifest('1')).toBeDefined();
    expect(proxy.asked).toEqual(['CONNECT registry.example:81', 'GET http://registry.example:81/v2/os/ran/manifests/1']);
    expect(client.usage().requests).toBe(1);
    const wrong = makeClient({ env: { HTTPS_PROXY: proxy.url } });
    const failure = await failureOf(wrong.repository('registry.example', 'os/ran').manifest('1'));
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'proxy-refused' });
    expect(failure.message).toContain('407');
  });
});

describe('TLS', () => {
  let ca: Ca;
  let server: { cert: string; key: string };
  let client: { cert: string; key: string };
  const issue = async (commonName: string, names: string[]): Promise<{ cert: string; key: string }> => {
    const keys = await makeKeys('ec');
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: '0123', subject: [{ CN: [commonName] }], issuer: ca.certificate.subjectName, publicKey: keys.publicKey, signingKey: ca.keys.privateKey,
      notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + 86_400_000), signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      extensions: [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: /^[\d.]+$/.test(value) ? ('ip' as const) : ('dns' as const), value })))],
    });
    return { cert: certificate.toString('pem'), key: await privateKeyPem(keys.privateKey) };
  };
  beforeAll(async () => {
    ca = await makeCa('test CA of a registry', 'ec');
    server = await issue('registry', ['registry.example', 'inside.example', 'other.invalid', '127.0.0.1', 'localhost']);
    client = await issue('client', ['client.example']);
  });
  const lookup = resolving({ 'registry.example': '127.0.0.1', 'other.example': '127.0.0.1' });

  test('an authority that nobody knows is refused, with what to do', async () => {
    const registry = await misbehave(() => SERVED, server);
    const failure = await failureOf(makeClient({ lookup }).repository(`registry.example:${portOf(registry.host)}`, 'os/ran').manifest('1'));
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'registry-tls' });
    expect(failure.cure).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('NODE_EXTRA_CA_CERTS is trusted, for the names that the certificate has', async () => {
    const registry = await misbehave(() => SERVED, server);
    const file = join(temporaryFolder('ca'), 'ca.pem');
    await writeFile(file, ca.caPem);
    const trusting = makeClient({ lookup, env: { NODE_EXTRA_CA_CERTS: file } });
    expect(await trusting.repository(`registry.example:${portOf(registry.host)}`, 'os/ran').manifest('1')).toBeDefined();
    expect(await failureOf(trusting.repository(`other.example:${portOf(registry.host)}`, 'os/ran').manifest('1'))).toMatchObject({ code: 'registry-tls' });
  });

  test('an insecure registry that speaks TLS is not spoken to in plain http', async () => {
    const registry = await misbehave(() => SERVED, server);
    const host = `registry.example:${portOf(registry.host)}`;
    expect(await failureOf(makeClient({ lookup, insecureRegistries: [host] }).repository(host, 'os/ran').manifest('1'))).toMatchObject({ code: 'registry-tls' });
    expect(registry.requests).toHaveLength(0);
  });

  test.each(['.config/containers', '.config/docker', '.docker'])('authority and client certificate of ~/%s/certs.d', async (place) => {
    const registry = await misbehave(() => SERVED, { ...server, ca: ca.caPem, requestCert: true, rejectUnauthorized: true });
    for (const host of [`registry.example:${portOf(registry.host)}`, registry.host]) {
      const home = temporaryFolder('home');
      const folder = join(home, place, 'certs.d', host);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'ca.crt'), ca.caPem);
      await writeFile(join(folder, 'client.cert'), client.cert);
      await writeFile(join(folder, 'client.key'), client.key);
      const known = makeClient({ lookup, env: { HOME: home } });
      expect(await known.repository(host, 'os/ran').manifest('1')).toBeDefined();
      // Not even this machine is tried with plain http when it has certificates.
      expect(known.usage().requests).toBe(1);
    }
  });

  test('a client certificate without its key is a wrong use', async () => {
    const home = temporaryFolder('home');
    const folder = join(home, '.docker', 'certs.d', '127.0.0.1:9');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'client.cert'), client.cert);
    const failure = await failureOf(makeClient({ env: { HOME: home } }).repository('127.0.0.1:9', 'os/ran').manifest('1'));
    expect(failure).toMatchObject({ kind: 'usage', code: 'certificates' });
    expect(failure.message).toContain('client.key is missing');
  });

  test('a registry with TLS on this machine is found to speak it', async () => {
    const registry = await misbehave(() => SERVED, server);
    const file = join(temporaryFolder('ca'), 'ca.pem');
    await writeFile(file, ca.caPem);
    expect(await makeClient({ env: { NODE_EXTRA_CA_CERTS: file } }).repository(registry.host, 'os/ran').manifest('1')).toBeDefined();
    expect(await failureOf(makeClient().repository(registry.host, 'os/ran').manifest('1'))).toMatchObject({ code: 'registry-tls' });
  });

  test('a registry on this machine that says in plain http that it wants TLS gets it', async () => {
    const registry = await misbehave(() => SERVED, server);
    const sockets = new Set<Socket>();
    let plain = 0;
    const front = createTcpServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('data', (hello) => {
        if (hello[0] !== 0x16) {
          plain++;
          // As Go's server says it.
          socket.end('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n');
          return;
        }
        const through = connect(Number(portOf(registry.host)), '127.0.0.1').on('error', () => {});
        through.write(hello);
        socket.pipe(through).pipe(socket);
      });
    });
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    stops.push(async () => {
      for (const socket of sockets) socket.destroy();
      front.close();
    });
    const file = join(temporaryFolder('ca'), 'ca.pem');
    await writeFile(file, ca.caPem);
    const store = makeClient({ env: { NODE_EXTRA_CA_CERTS: file } }).repository(`127.0.0.1:${portNumber(front)}`, 'os/ran');
    for (const tag of ['1', '2']) expect(await store.manifest(tag)).toBeDefined();
    expect(plain).toBe(1);
  });

  test('never from https to plain http: redirects, token servers and uploads', async () => {
    const file = join(temporaryFolder('ca'), 'ca.pem');
    await writeFile(file, ca.caPem);
    const plain = await misbehave(() => SERVED);
    const redirecting = await misbehave(() => ({ status: 302, headers: { location: plain.url } }), server);
    const challenging = await misbehave(() => ({ status: 401, headers: { 'www-authenticate': `Bearer realm="${plain.url}/token"` } }), server);
    const uploading = await misbehave(() => ({ status: 202, headers: { location: plain.url.replace('127.0.0.1', 'localhost') } }), server);
    const trusting = makeClient({ env: { NODE_EXTRA_CA_CERTS: file } });
    expect(await failureOf(trusting.repository(redirecting.host, 'os/ran').manifest('1'))).toMatchObject({ code: 'registry-lies' });
    expect(await failureOf(trusting.repository(challenging.host, 'os/ran').manifest('1'))).toMatchObject({ code: 'registry-lies' });
    const { bytes, descriptor } = IMAGE.blobs[0] ?? IMAGE;
    const { pushBytes } = await import('./images.ts');
    expect(await failureOf(pushBytes(trusting.repository(uploading.host, 'os/ran', { push: true }), bytes, descriptor))).toMatchObject({ code: 'registry-lies' });
    expect(plain.requests).toHaveLength(0);
  });

  test.each(['https://inside.example:PORT/token', 'https://127.0.0.1:PORT/token', 'https://localhost:PORT/token'])('a public registry’s token server in a private network is refused, after its name was resolved: %s', async (target) => {
    const file = join(temporaryFolder('ca'), 'ca.pem');
    await writeFile(file, ca.caPem);
    const inside = await misbehave(() => ({ body: '{"token":"x"}' }), server);
    const registry = await misbehave(() => ({ status: 401, headers: { 'www-authenticate': `Bearer realm="${target.replace('PORT', portOf(inside.host))}"` } }), server);
    const proxy = await startProxy(() => registry.host);
    const behind = makeClient({ env: { HTTPS_PROXY: proxy.url, NO_PROXY: 'inside.example', NODE_EXTRA_CA_CERTS: file }, lookup: resolving({ 'inside.example': '127.0.0.1' }) });
    expect(await failureOf(behind.repository('registry.example', 'os/ran').manifest('1'))).toMatchObject({ kind: 'unavailable', code: 'address-refused' });
    expect(inside.requests).toHaveLength(0);
    expect(registry.requests).toHaveLength(1);
    // A registry in the same private network may have its token server there.
    const beside = makeClient({ env: { NODE_EXTRA_CA_CERTS: file }, lookup: resolving({ 'inside.example': '127.0.0.1', 'registry.example': '127.0.0.1' }) });
    await failureOf(beside.repository(`registry.example:${portOf(registry.host)}`, 'os/ran').manifest('1'));
    expect(inside.requests).toHaveLength(1);
  });

  test('a token server gets no credentials where its name leads to a metadata service, and its redirect takes them nowhere', async () => {
    const file = join(temporaryFolder('ca'), 'ca.pem');
    await writeFile(file, ca.caPem);
    const plain = await misbehave(() => ({ body: '{"token":"x"}' }));
    const other = await misbehave(() => ({ body: '{"token":"x"}' }), server);
    const robot = { credentials: { username: 'robot', password: 'hunter2' }, push: true };
    const env = { NODE_EXTRA_CA_CERTS: file };
    // The registry is on this machine, so its token server may be anywhere but there.
    const challenging = await misbehave(() => ({ status: 401, headers: { 'www-authenticate': 'Bearer realm="https://metadata.example/token"' } }), server);
    const guarded = makeClient({ env, lookup: resolving({ 'metadata.example': '169.254.169.254' }) });
    expect(await failureOf(guarded.repository(challenging.host, 'os/ran', robot).manifest('1'))).toMatchObject({ kind: 'unavailable', code: 'address-refused' });
    for (const location of [`${plain.url}/token`, `${other.url}/token`, 'https://metadata.example/token']) {
      const tokens = await misbehave(() => ({ status: 307, headers: { location } }), server);
      const registry = await misbehave(() => ({ status: 401, headers: { 'www-authenticate': `Bearer realm="${tokens.url}/token"` } }), server);
      expect(await failureOf(makeClient({ env }).repository(registry.host, 'os/ran', robot).manifest('1'))).toMatchObject({ kind: 'unavailable', code: 'registry-lies' });
      expect(tokens.requests.map(({ headers }) => headers.authorization)).toEqual([`Basic ${Buffer.from('robot:hunter2').toString('base64')}`]);
    }
    expect([...plain.requests, ...other.requests]).toEqual([]);
  });

  test.each(['basic', 'bearer', 'open'])('what a registry redirects to draws no credentials by a challenge of its own, where the registry is %s', async (kind) => {
    const file = join(temporaryFolder('ca'), 'ca.pem');
    await writeFile(file, ca.caPem);
    const elsewhere = await misbehave(() => ({ body: '{"token":"x"}' }), server);
    const challenge = `Bearer realm="https://other.invalid:${portOf(elsewhere.host)}/token"`;
    const storage = await misbehave(() => ({ status: 401, headers: { 'www-authenticate': challenge } }), server);
    const target = `inside.example:${portOf(storage.host)}`;
    const registry = await misbehave(({ path, headers }) => {
      if (path.startsWith('/token')) return { body: '{"token":"good"}' };
      if (kind === 'basic' && headers.authorization === undefined) return { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } };
      if (kind === 'bearer' && headers.authorization !== 'Bearer good') return { status: 401, headers: { 'www-authenticate': `Bearer realm="https://${headers.host}/token"` } };
      return { status: 307, headers: { location: `https://${target}/file?signed` } };
    }, server);
    const names = resolving({ 'registry.example': '127.0.0.1', 'inside.example': '127.0.0.1', 'other.invalid': '127.0.0.1' });
    for (const push of [true, false]) {
      const store = makeClient({ env: { NODE_EXTRA_CA_CERTS: file }, lookup: names }).repository(`registry.example:${portOf(registry.host)}`, 'os/ran', { push, credentials: { username: 'robot', password: 'hunter2' } });
      const failure = await failureOf(store.manifest('1'));
      expect(failure).toMatchObject({ kind: 'unavailable', code: 'unauthorized' });
      expect(failure.message).toContain(`${target}, where the registry sends for it, answered 401`);
      expect(failure.cure).toContain('go to no other host');
      expect(failure.cure).not.toContain('docker login');
    }
    expect(elsewhere.requests).toEqual([]);
    expect(storage.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  test('Docker Hub is spoken to under the name that its registry has', async () => {
    const registry = await misbehave(() => SERVED, server);
    const proxy = await startProxy(() => registry.host);
    await failureOf(makeClient({ env: { HTTPS_PROXY: proxy.url } }).repository('docker.io', 'library/ubuntu').manifest('1'));
    expect(proxy.asked).toEqual(['CONNECT registry-1.docker.io:443']);
  });

  test('through a proxy’s tunnel, with the authority and the client certificate', async () => {
    const registry = await misbehave(() => SERVED, { ...server, ca: ca.caPem, requestCert: true, rejectUnauthorized: true });
    const proxy = await startProxy(() => registry.host);
    const home = temporaryFolder('home');
    const folder = join(home, '.docker', 'certs.d', 'registry.example:444');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'ca.crt'), ca.caPem);
    await writeFile(join(folder, 'client.cert'), client.cert);
    await writeFile(join(folder, 'client.key'), client.key);
    const through = makeClient({ env: { HOME: home, HTTPS_PROXY: proxy.url } });
    expect(await through.repository('registry.example:444', 'os/ran').manifest('1')).toBeDefined();
    expect(proxy.asked).toEqual(['CONNECT registry.example:444']);
  });
});
