import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { type Answer, header, lies, record, registryErrors, unexpected } from './answer.ts';
import type { Access } from './auth.ts';
import { readBlobStream } from './blob.ts';
import { TIMEOUTS, type Timeouts } from './conversation.ts';
import { type Credentials, createCredentials } from './credentials.ts';
import { type Descriptor, type Digest, MEDIA_TYPES, describe, digestOf, isDigest } from './descriptor.ts';
import { parseDocument } from './document.ts';
import { type Endpoint, createEndpoint } from './endpoint.ts';
import { type Usage, createTransport } from './http.ts';
import { mediaTypeOf, mediaTypeOfDocument, readDocument } from './media.ts';
import type { Environment } from './proxy.ts';
import { isRepository, isTag } from './reference.ts';
import { type ReferrersContext, addToFallback, describeReferrer, listReferrers, nextPage } from './referrers.ts';
import type { RetryEvent } from './retry.ts';
import type { PushBlobOptions, Store, StoredManifest, Written } from './store.ts';
import { type UploadMemory, blobExists, uploadBlob } from './upload.ts';

export interface RegistryClientOptions {
  /** For DOCKER_CONFIG, REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR, HOME, PATH, the proxies and NODE_EXTRA_CA_CERTS. */
  readonly env: Environment;
  /** Hosts that may speak plain http although they are not this machine. */
  readonly insecureRegistries?: readonly string[];
  /** What the inputs say, by host. */
  readonly credentials?: ReadonlyMap<string, { readonly username: string; readonly password: string }>;
  /** Actions’ own token: for ghcr.io, for repositories of `owner` alone, when nothing else is known. */
  readonly github?: { readonly token: string; readonly owner: string; readonly actor: string } | undefined;
  /** Credential helpers are never run from there. */
  readonly workspace?: string | undefined;
  /** How long one operation may take with its retries, in milliseconds. Default: two minutes. */
  readonly deadlineMs?: number;
  /** Exchanges with one host at once. Default: 64. */
  readonly concurrency?: number;
  readonly userAgent?: string;
  readonly timeouts?: Partial<Timeouts>;
  /** The first wait of a retry, in milliseconds. Default: 250. */
  readonly retryBaseMs?: number;
  readonly lookup?: LookupFunction | undefined;
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
  readonly onWarning?: ((message: string) => void) | undefined;
  readonly onDebug?: ((message: string) => void) | undefined;
}

export interface RepositoryOptions {
  /** It is written to, so its first token is asked for that, and as somebody. */
  readonly push?: boolean;
  /** Instead of what is configured for its host. */
  readonly credentials?: { readonly username: string; readonly password: string } | undefined;
}

export interface RegistryClient {
  /** A repository. `host` as in a Reference; nothing is asked of it yet. */
  repository(host: string, repository: string, options?: RepositoryOptions): Store;
  /** What all this cost so far. */
  usage(): Usage;
  /** Ends all connections. */
  close(): Promise<void>;
}

const ACCEPT = [MEDIA_TYPES.manifest, MEDIA_TYPES.index, MEDIA_TYPES.dockerManifest, MEDIA_TYPES.dockerList].join(', ');
/** distribution-spec §Pushing Manifests: registries must take 4 MiB, and no manifest needs more. */
const LARGEST_MANIFEST = 4 * 1024 * 1024;
/** The first wait for another writer of the same content. */
const SETTLE_MS = 50;
const LARGEST_TAGS = 16 * 1024 * 1024;
const MOST_TAG_PAGES = 1000;
const MOST_TAGS = 200_000;

