export const id = 2141;
export const ids = [2141];
export const modules = {

/***/ 79151:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ openGit)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7629);



/**
 * A work tree is a stranger's text: a folder in it that looks like a bare repository would be taken for one, with its configuration
 * (programs to run) and its own objects, and a replacement would give another commit under a commit's id (git-config, safe.bareRepository).
 */
const CAUTION = ['--no-replace-objects', '-c', 'safe.bareRepository=explicit', '-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false'];
/** Opens the repository that holds a folder. Nothing is run until something is asked. */
function openGit(folder, env) {
    // A container job's workspace belongs to another user than the process. Elsewhere git's own caution holds: who owns a repository can have it run
    // programs (git-config, safe.directory).
    const trust = env['GITHUB_ACTIONS'] === 'true' ? ['-c', 'safe.directory=*'] : [];
    const asked = (input, args) => new Promise((done) => {
        const options = { cwd: folder, encoding: 'buffer', maxBuffer: 4 * 1024 * 1024, timeout: 30_000, env: { PATH: env['PATH'], HOME: env['HOME'], SystemRoot: env['SystemRoot'], LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' } };
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile)('git', [...CAUTION, ...trust, ...args], options, (error, stdout) => done(error === null ? stdout : undefined));
        if (input === undefined)
            return;
        child.stdin?.on('error', () => { }); // It ended before it read: what it says of that is what counts.
        child.stdin?.end(input);
    });
    const run = (...args) => asked(undefined, args);
    const line = async (...args) => (await run(...args))?.toString('utf8').trim();
    const commit = async (revision) => {
        const id = await line('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
        return id === '' ? undefined : id;
    };
    return {
        file: async (revision, path) => {
            const id = await commit(revision);
            if (id === undefined || /\n|(?:^|\/)\.\.(?:\/|$)/.test(path))
                return undefined;
            const answer = await asked(`${id}:${path}\n`, ['cat-file', '--batch', '--follow-symlinks']);
            // That nobody could say what was there is another thing than that nothing was there.
            if (answer === undefined)
                throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('unavailable', 'git', `git could not read ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(path, 200)} at ${id.slice(0, 12)}.`, { cure: 'See what git cat-file says about it; a partial clone has to be able to fetch.' });
            return blobOf(answer);
        },
        mergeBase: async (a, b) => {
            const [one, other] = await Promise.all([commit(a), commit(b)]);
            if (one === undefined || other === undefined)
                return undefined;
            const best = (await line('merge-base', '--all', one, other))?.split('\n') ?? [];
            if ((await line('rev-parse', '--is-shallow-repository')) === 'false')
                return best[0] || undefined;
            // Where history is cut off git sees no parents. It is certain of an answer if no such commit is on one side alone: whatever is behind one that
            // both sides have is no better than that one, and of several answers one may be behind another.
            return best.length === 1 && (await line('rev-list', '--max-parents=0', '--max-count=1', `${one}...${other}`)) === '' ? best[0] || undefined : undefined;
        },
        commit,
        time: async (revision) => {
            const id = await commit(revision);
            const seconds = id === undefined ? undefined : await line('show', '--no-patch', '--format=%ct', id);
            return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) : undefined;
        },
        prefix: () => line('rev-parse', '--show-prefix'),
        superproject: async () => (await line('rev-parse', '--show-superproject-working-tree')) || undefined,
        origin: async () => (await line('config', '--get', 'remote.origin.url')) || undefined,
    };
}
/** The file in the answer of `cat-file --batch`: a line `<id> blob <size>`, then its bytes. A folder, or a link that leads out, is none. */
function blobOf(answer) {
    const end = answer.indexOf('\n');
    const size = /^[0-9a-f]{40,64} blob (\d+)$/.exec(answer.toString('latin1', 0, Math.max(end, 0)))?.[1];
    return size === undefined ? undefined : answer.subarray(end + 1, end + 1 + Number(size));
}


/***/ }),

/***/ 19607:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NR: () => (/* binding */ chooseJob),
/* harmony export */   Uo: () => (/* binding */ headOf),
/* harmony export */   bx: () => (/* binding */ baseOf),
/* harmony export */   cO: () => (/* binding */ tagOf),
/* harmony export */   j_: () => (/* binding */ readEvent)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);


const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NO_COMMIT = /^0+$/;
const DEPENDABOT = 'dependabot[bot]';
/**
 * The event of this run. Throws a `usage` Failure `event` that names what is missing when the payload is not the
 * event's (GitHub's "Webhook events and payloads").
 */
function readEvent(source) {
    const payload = new Fields(source.name, source.payload, '');
    const repository = payload.inside('repository');
    const pullRequest = readPullRequest(source, payload);
    const mergeGroup = payload.inside('merge_group');
    const release = payload.inside('release');
    const before = source.name === 'push' ? payload.text('before') : undefined;
    const actor = source.actor ?? payload.inside('sender')?.text('login') ?? '';
    return {
        name: source.name,
        action: payload.text('action'),
        ref: source.ref,
        sha: source.sha,
        repository: readRepository(source.repository),
        defaultBranch: repository?.text('default_branch'),
        private: repository?.flag('private'),
        actor,
        workflow: source.workflow ?? '',
        workflowRef: source.workflowRef === '' ? undefined : source.workflowRef,
        runId: source.runId,
        serverUrl: withoutSlash(source.serverUrl ?? 'https://github.com'),
        apiUrl: withoutSlash(source.apiUrl ?? 'https://api.github.com'),
        workspace: source.workspace,
        deleted: source.name === 'push' && payload.flag('deleted') === true,
        before: before === undefined || NO_COMMIT.test(before) ? undefined : before,
        pullRequest,
        mergeGroup: mergeGroup && { base: mergeGroup.commit('base_sha'), head: mergeGroup.commit('head_sha') },
        release: release && { tag: release.need('tag_name') },
        dependabot: actor === DEPENDABOT || pullRequest?.author === DEPENDABOT,
    };
}
function readPullRequest(source, payload) {
    const pull = payload.inside('pull_request');
    if (pull === undefined) {
        if (source.name === 'pull_request')
            throw payload.missing('pull_request');
        return undefined;
    }
    const base = pull.inside('base') ?? pull.fail('base');
    const head = pull.inside('head') ?? pull.fail('head');
    const from = head.inside('repo')?.text('full_name');
    return {
        number: pull.count('number'),
        author: pull.inside('user')?.text('login') ?? '',
        base: { sha: base.commit('sha'), ref: base.need('ref') },
        head: { sha: head.commit('sha'), ref: head.need('ref') },
        // GitHub's names know no case. A head without a repository is a fork that was deleted.
        fork: from?.toLowerCase() !== source.repository.toLowerCase(),
    };
}
function readRepository(text) {
    const match = /^([\w.-]+)\/([\w.-]+)$/.exec(text);
    if (match?.[1] === undefined || match[2] === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'event', `GITHUB_REPOSITORY is ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text, 100)}, not OWNER/NAME`, {
            cure: 'Run this in GitHub Actions, which sets it, or use the command line.',
        });
    }
    return { owner: match[1], name: match[2] };
}
function withoutSlash(url) {
    return url.replace(/\/+$/, '');
}
/**
 * The job: the one that was asked for by name, and for `auto` the event's (contract, "Jobs"). Throws a `usage` Failure:
 * `pull-request-target` with the recipe that is safe, for `auto` and for every job that reads the change, or `event` that names the
 * input `job`.
 */
