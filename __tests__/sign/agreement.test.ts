import { createHash, generateKeyPairSync, sign, type X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundleToJSON, envelopeToJSON, toDSSEBundle } from '@sigstore/bundle';
import { COSIGN_SIGN, cosignStatement, type BundleJson } from '../../src/sign/bundle.ts';
import { wholeText, type IdentityExpectation } from '../../src/sign/expectation.ts';
import { preAuthenticationEncoding } from '../../src/sign/dsse.ts';
import { requestCertificate } from '../../src/sign/fulcio.ts';
import { createKeylessSigner, type KeylessSigner } from '../../src/sign/keyless.ts';
import { logEntry } from '../../src/sign/rekor.ts';
import type { Service } from '../../src/sign/services.ts';
import { requestTimestamp } from '../../src/sign/timestamp.ts';
import { parseTrust } from '../../src/sign/trust.ts';
import { verifyBundle, type BundleSubject } from '../../src/sign/verify.ts';
import { createPost } from '../../src/sign/http.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { describeWith, requirePeer, run } from '../harness/peers.ts';
import { startRekorV1, type RekorV1 } from '../harness/rekor-v1.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { startTimestampAuthority, type TimestampAuthority } from '../harness/timestamp-authority.ts';
import { readJson, tokensOf } from './issuer.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- bundles and trusted roots are taken apart here as JSON
type Tree = any;

const hexOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const DIGEST = hexOf('a manifest');
const blob = Buffer.from('{"version":1}');

/** What is attempted: changes to a good bundle, to the trusted root, or to what is expected. */
interface Attempt {
  /** Default: the DSSE bundle in Rekor 2. */
  readonly bundle?: 'dsse' | 'dsse-v1' | 'message' | 'message-v1' | 'other' | 'stranger' | 'twin' | 'twin-v1' | 'stamped-v1' | 'witnessed';
  readonly edit?: (bundle: Tree, all: Readonly<Record<string, Tree>>) => void;
  /** Of the bundle's text. */
  readonly text?: (text: string) => string;
  readonly trust?: (root: Tree) => void;
  readonly san?: string;
  readonly sanPattern?: string;
  readonly issuer?: string;
  readonly digest?: string;
  readonly predicateType?: string;
  readonly blob?: Buffer;
  /** In our words of what is wrong. */
  readonly says?: RegExp;
  /** Default: both must say no. */
  readonly accepted?: true;
  /** cosign 3.1.3 says yes: it works out what Rekor 2 must have logged, and looks neither at what the bundle says that it did nor at when the log's key ended. We do. */
  readonly stricter?: true;
}

