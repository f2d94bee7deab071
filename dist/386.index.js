export const id = 386;
export const ids = [386];
export const modules = {

/***/ 10386:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openArchive: () => (/* binding */ openArchive)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/oci/blobfile.js
var blobfile = __webpack_require__(13948);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/document.js
var oci_document = __webpack_require__(60012);
// EXTERNAL MODULE: ./lib/oci/filefailure.js
var filefailure = __webpack_require__(44593);
// EXTERNAL MODULE: ./lib/oci/layoutindex.js
var layoutindex = __webpack_require__(32127);
// EXTERNAL MODULE: ./lib/oci/layoutreader.js
var layoutreader = __webpack_require__(74964);
// EXTERNAL MODULE: ./lib/oci/layoutwriter.js
var layoutwriter = __webpack_require__(59360);
// EXTERNAL MODULE: ./lib/oci/lock.js
var lock = __webpack_require__(31974);
;// CONCATENATED MODULE: ./lib/oci/tar.js


const BLOCK = 512;
/** Members of any kind; a layout of a thousand images has a tenth of that. */
const MEMBER_LIMIT = 200_000;
/** What a header may say of the next one (names, times), in bytes. */
const EXTENSION_LIMIT = 64 * 1024;
/**
 * The ordinary files in a tar archive, without reading their bytes (POSIX.1-2024 pax, ustar, and GNU's long names). An archive that two readers could
 * unpack differently is refused: a name twice, a name that climbs, is absolute, or lies beneath a link, a sparse file, a link or folder with content, which
 * some skip and others read as headers, two headers that name one member, names or sizes for all that follows, a kind that not all know, a header whose
 * sum is wrong, an end that is missing. Links and devices are no files; only their names count. `size` is the archive's, in bytes. Throws a `problem` Failure `layout`.
 */
async function listTar(handle, size, where) {
    const files = new Map();
    const others = new Set();
    const refuse = (reason, cure = 'Make the archive again with skopeo copy oci-archive: or tar.') => new failure/* Failure */.HR('problem', 'layout', `${where}: ${reason}`, { cure });
    let next = {};
    /** The kinds of the headers that were about the next member. */
    let before = '';
    for (let at = 0, members = 0;; members++) {
        if (members > MEMBER_LIMIT)
            throw refuse(`the archive has more than ${MEMBER_LIMIT} members`);
        const header = await readAt(handle, at, BLOCK);
        if (header.byteLength === 0 && at === 0)
            throw refuse('the archive is empty');
        if (header.byteLength < BLOCK)
            throw refuse('the archive ends without an end mark, so it is not whole');
        if (header.every((byte) => byte === 0))
            break;
        if (at === 0)
            refuseCompressed(header, refuse);
        const { type, name: ownName, size: ownSize, sum } = decodeHeader(header);
        if (!sum)
            throw refuse(at === 0 ? 'this is not a tar archive' : `the header at byte ${at} is damaged`);
        if (ownName === undefined)
            throw refuse(`the header at byte ${at} has a name that tools read in their own ways`);
        const length = next.size ?? ownSize;
        if (length === undefined || at + BLOCK + length > size)
            throw refuse(`the member at byte ${at} is longer than the archive, so it is not whole`);
        const start = at + BLOCK;
        at = start + Math.ceil(length / BLOCK) * BLOCK;
        if (EXTENSIONS.includes(type)) {
            if (length > EXTENSION_LIMIT)
                throw refuse(`a header is ${length} bytes long`);
            // Of two that name one member, some tools take the first and others the last. GNU's two, for a name and for a link's target, go together.
            if (type === 'x' || type === 'g' ? before !== '' : before.includes('x') || before.includes(type))
                throw refuse(`the header at byte ${start - BLOCK} is a second one for the same member`);
            const extension = decodeExtension(type, await readAt(handle, start, length));
            if (extension === undefined)
                throw refuse(`the header at byte ${start} is damaged`);
            if (type !== 'g')
                [next, before] = [{ ...next, ...extension }, before + type];
            else if (extension.name !== undefined || extension.size !== undefined)
                throw refuse('a header gives all that follows it one name or size');
            continue;
        }
        const told = next.name ?? ownName;
        const name = normalise(told);
        [next, before] = [{}, ''];
        if (name === undefined)
            throw refuse(`the name ${(0,visible/* quoted */.TL)(told)} leads out of the archive`);
        if (type === 'S')
            throw refuse(`${(0,visible/* quoted */.TL)(name)} is a sparse file`);
        if (!KINDS.includes(type))
            throw refuse(`${(0,visible/* quoted */.TL)(name)} is of a kind that tools read in their own ways`);
        const isFile = type === '0' || type === '7' || type === '\0';
        const slashes = [ownName, told].filter((each) => each.endsWith('/')).length;
        // Before ustar, a folder was a file whose name ends in a slash.
        const isFolder = type === '5' || (type === '\0' && slashes === 2);
        if (isFile && !isFolder && slashes > 0)
            throw refuse(`${(0,visible/* quoted */.TL)(name)} is a file or a folder, depending on the tool that reads it`);
        if ((isFolder || !isFile) && (length !== 0 || ownSize !== 0))
            throw refuse(`${(0,visible/* quoted */.TL)(name)} is a folder, a link or a device, and has content`);
        if (isFolder)
            continue;
        if (name === '')
            throw refuse(`the member at byte ${start - BLOCK} has no name`);
        if (files.has(name) || others.has(name))
            throw refuse(`the archive has ${(0,visible/* quoted */.TL)(name)} twice`);
        if (isFile)
            files.set(name, { name, start, size: length });
        else
            others.add(name);
    }
    // Through a link that is unpacked first, a name may be that of another file. With the slash, what lies beneath a name comes right after it.
    const paths = [...files.keys(), ...others].map((name) => `${name}/`).toSorted();
    const beneath = paths.find((path, at) => path.startsWith(paths[at - 1] ?? '/'));
    if (beneath !== undefined)
        throw refuse(`${(0,visible/* quoted */.TL)(beneath.slice(0, -1))} lies beneath what is no folder`);
    return files;
}
/** Headers about what follows: pax, pax for all that follows, and GNU's long name and long target of a link. */
const EXTENSIONS = 'xgLK';
/** POSIX's: file before ustar, file, hard link, symbolic link, devices, folder, fifo, contiguous file. */
const KINDS = '\u000001234567';
/** A header of an ordinary file, or of a folder, that says the same whoever writes it and when. Names are at most 100 bytes of ASCII. */
function tarHeader(name, size, type = '0') {
    const header = Buffer.alloc(BLOCK);
    header.write(name, 0, 100, 'latin1');
    header.write(type === '5' ? '0000755' : '0000644', 100);
    header.write('0000000', 108);
    header.write('0000000', 116);
    if (size < 8 ** 11)
        header.write(size.toString(8).padStart(11, '0'), 124);
    else {
        // GNU's way for 8 GiB and more, which every reader knows: base 256, marked by the first bit.
        header.writeBigUInt64BE(BigInt(size), 128);
        header[124] = 0x80;
    }
    header.write('00000000000', 136);
    header.write('        ', 148);
    header.write(type, 156);
    header.write('ustar\u000000', 257, 'latin1');
    header.write('root', 265);
    header.write('root', 297);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    return header;
}
/** The zeros after `size` bytes of content, to the next whole block. */
function tarPadding(size) {
    return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}
/** The end of an archive. */
const TAR_END = Buffer.alloc(2 * BLOCK);
function refuseCompressed(start, refuse) {
    const [a, b, c] = start;
    if (a === 0x1f && b === 0x8b)
        throw refuse('the archive is compressed with gzip, and its blobs could not be found in it', 'Unpack it once: gunzip.');
    if (a === 0x28 && b === 0xb5 && c === 0x2f)
        throw refuse('the archive is compressed with zstd, and its blobs could not be found in it', 'Unpack it once: zstd -d.');
}
/** `name` is undefined where there is a part of it that some tools read and others do not. */
function decodeHeader(header) {
    const plain = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
    const ustar = header.toString('latin1', 257, 263) === 'ustar\0';
    const prefix = textOf(header, 345, 155);
    // GNU and star keep times there.
    const isName = ustar && header.toString('latin1', 508, 512) !== 'tar\0';
    const name = textOf(header, 0, 100);
    return {
        type: String.fromCharCode(header[156] ?? 0),
        name: prefix === '' ? name : isName && name !== '' ? `${prefix}/${name}` : undefined,
        size: numberOf(header.subarray(124, 136)),
        sum: numberOf(header.subarray(148, 156)) === plain,
    };
}
function numberOf(field) {
    if (field[0] === 0x80) {
        const value = BigInt(`0x${field.toString('hex', 1)}`);
        return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
    }
    const match = /^ *([0-7]*)[ \0]*$/.exec(field.toString('latin1'));
    return match === null ? undefined : Number.parseInt(match[1] === '' ? '0' : (match[1] ?? ''), 8);
}
function decodeExtension(type, content) {
    if (type === 'K')
        return {};
    return type === 'L' ? { name: textOf(content, 0, content.byteLength) } : decodePax(content);
}
/** pax records: `LENGTH KEY=VALUE\n`, LENGTH counting all of it. */
function decodePax(content) {
    const extension = {};
    for (let at = 0; at < content.byteLength;) {
        const space = content.indexOf(0x20, at);
        const digits = space < 0 ? '' : content.toString('latin1', at, space);
        if (!/^[1-9]\d{0,5}$/.test(digits))
            return undefined;
        const end = at + Number(digits);
        const record = content.toString('utf8', space + 1, end);
        const equals = record.indexOf('=');
        if (end > content.byteLength || !record.endsWith('\n') || equals < 1)
            return undefined;
        const [key, value] = [record.slice(0, equals), record.slice(equals + 1, -1)];
        if (key === 'path') {
            // Without a value it takes back what was said before, or it is a name of no letters: that depends on the reader.
            if (value === '')
                return undefined;
            extension.name = value;
        }
        if (key === 'size') {
            if (!/^\d{1,15}$/.test(value))
                return undefined;
            extension.size = Number(value);
        }
        // A sparse file's real name and size are in such records.
        if (key.startsWith('GNU.sparse'))
            return undefined;
        at = end;
    }
    return extension;
}
/** A member's name in one spelling, or undefined when it could lead out. */
function normalise(name) {
    if (name.startsWith('/') || name.includes('\0') || name.includes('\\'))
        return undefined;
    const parts = name.split('/').filter((part) => part !== '' && part !== '.');
    return parts.includes('..') ? undefined : parts.join('/');
}
function textOf(bytes, start, length) {
    const end = bytes.indexOf(0, start);
    return bytes.toString('utf8', start, end < 0 || end > start + length ? start + length : end);
}
async function readAt(handle, position, length) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
}

