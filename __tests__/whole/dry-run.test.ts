import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedWrite } from '../../src/review/report.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { startGitHub } from '../harness/github.ts';
import { describeWith } from '../harness/peers.ts';
import { startDelayProxy } from '../harness/proxy.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { startRekorV1, type RekorV1 } from '../harness/rekor-v1.ts';
import { makeRepository, type Repository } from '../harness/repository.ts';
import { runAction, type ActionResult } from '../harness/runner.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { addLayout, listManifest, PRODUCT } from './device.ts';
import { keyInputs, runHere, workspaceWith, type RunHere } from './publishing.ts';

// A dry run says everything that would be written, with its size, and writes nothing at all.

let product: ProductCertificate;
beforeAll(async () => {
  product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
});

/** Every file below a folder with its size and the moment of its last change. */
function files(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.endsWith('config.yml'))
    .map((path) => {
      const { size, mtimeMs } = statSync(join(folder, path));
      return `${path} ${size} ${mtimeMs}`;
    })
    .toSorted();
}

interface Held {
  /** Of all blobs and manifests. */
  readonly digests: readonly string[];
  readonly names: readonly string[];
}

/** What a layout holds. */
function held(folder: string): Held {
  const { manifests } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { manifests: { annotations?: Record<string, string> }[] };
  return {
    digests: readdirSync(join(folder, 'blobs', 'sha256')).map((hex) => `sha256:${hex}`),
    names: manifests.flatMap(({ annotations }) => annotations?.['org.opencontainers.image.ref.name'] ?? []).toSorted(),
  };
}

/** Says that a layout holds what a plan said and nothing else, but for the plan's digests that were not known. */
function expectForetold(plan: readonly PlannedWrite[], { digests, names }: Held): void {
  const known = new Set(plan.flatMap(({ digest }) => digest ?? []));
  expect([...known].filter((digest) => !digests.includes(digest))).toEqual([]);
  expect(digests.length - known.size).toBe(plan.filter(({ digest }) => digest === null).length);
  expect(plan.flatMap(({ tag }) => tag ?? []).toSorted()).toEqual(names);
}

const key = ({ kind, digest, to }: PlannedWrite): string => `${kind} ${digest} ${to}`;

for (const [name, begin] of [
  ['olareg', () => startOlareg()],
  ['docker-registry', () => startDockerRegistry()],
] as const) {
  describeWith([name], `a dry run to ${name}`, () => {
    let registry: Registry;
    beforeAll(async () => {
      registry = await begin();
    });
    afterAll(() => registry?.stop());

    it('lists what a publish then writes, and leaves the registry’s folder as it was', async () => {
      const workspace = workspaceWith();
      const publish = (dryRun: boolean, tag = '1.0.0', from = workspace): Promise<RunHere> =>
        runHere('publish', { ...keyInputs(product), destination: `${registry.host}/machine/install`, tag, 'dry-run': String(dryRun) }, { workspace: from });

      const before = files(registry.dir);
      const planned = await publish(true);
      expect(planned).toMatchObject({ status: 0, errors: [] });
      expect(files(registry.dir)).toEqual(before);
      expect(planned.report?.published).toBeUndefined();

      const plan = planned.report?.plan ?? [];
      for (const { digest, size } of plan) expect(planned.lines.join('\n')).toContain(digest ?? String(size));
      const [install, images] = [`${registry.host}/machine/install`, `${registry.host}/mos`];
      // Two images of three blobs and a config each, some shared; the release with its system manifest and the empty config; certificate and signature.
      expect(plan.filter(({ kind, to }) => kind === 'manifest' && to === images)).toHaveLength(2);
      expect(plan.filter(({ kind, to }) => kind === 'manifest' && to === install).map(({ artifactType, tag }) => artifactType ?? tag)).toEqual(['1.0.0', 'application/vnd.machine.pubkeycrt', 'application/vnd.machine.signature']);
      expect(new Set(plan.filter(({ digest }) => digest !== null).map(key)).size).toBe(plan.filter(({ digest }) => digest !== null).length);

      const done = await publish(false);
      expect(done).toMatchObject({ status: 0, errors: [] });
      expect(plan.find(({ tag }) => tag === '1.0.0')?.digest).toBe(done.outputs.digest);
      for (const { kind, digest, size, to } of plan) {
        if (digest === null) continue;
        const answer = await fetch(`http://${to.replace('/', '/v2/')}/${kind}s/${digest}`, { headers: { accept: 'application/vnd.oci.image.manifest.v1+json' } });
        expect({ digest, status: answer.status, size: (await answer.arrayBuffer()).byteLength }).toEqual({ digest, status: 200, size });
      }
      const signature = done.report?.published?.referrers.find(({ artifactType }) => artifactType === 'application/vnd.machine.signature');
      expect(plan.find(({ kind, artifactType }) => kind === 'manifest' && artifactType === 'application/vnd.machine.signature')?.size).toBe(signature?.size);

      const after = files(registry.dir);
      expect((await publish(true)).report?.plan).toEqual([]);
      // The next release needs what is new in it alone.
      const next = await publish(true, '2.0.0', workspaceWith(listManifest({ ran: 'ran:2.6' })));
      expect(next.report?.plan?.filter(({ to, kind }) => to === images && kind === 'manifest')).toHaveLength(1);
      expect(files(registry.dir)).toEqual(after);
    });
  });
}