/** A client for registries (distribution-spec 1.1). */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const transport = createTransport({ env: options.env, timeouts: { ...TIMEOUTS, ...options.timeouts }, userAgent: options.userAgent ?? 'manifest-action', lookup: options.lookup });
  const credentials = createCredentials({ env: options.env, explicit: options.credentials, github: options.github, workspace: options.workspace, onWarning: options.onWarning });
  const endpoints = new Map<string, Endpoint>();
  const memories = new Map<string, RepositoryMemory>();

  const endpointFor = (host: string, own: RepositoryOptions['credentials']): Endpoint => {
    const key = own === undefined ? host : JSON.stringify([host, own.username, own.password]);
    let endpoint = endpoints.get(key);
    if (endpoint === undefined) {
      endpoint = createEndpoint(host, transport, endpointOptions(host, options, credentials, own));
      endpoints.set(key, endpoint);
    }
    return endpoint;
  };

  return {
    repository(host, repository, { push = false, credentials: own } = {}) {
      if (!isRepository(repository)) throw new Failure('usage', 'reference', `${quoted(repository, 100)} is no repository`);
      const key = `${host}/${repository}`;
      const memory = memories.get(key) ?? { uploads: { mounts: false }, referrers: { api: undefined, updates: new Map() }, reads: new Map(), sources: new Map() };
      memories.set(key, memory);
      return createRepository(endpointFor(host, own), repository, push, memory);
    },
    usage: () => transport.usage(),
    close: async () => transport.close(),
  };
}

function endpointOptions(host: string, options: RegistryClientOptions, credentials: Credentials, own: RepositoryOptions['credentials']): Parameters<typeof createEndpoint>[2] {
  return {
    env: options.env,
    insecure: new Set(options.insecureRegistries),
    policy: { deadlineMs: options.deadlineMs ?? 120_000, baseMs: options.retryBaseMs ?? 250, attempts: 6, onRetry: options.onRetry },
    documentTimeout: options.timeouts?.document ?? TIMEOUTS.document,
    concurrency: options.concurrency ?? 64,
    find: async (repository) => (own === undefined ? credentials.find(host, repository) : { kind: 'password', ...own, origin: 'what was given for this repository' }),
    onWarning: options.onWarning,
    onDebug: options.onDebug,
  };
}

/** What is remembered of a repository while the client lives. */
interface RepositoryMemory {
  readonly uploads: UploadMemory;
  readonly referrers: ReferrersContext['memory'];
  /** Reads of manifests that are under way, so that two who ask the same thing at once ask once. A write ends the sharing. */
  readonly reads: Map<string, Promise<StoredManifest | undefined>>;
  /** Where the blobs came from that were pushed, so that one that the registry lost can be sent once more. */
  readonly sources: Map<Digest, { readonly descriptor: Descriptor; readonly open: () => Promise<Readable> }>;
}

