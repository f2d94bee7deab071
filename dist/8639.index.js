export const id = 8639;
export const ids = [8639];
export const modules = {

/***/ 28051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cV: () => (/* binding */ failureKinds),
  S4: () => (/* binding */ judge),
  EI: () => (/* binding */ reportOf)
});

// EXTERNAL MODULE: ./lib/manifest/rules/engine.js
var engine = __webpack_require__(9031);
// EXTERNAL MODULE: ./lib/manifest/rules/registries.js
var registries = __webpack_require__(41630);
// EXTERNAL MODULE: ./lib/manifest/rules/source.js
var rules_source = __webpack_require__(59212);
// EXTERNAL MODULE: ./lib/system/compile.js + 1 modules
var compile = __webpack_require__(86987);
// EXTERNAL MODULE: ./lib/system/system.js
var system = __webpack_require__(89616);
;// CONCATENATED MODULE: ./lib/system/diff.js

/**
 * What differs on the device between two manifests: first the system's fields, then the head's targets in its order, then those
 * that went. Targets and volumes are paired by name, so their order is no change. A renamed target is one that went and one that
 * came. Values are texts as a person would write them, null when absent; an empty base gives no changes, as there is nothing
 * to compare with.
 */
function diffManifests(base, head) {
    if (base === undefined)
        return [];
    return [...systemChanges(base.manifest, head.manifest), ...targetChanges(base, head)];
}
function systemChanges(base, head) {
    // A system manifest does not keep them.
    const kept = base.mediaType === system/* SYSTEM_MANIFEST */.o ? head : base;
    const changes = [
        change(null, 'form', base.form, head.form),
        change(null, 'version', diff_text(base.version), diff_text(head.version)),
        change(null, 'product', diff_text(base.product), diff_text(head.product)),
        change(null, 'update_type', diff_text(base.updateType), diff_text(head.updateType)),
        change(null, 'image_type', diff_text(kept.imageType), diff_text(head.imageType)),
        change(null, 'storage_type', diff_text(kept.storageType), diff_text(head.storageType)),
    ];
    const volumes = pair(base.storage ?? [], head.storage ?? [], (volume) => volume.label ?? '');
    for (const { name, before, after } of volumes) {
        changes.push(change(null, `storage.${name}`, before && volumeText(before), after && volumeText(after)));
    }
    return changes.filter((each) => each !== undefined);
}
function targetChanges(base, head) {
    return pair(base.manifest.targets, head.manifest.targets, (target) => target.name).flatMap(({ name, before, after }) => {
        if (before === undefined || after === undefined) {
            return [listChange(name, 'target', before && targetParts(before, base), after && targetParts(after, head))].filter((each) => each !== undefined);
        }
        return fieldChanges(name, { target: before, of: base }, { target: after, of: head });
    });
}
function fieldChanges(name, before, after) {
    const [was, is] = [before.target, after.target];
    const changes = [
        change(name, 'version', was.version, is.version),
        // What a channel names is a system manifest, which keeps no sources (issue 24): nothing to compare then.
        was.source === '' || is.source === '' ? undefined : change(name, 'source', was.source, is.source),
        ...imageChanges(name, before, after),
        change(name, 'service_type', was.serviceType, is.serviceType),
        change(name, 'nsgroup', was.nsgroup, is.nsgroup),
        change(name, 'network.type', was.network?.type, is.network?.type),
        change(name, 'network.ipv4', was.network?.ipv4, is.network?.ipv4),
        change(name, 'network.ipv6', was.network?.ipv6, is.network?.ipv6),
        listChange(name, 'network.ports', portTexts(was.network?.ports), portTexts(is.network?.ports)),
        listChange(name, 'storage', mountTexts(was.storage), mountTexts(is.storage)),
    ].filter((each) => each !== undefined);
    return [...changes, ...verbatimChanges(name, was, is, new Set(changes.map(({ field }) => field.split('.')[0] ?? field)))];
}
/**
 * Digest and size. Both sides resolved: what they resolved to. Otherwise only what is written can differ: a side that was
 * not asked says nothing about a tag, nor about which manifest an index in the source stands for.
 */
function imageChanges(name, before, after) {
    const [was, is] = [resolutionOf(before), resolutionOf(after)];
    const [old, now] = [before.target, after.target];
    const size = change(name, 'size', diff_text(was?.size ?? old.size), diff_text(is?.size ?? now.size));
    if (old.source === now.source && old.digest === now.digest && (was === undefined || is === undefined)) {
        if (old.size === now.size)
            return [];
        // The same digest in the source is the same image, whose size was the same before anybody wrote it down.
        if (digestInSource(now) !== undefined)
            return old.size === undefined || now.size === undefined ? [] : [size];
    }
    return [change(name, 'digest', knownDigest(before, is), knownDigest(after, was)), size];
}
function resolutionOf({ target, of }) {
    return of.resolutions?.get(target.name);
}
/** A digest in the source may be an index's, so it cannot be compared with the image that another index stands for. */
function knownDigest(side, other) {
    const stated = side.target.digest === '' ? undefined : side.target.digest;
    return resolutionOf(side)?.digest ?? stated ?? (other?.indexDigest === undefined ? digestInSource(side.target) : undefined);
}
/** `…@sha256:…` of a registry, or `oci:FOLDER:sha256:…`. */
function digestInSource({ source }) {
    return /[@:](sha256:[0-9a-f]{64})$/.exec(source)?.[1];
}
/**
 * The dict form keeps some keys exactly as they were written, so absent and empty differ in what is signed. A key that differs
 * and that no other change of this target speaks of is shown as JSON.
 */
function verbatimChanges(name, was, is, told) {
    if (was.verbatim === undefined || is.verbatim === undefined)
        return [];
    const keys = new Set([...Object.keys(was.verbatim), ...Object.keys(is.verbatim)]);
    return [...keys]
        .filter((key) => !told.has(key))
        .map((key) => change(name, key, jsonText(own(was.verbatim, key)), jsonText(own(is.verbatim, key))))
        .filter((each) => each !== undefined);
}
function own(object, key) {
    return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}
function change(target, field, before, after) {
    // install.json writes an absent text as "", so in the list form, where most manifests are, the two are one.
    return (before ?? '') === (after ?? '') ? undefined : { target, field, before: before ?? null, after: after ?? null };
}
/** A change of a list, or of a target that came or went, which is one of its parts. */
function listChange(target, field, before, after) {
    // By their items: a list of two may be joined to the same text as another of one.
    const same = before === undefined || after === undefined ? before === after : before.length === after.length && before.every((item, at) => item === after[at]);
    if (same)
        return undefined;
    return { target, field, before: before === undefined ? null : listText(before), after: after === undefined ? null : listText(after), parts: { before: before ?? [], after: after ?? [] } };
}
/** Pairs items by name, the nth of a name with the nth: the head's order, then what is left of the base. */
function pair(base, head, nameOf) {
    const waiting = new Map();
    for (const item of base)
        waiting.set(nameOf(item), [...(waiting.get(nameOf(item)) ?? []), item]);
    const pairs = head.map((after) => ({ name: nameOf(after), before: waiting.get(nameOf(after))?.shift(), after }));
    for (const [name, items] of waiting)
        for (const before of items)
            pairs.push({ name, before, after: undefined });
    return pairs;
}
/** All of a target that came or went, since it is one change. */
function targetParts(target, of) {
    const { network } = target;
    const parts = [
        said('version', target.version),
        target.serviceType,
        target.source,
        knownDigest({ target, of }),
        said('network', network?.type),
        network?.ipv4,
        network?.ipv6,
        said('ports', portTexts(network?.ports)?.join(', ')),
        said('nsgroup', target.nsgroup),
        said('storage', mountTexts(target.storage)?.join(', ')),
    ].filter((part) => part !== undefined && part !== '');
    return parts.length === 0 ? ['empty'] : parts;
}
function said(word, value) {
    return value === undefined || value === '' ? undefined : `${word} ${value}`;
}
/** `80 → 5000` for a host's port 80 that reaches the container's 5000. install.json writes what is absent as 0 or "", so the two are one here. */
function portTexts(ports) {
    return ports?.map(({ host, container }) => `${host || '?'} → ${container || '?'}`);
}
function mountTexts(mounts) {
    return mounts?.map(({ dest, label }) => `${whole(dest)} from ${whole(label)}`);
}
/** A text among words of ours: in quotes where it could be taken for more than itself. */
function whole(value) {
    if (value === undefined || value === '')
        return '?';
    return /^[^\s,"?]+$/.test(value) ? value : JSON.stringify(value);
}
/** `[]` for an empty list, which is signed as such. */
function listText(items) {
    return items.length === 0 ? '[]' : items.join(', ');
}
function volumeText({ size, persistent, nsgroup }) {
    return [
        size === undefined || size === 0n ? 'no size' : `${size} MiB`,
        persistent === true ? 'persistent' : 'not persistent',
        ...(nsgroup === undefined || nsgroup === '' ? [] : [`nsgroup ${nsgroup}`]),
    ].join(', ');
}
function diff_text(value) {
    return value === undefined ? undefined : String(value);
}
/** JSON with bigint as plain digits and keys sorted, so that the order of keys is no change. */
function jsonText(value) {
    if (value === undefined)
        return undefined;
    if (typeof value === 'bigint')
        return value.toString();
    if (value === null || typeof value !== 'object')
        return JSON.stringify(value);
    if (isList(value))
        return `[${value.map(jsonText).join(',')}]`;
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(',')}}`;
}
function isList(value) {
    return Array.isArray(value);
}

// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/words.js
var words = __webpack_require__(44842);
;// CONCATENATED MODULE: ./lib/jobs/resolve.js






/**
 * Every target's image manifest: digest, size and kind, by target name. What the manifest states is taken as it is where nothing needs
 * more (contract, "check"); the rest is asked for, all at once. Raises `source`, `digest`, `size`, `image-manifest` and `tag-drift`;
 * a target that is missing in the result could not be resolved.
 */
async function resolveTargets(request) {
    const found = await Promise.all(request.manifest.targets.map(async (target) => {
        try {
            const image = await resolveTarget(request, target);
            return image === undefined ? undefined : [target.name, image];
        }
        catch (error) {
            request.raise(...asFinding(target, error));
            return undefined;
        }
    }));
    return new Map(found.filter((entry) => entry !== undefined));
}
async function resolveTarget(request, target) {
    const { platform, stores } = request;
    let source;
    try {
        source = (0,rules_source/* sourceOf */.vz)(target);
    }
    catch {
        return undefined; // the rule `source` says so
    }
    if (!request.allowed(source))
        return undefined; // the rule `registry-not-allowed` says so
    const stated = target.digest === undefined || target.digest === '' ? undefined : target.digest;
    const sourceDigest = (0,rules_source/* digestIn */.s)(source);
    if (stated !== undefined && !(0,descriptor/* isDigest */.Bc)(stated))
        return undefined; // the rule `digest` says so
    const settled = stated !== undefined && target.size !== undefined && (sourceDigest === undefined || sourceDigest === stated);
    if (settled && !request.everything && !isChanged(target, await request.base())) {
        return { digest: stated, size: Number(target.size), source, indexDigest: undefined, stored: undefined };
    }
    const store = await stores.source(source);
    const { resolveImage } = await __webpack_require__.e(/* import() */ 4981).then(__webpack_require__.bind(__webpack_require__, 4981));
    const where = `target ${(0,visible/* quoted */.TL)(target.name)}`;
    const named = source.kind === 'layout' ? source.reference : (source.digest ?? source.tag ?? '');
    let image;
    if (stated !== undefined && sourceDigest === undefined) {
        image = await resolveImage(store, { reference: stated, platform, where }).catch((error) => {
            throw error instanceof failure/* Failure */.HR && error.code === 'source'
                ? new failure/* Failure */.HR('problem', 'digest', `The stated digest is not in ${store.name}`, { cure: 'Correct digest, or remove digest and size and pin again.', cause: error })
                : error;
        });
        if (image.digest !== stated)
            throw indexDigest(target, image.digest, platform);
    }
    else {
        image = await resolveImage(store, { reference: named, platform, where });
        if (stated !== undefined && image.digest !== stated) {
            throw new failure/* Failure */.HR('problem', 'digest', `The source’s digest stands for ${image.digest}, but digest says ${stated}`, {
                cure: `Write digest: ${image.digest}, or correct the source.`,
            });
        }
    }
    if (target.size !== undefined && target.size !== BigInt(image.size)) {
        request.raise('size', {
            path: [...target.path, 'size'],
            target: target.name,
            message: `The size is ${target.size}, but the image manifest has ${image.size} bytes. Write size: ${image.size}; it is the length of the manifest, not of the image.`,
        });
    }
    const base = await request.base();
    const before = base?.targets.find(({ name }) => name === target.name);
    const tag = tagOf(source);
    if (base !== undefined && isTouched(target, before) && tag !== undefined && (0,rules_source/* fixedDigest */.Dr)(target) !== undefined)
        await compareTag(request, { target, before, store, source, tag, image });
    const { digest, size, mediaType } = image;
    return { digest, size, source, indexDigest: image.indexDigest, stored: { bytes: image.bytes, descriptor: { digest, size, mediaType } } };
}
/** Whether a change touches a target's source. What a channel names keeps no sources: there a version that stays speaks for the image that stays. */
function isTouched(target, before) {
    if (before === undefined)
        return true;
    return before.source === '' ? before.version !== target.version : before.source !== target.source;
}
function isChanged(target, base) {
    const before = base?.targets.find(({ name }) => name === target.name);
    return base !== undefined && (before === undefined || before.source !== target.source || before.digest !== target.digest || before.size !== target.size);
}
/** The name by which a source's image can become another: a tag, or a layout's ref name. */
function tagOf(source) {
    if (source.kind === 'registry')
        return source.tag;
    return (0,descriptor/* isDigest */.Bc)(source.reference) ? undefined : source.reference;
}
/** A source that the change touches: does its tag still mean what the manifest fixes (contract, "check")? An index does, when it stands for that image. */
async function compareTag(request, { target, before, store, source, tag, image }) {
    const fixed = new Set([image.digest, image.indexDigest ?? image.digest]);
    const now = await store.resolve(tag);
    if (fixed.has(now?.digest))
        return;
    let tagged;
    if (now !== undefined) {
        const { resolveImage } = await __webpack_require__.e(/* import() */ 4981).then(__webpack_require__.bind(__webpack_require__, 4981));
        tagged = await resolveImage(store, { reference: tag, platform: request.platform, where: `target ${(0,visible/* quoted */.TL)(target.name)}` }).catch((error) => {
            // What the tag means now need not be an image for the device: what the manifest fixes is.
            if (error instanceof failure/* Failure */.HR && error.kind === 'problem')
                return undefined;
            throw error;
        });
    }
    if (tagged?.digest === image.digest)
        return;
    // A layout's reference is a name or a digest, never both.
    const inSource = source.kind === 'registry' && source.digest !== undefined ? source : undefined;
    const [path, what, whose] = inSource === undefined ? [[...target.path, 'digest'], 'the stated digest', 'digest'] : [target.sourcePath, 'the source’s digest', 'the digest in it'];
    const at = { path, target: target.name };
    if (tagged === undefined) {
        request.raise('tag-drift', { ...at, message: `The tag ${tag} is ${now === undefined ? 'no longer there' : `now ${now.digest}, which is no image for ${request.platform}`}; ${what} is what is used.` });
    }
    else if (before !== undefined && fixed.has((0,rules_source/* fixedDigest */.Dr)(before))) {
        const cure = inSource === undefined ? `Write digest: ${tagged.digest}, or remove digest and size and pin again.` : linesFor(target, inSource, tagged);
        request.raise('digest', { ...at, message: `The source was changed to ${tag}, which is ${tagged.digest}, but ${whose} is still the old one’s. ${cure}` });
    }
    else {
        request.raise('tag-drift', { ...at, message: `The tag ${tag} is now ${tagged.digest}; ${what} is what is used.` });
    }
}
/** What to write where the source itself holds the digest: that, and whatever else is stated of the image. */
function linesFor(target, source, { digest, size }) {
    const stated = target.digest === undefined || target.digest === '' ? '' : `, and digest: ${digest}`;
    return `Write ${target.sourcePath.at(-1)}: docker://${(0,reference.formatReference)({ ...source, digest })}${stated}${target.size === undefined ? '' : `, and size: ${size}`}.`;
}
function indexDigest(target, right, platform) {
    return new failure/* Failure */.HR('problem', 'digest', `The digest of ${(0,visible/* quoted */.TL)(target.name)} is that of a multi-platform index; the device needs the image manifest of ${platform}`, {
        cure: `Write digest: ${right}.`,
    });
}
const RULES = ['source', 'digest', 'size', 'image-manifest'];
/** A failure to resolve as a finding of the rule that it belongs to. What could not be had is an error of `source`, exit code 3. */
function asFinding(target, error) {
    if (!(error instanceof failure/* Failure */.HR))
        throw error;
    const rule = RULES.find((each) => each === error.code) ?? 'source';
    // A folder that the manifest names is the manifest's fault, not the inputs'.
    const kind = error.code === 'path-missing' || error.code === 'path-outside' ? 'problem' : error.kind;
    const said = kind === 'problem' ? error.message : (0,failure/* causes */.ps)(error).join(': ');
    const message = [said, error.cure].flatMap((part) => (part === undefined ? [] : [(0,words/* sentence */.e)(part)])).join(' ');
    const path = rule === 'digest' || rule === 'size' ? [...target.path, rule] : target.sourcePath;
    return [rule, { path, target: target.name, message, severity: 'error', kind }];
}

// EXTERNAL MODULE: ./lib/jobs/source-policy.js
var source_policy = __webpack_require__(62778);
;// CONCATENATED MODULE: ./lib/jobs/judge.js









/** Reads, resolves, checks and compiles one manifest. Writes nothing. Throws only for what is no fault of the manifest or its sources. */
async function judge(request) {
    const { context, settings, file, publishing } = request;
    const comparing = Promise.resolve(request.base);
    // Whoever waits for it is told.
    comparing.catch(() => undefined);
    const { manifest, document } = file.reading;
    if (manifest === undefined || document === undefined) {
        // What has no one meaning is refused, whatever the rules' settings.
        return { file, manifest: undefined, images: new Map(), signers: undefined, problems: file.reading.problems, system: undefined, base: await comparing };
    }
    const read = (0,engine/* judge */.S4)(file.reading.problems, settings);
    const problems = [...read];
    // Whatever the rules' settings, that nobody could be asked is another thing than that it is wrong (contract, "Exit codes").
    const unasked = new Set();
    const raise = (rule, finding) => {
        if (finding.kind === 'unavailable' && typeof finding.target === 'string')
            unasked.add(finding.target);
        const raised = (0,engine/* problem */.CC)(settings, document, rule, finding);
        if (raised !== undefined)
            problems.push(raised);
    };
    const images = await resolveTargets({
        manifest,
        base: async () => {
            const base = await comparing;
            return base && (base.manifest ?? { ...manifest, targets: [] });
        },
        platform: context.options.platform,
        everything: request.everything ?? false,
        allowed: (source) => (0,registries/* registryAllowed */.E)(source, context.options.registries),
        stores: request.stores,
        raise,
    });
    const base = await comparing;
    const signers = request.policy === undefined ? undefined : await (0,source_policy/* verifySources */.q)(request.policy, request.stores, images, context.options.platform);
    for (const [name, { ok, message }] of signers ?? []) {
        const target = manifest.targets.find((each) => each.name === name);
        if (!ok && target !== undefined)
            raise('unverified-source', { path: target.sourcePath, target: name, message: `${message}. The policy wants another signature, or none.` });
    }
    problems.push(...(0,engine/* checkRules */.MM)({
        manifest,
        document,
        base: base?.manifest === undefined ? undefined : { manifest: base.manifest, kind: base.kind, changed: changedTargets(base.manifest, { manifest, resolutions: images }) },
        resolutions: images,
        publishing,
        pin: context.options.pin,
        registries: context.options.registries,
        diskSize: context.options.diskSize,
        certificate: request.certificate,
        verified: new Set([...(signers ?? [])].filter(([, { ok }]) => ok).map(([name]) => name)),
        now: context.now,
    }, settings, read));
    // Whatever the rules' settings: what could not be resolved was not checked, and then nothing may pass.
    for (const target of manifest.targets) {
        const at = document.locate(target.sourcePath);
        if (!images.has(target.name)) {
            if (problems.some((each) => each.severity === 'error' && each.target === target.name))
                continue;
            problems.push({ ...at, rule: 'source', severity: 'error', target: target.name, message: 'This source could not be resolved, so nothing is known of its image.', ...(unasked.has(target.name) ? { kind: 'unavailable' } : {}) });
        }
        else if (manifest.targets.some(({ name, source, digest }) => name === target.name && (source !== target.source || digest !== target.digest))) {
            const told = problems.some(({ rule, severity, target: about }) => rule === 'unique-service' && severity === 'error' && about === target.name);
            if (!told)
                problems.push({ ...at, rule: 'unique-service', severity: 'error', target: target.name, message: `Several targets are named ${(0,visible/* quoted */.TL)(target.name)} and have different images. Give each its own name.` });
            images.delete(target.name);
        }
    }
    const resolved = manifest.targets.every(({ name }) => images.has(name));
    return { file, manifest, images, signers, problems: (0,engine/* sortProblems */.dS)(problems), system: resolved ? (0,compile/* compile */.w)(manifest, images) : undefined, base };
}
function changedTargets(base, head) {
    return new Set(diffManifests({ manifest: base }, head).flatMap(({ target }) => (target === null ? [] : [target])));
}
/** The kinds of failure among a manifest's errors. */
function failureKinds(judged) {
    return new Set(judged.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error').map(({ kind }) => kind ?? 'problem')));
}
/** A problem as report.json has it: `kind` decides the exit code, and `meant` what else is said. */
function reported({ kind: _kind, meant: _meant, ...rest }) {
    return rest;
}
/** What report.json says of a manifest. `path` is that of its system manifest, relative to output-directory. */
function reportOf(judged, path) {
    const { file, manifest, images, system, base } = judged;
    return {
        path: file.path,
        form: manifest?.form ?? null,
        problems: judged.problems.map(reported),
        targets: (manifest?.targets ?? []).map((target) => {
            const image = images.get(target.name);
            return {
                name: target.name,
                source: target.source,
                digest: image?.digest ?? null,
                size: image?.size ?? null,
                floating: (0,rules_source/* isFloating */.vY)(target),
                // What is only stated was not seen, so nothing is known of its kind.
                mediaType: image?.stored?.descriptor.mediaType ?? null,
                ...(judged.signers === undefined ? {} : { signed: judged.signers.get(target.name)?.message ?? null }),
            };
        }),
        systemManifest: system === undefined ? null : { mediaType: system.mediaType, digest: (0,descriptor/* digestOf */.ol)(system.bytes), size: system.bytes.byteLength, path: path ?? system.fileName },
        changes: manifest === undefined || base === undefined
            ? []
            : diffManifests({ manifest: base.manifest ?? { ...manifest, targets: [] } }, { manifest, resolutions: images }),
        base: base?.name ?? null,
    };
}


/***/ }),

/***/ 25565:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ openSession)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/git.js
var lib_git = __webpack_require__(79151);
// EXTERNAL MODULE: ./lib/manifest/rules/settings.js
var rules_settings = __webpack_require__(56308);
// EXTERNAL MODULE: ./lib/jobs/folders.js
var folders = __webpack_require__(49621);
// EXTERNAL MODULE: ./lib/jobs/images.js
var jobs_images = __webpack_require__(10880);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(71957);
// EXTERNAL MODULE: ./lib/github/event.js
var github_event = __webpack_require__(19607);
// EXTERNAL MODULE: ./lib/manifest/read.js
var read = __webpack_require__(13457);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/jobs/repository.js
var repository = __webpack_require__(37214);
;// CONCATENATED MODULE: ./lib/jobs/manifests.js







const LARGEST = 1024 * 1024;
/**
 * The manifests that the input `manifest` names, sorted by path, each once. On a pull request they are read at head.sha, by git or the
 * API, since the workspace usually holds the merge commit, whose lines nobody sees (contract, "Base"); with `asTheyLie` always in the workspace.
 * Throws `usage` Failures for a glob without match, a missing file, a folder, and a path that leads out of the workspace, and an `unavailable` one
 * when a pull request's head cannot be had.
 */
async function readManifests(context, paths, remote, asTheyLie) {
    const found = new Map();
    const matched = new Set();
    for (const pattern of context.options.manifest) {
        for (const path of await expand(context.workspace, pattern)) {
            if (isPattern(pattern) && !found.has(path))
                matched.add(path);
            if (!isPattern(pattern))
                matched.delete(path);
            found.set(path, await paths.toRead(path, 'The input manifest'));
        }
    }
    if (found.size === 0) {
        throw new failure/* Failure */.HR('usage', 'input', 'The input manifest is empty.', { cure: 'Name at least one import manifest, as in manifest.yaml.' });
    }
    const head = context.event?.pullRequest === undefined || asTheyLie ? undefined : (0,github_event/* headOf */.Uo)(context.event);
    const files = [];
    for (const [path, file] of [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        const { bytes, origin } = head === undefined ? { bytes: undefined, origin: { kind: 'workspace' } } : await atHead(context, remote, head, { path, file });
        const text = bytes ?? (await readLimited(file, path));
        files.push({ path, file, origin, bytes: text, reading: (0,read/* readManifest */.W)(text) });
    }
    return head === undefined ? files : ofThePullRequest(context, head, files, matched);
}
/** Without what a glob matched and the pull request says nothing of, unless nothing else is left to be checked. What was named is never left out. */
function ofThePullRequest({ log }, head, files, matched) {
    const others = files.filter(({ path, origin }) => origin.kind !== 'checkout' || !matched.has(path));
    const left = others.length > 0 ? others : [...files];
    for (const each of files) {
        if (each.origin.kind !== 'checkout')
            continue;
        log.info(`${each.path} is in the commit that is checked out, and not in the pull request's head ${head.slice(0, 12)}, so it is ${left.includes(each) ? 'checked as it lies there, and compared with nothing' : 'left out'}.`);
    }
    return left;
}
function isPattern(text) {
    return /[*?[\]{}!]/.test(text);
}
async function expand(workspace, pattern) {
    const shown = (path) => (0,external_node_path_.relative)(workspace, (0,external_node_path_.resolve)(workspace, path)).split(external_node_path_.sep).join('/') || '.';
    if (!isPattern(pattern))
        return [shown(pattern)];
    const matches = [];
    for await (const match of (0,promises_.glob)(pattern, { cwd: workspace, exclude: (name) => name === 'node_modules' || name === '.git' })) {
        // Whoever reads it says what is wrong with a link that leads nowhere.
        const facts = await (0,promises_.stat)((0,external_node_path_.resolve)(workspace, match)).catch(() => undefined);
        if (facts?.isFile() !== false)
            matches.push(shown(match));
    }
    if (matches.length > 0)
        return matches;
    throw new failure/* Failure */.HR('usage', 'manifest-missing', `The input manifest: nothing matches ${(0,visible/* quoted */.TL)(pattern, 200)}.`, {
        cure: 'Globs are relative to the workspace; `**` goes through folders.',
    });
}
async function readLimited(file, path) {
    const facts = await (0,promises_.stat)(file);
    if (facts.isDirectory()) {
        throw new failure/* Failure */.HR('usage', 'manifest-folder', `The input manifest: ${(0,visible/* quoted */.TL)(path, 200)} is a folder.`, { cure: `Name the file in it, as in ${path === '.' ? '' : `${path}/`}manifest.yaml.` });
    }
    if (!facts.isFile()) {
        throw new failure/* Failure */.HR('usage', 'manifest-kind', `The input manifest: ${(0,visible/* quoted */.TL)(path, 200)} is not a plain file.`, { cure: 'Name a file.' });
    }
    // One byte past the limit is enough for the reader to refuse it, whatever its size.
    if (facts.size > LARGEST)
        return Buffer.alloc(LARGEST + 1, 0x20);
    try {
        return await (0,promises_.readFile)(file);
    }
    catch (error) {
        throw new failure/* Failure */.HR('usage', 'manifest-unreadable', `The input manifest: ${(0,visible/* quoted */.TL)(path, 200)} cannot be read.`, { cure: 'Give the process the right to read it.', cause: error });
    }
}
/**
 * The file as the pull request's author has it, without bytes when the workspace's is to be read: an earlier step made it, or it is in another
 * repository. Throws `unavailable` when nobody can be asked: the workspace's file may be the merge commit's, which would pass in the head's place.
 */
async function atHead(context, remote, head, named) {
    const { path, bytes, another } = await (0,repository/* fileAt */.Wd)(context, remote, head, named);
    if (bytes !== undefined)
        return { bytes, origin: { kind: 'head', path } };
    if (another) {
        const { owner, name } = context.event?.repository ?? {};
        context.log.info(`${named.path} is in another repository than ${owner}/${name}, so the workspace's file is checked.`);
        return { bytes, origin: { kind: 'workspace' } };
    }
    const home = await (0,repository/* homeOf */.lt)(context, named.file);
    if ((await home?.git.file('HEAD', home.path)) !== undefined)
        return { bytes, origin: { kind: 'checkout' } };
    context.log.info(`${named.path} is not in the pull request's head ${head.slice(0, 12)}, so the workspace's file is checked.`);
    return { bytes, origin: { kind: 'workspace' } };
}

;// CONCATENATED MODULE: ./lib/jobs/remote.js

/** The repository of this run's event. */
function openRemote(context) {
    const { event, options, log } = context;
    let opened;
    const client = async () => {
        if (event === undefined || options.githubToken === undefined)
            return undefined;
        const { openClient } = await __webpack_require__.e(/* import() */ 636).then(__webpack_require__.bind(__webpack_require__, 70636));
        opened ??= openClient(event, options.githubToken);
        return opened;
    };
    return {
        client,
        async file(commit, path) {
            const github = await client();
            if (github !== undefined)
                return (await __webpack_require__.e(/* import() */ 636).then(__webpack_require__.bind(__webpack_require__, 70636))).readFileAt(github, commit, path);
            throw new failure/* Failure */.HR('unavailable', 'commit', `git has no commit ${commit.slice(0, 12)} here, and without a token GitHub cannot be asked for ${path} at it.`, {
                cure: 'Check out with fetch-depth: 0, or leave the input github-token at its default.',
            });
        },
        async mergeBase(base, head) {
            try {
                const github = await client();
                return github === undefined ? undefined : (await (await __webpack_require__.e(/* import() */ 636).then(__webpack_require__.bind(__webpack_require__, 70636))).compareCommits(github, base, head))?.mergeBase;
            }
            catch (error) {
                if (!(error instanceof failure/* Failure */.HR))
                    throw error;
                log.debug(`merge base: ${error.message}`);
                return undefined;
            }
        },
    };
}

// EXTERNAL MODULE: ./lib/jobs/stores.js
var stores = __webpack_require__(35636);
;// CONCATENATED MODULE: ./lib/jobs/session.js








/** Opens a session and reads the manifests, `asTheyLie` for who writes them. Throws what the rules' settings, the paths and the manifests throw. */
async function openSession(context, { asTheyLie = false } = {}) {
    const settings = (0,rules_settings/* ruleSettings */.I)(context.options.profile, context.options.rules);
    const paths = await (0,folders/* allowedPaths */.h)(context);
    const remote = openRemote(context);
    const files = await readManifests(context, paths, remote, asTheyLie);
    // The repository of the manifests, which need not be checked out at the top of the workspace.
    const git = (0,lib_git/* openGit */.z)((0,external_node_path_.dirname)(files[0]?.file ?? context.workspace), context.env);
    let copier;
    return {
        context,
        settings,
        paths,
        git,
        remote,
        stores: (0,stores/* openStores */.j)(context, paths),
        files,
        copier: () => (copier ??= __webpack_require__.e(/* import() */ 300).then(__webpack_require__.bind(__webpack_require__, 300)).then(({ createCopier }) => createCopier({ concurrency: jobs_images.COPIES_AT_ONCE }))),
    };
}


/***/ }),

/***/ 62778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ verifySources),
/* harmony export */   t: () => (/* binding */ openPolicy)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);
/* harmony import */ var _pem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73458);



