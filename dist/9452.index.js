export const id = 9452;
export const ids = [9452,636];
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


/***/ }),

/***/ 29452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  pinOnPullRequest: () => (/* binding */ pinOnPullRequest),
  d: () => (/* binding */ pinned),
  pinningOf: () => (/* binding */ pinningOf),
  Q: () => (/* binding */ targetsOf)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: ./lib/manifest/encoding.js
var encoding = __webpack_require__(46604);
;// CONCATENATED MODULE: ./lib/manifest/edit.js


/** The text with the edits, which must not overlap. */
function applyToText(text, edits) {
    const parts = [];
    let at = 0;
    for (const { offset, deleteLength, insert } of edits.toSorted((a, b) => a.offset - b.offset)) {
        parts.push(text.slice(at, offset), insert);
        at = offset + deleteLength;
    }
    return [...parts, text.slice(at)].join('');
}
/**
 * The file's bytes with the edits; every other byte, a byte order mark too, stays. Throws a `problem` Failure `manifest` when the bytes
 * are not the UTF-8 text that the edits were made for.
 */
function applyEdits(bytes, edits) {
    const decoded = (0,encoding/* decode */.D4)(bytes);
    if (!('text' in decoded))
        throw new failure/* Failure */.HR('problem', 'manifest', decoded.message);
    const mark = (0,encoding/* hasByteOrderMark */.ke)(bytes) ? Buffer.from(bytes.subarray(0, 3)) : Buffer.alloc(0);
    return Buffer.concat([mark, Buffer.from(applyToText(decoded.text, edits))]);
}

// EXTERNAL MODULE: ./lib/manifest/read.js
var read = __webpack_require__(13457);
;// CONCATENATED MODULE: ./lib/manifest/pin.js





/**
 * The edits that write `digest` and `size` into the targets that `pins` names and that do not state them (contract, "Where `pin` writes").
 * What is stated is never changed. Every edit is tried: the text it gives must mean the same manifest plus digest and size, or the target
 * is refused.
 */
