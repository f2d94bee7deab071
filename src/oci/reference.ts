import { Failure, type FailureKind } from '../failure.ts';
import { quoted } from '../visible.ts';
import { type Digest, isDigest } from './descriptor.ts';

/** Hosts that all mean Docker Hub (distribution/reference, docker/cli). */
export const HUB_NAMES: readonly string[] = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

/** Something in a repository of a registry. `host` is as it is shown (`docker.io` for Docker Hub), with its port when it has one. */
export interface RegistryReference {
  readonly kind: 'registry';
  readonly host: string;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: Digest | undefined;
  /** It was written without a host, so Docker Hub is meant. */
  readonly shortName: boolean;
}

/** Something in an OCI image layout. `directory` is as it was written; `reference` is a ref name or a digest. */
export interface LayoutReference {
  readonly kind: 'layout';
  readonly directory: string;
  readonly reference: string;
}

/** Something in a tar archive of an OCI image layout, skopeo's `oci-archive:`. `file` is as it was written. */
export interface ArchiveReference {
  readonly kind: 'archive';
  readonly file: string;
  readonly reference: string;
}

export type Source = RegistryReference | LayoutReference;

/** Where a release can be read. */
export type PublishedReference = Source | ArchiveReference;

/** Where something is to be written, without a name for it. */
export type Destination = { readonly kind: 'registry'; readonly host: string; readonly repository: string } | Omit<LayoutReference, 'reference'> | Omit<ArchiveReference, 'reference'>;

export interface SourceOptions {
  /**
   * What `oci://dir:ref` means. Issue 24 writes a relative folder so, and the dict form is read that way; mosb reads the absolute
   * path `//dir`, so in the list form it is refused. Default: `refused`.
   */
  readonly doubleSlash?: 'relative' | 'refused';
  /** The key whose value it is, so that a cure can give the whole line to write. */
  readonly key?: string | undefined;
}

// distribution/reference v3, the grammar that every client shares. Each alternative starts with a character that the one before
// cannot end with, so none of these backtracks.
const HOST_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
const IPV6 = /^\[[0-9a-fA-F:]+(?:\.\d+\.\d+\.\d+)?\]$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const LONGEST_NAME = 255;
const LONGEST_TEXT = 4096;

/** Whether the text can be a tag of a registry (distribution-spec §Pulling manifests: at most 128 characters). */
export function isTag(text: string): boolean {
  return TAG.test(text);
}

/** Whether the text can be a repository's name (distribution-spec §Pulling manifests). */
export function isRepository(text: string): boolean {
  return text.length <= LONGEST_NAME && text.split('/').every((component) => COMPONENT.test(component));
}

/** Whether the text can be a registry's host: a name, an IPv4 address or a bracketed IPv6 address, with an optional port. */
export function isHost(text: string): boolean {
  if (text.length > 300) return false;
  const port = /:(\d{1,5})$/.exec(text.replace(/^\[[^\]]*\]/, ''));
  const name = port === null ? text : text.slice(0, -port[0].length);
  if (port !== null && (Number(port[1]) < 1 || Number(port[1]) > 65535)) return false;
  return (HOST_NAME.test(name) || IPV6.test(name)) && URL.canParse(`https://${text}/`);
}

/**
 * What a target's `source` or `url` names: `docker://[HOST[:PORT]/]PATH[:TAG][@sha256:…]` or `oci:DIR:REF`, skopeo's syntax
 * (formats.md; REF is all after the second colon and may hold colons). Names without a host are Docker Hub's.
 * Throws a `problem` Failure `source`.
 */
