import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ipv4Address, ipv6Address } from '../../../src/manifest/rules/address.ts';
import { ruleSettings } from '../../../src/manifest/rules/settings.ts';
import { manifestText, problemsOf } from './fragments.ts';

const FORMS = ['list', 'dict'] as const;
type Form = (typeof FORMS)[number];

/** A manifest with a container for each network. */
function services(form: Form, ...networks: string[]): string {
  const targets = networks.map((network, index) => (form === 'list' ? `  - {service_name: s${index}, network: ${network}}` : `  s${index}: {network: ${network}}`));
  return manifestText(form, `targets:\n${targets.join('\n')}`);
}

/** What is found beside the warning that every `simple` network gets. */
function found(form: Form, ...networks: string[]): string[] {
  return problemsOf(services(form, ...networks))
    .filter(({ rule }) => rule !== 'simple-update')
    .map(({ rule, severity, target }) => `${severity} ${rule} ${target}`);
}

const simple = (ipv4: string, ports = '[]'): string => `{type: simple, ipv4: "${ipv4}", ports: ${ports}}`;

describe.each(FORMS)('network, %s form', (form) => {
  test.each(['host', 'none'])('%s', (type) => expect(found(form, `{type: ${type}}`)).toEqual([]));
  test.each(['bridge', 'Host', '""'])('the type %s', (type) => expect(found(form, `{type: ${type}}`)).toEqual(['error network-type s0']));
  test('no type', () => expect(found(form, '{}')).toEqual(['error network-type s0']));
  test('no network', () => {
    const text = form === 'list' ? 'version: 1\ntargets:\n  - {service_name: x, source: "oci:a:b"}\n' : 'version: 1\ntargets:\n  x: {url: "oci:a:b"}\n';
    expect(problemsOf(text).map(({ rule }) => rule)).toContain('network-type');
  });

  test.each([
    ['{host: 1, container: 65535}', []],
    ['{host: 65535, container: 1}', []],
    ['{host: 0, container: 80}', ['error port-range s0']],
    ['{host: 80, container: 0}', ['error port-range s0']],
    ['{host: 65536, container: 65536}', ['error port-range s0', 'error port-range s0']],
    ['{container: 80}', ['error port-range s0']],
    ['{host: 18446744073709551615, container: 80}', ['error port-range s0']],
  ])('the port %s', (port, expected) => expect(found(form, simple('10.0.3.99/24', `[${port}]`))).toEqual(expected));

  test('a port of the host that two services want', () => {
    expect(found(form, simple('10.0.3.2/24', '[{host: 80, container: 1}]'), simple('10.0.3.3/24', '[{host: 80, container: 2}]'))).toEqual(['error unique-host-port s1']);
  });
  test('a port that one service wants twice', () => {
    expect(found(form, simple('10.0.3.2/24', '[{host: 80, container: 1}, {host: 80, container: 2}]'))).toEqual(['error unique-host-port s0']);
  });
  test('the same port in two containers is fine', () => {
    expect(found(form, simple('10.0.3.2/24', '[{host: 80, container: 1}]'), simple('10.0.3.3/24', '[{host: 81, container: 1}]'))).toEqual([]);
  });
  test('ports on the host\'s network are ignored, and take no port', () => {
    expect(found(form, simple('10.0.3.2/24', '[{host: 80, container: 1}]'), '{type: host, ports: [{host: 80, container: 1}]}')).toEqual(['warning ignored-network s1']);
  });
  test('everything that is ignored is shown', () => {
    expect(found(form, '{type: none, ipv4: 10.0.3.2/24, ipv6: "fd00::1", ports: [{host: 80, container: 1}]}')).toEqual(Array.from({ length: 3 }, () => 'warning ignored-network s0'));
    expect(found(form, '{type: none, ipv4: "", ipv6: "", ports: []}')).toEqual([]);
  });

  test('simple without an address', () => expect(found(form, '{type: simple}')).toEqual(['warning simple-ipv4 s0']));
  test('simple with an IPv6 address alone', () => expect(found(form, '{type: simple, ipv6: "fd00::1/64"}')).toEqual(['warning simple-ipv4 s0']));
  test('simple with an IPv6 address alone, and ports', () => {
    expect(found(form, '{type: simple, ipv6: "fd00::1/64", ports: [{host: 80, container: 1}]}').toSorted()).toEqual(['error ipv6-ports s0', 'warning simple-ipv4 s0']);
  });

  test.each(['10.0.3.2/24', '10.0.3.254/24', '10.0.3.99/16'])('the address %s', (address) => expect(found(form, simple(address))).toEqual([]));
  test.each([
    ['10.0.3.0/24', 'one host'],
    ['10.0.3.1/24', 'bridge'],
    ['10.0.3.255/24', 'one host'],
    ['10.0.3.99', 'no prefix'],
    ['10.0.30.99/24', 'outside'],
    ['192.168.1.2/24', 'outside'],
    ['10.0.3.256/24', 'no IPv4 address'],
    ['10.0.3.099/24', 'no IPv4 address'],
    ['10.0.3.99/33', 'no IPv4 address'],
    ['10.0.3.99/24/24', 'no IPv4 address'],
    ['fd00::1/64', 'no IPv4 address'],
    ['ran', 'no IPv4 address'],
  ])('the address %s', (address, fault) => {
    const problems = problemsOf(services(form, simple(address))).filter(({ rule }) => rule === 'bridge-address');
    expect(problems.map(({ severity }) => severity)).toEqual(['warning']);
    expect(problems[0]?.message).toContain(fault);
  });

  // mosctl joins the lines of LXC's configuration with the address in them.
  test.each([
    ['ipv4', String.raw`10.0.3.99/24\nlxc.hook.pre-start = /bin/sh -c evil`],
    ['ipv6', String.raw`nonsense\nlxc.hook.pre-start = /bin/sh -c evil`],
    ['ipv6', String.raw`fd00::9/64\r`],
    ['ipv6', String.raw`fd00::9/64\x01`],
  ])('an %s that is more than an address is an error: %s', (key, address) => {
    const network = key === 'ipv4' ? simple(address) : `{type: simple, ipv4: 10.0.3.99/24, ipv6: "${address}"}`;
    const about = (text: string): string[] => found(form, text).filter((each) => each.includes('bridge-address'));
    expect(about(network)).toEqual(['error bridge-address s0']);
    expect(about(network.replace('simple', 'host'))).toEqual([]);
  });
  // LXC reads a broadcast address after a blank, and a blank adds no line.
  test.each(['10.0.3.99/24 ', '10.0.3.99/24 10.0.3.255'])('the address with a blank, %s, is a warning', (address) => expect(found(form, simple(address)).filter((each) => each.includes('bridge-address'))).toEqual(['warning bridge-address s0']));
  test.each(['nonsense', 'fd00::9/129', '10.0.3.9/24', 'fe80::1%eth0/64'])('the IPv6 address %s', (ipv6) => {
    expect(found(form, `{type: simple, ipv4: 10.0.3.99/24, ipv6: "${ipv6}"}`)).toEqual(['warning bridge-address s0']);
  });

  test.each([
    ['10.0.3.9/24', '10.0.3.9/16'],
    ['10.0.3.9/24', '10.0.3.9'],
  ])('%s and %s are one address', (first, second) => expect(found(form, simple(first), simple(second))).toContain('error unique-address s1'));
  test.each([
    ['fd00::9/64', 'FD00:0:0::9/48'],
    ['fd00::9', 'fd00:0000::0009/64'],
    ['::ffff:10.0.0.1', '::ffff:a00:1'],
    ['fe80::1%eth0/64', 'FE80::1%eth0/48'],
  ])('%s and %s are one address', (first, second) => {
    const both = [first, second].map((ipv6, index) => `{type: simple, ipv4: 10.0.3.${index + 2}/24, ipv6: "${ipv6}"}`);
    expect(found(form, ...both).filter((each) => !each.startsWith('warning'))).toEqual(['error unique-address s1']);
  });
  test('addresses of other networks are ignored', () => expect(found(form, simple('10.0.3.9/24'), '{type: host, ipv4: 10.0.3.9/24}')).toEqual(['warning ignored-network s1']));

  test('simple-update is one line for all services', () => {
    const problems = problemsOf(services(form, simple('10.0.3.2/24'), simple('10.0.3.3/24')), ruleSettings('mosctl')).filter(({ rule }) => rule === 'simple-update');
    expect(problems.map(({ severity, target, message }) => [severity, target, message.includes('and 1 more')])).toEqual([['error', 's0', true]]);
  });
});