function chooseJob(event, asked) {
    const job = asked ?? 'auto';
    if (event.name === 'pull_request_target' && job !== 'verify')
        throw pullRequestTarget();
    return isNamed(asked) ? { job: asked } : { job: jobOf(event) };
}
function isNamed(asked) {
    return asked !== undefined && asked !== 'auto';
}
function jobOf(event) {
    switch (event.name) {
        case 'pull_request':
        case 'merge_group':
        case 'workflow_dispatch':
            return 'check';
        case 'schedule':
            return 'update';
        case 'push':
            if (!event.ref.startsWith('refs/tags/'))
                return 'check';
            if (!event.deleted)
                return 'publish';
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'event', `The tag ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(tagOf(event) ?? '')} was deleted, so there is nothing to publish.`, {
                cure: "Skip this run with `if: ${{ !github.event.deleted }}`, or set the input `job` to what you want. A published release stays as it is.",
            });
        case 'release':
            if (event.action === 'published')
                return 'publish';
            throw unknownEvent(`release: ${event.action ?? 'unknown'}`);
        default:
            throw unknownEvent(event.name);
    }
}
function unknownEvent(name) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'event', `The event ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(name)} does not say which job to run.`, {
        cure: 'Set the input `job` (check, pin, publish, promote, verify), or run on pull_request, merge_group, push, release: published or workflow_dispatch.',
    });
}
/** The base's token and secrets are there, and what is read is either the base or the author's. */
function pullRequestTarget() {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'pull-request-target', 'On pull_request_target a check would judge the base instead of the change, or give the secrets of this repository to whoever wrote the pull request. Nothing was read.', {
        cure: 'Write `on: pull_request` with `permissions: {contents: read, pull-requests: write}`. For a fork its token only reads: ' +
            'the job summary and the annotations then say what the comment would.',
    });
}
/** The git tag that this run is for: of a tag's push, of a release, or of a run that was started on a tag. undefined when there is none. */
function tagOf(event) {
    if (event.name === 'release' && event.release !== undefined)
        return event.release.tag;
    return event.ref.startsWith('refs/tags/') ? event.ref.slice('refs/tags/'.length) : undefined;
}
/** The commit that is judged: a pull request's head.sha, since nobody reviews the merge commit (contract, "Base"). */
function headOf(event) {
    return event.pullRequest?.head.sha ?? event.mergeGroup?.head ?? event.sha;
}
/** What the head is compared with (contract, "Base"). `publish` compares with its channel instead, which no event knows. */
function baseOf(event) {
    if (event.pullRequest !== undefined) {
        return { kind: 'merge-base', base: event.pullRequest.base.sha, head: event.pullRequest.head.sha };
    }
    if (event.mergeGroup !== undefined)
        return { kind: 'commit', sha: event.mergeGroup.base };
    const branch = event.name === 'push' && !event.ref.startsWith('refs/tags/') && !event.deleted;
    return branch && event.before !== undefined ? { kind: 'commit', sha: event.before } : { kind: 'none' };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** An object of the payload, read field by field; each error says where in the payload. */
class Fields {
    #event;
    #path;
    #object;
    constructor(event, value, path) {
        this.#event = event;
        this.#path = path;
        if (!isObject(value))
            throw this.missing('');
        this.#object = value;
    }
    inside(name) {
        const value = this.#get(name);
        return value === undefined || value === null ? undefined : new Fields(this.#event, value, `${this.#path}${name}.`);
    }
    text(name) {
        const value = this.#get(name);
        return typeof value === 'string' ? value : undefined;
    }
    flag(name) {
        const value = this.#get(name);
        return typeof value === 'boolean' ? value : undefined;
    }
    need(name) {
        const value = this.text(name);
        return value === undefined || value === '' ? this.fail(name) : value;
    }
    commit(name) {
        const value = this.need(name);
        return COMMIT.test(value) ? value : this.fail(name);
    }
    count(name) {
        const value = this.#get(name);
        return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : this.fail(name);
    }
    missing(name) {
        const where = `${this.#path}${name}` || 'the payload';
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'event', `The event ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(this.#event)} is not as GitHub sends it: ${where} is missing or malformed.`, {
            cure: 'Run this on an event of GitHub Actions itself; GITHUB_EVENT_NAME and GITHUB_EVENT_PATH must belong together.',
        });
    }
    fail(name) {
        throw this.missing(name);
    }
    #get(name) {
        return Object.hasOwn(this.#object, name) ? this.#object[name] : undefined;
    }
}


/***/ }),

/***/ 88692:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ conclude)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/github/event.js
var github_event = __webpack_require__(19607);
// EXTERNAL MODULE: ./lib/review/markdown.js
var review_markdown = __webpack_require__(95711);
;// CONCATENATED MODULE: ./lib/review/report.js
/** The text of report.json. */
function reportJson(report) {
    const manifests = report.manifests.map((manifest) => ({ ...manifest, changes: manifest.changes.map(({ parts: _parts, ...change }) => change) }));
    return `${JSON.stringify({ ...report, manifests }, null, 2)}\n`;
}

// EXTERNAL MODULE: ./lib/words.js
var words = __webpack_require__(44842);
// EXTERNAL MODULE: ./lib/jobs/repository.js
var repository = __webpack_require__(37214);
;// CONCATENATED MODULE: ./lib/jobs/conclude.js







/** Turns a report into what a run leaves behind: report.json and report.md, the comment, the summary's text, and the outputs. */
async function conclude(conclusion) {
    const { context, files, kinds } = conclusion;
    const report = kinds.size === 0 ? conclusion.report : { ...conclusion.report, result: 'failed' };
    const render = { ...(await renderContext(context, report, conclusion.pins)), failure: conclusion.failure === undefined ? undefined : told(conclusion.failure), notice: conclusion.notice };
    const markdown = (0,review_markdown/* renderReport */.B1)(report, render);
    const url = await conclusion.comment?.(markdown);
    await files.write('', 'report.json', Buffer.from(reportJson(report)));
    await files.write('', 'report.md', Buffer.from(markdown));
    const problems = report.manifests.flatMap((each) => each.problems);
    const failed = (report.steps ?? []).filter(({ ok }) => ok === false).length;
    const path = (relative) => (files.directory === undefined ? '' : (0,external_node_path_.join)(files.directory, relative));
    const compiled = report.manifests.flatMap(({ systemManifest }) => (systemManifest === null ? [] : [path(systemManifest.path)]));
    return {
        report,
        kinds,
        failure: conclusion.failure,
        pins: conclusion.pins,
        paths: render.paths,
        markdown: (0,review_markdown/* renderReport */.B1)(report, { ...render, budget: review_markdown/* SUMMARY_BYTES */.R$ }),
        outputs: {
            result: report.result,
            errors: String(problems.filter(({ severity }) => severity === 'error').length + failed + (conclusion.failure === undefined ? 0 : 1)),
            warnings: String(problems.filter(({ severity }) => severity === 'warning').length),
            pinned: '0',
            ...(compiled.length === 0 || files.directory === undefined ? {} : { 'system-manifest': compiled.join('\n') }),
            ...(files.directory === undefined ? {} : { report: path('report.json') }),
            ...(url === undefined ? {} : { 'comment-url': url }),
            ...conclusion.outputs,
        },
    };
}
function told(failure) {
    const { headline, details } = (0,words/* words */.a)(failure);
    return details === '' ? headline : `${headline} ${details}`;
}
async function renderContext(context, report, pins) {
    const { event, env, options } = context;
    const action = env['GITHUB_ACTION_REPOSITORY'];
    return {
        at: event === undefined ? undefined : { serverUrl: event.serverUrl, repository: `${event.repository.owner}/${event.repository.name}`, sha: (0,github_event/* headOf */.Uo)(event) },
        runUrl: event?.runId === undefined ? undefined : `${event.serverUrl}/${event.repository.owner}/${event.repository.name}/actions/runs/${event.runId}`,
        rulesUrl: action === undefined || action === '' ? undefined : `${event?.serverUrl ?? 'https://github.com'}/${action}/blob/${env['GITHUB_ACTION_REF'] || 'HEAD'}/docs/rules.md`,
        paths: event === undefined ? undefined : await repositoryPaths(context, new Set([...report.manifests.filter(({ problems }) => problems.length > 0).map(({ path }) => path), ...(pins ?? []).map(({ manifest }) => manifest)])),
        pins,
        command: report.job === 'check' ? ['check', ...report.manifests.map(({ path }) => path), ...(options.profile === 'mos' ? [] : ['--profile', options.profile])] : undefined,
    };
}
/** Where the manifests that have a line to show lie in the event's repository: a checkout may be in a folder of the workspace, and a manifest a link. */
async function repositoryPaths(context, manifests) {
    const found = await Promise.all([...manifests].map(async (path) => {
        const file = await (0,promises_.realpath)((0,external_node_path_.resolve)(context.workspace, path)).catch(() => undefined);
        return [path, file === undefined ? undefined : await (0,repository/* pathInEvent */.xt)(context, { path, file })];
    }));
    return new Map(found.flatMap(([path, there]) => (there === undefined ? [] : [[path, there]])));
}


/***/ }),

/***/ 55095:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ openOutputFiles)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71957);
/* harmony import */ var _folders_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(49621);





/** The output directory of this run; with several manifests each gets a folder of its own (contract, "Files in output-directory"). */
function openOutputFiles(context, manifests) {
    const { outputDirectory } = context.options;
    const directory = outputDirectory === undefined ? undefined : (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(context.workspace, outputDirectory);
    const pathOf = (manifest, name) => (manifests.length > 1 && manifest !== '' ? `${slug(manifest)}/${name}` : name);
    return {
        directory,
        pathOf,
        async write(manifest, name, bytes) {
            const path = pathOf(manifest, name);
            if (directory === undefined)
                return path;
            const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, path);
            // A pull request may hold links there: neither through a folder nor through a file of that name does anything leave the workspace.
            if ((0,_folders_js__WEBPACK_IMPORTED_MODULE_4__/* .contains */ .g)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(context.workspace), directory))
                await (await (0,_folders_js__WEBPACK_IMPORTED_MODULE_4__/* .allowedPaths */ .h)(context)).toWrite((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(file, '..'), 'The input output-directory');
            try {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(file, '..'), { recursive: true });
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(file, { force: true });
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(file, bytes, { flag: 'wx' });
            }
            catch (error) {
                throw new _failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR('unavailable', 'output-directory', `The file ${name} could not be written to the output directory.`, {
                    cure: 'Give the input output-directory a folder that can be written and has room.',
                    cause: error,
                });
            }
            return path;
        },
    };
}
/** A folder's name for a manifest: readable, and never that of another manifest. */
function slug(path) {
    const readable = path.replace(/\.ya?ml$/i, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);
    return `${readable}${readable === '' ? '' : '-'}${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(path).digest('hex').slice(0, 8)}`;
}


