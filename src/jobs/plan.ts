import { Failure } from '../failure.ts';
import type { Resolution } from '../manifest/manifest.ts';
import { readSystemManifest } from '../manifest/compiled.ts';
import { problem, sortProblems } from '../manifest/rules/engine.ts';
import { digestOf, isDigest, MEDIA_TYPES, type Descriptor, type Digest } from '../oci/descriptor.ts';
import { formatDestination, parseDestination, type Destination } from '../oci/reference.ts';
import type { Store, StoredManifest } from '../oci/store.ts';
import { ARTIFACT_TYPES, packRelease, ROLLBACK_ANNOTATION, SIGNER_ANNOTATION, VERSION_ANNOTATION, type Artifact } from '../release/artifact.ts';
import { findBaseline, type Baseline } from '../release/baseline.ts';
import { artifactOf } from '../release/existing.ts';
import { findHighest, type Compared } from '../release/highest.ts';
import type { ReleaseImage } from '../release/push.ts';
import type { ReleaseSigner } from '../release/signer.ts';
import { compareVersions, releaseVersion, type ReleaseVersion } from '../release/version.ts';
import type { AgreedStep } from '../review/report.ts';
import { COSIGN_SIGN } from '../sign/bundle.ts';
import { compile, type Compiled } from '../system/compile.ts';
import { parseSystemManifest } from '../system/parse.ts';
import { createdTime, isCommitted } from './created.ts';
import type { Context } from './context.ts';
import { imagePlace, type ImagePlace } from './images.ts';
import { judge, type ComparedWith, type Judged } from './judge.ts';
import type { ManifestFile } from './manifests.ts';
import { ourselves } from './own-identity.ts';
import { checkedChannel, checkedTag, fill, matching, releaseTag } from './release-names.ts';
import type { Session } from './session.ts';
import type { Signing } from './signing.ts';
import { openPolicy, type SourcePolicy } from './source-policy.ts';
import { findingsOf, judgeReview, judgeSigner, judgeUncompared, judgeVersion, type Findings, type Standing } from './standing.ts';

/** One manifest and where it will be released; `release` is undefined while something is wrong with it. */
export interface Plan {
  readonly judged: Judged;
  readonly destination: Destination;
  readonly tag: string;
  readonly store: Store;
  /** What the tag names now. */
  readonly named: StoredManifest | undefined;
  /** What is attached to that, if it was asked. */
  readonly attached: readonly Descriptor[] | undefined;
  readonly created: string;
  readonly place: ImagePlace;
  readonly release: Artifact | undefined;
  /** Annotations about agreed steps that the release under the tag may have (`findExisting`). */
  readonly agreeable: readonly string[];
  readonly images: readonly ReleaseImage[];
  /** What the inputs agreed to, for the step from the channel's release to this one. */
  readonly agreed: readonly AgreedStep[];
}

/**
 * What this run would release: every manifest that the tag is for, judged for publishing and given its place. Writes nothing.
 * Throws `usage` Failures for inputs that leave no one meaning, and what the destination's registry throws.
 */
export async function planReleases(session: Session, destination: string, signing: Signing): Promise<Plan[]> {
  const { context } = session;
  const { tag, files } = selected(session);
  const places = await Promise.all(files.map(async (file) => placeOf(session, destination, tag, file)));
  apart(places, context.options.channel);
  const created = await createdTime(context, session.git);
  let asked: Promise<Findings> | undefined;
  const policy = await openPolicy(context, session.paths, undefined);
  const review = (): Promise<Findings> => (asked ??= judgeReview(context, session.remote));
  return Promise.all(places.map((place) => planOne(session, signing, place, { created, review, policy })));
}

/** The manifests that this run's git tag is for. */
function selected({ context, files }: Session): { readonly tag: string; readonly files: readonly ManifestFile[] } {
  const { tag, prefix } = releaseTag(context);
  const paths = new Set(matching(files.map(({ path }) => path), prefix));
  return { tag, files: files.filter(({ path }) => paths.has(path)) };
}

/**
 * Of the manifests that would be released those that have no product to say where, because they are wrong: it is their own problems that are to be
 * told. Throws as `planReleases`.
 */
export async function judgeUnplaced(session: Session, destination: string): Promise<Judged[]> {
  const { context, settings, stores } = session;
  if (!`${destination} ${context.options.tag}`.includes('{product}')) return [];
  const lacking = selected(session).files.filter(({ reading }) => (reading.manifest?.product ?? '') === '');
  const judged = await Promise.all(lacking.map((file) => judge({ context, settings, stores, file, base: undefined, publishing: true })));
  return judged.filter(({ problems }) => problems.some(({ severity }) => severity === 'error'));
}

