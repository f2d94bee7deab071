export const id = 9239;
export const ids = [9239,1247,6495,8876,4385];
export const modules = {

/***/ 27948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ preAuthenticationEncoding)
/* harmony export */ });
/** DSSE's PAE (dsse protocol.md): what is signed is the type too. */
function preAuthenticationEncoding(type, payload) {
    return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}


/***/ }),

/***/ 6713:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createKeylessSigner: () => (/* binding */ createKeylessSigner)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: ./lib/sign/dsse.js
var dsse = __webpack_require__(27948);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/sign/persist.js
var persist = __webpack_require__(81349);
// EXTERNAL MODULE: ./lib/sign/moment.js
var moment = __webpack_require__(89633);
;// CONCATENATED MODULE: ./lib/sign/id-token.js




/** Fulcio takes a token for this audience alone. */
const AUDIENCE = 'sigstore';
/** An identity token of this run. Throws `unavailable` Failures; the token is in no message. */
async function requestIdToken(source, persistence) {
    const attempt = async () => {
        try {
            return await source.getIdToken(AUDIENCE);
        }
        catch (error) {
            const told = (0,failure/* causes */.ps)(error).join(': ');
            throw new persist/* ServiceError */._7(told === '' ? 'it gave no reason' : (0,visible/* visible */.RK)(told.trim(), 300), statusOf(told), { cause: undefined });
        }
    };
    const text = await (0,persist/* persist */.Zr)('id-token', attempt, persistence, (_, told) => source.forkPullRequest === true
        ? new failure/* Failure */.HR('unavailable', 'no-id-token', 'GitHub gives no id-token to a pull request from a fork', { cure: 'Sign where the code is yours: run publish when a tag is pushed.' })
        : new failure/* Failure */.HR('unavailable', 'no-id-token', `GitHub gave no id-token: ${told}`, {
            cure: 'Add this to the job: permissions: {id-token: write, packages: write, contents: read}. A called workflow needs it in the workflow that calls it too. ' +
                'Pull requests from forks never get one.',
        }));
    return parseToken(text);
}
/** The HTTP status in what @actions/core's OIDC client says; 0, which is tried again, for what sounds like a network; 401, which is not, for the rest. */
function statusOf(told) {
    const status = /Error Code\s*:\s*(\d{3})/i.exec(told)?.[1] ?? /\b(?:HTTP|status)\s*:?\s*(\d{3})\b/i.exec(told)?.[1];
    if (status !== undefined)
        return Number(status);
    return /ECONN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|socket|timeout/i.test(told) ? 0 : 401;
}
function refused(why) {
    return new failure/* Failure */.HR('unavailable', 'bad-id-token', `The id-token ${why}`, { cure: 'See what gives the token: in GitHub Actions, the runner does.' });
}
function parseToken(text) {
    const parts = text.split('.');
    let claims;
    try {
        claims = parts.length === 3 ? JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8')) : undefined;
    }
    catch {
        claims = undefined;
    }
    if (typeof claims !== 'object' || claims === null)
        throw refused('is not a JSON Web Token');
    const claim = (name) => {
        const value = Object.entries(claims).find(([key]) => key === name)?.[1];
        return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
    };
    const email = claim('email');
    if (email !== undefined && claim('email_verified') !== 'true')
        throw refused('holds an e-mail address that its issuer did not verify');
    const subject = email ?? claim('sub');
    if (subject === undefined || subject === '')
        throw refused('names no subject');
    const end = Number(claim('exp'));
    const until = Number.isSafeInteger(end) && Math.abs(end) < 8e12 ? (0,moment/* moment */.n)(new Date(end * 1000)) : 'no date';
    return { text, subject, description: `issuer ${(0,visible/* visible */.RK)(claim('iss') ?? 'none', 100)}, audience ${(0,visible/* visible */.RK)(claim('aud') ?? 'none', 100)}, valid until ${until}` };
}

;// CONCATENATED MODULE: ./lib/sign/fulcio.js





/**
 * A short-lived certificate from Fulcio (API v2 `signingCert`) for this key and the identity that the run's id-token states. Each attempt asks for a token of its own,
 * since tokens end within minutes. Throws `unavailable` Failures.
 */
