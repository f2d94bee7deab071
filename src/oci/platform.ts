import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { type JsonObject, field, isObject } from './document.ts';

/** Which machines an image is for (image-spec image-index.md §platform), with the names of Go's GOOS and GOARCH. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

const PART = /^[A-Za-z0-9._-]{1,64}$/;

/** `linux/amd64` or `linux/arm/v7` as a Platform. Throws a `usage` Failure `platform`. */
export function parsePlatform(text: string): Platform {
  const [os, architecture, variant, ...rest] = text.split('/');
  if (os === undefined || architecture === undefined || rest.length > 0 || ![os, architecture, variant ?? 'x'].every((part) => PART.test(part))) {
    throw new Failure('usage', 'platform', `${quoted(text)} is not a platform`, { cure: 'Write it as os/architecture or os/architecture/variant, such as linux/amd64.' });
  }
  return variant === undefined ? { os, architecture } : { os, architecture, variant };
}

/** A descriptor's `platform`, or undefined when it has none that says anything. */
export function platformOf(value: unknown): Platform | undefined {
  if (!isObject(value)) return undefined;
  const os = textOf(value, 'os');
  const architecture = textOf(value, 'architecture');
  if (os === undefined || architecture === undefined) return undefined;
  const variant = textOf(value, 'variant');
  return variant === undefined ? { os, architecture } : { os, architecture, variant };
}

/** A platform as people write it, safe for a message. */
export function showPlatform(platform: Platform | undefined): string {
  if (platform === undefined) return 'no platform';
  const parts = [platform.os, platform.architecture, ...(platform.variant === undefined ? [] : [platform.variant])];
  return parts.every((part) => PART.test(part)) ? parts.join('/') : quoted(parts.join('/'));
}

/** Whether these are attestations that buildx lists beside the images, under a platform that no machine has. */
export function isUnknown(platform: Platform): boolean {
  return platform.os === 'unknown' && platform.architecture === 'unknown';
}

/**
 * How well a platform fits the wanted one: 2 the same, 1 when one of them names no variant, 0 not at all.
 * A variant that its architecture implies is none (containerd's platforms.Normalize): `arm64/v8` is `arm64`, `amd64/v1` is `amd64`.
 */
export function fit(wanted: Platform, offered: Platform): 0 | 1 | 2 {
  if (wanted.os !== offered.os || wanted.architecture !== offered.architecture) return 0;
  const [want, offer] = [variantOf(wanted), variantOf(offered)];
  if (want === offer) return 2;
  return want === undefined ? 1 : 0;
}

const IMPLIED: Readonly<Record<string, string>> = { arm64: 'v8', amd64: 'v1', arm: 'v7' };

function variantOf(platform: Platform): string | undefined {
  const implied = Object.hasOwn(IMPLIED, platform.architecture) ? IMPLIED[platform.architecture] : undefined;
  return platform.variant === '' || platform.variant === implied ? undefined : platform.variant;
}

function textOf(object: JsonObject, name: string): string | undefined {
  const value = field(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
