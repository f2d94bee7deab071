export const id = 3977;
export const ids = [3977,8766,9274,1310];
export const modules = {

/***/ 27768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ keylessSignatures),
/* harmony export */   b: () => (/* binding */ untrusted),
/* harmony export */   ownSignatures: () => (/* binding */ ownSignatures)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);
/* harmony import */ var _release_artifact_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71555);
/* harmony import */ var _release_existing_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(76916);
/* harmony import */ var _release_raw_signature_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71296);
/* harmony import */ var _sign_bundle_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(63781);
/* harmony import */ var _sign_identity_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(97055);
/* harmony import */ var _sign_provenance_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(7878);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7629);
/* harmony import */ var _own_identity_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(37739);











/** What is attached to a release of what sigstore would sign of it. Throws a `problem` Failure `single-referrers` for another's. */
async function ownSignatures(context, { plan, existing, bytes, open, raw }) {
    const { store } = plan;
    const { subject, referrers } = existing;
    const signer = await open();
    const us = (0,_own_identity_js__WEBPACK_IMPORTED_MODULE_8__/* .ourselves */ .R)(context);
    // First, since it says who signed when that is somebody else.
    const bundle = await ownBundle(us, store, signer, bundlesOf(referrers, _sign_bundle_js__WEBPACK_IMPORTED_MODULE_9__/* .COSIGN_SIGN */ ["if"]), { subject, predicateType: _sign_bundle_js__WEBPACK_IMPORTED_MODULE_9__/* .COSIGN_SIGN */ ["if"] });
    const [provenance, pair] = await Promise.all([
        ownBundle(us, store, signer, bundlesOf(referrers, _sign_provenance_js__WEBPACK_IMPORTED_MODULE_10__/* .SLSA_PROVENANCE */ .Y), { subject, predicateType: _sign_provenance_js__WEBPACK_IMPORTED_MODULE_10__/* .SLSA_PROVENANCE */ .Y }),
        raw ? ownRaw(us, store, signer, referrers, bytes) : undefined,
    ]);
    return { bundle, provenance, pair };
}
/**
 * The keyless referrers that are missing, made with one key and one certificate: the bundle that cosign reads, the provenance, and without a
 * key pair the raw signature. What this identity signed before stays (contract, "Re-runs keep a signature that is valid").
 */
async function keylessSignatures(context, request) {
    const { plan, existing, bytes, open, raw } = request;
    const { created } = plan;
    const { subject } = existing;
    const { bundle, provenance, pair } = await ownSignatures(context, request);
    const signer = await open();
    const files = new Map();
    if (bundle !== undefined)
        files.set('bundle.sigstore.json', bundle);
    if (provenance !== undefined)
        files.set('provenance.sigstore.json', provenance);
    if (pair !== undefined)
        files.set('cert.pem', pair.pem).set('install.json.signed', pair.signature);
    if (bundle !== undefined && provenance !== undefined && (!raw || pair !== undefined))
        return { additions: [], files, provenance: undefined };
    return signer.together(async (session) => {
        // One after another the log would take a second for each.
        const [statement, identity] = [(0,_sign_bundle_js__WEBPACK_IMPORTED_MODULE_9__/* .cosignStatement */ .ri)(subject.digest), await session.identity()];
        const wanted = provenance === undefined ? provenanceOf(plan, subject, identity) : undefined;
        const [signed, message, attested, signature] = await Promise.all([
            bundle === undefined ? session.signStatement(statement) : undefined,
            bundle === undefined ? session.signMessage(bytes) : undefined,
            wanted === undefined ? undefined : session.signStatement(wanted),
            raw && pair === undefined ? session.signRaw(bytes) : undefined,
        ]);
        const made = new Map(files);
        const additions = [];
        for (const [bundleJson, predicateType, name] of [[signed, _sign_bundle_js__WEBPACK_IMPORTED_MODULE_9__/* .COSIGN_SIGN */ ["if"], 'bundle.sigstore.json'], [attested, _sign_provenance_js__WEBPACK_IMPORTED_MODULE_10__/* .SLSA_PROVENANCE */ .Y, 'provenance.sigstore.json']]) {
            if (bundleJson === undefined)
                continue;
            additions.push((0,_release_artifact_js__WEBPACK_IMPORTED_MODULE_3__/* .packArtifact */ .Sx)({ ...(0,_sign_bundle_js__WEBPACK_IMPORTED_MODULE_9__/* .bundleReferrer */ .GR)(bundleJson, predicateType), subject, created }));
            made.set(name, Buffer.from(JSON.stringify(bundleJson)));
        }
        if (message !== undefined)
            made.set('install.json.sigstore.json', Buffer.from(JSON.stringify(message)));
        if (signature !== undefined) {
            const { certificatePem } = identity;
            additions.push((0,_release_artifact_js__WEBPACK_IMPORTED_MODULE_3__/* .packKeylessSignature */ .Oi)(subject, { certificatePem, signature }, created));
            made.set('install.json.signed', signature).set('cert.pem', certificatePem);
        }
        return { additions, files: made, provenance: attested };
    });
}
/** What went into the release: its commit, by the certificate, and each image by digest. undefined outside a GitHub workflow. */
function provenanceOf(plan, subject, identity) {
    const dependencies = [...plan.judged.images].map(([name, { source, digest }]) => ({ name, uri: `${source.kind === 'layout' ? '' : 'docker://'}${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.formatReference)(source)}`, digest }));
    return (0,_sign_provenance_js__WEBPACK_IMPORTED_MODULE_10__/* .provenanceStatement */ .D)({ digest: subject.digest, name: plan.store.name, identity, dependencies });
}
function bundlesOf(referrers, predicateType) {
    return referrers.filter(({ artifactType, annotations }) => artifactType === _release_artifact_js__WEBPACK_IMPORTED_MODULE_3__/* .ARTIFACT_TYPES */ .r5.bundle && annotations?.['dev.sigstore.bundle.predicateType'] === predicateType);
}
/**
 * The bundle among those that are there that this run's identity would have made, as its bytes; undefined when there is none at all. Throws a `problem` Failure
 * `single-referrers` when none of them is: another's signature is not replaced, and a second one not put beside it.
 */
async function ownBundle(us, store, signer, bundles, { subject, predicateType }) {
    const { trust } = signer;
    if (bundles.length === 0)
        return undefined;
    if (trust === undefined)
        throw untrusted(store.name);
    const { verifyBundle } = await Promise.all(/* import() */[__webpack_require__.e(5759), __webpack_require__.e(8876)]).then(__webpack_require__.bind(__webpack_require__, 5759));
    const signers = [];
    for (const referrer of bundles) {
        const found = await (0,_release_existing_js__WEBPACK_IMPORTED_MODULE_4__/* .attachedFiles */ .m2)(store, referrer);
        const [file] = 'fault' in found ? [] : found.files;
        if (file === undefined) {
            signers.push('somebody whose signature cannot be read');
            continue;
        }
        const { facts } = await verifyBundle({ bundle: file.bytes, trust, expect: { subjectDigest: subject.digest, predicateType } });
        if (facts !== undefined && (await us.isBy(facts.identity)))
            return file.bytes;
        signers.push(facts?.identity.san ?? 'somebody whose signature does not hold');
    }
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'single-referrers', `${store.name}: the release was signed already, by ${signers.map((each) => (0,_visible_js__WEBPACK_IMPORTED_MODULE_7__/* .quoted */ .TL)(each, 200)).join(' and ')}, and this run is ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_7__/* .quoted */ .TL)((await us.ask()).san, 200)}.`, {
        cure: 'Publish under a new tag, or run the workflow that signed it.',
    });
}
/**
 * The raw signature that is there, by this run's identity; undefined when there is none. Of several, as two runs leave that sign at the same time, all have to be by it, and the first is given.
 * Throws a `problem` Failure `single-referrers` for another's.
 */
async function ownRaw(us, store, { trust }, referrers, bytes) {
    const there = referrers.filter(({ artifactType }) => artifactType === _release_artifact_js__WEBPACK_IMPORTED_MODULE_3__/* .ARTIFACT_TYPES */ .r5.keylessSignature);
    if (there.length === 0)
        return undefined;
    if (trust === undefined)
        throw untrusted(store.name);
    const signatures = await Promise.all(there.map(async (referrer) => {
        const signature = (0,_release_raw_signature_js__WEBPACK_IMPORTED_MODULE_5__/* .rawSignature */ .Hp)(await (0,_release_existing_js__WEBPACK_IMPORTED_MODULE_4__/* .referrerFiles */ .$X)(store, referrer));
        if (signature !== undefined && (0,_release_raw_signature_js__WEBPACK_IMPORTED_MODULE_5__/* .isSigned */ .JI)(bytes, signature) && (0,_release_raw_signature_js__WEBPACK_IMPORTED_MODULE_5__/* .isIssued */ .sl)(signature, trust) && (await us.isBy((0,_sign_identity_js__WEBPACK_IMPORTED_MODULE_6__/* .certificateIdentity */ .W)(new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(signature.pem)))))
            return signature;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'single-referrers', `${store.name}: the release has a raw signature already that is not one of these bytes by this workflow (${referrer.digest}).`, {
            cure: 'Delete what this workflow did not attach, or publish under a new tag.',
        });
    }));
    return signatures[0];
}
/** A `usage` Failure: what sigstore signed is there, and no trusted root says for whom. */
function untrusted(where) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'trusted-root', `${where}: the release has a sigstore signature already, and without a trusted root nobody can say whose.`, {
        cure: 'Give sigstore-trusted-root beside sigstore-signing-config.',
    });
}