function createRepository(endpoint: Endpoint, repository: string, push: boolean, memory: RepositoryMemory): Store {
  const name = `${endpoint.host}/${repository}`;
  const access: Access = { repository, push };
  const writing: Access = { repository, push: true };
  const referrers: ReferrersContext = { endpoint, repository, access, memory: memory.referrers };
  const shown = (reference: string): string => `${name}${isDigest(reference) ? '@' : ':'}${reference}`;

  const getManifest = async (reference: string): Promise<StoredManifest | undefined> => {
    const doing = `reading ${shown(reference)}`;
    const answer = await endpoint.call({ method: 'GET', target: pathOf(repository, reference), access, doing, limit: LARGEST_MANIFEST, headers: { accept: ACCEPT } });
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw unexpected(answer, doing);
    return verified(answer, reference, doing);
  };

  const headManifest = async (reference: string): Promise<Descriptor | undefined | 'ask'> => {
    const doing = `asking for ${shown(reference)}`;
    const answer = await endpoint.call({ method: 'HEAD', target: pathOf(repository, reference), access, doing, headers: { accept: ACCEPT } });
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) return 'ask';
    const digest = header(answer, 'docker-content-digest') ?? '';
    const mediaType = header(answer, 'content-type')?.replace(/\s*;.*$/s, '');
    const length = header(answer, 'content-length') ?? '';
    if (!isDigest(digest) || mediaType === undefined || !/^\d{1,9}$/.test(length)) return 'ask';
    if (isDigest(reference) && digest !== reference) throw lies(doing, `the registry answers with ${digest}`);
    return { mediaType, digest, size: Number(length) };
  };

  const putManifest = async (bytes: Buffer, mediaType: string, reference: string): Promise<Answer> => {
    const doing = `writing ${shown(reference)}`;
    const send = async (): Promise<Answer> => endpoint.call({ method: 'PUT', target: pathOf(repository, reference), access: writing, doing, body: bytes, headers: { 'content-type': mediaType }, tolerant: true });
    let answer = await send();
    if (answer.status === 400 || answer.status === 404) {
      if (await uploadMissing(answer, bytes)) answer = await send();
    }
    // distribution 2.8 empties a link before it writes it: who puts a manifest while another writer puts the same blobs is told that they are unknown, or that a digest is invalid.
    for (let round = 0; round < 5 && answer.status === 400 && registryErrors(answer).some(({ code }) => /^(?:MANIFEST_BLOB_UNKNOWN|DIGEST_INVALID)$/.test(code)); round++) {
      await sleep((0.5 + Math.random()) * 2 ** round * SETTLE_MS);
      answer = await send();
    }
    memory.reads.clear();
    if (answer.status === 201 || answer.status === 200 || answer.status === 202 || answer.status === 204) {
      const digest = header(answer, 'docker-content-digest');
      if (digest !== undefined && isDigest(digest) && digest !== digestOf(bytes)) throw lies(doing, `the registry stored other bytes, and calls them ${digest}`);
      return answer;
    }
    // Registries with immutable tags refuse even what is there already.
    const there = await headManifest(reference).catch(() => undefined);
    if (typeof there === 'object' && there.digest === digestOf(bytes)) return answer;
    throw notWritten(answer, doing, typeof there === 'object' && !isDigest(reference) ? there : undefined);
  };

  /** Sends the blobs once more that a manifest's refusal names, or all of its blobs when it names none, of those that this client sent. Says whether there were any. */
  const uploadMissing = async (answer: Answer, manifest: Buffer): Promise<boolean> => {
    if (!registryErrors(answer).some(({ code }) => /BLOB_UNKNOWN/.test(code))) return false;
    // Registries name it in the message or anywhere in the detail.
    const named = digestsIn(answer.body.toString('latin1'));
    const meant = new Set(named.length === 0 ? digestsIn(manifest.toString('latin1')) : named);
    const known = [...meant].flatMap((digest) => memory.sources.get(digest) ?? []);
    await Promise.all(known.map(async ({ descriptor, open }) => uploadBlob(endpoint, repository, { mounts: false }, descriptor, open, {})));
    return known.length > 0;
  };

  return {
    kind: 'registry',
    name,
    async resolve(reference) {
      check(reference, name);
      const found = await headManifest(reference);
      return found === 'ask' ? (await this.manifest(reference))?.descriptor : found;
    },
    async manifest(reference) {
      check(reference, name);
      let read = memory.reads.get(reference);
      if (read === undefined) {
        read = getManifest(reference).finally(() => {
          if (memory.reads.get(reference) === read) memory.reads.delete(reference);
        });
        memory.reads.set(reference, read);
      }
      return read;
    },
    blob: async (descriptor) => readBlobStream(endpoint, repository, access, descriptor),
    hasBlob: async (descriptor) => blobExists(endpoint, repository, access, descriptor),
    async pushBlob(descriptor, open, options: PushBlobOptions = {}): Promise<Written> {
      memory.sources.set(descriptor.digest, { descriptor, open });
      const state = await uploadBlob(endpoint, repository, memory.uploads, descriptor, open, options);
      options.onProgress?.({ descriptor, bytes: descriptor.size, state });
      return state;
    },
    async pushManifest(bytes, mediaType, tag) {
      if (tag !== undefined) check(tag, name);
      await putManifest(bytes, mediaType, tag ?? digestOf(bytes));
      return describe(bytes, mediaType);
    },
    async tags() {
      const doing = `listing the tags of ${name}`;
      const found = new Set<string>();
      let target: string | undefined = `/v2/${repository}/tags/list?n=1000`;
      const seen = new Set<string>();
      for (let page = 0; target !== undefined; page++) {
        const answer: Answer = await endpoint.call({ method: 'GET', target, access, doing, limit: LARGEST_TAGS, headers: { accept: 'application/json' } });
        if (answer.status === 404 && page === 0) return [];
        if (answer.status !== 200) throw unexpected(answer, doing);
        const list = readDocument(answer.body, { where: `${doing}: the answer`, kind: 'unavailable', contentType: header(answer, 'content-type'), limit: LARGEST_TAGS })['tags'] ?? [];
        if (!Array.isArray(list)) throw lies(doing, 'the answer is no list of tags');
        for (const tag of list) if (typeof tag === 'string' && isTag(tag)) found.add(tag);
        seen.add(target);
        target = nextPage(answer, doing);
        if (target !== undefined && (seen.has(target) || page + 1 >= MOST_TAG_PAGES || found.size > MOST_TAGS)) throw lies(doing, `its pages do not end (${page + 1} pages, ${found.size} tags)`);
      }
      return [...found].toSorted((a, b) => (a < b ? -1 : 1));
    },
    referrers: async (subject, artifactType) => listReferrers(referrers, subject, artifactType),
    async pushReferrers(subject, manifests) {
      const written: { readonly descriptor: Descriptor; readonly listed: boolean }[] = [];
      // One after another: olareg 0.2.2 loses referrers of one subject that come at the same time.
      for (const bytes of manifests) {
        const document = parseDocument(bytes, 'A referrer', { code: 'not-a-manifest' });
        const mediaType = mediaTypeOfDocument(document, { where: 'A referrer' });
        if (record(document['subject'])?.['digest'] !== subject.digest) throw new Failure('usage', 'referrer-subject', `${name}: a referrer’s subject is not ${subject.digest}`);
        const answer = await putManifest(bytes, mediaType, digestOf(bytes));
        const listed = header(answer, 'oci-subject') === subject.digest;
        if (listed) memory.referrers.api = true;
        written.push({ descriptor: describeReferrer(bytes, mediaType, document), listed });
      }
      const unlisted = written.filter(({ listed }) => !listed).map(({ descriptor }) => descriptor);
      if (unlisted.length > 0) await addToFallback({ ...referrers, access: writing }, subject.digest, unlisted);
      return written.map(({ descriptor }) => descriptor);
    },
  };
}

