export const id = 636;
export const ids = [636];
export const modules = {

/***/ 70636:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   changedFiles: () => (/* binding */ changedFiles),
/* harmony export */   compareCommits: () => (/* binding */ compareCommits),
/* harmony export */   isReachable: () => (/* binding */ isReachable),
/* harmony export */   openClient: () => (/* binding */ openClient),
/* harmony export */   readFileAt: () => (/* binding */ readFileAt)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58500);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7629);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(40317);





function silent() { }
/** What Octokit has to say to a console (deprecations) is for its own developers. */
const SILENT = { debug: silent, info: silent, warn: silent, error: silent };
/** Milliseconds for one request. */
const TIMEOUT = 30_000;
/**
 * The event's repository with a token, at the api url of the event (so on GHES too). The caller has masked the token. @actions/github
 * is loaded here and not before. Requests are repeated as `waitAfter` says; `pause` waits so many milliseconds.
 */
async function openClient(event, token, pause = node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout) {
    const github = await __webpack_require__.e(/* import() */ 2413).then(__webpack_require__.bind(__webpack_require__, 92413));
    const octokit = github.getOctokit(token, { baseUrl: event.apiUrl, log: SILENT });
    octokit.hook.wrap('request', async (request, options) => {
        for (let attempt = 1;; attempt++) {
            try {
                return await request({ ...options, request: { ...options.request, signal: AbortSignal.timeout(TIMEOUT) } });
            }
            catch (error) {
                const wait = (0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .waitAfter */ .Wv)(error, options, attempt);
                if (wait === undefined)
                    throw error;
                await pause(wait);
            }
        }
    });
    let viewer;
    return {
        octokit,
        owner: event.repository.owner,
        repo: event.repository.name,
        viewer: () => (viewer ??= viewerOf(octokit)),
    };
}
/** GraphQL knows who a token is, whether a workflow's, an app's or a person's; REST knows only the last. */
async function viewerOf(octokit) {
    try {
        const { viewer } = await octokit.graphql('query { viewer { login } }');
        return viewer.login;
    }
    catch (error) {
        // A server that does not tell is asked by a workflow's own token nearly always.
        if ((0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .apiFailure */ .tF)('Asking who the token is', error).forbidden)
            return 'github-actions[bot]';
        throw error;
    }
}
/**
 * Compares two commits or branches by the API, which also works in a checkout of depth 1 and for the head of a fork's pull request.
 * undefined when one of them does not exist, or has nothing in common with the other. Throws ApiFailure.
 */
async function compareCommits(client, base, head) {
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .missingAsUndefined */ .xo)((0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .asking */ .os)(`Comparing ${base} with ${head}`, async () => {
        const { owner, repo, octokit } = client;
        // The second page of commits has no list of files, which would be most of the answer.
        const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead: `${base}...${head}`, per_page: 1, page: 2 });
        return { mergeBase: data.merge_base_commit.sha, status: data.status };
    }));
}
/**
 * Whether a commit is in the history of a branch; undefined when the branch or the commit does not exist. Throws ApiFailure. A name alone may
 * be a tag's too, which whoever may push tags could set on any commit, so it is the branch's commit that is compared.
 */
async function isReachable(client, commit, branch) {
    const { owner, repo, octokit } = client;
    const answer = await (0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .missingAsUndefined */ .xo)((0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .asking */ .os)(`Asking for the branch ${branch}`, () => octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}` })));
    if (answer === undefined)
        return undefined;
    const comparison = await compareCommits(client, answer.data.object.sha, commit);
    return comparison && (comparison.status === 'behind' || comparison.status === 'identical');
}
/** The files that a pull request changes, without those it removes: all pages, of which GitHub gives 3000 files at most. Throws ApiFailure. */
async function changedFiles(client, pullRequest) {
    const { owner, repo, octokit } = client;
    const files = await (0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .asking */ .os)('Listing the changed files', () => octokit.paginate(octokit.rest.pulls.listFiles, { owner, repo, pull_number: pullRequest, per_page: 100 }));
    return files.filter(({ status }) => status !== 'removed').map(({ filename, patch }) => ({ path: filename, patch }));
}
/** Links that are followed on the way to one file; git follows more, and GitHub is asked for each. */
const LINKS = 8;
/**
 * The bytes of a file at a commit, by the API, for where git does not have it; undefined when there is none. Links in that commit are followed, as git does.
 * Throws ApiFailure, and `usage` Failures: `not-a-file` for a folder, a submodule or a file over 1 MiB, whose contents GitHub leaves out; `link` where
 * a link leads out of the repository, or through too many others.
 */
async function readFileAt(client, commit, path) {
    const what = `Reading ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .visible */ .RK)(path)} at ${commit}`;
    let at = path;
    for (let links = 0; links <= LINKS; links++) {
        const found = await contentOf(client, commit, at, what);
        if (found === undefined) {
            // GitHub says nothing of what lies behind a linked folder.
            const linked = await throughLink(client, commit, at, what);
            if (linked === undefined)
                return undefined;
            at = linked;
        }
        else if (!Array.isArray(found) && found.type === 'symlink')
            at = follow(at, found.target, '', what);
        else if (!Array.isArray(found) && found.type === 'file' && 'content' in found && found.encoding === 'base64')
            return Buffer.from(found.content, 'base64');
        else
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'not-a-file', `${what}: it is no file of at most 1 MiB.`, { cure: 'Name the manifest itself in the input manifest.' });
    }
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'link', `${what}: it lies behind more than ${LINKS} links.`, { cure: 'Name the file by the path that it has without links.' });
}
async function contentOf({ owner, repo, octokit }, commit, path, what) {
    return (await (0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .missingAsUndefined */ .xo)((0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .asking */ .os)(what, () => octokit.rest.repos.getContent({ owner, repo, path, ref: commit }))))?.data;
}
/** Where a path leads whose first folder that is a link is followed; undefined when none of them is one, so that nothing lies there. */
async function throughLink(client, commit, path, what) {
    const parts = path.split('/');
    for (let length = 1; length < parts.length; length++) {
        const folder = parts.slice(0, length).join('/');
        const found = await contentOf(client, commit, folder, what);
        if (Array.isArray(found))
            continue;
        return found?.type === 'symlink' ? follow(folder, found.target, parts.slice(length).join('/'), what) : undefined;
    }
    return undefined;
}
/** The path that a link leads to, and what is below it. */
function follow(link, target, rest, what) {
    const path = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(link), target, rest));
    if (!node_path__WEBPACK_IMPORTED_MODULE_0__.posix.isAbsolute(target) && path !== '..' && !path.startsWith('../'))
        return path;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'link', `${what}: the link ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .visible */ .RK)(link)} leads out of the repository.`, { cure: 'Name the file by the path that it has without links.' });
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