const flip = (base64: string, at = 10): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64');
};
const key = (): string => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const entry = (bundle: Tree): Tree => bundle.verificationMaterial.tlogEntries[0];
const stamps = (bundle: Tree): Tree => bundle.verificationMaterial.timestampVerificationData;
const past = { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' };
const WORKFLOW = 'https://github.com/acme/device/.github/workflows/release.yml@refs/tags/v1.0.0';

const attempts: Readonly<Record<string, Attempt>> = {
  'a good bundle in Rekor 2': { accepted: true },
  'a good bundle in Rekor 1': { bundle: 'dsse-v1', accepted: true },
  'a good message bundle in Rekor 2': { bundle: 'message', accepted: true },
  'a good message bundle in Rekor 1': { bundle: 'message-v1', accepted: true },
  'an identity by a whole regular expression': { sanPattern: String.raw`^https://github\.com/acme/device/.*@refs/tags/v.*$`, accepted: true },
  'white space in the JSON': { text: (text) => JSON.stringify(JSON.parse(text), null, 2), accepted: true },

  'a statement about another manifest': { bundle: 'other' },
  'a payload that was exchanged': { edit: (bundle, { other }) => (bundle.dsseEnvelope.payload = other.dsseEnvelope.payload) },
  'a payload with a blank more': { edit: (bundle) => (bundle.dsseEnvelope.payload = Buffer.concat([Buffer.from(bundle.dsseEnvelope.payload, 'base64'), Buffer.from(' ')]).toString('base64')) },
  'another payload type': { edit: (bundle) => (bundle.dsseEnvelope.payloadType = 'application/json') },
  'a signature with a bit changed': { edit: (bundle) => (bundle.dsseEnvelope.signatures[0].sig = flip(bundle.dsseEnvelope.signatures[0].sig)) },
  'another statement’s signature': { edit: (bundle, { other }) => (bundle.dsseEnvelope.signatures = other.dsseEnvelope.signatures) },
  'a second signature': { edit: (bundle, { other }) => bundle.dsseEnvelope.signatures.push(other.dsseEnvelope.signatures[0]) },
  'no signature': { edit: (bundle) => (bundle.dsseEnvelope.signatures = []) },
  'another predicate type': { predicateType: 'https://slsa.dev/provenance/v1' },
  'another digest': { digest: hexOf('other') },
  'a message bundle in place of a statement': { edit: (bundle, { message }) => Object.assign(bundle, { dsseEnvelope: undefined }, message) },

  'another certificate of the same identity': { edit: (bundle, { again }) => (bundle.verificationMaterial.certificate = again.verificationMaterial.certificate) },
  'another certificate of the same key, which the log did not see': { bundle: 'twin' },
  'another certificate of the same key, which Rekor 1 did not see': { bundle: 'twin-v1' },
  'a certificate that is cut short': { edit: (bundle) => (bundle.verificationMaterial.certificate.rawBytes = bundle.verificationMaterial.certificate.rawBytes.slice(0, -8)) },
  'a certificate with its name changed': {
    edit(bundle) {
      const der = Buffer.from(bundle.verificationMaterial.certificate.rawBytes, 'base64');
      der.write('v9', der.indexOf('refs/tags/v1') + 10);
      bundle.verificationMaterial.certificate.rawBytes = der.toString('base64');
    },
    san: WORKFLOW.replace('v1.0.0', 'v9.0.0'),
  },
  'a key’s hint in place of the certificate': { edit: (bundle) => Object.assign(bundle.verificationMaterial, { certificate: undefined, publicKey: { hint: 'key' } }), says: /bare key/ },
  'a chain in a bundle 0.3': { edit: (bundle) => Object.assign(bundle.verificationMaterial, { x509CertificateChain: { certificates: [bundle.verificationMaterial.certificate] }, certificate: undefined }) },

  'no log entry': { edit: (bundle) => (bundle.verificationMaterial.tlogEntries = []) },
  'another statement’s log entry': { edit: (bundle, { other }) => (bundle.verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries) },
  'a log entry with another body': { stricter: true, edit: (bundle, { other }) => (entry(bundle).canonicalizedBody = entry(other).canonicalizedBody) },
  'a log entry with a blank in its body': { stricter: true, edit: (bundle) => (entry(bundle).canonicalizedBody = Buffer.concat([Buffer.from(entry(bundle).canonicalizedBody, 'base64'), Buffer.from(' ')]).toString('base64')) },
  'a proof of another index': { stricter: true, edit: (bundle) => (entry(bundle).inclusionProof.logIndex = '7') },
  'an entry of another index than its proof': { edit: (bundle) => (entry(bundle).logIndex = '7') },
  'a log entry with a time that Rekor 2 does not sign': { edit: (bundle) => (entry(bundle).integratedTime = String(Math.floor(Date.now() / 1000) + 60)) },
  'a proof with a hash more': { edit: (bundle) => entry(bundle).inclusionProof.hashes.push(Buffer.alloc(32).toString('base64')) },
  'a checkpoint with its signature changed': { edit: (bundle) => (entry(bundle).inclusionProof.checkpoint.envelope = entry(bundle).inclusionProof.checkpoint.envelope.replace(/.{8}\n$/, 'AAAAAAAA\n')) },
  'a checkpoint of another size': { edit: (bundle) => (entry(bundle).inclusionProof.checkpoint.envelope = entry(bundle).inclusionProof.checkpoint.envelope.replace(/\n\d+\n/, '\n999\n')) },
  'no checkpoint': { edit: (bundle) => delete entry(bundle).inclusionProof.checkpoint },
  'no proof': { edit: (bundle) => delete entry(bundle).inclusionProof },
  'an entry of a log that is not known': { edit: (bundle) => (entry(bundle).logId.keyId = flip(entry(bundle).logId.keyId)) },
  'an entry of another kind than its body': { stricter: true, edit: (bundle) => (entry(bundle).kindVersion = { kind: 'dsse', version: '0.0.1' }) },
  'the same entry twice': { edit: (bundle) => bundle.verificationMaterial.tlogEntries.push(entry(bundle)) },

  'no timestamp': { edit: (bundle) => (stamps(bundle).rfc3161Timestamps = []) },
  'no timestamp, and a time in the log entry, which Rekor 2 does not sign': {
    edit(bundle) {
      stamps(bundle).rfc3161Timestamps = [];
      entry(bundle).integratedTime = String(Math.floor(Date.now() / 1000));
    },
  },
  'a second timestamp, of an authority that is not known': { bundle: 'witnessed', accepted: true },
  'a first timestamp, of an authority that is not known': { bundle: 'witnessed', edit: (bundle) => (stamps(bundle).rfc3161Timestamps = stamps(bundle).rfc3161Timestamps.toReversed()), accepted: true },
  'a timestamp of an authority that is not known alone': { bundle: 'witnessed', edit: (bundle) => stamps(bundle).rfc3161Timestamps.shift(), says: /not proven by an authority that the trusted root knows/ },
  'a timestamp of an authority that is not known beside one that does not hold': {
    bundle: 'witnessed',
    edit: (bundle, { other }) => (stamps(bundle).rfc3161Timestamps[0] = stamps(other).rfc3161Timestamps[0]),
  },
  'a second entry, of a log that is not known': {
    edit(bundle) {
      const second = structuredClone(entry(bundle));
      second.logId.keyId = flip(second.logId.keyId);
      bundle.verificationMaterial.tlogEntries.push(second);
    },
    accepted: true,
  },
  'a first entry, of a log that is not known': {
    edit(bundle) {
      const first = structuredClone(entry(bundle));
      first.logId.keyId = flip(first.logId.keyId);
      bundle.verificationMaterial.tlogEntries.unshift(first);
    },
    accepted: true,
  },
  'another signature’s timestamp': { edit: (bundle, { other }) => (stamps(bundle).rfc3161Timestamps = stamps(other).rfc3161Timestamps) },
  'a timestamp that is none': { edit: (bundle) => (stamps(bundle).rfc3161Timestamps[0].signedTimestamp = 'AAAA') },
  'a timestamp with a bit changed': { edit: (bundle) => (stamps(bundle).rfc3161Timestamps[0].signedTimestamp = flip(stamps(bundle).rfc3161Timestamps[0].signedTimestamp, -1 + Buffer.from(stamps(bundle).rfc3161Timestamps[0].signedTimestamp, 'base64').length)) },

  'Rekor 1 with its promise changed': { bundle: 'dsse-v1', edit: (bundle) => (entry(bundle).inclusionPromise.signedEntryTimestamp = flip(entry(bundle).inclusionPromise.signedEntryTimestamp)) },
  'Rekor 1 without a promise, so without a time': { bundle: 'dsse-v1', edit: (bundle) => delete entry(bundle).inclusionPromise },
  'Rekor 1 with a promise and a timestamp': { bundle: 'stamped-v1', accepted: true },
  'Rekor 1 with a timestamp and a time that nobody promised': {
    bundle: 'stamped-v1',
    edit(bundle) {
      delete entry(bundle).inclusionPromise;
      entry(bundle).integratedTime = String(Number(entry(bundle).integratedTime) + 60);
    },
  },
  'Rekor 1 with a timestamp, and no time of its own': {
    bundle: 'stamped-v1',
    accepted: true,
    edit(bundle) {
      delete entry(bundle).inclusionPromise;
      entry(bundle).integratedTime = '0';
    },
  },
  'Rekor 1 with another time': { bundle: 'dsse-v1', edit: (bundle) => (entry(bundle).integratedTime = '1600000000') },
  'Rekor 1 without a time': { bundle: 'dsse-v1', edit: (bundle) => (entry(bundle).integratedTime = '0') },
  'Rekor 1 with another index': { bundle: 'dsse-v1', edit: (bundle) => (entry(bundle).logIndex = '1') },
  'Rekor 1 with a message’s entry': { bundle: 'dsse-v1', edit: (bundle, all) => (bundle.verificationMaterial.tlogEntries = all['message-v1'].verificationMaterial.tlogEntries) },

  'a message bundle for other bytes': { bundle: 'message', blob: Buffer.from('{"version":2}') },
  'a message bundle for a byte more': { bundle: 'message', blob: Buffer.concat([blob, Buffer.from('\n')]) },
  'a message bundle for a byte less': { bundle: 'message', blob: blob.subarray(0, -1) },
  'a message bundle for nothing': { bundle: 'message', blob: Buffer.alloc(0) },
  'a message bundle that names another digest': { bundle: 'message', edit: (bundle) => (bundle.messageSignature.messageDigest.digest = Buffer.from(hexOf('other'), 'hex').toString('base64')) },
  'a statement in place of a message': { bundle: 'message', edit: (bundle, { dsse }) => Object.assign(bundle, { messageSignature: undefined }, dsse) },

  'a bundle of no version': { edit: (bundle) => delete bundle.mediaType },
  'a bundle of an unknown version': { edit: (bundle) => (bundle.mediaType = 'application/vnd.dev.sigstore.bundle.v9.9+json') },
  'a bundle that is cut short': { text: (text) => text.slice(0, -2) },
  'a bundle with something after it': { text: (text) => `${text}{}` },
  'an empty file': { text: () => '' },
  'a list': { text: (text) => `[${text}]` },
  'HTML': { text: () => '<html>' },

  'a part of the right identity': { san: WORKFLOW.slice(0, -1) },
  'more than the right identity': { san: `${WORKFLOW}0` },
  'the identity in other letters': { san: WORKFLOW.replace('acme', 'Acme') },
  'another repository by a regular expression': { sanPattern: String.raw`^https://github\.com/acme/other/.*$` },
  'an issuer with a slash more': { issuer: '/' },
  'a workflow whose name holds the right one': { bundle: 'stranger' },

  'a trusted root without CA': { trust: (root) => (root.certificateAuthorities = []) },
  'a trusted root whose CA had ended': { trust: (root) => (root.certificateAuthorities[0].validFor = past) },
  'a trusted root with another CA': { trust: (root) => (root.certificateAuthorities[0].certChain = root.timestampAuthorities[0].certChain) },
  'a trusted root without certificate log': { trust: (root) => (root.ctlogs = []) },
  'a trusted root whose certificate log had ended': { trust: (root) => (root.ctlogs[0].publicKey.validFor = past) },
  'a trusted root with another key of the certificate log': { trust: (root) => (root.ctlogs[0].publicKey.rawBytes = key()) },
  'a trusted root without log': { trust: (root) => (root.tlogs = []) },
  'a trusted root with another key of the log': { trust: (root) => Object.assign(root.tlogs[0].publicKey, { rawBytes: key(), keyDetails: 'PKIX_ECDSA_P256_SHA_256' }) },
  'a trusted root whose log had ended': { stricter: true, trust: (root) => (root.tlogs[0].publicKey.validFor = past) },
  'a trusted root whose log begins later': { stricter: true, trust: (root) => (root.tlogs[0].publicKey.validFor = { start: '2099-01-01T00:00:00Z' }) },
  'a trusted root whose log had ended, Rekor 1': { bundle: 'dsse-v1', trust: (root) => (root.tlogs[1].publicKey.validFor = past) },
  'a trusted root without timestamp authority': { trust: (root) => (root.timestampAuthorities = []) },
  'a trusted root whose timestamp authority had ended': { trust: (root) => (root.timestampAuthorities[0].validFor = past) },
};

/** A bundle whose certificate is a second one for the key, of the same identity: the log's entry is of the first. */
async function twins(sigstore: Sigstore, rekor: Service): Promise<BundleJson> {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const persistence = { deadline: Date.now() + 5000, onProgress: () => {} };
  const issue = async (): Promise<X509Certificate> => (await requestCertificate({ url: sigstore.env['FULCIO_URL'] ?? '', majorApiVersion: 1 }, keys, tokensOf(sigstore), createPost(process.env, 5000), persistence)).certificate;
  const [logged, shown] = [await issue(), await issue()];
  const payload = Buffer.from(JSON.stringify(cosignStatement(DIGEST)));
  const type = 'application/vnd.in-toto+json';
  const signed = preAuthenticationEncoding(type, payload);
  const signature = sign('sha256', signed, keys.privateKey);
  const bundle = toDSSEBundle({ artifact: payload, artifactType: type, signature, certificate: shown.raw, certificateChain: false });
  const envelope = JSON.stringify(envelopeToJSON(bundle.content.dsseEnvelope));
  const request = { digest: createHash('sha256').update(signed).digest(), signature, certificatePem: logged.toString(), certificateDer: logged.raw, envelope };
  bundle.verificationMaterial.tlogEntries = [await logEntry(rekor, request, createPost(process.env, 5000), persistence)];
  const signedTimestamp = await requestTimestamp({ url: sigstore.env['TSA_URL'] ?? '', majorApiVersion: 1 }, signature, createPost(process.env, 5000), persistence);
  bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp }] };
  return bundleToJSON(bundle);
}

