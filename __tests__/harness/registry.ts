import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, removeFolder, startDaemon, temporaryFolder, type Daemon } from './daemon.ts';
import { requirePeer, run } from './peers.ts';
import { startTokenServer, type TokenServer } from './token-server.ts';

/** The user that the registries know when `auth` is 'basic' or 'token'. */
export const CREDENTIALS = { username: 'robot', password: 'a pass:word with ünusual signs' } as const;

/** distribution takes a token this long past its end (registry/auth/token, `Leeway`). */
const LEEWAY_S = 60;

/** A real registry on 127.0.0.1, plain http, with its data in a temporary folder. */
export interface Registry {
  /** `127.0.0.1:PORT`, as it stands in references. */
  readonly host: string;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Where the data is; olareg keeps an OCI layout for each repository there. */
  readonly dir: string;
  /** With `auth: 'token'`: where its tokens come from, and what was asked for. */
  readonly tokens: TokenServer | undefined;
  readonly logs: () => string;
  /** Ends it and removes its folder. */
  readonly stop: () => Promise<void>;
}

export interface DockerRegistryOptions {
  /** 'basic': htpasswd with CREDENTIALS, or with others. 'token': the Docker token flow (RS256), with CREDENTIALS. */
  readonly auth?: 'basic' | 'token' | { readonly username: string; readonly password: string };
  /** With `auth: 'token'`: what a client without credentials may do (default: nothing). */
  readonly anonymous?: 'pull' | 'nothing';
  /** With `auth: 'token'`: seconds after which the registry refuses a token (default 300), less up to one. */
  readonly tokenSeconds?: number;
  /** Refuses every write with 405. */
  readonly readonly?: boolean;
  /** Allows manifests and blobs to be deleted. */
  readonly delete?: boolean;
}

/**
 * docker-registry 2.8 (distribution): no referrers API, no conditional writes. Needs the peer `docker-registry`.
 * Its Locations are relative, so that it works behind proxy.ts.
 */
export async function startDockerRegistry(options: DockerRegistryOptions = {}): Promise<Registry> {
  const program = requirePeer('docker-registry');
  const dir = temporaryFolder('docker-registry');
  const service = 'manifest-action test registry';
  const tokens =
    options.auth === 'token'
      ? await startTokenServer({ service, ...CREDENTIALS, anonymous: options.anonymous ?? 'nothing', seconds: options.tokenSeconds ?? 300, leeway: LEEWAY_S })
      : undefined;
  const auth: Record<string, unknown> = {};
  if (tokens !== undefined) {
    const rootcertbundle = join(dir, 'token.pem');
    writeFileSync(rootcertbundle, tokens.certificatePem);
    auth['token'] = { realm: tokens.realm, service, issuer: tokens.issuer, rootcertbundle };
  } else if (options.auth !== undefined && options.auth !== 'token') {
    const path = join(dir, 'htpasswd');
    writeFileSync(path, await htpasswd(options.auth === 'basic' ? CREDENTIALS : options.auth));
    auth['htpasswd'] = { realm: service, path };
  }
  const config = {
    version: '0.1',
    log: { level: 'info', accesslog: { disabled: false } },
    storage: {
      filesystem: { rootdirectory: join(dir, 'data') },
      delete: { enabled: options.delete === true },
      maintenance: { readonly: { enabled: options.readonly === true }, uploadpurging: { enabled: false } },
    },
    http: { addr: '127.0.0.1:0', relativeurls: true, secret: 'of one test' },
    ...(Object.keys(auth).length > 0 ? { auth } : {}),
  };
  const file = join(dir, 'config.yml'); // JSON is YAML
  writeFileSync(file, JSON.stringify(config));
  const listening = /listening on (127\.0\.0\.1:\d+)/u;
  const daemon = await startDaemon(program, ['serve', file], { ready: (logs) => listening.test(logs) });
  const host = listening.exec(daemon.logs())?.[1] ?? '';
  return registry(host, dir, daemon, tokens);
}

export interface OlaregOptions {
  /** False: no referrers API: GET /v2/NAME/referrers/DIGEST is answered 405 (not 404, as the specification has it). */
  readonly referrers?: boolean;
  readonly readonly?: boolean;
  /** False: manifests may not be deleted (default: they may). */
  readonly delete?: boolean;
  /** A folder of repositories to serve and keep, instead of an empty temporary one. */
  readonly dir?: string;
}

/** olareg: the referrers API, and what mosctl can read from. Needs the peer `olareg`. */
export async function startOlareg(options: OlaregOptions = {}): Promise<Registry> {
  const program = requirePeer('olareg');
  const dir = options.dir ?? temporaryFolder('olareg');
  await mkdir(dir, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(); // olareg does not say which port it got for 0
    const args = ['serve', '--addr', '127.0.0.1', '--port', String(port), '--dir', dir, '--gc-frequency', '-1s', '-v', 'info'];
    if (options.referrers === false) args.push('--api-referrer=false');
    if (options.readonly === true) args.push('--store-ro');
    if (options.delete !== false) args.push('--api-delete');
    try {
      const daemon = await startDaemon(program, args, { ready: () => answers(`http://127.0.0.1:${port}/v2/`) });
      const made = registry(`127.0.0.1:${port}`, dir, daemon, undefined);
      return options.dir === undefined ? made : { ...made, stop: () => daemon.stop() };
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

function registry(host: string, dir: string, daemon: Daemon, tokens: TokenServer | undefined): Registry {
  return {
    host,
    url: `http://${host}`,
    dir,
    tokens,
    logs: () => daemon.logs(),
    stop: async () => {
      await daemon.stop();
      await tokens?.stop();
      await removeFolder(dir);
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** A line of htpasswd. docker-registry takes bcrypt alone, which Node does not have and the C library's crypt() does. */
async function htpasswd(user: { readonly username: string; readonly password: string }): Promise<string> {
  const salt = '$2y$05$manifestactiontestsalt';
  const { status, stdout, stderr } = await run('perl', ['-e', 'local $/; my $p = <STDIN>; print crypt($p, $ARGV[0])', salt.slice(0, 29)], { input: user.password });
  if (status !== 0 || !stdout.startsWith('$2y$')) throw new Error(`perl made no bcrypt hash: ${stderr}`);
  return `${user.username}:${stdout}\n`;
}
