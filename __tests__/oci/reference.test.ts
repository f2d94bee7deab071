import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { PATIENCE, computing, tried } from '../harness/fuzz.ts';
import { Failure } from '../../src/failure.ts';
import { formatReference, isHost, isRepository, isTag, parseDestination, parsePublished, parseSource } from '../../src/oci/reference.ts';

const DIGEST = `sha256:${'a1'.repeat(32)}`;
const registry = (host: string, repository: string, tag?: string, digest?: string, shortName = false): unknown => ({ kind: 'registry', host, repository, tag, digest, shortName });

/** The failure of a call, as `kind code message | cure`. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof Failure) return `${error.kind} ${error.code} ${error.message} | ${error.cure}`;
    throw error;
  }
  return 'accepted';
}

describe('sources', () => {
  test.each<[string, unknown]>([
    ['docker://registry.example/os/ran:2.5', registry('registry.example', 'os/ran', '2.5')],
    ['docker://registry.example:5000/ran:latest', registry('registry.example:5000', 'ran', 'latest')],
    ['docker://localhost/ran:1', registry('localhost', 'ran', '1')],
    ['docker://[::1]:5000/a/b:v1', registry('[::1]:5000', 'a/b', 'v1')],
    ['docker://127.0.0.1:5000/a:1', registry('127.0.0.1:5000', 'a', '1')],
    ['docker://Registry.Example/a:1', registry('registry.example', 'a', '1')],
    [`docker://registry.example/a@${DIGEST}`, registry('registry.example', 'a', undefined, DIGEST)],
    [`docker://registry.example/a:1@${DIGEST}`, registry('registry.example', 'a', '1', DIGEST)],
    ['docker://ubuntu:22.04', registry('docker.io', 'library/ubuntu', '22.04', undefined, true)],
    ['docker://acme/ran:1', registry('docker.io', 'acme/ran', '1', undefined, true)],
    ['docker://docker.io/ubuntu:1', registry('docker.io', 'library/ubuntu', '1')],
    ['docker://index.docker.io/acme/ran:1', registry('docker.io', 'acme/ran', '1')],
    ['docker://registry.example/a__b/c--d/e.f_g:A_b-C.1', registry('registry.example', 'a__b/c--d/e.f_g', 'A_b-C.1')],
    ['oci:dir:ran', { kind: 'layout', directory: 'dir', reference: 'ran' }],
    ['oci:/abs/dir:ran:2.5', { kind: 'layout', directory: '/abs/dir', reference: 'ran:2.5' }],
    [`oci:dir:${DIGEST}`, { kind: 'layout', directory: 'dir', reference: DIGEST }],
  ])('%s', (text, expected) => {
    expect(parseSource(text)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['', 'empty'],
    ['ubuntu:22.04', 'neither “docker://” nor “oci:” | Write docker://docker.io/library/ubuntu:22.04 if it is Docker Hub’s, or oci:FOLDER:NAME'],
    ['ubuntu', 'Write docker://docker.io/library/ubuntu:TAG if it is Docker Hub’s, with its tag for TAG, or'],
    ['acme/ran:1', 'Write docker://docker.io/acme/ran:1 if it is Docker Hub’s, or'],
    ['docker.io/ubuntu:1', 'Write docker://docker.io/library/ubuntu:1, or'],
    ['index.docker.io/acme/ran:1', 'Write docker://docker.io/acme/ran:1, or'],
    ['ghcr.io/acme/ran:1', 'Write docker://ghcr.io/acme/ran:1, or'],
    ['ghcr.io/acme/ran', 'Write docker://ghcr.io/acme/ran:TAG, with its tag for TAG, or'],
    ['localhost:5000/ran:1', 'Write docker://localhost:5000/ran:1, or'],
    ['localhost/ran:1', 'Write docker://localhost/ran:1, or'],
    [`ghcr.io/acme/ran@${DIGEST}`, `Write docker://ghcr.io/acme/ran@${DIGEST}, or`],
    ['docker:24', 'Write docker://docker.io/library/docker:24 if it is Docker Hub’s, or'],
    ['docker:/ghcr.io/acme/ran:1', 'Write docker://ghcr.io/acme/ran:1, or'],
    ['Docker://ghcr.io/acme/ran:1', 'Write docker://ghcr.io/acme/ran:1, or'],
    ['../images:ran', 'Write oci:../images:ran for'],
    ['/srv/images', 'Write oci:/srv/images:NAME for'],
    ['ran:2.5:x', 'Write docker://HOST/PATH:TAG, or'],
    ['docker://ubuntu', 'Write docker://docker.io/library/ubuntu:TAG, with the tag that is meant for TAG.'],
    ['https://registry.example/os/ran', 'Write docker://HOST/PATH:TAG'],
    ['https://registry.example/os/ran:2.5', 'Write docker://registry.example/os/ran:2.5, without https.'],
    ['https://me:secret@registry.example/os/ran:2.5', 'Write docker://HOST/PATH:TAG'],
    ['docker://registry.example/os/ran', 'neither a tag nor a digest'],
    ['docker://registry.example/OS/ran:1', 'Write os/ran.'],
    ['docker://registry.example/os//ran:1', 'is no repository'],
    ['docker://registry.example/os/_ran:1', 'is no repository'],
    ['docker://registry.example/os/ran___x:1', 'is no repository'],
    ['docker://registry.example/:1', 'the repository is missing'],
    [`docker://registry.example/${'a'.repeat(256)}:1`, 'is no repository'],
    [`docker://registry.example/ran:${'a'.repeat(129)}`, 'is no tag'],
    ['docker://registry.example/ran:.a', 'is no tag'],
    ['docker://registry.example/ran:a:b', 'is no tag'],
    ['docker://registry.example/ran:', 'is no tag'],
    ['docker://registry.example:0/ran:1', 'is no host'],
    ['docker://registry.example:65536/ran:1', 'is no host'],
    ['docker://registry..example/ran:1', 'is no host'],
    ['docker://-registry.example/ran:1', 'is no host'],
    ['docker://[::1/ran:1', 'is no host'],
    ['docker://rëgistry.example/ran:1', 'is no host'],
    ['docker://registry.example/ran@sha256:abc', '64 lower case hexadecimal digits'],
    [`docker://registry.example/ran@${DIGEST.toUpperCase()}`, 'is not a digest'],
    [`docker://registry.example/ran@sha512:${'a'.repeat(128)}`, 'not sha256'],
    ['docker://registry.example/ran@1', 'not a digest'],
    ['docker://registry.example/ran :1', 'blank'],
    ['docker://registry.example/r\u202Ean:1', 'cannot be seen'],
    ['docker://registry.example/ran:1\n', 'blank'],
    ['oci:dir', 'is missing'],
    ['oci:dir:', 'is missing'],
    ['oci::ran', 'folder is missing'],
    ['oci://tmp/build.d/oci.d:ran:latest', 'Write oci:tmp/build.d/oci.d:ran:latest'],
    ['oci-archive:images.tar:ran', 'mosb takes “oci-archive” for a registry’s host | Unpack it'],
  ])('refused: %j', (text, expected) => {
    const said = refusal(() => parseSource(text));
    expect(said).toMatch(/^problem source /);
    expect(said).toContain(expected);
    expect(said).toMatch(/ \| \S/);
  });

  test('issue 24’s oci:// is relative where the caller says so', () => {
    expect(parseSource('oci://tmp/build.d/oci.d:ran:latest', { doubleSlash: 'relative' })).toEqual({ kind: 'layout', directory: 'tmp/build.d/oci.d', reference: 'ran:latest' });
    expect(parseSource('oci:///abs/oci.d:ran', { doubleSlash: 'relative' })).toEqual({ kind: 'layout', directory: '/abs/oci.d', reference: 'ran' });
  });

  test.each(['docker://robot:hunter2@registry.example/ran:1', 'docker://robot:hunter2@registry.example/ran:1@sha256:00', 'https://robot:hunter2@registry.example/x', 'robot:hunter2@x', './robot:hunter2@x:1', 'docker:robot:hunter2@x/y:1'])('%s: a password is not repeated', (text) => {
    const said = refusal(() => parseSource(text));
    expect(said).toMatch(/^problem source /);
    expect(said).not.toContain('hunter2');
  });
});

describe('destinations and published references', () => {
  test('destinations', () => {
    expect(parseDestination('ghcr.io/acme/device')).toEqual({ kind: 'registry', host: 'ghcr.io', repository: 'acme/device' });
    expect(parseDestination('docker://localhost:5000/device')).toEqual({ kind: 'registry', host: 'localhost:5000', repository: 'device' });
    expect(parseDestination('docker.io/device')).toEqual({ kind: 'registry', host: 'docker.io', repository: 'library/device' });
    expect(parseDestination('oci:out/layout')).toEqual({ kind: 'layout', directory: 'out/layout' });
    expect(parseDestination('oci-archive:out/release.tar')).toEqual({ kind: 'archive', file: 'out/release.tar' });
  });

  test.each<[string, string]>([
    ['device', 'has no host'],
    ['acme/device', '“acme” is no host'],
    ['ghcr.io/acme/device:1', 'a tag or a digest'],
    [`ghcr.io/acme/device@${DIGEST}`, 'a tag or a digest'],
    ['oci:', 'folder is missing'],
    ['oci-archive:', 'file is missing'],
    ['oci-archive:release.tar:1.0.0', 'the tag is an input of its own'],
    ['', 'empty'],
  ])('refused: %j', (text, expected) => {
    const said = refusal(() => parseDestination(text));
    expect(said).toMatch(/^usage destination /);
    expect(said).toContain(expected);
    expect(refusal(() => parseDestination(text, 'images'))).toMatch(/^usage images /);
  });

  test('published references, and what formatReference makes of them', () => {
    for (const text of ['ghcr.io/acme/device:1.0.0', `ghcr.io/acme/device@${DIGEST}`, `ghcr.io/acme/device:1@${DIGEST}`, 'oci:out:1.0.0', `oci:out@${DIGEST}`, 'oci:out:mos:abc', 'oci-archive:out.tar:1.0.0', `oci-archive:out.tar@${DIGEST}`, 'oci-archive:out.tar:mos:abc']) {
      expect(formatReference(parsePublished(text))).toBe(text);
    }
    expect(parsePublished(`oci:out@${DIGEST}`)).toEqual({ kind: 'layout', directory: 'out', reference: DIGEST });
    expect(parsePublished('oci-archive:out.tar:1')).toEqual({ kind: 'archive', file: 'out.tar', reference: '1' });
    expect(refusal(() => parsePublished('oci-archive:out.tar'))).toContain('Write oci-archive:out.tar:NAME');
    expect(refusal(() => parsePublished('oci-archive::1'))).toContain('the file is missing');
    expect(refusal(() => parsePublished('ghcr.io/acme/device'))).toContain('usage reference');
    expect(refusal(() => parsePublished('device:1'))).toContain('has no host');
  });
});

describe('any text', () => {
  const part = fc.constantFrom('docker://', 'oci:', 'oci-archive:', 'registry.example', ':5000', '/', 'os', '-', '_', '__', '.', ':', '1.0', '@', 'sha256:', 'a'.repeat(64), '[', '::1', ']', 'Ω', ' ', '\u0000');
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')), fc.array(part, { maxLength: 8 }).map((parts) => `docker://registry.example/os/${parts.join('')}`));

  test.each(['\u007F', '\u0085', '\u009B', '\u202E', '\u2028', '\u0000', '\u001B'])('with what cannot be seen (%j) is refused in words that can', (hidden) => {
    const said = refusal(() => parseSource(`docker://registry.example/os/${hidden}ran:1`));
    expect(said).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(said).toContain((hidden.codePointAt(0) ?? 0).toString(16));
  });

  test('is a reference that can be written again, or a refusal with a cure; at once', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const took = computing(() => {
          for (const parse of [parseSource, parsePublished]) {
            const said = refusal(() => {
              const found = parse(text);
              const again = found.kind === 'registry' ? `docker://${formatReference(found)}` : formatReference(found);
              expect(formatReference(parsePublished(again))).toBe(formatReference(found));
              expect(found.kind !== 'registry' || (isHost(found.host) && isRepository(found.repository) && (found.tag === undefined || isTag(found.tag)))).toBe(true);
            });
            expect(said).toMatch(/^accepted$|\| [^\n]+$/);
            expect(said).not.toMatch(/\p{Cc}/u);
          }
        });
        expect(took).toBeLessThan(500);
      }),
      tried(3000),
    );
  }, PATIENCE);

  test('long text takes no long time', () => {
    const took = computing(() => {
      for (const text of ['a-'.repeat(2000), 'a.'.repeat(2000), 'a_'.repeat(2000), `${'a'.repeat(4000)}!`, ':'.repeat(4000), '@'.repeat(4000), '/'.repeat(4000), 'a'.repeat(1e6)]) {
        expect(refusal(() => parseSource(`docker://${text}`))).not.toBe('accepted');
        expect(isHost(text)).toBe(false);
      }
    });
    expect(took).toBeLessThan(1000);
  });
});
