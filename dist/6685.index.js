export const id = 6685;
export const ids = [6685];
export const modules = {

/***/ 97781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I3: () => (/* binding */ literalAddress),
/* harmony export */   cW: () => (/* binding */ isLoopbackHost),
/* harmony export */   d1: () => (/* binding */ depthOf),
/* harmony export */   gH: () => (/* binding */ deeper),
/* harmony export */   pg: () => (/* binding */ refusedAddress),
/* harmony export */   rN: () => (/* binding */ guardedLookup),
/* harmony export */   ux: () => (/* binding */ within)
/* harmony export */ });
/* harmony import */ var node_dns__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40610);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77030);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71957);



const DEPTHS = ['public', 'private', 'loopback', 'refused'];
// RFC 6890 (special-purpose addresses); the single addresses are the metadata services of Alibaba, Azure and Oracle, and by IPv6 of AWS and Google.
const REFUSED = ['169.254.0.0/16', '0.0.0.0/8', '224.0.0.0/4', '255.255.255.255/32', '100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32', 'fe80::/10', 'ff00::/8', '::/128', 'fd00:ec2::254/128', 'fd20:ce::254/128'];
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
const PRIVATE = [
    '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '192.0.0.0/24', '192.0.2.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '240.0.0.0/4',
    'fc00::/7', 'fec0::/10', '2001:db8::/32',
];
const LISTS = new Map([
    ['refused', blockList(REFUSED)],
    ['loopback', blockList(LOOPBACK)],
    ['private', blockList(PRIVATE)],
]);
/** How deep an IP address lies; an IPv4 address inside an IPv6 one (mapped, translated, compatible, NAT64, 6to4) counts as itself. Text that is no address is `refused`. */
function depthOf(address) {
    const bare = address.replace(/%.*$/, '');
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(bare);
    if (family === 0)
        return 'refused';
    for (const [depth, list] of LISTS)
        if (list.check(bare, family === 4 ? 'ipv4' : 'ipv6'))
            return depth;
    return 'public';
}
/** Whether an address of depth `depth` may be spoken to where `reach` is as deep as one may go. */
function within(depth, reach) {
    return depth !== 'refused' && DEPTHS.indexOf(depth) <= DEPTHS.indexOf(reach);
}
/** The deeper of two depths. */
function deeper(a, b) {
    return DEPTHS.indexOf(a) > DEPTHS.indexOf(b) ? a : b;
}
/** The address of a URL's host when it is one and not a name, without brackets. */
function literalAddress(hostname) {
    const bare = hostname.replace(/^\[(.*)\]$/, '$1');
    return (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(bare) === 0 ? undefined : bare;
}
/** Whether a host (of a URL, with or without port) is this machine by its name or address alone: plain http may go there. */
function isLoopbackHost(host) {
    const name = host.replace(/:\d+$/, '').toLowerCase();
    const address = literalAddress(name);
    if (address !== undefined)
        return depthOf(address) === 'loopback';
    return name === 'localhost' || name.endsWith('.localhost');
}
/**
 * A `lookup` for net.connect that gives only addresses within `reach`: names can lie, so the check is on what they resolve to, in the same
 * step that connects. `*.localhost` is loopback without asking (RFC 6761).
 */
function guardedLookup(reach, lookup = node_dns__WEBPACK_IMPORTED_MODULE_0__.lookup) {
    return (hostname, options, callback) => {
        const name = isLoopbackHost(hostname) ? 'localhost' : hostname;
        lookup(name, { ...options, all: true }, (error, found, family) => {
            if (error !== null) {
                callback(error, '', 0);
                return;
            }
            const addresses = typeof found === 'string' ? [{ address: found, family: family ?? (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(found) }] : found;
            const allowed = addresses.filter(({ address }) => within(depthOf(address), reach));
            const [first] = allowed;
            if (first === undefined)
                callback(refusedAddress(hostname, addresses[0]?.address), '', 0);
            else if (options.all === true)
                callback(null, allowed);
            else
                callback(null, first.address, first.family);
        });
    };
}
/** The failure of a host that lies where nothing may be sent. It has a `code`, as Node's own errors of connecting do. */
function refusedAddress(hostname, address) {
    const depth = address === undefined ? 'refused' : depthOf(address);
    const what = { public: 'refused', refused: 'link-local or reserved, where clouds keep their credentials', private: 'in a private network', loopback: 'this machine itself' }[depth];
    const shown = address === undefined || address === hostname ? 'address' : `address ${address}`;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('unavailable', 'address-refused', `${hostname}: its ${shown} is ${what}, so nothing is sent there`, {
        cure: 'If a registry sent us there, do not trust that registry; if you wrote that host yourself, use its real name or address.',
    });
}
function blockList(subnets) {
    const list = new node_net__WEBPACK_IMPORTED_MODULE_1__.BlockList();
    for (const subnet of subnets) {
        const [address = '', bits = ''] = subnet.split('/');
        if ((0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(address) === 6) {
            list.addSubnet(address, Number(bits), 'ipv6');
            continue;
        }
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
        const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
        list.addSubnet(address, Number(bits), 'ipv4');
        // ::0.0.0.1 is ::1, which has an entry of its own.
        if (a !== 0)
            list.addSubnet(`::${hex}`, 96 + Number(bits), 'ipv6');
        list.addSubnet(`64:ff9b::${hex}`, 96 + Number(bits), 'ipv6');
        list.addSubnet(`64:ff9b:1::${hex}`, 96 + Number(bits), 'ipv6');
        list.addSubnet(`::ffff:0:${hex}`, 96 + Number(bits), 'ipv6');
        list.addSubnet(`2002:${hex}::`, 16 + Number(bits), 'ipv6');
    }
    return list;
}


/***/ }),

/***/ 18457:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ze: () => (/* binding */ drain),
/* harmony export */   x8: () => (/* binding */ readBody)
/* harmony export */ });
/* unused harmony export destroy */
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78474);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _answer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76139);
/* harmony import */ var _conversation_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(48202);




