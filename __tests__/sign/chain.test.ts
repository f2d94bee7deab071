import { createHash, sign, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundleToJSON, toDSSEBundle } from '@sigstore/bundle';
import { COSIGN_SIGN, cosignStatement } from '../../src/sign/bundle.ts';
import { preAuthenticationEncoding } from '../../src/sign/dsse.ts';
import { createPost } from '../../src/sign/http.ts';
import { requestTimestamp } from '../../src/sign/timestamp.ts';
import { parseTrust } from '../../src/sign/trust.ts';
import { verifyBundle } from '../../src/sign/verify.ts';
import { makeKeys, privateKeyPem } from '../harness/certificates.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { describeWith, mustRun, requirePeer, run } from '../harness/peers.ts';
import { startTimestampAuthority, type TimestampAuthority } from '../harness/timestamp-authority.ts';

/** Lines of openssl's extensions, of a chain of three, that take the place of the usual ones of the same name. */
interface Chain {
  readonly root?: string;
  readonly intermediate?: string;
  readonly leaf?: string;
  /** Default `email:a@acme.example`. */
  readonly san?: string;
  readonly leafArguments?: readonly string[];
  readonly intermediateArguments?: readonly string[];
}

const constraint = (text: string): Chain => ({ intermediate: `nameConstraints=${text}\n[dn]\nO=x` });
const uri = (host: string, permitted: string): Chain => ({ san: `URI:https://${host}/x`, ...constraint(`critical,permitted;URI:${permitted}`) });
const UNKNOWN = '1.2.3.4.5=critical,ASN1:UTF8String:x';
const ISSUER = 'https://issuer.example';
const DIGEST = createHash('sha256').update('a manifest').digest('hex');

const accepted: Readonly<Record<string, Chain>> = {
  'the usual chain': {},
  'a domain that is permitted': constraint('critical,permitted;email:acme.example'),
  'a subdomain of one that is permitted': constraint('critical,permitted;email:example'),
  'a subdomain where these are permitted': constraint('critical,permitted;email:.example'),
  'an address that is permitted': constraint('permitted;email:a@ACME.example'),
  'one of two that are permitted': constraint('permitted;email:other.example,permitted;email:acme.example'),
  'a domain where another is excluded': constraint('critical,excluded;email:other.example'),
  'a URI whose host is permitted': uri('x.ACME.example:443', 'acme.example'),
  'a constraint of names of another kind': constraint('critical,permitted;DNS:other.example'),
  'a constraint of directory names that is not critical': constraint('permitted;dirName:dn'),
  'an intermediate for any usage': { intermediate: 'extendedKeyUsage=anyExtendedKeyUsage' },
  'an unknown extension that is not critical': { intermediate: UNKNOWN.replace('critical,', ''), leaf: UNKNOWN.replace('critical,', '') },
};

const refused: Readonly<Record<string, Chain & { readonly says: RegExp }>> = {
  'a domain that is not permitted': { ...constraint('critical,permitted;email:other.example'), says: /a@acme\.example, which is not among/ },
  'a constraint that is not critical': { ...constraint('permitted;email:other.example'), says: /not among/ },
  'a constraint of the root': { root: 'nameConstraints=critical,permitted;email:other.example', says: /not among/ },
  'a domain where its subdomains are permitted': { ...constraint('critical,permitted;email:.acme.example'), says: /not among/ },
  'a domain that ends as the permitted one': { ...constraint('critical,permitted;email:cme.example'), says: /not among/ },
  'another address than the permitted one': { ...constraint('permitted;email:b@acme.example'), says: /not among/ },
  'a domain that is excluded': { ...constraint('critical,excluded;email:acme.example'), says: /not among/ },
  'a URI whose host is not permitted': { ...uri('acme.example', 'other.example'), says: /https:\/\/acme\.example\/x, which/ },
  'a URI with an IP address': { ...uri('127.0.0.1', 'acme.example'), says: /not among/ },
  'a critical constraint of directory names': { ...constraint('critical,permitted;dirName:dn'), says: /critical extension 2\.5\.29\.30/ },
  'an intermediate for TLS alone': { intermediate: 'extendedKeyUsage=serverAuth', says: /not for code signing/ },
  'a root for TLS alone': { root: 'extendedKeyUsage=serverAuth', says: /not for code signing/ },
  'an unknown critical extension of the certificate': { leaf: UNKNOWN, says: /critical extension 1\.2\.3\.4\.5/ },
  'an unknown critical extension of the intermediate': { intermediate: UNKNOWN, says: /critical extension 1\.2\.3\.4\.5/ },
  'an unknown critical extension of the root': { root: UNKNOWN, says: /critical extension 1\.2\.3\.4\.5/ },
  'a root without room for an intermediate': { root: 'basicConstraints=critical,CA:TRUE,pathlen:0', says: /not by a CA/ },
  'an intermediate that may not sign certificates': { intermediate: 'keyUsage=critical,digitalSignature', says: /not by a CA/ },
  'a certificate that is signed with SHA-1': { leafArguments: ['-sha1'], says: /not by a CA/ },
  'an intermediate that is signed with SHA-1': { intermediateArguments: ['-sha1'], says: /not by a CA/ },
};

