import { basename, dirname } from 'node:path';
import { Failure } from '../failure.ts';
import { openGit, type Git } from '../git.ts';
import { moment } from '../sign/moment.ts';
import { quoted } from '../visible.ts';
import type { Context } from './context.ts';
import type { ManifestFile } from './manifests.ts';

/**
 * When a release says that it was made: SOURCE_DATE_EPOCH, else the committer's time of the commit, else 1970, in whole seconds, so
 * that the same commit gives the same digest anywhere (contract, "What is published"; reproducible-builds.org). Throws a `usage` Failure for
 * a SOURCE_DATE_EPOCH that is no number of seconds.
 */
export async function createdTime(context: Context, git: Git): Promise<string> {
  const stated = context.env['SOURCE_DATE_EPOCH'];
  if (stated !== undefined && stated !== '') {
    if (!/^\d{1,11}$/.test(stated)) {
      throw new Failure('usage', 'source-date-epoch', `SOURCE_DATE_EPOCH is ${quoted(stated, 40)}.`, { cure: 'It is a number of seconds since 1970-01-01T00:00:00Z.' });
    }
    return text(Number(stated));
  }
  return text((await git.time(context.event?.sha || 'HEAD')) ?? 0);
}

/** Whether the commit of this run holds a manifest with these very bytes; undefined where git cannot tell. */
export async function isCommitted(context: Context, { file, bytes }: Pick<ManifestFile, 'file' | 'bytes'>): Promise<boolean | undefined> {
  const git = openGit(dirname(file), context.env);
  const prefix = await git.prefix();
  if (prefix === undefined) return undefined;
  // A workflow may check out several repositories, and the event's commit is in one.
  const commit = context.event === undefined ? undefined : await git.commit(context.event.sha);
  return (await git.file(commit ?? 'HEAD', prefix + basename(file)))?.equals(bytes) ?? false;
}

function text(seconds: number): string {
  return moment(new Date(seconds * 1000));
}
