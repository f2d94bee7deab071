import { createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import { makeCa } from './certificates.ts';
import { listen } from './listen.ts';

/** A request for a token, as it came. */
export interface TokenRequest {
  /** undefined: without credentials. */
  readonly username: string | undefined;
  /** `repository:acme/device:pull,push`, as asked; several if the client asked for several. */
  readonly scopes: readonly string[];
  readonly status: 200 | 401;
}

export interface TokenServer {
  /** What the registry's challenge names. */
  readonly realm: string;
  readonly issuer: string;
  /** The certificate that the registry checks tokens with (its `rootcertbundle`). */
  readonly certificatePem: string;
  readonly requests: readonly TokenRequest[];
  readonly stop: () => Promise<void>;
}

export interface TokenServerOptions {
  readonly service: string;
  readonly username: string;
  readonly password: string;
  readonly anonymous: 'pull' | 'nothing';
  /** After these the registry refuses a token. */
  readonly seconds: number;
  /** How many seconds past a token's end the registry still takes it. */
  readonly leeway: number;
}

/**
 * A token server as the Docker registry's token authentication describes it: GET with Basic credentials or none, an
 * RS256 token whose `access` holds what was asked for and allowed. POST (OAuth 2) is answered 404, as by servers that
 * know the first form only.
 */
export async function startTokenServer(options: TokenServerOptions): Promise<TokenServer> {
  const ca = await makeCa('manifest test token issuer');
  const key = createPrivateKey(ca.caKeyPem);
  const x5c = [new X509Certificate(ca.caPem).raw.toString('base64')];
  const issuer = 'manifest-action test issuer';
  const requests: TokenRequest[] = [];
  const expected = `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`;

  const token = (username: string | undefined, scopes: readonly string[]): string => {
    const now = Math.floor(Date.now() / 1000);
    const access = scopes.flatMap((scope) => {
      const [, type, name, actions] = /^([a-z]+):(.+):([a-z,*]+)$/u.exec(scope) ?? [];
      const allowed = (actions ?? '').split(',').filter((action) => username !== undefined || (options.anonymous === 'pull' && action === 'pull'));
      return type === undefined ? [] : [{ type, name, actions: allowed }];
    });
    const claims = { iss: issuer, sub: username ?? '', aud: options.service, exp: now + options.seconds - options.leeway, nbf: now - 10, iat: now, jti: randomUUID(), access };
    const body = [{ typ: 'JWT', alg: 'RS256', x5c }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`;
  };

  const server = createServer((request, response) => {
    request.resume();
    const url = new URL(request.url ?? '/', 'http://token');
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.method !== 'GET' || url.pathname !== '/token') return answer(404, { details: 'not found' });
    const scopes = url.searchParams.getAll('scope').flatMap((scope) => scope.split(' ')).filter((scope) => scope !== '');
    const credentials = request.headers.authorization;
    const username = credentials === expected ? options.username : undefined;
    const refused = (credentials !== undefined && username === undefined) || url.searchParams.get('service') !== options.service;
    requests.push({ username, scopes, status: refused ? 401 : 200 });
    if (refused) return answer(401, { errors: [{ code: 'UNAUTHORIZED', message: 'wrong user name or password' }] });
    const value = token(username, scopes);
    return answer(200, { token: value, access_token: value, expires_in: options.seconds, issued_at: new Date().toISOString() });
  });
  const { url, stop } = await listen(server);
  return { realm: `${url}/token`, issuer, certificatePem: ca.caPem, requests, stop };
}
