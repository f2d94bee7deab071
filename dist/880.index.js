export const id = 880;
export const ids = [880];
export const modules = {

/***/ 10880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   COPIES_AT_ONCE: () => (/* binding */ COPIES_AT_ONCE),
/* harmony export */   imageMissing: () => (/* binding */ imageMissing),
/* harmony export */   imagePlace: () => (/* binding */ imagePlace),
/* harmony export */   imageReplaced: () => (/* binding */ imageReplaced),
/* harmony export */   withRepositoryCure: () => (/* binding */ withRepositoryCure)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11260);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7629);




/** Blobs that move at once: most are small, and a far registry is a matter of round trips (bench/publish.ts). */
const COPIES_AT_ONCE = 32;
/** Hosts on which nobody owns the root namespace, so that `HOST/mos` cannot be written (docs/registries.md). */
const WITHOUT_ROOT = [
    /^ghcr\.io$/,
    /^(?:docker\.io|registry-1\.docker\.io)$/,
    /^quay\.io$/,
    /^registry\.gitlab\.com$/,
    /^public\.ecr\.aws$/,
    /^\d{12}\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/,
    /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)$/,
];
/**
 * Where the images of a release go (contract, input `images`): `HOST/mos`, which mosctl reads (mos.md "The wire"), the destination's own
 * repository on hosts without a root namespace, or the place that the input names; in a layout and an archive of one the names are `mos:<hex>`.
 * Throws a `usage` Failure `images`.
 */
function imagePlace(images, release) {
    const named = images === 'auto' || images === 'none' ? undefined : (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.parseDestination)(images, 'images');
    if (named !== undefined && (named.kind !== release.kind || (named.kind === 'archive' && (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.formatDestination)(named) !== (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.formatDestination)(release)))) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'images', `The input images cannot be ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(images, 100)}: a release and its images are both in a registry, both in layouts, or both in one archive.`, {
            cure: 'Leave images at auto.',
        });
    }
    const destination = named ?? (release.kind !== 'registry' ? release : { kind: 'registry', host: release.host, repository: rootless(release.host) ? release.repository : 'mos' });
    const tag = (digest) => (destination.kind !== 'registry' ? `mos:${(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .hexOf */ .ZD)(digest)}` : (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .hexOf */ .ZD)(digest));
    return {
        destination,
        copied: images !== 'none',
        tag,
        show: (digest) => `${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.formatDestination)(destination)}:${tag(digest)}`,
    };
}
/** `images: none`, and an image is not there. */
function imageMissing(reference) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'images', `The input images is none, but ${reference} is not there with that digest.`, { cure: 'Copy the images first, or set images: auto to have them copied.' });
}
/** An image's name is its digest, so whoever made it name something else erred, or meant harm. */
function imageReplaced(reference, before) {
    return `${reference} named ${before}, which is not what its name says; it was set right. See who may write there.`;
}
/**
 * What Amazon ECR says of a repository that nobody made becomes the command that makes it (docs/registries.md); every other error is
 * given back as it is.
 */
function withRepositoryCure(error, ...places) {
    if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || error.kind !== 'unavailable')
        return error;
    const place = places.find((each) => each.kind === 'registry' && isEcr(each.host) && error.message.includes(`${each.host}/${each.repository}`));
    if (place?.kind !== 'registry' || !/\bNAME_UNKNOWN\b|does not exist/i.test(error.message))
        return error;
    const region = /\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\./.exec(place.host)?.[1];
    const command = region === undefined ? `aws ecr-public create-repository --repository-name ${place.repository.replace(/^[^/]+\//, '')}` : `aws ecr create-repository --region ${region} --repository-name ${place.repository}`;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unavailable', 'repository-missing', `${place.host}/${place.repository} does not exist, and Amazon ECR makes no repository by itself.`, { cure: `Make it once: ${command}`, cause: error });
}
function isEcr(host) {
    return host === 'public.ecr.aws' || /^\d{12}\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(host);
}
function rootless(host) {
    return WITHOUT_ROOT.some((pattern) => pattern.test(host.replace(/:443$/, '')));
}


/***/ })

};
