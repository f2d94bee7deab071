import { describe, expect, test } from '@jest/globals';
import { readManifest } from '../../../src/manifest/read.ts';
import { ruleSettings } from '../../../src/manifest/rules/settings.ts';
import { isFloating } from '../../../src/manifest/rules/source.ts';
import { baseOf, DIGEST, type Knowledge, manifestText, MOS, problemsOf } from './fragments.ts';

const FORMS = ['list', 'dict'] as const;
type Form = (typeof FORMS)[number];

/** A manifest with a container for each source, pinned by `digest` unless told otherwise. */
function sources(form: Form, given: readonly string[], more = ''): string {
  const targets = given.map((source, index) => {
    const fields = `${form === 'list' ? 'source' : 'url'}: ${JSON.stringify(source)}${more}`;
    return form === 'list' ? `  - {service_name: s${index}, ${fields}}` : `  s${index}: {${fields}}`;
  });
  return manifestText(form, `targets:\n${targets.join('\n')}`).replaceAll('registry.example/os/service', 'r.example/os/service');
}

const floats = (form: Form, ...given: string[]): string => sources(form, given, ', digest: "", size: 0');
const found = (text: string, knowledge: Knowledge = {}, settings = MOS): string[] =>
  problemsOf(text, settings, knowledge).map(({ rule, severity, target }) => `${severity} ${rule} ${target ?? '-'}`);

describe.each(FORMS)('source, %s form', (form) => {
  test.each(['docker://r.example/os/ran:1', `docker://r.example/ran@${DIGEST}`, `docker://r.example/ran:1@${DIGEST}`, 'docker://localhost:5000/a:b', 'oci:dir:ran:2.5', 'oci:/abs/dir:x', `oci:dir:${DIGEST}`])('%s', (source) =>
    expect(found(sources(form, [source]))).toEqual([]));
  test.each(['docker://r.example/os/ran', 'r.example/os/ran:1', 'https://r.example/os/ran:1', 'docker://r.example/OS/ran:1', 'oci:dir', 'oci::x', 'docker://r.example/ran@sha512:00', 'docker://user:secret@r.example/ran:1', '${{ secrets.X }}'])('%s', (source) => {
    const problems = problemsOf(sources(form, [source])).filter(({ rule }) => rule === 'source');
    expect(problems.map(({ severity, target }) => [severity, target])).toEqual([['error', 's0']]);
    expect(problems[0]?.message).not.toContain('secret@');
    expect(problems[0]?.message).not.toMatch(/\.\.(?!\/)/);
  });
  test('an empty one', () => expect(found(sources(form, ['']))).toEqual(['error source s0']));
  test.each([
    ['docker://ubuntu:latest', 'docker://docker.io/library/ubuntu:latest'],
    ['docker://acme/ran:1', 'docker://docker.io/acme/ran:1'],
    [`docker://ubuntu@${DIGEST}`, `docker://docker.io/library/ubuntu@${DIGEST}`],
  ])('the short name %s is a warning that says what to write', (source, whole) => {
    const problems = problemsOf(sources(form, [source]));
    expect(problems.map(({ rule, severity }) => [rule, severity])).toEqual([['source', 'warning']]);
    expect(problems[0]?.message).toContain(`Write ${form === 'list' ? 'source' : 'url'}: ${whole}.`);
    expect(found(sources(form, [whole]))).toEqual([]);
  });
  test.each([
    ['ubuntu:22.04', 'docker://docker.io/library/ubuntu:22.04'],
    ['r.example/os/ran:1', 'docker://r.example/os/ran:1'],
    ['../images:ran', 'oci:../images:ran'],
  ])('%s, without a scheme, is told the whole line to write', (source, whole) => {
    const [problem] = problemsOf(sources(form, [source]));
    expect(problem?.message).toContain(`Write ${form === 'list' ? 'source' : 'url'}: ${whole}`);
    expect(found(sources(form, [whole]))).toEqual([]);
  });
  test('oci:// is relative in the dict form, and refused in the list form, where mosb reads an absolute path', () => {
    expect(found(sources(form, ['oci://tmp/oci.d:ran:latest']))).toEqual(form === 'dict' ? [] : ['error source s0']);
  });
});

