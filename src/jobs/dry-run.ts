import { parseManifest } from '../oci/manifest.ts';
import type { Artifact } from '../release/artifact.ts';
import { findExisting } from '../release/existing.ts';
import type { ReleaseImage } from '../release/push.ts';
import { bytesText } from '../progress.ts';
import type { Plan } from './plan.ts';
import type { Signing } from './signing.ts';

/**
 * What publishing would write, a line each with its size: every blob and manifest of the images and of the release that its destination
 * lacks. Nothing is signed, so signatures are named and not counted. Asks the destinations, and writes nothing.
 */
export async function dryRun(plans: readonly (Plan & { readonly release: Artifact })[], signing: Signing): Promise<string[]> {
  const lines: string[] = [];
  let total = 0;
  const would = (size: number, what: string): void => {
    lines.push(`would write ${bytesText(size).padStart(8)}  ${what}`);
    total += size;
  };
  const seen = new Set<string>();
  for (const plan of plans) {
    for (const image of plan.place.copied ? plan.images : []) await missingOfImage(image, seen, would);
    const existing = await findExisting(plan.store, plan.tag, plan.named, plan.release);
    if (existing.tagged) lines.push(`${plan.store.name}:${plan.tag} is ${existing.subject.digest} already`);
    else {
      for (const { descriptor } of plan.release.blobs) if (!(await plan.store.hasBlob(descriptor))) would(descriptor.size, `blob ${descriptor.digest} to ${plan.store.name}`);
      would(plan.release.descriptor.size, `manifest ${plan.release.descriptor.digest} to ${plan.store.name}, then as the tag ${plan.tag}`);
    }
    const kinds = [signing.key === undefined ? undefined : 'the certificate and the signature of the key', signing.keyless === undefined ? undefined : 'what sigstore signs'].filter((each) => each !== undefined);
    lines.push(`would attach ${kinds.join(', and ')}, unless it is there`);
  }
  lines.push(`in all ${bytesText(total)}; nothing was written, nothing was signed`);
  return lines;
}

async function missingOfImage({ source, destination, digest, tag, reference, stored }: ReleaseImage, seen: Set<string>, would: (size: number, what: string) => void): Promise<void> {
  if ((await destination.resolve(tag))?.digest === digest) return;
  const manifest = stored ?? (await source.manifest(digest));
  if (manifest === undefined) return;
  const { config, layers } = parseManifest(manifest.bytes, reference);
  for (const blob of [config, ...layers]) {
    const key = `${destination.name} ${blob.digest}`;
    if (seen.has(key) || (await destination.hasBlob(blob))) continue;
    seen.add(key);
    would(blob.size, `blob ${blob.digest} to ${destination.name}`);
  }
  if (!seen.has(reference)) would(manifest.descriptor.size, `manifest ${digest} as ${reference}`);
  seen.add(reference);
}