describe('properties', () => {
  const port = fc.integer({ min: -0, max: 70_000 });

  test('port-range and unique-host-port say no to exactly what a device cannot forward', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.record({ host: fc.oneof(port, fc.constantFrom(80, 443)), container: port }), { maxLength: 4 }), { minLength: 1, maxLength: 4 }), fc.constantFrom(...FORMS), (ports, form) => {
        const text = services(form, ...ports.map((each, index) => simple(`10.0.3.${index + 2}/24`, JSON.stringify(each))));
        const all = problemsOf(text);
        const flat = ports.flat();
        const bad = flat.flatMap(({ host, container }) => [host, container]).filter((number) => number < 1 || number > 65_535);
        expect(all.filter(({ rule }) => rule === 'port-range')).toHaveLength(bad.length);
        expect(all.filter(({ rule }) => rule === 'unique-host-port')).toHaveLength(flat.length - new Set(flat.map(({ host }) => host)).size);
      }),
      { numRuns: 150 },
    );
  });

  test('unique-address counts every repetition, whatever the prefix and the notation', () => {
    const address = fc.record({ v4: fc.integer({ min: 2, max: 6 }), v6: fc.integer({ min: 1, max: 5 }), prefix: fc.integer({ min: 8, max: 32 }), long: fc.boolean() });
    fc.assert(
      fc.property(fc.array(address, { minLength: 1, maxLength: 6 }), fc.constantFrom(...FORMS), (given, form) => {
        const networks = given.map(({ v4, v6, prefix, long }) => `{type: simple, ipv4: 10.0.3.${v4}/${prefix}, ipv6: "${long ? `FD00:0:0:0:0:0:0:${v6}` : `fd00::${v6}`}/${prefix}"}`);
        const repeated = 2 * given.length - new Set(given.map(({ v4 }) => v4)).size - new Set(given.map(({ v6 }) => v6)).size;
        expect(problemsOf(services(form, ...networks)).filter(({ rule }) => rule === 'unique-address')).toHaveLength(repeated);
      }),
      { numRuns: 150 },
    );
  });

  test('an address is read back as it was written', () => {
    fc.assert(fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (host, prefix) => expect(ipv4Address(`${host}/${prefix}`)).toEqual({ host, prefix })));
    fc.assert(fc.property(fc.ipV6(), (host) => expect(ipv6Address(host)?.host).toBe(ipv6Address(ipv6Address(host)!.host)?.host)));
  });

  test('no text is more than an address or none', () => {
    fc.assert(fc.property(fc.string(), (text) => expect([ipv4Address(text), ipv6Address(text)].filter((each) => each !== undefined).length).toBeLessThan(2)));
  });
});