async function requestCertificate(fulcio, keys, tokens, post, persistence) {
    const publicKey = keys.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    let description = '';
    const attempt = async () => {
        const token = await requestIdToken(tokens, persistence);
        description = token.description;
        const body = JSON.stringify({
            credentials: { oidcIdentityToken: token.text },
            publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content: publicKey }, proofOfPossession: (0,external_node_crypto_.sign)('sha256', Buffer.from(token.subject), keys.privateKey).toString('base64') },
        });
        const answer = await post(`${fulcio.url}/api/v2/signingCert`, { contentType: 'application/json', accept: 'application/json', body });
        const [certificate, ...chain] = certificatesIn(answer);
        if (certificate === undefined)
            throw new persist/* ServiceError */._7('it answered without a certificate', 0);
        if (!certificate.checkPrivateKey(keys.privateKey))
            throw new persist/* ServiceError */._7('it gave a certificate for another key', 200);
        return { certificate, chain };
    };
    return (0,persist/* persist */.Zr)(`Fulcio ${fulcio.url}`, attempt, persistence, (error, told) => {
        const refused = error instanceof persist/* ServiceError */._7 && [400, 401, 403].includes(error.status);
        return new failure/* Failure */.HR('unavailable', 'fulcio', `Fulcio ${(0,visible/* visible */.RK)(fulcio.url, 200)} gave no signing certificate: ${told}`, {
            cure: refused
                ? `It does not take this id-token (${description}). It says the same of an expired token, another audience and an issuer that it does not know: use the signing config of a sigstore that knows this issuer.`
                : 'Run the job again later: nothing was published. https://status.sigstore.dev tells of outages of the public services.',
            cause: error,
        });
    });
}
/** The certificates in Fulcio's answer, the leaf first, whether its SCT is in the certificate or beside it; none when it isn't such an answer. */
function certificatesIn(answer) {
    try {
        const parsed = JSON.parse(answer.toString('utf8'));
        const chain = (parsed.signedCertificateEmbeddedSct ?? parsed.signedCertificateDetachedSct)?.chain;
        return (chain?.certificates ?? []).map((pem) => new external_node_crypto_.X509Certificate(pem));
    }
    catch {
        return [];
    }
}

// EXTERNAL MODULE: ./lib/oci/answer.js
var oci_answer = __webpack_require__(76139);
// EXTERNAL MODULE: ./lib/oci/body.js
var oci_body = __webpack_require__(18457);
// EXTERNAL MODULE: ./lib/oci/conversation.js
var conversation = __webpack_require__(48202);
// EXTERNAL MODULE: ./lib/oci/http.js + 2 modules
var http = __webpack_require__(16399);
// EXTERNAL MODULE: ./lib/oci/retry.js
var retry = __webpack_require__(84335);
;// CONCATENATED MODULE: ./lib/sign/http.js








/** No certificate, log entry or timestamp comes near it. */
const ANSWER_LIMIT = 1024 * 1024;
/** However long a service asks to be left alone. */
const LONGEST_WAIT_MS = 120_000;
/**
 * Posts to signing services, each request with `timeoutMs`. Redirects are never followed: what is posted to Fulcio holds an identity token, which is for
 * the host that was printed and for no other. Proxies and authorities are those of the environment (HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS).
 */
function createPost(env, timeoutMs) {
    const transport = (0,http/* createTransport */.oO)({ env, timeouts: conversation/* TIMEOUTS */.fT, userAgent: 'manifest-action' });
    return async (url, options) => {
        let answer;
        let body;
        try {
            const exchanged = await transport.exchange({
                method: 'POST', url: new URL(url), reach: 'loopback', body: Buffer.from(options.body), until: performance.now() + timeoutMs,
                headers: { 'content-type': options.contentType, accept: options.accept },
            });
            answer = exchanged;
            body = await (0,oci_body/* readBody */.x8)(exchanged, ANSWER_LIMIT, new URL(url).host, timeoutMs);
        }
        catch (error) {
            throw new persist/* ServiceError */._7(error instanceof conversation/* Overdue */.Nx ? `no answer within ${timeoutMs / 1000} s` : (0,failure/* causes */.ps)(error).join(': '), 0);
        }
        if (answer.status >= 200 && answer.status < 300)
            return body;
        const said = messageIn(body, (0,oci_answer/* header */.wx)(answer, 'content-type') ?? '');
        const moved = answer.status >= 300 && answer.status < 400 ? ' it redirects, which is not followed' : '';
        const after = (0,retry/* retryAfter */.P9)((0,oci_answer/* header */.wx)(answer, 'retry-after'));
        throw new persist/* ServiceError */._7(`(${answer.status})${moved} ${said}`.trim(), answer.status, { retryAfterMs: after === undefined ? undefined : Math.min(after, LONGEST_WAIT_MS) });
    };
}
/** What an error's body says: `message` of the JSON that sigstore's servers answer with, else its text. */
function messageIn(body, contentType) {
    const text = body.toString('utf8');
    if (contentType.includes('json')) {
        try {
            const parsed = JSON.parse(text);
            if (typeof parsed === 'object' && parsed !== null && 'message' in parsed && typeof parsed.message === 'string')
                return (0,visible/* visible */.RK)(parsed.message.trim(), 300);
        }
        catch {
            // Said to be JSON and is not: the text will do.
        }
    }
    return contentType.includes('html') ? '' : (0,visible/* visible */.RK)(text.trim(), 300);
}

