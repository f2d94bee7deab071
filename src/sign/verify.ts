import { X509Certificate, createHash } from 'node:crypto';
import type { Bundle, TransparencyLogEntry } from '@sigstore/bundle';
import type { SignedEntity } from '@sigstore/verify';
import { systemCode } from '../oci/filefailure.ts';
import { visible } from '../visible.ts';
import { chainFault, CODE_SIGNING } from './chain.ts';
import { certificateIdentity, type CertificateIdentity } from './identity.ts';
import { matches, mustBe, type IdentityExpectation } from './expectation.ts';
import { checkLogBody } from './log-body.ts';
import { STATEMENT_TYPE, parseStatement } from './statement.ts';
import { failed, passed, skipped, type Verification, type VerificationStep } from './step.ts';
import { moment } from './moment.ts';
import type { Trust } from './trust.ts';
import { knownWitnesses } from './witnesses.ts';

/** What a bundle must be about: an in-toto statement about a digest, or a message. */
export type BundleSubject =
  | {
      /** `sha256:<hex>`, which one of the statement's subjects must be. */
      readonly subjectDigest: string;
      readonly predicateType: string;
    }
  | { readonly bytes: Buffer };

export interface BundleInputs {
  /** The bundle as it was published: JSON of the versions 0.1 to 0.3. */
  readonly bundle: Uint8Array;
  readonly trust: Trust;
  readonly expect: BundleSubject;
  /** Who must have signed. Left out only to look at what oneself just signed. */
  readonly identity?: IdentityExpectation | undefined;
}

/** Who signed, when, and where that is logged. */
export interface BundleFacts {
  readonly identity: CertificateIdentity;
  readonly certificatePem: string;
  /** The earliest of the verified times. */
  readonly signedAt: Date;
  /** undefined with a trusted root that knows no logs. */
  readonly log: { readonly url: string; readonly index: string } | undefined;
  /** The statement's predicate; undefined for a message. */
  readonly predicate: unknown;
}

const IN_TOTO = 'application/vnd.in-toto+json';
/** The steps of @sigstore/verify in its order, and the codes of what it throws in each. */
const CRYPTOGRAPHIC = [
  ['timestamp', ['TIMESTAMP_ERROR']],
  ['signer-certificate', ['CERTIFICATE_ERROR', 'PUBLIC_KEY_ERROR']],
  ['transparency-log', ['TLOG_ERROR', 'TLOG_INCLUSION_PROOF_ERROR', 'TLOG_INCLUSION_PROMISE_ERROR', 'TLOG_MISSING_INCLUSION_ERROR', 'TLOG_BODY_ERROR']],
  ['bundle-signature', ['SIGNATURE_ERROR']],
] as const;

/**
 * Whether a sigstore bundle is by the identity and about the subject that are expected: certificate chain and SCT, a log entry of this very signature and certificate, a time within the
 * certificate's validity, the signature, and then what was signed. One of each is asked for. Steps after the first failing cryptographic one are not made. Never throws for what a bundle holds.
 */
export async function verifyBundle(inputs: BundleInputs): Promise<Verification<BundleFacts>> {
  const steps: VerificationStep[] = [];
  const end = (facts?: BundleFacts): Verification<BundleFacts> => {
    const ok = facts !== undefined && steps.every((step) => step.ok !== false);
    return { ok, steps, facts: ok ? facts : undefined };
  };
  const read = await readBundle(inputs);
  if ('problem' in read) {
    steps.push(failed('bundle', read.problem));
    return end();
  }
  const { bundle, entity, certificate } = read;
  steps.push(passed('bundle', `The bundle is ${visible(bundle.mediaType, 80)}`));

  const broken = await cryptographicFault(read, inputs.trust);
  for (const [id] of CRYPTOGRAPHIC) {
    if (broken === undefined) steps.push(passed(id, wordsFor(id, entity, inputs.trust)));
    else if (broken.id === id) {
      steps.push(failed(id, broken.message));
      break;
    } else steps.push(passed(id, wordsFor(id, entity, inputs.trust)));
  }
  if (broken !== undefined) {
    steps.push(skipped('identity', 'Not checked who signed and what: the signature does not hold'));
    return end();
  }

  const predicate = checkContent(bundle, inputs.expect, steps);
  const identity = certificateIdentity(certificate);
  if (inputs.identity === undefined) steps.push(skipped('identity', `Not checked who signed; the certificate says ${visible(identity.san ?? 'nothing', 300)}`));
  else {
    const { san, issuer } = inputs.identity;
    const signer = identity.san === undefined ? undefined : visible(identity.san, 300);
    steps.push(matches(san, identity.san) ? passed('identity', `Signed by ${signer}`) : failed('identity', `Signed by ${signer ?? 'nobody that its certificate names'}, and it must be ${mustBe(san)}`));
    const from = visible(identity.issuer ?? 'nobody', 300);
    steps.push(matches(issuer, identity.issuer) ? passed('issuer', `${from} vouches for that identity`) : failed('issuer', `${from} vouches for that identity, and it must be ${mustBe(issuer)}`));
  }
  return end({ identity, certificatePem: certificate.toString(), signedAt: timesOf(entity)[0] ?? new Date(Number.NaN), log: logOf(entity, inputs.trust), predicate });
}