/***/ }),

/***/ 37739:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ ourselves)
/* harmony export */ });
/** This run, as certificates would name it. */
function ourselves(context) {
    let asked;
    const ask = () => (asked ??= ownIdentity(context));
    return {
        ask,
        isBy: async (identity) => {
            if (isThisWorkflow(context, identity))
                return true;
            const us = await ask();
            return identity.san === us.san && identity.issuer === us.issuer;
        },
    };
}
/**
 * Whether a certificate was given to the very workflow file that this run was started from, in this repository, at this commit and ref: that is known without a token (fulcio's
 * docs/oid-info.md; GITHUB_WORKFLOW_REF). Where one workflow calls another, the certificate names the called one, which no variable of a run does: then a token has to say.
 */
function isThisWorkflow({ event }, { san, workflow, repository, commit, ref }) {
    if (event?.workflowRef === undefined)
        return false;
    const { serverUrl, repository: own, workflowRef } = event;
    return san === `${serverUrl}/${workflowRef}` && workflow === san && repository === `${serverUrl}/${own.owner}/${own.name}` && commit === event.sha && ref === event.ref;
}
/** Who a certificate for this run would name: GitHub's token says it (fulcio's docs/oidc.md, "GitHub"). */
async function ownIdentity(context) {
    const token = await context.idToken('sigstore');
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const claim = (name) => String(Object.entries(claims ?? {}).find(([key]) => key === name)?.[1] ?? '');
    return { san: `${context.event?.serverUrl ?? 'https://github.com'}/${claim('job_workflow_ref')}`, issuer: claim('iss') };
}


/***/ }),

/***/ 93977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publish: () => (/* binding */ publish)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var oci_descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/release/commands.js
var commands = __webpack_require__(3515);
// EXTERNAL MODULE: ./lib/release/artifact.js
var artifact = __webpack_require__(71555);
// EXTERNAL MODULE: ./lib/sign/identity.js
var identity = __webpack_require__(97055);
;// CONCATENATED MODULE: ./lib/jobs/advice.js





/** Whom the certificate in a sigstore bundle names; undefined for what is no such bundle. */
function signerOf(bundle) {
    try {
        const raw = ['verificationMaterial', 'certificate', 'rawBytes'].reduce((value, name) => Object.entries(value ?? {}).find(([key]) => key === name)?.[1], JSON.parse(bundle?.toString('utf8') ?? '{}'));
        return typeof raw === 'string' ? (0,identity/* certificateIdentity */.W)(new external_node_crypto_.X509Certificate(Buffer.from(raw, 'base64'))) : undefined;
    }
    catch {
        return undefined;
    }
}
/** Shell commands with which people verify a release that was just published, by this tool and by others, and install it on a device. */
function adviceOn({ plan, additions, kept, files }, reference, { sigstoreTrustedRoot, caCertificate }) {
    const { destination, tag, judged } = plan;
    const carries = new Set([...additions.map(({ descriptor }) => descriptor), ...kept].map(({ artifactType }) => artifactType));
    const key = carries.has(artifact/* ARTIFACT_TYPES */.r5.certificate);
    const signer = signerOf(files.get('bundle.sigstore.json'));
    const identity = signer?.san === undefined || signer.issuer === undefined ? undefined : { san: signer.san, issuer: signer.issuer };
    // A certificate that was given as text has no path to name.
    const ca = caCertificate === undefined || caCertificate.includes('-----BEGIN') ? 'manifestCA.pem' : caCertificate;
    const anchors = [
        ...(key ? ['--ca-certificate', ca] : []),
        ...(identity === undefined ? [] : ['--certificate-identity', identity.san, '--certificate-oidc-issuer', identity.issuer, ...(sigstoreTrustedRoot === undefined ? [] : ['--sigstore-trusted-root', sigstoreTrustedRoot])]),
    ];
    const own = anchors.length === 0 ? [] : [(0,commands/* line */.n)('manifest-action', 'verify', destination.kind !== 'registry' ? `${(0,oci_reference.formatDestination)(destination)}:${tag}` : reference, ...anchors)];
    if (destination.kind !== 'registry')
        return own;
    return [
        ...own,
        ...(0,commands/* strangersCommands */.Y)({
            reference,
            key: key ? { ca } : undefined,
            keyless: identity === undefined ? undefined : { san: { exact: identity.san }, issuer: identity.issuer, trustedRoot: sigstoreTrustedRoot, signer: identity.san, repository: signer?.repository, provenance: false },
        }),
        ...(key && judged.manifest?.form === 'list' ? [(0,commands/* line */.n)('mosctl', 'install', `${(0,oci_reference.formatDestination)(destination)}:${tag}`)] : []),
    ];
}

// EXTERNAL MODULE: ./lib/jobs/channel.js
var jobs_channel = __webpack_require__(45739);
// EXTERNAL MODULE: ./lib/jobs/conclude.js + 1 modules
var conclude = __webpack_require__(88692);
// EXTERNAL MODULE: ./lib/jobs/files.js
var jobs_files = __webpack_require__(55095);
// EXTERNAL MODULE: ./lib/jobs/judge.js + 2 modules
var judge = __webpack_require__(28051);
// EXTERNAL MODULE: ./lib/manifest/dict.js
var dict = __webpack_require__(82741);
// EXTERNAL MODULE: ./lib/manifest/list.js
var list = __webpack_require__(35917);
;// CONCATENATED MODULE: ./lib/manifest/compiled.js


/**
 * A system manifest as an import manifest that names no sources, so that a release can be compared with one that is there. Of bytes that
 * `parseSystemManifest` took; undefined where a number is larger than a device holds.
 */
function readSystemManifest(bytes, form) {
    const root = nodeOf(JSON.parse(new TextDecoder().decode(bytes), digits));
    if (root.kind !== 'mapping')
        return undefined;
    const { manifest, faults } = form === 'list' ? (0,list/* listManifest */.m)(root) : (0,dict/* dictManifest */.e)(root);
    return faults.length > 0 ? undefined : manifest;
}
/** A number as it is written. */
class Digits {
    text;
    constructor(text) {
        this.text = text;
    }
}
function digits(_, value, { source } = {}) {
    return typeof value === 'number' ? new Digits(source ?? String(value)) : value;
}
/** JSON as the tree that a manifest's YAML becomes. Nothing is told about it, so it has no place in a text. */
function nodeOf(value) {
    const nowhere = { start: 0, end: 0, aliased: false, source: undefined };
    if (Array.isArray(value))
        return { kind: 'sequence', items: value.map(nodeOf), ...nowhere };
    if (typeof value === 'object' && value !== null && !(value instanceof Digits)) {
        const entries = Object.entries(value).map(([key, each]) => [key, { keyStart: 0, keyEnd: 0, value: nodeOf(each), pair: undefined }]);
        return { kind: 'mapping', entries: new Map(entries), merged: false, replaced: [], ...nowhere };
    }
    const text = value instanceof Digits ? value.text : String(value);
    return { kind: 'scalar', text, plain: typeof value !== 'string', isNull: value === null, ...nowhere };
}

// EXTERNAL MODULE: ./lib/manifest/rules/engine.js
var engine = __webpack_require__(9031);
// EXTERNAL MODULE: ./lib/release/baseline.js
var baseline = __webpack_require__(69274);
// EXTERNAL MODULE: ./lib/release/existing.js
var release_existing = __webpack_require__(76916);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/release/version.js
var release_version = __webpack_require__(24629);
;// CONCATENATED MODULE: ./lib/release/highest.js




/** How many tags are read at the most: each is a manifest and a file of a registry. */
const MOST_READ = 200;
const AT_ONCE = 16;
/**
 * The highest release of a form among a store's tags but for `own`, the one that is to be published (contract, input `channel`). In list form the tags
 * are in its order: the first one is read, and another only while its tag is above what the releases before say of themselves. In dict form a tag says
 * nothing of the version, so all are read. What is no release is passed over, and what cannot be read stops no other release, but is told. Throws the
 * first `problem` Failure when none could be read, and what the store throws when it could not be asked.
 */
