import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Manifest, Port, Target, Volume } from '../../src/manifest/manifest.ts';
import { diffManifests } from '../../src/system/diff.ts';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

function target(name: string, fields: Partial<Target> = {}): Target {
  return {
    path: ['targets', name],
    name,
    source: `docker://host/os/${name}:1`,
    sourcePath: ['targets', name, 'source'],
    version: '1',
    digest: undefined,
    size: undefined,
    serviceType: 'container',
    nsgroup: 'ran',
    network: { type: 'host', ipv4: undefined, ipv6: undefined, ports: undefined },
    storage: undefined,
    verbatim: undefined,
    aliased: false,
    ...fields,
  };
}

function port(host: bigint | undefined, container: bigint | undefined): Port {
  return { path: [], host, container };
}

/** A manifest whose source has this digest. */
function at(digest: string): Manifest {
  return manifest({ targets: [target('ran', { source: `docker://host/os/ran@${digest}` })] });
}

function key(change: object): string {
  return JSON.stringify(change);
}

function volume(label: string, fields: Partial<Volume> = {}): Volume {
  return { path: ['storage', 0], label, persistent: true, nsgroup: 'ran', size: 1024n, ...fields };
}

function manifest(fields: Partial<Manifest> = {}): Manifest {
  return {
    form: 'list',
    version: 1n,
    product: 'p',
    updateType: 'complete',
    mediaType: undefined,
    imageType: undefined,
    storageType: undefined,
    storage: undefined,
    targets: [target('ran')],
    ...fields,
  };
}

/** The changes of one target's fields. */
function changes(before: Partial<Target>, after: Partial<Target>): [string, string | null, string | null][] {
  return diffManifests({ manifest: manifest({ targets: [target('ran', before)] }) }, { manifest: manifest({ targets: [target('ran', after)] }) }).map(
    (change) => {
      expect(change.target).toBe('ran');
      return [change.field, change.before, change.after];
    },
  );
}

function resolved(digest: string, size: number): ReadonlyMap<string, { digest: string; size: number; mediaType: string }> {
  return new Map([['ran', { digest, size, mediaType: 'application/vnd.oci.image.manifest.v1+json' }]]);
}

test('without a base there is nothing to compare with', () => {
  expect(diffManifests(undefined, { manifest: manifest() })).toEqual([]);
});

test('the same manifest has no changes', () => {
  const same = manifest({ storage: [volume('data')] });
  expect(diffManifests({ manifest: same }, { manifest: structuredClone(same) })).toEqual([]);
});

describe('system fields', () => {
  test.each([
    ['version', { version: 7n }, '1', '7'],
    ['product', { product: 'q' }, 'p', 'q'],
    ['product', { product: undefined }, 'p', null],
    ['update_type', { updateType: 'partial' }, 'complete', 'partial'],
    ['image_type', { imageType: 'iso' }, null, 'iso'],
    ['storage_type', { storageType: 'atomfs' }, null, 'atomfs'],
    ['form', { form: 'dict' }, 'list', 'dict'],
    ['version', { version: 18_446_744_073_709_551_615n }, '1', '18446744073709551615'],
  ] as const)('%s', (field, head, before, after) => {
    expect(diffManifests({ manifest: manifest() }, { manifest: manifest(head) })).toEqual([{ target: null, field, before, after }]);
  });

  test('volumes are paired by label, whatever their order', () => {
    const base = manifest({ storage: [volume('data'), volume('logs'), volume('old', { size: 5n, persistent: false, nsgroup: undefined })] });
    const head = manifest({ storage: [volume('logs', { size: 2048n }), volume('data'), volume('new', { size: undefined })] });
    expect(diffManifests({ manifest: base }, { manifest: head })).toEqual([
      { target: null, field: 'storage.logs', before: '1024 MiB, persistent, nsgroup ran', after: '2048 MiB, persistent, nsgroup ran' },
      { target: null, field: 'storage.new', before: null, after: 'no size, persistent, nsgroup ran' },
      { target: null, field: 'storage.old', before: '5 MiB, not persistent', after: null },
    ]);
  });
});