interface Place {
  readonly file: ManifestFile;
  readonly destination: Destination;
  readonly tag: string;
  /** What the destination is however it is written: the real folder of a layout, since a product may hold `..`, and a folder be a link. */
  readonly real: string;
}

async function placeOf({ paths }: Session, template: string, tag: string, file: ManifestFile): Promise<Place> {
  const product = file.reading.manifest?.product ?? '';
  const destination = parseDestination(fill(template, file.path, product));
  const real = destination.kind === 'registry' ? formatDestination(destination) : await paths.toWrite(destination.kind === 'layout' ? destination.directory : destination.file, 'The input destination');
  return { file, destination, tag: checkedTag(fill(tag, file.path, product)), real };
}

/** Throws a `usage` Failure where two manifests would have one tag, or would move one channel, of which the last would win. */
function apart(places: readonly Place[], channel: string | undefined): void {
  for (const [at, { file, destination, tag, real }] of places.entries()) {
    const other = places.slice(0, at).find((each) => each.real === real && (each.tag === tag || channel !== undefined));
    if (other === undefined) continue;
    const shown = formatDestination(destination);
    throw other.tag === tag
      ? new Failure('usage', 'destination', `${other.file.path} and ${file.path} would both be published as ${shown}:${tag}.`, { cure: 'Put {folder} or {product} into the input destination or tag.' })
      : new Failure('usage', 'channel', `${other.file.path} and ${file.path} would both move the channel ${channel} of ${shown}.`, { cure: 'Put {folder} or {product} into the input destination.' });
  }
}

/** What all plans of a run share. */
interface OfRun {
  readonly created: string;
  /** Asked once, when something is to be published that is not there. */
  readonly review: () => Promise<Findings>;
  readonly policy: SourcePolicy | undefined;
}

async function planOne(session: Session, signing: Signing, at: Place, run: OfRun): Promise<Plan> {
  const { destination, tag } = at;
  const { context } = session;
  const { created } = run;
  const gathered = await gather(session, signing, at, run);
  const { store, place, named, signed } = gathered;
  // The text alone may not have said what it is: now every source did.
  const published = named !== undefined && holds(named, gathered.judged.system);
  const judged = published ? { ...gathered.judged, base: undefined } : gathered.judged;
  const { baseline, uncompared } = published ? elsewhere(context, gathered.compared, named) : gathered.compared;
  if (baseline !== undefined) context.log.info(`${store.name}:${tag} is compared with ${baseline.name}, ${baseline.descriptor.digest}.`);
  const standing = baseline === undefined || judged.system === undefined ? [] : await standings(session, store, baseline, { tag, created, system: judged.system, published }, signing);
  const findings = [...findingsOf([...standing.flatMap(({ objections }) => objections), ...judgeUncompared(uncompared)]), ...(signed ? [] : await run.review()), ...gathered.uncommitted];
  const complete = withFindings(session, judged, findings);
  const agreed = standing.flatMap((each) => each.agreed);
  const release = packed(complete, created, { [VERSION_ANNOTATION]: tag, ...Object.fromEntries(agreed.map((step) => [TRACES[step], baseline?.descriptor.digest ?? ''])) });
  const subject = named?.descriptor.digest ?? release?.descriptor.digest;
  const attached = gathered.attached?.subject === subject ? gathered.attached?.referrers : undefined;
  return { judged: complete, destination, tag, store, named, attached, created, place, release, agreeable: agreeable(context), images: await releaseImages(session, gathered), agreed };
}

/** What was asked for one manifest: of its destination, of the channel, and of its sources. */
interface Gathered {
  readonly store: Store;
  readonly place: ImagePlace;
  readonly imageStore: Store;
  /** What the tag names now. */
  readonly named: StoredManifest | undefined;
  /** What is attached to that, or to what this run was expected to make, if it was asked. */
  readonly attached: { readonly subject: Digest; readonly referrers: readonly Descriptor[] } | undefined;
  /** The tag names what the text states, with every signature that this run would make. */
  readonly signed: boolean;
  readonly compared: Compared;
  readonly judged: Judged;
  readonly uncommitted: Findings;
}

