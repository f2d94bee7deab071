import { Failure } from '../../failure.ts';
import { isDigest, type Digest } from '../../oci/descriptor.ts';
import { formatReference, parseSource, type RegistryReference, type Source } from '../../oci/reference.ts';
import type { Form, Resolutions, Target } from '../manifest.ts';
import type { Finding } from '../problem.ts';
import { codePoint, HIDDEN } from '../characters.ts';
import { quoted } from '../../visible.ts';
import { registryAllowed, shortGlob } from './registries.ts';
import { BOTH, everywhere, type Example, fieldOf, rule, type RuleContext } from './rule.ts';

/** What a target's source names. Throws a `problem` Failure `source` when it does not parse, and so for one that is absent. */
export function sourceOf(target: Target): Source {
  // mosb takes `oci://dir:ref` for an absolute path; issue 24, where the dict form comes from, writes a relative one so.
  return parseSource(target.source, { doubleSlash: typeof target.path[1] === 'string' ? 'relative' : 'refused', key: keyOf(target) });
}

/** `source`, or `url` in the dict form. */
function keyOf({ sourcePath }: Target): string | undefined {
  return sourcePath.at(-1)?.toString();
}

/** Whether nothing in the manifest fixes the digest of a target's image: neither `digest` nor its source (contract, "floating"). */
export function isFloating(target: Target): boolean {
  return fixedDigest(target) === undefined;
}

/** What fixes a target's image, as it is written: `digest`, else the digest in its source, which may be an index's. */
export function fixedDigest(target: Target): string | undefined {
  if (target.digest !== undefined && target.digest !== '') return target.digest;
  const source = parsed(target);
  return source && digestIn(source);
}

/** The digest by which a source names an image or an index: `…@sha256:…`, or that in a layout's place of a name. */
export function digestIn(source: Source): Digest | undefined {
  if (source.kind === 'registry') return source.digest;
  return isDigest(source.reference) ? source.reference : undefined;
}

function parsed(target: Target): Source | undefined {
  try {
    return sourceOf(target);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** The targets whose source is in a registry, as far as it parses. */
function fromRegistries(targets: readonly Target[]): { readonly target: Target; readonly source: RegistryReference }[] {
  return targets.flatMap((target) => {
    const source = parsed(target);
    return source?.kind === 'registry' ? [{ target, source }] : [];
  });
}

function sourceFindings(target: Target): Finding[] {
  const { sourcePath: path, source: text } = target;
  if (text === '') return [{ path, message: `${quoted(target.name)} has no source. Write where its image comes from: docker://HOST/PATH:TAG or oci:FOLDER:NAME.` }];
  let source;
  try {
    source = sourceOf(target);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ path, message: [error.message, error.cure].filter((part) => part !== undefined).join('. ') }];
  }
  if (source.kind === 'layout' || !source.shortName) return [];
  return [{ path, severity: 'warning', message: `${quoted(text)} has no host, so it is read as Docker Hub's, and mosb cannot read it at all. Write ${keyOf(target)}: docker://${formatReference(source)}.` }];
}

/** What stands where a host does in a source, and the character of it that is not ASCII. Those that cannot be seen were found by the reader. */
function foreignHost(text: string): { readonly host: string; readonly character: string } | undefined {
  const host = /^docker:\/\/([^/]*)\//.exec(text)?.[1]?.split('@').at(-1);
  const character = /[^\p{ASCII}]/u.exec(host ?? '')?.[0];
  return host === undefined || character === undefined || HIDDEN.test(character) ? undefined : { host, character };
}

/** The first component of a repository, where there is more than one: the owner on hosts such as ghcr.io and docker.io. */
function ownerOf({ host, repository }: RegistryReference): string | undefined {
  return repository.includes('/') ? `${host}/${repository.split('/')[0]}` : undefined;
}

function floatingMessage(target: Target, resolutions: Resolutions | undefined): string {
  const found = resolutions?.get(target.name);
  const lines = found === undefined ? 'Add the digest and size of its image manifest; job: pin writes them.' : `Add digest: ${found.digest} and size: ${found.size}.`;
  return `${quoted(target.name)} is not pinned: what ${quoted(target.source)} names may be another image tomorrow. ${lines}`;
}

