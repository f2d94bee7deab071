import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLLBACK_ANNOTATION, SIGNER_ANNOTATION } from '../../src/release/artifact.ts';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { startGitHub } from '../harness/github.ts';
import { describeWith, peer } from '../harness/peers.ts';
import { startDockerRegistry, startOlareg, type Registry } from '../harness/registry.ts';
import { hasGit, makeRepository } from '../harness/repository.ts';
import { runAction, type ActionResult } from '../harness/runner.ts';
import { addLayout, dictManifest, IMAGES, listManifest, PRODUCT, type Image } from './device.ts';
import { keyInputs, runHere, workspaceWith, type Inputs, type RunHere } from './publishing.ts';

// No way back, and no taking over: what a release is compared with, in every kind of place and in both forms.

let product: ProductCertificate;
beforeAll(async () => {
  product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
});

/** A manifest whose content the number decides; in dict form it is the version too. */
const FORMS = {
  list: { manifest: (_: number, ran: Image) => listManifest({ ran }), tag: (version: number) => `${version}.0.0` },
  dict: { manifest: (version: number, ran: Image) => dictManifest({ version, ran }), tag: (version: number) => String(version) },
} as const;

interface Place {
  readonly destination: string;
  readonly name: string;
}

const PLACES: readonly (readonly [name: string, start: (() => Promise<Registry>) | undefined])[] = [
  ['olareg', () => startOlareg()],
  ['docker-registry', () => startDockerRegistry()],
  ['a layout', undefined],
];

