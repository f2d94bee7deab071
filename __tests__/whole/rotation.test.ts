import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARTIFACT_TYPES } from '../../src/release/artifact.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { startGitHub } from '../harness/github.ts';
import { describeWith, requirePeer, run } from '../harness/peers.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { startRekorV1, type RekorV1 } from '../harness/rekor-v1.ts';
import { makeRepository, type Repository } from '../harness/repository.ts';
import { runAction, runCli, type ActionResult } from '../harness/runner.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { startTimestampAuthority, type TimestampAuthority } from '../harness/timestamp-authority.ts';
import { tokensOf } from '../sign/issuer.ts';
import { addLayout, listManifest } from './device.ts';

type Root = Readonly<Record<'tlogs' | 'ctlogs' | 'certificateAuthorities' | 'timestampAuthorities', readonly Readonly<Record<string, unknown>>[]>>;

const GITHUB = 'https://token.actions.githubusercontent.com';
const KINDS = ['tlogs', 'ctlogs', 'certificateAuthorities', 'timestampAuthorities'] as const;

async function release(repository: Repository, sigstore: Sigstore, tag: string, inputs: Readonly<Record<string, string>>): Promise<ActionResult> {
  const payload = { ref: `refs/tags/v${tag}`, after: repository.sha('HEAD'), repository: { full_name: 'acme/device', default_branch: 'main', private: false } };
  const github = await startGitHub({ code: repository.folder });
  return runAction({
    event: 'push',
    token: github.token,
    payload,
    workspace: repository.folder,
    inputs: { 'sigstore-signing-config': 'signing.json', ...inputs },
    env: { ...github.env, GITHUB_SERVER_URL: 'https://github.com', ...sigstore.env },
  }).finally(() => github.stop());
}

const failures = ({ annotations }: ActionResult): readonly string[] => annotations.filter(({ level }) => level === 'error').map(({ message }) => message);

async function verify(repository: Repository, sigstore: Sigstore, reference: string, root: string): Promise<readonly [number | null, readonly string[]]> {
  const anchors = ['--sigstore-trusted-root', root, '--certificate-identity', sigstore.identity, '--certificate-oidc-issuer', sigstore.issuer];
  const { status, stdout } = await runCli(['verify', reference, '--json', ...anchors], { cwd: repository.folder });
  return [status, (JSON.parse(stdout) as { steps: { id: string; ok: boolean | null }[] }).steps.filter(({ ok }) => ok === false).map(({ id }) => id)];
}

async function cosign(sigstore: Sigstore, reference: string, root: string): Promise<number | null> {
  return (await run(requirePeer('cosign'), ['verify', '--trusted-root', root, '--certificate-identity', sigstore.identity, '--certificate-oidc-issuer', sigstore.issuer, reference], { env: { HOME: temporaryFolder('cosign') } })).status;
}