function floating({ manifest, base, pin, publishing, verified, resolutions }: RuleContext): Finding[] {
  if (pin === 'off') return [];
  // What could not be resolved is an error already, and cannot be pinned.
  const found = ({ name }: Target): boolean => resolutions === undefined || resolutions.has(name);
  const loose = manifest.targets.filter((target) => isFloating(target) && found(target) && parsed(target) !== undefined && !(publishing && verified?.has(target.name) === true));
  const severity = publishing || pin === 'check' ? ('error' as const) : ('warning' as const);
  // A change answers for what it touches; whatever was there before is told in one line, so that it does not hide the rest.
  const touched = base?.kind === 'git' && !publishing ? loose.filter(({ name }) => base.changed.has(name)) : loose;
  const findings: Finding[] = touched.map((target) => ({ path: target.sourcePath, target: target.name, severity, message: floatingMessage(target, resolutions) }));
  const rest = loose.filter((target) => !touched.includes(target));
  const [first] = rest;
  if (first === undefined) return findings;
  const names = rest.slice(0, 5).map(({ name }) => quoted(name)).join(', ');
  const more = rest.length > 5 ? ` and ${rest.length - 5} more` : '';
  findings.push({
    path: first.sourcePath,
    target: rest.length === 1 ? first.name : null,
    severity,
    message: `${rest.length === 1 ? 'One target that this change does not touch is' : `${rest.length} targets that this change does not touch are`} not pinned: ${names}${more}. job: pin writes their digest and size.`,
  });
  return findings;
}

/** Examples of both forms that differ in a target's source alone. */
function sources(bad: string, good: string, more: Partial<Example> = {}): Record<Form, Example> {
  const examples = (target: string): Example => ({
    ...more,
    bad: `${target}${bad}`,
    good: `${target}${good}`,
    ...(more.base === undefined ? {} : { base: `${target}${more.base}` }),
  });
  return { list: examples('targets:\n  - service_name: ran\n    source: '), dict: examples('targets:\n  ran:\n    url: ') };
}

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Examples of both forms that differ in a target's digest alone. */
function digests(bad: string, good: string): Record<Form, Example> {
  const examples = (target: string): Example => ({ bad: `${target}${bad}`, good: `${target}${good}\n    size: 878` });
  const source = 'docker://registry.example/os/ran:2.5.0';
  return { list: examples(`targets:\n  - service_name: ran\n    source: ${source}\n    digest: `), dict: examples(`targets:\n  ran:\n    url: ${source}\n    digest: `) };
}