/** An error's text is worth so much, and no more. */
const LARGEST_ERROR = 64 * 1024;
const EMPTY = Buffer.alloc(0);
/** Where a server says no length. */
const FIRST = 16 * 1024;
/**
 * The body of an answer, in memory. A good one of more than `limit` bytes is refused while it comes (Failure `problem` `too-large`);
 * of any other the first 64 KiB are kept. Throws Overdue when it has not ended after `ms`, however often some of it comes.
 */
async function readBody(response, limit, doing, ms) {
    const good = response.status >= 200 && response.status < 300;
    const most = good ? limit : LARGEST_ERROR;
    const { body } = response;
    const length = Number((0,_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .header */ .wx)(response, 'content-length')) || FIRST;
    // Copied together: a server may send each byte as a piece of its own, and a piece that is kept takes some hundred bytes.
    let bytes = EMPTY;
    let size = 0;
    const keep = (piece) => {
        const needed = Math.min(size + piece.byteLength, most);
        if (needed > bytes.byteLength) {
            const grown = Buffer.allocUnsafe(Math.min(Math.max(needed, size === 0 ? length : 2 * size), most));
            bytes.copy(grown, 0, 0, size);
            bytes = grown;
        }
        size += piece.copy(bytes, size);
    };
    limitTime(body, ms);
    // Listened to, since an iteration costs a small answer more than all the rest.
    return new Promise((resolve, reject) => {
        // What is kept for long should not hold much that is empty.
        const settle = () => resolve(2 * size < bytes.byteLength ? Buffer.from(bytes.subarray(0, size)) : bytes.subarray(0, size));
        body.once('end', settle);
        body.once('error', reject);
        body.once('close', () => reject(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' })));
        body.on('data', (piece) => {
            if (body.destroyed)
                return;
            const over = size + piece.byteLength > most;
            if (over && good)
                body.destroy(new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'too-large', `${doing}: the answer is more than the ${limit} bytes that it may be`));
            else
                keep(piece);
            if (over && !good) {
                body.destroy();
                settle();
            }
        });
    });
}
/** Reads a body that nobody wants, so that its connection can serve again; a long one is given up, and one that has not ended after `ms`. */
async function drain(body, ms) {
    if (body.destroyed)
        return;
    limitTime(body, ms);
    let size = 0;
    try {
        const chunks = body;
        for await (const chunk of chunks) {
            size += chunk.byteLength;
            if (size > LARGEST_ERROR)
                break;
        }
    }
    catch {
        // It was not wanted.
    }
}
/** Ends a body that has not ended by itself after `ms`. */
function limitTime(body, ms) {
    const timer = setTimeout(() => body.destroy(new _conversation_js__WEBPACK_IMPORTED_MODULE_3__/* .Overdue */ .Nx('ETIMEDOUT', `the answer did not end within ${ms} ms`)), ms);
    body.once('close', () => clearTimeout(timer));
}
/** Ends a stream that is not wanted any more, and waits until it has. */
async function destroy(stream) {
    if (stream.destroyed)
        return;
    const closed = once(stream, 'close').catch(() => { });
    stream.destroy();
    await closed;
}


/***/ }),

