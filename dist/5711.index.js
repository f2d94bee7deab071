export const id = 5711;
export const ids = [5711,4522];
export const modules = {

/***/ 95711:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B1: () => (/* binding */ renderReport),
/* harmony export */   Dc: () => (/* binding */ commandsTitle),
/* harmony export */   R$: () => (/* binding */ SUMMARY_BYTES),
/* harmony export */   xu: () => (/* binding */ AGREED)
/* harmony export */ });
/* unused harmony export COMMENT_BYTES */
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7629);
/* harmony import */ var _spans_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92141);
/* harmony import */ var _sides_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95808);
/* harmony import */ var _suggestions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92105);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(27565);





/** A comment holds 65,536 characters; the rest is for the marker and for what a server may count otherwise. */
const COMMENT_BYTES = 60_000;
/** A step's summary holds 1 MiB, and is dropped whole when it is larger. */
const SUMMARY_BYTES = 1024 * 1024 - 1024;
/** How many rows and problems `first` keeps. */
const FIRST = { changes: 20, problems: 10 };
const MARKS = { passed: '✅', warned: '⚠️', failed: '❌' };
const SEVERITIES = [
    { severity: 'error', mark: '❌' },
    { severity: 'warning', mark: '⚠️' },
    { severity: 'notice', mark: 'ℹ️' },
];
/**
 * The report as GitHub-flavoured markdown, for the comment, the job summary and report.md: the verdict, what changes on the device,
 * what is wrong and where, how to pin, and folded away the whole list. It takes as much room as there is: with everything, then
 * without details, then the first of each, then numbers and a link, at last cut at a line's end. Texts of the manifest stand
 * in code spans alone (spans.ts).
 */
