import { Failure } from './failure.ts';
import { quoted } from './visible.ts';

/** One input of the action, which is also an option of the command line. */
export interface InputSpec {
  readonly name: string;
  /** The text that the action takes when nothing is given, as it stands in action.yml. */
  readonly default?: string;
  /** Another default for the command line, where there is no runner. */
  readonly cliDefault?: string;
  readonly description: string;
  /** The values that it may have, for those that are one of a few words. */
  readonly values?: readonly string[];
  /** Never an argument's text on the command line: a path, or the environment variable MANIFEST_ACTION_<NAME>. */
  readonly secret?: boolean;
}

const JOBS = ['auto', 'check', 'pin', 'publish', 'promote', 'verify'] as const;
const PROFILES = ['mos', 'mosctl', 'generic'] as const;
const PINS = ['suggest', 'commit', 'check', 'off'] as const;
const COMMENTS = ['auto', 'off'] as const;
const FLAGS = ['true', 'false'] as const;
const SIGNINGS = ['keyless', 'key'] as const;

export type Job = (typeof JOBS)[number];
export type Profile = (typeof PROFILES)[number];
export type PinMode = (typeof PINS)[number];
export type Signing = (typeof SIGNINGS)[number];

/** Every input, in the order in which action.yml and README list them (contract, "Inputs"). */
export const INPUTS = [
  { name: 'job', default: 'auto', values: JOBS, description: 'What to do. `auto` chooses by the event: a pull request, merge queue, branch push or manual run is checked, a tag push or published release is published; any other event needs `job`.' },
  { name: 'manifest', default: 'manifest.yaml', description: 'Paths or globs of import manifests, one a line.' },
  { name: 'profile', default: 'mos', values: PROFILES, description: '`mos`: every rule but `device-version`. `mosctl`: also refuse what crashes the device program of today. `generic`: any OCI image, no device rules.' },
  { name: 'rules', default: '', description: 'YAML mapping of rule id to `off`, `notice`, `warning` or `error`. docs/rules.md lists the rules, and which of them cannot be lowered.' },
  { name: 'platform', default: 'linux/amd64', description: 'Which entry of a multi-platform index the device runs: `os/architecture` or `os/architecture/variant`.' },
  { name: 'pin', default: 'suggest', values: PINS, description: 'What becomes of a target without a digest. `suggest`: a review suggestion. `commit`: a commit on the branch, on which workflows run only if `github-token` is an app’s or a person’s. `check`: an error. `off`: nothing.' },
  { name: 'comment', default: 'auto', values: COMMENTS, description: 'The comment on the pull request: `auto` where the token can write one, `off` never.' },
  { name: 'base', default: '', description: 'Git revision to compare with. On a pull request the merge base.' },
  { name: 'registries', default: '', description: '`HOST` or `HOST/PATH` globs that sources may name, one a line. Anything else is refused before a name is resolved. Empty: any.' },
  { name: 'insecure-registries', default: '', description: 'Hosts that may speak plain http, one a line. Loopback always may.' },
  { name: 'layouts', default: '', description: 'Folders outside the workspace where layouts (`oci:`) and archives of them (`oci-archive:`) may be, one a line.' },
  { name: 'destination', default: '', description: 'Where the system manifest is published: `HOST[:PORT]/PATH`, or an OCI layout: the folder `oci:DIR` or the tar archive `oci-archive:FILE`. May hold `{folder}` and `{product}`.' },
  { name: 'tag', default: 'auto', description: 'The release’s tag. `auto`: the git tag without a leading `v` before a digit; `FOLDER/v1.2.0` releases the manifests of that folder alone. May hold `{folder}` and `{product}`.' },
  { name: 'disk-size', default: '', description: 'GiB of the device’s disk, for the rule `disk-size`.' },
  { name: 'channel', default: '', description: 'A moving tag such as `stable`, moved last. What it names is what `rollback` compares with.' },
  { name: 'channel-prerelease', default: 'false', values: FLAGS, description: 'Let a semver prerelease move the channel.' },
  { name: 'allow-rollback', default: 'false', values: FLAGS, description: 'Publish below what the channel, or the highest release, has, or promote into a channel that is not below. A new release says so in an annotation, else the report does.' },
  { name: 'allow-signer-change', default: 'false', values: FLAGS, description: 'Take over a channel whose release another identity or key signed. A new release says so in an annotation, else the report does.' },
  { name: 'policy', default: '', description: 'Who must have signed which source images: YAML, or the path of a file (docs/policy.md). On a pull request the base’s decides.' },
  { name: 'release-branches', default: '', description: 'Branches from which a tag may be published, one a line. Empty: the default branch.' },
  { name: 'dry-run', default: 'false', values: FLAGS, description: 'For `publish` and `promote`: do all that can be done without writing or signing, and say what would be written.' },
  { name: 'images', default: 'auto', description: 'Where the images are copied: `auto` (`HOST/mos`, or the destination’s own repository on hosts without a root namespace), `HOST/PATH`, or `none`. For `verify`: where they are, if `images` said so when it was published.' },
  // No default in action.yml, so that `verify` can tell "keyless" from nothing said.
  { name: 'sign', default: '', description: '`keyless` (sigstore), `key` (RSA, what devices of today verify), or both, comma or line separated. Empty: `keyless`; for `verify` every kind whose anchor is given.' },
  { name: 'legacy-signature', default: 'false', values: ['true', 'false'], description: 'Also write the signature in the form that cosign 2 and Kyverno read: the tag `sha256-….sig`.' },
  { name: 'github-attestation', default: 'false', values: ['true', 'false'], description: 'Also store the provenance of a keyless signature in the repository’s attestations. Needs `attestations: write`.' },
  { name: 'release-assets', default: 'false', values: ['true', 'false'], description: 'Also upload the files (system manifest, signature, certificate, bundles) to the GitHub release of the tag. That must be there and be no draft: run on `release: published`. Needs `contents: write`.' },
  { name: 'key', default: '', secret: true, description: 'The product’s RSA key in PEM (PKCS#8), or a path.' },
  { name: 'key-passphrase', default: '', secret: true, description: 'The passphrase of `key`.' },
  { name: 'key-command', default: '', description: 'A command that reads the bytes to sign on its standard input and writes the raw RSA signature, in place of `key`. Run without a shell.' },
  { name: 'certificate', default: '', description: 'The product’s certificate in PEM, or a path.' },
  { name: 'ca-certificate', default: '', description: 'The certificate that devices trust (their manifest CA) in PEM, or a path. Without it nobody checks, when publishing, who issued `certificate`.' },
  { name: 'sigstore-signing-config', default: '', description: 'Path of another sigstore’s signing config (JSON). Empty: the public good’s, by TUF.' },
  { name: 'sigstore-trusted-root', default: '', description: 'Path of another sigstore’s trusted root (JSON). Empty: the public good’s, by TUF.' },
  { name: 'allow-public-log', default: 'false', values: FLAGS, description: 'Agree that repository, workflow and ref appear in sigstore’s public log for ever. Asked of private repositories and outside Actions.' },
  { name: 'registry-username', default: '', description: 'User name for the destination’s host. Empty: Docker’s configuration; for `ghcr.io` the github-token.' },
  { name: 'registry-password', default: '', secret: true, description: 'Password or token for the destination’s host.' },
  { name: 'github-token', default: '${{ github.token }}', cliDefault: '', secret: true, description: 'Token for GitHub’s API (reading the base, whether a tagged commit was reviewed, comments, suggestions, commits, attestations, release assets) and for `ghcr.io`.' },
  { name: 'output-directory', default: '${{ runner.temp }}/manifest-action', cliDefault: '', description: 'Where the files go. On the command line nothing is written without it.' },
  { name: 'reference', default: '', description: 'For `verify` and `promote`: `HOST/PATH:TAG`, `HOST/PATH@sha256:…`, `oci:DIR:TAG` or `oci-archive:FILE:TAG`.' },
  { name: 'reference-images', default: '', description: 'For `promote`: where the images of `reference` are, if `images` said so when it was published. Empty: where `images: auto` puts them.' },
  { name: 'read-images', default: 'false', values: FLAGS, description: 'For `verify` and `promote`: read and hash every blob of the images in a registry. Without it the registry is only asked whether it has them; a layout is always read.' },
  { name: 'certificate-identity', default: '', description: 'For `verify` and `promote`: the identity that must have signed, exactly as in the certificate.' },
  { name: 'certificate-identity-regexp', default: '', description: 'For `verify` and `promote`: a regular expression that the whole identity must match.' },
  { name: 'certificate-oidc-issuer', default: '', description: 'For `verify` and `promote`: the issuer that vouched for that identity.' },
] as const satisfies readonly InputSpec[];

