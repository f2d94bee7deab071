import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, causes } from '../failure.ts';
import { quoted } from '../visible.ts';
import { record } from './answer.ts';
import { askHelper } from './credential-helper.ts';
import type { Environment } from './proxy.ts';
import { HUB_NAMES } from './reference.ts';

/** How to be someone at a registry. `origin` says where it was found, for messages: never the secret itself. */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string; readonly origin: string }
  /** An OAuth2 refresh token (`docker login` to some clouds). */
  | { readonly kind: 'identity'; readonly token: string; readonly origin: string }
  /** A bearer token that is sent as it is. */
  | { readonly kind: 'bearer'; readonly token: string; readonly origin: string };

export interface CredentialOptions {
  readonly env: Environment;
  /** By host: what the inputs say. */
  readonly explicit?: ReadonlyMap<string, { readonly username: string; readonly password: string }> | undefined;
  /** For ghcr.io when nothing else is known: Actions’ own token, for repositories of `owner` alone. */
  readonly github?: { readonly token: string; readonly owner: string; readonly actor: string } | undefined;
  /** Credential helpers are never run from there. */
  readonly workspace?: string | undefined;
  readonly onWarning?: ((message: string) => void) | undefined;
}

export interface Credentials {
  /** What is known for a repository, looked for once. Does not throw: what cannot be used is a warning. */
  find(host: string, repository: string): Promise<Credential | undefined>;
}

/** The host under which Docker Hub's credentials are asked of a helper, and most often stored. */
const HUB_SERVER = 'https://index.docker.io/v1/';

/**
 * Credentials from the inputs, then from Docker's and containers' configuration in all its places: DOCKER_CONFIG, REGISTRY_AUTH_FILE,
 * $XDG_RUNTIME_DIR/containers/auth.json, ~/.config/containers/auth.json and ~/.docker/config.json; the repository's path first, then its
 * parents, then the host (containers-auth.json(5)); and for ghcr.io the token of Actions.
 */
export function createCredentials(options: CredentialOptions): Credentials {
  let files: Promise<ConfigFile[]> | undefined;
  const helped = new Map<string, Promise<Credential | undefined>>();
  const warned = new Set<string>();
  const warnOnce = (message: string): void => {
    if (!warned.has(message)) options.onWarning?.(message);
    warned.add(message);
  };

  const fromHelper = async (helper: string, server: string, where: string): Promise<Credential | undefined> => {
    const key = `${helper} ${server}`;
    let answer = helped.get(key);
    if (answer === undefined) {
      answer = askHelper(helper, server, options.env, options.workspace).then(
        (found) => {
          if (found === undefined) return undefined;
          const origin = `docker-credential-${helper}, named in ${where}`;
          if (found.username === '<token>') return { kind: 'identity', token: found.secret, origin };
          return { kind: 'password', username: found.username, password: found.secret, origin };
        },
        (error: unknown) => {
          options.onWarning?.(causes(error).join(': '));
          return undefined;
        },
      );
      helped.set(key, answer);
    }
    return answer;
  };

  const fromFile = async (file: ConfigFile, host: string, repository: string): Promise<Credential | undefined> => {
    const hosts = isHub(host) ? HUB_NAMES : [host];
    const paths = repository.split('/').map((_, index, all) => all.slice(0, all.length - index).join('/'));
    for (const key of hosts.flatMap((name) => paths.map((path) => `${name}/${path}`))) {
      const found = entry(file, key, warnOnce);
      if (found !== undefined) return found;
    }
    for (const name of hosts) {
      const helper = file.helpers.get(name) ?? (isHub(host) ? file.helpers.get(HUB_SERVER) : undefined);
      const found = helper === undefined ? entry(file, name, warnOnce) : await fromHelper(helper, isHub(host) ? HUB_SERVER : host, file.path);
      if (found !== undefined) return found;
    }
    return file.store === undefined ? undefined : fromHelper(file.store, isHub(host) ? HUB_SERVER : host, file.path);
  };

  return {
    async find(host, repository) {
      const explicit = options.explicit?.get(host);
      if (explicit !== undefined) return { kind: 'password', ...explicit, origin: 'the registry-username and registry-password inputs' };
      files ??= readFiles(options);
      for (const file of await files) {
        const found = await fromFile(file, host, repository);
        if (found !== undefined) return found;
      }
      const { github } = options;
      if (github !== undefined && host === 'ghcr.io' && repository.split('/')[0] === github.owner.toLowerCase()) {
        return { kind: 'password', username: github.actor, password: github.token, origin: 'the github-token input' };
      }
      return undefined;
    },
  };
}

