import type { TextExpectation } from '../sign/expectation.ts';

/** What of a release can be checked with other people's programs. */
export interface Checkable {
  /** `HOST/PATH@sha256:…` */
  readonly reference: string;
  /** A key pair is attached; the path of the CA's certificate as it was given, if it was. */
  readonly key: { readonly ca: string | undefined } | undefined;
  readonly keyless:
    | {
        readonly san: TextExpectation;
        readonly issuer: string;
        readonly trustedRoot: string | undefined;
        /** Who signed: the certificate's name. */
        readonly signer: string | undefined;
        /** `https://github.com/acme/device`, in which the workflow ran. */
        readonly repository: string | undefined;
        readonly provenance: boolean;
      }
    | undefined;
}

/** The issuer that gh expects unless it is told another. */
const GITHUB = 'https://token.actions.githubusercontent.com';

/**
 * Shell commands with which a stranger checks the same: cosign for sigstore's signature, gh for the provenance, regctl and openssl for the product's key.
 * Each is one line that exits with 0 when all is well.
 */
export function strangersCommands({ reference, key, keyless }: Checkable): string[] {
  const commands: string[] = [];
  if (keyless !== undefined) {
    const { san, issuer, trustedRoot, signer, repository, provenance } = keyless;
    const identity = 'exact' in san ? ['--certificate-identity', san.exact] : ['--certificate-identity-regexp', san.pattern.source];
    commands.push(line('cosign', 'verify', ...(trustedRoot === undefined ? [] : ['--trusted-root', trustedRoot]), ...identity, '--certificate-oidc-issuer', issuer, reference));
    if (provenance && repository !== undefined) {
      // gh wants the trusted root on one line, with its end.
      const root = trustedRoot === undefined ? [] : ['--custom-trusted-root', `${trustedRoot}l`];
      if (trustedRoot !== undefined) commands.push(`(tr -d '\\n' < ${word(trustedRoot)}; echo) > ${word(`${trustedRoot}l`)}`);
      commands.push(line('gh', 'attestation', 'verify', `oci://${reference}`, '--bundle-from-oci', '--repo', repository.replace(/^https:\/\/[^/]+\//, ''), ...signerWorkflow(signer, repository), ...(issuer === GITHUB ? [] : ['--cert-oidc-issuer', issuer]), ...root));
    }
  }
  if (key !== undefined) {
    const get = (artifactType: string, file: string): string => `${line('regctl', 'artifact', 'get', '--subject', reference, '--filter-artifact-type', artifactType)} > ${file}`;
    commands.push(
      `${line('regctl', 'artifact', 'get', reference)} > install.json`,
      get('application/vnd.machine.pubkeycrt', 'cert.pem'),
      get('application/vnd.machine.signature', 'install.json.signed'),
      'openssl x509 -in cert.pem -noout -pubkey > pub.pem',
      'openssl dgst -sha256 -verify pub.pem -signature install.json.signed install.json',
      ...(key.ca === undefined ? [] : [line('openssl', 'verify', '-CAfile', key.ca, 'cert.pem')]),
    );
  }
  return commands;
}

/** gh takes the signer for a workflow of the repository itself, unless it is told of another: one that the repository's own calls (gh help attestation verify). */
function signerWorkflow(signer: string | undefined, repository: string): readonly string[] {
  if (signer === undefined || signer.startsWith(`${repository}/`)) return [];
  return ['--signer-workflow', signer.replace(/^https:\/\/(?:github\.com\/)?/, '').replace(/@.*$/, '')];
}

/** Words as one line that a POSIX shell reads as them. */
export function line(...words: readonly string[]): string {
  return words.map(word).join(' ');
}

/** A word that a POSIX shell reads as itself. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
