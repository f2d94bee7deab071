export const id = 5759;
export const ids = [5759];
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

/***/ 5759:
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
// EXTERNAL MODULE: ./lib/sign/certificate.js
var sign_certificate = __webpack_require__(9998);
// EXTERNAL MODULE: ./lib/sign/certificate-fault.js
var certificate_fault = __webpack_require__(1219);
// EXTERNAL MODULE: ./lib/sign/extensions.js
var extensions = __webpack_require__(2367);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./lib/sign/der.js
var der = __webpack_require__(22606);
;// CONCATENATED MODULE: ./lib/sign/name-constraints.js



const EMAIL = 1;
const URI = 6;
/** Those that Go applies: e-mail, DNS, URI, IP address. Directory names it passes over, and refuses where they are critical. */
const APPLIED = [EMAIL, 2, URI, 7];
/**
 * The first of a certificate's alternative names that a CA's name constraints (RFC 5280 §4.2.1.10), the value of its extension, do not allow; undefined when they allow all. As in
 * Go, a domain without a dot before it allows its subdomains, too, and an empty one every domain. Of DNS names and IP addresses, which identify nobody in sigstore, none is
 * allowed under a constraint of their kind; nor is a name that cannot be read.
 */
function constraintFault(constraints, certificate) {
    const subtrees = parts((0,der/* derElements */.z)(constraints)[0]);
    const [permitted, excluded] = [0xa0, 0xa1].map((tag) => subtrees.filter((each) => each.tag === tag).flatMap((each) => parts(each).flatMap((subtree) => parts(subtree).slice(0, 1))));
    const names = (0,extensions/* certificateExtensions */.EO)(certificate).filter((extension) => (0,extensions/* standardExtension */.x8)(extension) === extensions/* SUBJECT_ALTERNATIVE_NAME */.FL).flatMap(({ value }) => parts((0,der/* derElements */.z)(value)[0]));
    const wrong = names.find((name) => {
        const kind = kindOf(name);
        const [may, mayNot] = [permitted, excluded].map((all = []) => all.filter((each) => kindOf(each) === kind).map(({ content }) => content.toString('latin1')));
        if (!APPLIED.includes(kind) || may === undefined || mayNot === undefined || may.length + mayNot.length === 0)
            return false;
        const place = placeOf(kind, name.content.toString('latin1'));
        return place === undefined || (may.length > 0 && !may.some((each) => isWithin(place, each))) || mayNot.some((each) => isWithin(place, each));
    });
    return wrong?.content.toString('utf8');
}
/** Where a name belongs; undefined for one that cannot be compared. */
function placeOf(kind, name) {
    const found = kind === EMAIL ? /^([^\s@"\\]+)@([\w.-]+)$/.exec(name) : kind === URI ? /^[a-z][a-z0-9+.-]*:\/\/(?:([^/?#@\\]*)@)?([\w.-]+)(?::\d*)?(?:[/?#]|$)/i.exec(name) : null;
    const domain = found?.[2]?.toLowerCase();
    if (domain === undefined || (0,external_node_net_.isIP)(domain) !== 0 || domain.split('.').includes(''))
        return undefined;
    return { domain, local: kind === EMAIL ? found?.[1] : undefined };
}
function isWithin({ local, domain }, constraint) {
    const at = constraint.lastIndexOf('@');
    const wanted = constraint.slice(at + 1).toLowerCase();
    if (at >= 0)
        return local === constraint.slice(0, at) && domain === wanted;
    if (wanted === '')
        return true;
    return domain === wanted || domain.endsWith(wanted.startsWith('.') ? wanted : `.${wanted}`);
}
function kindOf({ tag }) {
    return tag & 0x1f;
}
function parts(element) {
    return element === undefined ? [] : (0,der/* derElements */.z)(element.content);
}

;// CONCATENATED MODULE: ./lib/sign/chain.js






const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const ANY_USAGE = '2.5.29.37.0';
/**
 * What Go's crypto/x509, by which cosign verifies, has against the chain of a sigstore certificate at these times, and @sigstore/verify does not look at: critical extensions
 * that are not known, CAs that are not for code signing, name constraints (RFC 5280 §4.2, §4.2.1.10, §4.2.1.12). undefined when at each time a CA of the trusted root
 * issued it by a chain that is good; a sentence else. Throws a RangeError when one is no DER.
 */
function chainFault(leaf, trust, times) {
    const own = (0,certificate_fault/* certificateFault */.c)(leaf, [extensions/* SUBJECT_ALTERNATIVE_NAME */.FL]);
    if (own !== undefined)
        return `The certificate ${own}`;
    for (const time of times) {
        const faults = trust.material.certificateAuthorities
            .filter(({ validFor }) => validFor.start <= time && time <= validFor.end)
            .map(({ certChain }) => certChain.map((each) => new external_node_crypto_.X509Certificate(each.root.toDER())))
            .filter((chain) => chain.some((ca) => (0,sign_certificate.hasIssued)(ca, leaf)))
            .map((chain) => chain.map((ca) => authorityFault(ca, leaf)).find((fault) => fault !== undefined));
        if (!faults.includes(undefined))
            return faults[0] ?? 'No CA of the trusted root issued the certificate';
    }
    return undefined;
}
function authorityFault(ca, leaf) {
    const usages = ca.keyUsage;
    if (usages !== undefined && !usages.includes(CODE_SIGNING) && !usages.includes(ANY_USAGE))
        return 'The certificate is by a CA that is not for code signing';
    const [unknown] = (0,extensions/* unknownCritical */.Uz)(ca);
    if (unknown !== undefined)
        return `The certificate is by a CA with the critical extension ${(0,extensions/* dotted */.Bs)(unknown.oid)}, which is not known`;
    for (const extension of (0,extensions/* certificateExtensions */.EO)(ca)) {
        const name = (0,extensions/* standardExtension */.x8)(extension) === extensions/* NAME_CONSTRAINTS */.$9 ? constraintFault(extension.value, leaf) : undefined;
        if (name !== undefined)
            return `The certificate is for ${(0,visible/* visible */.RK)(name, 150)}, which is not among the names that its CA may certify`;
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/sign/identity.js
var sign_identity = __webpack_require__(97055);
// EXTERNAL MODULE: ./lib/sign/expectation.js
var expectation = __webpack_require__(44603);
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
;// CONCATENATED MODULE: ./lib/sign/witnesses.js
/**
 * What is signed, without the timestamps and log entries of those whom the trusted root does not know: they say nothing for a signature and nothing against it, as for
 * cosign. Where nobody of a kind is known all of that kind stay, so that verifying says what is wrong of them.
 */
function knownWitnesses(entity, { material: { tlogs, timestampAuthorities } }) {
    const isLogKnown = ({ logId }) => tlogs.some(({ logID }) => logID.equals(logId.keyId));
    const isKnown = (timestamp) => {
        if (timestamp.$case === 'transparency-log')
            return isLogKnown(timestamp.tlogEntry);
        const { signerSerialNumber, signerIssuer } = timestamp.timestamp;
        return timestampAuthorities.some(({ certChain: [leaf] }) => leaf?.serialNumber.equals(signerSerialNumber) === true && leaf.issuer.equals(signerIssuer));
    };
    return { ...entity, tlogEntries: someOf(entity.tlogEntries, isLogKnown), timestamps: someOf(entity.timestamps, isKnown) };
}
/** Those for which it holds, or all where it holds for none. */
function someOf(all, holds) {
    const some = all.filter(holds);
    return some.length > 0 ? some : [...all];
}

;// CONCATENATED MODULE: ./lib/sign/verify.js











const IN_TOTO = 'application/vnd.in-toto+json';
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
async function readBundle({ bundle: bytes, expect, trust }) {
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
        return { bundle, entity: knownWitnesses(toSignedEntity(bundle, 'bytes' in expect ? expect.bytes : undefined), trust), certificate };
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
    const chain = chainFault(certificate, trust, timesOf(entity));
    if (chain !== undefined)
        return { id: 'signer-certificate', message: chain };
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
