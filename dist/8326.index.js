export const id = 8326;
export const ids = [8326,9998,4603];
export const modules = {

/***/ 1219:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ authorityFault),
/* harmony export */   c: () => (/* binding */ certificateFault)
/* harmony export */ });
/* harmony import */ var _der_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22606);
/* harmony import */ var _extensions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2367);


const OID = 0x06;
/** The signature algorithms that Go's crypto/x509 verifies, but for RSA-PSS: RSA and ECDSA over SHA-256, 384 and 512, and Ed25519. */
const VERIFIED = ['2a864886f70d01010b', '2a864886f70d01010c', '2a864886f70d01010d', '2a8648ce3d040302', '2a8648ce3d040303', '2a8648ce3d040304', '2b6570'];
const RSA_PSS = '2a864886f70d01010a';
const MGF1 = '2a864886f70d010108';
/** For RSA-PSS: the salt's length in bytes that Go wants with each hash. */
const SALTS = { '608648016503040201': 32, '608648016503040202': 48, '608648016503040203': 64 };
const NAMES = {
    '2a864886f70d010104': 'MD5',
    '2a864886f70d010105': 'SHA-1',
    '2a864886f70d01010e': 'SHA-224',
    '2a8648ce3d0401': 'SHA-1',
    [RSA_PSS]: 'RSA-PSS of parameters that are not usual',
};
/**
 * Why Go's crypto/x509, by which mosctl and cosign verify, refuses a certificate whoever issued it, in words that go on after "The certificate"; undefined when none of
 * what is looked for is there: how it is signed, and critical extensions (checkSignature and processExtensions of Go 1.26). A negative serial number is no fault: mosctl
 * is built with x509negativeserial=1. `alsoKnown`: critical extensions of RFC 5280 that the caller reads himself, by their last number.
 */
function certificateFault(certificate, alsoKnown = []) {
    try {
        return signatureFault(certificate) ?? contentFault(certificate, alsoKnown);
    }
    catch {
        return 'is no DER';
    }
}
/** As `certificateFault`, of the CA's certificate: nobody verifies how that is signed. */
function authorityFault(certificate) {
    try {
        return contentFault(certificate);
    }
    catch {
        return 'is no DER';
    }
}
function contentFault(certificate, alsoKnown = []) {
    const unknown = (0,_extensions_js__WEBPACK_IMPORTED_MODULE_0__/* .unknownCritical */ .Uz)(certificate).find((extension) => !alsoKnown.includes((0,_extensions_js__WEBPACK_IMPORTED_MODULE_0__/* .standardExtension */ .x8)(extension) ?? -1));
    return unknown === undefined ? undefined : `has the critical extension ${(0,_extensions_js__WEBPACK_IMPORTED_MODULE_0__/* .dotted */ .Bs)(unknown.oid)}, which Go's crypto/x509 does not know or cannot apply`;
}
function signatureFault(certificate) {
    const algorithm = parts(parts((0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)(certificate.raw)[0])[1]);
    const oid = oidOf(algorithm);
    if (VERIFIED.includes(oid) || (oid === RSA_PSS && isUsualPss(algorithm[1])))
        return undefined;
    return `is signed with ${NAMES[oid] ?? `the algorithm ${(0,_extensions_js__WEBPACK_IMPORTED_MODULE_0__/* .dotted */ .Bs)(Buffer.from(oid, 'hex'))}`}, which Go's crypto/x509 does not verify`;
}
/** RSASSA-PSS-params (RFC 4055 §3.1), each of them stated: the hash, the same one in MGF1, and a salt as long as it. */
function isUsualPss(parameters) {
    const stated = new Map(parts(parameters).map((each) => [each.tag, parts(each)[0]]));
    const hash = oidOf(parts(stated.get(0xa0)));
    const mask = parts(stated.get(0xa1));
    const trailer = stated.get(0xa3)?.content;
    return oidOf(mask) === MGF1 && oidOf(parts(mask[1])) === hash && stated.get(0xa2)?.content.equals(Buffer.from([SALTS[hash] ?? 0])) === true && (trailer === undefined || trailer.equals(Buffer.from([1])));
}
/** The OID that an AlgorithmIdentifier begins with, in hex; '' for none. */
function oidOf([first]) {
    return first?.tag === OID ? first.content.toString('hex') : '';
}
function parts(element) {
    return element === undefined ? [] : (0,_der_js__WEBPACK_IMPORTED_MODULE_1__/* .derElements */ .z)(element.content);
}


