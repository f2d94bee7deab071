export const id = 1310;
export const ids = [1310];
export const modules = {

/***/ 61310:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findingsOf: () => (/* binding */ findingsOf),
  judgeReview: () => (/* binding */ judgeReview),
  judgeSigner: () => (/* binding */ judgeSigner),
  judgeUncompared: () => (/* binding */ judgeUncompared),
  judgeVersion: () => (/* binding */ judgeVersion)
});

// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/sign/bundle.js
var sign_bundle = __webpack_require__(63781);
// EXTERNAL MODULE: ./lib/release/artifact.js
var artifact = __webpack_require__(71555);
// EXTERNAL MODULE: ./lib/release/existing.js
var existing = __webpack_require__(76916);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
;// CONCATENATED MODULE: ./lib/release/signer.js





/**
 * Says how the signer of what a channel names differs from a release's own; undefined when it is the same key, or the same identity by the same
 * issuer. A workflow's ref may differ, as each release has its own tag. What nobody signed, or whose signatures are all of another kind, has another signer too.
 */
async function signerDifference(store, baseline, { key, keyless }) {
    const referrers = await store.referrers(baseline.descriptor.digest);
    const differences = [];
    if (key !== undefined) {
        const difference = await keyDifference(store, referrers, baseline.bytes, key);
        if (difference === 'same')
            return undefined;
        if (difference !== 'none')
            differences.push(difference);
    }
    const bundles = referrers.filter(({ artifactType, annotations }) => artifactType === artifact/* ARTIFACT_TYPES */.r5.bundle && annotations?.['dev.sigstore.bundle.predicateType'] === sign_bundle/* COSIGN_SIGN */["if"]);
    if (keyless !== undefined && bundles.length > 0) {
        const [{ verifyBundle }, us] = await Promise.all([Promise.all(/* import() */[__webpack_require__.e(5759), __webpack_require__.e(8326), __webpack_require__.e(6495)]).then(__webpack_require__.bind(__webpack_require__, 5759)), keyless()]);
        for (const bundle of bundles) {
            const found = await (0,existing/* attachedFiles */.m2)(store, bundle);
            if ('fault' in found) {
                differences.push(`has a sigstore signature that cannot be read: ${found.fault}`);
                continue;
            }
            const { facts } = await verifyBundle({ bundle: found.files[0]?.bytes ?? Buffer.alloc(0), trust: us.trust, expect: { subjectDigest: baseline.descriptor.digest, predicateType: sign_bundle/* COSIGN_SIGN */["if"] } });
            const them = facts?.identity;
            if (them?.san !== undefined && them.issuer !== undefined && them.issuer === us.issuer && withoutRef(them.san) === withoutRef(us.san))
                return undefined;
            differences.push(them === undefined ? 'has a sigstore signature that does not hold' : `was signed by ${shown(them.san)}, and this release is signed by ${shown(us.san)}`);
        }
    }
    return differences[0] ?? 'carries no signature of a kind that is known of this release';
}
/** `same`, `none` when there is no pair, else how it differs. A device takes the first pair, so of several nobody can say whose the release is. */
async function keyDifference(store, referrers, bytes, ours) {
    const [certificate, ...moreCertificates] = referrers.filter(({ artifactType }) => artifactType === artifact/* ARTIFACT_TYPES */.r5.certificate);
    const [signature, ...moreSignatures] = referrers.filter(({ artifactType }) => artifactType === artifact/* ARTIFACT_TYPES */.r5.signature);
    if (certificate === undefined || signature === undefined)
        return 'none';
    if (moreCertificates.length + moreSignatures.length > 0)
        return 'carries more than one certificate or signature of a product’s key';
    const [pem, raw] = await Promise.all([(0,existing/* attachedFiles */.m2)(store, certificate), (0,existing/* attachedFiles */.m2)(store, signature)]);
    if ('fault' in pem)
        return `has a certificate that cannot be read: ${pem.fault}`;
    if ('fault' in raw)
        return `has a signature that cannot be read: ${raw.fault}`;
    return isByKey(pem.files[0]?.bytes, raw.files[0]?.bytes, bytes, ours) ? 'same' : 'was signed by another key';
}
function isByKey(pem, signature, bytes, ours) {
    if (pem === undefined || signature === undefined)
        return false;
    try {
        return publicKeyOf(pem).equals(publicKeyOf(ours)) && (0,external_node_crypto_.verify)('sha256', bytes, new external_node_crypto_.X509Certificate(ours).publicKey, signature);
    }
    catch {
        return false;
    }
}
function publicKeyOf(pem) {
    return new external_node_crypto_.X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
}
/** A workflow's URL without the ref or commit that it ran at (fulcio's docs/oid-info.md, “Build Signer URI”). An e-mail address, or what else has an `@`, is whole. */
function withoutRef(san) {
    return san?.replace(/^(https:\/\/.+)@(?:refs\/.+|[0-9a-f]{40}|[0-9a-f]{64})$/, '$1');
}
function shown(san) {
    return (0,visible/* quoted */.TL)(san ?? '', 200);
}

