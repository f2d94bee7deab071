import { describe, expect, test } from '@jest/globals';
import { selectServices } from '../../src/sign/services.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const service = (url: string, more: { version?: number; operator?: string; start?: string; end?: string } = {}): object => ({
  url,
  majorApiVersion: more.version ?? 1,
  operator: more.operator ?? 'one',
  validFor: { start: more.start ?? '2026-01-01T00:00:00Z', ...(more.end === undefined ? {} : { end: more.end }) },
});
const FULCIO = service('https://fulcio.example');
const config = (more: object = {}): object => ({
  mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
  caUrls: [FULCIO],
  rekorTlogUrls: [service('https://rekor.example')],
  rekorTlogConfig: { selector: 'ANY' },
  tsaUrls: [service('https://tsa.example/api/v1/timestamp')],
  tsaConfig: { selector: 'ANY' },
  ...more,
});
const rekor = async (more: object): Promise<readonly string[]> => (await selectServices(config(more), NOW)).rekor.map(({ url }) => url);

describe('of the services of a signing config', () => {
  test('one of each is taken, and it is told whether names go into the public good’s logs', async () => {
    expect(await selectServices(config(), NOW)).toEqual({
      fulcio: { url: 'https://fulcio.example', majorApiVersion: 1 },
      rekor: [{ url: 'https://rekor.example', majorApiVersion: 1 }],
      timestamp: [{ url: 'https://tsa.example/api/v1/timestamp', majorApiVersion: 1 }],
      publicLog: false,
    });
    for (const [more, publicLog] of [
      [{ caUrls: [service('https://fulcio.sigstore.dev')] }, true],
      [{ rekorTlogUrls: [service('https://log2025-1.rekor.sigstore.dev/')] }, true],
      [{ rekorTlogUrls: [service('https://sigstore.dev.example')] }, false],
      [{ rekorTlogUrls: [service('https://notsigstore.dev')] }, false],
    ] as const) {
      expect(await selectServices(config(more), NOW)).toMatchObject({ publicLog });
    }
  });

  test('those within their dates, of the highest version, the newest of each operator', async () => {
    expect(await rekor({ rekorTlogUrls: [service('https://old', { end: '2026-11-21T11:59:59Z' }), service('https://new')] })).toEqual(['https://new']);
    expect(await rekor({ rekorTlogUrls: [service('https://future', { start: '2027-01-01T00:00:00Z' }), service('https://now')] })).toEqual(['https://now']);
    expect(await rekor({ rekorTlogUrls: [service('https://v1', { start: '2026-06-01T00:00:00Z' }), service('https://v2', { version: 2 }), service('https://v3', { version: 3 })] })).toEqual(['https://v2']);
    expect(await rekor({ rekorTlogUrls: [service('https://older'), service('https://newer', { start: '2026-02-01T00:00:00Z' })] })).toEqual(['https://newer']);
  });

  test('as many as the selector asks for', async () => {
    const rekorTlogUrls = [service('https://a', { operator: 'a' }), service('https://b', { operator: 'b' }), service('https://b2', { operator: 'b', start: '2025-01-01T00:00:00Z' }), service('https://c', { operator: 'c' })];
    expect(await rekor({ rekorTlogUrls, rekorTlogConfig: { selector: 'ALL' } })).toEqual(['https://a', 'https://b', 'https://c']);
    expect(await rekor({ rekorTlogUrls, rekorTlogConfig: { selector: 'EXACT', count: 2 } })).toEqual(['https://a', 'https://b']);
    expect(await rekor({ rekorTlogUrls, rekorTlogConfig: { selector: 'ANY' } })).toEqual(['https://a']);
  });

  test('none of a kind that the config does not ask for', async () => {
    expect(await selectServices(config({ rekorTlogConfig: undefined }), NOW)).toMatchObject({ rekor: [] }); // GitHub's, for private repositories
    expect(await selectServices(config({ tsaConfig: undefined }), NOW)).toMatchObject({ timestamp: [] }); // Rekor 1 says the time
  });
});

test.each([
  ['no config', 'text', /its mediaType/],
  ['a trusted root', { mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' }, /its mediaType/],
  ['a selector that it does not know', config({ rekorTlogConfig: { selector: 'SOME' } }), /can't be read/],
  ['no selector', config({ rekorTlogConfig: {} }), /wants 0 of its Rekor/],
  ['more services than there are', config({ rekorTlogConfig: { selector: 'EXACT', count: 2 } }), /wants 2 of its Rekor services, and 1 can be used/],
  ['a count of none', config({ tsaConfig: { selector: 'EXACT', count: 0 } }), /wants 0 of its timestamp/],
  ['no Fulcio', config({ caUrls: [] }), /no Fulcio of API version 1 is valid at 2026-11-21T12:00:00Z/],
  ['a Fulcio of another version', config({ caUrls: [service('https://f', { version: 2 })] }), /no Fulcio/],
  ['a Fulcio by plain http', config({ caUrls: [service('http://fulcio.example')] }), /can't be the URL of Fulcio/],
  ['a Fulcio whose name looks like loopback', config({ caUrls: [service('http://127.0.0.1.example')] }), /can't be the URL of Fulcio/],
  ['a Fulcio with a password', config({ caUrls: [service('https://user:pass@fulcio.example')] }), /can't be the URL of Fulcio/],
  ['a log by plain http', config({ rekorTlogUrls: [service('http://rekor.example')] }), /can't be the URL of Rekor/],
  ['Rekor 2 with nothing that tells the time', config({ rekorTlogUrls: [service('https://r', { version: 2 })], tsaConfig: undefined }), /when a signature was made/],
  ['neither log nor time', config({ rekorTlogConfig: undefined, tsaConfig: undefined }), /when a signature was made/],
])('%s is refused', async (_, given, message) => {
  await expect(selectServices(given, NOW)).rejects.toMatchObject({ kind: 'usage', code: 'signing-config', message: expect.stringMatching(message) });
});

test.each(['http://127.0.0.1:5555', 'http://localhost', 'http://[::1]:80', 'https://fulcio.example/path/'])('Fulcio may be at %s', async (url) => {
  expect((await selectServices(config({ caUrls: [service(url)] }), NOW)).fulcio.url).not.toMatch(/\/$/);
});
