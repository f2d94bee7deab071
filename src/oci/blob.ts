import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { type Answer, header, lies, unexpected, unreachable } from './answer.ts';
import type { Access } from './auth.ts';
import type { Descriptor } from './descriptor.ts';
import type { Endpoint, StreamAnswer } from './endpoint.ts';
import { keepMemoryFlat } from './memory.ts';
import { isTransientError } from './retry.ts';

/** A stream that breaks is resumed; this often without a byte in between, it is given up. */
const MOST_BREAKS = 5;
/** However slowly bytes trickle, a blob is given up when it takes longer than this, and this for each of its bytes: 32 KiB/s. */
const SLOWEST_MS = 600_000;
const SLOWEST_MS_PER_BYTE = 1000 / (32 * 1024);

/**
 * The bytes of a blob as they come, counted and hashed: the last of them are given only when all are what the descriptor says. A connection that
 * breaks is taken up where it broke, by a range, or from the start where the registry knows none. Whoever destroys the stream ends its connection at once.
 * Throws Failure `problem` `blob-missing`.
 */
export async function readBlobStream(endpoint: Endpoint, repository: string, access: Access, descriptor: Descriptor): Promise<Readable> {
  const doing = `reading ${endpoint.host}/${repository}@${descriptor.digest}`;
  const given = new AbortController();
  const ask = async (from: number): Promise<Readable> => {
    const answer = await endpoint.stream({
      method: 'GET', target: `/v2/${repository}/blobs/${descriptor.digest}`, access, doing, signal: given.signal,
      headers: { accept: '*/*', ...(from > 0 ? { range: `bytes=${from}-` } : {}) },
    });
    return bodyFrom(answer, descriptor, from, doing);
  };
  // The first answer is waited for, so that a blob that is not there is said here, and not in the stream.
  const bytes = verified(await ask(0), ask, endpoint, descriptor, doing, given.signal);
  const stream = new Readable({
    highWaterMark: 64 * 1024,
    read: () => void bytes.next().then((next) => stream.push(next.done === true ? null : next.value), (error: Error) => stream.destroy(error)),
    // Readable.from would first wait for what the generator waits for: bytes, an answer, or the time to ask again.
    destroy: (error, done) => {
      if (!stream.readableEnded) given.abort(new Error(`${doing}: nobody reads it any more`));
      bytes.return().catch(() => {});
      done(error);
    },
  });
  return stream;
}

async function* verified(first: Readable, ask: (from: number) => Promise<Readable>, endpoint: Endpoint, descriptor: Descriptor, doing: string, given: AbortSignal): AsyncGenerator<Buffer, void, void> {
  const hash = createHash('sha256');
  const end = Date.now() + SLOWEST_MS + descriptor.size * SLOWEST_MS_PER_BYTE;
  let read = 0;
  let body: Readable | undefined = first;
  for (let breaks = 0; read < descriptor.size || descriptor.size === 0; breaks++) {
    const before = read;
    try {
      body ??= await ask(read);
      const chunks: AsyncIterable<Buffer> = body;
      for await (const bytes of chunks) {
        endpoint.transport.tally({ received: bytes.byteLength });
        keepMemoryFlat(bytes.byteLength);
        read += bytes.byteLength;
        if (read > descriptor.size) throw lies(doing, `the blob has more than the ${descriptor.size} bytes that its descriptor says`);
        if (Date.now() > end) throw new Failure('unavailable', 'registry-timeout', `${doing}: the registry sends so slowly that it was given up after ${read} of ${descriptor.size} bytes`, { cure: 'Run again later.' });
        hash.update(bytes);
        if (read < descriptor.size) yield bytes;
        else {
          if (`sha256:${hash.digest('hex')}` !== descriptor.digest) throw lies(doing, 'the bytes do not match the digest');
          yield bytes;
          return;
        }
      }
      if (descriptor.size === 0) break;
    } catch (error) {
      if (!isTransientError(error)) throw unreachable(error, doing, endpoint.host);
      if (breaks >= MOST_BREAKS) throw unreachable(error, doing, endpoint.host);
    }
    // It ended too early, or broke.
    body = undefined;
    if (read > before) breaks = 0;
    if (breaks >= MOST_BREAKS) throw lies(doing, `the blob ends after ${read} of ${descriptor.size} bytes, again and again`);
    await sleep(Math.min(endpoint.policy.baseMs * 2 ** breaks, 5000) * (0.5 + Math.random()), undefined, { signal: given });
  }
  if (`sha256:${hash.digest('hex')}` !== descriptor.digest) throw lies(doing, 'the bytes do not match the digest');
}

/** The body of an answer, from byte `from` on. */
function bodyFrom(answer: StreamAnswer, descriptor: Descriptor, from: number, doing: string): Readable {
  const { stream, status } = answer;
  if (stream === undefined) throw notRead(answer, doing);
  const give = (problem: Failure): Failure => {
    stream.destroy();
    return problem;
  };
  if (header(answer, 'content-encoding') !== undefined && header(answer, 'content-encoding') !== 'identity') throw give(lies(doing, 'the blob came compressed, although that was not asked for'));
  if (status === 206) {
    const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header(answer, 'content-range') ?? '');
    if (range === null || Number(range[1]) !== from) throw give(lies(doing, 'the registry gave another part of the blob than was asked for'));
    return stream;
  }
  const length = header(answer, 'content-length');
  if (length !== undefined && Number(length) !== descriptor.size) throw give(lies(doing, `the blob has ${Number(length)} bytes, and its descriptor says ${descriptor.size}`));
  return from === 0 ? stream : skipping(stream, from);
}

function skipping(stream: Readable, count: number): Readable {
  async function* rest(): AsyncGenerator<Buffer> {
    let left = count;
    const chunks: AsyncIterable<Buffer> = stream;
    for await (const bytes of chunks) {
      if (left < bytes.byteLength) yield bytes.subarray(left);
      left = Math.max(0, left - bytes.byteLength);
    }
  }
  return Readable.from(rest(), { objectMode: false });
}

function notRead(answer: Answer, doing: string): Failure {
  if (answer.status === 404 || answer.status === 410) {
    return new Failure('problem', 'blob-missing', `${doing}: the registry does not have it`, { cure: 'Push the image again: its manifest names what is not there.' });
  }
  return unexpected(answer, doing);
}
