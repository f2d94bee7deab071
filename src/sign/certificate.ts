import { X509Certificate, createPrivateKey, type KeyObject } from 'node:crypto';
import { Failure } from '../failure.ts';
import { authorityFault, certificateFault } from './certificate-fault.ts';
import { decodePem } from './pem.ts';

/** What a product's certificate says, and how it stands to its CA and its key: what the rules judge (mos.md, rules 5, 6 and 57). */
export interface CertificateFacts {
  /** The subject's common name, '' when it has none. */
  readonly commonName: string;
  /** The product in a common name `manifest PRODUCT:<uuid>`, as mos's keysets write it; null when it has another form. */
  readonly product: string | null;
  /** `rsa`, `ec`, `ed25519` … as node:crypto names it. mosctl panics on all but `rsa`. */
  readonly keyType: string;
  /** Bits of an RSA modulus; null for other keys. */
  readonly keyBits: number | null;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** One of the CA certificates issued it directly, is a CA and is in date at `now`; null when no CA was given. */
  readonly issuedByCa: boolean | null;
  /** Why a device refuses it, or the CA certificate that issued it, in words that go on after "The certificate"; null when nothing is known. */
  readonly refused: string | null;
  /** The issuer's distinguished name in one line, to tell people whose CA it wants. */
  readonly issuer: string;
  /** Certificates in the file after the first. mosctl reads the first PEM block alone. */
  readonly intermediates: number;
  /** The private key belongs to it; null when no key was given. */
  readonly keyMatches: boolean | null;
  /** How the private key is written; null when none was given. mosb reads PKCS#8 alone. */
  readonly keyEncoding: KeyEncoding | null;
}

export type KeyEncoding = 'pkcs8' | 'encrypted-pkcs8' | 'pkcs1' | 'encrypted-pkcs1' | 'sec1' | 'openssh';

export interface PemBlock {
  readonly label: string;
  /** The whole block with its armour lines. */
  readonly text: string;
}

/** The PEM blocks (RFC 7468) of a text, in order, wherever in a line they stand; text between them is ignored. Go's pem.Decode asks for more: see `deviceCertificate`. */
export function pemBlocks(text: string): readonly PemBlock[] {
  return [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g)].map(([block, label = '']) => ({ label, text: block }));
}

/**
 * The certificates of a PEM text, in order. `what` names the input in messages. Throws a `usage` Failure when there is none, when the
 * first block is something else (mosctl reads the first block), or when one can't be parsed.
 */
export function parseCertificates(pem: string, what: string): readonly [X509Certificate, ...X509Certificate[]] {
  const blocks = pemBlocks(pem);
  const first = blocks[0];
  if (first === undefined) {
    throw new Failure('usage', 'certificate-unreadable', `${what} holds no PEM block`, { cure: 'Give a certificate that begins with -----BEGIN CERTIFICATE-----.' });
  }
  if (first.label !== 'CERTIFICATE') {
    throw new Failure('usage', 'certificate-unreadable', `${what} begins with a ${first.label}, where a CERTIFICATE is wanted`, {
      cure: first.label.includes('PRIVATE KEY') ? 'Private keys belong in the input key. Put the certificate alone into this one.' : 'Put the certificate first.',
    });
  }
  const parse = (block: PemBlock, at: number): X509Certificate => {
    try {
      return new X509Certificate(block.text);
    } catch (cause) {
      throw new Failure('usage', 'certificate-unreadable', `${what}: certificate ${at + 1} can't be parsed`, { cure: 'See what openssl x509 -noout -text says about it.', cause });
    }
  };
  const others = blocks.slice(1).filter((block) => block.label === 'CERTIFICATE');
  return [parse(first, 0), ...others.map((block, at) => parse(block, at + 1))];
}

/**
 * The certificate that a device reads in a PEM text: its first block, written as Go's pem.Decode wants it. `what` names the input in messages. Throws a `usage`
 * Failure as `parseCertificates`, and when OpenSSL finds a certificate where Go finds none or another: installing it fails with "Failed to decode manifest cert".
 */
export function deviceCertificate(pem: string, what: string): X509Certificate {
  const [leaf] = parseCertificates(pem, what);
  const decoded = decodePem(pem);
  if (decoded?.label === 'CERTIFICATE' && decoded.bytes.equals(leaf.raw)) return leaf;
  throw new Failure('usage', 'certificate-unreadable', `${what} ${pem.startsWith('\u{feff}') ? 'begins with a byte order mark, so' : 'is not written as PEM should be:'} no device can decode it`, {
    cure: 'The BEGIN line and the END line must each be a line of its own, with nothing before or behind it. Write it anew: openssl x509 -in OLD -out NEW',
  });
}

/**
 * A private key of a PEM text and the encoding it had. Throws a `usage` Failure when it can't be read: no key, an unknown form, a passphrase that is
 * missing or wrong. Nothing of the key is ever in a message.
 */
