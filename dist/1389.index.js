export const id = 1389;
export const ids = [1389];
export const modules = {

/***/ 21389:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  check: () => (/* binding */ check)
});

// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/github/event.js
var github_event = __webpack_require__(19607);
// EXTERNAL MODULE: ./lib/manifest/read.js
var read = __webpack_require__(13457);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/jobs/repository.js
var repository = __webpack_require__(37214);
;// CONCATENATED MODULE: ./lib/jobs/base.js







/**
 * The base of this run (contract, "Base"): the input `base`, or what the event says; undefined when there is none.
 * Throws a `usage` Failure for an input that names no commit, and an `unavailable` one when a pull request's base cannot be found, since
 * nothing could then be said of what it changes.
 */
async function findBase(context, git, remote) {
    const commit = await baseCommit(context, git, remote);
    if (commit === undefined)
        return undefined;
    const workspace = await (0,promises_.realpath)(context.workspace);
    // By the path that people know: what a link of the change leads to has another history.
    const at = (path) => (0,repository/* fileAt */.Wd)(context, remote, commit, { path, file: (0,external_node_path_.resolve)(workspace, path) });
    return {
        file: async (path) => (await at(path)).bytes,
        compared: async ({ path, origin }) => {
            if (origin.kind === 'checkout')
                return undefined;
            const { bytes, another } = await at(path);
            return another ? undefined : { name: commit.slice(0, 12), kind: 'git', manifest: bytes === undefined ? undefined : (0,read/* readManifest */.W)(bytes).manifest };
        },
    };
}
async function baseCommit(context, git, remote) {
    const { base } = context.options;
    if (base !== undefined) {
        const commit = await git.commit(base);
        if (commit !== undefined)
            return commit;
        if ((await git.prefix()) === undefined) {
            throw new failure/* Failure */.HR('usage', 'input', `The input base: there is no git repository here in which ${(0,visible/* quoted */.TL)(base)} could be looked up.`, {
                cure: context.inActions ? 'Check out with actions/checkout first, or leave base out.' : 'Run this in a clone, with git installed, or leave base out.',
            });
        }
        throw new failure/* Failure */.HR('usage', 'input', `The input base: git has no commit ${(0,visible/* quoted */.TL)(base)}.`, {
            cure: context.inActions
                ? 'Name a branch, tag or commit that is checked out here; actions/checkout fetches one commit unless fetch-depth is 0.'
                : 'Name a branch, tag or commit of this repository; a shallow clone has only the newest.',
        });
    }
    if (context.event === undefined)
        return undefined;
    const wanted = (0,github_event/* baseOf */.bx)(context.event);
    if (wanted.kind === 'none')
        return undefined;
    if (wanted.kind === 'commit')
        return wanted.sha;
    const commit = (await git.mergeBase(wanted.base, wanted.head)) ?? (await remote.mergeBase(wanted.base, wanted.head));
    if (commit !== undefined)
        return commit;
    throw new failure/* Failure */.HR('unavailable', 'base', `The merge base of ${wanted.base.slice(0, 12)} and ${wanted.head.slice(0, 12)} could not be found, neither by git nor by the API.`, {
        cure: 'Give the job `contents: read`, or check out with fetch-depth: 0.',
    });
}

// EXTERNAL MODULE: ./lib/jobs/conclude.js + 1 modules
var conclude = __webpack_require__(88692);
// EXTERNAL MODULE: ./lib/jobs/files.js
var jobs_files = __webpack_require__(55095);
// EXTERNAL MODULE: ./lib/jobs/judge.js + 2 modules
var judge = __webpack_require__(28051);
// EXTERNAL MODULE: ./lib/jobs/session.js + 2 modules
var jobs_session = __webpack_require__(25565);
// EXTERNAL MODULE: ./lib/jobs/source-policy.js
var source_policy = __webpack_require__(62778);
;// CONCATENATED MODULE: ./lib/jobs/check.js







/**
 * The job `check` (contract, "Jobs"): reads, resolves, checks the rules, compiles, compares with the base, and reports; on a pull
 * request also as a comment, and as suggestions or a commit that pin. Publishes nothing.
 */
