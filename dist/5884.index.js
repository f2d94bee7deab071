export const id = 5884;
export const ids = [5884];
export const modules = {

/***/ 76916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $X: () => (/* binding */ referrerFiles),
/* harmony export */   m7: () => (/* binding */ tagMoved),
/* harmony export */   xx: () => (/* binding */ findExisting)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13520);



/**
 * What a repository holds under a tag (`named`, which was read already, with what is attached to it if that was asked) and beside a release that is to be published there. A manifest of the same type with the same
 * bytes as its one layer is accepted under any digest, as an older run of mosb leaves it; anything else under the tag throws a
 * `problem` Failure `tag-moved`, since a release is one thing for ever (contract, "What is published").
 */
async function findExisting(store, tag, named, release, attached) {
    const subject = named === undefined || named.descriptor.digest === release.descriptor.digest ? release.descriptor : sameRelease(store, tag, named, release);
    return { subject, tagged: named !== undefined, referrers: attached ?? (await store.referrers(subject.digest)) };
}
function sameRelease(store, tag, named, release) {
    const ours = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(release.bytes, 'this release');
    const theirs = artifactOf(named, `${store.name}:${tag}`);
    const [wanted] = ours.layers;
    const [layer, ...more] = theirs?.layers ?? [];
    if (theirs?.artifactType === ours.artifactType && more.length === 0 && layer?.digest === wanted?.digest && layer?.mediaType === wanted?.mediaType) {
        return named.descriptor;
    }
    throw tagMoved(store, tag, named.descriptor.digest, release.descriptor.digest);
}
/** A tag names something else than this release: a `problem` Failure that names both, and the way out. */
function tagMoved(store, tag, there, ours) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'tag-moved', `${store.name}:${tag} is already ${there}, and this release is ${ours}. A published tag never changes.`, {
        cure: 'Publish this change under a new tag. If nothing was meant to change, compare the two system manifests.',
    });
}
/** undefined for an index, and for anything else that is no manifest: it is not this release either way. */
function artifactOf(named, where) {
    try {
        return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(named.bytes, where);
    }
    catch {
        return undefined;
    }
}
/** The file of a referrer that has one layer, or of the layer with this title: its bytes as they are stored. Throws as `Store.manifest`. */
async function referrerFiles(store, referrer) {
    const manifest = await store.manifest(referrer.digest);
    if (manifest === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'referrer-missing', `${store.name}: the referrer ${referrer.digest} is listed but not there.`, { cure: 'Publish the release again.' });
    }
    const { layers } = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(manifest.bytes, `${store.name}@${referrer.digest}`);
    return Promise.all(layers.map(async (layer) => ({ title: layer.annotations?.['org.opencontainers.image.title'] ?? '', mediaType: layer.mediaType, bytes: await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_2__/* .readBlob */ .g)(store, layer) })));
}


/***/ }),

/***/ 71296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ isSigned),
/* harmony export */   x: () => (/* binding */ isIssuedTo)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _sign_certificate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9998);
/* harmony import */ var _sign_expectation_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44603);
/* harmony import */ var _sign_identity_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97055);




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
function isIssuedTo({ pem }, trust, identity) {
    try {
        const certificate = new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(pem);
        const { san, issuer } = (0,_sign_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .certificateIdentity */ .W)(certificate);
        return (0,_sign_expectation_js__WEBPACK_IMPORTED_MODULE_2__/* .matches */ .c)(identity.san, san) && (0,_sign_expectation_js__WEBPACK_IMPORTED_MODULE_2__/* .matches */ .c)(identity.issuer, issuer) && authorities(trust).some((ca) => (0,_sign_certificate_js__WEBPACK_IMPORTED_MODULE_1__.hasIssued)(ca, certificate));
    }
    catch {
        return false;
    }
}
function authorities({ material }) {
    return material.certificateAuthorities.flatMap(({ certChain }) => certChain.map((each) => new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(each.root.toDER())));
}


/***/ }),

