export const id = 9998;
export const ids = [9998];
export const modules = {

/***/ 9998:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   certificateFacts: () => (/* binding */ certificateFacts),
/* harmony export */   commonName: () => (/* binding */ commonName),
/* harmony export */   hasIssued: () => (/* binding */ hasIssued),
/* harmony export */   isInDate: () => (/* binding */ isInDate),
/* harmony export */   oneLine: () => (/* binding */ oneLine),
/* harmony export */   parseCertificates: () => (/* binding */ parseCertificates),
/* harmony export */   parsePrivateKey: () => (/* binding */ parsePrivateKey),
/* harmony export */   pemBlocks: () => (/* binding */ pemBlocks)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);


/** The PEM blocks (RFC 7468) of a text, in order; text between them is ignored, as Go's pem.Decode ignores it. */
function pemBlocks(text) {
    return [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g)].map(([block, label = '']) => ({ label, text: block }));
}
/**
 * The certificates of a PEM text, in order. `what` names the input in messages. Throws a `usage` Failure when there is none, when the
 * first block is something else (mosctl reads the first block), or when one can't be parsed.
 */
function parseCertificates(pem, what) {
    const blocks = pemBlocks(pem);
    const first = blocks[0];
    if (first === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'certificate-unreadable', `${what} holds no PEM block`, { cure: 'Give a certificate that begins with -----BEGIN CERTIFICATE-----.' });
    }
    if (first.label !== 'CERTIFICATE') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'certificate-unreadable', `${what} begins with a ${first.label}, where a CERTIFICATE is wanted`, {
            cure: first.label.includes('PRIVATE KEY') ? 'Private keys belong in the input key. Put the certificate alone into this one.' : 'Put the certificate first.',
        });
    }
    const parse = (block, at) => {
        try {
            return new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(block.text);
        }
        catch (cause) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'certificate-unreadable', `${what}: certificate ${at + 1} can't be parsed`, { cure: 'See what openssl x509 -noout -text says about it.', cause });
        }
    };
    const others = blocks.slice(1).filter((block) => block.label === 'CERTIFICATE');
    return [parse(first, 0), ...others.map((block, at) => parse(block, at + 1))];
}
/**
 * A private key of a PEM text and the encoding it had. Throws a `usage` Failure when it can't be read: no key, an unknown form, a passphrase that is
 * missing or wrong. Nothing of the key is ever in a message.
 */
function parsePrivateKey(pem, passphrase) {
    const block = pemBlocks(pem).find(({ label }) => label.endsWith('PRIVATE KEY'));
    if (block === undefined) {
        const other = pemBlocks(pem)[0]?.label;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'key-unreadable', other === undefined ? 'The input key holds no PEM block' : `The input key holds a ${other} and no private key`, {
            cure: 'Give an RSA private key in PKCS#8 form; it begins with -----BEGIN PRIVATE KEY----- or -----BEGIN ENCRYPTED PRIVATE KEY-----.',
        });
    }
    const encoding = keyEncoding(block);
    const encrypted = encoding.startsWith('encrypted');
    const secret = encrypted ? passphrase : undefined;
    if (encoding === 'openssh') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'key-unreadable', 'The private key is in the form of OpenSSH', { cure: 'Convert a copy of it: ssh-keygen -p -m PKCS8 -f COPY' });
    }
    if (encrypted && (secret === undefined || secret === '')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'passphrase-missing', 'The private key is encrypted and no passphrase was given', { cure: 'Give it in the input key-passphrase.' });
    }
    try {
        return { key: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)({ key: block.text, format: 'pem', ...(secret === undefined ? {} : { passphrase: secret }) }), encoding };
    }
    catch {
        // The cause is left out: what OpenSSL says helps nobody here, and nothing that came from a key may travel.
        throw encrypted
            ? new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'passphrase-wrong', 'The passphrase does not open the private key', { cure: 'Check the input key-passphrase: a newline at its end counts as part of it.' })
            : new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'key-unreadable', "The private key can't be parsed", { cure: 'See what openssl pkey -noout -check says about it.' });
    }
}
function keyEncoding(block) {
    switch (block.label) {
        case 'PRIVATE KEY':
            return 'pkcs8';
        case 'ENCRYPTED PRIVATE KEY':
            return 'encrypted-pkcs8';
        case 'RSA PRIVATE KEY':
            return /^Proc-Type: 4,ENCRYPTED/m.test(block.text) ? 'encrypted-pkcs1' : 'pkcs1';
        case 'EC PRIVATE KEY':
            return 'sec1';
        case 'OPENSSH PRIVATE KEY':
            return 'openssh';
        default:
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'key-unreadable', `The input key holds a ${block.label}, which is none that this tool knows`, {
                cure: 'Convert it to PKCS#8: openssl pkcs8 -topk8 -in OLD -out NEW',
            });
    }
}
/** The facts of a product's certificate. Throws a `usage` Failure when an input can't be read. */
function certificateFacts(inputs) {
    const [leaf, ...others] = parseCertificates(inputs.certificatePem, 'The input certificate');
    const cas = inputs.caPem === undefined ? undefined : parseCertificates(inputs.caPem, 'The input ca-certificate');
    const key = inputs.keyPem === undefined ? undefined : parsePrivateKey(inputs.keyPem, inputs.passphrase);
    const name = commonName(leaf);
    return {
        commonName: name,
        product: /^manifest PRODUCT:(.+)$/.exec(name)?.[1] ?? null,
        keyType: leaf.publicKey.asymmetricKeyType ?? 'unknown',
        keyBits: leaf.publicKey.asymmetricKeyDetails?.modulusLength ?? null,
        notBefore: leaf.validFromDate,
        notAfter: leaf.validToDate,
        issuedByCa: cas === undefined ? null : cas.some((ca) => isInDate(ca, inputs.now) && hasIssued(ca, leaf)),
        issuer: oneLine(leaf.issuer),
        intermediates: others.length,
        keyMatches: key === undefined ? null : leaf.checkPrivateKey(key.key),
        keyEncoding: key?.encoding ?? null,
    };
}
/** The subject's common name, '' when there is none; of several the last, as Go's pkix.Name keeps it. */
function commonName(certificate) {
    const names = certificate.toLegacyObject().subject?.CN;
    return (Array.isArray(names) ? names.at(-1) : names) ?? '';
}
/** Whether `ca` is a CA whose key signed `certificate` and whose name it gives as issuer. */
function hasIssued(ca, certificate) {
    return ca.ca && certificate.checkIssued(ca) && certificate.verify(ca.publicKey);
}
/** Whether `time` is within the certificate's dates, both ends included (RFC 5280 §4.1.2.5). */
function isInDate(certificate, time) {
    return certificate.validFromDate <= time && time <= certificate.validToDate;
}
/** node's distinguished names have one attribute a line. */
function oneLine(name) {
    return (name ?? '').split('\n').join(', ');
}


/***/ })

};
