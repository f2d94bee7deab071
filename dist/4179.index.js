export const id = 4179;
export const ids = [4179];
export const modules = {

/***/ 13948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hu: () => (/* binding */ openPlain),
/* harmony export */   J4: () => (/* binding */ mismatch),
/* harmony export */   X0: () => (/* binding */ sweep),
/* harmony export */   Yw: () => (/* binding */ syncFolder),
/* harmony export */   Z4: () => (/* binding */ isOwnFile),
/* harmony export */   f4: () => (/* binding */ writeAll),
/* harmony export */   f8: () => (/* binding */ writeWhole),
/* harmony export */   fV: () => (/* binding */ verifiedStream),
/* harmony export */   fc: () => (/* binding */ makeFolder),
/* harmony export */   lQ: () => (/* binding */ isFolder),
/* harmony export */   rM: () => (/* binding */ readPlain),
/* harmony export */   wJ: () => (/* binding */ writeVerified)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57075);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71957);
/* harmony import */ var _chunks_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(77483);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(11260);
/* harmony import */ var _filefailure_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(44593);









const TEMPORARY = /^\.manifest-action-[0-9a-f-]{36}\.tmp$/;
/**
 * An ordinary file, open to read, or undefined when it isn't there. Symbolic links, folders, pipes and devices are refused with a `problem` Failure `layout`.
 */
async function openPlain(path, where) {
    let handle;
    try {
        // Without O_NONBLOCK, opening a pipe waits for its writer.
        handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(path, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NONBLOCK);
    }
    catch (error) {
        const code = (0,_filefailure_js__WEBPACK_IMPORTED_MODULE_8__/* .systemCode */ .xU)(error);
        if (code === 'ENOENT')
            return undefined;
        if (code === 'ELOOP' || code === 'EMLINK')
            throw symbolic(where, path);
        if (code === 'ENXIO')
            throw irregular(where, path);
        throw (0,_filefailure_js__WEBPACK_IMPORTED_MODULE_8__/* .unreadable */ .O$)(error, where);
    }
    const stat = await handle.stat();
    if (stat.isFile())
        return { handle, size: stat.size };
    await handle.close();
    throw irregular(where, path);
}
/** All of an ordinary file of at most `limit` bytes, or undefined when it isn't there. Throws as `openPlain`. */
async function readPlain(path, where, limit) {
    const file = await openPlain(path, where);
    if (file === undefined)
        return undefined;
    try {
        if (file.size > limit)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .HR('problem', 'layout', `${where}: ${path} is ${file.size} bytes, more than the ${limit} that it may be`);
        return await file.handle.readFile();
    }
    catch (error) {
        throw (0,_filefailure_js__WEBPACK_IMPORTED_MODULE_8__/* .unreadable */ .O$)(error, where);
    }
    finally {
        await file.handle.close();
    }
}
/** Throws a `problem` Failure `layout` unless this is a folder that is no symbolic link. Whether it is there. */
async function isFolder(path, where) {
    try {
        const stat = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path);
        if (stat.isSymbolicLink())
            throw symbolic(where, path);
        if (!stat.isDirectory())
            throw irregular(where, path);
        return true;
    }
    catch (error) {
        if ((0,_filefailure_js__WEBPACK_IMPORTED_MODULE_8__/* .systemCode */ .xU)(error) === 'ENOENT')
            return false;
        throw (0,_filefailure_js__WEBPACK_IMPORTED_MODULE_8__/* .unreadable */ .O$)(error, where);
    }
}
/**
 * The bytes of `handle` from `start` on, as many as `descriptor` says, hashed as they are read. The last of them come only when all are right, so
 * that a reader who counts never has a whole blob that is wrong. `close` is called in the end, whatever happens.
 */
