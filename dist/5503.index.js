export const id = 5503;
export const ids = [5503];
export const modules = {

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

/***/ 5503:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  onGitHub: () => (/* binding */ onGitHub)
});

// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(38321);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/github/failure.js
var github_failure = __webpack_require__(40317);
;// CONCATENATED MODULE: ./lib/github/assets.js





/** The GitHub release of a tag (REST "Get a release by tag name"). Throws ApiFailure, and a `problem` Failure `no-github-release` when the tag has none. */
async function findRelease(client, tag) {
    const { owner, repo, octokit } = client;
    const release = await (0,github_failure/* missingAsUndefined */.xo)((0,github_failure/* asking */.os)(`Looking for the GitHub release of ${tag}`, () => octokit.rest.repos.getReleaseByTag({ owner, repo, tag })));
    if (release !== undefined)
        return { tag, uploadUrl: release.data.upload_url, assets: release.data.assets };
    throw new failure/* Failure */.HR('problem', 'no-github-release', `There is no GitHub release for the tag ${tag}, so there is nothing that files could be uploaded to.`, {
        cure: 'Make the release first, or run on release: published; a draft does not count.',
    });
}
/**
 * Those of the files that a release lacks. A file of that name that is there is compared: by its digest, and where the server says none, by its bytes. Throws ApiFailure, and a
 * `problem` Failure `asset-differs` for one with other bytes: who downloads it would take it for this release's.
 */
async function missingAssets(client, release, files) {
    const compared = await Promise.all(files.map(async (file) => {
        const there = release.assets.find(({ name }) => name === file.name);
        if (there === undefined)
            return file;
        const ours = sha256(file.bytes);
        const theirs = await digestOf(client, there, file);
        if (theirs === ours)
            return undefined;
        const what = there.state === 'uploaded' ? `${(0,visible/* visible */.RK)(theirs ?? 'other content', 100)} (${there.size} bytes)` : 'an upload that did not end';
        throw new failure/* Failure */.HR('problem', 'asset-differs', `The GitHub release of ${release.tag} has a file ${file.name} already: ${what}, and this release’s is ${ours} (${file.bytes.byteLength} bytes).`, {
            cure: 'See who uploaded it. If it is none of this release, delete it from the GitHub release and run this again; else publish under a new tag. Files are never replaced.',
        });
    }));
    return compared.filter((file) => file !== undefined);
}
/** What a file is that is there; undefined when its size alone says that it is another. */
async function digestOf(client, { id, name, size, state, digest }, { bytes }) {
    if (state !== 'uploaded')
        return undefined;
    if (digest !== undefined && digest !== null)
        return digest;
    return size === bytes.byteLength ? sha256(await download(client, id, name)) : undefined;
}
async function download({ owner, repo, octokit }, id, name) {
    return (0,github_failure/* asking */.os)(`Downloading ${name} to compare it`, async () => {
        const { data } = await octokit.request('GET /repos/{owner}/{repo}/releases/assets/{asset_id}', {
            owner,
            repo,
            asset_id: id,
            headers: { accept: 'application/octet-stream' },
            // As bytes, whatever type it was uploaded with.
            request: { parseSuccessResponseBody: false },
        });
        return isStream(data) ? (0,consumers_.buffer)(data) : Buffer.alloc(0);
    });
}
/** No signature, certificate or bundle comes near it, in bytes. */
const LARGEST_SIGNATURE = 4 * 1024 * 1024;
/** Of these names those that a release has, with their bytes; empty for what cannot be a signature: an upload that did not end, and more than 4 MiB. Throws ApiFailure. */
async function readAssets(client, release, names) {
    const there = release.assets.filter(({ name }) => names.includes(name));
    return new Map(await Promise.all(there.map(async ({ id, name, size, state }) => [name, state === 'uploaded' && size <= LARGEST_SIGNATURE ? await download(client, id, name) : Buffer.alloc(0)])));
}
/**
 * Uploads files to a GitHub release (REST "Upload a release asset"). One that another run uploaded meanwhile is compared, but for those that `stays` names of the release as it is then.
 * Throws as `missingAssets`, and what `stays` throws.
 */
async function uploadAssets(client, release, files, stays) {
    for (const file of files) {
        const { name, bytes } = file;
        try {
            await (0,github_failure/* asking */.os)(`Uploading ${name} to the GitHub release of ${release.tag} (it takes contents: write)`, () => client.octokit.request({ method: 'POST', url: release.uploadUrl, headers: { 'content-type': 'application/octet-stream' }, data: bytes, name }));
        }
        catch (error) {
            // 422: the name is taken.
            if (!(error instanceof github_failure/* ApiFailure */.F9) || error.status !== 422)
                throw error;
            const now = await findRelease(client, release.tag);
            if ((await stays?.(now))?.has(name) === true)
                continue;
            if ((await missingAssets(client, now, [file])).length > 0)
                throw error;
        }
    }
}
function isStream(body) {
    return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
function sha256(bytes) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
}