function renderReport(report, context = {}) {
    const budget = context.budget ?? COMMENT_BYTES;
    // What cannot fit is not written only to be thrown away: no row or line is shorter than this.
    const least = 20 * report.manifests.reduce((sum, { problems, changes }) => sum + problems.length + changes.length, 0);
    for (const detail of least > budget ? ['first', 'counts'] : ['full', 'short', 'first', 'counts']) {
        const markdown = rendered(report, context, detail);
        if (Buffer.byteLength(markdown) <= budget)
            return markdown;
    }
    return cut(rendered(report, context, 'counts'), budget);
}
function rendered(report, context, detail) {
    const [only, ...others] = report.manifests;
    const sections = report.manifests.flatMap((manifest) => {
        const body = manifestBody(manifest, context, detail);
        // One manifest needs no heading of its own: the first line is about it.
        return others.length === 0 ? body : [`#### ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(manifest.path)}: ${verdictLine((0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .verdictOn */ .Hc)([manifest], 'passed'))}`, ...body];
    });
    const parts = [
        `### ${headline(report)}`,
        ...(context.notice === undefined ? [] : [`⚠️ ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__.prose)(context.notice)}`]),
        ...(context.failure === undefined ? [] : [`❌ ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__.prose)(context.failure)}`]),
        ...(report.steps === undefined ? [] : [stepsPart(report.steps, detail)]),
        ...(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .allPublished */ .K9)(report).flatMap((published) => publishedPart(published, detail)),
        ...(detail !== 'full' || report.commands === undefined || report.commands.length === 0 ? [] : [(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .folded */ .TM)(commandsTitle(report), (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .fence */ .EU)(report.commands.map((command) => (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(command, 2000)), 'sh'))]),
        ...sections,
        ...(only !== undefined && detail === 'full' && context.command !== undefined ? [commandPart(context.command)] : []),
        ...(detail === 'full' ? [] : [moreLine(context)]),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
/** The first line: the verdict, and what a device would notice. */
function headline(report) {
    const verdict = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .verdictOn */ .Hc)(report.manifests, report.result);
    const [only] = report.manifests;
    if (report.steps !== undefined) {
        const that = (holds) => report.steps?.filter(({ ok }) => ok === holds).length ?? 0;
        const [failed, good] = [that(false), that(true)];
        const held = failed > 0 ? `${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(failed, 'step')} of ${report.steps.length} failed` : good === 1 ? '1 step holds' : `${good} steps hold`;
        return `${MARKS[verdict.mark]} ${stepsVerdict(report, failed)}: ${held}`;
    }
    if (report.published !== undefined && report.result === 'passed') {
        return `${MARKS[verdict.mark]} Published ${[...new Set((0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .allPublished */ .K9)(report).map(({ tag }) => (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(tag)))].join(', ')}${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .problemsIn */ ._n)(verdict) === '' ? '' : ` with ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .problemsIn */ ._n)(verdict)}`}`;
    }
    if (only !== undefined && only.form === null && report.manifests.length === 1) {
        return `${MARKS[verdict.mark]} ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(only.path)} could not be read: ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .problemsIn */ ._n)(verdict)}`;
    }
    const many = report.manifests.length > 1 ? `${report.manifests.length} manifests: ` : '';
    return many === '' ? verdictLine(verdict) : `${MARKS[verdict.mark]} ${many}${words(verdict)}`;
}
function stepsVerdict({ job, result, published, plan }, failed) {
    if (job !== 'promote')
        return result === 'passed' ? 'Verified' : 'Not verified';
    if (result === 'passed')
        return plan === undefined ? 'Verified and promoted' : 'Verified, and would be promoted';
    if (published !== undefined)
        return 'Verified and promoted, but not into its channel';
    return failed > 0 ? 'Not verified, so not promoted' : 'Verified, but not promoted';
}
function verdictLine(verdict) {
    return `${MARKS[verdict.mark]} ${words(verdict)}`;
}
function words(verdict) {
    const problems = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .problemsIn */ ._n)(verdict) || (verdict.mark === 'failed' ? 'Not everything could be done' : '');
    const changes = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .changesIn */ .N0)(verdict, (name) => (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(name, 40));
    return problems === '' ? changes.replace(/^[a-z]/, (letter) => letter.toUpperCase()) : `${problems}; ${changes}`;
}
function manifestBody(manifest, context, detail) {
    if (detail === 'counts')
        return [];
    const pins = (context.pins ?? []).filter((pin) => pin.manifest === manifest.path);
    return [
        changesPart(manifest, detail),
        SEVERITIES.map(({ severity, mark }) => problemsPart(manifest, severity, mark, pins, context, detail)).filter((part) => part !== '').join('\n'),
        ...pinsPart(manifest, pins, context, detail),
        ...(detail === 'full' && manifest.targets.length > 0 ? [detailsPart(manifest)] : []),
    ];
}
/** The table of changes: a target's name once, digests short (they are whole in the details), a size only where no digest tells. */
function changesPart(manifest, detail) {
    const digests = new Set(manifest.changes.filter(({ field }) => field === 'digest').map(({ target }) => target));
    const changes = manifest.changes.filter(({ field, target }) => field !== 'size' || !digests.has(target));
    if (changes.length === 0)
        return '';
    const shown = detail === 'first' ? changes.slice(0, FIRST.changes) : changes;
    const rows = shown.map((change, index) => [
        shown[index - 1]?.target === change.target && index > 0 ? '' : change.target === null ? 'the system' : `**${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(change.target, 64)}**`,
        change.field === 'target' ? (change.before === null ? '**new**' : '**removed**') : (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(change.field, 80),
        ...cells(change),
    ]);
    const against = manifest.base === null ? 'Before' : `Before (${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(manifest.base, 40)})`;
    const more = changes.length > shown.length ? `\n\nand ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(changes.length - shown.length, 'change')} more` : '';
    return (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(['Target', 'What', against, 'After'], rows) + more;
}
/** What was and what is, which are never the same cell. */
function cells(change) {
    const { before, after } = (0,_sides_js__WEBPACK_IMPORTED_MODULE_2__/* .sidesOf */ .M)(change, 160);
    const alike = change.field === 'digest' && change.before !== null && change.after !== null && shortDigest(change.before) === shortDigest(change.after);
    const cell = (side) => {
        if (side === null)
            return '–';
        const shown = side.pieces.map((piece) => (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)((change.field === 'digest' && !alike) || change.field === 'target' ? shortDigest(piece) : piece, 400));
        return [...shown, ...(side.left === '' ? [] : [side.left])].join('<br>');
    };
    const [was, is] = [cell(before), cell(after)];
    return [was, was === is ? `${is}, ${_sides_js__WEBPACK_IMPORTED_MODULE_2__/* .UNSEEN */ .P}` : is];
}
/** Twelve digits of a digest, which people can compare by eye. */
function shortDigest(digest) {
    return digest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]{52}$/, '$1…');
}
function problemsPart(manifest, severity, mark, pins, context, detail) {
    // A warning that a target floats is told with the cure, further down.
    const told = (problem) => problem.rule === 'floating-reference' && severity !== 'error' && pins.some(({ targets }) => targets.includes(problem.target ?? ''));
    const problems = manifest.problems.filter((problem) => problem.severity === severity && !told(problem));
    if (problems.length === 0)
        return '';
    const shown = detail === 'first' ? problems.slice(0, FIRST.problems) : problems;
    const lines = shown.map((problem) => `- ${mark} ${problemLine(problem, manifest.path, context)}`);
    if (problems.length > shown.length)
        lines.push(`- and ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(problems.length - shown.length, severity)} more`);
    return lines.join('\n');
}
function problemLine({ rule, message, line, column }, path, { at, paths, rulesUrl }) {
    const there = paths === undefined ? path : paths.get(path);
    const url = at && there !== undefined ? (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .lineUrl */ .gV)(at, there, line) : undefined;
    const page = rulesUrl !== undefined && /^[a-z0-9-]+$/.test(rule) ? `${rulesUrl}#${rule}` : undefined;
    return `${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)(`${path}:${line}:${column}`, url)} ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)(rule, page)}: ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .item */ .AS)(message).join('\n')}`;
}
/** What floats, and how it is pinned: one line where GitHub shows a suggestion, elsewhere what to write. */
function pinsPart(manifest, pins, context, detail) {
    if (pins.length === 0)
        return [];
    const floats = new Set(manifest.targets.filter(({ floating }) => floating).map(({ name }) => name));
    const [floating, sized] = [names(pins).filter((name) => floats.has(name)), names(pins).filter((name) => !floats.has(name))];
    const [suggested, others] = [pins.filter((pin) => pin.suggested), pins.filter((pin) => !pin.suggested)];
    const [pasted, unshown] = detail === 'full' ? [others.filter(_suggestions_js__WEBPACK_IMPORTED_MODULE_3__/* .isShownWhole */ .TJ), others.filter((pin) => !(0,_suggestions_js__WEBPACK_IMPORTED_MODULE_3__/* .isShownWhole */ .TJ)(pin))] : [[], others];
    const lines = [
        ...(floating.length > 0 ? [`📌 **Not pinned:** ${listed(floating)}. A release holds what was reviewed only if the manifest names the digest.`] : []),
        ...(sized.length > 0 ? [`📌 **Pinned without a size:** ${listed(sized)}.`] : []),
        '',
        ...(suggested.length > 0 ? [`- ${listed(names(suggested))}: accept the ${suggested.length === 1 ? 'suggestion' : 'suggestions'} under *Files changed*.`] : []),
        ...(pasted.length > 0 ? [`- ${listed(names(pasted))}: run \`manifest-action pin\`, or write what follows.`] : []),
        ...(unshown.length > 0 ? [`- ${listed(names(unshown))}: run \`manifest-action pin\`.`] : []),
    ];
    const blocks = pasted.map((pin) => pasteText(pin, context));
    return [lines.join('\n'), ...(blocks.length > 2 ? [(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .folded */ .TM)('The lines to write', blocks.join('\n\n'))] : blocks)];
}
function names(pins) {
    return [...new Set(pins.flatMap(({ targets }) => targets))];
}
/** The first names of many, which the folded list has all. */
function listed(all) {
    const first = all.slice(0, 10).map((name) => (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(name, 64));
    return [...first, ...(all.length > first.length ? [`${all.length - first.length} more`] : [])].join(', ');
}
function pasteText({ manifest, path, first, last, lines }, { at, paths }) {
    const there = paths === undefined ? path : paths.get(manifest);
    const place = (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)(`${manifest}:${first}`, at && there !== undefined ? (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .lineUrl */ .gV)(at, there, first) : undefined);
    return `${place}${first === last ? ' becomes' : ` to line ${last} become`}\n\n${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .fence */ .EU)(lines, 'yaml')}`;
}
/** Every target with its whole digest, two lines each: a table of these is wider than a comment. */
function detailsPart({ targets, changes, systemManifest: system }) {
    const before = new Map(changes.filter(({ field }) => field === 'digest').map(({ target, before: was }) => [target, was]));
    const lines = targets.map(({ name, source, digest, size, floating, signed }) => {
        const image = digest === null ? 'not resolved' : `${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(digest)}, ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(size ?? 0, 'byte')}`;
        const was = before.get(name) ?? null;
        return `- **${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(name, 64)}** from ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(source)}${floating ? ', not pinned' : ''}<br>${image}${was === null ? '' : `<br>before: ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(was)}`}${signed === undefined || signed === null ? '' : `<br>${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__.prose)(signed)}`}`;
    });
    const compiled = system === null ? 'not compiled, since not everything could be resolved' : `${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(system.mediaType)}<br>${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(system.digest)}, ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(system.size, 'byte')}`;
    const title = `${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(targets.length, 'target')} with digests${system === null ? '' : ', and the system manifest'}`;
    return (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .folded */ .TM)(title, [...lines, `- **System manifest** ${compiled}`].join('\n'));
}
function commandPart(command) {
    return (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .folded */ .TM)('The same on a command line', (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .fence */ .EU)([['manifest-action', ...command].map((word) => shellWord((0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(word))).join(' ')], 'sh'));
}
/** A word that a POSIX shell reads as itself. */
function shellWord(word) {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw `'\''`)}'`;
}
function stepsPart(steps, detail) {
    const shown = detail === 'full' || detail === 'short' ? steps : steps.filter(({ ok }) => ok === false).slice(0, FIRST.problems);
    return shown.map(({ id, ok, message }) => `- ${ok === null ? '➖' : ok ? '✅' : '❌'} ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(id)}: ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .item */ .AS)(message).join('\n')}`).join('\n');
}
/** What a report's commands are for. */
function commandsTitle({ job }) {
    return job === 'publish' ? 'How to verify and install it' : 'The same with other programs';
}
function publishedPart({ reference, tag, signer, images, referrers, channel }, detail) {
    const signed = signer === undefined ? '' : ` Signed by ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(signer.identity, 400)}, for whom ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(signer.issuer, 200)} vouches.`;
    const line = `${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(reference)} is tagged ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(tag)}.${signed}${channelText(channel)}`;
    if (detail !== 'full')
        return [line];
    const lines = [
        ...images.map((image) => `- **${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(image.name, 64)}** ${written(image.written)}<br>${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(image.reference)}, ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(image.size, 'byte')}`),
        ...referrers.map((referrer) => `- ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(referrer.artifactType, 80)} ${written(referrer.written)}<br>${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(referrer.digest)}, ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(referrer.size, 'byte')}`),
    ];
    return lines.length === 0 ? [line] : [line, (0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .folded */ .TM)(`${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(images.length, 'image')} and ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(referrers.length, 'referrer')}`, lines.join('\n'))];
}
/** Where a channel was, and what was agreed to, which a release that keeps its bytes does not say itself. */
function channelText(channel) {
    if (channel === undefined)
        return '';
    const before = channel.before === null ? '' : ` Before, it named ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(channel.before)}.`;
    const agreed = channel.agreed.map((step) => ` ⚠️ ${AGREED[step]}`).join('');
    return ` The channel ${(0,_spans_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(channel.name, 128)} names it.${agreed === '' ? '' : before}${agreed}`;
}
/** What an input agreed to, as a sentence. */
const AGREED = {
    rollback: 'It is not above that: allow-rollback agreed.',
    'signer-changed': 'Another key or identity signed that: allow-signer-change agreed.',
};
function written(yes) {
    return yes ? 'was written' : 'was there already';
}
function moreLine({ runUrl }) {
    return runUrl === undefined ? 'There is more than fits here: report.json has everything.' : `There is more than fits here: [the run](${runUrl}) and its report.json have everything.`;
}
/** The lines that fit, and a word that there were more. `counts` has no fence and nothing folded that a cut could leave open. */
function cut(markdown, budget) {
    const lines = markdown.split('\n');
    const ending = '\n\n…and more that does not fit here.\n';
    let room = budget - Buffer.byteLength(ending);
    const kept = lines.slice(0, lines.findIndex((line) => (room -= Buffer.byteLength(line) + 1) < 0));
    return kept.join('\n').trimEnd() + ending;
}


