import { describe, expect, it } from '@jest/globals';
import type { CertificateIdentity } from '../../src/sign/identity.ts';
import { provenanceStatement } from '../../src/sign/provenance.ts';

const repository = 'https://github.com/acme/device';
const identity: CertificateIdentity = {
  san: 'https://github.com/acme/shared/.github/workflows/called.yml@refs/heads/main',
  issuer: 'https://token.actions.githubusercontent.com',
  repository,
  ref: 'refs/tags/v1.0.0',
  commit: '0123456789abcdef0123456789abcdef01234567',
  trigger: 'push',
  workflowName: 'release',
  workflow: `${repository}/.github/workflows/release.yml@refs/tags/v1.0.0`,
  runUrl: `${repository}/actions/runs/1/attempts/1`,
  runner: 'github-hosted',
  extensions: new Map([[15, '11'], [17, '22']]),
};
const hex = (pair: string): string => pair.repeat(32);
const of = (more: Partial<CertificateIdentity> = {}): ReturnType<typeof provenanceStatement> =>
  provenanceStatement({ digest: `sha256:${hex('ab')}`, name: 'registry.example/device', identity: { ...identity, ...more }, dependencies: [{ uri: 'docker://registry.example/ran:2.5', name: 'ran', digest: `sha256:${hex('cd')}` }, { uri: 'oci:layout:ran', digest: `sha256:${hex('ef')}` }] });

describe('a provenance statement', () => {
  it('says of the build what the certificate says, in the shape of GitHub’s own', () => {
    expect(of()).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'registry.example/device', digest: { sha256: hex('ab') } }],
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: {
        buildDefinition: {
          buildType: 'https://actions.github.io/buildtypes/workflow/v1',
          externalParameters: { workflow: { ref: 'refs/tags/v1.0.0', repository, path: '.github/workflows/release.yml' } },
          internalParameters: { github: { event_name: 'push', repository_id: '11', repository_owner_id: '22', runner_environment: 'github-hosted' } },
          resolvedDependencies: [
            { uri: `git+${repository}@refs/tags/v1.0.0`, digest: { gitCommit: identity.commit } },
            { uri: 'docker://registry.example/ran:2.5', digest: { sha256: hex('cd') }, name: 'ran' },
            { uri: 'oci:layout:ran', digest: { sha256: hex('ef') } },
          ],
        },
        runDetails: { builder: { id: identity.san }, metadata: { invocationId: identity.runUrl } },
      },
    });
  });

  it.each<Partial<CertificateIdentity>>([
    { repository: undefined },
    { ref: undefined },
    { commit: undefined },
    { runUrl: undefined },
    { san: undefined },
    { workflow: undefined },
    { workflow: `${repository}-of-another/.github/workflows/release.yml@refs/tags/v1.0.0` },
  ])('is not made of what is no workflow’s certificate: %o', (more) => {
    expect(of(more)).toBeUndefined();
  });
});
