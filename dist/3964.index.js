export const id = 3964;
export const ids = [3964,8739,6906,1120,6358];
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

/***/ 63781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GR: () => (/* binding */ bundleReferrer),
/* harmony export */   NV: () => (/* binding */ BUNDLE_MEDIA_TYPE),
/* harmony export */   "if": () => (/* binding */ COSIGN_SIGN),
/* harmony export */   ri: () => (/* binding */ cosignStatement)
/* harmony export */ });
/* harmony import */ var _statement_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(32768);

/** The media type of a sigstore bundle 0.3, which is also the artifact type of the referrer that holds one. */
const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
/** What `cosign sign` states about an image (cosign v3, specs/BUNDLE_SPEC.md). */
const COSIGN_SIGN = 'https://sigstore.dev/cosign/sign/v1';
/** The statement that cosign makes of a signature: a digest, and nothing to say about it. */
function cosignStatement(digest) {
    return { _type: _statement_js__WEBPACK_IMPORTED_MODULE_0__/* .STATEMENT_TYPE */ .z, subject: [{ digest: { sha256: digest.replace(/^sha256:/, '') } }], predicateType: COSIGN_SIGN, predicate: {} };
}
/**
 * The referrer in which cosign v3 and gh look for a DSSE bundle. Never for a message bundle: cosign then believes that there are bundles, finds none that it
 * can use, and does not look at the legacy form any more. `org.opencontainers.image.created` is added by who makes the manifest.
 */
function bundleReferrer(bundle, predicateType) {
    return {
        artifactType: BUNDLE_MEDIA_TYPE,
        layers: [{ mediaType: BUNDLE_MEDIA_TYPE, bytes: Buffer.from(JSON.stringify(bundle)) }],
        annotations: { 'dev.sigstore.bundle.content': 'dsse-envelope', 'dev.sigstore.bundle.predicateType': predicateType },
    };
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

/***/ 46906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SIMPLE_SIGNING: () => (/* binding */ SIMPLE_SIGNING),
/* harmony export */   claimedDigest: () => (/* binding */ claimedDigest),
/* harmony export */   legacyBundle: () => (/* binding */ legacyBundle),
/* harmony export */   legacyByKey: () => (/* binding */ legacyByKey),
/* harmony export */   legacyFromBundle: () => (/* binding */ legacyFromBundle),
/* harmony export */   legacyRawSignature: () => (/* binding */ legacyRawSignature),
/* harmony export */   legacyTag: () => (/* binding */ legacyTag),
/* harmony export */   simpleSigning: () => (/* binding */ simpleSigning)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);


/** cosign's SIGNATURE_SPEC.md: the form before bundles, which Kyverno and cosign 2 read. */
const SIMPLE_SIGNING = 'application/vnd.dev.cosign.simplesigning.v1+json';
const TYPE = 'cosign container image signature';
const ANNOTATIONS = {
    signature: 'dev.cosignproject.cosign/signature',
    certificate: 'dev.sigstore.cosign/certificate',
    chain: 'dev.sigstore.cosign/chain',
    bundle: 'dev.sigstore.cosign/bundle',
    timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
};
/** The tag under which the signatures of `digest` are: `sha256-<hex>.sig`. */
function legacyTag(digest) {
    return `${digest.replace(':', '-')}.sig`;
}
/** The simple-signing document of a manifest, as cosign writes it. `repository` is `HOST/PATH`, of which verifiers take no notice. */
function simpleSigning(repository, digest) {
    return Buffer.from(JSON.stringify({ critical: { identity: { 'docker-reference': repository }, image: { 'docker-manifest-digest': digest }, type: TYPE }, optional: null }));
}
/** The digest that a simple-signing document claims to be about, or undefined when it is none. */
function claimedDigest(payload) {
    try {
        const { critical } = JSON.parse(payload.toString('utf8'));
        const digest = critical?.image?.['docker-manifest-digest'];
        return critical?.type === TYPE && typeof digest === 'string' ? digest : undefined;
    }
    catch {
        return undefined;
    }
}
/** A legacy signature by a key: its raw signature of the payload. */
function legacyByKey(payload, signature) {
    return { payload, annotations: { [ANNOTATIONS.signature]: signature.toString('base64') } };
}
/**
 * The legacy form of a keyless signature: a message bundle of the payload, taken apart. `chainPem` is what the certificate chains to. Throws a `usage` Failure when the bundle has
 * no entry of a Rekor 1, whose signed promise is all that the legacy form can hold of a log.
 */
