import { Failure } from '../failure.ts';
import { findRelease, missingAssets, uploadAssets, type AssetFile, type GitHubRelease } from '../github/assets.ts';
import type { Client } from '../github/client.ts';
import { tagOf } from '../github/event.ts';
import { SLSA_PROVENANCE } from '../sign/provenance.ts';
import type { Context } from './context.ts';
import type { OutputFiles } from './files.ts';
import { ownAssets } from './own-assets.ts';
import type { Plan } from './plan.ts';
import type { Remote } from './remote.ts';
import type { SignedPlan } from './signatures.ts';
import type { Signing } from './signing.ts';

/** What goes to GitHub beside the registry: files of its release (`release-assets`), and the provenance (`github-attestation`). */
export interface OnGitHub {
  /** What would be stored, a line each. */
  readonly forecast: readonly string[];
  /** Before anything is signed: compares a release's system manifest with what is there, and looks whose signatures are there. Throws as `missingAssets` and `ownAssets`. */
  readonly compare: (plan: Plan) => Promise<void>;
  /**
   * Compares all that was signed, and gives what stores it, once the release is published. Throws as `missingAssets`, and a `usage` Failure where there is no provenance: that a certificate is no
   * workflow's is only seen when Fulcio has given it.
   */
  readonly prepare: (signed: SignedPlan) => Promise<() => Promise<void>>;
}

const PROVENANCE = 'provenance.sigstore.json';

/**
 * What the inputs ask for; undefined when that is nothing. What the inputs and the event tell is said here, before anything is signed: throws `usage` Failures where it cannot be
 * stored at all, and as `findRelease`.
 */
export async function onGitHub(context: Context, remote: Remote, signing: Signing, files: OutputFiles): Promise<OnGitHub | undefined> {
  const { githubAttestation, releaseAssets } = context.options;
  if (!githubAttestation && !releaseAssets) return undefined;
  if (githubAttestation && signing.keyless === undefined) throw noProvenance('sign is key alone', 'Add keyless to the input sign');
  const client = await remote.client();
  const tag = context.event === undefined ? undefined : tagOf(context.event);
  if (client === undefined) {
    throw new Failure('usage', 'github-token', `${githubAttestation ? 'github-attestation' : 'release-assets'} needs a workflow’s run, and its input github-token.`, { cure: 'Run it in a workflow, and leave github-token at its default.' });
  }
  if (releaseAssets && tag === undefined) throw new Failure('usage', 'release-assets', 'release-assets needs a run on a git tag.', { cure: 'Run on a tag push or release: published.' });
  const release = releaseAssets && tag !== undefined ? await findRelease(client, tag) : undefined;

  // Assets have no folders: with several manifests the folder's name stands before the file's.
  const nameOf = (manifest: string, file: string): string => files.pathOf(manifest, file).replaceAll('/', '.');
  const assetsOf = ({ judged }: Plan, made: Iterable<readonly [string, Buffer]>): AssetFile[] => {
    const { system, file } = judged;
    const all: (readonly [string, Buffer])[] = [...(system === undefined ? [] : [[system.fileName, system.bytes] as const]), ...made];
    return all.map(([name, bytes]) => ({ name: nameOf(file.path, name), bytes }));
  };
  // What was signed before stays; the names are distinct for all manifests.
  const stay = new Set<string>();
  const own = (now: GitHubRelease, plan: Plan): Promise<ReadonlySet<string>> => ownAssets(context, client, now, { plan, signing, nameOf: (file) => nameOf(plan.judged.file.path, file) });
  return {
    forecast: [
      ...(release === undefined ? [] : [`would upload the files that are not there to the GitHub release of ${release.tag}`]),
      ...(githubAttestation ? ['would store the provenance in the repository’s attestations'] : []),
    ],
    compare: async (plan) => {
      if (release === undefined) return;
      await missingAssets(client, release, assetsOf(plan, []));
      for (const name of await own(release, plan)) stay.add(name);
    },
    prepare: async (signed) => {
      const missing = release === undefined ? [] : await missingAssets(client, release, assetsOf(signed.plan, signed.files).filter(({ name }) => !stay.has(name)));
      const provenance = githubAttestation ? signed.files.get(PROVENANCE) : undefined;
      if (githubAttestation && provenance === undefined) throw noProvenance('the identity that signs is none of a GitHub workflow', 'Run it in a workflow with id-token: write');
      return async () => {
        if (provenance !== undefined) await attest(context, client, signed, provenance);
        if (release === undefined) return;
        await uploadAssets(client, release, missing, (now) => own(now, signed.plan));
        const names = missing.map(({ name }) => name).join(', ');
        context.log.info(missing.length === 0 ? `The GitHub release of ${release.tag} has its files already.` : `Uploaded ${names} to the GitHub release of ${release.tag}.`);
      };
    },
  };
}

/** Provenance of an earlier run was verified when it was found; that run may have failed before it was stored. */
async function attest({ log }: Context, client: Client, { existing, provenance: made }: SignedPlan, provenance: Buffer): Promise<void> {
  const { hasAttestation, storeAttestation } = await import('../github/attestation.ts');
  const bundle: object = JSON.parse(provenance.toString('utf8'));
  if (made === undefined && (await hasAttestation(client, existing.subject.digest, SLSA_PROVENANCE, bundle))) return;
  await storeAttestation(client, bundle);
  log.info('Stored the provenance in the repository’s attestations.');
}

function noProvenance(why: string, cure: string): Failure {
  return new Failure('usage', 'github-attestation', `github-attestation stores the provenance, and this run makes none: ${why}.`, { cure: `${cure}, or leave github-attestation out.` });
}