/***/ }),

/***/ 49621:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ contains),
/* harmony export */   h: () => (/* binding */ allowedPaths)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71957);
/* harmony import */ var _oci_answer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76139);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7629);





/**
 * The paths of this run, relative to the workspace, with symbolic links resolved. In Actions they must lie under the workspace, the
 * runner's temporary folder, or a folder in `layouts` (contract, "Inputs"): a pull request is a stranger's text, and may hold links.
 * They throw `usage` Failures: `path-outside` when it does not, and `path-missing` when nothing is there to be read.
 */
async function allowedPaths(context) {
    const roots = context.inActions
        ? await Promise.all([context.workspace, context.env['RUNNER_TEMP'] ?? context.workspace, ...context.options.layouts.map((folder) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(context.workspace, folder))].map(real))
        : undefined;
    const checked = (found, path, what) => {
        if (roots === undefined || roots.some((root) => contains(root, found)))
            return found;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'path-outside', `${what}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(path, 200)} leads out of the workspace.`, {
            cure: 'Keep it in the repository or the runner’s temporary folder, or name its folder in the input layouts.',
        });
    };
    return {
        toRead: async (path, what) => {
            try {
                return checked(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(context.workspace, path)), path, what);
            }
            catch (error) {
                if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR)
                    throw error;
                throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'path-missing', `${what}: there is no ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(path, 200)}.`, {
                    cure: `Paths are relative to ${context.inActions ? 'the workspace' : 'the working directory'}; is it checked out and spelt right?`,
                    // That it is missing is all that there is to say of it.
                    cause: /^E(?:NOENT|NOTDIR)$/.test((0,_oci_answer_js__WEBPACK_IMPORTED_MODULE_3__/* .errorCodes */ .fv)(error)[0] ?? '') ? undefined : error,
                });
            }
        },
        toWrite: async (path, what) => checked(await wouldBe((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(context.workspace, path)), path, what),
    };
}
/** The real path that something has once it is made. */
async function wouldBe(path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path);
    }
    catch {
        const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
        return parent === path ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await wouldBe(parent), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path));
    }
}
/** Whether a path is a folder itself or lies below it. Both are absolute and real. */
function contains(folder, path) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path);
    return way === '' || (way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way));
}
async function real(path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path);
    }
    catch {
        return path;
    }
}


/***/ }),

/***/ 10880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   COPIES_AT_ONCE: () => (/* binding */ COPIES_AT_ONCE),
/* harmony export */   imagePlace: () => (/* binding */ imagePlace),
/* harmony export */   imageReplaced: () => (/* binding */ imageReplaced),
/* harmony export */   seeImage: () => (/* binding */ seeImage),
/* harmony export */   withRepositoryCure: () => (/* binding */ withRepositoryCure)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11260);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13520);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7629);





/** Blobs that move at once: most are small, and a far registry is a matter of round trips (bench/publish.ts). */
const COPIES_AT_ONCE = 32;
/** Hosts on which nobody owns the root namespace, so that `HOST/mos` cannot be written (docs/registries.md). */
const WITHOUT_ROOT = [
    /^ghcr\.io$/,
    /^(?:docker\.io|registry-1\.docker\.io)$/,
    /^quay\.io$/,
    /^registry\.gitlab\.com$/,
    /^public\.ecr\.aws$/,
    /^\d{12}\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/,
    /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)$/,
];
/**
 * Where the images of a release go (contract, input `images`): `HOST/mos`, which mosctl reads (mos.md "The wire"), the destination's own
 * repository on hosts without a root namespace, or the place that the input names; in a layout and an archive of one the names are `mos:<hex>`.
 * Throws a `usage` Failure `images`.
 */
function imagePlace(images, release) {
    const named = images === 'auto' || images === 'none' ? undefined : (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.parseDestination)(images, 'images');
    if (named !== undefined && (named.kind !== release.kind || (named.kind === 'archive' && (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.formatDestination)(named) !== (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.formatDestination)(release)))) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'images', `The input images cannot be ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(images, 100)}: a release and its images are both in a registry, both in layouts, or both in one archive.`, {
            cure: 'Leave images at auto.',
        });
    }
    const destination = named ?? (release.kind !== 'registry' ? release : { kind: 'registry', host: release.host, repository: rootless(release.host) ? release.repository : 'mos' });
    const tag = (digest) => (destination.kind !== 'registry' ? `mos:${(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .hexOf */ .ZD)(digest)}` : (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .hexOf */ .ZD)(digest));
    return {
        destination,
        copied: images !== 'none',
        tag,
        show: (digest) => `${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.formatDestination)(destination)}:${tag(digest)}`,
    };
}
/**
 * `images: none`: somebody else puts them there, so that each is there is all there is to check; in a layout that it is whole as well, since nobody
 * answers for the blobs there as a registry does. Throws a `problem` Failure `images`, and what reading throws.
 */
async function seeImage(store, tag, digest, reference) {
    if ((await store.resolve(tag))?.digest !== digest) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'images', `The input images is none, but ${reference} is not there with that digest.`, { cure: 'Copy the images first, or set images: auto to have them copied.' });
    }
    if (store.kind === 'layout')
        await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_3__/* .readThrough */ .i)(store, digest);
}
/** An image's name is its digest, so whoever made it name something else erred, or meant harm. */
function imageReplaced(reference, before) {
    return `${reference} named ${before}, which is not what its name says; it was set right. See who may write there.`;
}
/**
 * What Amazon ECR says of a repository that nobody made becomes the command that makes it (docs/registries.md); every other error is
 * given back as it is.
 */
function withRepositoryCure(error, ...places) {
    if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || error.kind !== 'unavailable')
        return error;
    const place = places.find((each) => each.kind === 'registry' && isEcr(each.host) && error.message.includes(`${each.host}/${each.repository}`));
    if (place?.kind !== 'registry' || !/\bNAME_UNKNOWN\b|does not exist/i.test(error.message))
        return error;
    const region = /\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\./.exec(place.host)?.[1];
    const command = region === undefined ? `aws ecr-public create-repository --repository-name ${place.repository.replace(/^[^/]+\//, '')}` : `aws ecr create-repository --region ${region} --repository-name ${place.repository}`;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'repository-missing', `${place.host}/${place.repository} does not exist, and Amazon ECR makes no repository by itself.`, { cure: `Make it once: ${command}`, cause: error });
}
function isEcr(host) {
    return host === 'public.ecr.aws' || /^\d{12}\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(host);
}
function rootless(host) {
    return WITHOUT_ROOT.some((pattern) => pattern.test(host.replace(/:443$/, '')));
}


/***/ }),

/***/ 73458:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Je: () => (/* binding */ readPem),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7629);



const LARGEST = 1024 * 1024;
/** A file's text: a JSON document, a key, a certificate. Throws `usage` Failures that name the input. */
async function readText(paths, path, input) {
    const file = await paths.toRead(path, `The input ${input}`);
    const unreadable = (why, cause) => new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', `${input}-unreadable`, `The input ${input}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(path, 200)} ${why}.`, { cure: 'Name a file that can be read.', cause });
    try {
        const facts = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(file);
        if (facts.isDirectory())
            throw unreadable('is a folder');
        if (facts.size > LARGEST)
            throw unreadable('is larger than 1 MiB');
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, 'utf8');
    }
    catch (error) {
        throw error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR ? error : unreadable('cannot be read', error);
    }
}
/** PEM that was given as text, or as a path (contract, "Inputs"); undefined for none. Throws `usage` Failures that name the input. */
async function readPem(paths, given, input) {
    if (given === undefined)
        return undefined;
    if (given.includes('-----BEGIN '))
        return given.endsWith('\n') ? given : `${given}\n`;
    const neither = () => new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', `${input}-unreadable`, `The input ${input} is neither PEM nor the path of a file.`, { cure: 'Give the whole text with its -----BEGIN line, or the path of a file that holds it.' });
    if (/[\n\r]/.test(given))
        throw neither();
    try {
        return await readText(paths, given, input);
    }
    catch (error) {
        // What names nothing may be a key that lost its shape, and so it is never quoted.
        throw input === 'key' && error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR && error.code === 'path-missing' ? neither() : error;
    }
}
/** A JSON file that an input names. Throws `usage` Failures that name the input. */
async function readJson(paths, path, input) {
    const text = await readText(paths, path, input);
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', `${input}-unreadable`, `The input ${input}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(path, 200)} is not JSON.`, { cure: 'Name the JSON file of that sigstore.', cause: error });
    }
}


