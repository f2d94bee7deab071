export const id = 6495;
export const ids = [6495,8876];
export const modules = {

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


/***/ })

};
