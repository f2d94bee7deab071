// oidc.ts PORT DIR ISSUER: an OIDC issuer shaped like GitHub Actions', plain http on 127.0.0.1:PORT.
//   GET /.well-known/openid-configuration, /.well-known/jwks
//   GET /token?audience=A with `Authorization: bearer $(cat DIR/oidc.bearer)`  →  {"count":n,"value":jwt}
// DIR/oidc.key is its RSA key. DIR/claims.json, read at every request, overrides claims; null drops one.
// When ISSUER is another origin (https://token.actions.githubusercontent.com) the same port is also a CONNECT proxy that
// ends TLS for that host with DIR/tls.{key,pem} and refuses every other.
import { createPrivateKey, createPublicKey, randomUUID, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';

const [port = '', dir = '', issuer = ''] = process.argv.slice(2);
const kid = 'local-1';
const key = createPrivateKey(readFileSync(join(dir, 'oidc.key')));
const jwks = { keys: [{ ...createPublicKey(key).export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] };
const bearer = readFileSync(join(dir, 'oidc.bearer'), 'utf8').trim();
let count = 0;

function claims(audience: string): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  const sha = 'ce587453ced02b1526dfb4cb910479d431683101';
  const workflow = 'acme/device/.github/workflows/release.yml@refs/tags/v1.0.0';
  const overrides: unknown = existsSync(join(dir, 'claims.json')) ? JSON.parse(readFileSync(join(dir, 'claims.json'), 'utf8')) : {};
  const all: Record<string, unknown> = {
    jti: randomUUID(),
    sub: 'repo:acme/device:ref:refs/tags/v1.0.0',
    aud: audience,
    ref: 'refs/tags/v1.0.0',
    sha,
    repository: 'acme/device',
    repository_owner: 'acme',
    repository_owner_id: '65',
    run_id: '30433642',
    run_number: '10',
    run_attempt: '1',
    repository_visibility: 'public',
    repository_id: '74',
    actor_id: '12',
    actor: 'octocat',
    workflow: 'release',
    head_ref: '',
    base_ref: '',
    event_name: 'push',
    ref_protected: 'true',
    ref_type: 'tag',
    workflow_ref: workflow,
    workflow_sha: sha,
    job_workflow_ref: workflow,
    job_workflow_sha: sha,
    runner_environment: 'github-hosted',
    iss: issuer,
    nbf: now - 300,
    iat: now,
    exp: now + 300,
    ...(typeof overrides === 'object' ? overrides : {}),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

function token(audience: string): string {
  const parts = [{ typ: 'JWT', alg: 'RS256', x5t: kid, kid }, claims(audience)];
  const body = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`;
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://issuer');
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(body));
  };
  if (url.pathname === '/.well-known/openid-configuration') {
    answer(200, {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks`,
      subject_types_supported: ['public', 'pairwise'],
      response_types_supported: ['id_token'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid'],
    });
  } else if (url.pathname === '/.well-known/jwks') {
    answer(200, jwks);
  } else if (url.pathname !== '/token') {
    answer(404, {});
  } else if (request.headers.authorization?.toLowerCase() === `bearer ${bearer}`) {
    answer(200, { count: ++count, value: token(url.searchParams.get('audience') ?? 'https://github.com/acme') });
  } else {
    answer(401, { message: 'bad bearer' });
  }
}

const server = createServer(handle);
if (issuer.startsWith('https:')) {
  const tls = createTlsServer({ key: readFileSync(join(dir, 'tls.key')), cert: readFileSync(join(dir, 'tls.pem')) }, handle);
  server.on('connect', (request, socket) => {
    if (request.url !== `${new URL(issuer).hostname}:443`) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    tls.emit('connection', socket);
  });
}
server.listen(Number(port), '127.0.0.1');
