import { X509Certificate } from 'node:crypto';
import { hasIssued } from './certificate.ts';
import type { Trust } from './trust.ts';

/** The certificates, in PEM, to which a leaf chains in a trusted root: its issuer first, the root last; '' when nobody there issued it. */
export async function issuerChain(trust: Trust, leafPem: Buffer): Promise<string> {
  const { TrustedRoot } = await import('@sigstore/protobuf-specs');
  const leaf = new X509Certificate(leafPem);
  for (const { certChain } of TrustedRoot.fromJSON(trust.json).certificateAuthorities) {
    const chain = (certChain?.certificates ?? []).map(({ rawBytes }) => new X509Certificate(rawBytes));
    const [issuer] = chain;
    if (issuer !== undefined && hasIssued(issuer, leaf)) return chain.map((certificate) => certificate.toString()).join('');
  }
  return '';
}
