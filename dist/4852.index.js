export const id = 4852;
export const ids = [4852,9998,4603];
export const modules = {

/***/ 44360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A1: () => (/* binding */ parseIndex),
/* harmony export */   Ng: () => (/* binding */ parseManifest)
/* harmony export */ });
/* unused harmony export parseDescriptor */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60012);
/* harmony import */ var _media_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(41117);





const DESCRIPTOR_KEYS = ['mediaType', 'digest', 'size', 'urls', 'annotations', 'data', 'platform', 'artifactType'];
/**
 * The bytes as an OCI image manifest. Every field that is used is checked, and every document that two readers could take differently is refused: `layers`
 * beside `manifests`, keys that differ by case alone, another mediaType inside. `urls` of a layer are ignored: content comes from the store alone.
 * Throws a `problem` Failure `image-manifest` that names `where`.
 */
function parseManifest(bytes, where) {
    const document = versioned(bytes, where, _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.manifest, ['manifests']);
    const layers = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'layers');
    // Tools in Go write null for a list that is empty.
    if (layers !== null && !Array.isArray(layers))
        throw wrong(where, '"layers" is not a list');
    return {
        artifactType: optionalMediaType(document, 'artifactType', where),
        config: parseDescriptor((0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'config'), `${where}: config`),
        layers: (layers ?? []).map((layer, at) => parseDescriptor(layer, `${where}: layers[${at}]`)),
        ...shared(document, where),
    };
}
/** The bytes as an OCI image index, as strictly as `parseManifest`. `code` is the Failure's. */
function parseIndex(bytes, where, options = {}) {
    const document = versioned(bytes, where, _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.index, ['layers', 'config'], options);
    const manifests = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'manifests');
    if (manifests !== null && !Array.isArray(manifests))
        throw wrong(where, '"manifests" is not a list', options.code);
    return {
        artifactType: optionalMediaType(document, 'artifactType', where),
        manifests: (manifests ?? []).map((entry, at) => parseDescriptor(entry, `${where}: manifests[${at}]`, options.code)),
        ...shared(document, where),
    };
}
/** What is in a document as a descriptor (image-spec descriptor.md §Properties). Throws a `problem` Failure `code`, by default `image-manifest`. */
function parseDescriptor(value, where, code = 'image-manifest') {
    if (!(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value))
        throw wrong(where, 'it is not a descriptor', code);
    const odd = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .misspelledKey */ .U0)(value, DESCRIPTOR_KEYS);
    if (odd !== undefined)
        throw wrong(where, `the key ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(odd)} differs from the specification's by its case, so that some readers take it and some do not`, code);
    const [mediaType, digest, size] = [(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'mediaType'), (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'digest'), (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'size')];
    if (typeof mediaType !== 'string' || !(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isMediaType */ .LA)(mediaType))
        throw wrong(where, '"mediaType" is not a media type', code);
    if (typeof digest !== 'string' || !(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(digest)) {
        throw wrong(where, `"digest" ${typeof digest === 'string' ? (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(digest) : 'is missing or'} is not sha256: and 64 lower case hexadecimal digits`, code);
    }
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        throw wrong(where, '"size" is not a whole number of bytes', code);
    const platform = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'platform');
    if (platform !== undefined && platform !== null && !(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(platform))
        throw wrong(where, '"platform" is not an object', code);
    const artifactType = optionalMediaType(value, 'artifactType', where, code);
    const annotations = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'annotations');
    const data = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'data');
    if (data !== undefined && !holds(data, digest, size))
        throw wrong(where, '"data" is not the content that "digest" and "size" say', code);
    return {
        mediaType,
        digest,
        size,
        ...(artifactType === undefined ? {} : { artifactType }),
        ...(annotations === undefined || annotations === null ? {} : { annotations: parseAnnotations(annotations, where, code) }),
        ...((0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(platform) ? { platform } : {}),
        ...(typeof data === 'string' ? { data } : {}),
    };
}
function holds(data, digest, size) {
    if (typeof data !== 'string')
        return false;
    const bytes = Buffer.from(data, 'base64');
    return bytes.toString('base64') === data && bytes.byteLength === size && (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .digestOf */ .ol)(bytes) === digest;
}
function versioned(bytes, where, mediaType, foreign, options = {}) {
    const document = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDocument */ .Tp)(bytes, where, options);
    const odd = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .misspelledKey */ .U0)(document, _media_js__WEBPACK_IMPORTED_MODULE_4__/* .MANIFEST_KEYS */ .Tb);
    if (odd !== undefined)
        throw wrong(where, `the key ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(odd)} differs from the specification's by its case, so that some readers take it and some do not`, options.code);
    if ((0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'schemaVersion') !== 2)
        throw wrong(where, '"schemaVersion" is not 2', options.code);
    const stated = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'mediaType');
    if (stated !== undefined && stated !== mediaType)
        throw wrong(where, `"mediaType" is ${typeof stated === 'string' ? (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(stated) : 'no text'} and not ${mediaType}`, options.code);
    const other = foreign.find((name) => Object.hasOwn(document, name));
    if (other !== undefined)
        throw wrong(where, `the document is ambiguous: it has ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(other)}, which ${mediaType} has not`, options.code);
    return document;
}
function shared(document, where) {
    const subject = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'subject');
    return {
        subject: subject === undefined || subject === null ? undefined : parseDescriptor(subject, `${where}: subject`),
        annotations: parseAnnotations((0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'annotations') ?? {}, where),
    };
}
function parseAnnotations(value, where, code) {
    if (!(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value))
        throw wrong(where, '"annotations" is not an object', code);
    // Without a prototype, so that an annotation named __proto__ is only that.
    const annotations = Object.create(null);
    for (const [key, text] of Object.entries(value)) {
        if (typeof text !== 'string')
            throw wrong(where, `the annotation ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(key)} is not text`, code);
        annotations[key] = text;
    }
    return annotations;
}
function optionalMediaType(object, name, where, code) {
    const value = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(object, name);
    if (value === undefined || value === null || value === '')
        return undefined;
    if (typeof value !== 'string' || !(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isMediaType */ .LA)(value))
        throw wrong(where, `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(name)} is not a media type`, code);
    return value;
}
function wrong(where, reason, code = 'image-manifest') {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', code, `${where}: ${reason}`, { cure: 'Write it again with the tool that made it: crane, regctl, skopeo and buildx all write what the image specification says.' });
}


