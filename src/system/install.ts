import type { Manifest, Resolutions, Target } from '../manifest/manifest.ts';
import { type Ordered, goJson } from './json.ts';
import { resolved } from './resolved.ts';

/**
 * The bytes of install.json for a manifest in list form: exactly those that mosb publishes (mos.md, "Import manifest, RFC form"). Absent
 * text is "", an absent number 0, an absent list null; the system's own empty lists become null, a target's stay []. Digest and size are
 * the resolved ones. Throws a `problem` Failure `unresolved` when a target has no resolution.
 */
export function compileInstall(manifest: Manifest, resolutions: Resolutions): Buffer {
  const storage = manifest.storage ?? [];
  const document: Ordered = object([
    ['version', manifest.version ?? 0],
    ['product', manifest.product ?? ''],
    ['storage', storage.length === 0 ? null : storage.map(({ label, persistent, nsgroup, size }) => object([['label', label ?? ''], ['persistent', persistent ?? false], ['nsgroup', nsgroup ?? ''], ['size', size ?? 0]]))],
    ['targets', manifest.targets.length === 0 ? null : manifest.targets.map((target) => install(target, resolutions))],
    ['update_type', manifest.updateType ?? ''],
  ]);
  return Buffer.from(goJson(document));
}

function install(target: Target, resolutions: Resolutions): Ordered {
  const { digest, size } = resolved(target, resolutions);
  const { type, ipv4, ipv6, ports } = target.network ?? {};
  return object([
    ['service_name', target.name],
    ['version', target.version ?? ''],
    ['service_type', target.serviceType ?? ''],
    [
      'network',
      object([
        ['type', type ?? ''],
        ['ipv4', ipv4 ?? ''],
        ['ipv6', ipv6 ?? ''],
        ['ports', ports?.map(({ host, container }) => object([['host', host ?? 0], ['container', container ?? 0]])) ?? null],
      ]),
    ],
    ['nsgroup', target.nsgroup ?? ''],
    ['digest', digest],
    ['storage', target.storage?.map(({ dest, label }) => object([['dest', dest ?? ''], ['label', label ?? '']])) ?? null],
    ['size', size],
  ]);
}

function object(fields: readonly (readonly [string, Ordered])[]): Ordered {
  return { fields };
}