function verifiedStream(handle, start, descriptor, where, close) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let at = 0;
    return new node_stream__WEBPACK_IMPORTED_MODULE_4__.Readable({
        highWaterMark: _chunks_js__WEBPACK_IMPORTED_MODULE_6__/* .CHUNK */ .m$,
        read() {
            const want = Math.min(_chunks_js__WEBPACK_IMPORTED_MODULE_6__/* .CHUNK */ .m$, descriptor.size - at);
            handle.read((0,_chunks_js__WEBPACK_IMPORTED_MODULE_6__/* .takeChunk */ .Nd)(), 0, want, start + at).then(({ bytesRead, buffer }) => {
                const chunk = buffer.subarray(0, bytesRead);
                hash.update(chunk);
                at += bytesRead;
                if (bytesRead < want && bytesRead === 0)
                    return this.destroy(mismatch(descriptor, `it ends after ${at} of ${descriptor.size} bytes`, where));
                if (at === descriptor.size && hash.digest('hex') !== (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_7__/* .hexOf */ .ZD)(descriptor.digest)) {
                    return this.destroy(mismatch(descriptor, 'its bytes hash to another digest', where));
                }
                if (bytesRead > 0)
                    this.push(chunk);
                if (at === descriptor.size)
                    this.push(null);
                return undefined;
            }, (error) => this.destroy((0,_filefailure_js__WEBPACK_IMPORTED_MODULE_8__/* .unreadable */ .O$)(error, where)));
        },
        destroy(error, callback) {
            close().then(() => callback(error), () => callback(error));
        },
    });
}
/**
 * Writes a file so that it is there whole or not at all: to a temporary file in `directory`, on the disk (fsync) before it is renamed to `path`.
 * `write` puts the content; when it or anything else fails, nothing is left.
 */
async function writeWhole(directory, path, where, write, before) {
    const temporary = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, `.manifest-action-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}.tmp`);
    let made = false;
    try {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(temporary, 'wx', 0o644);
        made = true;
        try {
            await write(handle);
            await handle.sync();
        }
        finally {
            await handle.close();
        }
        await before?.();
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(temporary, path);
        made = false;
    }
    catch (error) {
        throw (0,_filefailure_js__WEBPACK_IMPORTED_MODULE_8__/* .unwritable */ .mP)(error, where);
    }
    finally {
        if (made)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.unlink)(temporary).catch(() => undefined);
    }
}
/** Copies a stream into a file, from `start` on, hashing it on the way. Throws a `problem` Failure `digest-mismatch` when it isn't what `descriptor` says. */
async function writeVerified(handle, source, descriptor, where, onBytes, start = 0) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let total = 0;
    // The stream's own errors say what is wrong with the source; those of the file, what is wrong with the disk.
    const chunks = source;
    for await (const chunk of chunks) {
        total += chunk.byteLength;
        if (total > descriptor.size)
            throw mismatch(descriptor, `more than the ${descriptor.size} bytes came that it says`, where);
        const writing = writeAll(handle, chunk, start + total - chunk.byteLength);
        hash.update(chunk);
        await writing;
        onBytes?.(total);
    }
    if (total < descriptor.size)
        throw mismatch(descriptor, `${total} of ${descriptor.size} bytes came`, where);
    if (hash.digest('hex') !== (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_7__/* .hexOf */ .ZD)(descriptor.digest))
        throw mismatch(descriptor, 'the bytes that came hash to another digest', where);
}
/** Writes all of the bytes at a place in a file, whatever the system takes at once. */
async function writeAll(handle, bytes, position) {
    for (let at = 0; at < bytes.byteLength;)
        at += (await handle.write(bytes, at, bytes.byteLength - at, position + at)).bytesWritten;
}
/** Puts a folder's entries on the disk, where the system can do that for folders. */
async function syncFolder(directory) {
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(directory, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_RDONLY).catch(() => undefined);
    await handle?.sync().catch(() => undefined);
    await handle?.close();
}
/** Removes what a writer that was killed left behind: temporary files that nobody wrote to for an hour. */
async function sweep(directory) {
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(directory)) {
        if (!TEMPORARY.test(name))
            continue;
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, name);
        const stat = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path).catch(() => undefined);
        if (stat !== undefined && Date.now() - stat.mtimeMs > 3_600_000)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.unlink)(path).catch(() => undefined);
    }
}
/** Whether a file's name is one of ours that is no content: the lock, its guard, a temporary file. */
function isOwnFile(name) {
    return name.startsWith('.manifest-action');
}
/** Makes a folder and those above it. Throws an `unavailable` Failure that says why it can't. */
async function makeFolder(directory, where) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(directory, { recursive: true });
    }
    catch (error) {
        throw (0,_filefailure_js__WEBPACK_IMPORTED_MODULE_8__/* .unwritable */ .mP)(error, where);
    }
}
/** The `problem` Failure `digest-mismatch` of content that isn't what its descriptor says. */
function mismatch(descriptor, reason, where) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .HR('problem', 'digest-mismatch', `${where}: ${descriptor.digest} is damaged: ${reason}`, { cure: 'Remove it, and copy or build it again.' });
}
function symbolic(where, path) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .HR('problem', 'layout', `${where}: ${path} is a symbolic link, which could lead anywhere`, { cure: 'Put the file itself there: cp -L copies it.' });
}
function irregular(where, path) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_5__/* .Failure */ .HR('problem', 'layout', `${where}: ${path} is not an ordinary file or folder`, { cure: 'Make the layout again with skopeo, regctl or crane.' });
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