export type InputName = (typeof INPUTS)[number]['name'];

/** The same table, row by row. */
export const INPUT_SPECS: readonly (InputSpec & { readonly name: InputName })[] = INPUTS;

/** The inputs as they were given, by name; '' for one that was not. */
export type InputTexts = Readonly<Record<InputName, string>>;

/** The inputs, checked and typed. An empty text that means "not given" is undefined. */
export interface Options {
  readonly job: Job;
  readonly manifest: readonly string[];
  readonly profile: Profile;
  readonly rules: string | undefined;
  readonly platform: string;
  readonly pin: PinMode;
  readonly comment: (typeof COMMENTS)[number];
  readonly base: string | undefined;
  readonly registries: readonly string[];
  readonly insecureRegistries: readonly string[];
  readonly layouts: readonly string[];
  readonly destination: string | undefined;
  readonly tag: string;
  /** GiB. */
  readonly diskSize: number | undefined;
  readonly channel: string | undefined;
  readonly channelPrerelease: boolean;
  readonly allowRollback: boolean;
  readonly allowSignerChange: boolean;
  readonly policy: string | undefined;
  readonly releaseBranches: readonly string[];
  readonly dryRun: boolean;
  readonly images: string;
  /** Empty when not stated, which only `verify` allows. */
  readonly sign: ReadonlySet<Signing>;
  readonly legacySignature: boolean;
  readonly githubAttestation: boolean;
  readonly releaseAssets: boolean;
  readonly key: string | undefined;
  readonly keyPassphrase: string | undefined;
  readonly keyCommand: string | undefined;
  readonly certificate: string | undefined;
  readonly caCertificate: string | undefined;
  readonly sigstoreSigningConfig: string | undefined;
  readonly sigstoreTrustedRoot: string | undefined;
  readonly allowPublicLog: boolean;
  readonly registryUsername: string | undefined;
  readonly registryPassword: string | undefined;
  readonly githubToken: string | undefined;
  readonly outputDirectory: string | undefined;
  readonly reference: string | undefined;
  readonly referenceImages: string;
  readonly readImages: boolean;
  readonly certificateIdentity: string | undefined;
  readonly certificateIdentityRegexp: string | undefined;
  readonly certificateOidcIssuer: string | undefined;
}

