import type { Manifest, Target } from '../manifest.ts';
import type { Finding } from '../problem.ts';
import { nearest } from '../suggestion.ts';
import { quoted } from '../../visible.ts';
import { BOTH, device, everywhere, fieldOf, nameOf, rule } from './rule.ts';

const SERVICE_TYPES = ['hostfs', 'container', 'fs-only'];
const SERVICE_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Units of a mos host (its layers/ and what they install), which a service of the same name would overwrite. */
const HOST_UNITS = new Set(['ssh', 'sshd', 'dbus', 'lxc', 'lxc-net', 'networking', 'rescue', 'emergency', 'getty', 'udev', 'trust-provision']);

/** What mosb adds to a manifest without these targets (mos, pkg/mosconfig/files.go CompleteTargets), as one would write it. */
const ADDED = {
  hostfs: { source: 'docker://zothub.io/machine/bootkit/demo-target-rootfs:RELEASE-squashfs', version: 'RELEASE', type: 'hostfs' },
  bootkit: { source: 'docker://HOST/PATH/bootkit:1.0.0', version: '1.0.0', type: 'fs-only' },
} as const;

/** The target as its lines in block style, indented as below `targets`. */
function yamlOf(name: keyof typeof ADDED, { form }: Manifest): string {
  const { source, version, type } = ADDED[name];
  const first = form === 'list' ? [`  - service_name: ${name}`, `    source: ${source}`] : [`  ${name}:`, `    url: ${source}`];
  return [...first, `    version: ${version}`, `    service_type: ${type}`, '    network:', '      type: host'].join('\n');
}

function namedHostfs({ targets }: Manifest): Target | undefined {
  return targets.find(({ name }) => name === 'hostfs');
}

/** The digest that a target has for certain. */
function digestOf(target: Target, resolved?: string): string | undefined {
  return resolved ?? (target.digest === '' ? undefined : target.digest);
}

function repeated(targets: readonly Target[]): Finding[] {
  const first = new Map<string, number>();
  const findings: Finding[] = [];
  for (const [index, target] of targets.entries()) {
    const before = first.get(target.name);
    if (before === undefined) first.set(target.name, index);
    else findings.push({ ...nameOf(target), message: `${quoted(target.name)} is the name of target ${before + 1} already, and a device runs the first alone. Give this one a name of its own.` });
  }
  return findings;
}

