export const id = 23;
export const ids = [23];
export const modules = {

/***/ 90023:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runAction: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/failure.js
var lib_failure = __webpack_require__(71957);
// EXTERNAL MODULE: ./lib/github/event.js
var github_event = __webpack_require__(19607);
// EXTERNAL MODULE: ./lib/inputs.js
var inputs = __webpack_require__(50646);
;// CONCATENATED MODULE: ./lib/outputs.js
/** Every output of the action, in the order in which action.yml and README list them (contract, "Outputs"). */
const OUTPUTS = [
    { name: 'result', description: '`passed` or `failed`.' },
    { name: 'errors', description: 'How many errors there are.' },
    { name: 'warnings', description: 'How many warnings there are.' },
    { name: 'pinned', description: 'How many targets were pinned, by a commit or in the file.' },
    { name: 'system-manifest', description: 'Path of the compiled JSON; of several manifests one a line, in the order of their paths.' },
    { name: 'digest', description: 'Digest of what was published; of several manifests that of the first by its path, and `report` has all.' },
    { name: 'reference', description: 'What was published, by digest: `HOST/PATH@sha256:…`; of several the first.' },
    { name: 'tag', description: 'The tag of what was published; of several the first.' },
    { name: 'bundle', description: 'Path of the sigstore bundle; of several the first.' },
    { name: 'report', description: 'Path of report.json: everything that was found and done, of every manifest.' },
    { name: 'comment-url', description: 'The comment on the pull request.' },
];
const UNSAFE = /[^A-Za-z0-9@:/._+-]/g;
const UNSAFE_IN_URL = /[^A-Za-z0-9@:/._+#-]/g;
/**
 * A value that is safe in a script: only `[A-Za-z0-9@:/._+-]`, `#` too in comment-url, lines in system-manifest, and at a path's start what the
 * runner's own folders hold (contract, "Outputs"). Anything else becomes `_`, and a backslash of a path on Windows `/`.
 */
function safeOutput(name, value, runnerFolders = []) {
    if (name === 'system-manifest')
        return value.split('\n').map((path) => safeLine(name, path, runnerFolders)).join('\n');
    return safeLine(name, value, runnerFolders);
}
function safeLine(name, value, runnerFolders) {
    const start = runnerFolders.find((folder) => folder !== '' && value.startsWith(folder)) ?? '';
    return start + value.slice(start.length).replaceAll('\\', '/').replaceAll(name === 'comment-url' ? UNSAFE_IN_URL : UNSAFE, '_');
}
/** Whether a name is an output's. */
function isOutput(name) {
    return OUTPUTS.some((output) => output.name === name);
}

// EXTERNAL MODULE: ./lib/progress.js
var progress = __webpack_require__(61288);
// EXTERNAL MODULE: ./lib/words.js
var words = __webpack_require__(44842);
// EXTERNAL MODULE: ./lib/workflow.js
var workflow = __webpack_require__(72198);
;// CONCATENATED MODULE: ./lib/action.js









/**
 * Runs as a step of a workflow: inputs and event in; outputs, summary and annotations out. Gives the exit code of the contract. The
 * runner's variables hold the secrets of the inputs, which are masked and taken out of `env` before anything else runs.
 */
async function runAction(env) {
    const texts = (0,inputs/* inputsFromEnvironment */.n1)(env);
    const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
    hideSecrets(texts, workspace, env);
    try {
        const options = (0,inputs/* readOptions */.Tt)(texts);
        const event = eventOf(env);
        const { job } = (0,github_event/* chooseJob */.NR)(event, options.job);
        const context = {
            options: { ...options, outputDirectory: options.outputDirectory ?? (0,external_node_path_.join)(env['RUNNER_TEMP'] || '.', 'manifest-action') },
            env,
            inActions: true,
            event,
            workspace,
            now: new Date(),
            log: actionLog(),
            mask,
            idToken: async (audience) => (await __webpack_require__.e(/* import() */ 6421).then(__webpack_require__.bind(__webpack_require__, 96421))).getIDToken(audience),
        };
        const { runJob } = await __webpack_require__.e(/* import() */ 525).then(__webpack_require__.bind(__webpack_require__, 30525));
        const outcome = await runJob(context, job);
        await tell(outcome, env);
        return (0,lib_failure/* exitCode */.I$)(outcome.kinds);
    }
    catch (error) {
        const failure = (0,lib_failure/* defect */.gb)(error);
        if (failure !== error && env['RUNNER_DEBUG'] === '1' && Error.isError(error))
            say((0,workflow/* command */.G5)('debug', error.stack));
        annotateFailure(failure);
        setOutputs({ result: 'failed', errors: '1', warnings: '0', pinned: '0' }, env);
        const { prose } = await __webpack_require__.e(/* import() */ 4522).then(__webpack_require__.bind(__webpack_require__, 92141));
        const { headline, details } = (0,words/* words */.a)(failure);
        summarize(env, `### ❌ ${prose(headline)}\n\n${prose(details, 2000)}\n`);
        return lib_failure/* EXIT_CODES */.ai[failure.kind];
    }
}
/** Masks every secret input, and takes it out of the environment, which child processes inherit. */
function hideSecrets(texts, workspace, env) {
    for (const { name, secret } of inputs/* INPUT_SPECS */.a6) {
        if (secret !== true)
            continue;
        delete env[`INPUT_${name.toUpperCase()}`];
        const text = texts[name].trim();
        // A key may be given as a path, which is no secret, and would be a riddle as `***`.
        if (text === '' || (name === 'key' && !text.includes('\n') && (0,external_node_fs_.existsSync)((0,external_node_path_.resolve)(workspace, text))))
            continue;
        const lines = text.split(/\r?\n/).map((line) => line.trim());
        // The log has lines, so each is a secret; but not those that every key has, nor the few letters at a key's end.
        const parts = lines.length === 1 ? [text] : lines.filter((line) => line.length > 3 && !line.startsWith('-----'));
        for (const part of new Set(parts))
            mask(part);
    }
}
function mask(secret) {
    say((0,workflow/* command */.G5)('add-mask', secret));
}
function eventOf(env) {
    let payload = {};
    const path = env['GITHUB_EVENT_PATH'];
    if (path !== undefined && path !== '') {
        try {
            payload = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        }
        catch (error) {
            throw new lib_failure/* Failure */.HR('usage', 'event', 'The file that GITHUB_EVENT_PATH names cannot be read as JSON.', { cure: 'Run this in GitHub Actions, or use the command line.', cause: error });
        }
    }
    return (0,github_event/* readEvent */.j_)({
        name: env['GITHUB_EVENT_NAME'] ?? '',
        payload,
        ref: env['GITHUB_REF'] ?? '',
        sha: env['GITHUB_SHA'] ?? '',
        repository: env['GITHUB_REPOSITORY'] ?? '',
        actor: env['GITHUB_ACTOR'],
        workflow: env['GITHUB_WORKFLOW'],
        workflowRef: env['GITHUB_WORKFLOW_REF'],
        runId: env['GITHUB_RUN_ID'],
        serverUrl: env['GITHUB_SERVER_URL'],
        apiUrl: env['GITHUB_API_URL'],
        workspace: env['GITHUB_WORKSPACE'],
    });
}
function say(text) {
    process.stdout.write(text);
}
function actionLog() {
    const { line, transfer } = (0,progress/* transferLines */.d)({ write: (text) => say(`${(0,workflow/* plainLine */.h0)(text.replace(/\n$/, ''))}\n`) });
    return {
        info: line,
        debug: (text) => say((0,workflow/* command */.G5)('debug', text)),
        warning: (text) => say((0,workflow/* command */.G5)('warning', text)),
        group: async (title, work) => {
            say((0,workflow/* command */.G5)('group', title));
            try {
                return await work();
            }
            finally {
                say((0,workflow/* command */.G5)('endgroup'));
            }
        },
        transfer,
    };
}
async function tell(outcome, env) {
    const { annotationsOf } = await __webpack_require__.e(/* import() */ 550).then(__webpack_require__.bind(__webpack_require__, 20550));
    for (const { level, message, properties } of annotationsOf(outcome.report, outcome.paths)) {
        const { title, file, startLine, endLine, startColumn, endColumn } = properties;
        say((0,workflow/* command */.G5)(level, message, { title, file, line: startLine, endLine, col: startColumn, endColumn }));
    }
    if (outcome.failure !== undefined)
        annotateFailure(outcome.failure);
    // The log says the same to whoever opens it, with the verdict at its end, where a failed step is shown.
    const { renderTerminal } = await Promise.all(/* import() */[__webpack_require__.e(5711), __webpack_require__.e(7673)]).then(__webpack_require__.bind(__webpack_require__, 60054));
    for (const line of renderTerminal(outcome.report, { pins: outcome.pins ?? [] }).trimEnd().split('\n'))
        say(`${(0,workflow/* plainLine */.h0)(line)}\n`);
    if (outcome.markdown !== undefined)
        summarize(env, outcome.markdown);
    setOutputs(outcome.outputs, env);
}
function annotateFailure(failure) {
    const { headline, details } = (0,words/* words */.a)(failure);
    say((0,workflow/* command */.G5)('error', `${headline} ${details}`.trim(), { title: `manifest-action: ${failure.code}` }));
}
function setOutputs(outputs, env) {
    const folders = [env['RUNNER_TEMP'] ?? '', env['GITHUB_WORKSPACE'] ?? ''];
    toFile(env, 'GITHUB_OUTPUT', 'The outputs', (file) => {
        for (const [name, value] of Object.entries(outputs))
            if (isOutput(name))
                (0,workflow/* writeOutput */.zh)(file, name, safeOutput(name, value, folders));
    });
}
function summarize(env, markdown) {
    toFile(env, 'GITHUB_STEP_SUMMARY', 'The job summary', (file) => (0,external_node_fs_.appendFileSync)(file, `${markdown}\n`));
}
/** What was found stands in the log as well, so that a file of the runner's that is not there spoils nothing. */
function toFile(env, variable, what, write) {
    const file = env[variable];
    if (file === undefined || file === '')
        return;
    try {
        write(file);
    }
    catch (error) {
        const { headline } = (0,words/* words */.a)(new lib_failure/* Failure */.HR('unavailable', 'runner-file', `${what} could not be written to the file that ${variable} names`, { cause: error }));
        say((0,workflow/* command */.G5)('warning', headline));
    }
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

/***/ 50646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HV: () => (/* binding */ secretVariable),
/* harmony export */   Te: () => (/* binding */ texts),
/* harmony export */   Tt: () => (/* binding */ readOptions),
/* harmony export */   a6: () => (/* binding */ INPUT_SPECS),
/* harmony export */   n1: () => (/* binding */ inputsFromEnvironment)
/* harmony export */ });
/* unused harmony export INPUTS */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);


