import { spawnSync } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { peer } from '../__tests__/harness/peers.ts';
import { type DelayProxy, startDelayProxy } from '../__tests__/harness/proxy.ts';
import { type Registry, startDockerRegistry } from '../__tests__/harness/registry.ts';
import { type Descriptor, MEDIA_TYPES, describe } from '../src/oci/descriptor.ts';
import { openLayout } from '../src/oci/layout.ts';
import { type RegistryClient, createRegistryClient } from '../src/oci/registry.ts';
import type { Store } from '../src/oci/store.ts';
import { startFar } from './far.ts';
import { type Command, measure, median, storeInMemory, table } from './measure.ts';

// `node bench/run.ts [pin] [copy] [shared] [start] [--runs N]`: see README.md beside this file. Prints Markdown.
storeInMemory();
const project = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'manifest-action-bench-'));
const asked = process.argv.slice(2).filter((argument) => /^[a-z]/.test(argument));
const runsAt = process.argv.indexOf('--runs');
const RUNS = runsAt < 0 ? 5 : Number(process.argv[runsAt + 1]);
const MS = 30;
const LAYER = 'application/vnd.oci.image.layer.v1.tar';

/** Someone who takes part: its command for one run, and the program that it needs. */
interface Runner {
  readonly name: string;
  readonly needs?: string;
  /** `count`: this run counts requests, so everything goes through proxies. */
  readonly command: (host: string, count: boolean) => Command;
}

/** Where a run goes to: made anew for each, so that nothing is there and no tool remembers anything of it. */
interface Place {
  readonly host: string;
  readonly counters: readonly DelayProxy[];
  readonly stop: () => Promise<void>;
}

