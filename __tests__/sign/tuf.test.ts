import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { tufTargets } from '../../src/sign/tuf.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { startDelayProxy } from '../harness/proxy.ts';
import { startTufRepository, type TufRepository } from './tuf-repository.ts';

let repository: TufRepository;
let folder: string;
beforeEach(async () => {
  repository = await startTufRepository({ 'trusted_root.json': '{"trusted":1}', 'signing_config.v0.2.json': '{"config":2}' });
  folder = temporaryFolder('tuf');
});
afterEach(async () => {
  await repository.stop();
  await removeFolder(folder);
});

const said: string[] = [];
const persistence = (ms = 5000): Parameters<typeof tufTargets>[1] => ({ deadline: Date.now() + ms, firstPauseMs: 10, onProgress: (message) => said.push(message) });
const options = (): Parameters<typeof tufTargets>[2] => ({ mirrorUrl: repository.url, rootPath: repository.rootPath, temporaryDirectory: folder });

test('targets come by TUF, and no cache is used or left behind', async () => {
  const names = ['signing_config.v0.2.json', 'trusted_root.json'];
  expect(await tufTargets(names, persistence(), options())).toEqual([{ config: 2 }, { trusted: 1 }]);
  expect(readdirSync(folder)).toEqual([]);
  const first = repository.requests.length;
  await tufTargets(names, persistence(), options());
  expect(repository.requests).toHaveLength(2 * first);
});

test('an outage is outlasted', async () => {
  const proxy = await startDelayProxy(repository.host);
  try {
    proxy.answer(/timestamp/, { status: 503 }, 2);
    proxy.cutAt(/trusted_root/, 'before');
    expect(await tufTargets(['trusted_root.json'], persistence(), { ...options(), mirrorUrl: proxy.url })).toEqual([{ trusted: 1 }]);
  } finally {
    await proxy.stop();
  }
});

test.each([
  ['a target that was changed', /trusted_root/, '{"trusted":2}'],
  ['a snapshot that nobody signed', /snapshot/, '{"signatures":[],"signed":{"_type":"snapshot","spec_version":"1.0.31","version":1,"expires":"2099-01-01T00:00:00Z","meta":{"targets.json":{"version":1}}}}'],
])('%s is refused', async (_, path, content) => {
  repository.replace(path, content);
  await expect(tufTargets(['trusted_root.json'], persistence(100), options())).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'tuf',
    message: expect.stringContaining(`from the TUF repository ${repository.url}: `),
    cure: expect.stringContaining('sigstore-trusted-root'),
  });
  expect(readdirSync(folder)).toEqual([]);
});