/***/ }),

/***/ 13520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ readBlob),
/* harmony export */   i: () => (/* binding */ readThrough)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);


/** All the bytes of a blob of at most `limit` bytes (default 4 MiB). Throws as `Store.blob`, and `problem` `blob-too-large`. */
async function readBlob(store, descriptor, limit = 4 * 1024 * 1024) {
    if (descriptor.size > limit) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'blob-too-large', `${store.name}: ${descriptor.digest} is ${descriptor.size} bytes, more than the ${limit} that it may be`);
    }
    const stream = await store.blob(descriptor);
    const chunks = [];
    for await (const chunk of stream)
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
/** Reads a manifest and all of its blobs, so that each was hashed. False when there is no such manifest. Throws as `Store.manifest` and `Store.blob`. */
async function readThrough(store, digest) {
    const stored = await store.manifest(digest);
    if (stored === undefined)
        return false;
    const { config, layers } = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(stored.bytes, store.name);
    await Promise.all([config, ...layers].map(async (blob) => {
        for await (const _ of await store.blob(blob))
            ;
    }));
    return true;
}


/***/ }),

/***/ 76916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $X: () => (/* binding */ referrerFiles),
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
/** The file of a referrer that has one layer, or of the layer with this title: its bytes as they are stored. Throws as `Store.manifest`. */
async function referrerFiles(store, referrer) {
    const manifest = await store.manifest(referrer.digest);
    if (manifest === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'referrer-missing', `${store.name}: the referrer ${referrer.digest} is listed but not there.`, { cure: 'Publish the release again.' });
    }
    const { layers } = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .Ng)(manifest.bytes, `${store.name}@${referrer.digest}`);
    return Promise.all(layers.map(async (layer) => ({ title: layer.annotations?.['org.opencontainers.image.title'] ?? '', mediaType: layer.mediaType, bytes: await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_5__/* .readBlob */ .g)(store, layer) })));
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

