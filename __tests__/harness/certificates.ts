import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto';
import type { X509Certificate } from '@peculiar/x509';
import { x509 } from './x509.ts';

export type KeyType = 'rsa' | 'ec' | 'ed25519';

/** A certificate authority of a test: what a device holds in manifestCA.pem, and the key that issues with it. */
export interface Ca {
  readonly caPem: string;
  /** PKCS#8. */
  readonly caKeyPem: string;
  readonly keyType: KeyType;
  readonly certificate: X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface ProductCertificate {
  /** PKCS#8, not encrypted. */
  readonly keyPem: string;
  readonly certificatePem: string;
  /** The certificate of the authority that issued it. */
  readonly caPem: string;
}

export interface ProductCertificateOptions {
  /** The product's UUID, for the common name `manifest PRODUCT:<uuid>` that mos's tools write. */
  readonly product?: string;
  /** Instead of the common name above. */
  readonly commonName?: string;
  /** Default: an authority made for this certificate alone. */
  readonly ca?: Ca;
  /** Default 3650, counted from `notBefore`. */
  readonly days?: number;
  /** Default: an hour ago. */
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Default 'rsa' of 2048 bits, the only kind that mosctl reads. */
  readonly keyType?: KeyType;
}

const DAY = 86_400_000;
const ALGORITHMS = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  ec: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  ed25519: { name: 'Ed25519' },
} as const;

/** The PKCS#8 PEM of a private key, encrypted (AES-256-CBC) if there is a passphrase. */
export async function privateKeyPem(key: webcrypto.CryptoKey, passphrase?: string): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const object = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return object
    .export({ type: 'pkcs8', format: 'pem', ...(passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }) })
    .toString();
}

/** A new key pair that can be exported. */
export async function makeKeys(keyType: KeyType): Promise<webcrypto.CryptoKeyPair> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHMS[keyType], true, ['sign', 'verify']);
  if (!('privateKey' in keys)) throw new Error(`${keyType} gave no key pair`);
  return keys;
}

/** A new authority, self-signed, in date from yesterday for twenty years. */
export async function makeCa(commonName = 'manifest test CA', keyType: KeyType = 'rsa'): Promise<Ca> {
  const keys = await makeKeys(keyType);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: [{ CN: [commonName] }],
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 7300 * DAY),
    keys,
    signingAlgorithm: ALGORITHMS[keyType],
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false),
    ],
  });
  return { caPem: pem(certificate), caKeyPem: await privateKeyPem(keys.privateKey), keyType, certificate, keys };
}

/** A key and its certificate for a product, as a keyset of mos has in `manifest/PROJECT/{privkey.pem,cert.pem}`. */
export async function makeProductCertificate(options: ProductCertificateOptions): Promise<ProductCertificate> {
  const ca = options.ca ?? (await makeCa());
  const keys = await makeKeys(options.keyType ?? 'rsa');
  const notBefore = options.notBefore ?? new Date(Date.now() - 3_600_000);
  const commonName = options.commonName ?? `manifest PRODUCT:${options.product ?? ''}`;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: [{ CN: [commonName] }],
    issuer: ca.certificate.subjectName,
    notBefore,
    notAfter: options.notAfter ?? new Date(notBefore.getTime() + (options.days ?? 3650) * DAY),
    publicKey: keys.publicKey,
    signingKey: ca.keys.privateKey,
    signingAlgorithm: ALGORITHMS[ca.keyType],
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false),
      await x509.AuthorityKeyIdentifierExtension.create(ca.keys.publicKey, false),
    ],
  });
  return { keyPem: await privateKeyPem(keys.privateKey), certificatePem: pem(certificate), caPem: ca.caPem };
}

/** Positive, as RFC 5280 §4.1.2.2 wants it. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