interface ReadBundle {
  readonly bundle: Bundle;
  readonly entity: SignedEntity;
  readonly certificate: X509Certificate;
}

async function readBundle({ bundle: bytes, expect, trust }: BundleInputs): Promise<ReadBundle | { readonly problem: string }> {
  const [{ bundleFromJSON, ...versions }, { toSignedEntity }] = await Promise.all([import('@sigstore/bundle'), import('@sigstore/verify')]);
  try {
    const bundle = bundleFromJSON(JSON.parse(Buffer.from(bytes).toString('utf8')));
    const known = [versions.BUNDLE_V01_MEDIA_TYPE, versions.BUNDLE_V02_MEDIA_TYPE, versions.BUNDLE_V03_LEGACY_MEDIA_TYPE, versions.BUNDLE_V03_MEDIA_TYPE];
    if (!known.includes(bundle.mediaType)) return { problem: `It is a bundle of a version that is not known here: ${visible(bundle.mediaType, 80)}` };
    const wanted = 'bytes' in expect ? 'messageSignature' : 'dsseEnvelope';
    if (bundle.content.$case !== wanted) return { problem: `The bundle holds a ${bundle.content.$case}, where a ${wanted} is wanted` };
    const material = bundle.verificationMaterial.content;
    if (material.$case === 'publicKey') return { problem: 'The bundle was signed with a bare key: there is no certificate that says whose' };
    const der = material.$case === 'certificate' ? material.certificate.rawBytes : material.x509CertificateChain.certificates[0]?.rawBytes;
    const certificate = new X509Certificate(der ?? Buffer.alloc(0));
    return { bundle, entity: knownWitnesses(toSignedEntity(bundle, 'bytes' in expect ? expect.bytes : undefined), trust), certificate };
  } catch {
    return { problem: "It can't be read as a sigstore bundle" };
  }
}

/** The first cryptographic check that does not hold, and why; undefined when all do. */
async function cryptographicFault({ bundle, entity, certificate }: ReadBundle, trust: Trust): Promise<{ readonly id: string; readonly message: string } | undefined> {
  const { Verifier } = await import('@sigstore/verify');
  const logs = trust.withoutLogs ? 0 : 1;
  try {
    new Verifier(trust.material, { ctlogThreshold: logs, tlogThreshold: logs, timestampThreshold: 1 }).verify(entity);
  } catch (error) {
    return { id: stepOf(error), message: wordsOf(error, entity, certificate) };
  }
  // What @sigstore/verify does not look at, and sigstore-go does.
  const usages = certificate.keyUsage ?? [];
  if (!usages.includes(CODE_SIGNING)) return { id: 'signer-certificate', message: 'The certificate is not one for code signing' };
  const chain = chainFault(certificate, trust, timesOf(entity));
  if (chain !== undefined) return { id: 'signer-certificate', message: chain };
  for (const entry of entity.tlogEntries) {
    const fault = checkLogBody(entry, certificate) ?? checkLogDates(entry, entity, trust);
    if (fault !== undefined) return { id: 'transparency-log', message: fault };
  }
  const content = bundle.content;
  if (content.$case === 'messageSignature' && !isDigestOf(content.messageSignature.messageDigest.digest, entity)) {
    return { id: 'bundle-signature', message: 'The bundle names another digest than that of the signed bytes' };
  }
  return undefined;
}

/** Why the log was not one to believe when it was signed: @sigstore/verify asks that of a log's promise alone, so not of Rekor 2. */
function checkLogDates(entry: TransparencyLogEntry, entity: SignedEntity, trust: Trust): string | undefined {
  const [signedAt] = timesOf(entity);
  const logs = trust.material.tlogs.filter(({ logID }) => logID.equals(entry.logId.keyId));
  if (signedAt !== undefined && logs.some(({ validFor }) => validFor.start <= signedAt && signedAt <= validFor.end)) return undefined;
  return `By the trusted root its log was not in use${signedAt === undefined ? '' : ` at ${moment(signedAt)}`}`;
}

