export const id = 2056;
export const ids = [2056,2161];
export const modules = {

/***/ 72056:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   promote: () => (/* binding */ promote)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _oci_copy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(300);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44360);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23940);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(13520);
/* harmony import */ var _release_artifact_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(71555);
/* harmony import */ var _release_existing_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(76916);
/* harmony import */ var _release_push_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(72161);
/* harmony import */ var _channel_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(45739);
/* harmony import */ var _conclude_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(88692);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(55095);
/* harmony import */ var _folders_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(49621);
/* harmony import */ var _forecast_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(47143);
/* harmony import */ var _images_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(10880);
/* harmony import */ var _release_names_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(81000);
/* harmony import */ var _stores_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(35636);
/* harmony import */ var _verify_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(78587);


















/**
 * The job `promote`: copies a verified release, its referrers and its images to another destination byte for byte, into the form that
 * devices read, the tag last; `channel` can be moved there. What `verify` refuses is not promoted, and nothing is signed anew.
 */
async function promote(context) {
    const { options } = context;
    if (options.reference === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'input', 'The input reference is empty, so there is nothing to promote.', { cure: 'Give the release: HOST/PATH:TAG, HOST/PATH@sha256:…, oci:DIR:TAG or oci-archive:FILE:TAG.' });
    if (options.destination === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'input', 'The input destination is empty, so there is nowhere to promote to.', { cure: 'Give HOST/PATH, or an OCI layout: oci:DIR or oci-archive:FILE.' });
    const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__.parsePublished)(options.reference);
    const destination = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__.parseDestination)(options.destination);
    const named = reference.kind === 'registry' ? reference.tag : (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(reference.reference) ? undefined : reference.reference;
    const tag = options.tag === 'auto' ? named : (0,_release_names_js__WEBPACK_IMPORTED_MODULE_15__.checkedTag)(options.tag);
    if (tag === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'tag', 'The reference is a digest, so nothing says what the release is called at its destination.', { cure: 'Give the input tag, as in tag: 1.2.0.' });
    const channel = (0,_release_names_js__WEBPACK_IMPORTED_MODULE_15__.checkedChannel)(options.channel, tag);
    const paths = await (0,_folders_js__WEBPACK_IMPORTED_MODULE_12__/* .allowedPaths */ .h)(context);
    const stores = (0,_stores_js__WEBPACK_IMPORTED_MODULE_16__/* .openStores */ .j)(context, paths);
    try {
        const verified = await (0,_verify_js__WEBPACK_IMPORTED_MODULE_17__.verifyPublished)(context, reference, paths, stores);
        const kinds = new Set(verified.steps.some(({ ok }) => ok === false) ? ['problem'] : []);
        const files = (0,_files_js__WEBPACK_IMPORTED_MODULE_11__/* .openOutputFiles */ .V)(context, []);
        let published;
        const report = () => ({
            reportVersion: 1,
            job: 'promote',
            result: kinds.size === 0 ? 'passed' : 'failed',
            manifests: [],
            steps: verified.steps,
            ...(published === undefined ? {} : { published }),
            network: stores.usage(),
        });
        const { descriptor, manifest, system, bytes } = verified;
        if (kinds.size > 0 || descriptor === undefined || manifest === undefined || system === undefined || bytes === undefined)
            return await (0,_conclude_js__WEBPACK_IMPORTED_MODULE_10__/* .conclude */ .E)({ context, files, report: report(), kinds });
        try {
            const release = { ...verified, descriptor, manifest, system, bytes, tag, destination, to: await stores.destination(destination), place: (0,_images_js__WEBPACK_IMPORTED_MODULE_14__.imagePlace)(options.images, destination), from: verified.place };
            await compareTag(release);
            refuseOthers(release, await release.to.referrers(descriptor.digest));
            const step = channel === undefined ? undefined : await judgeChannel(context, release, channel);
            if (options.dryRun) {
                const plan = await forecastOf(context, stores, release, step);
                for (const line of (0,_forecast_js__WEBPACK_IMPORTED_MODULE_13__/* .forecastText */ .x)(plan))
                    context.log.info(line);
                return await (0,_conclude_js__WEBPACK_IMPORTED_MODULE_10__/* .conclude */ .E)({ context, files, report: { ...report(), plan }, kinds });
            }
            published = await copyRelease(context, stores, release);
            if (step !== undefined)
                published = { ...published, channel: await moveTo(context, release, step) };
            return await (0,_conclude_js__WEBPACK_IMPORTED_MODULE_10__/* .conclude */ .E)({ context, files, report: report(), kinds, outputs: { digest: descriptor.digest, reference: published.reference, tag } });
        }
        catch (thrown) {
            const error = (0,_images_js__WEBPACK_IMPORTED_MODULE_14__.withRepositoryCure)(thrown, destination, (0,_images_js__WEBPACK_IMPORTED_MODULE_14__.imagePlace)(options.images, destination).destination);
            if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
                throw error;
            kinds.add(error.kind);
            return await (0,_conclude_js__WEBPACK_IMPORTED_MODULE_10__/* .conclude */ .E)({ context, files, report: report(), kinds, failure: error });
        }
    }
    finally {
        await stores.close();
    }
}
async function compareTag({ to, tag, descriptor }) {
    const there = await to.resolve(tag);
    if (there !== undefined && there.digest !== descriptor.digest)
        throw (0,_release_existing_js__WEBPACK_IMPORTED_MODULE_7__/* .tagMoved */ .m7)(to, tag, there.digest, descriptor.digest);
}
/** Each image once, since targets may share one. */
function imagesOf({ system }) {
    return [...new Map(system.images.map((image) => [image.digest, image])).values()];
}
async function forecastOf(context, stores, release, step) {
    const { store, to, descriptor, tag, place, from } = release;
    const forecast = (0,_forecast_js__WEBPACK_IMPORTED_MODULE_13__/* .createForecast */ .c)();
    const [imageSource, imageStore] = await Promise.all([stores.source(from.destination), stores.destination(place.destination)]);
    for (const { digest } of imagesOf(release)) {
        if (place.copied)
            await forecast.copy({ source: imageSource, digest, destination: imageStore, tag: place.tag(digest) });
        else
            await (0,_images_js__WEBPACK_IMPORTED_MODULE_14__.seeImage)(imageStore, place.tag(digest), digest, place.show(digest));
    }
    await forecastReferrers(forecast, store, to, descriptor.digest);
    await forecast.copy({ source: store, digest: descriptor.digest, destination: to, tag });
    if (step !== undefined)
        await forecast.channel(to, step, context.options.allowRollback);
    return forecast.writes;
}
/** What refers to a manifest, and what refers to that, as they are copied. Throws as `referrersBelow`. */
async function forecastReferrers(forecast, from, to, subject, depth = 1, seen = new Set()) {
    const before = forecast.writes.length;
    const referrers = await (0,_oci_copy_js__WEBPACK_IMPORTED_MODULE_1__.referrersBelow)(from, subject, seen, depth);
    for (const { digest } of referrers)
        await forecast.copy({ source: from, digest, destination: to });
    if (forecast.writes.length > before)
        forecast.listing(to, subject);
    for (const { digest } of referrers)
        await forecastReferrers(forecast, from, to, digest, depth + 1, seen);
}
async function copyRelease(context, stores, release) {
    const { store, to, descriptor, manifest, system, tag, destination, place, from } = release;
    const copier = (0,_oci_copy_js__WEBPACK_IMPORTED_MODULE_1__.createCopier)({ concurrency: _images_js__WEBPACK_IMPORTED_MODULE_14__.COPIES_AT_ONCE });
    const [imageSource, imageStore] = await Promise.all([stores.source(from.destination), stores.destination(place.destination)]);
    const written = new Map();
    const images = imagesOf(release);
    if (place.copied && images.length > 1)
        await copier.survey(imageStore);
    await Promise.all(images.map(async ({ name, digest }) => {
        if (!place.copied) {
            await (0,_images_js__WEBPACK_IMPORTED_MODULE_14__.seeImage)(imageStore, place.tag(digest), digest, place.show(digest));
            return;
        }
        const copied = await copier.copyImage(imageSource, digest, imageStore, {
            tag: place.tag(digest),
            onProgress: ({ descriptor: blob, bytes, state }) => context.log.transfer(`${name} ${blob.digest.slice(7, 19)}`, bytes, blob.size, state),
        });
        if (copied.written && (await imageStore.resolve(place.tag(digest)))?.digest !== digest)
            throw lost(imageStore, `${place.show(digest)} is not there`);
        if (copied.replaced !== undefined)
            context.log.warning((0,_images_js__WEBPACK_IMPORTED_MODULE_14__.imageReplaced)(place.show(digest), copied.replaced));
        written.set(digest, copied.written);
    }));
    const there = new Set((await to.referrers(descriptor.digest)).map(({ digest }) => digest));
    const { written: copied } = await copier.copyTree(store, descriptor.digest, to, { referrers: true, stored: manifest });
    const listed = await readBack(store, to, descriptor);
    // What was attached at either side since it was verified is not promoted with it.
    refuseOthers(release, listed);
    const tagged = await (0,_release_push_js__WEBPACK_IMPORTED_MODULE_8__/* .setTag */ .N)(to, tag, manifest);
    await to.commit?.();
    context.log.info(tagged || copied || [...written.values()].includes(true) ? `Promoted ${to.name}:${tag}, ${descriptor.digest}.` : `${to.name}:${tag} is ${descriptor.digest} already; nothing was written.`);
    return {
        reference: `${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__.formatDestination)(destination)}@${descriptor.digest}`,
        tag,
        images: system.images.map(({ name, digest, size }) => ({ name, reference: place.show(digest), digest, size, written: written.get(digest) === true })),
        referrers: listed.map(({ artifactType, digest, size }) => ({ artifactType: artifactType ?? '', digest, size, written: !there.has(digest) })),
    };
}
/** Of these kinds a device takes the first that is listed, so at the destination there must be none beside those that were verified. */
function refuseOthers({ to, referrers }, attached) {
    const single = [_release_artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .ARTIFACT_TYPES */ .r5.certificate, _release_artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .ARTIFACT_TYPES */ .r5.signature, _release_artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .ARTIFACT_TYPES */ .r5.keylessSignature];
    const other = attached.find(({ artifactType, digest }) => artifactType !== undefined && single.includes(artifactType) && !referrers.some((each) => each.digest === digest));
    if (other === undefined)
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'single-referrers', `${to.name}: a ${other.artifactType} is attached to this release there that it did not have where it was verified (${other.digest}).`, {
        cure: 'Delete it in the destination, and see who may write there.',
    });
}
/** Before the tag: the manifest, every referrer and all their blobs are there. What a store gives was hashed against what it was asked for, so it is the same byte for byte. */
async function readBack(from, to, subject) {
    const [wanted, there] = await Promise.all([from.referrers(subject.digest), to.referrers(subject.digest)]);
    for (const { digest } of wanted)
        if (!there.some((each) => each.digest === digest))
            throw lost(to, `the referrer ${digest} is not listed`);
    await Promise.all([subject, ...wanted].map(async ({ digest }) => {
        if (!(await (0,_oci_store_js__WEBPACK_IMPORTED_MODULE_5__/* .readThrough */ .i)(to, digest)))
            throw lost(to, `the manifest ${digest} is not there`);
    }));
    return there;
}
function lost(store, what) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'read-back', `${store.name}: after it was copied, ${what}.`, { cure: 'No tag was moved. Run it again; if it happens again the registry loses what it acknowledges.' });
}
/**
 * Judges, before anything is written, whether a channel at the destination may be moved to a release, as `publish` does: to a higher version alone, and
 * not from another signer's. undefined when a prerelease leaves it where it is. Throws the `problem` Failures `rollback` and `signer-changed`.
 */