/***/ 9998:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   certificateFacts: () => (/* binding */ certificateFacts),
/* harmony export */   commonName: () => (/* binding */ commonName),
/* harmony export */   hasIssued: () => (/* binding */ hasIssued),
/* harmony export */   isInDate: () => (/* binding */ isInDate),
/* harmony export */   oneLine: () => (/* binding */ oneLine),
/* harmony export */   parseCertificates: () => (/* binding */ parseCertificates),
/* harmony export */   parsePrivateKey: () => (/* binding */ parsePrivateKey),
/* harmony export */   pemBlocks: () => (/* binding */ pemBlocks)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);


/** The PEM blocks (RFC 7468) of a text, in order; text between them is ignored, as Go's pem.Decode ignores it. */
function pemBlocks(text) {
    return [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g)].map(([block, label = '']) => ({ label, text: block }));
}
/**
 * The certificates of a PEM text, in order. `what` names the input in messages. Throws a `usage` Failure when there is none, when the
 * first block is something else (mosctl reads the first block), or when one can't be parsed.
 */
function parseCertificates(pem, what) {
    const blocks = pemBlocks(pem);
    const first = blocks[0];
    if (first === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'certificate-unreadable', `${what} holds no PEM block`, { cure: 'Give a certificate that begins with -----BEGIN CERTIFICATE-----.' });
    }
    if (first.label !== 'CERTIFICATE') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'certificate-unreadable', `${what} begins with a ${first.label}, where a CERTIFICATE is wanted`, {
            cure: first.label.includes('PRIVATE KEY') ? 'Private keys belong in the input key. Put the certificate alone into this one.' : 'Put the certificate first.',
        });
    }
    const parse = (block, at) => {
        try {
            return new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(block.text);
        }
        catch (cause) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'certificate-unreadable', `${what}: certificate ${at + 1} can't be parsed`, { cure: 'See what openssl x509 -noout -text says about it.', cause });
        }
    };
    const others = blocks.slice(1).filter((block) => block.label === 'CERTIFICATE');
    return [parse(first, 0), ...others.map((block, at) => parse(block, at + 1))];
}
/**
 * A private key of a PEM text and the encoding it had. Throws a `usage` Failure when it can't be read: no key, an unknown form, a passphrase that is
 * missing or wrong. Nothing of the key is ever in a message.
 */
