import type { Problem } from '../../src/manifest/problem.ts';
import type { RenderContext } from '../../src/review/markdown.ts';
import type { Change, ManifestReport, Report, TargetReport } from '../../src/review/report.ts';

/** Fixed reports, as the jobs make them: what samples/ shows, and what other tests break on purpose. */

/** A digest that is made of one word. */
export function digest(word: string): string {
  return `sha256:${Buffer.from(word).toString('hex').padEnd(64, '0').slice(0, 64)}`;
}

export function target(name: string, fields: Partial<TargetReport> = {}): TargetReport {
  return {
    name,
    source: `docker://registry.example/os/${name}:2.5`,
    digest: digest(name),
    size: 878,
    floating: false,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    ...fields,
  };
}

export function problem(rule: string, severity: Problem['severity'], message: string, fields: Partial<Problem> = {}): Problem {
  return { rule, severity, message, line: 12, column: 19, endLine: 12, endColumn: 22, target: 'ran', ...fields };
}

export function manifest(fields: Partial<ManifestReport> = {}): ManifestReport {
  return {
    path: 'manifest.yaml',
    form: 'list',
    problems: [],
    targets: ['bootkit', 'hostfs', 'ran', 'cu', 'du'].map((name) => target(name)),
    systemManifest: { mediaType: 'application/vnd.machine.install', digest: digest('system'), size: 1749, path: 'install.json' },
    changes: [],
    base: '4ff1415',
    ...fields,
  };
}

export function report(manifests: readonly ManifestReport[], fields: Partial<Report> = {}): Report {
  const failed = manifests.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
  return { reportVersion: 1, job: 'check', result: failed ? 'failed' : 'passed', manifests, ...fields };
}

/** A change of a list, or of a target that came or went, with its parts. */
export function listed(name: string, field: string, before: readonly string[] | null, after: readonly string[] | null): Change {
  return { target: name, field, before: before?.join(', ') ?? null, after: after?.join(', ') ?? null, parts: { before: before ?? [], after: after ?? [] } };
}

const at = { serverUrl: 'https://github.example', repository: 'acme/device', sha: 'b'.repeat(40) };
const context: RenderContext = {
  at,
  runUrl: 'https://github.example/acme/device/actions/runs/42',
  rulesUrl: 'https://github.example/acme/manifest-action/blob/v1/docs/rules.md',
  command: ['check', 'manifest.yaml', '--base', '4ff1415'],
};

const bump = [
  { target: 'ran', field: 'version', before: '2.4', after: '2.5' },
  { target: 'ran', field: 'source', before: 'docker://registry.example/os/ran:2.4', after: 'docker://registry.example/os/ran:2.5' },
  { target: 'ran', field: 'digest', before: digest('older'), after: digest('ran') },
  { target: 'ran', field: 'size', before: '645', after: '878' },
];

const pins = [
  {
    path: 'manifest.yaml',
    manifest: 'manifest.yaml',
    targets: ['ran'],
    first: 12,
    last: 12,
    lines: ['    source: docker://registry.example/os/ran:2.5', `    digest: ${digest('ran')}`, '    size: 878'],
    inDiff: true,
    suggested: true,
  },
  {
    path: 'manifest.yaml',
    manifest: 'manifest.yaml',
    targets: ['cu'],
    first: 21,
    last: 21,
    lines: [`  - {service_name: cu, source: docker://registry.example/os/cu:2.5, digest: ${digest('cu')}, size: 878, version: "2.5"}`],
    inDiff: false,
    suggested: false,
  },
];

const floating = problem('floating-reference', 'warning', 'Nothing fixes the digest of this source, so a release could hold another image than was reviewed. Write its `digest`.', {
  column: 13,
});

/** A message with an example to copy. */
const NO_HOSTFS = 'No target is named "hostfs", which a device mounts as its root filesystem. Write it:\n- {service_name: hostfs, source: "docker://HOST/PATH/hostfs:1.0.0", version: "1.0.0", service_type: hostfs, network: {type: host}}\nHOST is where your images are.';

/** What a pull request may throw at its reviewer. */
export const HOSTILE = 'x`|</details><img src=//evil.example>[a](https://evil.example) @octocat #1 \n::error::\u202egnp\u200b**b**';