async function findHighest(store, own, form) {
    const tags = (0,release_version.releaseTags)((await store.tags()).filter((tag) => tag !== own));
    const candidates = form === 'list' ? (0,release_version.versionTags)(tags) : tags;
    const asked = candidates.slice(0, MOST_READ);
    const unreadable = [];
    let more = asked.length < candidates.length;
    let best;
    const width = form === 'list' ? 1 : AT_ONCE;
    for (let at = 0; at < asked.length; at += width) {
        const some = asked.slice(at, at + width);
        if (form === 'list' && best !== undefined && isNotBelow(best.version, some[0])) {
            more = false;
            break;
        }
        // In the order of their tags, so that of two with one version it is always the same.
        for (const [index, result] of (await Promise.allSettled(some.map(async (tag) => (0,baseline.readBaseline)(store, tag)))).entries()) {
            if (result.status === 'fulfilled') {
                if (result.value !== undefined && (best === undefined || isAbove(result.value.version, best.version, form)))
                    best = result.value;
            }
            else if (!(result.reason instanceof failure/* Failure */.HR) || result.reason.kind !== 'problem')
                throw result.reason;
            else if (result.reason.code !== 'channel')
                unreadable.push([some[index] ?? '', result.reason]);
        }
    }
    const [first] = unreadable;
    if (best === undefined && first !== undefined)
        throw first[1];
    return { baseline: best, uncompared: notCompared(store, { none: best === undefined && tags.length > 0, more: more ? candidates.length : 0, unreadable: unreadable.map(([tag]) => tag) }) };
}
function notCompared({ name }, { none, more, unreadable }) {
    const [first, ...others] = unreadable;
    const what = [
        ...(none ? [`no tag of ${name} is a release with a version`] : []),
        ...(more > 0 ? [`only ${MOST_READ} of the ${more} tags of ${name} were read`] : []),
        ...(first === undefined ? [] : [`${(0,visible/* quoted */.TL)(first, 150)}${others.length === 0 ? '' : ` and ${others.length} more`} of ${name} cannot be read`]),
    ].join(', and ');
    return what === '' ? undefined : `${what.charAt(0).toUpperCase()}${what.slice(1)}, so nothing says whether this release is above what is there.`;
}
/** Whether a version is above another; one that can be compared is above one that cannot. */
function isAbove(version, other, form) {
    const order = (0,release_version.compareVersions)(version, other);
    return order === undefined ? isKnown(version, form) && !isKnown(other, form) : order > 0;
}
/** Whether a list form's version is known, and what a tag says is not above it. */
function isNotBelow(version, tag) {
    return isKnown(version, 'list') && ((0,release_version.compareVersions)(version, (0,release_version.releaseVersion)({ form: 'list', version: 1n }, tag)) ?? 0) >= 0;
}
function isKnown(version, form) {
    return version.form === form && version.text !== undefined;
}

// EXTERNAL MODULE: ./lib/sign/bundle.js
var sign_bundle = __webpack_require__(63781);
// EXTERNAL MODULE: ./lib/system/compile.js + 1 modules
var compile = __webpack_require__(86987);
// EXTERNAL MODULE: ./lib/system/parse.js
var parse = __webpack_require__(8766);
// EXTERNAL MODULE: ./lib/git.js
var lib_git = __webpack_require__(79151);
// EXTERNAL MODULE: ./lib/sign/moment.js
var moment = __webpack_require__(89633);
;// CONCATENATED MODULE: ./lib/jobs/created.js





/**
 * When a release says that it was made: SOURCE_DATE_EPOCH, else the committer's time of the commit, else 1970, in whole seconds, so
 * that the same commit gives the same digest anywhere (contract, "What is published"; reproducible-builds.org). Throws a `usage` Failure for
 * a SOURCE_DATE_EPOCH that is no number of seconds.
 */
async function createdTime(context, git) {
    const stated = context.env['SOURCE_DATE_EPOCH'];
    if (stated !== undefined && stated !== '') {
        if (!/^\d{1,11}$/.test(stated)) {
            throw new failure/* Failure */.HR('usage', 'source-date-epoch', `SOURCE_DATE_EPOCH is ${(0,visible/* quoted */.TL)(stated, 40)}.`, { cure: 'It is a number of seconds since 1970-01-01T00:00:00Z.' });
        }
        return created_text(Number(stated));
    }
    return created_text((await git.time(context.event?.sha || 'HEAD')) ?? 0);
}
/** Whether the commit of this run holds a manifest with these very bytes; undefined where git cannot tell. */
async function isCommitted(context, { file, bytes }) {
    const git = (0,lib_git/* openGit */.z)((0,external_node_path_.dirname)(file), context.env);
    const prefix = await git.prefix();
    if (prefix === undefined)
        return undefined;
    // A workflow may check out several repositories, and the event's commit is in one.
    const commit = context.event === undefined ? undefined : await git.commit(context.event.sha);
    return (await git.file(commit ?? 'HEAD', prefix + (0,external_node_path_.basename)(file)))?.equals(bytes) ?? false;
}
function created_text(seconds) {
    return (0,moment/* moment */.n)(new Date(seconds * 1000));
}

// EXTERNAL MODULE: ./lib/jobs/images.js
var jobs_images = __webpack_require__(10880);
// EXTERNAL MODULE: ./lib/jobs/own-identity.js
var own_identity = __webpack_require__(37739);
// EXTERNAL MODULE: ./lib/jobs/release-names.js
var release_names = __webpack_require__(81000);
// EXTERNAL MODULE: ./lib/jobs/source-policy.js
var source_policy = __webpack_require__(62778);
// EXTERNAL MODULE: ./lib/jobs/standing.js + 1 modules
var jobs_standing = __webpack_require__(61310);
;// CONCATENATED MODULE: ./lib/jobs/plan.js




















/**
 * What this run would release: every manifest that the tag is for, judged for publishing and given its place. Writes nothing.
 * Throws `usage` Failures for inputs that leave no one meaning, and what the destination's registry throws.
 */
async function planReleases(session, destination, signing) {
    const { context } = session;
    const { tag, files } = selected(session);
    const places = await Promise.all(files.map(async (file) => placeOf(session, destination, tag, file)));
    apart(places, context.options.channel);
    const created = await createdTime(context, session.git);
    let asked;
    const policy = await (0,source_policy/* openPolicy */.t)(context, session.paths, undefined);
    const review = () => (asked ??= (0,jobs_standing.judgeReview)(context, session.remote));
    return Promise.all(places.map((place) => planOne(session, signing, place, { created, review, policy })));
}
/** The manifests that this run's git tag is for. */
function selected({ context, files }) {
    const { tag, prefix } = (0,release_names.releaseTag)(context);
    const paths = new Set((0,release_names.matching)(files.map(({ path }) => path), prefix));
    return { tag, files: files.filter(({ path }) => paths.has(path)) };
}
/**
 * Of the manifests that would be released those that have no product to say where, because they are wrong: it is their own problems that are to be
 * told. Throws as `planReleases`.
 */
