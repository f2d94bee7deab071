export const id = 300;
export const ids = [300];
export const modules = {

/***/ 300:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createCopier: () => (/* binding */ createCopier),
/* harmony export */   foundAt: () => (/* binding */ foundAt),
/* harmony export */   referrersBelow: () => (/* binding */ referrersBelow)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11260);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44360);



/** Blobs up to this size, in bytes, cost round trips rather than memory, so that more of them move at once. */
const SMALL = 1024 * 1024;
const SMALL_AT_ONCE = 64;
/** Indexes within indexes, and referrers of referrers. */
const DEPTH_LIMIT = 8;
/** A copier for one run. Both stores may be a registry's repository or a layout; blobs stream from one to the other without a file or a buffer between. */
function createCopier({ concurrency = 8 } = {}) {
    const [large, small] = [limit(concurrency), limit(SMALL_AT_ONCE)];
    const blobs = new Map();
    const manifests = new Map();
    const tags = new Map();
    const images = new Map();
    /** The blob at the destination, once a run. */
    const place = (source, descriptor, destination, { onProgress, mountFrom }) => {
        const there = memory(blobs, destination);
        const known = there.get(descriptor.digest);
        if (known !== undefined)
            return known.then(() => 'exists');
        const from = mountFrom ?? mountable(source, descriptor.digest, destination);
        const limited = descriptor.size > SMALL ? large : small;
        // Where no image is, no blob can be found.
        const atOnce = from === undefined && tags.get(destination.name)?.size === 0;
        const moving = limited(() => destination.pushBlob(descriptor, () => source.blob(descriptor), { mountFrom: from, onProgress, probe: false, atOnce }));
        there.set(descriptor.digest, moving);
        // What failed may be tried again.
        moving.catch(() => there.delete(descriptor.digest));
        return moving;
    };
    /** A repository of the destination's registry that has the blob: the source, or one that this run wrote it to. */
    const mountable = (source, digest, destination) => {
        const host = hostOf(destination);
        if (host === undefined)
            return undefined;
        if (hostOf(source) === host && source.name !== destination.name)
            return source.name.slice(host.length + 1);
        for (const [name, there] of blobs)
            if (name.startsWith(`${host}/`) && there.has(digest))
                return name.slice(host.length + 1);
        return undefined;
    };
    /** What the destination has under the tag, or under the digest without one. */
    const namedNow = async (destination, digest, tag) => {
        const reference = tag ?? digest;
        if (memory(manifests, destination).get(reference) === digest)
            return digest;
        if (tag !== undefined && tags.get(destination.name)?.has(tag) === false)
            return undefined;
        return foundAt(destination, reference);
    };
    const putBlobs = async (source, manifest, destination, options) => {
        const distinct = new Map([manifest.config, ...manifest.layers].map((descriptor) => [descriptor.digest, descriptor]));
        const placed = await settle([...distinct.values()].map(async (descriptor) => [descriptor.digest, await place(source, descriptor, destination, options)]));
        return new Map(placed);
    };
    const putManifest = async (stored, destination, tag) => {
        const { digest, mediaType } = stored.descriptor;
        const descriptor = await destination.pushManifest(stored.bytes, mediaType, tag);
        const names = memory(manifests, destination).set(digest, digest);
        if (tag !== undefined)
            names.set(tag, digest);
        return descriptor;
    };
    const copyImage = async (source, digest, destination, options) => {
        const { tag } = options;
        const [found, before] = await settle([options.stored ?? read(source, digest), namedNow(destination, digest, tag)]);
        const there = before === digest;
        if (there && keepsBlobs(destination))
            return { descriptor: found.descriptor, written: false, blobs: new Map() };
        const manifest = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifest */ .Ng)(found.bytes, `${source.name} (${digest})`);
        const placed = await putBlobs(source, manifest, destination, options);
        if (there)
            return { descriptor: found.descriptor, ...mended(placed) };
        return { descriptor: await putManifest(found, destination, tag), written: true, replaced: before, blobs: placed };
    };
    /** What lies under a manifest or an index, without itself. */
    const copyContent = async (source, stored, destination, options, depth) => {
        const where = `${source.name} (${stored.descriptor.digest})`;
        if (depth > DEPTH_LIMIT)
            throw tooDeep(where);
        if (stored.descriptor.mediaType !== _descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .MEDIA_TYPES */ .Z2.index)
            return putBlobs(source, (0,_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifest */ .Ng)(stored.bytes, where), destination, options);
        const { tag: _, stored: __, ...rest } = options;
        const results = await settle((0,_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseIndex */ .A1)(stored.bytes, where).manifests.map(async (entry) => copyNode(source, entry.digest, destination, rest, depth + 1)));
        return new Map(results.flatMap((result) => [...result.blobs]));
    };
    const copyReferrers = async (source, subject, destination, options, depth, seen) => {
        const [wanted, there] = await settle([referrersBelow(source, subject.digest, seen, depth), destination.referrers(subject.digest)]);
        const known = new Set(there.map((descriptor) => descriptor.digest));
        const looked = wanted.filter((descriptor) => !keepsBlobs(destination) || !known.has(descriptor.digest));
        const found = await settle(looked.map(async (descriptor) => read(source, descriptor.digest)));
        const placed = await settle(found.map(async (stored) => copyContent(source, stored, destination, options, depth + 1)));
        const missing = found.filter((stored) => !known.has(stored.descriptor.digest));
        if (missing.length > 0)
            await destination.pushReferrers(subject, missing.map((stored) => stored.bytes));
        const deeper = await settle(wanted.map(async (descriptor) => copyReferrers(source, descriptor, destination, options, depth + 1, seen)));
        return missing.length > 0 || placed.some((each) => mended(each).written) || deeper.includes(true);
    };
    const copyNode = async (source, digest, destination, options, depth) => {
        const { tag, referrers = false } = options;
        const [found, before] = await settle([options.stored ?? read(source, digest), namedNow(destination, digest, tag)]);
        const there = before === digest;
        const placed = there && keepsBlobs(destination) ? new Map() : await copyContent(source, found, destination, options, depth);
        const content = there ? mended(placed) : { written: true, blobs: placed };
        if (!referrers) {
            if (!there)
                await putManifest(found, destination, tag);
            return { descriptor: found.descriptor, ...content };
        }
        // The name comes last, so that it never names something that is signed at the source and not here.
        if (!there)
            await putManifest(found, destination, undefined);
        const more = await copyReferrers(source, found.descriptor, destination, options, depth, new Set());
        if (!there && tag !== undefined)
            await putManifest(found, destination, tag);
        return { descriptor: found.descriptor, written: content.written || more, blobs: content.blobs };
    };
    return {
        copyImage: (source, digest, destination, options = {}) => {
            // Two targets of one image are one copy.
            const key = `${destination.name} ${options.tag ?? ''} ${digest}`;
            const running = images.get(key) ?? copyImage(source, digest, destination, options).finally(() => images.delete(key));
            images.set(key, running);
            return running;
        },
        copyTree: async (source, digest, destination, treeOptions = {}) => copyNode(source, digest, destination, treeOptions, 1),
        survey: async (destination) => {
            if (tags.has(destination.name))
                return;
            try {
                tags.set(destination.name, new Set(await destination.tags()));
            }
            catch (error) {
                if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
                    throw error;
            }
        },
    };
}
/**
 * What a store lists as referring to a manifest, `depth` (from 1) below the one whose referrers are walked. `seen` holds what was given on that walk. A manifest has one subject, so it is
 * listed once: throws a `problem` Failure `image-manifest` for one that comes again, under itself too, and for referrers that lie too deep in each other. So every walk ends. Throws as `Store.referrers`.
 */