/** Whether a host is one of Docker Hub's names. */
export function isHub(host: string): boolean {
  return HUB_NAMES.includes(host);
}

interface ConfigFile {
  readonly path: string;
  /** By host or host/path, without scheme and `/v1/`. */
  readonly auths: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly helpers: ReadonlyMap<string, string>;
  readonly store: string | undefined;
}

async function readFiles({ env, onWarning }: CredentialOptions): Promise<ConfigFile[]> {
  const { DOCKER_CONFIG: docker = '', REGISTRY_AUTH_FILE: named = '', XDG_RUNTIME_DIR: runtime = '', HOME: home = '' } = env;
  const paths = [
    docker === '' ? '' : join(docker, 'config.json'),
    named,
    runtime === '' ? '' : join(runtime, 'containers', 'auth.json'),
    home === '' ? '' : join(home, '.config', 'containers', 'auth.json'),
    // DOCKER_CONFIG is the folder that replaces this one.
    home === '' || docker !== '' ? '' : join(home, '.docker', 'config.json'),
  ];
  const files: ConfigFile[] = [];
  for (const path of paths) {
    if (path === '') continue;
    try {
      files.push(parseConfig(path, await readFile(path, 'utf8')));
    } catch (error) {
      if (record(error)?.['code'] !== 'ENOENT') onWarning?.(error instanceof Failure ? error.message : `${path} cannot be read: ${causes(error).join(': ')}`);
    }
  }
  return files;
}

function parseConfig(path: string, text: string): ConfigFile {
  let document: Readonly<Record<string, unknown>> | undefined;
  try {
    document = record(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    // What JSON.parse says would quote the file, which holds secrets.
  }
  if (document === undefined) throw new Failure('unavailable', 'docker-config', `${path} is not a JSON object, so no credentials are taken from it`);
  const auths = new Map<string, Readonly<Record<string, unknown>>>();
  for (const [key, value] of Object.entries(record(document['auths']) ?? {})) {
    const fields = record(value);
    const name = key.replace(/^https?:\/\//i, '').replace(/\/v[12]\/?$/, '').replace(/\/+$/, '');
    if (fields !== undefined && (!auths.has(name) || name === key)) auths.set(name, fields);
  }
  const helpers = new Map(Object.entries(record(document['credHelpers']) ?? {}).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== ''));
  const store = document['credsStore'];
  return { path, auths, helpers, store: typeof store === 'string' && store !== '' ? store : undefined };
}

function entry(file: ConfigFile, key: string, warn: (message: string) => void): Credential | undefined {
  const fields = file.auths.get(key);
  if (fields === undefined) return undefined;
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const origin = file.path;
  const token = text('registrytoken');
  // What has a blank or a line's end fits in no header.
  if (/^[\x21-\x7e]+$/.test(token)) return { kind: 'bearer', token, origin };
  if (token !== '') warn(`${origin}: the registrytoken of ${quoted(key, 100)} has characters that no token may have, so it is not used: log in to that registry again`);
  if (text('identitytoken') !== '') return { kind: 'identity', token: text('identitytoken'), origin };
  const pair = Buffer.from(text('auth'), 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = pair.indexOf(':');
  const username = colon < 0 ? text('username') : pair.slice(0, colon);
  const password = colon < 0 ? text('password') : pair.slice(colon + 1);
  if (password === '') return undefined;
  if (username === '<token>') return { kind: 'identity', token: password, origin };
  return username === '' ? undefined : { kind: 'password', username, password, origin };
}