// EXTERNAL MODULE: ./lib/github/event.js
var github_event = __webpack_require__(19607);
// EXTERNAL MODULE: ./lib/sign/provenance.js
var sign_provenance = __webpack_require__(7878);
// EXTERNAL MODULE: ./lib/release/artifact.js
var artifact = __webpack_require__(71555);
// EXTERNAL MODULE: ./lib/release/existing.js
var existing = __webpack_require__(76916);
// EXTERNAL MODULE: ./lib/release/raw-signature.js
var raw_signature = __webpack_require__(71296);
// EXTERNAL MODULE: ./lib/sign/bundle.js
var bundle = __webpack_require__(63781);
// EXTERNAL MODULE: ./lib/sign/identity.js
var identity = __webpack_require__(97055);
// EXTERNAL MODULE: ./lib/jobs/keyless-signatures.js
var keyless_signatures = __webpack_require__(27768);
// EXTERNAL MODULE: ./lib/jobs/own-identity.js
var own_identity = __webpack_require__(37739);
;// CONCATENATED MODULE: ./lib/jobs/own-assets.js











const PAIR = ['install.json.signed', 'cert.pem'];
/**
 * The names of the files of a GitHub release that sigstore signed for this run's identity and for this very release. Sigstore never signs a thing twice the same, so those of another run, as of one
 * that published to another destination, are as good as this one's, and stay. Signs nothing. Throws a `problem` Failure `asset-differs` for what has such a name and is none of these, a `usage` Failure
 * `trusted-root` when nobody can say that, and as `readAssets` and `findExisting`.
 */
async function ownAssets(context, client, github, { plan, signing, nameOf }) {
    const { release, judged } = plan;
    if (signing.keyless === undefined || release === undefined || judged.system === undefined)
        return new Set();
    const { bytes } = judged.system;
    const bundles = ['bundle.sigstore.json', 'provenance.sigstore.json', 'install.json.sigstore.json'];
    const there = await readAssets(client, github, [...bundles, ...(signing.key === undefined ? PAIR : [])].map(nameOf));
    if (there.size === 0)
        return new Set();
    const { trust } = await signing.keyless();
    if (trust === undefined)
        throw (0,keyless_signatures/* untrusted */.b)(`The GitHub release of ${github.tag}`);
    const { subject, referrers } = await (0,existing/* findExisting */.xx)({ ...plan, release });
    const us = (0,own_identity/* ourselves */.R)(context);
    const about = {
        'bundle.sigstore.json': { subjectDigest: subject.digest, predicateType: bundle/* COSIGN_SIGN */["if"] },
        'provenance.sigstore.json': { subjectDigest: subject.digest, predicateType: sign_provenance/* SLSA_PROVENANCE */.Y },
        'install.json.sigstore.json': { bytes },
    };
    for (const file of bundles) {
        const bundle = there.get(nameOf(file));
        if (bundle !== undefined && !(await isOwnBundle(us, trust, bundle, about[file])))
            throw differs(github, nameOf(file));
    }
    const stays = new Set(there.keys());
    const [signature, pem] = PAIR.map((file) => there.get(nameOf(file)));
    if (signature !== undefined && pem !== undefined) {
        if (!(await isOwnPair(us, trust, bytes, { signature, pem })))
            throw differs(github, nameOf(PAIR[0]));
        return stays;
    }
    // Half a pair is completed from the pair that is attached, if that is it: its bytes are compared then.
    const attached = referrers.some(({ artifactType }) => artifactType === artifact/* ARTIFACT_TYPES */.r5.keylessSignature);
    for (const name of PAIR.map(nameOf))
        if (stays.delete(name) && !attached)
            throw differs(github, name);
    return stays;
}
async function isOwnBundle(us, trust, bundle, expect) {
    const { verifyBundle } = await Promise.all(/* import() */[__webpack_require__.e(5759), __webpack_require__.e(8876)]).then(__webpack_require__.bind(__webpack_require__, 5759));
    const { facts } = await verifyBundle({ bundle, trust, expect });
    return facts !== undefined && us.isBy(facts.identity);
}
async function isOwnPair(us, trust, bytes, pair) {
    return (0,raw_signature/* isSigned */.JI)(bytes, pair) && (0,raw_signature/* isIssued */.sl)(pair, trust) && us.isBy((0,identity/* certificateIdentity */.W)(new external_node_crypto_.X509Certificate(pair.pem)));
}
function differs({ tag }, name) {
    return new failure/* Failure */.HR('problem', 'asset-differs', `The GitHub release of ${tag} has a file ${name} already that is no signature of this release by this run’s identity.`, {
        cure: 'If another run is uploading to it, wait for its end and run this again. Else see who uploaded it, delete it from the GitHub release, and run this again. Files are never replaced.',
    });
}