async function referrersBelow(store, subject, seen, depth) {
    const found = await store.referrers(subject);
    if (found.length > 0 && depth >= DEPTH_LIMIT)
        throw tooDeep(`${store.name} (${subject})`);
    const listed = new Map(found.map((descriptor) => [descriptor.digest, descriptor]));
    for (const digest of listed.keys()) {
        if (digest === subject || seen.has(digest)) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'image-manifest', `${store.name}: ${digest} is listed as a referrer of ${digest === subject ? 'itself' : `${subject}, and of another manifest too`}, and a manifest refers to one other.`, { cure: NOT_AS_LISTED });
        }
        seen.add(digest);
    }
    return [...listed.values()];
}
const NOT_AS_LISTED = 'See who may write there, and what answers for that store; then copy it from one that lists what is there.';
function tooDeep(where) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'image-manifest', `${where}: indexes or referrers lie more than ${DEPTH_LIMIT} deep in each other`, { cure: NOT_AS_LISTED });
}
async function read(source, digest) {
    const stored = await source.manifest(digest);
    if (stored !== undefined)
        return stored;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'source', `${source.name} no longer has ${digest}`, { cure: 'Push the image again, or pin another one.' });
}
/** The digest of what a destination has under a tag or a digest, to be compared with what is to be copied there. What a name in a layout leads to, and was lost or damaged there, counts as not there: it is written again. Throws as `Store.resolve`. */
async function foundAt(destination, reference) {
    try {
        return (await destination.resolve(reference))?.digest;
    }
    catch (error) {
        if (!keepsBlobs(destination) && error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR && (error.code === 'layout' || error.code === 'digest-mismatch'))
            return undefined;
        throw error;
    }
}
/** A registry answers for the blobs of the manifests that it has. Nobody does so for a layout. */
function keepsBlobs(store) {
    return store.kind === 'registry';
}
/** What became of the blobs of a manifest that was there. */
function mended(blobs) {
    return [...blobs.values()].includes('written') ? { written: true, blobs } : { written: false, blobs: new Map() };
}
/** A registry's host, which is what its repositories' names begin with. */
function hostOf(store) {
    return store.kind === 'registry' ? store.name.split('/')[0] : undefined;
}
function memory(all, store) {
    const known = all.get(store.name) ?? new Map();
    all.set(store.name, known);
    return known;
}
/** As Promise.all, but when one fails, only after all have ended: nothing goes on in the background after an error was told. */
async function settle(promises) {
    await Promise.allSettled(promises);
    return Promise.all(promises);
}
/** Runs at most `most` at once, the others in the order in which they came. */
function limit(most) {
    const waiting = [];
    let running = 0;
    return async (run) => {
        if (running >= most)
            await new Promise((resolve) => waiting.push(resolve));
        else
            running++;
        try {
            return await run();
        }
        finally {
            const next = waiting.shift();
            if (next === undefined)
                running--;
            else
                next();
        }
    };
}


/***/ })

};
