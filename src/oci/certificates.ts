import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import { Failure, causes } from '../failure.ts';
import { isHost } from './reference.ts';
import type { Environment } from './proxy.ts';

/**
 * What TLS needs to speak to a host (with port, when the reference has one): the certificate authorities of NODE_EXTRA_CA_CERTS, and from
 * `certs.d/HOST:PORT` the authorities (`*.crt`) and the client's pairs (`*.cert` with `*.key`), where Docker and containers look:
 * beneath /etc/docker, /etc/containers, ~/.docker, ~/.config/docker and ~/.config/containers. undefined when there is nothing of all that.
 * Throws a `usage` Failure `certificates` when a file cannot be read or a pair is not whole.
 */
export async function tlsFor(host: string, env: Environment): Promise<SecureContextOptions | undefined> {
  const authorities: string[] = [];
  const certificates: string[] = [];
  const keys: string[] = [];
  const extra = env['NODE_EXTRA_CA_CERTS'] ?? '';
  if (extra !== '') authorities.push(await pem(extra));
  const folder = await certificateFolder(host, env);
  for (const name of folder?.names ?? []) {
    const path = join(folder?.path ?? '', name);
    if (name.endsWith('.crt')) authorities.push(await pem(path));
    if (!name.endsWith('.cert')) continue;
    const key = name.replace(/\.cert$/, '.key');
    if (folder?.names.includes(key) !== true) throw unusable(path, `its key ${key} is missing`);
    certificates.push(await pem(path));
    keys.push(await pem(join(folder.path, key)));
  }
  if (authorities.length === 0 && certificates.length === 0) return undefined;
  const { getCACertificates } = await import('node:tls');
  return {
    ...(authorities.length === 0 ? {} : { ca: [...getCACertificates('default'), ...authorities] }),
    ...(certificates.length === 0 ? {} : { cert: certificates, key: keys }),
  };
}

/** Whether someone set up certificates for this host, so that it speaks TLS. */
export async function hasCertificates(host: string, env: Environment): Promise<boolean> {
  return (await certificateFolder(host, env)) !== undefined;
}

async function certificateFolder(host: string, env: Environment): Promise<{ readonly path: string; readonly names: readonly string[] } | undefined> {
  if (!isHost(host)) return undefined;
  const home = env['HOME'] ?? '';
  const roots = [...(home === '' ? [] : ['.config/containers', '.config/docker', '.docker'].map((name) => join(home, name))), '/etc/containers', '/etc/docker'];
  for (const root of roots) {
    const path = join(root, 'certs.d', host);
    const names = await readdir(path).catch(() => []);
    if (names.some((name) => /\.(?:crt|cert|key)$/.test(name))) return { path, names: names.toSorted((a, b) => (a < b ? -1 : 1)) };
  }
  return undefined;
}

async function pem(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unusable(path, causes(error).join(': '), error);
  });
  if (!text.includes('-----BEGIN ')) throw unusable(path, 'it is not PEM text');
  return text;
}

function unusable(path: string, why: string, cause?: unknown): Failure {
  return new Failure('usage', 'certificates', `${path} cannot be used: ${why}`, { cure: 'Mend or remove that file.', cause });
}
