export const id = 928;
export const ids = [928];
export const modules = {

/***/ 90928:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createRegistryClient: () => (/* binding */ createRegistryClient)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./lib/failure.js
var lib_failure = __webpack_require__(71957);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/oci/answer.js
var oci_answer = __webpack_require__(76139);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
;// CONCATENATED MODULE: ./lib/oci/memory.js
/** After so many streamed bytes. */
const OFTEN = 16 * 1024 * 1024;
let collect;
let since = 0;
/**
 * Keeps resident memory flat while large blobs stream; told of every piece. Each 64 KiB that a socket or a file gives is a buffer of its own, of
 * which V8's young generation sees some bytes alone: it collects them only when these fill its 16 MiB, and then holds some hundred MB. A
 * collection of the young generation takes less than a millisecond. Copying 1 GiB so takes 150 MB instead of 220, and no longer.
 */
function keepMemoryFlat(bytes) {
    since += bytes;
    if (since < OFTEN)
        return;
    since = 0;
    collect ??= collector();
    collect({ type: 'minor' });
}
function collector() {
    // Not imported: what streams nothing should not load them.
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    const gc = process.getBuiltinModule('node:vm').runInNewContext('gc');
    return typeof gc === 'function' ? (options) => void gc(options) : () => { };
}

// EXTERNAL MODULE: ./lib/oci/retry.js
var retry = __webpack_require__(84335);
;// CONCATENATED MODULE: ./lib/oci/blob.js







/** A stream that breaks is resumed; this often without a byte in between, it is given up. */
const MOST_BREAKS = 5;
/** However slowly bytes trickle, a blob is given up when it takes longer than this, and this for each of its bytes: 32 KiB/s. */
const SLOWEST_MS = 600_000;
const SLOWEST_MS_PER_BYTE = 1000 / (32 * 1024);
/**
 * The bytes of a blob as they come, counted and hashed: the last of them are given only when all are what the descriptor says. A connection that
 * breaks is taken up where it broke, by a range, or from the start where the registry knows none. Whoever destroys the stream ends its connection at once.
 * Throws Failure `problem` `blob-missing`.
 */
async function readBlobStream(endpoint, repository, access, descriptor) {
    const doing = `reading ${endpoint.host}/${repository}@${descriptor.digest}`;
    const given = new AbortController();
    const ask = async (from) => {
        const answer = await endpoint.stream({
            method: 'GET', target: `/v2/${repository}/blobs/${descriptor.digest}`, access, doing, signal: given.signal,
            headers: { accept: '*/*', ...(from > 0 ? { range: `bytes=${from}-` } : {}) },
        });
        return bodyFrom(answer, descriptor, from, doing);
    };
    // The first answer is waited for, so that a blob that is not there is said here, and not in the stream.
    const bytes = verified(await ask(0), ask, endpoint, descriptor, doing, given.signal);
    const stream = new external_node_stream_.Readable({
        highWaterMark: 64 * 1024,
        read: () => void bytes.next().then((next) => stream.push(next.done === true ? null : next.value), (error) => stream.destroy(error)),
        // Readable.from would first wait for what the generator waits for: bytes, an answer, or the time to ask again.
        destroy: (error, done) => {
            if (!stream.readableEnded)
                given.abort(new Error(`${doing}: nobody reads it any more`));
            bytes.return().catch(() => { });
            done(error);
        },
    });
    return stream;
}
async function* verified(first, ask, endpoint, descriptor, doing, given) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const end = Date.now() + SLOWEST_MS + descriptor.size * SLOWEST_MS_PER_BYTE;
    let read = 0;
    let body = first;
    for (let breaks = 0; read < descriptor.size || descriptor.size === 0; breaks++) {
        const before = read;
        try {
            body ??= await ask(read);
            const chunks = body;
            for await (const bytes of chunks) {
                endpoint.transport.tally({ received: bytes.byteLength });
                keepMemoryFlat(bytes.byteLength);
                read += bytes.byteLength;
                if (read > descriptor.size)
                    throw (0,oci_answer/* lies */.mD)(doing, `the blob has more than the ${descriptor.size} bytes that its descriptor says`);
                if (Date.now() > end)
                    throw new lib_failure/* Failure */.HR('unavailable', 'registry-timeout', `${doing}: the registry sends so slowly that it was given up after ${read} of ${descriptor.size} bytes`, { cure: 'Run again later.' });
                hash.update(bytes);
                if (read < descriptor.size)
                    yield bytes;
                else {
                    if (`sha256:${hash.digest('hex')}` !== descriptor.digest)
                        throw (0,oci_answer/* lies */.mD)(doing, 'the bytes do not match the digest');
                    yield bytes;
                    return;
                }
            }
            if (descriptor.size === 0)
                break;
        }
        catch (error) {
            if (!(0,retry/* isTransientError */.bV)(error))
                throw (0,oci_answer/* unreachable */.HB)(error, doing, endpoint.host);
            if (breaks >= MOST_BREAKS)
                throw (0,oci_answer/* unreachable */.HB)(error, doing, endpoint.host);
        }
        // It ended too early, or broke.
        body = undefined;
        if (read > before)
            breaks = 0;
        if (breaks >= MOST_BREAKS)
            throw (0,oci_answer/* lies */.mD)(doing, `the blob ends after ${read} of ${descriptor.size} bytes, again and again`);
        await (0,promises_.setTimeout)(Math.min(endpoint.policy.baseMs * 2 ** breaks, 5000) * (0.5 + Math.random()), undefined, { signal: given });
    }
    if (`sha256:${hash.digest('hex')}` !== descriptor.digest)
        throw (0,oci_answer/* lies */.mD)(doing, 'the bytes do not match the digest');
}
/** The body of an answer, from byte `from` on. */
function bodyFrom(answer, descriptor, from, doing) {
    const { stream, status } = answer;
    if (stream === undefined)
        throw notRead(answer, doing);
    const give = (problem) => {
        stream.destroy();
        return problem;
    };
    if ((0,oci_answer/* header */.wx)(answer, 'content-encoding') !== undefined && (0,oci_answer/* header */.wx)(answer, 'content-encoding') !== 'identity')
        throw give((0,oci_answer/* lies */.mD)(doing, 'the blob came compressed, although that was not asked for'));
    if (status === 206) {
        const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec((0,oci_answer/* header */.wx)(answer, 'content-range') ?? '');
        if (range === null || Number(range[1]) !== from)
            throw give((0,oci_answer/* lies */.mD)(doing, 'the registry gave another part of the blob than was asked for'));
        return stream;
    }
    const length = (0,oci_answer/* header */.wx)(answer, 'content-length');
    if (length !== undefined && Number(length) !== descriptor.size)
        throw give((0,oci_answer/* lies */.mD)(doing, `the blob has ${Number(length)} bytes, and its descriptor says ${descriptor.size}`));
    return from === 0 ? stream : skipping(stream, from);
}
function skipping(stream, count) {
    async function* rest() {
        let left = count;
        const chunks = stream;
        for await (const bytes of chunks) {
            if (left < bytes.byteLength)
                yield bytes.subarray(left);
            left = Math.max(0, left - bytes.byteLength);
        }
    }
    return external_node_stream_.Readable.from(rest(), { objectMode: false });
}
function notRead(answer, doing) {
    if (answer.status === 404 || answer.status === 410) {
        return new lib_failure/* Failure */.HR('problem', 'blob-missing', `${doing}: the registry does not have it`, { cure: 'Push the image again: its manifest names what is not there.' });
    }
    return (0,oci_answer/* unexpected */.os)(answer, doing);
}