// EXTERNAL MODULE: ./lib/release/version.js
var release_version = __webpack_require__(24629);
;// CONCATENATED MODULE: ./lib/jobs/standing.js



const FINE = { objections: [], agreed: [] };
const TRACES = { annotation: 'the release then says so in an annotation', report: 'the report then says so' };
/** Whether a release is above its baseline (issue 24: "the version must always increase"); the same bytes again are no step at all. */
function judgeVersion(context, baseline, version, release, trace) {
    if (baseline.bytes.equals(release.bytes))
        return FINE;
    const order = (0,release_version.compareVersions)(version, baseline.version);
    if (order !== undefined && order > 0)
        return FINE;
    if (context.options.allowRollback)
        return { objections: [], agreed: ['rollback'] };
    const rule = 'rollback';
    const agree = `If devices are to go back, set allow-rollback: true; ${TRACES[trace]}.`;
    const ours = `This release (${release.digest}) is version ${version.text}`;
    const theirs = `${baseline.name} (${baseline.descriptor.digest})`;
    if (order === undefined) {
        const unknown = version.text === undefined ? `This release (${release.digest}) has no version, since its tag is no semver` : `${theirs} has no version that could be compared`;
        const message = `${unknown}, so nothing says whether it is above ${baseline.name}.`;
        const cure = 'Tag releases as in 1.2.0.';
        // Devices follow a channel; a tag beside others moves nobody.
        return { objections: [context.options.channel === undefined ? { rule, severity: 'notice', message, cure } : { rule, message, cure: `${cure} ${agree}` }], agreed: [] };
    }
    const message = order === 0 ? `${ours}, which ${theirs} is too, with other content.` : `${ours}, and ${theirs} is ${baseline.version.text}.`;
    return { objections: [{ rule, message, cure: `Raise it. ${agree}` }], agreed: [] };
}
/** That a release could not be compared with all that is there (`findHighest`). A tag beside others moves nobody, so it stops nothing. */
function judgeUncompared(uncompared) {
    if (uncompared === undefined)
        return [];
    return [{ rule: 'rollback', severity: 'notice', message: uncompared, cure: 'Set channel: what it names is then what a release is compared with, alone.' }];
}
/** Whether what the channel names was signed by who signed this release (`signerDifference`). */
async function judgeSigner(context, store, baseline, signer, trace) {
    const difference = await signerDifference(store, baseline, signer);
    if (difference === undefined)
        return FINE;
    if (context.options.allowSignerChange)
        return { objections: [], agreed: ['signer-changed'] };
    const message = `${baseline.name} (${baseline.descriptor.digest}) ${difference}.`;
    return { objections: [{ rule: 'signer-changed', message, cure: `If that is right, set allow-signer-change: true; ${TRACES[trace]}.` }], agreed: [] };
}
/** Objections as findings about the manifest: a version's place is where it stands. */
function findingsOf(objections) {
    return objections.map(({ rule, message, cure, severity }) => [
        rule,
        { path: rule === 'rollback' ? ['version'] : [], target: null, message: `${message} ${cure}`, ...(severity === undefined ? {} : { severity }) },
    ]);
}
/**
 * Whether the tagged commit is on a branch from which releases may be made, by the compare API, since a checkout of depth 1 does not know
 * (contract, `unreviewed-release`). Elsewhere than in Actions there is nothing to ask.
 */
async function judgeReview(context, remote) {
    const { event, options } = context;
    if (event === undefined)
        return [];
    const branches = options.releaseBranches.length > 0 ? options.releaseBranches : event.defaultBranch === undefined ? [] : [event.defaultBranch];
    if (branches.length === 0)
        return refuse('The event does not say which branch is the default. Name the branches for releases in the input release-branches.', 'unavailable');
    try {
        const client = await remote.client();
        if (client === undefined)
            return refuse('Whether the commit was reviewed could not be asked: the input github-token is empty. Leave it at its default.', 'unavailable');
        const { isReachable } = await __webpack_require__.e(/* import() */ 636).then(__webpack_require__.bind(__webpack_require__, 70636));
        for (const branch of branches)
            if ((await isReachable(client, event.sha, branch)) === true)
                return [];
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.HR))
            throw error;
        return refuse(`Whether the commit was reviewed could not be asked: ${error.message} Give the job contents: read.`, 'unavailable');
    }
    return refuse(`The commit ${event.sha.slice(0, 12)} is not on ${branches.join(' or ')}, so nobody may have reviewed it. Merge it first and tag the result, or name its branch in release-branches.`, 'problem');
}
function refuse(message, kind) {
    return [['unreviewed-release', { path: [], target: null, message, kind }]];
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


/***/ })

};