/***/ 44593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O$: () => (/* binding */ unreadable),
/* harmony export */   mP: () => (/* binding */ unwritable),
/* harmony export */   xU: () => (/* binding */ systemCode)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);

/** The code of an error, such as the system's `ENOENT`; empty when it has none. */
function systemCode(error) {
    return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
/** Why something can't be read, as a Failure. What is a Failure already stays as it is. */
function unreadable(error, where) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
        return error;
    const code = systemCode(error);
    if (code === 'EACCES' || code === 'EPERM')
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'unreadable', `${where}: reading it is not permitted`, { cause: error, cure: 'Give this user the right to read the folder and its files.' });
    if (code === 'ENOTDIR' || code === 'ENAMETOOLONG')
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'source', `${where}: there is no such folder`, { cause: error, cure: 'Correct the path.' });
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'unreadable', `${where}: it can't be read (${code})`, { cause: error, cure: 'Check the disk, and run it again.' });
}
const WRITE_CURES = {
    ENOSPC: ['the disk is full', 'Free space on it, or write elsewhere.'],
    EDQUOT: ["this user's share of the disk is used up", 'Free space, or write elsewhere.'],
    EFBIG: ['the file would be larger than the system takes', 'Write to another file system.'],
    EROFS: ['the file system is read-only', 'Write to another folder.'],
    EACCES: ['writing is not permitted', 'Give this user the right to write to the folder.'],
    EPERM: ['writing is not permitted', 'Give this user the right to write to the folder.'],
    ENOTDIR: ['a part of the path is no folder', 'Correct the path.'],
    EEXIST: ['a part of the path is no folder', 'Correct the path.'],
};
/** Why something can't be written, as an `unavailable` Failure `unwritable`. What is a Failure already stays as it is. */
function unwritable(error, where) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
        return error;
    const code = systemCode(error);
    if (!/^E[A-Z0-9]+$/.test(code))
        return error;
    const [reason, cure] = WRITE_CURES[code] ?? [`it can't be written (${code})`, 'Check the disk, and run it again.'];
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'unwritable', `${where}: ${reason}`, { cause: error, cure });
}


/***/ }),

/***/ 32127:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hd: () => (/* binding */ withoutNameless),
/* harmony export */   OM: () => (/* binding */ entryNamed),
/* harmony export */   SP: () => (/* binding */ parseLayoutIndex),
/* harmony export */   ZK: () => (/* binding */ EMPTY_INDEX),
/* harmony export */   bk: () => (/* binding */ INDEX_LIMIT),
/* harmony export */   eZ: () => (/* binding */ namesOf),
/* harmony export */   gZ: () => (/* binding */ formatLayoutIndex),
/* harmony export */   pA: () => (/* binding */ isRefName),
/* harmony export */   rM: () => (/* binding */ withEntry)
/* harmony export */ });
/* unused harmony exports REF_NAME, nameOf, entryOfDigest */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60012);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44360);





/** The annotation that names an entry of a layout's index (image-spec annotations.md). */
const REF_NAME = 'org.opencontainers.image.ref.name';
/** The most that index.json may be, in bytes: more than any manifest, since a layout may hold thousands. */
const INDEX_LIMIT = 16 * 1024 * 1024;
const EMPTY_INDEX = { entries: [], raw: [], document: { schemaVersion: 2, mediaType: _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.index, manifests: [] } };
/** The bytes of an index.json. Throws a `problem` Failure `layout` that names `where`. */
function parseLayoutIndex(bytes, where) {
    const { manifests } = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseIndex */ .A1)(bytes, where, { code: 'layout', limit: INDEX_LIMIT });
    const document = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDocument */ .Tp)(bytes, where, { code: 'layout', limit: INDEX_LIMIT });
    const raw = (0,_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document, 'manifests');
    return { entries: manifests, raw: Array.isArray(raw) ? raw.filter(_document_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv) : [], document };
}
/** The bytes of an index.json, in the compact form that skopeo and crane write. */
function formatLayoutIndex(index) {
    return Buffer.from(JSON.stringify({ ...index.document, manifests: index.raw }));
}
/** The ref name of an entry, or undefined when it has none. */
function nameOf(entry) {
    return entry.annotations?.[REF_NAME];
}
/** Every ref name, sorted, each once. */
function namesOf(index) {
    const names = index.entries.flatMap((entry) => nameOf(entry) ?? []).filter((name) => name !== '');
    return [...new Set(names)].toSorted((a, b) => (a < b ? -1 : 1));
}
/**
 * The entry that has this ref name, or undefined when none has. The same content under one name twice is one entry.
 * Throws a `problem` Failure `source` when two entries of different content have it: tools differ in which one they take.
 */
