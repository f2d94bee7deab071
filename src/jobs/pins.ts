import { applyEdits, pinEdits, type PinEdits } from '../manifest/pin.ts';
import { changedFiles } from '../github/client.ts';
import { commitFiles } from '../github/commit.ts';
import type { Client } from '../github/client.ts';
import { suggestOn } from '../github/review.ts';
import { linesOf, suggest, type Pin } from '../review/suggestions.ts';
import type { Context } from './context.ts';
import type { Judged } from './judge.ts';

/** What pinning a manifest's floating targets takes. */
export interface Pinning extends PinEdits {
  readonly judged: Judged;
  /** Its path in the pull request's head; elsewhere as people know it. */
  readonly path: string;
}

/** How the targets that were resolved and state no digest or size are pinned; nothing when the manifest could not be read. */
export function pinningOf(judged: Judged): Pinning {
  const { manifest, images, file } = judged;
  const path = file.origin.kind === 'head' ? file.origin.path : file.path;
  const { document } = file.reading;
  if (manifest === undefined || document === undefined) return { judged, path, edits: [], refused: [], after: undefined };
  return { judged, path, ...pinEdits(document, manifest, images) };
}

/** The bytes of a manifest with its pins. */
export function pinned({ judged, edits }: Pinning): Buffer {
  return applyEdits(judged.file.bytes, edits);
}

/** How many targets an edit of a pinning concerns. */
export function targetsOf(pinnings: readonly Pinning[]): number {
  return pinnings.reduce((sum, { edits }) => sum + new Set(edits.map(({ target }) => target)).size, 0);
}

export interface Pinned {
  /** The lines to write, for the comment; each knows whether GitHub shows it as a suggestion. */
  readonly pins: readonly Pin[];
  /** How many targets were pinned by a commit. */
  readonly committed: number;
}

/**
 * Pins on a pull request as the input `pin` says: a review suggestion where the lines are in the diff, or a commit, which falls back to the
 * comment (contract, "What is published", `pin: commit`). Throws `unavailable` when an own branch may not be written.
 */
export async function pinOnPullRequest(context: Context, client: Client | undefined, pinnings: readonly Pinning[]): Promise<Pinned> {
  const pull = context.event?.pullRequest;
  const wanted = pinnings.filter(({ edits }) => edits.length > 0);
  if (wanted.length === 0 || context.options.pin === 'off') return { pins: [], committed: 0 };
  if (pull === undefined || client === undefined) return { pins: linesToWrite(wanted, new Map()), committed: 0 };

  if (context.options.pin === 'commit' && context.event !== undefined) {
    // Whatever else lies under that path in the head, the workspace's file is not to take its place.
    const [held, others] = [wanted.filter(isOfHead), wanted.filter((each) => !isOfHead(each))];
    for (const { path } of others) context.log.warning(`${path} is not pinned by a commit: the pull request's head does not hold it. The lines to write are in the comment.`);
    const committed = held.length === 0 ? undefined : await commitFiles(client, {
      event: context.event,
      files: held.map((pinning) => ({ path: pinning.path, bytes: pinned(pinning) })),
      headline: `Pin ${held.map(({ judged }) => judged.file.path).join(', ')} by digest`,
    });
    if (committed?.status === 'committed') {
      context.log.info(`Pinned by commit ${committed.sha}.`);
      return { pins: linesToWrite(others, new Map()), committed: targetsOf(held) };
    }
    if (committed !== undefined) context.log.warning(`Not pinned by a commit: ${committed.reason} The lines to write are in the comment.`);
  }
  const patches = await changedFiles(client, pull.number).catch(() => []);
  const lines = linesToWrite(wanted, new Map(patches.map(({ path, patch }) => [path, patch])));
  if (context.options.pin !== 'suggest') return { pins: lines, committed: 0 };
  const { shown } = await suggestOn(client, { pullRequest: pull.number, head: pull.head.sha, suggestions: lines });
  return { pins: lines.map((line) => ({ ...line, suggested: shown.some(({ path, first }) => path === line.path && first === line.first) })), committed: 0 };
}

function isOfHead({ judged }: Pinning): boolean {
  return judged.file.origin.kind === 'head';
}

function linesToWrite(pinnings: readonly Pinning[], patches: ReadonlyMap<string, string | undefined>): Pin[] {
  return pinnings.flatMap((pinning) =>
    suggest(
      pinning.path,
      pinning.judged.file.reading.document?.text ?? '',
      pinning.edits.map((edit) => ({ target: edit.target, edit })),
      isOfHead(pinning) ? linesOf(patches.get(pinning.path)) : [],
    ).map((each) => ({ ...each, manifest: pinning.judged.file.path, suggested: false })),
  );
}