/***/ }),

/***/ 37214:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wd: () => (/* binding */ fileAt),
/* harmony export */   lt: () => (/* binding */ homeOf),
/* harmony export */   xt: () => (/* binding */ pathInEvent)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _github_event_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19607);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79151);




/**
 * A file at another commit: by git where it has the commit, else by the API, which knows the event's repository alone. Throws as `Remote.file`,
 * and as `Git.file`.
 */
async function fileAt(context, remote, commit, named) {
    const home = await homeOf(context, named.file);
    if (home === undefined)
        return { path: named.path, bytes: await remote.file(commit, named.path), another: false };
    const { git, path } = home;
    if ((await git.commit(commit)) !== undefined)
        return { path, bytes: await git.file(commit, path), another: false };
    // A workflow may check out several repositories. The same path in another one is another file, which would be judged in its place.
    if (context.event !== undefined && !(await isOf(git, context.event)))
        return { path: named.path, bytes: undefined, another: true };
    return { path, bytes: await remote.file(commit, path), another: false };
}
/**
 * Where a file is in git; undefined where git is missing or no repository holds it. A change may put a link or a submodule where there was a
 * folder, so the path is counted from the nearest folder that is neither: else the author would choose what stands for the base.
 */
async function homeOf({ env }, file) {
    let folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(file);
    while (folder !== (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder) && (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(folder).catch(() => undefined)) !== folder)
        folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
    let git = (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .openGit */ .z)(folder, env);
    let prefix = await git.prefix();
    if (prefix === undefined)
        return undefined;
    for (let above = await git.superproject(); above !== undefined; above = await git.superproject()) {
        folder = above;
        git = (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .openGit */ .z)(folder, env);
        prefix = '';
    }
    return { git, path: prefix + (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, file).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/') };
}
/**
 * The path of a file from the top of the event's repository, by which GitHub knows it; as people know it where there is no git to ask. undefined when it
 * lies in another repository.
 */
async function pathInEvent(context, { path, file }) {
    const home = await homeOf(context, file);
    if (home === undefined)
        return path;
    return context.event !== undefined && (await isOf(home.git, context.event)) ? home.path : undefined;
}
/** Whether a repository is the event's: its origin says so, as actions/checkout sets it, or it holds a commit of the event. */
async function isOf(git, event) {
    const origin = await git.origin();
    if (origin !== undefined && placeOf(origin) === placeOf(`${event.serverUrl}/${event.repository.owner}/${event.repository.name}`))
        return true;
    for (const commit of new Set([event.sha, (0,_github_event_js__WEBPACK_IMPORTED_MODULE_2__/* .headOf */ .Uo)(event)]))
        if ((await git.commit(commit)) !== undefined)
            return true;
    return false;
}
/** Host and path of git's address of a repository (https, ssh, or `user@host:path`; git-fetch, "GIT URLS"). Hosts and GitHub's names know no case. */
function placeOf(address) {
    const [, host = '', path = ''] = /^(?:\w+:\/\/)?(?:[^@/]*@)?([^@/:]+)(?::\d+(?=\/))?[/:]+(.*?)(?:\.git)?\/*$/.exec(address) ?? [];
    return `${host}/${path}`.toLowerCase();
}


/***/ }),

/***/ 35636:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ openStores)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);


/** The stores of one run. `paths` decides which folders may be used. */
function openStores(context, paths) {
    const { options, event } = context;
    const open = new Map();
    const once = (key, make) => {
        const known = open.get(key) ?? make();
        open.set(key, known);
        return known;
    };
    let client;
    let opened;
    const registry = () => {
        client ??= (async () => {
            const { createRegistryClient } = await Promise.all(/* import() */[__webpack_require__.e(6685), __webpack_require__.e(928)]).then(__webpack_require__.bind(__webpack_require__, 90928));
            opened = createRegistryClient({
                env: context.env,
                workspace: context.inActions ? context.workspace : undefined,
                insecureRegistries: options.insecureRegistries,
                credentials: destinationCredentials(context),
                github: options.githubToken === undefined || event === undefined
                    ? undefined
                    : { token: options.githubToken, owner: event.repository.owner, actor: event.actor },
                onDebug: context.log.debug,
                onWarning: context.log.warning,
            });
            return opened;
        })();
        return client;
    };
    const archives = [];
    const archive = async (file, name, write) => {
        const one = await (await Promise.all(/* import() */[__webpack_require__.e(4179), __webpack_require__.e(386)]).then(__webpack_require__.bind(__webpack_require__, 10386))).openArchive(file, { name, write });
        archives.push(one);
        return one;
    };
    const toRead = async (place) => {
        const name = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__.formatDestination)(place);
        const path = await paths.toRead(place.kind === 'archive' ? place.file : place.directory, `source ${name}`);
        return place.kind === 'archive' ? archive(path, name, false) : (await Promise.all(/* import() */[__webpack_require__.e(4179), __webpack_require__.e(8859)]).then(__webpack_require__.bind(__webpack_require__, 78859))).openLayout(path, { name });
    };
    const toWrite = async (place) => {
        const name = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__.formatDestination)(place);
        const path = await paths.toWrite(place.kind === 'archive' ? place.file : place.directory, 'The input destination');
        // An archive is not touched before there is something to write.
        if (place.kind === 'archive')
            return archive(path, name, true);
        // What only plans makes no folder.
        if (options.dryRun && !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path))
            return (await __webpack_require__.e(/* import() */ 9276).then(__webpack_require__.bind(__webpack_require__, 9276))).emptyLayout(name);
        return (await Promise.all(/* import() */[__webpack_require__.e(4179), __webpack_require__.e(8859)]).then(__webpack_require__.bind(__webpack_require__, 78859))).openLayout(path, { create: !options.dryRun, name });
    };
    return {
        source: (place) => once((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__.formatDestination)(place), async () => (place.kind === 'registry' ? (await registry()).repository(place.host, place.repository) : toRead(place))),
        destination: (place) => once(`push ${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__.formatDestination)(place)}`, async () => (place.kind === 'registry' ? (await registry()).repository(place.host, place.repository, { push: true }) : toWrite(place))),
        usage: () => opened?.usage() ?? { requests: 0, received: 0, sent: 0 },
        close: async () => {
            await Promise.all(archives.map(async (one) => one.close()));
            await opened?.close();
        },
    };
}
/** The registry inputs are for the destination's host alone (contract, "Inputs"). */
function destinationCredentials(context) {
    const { destination, reference, registryUsername, registryPassword } = context.options;
    if (registryUsername === undefined || registryPassword === undefined)
        return new Map();
    const named = destination ?? reference ?? '';
    if (named === '' || (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__.layoutText)(named) !== undefined)
        return new Map();
    const host = named.replace(/^docker:\/\//, '').split('/')[0] ?? '';
    return new Map([[host.toLowerCase(), { username: registryUsername, password: registryPassword }]]);
}


/***/ }),

/***/ 76139:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fj: () => (/* binding */ secretsOf),
/* harmony export */   HB: () => (/* binding */ unreachable),
/* harmony export */   Ji: () => (/* binding */ registryErrors),
/* harmony export */   fv: () => (/* binding */ errorCodes),
/* harmony export */   g1: () => (/* binding */ record),
/* harmony export */   mD: () => (/* binding */ lies),
/* harmony export */   os: () => (/* binding */ unexpected),
/* harmony export */   qS: () => (/* binding */ statusText),
/* harmony export */   wx: () => (/* binding */ header)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);
/* harmony import */ var _media_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(41117);