function entryNamed(index, name, where) {
    const found = index.entries.filter((entry) => nameOf(entry) === name);
    const digests = new Set(found.map((entry) => entry.digest));
    if (digests.size <= 1)
        return found[0];
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'source', `${where}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(name)} is ambiguous: index.json has it for ${[...digests].slice(0, 5).join(' and ')}`, {
        cure: 'Remove all but one of these entries from index.json, or name the digest.',
    });
}
/** The entry of this content, or undefined when index.json doesn't list it. */
function entryOfDigest(index, digest) {
    return index.entries.find((entry) => entry.digest === digest);
}
/**
 * The index with this content listed: under `name`, which is taken from any other entry that has it, or without a name when it isn't listed yet.
 * An entry without a name goes once its content has one. Undefined when there is nothing to change.
 */
function withEntry(index, descriptor, name) {
    if (name === undefined) {
        if (entryOfDigest(index, descriptor.digest) !== undefined)
            return undefined;
        return append(index, descriptor);
    }
    const named = index.entries.filter((entry) => nameOf(entry) === name);
    if (named.length === 1 && named[0]?.digest === descriptor.digest)
        return undefined;
    const stays = (entry) => nameOf(entry) !== name && !(entry.digest === descriptor.digest && (nameOf(entry) ?? '') === '');
    return append(only(index, stays), { ...descriptor, annotations: { ...descriptor.annotations, [REF_NAME]: name } });
}
/** The index without the nameless entries of these digests: something that has a name leads to them now. */
function withoutNameless(index, digests) {
    return only(index, (entry) => (nameOf(entry) ?? '') !== '' || !digests.has(entry.digest));
}
function append(index, entry) {
    return { ...index, entries: [...index.entries, entry], raw: [...index.raw, { ...entry }] };
}
function only(index, stays) {
    const kept = index.entries.map(stays);
    return { ...index, entries: index.entries.filter((_, at) => kept[at]), raw: index.raw.filter((_, at) => kept[at]) };
}
/** Whether the text can name an entry: a registry's tag, or what image-spec annotations.md gives as the grammar of ref names. */
function isRefName(text) {
    if (text.length === 0 || text.length > 255 || /^sha256:[0-9a-f]{64}$/.test(text))
        return false;
    return /^[A-Za-z0-9_][A-Za-z0-9_.:@+/-]*$/.test(text) && !text.includes('//') && !text.endsWith('/');
}


/***/ }),

/***/ 74964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Iw: () => (/* binding */ asCandidate),
/* harmony export */   T4: () => (/* binding */ readLayout),
/* harmony export */   k5: () => (/* binding */ fallbackName)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _blobfile_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13948);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60012);
/* harmony import */ var _filefailure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44593);
/* harmony import */ var _layoutindex_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(32127);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(44360);
/* harmony import */ var _media_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(41117);