const JOBS = ['auto', 'check', 'pin', 'publish', 'promote', 'verify'];
const PROFILES = ['mos', 'mosctl', 'generic'];
const PINS = ['suggest', 'commit', 'check', 'off'];
const COMMENTS = ['auto', 'off'];
const FLAGS = ['true', 'false'];
const SIGNINGS = ['keyless', 'key'];
/** Every input, in the order in which action.yml and README list them (contract, "Inputs"). */
const INPUTS = [
    { name: 'job', default: 'auto', values: JOBS, description: 'What to do. `auto` chooses by the event: a pull request, merge queue, branch push or manual run is checked, a tag push or published release is published; any other event needs `job`.' },
    { name: 'manifest', default: 'manifest.yaml', description: 'Paths or globs of import manifests, one a line.' },
    { name: 'profile', default: 'mos', values: PROFILES, description: '`mos`: every rule but `device-version`. `mosctl`: also refuse what crashes the device program of today. `generic`: any OCI image, no device rules.' },
    { name: 'rules', default: '', description: 'YAML mapping of rule id to `off`, `notice`, `warning` or `error`. docs/rules.md lists the rules, and which of them cannot be lowered.' },
    { name: 'platform', default: 'linux/amd64', description: 'Which entry of a multi-platform index the device runs: `os/architecture` or `os/architecture/variant`.' },
    { name: 'pin', default: 'suggest', values: PINS, description: 'What becomes of a target without a digest. `suggest`: a review suggestion. `commit`: a commit on the branch, on which workflows run only if `github-token` is an app’s or a person’s. `check`: an error. `off`: nothing.' },
    { name: 'comment', default: 'auto', values: COMMENTS, description: 'The comment on the pull request: `auto` where the token can write one, `off` never.' },
    { name: 'base', default: '', description: 'Git revision to compare with. On a pull request the merge base.' },
    { name: 'registries', default: '', description: '`HOST` or `HOST/PATH` globs that sources may name, one a line. Anything else is refused before a name is resolved. Empty: any.' },
    { name: 'insecure-registries', default: '', description: 'Hosts that may speak plain http, one a line. Loopback always may.' },
    { name: 'layouts', default: '', description: 'Folders outside the workspace where layouts (`oci:`) and archives of them (`oci-archive:`) may be, one a line.' },
    { name: 'destination', default: '', description: 'Where the system manifest is published: `HOST[:PORT]/PATH`, or an OCI layout: the folder `oci:DIR` or the tar archive `oci-archive:FILE`. May hold `{folder}` and `{product}`.' },
    { name: 'tag', default: 'auto', description: 'The release’s tag. `auto`: the git tag without a leading `v` before a digit; `FOLDER/v1.2.0` releases the manifests of that folder alone. May hold `{folder}` and `{product}`.' },
    { name: 'disk-size', default: '', description: 'GiB of the device’s disk, for the rule `disk-size`.' },
    { name: 'channel', default: '', description: 'A moving tag such as `stable`, moved last. What it names is what `rollback` compares with.' },
    { name: 'channel-prerelease', default: 'false', values: FLAGS, description: 'Let a semver prerelease move the channel.' },
    { name: 'allow-rollback', default: 'false', values: FLAGS, description: 'Publish below what the channel, or the highest release, has, or promote into a channel that is not below. A new release says so in an annotation, else the report does.' },
    { name: 'allow-signer-change', default: 'false', values: FLAGS, description: 'Take over a channel whose release another identity or key signed. A new release says so in an annotation, else the report does.' },
    { name: 'policy', default: '', description: 'Who must have signed which source images: YAML, or the path of a file (docs/policy.md). On a pull request the base’s decides.' },
    { name: 'release-branches', default: '', description: 'Branches from which a tag may be published, one a line. Empty: the default branch.' },
    { name: 'dry-run', default: 'false', values: FLAGS, description: 'For `publish` and `promote`: do all that can be done without writing or signing, and say what would be written.' },
    { name: 'images', default: 'auto', description: 'Where the images are copied: `auto` (`HOST/mos`, or the destination’s own repository on hosts without a root namespace), `HOST/PATH`, or `none`. For `verify`: where they are, if `images` said so when it was published.' },
    // No default in action.yml, so that `verify` can tell "keyless" from nothing said.
    { name: 'sign', default: '', description: '`keyless` (sigstore), `key` (RSA, what devices of today verify), or both, comma or line separated. Empty: `keyless`; for `verify` every kind whose anchor is given.' },
    { name: 'legacy-signature', default: 'false', values: ['true', 'false'], description: 'Also write the signature in the form that cosign 2 and Kyverno read: the tag `sha256-….sig`.' },
    { name: 'github-attestation', default: 'false', values: ['true', 'false'], description: 'Also store the provenance of a keyless signature in the repository’s attestations. Needs `attestations: write`.' },
    { name: 'release-assets', default: 'false', values: ['true', 'false'], description: 'Also upload the files (system manifest, signature, certificate, bundles) to the GitHub release of the tag. That must be there and be no draft: run on `release: published`. Needs `contents: write`.' },
    { name: 'key', default: '', secret: true, description: 'The product’s RSA key in PEM (PKCS#8), or a path.' },
    { name: 'key-passphrase', default: '', secret: true, description: 'The passphrase of `key`.' },
    { name: 'key-command', default: '', description: 'A command that reads the bytes to sign on its standard input and writes the raw RSA signature, in place of `key`. Run without a shell.' },
    { name: 'certificate', default: '', description: 'The product’s certificate in PEM, or a path.' },
    { name: 'ca-certificate', default: '', description: 'The certificate that devices trust (their manifest CA) in PEM, or a path. Without it nobody checks, when publishing, who issued `certificate`.' },
    { name: 'sigstore-signing-config', default: '', description: 'Path of another sigstore’s signing config (JSON). Empty: the public good’s, by TUF.' },
    { name: 'sigstore-trusted-root', default: '', description: 'Path of another sigstore’s trusted root (JSON). Empty: the public good’s, by TUF.' },
    { name: 'allow-public-log', default: 'false', values: FLAGS, description: 'Agree that repository, workflow and ref appear in sigstore’s public log for ever. Asked of private repositories and outside Actions.' },
    { name: 'registry-username', default: '', description: 'User name for the destination’s host. Empty: Docker’s configuration; for `ghcr.io` the github-token.' },
    { name: 'registry-password', default: '', secret: true, description: 'Password or token for the destination’s host.' },
    { name: 'github-token', default: '${{ github.token }}', cliDefault: '', secret: true, description: 'Token for GitHub’s API (reading the base, whether a tagged commit was reviewed, comments, suggestions, commits, attestations, release assets) and for `ghcr.io`.' },
    { name: 'output-directory', default: '${{ runner.temp }}/manifest-action', cliDefault: '', description: 'Where the files go. On the command line nothing is written without it.' },
    { name: 'reference', default: '', description: 'For `verify` and `promote`: `HOST/PATH:TAG`, `HOST/PATH@sha256:…`, `oci:DIR:TAG` or `oci-archive:FILE:TAG`.' },
    { name: 'reference-images', default: '', description: 'For `promote`: where the images of `reference` are, if `images` said so when it was published. Empty: where `images: auto` puts them.' },
    { name: 'read-images', default: 'false', values: FLAGS, description: 'For `verify` and `promote`: read and hash every blob of the images in a registry. Without it the registry is only asked whether it has them; a layout is always read.' },
    { name: 'certificate-identity', default: '', description: 'For `verify` and `promote`: the identity that must have signed, exactly as in the certificate.' },
    { name: 'certificate-identity-regexp', default: '', description: 'For `verify` and `promote`: a regular expression that the whole identity must match.' },
    { name: 'certificate-oidc-issuer', default: '', description: 'For `verify` and `promote`: the issuer that vouched for that identity.' },
];
/** The same table, row by row. */
const INPUT_SPECS = INPUTS;
/**
 * The texts of all inputs as one typed value. Throws a `usage` Failure `input` (exit 2) for the first that is wrong, which names
 * the input, says what it was, and lists what it may be.
 */