/***/ 87053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ tlsFor),
/* harmony export */   p: () => (/* binding */ hasCertificates)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71957);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23940);




/**
 * What TLS needs to speak to a host (with port, when the reference has one): the certificate authorities of NODE_EXTRA_CA_CERTS, and from
 * `certs.d/HOST:PORT` the authorities (`*.crt`) and the client's pairs (`*.cert` with `*.key`), where Docker and containers look:
 * beneath /etc/docker, /etc/containers, ~/.docker, ~/.config/docker and ~/.config/containers. undefined when there is nothing of all that.
 * Throws a `usage` Failure `certificates` when a file cannot be read or a pair is not whole.
 */
async function tlsFor(host, env) {
    const authorities = [];
    const certificates = [];
    const keys = [];
    const extra = env['NODE_EXTRA_CA_CERTS'] ?? '';
    if (extra !== '')
        authorities.push(await pem(extra));
    const folder = await certificateFolder(host, env);
    for (const name of folder?.names ?? []) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder?.path ?? '', name);
        if (name.endsWith('.crt'))
            authorities.push(await pem(path));
        if (!name.endsWith('.cert'))
            continue;
        const key = name.replace(/\.cert$/, '.key');
        if (folder?.names.includes(key) !== true)
            throw unusable(path, `its key ${key} is missing`);
        certificates.push(await pem(path));
        keys.push(await pem((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder.path, key)));
    }
    if (authorities.length === 0 && certificates.length === 0)
        return undefined;
    const { getCACertificates } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 41692, 19));
    return {
        ...(authorities.length === 0 ? {} : { ca: [...getCACertificates('default'), ...authorities] }),
        ...(certificates.length === 0 ? {} : { cert: certificates, key: keys }),
    };
}
/** Whether someone set up certificates for this host, so that it speaks TLS. */
async function hasCertificates(host, env) {
    return (await certificateFolder(host, env)) !== undefined;
}
async function certificateFolder(host, env) {
    if (!(0,_reference_js__WEBPACK_IMPORTED_MODULE_3__.isHost)(host))
        return undefined;
    const home = env['HOME'] ?? '';
    const roots = [...(home === '' ? [] : ['.config/containers', '.config/docker', '.docker'].map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, name))), '/etc/containers', '/etc/docker'];
    for (const root of roots) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'certs.d', host);
        const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(path).catch(() => []);
        if (names.some((name) => /\.(?:crt|cert|key)$/.test(name)))
            return { path, names: names.toSorted((a, b) => (a < b ? -1 : 1)) };
    }
    return undefined;
}
async function pem(path) {
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8').catch((error) => {
        throw unusable(path, (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .causes */ .ps)(error).join(': '), error);
    });
    if (!text.includes('-----BEGIN '))
        throw unusable(path, 'it is not PEM text');
    return text;
}
function unusable(path, why, cause) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'certificates', `${path} cannot be used: ${why}`, { cure: 'Mend or remove that file.', cause });
}