/***/ }),

/***/ 9998:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   certificateFacts: () => (/* binding */ certificateFacts),
/* harmony export */   commonName: () => (/* binding */ commonName),
/* harmony export */   deviceCertificate: () => (/* binding */ deviceCertificate),
/* harmony export */   hasIssued: () => (/* binding */ hasIssued),
/* harmony export */   isInDate: () => (/* binding */ isInDate),
/* harmony export */   oneLine: () => (/* binding */ oneLine),
/* harmony export */   parseCertificates: () => (/* binding */ parseCertificates),
/* harmony export */   parsePrivateKey: () => (/* binding */ parsePrivateKey),
/* harmony export */   pemBlocks: () => (/* binding */ pemBlocks)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _certificate_fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1219);
/* harmony import */ var _pem_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(95899);




/** The PEM blocks (RFC 7468) of a text, in order, wherever in a line they stand; text between them is ignored. Go's pem.Decode asks for more: see `deviceCertificate`. */
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
 * The certificate that a device reads in a PEM text: its first block, written as Go's pem.Decode wants it. `what` names the input in messages. Throws a `usage`
 * Failure as `parseCertificates`, and when OpenSSL finds a certificate where Go finds none or another: installing it fails with "Failed to decode manifest cert".
 */
function deviceCertificate(pem, what) {
    const [leaf] = parseCertificates(pem, what);
    const decoded = (0,_pem_js__WEBPACK_IMPORTED_MODULE_3__/* .decodePem */ .x)(pem);
    if (decoded?.label === 'CERTIFICATE' && decoded.bytes.equals(leaf.raw))
        return leaf;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'certificate-unreadable', `${what} ${pem.startsWith('\u{feff}') ? 'begins with a byte order mark, so' : 'is not written as PEM should be:'} no device can decode it`, {
        cure: 'The BEGIN line and the END line must each be a line of its own, with nothing before or behind it. Write it anew: openssl x509 -in OLD -out NEW',
    });
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
    const [, ...others] = parseCertificates(inputs.certificatePem, 'The input certificate');
    const leaf = deviceCertificate(inputs.certificatePem, 'The input certificate');
    const cas = inputs.caPem === undefined ? undefined : parseCertificates(inputs.caPem, 'The input ca-certificate');
    const key = inputs.keyPem === undefined ? undefined : parsePrivateKey(inputs.keyPem, inputs.passphrase);
    const issuers = cas?.filter((ca) => isInDate(ca, inputs.now) && hasIssued(ca, leaf));
    const name = commonName(leaf);
    return {
        commonName: name,
        product: /^manifest PRODUCT:(.+)$/.exec(name)?.[1] ?? null,
        keyType: leaf.publicKey.asymmetricKeyType ?? 'unknown',
        keyBits: leaf.publicKey.asymmetricKeyDetails?.modulusLength ?? null,
        notBefore: leaf.validFromDate,
        notAfter: leaf.validToDate,
        issuedByCa: issuers === undefined ? null : issuers.length > 0,
        refused: (0,_certificate_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .certificateFault */ .c)(leaf) ?? issuersFault(issuers ?? []) ?? null,
        issuer: oneLine(leaf.issuer),
        intermediates: others.length,
        keyMatches: key === undefined ? null : leaf.checkPrivateKey(key.key),
        keyEncoding: key?.encoding ?? null,
    };
}
/** What is wrong of the CA certificates, when there is no good one among them. */
function issuersFault(issuers) {
    const faults = issuers.map(_certificate_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .authorityFault */ .M);
    return faults.includes(undefined) || faults.length === 0 ? undefined : `is by a CA whose own certificate ${faults[0]}`;
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


/***/ }),

