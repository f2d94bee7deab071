import { quoted } from '../../visible.ts';
import { BOTH, device, rule } from './rule.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LARGEST_STEP = 1000n;
/** The first integer that JSON readers of IEEE doubles cannot tell from its neighbour (RFC 8259 §6). */
const INEXACT = 2n ** 53n;

/** What a manifest says of itself: form, version, product, kind of update. */
export const identityRules = [
  rule({
    id: 'format-version',
    number: 1,
    forms: ['list'],
    severity: device('error'),
    needs: ['text'],
    title: '`version` is 1, the version of the format.',
    why: 'mosb and mosctl refuse every other.',
    raised: 'When the file is read.',
    words: { bad: 'version: 2', good: 'version: 1' },
  }),
  rule({
    id: 'version-increases',
    number: 2,
    forms: ['dict'],
    severity: device('error'),
    needs: ['text', 'base'],
    title: '`version`, the version of this system, is a positive integer, and rises with every release.',
    why: 'An older release could be replayed to a device otherwise (issue 24); no device enforces it yet.',
    note: 'A version below the base\'s is an error, and the same one with changed targets a notice. At publish the rule `rollback` compares with what is released.',
    check({ manifest: { version }, base }) {
      const path = ['version'];
      if (version === undefined || version < 1n) {
        return [{ path, message: `The version is ${version ?? 'missing'}, and it has to be a positive integer that rises with every release. Write version: 1 for the first.` }];
      }
      const before = base?.manifest.form === 'dict' ? base.manifest.version : undefined;
      // What the channel has is for the rule `rollback`, which can be agreed to.
      if (base?.kind !== 'git' || before === undefined) return [];
      if (version < before) return [{ path, message: `The version is ${version}, below ${before} in the base: a device must never go back. Write ${before + 1n}.` }];
      if (version > before || base.changed.size === 0) return [];
      return [{ path, severity: 'notice', message: `The version is ${version}, as in the base, and targets changed. Raise it before the next tag.` }];
    },
    examples: { dict: { base: 'version: 200', bad: 'version: 199', good: 'version: 201' } },
  }),
  rule({
    id: 'device-version',
    number: 3,
    forms: ['dict'],
    severity: { mos: 'off', mosctl: 'error', generic: 'off' },
    needs: ['text'],
    title: 'A manifest for today\'s mosctl is in the list form.',
    why: 'Today\'s mosctl reads version 1 and a list of targets; it refuses the dict form, whatever its version.',
    check: () => [{ path: ['version'], at: 'key', message: 'Today\'s mosctl reads the list form only. Write the manifest in the list form, or use another profile.' }],
    words: { bad: 'version: 200\ntargets:\n  hostfs: …', good: 'version: 1\ntargets:\n  - service_name: hostfs' },
  }),
  rule({
    id: 'product',
    number: 4,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: '`product` is the UUID of the product.',
    why: 'A device checks that it is there only after it imported everything.',
    note: 'Missing or empty is an error, anything but a UUID a warning.',
    check({ manifest: { product } }) {
      const path = ['product'];
      if (product === undefined || product === '') return [{ path, message: 'The product is missing. Write the UUID of the product, which its certificate names.' }];
      if (UUID.test(product)) return [];
      return [{ path, severity: 'warning', message: `The product is ${quoted(product)}, which is no UUID. Write the UUID that the product's certificate names.` }];
    },
    examples: {
      list: { bad: 'product: ""', good: 'product: de6c82c5-2e01-4c92-949b-a6545d30fc06' },
      dict: { bad: 'product: default', good: 'product: de6c82c5-2e01-4c92-949b-a6545d30fc06' },
    },
  }),
  rule({
    id: 'update-type',
    number: 7,
    forms: ['list'],
    severity: device('error'),
    needs: ['text'],
    title: '`update_type` is stated, and exactly `complete` or `partial`.',
    why: 'An empty one installs as complete and updates as partial.',
    check({ manifest: { updateType } }) {
      if (updateType === 'complete' || updateType === 'partial') return [];
      const what = updateType === undefined || updateType === '' ? 'The update_type is missing' : `The update_type is ${quoted(updateType)}`;
      return [{ path: ['update_type'], message: `${what}. Write update_type: complete.` }];
    },
    examples: { list: { bad: 'update_type: Complete', good: 'update_type: complete' } },
  }),
  rule({
    id: 'no-partial',
    number: 8,
    forms: BOTH,
    severity: device('error'),
    needs: ['text'],
    title: 'An update is complete.',
    why: 'A partial update gives a system that nobody reviewed as a whole (issue 24), and cannot be installed.',
    note: 'The dict form has no `update_type`: there it is an `unknown-key`, too.',
    check({ manifest: { updateType } }) {
      if (updateType !== 'partial') return [];
      return [{ path: ['update_type'], message: 'Partial updates are refused: they leave a system that nobody reviewed, and cannot be installed. Write update_type: complete, and every target.' }];
    },
    examples: { list: { bad: 'update_type: partial', good: 'update_type: complete' } },
  }),
  rule({
    id: 'storage-type',
    number: 55,
    forms: ['dict'],
    severity: device('error'),
    needs: ['text'],
    title: '`storage_type` is `atomfs`, and a target\'s `mounts` is absent or empty.',
    why: 'Nothing else exists: puzzlefs is not implemented, and `mounts` was dropped in mos 02212d3.',
    check({ manifest }) {
      const { storageType, targets } = manifest;
      const wrong = storageType === undefined || storageType === 'atomfs' ? [] : [{ path: ['storage_type'], message: `The storage_type is ${quoted(storageType)}, and devices have atomfs alone. Write storage_type: atomfs.` }];
      const mounted = targets.filter(({ verbatim }) => {
        const mounts = verbatim !== undefined && Object.hasOwn(verbatim, 'mounts') ? verbatim['mounts'] : undefined;
        return mounts !== undefined && !(Array.isArray(mounts) && mounts.length === 0);
      });
      return [
        ...wrong,
        ...mounted.map(({ path, name }) => ({ path: [...path, 'mounts'], message: `The mounts of ${quoted(name)} would be ignored: they were dropped in mos 02212d3. Use storage instead.` })),
      ];
    },
    examples: { dict: { bad: 'storage_type: puzzlefs', good: 'storage_type: atomfs' } },
  }),
  rule({
    id: 'medium-type',
    number: 59,
    forms: ['dict'],
    severity: device('error'),
    needs: ['text'],
    title: '`image_type` is `iso`, or absent.',
    why: 'Nothing else exists.',
    check({ manifest: { imageType } }) {
      if (imageType === undefined || imageType === 'iso') return [];
      return [{ path: ['image_type'], message: `The image_type is ${quoted(imageType)}, and there is no other kind of medium than iso. Write image_type: iso, or leave it out.` }];
    },
    examples: { dict: { bad: 'image_type: qcow2', good: 'image_type: iso' } },
  }),
  rule({
    id: 'version-step',
    number: 60,
    forms: ['dict'],
    severity: device('warning'),
    needs: ['text', 'base'],
    title: `\`version\` rises by at most ${LARGEST_STEP} at once, and stays below 2^53.`,
    why: 'A TPM counter counts by one, so a device may have to count all the way; numbers above 2^53 are not exact in every JSON reader.',
    check({ manifest: { version }, base }) {
      if (version === undefined) return [];
      const path = ['version'];
      if (version >= INEXACT) return [{ path, message: `The version is ${version}, past 2^53, where JSON readers stop being exact. Write a smaller one.` }];
      const before = base?.manifest.form === 'dict' ? base.manifest.version : undefined;
      if (before === undefined || version - before <= LARGEST_STEP) return [];
      return [{ path, message: `The version rises by ${version - before}, from ${before}, and a device's counter goes up by one at a time. Write ${before + 1n}, unless the step is meant.` }];
    },
    examples: { dict: { base: 'version: 200', bad: 'version: 20250101', good: 'version: 201' } },
  }),
];