/** Reads a layout, and believes nothing of it: every manifest and blob is hashed, and an entry of index.json has to say what it leads to. */
function readLayout({ name, readIndex, openBlob }) {
    const candidates = new Map();
    const readDigest = async (digest) => {
        const place = await openBlob(digest);
        if (place === undefined)
            return undefined;
        try {
            if (place.size > _document_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_LIMIT */ .MV) {
                throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'image-manifest', `${name}: ${digest} is ${place.size} bytes, and a manifest may be ${_document_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_LIMIT */ .MV}`, { cure: 'Name a manifest, not a layer.' });
            }
            const bytes = Buffer.alloc(place.size);
            const { bytesRead } = await place.handle.read(bytes, 0, place.size, place.start);
            const stated = { mediaType: '', digest, size: place.size };
            if (bytesRead !== place.size || (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .digestOf */ .ol)(bytes) !== digest)
                throw (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_1__/* .mismatch */ .J4)(stated, 'its bytes hash to another digest', name);
            return { bytes, descriptor: { ...stated, mediaType: (0,_media_js__WEBPACK_IMPORTED_MODULE_7__/* .mediaTypeOf */ .c0)(bytes, { where: `${name} (${digest})` }) } };
        }
        catch (error) {
            throw (0,_filefailure_js__WEBPACK_IMPORTED_MODULE_4__/* .unreadable */ .O$)(error, name);
        }
        finally {
            await place.close();
        }
    };
    const readEntry = async (entry) => {
        const stored = await readDigest(entry.digest);
        if (stored === undefined)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'layout', `${name}: index.json lists ${entry.digest}, which the layout does not hold`, { cure: 'Remove that entry from index.json, and copy or publish it there again.' });
        const { size, mediaType } = stored.descriptor;
        if (size === entry.size && mediaType === entry.mediaType)
            return stored;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'layout', `${name}: index.json lists ${entry.digest} as ${entry.size} bytes of ${entry.mediaType}, and it is ${size} bytes of ${mediaType}`, { cure: 'Remove that entry from index.json, and copy or publish it there again.' });
    };
    const manifest = async (reference) => {
        if ((0,_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(reference))
            return readDigest(reference);
        const entry = (0,_layoutindex_js__WEBPACK_IMPORTED_MODULE_5__/* .entryNamed */ .OM)(await readIndex(), reference, name);
        return entry === undefined ? undefined : readEntry(entry);
    };
    const candidateOf = async (digest) => {
        const known = candidates.get(digest);
        if (known !== undefined)
            return known;
        const stored = await readDigest(digest);
        if (stored === undefined)
            return undefined;
        const candidate = asCandidate(stored, name);
        candidates.set(digest, candidate);
        return candidate;
    };
    const fallback = async (index, subject) => {
        const entry = (0,_layoutindex_js__WEBPACK_IMPORTED_MODULE_5__/* .entryNamed */ .OM)(index, fallbackName(subject), name);
        if (entry === undefined)
            return [];
        return (0,_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .parseIndex */ .A1)((await readEntry(entry)).bytes, `${name}: ${fallbackName(subject)}`).manifests;
    };
    /**
     * The manifests of the fallback index, and those that index.json lists itself. Both, because writers differ: regctl makes the index that the
     * distribution-spec has for registries without the API, under the name `sha256-<hex>`; oras and zot list referrers in index.json, without a name.
     */
    const referrers = async (subject, artifactType) => {
        const index = await readIndex();
        const listed = index.entries.filter((entry) => entry.mediaType === _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.manifest || entry.mediaType === _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.index);
        const found = new Map();
        for (const { digest } of [...(await fallback(index, subject)), ...listed]) {
            if (found.has(digest))
                continue;
            const candidate = await candidateOf(digest);
            if (candidate?.subject === subject)
                found.set(digest, candidate.descriptor);
        }
        return [...found.values()].filter((descriptor) => artifactType === undefined || descriptor.artifactType === artifactType);
    };
    /** Whether the blob is there with its size. Its bytes are hashed when they are read, as a registry does. */
    const hasBlob = async (descriptor) => {
        const place = await openBlob(descriptor.digest);
        await place?.close();
        return place?.size === descriptor.size;
    };
    const blob = async (descriptor) => {
        const place = await openBlob(descriptor.digest);
        if (place === undefined)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'blob-missing', `${name}: ${descriptor.digest} is not in the layout`, { cure: 'Copy the image into the layout again.' });
        if (place.size === descriptor.size)
            return (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_1__/* .verifiedStream */ .fV)(place.handle, place.start, descriptor, name, place.close);
        await place.close();
        throw (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_1__/* .mismatch */ .J4)(descriptor, `it is ${place.size} bytes, and ${descriptor.size} are expected`, name);
    };
    return {
        resolve: async (reference) => (await manifest(reference))?.descriptor,
        manifest,
        blob,
        hasBlob,
        tags: async () => (0,_layoutindex_js__WEBPACK_IMPORTED_MODULE_5__/* .namesOf */ .eZ)(await readIndex()),
        referrers,
        fallback,
    };
}
/** The name of a subject's fallback index (distribution-spec §Referrers Tag Schema). */
function fallbackName(subject) {
    return subject.replace(':', '-');
}
/** A manifest as the referrers API describes it (distribution-spec §Listing Referrers): artifactType, else the config's media type; all annotations. */
function asCandidate(stored, name) {
    const { descriptor, bytes } = stored;
    const where = `${name} (${descriptor.digest})`;
    if (descriptor.mediaType !== _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.manifest && descriptor.mediaType !== _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.index)
        return { subject: undefined, descriptor };
    const content = descriptor.mediaType === _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.manifest ? (0,_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .parseManifest */ .Ng)(bytes, where) : (0,_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .parseIndex */ .A1)(bytes, where);
    const artifactType = content.artifactType ?? ('config' in content ? content.config.mediaType : undefined);
    return {
        subject: content.subject?.digest,
        descriptor: {
            ...descriptor,
            ...(artifactType === undefined ? {} : { artifactType }),
            ...(Object.keys(content.annotations).length === 0 ? {} : { annotations: content.annotations }),
        },
    };
}


