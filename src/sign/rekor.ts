import type { TransparencyLogEntry } from '@sigstore/bundle';
import { Failure } from '../failure.ts';
import { visible } from '../visible.ts';
import type { Post } from './http.ts';
import { ServiceError, persist, type Persistence } from './persist.ts';
import type { Service } from './services.ts';

/** What goes into the log: what was signed, the signature, and the certificate's PEM. */
export interface LogRequest {
  /** SHA-256 of the bytes that were signed: of a message itself, of a DSSE envelope's pre-authentication encoding. */
  readonly digest: Buffer;
  readonly signature: Buffer;
  readonly certificatePem: string;
  readonly certificateDer: Buffer;
  /** The DSSE envelope as JSON, when it is one. */
  readonly envelope?: string | undefined;
}

/** The log holds this very entry, or says so: an earlier request's answer was lost. The cure is a new signature, since ECDSA's are random. */
export class AlreadyLogged extends Error {}

/** An entry of this in the log, with its proof. Throws AlreadyLogged on a 409 and an `unavailable` Failure. */
export async function logEntry(rekor: Service, request: LogRequest, post: Post, persistence: Persistence): Promise<TransparencyLogEntry> {
  const second = rekor.majorApiVersion >= 2;
  const url = `${rekor.url}/api/${second ? 'v2' : 'v1'}/log/entries`;
  const body = JSON.stringify(second ? hashedRekordV2(request) : proposedEntryV1(request));
  const attempt = async (): Promise<TransparencyLogEntry | AlreadyLogged> => {
    let answer: Buffer;
    try {
      answer = await post(url, { contentType: 'application/json', accept: 'application/json', body });
    } catch (error) {
      if (error instanceof ServiceError && error.status === 409) return new AlreadyLogged();
      throw error;
    }
    try {
      const parsed: unknown = JSON.parse(answer.toString('utf8'));
      return await (second ? entryFromV2(parsed) : entryFromV1(parsed));
    } catch {
      throw new ServiceError('it answered without a log entry', 0);
    }
  };
  const entry = await persist(
    `Rekor ${rekor.url}`,
    attempt,
    persistence,
    (error, told) =>
      new Failure('unavailable', 'rekor', `The transparency log ${visible(rekor.url, 200)} took no entry: ${told}`, {
        cure: 'Run the job again later: nothing was published. https://status.sigstore.dev tells of outages of the public services.',
        cause: error,
      }),
  );
  if (entry instanceof AlreadyLogged) throw entry;
  return entry;
}

/** Rekor v1: a `dsse` entry for an envelope, a `hashedrekord` for a message (rekor's pkg/types). */
function proposedEntryV1({ digest, signature, certificatePem, envelope }: LogRequest): object {
  const key = Buffer.from(certificatePem).toString('base64');
  if (envelope !== undefined) return { apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent: { envelope, verifiers: [key] } } };
  return {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: { data: { hash: { algorithm: 'sha256', value: digest.toString('hex') } }, signature: { content: signature.toString('base64'), publicKey: { content: key } } },
  };
}

/**
 * Rekor v2 takes hashedrekord alone: for an envelope it is over the SHA-256 of its pre-authentication encoding (sigstore/architecture-docs#63). A `dsse` entry, as
 * @sigstore/sign 5.1.0 sends, is refused by rekor-tiles 2.3, and cosign 3.1 takes none.
 */
function hashedRekordV2({ digest, signature, certificateDer }: LogRequest): object {
  return {
    hashedRekordRequestV002: {
      digest: digest.toString('base64'),
      signature: {
        content: signature.toString('base64'),
        verifier: { keyDetails: 'PKIX_ECDSA_P256_SHA_256', x509Certificate: { rawBytes: certificateDer.toString('base64') } },
      },
    },
  };
}

async function entryFromV2(answer: unknown): Promise<TransparencyLogEntry> {
  const { TransparencyLogEntry: message } = await import('@sigstore/protobuf-specs');
  const { logId, kindVersion, ...entry } = message.fromJSON(answer);
  if (logId === undefined || kindVersion === undefined) throw new TypeError('no log entry');
  return { ...entry, logId, kindVersion };
}

interface EntryV1 {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification?: {
    readonly signedEntryTimestamp?: string;
    readonly inclusionProof?: { readonly logIndex: number; readonly treeSize: number; readonly rootHash: string; readonly hashes: readonly string[]; readonly checkpoint: string };
  };
}

/** Rekor v1 answers `{"<uuid>": entry}`, with hex where the bundle has bytes. Throws a TypeError for anything else. */
function entryFromV1(answer: unknown): TransparencyLogEntry {
  const [entry, ...others]: EntryV1[] = Object.values(Object(answer));
  if (entry === undefined || others.length > 0) throw new TypeError('not one log entry');
  const body: { readonly kind: string; readonly apiVersion: string } = JSON.parse(Buffer.from(entry.body, 'base64').toString('utf8'));
  const promise = entry.verification?.signedEntryTimestamp;
  const proof = entry.verification?.inclusionProof;
  return {
    logIndex: entry.logIndex.toString(),
    logId: { keyId: Buffer.from(entry.logID, 'hex') },
    kindVersion: { kind: body.kind, version: body.apiVersion },
    integratedTime: entry.integratedTime.toString(),
    inclusionPromise: promise === undefined ? undefined : { signedEntryTimestamp: Buffer.from(promise, 'base64') },
    inclusionProof:
      proof === undefined
        ? undefined
        : {
            logIndex: proof.logIndex.toString(),
            treeSize: proof.treeSize.toString(),
            rootHash: Buffer.from(proof.rootHash, 'hex'),
            hashes: proof.hashes.map((hash) => Buffer.from(hash, 'hex')),
            checkpoint: { envelope: proof.checkpoint },
          },
    canonicalizedBody: Buffer.from(entry.body, 'base64'),
  };
}