// EXTERNAL MODULE: ./lib/oci/conversation.js
var conversation = __webpack_require__(48202);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
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
        throw new lib_failure/* Failure */.HR('unavailable', 'credential-helper', `${(0,visible/* quoted */.TL)(name, 80)} in Docker’s configuration is no name of a credential helper`, { cure: 'Mend credHelpers or credsStore there.' });
    }
    const program = `docker-credential-${name}`;
    const path = await find(program, env, workspace);
    if (path === undefined) {
        throw new lib_failure/* Failure */.HR('unavailable', 'credential-helper', `${program}, which Docker’s configuration names, is not in PATH outside the workspace`, { cure: 'Install it, or log in without it.' });
    }
    const output = await run(path, server, env).catch((error) => {
        const { stdout, code, signal, killed } = (0,oci_answer/* record */.g1)(error) ?? {};
        // The helpers’ own way of saying that there is none (docker-credential-helpers, credentials.errCredentialsNotFoundMessage).
        if (typeof stdout === 'string' && /credentials not found/i.test(stdout))
            return undefined;
        const reason = typeof signal === 'string' ? signal : typeof code === 'string' ? code : 'it could not be run';
        const why = killed === true ? `did not answer within ${TIMEOUT_MS / 1000} s` : typeof code === 'number' ? `ended with status ${code}` : `failed: ${(0,visible/* visible */.RK)(reason.trim(), 80)}`;
        throw new lib_failure/* Failure */.HR('unavailable', 'credential-helper', `${program} ${why}`, { cure: `Run “echo ${server} | ${program} get” to see why.` });
    });
    if (output === undefined)
        return undefined;
    const answer = parse(output);
    const username = answer?.['Username'];
    const secret = answer?.['Secret'];
    if (typeof username !== 'string' || typeof secret !== 'string')
        throw new lib_failure/* Failure */.HR('unavailable', 'credential-helper', `${program} gave something other than a user name and a secret`);
    return secret === '' ? undefined : { username, secret };
}
async function find(program, env, workspace) {
    const inside = workspace === undefined ? undefined : await (0,external_node_fs_promises_.realpath)(workspace).catch(() => workspace);
    for (const folder of (env['PATH'] ?? '').split(external_node_path_.delimiter)) {
        if (!(0,external_node_path_.isAbsolute)(folder))
            continue;
        const path = await (0,external_node_fs_promises_.realpath)((0,external_node_path_.join)(folder, program)).catch(() => undefined);
        if (path === undefined || (inside !== undefined && (isBeneath(path, inside) || isBeneath(await (0,external_node_fs_promises_.realpath)(folder), inside))))
            continue;
        if (await (0,external_node_fs_promises_.access)(path, external_node_fs_.constants.X_OK).then(() => true, () => false))
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

// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/oci/credentials.js







/** The host under which Docker Hub's credentials are asked of a helper, and most often stored. */
const HUB_SERVER = 'https://index.docker.io/v1/';
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
                options.onWarning?.((0,lib_failure/* causes */.ps)(error).join(': '));
                return undefined;
            });
            helped.set(key, answer);
        }
        return answer;
    };
    const fromFile = async (file, host, repository) => {
        const hosts = isHub(host) ? oci_reference.HUB_NAMES : [host];
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
    return oci_reference.HUB_NAMES.includes(host);
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
            files.push(parseConfig(path, await (0,external_node_fs_promises_.readFile)(path, 'utf8')));
        }
        catch (error) {
            if ((0,oci_answer/* record */.g1)(error)?.['code'] !== 'ENOENT')
                onWarning?.(error instanceof lib_failure/* Failure */.HR ? error.message : `${path} cannot be read: ${(0,lib_failure/* causes */.ps)(error).join(': ')}`);
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
        throw new lib_failure/* Failure */.HR('unavailable', 'docker-config', `${path} is not a JSON object, so no credentials are taken from it`);
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

// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/document.js
var oci_document = __webpack_require__(60012);
// EXTERNAL MODULE: ./lib/oci/address.js
var oci_address = __webpack_require__(97781);
;// CONCATENATED MODULE: ./lib/oci/challenge.js
const LONGEST_HEADER = 16 * 1024;
const MOST_CHALLENGES = 20;
const SCHEME = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]+([^ \t].*))?$/s;
const PARAMETER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*(.*)$/s;
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/s;
const TOKEN68 = /^[A-Za-z0-9._~+/-]+=*$/;
/**
 * The challenges of a WWW-Authenticate header, or of several: many challenges in one header, any case, quoted commas (RFC 9110 §11.2).
 * What cannot be read ends the header it stands in, and what came before it is kept. Never throws.
 */
function parseChallenges(header) {
    const challenges = [];
    for (const text of typeof header === 'string' ? [header] : (header ?? [])) {
        if (text.length <= LONGEST_HEADER)
            readHeader(text, challenges);
    }
    return challenges.slice(0, MOST_CHALLENGES);
}
function readHeader(text, challenges) {
    let parameters;
    for (const item of listItems(text)) {
        let parameter = PARAMETER.exec(item);
        if (parameter === null) {
            const scheme = SCHEME.exec(item);
            if (scheme === null)
                return;
            const rest = scheme[2];
            // `abc==` is a token68 that looks like a parameter without a value.
            parameter = rest === undefined ? null : PARAMETER.exec(rest);
            const token68 = rest !== undefined && (parameter === null || /^=*$/.test(parameter[2] ?? '')) ? rest : undefined;
            if (token68 !== undefined && !TOKEN68.test(token68))
                return;
            parameters = new Map();
            challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), parameters, token68 });
            if (token68 !== undefined || parameter === null)
                continue;
        }
        const name = (parameter[1] ?? '').toLowerCase();
        const value = unquoted(parameter[2] ?? '');
        if (parameters === undefined || value === undefined)
            return;
        if (!parameters.has(name))
            parameters.set(name, value);
    }
}
/** The items of a comma separated list, trimmed, without the empty ones; a comma in quotes separates nothing. */
function listItems(text) {
    const items = [];
    let start = 0;
    let quoted = false;
    for (let at = 0; at <= text.length; at++) {
        const character = text[at];
        if (character === '\\' && quoted)
            at++;
        else if (character === '"')
            quoted = !quoted;
        else if (at >= text.length || (character === ',' && !quoted)) {
            const item = text.slice(start, at).trim();
            if (item !== '')
                items.push(item);
            start = at + 1;
        }
    }
    if (start < text.length && quoted)
        items.push(text.slice(start).trim());
    return items;
}
/** A value without its quotes. Registries leave `/`, `:` and `?` of a realm unquoted although they should not. */
function unquoted(value) {
    const quoted = QUOTED.exec(value)?.[1];
    if (quoted !== undefined)
        return quoted.replace(/\\(.)/gs, '$1');
    return /^[^\s"\\]+$/.test(value) ? value : undefined;
}

;// CONCATENATED MODULE: ./lib/oci/auth.js





/** distribution's token specification: a token is good for at least a minute. */
const SHORTEST_LIFE_S = 60;
const LONGEST_LIFE_S = 24 * 3600;
const LARGEST_TOKEN = 64 * 1024;
/**
 * Authorization for one registry: no ping (the first real request draws the challenge), nobody first for what is read and somebody first for
 * what is written, one token for each scope, refreshed once when it is refused.
 *
 * One token for all repositories of a run is not asked for, although the specification has repeated scopes: a scope too many makes ghcr.io
 * (containerd#9648), gcr.io (containerd#8415) and Harbor (harbor#11852) give none, and Docker Hub once gave a shorter one (hub-feedback#2215).
 * A short token looks like a repository that is private or not there, so each of those answers would have to be doubted and asked again: more
 * requests than now where it fails, and one repository that is private would take the token from all others.
 */
function createAuthenticator(options) {
    let scheme;
    let anonymousRefused = false;
    let warnedPlain = false;
    let tokens = [];
    const order = new Map();
    const extraActions = new Map();
    const found = new Map();
    const credentialFor = async (repository) => {
        let credential = found.get(repository);
        if (credential === undefined) {
            credential = options.find(repository);
            found.set(repository, credential);
        }
        return credential;
    };
    const modes = (access) => {
        const key = `${access.push ? 'push' : 'pull'} ${access.repository}`;
        let list = order.get(key);
        if (list === undefined) {
            list = access.push || anonymousRefused ? ['credential', 'anonymous'] : ['anonymous', 'credential'];
            order.set(key, list);
        }
        return list;
    };
    /** Who to be next: the first mode of the list that there is a credential for. */
    const modeFor = async (access) => {
        const list = modes(access);
        if (list[0] === 'credential' && list.length > 1 && (await credentialFor(access.repository)) === undefined)
            list.shift();
        return list[0] ?? 'anonymous';
    };
    /** Gives a mode up. Says whether there is another. */
    const giveUp = async (access, mode) => {
        // A mount that is refused says nothing of the repository that is written.
        if (access.from !== undefined && access.from !== access.repository)
            return false;
        const list = modes(access);
        if (list[0] !== mode)
            return true;
        if (list.length < 2 || (list[1] === 'credential' && (await credentialFor(access.repository)) === undefined))
            return false;
        list.shift();
        if (mode === 'anonymous')
            anonymousRefused = true;
        return true;
    };
    const scopesOf = (access) => {
        const extra = [...(extraActions.get(access.repository) ?? [])].map((action) => `,${action}`).join('');
        const scopes = [`repository:${access.repository}:pull${access.push ? ',push' : ''}${extra}`];
        if (access.from !== undefined && access.from !== access.repository)
            scopes.push(`repository:${access.from}:pull`);
        return scopes;
    };
    const warnPlain = (url) => {
        if (url.protocol !== 'http:' || (0,oci_address/* isLoopbackHost */.cW)(url.host) || warnedPlain)
            return;
        warnedPlain = true;
        options.onWarning?.(`Credentials go to ${url.host} over plain http, as insecure-registries allows; anyone on the way can read them.`);
    };
    const bearer = async (access, mode, to) => {
        const credential = mode === 'credential' ? await credentialFor(access.repository) : undefined;
        if (credential?.kind === 'bearer')
            return { token: { header: `Bearer ${credential.token}`, until: Number.POSITIVE_INFINITY }, cached: false };
        const scopes = scopesOf(access);
        const known = tokens.find((each) => each.mode === mode && each.credential === credential && covers(each.scopes, scopes));
        if (known !== undefined) {
            const fresh = known.pending;
            const token = await known.token;
            if (token.until > Date.now())
                return { token, cached: !fresh };
            forget(known);
            return bearer(access, mode, to);
        }
        const asked = { mode, credential, scopes, token: fetchToken(to, scopes, credential), pending: true };
        tokens = [...tokens, asked];
        try {
            return { token: await asked.token, cached: false };
        }
        catch (error) {
            forget(asked);
            throw error;
        }
        finally {
            asked.pending = false;
        }
    };
    const forget = (token) => {
        tokens = tokens.filter((each) => each !== token);
    };
    const fetchToken = async (to, scopes, credential) => {
        const doing = `asking ${to.realm.host} for a token for ${options.host}`;
        if (credential !== undefined)
            warnPlain(to.realm);
        let answer;
        if (credential?.kind === 'identity') {
            const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'manifest-action', refresh_token: credential.token, scope: scopes.join(' ') });
            if (to.service !== undefined)
                form.set('service', to.service);
            const body = Buffer.from(form.toString());
            answer = await options.request({ method: 'POST', url: to.realm, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }, doing);
        }
        // A token server that has no OAuth2 answers 404 (distribution’s oauth.md), and takes the same token as a password.
        if (answer === undefined || answer.status === 404 || answer.status === 405) {
            const url = new URL(to.realm);
            if (to.service !== undefined)
                url.searchParams.append('service', to.service);
            for (const scope of scopes)
                url.searchParams.append('scope', scope);
            const basic = credential?.kind === 'identity' ? basicHeader('<token>', credential.token) : credential?.kind === 'password' ? basicHeader(credential.username, credential.password) : undefined;
            answer = await options.request({ method: 'GET', url, headers: basic === undefined ? {} : { authorization: basic }, body: undefined }, doing);
        }
        return readToken(answer, `${doing} with ${credential === undefined ? 'no credentials' : `the credentials of ${credential.origin}`}`);
    };
    return {
        async authorize(access) {
            const mode = await modeFor(access);
            if (scheme === undefined)
                return { mode, header: undefined, cached: false };
            if (scheme.kind === 'basic') {
                const credential = await credentialFor(access.repository);
                if (credential?.kind !== 'password')
                    return { mode, header: undefined, cached: false };
                warnPlain(options.origin());
                return { mode: 'credential', header: basicHeader(credential.username, credential.password), cached: false };
            }
            for (;;) {
                const as = await modeFor(access);
                try {
                    const { token, cached } = await bearer(access, as, scheme);
                    return { mode: as, header: token.header, cached };
                }
                catch (error) {
                    if (!(error instanceof lib_failure/* Failure */.HR) || error.code !== 'token-refused' || !(await giveUp(access, as)))
                        throw error;
                }
            }
        },
        async learn(access, used, answer, tries) {
            if (answer.status !== 401) {
                // To strangers, some registries say 403 or 404 of what is private, and count their pulls together.
                return used.header !== undefined && used.mode === 'anonymous' && tries < 4 && (await giveUp(access, 'anonymous'));
            }
            if (tries >= 4)
                return false;
            const challenges = parseChallenges(answer.headers['www-authenticate']);
            const challenge = challenges.find(({ scheme: name }) => name === 'bearer') ?? challenges.find(({ scheme: name }) => name === 'basic');
            if (challenge === undefined)
                return false;
            if (used.header === undefined || challenge.scheme !== scheme?.kind) {
                const first = scheme === undefined || challenge.scheme !== scheme.kind;
                scheme = challenge.scheme === 'basic' ? { kind: 'basic' } : { kind: 'bearer', realm: realmOf(challenge, options), service: challenge.parameters.get('service') };
                if (scheme.kind === 'bearer')
                    return first || used.header === undefined;
                return (await credentialFor(access.repository))?.kind === 'password' && used.header === undefined;
            }
            if (scheme.kind === 'basic')
                return false;
            if (used.cached) {
                tokens = (await Promise.all(tokens.map(async (each) => ((await each.token.catch(() => undefined))?.header === used.header ? [] : [each])))).flat();
                return true;
            }
            if (learnActions(access, challenge, extraActions))
                return true;
            return giveUp(access, used.mode);
        },
        async tried(access) {
            const credential = await credentialFor(access.repository);
            return credential === undefined ? 'without credentials, since none are known for it' : `with the credentials of ${credential.origin}`;
        },
    };
}
/** Whether a token for some scopes is good for others: a mount's token writes its destination too. */
function covers(scopes, wanted) {
    return wanted.every((want) => {
        const [type, name, actions = ''] = want.split(':');
        return scopes.some((scope) => {
            const [, , granted = ''] = scope.split(':');
            return scope.startsWith(`${type}:${name}:`) && actions.split(',').every((action) => granted.split(',').includes(action));
        });
    });
}
function basicHeader(username, password) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
/**
 * The token server that a challenge names. Another public https host is normal. Refused: plain http for an https registry, a user or password
 * in it, and for a registry on plain http any other host. Where its name leads to is looked at when it connects.
 */
