export const id = 1422;
export const ids = [1422,6495,6906,8876];
export const modules = {

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

/***/ 47115:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   entryFor: () => (/* binding */ entryFor),
/* harmony export */   isNamed: () => (/* binding */ isNamed),
/* harmony export */   keyFingerprint: () => (/* binding */ keyFingerprint),
/* harmony export */   parsePolicy: () => (/* binding */ parsePolicy)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71957);
/* harmony import */ var _oci_document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60012);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23940);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7629);
/* harmony import */ var _expectation_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(44603);







const GITHUB = 'https://github.com';
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
/** The policy in a YAML text. Throws a `usage` Failure `policy` that names the line and what may stand there. */
async function parsePolicy(text) {
    const { LineCounter, isNode, parseDocument } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 38815, 19));
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false });
    const lineOf = (path) => {
        for (let length = path.length; length >= 0; length--) {
            const node = document.getIn(path.slice(0, length), true);
            if (isNode(node) && node.range)
                return lines.linePos(node.range[0]).line;
        }
        return 1;
    };
    const refuse = (path, message, cure = 'schema/policy.schema.json says what a policy may hold; docs/policy.md has examples.') => new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'policy', `policy, line ${lineOf(path)}: ${message}`, { cure });
    const broken = document.errors[0];
    if (broken !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'policy', `policy, line ${broken.linePos?.[0].line ?? 1}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(broken.message.split('\n')[0] ?? '', 300)}`, { cure: 'Mend the YAML.' });
    const root = document.toJS({ maxAliasCount: 100 });
    const { version, images } = members(root, ['version', 'images'], [], refuse);
    if (version !== 1)
        throw refuse(['version'], 'version must be 1');
    if (!Array.isArray(images))
        throw refuse(['images'], 'images must be a list');
    return { entries: images.map((entry, at) => parseEntry(entry, ['images', at], lineOf(['images', at]), refuse)) };
}
function parseEntry(value, path, line, refuse) {
    const { match, 'signed-by': signedBy, unsigned } = members(value, ['match', 'signed-by', 'unsigned'], path, refuse);
    const globs = Array.isArray(match) ? match : [match];
    const names = globs.filter((glob) => typeof glob === 'string' && glob !== '');
    if (names.length === 0 || names.length !== globs.length)
        throw refuse([...path, 'match'], 'match must be a glob over HOST/PATH, or a list of them');
    const tagged = names.find((name) => /@|:[^/:]*$/.test(name) && !/^[^/]*:\d+$/.test(name) && !name.startsWith('oci:'));
    if (tagged !== undefined)
        throw refuse([...path, 'match'], `match ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .quoted */ .TL)(tagged)} has a tag or a digest`, 'Leave it out: an image is verified by digest, whatever its tag.');
    if ((signedBy === undefined) === (unsigned === undefined))
        throw refuse(path, 'an entry has either signed-by or unsigned');
    if (unsigned !== undefined) {
        if (typeof unsigned !== 'string' || unsigned.trim() === '')
            throw refuse([...path, 'unsigned'], 'unsigned must say why nobody needs to have signed', 'Write the reason as a sentence: reviewers read it.');
        return { match: names, signedBy: [], unsigned: unsigned.trim(), line };
    }
    if (!Array.isArray(signedBy) || signedBy.length === 0)
        throw refuse([...path, 'signed-by'], 'signed-by must be a list with at least one signer');
    return { match: names, signedBy: signedBy.map((signer, at) => parseRequirement(signer, [...path, 'signed-by', at], refuse)), unsigned: undefined, line };
}
const KINDS = {
    keyless: ['identity', 'identity-regexp', 'issuer', 'issuer-regexp'],
    github: ['github', 'workflow', 'ref', 'server', 'issuer'],
    key: ['key'],
};
function parseRequirement(value, path, refuse) {
    const kind = (0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value) && 'github' in value ? 'github' : (0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value) && 'key' in value ? 'key' : 'keyless';
    const given = members(value, KINDS[kind], path, refuse);
    const text = (name) => {
        const member = given[name];
        if (member === undefined)
            return undefined;
        if (typeof member !== 'string' || member === '')
            throw refuse([...path, name], `${name} must be text`);
        return member;
    };
    if (kind === 'key')
        return parseKey(text('key') ?? '', () => refuse([...path, 'key'], 'key must be a public key', 'Write it out in PEM, from -----BEGIN PUBLIC KEY-----.'));
    if (kind === 'keyless')
        return { kind, san: expectation('identity', text, path, refuse), issuer: expectation('issuer', text, path, refuse) };
    const repository = text('github') ?? '';
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
        throw refuse([...path, 'github'], 'github must be OWNER/REPOSITORY');
    const server = text('server') ?? GITHUB;
    if (!/^https:\/\/[\w.-]+(?::\d+)?$/.test(server))
        throw refuse([...path, 'server'], 'server must be https://HOST');
    const issuer = text('issuer') ?? (server === GITHUB ? GITHUB_ISSUER : `${server}/_services/token`);
    return { kind, server, repository, workflow: workflowPath(text('workflow'), repository), ref: text('ref'), issuer };
}
/** `NAME` or `NAME-regexp`, exactly one of them. */
function expectation(name, text, path, refuse) {
    const [exact, pattern] = [text(name), text(`${name}-regexp`)];
    if ((exact === undefined) === (pattern === undefined)) {
        throw refuse(path, `a signer has either ${name} or ${name}-regexp`, 'For a GitHub workflow write github: OWNER/REPOSITORY; for a key, key.');
    }
    return exact === undefined ? (0,_expectation_js__WEBPACK_IMPORTED_MODULE_6__.wholeText)(pattern ?? '', `policy: ${name}-regexp`) : { exact };
}
/** `release.yml`, `.github/workflows/release.yml` and `OWNER/REPOSITORY/.github/workflows/release.yml`, each with `@REF` or without, as the last of them. */
function workflowPath(workflow, repository) {
    if (workflow === undefined || workflow.includes('/.github/'))
        return workflow;
    return workflow.startsWith('.github/') ? `${repository}/${workflow}` : `${repository}/.github/workflows/${workflow}`;
}
function parseKey(pem, refuse) {
    if (!pem.includes('-----BEGIN PUBLIC KEY-----'))
        throw refuse();
    try {
        const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(pem);
        return { kind: 'key', key, fingerprint: keyFingerprint(key) };
    }
    catch {
        throw refuse();
    }
}
/** `SHA256:<hex>` of a public key's SubjectPublicKeyInfo. */
function keyFingerprint(key) {
    return `SHA256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex')}`;
}
/** The members of a mapping, of which none may be unknown: a key that is misspelt must not switch off a check. */
function members(value, known, path, refuse) {
    if (!(0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value))
        throw refuse(path, `${path.length === 0 ? 'a policy' : 'this'} must be a mapping with ${known.join(', ')}`);
    const unknown = Object.keys(value).find((name) => !known.includes(name));
    if (unknown !== undefined)
        throw refuse([...path, unknown], `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .quoted */ .TL)(unknown, 60)} means nothing here: ${known.join(', ')} do`);
    return value;
}
/**
 * The first entry of which a glob matches the image's `HOST/PATH` or `oci:FOLDER`, however the two spell the place; undefined when the policy says nothing of it,
 * so that it is unverified.
 */
