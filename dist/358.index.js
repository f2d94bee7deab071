export const id = 358;
export const ids = [358];
export const modules = {

/***/ 80358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   commandEnvironment: () => (/* binding */ commandEnvironment),
/* harmony export */   runKeyCommand: () => (/* binding */ runKeyCommand),
/* harmony export */   splitCommand: () => (/* binding */ splitCommand)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7629);






/** Variables that a signing command may need: where programs and settings are, proxies, and the settings of clouds and PKCS#11 modules. */
const PASSED = /^(?:PATH|HOME|USER|LOGNAME|LANG|TZ|TMPDIR|TEMP|TMP|RUNNER_TEMP|SystemRoot|USERPROFILE|APPDATA|LOCALAPPDATA|LC_\w+|XDG_\w+|(?:https?|no|all)_proxy|(?:HTTPS?|NO|ALL)_PROXY|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS|(?:AWS|AZURE|ARM|GOOGLE|GCLOUD|CLOUDSDK|GCE|VAULT|PKCS11|P11|SOFTHSM2?|OPENSSL|KMS|HSM)_\w+)$/;
/** The environment of a signing command: a minimum of the caller's, so that no input, secret or token of the run is in it. */
function commandEnvironment(environment) {
    return Object.fromEntries(Object.entries(environment).filter((entry) => entry[1] !== undefined && PASSED.test(entry[0])));
}
/**
 * The words of a command line as a POSIX shell splits them, and nothing else of a shell: quotes and backslashes, but no variables, globs, pipes.
 * A backslash at the end of a line joins it to the next (XCU 2.2.1), with the line ends of Windows, too.
 * Throws a `usage` Failure for an open quote, for no word, and for an unquoted character that asks for a shell.
 */
function splitCommand(line) {
    const words = [];
    let word;
    for (const [token] of line.matchAll(/\s+|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\\r\n|\\[\s\S]|[\s\S]/g)) {
        if (/^\s/.test(token)) {
            if (word !== undefined)
                words.push(word);
            word = undefined;
        }
        else if (token.length > 1 && token.startsWith("'"))
            word = (word ?? '') + token.slice(1, -1);
        else if (token.length > 1 && token.startsWith('"'))
            word = (word ?? '') + token.slice(1, -1).replaceAll(/\\(?:(["\\$`])|\r?\n)/g, '$1');
        else if (/^\\\r?\n$/.test(token))
            continue;
        else if (token.length > 1)
            word = (word ?? '') + token.slice(1);
        else if (token === "'" || token === '"')
            refuse(`the quote ${token} is never closed`);
        else if ('|&;<>$`\\'.includes(token))
            refuse(`${token} means something to a shell alone`);
        else
            word = (word ?? '') + token;
    }
    if (word !== undefined)
        words.push(word);
    const [program, ...rest] = words;
    if (program === undefined || program === '')
        return refuse('it is empty');
    return [program, ...rest];
}
function refuse(why) {
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR('usage', 'key-command', `key-command: ${why}`, {
        cure: 'It is run without a shell: a program and its arguments, quoted where they hold blanks. For more than that, name a script in your repository.',
    });
}
const OUTPUT_LIMIT = 64 * 1024;
/**
 * Has a command sign: the bytes on stdin, the raw RSA signature on stdout. One line of base64 of the right length is taken too, since some clouds'
 * programs print nothing else. Throws Failures: `usage` when the program isn't there, `unavailable` when it fails, runs longer than the
 * timeout (one minute unless told) or gives something that is no signature.
 */
async function runKeyCommand(command, bytes, options) {
    const program = (0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(command[0], 100);
    const timeoutMs = options.timeoutMs ?? 60_000;
    const failed = (message, cure, cause) => new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR('unavailable', 'key-command', `key-command ${program} ${message}`, { cure, cause });
    let ended;
    try {
        ended = await runWithFiles(command, bytes, { ...options, timeoutMs });
    }
    catch (error) {
        const missing = Error.isError(error) && 'code' in error && error.code === 'ENOENT';
        if (missing)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR('usage', 'key-command', `key-command: there is no program ${program}`, { cure: 'Install it in an earlier step, or write its whole path.', cause: error });
        throw failed(`can't be started: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)((0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .causes */ .ps)(error).join(': '), 300)}`, 'See whether it may be executed here.', error);
    }
    const { stdout, stderr, status, killed } = ended;
    if (killed)
        throw failed(`was ended: it ran longer than ${timeoutMs / 1000} s or wrote more than ${OUTPUT_LIMIT / 1024} KiB`, 'It must not wait for a person, and write the signature alone.');
    if (status !== 0) {
        const last = (0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(stderr.trim().split('\n').at(-1) ?? '', 300);
        throw failed(`ended with ${typeof status === 'number' ? `exit code ${status}` : status}${last === '' ? '' : `: ${last}`}`, 'Run it by hand with a file on its stdin, and see what it says.');
    }
    if (stdout.length === options.signatureSize)
        return stdout;
    const text = stdout.toString('latin1').trim();
    const decoded = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
    if (decoded?.length === options.signatureSize)
        return decoded;
    throw failed(`wrote ${stdout.length} bytes, where a raw signature by this certificate's key has ${options.signatureSize}`, 'It must write the raw RSA PKCS#1 v1.5 signature, or its base64, and nothing else.');
}
/**
 * Runs it with files as stdin and stdout: node's pipes are sockets, which a program that opens /dev/stdin or /dev/stdout, as many do, can't open. They hold the system manifest and its
 * signature, and are gone with their folder at the end.
 */
async function runWithFiles(command, bytes, { environment, timeoutMs }) {
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)(), 'key-command-'));
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'stdin'), bytes);
        const [stdin, stdout] = await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'stdin'), 'r'), (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'stdout'), 'w+')]);
        try {
            const [program, ...words] = command;
            // A process group of its own, so that what a script started ends with it.
            const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(program, words, { env: { ...environment }, stdio: [stdin.fd, stdout.fd, 'pipe'], shell: false, detached: process.platform !== 'win32' });
            const ended = await watch(child, timeoutMs, async () => (await stdout.stat()).size > OUTPUT_LIMIT);
            return { ...ended, stdout: ended.killed ? Buffer.alloc(0) : await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'stdout')) };
        }
        finally {
            await Promise.all([stdin.close(), stdout.close()]);
        }
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(folder, { recursive: true, force: true });
    }
}
/** Waits until it ends, or ends it and all that it started: after the timeout, or when it wrote too much. */
async function watch(child, timeoutMs, tooMuch) {
    let killed = false;
    let stderr = '';
    const kill = () => {
        killed = true;
        child.stderr?.destroy();
        try {
            if (child.pid !== undefined)
                process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
        }
        catch {
            // It ended by itself in this very moment.
        }
    };
    child.stderr?.on('data', (chunk) => {
        stderr = (stderr + chunk.toString('utf8')).slice(-4096);
    });
    const timer = setTimeout(kill, timeoutMs);
    const size = setInterval(() => {
        void tooMuch().then((yes) => {
            if (yes)
                kill();
        }, () => { });
    }, 100);
    try {
        const status = await new Promise((resolve, reject) => {
            child.on('error', reject);
            child.on('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
        });
        return { stderr, status, killed: killed || (await tooMuch()) };
    }
    finally {
        clearTimeout(timer);
        clearInterval(size);
    }
}


/***/ })

};