function legacyFromBundle(payload, bundle, chainPem) {
    const { verificationMaterial: material, messageSignature } = Object(bundle);
    const entry = material.tlogEntries.find(({ inclusionPromise }) => inclusionPromise !== undefined);
    if (entry?.inclusionPromise === undefined || material.certificate === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'legacy-signature', 'legacy-signature: true needs a log of Rekor 1, and the signing config chose none', {
            cure: 'Leave legacy-signature out: what verifies entries of Rekor 2 reads bundles. Or give a signing config with a Rekor of majorApiVersion 1.',
        });
    }
    const promise = {
        SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp,
        Payload: { body: entry.canonicalizedBody, integratedTime: Number(entry.integratedTime), logIndex: Number(entry.logIndex), logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex') },
    };
    const timestamp = material.timestampVerificationData?.rfc3161Timestamps?.[0]?.signedTimestamp;
    return {
        payload,
        annotations: {
            [ANNOTATIONS.signature]: messageSignature.signature,
            [ANNOTATIONS.certificate]: new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(Buffer.from(material.certificate.rawBytes, 'base64')).toString(),
            [ANNOTATIONS.chain]: chainPem,
            [ANNOTATIONS.bundle]: JSON.stringify(promise),
            ...(timestamp === undefined ? {} : { [ANNOTATIONS.timestamp]: JSON.stringify({ SignedRFC3161Timestamp: timestamp }) }),
        },
    };
}
/** The raw signature of a legacy signature's layer, or undefined when it has none. */
function legacyRawSignature(annotations) {
    const signature = annotations[ANNOTATIONS.signature];
    return signature === undefined ? undefined : Buffer.from(signature, 'base64');
}
/** A legacy keyless signature as a message bundle 0.1, for `verifyBundle`; undefined when it has no certificate or can't be read, so that it is none. */
function legacyBundle({ payload, annotations }) {
    const certificate = annotations[ANNOTATIONS.certificate];
    const signature = annotations[ANNOTATIONS.signature];
    if (certificate === undefined || certificate === '' || signature === undefined)
        return undefined;
    try {
        const promise = annotations[ANNOTATIONS.bundle];
        const timestamp = annotations[ANNOTATIONS.timestamp];
        const bundle = {
            mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
            verificationMaterial: {
                x509CertificateChain: { certificates: [{ rawBytes: new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(certificate).raw.toString('base64') }] },
                tlogEntries: promise === undefined ? [] : [entryOf(promise)],
                timestampVerificationData: { rfc3161Timestamps: timestamp === undefined ? [] : [{ signedTimestamp: stampOf(timestamp) }] },
            },
            messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(payload).digest('base64') }, signature },
        };
        return Buffer.from(JSON.stringify(bundle));
    }
    catch {
        return undefined;
    }
}
function entryOf(annotation) {
    const { SignedEntryTimestamp, Payload } = JSON.parse(annotation);
    const body = JSON.parse(Buffer.from(Payload.body, 'base64').toString('utf8'));
    return {
        logIndex: String(Payload.logIndex),
        logId: { keyId: Buffer.from(Payload.logID, 'hex').toString('base64') },
        kindVersion: { kind: body.kind, version: body.apiVersion },
        integratedTime: String(Payload.integratedTime),
        inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
        canonicalizedBody: Payload.body,
    };
}
function stampOf(annotation) {
    const { SignedRFC3161Timestamp: stamp } = JSON.parse(annotation);
    return stamp;
}


/***/ }),

/***/ 7878:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ provenanceStatement),
/* harmony export */   Y: () => (/* binding */ SLSA_PROVENANCE)
/* harmony export */ });
/* harmony import */ var _statement_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(32768);

