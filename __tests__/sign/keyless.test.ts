import { createHash, verify, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { COSIGN_SIGN, cosignStatement } from '../../src/sign/bundle.ts';
import { createKeylessSigner, type KeylessOptions, type KeylessSigner } from '../../src/sign/keyless.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { listen } from '../harness/listen.ts';
import { describeWith, requirePeer, run } from '../harness/peers.ts';
import { startDelayProxy, type DelayProxy } from '../harness/proxy.ts';
import { startRekorV1 } from '../harness/rekor-v1.ts';
import { SIGSTORE_PEERS, startSigstore, type Sigstore } from '../harness/sigstore.ts';
import { readJson, redirected, tokensOf } from './issuer.ts';

const MINUTES = 60_000;
const bytes = Buffer.from('{"version":1}');
const digest = `sha256:${createHash('sha256').update('a manifest').digest('hex')}`;

/** A token whose signature nobody checked. */
const token = (claims: object): string => ['{"alg":"none"}', JSON.stringify(claims), 'SECRET'].map((part) => Buffer.from(part).toString('base64url')).join('.');

describeWith([...SIGSTORE_PEERS, 'cosign'], 'keyless signing with real servers', () => {
  let sigstore: Sigstore;
  let folder: string;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    sigstore = await startSigstore();
    folder = temporaryFolder('keyless');
  }, 10 * MINUTES);
  afterEach(async () => {
    jest.restoreAllMocks();
    sigstore.setClaims({});
    for (const stop of stops.splice(0)) await stop();
  });
  afterAll(async () => {
    await sigstore?.stop();
    await removeFolder(folder);
  });

  const signer = (options: Partial<KeylessOptions> = {}): Promise<KeylessSigner> =>
    createKeylessSigner({ env: process.env, signingConfig: readJson(sigstore.signingConfig), trustedRoot: readJson(sigstore.trustedRoot), getIdToken: tokensOf(sigstore).getIdToken, firstPauseMs: 20, ...options });
  const proxy = async (url: string | undefined): Promise<DelayProxy> => {
    const started = await startDelayProxy(new URL(url ?? '').host);
    stops.push(started.stop);
    return started;
  };
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const cosign = async (args: readonly string[], trustedRoot = sigstore.trustedRoot): Promise<number | null> =>
    (await run(requirePeer('cosign'), [...args, '--trusted-root', trustedRoot, '--certificate-identity', sigstore.identity, '--certificate-oidc-issuer', sigstore.issuer], { env: { HOME: folder } })).status;
  const verifyBlob = (bundle: object, content: Buffer, root?: string): Promise<number | null> => cosign(['verify-blob', '--bundle', file('message.json', JSON.stringify(bundle)), file('blob', content)], root);
  const verifyStatement = (bundle: object, root?: string): Promise<number | null> =>
    cosign(['verify-blob-attestation', '--bundle', file('dsse.json', JSON.stringify(bundle)), '--type', COSIGN_SIGN, '--check-claims=false'], root);

  test('one token, one certificate: bundles that cosign verifies, and a raw signature that openssl does', async () => {
    const tokens = tokensOf(sigstore);
    const said: string[] = [];
    const one = await signer({ getIdToken: tokens.getIdToken, onProgress: (message) => said.push(message) });
    expect(said).toEqual([`Fulcio: ${sigstore.env['FULCIO_URL']}`, `Rekor 2: ${sigstore.env['REKOR_URL']}`, `Timestamp authority: ${sigstore.env['TSA_URL']}/api/v1/timestamp`]);
    expect(tokens.asked()).toBe(0);
    expect(one.services.publicLog).toBe(false);
    const [dsse, message, raw, identity] = await one.together((each) => Promise.all([each.signStatement(cosignStatement(digest)), each.signMessage(bytes), each.signRaw(bytes), each.identity()]));
    expect(tokens.asked()).toBe(1);

    const certificate = new X509Certificate(identity.certificatePem);
    expect(identity).toMatchObject({ san: sigstore.identity, issuer: sigstore.issuer, repository: 'https://github.com/acme/device', ref: 'refs/tags/v1.0.0', trigger: 'push', runner: 'github-hosted' });
    for (const bundle of [dsse, message]) {
      expect(bundle).toMatchObject({ mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', verificationMaterial: { certificate: { rawBytes: certificate.raw.toString('base64') } } });
    }
    expect(verify('sha256', bytes, certificate.publicKey, raw)).toBe(true);
    const publicKey = file('public.pem', certificate.publicKey.export({ format: 'pem', type: 'spki' }));
    expect((await run('openssl', ['dgst', '-sha256', '-verify', publicKey, '-signature', file('raw', raw), file('blob', bytes)])).status).toBe(0);
    expect(await verifyBlob(message, bytes)).toBe(0);
    expect(await verifyBlob(message, Buffer.from('other'))).toBe(1);
    expect(await verifyStatement(dsse)).toBe(0);
  });

  test('with Rekor 1, whose entries cosign verifies too', async () => {
    const rekor = await startRekorV1();
    stops.push(rekor.stop);
    const { signingConfig, trustedRoot } = sigstore.withLog(rekor);
    const one = await signer({ signingConfig: readJson(signingConfig), trustedRoot: readJson(trustedRoot) });
    const [dsse, message] = await Promise.all([one.signStatement(cosignStatement(digest)), one.signMessage(bytes)]);
    expect(new Set(rekor.entries.map((entry) => Object(entry).kind))).toEqual(new Set(['dsse', 'hashedrekord']));
    expect(await verifyBlob(message, bytes, trustedRoot)).toBe(0);
    expect(await verifyStatement(dsse, trustedRoot)).toBe(0);
  });

  test('an answer that is lost on its way: the log says 409 to the same entry, and a new signature is logged', async () => {
    const rekor = await proxy(sigstore.env['REKOR_URL']);
    rekor.cutAt(1, 'after');
    const one = await signer({ signingConfig: redirected(readJson(sigstore.signingConfig), { rekor: rekor.url }) });
    expect(await verifyStatement(await one.signStatement(cosignStatement(digest)))).toBe(0);
    expect(rekor.requests.map(({ status }) => status)).toEqual([undefined, 409, 201]);
  });

  test('the same with Rekor 1', async () => {
    const log = await startRekorV1();
    const rekor = await proxy(log.url);
    stops.push(log.stop);
    const { signingConfig, trustedRoot } = sigstore.withLog(log);
    rekor.cutAt(1, 'after');
    const one = await signer({ signingConfig: redirected(readJson(signingConfig), { rekor: rekor.url }), trustedRoot: readJson(trustedRoot) });
    expect(await verifyBlob(await one.signMessage(bytes), bytes, trustedRoot)).toBe(0);
    expect(rekor.requests.map(({ status }) => status)).toEqual([undefined, 409, 201]);
  });

  test('outages of every service are outlasted, and told of', async () => {
    const [fulcio, rekor, timestamp] = await Promise.all([proxy(sigstore.env['FULCIO_URL']), proxy(sigstore.env['REKOR_URL']), proxy(sigstore.env['TSA_URL'])]);
    for (const service of [fulcio, rekor, timestamp]) {
      service.answer(1, { status: 503, headers: { 'content-type': 'text/plain' }, body: 'upstream connect error' });
      service.cutAt(2, 'before');
      service.answer(3, { status: 429, headers: { 'retry-after': '0', 'content-type': 'application/json' }, body: '{"code":8,"message":"rate limited"}' });
    }
    const said: string[] = [];
    const tokens = tokensOf(sigstore);
    const one = await signer({
      getIdToken: tokens.getIdToken,
      signingConfig: redirected(readJson(sigstore.signingConfig), { fulcio: fulcio.url, rekor: rekor.url, timestamp: `${timestamp.url}/api/v1/timestamp` }),
      onProgress: (message) => said.push(message),
    });
    expect(await verifyBlob(await one.signMessage(bytes), bytes)).toBe(0);
    expect([fulcio, rekor, timestamp].map(({ count }) => count())).toEqual([4, 4, 4]);
    expect(tokens.asked()).toBe(4); // each attempt has a token of its own: they end within minutes
    expect(said.filter((line) => line.includes('(503) upstream connect error; trying again in'))).toHaveLength(3);
    expect(said.filter((line) => line.includes('(429) rate limited; trying again in 0 ms'))).toHaveLength(3);
  });

  test('a certificate that runs out in an outage is replaced, and all is signed again with the new one', async () => {
    const rekor = await proxy(sigstore.env['REKOR_URL']);
    for (const which of [2, 3]) rekor.answer(which, { status: 503 });
    const said: string[] = [];
    const tokens = tokensOf(sigstore);
    const one = await signer({
      getIdToken: tokens.getIdToken,
      signingConfig: redirected(readJson(sigstore.signingConfig), { rekor: rekor.url }),
      retryDeadlineMs: 30 * MINUTES,
      onProgress(message) {
        said.push(message);
        if (!message.startsWith('Rekor http') || rekor.count() !== 2) return;
        const now = Date.now() + 10 * MINUTES; // as if the outage had lasted
        jest.spyOn(Date, 'now').mockReturnValue(now);
      },
    });
    const works: number[] = [];
    const [first, second, identity] = await one.together(async (each) => {
      works.push(rekor.count());
      return [await each.signMessage(bytes), await each.signMessage(Buffer.from('second')), await each.identity()] as const;
    });
    expect(works).toHaveLength(2);
    expect(tokens.asked()).toBe(2);
    expect(said).toContain('The signing certificate runs out: starting again with a new key and certificate');
    const rawBytes = new X509Certificate(identity.certificatePem).raw.toString('base64');
    for (const bundle of [first, second]) expect(bundle).toMatchObject({ verificationMaterial: { certificate: { rawBytes } } });
  });

  test('an outage that lasts is told with service, count and cause, as something that could not be done', async () => {
    const rekor = await proxy(sigstore.env['REKOR_URL']);
    rekor.answer(/./, { status: 500, headers: { 'content-type': 'application/json' }, body: '{"code":500,"message":"Unexpected \\u001b[31mresult"}' }, Infinity);
    const one = await signer({ signingConfig: redirected(readJson(sigstore.signingConfig), { rekor: rekor.url }), retryDeadlineMs: 400 });
    await expect(one.signMessage(bytes)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'rekor',
      message: expect.stringMatching(/^The transparency log http:\S+ took no entry: \(500\) Unexpected \\u\{1b\}\[31mresult \([2-9] attempts in \d+ s\)$/),
      cure: expect.stringContaining('nothing was published'),
    });
  });

  const rows: readonly (readonly [string, () => Partial<KeylessOptions> | Promise<Partial<KeylessOptions>>, { readonly code: string; readonly message: RegExp; readonly cure: RegExp }])[] = [
    [
      'no permission for an id-token',
      () => ({ getIdToken: () => Promise.reject(new Error('Error message: Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable')) }),
      { code: 'no-id-token', message: /^GitHub gave no id-token: .*ACTIONS_ID_TOKEN_REQUEST_URL/, cure: /permissions: \{id-token: write, packages: write, contents: read\}.*calls it too/ },
    ],
    [
      'a pull request from a fork',
      () => ({ forkPullRequest: true, getIdToken: () => Promise.reject(new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable')) }),
      { code: 'no-id-token', message: /from a fork/, cure: /tag is pushed/ },
    ],
    ['a string in place of an error', () => ({ getIdToken: () => Promise.reject('CI: no tokens available') }), { code: 'no-id-token', message: /no tokens available/, cure: /id-token: write/ }],
    ['a token that is none', () => ({ getIdToken: async () => 'SECRET.TOKEN' }), { code: 'bad-id-token', message: /^The id-token is not a JSON Web Token$/, cure: /runner/ }],
    ['a token with an unverified address', () => ({ getIdToken: async () => token({ email: 'a@b', sub: 'x' }) }), { code: 'bad-id-token', message: /did not verify/, cure: /runner/ }],
    [
      'a token of an issuer that Fulcio does not know',
      () => ({ getIdToken: async () => token({ iss: 'https://other.example', aud: 'sigstore', sub: 's', exp: 1_900_000_000 }) }),
      { code: 'fulcio', message: /^Fulcio http:\S+ gave no signing certificate: \(400\)/, cure: /issuer https:\/\/other\.example, audience sigstore, valid until 2030-/ },
    ],
    ['a name that does not resolve', () => ({ signingConfig: redirected(readJson(sigstore.signingConfig), { fulcio: 'https://fulcio.invalid' }) }), { code: 'fulcio', message: /fulcio\.invalid .*(ENOTFOUND|EAI_AGAIN).*attempts/, cure: /again later/ }],
    ['a port where nobody listens', () => ({ signingConfig: redirected(readJson(sigstore.signingConfig), { timestamp: 'http://127.0.0.1:9' }) }), { code: 'timestamp', message: /ECONNREFUSED/, cure: /again later/ }],
    [
      'another sigstore’s trusted root',
      () => ({ trustedRoot: { ...Object(readJson(sigstore.trustedRoot)), timestampAuthorities: [] } }),
      { code: 'sigstore-answer', message: /does not verify with the trusted root: When it was signed/, cure: /sigstore that the signing config names/ },
    ],
  ];
  test.each(rows)('%s is told with its cure, and the token never', async (_, options, { code, message, cure }) => {
    const said: string[] = [];
    const one = await signer({ retryDeadlineMs: 300, onProgress: (line) => said.push(line), ...(await options()) });
    const thrown = await one.signMessage(bytes).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(thrown).toMatchObject({ kind: 'unavailable', code, message: expect.stringMatching(message), cure: expect.stringMatching(cure) });
    const all = `${said.join('\n')}${JSON.stringify(thrown, ['message', 'cure', 'cause', 'stack'])}`;
    expect(all).not.toMatch(/SECRET|U0VDUkVU|eyJ/);
  });

  test('expired and wrongly addressed tokens are refused by Fulcio, and the cure says what the token says', async () => {
    sigstore.setClaims({ exp: 1 });
    const one = await signer();
    await expect(one.signMessage(bytes)).rejects.toMatchObject({ code: 'fulcio', cure: expect.stringContaining('valid until 1970-01-01') });
    sigstore.setClaims({ aud: 'npm:registry' });
    await expect((await signer()).signMessage(bytes)).rejects.toMatchObject({ code: 'fulcio', cure: expect.stringContaining('audience npm:registry') });
  });

  test('an issuer that is away is asked again, and one that says no is not', async () => {
    const core = (code: number | undefined, message: string): Error => new Error(`Error message: Failed to get ID Token. \n \n        Error Code : ${code}\n \n        Error Message: ${message}`);
    const failing = (errors: Error[]): { readonly getIdToken: (audience: string) => Promise<string>; readonly left: () => number } => ({
      left: () => errors.length,
      async getIdToken(audience) {
        const error = errors.shift();
        if (error !== undefined) throw error;
        return tokensOf(sigstore).getIdToken(audience);
      },
    });
    const away = failing([core(503, 'Service Unavailable'), core(undefined, 'connect ECONNREFUSED 127.0.0.1:9'), core(429, 'Too many')]);
    await expect((await signer({ getIdToken: away.getIdToken })).identity()).resolves.toMatchObject({ san: sigstore.identity });
    const forbidden = failing([core(403, 'Resource not accessible'), core(403, 'Resource not accessible')]);
    await expect((await signer({ getIdToken: forbidden.getIdToken })).identity()).rejects.toMatchObject({ code: 'no-id-token', message: expect.stringContaining('Resource not accessible') });
    expect([away.left(), forbidden.left()]).toEqual([0, 1]);
  });

  test('a redirect is not followed, so the token goes to no other host', async () => {
    let followed = 0;
    const elsewhere = await listen(createServer((_, response) => void response.writeHead(200, { 'x-count': ++followed }).end('{}')));
    stops.push(elsewhere.stop);
    const fulcio = await proxy(sigstore.env['FULCIO_URL']);
    fulcio.answer(/./, { status: 307, headers: { location: `${elsewhere.url}/api/v2/signingCert` } }, Infinity);
    const one = await signer({ signingConfig: redirected(readJson(sigstore.signingConfig), { fulcio: fulcio.url }) });
    await expect(one.identity()).rejects.toMatchObject({ code: 'fulcio', message: expect.stringContaining('(307) it redirects, which is not followed') });
    expect([fulcio.count(), followed]).toEqual([1, 0]);
  });

  test('a slow log is waited for as long as was said', async () => {
    const slow = await listen(createServer(() => {})); // takes the request and never answers
    stops.push(slow.stop);
    const one = await signer({ signingConfig: redirected(readJson(sigstore.signingConfig), { rekor: slow.url }), timeoutMs: 3000, retryDeadlineMs: 4000 });
    await expect(one.signMessage(bytes)).rejects.toMatchObject({ code: 'rekor', message: expect.stringContaining('no answer within 3 s') });
  });

  test('an answer that does not end is not read to its end', async () => {
    const fulcio = await proxy(sigstore.env['FULCIO_URL']);
    fulcio.answer(/./, { status: 200, body: Buffer.alloc(1024 * 1024 + 1, ' ') }, Infinity);
    const one = await signer({ signingConfig: redirected(readJson(sigstore.signingConfig), { fulcio: fulcio.url }), retryDeadlineMs: 0 });
    await expect(one.identity()).rejects.toMatchObject({ code: 'fulcio', message: expect.stringContaining('more than the 1048576 bytes') });
  });

  test('a certificate for another key is refused', async () => {
    const [issued, fulcio] = await Promise.all([(await signer()).identity(), proxy(sigstore.env['FULCIO_URL'])]);
    fulcio.answer(/./, { status: 200, body: JSON.stringify({ signedCertificateEmbeddedSct: { chain: { certificates: [issued.certificatePem.toString()] } } }) }, Infinity);
    const one = await signer({ signingConfig: redirected(readJson(sigstore.signingConfig), { fulcio: fulcio.url }) });
    await expect(one.identity()).rejects.toMatchObject({ code: 'fulcio', message: expect.stringContaining('for another key') });
  });
});
