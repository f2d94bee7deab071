import type { Client } from './client.ts';
import { asking, missingAsUndefined } from './failure.ts';

/** Stores a sigstore bundle in the repository's attestations, where `gh attestation verify` looks (REST "Create an attestation"). Throws ApiFailure. */
export async function storeAttestation(client: Client, bundle: object): Promise<void> {
  const { owner, repo, octokit } = client;
  await asking('Storing the provenance in the repository’s attestations (it takes attestations: write)', () =>
    octokit.request('POST /repos/{owner}/{repo}/attestations', { owner, repo, bundle: { ...bundle } }),
  );
}

/** What a list of attestations says of one. Newer versions of the API leave its bundle out. */
interface Listed {
  readonly bundle?: { readonly dsseEnvelope?: Envelope } | null;
}

interface Envelope {
  readonly signatures?: readonly { readonly sig?: string }[];
}

/**
 * Whether the repository's attestations of a digest hold this bundle (REST "List attestations"), by its signature; where the list leaves bundles out, whether there is one of that kind. Throws ApiFailure.
 */
export async function hasAttestation(client: Client, digest: string, predicateType: string, bundle: { readonly dsseEnvelope?: Envelope }): Promise<boolean> {
  const { owner, repo, octokit } = client;
  const answer = await missingAsUndefined(
    asking('Looking for the provenance in the repository’s attestations (it takes attestations: write)', () =>
      octokit.request('GET /repos/{owner}/{repo}/attestations/{subject_digest}', { owner, repo, subject_digest: digest, predicate_type: predicateType, per_page: 100 }),
    ),
  );
  const listed: readonly Listed[] = answer?.data.attestations ?? [];
  const signature = signatureOf(bundle.dsseEnvelope);
  return listed.some((each) => each.bundle === undefined || each.bundle === null || signatureOf(each.bundle.dsseEnvelope) === signature);
}

function signatureOf(envelope: Envelope | undefined): string | undefined {
  return envelope?.signatures?.[0]?.sig;
}