/**
 * The texts of all inputs as one typed value. Throws a `usage` Failure `input` (exit 2) for the first that is wrong, which names
 * the input, says what it was, and lists what it may be.
 */
export function readOptions(given: InputTexts): Options {
  const optional = (name: InputName): string | undefined => (given[name].trim() === '' ? undefined : given[name].trim());
  const word = <Word extends string>(name: InputName, values: readonly Word[]): Word => oneOf(name, given[name].trim(), values);
  const flag = (name: InputName): boolean => word(name, FLAGS) === 'true';
  return {
    job: word('job', JOBS),
    manifest: lines(given.manifest),
    profile: word('profile', PROFILES),
    rules: optional('rules'),
    platform: platform(given.platform.trim()),
    pin: word('pin', PINS),
    comment: word('comment', COMMENTS),
    base: optional('base'),
    registries: lines(given.registries),
    insecureRegistries: lines(given['insecure-registries']),
    layouts: lines(given.layouts),
    destination: optional('destination'),
    tag: given.tag.trim() === '' ? 'auto' : given.tag.trim(),
    diskSize: diskSize(given['disk-size'].trim()),
    channel: optional('channel'),
    channelPrerelease: flag('channel-prerelease'),
    allowRollback: flag('allow-rollback'),
    allowSignerChange: flag('allow-signer-change'),
    policy: optional('policy'),
    releaseBranches: lines(given['release-branches']),
    dryRun: flag('dry-run'),
    images: given.images.trim() === '' ? 'auto' : given.images.trim(),
    sign: signings(given.sign),
    legacySignature: flag('legacy-signature'),
    githubAttestation: flag('github-attestation'),
    releaseAssets: flag('release-assets'),
    key: optional('key'),
    keyPassphrase: given['key-passphrase'] === '' ? undefined : given['key-passphrase'],
    keyCommand: optional('key-command'),
    certificate: optional('certificate'),
    caCertificate: optional('ca-certificate'),
    sigstoreSigningConfig: optional('sigstore-signing-config'),
    sigstoreTrustedRoot: optional('sigstore-trusted-root'),
    allowPublicLog: flag('allow-public-log'),
    registryUsername: optional('registry-username'),
    registryPassword: given['registry-password'] === '' ? undefined : given['registry-password'],
    githubToken: optional('github-token'),
    outputDirectory: optional('output-directory'),
    reference: optional('reference'),
    referenceImages: optional('reference-images') ?? 'auto',
    readImages: flag('read-images'),
    certificateIdentity: optional('certificate-identity'),
    certificateIdentityRegexp: optional('certificate-identity-regexp'),
    certificateOidcIssuer: optional('certificate-oidc-issuer'),
  };
}

