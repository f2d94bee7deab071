import { readFile } from 'node:fs/promises';
import { createCopier } from '../src/oci/copy.ts';
import { resolveImage } from '../src/oci/image.ts';
import { parseSource } from '../src/oci/reference.ts';
import { createRegistryClient } from '../src/oci/registry.ts';
import type { Store } from '../src/oci/store.ts';

// The library as the jobs use it, for the benches that no job is: `resolve FILE` prints the digest of every reference in a file; `copy FILE` copies
// every line's `SOURCE DESTINATION` (`docker://HOST/PATH:TAG`, `oci:DIR:REF`), all at once.
const [job, file = ''] = process.argv.slice(2);
const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
const client = createRegistryClient({ env: process.env });
const stores = new Map<string, Promise<Store>>();

async function storeOf(text: string, push = false): Promise<{ store: Store; reference: string }> {
  const source = parseSource(text);
  if (source.kind === 'registry') return { store: client.repository(source.host, source.repository, { push }), reference: source.digest ?? source.tag ?? '' };
  const { openLayout } = await import('../src/oci/layout.ts');
  const store = stores.get(source.directory) ?? openLayout(source.directory, { create: push });
  stores.set(source.directory, store);
  return { store: await store, reference: source.reference };
}

if (job === 'resolve') {
  const digests = await Promise.all(
    lines.map(async (line) => {
      const { store, reference } = await storeOf(line);
      return (await resolveImage(store, { reference, platform: 'linux/amd64', where: line })).digest;
    }),
  );
  process.stdout.write(`${digests.join('\n')}\n`);
} else {
  const copier = createCopier();
  if (lines.length > 1) await copier.survey((await storeOf(lines[0]?.split(' ')[1] ?? '', true)).store);
  await Promise.all(
    lines.map(async (line) => {
      const [from = '', to = ''] = line.split(' ');
      const [source, destination] = await Promise.all([storeOf(from), storeOf(to, true)]);
      const image = await resolveImage(source.store, { reference: source.reference, platform: 'linux/amd64', where: from });
      const stored = { bytes: image.bytes, descriptor: { mediaType: image.mediaType, digest: image.digest, size: image.size } };
      await copier.copyImage(source.store, image.digest, destination.store, { tag: destination.reference, stored });
    }),
  );
}
await client.close();
