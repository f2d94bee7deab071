export const id = 7115;
export const ids = [7115];
export const modules = {

/***/ 11862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  dz: () => (/* binding */ HUB_NAMES),
  zd: () => (/* binding */ createCredentials),
  G2: () => (/* binding */ isHub)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/oci/answer.js
var oci_answer = __webpack_require__(76139);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./lib/oci/credential-helper.js







/** What a helper needs to do its work: to be found, to find its own store, and to reach its cloud. Never tokens or inputs of a workflow. */
const PASSED = /^(?:PATH|HOME|USER|LOGNAME|LANG|LC_.*|TMPDIR|XDG_.*|DBUS_SESSION_BUS_ADDRESS|GNUPGHOME|PASSWORD_STORE_DIR|DOCKER_CONFIG|https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|SSL_CERT_(?:FILE|DIR)|AWS_.*|AZURE_.*|CLOUDSDK_.*|GOOGLE_.*)$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const TIMEOUT_MS = 30_000;
const LARGEST_OUTPUT = 64 * 1024;
/**
 * What `docker-credential-NAME get` knows of a server, or undefined when it knows nothing. The helper is looked for in PATH, but never in the
 * workspace, where a pull request could have put it. Throws an `unavailable` Failure `credential-helper`, which never holds what the helper printed.
 */
async function askHelper(name, server, env, workspace) {
    if (!NAME.test(name)) {
        throw new failure/* Failure */.HR('unavailable', 'credential-helper', `${(0,visible/* quoted */.TL)(name, 80)} in Docker’s configuration is no name of a credential helper`, { cure: 'Mend credHelpers or credsStore there.' });
    }
    const program = `docker-credential-${name}`;
    const path = await find(program, env, workspace);
    if (path === undefined) {
        throw new failure/* Failure */.HR('unavailable', 'credential-helper', `${program}, which Docker’s configuration names, is not in PATH outside the workspace`, { cure: 'Install it, or log in without it.' });
    }
    const output = await run(path, server, env).catch((error) => {
        const { stdout, code, signal, killed } = (0,oci_answer/* record */.g1)(error) ?? {};
        // The helpers’ own way of saying that there is none (docker-credential-helpers, credentials.errCredentialsNotFoundMessage).
        if (typeof stdout === 'string' && /credentials not found/i.test(stdout))
            return undefined;
        const reason = typeof signal === 'string' ? signal : typeof code === 'string' ? code : 'it could not be run';
        const why = killed === true ? `did not answer within ${TIMEOUT_MS / 1000} s` : typeof code === 'number' ? `ended with status ${code}` : `failed: ${(0,visible/* visible */.RK)(reason.trim(), 80)}`;
        throw new failure/* Failure */.HR('unavailable', 'credential-helper', `${program} ${why}`, { cure: `Run “echo ${server} | ${program} get” to see why.` });
    });
    if (output === undefined)
        return undefined;
    const answer = parse(output);
    const username = answer?.['Username'];
    const secret = answer?.['Secret'];
    if (typeof username !== 'string' || typeof secret !== 'string')
        throw new failure/* Failure */.HR('unavailable', 'credential-helper', `${program} gave something other than a user name and a secret`);
    return secret === '' ? undefined : { username, secret };
}
async function find(program, env, workspace) {
    const inside = workspace === undefined ? undefined : await (0,promises_.realpath)(workspace).catch(() => workspace);
    for (const folder of (env['PATH'] ?? '').split(external_node_path_.delimiter)) {
        if (!(0,external_node_path_.isAbsolute)(folder))
            continue;
        const path = await (0,promises_.realpath)((0,external_node_path_.join)(folder, program)).catch(() => undefined);
        if (path === undefined || (inside !== undefined && (isBeneath(path, inside) || isBeneath(await (0,promises_.realpath)(folder), inside))))
            continue;
        if (await (0,promises_.access)(path, external_node_fs_.constants.X_OK).then(() => true, () => false))
            return path;
    }
    return undefined;
}
function isBeneath(path, folder) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way === '' || (!way.startsWith('..') && !(0,external_node_path_.isAbsolute)(way));
}
async function run(path, server, env) {
    const passed = Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== undefined && PASSED.test(name)));
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_.execFile)(path, ['get'], { cwd: '/', env: passed, timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: LARGEST_OUTPUT, encoding: 'utf8' }, (error, stdout) => {
            if (error === null)
                resolve(stdout);
            else
                reject(Object.assign(error, { stdout }));
        });
        child.stdin?.on('error', () => { });
        child.stdin?.end(server);
    });
}
function parse(text) {
    try {
        return (0,oci_answer/* record */.g1)(JSON.parse(text));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/oci/credentials.js






/** The host under which Docker Hub's credentials are asked of a helper, and most often stored. */
const HUB_SERVER = 'https://index.docker.io/v1/';
/** Hosts that all mean Docker Hub (distribution/reference, docker/cli). */
const HUB_NAMES = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];
/**
 * Credentials from the inputs, then from Docker's and containers' configuration in all its places: DOCKER_CONFIG, REGISTRY_AUTH_FILE,
 * $XDG_RUNTIME_DIR/containers/auth.json, ~/.config/containers/auth.json and ~/.docker/config.json; the repository's path first, then its
 * parents, then the host (containers-auth.json(5)); and for ghcr.io the token of Actions.
 */
function createCredentials(options) {
    let files;
    const helped = new Map();
    const warned = new Set();
    const warnOnce = (message) => {
        if (!warned.has(message))
            options.onWarning?.(message);
        warned.add(message);
    };
    const fromHelper = async (helper, server, where) => {
        const key = `${helper} ${server}`;
        let answer = helped.get(key);
        if (answer === undefined) {
            answer = askHelper(helper, server, options.env, options.workspace).then((found) => {
                if (found === undefined)
                    return undefined;
                const origin = `docker-credential-${helper}, named in ${where}`;
                if (found.username === '<token>')
                    return { kind: 'identity', token: found.secret, origin };
                return { kind: 'password', username: found.username, password: found.secret, origin };
            }, (error) => {
                options.onWarning?.((0,failure/* causes */.ps)(error).join(': '));
                return undefined;
            });
            helped.set(key, answer);
        }
        return answer;
    };
    const fromFile = async (file, host, repository) => {
        const hosts = isHub(host) ? HUB_NAMES : [host];
        const paths = repository.split('/').map((_, index, all) => all.slice(0, all.length - index).join('/'));
        for (const key of hosts.flatMap((name) => paths.map((path) => `${name}/${path}`))) {
            const found = entry(file, key, warnOnce);
            if (found !== undefined)
                return found;
        }
        for (const name of hosts) {
            const helper = file.helpers.get(name) ?? (isHub(host) ? file.helpers.get(HUB_SERVER) : undefined);
            const found = helper === undefined ? entry(file, name, warnOnce) : await fromHelper(helper, isHub(host) ? HUB_SERVER : host, file.path);
            if (found !== undefined)
                return found;
        }
        return file.store === undefined ? undefined : fromHelper(file.store, isHub(host) ? HUB_SERVER : host, file.path);
    };
    return {
        async find(host, repository) {
            const explicit = options.explicit?.get(host);
            if (explicit !== undefined)
                return { kind: 'password', ...explicit, origin: 'the registry-username and registry-password inputs' };
            files ??= readFiles(options);
            for (const file of await files) {
                const found = await fromFile(file, host, repository);
                if (found !== undefined)
                    return found;
            }
            const { github } = options;
            if (github !== undefined && host === 'ghcr.io' && repository.split('/')[0] === github.owner.toLowerCase()) {
                return { kind: 'password', username: github.actor, password: github.token, origin: 'the github-token input' };
            }
            return undefined;
        },
    };
}
/** Whether a host is one of Docker Hub's names. */
function isHub(host) {
    return HUB_NAMES.includes(host);
}
async function readFiles({ env, onWarning }) {
    const { DOCKER_CONFIG: docker = '', REGISTRY_AUTH_FILE: named = '', XDG_RUNTIME_DIR: runtime = '', HOME: home = '' } = env;
    const paths = [
        docker === '' ? '' : (0,external_node_path_.join)(docker, 'config.json'),
        named,
        runtime === '' ? '' : (0,external_node_path_.join)(runtime, 'containers', 'auth.json'),
        home === '' ? '' : (0,external_node_path_.join)(home, '.config', 'containers', 'auth.json'),
        // DOCKER_CONFIG is the folder that replaces this one.
        home === '' || docker !== '' ? '' : (0,external_node_path_.join)(home, '.docker', 'config.json'),
    ];
    const files = [];
    for (const path of paths) {
        if (path === '')
            continue;
        try {
            files.push(parseConfig(path, await (0,promises_.readFile)(path, 'utf8')));
        }
        catch (error) {
            if ((0,oci_answer/* record */.g1)(error)?.['code'] !== 'ENOENT')
                onWarning?.(error instanceof failure/* Failure */.HR ? error.message : `${path} cannot be read: ${(0,failure/* causes */.ps)(error).join(': ')}`);
        }
    }
    return files;
}
function parseConfig(path, text) {
    let document;
    try {
        document = (0,oci_answer/* record */.g1)(JSON.parse(text.replace(/^\uFEFF/, '')));
    }
    catch {
        // What JSON.parse says would quote the file, which holds secrets.
    }
    if (document === undefined)
        throw new failure/* Failure */.HR('unavailable', 'docker-config', `${path} is not a JSON object, so no credentials are taken from it`);
    const auths = new Map();
    for (const [key, value] of Object.entries((0,oci_answer/* record */.g1)(document['auths']) ?? {})) {
        const fields = (0,oci_answer/* record */.g1)(value);
        const name = key.replace(/^https?:\/\//i, '').replace(/\/v[12]\/?$/, '').replace(/\/+$/, '');
        if (fields !== undefined && (!auths.has(name) || name === key))
            auths.set(name, fields);
    }
    const helpers = new Map(Object.entries((0,oci_answer/* record */.g1)(document['credHelpers']) ?? {}).filter((pair) => typeof pair[1] === 'string' && pair[1] !== ''));
    const store = document['credsStore'];
    return { path, auths, helpers, store: typeof store === 'string' && store !== '' ? store : undefined };
}
function entry(file, key, warn) {
    const fields = file.auths.get(key);
    if (fields === undefined)
        return undefined;
    const text = (name) => (typeof fields[name] === 'string' ? fields[name] : '');
    const origin = file.path;
    const token = text('registrytoken');
    // What has a blank or a line's end fits in no header.
    if (/^[\x21-\x7e]+$/.test(token))
        return { kind: 'bearer', token, origin };
    if (token !== '')
        warn(`${origin}: the registrytoken of ${(0,visible/* quoted */.TL)(key, 100)} has characters that no token may have, so it is not used: log in to that registry again`);
    if (text('identitytoken') !== '')
        return { kind: 'identity', token: text('identitytoken'), origin };
    const pair = Buffer.from(text('auth'), 'base64').toString('utf8').replace(/\0+$/, '');
    const colon = pair.indexOf(':');
    const username = colon < 0 ? text('username') : pair.slice(0, colon);
    const password = colon < 0 ? text('password') : pair.slice(colon + 1);
    if (password === '')
        return undefined;
    if (username === '<token>')
        return { kind: 'identity', token: password, origin };
    return username === '' ? undefined : { kind: 'password', username, password, origin };
}


/***/ }),