describeWith(['olareg'], 'a dry run of a promotion', () => {
  it('refuses a source that lists a referrer under itself, as the run does, and asks it no more for that', async () => {
    const registry = await startOlareg();
    const proxy = await startDelayProxy(registry.host);
    try {
      const workspace = workspaceWith();
      const published = await runHere('publish', { ...keyInputs(product), destination: `${registry.host}/machine/install`, tag: '1.0.0' }, { workspace });
      expect(published).toMatchObject({ status: 0, errors: [] });
      const there = await fetch(`${registry.url}/v2/machine/install/referrers/${published.outputs.digest}`);
      const { manifests: [first] } = (await there.json()) as { manifests: { digest: string }[] };
      // Truthful in the end, so that a run which follows it for ever comes to an end.
      const body = JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [first] });
      proxy.answer(new RegExp(`GET .*/referrers/${first?.digest}`), { status: 200, headers: { 'content-type': 'application/vnd.oci.image.index.v1+json' }, body }, 60);
      for (const dryRun of ['true', 'false']) {
        const before = proxy.count(/referrers/);
        const refused = await runHere('promote', { reference: `${proxy.host}/machine/install:1.0.0`, destination: `oci:field-${dryRun}`, 'ca-certificate': product.caPem, 'dry-run': dryRun }, { workspace });
        expect({ dryRun, status: refused.status, codes: refused.codes, errors: refused.errors }).toEqual({ dryRun, status: 1, codes: ['image-manifest'], errors: [expect.stringContaining('is listed as a referrer of itself')] });
        expect(proxy.count(/referrers/) - before).toBeLessThan(10);
      }
    } finally {
      await proxy.stop();
      await registry.stop();
    }
  });
});