/***/ 55884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   verifyRelease: () => (/* binding */ verifyRelease)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44360);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13520);
/* harmony import */ var _sign_step_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(16495);
/* harmony import */ var _system_parse_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8766);
/* harmony import */ var _sign_bundle_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(63781);
/* harmony import */ var _artifact_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(71555);
/* harmony import */ var _existing_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(76916);
/* harmony import */ var _raw_signature_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(71296);











/**
 * Checks a published release as a device and a stranger would: the manifest and its bytes, each signature for which there is an anchor, and
 * every image. What is wrong is a step that says so; what could not be had throws `unavailable`.
 */
async function verifyRelease(request) {
    const { store, reference, anchors } = request;
    const steps = [];
    const nothing = { steps, descriptor: undefined, system: undefined, bytes: undefined, referrers: [], signed: undefined };
    const named = await store.manifest(reference);
    if (named === undefined) {
        steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('release', `${store.name} has no ${reference}.`));
        return nothing;
    }
    const { descriptor } = named;
    let bytes;
    let system;
    try {
        ({ bytes, system } = await readSystem(store, named.bytes, descriptor));
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR) || error.kind !== 'problem')
            throw error;
        steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('release', error.message));
        return { ...nothing, descriptor };
    }
    steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .passed */ .bF)('release', `${store.name}@${descriptor.digest} holds a system manifest of ${bytes.byteLength} bytes, for the product ${JSON.stringify(system.product.slice(0, 80))}, with ${system.images.length} images.`));
    const referrers = await store.referrers(descriptor.digest);
    if (anchors.key === undefined)
        steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .skipped */ .hT)('key', 'Not checked: the product’s key. Give ca-certificate or certificate to have it checked.'), ...(await unanchoredSteps(store, referrers, bytes)));
    else
        steps.push(...(await keySteps(request, referrers, bytes, system)));
    if (anchors.keyless === undefined)
        steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .skipped */ .hT)('keyless', 'Not checked: the sigstore signature. Give certificate-identity and certificate-oidc-issuer to have it checked.'));
    const signed = anchors.keyless === undefined ? undefined : await keylessSteps(store, anchors.keyless, referrers, descriptor, bytes, steps);
    steps.push(...extraSteps(referrers));
    steps.push(...(await Promise.all(system.images.map((image) => imageStep(request, image)))));
    return { steps, descriptor, system, bytes, referrers, signed };
}
async function readSystem(store, manifestBytes, descriptor) {
    const wrong = (what) => new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'release', `${store.name}@${descriptor.digest} ${what}`);
    if (descriptor.mediaType !== _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.manifest)
        throw wrong(`is a ${descriptor.mediaType}, and a release is one manifest.`);
    const manifest = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .Ng)(manifestBytes, store.name);
    const [layer, ...more] = manifest.layers;
    const known = Object.values(_system_parse_js__WEBPACK_IMPORTED_MODULE_5__.SYSTEM_MEDIA_TYPES);
    if (manifest.artifactType === undefined || !known.includes(manifest.artifactType))
        throw wrong(`has the artifact type ${manifest.artifactType ?? 'none'}, so it is no release of a system manifest.`);
    if (layer === undefined || more.length > 0 || layer.mediaType !== manifest.artifactType)
        throw wrong('does not have one layer of its own type.');
    const bytes = await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_4__/* .readBlob */ .g)(store, layer);
    return { bytes, system: (0,_system_parse_js__WEBPACK_IMPORTED_MODULE_5__.parseSystemManifest)(bytes, layer.mediaType) };
}
async function keySteps(request, referrers, bytes, system) {
    const { store, anchors, now } = request;
    const steps = [];
    const files = [];
    for (const [artifactType, what] of [[_artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .ARTIFACT_TYPES */ .r5.certificate, 'certificate'], [_artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .ARTIFACT_TYPES */ .r5.signature, 'signature']]) {
        const there = referrers.filter((each) => each.artifactType === artifactType);
        const [only] = there;
        if (only === undefined)
            steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('single-referrers', `There is no ${what} by a product’s key.`));
        else if (there.length > 1)
            steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('single-referrers', `There are ${there.length} referrers of the type ${artifactType}; a device takes the first, whichever that is.`));
        else {
            const found = await (0,_existing_js__WEBPACK_IMPORTED_MODULE_7__/* .referrerFiles */ .$X)(store, only);
            if (found.length === 1 && found[0] !== undefined)
                files.push(found[0].bytes);
            else
                steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('single-referrers', `The ${what} has ${found.length} layers, and it must have one.`));
        }
    }
    const [certificate, signature] = files;
    if (certificate === undefined || signature === undefined)
        return steps;
    steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .passed */ .bF)('single-referrers', 'There is exactly one certificate and one signature.'));
    const { verifyKeySignature } = await __webpack_require__.e(/* import() */ 1258).then(__webpack_require__.bind(__webpack_require__, 1258));
    const { steps: made } = verifyKeySignature({
        bytes,
        signature,
        certificatePem: certificate.toString('utf8'),
        caCertificate: anchors.key?.caCertificate,
        certificate: anchors.key?.certificate,
        product: system.product,
        now,
    });
    return [...steps, ...made];
}
/**
 * What a device would stumble over whoever signed: it takes the first certificate and the first signature that are attached, and panics on what it
 * cannot verify with them, after it has written the boot partition (mos.md "The wire"). Whose they are is not said.
 */