function pinEdits(document, manifest, pins) {
    const refused = [];
    const planned = [];
    for (const target of manifest.targets) {
        const pin = pins.get(target.name);
        if (pin === undefined)
            continue;
        const missing = missingFields(target, pin);
        if (missing.length === 0)
            continue;
        const reason = obstacle(manifest, target);
        const edits = reason === undefined ? editsFor(document, target, missing) : undefined;
        if (edits === undefined)
            refused.push(refusal(target, pin, reason ?? 'is written in a way that cannot be edited in place'));
        else
            planned.push({ target, pin, edits });
    }
    let kept = planned;
    let after = tried(document, manifest, kept);
    if (after === undefined) {
        kept = planned.filter((plan) => tried(document, manifest, [plan]) !== undefined);
        after = tried(document, manifest, kept);
        if (after === undefined)
            kept = [];
    }
    for (const { target, pin } of planned.filter((plan) => !kept.includes(plan))) {
        refused.push(refusal(target, pin, 'cannot be pinned in place: the edited file would mean something else'));
    }
    return { edits: kept.flatMap(({ edits }) => edits).toSorted((a, b) => a.offset - b.offset), refused, after };
}
function missingFields(target, pin) {
    const stated = target.digest;
    if (stated !== undefined && stated !== pin.digest)
        return [];
    const fields = [];
    if (stated === undefined && !target.source.includes('@sha256:'))
        fields.push({ key: 'digest', value: pin.digest });
    if (target.size === undefined)
        fields.push({ key: 'size', value: String(pin.size) });
    return fields;
}
function obstacle(manifest, target) {
    if (target.aliased)
        return 'comes from an alias or a merge key, so it cannot be pinned in place';
    return manifest.targets.filter(({ name }) => name === target.name).length > 1 ? 'shares its name with another target, so it cannot be pinned' : undefined;
}
function refusal(target, pin, reason) {
    const lines = missingFields(target, pin).map(({ key, value }) => `${key}: ${value}`);
    const where = target.path.length === 2 && typeof target.path[1] === 'string' ? 'url' : 'source';
    return { path: target.sourcePath, target: target.name, message: `${(0,visible/* quoted */.TL)(target.name)} ${reason}. Write the target out, with ${lines.join(' and ')} on lines of their own after ${where}.` };
}
/** The edited text as it is read, if it means the same manifest but for the digest and size of these targets. */
function tried(document, manifest, plans) {
    if (plans.length === 0)
        return undefined;
    const text = applyToText(document.text, plans.flatMap(({ edits }) => edits));
    const after = (0,read/* readManifest */.W)(Buffer.from(text));
    if (after.manifest === undefined)
        return undefined;
    const wanted = {
        ...manifest,
        targets: manifest.targets.map((target) => {
            const pin = plans.find((plan) => plan.target === target)?.pin;
            if (pin === undefined)
                return target;
            const added = new Map(missingFields(target, pin).map(({ key, value }) => [key, value]));
            const size = added.get('size');
            return { ...target, digest: added.get('digest') ?? target.digest, size: size === undefined ? target.size : BigInt(size) };
        }),
    };
    return comparable(after.manifest) === comparable(wanted) ? after : undefined;
}
function comparable(manifest) {
    return JSON.stringify(manifest, (_, value) => (typeof value === 'bigint' ? `${value}n` : value === undefined ? null : value));
}
function editsFor(document, target, missing) {
    const mapping = mappingOf(document, target);
    const source = mapping?.entries.get(String(target.sourcePath.at(-1)));
    if (mapping?.source === undefined || source?.pair === undefined)
        return undefined;
    const edits = [];
    const added = [];
    for (const field of missing) {
        const entry = mapping.entries.get(field.key);
        if (entry === undefined)
            added.push(field);
        else {
            const edit = fill(document, target, entry, field);
            if (edit === undefined)
                return undefined;
            edits.push(edit);
        }
    }
    if (added.length > 0)
        edits.push(mapping.source.flow === true ? afterValue(document, target, source, added) : afterLines(document, target, source, added));
    return edits;
}
function mappingOf(document, { path }) {
    const { root } = document;
    const targets = root?.kind === 'mapping' ? root.entries.get('targets')?.value : undefined;
    const which = path[1];
    const node = targets?.kind === 'sequence' && typeof which === 'number' ? targets.items[which] : targets?.kind === 'mapping' ? targets.entries.get(String(which))?.value : undefined;
    return node?.kind === 'mapping' ? node : undefined;
}
/** `digest:` is there without a value, as null, or as an empty string: the value goes where it belongs. */
function fill(document, target, entry, field) {
    const { pair, value } = entry;
    if (pair === undefined || value.kind !== 'scalar' || value.aliased)
        return undefined;
    const key = document.text.slice(entry.keyStart, entry.keyEnd);
    const node = (0,dist/* isScalar */.jn)(pair.value) ? pair.value : undefined;
    const written = node === undefined ? '' : document.text.slice(node.range[0], node.range[1]);
    const text = field.key === 'digest' && (written.startsWith('"') || (written !== "''" && key.startsWith('"'))) ? `"${field.value}"` : field.value;
    if (node !== undefined && written !== '')
        return { ...at(document, node.range[0]), deleteLength: node.range[1] - node.range[0], insert: text, target: target.name };
    const colon = pair.srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
    if (colon === undefined)
        return { ...at(document, entry.keyEnd), deleteLength: 0, insert: `: ${text}`, target: target.name };
    return { ...at(document, colon.offset + 1), deleteLength: 0, insert: ` ${text}`, target: target.name };
}
/** Flow style: right after the value. */
function afterValue(document, target, source, fields) {
    const json = document.text[source.keyStart] === '"';
    const parts = fields.map(({ key, value }) => (json ? `"${key}": ${key === 'digest' ? `"${value}"` : value}` : `${key}: ${value}`));
    const end = rangeEnd(source.pair.value, source.keyEnd);
    return { ...at(document, end), deleteLength: 0, insert: parts.map((part) => `, ${part}`).join(''), target: target.name };
}
/** Block style: lines of their own after the last line of the source, its continuations and its own comments. */
function afterLines(document, target, source, fields) {
    const { lines, text } = document;
    const { pair } = source;
    const start = pair.srcToken?.start.find(({ type }) => type === 'explicit-key-ind')?.offset ?? propertiesStart(pair.key, pair.srcToken?.start, source.keyStart);
    const column = start - lines.start(lines.lineOf(start));
    let line = lines.lineOf(Math.max(lastOffset(text, pair.value, source.keyEnd) - 1, source.keyEnd - 1));
    while (line < lines.count && isComment(text.slice(lines.start(line + 1), lines.end(line + 1)), column))
        line++;
    const end = lines.end(line);
    const lineBreak = text.startsWith('\r\n', end) || (end === text.length && text.startsWith('\r\n', lines.end(1))) ? '\r\n' : '\n';
    const insert = fields.map(({ key, value }) => `${lineBreak}${' '.repeat(column)}${key}: ${value}`).join('');
    return { offset: end, line, deleteLength: 0, insert, target: target.name };
}
/** Where a key starts, its anchor included. */
function propertiesStart(key, start, keyStart) {
    return (0,dist/* isScalar */.jn)(key) && key.anchor !== undefined ? (start?.find(({ type }) => type === 'anchor')?.offset ?? keyStart) : keyStart;
}
/** A comment that is indented deeper than the key belongs to its value. */
function isComment(line, column) {
    const comment = /^( *)#/.exec(line);
    return comment !== null && comment[1].length > column;
}
function rangeEnd(node, otherwise) {
    return node === null ? otherwise : node.range[1];
}
/** The end of what belongs to a value: a block scalar that keeps its empty lines ends after them, any other before. */
function lastOffset(text, node, otherwise) {
    const end = rangeEnd(node, otherwise);
    const header = (0,dist/* isScalar */.jn)(node) && node.srcToken?.type === 'block-scalar' ? node.srcToken.props.find(({ type }) => type === 'block-scalar-header') : undefined;
    if (header === undefined || !('source' in header))
        return end;
    return header.source.includes('+') ? end : text.slice(0, end).trimEnd().length;
}
function at(document, offset) {
    return { offset, line: document.lines.lineOf(offset) };
}

