export const id = 2762;
export const ids = [2762,6906,6922];
export const modules = {

/***/ 72762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findLegacy: () => (/* binding */ findLegacy),
/* harmony export */   legacySignature: () => (/* binding */ legacySignature),
/* harmony export */   pushLegacy: () => (/* binding */ pushLegacy)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57075);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71957);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44360);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13520);
/* harmony import */ var _sign_legacy_image_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66922);
/* harmony import */ var _sign_legacy_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(46906);
/* harmony import */ var _own_identity_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(37739);








/** Looks what legacy signatures of a release are there, and which are missing. Signs nothing. Throws a `usage` Failure `trusted-root`. */
async function findLegacy(context, { store }, { subject }, signing) {
    const tag = (0,_sign_legacy_js__WEBPACK_IMPORTED_MODULE_6__.legacyTag)(subject.digest);
    const payload = (0,_sign_legacy_js__WEBPACK_IMPORTED_MODULE_6__.simpleSigning)(store.name, subject.digest);
    const there = await store.manifest(tag);
    const layers = there === undefined ? [] : (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .Ng)(there.bytes, `${store.name}:${tag}`).layers;
    const signatures = await Promise.all(layers.map(async (layer) => ({ payload: await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_4__/* .readBlob */ .g)(store, layer), annotations: layer.annotations ?? {} })));
    // A signature of another manifest, put here by anybody, is none of this one.
    const own = signatures.filter((each) => each.payload.equals(payload));
    return {
        payload,
        layers,
        byKey: signing.key !== undefined && !isByKey(own, payload, signing.key.signer.certificatePem),
        keyless: signing.keyless !== undefined && !(await isByUs(context, own, await signing.keyless())),
    };
}
function isByKey(signatures, payload, certificatePem) {
    const { publicKey } = new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(certificatePem);
    return signatures.some((each) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.verify)('sha256', payload, publicKey, (0,_sign_legacy_js__WEBPACK_IMPORTED_MODULE_6__.legacyRawSignature)(each.annotations) ?? Buffer.alloc(0)));
}
async function isByUs(context, signatures, { trust }) {
    if (trust === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'trusted-root', 'legacy-signature needs a trusted root, whose certificates it holds.', { cure: 'Give sigstore-trusted-root beside sigstore-signing-config.' });
    const { verifyBundle } = await Promise.all(/* import() */[__webpack_require__.e(5759), __webpack_require__.e(8876)]).then(__webpack_require__.bind(__webpack_require__, 5759));
    const us = (0,_own_identity_js__WEBPACK_IMPORTED_MODULE_7__/* .ourselves */ .R)(context);
    const kept = await Promise.all(signatures.map(async (each) => {
        const bundle = (0,_sign_legacy_js__WEBPACK_IMPORTED_MODULE_6__.legacyBundle)(each);
        if (bundle === undefined)
            return false;
        const { facts } = await verifyBundle({ bundle, trust, expect: { bytes: each.payload } });
        return facts !== undefined && us.isBy(facts.identity);
    }));
    return kept.includes(true);
}
/**
 * The image `sha256-….sig` that cosign 2 and Kyverno read (input `legacy-signature`; cosign's SIGNATURE_SPEC.md), with what is missing in it:
 * a signature by the key, by sigstore, or both. undefined when nothing is missing. What others signed there stays.
 */
async function legacySignature(context, plan, existing, signing) {
    const { payload, layers, byKey, keyless } = await findLegacy(context, plan, existing, signing);
    const missing = [];
    if (byKey && signing.key !== undefined)
        missing.push((0,_sign_legacy_js__WEBPACK_IMPORTED_MODULE_6__.legacyByKey)(payload, await signing.key.signer.sign(payload)));
    if (keyless && signing.keyless !== undefined) {
        const signer = await signing.keyless();
        const [bundle, { chainPem }] = await signer.together((session) => Promise.all([session.signMessage(payload), session.identity()]));
        missing.push((0,_sign_legacy_js__WEBPACK_IMPORTED_MODULE_6__.legacyFromBundle)(payload, bundle, chainPem));
    }
    return missing.length === 0 ? undefined : (0,_sign_legacy_image_js__WEBPACK_IMPORTED_MODULE_5__.packLegacy)(existing.subject.digest, missing, layers);
}
/** Stores such an image under its tag, and reads it back. */
async function pushLegacy(store, image) {
    await Promise.all(image.blobs.map(({ descriptor, bytes }) => store.pushBlob(descriptor, async () => node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable.from([bytes]))));
    const { digest } = await store.pushManifest(image.bytes, image.mediaType, image.tag);
    if ((await store.manifest(image.tag))?.descriptor.digest === digest)
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('problem', 'read-back', `${store.name}: after it was pushed, ${image.tag} is not there as it was sent.`, { cure: 'No tag was moved. Run it again; if it happens again the registry loses what it acknowledges.' });
}


/***/ }),

/***/ 66922:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   packLegacy: () => (/* binding */ packLegacy)
/* harmony export */ });
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11260);
/* harmony import */ var _legacy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46906);


/**
 * The image `sha256-<hex>.sig` of `digest` with these signatures, a layer each, after the layers that are there already: signatures of others stay, as cosign keeps them. The same
 * signatures give the same bytes.
 */
function packLegacy(digest, signatures, existing = []) {
    const blobs = signatures.map(({ payload }) => ({ descriptor: (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .describe */ .q0)(payload, _legacy_js__WEBPACK_IMPORTED_MODULE_1__.SIMPLE_SIGNING), bytes: payload }));
    const layers = [...existing, ...signatures.map(({ annotations }, at) => ({ ...blobs[at]?.descriptor, annotations }))];
    const config = Buffer.from(JSON.stringify({
        architecture: '',
        created: '0001-01-01T00:00:00Z',
        history: layers.map(() => ({ created: '0001-01-01T00:00:00Z' })),
        os: '',
        rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.digest) },
        config: {},
    }));
    const configDescriptor = (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .describe */ .q0)(config, _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .MEDIA_TYPES */ .Z2.config);
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .MEDIA_TYPES */ .Z2.manifest, config: configDescriptor, layers }));
    return { tag: (0,_legacy_js__WEBPACK_IMPORTED_MODULE_1__.legacyTag)(digest), bytes, mediaType: _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .MEDIA_TYPES */ .Z2.manifest, blobs: [{ descriptor: configDescriptor, bytes: config }, ...blobs] };
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


/***/ })

};
