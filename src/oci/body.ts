import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import { header } from './answer.ts';
import { Overdue } from './conversation.ts';
import type { Exchanged } from './http.ts';

/** An error's text is worth so much, and no more. */
const LARGEST_ERROR = 64 * 1024;
const EMPTY = Buffer.alloc(0);
/** Where a server says no length. */
const FIRST = 16 * 1024;

/**
 * The body of an answer, in memory. A good one of more than `limit` bytes is refused while it comes (Failure `problem` `too-large`);
 * of any other the first 64 KiB are kept. Throws Overdue when it has not ended after `ms`, however often some of it comes.
 */
export async function readBody(response: Exchanged, limit: number, doing: string, ms: number): Promise<Buffer> {
  const good = response.status >= 200 && response.status < 300;
  const most = good ? limit : LARGEST_ERROR;
  const { body } = response;
  const length = Number(header(response, 'content-length')) || FIRST;
  // Copied together: a server may send each byte as a piece of its own, and a piece that is kept takes some hundred bytes.
  let bytes = EMPTY;
  let size = 0;
  const keep = (piece: Buffer): void => {
    const needed = Math.min(size + piece.byteLength, most);
    if (needed > bytes.byteLength) {
      const grown = Buffer.allocUnsafe(Math.min(Math.max(needed, size === 0 ? length : 2 * size), most));
      bytes.copy(grown, 0, 0, size);
      bytes = grown;
    }
    size += piece.copy(bytes, size);
  };
  limitTime(body, ms);
  // Listened to, since an iteration costs a small answer more than all the rest.
  return new Promise((resolve, reject) => {
    // What is kept for long should not hold much that is empty.
    const settle = (): void => resolve(2 * size < bytes.byteLength ? Buffer.from(bytes.subarray(0, size)) : bytes.subarray(0, size));
    body.once('end', settle);
    body.once('error', reject);
    body.once('close', () => reject(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' })));
    body.on('data', (piece: Buffer) => {
      if (body.destroyed) return;
      const over = size + piece.byteLength > most;
      if (over && good) body.destroy(new Failure('problem', 'too-large', `${doing}: the answer is more than the ${limit} bytes that it may be`));
      else keep(piece);
      if (over && !good) {
        body.destroy();
        settle();
      }
    });
  });
}

/** Reads a body that nobody wants, so that its connection can serve again; a long one is given up, and one that has not ended after `ms`. */
export async function drain(body: Readable, ms: number): Promise<void> {
  if (body.destroyed) return;
  limitTime(body, ms);
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

/** Ends a body that has not ended by itself after `ms`. */
function limitTime(body: Readable, ms: number): void {
  const timer = setTimeout(() => body.destroy(new Overdue('ETIMEDOUT', `the answer did not end within ${ms} ms`)), ms);
  body.once('close', () => clearTimeout(timer));
}

/** Ends a stream that is not wanted any more, and waits until it has. */
export async function destroy(stream: Readable): Promise<void> {
  if (stream.destroyed) return;
  const closed = once(stream, 'close').catch(() => {});
  stream.destroy();
  await closed;
}