async function judgeUnplaced(session, destination) {
    const { context, settings, stores } = session;
    if (!`${destination} ${context.options.tag}`.includes('{product}'))
        return [];
    const lacking = selected(session).files.filter(({ reading }) => (reading.manifest?.product ?? '') === '');
    const judged = await Promise.all(lacking.map((file) => (0,judge/* judge */.S4)({ context, settings, stores, file, base: undefined, publishing: true })));
    return judged.filter(({ problems }) => problems.some(({ severity }) => severity === 'error'));
}
async function placeOf({ paths }, template, tag, file) {
    const product = file.reading.manifest?.product ?? '';
    const destination = (0,oci_reference.parseDestination)((0,release_names.fill)(template, file.path, product));
    const real = destination.kind === 'registry' ? (0,oci_reference.formatDestination)(destination) : await paths.toWrite(destination.kind === 'layout' ? destination.directory : destination.file, 'The input destination');
    return { file, destination, tag: (0,release_names.checkedTag)((0,release_names.fill)(tag, file.path, product)), real };
}
/** Throws a `usage` Failure where two manifests would have one tag, or would move one channel, of which the last would win. */
function apart(places, channel) {
    for (const [at, { file, destination, tag, real }] of places.entries()) {
        const other = places.slice(0, at).find((each) => each.real === real && (each.tag === tag || channel !== undefined));
        if (other === undefined)
            continue;
        const shown = (0,oci_reference.formatDestination)(destination);
        throw other.tag === tag
            ? new failure/* Failure */.HR('usage', 'destination', `${other.file.path} and ${file.path} would both be published as ${shown}:${tag}.`, { cure: 'Put {folder} or {product} into the input destination or tag.' })
            : new failure/* Failure */.HR('usage', 'channel', `${other.file.path} and ${file.path} would both move the channel ${channel} of ${shown}.`, { cure: 'Put {folder} or {product} into the input destination.' });
    }
}
async function planOne(session, signing, at, run) {
    const { destination, tag } = at;
    const { context } = session;
    const { created } = run;
    const gathered = await gather(session, signing, at, run);
    const { store, place, named, signed } = gathered;
    // The text alone may not have said what it is: now every source did.
    const published = named !== undefined && holds(named, gathered.judged.system);
    const judged = published ? { ...gathered.judged, base: undefined } : gathered.judged;
    const { baseline, uncompared } = published ? elsewhere(context, gathered.compared, named) : gathered.compared;
    if (baseline !== undefined)
        context.log.info(`${store.name}:${tag} is compared with ${baseline.name}, ${baseline.descriptor.digest}.`);
    const standing = baseline === undefined || judged.system === undefined ? [] : await standings(session, store, baseline, { tag, created, system: judged.system, published }, signing);
    const findings = [...(0,jobs_standing.findingsOf)([...standing.flatMap(({ objections }) => objections), ...(0,jobs_standing.judgeUncompared)(uncompared)]), ...(signed ? [] : await run.review()), ...gathered.uncommitted];
    const complete = withFindings(session, judged, findings);
    const agreed = standing.flatMap((each) => each.agreed);
    const release = packed(complete, created, { [artifact/* VERSION_ANNOTATION */.F8]: tag, ...Object.fromEntries(agreed.map((step) => [TRACES[step], baseline?.descriptor.digest ?? ''])) });
    const subject = named?.descriptor.digest ?? release?.descriptor.digest;
    const attached = gathered.attached?.subject === subject ? gathered.attached?.referrers : undefined;
    return { judged: complete, destination, tag, store, named, attached, created, place, release, agreeable: agreeable(context), images: await releaseImages(session, gathered), agreed };
}
/** Asks all that can be asked at once. What is there as the text states it need not be compared with others, nor, once it is signed, be checked again. */
async function gather(session, signing, { file, destination, tag }, { created, policy }) {
    const { context, stores, settings } = session;
    const channel = (0,release_names.checkedChannel)(context.options.channel, tag);
    const store = await stores.destination(destination);
    const place = (0,jobs_images.imagePlace)(context.options.images, destination);
    const imageStore = await stores.destination(place.destination);
    const reading = store.manifest(tag);
    signing.load();
    const [named, stated] = [await reading, statedSystem(file)];
    const there = named !== undefined && holds(named, stated);
    // What this run signed already was checked when it was; its sources are not asked again. Bytes under the tag prove nothing: whoever may write to
    // the registry can put them there, so that a signature is given without a check.
    const attachedThere = there ? await store.referrers(named.descriptor.digest) : undefined;
    const signed = attachedThere !== undefined && hasSignatures(context, signing, attachedThere);
    // What this will most likely be, unless a trace has to be left in it.
    const likely = named === undefined && stated !== undefined ? (0,artifact/* packRelease */.rP)(stated, created, { [artifact/* VERSION_ANNOTATION */.F8]: tag }).descriptor.digest : undefined;
    const isNew = named === undefined && place.copied && !context.options.dryRun && (file.reading.manifest?.targets.length ?? 0) > 1;
    // When something fails, the rest ends before that is told.
    const finding = comparedWith(store, channel, there ? named : undefined, { tag, form: file.reading.manifest?.form ?? 'list' });
    const judging = (0,judge/* judge */.S4)({ context, settings, stores, file, base: there ? undefined : finding.then(baseOf), publishing: true, everything: !signed, certificate: signing.key?.facts, policy: signed ? undefined : policy });
    const early = likely === undefined ? undefined : store.referrers(likely);
    const surveying = isNew ? session.copier().then((copier) => copier.survey(imageStore)) : undefined;
    const committing = uncommitted(context, file, created);
    await Promise.allSettled([finding, judging, early, surveying, committing]);
    await surveying;
    const subject = there ? named.descriptor.digest : likely;
    const referrers = attachedThere ?? (await early);
    const attached = subject === undefined || referrers === undefined ? undefined : { subject, referrers };
    return { store, place, imageStore, named, attached, signed, compared: await finding, judged: await judging, uncommitted: await committing };
}
/** The release, unless something is wrong with it. */
function packed({ system, problems }, created, annotations) {
    return system === undefined || problems.some(({ severity }) => severity === 'error') ? undefined : (0,artifact/* packRelease */.rP)(system, created, annotations);
}
function releaseImages({ stores }, { judged, place, imageStore }) {
    return Promise.all([...judged.images].map(async ([name, image]) => ({
        name,
        digest: image.digest,
        size: image.size,
        source: await stores.source(image.source),
        destination: imageStore,
        tag: place.tag(image.digest),
        reference: place.show(image.digest),
        stored: image.stored,
    })));
}
/** What is published without a commit that holds it cannot be made again (contract, "What is published", `created`). */
async function uncommitted(context, file, created) {
    if ((await isCommitted(context, file)) === true)
        return [];
    const message = `No commit holds this manifest as it is, so the release is dated ${created} and cannot be made again from git. Commit it first.`;
    return [['uncommitted', { path: [], target: null, message }]];
}
/** Whether every signature that this run would make is there by its kind. Whether they are by this run is judged before anything is signed. */
function hasSignatures({ options }, { key, keyless }, attached) {
    const kinds = new Set(attached.map(({ artifactType }) => artifactType));
    const bundle = attached.some(({ artifactType, annotations }) => artifactType === artifact/* ARTIFACT_TYPES */.r5.bundle && annotations?.['dev.sigstore.bundle.predicateType'] === sign_bundle/* COSIGN_SIGN */["if"]);
    const byKey = key === undefined || (kinds.has(artifact/* ARTIFACT_TYPES */.r5.certificate) && kinds.has(artifact/* ARTIFACT_TYPES */.r5.signature));
    const bySigstore = keyless === undefined || (bundle && (key !== undefined || kinds.has(artifact/* ARTIFACT_TYPES */.r5.keylessSignature)));
    // In a dry run nothing is signed, so nobody looks whose they are before all is over: then nothing that is checked may be left out.
    return byKey && bySigstore && !options.legacySignature && !options.dryRun;
}
/** The system manifest, when the text alone fixes every image of it. */
function statedSystem({ reading }) {
    const { manifest } = reading;
    if (manifest === undefined)
        return undefined;
    const stated = new Map();
    for (const { name, digest, size } of manifest.targets) {
        if (digest === undefined || !(0,oci_descriptor/* isDigest */.Bc)(digest) || size === undefined)
            return undefined;
        stated.set(name, { digest, size: Number(size) });
    }
    return (0,compile/* compile */.w)(manifest, stated);
}
function holds(named, system) {
    if (system === undefined || named.descriptor.mediaType !== oci_descriptor/* MEDIA_TYPES */.Z2.manifest)
        return false;
    const manifest = (0,release_existing/* artifactOf */.qB)(named, 'the published release');
    return manifest?.artifactType === system.mediaType && manifest.layers.length === 1 && manifest.layers[0]?.digest === (0,oci_descriptor/* digestOf */.ol)(system.bytes);
}
/** What devices run now, which is what a release is compared with. */
function baseOf({ baseline }) {
    return baseline === undefined ? undefined : { name: baseline.name, kind: 'channel', manifest: readSystemManifest(baseline.bytes, baseline.system.form) };
}
/** The same of what was found before it was known that the release is there: without a channel nothing is moved, so there is nothing to judge. */
function elsewhere({ options }, { baseline }, named) {
    return options.channel === undefined || baseline?.descriptor.digest === named.descriptor.digest ? {} : { baseline };
}
/** What a release is compared with: what its channel names, else the highest one. What is `there` already is judged only where it would move the channel. */
async function comparedWith(store, channel, there, { tag, form }) {
    if (channel === undefined)
        return there === undefined ? findHighest(store, tag, form) : {};
    if (there !== undefined && (await store.resolve(channel))?.digest === there.descriptor.digest)
        return {};
    return { baseline: await (0,baseline.findBaseline)(store, channel) };
}
/** The annotation by which a release says what was agreed to, with the digest of what was there. */
const TRACES = { rollback: artifact/* ROLLBACK_ANNOTATION */.vG, 'signer-changed': artifact/* SIGNER_ANNOTATION */.z$ };
function agreeable({ options }) {
    return [...(options.allowRollback ? [TRACES.rollback] : []), ...(options.allowSignerChange ? [TRACES['signer-changed']] : [])];
}
/**
 * How a release stands to its baseline. One that is published already and below it leaves the channel where it is, so that an older run can
 * be run again; whatever else would move the channel is judged, since a release may have been published without it.
 */