// EXTERNAL MODULE: ./lib/sign/identity.js
var identity = __webpack_require__(97055);
;// CONCATENATED MODULE: ./lib/sign/rekor.js



/** The log holds this very entry, or says so: an earlier request's answer was lost. The cure is a new signature, since ECDSA's are random. */
class AlreadyLogged extends Error {
}
/** An entry of this in the log, with its proof. Throws AlreadyLogged on a 409 and an `unavailable` Failure. */
async function logEntry(rekor, request, post, persistence) {
    const second = rekor.majorApiVersion >= 2;
    const url = `${rekor.url}/api/${second ? 'v2' : 'v1'}/log/entries`;
    const body = JSON.stringify(second ? hashedRekordV2(request) : proposedEntryV1(request));
    const attempt = async () => {
        let answer;
        try {
            answer = await post(url, { contentType: 'application/json', accept: 'application/json', body });
        }
        catch (error) {
            if (error instanceof persist/* ServiceError */._7 && error.status === 409)
                return new AlreadyLogged();
            throw error;
        }
        try {
            const parsed = JSON.parse(answer.toString('utf8'));
            return await (second ? entryFromV2(parsed) : entryFromV1(parsed));
        }
        catch {
            throw new persist/* ServiceError */._7('it answered without a log entry', 0);
        }
    };
    const entry = await (0,persist/* persist */.Zr)(`Rekor ${rekor.url}`, attempt, persistence, (error, told) => new failure/* Failure */.HR('unavailable', 'rekor', `The transparency log ${(0,visible/* visible */.RK)(rekor.url, 200)} took no entry: ${told}`, {
        cure: 'Run the job again later: nothing was published. https://status.sigstore.dev tells of outages of the public services.',
        cause: error,
    }));
    if (entry instanceof AlreadyLogged)
        throw entry;
    return entry;
}
/** Rekor v1: a `dsse` entry for an envelope, a `hashedrekord` for a message (rekor's pkg/types). */
function proposedEntryV1({ digest, signature, certificatePem, envelope }) {
    const key = Buffer.from(certificatePem).toString('base64');
    if (envelope !== undefined)
        return { apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent: { envelope, verifiers: [key] } } };
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
function hashedRekordV2({ digest, signature, certificateDer }) {
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
async function entryFromV2(answer) {
    const { TransparencyLogEntry: message } = await __webpack_require__.e(/* import() */ 9654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19));
    const { logId, kindVersion, ...entry } = message.fromJSON(answer);
    if (logId === undefined || kindVersion === undefined)
        throw new TypeError('no log entry');
    return { ...entry, logId, kindVersion };
}
/** Rekor v1 answers `{"<uuid>": entry}`, with hex where the bundle has bytes. Throws a TypeError for anything else. */
function entryFromV1(answer) {
    const [entry, ...others] = Object.values(Object(answer));
    if (entry === undefined || others.length > 0)
        throw new TypeError('not one log entry');
    const body = JSON.parse(Buffer.from(entry.body, 'base64').toString('utf8'));
    const promise = entry.verification?.signedEntryTimestamp;
    const proof = entry.verification?.inclusionProof;
    return {
        logIndex: entry.logIndex.toString(),
        logId: { keyId: Buffer.from(entry.logID, 'hex') },
        kindVersion: { kind: body.kind, version: body.apiVersion },
        integratedTime: entry.integratedTime.toString(),
        inclusionPromise: promise === undefined ? undefined : { signedEntryTimestamp: Buffer.from(promise, 'base64') },
        inclusionProof: proof === undefined
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

// EXTERNAL MODULE: ./lib/sign/services.js
var services = __webpack_require__(14385);
// EXTERNAL MODULE: ./lib/sign/der.js
var der = __webpack_require__(22606);
;// CONCATENATED MODULE: ./lib/sign/timestamp.js





/** TimeStampReq (RFC 3161 §2.4.1) of version 1 with a SHA-256 message imprint, up to its 32 bytes; certReq is FALSE by default, as trusted roots have the certificates. */
const REQUEST = Buffer.from('30360201013031300d060960864801650304020105000420', 'hex');
/** An RFC 3161 timestamp of a signature, as the authority gave it (DER). Throws an `unavailable` Failure. */
async function requestTimestamp(authority, signature, post, persistence) {
    const path = new URL(authority.url).pathname === '/' ? '/api/v1/timestamp' : '';
    const body = Buffer.concat([REQUEST, (0,external_node_crypto_.createHash)('sha256').update(signature).digest()]);
    const attempt = async () => {
        const answer = await post(`${authority.url}${path}`, { contentType: 'application/timestamp-query', accept: 'application/timestamp-reply', body });
        if (!isGranted(answer))
            throw new persist/* ServiceError */._7('it did not grant a timestamp', 0);
        return answer;
    };
    return (0,persist/* persist */.Zr)(`Timestamp authority ${authority.url}`, attempt, persistence, (error, told) => new failure/* Failure */.HR('unavailable', 'timestamp', `The timestamp authority ${(0,visible/* visible */.RK)(authority.url, 200)} gave no timestamp: ${told}`, {
        cure: 'Run the job again later: nothing was published.',
        cause: error,
    }));
}
/** TimeStampResp is SEQUENCE { PKIStatusInfo, TimeStampToken }, with status granted (0) or grantedWithMods (1). */
function isGranted(answer) {
    try {
        const [info, token] = (0,der/* derElements */.z)((0,der/* derElements */.z)(answer)[0]?.content ?? Buffer.alloc(0));
        const status = (0,der/* derElements */.z)(info?.content ?? Buffer.alloc(0))[0]?.content;
        return token !== undefined && status?.length === 1 && status.readUInt8(0) <= 1;
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ./lib/sign/trust.js
var trust = __webpack_require__(11247);
// EXTERNAL MODULE: ./lib/sign/tuf.js
var tuf = __webpack_require__(92242);
// EXTERNAL MODULE: ./lib/sign/verify.js + 4 modules
var verify = __webpack_require__(5759);
;// CONCATENATED MODULE: ./lib/sign/keyless.js












const EXPIRED = 'certificate-expired';
const MINUTE_MS = 60_000;
/** A certificate that ends this soon is not begun with. */
const MARGIN_MS = 30_000;
/**
 * A keyless signer by a signing config. Loads and chooses the services, and says through `onProgress` which they are, before any token exists. Throws Failures: `usage` for a signing config or
 * trusted root that is none, `unavailable` when TUF can't be had.
 */
async function createKeylessSigner(options) {
    const onProgress = options.onProgress ?? (() => { });
    const lasting = options.retryDeadlineMs ?? 15 * MINUTE_MS;
    const persistent = () => ({ deadline: Date.now() + lasting, onProgress, firstPauseMs: options.firstPauseMs });
    const { services, trust } = await load(options, persistent());
    const post = createPost(options.env, options.timeoutMs ?? 20_000);
    onProgress(`Fulcio: ${services.fulcio.url}`);
    for (const rekor of services.rekor)
        onProgress(`Rekor ${rekor.majorApiVersion}: ${rekor.url}`);
    for (const authority of services.timestamp)
        onProgress(`Timestamp authority: ${authority.url}`);
    if (trust === undefined)
        onProgress('No trusted root was given: what the services answer is not verified here');
    let session;
    let signing;
    const start = async (persistence) => {
        const keys = (0,external_node_crypto_.generateKeyPairSync)('ec', { namedCurve: 'P-256' });
        const askedAt = Date.now();
        const issued = await requestCertificate(services.fulcio, keys, options, post, persistence);
        const { certificate } = issued;
        return { ...issued, keys, endsAt: askedAt + certificate.validToDate.getTime() - certificate.validFromDate.getTime() - MARGIN_MS };
    };
    const current = () => {
        signing ??= persistent();
        session ??= start(signing);
        return session;
    };
    const signBundle = async (signed, subject, build) => {
        const { keys, certificate, endsAt } = await current();
        const persistence = signing ?? persistent();
        const digest = (0,external_node_crypto_.createHash)('sha256').update(signed).digest();
        for (let again = 0;; again++) {
            if (Date.now() > endsAt)
                throw expired(undefined);
            const signature = (0,external_node_crypto_.sign)('sha256', signed, keys.privateKey);
            const { bundle, envelope } = await build(signature, certificate.raw);
            const request = { digest, signature, certificatePem: certificate.toString(), certificateDer: certificate.raw, envelope };
            const witnesses = { services, request, post, persistence: { ...persistence, deadline: Math.min(persistence.deadline, endsAt) } };
            try {
                await witness(bundle, witnesses);
            }
            catch (error) {
                if (error instanceof AlreadyLogged && again < 5)
                    continue;
                if (error instanceof AlreadyLogged)
                    throw refusedSignatures(error);
                if (Date.now() + 2 * MARGIN_MS > endsAt && Date.now() < persistence.deadline)
                    throw expired(error);
                throw error;
            }
            return checked(bundle, subject, trust);
        }
    };
    const signer = {
        services,
        trust,
        async identity() {
            const { certificate, chain } = await current();
            return { ...(0,identity/* certificateIdentity */.W)(certificate), certificatePem: Buffer.from(certificate.toString()), chainPem: chain.map(String).join('') };
        },
        async signStatement(statement) {
            const { envelopeToJSON, toDSSEBundle } = await Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(1040)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19));
            const payload = Buffer.from(JSON.stringify(statement));
            const type = 'application/vnd.in-toto+json';
            const subjectDigest = `sha256:${statement.subject[0]?.digest.sha256}`;
            return signBundle((0,dsse/* preAuthenticationEncoding */.J)(type, payload), { subjectDigest, predicateType: statement.predicateType }, async (signature, certificate) => {
                const bundle = toDSSEBundle({ artifact: payload, artifactType: type, signature, certificate, certificateChain: false });
                return { bundle, envelope: JSON.stringify(envelopeToJSON(bundle.content.dsseEnvelope)) };
            });
        },
        async signMessage(bytes) {
            const { toMessageSignatureBundle } = await Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(1040)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19));
            const digest = (0,external_node_crypto_.createHash)('sha256').update(bytes).digest();
            return signBundle(bytes, { bytes }, async (signature, certificate) => ({ bundle: toMessageSignatureBundle({ digest, signature, certificate, certificateChain: false }) }));
        },
        async signRaw(bytes) {
            return (0,external_node_crypto_.sign)('sha256', bytes, (await current()).keys.privateKey);
        },
        async together(work) {
            for (;;) {
                try {
                    return await work(signer);
                }
                catch (error) {
                    if (!(error instanceof failure/* Failure */.HR) || error.code !== EXPIRED)
                        throw error;
                    onProgress('The signing certificate runs out: starting again with a new key and certificate');
                    session = undefined;
                }
            }
        },
    };
    return signer;
}
async function load(options, persistence) {
    const { signingConfig, trustedRoot = signingConfig === 'tuf' ? 'tuf' : undefined } = options;
    const names = [...(signingConfig === 'tuf' ? ['signing_config.v0.2.json'] : []), ...(trustedRoot === 'tuf' ? ['trusted_root.json'] : [])];
    const targets = names.length === 0 ? [] : await (0,tuf/* tufTargets */.Q)(names, persistence, options.tuf);
    return {
        services: await (0,services.selectServices)(signingConfig === 'tuf' ? targets[0] : signingConfig, new Date()),
        trust: trustedRoot === undefined ? undefined : await (0,trust.parseTrust)(trustedRoot === 'tuf' ? targets.at(-1) : trustedRoot),
    };
}
/** Has the logs and timestamp authorities see the signature, all at once, and puts what they answer into the bundle. */
async function witness(bundle, { services, request, post, persistence }) {
    const [entries, timestamps] = await Promise.all([
        Promise.all(services.rekor.map((rekor) => logEntry(rekor, request, post, persistence))),
        Promise.all(services.timestamp.map((authority) => requestTimestamp(authority, request.signature, post, persistence))),
    ]);
    bundle.verificationMaterial.tlogEntries = entries;
    bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: timestamps.map((signedTimestamp) => ({ signedTimestamp })) };
}
/** The bundle as JSON, after it was read as a verifier reads it. Throws an `unavailable` Failure when what the services gave does not verify. */
async function checked(bundle, expect, trust) {
    const { bundleToJSON } = await Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(1040)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19));
    const json = bundleToJSON(bundle);
    if (trust === undefined)
        return json;
    const { ok, steps } = await (0,verify.verifyBundle)({ bundle: Buffer.from(JSON.stringify(json)), trust, expect });
    if (ok)
        return json;
    const fault = steps.find((step) => step.ok === false)?.message ?? 'a check did not hold';
    throw new failure/* Failure */.HR('unavailable', 'sigstore-answer', `What the signing services gave does not verify with the trusted root: ${fault}`, {
        cure: 'Give the trusted root of the sigstore that the signing config names. If it is that one, a service is at fault: tell who runs it.',
    });
}
function expired(cause) {
    return new failure/* Failure */.HR('unavailable', EXPIRED, 'The signing certificate ran out while a service could not be had', { cure: 'Run the job again: nothing was published.', cause });
}
function refusedSignatures(cause) {
    return new failure/* Failure */.HR('unavailable', 'rekor', 'The transparency log says of every new signature that it holds it already', { cure: 'Run the job again later: nothing was published.', cause });
}


