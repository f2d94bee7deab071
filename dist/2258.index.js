export const id = 2258;
export const ids = [2258];
export const modules = {

/***/ 52258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   uploadAssets: () => (/* binding */ uploadAssets)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40317);


/**
 * Uploads files to the GitHub release of a tag, and gives the names of those that were not there (REST "Upload a release asset"). A file of that name stays as it
 * is: a release is one thing for ever. Throws ApiFailure, and a `problem` Failure `no-github-release` when the tag has no release.
 */
async function uploadAssets(client, tag, files) {
    const { owner, repo, octokit } = client;
    const release = await (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .asking */ .os)(`Looking for the GitHub release of ${tag}`, () => octokit.rest.repos.getReleaseByTag({ owner, repo, tag })).catch((error) => {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiFailure */ .F9) || error.status !== 404)
            throw error;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'no-github-release', `There is no GitHub release for the tag ${tag}, so its files could not be uploaded. What was published is complete.`, {
            cure: 'Make the release first, or run on release: published; a draft does not count.',
            cause: error,
        });
    });
    const there = new Set(release.data.assets.map(({ name }) => name));
    const missing = files.filter(({ name }) => !there.has(name));
    for (const { name, bytes } of missing) {
        await (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .asking */ .os)(`Uploading ${name} to the GitHub release of ${tag} (it takes contents: write)`, () => octokit.request({ method: 'POST', url: release.data.upload_url, headers: { 'content-type': 'application/octet-stream', 'content-length': bytes.byteLength }, data: bytes, name }));
    }
    return missing.map(({ name }) => name);
}


/***/ }),

/***/ 40317:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F9: () => (/* binding */ ApiFailure),
/* harmony export */   Wv: () => (/* binding */ waitAfter),
/* harmony export */   os: () => (/* binding */ asking),
/* harmony export */   tF: () => (/* binding */ apiFailure),
/* harmony export */   xo: () => (/* binding */ missingAsUndefined)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);


/** What GitHub refused or could not do. Its kind is `unavailable`. */
class ApiFailure extends _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR {
    /** The HTTP status; undefined when there was no answer, or when GraphQL refused. */
    status;
    /** GraphQL's word for it: FORBIDDEN, STALE_DATA. */
    type;
    constructor(message, cure, details) {
        super('unavailable', 'github', message, { cure, cause: details.cause });
        this.status = details.status;
        this.type = details.type;
    }
    /** The token may not do this. GitHub says 404 where it does not want to tell what exists. */
    get forbidden() {
        return this.status === 403 || this.status === 404 || this.type === 'FORBIDDEN' || this.type === 'INSUFFICIENT_SCOPES';
    }
}
const TRIES = 4;
/** No wait that GitHub asks for is longer than this many seconds; its primary limit can ask for an hour. */
const LONGEST_WAIT = 60;
/**
 * Milliseconds to wait before the same request again, after its `attempt`th failure, or undefined when it must not or need not be repeated. Repeated are: what a rate
 * limit kept from being done, and, where that is safe, 5xx and no answer; four times at most.
 */
function waitAfter(error, { method, url }, attempt) {
    if (attempt >= TRIES)
        return undefined;
    const { status, headers, message } = answerOf(error);
    const limited = status === 429 || (status === 403 && (headers['retry-after'] !== undefined || /rate limit/i.test(message)));
    if (limited) {
        const seconds = secondsToWait(headers) ?? 2 ** attempt;
        return seconds > LONGEST_WAIT ? undefined : seconds * 1000;
    }
    // A POST may have been done before the server failed. GraphQL's one mutation here names the commit that it expects.
    const repeatable = method !== 'POST' || url.endsWith('/graphql');
    return repeatable && (status === undefined || status >= 500) ? 500 * 2 ** attempt : undefined;
}
function secondsToWait(headers) {
    const after = headers['retry-after'];
    if (after !== undefined && /^\d+$/.test(after))
        return Number(after);
    const reset = headers['x-ratelimit-reset'];
    if (headers['x-ratelimit-remaining'] !== '0' || reset === undefined || !/^\d+$/.test(reset))
        return undefined;
    return Math.max(1, Number(reset) - Math.floor(Date.now() / 1000));
}
/** By its looks, since it comes from another copy of the package, or another realm. Every field may still be missing. */
function isOctokitError(error) {
    return typeof error === 'object' && error !== null;
}
function answerOf(error) {
    const { status, response, message, errors, headers } = isOctokitError(error) ? error : {};
    const said = response?.data?.message;
    return {
        // Octokit says 500 for "no answer" too; only with a response it is one.
        status: response === undefined ? undefined : status,
        headers: response?.headers ?? headers ?? {},
        message: errors?.[0]?.message ?? (typeof said === 'string' ? said : (message ?? String(error))),
        types: (errors ?? []).flatMap(({ type }) => (type === undefined ? [] : [type])),
    };
}
/** An error of Octokit as a Failure with words for people. What the server said is one short line in it. */
function apiFailure(what, error) {
    if (error instanceof ApiFailure)
        return error;
    const { status, headers, message, types } = answerOf(error);
    const said = (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(message, 300);
    const details = { status, type: types[0] };
    if (status === undefined && types.length === 0) {
        return new ApiFailure(`${what}: GitHub did not answer.`, 'Run it again; if it stays so, look whether the runner reaches the API (GITHUB_API_URL).', { ...details, cause: error });
    }
    const head = status === undefined ? `${what}: GitHub refused: ${said}` : `${what}: GitHub answered ${status}: ${said}`;
    if (status === 401)
        return new ApiFailure(head, 'The input github-token is wrong or has expired; leave it out to use the token of the workflow.', details);
    if (status === 429 || (status === 403 && (headers['retry-after'] !== undefined || /rate limit/i.test(message)))) {
        return new ApiFailure(head, 'The rate limit of this token is used up; run it again later.', { type: details.type, status: 429 });
    }
    if (status !== undefined && status >= 500)
        return new ApiFailure(head, 'GitHub has a fault; run it again later (githubstatus.com).', details);
    return new ApiFailure(head, 'Look at the permissions of the job, and at what the token may do.', details);
}
/** Does what `work` does, and turns what it throws into an ApiFailure that begins with `what`. */
async function asking(what, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
            throw error;
        throw apiFailure(what, error);
    }
}
/** What `answer` gives, or undefined for what GitHub does not find. */
async function missingAsUndefined(answer) {
    try {
        return await answer;
    }
    catch (error) {
        if (error instanceof ApiFailure && error.status === 404)
            return undefined;
        throw error;
    }
}


/***/ })

};