async function standings({ context }, store, baseline, { tag, created, system, published }, signing) {
    const { channel, allowRollback } = context.options;
    const version = (0,release_version.releaseVersion)((0,parse.parseSystemManifest)(system.bytes, system.mediaType), tag);
    if (published && !allowRollback && ((0,release_version.compareVersions)(baseline.version, version) ?? 0) > 0)
        return [];
    const digest = (0,artifact/* packRelease */.rP)(system, created, { [artifact/* VERSION_ANNOTATION */.F8]: tag }).descriptor.digest;
    // What is there keeps its bytes.
    const trace = published ? 'report' : 'annotation';
    const standing = (0,jobs_standing.judgeVersion)(context, baseline, version, { bytes: system.bytes, digest }, trace);
    return channel === undefined ? [standing] : [standing, await (0,jobs_standing.judgeSigner)(context, store, baseline, plan_signerOf(context, store, baseline, signing), trace)];
}
/** Who signs in this run. GitHub is asked who that is only when there is a sigstore signature to compare with. */
function plan_signerOf(context, store, baseline, { key, keyless }) {
    return {
        key: key?.signer.certificatePem,
        keyless: keyless === undefined
            ? undefined
            : async () => {
                const { trust } = await keyless();
                if (trust !== undefined)
                    return { ...(await (0,own_identity/* ourselves */.R)(context).ask()), trust };
                throw new failure/* Failure */.HR('usage', 'trusted-root', `Nobody can say who signed ${store.name}:${baseline.name} without a trusted root.`, { cure: 'Give sigstore-trusted-root beside sigstore-signing-config.' });
            },
    };
}
function withFindings({ settings }, judged, findings) {
    const { document } = judged.file.reading;
    if (document === undefined || findings.length === 0)
        return judged;
    const raised = findings.map(([rule, finding]) => (0,engine/* problem */.CC)(settings, document, rule, finding)).filter((each) => each !== undefined);
    return { ...judged, problems: (0,engine/* sortProblems */.dS)([...judged.problems, ...raised]) };
}

// EXTERNAL MODULE: ./lib/sign/pem.js
var pem = __webpack_require__(95899);
;// CONCATENATED MODULE: ./lib/release/keypair.js





/**
 * Which of a key pair's two referrers have to be added to what is there. A pair by the same certificate that is valid for these bytes
 * is kept, whoever wrote it and whenever. Throws a `problem` Failure `single-referrers` when there is more than one of a kind or one that is
 * another's: the device takes the first of each, so a second pair would make the release a matter of luck (mos.md "The wire").
 */
async function missingOfPair(store, referrers, pair, certificatePem, bytes) {
    const missing = [];
    for (const artifact of pair) {
        const there = referrers.filter(({ artifactType }) => artifactType === artifact.descriptor.artifactType);
        const [only] = there;
        if (only === undefined)
            missing.push(artifact);
        else if (there.length > 1)
            throw several(store, artifact.descriptor.artifactType ?? '', there.length);
        else if (only.digest !== artifact.descriptor.digest)
            await keep(store, only, certificatePem, bytes);
    }
    return missing;
}
async function keep(store, referrer, certificatePem, bytes) {
    const files = await (0,release_existing/* referrerFiles */.$X)(store, referrer);
    const file = files[0];
    const own = new external_node_crypto_.X509Certificate(certificatePem);
    if (files.length === 1 && file !== undefined) {
        if (referrer.artifactType === artifact/* ARTIFACT_TYPES */.r5.certificate ? sameCertificate(file.bytes, own) : (0,external_node_crypto_.verify)('sha256', bytes, own.publicKey, file.bytes))
            return;
    }
    throw new failure/* Failure */.HR('problem', 'single-referrers', `${store.name}: the release has a ${referrer.artifactType} already, and it is not by this key and certificate, or not written so that a device can decode it (${referrer.digest}).`, {
        cure: 'Publish under a new tag, or sign with the key that signed it. A release has one pair for ever.',
    });
}
/** Whether a device reads our certificate in a file. It may be DER, or PEM that OpenSSL reads and Go doesn't: then no device can decode it. */
function sameCertificate(file, own) {
    const decoded = (0,pem/* decodePem */.x)(file.toString('utf8'));
    return decoded?.label === 'CERTIFICATE' && decoded.bytes.equals(own.raw);
}
function several(store, artifactType, count) {
    return new failure/* Failure */.HR('problem', 'single-referrers', `${store.name}: the release has ${count} referrers of the type ${artifactType}; a device takes the first, whichever that is.`, {
        cure: 'Delete all but the right one in the registry, or publish under a new tag.',
    });
}

// EXTERNAL MODULE: ./lib/sign/provenance.js
var provenance = __webpack_require__(7878);
// EXTERNAL MODULE: ./lib/jobs/forecast.js
var jobs_forecast = __webpack_require__(47143);
// EXTERNAL MODULE: ./lib/jobs/keyless-signatures.js
var keyless_signatures = __webpack_require__(27768);
;// CONCATENATED MODULE: ./lib/jobs/signatures.js





/**
 * A device takes the one pair that is there, so another's must not be, nor a second one of the other kind (contract, "What is published"). Throws a `problem` Failure
 * `single-referrers`.
 */
function refuseOthersKinds(store, referrers, { key }) {
    const others = key === undefined ? [artifact/* ARTIFACT_TYPES */.r5.certificate, artifact/* ARTIFACT_TYPES */.r5.signature] : [artifact/* ARTIFACT_TYPES */.r5.keylessSignature];
    const found = referrers.find(({ artifactType }) => artifactType !== undefined && others.includes(artifactType));
    if (found === undefined)
        return;
    throw new failure/* Failure */.HR('problem', 'single-referrers', `${store.name}: the release has a ${found.artifactType} already (${found.digest}), which this run does not make.`, {
        cure: key === undefined ? 'Sign with the key that made it too (sign: key, keyless), or publish under a new tag. A release has one pair for ever.' : 'Publish under a new tag, or sign as the first run did. A release has one pair for ever.',
    });
}
/** Compares a release with what its destination holds, and signs what is missing. Writes nothing to the destination. */
async function signPlan(context, plan, signing) {
    const { store, created } = plan;
    const bytes = plan.judged.system?.bytes ?? Buffer.alloc(0);
    const existing = await (0,release_existing/* findExisting */.xx)(plan);
    refuseOthersKinds(store, existing.referrers, signing);
    const additions = [];
    const files = new Map();
    let provenance;
    if (signing.key !== undefined) {
        const { certificatePem } = signing.key.signer;
        const signature = await signing.key.signer.sign(bytes);
        const pair = (0,artifact/* packKeyPair */.zE)(existing.subject, { certificatePem, signature }, created);
        additions.push(...(await missingOfPair(store, existing.referrers, pair, certificatePem, bytes)));
        files.set('install.json.signed', signature).set('cert.pem', certificatePem);
    }
    if (signing.keyless !== undefined) {
        const made = await (0,keyless_signatures/* keylessSignatures */.G)(context, { plan, existing, bytes, open: signing.keyless, raw: signing.key === undefined });
        additions.push(...made.additions);
        for (const [name, content] of made.files)
            files.set(name, content);
        provenance = made.provenance;
    }
    const legacy = context.options.legacySignature ? await (await __webpack_require__.e(/* import() */ 2762).then(__webpack_require__.bind(__webpack_require__, 72762))).legacySignature(context, plan, existing, signing) : undefined;
    const ours = new Set([artifact/* ARTIFACT_TYPES */.r5.bundle, ...(signing.key === undefined ? [artifact/* ARTIFACT_TYPES */.r5.keylessSignature] : [artifact/* ARTIFACT_TYPES */.r5.certificate, artifact/* ARTIFACT_TYPES */.r5.signature])]);
    return { plan, existing, additions, kept: existing.referrers.filter(({ artifactType }) => artifactType !== undefined && ours.has(artifactType)), files, provenance, legacy };
}

;// CONCATENATED MODULE: ./lib/jobs/dry-run.js








/**
 * What publishing would write: every blob and manifest of the images, of the release, of its signatures and of its channel that their destinations lack. Nothing is signed:
 * of a key's signature the size is known, of most of what sigstore signs not even that. Asks the destinations, and writes nothing. What is attached already is judged
 * as by a run that signs: throws its `problem` Failures `tag-moved` and `single-referrers`.
 */