/***/ }),

/***/ 77483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nd: () => (/* binding */ takeChunk),
/* harmony export */   m$: () => (/* binding */ CHUNK),
/* harmony export */   qp: () => (/* binding */ giveChunkBack)
/* harmony export */ });
/** How much is read from a file at once, in bytes. */
const CHUNK = 256 * 1024;
/** So many are kept for the next reader: 16 MiB. */
const MOST_KEPT = 64;
const lent = new WeakSet();
const kept = [];
/**
 * CHUNK bytes for a piece of a stream, with anything in them. Fresh memory costs as much as reading a file into it, so whoever is sure that nobody
 * will look at the bytes again gives them back; nobody has to.
 */
function takeChunk() {
    // allocUnsafeSlow: the pool of allocUnsafe would keep a chunk alive as long as its neighbours.
    const chunk = kept.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
    lent.add(chunk.buffer);
    return chunk;
}
/** Takes back what `takeChunk` gave, whole or cut, once. Other bytes are left alone. */
function giveChunkBack(bytes) {
    if (lent.delete(bytes.buffer) && kept.length < MOST_KEPT)
        kept.push(Buffer.from(bytes.buffer));
}


/***/ }),

/***/ 48202:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nx: () => (/* binding */ Overdue),
/* harmony export */   Yl: () => (/* binding */ headersOf),
/* harmony export */   fT: () => (/* binding */ TIMEOUTS),
/* harmony export */   iq: () => (/* binding */ converse)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37067);
/* harmony import */ var _chunks_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77483);


const TIMEOUTS = { connect: 15_000, headers: 60_000, idle: 60_000, document: 120_000 };
/** A server took too long. `ECONNTIMEOUT`: to be connected to; `ETIMEDOUT`: to answer, or between two bytes. */
class Overdue extends Error {
    code;
    constructor(code, message) {
        super(message);
        this.code = code;
    }
}
const LARGEST_HEADERS = 64 * 1024;
/**
 * One request and the head of its answer, whose body must be read to its end or destroyed. A server that answers before it was sent everything is
 * sent no more. Throws what sockets, TLS and the parser throw, what `body` throws, the reason of `signal`, or Overdue.
 */
