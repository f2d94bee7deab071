export const id = 4981;
export const ids = [4981];
export const modules = {

/***/ 4981:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  resolveImage: () => (/* binding */ resolveImage)
});

// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/document.js
var oci_document = __webpack_require__(60012);
;// CONCATENATED MODULE: ./lib/oci/platform.js



const PART = /^[A-Za-z0-9._-]{1,64}$/;
/** `linux/amd64` or `linux/arm/v7` as a Platform. Throws a `usage` Failure `platform`. */
function parsePlatform(text) {
    const [os, architecture, variant, ...rest] = text.split('/');
    if (os === undefined || architecture === undefined || rest.length > 0 || ![os, architecture, variant ?? 'x'].every((part) => PART.test(part))) {
        throw new failure/* Failure */.HR('usage', 'platform', `${(0,visible/* quoted */.TL)(text)} is not a platform`, { cure: 'Write it as os/architecture or os/architecture/variant, such as linux/amd64.' });
    }
    return variant === undefined ? { os, architecture } : { os, architecture, variant };
}
/** A descriptor's `platform`, or undefined when it has none that says anything. */
function platformOf(value) {
    if (!(0,oci_document/* isObject */.Gv)(value))
        return undefined;
    const os = textOf(value, 'os');
    const architecture = textOf(value, 'architecture');
    if (os === undefined || architecture === undefined)
        return undefined;
    const variant = textOf(value, 'variant');
    return variant === undefined ? { os, architecture } : { os, architecture, variant };
}
/** A platform as people write it, safe for a message. */
function showPlatform(platform) {
    if (platform === undefined)
        return 'no platform';
    const parts = [platform.os, platform.architecture, ...(platform.variant === undefined ? [] : [platform.variant])];
    return parts.every((part) => PART.test(part)) ? parts.join('/') : (0,visible/* quoted */.TL)(parts.join('/'));
}
/** Whether these are attestations that buildx lists beside the images, under a platform that no machine has. */
function isUnknown(platform) {
    return platform.os === 'unknown' && platform.architecture === 'unknown';
}
/**
 * How well a platform fits the wanted one: 2 the same, 1 when one of them names no variant, 0 not at all.
 * A variant that its architecture implies is none (containerd's platforms.Normalize): `arm64/v8` is `arm64`, `amd64/v1` is `amd64`.
 */