;// CONCATENATED MODULE: ./lib/oci/archive.js














/**
 * Opens an archive of an OCI image layout, uncompressed. Nothing is unpacked: one pass over the headers says where each blob is, and blobs are read
 * from there. With the first thing that is written, all goes to a temporary file beside it, which takes its place in `commit`; without that, the file
 * is not touched.
 *
 * Throws `problem` Failures: `source` (no such file), `layout` (no tar, no layout, or an ambiguous one); `unavailable`: `unreadable`, `unwritable`.
 */
async function openArchive(file, { write = false, name = `oci-archive:${file}` } = {}) {
    const path = (0,external_node_path_.resolve)(file);
    if ((await (0,promises_.lstat)(path).catch(() => undefined))?.isDirectory() === true)
        throw new failure/* Failure */.HR('problem', 'layout', `${name}: this is a folder`, { cure: `Name the archive’s file; a layout in a folder is oci:${file}.` });
    const found = await (0,blobfile/* openPlain */.Hu)(path, name);
    if (found === undefined && !write)
        throw new failure/* Failure */.HR('problem', 'source', `${name}: there is no such file`, { cure: 'Correct the path, or make the archive first.' });
    try {
        if (found === undefined)
            return archiveAt(path, { file, name, write }, NOTHING);
        const { handle, size } = found;
        const identity = identityOf(await handle.stat({ bigint: true }));
        return archiveAt(path, { file, name, write }, { handle, identity, ...(await readContent(handle, size, name)) });
    }
    catch (error) {
        await found?.handle.close();
        throw (0,filefailure/* unreadable */.O$)(error, name);
    }
}
const NOTHING = { handle: undefined, identity: '', index: layoutindex/* EMPTY_INDEX */.ZK, files: new Map() };
async function readContent(handle, size, name) {
    const files = await listTar(handle, size, name);
    const document = async (entry, limit) => {
        const { start, size: length } = files.get(entry) ?? { start: 0, size: -1 };
        if (length < 0)
            throw new failure/* Failure */.HR('problem', 'layout', `${name}: the archive has no file ${entry}, so it is no image layout`, { cure: 'Make it with skopeo copy oci-archive:, or with docker save of a current Docker.' });
        if (length > limit)
            throw new failure/* Failure */.HR('problem', 'layout', `${name}: ${entry} is ${length} bytes, more than the ${limit} that it may be`);
        const bytes = Buffer.alloc(length);
        await handle.read(bytes, 0, length, start);
        return bytes;
    };
    const version = (0,oci_document/* field */.ZZ)((0,oci_document/* parseDocument */.Tp)(await document('oci-layout', 64 * 1024), `${name}: oci-layout`, { code: 'layout' }), 'imageLayoutVersion');
    if (version !== '1.0.0')
        throw new failure/* Failure */.HR('problem', 'layout', `${name}: the layout's version is ${(0,visible/* quoted */.TL)(String(version))}, and 1.0.0 is the only one there is`, { cure: 'Make the archive again with a current tool.' });
    return { index: (0,layoutindex/* parseLayoutIndex */.SP)(await document('index.json', layoutindex/* INDEX_LIMIT */.bk), `${name}: index.json`), files };
}
function blobName(digest) {
    return `blobs/sha256/${(0,descriptor/* hexOf */.ZD)(digest)}`;
}
function archiveAt(path, { file, name, write }, opened) {
    /** What is in the file's place. */
    let committed = opened;
    /** What will be: begun with the first thing that is written. */
    let draft;
    let drafted;
    const inOrder = queue();
    const begin = () => {
        if (!write)
            throw new failure/* Failure */.HR('usage', 'unwritable', `${name} was opened to be read`);
        draft ??= (async () => (drafted = await beginDraft(path, name, committed)))();
        return draft;
    };
    const reader = (0,layoutreader/* readLayout */.T4)({
        name,
        readIndex: async () => (drafted ?? committed).index,
        openBlob: async (digest) => {
            const { handle, files } = drafted ?? committed;
            const entry = files.get(blobName(digest));
            // The archive stays open: others read it at the same time.
            return entry && handle && { handle, start: entry.start, size: entry.size, close: async () => undefined };
        },
    });
    const writer = (0,layoutwriter/* writeLayout */.w)({
        name,
        writeBlob: async (descriptor, content, onBytes) => (await begin()).append(blobName(descriptor.digest), descriptor.size, async (handle, at) => (0,blobfile/* writeVerified */.wJ)(handle, await content(), descriptor, name, onBytes, at)),
        writeBytes: async ({ digest }, bytes) => (await begin()).append(blobName(digest), bytes.byteLength, async (handle, at) => (0,blobfile/* writeAll */.f4)(handle, bytes, at)),
        updateIndex: (change) => inOrder(async () => {
            const changed = await change((drafted ?? committed).index);
            if (changed !== undefined)
                (await begin()).index = changed;
        }),
    }, reader);
    return {
        kind: 'layout',
        name,
        file,
        ...reader,
        ...writer,
        async commit() {
            const ready = await draft;
            if (ready === undefined)
                return;
            [draft, drafted] = [undefined, undefined];
            try {
                await ready.finish();
                await (0,lock/* withLock */.k)((0,external_node_path_.dirname)(path), async () => {
                    if ((await identityAt(path)) !== committed.identity)
                        throw new failure/* Failure */.HR('unavailable', 'locked', `${name}: another process wrote the archive in the meantime`, { cure: 'Run it again.' });
                    await (0,promises_.rename)(ready.temporary, path);
                });
            }
            catch (error) {
                await ready.discard();
                throw (0,filefailure/* unwritable */.mP)(error, name);
            }
            await (0,blobfile/* syncFolder */.Yw)((0,external_node_path_.dirname)(path));
            await committed.handle?.close();
            committed = { ...ready, index: ready.index, identity: identityOf(await ready.handle.stat({ bigint: true })) };
        },
        async close() {
            await (await draft?.catch(() => undefined))?.discard();
            draft = undefined;
            await committed.handle?.close();
            committed = { ...committed, handle: undefined };
        },
    };
}
/** A new archive with all the blobs of another. */
async function beginDraft(path, name, source) {
    const directory = (0,external_node_path_.dirname)(path);
    await (0,blobfile/* makeFolder */.fc)(directory, name);
    await (0,blobfile/* sweep */.X0)(directory);
    const temporary = (0,external_node_path_.join)(directory, `.manifest-action-${(0,external_node_crypto_.randomUUID)()}.tmp`);
    let handle;
    try {
        handle = await (0,promises_.open)(temporary, 'wx+', 0o644);
    }
    catch (error) {
        throw (0,filefailure/* unwritable */.mP)(error, name);
    }
    const inOrder = queue();
    const files = new Map();
    let end = 0;
    const draft = {
        handle,
        temporary,
        files,
        index: source.index,
        append: (entry, size, put) => inOrder(async () => {
            const there = files.get(entry);
            if (there?.size === size)
                return put(handle, there.start);
            if (there !== undefined)
                throw new failure/* Failure */.HR('problem', 'layout', `${name}: the archive is damaged: ${entry} is ${there.size} bytes, and ${size} are expected`, { cure: 'Remove it, and make it again.' });
            const start = end + tarHeader(entry, size).byteLength;
            try {
                await (0,blobfile/* writeAll */.f4)(handle, tarHeader(entry, size), end);
                await put(handle, start);
                const padding = tarPadding(size);
                await (0,blobfile/* writeAll */.f4)(handle, padding, start + size);
                files.set(entry, { name: entry, start, size });
                end = start + size + padding.byteLength;
            }
            catch (error) {
                await handle.truncate(end).catch(() => undefined);
                throw (0,filefailure/* unwritable */.mP)(error, name);
            }
        }),
        async finish() {
            const bytes = (0,layoutindex/* formatLayoutIndex */.gZ)(draft.index);
            await draft.append('index.json', bytes.byteLength, async (_, at) => (0,blobfile/* writeAll */.f4)(handle, bytes, at));
            await (0,blobfile/* writeAll */.f4)(handle, TAR_END, end);
            await handle.sync();
        },
        async discard() {
            await handle.close();
            await (0,promises_.unlink)(temporary).catch(() => undefined);
        },
    };
    try {
        for (const folder of ['blobs/', 'blobs/sha256/']) {
            await (0,blobfile/* writeAll */.f4)(handle, tarHeader(folder, 0, '5'), end);
            end += 512;
        }
        await draft.append('oci-layout', LAYOUT.byteLength, async (_, at) => (0,blobfile/* writeAll */.f4)(handle, LAYOUT, at));
        for (const { name: entry, start, size } of source.files.values()) {
            const { handle: from } = source;
            if (from !== undefined && /^blobs\/sha256\/[0-9a-f]{64}$/.test(entry))
                await draft.append(entry, size, async (_, at) => copyWithin(from, start, handle, at, size));
        }
        return draft;
    }
    catch (error) {
        await draft.discard();
        throw (0,filefailure/* unwritable */.mP)(error, name);
    }
}
/** One after the other: an archive has one end. */
function queue() {
    let last = Promise.resolve();
    return async (work) => {
        const run = last.then(work);
        last = run.catch(() => undefined);
        return run;
    };
}
const LAYOUT = Buffer.from('{"imageLayoutVersion":"1.0.0"}');
/** Another file, or other content, has another identity. */
function identityOf({ dev, ino, size, mtimeNs }) {
    return [dev, ino, size, mtimeNs].join(' ');
}
/** Which file is at a path; empty for none. */
async function identityAt(path) {
    try {
        return identityOf(await (0,promises_.lstat)(path, { bigint: true }));
    }
    catch (error) {
        if ((0,filefailure/* systemCode */.xU)(error) === 'ENOENT')
            return '';
        throw error;
    }
}
async function copyWithin(from, start, to, position, size) {
    const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
    for (let at = 0; at < size;) {
        const { bytesRead } = await from.read(buffer, 0, Math.min(buffer.byteLength, size - at), start + at);
        if (bytesRead === 0)
            throw new failure/* Failure */.HR('problem', 'layout', 'the archive became shorter while it was read');
        await (0,blobfile/* writeAll */.f4)(to, buffer.subarray(0, bytesRead), position + at);
        at += bytesRead;
    }
}


/***/ })

};