function converse(conversation) {
    const { agent, method, url, headers, body, timeouts, until, signal, onConnect } = conversation;
    return new Promise((resolve, reject) => {
        const request = (0,node_http__WEBPACK_IMPORTED_MODULE_0__.request)({
            agent, method, headers, protocol: url.protocol, hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: url.port,
            path: `${url.pathname}${url.search}`, maxHeaderSize: LARGEST_HEADERS,
        });
        let answer;
        const sending = { waits: false, over: false, wake: () => { } };
        const fail = (error) => {
            const cause = Error.isError(error) ? error : new Error(String(error));
            if (answer !== undefined)
                answer.destroy(cause);
            request.destroy(cause);
            reject(cause);
        };
        const abandon = () => fail(signal?.reason);
        signal?.addEventListener('abort', abandon);
        const ending = until === undefined ? undefined : setTimeout(() => fail(new Overdue('ETIMEDOUT', `${url.host} did not end its answer in time`)), until - performance.now());
        const connecting = setTimeout(() => fail(new Overdue('ECONNTIMEOUT', `no connection to ${url.host} within ${timeouts.connect} ms`)), timeouts.connect);
        let heading;
        const unanswered = () => fail(new Overdue('ETIMEDOUT', `no answer from ${url.host} within ${timeouts.headers} ms`));
        const end = () => {
            sending.over = true;
            sending.wake();
            for (const timer of [connecting, heading, ending])
                clearTimeout(timer);
            signal?.removeEventListener('abort', abandon);
        };
        // No byte came or went for a while.
        const quiet = () => {
            // It is us who keep the server waiting: with what it sent, or with what it is to be sent.
            if (sending.waits || (answer?.readableLength ?? 0) > 0)
                request.socket?.setTimeout(answer === undefined ? timeouts.headers : timeouts.idle);
            else if (answer === undefined)
                unanswered();
            else
                fail(new Overdue('ETIMEDOUT', `no more bytes from ${url.host} within ${timeouts.idle} ms`));
        };
        request.once('socket', (socket) => {
            const connected = () => {
                clearTimeout(connecting);
                // Not by request.setTimeout, which tells of the first time alone.
                socket.setTimeout(timeouts.headers);
                socket.on('timeout', quiet);
                request.once('close', () => socket.off('timeout', quiet));
                onConnect(socket);
            };
            if (!socket.connecting)
                connected();
            else
                socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
        });
        // A plain timer, which neither “102 Processing” nor a head that comes byte by byte puts off.
        request.once('finish', () => {
            if (answer === undefined && !request.destroyed)
                heading = setTimeout(unanswered, timeouts.headers);
        });
        request.on('drain', () => sending.wake());
        request.on('error', (error) => {
            end();
            reject(error);
        });
        request.once('close', () => {
            end();
            // Nothing else tells of a server that changes the protocol (101).
            if (answer === undefined)
                reject(Object.assign(new Error('the connection was closed without an answer'), { code: 'ECONNRESET' }));
        });
        request.once('response', (message) => {
            answer = message;
            clearTimeout(heading);
            // A body that is given up must not bring the process down with its error.
            message.on('error', () => { });
            request.socket?.setTimeout(timeouts.idle);
            if (!request.writableEnded) {
                sending.over = true;
                sending.waits = false;
                sending.wake();
                message.once('close', () => request.destroy());
            }
            resolve(message);
        });
        if (body === undefined || Buffer.isBuffer(body))
            request.end(body);
        else
            send(request, body, sending).catch(fail);
    });
}
async function send(request, body, sending) {
    sending.waits = true;
    for await (const bytes of body) {
        sending.waits = false;
        if (sending.over)
            return;
        if (!request.write(bytes, () => (0,_chunks_js__WEBPACK_IMPORTED_MODULE_1__/* .giveChunkBack */ .qp)(bytes))) {
            await new Promise((resolve) => {
                sending.wake = resolve;
            });
        }
        if (sending.over)
            return;
        sending.waits = true;
    }
    sending.waits = false;
    request.end();
}
/** The headers of an answer, their names in lower case: one that came more than once is a list. */
function headersOf({ rawHeaders }) {
    const headers = new Map();
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
        const [name, value] = [rawHeaders[at]?.toLowerCase() ?? '', rawHeaders[at + 1] ?? ''];
        const before = headers.get(name);
        headers.set(name, before === undefined ? value : typeof before === 'string' ? [before, value] : [...before, value]);
    }
    return Object.fromEntries(headers);
}


/***/ }),

/***/ 16399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  oO: () => (/* binding */ createTransport),
  sX: () => (/* binding */ reachFrom)
});

// UNUSED EXPORTS: neverConnected

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: ./lib/oci/address.js
var oci_address = __webpack_require__(97781);
// EXTERNAL MODULE: ./lib/oci/answer.js
var answer = __webpack_require__(76139);
// EXTERNAL MODULE: ./lib/oci/certificates.js
var certificates = __webpack_require__(87053);
// EXTERNAL MODULE: ./lib/oci/conversation.js
var conversation = __webpack_require__(48202);
;// CONCATENATED MODULE: ./lib/oci/proxy.js


/**
 * The proxy for a URL by HTTPS_PROXY, HTTP_PROXY and NO_PROXY (lower case first, as curl and Go have it), or undefined for none.
 * This machine itself is never asked for by proxy. Throws a `usage` Failure `proxy`.
 */