;// CONCATENATED MODULE: ./lib/jobs/on-github.js





const PROVENANCE = 'provenance.sigstore.json';
/**
 * What the inputs ask for; undefined when that is nothing. What the inputs and the event tell is said here, before anything is signed: throws `usage` Failures where it cannot be
 * stored at all, and as `findRelease`.
 */
async function onGitHub(context, remote, signing, files) {
    const { githubAttestation, releaseAssets } = context.options;
    if (!githubAttestation && !releaseAssets)
        return undefined;
    if (githubAttestation && signing.keyless === undefined)
        throw noProvenance('sign is key alone', 'Add keyless to the input sign');
    const client = await remote.client();
    const tag = context.event === undefined ? undefined : (0,github_event/* tagOf */.cO)(context.event);
    if (client === undefined) {
        throw new failure/* Failure */.HR('usage', 'github-token', `${githubAttestation ? 'github-attestation' : 'release-assets'} needs a workflow’s run, and its input github-token.`, { cure: 'Run it in a workflow, and leave github-token at its default.' });
    }
    if (releaseAssets && tag === undefined)
        throw new failure/* Failure */.HR('usage', 'release-assets', 'release-assets needs a run on a git tag.', { cure: 'Run on a tag push or release: published.' });
    const release = releaseAssets && tag !== undefined ? await findRelease(client, tag) : undefined;
    // Assets have no folders: with several manifests the folder's name stands before the file's.
    const nameOf = (manifest, file) => files.pathOf(manifest, file).replaceAll('/', '.');
    const assetsOf = ({ judged }, made) => {
        const { system, file } = judged;
        const all = [...(system === undefined ? [] : [[system.fileName, system.bytes]]), ...made];
        return all.map(([name, bytes]) => ({ name: nameOf(file.path, name), bytes }));
    };
    // What was signed before stays; the names are distinct for all manifests.
    const stay = new Set();
    const own = (now, plan) => ownAssets(context, client, now, { plan, signing, nameOf: (file) => nameOf(plan.judged.file.path, file) });
    return {
        forecast: [
            ...(release === undefined ? [] : [`would upload the files that are not there to the GitHub release of ${release.tag}`]),
            ...(githubAttestation ? ['would store the provenance in the repository’s attestations'] : []),
        ],
        compare: async (plan) => {
            if (release === undefined)
                return;
            await missingAssets(client, release, assetsOf(plan, []));
            for (const name of await own(release, plan))
                stay.add(name);
        },
        prepare: async (signed) => {
            const missing = release === undefined ? [] : await missingAssets(client, release, assetsOf(signed.plan, signed.files).filter(({ name }) => !stay.has(name)));
            const provenance = githubAttestation ? signed.files.get(PROVENANCE) : undefined;
            if (githubAttestation && provenance === undefined)
                throw noProvenance('the identity that signs is none of a GitHub workflow', 'Run it in a workflow with id-token: write');
            return async () => {
                if (provenance !== undefined)
                    await attest(context, client, signed, provenance);
                if (release === undefined)
                    return;
                await uploadAssets(client, release, missing, (now) => own(now, signed.plan));
                const names = missing.map(({ name }) => name).join(', ');
                context.log.info(missing.length === 0 ? `The GitHub release of ${release.tag} has its files already.` : `Uploaded ${names} to the GitHub release of ${release.tag}.`);
            };
        },
    };
}
/** Provenance of an earlier run was verified when it was found; that run may have failed before it was stored. */
async function attest({ log }, client, { existing, provenance: made }, provenance) {
    const { hasAttestation, storeAttestation } = await __webpack_require__.e(/* import() */ 8089).then(__webpack_require__.bind(__webpack_require__, 58089));
    const bundle = JSON.parse(provenance.toString('utf8'));
    if (made === undefined && (await hasAttestation(client, existing.subject.digest, sign_provenance/* SLSA_PROVENANCE */.Y, bundle)))
        return;
    await storeAttestation(client, bundle);
    log.info('Stored the provenance in the repository’s attestations.');
}
function noProvenance(why, cure) {
    return new failure/* Failure */.HR('usage', 'github-attestation', `github-attestation stores the provenance, and this run makes none: ${why}.`, { cure: `${cure}, or leave github-attestation out.` });
}


/***/ })

};