describe('a dry run to a layout', () => {
  it('lists all that a release with its channel and its older signature writes, what a second release adds, and what promoting it writes', async () => {
    const workspace = workspaceWith();
    const there = (folder: string): Held => held(join(workspace, folder));
    const publish = (dryRun: boolean, tag: string): Promise<RunHere> =>
      runHere('publish', { ...keyInputs(product), destination: 'oci:out', manifest: `${tag}.yaml`, tag, channel: 'stable', 'legacy-signature': 'true', 'dry-run': String(dryRun) }, { workspace });
    writeFileSync(join(workspace, '1.0.0.yaml'), listManifest());
    writeFileSync(join(workspace, '2.0.0.yaml'), listManifest({ ran: 'ran:2.6' }));
    const planned = await publish(true, '1.0.0');
    const plan = planned.report?.plan ?? [];
    expect(await publish(false, '1.0.0')).toMatchObject({ status: 0, errors: [] });
    expectForetold(plan, there('out'));
    // What a key signs has a size; the index that lists it in a layout has none yet.
    const sizes = there('out').digests.map((digest) => statSync(join(workspace, 'out', 'blobs', 'sha256', digest.slice('sha256:'.length))).size);
    for (const { digest, size } of plan) if (digest === null && size !== null) expect(sizes).toContain(size);
    expect(plan.filter(({ size }) => size === null).map(({ tag }) => tag)).toEqual([expect.stringMatching(/^sha256-[0-9a-f]{64}$/)]);
    expect((await publish(true, '1.0.0')).report?.plan).toEqual([]);

    const next = (await publish(true, '2.0.0')).report?.plan ?? [];
    expect(next.flatMap(({ tag }) => tag ?? [])).toEqual([expect.stringMatching(/^mos:/), '2.0.0', expect.stringMatching(/^sha256-[0-9a-f]{64}$/), expect.stringMatching(/^sha256-[0-9a-f]{64}\.sig$/), 'stable']);
    expect(await publish(false, '2.0.0')).toMatchObject({ status: 0, errors: [] });
    // The older release would leave the channel where it is.
    expect((await publish(true, '1.0.0')).report?.plan).toEqual([]);

    const promote = (dryRun: boolean): Promise<RunHere> =>
      runHere('promote', { reference: 'oci:out:2.0.0', destination: 'oci:field', channel: 'stable', 'ca-certificate': product.caPem, 'dry-run': String(dryRun) }, { workspace });
    const promoted = await promote(true);
    expect(promoted.lines.join('\n')).toMatch(/would write .* as stable/);
    expect(existsSync(join(workspace, 'field'))).toBe(false);
    expect(await promote(false)).toMatchObject({ status: 0, errors: [] });
    expectForetold(promoted.report?.plan ?? [], there('field'));
    expect((await promote(true)).report?.plan).toEqual([]);
  });

  it('refuses to promote without images that are not there, as the run would', async () => {
    const workspace = workspaceWith();
    expect(await runHere('publish', { ...keyInputs(product), destination: 'oci:out', tag: '1.0.0' }, { workspace })).toMatchObject({ status: 0, errors: [] });
    for (const dryRun of ['true', 'false']) {
      const promoted = await runHere('promote', { reference: 'oci:out:1.0.0', destination: 'oci:field', 'ca-certificate': product.caPem, images: 'none', 'dry-run': dryRun }, { workspace });
      expect({ dryRun, status: promoted.status, codes: promoted.codes }).toEqual({ dryRun, status: 1, codes: ['images'] });
    }
  });

  it('makes no folder', async () => {
    const workspace = workspaceWith();
    const planned = await runHere('publish', { ...keyInputs(product), destination: 'oci:out', tag: '1.0.0', 'dry-run': 'true' }, { workspace });
    expect(planned).toMatchObject({ status: 0, errors: [] });
    expect(planned.report?.plan?.length).toBeGreaterThan(8);
    expect(readdirSync(workspace).toSorted()).toEqual(['layout', 'manifest.yaml']);
  });
});

