import { Failure } from '../failure.ts';
import type { CertificateFacts } from '../sign/certificate.ts';
import type { KeySigner } from '../sign/key.ts';
import type { KeylessSigner } from '../sign/keyless.ts';
import { quoted } from '../visible.ts';
import type { Context } from './context.ts';
import type { Paths } from './folders.ts';
import { readJson, readPem } from './pem.ts';

/** What this run signs with. */
export interface Signing {
  readonly key: { readonly signer: KeySigner; readonly facts: CertificateFacts } | undefined;
  /** Opens the keyless signer, once a run; asks nobody for a token. */
  readonly keyless: (() => Promise<KeylessSigner>) | undefined;
  /** Loads what signing will need, beside what else is going on. */
  readonly load: () => void;
}

/** By then a first request is on its way, and while it is answered there is nothing else to do, in milliseconds. */
const LOAD_AFTER = 10;

/**
 * Reads what the inputs say of signing. Everything that can be known to be wrong is said here, before anything is asked of a network:
 * keys that cannot be read or do not match (contract, "Exit codes"), a server without a sigstore, names that would become public.
 */
export async function prepareSigning(context: Context, paths: Paths): Promise<Signing> {
  const { options } = context;
  const wanted = options.sign.size === 0 ? new Set(['keyless']) : options.sign;
  return {
    key: wanted.has('key') ? await prepareKey(context, paths) : undefined,
    keyless: wanted.has('keyless') ? await prepareKeyless(context, paths) : undefined,
    load: () => {
      // What cannot be loaded is told when it is needed.
      if (wanted.has('keyless')) setTimeout(() => void import('../sign/keyless.ts').catch(() => undefined), LOAD_AFTER);
    },
  };
}

async function prepareKey(context: Context, paths: Paths): Promise<NonNullable<Signing['key']>> {
  const { options, env, now } = context;
  const [key, certificate, caPem] = [
    await readPem(paths, options.key, 'key'),
    await readPem(paths, options.certificate, 'certificate'),
    await readPem(paths, options.caCertificate, 'ca-certificate'),
  ];
  for (const line of (key ?? '').split('\n')) if (line.trim() !== '' && !line.startsWith('-----')) context.mask(line.trim());
  if (certificate === undefined) {
    throw new Failure('usage', 'certificate-missing', 'sign: key needs the product’s certificate, and none was given.', { cure: 'Give it in the input certificate; devices check the signature with it.' });
  }
  const [{ loadKey }, { certificateFacts }] = await Promise.all([import('../sign/key.ts'), import('../sign/certificate.ts')]);
  const facts = certificateFacts({ certificatePem: certificate, caPem, keyPem: options.keyCommand === undefined ? key : undefined, passphrase: options.keyPassphrase, now });
  let keyCommand: ((bytes: Uint8Array) => Promise<Buffer>) | undefined;
  if (options.keyCommand !== undefined) {
    const { commandEnvironment, runKeyCommand, splitCommand } = await import('../sign/key-command.ts');
    const command = splitCommand(options.keyCommand);
    keyCommand = (bytes) => runKeyCommand(command, bytes, { environment: commandEnvironment(env), signatureSize: (facts.keyBits ?? 2048) / 8 });
  }
  return { signer: loadKey({ key, passphrase: options.keyPassphrase, certificate, keyCommand }), facts };
}

async function prepareKeyless(context: Context, paths: Paths): Promise<NonNullable<Signing['keyless']>> {
  const { options, event, log } = context;
  const config = options.sigstoreSigningConfig;
  const root = options.sigstoreTrustedRoot;
  const signingConfig = config === undefined ? 'tuf' : await readJson(paths, config, 'sigstore-signing-config');
  const trustedRoot = root === undefined ? undefined : await readJson(paths, root, 'sigstore-trusted-root');
  if (config === undefined && event !== undefined && event.serverUrl !== 'https://github.com') {
    throw new Failure('usage', 'no-sigstore', `sign: keyless needs a sigstore that knows ${event.serverUrl}; the public good’s only knows github.com.`, {
      cure: 'Give sigstore-signing-config and sigstore-trusted-root of one that does, or set sign: key.',
    });
  }
  const isPublic = config === undefined || (await (await import('../sign/services.ts')).selectServices(signingConfig, context.now)).publicLog;
  if (isPublic && !options.allowPublicLog && (event === undefined || event.private === true)) {
    const names = event === undefined ? 'the identity that signs' : `the repository ${event.repository.owner}/${event.repository.name}, its owner, the workflow ${quoted(event.workflow, 200)} and its path, the ref ${event.ref} and the commit ${event.sha}`;
    throw new Failure('usage', 'public-log', `sign: keyless would write ${names} into sigstore’s public log, for everybody and for ever.`, {
      cure: 'Set allow-public-log: true if that is right; else give a sigstore of your own in sigstore-signing-config, or set sign: key.',
    });
  }
  let opened: Promise<KeylessSigner> | undefined;
  return () => {
    opened ??= (async () => {
      const { createKeylessSigner } = await import('../sign/keyless.ts');
      return createKeylessSigner({
        env: context.env,
        signingConfig,
        ...(trustedRoot === undefined ? {} : { trustedRoot }),
        getIdToken: context.idToken,
        forkPullRequest: event?.pullRequest?.fork,
        onProgress: log.info,
      });
    })();
    return opened;
  };
}