function readOptions(given) {
    const optional = (name) => (given[name].trim() === '' ? undefined : given[name].trim());
    const word = (name, values) => oneOf(name, given[name].trim(), values);
    const flag = (name) => word(name, FLAGS) === 'true';
    return {
        job: word('job', JOBS),
        manifest: lines(given.manifest),
        profile: word('profile', PROFILES),
        rules: optional('rules'),
        platform: platform(given.platform.trim()),
        pin: word('pin', PINS),
        comment: word('comment', COMMENTS),
        base: optional('base'),
        registries: lines(given.registries),
        insecureRegistries: lines(given['insecure-registries']),
        layouts: lines(given.layouts),
        destination: optional('destination'),
        tag: given.tag.trim() === '' ? 'auto' : given.tag.trim(),
        diskSize: diskSize(given['disk-size'].trim()),
        channel: optional('channel'),
        channelPrerelease: flag('channel-prerelease'),
        allowRollback: flag('allow-rollback'),
        allowSignerChange: flag('allow-signer-change'),
        policy: optional('policy'),
        releaseBranches: lines(given['release-branches']),
        dryRun: flag('dry-run'),
        images: given.images.trim() === '' ? 'auto' : given.images.trim(),
        sign: signings(given.sign),
        legacySignature: flag('legacy-signature'),
        githubAttestation: flag('github-attestation'),
        releaseAssets: flag('release-assets'),
        key: optional('key'),
        keyPassphrase: given['key-passphrase'] === '' ? undefined : given['key-passphrase'],
        keyCommand: optional('key-command'),
        certificate: optional('certificate'),
        caCertificate: optional('ca-certificate'),
        sigstoreSigningConfig: optional('sigstore-signing-config'),
        sigstoreTrustedRoot: optional('sigstore-trusted-root'),
        allowPublicLog: flag('allow-public-log'),
        registryUsername: optional('registry-username'),
        registryPassword: given['registry-password'] === '' ? undefined : given['registry-password'],
        githubToken: optional('github-token'),
        outputDirectory: optional('output-directory'),
        reference: optional('reference'),
        referenceImages: optional('reference-images') ?? 'auto',
        readImages: flag('read-images'),
        certificateIdentity: optional('certificate-identity'),
        certificateIdentityRegexp: optional('certificate-identity-regexp'),
        certificateOidcIssuer: optional('certificate-oidc-issuer'),
    };
}
function wrong(name, text, cure) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'input', `The input ${name} cannot be ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)}.`, { cure });
}
function oneOf(name, text, values) {
    const found = values.find((value) => value === text);
    if (found === undefined)
        throw wrong(name, text, `It is one of: ${values.join(', ')}.`);
    return found;
}
/** What stands on a line each, without the blanks around it and without empty lines. */
function lines(text) {
    return text.split(/[\n\r]+/).map((line) => line.trim()).filter((line) => line !== '');
}
function signings(text) {
    const words = text.split(/[\s,]+/).filter((word) => word !== '');
    return new Set(words.map((word) => {
        const found = SIGNINGS.find((signing) => signing === word);
        if (found === undefined)
            throw wrong('sign', word, 'It is keyless, key, or both: `keyless, key`.');
        return found;
    }));
}
function platform(text) {
    if (/^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9.]+)?$/.test(text))
        return text;
    throw wrong('platform', text, 'Write os/architecture or os/architecture/variant, as in linux/amd64 or linux/arm/v7.');
}
function diskSize(text) {
    if (text === '')
        return undefined;
    if (/^[1-9][0-9]{0,6}$/.test(text))
        return Number(text);
    throw wrong('disk-size', text, 'Write a whole number of GiB, as in 128.');
}
/** The environment variable in which the command line looks for a secret input. */
function secretVariable(name) {
    return `MANIFEST_ACTION_${name.toUpperCase().replaceAll('-', '_')}`;
}
/** The inputs of an action step: `INPUT_<NAME>` in the runner's environment, hyphens kept (actions/toolkit core `getInput`). */
function inputsFromEnvironment(env) {
    return texts((spec) => {
        const given = env[`INPUT_${spec.name.toUpperCase()}`] ?? '';
        // A default that is an expression is filled in by the runner; one that came here literally was not.
        const fallback = spec.default?.includes('${{') === true ? '' : (spec.default ?? '');
        return given === '' ? fallback : given;
    });
}
/** The text of every input, from a function that gives it. */
function texts(of) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets the keys, which are the table's own names
    return Object.fromEntries(INPUT_SPECS.map((spec) => [spec.name, of(spec)]));
}