/** Targets as a whole: which there are, what they are called, and what kind of service they are. */
export const targetRules = [
  rule({
    id: 'unique-service',
    number: 10,
    forms: ['list'],
    severity: everywhere('error'),
    needs: ['text'],
    title: 'Every `service_name` is there once.',
    why: 'The first wins and the others are never started; formats.md\'s own example repeats hostfs.',
    check: ({ manifest }) => repeated(manifest.targets),
    examples: {
      list: {
        bad: 'targets:\n  - service_name: ran\n    version: 2.5.0\n  - service_name: ran\n    version: 2.6.0',
        good: 'targets:\n  - service_name: ran\n    version: 2.5.0\n  - service_name: ran-next\n    version: 2.6.0',
      },
    },
  }),
  rule({
    id: 'hostfs',
    number: 11,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'One target is named `hostfs`, and is of type `hostfs`.',
    why: 'The initrd mounts the root filesystem by that name. mosb adds a demo hostfs and the bootkit by itself; what is published here is what was reviewed.',
    check({ manifest }) {
      const named = manifest.targets.filter(({ name }) => name === 'hostfs');
      if (named.length > 0) {
        return named
          .filter(({ serviceType }) => serviceType !== 'hostfs')
          .map((target) => ({ path: fieldOf(target, 'service_type'), message: `The target "hostfs" is of type ${quoted(target.serviceType ?? '')}, and a device mounts it as its root filesystem. Write service_type: hostfs.` }));
      }
      return [
        {
          path: ['targets'],
          at: 'key',
          target: null,
          message: `No target is named "hostfs", which a device mounts as its root filesystem. mosb adds one by itself. Here, write your own, or that one with the RELEASE of your mosb:\n${yamlOf('hostfs', manifest)}`,
        },
      ];
    },
    examples: {
      list: { whole: true, bad: 'targets:\n  - service_name: ran\n    service_type: container', good: 'targets:\n  - service_name: hostfs\n    service_type: hostfs\n  - service_name: ran\n    service_type: container' },
      dict: { whole: true, bad: 'targets:\n  hostfs:\n    service_type: container', good: 'targets:\n  hostfs:\n    service_type: hostfs' },
    },
  }),
  rule({
    id: 'single-hostfs',
    number: 12,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'No target but `hostfs` is of type `hostfs`.',
    why: 'A device stops starting services at the first of that type.',
    check({ manifest }) {
      const root = namedHostfs(manifest);
      return manifest.targets
        .filter((target) => target.serviceType === 'hostfs' && target !== root)
        .map((target) => ({ path: fieldOf(target, 'service_type'), message: `${quoted(target.name)} is of type hostfs, which only the target named "hostfs" may be: a device starts nothing after it. Write container or fs-only.` }));
    },
    examples: {
      list: { bad: 'targets:\n  - service_name: ran\n    service_type: hostfs', good: 'targets:\n  - service_name: ran\n    service_type: container' },
      dict: { bad: 'targets:\n  ran:\n    service_type: hostfs', good: 'targets:\n  ran:\n    service_type: container' },
    },
  }),
  rule({
    id: 'bootkit-files',
    number: 13,
    forms: BOTH,
    severity: device('warning'),
    needs: ['text', 'image'],
    title: 'The target `bootkit` is `fs-only`, and holds `bootkit/shim.efi` and `bootkit/kernel.efi`.',
    why: 'Both files are copied to the boot partition at install.',
    note: 'That the image holds the two files is not checked yet.',
    check({ manifest }) {
      return manifest.targets
        .filter(({ name, serviceType }) => name === 'bootkit' && serviceType !== 'fs-only')
        .map((target) => ({ path: fieldOf(target, 'service_type'), message: `"bootkit" is of type ${quoted(target.serviceType ?? '')}; it is only read at install, never started. Write service_type: fs-only.` }));
    },
    examples: {
      list: { bad: 'targets:\n  - service_name: bootkit\n    service_type: container', good: 'targets:\n  - service_name: bootkit\n    service_type: fs-only' },
      dict: { bad: 'targets:\n  bootkit:\n    service_type: container', good: 'targets:\n  bootkit:\n    service_type: fs-only' },
    },
  }),
  rule({
    id: 'bootkit-changed',
    number: 14,
    forms: BOTH,
    severity: device('warning'),
    needs: ['base'],
    title: 'The bootkit is the base\'s.',
    why: 'An update never writes the boot partition, so devices that are installed keep the old one.',
    check({ manifest, base, resolutions }) {
      const [was, is] = [base?.manifest, manifest].map((each) => each?.targets.find(({ name }) => name === 'bootkit'));
      if (was === undefined || is === undefined) return [];
      const [before, after] = [digestOf(was), digestOf(is, resolutions?.get('bootkit')?.digest)];
      const path = fieldOf(is, 'version');
      const known = before !== undefined && after !== undefined;
      const same = known ? before === after : was.version === is.version && (was.source === '' || is.source === '' || was.source === is.source);
      return same ? [] : [{ path, message: 'The bootkit changed, and an update never writes the boot partition: installed devices keep the old one. Install them anew if they need it.' }];
    },
    examples: {
      list: {
        base: 'targets:\n  - service_name: bootkit\n    source: docker://registry.example/os/bootkit:1.0.0\n    digest: ""\n    size: 0\n    version: 1.0.0',
        bad: 'targets:\n  - service_name: bootkit\n    source: docker://registry.example/os/bootkit:1.1.0\n    digest: ""\n    size: 0\n    version: 1.1.0',
        good: 'targets:\n  - service_name: bootkit\n    source: docker://registry.example/os/bootkit:1.0.0\n    digest: ""\n    size: 0\n    version: 1.0.0',
      },
      dict: {
        base: `targets:\n  bootkit:\n    version: 1.0.0\n    digest: sha256:${'a'.repeat(64)}`,
        bad: `targets:\n  bootkit:\n    version: 1.0.0\n    digest: sha256:${'b'.repeat(64)}`,
        good: `targets:\n  bootkit:\n    version: 1.0.0\n    digest: sha256:${'a'.repeat(64)}`,
      },
    },
  }),
  rule({
    id: 'livecd',
    number: 15,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'A target named `livecd` is `fs-only`.',
    why: 'The initrd of live media mounts it by that name as a filesystem.',
    check({ manifest }) {
      return manifest.targets
        .filter(({ name, serviceType }) => name === 'livecd' && serviceType !== 'fs-only')
        .map((target) => ({ path: fieldOf(target, 'service_type'), message: `"livecd" is of type ${quoted(target.serviceType ?? '')}, and live media mount it as a filesystem. Write service_type: fs-only, or give it another name.` }));
    },
    examples: {
      list: { bad: 'targets:\n  - service_name: livecd\n    service_type: container', good: 'targets:\n  - service_name: livecd\n    service_type: fs-only' },
      dict: { bad: 'targets:\n  livecd:\n    service_type: container', good: 'targets:\n  livecd:\n    service_type: fs-only' },
    },
  }),
  rule({
    id: 'service-type',
    number: 16,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: '`service_type` is `hostfs`, `container` or `fs-only`; in the list form it is stated.',
    why: 'A device stops with "Unhandled service type".',
    check({ manifest: { form, targets } }) {
      return targets
        .filter(({ serviceType }) => !(serviceType === undefined ? form === 'dict' : SERVICE_TYPES.includes(serviceType)))
        .map((target) => {
          const what = target.serviceType === undefined || target.serviceType === '' ? 'has no service_type' : `has the service_type ${quoted(target.serviceType)}`;
          const meant = nearest(target.serviceType ?? '', SERVICE_TYPES);
          const cure = meant === undefined ? 'Write container for what runs, fs-only for what is only mounted, or hostfs for the root filesystem.' : `Did you mean ${quoted(meant)}?`;
          return { path: fieldOf(target, 'service_type'), message: `${quoted(target.name)} ${what}. ${cure}` };
        });
    },
    examples: {
      list: { bad: 'targets:\n  - service_name: ran\n    service_type: ""', good: 'targets:\n  - service_name: ran\n    service_type: container' },
      dict: { bad: 'targets:\n  ran:\n    service_type: service', good: 'targets:\n  ran:\n    service_type: container' },
    },
  }),
  rule({
    id: 'service-name',
    number: 17,
    forms: BOTH,
    severity: everywhere('error'),
    needs: ['text'],
    title: 'A target\'s name has 1 to 63 lower case letters, digits and hyphens, with no hyphen first or last.',
    why: 'It becomes the name of a unit file, an LXC container, a host and a folder.',
    check({ manifest }) {
      return manifest.targets
        .filter(({ name }) => !SERVICE_NAME.test(name))
        .map((target) => {
          const { name } = target;
          const better = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 63).replaceAll(/^-+|-+$/g, '');
          const cure = better === '' ? 'Write lower case letters, digits and hyphens.' : `Write ${better}.`;
          return { ...nameOf(target), message: name === '' ? `The target has no name. ${cure}` : `${quoted(name)} can name no unit file, container and host: a name has 1 to 63 of a-z, 0-9 and "-", with no "-" first or last. ${cure}` };
        });
    },
    examples: {
      list: { bad: 'targets:\n  - service_name: Ran', good: 'targets:\n  - service_name: ran' },
      dict: { bad: 'targets:\n  ran_http:\n    version: 2.9.2', good: 'targets:\n  ran-http:\n    version: 2.9.2' },
    },
  }),
  rule({
    id: 'reserved-name',
    number: 18,
    forms: BOTH,
    severity: device('warning'),
    needs: ['text'],
    title: 'A target\'s name is not that of a unit of the host: `ssh`, `systemd-…`, `mos-…` and the like.',
    why: 'Starting the service overwrites the host\'s unit.',
    check({ manifest }) {
      return manifest.targets
        .filter(({ name }) => HOST_UNITS.has(name) || /^(?:systemd|mos)-/.test(name))
        .map((target) => ({ ...nameOf(target), message: `${quoted(target.name)} is the name of a unit of the host, which this service would overwrite. Give it another name.` }));
    },
    examples: {
      list: { bad: 'targets:\n  - service_name: ssh', good: 'targets:\n  - service_name: ssh-gateway' },
      dict: { bad: 'targets:\n  systemd-networkd:\n    version: 1.0.0', good: 'targets:\n  networkd:\n    version: 1.0.0' },
    },
  }),
  rule({
    id: 'target-version',
    number: 19,
    forms: BOTH,
    severity: everywhere('error'),
    needs: ['text'],
    title: 'A target\'s `version` is not empty.',
    why: 'A device refuses a target without one. It is read as it is written, so 1.10 stays 1.10.',
    note: 'A comma or typographic quotation marks at its ends are read as part of it, which is a warning.',
    check({ manifest }) {
      return manifest.targets.flatMap((target): Finding[] => {
        const { version = '' } = target;
        const path = fieldOf(target, 'version');
        if (version === '') return [{ path, message: `${quoted(target.name)} has no version, and a device refuses it. Write the version of its image.` }];
        const bare = version.replaceAll(/^[“”„«‘’']+|[“”»‘’',]+$/g, '');
        return bare === version ? [] : [{ path, severity: 'warning', message: `The version of ${quoted(target.name)} is ${quoted(version)}, with ${version.endsWith(',') ? 'the comma' : 'these quotation marks'} in it. Write version: ${bare === '' ? '1.0.0' : bare}.` }];
      });
    },
    examples: {
      list: { bad: 'targets:\n  - service_name: ran\n    version: ""', good: 'targets:\n  - service_name: ran\n    version: 1.10' },
      dict: { bad: 'targets:\n  ran:\n    version: ""', good: 'targets:\n  ran:\n    version: 2.9.2' },
    },
  }),
  rule({
    id: 'no-bootkit',
    number: 67,
    forms: BOTH,
    severity: device('warning'),
    needs: ['text'],
    title: 'A target is named `bootkit`.',
    why: 'A first install has nothing to boot without it. mosb adds it from the local keyset; a release holds only what was reviewed.',
    check({ manifest }) {
      if (manifest.targets.some(({ name }) => name === 'bootkit')) return [];
      return [
        { path: ['targets'], at: 'key', target: null, message: `No target is named "bootkit", so this can update devices, but not be installed on a new one. mosb adds one by itself. Here, push the bootkit of your keyset (its folder bootkit/oci, bootkit-squashfs) to a registry, and write:\n${yamlOf('bootkit', manifest)}` },
      ];
    },
    examples: {
      list: { whole: true, bad: 'targets:\n  - service_name: hostfs', good: 'targets:\n  - service_name: hostfs\n  - service_name: bootkit\n    service_type: fs-only' },
      dict: { whole: true, bad: 'targets:\n  hostfs:\n    service_type: hostfs', good: 'targets:\n  hostfs:\n    service_type: hostfs\n  bootkit:\n    service_type: fs-only' },
    },
  }),
];