/** A message bundle's own digest must be that of what was signed, else its log entry would be about something else. */
function isDigestOf(digest: Buffer, { signature }: SignedEntity): boolean {
  const artifact: unknown = 'artifact' in signature ? signature.artifact : undefined;
  return Buffer.isBuffer(artifact) && createHash('sha256').update(artifact).digest().equals(digest);
}

function stepOf(error: unknown): string {
  const code = systemCode(error);
  return CRYPTOGRAPHIC.find(([, codes]) => codes.some((known) => known === code))?.[0] ?? 'transparency-log';
}

function wordsOf(error: unknown, entity: SignedEntity, certificate: X509Certificate): string {
  const told = visible(Error.isError(error) ? error.message : String(error), 200);
  switch (stepOf(error)) {
    case 'timestamp':
      return entity.timestamps.length === 0
        ? 'Nothing says when it was signed, and the certificate was valid for minutes only'
        : `When it was signed is not proven by an authority that the trusted root knows: ${told}`;
    case 'signer-certificate':
      return `The certificate (valid ${moment(certificate.validFromDate)} to ${moment(certificate.validToDate)}) is not by a CA of the trusted root at the time of signing, or no log of the trusted root has it: ${told}`;
    case 'transparency-log':
      return entity.tlogEntries.length === 0 ? 'It is in no transparency log' : `Its log entry does not hold: ${told}`;
    default:
      return "The signature is not one of this content by the certificate's key";
  }
}

function wordsFor(id: string, entity: SignedEntity, trust: Trust): string {
  switch (id) {
    case 'timestamp': {
      const [signedAt] = timesOf(entity);
      return `It was signed at ${signedAt === undefined ? 'no time' : moment(signedAt)}`;
    }
    case 'signer-certificate':
      return trust.withoutLogs ? 'A CA of the trusted root issued the certificate; the root knows no certificate log' : 'A CA of the trusted root issued the certificate, and a log of the trusted root has it';
    case 'transparency-log': {
      const log = logOf(entity, trust);
      return log === undefined ? 'The trusted root knows no transparency log: a timestamp says when it was signed' : `The log ${visible(log.url, 100)} has it at index ${log.index}`;
    }
    default:
      return "The certificate's key signed it";
  }
}

/** The times that an authority or a log signed, earliest first; a log does so by its promise alone. Believe them only after the Verifier did. */
function timesOf(entity: SignedEntity): readonly Date[] {
  return entity.timestamps
    .filter((timestamp) => timestamp.$case === 'timestamp-authority' || timestamp.tlogEntry.inclusionPromise !== undefined)
    .map((timestamp) => (timestamp.$case === 'timestamp-authority' ? timestamp.timestamp.signingTime : new Date(Number(timestamp.tlogEntry.integratedTime) * 1000)))
    .toSorted((a, b) => a.getTime() - b.getTime());
}

function logOf(entity: SignedEntity, trust: Trust): BundleFacts['log'] {
  const entry = entity.tlogEntries[0];
  if (entry === undefined) return undefined;
  const log = trust.material.tlogs.find(({ logID }) => logID.equals(entry.logId.keyId));
  return { url: log?.baseURL ?? '', index: entry.logIndex };
}

/** Checks what was signed, pushes its steps, and gives a statement's predicate. */
function checkContent(bundle: Bundle, expect: BundleSubject, steps: VerificationStep[]): unknown {
  if (bundle.content.$case === 'messageSignature' || 'bytes' in expect) {
    steps.push(passed('subject', 'It is a signature of these bytes'));
    return undefined;
  }
  const { payloadType, payload } = bundle.content.dsseEnvelope;
  const statement = payloadType === IN_TOTO ? parseStatement(payload) : undefined;
  if (statement === undefined) {
    steps.push(failed('statement', payloadType === IN_TOTO ? `What was signed is no in-toto statement of the type ${STATEMENT_TYPE}` : `What was signed is ${visible(payloadType, 80)}, and must be ${IN_TOTO}`));
    return undefined;
  }
  steps.push(passed('statement', 'What was signed is an in-toto statement'));
  steps.push(
    statement.subjects.includes(expect.subjectDigest)
      ? passed('subject', `It is about ${expect.subjectDigest}`)
      : failed('subject', `It is about ${visible(statement.subjects.join(', ') || 'nothing', 200)}, and must be about ${expect.subjectDigest}`),
  );
  steps.push(
    statement.predicateType === expect.predicateType
      ? passed('predicate-type', `It states ${expect.predicateType}`)
      : failed('predicate-type', `It states ${visible(statement.predicateType, 100)}, and must state ${expect.predicateType}`),
  );
  return statement.predicate;
}