/***/ }),

/***/ 59360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ writeLayout)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _layoutindex_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(32127);
/* harmony import */ var _layoutreader_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(74964);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44360);
/* harmony import */ var _media_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(41117);







/** The half of a Store that writes, of a layout. */
function writeLayout({ name, writeBlob, writeBytes, updateIndex }, { hasBlob, blob, fallback }) {
    const moving = new Map();
    /** What was hashed since the layout was opened, as it was read or written. */
    const hashed = new Set();
    /**
     * Whether content is there and has its digest, which is looked at once. Nobody watches over a folder or a tar file as a registry does over its
     * storage: a cache is restored in part, a medium loses a sector.
     */
    const isWhole = async (descriptor) => {
        if (!(await hasBlob(descriptor)))
            return false;
        if (hashed.has(descriptor.digest))
            return true;
        try {
            for await (const _ of await blob(descriptor))
                ;
        }
        catch (error) {
            if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR && error.code === 'digest-mismatch')
                return false;
            throw error;
        }
        hashed.add(descriptor.digest);
        return true;
    };
    const put = async (descriptor, open, onProgress) => {
        const there = await isWhole(descriptor);
        if (!there)
            await writeBlob(descriptor, open, onProgress && ((bytes) => onProgress({ descriptor, bytes, state: 'moving' })));
        hashed.add(descriptor.digest);
        const state = there ? 'exists' : 'written';
        onProgress?.({ descriptor, bytes: descriptor.size, state });
        return state;
    };
    /** Stores a manifest as a blob, once what it names is there (distribution-spec §Pushing Manifests: MANIFEST_BLOB_UNKNOWN). */
    const putManifest = async (bytes, mediaType) => {
        const descriptor = (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0)(bytes, mediaType);
        const content = (0,_media_js__WEBPACK_IMPORTED_MODULE_6__/* .mediaTypeOf */ .c0)(bytes, { where: `${name} (${descriptor.digest})` });
        if (content !== mediaType)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'image-manifest', `${name}: ${descriptor.digest} is ${content} and not ${mediaType}`);
        for (const needed of neededBy(bytes, mediaType, name)) {
            if (await hasBlob(needed))
                continue;
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'blob-missing', `${name}: ${descriptor.digest} needs ${needed.digest}, which is not in the layout`, { cure: 'Copy its blobs first.' });
        }
        if (!(await isWhole(descriptor)))
            await writeBytes(descriptor, bytes);
        hashed.add(descriptor.digest);
        return descriptor;
    };
    return {
        async pushBlob(descriptor, open, { onProgress } = {}) {
            const already = moving.get(descriptor.digest);
            if (already !== undefined)
                return already.then(() => 'exists');
            const run = put(descriptor, open, onProgress).finally(() => moving.delete(descriptor.digest));
            moving.set(descriptor.digest, run);
            return run;
        },
        async pushManifest(bytes, mediaType, tag) {
            if (tag !== undefined && !(0,_layoutindex_js__WEBPACK_IMPORTED_MODULE_3__/* .isRefName */ .pA)(tag))
                throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'tag', `${name}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(tag)} can't be a name in an image layout`, { cure: 'Use letters, digits and -._:@+/ alone, and begin with a letter or a digit.' });
            const descriptor = await putManifest(bytes, mediaType);
            const within = mediaType === _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.index ? new Set((0,_manifest_js__WEBPACK_IMPORTED_MODULE_5__/* .parseIndex */ .A1)(bytes, name).manifests.map((entry) => entry.digest)) : new Set();
            await updateIndex((index) => {
                const changed = (0,_layoutindex_js__WEBPACK_IMPORTED_MODULE_3__/* .withEntry */ .rM)(index, descriptor, tag);
                return changed && (0,_layoutindex_js__WEBPACK_IMPORTED_MODULE_3__/* .withoutNameless */ .Hd)(changed, within);
            });
            return descriptor;
        },
        /**
         * Lists them in the fallback index: regctl finds them only there (and removes, when it closes a layout, what no name leads to), and oras, which
         * follows every entry of index.json to what it lists, finds them there too (both tried: regctl 0.11, oras 1.3).
         */
        async pushReferrers(subject, manifests) {
            const pushed = [];
            for (const bytes of manifests) {
                const descriptor = await putManifest(bytes, (0,_media_js__WEBPACK_IMPORTED_MODULE_6__/* .mediaTypeOf */ .c0)(bytes, { where: name }));
                const candidate = (0,_layoutreader_js__WEBPACK_IMPORTED_MODULE_4__/* .asCandidate */ .Iw)({ bytes, descriptor }, name);
                if (candidate.subject !== subject.digest)
                    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'image-manifest', `${name}: the subject of ${descriptor.digest} is not ${subject.digest}`);
                pushed.push(candidate.descriptor);
            }
            await updateIndex(async (index) => {
                const before = await fallback(index, subject.digest);
                const listed = new Set(before.map((entry) => entry.digest));
                const added = pushed.filter((entry) => !listed.has(entry.digest));
                if (added.length === 0)
                    return undefined;
                const document = { schemaVersion: 2, mediaType: _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.index, manifests: [...before, ...added] };
                return (0,_layoutindex_js__WEBPACK_IMPORTED_MODULE_3__/* .withEntry */ .rM)(index, await putManifest(Buffer.from(JSON.stringify(document)), _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.index), (0,_layoutreader_js__WEBPACK_IMPORTED_MODULE_4__/* .fallbackName */ .k5)(subject.digest));
            });
            return pushed;
        },
    };
}
/** What has to be there before a manifest or an index. */
function neededBy(bytes, mediaType, name) {
    if (mediaType === _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.index)
        return (0,_manifest_js__WEBPACK_IMPORTED_MODULE_5__/* .parseIndex */ .A1)(bytes, name).manifests;
    if (mediaType !== _descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .MEDIA_TYPES */ .Z2.manifest)
        return [];
    const { config, layers } = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_5__/* .parseManifest */ .Ng)(bytes, name);
    return [config, ...layers];
}