describe('targets', () => {
  test.each([
    ['version', { version: '2' }, '1', '2'],
    ['source', { source: 'docker://host/os/ran:2' }, 'docker://host/os/ran:1', 'docker://host/os/ran:2'],
    ['digest', { digest: A }, null, A],
    ['size', { size: 878n }, null, '878'],
    ['service_type', { serviceType: 'fs-only' }, 'container', 'fs-only'],
    ['nsgroup', { nsgroup: undefined }, 'ran', null],
  ] as const)('%s', (field, head, before, after) => {
    expect(changes({}, head)).toEqual([[field, before, after]]);
  });

  test('each part of the network is a change of its own', () => {
    expect(
      changes(
        { network: { type: 'host', ipv4: undefined, ipv6: undefined, ports: null } },
        { network: { type: 'simple', ipv4: '10.0.3.99/24', ipv6: 'fd00::1/64', ports: [port(80n, 5000n), port(undefined, 1n)] } },
      ),
    ).toEqual([
      ['network.type', 'host', 'simple'],
      ['network.ipv4', null, '10.0.3.99/24'],
      ['network.ipv6', null, 'fd00::1/64'],
      ['network.ports', null, '80 → 5000, ? → 1'],
    ]);
  });

  test('a list has its items beside its text, since a value may hold what the text joins them by', () => {
    const storage = [{ path: [], dest: '/a, /b', label: 'data' }];
    expect(diffManifests({ manifest: manifest({ targets: [target('ran', { storage: [] })] }) }, { manifest: manifest({ targets: [target('ran', { storage, version: '1, x' })] }) })).toEqual([
      { target: 'ran', field: 'version', before: '1', after: '1, x' },
      { target: 'ran', field: 'storage', before: '[]', after: '"/a, /b" from data', parts: { before: [], after: ['"/a, /b" from data'] } },
    ]);
  });

  test('lists that are joined to one text are not one list', () => {
    const mount = (dest: string, label: string): { path: []; dest: string; label: string } => ({ path: [], dest, label });
    const [one, two] = [[mount('/a', 'b'), mount('/c', 'd')], [mount('/a from b, /c', 'd')]];
    expect(changes({ storage: one }, { storage: two })).toEqual([['storage', '/a from b, /c from d', '"/a from b, /c" from d']]);
    expect(changes({ storage: [mount('/a', 'b from c')] }, { storage: [mount('/a from b', 'c')] })).toHaveLength(1);
  });

  test('mounts', () => {
    expect(changes({ storage: [] }, { storage: [{ path: [], dest: '/data', label: 'data' }] })).toEqual([['storage', '[]', '/data from data']]);
  });

  test('absent and empty text are one in the list form, absent and empty list are not', () => {
    expect(changes({ nsgroup: '' }, { nsgroup: undefined })).toEqual([]);
    expect(changes({ storage: [] }, { storage: undefined })).toEqual([['storage', '[]', null]]);
  });

  test('what the dict form signs as it was written is never silently different', () => {
    expect(changes({ nsgroup: '', verbatim: { nsgroup: '' } }, { nsgroup: undefined, verbatim: {} })).toEqual([['nsgroup', '""', null]]);
    expect(changes({ verbatim: {} }, { verbatim: { mounts: [] } })).toEqual([['mounts', null, '[]']]);
    expect(changes({ verbatim: { network: { type: 'host', ipv4: '' } } }, { verbatim: { network: { ipv4: '', type: 'host' } } })).toEqual([]);
    expect(changes({ nsgroup: 'a', verbatim: { nsgroup: 'a' } }, { nsgroup: 'b', verbatim: { nsgroup: 'b' } })).toEqual([['nsgroup', 'a', 'b']]);
    expect(changes({ verbatim: { toString: 1n } }, { verbatim: {} })).toEqual([['toString', '1', null]]);
  });

  test('one that came, one that went, and their order', () => {
    const network = { type: 'simple', ipv4: '10.0.3.9/24', ipv6: undefined, ports: [{ path: [], host: 80n, container: 5000n }] };
    const base = manifest({ targets: [target('old', { digest: A, storage: [] }), target('ran'), target('cu')] });
    const head = manifest({ targets: [target('cu'), target('new', { network, storage: [{ path: [], dest: '/d', label: 'data' }] }), target('ran')] });
    expect(diffManifests({ manifest: base }, { manifest: head })).toEqual([
      {
        target: 'new',
        field: 'target',
        before: null,
        after: 'version 1, container, docker://host/os/new:1, network simple, 10.0.3.9/24, ports 80 → 5000, nsgroup ran, storage /d from data',
        parts: { before: [], after: ['version 1', 'container', 'docker://host/os/new:1', 'network simple', '10.0.3.9/24', 'ports 80 → 5000', 'nsgroup ran', 'storage /d from data'] },
      },
      {
        target: 'old',
        field: 'target',
        before: `version 1, container, docker://host/os/old:1, ${A}, network host, nsgroup ran`,
        after: null,
        parts: { before: ['version 1', 'container', 'docker://host/os/old:1', A, 'network host', 'nsgroup ran'], after: [] },
      },
    ]);
  });

  test('the same name twice: the nth with the nth', () => {
    const base = manifest({ targets: [target('ran', { version: '1' }), target('ran', { version: '2' })] });
    const head = manifest({ targets: [target('ran', { version: '1' }), target('ran', { version: '3' })] });
    expect(diffManifests({ manifest: base }, { manifest: head })).toEqual([{ target: 'ran', field: 'version', before: '2', after: '3' }]);
  });

  test('a name from the prototype is a name', () => {
    expect(diffManifests({ manifest: manifest({ targets: [] }) }, { manifest: manifest({ targets: [target('__proto__')] }) })).toHaveLength(1);
  });
});