/***/ 47115:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   entryFor: () => (/* binding */ entryFor),
/* harmony export */   isNamed: () => (/* binding */ isNamed),
/* harmony export */   keyFingerprint: () => (/* binding */ keyFingerprint),
/* harmony export */   parsePolicy: () => (/* binding */ parsePolicy)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71957);
/* harmony import */ var _oci_credentials_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11862);
/* harmony import */ var _oci_document_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60012);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23940);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7629);
/* harmony import */ var _expectation_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(44603);








const GITHUB = 'https://github.com';
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
/** The policy in a YAML text. Throws a `usage` Failure `policy` that names the line and what may stand there. */
async function parsePolicy(text) {
    const { LineCounter, isNode, parseDocument } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 38815, 19));
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false });
    const lineOf = (path) => {
        for (let length = path.length; length >= 0; length--) {
            const node = document.getIn(path.slice(0, length), true);
            if (isNode(node) && node.range)
                return lines.linePos(node.range[0]).line;
        }
        return 1;
    };
    const refuse = (path, message, cure = 'schema/policy.schema.json says what a policy may hold; docs/policy.md has examples.') => new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'policy', `policy, line ${lineOf(path)}: ${message}`, { cure });
    const broken = document.errors[0];
    if (broken !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'policy', `policy, line ${broken.linePos?.[0].line ?? 1}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .visible */ .RK)(broken.message.split('\n')[0] ?? '', 300)}`, { cure: 'Mend the YAML.' });
    const root = document.toJS({ maxAliasCount: 100 });
    const { version, images } = members(root, ['version', 'images'], [], refuse);
    if (version !== 1)
        throw refuse(['version'], 'version must be 1');
    if (!Array.isArray(images))
        throw refuse(['images'], 'images must be a list');
    return { entries: images.map((entry, at) => parseEntry(entry, ['images', at], lineOf(['images', at]), refuse)) };
}
function parseEntry(value, path, line, refuse) {
    const { match, 'signed-by': signedBy, unsigned } = members(value, ['match', 'signed-by', 'unsigned'], path, refuse);
    const globs = Array.isArray(match) ? match : [match];
    const names = globs.filter((glob) => typeof glob === 'string' && glob !== '');
    if (names.length === 0 || names.length !== globs.length)
        throw refuse([...path, 'match'], 'match must be a glob over HOST/PATH, or a list of them');
    const tagged = names.find((name) => /@|:[^/:]*$/.test(name) && !/^[^/]*:\d+$/.test(name) && !name.startsWith('oci:'));
    if (tagged !== undefined)
        throw refuse([...path, 'match'], `match ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(tagged)} has a tag or a digest`, 'Leave it out: an image is verified by digest, whatever its tag.');
    if ((signedBy === undefined) === (unsigned === undefined))
        throw refuse(path, 'an entry has either signed-by or unsigned');
    if (unsigned !== undefined) {
        if (typeof unsigned !== 'string' || unsigned.trim() === '')
            throw refuse([...path, 'unsigned'], 'unsigned must say why nobody needs to have signed', 'Write the reason as a sentence: reviewers read it.');
        return { match: names, signedBy: [], unsigned: unsigned.trim(), line };
    }
    if (!Array.isArray(signedBy) || signedBy.length === 0)
        throw refuse([...path, 'signed-by'], 'signed-by must be a list with at least one signer');
    return { match: names, signedBy: signedBy.map((signer, at) => parseRequirement(signer, [...path, 'signed-by', at], refuse)), unsigned: undefined, line };
}
const KINDS = {
    keyless: ['identity', 'identity-regexp', 'issuer', 'issuer-regexp'],
    github: ['github', 'workflow', 'ref', 'server', 'issuer'],
    key: ['key'],
};
function parseRequirement(value, path, refuse) {
    const kind = (0,_oci_document_js__WEBPACK_IMPORTED_MODULE_4__/* .isObject */ .Gv)(value) && 'github' in value ? 'github' : (0,_oci_document_js__WEBPACK_IMPORTED_MODULE_4__/* .isObject */ .Gv)(value) && 'key' in value ? 'key' : 'keyless';
    const given = members(value, KINDS[kind], path, refuse);
    const text = (name) => {
        const member = given[name];
        if (member === undefined)
            return undefined;
        if (typeof member !== 'string' || member === '')
            throw refuse([...path, name], `${name} must be text`);
        return member;
    };
    if (kind === 'key')
        return parseKey(text('key') ?? '', () => refuse([...path, 'key'], 'key must be a public key', 'Write it out in PEM, from -----BEGIN PUBLIC KEY-----.'));
    if (kind === 'keyless')
        return { kind, san: expectation('identity', text, path, refuse), issuer: expectation('issuer', text, path, refuse) };
    const repository = text('github') ?? '';
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
        throw refuse([...path, 'github'], 'github must be OWNER/REPOSITORY');
    const server = text('server') ?? GITHUB;
    if (!/^https:\/\/[\w.-]+(?::\d+)?$/.test(server))
        throw refuse([...path, 'server'], 'server must be https://HOST');
    const issuer = text('issuer') ?? (server === GITHUB ? GITHUB_ISSUER : `${server}/_services/token`);
    return { kind, server, repository, workflow: workflowPath(text('workflow'), repository), ref: text('ref'), issuer };
}
/** `NAME` or `NAME-regexp`, exactly one of them. */
function expectation(name, text, path, refuse) {
    const [exact, pattern] = [text(name), text(`${name}-regexp`)];
    if ((exact === undefined) === (pattern === undefined)) {
        throw refuse(path, `a signer has either ${name} or ${name}-regexp`, 'For a GitHub workflow write github: OWNER/REPOSITORY; for a key, key.');
    }
    return exact === undefined ? (0,_expectation_js__WEBPACK_IMPORTED_MODULE_7__.wholeText)(pattern ?? '', `policy: ${name}-regexp`) : { exact };
}
/** `release.yml`, `.github/workflows/release.yml` and `OWNER/REPOSITORY/.github/workflows/release.yml`, each with `@REF` or without, as the last of them. */
function workflowPath(workflow, repository) {
    if (workflow === undefined || workflow.includes('/.github/'))
        return workflow;
    return workflow.startsWith('.github/') ? `${repository}/${workflow}` : `${repository}/.github/workflows/${workflow}`;
}
function parseKey(pem, refuse) {
    if (!pem.includes('-----BEGIN PUBLIC KEY-----'))
        throw refuse();
    try {
        const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(pem);
        return { kind: 'key', key, fingerprint: keyFingerprint(key) };
    }
    catch {
        throw refuse();
    }
}
/** `SHA256:<hex>` of a public key's SubjectPublicKeyInfo. */
function keyFingerprint(key) {
    return `SHA256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex')}`;
}
/** The members of a mapping, of which none may be unknown: a key that is misspelt must not switch off a check. */
function members(value, known, path, refuse) {
    if (!(0,_oci_document_js__WEBPACK_IMPORTED_MODULE_4__/* .isObject */ .Gv)(value))
        throw refuse(path, `${path.length === 0 ? 'a policy' : 'this'} must be a mapping with ${known.join(', ')}`);
    const unknown = Object.keys(value).find((name) => !known.includes(name));
    if (unknown !== undefined)
        throw refuse([...path, unknown], `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(unknown, 60)} means nothing here: ${known.join(', ')} do`);
    return value;
}
/**
 * The first entry of which a glob matches the image's `HOST/PATH` or `oci:FOLDER`, however the two spell the place; undefined when the policy says nothing of it,
 * so that it is unverified.
 */