describe.each(FORMS)('digest, %s form', (form) => {
  const digest = (text: string): string[] => found(sources(form, ['docker://r.example/ran:1'], `, digest: "${text}"`));
  test('sha256', () => expect(digest(DIGEST)).toEqual([]));
  test.each(['sha256:1234', DIGEST.toUpperCase(), DIGEST.slice(7), `sha512:${'0'.repeat(128)}`, `${DIGEST} `])('%s', (text) => expect(digest(text)).toEqual(['error digest s0']));
});

const atPublish = (text: string, knowledge: Knowledge): string[] => found(text, { publishing: true, ...knowledge }).filter((each) => each.includes('floating'));

describe.each(FORMS)('floating-reference, %s form', (form) => {
  const text = floats(form, 'docker://r.example/a:1', 'docker://r.example/b:1', `docker://r.example/c@${DIGEST}`, 'oci:dir:d', `oci:dir:${DIGEST}`);
  const names = ['s0', 's1', 's3'];
  const all = (severity: string): string[] => names.map((name) => `${severity} floating-reference ${name}`);

  test('isFloating says which', () => {
    const { manifest } = readManifest(Buffer.from(text));
    expect(manifest!.targets.filter(isFloating).map(({ name }) => name)).toEqual(names);
  });
  test.each(['suggest', 'commit'] as const)('a warning with pin: %s', (pin) => expect(found(text, { pin })).toEqual(all('warning')));
  test('an error with pin: check', () => expect(found(text, { pin: 'check' })).toEqual(all('error')));
  test('silent with pin: off', () => expect(found(text, { pin: 'off' })).toEqual([]));
  test('an error at publish', () => {
    expect(atPublish(text, { pin: 'suggest' })).toEqual(all('error'));
    expect(atPublish(text, { pin: 'off' })).toEqual([]);
    expect(atPublish(text, { pin: 'check', verified: new Set(['s0', 's3']) })).toEqual(['error floating-reference s1']);
  });
  test('a policy that verifies is no excuse in a check', () => expect(found(text, { verified: new Set(names) })).toEqual(all('warning')));
  test('the input rules decides', () => {
    expect(found(text, {}, ruleSettings('mos', 'floating-reference: error'))).toEqual(all('error'));
    expect(found(text, { publishing: true }, ruleSettings('generic', 'floating-reference: notice'))).toEqual(all('notice'));
    expect(found(text, { pin: 'check' }, ruleSettings('mos', 'floating-reference: off'))).toEqual([]);
  });
  test('a change answers for what it touches; the others are one line', () => {
    const before = text.replace('version: 200', 'version: 199');
    const base = (...changed: string[]): Knowledge => ({ base: baseOf(before, changed) });
    expect(found(text, base('s1'))).toEqual(['warning floating-reference -', 'warning floating-reference s1'].toSorted());
    expect(found(text, base())).toEqual(['warning floating-reference -']);
    expect(problemsOf(text, MOS, base())[0]?.message).toContain('3 targets that this change does not touch are not pinned: "s0", "s1", "s3".');
    expect(found(text, base(...names))).toEqual(all('warning'));
    const [one] = problemsOf(text, MOS, base('s0', 's1')).filter(({ target }) => target === 's3');
    expect(one?.message).toContain('One target');
  });
  test('a channel is no change', () => expect(found(text, { base: baseOf(text.replace('version: 200', 'version: 199'), ['s1'], 'channel') })).toEqual(all('warning')));
  test('the message has what to add when it is known', () => {
    const resolutions = new Map([['s0', { digest: DIGEST, size: 878, mediaType: 'x' }]]);
    const messages = problemsOf(text, MOS, { resolutions }).map(({ message }) => message);
    expect(messages[0]).toContain(`digest: ${DIGEST} and size: 878`);
    // What could not be resolved is an error of its source, and cannot be pinned.
    expect(messages).toHaveLength(1);
    expect(problemsOf(text, MOS)[1]?.message).toContain('job: pin');
  });
});