/**
 * The policy of the input `policy`; undefined without one. On a pull request a policy or a trusted root that is a file is the base's,
 * since otherwise the author would decide who has to have signed; a file that the base does not have yet is the head's.
 * Throws `usage` Failures that name the line.
 */
async function openPolicy(context, paths, base) {
    const { policy: given, sigstoreTrustedRoot } = context.options;
    if (given === undefined)
        return undefined;
    const { parsePolicy } = await __webpack_require__.e(/* import() */ 7115).then(__webpack_require__.bind(__webpack_require__, 47115));
    // A policy is a mapping, so its text has a line or a colon and a blank; a path has neither.
    const inline = /[\n{]|:\s/.test(given);
    const read = inline ? { deciding: given, changed: false } : await readDeciding(context, paths, base, given, 'policy');
    let loaded;
    return {
        policy: await parsePolicy(read.deciding),
        trust: () => {
            loaded ??= loadTrust(context, paths, base, sigstoreTrustedRoot);
            return loaded;
        },
        notice: read.changed ? `This pull request changes the policy \`${given}\`. The base’s decided here; the change holds once it is merged.` : undefined,
    };
}
async function loadTrust(context, paths, base, path) {
    const { parseTrust, publicGoodTrust } = await __webpack_require__.e(/* import() */ 1247).then(__webpack_require__.bind(__webpack_require__, 11247));
    if (path === undefined)
        return publicGoodTrust({ deadline: Date.now() + 60_000, onProgress: context.log.info });
    const { deciding } = await readDeciding(context, paths, base, path, 'sigstore-trusted-root');
    try {
        return await parseTrust(JSON.parse(deciding));
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
            throw error;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('usage', 'sigstore-trusted-root-unreadable', `The input sigstore-trusted-root: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(path, 200)} is not JSON.`, { cure: 'Name the JSON file of that sigstore.', cause: error });
    }
}
/** A file's text as it decides: the base's on a pull request, where it has one. */
async function readDeciding(context, paths, base, path, input) {
    const before = context.event?.pullRequest === undefined || base === undefined ? undefined : (await base.file(path))?.toString('utf8');
    if (before === undefined)
        return { deciding: await (0,_pem_js__WEBPACK_IMPORTED_MODULE_2__/* .readText */ .yR)(paths, path, input), changed: false };
    const now = await (0,_pem_js__WEBPACK_IMPORTED_MODULE_2__/* .readText */ .yR)(paths, path, input).catch(() => undefined);
    return { deciding: before, changed: now !== before };
}
/**
 * Who signed each image, by its digest: its own signature, or that of the index by which its source names it. A pinned image whose own
 * manifest nobody signed is looked for under its source's tag, since cosign signs the index of a multi-platform image. Throws `unavailable` when
 * a store or the trust can't be had.
 */
async function verifySources(request, stores, images, platform) {
    const [{ entryFor }, { verifyImage }, { resolveImage }] = await Promise.all([__webpack_require__.e(/* import() */ 7115).then(__webpack_require__.bind(__webpack_require__, 47115)), Promise.all(/* import() */[__webpack_require__.e(5759), __webpack_require__.e(8326), __webpack_require__.e(1422)]).then(__webpack_require__.bind(__webpack_require__, 73964)), __webpack_require__.e(/* import() */ 4981).then(__webpack_require__.bind(__webpack_require__, 4981))]);
    const verified = await Promise.all([...images].map(async ([name, image]) => {
        const { source } = image;
        const place = source.kind === 'registry' ? `${source.host}/${source.repository}` : `oci:${source.directory}`;
        const entry = await entryFor(request.policy, place);
        if (entry === undefined)
            return [name, { ok: false, message: `The policy says nothing of ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(place, 200)}` }];
        const store = await stores.source(source);
        const own = await verifyImage({ store, digests: image.indexDigest === undefined ? [image.digest] : [image.digest, image.indexDigest], entry, trust: request.trust });
        const tag = source.kind === 'registry' ? source.tag : source.reference;
        if (own.ok || image.indexDigest !== undefined || tag === undefined)
            return [name, own];
        const tagged = await resolveImage(store, { reference: tag, platform, where: name }).catch((error) => {
            // A tag that is gone, or names something else by now, says nothing; a registry that fails leaves it open who signed.
            if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || error.kind !== 'problem')
                throw error;
            return undefined;
        });
        if (tagged?.digest !== image.digest || tagged.indexDigest === undefined)
            return [name, own];
        return [name, await verifyImage({ store, digests: [tagged.indexDigest], entry, trust: request.trust })];
    }));
    return new Map(verified);
}


/***/ }),

/***/ 58281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RG: () => (/* binding */ HIDDEN),
/* harmony export */   xy: () => (/* binding */ hiddenCharacters),
/* harmony export */   yb: () => (/* binding */ codePoint)
/* harmony export */ });
const MAX_FAULTS = 20;
/**
 * Characters that a reader of a review does not see, or that change how the text around them is shown: controls (not tab and newline),
 * line and paragraph separators, bidirectional marks, all that Unicode calls ignorable (zero-width, joiners, variation selectors, tags,
 * fillers), annotations, lone surrogates and noncharacters. Fewer than messages escape: a manifest may hold blanks of other scripts.
 */
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\p{Cs}\p{Noncharacter_Code_Point}]/u;
/** `U+202E`, as people look a character up. */
function codePoint(character) {
    return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
/**
 * The characters of the whole file, comments included, that a reviewer does not see (mos.md rule 64). Those that other YAML readers refuse,
 * or read as a line break (controls, a lone carriage return, U+0085, U+2028, U+2029, a byte order mark inside), are fatal.
 */
function hiddenCharacters(text) {
    const faults = [];
    let more = 0;
    const all = new RegExp(HIDDEN.source, 'gu');
    for (let match = all.exec(text); match !== null; match = all.exec(text)) {
        const [character] = match;
        const start = match.index;
        if (character === '\r' && text[start + 1] === '\n')
            continue;
        if (/[\ufe0e\ufe0f]/.test(character) && /\p{Extended_Pictographic}$/u.test(text.slice(Math.max(0, start - 2), start)))
            continue;
        if (faults.length === MAX_FAULTS) {
            more++;
            continue;
        }
        faults.push({ rule: 'hidden-character', start, end: start + character.length, ...judge(character) });
    }
    if (more === 0)
        return faults;
    const last = faults.at(-1);
    const fatal = last.fatal === true || HARD.test(text.replaceAll('\r\n', '\n'));
    return [...faults.slice(0, -1), { ...last, fatal, message: `${last.message} The file holds ${more} more like it.` }];
}
// oxlint-disable-next-line no-control-regex
const HARD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;
function judge(character) {
    const point = codePoint(character);
    if (character === '\r')
        return { message: 'A carriage return (U+000D) stands alone here; some readers end the line, others do not. End lines with LF or CR LF.', fatal: true };
    if (/[\u0085\u2028\u2029]/.test(character))
        return { message: `${point} stands here; YAML 1.1 ends the line at it, YAML 1.2 does not. Take it out.`, fatal: true };
    if (character === '\ufeff')
        return { message: 'A byte order mark (U+FEFF) stands inside the file. Take it out.', fatal: true };
    if (HARD.test(character))
        return { message: `The control character ${point} stands here. Take it out.`, fatal: true };
    if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(character)) {
        return { message: `${point} changes the direction of the text around it, so that a reviewer sees another text than a machine. Take it out.`, fatal: false };
    }
    return { message: `${point} stands here, which people do not see. Take it out.`, fatal: false };
}


/***/ }),

/***/ 82741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ dictManifest)
/* harmony export */ });
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7629);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88432);
/* harmony import */ var _scalar_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77977);
/* harmony import */ var _schema_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40136);




/**
 * The dict form (mos's issue 24): the tree's shape has passed the schema. Nothing reads this form yet, so YAML 1.2's core schema holds;
 * text keeps what was written, and a plain scalar that YAML 1.1 reads otherwise must be quoted.
 */
function dictManifest(root) {
    const reader = new DictReader('dict');
    return { manifest: reader.manifest(root), faults: reader.faults };
}
class DictReader extends _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .Fields */ .C8 {
    manifest(root) {
        const targets = this.get(root, 'targets');
        return {
            form: 'dict',
            version: this.integer(root, 'version', [], _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .UINT64 */ .rS),
            product: this.#text(root, 'product', []),
            updateType: undefined,
            mediaType: this.#text(root, 'mediatype', []),
            imageType: this.#text(root, 'image_type', []),
            storageType: this.#text(root, 'storage_type', []),
            storage: this.#list(root, 'storage', [], (node, path) => this.#volume(node, path)),
            targets: targets?.kind === 'mapping' ? [...targets.entries].flatMap(([name, { value }]) => (value.kind === 'mapping' ? [this.#target(name, value)] : [])) : [],
        };
    }
    #text(mapping, key, path) {
        const node = this.scalar(mapping, key);
        if (node === undefined)
            return undefined;
        const other = node.plain ? (0,_scalar_js__WEBPACK_IMPORTED_MODULE_3__/* .ambiguity */ .Gv)(node.text) : undefined;
        if (other !== undefined) {
            const at = [...path, key];
            this.fault(node, at, `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(node.text)} is text in ${(0,_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0)(at)}, but some YAML readers take it for ${other}. Put it in quotes.`);
        }
        return node.text;
    }
    #list(mapping, key, path, item) {
        const node = this.get(mapping, key);
        if (node?.kind !== 'sequence')
            return undefined;
        return node.items.flatMap((each, index) => (each.kind === 'mapping' ? [item(each, [...path, key, index])] : []));
    }
    #volume(node, path) {
        const persistent = this.scalar(node, 'persistent')?.text;
        return {
            path,
            label: this.#text(node, 'label', path),
            persistent: persistent === undefined ? undefined : persistent.toLowerCase() === 'true',
            nsgroup: this.#text(node, 'nsgroup', path),
            size: this.integer(node, 'size', path, _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .UINT64 */ .rS),
        };
    }
    #target(name, node) {
        const path = ['targets', name];
        const network = this.#network(this.get(node, 'network'), [...path, 'network']);
        const nsgroup = this.#text(node, 'nsgroup', path);
        const storage = this.#list(node, 'storage', path, (each, at) => ({ path: at, dest: this.#text(each, 'dest', at), label: this.#text(each, 'label', at) }));
        const mounts = this.#list(node, 'mounts', path, (each, at) => this.#oldMount(each, at));
        return {
            path,
            name,
            source: this.#text(node, 'url', path) ?? '',
            sourcePath: [...path, 'url'],
            version: this.#text(node, 'version', path),
            digest: this.#text(node, 'digest', path) || undefined,
            size: this.integer(node, 'size', path, _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .INT64 */ .En),
            serviceType: this.#text(node, 'service_type', path),
            nsgroup,
            network,
            storage,
            verbatim: object({
                network: network === undefined ? undefined : object({ ...network, ports: network.ports?.map(({ host, container }) => object({ host, container })) }),
                nsgroup,
                mounts,
                storage: storage?.map(({ dest, label }) => object({ dest, label })),
            }),
            aliased: node.aliased || node.merged || this.get(node, 'url')?.aliased === true,
        };
    }
    #network(node, path) {
        if (node?.kind !== 'mapping')
            return undefined;
        return {
            type: this.#text(node, 'type', path),
            ipv4: this.#text(node, 'ipv4', path),
            ipv6: this.#text(node, 'ipv6', path),
            ports: this.#list(node, 'ports', path, (each, at) => ({ path: at, host: this.integer(each, 'host', at, _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .UINT64 */ .rS), container: this.integer(each, 'container', at, _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .UINT64 */ .rS) })),
        };
    }
    #oldMount(node, path) {
        const options = this.get(node, 'options');
        return object({
            source: this.#text(node, 'source', path),
            dest: this.#text(node, 'dest', path),
            options: options?.kind === 'sequence' ? options.items.map((each) => (each.kind === 'scalar' ? each.text : '')) : undefined,
        });
    }
}
/** The object without what is undefined: absent keys stay absent. */
function object(fields) {
    return Object.fromEntries(Object.entries(fields).filter((entry) => entry[1] !== undefined));
}


/***/ }),

/***/ 1975:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Tp: () => (/* binding */ parseDocument),
  ik: () => (/* binding */ place),
  CC: () => (/* binding */ problem)
});

// EXTERNAL MODULE: ./lib/manifest/characters.js
var characters = __webpack_require__(58281);
// EXTERNAL MODULE: ./lib/manifest/encoding.js
var encoding = __webpack_require__(46604);
// EXTERNAL MODULE: ./lib/manifest/lines.js
var manifest_lines = __webpack_require__(78582);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
;// CONCATENATED MODULE: ./lib/manifest/syntax.js


/** How deep collections may stand in each other; a manifest has six levels. It keeps the composer, which recurses, from a stack overflow. */
const MAX_DEPTH = 100;
/** How many lexemes are parsed at most: the time and memory of a parse grow with them, up to seconds and most of a gigabyte for 1 MiB of line ends. */
const MAX_LEXEMES = 250_000;
/** More of them nobody reads at once. */
const MAX_FAULTS = 20;
/**
 * Parses one YAML document. Without `contents` it is not one, and `faults` say why; every fault here is fatal. The last of them is the first
 * after which the parser guesses: what it says of the lines below follows from that one.
 */
function parseYaml(written) {
    // mosb's own directive changes nothing in what is accepted here; as a comment it keeps every offset.
    const text = written.replace(/^%(?=YAML 1\.1[ \t]*\r?\n---\s)/, '#');
    const tokens = [];
    const parser = new dist/* Parser */.iX();
    const tabs = new Tabs();
    let lexemes = 0;
    for (const lexeme of new dist/* Lexer */.JG().lex(text)) {
        tabs.see(lexeme, parser.offset);
        if (++lexemes > MAX_LEXEMES) {
            return { contents: null, faults: [fault(0, 1, `The file holds more than ${MAX_LEXEMES} words and signs of YAML; a manifest has a few thousand.`)] };
        }
        for (const token of parser.next(lexeme))
            tokens.push(token);
        if (parser.stack.length > MAX_DEPTH) {
            const at = parser.offset;
            return { contents: null, faults: [fault(at, at + 1, `Values stand more than ${MAX_DEPTH} deep in each other here; a manifest has six levels.`)] };
        }
    }
    for (const token of parser.end())
        tokens.push(token);
    const composer = new dist/* Composer */.Dk({ version: '1.2', schema: 'failsafe', keepSourceTokens: true, uniqueKeys: false, logLevel: 'silent' });
    const documents = [...composer.compose(tokens, true, text.length)];
    const faults = [];
    const harmless = new Set();
    for (const token of tokens) {
        if (token.type === 'directive') {
            const found = fault(token.offset, token.offset + token.source.length, `Directives such as ${(0,visible/* quoted */.TL)(token.source)} change how the file is read. Remove this line.`);
            faults.push(found);
            harmless.add(found);
        }
    }
    const errors = documents.flatMap((document) => [...document.errors, ...document.warnings]).toSorted((a, b) => a.pos[0] - b.pos[0]);
    for (const { code, pos, message } of errors) {
        if (code === 'TAB_AS_INDENT' && tabs.found.length > 0)
            continue;
        const start = message.startsWith('Missing closing') ? openQuote(tokens, pos[0]) : undefined;
        const from = start ?? afterBlanks(text, pos[0]);
        const end = start === undefined ? Math.max(pos[1], from + 1) : from + 1;
        const implicit = code.endsWith('_IMPLICIT_KEY') || message.startsWith('Implicit map keys');
        const found = implicit ? implicitKey(code, text, from, end) : ((code === 'BAD_INDENT' ? tightDash(text, from) : undefined) ?? fault(from, end, words(code, message)));
        faults.push(found);
        // There may be one for each of many thousand lines.
        if (!HARMLESS.has(code))
            break;
        harmless.add(found);
    }
    const contentsOf = tokens.filter((token) => token.type === 'document');
    if (contentsOf.length > 1) {
        const second = contentsOf[1];
        faults.push(fault(second.offset, second.offset + 3, 'A second YAML document starts here, and a manifest is one. Put the documents in files of their own.'));
    }
    const [tab] = tabs.found;
    if (tab !== undefined)
        faults.push(fault(tab, tab + 1, tabs.found.length === 1 ? TAB : `${TAB} There are ${tabs.found.length} such lines.`));
    const open = errors.length === 0 ? undefined : openBracket(tokens);
    if (open !== undefined)
        faults.push(open);
    faults.sort((a, b) => a.start - b.start);
    const breaks = faults.findIndex((each) => !harmless.has(each));
    return { contents: documents[0]?.contents ?? null, faults: faults.slice(0, breaks < 0 ? MAX_FAULTS : Math.min(breaks + 1, MAX_FAULTS)) };
}
/** What is wrong with one value or tag, and leaves the lines below as they are. */
const HARMLESS = new Set(['TAG_RESOLVE_FAILED', 'BAD_COLLECTION_TYPE', 'MULTIPLE_TAGS', 'MULTIPLE_ANCHORS', 'BAD_DQ_ESCAPE']);
const TAB = 'A tab stands in the indentation. Indent with blanks.';
const TAG = 'mosb ignores tags, or reads them in its own way. Remove the tag; to have a value read as text, put it in quotes.';
/** Finds tabs in front of a line: YAML readers differ on where they may stand. Inside a block scalar they are text. */
class Tabs {
    found = [];
    #lineStart = true;
    #header = false;
    #block = false;
    /** After "-", "?", or a ":" that starts a line: what follows may be an indentation of its own. */
    #indicator = false;
    see(lexeme, offset) {
        if (lexeme === '\u001f') {
            this.#block = this.#header;
            this.#header = false;
            return;
        }
        if (/^[|>]/.test(lexeme))
            this.#header = true;
        if (!this.#block) {
            const tab = (this.#indicator && /^ *\t/.test(lexeme) ? /^ *\t/ : this.#lineStart ? /^ *\t/ : /\n *\t/).exec(lexeme);
            if (tab !== null)
                this.found.push(offset + tab.index + tab[0].length - 1);
        }
        this.#block = false;
        this.#indicator = (this.#indicator && /^ +$/.test(lexeme)) || lexeme === '-' || lexeme === '?' || (lexeme === ':' && this.#lineStart);
        if (lexeme !== '' && !lexeme.startsWith('\u0002') && !lexeme.startsWith('\u0018'))
            this.#lineStart = lexeme.endsWith('\n') || (this.#lineStart && /^[ \ufeff]+$/.test(lexeme));
    }
}
function fault(start, end, message) {
    return { rule: 'syntax', start, end, message, fatal: true };
}
const BY_CODE = {
    TAB_AS_INDENT: TAB,
    TAG_RESOLVE_FAILED: TAG,
    BAD_COLLECTION_TYPE: TAG,
    MULTIPLE_TAGS: TAG,
    MULTIPLE_ANCHORS: 'A value can have one anchor. Remove the other.',
    MULTIPLE_DOCS: 'The document has ended, and more follows. Indent all keys of the manifest alike, and keep one document in a file.',
    BLOCK_IN_FLOW: 'In brackets, items are parted by commas, and not by lines with "- " or "key:". Remove the brackets, or write commas.',
    BAD_INDENT: 'This line does not start where the others of its mapping or list do. Check its indentation, and that of the line before.',
    KEY_OVER_1024_CHARS: 'This key has more than 1024 characters. Check whether a quote is missing before it.',
};
const BY_MESSAGE = [
    [/^Missing closing/, 'This quote is not closed. Close it; within single quotes two of them stand for one.'],
    [/^Missing , /, 'A comma is missing before this. In brackets, part items with ", ".'],
    [/^Missing space after :/, 'A blank is missing after this ":". Write it as key: value.'],
    [/^Comments must be separated/, 'A "#" starts a comment only after a blank. Write a blank before it, or put the value in quotes.'],
    [/^Sequence item without - indicator/, 'This line is indented as an item of the list above, but has no "- ". Indent it like the keys of its item, or write "- ".'],
    [/^Unexpected (?:, in|empty item)/, 'Between two commas a value is missing. Write it, or remove a comma.'],
    [/^Unexpected .*block-seq-ind/, 'A list may not start on the line of its key. Write its first "- " on the next line.'],
    [/^Unexpected flow-(?:seq|map)-end/, 'This bracket closes nothing. Remove it, or write the one that opens it.'],
    [/^Unexpected .* at node end/, 'Text follows where the value has ended. Remove it, or put the whole value in quotes; within single quotes two of them stand for one.'],
    [/^Alias cannot be an empty string/, 'A "*" starts an alias. Put the value in quotes.'],
    [/^Anchor cannot be an empty string/, 'A "&" starts an anchor. Put the value in quotes.'],
    [/^Plain value cannot start with/, 'A value may not start with this character. Put the value in quotes.'],
    [/^Invalid escape sequence/, 'In double quotes "\\" starts an escape, and there is none such. Write "\\\\" for a backslash, or use single quotes.'],
];
/** The parser's message as a sentence with its cure. What has no entry here is passed on: yaml's messages are plain English. */
function words(code, message) {
    const own = BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? BY_CODE[code];
    return own ?? `${sentence(message)} Check the quotes, brackets and indentation of this line and of the line before.`;
}
/** A line before this one that starts with "-" and a key without a blank between them, so that no item starts there. */
function tightDash(text, at) {
    const found = /^( *)-[A-Za-z_]+:[^\n]*\n *$/m.exec(text.slice(Math.max(0, text.lastIndexOf('\n', text.lastIndexOf('\n', at - 1) - 1) + 1), at));
    if (found === null)
        return undefined;
    const start = at - found[0].length + found[1].length;
    return fault(start, start + 1, 'A blank is missing after this "-". Write "- " before the first key of an item.');
}
/** A key that is none: it holds another ": ", has no ":", or is a value that reads on into a line that is indented too deep. */
function implicitKey(code, text, start, to) {
    const line = text.slice(start, text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start)).trimEnd();
    const end = Math.min(to, start + Math.max(line.length, 1));
    const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    const next = /^[^\n]*\n(?:[ \t]*\r?\n)*( *)(?=\S)/.exec(text.slice(start));
    const column = /^(?: *- )* */.exec(before)[0].length;
    // A value on the line of its key, and the next line is deeper than that key: it belongs to the value.
    if (/: +$/.test(before) && next !== null && next[1].length > column && !/:(?:\s|$)/.test(line)) {
        const at = start + next[0].length;
        return tightDash(text, at) ?? fault(at, at + 1, 'This line is indented deeper than the key above, so it is read as more of that value. Indent both alike.');
    }
    if (line.startsWith('sha256: '))
        return fault(start, end, 'A blank stands in this digest. Write sha256: and the digits without a blank between them.');
    if (code === 'BLOCK_AS_IMPLICIT_KEY')
        return fault(start, end, 'A value may not hold ": " or start another mapping on the same line. Put the value in quotes, or the mapping on the next line.');
    // Also where what looks like a blank is none.
    const tight = /^([A-Za-z_]+):([^ :].*)$/.exec(line);
    if (tight !== null)
        return fault(start, end, `A blank is missing after the ":" of this key. Write ${tight[1]}: ${(0,visible/* visible */.RK)(tight[2].trim())}.`);
    return fault(start, end, 'This line has no ":" after its key. Write it as key: value, or check its indentation.');
}
/** The bracket that is never closed, or not before its lines end: yaml says where that was noticed, people look for where it opens. */
function openBracket(tokens) {
    const found = [];
    for (const each of keysAndValues(tokens)) {
        if (each.type !== 'flow-collection')
            continue;
        const { source, offset } = each.start;
        const close = source === '{' ? '}' : ']';
        if (each.end[0]?.source === close)
            continue;
        found.push({ fault: fault(offset, offset + 1, `This "${source}" is not closed. Write "${close}" where it ends; its lines must be indented deeper than its key.`), mismatched: each.end.length > 0 });
    }
    // One that another's end closes leaves those around it open, too.
    return (found.findLast(({ mismatched }) => mismatched) ?? found[0])?.fault;
}
/** Past the indentation, when the offset is at the start of an indented line. */
function afterBlanks(text, offset) {
    if (offset > 0 && text[offset - 1] !== '\n')
        return offset;
    return offset + (/^ *(?=[^ \r\n])/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
}
/** yaml says where the text ends in which a closing quote is missing; people look for where it starts. */
function openQuote(tokens, end) {
    return keysAndValues(tokens).findLast((each) => 'source' in each && each.type.endsWith('quoted-scalar') && each.offset + each.source.length === end)?.offset;
}
/** Every key and value of the documents, in the order in which they are written. */
function keysAndValues(tokens) {
    const found = [];
    for (const token of tokens) {
        if (token.type === 'document')
            dist/* CST */.DB.visit(token, ({ key, value }) => void found.push(...[key, value].filter((each) => each !== null && each !== undefined)));
    }
    return found;
}
function sentence(message) {
    const line = (0,visible/* visible */.RK)(message.split('\n', 1)[0].trim());
    return /[.!?]$/.test(line) ? line : `${line}.`;
}

;// CONCATENATED MODULE: ./lib/manifest/key.js

/**
 * What is wrong with how a key is written: where YAML 1.2 and yaml.v2, which mosb reads with, disagree on what the key is. `flow` is
 * whether it stands in a mapping in flow style.
 */
function keyMessages({ key, srcToken }, flow, text) {
    if (srcToken === undefined)
        return [];
    const messages = [];
    const { start, sep = [] } = srcToken;
    const colon = sep.find(({ type }) => type === 'map-value-ind');
    const between = colon === undefined ? [] : sep.slice(0, sep.indexOf(colon));
    const question = start.find(({ type }) => type === 'explicit-key-ind');
    const scalar = (0,dist/* isScalar */.jn)(key) ? key : undefined;
    const written = scalar?.srcToken !== undefined && 'source' in scalar.srcToken ? scalar.srcToken.source : '';
    const broken = question !== undefined && start.slice(start.indexOf(question)).some(({ type }) => type === 'newline');
    if (scalar?.type === 'PLAIN' && scalar.source === '')
        messages.push('A key is missing here. Write it before the ":".');
    if (scalar?.anchor !== undefined)
        messages.push('An anchor stands before a key, where readers differ on what it names. Put it after the ":".');
    if (between.some(({ type }) => type === 'tag' || type === 'anchor'))
        messages.push('A tag or an anchor stands between this key and its ":". Remove it.');
    if (broken || written.includes('\n'))
        messages.push('A key must stand on one line.');
    if (question !== undefined) {
        if (colon === undefined)
            messages.push('A key after "?" needs a ":" below it. Write it as key: value.');
        const aligned = colon === undefined || flow || column(text, question.offset) === column(text, colon.offset);
        if (!aligned)
            messages.push('The "?" and the ":" of a key must stand in the same column.');
        return messages;
    }
    if (between.some(({ type }) => type === 'newline'))
        messages.push('A key and its ":" must stand on one line.');
    const tight = flow && colon !== undefined && scalar?.type === 'PLAIN' && /\S/.test(text[colon.offset + 1] ?? ' ');
    if (tight)
        messages.push('A blank is missing after the ":" of this key.');
    return messages;
}
function column(text, offset) {
    return offset - text.lastIndexOf('\n', offset - 1);
}

// EXTERNAL MODULE: ./lib/manifest/scalar.js
var scalar = __webpack_require__(77977);
;// CONCATENATED MODULE: ./lib/manifest/tree.js






/** The most values that aliases may bring together. yaml.v2 has a limit of the same kind; a manifest needs a few dozen. */
const MAX_ALIASED = 10_000;
/** Builds the tree of a parsed document, and says what in it has no one meaning (`fatal`) or is not what a reviewer sees. */
function buildTree(contents, text) {
    const builder = new TreeBuilder(text);
    const root = contents === null ? undefined : builder.node(contents, undefined);
    return { root, faults: builder.faults };
}
class TreeBuilder {
    faults = [];
    #anchors = new Map();
    #open = new Set();
    #written;
    #aliased = 0;
    /** How many collections in flow style are open. */
    #flow = 0;
    constructor(text) {
        this.#written = text;
    }
    node(source, use) {
        if ((0,dist/* isAlias */.Vj)(source))
            return this.#alias(source, use);
        if (use === undefined)
            this.#properties(source);
        else
            this.#aliased++;
        this.#open.add(source);
        const flow = ((0,dist/* isMap */.jh)(source) || (0,dist/* isSeq */.oP)(source)) && source.flow === true ? 1 : 0;
        this.#flow += flow;
        const node = (0,dist/* isMap */.jh)(source) ? this.#mapping(source, use) : (0,dist/* isSeq */.oP)(source) ? this.#sequence(source, use) : this.#scalar(source, use);
        this.#flow -= flow;
        this.#open.delete(source);
        return node;
    }
    #fault(place, message) {
        this.faults.push({ rule: 'syntax', start: place.start, end: place.end, message, fatal: true });
    }
    #properties(source) {
        const place = { start: source.range[0], end: source.range[1] };
        if (source.tag !== undefined) {
            this.#fault(place, TAG);
        }
        if (source.anchor === undefined)
            return;
        if (!/^[0-9A-Za-z_-]+$/.test(source.anchor)) {
            this.#fault(place, `The anchor ${(0,visible/* quoted */.TL)(source.anchor)} holds a character that mosb refuses. Use ASCII letters, digits, "-" and "_" alone.`);
        }
        this.#anchors.set(source.anchor, source);
    }
    #alias(alias, outer) {
        const use = outer ?? { start: alias.range[0], end: alias.range[1] };
        const source = this.#anchors.get(alias.source);
        if (source === undefined) {
            this.#fault(use, `No anchor ${(0,visible/* quoted */.TL)(`&${alias.source}`)} comes before this alias. Write the value out, or mend the name.`);
        }
        else if (this.#open.has(source)) {
            this.#fault(use, `The alias ${(0,visible/* quoted */.TL)(`*${alias.source}`)} stands inside the value that it names, so it has no end. Write the value out.`);
        }
        else if (this.#aliased <= MAX_ALIASED) {
            const node = this.node(source, use);
            if (this.#aliased > MAX_ALIASED)
                this.#bomb(use);
            return node;
        }
        return { kind: 'scalar', text: '', plain: true, isNull: true, aliased: true, source: undefined, ...use };
    }
    #bomb(use) {
        if (this.faults.some(({ message }) => message.startsWith('Aliases')))
            return;
        this.#fault(use, `Aliases bring more than ${MAX_ALIASED} values into this manifest. Write out what is meant.`);
    }
    #scalar(source, use) {
        const text = typeof source.value === 'string' ? source.value : source.source;
        const plain = source.type === 'PLAIN';
        const place = { start: source.range[0], end: source.range[1] };
        if (use === undefined && !plain)
            this.#text(source, text, place);
        if (use === undefined && plain)
            this.#plain(text, place);
        return { kind: 'scalar', text, plain, isNull: plain && (0,scalar/* meaning */.ak)(text) === 'null', aliased: use !== undefined, source, ...(use ?? place) };
    }
    /** Plain text that other readers take for the sign of a key: in flow style yaml.v2 refuses a "?". */
    #plain(text, place) {
        if (/^[?:]/.test(text) || (this.#flow > 0 && text.includes('?'))) {
            this.#fault(place, `YAML readers differ on where ${(0,visible/* quoted */.TL)(text)} starts or ends, because of its ${text.includes('?') ? '"?"' : '":"'}. Put it in quotes.`);
        }
    }
    /** Where the lines of a quoted scalar are not indented, yaml ends it at the line and takes an escaped quote for its end. */
    #ending(source, place) {
        const token = source.srcToken;
        if (token?.type !== 'double-quoted-scalar' && token?.type !== 'single-quoted-scalar')
            return;
        const body = token.source.slice(1, -1);
        const ended = token.type === 'double-quoted-scalar' ? /\\*$/.exec(body)[0].length % 2 === 0 : (body.match(/'/g)?.length ?? 0) % 2 === 0;
        if (/[^\s,:\]}]/.test(this.#written[source.range[1]] ?? ' '))
            this.#fault(place, 'A blank is missing after the closing quote.');
        if (!ended)
            this.#fault(place, 'The closing quote is missing, or a line of this value is not indented enough.');
    }
    /** What a quoted scalar may not hold, however it is escaped. */
    #text(source, text, place) {
        this.#ending(source, place);
        if (source.srcToken?.type === 'double-quoted-scalar')
            this.#escapes(source.srcToken.source, text, place);
        if (source.srcToken?.type !== 'block-scalar')
            return;
        const header = this.#written.slice(place.start, this.#written.indexOf('\n', place.start));
        if (text !== '' && !source.srcToken.source.endsWith('\n') && !/^[|>][0-9]?-/.test(header)) {
            this.#fault(place, 'Readers differ on whether this block ends in a newline, since the file does not. End the file with a newline, or write "|-" or ">-".');
        }
        if (/^(?: *\r?\n)* *\t/.test(source.srcToken.source))
            this.#fault(place, 'The first line of a block may not start with a tab. Indent with blanks, or put the text in double quotes with "\\t".');
        if (text.trim() === '' && /[ \t]/.test(source.srcToken.source)) {
            this.#fault(place, 'Readers differ on what a block of empty lines holds. Write "" for no text.');
        }
    }
    #escapes(raw, text, place) {
        if (/\\\r?\n[ \t]*\r?\n/.test(raw)) {
            this.#fault(place, 'Readers differ on what an empty line after a "\\" at the end of a line means. Remove the empty line, or write "\\n".');
        }
        for (const [escape, character] of raw.matchAll(/\\(?:(\/)|u[dD][89a-fA-F][0-9a-fA-F]{2}|U0000[dD][89a-fA-F][0-9a-fA-F]{2}|[^])/g)) {
            if (character === '/')
                this.#fault(place, String.raw `mosb refuses the escape "\/". Write "/" as it is.`);
            else if (/^\\[uU]\w/.test(escape))
                this.#fault(place, `The escape "${escape}" is half a character, which mosb refuses. Write the character itself, or "\\U" and eight digits.`);
        }
        // What is hidden in the file itself has been found there.
        const hidden = raw.includes('\\') ? characters/* HIDDEN */.RG.exec(text)?.[0] : undefined;
        if (hidden === undefined || raw.includes(hidden))
            return;
        this.faults.push({
            rule: 'hidden-character',
            ...place,
            message: `This value holds ${(0,characters/* codePoint */.yb)(hidden)}, which ${/\p{Cc}/u.test(hidden) ? 'is a control character' : 'people do not see'}. Take it out.`,
            // Go 1.22 and newer write these two in another way than Go 1.21, so that install.json would depend on mosb's build.
            fatal: /[\b\f]/.test(text),
        });
    }
    #sequence(source, use) {
        const items = [];
        for (const item of source.items) {
            if (this.#aliased > MAX_ALIASED)
                break;
            if (!(0,dist/* isPair */.tO)(item))
                items.push(this.node(item, use));
        }
        return { kind: 'sequence', items, source, aliased: use !== undefined, ...(use ?? { start: source.range[0], end: source.range[1] }) };
    }
    #mapping(source, use) {
        const own = new Map();
        const merged = new Map();
        const replaced = [];
        let merges = false;
        for (const pair of source.items) {
            if (this.#aliased > MAX_ALIASED)
                break;
            const { key } = pair;
            const place = use ?? { start: key.range[0], end: key.range[1] };
            const name = this.#name(key, place, use === undefined);
            if (name === undefined)
                continue;
            if (use === undefined)
                for (const message of keyMessages(pair, source.flow === true, this.#written))
                    this.#fault(place, message);
            if ((0,dist/* isScalar */.jn)(key) && key.type === 'PLAIN' && name === '<<') {
                if (merges && use === undefined)
                    this.#duplicate('<<', place, false);
                merges = true;
                this.#merge(pair, own, merged, replaced, place, use === undefined);
                continue;
            }
            const value = pair.value === null ? this.#absent(place, use) : this.node(pair.value, use);
            const earlier = own.get(name)?.value;
            if (earlier !== undefined) {
                replaced.push({ key: name, value: earlier });
                if (use === undefined)
                    this.#duplicate(name, place, earlier.kind === 'mapping' && value.kind === 'mapping');
            }
            const before = merged.get(name)?.value;
            if (before !== undefined)
                replaced.push({ key: name, value: before });
            if (use === undefined && before?.kind === 'mapping' && value.kind === 'mapping') {
                this.#fault(place, `${(0,visible/* quoted */.TL)(name)} comes by a merge key too. YAML replaces that value, while mosb fills this one in with it. Write all of ${(0,visible/* quoted */.TL)(name)} here, and take it out of what is merged.`);
            }
            const empty = value.kind === 'scalar' && value.start === value.end && use === undefined;
            own.set(name, { keyStart: place.start, keyEnd: place.end, value: empty ? { ...value, ...place } : value, pair: use === undefined ? pair : undefined });
        }
        const entries = merged.size === 0 ? own : new Map([...merged, ...own]);
        return { kind: 'mapping', entries, source, merged: merged.size > 0, replaced, aliased: use !== undefined, ...(use ?? { start: source.range[0], end: source.range[1] }) };
    }
    #absent(place, use) {
        return { kind: 'scalar', text: '', plain: true, isNull: true, aliased: use !== undefined, source: undefined, ...place };
    }
    /** A key as text. An alias of a scalar is its text; other keys have no meaning in a manifest. */
    #name(key, place, first) {
        const source = (0,dist/* isAlias */.Vj)(key) ? this.#anchors.get(key.source) : key;
        if ((0,dist/* isScalar */.jn)(source)) {
            if (first && source === key) {
                this.#properties(source);
                if (source.type === 'PLAIN')
                    this.#plain(source.source, place);
                else
                    this.#ending(source, place);
            }
            return typeof source.value === 'string' ? source.value : source.source;
        }
        if (first)
            this.#fault(place, 'A key must be a word, not a list or a mapping.');
        return undefined;
    }
    /**
     * mosb takes the last of several values, so a list form still has one meaning, though no reviewer may miss it, nor any setting hide it; two
     * mappings it mixes. YAML 1.2 §3.2.1.3: keys are unique. What a merge key brings and its mapping replaces is no second key.
     */
    #duplicate(name, place, fatal) {
        this.faults.push({
            rule: 'syntax',
            ...place,
            message: `The key ${(0,visible/* quoted */.TL)(name)} stands twice in this mapping; mosb takes the last, other readers refuse both. Remove one.`,
            fatal: fatal || 'dict',
        });
    }
    /** `<<`: yaml.v2 takes entries in document order, so only what means the same in every order is accepted. */
    #merge(pair, own, merged, replaced, place, first) {
        const here = new Map();
        const sources = (0,dist/* isSeq */.oP)(pair.value) ? pair.value.items : [pair.value];
        for (const source of sources) {
            const isMapping = (0,dist/* isMap */.jh)(source) || ((0,dist/* isAlias */.Vj)(source) && (0,dist/* isMap */.jh)(this.#anchors.get(source.source)));
            if (!isMapping) {
                if (first)
                    this.#fault(place, 'A merge key "<<" takes the alias of a mapping, or a list of such aliases.');
                continue;
            }
            if (first && (0,dist/* isMap */.jh)(source))
                this.node(source, undefined);
            const node = this.node(source, { start: place.start, end: place.end });
            if (node.kind !== 'mapping')
                continue;
            for (const [name, entry] of node.entries) {
                const other = own.get(name) ?? here.get(name) ?? merged.get(name);
                if (first && own.has(name)) {
                    this.#fault(place, `${(0,visible/* quoted */.TL)(name)} stands before this merge key and comes by it too: YAML keeps the first, mosb the second. Put "<<" first in its mapping.`);
                }
                else if (first && other?.value.kind === 'mapping' && entry.value.kind === 'mapping') {
                    this.#fault(place, `${(0,visible/* quoted */.TL)(name)} comes from two merged mappings, which mosb mixes. Write ${(0,visible/* quoted */.TL)(name)} out here.`);
                }
                if (here.has(name))
                    replaced.push({ key: name, value: entry.value });
                else
                    here.set(name, { keyStart: place.start, keyEnd: place.end, value: entry.value, pair: undefined });
            }
        }
        for (const [name, entry] of here) {
            const before = merged.get(name);
            if (before !== undefined)
                replaced.push({ key: name, value: before.value });
            merged.set(name, entry);
        }
    }
}

