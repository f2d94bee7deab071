export const id = 5884;
export const ids = [5884,8766,6495,8876];
export const modules = {

/***/ 76916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $X: () => (/* binding */ referrerFiles),
/* harmony export */   m2: () => (/* binding */ attachedFiles),
/* harmony export */   m7: () => (/* binding */ tagMoved),
/* harmony export */   qB: () => (/* binding */ artifactOf),
/* harmony export */   xx: () => (/* binding */ findExisting)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _oci_document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60012);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44360);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(13520);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7629);
/* harmony import */ var _artifact_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(71555);








/**
 * What a repository holds under a tag and beside a release that is to be published there. Another manifest around the same bytes is accepted when it says nothing
 * that this run would not say: as an older run of mosb leaves it, or one of ours of another time. It is what gets signed, and whoever may write to the registry
 * could have put it there. Anything else under the tag throws a `problem` Failure `tag-moved`, since a release is one thing for ever (contract, "What is published").
 */
async function findExisting({ store, tag, release, named, attached, agreeable }) {
    if (named !== undefined && named.descriptor.digest !== release.descriptor.digest) {
        const other = difference(named, release, agreeable);
        if (other !== undefined)
            throw tagMoved(store, tag, named.descriptor.digest, release.descriptor.digest, other);
    }
    const subject = named?.descriptor ?? release.descriptor;
    return { subject, tagged: named !== undefined, referrers: attached ?? (await store.referrers(subject.digest)) };
}
const CREATED = 'org.opencontainers.image.created';
/** RFC 3339, as oras-go takes no other. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
function difference(named, release, agreeable) {
    const theirs = artifactOf(named, 'the published release');
    const ours = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .Ng)(release.bytes, 'this release');
    const [layer, ...more] = theirs?.layers ?? [];
    if (theirs === undefined || theirs.artifactType !== ours.artifactType || more.length > 0 || layer?.digest !== ours.layers[0]?.digest)
        return { claim: undefined };
    const [document, own] = [named.bytes, release.bytes].map((bytes) => (0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDocument */ .Tp)(bytes, 'a release'));
    const keys = [...new Set([...Object.keys(document ?? {}), ...Object.keys(own ?? {})])].filter((key) => key !== 'annotations');
    const key = keys.find((each) => !(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)((0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document ?? {}, each), (0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(own ?? {}, each)));
    if (key !== undefined)
        return { claim: `its ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(key)} is not what this run would write` };
    const claim = Object.entries(theirs.annotations).find(([name, value]) => !(name === CREATED ? TIME.test(value) : agreeable.includes(name) ? (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(value) : name === _artifact_js__WEBPACK_IMPORTED_MODULE_7__/* .VERSION_ANNOTATION */ .F8 && value === ours.annotations[name]));
    return claim === undefined ? undefined : { claim: `it says ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(claim[0], 100)}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(claim[1], 100)}, and this run would not` };
}
/** A tag names something else than this release: a `problem` Failure that names both, and the way out. */
function tagMoved(store, tag, there, ours, { claim } = { claim: undefined }) {
    const both = `${store.name}:${tag} is already ${there}, and this release is ${ours}.`;
    if (claim === undefined) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'tag-moved', `${both} A published tag never changes.`, { cure: 'Publish this change under a new tag. If nothing was meant to change, compare the two system manifests.' });
    }
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'tag-moved', `${both} It is around the same system manifest, but ${claim}.`, {
        cure: 'If a run with allow-rollback or allow-signer-change made it, set that here too. If nobody of yours made it, see who may write to the repository, delete the tag there, and publish again.',
    });
}
/** What a tag names, as a manifest; undefined for an index, and for anything else that is none: it is no release either way. */
function artifactOf(named, where) {
    try {
        return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .Ng)(named.bytes, where);
    }
    catch {
        return undefined;
    }
}
/** The files of a referrer, one for each layer. Throws as `Store.manifest` and `readBlob`, and a `problem` Failure `referrer-missing`. */
async function referrerFiles(store, referrer) {
    const manifest = await store.manifest(referrer.digest);
    if (manifest === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'referrer-missing', `${store.name}: the referrer ${referrer.digest} is listed but not there.`, { cure: 'Publish the release again.' });
    }
    const { layers } = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .Ng)(manifest.bytes, `${store.name}@${referrer.digest}`);
    return Promise.all(layers.map(async (layer) => ({ title: layer.annotations?.['org.opencontainers.image.title'] ?? '', mediaType: layer.mediaType, bytes: await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_5__/* .readBlob */ .g)(store, layer) })));
}
/**
 * The files of a referrer, or why they are of no use: whoever may push attaches what they like, and what is missing, too large or malformed among it
 * says nothing of the rest. Throws where it could not be found out.
 */