/** SLSA's provenance v1, which `gh attestation verify` and `cosign verify-attestation --type slsaprovenance1` look for. */
const SLSA_PROVENANCE = 'https://slsa.dev/provenance/v1';
/** What GitHub's own attestations give as the type of a build by a workflow. */
const BUILD_TYPE = 'https://actions.github.io/buildtypes/workflow/v1';
/**
 * A SLSA v1 provenance statement (slsa.dev/spec/v1.1/provenance) of a release that a GitHub workflow made, in the shape of GitHub's own; undefined when the certificate is not a workflow's. The commit is the
 * first of the resolved dependencies, then each image.
 */
function provenanceStatement({ digest, name, identity, dependencies }) {
    const { repository, ref, commit, workflow, runUrl, san, trigger, runner, extensions } = identity;
    const path = repository === undefined || workflow?.startsWith(`${repository}/`) !== true ? undefined : workflow.slice(repository.length + 1).replace(/@.*$/, '');
    if (repository === undefined || ref === undefined || commit === undefined || runUrl === undefined || san === undefined || path === undefined)
        return undefined;
    return {
        _type: _statement_js__WEBPACK_IMPORTED_MODULE_0__/* .STATEMENT_TYPE */ .z,
        subject: [{ name, digest: { sha256: hex(digest) } }],
        predicateType: SLSA_PROVENANCE,
        predicate: {
            buildDefinition: {
                buildType: BUILD_TYPE,
                externalParameters: { workflow: { ref, repository, path } },
                internalParameters: { github: { event_name: trigger, repository_id: extensions.get(15), repository_owner_id: extensions.get(17), runner_environment: runner } },
                resolvedDependencies: [
                    { uri: `git+${repository}@${ref}`, digest: { gitCommit: commit } },
                    ...dependencies.map((dependency) => ({ uri: dependency.uri, digest: { sha256: hex(dependency.digest) }, ...(dependency.name === undefined ? {} : { name: dependency.name }) })),
                ],
            },
            runDetails: { builder: { id: san }, metadata: { invocationId: runUrl } },
        },
    };
}
function hex(digest) {
    return digest.replace(/^sha256:/, '');
}


/***/ }),

/***/ 32768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ parseStatement),
/* harmony export */   z: () => (/* binding */ STATEMENT_TYPE)
/* harmony export */ });
/** in-toto's Statement v1 (in-toto/attestation, spec/v1/statement.md). */
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
/** The statement in a payload, or undefined when it is none of this type. */
function parseStatement(payload) {
    try {
        const parsed = JSON.parse(payload.toString('utf8'));
        const { _type: type, subject, predicateType, predicate } = parsed ?? {};
        if (type !== STATEMENT_TYPE || !Array.isArray(subject) || typeof predicateType !== 'string')
            return undefined;
        const subjects = [];
        for (const item of subject) {
            const hex = item?.digest?.sha256;
            if (typeof hex === 'string')
                subjects.push(`sha256:${hex}`);
        }
        return { subjects, predicateType, predicate };
    }
    catch {
        return undefined;
    }
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

/***/ 73964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   verifyImage: () => (/* binding */ verifyImage)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44360);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13520);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7629);
/* harmony import */ var _bundle_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(63781);
/* harmony import */ var _dsse_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(27948);
/* harmony import */ var _legacy_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(46906);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(47115);
/* harmony import */ var _provenance_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(7878);
/* harmony import */ var _statement_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(32768);
/* harmony import */ var _verify_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(98739);













/** Attached by anybody who may push: more of them than this are not looked at. */
const MOST = 50;
const NOTATION = 'application/vnd.cncf.notary.signature';
/**
 * Whether somebody whom the policy names signed an image: by bundles that refer to it (referrers API or fallback tag) and by the legacy tag. Provenance counts as the signature of a GitHub workflow. A key needs no log.
 * What is attached and doesn't hold is told; throws a Failure `unavailable` when the store or the trust can't be had.
 */
