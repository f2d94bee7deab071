import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { posix } from 'node:path';
import { Failure } from '../failure.ts';
import { isObject } from '../oci/document.ts';
import { HUB_NAMES, isHost } from '../oci/reference.ts';
import { quoted, visible } from '../visible.ts';
import { matches, wholeText, type TextExpectation } from './expectation.ts';
import type { CertificateIdentity } from './identity.ts';

/** Who must have signed source images (the input `policy`; schema/policy.schema.json says its form). */
export interface Policy {
  readonly entries: readonly PolicyEntry[];
}

export interface PolicyEntry {
  /** Globs over `HOST/PATH`, without tag or digest: `*` within a part of the path, `**` over parts. */
  readonly match: readonly string[];
  /** One of these must have signed. Empty with `unsigned`. */
  readonly signedBy: readonly Requirement[];
  /** Why nobody needs to have signed. */
  readonly unsigned: string | undefined;
  /** Of the entry in the policy. */
  readonly line: number;
}

export type Requirement =
  | { readonly kind: 'keyless'; readonly san: TextExpectation; readonly issuer: TextExpectation }
  | {
      readonly kind: 'github';
      /** `https://github.com` */
      readonly server: string;
      /** `acme/os` */
      readonly repository: string;
      /** `acme/os/.github/workflows/release.yml`, with `@REF` or without; any of the repository when undefined. */
      readonly workflow: string | undefined;
      /** A glob over the ref that was built. */
      readonly ref: string | undefined;
      readonly issuer: string;
    }
  | { readonly kind: 'key'; readonly key: KeyObject; readonly fingerprint: string };

const GITHUB = 'https://github.com';
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/** What says where in the policy something is wrong. */
type Refuse = (path: readonly (string | number)[], message: string, cure?: string) => Failure;

/** The policy in a YAML text. Throws a `usage` Failure `policy` that names the line and what may stand there. */
export async function parsePolicy(text: string): Promise<Policy> {
  const { LineCounter, isNode, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false });
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length >= 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const refuse: Refuse = (path, message, cure = 'schema/policy.schema.json says what a policy may hold; docs/policy.md has examples.') =>
    new Failure('usage', 'policy', `policy, line ${lineOf(path)}: ${message}`, { cure });
  const broken = document.errors[0];
  if (broken !== undefined) throw new Failure('usage', 'policy', `policy, line ${broken.linePos?.[0].line ?? 1}: ${visible(broken.message.split('\n')[0] ?? '', 300)}`, { cure: 'Mend the YAML.' });
  const root: unknown = document.toJS({ maxAliasCount: 100 });
  const { version, images } = members(root, ['version', 'images'], [], refuse);
  if (version !== 1) throw refuse(['version'], 'version must be 1');
  if (!Array.isArray(images)) throw refuse(['images'], 'images must be a list');
  return { entries: images.map((entry: unknown, at) => parseEntry(entry, ['images', at], lineOf(['images', at]), refuse)) };
}

function parseEntry(value: unknown, path: readonly (string | number)[], line: number, refuse: Refuse): PolicyEntry {
  const { match, 'signed-by': signedBy, unsigned } = members(value, ['match', 'signed-by', 'unsigned'], path, refuse);
  const globs: readonly unknown[] = Array.isArray(match) ? match : [match];
  const names = globs.filter((glob): glob is string => typeof glob === 'string' && glob !== '');
  if (names.length === 0 || names.length !== globs.length) throw refuse([...path, 'match'], 'match must be a glob over HOST/PATH, or a list of them');
  const tagged = names.find((name) => /@|:[^/:]*$/.test(name) && !/^[^/]*:\d+$/.test(name) && !name.startsWith('oci:'));
  if (tagged !== undefined) throw refuse([...path, 'match'], `match ${quoted(tagged)} has a tag or a digest`, 'Leave it out: an image is verified by digest, whatever its tag.');
  if ((signedBy === undefined) === (unsigned === undefined)) throw refuse(path, 'an entry has either signed-by or unsigned');
  if (unsigned !== undefined) {
    if (typeof unsigned !== 'string' || unsigned.trim() === '') throw refuse([...path, 'unsigned'], 'unsigned must say why nobody needs to have signed', 'Write the reason as a sentence: reviewers read it.');
    return { match: names, signedBy: [], unsigned: unsigned.trim(), line };
  }
  if (!Array.isArray(signedBy) || signedBy.length === 0) throw refuse([...path, 'signed-by'], 'signed-by must be a list with at least one signer');
  return { match: names, signedBy: signedBy.map((signer: unknown, at) => parseRequirement(signer, [...path, 'signed-by', at], refuse)), unsigned: undefined, line };
}

const KINDS = {
  keyless: ['identity', 'identity-regexp', 'issuer', 'issuer-regexp'],
  github: ['github', 'workflow', 'ref', 'server', 'issuer'],
  key: ['key'],
} as const;

function parseRequirement(value: unknown, path: readonly (string | number)[], refuse: Refuse): Requirement {
  const kind = isObject(value) && 'github' in value ? 'github' : isObject(value) && 'key' in value ? 'key' : 'keyless';
  const given = members(value, KINDS[kind], path, refuse);
  const text = (name: string): string | undefined => {
    const member = given[name];
    if (member === undefined) return undefined;
    if (typeof member !== 'string' || member === '') throw refuse([...path, name], `${name} must be text`);
    return member;
  };
  if (kind === 'key') return parseKey(text('key') ?? '', () => refuse([...path, 'key'], 'key must be a public key', 'Write it out in PEM, from -----BEGIN PUBLIC KEY-----.'));
  if (kind === 'keyless') return { kind, san: expectation('identity', text, path, refuse), issuer: expectation('issuer', text, path, refuse) };
  const repository = text('github') ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw refuse([...path, 'github'], 'github must be OWNER/REPOSITORY');
  const server = text('server') ?? GITHUB;
  if (!/^https:\/\/[\w.-]+(?::\d+)?$/.test(server)) throw refuse([...path, 'server'], 'server must be https://HOST');
  const issuer = text('issuer') ?? (server === GITHUB ? GITHUB_ISSUER : `${server}/_services/token`);
  return { kind, server, repository, workflow: workflowPath(text('workflow'), repository), ref: text('ref'), issuer };
}

