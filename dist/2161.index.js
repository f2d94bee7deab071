export const id = 2161;
export const ids = [2161];
export const modules = {

/***/ 72161:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ setTag),
/* harmony export */   pushRelease: () => (/* binding */ pushRelease)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57075);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58500);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11260);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13520);
/* harmony import */ var _artifact_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71555);
/* harmony import */ var _existing_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(76916);







const MOST_ATTACHED = 5;
/**
 * Writes a release so that whoever watches the tag sees it whole or not at all: images, manifest by digest, all referrers, then everything
 * is read back byte for byte, then the tag (contract, "Order"). What is there already is not written again.
 * Throws Failures: `problem` `read-back` when the registry gives back something else, `single-referrers` when others sign it at the same time, and what the stores throw.
 */
async function pushRelease(request) {
    const { store, tag, release, existing, referrers } = request;
    if (existing.tagged && store.kind === 'layout')
        await readRelease(request);
    const complete = existing.tagged && referrers.length === 0;
    if (complete)
        return { ...(await pushMissingImages(request)), referrers: [], written: false };
    // Blobs that no manifest names yet are seen by nobody, so they need not wait for the images.
    const [{ images, replaced }] = await Promise.all([copyImages(request, request.images), pushBlobs(store, existing.tagged ? referrers : [release, ...referrers])]);
    // Others may have signed it while this run did, or while its images were copied. Asked beside the manifest it costs no time.
    const [attached] = await Promise.all([store.referrers(existing.subject.digest), existing.tagged ? undefined : store.pushManifest(release.bytes, release.descriptor.mediaType)]);
    refuseJoined(request, attached);
    // A release that an older run of mosb wrote has another manifest around the same bytes: that one stays.
    const isOurs = existing.subject.digest === release.descriptor.digest;
    // Referrers go one after another, so that there is time to read all else back beside them.
    await Promise.all([attach(request), readBack(store, isOurs ? [release] : [], blobsOf(isOurs ? [release, ...referrers] : referrers)), readImagesBack(request.images, images)]);
    if (!existing.tagged)
        await setTag(store, tag, release);
    return { images, replaced, byName: [], referrers: referrers.map(({ descriptor }) => descriptor), written: true };
}
/** What is attached now, was not when the release was judged, and is none of what this run attaches. */
function newcomers({ existing, referrers }, attached) {
    const known = new Set([...existing.referrers, ...referrers.map(({ descriptor }) => descriptor)].map(({ digest }) => digest));
    return attached.filter(({ digest }) => !known.has(digest));
}
/** A device takes the first of these, so that a second one makes the release a matter of luck (mos.md "The wire"). */
function isForDevices({ artifactType }) {
    return artifactType === _artifact_js__WEBPACK_IMPORTED_MODULE_5__/* .ARTIFACT_TYPES */ .r5.certificate || artifactType === _artifact_js__WEBPACK_IMPORTED_MODULE_5__/* .ARTIFACT_TYPES */ .r5.signature;
}
/** What a release has one of: a type, and of bundles what they state. */
function kindOf({ artifactType, annotations }) {
    return `${artifactType ?? ''} ${annotations?.['dev.sigstore.bundle.predicateType'] ?? ''}`;
}
/** Before anything is attached: throws a `problem` Failure `single-referrers` when there is now what this run would attach a second one of. */
function refuseJoined(request, attached) {
    const { store, tag, existing, referrers } = request;
    const kinds = new Set(referrers.map(({ descriptor }) => kindOf(descriptor)));
    const other = newcomers(request, attached).find((each) => isForDevices(each) || kinds.has(kindOf(each)));
    if (other === undefined)
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('problem', 'single-referrers', `${store.name}: while this run signed the release ${existing.subject.digest}, another run of it, or somebody else, attached a ${other.artifactType ?? ''} (${other.digest}).`, {
        cure: `This run attached no referrer, and did not set the tag ${tag}. When no other run of this release is under way, run it again: it completes the release, or says what is not its own.`,
    });
}
/**
 * Stores referrers whose blobs are there, and reads them back; again those that are not listed then: olareg 0.2.2 loses some when two runs attach to one release at once.
 * Throws a `problem` Failure `single-referrers` when something for devices was attached meanwhile. Two runs may both have attached what sigstore signed; that they are by one identity says `verify`.
 */