function parsePrivateKey(pem, passphrase) {
    const block = pemBlocks(pem).find(({ label }) => label.endsWith('PRIVATE KEY'));
    if (block === undefined) {
        const other = pemBlocks(pem)[0]?.label;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'key-unreadable', other === undefined ? 'The input key holds no PEM block' : `The input key holds a ${other} and no private key`, {
            cure: 'Give an RSA private key in PKCS#8 form; it begins with -----BEGIN PRIVATE KEY----- or -----BEGIN ENCRYPTED PRIVATE KEY-----.',
        });
    }
    const encoding = keyEncoding(block);
    const encrypted = encoding.startsWith('encrypted');
    const secret = encrypted ? passphrase : undefined;
    if (encoding === 'openssh') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'key-unreadable', 'The private key is in the form of OpenSSH', { cure: 'Convert a copy of it: ssh-keygen -p -m PKCS8 -f COPY' });
    }
    if (encrypted && (secret === undefined || secret === '')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'passphrase-missing', 'The private key is encrypted and no passphrase was given', { cure: 'Give it in the input key-passphrase.' });
    }
    try {
        return { key: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)({ key: block.text, format: 'pem', ...(secret === undefined ? {} : { passphrase: secret }) }), encoding };
    }
    catch {
        // The cause is left out: what OpenSSL says helps nobody here, and nothing that came from a key may travel.
        throw encrypted
            ? new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'passphrase-wrong', 'The passphrase does not open the private key', { cure: 'Check the input key-passphrase: a newline at its end counts as part of it.' })
            : new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'key-unreadable', "The private key can't be parsed", { cure: 'See what openssl pkey -noout -check says about it.' });
    }
}
function keyEncoding(block) {
    switch (block.label) {
        case 'PRIVATE KEY':
            return 'pkcs8';
        case 'ENCRYPTED PRIVATE KEY':
            return 'encrypted-pkcs8';
        case 'RSA PRIVATE KEY':
            return /^Proc-Type: 4,ENCRYPTED/m.test(block.text) ? 'encrypted-pkcs1' : 'pkcs1';
        case 'EC PRIVATE KEY':
            return 'sec1';
        case 'OPENSSH PRIVATE KEY':
            return 'openssh';
        default:
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'key-unreadable', `The input key holds a ${block.label}, which is none that this tool knows`, {
                cure: 'Convert it to PKCS#8: openssl pkcs8 -topk8 -in OLD -out NEW',
            });
    }
}
/** The facts of a product's certificate. Throws a `usage` Failure when an input can't be read. */
function certificateFacts(inputs) {
    const [leaf, ...others] = parseCertificates(inputs.certificatePem, 'The input certificate');
    const cas = inputs.caPem === undefined ? undefined : parseCertificates(inputs.caPem, 'The input ca-certificate');
    const key = inputs.keyPem === undefined ? undefined : parsePrivateKey(inputs.keyPem, inputs.passphrase);
    const name = commonName(leaf);
    return {
        commonName: name,
        product: /^manifest PRODUCT:(.+)$/.exec(name)?.[1] ?? null,
        keyType: leaf.publicKey.asymmetricKeyType ?? 'unknown',
        keyBits: leaf.publicKey.asymmetricKeyDetails?.modulusLength ?? null,
        notBefore: leaf.validFromDate,
        notAfter: leaf.validToDate,
        issuedByCa: cas === undefined ? null : cas.some((ca) => isInDate(ca, inputs.now) && hasIssued(ca, leaf)),
        issuer: oneLine(leaf.issuer),
        intermediates: others.length,
        keyMatches: key === undefined ? null : leaf.checkPrivateKey(key.key),
        keyEncoding: key?.encoding ?? null,
    };
}
/** The subject's common name, '' when there is none; of several the last, as Go's pkix.Name keeps it. */
function commonName(certificate) {
    const names = certificate.toLegacyObject().subject?.CN;
    return (Array.isArray(names) ? names.at(-1) : names) ?? '';
}
/** Whether `ca` is a CA whose key signed `certificate` and whose name it gives as issuer. */
function hasIssued(ca, certificate) {
    return ca.ca && certificate.checkIssued(ca) && certificate.verify(ca.publicKey);
}
/** Whether `time` is within the certificate's dates, both ends included (RFC 5280 §4.1.2.5). */
function isInDate(certificate, time) {
    return certificate.validFromDate <= time && time <= certificate.validToDate;
}
/** node's distinguished names have one attribute a line. */
function oneLine(name) {
    return (name ?? '').split('\n').join(', ');
}


/***/ }),

/***/ 22606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ derElements)
/* harmony export */ });
/** The elements that stand one after the other in these bytes. Throws a RangeError when they are no DER (tags above 30 are not known). */
function derElements(bytes) {
    const elements = [];
    for (let at = 0; at < bytes.length;) {
        const tag = bytes.readUInt8(at);
        const first = bytes.readUInt8(at + 1);
        const extra = first < 0x80 ? 0 : first & 0x7f;
        if ((tag & 0x1f) === 0x1f || first === 0x80 || extra > 4)
            throw new RangeError('not DER');
        const start = at + 2 + extra;
        const end = start + (extra === 0 ? first : bytes.readUIntBE(at + 2, extra));
        if (end > bytes.length)
            throw new RangeError('DER ends early');
        elements.push({ tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
        at = end;
    }
    return elements;
}


/***/ }),

/***/ 44603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ mustBe),
/* harmony export */   c: () => (/* binding */ matches),
/* harmony export */   wholeText: () => (/* binding */ wholeText)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);


/**
 * A regular expression that must match the whole text: cosign's `--certificate-identity-regexp` matches a part too, so that `github.com/acme` would let in
 * `evil.example/github.com/acme`. `input` names where it came from. Throws a `usage` Failure when it is none.
 */
