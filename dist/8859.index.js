export const id = 8859;
export const ids = [8859];
export const modules = {

/***/ 78859:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openLayout: () => (/* binding */ openLayout)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7629);
/* harmony import */ var _blobfile_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13948);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11260);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(60012);
/* harmony import */ var _filefailure_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(44593);
/* harmony import */ var _layoutindex_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(32127);
/* harmony import */ var _layoutreader_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(74964);
/* harmony import */ var _layoutwriter_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(59360);
/* harmony import */ var _lock_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(31974);












/**
 * Opens an OCI image layout. It is as strict as a registry: nothing is read through a symbolic link, every byte is hashed against the name of its
 * file, and a manifest is taken only when its blobs are there. Every change of index.json is one atomic rename under a lock, so that several
 * processes that write into one folder lose nothing. index.json is read anew each time, since others may write it.
 *
 * Throws `problem` Failures: `source` (no such folder), `layout` (it isn't a layout, or one of another version); `unavailable`: `unreadable`, `unwritable`.
 */
async function openLayout(directory, options = {}) {
    const name = options.name ?? `oci:${directory}`;
    if (options.create === true)
        await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolder */ .fc)(directory, name);
    let realDirectory;
    try {
        realDirectory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(directory);
        if (!(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(realDirectory)).isDirectory())
            throw Object.assign(new Error(), { code: 'ENOTDIR' });
    }
    catch (error) {
        if ((0,_filefailure_js__WEBPACK_IMPORTED_MODULE_7__/* .systemCode */ .xU)(error) !== 'ENOENT')
            throw (0,_filefailure_js__WEBPACK_IMPORTED_MODULE_7__/* .unreadable */ .O$)(error, name);
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('problem', 'source', `${name}: there is no such folder`, { cause: error, cure: 'Correct the path, or make the layout first.' });
    }
    if (options.create === true)
        await initialise(realDirectory, name);
    await checkVersion(realDirectory, name);
    return layoutIn(realDirectory, directory, name);
}
async function initialise(directory, name) {
    try {
        await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .sweep */ .X0)(directory);
        if ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(directory)).includes('oci-layout'))
            return;
        await (0,_lock_js__WEBPACK_IMPORTED_MODULE_11__/* .withLock */ .k)(directory, async () => {
            const others = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(directory)).filter((entry) => !(0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .isOwnFile */ .Z4)(entry) && !['oci-layout', 'index.json', 'blobs'].includes(entry));
            if (others.length > 0) {
                throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('problem', 'layout', `${name}: the folder is no image layout, and holds other things, such as ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(others[0] ?? '')}`, { cure: 'Name an empty folder, or one that is not there.' });
            }
            await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolder */ .fc)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'blobs', 'sha256'), name);
            const put = (file, bytes) => (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .writeWhole */ .f8)(directory, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, file), name, async (handle) => handle.writeFile(bytes));
            if ((await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .readPlain */ .rM)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'index.json'), name, _layoutindex_js__WEBPACK_IMPORTED_MODULE_8__/* .INDEX_LIMIT */ .bk)) === undefined)
                await put('index.json', (0,_layoutindex_js__WEBPACK_IMPORTED_MODULE_8__/* .formatLayoutIndex */ .gZ)(_layoutindex_js__WEBPACK_IMPORTED_MODULE_8__/* .EMPTY_INDEX */ .ZK));
            // Last: what has this file is a layout.
            await put('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
            await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .syncFolder */ .Yw)(directory);
        });
    }
    catch (error) {
        throw (0,_filefailure_js__WEBPACK_IMPORTED_MODULE_7__/* .unwritable */ .mP)(error, name);
    }
}
/** image-spec image-layout.md §oci-layout file. */
async function checkVersion(directory, name) {
    const bytes = await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .readPlain */ .rM)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'oci-layout'), name, 64 * 1024);
    if (bytes === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('problem', 'layout', `${name}: the folder has no file oci-layout, so it is no image layout`, { cure: 'Correct the path, or make the layout with skopeo copy, regctl or crane pull --format=oci.' });
    }
    const version = (0,_document_js__WEBPACK_IMPORTED_MODULE_6__/* .field */ .ZZ)((0,_document_js__WEBPACK_IMPORTED_MODULE_6__/* .parseDocument */ .Tp)(bytes, `${name}: oci-layout`, { code: 'layout' }), 'imageLayoutVersion');
    if (version === '1.0.0')
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('problem', 'layout', `${name}: the layout's version is ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(String(version))}, and 1.0.0 is the only one there is`, { cure: 'Make the layout again with a current tool.' });
}
function layoutIn(root, directory, name) {
    const blobs = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'blobs', 'sha256');
    const pathOf = (digest) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(blobs, (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_5__/* .hexOf */ .ZD)(digest));
    const readIndex = async () => {
        const bytes = await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .readPlain */ .rM)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'index.json'), name, _layoutindex_js__WEBPACK_IMPORTED_MODULE_8__/* .INDEX_LIMIT */ .bk);
        if (bytes === undefined)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('problem', 'layout', `${name}: the layout has no index.json`, { cure: 'Make the layout again with skopeo, regctl or crane.' });
        return (0,_layoutindex_js__WEBPACK_IMPORTED_MODULE_8__/* .parseLayoutIndex */ .SP)(bytes, `${name}: index.json`);
    };
    const reader = (0,_layoutreader_js__WEBPACK_IMPORTED_MODULE_9__/* .readLayout */ .T4)({
        name,
        readIndex,
        openBlob: async (digest) => {
            const there = (await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .isFolder */ .lQ)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'blobs'), name)) && (await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .isFolder */ .lQ)(blobs, name));
            const file = there ? await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .openPlain */ .Hu)(pathOf(digest), name) : undefined;
            return file && { ...file, start: 0, close: async () => file.handle.close() };
        },
    });
    const write = async (digest, put) => {
        await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolder */ .fc)(blobs, name);
        await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .writeWhole */ .f8)(root, pathOf(digest), name, put);
    };
    const writer = (0,_layoutwriter_js__WEBPACK_IMPORTED_MODULE_10__/* .writeLayout */ .w)({
        name,
        writeBlob: (descriptor, open, onBytes) => write(descriptor.digest, async (handle) => (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .writeVerified */ .wJ)(handle, await open(), descriptor, name, onBytes)),
        writeBytes: ({ digest }, bytes) => write(digest, async (handle) => handle.writeFile(bytes)),
        async updateIndex(change) {
            try {
                await (0,_lock_js__WEBPACK_IMPORTED_MODULE_11__/* .withLock */ .k)(root, async (assertHeld) => {
                    const changed = await change(await readIndex());
                    if (changed === undefined)
                        return;
                    // The blobs before what names them.
                    await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .syncFolder */ .Yw)(blobs);
                    await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .writeWhole */ .f8)(root, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'index.json'), name, async (handle) => handle.writeFile((0,_layoutindex_js__WEBPACK_IMPORTED_MODULE_8__/* .formatLayoutIndex */ .gZ)(changed)), assertHeld);
                    await (0,_blobfile_js__WEBPACK_IMPORTED_MODULE_4__/* .syncFolder */ .Yw)(root);
                });
            }
            catch (error) {
                throw (0,_filefailure_js__WEBPACK_IMPORTED_MODULE_7__/* .unwritable */ .mP)(error, name);
            }
        },
    }, reader);
    return { kind: 'layout', name, directory, realDirectory: root, ...reader, ...writer };
}


/***/ })

};
