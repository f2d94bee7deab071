import { createHash, generateKeyPairSync, sign, type KeyPairKeyObjectResult } from 'node:crypto';
import type { Bundle, TransparencyLogEntry } from '@sigstore/bundle';
import { Failure } from '../failure.ts';
import type { Environment } from '../oci/proxy.ts';
import type { BundleJson } from './bundle.ts';
import { preAuthenticationEncoding } from './dsse.ts';
import { requestCertificate, type Issued } from './fulcio.ts';
import { createPost, type Post } from './http.ts';
import type { IdTokenSource } from './id-token.ts';
import { certificateIdentity, type CertificateIdentity } from './identity.ts';
import type { Persistence } from './persist.ts';
import { AlreadyLogged, logEntry, type LogRequest } from './rekor.ts';
import { selectServices, type SigningServices } from './services.ts';
import type { Statement } from './statement.ts';
import { requestTimestamp } from './timestamp.ts';
import { parseTrust, type Trust } from './trust.ts';
import { tufTargets, type TufOptions } from './tuf.ts';
import { verifyBundle, type BundleSubject } from './verify.ts';

export interface KeylessOptions extends IdTokenSource {
  /** For proxies and certificate authorities. */
  readonly env: Environment;
  /** The parsed JSON of a signing config, or `tuf` for the public good's. */
  readonly signingConfig: unknown;
  /**
   * The parsed JSON of a trusted root, or `tuf`: every bundle is verified with it before it is given out. Default: `tuf` with a signing config by TUF, and none, so
   * no such check, with one by file.
   */
  readonly trustedRoot?: unknown;
  readonly onProgress?: ((message: string) => void) | undefined;
  /** How long services are asked again, from the first time that something is signed, and before that for TUF. Default a quarter of an hour. */
  readonly retryDeadlineMs?: number | undefined;
  readonly firstPauseMs?: number | undefined;
  /** Of one request. Default 20 s: Rekor 2 answers when the entry is in a checkpoint. */
  readonly timeoutMs?: number | undefined;
  readonly tuf?: TufOptions | undefined;
}

/** Who the certificate says that we are. */
export interface KeylessIdentity extends CertificateIdentity {
  readonly certificatePem: Buffer;
  /** What it chains to, the issuer's first. */
  readonly chainPem: string;
}

/**
 * Signs with one key and one certificate, which are made when they are first needed: nothing is asked of GitHub or Fulcio before. All methods throw `unavailable`
 * Failures when a service can't be had.
 */
export interface KeylessSigner {
  readonly services: SigningServices;
  /** What it verifies its own bundles with. */
  readonly trust: Trust | undefined;
  identity(): Promise<KeylessIdentity>;
  /** A DSSE bundle 0.3 of the statement, `application/vnd.in-toto+json`. */
  signStatement(statement: Statement): Promise<BundleJson>;
  /** A message bundle 0.3 of the bytes, for `cosign verify-blob --bundle`. */
  signMessage(bytes: Buffer): Promise<BundleJson>;
  /** A raw DER ECDSA signature over SHA-256 of the bytes, which `openssl dgst -sha256 -verify` checks. In no log. */
  signRaw(bytes: Buffer): Promise<Buffer>;
  /**
   * What `work` gives, made with one certificate from beginning to end. When the certificate runs out because a service was long away, `work` is done again from the
   * start with a new key and certificate.
   */
  together<T>(work: (signer: KeylessSigner) => Promise<T>): Promise<T>;
}

/** A key and its certificate, for as long as the certificate is good. */
interface Session extends Issued {
  readonly keys: KeyPairKeyObjectResult;
  /** By this machine's clock, which need not agree with Fulcio's. */
  readonly endsAt: number;
}

const EXPIRED = 'certificate-expired';
const MINUTE_MS = 60_000;
/** A certificate that ends this soon is not begun with. */
const MARGIN_MS = 30_000;

/**
 * A keyless signer by a signing config. Loads and chooses the services, and says through `onProgress` which they are, before any token exists. Throws Failures: `usage` for a signing config or
 * trusted root that is none, `unavailable` when TUF can't be had.
 */
