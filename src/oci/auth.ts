import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { isLoopbackHost } from './address.ts';
import { type Answer, header, lies, record, statusText } from './answer.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import type { Credential } from './credentials.ts';

/** What a request does to which repository, for the token's scope (distribution's auth/scope). */
export interface Access {
  readonly repository: string;
  readonly push: boolean;
  /** A second repository that is read, for a mount. */
  readonly from?: string | undefined;
}

/** Who a request is made as. */
export type Mode = 'anonymous' | 'credential';

/** What a request was authorized with. */
export interface Authorization {
  readonly mode: Mode;
  /** The Authorization header, or undefined for none. */
  readonly header: string | undefined;
  /** The token came out of the cache, so it may be too old. */
  readonly cached: boolean;
}

export interface TokenRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

export interface AuthenticatorOptions {
  /** As it is shown. */
  readonly host: string;
  /** The registry's own origin, once it is known whether it speaks TLS. */
  readonly origin: () => URL;
  readonly find: (repository: string) => Promise<Credential | undefined>;
  /** One request of a token server, with retries and without redirects. */
  readonly request: (request: TokenRequest, doing: string) => Promise<Answer>;
  readonly onWarning?: ((message: string) => void) | undefined;
}

export interface Authenticator {
  /** The header for a request, by what is known so far: nothing until the registry has asked for something. */
  authorize(access: Access): Promise<Authorization>;
  /**
   * Learns from an answer that a request got with `used`, and says whether asking again may help: with a first or a fresh token, or as
   * somebody. `tries` is how often the same request was asked again before.
   */
  learn(access: Access, used: Authorization, answer: Answer, tries: number): Promise<boolean>;
  /** Which credentials were tried for a repository, in words. */
  tried(access: Access): Promise<string>;
}

/** distribution's token specification: a token is good for at least a minute. */
const SHORTEST_LIFE_S = 60;
const LONGEST_LIFE_S = 24 * 3600;
const LARGEST_TOKEN = 64 * 1024;

interface Token {
  readonly header: string;
  readonly until: number;
}

interface CachedToken {
  readonly mode: Mode;
  readonly credential: Credential | undefined;
  readonly scopes: readonly string[];
  readonly token: Promise<Token>;
  /** It is on its way, so it is fresh for everybody who waits for it. */
  pending: boolean;
}

type Scheme = { readonly kind: 'basic' } | { readonly kind: 'bearer'; readonly realm: URL; readonly service: string | undefined };

