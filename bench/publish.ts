import { spawnSync } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { makeProductCertificate } from '../__tests__/harness/certificates.ts';
import { peer } from '../__tests__/harness/peers.ts';
import { startDelayProxy } from '../__tests__/harness/proxy.ts';
import { startOlareg } from '../__tests__/harness/registry.ts';
import { describe, MEDIA_TYPES, type Descriptor } from '../src/oci/descriptor.ts';
import { createRegistryClient } from '../src/oci/registry.ts';
import type { Store } from '../src/oci/store.ts';
import { startFar } from './far.ts';
import { measure, median, storeInMemory, table, type Command } from './measure.ts';

// `node bench/publish.ts [RUNS] [MS]`: publishes 60 targets that share a layer from one registry to another, each MS (default 30) away, beside
// mosb and a script of crane, regctl and openssl. Prints Markdown, and fails when ours needs more than 1.1 times the requests that it has to.
storeInMemory();
const project = fileURLToPath(new URL('..', import.meta.url));
const RUNS = Number(process.argv[2] ?? 3);
const MS = Number(process.argv[3] ?? 30);
const TARGETS = 60;
const PRODUCT = 'de6c82c5-2e01-4c92-949b-a6545d30fc06';
const folder = mkdtempSync(join(tmpdir(), 'manifest-action-bench-'));
const env = { HOME: folder, DOCKER_CONFIG: folder, REGCTL_CONFIG: join(folder, 'regctl.json'), XDG_DATA_HOME: join(folder, '.local/share'), SOURCE_DATE_EPOCH: '1700000000' };
writeFileSync(join(folder, 'config.json'), '{}');

const source = await startOlareg();
const far = await startFar(source.host, MS);
const counter = await startDelayProxy(source.host);
const names = Array.from({ length: TARGETS }, (_, at) => (at === 0 ? 'hostfs' : at === 1 ? 'bootkit' : `s${at}`));
const images = await fill();
const product = await makeProductCertificate({ product: PRODUCT });
const keyset = join(folder, '.local/share/machine/trust/keys/bench');
for (const [path, text] of [
  ['manifest/default/privkey.pem', product.keyPem], ['manifest/default/cert.pem', product.certificatePem], ['manifest/default/uuid', PRODUCT], ['manifest-ca/cert.pem', product.caPem],
] as const) {
  mkdirSync(join(keyset, path, '..'), { recursive: true });
  writeFileSync(join(keyset, path), text);
}
const key = join(keyset, 'manifest/default/privkey.pem');
const certificate = join(keyset, 'manifest/default/cert.pem');
const ca = join(keyset, 'manifest-ca/cert.pem');

interface Runner {
  readonly name: string;
  readonly needs?: string;
  /** `from`: the source's host. */
  readonly command: (from: string, host: string) => Command;
}
const runners: readonly Runner[] = [
  {
    name: 'manifest-action publish',
    command: (from, host) => ({ program: process.execPath, args: [join(project, 'dist/index.js'), 'publish', manifest(from, true), '--profile', 'generic', '--tag', '1.0.0', '--destination', `${host}/machine/install`, '--sign', 'key', '--key', key, '--certificate', certificate, '--ca-certificate', ca], cwd: folder, env }),
  },
  { name: 'mosb manifest publish', needs: 'mosb', command: (from, host) => ({ program: peer('mosb') ?? '', args: ['manifest', 'publish', '--project', 'bench:default', '--repo', host, '--name', 'machine/install:1.0.0', '--skip-bootkit', manifest(from, false)], cwd: folder, env }) },
  { name: 'crane (16 at once), regctl and openssl', needs: 'crane', command: (from, host) => ({ program: 'sh', args: ['-ec', script(from, host)], cwd: folder, env }) },
];

const results = new Map<string, { requests: number; readonly seconds: number[]; readonly peak: number[] }>();
try {
  // The first turn counts requests, through proxies that read them and are not timed.
  for (let run = 0; run <= RUNS; run++) {
    for (const { name, needs, command } of runners) {
      if (needs !== undefined && peer(needs) === undefined) continue;
      const registry = await startOlareg();
      const proxy = run === 0 ? await startDelayProxy(registry.host) : undefined;
      const there = proxy ?? (await startFar(registry.host, MS));
      counter.reset();
      spawnSync(peer('regctl') ?? 'true', ['registry', 'set', '--skip-check', '--tls', 'disabled', there.host], { env: { ...process.env, ...env } });
      try {
        const { seconds, peak } = await measure(command(run === 0 ? counter.host : far.host, there.host));
        const result = results.get(name) ?? { requests: 0, seconds: [], peak: [] };
        results.set(name, result);
        if (proxy === undefined) {
          result.seconds.push(seconds);
          result.peak.push(peak);
        } else result.requests = proxy.count() + counter.count();
      } catch (error) {
        process.stderr.write(`${name}: ${String(error)}\n`);
      } finally {
        await there.stop();
        await registry.stop();
      }
    }
  }
} finally {
  await far.stop();
  await counter.stop();
  await source.stop();
  rmSync(folder, { recursive: true, force: true });
}

