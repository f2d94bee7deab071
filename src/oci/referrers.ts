import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { type Answer, header, lies, record, registryErrors, unexpected } from './answer.ts';
import type { Access } from './auth.ts';
import { type Descriptor, type Digest, MEDIA_TYPES, describe, hexOf, isDigest } from './descriptor.ts';
import type { Endpoint } from './endpoint.ts';
import { nextLink } from './link.ts';
import { isWebPage, mediaTypeOfDocument, readDocument } from './media.ts';

/** What a repository's referrers are read and written through. */
export interface ReferrersContext {
  readonly endpoint: Endpoint;
  readonly repository: string;
  readonly access: Access;
  readonly memory: ReferrersMemory;
}

export interface ReferrersMemory {
  /**
   * Whether the repository has the referrers API, once that is known. What is answered of a repository or a subject that is not there yet does not
   * tell; that the registry lists a referrer itself (OCI-Subject) outweighs what it answered before.
   */
  api: boolean | undefined;
  /** Fallback tags that this process updates now: one after another. */
  readonly updates: Map<Digest, Promise<void>>;
}

const MOST_PAGES = 200;
const MOST_REFERRERS = 10_000;
const LARGEST_INDEX = 4 * 1024 * 1024;
const MOST_UPDATES = 20;
/**
 * Two reads at least this far apart must find what was written: longer than another writer needs between its read and its write. With 30 ms,
 * eight writers on distribution 2.8.2 lost nothing while all were near, and 2 of 480 when some had a round trip of 80 ms.
 */
const SETTLE_MS = 200;
/** The first wait before another round. */
const BACKOFF_MS = 30;

/** The tag that stands in for the referrers API (distribution-spec §Referrers Tag Schema). */
export function fallbackTag(subject: Digest): string {
  return `sha256-${hexOf(subject)}`;
}

/**
 * The referrers of a subject, by the API, or by the fallback tag where there is no API (404, 400, 405, 406, a web page, or a redirect to another
 * origin). Filtered here in any case. 401, 403 and 5xx are failures, never “none”.
 */
export async function listReferrers(context: ReferrersContext, subject: Digest, artifactType?: string): Promise<Descriptor[]> {
  const found = context.memory.api === false ? undefined : await listByApi(context, subject, artifactType);
  const all: readonly Descriptor[] = found ?? (await readFallback(context, subject))?.descriptors ?? [];
  return artifactType === undefined ? [...all] : all.filter((descriptor) => descriptor.artifactType === artifactType);
}

/** Lists what was just stored in the fallback tag, unless the registry said that it lists it itself. All in one update. */
export async function addToFallback(context: ReferrersContext, subject: Digest, added: readonly Descriptor[]): Promise<void> {
  const { updates } = context.memory;
  const before = updates.get(subject) ?? Promise.resolve();
  const mine = before.then(async () => update(context, subject, added));
  const settled = mine.catch(() => {});
  updates.set(subject, settled);
  try {
    await mine;
  } finally {
    if (updates.get(subject) === settled) updates.delete(subject);
  }
}

