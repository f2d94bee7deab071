export const id = 7115;
export const ids = [7115,4603];
export const modules = {

/***/ 44603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ mustBe),
/* harmony export */   c: () => (/* binding */ matches),
/* harmony export */   wholeText: () => (/* binding */ wholeText)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);


/**
 * A regular expression that must match the whole text: cosign's `--certificate-identity-regexp` matches a part too, so that `github.com/acme` would let in
 * `evil.example/github.com/acme`. `input` names where it came from. Throws a `usage` Failure when it is none.
 */
function wholeText(pattern, input) {
    try {
        // By itself first: `a)|(?:b` would close the group that anchors it.
        void new RegExp(pattern, 'u');
        return { pattern: new RegExp(`^(?:${pattern})$`, 'u') };
    }
    catch (cause) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'regular-expression', `${input}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(pattern, 100)} is not a regular expression`, {
            cure: 'Write one as JavaScript takes it with the flag u: escape what is meant as it stands (\\. for a dot). It must match the whole text.',
            cause,
        });
    }
}
/** Whether the text is there and is what it must be. */
function matches(expectation, text) {
    if (text === undefined)
        return false;
    return 'exact' in expectation ? text === expectation.exact : expectation.pattern.test(text);
}
/** For messages. */
function mustBe(expectation) {
    return 'exact' in expectation ? expectation.exact : `matched by ${expectation.pattern.source}`;
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
/* harmony import */ var _oci_document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60012);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23940);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7629);
/* harmony import */ var _expectation_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(44603);







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
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('usage', 'policy', `policy, line ${broken.linePos?.[0].line ?? 1}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(broken.message.split('\n')[0] ?? '', 300)}`, { cure: 'Mend the YAML.' });
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
        throw refuse([...path, 'match'], `match ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .quoted */ .TL)(tagged)} has a tag or a digest`, 'Leave it out: an image is verified by digest, whatever its tag.');
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
    const kind = (0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value) && 'github' in value ? 'github' : (0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value) && 'key' in value ? 'key' : 'keyless';
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
    return exact === undefined ? (0,_expectation_js__WEBPACK_IMPORTED_MODULE_6__.wholeText)(pattern ?? '', `policy: ${name}-regexp`) : { exact };
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
    if (!(0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value))
        throw refuse(path, `${path.length === 0 ? 'a policy' : 'this'} must be a mapping with ${known.join(', ')}`);
    const unknown = Object.keys(value).find((name) => !known.includes(name));
    if (unknown !== undefined)
        throw refuse([...path, unknown], `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .quoted */ .TL)(unknown, 60)} means nothing here: ${known.join(', ')} do`);
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
    if (!(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__.isHost)(named))
        return place;
    // The URL knows the scheme's port and how an address is written.
    const { host } = new URL(`https://${named}`);
    if (!_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__.HUB_NAMES.includes(host))
        return `${host}${path}`;
    return `docker.io${/^\/[^/*?{[(]+$/.test(path) ? '/library' : ''}${path}`;
}
/** Whether a verified identity is the one that a requirement names. By provenance, only as a GitHub workflow: it states who built, and no more. */
async function isNamed(identity, requirement, byProvenance) {
    if (requirement.kind === 'key')
        return false;
    if (requirement.kind === 'keyless')
        return !byProvenance && (0,_expectation_js__WEBPACK_IMPORTED_MODULE_6__/* .matches */ .c)(requirement.san, identity.san) && (0,_expectation_js__WEBPACK_IMPORTED_MODULE_6__/* .matches */ .c)(requirement.issuer, identity.issuer);
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
