export const id = 6713;
export const ids = [6713,1247,8739,1120,4385,6358];
export const modules = {

/***/ 44593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O$: () => (/* binding */ unreadable),
/* harmony export */   mP: () => (/* binding */ unwritable),
/* harmony export */   xU: () => (/* binding */ systemCode)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);

/** The code of an error, such as the system's `ENOENT`; empty when it has none. */
function systemCode(error) {
    return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
/** Why something can't be read, as a Failure. What is a Failure already stays as it is. */
function unreadable(error, where) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
        return error;
    const code = systemCode(error);
    if (code === 'EACCES' || code === 'EPERM')
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'unreadable', `${where}: reading it is not permitted`, { cause: error, cure: 'Give this user the right to read the folder and its files.' });
    if (code === 'ENOTDIR' || code === 'ENAMETOOLONG')
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'source', `${where}: there is no such folder`, { cause: error, cure: 'Correct the path.' });
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'unreadable', `${where}: it can't be read (${code})`, { cause: error, cure: 'Check the disk, and run it again.' });
}
const WRITE_CURES = {
    ENOSPC: ['the disk is full', 'Free space on it, or write elsewhere.'],
    EDQUOT: ["this user's share of the disk is used up", 'Free space, or write elsewhere.'],
    EFBIG: ['the file would be larger than the system takes', 'Write to another file system.'],
    EROFS: ['the file system is read-only', 'Write to another folder.'],
    EACCES: ['writing is not permitted', 'Give this user the right to write to the folder.'],
    EPERM: ['writing is not permitted', 'Give this user the right to write to the folder.'],
    ENOTDIR: ['a part of the path is no folder', 'Correct the path.'],
    EEXIST: ['a part of the path is no folder', 'Correct the path.'],
};
/** Why something can't be written, as an `unavailable` Failure `unwritable`. What is a Failure already stays as it is. */
function unwritable(error, where) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
        return error;
    const code = systemCode(error);
    if (!/^E[A-Z0-9]+$/.test(code))
        return error;
    const [reason, cure] = WRITE_CURES[code] ?? [`it can't be written (${code})`, 'Check the disk, and run it again.'];
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'unwritable', `${where}: ${reason}`, { cause: error, cure });
}


/***/ }),

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
// EXTERNAL MODULE: ./lib/sign/verify.js + 1 modules
var verify = __webpack_require__(98739);
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


/***/ }),

/***/ 98739:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verifyBundle: () => (/* binding */ verifyBundle)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/oci/filefailure.js
var filefailure = __webpack_require__(44593);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/sign/identity.js
var sign_identity = __webpack_require__(97055);
// EXTERNAL MODULE: ./lib/sign/expectation.js
var expectation = __webpack_require__(44603);
// EXTERNAL MODULE: ./lib/sign/certificate.js + 1 modules
var sign_certificate = __webpack_require__(97357);
// EXTERNAL MODULE: ./lib/sign/moment.js
var moment = __webpack_require__(89633);
;// CONCATENATED MODULE: ./lib/sign/log-body.js




/**
 * Why a verified log entry is not of this certificate, or undefined when it is: @sigstore/verify compares signature and digest, and leaves out whose key the log saw, the time in the entry and
 * whether a log signed it, that Rekor v2 logs hashedrekord alone, and its index beside the proof (cosign 3.1 asks for all of these).
 */
function checkLogBody(entry, certificate) {
    const { kind, version } = entry.kindVersion;
    if (kind === 'dsse' && version !== '0.0.1')
        return `Its log entry is of the kind ${kind} ${version}, which no log takes`;
    // A time and the index in all of a log are what a promise signs; Rekor 2 makes none, and its index is the proof's.
    if (hasTime(entry) && entry.inclusionPromise === undefined)
        return 'Its log entry holds a time that no log signed';
    if (kind === 'hashedrekord' && version === '0.0.2' && entry.logIndex !== entry.inclusionProof?.logIndex) {
        return `Its log entry says that its index is ${(0,visible/* visible */.RK)(entry.logIndex, 20)}, and its proof is of ${(0,visible/* visible */.RK)(entry.inclusionProof?.logIndex ?? 'none', 20)}`;
    }
    let logged;
    try {
        logged = certificateIn(JSON.parse(entry.canonicalizedBody.toString('utf8')));
    }
    catch {
        logged = undefined;
    }
    if (logged?.equals(certificate.raw) !== true)
        return 'Its log entry is of another certificate';
    const time = new Date(Number(entry.integratedTime) * 1000);
    if (hasTime(entry) && !(0,sign_certificate.isInDate)(certificate, time))
        return `It was logged at ${(0,moment/* moment */.n)(time)}, when the certificate was not valid`;
    return undefined;
}
function hasTime({ integratedTime }) {
    return integratedTime !== '' && integratedTime !== '0';
}
/** DER of the certificate in an entry's body. */
function certificateIn(body) {
    const { spec } = body;
    const der = spec?.hashedRekordV002?.signature?.verifier?.x509Certificate?.rawBytes;
    if (der !== undefined)
        return Buffer.from(der, 'base64');
    const pem = spec?.signature?.publicKey?.content ?? spec?.signatures?.[0]?.verifier ?? spec?.content?.envelope?.signatures?.[0]?.publicKey;
    return pem === undefined ? undefined : new external_node_crypto_.X509Certificate(Buffer.from(pem, 'base64')).raw;
}

