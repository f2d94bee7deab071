import { createHash, sign } from 'node:crypto';
import { bundleToJSON, toDSSEBundle, toMessageSignatureBundle, type Bundle } from '@sigstore/bundle';
import { preAuthenticationEncoding } from '../../src/sign/dsse.ts';
import { makeCa, makeKeys, privateKeyPem } from '../harness/certificates.ts';
import { x509 } from '../harness/x509.ts';

export interface PrivateSigner {
  readonly certificatePem: string;
  /** A bundle of a payload of this type, with a timestamp and no log entry. */
  readonly envelope: (type: string, payload: Buffer) => Promise<Buffer>;
  /** A bundle of a message that says `digest` of it, whatever it is. */
  readonly message: (bytes: Buffer, digest?: Buffer) => Promise<Buffer>;
}

export interface PrivateCa {
  /** The entry of a trusted root's `certificateAuthorities`. */
  readonly authority: object;
  /** A signer whose certificate is for `identity`, for these usages, from now or from another time on for ten minutes. */
  readonly signer: (identity: string, issuer: string, usages?: readonly string[], notBefore?: Date) => Promise<PrivateSigner>;
}

export const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';

/** A CA that keeps no certificate log, as GitHub's own instance for private repositories, played: its certificates are as Fulcio's. `stamp` gives the timestamps. */
export async function makePrivateCa(stamp: (signature: Buffer) => Promise<Buffer>): Promise<PrivateCa> {
  const ca = await makeCa('private', 'ec');
  const finish = async (bundle: Bundle, signature: Buffer): Promise<Buffer> => {
    bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp: await stamp(signature) }] };
    return Buffer.from(JSON.stringify(bundleToJSON(bundle)));
  };
  const rawBytes = Buffer.from(ca.certificate.rawData).toString('base64');
  return {
    authority: { subject: { commonName: 'private' }, uri: '', certChain: { certificates: [{ rawBytes }] }, validFor: { start: new Date(Date.now() - 86_400_000).toISOString() } },
    async signer(identity, issuer, usages = [CODE_SIGNING], notBefore = new Date()) {
      const keys = await makeKeys('ec');
      const issued = await x509.X509CertificateGenerator.create({
        serialNumber: '01',
        subject: '',
        issuer: ca.certificate.subjectName,
        notBefore,
        notAfter: new Date(notBefore.getTime() + 600_000),
        publicKey: keys.publicKey,
        signingKey: ca.keys.privateKey,
        signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
        extensions: [
          ...(usages.length === 0 ? [] : [new x509.ExtendedKeyUsageExtension([...usages])]),
          new x509.SubjectAlternativeNameExtension([{ type: 'url', value: identity }], true),
          new x509.Extension('1.3.6.1.4.1.57264.1.8', false, Uint8Array.from(Buffer.concat([Buffer.from([0x0c, issuer.length]), Buffer.from(issuer)]))),
          await x509.AuthorityKeyIdentifierExtension.create(ca.keys.publicKey, false),
        ],
      });
      const certificate = Buffer.from(issued.rawData);
      const key = await privateKeyPem(keys.privateKey);
      return {
        certificatePem: issued.toString('pem'),
        envelope(type, payload) {
          const signature = sign('sha256', preAuthenticationEncoding(type, payload), key);
          return finish(toDSSEBundle({ artifact: payload, artifactType: type, signature, certificate, certificateChain: false }), signature);
        },
        message(bytes, digest = createHash('sha256').update(bytes).digest()) {
          const signature = sign('sha256', bytes, key);
          return finish(toMessageSignatureBundle({ digest, signature, certificate, certificateChain: false }), signature);
        },
      };
    },
  };
}
