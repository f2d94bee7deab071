import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { Failure, type FailureKind } from '../failure.ts';
import { readManifest } from '../manifest/read.ts';
import { problem } from '../manifest/rules/engine.ts';
import type { Report } from '../review/report.ts';
import { quoted } from '../visible.ts';
import { conclude } from './conclude.ts';
import type { Context } from './context.ts';
import { openOutputFiles } from './files.ts';
import { failureKinds, judge, reportOf, type Judged } from './judge.ts';
import type { ManifestFile } from './manifests.ts';
import type { Outcome } from './outcome.ts';
import { pinned, pinningOf, targetsOf, type Pinning } from './pins.ts';
import { openSession, type Session } from './session.ts';

/**
 * The job `pin` (contract, "Jobs"): writes digest and size of every target that states none into its manifest, and changes no other byte. Nothing is
 * written while anything is wrong with any of the manifests that pinning could make worse: one that cannot be read or resolved.
 */
export async function pin(context: Context): Promise<Outcome> {
  // What it writes is what lies there, on a pull request too.
  const session = await openSession(context, { asTheyLie: true });
  const { stores, settings } = session;
  try {
    const files = openOutputFiles(context, session.files.map(({ path }) => path));
    const judgeFile = (file: ManifestFile): Promise<Judged> => judge({ context, settings, stores, file, base: undefined, publishing: false });
    const judged = await Promise.all(session.files.map(judgeFile));
    const pinnings = judged.map(pinningOf);
    const found = pinnings.map((each) => withRefusals(session, each));
    const resolved = judged.every(({ manifest, images }) => manifest !== undefined && images.size === manifest.targets.length);
    let written = 0;
    let after = found;
    const may = resolved && pinnings.every((each) => each.refused.length === 0);
    if (may) {
      for (const each of pinnings) if (each.edits.length > 0) await replaceFile(each.judged.file, pinned(each));
      written = targetsOf(pinnings);
      // The report is about what the file says now. What is stated is taken as it is, so that nothing is asked again.
      after = await Promise.all(pinnings.map(async (each) => (each.edits.length === 0 ? each.judged : judgeFile(reread(each)))));
    }
    const kinds = failureKinds(after);
    if (!may && kinds.size === 0) kinds.add('problem' satisfies FailureKind);
    context.log.info(written === 0 ? (may ? 'Every target is pinned already.' : 'Nothing was written.') : `Pinned ${written} ${written === 1 ? 'target' : 'targets'}.`);
    const manifests = await Promise.all(
      after.map(async (each) => reportOf(each, each.system === undefined ? undefined : await files.write(each.file.path, each.system.fileName, each.system.bytes))),
    );
    const report: Report = { reportVersion: 1, job: 'pin', result: kinds.size === 0 ? 'passed' : 'failed', manifests, network: stores.usage() };
    return await conclude({ context, files, report, kinds, outputs: { pinned: String(written) } });
  } finally {
    await stores.close();
  }
}

/** The manifest as it is with its pins. */
function reread(pinning: Pinning): ManifestFile {
  const bytes = pinned(pinning);
  return { ...pinning.judged.file, bytes, reading: pinning.after ?? readManifest(bytes) };
}

/** What cannot be pinned in place is an error of this job, whatever the settings: it was asked to pin. */
function withRefusals({ settings }: Session, { judged, refused }: Pinning): Judged {
  const { document } = judged.file.reading;
  if (document === undefined || refused.length === 0) return judged;
  const found = refused.map((finding) => {
    const raised = problem(settings, document, 'floating-reference', finding) ?? { ...document.locate(finding.path), rule: 'floating-reference', target: finding.target ?? null, message: finding.message };
    return { ...raised, severity: 'error' as const };
  });
  return { ...judged, problems: [...judged.problems, ...found] };
}

/** Replaces a manifest by a new file beside it, so that nobody ever sees half of it; its mode stays. What was not judged is not replaced. */
async function replaceFile({ path, file, bytes: judged }: ManifestFile, bytes: Buffer): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const now = await readFile(file);
    // It may have two names, and have been written by the other one.
    if (now.equals(bytes)) return;
    if (!now.equals(judged)) {
      throw new Failure('unavailable', 'manifest-changed', `${quoted(path, 200)} was changed while its sources were asked, so it was left as it is.`, { cure: 'Run this again.' });
    }
    await writeFile(temporary, bytes, { mode: (await stat(file)).mode, flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('unavailable', 'manifest-write', `${quoted(file, 200)} could not be written.`, { cure: 'Give the process the right to write the file and its folder.', cause: error });
  }
}