// EXTERNAL MODULE: ./lib/sign/statement.js
var sign_statement = __webpack_require__(32768);
// EXTERNAL MODULE: ./lib/sign/step.js
var step = __webpack_require__(16495);
;// CONCATENATED MODULE: ./lib/sign/verify.js









const IN_TOTO = 'application/vnd.in-toto+json';
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
/** The steps of @sigstore/verify in its order, and the codes of what it throws in each. */
const CRYPTOGRAPHIC = [
    ['timestamp', ['TIMESTAMP_ERROR']],
    ['signer-certificate', ['CERTIFICATE_ERROR', 'PUBLIC_KEY_ERROR']],
    ['transparency-log', ['TLOG_ERROR', 'TLOG_INCLUSION_PROOF_ERROR', 'TLOG_INCLUSION_PROMISE_ERROR', 'TLOG_MISSING_INCLUSION_ERROR', 'TLOG_BODY_ERROR']],
    ['bundle-signature', ['SIGNATURE_ERROR']],
];
/**
 * Whether a sigstore bundle is by the identity and about the subject that are expected: certificate chain and SCT, a log entry of this very signature and certificate, a time within the
 * certificate's validity, the signature, and then what was signed. One of each is asked for. Steps after the first failing cryptographic one are not made. Never throws for what a bundle holds.
 */