const blobs = new Set(images.flatMap(({ parts }) => parts.map(({ digest }) => digest))).size;
// Reading: each manifest and each blob once. Writing: a blob of at most 64 KiB is one request, the one that is larger two; an image's manifest one, and one that
// reads it back; the names of the images once. The release: what its tag names, what other releases there are, its referrers; four blobs and three
// manifests, and each of these seven read back; its referrers again, before and after they are attached; the tag: asked, set, asked.
const bound = TARGETS + blobs + (blobs + 1) + 2 * TARGETS + 1 + (3 + 4 + 3 + 7 + 2 + 3);
const rows = [...results].map(([name, { requests, seconds, peak }]) => [name, String(requests), median(seconds).toFixed(2), median(peak).toFixed(0)]);
process.stdout.write(`\nPublish ${TARGETS} targets that share a layer, ${MS} ms a round trip (median of ${RUNS})\n\n${table([['', 'requests', 'seconds', 'peak MiB'], ...rows, ['the least requests', String(bound), '', '']])}\n`);
const ours = results.get('manifest-action publish')?.requests ?? Number.NaN;
if (!(ours <= 1.1 * bound)) {
  process.stderr.write(`ours needs ${ours} requests, which is more than 1.1 × ${bound}\n`);
  process.exitCode = 1;
}

interface Filled {
  readonly name: string;
  readonly digest: string;
  readonly size: number;
  readonly parts: readonly Descriptor[];
}

/** 60 images of three layers, the first of which all have. */
async function fill(): Promise<Filled[]> {
  const client = createRegistryClient({ env: {} });
  const store = client.repository(source.host, 'os/images', { push: true });
  const base = await layer(store, 200_000);
  const made = await Promise.all(
    names.map(async (name) => {
      const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Entrypoint: [`/${name}`] }, rootfs: { type: 'layers', diff_ids: [] } }));
      const parts = [await put(store, config, MEDIA_TYPES.config), base, await layer(store, 20_000), await layer(store, 20_000)];
      const { digest, size } = await store.pushManifest(Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: parts[0], layers: parts.slice(1) })), MEDIA_TYPES.manifest, name);
      return { name, digest, size, parts };
    }),
  );
  await client.close();
  return made;
}

async function layer(store: Store, size: number): Promise<Descriptor> {
  return put(store, createCipheriv('aes-256-ctr', randomBytes(32), Buffer.alloc(16)).update(Buffer.alloc(size)), 'application/vnd.stacker.image.layer.squashfs+zstd+verity');
}

async function put(store: Store, bytes: Buffer, mediaType: string): Promise<Descriptor> {
  const descriptor = describe(bytes, mediaType);
  await store.pushBlob(descriptor, async () => Readable.from([bytes]));
  return descriptor;
}

function manifest(from: string, pinned: boolean): string {
  const file = join(folder, pinned ? 'pinned.yaml' : 'floating.yaml');
  const targets = images.map(({ name, digest, size }) => {
    const pin = pinned ? `, digest: "${digest}", size: ${size}` : '';
    return `  - {service_name: ${name}, source: "docker://${from}/os/images:${name}"${pin}, version: 1.0.0, service_type: ${name === 'hostfs' ? 'hostfs' : name === 'bootkit' ? 'fs-only' : 'container'}, nsgroup: none, network: {type: host}}`;
  });
  writeFileSync(file, `version: 1\nproduct: ${PRODUCT}\nupdate_type: complete\ntargets:\n${targets.join('\n')}\n`);
  return file;
}

/** What a person would write: copies at once, then the release and its two referrers. */
function script(from: string, host: string): string {
  const regctl = peer('regctl') ?? 'regctl';
  const list = join(folder, 'list.txt');
  writeFileSync(list, images.map(({ name, digest }) => `${from}/os/images:${name} ${host}/mos:${digest.slice('sha256:'.length)}`).join('\n'));
  writeFileSync(join(folder, 'install.json'), JSON.stringify({ version: 1, product: PRODUCT, targets: images.map(({ name, digest, size }) => ({ service_name: name, digest, size })) }));
  const release = `${host}/machine/install:1.0.0`;
  const attach = (type: string, file: string): string => `${regctl} artifact put --artifact-type ${type} --file ${file} --subject ${release}`;
  return [
    `xargs -P 16 -L 1 ${peer('crane') ?? 'crane'} copy --insecure < ${list}`,
    `openssl dgst -sha256 -sign ${key} -out install.json.signed install.json`,
    `${regctl} artifact put --artifact-type application/vnd.machine.install --file-media-type application/vnd.machine.install --file install.json ${release}`,
    attach('application/vnd.machine.pubkeycrt', certificate),
    attach('application/vnd.machine.signature', 'install.json.signed'),
  ].join('\n');
}
