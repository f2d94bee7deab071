import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withRepositoryCure, imagePlace } from '../../src/jobs/images.ts';
import { Failure } from '../../src/failure.ts';
import type { Digest } from '../../src/oci/descriptor.ts';
import { parseDestination } from '../../src/oci/reference.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { describeWith } from '../harness/peers.ts';
import { startDelayProxy } from '../harness/proxy.ts';
import { startOlareg, type Registry } from '../harness/registry.ts';
import { IMAGES, listManifest, PRODUCT } from './device.ts';
import { keyInputs, named, runHere, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

const HEX = IMAGES['hostfs:1.0.0'].digest.slice('sha256:'.length);

describe('where images go', () => {
  it.each([
    ['registry.example:5000/acme/device', 'auto', `registry.example:5000/mos:${HEX}`],
    ['ghcr.io/acme/device', 'auto', `ghcr.io/acme/device:${HEX}`],
    ['docker.io/acme/device', 'auto', `docker.io/acme/device:${HEX}`],
    ['quay.io/acme/device', 'auto', `quay.io/acme/device:${HEX}`],
    ['registry.gitlab.com/acme/group/device', 'auto', `registry.gitlab.com/acme/group/device:${HEX}`],
    ['123456789012.dkr.ecr.eu-central-1.amazonaws.com/device', 'auto', `123456789012.dkr.ecr.eu-central-1.amazonaws.com/device:${HEX}`],
    ['europe-docker.pkg.dev/project/repository/device', 'auto', `europe-docker.pkg.dev/project/repository/device:${HEX}`],
    ['ghcr.io/acme/device', 'ghcr.io/acme/images', `ghcr.io/acme/images:${HEX}`],
    ['registry.example/acme/device', 'none', `registry.example/mos:${HEX}`],
    ['oci:out', 'auto', `oci:out:mos:${HEX}`],
    ['oci-archive:out.tar', 'auto', `oci-archive:out.tar:mos:${HEX}`],
    ['oci-archive:out.tar', 'oci-archive:out.tar', `oci-archive:out.tar:mos:${HEX}`],
  ])('of %s with %s: %s', (destination, images, expected) => {
    expect(imagePlace(images, parseDestination(destination)).show(IMAGES['hostfs:1.0.0'].digest as Digest)).toBe(expected);
  });

  it.each([
    ['registry.example/device', 'oci:out'],
    ['oci:out', 'oci-archive:out'],
    ['oci-archive:out', 'oci:out'],
    ['oci-archive:out.tar', 'oci-archive:other.tar'],
  ])('never for a release at %s in %s', (destination, images) => {
    expect(() => imagePlace(images, parseDestination(destination))).toThrow(/both in a registry/);
  });
});

describe('a repository that ECR does not have', () => {
  const missing = (where: string): Failure => new Failure('unavailable', 'registry', `writing ${where}@sha256:00: the registry answered 404 (NAME_UNKNOWN: The repository with name 'device' does not exist in the registry)`);
  it('comes with the command that makes it', () => {
    const host = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
    expect(withRepositoryCure(missing(`${host}/acme/device`), parseDestination(`${host}/acme/device`))).toMatchObject({ code: 'repository-missing', cure: 'Make it once: aws ecr create-repository --region eu-central-1 --repository-name acme/device' });
    expect(withRepositoryCure(missing('public.ecr.aws/alias/device'), parseDestination('public.ecr.aws/alias/device'))).toMatchObject({ cure: 'Make it once: aws ecr-public create-repository --repository-name device' });
  });
  it('is another error elsewhere', () => {
    const error = missing('registry.example/acme/device');
    expect(withRepositoryCure(error, parseDestination('registry.example/acme/device'))).toBe(error);
  });
});

describeWith(['olareg'], 'images of a release', () => {
  let product: ProductCertificate;
  let registry: Registry;
  const manifest = listManifest();
  const publish = (path: string, inputs: Inputs, text = manifest): Promise<RunHere> =>
    runHere('publish', { ...keyInputs(product), destination: `${registry.host}/${path}`, tag: '1.0.0', ...inputs }, { workspace: workspaceWith(text) });

  beforeAll(async () => {
    product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    registry = await startOlareg();
  });
  afterAll(() => registry?.stop());

  it('may all be in one repository with it', async () => {
    const result = await publish('whole/release', { images: `${registry.host}/whole/release` });
    expect(result).toMatchObject({ status: 0, errors: [] });
    expect(await named(registry.url, 'whole/release', HEX)).toBe(IMAGES['hostfs:1.0.0'].digest);
    expect(await runHere('verify', { reference: `${registry.host}/whole/release:1.0.0`, images: `${registry.host}/whole/release`, 'ca-certificate': product.caPem }, { workspace: workspaceWith() })).toMatchObject({ status: 0 });
  });

  it('must be there with none, and nothing is written before that is known', async () => {
    const absent = await publish('none/release', { images: 'none' });
    expect(absent).toMatchObject({ status: 1, codes: ['images'] });
    expect(await named(registry.url, 'none/release', '1.0.0')).toBeUndefined();
    expect((await publish('some/release', {})).status).toBe(0);
    const present = await publish('none/release', { images: 'none' });
    expect(present).toMatchObject({ status: 0, errors: [] });
    expect(present.report?.published?.images.every(({ written }) => !written)).toBe(true);
  });

  it('are mounted from another repository of the same registry, so that no byte of them moves', async () => {
    expect((await publish('os/first', { images: `${registry.host}/os/images` })).status).toBe(0);
    const proxy = await startDelayProxy(registry.host);
    try {
      // The same images as sources in that registry: hostfs:1.0.0 becomes os/images@sha256:…
      const sources = manifest.replaceAll(/oci:layout:(?:hostfs:1\.0\.0|ran:2\.5)/g, (source) => `docker://${proxy.host}/os/images:${IMAGES[source.slice('oci:layout:'.length) as 'ran:2.5'].digest.slice('sha256:'.length)}`);
      const inputs = { images: `${proxy.host}/os/elsewhere`, destination: `${proxy.host}/os/second` };
      const result = await publish('', inputs, sources);
      expect(result).toMatchObject({ status: 0, errors: [] });
      expect(proxy.count(/^POST \/v2\/os\/elsewhere\/blobs\/uploads\/\?mount=/)).toBe(4);
      expect(proxy.count(/^(?:GET \/v2\/os\/images\/blobs|PUT \/v2\/os\/elsewhere\/blobs|PATCH)/)).toBe(0);

      // Unchanged: the tag, the referrers, and the tags of the images' repository; the sources are not asked again.
      proxy.reset();
      expect(await publish('', inputs, sources)).toMatchObject({ status: 0, errors: [] });
      expect(proxy.requests.map(({ method, path }) => `${method} ${path.replace(/sha256:[0-9a-f]+/, 'DIGEST')}`)).toEqual(['GET /v2/os/second/manifests/1.0.0', 'GET /v2/os/second/referrers/DIGEST', 'GET /v2/os/elsewhere/tags/list?n=1000']);
    } finally {
      await proxy.stop();
    }
  });
});
