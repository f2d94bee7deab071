import { posix } from 'node:path';
import type { Example } from './rule.ts';
import { BOTH, device, rule, TODAYS_DEVICE } from './rule.ts';
import type { Finding } from '../problem.ts';
import type { Form } from '../manifest.ts';
import { quoted } from '../../visible.ts';

/** Partitions of mos itself (pkg/mosconfig/files.go IsReserved). */
const RESERVED = ['esp', 'machine-config', 'machine-store', 'machine-scratch'];
/** A partition's name in a GPT has 36 UTF-16 units (UEFI §5.3.3). */
const LONGEST_LABEL = 36;
/** What mos takes of a disk for itself, in GiB: esp 1, config 1, store 60, scratch 45 (cmd/mosctl/install.go). */
const SYSTEM_SIZE = 107;

/** What is wrong with a label as the name of a partition and of a folder, or undefined. */
function labelFault(label: string): string | undefined {
  if (label === '') return 'is empty';
  if (label.length > LONGEST_LABEL) return `has ${label.length} characters, and a partition's name at most ${LONGEST_LABEL}`;
  if (/[\s/]/.test(label)) return 'holds a blank or a slash';
  return label === '.' || label.includes('..') ? 'is a way out of the folder' : undefined;
}

/** What is wrong with the place where a volume is mounted, or undefined. */
function destFault(dest: string): string | undefined {
  if (dest === '') return 'is missing';
  if (!dest.startsWith('/')) return 'is not an absolute path';
  if (/\s/.test(dest)) return 'holds a blank';
  if (dest.split('/').includes('..')) return 'holds ".."';
  return posix.normalize(dest).replace(/\/+$/, '') === '' ? 'is the root folder' : undefined;
}

/** Examples of both forms that differ in the volumes alone. */
function volumes(bad: string, good: string, inputs?: Example['inputs']): Record<Form, Example> {
  const example: Example = { bad: `storage:\n${bad}`, good: `storage:\n${good}`, ...(inputs === undefined ? {} : { inputs }) };
  return { list: example, dict: example };
}

/** Examples of both forms: one volume, and how a target mounts it. */
function mounted(bad: string, good: string): Record<Form, Example> {
  const declared = 'storage:\n  - {label: data, persistent: false, nsgroup: ran, size: 1024}\n';
  const list = (storage: string): string => `${declared}targets:\n  - service_name: ran\n    nsgroup: ran\n    storage: ${storage}`;
  const dict = (storage: string): string => `${declared}targets:\n  ran:\n    nsgroup: ran\n    storage: ${storage}`;
  return { list: { bad: list(bad), good: list(good) }, dict: { bad: dict(bad), good: dict(good) } };
}

