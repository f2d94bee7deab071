import { sign, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describe as describeBytes } from '../../src/oci/descriptor.ts';
import { packKeyPair, packRelease } from '../../src/release/artifact.ts';
import { makeCa, makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { makeDevice } from '../harness/device.ts';
import { describeWith, mustRun } from '../harness/peers.ts';
import { startOlareg, type Registry } from '../harness/registry.ts';
import { openRepository } from '../sign/repository.ts';
import { listManifest, PRODUCT } from './device.ts';
import { keyInputs, runHere, workspaceWith } from './publishing.ts';

/** What becomes of a certificate: exit codes of publish with it, of publish over it, of verify, and of the device. */
interface Fate {
  readonly publish: number | undefined;
  readonly keep: number;
  readonly verify: number;
  readonly device: number | null;
}

describeWith(['olareg', 'mosctl', 'openssl'], 'a certificate that OpenSSL reads', () => {
  let registry: Registry;
  let product: ProductCertificate;
  let workspace: string;
  /** The bytes that are signed, and what they are published as. */
  let bytes: Buffer;
  let created: string;
  beforeAll(async () => {
    registry = await startOlareg();
    product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
    workspace = workspaceWith(listManifest({ bootkit: false }));
    const first = await runHere('publish', { ...keyInputs(product), ...places('probe') }, { workspace });
    expect(first).toMatchObject({ status: 0, errors: [] });
    const { store, close } = openRepository(registry.host, 'probe/install');
    const manifest = JSON.parse((await store.manifest(String(first.outputs['digest'])))?.bytes.toString('utf8') ?? '');
    created = manifest.annotations['org.opencontainers.image.created'];
    bytes = Buffer.concat(await Array.fromAsync(await store.blob(manifest.layers[0])));
    await close();
  });
  afterAll(async () => {
    await registry.stop();
    await removeFolder(workspace);
  });

  const places = (name: string): Record<'destination' | 'images' | 'tag' | 'profile', string> => ({ destination: `${registry.host}/${name}/install`, images: `${registry.host}/mos`, tag: '1.0.0', profile: 'mosctl' });

  /** Puts the release beside our publishing, with this certificate and a good signature by its key; then everybody judges it. */
  async function fate(name: string, certificate: string | Buffer, by = product, code = 'certificate-unreadable'): Promise<Fate> {
    const { store, close } = openRepository(registry.host, `${name}/install`);
    const release = packRelease({ bytes, mediaType: 'application/vnd.machine.install', fileName: 'install.json' }, created, {});
    const pair = packKeyPair(release.descriptor, { certificatePem: Buffer.from(certificate), signature: sign('sha256', bytes, by.keyPem) }, '2025-01-01T00:00:00Z');
    for (const { blobs } of [release, ...pair]) for (const blob of blobs) await store.pushBlob(blob.descriptor, async () => Readable.from([blob.bytes]));
    const subject = await store.pushManifest(release.bytes, release.descriptor.mediaType, '1.0.0');
    expect(subject.digest).toBe(describeBytes(release.bytes, release.descriptor.mediaType).digest);
    await store.pushReferrers(subject, pair.map((each) => each.bytes));
    await close();

    const anchor = { 'ca-certificate': by.caPem };
    writeFileSync(join(workspace, 'cert.pem'), certificate);
    const published = typeof certificate === 'string' ? await runHere('publish', { ...keyInputs(by), certificate: 'cert.pem', ...places(`${name}/own`) }, { workspace }) : undefined;
    const kept = await runHere('publish', { ...keyInputs(by), ...places(name) }, { workspace });
    const { images, destination } = places(name);
    const verified = await runHere('verify', { ...anchor, reference: `${destination}:1.0.0`, images }, { workspace });
    const device = makeDevice({ caPem: by.caPem });
    const installed = await device.install(`${destination}:1.0.0`);
    await device.stop();
    expect(kept.codes).toEqual(kept.status === 0 ? [] : [code === 'certificate-unreadable' ? 'single-referrers' : code]);
    expect(published?.codes ?? []).toEqual(published === undefined || published.status === 0 ? [] : [code]);
    return { publish: published?.status, keep: kept.status, verify: verified.status, device: installed.status };
  }

  it.each<[string, (pem: string) => string]>([
    ['plain', (pem) => pem],
    ['windows', (pem) => pem.replaceAll('\n', '\r\n')],
    ['commented', (pem) => `Certificate:\n    Data:\n${pem}\nthe end`],
    ['chain', (pem) => `${pem}${product.caPem}`],
  ])('and a device too is taken everywhere: %s', async (name, form) => {
    expect(await fate(name, form(product.certificatePem))).toEqual({ publish: 0, keep: 0, verify: 0, device: 0 });
  });

  it.each<[string, (pem: string) => string]>([
    ['mark', (pem) => `\u{feff}${pem}`],
    ['indented', (pem) => `  ${pem}`],
    ['prefixed', (pem) => `x ${pem}`],
    ['suffixed', (pem) => `${pem.trimEnd()} # ours\n`],
    ['crl-first', (pem) => `-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n${pem}`],
    ['other-first', (pem) => `x ${pem}${product.caPem}`],
  ])('and no device does is refused everywhere: %s', async (name, form) => {
    expect(await fate(name, form(product.certificatePem))).toEqual({ publish: 2, keep: 1, verify: 1, device: 1 });
  });

  it('and that is no PEM is not kept', async () => {
    expect(await fate('der', new X509Certificate(product.certificatePem).raw)).toEqual({ publish: undefined, keep: 1, verify: 1, device: 1 });
  });

  interface Issue {
    /** Lines of the product's certificate's extensions. */
    readonly extensions?: string;
    readonly arguments?: readonly string[];
    /** Lines of the CA's own extensions, beside basic constraints. */
    readonly authority?: string;
    readonly authorityArguments?: readonly string[];
    readonly keyType?: 'rsa' | 'ec' | 'ed25519';
  }

  /** A product's certificate as openssl issues it. */
  async function issue({ extensions = 'keyUsage=digitalSignature', authority = 'keyUsage=critical,keyCertSign', keyType = 'rsa', ...more }: Issue): Promise<ProductCertificate> {
    const folder = temporaryFolder('issue');
    const openssl = (...args: readonly string[]): Promise<unknown> => mustRun('openssl', args, { cwd: folder });
    const { caKeyPem } = await makeCa('unused', keyType);
    for (const [file, text] of Object.entries({ 'ca.key': caKeyPem, key: product.keyPem, 'ca.ext': `basicConstraints=critical,CA:TRUE\n${authority}\n`, ext: `${extensions}\n` })) writeFileSync(join(folder, file), text);
    await openssl('req', '-new', '-key', 'ca.key', '-subj', '/CN=CA', '-out', 'ca.csr');
    await openssl('x509', '-req', '-in', 'ca.csr', '-signkey', 'ca.key', '-days', '9000', '-extfile', 'ca.ext', ...(more.authorityArguments ?? []), '-out', 'ca.pem');
    await openssl('req', '-new', '-key', 'key', '-subj', `/CN=manifest PRODUCT:${PRODUCT}`, '-out', 'csr');
    await openssl('x509', '-req', '-in', 'csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '7300', '-extfile', 'ext', ...(more.arguments ?? []), '-out', 'cert.pem');
    const made = { keyPem: product.keyPem, certificatePem: readFileSync(join(folder, 'cert.pem'), 'utf8'), caPem: readFileSync(join(folder, 'ca.pem'), 'utf8') };
    await removeFolder(folder);
    return made;
  }

  it.each<[string, Issue]>([
    ['usual', {}],
    ['sha384', { arguments: ['-sha384'] }],
    ['sha512', { arguments: ['-sha512'] }],
    ['ecdsa', { keyType: 'ec' }],
    ['ed25519', { keyType: 'ed25519' }],
    ['pss', { arguments: ['-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'] }],
    ['ca-of-sha1', { authorityArguments: ['-sha1'] }],
    ['serial-zero', { arguments: ['-set_serial', '0'] }],
    // mosctl is built with GODEBUG x509negativeserial=1, by the Go version that its go.mod names.
    ['serial-negative', { arguments: ['-set_serial', '-5'], authorityArguments: ['-set_serial', '-5'] }],
    ['serial-long', { arguments: ['-set_serial', '0xff00000000000000000000000000000000000001'] }],
    ['critical-known', { extensions: 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,serverAuth\nsubjectAltName=critical,DNS:a.example,dirName:dn\ncertificatePolicies=critical,1.2.3\ncrlDistributionPoints=critical,URI:http://a.example\n[dn]\nO=x' }],
    ['critical-constraint', { extensions: 'nameConstraints=critical,permitted;DNS:a.example' }],
    ['unknown-not-critical', { extensions: '1.2.3.4.5=ASN1:UTF8String:x\nnameConstraints=permitted;dirName:dn\n[dn]\nO=x' }],
  ])('and verifies as Go does is taken everywhere: %s', async (name, how) => {
    const made = await issue(how);
    expect(await fate(`go-${name}`, made.certificatePem, made, 'certificate-chain')).toEqual({ publish: 0, keep: 0, verify: 0, device: 0 });
  });

  it.each<[string, Issue]>([
    ['sha1', { arguments: ['-sha1'] }],
    ['ecdsa-sha1', { keyType: 'ec', arguments: ['-sha1'] }],
    ['md5', { arguments: ['-md5'] }],
    ['sha224', { arguments: ['-sha224'] }],
    ['pss-salt', { arguments: ['-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:20'] }],
    ['pss-sha1', { arguments: ['-sha1', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:20'] }],
    ['critical-unknown', { extensions: '1.2.3.4.5=critical,ASN1:UTF8String:x' }],
    ['critical-name', { extensions: 'subjectAltName=critical,dirName:dn\n[dn]\nO=x' }],
    ['critical-constraint-name', { extensions: 'nameConstraints=critical,permitted;dirName:dn\n[dn]\nO=x' }],
    ['critical-key-identifier', { extensions: 'subjectKeyIdentifier=critical,hash' }],
    ['ca-unknown', { authority: '1.2.3.4.5=critical,ASN1:UTF8String:x' }],
  ])('and Go does not verify is refused everywhere: %s', async (name, how) => {
    const made = await issue(how);
    expect(await fate(`go-${name}`, made.certificatePem, made, 'certificate-chain')).toEqual({ publish: 1, keep: 1, verify: 1, device: 1 });
  });
});