describeWith(['olareg', 'docker-registry', 'cosign', ...SIGSTORE_PEERS], 'a trusted root that rotates', () => {
  it.each<[string, () => Promise<Registry>]>([
    ['olareg', () => startOlareg()],
    ['docker-registry', () => startDockerRegistry()],
  ])('on %s: releases of before stay good and are followed, and the keys of before make none any more', async (_, start) => {
    const registry = await start();
    const repository = makeRepository({ 'manifest.yaml': listManifest() });
    addLayout(repository.folder);
    const write = (name: string, content: string | Buffer): string => {
      writeFileSync(join(repository.folder, name), content);
      return name;
    };
    const destination = `${registry.host}/acme/device`;
    const channel = { destination, channel: 'stable' };
    /** A sigstore of its own, with new keys of every kind, for as long as `work` takes. */
    const during = async (name: string, work: (sigstore: Sigstore) => Promise<void>): Promise<Root> => {
      const sigstore = await startSigstore({ issuer: GITHUB });
      try {
        write(`${name}.json`, readFileSync(sigstore.trustedRoot));
        write('signing.json', readFileSync(sigstore.signingConfig));
        await work(sigstore);
        return Object(JSON.parse(readFileSync(sigstore.trustedRoot, 'utf8')));
      } finally {
        await sigstore.stop();
      }
    };
    try {
      let old = '';
      const before = await during('before', async (sigstore) => {
        const first = await release(repository, sigstore, '1.0.0', { ...channel, 'sigstore-trusted-root': 'before.json' });
        expect({ status: first.status, failures: failures(first) }).toEqual({ status: 0, failures: [] });
        old = first.outputs['reference'] as string;
        expect(await verify(repository, sigstore, old, 'before.json')).toEqual([0, []]);
      });
      repository.commit({ 'manifest.yaml': listManifest({ ran: 'ran:2.6' }) });
      await during('after', async (sigstore) => {
        const after: Root = Object(JSON.parse(readFileSync(sigstore.trustedRoot, 'utf8')));
        // As TUF has it after a rotation: the old keys say when they ended.
        const ended = (end: string): Root => Object(Object.fromEntries(KINDS.map((kind) => [kind, before[kind].map((each) => ('publicKey' in each ? { ...each, publicKey: until(each['publicKey'], end) } : until(each, end)))])));
        const rotated = (end: string): object => ({ ...after, ...Object.fromEntries(KINDS.map((kind) => [kind, [...after[kind], ...ended(end)[kind]]])) });
        write('root.json', JSON.stringify(rotated(new Date().toISOString())));
        const signing = { ...channel, 'sigstore-trusted-root': 'root.json' };

        const second = await release(repository, sigstore, '1.1.0', signing);
        expect({ status: second.status, failures: failures(second) }).toEqual({ status: 0, failures: [] });
        const reference = second.outputs['reference'] as string;
        expect(await verify(repository, sigstore, `${destination}:stable`, 'root.json')).toEqual([0, []]);
        expect(await verify(repository, sigstore, reference, 'root.json')).toEqual([0, []]);
        expect(await verify(repository, sigstore, old, 'root.json')).toEqual([0, []]);
        expect([await cosign(sigstore, old, join(repository.folder, 'root.json')), await cosign(sigstore, reference, join(repository.folder, 'root.json'))]).toEqual([0, 0]);
        // Each alone knows its own.
        expect(await verify(repository, sigstore, old, 'after.json')).toEqual([1, ['timestamp']]);
        expect(await verify(repository, sigstore, reference, 'before.json')).toEqual([1, ['timestamp']]);
        // What had ended before it signed counts for nothing.
        write('ended.json', JSON.stringify(rotated(new Date(Date.now() - 3_000_000).toISOString())));
        expect(await verify(repository, sigstore, old, 'ended.json')).toEqual([1, ['timestamp']]);
        expect(await verify(repository, sigstore, reference, 'ended.json')).toEqual([0, []]);

        // Published again, it keeps its signatures by the new keys.
        const again = await release(repository, sigstore, '1.1.0', signing);
        expect({ status: again.status, failures: failures(again), written: writtenIn(again) }).toEqual({ status: 0, failures: [], written: 0 });
        // Who does not know the keys of before cannot say who signed the channel, and does not take it over.
        repository.commit({ 'manifest.yaml': listManifest({ hostfs: 'hostfs:1.1.0', ran: 'ran:2.6' }) });
        const third = await release(repository, sigstore, '1.2.0', { ...channel, 'sigstore-trusted-root': 'before.json' });
        expect(third.status).not.toBe(0);
        expect(failures(third).join('\n')).toContain('has a sigstore signature that does not hold');
      });
    } finally {
      await registry.stop();
    }
  }, 600_000);
});

function until(value: unknown, end: string): Record<string, unknown> {
  return { ...Object(value), validFor: { ...Object(value).validFor, end } };
}

function writtenIn(result: ActionResult): number {
  const { published } = JSON.parse(readFileSync(result.outputs['report'] as string, 'utf8')) as { published: { referrers: { written: boolean }[] } };
  return published.referrers.filter(({ written }) => written).length;
}

