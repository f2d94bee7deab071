import { createHash, createPublicKey, generateKeyPairSync, sign, verify, X509Certificate, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { temporaryFolder } from './daemon.ts';
import { fields, parsed, text, type Fields } from './json.ts';
import { listen } from './listen.ts';
import { inclusionProof, leafHash, rootHash } from './merkle.ts';
import { requirePeer, run } from './peers.ts';

/** Rekor v1, played: the real one needs Trillian and a database. Give it to `Sigstore.withLog`. */
export interface RekorV1 {
  readonly host: string;
  readonly url: string;
  readonly majorApiVersion: 1;
  /** The entry of a trusted root's `tlogs`. */
  readonly tlog: unknown;
  /** The canonical bodies, in the order of the log. */
  readonly entries: readonly unknown[];
  /** What it was asked, `METHOD /path STATUS`. */
  readonly requests: readonly string[];
  readonly stop: () => Promise<void>;
}

/** The first index of this shard: logIndex counts over all shards, the inclusion proof's in its own. */
const SHARD_START = 25_000_000;
const TREE_ID = '24296fb24b8ad77a';
const HOSTNAME = '127.0.0.1';

interface Entry {
  readonly body: Buffer;
  readonly integratedTime: number;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Of the entry, for Location and ETag: sigstore-go finds the entry in the answer by its ETag. */
  readonly uuid?: string;
}

/**
 * Starts a Rekor v1 that answers POST /api/v1/log/entries for `hashedrekord` and `dsse` 0.0.1 as rekor 1.x does: it
 * checks the signature, stores the canonical form, and gives a real signed entry timestamp, an inclusion proof in a
 * growing tree (RFC 6962) and a signed checkpoint. The same entry twice is a 409 with a Location. GET by UUID, by
 * logIndex and of the public key. Needs the peer `openssl`.
 */
export async function startRekorV1(): Promise<RekorV1> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const logId = sha256(spki);
  const entries: Entry[] = [];
  const requests: string[] = [];

  const checkpoint = (): string => {
    const note = `${HOSTNAME} - ${BigInt(`0x${TREE_ID}`)}\n${entries.length}\n${rootHash(entries.map(({ body }) => body)).toString('base64')}\n`;
    const signature = Buffer.concat([logId.subarray(0, 4), sign('sha256', Buffer.from(note), privateKey)]);
    return `${note}\n— ${HOSTNAME} ${signature.toString('base64')}\n`;
  };
  const shown = (index: number): unknown => {
    const { body, integratedTime } = entries[index] ?? fail('no such entry');
    const promised = { body: body.toString('base64'), integratedTime, logID: logId.toString('hex'), logIndex: SHARD_START + index };
    const leaves = entries.map((entry) => entry.body);
    return {
      [uuidOf(body)]: {
        ...promised,
        verification: {
          inclusionProof: {
            checkpoint: checkpoint(),
            hashes: inclusionProof(leaves, index).map((hash) => hash.toString('hex')),
            logIndex: index,
            rootHash: rootHash(leaves).toString('hex'),
            treeSize: entries.length,
          },
          // The keys are in canonical order already.
          signedEntryTimestamp: sign('sha256', Buffer.from(JSON.stringify(promised)), privateKey).toString('base64'),
        },
      },
    };
  };
  const add = async (proposed: Fields): Promise<Answer> => {
    let body: Buffer;
    try {
      body = Buffer.from(JSON.stringify(await canonical(proposed)));
    } catch (error) {
      return { status: 400, body: { code: 400, message: `error processing entry: ${String(error)}` } };
    }
    const uuid = uuidOf(body);
    if (entries.some((entry) => entry.body.equals(body))) {
      return { status: 409, uuid, body: { code: 409, message: `an equivalent entry already exists in the transparency log with UUID ${uuid}` } };
    }
    entries.push({ body, integratedTime: Math.floor(Date.now() / 1000) });
    return { status: 201, uuid, body: shown(entries.length - 1) };
  };
  const answer = async (method: string, url: URL, raw: Buffer): Promise<Answer> => {
    if (method === 'POST' && url.pathname === '/api/v1/log/entries') return add(fields(parsed(raw)));
    const uuid = /^\/api\/v1\/log\/entries\/(?:[0-9a-f]{16})?([0-9a-f]{64})$/u.exec(url.pathname)?.[1];
    const index = url.pathname === '/api/v1/log/entries' ? Number(url.searchParams.get('logIndex')) - SHARD_START : entries.findIndex(({ body }) => leafHash(body).toString('hex') === uuid);
    if (method === 'GET' && entries[index] !== undefined) return { status: 200, body: shown(index) };
    return { status: 404, body: { code: 404, message: 'entry not found' } };
  };

  const server = createServer((request, response) => {
    void buffer(request).then(async (raw) => {
      const { method = 'GET', url: path = '/' } = request;
      if (method === 'GET' && path === '/api/v1/log/publicKey') {
        response.writeHead(200, { 'content-type': 'application/x-pem-file' }).end(publicKey.export({ type: 'spki', format: 'pem' }));
        return;
      }
      const { status, body, uuid } = await answer(method, new URL(path, 'http://rekor'), raw);
      requests.push(`${method} ${path} ${status}`);
      response.writeHead(status, { 'content-type': 'application/json', ...(uuid === undefined ? {} : { location: `/api/v1/log/entries/${uuid}`, etag: uuid }) });
      response.end(JSON.stringify(body));
    });
  });
  const { host, url, stop } = await listen(server);
  const validFor = { start: new Date(Date.now() - 3_600_000).toISOString() };
  return {
    host,
    url,
    majorApiVersion: 1,
    tlog: {
      baseUrl: url,
      hashAlgorithm: 'SHA2_256',
      publicKey: { rawBytes: spki.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
      logId: { keyId: logId.toString('base64') },
      operator: 'local',
    },
    get entries() {
      return entries.map(({ body }): unknown => JSON.parse(body.toString('utf8')));
    },
    requests,
    stop,
  };
}

/** What rekor stores for a proposed entry (its pkg/types/…/v0.0.1, Canonicalize), keys in order. Throws where rekor refuses. */
async function canonical(proposed: Fields): Promise<unknown> {
  const { apiVersion, kind } = proposed;
  const spec = fields(proposed['spec']);
  if (apiVersion !== '0.0.1') throw new Error(`unsupported version ${text(apiVersion)}`);
  if (kind === 'hashedrekord') return { apiVersion, kind, spec: await hashedrekord(spec) };
  if (kind === 'dsse') return { apiVersion, kind, spec: dsse(spec) };
  throw new Error(`unsupported kind ${text(kind)}`);
}

async function hashedrekord(spec: Fields): Promise<unknown> {
  const { algorithm, value } = fields(fields(spec['data'])['hash']);
  const signature = fields(spec['signature']);
  const content = text(signature['content']);
  const verifier = readVerifier(text(fields(signature['publicKey'])['content']));
  if (algorithm !== 'sha256' || typeof value !== 'string' || !/^[0-9a-f]{64}$/u.test(value)) throw new Error('invalid value for hash');
  if (!(await verifiesDigest(verifier.key, Buffer.from(value, 'hex'), Buffer.from(content, 'base64')))) throw new Error('verifying signature: invalid signature when validating ASN.1 encoded signature');
  return { data: { hash: { algorithm, value } }, signature: { content, publicKey: { content: verifier.pem } } };
}

function dsse(spec: Fields): unknown {
  const proposed = fields(spec['proposedContent']);
  const envelope = text(proposed['envelope']);
  const { payload, payloadType, signatures } = fields(JSON.parse(envelope));
  const verifiers = (Array.isArray(proposed['verifiers']) ? proposed['verifiers'] : []).map((each) => readVerifier(text(each)));
  const bytes = Buffer.from(text(payload), 'base64');
  const type = text(payloadType);
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${bytes.length} `), bytes]);
  const all = (Array.isArray(signatures) ? signatures : []).map((each) => text(fields(each)['sig']));
  if (all.length === 0 || verifiers.length === 0) throw new Error('DSSE envelope must contain 1 or more signatures, and verifiers');
  const stored = all.map((signature) => {
    const by = verifiers.find(({ key }) => verify('sha256', signed, key, Buffer.from(signature, 'base64')));
    if (by === undefined) throw new Error('could not verify envelope: no matching signatures');
    return { signature, verifier: by.pem };
  });
  return { envelopeHash: hashOf(envelope), payloadHash: hashOf(bytes), signatures: stored.toSorted((a, b) => (a.signature < b.signature ? -1 : 1)) };
}

/** A key or a certificate, base64 of PEM, and the same as rekor writes it. */
function readVerifier(base64: string): { readonly key: KeyObject; readonly pem: string } {
  const pem = Buffer.from(base64, 'base64').toString('utf8');
  const certificate = pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem) : undefined;
  const key = certificate?.publicKey ?? createPublicKey(pem);
  const written = certificate?.toString() ?? key.export({ type: 'spki', format: 'pem' }).toString();
  return { key, pem: Buffer.from(written).toString('base64') };
}

/** Node signs and verifies data, never a digest of it: openssl does. */
async function verifiesDigest(key: KeyObject, digest: Buffer, signature: Buffer): Promise<boolean> {
  const folder = temporaryFolder('digest');
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const args = ['-inkey', file('key.pem', key.export({ type: 'spki', format: 'pem' })), '-in', file('digest', digest), '-sigfile', file('signature', signature)];
  return (await run(requirePeer('openssl'), ['pkeyutl', '-verify', '-pubin', '-pkeyopt', 'digest:sha256', ...args])).status === 0;
}

function uuidOf(body: Buffer): string {
  return TREE_ID + leafHash(body).toString('hex');
}

function hashOf(data: string | Buffer): unknown {
  return { algorithm: 'sha256', value: sha256(data).toString('hex') };
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

function fail(message: string): never {
  throw new Error(message);
}
