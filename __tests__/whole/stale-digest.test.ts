import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../harness/peers.ts';
import { startDelayProxy, type DelayProxy } from '../harness/proxy.ts';
import { startOlareg, type Registry } from '../harness/registry.ts';
import { hasGit, makeRepository } from '../harness/repository.ts';
import { PROJECT } from '../harness/runner.ts';
import { addLayout, IMAGES, listManifest, type Image } from './device.ts';
import { runHere, type RunHere } from './publishing.ts';

// A device runs what the digest names, so a change of the tag beside it changes nothing but what a reviewer believes.

const OLD = IMAGES['ran:2.5'].digest;
const NEW = IMAGES['ran:2.6'].digest;

/** The lines of `ran` from its source on, in a manifest whose other targets do not change. */
const withLines = (...lines: string[]): string => listManifest({ floating: ['ran'] }).replace('    source: oci:layout:ran:2.5\n', lines.map((line) => `    ${line}\n`).join(''));

/** A check of the second text against the first. */
async function checked(before: string, after: string): Promise<RunHere> {
  const { folder, commit } = makeRepository({ 'manifest.yaml': before });
  commit({ 'manifest.yaml': after });
  addLayout(folder);
  return runHere('check', { base: 'HEAD~1', manifest: 'manifest.yaml' }, { workspace: folder });
}

const said = (result: RunHere): unknown => (result.report?.manifests ?? []).flatMap(({ problems }) => problems.map(({ rule, severity, line }) => ({ rule, severity, line })));

function index(image: Image): Buffer {
  const entry = { mediaType: 'application/vnd.oci.image.manifest.v1+json', ...IMAGES[image], platform: { os: 'linux', architecture: 'amd64' } };
  return Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [entry] }));
}
const digest = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

