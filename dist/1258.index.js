export const id = 1258;
export const ids = [1258];
export const modules = {

/***/ 1258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   verifyKeySignature: () => (/* binding */ verifyKeySignature)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7629);
/* harmony import */ var _certificate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9998);
/* harmony import */ var _step_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16495);
/* harmony import */ var _moment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(89633);






/**
 * Whether a raw RSA signature is by the product's key, as mosctl decides it (mos.md "The wire"): the first certificate is RSA, in date now, issued directly by the CA, names the
 * product, and its key signed these bytes. What was published is judged in steps; throws a `usage` Failure only for an anchor that can't be read.
 */
function verifyKeySignature(inputs) {
    let leaf;
    let facts;
    const expected = inputs.certificate === undefined ? undefined : (0,_certificate_js__WEBPACK_IMPORTED_MODULE_3__.parseCertificates)(inputs.certificate, 'The input certificate')[0];
    if (inputs.caCertificate !== undefined)
        (0,_certificate_js__WEBPACK_IMPORTED_MODULE_3__.parseCertificates)(inputs.caCertificate, 'The input ca-certificate');
    try {
        leaf = (0,_certificate_js__WEBPACK_IMPORTED_MODULE_3__.deviceCertificate)(inputs.certificatePem, 'The certificate of the release');
        facts = (0,_certificate_js__WEBPACK_IMPORTED_MODULE_3__.certificateFacts)({ certificatePem: inputs.certificatePem, caPem: inputs.caCertificate, now: inputs.now });
    }
    catch (error) {
        return { ok: false, steps: [(0,_step_js__WEBPACK_IMPORTED_MODULE_4__/* .failed */ .gz)('certificate', error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR ? error.message : "The certificate of the release can't be read")], facts: undefined };
    }
    const name = (0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(facts.commonName, 100);
    const steps = [];
    const check = (id, holds, yes, no) => {
        steps.push(holds ? (0,_step_js__WEBPACK_IMPORTED_MODULE_4__/* .passed */ .bF)(id, yes) : (0,_step_js__WEBPACK_IMPORTED_MODULE_4__/* .failed */ .gz)(id, no));
    };
    const isRsa = facts.keyType === 'rsa';
    check('certificate', isRsa && facts.refused === null, `The certificate is ${name}, with an RSA key of ${facts.keyBits} bits`, isRsa ? `The certificate ${name} ${facts.refused}` : `The certificate ${name} has a key of the type ${facts.keyType}; devices take RSA alone`);
    check('certificate-dates', (0,_certificate_js__WEBPACK_IMPORTED_MODULE_3__.isInDate)(leaf, inputs.now), `It is valid until ${(0,_moment_js__WEBPACK_IMPORTED_MODULE_5__/* .moment */ .n)(facts.notAfter)}`, `It is valid from ${(0,_moment_js__WEBPACK_IMPORTED_MODULE_5__/* .moment */ .n)(facts.notBefore)} to ${(0,_moment_js__WEBPACK_IMPORTED_MODULE_5__/* .moment */ .n)(facts.notAfter)}, which ${(0,_moment_js__WEBPACK_IMPORTED_MODULE_5__/* .moment */ .n)(inputs.now)} is not`);
    if (facts.issuedByCa === null)
        steps.push((0,_step_js__WEBPACK_IMPORTED_MODULE_4__/* .skipped */ .hT)('certificate-chain', 'Not checked who issued it: no ca-certificate was given'));
    else
        check('certificate-chain', facts.issuedByCa, 'The CA of ca-certificate issued it', `No valid CA of ca-certificate issued it; it says that it is by ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(facts.issuer, 150)}`);
    if (expected === undefined)
        steps.push((0,_step_js__WEBPACK_IMPORTED_MODULE_4__/* .skipped */ .hT)('certificate-expected', 'Not compared with an expected certificate: none was given'));
    else
        check('certificate-expected', expected.raw.equals(leaf.raw), 'It is the certificate that was expected', 'It is another certificate than the one in the input certificate');
    if (inputs.product === undefined)
        steps.push((0,_step_js__WEBPACK_IMPORTED_MODULE_4__/* .skipped */ .hT)('certificate-product', 'Not compared with a product'));
    else if (facts.product === null)
        steps.push((0,_step_js__WEBPACK_IMPORTED_MODULE_4__/* .failed */ .gz)('certificate-product', `Its name ${name} names no product, where manifest PRODUCT:${(0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(inputs.product, 60)} is wanted`));
    else
        check('certificate-product', 
        // As the rule `certificate-product` reads it: a UUID's letters are the same in both cases (RFC 9562 §4), and mosctl compares nothing.
        facts.product.toLowerCase() === inputs.product.toLowerCase(), `It is for the product ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(facts.product, 60)}`, `It is for the product ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(facts.product, 60)}, and the system manifest for ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(inputs.product, 60)}`);
    const signed = isRsa && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.verify)('sha256', inputs.bytes, leaf.publicKey, inputs.signature);
    check('key-signature', signed, "The certificate's key signed these bytes", isRsa ? "The signature is not one of these bytes by the certificate's key" : 'The signature is not an RSA signature');
    const anchored = facts.issuedByCa !== null || expected !== undefined;
    const ok = anchored && steps.every((step) => step.ok !== false);
    return { ok, steps, facts: ok ? facts : undefined };
}


/***/ })

};
