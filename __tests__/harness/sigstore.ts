import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeFolder, startDaemon, temporaryFolder, type Daemon } from './daemon.ts';
import { peersFolder } from './peers.ts';
import { PROJECT } from './runner.ts';

/** What `describeWith` must name for `startSigstore`. */
export const SIGSTORE_PEERS = ['fulcio', 'rekor-server', 'timestamp-server', 'tesseract', 'openssl', 'curl', 'setpriv'] as const;

/** A log to put into a trusted root and a signing config in place of Rekor v2: what rekor-v1.ts gives. */
export interface Log {
  readonly url: string;
  readonly majorApiVersion: number;
  /** The entry of the trusted root's `tlogs`. */
  readonly tlog: unknown;
}

/** A sigstore on loopback: real Fulcio, CT log, Rekor v2 and timestamp authority, and an issuer shaped like GitHub's. */
export interface Sigstore {
  /** For the environment of what signs: OIDC_ISSUER, FULCIO_URL, REKOR_URL, TSA_URL, CT_URL, ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN. */
  readonly env: Readonly<Record<string, string>>;
  /** Path of trusted_root.json (the input `sigstore-trusted-root`). */
  readonly trustedRoot: string;
  /** Path of signing_config.json (the input `sigstore-signing-config`). */
  readonly signingConfig: string;
  /** The certificate's issuer. */
  readonly issuer: string;
  /** The certificate's identity, unless `setClaims` changes `job_workflow_ref`. */
  readonly identity: string;
  readonly dir: string;
  /** Overrides claims of the tokens from now on (`{exp: 1}`, `{repository: 'acme/other'}`); null drops one; `{}` is as at first. */
  readonly setClaims: (claims: Readonly<Record<string, unknown>>) => void;
  /** The same sigstore with another transparency log: paths of a signing config without TSA that names it, and of a trusted root that knows it too. */
  readonly withLog: (log: Log) => { readonly trustedRoot: string; readonly signingConfig: string };
  readonly stop: () => Promise<void>;
}

export interface SigstoreOptions {
  /** Default: the local issuer's own URL. `https://token.actions.githubusercontent.com` gives certificates that look like GitHub's. */
  readonly issuer?: string;
}

/**
 * Starts one, in about a second, with new keys and empty logs. timestamp-server has a port that cannot be chosen, so that
 * only one can run: this waits, as long as it takes, until no other test of this machine has one. Call it in `beforeAll`
 * with a timeout of minutes, and `stop` in `afterAll`. Linux alone.
 */
export async function startSigstore(options: SigstoreOptions = {}): Promise<Sigstore> {
  const turn = await takeTurn();
  const dir = temporaryFolder('sigstore');
  let daemon: Daemon;
  try {
    daemon = await start(dir, options.issuer);
  } catch (error) {
    turn.close();
    throw error;
  }
  const env: Record<string, string> = {};
  for (const [, name = '', value = ''] of readFileSync(join(dir, 'env'), 'utf8').matchAll(/([A-Z_]+)=("[^"]*"|\S*)/gu)) {
    env[name] = value.replaceAll('"', '');
  }
  const trustedRoot = join(dir, 'trusted_root.json');
  const signingConfig = join(dir, 'signing_config.json');
  return {
    env,
    trustedRoot,
    signingConfig,
    issuer: env['OIDC_ISSUER'] ?? '',
    identity: 'https://github.com/acme/device/.github/workflows/release.yml@refs/tags/v1.0.0',
    dir,
    setClaims: (claims) => writeFileSync(join(dir, 'claims.json'), JSON.stringify(claims)),
    withLog: (log) => withLog(dir, log),
    stop: async () => {
      await daemon.stop();
      turn.close();
      await removeFolder(dir);
    },
  };
}

/** stack.sh finds free ports, which another process may take before it does: so it is tried three times. */
async function start(dir: string, issuer: string | undefined): Promise<Daemon> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startDaemon('bash', [join(PROJECT, 'scripts', 'sigstore', 'stack.sh'), dir], {
        env: { PEERS: peersFolder(), NODE: process.execPath, ...(issuer === undefined ? {} : { ISSUER: issuer }) },
        ready: (logs) => logs.includes('sigstore is up'),
      });
    } catch (error) {
      if (attempt === 3) throw error;
      await sleep(500);
    }
  }
}

/**
 * A lock that the kernel gives back when its holder dies: an abstract socket, whose name is one per network namespace,
 * as the port that it guards is.
 */
async function takeTurn(): Promise<Server> {
  for (;;) {
    const server = createServer();
    try {
      const listening = once(server, 'listening');
      server.listen('\0manifest-action-sigstore');
      await listening;
      return server.unref();
    } catch {
      await sleep(100);
    }
  }
}

function withLog(dir: string, log: Log): { readonly trustedRoot: string; readonly signingConfig: string } {
  const read = (name: string): Record<string, unknown> => {
    const value: unknown = JSON.parse(readFileSync(join(dir, name), 'utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  };
  const folder = temporaryFolder('other-log');
  const write = (name: string, value: unknown): string => {
    writeFileSync(join(folder, name), JSON.stringify(value));
    return join(folder, name);
  };
  const root = read('trusted_root.json');
  const known = Array.isArray(root['tlogs']) ? root['tlogs'] : [];
  const { tsaUrls: _tsa, tsaConfig: _config, ...config } = read('signing_config.json');
  const validFor = { start: new Date(Date.now() - 3_600_000).toISOString() };
  return {
    trustedRoot: write('trusted_root.json', { ...root, tlogs: [...known, log.tlog] }),
    signingConfig: write('signing_config.json', {
      ...config,
      rekorTlogUrls: [{ url: log.url, majorApiVersion: log.majorApiVersion, validFor, operator: 'local' }],
    }),
  };
}