/** What looks like a digest in a text. */
function digestsIn(text: string): Digest[] {
  const found: readonly string[] = text.match(/sha256:[0-9a-f]{64}/g) ?? [];
  return found.filter((each) => isDigest(each));
}

function pathOf(repository: string, reference: string): string {
  return `/v2/${repository}/manifests/${reference}`;
}

function check(reference: string, name: string): void {
  if (isDigest(reference) || isTag(reference)) return;
  throw new Failure('problem', 'reference', `${name}: ${quoted(reference, 150)} is neither a tag nor a digest`, {
    cure: 'A tag has at most 128 letters, digits, “_”, “.” and “-”, and does not start with “.” or “-”.',
  });
}

/** The manifest of an answer, hashed against the digest that was asked, or that the registry says. */
function verified(answer: Answer, reference: string, doing: string): StoredManifest {
  const encoding = header(answer, 'content-encoding');
  if (encoding !== undefined && encoding !== 'identity') throw lies(doing, 'the answer came compressed, although that was not asked for');
  const contentType = header(answer, 'content-type');
  const context = { where: `${doing}: the answer`, kind: 'unavailable', contentType } as const;
  const digest = digestOf(answer.body);
  const said = isDigest(reference) ? reference : header(answer, 'docker-content-digest');
  if (said !== undefined && isDigest(said) && said !== digest) {
    // A web page matches no digest; say what it is.
    if (/html/i.test(contentType ?? '')) mediaTypeOf(answer.body, context);
    throw lies(doing, `the bytes have the digest ${digest}, and should have ${said}`);
  }
  return { bytes: answer.body, descriptor: { mediaType: mediaTypeOf(answer.body, context), digest, size: answer.body.byteLength } };
}

function notWritten(answer: Answer, doing: string, there: Descriptor | undefined): Failure {
  const failure = unexpected(answer, doing);
  if (answer.status === 401 || answer.status === 403) {
    return new Failure('unavailable', answer.status === 401 ? 'unauthorized' : 'forbidden', failure.message, { cure: 'Log in as somebody who may write there. For ghcr.io the job needs “packages: write”.' });
  }
  if (there === undefined) return failure;
  return new Failure('problem', 'tag-immutable', `${failure.message}; the tag names ${there.digest} already, so it may be immutable`, { cure: 'Publish under another tag, or allow that tag to be overwritten.' });
}
