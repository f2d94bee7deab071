import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { Failure } from '../src/failure.ts';
import { INPUT_SPECS, INPUTS, inputsFromEnvironment, readOptions, secretVariable, texts, type InputName, type Options } from '../src/inputs.ts';
import { OUTPUTS } from '../src/outputs.ts';
import { PROJECT } from './harness/runner.ts';

/** The promise: the names of the inputs, and what they are when nobody says anything. `sign` is "keyless" for every job but `verify`, which must tell that from nothing said. */
const PROMISED: Readonly<Partial<Record<InputName, string>>> = {
  job: 'auto',
  manifest: 'manifest.yaml',
  profile: 'mos',
  rules: '',
  platform: 'linux/amd64',
  pin: 'suggest',
  comment: 'auto',
  base: '',
  registries: '',
  'insecure-registries': '',
  layouts: '',
  destination: '',
  tag: 'auto',
  'disk-size': '',
  channel: '',
  'channel-prerelease': 'false',
  'allow-rollback': 'false',
  'allow-signer-change': 'false',
  'release-branches': '',
  'dry-run': 'false',
  images: 'auto',
  sign: '',
  'legacy-signature': 'false',
  'github-attestation': 'false',
  key: '',
  'key-passphrase': '',
  'key-command': '',
  certificate: '',
  'ca-certificate': '',
  'sigstore-signing-config': '',
  'sigstore-trusted-root': '',
  'allow-public-log': 'false',
  policy: '',
  'registry-username': '',
  'registry-password': '',
  'github-token': '${{ github.token }}',
  'output-directory': '${{ runner.temp }}/manifest-action',
  reference: '',
  'certificate-identity': '',
  'certificate-identity-regexp': '',
  'certificate-oidc-issuer': '',
};
const SECRETS: readonly InputName[] = ['key', 'key-passphrase', 'registry-password', 'github-token'];

/** What the options are when these inputs are given and no others. */
const options = (given: Partial<Record<InputName, string>> = {}): Options => readOptions({ ...inputsFromEnvironment({}), ...given });