;// CONCATENATED MODULE: ./lib/manifest/document.js





/** Parses the bytes of a manifest. Throws nothing for outside input: what is wrong is in `problems`. */
function parseDocument(bytes) {
    const decoded = (0,encoding/* decode */.D4)(bytes);
    if (!('text' in decoded)) {
        return { document: undefined, problems: [{ rule: 'syntax', severity: 'error', message: decoded.message, target: null, ...decoded.span }], sound: { list: false, dict: false } };
    }
    const { text } = decoded;
    const lines = new manifest_lines/* Lines */.q(text);
    let faults = (0,characters/* hiddenCharacters */.xy)(text);
    let root;
    if (!faults.some(({ fatal }) => fatal === true)) {
        const yaml = parseYaml(text);
        faults = faults.concat(yaml.faults);
        if (yaml.faults.length === 0) {
            const tree = buildTree(yaml.contents, text);
            root = tree.root;
            faults = faults.concat(tree.faults);
        }
    }
    const document = { text, lines, root, locate: (path, at) => span(document, path, at) };
    const sound = (form) => !faults.some(({ fatal }) => fatal === true || fatal === form);
    return { document, problems: faults.map((fault) => problem(document, fault)), sound: { list: sound('list'), dict: sound('dict') } };
}
/** A fault as report.json has it: with line, column, and the service that it is about. */
function problem(document, fault) {
    const { rule, message, start, end, path, meant } = fault;
    return { rule, severity: 'error', message, target: path === undefined ? null : serviceAt(document.root, path), ...document.lines.span(start, end), ...(meant === undefined ? {} : { meant }) };
}
/** The offsets of what `locate` shows. */
function place(document, path, at = 'value') {
    let node = document.root;
    if (node === undefined)
        return { start: 0, end: document.lines.end(1) };
    let key;
    let found = 0;
    for (const step of path) {
        const entry = node.kind === 'mapping' ? node.entries.get(String(step)) : node.kind === 'sequence' ? itemAt(node.items, step) : undefined;
        if (entry === undefined)
            break;
        node = entry.value;
        key = entry.keyStart === undefined ? undefined : { start: entry.keyStart, end: entry.keyEnd };
        found++;
    }
    if (at === 'key' && found === path.length && key !== undefined)
        return key;
    if (node.kind === 'scalar')
        return node;
    return { start: node.start, end: Math.max(node.start, Math.min(node.end, lineEnd(document, node.start))) };
}
function itemAt(items, step) {
    const value = typeof step === 'number' ? items[step] : undefined;
    return value === undefined ? undefined : { value };
}
/** The end of what is written on a line, without blanks. */
function lineEnd(document, offset) {
    const end = document.lines.end(document.lines.lineOf(offset));
    return offset + document.text.slice(offset, end).trimEnd().length;
}
function span(document, path, at = 'value') {
    const { start, end } = place(document, path, at);
    return document.lines.span(start, end);
}
/** The service that a path is about: the key in dict form, `service_name` in list form; null for a system field. */
function serviceAt(root, path) {
    const [top, which] = path;
    if (top !== 'targets' || which === undefined || root?.kind !== 'mapping')
        return null;
    if (typeof which === 'string')
        return which;
    const targets = root.entries.get('targets')?.value;
    const target = targets?.kind === 'sequence' ? targets.items[which] : undefined;
    const name = target?.kind === 'mapping' ? target.entries.get('service_name')?.value : undefined;
    return name?.kind === 'scalar' && name.text !== '' ? name.text : null;
}


/***/ }),

/***/ 46604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D4: () => (/* binding */ decode),
/* harmony export */   ke: () => (/* binding */ hasByteOrderMark)
/* harmony export */ });
/* unused harmony export MAX_BYTES */
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);
/* harmony import */ var _lines_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78582);


/** The most bytes that a manifest may have. Parsing takes time and memory in proportion: 8 MiB take seconds and most of a gigabyte. */
const MAX_BYTES = 1024 * 1024;
const BOM = '\uFEFF';
const START = { line: 1, column: 1, endLine: 1, endColumn: 1 };
/**
 * The text of a manifest without its byte order mark, or why it is not one: too large, UTF-16 or UTF-32, or bytes that are not UTF-8.
 * mosb reads UTF-16 too; a reviewer's tools mostly do not, so it is refused.
 */
function decode(bytes) {
    if (bytes.byteLength > MAX_BYTES) {
        return { message: `The file has ${bytes.byteLength} bytes; a manifest may have ${MAX_BYTES} (1 MiB). Move what is not the manifest out of it.`, span: START };
    }
    if (isUtf16(bytes)) {
        return { message: 'The file is UTF-16 or UTF-32. Save it as UTF-8.', span: START };
    }
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes)) {
        const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
        return { text: text.startsWith(BOM) ? text.slice(1) : text };
    }
    return invalid(bytes);
}
/** Whether the bytes start with a UTF-8 byte order mark, which `decode` takes off. */
function hasByteOrderMark(bytes) {
    return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
function isUtf16(bytes) {
    const [first, second] = bytes;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
        return true;
    return bytes.byteLength >= 2 && (first === 0 || second === 0) && first !== second;
}
function invalid(bytes) {
    const lossy = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    let at = 0;
    let byte = 0;
    for (const character of lossy) {
        if (character === '\uFFFD' && !(bytes[byte] === 0xef && bytes[byte + 1] === 0xbf && bytes[byte + 2] === 0xbd))
            break;
        byte += Buffer.byteLength(character);
        at += character.length;
    }
    const marked = lossy.startsWith(BOM) ? 1 : 0;
    const lines = new _lines_js__WEBPACK_IMPORTED_MODULE_1__/* .Lines */ .q(lossy.slice(marked));
    const hex = bytes[byte]?.toString(16).padStart(2, '0') ?? '';
    return {
        message: `The byte 0x${hex} (byte ${byte + 1} of the file) is not UTF-8. Save the file as UTF-8; it may have been written as Latin-1.`,
        span: lines.span(at - marked, at - marked + 1),
    };
}


/***/ }),

/***/ 88432:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C8: () => (/* binding */ Fields),
/* harmony export */   En: () => (/* binding */ INT64),
/* harmony export */   rS: () => (/* binding */ UINT64)
/* harmony export */ });
/* harmony import */ var _schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40136);
/* harmony import */ var _integer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19031);


/** Takes typed values out of the tree after the schema has accepted its shape; says what the schema cannot. */
class Fields {
    faults = [];
    #form;
    constructor(form) {
        this.#form = form;
    }
    /** The mapping's value of a key, or undefined when it is absent. */
    get(mapping, key) {
        return mapping.entries.get(key)?.value;
    }
    /** The scalar under a key; undefined when it is absent or null. */
    scalar(mapping, key) {
        const node = this.get(mapping, key);
        return node?.kind === 'scalar' && !node.isNull ? node : undefined;
    }
    /** The whole number under a key, exactly; undefined when it is absent or null. `largest` is what the device's program can hold. */
    integer(mapping, key, path, largest) {
        const node = this.scalar(mapping, key);
        const value = node === undefined ? undefined : (0,_integer_js__WEBPACK_IMPORTED_MODULE_1__/* .integerOf */ .c)(node, this.#form);
        if (node === undefined || value === undefined)
            return undefined;
        if (value > largest)
            this.fault(node, [...path, key], `${(0,_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .subject */ .bc)([...path, key])} may be no more than ${largest}.`);
        return value;
    }
    fault(node, path, message) {
        this.faults.push({ rule: 'schema', start: node.start, end: node.end, message, fatal: true, path });
    }
}
/** The largest values of Go's int64 and uint64, in which mosb and mosctl keep sizes and ports. */
const INT64 = (1n << 63n) - 1n;
const UINT64 = (1n << 64n) - 1n;


/***/ }),

/***/ 19031:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ integerOf)
/* harmony export */ });
/* harmony import */ var _scalar_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77977);

/** The whole number that a scalar is in this form; undefined when it is none. */
function integerOf({ text, plain }, form) {
    if (!plain)
        return undefined;
    return form === 'list' ? (0,_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(text) : (0,_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .isDecimal */ .aM)(text) ? BigInt(text) : undefined;
}


/***/ }),

/***/ 78582:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ Lines)
/* harmony export */ });
/** Turns offsets in a text (UTF-16 units) into lines and columns that count from 1. A line ends with LF; CR LF counts as its LF. */
class Lines {
    #text;
    #starts = [0];
    constructor(text) {
        this.#text = text;
        for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
            this.#starts.push(at + 1);
    }
    /** The number of lines; a final newline ends the last one. */
    get count() {
        return this.#starts.length;
    }
    /** The line (from 1) that holds the offset. */
    lineOf(offset) {
        let low = 0;
        let high = this.#starts.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (this.#starts[middle] <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return low + 1;
    }
    /** The offset at which a line (from 1) starts. */
    start(line) {
        return this.#starts[Math.min(line, this.#starts.length) - 1];
    }
    /** The offset after the last character of a line (from 1), before its line break. */
    end(line) {
        const next = this.#starts[line];
        if (next === undefined)
            return this.#text.length;
        return this.#text[next - 2] === '\r' ? next - 2 : next - 1;
    }
    /** The stretch between two offsets, kept inside the text; at least one column wide where the line has one. */
    span(start, end) {
        const from = Math.max(0, Math.min(start, this.#text.length));
        const to = Math.max(from, Math.min(end, this.#text.length));
        const line = this.lineOf(from);
        const endLine = this.lineOf(to);
        return { line, column: from - this.start(line) + 1, endLine, endColumn: to - this.start(endLine) + 1 };
    }
}


/***/ }),

/***/ 35917:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ listManifest)
/* harmony export */ });
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88432);
/* harmony import */ var _scalar_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77977);


/**
 * The list form (mos's formats.md), which mosb and mosctl read: the tree's shape has passed the schema. Text keeps what was written,
 * null is as absent, and booleans have YAML 1.1's words, all as yaml.v2 has it.
 */
function listManifest(root) {
    const reader = new ListReader('list');
    return { manifest: reader.manifest(root), faults: reader.faults };
}
class ListReader extends _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .Fields */ .C8 {
    manifest(root) {
        return {
            form: 'list',
            version: this.integer(root, 'version', [], _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .INT64 */ .En),
            product: this.#text(root, 'product'),
            updateType: this.#text(root, 'update_type'),
            mediaType: undefined,
            imageType: undefined,
            storageType: undefined,
            storage: this.#list(root, 'storage', [], (node, path) => this.#volume(node, path)),
            targets: this.#list(root, 'targets', [], (node, path) => this.#target(node, path)) ?? [],
        };
    }
    #text(mapping, key) {
        return this.scalar(mapping, key)?.text;
    }
    #list(mapping, key, path, item) {
        const node = this.get(mapping, key);
        if (node === undefined)
            return undefined;
        if (node.kind !== 'sequence')
            return null;
        return node.items.flatMap((each, index) => {
            const full = each.kind === 'scalar' && each.isNull ? nothing(each) : each;
            return full.kind === 'mapping' ? [item(full, [...path, key, index])] : [];
        });
    }
    #volume(node, path) {
        const persistent = this.scalar(node, 'persistent')?.text;
        return {
            path,
            label: this.#text(node, 'label'),
            persistent: persistent === undefined ? undefined : (0,_scalar_js__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zM)(persistent),
            nsgroup: this.#text(node, 'nsgroup'),
            size: this.integer(node, 'size', path, _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .UINT64 */ .rS),
        };
    }
    #target(node, path) {
        const source = this.get(node, 'source');
        return {
            path,
            name: this.#text(node, 'service_name') ?? '',
            source: this.#text(node, 'source') ?? '',
            sourcePath: [...path, 'source'],
            version: this.#text(node, 'version'),
            // Empty is not stated, as for mosb.
            digest: this.#text(node, 'digest') || undefined,
            size: this.integer(node, 'size', path, _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .INT64 */ .En),
            serviceType: this.#text(node, 'service_type'),
            nsgroup: this.#text(node, 'nsgroup'),
            network: this.#network(this.get(node, 'network'), [...path, 'network']),
            storage: this.#list(node, 'storage', path, (each, at) => ({ path: at, dest: this.#text(each, 'dest'), label: this.#text(each, 'label') })),
            verbatim: undefined,
            aliased: node.aliased || node.merged || source?.aliased === true,
        };
    }
    #network(node, path) {
        if (node?.kind !== 'mapping')
            return undefined;
        return {
            type: this.#text(node, 'type'),
            ipv4: this.#text(node, 'ipv4'),
            ipv6: this.#text(node, 'ipv6'),
            ports: this.#list(node, 'ports', path, (each, at) => ({ path: at, host: this.integer(each, 'host', at, _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .UINT64 */ .rS), container: this.integer(each, 'container', at, _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .UINT64 */ .rS) })),
        };
    }
}
/** An item that was left empty: for mosb a mapping without keys. */
function nothing({ start, end, aliased }) {
    return { kind: 'mapping', entries: new Map(), source: undefined, merged: false, replaced: [], start, end, aliased };
}


/***/ }),

/***/ 13457:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readManifest)
/* harmony export */ });
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7629);
/* harmony import */ var _dict_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(82741);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1975);
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(35917);
/* harmony import */ var _schema_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(40136);
/* harmony import */ var _suggestion_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9613);






/**
 * Reads an import manifest of either form. The list form is read as mosb reads it, byte for byte, or refused where mosb's meaning would
 * surprise its writer; the dict form as YAML 1.2. Says everything that is wrong, not the first thing alone, and throws nothing.
 */
function readManifest(bytes) {
    const { document, problems, sound } = (0,_document_js__WEBPACK_IMPORTED_MODULE_2__/* .parseDocument */ .Tp)(bytes);
    if (document === undefined)
        return { document, manifest: undefined, problems };
    const { manifest, faults } = interpret(document, problems.length > 0 && document.root === undefined);
    const all = [...problems, ...distinct(faults).map((fault) => (0,_document_js__WEBPACK_IMPORTED_MODULE_2__/* .problem */ .CC)(document, fault))];
    return {
        document,
        manifest: manifest !== undefined && sound[manifest.form] ? manifest : undefined,
        problems: all.toSorted((a, b) => a.line - b.line || a.column - b.column),
    };
}
const MAX_FAULTS = 100;
/** Each fault once, though an alias may bring it to many places; and no more than a person reads. */
function distinct(faults) {
    const seen = new Map();
    for (const fault of faults) {
        const key = JSON.stringify([fault.rule, fault.start, fault.end, fault.path?.at(-1)]);
        if (!seen.has(key))
            seen.set(key, fault);
    }
    const all = [...seen.values()];
    const last = all[MAX_FAULTS];
    if (last === undefined)
        return all;
    return [...all.slice(0, MAX_FAULTS), { ...last, message: `${last.message} There are ${all.length - MAX_FAULTS - 1} more like it.` }];
}
function interpret(document, broken) {
    if (broken)
        return { manifest: undefined, faults: [] };
    const { root } = document;
    if (root === undefined || (root.kind === 'scalar' && root.isNull))
        return refuse(document, 'The file holds no manifest. Write at least version and targets.');
    if (root.kind !== 'mapping') {
        return refuse(document, `A manifest is a mapping of keys such as version and targets, but this file is ${root.kind === 'sequence' ? 'a list' : 'one value'}. Check the indentation of its first lines.`);
    }
    const form = formOf(document);
    if (typeof form !== 'string')
        return form;
    const shape = (0,_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .checkShape */ .eA)(document, form);
    const { manifest, faults } = form === 'list' ? (0,_list_js__WEBPACK_IMPORTED_MODULE_3__/* .listManifest */ .m)(root) : (0,_dict_js__WEBPACK_IMPORTED_MODULE_1__/* .dictManifest */ .e)(root);
    const all = [...shape, ...faults];
    return { manifest: all.some(({ fatal }) => fatal) ? undefined : manifest, faults: all };
}
function refuse(document, message) {
    return { manifest: undefined, faults: [{ rule: 'schema', ...(0,_document_js__WEBPACK_IMPORTED_MODULE_2__/* .place */ .ik)(document, []), message, fatal: true }] };
}
/** A list whose items are all `- NAME:` with the fields below: one mistake, and not as many as there are keys. */
function mixedForms(document, { items }) {
    const names = items.map((item) => {
        // What has a source or a name is a target of this form, whatever else it has.
        if (item.kind !== 'mapping' || item.entries.has('service_name') || item.entries.has('source'))
            return undefined;
        const [first] = item.entries;
        const holds = first?.[1].value;
        const named = (holds?.kind === 'mapping' || (holds?.kind === 'scalar' && holds.isNull)) && /^[A-Za-z0-9][\w.-]*$/.test(first?.[0] ?? '') && first?.[0] !== 'network';
        return named ? first?.[0] : undefined;
    });
    const [name] = names;
    if (name === undefined || names.includes(undefined))
        return undefined;
    const message = `Each item of targets starts with a name, as ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(`- ${name}:`)} does. Write - service_name: and the name (list form), or the names without "- " (dict form).`;
    return { manifest: undefined, faults: [{ rule: 'schema', ...(0,_document_js__WEBPACK_IMPORTED_MODULE_2__/* .place */ .ik)(document, ['targets', 0]), message, fatal: true }] };
}
/** The form is told by what `targets` holds. */
function formOf(document) {
    const root = document.root;
    const entry = root.kind === 'mapping' ? root.entries.get('targets') : undefined;
    if (entry?.value.kind === 'sequence')
        return mixedForms(document, entry.value) ?? 'list';
    if (entry?.value.kind === 'mapping')
        return 'dict';
    // The list form of no services: mosb publishes it, and update_type is the list form's alone.
    if (entry?.value.kind === 'scalar' && entry.value.isNull && root.kind === 'mapping' && root.entries.has('update_type'))
        return 'list';
    if (entry !== undefined) {
        const empty = entry.value.kind === 'scalar' && entry.value.isNull;
        const message = `The key targets is ${empty ? 'empty' : 'one value'}. Write a list of services (list form, which mosb reads) or a mapping of names to services (dict form).`;
        return { manifest: undefined, faults: [{ rule: 'schema', ...(0,_document_js__WEBPACK_IMPORTED_MODULE_2__/* .place */ .ik)(document, ['targets']), message, fatal: true }] };
    }
    const given = root.kind === 'mapping' ? (0,_suggestion_js__WEBPACK_IMPORTED_MODULE_5__/* .nearest */ .p)('targets', [...root.entries.keys()]) : undefined;
    const hint = given === undefined ? 'Add targets: a list of services (list form, which mosb reads) or a mapping of names to services (dict form).' : `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(given)} may be meant for it.`;
    return refuse(document, `The manifest has no targets. ${hint}`);
}


/***/ }),

/***/ 40936:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ CATALOGUE),
  K: () => (/* binding */ isRuleId)
});

// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/manifest/rules/rule.js
var rule = __webpack_require__(49307);
;// CONCATENATED MODULE: ./lib/manifest/rules/certificate.js


