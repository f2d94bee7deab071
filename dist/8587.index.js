export const id = 8587;
export const ids = [8587];
export const modules = {

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
