import type { Form } from '../manifest/manifest.ts';
import type { Problem } from '../manifest/problem.ts';

/** report.json (contract): what a job found and did, as plain data. Everything that people are shown is rendered from it. */
export interface Report {
  readonly reportVersion: 1;
  readonly job: string;
  readonly result: 'passed' | 'failed';
  readonly manifests: readonly ManifestReport[];
  /** With several manifests the first one's; each has its own in its ManifestReport. */
  readonly published?: Published;
  /** With `dry-run`: what would be written. */
  readonly plan?: readonly PlannedWrite[];
  /** Of `verify`. */
  readonly steps?: readonly Step[];
  /** Of `verify`: shell commands with which other programs check the same. Of `publish`: how to verify and to install the (first) release. */
  readonly commands?: readonly string[];
  /** What the run cost in requests and body bytes, both ways. */
  readonly network?: { readonly requests: number; readonly received: number; readonly sent: number };
}

export interface ManifestReport {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  /** null when it could not be read. */
  readonly form: Form | null;
  readonly problems: readonly Problem[];
  readonly targets: readonly TargetReport[];
  /** null when not everything was resolved. `path` is relative to output-directory. */
  readonly systemManifest: { readonly mediaType: string; readonly digest: string; readonly size: number; readonly path: string } | null;
  readonly changes: readonly Change[];
  /** What `changes` compares with, as a person would name it (a short commit, a channel's tag); null when there is no base. */
  readonly base: string | null;
  /** Of `publish`: what became of this one, as far as it came. */
  readonly published?: Published;
}

export interface TargetReport {
  readonly name: string;
  readonly source: string;
  readonly digest: string | null;
  readonly size: number | null;
  /** Nothing in the manifest fixes its digest. */
  readonly floating: boolean;
  readonly mediaType: string | null;
  /** With a policy: who signed the image, or why that does not hold, as a sentence; null when it could not be resolved. */
  readonly signed?: string | null;
}

/**
 * One difference on the device. `target` is null for a system field. A target that came or went is one change of the
 * field `target`, with null before or after. Values are as written; `null` is absent.
 */
export interface Change {
  readonly target: string | null;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Of a whole target, and of a list: what the two texts are made of, since a value may hold what they are joined by. For people alone: not in report.json. */
  readonly parts?: { readonly before: readonly string[]; readonly after: readonly string[] };
}

export interface Published {
  /** `HOST/PATH@sha256:…`, `oci:DIR@sha256:…` or `oci-archive:FILE@sha256:…`. */
  readonly reference: string;
  readonly tag: string;
  /** Whom sigstore’s certificate names, and who vouched for that. */
  readonly signer?: { readonly identity: string; readonly issuer: string };
  readonly images: readonly {
    readonly name: string;
    readonly reference: string;
    readonly digest: string;
    readonly size: number;
    readonly written: boolean;
  }[];
  readonly referrers: readonly { readonly artifactType: string; readonly digest: string; readonly size: number; readonly written: boolean }[];
  /** The channel, where it names this release now. */
  readonly channel?: MovedChannel;
}

/** A step that is refused unless an input agrees to it: `allow-rollback`, `allow-signer-change`. */
export type AgreedStep = 'rollback' | 'signer-changed';

/** A channel that names the release of this run. */
export interface MovedChannel {
  readonly name: string;
  /** What it named before; null when there was none, and the release's own digest when it was there already. */
  readonly before: string | null;
  /** What the inputs agreed to when it moved. */
  readonly agreed: readonly AgreedStep[];
}

/** One blob or manifest that a run without `dry-run` would write. */
export interface PlannedWrite {
  readonly kind: 'blob' | 'manifest';
  /** null for what is only known once it is signed; so is `size` for most of what sigstore signs. */
  readonly digest: string | null;
  readonly size: number | null;
  /** The repository or layout. */
  readonly to: string;
  /** The name that it gets there. */
  readonly tag?: string;
  /** Of a referrer, and of a blob of one that is only known once it is signed. */
  readonly artifactType?: string;
  /** The same of what a sigstore bundle states. */
  readonly predicateType?: string;
}

export interface Step {
  readonly id: string;
  /** null: not checked, and the message says why. */
  readonly ok: boolean | null;
  readonly message: string;
}

/** The text of report.json. */
export function reportJson(report: Report): string {
  const manifests = report.manifests.map((manifest) => ({ ...manifest, changes: manifest.changes.map(({ parts: _parts, ...change }) => change) }));
  return `${JSON.stringify({ ...report, manifests }, null, 2)}\n`;
}