function proxyFor(url, env) {
    const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
    const value = env[name.toLowerCase()] ?? env[name] ?? '';
    if (value === '' || (0,oci_address/* isLoopbackHost */.cW)(url.host) || excepted(url, env['no_proxy'] ?? env['NO_PROXY'] ?? ''))
        return undefined;
    const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
    const proxy = URL.canParse(text) ? new URL(text) : undefined;
    if (proxy === undefined || (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')) {
        throw new failure/* Failure */.HR('usage', 'proxy', `${name} is not the address of an HTTP proxy`, { cure: 'Write http://HOST:PORT or https://HOST:PORT.' });
    }
    if (!isEncoded(proxy.username) || !isEncoded(proxy.password)) {
        throw new failure/* Failure */.HR('usage', 'proxy', `the user name or password in ${name} has a “%” that encodes no character`, { cure: 'Write a “%” in it as %25.' });
    }
    return proxy;
}
function isEncoded(text) {
    try {
        decodeURIComponent(text);
        return true;
    }
    catch {
        return false;
    }
}
function excepted(url, list) {
    const name = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '').toLowerCase();
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
    return list.split(/[,\s]+/).some((entry) => {
        if (entry === '')
            return false;
        if (entry === '*')
            return true;
        const parts = /^(?:\[([^\]]+)\]|([^:]+)|([^[\]]*:[^[\]]*:[^[\]]*?))(?::(\d+))?$/.exec(entry.toLowerCase());
        const host = parts?.[1] ?? parts?.[2] ?? parts?.[3];
        if (host === undefined || (parts?.[4] !== undefined && parts[4] !== port))
            return false;
        const suffix = host.replace(/^\*/, '').replace(/\.$/, '');
        return suffix.startsWith('.') ? name.endsWith(suffix) || (host.startsWith('.') && name === suffix.slice(1)) : name === suffix || name.endsWith(`.${suffix}`);
    });
}

;// CONCATENATED MODULE: ./lib/oci/tunnels.js

/** Node listens twice as often with every piece of a proxy's answer, without end: 1024 are ten pieces. */
const MOST_LISTENERS = 1024;
/** No connections yet. `connectMs` is how long a tunnel may take, with the TLS handshake in it. */
function createTunnels(connectMs) {
    const open = new Set();
    return {
        watch(agent) {
            const connect = agent.createConnection.bind(agent);
            agent.createConnection = (options, done) => {
                const raw = connect(options, (error, tunnel) => {
                    clearTimeout(late);
                    if (Error.isError(error))
                        raw?.destroy();
                    done?.(error, tunnel);
                });
                const late = setTimeout(() => raw?.destroy(new conversation/* Overdue */.Nx('ECONNTIMEOUT', `no connection through the proxy within ${connectMs} ms`)), connectMs);
                if (raw === null || raw === undefined)
                    return raw;
                open.add(raw);
                raw.on('error', () => { });
                raw.once('close', () => {
                    clearTimeout(late);
                    open.delete(raw);
                });
                raw.setMaxListeners(0);
                raw.on('newListener', (event) => {
                    if (event === 'readable' && raw.listenerCount('readable') > MOST_LISTENERS)
                        raw.destroy(Object.assign(new Error('the proxy answers in too many pieces'), { code: 'ERR_PROXY_TUNNEL' }));
                });
                return raw;
            };
        },
        close() {
            for (const raw of open)
                raw.destroy();
        },
    };
}

;// CONCATENATED MODULE: ./lib/oci/http.js








/** How many idle connections to a host are kept; more than this are never needed at once. */
const MOST_IDLE = 256;
/** An idle connection is given up after this, in milliseconds; earlier when the server's Keep-Alive header says so. Node takes it for one that is being made as well: so more than `connect`. */
const IDLE_CONNECTION = 20_000;
/**
 * HTTP/1.1 with keep-alive, through proxies, with client certificates, to hosts whose addresses were looked at in the same step that connects.
 * Node's own client: it is there when the process starts, where every other is read and compiled first.
 */