const env = { HOME: folder, DOCKER_CONFIG: folder, REGCTL_CONFIG: join(folder, 'regctl.json'), REGISTRY_AUTH_FILE: join(folder, 'config.json'), XDG_DATA_HOME: folder };
const registry = await startDockerRegistry();
// Requests are counted by one that reads them, and timed through one that does not.
const [counter, far] = [await startDelayProxy(registry.host), await startFar(registry.host, MS)];
try {
  writeFileSync(join(folder, 'config.json'), '{}');
  for (const { host } of [registry, counter, far]) insecure(host);
  const bundle = bundleOurs();
  const ours = (job: string, lines: readonly string[]): Command => {
    const file = join(folder, 'ours.txt');
    writeFileSync(file, lines.join('\n'));
    return { program: process.execPath, args: [bundle, job, file], env };
  };
  const shell = (text: string): Command => ({ program: 'sh', args: ['-c', text], env });
  const source = (count: boolean): Place => ({ host: count ? counter.host : far.host, counters: [counter], stop: async () => undefined });

  if (wanted('pin')) {
    const references = await fillRepositories(registry, 20, 10);
    const at = (host: string): string[] => references.map((reference) => `${host}/${reference}`);
    const list = (host: string): string => written('references.txt', at(host).join('\n'));
    const yaml = (host: string): string => written('kbld.yaml', at(host).map((image) => `---\nimage: ${image}\n`).join(''));
    await compare(`Pin 200 references in 20 repositories, ${MS} ms a round trip`, RUNS, async (count) => source(count), [
      { name: 'manifest-action pin', command: (host) => pinCommand(at(host)) },
      { name: 'manifest-action, the library', command: (host) => ours('resolve', at(host).map((reference) => `docker://${reference}`)) },
      { name: 'regctl image digest, 8 processes', needs: 'regctl', command: (host) => shell(`xargs -P 8 -n 1 ${known('regctl')} image digest < ${list(host)}`) },
      { name: 'crane digest, 8 processes', needs: 'crane', command: (host) => shell(`xargs -P 8 -n 1 ${known('crane')} digest --insecure < ${list(host)}`) },
      { name: 'kbld', needs: 'kbld', command: (host) => ({ program: known('kbld'), args: ['-f', yaml(host), '--registry-insecure'], env }) },
    ]);
  }

  if (wanted('copy')) {
    const sizes = Array.from({ length: 5 }, () => 40 * 1024 * 1024);
    const directory = join(folder, 'large');
    await fillImage(await openLayout(directory, { create: true }), sizes, '1');
    await withClient(async (client) => fillImage(client.repository(registry.host, 'bench/large', { push: true }), sizes, '1'));
    for (const [title, ms, timed] of [['plain http', 0, registry.host], [`${MS} ms a round trip`, MS, far.host]] as const) {
      await compare(`Copy 200 MB in five layers, layout → registry, ${title}`, RUNS, async (count) => freshRegistry(ms, count, []), [
        { name: 'manifest-action', command: (host) => ours('copy', [`oci:${directory}:1 docker://${host}/bench/a:1`]) },
        { name: 'skopeo copy', needs: 'skopeo', command: (host) => ({ program: known('skopeo'), args: ['--insecure-policy', 'copy', '-q', '--dest-tls-verify=false', `oci:${directory}:1`, `docker://${host}/bench/a:1`], env }) },
        { name: 'crane push', needs: 'crane', command: (host) => ({ program: known('crane'), args: ['push', '--insecure', directory, `${host}/bench/a:1`], env }) },
        { name: 'regctl image copy', needs: 'regctl', command: (host) => ({ program: known('regctl'), args: ['image', 'copy', `ocidir://${directory}:1`, `${host}/bench/a:1`], env }) },
      ]);
      const image = (count: boolean): string => `${count ? counter.host : timed}/bench/large:1`;
      await compare(`Copy 200 MB in five layers, registry → registry, ${title}`, RUNS, async (count) => freshRegistry(ms, count, [counter]), [
        { name: 'manifest-action', command: (host, count) => ours('copy', [`docker://${image(count)} docker://${host}/bench/a:1`]) },
        { name: 'skopeo copy', needs: 'skopeo', command: (host, count) => ({ program: known('skopeo'), args: ['--insecure-policy', 'copy', '-q', '--src-tls-verify=false', '--dest-tls-verify=false', `docker://${image(count)}`, `docker://${host}/bench/a:1`], env }) },
        { name: 'crane copy', needs: 'crane', command: (host, count) => ({ program: known('crane'), args: ['copy', '--insecure', image(count), `${host}/bench/a:1`], env }) },
        { name: 'regctl image copy', needs: 'regctl', command: (host, count) => ({ program: known('regctl'), args: ['image', 'copy', image(count), `${host}/bench/a:1`], env }) },
      ]);
    }
  }

  if (wanted('shared')) {
    await withClient(async (client) => fillShared(client.repository(registry.host, 'bench/shared', { push: true }), 60));
    const tags = Array.from({ length: 60 }, (_, at) => `${at}`);
    const from = (count: boolean): string => `${count ? counter.host : far.host}/bench/shared`;
    await compare(`Copy 60 images of 3 small layers that share a base, registry → registry, ${MS} ms a round trip`, RUNS, async (count) => freshRegistry(MS, count, [counter]), [
      { name: 'manifest-action', command: (host, count) => ours('copy', tags.map((tag) => `docker://${from(count)}:${tag} docker://${host}/bench/a:${tag}`)) },
      { name: 'crane copy --all-tags -j 16', needs: 'crane', command: (host, count) => ({ program: known('crane'), args: ['copy', '--insecure', '--all-tags', '-j', '16', from(count), `${host}/bench/a`], env }) },
      { name: 'skopeo sync', needs: 'skopeo', command: (host, count) => ({ program: known('skopeo'), args: ['--insecure-policy', 'sync', '--src', 'docker', '--dest', 'docker', '--src-tls-verify=false', '--dest-tls-verify=false', from(count), `${host}/bench`], env }) },
      { name: 'regctl image copy, 8 processes', needs: 'regctl', command: (host, count) => shell(`seq 0 59 | xargs -P 8 -I T ${known('regctl')} image copy ${from(count)}:T ${host}/bench/a:T`) },
    ]);
  }

  if (wanted('start')) {
    const script = join(project, 'lib/bench-core.mjs');
    mkdirSync(join(project, 'lib'), { recursive: true });
    writeFileSync(script, "import * as core from '@actions/core';\ncore.info('ready');\n");
    const lone = join(folder, 'lone');
    ncc(script, lone);
    rmSync(script);
    const example = join(project, 'examples/device');
    const start = (name: string, args: readonly string[]): Runner => ({ name, command: () => ({ program: process.execPath, args, cwd: example }) });
    await compare('Start, bundled', Math.max(RUNS, 25), undefined, [
      start('check of examples/device', [join(project, 'dist/index.js'), 'check', 'manifest.yaml']),
      start('--version', [join(project, 'dist/index.js'), '--version']),
      start('a script that only imports @actions/core', [join(lone, 'index.mjs')]),
      start('node -e 0', ['-e', '0']),
    ]);
  }
} finally {
  await Promise.all([counter.stop(), far.stop()]);
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
}

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function known(name: string): string {
  return peer(name) ?? name;
}

function wanted(name: string): boolean {
  return asked.length === 0 || asked.includes(name);
}

function insecure(host: string): void {
  if (peer('regctl') !== undefined) spawnSync(known('regctl'), ['registry', 'set', '--skip-check', '--tls', 'disabled', host], { env: { ...process.env, ...env } });
}

/** An empty registry, behind a proxy when it is far away or its requests are counted; `counters` are those of the source. */
async function freshRegistry(ms: number, count: boolean, counters: readonly DelayProxy[]): Promise<Place> {
  const fresh = await startDockerRegistry();
  const proxy = count ? await startDelayProxy(fresh.host) : undefined;
  const distance = ms > 0 && !count ? await startFar(fresh.host, ms) : undefined;
  const host = proxy?.host ?? distance?.host ?? fresh.host;
  insecure(host);
  return {
    host,
    counters: [...counters, ...(proxy === undefined ? [] : [proxy])],
    stop: async () => {
      await proxy?.stop();
      await distance?.stop();
      await fresh.stop();
    },
  };
}

