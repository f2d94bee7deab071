/**
 * The whole way of a change, on this machine alone: `npm run demo`. It runs the action itself, dist/index.js, as a runner of GitHub Actions
 * does, over a copy of examples/device: a pull request that moves one image, the release of a tag, and its verification. GitHub's API is
 * the one of the tests; keys are made on the spot; nothing leaves the machine, and no program but Node is needed.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { makeCa, makeProductCertificate } from '../__tests__/harness/certificates.ts';
import { removeFolder, temporaryFolder } from '../__tests__/harness/daemon.ts';
import { startGitHub, type GitHub } from '../__tests__/harness/github.ts';
import { PROJECT, runAction, runCli, type ActionResult } from '../__tests__/harness/runner.ts';
import { acceptSuggestions, patchOf } from './demo/diff.ts';
import { readable } from './demo/readable.ts';

const BASE = '1'.repeat(40);
const HEAD = '2'.repeat(40);
const MERGED = '3'.repeat(40);
const PRODUCT = 'de6c82c5-2e01-4c92-949b-a6545d30fc06';
const DIST = join(PROJECT, 'dist', 'index.js');

/** What did not happen as it should have. */
class Unexpected extends Error {}

function must(holds: boolean, what: string, log = ''): void {
  if (!holds) throw new Unexpected(log === '' ? what : `${what}\n\n${log.trim()}`);
}

function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

function title(text: string): void {
  say();
  say(`── ${text} ${'─'.repeat(Math.max(3, 90 - text.length))}`);
  say();
}

function indented(text: string): string {
  return text.trimEnd().split('\n').map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
}

/** The author writes the new version, and takes out the digest of the old one. */
function change(manifest: string): string {
  const text = manifest.replace(
    /source: oci:layout:ran:2\.5\.0\n +digest: .*\n +size: .*\n +version: 2\.5\.0\n/,
    'source: oci:layout:ran:2.6.0\n    version: 2.6.0\n',
  );
  must(text !== manifest, 'examples/device/manifest.yaml has no pinned ran 2.5.0 any more.');
  return text;
}

async function pullRequest(github: GitHub, workspace: string, before: string, after: string): Promise<string> {
  title('1. A pull request moves one image');
  say(indented(patchOf(before, after)));
  const pull = github.openPull({ number: 7, baseSha: BASE, headSha: HEAD, author: 'octocat' });
  writeFileSync(join(workspace, 'manifest.yaml'), after);
  const review = await runAction({ event: 'pull_request', payload: github.payload(7), token: github.token, env: github.env, workspace });
  const [comment] = pull.comments;
  must(review.status === 0 && review.outputs['result'] === 'passed' && comment !== undefined, 'The check of the pull request did not pass with a comment.', review.log);
  say();
  say('The action comments on it:');
  say();
  say(indented(readable(comment?.body ?? '')));
  const suggestions = pull.reviewComments.filter(({ path }) => path === 'manifest.yaml');
  must(suggestions.length > 0, 'There is no suggestion that pins the image.', review.log);
  const pinned = acceptSuggestions(after, suggestions);
  must(/ran:2\.6\.0\n +digest: sha256:[0-9a-f]{64}\n +size: \d+\n/.test(pinned), 'The suggestion does not pin the image.', review.log);
  say();
  say('The author accepts its suggestion, which pins the image, and the change is merged:');
  say();
  say(indented(patchOf(after, pinned)));
  return pinned;
}

interface Keys {
  readonly key: string;
  readonly certificate: string;
  readonly caCertificate: string;
}

async function release(github: GitHub, workspace: string, manifest: string, { key, certificate, caCertificate }: Keys): Promise<ActionResult> {
  title('2. The tag v1.0.0 is released, signed by the product’s key');
  writeFileSync(join(workspace, 'manifest.yaml'), manifest);
  const repository = { full_name: 'acme/device', private: false, default_branch: 'main', id: 74 };
  const published = await runAction({
    event: 'push',
    payload: { ref: 'refs/tags/v1.0.0', before: '0'.repeat(40), after: MERGED, created: true, deleted: false, repository, sender: { login: 'octocat' } },
    inputs: { destination: 'oci:release', sign: 'key', key, certificate, 'ca-certificate': caCertificate },
    token: github.token,
    env: github.env,
    workspace,
  });
  const { outputs } = published;
  must(published.status === 0 && outputs['result'] === 'passed' && outputs['tag'] === '1.0.0', 'The release did not pass.', published.log);
  must(!published.log.includes(key.split('\n')[1] ?? key), 'The log shows the key.');
  say(indented(readable(published.summary)));
  return published;
}