/***/ 22606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ derElements)
/* harmony export */ });
/** The elements that stand one after the other in these bytes. Throws a RangeError when they are no DER (tags above 30 are not known). */
function derElements(bytes) {
    const elements = [];
    for (let at = 0; at < bytes.length;) {
        const tag = bytes.readUInt8(at);
        const first = bytes.readUInt8(at + 1);
        const extra = first < 0x80 ? 0 : first & 0x7f;
        if ((tag & 0x1f) === 0x1f || first === 0x80 || extra > 4)
            throw new RangeError('not DER');
        const start = at + 2 + extra;
        const end = start + (extra === 0 ? first : bytes.readUIntBE(at + 2, extra));
        if (end > bytes.length)
            throw new RangeError('DER ends early');
        elements.push({ tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
        at = end;
    }
    return elements;
}


/***/ }),

/***/ 44603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ mustBe),
/* harmony export */   c: () => (/* binding */ matches),
/* harmony export */   wholeText: () => (/* binding */ wholeText)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);


/**
 * A regular expression that must match the whole text: cosign's `--certificate-identity-regexp` matches a part too, so that `github.com/acme` would let in
 * `evil.example/github.com/acme`. `input` names where it came from. Throws a `usage` Failure when it is none.
 */
function wholeText(pattern, input) {
    try {
        // By itself first: `a)|(?:b` would close the group that anchors it.
        void new RegExp(pattern, 'u');
        return { pattern: new RegExp(`^(?:${pattern})$`, 'u') };
    }
    catch (cause) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'regular-expression', `${input}: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(pattern, 100)} is not a regular expression`, {
            cure: 'Write one as JavaScript takes it with the flag u: escape what is meant as it stands (\\. for a dot). It must match the whole text.',
            cause,
        });
    }
}
/** Whether the text is there and is what it must be. */
function matches(expectation, text) {
    if (text === undefined)
        return false;
    return 'exact' in expectation ? text === expectation.exact : expectation.pattern.test(text);
}
/** For messages. */
function mustBe(expectation) {
    return 'exact' in expectation ? expectation.exact : `matched by ${expectation.pattern.source}`;
}


/***/ }),

/***/ 2367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $9: () => (/* binding */ NAME_CONSTRAINTS),
/* harmony export */   Bs: () => (/* binding */ dotted),
/* harmony export */   EO: () => (/* binding */ certificateExtensions),
/* harmony export */   FL: () => (/* binding */ SUBJECT_ALTERNATIVE_NAME),
/* harmony export */   Uz: () => (/* binding */ unknownCritical),
/* harmony export */   x8: () => (/* binding */ standardExtension)
/* harmony export */ });
/* harmony import */ var _der_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22606);