const LIFETIME_YEARS = 5;
const day = (date) => date.toISOString().slice(0, 10);
/** What is wrong with the certificate and its key, one sentence each with its cure. */
function faults({ certificate, now }) {
    const { keyType, notBefore, notAfter, issuedByCa, refused, intermediates, keyMatches, keyEncoding } = certificate;
    const found = [];
    if (keyType !== 'rsa')
        found.push(`The certificate's key is ${(0,visible/* quoted */.TL)(keyType)}, and devices read RSA alone. Sign with an RSA key and its certificate.`);
    if (now < notBefore)
        found.push(`The certificate is not valid before ${day(notBefore)}. Wait until then, or sign with another.`);
    if (now > notAfter)
        found.push(`The certificate ended on ${day(notAfter)}. Sign with one that is in date.`);
    if (issuedByCa === false) {
        found.push(intermediates > 0
            ? 'The first certificate was not issued by one in ca-certificate itself, and devices read no intermediate certificates. Use one that the CA issued directly.'
            : 'The certificate was not issued by one in ca-certificate. Give the CA that issued it, which is the one that devices trust.');
    }
    if (refused !== null)
        found.push(`The certificate ${refused}, so devices refuse it. Have the CA issue one as openssl x509 -req -sha256 makes it, with no more than the usual extensions.`);
    if (keyMatches === false)
        found.push('The key is not the one that the certificate was issued for. Give the key and the certificate of the same product.');
    if (keyType === 'rsa' && keyEncoding !== null && !/^(?:encrypted-)?pkcs8$/.test(keyEncoding)) {
        found.push(`The key is written as ${keyEncoding}, and mosb reads PKCS#8 (BEGIN PRIVATE KEY). Convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem -out key-pkcs8.pem`);
    }
    return found;
}
const about = (message) => ({ path: ['product'], target: null, message });
const certificateRules = [
    (0,rule/* rule */.Hu)({
        id: 'certificate-product',
        number: 5,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['key'],
        title: 'The common name of the signing certificate, `manifest PRODUCT:<uuid>`, names the product of the manifest.',
        why: 'mosctl never compares the two, so a manifest signed for another product would be installed.',
        note: 'Capital and small letters are the same, as in every UUID; `verify` reads it so too.',
        check({ manifest, certificate }) {
            if (certificate === undefined || manifest.product === undefined || manifest.product === '')
                return [];
            if (certificate.product === null) {
                return [about(`The certificate is for ${(0,visible/* quoted */.TL)(certificate.commonName)}, which names no product. Sign with a certificate whose common name is "manifest PRODUCT:" and the product.`)];
            }
            // A UUID's letters are the same in both cases (RFC 9562 §4).
            if (certificate.product.toLowerCase() === manifest.product.toLowerCase())
                return [];
            return [about(`The certificate is for the product ${(0,visible/* quoted */.TL)(certificate.product)}, and this manifest is of ${(0,visible/* quoted */.TL)(manifest.product)}. Sign with this product's key and certificate.`)];
        },
        words: {
            bad: 'product: de6c82c5-2e01-4c92-949b-a6545d30fc06\nSubject: CN = manifest PRODUCT:0d41cf25-4de5-4a7c-9b4c-0ef4b9f7a6a6',
            good: 'product: de6c82c5-2e01-4c92-949b-a6545d30fc06\nSubject: CN = manifest PRODUCT:de6c82c5-2e01-4c92-949b-a6545d30fc06',
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'certificate-chain',
        number: 6,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        locked: true,
        needs: ['key'],
        title: 'The signing certificate is RSA, in date and issued directly by a certificate in `ca-certificate`; its key is RSA in PKCS#8 and matches.',
        why: 'mosctl reads the first PEM block alone, takes RSA for granted and panics on anything else, after it wrote the boot partition.',
        check({ certificate, now }) {
            return certificate === undefined ? [] : faults({ certificate, now }).map(about);
        },
        words: {
            bad: 'Public Key Algorithm: id-ecPublicKey\n-----BEGIN EC PRIVATE KEY-----',
            good: 'Public Key Algorithm: rsaEncryption\n-----BEGIN PRIVATE KEY-----',
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'certificate-lifetime',
        number: 57,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['key'],
        title: `The signing certificate is valid for ${LIFETIME_YEARS} more years at least.`,
        why: 'A device verifies the certificate again at every boot, at the time of that boot.',
        check({ certificate, now }) {
            if (certificate === undefined || certificate.notAfter < now)
                return [];
            const wanted = new Date(now);
            wanted.setUTCFullYear(wanted.getUTCFullYear() + LIFETIME_YEARS);
            if (certificate.notAfter >= wanted)
                return [];
            return [about(`The certificate ends on ${day(certificate.notAfter)}, and from then on no device boots what it signed. Issue one that is valid until ${day(wanted)} or later.`)];
        },
        words: { bad: 'Not Before: Jan  1 00:00:00 2026 GMT\nNot After : Jan  1 00:00:00 2027 GMT', good: 'Not Before: Jan  1 00:00:00 2026 GMT\nNot After : Jan  1 00:00:00 2046 GMT' },
    }),
    (0,rule/* rule */.Hu)({
        id: 'no-device-signature',
        number: 61,
        forms: rule/* BOTH */.Ch,
        severity: { mos: 'notice', mosctl: 'error', generic: 'off' },
        needs: ['key'],
        title: 'A release is signed with the product\'s key, too.',
        why: 'Today\'s devices verify an RSA signature by the product\'s key and refuse a release that has only a keyless one.',
        check({ certificate, publishing }) {
            if (!publishing || certificate !== undefined)
                return [];
            return [{ path: [], target: null, message: 'The release carries no signature that a device of today accepts. For devices, add `key` to `sign`, with the inputs key and certificate.' }];
        },
        words: { bad: 'sign: keyless', good: 'sign: keyless, key' },
    }),
];

;// CONCATENATED MODULE: ./lib/manifest/rules/identity.js


const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LARGEST_STEP = 1000n;
/** The first integer that JSON readers of IEEE doubles cannot tell from its neighbour (RFC 8259 §6). */
const INEXACT = 2n ** 53n;
/** What a manifest says of itself: form, version, product, kind of update. */
const identityRules = [
    (0,rule/* rule */.Hu)({
        id: 'format-version',
        number: 1,
        forms: ['list'],
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: '`version` is 1, the version of the format.',
        why: 'mosb and mosctl refuse every other.',
        raised: 'When the file is read.',
        words: { bad: 'version: 2', good: 'version: 1' },
    }),
    (0,rule/* rule */.Hu)({
        id: 'version-increases',
        number: 2,
        forms: ['dict'],
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text', 'base'],
        title: '`version`, the version of this system, is a positive integer, and rises with every release.',
        why: 'An older release could be replayed to a device otherwise (issue 24); no device enforces it yet.',
        note: 'A version below the base\'s is an error, and the same one with changed targets a notice. At publish the rule `rollback` compares with what is released.',
        check({ manifest: { version }, base }) {
            const path = ['version'];
            if (version === undefined || version < 1n) {
                return [{ path, message: `The version is ${version ?? 'missing'}, and it has to be a positive integer that rises with every release. Write version: 1 for the first.` }];
            }
            const before = base?.manifest.form === 'dict' ? base.manifest.version : undefined;
            // What the channel has is for the rule `rollback`, which can be agreed to.
            if (base?.kind !== 'git' || before === undefined)
                return [];
            if (version < before)
                return [{ path, message: `The version is ${version}, below ${before} in the base: a device must never go back. Write ${before + 1n}.` }];
            if (version > before || base.changed.size === 0)
                return [];
            return [{ path, severity: 'notice', message: `The version is ${version}, as in the base, and targets changed. Raise it before the next tag.` }];
        },
        examples: { dict: { base: 'version: 200', bad: 'version: 199', good: 'version: 201' } },
    }),
    (0,rule/* rule */.Hu)({
        id: 'device-version',
        number: 3,
        forms: ['dict'],
        severity: { mos: 'off', mosctl: 'error', generic: 'off' },
        needs: ['text'],
        title: 'A manifest for today\'s mosctl is in the list form.',
        why: 'Today\'s mosctl reads version 1 and a list of targets; it refuses the dict form, whatever its version.',
        check: () => [{ path: ['version'], at: 'key', message: 'Today\'s mosctl reads the list form only. Write the manifest in the list form, or use another profile.' }],
        words: { bad: 'version: 200\ntargets:\n  hostfs: …', good: 'version: 1\ntargets:\n  - service_name: hostfs' },
    }),
    (0,rule/* rule */.Hu)({
        id: 'product',
        number: 4,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: '`product` is the UUID of the product.',
        why: 'A device checks that it is there only after it imported everything.',
        note: 'Missing or empty is an error, anything but a UUID a warning.',
        check({ manifest: { product } }) {
            const path = ['product'];
            if (product === undefined || product === '')
                return [{ path, message: 'The product is missing. Write the UUID of the product, which its certificate names.' }];
            if (UUID.test(product))
                return [];
            return [{ path, severity: 'warning', message: `The product is ${(0,visible/* quoted */.TL)(product)}, which is no UUID. Write the UUID that the product's certificate names.` }];
        },
        examples: {
            list: { bad: 'product: ""', good: 'product: de6c82c5-2e01-4c92-949b-a6545d30fc06' },
            dict: { bad: 'product: default', good: 'product: de6c82c5-2e01-4c92-949b-a6545d30fc06' },
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'update-type',
        number: 7,
        forms: ['list'],
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: '`update_type` is stated, and exactly `complete` or `partial`.',
        why: 'An empty one installs as complete and updates as partial.',
        check({ manifest: { updateType } }) {
            if (updateType === 'complete' || updateType === 'partial')
                return [];
            const what = updateType === undefined || updateType === '' ? 'The update_type is missing' : `The update_type is ${(0,visible/* quoted */.TL)(updateType)}`;
            return [{ path: ['update_type'], message: `${what}. Write update_type: complete.` }];
        },
        examples: { list: { bad: 'update_type: Complete', good: 'update_type: complete' } },
    }),
    (0,rule/* rule */.Hu)({
        id: 'no-partial',
        number: 8,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'An update is complete.',
        why: 'A partial update gives a system that nobody reviewed as a whole (issue 24), and cannot be installed.',
        note: 'The dict form has no `update_type`: there it is an `unknown-key`, too.',
        check({ manifest: { updateType } }) {
            if (updateType !== 'partial')
                return [];
            return [{ path: ['update_type'], message: 'Partial updates are refused: they leave a system that nobody reviewed, and cannot be installed. Write update_type: complete, and every target.' }];
        },
        examples: { list: { bad: 'update_type: partial', good: 'update_type: complete' } },
    }),
    (0,rule/* rule */.Hu)({
        id: 'storage-type',
        number: 55,
        forms: ['dict'],
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: '`storage_type` is `atomfs`, and a target\'s `mounts` is absent or empty.',
        why: 'Nothing else exists: puzzlefs is not implemented, and `mounts` was dropped in mos 02212d3.',
        check({ manifest }) {
            const { storageType, targets } = manifest;
            const wrong = storageType === undefined || storageType === 'atomfs' ? [] : [{ path: ['storage_type'], message: `The storage_type is ${(0,visible/* quoted */.TL)(storageType)}, and devices have atomfs alone. Write storage_type: atomfs.` }];
            const mounted = targets.filter(({ verbatim }) => {
                const mounts = verbatim !== undefined && Object.hasOwn(verbatim, 'mounts') ? verbatim['mounts'] : undefined;
                return mounts !== undefined && !(Array.isArray(mounts) && mounts.length === 0);
            });
            return [
                ...wrong,
                ...mounted.map(({ path, name }) => ({ path: [...path, 'mounts'], message: `The mounts of ${(0,visible/* quoted */.TL)(name)} would be ignored: they were dropped in mos 02212d3. Use storage instead.` })),
            ];
        },
        examples: { dict: { bad: 'storage_type: puzzlefs', good: 'storage_type: atomfs' } },
    }),
    (0,rule/* rule */.Hu)({
        id: 'medium-type',
        number: 59,
        forms: ['dict'],
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: '`image_type` is `iso`, or absent.',
        why: 'Nothing else exists.',
        check({ manifest: { imageType } }) {
            if (imageType === undefined || imageType === 'iso')
                return [];
            return [{ path: ['image_type'], message: `The image_type is ${(0,visible/* quoted */.TL)(imageType)}, and there is no other kind of medium than iso. Write image_type: iso, or leave it out.` }];
        },
        examples: { dict: { bad: 'image_type: qcow2', good: 'image_type: iso' } },
    }),
    (0,rule/* rule */.Hu)({
        id: 'version-step',
        number: 60,
        forms: ['dict'],
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['text', 'base'],
        title: `\`version\` rises by at most ${LARGEST_STEP} at once, and stays below 2^53.`,
        why: 'A TPM counter counts by one, so a device may have to count all the way; numbers above 2^53 are not exact in every JSON reader.',
        check({ manifest: { version }, base }) {
            if (version === undefined)
                return [];
            const path = ['version'];
            if (version >= INEXACT)
                return [{ path, message: `The version is ${version}, past 2^53, where JSON readers stop being exact. Write a smaller one.` }];
            const before = base?.manifest.form === 'dict' ? base.manifest.version : undefined;
            if (before === undefined || version - before <= LARGEST_STEP)
                return [];
            return [{ path, message: `The version rises by ${version - before}, from ${before}, and a device's counter goes up by one at a time. Write ${before + 1n}, unless the step is meant.` }];
        },
        examples: { dict: { base: 'version: 200', bad: 'version: 20250101', good: 'version: 201' } },
    }),
];

;// CONCATENATED MODULE: ./lib/manifest/rules/image.js

/** What is asked of the images themselves. */
const imageRules = [
    (0,rule/* rule */.Hu)({
        id: 'exposed-port',
        number: 23,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['image'],
        title: 'A host port of a `simple` service is not an exposed port of a service on the host\'s network.',
        why: 'The forwarding rule takes what was meant for the other.',
        later: true,
    }),
    (0,rule/* rule */.Hu)({
        id: 'size',
        number: 43,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        locked: true,
        needs: ['image'],
        title: 'A stated `size` is the length of the image manifest in bytes.',
        why: 'A device compares it; the size of the image is a common mix-up.',
        raised: 'When sources are resolved.',
        words: { bad: 'size: 52428800', good: 'size: 878' },
    }),
    (0,rule/* rule */.Hu)({
        id: 'image-manifest',
        number: 44,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        locked: true,
        needs: ['image'],
        title: 'A source is an OCI image manifest, or an index that has one for the `platform`.',
        why: 'mosb cannot read an index from a registry, and a device converts a Docker image, which changes its digest.',
        raised: 'When sources are resolved.',
        words: {
            bad: 'application/vnd.docker.distribution.manifest.v2+json',
            good: 'application/vnd.oci.image.manifest.v1+json',
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'image-config',
        number: 45,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['image'],
        title: 'The image\'s config is `application/vnd.oci.image.config.v1+json`.',
        why: 'A device reads the config of every image.',
        later: true,
    }),
    (0,rule/* rule */.Hu)({
        id: 'layer-type',
        number: 46,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['image'],
        title: 'Every layer is `application/vnd.stacker.image.layer.squashfs…`.',
        why: 'Layers of tar and erofs are not mounted.',
        later: true,
    }),
    (0,rule/* rule */.Hu)({
        id: 'layer-verity',
        number: 47,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['image'],
        title: 'Every layer has the annotation `io.stackeroci.stacker.squashfs_verity_root_hash`, 64 hexadecimal digits.',
        why: 'Newer versions of stacker write another annotation, which today\'s mosctl does not read.',
        later: true,
    }),
    (0,rule/* rule */.Hu)({
        id: 'layer-count',
        number: 48,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['image'],
        title: 'An image has 43 layers at most.',
        why: 'Their paths go into mount options of 4096 bytes.',
        later: true,
    }),
    (0,rule/* rule */.Hu)({
        id: 'entrypoint',
        number: 49,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['image'],
        title: 'A container\'s image has an Entrypoint, whose first word is an absolute path that is in the image.',
        why: 'An image with Cmd alone does not start.',
        later: true,
    }),
    (0,rule/* rule */.Hu)({
        id: 'image-config-ignored',
        number: 50,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['image'],
        title: 'Entrypoint, Cmd and Env of an image hold no newline, and User and WorkingDir are not set.',
        why: 'A newline adds lines to the container\'s configuration; User and WorkingDir are ignored.',
        later: true,
    }),
    (0,rule/* rule */.Hu)({
        id: 'one-architecture',
        number: 51,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['image'],
        title: 'All images are for one architecture.',
        why: 'They run on one machine.',
        later: true,
    }),
    (0,rule/* rule */.Hu)({
        id: 'total-size',
        number: 56,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['image'],
        title: 'The blobs of all images take 60 GiB at most, each counted once.',
        why: 'That is the size of the partition machine-store.',
        later: true,
    }),
    (0,rule/* rule */.Hu)({
        id: 'unverified-source',
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        needs: ['image', 'input'],
        title: 'The image of every target is signed as the `policy` asks.',
        why: 'A digest says which image it is, a signature who made it.',
        note: 'Silent without a `policy`. Pinned or not, every target is verified by its digest.',
        raised: 'While the images are resolved, with the input `policy`.',
    }),
];

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/manifest/rules/address.js

/** The IPv4 address that the text is, or undefined. */
function ipv4Address(text) {
    return split(text, 32, (host) => ((0,external_node_net_.isIPv4)(host) ? host : undefined));
}
/** The IPv6 address that the text is, or undefined. */
function ipv6Address(text) {
    return split(text, 128, (host) => ((0,external_node_net_.isIPv6)(host) && !host.includes('%') ? new URL(`http://[${host}]/`).hostname.slice(1, -1) : undefined));
}
function split(text, longest, canonical) {
    const [host = '', prefix, ...more] = text.split('/');
    const known = canonical(host);
    if (known === undefined || more.length > 0)
        return undefined;
    if (prefix === undefined)
        return { host: known, prefix: undefined };
    return /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest ? { host: known, prefix: Number(prefix) } : undefined;
}

// EXTERNAL MODULE: ./lib/manifest/suggestion.js
var suggestion = __webpack_require__(9613);
;// CONCATENATED MODULE: ./lib/manifest/rules/network.js




const NETWORK_TYPES = ['host', 'none', 'simple'];
const HIGHEST_PORT = 65535n;
/** The targets that have an address and ports of their own. */
function simple(targets) {
    return targets.filter((target) => target.network?.type === 'simple');
}
function given(text) {
    return text !== undefined && text !== '';
}
/** What was seen first under each key, for rules about things that may be there once. */
function collisions(items, keyOf, describe) {
    const first = new Map();
    return items.flatMap((item) => {
        const before = first.get(keyOf(item));
        if (before !== undefined)
            return [describe(item, before)];
        first.set(keyOf(item), item);
        return [];
    });
}
/** Every address of the `simple` targets, in the one way to write it; what is no address is compared as it is. */
function addresses(targets) {
    return simple(targets).flatMap((target) => ['ipv4', 'ipv6'].flatMap((key) => {
        const text = target.network[key];
        if (!given(text))
            return [];
        const parsed = key === 'ipv4' ? ipv4Address(text) : ipv6Address(text);
        return [{ target, path: (0,rule/* fieldOf */._F)(target, 'network', key), host: parsed?.host ?? text.toLowerCase().replace(/\/.*$/, '') }];
    }));
}
/** What is wrong with the IPv4 address of a service on lxcbr0, or undefined. */
function bridgeFault(text) {
    const address = ipv4Address(text);
    if (address === undefined)
        return 'is no IPv4 address';
    if (!address.host.startsWith('10.0.3.'))
        return 'is outside 10.0.3.0/24, the network of the device\'s bridge lxcbr0';
    if (['10.0.3.0', '10.0.3.1', '10.0.3.255'].includes(address.host))
        return address.host === '10.0.3.1' ? 'is the bridge\'s own address' : 'is not the address of one host in 10.0.3.0/24';
    return address.prefix === undefined ? 'has no prefix' : undefined;
}
const ADDRESSES = {
    ipv4: { fault: bridgeFault, cure: 'Write one from 10.0.3.2/24 to 10.0.3.254/24.' },
    ipv6: { fault: (text) => (ipv6Address(text) === undefined ? 'is no IPv6 address' : undefined), cure: 'Write one such as fd00::99/64, or leave it out.' },
};
/** mosctl writes an address as it is into the container's configuration, where a line can be a command that the host runs (pkg/mosconfig/network.go, setupSimpleNet). */
function addressFindings(target, key) {
    const text = target.network[key];
    if (!given(text))
        return [];
    const { fault, cure } = ADDRESSES[key];
    const path = (0,rule/* fieldOf */._F)(target, 'network', key);
    if (/\p{Cc}/u.test(text))
        return [{ path, message: `${(0,visible/* quoted */.TL)(text)} holds a line end or a control character, with which it can add lines to the container's configuration. ${cure}` }];
    const found = fault(text);
    return found === undefined ? [] : [{ path, severity: 'warning', message: `${(0,visible/* quoted */.TL)(text)} ${found}. ${cure}` }];
}
const target = (network, extra = '') => ({
    list: `targets:\n  - service_name: ran\n    network: ${network}${extra}`,
    dict: `targets:\n  ran:\n    network: ${network}${extra}`,
});
/** Examples of both forms that differ in a target's network alone. */
function networks(bad, good) {
    const [wrong, right] = [target(bad), target(good)];
    return { list: { bad: wrong.list, good: right.list }, dict: { bad: wrong.dict, good: right.dict } };
}
/** Two targets, ran and gui, with these networks. */
function pairs(first, bad, good) {
    const list = (second) => `targets:\n  - service_name: ran\n    network: ${first}\n  - service_name: gui\n    network: ${second}`;
    const dict = (second) => `targets:\n  ran:\n    network: ${first}\n  gui:\n    network: ${second}`;
    return { list: { bad: list(bad), good: list(good) }, dict: { bad: dict(bad), good: dict(good) } };
}
/** How services are reached. mos knows three networks: the host's, none, and `simple`, a bridge with forwarded ports (pkg/mosconfig/network.go). */
const networkRules = [
    (0,rule/* rule */.Hu)({
        id: 'network-type',
        number: 20,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: '`network.type` is stated, and `host`, `none` or `simple`.',
        why: 'A device refuses the manifest with "bad network", after it imported everything.',
        check({ manifest }) {
            return manifest.targets
                .filter(({ network }) => !NETWORK_TYPES.includes(network?.type ?? ''))
                .map((each) => {
                const type = each.network?.type;
                const meant = (0,suggestion/* nearest */.p)(type ?? '', NETWORK_TYPES);
                return {
                    path: (0,rule/* fieldOf */._F)(each, 'network', 'type'),
                    message: `${(0,visible/* quoted */.TL)(each.name)} has ${given(type) ? `the network type ${(0,visible/* quoted */.TL)(type)}` : 'no network type'}. ${meant === undefined ? 'Below network, write type: none, or host, or simple.' : `Did you mean ${(0,visible/* quoted */.TL)(meant)}?`}`,
                };
            });
        },
        examples: networks('{type: bridge}', '{type: none}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'port-range',
        number: 21,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'Ports are from 1 to 65535, of the host and of the container.',
        why: 'mosctl lets 65536 through, and the port is then not forwarded.',
        check({ manifest }) {
            return manifest.targets.flatMap((each) => (each.network?.ports ?? []).flatMap((port) => ['host', 'container']
                .filter((side) => {
                const number = port[side];
                return number === undefined || number < 1n || number > HIGHEST_PORT;
            })
                .map((side) => ({ path: [...port.path, side], message: `The ${side} port of ${(0,visible/* quoted */.TL)(each.name)} is ${port[side] ?? 'missing'}. Write a port from 1 to 65535.` }))));
        },
        examples: networks('{type: simple, ipv4: 10.0.3.99/24, ports: [{host: 65536, container: 80}]}', '{type: simple, ipv4: 10.0.3.99/24, ports: [{host: 65535, container: 80}]}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'unique-host-port',
        number: 22,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'A port of the host is forwarded to one `simple` service alone.',
        why: 'The rule that was added first wins, and the other service is never reached.',
        check({ manifest }) {
            const ports = simple(manifest.targets).flatMap((each) => (each.network.ports ?? []).map((port) => ({ target: each, port })));
            return collisions(ports.filter(({ port }) => port.host !== undefined), ({ port }) => String(port.host), ({ port }, first) => ({ path: [...port.path, 'host'], message: `The host's port ${port.host} is forwarded to ${(0,visible/* quoted */.TL)(first.target.name)} already. Choose another.` }));
        },
        examples: pairs('{type: simple, ipv4: 10.0.3.98/24, ports: [{host: 80, container: 80}]}', '{type: simple, ipv4: 10.0.3.99/24, ports: [{host: 80, container: 8080}]}', '{type: simple, ipv4: 10.0.3.99/24, ports: [{host: 8080, container: 8080}]}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'ignored-network',
        number: 24,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['text'],
        title: 'A service on the network `host` or `none` has no ports and no addresses.',
        why: 'They are ignored there.',
        check({ manifest }) {
            return manifest.targets
                .filter(({ network }) => network?.type === 'host' || network?.type === 'none')
                .flatMap((each) => {
                const { network } = each;
                const ignored = [...(given(network?.ipv4) ? ['ipv4'] : []), ...(given(network?.ipv6) ? ['ipv6'] : []), ...((network?.ports?.length ?? 0) > 0 ? ['ports'] : [])];
                return ignored.map((key) => ({ path: (0,rule/* fieldOf */._F)(each, 'network', key), at: 'key', message: `The key ${key} of ${(0,visible/* quoted */.TL)(each.name)} is ignored on the network ${network?.type}. Leave it out, or write type: simple.` }));
            });
        },
        examples: networks('{type: host, ports: [{host: 80, container: 80}]}', '{type: host}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'simple-ipv4',
        number: 25,
        forms: rule/* BOTH */.Ch,
        severity: rule/* TODAYS_DEVICE */.MG,
        needs: ['text'],
        title: 'A `simple` service has an `ipv4` address.',
        why: 'mosctl chooses one otherwise, loses it, and fails to start the service; its bridge is set up for IPv4.',
        check({ manifest }) {
            return simple(manifest.targets)
                .filter(({ network }) => !given(network.ipv4))
                .map((each) => {
                const what = given(each.network.ipv6) ? 'only an ipv6 address, and the device\'s bridge is set up for IPv4' : 'no ipv4 address, and mosctl loses the one that it chooses';
                return { path: (0,rule/* fieldOf */._F)(each, 'network', 'ipv4'), message: `${(0,visible/* quoted */.TL)(each.name)} has ${what}. Write ipv4: with a free one, such as 10.0.3.99/24.` };
            });
        },
        examples: networks('{type: simple}', '{type: simple, ipv4: 10.0.3.99/24}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'ipv6-ports',
        number: 26,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'A `simple` service with ports has an `ipv4` address.',
        why: 'For IPv6 alone, mosctl splits the address at the wrong place and writes the rule into the IPv4 table.',
        check({ manifest }) {
            return simple(manifest.targets)
                .filter(({ network }) => given(network.ipv6) && !given(network.ipv4) && (network.ports?.length ?? 0) > 0)
                .map((each) => ({ path: (0,rule/* fieldOf */._F)(each, 'network', 'ports'), at: 'key', message: `The ports of ${(0,visible/* quoted */.TL)(each.name)} can't be forwarded to an IPv6 address alone. Add an ipv4 address, such as 10.0.3.99/24.` }));
        },
        examples: networks('{type: simple, ipv6: "fd00::99/64", ports: [{host: 80, container: 80}]}', '{type: simple, ipv4: 10.0.3.99/24, ipv6: "fd00::99/64", ports: [{host: 80, container: 80}]}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'unique-address',
        number: 27,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'Addresses are there once, whatever their prefix.',
        why: 'mosctl compares the texts, so it takes 10.0.3.99/24 and 10.0.3.99/16 for two addresses.',
        check({ manifest }) {
            return collisions(addresses(manifest.targets), ({ host }) => host, ({ path, host }, first) => ({ path, message: `${(0,visible/* quoted */.TL)(host)} is the address of ${(0,visible/* quoted */.TL)(first.target.name)} already. Choose another.` }));
        },
        examples: pairs('{type: simple, ipv4: 10.0.3.99/24}', '{type: simple, ipv4: 10.0.3.99/16}', '{type: simple, ipv4: 10.0.3.98/24}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'bridge-address',
        number: 28,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'The `ipv4` address of a `simple` service is in 10.0.3.0/24, not .0, .1 or .255, and has a prefix; `ipv6` is an IPv6 address.',
        why: 'Services hang on the bridge lxcbr0, which is taken to be 10.0.3.1/24. An address goes as it is into LXC\'s configuration, where a line end begins another setting.',
        note: 'An error for an address with a line end or a control character in it; otherwise a warning.',
        check: ({ manifest }) => simple(manifest.targets).flatMap((each) => [...addressFindings(each, 'ipv4'), ...addressFindings(each, 'ipv6')]),
        examples: networks('{type: simple, ipv4: 192.168.1.5/24}', '{type: simple, ipv4: 10.0.3.99/24}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'simple-update',
        number: 29,
        forms: rule/* BOTH */.Ch,
        severity: rule/* TODAYS_DEVICE */.MG,
        needs: ['text'],
        title: 'A manifest that updates a device has no `simple` service.',
        why: 'After an update, today\'s mosctl panics on a nil map when it starts a `simple` service. Any manifest may serve as an update.',
        check({ manifest }) {
            const [first, ...more] = simple(manifest.targets);
            if (first === undefined)
                return [];
            const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
            return [{ path: (0,rule/* fieldOf */._F)(first, 'network', 'type'), message: `${(0,visible/* quoted */.TL)(first.name)}${others} has the network simple, on which today's mosctl crashes after an update. It is safe for a first install; for updates, use host or none.` }];
        },
        examples: networks('{type: simple, ipv4: 10.0.3.99/24}', '{type: host}'),
    }),
];

;// CONCATENATED MODULE: ./lib/manifest/rules/nsgroup.js


/** The nsgroup that a device maps users for; undefined for "" and `none`, which are the host's users (pkg/mosconfig/files.go needsIdmap). */
function mapped(nsgroup) {
    return nsgroup === undefined || nsgroup === '' || nsgroup === 'none' ? undefined : nsgroup;
}
/** Every nsgroup with the place that first names it, in the order of the file's targets and volumes. */
function groups({ targets, storage }) {
    const found = new Map();
    const add = (nsgroup, path, name) => {
        const group = mapped(nsgroup);
        if (group !== undefined && !found.has(group))
            found.set(group, { path, target: name });
    };
    for (const target of targets)
        add(target.nsgroup, (0,rule/* fieldOf */._F)(target, 'nsgroup'), target.name);
    for (const { nsgroup, path } of storage ?? [])
        add(nsgroup, [...path, 'nsgroup'], null);
    return found;
}
/** The first three names, and how many more there are. */
function some(names) {
    const first = names.slice(0, 3).map((name) => (0,visible/* quoted */.TL)(name)).join(', ');
    return names.length > 3 ? `${first} and ${names.length - 3} more` : first;
}
const shown = (nsgroup) => (0,visible/* quoted */.TL)(mapped(nsgroup) ?? 'none');
const inForms = (list, dict) => ({ list, dict });
const containers = (first, second) => inForms(`targets:\n  - service_name: ran\n    nsgroup: ${first}\n  - service_name: gui\n    nsgroup: ${second}`, `targets:\n  ran:\n    nsgroup: ${first}\n  gui:\n    nsgroup: ${second}`);
const volume = (nsgroup) => {
    const declared = `storage:\n  - {label: data, persistent: false, nsgroup: ${nsgroup}, size: 1024}\n`;
    return inForms(`${declared}targets:\n  - service_name: ran\n    nsgroup: ran\n    storage: [{dest: /data, label: data}]`, `${declared}targets:\n  ran:\n    nsgroup: ran\n    storage: [{dest: /data, label: data}]`);
};
const only = (nsgroup) => inForms(`targets:\n  - service_name: ran\n    nsgroup: ${nsgroup}`, `targets:\n  ran:\n    nsgroup: ${nsgroup}`);
function examples(bad, good) {
    return { list: { bad: bad.list, good: good.list }, dict: { bad: bad.dict, good: good.dict } };
}
/** User namespaces: services of one nsgroup share their mapping of users (docs/storage.md of mos). */
const nsgroupRules = [
    (0,rule/* rule */.Hu)({
        id: 'storage-nsgroup',
        number: 38,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['text'],
        title: 'A volume and the targets that mount it are of one nsgroup.',
        why: 'Its files belong to nobody otherwise, and the service has the rights of the world.',
        check({ manifest }) {
            const volumes = new Map((manifest.storage ?? []).map((each) => [each.label, each]));
            return manifest.targets.flatMap((target) => (target.storage ?? []).flatMap(({ path, label }) => {
                const found = label === undefined ? undefined : volumes.get(label);
                if (found === undefined || mapped(found.nsgroup) === mapped(target.nsgroup))
                    return [];
                return [{ path: [...path, 'label'], message: `The volume ${(0,visible/* quoted */.TL)(label ?? '')} is of the nsgroup ${shown(found.nsgroup)}, and ${(0,visible/* quoted */.TL)(target.name)} of ${shown(target.nsgroup)}: its files would belong to nobody. Give both the same.` }];
            }));
        },
        examples: examples(volume('none'), volume('ran')),
    }),
    (0,rule/* rule */.Hu)({
        id: 'root-nsgroup',
        number: 39,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['text'],
        title: 'A container has an nsgroup.',
        why: 'Without one, or with `none`, its root is root of the host.',
        check({ manifest }) {
            return manifest.targets
                .filter((target) => target.serviceType === 'container' && mapped(target.nsgroup) === undefined)
                .map((target) => ({ path: (0,rule/* fieldOf */._F)(target, 'nsgroup'), message: `${(0,visible/* quoted */.TL)(target.name)} runs in no user namespace, so its root is root of the host. Give it an nsgroup, such as its own name.` }));
        },
        examples: examples(only('none'), only('ran')),
    }),
    (0,rule/* rule */.Hu)({
        id: 'several-nsgroups',
        number: 40,
        forms: rule/* BOTH */.Ch,
        severity: rule/* TODAYS_DEVICE */.MG,
        needs: ['text'],
        title: 'There is one nsgroup at most.',
        why: 'Today\'s mosctl gives every nsgroup the host\'s users from 100000 on, so they are not parted from each other.',
        check({ manifest }) {
            const found = [...groups(manifest)];
            const second = found[1];
            if (second === undefined)
                return [];
            return [{ ...second[1], message: `There are ${found.length} nsgroups (${some(found.map(([name]) => name))}), and today's mosctl maps all of them to the same users of the host: they protect nothing from each other.` }];
        },
        examples: examples(containers('ran', 'gui'), containers('ran', 'ran')),
    }),
    (0,rule/* rule */.Hu)({
        id: 'update-nsgroup',
        number: 58,
        forms: rule/* BOTH */.Ch,
        severity: rule/* TODAYS_DEVICE */.MG,
        needs: ['text'],
        title: 'A target\'s nsgroup is the last target\'s, or a volume\'s.',
        why: 'Today\'s mosctl keeps a pointer to its loop variable: after an update, users are mapped for the last target and for volumes alone, and other services don\'t start.',
        check({ manifest }) {
            const last = manifest.targets.at(-1);
            const known = new Set([mapped(last?.nsgroup), ...(manifest.storage ?? []).map(({ nsgroup }) => mapped(nsgroup))]);
            return manifest.targets
                .filter(({ nsgroup }) => mapped(nsgroup) !== undefined && !known.has(mapped(nsgroup)))
                .map((target) => ({ path: (0,rule/* fieldOf */._F)(target, 'nsgroup'), message: `After an update, today's mosctl has no user mapping for the nsgroup ${shown(target.nsgroup)} and does not start ${(0,visible/* quoted */.TL)(target.name)}. Use the nsgroup of the last target, or make a target of this one the last.` }));
        },
        examples: examples(containers('ran', 'none'), containers('ran', 'ran')),
    }),
];

;// CONCATENATED MODULE: ./lib/manifest/rules/release.js

/** How the file is read, and what a release does: raised where that happens. */
const releaseRules = [
    (0,rule/* rule */.Hu)({
        id: 'syntax',
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        locked: true,
        needs: ['text'],
        title: 'The file is YAML with one meaning, of at most 1 MiB, and no key stands twice in it.',
        why: 'What two readers read differently is not what was reviewed.',
        raised: 'When the file is read.',
        words: { bad: 'targets: [', good: 'targets: []' },
    }),
    (0,rule/* rule */.Hu)({
        id: 'schema',
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        locked: true,
        needs: ['text'],
        title: 'Every value has the type that the schema says, and what must be there is there.',
        why: 'mosb reads another value, or none, and says nothing.',
        raised: 'When the file is read.',
        words: { bad: 'size: 30G', good: 'size: 30720' },
    }),
    (0,rule/* rule */.Hu)({
        id: 'unknown-key',
        number: 9,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        needs: ['text'],
        title: 'There are no unknown keys.',
        why: 'mosb drops them and says nothing.',
        raised: 'When the file is read.',
        words: { bad: 'targets:\n  - service_name: ran\n    ns_group: ran', good: 'targets:\n  - service_name: ran\n    nsgroup: ran' },
    }),
    (0,rule/* rule */.Hu)({
        id: 'rollback',
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        locked: true,
        needs: ['registry'],
        title: 'A release is above the one that `channel` names, or without a channel above the highest there.',
        note: 'In dict form by `version`, in list form by the semver that the tag is. Without `channel` and in dict form at most 200 tags are read for the highest version; what could not be compared is a notice. The same content is no step back. `allow-rollback` lets one through.',
        why: 'A device that follows the channel would go back to what was mended since.',
        raised: 'At publish, and at promote with `channel`, before anything is written.',
    }),
    (0,rule/* rule */.Hu)({
        id: 'read-back',
        number: 52,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        locked: true,
        needs: ['registry'],
        title: 'What was published reads back: the release and its signatures byte for byte, images by their names.',
        why: 'mosb reports success for a push that failed.',
        raised: 'At publish and promote, before the tag is set.',
    }),
    (0,rule/* rule */.Hu)({
        id: 'single-referrers',
        number: 53,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        locked: true,
        needs: ['registry'],
        title: 'A release has exactly one signature and one certificate for devices.',
        why: 'A device takes the first of each, and they have to be a pair.',
        raised: 'At publish, promote and verify.',
    }),
    (0,rule/* rule */.Hu)({
        id: 'tag-moved',
        number: 54,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        locked: true,
        needs: ['registry'],
        title: 'A tag names one release for ever.',
        why: 'Devices and people that know a release by its tag would get another.',
        raised: 'At publish and promote, before anything is written.',
    }),
    (0,rule/* rule */.Hu)({
        id: 'unreviewed-release',
        number: 65,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        needs: ['github'],
        title: 'The tagged commit is on the default branch, or on one of `release-branches`.',
        why: 'Whoever may write can push a tag on a commit that nobody reviewed.',
        raised: 'At publish in Actions, by GitHub\'s compare API, before anything is written.',
    }),
    (0,rule/* rule */.Hu)({
        id: 'signer-changed',
        number: 66,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        needs: ['registry'],
        title: 'The identity or key that signs a release signed the one that `channel` names.',
        why: 'Someone else could take over the channel.',
        note: 'The same key, or the same workflow by the same issuer, whatever its ref. Any other identity, such as an address, is compared whole. `allow-signer-change` lets another one in.',
        raised: 'At publish and promote with `channel`, before anything is written.',
    }),
    (0,rule/* rule */.Hu)({
        id: 'uncommitted',
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('notice'),
        needs: ['text'],
        title: 'What is published is what git holds.',
        why: 'A release is dated by its commit, so that the same commit gives the same digest; what no commit holds cannot be made again.',
        raised: 'At publish, where git is there.',
    }),
];

// EXTERNAL MODULE: ./lib/manifest/rules/source.js
var source = __webpack_require__(59212);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/manifest/rules/storage.js



/** Partitions of mos itself (pkg/mosconfig/files.go IsReserved). */
const RESERVED = ['esp', 'machine-config', 'machine-store', 'machine-scratch'];
/** A partition's name in a GPT has 36 UTF-16 units (UEFI §5.3.3). */
const LONGEST_LABEL = 36;
/** What mos takes of a disk for itself, in GiB: esp 1, config 1, store 60, scratch 45 (cmd/mosctl/install.go). */
const SYSTEM_SIZE = 107;
/** What is wrong with a label as the name of a partition and of a folder, or undefined. */
function labelFault(label) {
    if (label === '')
        return 'is empty';
    if (label.length > LONGEST_LABEL)
        return `has ${label.length} characters, and a partition's name at most ${LONGEST_LABEL}`;
    if (/[\s/]/.test(label))
        return 'holds a blank or a slash';
    return label === '.' || label.includes('..') ? 'is a way out of the folder' : undefined;
}
/** What is wrong with the place where a volume is mounted, or undefined. */
function destFault(dest) {
    if (dest === '')
        return 'is missing';
    if (!dest.startsWith('/'))
        return 'is not an absolute path';
    if (/\s/.test(dest))
        return 'holds a blank';
    if (dest.split('/').includes('..'))
        return 'holds ".."';
    return external_node_path_.posix.normalize(dest).replace(/\/+$/, '') === '' ? 'is the root folder' : undefined;
}
/** Examples of both forms that differ in the volumes alone. */
function volumes(bad, good, inputs) {
    const example = { bad: `storage:\n${bad}`, good: `storage:\n${good}`, ...(inputs === undefined ? {} : { inputs }) };
    return { list: example, dict: example };
}
/** Examples of both forms: one volume, and how a target mounts it. */
function mounted(bad, good) {
    const declared = 'storage:\n  - {label: data, persistent: false, nsgroup: ran, size: 1024}\n';
    const list = (storage) => `${declared}targets:\n  - service_name: ran\n    nsgroup: ran\n    storage: ${storage}`;
    const dict = (storage) => `${declared}targets:\n  ran:\n    nsgroup: ran\n    storage: ${storage}`;
    return { list: { bad: list(bad), good: list(good) }, dict: { bad: dict(bad), good: dict(good) } };
}
/** Volumes of the device, and where services mount them. */
const storageRules = [
    (0,rule/* rule */.Hu)({
        id: 'reserved-storage',
        number: 30,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'A volume is not labelled `esp`, `machine-config`, `machine-store` or `machine-scratch`.',
        why: 'These are partitions of mos itself; mosb refuses them.',
        check({ manifest }) {
            return (manifest.storage ?? [])
                .filter(({ label }) => RESERVED.includes(label ?? ''))
                .map(({ path, label }) => ({ path: [...path, 'label'], message: `${(0,visible/* quoted */.TL)(label ?? '')} is the label of a partition of mos itself. Choose another.` }));
        },
        examples: volumes('  - {label: machine-store, persistent: false, nsgroup: ran, size: 1024}', '  - {label: ran-store, persistent: false, nsgroup: ran, size: 1024}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'storage-label',
        number: 31,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: `A volume's label is there once, has 1 to ${LONGEST_LABEL} UTF-16 units, and no \`/\`, blank or \`..\`.`,
        why: 'It is the name of a partition, and is joined into the path /storage/LABEL.',
        check({ manifest }) {
            const seen = new Set();
            return (manifest.storage ?? []).flatMap(({ path, label = '' }) => {
                const fault = labelFault(label) ?? (seen.has(label) ? 'is the label of another volume, too' : undefined);
                seen.add(label);
                return fault === undefined ? [] : [{ path: [...path, 'label'], message: `The label ${(0,visible/* quoted */.TL)(label)} ${fault}. Choose another.` }];
            });
        },
        examples: volumes('  - {label: ../data, persistent: false, nsgroup: ran, size: 1024}', '  - {label: data, persistent: false, nsgroup: ran, size: 1024}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'storage-size',
        number: 32,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'A volume\'s size is a positive integer: MiB, without a unit.',
        why: 'A size such as 30G cannot be parsed, and one of 0 gives a partition that is not there.',
        check({ manifest }) {
            return (manifest.storage ?? [])
                .filter(({ size }) => size === undefined || size < 1n)
                .map(({ path, label, size }) => ({ path: [...path, 'size'], message: `The size of the volume ${(0,visible/* quoted */.TL)(label ?? '')} is ${size ?? 'missing'}. Write MiB as a plain number: 30720 for 30 GiB.` }));
        },
        examples: volumes('  - {label: data, persistent: false, nsgroup: ran, size: 0}', '  - {label: data, persistent: false, nsgroup: ran, size: 30720}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'disk-size',
        number: 33,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['input'],
        title: `${SYSTEM_SIZE} GiB and the sizes of all volumes fit the disk, whose size the input \`disk-size\` gives.`,
        why: 'The partitions of mos have fixed sizes; what is left is for volumes.',
        check({ manifest, diskSize }) {
            if (diskSize === undefined)
                return [];
            const asked = (manifest.storage ?? []).reduce((sum, { size }) => sum + (size ?? 0n), 0n);
            const free = (BigInt(diskSize) - BigInt(SYSTEM_SIZE)) * 1024n;
            if (asked <= free)
                return [];
            const room = free > 0n ? `which leaves ${free} MiB` : 'which leaves nothing';
            return [{ path: ['storage'], at: 'key', target: null, message: `The volumes need ${asked} MiB. The disk has ${diskSize} GiB, of which mos takes ${SYSTEM_SIZE}, ${room}. Make them smaller, or the disk larger.` }];
        },
        examples: volumes('  - {label: data, persistent: false, nsgroup: ran, size: 30720}', '  - {label: data, persistent: false, nsgroup: ran, size: 20480}', { 'disk-size': 128 }),
    }),
    (0,rule/* rule */.Hu)({
        id: 'persistent-storage',
        number: 34,
        forms: rule/* BOTH */.Ch,
        severity: rule/* TODAYS_DEVICE */.MG,
        needs: ['text'],
        title: 'No volume is `persistent: true`.',
        why: 'Today\'s mosctl tests it the wrong way round: at every boot it deletes the volumes that are to persist.',
        check({ manifest }) {
            return (manifest.storage ?? [])
                .filter(({ persistent }) => persistent === true)
                .map(({ path, label }) => ({ path: [...path, 'persistent'], message: `Today's mosctl deletes the volume ${(0,visible/* quoted */.TL)(label ?? '')} at every boot, because it is persistent, and its data with it. Keep nothing in it that has to last, until mosctl is mended.` }));
        },
        examples: volumes('  - {label: data, persistent: true, nsgroup: ran, size: 1024}', '  - {label: data, persistent: false, nsgroup: ran, size: 1024}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'several-storage',
        number: 35,
        forms: rule/* BOTH */.Ch,
        severity: rule/* TODAYS_DEVICE */.MG,
        needs: ['text'],
        title: 'There is one volume at most.',
        why: 'Today\'s mosctl looks at the disk once, so it does not see the first volume when it places the second.',
        check({ manifest }) {
            const second = manifest.storage?.[1];
            if (second === undefined)
                return [];
            return [{ path: second.path, target: null, message: `There are ${manifest.storage?.length} volumes, and today's mosctl does not see the first when it places the second. Use one volume, until mosctl is mended.` }];
        },
        examples: volumes('  - {label: data, persistent: false, nsgroup: ran, size: 1024}\n  - {label: logs, persistent: false, nsgroup: ran, size: 1024}', '  - {label: data, persistent: false, nsgroup: ran, size: 2048}'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'storage-declared',
        number: 36,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'Every label that a target mounts is declared in the top-level `storage`.',
        why: 'The service fails to start: "Source for storage not found".',
        check({ manifest }) {
            const declared = new Set((manifest.storage ?? []).map(({ label }) => label));
            return manifest.targets.flatMap(({ name, storage }) => (storage ?? [])
                .filter(({ label }) => label === undefined || label === '' || !declared.has(label))
                .map(({ path, label }) => ({ path: [...path, 'label'], message: `${(0,visible/* quoted */.TL)(name)} mounts the volume ${(0,visible/* quoted */.TL)(label ?? '')}, which is not declared. Add it to the top-level storage.` })));
        },
        examples: mounted('[{dest: /data, label: dta}]', '[{dest: /data, label: data}]'),
    }),
    (0,rule/* rule */.Hu)({
        id: 'storage-dest',
        number: 37,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: '`dest` is an absolute path, not `/`, without blanks and `..`, and there once in a target.',
        why: 'It goes as it is into a mount entry of LXC, whose fields are parted by blanks.',
        check({ manifest }) {
            return manifest.targets.flatMap(({ name, storage }) => {
                const seen = new Set();
                return (storage ?? []).flatMap(({ path, dest = '' }) => {
                    const place = external_node_path_.posix.normalize(dest).replace(/\/+$/, '');
                    const fault = destFault(dest) ?? (seen.has(place) ? 'is mounted already' : undefined);
                    seen.add(place);
                    return fault === undefined ? [] : [{ path: [...path, 'dest'], message: `The dest ${(0,visible/* quoted */.TL)(dest)} of ${(0,visible/* quoted */.TL)(name)} ${fault}. Write an absolute path of its own, such as /data.` }];
                });
            });
        },
        examples: mounted('[{dest: data, label: data}]', '[{dest: /data, label: data}]'),
    }),
];

;// CONCATENATED MODULE: ./lib/manifest/rules/targets.js



const SERVICE_TYPES = ['hostfs', 'container', 'fs-only'];
const SERVICE_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Units of a mos host (its layers/ and what they install), which a service of the same name would overwrite. */
const HOST_UNITS = new Set(['ssh', 'sshd', 'dbus', 'lxc', 'lxc-net', 'networking', 'rescue', 'emergency', 'getty', 'udev', 'trust-provision']);
/** What mosb adds to a manifest without these targets (mos, pkg/mosconfig/files.go CompleteTargets), as one would write it. */
const ADDED = {
    hostfs: { source: 'docker://zothub.io/machine/bootkit/demo-target-rootfs:RELEASE-squashfs', version: 'RELEASE', type: 'hostfs' },
    bootkit: { source: 'docker://HOST/PATH/bootkit:1.0.0', version: '1.0.0', type: 'fs-only' },
};
/** The target as its lines in block style, indented as below `targets`. */
function yamlOf(name, { form }) {
    const { source, version, type } = ADDED[name];
    const first = form === 'list' ? [`  - service_name: ${name}`, `    source: ${source}`] : [`  ${name}:`, `    url: ${source}`];
    return [...first, `    version: ${version}`, `    service_type: ${type}`, '    network:', '      type: host'].join('\n');
}
function namedHostfs({ targets }) {
    return targets.find(({ name }) => name === 'hostfs');
}
/** The digest that a target has for certain. */
function digestOf(target, resolved) {
    return resolved ?? (target.digest === '' ? undefined : target.digest);
}
function repeated(targets) {
    const first = new Map();
    const findings = [];
    for (const [index, target] of targets.entries()) {
        const before = first.get(target.name);
        if (before === undefined)
            first.set(target.name, index);
        else
            findings.push({ ...(0,rule/* nameOf */.Vb)(target), message: `${(0,visible/* quoted */.TL)(target.name)} is the name of target ${before + 1} already, and a device runs the first alone. Give this one a name of its own.` });
    }
    return findings;
}
/** Targets as a whole: which there are, what they are called, and what kind of service they are. */
const targetRules = [
    (0,rule/* rule */.Hu)({
        id: 'unique-service',
        number: 10,
        forms: ['list'],
        severity: (0,rule/* everywhere */.fC)('error'),
        needs: ['text'],
        title: 'Every `service_name` is there once.',
        why: 'The first wins and the others are never started; formats.md\'s own example repeats hostfs.',
        check: ({ manifest }) => repeated(manifest.targets),
        examples: {
            list: {
                bad: 'targets:\n  - service_name: ran\n    version: 2.5.0\n  - service_name: ran\n    version: 2.6.0',
                good: 'targets:\n  - service_name: ran\n    version: 2.5.0\n  - service_name: ran-next\n    version: 2.6.0',
            },
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'hostfs',
        number: 11,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'One target is named `hostfs`, and is of type `hostfs`.',
        why: 'The initrd mounts the root filesystem by that name. mosb adds a demo hostfs and the bootkit by itself; what is published here is what was reviewed.',
        check({ manifest }) {
            const named = manifest.targets.filter(({ name }) => name === 'hostfs');
            if (named.length > 0) {
                return named
                    .filter(({ serviceType }) => serviceType !== 'hostfs')
                    .map((target) => ({ path: (0,rule/* fieldOf */._F)(target, 'service_type'), message: `The target "hostfs" is of type ${(0,visible/* quoted */.TL)(target.serviceType ?? '')}, and a device mounts it as its root filesystem. Write service_type: hostfs.` }));
            }
            return [
                {
                    path: ['targets'],
                    at: 'key',
                    target: null,
                    message: `No target is named "hostfs", which a device mounts as its root filesystem. mosb adds one by itself. Here, write your own, or that one with the RELEASE of your mosb:\n${yamlOf('hostfs', manifest)}`,
                },
            ];
        },
        examples: {
            list: { whole: true, bad: 'targets:\n  - service_name: ran\n    service_type: container', good: 'targets:\n  - service_name: hostfs\n    service_type: hostfs\n  - service_name: ran\n    service_type: container' },
            dict: { whole: true, bad: 'targets:\n  hostfs:\n    service_type: container', good: 'targets:\n  hostfs:\n    service_type: hostfs' },
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'single-hostfs',
        number: 12,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'No target but `hostfs` is of type `hostfs`.',
        why: 'A device stops starting services at the first of that type.',
        check({ manifest }) {
            const root = namedHostfs(manifest);
            return manifest.targets
                .filter((target) => target.serviceType === 'hostfs' && target !== root)
                .map((target) => ({ path: (0,rule/* fieldOf */._F)(target, 'service_type'), message: `${(0,visible/* quoted */.TL)(target.name)} is of type hostfs, which only the target named "hostfs" may be: a device starts nothing after it. Write container or fs-only.` }));
        },
        examples: {
            list: { bad: 'targets:\n  - service_name: ran\n    service_type: hostfs', good: 'targets:\n  - service_name: ran\n    service_type: container' },
            dict: { bad: 'targets:\n  ran:\n    service_type: hostfs', good: 'targets:\n  ran:\n    service_type: container' },
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'bootkit-files',
        number: 13,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['text', 'image'],
        title: 'The target `bootkit` is `fs-only`, and holds `bootkit/shim.efi` and `bootkit/kernel.efi`.',
        why: 'Both files are copied to the boot partition at install.',
        note: 'That the image holds the two files is not checked yet.',
        check({ manifest }) {
            return manifest.targets
                .filter(({ name, serviceType }) => name === 'bootkit' && serviceType !== 'fs-only')
                .map((target) => ({ path: (0,rule/* fieldOf */._F)(target, 'service_type'), message: `"bootkit" is of type ${(0,visible/* quoted */.TL)(target.serviceType ?? '')}; it is only read at install, never started. Write service_type: fs-only.` }));
        },
        examples: {
            list: { bad: 'targets:\n  - service_name: bootkit\n    service_type: container', good: 'targets:\n  - service_name: bootkit\n    service_type: fs-only' },
            dict: { bad: 'targets:\n  bootkit:\n    service_type: container', good: 'targets:\n  bootkit:\n    service_type: fs-only' },
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'bootkit-changed',
        number: 14,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['base'],
        title: 'The bootkit is the base\'s.',
        why: 'An update never writes the boot partition, so devices that are installed keep the old one.',
        check({ manifest, base, resolutions }) {
            const [was, is] = [base?.manifest, manifest].map((each) => each?.targets.find(({ name }) => name === 'bootkit'));
            if (was === undefined || is === undefined)
                return [];
            const [before, after] = [digestOf(was), digestOf(is, resolutions?.get('bootkit')?.digest)];
            const path = (0,rule/* fieldOf */._F)(is, 'version');
            const known = before !== undefined && after !== undefined;
            const same = known ? before === after : was.version === is.version && (was.source === '' || is.source === '' || was.source === is.source);
            return same ? [] : [{ path, message: 'The bootkit changed, and an update never writes the boot partition: installed devices keep the old one. Install them anew if they need it.' }];
        },
        examples: {
            list: {
                base: 'targets:\n  - service_name: bootkit\n    source: docker://registry.example/os/bootkit:1.0.0\n    digest: ""\n    size: 0\n    version: 1.0.0',
                bad: 'targets:\n  - service_name: bootkit\n    source: docker://registry.example/os/bootkit:1.1.0\n    digest: ""\n    size: 0\n    version: 1.1.0',
                good: 'targets:\n  - service_name: bootkit\n    source: docker://registry.example/os/bootkit:1.0.0\n    digest: ""\n    size: 0\n    version: 1.0.0',
            },
            dict: {
                base: `targets:\n  bootkit:\n    version: 1.0.0\n    digest: sha256:${'a'.repeat(64)}`,
                bad: `targets:\n  bootkit:\n    version: 1.0.0\n    digest: sha256:${'b'.repeat(64)}`,
                good: `targets:\n  bootkit:\n    version: 1.0.0\n    digest: sha256:${'a'.repeat(64)}`,
            },
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'livecd',
        number: 15,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: 'A target named `livecd` is `fs-only`.',
        why: 'The initrd of live media mounts it by that name as a filesystem.',
        check({ manifest }) {
            return manifest.targets
                .filter(({ name, serviceType }) => name === 'livecd' && serviceType !== 'fs-only')
                .map((target) => ({ path: (0,rule/* fieldOf */._F)(target, 'service_type'), message: `"livecd" is of type ${(0,visible/* quoted */.TL)(target.serviceType ?? '')}, and live media mount it as a filesystem. Write service_type: fs-only, or give it another name.` }));
        },
        examples: {
            list: { bad: 'targets:\n  - service_name: livecd\n    service_type: container', good: 'targets:\n  - service_name: livecd\n    service_type: fs-only' },
            dict: { bad: 'targets:\n  livecd:\n    service_type: container', good: 'targets:\n  livecd:\n    service_type: fs-only' },
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'service-type',
        number: 16,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('error'),
        needs: ['text'],
        title: '`service_type` is `hostfs`, `container` or `fs-only`; in the list form it is stated.',
        why: 'A device stops with "Unhandled service type".',
        check({ manifest: { form, targets } }) {
            return targets
                .filter(({ serviceType }) => !(serviceType === undefined ? form === 'dict' : SERVICE_TYPES.includes(serviceType)))
                .map((target) => {
                const what = target.serviceType === undefined || target.serviceType === '' ? 'has no service_type' : `has the service_type ${(0,visible/* quoted */.TL)(target.serviceType)}`;
                const meant = (0,suggestion/* nearest */.p)(target.serviceType ?? '', SERVICE_TYPES);
                const cure = meant === undefined ? 'Write container for what runs, fs-only for what is only mounted, or hostfs for the root filesystem.' : `Did you mean ${(0,visible/* quoted */.TL)(meant)}?`;
                return { path: (0,rule/* fieldOf */._F)(target, 'service_type'), message: `${(0,visible/* quoted */.TL)(target.name)} ${what}. ${cure}` };
            });
        },
        examples: {
            list: { bad: 'targets:\n  - service_name: ran\n    service_type: ""', good: 'targets:\n  - service_name: ran\n    service_type: container' },
            dict: { bad: 'targets:\n  ran:\n    service_type: service', good: 'targets:\n  ran:\n    service_type: container' },
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'service-name',
        number: 17,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        needs: ['text'],
        title: 'A target\'s name has 1 to 63 lower case letters, digits and hyphens, with no hyphen first or last.',
        why: 'It becomes the name of a unit file, an LXC container, a host and a folder.',
        check({ manifest }) {
            return manifest.targets
                .filter(({ name }) => !SERVICE_NAME.test(name))
                .map((target) => {
                const { name } = target;
                const better = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 63).replaceAll(/^-+|-+$/g, '');
                const cure = better === '' ? 'Write lower case letters, digits and hyphens.' : `Write ${better}.`;
                return { ...(0,rule/* nameOf */.Vb)(target), message: name === '' ? `The target has no name. ${cure}` : `${(0,visible/* quoted */.TL)(name)} can name no unit file, container and host: a name has 1 to 63 of a-z, 0-9 and "-", with no "-" first or last. ${cure}` };
            });
        },
        examples: {
            list: { bad: 'targets:\n  - service_name: Ran', good: 'targets:\n  - service_name: ran' },
            dict: { bad: 'targets:\n  ran_http:\n    version: 2.9.2', good: 'targets:\n  ran-http:\n    version: 2.9.2' },
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'reserved-name',
        number: 18,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['text'],
        title: 'A target\'s name is not that of a unit of the host: `ssh`, `systemd-…`, `mos-…` and the like.',
        why: 'Starting the service overwrites the host\'s unit.',
        check({ manifest }) {
            return manifest.targets
                .filter(({ name }) => HOST_UNITS.has(name) || /^(?:systemd|mos)-/.test(name))
                .map((target) => ({ ...(0,rule/* nameOf */.Vb)(target), message: `${(0,visible/* quoted */.TL)(target.name)} is the name of a unit of the host, which this service would overwrite. Give it another name.` }));
        },
        examples: {
            list: { bad: 'targets:\n  - service_name: ssh', good: 'targets:\n  - service_name: ssh-gateway' },
            dict: { bad: 'targets:\n  systemd-networkd:\n    version: 1.0.0', good: 'targets:\n  networkd:\n    version: 1.0.0' },
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'target-version',
        number: 19,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* everywhere */.fC)('error'),
        needs: ['text'],
        title: 'A target\'s `version` is not empty.',
        why: 'A device refuses a target without one. It is read as it is written, so 1.10 stays 1.10.',
        note: 'A comma or typographic quotation marks at its ends are read as part of it, which is a warning.',
        check({ manifest }) {
            return manifest.targets.flatMap((target) => {
                const { version = '' } = target;
                const path = (0,rule/* fieldOf */._F)(target, 'version');
                if (version === '')
                    return [{ path, message: `${(0,visible/* quoted */.TL)(target.name)} has no version, and a device refuses it. Write the version of its image.` }];
                const bare = version.replaceAll(/^[“”„«‘’']+|[“”»‘’',]+$/g, '');
                return bare === version ? [] : [{ path, severity: 'warning', message: `The version of ${(0,visible/* quoted */.TL)(target.name)} is ${(0,visible/* quoted */.TL)(version)}, with ${version.endsWith(',') ? 'the comma' : 'these quotation marks'} in it. Write version: ${bare === '' ? '1.0.0' : bare}.` }];
            });
        },
        examples: {
            list: { bad: 'targets:\n  - service_name: ran\n    version: ""', good: 'targets:\n  - service_name: ran\n    version: 1.10' },
            dict: { bad: 'targets:\n  ran:\n    version: ""', good: 'targets:\n  ran:\n    version: 2.9.2' },
        },
    }),
    (0,rule/* rule */.Hu)({
        id: 'no-bootkit',
        number: 67,
        forms: rule/* BOTH */.Ch,
        severity: (0,rule/* device */.jO)('warning'),
        needs: ['text'],
        title: 'A target is named `bootkit`.',
        why: 'A first install has nothing to boot without it. mosb adds it from the local keyset; a release holds only what was reviewed.',
        check({ manifest }) {
            if (manifest.targets.some(({ name }) => name === 'bootkit'))
                return [];
            return [
                { path: ['targets'], at: 'key', target: null, message: `No target is named "bootkit", so this can update devices, but not be installed on a new one. mosb adds one by itself. Here, push the bootkit of your keyset (its folder bootkit/oci, bootkit-squashfs) to a registry, and write:\n${yamlOf('bootkit', manifest)}` },
            ];
        },
        examples: {
            list: { whole: true, bad: 'targets:\n  - service_name: hostfs', good: 'targets:\n  - service_name: hostfs\n  - service_name: bootkit\n    service_type: fs-only' },
            dict: { whole: true, bad: 'targets:\n  hostfs:\n    service_type: hostfs', good: 'targets:\n  hostfs:\n    service_type: hostfs\n  bootkit:\n    service_type: fs-only' },
        },
    }),
];

;// CONCATENATED MODULE: ./lib/manifest/rules/catalogue.js









const catalogue_all = [...identityRules, ...targetRules, ...networkRules, ...storageRules, ...nsgroupRules, ...source/* sourceRules */.NP, ...imageRules, ...certificateRules, ...releaseRules];
/** Every rule: those with a number in its order, then those without, by id. */
const CATALOGUE = catalogue_all.toSorted((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity) || (a.id < b.id ? -1 : 1));
/** Whether the text is the id of a rule. */
function isRuleId(text) {
    return CATALOGUE.some(({ id }) => id === text);
}


/***/ }),

/***/ 9031:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CC: () => (/* binding */ problem),
/* harmony export */   MM: () => (/* binding */ checkRules),
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   dS: () => (/* binding */ sortProblems)
/* harmony export */ });
/* harmony import */ var _catalogue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40936);
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56308);


/**
 * Everything that the rules find, in the order of the file. What they need and the context lacks is not checked. `read` is what `judge` gave of
 * reading: a key that is an error there, because it stands under another name or in another place, is not also missing where it was meant.
 */
function checkRules(context, settings, read = []) {
    const { manifest, document } = context;
    const problems = [];
    const misplaced = new Set(read.flatMap(({ severity, meant }) => (severity === 'error' && meant !== undefined ? [meant.join('\0')] : [])));
    for (const { id, forms, check } of _catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .CATALOGUE */ .y) {
        if (check === undefined || !forms.includes(manifest.form) || settings.levels.get(id) === 'off')
            continue;
        for (const finding of check(context)) {
            if (misplaced.has(finding.path.join('\0')))
                continue;
            const target = finding.target === undefined ? serviceAt(manifest, finding.path) : finding.target;
            const found = problem(settings, document, id, { ...finding, target });
            if (found !== undefined)
                problems.push(found);
        }
    }
    return sortProblems(problems);
}
/**
 * What a job found against a rule, as it stands in the report; undefined when the rule is off. In the list form the finding has to
 * name its target.
 */
function problem(settings, document, id, finding) {
    const severity = (0,_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .severityOf */ .x)(settings, id, finding.severity);
    if (severity === 'off')
        return undefined;
    const { path, at, message, kind } = finding;
    const target = finding.target === undefined ? serviceOf(path) : finding.target;
    const { line, column, endLine, endColumn } = document.locate(path, at);
    return { rule: id, severity, message, line, column, endLine, endColumn, target, ...(kind === undefined ? {} : { kind }) };
}
/** What reading the file found, with the severities of this run. Only for a file with one meaning; what has none is refused as it is. */
function judge(problems, settings) {
    return problems.flatMap((each) => {
        const severity = (0,_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .isRuleId */ .K)(each.rule) ? (0,_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .severityOf */ .x)(settings, each.rule, each.severity) : each.severity;
        return severity === 'off' ? [] : [{ ...each, severity }];
    });
}
/** By line, then column; what stands at one place keeps its order. */
function sortProblems(problems) {
    return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
function serviceAt(manifest, path) {
    const [top, which] = path;
    const name = top === 'targets' && typeof which === 'number' ? manifest.targets[which]?.name : serviceOf(path);
    return name === undefined || name === '' ? null : name;
}
/** The dict form names the service in the path. */
function serviceOf([top, which]) {
    return top === 'targets' && typeof which === 'string' ? which : null;
}


/***/ }),

/***/ 41630:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ registryAllowed),
/* harmony export */   p: () => (/* binding */ shortGlob)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/**
 * Whether the input `registries` lets a source be read. Each glob is `HOST`, which allows all of the host, or `HOST/PATH`, which is
 * compared with the whole repository. `*` is any text without a slash, `**` any number of path components. A folder (`oci:`) is no
 * registry: which of them may be read is the input `layouts`. No globs at all allow everything.
 */
function registryAllowed(source, globs) {
    if (source.kind === 'layout' || globs.length === 0)
        return true;
    return globs.some((glob) => matches(source, glob));
}
/** The glob that names a folder above this repository, without what would let it through: what someone wrote who meant all below. */
function shortGlob(source, globs) {
    return globs.find((glob) => glob.includes('/') && matches(source, `${glob.replace(/\/+$/, '')}/**`));
}
function matches({ host, repository }, glob) {
    const bare = glob.trim().replace(/^docker:\/\//, '');
    const slash = bare.indexOf('/');
    const hostGlob = canonical((slash < 0 ? bare : bare.slice(0, slash)).toLowerCase());
    if (!wildcard(canonical(host), hostGlob))
        return false;
    if (slash < 0)
        return true;
    let path = bare.slice(slash + 1);
    // Docker Hub's own images: docker.io/ubuntu is docker.io/library/ubuntu.
    if (hostGlob === 'docker.io' && !path.includes('/') && !path.includes('*'))
        path = `library/${path}`;
    return components(repository.split('/'), path.split('/'));
}
function canonical(host) {
    return _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__.HUB_NAMES.includes(host) ? 'docker.io' : host;
}
/** Compares path components with a glob's, where `**` stands for any number of them, none included. */
function components(names, globs) {
    // reached[j]: the first j components can be matched by the globs so far.
    let reached = names.map(() => false);
    reached = [true, ...reached];
    for (const glob of globs) {
        let open = false;
        reached = reached.map((before, index) => {
            open ||= before;
            if (glob === '**')
                return open;
            return index > 0 && reached[index - 1] === true && wildcard(names[index - 1] ?? '', glob);
        });
    }
    return reached[names.length] === true;
}
/** Compares a text with a pattern in which `*` is any text. Takes steps in the product of their lengths at most. */
function wildcard(text, pattern) {
    let at = 0;
    let next = 0;
    let star = -1;
    let from = 0;
    while (at < text.length) {
        if (pattern[next] === '*') {
            star = next++;
            from = at;
        }
        else if (pattern[next] === text[at]) {
            at++;
            next++;
        }
        else if (star >= 0) {
            next = star + 1;
            at = ++from;
        }
        else
            return false;
    }
    while (pattern[next] === '*')
        next++;
    return next === pattern.length;
}


/***/ }),

/***/ 49307:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ch: () => (/* binding */ BOTH),
/* harmony export */   Hu: () => (/* binding */ rule),
/* harmony export */   MG: () => (/* binding */ TODAYS_DEVICE),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   _F: () => (/* binding */ fieldOf),
/* harmony export */   fC: () => (/* binding */ everywhere),
/* harmony export */   jO: () => (/* binding */ device)
/* harmony export */ });
/** Gives the rule back, and keeps its id as a type. */
function rule(definition) {
    return definition;
}
const BOTH = ['list', 'dict'];
/** A rule about devices: the same in `mos` and `mosctl`, and off where images are not for a device. */
function device(level) {
    return { mos: level, mosctl: level, generic: 'off' };
}
/** A rule about any image. */
function everywhere(level) {
    return { mos: level, mosctl: level, generic: level };
}
/** A fault of today's mosctl, marked † in the table: refused for today's devices, and a warning until it is mended. */
const TODAYS_DEVICE = { mos: 'warning', mosctl: 'error', generic: 'off' };
/** Where the name of a target stands: the value of `service_name`, or the key in the dict form. */
function nameOf(target) {
    return typeof target.path[1] === 'string' ? { path: target.path, at: 'key' } : { path: [...target.path, 'service_name'], at: 'value' };
}
/** Where a field of a target stands. */
function fieldOf(target, ...names) {
    return [...target.path, ...names];
}


/***/ }),

/***/ 56308:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ ruleSettings),
/* harmony export */   x: () => (/* binding */ severityOf)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71957);
/* harmony import */ var _suggestion_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9613);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7629);
/* harmony import */ var _catalogue_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40936);





const LEVELS = ['off', 'notice', 'warning', 'error'];
/**
 * The settings of a profile with the input `rules` on top, a YAML mapping of rule id to `off`, `notice`, `warning` or `error`.
 * Throws a `usage` Failure `rules` for anything else, for an unknown id, and for a rule that cannot be lowered (contract, "Inputs").
 */
function ruleSettings(profile, overrides) {
    const levels = new Map(_catalogue_js__WEBPACK_IMPORTED_MODULE_3__/* .CATALOGUE */ .y.map(({ id, severity }) => [id, severity[profile]]));
    const chosen = new Set();
    for (const [key, value] of entries(overrides ?? '')) {
        const id = knownId(key);
        const level = knownLevel(id, value);
        const rule = _catalogue_js__WEBPACK_IMPORTED_MODULE_3__/* .CATALOGUE */ .y.find((each) => each.id === id);
        if (rule?.locked === true && LEVELS.indexOf(level) < LEVELS.indexOf(levels.get(id) ?? 'off')) {
            const locked = _catalogue_js__WEBPACK_IMPORTED_MODULE_3__/* .CATALOGUE */ .y.filter((each) => each.locked === true).map((each) => each.id);
            throw wrong(`the rule ${id} cannot be lowered to ${level}`, `Take it out. These rules are errors always: ${locked.join(', ')}.`);
        }
        levels.set(id, level);
        chosen.add(id);
    }
    return { profile, levels, chosen };
}
/**
 * How severe something is that the rule found. `own` is the finding's own severity, which can only be lower than the rule's, unless the
 * input `rules` names the rule.
 */
function severityOf(settings, id, own) {
    const level = settings.levels.get(id) ?? 'off';
    if (level === 'off' || own === undefined || settings.chosen.has(id))
        return level;
    return LEVELS.indexOf(own) < LEVELS.indexOf(level) ? own : level;
}
function entries(text) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__.parseDocument)(text, { prettyErrors: false });
    const [error] = document.errors;
    if (error !== undefined)
        throw wrong(`it is not YAML (${error.message})`, 'Write one rule a line, as in `no-bootkit: off`.');
    let value;
    try {
        value = document.toJS({ maxAliasCount: 0, mapAsMap: true });
    }
    catch {
        throw wrong('it has an alias', 'Write each level where it is meant.');
    }
    if (value === null || value === undefined)
        return [];
    if (!(value instanceof Map))
        throw wrong('it is not a mapping', 'Write one rule a line, as in `no-bootkit: off`.');
    return [...value].map(([key, level]) => [String(key), level]);
}
function knownId(key) {
    if ((0,_catalogue_js__WEBPACK_IMPORTED_MODULE_3__/* .isRuleId */ .K)(key))
        return key;
    const close = (0,_suggestion_js__WEBPACK_IMPORTED_MODULE_4__/* .nearest */ .p)(key, _catalogue_js__WEBPACK_IMPORTED_MODULE_3__/* .CATALOGUE */ .y.map(({ id }) => id));
    throw wrong(`there is no rule ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(key)}`, close === undefined ? 'docs/rules.md lists all rules.' : `Did you mean ${close}? docs/rules.md lists all rules.`);
}
function knownLevel(id, value) {
    const level = LEVELS.find((each) => each === value);
    if (level !== undefined)
        return level;
    const shown = typeof value === 'string' ? (0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(value) : (0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(JSON.stringify(value) ?? '');
    throw wrong(`the rule ${id} cannot be ${shown}`, `Write one of: ${LEVELS.join(', ')}.`);
}
function wrong(what, cure) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('usage', 'rules', `The input rules: ${what}.`, { cure });
}


/***/ }),

/***/ 59212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dr: () => (/* binding */ fixedDigest),
/* harmony export */   NP: () => (/* binding */ sourceRules),
/* harmony export */   s: () => (/* binding */ digestIn),
/* harmony export */   vY: () => (/* binding */ isFloating),
/* harmony export */   vz: () => (/* binding */ sourceOf)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11260);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);
/* harmony import */ var _characters_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(58281);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7629);
/* harmony import */ var _registries_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(41630);
/* harmony import */ var _rule_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(49307);







