import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { type Answer, header, lies, registryErrors, statusText, unexpected, unreachable } from './answer.ts';
import type { Access } from './auth.ts';
import type { Descriptor } from './descriptor.ts';
import type { Endpoint } from './endpoint.ts';
import { keepMemoryFlat } from './memory.ts';
import { isTransient, isTransientError, retryAfter } from './retry.ts';
import type { PushBlobOptions, Written } from './store.ts';

/** What a registry has shown of how it takes blobs, so that no request is spent twice on finding out. */
export interface UploadMemory {
  /** It has answered a mount of a blob that it had: so a 202 means that the blob is not there. */
  mounts: boolean;
}

/** What a registry may be sent twice when it does not take it at once, in bytes. Servers read as much of a body that they did not ask for. */
const MOST_AT_ONCE = 64 * 1024;
/** Sending this much although it is there costs more than asking first. */
const WORTH_ASKING = 64 * 1024 * 1024;
const MOST_ATTEMPTS = 4;
const CONFIRMATIONS = 6;

/**
 * Stores a blob (distribution-spec §Pushing blobs) with one request when it is there and two when it is not: the POST that opens a session asks
 * for a mount as well, from `mountFrom` or from the repository itself, which a registry answers with 201 when it has the blob. Only a blob of 64 MiB
 * or more is asked for first (HEAD), of a registry that has not shown yet that it honours mounts, unless `probe` is false. The body streams, with Content-Length, in one PUT; or `atOnce` with the POST.
 */
export async function uploadBlob(endpoint: Endpoint, repository: string, memory: UploadMemory, descriptor: Descriptor, open: () => Promise<Readable>, options: PushBlobOptions): Promise<Written> {
  const { digest, size } = descriptor;
  const doing = `writing ${endpoint.host}/${repository}@${digest}`;
  const access: Access = { repository, push: true };
  if (options.probe !== false && size >= WORTH_ASKING && !memory.mounts && (await blobExists(endpoint, repository, access, descriptor))) return 'exists';

  let session: Answer | undefined;
  let again = open;
  if (options.atOnce === true && size <= MOST_AT_ONCE && endpoint.takesAtOnce !== false) {
    const bytes = await all(open, descriptor);
    again = async () => Readable.from([bytes]);
    session = await startUpload(endpoint, access, doing, `digest=${digest}`, bytes);
    // 202: it only opened the upload.
    endpoint.takesAtOnce = session.status === 201;
    if (session.status === 201) return 'written';
  } else {
    const from = options.mountFrom ?? repository;
    session = await startUpload(endpoint, { ...access, from }, doing, `mount=${digest}&from=${from}`).catch((error: unknown) => {
      // A token server may refuse the whole token for the sake of the other repository.
      if (from !== repository && error instanceof Failure && error.code === 'token-refused') return undefined;
      throw error;
    });
    if (session?.status === 201) {
      memory.mounts = true;
      return from === repository ? 'exists' : 'mounted';
    }
  }
  if (session === undefined || session.status >= 400) session = await startUpload(endpoint, access, doing, undefined);

  for (let attempt = 0; ; attempt++) {
    const location = locationOf(session, endpoint, doing);
    location.search = `${location.search}${location.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`;
    const more = attempt + 1 < MOST_ATTEMPTS;
    let wait = endpoint.policy.baseMs * 2 ** attempt * (0.5 + Math.random());
    let why = 'a broken connection';
    let source: Readable | undefined;
    try {
      source = await again();
      const body = told(source, endpoint, descriptor, options);
      const answer = await endpoint.send({ method: 'PUT', target: location, access, doing, headers: { 'content-type': 'application/octet-stream' } }, body, size);
      if (answer.status === 201 || answer.status === 204) return 'written';
      if (answer.status === 202) return await confirm(endpoint, repository, access, descriptor, doing);
      // 401: the token ended while the session was open. 404 and 416: the registry lost the session.
      if (!more || !(isTransient(answer.status) || [401, 404, 416].includes(answer.status) || isDisturbed(answer))) throw notWritten(answer, doing);
      wait = retryAfter(header(answer, 'retry-after')) ?? wait;
      why = String(answer.status);
      if (wait > endpoint.policy.deadlineMs) throw notWritten(answer, doing);
    } catch (error) {
      if (!more || !isTransientError(error)) throw unreachable(error, doing, endpoint.host);
    } finally {
      source?.destroy();
    }
    endpoint.policy.onRetry?.({ doing, why, waitMs: wait });
    await sleep(wait);
    session = await startUpload(endpoint, access, doing, undefined);
    if (session.status === 201) return 'exists';
  }
}