async function judgeChannel(context, { to, descriptor, manifest, system, bytes, tag, signer }, channel) {
    const [{ isPrerelease, releaseVersion }, { findBaseline }, { judgeSigner, judgeVersion }] = await Promise.all([Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 24629)), __webpack_require__.e(/* import() */ 9274).then(__webpack_require__.bind(__webpack_require__, 69274)), __webpack_require__.e(/* import() */ 1310).then(__webpack_require__.bind(__webpack_require__, 61310))]);
    // What it calls itself, so that another tag makes no other version of it.
    const name = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .Ng)(manifest.bytes, to.name).annotations[_release_artifact_js__WEBPACK_IMPORTED_MODULE_6__/* .VERSION_ANNOTATION */ .F8] ?? tag;
    if (isPrerelease(name) && !context.options.channelPrerelease) {
        context.log.info(`${name} is a prerelease, so ${channel} stays where it is. Set channel-prerelease: true to move it.`);
        return undefined;
    }
    const version = releaseVersion(system, name);
    const release = { manifest, version, bytes };
    const now = await findBaseline(to, channel);
    if (now === undefined || now.descriptor.digest === descriptor.digest)
        return { channel, release, agreed: [] };
    context.log.info(`${tag} is compared with ${to.name}:${channel}, ${now.descriptor.digest}.`);
    const standings = [judgeVersion(context, now, version, { bytes, digest: descriptor.digest }, 'report'), await judgeSigner(context, to, now, signer, 'report')];
    const [objection] = standings.flatMap(({ objections }) => objections);
    if (objection !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', objection.rule, `${to.name}: ${objection.message}`, { cure: objection.cure });
    return { channel, release, agreed: standings.flatMap(({ agreed }) => agreed) };
}
async function moveTo(context, { to, manifest, tag }, { channel, release, agreed }) {
    const { moveChannel } = await __webpack_require__.e(/* import() */ 8290).then(__webpack_require__.bind(__webpack_require__, 88290));
    const moved = await moveChannel(to, channel, release, context.options.allowRollback);
    await to.commit?.();
    if (moved.state !== 'overtaken')
        return (0,_channel_js__WEBPACK_IMPORTED_MODULE_9__/* .channelMoved */ .j)(context, { name: channel, digest: manifest.descriptor.digest, tag }, moved, agreed);
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'rollback', `${to.name}:${channel} has ${moved.by} by now, which is not below ${tag}.`, { cure: 'The release is there under its tag. If devices are to go back, set allow-rollback: true.' });
}