export const SAMPLES: Readonly<Record<string, { readonly report: Report; readonly context: RenderContext }>> = {
  'one-target-moves': { report: report([manifest({ changes: bump })]), context },
  'nothing-changes': { report: report([manifest()]), context },
  'no-base': { report: report([manifest({ base: null })]), context },
  floating: {
    report: report([
      manifest({
        changes: bump.slice(0, 2),
        problems: [floating, problem('floating-reference', 'warning', 'Nothing fixes the digest of this source either. Write its `digest`.', { line: 21, target: 'cu' })],
        targets: [target('bootkit'), target('hostfs'), target('ran', { floating: true }), target('cu', { floating: true }), target('du')],
      }),
    ]),
    context: { ...context, pins },
  },
  errors: {
    report: report([
      manifest({
        problems: [
          problem('service-name', 'error', 'The name "Ran" is not a service name: write lower case letters, digits and hyphens, such as `ran`.', { line: 9, column: 19 }),
          problem('digest', 'error', `The stated digest is stale: \`docker://registry.example/os/ran:2.5\` is ${digest('ran')} now. Write that, or run \`manifest-action pin\`.`, { line: 13, column: 13 }),
          problem('persistent-storage', 'warning', "Today's mosctl deletes the volume `data` at every boot, since it tests `persistent` the wrong way round.", { line: 4, target: null }),
          problem('version-step', 'notice', 'The version rises by 5.', { line: 1, target: null }),
        ],
        targets: [target('hostfs'), target('ran', { digest: null, size: null, mediaType: null })],
        systemManifest: null,
        changes: bump,
      }),
    ]),
    context,
  },
  'targets-come-and-go': {
    report: report([
      manifest({
        form: 'dict',
        changes: [
          { target: null, field: 'version', before: '200', after: '201' },
          { target: null, field: 'storage.data', before: '1024 MiB, persistent, nsgroup ran', after: '2048 MiB, persistent, nsgroup ran' },
          listed('smf', 'target', null, ['version 2.9.2', 'container', 'docker://registry.example/os/smf:2.9.2', digest('smf'), 'network simple', '10.0.3.99/24', 'ports 80 → 5000', 'nsgroup ran', 'storage /data from data']),
          { target: 'hostfs', field: 'network.type', before: 'host', after: 'none' },
          listed('hostfs', 'network.ports', null, ['80 → 5000', '443 → 5001']),
          listed('legacy', 'target', ['version 1.0.0', 'container', 'docker://registry.example/os/legacy:1.0.0', digest('legacy'), 'network host'], null),
        ],
      }),
    ]),
    context,
  },
  'several-manifests': {
    report: report([
      manifest({ path: 'cell/manifest.yaml', changes: bump }),
      manifest({ path: 'core/manifest.yaml', problems: [problem('hostfs', 'error', NO_HOSTFS, { line: 1, column: 1, target: null })], changes: [] }),
      manifest({ path: 'edge/manifest.yaml' }),
    ]),
    context,
  },
  unreadable: {
    report: report([manifest({ form: null, targets: [], systemManifest: null, base: null, problems: [problem('syntax', 'error', 'A tab cannot indent in YAML. Write blanks.', { line: 3, column: 1, target: null })] })]),
    context,
  },
  published: {
    report: report([manifest({ base: 'stable' })], {
      job: 'publish',
      commands: [`manifest-action verify registry.example/acme/device@${digest('release')} --ca-certificate manifestCA.pem`, 'mosctl install registry.example/acme/device:1.0.0'],
      published: {
        reference: `registry.example/acme/device@${digest('release')}`,
        tag: '1.0.0',
        signer: { identity: 'https://github.com/acme/device/.github/workflows/release.yml@refs/tags/v1.0.0', issuer: 'https://token.actions.githubusercontent.com' },
        images: ['hostfs', 'ran'].map((name) => ({ name, reference: `registry.example/mos:${digest(name).slice(7)}`, digest: digest(name), size: 878, written: name === 'ran' })),
        referrers: ['application/vnd.machine.pubkeycrt', 'application/vnd.machine.signature'].map((artifactType) => ({ artifactType, digest: digest(artifactType), size: 600, written: true })),
      },
    }),
    context: { at },
  },
  'channel-back': {
    report: report([], {
      job: 'promote',
      steps: [{ id: 'key-signature', ok: true, message: "The certificate's key signed these bytes" }],
      published: {
        reference: `registry.example/acme/device@${digest('release')}`,
        tag: '1.0.0',
        images: [{ name: 'ran', reference: `registry.example/mos:${digest('ran').slice(7)}`, digest: digest('ran'), size: 878, written: false }],
        referrers: [],
        channel: { name: 'stable', before: digest('newer'), agreed: ['rollback', 'signer-changed'] },
      },
    }),
    context: { at },
  },
  verify: {
    report: report([], {
      job: 'verify',
      result: 'failed',
      steps: [
        { id: 'manifest', ok: true, message: `registry.example/acme/device:1.0.0 is ${digest('release')}.` },
        { id: 'signature', ok: false, message: 'The signature is not by the key of the certificate: the bytes or the signature were changed.' },
        { id: 'bundle', ok: null, message: 'Not checked: no identity was given.' },
      ],
    }),
    context,
  },
  hostile: {
    report: report([
      manifest({
        path: `a b/${HOSTILE}.yaml`,
        changes: [
          { target: HOSTILE, field: 'version', before: HOSTILE, after: null },
          { target: null, field: `storage.${HOSTILE}`, before: null, after: HOSTILE },
        ],
        problems: [problem('service-name', 'error', `The name ${JSON.stringify(HOSTILE)} is not a service name, nor is ${HOSTILE}.`, { target: HOSTILE })],
        targets: [target(HOSTILE, { source: HOSTILE })],
        base: HOSTILE,
      }),
    ]),
    context: {
      ...context,
      command: ['check', `a b/${HOSTILE}.yaml`],
      pins: [{ path: `a b/${HOSTILE}.yaml`, manifest: `a b/${HOSTILE}.yaml`, targets: [HOSTILE], first: 3, last: 4, lines: ['```', HOSTILE.replaceAll(/[^ -~]/g, ''), '``````'], inDiff: false, suggested: false }],
    },
  },
};
