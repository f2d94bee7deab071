export const id = 9276;
export const ids = [9276];
export const modules = {

/***/ 9276:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   emptyLayout: () => (/* binding */ emptyLayout)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);

/** A layout that is not there yet, for a run that must not make it: it has nothing, and takes nothing. */
function emptyLayout(name) {
    const refuse = async () => {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'unwritable', `${name}: this run writes nothing`);
    };
    return {
        kind: 'layout',
        name,
        resolve: async () => undefined,
        manifest: async () => undefined,
        blob: refuse,
        hasBlob: async () => false,
        tags: async () => [],
        referrers: async () => [],
        pushBlob: refuse,
        pushManifest: refuse,
        pushReferrers: refuse,
    };
}


/***/ })

};