export function parsePrivateKey(pem: string, passphrase?: string): { readonly key: KeyObject; readonly encoding: KeyEncoding } {
  const block = pemBlocks(pem).find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (block === undefined) {
    const other = pemBlocks(pem)[0]?.label;
    throw new Failure('usage', 'key-unreadable', other === undefined ? 'The input key holds no PEM block' : `The input key holds a ${other} and no private key`, {
      cure: 'Give an RSA private key in PKCS#8 form; it begins with -----BEGIN PRIVATE KEY----- or -----BEGIN ENCRYPTED PRIVATE KEY-----.',
    });
  }
  const encoding = keyEncoding(block);
  const encrypted = encoding.startsWith('encrypted');
  const secret = encrypted ? passphrase : undefined;
  if (encoding === 'openssh') {
    throw new Failure('usage', 'key-unreadable', 'The private key is in the form of OpenSSH', { cure: 'Convert a copy of it: ssh-keygen -p -m PKCS8 -f COPY' });
  }
  if (encrypted && (secret === undefined || secret === '')) {
    throw new Failure('usage', 'passphrase-missing', 'The private key is encrypted and no passphrase was given', { cure: 'Give it in the input key-passphrase.' });
  }
  try {
    return { key: createPrivateKey({ key: block.text, format: 'pem', ...(secret === undefined ? {} : { passphrase: secret }) }), encoding };
  } catch {
    // The cause is left out: what OpenSSL says helps nobody here, and nothing that came from a key may travel.
    throw encrypted
      ? new Failure('usage', 'passphrase-wrong', 'The passphrase does not open the private key', { cure: 'Check the input key-passphrase: a newline at its end counts as part of it.' })
      : new Failure('usage', 'key-unreadable', "The private key can't be parsed", { cure: 'See what openssl pkey -noout -check says about it.' });
  }
}

function keyEncoding(block: PemBlock): KeyEncoding {
  switch (block.label) {
    case 'PRIVATE KEY':
      return 'pkcs8';
    case 'ENCRYPTED PRIVATE KEY':
      return 'encrypted-pkcs8';
    case 'RSA PRIVATE KEY':
      return /^Proc-Type: 4,ENCRYPTED/m.test(block.text) ? 'encrypted-pkcs1' : 'pkcs1';
    case 'EC PRIVATE KEY':
      return 'sec1';
    case 'OPENSSH PRIVATE KEY':
      return 'openssh';
    default:
      throw new Failure('usage', 'key-unreadable', `The input key holds a ${block.label}, which is none that this tool knows`, {
        cure: 'Convert it to PKCS#8: openssl pkcs8 -topk8 -in OLD -out NEW',
      });
  }
}

export interface CertificateInputs {
  readonly certificatePem: string;
  /** One CA certificate or several, any of which may have issued it. */
  readonly caPem?: string | undefined;
  readonly keyPem?: string | undefined;
  readonly passphrase?: string | undefined;
  /** When it is judged whether a CA certificate is in date. */
  readonly now: Date;
}

/** The facts of a product's certificate. Throws a `usage` Failure when an input can't be read. */
export function certificateFacts(inputs: CertificateInputs): CertificateFacts {
  const [, ...others] = parseCertificates(inputs.certificatePem, 'The input certificate');
  const leaf = deviceCertificate(inputs.certificatePem, 'The input certificate');
  const cas = inputs.caPem === undefined ? undefined : parseCertificates(inputs.caPem, 'The input ca-certificate');
  const key = inputs.keyPem === undefined ? undefined : parsePrivateKey(inputs.keyPem, inputs.passphrase);
  const issuers = cas?.filter((ca) => isInDate(ca, inputs.now) && hasIssued(ca, leaf));
  const name = commonName(leaf);
  return {
    commonName: name,
    product: /^manifest PRODUCT:(.+)$/.exec(name)?.[1] ?? null,
    keyType: leaf.publicKey.asymmetricKeyType ?? 'unknown',
    keyBits: leaf.publicKey.asymmetricKeyDetails?.modulusLength ?? null,
    notBefore: leaf.validFromDate,
    notAfter: leaf.validToDate,
    issuedByCa: issuers === undefined ? null : issuers.length > 0,
    refused: certificateFault(leaf) ?? issuersFault(issuers ?? []) ?? null,
    issuer: oneLine(leaf.issuer),
    intermediates: others.length,
    keyMatches: key === undefined ? null : leaf.checkPrivateKey(key.key),
    keyEncoding: key?.encoding ?? null,
  };
}

/** What is wrong of the CA certificates, when there is no good one among them. */
function issuersFault(issuers: readonly X509Certificate[]): string | undefined {
  const faults = issuers.map(authorityFault);
  return faults.includes(undefined) || faults.length === 0 ? undefined : `is by a CA whose own certificate ${faults[0]}`;
}

/** The subject's common name, '' when there is none; of several the last, as Go's pkix.Name keeps it. */
export function commonName(certificate: X509Certificate): string {
  const names = certificate.toLegacyObject().subject?.CN;
  return (Array.isArray(names) ? names.at(-1) : names) ?? '';
}

/** Whether `ca` is a CA whose key signed `certificate` and whose name it gives as issuer. */
export function hasIssued(ca: X509Certificate, certificate: X509Certificate): boolean {
  return ca.ca && certificate.checkIssued(ca) && certificate.verify(ca.publicKey);
}

/** Whether `time` is within the certificate's dates, both ends included (RFC 5280 §4.1.2.5). */
export function isInDate(certificate: X509Certificate, time: Date): boolean {
  return certificate.validFromDate <= time && time <= certificate.validToDate;
}

/** node's distinguished names have one attribute a line. */
export function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ');
}
