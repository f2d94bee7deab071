export const id = 24;
export const ids = [24,1000,300];
export const modules = {

/***/ 45739:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ channelStep),
/* harmony export */   j: () => (/* binding */ channelMoved)
/* harmony export */ });
/** What a release does to the channel of the inputs, once it is published; undefined without one, and for a prerelease, which leaves it where it is unless that was asked for. */
async function channelStep(context, plan, { subject }) {
    const { channel, channelPrerelease } = context.options;
    const { system } = plan.judged;
    if (channel === undefined)
        return undefined;
    const [{ isPrerelease, releaseVersion }, { parseSystemManifest }] = await Promise.all([Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 24629)), __webpack_require__.e(/* import() */ 8766).then(__webpack_require__.bind(__webpack_require__, 8766))]);
    if (isPrerelease(plan.tag) && !channelPrerelease) {
        context.log.info(`${plan.tag} is a prerelease, so ${channel} stays where it is. Set channel-prerelease: true to move it.`);
        return undefined;
    }
    const manifest = subject.digest === plan.release.descriptor.digest ? plan.release : plan.named;
    if (system === undefined || manifest === undefined)
        return undefined;
    const version = releaseVersion(parseSystemManifest(system.bytes, system.mediaType), plan.tag);
    return { channel, release: { manifest: { bytes: manifest.bytes, descriptor: manifest.descriptor }, version, bytes: system.bytes } };
}
const AGREEMENTS = {
    rollback: 'allow-rollback agreed that it is not above what was there',
    'signer-changed': 'allow-signer-change agreed that another key or identity signed what was there',
};
/**
 * Says in the log that a channel names a release now, and gives it for the report. What was agreed to is a warning, which a workflow's run shows: a release
 * that keeps its bytes cannot say so itself.
 */
function channelMoved(context, { name, digest, tag }, moved, agreed) {
    if (moved.state === 'there')
        return { name, before: digest, agreed: [] };
    context.log.info(`Moved ${name} to ${tag}.`);
    for (const step of agreed)
        context.log.warning(`${name} was ${moved.before ?? 'nothing'} and is ${digest} (${tag}) now: ${AGREEMENTS[step]}.`);
    return { name, before: moved.before ?? null, agreed };
}


/***/ }),

/***/ 47143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ createForecast),
/* harmony export */   x: () => (/* binding */ forecastText)
/* harmony export */ });
/* harmony import */ var _oci_copy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(300);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61288);




/** A forecast of nothing yet. */
function createForecast() {
    const writes = [];
    const seen = new Set();
    const first = (key) => !seen.has(key) && seen.add(key).size > 0;
    const forecast = {
        writes,
        async copy({ source, digest, destination, tag, stored }) {
            if ((await (0,_oci_copy_js__WEBPACK_IMPORTED_MODULE_0__.foundAt)(destination, tag ?? digest)) === digest)
                return;
            const manifest = stored ?? (await source.manifest(digest));
            if (manifest === undefined)
                return;
            const { config, layers } = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(manifest.bytes, source.name);
            for (const blob of [config, ...layers])
                await forecast.blob(destination, blob);
            forecast.manifest(destination, { digest, size: manifest.descriptor.size, ...(tag === undefined ? {} : { tag }) });
        },
        async blob(destination, { digest, size }) {
            if (!first(`${destination.name} ${digest}`) || (await destination.hasBlob({ mediaType: '', digest, size })))
                return;
            writes.push({ kind: 'blob', digest, size, to: destination.name });
        },
        unsigned(destination, blob) {
            writes.push({ kind: 'blob', digest: null, to: destination.name, ...blob });
        },
        manifest(destination, { digest, size, ...more }) {
            if (digest !== null && !first(`${destination.name} ${digest} ${more.tag ?? ''}`))
                return;
            writes.push({ kind: 'manifest', digest, size, to: destination.name, ...more });
        },
        listing(destination, subject) {
            // distribution-spec §Referrers Tag Schema
            const tag = `sha256-${(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .hexOf */ .ZD)(subject)}`;
            if (destination.kind === 'layout' && first(`${destination.name} ${tag}`))
                forecast.manifest(destination, { digest: null, size: null, tag });
        },
        async channel(destination, { channel, release }, force) {
            const { digest, size } = release.manifest.descriptor;
            if (await (await __webpack_require__.e(/* import() */ 8290).then(__webpack_require__.bind(__webpack_require__, 88290))).wouldMove(destination, channel, release, force))
                forecast.manifest(destination, { digest, size, tag: channel });
        },
    };
    return forecast;
}
/** What would be written, a line each with its size, and the sum. */
function forecastText(writes) {
    const lines = writes.map(({ kind, digest, size, to, tag, artifactType, predicateType }) => {
        const name = [artifactType, predicateType, digest ?? '(its digest is known once it is written)', `to ${to}`, tag === undefined ? undefined : `as ${tag}`].filter((part) => part !== undefined);
        return `would write ${(size === null ? '?' : (0,_progress_js__WEBPACK_IMPORTED_MODULE_3__/* .bytesText */ .p)(size)).padStart(8)}  ${kind} ${name.join(' ')}`;
    });
    const total = writes.reduce((sum, { size }) => sum + (size ?? 0), 0);
    return [...lines, `in all ${writes.length} blobs and manifests, ${(0,_progress_js__WEBPACK_IMPORTED_MODULE_3__/* .bytesText */ .p)(total)}${writes.some(({ size }) => size === null) ? ' and those whose size is not known yet' : ''}; nothing was written, nothing was signed`];
}


