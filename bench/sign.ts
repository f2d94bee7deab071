/**
 * `node bench/sign.ts [--runs N]`: a keyless release of a manifest with two images, at 30 ms a round trip to the registry, against real sigstore servers on
 * loopback: ours beside a script of cosign and regctl that leaves the same behind (the release, cosign's signature, the provenance, the raw signature and the certificate), and reads nothing back. The images are there already. Prints Markdown.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { removeFolder, temporaryFolder } from '../__tests__/harness/daemon.ts';
import { mustRun, requirePeer } from '../__tests__/harness/peers.ts';
import { startDelayProxy } from '../__tests__/harness/proxy.ts';
import { startOlareg } from '../__tests__/harness/registry.ts';
import { startSigstore } from '../__tests__/harness/sigstore.ts';
import { startFar } from './far.ts';
import { measure, median, storeInMemory, table, type Command, type Measured } from './measure.ts';

storeInMemory();
const project = fileURLToPath(new URL('..', import.meta.url));
const runsAt = process.argv.indexOf('--runs');
const RUNS = runsAt < 0 ? 9 : Number(process.argv[runsAt + 1]);
const MS = 30;

const folder = temporaryFolder('bench-sign');
const registry = await startOlareg();
const far = await startFar(registry.host, MS);
const counter = await startDelayProxy(registry.host);
const sigstore = await startSigstore();
try {
  cpSync(join(project, '__tests__/vectors/layout'), join(folder, 'layout'), { recursive: true });
  const env = { ...sigstore.env, HOME: folder, DOCKER_CONFIG: folder, REGCTL_CONFIG: join(folder, 'regctl.json'), PATH: process.env['PATH'] ?? '' };
  const [cosign, regctl] = [requirePeer('cosign'), requirePeer('regctl')];
  for (const { host } of [far, counter]) await mustRun(regctl, ['registry', 'set', '--tls', 'disabled', host], { env });
  const ours = (host: string, version: number): Command => {
    const at = join(folder, `ours-${version}`);
    mkdirSync(at);
    cpSync(join(folder, 'layout'), join(at, 'layout'), { recursive: true });
    writeFileSync(join(at, 'manifest.yaml'), manifest(version));
    const inputs = { destination: `${host}/acme/device`, tag: `1.0.${version}`, 'sigstore-signing-config': sigstore.signingConfig, 'sigstore-trusted-root': sigstore.trustedRoot, 'output-directory': 'out' };
    return { program: process.execPath, args: [join(project, 'dist/index.js'), 'publish', 'manifest.yaml', ...Object.entries(inputs).flatMap(([name, value]) => [`--${name}`, value])], env, cwd: at };
  };
  const script = (host: string, version: number): Command => {
    const at = join(folder, `script-${version}`);
    mkdirSync(at);
    writeFileSync(join(at, 'install.json'), JSON.stringify({ version, targets: ['hostfs', 'ran'] }));
    writeFileSync(join(at, 'predicate.json'), JSON.stringify({ buildDefinition: { buildType: 'https://actions.github.io/buildtypes/workflow/v1', externalParameters: {}, resolvedDependencies: [] }, runDetails: { builder: { id: sigstore.identity } } }));
    const reference = `${host}/acme/script:1.0.${version}`;
    const lines = [
      'set -e',
      `${regctl} artifact put --artifact-type application/vnd.machine.install -f install.json ${reference}`,
      `digest=$(${regctl} manifest head ${reference})`,
      `${cosign} sign --yes --signing-config ${sigstore.signingConfig} --trusted-root ${sigstore.trustedRoot} ${host}/acme/script@$digest`,
      `${cosign} attest --yes --type slsaprovenance1 --predicate predicate.json --signing-config ${sigstore.signingConfig} --trusted-root ${sigstore.trustedRoot} ${host}/acme/script@$digest`,
      `${cosign} sign-blob --yes --signing-config ${sigstore.signingConfig} --trusted-root ${sigstore.trustedRoot} --bundle install.json.sigstore.json install.json > install.json.signed`,
      `${regctl} artifact put --subject ${host}/acme/script@$digest --artifact-type application/vnd.machine.pubkeycrt -f install.json.sigstore.json`,
      `${regctl} artifact put --subject ${host}/acme/script@$digest --artifact-type application/vnd.machine.signature -f install.json.signed`,
    ];
    return { program: 'sh', args: ['-c', lines.join('\n')], env, cwd: at };
  };

  const rows: string[][] = [['', 'requests', 'seconds (median)', 'peak RSS']];
  const runners = [{ name: 'manifest-action', command: ours }, { name: 'cosign sign, attest + regctl artifact put', command: script }].map((runner) => ({ ...runner, requests: 0, runs: [] as Measured[] }));
  // The first turn puts the images and blobs that all releases share there, and the second one counts requests.
  for (let run = 0; run <= RUNS + 1; run++) {
    for (const runner of runners) {
      counter.reset();
      // The log shows what it took once a second: nobody should begin at a good moment of it, or at a bad one, each time.
      await sleep(Math.random() * 1000);
      const measured = await measure(runner.command(run < 2 ? counter.host : far.host, run));
      if (run > 1) runner.runs.push(measured);
      if (run === 1) runner.requests = counter.requests.length;
    }
  }
  for (const { name, requests, runs } of runners) rows.push([name, String(requests), median(runs.map(({ seconds }) => seconds)).toFixed(2), `${Math.round(median(runs.map(({ peak }) => peak)))} MB`]);
  process.stdout.write(`Keyless release of two images at ${MS} ms a round trip, median of ${RUNS}\n\n${table(rows)}\n`);
} finally {
  await sigstore.stop();
  await far.stop();
  await counter.stop();
  await registry.stop();
  await removeFolder(folder);
}

/** Two images, pinned, at a version of its own. */
function manifest(version: number): string {
  return `version: 1
product: de6c82c5-2e01-4c92-949b-a6545d30fc06
update_type: complete
targets:
  - {service_name: hostfs, source: "oci:layout:hostfs:1.0.0", digest: "sha256:f425ce3e2e4b4c3d4d470f3f7155928cce6eda00876b01f097198f33d793f01b", size: 568, version: 1.0.${version}, service_type: hostfs, network: {type: none}}
  - {service_name: ran, source: "oci:layout:ran:2.5", digest: "sha256:5645131253f839aa3590c02d4edda65481b37d4bcda9eb22abbea5e0aadaa18c", size: 878, version: 2.5.0, service_type: container, nsgroup: ran, network: {type: host}}
`;
}
