import { Failure } from '../failure.ts';
import { isLoopbackHost } from './address.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a URL by HTTPS_PROXY, HTTP_PROXY and NO_PROXY (lower case first, as curl and Go have it), or undefined for none.
 * This machine itself is never asked for by proxy. Throws a `usage` Failure `proxy`.
 */
export function proxyFor(url: URL, env: Environment): URL | undefined {
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const value = env[name.toLowerCase()] ?? env[name] ?? '';
  if (value === '' || isLoopbackHost(url.host) || excepted(url, env['no_proxy'] ?? env['NO_PROXY'] ?? '')) return undefined;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy === undefined || (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')) {
    throw new Failure('usage', 'proxy', `${name} is not the address of an HTTP proxy`, { cure: 'Write http://HOST:PORT or https://HOST:PORT.' });
  }
  if (!isEncoded(proxy.username) || !isEncoded(proxy.password)) {
    throw new Failure('usage', 'proxy', `the user name or password in ${name} has a “%” that encodes no character`, { cure: 'Write a “%” in it as %25.' });
  }
  return proxy;
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function excepted(url: URL, list: string): boolean {
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '').toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return list.split(/[,\s]+/).some((entry) => {
    if (entry === '') return false;
    if (entry === '*') return true;
    const parts = /^(?:\[([^\]]+)\]|([^:]+)|([^[\]]*:[^[\]]*:[^[\]]*?))(?::(\d+))?$/.exec(entry.toLowerCase());
    const host = parts?.[1] ?? parts?.[2] ?? parts?.[3];
    if (host === undefined || (parts?.[4] !== undefined && parts[4] !== port)) return false;
    const suffix = host.replace(/^\*/, '').replace(/\.$/, '');
    return suffix.startsWith('.') ? name.endsWith(suffix) || (host.startsWith('.') && name === suffix.slice(1)) : name === suffix || name.endsWith(`.${suffix}`);
  });
}