async function check(context) {
    const session = await (0,jobs_session/* openSession */.f)(context);
    const { settings, stores, remote } = session;
    try {
        const base = await findBase(context, session.git, remote);
        const policy = await (0,source_policy/* openPolicy */.t)(context, session.paths, base);
        const files = (0,jobs_files/* openOutputFiles */.V)(context, session.files.map(({ path }) => path));
        const judged = await Promise.all(session.files.map(async (file) => (0,judge/* judge */.S4)({ context, settings, stores, file, base: await base?.compared(file), publishing: false, policy })));
        const manifests = await Promise.all(judged.map(async (each) => (0,judge/* reportOf */.EI)(each, each.system === undefined ? undefined : await files.write(each.file.path, each.system.fileName, each.system.bytes))));
        const kinds = new Set((0,judge/* failureKinds */.cV)(judged));
        const misplaced = context.options.destination === undefined ? undefined : await sayPlaces(context, context.options.destination, judged);
        const { pins, committed, failure } = misplaced === undefined ? await pin(context, remote, judged) : { pins: [], committed: 0, failure: misplaced };
        if (failure !== undefined)
            kinds.add(failure.kind);
        const report = { reportVersion: 1, job: 'check', result: kinds.size === 0 ? 'passed' : 'failed', manifests, network: stores.usage() };
        return await (0,conclude/* conclude */.E)({ context, files, report, kinds, pins, failure, notice: policy?.notice, comment: (markdown) => comment(context, remote, report, markdown), outputs: { pinned: String(committed) } });
    }
    finally {
        await stores.close();
    }
}
/**
 * Says where a release would put the images, which `images: auto` decides by the host (contract, input `images`), and gives what is wrong with
 * that place. A product that is missing is the manifest's own fault, and told as such.
 */
async function sayPlaces({ options, log }, destination, judged) {
    const [{ imagePlace }, { fill }, { formatDestination, parseDestination }] = await Promise.all([Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 10880)), Promise.all(/* import() */[__webpack_require__.e(2088), __webpack_require__.e(1000)]).then(__webpack_require__.bind(__webpack_require__, 81000)), Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 23940))]);
    for (const { file, manifest, problems } of judged) {
        const product = manifest?.product ?? '';
        if (product === '' && destination.includes('{product}') && problems.some(({ severity }) => severity === 'error'))
            continue;
        try {
            const { destination: place, copied } = imagePlace(options.images, parseDestination(fill(destination, file.path, product)));
            log.info(`${file.path}: a release ${copied ? 'copies its images to' : 'expects its images in'} ${formatDestination(place)}.`);
        }
        catch (error) {
            if (error instanceof failure/* Failure */.HR)
                return error;
            throw error;
        }
    }
    return undefined;
}
/** Only a manifest with a floating target needs any of this to be loaded. */
async function pin(context, remote, judged) {
    const nothing = { pins: [], committed: 0 };
    const floating = judged.some(({ manifest }) => manifest?.targets.some(({ digest, size }) => digest === undefined || digest === '' || size === undefined) === true);
    if (!floating || context.options.pin === 'off')
        return nothing;
    const { pinningOf, pinOnPullRequest } = await __webpack_require__.e(/* import() */ 9452).then(__webpack_require__.bind(__webpack_require__, 29452));
    try {
        return await pinOnPullRequest(context, await remote.client(), judged.map(pinningOf));
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.HR))
            throw error;
        return { ...nothing, failure: error };
    }
}
/** Tells the pull request. What GitHub does not let us say stands in the summary, so it is no failure of the check. */
async function comment(context, remote, report, markdown) {
    const { event, options, log } = context;
    if (event?.pullRequest === undefined || options.comment === 'off')
        return undefined;
    try {
        const client = await remote.client();
        if (client === undefined)
            return undefined;
        const { markerOf, writeComment } = await __webpack_require__.e(/* import() */ 4510).then(__webpack_require__.bind(__webpack_require__, 74510));
        const worthIt = report.manifests.some(({ changes, problems }) => changes.length > 0 || problems.some(({ severity }) => severity !== 'notice'));
        const { status, url } = await writeComment(client, { pullRequest: event.pullRequest.number, marker: markerOf(event.workflow, options.manifest), markdown, create: worthIt });
        if (status === 'forbidden')
            log.info('This token may not comment, so the report stands in the job summary alone.');
        return url;
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.HR))
            throw error;
        log.warning(`The comment could not be written, the report stands in the job summary: ${error.message}`);
        return undefined;
    }
}


/***/ })

};
