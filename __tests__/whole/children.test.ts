import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { describeWith, requirePeer } from '../harness/peers.ts';
import { CREDENTIALS, startDockerRegistry } from '../harness/registry.ts';
import { runAction, runCli } from '../harness/runner.ts';
import { addLayout, listManifest, PRODUCT } from './device.ts';

/** What a hosted runner gives a step and no program that the step runs may have, beside the inputs. */
const SECRETS = {
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'a-request-token',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:9/token?',
  ACTIONS_RUNTIME_TOKEN: 'a-runtime-token',
  GITHUB_TOKEN: 'ghs_another',
  GH_TOKEN: 'ghs_another',
  MANIFEST_ACTION_KEY_PASSPHRASE: 'a pass phrase',
  NPM_TOKEN: 'npm_x',
};
const LEAK = /^(?:INPUT_|MANIFEST_ACTION_|ACTIONS_|GITHUB_|GH_|NPM_)|ghs_|a-request-token|a-runtime-token|a pass phrase|PRIVATE KEY/m;

function script(path: string, text: string): void {
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

describeWith(['openssl'], 'what a program sees that is run', () => {
  let product: ProductCertificate;
  beforeAll(async () => {
    product = await makeProductCertificate({ product: PRODUCT, days: 20 * 365 });
  });

  /** A key-command that writes down its environment and signs. The key lies in a file of its own, as in a cloud. */
  function signing(): { readonly files: Record<string, string>; readonly command: string; readonly seen: string } {
    const folder = temporaryFolder('signing');
    writeFileSync(join(folder, 'key.pem'), product.keyPem);
    const seen = join(folder, 'seen');
    script(join(folder, 'sign.sh'), `/usr/bin/env > '${seen}'\nexec '${requirePeer('openssl')}' dgst -sha256 -sign '${join(folder, 'key.pem')}'`);
    return { files: { 'manifest.yaml': listManifest(), 'cert.pem': product.certificatePem, 'ca.pem': product.caPem }, command: join(folder, 'sign.sh'), seen };
  }

  it('by key-command in a workflow: its cloud’s settings, and no input, token or file of the runner', async () => {
    const { files, command, seen } = signing();
    const workspace = temporaryFolder('workspace');
    addLayout(workspace);
    const result = await runAction({
      workspace,
      files,
      inputs: { job: 'publish', tag: '1', destination: 'oci:out', sign: 'key', certificate: 'cert.pem', 'ca-certificate': 'ca.pem', 'key-command': command, 'registry-username': 'u', 'registry-password': 'p4ss', rules: 'unreviewed-release: off' },
      env: { ...SECRETS, AWS_PROFILE: 'devices' },
    });
    expect({ status: result.status, errors: result.annotations.filter(({ level }) => level === 'error') }).toEqual({ status: 0, errors: [] });
    const environment = readFileSync(seen, 'utf8');
    expect(environment).toContain('AWS_PROFILE=devices');
    expect(environment).toContain('PATH=');
    expect(environment).not.toMatch(LEAK);
    expect(environment).not.toContain('p4ss');
  });

  it('by key-command from a terminal: no secret of the command line’s', async () => {
    const { files, command, seen } = signing();
    const cwd = temporaryFolder('terminal');
    addLayout(cwd);
    const args = 'publish --destination oci:out --tag 1 --sign key --certificate cert.pem --ca-certificate ca.pem'.split(' ');
    const result = await runCli([...args, '--key-command', command], { cwd, files, env: { ...SECRETS, MANIFEST_ACTION_REGISTRY_PASSWORD: 'p4ss' } });
    expect({ status: result.status, stderr: result.stderr.match(/error.*/)?.[0] }).toEqual({ status: 0, stderr: undefined });
    expect(readFileSync(seen, 'utf8')).not.toMatch(LEAK);
    expect(readFileSync(seen, 'utf8')).not.toContain('p4ss');
  });

  describeWith(['docker-registry', 'perl'], 'as a credential helper', () => {
    it('is what it needs, and its answer is no line of the log', async () => {
      const registry = await startDockerRegistry({ auth: 'basic' });
      try {
        const folder = temporaryFolder('helper');
        mkdirSync(join(folder, 'docker'));
        writeFileSync(join(folder, 'docker', 'config.json'), JSON.stringify({ credHelpers: { [registry.host]: 'spy' } }));
        script(join(folder, 'docker-credential-spy'), `/usr/bin/env > '${folder}/seen'\ncat > '${folder}/asked'\ncat '${folder}/answer'`);
        writeFileSync(join(folder, 'answer'), JSON.stringify({ Username: CREDENTIALS.username, Secret: CREDENTIALS.password }));
        const workspace = temporaryFolder('workspace');
        addLayout(workspace);
        const result = await runAction({
          workspace,
          files: { 'manifest.yaml': listManifest() },
          inputs: { job: 'publish', tag: '1', destination: `${registry.host}/acme/device`, sign: 'key', key: product.keyPem, certificate: product.certificatePem, 'ca-certificate': product.caPem, rules: 'unreviewed-release: off' },
          env: { ...SECRETS, DOCKER_CONFIG: join(folder, 'docker'), PATH: `${folder}:${process.env['PATH'] ?? ''}` },
        });
        expect({ status: result.status, errors: result.annotations.filter(({ level }) => level === 'error') }).toEqual({ status: 0, errors: [] });
        expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe(registry.host);
        expect(readFileSync(join(folder, 'seen'), 'utf8')).toContain('DOCKER_CONFIG=');
        expect(readFileSync(join(folder, 'seen'), 'utf8')).not.toMatch(LEAK);
        expect(JSON.stringify([result.log, result.summary, result.outputs])).not.toContain(CREDENTIALS.password);
      } finally {
        await registry.stop();
      }
    });
  });
});

describe('what is given as a key and is none', () => {
  const LOST = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7';
  const given = { job: 'publish', tag: '1', destination: 'oci:out', sign: 'key', certificate: 'cert.pem', 'ca-certificate': 'ca.pem' };
  const files = { 'manifest.yaml': listManifest(), 'cert.pem': 'x\n', 'ca.pem': 'x\n' };

  // One line, one line with its first words, and one that no file name is as long as.
  it.each([LOST, `PRIVATE KEY ${LOST}`, LOST.repeat(100)])('is not quoted in a workflow: %.20s…', async (key) => {
    const result = await runAction({ files, inputs: { ...given, key } });
    expect(result.status).toBe(2);
    expect(result.annotations.map(({ message }) => message).join('\n')).toContain('The input key is neither PEM nor the path of a file.');
    // Masks are the runner's, who hides them; everything else may be read.
    const said = JSON.stringify([result.stdout.replaceAll(/^::add-mask::.*$/gm, ''), result.stderr, result.summary, result.outputs]);
    expect(said).not.toContain(LOST.slice(0, 20));
  });

  it.each([
    ['in a variable', ['--sign', 'key'], { MANIFEST_ACTION_KEY: LOST }],
    ['as an argument', ['--sign', 'key', '--key', LOST], {}],
    ['as another secret’s argument', ['--registry-password', LOST], {}],
  ])('is not quoted on the command line: %s', async (_, args, env) => {
    const result = await runCli(['publish', '--destination', 'oci:out', '--tag', '1', '--certificate', 'cert.pem', '--ca-certificate', 'ca.pem', ...args], { files, env });
    expect(result.status).toBe(2);
    expect(result.stderr).toMatch(/neither PEM nor the path|does not name a file that can be read/);
    expect(result.stdout + result.stderr).not.toContain(LOST.slice(0, 20));
    expect(existsSync(join(result.cwd, 'out'))).toBe(false);
  });
});