/***/ }),

/***/ 81349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zr: () => (/* binding */ persist),
/* harmony export */   _7: () => (/* binding */ ServiceError)
/* harmony export */ });
/* unused harmony export isTransient */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);


/** A service answered, and not what was wanted. `status` is 0 when it was no HTTP answer at all. */
class ServiceError extends Error {
    status;
    retryAfterMs;
    constructor(message, status, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'ServiceError';
        this.status = status;
        this.retryAfterMs = details.retryAfterMs;
    }
}
/** Whether asking again may help: no answer, a time-out, too many requests, and faults of the server (RFC 9110 §15). */
function isTransient(error) {
    if (!(error instanceof ServiceError))
        return false;
    return error.status === 0 || error.status === 408 || error.status === 425 || error.status === 429 || error.status >= 500;
}
const LONGEST_PAUSE_MS = 30_000;
/**
 * What `attempt` gives, asked again and again while its errors are transient and the deadline has not passed: outages of the public services last minutes,
 * sometimes tens of them. Throws a Failure of the attempt as it is, and what `failed` makes of the last error otherwise.
 */
async function persist(what, attempt, persistence, failed) {
    const started = Date.now();
    for (let count = 1;; count++) {
        try {
            return await attempt();
        }
        catch (error) {
            if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
                throw error;
            const pause = error instanceof ServiceError && error.retryAfterMs !== undefined ? error.retryAfterMs : backoff(count, persistence.firstPauseMs ?? 1000);
            const told = (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)((0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .causes */ .ps)(error).join(': ').trim(), 300);
            if (!isTransient(error) || Date.now() + pause > persistence.deadline) {
                const tries = count === 1 ? '' : ` (${count} attempts in ${Math.round((Date.now() - started) / 1000)} s)`;
                throw failed(error, `${told}${tries}`);
            }
            persistence.onProgress(`${what}: ${told}; trying again in ${pause < 1000 ? `${pause} ms` : `${Math.round(pause / 1000)} s`}`);
            await new Promise((resolve) => setTimeout(resolve, pause));
        }
    }
}
/** Doubling pauses with a jitter of a quarter, so that many jobs don't come back at the same moment. */
function backoff(count, firstPauseMs) {
    const pause = Math.min(firstPauseMs * 2 ** (count - 1), LONGEST_PAUSE_MS);
    return Math.round(pause * (0.75 + Math.random() / 2));
}


