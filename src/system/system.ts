import type { Json, Manifest, Resolutions, Target } from '../manifest/manifest.ts';
import { reproducibleJson } from './json.ts';
import { resolved } from './resolved.ts';

/** The media type of the system manifest, which it also states of itself (mos's issue 24). */
export const SYSTEM_MANIFEST = 'application/vnd.mos.system.manifest.v1';

/**
 * The bytes of the system manifest for a manifest in dict form (mos's issue 24), as reproducible JSON. `url`, `image_type` and
 * `storage_type` are not kept; what was absent stays absent. Throws a `problem` Failure `unresolved` when a target has no resolution.
 */
export function compileSystem(manifest: Manifest, resolutions: Resolutions): Buffer {
  const targets = manifest.targets.map((target): [string, Json] => [target.name, service(target, resolutions)]);
  return Buffer.from(
    reproducibleJson(
      present({
        mediatype: SYSTEM_MANIFEST,
        product: manifest.product,
        storage: manifest.storage?.map(({ label, persistent, nsgroup, size }) => present({ label, persistent, nsgroup, size })),
        targets: Object.fromEntries(targets),
        version: manifest.version,
      }),
    ),
  );
}

function service(target: Target, resolutions: Resolutions): Json {
  const { digest, size } = resolved(target, resolutions);
  return present({ ...target.verbatim, digest, service_type: target.serviceType, size, version: target.version });
}

function present(fields: { readonly [key: string]: Json | undefined }): Json {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