/***/ }),

/***/ 61288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ transferLines),
/* harmony export */   p: () => (/* binding */ bytesText)
/* harmony export */ });
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7629);

/** Bytes as people read them, in powers of 1000. */
function bytesText(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let value = bytes;
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit++;
    }
    return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
/**
 * Tells of transfers. On a terminal one line a blob, with bytes and rate, redrawn at most ten times a second; elsewhere one plain
 * line when a blob has arrived. `clock` gives milliseconds.
 */
function transferLines(output, clock = () => performance.now()) {
    const moving = new Map();
    let drawn = 0;
    let last = -Infinity;
    const terminal = output.isTTY === true;
    const rate = (bytes, began) => {
        const seconds = (clock() - began) / 1000;
        return seconds < 0.05 ? '' : `, ${bytesText(bytes / seconds)}/s`;
    };
    const clear = () => {
        if (drawn > 0)
            output.write(`\u001b[${drawn}A\u001b[J`);
        drawn = 0;
    };
    const draw = () => {
        const lines = [...moving].slice(0, 12).map(([name, { began, bytes, total }]) => {
            const share = total === 0 ? 100 : Math.floor((bytes / total) * 100);
            return `  ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(name, 100)}  ${String(share).padStart(3)} %  ${bytesText(bytes)} of ${bytesText(total)}${rate(bytes, began)}`.slice(0, (output.columns ?? 80) - 1);
        });
        if (lines.length > 0)
            output.write(`${lines.join('\n')}\n`);
        drawn = lines.length;
        last = clock();
    };
    const line = (text) => {
        clear();
        output.write(`${(0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(text, 2000)}\n`);
        if (terminal)
            draw();
    };
    return {
        line,
        transfer(name, bytes, total, state) {
            const known = moving.get(name) ?? { began: clock(), bytes, total };
            known.bytes = bytes;
            if (state === 'moving') {
                moving.set(name, known);
                if (terminal && clock() - last >= 100) {
                    clear();
                    draw();
                }
                return;
            }
            moving.delete(name);
            const what = state === 'written' ? `${bytesText(total)}${rate(total, known.began)}` : state === 'mounted' ? `${bytesText(total)}, mounted` : 'there already';
            line(`  ${name}  ${what}`);
        },
    };
}


/***/ })

};
