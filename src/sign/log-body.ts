import { X509Certificate } from 'node:crypto';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import { isInDate } from './certificate.ts';
import { visible } from '../visible.ts';
import { moment } from './moment.ts';

/**
 * Why a verified log entry is not of this certificate, or undefined when it is: @sigstore/verify compares signature and digest, and leaves out whose key the log saw, the time in the entry and
 * whether a log signed it, that Rekor v2 logs hashedrekord alone, and its index beside the proof (cosign 3.1 asks for all of these).
 */
export function checkLogBody(entry: TransparencyLogEntry, certificate: X509Certificate): string | undefined {
  const { kind, version } = entry.kindVersion;
  if (kind === 'dsse' && version !== '0.0.1') return `Its log entry is of the kind ${kind} ${version}, which no log takes`;
  // A time and the index in all of a log are what a promise signs; Rekor 2 makes none, and its index is the proof's.
  if (hasTime(entry) && entry.inclusionPromise === undefined) return 'Its log entry holds a time that no log signed';
  if (kind === 'hashedrekord' && version === '0.0.2' && entry.logIndex !== entry.inclusionProof?.logIndex) {
    return `Its log entry says that its index is ${visible(entry.logIndex, 20)}, and its proof is of ${visible(entry.inclusionProof?.logIndex ?? 'none', 20)}`;
  }
  let logged: Buffer | undefined;
  try {
    logged = certificateIn(JSON.parse(entry.canonicalizedBody.toString('utf8')));
  } catch {
    logged = undefined;
  }
  if (logged?.equals(certificate.raw) !== true) return 'Its log entry is of another certificate';
  const time = new Date(Number(entry.integratedTime) * 1000);
  if (hasTime(entry) && !isInDate(certificate, time)) return `It was logged at ${moment(time)}, when the certificate was not valid`;
  return undefined;
}

function hasTime({ integratedTime }: TransparencyLogEntry): boolean {
  return integratedTime !== '' && integratedTime !== '0';
}

/** The members of the kinds of entries (rekor's and rekor-tiles' schemas) that hold the certificate. */
interface Body {
  readonly spec?: {
    readonly signature?: { readonly publicKey?: { readonly content?: string } };
    readonly signatures?: readonly { readonly verifier?: string }[];
    readonly content?: { readonly envelope?: { readonly signatures?: readonly { readonly publicKey?: string }[] } };
    readonly hashedRekordV002?: { readonly signature?: { readonly verifier?: { readonly x509Certificate?: { readonly rawBytes?: string } } } };
  };
}

/** DER of the certificate in an entry's body. */
function certificateIn(body: Body): Buffer | undefined {
  const { spec } = body;
  const der = spec?.hashedRekordV002?.signature?.verifier?.x509Certificate?.rawBytes;
  if (der !== undefined) return Buffer.from(der, 'base64');
  const pem = spec?.signature?.publicKey?.content ?? spec?.signatures?.[0]?.verifier ?? spec?.content?.envelope?.signatures?.[0]?.publicKey;
  return pem === undefined ? undefined : new X509Certificate(Buffer.from(pem, 'base64')).raw;
}