/***/ }),

/***/ 31974:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ withLock)
/* harmony export */ });
/* unused harmony export LOCK_FILE */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(76760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(58500);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(71957);
/* harmony import */ var _filefailure_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(44593);








/** The name of the lock file in the folder that it guards. */
const LOCK_FILE = '.manifest-action.lock';
/** Within one process, in the order in which they came: only then does the file say who is next. */
const queues = new Map();
/**
 * Runs `work` while no other process or caller that asks for this folder's lock does. `work` gets a function that throws when the lock was lost, to
 * be called before what can't be undone. The lock of a process that died is taken over.
 *
 * Throws an `unavailable` Failure `locked` when a living process holds it for too long, and errors of the file system as they are.
 */
async function withLock(directory, work, options = {}) {
    const before = queues.get(directory) ?? Promise.resolve();
    const run = before.then(() => locked(directory, work, options));
    const settled = run.catch(() => undefined);
    queues.set(directory, settled);
    try {
        return await run;
    }
    finally {
        if (queues.get(directory) === settled)
            queues.delete(directory);
    }
}
async function locked(directory, work, options) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(directory, LOCK_FILE);
    const mine = { host: await hostOf(), pid: process.pid, start: await startOf(process.pid), token: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)() };
    await acquire(path, mine, options);
    const held = async () => parseHolder(await textOf(path))?.token === mine.token;
    try {
        return await work(async () => {
            if (await held())
                return;
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR('unavailable', 'locked', `${directory}: another process took the lock over while this one was paused`, { cure: 'Run it again.' });
        });
    }
    finally {
        if (await held())
            await remove(path);
    }
}
async function acquire(path, mine, options) {
    const { timeout = 30_000, abandoned = 60_000 } = options;
    const deadline = Date.now() + timeout;
    while (!(await create(path, JSON.stringify(mine)))) {
        const text = await textOf(path);
        if (text === undefined)
            continue;
        if (await isStale(path, text, mine.host, abandoned)) {
            await takeAway(path, text);
            continue;
        }
        if (Date.now() > deadline) {
            const holder = parseHolder(text);
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR('unavailable', 'locked', `${path} is held by ${holder === undefined ? 'an unknown process' : `process ${holder.pid}`} for more than ${timeout / 1000} s`, {
                cure: 'Wait for that process, or end it. When no process uses the folder, remove the file.',
            });
        }
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_5__.setTimeout)(2 + Math.random() * 10);
    }
}
/** Makes a file that must not be there. Whether it was made. */
async function create(path, text) {
    let file;
    try {
        file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(path, 'wx', 0o644);
    }
    catch (error) {
        if ((0,_filefailure_js__WEBPACK_IMPORTED_MODULE_7__/* .systemCode */ .xU)(error) === 'EEXIST')
            return false;
        throw error;
    }
    try {
        await file.writeFile(text);
        return true;
    }
    catch (error) {
        await remove(path);
        throw error;
    }
    finally {
        await file.close();
    }
}
async function isStale(path, text, host, abandoned) {
    const holder = parseHolder(text);
    // Without a holder it is being written right now, unless its writer died.
    if (holder === undefined)
        return (await ageOf(path)) > 5_000;
    if (holder.host !== host)
        return (await ageOf(path)) > abandoned;
    if (!isAlive(holder.pid))
        return true;
    const start = await startOf(holder.pid);
    return start !== null && holder.start !== null && start !== holder.start;
}
/**
 * Removes a stale lock, but never the new lock of one who was quicker: only who made the guard file looks once more and removes. The guard is there for
 * microseconds; one that a crash left behind goes by its age.
 */