/***/ }),

/***/ 95808:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ sidesOf),
/* harmony export */   P: () => (/* binding */ UNSEEN)
/* harmony export */ });
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7629);

/** What is said beside the second of two texts that look alike, since a token or the spelling of an escape is all that differs. */
const UNSEEN = 'which is not the same text';
/** Most items of a list that are shown. */
const ITEMS = 10;
/** The longest part of a target that came or went. */
const PART = 400;
/** Characters before and after what differs, so that its place can be found. */
const AROUND = 10;
/**
 * The two sides of a change, so that what differs can be seen: a target that came or went by its parts, each limited by itself, so that
 * none hides another. Where a text is longer than `limit`, or the same as the other's, a list is shown by the items that the other side has not, and anything else by what
 * lies between its common beginning and end.
 */
function sidesOf(change, limit) {
    const { field, before, after, parts } = change;
    if (field === 'target' && parts !== undefined)
        return sides(change, () => whole(parts.before), () => whole(parts.after));
    if (before !== after && fits(before, limit) && fits(after, limit))
        return sides(change, (text) => one(text, limit));
    if (parts !== undefined) {
        const [gone, came] = [without(parts.before, parts.after), without(parts.after, parts.before)];
        if (gone.length + came.length > 0)
            return sides(change, () => items(gone, parts.before.length, limit), () => items(came, parts.after.length, limit));
    }
    const cut = before === null || after === null ? (text) => text : difference(before, after);
    return sides(change, (text) => one(cut(text), limit));
}
function sides({ before, after }, show, showAfter = show) {
    return { before: before === null ? null : show(before), after: after === null ? null : showAfter(after) };
}
function whole(parts) {
    return { pieces: parts.map((part) => (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(part, PART)), left: '' };
}
function one(text, limit) {
    return { pieces: [(0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(text, limit)], left: '' };
}
function fits(text, limit) {
    return text === null || (text.length <= limit && (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(text, Infinity).length <= limit);
}
/** The items of a list that another has not, each as often as it has them less. */
function without(list, other) {
    const left = new Map();
    for (const item of other)
        left.set(item, (left.get(item) ?? 0) + 1);
    return list.filter((item) => {
        const number = left.get(item) ?? 0;
        left.set(item, number - 1);
        return number <= 0;
    });
}
function items(differing, all, limit) {
    const pieces = differing.slice(0, ITEMS).map((item) => (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(item, limit));
    const [more, same] = [differing.length - pieces.length, all - differing.length];
    const left = [more > 0 ? `${more} more` : '', same > 0 ? `${same} as on the other side` : ''].filter((word) => word !== '').join(', ');
    return { pieces, left };
}
/** How to cut either of two texts to what lies between their common beginning and end. */
function difference(before, after) {
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before[start] === after[start])
        start++;
    let end = 0;
    while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end))
        end++;
    const [from, to] = [Math.max(0, start - AROUND), Math.max(0, end - AROUND)];
    return (text) => `${from > 0 ? '…' : ''}${text.slice(from, text.length - to)}${to > 0 ? '…' : ''}`;
}


/***/ }),

