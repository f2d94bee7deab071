import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinRelease } from '../attacks/attach.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { startGitHub, type GitHub } from '../harness/github.ts';
import { describeWith } from '../harness/peers.ts';
import { startRekorV1, type RekorV1 } from '../harness/rekor-v1.ts';
import { hasGit, makeRepository, type Files, type Repository } from '../harness/repository.ts';
import { runAction, type ActionResult } from '../harness/runner.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { addLayout, listManifest, PRODUCT } from './device.ts';

// What goes to GitHub beside the registry: files of its release, and attestations.

const TAG = 'v1.0.0';
let github: GitHub;
afterEach(() => github.stop());

function repositoryWith(files: Files): Repository {
  const repository = makeRepository(files);
  addLayout(repository.folder);
  return repository;
}

function publish({ folder, sha }: Repository, inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string | undefined>> = {}, event = 'release'): Promise<ActionResult> {
  const payload = { action: 'published', ref: `refs/tags/${TAG}`, release: { tag_name: TAG }, after: sha('HEAD'), repository: { full_name: 'acme/device', default_branch: 'main', private: false } };
  return runAction({ event, payload, inputs, workspace: folder, token: github.token, env: { ...github.env, ...env } });
}

const api = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${github.env['GITHUB_API_URL']}/repos/acme/device${path}`, { ...init, headers: { authorization: `Bearer ${github.token}` } });
const makeRelease = (): Promise<Response> => api('/releases', { method: 'POST', body: JSON.stringify({ tag_name: TAG }) });
const assets = (): Record<string, string> => Object.fromEntries(github.releases[0]?.assets.map(({ name, content }) => [name, content.toString('latin1')]) ?? []);
const titles = ({ annotations }: ActionResult): (string | undefined)[] => annotations.filter(({ level }) => level === 'error').map(({ title }) => title);
/** How many blobs and manifests are in the destination. */
const written = ({ folder }: Repository): number => readdirSync(join(folder, 'out', 'blobs', 'sha256')).length;
const lines = ({ log }: ActionResult, pattern: RegExp): string[] => log.split('\n').filter((line) => pattern.test(line));

(hasGit ? describe : describe.skip)('release-assets (needs git)', () => {
  let product: ProductCertificate;
  let inputs: Record<string, string>;
  beforeAll(async () => {
    product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    inputs = { sign: 'key', key: product.keyPem, certificate: product.certificatePem, 'ca-certificate': product.caPem, 'release-assets': 'true', destination: 'oci:out' };
  });
  beforeEach(async () => {
    github = await startGitHub({ permissions: { contents: 'write' } });
  });
  /** GitHub as it knows this repository's commits. */
  async function known(files: Files): Promise<Repository> {
    const repository = repositoryWith(files);
    await github.stop();
    github = await startGitHub({ code: repository.folder, permissions: { contents: 'write' } });
    return repository;
  }

  it('uploads the files to the GitHub release, once, and writes nothing anywhere while there is none', async () => {
    const repository = await known({ 'manifest.yaml': listManifest() });
    for (const dryRun of ['true', 'false']) {
      const none = await publish(repository, { ...inputs, channel: 'stable', 'dry-run': dryRun });
      expect({ dryRun, status: none.status, titles: titles(none) }).toEqual({ dryRun, status: 1, titles: [expect.stringContaining('no-github-release')] });
    }
    expect(written(repository)).toBe(0);

    await makeRelease();
    const planned = await publish(repository, { ...inputs, 'dry-run': 'true' });
    expect(lines(planned, /would upload/)).toEqual([expect.stringContaining('to the GitHub release of v1.0.0')]);
    expect(assets()).toEqual({});
    expect((await publish(repository, inputs)).status).toBe(0);
    expect(Object.keys(assets()).toSorted()).toEqual(['cert.pem', 'install.json', 'install.json.signed']);
    expect(assets()['cert.pem']).toBe(product.certificatePem);
    const again = await publish(repository, inputs);
    expect({ status: again.status, lines: lines(again, /has its files already/).length }).toEqual({ status: 0, lines: 1 });
    expect(Object.keys(assets())).toHaveLength(3);
  });

  it('uploads the files of several manifests under names of their own', async () => {
    const repository = await known({ 'devices/a/manifest.yaml': listManifest(), 'devices/b/manifest.yaml': listManifest({ ran: 'ran:2.6' }) });
    await makeRelease();
    const several = { ...inputs, manifest: 'devices/*/manifest.yaml', destination: 'oci:out/{folder}' };
    const result = await publish(repository, several);
    expect({ status: result.status, titles: titles(result) }).toEqual({ status: 0, titles: [] });
    const { manifests } = JSON.parse(readFileSync(result.outputs['report'] ?? '', 'utf8')) as { manifests: { systemManifest: { path: string } }[] };
    const paths = manifests.map(({ systemManifest }) => systemManifest.path);
    expect(Object.keys(assets())).toHaveLength(6);
    for (const path of paths) expect(assets()[path.replace('/', '.')]).toBe(readFileSync(join(result.temp, 'manifest-action', path), 'latin1'));
    expect(assets()[paths[0]?.replace('/', '.') ?? '']).not.toBe(assets()[paths[1]?.replace('/', '.') ?? '']);
    expect((await publish(repository, several)).status).toBe(0);
    expect(Object.keys(assets())).toHaveLength(6);
  });

  it.each([
    ['install.json', '{"evil":true}', ['true', 'false']],
    // Known once it is signed.
    ['install.json.signed', 'something else', ['false']],
  ])('refuses to publish beside an %s that is another’s', async (name, content, dryRuns) => {
    const repository = await known({ 'manifest.yaml': listManifest() });
    await makeRelease();
    const { upload_url: url } = (await (await api(`/releases/tags/${TAG}`)).json()) as { upload_url: string };
    expect((await fetch(`${url.replace(/\{.*$/, '')}?name=${name}`, { method: 'POST', headers: { authorization: `Bearer ${github.token}` }, body: content })).status).toBe(201);
    for (const dryRun of dryRuns) {
      const refused = await publish(repository, { ...inputs, 'dry-run': dryRun });
      expect({ dryRun, status: refused.status, titles: titles(refused) }).toEqual({ dryRun, status: 1, titles: [expect.stringContaining('asset-differs')] });
    }
    expect(assets()).toEqual({ [name]: content });
    expect(written(repository)).toBe(0);
  });

  it('says before it writes that a key alone makes no provenance for GitHub', async () => {
    const repository = await known({ 'manifest.yaml': listManifest() });
    const refused = await publish(repository, { ...inputs, 'release-assets': 'false', 'github-attestation': 'true' });
    expect({ status: refused.status, titles: titles(refused) }).toEqual({ status: 2, titles: [expect.stringContaining('github-attestation')] });
    expect(written(repository)).toBe(0);
  });
});

describeWith(SIGSTORE_PEERS, 'release-assets that sigstore signs', () => {
  const OTHER = 'acme/device/.github/workflows/other.yml@refs/tags/v1.0.0';
  const NAMES = ['bundle.sigstore.json', 'cert.pem', 'install.json', 'install.json.signed', 'install.json.sigstore.json', 'provenance.sigstore.json'];
  let sigstore: Sigstore;
  let log: RekorV1;
  let repository: Repository;
  const claims = (more: Readonly<Record<string, string>> = {}): void => sigstore.setClaims({ sha: repository.sha('HEAD'), workflow_sha: repository.sha('HEAD'), ...more });
  beforeAll(async () => {
    sigstore = await startSigstore();
    log = await startRekorV1();
    const { trustedRoot, signingConfig } = sigstore.withLog(log);
    repository = repositoryWith({ 'manifest.yaml': listManifest(), 'root.json': readFileSync(trustedRoot), 'signing.json': readFileSync(signingConfig) });
  }, 600_000);
  beforeEach(async () => {
    claims();
    github = await startGitHub({ code: repository.folder, permissions: { contents: 'write' } });
    await makeRelease();
  });
  afterAll(async () => {
    await log?.stop();
    await sigstore?.stop();
  });
  const run = (destination: string, inputs: Readonly<Record<string, string>> = {}): Promise<ActionResult> =>
    publish(repository, { 'sigstore-signing-config': 'signing.json', 'sigstore-trusted-root': 'root.json', 'release-assets': 'true', destination: `oci:${destination}`, ...inputs }, sigstore.env, 'push');
  const ended = async (running: Promise<ActionResult>): Promise<object> => running.then((result) => ({ status: result.status, titles: titles(result) }));
  const PASSED = { status: 0, titles: [] };
  const DIFFERS = { status: 1, titles: [expect.stringContaining('asset-differs')] };
  const there = (folder: string): string => join(repository.folder, folder);

  it('stay when another run of this tag made them: for another destination, or at the same moment', async () => {
    expect(await ended(run('one'))).toEqual(PASSED);
    const before = assets();
    expect(Object.keys(before).toSorted()).toEqual(NAMES);
    expect(await ended(run('two', { 'dry-run': 'true' }))).toEqual(PASSED);
    expect(await ended(run('two'))).toEqual(PASSED);
    // Two bundles are attached then. Whichever is listed first, GitHub has one of them.
    for (const [first, second] of [['one', 'two'], ['two', 'one']] as const) {
      cpSync(there(first), there(`${first}-both`), { recursive: true });
      await joinRelease(there(second), there(`${first}-both`));
      expect(await ended(run(`${first}-both`))).toEqual(PASSED);
    }
    expect(assets()).toEqual(before);
  }, 120_000);

  it('are completed by the run that made them, when half of the raw signature is there, and by no other', async () => {
    expect(await ended(run('half'))).toEqual(PASSED);
    const before = assets();
    const [release] = github.releases;
    release?.assets.splice(release.assets.findIndex(({ name }) => name === 'cert.pem'), 1);
    const entries = log.entries.length;
    for (const dryRun of ['true', 'false']) expect(await ended(run('elsewhere', { 'dry-run': dryRun }))).toEqual(DIFFERS);
    expect(log.entries.length).toBe(entries);
    expect(await ended(run('half'))).toEqual(PASSED);
    expect(assets()).toEqual(before);
  }, 120_000);

  it('are refused before anything is signed, where another workflow or nobody signed them for this release', async () => {
    claims({ job_workflow_ref: OTHER, workflow_ref: OTHER });
    expect(await ended(run('other'))).toEqual(PASSED);
    const theirs = Object.fromEntries(github.releases[0]?.assets.map(({ name, content }) => [name, content]) ?? []);
    claims();
    const entries = log.entries.length;
    for (const [at, name] of NAMES.filter((each) => each !== 'install.json').entries()) {
      for (const content of [theirs[name] ?? Buffer.alloc(0), Buffer.from('{}')]) {
        const half = name === 'cert.pem' ? 'install.json.signed' : 'cert.pem';
        const files = name === 'cert.pem' || name === 'install.json.signed' ? [[name, content], [half, theirs[half] ?? Buffer.alloc(0)]] as const : [[name, content]] as const;
        const [release] = github.releases;
        release?.assets.splice(0, Infinity, ...files.map(([each, bytes], id) => ({ id: 100 + id, name: each, content: bytes, state: 'uploaded' as const })));
        for (const dryRun of ['true', 'false']) expect({ name, ...(await ended(run(`refused-${at}`, { 'dry-run': dryRun }))) }).toEqual({ name, ...DIFFERS });
      }
    }
    expect(log.entries.length).toBe(entries);
  }, 240_000);
});

describeWith(SIGSTORE_PEERS, 'github-attestation', () => {
  let sigstore: Sigstore;
  let repository: Repository;
  beforeAll(async () => {
    sigstore = await startSigstore();
    repository = repositoryWith({ 'manifest.yaml': listManifest(), 'root.json': readFileSync(sigstore.trustedRoot), 'signing.json': readFileSync(sigstore.signingConfig) });
    sigstore.setClaims({ sha: repository.sha('HEAD'), workflow_sha: repository.sha('HEAD') });
  }, 600_000);
  afterAll(() => sigstore?.stop());

  it('is stored by a later run when the first one could not, and once', async () => {
    github = await startGitHub({ code: repository.folder, permissions: { attestations: 'write' } });
    const inputs = { 'sigstore-signing-config': 'signing.json', 'sigstore-trusted-root': 'root.json', destination: 'oci:out', 'github-attestation': 'true' };
    const run = (): Promise<ActionResult> => publish(repository, inputs, sigstore.env, 'push');
    github.failNext(/^POST .*\/attestations/u, 403, { message: 'Resource not accessible by integration' });
    const first = await run();
    expect({ status: first.status, titles: titles(first) }).toEqual({ status: 3, titles: [expect.stringContaining('github')] });
    expect(first.annotations.map(({ message }) => message).join('\n')).toContain('attestations: write');
    expect(github.attestations).toEqual([]);

    const second = await run();
    expect({ status: second.status, titles: titles(second) }).toEqual({ status: 0, titles: [] });
    const attached: unknown = JSON.parse(readFileSync(join(second.temp, 'manifest-action', 'provenance.sigstore.json'), 'utf8'));
    expect(github.attestations).toEqual([attached]);

    const third = await run();
    expect({ status: third.status, stored: github.attestations.length }).toEqual({ status: 0, stored: 1 });
    expect(github.count(/^POST .*\/attestations/u)).toBe(2);
  }, 120_000);
});
