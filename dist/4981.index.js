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
    // Of indexes alone: one image may be listed for many platforms (image-spec, image-index.md).
    const seen = new Set([top.descriptor.digest]);
    const visit = async (stored, depth) => {
        for (const entry of (0,manifest/* parseIndex */.A1)(stored.bytes, `${where} (index ${stored.descriptor.digest})`).manifests) {
            const platform = platformOf(entry.platform);
            if (entry.mediaType !== descriptor/* MEDIA_TYPES */.Z2.index) {
                if (!isAttestation(entry, platform))
                    images.push(entry);
                continue;
            }
            if (seen.has(entry.digest) || (platform !== undefined && fit(wanted, platform) === 0))
                continue;
            seen.add(entry.digest);
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
    if (only !== undefined && distinct(images) === 1 && images.every(({ platform }) => platformOf(platform) === undefined))
        return only;
    for (const least of [2, 1]) {
        const matches = images.filter((entry) => {
            const platform = platformOf(entry.platform);
            return platform !== undefined && fit(wanted, platform) >= least;
        });
        const [match] = matches;
        if (match !== undefined && distinct(matches) === 1)
            return match;
        if (matches.length > 1) {
            throw wrong(where, `the index has ${distinct(matches)} images for ${showPlatform(wanted)}: ${list(matches)}`, 'Name the one that you mean by its digest, or say its variant in the input platform.');
        }
    }
    throw wrong(where, `the index has no image for ${showPlatform(wanted)}${images.length === 0 ? ', and no image at all' : `. It has ${list(images)}`}`, 'Build the image for that platform, or name another one in the input platform.');
}
function distinct(images) {
    return new Set(images.map(({ digest }) => digest)).size;
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


/***/ })

};