/***/ }),

/***/ 14385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   selectServices: () => (/* binding */ selectServices)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);
/* harmony import */ var _moment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89633);



const MEDIA_TYPE = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';
/**
 * The services of a signing config (its parsed JSON) that are to be used at `now`, chosen as sigstore-go does: those within their dates, of the highest API
 * version that is spoken here, the newest of each operator, and as many of them as the selector asks for. Throws a `usage` Failure when the
 * config is none, or none of its services will do.
 */
async function selectServices(signingConfig, now) {
    const { SigningConfig } = await __webpack_require__.e(/* import() */ 9654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19));
    if (typeof signingConfig !== 'object' || signingConfig === null || !('mediaType' in signingConfig) || signingConfig.mediaType !== MEDIA_TYPE) {
        throw refused(`its mediaType is not ${MEDIA_TYPE}`, 'Make one with cosign signing-config create; a trusted root belongs in sigstore-trusted-root.');
    }
    let config;
    try {
        config = SigningConfig.fromJSON(signingConfig);
    }
    catch (cause) {
        throw refused("it can't be read", 'Make one with cosign signing-config create.', cause);
    }
    const choose = async (name, services, versions, selection) => {
        const usable = newest(services, versions, now);
        if (usable.length === 0) {
            throw refused(`no ${name} of API version ${versions.join(' or ')} is valid at ${(0,_moment_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n)(now)}`, 'Get the present signing config of that sigstore.');
        }
        const count = await wanted(selection, usable.length);
        if (count === undefined || count > usable.length) {
            throw refused(`it wants ${selection?.count ?? 0} of its ${name} services, and ${usable.length} can be used`, 'Correct its selector, or get the present signing config.');
        }
        return usable.slice(0, count).map((service) => ({ url: checkedUrl(service.url, name), majorApiVersion: service.majorApiVersion }));
    };
    const [fulcio] = await choose('Fulcio', config.caUrls, [1], undefined);
    const rekor = config.rekorTlogConfig === undefined ? [] : await choose('Rekor', config.rekorTlogUrls, [2, 1], config.rekorTlogConfig);
    const timestamp = config.tsaConfig === undefined ? [] : await choose('timestamp authority', config.tsaUrls, [1], config.tsaConfig);
    if (fulcio === undefined)
        throw refused('it names no Fulcio', 'Add caUrls.');
    if (timestamp.length === 0 && rekor.every(({ majorApiVersion }) => majorApiVersion > 1)) {
        throw refused('nothing in it can say when a signature was made', 'Add a timestamp authority: Rekor 2 gives no time, and the certificate is valid for minutes only.');
    }
    return { fulcio, rekor, timestamp, publicLog: [fulcio, ...rekor].some(({ url }) => isPublicGood(url)) };
}
function refused(message, cure, cause) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'signing-config', `sigstore-signing-config: ${message}`, { cure, cause });
}
/** The services within their dates, of the highest version of which there is one, newest first, one an operator. */
function newest(services, versions, now) {
    const inDate = services.filter(({ validFor }) => (validFor?.start === undefined || validFor.start <= now) && (validFor?.end === undefined || now <= validFor.end));
    const version = versions.find((candidate) => inDate.some(({ majorApiVersion }) => majorApiVersion === candidate));
    const sorted = inDate
        .filter(({ majorApiVersion }) => majorApiVersion === version)
        .toSorted((a, b) => (b.validFor?.start?.getTime() ?? 0) - (a.validFor?.start?.getTime() ?? 0));
    return sorted.filter((service, at) => sorted.findIndex(({ operator }) => operator === service.operator) === at);
}
/** How many of `available` services the selector asks for; one without a selector; undefined when it can't be obeyed. */
async function wanted(selection, available) {
    const { ServiceSelector } = await __webpack_require__.e(/* import() */ 9654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19));
    switch (selection?.selector) {
        case undefined:
        case ServiceSelector.ANY:
            return 1;
        case ServiceSelector.ALL:
            return available;
        case ServiceSelector.EXACT:
            return selection.count > 0 ? selection.count : undefined;
        default:
            return undefined;
    }
}
/**
 * The URL without slashes at its end. Throws a `usage` Failure unless it is https, or http on loopback: Fulcio is sent the identity token. A timestamp
 * authority may speak plain http: it is sent a hash, and what it answers is signed.
 */
