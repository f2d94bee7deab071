export const id = 5884;
export const ids = [5884];
export const modules = {

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
/* harmony import */ var _sign_moment_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(89633);
/* harmony import */ var _sign_step_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(16495);
/* harmony import */ var _system_parse_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8766);
/* harmony import */ var _sign_bundle_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(63781);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7629);
/* harmony import */ var _artifact_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(71555);
/* harmony import */ var _existing_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(76916);
/* harmony import */ var _raw_signature_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(71296);













/**
 * Checks a published release as a device and a stranger would: the manifest and its bytes, each signature for which there is an anchor, and
 * every image. What is wrong is a step that says so; what could not be had throws `unavailable`.
 */
async function verifyRelease(request) {
    const { store, reference, anchors } = request;
    const steps = [];
    const nothing = { steps, descriptor: undefined, system: undefined, bytes: undefined, manifest: undefined, referrers: [], signed: undefined, signer: { key: undefined, keyless: undefined } };
    const named = await store.manifest(reference);
    if (named === undefined) {
        steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('release', `${store.name} has no ${reference}.`));
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
        steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('release', error.message));
        return { ...nothing, descriptor };
    }
    steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .passed */ .bF)('release', `${store.name}@${descriptor.digest} holds a system manifest of ${bytes.byteLength} bytes, for the product ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(system.product)}, with ${system.images.length} images.`));
    const referrers = await store.referrers(descriptor.digest);
    const key = anchors.key === undefined ? undefined : await keySteps(request, referrers, bytes, system, steps);
    if (anchors.key === undefined)
        steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .skipped */ .hT)('key', 'Not checked: the product’s key. Give ca-certificate or certificate to have it checked.'), ...(await unanchoredSteps(store, referrers, bytes)));
    if (anchors.keyless === undefined)
        steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .skipped */ .hT)('keyless', 'Not checked: the sigstore signature. Give certificate-identity and certificate-oidc-issuer to have it checked.'));
    const signed = anchors.keyless === undefined ? undefined : await keylessSteps(store, anchors.keyless, referrers, descriptor, bytes, steps);
    steps.push(...extraSteps(referrers));
    steps.push(...(await imageSteps(request, system.images)));
    const signer = { key, keyless: signed === undefined ? undefined : async () => ({ san: signed.facts.identity.san, issuer: signed.facts.identity.issuer, trust: signed.trust }) };
    return { steps, descriptor, manifest: named, system, bytes, referrers, signed: signed?.facts, signer };
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
/** Adds the steps of the product's key, and gives its certificate when all of them hold. */
async function keySteps(request, referrers, bytes, system, steps) {
    const { store, anchors, now } = request;
    const files = [];
    for (const [artifactType, what] of [[_artifact_js__WEBPACK_IMPORTED_MODULE_7__/* .ARTIFACT_TYPES */ .r5.certificate, 'certificate'], [_artifact_js__WEBPACK_IMPORTED_MODULE_7__/* .ARTIFACT_TYPES */ .r5.signature, 'signature']]) {
        const there = referrers.filter((each) => each.artifactType === artifactType);
        const [only] = there;
        if (only === undefined)
            steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('single-referrers', `There is no ${what} by a product’s key.`));
        else if (there.length > 1)
            steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('single-referrers', `There are ${there.length} referrers of the type ${artifactType}; a device takes the first, whichever that is.`));
        else {
            const found = await (0,_existing_js__WEBPACK_IMPORTED_MODULE_8__/* .referrerFiles */ .$X)(store, only);
            if (found.length === 1 && found[0] !== undefined)
                files.push(found[0].bytes);
            else
                steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('single-referrers', `The ${what} has ${found.length} layers, and it must have one.`));
        }
    }
    const [certificate, signature] = files;
    if (certificate === undefined || signature === undefined)
        return undefined;
    steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .passed */ .bF)('single-referrers', 'There is exactly one certificate and one signature.'));
    const { verifyKeySignature } = await __webpack_require__.e(/* import() */ 1258).then(__webpack_require__.bind(__webpack_require__, 1258));
    const { ok, steps: made } = verifyKeySignature({
        bytes,
        signature,
        certificatePem: certificate.toString('utf8'),
        caCertificate: anchors.key?.caCertificate,
        certificate: anchors.key?.certificate,
        product: system.product,
        now,
    });
    steps.push(...made);
    return ok ? certificate : undefined;
}
/**
 * What a device would stumble over whoever signed: it takes the first certificate and the first signature that are attached, and panics on what it
 * cannot verify with them, after it has written the boot partition (mos.md "The wire"). Whose they are is not said.
 */