describeWith([...SIGSTORE_PEERS, 'cosign'], 'cosign and we agree on', () => {
  let sigstore: Sigstore;
  let rekor: RekorV1;
  let tsa: TimestampAuthority;
  let folder: string;
  let root: Tree;
  let good: Readonly<Record<string, BundleJson>>;

  beforeAll(async () => {
    sigstore = await startSigstore();
    rekor = await startRekorV1();
    tsa = await startTimestampAuthority();
    folder = temporaryFolder('agreement');
    const first = sigstore.withLog(rekor);
    root = readJson(first.trustedRoot);
    const signer = (signingConfig: string): Promise<KeylessSigner> => createKeylessSigner({ env: process.env, signingConfig: readJson(signingConfig), trustedRoot: root, getIdToken: tokensOf(sigstore).getIdToken });
    const [one, two, v1] = await Promise.all([signer(sigstore.signingConfig), signer(sigstore.signingConfig), signer(first.signingConfig)]);
    const statement = cosignStatement(DIGEST);
    const [dsse, other, message, again, dsseV1, messageV1] = await Promise.all([
      one.signStatement(statement),
      one.signStatement(cosignStatement(hexOf('other'))),
      one.signMessage(blob),
      two.signStatement(statement),
      v1.signStatement(statement),
      v1.signMessage(blob),
    ]);
    sigstore.setClaims({ job_workflow_ref: `evil/${WORKFLOW}` });
    const stranger = await (await signer(sigstore.signingConfig)).signStatement(statement);
    sigstore.setClaims({});
    const twin = await twins(sigstore, { url: sigstore.env['REKOR_URL'] ?? '', majorApiVersion: 2 });
    const twinV1 = await twins(sigstore, rekor);
    const stamped: Tree = structuredClone(dsseV1);
    const signedTimestamp = await requestTimestamp({ url: sigstore.env['TSA_URL'] ?? '', majorApiVersion: 1 }, Buffer.from(stamped.dsseEnvelope.signatures[0].sig, 'base64'), createPost(process.env, 5000), { deadline: Date.now() + 5000, onProgress: () => {} });
    stamped.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp: signedTimestamp.toString('base64') }] };
    const witnessed: Tree = structuredClone(dsse);
    const unknown = await requestTimestamp({ url: tsa.url, majorApiVersion: 1 }, Buffer.from(witnessed.dsseEnvelope.signatures[0].sig, 'base64'), createPost(process.env, 5000), { deadline: Date.now() + 5000, onProgress: () => {} });
    stamps(witnessed).rfc3161Timestamps.push({ signedTimestamp: unknown.toString('base64') });
    good = { witnessed, 'stamped-v1': stamped, twin, 'twin-v1': twinV1, dsse, other, message, again, 'dsse-v1': dsseV1, 'message-v1': messageV1, stranger };
  }, 600_000);
  afterAll(async () => {
    await rekor?.stop();
    await tsa?.stop();
    await sigstore?.stop();
    await removeFolder(folder);
  });

  test(`at least 40 cases`, () => {
    expect(Object.keys(attempts).length).toBeGreaterThanOrEqual(40);
  });

  test.each(Object.entries(attempts))('%s', async (_, attempt) => {
    const all: Record<string, Tree> = structuredClone(good);
    const bundle = all[attempt.bundle ?? 'dsse'];
    attempt.edit?.(bundle, all);
    const text = (attempt.text ?? String)(JSON.stringify(bundle));
    const trusted = structuredClone(root);
    attempt.trust?.(trusted);
    const isMessage = attempt.bundle?.startsWith('message') === true;
    const expected = { digest: attempt.digest ?? DIGEST, predicateType: attempt.predicateType ?? COSIGN_SIGN, san: attempt.san ?? sigstore.identity, issuer: `${sigstore.issuer}${attempt.issuer ?? ''}` };

    const file = (name: string, content: string | Buffer): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const subject = isMessage ? [file('blob', attempt.blob ?? blob)] : ['--type', expected.predicateType, '--digest', expected.digest, '--digestAlg', 'sha256'];
    const san = attempt.sanPattern === undefined ? ['--certificate-identity', expected.san] : ['--certificate-identity-regexp', attempt.sanPattern];
    const cosign = await run(
      requirePeer('cosign'),
      [isMessage ? 'verify-blob' : 'verify-blob-attestation', '--bundle', file('bundle.json', text), '--trusted-root', file('root.json', JSON.stringify(trusted)), ...san, '--certificate-oidc-issuer', expected.issuer, ...subject],
      { env: { HOME: folder } },
    );

    const identity: IdentityExpectation = { san: attempt.sanPattern === undefined ? { exact: expected.san } : wholeText(attempt.sanPattern, 'certificate-identity-regexp'), issuer: { exact: expected.issuer } };
    const about: BundleSubject = isMessage ? { bytes: attempt.blob ?? blob } : { subjectDigest: `sha256:${expected.digest}`, predicateType: expected.predicateType };
    const ours = await verifyBundle({ bundle: Buffer.from(text), trust: await parseTrust(trusted), expect: about, identity });

    const why = ours.steps.filter(({ ok }) => ok === false).map(({ id, message }) => `${id}: ${message}`);
    expect({ cosign: cosign.status === 0, ours: ours.ok, why, said: cosign.stderr }).toMatchObject({ cosign: attempt.accepted === true || attempt.stricter === true, ours: attempt.accepted === true });
    expect(why).toHaveLength(attempt.accepted === true ? 0 : 1);
    expect(why.join('')).toMatch(attempt.says ?? /^/);
    expect(ours.facts === undefined).toBe(attempt.accepted !== true);
  });

  test('a time that no log signed is told nowhere', async () => {
    const bundle: Tree = structuredClone(good['dsse']);
    entry(bundle).integratedTime = '1700000000';
    const { ok, steps } = await verifyBundle({ bundle: Buffer.from(JSON.stringify(bundle)), trust: await parseTrust(root), expect: { subjectDigest: `sha256:${DIGEST}`, predicateType: COSIGN_SIGN } });
    expect(ok).toBe(false);
    expect(steps.map(({ message }) => message).join('\n')).not.toContain('2023-11-14');
  });

  test('but a regular expression must match the whole identity here, and a part of it for cosign', async () => {
    const identity = { san: wholeText(String.raw`github\.com/acme/device`, 'certificate-identity-regexp'), issuer: { exact: sigstore.issuer } };
    const given = { bundle: Buffer.from(JSON.stringify(good['stranger'])), trust: await parseTrust(root), expect: { subjectDigest: `sha256:${DIGEST}`, predicateType: COSIGN_SIGN }, identity };
    expect(await verifyBundle(given)).toMatchObject({ ok: false, facts: undefined });
  });
});