for (const [placeName, begin] of PLACES) {
  const present = begin === undefined || peer(placeName) !== undefined;
  (present ? describe.each(['list', 'dict'] as const) : describe.skip.each(['list', 'dict'] as const))(`%s form in ${placeName}`, (form) => {
    let registry: Registry | undefined;
    let number = 0;
    beforeAll(async () => {
      registry = await begin?.();
    });
    afterAll(async () => registry?.stop());

    const place = (): Place => {
      number++;
      const name = `p${number}`;
      return { name, destination: registry === undefined ? `oci:${temporaryFolder('release')}/out` : `${registry.host}/${name}/install` };
    };
    const release = ({ destination }: Place, version: number, inputs: Inputs = {}, ran: Image = version % 2 === 0 ? 'ran:2.6' : 'ran:2.5'): Promise<RunHere> =>
      runHere('publish', { ...keyInputs(product), destination, tag: FORMS[form].tag(version), ...inputs }, { workspace: workspaceWith(FORMS[form].manifest(version, ran)) });

    it('is compared with what the channel names, whose manifest holds no sources', async () => {
      const where = place();
      expect(await release(where, 1, { channel: 'stable' })).toMatchObject({ status: 0 });
      const next = await release(where, 2, { channel: 'stable', 'dry-run': 'true' });
      expect(next).toMatchObject({ status: 0, errors: [] });
      const version = form === 'list' ? [] : [{ target: null, field: 'version', before: '1', after: '2' }];
      expect(next.report?.manifests[0]).toMatchObject({ base: 'stable' });
      const raised = form === 'list' ? [{ target: 'ran', field: 'version', before: '2.5.0', after: '2.6.0' }] : [];
      expect(next.report?.manifests[0]?.changes).toEqual([...version, ...raised, { target: 'ran', field: 'digest', before: IMAGES['ran:2.5'].digest, after: IMAGES['ran:2.6'].digest }]);
      const same = await release(where, 3, { channel: 'stable', 'dry-run': 'true' });
      expect(same.report?.manifests[0]?.changes).toEqual(version.map((each) => ({ ...each, after: '3' })));
    });

    it('moves the channel up and never down, but when that was agreed to, which the release then says', async () => {
      const where = place();
      const first = await release(where, 1, { channel: 'stable' });
      expect(first).toMatchObject({ status: 0, errors: [] });
      const third = await release(where, 3, { channel: 'stable' }, 'ran:2.6');
      expect(third).toMatchObject({ status: 0, errors: [] });
      expect(await stable(where, registry)).toBe(third.outputs.digest);

      const down = await release(where, 2, { channel: 'stable' }, 'ran:2.5');
      expect(down).toMatchObject({ status: 1, codes: ['rollback'] });
      expect(down.errors[0]).toContain(third.outputs.digest);
      expect(down.errors[0]).toContain('allow-rollback');
      expect(down.errors[0]).toMatch(/sha256:[0-9a-f]{64}.*sha256:[0-9a-f]{64}/s);
      expect(await digestOf(where, FORMS[form].tag(2), registry)).toBeUndefined();
      expect(await stable(where, registry)).toBe(third.outputs.digest);

      const agreed = await release(where, 2, { channel: 'stable', 'allow-rollback': 'true' }, 'ran:2.5');
      expect(agreed).toMatchObject({ status: 0, errors: [] });
      expect(await stable(where, registry)).toBe(agreed.outputs.digest);
      expect((await annotationsOf(where, FORMS[form].tag(2), registry))[ROLLBACK_ANNOTATION]).toBe(third.outputs.digest);
      // Again, now that the channel is below: it is there already, with its annotation.
      expect(await release(where, 2, { channel: 'stable', 'allow-rollback': 'true' }, 'ran:2.5')).toMatchObject({ status: 0, outputs: { digest: agreed.outputs.digest } });
    });

    it('is compared with the highest release among the tags without a channel, and names it', async () => {
      const where = place();
      const ninth = await release(where, 9);
      const tenth = await release(where, 10);
      expect([ninth.status, tenth.status]).toEqual([0, 0]);
      expect(tenth.lines.join('\n')).toContain(FORMS[form].tag(9));
      const below = await release(where, 8, {}, 'ran:2.5');
      expect(below).toMatchObject({ status: 1, codes: ['rollback'] });
      expect(below.errors[0]).toContain(tenth.outputs.digest);
    });

    it('never gives a tag other content, and says both digests', async () => {
      const where = place();
      const first = await release(where, 1, {}, 'ran:2.5');
      const other = await release(where, 1, {}, 'ran:2.6');
      expect(other.status).toBe(1);
      expect(other.codes).toContain('tag-moved');
      expect(other.errors.join('\n')).toContain(first.outputs.digest);
      expect(other.errors.join('\n').match(/sha256:[0-9a-f]{64}/g)?.length).toBeGreaterThanOrEqual(2);
      expect(await digestOf(where, FORMS[form].tag(1), registry)).toBe(first.outputs.digest);
    });

    it('does not take over a channel that another key signed, but when that was agreed to', async () => {
      const where = place();
      const first = await release(where, 1, { channel: 'stable' });
      const stranger = keyInputs(await makeProductCertificate({ product: PRODUCT, days: 20 * 365 }));
      const refused = await release(where, 2, { ...stranger, channel: 'stable' });
      expect(refused).toMatchObject({ status: 1, codes: ['signer-changed'] });
      expect(refused.errors[0]).toContain('allow-signer-change');
      const agreed = await release(where, 2, { ...stranger, channel: 'stable', 'allow-signer-change': 'true' });
      expect(agreed).toMatchObject({ status: 0, errors: [] });
      expect((await annotationsOf(where, FORMS[form].tag(2), registry))[SIGNER_ANNOTATION]).toBe(first.outputs.digest);
    });

    it('does not take over a channel by a release that was published before without it', async () => {
      const where = place();
      const first = await release(where, 1, { channel: 'stable' });
      const stranger = keyInputs(await makeProductCertificate({ product: PRODUCT, days: 20 * 365 }));
      expect((await release(where, 2, stranger)).status).toBe(0);
      expect(await release(where, 2, { ...stranger, channel: 'stable' })).toMatchObject({ status: 1, codes: ['signer-changed'] });
      expect(await stable(where, registry)).toBe(first.outputs.digest);
    });

    it('leaves a channel that went on when an older release runs again, and moves it back when that was agreed to', async () => {
      const where = place();
      const first = await release(where, 1, { channel: 'stable' });
      const second = await release(where, 2, { channel: 'stable' });
      const again = await release(where, 1, { channel: 'stable' });
      expect(again).toMatchObject({ status: 0, outputs: { digest: first.outputs.digest } });
      expect(again.lines.join('\n')).toContain('so it stays there');
      expect(await stable(where, registry)).toBe(second.outputs.digest);
      const back = await release(where, 1, { channel: 'stable', 'allow-rollback': 'true' });
      expect(back).toMatchObject({ status: 0, report: { published: { channel: { name: 'stable', before: second.outputs.digest, agreed: ['rollback'] } } } });
      expect(await stable(where, registry)).toBe(first.outputs.digest);
    });

    it('does not go, by a release that was published before without it, to what is not above, but when that was agreed to', async () => {
      const where = place();
      const first = await release(where, 1, { channel: 'stable' });
      // In dict form the same version with other content; in list form nothing that could be compared.
      const beside = (inputs: Inputs): Promise<RunHere> => release(where, 1, { tag: 'spring', ...inputs }, 'ran:2.6');
      expect((await beside({ 'allow-rollback': 'true' })).status).toBe(0);
      expect(await beside({ channel: 'stable' })).toMatchObject({ status: 1, codes: ['rollback'] });
      expect(await stable(where, registry)).toBe(first.outputs.digest);
      const agreed = await beside({ channel: 'stable', 'allow-rollback': 'true' });
      expect(agreed).toMatchObject({ status: 0, report: { published: { channel: { name: 'stable', before: first.outputs.digest, agreed: ['rollback'] } } } });
      expect(await stable(where, registry)).toBe(agreed.outputs.digest);
    });

    if (form === 'list') {
      it('keeps prereleases out of the channel unless asked', async () => {
        const where = place();
        const first = await release(where, 1, { channel: 'stable' });
        const candidate = await release(where, 2, { channel: 'stable', tag: '2.0.0-rc.1' });
        expect(candidate).toMatchObject({ status: 0, errors: [] });
        expect(candidate.lines.join('\n')).toContain('channel-prerelease');
        expect(await stable(where, registry)).toBe(first.outputs.digest);
        const asked = await release(where, 2, { channel: 'stable', tag: '2.0.0-rc.2', 'channel-prerelease': 'true' }, 'ran:2.5');
        expect(asked).toMatchObject({ status: 0, errors: [] });
        expect(await stable(where, registry)).toBe(asked.outputs.digest);
        const final = await release(where, 2, { channel: 'stable' });
        expect(await stable(where, registry)).toBe(final.outputs.digest);
      });
    }

    it('refuses a channel that is no release', async () => {
      const where = place();
      expect((await release(where, 1)).status).toBe(0);
      expect(await release(where, 2, { channel: 'not a tag' })).toMatchObject({ status: 2 });
      expect(await release(where, 2, { channel: FORMS[form].tag(2) })).toMatchObject({ status: 2 });
    });
  });
}