/** A manifest's descriptor as a list of referrers has it: with the artifactType (distribution-spec §Listing Referrers) and all annotations. */
export function describeReferrer(bytes: Buffer, mediaType: string, manifest: Readonly<Record<string, unknown>>): Descriptor {
  const config = record(manifest['config'])?.['mediaType'];
  const artifactType = manifest['artifactType'] ?? (mediaType === MEDIA_TYPES.index ? undefined : config);
  const annotations = stringMap(manifest['annotations']);
  return {
    ...describe(bytes, mediaType),
    ...(typeof artifactType === 'string' && artifactType !== '' ? { artifactType } : {}),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

async function listByApi(context: ReferrersContext, subject: Digest, artifactType: string | undefined): Promise<Descriptor[] | undefined> {
  const { endpoint, repository, access, memory } = context;
  const doing = `listing the referrers of ${endpoint.host}/${repository}@${subject}`;
  const start = new URL(`/v2/${repository}/referrers/${subject}${artifactType === undefined ? '' : `?artifactType=${encodeURIComponent(artifactType)}`}`, 'https://registry.invalid');
  let target: string | undefined = `${start.pathname}${start.search}`;
  const seen = new Set<string>();
  const found = new Map<Digest, Descriptor>();
  for (let page = 0; target !== undefined; page++) {
    const answer: Answer = await endpoint.call({ method: 'GET', target, access, doing, keepRedirect: true, limit: LARGEST_INDEX, headers: { accept: MEDIA_TYPES.index } });
    if (page === 0 && hasNoApi(answer)) {
      // distribution-spec §Listing Referrers wants an empty list; registries with the API that know no such repository or subject say that.
      if (!says(answer, /^(?:NAME|MANIFEST)_UNKNOWN$/)) memory.api ??= false;
      return undefined;
    }
    if (answer.status !== 200) throw unexpected(answer, doing);
    for (const descriptor of readIndex(answer.body, doing).descriptors) found.set(descriptor.digest, descriptor);
    seen.add(target);
    target = nextPage(answer, doing);
    if (target !== undefined && (seen.has(target) || page + 1 >= MOST_PAGES || found.size > MOST_REFERRERS)) throw lies(doing, `its pages do not end (${page + 1} pages, ${found.size} referrers)`);
  }
  memory.api = true;
  return [...found.values()];
}

/** The next page of a list, which lies on the same registry. */
export function nextPage(answer: Answer, doing: string): string | undefined {
  const next = nextLink(answer.headers['link']);
  if (next === undefined) return undefined;
  const url = URL.canParse(next, answer.url.href) ? new URL(next, answer.url) : undefined;
  if (url === undefined || url.host !== answer.url.host) throw lies(doing, 'the next page of the list is on another host');
  return `${url.pathname}${url.search}`;
}

function says(answer: Answer, code: RegExp): boolean {
  return registryErrors(answer).some((error) => code.test(error.code));
}

function hasNoApi(answer: Answer): boolean {
  const { status } = answer;
  if (status === 404 || status === 400 || status === 405 || status === 406 || status === 501 || (status >= 300 && status < 400)) return true;
  return status === 200 && isWebPage(answer.body, header(answer, 'content-type'));
}

interface Index {
  readonly document: Readonly<Record<string, unknown>>;
  /** Its entries as they are, so that writing it again loses nothing. */
  readonly entries: readonly unknown[];
  readonly descriptors: readonly Descriptor[];
}

interface Fallback extends Index {
  readonly etag: string | undefined;
}

async function readFallback({ endpoint, repository, access, memory }: ReferrersContext, subject: Digest): Promise<Fallback | undefined> {
  const doing = `reading ${endpoint.host}/${repository}:${fallbackTag(subject)}`;
  const answer = await endpoint.call({ method: 'GET', target: `/v2/${repository}/manifests/${fallbackTag(subject)}`, access, doing, limit: LARGEST_INDEX, headers: { accept: MEDIA_TYPES.index } });
  if (answer.status === 404) {
    // zot's referrers API answers a bare 404 for a repository that is not there, and only here it says why.
    if (memory.api === false && says(answer, /^NAME_UNKNOWN$/)) memory.api = undefined;
    return undefined;
  }
  if (answer.status !== 200) throw unexpected(answer, doing);
  return { ...readIndex(answer.body, doing), etag: header(answer, 'etag') };
}

async function update(context: ReferrersContext, subject: Digest, added: readonly Descriptor[]): Promise<void> {
  const { endpoint, repository, access } = context;
  const tag = fallbackTag(subject);
  const doing = `writing ${endpoint.host}/${repository}:${tag}`;
  /** What is to be there in the end: what is added, and what was seen to be there, since another writer may undo others’ updates as well as ours. */
  const wanted = new Map<Digest, unknown>(added.map((descriptor) => [descriptor.digest, descriptor]));
  const missingIn = (current: Fallback | undefined): unknown[] => {
    const there = new Set(current?.descriptors.map(({ digest }) => digest));
    const missing = [...wanted].filter(([digest]) => !there.has(digest)).map(([, entry]) => entry);
    for (const entry of current?.entries ?? []) {
      const digest = readDescriptor(entry)?.digest;
      if (digest !== undefined && !wanted.has(digest)) wanted.set(digest, entry);
    }
    return missing;
  };
  let took = 0;
  for (let round = 0; round < MOST_UPDATES; round++) {
    const started = Date.now();
    const current = await readFallback(context, subject);
    const missing = missingIn(current);
    if (missing.length === 0 && round === 0) return;
    if (missing.length > 0) {
      const document = { ...(current?.document ?? { schemaVersion: 2, mediaType: MEDIA_TYPES.index }), manifests: [...(current?.entries ?? []), ...missing] };
      const condition = current === undefined ? { 'if-none-match': '*' } : current.etag === undefined ? {} : { 'if-match': current.etag };
      const answer = await endpoint.call({
        method: 'PUT', target: `/v2/${repository}/manifests/${tag}`, access, doing, body: Buffer.from(JSON.stringify(document)),
        headers: { 'content-type': MEDIA_TYPES.index, ...condition },
      });
      // distribution 2.8.2 shows nothing of a manifest while another writer puts the same one, and then does not know what the index lists.
      if (answer.status === 412 || answer.status === 409 || (answer.status === 400 && round < 6 && registryErrors(answer).some(({ code }) => code === 'MANIFEST_BLOB_UNKNOWN'))) {
        await sleep(Math.random() * 2 ** Math.min(round, 5) * BACKOFF_MS);
        continue;
      }
      if (answer.status !== 201 && answer.status !== 200 && answer.status !== 202) throw unexpected(answer, doing);
      took = Math.max(took, Date.now() - started);
    }
    // Another writer may have read before and write after us: whoever is that slow takes about as long as we did.
    if (missingIn(await readFallback(context, subject)).length > 0) {
      await sleep(Math.random() * 2 ** Math.min(round, 5) * BACKOFF_MS);
      continue;
    }
    await sleep(Math.max(SETTLE_MS, 4 * took));
    if (missingIn(await readFallback(context, subject)).length === 0) return;
  }
  throw new Failure('unavailable', 'referrers-race', `${doing}: others write it at the same time, and what was added is lost again and again`, {
    cure: 'Run again when nothing else publishes to that repository, or use a registry that has the referrers API.',
  });
}

/** An index of referrers. An entry that is no descriptor of sha256 is kept when it is written again, and never listed. */
function readIndex(bytes: Buffer, doing: string): Index {
  const context = { where: `${doing}: the answer`, kind: 'unavailable' } as const;
  const document = readDocument(bytes, context);
  const entries = document['manifests'];
  if (mediaTypeOfDocument(document, context) !== MEDIA_TYPES.index || !Array.isArray(entries)) throw lies(doing, 'the answer is no image index');
  if (entries.length > MOST_REFERRERS) throw lies(doing, `the answer lists more than ${MOST_REFERRERS} referrers`);
  return { document, entries, descriptors: entries.map(readDescriptor).filter((descriptor) => descriptor !== undefined) };
}

function readDescriptor(raw: unknown): Descriptor | undefined {
  const item = record(raw);
  const { mediaType, digest, size, artifactType } = item ?? {};
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest) || typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  const annotations = stringMap(item?.['annotations']);
  return { mediaType, digest, size, ...(typeof artifactType === 'string' ? { artifactType } : {}), ...(annotations === undefined ? {} : { annotations }) };
}

function stringMap(value: unknown): Record<string, string> | undefined {
  const entries = Object.entries(record(value) ?? {}).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
