import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { formatDestination, parseSource } from '../../src/oci/reference.ts';
import { entryFor, isNamed, keyFingerprint, parsePolicy } from '../../src/sign/policy.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PEM = publicKey.export({ format: 'pem', type: 'spki' }).toString();
const PRIVATE = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const GITHUB = 'https://token.actions.githubusercontent.com';

const schema: object = JSON.parse(readFileSync(new URL('../../schema/policy.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, formats: { regex: (text: string) => isRegExp(text) } });
const isValid = ajv.compile(schema);

function isRegExp(text: string): boolean {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}

const indent = (text: string, blanks: number): string => text.trim().replaceAll('\n', `\n${' '.repeat(blanks)}`);
const signer = (text: string): string => `version: 1\nimages:\n  - match: registry.example/**\n    signed-by:\n      - ${indent(text, 8)}\n`;
const entry = (text: string): string => `version: 1\nimages:\n  - ${indent(text, 4)}\n`;

test('a policy with every kind of signer', async () => {
  const policy = await parsePolicy(`
version: 1
images:
  - match: [registry.example/os/*, registry.example/apps/**]
    signed-by:
      - identity: https://example/a
        issuer: https://issuer.example
      - identity-regexp: https://example/.*
        issuer-regexp: https://issuer\\.example/\\d+
      - github: acme/os
      - github: acme/os
        workflow: release.yml
        ref: refs/tags/v*
      - github: acme/os
        workflow: acme/shared/.github/workflows/sign.yml@refs/tags/v1
        server: https://git.example
      - key: |
          ${indent(PEM, 10)}
  - match: docker.io/library/*
    unsigned: Official images, whose digests are reviewed by hand.
`);
  expect(policy.entries.map(({ match, line }) => [match, line])).toEqual([
    [['registry.example/os/*', 'registry.example/apps/**'], 4],
    [['docker.io/library/*'], 22],
  ]);
  expect(policy.entries[0]?.signedBy).toEqual([
    { kind: 'keyless', san: { exact: 'https://example/a' }, issuer: { exact: 'https://issuer.example' } },
    { kind: 'keyless', san: { pattern: /^(?:https:\/\/example\/.*)$/u }, issuer: { pattern: /^(?:https:\/\/issuer\.example\/\d+)$/u } },
    { kind: 'github', server: 'https://github.com', repository: 'acme/os', workflow: undefined, ref: undefined, issuer: GITHUB },
    { kind: 'github', server: 'https://github.com', repository: 'acme/os', workflow: 'acme/os/.github/workflows/release.yml', ref: 'refs/tags/v*', issuer: GITHUB },
    { kind: 'github', server: 'https://git.example', repository: 'acme/os', workflow: 'acme/shared/.github/workflows/sign.yml@refs/tags/v1', ref: undefined, issuer: 'https://git.example/_services/token' },
    expect.objectContaining({ kind: 'key', fingerprint: keyFingerprint(publicKey) }),
  ]);
  expect(policy.entries[1]).toMatchObject({ signedBy: [], unsigned: 'Official images, whose digests are reviewed by hand.' });
});

const accepted: readonly string[] = [
  'version: 1\nimages: []',
  entry('match: a/b\nunsigned: because'),
  entry('match: localhost:5000\nunsigned: because'),
  entry('match: "localhost:5000/**"\nunsigned: because'),
  entry('match: "oci:images"\nunsigned: because'),
  signer('identity: a\nissuer: b'),
  signer('identity-regexp: a|b\nissuer-regexp: b'),
  signer('github: acme/os\nworkflow: .github/workflows/x.yml'),
  signer('{github: acme/os, issuer: "https://i"}'),
  signer(`key: |\n  ${indent(PEM, 2)}`),
];
test.each(accepted)('accepted, by the schema too: %j', async (text) => {
  await expect(parsePolicy(text)).resolves.toBeDefined();
  expect(isValid(parse(text))).toBe(true);
});

const refused: readonly (readonly [string, RegExp])[] = [
  ['', /line 1: a policy must be a mapping/],
  ['[]', /must be a mapping/],
  ['version: 2\nimages: []', /line 1: version must be 1/],
  ['images: []', /version must be 1/],
  ['version: 1', /images must be a list/],
  ['version: 1\nimages: {}', /line 2: images must be a list/],
  ['version: 1\nimages: []\nextra: x', /line 3: "extra" means nothing here: version, images do/],
  ['version: 1\nimages: [x]', /must be a mapping with match/],
  [entry('unsigned: because'), /match must be a glob/],
  [entry('match: []\nunsigned: because'), /match must be a glob/],
  [entry('match: [a, 3]\nunsigned: because'), /match must be a glob/],
  [entry('match: a'), /either signed-by or unsigned/],
  [entry('match: a\nunsigned: b\nsigned-by: [{identity: a, issuer: b}]'), /either signed-by or unsigned/],
  [entry('match: a\nunsigned: " "'), /line 4: unsigned must say why/],
  [entry('match: a\nunsigned: true'), /unsigned must say why/],
  [entry('match: a\nsigned-by: []'), /at least one signer/],
  [entry('match: a\nsigned-by: {identity: a, issuer: b}'), /must be a list/],
  [entry('match: a\nsigned_by: []'), /line 4: "signed_by" means nothing here/],
  [signer('identity: a'), /either issuer or issuer-regexp/],
  [signer('issuer: a'), /either identity or identity-regexp/],
  [signer('identity: a\nidentity-regexp: b\nissuer: c'), /either identity or identity-regexp/],
  [signer('identity: 3\nissuer: c'), /identity must be text/],
  [signer('identity-regexp: "("\nissuer: c'), /is not a regular expression/],
  [signer('identity: a\nissuer: b\nisuer: c'), /"isuer" means nothing here/],
  [signer('github: acme'), /OWNER\/REPOSITORY/],
  [signer('github: https://github.com/acme/os'), /OWNER\/REPOSITORY/],
  [signer('github: acme/os\nserver: http://git.example'), /https:\/\/HOST/],
  [signer('github: acme/os\nidentity: x'), /"identity" means nothing here/],
  [signer('key: file.pub'), /must be a public key/],
];
test.each(refused)('refused, by the schema too: %j', async (text, message) => {
  await expect(parsePolicy(text)).rejects.toMatchObject({ kind: 'usage', message: expect.stringMatching(message), cure: expect.stringMatching(/./) });
  expect(isValid(parse(text))).toBe(false);
});

// What a schema can't say.
test.each<[string, RegExp]>([
  ['version: 1\nimages: [', /^policy, line 2: /],
  ['version: 1\nversion: 1\nimages: []', /^policy, line 2: Map keys must be unique/],
  [entry('match: registry.example/os:1.0\nunsigned: because'), /has a tag or a digest/],
  [entry(`match: registry.example/os@sha256:${'0'.repeat(64)}\nunsigned: because`), /has a tag or a digest/],
  [signer(`key: |\n  -----BEGIN PUBLIC KEY-----\n  AAAA\n  -----END PUBLIC KEY-----`), /must be a public key/],
  [signer(`key: |\n  ${indent(PRIVATE, 2)}`), /must be a public key/],
])('refused: %j', async (text, message) => {
  await expect(parsePolicy(text)).rejects.toMatchObject({ kind: 'usage', code: 'policy', message: expect.stringMatching(message) });
});

const names = async (text: string, image: string): Promise<string | undefined> => (await entryFor(await parsePolicy(text), image))?.unsigned;

describe('the entry for an image is the first that matches', () => {
  const policy = ['registry.example/os/*', 'registry.example/**', 'docker.io/library/{alpine,debian}', 'oci:images'].map((match, at) => `  - {match: "${match}", unsigned: "${at}"}`).join('\n');
  test.each([
    ['registry.example/os/ran', '0'],
    ['registry.example/os/ran/deep', '1'],
    ['registry.example/os', '1'],
    ['registry.example/.hidden', '1'],
    ['docker.io/library/debian', '2'],
    ['docker.io/library/ubuntu', undefined],
    ['oci:images', '3'],
    ['evil.example/registry.example/os/ran', undefined],
    ['registry.example.evil/os/ran', undefined],
    ['xregistry.example/os/ran', undefined],
  ])('%s', async (image, expected) => {
    expect(await names(`version: 1\nimages:\n${policy}`, image)).toBe(expected);
  });
});

describe('a requirement names', () => {
  const own = { san: 'https://github.com/acme/os/.github/workflows/release.yml@refs/tags/v1', issuer: GITHUB, repository: 'https://github.com/acme/os', ref: 'refs/tags/v1' };
  const called = { ...own, san: 'https://github.com/acme/shared/.github/workflows/sign.yml@refs/heads/main' };
  const named = async (text: string, identity: Parameters<typeof isNamed>[0], byProvenance = false): Promise<boolean> => {
    const requirement = (await parsePolicy(signer(text))).entries[0]?.signedBy[0];
    return requirement !== undefined && isNamed(identity, requirement, byProvenance);
  };
  test.each<[string, Parameters<typeof isNamed>[0], boolean]>([
    ['github: acme/os', own, true],
    ['github: acme/os', { ...own, repository: 'https://github.com/acme/fork' }, false],
    ['github: acme/os', { ...own, repository: undefined }, false],
    ['github: acme/os', { ...own, issuer: 'https://evil.example' }, false],
    ['github: acme/os', { ...own, san: undefined }, false],
    ['github: acme/os', { ...own, san: `https://github.com/evil/https://github.com/acme/os/.github/workflows/x.yml@main` }, false],
    ['github: acme/o', own, false],
    ['github: acme/os', called, false],
    ['github: acme/shared', called, false],
    ['{github: acme/os, workflow: release.yml}', own, true],
    ['{github: acme/os, workflow: release}', own, false],
    ['{github: acme/os, workflow: other.yml}', own, false],
    ['{github: acme/os, workflow: release.yml@refs/tags/v1}', own, true],
    ['{github: acme/os, workflow: release.yml@refs/tags/v}', own, false],
    ['{github: acme/os, workflow: acme/shared/.github/workflows/sign.yml}', called, true],
    ['{github: acme/os, workflow: acme/shared/.github/workflows/sign.yml@refs/heads/main}', called, true],
    ['{github: acme/os, workflow: acme/shared/.github/workflows/sign.yml@refs/heads/mai}', called, false],
    ['{github: acme/os, ref: refs/tags/*}', own, true],
    ['{github: acme/os, ref: refs/tags/v1}', own, true],
    ['{github: acme/os, ref: refs/heads/*}', own, false],
    ['{github: acme/os, ref: refs/tags/*}', { ...own, ref: 'refs/tags/v1/x' }, false],
    ['{github: acme/os, ref: refs/tags/*}', { ...own, ref: undefined }, false],
    ['{github: acme/os, workflow: release.yml, ref: refs/tags/*}', own, true],
    ['{github: acme/os, workflow: other.yml, ref: refs/tags/*}', own, false],
    ['{github: acme/os, ref: "!refs/heads/*"}', own, false],
    ['{github: acme/os, ref: "refs/tags/@(v1|v2)"}', own, false],
    ['{github: acme/os, ref: refs/tags/*}', { ...own, ref: 'refs/tags/.v1' }, true],
    ['{github: acme/os, server: https://git.example}', own, false],
    [`{identity: ${own.san}, issuer: ${GITHUB}}`, own, true],
    [`{identity: ${own.san}, issuer: ${GITHUB}}`, called, false],
    [`{identity: ${own.san}, issuer: https://other.example}`, own, false],
    [`key: |\n  ${indent(PEM, 2)}`, own, false],
  ])('by %j, %j: %j', async (text, identity, expected) => {
    expect(await named(text, identity)).toBe(expected);
  });
  test('provenance counts for a workflow alone', async () => {
    expect(await named('github: acme/os', own, true)).toBe(true);
    expect(await named(`{identity: ${own.san}, issuer: ${GITHUB}}`, own, true)).toBe(false);
  });
});

describe('a place that is spelt in another way', () => {
  const spelt = async (source: string, match: string): Promise<boolean> => {
    const policy = await parsePolicy(`version: 1\nimages:\n  - match: '${match}'\n    signed-by:\n      - github: acme/os\n  - match: '**'\n    unsigned: Nobody looks.\n`);
    return (await entryFor(policy, formatDestination(parseSource(source))))?.unsigned === undefined;
  };

  test.each([
    ['docker://ghcr.io/acme/os:1', 'ghcr.io/acme/**'],
    ['docker://ghcr.io:443/acme/os:1', 'ghcr.io/acme/**'],
    ['docker://ghcr.io:0443/acme/os:1', 'ghcr.io/acme/**'],
    ['docker://GHCR.io/acme/os:1', 'ghcr.io/acme/**'],
    ['docker://ghcr.io/acme/os:1', 'GHCR.IO:443/acme/**'],
    ['docker://registry.example:5000/acme/os:1', 'registry.example:5000/acme/os'],
    ['docker://registry.example:05000/acme/os:1', 'registry.example:5000/acme/os'],
    ['docker://[0:0::1]:5000/acme/os:1', '\\[\\:\\:1\\]\\:5000/acme/os'],
    ['docker://acme/os:1', 'docker.io/acme/**'],
    ['docker://index.docker.io/acme/os:1', 'docker.io/acme/**'],
    ['docker://registry-1.docker.io/acme/os:1', 'docker.io/acme/**'],
    ['docker://docker.io:443/acme/os:1', 'docker.io/acme/**'],
    ['docker://acme/os:1', 'registry-1.docker.io/acme/os'],
    ['docker://registry-1.docker.io/acme/os:1', '*.docker.io/acme/os'],
    ['docker://ubuntu:24.04', 'docker.io/ubuntu'],
    ['docker://registry-1.docker.io/ubuntu:24.04', 'docker.io/library/*'],
    ['oci:vendor/x:y', 'oci:vendor/**'],
    ['oci:./vendor/x:y', 'oci:vendor/**'],
    ['oci:vendor/./x:y', 'oci:vendor/*'],
    ['oci:vendor//x/:y', 'oci:vendor/x'],
    ['oci:other/../vendor/x:y', 'oci:vendor/**'],
    ['oci:vendor/x:y', 'oci:./vendor/**'],
    ['oci:vendor/x:y', 'oci:vendor//x/'],
  ])('%s is matched by %s', async (source, match) => {
    expect(await spelt(source, match)).toBe(true);
  });

  test.each([
    ['docker://ghcr.io:8443/acme/os:1', 'ghcr.io/acme/**'],
    ['docker://ghcr.io:80/acme/os:1', 'ghcr.io/acme/**'],
    ['docker://registry-1.docker.io/evil/os:1', 'docker.io/acme/**'],
    ['docker://docker.io.evil.test/acme/os:1', 'docker.io/acme/**'],
    ['docker://ghcr.io/ubuntu:1', 'ghcr.io/library/*'],
    ['oci:vendor/../other/x:y', 'oci:vendor/**'],
    ['oci:../vendor/x:y', 'oci:vendor/**'],
    ['oci:/vendor/x:y', 'oci:vendor/**'],
  ])('%s is not matched by %s', async (source, match) => {
    expect(await spelt(source, match)).toBe(false);
  });
});