function createTransport(options) {
    const { env, timeouts } = options;
    const agents = new Map();
    const depths = new Map();
    const tunnels = createTunnels(timeouts.connect);
    const count = { requests: 0, received: 0, sent: 0 };
    let closed = false;
    /** A host's connections at a depth: what was connected for somebody who may go deep inside serves nobody who may not. */
    const agentFor = async (url, reach, proxy) => {
        const key = `${proxy?.href ?? reach} ${url.origin}`;
        let agent = agents.get(key);
        if (agent === undefined) {
            agent = createAgent(url, reach, proxy);
            agents.set(key, agent);
        }
        return agent;
    };
    const createAgent = async (url, reach, proxy) => {
        const common = { keepAlive: true, maxFreeSockets: MOST_IDLE, timeout: IDLE_CONNECTION };
        const ways = proxy === undefined ? { lookup: (0,oci_address/* guardedLookup */.rN)(reach, options.lookup) } : throughProxy(proxy);
        if (url.protocol === 'http:')
            return new external_node_http_.Agent({ ...common, ...ways });
        const { Agent: HttpsAgent } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 44708, 19));
        const agent = new HttpsAgent({ ...common, ...ways, ...(await (0,certificates/* tlsFor */.N)(url.host, env)) });
        if (proxy !== undefined)
            tunnels.watch(agent);
        return agent;
    };
    return {
        async exchange({ method, url, headers, body, reach, headersTimeout = timeouts.headers, until, signal }) {
            const proxy = proxyFor(url, env);
            const agent = await agentFor(url, reach, proxy);
            // An address is not looked up, and what a proxy asks for is looked up there: so the name itself is looked at here.
            const address = (0,oci_address/* literalAddress */.I3)(url.hostname);
            const depth = (0,oci_address/* isLoopbackHost */.cW)(url.host) ? 'loopback' : address === undefined ? 'public' : (0,oci_address/* depthOf */.d1)(address);
            if (!(0,oci_address/* within */.ux)(depth, reach))
                throw (0,oci_address/* refusedAddress */.pg)(url.hostname, address);
            signal?.throwIfAborted();
            // What goes on by itself after the end (a retry, a download that nobody reads) would open connections that nobody ends.
            if (closed)
                throw new Error('the client was closed');
            count.requests++;
            try {
                const message = await (0,conversation/* converse */.iq)({
                    agent, url, method, body, until, signal,
                    headers: { 'user-agent': options.userAgent, ...headers },
                    timeouts: { ...timeouts, headers: headersTimeout },
                    onConnect: (socket) => {
                        if (proxy === undefined && socket.remoteAddress !== undefined)
                            depths.set(url.origin, (0,oci_address/* depthOf */.d1)(socket.remoteAddress));
                    },
                });
                if (Buffer.isBuffer(body))
                    count.sent += body.byteLength;
                return { status: message.statusCode ?? 0, headers: (0,conversation/* headersOf */.Yl)(message), body: message };
            }
            catch (error) {
                if (neverConnected(error))
                    count.requests--;
                throw error;
            }
        },
        depth: (origin) => depths.get(origin) ?? 'public',
        tally({ received = 0, sent = 0 }) {
            count.received += received;
            count.sent += sent;
        },
        usage: () => ({ ...count }),
        async close() {
            closed = true;
            tunnels.close();
            for (const agent of await Promise.allSettled(agents.values()))
                if (agent.status === 'fulfilled')
                    agent.value.destroy();
            agents.clear();
        },
    };
}
/** Whether an error says that no request went out, because there was no connection. */
function neverConnected(error) {
    return (0,answer/* errorCodes */.fv)(error).some((code) => /^(?:ENOTFOUND|EAI_|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ECONNTIMEOUT|EPROTO|ERR_SSL|ERR_TLS|CERT_|SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|address-refused|certificates|proxy)/.test(code));
}
/** The reach of what `base` named: no deeper inside than `base` itself. */
function reachFrom(transport, base) {
    const address = (0,oci_address/* literalAddress */.I3)(base.hostname);
    return (0,oci_address/* deeper */.gH)(transport.depth(base.origin), address === undefined ? 'public' : (0,oci_address/* depthOf */.d1)(address));
}
/** Plain http is asked of the proxy itself, https through a tunnel (RFC 9110 §9.3.6). */
function throughProxy(proxy) {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    // Before that, Node would take no notice, and go past the proxy.
    if (major < 24 || (major === 24 && minor < 5)) {
        throw new failure/* Failure */.HR('usage', 'proxy', `Node ${process.versions.node} cannot go through the proxy that HTTPS_PROXY or HTTP_PROXY names`, { cure: 'Use Node 24.5 or later; in Actions, a newer runner.' });
    }
    return { proxyEnv: { HTTP_PROXY: proxy.href, HTTPS_PROXY: proxy.href } };
}