describeWith(['olareg', 'cosign', ...SIGSTORE_PEERS], 'a signing config with several logs and timestamp authorities', () => {
  let sigstore: Sigstore;
  let registry: Registry;
  let logs: readonly RekorV1[];
  let other: TimestampAuthority;
  let repository: Repository;
  beforeAll(async () => {
    sigstore = await startSigstore({ issuer: GITHUB });
    [registry, other, ...logs] = await Promise.all([startOlareg(), startTimestampAuthority(), startRekorV1(), startRekorV1(), startRekorV1()]);
    repository = makeRepository({ 'manifest.yaml': listManifest() });
    addLayout(repository.folder);
    const root: Root = Object(JSON.parse(readFileSync(sigstore.trustedRoot, 'utf8')));
    writeFileSync(join(repository.folder, 'root.json'), JSON.stringify({ ...root, tlogs: [...root.tlogs, ...logs.map(({ tlog }) => tlog)], timestampAuthorities: [...root.timestampAuthorities, other.authority] }));
  }, 600_000);
  afterAll(async () => {
    await Promise.all([...(logs ?? []), other, registry].map((server) => server?.stop()));
    await sigstore?.stop();
  });

  /** Three logs, of which the last is an older one of the first's operator, and two authorities. */
  const configure = (rekor: object, tsa: object): void => {
    const service = (url: string, operator: string, start: string, majorApiVersion = 1): object => ({ url, majorApiVersion, operator, validFor: { start } });
    const [recent, older] = ['2026-01-01T00:00:00Z', '2025-01-01T00:00:00Z'];
    const config: object = JSON.parse(readFileSync(sigstore.signingConfig, 'utf8'));
    const rekorTlogUrls = [service(logs[2]?.url ?? '', 'one', older), service(logs[0]?.url ?? '', 'one', recent), service(logs[1]?.url ?? '', 'two', older)];
    const tsaUrls = [service(`${sigstore.env['TSA_URL']}/api/v1/timestamp`, 'local', recent), service(other.url, 'other', older)];
    writeFileSync(join(repository.folder, 'signing.json'), JSON.stringify({ ...config, rekorTlogUrls, rekorTlogConfig: rekor, tsaUrls, tsaConfig: tsa }));
  };
  const counted = (bundle: unknown): object => {
    const { tlogEntries, timestampVerificationData: { rfc3161Timestamps } } = (bundle as { verificationMaterial: { tlogEntries: { logId: { keyId: string } }[]; timestampVerificationData: { rfc3161Timestamps: unknown[] } } }).verificationMaterial;
    const ids = logs.map(({ tlog }) => (tlog as { logId: { keyId: string } }).logId.keyId);
    return { logs: tlogEntries.map(({ logId }) => ids.indexOf(logId.keyId)).toSorted((a, b) => a - b), timestamps: rfc3161Timestamps.length };
  };

  it.each([
    ['ANY', { selector: 'ANY' }, { selector: 'ANY' }, { logs: [0], timestamps: 1 }],
    ['ALL', { selector: 'ALL' }, { selector: 'ALL' }, { logs: [0, 1], timestamps: 2 }],
    ['EXACT', { selector: 'EXACT', count: 2 }, { selector: 'EXACT', count: 1 }, { logs: [0, 1], timestamps: 1 }],
  ])('%s of them are used, as cosign uses them, and what they say verifies', async (name, rekor, tsa, expected) => {
    configure(rekor, tsa);
    const destination = `${registry.host}/${name.toLowerCase()}/device`;
    const result = await release(repository, sigstore, '1.0.0', { destination, 'sigstore-trusted-root': 'root.json' });
    expect({ status: result.status, failures: failures(result) }).toEqual({ status: 0, failures: [] });
    const reference = result.outputs['reference'] as string;
    expect(counted(JSON.parse(readFileSync(result.outputs['bundle'] as string, 'utf8')))).toEqual(expected);
    expect(await verify(repository, sigstore, reference, 'root.json')).toEqual([0, []]);
    expect(await cosign(sigstore, reference, join(repository.folder, 'root.json'))).toBe(0);

    const folder = temporaryFolder('sign-blob');
    writeFileSync(join(folder, 'blob'), 'blob');
    const token = await tokensOf(sigstore).getIdToken('sigstore');
    const services = ['--signing-config', join(repository.folder, 'signing.json'), '--trusted-root', join(repository.folder, 'root.json')];
    const signed = await run(requirePeer('cosign'), ['sign-blob', '--yes', '--identity-token', token, ...services, '--bundle', 'bundle.json', 'blob'], { cwd: folder, env: { HOME: folder } });
    expect({ status: signed.status, stderr: signed.status === 0 ? '' : signed.stderr }).toEqual({ status: 0, stderr: '' });
    // Of several logs any is as good: cosign throws dice, and we take the first.
    const some = name === 'ANY' ? { ...expected, logs: [expect.any(Number)] } : expected;
    expect(counted(JSON.parse(readFileSync(join(folder, 'bundle.json'), 'utf8')))).toEqual(some);
  }, 120_000);

  it.each([
    ['logs', { selector: 'EXACT', count: 3 }, { selector: 'ANY' }, /it wants 3 of its Rekor services, and 2 can be used/],
    ['authorities', { selector: 'ANY' }, { selector: 'EXACT', count: 3 }, /it wants 3 of its timestamp authority services, and 2 can be used/],
  ])('more %s than there are is wrong use, before anything is asked', async (_, rekor, tsa, message) => {
    configure(rekor, tsa);
    const before = [...logs.map(({ requests }) => requests.length), other.count()];
    const result = await release(repository, sigstore, '1.0.0', { destination: `${registry.host}/none/device`, 'sigstore-trusted-root': 'root.json' });
    expect({ status: result.status, failures: failures(result) }).toEqual({ status: 2, failures: [expect.stringMatching(message)] });
    expect([...logs.map(({ requests }) => requests.length), other.count()]).toEqual(before);
  }, 120_000);

  describe('with entries of two logs and two timestamps', () => {
    let reference: string;
    const bundles = async (): Promise<number> => {
      const answer = await fetch(`${registry.url}/v2/both/device/referrers/${reference.split('@')[1]}`);
      return ((await answer.json()) as { manifests: { artifactType: string }[] }).manifests.filter(({ artifactType }) => artifactType === ARTIFACT_TYPES.bundle).length;
    };
    beforeAll(async () => {
      configure({ selector: 'ALL' }, { selector: 'ALL' });
      const result = await release(repository, sigstore, '1.0.0', { destination: `${registry.host}/both/device`, 'sigstore-trusted-root': 'root.json' });
      reference = result.outputs['reference'] as string;
    }, 120_000);

    it.each<[string, (root: Root) => object, number, readonly string[]]>([
      ['one log is not known passes', (root) => ({ tlogs: root.tlogs.filter((tlog) => tlog !== root.tlogs.at(-2)) }), 0, []],
      ['one timestamp authority is not known passes', (root) => ({ timestampAuthorities: root.timestampAuthorities.slice(0, 1) }), 0, []],
      ['no log is known does not', () => ({ tlogs: [] }), 1, ['transparency-log']],
      ['no timestamp authority is known passes by the times that Rekor 1 promised', () => ({ timestampAuthorities: [] }), 0, []],
    ])('what is verified where %s, as with cosign', async (_, change, status, steps) => {
      expect(await bundles()).toBe(2);
      const root: Root = Object(JSON.parse(readFileSync(join(repository.folder, 'root.json'), 'utf8')));
      const less = join(repository.folder, 'less.json');
      writeFileSync(less, JSON.stringify({ ...root, ...change(root) }));
      expect(await verify(repository, sigstore, reference, 'less.json')).toEqual([status, steps]);
      expect((await cosign(sigstore, reference, less)) === 0).toBe(status === 0);
    });
  });
});