async function dryRun(context, plans, signing) {
    const forecast = (0,jobs_forecast/* createForecast */.c)();
    for (const plan of plans) {
        const { store, tag, release, place, images } = plan;
        if (place.copied)
            for (const image of images)
                await forecast.copy(image);
        const existing = await (0,release_existing/* findExisting */.xx)(plan);
        refuseOthersKinds(store, existing.referrers, signing);
        if (!existing.tagged) {
            for (const { descriptor } of release.blobs)
                await forecast.blob(store, descriptor);
            forecast.manifest(store, { digest: release.descriptor.digest, size: release.descriptor.size, tag });
        }
        const before = forecast.writes.length;
        if (signing.key !== undefined)
            await forecastPair(forecast, plan, existing, signing.key);
        if (signing.keyless !== undefined)
            await forecastKeyless(context, forecast, plan, existing, signing.keyless, signing.key === undefined);
        if (forecast.writes.length > before)
            forecast.listing(store, existing.subject.digest);
        if (context.options.legacySignature)
            await forecastLegacy(context, forecast, plan, existing, signing);
        const step = await (0,jobs_channel/* channelStep */.i)(context, plan, existing);
        if (step !== undefined)
            await forecast.channel(store, step, context.options.allowRollback);
    }
    return forecast.writes;
}
async function forecastPair(forecast, { store, created, judged }, { subject, referrers }, { signer, facts }) {
    const { certificatePem } = signer;
    const signature = Buffer.alloc(signatureSize(facts));
    const missing = await missingOfPair(store, referrers, (0,artifact/* packKeyPair */.zE)(subject, { certificatePem, signature }, created), certificatePem, judged.system?.bytes ?? Buffer.alloc(0));
    for (const { blobs, descriptor } of missing) {
        const { artifactType = '', size } = descriptor;
        const known = artifactType === artifact/* ARTIFACT_TYPES */.r5.certificate;
        for (const blob of blobs)
            if (known || blob.descriptor.digest === artifact/* EMPTY_CONFIG */.$v.digest)
                await forecast.blob(store, blob.descriptor);
        if (!known)
            forecast.unsigned(store, { size: signature.byteLength, artifactType });
        forecast.manifest(store, { digest: known ? descriptor.digest : null, size, artifactType });
    }
}
async function forecastKeyless(context, forecast, plan, existing, open, raw) {
    const { store } = plan;
    const types = [artifact/* ARTIFACT_TYPES */.r5.bundle, artifact/* ARTIFACT_TYPES */.r5.keylessSignature];
    // Whose they are takes a trusted root, which is only asked for when there is something to judge.
    const there = existing.referrers.some(({ artifactType = '' }) => types.includes(artifactType));
    const { ownSignatures } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 27768));
    const own = there ? await ownSignatures(context, { plan, existing, bytes: plan.judged.system?.bytes ?? Buffer.alloc(0), open, raw }) : undefined;
    const attach = async (blobs, type) => {
        await forecast.blob(store, artifact/* EMPTY_CONFIG */.$v);
        for (let count = 0; count < blobs; count++)
            forecast.unsigned(store, { size: null, ...type });
        forecast.manifest(store, { digest: null, size: null, ...type });
    };
    if (own?.bundle === undefined)
        await attach(1, { artifactType: artifact/* ARTIFACT_TYPES */.r5.bundle, predicateType: sign_bundle/* COSIGN_SIGN */["if"] });
    if (own?.provenance === undefined)
        await attach(1, { artifactType: artifact/* ARTIFACT_TYPES */.r5.bundle, predicateType: provenance/* SLSA_PROVENANCE */.Y });
    // The signature, and its certificate.
    if (raw && own?.pair === undefined)
        await attach(2, { artifactType: artifact/* ARTIFACT_TYPES */.r5.keylessSignature });
}
async function forecastLegacy(context, forecast, plan, existing, signing) {
    const [{ findLegacy }, { legacyByKey }, { packLegacy }] = await Promise.all([__webpack_require__.e(/* import() */ 2762).then(__webpack_require__.bind(__webpack_require__, 72762)), __webpack_require__.e(/* import() */ 6906).then(__webpack_require__.bind(__webpack_require__, 46906)), __webpack_require__.e(/* import() */ 6922).then(__webpack_require__.bind(__webpack_require__, 66922))]);
    const { payload, layers, byKey, keyless } = await findLegacy(context, plan, existing, signing);
    const missing = [
        ...(byKey && signing.key !== undefined ? [legacyByKey(payload, Buffer.alloc(signatureSize(signing.key.facts)))] : []),
        ...(keyless ? [{ payload, annotations: {} }] : []),
    ];
    if (missing.length === 0)
        return;
    // The signatures are in its manifest; its blobs are known.
    const { tag, bytes, blobs } = packLegacy(existing.subject.digest, missing, layers);
    for (const { descriptor } of blobs)
        await forecast.blob(plan.store, descriptor);
    forecast.manifest(plan.store, { digest: null, size: keyless ? null : bytes.byteLength, tag });
}
/** Bytes of an RSA signature. */
function signatureSize({ keyBits }) {
    return (keyBits ?? 2048) / 8;
}

// EXTERNAL MODULE: ./lib/jobs/session.js + 2 modules
var jobs_session = __webpack_require__(25565);
// EXTERNAL MODULE: ./lib/jobs/pem.js
var jobs_pem = __webpack_require__(73458);
;// CONCATENATED MODULE: ./lib/jobs/signing.js



/** By then a first request is on its way, and while it is answered there is nothing else to do, in milliseconds. */
const LOAD_AFTER = 10;
/**
 * Reads what the inputs say of signing. Everything that can be known to be wrong is said here, before anything is asked of a network:
 * keys that cannot be read or do not match (contract, "Exit codes"), a server without a sigstore, names that would become public.
 */
async function prepareSigning(context, paths) {
    const { options } = context;
    const wanted = options.sign.size === 0 ? new Set(['keyless']) : options.sign;
    return {
        key: wanted.has('key') ? await prepareKey(context, paths) : undefined,
        keyless: wanted.has('keyless') ? await prepareKeyless(context, paths) : undefined,
        load: () => {
            // What cannot be loaded is told when it is needed.
            if (wanted.has('keyless'))
                setTimeout(() => void Promise.all(/* import() */[__webpack_require__.e(5759), __webpack_require__.e(6685), __webpack_require__.e(9239)]).then(__webpack_require__.bind(__webpack_require__, 6713)).catch(() => undefined), LOAD_AFTER);
        },
    };
}
async function prepareKey(context, paths) {
    const { options, env, now } = context;
    const [key, certificate, caPem] = [
        await (0,jobs_pem/* readPem */.Je)(paths, options.key, 'key'),
        await (0,jobs_pem/* readPem */.Je)(paths, options.certificate, 'certificate'),
        await (0,jobs_pem/* readPem */.Je)(paths, options.caCertificate, 'ca-certificate'),
    ];
    for (const line of (key ?? '').split('\n'))
        if (line.trim() !== '' && !line.startsWith('-----'))
            context.mask(line.trim());
    if (certificate === undefined) {
        throw new failure/* Failure */.HR('usage', 'certificate-missing', 'sign: key needs the product’s certificate, and none was given.', { cure: 'Give it in the input certificate; devices check the signature with it.' });
    }
    const [{ loadKey }, { certificateFacts }] = await Promise.all([__webpack_require__.e(/* import() */ 642).then(__webpack_require__.bind(__webpack_require__, 20642)), Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 9998))]);
    const facts = certificateFacts({ certificatePem: certificate, caPem, keyPem: options.keyCommand === undefined ? key : undefined, passphrase: options.keyPassphrase, now });
    let keyCommand;
    if (options.keyCommand !== undefined) {
        const { commandEnvironment, runKeyCommand, splitCommand } = await __webpack_require__.e(/* import() */ 358).then(__webpack_require__.bind(__webpack_require__, 80358));
        const command = splitCommand(options.keyCommand);
        keyCommand = (bytes) => runKeyCommand(command, bytes, { environment: commandEnvironment(env), signatureSize: (facts.keyBits ?? 2048) / 8 });
    }
    return { signer: loadKey({ key, passphrase: options.keyPassphrase, certificate, keyCommand }), facts };
}
async function prepareKeyless(context, paths) {
    const { options, event, log } = context;
    const config = options.sigstoreSigningConfig;
    const root = options.sigstoreTrustedRoot;
    const signingConfig = config === undefined ? 'tuf' : await (0,jobs_pem/* readJson */.Vh)(paths, config, 'sigstore-signing-config');
    const trustedRoot = root === undefined ? undefined : await (0,jobs_pem/* readJson */.Vh)(paths, root, 'sigstore-trusted-root');
    if (config === undefined && event !== undefined && event.serverUrl !== 'https://github.com') {
        throw new failure/* Failure */.HR('usage', 'no-sigstore', `sign: keyless needs a sigstore that knows ${event.serverUrl}; the public good’s only knows github.com.`, {
            cure: 'Give sigstore-signing-config and sigstore-trusted-root of one that does, or set sign: key.',
        });
    }
    const isPublic = config === undefined || (await (await __webpack_require__.e(/* import() */ 4385).then(__webpack_require__.bind(__webpack_require__, 14385))).selectServices(signingConfig, context.now)).publicLog;
    if (isPublic && !options.allowPublicLog && (event === undefined || event.private === true)) {
        const names = event === undefined ? 'the identity that signs' : `the repository ${event.repository.owner}/${event.repository.name}, its owner, the workflow ${(0,visible/* quoted */.TL)(event.workflow, 200)} and its path, the ref ${event.ref} and the commit ${event.sha}`;
        throw new failure/* Failure */.HR('usage', 'public-log', `sign: keyless would write ${names} into sigstore’s public log, for everybody and for ever.`, {
            cure: 'Set allow-public-log: true if that is right; else give a sigstore of your own in sigstore-signing-config, or set sign: key.',
        });
    }
    let opened;
    return () => {
        opened ??= (async () => {
            const { createKeylessSigner } = await Promise.all(/* import() */[__webpack_require__.e(5759), __webpack_require__.e(6685), __webpack_require__.e(9239)]).then(__webpack_require__.bind(__webpack_require__, 6713));
            return createKeylessSigner({
                env: context.env,
                signingConfig,
                ...(trustedRoot === undefined ? {} : { trustedRoot }),
                getIdToken: context.idToken,
                forkPullRequest: event?.pullRequest?.fork,
                onProgress: log.info,
            });
        })();
        return opened;
    };
}

