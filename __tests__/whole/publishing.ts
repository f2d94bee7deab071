import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exitCode, Failure } from '../../src/failure.ts';
import { readOptions, texts, type InputName, type InputSpec } from '../../src/inputs.ts';
import { runJob } from '../../src/jobs/run.ts';
import type { Context } from '../../src/jobs/context.ts';
import type { Outcome } from '../../src/jobs/outcome.ts';
import type { Report } from '../../src/review/report.ts';
import { ARTIFACT_TYPES } from '../../src/release/artifact.ts';
import type { ProductCertificate } from '../harness/certificates.ts';
import { temporaryFolder } from '../harness/daemon.ts';
import { PROJECT } from '../harness/runner.ts';
import { addLayout, listManifest } from './device.ts';

/** How a job ended that was run in this process: hundreds of runs are then a matter of seconds. */
export interface RunHere {
  readonly status: number;
  readonly report: Report | undefined;
  readonly outputs: Outcome['outputs'];
  /** What stopped it, and every error of its report. */
  readonly errors: readonly string[];
  readonly codes: readonly string[];
  readonly lines: readonly string[];
}

export type Inputs = Partial<Record<InputName, string>>;

/** The same moment for every release, so that all of them have the same digest. */
export const EPOCH = '1700000000';

/** Runs a job as the command line does, in this process. */
export async function runHere(job: 'publish' | 'verify' | 'promote' | 'check', inputs: Inputs, options: { readonly workspace: string; readonly env?: Readonly<Record<string, string>>; readonly idToken?: Context['idToken'] }): Promise<RunHere> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const given = texts((spec: InputSpec) => inputs[spec.name as InputName] ?? spec.cliDefault ?? spec.default ?? '');
  const ended = (outcome: Partial<Outcome>, status: number, failure: Failure | undefined): RunHere => {
    const problems = outcome.report?.manifests.flatMap(({ problems: all }) => all.filter(({ severity }) => severity === 'error')) ?? [];
    return {
      status,
      report: outcome.report,
      outputs: outcome.outputs ?? {},
      errors: [...(failure === undefined ? [] : [`${failure.message} ${failure.cure ?? ''}`]), ...problems.map(({ message }) => message)],
      codes: [...(failure === undefined ? [] : [failure.code]), ...problems.map(({ rule }) => rule)],
      lines,
    };
  };
  try {
    const outcome = await runJob(
      {
        options: readOptions({ ...given, job }),
        env: { HOME: options.workspace, PATH: process.env['PATH'], SOURCE_DATE_EPOCH: EPOCH, ...options.env },
        inActions: false,
        event: undefined,
        workspace: options.workspace,
        now: new Date(),
        log: { info: say, debug: () => {}, warning: say, group: async (_, work) => work(), transfer: () => {} },
        mask: () => {},
        idToken: options.idToken ?? (async () => Promise.reject(new Error('no token was expected to be asked for'))),
      },
      job,
    );
    return ended(outcome, exitCode(outcome.kinds), outcome.failure);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return ended({}, exitCode([error.kind]), error);
  }
}

/** A folder with a manifest and the layout that its sources are in. */
export function workspaceWith(manifest = listManifest()): string {
  const folder = temporaryFolder('product');
  writeFileSync(join(folder, 'manifest.yaml'), manifest);
  addLayout(folder);
  return folder;
}

export function keyInputs(product: ProductCertificate): Inputs {
  return { sign: 'key', key: product.keyPem, certificate: product.certificatePem, 'ca-certificate': product.caPem };
}

/** A copy of the bundle, so that a build that goes on beside a long test does not change what it runs. */
export function copyOfBundle(): string {
  const folder = join(temporaryFolder('bundle'), 'dist');
  mkdirSync(folder, { recursive: true });
  cpSync(join(PROJECT, 'dist'), folder, { recursive: true });
  return join(folder, 'index.js');
}

/** The command line in a process of its own, which `kill` ends without a warning (SIGKILL). */
export interface Running {
  readonly ended: Promise<{ readonly status: number | null; readonly stderr: string }>;
  readonly kill: () => void;
}

export function start(program: string, args: readonly string[], workspace: string, env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, [program, ...args], { cwd: workspace, env: { PATH: process.env['PATH'], HOME: workspace, SOURCE_DATE_EPOCH: EPOCH, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  const stderr: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const ended = new Promise<{ status: number | null; stderr: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stderr: Buffer.concat(stderr).toString('utf8') }));
  });
  return { ended, kill: () => void child.kill('SIGKILL') };
}

/** Waits until something holds, at most ten seconds. Says whether it does. */
export async function until(holds: () => boolean, over: () => boolean = () => false): Promise<boolean> {
  const end = Date.now() + 10_000;
  while (!holds()) {
    if (over() || Date.now() > end) return holds();
    await sleep(1);
  }
  return true;
}

/** Does something with each of the items, `most` at once, and gives the results in their order. */
export async function inParallel<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as T);
  };
  await Promise.all(Array.from({ length: most }, worker));
  return results;
}

/** Numbers in [0, 1) that a seed fixes (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How many referrers of each kind a release has, by the registry's own answers (API, else fallback tag), not by ours. */
export async function referrerCounts(url: string, repository: string, subject: string): Promise<Record<string, number>> {
  const accept = { accept: 'application/vnd.oci.image.index.v1+json' };
  let answer = await fetch(`${url}/v2/${repository}/referrers/${subject}`, { headers: accept });
  if (answer.status !== 200) answer = await fetch(`${url}/v2/${repository}/manifests/${subject.replace(':', '-')}`, { headers: accept });
  if (answer.status !== 200) return {};
  const { manifests } = (await answer.json()) as { manifests: { artifactType: string; digest: string }[] };
  const counts: Record<string, number> = {};
  for (const { artifactType, digest } of manifests) {
    const there = await fetch(`${url}/v2/${repository}/manifests/${digest}`, { headers: { accept: 'application/vnd.oci.image.manifest.v1+json' } });
    if (there.status !== 200) throw new Error(`${digest} is listed and not there`);
    counts[artifactType] = (counts[artifactType] ?? 0) + 1;
  }
  return counts;
}

/** Exactly one pair. */
export const ONE_PAIR = { [ARTIFACT_TYPES.certificate]: 1, [ARTIFACT_TYPES.signature]: 1 };

/** What a tag names, by the registry's own answer. */
export async function named(url: string, repository: string, tag: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/v2/${repository}/manifests/${tag}`, { method: 'HEAD', headers: { accept: 'application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json' } });
  return answer.status === 200 ? (answer.headers.get('docker-content-digest') ?? undefined) : undefined;
}