/** Volumes of the device, and where services mount them. */
export const storageRules = [
  rule({
    id: 'reserved-storage',
    number: 30,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'A volume is not labelled `esp`, `machine-config`, `machine-store` or `machine-scratch`.',
    why: 'These are partitions of mos itself; mosb refuses them.',
    check({ manifest }) {
      return (manifest.storage ?? [])
        .filter(({ label }) => RESERVED.includes(label ?? ''))
        .map(({ path, label }) => ({ path: [...path, 'label'], message: `${quoted(label ?? '')} is the label of a partition of mos itself. Choose another.` }));
    },
    examples: volumes('  - {label: machine-store, persistent: false, nsgroup: ran, size: 1024}', '  - {label: ran-store, persistent: false, nsgroup: ran, size: 1024}'),
  }),
  rule({
    id: 'storage-label',
    number: 31,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: `A volume's label is there once, has 1 to ${LONGEST_LABEL} UTF-16 units, and no \`/\`, blank or \`..\`.`,
    why: 'It is the name of a partition, and is joined into the path /storage/LABEL.',
    check({ manifest }) {
      const seen = new Set<string>();
      return (manifest.storage ?? []).flatMap(({ path, label = '' }) => {
        const fault = labelFault(label) ?? (seen.has(label) ? 'is the label of another volume, too' : undefined);
        seen.add(label);
        return fault === undefined ? [] : [{ path: [...path, 'label'], message: `The label ${quoted(label)} ${fault}. Choose another.` }];
      });
    },
    examples: volumes('  - {label: ../data, persistent: false, nsgroup: ran, size: 1024}', '  - {label: data, persistent: false, nsgroup: ran, size: 1024}'),
  }),
  rule({
    id: 'storage-size',
    number: 32,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'A volume\'s size is a positive integer: MiB, without a unit.',
    why: 'A size such as 30G cannot be parsed, and one of 0 gives a partition that is not there.',
    check({ manifest }) {
      return (manifest.storage ?? [])
        .filter(({ size }) => size === undefined || size < 1n)
        .map(({ path, label, size }) => ({ path: [...path, 'size'], message: `The size of the volume ${quoted(label ?? '')} is ${size ?? 'missing'}. Write MiB as a plain number: 30720 for 30 GiB.` }));
    },
    examples: volumes('  - {label: data, persistent: false, nsgroup: ran, size: 0}', '  - {label: data, persistent: false, nsgroup: ran, size: 30720}'),
  }),
  rule({
    id: 'disk-size',
    number: 33,
    forms: BOTH,
    severity: device('warning'),
    needs: ['input'],
    title: `${SYSTEM_SIZE} GiB and the sizes of all volumes fit the disk, whose size the input \`disk-size\` gives.`,
    why: 'The partitions of mos have fixed sizes; what is left is for volumes.',
    check({ manifest, diskSize }) {
      if (diskSize === undefined) return [];
      const asked = (manifest.storage ?? []).reduce((sum, { size }) => sum + (size ?? 0n), 0n);
      const free = (BigInt(diskSize) - BigInt(SYSTEM_SIZE)) * 1024n;
      if (asked <= free) return [];
      const room = free > 0n ? `which leaves ${free} MiB` : 'which leaves nothing';
      return [{ path: ['storage'], at: 'key', target: null, message: `The volumes need ${asked} MiB. The disk has ${diskSize} GiB, of which mos takes ${SYSTEM_SIZE}, ${room}. Make them smaller, or the disk larger.` }];
    },
    examples: volumes('  - {label: data, persistent: false, nsgroup: ran, size: 30720}', '  - {label: data, persistent: false, nsgroup: ran, size: 20480}', { 'disk-size': 128 }),
  }),
  rule({
    id: 'persistent-storage',
    number: 34,
    forms: BOTH,
    severity: TODAYS_DEVICE,
    needs: ['text'],
    title: 'No volume is `persistent: true`.',
    why: 'Today\'s mosctl tests it the wrong way round: at every boot it deletes the volumes that are to persist.',
    check({ manifest }) {
      return (manifest.storage ?? [])
        .filter(({ persistent }) => persistent === true)
        .map(({ path, label }) => ({ path: [...path, 'persistent'], message: `Today's mosctl deletes the volume ${quoted(label ?? '')} at every boot, because it is persistent, and its data with it. Keep nothing in it that has to last, until mosctl is mended.` }));
    },
    examples: volumes('  - {label: data, persistent: true, nsgroup: ran, size: 1024}', '  - {label: data, persistent: false, nsgroup: ran, size: 1024}'),
  }),
  rule({
    id: 'several-storage',
    number: 35,
    forms: BOTH,
    severity: TODAYS_DEVICE,
    needs: ['text'],
    title: 'There is one volume at most.',
    why: 'Today\'s mosctl looks at the disk once, so it does not see the first volume when it places the second.',
    check({ manifest }) {
      const second = manifest.storage?.[1];
      if (second === undefined) return [];
      return [{ path: second.path, target: null, message: `There are ${manifest.storage?.length} volumes, and today's mosctl does not see the first when it places the second. Use one volume, until mosctl is mended.` }];
    },
    examples: volumes('  - {label: data, persistent: false, nsgroup: ran, size: 1024}\n  - {label: logs, persistent: false, nsgroup: ran, size: 1024}', '  - {label: data, persistent: false, nsgroup: ran, size: 2048}'),
  }),
  rule({
    id: 'storage-declared',
    number: 36,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'Every label that a target mounts is declared in the top-level `storage`.',
    why: 'The service fails to start: "Source for storage not found".',
    check({ manifest }) {
      const declared = new Set((manifest.storage ?? []).map(({ label }) => label));
      return manifest.targets.flatMap(({ name, storage }) =>
        (storage ?? [])
          .filter(({ label }) => label === undefined || label === '' || !declared.has(label))
          .map(({ path, label }) => ({ path: [...path, 'label'], message: `${quoted(name)} mounts the volume ${quoted(label ?? '')}, which is not declared. Add it to the top-level storage.` })),
      );
    },
    examples: mounted('[{dest: /data, label: dta}]', '[{dest: /data, label: data}]'),
  }),
  rule({
    id: 'storage-dest',
    number: 37,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: '`dest` is an absolute path, not `/`, without blanks and `..`, and there once in a target.',
    why: 'It goes as it is into a mount entry of LXC, whose fields are parted by blanks.',
    check({ manifest }) {
      return manifest.targets.flatMap(({ name, storage }) => {
        const seen = new Set<string>();
        return (storage ?? []).flatMap(({ path, dest = '' }): Finding[] => {
          const place = posix.normalize(dest).replace(/\/+$/, '');
          const fault = destFault(dest) ?? (seen.has(place) ? 'is mounted already' : undefined);
          seen.add(place);
          return fault === undefined ? [] : [{ path: [...path, 'dest'], message: `The dest ${quoted(dest)} of ${quoted(name)} ${fault}. Write an absolute path of its own, such as /data.` }];
        });
      });
    },
    examples: mounted('[{dest: data, label: data}]', '[{dest: /data, label: data}]'),
  }),
];