/***/ }),

/***/ 78587:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   verify: () => (/* binding */ verify),
/* harmony export */   verifyPublished: () => (/* binding */ verifyPublished)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11260);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);
/* harmony import */ var _release_artifact_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71555);
/* harmony import */ var _release_commands_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3515);
/* harmony import */ var _sign_provenance_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(7878);
/* harmony import */ var _conclude_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(88692);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(55095);
/* harmony import */ var _folders_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(49621);
/* harmony import */ var _images_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(10880);
/* harmony import */ var _pem_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(73458);
/* harmony import */ var _stores_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(35636);












/** The job `verify` (contract, "Jobs"): checks a published release against the anchors that were given, and explains each step. */
async function verify(context) {
    const { options } = context;
    if (options.reference === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'input', 'The input reference is empty, so there is nothing to verify.', { cure: 'Give HOST/PATH:TAG, HOST/PATH@sha256:…, oci:DIR:TAG or oci-archive:FILE:TAG.' });
    }
    const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.parsePublished)(options.reference);
    const paths = await (0,_folders_js__WEBPACK_IMPORTED_MODULE_6__/* .allowedPaths */ .h)(context);
    const stores = (0,_stores_js__WEBPACK_IMPORTED_MODULE_9__/* .openStores */ .j)(context, paths);
    try {
        const { steps, descriptor, referrers, signed } = await verifyPublished(context, reference, paths, stores);
        const kinds = new Set(steps.some(({ ok }) => ok === false) ? ['problem'] : []);
        const name = nameOf(reference);
        const at = descriptor === undefined ? undefined : atDigest(reference, descriptor.digest);
        const commands = at?.kind === 'registry' && kinds.size === 0 ? (0,_release_commands_js__WEBPACK_IMPORTED_MODULE_10__/* .strangersCommands */ .Y)(checkable(context.options, (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.formatReference)(at), referrers, signed)) : [];
        const shown = descriptor === undefined ? {} : { digest: descriptor.digest, reference: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.formatReference)(atDigest(reference, descriptor.digest)), ...((0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(name) ? {} : { tag: name }) };
        return await (0,_conclude_js__WEBPACK_IMPORTED_MODULE_4__/* .conclude */ .E)({
            context,
            files: (0,_files_js__WEBPACK_IMPORTED_MODULE_5__/* .openOutputFiles */ .V)(context, []),
            report: { reportVersion: 1, job: 'verify', result: kinds.size === 0 ? 'passed' : 'failed', manifests: [], steps, commands, network: stores.usage() },
            kinds,
            outputs: shown,
        });
    }
    finally {
        await stores.close();
    }
}
function checkable({ caCertificate, certificateIdentity, certificateIdentityRegexp, certificateOidcIssuer, sigstoreTrustedRoot }, reference, referrers, signed) {
    const has = (artifactType) => referrers.some((each) => each.artifactType === artifactType);
    const san = certificateIdentity === undefined ? { pattern: new RegExp(`^(?:${certificateIdentityRegexp ?? ''})$`, 'u') } : { exact: certificateIdentity };
    return {
        reference,
        key: has(_release_artifact_js__WEBPACK_IMPORTED_MODULE_3__/* .ARTIFACT_TYPES */ .r5.certificate) && caCertificate !== undefined ? { ca: caCertificate.includes('-----BEGIN') ? undefined : caCertificate } : undefined,
        keyless: signed === undefined || certificateOidcIssuer === undefined
            ? undefined
            : {
                san,
                issuer: certificateOidcIssuer,
                trustedRoot: sigstoreTrustedRoot,
                signer: signed.identity.san,
                repository: signed.identity.repository,
                provenance: referrers.some(({ annotations }) => annotations?.['dev.sigstore.bundle.predicateType'] === _sign_provenance_js__WEBPACK_IMPORTED_MODULE_11__/* .SLSA_PROVENANCE */ .Y),
            },
    };
}
/** Verifies a published release against the anchors of the inputs. Throws a `usage` Failure `anchor` without any, and what `verifyRelease` throws. */
async function verifyPublished(context, reference, paths, stores) {
    const anchors = await readAnchors(context.options, paths, context);
    const { verifyRelease } = await Promise.all(/* import() */[__webpack_require__.e(8326), __webpack_require__.e(5884)]).then(__webpack_require__.bind(__webpack_require__, 55884));
    const store = await stores.source(reference);
    // For `promote` the input images is about where they go, not about where they are.
    const place = (0,_images_js__WEBPACK_IMPORTED_MODULE_7__.imagePlace)(context.options.job === 'promote' ? context.options.referenceImages : context.options.images, reference);
    const imageStore = await stores.source(place.destination);
    const verified = await verifyRelease({
        store,
        reference: nameOf(reference),
        anchors,
        image: async (digest) => ({ store: imageStore, tag: place.tag(digest), shown: place.show(digest) }),
        readImages: context.options.readImages,
        now: context.now,
    });
    return { ...verified, store, place };
}
function nameOf(reference) {
    return reference.kind === 'registry' ? (reference.digest ?? reference.tag ?? '') : reference.reference;
}
function atDigest(reference, digest) {
    if (!(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
        return reference;
    return reference.kind === 'registry' ? { ...reference, tag: undefined, digest } : { ...reference, reference: digest };
}
/** Who must have signed (contract, inputs `sign` and those for `verify`). Throws a `usage` Failure `anchor` when nothing could be concluded. */
async function readAnchors(options, paths, context) {
    const { certificateIdentity, certificateIdentityRegexp, certificateOidcIssuer, sign } = options;
    const [caCertificate, certificate] = [await (0,_pem_js__WEBPACK_IMPORTED_MODULE_8__/* .readPem */ .Je)(paths, options.caCertificate, 'ca-certificate'), await (0,_pem_js__WEBPACK_IMPORTED_MODULE_8__/* .readPem */ .Je)(paths, options.certificate, 'certificate')];
    if (caCertificate !== undefined || certificate !== undefined) {
        const { parseCertificates } = await __webpack_require__.e(/* import() */ 9998).then(__webpack_require__.bind(__webpack_require__, 9998));
        if (caCertificate !== undefined)
            parseCertificates(caCertificate, 'The input ca-certificate');
        if (certificate !== undefined)
            parseCertificates(certificate, 'The input certificate');
    }
    const identity = certificateIdentity ?? certificateIdentityRegexp;
    if (certificateIdentity !== undefined && certificateIdentityRegexp !== undefined)
        throw none('certificate-identity and certificate-identity-regexp are both given.', 'Give one of them.');
    if ((identity === undefined) !== (certificateOidcIssuer === undefined)) {
        throw none(identity === undefined ? 'certificate-oidc-issuer is given, but no identity.' : 'certificate-identity is given, but not who vouches for it.', 'Give both certificate-identity and certificate-oidc-issuer; for GitHub Actions the issuer is https://token.actions.githubusercontent.com.');
    }
    const haveKey = caCertificate !== undefined || certificate !== undefined;
    if (sign.has('key') && !haveKey)
        throw none('The input sign says key, but there is nothing to check the key against.', 'Give ca-certificate, the manifest CA that devices trust, or certificate.');
    if (sign.has('keyless') && identity === undefined)
        throw none('The input sign says keyless, but not who must have signed.', 'Give certificate-identity and certificate-oidc-issuer.');
    if (!haveKey && identity === undefined) {
        throw none('Nothing says who must have signed, so nothing could be verified.', 'Give ca-certificate (the product’s key), or certificate-identity and certificate-oidc-issuer (keyless), or both.');
    }
    const wanted = (kind, have) => have && (sign.size === 0 || sign.has(kind));
    const { wholeText } = await __webpack_require__.e(/* import() */ 4603).then(__webpack_require__.bind(__webpack_require__, 44603));
    return {
        key: wanted('key', haveKey) ? { caCertificate, certificate } : undefined,
        keyless: wanted('keyless', identity !== undefined) && certificateOidcIssuer !== undefined
            ? {
                identity: {
                    san: certificateIdentity === undefined ? wholeText(certificateIdentityRegexp ?? '', 'certificate-identity-regexp') : { exact: certificateIdentity },
                    issuer: { exact: certificateOidcIssuer },
                },
                trust: async () => {
                    const { parseTrust, publicGoodTrust } = await __webpack_require__.e(/* import() */ 1247).then(__webpack_require__.bind(__webpack_require__, 11247));
                    if (options.sigstoreTrustedRoot !== undefined)
                        return parseTrust(await (0,_pem_js__WEBPACK_IMPORTED_MODULE_8__/* .readJson */ .Vh)(paths, options.sigstoreTrustedRoot, 'sigstore-trusted-root'));
                    return publicGoodTrust({ deadline: Date.now() + 60_000, onProgress: context.log.info });
                },
            }
            : undefined,
    };
}
function none(message, cure) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'anchor', message, { cure });
}


/***/ }),

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
