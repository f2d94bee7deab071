import { HUB_NAMES, type RegistryReference, type Source } from '../../oci/reference.ts';

/**
 * Whether the input `registries` lets a source be read. Each glob is `HOST`, which allows all of the host, or `HOST/PATH`, which is
 * compared with the whole repository. `*` is any text without a slash, `**` any number of path components. A folder (`oci:`) is no
 * registry: which of them may be read is the input `layouts`. No globs at all allow everything.
 */
export function registryAllowed(source: Source, globs: readonly string[]): boolean {
  if (source.kind === 'layout' || globs.length === 0) return true;
  return globs.some((glob) => matches(source, glob));
}

/** The glob that names a folder above this repository, without what would let it through: what someone wrote who meant all below. */
export function shortGlob(source: RegistryReference, globs: readonly string[]): string | undefined {
  return globs.find((glob) => glob.includes('/') && matches(source, `${glob.replace(/\/+$/, '')}/**`));
}

function matches({ host, repository }: RegistryReference, glob: string): boolean {
  const bare = glob.trim().replace(/^docker:\/\//, '');
  const slash = bare.indexOf('/');
  const hostGlob = canonical((slash < 0 ? bare : bare.slice(0, slash)).toLowerCase());
  if (!wildcard(canonical(host), hostGlob)) return false;
  if (slash < 0) return true;
  let path = bare.slice(slash + 1);
  // Docker Hub's own images: docker.io/ubuntu is docker.io/library/ubuntu.
  if (hostGlob === 'docker.io' && !path.includes('/') && !path.includes('*')) path = `library/${path}`;
  return components(repository.split('/'), path.split('/'));
}

function canonical(host: string): string {
  return HUB_NAMES.includes(host) ? 'docker.io' : host;
}

/** Compares path components with a glob's, where `**` stands for any number of them, none included. */
function components(names: readonly string[], globs: readonly string[]): boolean {
  // reached[j]: the first j components can be matched by the globs so far.
  let reached = names.map(() => false);
  reached = [true, ...reached];
  for (const glob of globs) {
    let open = false;
    reached = reached.map((before, index) => {
      open ||= before;
      if (glob === '**') return open;
      return index > 0 && reached[index - 1] === true && wildcard(names[index - 1] ?? '', glob);
    });
  }
  return reached[names.length] === true;
}

/** Compares a text with a pattern in which `*` is any text. Takes steps in the product of their lengths at most. */
function wildcard(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let from = 0;
  while (at < text.length) {
    if (pattern[next] === '*') {
      star = next++;
      from = at;
    } else if (pattern[next] === text[at]) {
      at++;
      next++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++from;
    } else return false;
  }
  while (pattern[next] === '*') next++;
  return next === pattern.length;
}
