export const id = 9069;
export const ids = [9069];
export const modules = {

/***/ 29069:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readArguments: () => (/* binding */ readArguments),
/* harmony export */   runCommand: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57975);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71957);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50646);
/* harmony import */ var _manifest_suggestion_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9613);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(61288);
/* harmony import */ var _review_wrap_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(98322);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44842);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7629);
/* harmony import */ var _workflow_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(72198);










const JOBS = {
    check: 'read, resolve, check the rules, compile, and say what changes',
    pin: 'write digest and size into the manifests',
    publish: 'check, copy images, sign, push, read back, move the tag',
    promote: 'copy a verified release to another place, byte for byte',
    verify: 'check a published release: signatures, certificate, contents, images',
};
/** Runs the command line, `manifest-action JOB [MANIFEST…] [--input value]`. Gives the exit code of the contract. */
async function runCommand(args, env) {
    const plain = plainIn(env);
    try {
        const command = readArguments(args, env, process.stdout.isTTY ? Math.min(process.stdout.columns, 120) : undefined);
        if (command.text !== undefined) {
            process.stdout.write(command.text);
            return 0;
        }
        for (const { name, secret } of _inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .INPUT_SPECS */ .a6)
            if (secret === true)
                delete env[(0,_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .secretVariable */ .HV)(name)];
        const options = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .readOptions */ .Tt)(command.texts);
        const log = terminalLog(command.verbose, plain);
        const context = {
            options,
            env,
            inActions: false,
            event: undefined,
            workspace: process.cwd(),
            now: new Date(),
            log,
            mask: () => undefined,
            idToken: async (audience) => (await __webpack_require__.e(/* import() */ 6421).then(__webpack_require__.bind(__webpack_require__, 96421))).getIDToken(audience),
        };
        const { runJob } = await __webpack_require__.e(/* import() */ 525).then(__webpack_require__.bind(__webpack_require__, 30525));
        const outcome = await runJob(context, command.job);
        const { renderTerminal } = await Promise.all(/* import() */[__webpack_require__.e(5711), __webpack_require__.e(54)]).then(__webpack_require__.bind(__webpack_require__, 60054));
        const { isTTY, columns } = process.stdout;
        const text = renderTerminal(outcome.report, { pins: outcome.pins ?? [], color: isTTY && env['NO_COLOR'] === undefined, columns: isTTY ? columns : undefined });
        // JSON has another way to write the one command that can stand within a line.
        process.stdout.write(command.json ? `${JSON.stringify(outcome.report, null, 2).replaceAll('##[', String.raw `#\u0023[`)}\n` : plain(text));
        if (outcome.failure !== undefined)
            sayFailure(outcome.failure, plain);
        return (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .exitCode */ .I$)(outcome.kinds);
    }
    catch (error) {
        const failure = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .defect */ .gb)(error);
        sayFailure(failure, plain);
        if (failure !== error && env['RUNNER_DEBUG'] === '1' && Error.isError(error))
            process.stderr.write(`${error.stack ?? ''}\n`);
        return _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .EXIT_CODES */ .ai[failure.kind];
    }
}
/** What makes of a text one that is nothing but text: a step of a workflow may run the command line, and its runner reads commands in what that says. */
function plainIn(env) {
    return (text) => (env['GITHUB_ACTIONS'] === 'true' ? text.split('\n').map(_workflow_js__WEBPACK_IMPORTED_MODULE_7__/* .plainLine */ .h0).join('\n') : text);
}
function sayFailure(failure, plain) {
    const { headline, details } = (0,_words_js__WEBPACK_IMPORTED_MODULE_5__/* .words */ .a)(failure);
    const width = process.stderr.isTTY ? process.stderr.columns : Infinity;
    const lines = [...(0,_review_wrap_js__WEBPACK_IMPORTED_MODULE_8__/* .wrap */ .L)(`error: ${headline}`, width), ...(details === '' ? [] : (0,_review_wrap_js__WEBPACK_IMPORTED_MODULE_8__/* .wrap */ .L)(details, width - 2).map((line) => `  ${line}`))];
    process.stderr.write(plain(`${lines.join('\n')}\n`));
}
/** What the arguments say. `columns` is the width that help is written for. Throws a `usage` Failure `arguments`. */
function readArguments(args, env, columns = 100) {
    const { values, positionals } = parsed(args);
    if (values.get('version') === true)
        return { text: `manifest-action ${VERSION}\n` };
    const [job, ...rest] = positionals;
    if (values.get('help') === true || job === undefined)
        return { text: help(columns) };
    if (!isJob(job)) {
        const meant = (0,_manifest_suggestion_js__WEBPACK_IMPORTED_MODULE_9__/* .nearest */ .p)(job, Object.keys(JOBS));
        throw usage(`There is no job ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(job, 40)}.`, `${meant === undefined ? '' : `Did you mean ${meant}? `}The jobs are ${Object.keys(JOBS).join(', ')}.`);
    }
    const given = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .texts */ .Te)(({ name, secret, cliDefault, default: fallback }) => {
        const value = values.get(name);
        if (!Array.isArray(value))
            return (secret === true ? env[(0,_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .secretVariable */ .HV)(name)] : undefined) ?? cliDefault ?? fallback ?? '';
        const text = value.join('\n');
        return secret === true ? secretFile(name, text) : text;
    });
    return { job, texts: { ...given, job, ...named(job, rest, values) }, verbose: values.get('verbose') === true || env['RUNNER_DEBUG'] === '1', json: values.get('json') === true };
}
function parsed(args) {
    try {
        const { values, positionals } = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.parseArgs)({ args: [...args], allowPositionals: true, options: { ...FLAGS, ...Object.fromEntries(OPTIONS.map((name) => [name, { type: 'string', multiple: true }])) } });
        const known = new Map();
        for (const [name, value] of Object.entries(values))
            if (value !== undefined)
                known.set(name, Array.isArray(value) ? value.map(String) : value);
        return { values: known, positionals };
    }
    catch (error) {
        const message = Error.isError(error) ? error.message : '';
        const unknown = /^Unknown option '(-{1,2}[^']{1,60})/.exec(message)?.[1];
        if (unknown === undefined)
            throw usage(message.split('\n')[0] || 'The arguments cannot be read.', HELP);
        const meant = (0,_manifest_suggestion_js__WEBPACK_IMPORTED_MODULE_9__/* .nearest */ .p)(unknown.replace(/^-+/, ''), [...OPTIONS, ...Object.keys(FLAGS)]);
        throw usage(`There is no option ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(unknown)}.`, meant === undefined ? HELP : `Did you mean --${meant}? ${HELP}`);
    }
}
const HELP = 'Run manifest-action --help for the list.';
const OPTIONS = _inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .INPUT_SPECS */ .a6.map(({ name }) => name).filter((name) => name !== 'job');
const FLAGS = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' }, verbose: { type: 'boolean', short: 'v' }, json: { type: 'boolean' } };
function isJob(text) {
    return Object.hasOwn(JOBS, text);
}
/** What the words after the job name: the one reference, or manifests beside those of --manifest. */
function named(job, rest, values) {
    if (rest.length === 0)
        return {};
    if (job !== 'verify' && job !== 'promote') {
        const also = values.get('manifest');
        return { manifest: [...rest, ...(Array.isArray(also) ? also : [])].join('\n') };
    }
    const [reference, ...more] = rest;
    if (reference === undefined || more.length > 0 || values.has('reference'))
        throw usage(`${job} takes one reference.`, 'Run it once for each release.');
    return { reference };
}
/** A secret never stands in an argument, where every process of the machine can read it: the argument is a path. */
function secretFile(name, path) {
    const cure = `Give a path, or set ${(0,_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .secretVariable */ .HV)(name)}.`;
    if (path.includes('-----BEGIN'))
        throw usage(`--${name} takes a path, not the secret itself.`, cure);
    try {
        const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
        return name === 'key' ? text : text.replace(/\r?\n$/, '');
    }
    catch {
        // What names nothing may be the secret itself: neither it nor the system's words, which quote it, are told.
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'input', `--${name} does not name a file that can be read.`, { cure });
    }
}
function usage(message, cure) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'arguments', message, { cure });
}
const VERSION = '1.0.0';
function help(columns) {
    const left = 30;
    const rows = (entries) => entries
        .map(([name, text]) => {
        const indent = columns < 70 ? 6 : left + 2;
        const lines = (0,_review_wrap_js__WEBPACK_IMPORTED_MODULE_8__/* .wrap */ .L)(text.replaceAll('`', ''), columns - indent - 1).join(`\n${' '.repeat(indent)}`);
        // A name that is too long for its column has a line of its own.
        return `  ${indent > left && name.length < left ? name.padEnd(left) : `${name}\n${' '.repeat(indent)}`}${lines}`;
    })
        .join('\n');
    const inputs = _inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .INPUT_SPECS */ .a6.filter(({ name }) => name !== 'job').map(({ name, description, values, secret, cliDefault, default: standard }) => {
        const fallback = cliDefault ?? standard ?? '';
        return [
            `--${name}${secret === true ? ' FILE' : values === undefined ? ' VALUE' : ' WORD'}`,
            `${description}${values === undefined ? '' : ` One of ${values.join(', ')}.`}${fallback === '' ? '' : ` Default: ${fallback}.`}${secret === true ? ` Or set ${(0,_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .secretVariable */ .HV)(name)}.` : ''}`,
        ];
    });
    return `Review, pin, sign and publish the system manifest of a device that runs mos.

Usage: manifest-action JOB [MANIFEST…] [--input value]

Jobs:
${rows(Object.entries(JOBS))}

Inputs (as in the action; give one several times for several lines):
${rows(inputs)}

Further:
${rows([
        ['--json', 'print report.json instead of the report for people'],
        ['-v, --verbose', 'say more of what is done'],
        ['-h, --help', 'this text'],
        ['--version', 'the version'],
    ])}

Exit codes: 0 passed; 1 what was checked is wrong; 2 wrong use; 3 something could not be done or checked.
`;
}
function terminalLog(verbose, plain) {
    const { stderr } = process;
    const { line, transfer } = (0,_progress_js__WEBPACK_IMPORTED_MODULE_4__/* .transferLines */ .d)({ isTTY: stderr.isTTY, get columns() { return stderr.columns; }, write: (text) => stderr.write(plain(text)) });
    return {
        info: line,
        debug: (text) => {
            if (verbose)
                line(`debug: ${text}`);
        },
        warning: (text) => line(`warning: ${text}`),
        group: async (title, work) => {
            line(title);
            return work();
        },
        transfer,
    };
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

/***/ 9613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/** The candidate that a mistyped word most likely means, or undefined: at most a third of the longer one may differ, and never more than three letters. */
function nearest(word, candidates) {
    const plain = normalized(word);
    let best;
    let least = Infinity;
    if (word.length > 64)
        return undefined;
    for (const candidate of candidates) {
        const other = normalized(candidate);
        const distance = edits(plain, other);
        if (distance < least && distance <= Math.min(3, Math.floor(Math.max(plain.length, other.length, 3) / 3))) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}
function normalized(word) {
    return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}
/** Damerau-Levenshtein distance (optimal string alignment): letters added, dropped, changed, or two neighbours swapped. */
function edits(a, b) {
    let before = [];
    let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const current = [i];
        for (let j = 1; j <= b.length; j++) {
            const cost = a[i - 1] === b[j - 1] ? 0 : 1;
            let distance = Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
                distance = Math.min(distance, before[j - 2] + 1);
            current.push(distance);
        }
        before = previous;
        previous = current;
    }
    return previous[b.length];
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


/***/ }),

/***/ 98322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ wrap)
/* harmony export */ });
/**
 * A line as lines of `width` columns at most, broken at blanks: a longer word has a line of its own, whole. Our colours take no room.
 * The lines after the first begin with `indent`. Blanks at the line's start stay.
 */
function wrap(text, width, indent = '') {
    const lines = [];
    const start = /^ */.exec(text)?.[0] ?? '';
    let line = start;
    let used = start.length;
    let empty = true;
    for (const word of text.slice(start.length).split(' ')) {
        const length = word.replaceAll(COLOR, '').length;
        if (!empty && used + 1 + length > width) {
            lines.push(line);
            line = indent + word;
            used = indent.length + length;
        }
        else {
            line += empty ? word : ` ${word}`;
            used += length + (empty ? 0 : 1);
        }
        empty = false;
    }
    return [...lines, line];
}
// oxlint-disable-next-line no-control-regex -- a colour begins with one
const COLOR = /\u001B\[\d+m/g;


/***/ })

};