/***/ }),

/***/ 84335:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P9: () => (/* binding */ retryAfter),
/* harmony export */   R$: () => (/* binding */ retrying),
/* harmony export */   bV: () => (/* binding */ isTransientError),
/* harmony export */   dg: () => (/* binding */ isTransient)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76139);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71957);



/** Whether an answer is one after which the same request may succeed (RFC 9110, RFC 6585). */
function isTransient(status) {
    return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}
/** Whether an error of a request says that the same request may succeed next time. */
function isTransientError(error) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR)
        return false;
    const codes = (0,_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCodes */ .fv)(error);
    if (codes.some((code) => /CERT|^ERR_TLS|^ERR_SSL|^EPROTO$|SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|HEADER_OVERFLOW|INVALID_ARG/.test(code)))
        return false;
    return codes.some((code) => /^(?:ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|HPE_)/.test(code));
}
/** The wait that Retry-After asks for, in milliseconds: seconds or a date (RFC 9110 §10.2.3). undefined when it says nothing that can be read. */
function retryAfter(value, now = Date.now()) {
    const text = value?.trim() ?? '';
    if (/^\d{1,9}$/.test(text))
        return Number(text) * 1000;
    if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text))
        return undefined;
    const date = Date.parse(text);
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
/**
 * What `attempt` gives, tried again while that is safe and worthwhile: after 408, 429, 5xx and broken connections, with backoff and jitter,
 * obeying Retry-After up to the deadline. `attempt` must be safe to repeat. A last answer that is still transient is returned, for the caller
 * to word. Throws what the last attempt threw, or Failure `retry-deadline`.
 */
async function retrying(policy, doing, attempt) {
    const end = Date.now() + policy.deadlineMs;
    for (let number = 0;; number++) {
        let answer;
        let failed;
        try {
            answer = await attempt(number);
            if (!isTransient(answer.status))
                return answer;
        }
        catch (error) {
            if (!isTransientError(error))
                throw error;
            failed = error;
        }
        const asked = answer === undefined ? undefined : retryAfter((0,_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .header */ .wx)(answer, 'retry-after'));
        const why = answer === undefined ? ((0,_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCodes */ .fv)(failed)[0] ?? 'a broken connection') : String(answer.status);
        // A refused connection or a name that is not there seldom heals within seconds.
        const most = /^(?:ECONNREFUSED|EAI_AGAIN)$/.test(why) ? Math.min(policy.attempts, 3) : policy.attempts;
        const backoff = Math.min(policy.baseMs * 2 ** number, policy.baseMs * 20);
        const waitMs = asked === undefined ? backoff * (0.5 + Math.random()) : asked + Math.random() * policy.baseMs;
        if (Date.now() + waitMs > end && asked !== undefined) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('unavailable', 'retry-deadline', `${doing}: the registry answered ${why} and asks to wait ${Math.ceil(asked / 1000)} s, which is past the ${Math.round(policy.deadlineMs / 1000)} s that an operation may take`, {
                cure: 'Run again after that time; logging in raises the limits of many registries.',
            });
        }
        if (number + 1 >= most || Date.now() + waitMs > end) {
            if (answer === undefined)
                throw failed;
            return answer;
        }
        policy.onRetry?.({ doing, why, waitMs });
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(waitMs, undefined, { signal: policy.signal });
    }
}


/***/ })

};