describe.each(FORMS)('registry-not-allowed, %s form', (form) => {
  const registries = ['r.example', 'ghcr.io/acme/*'];
  test('says so of each source outside', () => {
    const text = sources(form, ['docker://r.example/a:1', 'docker://evil.test/a:1', 'docker://ghcr.io/acme/a:1', 'docker://ghcr.io/acme/a/b:1', 'oci:dir:x', 'nonsense']);
    expect(found(text, { registries })).toEqual(['error registry-not-allowed s1', 'error registry-not-allowed s3', 'error source s5']);
    expect(found(text)).toEqual(['error source s5']);
    expect(found(text, { registries: [] })).toEqual(['error source s5']);
  });
  test('says how to allow all below', () => {
    const [first] = problemsOf(sources(form, ['docker://ghcr.io/acme/a:1']), MOS, { registries: ['r.example', 'ghcr.io/acme'] });
    expect(first?.message).toContain('write ghcr.io/acme/**');
  });
  test('holds in every profile', () => {
    for (const profile of ['mos', 'mosctl', 'generic'] as const) {
      expect(found(sources(form, ['docker://evil.test/a:1']), { registries }, ruleSettings(profile)).filter((each) => !each.includes('device-version'))).toEqual(['error registry-not-allowed s0']);
    }
  });
});

describe.each(FORMS)('new-registry, %s form', (form) => {
  const before = sources(form, ['docker://r.example/os/ran:1', 'oci:dir:x', 'docker://ubuntu:latest']);
  const fresh = (source: string, kind: 'git' | 'channel' = 'git'): string[] =>
    found(sources(form, [source]), { base: baseOf(before, [], kind) });

  test.each(['docker://r.example/os/other:1', 'oci:elsewhere:x', 'docker://docker.io/library/debian:12', 'docker://R.example/os/ran:2'])('%s is known', (source) => expect(fresh(source)).toEqual([]));
  test.each([
    ['docker://evil.test/os/ran:1', 'evil.test'],
    ['docker://r.example:444/os/ran:1', 'r.example:444'],
    ['docker://r.example/evil/ran:1', 'r.example/evil'],
    ['docker://docker.io/evil/ubuntu:1', 'docker.io/evil'],
  ])('%s is new', (source, name) => {
    expect(fresh(source)).toEqual(['warning new-registry s0']);
    const [first] = problemsOf(sources(form, [source]), MOS, { base: baseOf(before, []) });
    expect(first?.message).toContain(`"${name}" is new`);
  });
  test('a channel has no sources to compare with', () => expect(fresh('docker://evil.test/os/ran:1', 'channel')).toEqual([]));
  test('each name once', () => {
    const text = sources(form, ['docker://evil.test/a/x:1', 'docker://evil.test/a/y:1', 'docker://evil.test/b/z:1']);
    expect(found(text, { base: baseOf(before, []) })).toEqual(['warning new-registry s0', 'warning new-registry s2']);
  });
});

describe.each(FORMS)('hidden-character, %s form', (form) => {
  test('a host in another script', () => {
    const problems = problemsOf(sources(form, ['docker://gh\u0441r.io/acme/ran:1'])).filter(({ rule }) => rule === 'hidden-character');
    expect(problems.map(({ severity, target }) => [severity, target])).toEqual([['error', 's0']]);
    expect(problems[0]?.message).toContain('U+0441');
  });
  test('the ASCII spelling of such a host is fine', () => expect(found(sources(form, ['docker://xn--ghr-bed.io/acme/ran:1']))).toEqual([]));
  test('a character that cannot be seen is found in the text, at its place', () => {
    const text = sources(form, ['docker://r.example/ran:1']).replace('r.example', 'r.exa\u200bmple');
    const line = text.split('\n').findIndex((each) => each.includes('\u200b'));
    const problems = problemsOf(text).filter(({ rule }) => rule === 'hidden-character');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: line + 1, column: text.split('\n')[line]!.indexOf('\u200b') + 1 });
  });
});
