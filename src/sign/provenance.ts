import type { CertificateIdentity } from './identity.ts';
import { STATEMENT_TYPE, type Statement } from './statement.ts';

/** SLSA's provenance v1, which `gh attestation verify` and `cosign verify-attestation --type slsaprovenance1` look for. */
export const SLSA_PROVENANCE = 'https://slsa.dev/provenance/v1';

/** What GitHub's own attestations give as the type of a build by a workflow. */
const BUILD_TYPE = 'https://actions.github.io/buildtypes/workflow/v1';

/** Something that went into the build. */
export interface Dependency {
  /** For an image as the manifest names it: `docker://host/path:tag`. */
  readonly uri: string;
  readonly name?: string | undefined;
  /** `sha256:<hex>` */
  readonly digest: string;
}

export interface ProvenanceInputs {
  /** The release's manifest, `sha256:<hex>`. */
  readonly digest: string;
  /** `HOST/PATH`, the subject's name. */
  readonly name: string;
  /** Of the certificate that signs it: what the statement says of the build is what Fulcio vouches for, and nothing else. */
  readonly identity: CertificateIdentity;
  readonly dependencies: readonly Dependency[];
}

/**
 * A SLSA v1 provenance statement (slsa.dev/spec/v1.1/provenance) of a release that a GitHub workflow made, in the shape of GitHub's own; undefined when the certificate is not a workflow's. The commit is the
 * first of the resolved dependencies, then each image.
 */
export function provenanceStatement({ digest, name, identity, dependencies }: ProvenanceInputs): Statement | undefined {
  const { repository, ref, commit, workflow, runUrl, san, trigger, runner, extensions } = identity;
  const path = repository === undefined || workflow?.startsWith(`${repository}/`) !== true ? undefined : workflow.slice(repository.length + 1).replace(/@.*$/, '');
  if (repository === undefined || ref === undefined || commit === undefined || runUrl === undefined || san === undefined || path === undefined) return undefined;
  return {
    _type: STATEMENT_TYPE,
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

function hex(digest: string): string {
  return digest.replace(/^sha256:/, '');
}