async function attach(request) {
    const { store, tag, existing: { subject }, referrers } = request;
    let missing = referrers;
    for (let round = 0; missing.length > 0; round++) {
        if (round > 0)
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(100 * round + Math.random() * 100);
        if (round === MOST_ATTACHED)
            throw lost(store, `the referrer ${missing[0]?.descriptor.digest} is not listed`);
        await store.pushReferrers(subject, missing.map(({ bytes }) => bytes));
        const [found] = await Promise.all([store.referrers(subject.digest), readBack(store, missing, [])]);
        const other = newcomers(request, found).find(isForDevices);
        if (other !== undefined) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('problem', 'single-referrers', `${store.name}: while this run attached its signatures to the release ${subject.digest}, somebody attached a ${other.artifactType ?? ''} (${other.digest}); a device takes the first, whichever that is.`, {
                cure: `This run did not set the tag ${tag}. Delete in the registry what is not yours, see who may write there, and run it again.`,
            });
        }
        const listed = new Set(found.map(({ digest }) => digest));
        missing = referrers.filter(({ descriptor }) => !listed.has(descriptor.digest));
    }
}
/**
 * Gives a release that is whole its tag. No registry compares by itself, so it is asked right before and again after the write: of two
 * runs with different content that race for one tag, one passes, and the other throws a `problem` Failure `tag-moved`. Says whether it wrote.
 */
async function setTag(store, tag, { bytes, descriptor }) {
    const before = await store.resolve(tag);
    if (before?.digest === descriptor.digest)
        return false;
    if (before !== undefined)
        throw (0,_existing_js__WEBPACK_IMPORTED_MODULE_6__/* .tagMoved */ .m7)(store, tag, before.digest, descriptor.digest);
    const began = performance.now();
    await store.pushManifest(bytes, descriptor.mediaType, tag);
    // Another run may have asked before our write, and write after it. Its write takes about as long as ours did.
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(75 + 2 * (performance.now() - began) + Math.random() * 25);
    const after = await store.resolve(tag);
    if (after === undefined)
        throw lost(store, `the tag ${tag} names nothing`);
    if (after.digest !== descriptor.digest)
        throw (0,_existing_js__WEBPACK_IMPORTED_MODULE_6__/* .tagMoved */ .m7)(store, tag, after.digest, descriptor.digest);
    return true;
}
/**
 * The images of a release that is complete were read back when it was published. Now each repository of them is asked once (docs/publishing.md, "What a
 * second run asks"): for its one image, which is hashed, or for the list of its tags, which has names and no digests; `verify` is for more.
 */
