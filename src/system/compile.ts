import type { Manifest, Resolutions } from '../manifest/manifest.ts';
import { compileInstall } from './install.ts';
import { SYSTEM_MANIFEST, compileSystem } from './system.ts';

/** The artifact type of install.json, as mosb publishes it. */
export const INSTALL = 'application/vnd.machine.install';

/** A system manifest: exactly the bytes that are signed and that a device gets. */
export interface Compiled {
  readonly bytes: Buffer;
  readonly mediaType: typeof INSTALL | typeof SYSTEM_MANIFEST;
  readonly fileName: 'install.json' | 'system-manifest.json';
}

/** What a device runs, from what the user wrote and what its sources are. Throws a `problem` Failure `unresolved` when a target has no resolution. */
export function compile(manifest: Manifest, resolutions: Resolutions): Compiled {
  if (manifest.form === 'list') return { bytes: compileInstall(manifest, resolutions), mediaType: INSTALL, fileName: 'install.json' };
  return { bytes: compileSystem(manifest, resolutions), mediaType: SYSTEM_MANIFEST, fileName: 'system-manifest.json' };
}
