export const id = 8290;
export const ids = [8290,5909,8766,9274];
export const modules = {

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

/***/ 88290:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   moveChannel: () => (/* binding */ moveChannel),
/* harmony export */   wouldMove: () => (/* binding */ wouldMove)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _baseline_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69274);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24629);




const ROUNDS = 8;
/**
 * Moves a channel to a release, by the bytes of its manifest, so that of several releases that race the highest stays: it compares
 * before it writes, and looks again after it wrote, for no registry compares by itself. It stays at what is not below: higher, the same version with
 * other content, or nothing that can be compared. `force` moves it wherever it stands, as a rollback that was agreed to does.
 * Throws what the store throws, and a `problem` Failure `read-back` when it does not stay moved.
 */
async function moveChannel(store, channel, { manifest, version, bytes }, force) {
    const { digest, mediaType } = manifest.descriptor;
    if ((await store.resolve(channel))?.digest === digest)
        return { state: 'there' };
    let took = 0;
    let wrote = false;
    let before;
    for (let round = 0; round < ROUNDS; round++) {
        const now = await (0,_baseline_js__WEBPACK_IMPORTED_MODULE_2__.findBaseline)(store, channel);
        if (now?.descriptor.digest === digest) {
            // Another run may have compared before our write, and write after it. Its write takes about as long as ours did.
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(100 + 4 * took + Math.random() * 100);
            if ((await store.resolve(channel))?.digest === digest)
                return { state: 'moved', before };
            continue;
        }
        if (now !== undefined && (!force || wrote) && !isBelow(now, version, bytes))
            return { state: 'overtaken', by: now.version.text ?? now.descriptor.digest };
        // What was compared has to be what is replaced: once more right before the write, since no registry compares by itself.
        if ((await store.resolve(channel))?.digest !== now?.descriptor.digest)
            continue;
        const began = performance.now();
        await store.pushManifest(manifest.bytes, mediaType, channel);
        took = performance.now() - began;
        wrote = true;
        before = now?.descriptor.digest;
    }
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'read-back', `${store.name}: the channel ${channel} does not stay where it is moved.`, {
        cure: 'The release itself is complete. See who else moves the channel, and run this again.',
    });
}
/** Whether `moveChannel` would write, as things stand now. Throws what the store throws. */
async function wouldMove(store, channel, { manifest, version, bytes }, force) {
    if ((await store.resolve(channel))?.digest === manifest.descriptor.digest)
        return false;
    const now = await (0,_baseline_js__WEBPACK_IMPORTED_MODULE_2__.findBaseline)(store, channel);
    return now === undefined || force || isBelow(now, version, bytes);
}
/** The same bytes in another manifest are no other release. */
function isBelow(now, version, bytes) {
    return now.bytes.equals(bytes) || ((0,_version_js__WEBPACK_IMPORTED_MODULE_3__.compareVersions)(now.version, version) ?? 0) < 0;
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