/** Where images come from, and which image it is. */
export const sourceRules = [
  rule({
    id: 'source',
    number: 41,
    forms: BOTH,
    severity: everywhere('error'),
    needs: ['text'],
    title: 'A source is `docker://HOST/PATH` or `oci:FOLDER` with a tag or a digest.',
    why: 'Nothing else can be fetched.',
    note: 'A name without a host is read as Docker Hub\'s, as in the RFC\'s own example. That is a warning, since mosb cannot read it. A relative FOLDER is relative to the workspace (on the command line the working directory), not to the manifest.',
    check: ({ manifest }) => manifest.targets.flatMap(sourceFindings),
    examples: sources('docker://registry.example/os/ran', 'docker://registry.example/os/ran:2.5.0'),
  }),
  rule({
    id: 'digest',
    number: 42,
    forms: BOTH,
    severity: everywhere('error'),
    locked: true,
    needs: ['text', 'image'],
    title: 'A stated digest is sha256, exists, is an image manifest\'s, agrees with one in the source, and is not left behind when the source changes.',
    why: 'A device has sha256 alone (blobs/sha256), and runs what the digest names, whatever the tag says.',
    note: 'A digest in the source, as in `HOST/PATH:TAG@sha256:…`, is left behind in the same way. It may be that of an index, which stands for its platform\'s image manifest.',
    raised: 'That it exists and fits its source is checked when sources are resolved.',
    check({ manifest }) {
      return manifest.targets
        .filter(({ digest }) => digest !== undefined && digest !== '' && !isDigest(digest))
        .map((target) => {
          const { digest = '' } = target;
          const cure = /^[0-9a-f]{64}$/.test(digest) ? `Write digest: sha256:${digest}.` : 'Write sha256: and 64 lower case hexadecimal digits, or take digest and size out and run job: pin.';
          return { path: fieldOf(target, 'digest'), message: `${quoted(digest)} is not a sha256 digest. ${cure}` };
        });
    },
    examples: digests('sha256:1234', DIGEST),
  }),
  rule({
    id: 'floating-reference',
    forms: BOTH,
    severity: everywhere('error'),
    needs: ['text', 'input'],
    title: 'A target is pinned: `digest`, or a source with `@sha256:`, says which image it is.',
    why: 'A tag can be moved, so what was reviewed and what is installed may differ.',
    note: 'A warning with `pin: suggest` and `pin: commit`, an error with `pin: check` and at publish, silent with `pin: off`. At publish, a target that the `policy` verifies may float.',
    check: floating,
    examples: digests('', DIGEST),
  }),
  rule({
    id: 'registry-not-allowed',
    number: 62,
    forms: BOTH,
    severity: everywhere('error'),
    locked: true,
    needs: ['input'],
    title: 'A source is in a registry that the input `registries` allows.',
    why: 'A pull request could make the runner ask any host otherwise. It is checked before any name is resolved.',
    note: '`HOST` allows all of a host. `HOST/PATH` is the whole repository, where `*` is any text without a slash, and `**` any number of path components.',
    check({ manifest, registries = [] }) {
      return fromRegistries(manifest.targets)
        .filter(({ source }) => !registryAllowed(source, registries))
        .map(({ target, source }) => {
          const near = shortGlob(source, registries);
          const cure = near === undefined ? 'Add it there if it is meant.' : `${near} allows that one repository; write ${near}/** for all below it.`;
          return { path: target.sourcePath, message: `${quoted(`${source.host}/${source.repository}`)} is in none of the registries that the input registries allows. ${cure}` };
        });
    },
    examples: sources('docker://registry.example.evil.test/os/ran:2.5.0', 'docker://registry.example/os/ran:2.5.0', { inputs: { registries: ['registry.example/os/*'] } }),
  }),
  rule({
    id: 'new-registry',
    number: 63,
    forms: BOTH,
    severity: everywhere('warning'),
    needs: ['base'],
    title: 'Images come from hosts and owners that the base used.',
    why: 'Whoever reviews the change should notice that someone new is trusted.',
    check({ manifest, base }) {
      if (base?.kind !== 'git') return [];
      const before = fromRegistries(base.manifest.targets).map(({ source }) => source);
      const known = new Set<string | undefined>([...before.map(({ host }) => host), ...before.map(ownerOf)]);
      return fromRegistries(manifest.targets).flatMap(({ target, source }) => {
        const owner = ownerOf(source);
        const fresh = [source.host, owner].find((name) => name !== undefined && !known.has(name));
        if (fresh === undefined) return [];
        known.add(source.host).add(owner);
        return [{ path: target.sourcePath, message: `${quoted(fresh)} is new: no image of the base comes from there. Make sure that it is meant.` }];
      });
    },
    examples: sources('docker://registry.example/someone/ran:2.6.0', 'docker://registry.example/os/ran:2.6.0', { base: 'docker://registry.example/os/ran:2.5.0' }),
  }),
  rule({
    id: 'hidden-character',
    number: 64,
    forms: BOTH,
    severity: everywhere('error'),
    needs: ['text'],
    title: 'The file has no bidirectional, zero-width or control characters, and hosts are ASCII.',
    why: 'What a reviewer sees would not be what is read.',
    raised: 'Characters anywhere in the file are found when it is read.',
    check({ manifest }) {
      return manifest.targets.flatMap(({ source, sourcePath }) => {
        const found = foreignHost(source);
        if (found === undefined) return [];
        return [{ path: sourcePath, message: `The host ${quoted(found.host)} holds ${codePoint(found.character)}, which is not ASCII, and may look like another host. Write the host's name in ASCII (xn--…).` }];
      });
    },
    examples: sources('docker://registry.ex\u0430mple/os/ran:2.5.0', 'docker://registry.example/os/ran:2.5.0'),
  }),
  rule({
    id: 'tag-drift',
    number: 68,
    forms: BOTH,
    severity: everywhere('warning'),
    needs: ['image'],
    title: 'The tag of a pinned source still gives the digest that is stated, or that stands beside it in the source.',
    why: 'Someone moved the tag since it was pinned, or the digest is another image\'s.',
    raised: 'When sources are resolved; only tags of targets that the change touches are asked.',
  }),
];