/***/ }),

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


/***/ }),

/***/ 71555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $v: () => (/* binding */ EMPTY_CONFIG),
/* harmony export */   F8: () => (/* binding */ VERSION_ANNOTATION),
/* harmony export */   Oi: () => (/* binding */ packKeylessSignature),
/* harmony export */   Sx: () => (/* binding */ packArtifact),
/* harmony export */   r5: () => (/* binding */ ARTIFACT_TYPES),
/* harmony export */   rP: () => (/* binding */ packRelease),
/* harmony export */   vG: () => (/* binding */ ROLLBACK_ANNOTATION),
/* harmony export */   z$: () => (/* binding */ SIGNER_ANNOTATION),
/* harmony export */   zE: () => (/* binding */ packKeyPair)
/* harmony export */ });
/* unused harmony export EMPTY_BYTES */
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11260);

const EMPTY_BYTES = Buffer.from('{}');
const EMPTY_CONFIG = { ...(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .describe */ .q0)(EMPTY_BYTES, _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .MEDIA_TYPES */ .Z2.empty), data: 'e30=' };
/** The artifact types of what a release is made of (mos.md "The wire"; contract "What is published"). */
const ARTIFACT_TYPES = {
    install: 'application/vnd.machine.install',
    system: 'application/vnd.mos.system.manifest.v1',
    certificate: 'application/vnd.machine.pubkeycrt',
    signature: 'application/vnd.machine.signature',
    keylessSignature: 'application/vnd.mos.manifest.signature.v1',
    bundle: 'application/vnd.dev.sigstore.bundle.v0.3+json',
};
/**
 * An OCI artifact in the shape of image-spec manifest.md "Guidelines for Artifact Usage", with its members in the order in which
 * oras-go (and so mosb) writes them: the same parts give the same bytes, hence the same digest, on every machine.
 */