async function unanchoredSteps(store, referrers, bytes) {
    const [certificates = [], signatures = [], raw = []] = [_artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .ARTIFACT_TYPES */ .r5.certificate, _artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .ARTIFACT_TYPES */ .r5.signature, _artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .ARTIFACT_TYPES */ .r5.keylessSignature].map((type) => referrers.filter(({ artifactType }) => artifactType === type));
    const [certificate, signature] = [certificates[0], signatures[0]];
    if (raw.length > 1)
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('single-referrers', `There are ${raw.length} raw signatures, and there must be one at most.`)];
    if (certificate === undefined && signature === undefined)
        return [];
    if (certificate === undefined || signature === undefined || certificates.length > 1 || signatures.length > 1) {
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('single-referrers', `There are ${certificates.length} certificates and ${signatures.length} signatures of the product’s key, and there must be one of each or none; a device takes the first.`)];
    }
    const [pem, ...morePem] = await (0,_existing_js__WEBPACK_IMPORTED_MODULE_7__/* .referrerFiles */ .$X)(store, certificate);
    const [made, ...moreMade] = await (0,_existing_js__WEBPACK_IMPORTED_MODULE_7__/* .referrerFiles */ .$X)(store, signature);
    if (pem !== undefined && made !== undefined && morePem.length === 0 && moreMade.length === 0 && (0,_raw_signature_js__WEBPACK_IMPORTED_MODULE_8__/* .isSigned */ .J)(bytes, { pem: pem.bytes, signature: made.bytes }))
        return [];
    return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('key-signature', 'A certificate and a signature of a product’s key are attached, and they are not of these bytes.')];
}
/** Adds the steps of sigstore's signature, and gives who signed when it holds. */
async function keylessSteps(store, keyless, referrers, subject, bytes, steps) {
    const bundles = referrers.filter(({ artifactType }) => artifactType === _artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .ARTIFACT_TYPES */ .r5.bundle);
    if (bundles.length === 0) {
        steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('keyless', 'There is no sigstore bundle.'));
        return undefined;
    }
    const [{ verifyBundle }, trust] = await Promise.all([__webpack_require__.e(/* import() */ 1120).then(__webpack_require__.bind(__webpack_require__, 98739)), keyless.trust()]);
    const attempts = await Promise.all(bundles.map(async (referrer) => {
        const [file] = await (0,_existing_js__WEBPACK_IMPORTED_MODULE_7__/* .referrerFiles */ .$X)(store, referrer);
        return verifyBundle({ bundle: file?.bytes ?? Buffer.alloc(0), trust, expect: { subjectDigest: subject.digest, predicateType: _sign_bundle_js__WEBPACK_IMPORTED_MODULE_10__/* .COSIGN_SIGN */ ["if"] }, identity: keyless.identity });
    }));
    // One that holds is enough, as for cosign; of those that do not, the one that came furthest says most.
    const best = attempts.find(({ ok }) => ok) ?? attempts.toSorted((a, b) => held(b) - held(a))[0];
    steps.push(...(best?.steps ?? []));
    const facts = best?.facts;
    if (facts === undefined)
        return undefined;
    const { repository, commit, runUrl } = facts.identity;
    const where = facts.log === undefined ? '' : `; logged at ${facts.log.url}, index ${facts.log.index}`;
    const what = repository === undefined ? '' : ` on commit ${commit ?? 'unknown'} of ${repository}${runUrl === undefined ? '' : `, by ${runUrl}`}`;
    steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .passed */ .bF)('signed', `Signed at ${facts.signedAt.toISOString().replace(/\.\d+Z$/, 'Z')}${what}${where}.`));
    steps.push(...(await rawSteps(store, referrers, bytes, facts, trust, keyless.identity)));
    return facts;
}
function held({ steps }) {
    return steps.filter(({ ok }) => ok === true).length;
}
/** The raw signature that is attached for programs without sigstore: by the certificate that the bundle vouches for, or by nobody that can be known. */
async function rawSteps(store, referrers, bytes, facts, trust, identity) {
    const raw = referrers.filter(({ artifactType }) => artifactType === _artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .ARTIFACT_TYPES */ .r5.keylessSignature);
    const [only] = raw;
    if (only === undefined)
        return [];
    if (raw.length > 1)
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('raw-signature', `There are ${raw.length} raw signatures, and there must be one at most.`)];
    const files = await (0,_existing_js__WEBPACK_IMPORTED_MODULE_7__/* .referrerFiles */ .$X)(store, only);
    const signature = files.find(({ title }) => title === 'install.json.signed')?.bytes;
    const pem = files.find(({ title }) => title === 'cert.pem')?.bytes;
    if (signature === undefined || pem === undefined)
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('raw-signature', 'The raw signature does not have the two files install.json.signed and cert.pem.')];
    if (!(0,_raw_signature_js__WEBPACK_IMPORTED_MODULE_8__/* .isSigned */ .J)(bytes, { pem, signature }))
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('raw-signature', 'The raw signature is not one of these bytes by its certificate.')];
    if (!sameCertificate(pem, facts.certificatePem) && !(0,_raw_signature_js__WEBPACK_IMPORTED_MODULE_8__/* .isIssuedTo */ .x)({ pem, signature }, trust, identity))
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)('raw-signature', 'The raw signature is by a certificate that no CA of the trusted root gave to that identity.')];
    if (!sameCertificate(pem, facts.certificatePem))
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .skipped */ .hT)('raw-signature', 'The raw signature is by another certificate than the bundle, so nothing says when it was made.')];
    return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .passed */ .bF)('raw-signature', 'The raw signature is one of these bytes by the same certificate.')];
}
function sameCertificate(pem, other) {
    return new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(pem).fingerprint256 === new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(other).fingerprint256;
}
function extraSteps(referrers) {
    const known = new Set(Object.values(_artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .ARTIFACT_TYPES */ .r5));
    const extra = referrers.filter(({ artifactType }) => artifactType === undefined || !known.has(artifactType));
    if (extra.length === 0)
        return [];
    return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .skipped */ .hT)('extra', `Also attached, and not looked at: ${extra.slice(0, 5).map(({ artifactType, digest }) => `${artifactType ?? 'something without a type'} (${digest.slice(0, 19)}…)`).join(', ')}${extra.length > 5 ? ` and ${extra.length - 5} more` : ''}.`)];
}
async function imageStep({ image }, { name, digest, size }) {
    const id = 'image';
    const shown = JSON.stringify(name.slice(0, 80));
    const { store, tag, shown: reference } = await image(digest);
    try {
        const there = (await store.manifest(tag)) ?? undefined;
        if (there === undefined)
            return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)(id, `${shown}: ${reference} is not there.`);
        if (there.descriptor.digest !== digest)
            return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)(id, `${shown}: ${reference} is ${there.descriptor.digest}, and the system manifest says ${digest}.`);
        if (there.descriptor.size !== size)
            return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)(id, `${shown}: its manifest has ${there.descriptor.size} bytes, and the system manifest says ${size}.`);
        const manifest = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .Ng)(there.bytes, reference);
        const blobs = [manifest.config, ...manifest.layers];
        const missing = (await Promise.all(blobs.map(async (blob) => ((await isWhole(store, blob)) ? undefined : blob.digest)))).filter((each) => each !== undefined);
        if (missing.length > 0)
            return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)(id, `${shown}: ${reference} lacks ${missing.length === 1 ? `the blob ${missing[0]}` : `${missing.length} of its ${blobs.length} blobs`}.`);
        return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .passed */ .bF)(id, `${shown}: ${reference} is there, ${store.kind === 'layout' ? `and its ${blobs.length} blobs are whole` : `and the registry has its ${blobs.length} blobs`}.`);
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR) || error.kind !== 'problem')
            throw error;
        return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_9__/* .failed */ .gz)(id, `${shown}: ${error.message}`);
    }
}
/** Whether a blob is there. A registry answers for the bytes that it took in; a folder's may have been changed since, so they are read. */
async function isWhole(store, blob) {
    if (!(await store.hasBlob(blob)))
        return false;
    if (store.kind === 'layout')
        for await (const _ of await store.blob(blob))
            ;
    return true;
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

/***/ 8766:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SYSTEM_MEDIA_TYPES: () => (/* binding */ SYSTEM_MEDIA_TYPES),
/* harmony export */   parseSystemManifest: () => (/* binding */ parseSystemManifest)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11260);