describeWith(SIGSTORE_PEERS, 'a dry run of a keyless release', () => {
  let sigstore: Sigstore;
  let log: RekorV1;
  let repository: Repository;
  const claims = (workflow: string): void => {
    const ref = `acme/device/.github/workflows/${workflow}@refs/tags/v1.0.0`;
    sigstore.setClaims({ sha: repository.sha('HEAD'), workflow_sha: repository.sha('HEAD'), job_workflow_ref: ref, workflow_ref: ref });
  };
  beforeAll(async () => {
    sigstore = await startSigstore();
    log = await startRekorV1();
    const { trustedRoot, signingConfig } = sigstore.withLog(log);
    repository = makeRepository({ 'manifest.yaml': listManifest(), 'root.json': readFileSync(trustedRoot), 'signing.json': readFileSync(signingConfig) });
    addLayout(repository.folder);
  }, 600_000);
  afterAll(async () => {
    await log?.stop();
    await sigstore?.stop();
  });

  async function release(dryRun: boolean, inputs: Readonly<Record<string, string>>): Promise<ActionResult & { readonly plan: readonly PlannedWrite[] }> {
    const payload = { ref: 'refs/tags/v1.0.0', after: repository.sha('HEAD'), repository: { full_name: 'acme/device', default_branch: 'main', private: false } };
    const github = await startGitHub({ code: repository.folder });
    const result = await runAction({
      event: 'push',
      token: github.token,
      payload,
      workspace: repository.folder,
      inputs: { 'sigstore-signing-config': 'signing.json', 'sigstore-trusted-root': 'root.json', channel: 'stable', 'dry-run': String(dryRun), ...inputs },
      env: { ...github.env, GITHUB_SERVER_URL: 'https://github.com', ...sigstore.env },
    }).finally(() => github.stop());
    const { plan = [] } = JSON.parse(readFileSync(result.outputs['report'] ?? '', 'utf8')) as { plan?: readonly PlannedWrite[] };
    return { ...result, plan };
  }
  const errors = ({ annotations }: ActionResult): (string | undefined)[] => annotations.filter(({ level }) => level === 'error').map(({ title }) => title);

  it.each([
    ['alone', {}, ['bundle', 'provenance', 'raw']],
    ['with the older form', { 'legacy-signature': 'true' }, ['bundle', 'provenance', 'raw']],
    ['beside a key, with the older form', { 'legacy-signature': 'true', sign: 'key, keyless' }, ['bundle', 'provenance']],
  ])('lists all that the run then writes, %s', async (name, more, attached) => {
    claims('release.yml');
    const folder = `out-${name.replaceAll(/\W+/g, '-')}`;
    const inputs = { destination: `oci:${folder}`, ...('sign' in more ? keyInputs(product) : {}), ...more };
    const { entries, plan, status } = await release(true, inputs).then((result) => ({ ...result, entries: log.entries.length }));
    expect({ status, entries }).toEqual({ status: 0, entries: log.entries.length });
    const done = await release(false, inputs);
    expect({ status: done.status, errors: errors(done) }).toEqual({ status: 0, errors: [] });
    expectForetold(plan, held(join(repository.folder, folder)));
    const kinds: Readonly<Record<string, string>> = { 'https://sigstore.dev/cosign/sign/v1': 'bundle', 'https://slsa.dev/provenance/v1': 'provenance' };
    const unknown = plan.filter(({ kind, digest, tag }) => kind === 'manifest' && digest === null && tag === undefined).map(({ predicateType, artifactType }) => kinds[predicateType ?? ''] ?? artifactType);
    expect(unknown.filter((each) => each !== 'application/vnd.machine.signature')).toEqual(attached.map((each) => (each === 'raw' ? 'application/vnd.mos.manifest.signature.v1' : each)));
    expect(errors(await release(true, inputs))).toEqual([]);
    expect((await release(true, inputs)).plan).toEqual([]);
  }, 120_000);

  it('refuses what another workflow signed, as the run would', async () => {
    claims('other.yml');
    const inputs = { destination: 'oci:signed' };
    expect((await release(false, inputs)).status).toBe(0);
    claims('release.yml');
    for (const dryRun of [true, false]) {
      const refused = await release(dryRun, inputs);
      expect({ dryRun, status: refused.status, errors: errors(refused) }).toEqual({ dryRun, status: 1, errors: [expect.stringContaining('single-referrers')] });
    }
  }, 120_000);
});