/** The first value of a header. */
function header(answer, name) {
    const value = answer.headers[name];
    return typeof value === 'string' ? value : value?.[0];
}
/** What of a request's credentials a server could repeat: as they were sent, and what is in them. Too short ones stand in words of any text. */
function secretsOf(authorization, ...others) {
    const sent = authorization?.replace(/^\S+ /, '') ?? '';
    const decoded = authorization?.startsWith('Basic ') === true ? Buffer.from(sent, 'base64').toString('utf8') : '';
    return [sent, decoded, decoded.slice(decoded.indexOf(':') + 1), ...others].filter((secret) => secret.length > 3);
}
/** A server's text without the secrets that it repeats, also where it writes them as JSON or an address does; for a message. */
function withoutSecrets(text, secrets) {
    let told = text;
    for (const read of [(same) => same, outOfJson, outOfAddress]) {
        const plain = read(told);
        if (secrets.some((secret) => plain.includes(secret)))
            told = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), plain);
    }
    return told;
}
function outOfJson(text) {
    return text.replaceAll(/\\(?:u([0-9a-f]{4})|(["\\/]))/gi, (_, unit, character) => character ?? String.fromCharCode(Number.parseInt(unit ?? '', 16)));
}
function outOfAddress(text) {
    return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
}
/** The errors of an answer, or none when its body is no error document. At most ten. */
function registryErrors(answer) {
    try {
        const document = JSON.parse(answer.body.toString('utf8'));
        const errors = record(document)?.['errors'];
        if (!Array.isArray(errors))
            return [];
        return errors.slice(0, 100).map((item) => {
            const error = record(item);
            return { code: textOf(error?.['code']), message: textOf(error?.['message']) };
        });
    }
    catch {
        return [];
    }
}
/** The status and what the server said of it, for a message. */
function statusText(answer) {
    const errors = registryErrors(answer)
        .slice(0, 3)
        .map(({ code, message }) => [code, message].filter((part) => part !== '').join(': '))
        .join('; ');
    const said = errors !== '' || (0,_media_js__WEBPACK_IMPORTED_MODULE_2__/* .isWebPage */ .AA)(answer.body, header(answer, 'content-type')) ? errors : answer.body.toString('utf8');
    // Before anything is cut: half a secret would not be found.
    const told = withoutSecrets(said, answer.secrets ?? []).slice(0, 400).trim();
    return told === '' ? `${answer.status}` : `${answer.status} (${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(told)})`;
}
/** The failure of an answer that is neither what was asked for nor “there is none”. `doing` says what was asked: `reading host/path:tag`. */
function unexpected(answer, doing) {
    const { status } = answer;
    if (status < 300 && (0,_media_js__WEBPACK_IMPORTED_MODULE_2__/* .isWebPage */ .AA)(answer.body, header(answer, 'content-type')))
        return (0,_media_js__WEBPACK_IMPORTED_MODULE_2__/* .webPage */ .I2)({ where: `${doing}: the answer` });
    const message = `${doing}: the registry answered ${statusText(answer)}`;
    if (status === 429) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'rate-limited', message, { cure: 'Log in to that registry, which raises its limit, or run again later.' });
    }
    if (status >= 500 || status === 408)
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'registry-unavailable', message, { cure: 'Run again later; if it stays so, ask whoever runs the registry.' });
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'registry-refused', message);
}
/** The failure of a server whose answer contradicts itself or what was asked of it. */
function lies(doing, what) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'registry-lies', `${doing}: ${what}`, {
        cure: 'Do not trust this answer: the registry, or a proxy or cache before it, is broken or hostile.',
    });
}
// What sockets, DNS, TLS, Node’s client and llhttp fail with, and timeouts.
const NETWORK_CODE = /^(?:ECONN|ENET|EHOST|EAI_|EADDR|EPIPE$|ETIMEDOUT$|EPROTO$|ENOTFOUND$|ENOTCONN$|HPE_|ERR_(?:SSL|TLS|HTTP|PROXY|STREAM)_)|CERT|SELF_SIGNED|UNABLE_TO_/;
function isOfNetwork(error) {
    if (errorCodes(error).some((code) => NETWORK_CODE.test(code)))
        return true;
    return Error.isError(error) && 'syscall' in error && error.syscall === 'connect';
}
/**
 * The failure of a request that got no answer, with the cure that its cause suggests. What no network can have caused is a defect of ours,
 * and is thrown as it is.
 */
function unreachable(error, doing, host) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
        return error;
    if (!isOfNetwork(error))
        throw error;
    const codes = errorCodes(error);
    const any = (pattern) => codes.some((code) => pattern.test(code));
    const why = (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)((0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .causes */ .ps)(error).join(': ').trim(), 300);
    const make = (code, what, cure) => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', code, `${doing}: ${what} (${why})`, { cure, cause: error });
    if (any(/^ERR_PROXY_/))
        return make('proxy-refused', `the proxy between here and ${host} refuses`, 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, and the user name and password in them.');
    if (any(/^(?:ENOTFOUND|EAI_)/))
        return make('registry-unreachable', `the name of ${host} cannot be resolved`, 'Check the host’s spelling, and the network and DNS of this machine.');
    if (any(/CERT|^ERR_TLS|^ERR_SSL|SELF_SIGNED|UNABLE_TO_|^EPROTO$|^DEPTH_ZERO/)) {
        return make('registry-tls', `${host} cannot be trusted or speaks no TLS`, 'Give its certificate authority with NODE_EXTRA_CA_CERTS or certs.d; a registry without TLS must be named in insecure-registries.');
    }
    if (any(/TIMEOUT|ETIMEDOUT/)) {
        return make('registry-timeout', `${host} did not answer in time`, 'Run again later, and check the network and proxy between this machine and the registry.');
    }
    return make('registry-unreachable', `${host} cannot be reached`, 'Check the host and port, and the network, proxy and firewall of this machine.');
}
/** The codes of an error and of its causes. */
function errorCodes(error) {
    const codes = [];
    let at = error;
    for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
        const { code, cause, errors } = at;
        if (typeof code === 'string' || typeof code === 'number')
            codes.push(String(code));
        if (Array.isArray(errors))
            for (const inner of errors.slice(0, 10))
                codes.push(...errorCodes(inner));
        at = cause;
    }
    return codes;
}
/** The value as an object's fields, or undefined. */
function record(value) {
    return isRecord(value) ? value : undefined;
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function textOf(value) {
    return typeof value === 'string' ? value : '';
}


/***/ }),

/***/ 11260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Z2: () => (/* binding */ MEDIA_TYPES),
/* harmony export */   ZD: () => (/* binding */ hexOf),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   q0: () => (/* binding */ describe)
/* harmony export */ });
/* unused harmony export parseDigest */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7629);



const MEDIA_TYPES = {
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    index: 'application/vnd.oci.image.index.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    empty: 'application/vnd.oci.empty.v1+json',
    dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
    dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
};
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Whether the text is a sha256 digest as `Digest` means it. */
function isDigest(text) {
    return DIGEST.test(text);
}
/** The text as a Digest. Throws a `problem` Failure `digest-malformed` that names `where` when it is not one. */
function parseDigest(text, where) {
    if (isDigest(text))
        return text;
    throw new Failure('problem', 'digest-malformed', `${where}: ${quoted(text, 100)} is not a sha256 digest`, {
        cure: 'Write sha256: and 64 lower case hexadecimal digits.',
    });
}
/** The digest of these bytes. */
function digestOf(bytes) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is one by how it is made
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex')}`;
}
/** The 64 hexadecimal digits of a digest. */
function hexOf(digest) {
    return digest.slice('sha256:'.length);
}
/** A descriptor of these bytes. */
function describe(bytes, mediaType) {
    return { mediaType, digest: digestOf(bytes), size: bytes.byteLength };
}


/***/ }),

/***/ 60012:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   LA: () => (/* binding */ isMediaType),
/* harmony export */   MV: () => (/* binding */ MANIFEST_LIMIT),
/* harmony export */   Tp: () => (/* binding */ parseDocument),
/* harmony export */   U0: () => (/* binding */ misspelledKey),
/* harmony export */   ZZ: () => (/* binding */ field)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);


/** The most that a manifest or an index may be, in bytes (distribution-spec §Pushing Manifests: 4 MiB is what registries must take). */
const MANIFEST_LIMIT = 4 * 1024 * 1024;
/** How deep arrays and objects may lie in each other. An image index needs four levels; Go's own limit is 10000. */
const DEPTH_LIMIT = 32;
/**
 * A JSON object from outside, read so strictly that no two readers can read it differently: UTF-8 without a byte order mark, one object,
 * no key twice in one object, bounded depth. The objects may have a key such as `__proto__` as their own: pick fields by name with
 * `field`, never spread them.
 *
 * Throws a Failure, by default `problem` `image-manifest`, that names `where`.
 */
function parseDocument(bytes, where, { code = 'image-manifest', kind = 'problem', limit = MANIFEST_LIMIT } = {}) {
    const refuse = (reason, cause) => {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(kind, code, `${where}: ${reason}`, { cause, cure: 'Write it again with the tool that made it, or copy it from where it is whole.' });
    };
    if (bytes.byteLength > limit)
        return refuse(`the document is ${bytes.byteLength} bytes, more than the ${limit} that it may be`);
    let text;
    try {
        text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        return refuse('the document is not UTF-8', cause);
    }
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return refuse(bytes.byteLength === 0 ? 'the document is empty' : 'the document is not JSON');
    }
    if (!isObject(value))
        return refuse('the document is not a JSON object');
    const fault = structureFault(text);
    if (fault !== undefined)
        return refuse(fault);
    return value;
}
/** Whether a value is a JSON object: not null, not an array. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** An object's own field, or undefined: never what it inherits. */
function field(object, name) {
    return Object.hasOwn(object, name) ? object[name] : undefined;
}
/**
 * The first key of an object that Go's encoding/json takes for one of these names although it is spelled otherwise: Go folds case, and takes
 * U+017F for s and U+212A for k. Devices and most registries are written in Go, so such a key is read there and overlooked here.
 */