/** Asks all that can be asked at once. What is there as the text states it need not be compared with others, nor, once it is signed, be checked again. */
async function gather(session: Session, signing: Signing, { file, destination, tag }: Place, { created, policy }: OfRun): Promise<Gathered> {
  const { context, stores, settings } = session;
  const channel = checkedChannel(context.options.channel, tag);
  const store = await stores.destination(destination);
  const place = imagePlace(context.options.images, destination);
  const imageStore = await stores.destination(place.destination);
  const reading = store.manifest(tag);
  signing.load();
  const [named, stated] = [await reading, statedSystem(file)];
  const there = named !== undefined && holds(named, stated);
  // What this run signed already was checked when it was; its sources are not asked again. Bytes under the tag prove nothing: whoever may write to
  // the registry can put them there, so that a signature is given without a check.
  const attachedThere = there ? await store.referrers(named.descriptor.digest) : undefined;
  const signed = attachedThere !== undefined && hasSignatures(context, signing, attachedThere);
  // What this will most likely be, unless a trace has to be left in it.
  const likely = named === undefined && stated !== undefined ? packRelease(stated, created, { [VERSION_ANNOTATION]: tag }).descriptor.digest : undefined;
  const isNew = named === undefined && place.copied && !context.options.dryRun && (file.reading.manifest?.targets.length ?? 0) > 1;

  // When something fails, the rest ends before that is told.
  const finding = comparedWith(store, channel, there ? named : undefined, { tag, form: file.reading.manifest?.form ?? 'list' });
  const judging = judge({ context, settings, stores, file, base: there ? undefined : finding.then(baseOf), publishing: true, everything: !signed, certificate: signing.key?.facts, policy: signed ? undefined : policy });
  const early = likely === undefined ? undefined : store.referrers(likely);
  const surveying = isNew ? session.copier().then((copier) => copier.survey(imageStore)) : undefined;
  const committing = uncommitted(context, file, created);
  await Promise.allSettled([finding, judging, early, surveying, committing]);
  await surveying;
  const subject = there ? named.descriptor.digest : likely;
  const referrers = attachedThere ?? (await early);
  const attached = subject === undefined || referrers === undefined ? undefined : { subject, referrers };
  return { store, place, imageStore, named, attached, signed, compared: await finding, judged: await judging, uncommitted: await committing };
}

/** The release, unless something is wrong with it. */
function packed({ system, problems }: Judged, created: string, annotations: Readonly<Record<string, string>>): Artifact | undefined {
  return system === undefined || problems.some(({ severity }) => severity === 'error') ? undefined : packRelease(system, created, annotations);
}

function releaseImages({ stores }: Session, { judged, place, imageStore }: Gathered): Promise<ReleaseImage[]> {
  return Promise.all(
    [...judged.images].map(async ([name, image]): Promise<ReleaseImage> => ({
      name,
      digest: image.digest,
      size: image.size,
      source: await stores.source(image.source),
      destination: imageStore,
      tag: place.tag(image.digest),
      reference: place.show(image.digest),
      stored: image.stored,
    })),
  );
}

/** What is published without a commit that holds it cannot be made again (contract, "What is published", `created`). */
async function uncommitted(context: Context, file: ManifestFile, created: string): Promise<Findings> {
  if ((await isCommitted(context, file)) === true) return [];
  const message = `No commit holds this manifest as it is, so the release is dated ${created} and cannot be made again from git. Commit it first.`;
  return [['uncommitted', { path: [], target: null, message }]];
}

/** Whether every signature that this run would make is there by its kind. Whether they are by this run is judged before anything is signed. */
function hasSignatures({ options }: Context, { key, keyless }: Signing, attached: readonly Descriptor[]): boolean {
  const kinds = new Set(attached.map(({ artifactType }) => artifactType));
  const bundle = attached.some(({ artifactType, annotations }) => artifactType === ARTIFACT_TYPES.bundle && annotations?.['dev.sigstore.bundle.predicateType'] === COSIGN_SIGN);
  const byKey = key === undefined || (kinds.has(ARTIFACT_TYPES.certificate) && kinds.has(ARTIFACT_TYPES.signature));
  const bySigstore = keyless === undefined || (bundle && (key !== undefined || kinds.has(ARTIFACT_TYPES.keylessSignature)));
  // In a dry run nothing is signed, so nobody looks whose they are before all is over: then nothing that is checked may be left out.
  return byKey && bySigstore && !options.legacySignature && !options.dryRun;
}