async function digestOf({ destination, name }: Place, tag: string, registry: Registry | undefined): Promise<string | undefined> {
  if (registry !== undefined) {
    const answer = await fetch(`${registry.url}/v2/${name}/install/manifests/${tag}`, { headers: { accept: 'application/vnd.oci.image.manifest.v1+json' } });
    return answer.status === 200 ? (answer.headers.get('docker-content-digest') ?? undefined) : undefined;
  }
  const index = JSON.parse(readFileSync(join(destination.slice('oci:'.length), 'index.json'), 'utf8')) as { manifests: { digest: string; annotations?: Record<string, string> }[] };
  return index.manifests.find(({ annotations }) => annotations?.['org.opencontainers.image.ref.name'] === tag)?.digest;
}

const stable = (where: Place, registry: Registry | undefined): Promise<string | undefined> => digestOf(where, 'stable', registry);

async function annotationsOf(where: Place, tag: string, registry: Registry | undefined): Promise<Record<string, string>> {
  const digest = (await digestOf(where, tag, registry)) as string;
  const text =
    registry === undefined
      ? readFileSync(join(where.destination.slice('oci:'.length), 'blobs', 'sha256', digest.slice('sha256:'.length)), 'utf8')
      : await (await fetch(`${registry.url}/v2/${where.name}/install/manifests/${digest}`, { headers: { accept: 'application/vnd.oci.image.manifest.v1+json' } })).text();
  return (JSON.parse(text) as { annotations: Record<string, string> }).annotations;
}