function misspelledKey(object, names) {
    const known = new Set(names);
    const folded = new Set(names.map(fold));
    return Object.keys(object).find((key) => !known.has(key) && folded.has(fold(key)));
}
/** Whether the text is a media type (RFC 6838 §4.2). */
function isMediaType(text) {
    return /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/.test(text);
}
function fold(key) {
    return key.toUpperCase().toLowerCase();
}
/**
 * What two readers of this valid JSON text could disagree about: a key that one object has twice (JSON.parse takes the last without a word, others
 * the first), or more depth than some take. One pass by hand: a regular expression for strings takes quadratic time on hostile text.
 */
function structureFault(text) {
    const open = [];
    let key = false;
    for (let at = 0; at < text.length; at++) {
        switch (text[at]) {
            case '{':
            case '[':
                key = text[at] === '{';
                open.push(key ? new Set() : undefined);
                if (open.length > DEPTH_LIMIT)
                    return `the document nests deeper than ${DEPTH_LIMIT} levels`;
                break;
            case '}':
            case ']':
                open.pop();
                key = false;
                break;
            case ':':
                key = false;
                break;
            case ',':
                key = open.at(-1) !== undefined;
                break;
            case '"': {
                const start = at;
                for (at++; text[at] !== '"'; at++)
                    if (text[at] === '\\')
                        at++;
                if (!key)
                    break;
                const name = String(JSON.parse(text.slice(start, at + 1)));
                const names = open.at(-1);
                if (names?.has(name) === true)
                    return `the document has the key ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(name)} twice in one object`;
                names?.add(name);
                break;
            }
            default:
        }
    }
    return undefined;
}


/***/ }),

/***/ 44360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A1: () => (/* binding */ parseIndex),
/* harmony export */   Ng: () => (/* binding */ parseManifest)
/* harmony export */ });
/* unused harmony export parseDescriptor */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60012);
/* harmony import */ var _media_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(41117);





const DESCRIPTOR_KEYS = ['mediaType', 'digest', 'size', 'urls', 'annotations', 'data', 'platform', 'artifactType'];
/**
 * The bytes as an OCI image manifest. Every field that is used is checked, and every document that two readers could take differently is refused: `layers`
 * beside `manifests`, keys that differ by case alone, another mediaType inside. `urls` of a layer are ignored: content comes from the store alone.
 * Throws a `problem` Failure `image-manifest` that names `where`.
 */
function parseManifest(bytes, where) {
    const document = versioned(bytes, where, _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.manifest, ['manifests']);
    const layers = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'layers');
    // Tools in Go write null for a list that is empty.
    if (layers !== null && !Array.isArray(layers))
        throw wrong(where, '"layers" is not a list');
    return {
        artifactType: optionalMediaType(document, 'artifactType', where),
        config: parseDescriptor((0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'config'), `${where}: config`),
        layers: (layers ?? []).map((layer, at) => parseDescriptor(layer, `${where}: layers[${at}]`)),
        ...shared(document, where),
    };
}
/** The bytes as an OCI image index, as strictly as `parseManifest`. `code` is the Failure's. */
function parseIndex(bytes, where, options = {}) {
    const document = versioned(bytes, where, _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.index, ['layers', 'config'], options);
    const manifests = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'manifests');
    if (manifests !== null && !Array.isArray(manifests))
        throw wrong(where, '"manifests" is not a list', options.code);
    return {
        artifactType: optionalMediaType(document, 'artifactType', where),
        manifests: (manifests ?? []).map((entry, at) => parseDescriptor(entry, `${where}: manifests[${at}]`, options.code)),
        ...shared(document, where),
    };
}
/** What is in a document as a descriptor (image-spec descriptor.md §Properties). Throws a `problem` Failure `code`, by default `image-manifest`. */
function parseDescriptor(value, where, code = 'image-manifest') {
    if (!(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value))
        throw wrong(where, 'it is not a descriptor', code);
    const odd = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .misspelledKey */ .U0)(value, DESCRIPTOR_KEYS);
    if (odd !== undefined)
        throw wrong(where, `the key ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(odd)} differs from the specification's by its case, so that some readers take it and some do not`, code);
    const [mediaType, digest, size] = [(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'mediaType'), (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'digest'), (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'size')];
    if (typeof mediaType !== 'string' || !(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isMediaType */ .LA)(mediaType))
        throw wrong(where, '"mediaType" is not a media type', code);
    if (typeof digest !== 'string' || !(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(digest)) {
        throw wrong(where, `"digest" ${typeof digest === 'string' ? (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(digest) : 'is missing or'} is not sha256: and 64 lower case hexadecimal digits`, code);
    }
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        throw wrong(where, '"size" is not a whole number of bytes', code);
    const platform = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'platform');
    if (platform !== undefined && platform !== null && !(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(platform))
        throw wrong(where, '"platform" is not an object', code);
    const artifactType = optionalMediaType(value, 'artifactType', where, code);
    const annotations = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'annotations');
    const data = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(value, 'data');
    if (data !== undefined && !holds(data, digest, size))
        throw wrong(where, '"data" is not the content that "digest" and "size" say', code);
    return {
        mediaType,
        digest,
        size,
        ...(artifactType === undefined ? {} : { artifactType }),
        ...(annotations === undefined || annotations === null ? {} : { annotations: parseAnnotations(annotations, where, code) }),
        ...((0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(platform) ? { platform } : {}),
        ...(typeof data === 'string' ? { data } : {}),
    };
}
function holds(data, digest, size) {
    if (typeof data !== 'string')
        return false;
    const bytes = Buffer.from(data, 'base64');
    return bytes.toString('base64') === data && bytes.byteLength === size && (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .digestOf */ .ol)(bytes) === digest;
}
function versioned(bytes, where, mediaType, foreign, options = {}) {
    const document = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDocument */ .Tp)(bytes, where, options);
    const odd = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .misspelledKey */ .U0)(document, _media_js__WEBPACK_IMPORTED_MODULE_4__/* .MANIFEST_KEYS */ .Tb);
    if (odd !== undefined)
        throw wrong(where, `the key ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(odd)} differs from the specification's by its case, so that some readers take it and some do not`, options.code);
    if ((0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'schemaVersion') !== 2)
        throw wrong(where, '"schemaVersion" is not 2', options.code);
    const stated = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'mediaType');
    if (stated !== undefined && stated !== mediaType)
        throw wrong(where, `"mediaType" is ${typeof stated === 'string' ? (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(stated) : 'no text'} and not ${mediaType}`, options.code);
    const other = foreign.find((name) => Object.hasOwn(document, name));
    if (other !== undefined)
        throw wrong(where, `the document is ambiguous: it has ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(other)}, which ${mediaType} has not`, options.code);
    return document;
}
function shared(document, where) {
    const subject = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'subject');
    return {
        subject: subject === undefined || subject === null ? undefined : parseDescriptor(subject, `${where}: subject`),
        annotations: parseAnnotations((0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'annotations') ?? {}, where),
    };
}
function parseAnnotations(value, where, code) {
    if (!(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value))
        throw wrong(where, '"annotations" is not an object', code);
    // Without a prototype, so that an annotation named __proto__ is only that.
    const annotations = Object.create(null);
    for (const [key, text] of Object.entries(value)) {
        if (typeof text !== 'string')
            throw wrong(where, `the annotation ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(key)} is not text`, code);
        annotations[key] = text;
    }
    return annotations;
}
function optionalMediaType(object, name, where, code) {
    const value = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(object, name);
    if (value === undefined || value === null || value === '')
        return undefined;
    if (typeof value !== 'string' || !(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isMediaType */ .LA)(value))
        throw wrong(where, `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(name)} is not a media type`, code);
    return value;
}
function wrong(where, reason, code = 'image-manifest') {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', code, `${where}: ${reason}`, { cure: 'Write it again with the tool that made it: crane, regctl, skopeo and buildx all write what the image specification says.' });
}


/***/ }),

/***/ 41117:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AA: () => (/* binding */ isWebPage),
/* harmony export */   I2: () => (/* binding */ webPage),
/* harmony export */   Tb: () => (/* binding */ MANIFEST_KEYS),
/* harmony export */   c0: () => (/* binding */ mediaTypeOf),
/* harmony export */   rm: () => (/* binding */ mediaTypeOfDocument),
/* harmony export */   u0: () => (/* binding */ readDocument)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60012);




/** What a manifest or an index of any kind may have at its top. */
const MANIFEST_KEYS = ['schemaVersion', 'mediaType', 'artifactType', 'config', 'layers', 'manifests', 'subject', 'annotations', 'fsLayers', 'signatures', 'blobs'];
/**
 * The media type of a manifest or an index, by its content: `mediaType`, else its structure (image-spec manifest.md, image-index.md).
 * Refuses what two readers could understand differently (CVE-2021-41190): `layers` beside `manifests`, duplicate keys, a `mediaType`
 * that the structure contradicts; and Docker's schema 1 by name, since its digest is not stable.
 * Throws Failure `not-a-manifest`, `ambiguous-document`, `schema-1` or `captive-portal` of the kind that `context` says.
 */
