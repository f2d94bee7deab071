import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Failure, FailureKind } from '../failure.ts';
import { headOf } from '../github/event.ts';
import type { Outputs } from '../outputs.ts';
import { renderReport, SUMMARY_BYTES, type RenderContext } from '../review/markdown.ts';
import { reportJson, type Report } from '../review/report.ts';
import { words } from '../words.ts';
import type { Context } from './context.ts';
import type { OutputFiles } from './files.ts';
import type { Outcome } from './outcome.ts';
import { pathInEvent } from './repository.ts';

export interface Conclusion {
  readonly context: Context;
  readonly files: OutputFiles;
  readonly report: Report;
  readonly kinds: ReadonlySet<FailureKind>;
  /** What the job itself has to say beside the counts. */
  readonly outputs?: Outputs | undefined;
  readonly failure?: Failure | undefined;
  readonly pins?: RenderContext['pins'];
  /** What a reviewer has to see before all else. */
  readonly notice?: string | undefined;
  /** Tells the pull request, and gives the comment's address. */
  readonly comment?: ((markdown: string) => Promise<string | undefined>) | undefined;
}

/** Turns a report into what a run leaves behind: report.json and report.md, the comment, the summary's text, and the outputs. */
export async function conclude(conclusion: Conclusion): Promise<Outcome> {
  const { context, files, kinds } = conclusion;
  const report: Report = kinds.size === 0 ? conclusion.report : { ...conclusion.report, result: 'failed' };
  const render: RenderContext = { ...(await renderContext(context, report, conclusion.pins)), failure: conclusion.failure === undefined ? undefined : told(conclusion.failure), notice: conclusion.notice };
  const markdown = renderReport(report, render);
  const url = await conclusion.comment?.(markdown);
  await files.write('', 'report.json', Buffer.from(reportJson(report)));
  await files.write('', 'report.md', Buffer.from(markdown));
  const problems = report.manifests.flatMap((each) => each.problems);
  const failed = (report.steps ?? []).filter(({ ok }) => ok === false).length;
  const path = (relative: string): string => (files.directory === undefined ? '' : join(files.directory, relative));
  const compiled = report.manifests.flatMap(({ systemManifest }) => (systemManifest === null ? [] : [path(systemManifest.path)]));
  return {
    report,
    kinds,
    failure: conclusion.failure,
    pins: conclusion.pins,
    paths: render.paths,
    markdown: renderReport(report, { ...render, budget: SUMMARY_BYTES }),
    outputs: {
      result: report.result,
      errors: String(problems.filter(({ severity }) => severity === 'error').length + failed + (conclusion.failure === undefined ? 0 : 1)),
      warnings: String(problems.filter(({ severity }) => severity === 'warning').length),
      pinned: '0',
      ...(compiled.length === 0 || files.directory === undefined ? {} : { 'system-manifest': compiled.join('\n') }),
      ...(files.directory === undefined ? {} : { report: path('report.json') }),
      ...(url === undefined ? {} : { 'comment-url': url }),
      ...conclusion.outputs,
    },
  };
}

function told(failure: Failure): string {
  const { headline, details } = words(failure);
  return details === '' ? headline : `${headline} ${details}`;
}

async function renderContext(context: Context, report: Report, pins: RenderContext['pins']): Promise<RenderContext> {
  const { event, env, options } = context;
  const action = env['GITHUB_ACTION_REPOSITORY'];
  return {
    at: event === undefined ? undefined : { serverUrl: event.serverUrl, repository: `${event.repository.owner}/${event.repository.name}`, sha: headOf(event) },
    runUrl: event?.runId === undefined ? undefined : `${event.serverUrl}/${event.repository.owner}/${event.repository.name}/actions/runs/${event.runId}`,
    rulesUrl: action === undefined || action === '' ? undefined : `${event?.serverUrl ?? 'https://github.com'}/${action}/blob/${env['GITHUB_ACTION_REF'] || 'HEAD'}/docs/rules.md`,
    paths: event === undefined ? undefined : await repositoryPaths(context, new Set([...report.manifests.filter(({ problems }) => problems.length > 0).map(({ path }) => path), ...(pins ?? []).map(({ manifest }) => manifest)])),
    pins,
    command: report.job === 'check' ? ['check', ...report.manifests.map(({ path }) => path), ...(options.profile === 'mos' ? [] : ['--profile', options.profile])] : undefined,
  };
}

/** Where the manifests that have a line to show lie in the event's repository: a checkout may be in a folder of the workspace, and a manifest a link. */
async function repositoryPaths(context: Context, manifests: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    [...manifests].map(async (path) => {
      const file = await realpath(resolve(context.workspace, path)).catch(() => undefined);
      return [path, file === undefined ? undefined : await pathInEvent(context, { path, file })] as const;
    }),
  );
  return new Map(found.flatMap(([path, there]) => (there === undefined ? [] : [[path, there] as const])));
}
