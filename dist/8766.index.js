export const id = 8766;
export const ids = [8766];
export const modules = {

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