/** `NAME` or `NAME-regexp`, exactly one of them. */
function expectation(name: 'identity' | 'issuer', text: (name: string) => string | undefined, path: readonly (string | number)[], refuse: Refuse): TextExpectation {
  const [exact, pattern] = [text(name), text(`${name}-regexp`)];
  if ((exact === undefined) === (pattern === undefined)) {
    throw refuse(path, `a signer has either ${name} or ${name}-regexp`, 'For a GitHub workflow write github: OWNER/REPOSITORY; for a key, key.');
  }
  return exact === undefined ? wholeText(pattern ?? '', `policy: ${name}-regexp`) : { exact };
}

/** `release.yml`, `.github/workflows/release.yml` and `OWNER/REPOSITORY/.github/workflows/release.yml`, each with `@REF` or without, as the last of them. */
function workflowPath(workflow: string | undefined, repository: string): string | undefined {
  if (workflow === undefined || workflow.includes('/.github/')) return workflow;
  return workflow.startsWith('.github/') ? `${repository}/${workflow}` : `${repository}/.github/workflows/${workflow}`;
}

function parseKey(pem: string, refuse: () => Failure): Requirement {
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) throw refuse();
  try {
    const key = createPublicKey(pem);
    return { kind: 'key', key, fingerprint: keyFingerprint(key) };
  } catch {
    throw refuse();
  }
}

/** `SHA256:<hex>` of a public key's SubjectPublicKeyInfo. */
export function keyFingerprint(key: KeyObject): string {
  return `SHA256:${createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex')}`;
}

/** The members of a mapping, of which none may be unknown: a key that is misspelt must not switch off a check. */
function members(value: unknown, known: readonly string[], path: readonly (string | number)[], refuse: Refuse): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw refuse(path, `${path.length === 0 ? 'a policy' : 'this'} must be a mapping with ${known.join(', ')}`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) throw refuse([...path, unknown], `${quoted(unknown, 60)} means nothing here: ${known.join(', ')} do`);
  return value;
}

/**
 * The first entry of which a glob matches the image's `HOST/PATH` or `oci:FOLDER`, however the two spell the place; undefined when the policy says nothing of it,
 * so that it is unverified.
 */
export async function entryFor(policy: Policy, image: string): Promise<PolicyEntry | undefined> {
  const { default: picomatch } = await import('picomatch');
  const place = canonical(image);
  const isMatch = (text: string, glob: string): boolean => picomatch.isMatch(text, glob, { dot: true, nonegate: true, noextglob: true });
  // A glob over hosts, such as `*.docker.io`, may mean the name as it is written. A folder has many names, and the author of a change chooses.
  const asWritten = !image.startsWith(LAYOUT);
  return policy.entries.find(({ match }) => match.some((glob) => isMatch(place, canonical(glob)) || (asWritten && isMatch(image, glob))));
}

const LAYOUT = 'oci:';

/**
 * One spelling for all that name the same place: without the port of https, Docker Hub by its one name with `library/` (distribution/reference, familiar names), a
 * folder without `.`, `..` and doubled slashes. Of a glob only what stands there literally is changed.
 */
function canonical(place: string): string {
  if (place.startsWith(LAYOUT)) return `${LAYOUT}${posix.normalize(place.slice(LAYOUT.length)).replace(/(?<=.)\/$/, '')}`;
  const slash = place.indexOf('/');
  const [named, path] = slash < 0 ? [place, ''] : [place.slice(0, slash), place.slice(slash)];
  if (!isHost(named)) return place;
  // The URL knows the scheme's port and how an address is written.
  const { host } = new URL(`https://${named}`);
  if (!HUB_NAMES.includes(host)) return `${host}${path}`;
  return `docker.io${/^\/[^/*?{[(]+$/.test(path) ? '/library' : ''}${path}`;
}

/** Whether a verified identity is the one that a requirement names. By provenance, only as a GitHub workflow: it states who built, and no more. */
export async function isNamed(identity: Pick<CertificateIdentity, 'san' | 'issuer' | 'repository' | 'ref'>, requirement: Requirement, byProvenance: boolean): Promise<boolean> {
  if (requirement.kind === 'key') return false;
  if (requirement.kind === 'keyless') return !byProvenance && matches(requirement.san, identity.san) && matches(requirement.issuer, identity.issuer);
  const { server, repository, workflow = `${repository}/.github/workflows/`, ref, issuer } = requirement;
  const { san = '' } = identity;
  if (identity.issuer !== issuer || identity.repository !== `${server}/${repository}`) return false;
  const signer = `${server}/${workflow}`;
  const isWorkflow = workflow.includes('@') ? san === signer : san.startsWith(workflow.endsWith('/') ? signer : `${signer}@`);
  if (!isWorkflow || ref === undefined) return isWorkflow;
  const { default: picomatch } = await import('picomatch');
  return picomatch.isMatch(identity.ref ?? '', ref, { dot: true, nonegate: true, noextglob: true });
}