async function unanchoredSteps(store, referrers, bytes) {
    const [certificates = [], signatures = []] = [_artifact_js__WEBPACK_IMPORTED_MODULE_7__/* .ARTIFACT_TYPES */ .r5.certificate, _artifact_js__WEBPACK_IMPORTED_MODULE_7__/* .ARTIFACT_TYPES */ .r5.signature].map((type) => referrers.filter(({ artifactType }) => artifactType === type));
    const [certificate, signature] = [certificates[0], signatures[0]];
    if (certificate === undefined && signature === undefined)
        return [];
    if (certificate === undefined || signature === undefined || certificates.length > 1 || signatures.length > 1) {
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('single-referrers', `There are ${certificates.length} certificates and ${signatures.length} signatures of the product’s key, and there must be one of each or none; a device takes the first.`)];
    }
    const [pem, ...morePem] = await (0,_existing_js__WEBPACK_IMPORTED_MODULE_8__/* .referrerFiles */ .$X)(store, certificate);
    const [made, ...moreMade] = await (0,_existing_js__WEBPACK_IMPORTED_MODULE_8__/* .referrerFiles */ .$X)(store, signature);
    if (pem !== undefined && made !== undefined && morePem.length === 0 && moreMade.length === 0 && (0,_raw_signature_js__WEBPACK_IMPORTED_MODULE_9__/* .isSigned */ .JI)(bytes, { pem: pem.bytes, signature: made.bytes }))
        return [];
    return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('key-signature', 'A certificate and a signature of a product’s key are attached, and they are not of these bytes.')];
}
/** Adds the steps of sigstore's signature, and gives who signed when it holds. */
async function keylessSteps(store, keyless, referrers, subject, bytes, steps) {
    const bundles = referrers.filter(({ artifactType }) => artifactType === _artifact_js__WEBPACK_IMPORTED_MODULE_7__/* .ARTIFACT_TYPES */ .r5.bundle);
    if (bundles.length === 0) {
        steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('keyless', 'There is no sigstore bundle.'));
        return undefined;
    }
    const [{ verifyBundle }, trust] = await Promise.all([__webpack_require__.e(/* import() */ 3977).then(__webpack_require__.bind(__webpack_require__, 98739)), keyless.trust()]);
    const attempts = await Promise.all(bundles.map(async (referrer) => {
        const [file] = await (0,_existing_js__WEBPACK_IMPORTED_MODULE_8__/* .referrerFiles */ .$X)(store, referrer);
        return verifyBundle({ bundle: file?.bytes ?? Buffer.alloc(0), trust, expect: { subjectDigest: subject.digest, predicateType: _sign_bundle_js__WEBPACK_IMPORTED_MODULE_11__/* .COSIGN_SIGN */ ["if"] }, identity: keyless.identity });
    }));
    // One that holds is enough, as for cosign. Of those that do not, the one that came furthest says most; provenance, which is nobody's signature, only where it is alone.
    const signatures = attempts.filter(({ steps: made }) => !made.some(({ id, ok }) => id === 'predicate-type' && ok === false));
    const best = attempts.find(({ ok }) => ok) ?? (signatures.length > 0 ? signatures : attempts).toSorted((a, b) => held(b) - held(a))[0];
    steps.push(...(best?.steps ?? []));
    const facts = best?.facts;
    if (facts === undefined)
        return undefined;
    const { repository, commit, runUrl } = facts.identity;
    const where = facts.log === undefined ? '' : `; logged at ${facts.log.url}, index ${facts.log.index}`;
    const what = repository === undefined ? '' : ` on commit ${commit ?? 'unknown'} of ${repository}${runUrl === undefined ? '' : `, by ${runUrl}`}`;
    steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .passed */ .bF)('signed', `Signed at ${(0,_sign_moment_js__WEBPACK_IMPORTED_MODULE_12__/* .moment */ .n)(facts.signedAt)}${what}${where}.`));
    const vouched = attempts.flatMap(({ ok, facts: each }) => (ok && each !== undefined ? [each.certificatePem] : []));
    steps.push(...(await rawSteps(store, referrers, bytes, { vouched, trust, identity: keyless.identity })));
    return { facts, trust };
}
function held({ steps }) {
    return steps.filter(({ ok }) => ok === true).length;
}
/**
 * The raw signature that is attached for programs without sigstore: by the certificate that a bundle vouches for, or by nobody that can be known. Two runs that sign
 * at the same time leave two, and no device takes the first of these; then each of them has to hold, and all have to be by one identity.
 */