/** What a target's source names. Throws a `problem` Failure `source` when it does not parse, and so for one that is absent. */
function sourceOf(target) {
    // mosb takes `oci://dir:ref` for an absolute path; issue 24, where the dict form comes from, writes a relative one so.
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.parseSource)(target.source, { doubleSlash: typeof target.path[1] === 'string' ? 'relative' : 'refused', key: keyOf(target) });
}
/** `source`, or `url` in the dict form. */
function keyOf({ sourcePath }) {
    return sourcePath.at(-1)?.toString();
}
/** Whether nothing in the manifest fixes the digest of a target's image: neither `digest` nor its source (contract, "floating"). */
function isFloating(target) {
    return fixedDigest(target) === undefined;
}
/** What fixes a target's image, as it is written: `digest`, else the digest in its source, which may be an index's. */
function fixedDigest(target) {
    if (target.digest !== undefined && target.digest !== '')
        return target.digest;
    const source = parsed(target);
    return source && digestIn(source);
}
/** The digest by which a source names an image or an index: `…@sha256:…`, or that in a layout's place of a name. */
function digestIn(source) {
    if (source.kind === 'registry')
        return source.digest;
    return (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(source.reference) ? source.reference : undefined;
}
function parsed(target) {
    try {
        return sourceOf(target);
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
            return undefined;
        throw error;
    }
}
/** The targets whose source is in a registry, as far as it parses. */
function fromRegistries(targets) {
    return targets.flatMap((target) => {
        const source = parsed(target);
        return source?.kind === 'registry' ? [{ target, source }] : [];
    });
}
function sourceFindings(target) {
    const { sourcePath: path, source: text } = target;
    if (text === '')
        return [{ path, message: `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(target.name)} has no source. Write where its image comes from: docker://HOST/PATH:TAG or oci:FOLDER:NAME.` }];
    let source;
    try {
        source = sourceOf(target);
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        return [{ path, message: [error.message, error.cure].filter((part) => part !== undefined).join('. ') }];
    }
    if (source.kind === 'layout' || !source.shortName)
        return [];
    return [{ path, severity: 'warning', message: `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(text)} has no host, so it is read as Docker Hub's, and mosb cannot read it at all. Write ${keyOf(target)}: docker://${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__.formatReference)(source)}.` }];
}
/** What stands where a host does in a source, and the character of it that is not ASCII. Those that cannot be seen were found by the reader. */
function foreignHost(text) {
    const host = /^docker:\/\/([^/]*)\//.exec(text)?.[1]?.split('@').at(-1);
    const character = /[^\p{ASCII}]/u.exec(host ?? '')?.[0];
    return host === undefined || character === undefined || _characters_js__WEBPACK_IMPORTED_MODULE_6__/* .HIDDEN */ .RG.test(character) ? undefined : { host, character };
}
/** The first component of a repository, where there is more than one: the owner on hosts such as ghcr.io and docker.io. */
function ownerOf({ host, repository }) {
    return repository.includes('/') ? `${host}/${repository.split('/')[0]}` : undefined;
}
function floatingMessage(target, resolutions) {
    const found = resolutions?.get(target.name);
    const lines = found === undefined ? 'Add the digest and size of its image manifest; job: pin writes them.' : `Add digest: ${found.digest} and size: ${found.size}.`;
    return `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(target.name)} is not pinned: what ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(target.source)} names may be another image tomorrow. ${lines}`;
}
function floating({ manifest, base, pin, publishing, verified, resolutions }) {
    if (pin === 'off')
        return [];
    // What could not be resolved is an error already, and cannot be pinned.
    const found = ({ name }) => resolutions === undefined || resolutions.has(name);
    const loose = manifest.targets.filter((target) => isFloating(target) && found(target) && parsed(target) !== undefined && !(publishing && verified?.has(target.name) === true));
    const severity = publishing || pin === 'check' ? 'error' : 'warning';
    // A change answers for what it touches; whatever was there before is told in one line, so that it does not hide the rest.
    const touched = base?.kind === 'git' && !publishing ? loose.filter(({ name }) => base.changed.has(name)) : loose;
    const findings = touched.map((target) => ({ path: target.sourcePath, target: target.name, severity, message: floatingMessage(target, resolutions) }));
    const rest = loose.filter((target) => !touched.includes(target));
    const [first] = rest;
    if (first === undefined)
        return findings;
    const names = rest.slice(0, 5).map(({ name }) => (0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(name)).join(', ');
    const more = rest.length > 5 ? ` and ${rest.length - 5} more` : '';
    findings.push({
        path: first.sourcePath,
        target: rest.length === 1 ? first.name : null,
        severity,
        message: `${rest.length === 1 ? 'One target that this change does not touch is' : `${rest.length} targets that this change does not touch are`} not pinned: ${names}${more}. job: pin writes their digest and size.`,
    });
    return findings;
}
/** Examples of both forms that differ in a target's source alone. */
function sources(bad, good, more = {}) {
    const examples = (target) => ({
        ...more,
        bad: `${target}${bad}`,
        good: `${target}${good}`,
        ...(more.base === undefined ? {} : { base: `${target}${more.base}` }),
    });
    return { list: examples('targets:\n  - service_name: ran\n    source: '), dict: examples('targets:\n  ran:\n    url: ') };
}
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
/** Examples of both forms that differ in a target's digest alone. */
function digests(bad, good) {
    const examples = (target) => ({ bad: `${target}${bad}`, good: `${target}${good}\n    size: 878` });
    const source = 'docker://registry.example/os/ran:2.5.0';
    return { list: examples(`targets:\n  - service_name: ran\n    source: ${source}\n    digest: `), dict: examples(`targets:\n  ran:\n    url: ${source}\n    digest: `) };
}
/** Where images come from, and which image it is. */
const sourceRules = [
    (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .rule */ .Hu)({
        id: 'source',
        number: 41,
        forms: _rule_js__WEBPACK_IMPORTED_MODULE_5__/* .BOTH */ .Ch,
        severity: (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .everywhere */ .fC)('error'),
        needs: ['text'],
        title: 'A source is `docker://HOST/PATH` or `oci:FOLDER` with a tag or a digest.',
        why: 'Nothing else can be fetched.',
        note: 'A name without a host is read as Docker Hub\'s, as in the RFC\'s own example. That is a warning, since mosb cannot read it. A relative FOLDER is relative to the workspace (on the command line the working directory), not to the manifest.',
        check: ({ manifest }) => manifest.targets.flatMap(sourceFindings),
        examples: sources('docker://registry.example/os/ran', 'docker://registry.example/os/ran:2.5.0'),
    }),
    (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .rule */ .Hu)({
        id: 'digest',
        number: 42,
        forms: _rule_js__WEBPACK_IMPORTED_MODULE_5__/* .BOTH */ .Ch,
        severity: (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .everywhere */ .fC)('error'),
        locked: true,
        needs: ['text', 'image'],
        title: 'A stated digest is sha256, exists, is an image manifest\'s, agrees with one in the source, and is not left behind when the source changes.',
        why: 'A device has sha256 alone (blobs/sha256), and runs what the digest names, whatever the tag says.',
        note: 'A digest in the source, as in `HOST/PATH:TAG@sha256:…`, is left behind in the same way. It may be that of an index, which stands for its platform\'s image manifest.',
        raised: 'That it exists and fits its source is checked when sources are resolved.',
        check({ manifest }) {
            return manifest.targets
                .filter(({ digest }) => digest !== undefined && digest !== '' && !(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
                .map((target) => {
                const { digest = '' } = target;
                const cure = /^[0-9a-f]{64}$/.test(digest) ? `Write digest: sha256:${digest}.` : 'Write sha256: and 64 lower case hexadecimal digits, or take digest and size out and run job: pin.';
                return { path: (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .fieldOf */ ._F)(target, 'digest'), message: `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(digest)} is not a sha256 digest. ${cure}` };
            });
        },
        examples: digests('sha256:1234', DIGEST),
    }),
    (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .rule */ .Hu)({
        id: 'floating-reference',
        forms: _rule_js__WEBPACK_IMPORTED_MODULE_5__/* .BOTH */ .Ch,
        severity: (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .everywhere */ .fC)('error'),
        needs: ['text', 'input'],
        title: 'A target is pinned: `digest`, or a source with `@sha256:`, says which image it is.',
        why: 'A tag can be moved, so what was reviewed and what is installed may differ.',
        note: 'A warning with `pin: suggest` and `pin: commit`, an error with `pin: check` and at publish, silent with `pin: off`. At publish, a target that the `policy` verifies may float.',
        check: floating,
        examples: digests('', DIGEST),
    }),
    (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .rule */ .Hu)({
        id: 'registry-not-allowed',
        number: 62,
        forms: _rule_js__WEBPACK_IMPORTED_MODULE_5__/* .BOTH */ .Ch,
        severity: (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .everywhere */ .fC)('error'),
        locked: true,
        needs: ['input'],
        title: 'A source is in a registry that the input `registries` allows.',
        why: 'A pull request could make the runner ask any host otherwise. It is checked before any name is resolved.',
        note: '`HOST` allows all of a host. `HOST/PATH` is the whole repository, where `*` is any text without a slash, and `**` any number of path components.',
        check({ manifest, registries = [] }) {
            return fromRegistries(manifest.targets)
                .filter(({ source }) => !(0,_registries_js__WEBPACK_IMPORTED_MODULE_4__/* .registryAllowed */ .E)(source, registries))
                .map(({ target, source }) => {
                const near = (0,_registries_js__WEBPACK_IMPORTED_MODULE_4__/* .shortGlob */ .p)(source, registries);
                const cure = near === undefined ? 'Add it there if it is meant.' : `${near} allows that one repository; write ${near}/** for all below it.`;
                return { path: target.sourcePath, message: `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(`${source.host}/${source.repository}`)} is in none of the registries that the input registries allows. ${cure}` };
            });
        },
        examples: sources('docker://registry.example.evil.test/os/ran:2.5.0', 'docker://registry.example/os/ran:2.5.0', { inputs: { registries: ['registry.example/os/*'] } }),
    }),
    (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .rule */ .Hu)({
        id: 'new-registry',
        number: 63,
        forms: _rule_js__WEBPACK_IMPORTED_MODULE_5__/* .BOTH */ .Ch,
        severity: (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .everywhere */ .fC)('warning'),
        needs: ['base'],
        title: 'Images come from hosts and owners that the base used.',
        why: 'Whoever reviews the change should notice that someone new is trusted.',
        check({ manifest, base }) {
            if (base?.kind !== 'git')
                return [];
            const before = fromRegistries(base.manifest.targets).map(({ source }) => source);
            const known = new Set([...before.map(({ host }) => host), ...before.map(ownerOf)]);
            return fromRegistries(manifest.targets).flatMap(({ target, source }) => {
                const owner = ownerOf(source);
                const fresh = [source.host, owner].find((name) => name !== undefined && !known.has(name));
                if (fresh === undefined)
                    return [];
                known.add(source.host).add(owner);
                return [{ path: target.sourcePath, message: `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(fresh)} is new: no image of the base comes from there. Make sure that it is meant.` }];
            });
        },
        examples: sources('docker://registry.example/someone/ran:2.6.0', 'docker://registry.example/os/ran:2.6.0', { base: 'docker://registry.example/os/ran:2.5.0' }),
    }),
    (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .rule */ .Hu)({
        id: 'hidden-character',
        number: 64,
        forms: _rule_js__WEBPACK_IMPORTED_MODULE_5__/* .BOTH */ .Ch,
        severity: (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .everywhere */ .fC)('error'),
        needs: ['text'],
        title: 'The file has no bidirectional, zero-width or control characters, and hosts are ASCII.',
        why: 'What a reviewer sees would not be what is read.',
        raised: 'Characters anywhere in the file are found when it is read.',
        check({ manifest }) {
            return manifest.targets.flatMap(({ source, sourcePath }) => {
                const found = foreignHost(source);
                if (found === undefined)
                    return [];
                return [{ path: sourcePath, message: `The host ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(found.host)} holds ${(0,_characters_js__WEBPACK_IMPORTED_MODULE_6__/* .codePoint */ .yb)(found.character)}, which is not ASCII, and may look like another host. Write the host's name in ASCII (xn--…).` }];
            });
        },
        examples: sources('docker://registry.ex\u0430mple/os/ran:2.5.0', 'docker://registry.example/os/ran:2.5.0'),
    }),
    (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .rule */ .Hu)({
        id: 'tag-drift',
        number: 68,
        forms: _rule_js__WEBPACK_IMPORTED_MODULE_5__/* .BOTH */ .Ch,
        severity: (0,_rule_js__WEBPACK_IMPORTED_MODULE_5__/* .everywhere */ .fC)('warning'),
        needs: ['image'],
        title: 'The tag of a pinned source still gives the digest that is stated, or that stands beside it in the source.',
        why: 'Someone moved the tag since it was pinned, or the digest is another image\'s.',
        raised: 'When sources are resolved; only tags of targets that the change touches are asked.',
    }),
];


/***/ }),

/***/ 77977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ ambiguity),
/* harmony export */   aM: () => (/* binding */ isDecimal),
/* harmony export */   ak: () => (/* binding */ meaning),
/* harmony export */   rD: () => (/* binding */ wholeNumber),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
const NULL = /^(?:~|null|Null|NULL|)$/;
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;
const INTEGER = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT = /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
/** The meaning of a plain scalar in YAML 1.2's core schema. */
function meaning(text) {
    if (NULL.test(text))
        return 'null';
    if (BOOLEAN.test(text))
        return 'boolean';
    if (INTEGER.test(text))
        return 'integer';
    return FLOAT.test(text) ? 'float' : 'string';
}
/** A plain decimal integer, which every version of YAML and every person reads alike. */
function isDecimal(text) {
    return /^(?:0|-?[1-9][0-9]*)$/.test(text);
}
/**
 * The whole number that a plain scalar is for yaml.v2, and so for mosb, when that is also what a person reads: decimal, with or without
 * underscores, hexadecimal, 0o and 0b, and floats without a fraction. undefined for what mosb would cut (1.9) or read as octal (010).
 */
function wholeNumber(text) {
    if (isDecimal(text))
        return BigInt(text);
    if (!/^\+?[0-9]/.test(text))
        return undefined;
    const digits = text.replaceAll('_', '').replace(/^\+/, '');
    if (isDecimal(digits))
        return BigInt(digits);
    if (/^0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)$/.test(digits))
        return text.startsWith('+') ? undefined : BigInt(digits.toLowerCase());
    if (/^0[0-9]+$/.test(digits)) {
        const decimal = Number(digits);
        return (/[89]/.test(digits) || Number.parseInt(digits, 8) === decimal) && decimal < 2 ** 53 ? BigInt(decimal) : undefined;
    }
    if (!/^[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/.test(digits))
        return undefined;
    const value = Number(digits);
    return Number.isInteger(value) && value < 2 ** 53 ? BigInt(value) : undefined;
}
/** The boolean that yaml.v2, and so mosb, reads from a plain scalar: the words of YAML 1.1 in three casings each; undefined for others. */
function boolean(text) {
    if (/^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text))
        return true;
    return /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text) ? false : undefined;
}
/**
 * What else a plain scalar may be read as: the types of YAML 1.1 (yaml.org/type) where they differ from YAML 1.2's core schema, as a
 * noun phrase; undefined when both agree. The dict form has no reader to agree with yet, so such scalars must be quoted there.
 */
