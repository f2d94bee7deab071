export const id = 4603;
export const ids = [4603];
export const modules = {

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


/***/ })

};