/** The system manifest, when the text alone fixes every image of it. */
function statedSystem({ reading }: ManifestFile): Compiled | undefined {
  const { manifest } = reading;
  if (manifest === undefined) return undefined;
  const stated = new Map<string, Resolution>();
  for (const { name, digest, size } of manifest.targets) {
    if (digest === undefined || !isDigest(digest) || size === undefined) return undefined;
    stated.set(name, { digest, size: Number(size) });
  }
  return compile(manifest, stated);
}

function holds(named: StoredManifest, system: Compiled | undefined): boolean {
  if (system === undefined || named.descriptor.mediaType !== MEDIA_TYPES.manifest) return false;
  const manifest = artifactOf(named, 'the published release');
  return manifest?.artifactType === system.mediaType && manifest.layers.length === 1 && manifest.layers[0]?.digest === digestOf(system.bytes);
}

/** What devices run now, which is what a release is compared with. */
function baseOf({ baseline }: Compared): ComparedWith | undefined {
  return baseline === undefined ? undefined : { name: baseline.name, kind: 'channel', manifest: readSystemManifest(baseline.bytes, baseline.system.form) };
}

/** The same of what was found before it was known that the release is there: without a channel nothing is moved, so there is nothing to judge. */
function elsewhere({ options }: Context, { baseline }: Compared, named: StoredManifest): Compared {
  return options.channel === undefined || baseline?.descriptor.digest === named.descriptor.digest ? {} : { baseline };
}

/** What a release is compared with: what its channel names, else the highest one. What is `there` already is judged only where it would move the channel. */
async function comparedWith(store: Store, channel: string | undefined, there: StoredManifest | undefined, { tag, form }: { readonly tag: string; readonly form: ReleaseVersion['form'] }): Promise<Compared> {
  if (channel === undefined) return there === undefined ? findHighest(store, tag, form) : {};
  if (there !== undefined && (await store.resolve(channel))?.digest === there.descriptor.digest) return {};
  return { baseline: await findBaseline(store, channel) };
}

interface Candidate {
  readonly tag: string;
  readonly created: string;
  readonly system: Compiled;
  readonly published: boolean;
}

/** The annotation by which a release says what was agreed to, with the digest of what was there. */
const TRACES: Readonly<Record<AgreedStep, string>> = { rollback: ROLLBACK_ANNOTATION, 'signer-changed': SIGNER_ANNOTATION };

function agreeable({ options }: Context): string[] {
  return [...(options.allowRollback ? [TRACES.rollback] : []), ...(options.allowSignerChange ? [TRACES['signer-changed']] : [])];
}

/**
 * How a release stands to its baseline. One that is published already and below it leaves the channel where it is, so that an older run can
 * be run again; whatever else would move the channel is judged, since a release may have been published without it.
 */
async function standings({ context }: Session, store: Store, baseline: Baseline, { tag, created, system, published }: Candidate, signing: Signing): Promise<Standing[]> {
  const { channel, allowRollback } = context.options;
  const version = releaseVersion(parseSystemManifest(system.bytes, system.mediaType), tag);
  if (published && !allowRollback && (compareVersions(baseline.version, version) ?? 0) > 0) return [];
  const digest = packRelease(system, created, { [VERSION_ANNOTATION]: tag }).descriptor.digest;
  // What is there keeps its bytes.
  const trace = published ? 'report' : 'annotation';
  const standing = judgeVersion(context, baseline, version, { bytes: system.bytes, digest }, trace);
  return channel === undefined ? [standing] : [standing, await judgeSigner(context, store, baseline, signerOf(context, store, baseline, signing), trace)];
}

/** Who signs in this run. GitHub is asked who that is only when there is a sigstore signature to compare with. */
function signerOf(context: Context, store: Store, baseline: Baseline, { key, keyless }: Signing): ReleaseSigner {
  return {
    key: key?.signer.certificatePem,
    keyless:
      keyless === undefined
        ? undefined
        : async () => {
            const { trust } = await keyless();
            if (trust !== undefined) return { ...(await ourselves(context).ask()), trust };
            throw new Failure('usage', 'trusted-root', `Nobody can say who signed ${store.name}:${baseline.name} without a trusted root.`, { cure: 'Give sigstore-trusted-root beside sigstore-signing-config.' });
          },
  };
}

function withFindings({ settings }: Session, judged: Judged, findings: Findings): Judged {
  const { document } = judged.file.reading;
  if (document === undefined || findings.length === 0) return judged;
  const raised = findings.map(([rule, finding]) => problem(settings, document, rule, finding)).filter((each) => each !== undefined);
  return { ...judged, problems: sortProblems([...judged.problems, ...raised]) };
}
