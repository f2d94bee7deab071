export const id = 525;
export const ids = [525];
export const modules = {

/***/ 30525:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runJob: () => (/* binding */ runJob)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);

/** Each job is loaded only when it is the one that runs. */
const JOBS = {
    check: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(5711), __webpack_require__.e(2141), __webpack_require__.e(8639), __webpack_require__.e(1389)]).then(__webpack_require__.bind(__webpack_require__, 21389))).check(context),
    pin: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(5711), __webpack_require__.e(2141), __webpack_require__.e(8639), __webpack_require__.e(6051)]).then(__webpack_require__.bind(__webpack_require__, 16051))).pin(context),
    publish: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(2088), __webpack_require__.e(5711), __webpack_require__.e(2141), __webpack_require__.e(8326), __webpack_require__.e(8639), __webpack_require__.e(24), __webpack_require__.e(3977)]).then(__webpack_require__.bind(__webpack_require__, 93977))).publish(context),
    promote: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(2088), __webpack_require__.e(5711), __webpack_require__.e(2141), __webpack_require__.e(24), __webpack_require__.e(2056)]).then(__webpack_require__.bind(__webpack_require__, 72056))).promote(context),
    verify: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(5711), __webpack_require__.e(2141), __webpack_require__.e(8587)]).then(__webpack_require__.bind(__webpack_require__, 78587))).verify(context),
};
/** Runs one job, and gives what it found and did. Throws Failures for what stops it before there is anything to report. */
async function runJob(context, job) {
    if (job === 'update')
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'job', 'This version has no job update, which the event schedule asks for.', { cure: 'Set the input job to check, or leave the schedule out.' });
    return JOBS[job](context);
}


/***/ })

};
