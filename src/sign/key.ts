import { sign, verify, type KeyObject, type X509Certificate } from 'node:crypto';
import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { commonName, deviceCertificate, parsePrivateKey } from './certificate.ts';

/** Signs with a product's key as mosb does: raw RSA PKCS#1 v1.5 over SHA-256 (mos.md "The wire"). */
export interface KeySigner {
  /** The certificate's exact bytes as they were given. */
  readonly certificatePem: Buffer;
  /** The raw signature of these bytes, which was checked against the certificate. Throws as `loadKey`, and as `runKeyCommand`. */
  sign(bytes: Uint8Array): Promise<Buffer>;
}

export interface KeyInputs {
  /** PEM text. Left out with `keyCommand`. */
  readonly key?: string | undefined;
  readonly passphrase?: string | undefined;
  /** PEM text. */
  readonly certificate: string;
  /** Signs in the place of `key`: bytes in, raw signature out. See `runKeyCommand` in key-command.ts. */
  readonly keyCommand?: ((bytes: Uint8Array) => Promise<Buffer>) | undefined;
}

/**
 * A signer by a product's key, or by a command that has it. Everything that needs no signature is checked at once. Throws Failures: `usage` when an input
 * can't be read or neither key nor command is there, `problem` `certificate-chain` when certificate or key are of a kind that devices refuse, or
 * don't belong together (mos.md, rule 6).
 */
export function loadKey(inputs: KeyInputs): KeySigner {
  const certificate = deviceCertificate(inputs.certificate, 'The input certificate');
  if (certificate.publicKey.asymmetricKeyType !== 'rsa') {
    throw new Failure('problem', 'certificate-chain', `The certificate ${named(certificate)} has a ${kindOf(certificate.publicKey)} key; a device takes RSA alone`, {
      cure: 'Have the CA issue a certificate for an RSA key: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out key.pem',
    });
  }
  const raw = inputs.keyCommand ?? keyInMemory(inputs, certificate);
  return {
    certificatePem: Buffer.from(inputs.certificate),
    async sign(bytes) {
      const signature = await raw(bytes);
      if (!verify('sha256', bytes, certificate.publicKey, signature)) {
        throw new Failure('problem', 'certificate-chain', `The signature that the key made is not one by the certificate ${named(certificate)}`, {
          cure:
            inputs.keyCommand === undefined
              ? 'Give the certificate that was issued for this key.'
              : 'key-command must sign with the key of this certificate: RSA PKCS#1 v1.5 over the SHA-256 of all of its stdin, and write the raw signature to stdout.',
        });
      }
      return signature;
    },
  };
}

function keyInMemory(inputs: KeyInputs, certificate: X509Certificate): (bytes: Uint8Array) => Promise<Buffer> {
  if (inputs.key === undefined || inputs.key === '') {
    throw new Failure('usage', 'key-missing', 'sign: key needs a private key, and none was given', { cure: 'Give it in the input key, or a command that signs in key-command.' });
  }
  const { key, encoding } = parsePrivateKey(inputs.key, inputs.passphrase);
  if (key.asymmetricKeyType !== 'rsa') {
    throw new Failure('problem', 'certificate-chain', `The private key is a ${kindOf(key)} key; a device takes RSA alone`, {
      cure: 'Make an RSA key, and have the CA issue its certificate: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out key.pem',
    });
  }
  if (!encoding.endsWith('pkcs8')) {
    throw new Failure('problem', 'certificate-chain', 'The private key is in PKCS#1 form (BEGIN RSA PRIVATE KEY), which mosb cannot read', {
      cure: 'Convert it, and give the new file: openssl pkcs8 -topk8 -nocrypt -in key.pem -out key.pkcs8.pem (without -nocrypt it stays encrypted).',
    });
  }
  if (!certificate.checkPrivateKey(key)) {
    throw new Failure('problem', 'certificate-chain', `The private key does not belong to the certificate ${named(certificate)}`, {
      cure: 'Give the certificate that was issued for this key. Both of these commands must print the same: openssl pkey -in key.pem -pubout, openssl x509 -in cert.pem -noout -pubkey',
    });
  }
  return async (bytes) => sign('sha256', bytes, key);
}

function named(certificate: X509Certificate): string {
  return quoted(commonName(certificate), 100);
}

function kindOf(key: KeyObject): string {
  const type = key.asymmetricKeyType ?? 'unknown';
  return type.startsWith('ed') ? type.replace('ed', 'Ed') : type.toUpperCase();
}