async function takeAway(path, stale) {
    const guard = `${path}.stale`;
    if (!(await create(guard, ''))) {
        if ((await ageOf(guard)) > 10_000)
            await remove(guard);
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_5__.setTimeout)(2 + Math.random() * 10);
        return;
    }
    try {
        if ((await textOf(path)) === stale)
            await remove(path);
    }
    finally {
        await remove(guard);
    }
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return (0,_filefailure_js__WEBPACK_IMPORTED_MODULE_7__/* .systemCode */ .xU)(error) === 'EPERM';
    }
}
/** This machine, and the pid namespace that ids are of: containers may share a name and a folder. */
async function hostOf() {
    const namespace = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readlink)('/proc/self/ns/pid').catch(() => '');
    return `${(0,node_os__WEBPACK_IMPORTED_MODULE_3__.hostname)()} ${namespace}`.trim();
}
/** When a process started, in clock ticks since boot (proc(5), field 22 of stat), or null where that can't be known. */
async function startOf(pid) {
    const text = await textOf(`/proc/${pid}/stat`);
    return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
function parseHolder(text) {
    try {
        const value = JSON.parse(text ?? '');
        const { host, pid, start, token } = value ?? {};
        if (typeof host !== 'string' || typeof token !== 'string' || typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1)
            return undefined;
        return { host, pid, start: typeof start === 'string' ? start : null, token };
    }
    catch {
        return undefined;
    }
}
/** A small file's text, or undefined when it isn't there. */
async function textOf(path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(path, { encoding: 'utf8', flag: node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NONBLOCK });
    }
    catch (error) {
        if (['ENOENT', 'ESRCH'].includes((0,_filefailure_js__WEBPACK_IMPORTED_MODULE_7__/* .systemCode */ .xU)(error)))
            return undefined;
        // A symbolic link is nobody's lock, and is not followed.
        if ((0,_filefailure_js__WEBPACK_IMPORTED_MODULE_7__/* .systemCode */ .xU)(error) === 'ELOOP')
            return '';
        throw error;
    }
}
/** The age of a file in milliseconds, 0 when it isn't there. */
async function ageOf(path) {
    try {
        return Date.now() - (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path)).mtimeMs;
    }
    catch (error) {
        if ((0,_filefailure_js__WEBPACK_IMPORTED_MODULE_7__/* .systemCode */ .xU)(error) === 'ENOENT')
            return 0;
        throw error;
    }
}
async function remove(path) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.unlink)(path);
    }
    catch (error) {
        if ((0,_filefailure_js__WEBPACK_IMPORTED_MODULE_7__/* .systemCode */ .xU)(error) !== 'ENOENT')
            throw error;
    }
}


/***/ })

};
