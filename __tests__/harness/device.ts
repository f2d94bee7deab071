import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder, temporaryFolder } from './daemon.ts';
import { requirePeer, run, type Ended } from './peers.ts';

/** A device that runs mos, in a folder: no disk and no TPM. */
export interface Device {
  /** Its root filesystem. `config/manifest.git` holds what it accepted. */
  readonly folder: string;
  /** `mosctl install`: exit 0, or 1 with the reason on stderr. The reference is `HOST:PORT/PATH:TAG`, plain http. */
  readonly install: (reference: string) => Promise<Ended>;
  /** `mosctl update` of an installed device. */
  readonly update: (reference: string) => Promise<Ended>;
  readonly stop: () => Promise<void>;
}

export interface DeviceOptions {
  /** The certificate of the manifest CA that the device trusts. */
  readonly caPem: string;
}

/** A new device. Needs the peer `mosctl`, and olareg (or zot) as registry: it asks for referrers and images there. */
export function makeDevice(options: DeviceOptions): Device {
  const mosctl = requirePeer('mosctl');
  const folder = temporaryFolder('device');
  for (const part of ['config', 'atomfs-store', 'scratch-writes', 'bin', 'factory/secure']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'factory', 'secure', 'manifestCA.pem'), options.caPem);
  return {
    folder,
    install: (reference) => run(mosctl, ['install', '--rfs', folder, reference], { cwd: folder }),
    update: (reference) => run(mosctl, ['update', '-r', folder, reference], { cwd: folder }),
    stop: () => removeFolder(folder),
  };
}
