import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { describeWith } from '../harness/peers.ts';
import { startDelayProxy, type DelayProxy } from '../harness/proxy.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { runCli } from '../harness/runner.ts';
import { IMAGES, listManifest, PRODUCT } from './device.ts';
import { keyInputs, named, runHere, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

// An image's name is its digest. One that names something else is an attack or an accident: what is seen of it by whom, and what that costs.

const [FIRST, SECOND] = [IMAGES['hostfs:1.0.0'].digest, IMAGES['ran:2.5'].digest];
const hex = (digest: string): string => digest.slice('sha256:'.length);
const ACCEPT = { accept: 'application/vnd.oci.image.manifest.v1+json' };
const MANIFESTS = { one: listManifest({ ran: 'hostfs:1.0.0' }), two: listManifest() };

let product: ProductCertificate;
beforeAll(async () => {
  product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
});

for (const [name, begin, asked] of [
  // Where there is no API for referrers, the first question tells that.
  ['olareg', () => startOlareg(), 2],
  ['docker-registry', () => startDockerRegistry(), 3],
] as const) {
  describeWith([name], `an image’s name in ${name}`, () => {
    let registry: Registry;
    let proxy: DelayProxy;
    beforeAll(async () => {
      registry = await begin();
      proxy = await startDelayProxy(registry.host);
    });
    afterAll(async () => {
      await proxy?.stop();
      await registry?.stop();
    });

    const publish = (at: string, images: keyof typeof MANIFESTS): Promise<RunHere> =>
      runHere('publish', { ...keyInputs(product), destination: `${proxy.host}/${at}/install`, images: `${proxy.host}/${at}/mos`, tag: '1.0.0' }, { workspace: workspaceWith(MANIFESTS[images]) });
    const verify = (at: string, inputs: Inputs = {}): Promise<RunHere> =>
      runHere('verify', { reference: `${proxy.host}/${at}/install:1.0.0`, images: `${proxy.host}/${at}/mos`, 'ca-certificate': product.caPem, ...inputs }, { workspace: temporaryFolder('verify') });
    const failed = ({ report }: RunHere): string[] => (report?.steps ?? []).filter(({ ok }) => ok === false).map(({ id, message }) => `${id}: ${message}`);
    /** What whoever may write there can do. */
    const rename = async (at: string, tag: string, digest: string): Promise<void> => {
      const there = await fetch(`${registry.url}/v2/${at}/mos/manifests/${digest}`, { headers: ACCEPT });
      const put = await fetch(`${registry.url}/v2/${at}/mos/manifests/${tag}`, { method: 'PUT', body: Buffer.from(await there.arrayBuffer()), headers: { 'content-type': ACCEPT.accept } });
      expect([there.status, put.status]).toEqual([200, 201]);
    };

    it('that names another image is refused by verify and by promote, whose destination then has nothing', async () => {
      const at = 'renamed';
      // Images at the place where promote looks, which is the registry's own root.
      expect(await runHere('publish', { ...keyInputs(product), destination: `${proxy.host}/${at}/install`, tag: '1.0.0' }, { workspace: workspaceWith() })).toMatchObject({ status: 0, errors: [] });
      expect(await publish(at, 'two')).toMatchObject({ status: 0 });
      expect(await verify(at)).toMatchObject({ status: 0 });
      const other = await fetch(`${registry.url}/v2/mos/manifests/${FIRST}`, { headers: ACCEPT });
      const put = await fetch(`${registry.url}/v2/mos/manifests/${hex(SECOND)}`, { method: 'PUT', body: Buffer.from(await other.arrayBuffer()), headers: { 'content-type': ACCEPT.accept } });
      expect(put.status).toBe(201);
      await rename(at, hex(SECOND), FIRST);

      const ended = await verify(at);
      expect(ended.status).toBe(1);
      expect(failed(ended)).toEqual([`image: "ran": ${proxy.host}/${at}/mos:${hex(SECOND)} is ${FIRST}, and the system manifest says ${SECOND}.`]);
      const out = join(temporaryFolder('promoted'), 'out');
      const promoted = await runHere('promote', { reference: `${proxy.host}/${at}/install:1.0.0`, destination: `oci:${out}`, 'ca-certificate': product.caPem }, { workspace: join(out, '..') });
      expect(promoted.status).toBe(1);
      expect(failed(promoted).join('\n')).toContain(`is ${FIRST}, and the system manifest says ${SECOND}`);
      expect(existsSync(out)).toBe(false);
    });

    it('is hashed by a second run when it is the only one there, and set right', async () => {
      const at = 'only';
      expect(await publish(at, 'one')).toMatchObject({ status: 0, errors: [] });
      proxy.reset();
      const again = await publish(at, 'one');
      expect(again).toMatchObject({ status: 0, errors: [] });
      expect(proxy.requests.filter(({ path }) => path.includes('/mos/')).map(({ method, path }) => `${method} ${path}`)).toEqual([`GET /v2/${at}/mos/manifests/${hex(FIRST)}`]);
      expect(proxy.count()).toBe(asked + 1);
      expect(again.lines.join('\n')).not.toContain('not read again');

      // Another image, which has to be there first.
      expect(await publish('other', 'two')).toMatchObject({ status: 0 });
      await copyImage(registry, 'other/mos', `${at}/mos`, SECOND);
      await rename(at, hex(FIRST), SECOND);
      const right = await publish(at, 'one');
      expect(right).toMatchObject({ status: 0, errors: [] });
      expect(right.lines.join('\n')).toContain(`${proxy.host}/${at}/mos:${hex(FIRST)} named ${SECOND}, which is not what its name says`);
      expect(right.report?.published?.images.map(({ written }) => written)).toEqual([true, true, true]);
      expect(await named(registry.url, `${at}/mos`, hex(FIRST))).toBe(FIRST);
    });

    it('is looked up in one list by a second run when there are several, which says that it read no more, and sets right what is missing', async () => {
      const at = 'several';
      expect(await publish(at, 'two')).toMatchObject({ status: 0, errors: [] });
      proxy.reset();
      const again = await publish(at, 'two');
      expect(again).toMatchObject({ status: 0, errors: [] });
      expect(proxy.requests.filter(({ path }) => path.includes('/mos/')).map(({ method, path }) => `${method} ${path}`)).toEqual([`GET /v2/${at}/mos/tags/list?n=1000`]);
      expect(proxy.count()).toBe(asked + 1);
      expect(again.lines.join('\n')).toContain(`${proxy.host}/${at}/mos lists the names of all its images of this release; what they name was not read again (job: verify reads it)`);
    });

    it('is hashed and compared when the release is new, and set right', async () => {
      const at = 'before';
      expect(await publish(at, 'one')).toMatchObject({ status: 0 });
      await copyImage(registry, 'other/mos', `${at}/mos`, SECOND);
      await rename(at, hex(FIRST), SECOND);
      const next = await runHere('publish', { ...keyInputs(product), destination: `${proxy.host}/${at}/install`, images: `${proxy.host}/${at}/mos`, tag: '2.0.0' }, { workspace: workspaceWith(MANIFESTS.two) });
      expect(next).toMatchObject({ status: 0, errors: [] });
      expect(next.lines.join('\n')).toContain(`named ${SECOND}, which is not what its name says`);
      expect(await named(registry.url, `${at}/mos`, hex(FIRST))).toBe(FIRST);
    });

    it('leads to blobs that the registry is asked for, or that are read and hashed when that is wanted; a step says which', async () => {
      const at = 'read';
      expect(await publish(at, 'two')).toMatchObject({ status: 0 });
      const image = (ended: RunHere): string | undefined => ended.report?.steps?.find(({ message }) => message.startsWith('"ran"'))?.message;
      proxy.reset();
      const asking = await verify(at);
      expect(image(asking)).toBe(`"ran": ${proxy.host}/${at}/mos:${hex(SECOND)} has that digest; the registry says that it has the image’s 3 blobs, which were not read (read-images: true reads them).`);
      expect(proxy.count(/^GET \S+\/mos\/blobs\//)).toBe(0);
      // Three targets of two images: each manifest and each blob is asked for once.
      const heads = proxy.requests.filter(({ method, path }) => method === 'HEAD' && path.includes('/mos/blobs/')).map(({ path }) => path);
      expect(heads).toHaveLength(new Set(heads).size);

      proxy.reset();
      const reading = await verify(at, { 'read-images': 'true' });
      expect(reading.status).toBe(0);
      expect(image(reading)).toBe(`"ran": ${proxy.host}/${at}/mos:${hex(SECOND)} has that digest; its 3 blobs were read and have theirs.`);
      expect(proxy.count(/^GET \S+\/mos\/blobs\//)).toBe(heads.length);

      // One byte of a layer goes bad on the registry's disk: its size and its name stay.
      const manifest = (await (await fetch(`${registry.url}/v2/${at}/mos/manifests/${SECOND}`, { headers: ACCEPT })).json()) as { layers: { digest: string }[] };
      const layer = manifest.layers.at(-1)?.digest ?? '';
      const file = [join(registry.dir, at, 'mos', 'blobs', 'sha256', hex(layer)), join(registry.dir, 'data', 'docker', 'registry', 'v2', 'blobs', 'sha256', hex(layer).slice(0, 2), hex(layer), 'data')].find(existsSync) ?? '';
      const bytes = readFileSync(file);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      expect((await verify(at)).status).toBe(0);
      const bad = await verify(at, { 'read-images': 'true' });
      // Something that does not verify (exit 1), with all else that was found; not something that could not be had.
      expect(bad.status).toBe(1);
      expect(failed(bad)).toEqual([expect.stringContaining(layer)]);
      const told = await runCli(['verify', `${proxy.host}/${at}/install:1.0.0`, '--images', `${proxy.host}/${at}/mos`, '--ca-certificate', 'ca.pem', '--read-images', 'true'], { files: { 'ca.pem': product.caPem } });
      expect({ status: told.status, said: `${told.stdout}${told.stderr}`.includes(layer) }).toEqual({ status: bad.status, said: true });
    });
  });
}

it('that names another image in a layout is refused by verify', async () => {
  const workspace = workspaceWith();
  expect(await runHere('publish', { ...keyInputs(product), destination: 'oci:out', tag: '1.0.0' }, { workspace })).toMatchObject({ status: 0 });
  const path = join(workspace, 'out', 'index.json');
  const index = JSON.parse(readFileSync(path, 'utf8')) as { manifests: { digest: string; size: number; annotations?: Record<string, string> }[] };
  const entry = (digest: string): (typeof index.manifests)[number] | undefined => index.manifests.find(({ annotations }) => annotations?.['org.opencontainers.image.ref.name'] === `mos:${hex(digest)}`);
  Object.assign(entry(SECOND) ?? {}, { digest: FIRST, size: IMAGES['hostfs:1.0.0'].size });
  writeFileSync(path, JSON.stringify(index));
  const ended = await runHere('verify', { reference: 'oci:out:1.0.0', 'ca-certificate': product.caPem }, { workspace });
  expect(ended.status).toBe(1);
  const steps = ended.report?.steps ?? [];
  expect(steps.filter(({ ok }) => ok === false).map(({ message }) => message)).toEqual([`"ran": oci:out:mos:${hex(SECOND)} is ${FIRST}, and the system manifest says ${SECOND}.`]);
  expect(steps.find(({ message }) => message.startsWith('"hostfs"'))?.message).toMatch(/has that digest; its \d blobs were read and have theirs\.$/);
});

/** An image with its blobs from one repository of a registry to another, by nobody that is tested here. */
async function copyImage({ url }: Registry, from: string, to: string, digest: string): Promise<void> {
  const answer = await fetch(`${url}/v2/${from}/manifests/${digest}`, { headers: ACCEPT });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const { config, layers } = JSON.parse(bytes.toString('utf8')) as { config: { digest: string }; layers: { digest: string }[] };
  for (const blob of new Set([config, ...layers].map((each) => each.digest))) {
    const content = Buffer.from(await (await fetch(`${url}/v2/${from}/blobs/${blob}`)).arrayBuffer());
    const begun = await fetch(`${url}/v2/${to}/blobs/uploads/`, { method: 'POST' });
    const location = new URL(begun.headers.get('location') ?? '', url);
    location.searchParams.set('digest', blob);
    expect((await fetch(location, { method: 'PUT', body: content, headers: { 'content-type': 'application/octet-stream' } })).status).toBe(201);
  }
  expect((await fetch(`${url}/v2/${to}/manifests/${digest}`, { method: 'PUT', body: bytes, headers: { 'content-type': ACCEPT.accept } })).status).toBe(201);
}