function mediaTypeOf(bytes, context = {}) {
    return mediaTypeOfDocument(readDocument(bytes, context), context);
}
/** As `mediaTypeOf`, of a document that was parsed already. */
function mediaTypeOfDocument(document, context = {}) {
    const odd = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .misspelledKey */ .U0)(document, MANIFEST_KEYS);
    if (odd !== undefined)
        throw refuse(context, 'ambiguous-document', `has the key ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(odd)}, which some readers take for another`, 'Ask whoever pushed it to push it again.');
    const mediaType = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'mediaType');
    const schemaVersion = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'schemaVersion');
    const has = (name) => (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, name) !== undefined;
    if (schemaVersion === 1 || has('fsLayers') || (typeof mediaType === 'string' && /^application\/vnd\.docker\..*v1\+(?:json|prettyjws)$/.test(mediaType))) {
        throw refuse(context, 'schema-1', 'is a Docker manifest of schema 1, which has no stable digest', 'Push the image again with a current docker or skopeo.');
    }
    if (mediaType !== undefined && (typeof mediaType !== 'string' || !(0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isMediaType */ .LA)(mediaType)))
        throw refuse(context, 'not-a-manifest', 'has a mediaType that is none');
    const image = has('layers') || has('config');
    const index = has('manifests');
    const isImage = mediaType === _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.manifest || mediaType === _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.dockerManifest;
    const isIndex = mediaType === _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.index || mediaType === _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.dockerList;
    if ((index && image) || (isImage && index) || (isIndex && image)) {
        throw refuse(context, 'ambiguous-document', 'can be read as an image and as an index', 'Ask whoever pushed it to push it again; no good tool writes that.');
    }
    if (schemaVersion !== undefined && schemaVersion !== 2)
        throw refuse(context, 'not-a-manifest', 'has a schemaVersion other than 2');
    if (mediaType !== undefined)
        return mediaType;
    if (schemaVersion === 2 && index)
        return _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.index;
    if (schemaVersion === 2 && image)
        return _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.manifest;
    throw refuse(context, 'not-a-manifest', 'is neither an image manifest nor an index');
}
/** As `parseDocument`, of what a server may have given a web page for. Throws Failure `not-a-manifest` or `captive-portal` of the kind that `context` says. */
function readDocument(bytes, context = {}) {
    try {
        return (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDocument */ .Tp)(bytes, context.where ?? 'the document', { code: 'not-a-manifest', kind: context.kind, limit: context.limit });
    }
    catch (error) {
        throw isWebPage(bytes, context.contentType) ? webPage(context) : error;
    }
}
/** Whether an answer is a web page: what a captive portal, a login page or a proxy gives where a registry should be. */
function isWebPage(bytes, contentType) {
    if (/^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? ''))
        return true;
    return /^\s*<(?:!doctype\s+html|html|head|body)\b/i.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1'));
}
/** The failure of a web page in the place of a document. */
function webPage(context) {
    return refuse({ ...context, kind: 'unavailable' }, 'captive-portal', 'is a web page: a captive portal, a login page or a proxy answered in the registry’s place', 'Open that host in a browser from this network, or set HTTPS_PROXY and NO_PROXY.');
}
function refuse(context, code, what, cure) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(context.kind ?? 'problem', code, `${context.where ?? 'the document'} ${what}`, { cure });
}


/***/ }),

/***/ 23940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HUB_NAMES: () => (/* binding */ HUB_NAMES),
/* harmony export */   formatDestination: () => (/* binding */ formatDestination),
/* harmony export */   formatReference: () => (/* binding */ formatReference),
/* harmony export */   isHost: () => (/* binding */ isHost),
/* harmony export */   isRepository: () => (/* binding */ isRepository),
/* harmony export */   isTag: () => (/* binding */ isTag),
/* harmony export */   layoutText: () => (/* binding */ layoutText),
/* harmony export */   parseDestination: () => (/* binding */ parseDestination),
/* harmony export */   parsePublished: () => (/* binding */ parsePublished),
/* harmony export */   parseSource: () => (/* binding */ parseSource)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);



/** Hosts that all mean Docker Hub (distribution/reference, docker/cli). */
const HUB_NAMES = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];
// distribution/reference v3, the grammar that every client shares. Each alternative starts with a character that the one before
// cannot end with, so none of these backtracks.
const HOST_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
const IPV6 = /^\[[0-9a-fA-F:]+(?:\.\d+\.\d+\.\d+)?\]$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const LONGEST_NAME = 255;
const LONGEST_TEXT = 4096;
/** Whether the text can be a tag of a registry (distribution-spec §Pulling manifests: at most 128 characters). */
function isTag(text) {
    return TAG.test(text);
}
/** Whether the text can be a repository's name (distribution-spec §Pulling manifests). */
function isRepository(text) {
    return text.length <= LONGEST_NAME && text.split('/').every((component) => COMPONENT.test(component));
}
/** Whether the text can be a registry's host: a name, an IPv4 address or a bracketed IPv6 address, with an optional port. */
function isHost(text) {
    if (text.length > 300)
        return false;
    const port = /:(\d{1,5})$/.exec(text.replace(/^\[[^\]]*\]/, ''));
    const name = port === null ? text : text.slice(0, -port[0].length);
    if (port !== null && (Number(port[1]) < 1 || Number(port[1]) > 65535))
        return false;
    return (HOST_NAME.test(name) || IPV6.test(name)) && URL.canParse(`https://${text}/`);
}
/**
 * What a target's `source` or `url` names: `docker://[HOST[:PORT]/]PATH[:TAG][@sha256:…]` or `oci:DIR:REF`, skopeo's syntax
 * (formats.md; REF is all after the second colon and may hold colons). Names without a host are Docker Hub's.
 * Throws a `problem` Failure `source`.
 */