// EXTERNAL MODULE: ./lib/github/client.js
var github_client = __webpack_require__(70636);
// EXTERNAL MODULE: ./lib/github/failure.js
var github_failure = __webpack_require__(40317);
;// CONCATENATED MODULE: ./lib/github/commit.js

/**
 * Commits files to the branch of a pull request by GraphQL's createCommitOnBranch, which GitHub signs, on top of head.sha and
 * nothing else. Declines on forks, on Dependabot's branches, on a pull request that somebody approved (the approval would be for
 * something else) and when the branch has moved. Throws ApiFailure; where the token may not write, its cure is the permission to add.
 */
async function commitFiles(client, request) {
    const { event, files, headline, body = '' } = request;
    const { pullRequest } = event;
    if (pullRequest === undefined)
        return declined('This run is for no pull request.');
    if (pullRequest.fork)
        return declined('The branch is in a fork, where this token may not write.');
    if (event.dependabot)
        return declined('Dependabot stops maintaining a branch that somebody else commits to.');
    const approver = await approverOf(client, pullRequest.number);
    if (approver !== undefined)
        return declined('The pull request is approved, and a commit would change what was approved.');
    try {
        const answer = await (0,github_failure/* asking */.os)('Committing the pins', () => client.octokit.graphql(MUTATION, {
            input: {
                branch: { repositoryNameWithOwner: `${client.owner}/${client.repo}`, branchName: pullRequest.head.ref },
                expectedHeadOid: pullRequest.head.sha,
                message: { headline, body },
                fileChanges: { additions: files.map(({ path, bytes }) => ({ path, contents: bytes.toString('base64') })) },
            },
        }));
        const { oid, url } = answer.createCommitOnBranch.commit;
        return { status: 'committed', sha: oid, url };
    }
    catch (error) {
        if (!(error instanceof github_failure/* ApiFailure */.F9))
            throw error;
        if (error.type === 'STALE_DATA')
            return declined('The branch has moved since this run began; the run of its newest commit pins it.');
        if (!error.forbidden)
            throw error;
        throw new github_failure/* ApiFailure */.F9(error.message, 'Give the job `permissions: contents: write`, or set `pin: suggest`, which needs none.', { status: error.status, type: error.type });
    }
}
const MUTATION = 'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid url } } }';
function declined(reason) {
    return { status: 'declined', reason };
}
/** Who approves the pull request as things stand: the last word of each reviewer counts, and comments are none. */
async function approverOf({ owner, repo, octokit }, pullRequest) {
    const reviews = await (0,github_failure/* asking */.os)('Listing the reviews', () => octokit.paginate(octokit.rest.pulls.listReviews, { owner, repo, pull_number: pullRequest, per_page: 100 }));
    const last = new Map();
    for (const { user, state } of reviews)
        if (state !== 'COMMENTED')
            last.set(user?.login ?? '', state);
    return [...last].find(([, state]) => state === 'APPROVED')?.[0];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/review/spans.js
var spans = __webpack_require__(92141);
;// CONCATENATED MODULE: ./lib/github/review.js




/**
 * Puts the suggestions that lie in the diff on a pull request, as one review that neither approves nor rejects. What an earlier run
 * said at the same lines stays, also when it is outdated or was resolved, and is rewritten when another text is right there now; what
 * it said of the same targets at other lines is withdrawn, since both could be accepted.
 * Throws ApiFailure; `forbidden` (a token that only reads) and `rejected` (422: the diff is another by now) are no failures.
 */
async function suggestOn(client, { pullRequest, head, suggestions }) {
    const wanted = suggestions.filter(({ inDiff, lines }) => inDiff && lines.every(isPlain));
    if (wanted.length === 0)
        return { status: 'unchanged', shown: [] };
    try {
        const said = await ownComments(client, pullRequest);
        const texts = wanted.map((suggestion) => ({ suggestion, ...textOf(suggestion), live: said.filter((comment) => stands(comment, suggestion)) }));
        const fresh = texts.filter(({ body, live }) => live.length === 0 && !said.some((comment) => comment.live === undefined && comment.body === body));
        const stale = [
            ...texts.flatMap(({ body, live }) => live.map((comment) => ({ comment, body }))),
            ...said.filter((comment) => comment.live && !texts.some(({ live }) => live.includes(comment))).flatMap((comment) => {
                const about = texts.find(({ marker }) => comment.body.startsWith(marker));
                return about === undefined ? [] : [{ comment, body: `${about.marker}\n${WITHDRAWN}` }];
            }),
        ].filter(({ comment, body }) => comment.body !== body);
        for (const { comment, body } of stale)
            await rewrite(client, comment.id, body);
        if (fresh.length > 0)
            await post(client, pullRequest, head, fresh);
        // What is outdated stays unsaid, but nobody can accept it either.
        const shown = texts.filter((text) => fresh.includes(text) || text.live.length > 0);
        return { status: fresh.length + stale.length === 0 ? 'unchanged' : 'posted', shown: shown.map(({ suggestion }) => suggestion) };
    }
    catch (error) {
        if (error instanceof github_failure/* ApiFailure */.F9 && error.status === 422)
            return { status: 'rejected', shown: [] };
        if (error instanceof github_failure/* ApiFailure */.F9 && error.forbidden)
            return { status: 'forbidden', shown: [] };
        throw error;
    }
}
/** Nothing is hidden in the line: nobody is to accept what they cannot see. */
function isPlain(line) {
    const text = line.replaceAll('\t', ' ');
    return (0,visible/* visible */.RK)(text, text.length + 1) === text;
}
async function ownComments(client, pullRequest) {
    const { owner, repo, octokit } = client;
    return (0,github_failure/* asking */.os)('Listing the review comments', async () => {
        const viewer = await client.viewer();
        const all = await octokit.paginate(octokit.rest.pulls.listReviewComments, { owner, repo, pull_number: pullRequest, per_page: 100 });
        return all
            .filter(({ user, body }) => user.login === viewer && body.startsWith(MARKER))
            .map(({ id, body, path, line, start_line: first }) => ({ id, path, body: body.replaceAll('\r\n', '\n').trimEnd(), live: typeof line === 'number' ? { first: first ?? line, last: line } : undefined }));
    });
}
/** The comment's suggestion would take the place of the same lines: a target may have several, and each belongs to its own alone. */
function stands({ path, live }, suggestion) {
    return path === suggestion.path && live?.first === suggestion.first && live.last === suggestion.last;
}
const MARKER = '<!-- manifest-action pin: ';
const WITHDRAWN = '📌 Another suggestion has taken the place of this one.';
/** The marker is the same for the same targets of a file, whatever their digest. */
function textOf({ path, targets, lines }) {
    const key = (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify([path, ...targets])).digest('hex').slice(0, 16);
    const marker = `${MARKER}${key} -->`;
    const words = `📌 What the source of ${targets.map((target) => (0,spans/* code */.aY)(target, 64)).join(', ')} names now.`;
    return { marker, body: `${marker}\n${words}\n\n${(0,spans/* fence */.EU)(lines, 'suggestion')}` };
}
async function rewrite({ owner, repo, octokit }, id, body) {
    await (0,github_failure/* asking */.os)('Updating a suggestion', () => octokit.rest.pulls.updateReviewComment({ owner, repo, comment_id: id, body }));
}
async function post({ owner, repo, octokit }, pullRequest, head, texts) {
    const comments = texts.map(({ suggestion: { path, first, last }, body }) => ({
        path,
        body,
        line: last,
        side: 'RIGHT',
        // A start on the same line is refused.
        ...(first < last ? { start_line: first, start_side: 'RIGHT' } : {}),
    }));
    const several = comments.length > 1 ? ' Several go into one commit with *Add suggestion to batch*.' : '';
    await (0,github_failure/* asking */.os)('Writing the suggestions', () => octokit.rest.pulls.createReview({
        owner,
        repo,
        pull_number: pullRequest,
        commit_id: head,
        event: 'COMMENT',
        body: `With its digest in the manifest, an image is released as it was reviewed.${several}`,
        comments,
    }));
}

// EXTERNAL MODULE: ./lib/review/suggestions.js
var suggestions = __webpack_require__(92105);
;// CONCATENATED MODULE: ./lib/jobs/pins.js





/** How the targets that were resolved and state no digest or size are pinned; nothing when the manifest could not be read. */
function pinningOf(judged) {
    const { manifest, images, file } = judged;
    const path = file.origin.kind === 'head' ? file.origin.path : file.path;
    const { document } = file.reading;
    if (manifest === undefined || document === undefined)
        return { judged, path, edits: [], refused: [], after: undefined };
    return { judged, path, ...pinEdits(document, manifest, images) };
}
/** The bytes of a manifest with its pins. */
function pinned({ judged, edits }) {
    return applyEdits(judged.file.bytes, edits);
}
/** How many targets an edit of a pinning concerns. */
function targetsOf(pinnings) {
    return pinnings.reduce((sum, { edits }) => sum + new Set(edits.map(({ target }) => target)).size, 0);
}
/**
 * Pins on a pull request as the input `pin` says: a review suggestion where the lines are in the diff, or a commit, which falls back to the
 * comment (contract, "What is published", `pin: commit`). Throws `unavailable` when an own branch may not be written.
 */
async function pinOnPullRequest(context, client, pinnings) {
    const pull = context.event?.pullRequest;
    const wanted = pinnings.filter(({ edits }) => edits.length > 0);
    if (wanted.length === 0 || context.options.pin === 'off')
        return { pins: [], committed: 0 };
    if (pull === undefined || client === undefined)
        return { pins: linesToWrite(wanted, new Map()), committed: 0 };
    if (context.options.pin === 'commit' && context.event !== undefined) {
        // Whatever else lies under that path in the head, the workspace's file is not to take its place.
        const [held, others] = [wanted.filter(isOfHead), wanted.filter((each) => !isOfHead(each))];
        for (const { path } of others)
            context.log.warning(`${path} is not pinned by a commit: the pull request's head does not hold it. The lines to write are in the comment.`);
        const committed = held.length === 0 ? undefined : await commitFiles(client, {
            event: context.event,
            files: held.map((pinning) => ({ path: pinning.path, bytes: pinned(pinning) })),
            headline: `Pin ${held.map(({ judged }) => judged.file.path).join(', ')} by digest`,
        });
        if (committed?.status === 'committed') {
            context.log.info(`Pinned by commit ${committed.sha}.`);
            return { pins: linesToWrite(others, new Map()), committed: targetsOf(held) };
        }
        if (committed !== undefined)
            context.log.warning(`Not pinned by a commit: ${committed.reason} The lines to write are in the comment.`);
    }
    const patches = await (0,github_client.changedFiles)(client, pull.number).catch(() => []);
    const lines = linesToWrite(wanted, new Map(patches.map(({ path, patch }) => [path, patch])));
    if (context.options.pin !== 'suggest')
        return { pins: lines, committed: 0 };
    const { shown } = await suggestOn(client, { pullRequest: pull.number, head: pull.head.sha, suggestions: lines });
    return { pins: lines.map((line) => ({ ...line, suggested: shown.some(({ path, first }) => path === line.path && first === line.first) })), committed: 0 };
}
function isOfHead({ judged }) {
    return judged.file.origin.kind === 'head';
}
function linesToWrite(pinnings, patches) {
    return pinnings.flatMap((pinning) => (0,suggestions/* suggest */.ZA)(pinning.path, pinning.judged.file.reading.document?.text ?? '', pinning.edits.map((edit) => ({ target: edit.target, edit })), isOfHead(pinning) ? (0,suggestions/* linesOf */.Dx)(patches.get(pinning.path)) : []).map((each) => ({ ...each, manifest: pinning.judged.file.path, suggested: false })));
}


/***/ })

};
