import type { Client } from './client.ts';
import { asking } from './failure.ts';

/** Stores a sigstore bundle in the repository's attestations, where `gh attestation verify` looks (REST "Create an attestation"). Throws ApiFailure. */
export async function storeAttestation(client: Client, bundle: object): Promise<void> {
  const { owner, repo, octokit } = client;
  await asking('Storing the provenance in the repository’s attestations (it takes attestations: write)', () =>
    octokit.request('POST /repos/{owner}/{repo}/attestations', { owner, repo, bundle: { ...bundle } }),
  );
}
