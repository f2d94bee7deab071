import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { causes } from '../../src/failure.ts';
import { parseSource } from '../../src/oci/reference.ts';
import { readManifest, type Reading } from '../../src/manifest/read.ts';
import type { Resolution, Target } from '../../src/manifest/manifest.ts';
import { compile } from '../../src/system/compile.ts';

const FOLDER = new URL('mosb/', import.meta.url);

/** What became of one vector: with us, and with the real mosb. */
export interface Outcome {
  readonly name: string;
  readonly reading: Reading;
  /** mosb's install.json, when it published one. */
  readonly expected: Buffer | undefined;
  /** What mosb said, when it did not. */
  readonly error: string | undefined;
  /** Our install.json; undefined when we refuse. */
  readonly bytes: Buffer | undefined;
  /** Why a target could not be resolved, though the manifest was read. */
  readonly unresolved: string | undefined;
}

/** Every vector, read, resolved with the table of the vectors' README, and compiled. */
export function outcomes(): Outcome[] {
  const images = table();
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => outcome(name, images))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The bytes of a vector's manifest. */
export function vectors(): { readonly name: string; readonly bytes: Buffer }[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, bytes: readFileSync(new URL(`${name}/manifest.yaml`, FOLDER)) }));
}

function outcome(name: string, images: ReadonlyMap<string, Resolution>): Outcome {
  const file = (each: string): Buffer | undefined => {
    const url = new URL(`${name}/${each}`, FOLDER);
    return existsSync(url) ? readFileSync(url) : undefined;
  };
  const reading = readManifest(file('manifest.yaml')!);
  const found = new Map<string, Resolution>();
  let unresolved: string | undefined;
  for (const target of reading.manifest?.targets ?? []) {
    const image = resolve(target, images);
    if (typeof image === 'string') unresolved ??= image;
    else found.set(target.name, image);
  }
  const bytes = reading.manifest === undefined || unresolved !== undefined ? undefined : compile(reading.manifest, found).bytes;
  return { name, reading, expected: file('install.json'), error: file('error.txt')?.toString(), bytes, unresolved };
}

/** The README's table: source → digest and size. An index stands for its one manifest, and is not resolved when it has two. */
function table(): Map<string, Resolution> {
  const images = new Map<string, Resolution>();
  for (const [, source, digest, size] of readFileSync(new URL('README.md', FOLDER), 'utf8').matchAll(/^\| `([^`]+)` \| `(sha256:[0-9a-f]{64})` \| (\d+) \|$/gm)) {
    images.set(key(source!), { digest: digest!, size: Number(size) });
  }
  images.set(key('oci:more/oci.d:one'), images.get(key('oci:layout:hostfs:1.0.0'))!);
  images.delete(key('oci:more/oci.d:two'));
  images.delete(key('docker://127.0.0.1:5055/os/multi:1'));
  return images;
}

/** One spelling of a source: by our own reference reader, with folders normalized and the two names of the one registry made one. */
function key(text: string): string {
  const source = parseSource(text, { doubleSlash: 'refused' });
  if (source.kind === 'layout') return `oci:${new URL(`${source.directory}/`, 'file:///').pathname.replace(/\/+$/, '')}:${source.reference}`;
  return `docker://${source.host.replace('localhost', '127.0.0.1')}/${source.repository}:${source.tag ?? source.digest ?? ''}`;
}

function resolve(target: Target, images: ReadonlyMap<string, Resolution>): Resolution | string {
  let image: Resolution | undefined;
  try {
    image = images.get(key(target.source));
  } catch (error) {
    return `source: ${causes(error).join(': ')}`;
  }
  if (image === undefined) return `source: nothing is known of ${target.source}`;
  if (target.digest !== undefined && target.digest !== '' && target.digest !== image.digest) return `digest: ${target.digest} is not ${image.digest}`;
  if (target.size !== undefined && target.size !== BigInt(image.size)) return `size: ${target.size} is not ${image.size}`;
  return image;
}
