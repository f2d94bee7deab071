import { createHash, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { COSIGN_SIGN, bundleReferrer, cosignStatement, type BundleJson } from '../../src/sign/bundle.ts';
import { createKeylessSigner } from '../../src/sign/keyless.ts';
import { requestTimestamp } from '../../src/sign/timestamp.ts';
import { parseTrust, publicGoodTrust } from '../../src/sign/trust.ts';
import { verifyBundle } from '../../src/sign/verify.ts';
import { createPost } from '../../src/sign/http.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { describeWith, requirePeer, run } from '../harness/peers.ts';
import { SIGSTORE_PEERS, startSigstore } from '../harness/sigstore.ts';
import { readJson, tokensOf } from './issuer.ts';
import { makePrivateCa, type PrivateCa } from './private-ca.ts';
import { startTufRepository } from './tuf-repository.ts';

type Root = Readonly<Record<'tlogs' | 'ctlogs' | 'certificateAuthorities' | 'timestampAuthorities', readonly object[]>>;

const DIGEST = createHash('sha256').update('a manifest').digest('hex');
const bundleOf = (bundle: BundleJson): Buffer => bundleReferrer(bundle, COSIGN_SIGN).layers[0]?.bytes ?? Buffer.alloc(0);
const GITHUB = 'https://token.actions.githubusercontent.com';

const STATEMENT = Buffer.from(JSON.stringify(cosignStatement(DIGEST)));
const IN_TOTO = 'application/vnd.in-toto+json';

/** Bundles that are rightly signed, and not what is wanted. */
type Odd = Readonly<Record<'another payload type' | 'another statement type' | 'no statement' | 'a certificate for servers' | 'a certificate for anything' | 'message' | 'another digest', Buffer>>;

interface Release {
  readonly bundle: Buffer;
  readonly root: Root;
  readonly privateCa: PrivateCa;
  readonly withoutLog: Buffer;
  readonly odd: Odd;
  readonly identity: string;
}

/** A release of a sigstore of its own, with new keys of every kind. */
async function release(): Promise<Release> {
  const sigstore = await startSigstore({ issuer: GITHUB });
  try {
    const root: Root = Object(readJson(sigstore.trustedRoot));
    const { getIdToken } = tokensOf(sigstore);
    const bundle = await (await createKeylessSigner({ env: process.env, signingConfig: readJson(sigstore.signingConfig), trustedRoot: root, getIdToken })).signStatement(cosignStatement(DIGEST));
    const persistence = { deadline: Date.now() + 5000, onProgress: () => {} };
    const privateCa = await makePrivateCa((signature) => requestTimestamp({ url: sigstore.env['TSA_URL'] ?? '', majorApiVersion: 1 }, signature, createPost(process.env, 5000), persistence));
    const ours = await privateCa.signer(sigstore.identity, GITHUB);
    const withoutLog = await ours.envelope(IN_TOTO, STATEMENT);
    const odd: Odd = {
      'another payload type': await ours.envelope('application/json', STATEMENT),
      'another statement type': await ours.envelope(IN_TOTO, Buffer.from(STATEMENT.toString().replace('Statement/v1', 'Statement/v9'))),
      'no statement': await ours.envelope(IN_TOTO, Buffer.from('{"subject":')),
      'a certificate for servers': await (await privateCa.signer(sigstore.identity, GITHUB, ['1.3.6.1.5.5.7.3.1'])).envelope(IN_TOTO, STATEMENT),
      'a certificate for anything': await (await privateCa.signer(sigstore.identity, GITHUB, [])).envelope(IN_TOTO, STATEMENT),
      message: await ours.message(STATEMENT),
      'another digest': await ours.message(STATEMENT, createHash('sha256').update('other').digest()),
    };
    return { bundle: bundleOf(bundle), root, identity: sigstore.identity, privateCa, withoutLog, odd };
  } finally {
    await sigstore.stop();
  }
}

describeWith([...SIGSTORE_PEERS, 'cosign'], 'a trusted root', () => {
  const folder = temporaryFolder('trust');
  afterAll(() => removeFolder(folder));

  test('rotates: with the keys of both, releases of before and after verify, here and with cosign; GitHub’s private root has no logs', async () => {
    const [before, after] = [await release(), await release()];
    const both = Object.fromEntries(Object.entries(after.root).map(([name, value]) => [name, Array.isArray(value) ? [...value, ...Object(before.root)[name]] : value]));
    const ours = async (bundle: Buffer, root: unknown): Promise<string> => {
      const identity = { san: { exact: after.identity }, issuer: { exact: GITHUB } };
      const { ok, steps } = await verifyBundle({ bundle, trust: await parseTrust(root), expect: { subjectDigest: `sha256:${DIGEST}`, predicateType: COSIGN_SIGN }, identity });
      return ok ? 'ok' : (steps.find((step) => step.ok === false)?.id ?? 'nothing failed');
    };
    const cosign = async (bundle: Buffer, root: unknown): Promise<boolean> => {
      const [bundlePath, rootPath] = [join(folder, 'bundle.json'), join(folder, 'root.json')];
      writeFileSync(bundlePath, bundle);
      writeFileSync(rootPath, JSON.stringify(root));
      const args = ['verify-blob-attestation', '--bundle', bundlePath, '--trusted-root', rootPath, '--certificate-identity', after.identity, '--certificate-oidc-issuer', GITHUB, '--type', COSIGN_SIGN, '--digest', DIGEST, '--digestAlg', 'sha256'];
      return (await run(requirePeer('cosign'), args, { env: { HOME: folder } })).status === 0;
    };
    expect(await Promise.all([before, after].map(({ bundle }) => ours(bundle, both)))).toEqual(['ok', 'ok']);
    expect([await cosign(before.bundle, both), await cosign(after.bundle, both)]).toEqual([true, true]);
    expect(await ours(before.bundle, after.root)).toBe('timestamp');
    expect(await cosign(before.bundle, after.root)).toBe(false);
    // One kind of key after the other, of the release before.
    for (const [kind, step] of [['timestampAuthorities', 'timestamp'], ['certificateAuthorities', 'signer-certificate'], ['ctlogs', 'signer-certificate'], ['tlogs', 'transparency-log']] as const) {
      const root = { ...both, [kind]: after.root[kind] };
      expect([kind, await ours(before.bundle, root), await ours(after.bundle, root)]).toEqual([kind, step, 'ok']);
    }

    // A root that knows no log of either kind asks for none; every other one does.
    const certificateAuthorities = [after.privateCa.authority];
    const privateRoot = { ...after.root, certificateAuthorities, tlogs: [], ctlogs: [] };
    expect(await ours(after.withoutLog, privateRoot)).toBe('ok');
    expect(await ours(after.withoutLog, { ...privateRoot, tlogs: after.root.tlogs })).toBe('signer-certificate');
    expect(await ours(after.withoutLog, { ...privateRoot, ctlogs: after.root.ctlogs })).toBe('signer-certificate');
    expect(await ours(after.withoutLog, { ...privateRoot, timestampAuthorities: before.root.timestampAuthorities })).toBe('timestamp');
    expect(await ours(before.withoutLog, { ...privateRoot, timestampAuthorities: before.root.timestampAuthorities })).toBe('signer-certificate');
    expect(await ours(after.bundle, { ...after.root, tlogs: [] })).toBe('transparency-log');

    // What is rightly signed by the right identity, and is still no signature of this manifest.
    for (const [what, step] of [
      ['another payload type', 'statement'],
      ['another statement type', 'statement'],
      ['no statement', 'statement'],
      ['a certificate for servers', 'signer-certificate'],
      ['a certificate for anything', 'signer-certificate'],
      ['message', 'bundle'],
    ] as const) {
      expect([what, await ours(after.odd[what], privateRoot)]).toEqual([what, step]);
    }
    const privateTrust = await parseTrust(privateRoot);
    const message = async (bundle: Buffer): Promise<boolean> => (await verifyBundle({ bundle, trust: privateTrust, expect: { bytes: STATEMENT } })).ok;
    expect([await message(after.odd.message), await message(after.odd['another digest'])]).toEqual([true, false]);

    // The public good's comes by TUF.
    const repository = await startTufRepository({ 'trusted_root.json': JSON.stringify(both) });
    try {
      const trust = await publicGoodTrust({ deadline: Date.now() + 5000, onProgress: () => {} }, { mirrorUrl: repository.url, rootPath: repository.rootPath });
      expect(trust.json).toEqual(both);
    } finally {
      await repository.stop();
    }
  }, 600_000);
});

const rawBytes = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const LOGS = [{ baseUrl: 'https://log.example', hashAlgorithm: 'SHA2_256', publicKey: { rawBytes, keyDetails: 'PKIX_ECDSA_P256_SHA_256' }, logId: { keyId: 'AAAA' } }];

test('the keys of a log are enough for a trusted root', async () => {
  await expect(parseTrust({ mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1', tlogs: LOGS })).resolves.toMatchObject({ withoutLogs: false });
});

test.each([
  ['nothing', undefined],
  ['text', 'trusted_root.json'],
  ['a signing config', { mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json' }],
  ['an empty root', { mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' }],
  ['another document with the keys of a log', { mediaType: 'application/json', tlogs: LOGS }],
  ['a document of no type with the keys of a log', { tlogs: LOGS }],
  ['a root with a broken certificate', { mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1', certificateAuthorities: [{ certChain: { certificates: [{ rawBytes: 'AAAA' }] } }] }],
])('%s is no trusted root', async (_, json) => {
  await expect(parseTrust(json)).rejects.toMatchObject({ kind: 'usage', code: 'trusted-root', cure: expect.stringContaining('trusted_root.json') });
});