function checkedUrl(text, name) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const plain = url?.protocol === 'http:' && (isLoopback(url.hostname) || name === 'timestamp authority');
    if (url === undefined || (url.protocol !== 'https:' && !plain) || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'signing-config', `sigstore-signing-config: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text, 100)} can't be the URL of ${name}`, {
            cure: 'It must be https, without a user, a query or a fragment; plain http is for loopback.',
        });
    }
    return url.href.replace(/\/+$/, '');
}
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
function isPublicGood(url) {
    const { hostname } = new URL(url);
    return hostname === 'sigstore.dev' || hostname.endsWith('.sigstore.dev');
}


/***/ }),

/***/ 16495:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bF: () => (/* binding */ passed),
/* harmony export */   gz: () => (/* binding */ failed),
/* harmony export */   hT: () => (/* binding */ skipped)
/* harmony export */ });
/** A step that held. `message` is a sentence; its full stop is added. */
function passed(id, message) {
    return { id, ok: true, message: sentence(message) };
}
/** A step that did not hold. */
function failed(id, message) {
    return { id, ok: false, message: sentence(message) };
}
/** A step that was not made. */
function skipped(id, message) {
    return { id, ok: null, message: sentence(message) };
}
function sentence(text) {
    return /[.…]$/.test(text) ? text : `${text}.`;
}