/***/ 92141:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AS: () => (/* binding */ item),
/* harmony export */   EU: () => (/* binding */ fence),
/* harmony export */   TM: () => (/* binding */ folded),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   gV: () => (/* binding */ lineUrl),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   prose: () => (/* binding */ prose),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7629);

/*
 * Pieces of GitHub-flavoured markdown that are safe whatever text they are made of. The one idea: a text from outside stands in a
 * code span, where GitHub reads no markup, mention, reference, emoji or address; and a code span cannot be left, since no
 * backtick, pipe or line end gets in. A backslash before a pipe would do in most tables, but renderers differ on `\\|`.
 */
/** A text from outside, as a code span that also a table's cell can hold. Blanks at its ends are made visible. */
function code(text, limit) {
    const shown = (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(text, limit)
        .replaceAll(/[`|]/g, _visible_js__WEBPACK_IMPORTED_MODULE_0__/* .escaped */ .Mk)
        .replaceAll(/^ +| +$/g, (blanks) => blanks.replaceAll(' ', '\\u{20}'));
    return `\`${shown === '' ? '""' : shown}\``;
}
// Words that mean nothing in markdown and that GitHub links to nothing. Numbers are short, since seven digits may be a commit.
const WORD = /^(?:[A-Za-z]+(?:['’-][A-Za-z]+)*|\d{1,6})$/;
// What a message says to write, with its blank: `Write network: {type: host}`.
const WRITTEN = /((?<=\b(?:[Ww]rite|[Aa]dd|[Rr]un|[Aa]s) )[a-z_]+: (?:\{[^{}`"]*\}|[^\s`"{},;]*[^\s`"{},;.:!?)])|(?<=\band )[a-z_]+: \d+)/u;
const PARTS = new RegExp(`${WRITTEN.source}|${/`([^`\n]+)`|("(?:[^"\\\n]|\\.)*")|(\s+)|([^\s`"]+|[`"])/u.source}`, 'gu');
/**
 * A message of ours that may quote what comes from outside: plain words stay as they are, everything else becomes a code span, and so
 * does what stands in backticks or in double quotes, and a key with its value that is to be written.
 */
function prose(message, limit = 600) {
    let markdown = '';
    for (const [part, written, ticked, quoted, blank] of (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(message, limit).matchAll(PARTS)) {
        if (blank !== undefined)
            markdown += ' ';
        else if (written !== undefined)
            markdown += joined(markdown, code(written, limit));
        else if (ticked !== undefined)
            markdown += joined(markdown, code(ticked, limit));
        else if (quoted !== undefined)
            markdown += joined(markdown, code(unquoted(quoted), limit));
        else
            markdown += word(part, markdown);
    }
    return markdown.trim();
}
function word(part, before) {
    const open = part.startsWith('(') ? '(' : '';
    let end = part.length;
    while (end > open.length && ').,;:!?'.includes(part.charAt(end - 1)))
        end--;
    const [core, close] = [part.slice(open.length, end), part.slice(end)];
    // A number with a full stop at the start of a line is a list.
    if (before === '' && /^\d/.test(core))
        return code(part);
    // Punctuation alone, and the dashes, arrows and quotation marks that our own sentences use.
    if (core === '' || /^[–—→…“”‘’]$/u.test(core))
        return joined(before, `${open}${core}${close}`);
    return joined(before, `${open}${WORD.test(core) ? core : code(core)}${close}`);
}
/** A quoted text without its quotes, where they say nothing that the code span does not: blanks at its ends can be seen between quotes alone. */
function unquoted(quoted) {
    return /^"[^"\\]+"$/.test(quoted) && !/^" | "$/.test(quoted) ? quoted.slice(1, -1) : quoted;
}
/**
 * A whole message as the lines of a list's item: sentences as prose, and what follows the first line and looks like YAML (indented, or an
 * item of a list) as a block to copy.
 */
function item(message) {
    const lines = [];
    let block = [];
    const close = () => {
        if (block.length > 0)
            lines.push(...fence(block, 'yaml').split('\n'));
        block = [];
    };
    for (const line of (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visibleLines */ .gB)(message, 600)) {
        if (lines.length > 0 && /^(?: |- |\\t)/.test(line)) {
            block.push(line);
        }
        else {
            close();
            lines.push(prose(line));
        }
    }
    close();
    return lines.map((line, index) => (index === 0 ? line : `  ${line}`.trimEnd()));
}
/** Two code spans side by side would be one with other fences. */
function joined(before, next) {
    return before.endsWith('`') && next.startsWith('`') ? ` ${next}` : next;
}
/** A link of ours: the text is from outside and becomes a code span, the url is made by `lineUrl` or comes from GitHub's context. */
function link(text, url) {
    return url === undefined ? code(text) : `[${code(text)}](${url})`;
}
/** Where on the server a line of a file at a commit is shown. Every part is encoded, so that it ends where we end it. */
function lineUrl(at, path, line) {
    return `${at.serverUrl}/${encoded(at.repository)}/blob/${encoded(at.sha)}/${encoded(path)}${line === undefined ? '' : `#L${line}`}`;
}
function encoded(path) {
    return path.split('/').map((part) => encodeURIComponent(part.toWellFormed()).replaceAll(/[!'()*~]/g, percent)).join('/');
}
function percent(character) {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
/** Lines as a code block whose fence is longer than any run of backticks in them. */
function fence(lines, language) {
    const runs = lines.join('\n').match(/`+/g) ?? [];
    const ticks = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
    return [ticks + language, ...lines, ticks].join('\n');
}
/** A table; its cells are markdown that was made here, so that they hold neither a pipe nor a line end. */
function table(head, rows) {
    return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
/** A part that is folded until somebody opens it. The title is ours. The empty lines let markdown begin and end. */
function folded(title, body) {
    return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}


/***/ }),

/***/ 92105:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dx: () => (/* binding */ linesOf),
/* harmony export */   TJ: () => (/* binding */ isShownWhole),
/* harmony export */   ZA: () => (/* binding */ suggest)
/* harmony export */ });
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7629);

/**
 * The edits as replacements of whole lines, from the top down; edits that touch the same lines become one. Lines end where GitHub
 * ends them: at LF, with or without CR. `hunks` are the stretches of the head's lines that the diff shows (`linesOf`); a suggestion
 * has to lie within one of them (GitHub answers 422 to the whole review otherwise).
 */
function suggest(path, text, edits, hunks) {
    const starts = lineStarts(text);
    const replacements = [];
    for (const { target, edit } of edits.toSorted((a, b) => a.edit.offset - b.edit.offset)) {
        const touched = touchedBy(edit, text, starts);
        const previous = replacements.at(-1);
        if (previous !== undefined && touched.first <= previous.last) {
            previous.edits.push(edit);
            if (!previous.targets.includes(target))
                previous.targets.push(target);
            replacements[replacements.length - 1] = { ...previous, last: Math.max(previous.last, touched.last) };
        }
        else {
            replacements.push({ ...touched, targets: [target], edits: [edit] });
        }
    }
    return replacements.map(({ first, last, targets, edits: own }) => ({
        path,
        first,
        last,
        targets,
        lines: replaced(text, starts, { first, last }, own),
        inDiff: hunks.some((hunk) => hunk.first <= first && last <= hunk.last),
    }));
}
/** Longer lines are no longer read by people, only cut by whoever shows them. */
const LONGEST_LINE = 1000;
/** Whether its lines can be shown as they are. Otherwise nobody is to write them from what is shown: a part of it would be missing. */
function isShownWhole({ lines }) {
    return lines.every((line) => (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(line, LONGEST_LINE) === line);
}
/** The stretches of the new file's lines that a unified diff shows: its hunks, one each. Empty without a patch, as for huge files. */
function linesOf(patch) {
    return [...(patch ?? '').matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)]
        .map(([, first, length]) => ({ first: Number(first), last: Number(first) + Number(length ?? 1) - 1 }))
        .filter(({ first, last }) => first <= last);
}
/** The offset at which each line begins. */
function lineStarts(text) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
        starts.push(at + 1);
    return starts;
}
/** The line, counted from 1, that holds an offset. */
function lineAt(starts, offset) {
    const next = starts.findIndex((start) => start > offset);
    return next === -1 ? starts.length : next;
}
/** What comes in whole lines between two lines belongs to the line above: there is always one, and it is the source's. */
function touchedBy({ offset, deleteLength, insert }, text, starts) {
    const line = lineAt(starts, offset);
    const between = deleteLength === 0 && offset > 0 && text[offset - 1] === '\n' && insert.endsWith('\n');
    return between ? { first: line - 1, last: line - 1 } : { first: line, last: lineAt(starts, offset + deleteLength) };
}
function replaced(text, starts, { first, last }, edits) {
    const start = starts[first - 1] ?? 0;
    const end = starts[last] ?? text.length;
    let result = '';
    let at = start;
    for (const { offset, deleteLength, insert } of edits) {
        result += text.slice(at, offset) + insert;
        at = offset + deleteLength;
    }
    result += text.slice(at, Math.max(at, end));
    return result.replace(/\r?\n$/, '').split(/\r?\n/);
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
