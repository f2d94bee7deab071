import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openLayout } from '../../src/oci/layout.ts';
import { packArtifact, packRelease } from '../../src/release/artifact.ts';
import type { Baseline } from '../../src/release/baseline.ts';
import { signerDifference } from '../../src/release/signer.ts';
import { bundleReferrer, COSIGN_SIGN, cosignStatement } from '../../src/sign/bundle.ts';
import { createPost } from '../../src/sign/http.ts';
import { requestTimestamp } from '../../src/sign/timestamp.ts';
import { parseTrust, type Trust } from '../../src/sign/trust.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { describeWith } from '../harness/peers.ts';
import { startTimestampAuthority, type TimestampAuthority } from '../harness/timestamp-authority.ts';
import { makePrivateCa, type PrivateCa } from '../sign/private-ca.ts';

const CREATED = '2026-01-01T00:00:00Z';
const GITHUB = 'https://token.actions.githubusercontent.com';
const GOOGLE = 'https://accounts.google.com';
const WORKFLOW = 'https://github.com/acme/device/.github/workflows/release.yml';
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describeWith(['openssl'], 'whoever signed a channel’s release by sigstore', () => {
  let tsa: TimestampAuthority;
  let ca: PrivateCa;
  let trust: Trust;
  beforeAll(async () => {
    tsa = await startTimestampAuthority();
    const post = createPost({}, 5000);
    ca = await makePrivateCa((signature) => requestTimestamp({ url: tsa.url, majorApiVersion: 1 }, signature, post, { deadline: Date.now() + 30_000, onProgress: () => {} }));
    const parts = { tlogs: [], ctlogs: [], certificateAuthorities: [ca.authority], timestampAuthorities: [tsa.authority] };
    trust = await parseTrust({ mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1', ...parts });
  });
  afterAll(() => tsa?.stop());

  /** How who is `san` by `issuer` differs from the one who signed, and what they signed. */
  async function difference(them: readonly [san: string, issuer: string], us: readonly [san: string, issuer: string], signed?: string, beside: readonly object[] = []): Promise<string | undefined> {
    const store = await openLayout(join(temporaryFolder('signer'), 'out'), { create: true });
    const bytes = Buffer.from('{"version":1}');
    const release = packRelease({ bytes, mediaType: 'application/vnd.machine.install', fileName: 'install.json' }, CREATED, {});
    const statement = cosignStatement(release.descriptor.digest);
    const payload = Buffer.from(JSON.stringify(statement).replace(release.descriptor.digest.slice('sha256:'.length), signed ?? release.descriptor.digest.slice('sha256:'.length)));
    const bundle = await (await ca.signer(...them)).envelope('application/vnd.in-toto+json', payload);
    const referrers = [...beside, JSON.parse(bundle.toString('utf8')) as object].map((each) => packArtifact({ ...bundleReferrer(each, COSIGN_SIGN), subject: release.descriptor, created: CREATED }));
    for (const blob of [...release.blobs, ...referrers.flatMap(({ blobs }) => blobs)]) await store.pushBlob(blob.descriptor, async () => Readable.from([blob.bytes]));
    await store.pushManifest(release.bytes, release.descriptor.mediaType, 'stable');
    await store.pushReferrers(release.descriptor, referrers.map((each) => each.bytes));
    const baseline: Baseline = { name: 'stable', descriptor: release.descriptor, version: { form: 'list', text: '1.0.0' }, system: { form: 'list', product: 'p', version: 1n, images: [] }, bytes };
    return signerDifference(store, baseline, { key: undefined, keyless: async () => ({ san: us[0], issuer: us[1], trust }) });
  }

  it.each([
    ['one workflow at two tags', `${WORKFLOW}@refs/tags/v1.0.0`, `${WORKFLOW}@refs/tags/v2.0.0`],
    ['one workflow at a tag and at a commit', `${WORKFLOW}@refs/tags/v1.0.0`, `${WORKFLOW}@${COMMIT}`],
    ['one workflow at a tag with an @', `${WORKFLOW}@refs/tags/device@1`, `${WORKFLOW}@refs/tags/device@2`],
    ['one address', 'release@acme.example', 'release@acme.example'],
  ])('%s is the same', async (_, before, after) => {
    expect(await difference([before, GITHUB], [after, GITHUB])).toBeUndefined();
  });

  it.each([
    ['two addresses with one local part', 'release@evil.example', 'release@acme.example', GOOGLE],
    ['two names in one domain', 'someone@acme.example', 'release@acme.example', GOOGLE],
    ['another workflow file', `${WORKFLOW.replace('release', 'nightly')}@refs/tags/v1.0.0`, `${WORKFLOW}@refs/tags/v1.0.0`, GITHUB],
    ['another repository', `${WORKFLOW.replace('acme', 'evil')}@refs/tags/v1.0.0`, `${WORKFLOW}@refs/tags/v1.0.0`, GITHUB],
    ['a file whose name holds a ref', `${WORKFLOW}@refs/evil.yml@refs/tags/v1.0.0`, `${WORKFLOW}@refs/tags/v1.0.0`, GITHUB],
    ['a URL that ends in something else', 'https://acme.example/release@one', 'https://acme.example/release@two', GITHUB],
    ['a name that is no URL', 'acme@refs/heads/main', 'acme@refs/heads/other', GITHUB],
  ])('%s is another', async (_, before, after, issuer) => {
    const said = await difference([before, issuer], [after, issuer]);
    expect(said).toContain(before);
    expect(said).toContain(after);
  });

  it('what is too large to be read says nothing of the rest', async () => {
    const large = { padding: 'x'.repeat(5_000_000) };
    const san = `${WORKFLOW}@refs/tags/v1.0.0`;
    expect(await difference([san, GITHUB], [san, GITHUB], undefined, [large])).toBeUndefined();
    expect(await difference([san, 'https://issuer.example'], [san, GITHUB], undefined, [large])).toMatch(/cannot be read.* bytes/);
  });

  it('one name by another issuer is another, and what does not hold is nobody’s', async () => {
    const san = `${WORKFLOW}@refs/tags/v1.0.0`;
    expect(await difference([san, 'https://issuer.example'], [san, GITHUB])).toContain('was signed by');
    expect(await difference([san, GITHUB], [san, GITHUB], 'f'.repeat(64))).toBe('has a sigstore signature that does not hold');
  });
});