/***/ }),

/***/ 11247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseTrust: () => (/* binding */ parseTrust),
/* harmony export */   publicGoodTrust: () => (/* binding */ publicGoodTrust)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _tuf_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92242);


/** The trust that a trusted root's parsed JSON gives. Throws a `usage` Failure when it is none. */
async function parseTrust(json) {
    const [{ TrustedRoot }, { toTrustMaterial }] = await Promise.all([__webpack_require__.e(/* import() */ 9654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19)), Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(4187)]).then(__webpack_require__.t.bind(__webpack_require__, 54187, 19))]);
    try {
        if (typeof json !== 'object' || json === null || !('mediaType' in json) || !String(json.mediaType).startsWith('application/vnd.dev.sigstore.trustedroot')) {
            throw new TypeError('its mediaType is not that of a trusted root');
        }
        const root = TrustedRoot.fromJSON(json);
        const material = toTrustMaterial(root);
        if (material.certificateAuthorities.length === 0 && material.tlogs.length === 0)
            throw new TypeError('it trusts nobody');
        return { material, withoutLogs: material.tlogs.length === 0 && material.ctlogs.length === 0, json };
    }
    catch (cause) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'trusted-root', "sigstore-trusted-root: it can't be read as a trusted root", {
            cure: 'Give a trusted_root.json (mediaType application/vnd.dev.sigstore.trustedroot+json;version=0.1), as cosign trusted-root create or gh attestation trusted-root write it.',
            cause,
        });
    }
}
/** The public good's trust, by TUF. Throws an `unavailable` Failure. */
async function publicGoodTrust(persistence, tuf) {
    const [json] = await (0,_tuf_js__WEBPACK_IMPORTED_MODULE_1__/* .tufTargets */ .Q)(['trusted_root.json'], persistence, tuf);
    return parseTrust(json);
}