async function entryFor(policy, image) {
    const { default: picomatch } = await __webpack_require__.e(/* import() */ 4006).then(__webpack_require__.t.bind(__webpack_require__, 14006, 19));
    const place = canonical(image);
    const isMatch = (text, glob) => picomatch.isMatch(text, glob, { dot: true, nonegate: true, noextglob: true });
    // A glob over hosts, such as `*.docker.io`, may mean the name as it is written. A folder has many names, and the author of a change chooses.
    const asWritten = !image.startsWith(LAYOUT);
    return policy.entries.find(({ match }) => match.some((glob) => isMatch(place, canonical(glob)) || (asWritten && isMatch(image, glob))));
}
const LAYOUT = 'oci:';
/**
 * One spelling for all that name the same place: without the port of https, Docker Hub by its one name with `library/` (distribution/reference, familiar names), a
 * folder without `.`, `..` and doubled slashes. Of a glob only what stands there literally is changed.
 */
function canonical(place) {
    if (place.startsWith(LAYOUT))
        return `${LAYOUT}${node_path__WEBPACK_IMPORTED_MODULE_1__.posix.normalize(place.slice(LAYOUT.length)).replace(/(?<=.)\/$/, '')}`;
    const slash = place.indexOf('/');
    const [named, path] = slash < 0 ? [place, ''] : [place.slice(0, slash), place.slice(slash)];
    if (!(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_5__.isHost)(named))
        return place;
    // The URL knows the scheme's port and how an address is written.
    const { host } = new URL(`https://${named}`);
    if (!_oci_credentials_js__WEBPACK_IMPORTED_MODULE_3__/* .HUB_NAMES */ .dz.includes(host))
        return `${host}${path}`;
    return `docker.io${/^\/[^/*?{[(]+$/.test(path) ? '/library' : ''}${path}`;
}
/** Whether a verified identity is the one that a requirement names. By provenance, only as a GitHub workflow: it states who built, and no more. */
async function isNamed(identity, requirement, byProvenance) {
    if (requirement.kind === 'key')
        return false;
    if (requirement.kind === 'keyless')
        return !byProvenance && (0,_expectation_js__WEBPACK_IMPORTED_MODULE_7__/* .matches */ .c)(requirement.san, identity.san) && (0,_expectation_js__WEBPACK_IMPORTED_MODULE_7__/* .matches */ .c)(requirement.issuer, identity.issuer);
    const { server, repository, workflow = `${repository}/.github/workflows/`, ref, issuer } = requirement;
    const { san = '' } = identity;
    if (identity.issuer !== issuer || identity.repository !== `${server}/${repository}`)
        return false;
    const signer = `${server}/${workflow}`;
    const isWorkflow = workflow.includes('@') ? san === signer : san.startsWith(workflow.endsWith('/') ? signer : `${signer}@`);
    if (!isWorkflow || ref === undefined)
        return isWorkflow;
    const { default: picomatch } = await __webpack_require__.e(/* import() */ 4006).then(__webpack_require__.t.bind(__webpack_require__, 14006, 19));
    return picomatch.isMatch(identity.ref ?? '', ref, { dot: true, nonegate: true, noextglob: true });
}


/***/ })

};