/**
 * Authorization for one registry: no ping (the first real request draws the challenge), nobody first for what is read and somebody first for
 * what is written, one token for each scope, refreshed once when it is refused.
 *
 * One token for all repositories of a run is not asked for, although the specification has repeated scopes: a scope too many makes ghcr.io
 * (containerd#9648), gcr.io (containerd#8415) and Harbor (harbor#11852) give none, and Docker Hub once gave a shorter one (hub-feedback#2215).
 * A short token looks like a repository that is private or not there, so each of those answers would have to be doubted and asked again: more
 * requests than now where it fails, and one repository that is private would take the token from all others.
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  let scheme: Scheme | undefined;
  let anonymousRefused = false;
  let warnedPlain = false;
  let tokens: readonly CachedToken[] = [];
  const order = new Map<string, Mode[]>();
  const extraActions = new Map<string, Set<string>>();
  const found = new Map<string, Promise<Credential | undefined>>();

  const credentialFor = async (repository: string): Promise<Credential | undefined> => {
    let credential = found.get(repository);
    if (credential === undefined) {
      credential = options.find(repository);
      found.set(repository, credential);
    }
    return credential;
  };

  const modes = (access: Access): Mode[] => {
    const key = `${access.push ? 'push' : 'pull'} ${access.repository}`;
    let list = order.get(key);
    if (list === undefined) {
      list = access.push || anonymousRefused ? ['credential', 'anonymous'] : ['anonymous', 'credential'];
      order.set(key, list);
    }
    return list;
  };

  /** Who to be next: the first mode of the list that there is a credential for. */
  const modeFor = async (access: Access): Promise<Mode> => {
    const list = modes(access);
    if (list[0] === 'credential' && list.length > 1 && (await credentialFor(access.repository)) === undefined) list.shift();
    return list[0] ?? 'anonymous';
  };

  /** Gives a mode up. Says whether there is another. */
  const giveUp = async (access: Access, mode: Mode): Promise<boolean> => {
    // A mount that is refused says nothing of the repository that is written.
    if (access.from !== undefined && access.from !== access.repository) return false;
    const list = modes(access);
    if (list[0] !== mode) return true;
    if (list.length < 2 || (list[1] === 'credential' && (await credentialFor(access.repository)) === undefined)) return false;
    list.shift();
    if (mode === 'anonymous') anonymousRefused = true;
    return true;
  };

  const scopesOf = (access: Access): string[] => {
    const extra = [...(extraActions.get(access.repository) ?? [])].map((action) => `,${action}`).join('');
    const scopes = [`repository:${access.repository}:pull${access.push ? ',push' : ''}${extra}`];
    if (access.from !== undefined && access.from !== access.repository) scopes.push(`repository:${access.from}:pull`);
    return scopes;
  };

  const warnPlain = (url: URL): void => {
    if (url.protocol !== 'http:' || isLoopbackHost(url.host) || warnedPlain) return;
    warnedPlain = true;
    options.onWarning?.(`Credentials go to ${url.host} over plain http, as insecure-registries allows; anyone on the way can read them.`);
  };

  const bearer = async (access: Access, mode: Mode, to: Scheme & { kind: 'bearer' }): Promise<{ token: Token; cached: boolean }> => {
    const credential = mode === 'credential' ? await credentialFor(access.repository) : undefined;
    if (credential?.kind === 'bearer') return { token: { header: `Bearer ${credential.token}`, until: Number.POSITIVE_INFINITY }, cached: false };
    const scopes = scopesOf(access);
    const known = tokens.find((each) => each.mode === mode && each.credential === credential && covers(each.scopes, scopes));
    if (known !== undefined) {
      const fresh = known.pending;
      const token = await known.token;
      if (token.until > Date.now()) return { token, cached: !fresh };
      forget(known);
      return bearer(access, mode, to);
    }
    const asked: CachedToken = { mode, credential, scopes, token: fetchToken(to, scopes, credential), pending: true };
    tokens = [...tokens, asked];
    try {
      return { token: await asked.token, cached: false };
    } catch (error) {
      forget(asked);
      throw error;
    } finally {
      asked.pending = false;
    }
  };

  const forget = (token: CachedToken): void => {
    tokens = tokens.filter((each) => each !== token);
  };

  const fetchToken = async (to: Scheme & { kind: 'bearer' }, scopes: readonly string[], credential: Credential | undefined): Promise<Token> => {
    const doing = `asking ${to.realm.host} for a token for ${options.host}`;
    if (credential !== undefined) warnPlain(to.realm);
    let answer: Answer | undefined;
    if (credential?.kind === 'identity') {
      const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'manifest-action', refresh_token: credential.token, scope: scopes.join(' ') });
      if (to.service !== undefined) form.set('service', to.service);
      const body = Buffer.from(form.toString());
      answer = await options.request({ method: 'POST', url: to.realm, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }, doing);
    }
    // A token server that has no OAuth2 answers 404 (distribution’s oauth.md), and takes the same token as a password.
    if (answer === undefined || answer.status === 404 || answer.status === 405) {
      const url = new URL(to.realm);
      if (to.service !== undefined) url.searchParams.append('service', to.service);
      for (const scope of scopes) url.searchParams.append('scope', scope);
      const basic = credential?.kind === 'identity' ? basicHeader('<token>', credential.token) : credential?.kind === 'password' ? basicHeader(credential.username, credential.password) : undefined;
      answer = await options.request({ method: 'GET', url, headers: basic === undefined ? {} : { authorization: basic }, body: undefined }, doing);
    }
    return readToken(answer, `${doing} with ${credential === undefined ? 'no credentials' : `the credentials of ${credential.origin}`}`);
  };

  return {
    async authorize(access) {
      const mode = await modeFor(access);
      if (scheme === undefined) return { mode, header: undefined, cached: false };
      if (scheme.kind === 'basic') {
        const credential = await credentialFor(access.repository);
        if (credential?.kind !== 'password') return { mode, header: undefined, cached: false };
        warnPlain(options.origin());
        return { mode: 'credential', header: basicHeader(credential.username, credential.password), cached: false };
      }
      for (;;) {
        const as = await modeFor(access);
        try {
          const { token, cached } = await bearer(access, as, scheme);
          return { mode: as, header: token.header, cached };
        } catch (error) {
          if (!(error instanceof Failure) || error.code !== 'token-refused' || !(await giveUp(access, as))) throw error;
        }
      }
    },

    async learn(access, used, answer, tries) {
      if (answer.status !== 401) {
        // To strangers, some registries say 403 or 404 of what is private, and count their pulls together.
        return used.header !== undefined && used.mode === 'anonymous' && tries < 4 && (await giveUp(access, 'anonymous'));
      }
      if (tries >= 4) return false;
      const challenges = parseChallenges(answer.headers['www-authenticate']);
      const challenge = challenges.find(({ scheme: name }) => name === 'bearer') ?? challenges.find(({ scheme: name }) => name === 'basic');
      if (challenge === undefined) return false;
      if (used.header === undefined || challenge.scheme !== scheme?.kind) {
        const first = scheme === undefined || challenge.scheme !== scheme.kind;
        scheme = challenge.scheme === 'basic' ? { kind: 'basic' } : { kind: 'bearer', realm: realmOf(challenge, options), service: challenge.parameters.get('service') };
        if (scheme.kind === 'bearer') return first || used.header === undefined;
        return (await credentialFor(access.repository))?.kind === 'password' && used.header === undefined;
      }
      if (scheme.kind === 'basic') return false;
      if (used.cached) {
        tokens = (await Promise.all(tokens.map(async (each) => ((await each.token.catch(() => undefined))?.header === used.header ? [] : [each])))).flat();
        return true;
      }
      if (learnActions(access, challenge, extraActions)) return true;
      return giveUp(access, used.mode);
    },

    async tried(access) {
      const credential = await credentialFor(access.repository);
      return credential === undefined ? 'without credentials, since none are known for it' : `with the credentials of ${credential.origin}`;
    },
  };
}

