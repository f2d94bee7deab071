export const id = 4385;
export const ids = [4385];
export const modules = {

/***/ 14385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   selectServices: () => (/* binding */ selectServices)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);
/* harmony import */ var _moment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89633);



const MEDIA_TYPE = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';
/**
 * The services of a signing config (its parsed JSON) that are to be used at `now`, chosen as sigstore-go does: those within their dates, of the highest API
 * version that is spoken here, the newest of each operator, and as many of them as the selector asks for. Throws a `usage` Failure when the
 * config is none, or none of its services will do.
 */
async function selectServices(signingConfig, now) {
    const { SigningConfig } = await __webpack_require__.e(/* import() */ 9654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19));
    if (typeof signingConfig !== 'object' || signingConfig === null || !('mediaType' in signingConfig) || signingConfig.mediaType !== MEDIA_TYPE) {
        throw refused(`its mediaType is not ${MEDIA_TYPE}`, 'Make one with cosign signing-config create; a trusted root belongs in sigstore-trusted-root.');
    }
    let config;
    try {
        config = SigningConfig.fromJSON(signingConfig);
    }
    catch (cause) {
        throw refused("it can't be read", 'Make one with cosign signing-config create.', cause);
    }
    const choose = async (name, services, versions, selection) => {
        const usable = newest(services, versions, now);
        if (usable.length === 0) {
            throw refused(`no ${name} of API version ${versions.join(' or ')} is valid at ${(0,_moment_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n)(now)}`, 'Get the present signing config of that sigstore.');
        }
        const count = await wanted(selection, usable.length);
        if (count === undefined || count > usable.length) {
            throw refused(`it wants ${selection?.count ?? 0} of its ${name} services, and ${usable.length} can be used`, 'Correct its selector, or get the present signing config.');
        }
        return usable.slice(0, count).map((service) => ({ url: checkedUrl(service.url, name), majorApiVersion: service.majorApiVersion }));
    };
    const [fulcio] = await choose('Fulcio', config.caUrls, [1], undefined);
    const rekor = config.rekorTlogConfig === undefined ? [] : await choose('Rekor', config.rekorTlogUrls, [2, 1], config.rekorTlogConfig);
    const timestamp = config.tsaConfig === undefined ? [] : await choose('timestamp authority', config.tsaUrls, [1], config.tsaConfig);
    if (fulcio === undefined)
        throw refused('it names no Fulcio', 'Add caUrls.');
    if (timestamp.length === 0 && rekor.every(({ majorApiVersion }) => majorApiVersion > 1)) {
        throw refused('nothing in it can say when a signature was made', 'Add a timestamp authority: Rekor 2 gives no time, and the certificate is valid for minutes only.');
    }
    return { fulcio, rekor, timestamp, publicLog: [fulcio, ...rekor].some(({ url }) => isPublicGood(url)) };
}
function refused(message, cure, cause) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'signing-config', `sigstore-signing-config: ${message}`, { cure, cause });
}
/** The services within their dates, of the highest version of which there is one, newest first, one an operator. */
function newest(services, versions, now) {
    const inDate = services.filter(({ validFor }) => (validFor?.start === undefined || validFor.start <= now) && (validFor?.end === undefined || now <= validFor.end));
    const version = versions.find((candidate) => inDate.some(({ majorApiVersion }) => majorApiVersion === candidate));
    const sorted = inDate
        .filter(({ majorApiVersion }) => majorApiVersion === version)
        .toSorted((a, b) => (b.validFor?.start?.getTime() ?? 0) - (a.validFor?.start?.getTime() ?? 0));
    return sorted.filter((service, at) => sorted.findIndex(({ operator }) => operator === service.operator) === at);
}
/** How many of `available` services the selector asks for; one without a selector; undefined when it can't be obeyed. */
async function wanted(selection, available) {
    const { ServiceSelector } = await __webpack_require__.e(/* import() */ 9654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19));
    switch (selection?.selector) {
        case undefined:
        case ServiceSelector.ANY:
            return 1;
        case ServiceSelector.ALL:
            return available;
        case ServiceSelector.EXACT:
            return selection.count > 0 ? selection.count : undefined;
        default:
            return undefined;
    }
}
/**
 * The URL without slashes at its end. Throws a `usage` Failure unless it is https, or http on loopback: Fulcio is sent the identity token. A timestamp
 * authority may speak plain http: it is sent a hash, and what it answers is signed.
 */
function checkedUrl(text, name) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const plain = url?.protocol === 'http:' && (isLoopback(url.hostname) || name === 'timestamp authority');
    if (url === undefined || (url.protocol !== 'https:' && !plain) || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'signing-config', `sigstore-signing-config: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text, 100)} can't be the URL of ${name}`, {
            cure: 'It must be https, without a user, a query or a fragment; plain http is for loopback.',
        });
    }
    return url.href.replace(/\/+$/, '');
}
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
function isPublicGood(url) {
    const { hostname } = new URL(url);
    return hostname === 'sigstore.dev' || hostname.endsWith('.sigstore.dev');
}


/***/ })

};