async function rawSteps(store, referrers, bytes, expected) {
    const id = 'raw-signature';
    const raw = referrers.filter(({ artifactType }) => artifactType === _artifact_js__WEBPACK_IMPORTED_MODULE_7__/* .ARTIFACT_TYPES */ .r5.keylessSignature);
    const signatures = (await Promise.all(raw.map(async (referrer) => (0,_existing_js__WEBPACK_IMPORTED_MODULE_8__/* .referrerFiles */ .$X)(store, referrer)))).map(_raw_signature_js__WEBPACK_IMPORTED_MODULE_9__/* .rawSignature */ .Hp);
    const steps = signatures.map((signature) => rawStep(signature, bytes, expected));
    const wrong = steps.find(({ ok }) => ok === false);
    if (raw.length < 2 || wrong !== undefined)
        return wrong === undefined ? steps : [wrong];
    const signers = new Set(signatures.map((signature) => signature === undefined ? '' : JSON.stringify((0,_raw_signature_js__WEBPACK_IMPORTED_MODULE_9__/* .issuedTo */ .fV)(signature))));
    if (signers.size > 1)
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)(id, `The ${raw.length} raw signatures are by ${signers.size} identities.`)];
    const unknown = steps.find(({ ok }) => ok !== true);
    return [unknown ?? (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .passed */ .bF)(id, `Each of the ${raw.length} raw signatures is one of these bytes, by the certificate of a bundle.`)];
}
function rawStep(signature, bytes, { vouched, trust, identity }) {
    const id = 'raw-signature';
    if (signature === undefined)
        return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)(id, 'The raw signature does not have the two files install.json.signed and cert.pem.');
    if (!(0,_raw_signature_js__WEBPACK_IMPORTED_MODULE_9__/* .isSigned */ .JI)(bytes, signature))
        return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)(id, 'The raw signature is not one of these bytes by its certificate.');
    if (vouched.some((pem) => sameCertificate(signature.pem, pem)))
        return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .passed */ .bF)(id, 'The raw signature is one of these bytes by the same certificate.');
    if (!(0,_raw_signature_js__WEBPACK_IMPORTED_MODULE_9__/* .isIssuedTo */ .xm)(signature, trust, identity))
        return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)(id, 'The raw signature is by a certificate that no CA of the trusted root gave to that identity.');
    return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .skipped */ .hT)(id, 'The raw signature is by another certificate than the bundle, so nothing says when it was made.');
}
function sameCertificate(pem, other) {
    return new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(pem).fingerprint256 === new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(other).fingerprint256;
}
function extraSteps(referrers) {
    const known = new Set(Object.values(_artifact_js__WEBPACK_IMPORTED_MODULE_7__/* .ARTIFACT_TYPES */ .r5));
    const extra = referrers.filter(({ artifactType }) => artifactType === undefined || !known.has(artifactType));
    if (extra.length === 0)
        return [];
    return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .skipped */ .hT)('extra', `Also attached, and not looked at: ${extra.slice(0, 5).map(({ artifactType, digest }) => `${artifactType ?? 'something without a type'} (${digest.slice(0, 19)}…)`).join(', ')}${extra.length > 5 ? ` and ${extra.length - 5} more` : ''}.`)];
}
/** A step for each image: the name under which a device looks for it gives the manifest that the system manifest says, and all its blobs are there. */
async function imageSteps(request, images) {
    // Images share layers, and each is looked at once.
    const looked = new Map();
    const has = (store, blob, read) => {
        const key = `${store.name} ${blob.digest} ${blob.size}`;
        const known = looked.get(key) ?? hasBlob(store, blob, read);
        looked.set(key, known);
        return known;
    };
    if (!request.readImages)
        return Promise.all(images.map((image) => imageStep(request, image, has)));
    // One after another: what is large shares the line, and each blob has its time.
    const steps = [];
    for (const image of images)
        steps.push(await imageStep(request, image, has));
    return steps;
}
async function imageStep({ image, readImages }, { name, digest, size }, has) {
    const id = 'image';
    const shown = (0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(name);
    const { store, tag, shown: reference } = await image(digest);
    const read = readImages || store.kind === 'layout';
    try {
        const there = await store.manifest(tag);
        if (there === undefined)
            return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)(id, `${shown}: ${reference} is not there.`);
        if (there.descriptor.digest !== digest)
            return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)(id, `${shown}: ${reference} is ${there.descriptor.digest}, and the system manifest says ${digest}.`);
        if (there.descriptor.size !== size)
            return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)(id, `${shown}: its manifest has ${there.descriptor.size} bytes, and the system manifest says ${size}.`);
        const { config, layers } = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .Ng)(there.bytes, reference);
        const blobs = [...new Map([config, ...layers].map((blob) => [blob.digest, blob])).values()];
        const missing = (await Promise.all(blobs.map(async (blob) => ((await has(store, blob, read)) ? undefined : blob.digest)))).filter((each) => each !== undefined);
        if (missing.length > 0)
            return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)(id, `${shown}: ${reference} lacks ${missing.length === 1 ? `the blob ${missing[0]}` : `${missing.length} of its ${blobs.length} blobs`}.`);
        return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .passed */ .bF)(id, `${shown}: ${reference} has that digest; ${read ? `its ${blobs.length} blobs were read and have theirs` : `the registry says that it has the image’s ${blobs.length} blobs, which were not read (read-images: true reads them)`}.`);
    }
    catch (error) {
        // A registry that gives other bytes than it was asked for has answered.
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR) || (error.kind !== 'problem' && error.code !== 'registry-lies'))
            throw error;
        return (0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)(id, `${shown}: ${error.message}`);
    }
}
/** Whether a store has a blob. A folder's may have been changed since it took it in, so it is always `read`; a stream ends in an error when it is not what its descriptor says. */
async function hasBlob(store, blob, read) {
    if (!(await store.hasBlob(blob)))
        return false;
    if (read)
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


/***/ })

};
