import { X509Certificate, sign, type KeyPairKeyObjectResult } from 'node:crypto';
import { Failure } from '../failure.ts';
import { visible } from '../visible.ts';
import type { Post } from './http.ts';
import { requestIdToken, type IdTokenSource } from './id-token.ts';
import { ServiceError, persist, type Persistence } from './persist.ts';
import type { Service } from './services.ts';

/** A certificate and those that it chains to, the issuer's first, as Fulcio gave them; nobody has verified them. */
export interface Issued {
  readonly certificate: X509Certificate;
  readonly chain: readonly X509Certificate[];
}

/**
 * A short-lived certificate from Fulcio (API v2 `signingCert`) for this key and the identity that the run's id-token states. Each attempt asks for a token of its own,
 * since tokens end within minutes. Throws `unavailable` Failures.
 */
export async function requestCertificate(fulcio: Service, keys: KeyPairKeyObjectResult, tokens: IdTokenSource, post: Post, persistence: Persistence): Promise<Issued> {
  const publicKey = keys.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  let description = '';
  const attempt = async (): Promise<Issued> => {
    const token = await requestIdToken(tokens, persistence);
    description = token.description;
    const body = JSON.stringify({
      credentials: { oidcIdentityToken: token.text },
      publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content: publicKey }, proofOfPossession: sign('sha256', Buffer.from(token.subject), keys.privateKey).toString('base64') },
    });
    const answer = await post(`${fulcio.url}/api/v2/signingCert`, { contentType: 'application/json', accept: 'application/json', body });
    const [certificate, ...chain] = certificatesIn(answer);
    if (certificate === undefined) throw new ServiceError('it answered without a certificate', 0);
    if (!certificate.checkPrivateKey(keys.privateKey)) throw new ServiceError('it gave a certificate for another key', 200);
    return { certificate, chain };
  };
  return persist(`Fulcio ${fulcio.url}`, attempt, persistence, (error, told) => {
    const refused = error instanceof ServiceError && [400, 401, 403].includes(error.status);
    return new Failure('unavailable', 'fulcio', `Fulcio ${visible(fulcio.url, 200)} gave no signing certificate: ${told}`, {
      cure: refused
        ? `It does not take this id-token (${description}). It says the same of an expired token, another audience and an issuer that it does not know: use the signing config of a sigstore that knows this issuer.`
        : 'Run the job again later: nothing was published. https://status.sigstore.dev tells of outages of the public services.',
      cause: error,
    });
  });
}

/** The certificates in Fulcio's answer, the leaf first, whether its SCT is in the certificate or beside it; none when it isn't such an answer. */
function certificatesIn(answer: Buffer): readonly X509Certificate[] {
  try {
    const parsed: FulcioAnswer = JSON.parse(answer.toString('utf8'));
    const chain = (parsed.signedCertificateEmbeddedSct ?? parsed.signedCertificateDetachedSct)?.chain;
    return (chain?.certificates ?? []).map((pem) => new X509Certificate(pem));
  } catch {
    return [];
  }
}

interface Chain {
  readonly chain?: { readonly certificates?: readonly string[] };
}

interface FulcioAnswer {
  readonly signedCertificateEmbeddedSct?: Chain;
  readonly signedCertificateDetachedSct?: Chain;
}