async function entryFor(policy, image) {
    const { default: picomatch } = await __webpack_require__.e(/* import() */ 4006).then(__webpack_require__.t.bind(__webpack_require__, 14006, 19));
    const place = canonical(image);
    const isMatch = (text, glob) => picomatch.isMatch(text, glob, { dot: true, nonegate: true, noextglob: true });
    // A glob over hosts, such as `*.docker.io`, may mean the name as it is written. A folder has many names, and the author of a change chooses.
    const asWritten = !image.startsWith(LAYOUT);
    return policy.entries.find(({ match }) => match.some((glob) => isMatch(place, canonical(glob)) || (asWritten && isMatch(image, glob))));
}
const LAYOUT = 'oci:';
/**
 * One spelling for all that name the same place: without the port of https, Docker Hub by its one name with `library/` (distribution/reference, familiar names), a
 * folder without `.`, `..` and doubled slashes. Of a glob only what stands there literally is changed.
 */
function canonical(place) {
    if (place.startsWith(LAYOUT))
        return `${LAYOUT}${node_path__WEBPACK_IMPORTED_MODULE_1__.posix.normalize(place.slice(LAYOUT.length)).replace(/(?<=.)\/$/, '')}`;
    const slash = place.indexOf('/');
    const [named, path] = slash < 0 ? [place, ''] : [place.slice(0, slash), place.slice(slash)];
    if (!(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__.isHost)(named))
        return place;
    // The URL knows the scheme's port and how an address is written.
    const { host } = new URL(`https://${named}`);
    if (!_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__.HUB_NAMES.includes(host))
        return `${host}${path}`;
    return `docker.io${/^\/[^/*?{[(]+$/.test(path) ? '/library' : ''}${path}`;
}
/** Whether a verified identity is the one that a requirement names. By provenance, only as a GitHub workflow: it states who built, and no more. */
async function isNamed(identity, requirement, byProvenance) {
    if (requirement.kind === 'key')
        return false;
    if (requirement.kind === 'keyless')
        return !byProvenance && (0,_expectation_js__WEBPACK_IMPORTED_MODULE_6__/* .matches */ .c)(requirement.san, identity.san) && (0,_expectation_js__WEBPACK_IMPORTED_MODULE_6__/* .matches */ .c)(requirement.issuer, identity.issuer);
    const { server, repository, workflow = `${repository}/.github/workflows/`, ref, issuer } = requirement;
    const { san = '' } = identity;
    if (identity.issuer !== issuer || identity.repository !== `${server}/${repository}`)
        return false;
    const signer = `${server}/${workflow}`;
    const isWorkflow = workflow.includes('@') ? san === signer : san.startsWith(workflow.endsWith('/') ? signer : `${signer}@`);
    if (!isWorkflow || ref === undefined)
        return isWorkflow;
    const { default: picomatch } = await __webpack_require__.e(/* import() */ 4006).then(__webpack_require__.t.bind(__webpack_require__, 14006, 19));
    return picomatch.isMatch(identity.ref ?? '', ref, { dot: true, nonegate: true, noextglob: true });
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
/* harmony import */ var _verify_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5759);













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
        // What a key signed may carry a certificate as well, which is not asked of those who trust the key.
        const keyed = byKey(candidate.payload, (0,_legacy_js__WEBPACK_IMPORTED_MODULE_6__.legacyRawSignature)(candidate.annotations), 'legacy', signedBy);
        if (bundle === undefined || 'signature' in keyed)
            return keyed;
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


/***/ })

};
