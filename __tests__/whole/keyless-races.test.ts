import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLayout } from '../../src/oci/layout.ts';
import { ARTIFACT_TYPES } from '../../src/release/artifact.ts';
import { joinRelease } from '../attacks/attach.ts';
import { describeWith } from '../harness/peers.ts';
import { startDockerRegistry, startOlareg } from '../harness/registry.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { named, referrerCounts, runHere, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

// Two runs of one tag that overlap, as a tag push and `release: published` start them, sign with two certificates: what they attach is not the same twice.

const ROUNDS = Number(process.env['KEYLESS_RACE_ROUNDS'] ?? 4);
const OTHER = 'acme/device/.github/workflows/other.yml@refs/tags/v1.0.0';

describeWith(['olareg', 'docker-registry', ...SIGSTORE_PEERS], 'keyless runs of one tag that overlap', () => {
  let sigstore: Sigstore;
  let workspace: string;
  const there = (folder: string): string => join(workspace, folder);
  const sigstoreInputs = { 'sigstore-signing-config': 'signing.json', 'sigstore-trusted-root': 'root.json' };
  const token = async (audience: string): Promise<string> => {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer = '' } = sigstore.env;
    const answer = await fetch(`${url}&audience=${audience}`, { headers: { authorization: `bearer ${bearer}` } });
    return ((await answer.json()) as { value: string }).value;
  };
  const publish = (destination: string, inputs: Inputs = {}, idToken = token): Promise<RunHere> =>
    runHere('publish', { ...sigstoreInputs, destination, tag: '1.0.0', ...inputs }, { workspace, idToken });
  const anchors = (): Inputs => ({ 'sigstore-trusted-root': 'root.json', 'certificate-identity': sigstore.identity, 'certificate-oidc-issuer': sigstore.issuer });
  const verify = (reference: string, inputs: Inputs = {}): Promise<RunHere> => runHere('verify', { ...anchors(), reference, ...inputs }, { workspace });
  const raw = ({ report }: RunHere): unknown => report?.steps?.filter(({ id }) => id === 'raw-signature').map(({ ok, message }) => [ok, message]);

  beforeAll(async () => {
    sigstore = await startSigstore();
    workspace = workspaceWith();
    for (const [name, path] of [['root.json', sigstore.trustedRoot], ['signing.json', sigstore.signingConfig]] as const) writeFileSync(there(name), readFileSync(path));
    for (const folder of ['one', 'two']) expect(await publish(`oci:${folder}`)).toMatchObject({ status: 0, errors: [] });
    sigstore.setClaims({ job_workflow_ref: OTHER, workflow_ref: OTHER });
    expect(await publish('oci:other')).toMatchObject({ status: 0, errors: [] });
  }, 600_000);
  beforeEach(() => sigstore.setClaims({}));
  afterAll(() => sigstore?.stop());

  it.each([
    ['olareg', () => startOlareg()],
    ['docker-registry', () => startDockerRegistry()],
  ] as const)('pass, or say that another was at it, and leave what a third completes (%s)', async (name, begin) => {
    const registry = await begin();
    const ended: string[] = [];
    try {
      for (let round = 0; round < ROUNDS; round++) {
        const [repository, images] = [`race-${round}/install`, `${registry.host}/race-${round}/mos`];
        const destination = `${registry.host}/${repository}`;
        const runs = await Promise.all([0, 1].map(() => publish(destination, { images })));
        expect(runs.some(({ status }) => status === 0)).toBe(true);
        for (const { status, codes, errors } of runs) {
          if (status === 0) continue;
          expect({ status, codes }).toEqual({ status: 1, codes: ['single-referrers'] });
          expect(errors[0]).toContain('run it again');
        }
        expect(await publish(destination, { images })).toMatchObject({ status: 0, errors: [] });
        expect(await verify(`${destination}:1.0.0`, { images })).toMatchObject({ status: 0 });
        const counts = await referrerCounts(registry.url, repository, (await named(registry.url, repository, '1.0.0')) as string);
        ended.push(`${runs.map(({ status }) => status).join('')}/${counts[ARTIFACT_TYPES.keylessSignature]}`);
      }
    } finally {
      await registry.stop();
      process.stdout.write(`keyless races (${name}), statuses and raw signatures: ${ended.join(', ')}\n`);
    }
  }, 300_000);

  it('may leave two of each, which are verified one by one, kept by a third run, and promoted', async () => {
    cpSync(there('one'), there('both'), { recursive: true });
    await joinRelease(there('two'), there('both'));
    const verified = await verify('oci:both:1.0.0');
    expect({ status: verified.status, raw: raw(verified) }).toEqual({ status: 0, raw: [[true, 'Each of the 2 raw signatures is one of these bytes, by the certificate of a bundle.']] });
    const again = await publish('oci:both');
    expect(again).toMatchObject({ status: 0, errors: [] });
    expect(again.lines.join('\n')).toContain('nothing was written');
    expect(await runHere('promote', { ...anchors(), reference: 'oci:both:1.0.0', destination: 'oci:field', channel: 'stable' }, { workspace })).toMatchObject({ status: 0, errors: [] });
    expect(raw(await verify('oci:field:1.0.0'))).toEqual(raw(verified));
  });

  it('do not stand for another workflow’s signature beside them', async () => {
    cpSync(there('one'), there('mixed'), { recursive: true });
    await joinRelease(there('other'), there('mixed'));
    const verified = await verify('oci:mixed:1.0.0');
    expect({ status: verified.status, raw: raw(verified) }).toEqual({ status: 1, raw: [[false, expect.stringContaining('no CA of the trusted root gave to that identity')]] });
    // Whoever takes any workflow still gets those of one.
    const any = await verify('oci:mixed:1.0.0', { 'certificate-identity': '', 'certificate-identity-regexp': 'https://github.com/acme/device/.*' });
    expect({ status: any.status, raw: raw(any) }).toEqual({ status: 1, raw: [[false, 'The 2 raw signatures are by 2 identities.']] });
    expect(await publish('oci:mixed')).toMatchObject({ status: 1, codes: ['single-referrers'] });
    expect(await runHere('promote', { ...anchors(), reference: 'oci:mixed:1.0.0', destination: 'oci:mixed-field' }, { workspace })).toMatchObject({ status: 1 });
  });

  it('are told by what was attached while one signed, which then attaches nothing and sets no tag', async () => {
    const late = await publish('oci:late', {}, async (audience) => {
      await joinRelease(there('two'), there('late'));
      return token(audience);
    });
    expect(late).toMatchObject({ status: 1, codes: ['single-referrers'] });
    expect(late.errors[0]).toMatch(/while this run signed .* another run of it, or somebody else, attached a /);
    const [layout, two] = [await openLayout(there('late')), await openLayout(there('two'))];
    const subject = (await two.resolve('1.0.0'))?.digest;
    if (subject === undefined) throw new Error('there is no release');
    expect(await layout.resolve('1.0.0')).toBeUndefined();
    expect((await layout.referrers(subject)).map(({ digest }) => digest).toSorted()).toEqual((await two.referrers(subject)).map(({ digest }) => digest).toSorted());
    expect(await publish('oci:late')).toMatchObject({ status: 0, errors: [] });
    expect(await verify('oci:late:1.0.0')).toMatchObject({ status: 0 });
  });
});
