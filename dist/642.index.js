export const id = 642;
export const ids = [642];
export const modules = {

/***/ 20642:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   loadKey: () => (/* binding */ loadKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7629);
/* harmony import */ var _certificate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9998);




/**
 * A signer by a product's key, or by a command that has it. Everything that needs no signature is checked at once. Throws Failures: `usage` when an input
 * can't be read or neither key nor command is there, `problem` `certificate-chain` when certificate or key are of a kind that devices refuse, or
 * don't belong together (mos.md, rule 6).
 */
function loadKey(inputs) {
    const certificate = (0,_certificate_js__WEBPACK_IMPORTED_MODULE_3__.deviceCertificate)(inputs.certificate, 'The input certificate');
    if (certificate.publicKey.asymmetricKeyType !== 'rsa') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'certificate-chain', `The certificate ${named(certificate)} has a ${kindOf(certificate.publicKey)} key; a device takes RSA alone`, {
            cure: 'Have the CA issue a certificate for an RSA key: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out key.pem',
        });
    }
    const raw = inputs.keyCommand ?? keyInMemory(inputs, certificate);
    return {
        certificatePem: Buffer.from(inputs.certificate),
        async sign(bytes) {
            const signature = await raw(bytes);
            if (!(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.verify)('sha256', bytes, certificate.publicKey, signature)) {
                throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'certificate-chain', `The signature that the key made is not one by the certificate ${named(certificate)}`, {
                    cure: inputs.keyCommand === undefined
                        ? 'Give the certificate that was issued for this key.'
                        : 'key-command must sign with the key of this certificate: RSA PKCS#1 v1.5 over the SHA-256 of all of its stdin, and write the raw signature to stdout.',
                });
            }
            return signature;
        },
    };
}
function keyInMemory(inputs, certificate) {
    if (inputs.key === undefined || inputs.key === '') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'key-missing', 'sign: key needs a private key, and none was given', { cure: 'Give it in the input key, or a command that signs in key-command.' });
    }
    const { key, encoding } = (0,_certificate_js__WEBPACK_IMPORTED_MODULE_3__.parsePrivateKey)(inputs.key, inputs.passphrase);
    if (key.asymmetricKeyType !== 'rsa') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'certificate-chain', `The private key is a ${kindOf(key)} key; a device takes RSA alone`, {
            cure: 'Make an RSA key, and have the CA issue its certificate: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out key.pem',
        });
    }
    if (!encoding.endsWith('pkcs8')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'certificate-chain', 'The private key is in PKCS#1 form (BEGIN RSA PRIVATE KEY), which mosb cannot read', {
            cure: 'Convert it, and give the new file: openssl pkcs8 -topk8 -nocrypt -in key.pem -out key.pkcs8.pem (without -nocrypt it stays encrypted).',
        });
    }
    if (!certificate.checkPrivateKey(key)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('problem', 'certificate-chain', `The private key does not belong to the certificate ${named(certificate)}`, {
            cure: 'Give the certificate that was issued for this key. Both of these commands must print the same: openssl pkey -in key.pem -pubout, openssl x509 -in cert.pem -noout -pubkey',
        });
    }
    return async (bytes) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)('sha256', bytes, key);
}
function named(certificate) {
    return (0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)((0,_certificate_js__WEBPACK_IMPORTED_MODULE_3__.commonName)(certificate), 100);
}
function kindOf(key) {
    const type = key.asymmetricKeyType ?? 'unknown';
    return type.startsWith('ed') ? type.replace('ed', 'Ed') : type.toUpperCase();
}


/***/ })

};