// Whether such a release is there is known only once its sources were asked.
describeWith(['olareg'], 'an older release again, whose text does not state digest and size of every image', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startOlareg();
    expect(await runHere('publish', { ...keyInputs(product), destination: `${registry.host}/sources/install`, tag: '1.0.0' }, { workspace: workspaceWith() })).toMatchObject({ status: 0 });
  });
  afterAll(() => registry?.stop());

  const { digest } = IMAGES['ran:2.5'];
  const stated = new RegExp(` +digest: ${digest}\n +size: \\d+\n`);
  it.each([
    ['floats', (text: string) => text.replace(stated, '')],
    ['has its digest in the source alone', (text: string) => text.replace(stated, '').replace('oci:layout:ran:2.5', `docker://${registry.host}/mos@${digest}`)],
    ['has no size', (text: string) => text.replace(stated, `    digest: ${digest}\n`)],
  ])('passes and writes nothing when a target %s', async (what, older) => {
    for (const channel of ['', 'stable']) {
      const destination = `${registry.host}/${what.replaceAll(' ', '-')}/${channel || 'none'}`;
      const release = (tag: string, manifest: string): Promise<RunHere> => runHere('publish', { ...keyInputs(product), destination, tag, channel, pin: 'off' }, { workspace: workspaceWith(manifest) });
      const first = await release('1.0.0', older(listManifest()));
      expect(first).toMatchObject({ status: 0, errors: [] });
      expect(await release('1.1.0', listManifest({ ran: 'ran:2.6' }))).toMatchObject({ status: 0, errors: [] });
      const again = await release('1.0.0', older(listManifest()));
      expect(again).toMatchObject({ status: 0, errors: [], outputs: { digest: first.outputs.digest }, report: { manifests: [{ base: null, changes: [] }] } });
      expect(again.lines.join('\n')).toContain('nothing was written');
      // Other content under that tag is still another release.
      expect(await release('1.0.0', listManifest({ hostfs: 'hostfs:1.1.0' }))).toMatchObject({ status: 1 });
    }
  });
});

describeWith(['git'], 'a tag push through the bundle', () => {
  async function push(inputs: Readonly<Record<string, string>>, onBranch: string, head: 'tip' | 'behind'): Promise<ActionResult> {
    const repository = makeRepository({ 'manifest.yaml': listManifest() });
    repository.git('branch', '-M', 'main');
    repository.git('checkout', '-q', '-b', 'release/1');
    repository.commit({ 'manifest.yaml': listManifest({ ran: 'ran:2.6' }) }, 'not merged');
    addLayout(repository.folder);
    repository.git('checkout', '-q', onBranch);
    if (head === 'behind') repository.git('checkout', '-q', 'HEAD~1');
    const github = await startGitHub({ code: repository.folder });
    const payload = { ref: 'refs/tags/v1.0.0', after: repository.sha('HEAD'), before: '0'.repeat(40), deleted: false, repository: { full_name: 'acme/device', default_branch: 'main', private: false } };
    writeFileSync(join(repository.folder, 'key.pem'), product.keyPem);
    try {
      return await runAction({ event: 'push', payload, inputs: { sign: 'key', key: 'key.pem', certificate: product.certificatePem, 'ca-certificate': product.caPem, destination: 'oci:out', ...inputs }, workspace: repository.folder, token: inputs['github-token'] ?? github.token, env: github.env });
    } finally {
      await github.stop();
    }
  }
  const told = (result: ActionResult): string => result.annotations.map(({ title, message }) => `${title} ${message}`).join('\n');

  (hasGit ? it : it.skip)('publishes what is on the default branch, its tip or behind it', async () => {
    expect((await push({}, 'main', 'tip')).status).toBe(0);
    expect((await push({}, 'release/1', 'behind')).status).toBe(0);
  });

  (hasGit ? it : it.skip)('refuses a commit that is on no release branch, and takes one that release-branches names', async () => {
    const refused = await push({}, 'release/1', 'tip');
    expect(refused.status).toBe(1);
    expect(told(refused)).toContain('unreviewed-release');
    expect(told(refused)).toContain('release-branches');
    expect((await push({ 'release-branches': 'main\nrelease/1' }, 'release/1', 'tip')).status).toBe(0);
  });

  (hasGit ? it : it.skip)('does not pass when nobody could be asked', async () => {
    const unknown = await push({ 'github-token': 'ghs_anotherTokenThatNoServerKnows' }, 'main', 'tip');
    expect(unknown.status).toBe(3);
    expect(told(unknown)).toContain('contents: read');
  });
});