export async function createKeylessSigner(options: KeylessOptions): Promise<KeylessSigner> {
  const onProgress = options.onProgress ?? (() => {});
  const lasting = options.retryDeadlineMs ?? 15 * MINUTE_MS;
  const persistent = (): Persistence => ({ deadline: Date.now() + lasting, onProgress, firstPauseMs: options.firstPauseMs });
  const { services, trust } = await load(options, persistent());
  const post = createPost(options.env, options.timeoutMs ?? 20_000);
  onProgress(`Fulcio: ${services.fulcio.url}`);
  for (const rekor of services.rekor) onProgress(`Rekor ${rekor.majorApiVersion}: ${rekor.url}`);
  for (const authority of services.timestamp) onProgress(`Timestamp authority: ${authority.url}`);
  if (trust === undefined) onProgress('No trusted root was given: what the services answer is not verified here');

  let session: Promise<Session> | undefined;
  let signing: Persistence | undefined;
  const start = async (persistence: Persistence): Promise<Session> => {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const askedAt = Date.now();
    const issued = await requestCertificate(services.fulcio, keys, options, post, persistence);
    const { certificate } = issued;
    return { ...issued, keys, endsAt: askedAt + certificate.validToDate.getTime() - certificate.validFromDate.getTime() - MARGIN_MS };
  };
  const current = (): Promise<Session> => {
    signing ??= persistent();
    session ??= start(signing);
    return session;
  };
  const signBundle = async (signed: Buffer, subject: BundleSubject, build: (signature: Buffer, certificate: Buffer) => Promise<{ bundle: Bundle; envelope?: string }>): Promise<BundleJson> => {
    const { keys, certificate, endsAt } = await current();
    const persistence = signing ?? persistent();
    const digest = createHash('sha256').update(signed).digest();
    for (let again = 0; ; again++) {
      if (Date.now() > endsAt) throw expired(undefined);
      const signature = sign('sha256', signed, keys.privateKey);
      const { bundle, envelope } = await build(signature, certificate.raw);
      const request: LogRequest = { digest, signature, certificatePem: certificate.toString(), certificateDer: certificate.raw, envelope };
      const witnesses = { services, request, post, persistence: { ...persistence, deadline: Math.min(persistence.deadline, endsAt) } };
      try {
        await witness(bundle, witnesses);
      } catch (error) {
        if (error instanceof AlreadyLogged && again < 5) continue;
        if (error instanceof AlreadyLogged) throw refusedSignatures(error);
        if (Date.now() + 2 * MARGIN_MS > endsAt && Date.now() < persistence.deadline) throw expired(error);
        throw error;
      }
      return checked(bundle, subject, trust);
    }
  };
  const signer: KeylessSigner = {
    services,
    trust,
    async identity() {
      const { certificate, chain } = await current();
      return { ...certificateIdentity(certificate), certificatePem: Buffer.from(certificate.toString()), chainPem: chain.map(String).join('') };
    },
    async signStatement(statement) {
      const { envelopeToJSON, toDSSEBundle } = await import('@sigstore/bundle');
      const payload = Buffer.from(JSON.stringify(statement));
      const type = 'application/vnd.in-toto+json';
      const subjectDigest = `sha256:${statement.subject[0]?.digest.sha256}`;
      return signBundle(preAuthenticationEncoding(type, payload), { subjectDigest, predicateType: statement.predicateType }, async (signature, certificate) => {
        const bundle = toDSSEBundle({ artifact: payload, artifactType: type, signature, certificate, certificateChain: false });
        return { bundle, envelope: JSON.stringify(envelopeToJSON(bundle.content.dsseEnvelope)) };
      });
    },
    async signMessage(bytes) {
      const { toMessageSignatureBundle } = await import('@sigstore/bundle');
      const digest = createHash('sha256').update(bytes).digest();
      return signBundle(bytes, { bytes }, async (signature, certificate) => ({ bundle: toMessageSignatureBundle({ digest, signature, certificate, certificateChain: false }) }));
    },
    async signRaw(bytes) {
      return sign('sha256', bytes, (await current()).keys.privateKey);
    },
    async together(work) {
      for (;;) {
        try {
          return await work(signer);
        } catch (error) {
          if (!(error instanceof Failure) || error.code !== EXPIRED) throw error;
          onProgress('The signing certificate runs out: starting again with a new key and certificate');
          session = undefined;
        }
      }
    },
  };
  return signer;
}

async function load(options: KeylessOptions, persistence: Persistence): Promise<{ services: SigningServices; trust: Trust | undefined }> {
  const { signingConfig, trustedRoot = signingConfig === 'tuf' ? 'tuf' : undefined } = options;
  const names = [...(signingConfig === 'tuf' ? ['signing_config.v0.2.json'] : []), ...(trustedRoot === 'tuf' ? ['trusted_root.json'] : [])];
  const targets = names.length === 0 ? [] : await tufTargets(names, persistence, options.tuf);
  return {
    services: await selectServices(signingConfig === 'tuf' ? targets[0] : signingConfig, new Date()),
    trust: trustedRoot === undefined ? undefined : await parseTrust(trustedRoot === 'tuf' ? targets.at(-1) : trustedRoot),
  };
}

interface Witnesses {
  readonly services: SigningServices;
  readonly request: LogRequest;
  readonly post: Post;
  readonly persistence: Persistence;
}

/** Has the logs and timestamp authorities see the signature, all at once, and puts what they answer into the bundle. */
async function witness(bundle: Bundle, { services, request, post, persistence }: Witnesses): Promise<void> {
  const [entries, timestamps] = await Promise.all([
    Promise.all(services.rekor.map((rekor): Promise<TransparencyLogEntry> => logEntry(rekor, request, post, persistence))),
    Promise.all(services.timestamp.map((authority) => requestTimestamp(authority, request.signature, post, persistence))),
  ]);
  bundle.verificationMaterial.tlogEntries = entries;
  bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: timestamps.map((signedTimestamp) => ({ signedTimestamp })) };
}

/** The bundle as JSON, after it was read as a verifier reads it. Throws an `unavailable` Failure when what the services gave does not verify. */
async function checked(bundle: Bundle, expect: BundleSubject, trust: Trust | undefined): Promise<BundleJson> {
  const { bundleToJSON } = await import('@sigstore/bundle');
  const json = bundleToJSON(bundle);
  if (trust === undefined) return json;
  const { ok, steps } = await verifyBundle({ bundle: Buffer.from(JSON.stringify(json)), trust, expect });
  if (ok) return json;
  const fault = steps.find((step) => step.ok === false)?.message ?? 'a check did not hold';
  throw new Failure('unavailable', 'sigstore-answer', `What the signing services gave does not verify with the trusted root: ${fault}`, {
    cure: 'Give the trusted root of the sigstore that the signing config names. If it is that one, a service is at fault: tell who runs it.',
  });
}

function expired(cause: unknown): Failure {
  return new Failure('unavailable', EXPIRED, 'The signing certificate ran out while a service could not be had', { cure: 'Run the job again: nothing was published.', cause });
}

function refusedSignatures(cause: unknown): Failure {
  return new Failure('unavailable', 'rekor', 'The transparency log says of every new signature that it holds it already', { cure: 'Run the job again later: nothing was published.', cause });
}