function realmOf(challenge, { host, origin }) {
    const text = challenge.parameters.get('realm') ?? '';
    const doing = `${host}: its token server ${(0,visible/* quoted */.TL)(text, 120)}`;
    if (!URL.canParse(text))
        throw (0,oci_answer/* lies */.mD)(doing, 'is no address');
    const realm = new URL(text);
    const registry = origin();
    if (realm.username !== '' || realm.password !== '')
        throw (0,oci_answer/* lies */.mD)(`${host}: its token server`, 'has a user name in its address');
    if (realm.protocol !== 'https:' && realm.protocol !== 'http:')
        throw (0,oci_answer/* lies */.mD)(doing, 'is no web address');
    if (registry.protocol === 'https:' && realm.protocol === 'http:')
        throw (0,oci_answer/* lies */.mD)(doing, 'would be given credentials over plain http, although the registry speaks https');
    if (registry.protocol === 'http:' && realm.hostname !== registry.hostname)
        throw (0,oci_answer/* lies */.mD)(doing, 'is another host, named over plain http, where anyone on the way could have written it');
    realm.hash = '';
    return realm;
}
/** Some registries want more than `pull` for what only reads (Azure: `metadata_read`). Writing is never added. */
function learnActions(access, challenge, extra) {
    const known = new Set(['pull', 'push', 'delete', '*', ...(extra.get(access.repository) ?? [])]);
    let added = false;
    for (const scope of (challenge.parameters.get('scope') ?? '').split(/\s+/).slice(0, 10)) {
        const [type, name, actions = ''] = scope.split(':');
        if (type !== 'repository' || name !== access.repository)
            continue;
        for (const action of actions.split(',')) {
            if (!/^[a-z_]{1,40}$/.test(action) || known.has(action) || known.size > 10)
                continue;
            known.add(action);
            added = true;
        }
    }
    if (added)
        extra.set(access.repository, new Set([...known].filter((action) => !['pull', 'push', 'delete', '*'].includes(action))));
    return added;
}
function readToken(answer, doing) {
    if (answer.status === 401 || answer.status === 403 || answer.status === 400) {
        throw new lib_failure/* Failure */.HR('unavailable', 'token-refused', `${doing}: it answered ${(0,oci_answer/* statusText */.qS)(answer)}`, {
            cure: 'Log in to that registry with credentials that may do this, with docker login or the registry inputs.',
        });
    }
    if (answer.status >= 300 && answer.status < 400)
        throw (0,oci_answer/* lies */.mD)(doing, `it redirects (${answer.status}), and credentials follow no redirect`);
    if (answer.status !== 200)
        throw new lib_failure/* Failure */.HR('unavailable', answer.status === 429 ? 'rate-limited' : 'token-unavailable', `${doing}: it answered ${(0,oci_answer/* statusText */.qS)(answer)}`, { cure: 'Run again later.' });
    let document;
    try {
        document = answer.body.byteLength > LARGEST_TOKEN ? undefined : (0,oci_answer/* record */.g1)(JSON.parse(answer.body.toString('utf8')));
    }
    catch {
        // Said below, without what the body holds.
    }
    const token = document?.['token'] ?? document?.['access_token'];
    if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token))
        throw (0,oci_answer/* lies */.mD)(doing, `its answer${(0,oci_answer/* header */.wx)(answer, 'content-type')?.includes('html') === true ? ' is a web page and' : ''} holds no token`);
    const seconds = document?.['expires_in'];
    const life = Math.min(Math.max(typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : SHORTEST_LIFE_S, SHORTEST_LIFE_S), LONGEST_LIFE_S);
    return { header: `Bearer ${token}`, until: Date.now() + life * 1000 };
}

// EXTERNAL MODULE: ./lib/oci/body.js
var oci_body = __webpack_require__(18457);
// EXTERNAL MODULE: ./lib/oci/certificates.js
var certificates = __webpack_require__(87053);
// EXTERNAL MODULE: ./lib/oci/http.js + 2 modules
var http = __webpack_require__(16399);
;// CONCATENATED MODULE: ./lib/oci/lane.js
/** A lane of `places` places. */
function createLane(places) {
    let free = places;
    const waiting = [];
    return {
        async enter() {
            if (free > 0)
                free--;
            else
                await new Promise((resolve) => waiting.push(resolve));
            let held = true;
            return () => {
                if (!held)
                    return;
                held = false;
                const next = waiting.shift();
                if (next === undefined)
                    free++;
                else
                    next();
            };
        },
    };
}

;// CONCATENATED MODULE: ./lib/oci/endpoint.js











const LARGEST_DOCUMENT = 4 * 1024 * 1024;
const MOST_REDIRECTS = 5;
/** A registry may take long to put a large blob in its place. */
const COMMIT_TIMEOUT = 300_000;
/**
 * One registry: whether it speaks TLS, its authorization, retries, redirects without credentials, and how much at once.
 * Plain http only for this machine (`localhost`, `*.localhost`, loopback addresses) and for hosts in `insecure`.
 */