/** Whether a token for some scopes is good for others: a mount's token writes its destination too. */
function covers(scopes: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((want) => {
    const [type, name, actions = ''] = want.split(':');
    return scopes.some((scope) => {
      const [, , granted = ''] = scope.split(':');
      return scope.startsWith(`${type}:${name}:`) && actions.split(',').every((action) => granted.split(',').includes(action));
    });
  });
}

function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/**
 * The token server that a challenge names. Another public https host is normal. Refused: plain http for an https registry, a user or password
 * in it, and for a registry on plain http any other host. Where its name leads to is looked at when it connects.
 */
function realmOf(challenge: Challenge, { host, origin }: AuthenticatorOptions): URL {
  const text = challenge.parameters.get('realm') ?? '';
  const doing = `${host}: its token server ${quoted(text, 120)}`;
  if (!URL.canParse(text)) throw lies(doing, 'is no address');
  const realm = new URL(text);
  const registry = origin();
  if (realm.username !== '' || realm.password !== '') throw lies(`${host}: its token server`, 'has a user name in its address');
  if (realm.protocol !== 'https:' && realm.protocol !== 'http:') throw lies(doing, 'is no web address');
  if (registry.protocol === 'https:' && realm.protocol === 'http:') throw lies(doing, 'would be given credentials over plain http, although the registry speaks https');
  if (registry.protocol === 'http:' && realm.hostname !== registry.hostname) throw lies(doing, 'is another host, named over plain http, where anyone on the way could have written it');
  realm.hash = '';
  return realm;
}

/** Some registries want more than `pull` for what only reads (Azure: `metadata_read`). Writing is never added. */
function learnActions(access: Access, challenge: Challenge, extra: Map<string, Set<string>>): boolean {
  const known = new Set(['pull', 'push', 'delete', '*', ...(extra.get(access.repository) ?? [])]);
  let added = false;
  for (const scope of (challenge.parameters.get('scope') ?? '').split(/\s+/).slice(0, 10)) {
    const [type, name, actions = ''] = scope.split(':');
    if (type !== 'repository' || name !== access.repository) continue;
    for (const action of actions.split(',')) {
      if (!/^[a-z_]{1,40}$/.test(action) || known.has(action) || known.size > 10) continue;
      known.add(action);
      added = true;
    }
  }
  if (added) extra.set(access.repository, new Set([...known].filter((action) => !['pull', 'push', 'delete', '*'].includes(action))));
  return added;
}

function readToken(answer: Answer, doing: string): Token {
  if (answer.status === 401 || answer.status === 403 || answer.status === 400) {
    throw new Failure('unavailable', 'token-refused', `${doing}: it answered ${statusText(answer)}`, {
      cure: 'Log in to that registry with credentials that may do this, with docker login or the registry inputs.',
    });
  }
  if (answer.status >= 300 && answer.status < 400) throw lies(doing, `it redirects (${answer.status}), and credentials follow no redirect`);
  if (answer.status !== 200) throw new Failure('unavailable', answer.status === 429 ? 'rate-limited' : 'token-unavailable', `${doing}: it answered ${statusText(answer)}`, { cure: 'Run again later.' });
  let document: Readonly<Record<string, unknown>> | undefined;
  try {
    document = answer.body.byteLength > LARGEST_TOKEN ? undefined : record(JSON.parse(answer.body.toString('utf8')));
  } catch {
    // Said below, without what the body holds.
  }
  const token = document?.['token'] ?? document?.['access_token'];
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) throw lies(doing, `its answer${header(answer, 'content-type')?.includes('html') === true ? ' is a web page and' : ''} holds no token`);
  const seconds = document?.['expires_in'];
  const life = Math.min(Math.max(typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : SHORTEST_LIFE_S, SHORTEST_LIFE_S), LONGEST_LIFE_S);
  return { header: `Bearer ${token}`, until: Date.now() + life * 1000 };
}
