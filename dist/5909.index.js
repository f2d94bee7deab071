export const id = 5909;
export const ids = [5909];
export const modules = {

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


/***/ })

};
