import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Failure } from '../failure.ts';

/**
 * How far inside an address lies. `refused` is never spoken to: link-local addresses, where clouds keep their metadata and credentials,
 * and addresses that name no single machine.
 */
export type Depth = 'public' | 'private' | 'loopback' | 'refused';

const DEPTHS: readonly Depth[] = ['public', 'private', 'loopback', 'refused'];

// RFC 6890 (special-purpose addresses); the single addresses are the metadata services of Alibaba, Azure and Oracle, and by IPv6 of AWS and Google.
const REFUSED = ['169.254.0.0/16', '0.0.0.0/8', '224.0.0.0/4', '255.255.255.255/32', '100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32', 'fe80::/10', 'ff00::/8', '::/128', 'fd00:ec2::254/128', 'fd20:ce::254/128'];
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
const PRIVATE = [
  '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '192.0.0.0/24', '192.0.2.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '240.0.0.0/4',
  'fc00::/7', 'fec0::/10', '2001:db8::/32',
];

const LISTS = new Map<Depth, BlockList>([
  ['refused', blockList(REFUSED)],
  ['loopback', blockList(LOOPBACK)],
  ['private', blockList(PRIVATE)],
]);

/** How deep an IP address lies; an IPv4 address inside an IPv6 one (mapped, translated, compatible, NAT64, 6to4) counts as itself. Text that is no address is `refused`. */
export function depthOf(address: string): Depth {
  const bare = address.replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 0) return 'refused';
  for (const [depth, list] of LISTS) if (list.check(bare, family === 4 ? 'ipv4' : 'ipv6')) return depth;
  return 'public';
}

/** Whether an address of depth `depth` may be spoken to where `reach` is as deep as one may go. */
export function within(depth: Depth, reach: Depth): boolean {
  return depth !== 'refused' && DEPTHS.indexOf(depth) <= DEPTHS.indexOf(reach);
}

/** The deeper of two depths. */
export function deeper(a: Depth, b: Depth): Depth {
  return DEPTHS.indexOf(a) > DEPTHS.indexOf(b) ? a : b;
}

/** The address of a URL's host when it is one and not a name, without brackets. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? undefined : bare;
}

/** Whether a host (of a URL, with or without port) is this machine by its name or address alone: plain http may go there. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const address = literalAddress(name);
  if (address !== undefined) return depthOf(address) === 'loopback';
  return name === 'localhost' || name.endsWith('.localhost');
}

/**
 * A `lookup` for net.connect that gives only addresses within `reach`: names can lie, so the check is on what they resolve to, in the same
 * step that connects. `*.localhost` is loopback without asking (RFC 6761).
 */
export function guardedLookup(reach: Depth, lookup: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    const name = isLoopbackHost(hostname) ? 'localhost' : hostname;
    lookup(name, { ...options, all: true }, (error, found, family) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const addresses = typeof found === 'string' ? [{ address: found, family: family ?? isIP(found) }] : found;
      const allowed = addresses.filter(({ address }) => within(depthOf(address), reach));
      const [first] = allowed;
      if (first === undefined) callback(refusedAddress(hostname, addresses[0]?.address), '', 0);
      else if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

/** The failure of a host that lies where nothing may be sent. It has a `code`, as Node's own errors of connecting do. */
export function refusedAddress(hostname: string, address: string | undefined): Failure {
  const depth = address === undefined ? 'refused' : depthOf(address);
  const what = { public: 'refused', refused: 'link-local or reserved, where clouds keep their credentials', private: 'in a private network', loopback: 'this machine itself' }[depth];
  const shown = address === undefined || address === hostname ? 'address' : `address ${address}`;
  return new Failure('unavailable', 'address-refused', `${hostname}: its ${shown} is ${what}, so nothing is sent there`, {
    cure: 'If a registry sent us there, do not trust that registry; if you wrote that host yourself, use its real name or address.',
  });
}

function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', bits = ''] = subnet.split('/');
    if (isIP(address) === 6) {
      list.addSubnet(address, Number(bits), 'ipv6');
      continue;
    }
    const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
    const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
    list.addSubnet(address, Number(bits), 'ipv4');
    // ::0.0.0.1 is ::1, which has an entry of its own.
    if (a !== 0) list.addSubnet(`::${hex}`, 96 + Number(bits), 'ipv6');
    list.addSubnet(`64:ff9b::${hex}`, 96 + Number(bits), 'ipv6');
    list.addSubnet(`64:ff9b:1::${hex}`, 96 + Number(bits), 'ipv6');
    list.addSubnet(`::ffff:0:${hex}`, 96 + Number(bits), 'ipv6');
    list.addSubnet(`2002:${hex}::`, 16 + Number(bits), 'ipv6');
  }
  return list;
}