describe('a tag of the list form that is no semver', () => {
  const release = (destination: string, tag: string, ran: Image, inputs: Inputs = {}): Promise<RunHere> =>
    runHere('publish', { ...keyInputs(product), destination, tag, ...inputs }, { workspace: workspaceWith(listManifest({ ran })) });

  it('moves no channel whose release it cannot be compared with, unless that was agreed to', async () => {
    const destination = `oci:${temporaryFolder('release')}/out`;
    expect(await release(destination, '1.0.0', 'ran:2.5', { channel: 'stable' })).toMatchObject({ status: 0 });
    const unknown = await release(destination, 'spring', 'ran:2.6', { channel: 'stable' });
    expect(unknown).toMatchObject({ status: 1, codes: ['rollback'] });
    expect(unknown.errors[0]).toContain('no semver');
    expect(await release(destination, 'spring', 'ran:2.6', { channel: 'stable', 'allow-rollback': 'true' })).toMatchObject({ status: 0 });
  });

  it('is only told of where devices follow no channel', async () => {
    const destination = `oci:${temporaryFolder('release')}/out`;
    expect(await release(destination, '1.0.0', 'ran:2.5')).toMatchObject({ status: 0 });
    expect(await release(destination, 'spring', 'ran:2.6')).toMatchObject({ status: 0, errors: [] });
  });
});

describe.each(['', 'stable'])('a version past 2^53, with channel "%s"', (channel) => {
  it('is read to its last digit: what was published is verified, and what follows is compared with it', async () => {
    const destination = `oci:${temporaryFolder('release')}/out`;
    const release = (version: string, tag: string, ran: Image): Promise<RunHere> =>
      runHere('publish', { ...keyInputs(product), destination, tag, channel }, { workspace: workspaceWith(dictManifest({ ran }).replace('version: 200', `version: ${version}`)) });
    expect(await release('9007199254740993', '1.0.0', 'ran:2.5')).toMatchObject({ status: 0, errors: [] });
    for (const reference of [`${destination}:1.0.0`, ...(channel === '' ? [] : [`${destination}:${channel}`])]) {
      expect(await runHere('verify', { reference, 'ca-certificate': product.caPem }, { workspace: workspaceWith() })).toMatchObject({ status: 0, errors: [] });
    }
    const lower = await release('9007199254740992', '1.0.1', 'ran:2.6');
    expect(lower.status).toBe(1);
    expect(lower.codes).toContain('rollback');
    expect(lower.errors.join('\n')).toContain('9007199254740993');
    expect(await release('9007199254740994', '1.0.2', 'ran:2.6')).toMatchObject({ status: 0, errors: [] });
    expect(await release('18446744073709551615', '1.0.3', 'ran:2.5')).toMatchObject({ status: 0, errors: [] });
  });
});
