import { describe, expect, test } from '@jest/globals';
import { deeper, depthOf, guardedLookup, isLoopbackHost, within } from '../../src/oci/address.ts';

describe('how far inside an address lies', () => {
  test.each<[string, string]>([
    ['8.8.8.8', 'public'],
    ['2606:4700::1111', 'public'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['fd12::1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.255.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['169.254.169.254', 'refused'],
    ['169.254.170.2', 'refused'],
    ['fe80::1%eth0', 'refused'],
    ['fd00:ec2::254', 'refused'],
    ['100.100.100.200', 'refused'],
    ['168.63.129.16', 'refused'],
    ['0.0.0.0', 'refused'],
    ['::', 'refused'],
    ['224.0.0.1', 'refused'],
    ['::ffff:169.254.169.254', 'refused'],
    ['::ffff:a9fe:a9fe', 'refused'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::169.254.169.254', 'refused'],
    ['64:ff9b::a9fe:a9fe', 'refused'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::808:808', 'public'],
    ['2002:a9fe:a9fe::1', 'refused'],
    ['2002:0a00:0001::1', 'private'],
    ['::127.0.0.1', 'loopback'],
    ['::169.254.169.254', 'refused'],
    ['not an address', 'refused'],
    ['', 'refused'],
  ])('%s is %s', (address, depth) => {
    expect(depthOf(address)).toBe(depth);
  });

  test('nothing may go deeper than its reach, and nothing to what is refused', () => {
    expect(within('private', 'public')).toBe(false);
    expect(within('public', 'private')).toBe(true);
    expect(within('loopback', 'private')).toBe(false);
    expect(within('refused', 'loopback')).toBe(false);
    expect(within('refused', 'refused')).toBe(false);
    expect(deeper('public', 'loopback')).toBe('loopback');
  });

  test.each<[string, boolean]>([
    ['localhost', true],
    ['LOCALHOST:5000', true],
    ['registry.localhost:5000', true],
    ['127.0.0.1:5000', true],
    ['[::1]:5000', true],
    ['[::1]', true],
    ['localhost.example', false],
    ['notlocalhost', false],
    ['10.0.0.1', false],
    ['registry.example', false],
  ])('%s is this machine: %s', (host, expected) => {
    expect(isLoopbackHost(host)).toBe(expected);
  });
});

describe('looking a name up', () => {
  const names: Record<string, string[]> = { 'mixed.example': ['169.254.169.254', '10.0.0.1', '8.8.8.8'], 'evil.example': ['169.254.169.254'], localhost: ['127.0.0.1'] };
  const resolve = async (reach: 'public' | 'private' | 'loopback', name: string): Promise<unknown> =>
    new Promise((done) => {
      guardedLookup(reach, (hostname, _options, callback) => {
        const found = names[hostname];
        if (found === undefined) callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
        else callback(null, found.map((address) => ({ address, family: 4 })));
      })(name, { all: true }, (error, found) => done(error === null ? found : (error.code ?? error.message)));
    });

  test('only what may be spoken to is given', async () => {
    expect(await resolve('public', 'mixed.example')).toEqual([{ address: '8.8.8.8', family: 4 }]);
    expect(await resolve('private', 'mixed.example')).toEqual([{ address: '10.0.0.1', family: 4 }, { address: '8.8.8.8', family: 4 }]);
    expect(await resolve('loopback', 'evil.example')).toBe('address-refused');
    expect(await resolve('public', 'localhost')).toBe('address-refused');
    expect(await resolve('public', 'none.example')).toBe('ENOTFOUND');
  });

  test('*.localhost is this machine, whatever a resolver says', async () => {
    expect(await resolve('loopback', 'registry.localhost')).toEqual([{ address: '127.0.0.1', family: 4 }]);
  });
});
