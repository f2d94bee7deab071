export const id = 6906;
export const ids = [6906];
export const modules = {

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
