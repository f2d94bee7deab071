export const id = 550;
export const ids = [550];
export const modules = {

/***/ 20550:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   annotationsOf: () => (/* binding */ annotationsOf)
/* harmony export */ });
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7629);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27565);


/** GitHub shows ten annotations of each level for a step, and drops the rest without a word. */
const PER_LEVEL = 10;
/**
 * The problems as annotations, the most important first: errors before warnings before notices, and in each what concerns the change
 * before what was there. When a level has more than GitHub shows, the last one says how many stand in the summary. GitHub finds a file by its path in the
 * repository: `paths` has those that are others than the report's.
 */
function annotationsOf(report, paths = new Map()) {
    const all = report.manifests.flatMap((manifest) => manifest.problems.map((problem) => ({ manifest, problem, file: paths.get(manifest.path) ?? manifest.path })));
    return ['error', 'warning', 'notice'].flatMap((level) => {
        const own = all.filter(({ problem }) => problem.severity === level).toSorted((a, b) => rank(a) - rank(b));
        if (own.length <= PER_LEVEL)
            return own.map(annotation);
        const more = own.length - (PER_LEVEL - 1);
        const rest = { level, message: `and ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(more, level)} more in the job summary`, properties: { title: `${more} more` } };
        return [...own.slice(0, PER_LEVEL - 1).map(annotation), rest];
    });
}
/** 0: about what the change touches. 1: about what was there before. Without a base all is new. */
function rank({ manifest, problem }) {
    return manifest.base === null || manifest.changes.some(({ target }) => target === problem.target) ? 0 : 1;
}
function annotation({ problem, file }) {
    const { line, column, endLine, endColumn } = problem;
    const columns = line === endLine && endColumn > column ? { startColumn: column, endColumn } : {};
    const rule = (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(problem.rule, 64);
    const title = problem.target === null ? rule : `${rule} (${(0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(problem.target, 64)})`;
    return {
        level: problem.severity,
        message: (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visibleLines */ .gB)(problem.message, 1000).join('\n'),
        properties: { title, file, startLine: line, endLine, ...columns },
    };
}


/***/ }),

/***/ 27565:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hc: () => (/* binding */ verdictOn),
/* harmony export */   K9: () => (/* binding */ allPublished),
/* harmony export */   N0: () => (/* binding */ changesIn),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   _n: () => (/* binding */ problemsIn)
/* harmony export */ });
/** The verdict on some manifests of a report, which failed as a whole or not. */
function verdictOn(manifests, result) {
    const problems = manifests.flatMap((manifest) => manifest.problems);
    const number = (severity) => problems.filter((problem) => problem.severity === severity).length;
    const changes = manifests.flatMap((manifest) => manifest.changes);
    const named = changes.filter((change) => change.target !== null).map((change) => ({ ...change, target: change.target ?? '' }));
    const whole = named.filter(({ field }) => field === 'target');
    const unique = (all) => [...new Set(all.map(({ target }) => target))];
    const [errors, warnings] = [number('error'), number('warning')];
    return {
        mark: result === 'failed' || errors > 0 ? 'failed' : warnings > 0 ? 'warned' : 'passed',
        errors,
        warnings,
        notices: number('notice'),
        changed: unique(named.filter(({ field }) => field !== 'target')),
        added: unique(whole.filter(({ before }) => before === null)),
        removed: unique(whole.filter(({ after }) => after === null)),
        system: [...new Set(changes.filter(({ target }) => target === null).map(({ field }) => field))],
        targets: manifests.reduce((sum, manifest) => sum + manifest.targets.length, 0),
        compared: manifests.some(({ base }) => base !== null),
    };
}
/** `1 error, 2 warnings`, or '' when there is neither. Notices are told further down. */
function problemsIn({ errors, warnings }) {
    return [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : ''].filter((part) => part !== '').join(', ');
}
/** What changes on the device, in a few words. `name` shows a name from outside where the words will stand. */
function changesIn(verdict, name) {
    const { changed, added, removed, system, targets, compared } = verdict;
    const names = (all) => {
        const first = all.slice(0, 3).map((each) => name(each));
        return [...first, ...(all.length > first.length ? [`${all.length - first.length} more`] : [])].join(', ');
    };
    if (!compared)
        return `${count(targets, 'target')}, nothing to compare with`;
    const parts = [
        changed.length > 0 ? `${changed.length} of ${count(targets, 'target')} ${changed.length === 1 ? 'changes' : 'change'} (${names(changed)})` : '',
        added.length > 0 ? `${added.length} new (${names(added)})` : '',
        removed.length > 0 ? `${removed.length} removed (${names(removed)})` : '',
        system.length > 0 ? `the system changes (${names(system)})` : '',
    ].filter((part) => part !== '');
    return parts.length === 0 ? 'nothing changes on the device' : parts.join(', ');
}
/** `1 error`, `2 errors`. */
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
/** Everything that a run published, as far as it came: with several manifests one each. */
function allPublished({ manifests, published }) {
    const each = manifests.flatMap((manifest) => manifest.published ?? []);
    return each.length > 0 || published === undefined ? each : [published];
}


/***/ })

};
