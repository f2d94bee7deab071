export const id = 1000;
export const ids = [1000];
export const modules = {

/***/ 81000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkedChannel: () => (/* binding */ checkedChannel),
/* harmony export */   checkedTag: () => (/* binding */ checkedTag),
/* harmony export */   fill: () => (/* binding */ fill),
/* harmony export */   folderOf: () => (/* binding */ folderOf),
/* harmony export */   matching: () => (/* binding */ matching),
/* harmony export */   releaseTag: () => (/* binding */ releaseTag)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _github_event_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19607);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23940);
/* harmony import */ var _release_version_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(24629);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7629);






/** The folder of a manifest, relative to the workspace; '' for the top. */
function folderOf(path) {
    const folder = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(path);
    return folder === '.' ? '' : folder;
}
/**
 * The release's tag by the input `tag`, or by the git tag of the event: without a leading `v` before a digit; `PREFIX/v1.2.0` is for
 * the manifests whose folder is or ends in PREFIX (contract, input `tag`). Throws a `usage` Failure `tag` when there is none.
 */
function releaseTag(context) {
    const { options, event } = context;
    if (options.tag !== 'auto')
        return { tag: options.tag, prefix: undefined };
    const named = event === undefined ? undefined : (0,_github_event_js__WEBPACK_IMPORTED_MODULE_2__/* .tagOf */ .cO)(event);
    if (named === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'tag', 'There is no git tag that says what this release is called.', {
            cure: context.inActions ? 'Run on a tag push, or set the input tag.' : 'Give --tag, as in --tag 1.2.0.',
        });
    }
    const slash = named.lastIndexOf('/');
    return { tag: named.slice(slash + 1).replace(/^v(?=\d)/, ''), prefix: slash < 0 ? undefined : named.slice(0, slash) };
}
/** Those of the paths whose folder is PREFIX or ends in it. Throws a `usage` Failure `tag` when there are none. */
function matching(paths, prefix) {
    if (prefix === undefined)
        return paths;
    const found = paths.filter((path) => folderOf(path) === prefix || folderOf(path).endsWith(`/${prefix}`));
    if (found.length > 0)
        return found;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'tag', `The git tag is for ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .quoted */ .TL)(prefix)}, and no manifest lies in a folder of that name.`, {
        cure: `The manifests are ${paths.slice(0, 5).join(', ')}. Tag with the folder’s name before the version, or without any.`,
    });
}
/** Fills `{folder}` and `{product}` into a destination or a tag. */
function fill(template, path, product) {
    return template.replaceAll('{folder}', folderOf(path)).replaceAll('{product}', product);
}
/** The text as a registry's tag. Throws a `usage` Failure `tag` that says what to write instead (distribution-spec §Pulling manifests). */
function checkedTag(text) {
    if ((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__.isTag)(text))
        return text;
    const written = text.replace(/\+/g, '_').replace(/[^A-Za-z0-9_.-]/g, '-').replace(/^[.-]+/, '').slice(0, 128);
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'tag', `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .quoted */ .TL)(text, 150)} cannot be a tag in a registry.`, {
        cure: `A tag has at most 128 letters, digits, “_”, “.” and “-”.${written === '' ? '' : ` Set the input tag, for example to ${written}.`}`,
    });
}
/**
 * The channel that the inputs name, undefined for none. Throws a `usage` Failure `channel` for one that is no tag, and for one that is
 * a version: a channel moves, and a release never does.
 */
function checkedChannel(channel, tag) {
    if (channel === undefined)
        return undefined;
    const cure = 'Give a name that is no version, as in channel: stable.';
    if (!(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__.isTag)(channel))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'channel', `The channel ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .quoted */ .TL)(channel, 150)} cannot be a tag in a registry.`, { cure });
    if (channel === tag || (0,_release_version_js__WEBPACK_IMPORTED_MODULE_4__.versionTags)([channel]).length > 0)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'channel', `The channel ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_5__/* .quoted */ .TL)(channel, 150)} is what a release is called: a channel moves, and a release never does.`, { cure });
    return channel;
}


/***/ }),

/***/ 24629:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compareVersions: () => (/* binding */ compareVersions),
/* harmony export */   isPrerelease: () => (/* binding */ isPrerelease),
/* harmony export */   releaseTags: () => (/* binding */ releaseTags),
/* harmony export */   releaseVersion: () => (/* binding */ releaseVersion),
/* harmony export */   versionTags: () => (/* binding */ versionTags)
/* harmony export */ });
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62088);

const BY_NAME = new Intl.Collator('en', { numeric: true });
/** The version of a release. */
function releaseVersion(system, tag) {
    if (system.form === 'dict')
        return { form: 'dict', text: String(system.version) };
    return { form: 'list', text: tag !== undefined && (0,semver__WEBPACK_IMPORTED_MODULE_0__.parse)(tag) !== null ? tag : undefined };
}
/** Negative when `a` is below `b`, 0 when they are equal, positive above; undefined when they cannot be compared (semver.org §11; issue 24). */
function compareVersions(a, b) {
    if (a.text === undefined || b.text === undefined || a.form !== b.form)
        return undefined;
    if (a.form === 'list')
        return (0,semver__WEBPACK_IMPORTED_MODULE_0__.compare)(a.text, b.text);
    const [left, right] = [BigInt(a.text), BigInt(b.text)];
    return left < right ? -1 : left > right ? 1 : 0;
}
/** Whether a tag is a semver prerelease (semver.org §9). */
function isPrerelease(tag) {
    return ((0,semver__WEBPACK_IMPORTED_MODULE_0__.parse)(tag)?.prerelease.length ?? 0) > 0;
}
/** The tags that are versions, semver or whole numbers, highest first. */
function versionTags(tags) {
    const numbers = tags.filter((tag) => /^\d{1,18}$/.test(tag)).toSorted((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1));
    const versions = tags.filter((tag) => (0,semver__WEBPACK_IMPORTED_MODULE_0__.parse)(tag) !== null && !/^\d+$/.test(tag)).toSorted((a, b) => (0,semver__WEBPACK_IMPORTED_MODULE_0__.compare)(b, a));
    return [...versions, ...numbers];
}
/**
 * The tags that may name a release, the most likely highest first: semver, whole numbers, then the others by name. Those of images (`HEX`, in a layout
 * `mos:HEX`) and of referrers (`sha256-HEX`, distribution-spec §Referrers Tag Schema) are none.
 */
function releaseTags(tags) {
    const own = tags.filter((tag) => !/^(?:(?:mos:)?[0-9a-f]{64}$|sha256-)/.test(tag));
    const versions = versionTags(own);
    const known = new Set(versions);
    return [...versions, ...own.filter((tag) => !known.has(tag)).toSorted((a, b) => BY_NAME.compare(b, a))];
}


/***/ })

};