function ambiguity(text) {
    if (boolean(text) !== undefined && !BOOLEAN.test(text))
        return `the boolean ${boolean(text)}`;
    if (/^[-+]?0[0-7_]+$/.test(text))
        return `the octal number ${octal(text)}`;
    if (/^[-+]?0b[01_]+$/.test(text))
        return 'a binary number';
    if (/^0o[0-7]+$/.test(text))
        return 'text by YAML 1.1, and an octal number by YAML 1.2';
    if (/^[-+]?0x[0-9a-fA-F_]*_[0-9a-fA-F_]*$/.test(text) || /^[-+]0x[0-9a-fA-F]+$/.test(text))
        return 'a hexadecimal number';
    if (/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text))
        return 'a number in base 60';
    if (/^[-+]?[0-9._]*_[0-9._]*(?:[eE][-+]?[0-9]+)?$/.test(text) && /[0-9]/.test(text))
        return 'a number with underscores';
    if (/^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?$/.test(text))
        return 'a date';
    if (/^[-+]?[0-9.]+[eE][-+]?[0-9]+$/.test(text))
        return 'text by YAML 1.1, and a number by YAML 1.2';
    if (/^[-+]?0[0-9]+$/.test(text))
        return 'text by YAML 1.1, and a decimal number by YAML 1.2';
    return text === '=' || text === '<<' ? 'a special value' : undefined;
}
function octal(text) {
    const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
    return `${text.startsWith('-') ? '-' : ''}${Number.parseInt(digits, 8)}`;
}


/***/ }),

/***/ 40136:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  eA: () => (/* binding */ checkShape),
  q0: () => (/* binding */ describe),
  bc: () => (/* binding */ subject)
});

// NAMESPACE OBJECT: ./lib/manifest/schema.generated.js
var schema_generated_namespaceObject = {};
__webpack_require__.r(schema_generated_namespaceObject);
__webpack_require__.d(schema_generated_namespaceObject, {
  dict: () => (dict),
  keys: () => (keys),
  list: () => (list)
});

