export const id = 7673;
export const ids = [7673,54];
export const modules = {

/***/ 60054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderTerminal: () => (/* binding */ renderTerminal)
/* harmony export */ });
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95711);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);
/* harmony import */ var _sides_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95808);
/* harmony import */ var _suggestions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92105);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(27565);
/* harmony import */ var _wrap_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(98322);






const COLORS = { error: 31, warning: 33, notice: 36, failed: 31, passed: 32 };
/**
 * The report as plain text for a terminal or a log: first what is wrong as `path:line:column`, which editors and terminals open, then
 * what changes, what to write to pin, and the verdict last, where the eye is. Control characters are our own colours alone. Sentences are broken at the terminal's width; what is to be copied is not.
 */
function renderTerminal(report, { pins = [], color = false, columns = Infinity } = {}) {
    const paint = (word) => (color ? `\u001b[${COLORS[word]}m${word}\u001b[0m` : word);
    const prose = (line) => (0,_wrap_js__WEBPACK_IMPORTED_MODULE_4__/* .wrap */ .L)(line, columns, '    ').join('\n');
    const parts = [
        ...report.manifests.flatMap((manifest) => manifestText(manifest, pins, paint, prose)),
        ...(report.steps ?? []).map(({ id, ok, message }) => prose(`${ok === null ? 'skipped' : ok ? 'ok     ' : 'FAILED '} ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(id)}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(message, 1000)}`)),
        ...(report.commands === undefined || report.commands.length === 0 ? [] : [`${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .commandsTitle */ .Dc)(report)}:`, ...report.commands.map((command) => `  ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(command, 2000)}`)]),
        ...(0,_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .allPublished */ .K9)(report).map(publishedText),
        prose(`${paint(report.result)}${report.steps === undefined && report.manifests.length > 0 ? `: ${lastWords(report)}` : ''}`),
    ];
    return `${parts.join('\n')}\n`;
}
function lastWords(report) {
    const verdict = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .verdictOn */ .Hc)(report.manifests, report.result);
    // What could not be read has no targets, and what has no base is compared by an argument.
    const compare = report.job === 'check' ? '; with --base REVISION it says what changes' : '';
    const changes = verdict.compared ? (0,_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .changesIn */ .N0)(verdict, _visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK) : report.manifests.every(({ form }) => form === null) ? '' : `${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(verdict.targets, 'target')}${compare}`;
    return [(0,_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .problemsIn */ ._n)(verdict), changes].filter((part) => part !== '').join('; ');
}
function manifestText(manifest, pins, paint, prose) {
    const own = pins.filter((pin) => pin.manifest === manifest.path);
    const lines = [
        ...manifest.problems.map((problem) => problemText(manifest.path, problem, paint, prose)),
        ...changesText(manifest),
        ...own.flatMap((pin) => [
            `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(manifest.path)}:${pin.first}: ${(0,_suggestions_js__WEBPACK_IMPORTED_MODULE_3__/* .isShownWhole */ .TJ)(pin) ? (pin.first === pin.last ? 'this line becomes' : `lines ${pin.first} to ${pin.last} become`) : 'run manifest-action pin'}`,
            ...((0,_suggestions_js__WEBPACK_IMPORTED_MODULE_3__/* .isShownWhole */ .TJ)(pin) ? pin.lines.map((line) => `    ${line}`) : []),
        ]),
    ];
    const system = manifest.systemManifest;
    if (system !== null)
        lines.push(`${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(manifest.path)}: system manifest ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(system.digest)} (${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(system.size, 'byte')}), ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(manifest.targets.length, 'target')}`);
    return lines;
}
function problemText(path, { line, column, severity, rule, message }, paint, prose) {
    const [lead = '', ...rest] = (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visibleLines */ .gB)(message, 1000);
    return `${prose(`${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(path)}:${line}:${column}: ${paint(severity)}: ${lead} [${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(rule)}]`)}${rest.map((next) => `\n    ${next}`).join('')}`;
}
function changesText({ path, base, changes }) {
    if (changes.length === 0)
        return [];
    const width = Math.min(24, Math.max(...changes.map((change) => nameOf(change).length)));
    const title = `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(path)}: changes${base === null ? '' : ` since ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(base, 80)}`}`;
    return [title, ...changes.map((change) => `    ${nameOf(change).padEnd(width)}  ${changeText(change)}`)];
}
function nameOf({ target }) {
    return target === null ? 'the system' : (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(target, 64);
}
function changeText(change) {
    const { before, after } = (0,_sides_js__WEBPACK_IMPORTED_MODULE_2__/* .sidesOf */ .M)(change, 200);
    if (change.field === 'target')
        return change.before === null ? `new: ${sideText(after)}` : `removed: ${sideText(before)}`;
    const [was, is] = [sideText(before), sideText(after)];
    return `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(change.field, 80)}: ${was} → ${is}${was === is ? `, ${_sides_js__WEBPACK_IMPORTED_MODULE_2__/* .UNSEEN */ .P}` : ''}`;
}
function sideText(side) {
    if (side === null)
        return '(none)';
    return [...side.pieces.map((piece) => separate(piece, side)), ...(side.left === '' ? [] : [`(${side.left})`])].join(', ');
}
/** One of several pieces, in quotes where it could be taken for more than one. */
function separate(piece, { pieces }) {
    return pieces.length > 1 && /, |^"/.test(piece) ? (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(piece, 450) : piece;
}
function publishedText({ reference, tag, images, referrers, channel }) {
    const written = [...images, ...referrers].filter((each) => each.written).length;
    const line = `published ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(reference, 400)} as ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(tag)} (${written === 0 ? 'nothing had to be written' : `${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(written, 'manifest')} written`})`;
    if (channel === undefined)
        return line;
    const agreed = channel.agreed.length === 0 ? '' : `, which was ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(channel.before ?? 'nothing')}. ${channel.agreed.map((step) => _markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .AGREED */ .xu[step]).join(' ')}`;
    return `${line}\nit is ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(channel.name)} now${agreed}`;
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