async function verifyBundle(inputs) {
    const steps = [];
    const end = (facts) => {
        const ok = facts !== undefined && steps.every((step) => step.ok !== false);
        return { ok, steps, facts: ok ? facts : undefined };
    };
    const read = await readBundle(inputs);
    if ('problem' in read) {
        steps.push((0,step/* failed */.gz)('bundle', read.problem));
        return end();
    }
    const { bundle, entity, certificate } = read;
    steps.push((0,step/* passed */.bF)('bundle', `The bundle is ${(0,visible/* visible */.RK)(bundle.mediaType, 80)}`));
    const broken = await cryptographicFault(read, inputs.trust);
    for (const [id] of CRYPTOGRAPHIC) {
        if (broken === undefined)
            steps.push((0,step/* passed */.bF)(id, wordsFor(id, entity, inputs.trust)));
        else if (broken.id === id) {
            steps.push((0,step/* failed */.gz)(id, broken.message));
            break;
        }
        else
            steps.push((0,step/* passed */.bF)(id, wordsFor(id, entity, inputs.trust)));
    }
    if (broken !== undefined) {
        steps.push((0,step/* skipped */.hT)('identity', 'Not checked who signed and what: the signature does not hold'));
        return end();
    }
    const predicate = checkContent(bundle, inputs.expect, steps);
    const identity = (0,sign_identity/* certificateIdentity */.W)(certificate);
    if (inputs.identity === undefined)
        steps.push((0,step/* skipped */.hT)('identity', `Not checked who signed; the certificate says ${(0,visible/* visible */.RK)(identity.san ?? 'nothing', 300)}`));
    else {
        const { san, issuer } = inputs.identity;
        const signer = identity.san === undefined ? undefined : (0,visible/* visible */.RK)(identity.san, 300);
        steps.push((0,expectation/* matches */.c)(san, identity.san) ? (0,step/* passed */.bF)('identity', `Signed by ${signer}`) : (0,step/* failed */.gz)('identity', `Signed by ${signer ?? 'nobody that its certificate names'}, and it must be ${(0,expectation/* mustBe */.J)(san)}`));
        const from = (0,visible/* visible */.RK)(identity.issuer ?? 'nobody', 300);
        steps.push((0,expectation/* matches */.c)(issuer, identity.issuer) ? (0,step/* passed */.bF)('issuer', `${from} vouches for that identity`) : (0,step/* failed */.gz)('issuer', `${from} vouches for that identity, and it must be ${(0,expectation/* mustBe */.J)(issuer)}`));
    }
    return end({ identity, certificatePem: certificate.toString(), signedAt: timesOf(entity)[0] ?? new Date(Number.NaN), log: logOf(entity, inputs.trust), predicate });
}
async function readBundle({ bundle: bytes, expect }) {
    const [{ bundleFromJSON, ...versions }, { toSignedEntity }] = await Promise.all([Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(1040)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19)), Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(4187)]).then(__webpack_require__.t.bind(__webpack_require__, 54187, 19))]);
    try {
        const bundle = bundleFromJSON(JSON.parse(Buffer.from(bytes).toString('utf8')));
        const known = [versions.BUNDLE_V01_MEDIA_TYPE, versions.BUNDLE_V02_MEDIA_TYPE, versions.BUNDLE_V03_LEGACY_MEDIA_TYPE, versions.BUNDLE_V03_MEDIA_TYPE];
        if (!known.includes(bundle.mediaType))
            return { problem: `It is a bundle of a version that is not known here: ${(0,visible/* visible */.RK)(bundle.mediaType, 80)}` };
        const wanted = 'bytes' in expect ? 'messageSignature' : 'dsseEnvelope';
        if (bundle.content.$case !== wanted)
            return { problem: `The bundle holds a ${bundle.content.$case}, where a ${wanted} is wanted` };
        const material = bundle.verificationMaterial.content;
        if (material.$case === 'publicKey')
            return { problem: 'The bundle was signed with a bare key: there is no certificate that says whose' };
        const der = material.$case === 'certificate' ? material.certificate.rawBytes : material.x509CertificateChain.certificates[0]?.rawBytes;
        const certificate = new external_node_crypto_.X509Certificate(der ?? Buffer.alloc(0));
        return { bundle, entity: toSignedEntity(bundle, 'bytes' in expect ? expect.bytes : undefined), certificate };
    }
    catch {
        return { problem: "It can't be read as a sigstore bundle" };
    }
}
/** The first cryptographic check that does not hold, and why; undefined when all do. */
async function cryptographicFault({ bundle, entity, certificate }, trust) {
    const { Verifier } = await Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(4187)]).then(__webpack_require__.t.bind(__webpack_require__, 54187, 19));
    const logs = trust.withoutLogs ? 0 : 1;
    try {
        new Verifier(trust.material, { ctlogThreshold: logs, tlogThreshold: logs, timestampThreshold: 1 }).verify(entity);
    }
    catch (error) {
        return { id: stepOf(error), message: wordsOf(error, entity, certificate) };
    }
    // What @sigstore/verify does not look at, and sigstore-go does.
    const usages = certificate.keyUsage ?? [];
    if (!usages.includes(CODE_SIGNING))
        return { id: 'signer-certificate', message: 'The certificate is not one for code signing' };
    for (const entry of entity.tlogEntries) {
        const fault = checkLogBody(entry, certificate) ?? checkLogDates(entry, entity, trust);
        if (fault !== undefined)
            return { id: 'transparency-log', message: fault };
    }
    const content = bundle.content;
    if (content.$case === 'messageSignature' && !isDigestOf(content.messageSignature.messageDigest.digest, entity)) {
        return { id: 'bundle-signature', message: 'The bundle names another digest than that of the signed bytes' };
    }
    return undefined;
}
/** Why the log was not one to believe when it was signed: @sigstore/verify asks that of a log's promise alone, so not of Rekor 2. */
function checkLogDates(entry, entity, trust) {
    const [signedAt] = timesOf(entity);
    const logs = trust.material.tlogs.filter(({ logID }) => logID.equals(entry.logId.keyId));
    if (signedAt !== undefined && logs.some(({ validFor }) => validFor.start <= signedAt && signedAt <= validFor.end))
        return undefined;
    return `By the trusted root its log was not in use${signedAt === undefined ? '' : ` at ${(0,moment/* moment */.n)(signedAt)}`}`;
}
/** A message bundle's own digest must be that of what was signed, else its log entry would be about something else. */
function isDigestOf(digest, { signature }) {
    const artifact = 'artifact' in signature ? signature.artifact : undefined;
    return Buffer.isBuffer(artifact) && (0,external_node_crypto_.createHash)('sha256').update(artifact).digest().equals(digest);
}
function stepOf(error) {
    const code = (0,filefailure/* systemCode */.xU)(error);
    return CRYPTOGRAPHIC.find(([, codes]) => codes.some((known) => known === code))?.[0] ?? 'transparency-log';
}
function wordsOf(error, entity, certificate) {
    const told = (0,visible/* visible */.RK)(Error.isError(error) ? error.message : String(error), 200);
    switch (stepOf(error)) {
        case 'timestamp':
            return entity.timestamps.length === 0
                ? 'Nothing says when it was signed, and the certificate was valid for minutes only'
                : `When it was signed is not proven by an authority that the trusted root knows: ${told}`;
        case 'signer-certificate':
            return `The certificate (valid ${(0,moment/* moment */.n)(certificate.validFromDate)} to ${(0,moment/* moment */.n)(certificate.validToDate)}) is not by a CA of the trusted root at the time of signing, or no log of the trusted root has it: ${told}`;
        case 'transparency-log':
            return entity.tlogEntries.length === 0 ? 'It is in no transparency log' : `Its log entry does not hold: ${told}`;
        default:
            return "The signature is not one of this content by the certificate's key";
    }
}
function wordsFor(id, entity, trust) {
    switch (id) {
        case 'timestamp': {
            const [signedAt] = timesOf(entity);
            return `It was signed at ${signedAt === undefined ? 'no time' : (0,moment/* moment */.n)(signedAt)}`;
        }
        case 'signer-certificate':
            return trust.withoutLogs ? 'A CA of the trusted root issued the certificate; the root knows no certificate log' : 'A CA of the trusted root issued the certificate, and a log of the trusted root has it';
        case 'transparency-log': {
            const log = logOf(entity, trust);
            return log === undefined ? 'The trusted root knows no transparency log: a timestamp says when it was signed' : `The log ${(0,visible/* visible */.RK)(log.url, 100)} has it at index ${log.index}`;
        }
        default:
            return "The certificate's key signed it";
    }
}
/** The times that an authority or a log signed, earliest first; a log does so by its promise alone. Believe them only after the Verifier did. */
function timesOf(entity) {
    return entity.timestamps
        .filter((timestamp) => timestamp.$case === 'timestamp-authority' || timestamp.tlogEntry.inclusionPromise !== undefined)
        .map((timestamp) => (timestamp.$case === 'timestamp-authority' ? timestamp.timestamp.signingTime : new Date(Number(timestamp.tlogEntry.integratedTime) * 1000)))
        .toSorted((a, b) => a.getTime() - b.getTime());
}
function logOf(entity, trust) {
    const entry = entity.tlogEntries[0];
    if (entry === undefined)
        return undefined;
    const log = trust.material.tlogs.find(({ logID }) => logID.equals(entry.logId.keyId));
    return { url: log?.baseURL ?? '', index: entry.logIndex };
}
/** Checks what was signed, pushes its steps, and gives a statement's predicate. */
function checkContent(bundle, expect, steps) {
    if (bundle.content.$case === 'messageSignature' || 'bytes' in expect) {
        steps.push((0,step/* passed */.bF)('subject', 'It is a signature of these bytes'));
        return undefined;
    }
    const { payloadType, payload } = bundle.content.dsseEnvelope;
    const statement = payloadType === IN_TOTO ? (0,sign_statement/* parseStatement */.B)(payload) : undefined;
    if (statement === undefined) {
        steps.push((0,step/* failed */.gz)('statement', payloadType === IN_TOTO ? `What was signed is no in-toto statement of the type ${sign_statement/* STATEMENT_TYPE */.z}` : `What was signed is ${(0,visible/* visible */.RK)(payloadType, 80)}, and must be ${IN_TOTO}`));
        return undefined;
    }
    steps.push((0,step/* passed */.bF)('statement', 'What was signed is an in-toto statement'));
    steps.push(statement.subjects.includes(expect.subjectDigest)
        ? (0,step/* passed */.bF)('subject', `It is about ${expect.subjectDigest}`)
        : (0,step/* failed */.gz)('subject', `It is about ${(0,visible/* visible */.RK)(statement.subjects.join(', ') || 'nothing', 200)}, and must be about ${expect.subjectDigest}`));
    steps.push(statement.predicateType === expect.predicateType
        ? (0,step/* passed */.bF)('predicate-type', `It states ${expect.predicateType}`)
        : (0,step/* failed */.gz)('predicate-type', `It states ${(0,visible/* visible */.RK)(statement.predicateType, 100)}, and must state ${expect.predicateType}`));
    return statement.predicate;
}


/***/ })

};