function packArtifact(parts) {
    const layers = parts.layers.map((layer) => ({ descriptor: (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .describe */ .q0)(layer.bytes, layer.mediaType), layer }));
    const manifest = {
        schemaVersion: 2,
        mediaType: _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .MEDIA_TYPES */ .Z2.manifest,
        artifactType: parts.artifactType,
        config: EMPTY_CONFIG,
        layers: layers.map(({ descriptor, layer }) => (layer.annotations === undefined ? descriptor : { ...descriptor, annotations: layer.annotations })),
        ...(parts.subject === undefined ? {} : { subject: { mediaType: parts.subject.mediaType, digest: parts.subject.digest, size: parts.subject.size } }),
        annotations: sorted({ ...parts.annotations, 'org.opencontainers.image.created': parts.created }),
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    return {
        bytes,
        descriptor: { ...(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .describe */ .q0)(bytes, _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .MEDIA_TYPES */ .Z2.manifest), artifactType: parts.artifactType, annotations: manifest.annotations },
        blobs: [{ descriptor: EMPTY_CONFIG, bytes: EMPTY_BYTES }, ...layers.map(({ descriptor, layer }) => ({ descriptor, bytes: layer.bytes }))],
    };
}
function sorted(annotations) {
    return Object.fromEntries(Object.entries(annotations).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
/** What a release calls itself (image-spec annotations.md): its tag, so that a channel tells which version it is. */
const VERSION_ANNOTATION = 'org.opencontainers.image.version';
/** That somebody agreed to a step that is refused otherwise: the digest of the release that was there (contract, `rollback`, `signer-changed`). */
const ROLLBACK_ANNOTATION = 'vnd.mos.manifest.rollback-from';
const SIGNER_ANNOTATION = 'vnd.mos.manifest.signer-changed-from';
const TITLE = 'org.opencontainers.image.title';
/** mosb's media type for the files of its referrers. They are no tar archives; mosctl ignores it. */
const FILE = 'application/vnd.oci.image.layer.v1.tar';
/**
 * The release itself: a system manifest as the one layer of an artifact. List form takes mosb's types and its title `index.json`
 * (mos.md "The wire"); dict form is the same shape with issue 24's types.
 */
function packRelease(system, created, annotations) {
    const title = system.mediaType === ARTIFACT_TYPES.install ? 'index.json' : system.fileName;
    return packArtifact({
        artifactType: system.mediaType,
        layers: [{ mediaType: system.mediaType, bytes: system.bytes, annotations: { [TITLE]: title } }],
        created,
        annotations,
    });
}
/** The pair that today's mosctl verifies: certificate and raw RSA signature, a referrer each (mos.md "The wire"). */
function packKeyPair(subject, pair, created) {
    const file = (artifactType, title, bytes) => packArtifact({ artifactType, layers: [{ mediaType: FILE, bytes, annotations: { [TITLE]: title } }], subject, created });
    return [
        file(ARTIFACT_TYPES.certificate, 'cert.pem', pair.certificatePem),
        file(ARTIFACT_TYPES.signature, 'install.json.signed', pair.signature),
    ];
}
/** Raw keyless signature and Fulcio certificate as ONE referrer, so that there is never half a pair (contract "What is published"). */
function packKeylessSignature(subject, pair, created) {
    return packArtifact({
        artifactType: ARTIFACT_TYPES.keylessSignature,
        layers: [
            { mediaType: 'application/octet-stream', bytes: pair.signature, annotations: { [TITLE]: 'install.json.signed' } },
            { mediaType: 'application/x-pem-file', bytes: pair.certificatePem, annotations: { [TITLE]: 'cert.pem' } },
        ],
        subject,
        created,
    });
}


/***/ }),

/***/ 3515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ strangersCommands),
/* harmony export */   n: () => (/* binding */ line)
/* harmony export */ });
/** The issuer that gh expects unless it is told another. */
const GITHUB = 'https://token.actions.githubusercontent.com';
/**
 * Shell commands with which a stranger checks the same: cosign for sigstore's signature, gh for the provenance, regctl and openssl for the product's key.
 * Each is one line that exits with 0 when all is well.
 */
function strangersCommands({ reference, key, keyless }) {
    const commands = [];
    if (keyless !== undefined) {
        const { san, issuer, trustedRoot, signer, repository, provenance } = keyless;
        const identity = 'exact' in san ? ['--certificate-identity', san.exact] : ['--certificate-identity-regexp', san.pattern.source];
        commands.push(line('cosign', 'verify', ...(trustedRoot === undefined ? [] : ['--trusted-root', trustedRoot]), ...identity, '--certificate-oidc-issuer', issuer, reference));
        if (provenance && repository !== undefined) {
            // gh wants the trusted root on one line, with its end.
            const root = trustedRoot === undefined ? [] : ['--custom-trusted-root', `${trustedRoot}l`];
            if (trustedRoot !== undefined)
                commands.push(`(tr -d '\\n' < ${word(trustedRoot)}; echo) > ${word(`${trustedRoot}l`)}`);
            commands.push(line('gh', 'attestation', 'verify', `oci://${reference}`, '--bundle-from-oci', '--repo', repository.replace(/^https:\/\/[^/]+\//, ''), ...signerWorkflow(signer, repository), ...(issuer === GITHUB ? [] : ['--cert-oidc-issuer', issuer]), ...root));
        }
    }
    if (key !== undefined) {
        const get = (artifactType, file) => `${line('regctl', 'artifact', 'get', '--subject', reference, '--filter-artifact-type', artifactType)} > ${file}`;
        commands.push(`${line('regctl', 'artifact', 'get', reference)} > install.json`, get('application/vnd.machine.pubkeycrt', 'cert.pem'), get('application/vnd.machine.signature', 'install.json.signed'), 'openssl x509 -in cert.pem -noout -pubkey > pub.pem', 'openssl dgst -sha256 -verify pub.pem -signature install.json.signed install.json', ...(key.ca === undefined ? [] : [line('openssl', 'verify', '-CAfile', key.ca, 'cert.pem')]));
    }
    return commands;
}
/** gh takes the signer for a workflow of the repository itself, unless it is told of another: one that the repository's own calls (gh help attestation verify). */
function signerWorkflow(signer, repository) {
    if (signer === undefined || signer.startsWith(`${repository}/`))
        return [];
    return ['--signer-workflow', signer.replace(/^https:\/\/(?:github\.com\/)?/, '').replace(/@.*$/, '')];
}
/** Words as one line that a POSIX shell reads as them. */
function line(...words) {
    return words.map(word).join(' ');
}
/** A word that a POSIX shell reads as itself. */
function word(text) {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}


/***/ }),

/***/ 76916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $X: () => (/* binding */ referrerFiles),
/* harmony export */   m2: () => (/* binding */ attachedFiles),
/* harmony export */   m7: () => (/* binding */ tagMoved),
/* harmony export */   qB: () => (/* binding */ artifactOf),
/* harmony export */   xx: () => (/* binding */ findExisting)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _oci_document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60012);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44360);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(13520);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7629);
/* harmony import */ var _artifact_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(71555);