const SYSTEM_MEDIA_TYPES = { list: 'application/vnd.machine.install', dict: 'application/vnd.mos.system.manifest.v1' };
/**
 * Reads the bytes of a system manifest or of an install.json, as a device would. Throws a `problem` Failure `system-manifest` that says
 * what is wrong with them.
 */
function parseSystemManifest(bytes, mediaType) {
    let value;
    try {
        value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch {
        throw wrong('is not JSON in UTF-8');
    }
    if (!isObject(value))
        throw wrong('is not a JSON object');
    const { product, version, targets } = value;
    if (typeof product !== 'string')
        throw wrong('has no product');
    if (typeof version !== 'number' || !Number.isSafeInteger(version))
        throw wrong('has no version');
    const form = mediaType === SYSTEM_MEDIA_TYPES.dict ? 'dict' : 'list';
    let entries;
    if (form === 'dict') {
        if (!isObject(targets))
            throw wrong('has no targets');
        entries = Object.entries(targets);
    }
    else {
        if (targets !== null && !Array.isArray(targets))
            throw wrong('has targets that are no list');
        entries = (targets ?? []).map((target) => [isObject(target) ? target['service_name'] : undefined, target]);
    }
    const images = entries.map(([name, target]) => {
        if (typeof name !== 'string' || !isObject(target))
            throw wrong('has a target without a name');
        const { digest, size } = target;
        const shown = JSON.stringify(name.slice(0, 80));
        if (typeof digest !== 'string' || !(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
            throw wrong(`has no digest for ${shown}`);
        if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
            throw wrong(`has no size for ${shown}`);
        return { name, digest, size };
    });
    return { form, product, version: BigInt(version), images };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function wrong(what) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'system-manifest', `The system manifest ${what}.`, { cure: 'Publish it again from its import manifest.' });
}


/***/ })

};
