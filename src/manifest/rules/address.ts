import { isIPv4, isIPv6 } from 'node:net';

/** An address as LXC takes it: `10.0.3.99/24`, `fd00::99/64`, or without a prefix. */
export interface Address {
  /** In the one way to write it, so that two that are equal compare equal (RFC 5952 for IPv6). */
  readonly host: string;
  readonly prefix: number | undefined;
}

/** The IPv4 address that the text is, or undefined. */
export function ipv4Address(text: string): Address | undefined {
  return split(text, 32, (host) => (isIPv4(host) ? host : undefined));
}

/** The IPv6 address that the text is, or undefined. */
export function ipv6Address(text: string): Address | undefined {
  return split(text, 128, (host) => (isIPv6(host) && !host.includes('%') ? new URL(`http://[${host}]/`).hostname.slice(1, -1) : undefined));
}

function split(text: string, longest: number, canonical: (host: string) => string | undefined): Address | undefined {
  const [host = '', prefix, ...more] = text.split('/');
  const known = canonical(host);
  if (known === undefined || more.length > 0) return undefined;
  if (prefix === undefined) return { host: known, prefix: undefined };
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest ? { host: known, prefix: Number(prefix) } : undefined;
}