// EXTERNAL MODULE: ./lib/visible.js
var visible = __webpack_require__(7629);
// EXTERNAL MODULE: ./lib/manifest/integer.js
var integer = __webpack_require__(19031);
// EXTERNAL MODULE: ./lib/manifest/document.js + 3 modules
var manifest_document = __webpack_require__(1975);
// EXTERNAL MODULE: ./lib/manifest/scalar.js
var scalar = __webpack_require__(77977);
;// CONCATENATED MODULE: ./lib/manifest/schema.generated.js
// @ts-nocheck
// Made from schema/manifest.schema.json by scripts/schema.ts; do not edit.
const list = validate23;
const schema19 = { "type": "object", "required": ["version", "targets"], "additionalProperties": false, "properties": { "version": { "type": "integer", "const": 1 }, "product": { "type": ["string", "number", "boolean", "null"] }, "update_type": { "type": ["string", "number", "boolean", "null"] }, "storage": { "type": ["array", "null"], "items": { "$ref": "#/definitions/volume" } }, "targets": { "type": ["array", "null"], "items": { "$ref": "#/definitions/listTarget" } } } };
const schema20 = { "type": ["object", "null"], "additionalProperties": false, "properties": { "label": { "type": ["string", "number", "boolean", "null"] }, "persistent": { "type": ["boolean", "null"] }, "nsgroup": { "type": ["string", "number", "boolean", "null"] }, "size": { "type": ["integer", "null"], "minimum": 0, "maximum": 18446744073709552000 } } };
const schema21 = { "type": "object", "required": ["source"], "additionalProperties": false, "properties": { "service_name": { "type": ["string", "number", "boolean", "null"] }, "source": { "type": ["string", "number", "boolean"] }, "version": { "type": ["string", "number", "boolean", "null"] }, "digest": { "type": ["string", "null"] }, "size": { "type": ["integer", "null"], "minimum": 0, "maximum": 9223372036854776000 }, "service_type": { "type": ["string", "number", "boolean", "null"] }, "nsgroup": { "type": ["string", "number", "boolean", "null"] }, "network": { "$ref": "#/definitions/listNetwork" }, "storage": { "type": ["array", "null"], "items": { "$ref": "#/definitions/listMount" } } } };
const schema24 = { "type": ["object", "null"], "additionalProperties": false, "properties": { "dest": { "type": ["string", "number", "boolean", "null"] }, "label": { "type": ["string", "number", "boolean", "null"] } } };
const func2 = Object.prototype.hasOwnProperty;
const schema22 = { "type": ["object", "null"], "additionalProperties": false, "properties": { "type": { "type": ["string", "number", "boolean", "null"] }, "ipv4": { "type": ["string", "number", "boolean", "null"] }, "ipv6": { "type": ["string", "number", "boolean", "null"] }, "ports": { "type": ["array", "null"], "items": { "$ref": "#/definitions/listPort" } } } };
const schema23 = { "type": ["object", "null"], "additionalProperties": false, "properties": { "host": { "type": ["integer", "null"], "minimum": 0, "maximum": 18446744073709552000 }, "container": { "type": ["integer", "null"], "minimum": 0, "maximum": 18446744073709552000 } } };
function validate19(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if ((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)) {
        const err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema22.type } };
        if (vErrors === null) {
            vErrors = [err0];
        }
        else {
            vErrors.push(err0);
        }
        errors++;
    }
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((((key0 === "type") || (key0 === "ipv4")) || (key0 === "ipv6")) || (key0 === "ports"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                if (vErrors === null) {
                    vErrors = [err1];
                }
                else {
                    vErrors.push(err1);
                }
                errors++;
            }
        }
        if (data.type !== undefined) {
            let data0 = data.type;
            if ((((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")) && (data0 !== null)) {
                const err2 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/type", keyword: "type", params: { type: schema22.properties.type.type } };
                if (vErrors === null) {
                    vErrors = [err2];
                }
                else {
                    vErrors.push(err2);
                }
                errors++;
            }
        }
        if (data.ipv4 !== undefined) {
            let data1 = data.ipv4;
            if ((((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")) && (data1 !== null)) {
                const err3 = { instancePath: instancePath + "/ipv4", schemaPath: "#/properties/ipv4/type", keyword: "type", params: { type: schema22.properties.ipv4.type } };
                if (vErrors === null) {
                    vErrors = [err3];
                }
                else {
                    vErrors.push(err3);
                }
                errors++;
            }
        }
        if (data.ipv6 !== undefined) {
            let data2 = data.ipv6;
            if ((((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")) && (data2 !== null)) {
                const err4 = { instancePath: instancePath + "/ipv6", schemaPath: "#/properties/ipv6/type", keyword: "type", params: { type: schema22.properties.ipv6.type } };
                if (vErrors === null) {
                    vErrors = [err4];
                }
                else {
                    vErrors.push(err4);
                }
                errors++;
            }
        }
        if (data.ports !== undefined) {
            let data3 = data.ports;
            if ((!(Array.isArray(data3))) && (data3 !== null)) {
                const err5 = { instancePath: instancePath + "/ports", schemaPath: "#/properties/ports/type", keyword: "type", params: { type: schema22.properties.ports.type } };
                if (vErrors === null) {
                    vErrors = [err5];
                }
                else {
                    vErrors.push(err5);
                }
                errors++;
            }
            if (Array.isArray(data3)) {
                const len0 = data3.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data4 = data3[i0];
                    if ((!(data4 && typeof data4 == "object" && !Array.isArray(data4))) && (data4 !== null)) {
                        const err6 = { instancePath: instancePath + "/ports/" + i0, schemaPath: "#/definitions/listPort/type", keyword: "type", params: { type: schema23.type } };
                        if (vErrors === null) {
                            vErrors = [err6];
                        }
                        else {
                            vErrors.push(err6);
                        }
                        errors++;
                    }
                    if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                        for (const key1 in data4) {
                            if (!((key1 === "host") || (key1 === "container"))) {
                                const err7 = { instancePath: instancePath + "/ports/" + i0, schemaPath: "#/definitions/listPort/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 } };
                                if (vErrors === null) {
                                    vErrors = [err7];
                                }
                                else {
                                    vErrors.push(err7);
                                }
                                errors++;
                            }
                        }
                        if (data4.host !== undefined) {
                            let data5 = data4.host;
                            if ((!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) && (data5 !== null)) {
                                const err8 = { instancePath: instancePath + "/ports/" + i0 + "/host", schemaPath: "#/definitions/listPort/properties/host/type", keyword: "type", params: { type: schema23.properties.host.type } };
                                if (vErrors === null) {
                                    vErrors = [err8];
                                }
                                else {
                                    vErrors.push(err8);
                                }
                                errors++;
                            }
                            if ((typeof data5 == "number") && (isFinite(data5))) {
                                if (data5 > 18446744073709552000 || isNaN(data5)) {
                                    const err9 = { instancePath: instancePath + "/ports/" + i0 + "/host", schemaPath: "#/definitions/listPort/properties/host/maximum", keyword: "maximum", params: { comparison: "<=", limit: 18446744073709552000 } };
                                    if (vErrors === null) {
                                        vErrors = [err9];
                                    }
                                    else {
                                        vErrors.push(err9);
                                    }
                                    errors++;
                                }
                                if (data5 < 0 || isNaN(data5)) {
                                    const err10 = { instancePath: instancePath + "/ports/" + i0 + "/host", schemaPath: "#/definitions/listPort/properties/host/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                                    if (vErrors === null) {
                                        vErrors = [err10];
                                    }
                                    else {
                                        vErrors.push(err10);
                                    }
                                    errors++;
                                }
                            }
                        }
                        if (data4.container !== undefined) {
                            let data6 = data4.container;
                            if ((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (data6 !== null)) {
                                const err11 = { instancePath: instancePath + "/ports/" + i0 + "/container", schemaPath: "#/definitions/listPort/properties/container/type", keyword: "type", params: { type: schema23.properties.container.type } };
                                if (vErrors === null) {
                                    vErrors = [err11];
                                }
                                else {
                                    vErrors.push(err11);
                                }
                                errors++;
                            }
                            if ((typeof data6 == "number") && (isFinite(data6))) {
                                if (data6 > 18446744073709552000 || isNaN(data6)) {
                                    const err12 = { instancePath: instancePath + "/ports/" + i0 + "/container", schemaPath: "#/definitions/listPort/properties/container/maximum", keyword: "maximum", params: { comparison: "<=", limit: 18446744073709552000 } };
                                    if (vErrors === null) {
                                        vErrors = [err12];
                                    }
                                    else {
                                        vErrors.push(err12);
                                    }
                                    errors++;
                                }
                                if (data6 < 0 || isNaN(data6)) {
                                    const err13 = { instancePath: instancePath + "/ports/" + i0 + "/container", schemaPath: "#/definitions/listPort/properties/container/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                                    if (vErrors === null) {
                                        vErrors = [err13];
                                    }
                                    else {
                                        vErrors.push(err13);
                                    }
                                    errors++;
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    validate19.errors = vErrors;
    return errors === 0;
}
function validate18(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.source === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "source" } };
            if (vErrors === null) {
                vErrors = [err0];
            }
            else {
                vErrors.push(err0);
            }
            errors++;
        }
        for (const key0 in data) {
            if (!(func2.call(schema21.properties, key0))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                if (vErrors === null) {
                    vErrors = [err1];
                }
                else {
                    vErrors.push(err1);
                }
                errors++;
            }
        }
        if (data.service_name !== undefined) {
            let data0 = data.service_name;
            if ((((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")) && (data0 !== null)) {
                const err2 = { instancePath: instancePath + "/service_name", schemaPath: "#/properties/service_name/type", keyword: "type", params: { type: schema21.properties.service_name.type } };
                if (vErrors === null) {
                    vErrors = [err2];
                }
                else {
                    vErrors.push(err2);
                }
                errors++;
            }
        }
        if (data.source !== undefined) {
            let data1 = data.source;
            if (((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")) {
                const err3 = { instancePath: instancePath + "/source", schemaPath: "#/properties/source/type", keyword: "type", params: { type: schema21.properties.source.type } };
                if (vErrors === null) {
                    vErrors = [err3];
                }
                else {
                    vErrors.push(err3);
                }
                errors++;
            }
        }
        if (data.version !== undefined) {
            let data2 = data.version;
            if ((((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")) && (data2 !== null)) {
                const err4 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: schema21.properties.version.type } };
                if (vErrors === null) {
                    vErrors = [err4];
                }
                else {
                    vErrors.push(err4);
                }
                errors++;
            }
        }
        if (data.digest !== undefined) {
            let data3 = data.digest;
            if ((typeof data3 !== "string") && (data3 !== null)) {
                const err5 = { instancePath: instancePath + "/digest", schemaPath: "#/properties/digest/type", keyword: "type", params: { type: schema21.properties.digest.type } };
                if (vErrors === null) {
                    vErrors = [err5];
                }
                else {
                    vErrors.push(err5);
                }
                errors++;
            }
        }
        if (data.size !== undefined) {
            let data4 = data.size;
            if ((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (data4 !== null)) {
                const err6 = { instancePath: instancePath + "/size", schemaPath: "#/properties/size/type", keyword: "type", params: { type: schema21.properties.size.type } };
                if (vErrors === null) {
                    vErrors = [err6];
                }
                else {
                    vErrors.push(err6);
                }
                errors++;
            }
            if ((typeof data4 == "number") && (isFinite(data4))) {
                if (data4 > 9223372036854776000 || isNaN(data4)) {
                    const err7 = { instancePath: instancePath + "/size", schemaPath: "#/properties/size/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9223372036854776000 } };
                    if (vErrors === null) {
                        vErrors = [err7];
                    }
                    else {
                        vErrors.push(err7);
                    }
                    errors++;
                }
                if (data4 < 0 || isNaN(data4)) {
                    const err8 = { instancePath: instancePath + "/size", schemaPath: "#/properties/size/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    if (vErrors === null) {
                        vErrors = [err8];
                    }
                    else {
                        vErrors.push(err8);
                    }
                    errors++;
                }
            }
        }
        if (data.service_type !== undefined) {
            let data5 = data.service_type;
            if ((((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))) && (typeof data5 !== "boolean")) && (data5 !== null)) {
                const err9 = { instancePath: instancePath + "/service_type", schemaPath: "#/properties/service_type/type", keyword: "type", params: { type: schema21.properties.service_type.type } };
                if (vErrors === null) {
                    vErrors = [err9];
                }
                else {
                    vErrors.push(err9);
                }
                errors++;
            }
        }
        if (data.nsgroup !== undefined) {
            let data6 = data.nsgroup;
            if ((((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))) && (typeof data6 !== "boolean")) && (data6 !== null)) {
                const err10 = { instancePath: instancePath + "/nsgroup", schemaPath: "#/properties/nsgroup/type", keyword: "type", params: { type: schema21.properties.nsgroup.type } };
                if (vErrors === null) {
                    vErrors = [err10];
                }
                else {
                    vErrors.push(err10);
                }
                errors++;
            }
        }
        if (data.network !== undefined) {
            if (!(validate19(data.network, { instancePath: instancePath + "/network", parentData: data, parentDataProperty: "network", rootData }))) {
                vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
                errors = vErrors.length;
            }
        }
        if (data.storage !== undefined) {
            let data8 = data.storage;
            if ((!(Array.isArray(data8))) && (data8 !== null)) {
                const err11 = { instancePath: instancePath + "/storage", schemaPath: "#/properties/storage/type", keyword: "type", params: { type: schema21.properties.storage.type } };
                if (vErrors === null) {
                    vErrors = [err11];
                }
                else {
                    vErrors.push(err11);
                }
                errors++;
            }
            if (Array.isArray(data8)) {
                const len0 = data8.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data9 = data8[i0];
                    if ((!(data9 && typeof data9 == "object" && !Array.isArray(data9))) && (data9 !== null)) {
                        const err12 = { instancePath: instancePath + "/storage/" + i0, schemaPath: "#/definitions/listMount/type", keyword: "type", params: { type: schema24.type } };
                        if (vErrors === null) {
                            vErrors = [err12];
                        }
                        else {
                            vErrors.push(err12);
                        }
                        errors++;
                    }
                    if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
                        for (const key1 in data9) {
                            if (!((key1 === "dest") || (key1 === "label"))) {
                                const err13 = { instancePath: instancePath + "/storage/" + i0, schemaPath: "#/definitions/listMount/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 } };
                                if (vErrors === null) {
                                    vErrors = [err13];
                                }
                                else {
                                    vErrors.push(err13);
                                }
                                errors++;
                            }
                        }
                        if (data9.dest !== undefined) {
                            let data10 = data9.dest;
                            if ((((typeof data10 !== "string") && (!((typeof data10 == "number") && (isFinite(data10))))) && (typeof data10 !== "boolean")) && (data10 !== null)) {
                                const err14 = { instancePath: instancePath + "/storage/" + i0 + "/dest", schemaPath: "#/definitions/listMount/properties/dest/type", keyword: "type", params: { type: schema24.properties.dest.type } };
                                if (vErrors === null) {
                                    vErrors = [err14];
                                }
                                else {
                                    vErrors.push(err14);
                                }
                                errors++;
                            }
                        }
                        if (data9.label !== undefined) {
                            let data11 = data9.label;
                            if ((((typeof data11 !== "string") && (!((typeof data11 == "number") && (isFinite(data11))))) && (typeof data11 !== "boolean")) && (data11 !== null)) {
                                const err15 = { instancePath: instancePath + "/storage/" + i0 + "/label", schemaPath: "#/definitions/listMount/properties/label/type", keyword: "type", params: { type: schema24.properties.label.type } };
                                if (vErrors === null) {
                                    vErrors = [err15];
                                }
                                else {
                                    vErrors.push(err15);
                                }
                                errors++;
                            }
                        }
                    }
                }
            }
        }
    }
    else {
        const err16 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
            vErrors = [err16];
        }
        else {
            vErrors.push(err16);
        }
        errors++;
    }
    validate18.errors = vErrors;
    return errors === 0;
}
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.version === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "version" } };
            if (vErrors === null) {
                vErrors = [err0];
            }
            else {
                vErrors.push(err0);
            }
            errors++;
        }
        if (data.targets === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "targets" } };
            if (vErrors === null) {
                vErrors = [err1];
            }
            else {
                vErrors.push(err1);
            }
            errors++;
        }
        for (const key0 in data) {
            if (!(((((key0 === "version") || (key0 === "product")) || (key0 === "update_type")) || (key0 === "storage")) || (key0 === "targets"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                if (vErrors === null) {
                    vErrors = [err2];
                }
                else {
                    vErrors.push(err2);
                }
                errors++;
            }
        }
        if (data.version !== undefined) {
            let data0 = data.version;
            if (!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) {
                const err3 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "integer" } };
                if (vErrors === null) {
                    vErrors = [err3];
                }
                else {
                    vErrors.push(err3);
                }
                errors++;
            }
            if (1 !== data0) {
                const err4 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/const", keyword: "const", params: { allowedValue: 1 } };
                if (vErrors === null) {
                    vErrors = [err4];
                }
                else {
                    vErrors.push(err4);
                }
                errors++;
            }
        }
        if (data.product !== undefined) {
            let data1 = data.product;
            if ((((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")) && (data1 !== null)) {
                const err5 = { instancePath: instancePath + "/product", schemaPath: "#/properties/product/type", keyword: "type", params: { type: schema19.properties.product.type } };
                if (vErrors === null) {
                    vErrors = [err5];
                }
                else {
                    vErrors.push(err5);
                }
                errors++;
            }
        }
        if (data.update_type !== undefined) {
            let data2 = data.update_type;
            if ((((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")) && (data2 !== null)) {
                const err6 = { instancePath: instancePath + "/update_type", schemaPath: "#/properties/update_type/type", keyword: "type", params: { type: schema19.properties.update_type.type } };
                if (vErrors === null) {
                    vErrors = [err6];
                }
                else {
                    vErrors.push(err6);
                }
                errors++;
            }
        }
        if (data.storage !== undefined) {
            let data3 = data.storage;
            if ((!(Array.isArray(data3))) && (data3 !== null)) {
                const err7 = { instancePath: instancePath + "/storage", schemaPath: "#/properties/storage/type", keyword: "type", params: { type: schema19.properties.storage.type } };
                if (vErrors === null) {
                    vErrors = [err7];
                }
                else {
                    vErrors.push(err7);
                }
                errors++;
            }
            if (Array.isArray(data3)) {
                const len0 = data3.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data4 = data3[i0];
                    if ((!(data4 && typeof data4 == "object" && !Array.isArray(data4))) && (data4 !== null)) {
                        const err8 = { instancePath: instancePath + "/storage/" + i0, schemaPath: "#/definitions/volume/type", keyword: "type", params: { type: schema20.type } };
                        if (vErrors === null) {
                            vErrors = [err8];
                        }
                        else {
                            vErrors.push(err8);
                        }
                        errors++;
                    }
                    if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                        for (const key1 in data4) {
                            if (!((((key1 === "label") || (key1 === "persistent")) || (key1 === "nsgroup")) || (key1 === "size"))) {
                                const err9 = { instancePath: instancePath + "/storage/" + i0, schemaPath: "#/definitions/volume/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 } };
                                if (vErrors === null) {
                                    vErrors = [err9];
                                }
                                else {
                                    vErrors.push(err9);
                                }
                                errors++;
                            }
                        }
                        if (data4.label !== undefined) {
                            let data5 = data4.label;
                            if ((((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))) && (typeof data5 !== "boolean")) && (data5 !== null)) {
                                const err10 = { instancePath: instancePath + "/storage/" + i0 + "/label", schemaPath: "#/definitions/volume/properties/label/type", keyword: "type", params: { type: schema20.properties.label.type } };
                                if (vErrors === null) {
                                    vErrors = [err10];
                                }
                                else {
                                    vErrors.push(err10);
                                }
                                errors++;
                            }
                        }
                        if (data4.persistent !== undefined) {
                            let data6 = data4.persistent;
                            if ((typeof data6 !== "boolean") && (data6 !== null)) {
                                const err11 = { instancePath: instancePath + "/storage/" + i0 + "/persistent", schemaPath: "#/definitions/volume/properties/persistent/type", keyword: "type", params: { type: schema20.properties.persistent.type } };
                                if (vErrors === null) {
                                    vErrors = [err11];
                                }
                                else {
                                    vErrors.push(err11);
                                }
                                errors++;
                            }
                        }
                        if (data4.nsgroup !== undefined) {
                            let data7 = data4.nsgroup;
                            if ((((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))) && (typeof data7 !== "boolean")) && (data7 !== null)) {
                                const err12 = { instancePath: instancePath + "/storage/" + i0 + "/nsgroup", schemaPath: "#/definitions/volume/properties/nsgroup/type", keyword: "type", params: { type: schema20.properties.nsgroup.type } };
                                if (vErrors === null) {
                                    vErrors = [err12];
                                }
                                else {
                                    vErrors.push(err12);
                                }
                                errors++;
                            }
                        }
                        if (data4.size !== undefined) {
                            let data8 = data4.size;
                            if ((!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) && (data8 !== null)) {
                                const err13 = { instancePath: instancePath + "/storage/" + i0 + "/size", schemaPath: "#/definitions/volume/properties/size/type", keyword: "type", params: { type: schema20.properties.size.type } };
                                if (vErrors === null) {
                                    vErrors = [err13];
                                }
                                else {
                                    vErrors.push(err13);
                                }
                                errors++;
                            }
                            if ((typeof data8 == "number") && (isFinite(data8))) {
                                if (data8 > 18446744073709552000 || isNaN(data8)) {
                                    const err14 = { instancePath: instancePath + "/storage/" + i0 + "/size", schemaPath: "#/definitions/volume/properties/size/maximum", keyword: "maximum", params: { comparison: "<=", limit: 18446744073709552000 } };
                                    if (vErrors === null) {
                                        vErrors = [err14];
                                    }
                                    else {
                                        vErrors.push(err14);
                                    }
                                    errors++;
                                }
                                if (data8 < 0 || isNaN(data8)) {
                                    const err15 = { instancePath: instancePath + "/storage/" + i0 + "/size", schemaPath: "#/definitions/volume/properties/size/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                                    if (vErrors === null) {
                                        vErrors = [err15];
                                    }
                                    else {
                                        vErrors.push(err15);
                                    }
                                    errors++;
                                }
                            }
                        }
                    }
                }
            }
        }
        if (data.targets !== undefined) {
            let data9 = data.targets;
            if ((!(Array.isArray(data9))) && (data9 !== null)) {
                const err16 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/type", keyword: "type", params: { type: schema19.properties.targets.type } };
                if (vErrors === null) {
                    vErrors = [err16];
                }
                else {
                    vErrors.push(err16);
                }
                errors++;
            }
            if (Array.isArray(data9)) {
                const len1 = data9.length;
                for (let i1 = 0; i1 < len1; i1++) {
                    if (!(validate18(data9[i1], { instancePath: instancePath + "/targets/" + i1, parentData: data9, parentDataProperty: i1, rootData }))) {
                        vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
                        errors = vErrors.length;
                    }
                }
            }
        }
    }
    else {
        const err17 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
            vErrors = [err17];
        }
        else {
            vErrors.push(err17);
        }
        errors++;
    }
    validate23.errors = vErrors;
    return errors === 0;
}
const dict = validate25;
const schema12 = { "type": "object", "required": ["version", "targets"], "additionalProperties": false, "properties": { "version": { "type": "integer" }, "mediatype": { "type": "string", "const": "application/vnd.mos.import.manifest.v1" }, "image_type": { "type": ["string", "number"] }, "product": { "type": ["string", "number"] }, "storage_type": { "type": ["string", "number"] }, "storage": { "type": "array", "items": { "$ref": "#/definitions/dictVolume" } }, "targets": { "type": "object", "additionalProperties": { "$ref": "#/definitions/dictTarget" } } } };
const schema13 = { "type": "object", "additionalProperties": false, "properties": { "label": { "type": ["string", "number"] }, "persistent": { "type": "boolean" }, "nsgroup": { "type": ["string", "number"] }, "size": { "type": "integer", "minimum": 0, "maximum": 18446744073709552000 } } };
const schema14 = { "type": "object", "required": ["url"], "additionalProperties": false, "properties": { "url": { "type": ["string", "number"] }, "version": { "type": ["string", "number"] }, "digest": { "type": ["string", "null"] }, "size": { "type": ["integer", "null"], "minimum": 0, "maximum": 9223372036854776000 }, "service_type": { "type": ["string", "number"] }, "nsgroup": { "type": ["string", "number"] }, "network": { "$ref": "#/definitions/dictNetwork" }, "mounts": { "type": "array", "items": { "$ref": "#/definitions/oldMount" } }, "storage": { "type": "array", "items": { "$ref": "#/definitions/dictMount" } } } };
const schema17 = { "type": "object", "additionalProperties": false, "properties": { "source": { "type": ["string", "number"] }, "dest": { "type": ["string", "number"] }, "options": { "type": "array", "items": { "type": ["string", "number"] } } } };
const schema18 = { "type": "object", "additionalProperties": false, "properties": { "dest": { "type": ["string", "number"] }, "label": { "type": ["string", "number"] } } };
const schema15 = { "type": "object", "additionalProperties": false, "properties": { "type": { "type": ["string", "number"] }, "ipv4": { "type": ["string", "number"] }, "ipv6": { "type": ["string", "number"] }, "ports": { "type": "array", "items": { "$ref": "#/definitions/dictPort" } } } };
const schema16 = { "type": "object", "additionalProperties": false, "properties": { "host": { "type": "integer", "minimum": 0, "maximum": 18446744073709552000 }, "container": { "type": "integer", "minimum": 0, "maximum": 18446744073709552000 } } };
function validate13(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((((key0 === "type") || (key0 === "ipv4")) || (key0 === "ipv6")) || (key0 === "ports"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                if (vErrors === null) {
                    vErrors = [err0];
                }
                else {
                    vErrors.push(err0);
                }
                errors++;
            }
        }
        if (data.type !== undefined) {
            let data0 = data.type;
            if ((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) {
                const err1 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/type", keyword: "type", params: { type: schema15.properties.type.type } };
                if (vErrors === null) {
                    vErrors = [err1];
                }
                else {
                    vErrors.push(err1);
                }
                errors++;
            }
        }
        if (data.ipv4 !== undefined) {
            let data1 = data.ipv4;
            if ((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) {
                const err2 = { instancePath: instancePath + "/ipv4", schemaPath: "#/properties/ipv4/type", keyword: "type", params: { type: schema15.properties.ipv4.type } };
                if (vErrors === null) {
                    vErrors = [err2];
                }
                else {
                    vErrors.push(err2);
                }
                errors++;
            }
        }
        if (data.ipv6 !== undefined) {
            let data2 = data.ipv6;
            if ((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) {
                const err3 = { instancePath: instancePath + "/ipv6", schemaPath: "#/properties/ipv6/type", keyword: "type", params: { type: schema15.properties.ipv6.type } };
                if (vErrors === null) {
                    vErrors = [err3];
                }
                else {
                    vErrors.push(err3);
                }
                errors++;
            }
        }
        if (data.ports !== undefined) {
            let data3 = data.ports;
            if (Array.isArray(data3)) {
                const len0 = data3.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data4 = data3[i0];
                    if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                        for (const key1 in data4) {
                            if (!((key1 === "host") || (key1 === "container"))) {
                                const err4 = { instancePath: instancePath + "/ports/" + i0, schemaPath: "#/definitions/dictPort/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 } };
                                if (vErrors === null) {
                                    vErrors = [err4];
                                }
                                else {
                                    vErrors.push(err4);
                                }
                                errors++;
                            }
                        }
                        if (data4.host !== undefined) {
                            let data5 = data4.host;
                            if (!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) {
                                const err5 = { instancePath: instancePath + "/ports/" + i0 + "/host", schemaPath: "#/definitions/dictPort/properties/host/type", keyword: "type", params: { type: "integer" } };
                                if (vErrors === null) {
                                    vErrors = [err5];
                                }
                                else {
                                    vErrors.push(err5);
                                }
                                errors++;
                            }
                            if ((typeof data5 == "number") && (isFinite(data5))) {
                                if (data5 > 18446744073709552000 || isNaN(data5)) {
                                    const err6 = { instancePath: instancePath + "/ports/" + i0 + "/host", schemaPath: "#/definitions/dictPort/properties/host/maximum", keyword: "maximum", params: { comparison: "<=", limit: 18446744073709552000 } };
                                    if (vErrors === null) {
                                        vErrors = [err6];
                                    }
                                    else {
                                        vErrors.push(err6);
                                    }
                                    errors++;
                                }
                                if (data5 < 0 || isNaN(data5)) {
                                    const err7 = { instancePath: instancePath + "/ports/" + i0 + "/host", schemaPath: "#/definitions/dictPort/properties/host/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                                    if (vErrors === null) {
                                        vErrors = [err7];
                                    }
                                    else {
                                        vErrors.push(err7);
                                    }
                                    errors++;
                                }
                            }
                        }
                        if (data4.container !== undefined) {
                            let data6 = data4.container;
                            if (!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) {
                                const err8 = { instancePath: instancePath + "/ports/" + i0 + "/container", schemaPath: "#/definitions/dictPort/properties/container/type", keyword: "type", params: { type: "integer" } };
                                if (vErrors === null) {
                                    vErrors = [err8];
                                }
                                else {
                                    vErrors.push(err8);
                                }
                                errors++;
                            }
                            if ((typeof data6 == "number") && (isFinite(data6))) {
                                if (data6 > 18446744073709552000 || isNaN(data6)) {
                                    const err9 = { instancePath: instancePath + "/ports/" + i0 + "/container", schemaPath: "#/definitions/dictPort/properties/container/maximum", keyword: "maximum", params: { comparison: "<=", limit: 18446744073709552000 } };
                                    if (vErrors === null) {
                                        vErrors = [err9];
                                    }
                                    else {
                                        vErrors.push(err9);
                                    }
                                    errors++;
                                }
                                if (data6 < 0 || isNaN(data6)) {
                                    const err10 = { instancePath: instancePath + "/ports/" + i0 + "/container", schemaPath: "#/definitions/dictPort/properties/container/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                                    if (vErrors === null) {
                                        vErrors = [err10];
                                    }
                                    else {
                                        vErrors.push(err10);
                                    }
                                    errors++;
                                }
                            }
                        }
                    }
                    else {
                        const err11 = { instancePath: instancePath + "/ports/" + i0, schemaPath: "#/definitions/dictPort/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                            vErrors = [err11];
                        }
                        else {
                            vErrors.push(err11);
                        }
                        errors++;
                    }
                }
            }
            else {
                const err12 = { instancePath: instancePath + "/ports", schemaPath: "#/properties/ports/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                    vErrors = [err12];
                }
                else {
                    vErrors.push(err12);
                }
                errors++;
            }
        }
    }
    else {
        const err13 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
            vErrors = [err13];
        }
        else {
            vErrors.push(err13);
        }
        errors++;
    }
    validate13.errors = vErrors;
    return errors === 0;
}
function validate12(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.url === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "url" } };
            if (vErrors === null) {
                vErrors = [err0];
            }
            else {
                vErrors.push(err0);
            }
            errors++;
        }
        for (const key0 in data) {
            if (!(func2.call(schema14.properties, key0))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                if (vErrors === null) {
                    vErrors = [err1];
                }
                else {
                    vErrors.push(err1);
                }
                errors++;
            }
        }
        if (data.url !== undefined) {
            let data0 = data.url;
            if ((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) {
                const err2 = { instancePath: instancePath + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: schema14.properties.url.type } };
                if (vErrors === null) {
                    vErrors = [err2];
                }
                else {
                    vErrors.push(err2);
                }
                errors++;
            }
        }
        if (data.version !== undefined) {
            let data1 = data.version;
            if ((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) {
                const err3 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: schema14.properties.version.type } };
                if (vErrors === null) {
                    vErrors = [err3];
                }
                else {
                    vErrors.push(err3);
                }
                errors++;
            }
        }
        if (data.digest !== undefined) {
            let data2 = data.digest;
            if ((typeof data2 !== "string") && (data2 !== null)) {
                const err4 = { instancePath: instancePath + "/digest", schemaPath: "#/properties/digest/type", keyword: "type", params: { type: schema14.properties.digest.type } };
                if (vErrors === null) {
                    vErrors = [err4];
                }
                else {
                    vErrors.push(err4);
                }
                errors++;
            }
        }
        if (data.size !== undefined) {
            let data3 = data.size;
            if ((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (data3 !== null)) {
                const err5 = { instancePath: instancePath + "/size", schemaPath: "#/properties/size/type", keyword: "type", params: { type: schema14.properties.size.type } };
                if (vErrors === null) {
                    vErrors = [err5];
                }
                else {
                    vErrors.push(err5);
                }
                errors++;
            }
            if ((typeof data3 == "number") && (isFinite(data3))) {
                if (data3 > 9223372036854776000 || isNaN(data3)) {
                    const err6 = { instancePath: instancePath + "/size", schemaPath: "#/properties/size/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9223372036854776000 } };
                    if (vErrors === null) {
                        vErrors = [err6];
                    }
                    else {
                        vErrors.push(err6);
                    }
                    errors++;
                }
                if (data3 < 0 || isNaN(data3)) {
                    const err7 = { instancePath: instancePath + "/size", schemaPath: "#/properties/size/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    if (vErrors === null) {
                        vErrors = [err7];
                    }
                    else {
                        vErrors.push(err7);
                    }
                    errors++;
                }
            }
        }
        if (data.service_type !== undefined) {
            let data4 = data.service_type;
            if ((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))) {
                const err8 = { instancePath: instancePath + "/service_type", schemaPath: "#/properties/service_type/type", keyword: "type", params: { type: schema14.properties.service_type.type } };
                if (vErrors === null) {
                    vErrors = [err8];
                }
                else {
                    vErrors.push(err8);
                }
                errors++;
            }
        }
        if (data.nsgroup !== undefined) {
            let data5 = data.nsgroup;
            if ((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))) {
                const err9 = { instancePath: instancePath + "/nsgroup", schemaPath: "#/properties/nsgroup/type", keyword: "type", params: { type: schema14.properties.nsgroup.type } };
                if (vErrors === null) {
                    vErrors = [err9];
                }
                else {
                    vErrors.push(err9);
                }
                errors++;
            }
        }
        if (data.network !== undefined) {
            if (!(validate13(data.network, { instancePath: instancePath + "/network", parentData: data, parentDataProperty: "network", rootData }))) {
                vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
                errors = vErrors.length;
            }
        }
        if (data.mounts !== undefined) {
            let data7 = data.mounts;
            if (Array.isArray(data7)) {
                const len0 = data7.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data8 = data7[i0];
                    if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                        for (const key1 in data8) {
                            if (!(((key1 === "source") || (key1 === "dest")) || (key1 === "options"))) {
                                const err10 = { instancePath: instancePath + "/mounts/" + i0, schemaPath: "#/definitions/oldMount/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 } };
                                if (vErrors === null) {
                                    vErrors = [err10];
                                }
                                else {
                                    vErrors.push(err10);
                                }
                                errors++;
                            }
                        }
                        if (data8.source !== undefined) {
                            let data9 = data8.source;
                            if ((typeof data9 !== "string") && (!((typeof data9 == "number") && (isFinite(data9))))) {
                                const err11 = { instancePath: instancePath + "/mounts/" + i0 + "/source", schemaPath: "#/definitions/oldMount/properties/source/type", keyword: "type", params: { type: schema17.properties.source.type } };
                                if (vErrors === null) {
                                    vErrors = [err11];
                                }
                                else {
                                    vErrors.push(err11);
                                }
                                errors++;
                            }
                        }
                        if (data8.dest !== undefined) {
                            let data10 = data8.dest;
                            if ((typeof data10 !== "string") && (!((typeof data10 == "number") && (isFinite(data10))))) {
                                const err12 = { instancePath: instancePath + "/mounts/" + i0 + "/dest", schemaPath: "#/definitions/oldMount/properties/dest/type", keyword: "type", params: { type: schema17.properties.dest.type } };
                                if (vErrors === null) {
                                    vErrors = [err12];
                                }
                                else {
                                    vErrors.push(err12);
                                }
                                errors++;
                            }
                        }
                        if (data8.options !== undefined) {
                            let data11 = data8.options;
                            if (Array.isArray(data11)) {
                                const len1 = data11.length;
                                for (let i1 = 0; i1 < len1; i1++) {
                                    let data12 = data11[i1];
                                    if ((typeof data12 !== "string") && (!((typeof data12 == "number") && (isFinite(data12))))) {
                                        const err13 = { instancePath: instancePath + "/mounts/" + i0 + "/options/" + i1, schemaPath: "#/definitions/oldMount/properties/options/items/type", keyword: "type", params: { type: schema17.properties.options.items.type } };
                                        if (vErrors === null) {
                                            vErrors = [err13];
                                        }
                                        else {
                                            vErrors.push(err13);
                                        }
                                        errors++;
                                    }
                                }
                            }
                            else {
                                const err14 = { instancePath: instancePath + "/mounts/" + i0 + "/options", schemaPath: "#/definitions/oldMount/properties/options/type", keyword: "type", params: { type: "array" } };
                                if (vErrors === null) {
                                    vErrors = [err14];
                                }
                                else {
                                    vErrors.push(err14);
                                }
                                errors++;
                            }
                        }
                    }
                    else {
                        const err15 = { instancePath: instancePath + "/mounts/" + i0, schemaPath: "#/definitions/oldMount/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                            vErrors = [err15];
                        }
                        else {
                            vErrors.push(err15);
                        }
                        errors++;
                    }
                }
            }
            else {
                const err16 = { instancePath: instancePath + "/mounts", schemaPath: "#/properties/mounts/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                    vErrors = [err16];
                }
                else {
                    vErrors.push(err16);
                }
                errors++;
            }
        }
        if (data.storage !== undefined) {
            let data13 = data.storage;
            if (Array.isArray(data13)) {
                const len2 = data13.length;
                for (let i2 = 0; i2 < len2; i2++) {
                    let data14 = data13[i2];
                    if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
                        for (const key2 in data14) {
                            if (!((key2 === "dest") || (key2 === "label"))) {
                                const err17 = { instancePath: instancePath + "/storage/" + i2, schemaPath: "#/definitions/dictMount/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 } };
                                if (vErrors === null) {
                                    vErrors = [err17];
                                }
                                else {
                                    vErrors.push(err17);
                                }
                                errors++;
                            }
                        }
                        if (data14.dest !== undefined) {
                            let data15 = data14.dest;
                            if ((typeof data15 !== "string") && (!((typeof data15 == "number") && (isFinite(data15))))) {
                                const err18 = { instancePath: instancePath + "/storage/" + i2 + "/dest", schemaPath: "#/definitions/dictMount/properties/dest/type", keyword: "type", params: { type: schema18.properties.dest.type } };
                                if (vErrors === null) {
                                    vErrors = [err18];
                                }
                                else {
                                    vErrors.push(err18);
                                }
                                errors++;
                            }
                        }
                        if (data14.label !== undefined) {
                            let data16 = data14.label;
                            if ((typeof data16 !== "string") && (!((typeof data16 == "number") && (isFinite(data16))))) {
                                const err19 = { instancePath: instancePath + "/storage/" + i2 + "/label", schemaPath: "#/definitions/dictMount/properties/label/type", keyword: "type", params: { type: schema18.properties.label.type } };
                                if (vErrors === null) {
                                    vErrors = [err19];
                                }
                                else {
                                    vErrors.push(err19);
                                }
                                errors++;
                            }
                        }
                    }
                    else {
                        const err20 = { instancePath: instancePath + "/storage/" + i2, schemaPath: "#/definitions/dictMount/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                            vErrors = [err20];
                        }
                        else {
                            vErrors.push(err20);
                        }
                        errors++;
                    }
                }
            }
            else {
                const err21 = { instancePath: instancePath + "/storage", schemaPath: "#/properties/storage/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                    vErrors = [err21];
                }
                else {
                    vErrors.push(err21);
                }
                errors++;
            }
        }
    }
    else {
        const err22 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
            vErrors = [err22];
        }
        else {
            vErrors.push(err22);
        }
        errors++;
    }
    validate12.errors = vErrors;
    return errors === 0;
}
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.version === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "version" } };
            if (vErrors === null) {
                vErrors = [err0];
            }
            else {
                vErrors.push(err0);
            }
            errors++;
        }
        if (data.targets === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "targets" } };
            if (vErrors === null) {
                vErrors = [err1];
            }
            else {
                vErrors.push(err1);
            }
            errors++;
        }
        for (const key0 in data) {
            if (!(((((((key0 === "version") || (key0 === "mediatype")) || (key0 === "image_type")) || (key0 === "product")) || (key0 === "storage_type")) || (key0 === "storage")) || (key0 === "targets"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                if (vErrors === null) {
                    vErrors = [err2];
                }
                else {
                    vErrors.push(err2);
                }
                errors++;
            }
        }
        if (data.version !== undefined) {
            let data0 = data.version;
            if (!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) {
                const err3 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "integer" } };
                if (vErrors === null) {
                    vErrors = [err3];
                }
                else {
                    vErrors.push(err3);
                }
                errors++;
            }
        }
        if (data.mediatype !== undefined) {
            let data1 = data.mediatype;
            if (typeof data1 !== "string") {
                const err4 = { instancePath: instancePath + "/mediatype", schemaPath: "#/properties/mediatype/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                    vErrors = [err4];
                }
                else {
                    vErrors.push(err4);
                }
                errors++;
            }
            if ("application/vnd.mos.import.manifest.v1" !== data1) {
                const err5 = { instancePath: instancePath + "/mediatype", schemaPath: "#/properties/mediatype/const", keyword: "const", params: { allowedValue: "application/vnd.mos.import.manifest.v1" } };
                if (vErrors === null) {
                    vErrors = [err5];
                }
                else {
                    vErrors.push(err5);
                }
                errors++;
            }
        }
        if (data.image_type !== undefined) {
            let data2 = data.image_type;
            if ((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) {
                const err6 = { instancePath: instancePath + "/image_type", schemaPath: "#/properties/image_type/type", keyword: "type", params: { type: schema12.properties.image_type.type } };
                if (vErrors === null) {
                    vErrors = [err6];
                }
                else {
                    vErrors.push(err6);
                }
                errors++;
            }
        }
        if (data.product !== undefined) {
            let data3 = data.product;
            if ((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))) {
                const err7 = { instancePath: instancePath + "/product", schemaPath: "#/properties/product/type", keyword: "type", params: { type: schema12.properties.product.type } };
                if (vErrors === null) {
                    vErrors = [err7];
                }
                else {
                    vErrors.push(err7);
                }
                errors++;
            }
        }
        if (data.storage_type !== undefined) {
            let data4 = data.storage_type;
            if ((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))) {
                const err8 = { instancePath: instancePath + "/storage_type", schemaPath: "#/properties/storage_type/type", keyword: "type", params: { type: schema12.properties.storage_type.type } };
                if (vErrors === null) {
                    vErrors = [err8];
                }
                else {
                    vErrors.push(err8);
                }
                errors++;
            }
        }
        if (data.storage !== undefined) {
            let data5 = data.storage;
            if (Array.isArray(data5)) {
                const len0 = data5.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data6 = data5[i0];
                    if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
                        for (const key1 in data6) {
                            if (!((((key1 === "label") || (key1 === "persistent")) || (key1 === "nsgroup")) || (key1 === "size"))) {
                                const err9 = { instancePath: instancePath + "/storage/" + i0, schemaPath: "#/definitions/dictVolume/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 } };
                                if (vErrors === null) {
                                    vErrors = [err9];
                                }
                                else {
                                    vErrors.push(err9);
                                }
                                errors++;
                            }
                        }
                        if (data6.label !== undefined) {
                            let data7 = data6.label;
                            if ((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))) {
                                const err10 = { instancePath: instancePath + "/storage/" + i0 + "/label", schemaPath: "#/definitions/dictVolume/properties/label/type", keyword: "type", params: { type: schema13.properties.label.type } };
                                if (vErrors === null) {
                                    vErrors = [err10];
                                }
                                else {
                                    vErrors.push(err10);
                                }
                                errors++;
                            }
                        }
                        if (data6.persistent !== undefined) {
                            if (typeof data6.persistent !== "boolean") {
                                const err11 = { instancePath: instancePath + "/storage/" + i0 + "/persistent", schemaPath: "#/definitions/dictVolume/properties/persistent/type", keyword: "type", params: { type: "boolean" } };
                                if (vErrors === null) {
                                    vErrors = [err11];
                                }
                                else {
                                    vErrors.push(err11);
                                }
                                errors++;
                            }
                        }
                        if (data6.nsgroup !== undefined) {
                            let data9 = data6.nsgroup;
                            if ((typeof data9 !== "string") && (!((typeof data9 == "number") && (isFinite(data9))))) {
                                const err12 = { instancePath: instancePath + "/storage/" + i0 + "/nsgroup", schemaPath: "#/definitions/dictVolume/properties/nsgroup/type", keyword: "type", params: { type: schema13.properties.nsgroup.type } };
                                if (vErrors === null) {
                                    vErrors = [err12];
                                }
                                else {
                                    vErrors.push(err12);
                                }
                                errors++;
                            }
                        }
                        if (data6.size !== undefined) {
                            let data10 = data6.size;
                            if (!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) {
                                const err13 = { instancePath: instancePath + "/storage/" + i0 + "/size", schemaPath: "#/definitions/dictVolume/properties/size/type", keyword: "type", params: { type: "integer" } };
                                if (vErrors === null) {
                                    vErrors = [err13];
                                }
                                else {
                                    vErrors.push(err13);
                                }
                                errors++;
                            }
                            if ((typeof data10 == "number") && (isFinite(data10))) {
                                if (data10 > 18446744073709552000 || isNaN(data10)) {
                                    const err14 = { instancePath: instancePath + "/storage/" + i0 + "/size", schemaPath: "#/definitions/dictVolume/properties/size/maximum", keyword: "maximum", params: { comparison: "<=", limit: 18446744073709552000 } };
                                    if (vErrors === null) {
                                        vErrors = [err14];
                                    }
                                    else {
                                        vErrors.push(err14);
                                    }
                                    errors++;
                                }
                                if (data10 < 0 || isNaN(data10)) {
                                    const err15 = { instancePath: instancePath + "/storage/" + i0 + "/size", schemaPath: "#/definitions/dictVolume/properties/size/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                                    if (vErrors === null) {
                                        vErrors = [err15];
                                    }
                                    else {
                                        vErrors.push(err15);
                                    }
                                    errors++;
                                }
                            }
                        }
                    }
                    else {
                        const err16 = { instancePath: instancePath + "/storage/" + i0, schemaPath: "#/definitions/dictVolume/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                            vErrors = [err16];
                        }
                        else {
                            vErrors.push(err16);
                        }
                        errors++;
                    }
                }
            }
            else {
                const err17 = { instancePath: instancePath + "/storage", schemaPath: "#/properties/storage/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                    vErrors = [err17];
                }
                else {
                    vErrors.push(err17);
                }
                errors++;
            }
        }
        if (data.targets !== undefined) {
            let data11 = data.targets;
            if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
                for (const key2 in data11) {
                    if (!(validate12(data11[key2], { instancePath: instancePath + "/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data11, parentDataProperty: key2, rootData }))) {
                        vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err18 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                    vErrors = [err18];
                }
                else {
                    vErrors.push(err18);
                }
                errors++;
            }
        }
    }
    else {
        const err19 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
            vErrors = [err19];
        }
        else {
            vErrors.push(err19);
        }
        errors++;
    }
    validate25.errors = vErrors;
    return errors === 0;
}
const keys = {
    "list": {
        "": [
            "version",
            "product",
            "update_type",
            "storage",
            "targets"
        ],
        "storage": [
            "label",
            "persistent",
            "nsgroup",
            "size"
        ],
        "targets": [
            "service_name",
            "source",
            "version",
            "digest",
            "size",
            "service_type",
            "nsgroup",
            "network",
            "storage"
        ],
        "targets.network": [
            "type",
            "ipv4",
            "ipv6",
            "ports"
        ],
        "targets.network.ports": [
            "host",
            "container"
        ],
        "targets.storage": [
            "dest",
            "label"
        ]
    },
    "dict": {
        "": [
            "version",
            "mediatype",
            "image_type",
            "product",
            "storage_type",
            "storage",
            "targets"
        ],
        "storage": [
            "label",
            "persistent",
            "nsgroup",
            "size"
        ],
        "targets": [
            "url",
            "version",
            "digest",
            "size",
            "service_type",
            "nsgroup",
            "network",
            "mounts",
            "storage"
        ],
        "targets.network": [
            "type",
            "ipv4",
            "ipv6",
            "ports"
        ],
        "targets.network.ports": [
            "host",
            "container"
        ],
        "targets.mounts": [
            "source",
            "dest",
            "options"
        ],
        "targets.storage": [
            "dest",
            "label"
        ]
    }
};