/** Whether a repository has a blob. A redirect to where it is stored says yes; where HEAD is not known, a GET of one byte is. */
export async function blobExists(endpoint: Endpoint, repository: string, access: Access, descriptor: Descriptor): Promise<boolean> {
  const doing = `looking for ${endpoint.host}/${repository}@${descriptor.digest}`;
  const call = { target: `/v2/${repository}/blobs/${descriptor.digest}`, access, doing, keepRedirect: true, headers: { accept: '*/*' } } as const;
  const answer = await endpoint.call({ ...call, method: 'HEAD' });
  if (answer.status === 404) return false;
  if (answer.status === 405 || answer.status === 501) {
    const got = await endpoint.stream({ ...call, method: 'GET', headers: { accept: '*/*', range: 'bytes=0-0' } });
    got.stream?.destroy();
    if (got.status === 404) return false;
    if (got.status === 416 || got.status < 400) return true;
    throw unexpected(got, doing);
  }
  if (answer.status >= 300 && answer.status < 400) return true;
  if (answer.status !== 200) throw unexpected(answer, doing);
  const length = header(answer, 'content-length');
  if (length !== undefined && Number(length) !== descriptor.size) throw lies(doing, `the registry has ${Number(length)} bytes under that digest, and its descriptor says ${descriptor.size}`);
  return true;
}

/** Opens an upload. What a query asks for besides may be refused; the answer then says so. */
async function startUpload(endpoint: Endpoint, access: Access, doing: string, query: string | undefined, body?: Buffer): Promise<Answer> {
  const answer = await endpoint.call({
    method: 'POST', access, doing, tolerant: query !== undefined, body,
    headers: body === undefined ? { 'content-length': '0' } : { 'content-type': 'application/octet-stream' },
    target: `/v2/${access.repository}/blobs/uploads/${query === undefined ? '' : `?${query}`}`,
  });
  if (answer.status === 201 || answer.status === 202 || (query !== undefined && answer.status >= 400)) return answer;
  throw notWritten(answer, doing);
}

/**
 * Where a session goes on. Registries behind proxies that end TLS name themselves with http; another host (a storage) is given no credentials,
 * and is looked at when it connects. What the Location's query says is kept as it is.
 */
function locationOf(session: Answer, endpoint: Endpoint, doing: string): URL {
  const text = header(session, 'location') ?? '';
  const location = text !== '' && URL.canParse(text, session.url.href) ? new URL(text, session.url) : undefined;
  if (location === undefined || location.username !== '' || location.password !== '' || !/^https?:$/.test(location.protocol)) {
    throw lies(doing, 'the registry opened an upload without saying where it goes on');
  }
  const origin = endpoint.origin();
  if (origin.protocol === 'https:' && location.protocol === 'http:') {
    if (location.hostname !== origin.hostname) throw lies(doing, `the registry sends the upload from https to plain http, to ${location.host}`);
    location.protocol = 'https:';
    location.port = origin.port;
  }
  location.hash = '';
  return location;
}

async function all(open: () => Promise<AsyncIterable<Buffer>>, descriptor: Descriptor): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await open()) parts.push(part);
  const bytes = Buffer.concat(parts);
  if (bytes.byteLength !== descriptor.size) throw new Failure('problem', 'blob-size', `${descriptor.digest}: the source gives ${bytes.byteLength} of the ${descriptor.size} bytes that its descriptor says`);
  return bytes;
}

/** The bytes of a source, told as they go. Throws Failure `problem` `blob-size` when they are not as many as the descriptor says. */
async function* told(source: AsyncIterable<Buffer>, endpoint: Endpoint, descriptor: Descriptor, { onProgress }: PushBlobOptions): AsyncGenerator<Buffer> {
  const wrong = (gives: string): Failure => new Failure('problem', 'blob-size', `${descriptor.digest}: the source gives ${gives} the ${descriptor.size} bytes that its descriptor says`);
  let bytes = 0;
  for await (const part of source) {
    bytes += part.byteLength;
    if (bytes > descriptor.size) throw wrong('more than');
    endpoint.transport.tally({ sent: part.byteLength });
    keepMemoryFlat(part.byteLength);
    onProgress?.({ descriptor, bytes, state: 'moving' });
    yield part;
  }
  if (bytes < descriptor.size) throw wrong(`${bytes} of`);
}

/** The bytes were hashed before they left. distribution 2.8 calls a digest invalid also when another writer puts the same blob at that moment. */
function isDisturbed(answer: Answer): boolean {
  return answer.status === 400 && registryErrors(answer).some(({ code }) => code === 'DIGEST_INVALID');
}

/** A commit that was only accepted (202) is believed when the blob is there. */
async function confirm(endpoint: Endpoint, repository: string, access: Access, descriptor: Descriptor, doing: string): Promise<Written> {
  for (let tries = 0; tries < CONFIRMATIONS; tries++) {
    if (await blobExists(endpoint, repository, access, descriptor)) return 'written';
    await sleep(Math.min(100, endpoint.policy.baseMs) * 2 ** tries);
  }
  throw new Failure('unavailable', 'upload-unconfirmed', `${doing}: the registry accepted the blob, and does not have it`, { cure: 'Run again; if it stays so, ask whoever runs the registry.' });
}

function notWritten(answer: Answer, doing: string): Failure {
  if (answer.status === 401) return new Failure('unavailable', 'unauthorized', `${doing}: the registry answered ${statusText(answer)}`, { cure: 'Log in as somebody who may write there.' });
  if (answer.status === 413) return new Failure('unavailable', 'blob-too-large', `${doing}: the registry, or a proxy before it, takes no blob of that size`, { cure: 'Raise its limit (nginx: client_max_body_size 0).' });
  if (registryErrors(answer).some(({ code }) => code === 'DIGEST_INVALID')) return lies(doing, 'the registry says that the bytes do not match the digest, and they did when they left');
  return unexpected(answer, doing);
}