function createEndpoint(host, transport, options) {
    const address = isHub(host) ? 'registry-1.docker.io' : host;
    const lanes = { documents: createLane(options.concurrency), coming: createLane(options.concurrency), going: createLane(options.concurrency) };
    let base = new URL(`https://${address}`);
    const meeting = { reached: false, answered: false, contact: undefined };
    /** What a host that this registry named may be: no deeper inside than the registry. What a person named may be anything that is not refused. */
    const reachOf = (url) => (url.origin === base.origin ? 'loopback' : (0,http/* reachFrom */.sX)(transport, base));
    // Token requests enter no lane: those who are in one wait for them.
    const requestToken = async ({ method, url, headers, body }, doing) => {
        try {
            return await (0,retry/* retrying */.R$)(options.policy, doing, async () => {
                const until = performance.now() + options.documentTimeout;
                const response = await transport.exchange({ method, url, headers: { accept: 'application/json', ...headers }, body, reach: reachOf(url), until });
                const answer = await documentOf(response, doing);
                const refresh = new URLSearchParams(body?.toString('utf8')).get('refresh_token') ?? '';
                return { status: response.status, headers: response.headers, url, body: answer, secrets: (0,oci_answer/* secretsOf */.Fj)(headers['authorization'], refresh) };
            });
        }
        catch (error) {
            throw (0,oci_answer/* unreachable */.HB)(error, doing, url.host);
        }
    };
    const authenticator = createAuthenticator({ host, origin: () => base, find: options.find, onWarning: options.onWarning, request: requestToken });
    const documentOf = async (response, doing, limit = LARGEST_DOCUMENT) => {
        const body = await (0,oci_body/* readBody */.x8)(response, limit, doing, options.documentTimeout);
        transport.tally({ received: body.byteLength });
        return body;
    };
    /** One request, and the redirects of what only reads. Credentials go to the registry's own origin alone. */
    const exchange = async (call, authorization, extra) => {
        let url = new URL(call.target, base);
        for (let hops = 0;; hops++) {
            const headers = { ...call.headers, ...(url.origin === base.origin && authorization.header !== undefined ? { authorization: authorization.header } : {}) };
            const response = await transport.exchange({ method: call.method, url, headers, body: call.body, reach: reachOf(url), signal: call.signal, ...extra });
            // A 400 may say that TLS is wanted.
            if (response.status !== 400)
                meeting.answered = true;
            const next = redirectOf(call, response, url);
            if (next === undefined || (call.keepRedirect === true && next.origin !== base.origin))
                return { response, url };
            await (0,oci_body/* drain */.Ze)(response.body, options.documentTimeout);
            if (hops >= MOST_REDIRECTS)
                throw (0,oci_answer/* lies */.mD)(call.doing, `the registry redirects more than ${MOST_REDIRECTS} times`);
            url = next;
        }
    };
    /** A call with its authorization: again after a challenge, with a fresh token, or as somebody. */
    const authorized = async (call, stream, read) => {
        for (let tries = 0;; tries++) {
            const authorization = await authenticator.authorize(call.access);
            const { response, url } = await exchange(call, authorization, stream ? {} : { until: performance.now() + options.documentTimeout });
            const answer = { ...(await read(response, url)), secrets: (0,oci_answer/* secretsOf */.Fj)(authorization.header) };
            const { status } = answer;
            options.onDebug?.(`${call.method} ${url.origin}${url.pathname} → ${status}`);
            // Whom credentials are for is the registry's to say, and not that of a host that it redirects to.
            const maybeHidden = url.origin === base.origin && (status === 401 || status === 403 || status === 404 || status === 429);
            if (maybeHidden && (await authenticator.learn(call.access, authorization, answer, tries)))
                continue;
            if ((status === 401 || status === 403) && call.tolerant !== true)
                throw await refusal(call, answer);
            return answer;
        }
    };
    const refusal = async (call, answer) => {
        const code = answer.status === 401 ? 'unauthorized' : 'forbidden';
        if (answer.url.origin !== base.origin) {
            return new lib_failure/* Failure */.HR('unavailable', code, `${call.doing}: ${(0,visible/* visible */.RK)(answer.url.host, 120)}, where the registry sends for it, answered ${(0,oci_answer/* statusText */.qS)(answer)}`, {
                cure: `Credentials for ${host} go to no other host. Name the registry that has it, or ask whoever runs ${host}.`,
            });
        }
        const tried = await authenticator.tried(call.access);
        return new lib_failure/* Failure */.HR('unavailable', code, `${call.doing}: the registry answered ${(0,oci_answer/* statusText */.qS)(answer)}; it was asked ${tried}`, {
            cure: call.access.push
                ? 'Log in as somebody who may write there: registry-username and registry-password, or docker login before this step. For ghcr.io the job needs “packages: write”.'
                : 'Log in to that registry with docker login before this step. A repository that does not exist is often answered in the same way, so check its name too.',
        });
    };
    /**
     * The first request finds out how to speak to the registry, and draws its challenge. All others wait for it, so that there is only one such. When
     * nothing answers, they have failed with it: one after another they would wait for a dead registry as often as there are requests.
     */
    const contacting = async (run) => {
        while (!meeting.reached && meeting.contact !== undefined) {
            const failed = await meeting.contact;
            if (failed !== undefined)
                throw failed.error;
        }
        if (meeting.reached)
            return run();
        const attempt = firstContact(run);
        // What went wrong after an answer is a matter of that request, and others may fare better.
        meeting.contact = attempt.then(() => undefined, (error) => (meeting.answered ? undefined : { error }));
        try {
            const result = await attempt;
            meeting.reached = true;
            return result;
        }
        finally {
            meeting.reached ||= meeting.answered;
            meeting.contact = undefined;
        }
    };
    const firstContact = async (run) => {
        const [scheme, other] = await schemesOf(address, options);
        base = new URL(`${scheme}://${address}`);
        try {
            return await run();
        }
        catch (error) {
            if (meeting.answered || other === undefined || !mayBeOther(scheme, error, base))
                throw error;
            base = new URL(`${other}://${address}`);
            try {
                return await run();
            }
            catch (second) {
                throw error instanceof WrongScheme || !mayBeOther(other, second, base) ? second : error;
            }
        }
    };
    const repeated = async (request, lane, run) => {
        let answer;
        try {
            answer = await (0,retry/* retrying */.R$)({ ...options.policy, signal: request.signal }, request.doing, async () => {
                const release = await lanes[lane].enter();
                try {
                    return await contacting(async () => run(release));
                }
                catch (error) {
                    release();
                    throw error;
                }
            });
        }
        catch (error) {
            throw (0,oci_answer/* unreachable */.HB)(error, request.doing, host);
        }
        if ((0,retry/* isTransient */.dg)(answer.status))
            throw (0,oci_answer/* unexpected */.os)(answer, request.doing);
        return answer;
    };
    return {
        host, transport,
        policy: options.policy,
        takesAtOnce: undefined,
        origin: () => base,
        call: async (request) => repeated(request, 'documents', async (release) => {
            const answer = await authorized(request, false, async (response, url) => {
                const body = await documentOf(response, request.doing, request.limit);
                if (response.status === 400 && url.protocol === 'http:' && /http request (?:to an|was sent to) https/i.test(body.toString('latin1')))
                    throw new WrongScheme();
                return { status: response.status, headers: response.headers, url, body };
            });
            // A connection is free again only a moment after its answer ended; whoever comes next should not open another.
            setImmediate(release);
            return answer;
        }),
        stream: async (request) => repeated(request, 'coming', async (release) => {
            const answer = await authorized(request, true, async (response, url) => {
                const { status, headers } = response;
                if (status !== 200 && status !== 206)
                    return { status, headers, url, body: await documentOf(response, request.doing) };
                return { status, headers, url, body: Buffer.alloc(0), stream: response.body };
            });
            if (answer.stream === undefined)
                release();
            else
                answer.stream.once('close', release);
            return answer;
        }),
        send: async (request, body, length) => {
            const release = await lanes.going.enter();
            try {
                const authorization = await authenticator.authorize(request.access);
                const headers = { ...request.headers, 'content-length': String(length) };
                const { response, url } = await exchange({ ...request, headers }, authorization, { body, headersTimeout: COMMIT_TIMEOUT });
                const answer = { status: response.status, headers: response.headers, url, body: await documentOf(response, request.doing), secrets: (0,oci_answer/* secretsOf */.Fj)(authorization.header) };
                if (answer.status === 401 && url.origin === base.origin)
                    await authenticator.learn(request.access, authorization, answer, 0);
                return answer;
            }
            finally {
                release();
            }
        },
    };
}
/** Plain http was spoken to a server that wants TLS. */
class WrongScheme extends Error {
    code = 'ERR_HTTP_SCHEME';
    constructor() {
        super('it speaks https');
    }
}
/** How to speak to a host, and how else when that fails. This machine's own registries speak http, unless someone gave them certificates. */
async function schemesOf(address, { env, insecure }) {
    if ((0,oci_address/* isLoopbackHost */.cW)(address))
        return (await (0,certificates/* hasCertificates */.p)(address, env)) ? ['https'] : ['http', 'https'];
    return insecure.has(address) || insecure.has(address.replace(/:\d+$/, '')) ? ['https', 'http'] : ['https'];
}
function mayBeOther(scheme, error, base) {
    if (error instanceof WrongScheme)
        return true;
    const pattern = scheme === 'http' ? /^(?:ECONNRESET|HPE_)/ : base.port === '' ? /^(?:EPROTO|ERR_SSL|ECONNRESET|ECONNREFUSED)/ : /^(?:EPROTO|ERR_SSL|ECONNRESET)/;
    return (0,oci_answer/* errorCodes */.fv)(error).some((code) => pattern.test(code));
}
/** Where an answer redirects to, or undefined when it does not. Never from https to http. Throws `registry-lies`. */
function redirectOf(call, response, url) {
    const location = (0,oci_answer/* header */.wx)(response, 'location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined || (call.method !== 'GET' && call.method !== 'HEAD'))
        return undefined;
    const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (next === undefined || next.username !== '' || next.password !== '' || !/^https?:$/.test(next.protocol))
        throw (0,oci_answer/* lies */.mD)(call.doing, 'the registry redirects to something that is no web address');
    if (url.protocol === 'https:' && next.protocol === 'http:')
        throw (0,oci_answer/* lies */.mD)(call.doing, `the registry redirects from https to plain http, to ${next.host}`);
    return next;
}

// EXTERNAL MODULE: ./lib/oci/media.js
var media = __webpack_require__(41117);
;// CONCATENATED MODULE: ./lib/oci/link.js
/**
 * The target of `rel="next"` in a Link header (RFC 8288), as it was written, or undefined. Links with quoted commas, several relations and
 * any order of parameters are read; what cannot be read is passed over. Never throws.
 */
function nextLink(header) {
    for (const text of typeof header === 'string' ? [header] : (header ?? [])) {
        if (text.length > 16 * 1024)
            continue;
        for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
            const end = text.indexOf('>', at);
            if (end < 0)
                break;
            const parameters = parametersAt(text, end + 1);
            if (relations(parameters.text).includes('next'))
                return text.slice(at + 1, end);
            at = parameters.end - 1;
        }
    }
    return undefined;
}
/** The parameters that follow a link's target, up to the comma that ends the link. */
function parametersAt(text, start) {
    let quoted = false;
    let at = start;
    for (; at < text.length; at++) {
        const character = text[at];
        if (character === '\\' && quoted)
            at++;
        else if (character === '"')
            quoted = !quoted;
        else if (character === ',' && !quoted)
            break;
    }
    return { text: text.slice(start, at), end: Math.max(at, start) };
}
function relations(parameters) {
    const rel = /(?:^|;)[ \t]*rel[ \t]*=[ \t]*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
    return (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/);
}

