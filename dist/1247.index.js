export const id = 1247;
export const ids = [1247];
export const modules = {

/***/ 81349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zr: () => (/* binding */ persist),
/* harmony export */   _7: () => (/* binding */ ServiceError)
/* harmony export */ });
/* unused harmony export isTransient */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);


/** A service answered, and not what was wanted. `status` is 0 when it was no HTTP answer at all. */
class ServiceError extends Error {
    status;
    retryAfterMs;
    constructor(message, status, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'ServiceError';
        this.status = status;
        this.retryAfterMs = details.retryAfterMs;
    }
}
/** Whether asking again may help: no answer, a time-out, too many requests, and faults of the server (RFC 9110 §15). */
function isTransient(error) {
    if (!(error instanceof ServiceError))
        return false;
    return error.status === 0 || error.status === 408 || error.status === 425 || error.status === 429 || error.status >= 500;
}
const LONGEST_PAUSE_MS = 30_000;
/**
 * What `attempt` gives, asked again and again while its errors are transient and the deadline has not passed: outages of the public services last minutes,
 * sometimes tens of them. Throws a Failure of the attempt as it is, and what `failed` makes of the last error otherwise.
 */
async function persist(what, attempt, persistence, failed) {
    const started = Date.now();
    for (let count = 1;; count++) {
        try {
            return await attempt();
        }
        catch (error) {
            if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
                throw error;
            const pause = error instanceof ServiceError && error.retryAfterMs !== undefined ? error.retryAfterMs : backoff(count, persistence.firstPauseMs ?? 1000);
            const told = (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)((0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .causes */ .ps)(error).join(': ').trim(), 300);
            if (!isTransient(error) || Date.now() + pause > persistence.deadline) {
                const tries = count === 1 ? '' : ` (${count} attempts in ${Math.round((Date.now() - started) / 1000)} s)`;
                throw failed(error, `${told}${tries}`);
            }
            persistence.onProgress(`${what}: ${told}; trying again in ${pause < 1000 ? `${pause} ms` : `${Math.round(pause / 1000)} s`}`);
            await new Promise((resolve) => setTimeout(resolve, pause));
        }
    }
}
/** Doubling pauses with a jitter of a quarter, so that many jobs don't come back at the same moment. */
function backoff(count, firstPauseMs) {
    const pause = Math.min(firstPauseMs * 2 ** (count - 1), LONGEST_PAUSE_MS);
    return Math.round(pause * (0.75 + Math.random() / 2));
}


/***/ }),

/***/ 11247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseTrust: () => (/* binding */ parseTrust),
/* harmony export */   publicGoodTrust: () => (/* binding */ publicGoodTrust)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _tuf_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92242);


/** The trust that a trusted root's parsed JSON gives. Throws a `usage` Failure when it is none. */
async function parseTrust(json) {
    const [{ TrustedRoot }, { toTrustMaterial }] = await Promise.all([__webpack_require__.e(/* import() */ 9654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19)), Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(4187)]).then(__webpack_require__.t.bind(__webpack_require__, 54187, 19))]);
    try {
        if (typeof json !== 'object' || json === null || !('mediaType' in json) || !String(json.mediaType).startsWith('application/vnd.dev.sigstore.trustedroot')) {
            throw new TypeError('its mediaType is not that of a trusted root');
        }
        const root = TrustedRoot.fromJSON(json);
        const material = toTrustMaterial(root);
        if (material.certificateAuthorities.length === 0 && material.tlogs.length === 0)
            throw new TypeError('it trusts nobody');
        return { material, withoutLogs: material.tlogs.length === 0 && material.ctlogs.length === 0, json };
    }
    catch (cause) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'trusted-root', "sigstore-trusted-root: it can't be read as a trusted root", {
            cure: 'Give a trusted_root.json (mediaType application/vnd.dev.sigstore.trustedroot+json;version=0.1), as cosign trusted-root create or gh attestation trusted-root write it.',
            cause,
        });
    }
}
/** The public good's trust, by TUF. Throws an `unavailable` Failure. */
async function publicGoodTrust(persistence, tuf) {
    const [json] = await (0,_tuf_js__WEBPACK_IMPORTED_MODULE_1__/* .tufTargets */ .Q)(['trusted_root.json'], persistence, tuf);
    return parseTrust(json);
}


/***/ }),

/***/ 92242:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ tufTargets)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7629);
/* harmony import */ var _persist_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(81349);






/**
 * The parsed JSON of TUF targets (`signing_config.v0.2.json`, `trusted_root.json`), in the order asked. The cache is a folder of this call alone: one that an
 * earlier job on the same runner left could name another Fulcio, and so get the token. Throws an `unavailable` Failure.
 */
async function tufTargets(names, persistence, options = {}) {
    const { DEFAULT_MIRROR_URL, initTUF } = await Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(3694)]).then(__webpack_require__.t.bind(__webpack_require__, 84423, 19));
    const mirror = options.mirrorUrl ?? DEFAULT_MIRROR_URL;
    const attempt = async () => {
        const cachePath = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(options.temporaryDirectory ?? (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'tuf-'));
        try {
            const client = await initTUF({
                cachePath,
                mirrorURL: mirror,
                forceInit: true,
                retry: false,
                timeout: options.timeoutMs ?? 20_000,
                ...(options.rootPath === undefined ? {} : { rootPath: options.rootPath }),
            });
            const targets = [];
            for (const name of names)
                targets.push(JSON.parse(await client.getTarget(name)));
            return targets;
        }
        catch (error) {
            // What a mirror signed wrongly may be an update that is under way, so it is asked again like an outage.
            throw new _persist_js__WEBPACK_IMPORTED_MODULE_5__/* .ServiceError */ ._7((0,_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .visible */ .RK)((0,_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .causes */ .ps)(error).join(': ').trim(), 300), 0);
        }
        finally {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(cachePath, { recursive: true, force: true });
        }
    };
    return (0,_persist_js__WEBPACK_IMPORTED_MODULE_5__/* .persist */ .Zr)(`TUF ${mirror}`, attempt, persistence, (error, told) => new _failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR('unavailable', 'tuf', `${names.join(' and ')} can't be had from the TUF repository ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .visible */ .RK)(mirror, 100)}: ${told}`, {
        cure: 'Run the job again later, or give the files in sigstore-signing-config and sigstore-trusted-root.',
        cause: error,
    }));
}


/***/ })

};