async function pushMissingImages(request) {
    const there = new Set();
    const byName = [];
    await Promise.all([...Map.groupBy(request.images, ({ destination }) => destination)].map(async ([store, images]) => {
        const [only, ...more] = new Set(images.map(({ tag }) => tag));
        // A folder can be read for nothing: the copier looks at each blob.
        if (store.kind === 'layout' || only === undefined)
            return;
        if (more.length === 0) {
            const digest = (await store.manifest(only))?.descriptor.digest;
            for (const image of images)
                if (image.digest === digest)
                    there.add(image);
            return;
        }
        const names = new Set(await store.tags());
        for (const image of images)
            if (names.has(image.tag))
                there.add(image);
        byName.push(store.name);
    }));
    const missing = request.images.filter((image) => !there.has(image));
    const pushed = await copyImages(request, missing);
    await readImagesBack(missing, pushed.images);
    return { ...pushed, byName };
}
/** That a release which was published into a layout was not damaged there since. Throws the `problem` Failure `read-back`. */
async function readRelease({ store, existing: { subject, referrers } }) {
    const ours = Object.values(_artifact_js__WEBPACK_IMPORTED_MODULE_5__/* .ARTIFACT_TYPES */ .r5);
    await Promise.all([subject, ...referrers.filter(({ artifactType }) => artifactType !== undefined && ours.includes(artifactType))].map(async ({ digest }) => {
        const fault = await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_4__/* .readThrough */ .i)(store, digest).then((there) => (there ? undefined : `${store.name}: ${digest} is not there`), (error) => {
            if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR && error.kind === 'problem')
                return error.message;
            throw error;
        });
        if (fault === undefined)
            return;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('problem', 'read-back', `${fault}. It belongs to a release that was published there before.`, {
            cure: 'Promote the release there from a whole copy, which writes again what is damaged, or publish it to another place.',
        });
    }));
}
async function copyImages({ copier, progress }, images) {
    const written = new Map();
    const replaced = new Map();
    if (images.length > 1)
        await Promise.all([...new Set(images.map(({ destination }) => destination))].map((destination) => copier.survey(destination)));
    await Promise.all(images.map(async (image) => {
        const { source, destination, digest, tag, reference } = image;
        const copied = await copier.copyImage(source, digest, destination, { tag, stored: image.stored, onProgress: progress(image.name) });
        written.set(digest, copied.written || written.get(digest) === true);
        if (copied.replaced !== undefined)
            replaced.set(reference, copied.replaced);
    }));
    return { images: written, replaced: [...replaced].map(([reference, before]) => ({ reference, before })) };
}
/** Reads the manifest of every image that was written by the name that devices ask for; once, where two targets are one image. */
async function readImagesBack(images, written) {
    const distinct = new Map(images.filter(({ digest }) => written.get(digest) === true).map((image) => [image.reference, image]));
    await Promise.all([...distinct.values()].map(async ({ destination, digest, tag, reference }) => {
        const there = await destination.manifest(tag);
        if (there?.descriptor.digest !== digest)
            throw lost(destination, `${reference} names ${there?.descriptor.digest ?? 'nothing'}`);
    }));
}
/** Each distinct blob once: all artifacts share the empty config. */
function blobsOf(artifacts) {
    return [...new Map(artifacts.flatMap(({ blobs }) => blobs).map((blob) => [blob.descriptor.digest, blob])).values()];
}
async function pushBlobs(store, artifacts) {
    await Promise.all(blobsOf(artifacts).map(({ descriptor, bytes }) => {
        // The empty config is in a repository from its first release on, which is found out for free.
        const atOnce = descriptor.mediaType !== _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_3__/* .MEDIA_TYPES */ .Z2.empty;
        return store.pushBlob(descriptor, async () => node_stream__WEBPACK_IMPORTED_MODULE_0__.Readable.from([bytes]), { atOnce });
    }));
}
/** Reads manifests and blobs back. A registry that has just stored them may take a moment to show them, so once more is asked. */
async function readBack(store, artifacts, blobs) {
    const compare = [
        ...artifacts.map(({ descriptor, bytes }) => () => manifestDifference(store, descriptor.digest, bytes)),
        ...blobs.map(({ descriptor, bytes }) => () => blobDifference(store, descriptor, bytes)),
    ];
    await Promise.all(compare.map(async (difference) => {
        if ((await difference()) === undefined)
            return;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(500);
        const again = await difference();
        if (again !== undefined)
            throw lost(store, again);
    }));
}
async function manifestDifference(store, digest, bytes) {
    const there = await store.manifest(digest);
    if (there === undefined)
        return `the manifest ${digest} is not there`;
    return there.bytes.equals(bytes) ? undefined : `the manifest ${digest} has other bytes`;
}
async function blobDifference(store, descriptor, bytes) {
    const there = await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_4__/* .readBlob */ .g)(store, descriptor).catch((error) => {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR && error.kind === 'problem')
            return undefined;
        throw error;
    });
    return there?.equals(bytes) === true ? undefined : `the blob ${descriptor.digest} is not there as it was sent`;
}
function lost(store, what) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('problem', 'read-back', `${store.name}: after it was pushed, ${what}.`, {
        cure: 'No tag was moved. Run it again; if it happens again the registry loses what it acknowledges.',
    });
}


/***/ })

};