function wholeText(pattern, input) {
    try {
        // By itself first: `a)|(?:b` would close the group that anchors it.
        void new RegExp(pattern, 'u');
        return { pattern: new RegExp(`^(?:${pattern})$`, 'u') };
    }
    catch (cause) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'regular-expression', `${input}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(pattern, 100)} is not a regular expression`, {
            cure: 'Write one as JavaScript takes it with the flag u: escape what is meant as it stands (\\. for a dot). It must match the whole text.',
            cause,
        });
    }
}
/** Whether the text is there and is what it must be. */
function matches(expectation, text) {
    if (text === undefined)
        return false;
    return 'exact' in expectation ? text === expectation.exact : expectation.pattern.test(text);
}
/** For messages. */
function mustBe(expectation) {
    return 'exact' in expectation ? expectation.exact : `matched by ${expectation.pattern.source}`;
}


/***/ }),

/***/ 97055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ certificateIdentity)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _der_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22606);


/** 1.3.6.1.4.1.57264.1, Fulcio's arc, in DER. */
const FULCIO = Buffer.from('2b0601040183bf3001', 'hex');
const SUBJECT_ALTERNATIVE_NAME = Buffer.from('551d11', 'hex');
/** Up to here the value is the bare text; above it is a DER UTF8String. */
const LAST_BARE = 6;
/** The identity in a certificate. One that was not issued by Fulcio gives undefined for what it doesn't hold. Throws a RangeError when it is no DER. */
function certificateIdentity(certificate) {
    const sans = [];
    const extensions = new Map();
    for (const { oid, value } of certificateExtensions(certificate)) {
        if (oid.equals(SUBJECT_ALTERNATIVE_NAME))
            sans.push(...alternativeNames(value));
        else if (oid.subarray(0, -1).equals(FULCIO)) {
            const number = oid.readUInt8(FULCIO.length);
            extensions.set(number, number <= LAST_BARE ? value.toString('utf8') : ((0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)(value)[0]?.content.toString('utf8') ?? ''));
        }
    }
    return {
        san: sans.length === 1 ? sans[0] : undefined,
        issuer: extensions.get(8) ?? extensions.get(1),
        repository: extensions.get(12),
        ref: extensions.get(14) ?? extensions.get(6),
        commit: extensions.get(13) ?? extensions.get(3),
        trigger: extensions.get(20) ?? extensions.get(2),
        workflowName: extensions.get(4),
        workflow: extensions.get(18),
        runUrl: extensions.get(21),
        runner: extensions.get(11),
        extensions,
    };
}
/** The extensions of a certificate: [3] of TBSCertificate (RFC 5280 §4.1), each SEQUENCE { OID, [critical BOOLEAN], OCTET STRING }. */
function certificateExtensions(certificate) {
    const toBeSigned = (0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)((0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)(certificate.raw)[0]?.content ?? Buffer.alloc(0))[0];
    const tagged = (0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)(toBeSigned?.content ?? Buffer.alloc(0)).find(({ tag }) => tag === 0xa3);
    if (tagged === undefined)
        return [];
    return (0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)((0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)(tagged.content)[0]?.content ?? Buffer.alloc(0)).map((extension) => {
        const parts = (0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)(extension.content);
        return { oid: parts[0]?.content ?? Buffer.alloc(0), value: parts.at(-1)?.content ?? Buffer.alloc(0) };
    });
}
/** Every general name (RFC 5280 §4.2.1.6): an e-mail address [1] or URI [6] as its text; Fulcio's user name, an otherName [0], as its UTF8String; others as hex, to be counted. */
function alternativeNames(value) {
    return (0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)((0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)(value)[0]?.content ?? Buffer.alloc(0)).map(({ tag, content }) => {
        if (tag === 0x81 || tag === 0x86)
            return content.toString('utf8');
        const [oid, wrapped] = tag === 0xa0 ? (0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)(content) : [];
        const text = oid?.content.equals(Buffer.concat([FULCIO, Buffer.from([7])])) === true ? (0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)(wrapped?.content ?? Buffer.alloc(0))[0] : undefined;
        return text?.content.toString('utf8') ?? `other:${content.toString('hex')}`;
    });
}


/***/ }),

/***/ 89633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ moment)
/* harmony export */ });
/** A time as it stands in a message and in what is published, in whole seconds: `2026-01-02T03:04:05Z`. */
function moment(date) {
    return date.toISOString().replace(/\.\d+Z$/, 'Z');
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