(hasGit ? describe : describe.skip)('a digest in a source (needs git)', () => {
  describeWith(['olareg'], 'of a registry', () => {
    let registry: Registry;
    let proxy: DelayProxy;
    let source: (rest: string) => string;

    const put = async (path: string, body: Buffer, type: string): Promise<void> => {
      const answer = await fetch(`${registry.url}/v2/os/ran/${path}`, { method: 'PUT', body: new Uint8Array(body), headers: { 'content-type': type } });
      expect(answer.status).toBe(201);
    };
    const push = async (image: Image, tag: string): Promise<void> => {
      const blob = (name: string): Buffer => readFileSync(join(PROJECT, '__tests__', 'vectors', 'layout', 'blobs', ...name.split(':')));
      const bytes = blob(IMAGES[image].digest);
      const { config, layers } = JSON.parse(bytes.toString('utf8')) as { config: { digest: string }; layers: { digest: string }[] };
      for (const each of [config, ...layers]) {
        const begun = await fetch(`${registry.url}/v2/os/ran/blobs/uploads/`, { method: 'POST' });
        const place = new URL(begun.headers.get('location') ?? '', registry.url);
        place.searchParams.set('digest', each.digest);
        const answer = await fetch(place, { method: 'PUT', body: new Uint8Array(blob(each.digest)), headers: { 'content-type': 'application/octet-stream' } });
        expect(answer.status).toBe(201);
      }
      await put(`manifests/${tag}`, bytes, 'application/vnd.oci.image.manifest.v1+json');
    };

    beforeAll(async () => {
      registry = await startOlareg();
      proxy = await startDelayProxy(registry.host);
      source = (rest) => `docker://${proxy.host}/os/ran${rest}`;
      await push('ran:2.5', '2.5');
      await push('ran:2.6', '2.6');
      for (const [image, tag] of [['ran:2.5', 'multi-2.5'], ['ran:2.6', 'multi-2.6']] as const) await put(`manifests/${tag}`, index(image), 'application/vnd.oci.image.index.v1+json');
    });
    afterAll(async () => {
      await proxy?.stop();
      await registry?.stop();
    });

    it('is left behind when only the tag is bumped, and the line to write is said', async () => {
      const result = await checked(withLines(`source: ${source(`:2.5@${OLD}`)}`, 'size: 878'), withLines(`source: ${source(`:2.6@${OLD}`)}`, 'size: 878'));
      expect({ status: result.status, said: said(result) }).toEqual({ status: 1, said: [{ rule: 'digest', severity: 'error', line: 23 }] });
      expect(result.errors[0]).toContain(`Write source: ${source(`:2.6@${NEW}`)}, and size: 878.`);
    });

    it('is left behind beside a digest of its own line, and where that was moved into the source', async () => {
      const both = await checked(withLines(`source: ${source(`:2.5@${OLD}`)}`, `digest: ${OLD}`, 'size: 878'), withLines(`source: ${source(`:2.6@${OLD}`)}`, `digest: ${OLD}`, 'size: 878'));
      expect(said(both)).toEqual([{ rule: 'digest', severity: 'error', line: 23 }]);
      expect(both.errors[0]).toContain(`, and digest: ${NEW}, and size: 878.`);
      const moved = await checked(withLines(`source: ${source(':2.5')}`, `digest: ${OLD}`), withLines(`source: ${source(`:2.6@${OLD}`)}`));
      expect(said(moved)).toContainEqual({ rule: 'digest', severity: 'error', line: 23 });
    });

    it('of an index is left behind too, and stands for the tag’s index or its image', async () => {
      const [old, now] = [digest(index('ran:2.5')), digest(index('ran:2.6'))];
      const before = withLines(`source: ${source(`:multi-2.5@${old}`)}`);
      const stale = await checked(before, withLines(`source: ${source(`:multi-2.6@${old}`)}`));
      expect(said(stale)).toContainEqual({ rule: 'digest', severity: 'error', line: 23 });
      for (const right of [`:multi-2.6@${now}`, `:2.6@${now}`, `:multi-2.6@${NEW}`]) {
        expect(said(await checked(before, withLines(`source: ${source(right)}`)))).toEqual([]);
      }
    });

    it('that neither was there nor is the tag’s is a warning, as is a tag that is gone', async () => {
      const before = withLines(`source: ${source(`:2.5@${NEW}`)}`);
      for (const tag of ['2.6', 'gone']) {
        const wrong = tag === 'gone' ? NEW : OLD;
        const result = await checked(before, withLines(`source: ${source(`:${tag}@${wrong}`)}`));
        expect({ status: result.status, said: said(result) }).toEqual({ status: 0, said: [{ rule: 'tag-drift', severity: 'warning', line: 23 }] });
      }
      // What the tag has become need not be an image for the device.
      const arm = JSON.parse(index('ran:2.6').toString('utf8')) as { manifests: { platform: { architecture: string } }[] };
      for (const each of arm.manifests) each.platform.architecture = 'arm64';
      await put('manifests/arm', Buffer.from(JSON.stringify(arm)), 'application/vnd.oci.image.index.v1+json');
      const elsewhere = await checked(before, withLines(`source: ${source(`:arm@${OLD}`)}`));
      expect({ status: elsewhere.status, said: said(elsewhere) }).toEqual({ status: 0, said: [{ rule: 'tag-drift', severity: 'warning', line: 23 }] });
      // What floated is nobody's old digest.
      expect(said(await checked(withLines(`source: ${source(':2.5')}`), withLines(`source: ${source(`:2.6@${OLD}`)}`)))).toEqual([{ rule: 'tag-drift', severity: 'warning', line: 23 }]);
    });

    it('costs one request for its tag where the change touches it, and none elsewhere', async () => {
      const before = withLines(`source: ${source(`:2.5@${OLD}`)}`, `digest: ${OLD}`, 'size: 878');
      proxy.reset();
      expect(said(await checked(before, before.replace('version: 2.5.0', 'version: 2.5.1')))).toEqual([]);
      expect(proxy.requests).toEqual([]);
      expect(said(await checked(before, before.replace('version: 2.5.0', 'version: 2.6.0').replaceAll(OLD, NEW).replace(':2.5@', ':2.6@')))).toEqual([]);
      expect(proxy.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET /v2/os/ran/manifests/${NEW}`, 'HEAD /v2/os/ran/manifests/2.6']);
    });
  });

  describe('of a layout', () => {
    it.each([
      ['sets what digest says', [`source: oci:layout:${OLD}`, `digest: ${OLD}`, 'size: 878'], []],
      ['contradicts digest, which is an error as in a registry', [`source: oci:layout:${OLD}`, `digest: ${NEW}`, 'size: 878'], ['digest']],
    ])('%s', async (_, lines, rules) => {
      const result = await checked(listManifest(), withLines(...lines));
      expect(result.codes).toEqual(rules);
      if (rules.length > 0) expect(result.errors[0]).toContain(`The source’s digest stands for ${OLD}, but digest says ${NEW}`);
    });
  });
});