async function verifyImage({ store, digests, entry, trust }) {
    if (entry.unsigned !== undefined)
        return { ok: true, by: undefined, others: [], message: `Nobody needs to have signed it: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(entry.unsigned, 200)}` };
    const found = await Promise.all(digests.map((digest) => findCandidates(store, digest)));
    const candidates = found.flatMap((each) => each.candidates);
    const others = [];
    const faults = found.flatMap((each) => each.faults);
    for (const candidate of candidates) {
        const checked = await check(candidate, entry.signedBy, trust);
        if ('fault' in checked)
            faults.push(checked.fault);
        else if (checked.named)
            return { ok: true, by: checked.signature, others, message: `Signed by ${signerOf(checked.signature)}` };
        else
            others.push(checked.signature);
    }
    const notation = found.reduce((sum, each) => sum + each.notation, 0);
    const reasons = [
        ...others.slice(0, 3).map((signature) => `signed by ${signerOf(signature)}, whom the policy does not name for it`),
        ...faults.slice(0, 3).map((fault) => `a signature does not hold: ${fault}`),
        ...(notation > 0 ? ['signed with notation, which is not verified here'] : []),
    ];
    return { ok: false, by: undefined, others, message: reasons.length === 0 ? 'Nobody signed it' : capital(reasons.join('; ')) };
}
function signerOf({ signer, issuer, form }) {
    const who = issuer === undefined ? `the key ${signer}` : `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(signer, 300)} (${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(issuer, 100)})`;
    return form === 'bundle' ? who : `${who}, by ${form === 'legacy' ? 'a legacy signature' : 'provenance'}`;
}
function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
async function findCandidates(store, digest) {
    const [referrers, legacy] = await Promise.all([store.referrers(digest), store.manifest((0,_legacy_js__WEBPACK_IMPORTED_MODULE_6__.legacyTag)(digest))]);
    const bundles = referrers.filter(({ artifactType }) => artifactType?.startsWith('application/vnd.dev.sigstore.bundle') === true);
    const faults = [];
    if (bundles.length > MOST)
        faults.push(`there are ${bundles.length} bundles, and only ${MOST} are looked at`);
    const read = async (work) => {
        try {
            return await work();
        }
        catch (error) {
            // A broken attachment is no reason not to look at the others; a registry that fails is.
            if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR) || error.kind !== 'problem')
                throw error;
            faults.push((0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(error.message, 300));
            return [];
        }
    };
    const lists = await Promise.all([
        ...bundles.slice(0, MOST).map((referrer) => read(() => readBundle(store, digest, referrer))),
        ...(legacy === undefined || legacy.descriptor.mediaType !== _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.manifest ? [] : [read(() => readLegacy(store, digest, legacy.bytes))]),
    ]);
    return { candidates: lists.flat(), faults, notation: referrers.filter(({ artifactType }) => artifactType === NOTATION).length };
}
async function readBundle(store, digest, referrer) {
    const stored = await store.manifest(referrer.digest);
    const layers = stored === undefined ? [] : (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .Ng)(stored.bytes, `${store.name}@${referrer.digest}`).layers;
    const layer = layers.length === 1 ? layers[0] : undefined;
    if (layer?.mediaType !== _bundle_js__WEBPACK_IMPORTED_MODULE_9__/* .BUNDLE_MEDIA_TYPE */ .NV)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'bundle', `${referrer.digest} holds no bundle`);
    return [{ form: 'bundle', digest, bytes: await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_4__/* .readBlob */ .g)(store, layer) }];
}
async function readLegacy(store, digest, manifest) {
    const { layers } = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .Ng)(manifest, `${store.name}:${(0,_legacy_js__WEBPACK_IMPORTED_MODULE_6__.legacyTag)(digest)}`);
    const signatures = layers.filter(({ mediaType }) => mediaType === _legacy_js__WEBPACK_IMPORTED_MODULE_6__.SIMPLE_SIGNING).slice(0, MOST);
    return Promise.all(signatures.map(async (layer) => ({ form: 'legacy', digest, payload: await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_4__/* .readBlob */ .g)(store, layer), annotations: layer.annotations ?? {} })));
}
/** Whose signature it is and whether the policy names them, or why it does not hold. */
async function check(candidate, signedBy, trust) {
    if (candidate.form === 'legacy') {
        const claimed = (0,_legacy_js__WEBPACK_IMPORTED_MODULE_6__.claimedDigest)(candidate.payload);
        if (claimed !== candidate.digest)
            return { fault: `its payload is about ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(claimed ?? 'nothing', 100)}` };
        const bundle = (0,_legacy_js__WEBPACK_IMPORTED_MODULE_6__.legacyBundle)(candidate);
        if (bundle === undefined)
            return byKey(candidate.payload, (0,_legacy_js__WEBPACK_IMPORTED_MODULE_6__.legacyRawSignature)(candidate.annotations), 'legacy', signedBy);
        return byCertificate(bundle, { bytes: candidate.payload }, 'legacy', signedBy, trust);
    }
    const { envelope, hasCertificate } = peek(candidate.bytes);
    const statement = envelope === undefined ? undefined : (0,_statement_js__WEBPACK_IMPORTED_MODULE_10__/* .parseStatement */ .B)(envelope.payload);
    if (envelope === undefined || statement === undefined)
        return { fault: 'it holds no in-toto statement' };
    const form = statement.predicateType === _bundle_js__WEBPACK_IMPORTED_MODULE_9__/* .COSIGN_SIGN */ ["if"] ? 'bundle' : statement.predicateType === _provenance_js__WEBPACK_IMPORTED_MODULE_11__/* .SLSA_PROVENANCE */ .Y ? 'provenance' : undefined;
    if (form === undefined)
        return { fault: `it states ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(statement.predicateType, 100)}, which is no signature of an image` };
    if (hasCertificate)
        return byCertificate(candidate.bytes, { subjectDigest: candidate.digest, predicateType: statement.predicateType }, form, signedBy, trust);
    if (envelope.type !== 'application/vnd.in-toto+json' || !statement.subjects.includes(candidate.digest))
        return { fault: 'it is about something else' };
    if (form === 'provenance')
        return { fault: 'it is provenance by a bare key, which names no workflow' };
    return byKey((0,_dsse_js__WEBPACK_IMPORTED_MODULE_12__/* .preAuthenticationEncoding */ .J)(envelope.type, envelope.payload), envelope.signature, form, signedBy);
}
async function byCertificate(bundle, expect, form, signedBy, trust) {
    if (signedBy.every(({ kind }) => kind === 'key'))
        return { fault: 'it is by a certificate, and the policy names keys alone' };
    const { ok, steps, facts } = await (0,_verify_js__WEBPACK_IMPORTED_MODULE_8__.verifyBundle)({ bundle, trust: await trust(), expect });
    if (!ok || facts === undefined)
        return { fault: steps.find((step) => step.ok === false)?.message ?? 'it does not verify' };
    const { identity, signedAt } = facts;
    const signature = { form, signer: identity.san ?? 'a certificate without a name', issuer: identity.issuer, signedAt };
    const named = await Promise.all(signedBy.map((requirement) => (0,_policy_js__WEBPACK_IMPORTED_MODULE_7__.isNamed)(identity, requirement, form === 'provenance')));
    return { signature, named: named.includes(true) };
}
function byKey(signed, signature, form, signedBy) {
    for (const requirement of signedBy) {
        if (requirement.kind === 'key' && signature !== undefined && holds(requirement.key, signed, signature)) {
            return { signature: { form, signer: requirement.fingerprint, issuer: undefined, signedAt: undefined }, named: true };
        }
    }
    return { fault: signature === undefined ? 'it holds no signature' : 'it is by a key that the policy does not name' };
}
/** cosign's keys: ECDSA and RSA PKCS#1 v1.5 over SHA-256, and Ed25519. */
function holds(key, signed, signature) {
    const algorithm = key.asymmetricKeyType?.startsWith('ed') === true ? null : 'sha256';
    try {
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.verify)(algorithm, signed, key, signature);
    }
    catch {
        return false;
    }
}
/** What a bundle holds, as it says itself: which way it is to be verified. */
function peek(bytes) {
    try {
        const parsed = JSON.parse(bytes.toString('utf8'));
        const { dsseEnvelope } = parsed;
        const signatures = dsseEnvelope?.signatures ?? [];
        const only = signatures.length === 1 ? signatures[0] : undefined;
        const envelope = dsseEnvelope === undefined || only === undefined
            ? undefined
            : { type: dsseEnvelope.payloadType, payload: Buffer.from(dsseEnvelope.payload, 'base64'), signature: Buffer.from(only.sig, 'base64') };
        return { envelope, hasCertificate: parsed.verificationMaterial?.publicKey === undefined };
    }
    catch {
        return { envelope: undefined, hasCertificate: false };
    }
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
