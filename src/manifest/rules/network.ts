import type { Network, Target } from '../manifest.ts';
import type { Finding, YamlPath } from '../problem.ts';
import { ipv4Address, ipv6Address } from './address.ts';
import { nearest } from '../suggestion.ts';
import { quoted } from '../../visible.ts';
import { BOTH, device, fieldOf, rule, TODAYS_DEVICE } from './rule.ts';

const NETWORK_TYPES = ['host', 'none', 'simple'];
const HIGHEST_PORT = 65535n;

type Simple = Target & { readonly network: Network };

/** The targets that have an address and ports of their own. */
function simple(targets: readonly Target[]): Simple[] {
  return targets.filter((target): target is Simple => target.network?.type === 'simple');
}

function given(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

/** What was seen first under each key, for rules about things that may be there once. */
function collisions<Item>(items: readonly Item[], keyOf: (item: Item) => string, describe: (item: Item, first: Item) => Finding): Finding[] {
  const first = new Map<string, Item>();
  return items.flatMap((item) => {
    const before = first.get(keyOf(item));
    if (before !== undefined) return [describe(item, before)];
    first.set(keyOf(item), item);
    return [];
  });
}

/** Every address of the `simple` targets, in the one way to write it; what is no address is compared as it is. */
function addresses(targets: readonly Target[]): { readonly target: Target; readonly path: YamlPath; readonly host: string }[] {
  return simple(targets).flatMap((target) =>
    (['ipv4', 'ipv6'] as const).flatMap((key) => {
      const text = target.network[key];
      if (!given(text)) return [];
      const parsed = key === 'ipv4' ? ipv4Address(text) : ipv6Address(text);
      return [{ target, path: fieldOf(target, 'network', key), host: parsed?.host ?? text.toLowerCase().replace(/\/.*$/, '') }];
    }),
  );
}

/** What is wrong with the IPv4 address of a service on lxcbr0, or undefined. */
function bridgeFault(text: string): string | undefined {
  const address = ipv4Address(text);
  if (address === undefined) return 'is no IPv4 address';
  if (!address.host.startsWith('10.0.3.')) return 'is outside 10.0.3.0/24, the network of the device\'s bridge lxcbr0';
  if (['10.0.3.0', '10.0.3.1', '10.0.3.255'].includes(address.host)) return address.host === '10.0.3.1' ? 'is the bridge\'s own address' : 'is not the address of one host in 10.0.3.0/24';
  return address.prefix === undefined ? 'has no prefix' : undefined;
}

const ADDRESSES = {
  ipv4: { fault: bridgeFault, cure: 'Write one from 10.0.3.2/24 to 10.0.3.254/24.' },
  ipv6: { fault: (text: string) => (ipv6Address(text) === undefined ? 'is no IPv6 address' : undefined), cure: 'Write one such as fd00::99/64, or leave it out.' },
} as const;

/** mosctl writes an address as it is into the container's configuration, where a line can be a command that the host runs (pkg/mosconfig/network.go, setupSimpleNet). */
function addressFindings(target: Simple, key: 'ipv4' | 'ipv6'): Finding[] {
  const text = target.network[key];
  if (!given(text)) return [];
  const { fault, cure } = ADDRESSES[key];
  const path = fieldOf(target, 'network', key);
  if (/\p{Cc}/u.test(text)) return [{ path, message: `${quoted(text)} holds a line end or a control character, with which it can add lines to the container's configuration. ${cure}` }];
  const found = fault(text);
  return found === undefined ? [] : [{ path, severity: 'warning', message: `${quoted(text)} ${found}. ${cure}` }];
}

const target = (network: string, extra = ''): { readonly list: string; readonly dict: string } => ({
  list: `targets:\n  - service_name: ran\n    network: ${network}${extra}`,
  dict: `targets:\n  ran:\n    network: ${network}${extra}`,
});

/** Examples of both forms that differ in a target's network alone. */
function networks(bad: string, good: string): { readonly list: { readonly bad: string; readonly good: string }; readonly dict: { readonly bad: string; readonly good: string } } {
  const [wrong, right] = [target(bad), target(good)];
  return { list: { bad: wrong.list, good: right.list }, dict: { bad: wrong.dict, good: right.dict } };
}

/** Two targets, ran and gui, with these networks. */
function pairs(first: string, bad: string, good: string): ReturnType<typeof networks> {
  const list = (second: string): string => `targets:\n  - service_name: ran\n    network: ${first}\n  - service_name: gui\n    network: ${second}`;
  const dict = (second: string): string => `targets:\n  ran:\n    network: ${first}\n  gui:\n    network: ${second}`;
  return { list: { bad: list(bad), good: list(good) }, dict: { bad: dict(bad), good: dict(good) } };
}

/** How services are reached. mos knows three networks: the host's, none, and `simple`, a bridge with forwarded ports (pkg/mosconfig/network.go). */
export const networkRules = [
  rule({
    id: 'network-type',
    number: 20,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: '`network.type` is stated, and `host`, `none` or `simple`.',
    why: 'A device refuses the manifest with "bad network", after it imported everything.',
    check({ manifest }) {
      return manifest.targets
        .filter(({ network }) => !NETWORK_TYPES.includes(network?.type ?? ''))
        .map((each) => {
          const type = each.network?.type;
          const meant = nearest(type ?? '', NETWORK_TYPES);
          return {
            path: fieldOf(each, 'network', 'type'),
            message: `${quoted(each.name)} has ${given(type) ? `the network type ${quoted(type)}` : 'no network type'}. ${meant === undefined ? 'Below network, write type: none, or host, or simple.' : `Did you mean ${quoted(meant)}?`}`,
          };
        });
    },
    examples: networks('{type: bridge}', '{type: none}'),
  }),
  rule({
    id: 'port-range',
    number: 21,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'Ports are from 1 to 65535, of the host and of the container.',
    why: 'mosctl lets 65536 through, and the port is then not forwarded.',
    check({ manifest }) {
      return manifest.targets.flatMap((each) =>
        (each.network?.ports ?? []).flatMap((port) =>
          (['host', 'container'] as const)
            .filter((side) => {
              const number = port[side];
              return number === undefined || number < 1n || number > HIGHEST_PORT;
            })
            .map((side) => ({ path: [...port.path, side], message: `The ${side} port of ${quoted(each.name)} is ${port[side] ?? 'missing'}. Write a port from 1 to 65535.` })),
        ),
      );
    },
    examples: networks('{type: simple, ipv4: 10.0.3.99/24, ports: [{host: 65536, container: 80}]}', '{type: simple, ipv4: 10.0.3.99/24, ports: [{host: 65535, container: 80}]}'),
  }),
  rule({
    id: 'unique-host-port',
    number: 22,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'A port of the host is forwarded to one `simple` service alone.',
    why: 'The rule that was added first wins, and the other service is never reached.',
    check({ manifest }) {
      const ports = simple(manifest.targets).flatMap((each) => (each.network.ports ?? []).map((port) => ({ target: each, port })));
      return collisions(
        ports.filter(({ port }) => port.host !== undefined),
        ({ port }) => String(port.host),
        ({ port }, first) => ({ path: [...port.path, 'host'], message: `The host's port ${port.host} is forwarded to ${quoted(first.target.name)} already. Choose another.` }),
      );
    },
    examples: pairs(
      '{type: simple, ipv4: 10.0.3.98/24, ports: [{host: 80, container: 80}]}',
      '{type: simple, ipv4: 10.0.3.99/24, ports: [{host: 80, container: 8080}]}',
      '{type: simple, ipv4: 10.0.3.99/24, ports: [{host: 8080, container: 8080}]}',
    ),
  }),
  rule({
    id: 'ignored-network',
    number: 24,
    forms: BOTH,
    severity: device('warning'),
    needs: ['text'],
    title: 'A service on the network `host` or `none` has no ports and no addresses.',
    why: 'They are ignored there.',
    check({ manifest }) {
      return manifest.targets
        .filter(({ network }) => network?.type === 'host' || network?.type === 'none')
        .flatMap((each) => {
          const { network } = each;
          const ignored = [...(given(network?.ipv4) ? ['ipv4'] : []), ...(given(network?.ipv6) ? ['ipv6'] : []), ...((network?.ports?.length ?? 0) > 0 ? ['ports'] : [])];
          return ignored.map((key) => ({ path: fieldOf(each, 'network', key), at: 'key' as const, message: `The key ${key} of ${quoted(each.name)} is ignored on the network ${network?.type}. Leave it out, or write type: simple.` }));
        });
    },
    examples: networks('{type: host, ports: [{host: 80, container: 80}]}', '{type: host}'),
  }),
  rule({
    id: 'simple-ipv4',
    number: 25,
    forms: BOTH,
    severity: TODAYS_DEVICE,
    needs: ['text'],
    title: 'A `simple` service has an `ipv4` address.',
    why: 'mosctl chooses one otherwise, loses it, and fails to start the service; its bridge is set up for IPv4.',
    check({ manifest }) {
      return simple(manifest.targets)
        .filter(({ network }) => !given(network.ipv4))
        .map((each) => {
          const what = given(each.network.ipv6) ? 'only an ipv6 address, and the device\'s bridge is set up for IPv4' : 'no ipv4 address, and mosctl loses the one that it chooses';
          return { path: fieldOf(each, 'network', 'ipv4'), message: `${quoted(each.name)} has ${what}. Write ipv4: with a free one, such as 10.0.3.99/24.` };
        });
    },
    examples: networks('{type: simple}', '{type: simple, ipv4: 10.0.3.99/24}'),
  }),
  rule({
    id: 'ipv6-ports',
    number: 26,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'A `simple` service with ports has an `ipv4` address.',
    why: 'For IPv6 alone, mosctl splits the address at the wrong place and writes the rule into the IPv4 table.',
    check({ manifest }) {
      return simple(manifest.targets)
        .filter(({ network }) => given(network.ipv6) && !given(network.ipv4) && (network.ports?.length ?? 0) > 0)
        .map((each) => ({ path: fieldOf(each, 'network', 'ports'), at: 'key', message: `The ports of ${quoted(each.name)} can't be forwarded to an IPv6 address alone. Add an ipv4 address, such as 10.0.3.99/24.` }));
    },
    examples: networks('{type: simple, ipv6: "fd00::99/64", ports: [{host: 80, container: 80}]}', '{type: simple, ipv4: 10.0.3.99/24, ipv6: "fd00::99/64", ports: [{host: 80, container: 80}]}'),
  }),
  rule({
    id: 'unique-address',
    number: 27,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'Addresses are there once, whatever their prefix.',
    why: 'mosctl compares the texts, so it takes 10.0.3.99/24 and 10.0.3.99/16 for two addresses.',
    check({ manifest }) {
      return collisions(
        addresses(manifest.targets),
        ({ host }) => host,
        ({ path, host }, first) => ({ path, message: `${quoted(host)} is the address of ${quoted(first.target.name)} already. Choose another.` }),
      );
    },
    examples: pairs('{type: simple, ipv4: 10.0.3.99/24}', '{type: simple, ipv4: 10.0.3.99/16}', '{type: simple, ipv4: 10.0.3.98/24}'),
  }),
  rule({
    id: 'bridge-address',
    number: 28,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'The `ipv4` address of a `simple` service is in 10.0.3.0/24, not .0, .1 or .255, and has a prefix; `ipv6` is an IPv6 address.',
    why: 'Services hang on the bridge lxcbr0, which is taken to be 10.0.3.1/24. An address goes as it is into LXC\'s configuration, where a line end begins another setting.',
    note: 'An error for an address with a line end or a control character in it; otherwise a warning.',
    check: ({ manifest }) => simple(manifest.targets).flatMap((each) => [...addressFindings(each, 'ipv4'), ...addressFindings(each, 'ipv6')]),
    examples: networks('{type: simple, ipv4: 192.168.1.5/24}', '{type: simple, ipv4: 10.0.3.99/24}'),
  }),
  rule({
    id: 'simple-update',
    number: 29,
    forms: BOTH,
    severity: TODAYS_DEVICE,
    needs: ['text'],
    title: 'A manifest that updates a device has no `simple` service.',
    why: 'After an update, today\'s mosctl panics on a nil map when it starts a `simple` service. Any manifest may serve as an update.',
    check({ manifest }) {
      const [first, ...more] = simple(manifest.targets);
      if (first === undefined) return [];
      const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
      return [{ path: fieldOf(first, 'network', 'type'), message: `${quoted(first.name)}${others} has the network simple, on which today's mosctl crashes after an update. It is safe for a first install; for updates, use host or none.` }];
    },
    examples: networks('{type: simple, ipv4: 10.0.3.99/24}', '{type: host}'),
  }),
];