;// CONCATENATED MODULE: ./lib/jobs/publish.js















/**
 * The job `publish` (contract, "Jobs"): checks everything, signs everything, and only then writes: images, manifest, referrers, read
 * back, tag. With several manifests all are checked and signed before the first write.
 */
async function publish(context) {
    if (context.options.destination === undefined) {
        throw new failure/* Failure */.HR('usage', 'input', 'The input destination is empty, so there is nowhere to publish.', { cure: 'Give HOST/PATH, as in ghcr.io/acme/device, or an OCI layout: oci:DIR or oci-archive:FILE.' });
    }
    const { destination } = context.options;
    const session = await (0,jobs_session/* openSession */.f)(context);
    const { stores } = session;
    try {
        const signing = await prepareSigning(context, session.paths);
        const { plans, judged } = await context.log.group('Check', async () => {
            const unplaced = await judgeUnplaced(session, destination);
            const made = unplaced.length > 0 ? [] : await planReleases(session, destination, signing);
            return { plans: made, judged: unplaced.length > 0 ? unplaced : made.map((plan) => plan.judged) };
        });
        const files = (0,jobs_files/* openOutputFiles */.V)(context, judged.map(({ file }) => file.path));
        const manifests = await Promise.all(judged.map(async (each) => (0,judge/* reportOf */.EI)(each, each.system === undefined ? undefined : await files.write(each.file.path, each.system.fileName, each.system.bytes))));
        const kinds = (0,judge/* failureKinds */.cV)(judged);
        const published = [];
        let commands = [];
        const report = () => ({
            reportVersion: 1,
            job: 'publish',
            result: kinds.size === 0 ? 'passed' : 'failed',
            manifests: manifests.map((manifest, at) => ({ ...manifest, ...(published[at] === undefined ? {} : { published: published[at] }) })),
            ...(published[0] === undefined ? {} : { published: published[0], commands }),
            network: stores.usage(),
        });
        const ready = plans.filter(isReady);
        if (kinds.size > 0 || ready.length < plans.length) {
            if (kinds.size === 0)
                kinds.add('problem');
            return await (0,conclude/* conclude */.E)({ context, files, report: report(), kinds });
        }
        let outputs;
        try {
            await Promise.all(ready.map(seeImages));
            const github = await (await __webpack_require__.e(/* import() */ 5503).then(__webpack_require__.bind(__webpack_require__, 5503))).onGitHub(context, session.remote, signing, files);
            await Promise.all(ready.map(async (plan) => github?.compare(plan)));
            if (context.options.dryRun) {
                const plan = await dryRun(context, ready, signing);
                for (const line of [...(0,jobs_forecast/* forecastText */.x)(plan), ...(github?.forecast ?? [])])
                    context.log.info(line);
                return await (0,conclude/* conclude */.E)({ context, files, report: { ...report(), plan }, kinds });
            }
            const signed = await context.log.group('Sign', () => Promise.all(ready.map((plan) => signPlan(context, plan, signing))));
            const onGitHub = await Promise.all(signed.map(async (each) => github?.prepare(each)));
            const copier = await session.copier();
            for (const [at, each] of signed.entries()) {
                await writeFiles(files, each);
                if (each.legacy !== undefined)
                    await (await __webpack_require__.e(/* import() */ 2762).then(__webpack_require__.bind(__webpack_require__, 72762))).pushLegacy(each.plan.store, each.legacy);
                const done = await context.log.group(`Publish ${each.plan.store.name}:${each.plan.tag}`, () => push(context, each, copier));
                published.push(done);
                if (at === 0)
                    commands = adviceOn(each, done.reference, context.options);
                const channel = await moveOn(context, each);
                if (channel !== undefined)
                    published[at] = { ...done, channel };
                await onGitHub[at]?.();
                outputs ??= await outputsOf(files, each, done);
            }
        }
        catch (thrown) {
            const error = (0,jobs_images.withRepositoryCure)(thrown, ...ready.flatMap(({ destination: where, place }) => [where, place.destination]));
            if (!(error instanceof failure/* Failure */.HR))
                throw error;
            kinds.add(error.kind);
            return await (0,conclude/* conclude */.E)({ context, files, report: report(), kinds, failure: error, outputs });
        }
        return await (0,conclude/* conclude */.E)({ context, files, report: report(), kinds, outputs });
    }
    finally {
        await stores.close();
    }
}
function isReady(plan) {
    return plan.release !== undefined;
}
async function seeImages({ place, images }) {
    if (!place.copied)
        await Promise.all(images.map(({ destination, tag, digest, reference }) => (0,jobs_images.seeImage)(destination, tag, digest, reference)));
}
async function writeFiles(files, { plan, files: made }) {
    for (const [name, bytes] of made)
        await files.write(plan.judged.file.path, name, bytes);
}
async function push(context, signed, copier) {
    const { plan, existing, additions, kept } = signed;
    const { pushRelease } = await __webpack_require__.e(/* import() */ 2161).then(__webpack_require__.bind(__webpack_require__, 72161));
    const progress = (image) => ({ descriptor, bytes, state }) => context.log.transfer(`${image} ${(0,oci_descriptor/* hexOf */.ZD)(descriptor.digest).slice(0, 12)}`, bytes, descriptor.size, state);
    const pushed = await pushRelease({
        store: plan.store,
        tag: plan.tag,
        release: plan.release,
        existing,
        referrers: additions,
        images: plan.place.copied ? plan.images : [],
        copier,
        progress,
    });
    await plan.store.commit?.();
    const { digest } = existing.subject;
    context.log.info(pushed.written || [...pushed.images.values()].includes(true) ? `Published ${plan.store.name}:${plan.tag} as ${digest}.` : `${plan.store.name}:${plan.tag} is ${digest} already; nothing was written.`);
    for (const store of pushed.byName)
        context.log.info(`${store} lists the names of all its images of this release; what they name was not read again (job: verify reads it).`);
    for (const { reference, before } of pushed.replaced)
        context.log.warning((0,jobs_images.imageReplaced)(reference, before));
    const signer = signerOf(signed.files.get('bundle.sigstore.json'));
    return {
        reference: `${plan.store.name}@${digest}`,
        tag: plan.tag,
        ...(signer?.san === undefined || signer.issuer === undefined ? {} : { signer: { identity: signer.san, issuer: signer.issuer } }),
        images: plan.images.map((image) => ({ name: image.name, reference: image.reference, digest: image.digest, size: image.size, written: pushed.images.get(image.digest) === true })),
        referrers: [...kept.map((each) => referrerReport(each, false)), ...pushed.referrers.map((each) => referrerReport(each, true))],
    };
}
function referrerReport({ artifactType = '', digest, size }, written) {
    return { artifactType, digest, size, written };
}
/** The channel comes after everything else. Gives it when it names this release. */
async function moveOn(context, { plan, existing }) {
    const step = await (0,jobs_channel/* channelStep */.i)(context, plan, existing);
    if (step === undefined)
        return undefined;
    const { channel, release } = step;
    const moved = await (await __webpack_require__.e(/* import() */ 5909).then(__webpack_require__.bind(__webpack_require__, 88290))).moveChannel(plan.store, channel, release, context.options.allowRollback);
    await plan.store.commit?.();
    if (moved.state === 'overtaken') {
        context.log.warning(`${channel} has ${moved.by} by now, which is not below ${plan.tag}, so it stays there.`);
        return undefined;
    }
    return (0,jobs_channel/* channelMoved */.j)(context, { name: channel, digest: release.manifest.descriptor.digest, tag: plan.tag }, moved, plan.agreed);
}
async function outputsOf(files, { plan, files: made }, published) {
    return {
        digest: published.reference.slice(published.reference.lastIndexOf('@') + 1),
        reference: published.reference,
        tag: published.tag,
        ...(made.has('bundle.sigstore.json') && files.directory !== undefined ? { bundle: (0,external_node_path_.join)(files.directory, files.pathOf(plan.judged.file.path, 'bundle.sigstore.json')) } : {}),
    };
}