/***/ }),

/***/ 92242:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ tufTargets)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7629);
/* harmony import */ var _persist_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(81349);






/**
 * The parsed JSON of TUF targets (`signing_config.v0.2.json`, `trusted_root.json`), in the order asked. The cache is a folder of this call alone: one that an
 * earlier job on the same runner left could name another Fulcio, and so get the token. Throws an `unavailable` Failure.
 */
async function tufTargets(names, persistence, options = {}) {
    const { DEFAULT_MIRROR_URL, initTUF } = await Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(3694)]).then(__webpack_require__.t.bind(__webpack_require__, 84423, 19));
    const mirror = options.mirrorUrl ?? DEFAULT_MIRROR_URL;
    const attempt = async () => {
        const cachePath = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(options.temporaryDirectory ?? (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'tuf-'));
        try {
            const client = await initTUF({
                cachePath,
                mirrorURL: mirror,
                forceInit: true,
                retry: false,
                timeout: options.timeoutMs ?? 20_000,
                ...(options.rootPath === undefined ? {} : { rootPath: options.rootPath }),
            });
            const targets = [];
            for (const name of names)
                targets.push(JSON.parse(await client.getTarget(name)));
            return targets;
        }
        catch (error) {
            // What a mirror signed wrongly may be an update that is under way, so it is asked again like an outage.
            throw new _persist_js__WEBPACK_IMPORTED_MODULE_5__/* .ServiceError */ ._7((0,_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .visible */ .RK)((0,_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .causes */ .ps)(error).join(': ').trim(), 300), 0);
        }
        finally {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(cachePath, { recursive: true, force: true });
        }
    };
    return (0,_persist_js__WEBPACK_IMPORTED_MODULE_5__/* .persist */ .Zr)(`TUF ${mirror}`, attempt, persistence, (error, told) => new _failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR('unavailable', 'tuf', `${names.join(' and ')} can't be had from the TUF repository ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .visible */ .RK)(mirror, 100)}: ${told}`, {
        cure: 'Run the job again later, or give the files in sigstore-signing-config and sigstore-trusted-root.',
        cause: error,
    }));
}


/***/ })

};