// EXTERNAL MODULE: ./lib/manifest/suggestion.js
var suggestion = __webpack_require__(9613);
;// CONCATENATED MODULE: ./lib/manifest/schema.js






// The generated module is plain JavaScript, made with the schema that these types describe.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const { keys: KEYS, ...validators } = schema_generated_namespaceObject;
/** What the published schema (schema/manifest.schema.json) finds wrong with a document of this form. */
function checkShape(document, form) {
    const { root } = document;
    if (root === undefined)
        return [];
    const validate = validators[form];
    const data = view(root, form);
    const all = validate(data) ? [] : (validate.errors ?? []);
    // What has the wrong type is not also the wrong value.
    const mistyped = new Set(all.flatMap(({ keyword, instancePath }) => (keyword === 'type' ? [instancePath] : [])));
    const errors = all.filter(({ keyword, instancePath }) => keyword === 'type' || !mistyped.has(instancePath));
    // A key under another name is one mistake: not a missing key and an unknown one.
    const renamed = new Map();
    for (const error of errors.filter(({ keyword }) => keyword === 'required')) {
        const path = pathOf(root, error.instancePath);
        const key = String(error.params['missingProperty']);
        const unknown = errors.find((each) => each.keyword === 'additionalProperties' && each.instancePath === error.instancePath && meantKey(form, path, String(each.params['additionalProperty'])) === key);
        if (unknown === undefined)
            continue;
        const at = [...path, String(unknown.params['additionalProperty'])];
        const one = { rule: 'schema', ...(0,manifest_document/* place */.ik)(document, at, 'key'), path: at, fatal: true, message: `${(0,visible/* quoted */.TL)(String(at.at(-1)))} is no key of ${describe(path)} in the ${form} form. Write ${key} in its place.` };
        renamed.set(error, one).set(unknown, one);
    }
    // Nor is a mapping empty and a key unknown, where that key stands too far to the left.
    for (const error of errors.filter(({ keyword }) => keyword === 'type')) {
        const node = nodeAt(root, pathOf(root, error.instancePath));
        if (node?.kind !== 'scalar' || !node.isNull)
            continue;
        const outside = errors.find((each) => each.keyword === 'additionalProperties' && `${each.instancePath}/${innerKey(form, pathOf(root, each.instancePath), String(each.params['additionalProperty']))}` === error.instancePath);
        if (outside === undefined)
            continue;
        const one = { ...unknownKey(document, form, pathOf(root, outside.instancePath), outside), rule: 'schema', fatal: true };
        renamed.set(error, one).set(outside, one);
    }
    const faults = errors.map((error) => renamed.get(error) ?? fault(document, form, error));
    return [...new Set(faults), ...checkReplaced(document, form, validate)];
}
/** mosb reads a value even where another of the same key replaces it, and refuses the manifest when it does not fit. */
function checkReplaced(document, form, validate) {
    const faults = [];
    let count = 0;
    for (const [mapping, path] of mappings(document.root, [])) {
        for (const replacement of mapping.replaced) {
            if (++count > MAX_REPLACED) {
                return [{ rule: 'schema', ...(0,manifest_document/* place */.ik)(document, path), path, fatal: true, message: `More than ${MAX_REPLACED} values are replaced by others of the same key. Write out what is meant.` }];
            }
            const pointer = `/${[...path, replacement.key].map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
            const nested = !mappings(replacement.value, []).next().done;
            if (validate(view(document.root, form, { mapping, ...replacement })) && !nested)
                continue;
            const wrongs = (validate.errors ?? []).filter(({ instancePath, keyword }) => keyword !== 'additionalProperties' && (instancePath === pointer || instancePath.startsWith(`${pointer}/`)));
            if (wrongs.length === 0 && !nested)
                continue;
            const at = [...path, replacement.key];
            faults.push({ rule: 'schema', ...(0,manifest_document/* place */.ik)(document, at, 'key'), path: at, fatal: true, message: `${subject(at)} is given twice or merged, and the value that is replaced does not fit. Correct or remove it.` });
        }
    }
    return faults;
}
const MAX_REPLACED = 50;
function* mappings(node, path) {
    if (node.kind === 'sequence')
        for (const [index, item] of node.items.entries())
            yield* mappings(item, [...path, index]);
    if (node.kind !== 'mapping')
        return;
    if (node.replaced.length > 0)
        yield [node, path];
    for (const [key, { value }] of node.entries)
        yield* mappings(value, [...path, key]);
}
/** The tree as plain values for the schema: core types, but a number in any notation other than plain decimal stays text. */
function view(node, form, instead) {
    if (node.kind === 'scalar')
        return scalarView(node, form);
    if (node.kind === 'sequence')
        return node.items.map((item) => view(item, form, instead));
    // A null prototype, so that a key named __proto__ is a key.
    const object = { __proto__: null };
    for (const [key, { value }] of node.entries)
        object[key] = view(instead?.mapping === node && instead.key === key ? instead.value : value, form, instead);
    return object;
}
function scalarView(node, form) {
    const { text, plain, isNull } = node;
    if (isNull)
        return null;
    if (!plain)
        return text;
    const word = (0,scalar/* boolean */.zM)(text);
    if (word !== undefined && (form === 'list' || (0,scalar/* meaning */.ak)(text) === 'boolean'))
        return word;
    const whole = (0,integer/* integerOf */.c)(node, form);
    if (whole !== undefined)
        return Number(whole);
    if ((0,scalar/* meaning */.ak)(text) === 'float' && !Number.isInteger(Number(text)))
        return Number.isFinite(Number(text)) ? Number(text) : text;
    return text;
}
function fault(document, form, error) {
    const path = pathOf(document.root, error.instancePath);
    if (error.keyword === 'additionalProperties')
        return unknownKey(document, form, path, error);
    const at = (0,manifest_document/* place */.ik)(document, path);
    if (error.keyword === 'required') {
        const key = String(error.params['missingProperty']);
        return { rule: 'schema', ...at, path, fatal: true, message: missing(path, key) };
    }
    const node = nodeAt(document.root, path);
    if (error.keyword === 'const' && form === 'list' && path.join('.') === 'version') {
        return {
            rule: 'format-version',
            ...at,
            path,
            fatal: true,
            message: `The format's version is ${node?.kind === 'scalar' ? (0,visible/* quoted */.TL)(node.text) : 'not 1'}, and mosb and mosctl know 1 alone. Write version: 1; a system's own version belongs to the dict form.`,
        };
    }
    return { rule: 'schema', ...at, path, fatal: true, message: wrong(path, error, node, form) };
}
/** What source and url are in the other form. */
const OTHER_FORM = { list: new Map([['url', 'source']]), dict: new Map([['source', 'url']]) };
/** The key that was most likely meant by one that is not known. */
function meantKey(form, path, key) {
    const { keys } = knownKeys(form, path);
    return (path[0] === 'targets' && path.length === 2 ? OTHER_FORM[form].get(key) : undefined) ?? (0,suggestion/* nearest */.p)(key, keys) ?? keys.find((known) => known.split('_').includes(key));
}
function unknownKey(document, form, path, error) {
    const key = String(error.params['additionalProperty']);
    const at = (0,manifest_document/* place */.ik)(document, [...path, key], 'key');
    const { keys, other } = knownKeys(form, path);
    const close = meantKey(form, path, key);
    const inner = innerKey(form, path, key);
    const wanted = inner !== undefined ? [...path, inner, key] : close !== undefined ? [...path, close] : undefined;
    const meant = wanted === undefined || nodeAt(document.root, wanted) !== undefined ? undefined : wanted;
    const where = path.length === 0 ? 'the manifest' : describe(path);
    const hint = inner !== undefined
        ? innerHint(inner, meant !== undefined, nodeAt(document.root, [...path, inner]) !== undefined)
        : close !== undefined && meant !== undefined
            ? `Did you mean ${(0,visible/* quoted */.TL)(close)}?`
            : key.startsWith('-')
                ? 'A blank is missing after the "-".'
                : other.has(key)
                    ? `The ${form === 'list' ? 'dict' : 'list'} form has it; this is the ${form} form. Remove it.`
                    : `Remove it, or use one of: ${keys.join(', ')}.`;
    return { rule: 'unknown-key', ...at, path: [...path, key], fatal: false, message: `${(0,visible/* quoted */.TL)(key)} is no key of ${where}, and would be dropped. ${hint}`, ...(meant === undefined ? {} : { meant }) };
}
function innerHint(inner, free, there) {
    if (!free)
        return `It is a key of ${inner}, which has one: remove this one.`;
    return there ? `It is a key of ${inner}: indent it below that.` : `It is a key of ${inner}: write ${inner}: above it, and indent it below that.`;
}
/** The key here whose mapping has this key: a line that was not indented. */
function innerKey(form, path, key) {
    const { keys } = knownKeys(form, path);
    return (0,suggestion/* nearest */.p)(key, keys) === undefined ? keys.find((known) => KEYS[form][levelOf(form, [...path, known])]?.includes(key)) : undefined;
}
/** A place in the words of `KEYS`: its keys, without what differs from item to item. */
function levelOf(form, path) {
    return path.filter((step, index) => typeof step === 'string' && !(form === 'dict' && index === 1)).join('.');
}
/** The keys of the place at a path, and those that only the other form has there. */
function knownKeys(form, path) {
    const level = levelOf(form, path);
    return { keys: KEYS[form][level] ?? [], other: new Set(KEYS[form === 'list' ? 'dict' : 'list'][level]) };
}
function missing(path, key) {
    const cure = {
        version: 'Add version: 1 (list form), or the number of this system version (dict form).',
        targets: 'Add targets, the services of the device.',
        source: 'Add source, as in docker://host/path:tag or oci:dir:tag.',
        url: 'Add url, as in docker://host/path:tag or oci:dir:tag.',
    };
    return `${subject(path)} has no ${key}. ${cure[key] ?? `Add ${key}.`}`;
}
function wrong(path, error, node, form) {
    const what = subject(path);
    const types = [error.params['type']].flat().map(String);
    if (error.keyword === 'minimum' || error.keyword === 'maximum')
        return `${what} may be ${error.keyword === 'minimum' ? 'no less' : 'no more'} than ${BigInt(Number(error.params['limit']))}.`;
    if (error.keyword === 'const')
        return `${what} must be ${(0,visible/* quoted */.TL)(String(error.params['allowedValue']))}, or absent.`;
    if (error.keyword !== 'type')
        return `${what} is not as the schema says (${error.keyword}).`;
    const found = kindOf(node, form);
    if (types.includes('integer'))
        return `${what} must be a whole number, but is ${found}. ${numberCure(node, path, form)}`;
    if (types.includes('boolean') && !types.includes('string'))
        return `${what} must be true or false, but is ${found}.`;
    if (types.includes('array'))
        return `${what} must be a list, but is ${found}. ${listCure(node)}`;
    if (types.includes('object')) {
        if (node?.kind === 'scalar' && node.isNull && typeof path.at(-1) === 'number')
            return `${what} is empty. Write its keys, or remove the "-".`;
        return `${what} must be a mapping of keys to values, but is ${found}. ${mappingCure(node, path)}`;
    }
    const cure = node?.kind === 'scalar' ? (node.isNull ? 'Write a value, or leave the key out.' : 'Put it in quotes.') : 'Write one value.';
    return `${what} must be text, but is ${found}. ${cure}`;
}
function mappingCure(node, path) {
    if (node?.kind === 'sequence')
        return 'Write its keys without "- ".';
    if (node?.kind === 'scalar' && node.isNull)
        return 'Write its keys, or leave it out.';
    const ports = path.at(-2) === 'ports' && node?.kind === 'scalar' ? /^([0-9]+):([0-9]+)$/.exec(node.text) : null;
    return ports === null ? 'Write each key on a line of its own, as key: value.' : `Write host: ${ports[1]} and container: ${ports[2]}.`;
}
function listCure(node) {
    if (node?.kind === 'mapping')
        return 'Put "- " before each item.';
    return node?.kind === 'scalar' && node.isNull ? 'Write [] for none, or leave the key out.' : 'Write one item a line, each after "- ".';
}
/** What to write in place of a number in a notation that readers disagree on. */
function numberCure(node, path, form) {
    if (node?.kind !== 'scalar')
        return 'Write a decimal number.';
    const { text, plain } = node;
    const mebibytes = path[0] === 'storage' && path.at(-1) === 'size' ? sizeInMebibytes(text) : undefined;
    if (mebibytes !== undefined)
        return `Sizes are in MiB, without a unit: write ${mebibytes}.`;
    const digits = text.replaceAll('_', '').replace(/^\+/, '');
    if (!plain && (0,scalar/* isDecimal */.aM)(text))
        return `Remove the quotes: ${text}.`;
    if (/^0[0-7]+$/.test(digits))
        return `mosb reads it as octal, ${Number.parseInt(digits, 8)}; write that, or ${digits.replace(/^0+(?=.)/, '')}.`;
    if (/^0[xX][0-9a-fA-F]+$|^0[oO][0-7]+$|^0[bB][01]+$/.test(digits))
        return `Write it as a decimal number: ${BigInt(digits.toLowerCase())}.`;
    if ((0,scalar/* isDecimal */.aM)(digits))
        return `Write ${digits}.`;
    if (path.length === 1 && path[0] === 'version')
        return form === 'list' ? 'Write version: 1, the version of the format.' : 'Write a number that rises by one with every release of the system.';
    const value = Number(digits);
    if (plain && digits !== '' && Number.isInteger(value) && Math.abs(value) < 2 ** 53)
        return `Write ${value}.`;
    return 'Write a decimal number without unit, sign or fraction.';
}
/** How many MiB a size with a unit is, as people mean it: 30G is 30720. undefined for other texts, and for what is no whole number of them. */
function sizeInMebibytes(text) {
    const [, digits, unit] = /^([0-9]+(?:\.[0-9]+)?) ?([MGT])i?B?$/i.exec(text) ?? [];
    const size = Number(digits) * 1024 ** 'MGT'.indexOf((unit ?? '').toUpperCase());
    return unit !== undefined && Number.isSafeInteger(size) ? size : undefined;
}
function kindOf(node, form) {
    if (node === undefined)
        return 'absent';
    if (node.kind === 'mapping')
        return 'a mapping';
    if (node.kind === 'sequence')
        return 'a list';
    if (node.isNull)
        return 'empty';
    if (node.plain && form === 'dict' && (0,scalar/* ambiguity */.Gv)(node.text) === undefined && (0,scalar/* meaning */.ak)(node.text) === 'boolean')
        return `the boolean ${node.text}`;
    return `${node.plain ? '' : 'the text '}${(0,visible/* quoted */.TL)(node.text)}`;
}
/** A place in words: "the size of target 2", "the ports of target ran". */
function describe(path) {
    const words = [];
    for (let at = 0; at < path.length; at++) {
        const step = path[at];
        if (step === 'targets' && at + 1 < path.length) {
            const which = path[++at];
            words.unshift(`target ${typeof which === 'number' ? which + 1 : (0,visible/* quoted */.TL)(which)}`);
        }
        else if (typeof step === 'number')
            words.unshift(`item ${step + 1}`);
        else
            words.unshift(step);
    }
    return words.length === 0 ? 'the manifest' : words.join(' of ');
}
/** A place as the first words of a sentence: "The size of target 2". */
function subject(path) {
    const text = describe(path);
    return /^(?:item|target|the) /.test(text) ? text[0].toUpperCase() + text.slice(1) : `The ${text}`;
}
/** ajv's JSON pointer as a path: a step into a list is a number. */
function pathOf(root, pointer) {
    const path = [];
    let node = root;
    for (const part of pointer.split('/').slice(1)) {
        const step = node?.kind === 'sequence' ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~');
        path.push(step);
        node = node === undefined ? undefined : nodeAt(node, [step]);
    }
    return path;
}
function nodeAt(root, path) {
    let node = root;
    for (const step of path) {
        if (node?.kind === 'mapping')
            node = node.entries.get(String(step))?.value;
        else if (node?.kind === 'sequence' && typeof step === 'number')
            node = node.items[step];
        else
            return undefined;
    }
    return node;
}


/***/ }),

/***/ 9613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/** The candidate that a mistyped word most likely means, or undefined: at most a third of the longer one may differ, and never more than three letters. */
function nearest(word, candidates) {
    const plain = normalized(word);
    let best;
    let least = Infinity;
    if (word.length > 64)
        return undefined;
    for (const candidate of candidates) {
        const other = normalized(candidate);
        const distance = edits(plain, other);
        if (distance < least && distance <= Math.min(3, Math.floor(Math.max(plain.length, other.length, 3) / 3))) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}
function normalized(word) {
    return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}
/** Damerau-Levenshtein distance (optimal string alignment): letters added, dropped, changed, or two neighbours swapped. */
function edits(a, b) {
    let before = [];
    let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const current = [i];
        for (let j = 1; j <= b.length; j++) {
            const cost = a[i - 1] === b[j - 1] ? 0 : 1;
            let distance = Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
                distance = Math.min(distance, before[j - 2] + 1);
            current.push(distance);
        }
        before = previous;
        previous = current;
    }
    return previous[b.length];
}


/***/ }),

/***/ 86987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ compile)
});

// UNUSED EXPORTS: INSTALL

// EXTERNAL MODULE: ./lib/system/json.js
var json = __webpack_require__(10107);
// EXTERNAL MODULE: ./lib/system/resolved.js
var resolved = __webpack_require__(95437);
;// CONCATENATED MODULE: ./lib/system/install.js


/**
 * The bytes of install.json for a manifest in list form: exactly those that mosb publishes (mos.md, "Import manifest, RFC form"). Absent
 * text is "", an absent number 0, an absent list null; the system's own empty lists become null, a target's stay []. Digest and size are
 * the resolved ones. Throws a `problem` Failure `unresolved` when a target has no resolution.
 */
function compileInstall(manifest, resolutions) {
    const storage = manifest.storage ?? [];
    const document = object([
        ['version', manifest.version ?? 0],
        ['product', manifest.product ?? ''],
        ['storage', storage.length === 0 ? null : storage.map(({ label, persistent, nsgroup, size }) => object([['label', label ?? ''], ['persistent', persistent ?? false], ['nsgroup', nsgroup ?? ''], ['size', size ?? 0]]))],
        ['targets', manifest.targets.length === 0 ? null : manifest.targets.map((target) => install(target, resolutions))],
        ['update_type', manifest.updateType ?? ''],
    ]);
    return Buffer.from((0,json/* goJson */.P)(document));
}
function install(target, resolutions) {
    const { digest, size } = (0,resolved/* resolved */.L)(target, resolutions);
    const { type, ipv4, ipv6, ports } = target.network ?? {};
    return object([
        ['service_name', target.name],
        ['version', target.version ?? ''],
        ['service_type', target.serviceType ?? ''],
        [
            'network',
            object([
                ['type', type ?? ''],
                ['ipv4', ipv4 ?? ''],
                ['ipv6', ipv6 ?? ''],
                ['ports', ports?.map(({ host, container }) => object([['host', host ?? 0], ['container', container ?? 0]])) ?? null],
            ]),
        ],
        ['nsgroup', target.nsgroup ?? ''],
        ['digest', digest],
        ['storage', target.storage?.map(({ dest, label }) => object([['dest', dest ?? ''], ['label', label ?? '']])) ?? null],
        ['size', size],
    ]);
}
function object(fields) {
    return { fields };
}

// EXTERNAL MODULE: ./lib/system/system.js
var system = __webpack_require__(89616);
;// CONCATENATED MODULE: ./lib/system/compile.js


/** The artifact type of install.json, as mosb publishes it. */
const INSTALL = 'application/vnd.machine.install';
/** What a device runs, from what the user wrote and what its sources are. Throws a `problem` Failure `unresolved` when a target has no resolution. */
function compile(manifest, resolutions) {
    if (manifest.form === 'list')
        return { bytes: compileInstall(manifest, resolutions), mediaType: INSTALL, fileName: 'install.json' };
    return { bytes: (0,system/* compileSystem */.D)(manifest, resolutions), mediaType: system/* SYSTEM_MANIFEST */.o, fileName: 'system-manifest.json' };
}


/***/ }),

/***/ 10107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ goJson),
/* harmony export */   V: () => (/* binding */ reproducibleJson)
/* harmony export */ });
/**
 * JSON as Go's json.Marshal writes it: no white space, fields in the order of the struct, integers exactly, and `<`, `>`, `&`, U+2028
 * and U+2029 escaped in strings (encoding/json, HTMLEscape). \b and \f differ between Go 1.21 and 1.22; reading refuses them.
 */
function goJson(value) {
    if (typeof value === 'string')
        return goString(value);
    if (value === null || typeof value !== 'object')
        return String(value);
    if ('fields' in value)
        return `{${value.fields.map(([key, each]) => `${goString(key)}:${goJson(each)}`).join(',')}}`;
    return `[${value.map(goJson).join(',')}]`;
}
function goString(text) {
    return JSON.stringify(text).replaceAll(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/**
 * Reproducible JSON (issue 24): keys sorted, no white space, integers exactly, strings as JSON.stringify and RFC 8785 write them. Keys
 * are sorted by their UTF-8 bytes, which is by code point, as Go sorts a map's keys: a device in Go that writes what it read gets the same
 * bytes. (RFC 8785 sorts by UTF-16 units, which is the same for all but characters beyond U+FFFF.)
 */
function reproducibleJson(value) {
    if (typeof value === 'string')
        return JSON.stringify(value);
    if (value === null || typeof value !== 'object')
        return String(value);
    if (isArray(value))
        return `[${value.map(reproducibleJson).join(',')}]`;
    const entries = Object.entries(value).toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${reproducibleJson(each)}`).join(',')}}`;
}
function isArray(value) {
    return Array.isArray(value);
}


/***/ }),

/***/ 95437:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ resolved)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71957);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7629);


/** What a target's source was resolved to. Throws a `problem` Failure `unresolved` when it was not. */
function resolved(target, resolutions) {
    const found = resolutions.get(target.name);
    if (found !== undefined)
        return found;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('problem', 'unresolved', `Target ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(target.name)} was not resolved, so there is no system manifest.`, {
        cure: 'Mend what the check says of its source.',
    });
}


/***/ }),

/***/ 89616:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ compileSystem),
/* harmony export */   o: () => (/* binding */ SYSTEM_MANIFEST)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(10107);
/* harmony import */ var _resolved_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95437);


/** The media type of the system manifest, which it also states of itself (mos's issue 24). */
const SYSTEM_MANIFEST = 'application/vnd.mos.system.manifest.v1';
/**
 * The bytes of the system manifest for a manifest in dict form (mos's issue 24), as reproducible JSON. `url`, `image_type` and
 * `storage_type` are not kept; what was absent stays absent. Throws a `problem` Failure `unresolved` when a target has no resolution.
 */
function compileSystem(manifest, resolutions) {
    const targets = manifest.targets.map((target) => [target.name, service(target, resolutions)]);
    return Buffer.from((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .reproducibleJson */ .V)(present({
        mediatype: SYSTEM_MANIFEST,
        product: manifest.product,
        storage: manifest.storage?.map(({ label, persistent, nsgroup, size }) => present({ label, persistent, nsgroup, size })),
        targets: Object.fromEntries(targets),
        version: manifest.version,
    })));
}
function service(target, resolutions) {
    const { digest, size } = (0,_resolved_js__WEBPACK_IMPORTED_MODULE_0__/* .resolved */ .L)(target, resolutions);
    return present({ ...target.verbatim, digest, service_type: target.serviceType, size, version: target.version });
}
function present(fields) {
    return Object.fromEntries(Object.entries(fields).filter((entry) => entry[1] !== undefined));
}


/***/ })

};
