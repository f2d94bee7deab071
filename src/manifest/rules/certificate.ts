import type { Finding } from '../problem.ts';
import { quoted } from '../../visible.ts';
import { BOTH, device, rule } from './rule.ts';

/** What rules ask of the certificate and key with which a release is signed for devices. null: not known. */
export interface CertificateFacts {
  readonly commonName: string;
  /** The product that the common name `manifest PRODUCT:<uuid>` names (mos, cmd/trust/utils.go); null when it has another shape. */
  readonly product: string | null;
  /** Of the certificate's public key, as node:crypto names it: `rsa`, `ec`, `ed25519`, … */
  readonly keyType: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Whether a certificate of `ca-certificate` issued it directly; null when none was given. */
  readonly issuedByCa: boolean | null;
  /** Why a device refuses it whoever issued it, in words that go on after "The certificate"; null when nothing is known. */
  readonly refused: string | null;
  /** Certificates that follow the first in the file. */
  readonly intermediates: number;
  /** Whether the key is the certificate's; null when there is no key at hand. */
  readonly keyMatches: boolean | null;
  /** How the key is written: `pkcs8`, `encrypted-pkcs8`, `pkcs1`, …; null when there is no key at hand. */
  readonly keyEncoding: string | null;
}

const LIFETIME_YEARS = 5;

const day = (date: Date): string => date.toISOString().slice(0, 10);

/** What is wrong with the certificate and its key, one sentence each with its cure. */
function faults({ certificate, now }: { readonly certificate: CertificateFacts; readonly now: Date }): string[] {
  const { keyType, notBefore, notAfter, issuedByCa, refused, intermediates, keyMatches, keyEncoding } = certificate;
  const found: string[] = [];
  if (keyType !== 'rsa') found.push(`The certificate's key is ${quoted(keyType)}, and devices read RSA alone. Sign with an RSA key and its certificate.`);
  if (now < notBefore) found.push(`The certificate is not valid before ${day(notBefore)}. Wait until then, or sign with another.`);
  if (now > notAfter) found.push(`The certificate ended on ${day(notAfter)}. Sign with one that is in date.`);
  if (issuedByCa === false) {
    found.push(
      intermediates > 0
        ? 'The first certificate was not issued by one in ca-certificate itself, and devices read no intermediate certificates. Use one that the CA issued directly.'
        : 'The certificate was not issued by one in ca-certificate. Give the CA that issued it, which is the one that devices trust.',
    );
  }
  if (refused !== null) found.push(`The certificate ${refused}, so devices refuse it. Have the CA issue one as openssl x509 -req -sha256 makes it, with no more than the usual extensions.`);
  if (keyMatches === false) found.push('The key is not the one that the certificate was issued for. Give the key and the certificate of the same product.');
  if (keyType === 'rsa' && keyEncoding !== null && !/^(?:encrypted-)?pkcs8$/.test(keyEncoding)) {
    found.push(`The key is written as ${keyEncoding}, and mosb reads PKCS#8 (BEGIN PRIVATE KEY). Convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem -out key-pkcs8.pem`);
  }
  return found;
}

const about = (message: string): Finding => ({ path: ['product'], target: null, message });

export const certificateRules = [
  rule({
    id: 'certificate-product',
    number: 5,
    forms: BOTH,
    severity: device('error'),
    needs: ['key'],
    title: 'The common name of the signing certificate, `manifest PRODUCT:<uuid>`, names the product of the manifest.',
    why: 'mosctl never compares the two, so a manifest signed for another product would be installed.',
    note: 'Capital and small letters are the same, as in every UUID; `verify` reads it so too.',
    check({ manifest, certificate }) {
      if (certificate === undefined || manifest.product === undefined || manifest.product === '') return [];
      if (certificate.product === null) {
        return [about(`The certificate is for ${quoted(certificate.commonName)}, which names no product. Sign with a certificate whose common name is "manifest PRODUCT:" and the product.`)];
      }
      // A UUID's letters are the same in both cases (RFC 9562 §4).
      if (certificate.product.toLowerCase() === manifest.product.toLowerCase()) return [];
      return [about(`The certificate is for the product ${quoted(certificate.product)}, and this manifest is of ${quoted(manifest.product)}. Sign with this product's key and certificate.`)];
    },
    words: {
      bad: 'product: de6c82c5-2e01-4c92-949b-a6545d30fc06\nSubject: CN = manifest PRODUCT:0d41cf25-4de5-4a7c-9b4c-0ef4b9f7a6a6',
      good: 'product: de6c82c5-2e01-4c92-949b-a6545d30fc06\nSubject: CN = manifest PRODUCT:de6c82c5-2e01-4c92-949b-a6545d30fc06',
    },
  }),
  rule({
    id: 'certificate-chain',
    number: 6,
    forms: BOTH,
    severity: device('error'),
    locked: true,
    needs: ['key'],
    title: 'The signing certificate is RSA, in date and issued directly by a certificate in `ca-certificate`; its key is RSA in PKCS#8 and matches.',
    why: 'mosctl reads the first PEM block alone, takes RSA for granted and panics on anything else, after it wrote the boot partition.',
    check({ certificate, now }) {
      return certificate === undefined ? [] : faults({ certificate, now }).map(about);
    },
    words: {
      bad: 'Public Key Algorithm: id-ecPublicKey\n-----BEGIN EC PRIVATE KEY-----',
      good: 'Public Key Algorithm: rsaEncryption\n-----BEGIN PRIVATE KEY-----',
    },
  }),
  rule({
    id: 'certificate-lifetime',
    number: 57,
    forms: BOTH,
    severity: device('warning'),
    needs: ['key'],
    title: `The signing certificate is valid for ${LIFETIME_YEARS} more years at least.`,
    why: 'A device verifies the certificate again at every boot, at the time of that boot.',
    check({ certificate, now }) {
      if (certificate === undefined || certificate.notAfter < now) return [];
      const wanted = new Date(now);
      wanted.setUTCFullYear(wanted.getUTCFullYear() + LIFETIME_YEARS);
      if (certificate.notAfter >= wanted) return [];
      return [about(`The certificate ends on ${day(certificate.notAfter)}, and from then on no device boots what it signed. Issue one that is valid until ${day(wanted)} or later.`)];
    },
    words: { bad: 'Not Before: Jan  1 00:00:00 2026 GMT\nNot After : Jan  1 00:00:00 2027 GMT', good: 'Not Before: Jan  1 00:00:00 2026 GMT\nNot After : Jan  1 00:00:00 2046 GMT' },
  }),
  rule({
    id: 'no-device-signature',
    number: 61,
    forms: BOTH,
    severity: { mos: 'notice', mosctl: 'error', generic: 'off' },
    needs: ['key'],
    title: 'A release is signed with the product\'s key, too.',
    why: 'Today\'s devices verify an RSA signature by the product\'s key and refuse a release that has only a keyless one.',
    check({ certificate, publishing }) {
      if (!publishing || certificate !== undefined) return [];
      return [{ path: [], target: null, message: 'The release carries no signature that a device of today accepts. For devices, add `key` to `sign`, with the inputs key and certificate.' }];
    },
    words: { bad: 'sign: keyless', good: 'sign: keyless, key' },
  }),
];
