import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../harness/runner.ts';

export const PRODUCT = 'de6c82c5-2e01-4c92-949b-a6545d30fc06';

/** The images of the layout that every test has: digest and size of their manifests. */
export const IMAGES = {
  'hostfs:1.0.0': { digest: 'sha256:f425ce3e2e4b4c3d4d470f3f7155928cce6eda00876b01f097198f33d793f01b', size: 568 },
  'hostfs:1.1.0': { digest: 'sha256:cf6825591e030fd10e60a926e7cce6e82066236cb7c97c3f5e131aac41eac0c8', size: 878 },
  'ran:2.5': { digest: 'sha256:5645131253f839aa3590c02d4edda65481b37d4bcda9eb22abbea5e0aadaa18c', size: 878 },
  'ran:2.6': { digest: 'sha256:77d14131070f6ef6e3e563bdcb456e0f533007d3ce6dd379ef70323ecb642736', size: 878 },
} as const;

export type Image = keyof typeof IMAGES;

/** Puts the layout with those images into a folder, as `layout/`. */
export function addLayout(folder: string): void {
  cpSync(join(PROJECT, '__tests__', 'vectors', 'layout'), join(folder, 'layout'), { recursive: true });
}

/** One line of a target: `source`, and where it is pinned `digest` and `size`. */
function source(image: Image, pinned: boolean, prefix: string): string {
  const { digest, size } = IMAGES[image];
  return `    source: ${prefix}${image}\n${pinned ? `    digest: ${digest}\n    size: ${size}\n` : ''}`;
}

export interface ManifestOptions {
  readonly hostfs?: Image;
  readonly ran?: Image;
  /** Targets that state no digest. */
  readonly floating?: readonly ('hostfs' | 'ran')[];
  /** Default true. Without it a device in a folder can install: to write a bootkit takes a disk. */
  readonly bootkit?: boolean;
  /** What stands before `hostfs:1.0.0`; default `oci:layout:`. */
  readonly prefix?: string;
}

/** An import manifest in list form: a root filesystem, a bootkit and a service, which pass every rule. */
export function listManifest({ hostfs = 'hostfs:1.0.0', ran = 'ran:2.5', floating = [], bootkit = true, prefix = 'oci:layout:' }: ManifestOptions = {}): string {
  return `# The device that every test has.
version: 1
product: ${PRODUCT}
update_type: complete
targets:
  - service_name: hostfs
${source(hostfs, !floating.includes('hostfs'), prefix)}    version: ${hostfs.slice('hostfs:'.length)}
    service_type: hostfs
    nsgroup: none
    network: {type: none}
${bootkit ? `  - service_name: bootkit\n${source('hostfs:1.0.0', true, prefix)}    version: 1.0.0\n    service_type: fs-only\n    nsgroup: none\n    network: {type: none}\n` : ''}  - service_name: ran
${source(ran, !floating.includes('ran'), prefix)}    version: ${ran.slice('ran:'.length)}.0   # the radio
    service_type: container
    nsgroup: ran
    network: {type: host}
`;
}

/** The same device in dict form, at a version of the system. */
export function dictManifest({ version = 200, ran = 'ran:2.5' }: { readonly version?: number; readonly ran?: Image } = {}): string {
  const url = (image: Image): string => `{url: "oci:layout:${image}", digest: "${IMAGES[image].digest}", size: ${IMAGES[image].size},`;
  return `version: ${version}
product: ${PRODUCT}
targets:
  hostfs: ${url('hostfs:1.0.0')} version: 1.0.0, service_type: hostfs, network: {type: host}, nsgroup: "", mounts: []}
  bootkit: ${url('hostfs:1.0.0')} version: 1.0.0, service_type: fs-only, network: {type: none}}
  ran: ${url(ran)} version: 2.5.0, service_type: container, network: {type: host}, nsgroup: ran}
`;
}