describeWith(['cosign', 'openssl'], 'cosign and we agree on a chain:', () => {
  let tsa: TimestampAuthority;
  let folder: string;
  beforeAll(async () => {
    [tsa, folder] = [await startTimestampAuthority(), temporaryFolder('chain')];
    for (const name of ['root', 'intermediate', 'leaf']) writeFileSync(join(folder, `${name}.key`), await privateKeyPem((await makeKeys('ec')).privateKey));
  });
  afterAll(async () => {
    await tsa.stop();
    await removeFolder(folder);
  });

  const der = (name: string): Buffer => new X509Certificate(readFileSync(join(folder, `${name}.pem`))).raw;

  async function issue(name: string, by: string, usual: Readonly<Record<string, string>>, own = '', more: readonly string[] = []): Promise<void> {
    const openssl = (...args: readonly string[]): Promise<unknown> => mustRun('openssl', args, { cwd: folder });
    const lines = Object.entries(usual).filter(([key]) => !own.includes(`${key}=`));
    writeFileSync(join(folder, 'ext'), `${lines.map((pair) => pair.join('=')).join('\n')}\n${own}\n`);
    await openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', 'csr');
    await openssl('x509', '-req', '-in', 'csr', ...(by === name ? ['-signkey', `${by}.key`] : ['-CA', `${by}.pem`, '-CAkey', `${by}.key`]), '-extfile', 'ext', '-days', '2', ...more, '-out', `${name}.pem`);
  }

  /** Whether cosign accepts a bundle by such a chain, and what we have against it. */
  async function judge(chain: Chain): Promise<{ readonly cosign: boolean; readonly why: string }> {
    const ca = { basicConstraints: 'critical,CA:TRUE', keyUsage: 'critical,keyCertSign', subjectKeyIdentifier: 'hash' };
    const san = chain.san ?? 'email:a@acme.example';
    await issue('root', 'root', ca, chain.root);
    await issue('intermediate', 'root', { ...ca, authorityKeyIdentifier: 'keyid', extendedKeyUsage: 'codeSigning' }, chain.intermediate, chain.intermediateArguments);
    await issue(
      'leaf',
      'intermediate',
      { keyUsage: 'critical,digitalSignature', extendedKeyUsage: 'codeSigning', subjectKeyIdentifier: 'hash', authorityKeyIdentifier: 'keyid', subjectAltName: `critical,${san}`, '1.3.6.1.4.1.57264.1.8': `ASN1:UTF8String:${ISSUER}` },
      chain.leaf,
      chain.leafArguments,
    );
    const type = 'application/vnd.in-toto+json';
    const payload = Buffer.from(JSON.stringify(cosignStatement(DIGEST)));
    const signature = sign('sha256', preAuthenticationEncoding(type, payload), readFileSync(join(folder, 'leaf.key'), 'utf8'));
    const bundle = toDSSEBundle({ artifact: payload, artifactType: type, signature, certificate: der('leaf'), certificateChain: false });
    const signedTimestamp = await requestTimestamp({ url: tsa.url, majorApiVersion: 1 }, signature, createPost(process.env, 5000), { deadline: Date.now() + 30_000, onProgress: () => {} });
    bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp }] };
    const root = {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      timestampAuthorities: [tsa.authority],
      certificateAuthorities: [{ subject: {}, uri: '', certChain: { certificates: ['intermediate', 'root'].map((name) => ({ rawBytes: der(name).toString('base64') })) }, validFor: { start: new Date(Date.now() - 3_600_000).toISOString() } }],
    };
    const text = JSON.stringify(bundleToJSON(bundle));
    writeFileSync(join(folder, 'bundle.json'), text);
    writeFileSync(join(folder, 'root.json'), JSON.stringify(root));
    const exact = san.replace(/^\w+:/, '');
    const who = ['--certificate-identity', exact, '--certificate-oidc-issuer', ISSUER];
    const withoutLogs = ['--insecure-ignore-sct', '--insecure-ignore-tlog', '--use-signed-timestamps'];
    const { status } = await run(requirePeer('cosign'), ['verify-blob-attestation', '--bundle', 'bundle.json', '--type', COSIGN_SIGN, '--digest', DIGEST, '--digestAlg', 'sha256', '--trusted-root', 'root.json', ...who, ...withoutLogs], { env: { HOME: folder }, cwd: folder });
    const ours = await verifyBundle({ bundle: Buffer.from(text), trust: await parseTrust(root), expect: { subjectDigest: `sha256:${DIGEST}`, predicateType: COSIGN_SIGN }, identity: { san: { exact }, issuer: { exact: ISSUER } } });
    const why = ours.steps.filter(({ ok }) => ok === false).map(({ id, message }) => `${id}: ${message}`);
    expect(ours.ok).toBe(why.length === 0);
    return { cosign: status === 0, why: why.join('\n') };
  }

  test.each(Object.entries(accepted))('%s is good', async (_, chain) => {
    expect(await judge(chain)).toEqual({ cosign: true, why: '' });
  });

  test.each(Object.entries(refused))('%s is refused', async (_, { says, ...chain }) => {
    const { cosign, why } = await judge(chain);
    expect({ cosign, why }).toMatchObject({ cosign: false, why: expect.stringMatching(/^signer-certificate: [^\n]*$/) });
    expect(why).toMatch(says);
  });
});