describe('digests', () => {
  const floating = manifest();
  const pinned = manifest({ targets: [target('ran', { digest: A, size: 878n })] });

  test('what both sides resolved to is compared', () => {
    expect(diffManifests({ manifest: floating, resolutions: resolved(A, 1) }, { manifest: floating, resolutions: resolved(B, 2) })).toEqual([
      { target: 'ran', field: 'digest', before: A, after: B },
      { target: 'ran', field: 'size', before: '1', after: '2' },
    ]);
  });

  test('a side that was not asked is no change when nothing written differs', () => {
    expect(diffManifests({ manifest: floating }, { manifest: floating, resolutions: resolved(A, 1) })).toEqual([]);
    expect(diffManifests({ manifest: pinned, resolutions: resolved(A, 878) }, { manifest: pinned })).toEqual([]);
    const index = manifest({ targets: [target('ran', { source: `docker://host/os/ran@${B}` })] });
    expect(diffManifests({ manifest: index }, { manifest: index, resolutions: resolved(A, 1) })).toEqual([]);
  });

  test('pinning is a change of what is written', () => {
    expect(diffManifests({ manifest: floating }, { manifest: pinned, resolutions: resolved(A, 878) })).toEqual([
      { target: 'ran', field: 'digest', before: null, after: A },
      { target: 'ran', field: 'size', before: null, after: '878' },
    ]);
  });

  test('pinning what the tag had anyway is none', () => {
    expect(diffManifests({ manifest: floating, resolutions: resolved(A, 878) }, { manifest: pinned, resolutions: resolved(A, 878) })).toEqual([]);
  });

  test('a digest in the source counts when nothing else says it', () => {
    expect(diffManifests({ manifest: at(A) }, { manifest: at(B) }).map(({ field }) => field)).toEqual(['source', 'digest']);
  });

  describe('an index in the source', () => {
    const [INDEX, OTHER] = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`];
    const of = (source: string, fields: Partial<Target> = {}): Manifest => manifest({ targets: [target('ran', { source, ...fields })] });
    const fromIndex = (indexDigest: string): ReadonlyMap<string, { digest: string; size: number; indexDigest: string }> => new Map([['ran', { digest: A, size: 878, indexDigest }]]);

    test.each([`docker://host/os/ran@${INDEX}`, `oci:layout:${INDEX}`])('%s is the same image when only its size is added, or taken out', (source) => {
      expect(diffManifests({ manifest: of(source) }, { manifest: of(source, { size: 878n }), resolutions: fromIndex(INDEX) })).toEqual([]);
      expect(diffManifests({ manifest: of(source, { size: 878n }) }, { manifest: of(source), resolutions: fromIndex(INDEX) })).toEqual([]);
    });

    test('a size that was wrong is a change', () => {
      const source = `docker://host/os/ran@${INDEX}`;
      expect(diffManifests({ manifest: of(source, { size: 1n }) }, { manifest: of(source, { size: 878n }), resolutions: fromIndex(INDEX) })).toEqual([{ target: 'ran', field: 'size', before: '1', after: '878' }]);
    });

    test('is not compared with the image that another one stands for', () => {
      const [before, after] = [`docker://host/os/ran@${INDEX}`, `docker://host/os/ran@${OTHER}`];
      expect(diffManifests({ manifest: of(before) }, { manifest: of(after), resolutions: fromIndex(OTHER) })).toEqual([
        { target: 'ran', field: 'source', before, after },
        { target: 'ran', field: 'digest', before: null, after: A },
        { target: 'ran', field: 'size', before: null, after: '878' },
      ]);
    });
  });

  test('a digest in a layout’s source counts as well', () => {
    expect(changes({ source: `oci:layout:${A}` }, { source: `oci:layout:${B}` }).map(([field]) => field)).toEqual(['source', 'digest']);
  });

  test('a system manifest as base keeps no sources', () => {
    const channel = manifest({ targets: [target('ran', { source: '', digest: A, size: 878n })] });
    expect(diffManifests({ manifest: channel }, { manifest: pinned, resolutions: resolved(A, 878) })).toEqual([]);
    expect(diffManifests({ manifest: channel }, { manifest: floating, resolutions: resolved(B, 878) })).toEqual([
      { target: 'ran', field: 'digest', before: A, after: B },
    ]);
  });
});

test('property: shuffled targets and volumes are no change, and swapping the sides swaps before and after', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 6 });
  const targets = names.chain((all) => fc.tuple(...all.map((name) => fc.constantFrom('1', '2', undefined).map((version) => target(name, { version })))));
  const any = fc.record({ targets, labels: names }).map(({ targets: list, labels }) => manifest({ targets: list, storage: labels.map((label) => volume(label)) }));
  fc.assert(
    fc.property(any, any, (one, other) => {
      const reversed = manifest({ ...one, targets: one.targets.toReversed(), storage: one.storage?.toReversed() ?? null });
      expect(diffManifests({ manifest: one }, { manifest: reversed })).toEqual([]);
      const there = diffManifests({ manifest: one }, { manifest: other }).map(key);
      const back = diffManifests({ manifest: other }, { manifest: one }).map(({ target: name, field, before, after, parts }) => key({ target: name, field, before: after, after: before, ...(parts && { parts: { before: parts.after, after: parts.before } }) }));
      expect(back.toSorted()).toEqual(there.toSorted());
    }),
  );
});