/***/ }),

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

/***/ 69274:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findBaseline: () => (/* binding */ findBaseline),
/* harmony export */   readBaseline: () => (/* binding */ readBaseline)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11260);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44360);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13520);
/* harmony import */ var _system_parse_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8766);
/* harmony import */ var _artifact_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71555);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24629);







/** How many tags are asked at the most for the version of a release that does not say its own. */
const MOST_ASKED = 50;
/**
 * What a channel names; undefined when there is none yet. Throws a `problem` Failure `channel` when it names something that is no release, and
 * others when that cannot be read.
 */
async function findBaseline(store, channel) {
    const found = await readBaseline(store, channel);
    return found === undefined || found.version.text !== undefined ? found : { ...found, version: await versionByTag(store, found) };
}
/** What a tag names, as `findBaseline` does, with the version that it says of itself, else the tag's. */
async function readBaseline(store, name) {
    const named = await store.manifest(name);
    if (named === undefined)
        return undefined;
    const wrong = (what) => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'channel', `${store.name}:${name} is ${what}, so it is no release that this one could follow.`, { cure: 'Publish to another repository or channel, or remove what is there.' });
    if (named.descriptor.mediaType !== _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .MEDIA_TYPES */ .Z2.manifest)
        throw wrong(`a ${named.descriptor.mediaType}`);
    const manifest = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifest */ .Ng)(named.bytes, `${store.name}:${name}`);
    const [layer] = manifest.layers;
    if (layer === undefined || !Object.values(_system_parse_js__WEBPACK_IMPORTED_MODULE_4__.SYSTEM_MEDIA_TYPES).includes(manifest.artifactType ?? ''))
        throw wrong(`of the artifact type ${manifest.artifactType ?? 'none'}`);
    const bytes = await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_3__/* .readBlob */ .g)(store, layer);
    const system = (0,_system_parse_js__WEBPACK_IMPORTED_MODULE_4__.parseSystemManifest)(bytes, layer.mediaType);
    return { name, descriptor: named.descriptor, version: (0,_version_js__WEBPACK_IMPORTED_MODULE_6__.releaseVersion)(system, manifest.annotations[_artifact_js__WEBPACK_IMPORTED_MODULE_5__/* .VERSION_ANNOTATION */ .F8] ?? name), system, bytes };
}
/** What an older run of mosb wrote does not say its version: one of the tags does, and it is likely a high one. */
async function versionByTag(store, { descriptor, system, name }) {
    for (const tag of (0,_version_js__WEBPACK_IMPORTED_MODULE_6__.versionTags)(await store.tags()).slice(0, MOST_ASKED)) {
        if (tag !== name && (await store.resolve(tag))?.digest === descriptor.digest)
            return (0,_version_js__WEBPACK_IMPORTED_MODULE_6__.releaseVersion)(system, tag);
    }
    return (0,_version_js__WEBPACK_IMPORTED_MODULE_6__.releaseVersion)(system, undefined);
}


/***/ }),

/***/ 71296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hp: () => (/* binding */ rawSignature),
/* harmony export */   JI: () => (/* binding */ isSigned),
/* harmony export */   fV: () => (/* binding */ issuedTo),
/* harmony export */   sl: () => (/* binding */ isIssued),
/* harmony export */   xm: () => (/* binding */ isIssuedTo)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _sign_certificate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9998);
/* harmony import */ var _sign_expectation_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44603);
/* harmony import */ var _sign_identity_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97055);




/** The files of such a referrer; undefined when they are not the two that there have to be (contract, "What is published"). */
function rawSignature(files) {
    const [pem, signature] = ['cert.pem', 'install.json.signed'].map((name) => files.find(({ title }) => title === name)?.bytes);
    return pem === undefined || signature === undefined || files.length > 2 ? undefined : { pem, signature };
}
/** Whether a raw signature is one of these bytes by the key of its certificate. */
function isSigned(bytes, { pem, signature }) {
    try {
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.verify)('sha256', bytes, new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(pem).publicKey, signature);
    }
    catch {
        return false;
    }
}
/**
 * Whether a CA of the trusted root gave the certificate of a raw signature to an identity. Nothing says when such a signature was made, so whether the certificate was
 * valid then cannot be asked; a bundle says it of its own.
 */
function isIssuedTo(signature, trust, identity) {
    if (!isIssued(signature, trust))
        return false;
    const { san, issuer } = issuedTo(signature);
    return (0,_sign_expectation_js__WEBPACK_IMPORTED_MODULE_2__/* .matches */ .c)(identity.san, san) && (0,_sign_expectation_js__WEBPACK_IMPORTED_MODULE_2__/* .matches */ .c)(identity.issuer, issuer);
}
/** Whom the certificate of a raw signature names, and who vouches for that. Throws for what is no certificate. */
function issuedTo({ pem }) {
    const { san, issuer } = (0,_sign_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .certificateIdentity */ .W)(new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(pem));
    return { san, issuer };
}
/** Whether a CA of the trusted root gave the certificate of a raw signature to anybody. */
function isIssued({ pem }, trust) {
    try {
        const certificate = new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(pem);
        (0,_sign_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .certificateIdentity */ .W)(certificate);
        return authorities(trust).some((ca) => (0,_sign_certificate_js__WEBPACK_IMPORTED_MODULE_1__.hasIssued)(ca, certificate));
    }
    catch {
        return false;
    }
}
function authorities({ material }) {
    return material.certificateAuthorities.flatMap(({ certChain }) => certChain.map((each) => new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(each.root.toDER())));
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

/***/ 8766:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SYSTEM_MEDIA_TYPES: () => (/* binding */ SYSTEM_MEDIA_TYPES),
/* harmony export */   parseSystemManifest: () => (/* binding */ parseSystemManifest)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11260);
/* harmony import */ var _oci_document_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60012);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7629);




const SYSTEM_MEDIA_TYPES = { list: 'application/vnd.machine.install', dict: 'application/vnd.mos.system.manifest.v1' };
/** What an import manifest's version may be at most (`UINT64` of its fields). */
const LARGEST = 2n ** 64n - 1n;
/**
 * Reads the bytes of a system manifest or of an install.json, as a device would. Throws a `problem` Failure `system-manifest` that says
 * what is wrong with them.
 */
function parseSystemManifest(bytes, mediaType) {
    let value;
    const versions = new Map();
    try {
        value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), remember(versions));
    }
    catch {
        throw wrong('is not JSON in UTF-8');
    }
    if (!(0,_oci_document_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(value))
        throw wrong('is not a JSON object');
    const { product, targets } = value;
    if (typeof product !== 'string')
        throw wrong('has no product');
    const version = versions.get(value);
    if (version === undefined)
        throw wrong('has no version');
    const form = mediaType === SYSTEM_MEDIA_TYPES.dict ? 'dict' : 'list';
    let entries;
    if (form === 'dict') {
        if (!(0,_oci_document_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(targets))
            throw wrong('has no targets');
        entries = Object.entries(targets);
    }
    else {
        if (targets !== null && !Array.isArray(targets))
            throw wrong('has targets that are no list');
        entries = (targets ?? []).map((target) => [(0,_oci_document_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(target) ? target['service_name'] : undefined, target]);
    }
    const images = entries.map(([name, target]) => {
        if (typeof name !== 'string' || !(0,_oci_document_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(target))
            throw wrong('has a target without a name');
        const { digest, size } = target;
        const shown = (0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(name);
        if (typeof digest !== 'string' || !(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
            throw wrong(`has no digest for ${shown}`);
        if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
            throw wrong(`has no size for ${shown}`);
        return { name, digest, size };
    });
    return { form, product, version, images };
}
/** Notes the version of each object to its last digit, which a number has no room for past 2^53. */
function remember(versions) {
    return function (key, value, { source = '' } = {}) {
        if (key === 'version' && typeof value === 'number') {
            // As an import manifest may have it: an integer, in digits alone where they matter.
            const exact = Number.isSafeInteger(value) ? BigInt(value) : /^\d+$/.test(source) ? BigInt(source) : undefined;
            if (exact !== undefined && exact <= LARGEST)
                versions.set(this, exact);
        }
        return value;
    };
}
function wrong(what) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'system-manifest', `The system manifest ${what}.`, { cure: 'Publish it again from its import manifest.' });
}


/***/ })

};
