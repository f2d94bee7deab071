import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import type { Exchanged } from './http.ts';

/** An error's text is worth so much, and no more. */
const LARGEST_ERROR = 64 * 1024;
const EMPTY = Buffer.alloc(0);

/**
 * The body of an answer, in memory. A good one of more than `limit` bytes is refused while it comes (Failure `problem` `too-large`);
 * of any other the first 64 KiB are kept.
 */
export async function readBody(response: Exchanged, limit: number, doing: string): Promise<Buffer> {
  const good = response.status >= 200 && response.status < 300;
  const most = good ? limit : LARGEST_ERROR;
  const { body } = response;
  const chunks: Buffer[] = [];
  let size = 0;
  // Listened to, since an iteration costs a small answer more than all the rest.
  return new Promise((resolve, reject) => {
    const settle = (): void => resolve(chunks.length === 1 ? (chunks[0] ?? EMPTY) : Buffer.concat(chunks));
    body.once('end', settle);
    body.once('error', reject);
    body.once('close', () => reject(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' })));
    body.on('data', (bytes: Buffer) => {
      size += bytes.byteLength;
      if (size <= most) chunks.push(bytes);
      else if (body.destroyed) return;
      else if (good) body.destroy(new Failure('problem', 'too-large', `${doing}: the answer is more than the ${limit} bytes that it may be`));
      else {
        chunks.push(bytes.subarray(0, bytes.byteLength - (size - most)));
        body.destroy();
        settle();
      }
    });
  });
}

/** Reads a body that nobody wants, so that its connection can serve again; a long one is given up. */
export async function drain(body: Readable): Promise<void> {
  if (body.destroyed) return;
  let size = 0;
  try {
    const chunks: AsyncIterable<Buffer> = body;
    for await (const chunk of chunks) {
      size += chunk.byteLength;
      if (size > LARGEST_ERROR) break;
    }
  } catch {
    // It was not wanted.
  }
}

/** Ends a stream that is not wanted any more, and waits until it has. */
export async function destroy(stream: Readable): Promise<void> {
  if (stream.destroyed) return;
  const closed = once(stream, 'close').catch(() => {});
  stream.destroy();
  await closed;
}
