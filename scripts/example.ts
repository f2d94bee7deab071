/**
 * Makes examples/device/layout: `node scripts/example.ts [FOLDER]`. The images are stand-ins of a few files each, in the shape in which
 * stacker publishes squashfs images. The same bytes come out every time.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { squashfs, type Tree } from './squashfs.ts';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Image {
  readonly name: string;
  readonly layers: readonly Tree[];
  readonly config: Readonly<Record<string, unknown>>;
}

const ROOT: Tree = { bin: { init: '#!/bin/sh\nexec sleep infinity\n' }, etc: { 'os-release': 'ID=example\nVERSION_ID=1.0.0\n' } };
const ran = (version: string): Image => ({
  name: `ran:${version}`,
  layers: [ROOT, { srv: { ran: `#!/bin/sh\necho ran ${version}\nexec sleep infinity\n` } }],
  config: { Entrypoint: ['/srv/ran'], Env: ['PATH=/bin:/srv'] },
});

const IMAGES: readonly Image[] = [
  { name: 'hostfs:1.0.0', layers: [ROOT], config: { Entrypoint: ['/bin/init'] } },
  { name: 'bootkit:1.0.0', layers: [{ bootkit: { 'kernel.efi': 'a stand-in for a signed kernel\n', 'shim.efi': 'a stand-in for a signed shim\n' } }], config: {} },
  ran('2.5.0'),
  ran('2.6.0'),
];

const folder = process.argv[2] ?? fileURLToPath(new URL('../examples/device/layout', import.meta.url));
const blobs = join(folder, 'blobs', 'sha256');
rmSync(folder, { recursive: true, force: true });
mkdirSync(blobs, { recursive: true });

function stored(mediaType: string, content: Buffer | object): Descriptor {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  const hex = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(join(blobs, hex), bytes);
  return { mediaType, digest: `sha256:${hex}`, size: bytes.byteLength };
}

/** A layer of one block of 4096 bytes: without a salt its hash is the root of its dm-verity tree. */
function layerOf(tree: Tree): Descriptor {
  const layer = stored('application/vnd.stacker.image.layer.squashfs+zstd+verity', squashfs(tree));
  return { ...layer, annotations: { 'io.stackeroci.stacker.squashfs_verity_root_hash': layer.digest.slice('sha256:'.length) } };
}

const manifests = IMAGES.map(({ name, layers, config }): Descriptor => {
  const descriptors = layers.map(layerOf);
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const image = stored(mediaType, {
    schemaVersion: 2,
    mediaType,
    config: stored('application/vnd.oci.image.config.v1+json', {
      architecture: 'amd64',
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: descriptors.map(({ digest }) => digest) },
    }),
    layers: descriptors,
  });
  return { ...image, annotations: { 'org.opencontainers.image.ref.name': name } };
});
writeFileSync(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests }));
