import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import type { Exchanged } from './http.ts';

/** An error's text is worth so much, and no more. */
const LARGEST_ERROR = 64 * 1024;

/**
 * The body of an answer, in memory. A good one of more than `limit` bytes is refused while it comes (Failure `problem` `too-large`);
 * of any other the first 64 KiB are kept.
 */
export async function readBody(response: Exchanged, limit: number, doing: string): Promise<Buffer> {
  const good = response.status >= 200 && response.status < 300;
  const most = good ? limit : LARGEST_ERROR;
  const chunks: Buffer[] = [];
  let size = 0;
  const body: AsyncIterable<Buffer> = response.body;
  for await (const bytes of body) {
    size += bytes.byteLength;
    if (size > most) {
      // Leaving the loop destroys the stream, and with it the connection.
      if (good) throw new Failure('problem', 'too-large', `${doing}: the answer is more than the ${limit} bytes that it may be`);
      chunks.push(bytes.subarray(0, bytes.byteLength - (size - most)));
      break;
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
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
