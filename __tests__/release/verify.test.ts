import { beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { IMAGES, PRODUCT } from '../whole/device.ts';
import { keyInputs, runHere, workspaceWith } from '../whole/publishing.ts';

describe('the images of a release in a folder', () => {
  let product: ProductCertificate;
  let workspace: string;
  const blobOf = (folder: string, digest: string): string => join(workspace, folder, 'blobs', 'sha256', digest.slice('sha256:'.length));
  beforeAll(async () => {
    product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    workspace = workspaceWith();
    expect(await runHere('publish', { ...keyInputs(product), destination: 'oci:good', tag: '1.0.0' }, { workspace })).toMatchObject({ status: 0, errors: [] });
  });

  async function verify(folder: string): Promise<readonly [status: number, failing: readonly string[]]> {
    const { status, report } = await runHere('verify', { reference: `oci:${folder}:1.0.0`, 'ca-certificate': product.caPem }, { workspace });
    return [status, report?.steps?.filter(({ ok }) => ok === false).map(({ id, message }) => `${id}: ${message}`) ?? []];
  }

  it('are whole as they were published', async () => {
    expect(await verify('good')).toEqual([0, []]);
  });

  it.each<[string, (folder: string, layers: readonly string[]) => void, RegExp]>([
    ['without a layer', (folder, [layer = '']) => rmSync(blobOf(folder, layer)), /^image: "ran": \S+ lacks the blob sha256:[0-9a-f]{64}\.$/],
    ['without any of their blobs', (folder, layers) => layers.forEach((layer) => rmSync(blobOf(folder, layer))), /^image: "ran": \S+ lacks \d of its \d blobs\.$/],
    ['without their manifest', (folder) => rmSync(blobOf(folder, IMAGES['ran:2.5'].digest)), /^image: "ran": /],
    [
      'with other bytes in a layer',
      (folder, [layer = '']) => {
        const bytes = readFileSync(blobOf(folder, layer));
        bytes[0] = (bytes[0] ?? 0) ^ 1;
        writeFileSync(blobOf(folder, layer), bytes);
      },
      /^image: "ran": .*sha256:[0-9a-f]{64}/,
    ],
    ['with a byte more in a layer', (folder, [layer = '']) => writeFileSync(blobOf(folder, layer), Buffer.concat([readFileSync(blobOf(folder, layer)), Buffer.of(0)])), /^image: "ran": .*sha256:[0-9a-f]{64}/],
  ])('%s are not passed', async (name, change, says) => {
    const folder = name.replaceAll(' ', '-');
    cpSync(join(workspace, 'good'), join(workspace, folder), { recursive: true });
    const { config, layers } = JSON.parse(readFileSync(blobOf(folder, IMAGES['ran:2.5'].digest), 'utf8')) as { config: { digest: string }; layers: { digest: string }[] };
    const others = readFileSync(blobOf(folder, IMAGES['hostfs:1.0.0'].digest), 'utf8');
    change(folder, [...layers, config].map(({ digest }) => digest).filter((digest) => !others.includes(digest)));
    expect(await verify(folder)).toEqual([1, [expect.stringMatching(says)]]);
  });
});