const BOOLEAN = 0x01;
const NONE = Buffer.alloc(0);
/** The arc 2.5.29, of the extensions of RFC 5280. */
const ID_CE = Buffer.from('551d', 'hex');
/** Of this arc those that Go's crypto/x509 knows, by their last number: key usage, basic constraints, CRL distribution, policies and theirs, extended key usage. */
const KNOWN = [15, 19, 31, 32, 33, 36, 37, 54];
const SUBJECT_ALTERNATIVE_NAME = 17;
const NAME_CONSTRAINTS = 30;
/** The tags of the names that Go knows in a general name: e-mail, DNS, URI, IP address; in a name constraint they are the same. */
const KNOWN_NAMES = [1, 2, 6, 7];
/** The extensions of a certificate: [3] of TBSCertificate, each SEQUENCE { OID, [critical BOOLEAN], OCTET STRING }. Throws a RangeError when it is no DER. */
function certificateExtensions(certificate) {
    const [whole] = (0,_der_js__WEBPACK_IMPORTED_MODULE_0__/* .derElements */ .z)(certificate.raw);
    const [toBeSigned] = inside(whole);
    const tagged = inside(toBeSigned).find(({ tag }) => tag === 0xa3);
    return inside(inside(tagged)[0]).map((extension) => {
        const parts = inside(extension);
        const flag = parts[1];
        return { oid: parts[0]?.content ?? NONE, critical: flag?.tag === BOOLEAN && flag.content[0] !== 0, value: parts.at(-1)?.content ?? NONE };
    });
}
/** The last number of an extension's OID when it is one of RFC 5280's own, as 17 of 2.5.29.17. */
function standardExtension({ oid }) {
    return oid.length === 3 && oid.subarray(0, 2).equals(ID_CE) ? oid[2] : undefined;
}
/** The critical extensions that Go's crypto/x509 does not know or cannot apply, so that it refuses the certificate (RFC 5280 §4.2; processExtensions of Go 1.26). */
function unknownCritical(certificate) {
    return certificateExtensions(certificate).filter((extension) => extension.critical && !isKnown(extension));
}
function isKnown(extension) {
    const number = standardExtension(extension);
    if (number === SUBJECT_ALTERNATIVE_NAME)
        return inside((0,_der_js__WEBPACK_IMPORTED_MODULE_0__/* .derElements */ .z)(extension.value)[0]).some(({ tag }) => KNOWN_NAMES.includes(tag & 0x1f));
    if (number === NAME_CONSTRAINTS) {
        const subtrees = inside((0,_der_js__WEBPACK_IMPORTED_MODULE_0__/* .derElements */ .z)(extension.value)[0]).flatMap(inside);
        return subtrees.every((subtree) => KNOWN_NAMES.includes((inside(subtree)[0]?.tag ?? 0) & 0x1f));
    }
    return number !== undefined && KNOWN.includes(number);
}
/** An OID's content in dots (X.690 §8.19). */
function dotted(oid) {
    const numbers = [];
    let number = 0n;
    for (const byte of oid) {
        number = number * 128n + BigInt(byte & 0x7f);
        if (byte >= 0x80)
            continue;
        numbers.push(number);
        number = 0n;
    }
    const [first = 0n, ...rest] = numbers;
    const arc = first < 80n ? first / 40n : 2n;
    return [arc, first - arc * 40n, ...rest].join('.');
}
/** The elements in an element; none in nothing. */
function inside(element) {
    return (0,_der_js__WEBPACK_IMPORTED_MODULE_0__/* .derElements */ .z)(element?.content ?? NONE);
}


/***/ }),

/***/ 97055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ certificateIdentity)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _der_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22606);
/* harmony import */ var _extensions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2367);



/** 1.3.6.1.4.1.57264.1, Fulcio's arc, in DER. */
const FULCIO = Buffer.from('2b0601040183bf3001', 'hex');
/** Up to here the value is the bare text; above it is a DER UTF8String. */
const LAST_BARE = 6;
/** The identity in a certificate. One that was not issued by Fulcio gives undefined for what it doesn't hold. Throws a RangeError when it is no DER. */
function certificateIdentity(certificate) {
    const sans = [];
    const extensions = new Map();
    for (const extension of (0,_extensions_js__WEBPACK_IMPORTED_MODULE_1__/* .certificateExtensions */ .EO)(certificate)) {
        const { oid, value } = extension;
        if ((0,_extensions_js__WEBPACK_IMPORTED_MODULE_1__/* .standardExtension */ .x8)(extension) === _extensions_js__WEBPACK_IMPORTED_MODULE_1__/* .SUBJECT_ALTERNATIVE_NAME */ .FL)
            sans.push(...alternativeNames(value));
        else if (oid.subarray(0, -1).equals(FULCIO)) {
            const number = oid.readUInt8(FULCIO.length);
            extensions.set(number, number <= LAST_BARE ? value.toString('utf8') : ((0,_der_js__WEBPACK_IMPORTED_MODULE_2__/* .derElements */ .z)(value)[0]?.content.toString('utf8') ?? ''));
        }
    }
    return {
        san: sans.length === 1 ? sans[0] : undefined,
        issuer: extensions.get(8) ?? extensions.get(1),
        repository: extensions.get(12),
        ref: extensions.get(14) ?? extensions.get(6),
        commit: extensions.get(13) ?? extensions.get(3),
        trigger: extensions.get(20) ?? extensions.get(2),
        workflowName: extensions.get(4),
        workflow: extensions.get(18),
        runUrl: extensions.get(21),
        runner: extensions.get(11),
        extensions,
    };
}
/** Every general name (RFC 5280 §4.2.1.6): an e-mail address [1] or URI [6] as its text; Fulcio's user name, an otherName [0], as its UTF8String; others as hex, to be counted. */
function alternativeNames(value) {
    return (0,_der_js__WEBPACK_IMPORTED_MODULE_2__/* .derElements */ .z)((0,_der_js__WEBPACK_IMPORTED_MODULE_2__/* .derElements */ .z)(value)[0]?.content ?? Buffer.alloc(0)).map(({ tag, content }) => {
        if (tag === 0x81 || tag === 0x86)
            return content.toString('utf8');
        const [oid, wrapped] = tag === 0xa0 ? (0,_der_js__WEBPACK_IMPORTED_MODULE_2__/* .derElements */ .z)(content) : [];
        const text = oid?.content.equals(Buffer.concat([FULCIO, Buffer.from([7])])) === true ? (0,_der_js__WEBPACK_IMPORTED_MODULE_2__/* .derElements */ .z)(wrapped?.content ?? Buffer.alloc(0))[0] : undefined;
        return text?.content.toString('utf8') ?? `other:${content.toString('hex')}`;
    });
}