;// CONCATENATED MODULE: ./lib/oci/referrers.js






const MOST_PAGES = 200;
const MOST_REFERRERS = 10_000;
const LARGEST_INDEX = 4 * 1024 * 1024;
const MOST_UPDATES = 20;
/**
 * Two reads at least this far apart must find what was written: longer than another writer needs between its read and its write. With 30 ms,
 * eight writers on distribution 2.8.2 lost nothing while all were near, and 2 of 480 when some had a round trip of 80 ms.
 */
const SETTLE_MS = 200;
/** The first wait before another round. */
const BACKOFF_MS = 30;
/** The tag that stands in for the referrers API (distribution-spec §Referrers Tag Schema). */
function fallbackTag(subject) {
    return `sha256-${(0,descriptor/* hexOf */.ZD)(subject)}`;
}
/**
 * The referrers of a subject, by the API, or by the fallback tag where there is no API (404, 400, 405, 406, a web page, or a redirect to another
 * origin). Filtered here in any case. 401, 403 and 5xx are failures, never “none”.
 */
async function listReferrers(context, subject, artifactType) {
    const found = context.memory.api === false ? undefined : await listByApi(context, subject, artifactType);
    const all = found ?? (await readFallback(context, subject))?.descriptors ?? [];
    return artifactType === undefined ? [...all] : all.filter((descriptor) => descriptor.artifactType === artifactType);
}
/** Lists what was just stored in the fallback tag, unless the registry said that it lists it itself. All in one update. */
async function addToFallback(context, subject, added) {
    const { updates } = context.memory;
    const before = updates.get(subject) ?? Promise.resolve();
    const mine = before.then(async () => update(context, subject, added));
    const settled = mine.catch(() => { });
    updates.set(subject, settled);
    try {
        await mine;
    }
    finally {
        if (updates.get(subject) === settled)
            updates.delete(subject);
    }
}
/** A manifest's descriptor as a list of referrers has it: with the artifactType (distribution-spec §Listing Referrers) and all annotations. */
function describeReferrer(bytes, mediaType, manifest) {
    const config = (0,oci_answer/* record */.g1)(manifest['config'])?.['mediaType'];
    const artifactType = manifest['artifactType'] ?? (mediaType === descriptor/* MEDIA_TYPES */.Z2.index ? undefined : config);
    const annotations = stringMap(manifest['annotations']);
    return {
        ...(0,descriptor/* describe */.q0)(bytes, mediaType),
        ...(typeof artifactType === 'string' && artifactType !== '' ? { artifactType } : {}),
        ...(annotations === undefined ? {} : { annotations }),
    };
}
async function listByApi(context, subject, artifactType) {
    const { endpoint, repository, access, memory } = context;
    const doing = `listing the referrers of ${endpoint.host}/${repository}@${subject}`;
    const start = new URL(`/v2/${repository}/referrers/${subject}${artifactType === undefined ? '' : `?artifactType=${encodeURIComponent(artifactType)}`}`, 'https://registry.invalid');
    let target = `${start.pathname}${start.search}`;
    const seen = new Set();
    const found = new Map();
    for (let page = 0; target !== undefined; page++) {
        const answer = await endpoint.call({ method: 'GET', target, access, doing, keepRedirect: true, limit: LARGEST_INDEX, headers: { accept: descriptor/* MEDIA_TYPES */.Z2.index } });
        if (page === 0 && hasNoApi(answer)) {
            // distribution-spec §Listing Referrers wants an empty list; registries with the API that know no such repository or subject say that.
            if (!says(answer, /^(?:NAME|MANIFEST)_UNKNOWN$/))
                memory.api ??= false;
            return undefined;
        }
        if (answer.status !== 200)
            throw (0,oci_answer/* unexpected */.os)(answer, doing);
        for (const descriptor of readIndex(answer.body, doing).descriptors)
            found.set(descriptor.digest, descriptor);
        seen.add(target);
        target = nextPage(answer, doing);
        if (target !== undefined && (seen.has(target) || page + 1 >= MOST_PAGES || found.size > MOST_REFERRERS))
            throw (0,oci_answer/* lies */.mD)(doing, `its pages do not end (${page + 1} pages, ${found.size} referrers)`);
    }
    memory.api = true;
    return [...found.values()];
}
/** The next page of a list, which lies on the same registry. */
function nextPage(answer, doing) {
    const next = nextLink(answer.headers['link']);
    if (next === undefined)
        return undefined;
    const url = URL.canParse(next, answer.url.href) ? new URL(next, answer.url) : undefined;
    if (url === undefined || url.host !== answer.url.host)
        throw (0,oci_answer/* lies */.mD)(doing, 'the next page of the list is on another host');
    return `${url.pathname}${url.search}`;
}
function says(answer, code) {
    return (0,oci_answer/* registryErrors */.Ji)(answer).some((error) => code.test(error.code));
}
function hasNoApi(answer) {
    const { status } = answer;
    if (status === 404 || status === 400 || status === 405 || status === 406 || status === 501 || (status >= 300 && status < 400))
        return true;
    return status === 200 && (0,media/* isWebPage */.AA)(answer.body, (0,oci_answer/* header */.wx)(answer, 'content-type'));
}
async function readFallback({ endpoint, repository, access, memory }, subject) {
    const doing = `reading ${endpoint.host}/${repository}:${fallbackTag(subject)}`;
    const answer = await endpoint.call({ method: 'GET', target: `/v2/${repository}/manifests/${fallbackTag(subject)}`, access, doing, limit: LARGEST_INDEX, headers: { accept: descriptor/* MEDIA_TYPES */.Z2.index } });
    if (answer.status === 404) {
        // zot's referrers API answers a bare 404 for a repository that is not there, and only here it says why.
        if (memory.api === false && says(answer, /^NAME_UNKNOWN$/))
            memory.api = undefined;
        return undefined;
    }
    if (answer.status !== 200)
        throw (0,oci_answer/* unexpected */.os)(answer, doing);
    return { ...readIndex(answer.body, doing), etag: (0,oci_answer/* header */.wx)(answer, 'etag') };
}
async function update(context, subject, added) {
    const { endpoint, repository, access } = context;
    const tag = fallbackTag(subject);
    const doing = `writing ${endpoint.host}/${repository}:${tag}`;
    /** What is to be there in the end: what is added, and what was seen to be there, since another writer may undo others’ updates as well as ours. */
    const wanted = new Map(added.map((descriptor) => [descriptor.digest, descriptor]));
    const missingIn = (current) => {
        const there = new Set(current?.descriptors.map(({ digest }) => digest));
        const missing = [...wanted].filter(([digest]) => !there.has(digest)).map(([, entry]) => entry);
        for (const entry of current?.entries ?? []) {
            const digest = readDescriptor(entry)?.digest;
            if (digest !== undefined && !wanted.has(digest))
                wanted.set(digest, entry);
        }
        return missing;
    };
    let took = 0;
    for (let round = 0; round < MOST_UPDATES; round++) {
        const started = Date.now();
        const current = await readFallback(context, subject);
        const missing = missingIn(current);
        if (missing.length === 0 && round === 0)
            return;
        if (missing.length > 0) {
            const document = { ...(current?.document ?? { schemaVersion: 2, mediaType: descriptor/* MEDIA_TYPES */.Z2.index }), manifests: [...(current?.entries ?? []), ...missing] };
            const condition = current === undefined ? { 'if-none-match': '*' } : current.etag === undefined ? {} : { 'if-match': current.etag };
            const answer = await endpoint.call({
                method: 'PUT', target: `/v2/${repository}/manifests/${tag}`, access, doing, body: Buffer.from(JSON.stringify(document)),
                headers: { 'content-type': descriptor/* MEDIA_TYPES */.Z2.index, ...condition },
            });
            // distribution 2.8.2 shows nothing of a manifest while another writer puts the same one, and then does not know what the index lists.
            if (answer.status === 412 || answer.status === 409 || (answer.status === 400 && round < 6 && (0,oci_answer/* registryErrors */.Ji)(answer).some(({ code }) => code === 'MANIFEST_BLOB_UNKNOWN'))) {
                await (0,promises_.setTimeout)(Math.random() * 2 ** Math.min(round, 5) * BACKOFF_MS);
                continue;
            }
            if (answer.status !== 201 && answer.status !== 200 && answer.status !== 202)
                throw (0,oci_answer/* unexpected */.os)(answer, doing);
            took = Math.max(took, Date.now() - started);
        }
        // Another writer may have read before and write after us: whoever is that slow takes about as long as we did.
        if (missingIn(await readFallback(context, subject)).length > 0) {
            await (0,promises_.setTimeout)(Math.random() * 2 ** Math.min(round, 5) * BACKOFF_MS);
            continue;
        }
        await (0,promises_.setTimeout)(Math.max(SETTLE_MS, 4 * took));
        if (missingIn(await readFallback(context, subject)).length === 0)
            return;
    }
    throw new lib_failure/* Failure */.HR('unavailable', 'referrers-race', `${doing}: others write it at the same time, and what was added is lost again and again`, {
        cure: 'Run again when nothing else publishes to that repository, or use a registry that has the referrers API.',
    });
}
/** An index of referrers. An entry that is no descriptor of sha256 is kept when it is written again, and never listed. */
function readIndex(bytes, doing) {
    const context = { where: `${doing}: the answer`, kind: 'unavailable' };
    const document = (0,media/* readDocument */.u0)(bytes, context);
    const entries = document['manifests'];
    if ((0,media/* mediaTypeOfDocument */.rm)(document, context) !== descriptor/* MEDIA_TYPES */.Z2.index || !Array.isArray(entries))
        throw (0,oci_answer/* lies */.mD)(doing, 'the answer is no image index');
    if (entries.length > MOST_REFERRERS)
        throw (0,oci_answer/* lies */.mD)(doing, `the answer lists more than ${MOST_REFERRERS} referrers`);
    return { document, entries, descriptors: entries.map(readDescriptor).filter((descriptor) => descriptor !== undefined) };
}
function readDescriptor(raw) {
    const item = (0,oci_answer/* record */.g1)(raw);
    const { mediaType, digest, size, artifactType } = item ?? {};
    if (typeof mediaType !== 'string' || typeof digest !== 'string' || !(0,descriptor/* isDigest */.Bc)(digest) || typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        return undefined;
    const annotations = stringMap(item?.['annotations']);
    return { mediaType, digest, size, ...(typeof artifactType === 'string' ? { artifactType } : {}), ...(annotations === undefined ? {} : { annotations }) };
}
function stringMap(value) {
    const entries = Object.entries((0,oci_answer/* record */.g1)(value) ?? {}).filter((pair) => typeof pair[1] === 'string');
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

;// CONCATENATED MODULE: ./lib/oci/upload.js






/** What a registry may be sent twice when it does not take it at once, in bytes. Servers read as much of a body that they did not ask for. */
const MOST_AT_ONCE = 64 * 1024;
/** Sending this much although it is there costs more than asking first. */
const WORTH_ASKING = 64 * 1024 * 1024;
const MOST_ATTEMPTS = 4;
const CONFIRMATIONS = 6;
/**
 * Stores a blob (distribution-spec §Pushing blobs) with one request when it is there and two when it is not: the POST that opens a session asks
 * for a mount as well, from `mountFrom` or from the repository itself, which a registry answers with 201 when it has the blob. Only a blob of 64 MiB
 * or more is asked for first (HEAD), of a registry that has not shown yet that it honours mounts, unless `probe` is false. The body streams, with Content-Length, in one PUT; or `atOnce` with the POST.
 */
async function uploadBlob(endpoint, repository, memory, descriptor, open, options) {
    const { digest, size } = descriptor;
    const doing = `writing ${endpoint.host}/${repository}@${digest}`;
    const access = { repository, push: true };
    if (options.probe !== false && size >= WORTH_ASKING && !memory.mounts && (await blobExists(endpoint, repository, access, descriptor)))
        return 'exists';
    let session;
    let again = open;
    if (options.atOnce === true && size <= MOST_AT_ONCE && endpoint.takesAtOnce !== false) {
        const bytes = await upload_all(open, descriptor);
        again = async () => external_node_stream_.Readable.from([bytes]);
        session = await startUpload(endpoint, access, doing, `digest=${digest}`, bytes);
        // 202: it only opened the upload.
        endpoint.takesAtOnce = session.status === 201;
        if (session.status === 201)
            return 'written';
    }
    else {
        const from = options.mountFrom ?? repository;
        session = await startUpload(endpoint, { ...access, from }, doing, `mount=${digest}&from=${from}`).catch((error) => {
            // A token server may refuse the whole token for the sake of the other repository.
            if (from !== repository && error instanceof lib_failure/* Failure */.HR && error.code === 'token-refused')
                return undefined;
            throw error;
        });
        if (session?.status === 201) {
            memory.mounts = true;
            return from === repository ? 'exists' : 'mounted';
        }
    }
    if (session === undefined || session.status >= 400)
        session = await startUpload(endpoint, access, doing, undefined);
    for (let attempt = 0;; attempt++) {
        const location = locationOf(session, endpoint, doing);
        location.search = `${location.search}${location.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`;
        const more = attempt + 1 < MOST_ATTEMPTS;
        let wait = endpoint.policy.baseMs * 2 ** attempt * (0.5 + Math.random());
        let why = 'a broken connection';
        let source;
        try {
            source = await again();
            const body = told(source, endpoint, descriptor, options);
            const answer = await endpoint.send({ method: 'PUT', target: location, access, doing, headers: { 'content-type': 'application/octet-stream' } }, body, size);
            if (answer.status === 201 || answer.status === 204)
                return 'written';
            if (answer.status === 202)
                return await upload_confirm(endpoint, repository, access, descriptor, doing);
            // 401: the token ended while the session was open. 404 and 416: the registry lost the session.
            if (!more || !((0,retry/* isTransient */.dg)(answer.status) || [401, 404, 416].includes(answer.status) || isDisturbed(answer)))
                throw notWritten(answer, doing);
            wait = (0,retry/* retryAfter */.P9)((0,oci_answer/* header */.wx)(answer, 'retry-after')) ?? wait;
            why = String(answer.status);
            if (wait > endpoint.policy.deadlineMs)
                throw notWritten(answer, doing);
        }
        catch (error) {
            if (!more || !(0,retry/* isTransientError */.bV)(error))
                throw (0,oci_answer/* unreachable */.HB)(error, doing, endpoint.host);
        }
        finally {
            source?.destroy();
        }
        endpoint.policy.onRetry?.({ doing, why, waitMs: wait });
        await (0,promises_.setTimeout)(wait);
        session = await startUpload(endpoint, access, doing, undefined);
        if (session.status === 201)
            return 'exists';
    }
}
/** Whether a repository has a blob. A redirect to where it is stored says yes; where HEAD is not known, a GET of one byte is. */
async function blobExists(endpoint, repository, access, descriptor) {
    const doing = `looking for ${endpoint.host}/${repository}@${descriptor.digest}`;
    const call = { target: `/v2/${repository}/blobs/${descriptor.digest}`, access, doing, keepRedirect: true, headers: { accept: '*/*' } };
    const answer = await endpoint.call({ ...call, method: 'HEAD' });
    if (answer.status === 404)
        return false;
    if (answer.status === 405 || answer.status === 501) {
        const got = await endpoint.stream({ ...call, method: 'GET', headers: { accept: '*/*', range: 'bytes=0-0' } });
        got.stream?.destroy();
        if (got.status === 404)
            return false;
        if (got.status === 416 || got.status < 400)
            return true;
        throw (0,oci_answer/* unexpected */.os)(got, doing);
    }
    if (answer.status >= 300 && answer.status < 400)
        return true;
    if (answer.status !== 200)
        throw (0,oci_answer/* unexpected */.os)(answer, doing);
    const length = (0,oci_answer/* header */.wx)(answer, 'content-length');
    if (length !== undefined && Number(length) !== descriptor.size)
        throw (0,oci_answer/* lies */.mD)(doing, `the registry has ${Number(length)} bytes under that digest, and its descriptor says ${descriptor.size}`);
    return true;
}
/** Opens an upload. What a query asks for besides may be refused; the answer then says so. */
async function startUpload(endpoint, access, doing, query, body) {
    const answer = await endpoint.call({
        method: 'POST', access, doing, tolerant: query !== undefined, body,
        headers: body === undefined ? { 'content-length': '0' } : { 'content-type': 'application/octet-stream' },
        target: `/v2/${access.repository}/blobs/uploads/${query === undefined ? '' : `?${query}`}`,
    });
    if (answer.status === 201 || answer.status === 202 || (query !== undefined && answer.status >= 400))
        return answer;
    throw notWritten(answer, doing);
}
/**
 * Where a session goes on. Registries behind proxies that end TLS name themselves with http; another host (a storage) is given no credentials,
 * and is looked at when it connects. What the Location's query says is kept as it is.
 */
function locationOf(session, endpoint, doing) {
    const text = (0,oci_answer/* header */.wx)(session, 'location') ?? '';
    const location = text !== '' && URL.canParse(text, session.url.href) ? new URL(text, session.url) : undefined;
    if (location === undefined || location.username !== '' || location.password !== '' || !/^https?:$/.test(location.protocol)) {
        throw (0,oci_answer/* lies */.mD)(doing, 'the registry opened an upload without saying where it goes on');
    }
    const origin = endpoint.origin();
    if (origin.protocol === 'https:' && location.protocol === 'http:') {
        if (location.hostname !== origin.hostname)
            throw (0,oci_answer/* lies */.mD)(doing, `the registry sends the upload from https to plain http, to ${location.host}`);
        location.protocol = 'https:';
        location.port = origin.port;
    }
    location.hash = '';
    return location;
}
async function upload_all(open, descriptor) {
    const parts = [];
    for await (const part of await open())
        parts.push(part);
    const bytes = Buffer.concat(parts);
    if (bytes.byteLength !== descriptor.size)
        throw new lib_failure/* Failure */.HR('problem', 'blob-size', `${descriptor.digest}: the source gives ${bytes.byteLength} of the ${descriptor.size} bytes that its descriptor says`);
    return bytes;
}
/** The bytes of a source, told as they go. Throws Failure `problem` `blob-size` when they are not as many as the descriptor says. */
async function* told(source, endpoint, descriptor, { onProgress }) {
    const wrong = (gives) => new lib_failure/* Failure */.HR('problem', 'blob-size', `${descriptor.digest}: the source gives ${gives} the ${descriptor.size} bytes that its descriptor says`);
    let bytes = 0;
    for await (const part of source) {
        bytes += part.byteLength;
        if (bytes > descriptor.size)
            throw wrong('more than');
        endpoint.transport.tally({ sent: part.byteLength });
        keepMemoryFlat(part.byteLength);
        onProgress?.({ descriptor, bytes, state: 'moving' });
        yield part;
    }
    if (bytes < descriptor.size)
        throw wrong(`${bytes} of`);
}
/** The bytes were hashed before they left. distribution 2.8 calls a digest invalid also when another writer puts the same blob at that moment. */
function isDisturbed(answer) {
    return answer.status === 400 && (0,oci_answer/* registryErrors */.Ji)(answer).some(({ code }) => code === 'DIGEST_INVALID');
}
/** A commit that was only accepted (202) is believed when the blob is there. */
async function upload_confirm(endpoint, repository, access, descriptor, doing) {
    for (let tries = 0; tries < CONFIRMATIONS; tries++) {
        if (await blobExists(endpoint, repository, access, descriptor))
            return 'written';
        await (0,promises_.setTimeout)(Math.min(100, endpoint.policy.baseMs) * 2 ** tries);
    }
    throw new lib_failure/* Failure */.HR('unavailable', 'upload-unconfirmed', `${doing}: the registry accepted the blob, and does not have it`, { cure: 'Run again; if it stays so, ask whoever runs the registry.' });
}
function notWritten(answer, doing) {
    if (answer.status === 401)
        return new lib_failure/* Failure */.HR('unavailable', 'unauthorized', `${doing}: the registry answered ${(0,oci_answer/* statusText */.qS)(answer)}`, { cure: 'Log in as somebody who may write there.' });
    if (answer.status === 413)
        return new lib_failure/* Failure */.HR('unavailable', 'blob-too-large', `${doing}: the registry, or a proxy before it, takes no blob of that size`, { cure: 'Raise its limit (nginx: client_max_body_size 0).' });
    if ((0,oci_answer/* registryErrors */.Ji)(answer).some(({ code }) => code === 'DIGEST_INVALID'))
        return (0,oci_answer/* lies */.mD)(doing, 'the registry says that the bytes do not match the digest, and they did when they left');
    return (0,oci_answer/* unexpected */.os)(answer, doing);
}

;// CONCATENATED MODULE: ./lib/oci/registry.js















const ACCEPT = [descriptor/* MEDIA_TYPES */.Z2.manifest, descriptor/* MEDIA_TYPES */.Z2.index, descriptor/* MEDIA_TYPES */.Z2.dockerManifest, descriptor/* MEDIA_TYPES */.Z2.dockerList].join(', ');
/** distribution-spec §Pushing Manifests: registries must take 4 MiB, and no manifest needs more. */
const LARGEST_MANIFEST = 4 * 1024 * 1024;
/** The first wait for another writer of the same content. */
const registry_SETTLE_MS = 50;
const LARGEST_TAGS = 16 * 1024 * 1024;
const MOST_TAG_PAGES = 1000;
const MOST_TAGS = 200_000;
/** A client for registries (distribution-spec 1.1). */
function createRegistryClient(options) {
    const transport = (0,http/* createTransport */.oO)({ env: options.env, timeouts: { ...conversation/* TIMEOUTS */.fT, ...options.timeouts }, userAgent: options.userAgent ?? 'manifest-action', lookup: options.lookup });
    const credentials = createCredentials({ env: options.env, explicit: options.credentials, github: options.github, workspace: options.workspace, onWarning: options.onWarning });
    const endpoints = new Map();
    const memories = new Map();
    const endpointFor = (host, own) => {
        const key = own === undefined ? host : JSON.stringify([host, own.username, own.password]);
        let endpoint = endpoints.get(key);
        if (endpoint === undefined) {
            endpoint = createEndpoint(host, transport, endpointOptions(host, options, credentials, own));
            endpoints.set(key, endpoint);
        }
        return endpoint;
    };
    return {
        repository(host, repository, { push = false, credentials: own } = {}) {
            if (!(0,oci_reference.isRepository)(repository))
                throw new lib_failure/* Failure */.HR('usage', 'reference', `${(0,visible/* quoted */.TL)(repository, 100)} is no repository`);
            const key = `${host}/${repository}`;
            const memory = memories.get(key) ?? { uploads: { mounts: false }, referrers: { api: undefined, updates: new Map() }, reads: new Map(), sources: new Map() };
            memories.set(key, memory);
            return createRepository(endpointFor(host, own), repository, push, memory);
        },
        usage: () => transport.usage(),
        close: async () => transport.close(),
    };
}
function endpointOptions(host, options, credentials, own) {
    return {
        env: options.env,
        insecure: new Set(options.insecureRegistries),
        policy: { deadlineMs: options.deadlineMs ?? 120_000, baseMs: options.retryBaseMs ?? 250, attempts: 6, onRetry: options.onRetry },
        documentTimeout: options.timeouts?.document ?? conversation/* TIMEOUTS */.fT.document,
        concurrency: options.concurrency ?? 64,
        find: async (repository) => (own === undefined ? credentials.find(host, repository) : { kind: 'password', ...own, origin: 'what was given for this repository' }),
        onWarning: options.onWarning,
        onDebug: options.onDebug,
    };
}
function createRepository(endpoint, repository, push, memory) {
    const name = `${endpoint.host}/${repository}`;
    const access = { repository, push };
    const writing = { repository, push: true };
    const referrers = { endpoint, repository, access, memory: memory.referrers };
    const shown = (reference) => `${name}${(0,descriptor/* isDigest */.Bc)(reference) ? '@' : ':'}${reference}`;
    const getManifest = async (reference) => {
        const doing = `reading ${shown(reference)}`;
        const answer = await endpoint.call({ method: 'GET', target: pathOf(repository, reference), access, doing, limit: LARGEST_MANIFEST, headers: { accept: ACCEPT } });
        if (answer.status === 404)
            return undefined;
        if (answer.status !== 200)
            throw (0,oci_answer/* unexpected */.os)(answer, doing);
        return registry_verified(answer, reference, doing);
    };
    const headManifest = async (reference) => {
        const doing = `asking for ${shown(reference)}`;
        const answer = await endpoint.call({ method: 'HEAD', target: pathOf(repository, reference), access, doing, headers: { accept: ACCEPT } });
        if (answer.status === 404)
            return undefined;
        if (answer.status !== 200)
            return 'ask';
        const digest = (0,oci_answer/* header */.wx)(answer, 'docker-content-digest') ?? '';
        const mediaType = (0,oci_answer/* header */.wx)(answer, 'content-type')?.replace(/\s*;.*$/s, '');
        const length = (0,oci_answer/* header */.wx)(answer, 'content-length') ?? '';
        if (!(0,descriptor/* isDigest */.Bc)(digest) || mediaType === undefined || !/^\d{1,9}$/.test(length))
            return 'ask';
        if ((0,descriptor/* isDigest */.Bc)(reference) && digest !== reference)
            throw (0,oci_answer/* lies */.mD)(doing, `the registry answers with ${digest}`);
        return { mediaType, digest, size: Number(length) };
    };
    const putManifest = async (bytes, mediaType, reference) => {
        const doing = `writing ${shown(reference)}`;
        const send = async () => endpoint.call({ method: 'PUT', target: pathOf(repository, reference), access: writing, doing, body: bytes, headers: { 'content-type': mediaType }, tolerant: true });
        let answer = await send();
        if (answer.status === 400 || answer.status === 404) {
            if (await uploadMissing(answer, bytes))
                answer = await send();
        }
        // distribution 2.8 empties a link before it writes it: who puts a manifest while another writer puts the same blobs is told that they are unknown, or that a digest is invalid.
        for (let round = 0; round < 5 && answer.status === 400 && (0,oci_answer/* registryErrors */.Ji)(answer).some(({ code }) => /^(?:MANIFEST_BLOB_UNKNOWN|DIGEST_INVALID)$/.test(code)); round++) {
            await (0,promises_.setTimeout)((0.5 + Math.random()) * 2 ** round * registry_SETTLE_MS);
            answer = await send();
        }
        memory.reads.clear();
        if (answer.status === 201 || answer.status === 200 || answer.status === 202 || answer.status === 204) {
            const digest = (0,oci_answer/* header */.wx)(answer, 'docker-content-digest');
            if (digest !== undefined && (0,descriptor/* isDigest */.Bc)(digest) && digest !== (0,descriptor/* digestOf */.ol)(bytes))
                throw (0,oci_answer/* lies */.mD)(doing, `the registry stored other bytes, and calls them ${digest}`);
            return answer;
        }
        // Registries with immutable tags refuse even what is there already.
        const there = await headManifest(reference).catch(() => undefined);
        if (typeof there === 'object' && there.digest === (0,descriptor/* digestOf */.ol)(bytes))
            return answer;
        throw registry_notWritten(answer, doing, typeof there === 'object' && !(0,descriptor/* isDigest */.Bc)(reference) ? there : undefined);
    };
    /** Sends the blobs once more that a manifest's refusal names, or all of its blobs when it names none, of those that this client sent. Says whether there were any. */
    const uploadMissing = async (answer, manifest) => {
        if (!(0,oci_answer/* registryErrors */.Ji)(answer).some(({ code }) => /BLOB_UNKNOWN/.test(code)))
            return false;
        // Registries name it in the message or anywhere in the detail.
        const named = digestsIn(answer.body.toString('latin1'));
        const meant = new Set(named.length === 0 ? digestsIn(manifest.toString('latin1')) : named);
        const known = [...meant].flatMap((digest) => memory.sources.get(digest) ?? []);
        await Promise.all(known.map(async ({ descriptor, open }) => uploadBlob(endpoint, repository, { mounts: false }, descriptor, open, {})));
        return known.length > 0;
    };
    return {
        kind: 'registry',
        name,
        async resolve(reference) {
            check(reference, name);
            const found = await headManifest(reference);
            return found === 'ask' ? (await this.manifest(reference))?.descriptor : found;
        },
        async manifest(reference) {
            check(reference, name);
            let read = memory.reads.get(reference);
            if (read === undefined) {
                read = getManifest(reference).finally(() => {
                    if (memory.reads.get(reference) === read)
                        memory.reads.delete(reference);
                });
                memory.reads.set(reference, read);
            }
            return read;
        },
        blob: async (descriptor) => readBlobStream(endpoint, repository, access, descriptor),
        hasBlob: async (descriptor) => blobExists(endpoint, repository, access, descriptor),
        async pushBlob(descriptor, open, options = {}) {
            memory.sources.set(descriptor.digest, { descriptor, open });
            const state = await uploadBlob(endpoint, repository, memory.uploads, descriptor, open, options);
            options.onProgress?.({ descriptor, bytes: descriptor.size, state });
            return state;
        },
        async pushManifest(bytes, mediaType, tag) {
            if (tag !== undefined)
                check(tag, name);
            await putManifest(bytes, mediaType, tag ?? (0,descriptor/* digestOf */.ol)(bytes));
            return (0,descriptor/* describe */.q0)(bytes, mediaType);
        },
        async tags() {
            const doing = `listing the tags of ${name}`;
            const found = new Set();
            let target = `/v2/${repository}/tags/list?n=1000`;
            const seen = new Set();
            for (let page = 0; target !== undefined; page++) {
                const answer = await endpoint.call({ method: 'GET', target, access, doing, limit: LARGEST_TAGS, headers: { accept: 'application/json' } });
                if (answer.status === 404 && page === 0)
                    return [];
                if (answer.status !== 200)
                    throw (0,oci_answer/* unexpected */.os)(answer, doing);
                const list = (0,media/* readDocument */.u0)(answer.body, { where: `${doing}: the answer`, kind: 'unavailable', contentType: (0,oci_answer/* header */.wx)(answer, 'content-type'), limit: LARGEST_TAGS })['tags'] ?? [];
                if (!Array.isArray(list))
                    throw (0,oci_answer/* lies */.mD)(doing, 'the answer is no list of tags');
                for (const tag of list)
                    if (typeof tag === 'string' && (0,oci_reference.isTag)(tag))
                        found.add(tag);
                seen.add(target);
                target = nextPage(answer, doing);
                if (target !== undefined && (seen.has(target) || page + 1 >= MOST_TAG_PAGES || found.size > MOST_TAGS))
                    throw (0,oci_answer/* lies */.mD)(doing, `its pages do not end (${page + 1} pages, ${found.size} tags)`);
            }
            return [...found].toSorted((a, b) => (a < b ? -1 : 1));
        },
        referrers: async (subject, artifactType) => listReferrers(referrers, subject, artifactType),
        async pushReferrers(subject, manifests) {
            const written = [];
            // One after another: olareg 0.2.2 loses referrers of one subject that come at the same time.
            for (const bytes of manifests) {
                const document = (0,oci_document/* parseDocument */.Tp)(bytes, 'A referrer', { code: 'not-a-manifest' });
                const mediaType = (0,media/* mediaTypeOfDocument */.rm)(document, { where: 'A referrer' });
                if ((0,oci_answer/* record */.g1)(document['subject'])?.['digest'] !== subject.digest)
                    throw new lib_failure/* Failure */.HR('usage', 'referrer-subject', `${name}: a referrer’s subject is not ${subject.digest}`);
                const answer = await putManifest(bytes, mediaType, (0,descriptor/* digestOf */.ol)(bytes));
                const listed = (0,oci_answer/* header */.wx)(answer, 'oci-subject') === subject.digest;
                if (listed)
                    memory.referrers.api = true;
                written.push({ descriptor: describeReferrer(bytes, mediaType, document), listed });
            }
            const unlisted = written.filter(({ listed }) => !listed).map(({ descriptor }) => descriptor);
            if (unlisted.length > 0)
                await addToFallback({ ...referrers, access: writing }, subject.digest, unlisted);
            return written.map(({ descriptor }) => descriptor);
        },
    };
}
/** What looks like a digest in a text. */
function digestsIn(text) {
    const found = text.match(/sha256:[0-9a-f]{64}/g) ?? [];
    return found.filter((each) => (0,descriptor/* isDigest */.Bc)(each));
}
function pathOf(repository, reference) {
    return `/v2/${repository}/manifests/${reference}`;
}
function check(reference, name) {
    if ((0,descriptor/* isDigest */.Bc)(reference) || (0,oci_reference.isTag)(reference))
        return;
    throw new lib_failure/* Failure */.HR('problem', 'reference', `${name}: ${(0,visible/* quoted */.TL)(reference, 150)} is neither a tag nor a digest`, {
        cure: 'A tag has at most 128 letters, digits, “_”, “.” and “-”, and does not start with “.” or “-”.',
    });
}
/** The manifest of an answer, hashed against the digest that was asked, or that the registry says. */
function registry_verified(answer, reference, doing) {
    const encoding = (0,oci_answer/* header */.wx)(answer, 'content-encoding');
    if (encoding !== undefined && encoding !== 'identity')
        throw (0,oci_answer/* lies */.mD)(doing, 'the answer came compressed, although that was not asked for');
    const contentType = (0,oci_answer/* header */.wx)(answer, 'content-type');
    const context = { where: `${doing}: the answer`, kind: 'unavailable', contentType };
    const digest = (0,descriptor/* digestOf */.ol)(answer.body);
    const said = (0,descriptor/* isDigest */.Bc)(reference) ? reference : (0,oci_answer/* header */.wx)(answer, 'docker-content-digest');
    if (said !== undefined && (0,descriptor/* isDigest */.Bc)(said) && said !== digest) {
        // A web page matches no digest; say what it is.
        if (/html/i.test(contentType ?? ''))
            (0,media/* mediaTypeOf */.c0)(answer.body, context);
        throw (0,oci_answer/* lies */.mD)(doing, `the bytes have the digest ${digest}, and should have ${said}`);
    }
    return { bytes: answer.body, descriptor: { mediaType: (0,media/* mediaTypeOf */.c0)(answer.body, context), digest, size: answer.body.byteLength } };
}
function registry_notWritten(answer, doing, there) {
    const failure = (0,oci_answer/* unexpected */.os)(answer, doing);
    if (answer.status === 401 || answer.status === 403) {
        return new lib_failure/* Failure */.HR('unavailable', answer.status === 401 ? 'unauthorized' : 'forbidden', failure.message, { cure: 'Log in as somebody who may write there. For ghcr.io the job needs “packages: write”.' });
    }
    if (there === undefined)
        return failure;
    return new lib_failure/* Failure */.HR('problem', 'tag-immutable', `${failure.message}; the tag names ${there.digest} already, so it may be immutable`, { cure: 'Publish under another tag, or allow that tag to be overwritten.' });
}


/***/ })

};