async function attachedFiles(store, referrer) {
    try {
        return { files: await referrerFiles(store, referrer) };
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR) || error.kind !== 'problem')
            throw error;
        return { fault: error.message };
    }
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
            const found = await (0,_existing_js__WEBPACK_IMPORTED_MODULE_8__/* .attachedFiles */ .m2)(store, only);
            if ('fault' in found)
                steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('single-referrers', found.fault));
            else if (found.files.length === 1 && found.files[0] !== undefined)
                files.push(found.files[0].bytes);
            else
                steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('single-referrers', `The ${what} has ${found.files.length} layers, and it must have one.`));
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
    const [first, second] = [await (0,_existing_js__WEBPACK_IMPORTED_MODULE_8__/* .attachedFiles */ .m2)(store, certificate), await (0,_existing_js__WEBPACK_IMPORTED_MODULE_8__/* .attachedFiles */ .m2)(store, signature)];
    if ('fault' in first)
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('key-signature', first.fault)];
    if ('fault' in second)
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('key-signature', second.fault)];
    const [[pem, ...morePem], [made, ...moreMade]] = [first.files, second.files];
    if (pem !== undefined && made !== undefined && morePem.length === 0 && moreMade.length === 0 && (0,_raw_signature_js__WEBPACK_IMPORTED_MODULE_9__/* .isSigned */ .JI)(bytes, { pem: pem.bytes, signature: made.bytes }))
        return [];
    return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('key-signature', 'A certificate and a signature of a product’s key are attached, and they are not of these bytes.')];
}
/** Adds the steps of sigstore's signature, and gives who signed when it holds. */
async function keylessSteps(store, keyless, referrers, subject, bytes, steps) {
    const all = referrers.filter(({ artifactType }) => artifactType === _artifact_js__WEBPACK_IMPORTED_MODULE_7__/* .ARTIFACT_TYPES */ .r5.bundle);
    // What says itself that it states something else need not be read, unless it is all there is.
    const stating = all.filter(({ annotations }) => (annotations?.['dev.sigstore.bundle.predicateType'] ?? _sign_bundle_js__WEBPACK_IMPORTED_MODULE_11__/* .COSIGN_SIGN */ ["if"]) === _sign_bundle_js__WEBPACK_IMPORTED_MODULE_11__/* .COSIGN_SIGN */ ["if"]);
    const bundles = stating.length > 0 ? stating : all;
    if (bundles.length === 0) {
        steps.push((0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('keyless', 'There is no sigstore bundle.'));
        return undefined;
    }
    const [{ verifyBundle }, trust] = await Promise.all([__webpack_require__.e(/* import() */ 5759).then(__webpack_require__.bind(__webpack_require__, 5759)), keyless.trust()]);
    const attempts = await Promise.all(bundles.map(async (referrer) => {
        const found = await (0,_existing_js__WEBPACK_IMPORTED_MODULE_8__/* .attachedFiles */ .m2)(store, referrer);
        if ('fault' in found)
            return { ok: false, steps: [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)('bundle', found.fault)], facts: undefined };
        return verifyBundle({ bundle: found.files[0]?.bytes ?? Buffer.alloc(0), trust, expect: { subjectDigest: subject.digest, predicateType: _sign_bundle_js__WEBPACK_IMPORTED_MODULE_11__/* .COSIGN_SIGN */ ["if"] }, identity: keyless.identity });
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
    const found = await Promise.all(raw.map(async (referrer) => (0,_existing_js__WEBPACK_IMPORTED_MODULE_8__/* .attachedFiles */ .m2)(store, referrer)));
    const broken = found.find((each) => 'fault' in each);
    if (broken !== undefined)
        return [(0,_sign_step_js__WEBPACK_IMPORTED_MODULE_10__/* .failed */ .gz)(id, broken.fault)];
    const signatures = found.flatMap((each) => ('fault' in each ? [] : [(0,_raw_signature_js__WEBPACK_IMPORTED_MODULE_9__/* .rawSignature */ .Hp)(each.files)]));
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