/** How it fails. */
function failure(given: Partial<Record<InputName, string>>): Failure {
  try {
    options(given);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was taken');
}

describe('the table of inputs', () => {
  it('has the names and the defaults that were promised, and what came later does nothing by itself', () => {
    const defaults = Object.fromEntries(INPUT_SPECS.map(({ name, default: fallback }) => [name, fallback]));
    expect(defaults).toMatchObject(PROMISED);
    for (const [name, fallback] of Object.entries(defaults)) if (!Object.hasOwn(PROMISED, name)) expect([name, ['', 'false'].includes(fallback ?? '')]).toEqual([name, true]);
    expect(INPUTS.length).toBe(new Set(INPUTS.map(({ name }) => name)).size);
  });

  it('is what action.yml says', () => {
    const action: unknown = parse(readFileSync(join(PROJECT, 'action.yml'), 'utf8'));
    expect(action).toMatchObject({
      inputs: Object.fromEntries(INPUT_SPECS.map(({ name, default: fallback }) => [name, { default: fallback, required: false }])),
      outputs: Object.fromEntries(OUTPUTS.map(({ name, description }) => [name, { description }])),
      runs: { using: 'node24', main: 'dist/index.js' },
    });
    const named = action as { readonly inputs: object; readonly outputs: object };
    expect(Object.keys(named.inputs)).toEqual(INPUTS.map(({ name }) => name));
    expect(Object.keys(named.outputs)).toEqual(OUTPUTS.map(({ name }) => name));
  });

  it('says which are secrets, and where the command line finds those', () => {
    expect(INPUT_SPECS.filter(({ secret }) => secret === true).map(({ name }) => name)).toEqual(SECRETS);
    expect(SECRETS.map(secretVariable)).toEqual(['MANIFEST_ACTION_KEY', 'MANIFEST_ACTION_KEY_PASSPHRASE', 'MANIFEST_ACTION_REGISTRY_PASSWORD', 'MANIFEST_ACTION_GITHUB_TOKEN']);
  });

  it('has a sentence for each that fits a line of a table', () => {
    for (const { description } of INPUTS) expect(description).toMatch(/^[^\n|]{10,}[.]$/);
  });
});

describe('inputs that were not given', () => {
  it('are these options', () => {
    expect(options()).toMatchObject({
      job: 'auto',
      manifest: ['manifest.yaml'],
      profile: 'mos',
      platform: 'linux/amd64',
      pin: 'suggest',
      comment: 'auto',
      registries: [],
      insecureRegistries: [],
      layouts: [],
      tag: 'auto',
      channelPrerelease: false,
      allowRollback: false,
      allowSignerChange: false,
      referenceImages: 'auto',
      readImages: false,
      releaseBranches: [],
      dryRun: false,
      images: 'auto',
      sign: new Set(),
      allowPublicLog: false,
      base: undefined,
      channel: undefined,
      destination: undefined,
      diskSize: undefined,
      githubToken: undefined,
      key: undefined,
      keyPassphrase: undefined,
      outputDirectory: undefined,
      policy: undefined,
      registryPassword: undefined,
      rules: undefined,
    });
  });

  it('are the same when a workflow gives them as empty texts', () => {
    const empty = Object.fromEntries(INPUTS.map(({ name }) => [`INPUT_${name.toUpperCase()}`, '']));
    expect(readOptions(inputsFromEnvironment(empty))).toEqual(options());
  });

  it('never hold an expression that no runner filled in', () => {
    for (const text of Object.values(inputsFromEnvironment({}))) expect(text).not.toContain('${{');
  });
});

describe('inputs that were given', () => {
  it('come from INPUT_<NAME>, in capitals, with the hyphens', () => {
    expect(inputsFromEnvironment({ 'INPUT_DISK-SIZE': '128', INPUT_DISK_SIZE: '1', 'disk-size': '2' })['disk-size']).toBe('128');
  });

  it('are one a line where there may be several, without blanks, empty lines and carriage returns', () => {
    const text = '  a.yaml\r\n\n\tdevices/*.yaml  \n';
    expect(options({ manifest: text, registries: text, 'insecure-registries': text, layouts: text, 'release-branches': text })).toMatchObject({
      manifest: ['a.yaml', 'devices/*.yaml'],
      registries: ['a.yaml', 'devices/*.yaml'],
      insecureRegistries: ['a.yaml', 'devices/*.yaml'],
      layouts: ['a.yaml', 'devices/*.yaml'],
      releaseBranches: ['a.yaml', 'devices/*.yaml'],
    });
    expect(options({ manifest: 'a b.yaml,c.yaml' }).manifest).toEqual(['a b.yaml,c.yaml']);
  });

  it.each([
    ['keyless', ['keyless']],
    ['key', ['key']],
    ['key, keyless', ['key', 'keyless']],
    ['keyless\nkey\n', ['keyless', 'key']],
    ['key,key', ['key']],
  ])('sign: %j', (sign, expected) => {
    expect([...options({ sign }).sign]).toEqual(expected);
  });

  it.each(['job', 'profile', 'pin', 'comment', 'channel-prerelease', 'allow-rollback', 'allow-signer-change', 'dry-run', 'allow-public-log'] as const)('%s takes each of its words, with blanks around it, and no other', (name) => {
    const values = INPUT_SPECS.find((spec) => spec.name === name)?.values ?? [];
    expect(values.length).toBeGreaterThan(1);
    for (const value of values) expect(() => options({ [name]: ` ${value}\n` })).not.toThrow();
    for (const value of [...values].flatMap((word) => [word.toUpperCase(), `${word}x`])) {
      const thrown = failure({ [name]: value });
      expect(thrown).toMatchObject({ kind: 'usage', code: 'input', message: `The input ${name} cannot be ${JSON.stringify(value)}.` });
      expect(thrown.cure).toContain(values.join(', '));
    }
  });

  it.each(['true', 'false'])('a flag is %s', (text) => {
    expect(options({ 'dry-run': text, 'allow-public-log': text })).toMatchObject({ dryRun: text === 'true', allowPublicLog: text === 'true' });
  });

  it.each([
    ['platform', 'amd64', /os\/architecture/],
    ['platform', 'linux/amd64/', /os\/architecture/],
    ['platform', 'Linux/AMD64', /os\/architecture/],
    ['disk-size', '0', /GiB/],
    ['disk-size', '1.5', /GiB/],
    ['disk-size', '128G', /GiB/],
    ['disk-size', '-1', /GiB/],
    ['sign', 'cosign', /keyless, key/],
    ['sign', 'key;keyless', /keyless, key/],
  ] as const)('%s cannot be %s', (name, text, cure) => {
    const thrown = failure({ [name]: text });
    expect(thrown).toMatchObject({ kind: 'usage', code: 'input' });
    expect(thrown.message).toContain(`The input ${name} cannot be ${JSON.stringify(text)}`);
    expect(thrown.cure).toMatch(cure);
  });

  it.each(['linux/amd64', 'linux/arm/v7', 'linux/arm64', 'freebsd/riscv64'])('platform %s', (platform) => {
    expect(options({ platform }).platform).toBe(platform);
  });

  it('keep the blanks of a secret that may have them, and lose those that a paste brings elsewhere', () => {
    expect(options({ 'key-passphrase': ' two words ', 'registry-password': ' p ', 'github-token': ' t\n', destination: ' oci:x ' })).toMatchObject({
      keyPassphrase: ' two words ',
      registryPassword: ' p ',
      githubToken: 't',
      destination: 'oci:x',
    });
  });

  it('are quoted shortly when they are wrong', () => {
    expect(failure({ profile: 'x'.repeat(10_000) }).message.length).toBeLessThan(200);
  });

  it('whatever they are, are options or a usage failure', () => {
    fc.assert(
      fc.property(fc.constantFrom(...INPUTS.map(({ name }) => name)), fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (name, text) => {
        try {
          options({ [name]: text });
        } catch (error) {
          expect(error).toMatchObject({ name: 'Failure', kind: 'usage', code: 'input' });
        }
      }),
      { numRuns: 500 },
    );
  });
});

it('every input has a text of its own', () => {
  expect(texts(({ name }) => `<${name}>`)).toEqual(Object.fromEntries(INPUTS.map(({ name }) => [name, `<${name}>`])));
});
