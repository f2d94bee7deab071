import type { Manifest, Target } from '../manifest.ts';
import type { YamlPath } from '../problem.ts';
import { quoted } from '../../visible.ts';
import { BOTH, device, fieldOf, rule, TODAYS_DEVICE } from './rule.ts';

/** The nsgroup that a device maps users for; undefined for "" and `none`, which are the host's users (pkg/mosconfig/files.go needsIdmap). */
function mapped(nsgroup: string | undefined): string | undefined {
  return nsgroup === undefined || nsgroup === '' || nsgroup === 'none' ? undefined : nsgroup;
}

/** Every nsgroup with the place that first names it, in the order of the file's targets and volumes. */
function groups({ targets, storage }: Manifest): Map<string, { readonly path: YamlPath; readonly target: string | null }> {
  const found = new Map<string, { readonly path: YamlPath; readonly target: string | null }>();
  const add = (nsgroup: string | undefined, path: YamlPath, name: string | null): void => {
    const group = mapped(nsgroup);
    if (group !== undefined && !found.has(group)) found.set(group, { path, target: name });
  };
  for (const target of targets) add(target.nsgroup, fieldOf(target, 'nsgroup'), target.name);
  for (const { nsgroup, path } of storage ?? []) add(nsgroup, [...path, 'nsgroup'], null);
  return found;
}

/** The first three names, and how many more there are. */
function some(names: readonly string[]): string {
  const first = names.slice(0, 3).map((name) => quoted(name)).join(', ');
  return names.length > 3 ? `${first} and ${names.length - 3} more` : first;
}

const shown = (nsgroup: string | undefined): string => quoted(mapped(nsgroup) ?? 'none');

const inForms = (list: string, dict: string): Record<'list' | 'dict', string> => ({ list, dict });
const containers = (first: string, second: string): Record<'list' | 'dict', string> =>
  inForms(
    `targets:\n  - service_name: ran\n    nsgroup: ${first}\n  - service_name: gui\n    nsgroup: ${second}`,
    `targets:\n  ran:\n    nsgroup: ${first}\n  gui:\n    nsgroup: ${second}`,
  );
const volume = (nsgroup: string): Record<'list' | 'dict', string> => {
  const declared = `storage:\n  - {label: data, persistent: false, nsgroup: ${nsgroup}, size: 1024}\n`;
  return inForms(
    `${declared}targets:\n  - service_name: ran\n    nsgroup: ran\n    storage: [{dest: /data, label: data}]`,
    `${declared}targets:\n  ran:\n    nsgroup: ran\n    storage: [{dest: /data, label: data}]`,
  );
};
const only = (nsgroup: string): Record<'list' | 'dict', string> => inForms(`targets:\n  - service_name: ran\n    nsgroup: ${nsgroup}`, `targets:\n  ran:\n    nsgroup: ${nsgroup}`);

function examples(bad: Record<'list' | 'dict', string>, good: Record<'list' | 'dict', string>): Record<'list' | 'dict', { readonly bad: string; readonly good: string }> {
  return { list: { bad: bad.list, good: good.list }, dict: { bad: bad.dict, good: good.dict } };
}

/** User namespaces: services of one nsgroup share their mapping of users (docs/storage.md of mos). */
export const nsgroupRules = [
  rule({
    id: 'storage-nsgroup',
    number: 38,
    forms: BOTH,
    severity: device('warning'),
    needs: ['text'],
    title: 'A volume and the targets that mount it are of one nsgroup.',
    why: 'Its files belong to nobody otherwise, and the service has the rights of the world.',
    check({ manifest }) {
      const volumes = new Map((manifest.storage ?? []).map((each) => [each.label, each]));
      return manifest.targets.flatMap((target) =>
        (target.storage ?? []).flatMap(({ path, label }) => {
          const found = label === undefined ? undefined : volumes.get(label);
          if (found === undefined || mapped(found.nsgroup) === mapped(target.nsgroup)) return [];
          return [{ path: [...path, 'label'], message: `The volume ${quoted(label ?? '')} is of the nsgroup ${shown(found.nsgroup)}, and ${quoted(target.name)} of ${shown(target.nsgroup)}: its files would belong to nobody. Give both the same.` }];
        }),
      );
    },
    examples: examples(volume('none'), volume('ran')),
  }),
  rule({
    id: 'root-nsgroup',
    number: 39,
    forms: BOTH,
    severity: device('warning'),
    needs: ['text'],
    title: 'A container has an nsgroup.',
    why: 'Without one, or with `none`, its root is root of the host.',
    check({ manifest }) {
      return manifest.targets
        .filter((target) => target.serviceType === 'container' && mapped(target.nsgroup) === undefined)
        .map((target) => ({ path: fieldOf(target, 'nsgroup'), message: `${quoted(target.name)} runs in no user namespace, so its root is root of the host. Give it an nsgroup, such as its own name.` }));
    },
    examples: examples(only('none'), only('ran')),
  }),
  rule({
    id: 'several-nsgroups',
    number: 40,
    forms: BOTH,
    severity: TODAYS_DEVICE,
    needs: ['text'],
    title: 'There is one nsgroup at most.',
    why: 'Today\'s mosctl gives every nsgroup the host\'s users from 100000 on, so they are not parted from each other.',
    check({ manifest }) {
      const found = [...groups(manifest)];
      const second = found[1];
      if (second === undefined) return [];
      return [{ ...second[1], message: `There are ${found.length} nsgroups (${some(found.map(([name]) => name))}), and today's mosctl maps all of them to the same users of the host: they protect nothing from each other.` }];
    },
    examples: examples(containers('ran', 'gui'), containers('ran', 'ran')),
  }),
  rule({
    id: 'update-nsgroup',
    number: 58,
    forms: BOTH,
    severity: TODAYS_DEVICE,
    needs: ['text'],
    title: 'A target\'s nsgroup is the last target\'s, or a volume\'s.',
    why: 'Today\'s mosctl keeps a pointer to its loop variable: after an update, users are mapped for the last target and for volumes alone, and other services don\'t start.',
    check({ manifest }) {
      const last: Target | undefined = manifest.targets.at(-1);
      const known = new Set([mapped(last?.nsgroup), ...(manifest.storage ?? []).map(({ nsgroup }) => mapped(nsgroup))]);
      return manifest.targets
        .filter(({ nsgroup }) => mapped(nsgroup) !== undefined && !known.has(mapped(nsgroup)))
        .map((target) => ({ path: fieldOf(target, 'nsgroup'), message: `After an update, today's mosctl has no user mapping for the nsgroup ${shown(target.nsgroup)} and does not start ${quoted(target.name)}. Use the nsgroup of the last target, or make a target of this one the last.` }));
    },
    examples: examples(containers('ran', 'none'), containers('ran', 'ran')),
  }),
];
