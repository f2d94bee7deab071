import { createHash } from 'node:crypto';
import { Failure } from '../failure.ts';
import { visible } from '../visible.ts';
import { derElements } from './der.ts';
import type { Post } from './http.ts';
import { ServiceError, persist, type Persistence } from './persist.ts';
import type { Service } from './services.ts';

/** TimeStampReq (RFC 3161 §2.4.1) of version 1 with a SHA-256 message imprint, up to its 32 bytes; certReq is FALSE by default, as trusted roots have the certificates. */
const REQUEST = Buffer.from('30360201013031300d060960864801650304020105000420', 'hex');

/** An RFC 3161 timestamp of a signature, as the authority gave it (DER). Throws an `unavailable` Failure. */
export async function requestTimestamp(authority: Service, signature: Buffer, post: Post, persistence: Persistence): Promise<Buffer> {
  const path = new URL(authority.url).pathname === '/' ? '/api/v1/timestamp' : '';
  const body = Buffer.concat([REQUEST, createHash('sha256').update(signature).digest()]);
  const attempt = async (): Promise<Buffer> => {
    const answer = await post(`${authority.url}${path}`, { contentType: 'application/timestamp-query', accept: 'application/timestamp-reply', body });
    if (!isGranted(answer)) throw new ServiceError('it did not grant a timestamp', 0);
    return answer;
  };
  return persist(
    `Timestamp authority ${authority.url}`,
    attempt,
    persistence,
    (error, told) =>
      new Failure('unavailable', 'timestamp', `The timestamp authority ${visible(authority.url, 200)} gave no timestamp: ${told}`, {
        cure: 'Run the job again later: nothing was published.',
        cause: error,
      }),
  );
}

/** TimeStampResp is SEQUENCE { PKIStatusInfo, TimeStampToken }, with status granted (0) or grantedWithMods (1). */
function isGranted(answer: Buffer): boolean {
  try {
    const [info, token] = derElements(derElements(answer)[0]?.content ?? Buffer.alloc(0));
    const status = derElements(info?.content ?? Buffer.alloc(0))[0]?.content;
    return token !== undefined && status?.length === 1 && status.readUInt8(0) <= 1;
  } catch {
    return false;
  }
}
