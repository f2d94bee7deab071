import { beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createCopier } from '../../src/oci/copy.ts';
import { openLayout } from '../../src/oci/layout.ts';
import type { Store } from '../../src/oci/store.ts';
import { ARTIFACT_TYPES, packKeylessSignature, packKeyPair, packRelease, type Artifact } from '../../src/release/artifact.ts';
import { pushRelease } from '../../src/release/push.ts';
import { attach, joinRelease, placeUnsigned, strangerSigns } from '../attacks/attach.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { listManifest, PRODUCT } from '../whole/device.ts';
import { keyInputs, runHere, until, workspaceWith } from '../whole/publishing.ts';

// A device takes the first certificate and the first signature that are attached. Somebody else's may come at any moment before the tag.

const CREATED = '2026-01-01T00:00:00Z';

describe('what a stranger attaches while a release is published', () => {
  let product: ProductCertificate;
  let workspace: string;
  const there = (name: string): string => join(workspace, name);
  const stranger = (to: string): Promise<void> => attach(to, (subject, bytes) => packKeyPair(subject, { certificatePem: Buffer.from(product.caPem), signature: strangerSigns(bytes) }, CREATED));

  beforeAll(async () => {
    product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    workspace = workspaceWith(listManifest());
    expect(await runHere('publish', { ...keyInputs(product), destination: 'oci:good', tag: '1.0.0' }, { workspace })).toMatchObject({ status: 0, errors: [] });
  });

  it('while a program signs: nothing is attached beside it, and the release gets no tag, which is what it says', async () => {
    // What the release will be is known to all who read git.
    writeFileSync(there('key.pem'), product.keyPem);
    writeFileSync(
      there('sign.mjs'),
      `import { sign } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const bytes = readFileSync(0);
writeFileSync(${JSON.stringify(there('signing'))}, '');
for (let turn = 0; turn < 1000 && !existsSync(${JSON.stringify(there('go'))}); turn++) await sleep(10);
process.stdout.write(sign('sha256', bytes, readFileSync(${JSON.stringify(there('key.pem'))})));
`,
    );
    const { key: _, ...inputs } = keyInputs(product);
    const running = runHere('publish', { ...inputs, 'key-command': `${process.execPath} ${there('sign.mjs')}`, destination: 'oci:out', tag: '1.0.0', 'legacy-signature': 'true' }, { workspace });
    expect(await until(() => existsSync(there('signing')))).toBe(true);
    const aside = temporaryFolder('aside');
    const { digest } = await placeUnsigned(there('good'), aside);
    await stranger(aside);
    await joinRelease(aside, there('out'));
    writeFileSync(there('go'), '');
    const ended = await running;
    // The older form and the images are there by then, under tags of their own.
    expect(ended).toMatchObject({ status: 1, codes: ['single-referrers'], errors: [expect.stringContaining('This run attached no referrer, and did not set the tag 1.0.0.')] });
    const store = await openLayout(there('out'));
    expect([await store.resolve('1.0.0'), (await store.referrers(digest)).length]).toEqual([undefined, 2]);
    expect(await store.resolve(`${digest.replace(':', '-')}.sig`)).toBeDefined();
  });

  const bytes = Buffer.from('{}');
  const release = packRelease({ bytes, mediaType: ARTIFACT_TYPES.install, fileName: 'install.json' }, CREATED, {});
  const pair = (what: string): readonly [Artifact, Artifact] => packKeyPair(release.descriptor, { certificatePem: Buffer.from(`${what}, certificate`), signature: Buffer.from(`${what}, signature`) }, CREATED);
  const raw = (what: string): Artifact => packKeylessSignature(release.descriptor, { certificatePem: Buffer.from(`${what}, certificate`), signature: Buffer.from(`${what}, signature`) }, CREATED);
  it.each([
    ['a certificate', pair('ours'), pair('theirs')[0], 'single-referrers'],
    ['a signature', pair('ours'), pair('theirs')[1], 'single-referrers'],
    ['a signature for devices, where ours are for none', [raw('ours')], pair('theirs')[1], 'single-referrers'],
    // Two runs may leave these, which verify judges one by one.
    ['what sigstore signed', [raw('ours')], raw('theirs'), undefined],
    ['the very same, as another run of one key does', pair('ours'), pair('ours')[0], undefined],
  ] as const)('right before its own is attached: %s', async (_, ours, theirs, code) => {
    const store = await openLayout(temporaryFolder('push'), { create: true });
    const put = async ({ blobs }: Artifact): Promise<void> => {
      for (const blob of blobs) await store.pushBlob(blob.descriptor, async () => Readable.from([blob.bytes]));
    };
    const raced: Store = {
      ...store,
      pushReferrers: async (subject, manifests) => {
        await put(theirs);
        await store.pushReferrers(subject, [theirs.bytes]);
        return store.pushReferrers(subject, manifests);
      },
    };
    const pushing = pushRelease({ store: raced, tag: '1.0.0', release, existing: { subject: release.descriptor, tagged: false, referrers: [] }, referrers: ours, images: [], copier: createCopier({ concurrency: 1 }), progress: () => () => {} });
    if (code === undefined) await pushing;
    else await expect(pushing).rejects.toMatchObject({ code, kind: 'problem', message: expect.stringContaining(theirs.descriptor.digest) });
    expect((await store.resolve('1.0.0'))?.digest).toBe(code === undefined ? release.descriptor.digest : undefined);
  });
});
