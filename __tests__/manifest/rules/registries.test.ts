import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { registryAllowed, shortGlob } from '../../../src/manifest/rules/registries.ts';
import { parseSource } from '../../../src/oci/reference.ts';

const allowed = (source: string, ...globs: string[]): boolean => registryAllowed(parseSource(source), globs);

describe('the input registries', () => {
  test('is any when it is empty', () => expect(allowed('docker://evil.test/a/b:1')).toBe(true));

  test.each([
    ['docker://ghcr.io/acme/ran:1', 'ghcr.io'],
    ['docker://ghcr.io/acme/ran:1', 'ghcr.io/acme/ran'],
    ['docker://ghcr.io/acme/ran:1', 'ghcr.io/acme/*'],
    ['docker://ghcr.io/acme/ran:1', 'ghcr.io/**'],
    ['docker://ghcr.io/acme/os/ran:1', 'ghcr.io/acme/**'],
    ['docker://ghcr.io/acme/ran:1', 'ghcr.io/acme/**/ran'],
    ['docker://ghcr.io/acme/a/b/ran:1', 'ghcr.io/acme/**/ran'],
    ['docker://ghcr.io/acme/ran-http:1', 'ghcr.io/acme/ran-*'],
    ['docker://ghcr.io/acme/ran:1', 'GHCR.io/acme/*'],
    ['docker://ghcr.io/acme/ran:1', 'docker://ghcr.io/acme/*'],
    ['docker://a.b.example/x:1', '*.example'],
    ['docker://a.b.example/x:1', '*'],
    ['docker://localhost:5000/x:1', 'localhost:5000'],
    ['docker://localhost:5000/x:1', 'localhost:*'],
    ['docker://[::1]:5000/x:1', '[::1]:5000'],
    ['docker://ubuntu:latest', 'docker.io'],
    ['docker://ubuntu:latest', 'docker.io/library/*'],
    ['docker://ubuntu:latest', 'docker.io/ubuntu'],
    ['docker://ubuntu:latest', 'index.docker.io'],
    ['docker://registry-1.docker.io/library/ubuntu:1', 'docker.io'],
    [`docker://ghcr.io/acme/ran@sha256:${'0'.repeat(64)}`, 'ghcr.io/acme/*'],
    ['oci:folder:ran', 'ghcr.io'],
  ])('%s is in %s', (source, glob) => expect(allowed(source, 'other.example', glob)).toBe(true));

  test.each([
    ['docker://ghcr.io.evil.test/acme/ran:1', 'ghcr.io'],
    ['docker://evil-ghcr.io/acme/ran:1', 'ghcr.io'],
    ['docker://ghcr.io:444/acme/ran:1', 'ghcr.io'],
    ['docker://ghcrxio/acme/ran:1', 'ghcr.io'],
    ['docker://ghcr.io/acme2/ran:1', 'ghcr.io/acme/*'],
    ['docker://ghcr.io/acme/ran/evil:1', 'ghcr.io/acme/*'],
    ['docker://ghcr.io/acme/ran/evil:1', 'ghcr.io/acme/ran'],
    ['docker://ghcr.io/acme:1', 'ghcr.io/acme/*'],
    ['docker://ghcr.io/evil/acme/ran:1', 'ghcr.io/acme/**'],
    ['docker://evil.test/ghcr.io/acme:1', 'ghcr.io/**'],
    ['docker://evil.test/x.example:1', '*.example'],
    ['docker://ubuntu:latest', 'ghcr.io'],
    ['docker://someone/ubuntu:latest', 'docker.io/library/*'],
    ['docker://someone/ubuntu:latest', 'docker.io/ubuntu'],
    ['docker://ghcr.io/library/ubuntu:1', 'ghcr.io/ubuntu'],
  ])('%s is not in %s', (source, glob) => expect(allowed(source, glob)).toBe(false));

  test('a glob that names one repository is shown as the near miss', () => {
    const source = { kind: 'registry', host: 'ghcr.io', repository: 'acme/ran', tag: '1', digest: undefined, shortName: false } as const;
    expect(shortGlob(source, ['quay.io/acme', 'ghcr.io/acme'])).toBe('ghcr.io/acme');
    expect(shortGlob(source, ['quay.io/acme', 'ghcr.io/other', 'evil.test'])).toBeUndefined();
  });

  test('agrees with a regular expression made from the glob', () => {
    const word = fc.stringMatching(/^[ab]{1,3}$/);
    const glob = fc.oneof(word, fc.constantFrom('*', '**', 'a*', '*b', 'a*b', '*a*'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.array(glob, { minLength: 1, maxLength: 4 }), (names, globs) => {
        const components = globs.map((each) => (each === '**' ? '(?:[^/]+/)*' : `${each.replaceAll('*', '[^/]*')}/`));
        const expected = new RegExp(`^${components.join('')}$`).test(`${names.join('/')}/`);
        expect(registryAllowed({ kind: 'registry', host: 'r.example', repository: names.join('/'), tag: '1', digest: undefined, shortName: false }, [`r.example/${globs.join('/')}`])).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('takes no time to grow on a glob of many stars', () => {
    const source = { kind: 'registry', host: 'r.example', repository: 'a'.repeat(255), tag: '1', digest: undefined, shortName: false } as const;
    const started = performance.now();
    expect(registryAllowed(source, [`r.example/${'*a'.repeat(100)}b`])).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