function wrong(name: InputName, text: string, cure: string): Failure {
  return new Failure('usage', 'input', `The input ${name} cannot be ${quoted(text)}.`, { cure });
}

function oneOf<Word extends string>(name: InputName, text: string, values: readonly Word[]): Word {
  const found = values.find((value) => value === text);
  if (found === undefined) throw wrong(name, text, `It is one of: ${values.join(', ')}.`);
  return found;
}

/** What stands on a line each, without the blanks around it and without empty lines. */
function lines(text: string): string[] {
  return text.split(/[\n\r]+/).map((line) => line.trim()).filter((line) => line !== '');
}

function signings(text: string): ReadonlySet<Signing> {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return new Set(
    words.map((word) => {
      const found = SIGNINGS.find((signing) => signing === word);
      if (found === undefined) throw wrong('sign', word, 'It is keyless, key, or both: `keyless, key`.');
      return found;
    }),
  );
}

function platform(text: string): string {
  if (/^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9.]+)?$/.test(text)) return text;
  throw wrong('platform', text, 'Write os/architecture or os/architecture/variant, as in linux/amd64 or linux/arm/v7.');
}

function diskSize(text: string): number | undefined {
  if (text === '') return undefined;
  if (/^[1-9][0-9]{0,6}$/.test(text)) return Number(text);
  throw wrong('disk-size', text, 'Write a whole number of GiB, as in 128.');
}

/** The environment variable in which the command line looks for a secret input. */
export function secretVariable(name: string): string {
  return `MANIFEST_ACTION_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** The inputs of an action step: `INPUT_<NAME>` in the runner's environment, hyphens kept (actions/toolkit core `getInput`). */
export function inputsFromEnvironment(env: Readonly<Record<string, string | undefined>>): InputTexts {
  return texts((spec) => {
    const given = env[`INPUT_${spec.name.toUpperCase()}`] ?? '';
    // A default that is an expression is filled in by the runner; one that came here literally was not.
    const fallback = spec.default?.includes('${{') === true ? '' : (spec.default ?? '');
    return given === '' ? fallback : given;
  });
}

/** The text of every input, from a function that gives it. */
export function texts(of: (spec: InputSpec) => string): InputTexts {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets the keys, which are the table's own names
  return Object.fromEntries(INPUT_SPECS.map((spec) => [spec.name, of(spec)])) as Record<InputName, string>;
}
