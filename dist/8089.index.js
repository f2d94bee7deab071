export const id = 8089;
export const ids = [8089];
export const modules = {

/***/ 58089:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hasAttestation: () => (/* binding */ hasAttestation),
/* harmony export */   storeAttestation: () => (/* binding */ storeAttestation)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40317);

/** Stores a sigstore bundle in the repository's attestations, where `gh attestation verify` looks (REST "Create an attestation"). Throws ApiFailure. */
async function storeAttestation(client, bundle) {
    const { owner, repo, octokit } = client;
    await (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .asking */ .os)('Storing the provenance in the repository’s attestations (it takes attestations: write)', () => octokit.request('POST /repos/{owner}/{repo}/attestations', { owner, repo, bundle: { ...bundle } }));
}
/**
 * Whether the repository's attestations of a digest hold this bundle (REST "List attestations"), by its signature; where the list leaves bundles out, whether there is one of that kind. Throws ApiFailure.
 */
async function hasAttestation(client, digest, predicateType, bundle) {
    const { owner, repo, octokit } = client;
    const answer = await (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .missingAsUndefined */ .xo)((0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .asking */ .os)('Looking for the provenance in the repository’s attestations (it takes attestations: write)', () => octokit.request('GET /repos/{owner}/{repo}/attestations/{subject_digest}', { owner, repo, subject_digest: digest, predicate_type: predicateType, per_page: 100 })));
    const listed = answer?.data.attestations ?? [];
    const signature = signatureOf(bundle.dsseEnvelope);
    return listed.some((each) => each.bundle === undefined || each.bundle === null || signatureOf(each.bundle.dsseEnvelope) === signature);
}
function signatureOf(envelope) {
    return envelope?.signatures?.[0]?.sig;
}


/***/ })

};
