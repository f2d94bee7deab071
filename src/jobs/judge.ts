import type { FailureKind } from '../failure.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Finding, Problem } from '../manifest/problem.ts';
import type { CertificateFacts } from '../sign/certificate.ts';
import type { RuleId } from '../manifest/rules/catalogue.ts';
import { checkRules, judge as atSeverities, problem, sortProblems } from '../manifest/rules/engine.ts';
import { registryAllowed } from '../manifest/rules/registries.ts';
import { isFloating } from '../manifest/rules/source.ts';
import type { RuleSettings } from '../manifest/rules/settings.ts';
import type { ManifestReport } from '../review/report.ts';
import { compile, type Compiled } from '../system/compile.ts';
import { diffManifests, type Resolved } from '../system/diff.ts';
import { digestOf } from '../oci/descriptor.ts';
import { quoted } from '../visible.ts';
import type { Context } from './context.ts';
import type { ManifestFile } from './manifests.ts';
import { resolveTargets, type ResolvedImage } from './resolve.ts';
import { verifySources, type SourcePolicy, type SourceSigner } from './source-policy.ts';
import type { Stores } from './stores.ts';

/** One manifest, read, resolved, checked, compiled and compared: everything that a job needs to decide. */
export interface Judged {
  readonly file: ManifestFile;
  /** Undefined when it could not be read. */
  readonly manifest: Manifest | undefined;
  readonly images: ReadonlyMap<string, ResolvedImage>;
  /** By target name, who signed its image; undefined without a policy. */
  readonly signers: ReadonlyMap<string, SourceSigner> | undefined;
  readonly problems: readonly Problem[];
  /** The bytes that a device gets; undefined unless every target was resolved. */
  readonly system: Compiled | undefined;
  readonly base: ComparedWith | undefined;
}

/** What a manifest is compared with; without a manifest there was none under its path. */
export interface ComparedWith {
  readonly name: string;
  readonly kind: 'git' | 'channel';
  readonly manifest: Manifest | undefined;
}

export interface JudgeRequest {
  readonly context: Context;
  readonly settings: RuleSettings;
  readonly stores: Stores;
  readonly file: ManifestFile;
  /** May come while sources are asked. */
  readonly base: Promise<ComparedWith | undefined> | ComparedWith | undefined;
  readonly publishing: boolean;
  /** Ask for every target; otherwise what is stated is taken where nothing needs more. */
  readonly everything?: boolean;
  readonly certificate?: CertificateFacts | undefined;
  /** Who must have signed the source images. */
  readonly policy?: SourcePolicy | undefined;
}

/** Reads, resolves, checks and compiles one manifest. Writes nothing. Throws only for what is no fault of the manifest or its sources. */
export async function judge(request: JudgeRequest): Promise<Judged> {
  const { context, settings, file, publishing } = request;
  const comparing = Promise.resolve(request.base);
  // Whoever waits for it is told.
  comparing.catch(() => undefined);
  const { manifest, document } = file.reading;
  if (manifest === undefined || document === undefined) {
    // What has no one meaning is refused, whatever the rules' settings.
    return { file, manifest: undefined, images: new Map(), signers: undefined, problems: file.reading.problems, system: undefined, base: await comparing };
  }
  const read = atSeverities(file.reading.problems, settings);
  const problems = [...read];
  // Whatever the rules' settings, that nobody could be asked is another thing than that it is wrong (contract, "Exit codes").
  const unasked = new Set<string>();
  const raise = (rule: RuleId, finding: Finding): void => {
    if (finding.kind === 'unavailable' && typeof finding.target === 'string') unasked.add(finding.target);
    const raised = problem(settings, document, rule, finding);
    if (raised !== undefined) problems.push(raised);
  };
  const images = await resolveTargets({
    manifest,
    base: async () => {
      const base = await comparing;
      return base && (base.manifest ?? { ...manifest, targets: [] });
    },
    platform: context.options.platform,
    everything: request.everything ?? false,
    allowed: (source) => registryAllowed(source, context.options.registries),
    stores: request.stores,
    raise,
  });
  const base = await comparing;
  const signers = request.policy === undefined ? undefined : await verifySources(request.policy, request.stores, images, context.options.platform);
  for (const [name, { ok, message }] of signers ?? []) {
    const target = manifest.targets.find((each) => each.name === name);
    if (!ok && target !== undefined) raise('unverified-source', { path: target.sourcePath, target: name, message: `${message}. The policy wants another signature, or none.` });
  }
  problems.push(
    ...checkRules(
      {
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
      },
      settings,
      read,
    ),
  );
  // Whatever the rules' settings: what could not be resolved was not checked, and then nothing may pass.
  for (const target of manifest.targets) {
    const at = document.locate(target.sourcePath);
    if (!images.has(target.name)) {
      if (problems.some((each) => each.severity === 'error' && each.target === target.name)) continue;
      problems.push({ ...at, rule: 'source', severity: 'error', target: target.name, message: 'This source could not be resolved, so nothing is known of its image.', ...(unasked.has(target.name) ? { kind: 'unavailable' as const } : {}) });
    } else if (manifest.targets.some(({ name, source, digest }) => name === target.name && (source !== target.source || digest !== target.digest))) {
      const told = problems.some(({ rule, severity, target: about }) => rule === 'unique-service' && severity === 'error' && about === target.name);
      if (!told) problems.push({ ...at, rule: 'unique-service', severity: 'error', target: target.name, message: `Several targets are named ${quoted(target.name)} and have different images. Give each its own name.` });
      images.delete(target.name);
    }
  }
  const resolved = manifest.targets.every(({ name }) => images.has(name));
  return { file, manifest, images, signers, problems: sortProblems(problems), system: resolved ? compile(manifest, images) : undefined, base };
}

function changedTargets(base: Manifest, head: Resolved): ReadonlySet<string> {
  return new Set(diffManifests({ manifest: base }, head).flatMap(({ target }) => (target === null ? [] : [target])));
}

/** The kinds of failure among a manifest's errors. */
export function failureKinds(judged: readonly Judged[]): Set<FailureKind> {
  return new Set(judged.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error').map(({ kind }) => kind ?? 'problem')));
}

/** A problem as report.json has it: `kind` decides the exit code, and `meant` what else is said. */
function reported({ kind: _kind, meant: _meant, ...rest }: Problem): Problem {
  return rest;
}

/** What report.json says of a manifest. `path` is that of its system manifest, relative to output-directory. */
export function reportOf(judged: Judged, path: string | undefined): ManifestReport {
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
        floating: isFloating(target),
        // What is only stated was not seen, so nothing is known of its kind.
        mediaType: image?.stored?.descriptor.mediaType ?? null,
        ...(judged.signers === undefined ? {} : { signed: judged.signers.get(target.name)?.message ?? null }),
      };
    }),
    systemManifest:
      system === undefined ? null : { mediaType: system.mediaType, digest: digestOf(system.bytes), size: system.bytes.byteLength, path: path ?? system.fileName },
    changes:
      manifest === undefined || base === undefined
        ? []
        : diffManifests({ manifest: base.manifest ?? { ...manifest, targets: [] } }, { manifest, resolutions: images }),
    base: base?.name ?? null,
  };
}