/***/ }),

/***/ 89633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ moment)
/* harmony export */ });
/** A time as it stands in a message and in what is published, in whole seconds: `2026-01-02T03:04:05Z`. */
function moment(date) {
    return date.toISOString().replace(/\.\d+Z$/, 'Z');
}


/***/ }),

/***/ 95899:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ decodePem)
/* harmony export */ });
const BEGIN = '-----BEGIN ';
const END = '\n-----END ';
const DASHES = '-----';
/**
 * The first PEM block that Go's pem.Decode gives for a text (encoding/pem of Go 1.26, followed step by step), and so the one that mosctl reads; undefined when it
 * gives none. It wants the BEGIN line at the start of a line and nothing but blanks after the END line; what is otherwise is passed over. OpenSSL takes more.
 */
function decodePem(text) {
    for (let from = 0;;) {
        const end = text.indexOf(END, from);
        if (end < 0)
            return undefined;
        const before = text.slice(from, end);
        const begin = before.lastIndexOf(BEGIN);
        const isLine = begin === 0 || before[begin - 1] === '\n';
        const block = begin < 0 || !isLine ? 'none' : blockAt(text, from + begin, end);
        if (block !== 'none')
            return block;
        from = end + END.length;
    }
}
/** The block whose BEGIN stands at `begin` and whose END's line break at `end`. 'none': look behind it; undefined: there is none behind it, either. */
function blockAt(text, begin, end) {
    const trailer = end + END.length;
    const first = lineAt(text, begin + BEGIN.length);
    if (!first.line.endsWith(DASHES))
        return 'none';
    const label = first.line.slice(0, -DASHES.length);
    let body = first.next;
    // Headers (RFC 1421) are the lines with a colon. The first without one begins the base64.
    for (let header = lineAt(text, body); header.line.includes(':'); header = lineAt(text, body)) {
        body = header.next;
        if (body > trailer)
            return undefined;
    }
    if (body > first.next && body > end)
        return 'none';
    if (lineAt(text, trailer).line !== `${label}${DASHES}`)
        return 'none';
    const base64 = text.slice(body, Math.max(body, end)).replaceAll(/[ \t\r\n]/g, '');
    if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64))
        return 'none';
    return { label, bytes: Buffer.from(base64, 'base64') };
}
/** The line from `at` on without the blanks at its end, and where the next one begins. */
function lineAt(text, at) {
    const lineBreak = text.indexOf('\n', at);
    let end = lineBreak < 0 ? text.length : lineBreak;
    if (lineBreak > at && text[end - 1] === '\r')
        end -= 1;
    while (end > at && (text[end - 1] === ' ' || text[end - 1] === '\t'))
        end -= 1;
    return { line: text.slice(at, end), next: lineBreak < 0 ? text.length : lineBreak + 1 };
}


/***/ })

};