/**
 * What a repository holds under a tag and beside a release that is to be published there. Another manifest around the same bytes is accepted when it says nothing
 * that this run would not say: as an older run of mosb leaves it, or one of ours of another time. It is what gets signed, and whoever may write to the registry
 * could have put it there. Anything else under the tag throws a `problem` Failure `tag-moved`, since a release is one thing for ever (contract, "What is published").
 */
async function findExisting({ store, tag, release, named, attached, agreeable }) {
    if (named !== undefined && named.descriptor.digest !== release.descriptor.digest) {
        const other = difference(named, release, agreeable);
        if (other !== undefined)
            throw tagMoved(store, tag, named.descriptor.digest, release.descriptor.digest, other);
    }
    const subject = named?.descriptor ?? release.descriptor;
    return { subject, tagged: named !== undefined, referrers: attached ?? (await store.referrers(subject.digest)) };
}
const CREATED = 'org.opencontainers.image.created';
/** RFC 3339, as oras-go takes no other. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
function difference(named, release, agreeable) {
    const theirs = artifactOf(named, 'the published release');
    const ours = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .Ng)(release.bytes, 'this release');
    const [layer, ...more] = theirs?.layers ?? [];
    if (theirs === undefined || theirs.artifactType !== ours.artifactType || more.length > 0 || layer?.digest !== ours.layers[0]?.digest)
        return { claim: undefined };
    const [document, own] = [named.bytes, release.bytes].map((bytes) => (0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDocument */ .Tp)(bytes, 'a release'));
    const keys = [...new Set([...Object.keys(document ?? {}), ...Object.keys(own ?? {})])].filter((key) => key !== 'annotations');
    const key = keys.find((each) => !(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)((0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(document ?? {}, each), (0,_oci_document_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(own ?? {}, each)));
    if (key !== undefined)
        return { claim: `its ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(key)} is not what this run would write` };
    const claim = Object.entries(theirs.annotations).find(([name, value]) => !(name === CREATED ? TIME.test(value) : agreeable.includes(name) ? (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(value) : name === _artifact_js__WEBPACK_IMPORTED_MODULE_7__/* .VERSION_ANNOTATION */ .F8 && value === ours.annotations[name]));
    return claim === undefined ? undefined : { claim: `it says ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(claim[0], 100)}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .TL)(claim[1], 100)}, and this run would not` };
}
/** A tag names something else than this release: a `problem` Failure that names both, and the way out. */
function tagMoved(store, tag, there, ours, { claim } = { claim: undefined }) {
    const both = `${store.name}:${tag} is already ${there}, and this release is ${ours}.`;
    if (claim === undefined) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'tag-moved', `${both} A published tag never changes.`, { cure: 'Publish this change under a new tag. If nothing was meant to change, compare the two system manifests.' });
    }
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'tag-moved', `${both} It is around the same system manifest, but ${claim}.`, {
        cure: 'If a run with allow-rollback or allow-signer-change made it, set that here too. If nobody of yours made it, see who may write to the repository, delete the tag there, and publish again.',
    });
}
/** What a tag names, as a manifest; undefined for an index, and for anything else that is none: it is no release either way. */
function artifactOf(named, where) {
    try {
        return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .Ng)(named.bytes, where);
    }
    catch {
        return undefined;
    }
}
/** The files of a referrer, one for each layer. Throws as `Store.manifest` and `readBlob`, and a `problem` Failure `referrer-missing`. */
async function referrerFiles(store, referrer) {
    const manifest = await store.manifest(referrer.digest);
    if (manifest === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'referrer-missing', `${store.name}: the referrer ${referrer.digest} is listed but not there.`, { cure: 'Publish the release again.' });
    }
    const { layers } = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .Ng)(manifest.bytes, `${store.name}@${referrer.digest}`);
    return Promise.all(layers.map(async (layer) => ({ title: layer.annotations?.['org.opencontainers.image.title'] ?? '', mediaType: layer.mediaType, bytes: await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_5__/* .readBlob */ .g)(store, layer) })));
}
/**
 * The files of a referrer, or why they are of no use: whoever may push attaches what they like, and what is missing, too large or malformed among it
 * says nothing of the rest. Throws where it could not be found out.
 */