function fit(wanted, offered) {
    if (wanted.os !== offered.os || wanted.architecture !== offered.architecture)
        return 0;
    const [want, offer] = [variantOf(wanted), variantOf(offered)];
    if (want === offer)
        return 2;
    return want === undefined ? 1 : 0;
}
const IMPLIED = { arm64: 'v8', amd64: 'v1', arm: 'v7' };
function variantOf(platform) {
    const implied = Object.hasOwn(IMPLIED, platform.architecture) ? IMPLIED[platform.architecture] : undefined;
    return platform.variant === '' || platform.variant === implied ? undefined : platform.variant;
}
function textOf(object, name) {
    const value = (0,oci_document/* field */.ZZ)(object, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
}

;// CONCATENATED MODULE: ./lib/oci/image.js





/** Indexes within indexes, and how many in all: real ones are one or two deep. */
const DEPTH_LIMIT = 4;
const INDEX_LIMIT = 16;
/**
 * The image that a reference names: an OCI image manifest itself, or the one entry of an index that is for the platform. Attestations
 * (`unknown/unknown`) are passed over.
 *
 * Throws Failures: `problem` `source` (nothing there), `image-manifest` (Docker's formats, which are never converted since their digest would
 * change; an index without exactly one entry for the platform; a malformed document), and what the store throws.
 */
async function resolveImage(store, query) {
    const wanted = parsePlatform(query.platform);
    const found = await store.manifest(query.reference);
    if (found === undefined) {
        throw new failure/* Failure */.HR('problem', 'source', `${query.where}: ${store.name} has no ${(0,descriptor/* isDigest */.Bc)(query.reference) ? 'manifest' : 'tag'} ${(0,visible/* quoted */.TL)(query.reference)}`, {
            cure: `Push it first, or correct the source.${store.kind === 'registry' ? ' A private repository that these credentials may not read also looks like this.' : ''}`,
        });
    }
    refuseOthers(found.descriptor.mediaType, query.where);
    if (found.descriptor.mediaType === descriptor/* MEDIA_TYPES */.Z2.manifest)
        return resolved(found, undefined, undefined, query.where);
    const entry = await pick(store, found, wanted, query.where);
    const stored = await entryOf(store, entry, query.where);
    return resolved(stored, found.descriptor.digest, platformOf(entry.platform), query.where);
}
function resolved(stored, indexDigest, platform, where) {
    const { digest, size, mediaType } = stored.descriptor;
    return { digest, size, mediaType, indexDigest, manifest: (0,manifest/* parseManifest */.Ng)(stored.bytes, `${where} (${digest})`), bytes: stored.bytes, platform };
}
async function pick(store, top, wanted, where) {
    const images = [];
    const seen = new Set([top.descriptor.digest]);
    const visit = async (stored, depth) => {
        for (const entry of (0,manifest/* parseIndex */.A1)(stored.bytes, `${where} (index ${stored.descriptor.digest})`).manifests) {
            if (seen.has(entry.digest))
                continue;
            seen.add(entry.digest);
            const platform = platformOf(entry.platform);
            if (entry.mediaType !== descriptor/* MEDIA_TYPES */.Z2.index) {
                if (!isAttestation(entry, platform))
                    images.push(entry);
                continue;
            }
            if (platform !== undefined && fit(wanted, platform) === 0)
                continue;
            if (depth >= DEPTH_LIMIT)
                throw wrong(where, `indexes lie within indexes more than ${DEPTH_LIMIT} deep`);
            if (++indexes > INDEX_LIMIT)
                throw wrong(where, `it is made of more than ${INDEX_LIMIT} indexes`);
            await visit(await entryOf(store, entry, where), depth + 1);
        }
    };
    let indexes = 1;
    await visit(top, 1);
    return choose(images, wanted, where);
}
/** buildx lists an image's provenance and SBOM beside it (docker/buildx docs/attestations). */
function isAttestation(entry, platform) {
    return (platform !== undefined && isUnknown(platform)) || entry.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
}
function choose(images, wanted, where) {
    const [only] = images;
    // A layout or an index around one image often says nothing of platforms (buildah, umoci, stacker).
    if (only !== undefined && images.length === 1 && platformOf(only.platform) === undefined)
        return only;
    for (const least of [2, 1]) {
        const matches = images.filter((entry) => {
            const platform = platformOf(entry.platform);
            return platform !== undefined && fit(wanted, platform) >= least;
        });
        const [match] = matches;
        if (match !== undefined && matches.length === 1)
            return match;
        if (matches.length > 1) {
            throw wrong(where, `the index has ${matches.length} images for ${showPlatform(wanted)}: ${list(matches)}`, 'Name the one that you mean by its digest, or say its variant in the input platform.');
        }
    }
    throw wrong(where, `the index has no image for ${showPlatform(wanted)}${images.length === 0 ? ', and no image at all' : `. It has ${list(images)}`}`, 'Build the image for that platform, or name another one in the input platform.');
}
function list(images) {
    const shown = images.slice(0, 20).map((entry) => `${showPlatform(platformOf(entry.platform))} (${entry.digest})`);
    return `${shown.join(', ')}${images.length > shown.length ? `, and ${images.length - shown.length} more` : ''}`;
}
/** What an index's entry names, being what the entry says that it is. */
async function entryOf(store, entry, where) {
    refuseOthers(entry.mediaType, `${where} (${entry.digest})`);
    const stored = await store.manifest(entry.digest);
    if (stored === undefined) {
        throw wrong(where, `its index lists ${entry.digest}, which ${store.name} does not have`, 'Push the image again, with all of its platforms: crane copy, regctl image copy, or skopeo copy --all.');
    }
    const { size, mediaType } = stored.descriptor;
    if (size !== entry.size || mediaType !== entry.mediaType) {
        throw wrong(where, `its index lists ${entry.digest} as ${entry.size} bytes of ${(0,visible/* quoted */.TL)(entry.mediaType)}, and it is ${size} bytes of ${(0,visible/* quoted */.TL)(mediaType)}`, 'Make the index again from the images that it lists.');
    }
    return stored;
}
const DOCKER_CURE = 'Copy it once with skopeo copy --format oci, or build it with docker buildx build --output type=image,oci-mediatypes=true,push=true. The digest changes by that, so it is not done here.';
/** Throws `image-manifest` for anything but an OCI image manifest or index. */
function refuseOthers(mediaType, where) {
    switch (mediaType) {
        case descriptor/* MEDIA_TYPES */.Z2.manifest:
        case descriptor/* MEDIA_TYPES */.Z2.index:
            return;
        case descriptor/* MEDIA_TYPES */.Z2.dockerManifest:
            throw wrong(where, "this is an image in Docker's format (schema 2), and a device reads OCI image manifests alone", DOCKER_CURE);
        case descriptor/* MEDIA_TYPES */.Z2.dockerList:
            throw wrong(where, "this is a manifest list in Docker's format, and a device reads OCI image manifests alone", DOCKER_CURE);
        case 'application/vnd.docker.distribution.manifest.v1+json':
        case 'application/vnd.docker.distribution.manifest.v1+prettyjws':
            throw wrong(where, "this is an image in Docker's first format (schema 1), which has no stable digest", DOCKER_CURE);
        default:
            throw wrong(where, `${(0,visible/* quoted */.TL)(mediaType)} is not an image`, 'Name an OCI image manifest, or an index of them.');
    }
}
function wrong(where, reason, cure) {
    return new failure/* Failure */.HR('problem', 'image-manifest', `${where}: ${reason}`, { cure });
}


/***/ }),

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


/***/ })

};
