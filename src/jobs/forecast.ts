import { foundAt } from '../oci/copy.ts';
import { parseManifest } from '../oci/manifest.ts';
import { hexOf, type Descriptor, type Digest } from '../oci/descriptor.ts';
import type { Store, StoredManifest } from '../oci/store.ts';
import { bytesText } from '../progress.ts';
import type { PlannedWrite } from '../review/report.ts';
import type { ChannelStep } from './channel.ts';

/** An image manifest that would be copied. */
export interface PlannedCopy {
  readonly source: Store;
  readonly digest: Digest;
  readonly destination: Store;
  /** The name that it gets; without one it is there by its digest. */
  readonly tag?: string | undefined;
  readonly stored?: StoredManifest | undefined;
}

/** Collects what a run would write, each thing once. Asks the destinations what they have, and writes nothing. */
export interface Forecast {
  readonly writes: readonly PlannedWrite[];
  /** A manifest with its blobs, unless the destination has it; of one that a layout lost or that is damaged there, as the run that writes it again. Of what is there no blob is read. */
  copy(copy: PlannedCopy): Promise<void>;
  blob(destination: Store, blob: Descriptor): Promise<void>;
  /** A blob that is only known once it is signed, of a referrer; of some even the size is not known before. */
  unsigned(destination: Store, blob: Omit<PlannedWrite, 'kind' | 'to' | 'digest'>): void;
  /** `digest` and `size` are null for what is only known once it is signed. */
  manifest(destination: Store, manifest: Omit<PlannedWrite, 'kind' | 'to'>): void;
  /** The index in which a layout lists what refers to a manifest, once. A registry without an API for that has one too; whether it has is not known before something is written. */
  listing(destination: Store, subject: Digest): void;
  /** The manifest of a release once more, under a channel's name, unless that names it already or would stay where it is. */
  channel(destination: Store, step: ChannelStep, force: boolean): Promise<void>;
}

/** A forecast of nothing yet. */
export function createForecast(): Forecast {
  const writes: PlannedWrite[] = [];
  const seen = new Set<string>();
  const first = (key: string): boolean => !seen.has(key) && seen.add(key).size > 0;
  const forecast: Forecast = {
    writes,
    async copy({ source, digest, destination, tag, stored }) {
      if ((await foundAt(destination, tag ?? digest)) === digest) return;
      const manifest = stored ?? (await source.manifest(digest));
      if (manifest === undefined) return;
      const { config, layers } = parseManifest(manifest.bytes, source.name);
      for (const blob of [config, ...layers]) await forecast.blob(destination, blob);
      forecast.manifest(destination, { digest, size: manifest.descriptor.size, ...(tag === undefined ? {} : { tag }) });
    },
    async blob(destination, { digest, size }) {
      if (!first(`${destination.name} ${digest}`) || (await destination.hasBlob({ mediaType: '', digest, size }))) return;
      writes.push({ kind: 'blob', digest, size, to: destination.name });
    },
    unsigned(destination, blob) {
      writes.push({ kind: 'blob', digest: null, to: destination.name, ...blob });
    },
    manifest(destination, { digest, size, ...more }) {
      if (digest !== null && !first(`${destination.name} ${digest} ${more.tag ?? ''}`)) return;
      writes.push({ kind: 'manifest', digest, size, to: destination.name, ...more });
    },
    listing(destination, subject) {
      // distribution-spec §Referrers Tag Schema
      const tag = `sha256-${hexOf(subject)}`;
      if (destination.kind === 'layout' && first(`${destination.name} ${tag}`)) forecast.manifest(destination, { digest: null, size: null, tag });
    },
    async channel(destination, { channel, release }, force) {
      const { digest, size } = release.manifest.descriptor;
      if (await (await import('../release/channel.ts')).wouldMove(destination, channel, release, force)) forecast.manifest(destination, { digest, size, tag: channel });
    },
  };
  return forecast;
}

/** What would be written, a line each with its size, and the sum. */
export function forecastText(writes: readonly PlannedWrite[]): string[] {
  const lines = writes.map(({ kind, digest, size, to, tag, artifactType, predicateType }) => {
    const name = [artifactType, predicateType, digest ?? '(its digest is known once it is written)', `to ${to}`, tag === undefined ? undefined : `as ${tag}`].filter((part) => part !== undefined);
    return `would write ${(size === null ? '?' : bytesText(size)).padStart(8)}  ${kind} ${name.join(' ')}`;
  });
  const total = writes.reduce((sum, { size }) => sum + (size ?? 0), 0);
  return [...lines, `in all ${writes.length} blobs and manifests, ${bytesText(total)}${writes.some(({ size }) => size === null) ? ' and those whose size is not known yet' : ''}; nothing was written, nothing was signed`];
}