export function parseSource(text: string, options: SourceOptions = {}): Source {
  const wrong = failing('problem', 'source', text);
  const line = (value: string): string => `${options.key === undefined ? '' : `${options.key}: `}${value}`;
  printable(text, wrong);
  if (text.startsWith('docker://')) {
    const reference = parseRegistry(text.slice('docker://'.length), true, wrong);
    if (reference.tag === undefined && reference.digest === undefined) {
      throw wrong('it has neither a tag nor a digest', `Write ${line(`docker://${formatReference(reference)}:TAG`)}, with the tag that is meant for TAG.`);
    }
    return reference;
  }
  if (text.startsWith('oci:')) {
    let rest = text.slice('oci:'.length);
    if (rest.startsWith('//')) {
      if (options.doubleSlash !== 'relative') {
        throw wrong('“oci://” is read as an absolute path by mosb, and as a relative one by others', `Write oci:${rest.replace(/^\/+/, '')} or, for an absolute path, oci:/${rest.replace(/^\/+/, '')}.`);
      }
      rest = rest.slice(2);
    }
    return parseLayout('oci', rest, wrong);
  }
  if (text.startsWith('oci-archive:')) {
    // formats.md has two kinds of source. mosb asks http://oci-archive:/v2/ for anything else that begins so (tried).
    throw wrong('mosb takes “oci-archive” for a registry’s host', 'Unpack it to a folder with tar -xf, and write oci:FOLDER:NAME.');
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') {
    const rest = text.slice(scheme.length);
    throw wrong('a web address is no image', `Write ${line(`docker${/^:\/\/[\w.-]+(?::\d+)?\/[\w./-]+:[\w.-]+$/.test(rest) ? rest : '://HOST/PATH:TAG'}`)}, without ${scheme}.`);
  }
  throw wrong('it starts with neither “docker://” nor “oci:”', withScheme(text, line));
}

/** What to write in place of a source without a scheme: the image that Docker would take it for (distribution/reference, ParseNormalizedNamed), or a layout. */
function withScheme(text: string, line: (value: string) => string): string {
  if (/^(?:\.{0,2}|~)\/[^@]*$/.test(text)) return `Write ${line(`oci:${/[^/]:[^/]+$/.test(text) ? text : `${text}:NAME`}`)} for an OCI image layout.`;
  const layout = 'or oci:FOLDER:NAME for an OCI image layout.';
  // A slip of skopeo's scheme; docker:24 alone is the image of that name.
  const bare = text.replace(/^docker:\/*(?=.*[/:])/i, '');
  try {
    const reference = parseRegistry(bare, true, failing('problem', 'source', text));
    const versioned = reference.tag !== undefined || reference.digest !== undefined;
    return `Write ${line(`docker://${formatReference(reference)}${versioned ? '' : ':TAG'}`)}${reference.shortName ? ' if it is Docker Hub’s' : ''}${versioned ? '' : ', with its tag for TAG'}, ${layout}`;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return `Write ${line('docker://HOST/PATH:TAG')}, ${layout}`;
  }
}

/**
 * What the input `destination` or `images` names: `HOST[:PORT]/PATH`, `oci:DIR` or `oci-archive:FILE`. Throws a `usage` Failure named `input`, which is
 * the input's name.
 */
export function parseDestination(text: string, input = 'destination'): Destination {
  const wrong = failing('usage', input, text);
  printable(text, wrong);
  const layout = layoutText(text);
  if (layout !== undefined) {
    const { scheme, rest } = layout;
    if (rest === '') throw missingPath(scheme, '', wrong);
    if (scheme === 'oci') return { kind: 'layout', directory: rest };
    // A reference ends the path at its first colon, so what is written here could not be named again.
    if (rest.includes(':')) throw wrong('a colon ends the file’s path', 'Write oci-archive:FILE; the tag is an input of its own.');
    return { kind: 'archive', file: rest };
  }
  const bare = text.replace(/^docker:\/\//, '');
  const reference = parseRegistry(bare, false, wrong);
  if (reference.tag !== undefined || reference.digest !== undefined) {
    throw wrong('it has a tag or a digest', `Write ${reference.host}/${reference.repository}; the tag is an input of its own.`);
  }
  return { kind: 'registry', host: reference.host, repository: reference.repository };
}

/**
 * What the input `reference` names: `HOST/PATH:TAG`, `HOST/PATH@sha256:…`, `oci:DIR:TAG` or `oci:DIR@sha256:…`, and so with `oci-archive:FILE`.
 * Throws a `usage` Failure `reference`.
 */
export function parsePublished(text: string): PublishedReference {
  const wrong = failing('usage', 'reference', text);
  printable(text, wrong);
  const layout = layoutText(text);
  if (layout !== undefined) {
    const { scheme, rest } = layout;
    const at = rest.lastIndexOf('@');
    const digest = rest.slice(at + 1);
    const found: LayoutReference = at > 0 && isDigest(digest) ? { kind: 'layout', directory: rest.slice(0, at), reference: digest } : parseLayout(scheme, rest, wrong);
    return scheme === 'oci' ? found : { kind: 'archive', file: found.directory, reference: found.reference };
  }
  const reference = parseRegistry(text.replace(/^docker:\/\//, ''), false, wrong);
  if (reference.tag === undefined && reference.digest === undefined) throw wrong('it has neither a tag nor a digest', `Write ${reference.host}/${reference.repository}:TAG.`);
  return reference;
}

/** The place as people write it: `HOST/PATH`, `oci:DIR` or `oci-archive:FILE`. */
export function formatDestination(place: Destination): string {
  if (place.kind === 'registry') return `${place.host}/${place.repository}`;
  return place.kind === 'layout' ? `oci:${place.directory}` : `oci-archive:${place.file}`;
}

/** The reference as people write it, without `docker://`: `HOST/PATH:TAG@sha256:…`, `oci:DIR:REF` or `oci:DIR@sha256:…`. */
export function formatReference(reference: PublishedReference): string {
  if (reference.kind !== 'registry') return `${formatDestination(reference)}${isDigest(reference.reference) ? '@' : ':'}${reference.reference}`;
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${formatDestination(reference)}${tag}${digest}`;
}

type LayoutScheme = 'oci' | 'oci-archive';

/** The scheme of a text that names a layout, and what follows it; undefined for a registry's. */
export function layoutText(text: string): { readonly scheme: LayoutScheme; readonly rest: string } | undefined {
  const match = /^(oci|oci-archive):(.*)$/s.exec(text);
  return match === null ? undefined : { scheme: match[1] === 'oci' ? 'oci' : 'oci-archive', rest: match[2] ?? '' };
}

type Wrong = (what: string, cure: string) => Failure;

function parseRegistry(text: string, shortNames: boolean, wrong: Wrong): RegistryReference {
  const [named = '', digestText, ...more] = text.split('@');
  if (more.length > 0 || digestText?.includes('/') === true) {
    throw wrong('a user or a password cannot be part of it', 'Log in to the registry instead, with docker login or the registry inputs.');
  }
  let digest: Digest | undefined;
  if (digestText !== undefined) {
    if (!isDigest(digestText)) {
      throw /^[a-z0-9+._-]+:[0-9a-fA-F]+$/.test(digestText)
        ? wrong('its digest is not sha256 with 64 lower case hexadecimal digits', 'Write @sha256: and the digest of the image manifest; devices keep no other kind.')
        : wrong('what follows “@” is not a digest', 'Write @sha256: and 64 hexadecimal digits, or leave it out.');
    }
    digest = digestText;
  }

  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  const hasHost = slash > 0 && (/[.:[A-Z]/.test(first) || first === 'localhost' || !shortNames);
  if (!hasHost && !shortNames) throw wrong('it has no host', 'Write HOST/PATH, such as ghcr.io/acme/device.');
  let host = hasHost ? first.toLowerCase() : 'docker.io';
  const path = hasHost ? named.slice(slash + 1) : named;
  if (hasHost && !/[.:[]/.test(first) && first !== 'localhost' && !shortNames) {
    throw wrong(`“${first}” is no host`, 'Write HOST/PATH, such as ghcr.io/acme/device; Docker Hub is docker.io.');
  }
  if (!isHost(host)) throw wrong(`“${first}” is no host`, 'Write a host name or an address, with a port if it has one; IPv6 goes in brackets.');
  if (host === 'index.docker.io') host = 'docker.io';

  const colon = path.indexOf(':');
  const tag = colon < 0 ? undefined : path.slice(colon + 1);
  let repository = colon < 0 ? path : path.slice(0, colon);
  if (tag !== undefined && !isTag(tag)) {
    throw wrong(`“${tag.slice(0, 150)}” is no tag`, 'A tag has at most 128 letters, digits, “_”, “.” and “-”, and does not start with “.” or “-”.');
  }
  if (repository !== repository.toLowerCase()) throw wrong('a repository has no capital letters', `Write ${repository.toLowerCase()}.`);
  if (host === 'docker.io' && repository !== '' && !repository.includes('/')) repository = `library/${repository}`;
  if (!isRepository(repository)) {
    throw wrong(
      repository === '' ? 'the repository is missing' : `“${repository.slice(0, 260)}” is no repository`,
      'A repository is made of lower case letters and digits, joined by “.”, “_”, “__”, “-” or “/”, at most 255 characters.',
    );
  }
  return { kind: 'registry', host, repository, tag, digest, shortName: !hasHost };
}

function parseLayout(scheme: LayoutScheme, rest: string, wrong: Wrong): LayoutReference {
  const colon = rest.indexOf(':');
  const directory = colon < 0 ? rest : rest.slice(0, colon);
  const reference = colon < 0 ? '' : rest.slice(colon + 1);
  if (directory === '') throw missingPath(scheme, ':NAME', wrong);
  if (reference === '') throw wrong('the name of the image in the layout is missing', `Write ${scheme}:${directory}:NAME, where NAME is an org.opencontainers.image.ref.name of its index.json.`);
  return { kind: 'layout', directory, reference };
}

function missingPath(scheme: LayoutScheme, name: string, wrong: Wrong): Failure {
  return scheme === 'oci' ? wrong('the folder is missing', `Write oci:FOLDER${name}.`) : wrong('the file is missing', `Write oci-archive:FILE${name}.`);
}

function printable(text: string, wrong: Wrong): void {
  if (text.length > LONGEST_TEXT) throw wrong('it is too long', `Write at most ${LONGEST_TEXT} characters.`);
  if (text === '') throw wrong('it is empty', 'Write where the image comes from.');
  // The first test is the fast one, and true of almost all.
  if (!/^[!-~]*$/.test(text) && /[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(text)) throw wrong('it holds a blank or a character that cannot be seen', 'Write it without blanks.');
}

function failing(kind: FailureKind, code: string, text: string): Wrong {
  const named = quoted(withoutSecret(text), 300);
  return (what, cure) => new Failure(kind, code, `${named}: ${what}`, { cure });
}

/** Someone may have written `docker://user:password@host/…`; no message repeats that. */
function withoutSecret(text: string): string {
  const at = text.lastIndexOf('@');
  if (at < 0 || (/^sha\d+:[0-9a-f]*$/i.test(text.slice(at + 1)) && !text.slice(0, at).includes('@'))) return text;
  return text.replace(/^([a-z]+:\/\/|oci(?:-archive)?:)?.*@/is, '$1***@');
}
