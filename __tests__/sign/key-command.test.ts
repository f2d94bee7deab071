import { createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadKey } from '../../src/sign/key.ts';
import { commandEnvironment, runKeyCommand, splitCommand } from '../../src/sign/key-command.ts';
import { makeCa, makeProductCertificate, type ProductCertificate } from '../harness/certificates.ts';
import { describeWith, run } from '../harness/peers.ts';

let folder: string;
let product: ProductCertificate;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'key command ')); // with blanks, as some people's folders have
  product = await makeProductCertificate({ product: 'p', ca: await makeCa() });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = (): Record<string, string> => commandEnvironment(process.env);
const script = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return path;
};

test.each([
  ['sign', ['sign']],
  ['  sign  --key k ', ['sign', '--key', 'k']],
  [String.raw`'a b'/sign "two words" a\ b "" '"' "\"\$HOME"`, ['a b/sign', 'two words', 'a b', '', '"', '"$HOME']],
  ['pkcs11-tool --id 01\n  --pin env:PIN', ['pkcs11-tool', '--id', '01', '--pin', 'env:PIN']],
  ['a \\\n  b "c\\\nd"', ['a', 'b', 'cd']],
  ['a \\\r\n  --b\\\r\n=1 "c\\\r\nd" \\\n', ['a', '--b=1', 'cd']],
  ["a 'b\\\nc' \"d\\\\\ne\"", ['a', 'b\\\nc', 'd\\\ne']],
])('%s is split as a shell would', (line, words) => {
  expect(splitCommand(line)).toEqual(words);
});

test.each(['', '  ', "'open", 'a | b', 'a > b', 'a; b', 'a && b', 'echo $HOME', 'a `b`', 'a \\', '""'])('%j is refused', (line) => {
  expect(() => splitCommand(line)).toThrow(expect.objectContaining({ kind: 'usage', code: 'key-command', cure: expect.stringContaining('without a shell') }));
});

test('the environment of the command holds no input, token or secret of the run', () => {
  const given = { PATH: '/bin', HOME: '/h', AWS_REGION: 'eu', SOFTHSM2_CONF: 'c', HTTPS_PROXY: 'p', LC_ALL: 'C', INPUT_KEY: 's', 'INPUT_KEY-PASSPHRASE': 's', GITHUB_TOKEN: 's', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 's', ACTIONS_RUNTIME_TOKEN: 's', MANIFEST_ACTION_KEY: 's', NODE_OPTIONS: '-r x', MY_SECRET: 's', X: undefined };
  expect(Object.keys(commandEnvironment(given))).toEqual(['PATH', 'HOME', 'AWS_REGION', 'SOFTHSM2_CONF', 'HTTPS_PROXY', 'LC_ALL']);
});

describe('a command that signs', () => {
  const bytes = randomBytes(300_000); // more than a pipe holds
  let key: string;
  beforeAll(async () => {
    key = join(folder, 'key.pem');
    await writeFile(key, product.keyPem);
  });
  const sign = (command: readonly [string, ...string[]], timeoutMs?: number): Promise<Buffer> => runKeyCommand(command, bytes, { environment: environment(), signatureSize: 256, timeoutMs });

  test('gets the bytes on stdin and gives a raw signature, or its base64', async () => {
    const signer = loadKey({ certificate: product.certificatePem, keyCommand: (message) => runKeyCommand(['openssl', 'dgst', '-sha256', '-sign', key], message, { environment: environment(), signatureSize: 256 }) });
    const raw = await signer.sign(bytes);
    expect(verify('sha256', bytes, new X509Certificate(product.certificatePem).publicKey, raw)).toBe(true);
    expect(await sign([await script('base64', `openssl dgst -sha256 -sign '${key}' | base64 -w0; echo`)])).toEqual(raw);
  });

  test.each([
    ['fails', 'echo one >&2; printf "two \\033[31mred\\n" >&2; exit 3', 'unavailable', /exit code 3: two \\u\{1b\}\[31mred$/],
    ['writes something else', 'echo signed', 'unavailable', /wrote 7 bytes.* has 256$/],
    ['writes too much', 'cat /dev/zero', 'unavailable', /more than 64 KiB/],
  ])('that %s is told of, with what it said', async (name, text, kind, message) => {
    await expect(sign([await script(name, text)])).rejects.toMatchObject({ kind, code: 'key-command', message: expect.stringMatching(message) });
  });

  test('that hangs is ended', async () => {
    await expect(sign([await script('hang', 'sleep 60')], 300)).rejects.toMatchObject({ kind: 'unavailable', message: expect.stringContaining('longer than 0.3 s') });
  });

  test('that hangs is ended with all that it started', async () => {
    const started = join(folder, 'started');
    await expect(sign([await script('children', `sleep 60 & echo $! > '${started}'; wait`)], 300)).rejects.toMatchObject({ kind: 'unavailable' });
    const pid = Number(await readFile(started, 'utf8'));
    const isGone = (): boolean => {
      try {
        // One that nobody waits for is a zombie, and no more.
        return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      } catch {
        return true;
      }
    };
    for (let round = 0; round < 200 && !isGone(); round++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(isGone()).toBe(true);
  });

  test('that is not there is a wrong input', async () => {
    await expect(sign([join(folder, 'missing')])).rejects.toMatchObject({ kind: 'usage', code: 'key-command' });
  });

  test('sees none of the variables that were not passed', async () => {
    const seen = join(folder, 'seen');
    await expect(runKeyCommand([await script('env', `env > '${seen}'`)], bytes, { environment: { PATH: '/usr/bin:/bin' }, signatureSize: 256 })).rejects.toMatchObject({ code: 'key-command' });
    const names = (await readFile(seen, 'utf8')).split('\n').map((line) => line.split('=')[0]);
    expect(names.filter((name) => name !== '' && !['PATH', 'PWD', 'SHLVL', '_', 'OLDPWD'].includes(name ?? ''))).toEqual([]);
  });
});

const MODULE = '/usr/lib/softhsm/libsofthsm2.so';

describeWith(['softhsm2-util', 'pkcs11-tool'], 'a key that never leaves a PKCS#11 token', () => {
  test('signs a release through pkcs11-tool', async () => {
    const tokens = join(folder, 'tokens');
    const configuration = join(folder, 'softhsm2.conf');
    await mkdir(tokens);
    await writeFile(configuration, `directories.tokendir = ${tokens}\nobjectstore.backend = file\n`);
    const env = { SOFTHSM2_CONF: configuration, PKCS11_PIN: '1234' };
    const key = join(folder, 'token-key.pem');
    await writeFile(key, product.keyPem);
    const made = [
      await run('softhsm2-util', ['--init-token', '--free', '--label', 'product', '--pin', '1234', '--so-pin', '5678'], { env }),
      await run('softhsm2-util', ['--import', key, '--token', 'product', '--label', 'manifest', '--id', '01', '--pin', '1234'], { env }),
    ];
    expect(made.map(({ status }) => status)).toEqual([0, 0]);
    const command = splitCommand(`pkcs11-tool --module ${MODULE} --token-label product --login --pin env:PKCS11_PIN --id 01 --sign --mechanism SHA256-RSA-PKCS --input-file /dev/stdin --output-file /dev/stdout`);
    const signer = loadKey({ certificate: product.certificatePem, keyCommand: (message) => runKeyCommand(command, message, { environment: commandEnvironment({ ...process.env, ...env }), signatureSize: 256 }) });
    const bytes = Buffer.from('{"version":1}');
    expect(verify('sha256', bytes, createPublicKey(product.keyPem), await signer.sign(bytes))).toBe(true);
  });
});