async function attachedFiles(store, referrer) {
    try {
        return { files: await referrerFiles(store, referrer) };
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR) || error.kind !== 'problem')
            throw error;
        return { fault: error.message };
    }
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


/***/ }),

/***/ 7878:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ provenanceStatement),
/* harmony export */   Y: () => (/* binding */ SLSA_PROVENANCE)
/* harmony export */ });
/* harmony import */ var _statement_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(32768);

/** SLSA's provenance v1, which `gh attestation verify` and `cosign verify-attestation --type slsaprovenance1` look for. */
const SLSA_PROVENANCE = 'https://slsa.dev/provenance/v1';
/** What GitHub's own attestations give as the type of a build by a workflow. */
const BUILD_TYPE = 'https://actions.github.io/buildtypes/workflow/v1';
/**
 * A SLSA v1 provenance statement (slsa.dev/spec/v1.1/provenance) of a release that a GitHub workflow made, in the shape of GitHub's own; undefined when the certificate is not a workflow's. The commit is the
 * first of the resolved dependencies, then each image.
 */
function provenanceStatement({ digest, name, identity, dependencies }) {
    const { repository, ref, commit, workflow, runUrl, san, trigger, runner, extensions } = identity;
    const path = repository === undefined || workflow?.startsWith(`${repository}/`) !== true ? undefined : workflow.slice(repository.length + 1).replace(/@.*$/, '');
    if (repository === undefined || ref === undefined || commit === undefined || runUrl === undefined || san === undefined || path === undefined)
        return undefined;
    return {
        _type: _statement_js__WEBPACK_IMPORTED_MODULE_0__/* .STATEMENT_TYPE */ .z,
        subject: [{ name, digest: { sha256: hex(digest) } }],
        predicateType: SLSA_PROVENANCE,
        predicate: {
            buildDefinition: {
                buildType: BUILD_TYPE,
                externalParameters: { workflow: { ref, repository, path } },
                internalParameters: { github: { event_name: trigger, repository_id: extensions.get(15), repository_owner_id: extensions.get(17), runner_environment: runner } },
                resolvedDependencies: [
                    { uri: `git+${repository}@${ref}`, digest: { gitCommit: commit } },
                    ...dependencies.map((dependency) => ({ uri: dependency.uri, digest: { sha256: hex(dependency.digest) }, ...(dependency.name === undefined ? {} : { name: dependency.name }) })),
                ],
            },
            runDetails: { builder: { id: san }, metadata: { invocationId: runUrl } },
        },
    };
}
function hex(digest) {
    return digest.replace(/^sha256:/, '');
}


/***/ }),

/***/ 32768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ parseStatement),
/* harmony export */   z: () => (/* binding */ STATEMENT_TYPE)
/* harmony export */ });
/** in-toto's Statement v1 (in-toto/attestation, spec/v1/statement.md). */
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
/** The statement in a payload, or undefined when it is none of this type. */
function parseStatement(payload) {
    try {
        const parsed = JSON.parse(payload.toString('utf8'));
        const { _type: type, subject, predicateType, predicate } = parsed ?? {};
        if (type !== STATEMENT_TYPE || !Array.isArray(subject) || typeof predicateType !== 'string')
            return undefined;
        const subjects = [];
        for (const item of subject) {
            const hex = item?.digest?.sha256;
            if (typeof hex === 'string')
                subjects.push(`sha256:${hex}`);
        }
        return { subjects, predicateType, predicate };
    }
    catch {
        return undefined;
    }
}


/***/ })

};