/** Takes turns, so that what slows the machine for a moment slows everybody; the first turn counts requests and is not timed. */
async function compare(title: string, runs: number, place: ((count: boolean) => Promise<Place>) | undefined, runners: readonly Runner[]): Promise<void> {
  const taking = runners.filter(({ needs }) => needs === undefined || peer(needs) !== undefined);
  const results = new Map<string, { requests: string; readonly seconds: number[]; readonly peak: number[] }>(taking.map(({ name }) => [name, { requests: '', seconds: [], peak: [] }]));
  for (let run = 0; run <= runs; run++) {
    for (const { name, command } of taking) {
      const to = await place?.(run === 0);
      for (const each of to?.counters ?? []) each.reset();
      const { seconds, peak } = await measure(command(to?.host ?? '', run === 0));
      const result = results.get(name);
      if (run > 0) {
        result?.seconds.push(seconds);
        result?.peak.push(peak);
      } else if (result !== undefined && to !== undefined) result.requests = String(to.counters.reduce((sum, each) => sum + each.count(), 0));
      await to?.stop();
    }
  }
  const rows = [...results].map(([name, { requests, seconds, peak }]) => [name, requests, median(seconds).toFixed(3), median(peak).toFixed(0)]);
  process.stdout.write(`\n${title} (median of ${runs})\n\n${table([['', 'requests', 'seconds', 'peak MiB'], ...rows])}\n`);
}

async function withClient(work: (client: RegistryClient) => Promise<unknown>): Promise<void> {
  const client = createRegistryClient({ env });
  await work(client);
  await client.close();
}

function pinCommand(references: readonly string[]): Command {
  const file = join(folder, 'pin.yaml');
  const targets = references.map((reference, at) => `  - {service_name: ${at === 0 ? 'hostfs' : `s${at}`}, source: "docker://${reference}", version: "1", service_type: ${at === 0 ? 'hostfs' : 'container'}, nsgroup: none, network: {type: host}}`);
  writeFileSync(file, `version: 1\nproduct: de6c82c5-2e01-4c92-949b-a6545d30fc06\nupdate_type: complete\ntargets:\n${targets.join('\n')}\n`);
  return { program: process.execPath, args: [join(project, 'dist/index.js'), 'pin', file], env, cwd: folder };
}

/** Random bytes, fast, as a stream that can be had again. */
function noise(size: number): { readonly open: () => Readable; readonly describe: () => Promise<Descriptor> } {
  const key = randomBytes(32);
  const whole = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
  return { open: () => Readable.from([whole]), describe: async () => describe(whole, LAYER) };
}

async function fillImage(store: Store, sizes: readonly number[], tag: string, shared: readonly Descriptor[] = []): Promise<void> {
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: [] }, created: tag }));
  const descriptor = describe(config, MEDIA_TYPES.config);
  await store.pushBlob(descriptor, async () => Readable.from([config]));
  const layers = [...shared];
  for (const size of sizes) {
    const layer = noise(size);
    const description = await layer.describe();
    await store.pushBlob(description, async () => layer.open());
    layers.push(description);
  }
  await store.pushManifest(Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: descriptor, layers })), MEDIA_TYPES.manifest, tag);
}

async function fillShared(store: Store, count: number): Promise<void> {
  const base = noise(100_000);
  const description = await base.describe();
  await store.pushBlob(description, async () => base.open());
  for (let at = 0; at < count; at++) await fillImage(store, [20_000, 20_000], `${at}`, [description]);
}

async function fillRepositories(at: Registry, repositories: number, tags: number): Promise<string[]> {
  const client = createRegistryClient({ env: {} });
  const names = await Promise.all(
    Array.from({ length: repositories }, async (_, repository) => {
      const store = client.repository(at.host, `bench/r${repository}`, { push: true });
      for (let tag = 0; tag < tags; tag++) await fillImage(store, [100], `${tag}`);
      return Array.from({ length: tags }, (__, tag) => `bench/r${repository}:${tag}`);
    }),
  );
  await client.close();
  return names.flat();
}

/** ours.ts and the library as a bundle, since that is how the action starts. */
function bundleOurs(): string {
  const config = join(folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ extends: join(project, 'tsconfig.build.json'), compilerOptions: { rootDir: project, outDir: join(project, 'lib/bench-build'), typeRoots: [join(project, 'node_modules/@types')] }, include: [], files: [join(project, 'bench/ours.ts')] }));
  node('node_modules/typescript/bin/tsc', '-p', config);
  const bundle = join(folder, 'bundle');
  ncc(join(project, 'lib/bench-build/bench/ours.js'), bundle);
  rmSync(join(project, 'lib/bench-build'), { recursive: true, force: true });
  return join(bundle, 'index.js');
}

function ncc(file: string, to: string): void {
  mkdirSync(to, { recursive: true });
  node('node_modules/@vercel/ncc/dist/ncc/cli.js', 'build', file, '-o', to, '-q');
}

function node(...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')}:\n${stdout}${stderr}`);
}
