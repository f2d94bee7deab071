export const id = 4522;
export const ids = [4522];
export const modules = {

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


/***/ })

};