function parseSource(text, options = {}) {
    const wrong = failing('problem', 'source', text);
    const line = (value) => `${options.key === undefined ? '' : `${options.key}: `}${value}`;
    printable(text, wrong);
    if (text.startsWith('docker://')) {
        const reference = parseRegistry(text.slice('docker://'.length), true, wrong);
        if (reference.tag === undefined && reference.digest === undefined) {
            throw wrong('it has neither a tag nor a digest', `Write ${line(`docker://${formatReference(reference)}:TAG`)}, with the tag that is meant for TAG.`);
        }
        return reference;
    }
    if (text.startsWith('oci:')) {
        let rest = text.slice('oci:'.length);
        if (rest.startsWith('//')) {
            if (options.doubleSlash !== 'relative') {
                throw wrong('“oci://” is read as an absolute path by mosb, and as a relative one by others', `Write oci:${rest.replace(/^\/+/, '')} or, for an absolute path, oci:/${rest.replace(/^\/+/, '')}.`);
            }
            rest = rest.slice(2);
        }
        return parseLayout('oci', rest, wrong);
    }
    if (text.startsWith('oci-archive:')) {
        // formats.md has two kinds of source. mosb asks http://oci-archive:/v2/ for anything else that begins so (tried).
        throw wrong('mosb takes “oci-archive” for a registry’s host', 'Unpack it to a folder with tar -xf, and write oci:FOLDER:NAME.');
    }
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
    if (scheme === 'http' || scheme === 'https') {
        const rest = text.slice(scheme.length);
        throw wrong('a web address is no image', `Write ${line(`docker${/^:\/\/[\w.-]+(?::\d+)?\/[\w./-]+:[\w.-]+$/.test(rest) ? rest : '://HOST/PATH:TAG'}`)}, without ${scheme}.`);
    }
    throw wrong('it starts with neither “docker://” nor “oci:”', withScheme(text, line));
}
/** What to write in place of a source without a scheme: the image that Docker would take it for (distribution/reference, ParseNormalizedNamed), or a layout. */
function withScheme(text, line) {
    if (/^(?:\.{0,2}|~)\/[^@]*$/.test(text))
        return `Write ${line(`oci:${/[^/]:[^/]+$/.test(text) ? text : `${text}:NAME`}`)} for an OCI image layout.`;
    const layout = 'or oci:FOLDER:NAME for an OCI image layout.';
    // A slip of skopeo's scheme; docker:24 alone is the image of that name.
    const bare = text.replace(/^docker:\/*(?=.*[/:])/i, '');
    try {
        const reference = parseRegistry(bare, true, failing('problem', 'source', text));
        const versioned = reference.tag !== undefined || reference.digest !== undefined;
        return `Write ${line(`docker://${formatReference(reference)}${versioned ? '' : ':TAG'}`)}${reference.shortName ? ' if it is Docker Hub’s' : ''}${versioned ? '' : ', with its tag for TAG'}, ${layout}`;
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        return `Write ${line('docker://HOST/PATH:TAG')}, ${layout}`;
    }
}
/**
 * What the input `destination` or `images` names: `HOST[:PORT]/PATH`, `oci:DIR` or `oci-archive:FILE`. Throws a `usage` Failure named `input`, which is
 * the input's name.
 */
function parseDestination(text, input = 'destination') {
    const wrong = failing('usage', input, text);
    printable(text, wrong);
    const layout = layoutText(text);
    if (layout !== undefined) {
        const { scheme, rest } = layout;
        if (rest === '')
            throw missingPath(scheme, '', wrong);
        if (scheme === 'oci')
            return { kind: 'layout', directory: rest };
        // A reference ends the path at its first colon, so what is written here could not be named again.
        if (rest.includes(':'))
            throw wrong('a colon ends the file’s path', 'Write oci-archive:FILE; the tag is an input of its own.');
        return { kind: 'archive', file: rest };
    }
    const bare = text.replace(/^docker:\/\//, '');
    const reference = parseRegistry(bare, false, wrong);
    if (reference.tag !== undefined || reference.digest !== undefined) {
        throw wrong('it has a tag or a digest', `Write ${reference.host}/${reference.repository}; the tag is an input of its own.`);
    }
    return { kind: 'registry', host: reference.host, repository: reference.repository };
}
/**
 * What the input `reference` names: `HOST/PATH:TAG`, `HOST/PATH@sha256:…`, `oci:DIR:TAG` or `oci:DIR@sha256:…`, and so with `oci-archive:FILE`.
 * Throws a `usage` Failure `reference`.
 */
function parsePublished(text) {
    const wrong = failing('usage', 'reference', text);
    printable(text, wrong);
    const layout = layoutText(text);
    if (layout !== undefined) {
        const { scheme, rest } = layout;
        const at = rest.lastIndexOf('@');
        const digest = rest.slice(at + 1);
        const found = at > 0 && (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(digest) ? { kind: 'layout', directory: rest.slice(0, at), reference: digest } : parseLayout(scheme, rest, wrong);
        return scheme === 'oci' ? found : { kind: 'archive', file: found.directory, reference: found.reference };
    }
    const reference = parseRegistry(text.replace(/^docker:\/\//, ''), false, wrong);
    if (reference.tag === undefined && reference.digest === undefined)
        throw wrong('it has neither a tag nor a digest', `Write ${reference.host}/${reference.repository}:TAG.`);
    return reference;
}
/** The place as people write it: `HOST/PATH`, `oci:DIR` or `oci-archive:FILE`. */
function formatDestination(place) {
    if (place.kind === 'registry')
        return `${place.host}/${place.repository}`;
    return place.kind === 'layout' ? `oci:${place.directory}` : `oci-archive:${place.file}`;
}
/** The reference as people write it, without `docker://`: `HOST/PATH:TAG@sha256:…`, `oci:DIR:REF` or `oci:DIR@sha256:…`. */
function formatReference(reference) {
    if (reference.kind !== 'registry')
        return `${formatDestination(reference)}${(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(reference.reference) ? '@' : ':'}${reference.reference}`;
    const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
    const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
    return `${formatDestination(reference)}${tag}${digest}`;
}
/** The scheme of a text that names a layout, and what follows it; undefined for a registry's. */
function layoutText(text) {
    const match = /^(oci|oci-archive):(.*)$/s.exec(text);
    return match === null ? undefined : { scheme: match[1] === 'oci' ? 'oci' : 'oci-archive', rest: match[2] ?? '' };
}
function parseRegistry(text, shortNames, wrong) {
    const [named = '', digestText, ...more] = text.split('@');
    if (more.length > 0 || digestText?.includes('/') === true) {
        throw wrong('a user or a password cannot be part of it', 'Log in to the registry instead, with docker login or the registry inputs.');
    }
    let digest;
    if (digestText !== undefined) {
        if (!(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(digestText)) {
            throw /^[a-z0-9+._-]+:[0-9a-fA-F]+$/.test(digestText)
                ? wrong('its digest is not sha256 with 64 lower case hexadecimal digits', 'Write @sha256: and the digest of the image manifest; devices keep no other kind.')
                : wrong('what follows “@” is not a digest', 'Write @sha256: and 64 hexadecimal digits, or leave it out.');
        }
        digest = digestText;
    }
    const slash = named.indexOf('/');
    const first = slash < 0 ? '' : named.slice(0, slash);
    const hasHost = slash > 0 && (/[.:[A-Z]/.test(first) || first === 'localhost' || !shortNames);
    if (!hasHost && !shortNames)
        throw wrong('it has no host', 'Write HOST/PATH, such as ghcr.io/acme/device.');
    let host = hasHost ? first.toLowerCase() : 'docker.io';
    const path = hasHost ? named.slice(slash + 1) : named;
    if (hasHost && !/[.:[]/.test(first) && first !== 'localhost' && !shortNames) {
        throw wrong(`“${first}” is no host`, 'Write HOST/PATH, such as ghcr.io/acme/device; Docker Hub is docker.io.');
    }
    if (!isHost(host))
        throw wrong(`“${first}” is no host`, 'Write a host name or an address, with a port if it has one; IPv6 goes in brackets.');
    if (host === 'index.docker.io')
        host = 'docker.io';
    const colon = path.indexOf(':');
    const tag = colon < 0 ? undefined : path.slice(colon + 1);
    let repository = colon < 0 ? path : path.slice(0, colon);
    if (tag !== undefined && !isTag(tag)) {
        throw wrong(`“${tag.slice(0, 150)}” is no tag`, 'A tag has at most 128 letters, digits, “_”, “.” and “-”, and does not start with “.” or “-”.');
    }
    if (repository !== repository.toLowerCase())
        throw wrong('a repository has no capital letters', `Write ${repository.toLowerCase()}.`);
    if (host === 'docker.io' && repository !== '' && !repository.includes('/'))
        repository = `library/${repository}`;
    if (!isRepository(repository)) {
        throw wrong(repository === '' ? 'the repository is missing' : `“${repository.slice(0, 260)}” is no repository`, 'A repository is made of lower case letters and digits, joined by “.”, “_”, “__”, “-” or “/”, at most 255 characters.');
    }
    return { kind: 'registry', host, repository, tag, digest, shortName: !hasHost };
}
function parseLayout(scheme, rest, wrong) {
    const colon = rest.indexOf(':');
    const directory = colon < 0 ? rest : rest.slice(0, colon);
    const reference = colon < 0 ? '' : rest.slice(colon + 1);
    if (directory === '')
        throw missingPath(scheme, ':NAME', wrong);
    if (reference === '')
        throw wrong('the name of the image in the layout is missing', `Write ${scheme}:${directory}:NAME, where NAME is an org.opencontainers.image.ref.name of its index.json.`);
    return { kind: 'layout', directory, reference };
}
function missingPath(scheme, name, wrong) {
    return scheme === 'oci' ? wrong('the folder is missing', `Write oci:FOLDER${name}.`) : wrong('the file is missing', `Write oci-archive:FILE${name}.`);
}
function printable(text, wrong) {
    if (text.length > LONGEST_TEXT)
        throw wrong('it is too long', `Write at most ${LONGEST_TEXT} characters.`);
    if (text === '')
        throw wrong('it is empty', 'Write where the image comes from.');
    // The first test is the fast one, and true of almost all.
    if (!/^[!-~]*$/.test(text) && /[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(text))
        throw wrong('it holds a blank or a character that cannot be seen', 'Write it without blanks.');
}
function failing(kind, code, text) {
    const named = (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(withoutSecret(text), 300);
    return (what, cure) => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(kind, code, `${named}: ${what}`, { cure });
}
/** Someone may have written `docker://user:password@host/…`; no message repeats that. */
function withoutSecret(text) {
    const at = text.lastIndexOf('@');
    if (at < 0 || (/^sha\d+:[0-9a-f]*$/i.test(text.slice(at + 1)) && !text.slice(0, at).includes('@')))
        return text;
    return text.replace(/^([a-z]+:\/\/|oci(?:-archive)?:)?.*@/is, '$1***@');
}


/***/ }),

/***/ 13520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ readBlob),
/* harmony export */   i: () => (/* binding */ readThrough)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);


/** All the bytes of a blob of at most `limit` bytes (default 4 MiB). Throws as `Store.blob`, and `problem` `blob-too-large`. */
async function readBlob(store, descriptor, limit = 4 * 1024 * 1024) {
    if (descriptor.size > limit) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'blob-too-large', `${store.name}: ${descriptor.digest} is ${descriptor.size} bytes, more than the ${limit} that it may be`);
    }
    const stream = await store.blob(descriptor);
    const chunks = [];
    for await (const chunk of stream)
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
/** Reads a manifest and all of its blobs, so that each was hashed. False when there is no such manifest. Throws as `Store.manifest` and `Store.blob`. */
async function readThrough(store, digest) {
    const stored = await store.manifest(digest);
    if (stored === undefined)
        return false;
    const { config, layers } = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(stored.bytes, store.name);
    await Promise.all([config, ...layers].map(async (blob) => {
        for await (const _ of await store.blob(blob))
            ;
    }));
    return true;
}


/***/ })

};