async function verification(folder: string): Promise<void> {
  title('3. Anybody can verify the release');
  const args = ['verify', 'oci:device/release:1.0.0', '--ca-certificate', 'keys/manifestCA.pem'];
  say(`    $ manifest-action ${args.join(' ')}`);
  const good = await runCli(args, { cwd: folder });
  must(good.status === 0, 'The release was not verified.', good.stdout + good.stderr);
  say(indented(good.stdout));
  say();
  say('With one byte of an image changed:');
  say();
  const changed = join(folder, 'changed');
  cpSync(join(folder, 'device', 'release'), changed, { recursive: true });
  const blob = largestBlob(changed);
  const bytes = readFileSync(blob);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(blob, bytes);
  const bad = await runCli(['verify', 'oci:changed:1.0.0', '--ca-certificate', 'keys/manifestCA.pem'], { cwd: folder });
  await removeFolder(changed);
  must(bad.status === 1, 'A changed image passed.', bad.stdout + bad.stderr);
  say(indented(bad.stdout.split('\n').filter((line) => /^(?:FAILED|failed)/.test(line)).join('\n')));
}

function largestBlob(layout: string): string {
  const folder = join(layout, 'blobs', 'sha256');
  const files = readdirSync(folder).map((name) => ({ path: join(folder, name), size: readFileSync(join(folder, name)).byteLength }));
  return files.toSorted((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1))[0]?.path ?? '';
}

async function demo(): Promise<void> {
  must(existsSync(DIST), 'There is no dist/index.js: run `npm run build`.');
  const folder = temporaryFolder('demo');
  const workspace = join(folder, 'device');
  const runs = join(folder, 'runs');
  mkdirSync(runs);
  process.env['MANIFEST_ACTION_TEST_FOLDER'] = runs;
  cpSync(join(PROJECT, 'examples', 'device'), workspace, { recursive: true });
  const before = readFileSync(join(workspace, 'manifest.yaml'), 'utf8');
  const after = change(before);
  const github = await startGitHub({
    code: {
      refs: { main: BASE, change: HEAD },
      contents: { [`${BASE}:manifest.yaml`]: before, [`${HEAD}:manifest.yaml`]: after },
      // The tag is on main's newest commit: what nobody reviewed is not released.
      comparisons: { [`${BASE}...${MERGED}`]: { status: 'identical', mergeBase: MERGED } },
      files: [{ filename: 'manifest.yaml', status: 'modified', patch: patchOf(before, after) }],
    },
  });
  try {
    const pinned = await pullRequest(github, workspace, before, after);
    const { caPem, ...ca } = await makeCa('manifest CA of the demo');
    const { keyPem, certificatePem } = await makeProductCertificate({ product: PRODUCT, ca: { caPem, ...ca } });
    const keys = join(folder, 'keys');
    mkdirSync(keys, { mode: 0o700 });
    writeFileSync(join(keys, 'key.pem'), keyPem, { mode: 0o600 });
    writeFileSync(join(keys, 'cert.pem'), certificatePem);
    writeFileSync(join(keys, 'manifestCA.pem'), caPem);
    const published = await release(github, workspace, pinned, { key: keyPem, certificate: certificatePem, caCertificate: caPem });
    const output = join(published.temp, 'manifest-action');
    cpSync(output, join(folder, 'output'), { recursive: true });
    await verification(folder);
  } finally {
    await github.stop();
    await removeFolder(runs);
  }
  title('All as it should be');
  ending(folder);
}

function ending(folder: string): void {
  const dist = relative(folder, DIST).startsWith('..') ? DIST : relative(folder, DIST);
  say(`Everything is in ${folder}`);
  say();
  say('    device/            the repository, with manifest.yaml as it was merged');
  say('    device/release/    the release: an OCI layout, which any registry tool can copy');
  say(`    output/            what the action wrote: ${readdirSync(join(folder, 'output')).toSorted().join(', ')}`);
  say('    keys/              the product’s key and certificate, and the manifest CA that devices trust');
  say();
  say('To try next, there:');
  say();
  say(`    cd ${folder}/device`);
  say(`    node ${dist} check manifest.yaml                     # then break something in it`);
  say(`    node ${dist} publish manifest.yaml --tag 1.0.0 --destination oci:release --sign key \\`);
  say('      --key ../keys/key.pem --certificate ../keys/cert.pem --ca-certificate ../keys/manifestCA.pem   # again: nothing is written');
  say();
}

try {
  await demo();
} catch (error) {
  if (!(error instanceof Unexpected)) throw error;
  process.stderr.write(`\nThe demo went wrong: ${error.message}\n`);
  process.exitCode = 1;
}
