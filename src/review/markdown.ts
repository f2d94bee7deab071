import type { Problem, Severity } from '../manifest/problem.ts';
import { visible } from '../visible.ts';
import type { AgreedStep, Change, ManifestReport, MovedChannel, Published, Report, Step } from './report.ts';
import { code, fence, folded, item, lineUrl, link, prose, table } from './spans.ts';
import { sidesOf, UNSEEN, type Side } from './sides.ts';
import { isShownWhole, type Pin } from './suggestions.ts';
import { allPublished, changesIn, count, problemsIn, verdictOn, type Verdict } from './verdict.ts';

/** What the words need to know beside the report. */
export interface RenderContext {
  /** The commit that was judged, so that places become links. */
  readonly at?: { readonly serverUrl: string; readonly repository: string; readonly sha: string } | undefined;
  /** The run, for what does not fit. */
  readonly runUrl?: string | undefined;
  /** The page with the rules; each has its id as an anchor. */
  readonly rulesUrl?: string | undefined;
  /** Where a manifest lies in the repository of `at`, by its path in the report; one that is missing lies elsewhere, and gets no link. Undefined: where the report says. */
  readonly paths?: ReadonlyMap<string, string> | undefined;
  /** How floating targets are pinned. */
  readonly pins?: readonly Pin[] | undefined;
  /** The arguments that do the same on a command line: `['check', 'manifest.yaml']`. */
  readonly command?: readonly string[] | undefined;
  /** What stopped the job after it had found what is in the report. */
  readonly failure?: string | undefined;
  /** What a reviewer has to see before all else, as a sentence of ours with code spans. */
  readonly notice?: string | undefined;
  /** Bytes of UTF-8 that there is room for. Default `COMMENT_BYTES`. */
  readonly budget?: number | undefined;
}

type Pins = readonly Pin[];

/** A comment holds 65,536 characters; the rest is for the marker and for what a server may count otherwise. */
export const COMMENT_BYTES = 60_000;
/** A step's summary holds 1 MiB, and is dropped whole when it is larger. */
export const SUMMARY_BYTES = 1024 * 1024 - 1024;

/** How much is said: everything; no details; the first of each; numbers alone. */
type Detail = 'full' | 'short' | 'first' | 'counts';

/** How many rows and problems `first` keeps. */
const FIRST = { changes: 20, problems: 10 };

const MARKS = { passed: '✅', warned: '⚠️', failed: '❌' } as const;
const SEVERITIES: readonly { readonly severity: Severity; readonly mark: string }[] = [
  { severity: 'error', mark: '❌' },
  { severity: 'warning', mark: '⚠️' },
  { severity: 'notice', mark: 'ℹ️' },
];

/**
 * The report as GitHub-flavoured markdown, for the comment, the job summary and report.md: the verdict, what changes on the device,
 * what is wrong and where, how to pin, and folded away the whole list. It takes as much room as there is: with everything, then
 * without details, then the first of each, then numbers and a link, at last cut at a line's end. Texts of the manifest stand
 * in code spans alone (spans.ts).
 */
export function renderReport(report: Report, context: RenderContext = {}): string {
  const budget = context.budget ?? COMMENT_BYTES;
  // What cannot fit is not written only to be thrown away: no row or line is shorter than this.
  const least = 20 * report.manifests.reduce((sum, { problems, changes }) => sum + problems.length + changes.length, 0);
  for (const detail of least > budget ? (['first', 'counts'] as const) : (['full', 'short', 'first', 'counts'] as const)) {
    const markdown = rendered(report, context, detail);
    if (Buffer.byteLength(markdown) <= budget) return markdown;
  }
  return cut(rendered(report, context, 'counts'), budget);
}

function rendered(report: Report, context: RenderContext, detail: Detail): string {
  const [only, ...others] = report.manifests;
  const sections = report.manifests.flatMap((manifest) => {
    const body = manifestBody(manifest, context, detail);
    // One manifest needs no heading of its own: the first line is about it.
    return others.length === 0 ? body : [`#### ${code(manifest.path)}: ${verdictLine(verdictOn([manifest], 'passed'))}`, ...body];
  });
  const parts = [
    `### ${headline(report)}`,
    ...(context.notice === undefined ? [] : [`⚠️ ${prose(context.notice)}`]),
    ...(context.failure === undefined ? [] : [`❌ ${prose(context.failure)}`]),
    ...(report.steps === undefined ? [] : [stepsPart(report.steps, detail)]),
    ...allPublished(report).flatMap((published) => publishedPart(published, detail)),
    ...(detail !== 'full' || report.commands === undefined || report.commands.length === 0 ? [] : [folded(commandsTitle(report), fence(report.commands.map((command) => visible(command, 2000)), 'sh'))]),
    ...sections,
    ...(only !== undefined && detail === 'full' && context.command !== undefined ? [commandPart(context.command)] : []),
    ...(detail === 'full' ? [] : [moreLine(context)]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The first line: the verdict, and what a device would notice. */
function headline(report: Report): string {
  const verdict = verdictOn(report.manifests, report.result);
  const [only] = report.manifests;
  if (report.steps !== undefined) {
    const that = (holds: boolean): number => report.steps?.filter(({ ok }) => ok === holds).length ?? 0;
    const [failed, good] = [that(false), that(true)];
    const held = failed > 0 ? `${count(failed, 'step')} of ${report.steps.length} failed` : good === 1 ? '1 step holds' : `${good} steps hold`;
    return `${MARKS[verdict.mark]} ${stepsVerdict(report, failed)}: ${held}`;
  }
  if (report.published !== undefined && report.result === 'passed') {
    return `${MARKS[verdict.mark]} Published ${[...new Set(allPublished(report).map(({ tag }) => code(tag)))].join(', ')}${problemsIn(verdict) === '' ? '' : ` with ${problemsIn(verdict)}`}`;
  }
  if (only !== undefined && only.form === null && report.manifests.length === 1) {
    return `${MARKS[verdict.mark]} ${code(only.path)} could not be read: ${problemsIn(verdict)}`;
  }
  const many = report.manifests.length > 1 ? `${report.manifests.length} manifests: ` : '';
  return many === '' ? verdictLine(verdict) : `${MARKS[verdict.mark]} ${many}${words(verdict)}`;
}

function stepsVerdict({ job, result, published, plan }: Report, failed: number): string {
  if (job !== 'promote') return result === 'passed' ? 'Verified' : 'Not verified';
  if (result === 'passed') return plan === undefined ? 'Verified and promoted' : 'Verified, and would be promoted';
  if (published !== undefined) return 'Verified and promoted, but not into its channel';
  return failed > 0 ? 'Not verified, so not promoted' : 'Verified, but not promoted';
}

function verdictLine(verdict: Verdict): string {
  return `${MARKS[verdict.mark]} ${words(verdict)}`;
}

function words(verdict: Verdict): string {
  const problems = problemsIn(verdict) || (verdict.mark === 'failed' ? 'Not everything could be done' : '');
  const changes = changesIn(verdict, (name) => code(name, 40));
  return problems === '' ? changes.replace(/^[a-z]/, (letter) => letter.toUpperCase()) : `${problems}; ${changes}`;
}

function manifestBody(manifest: ManifestReport, context: RenderContext, detail: Detail): string[] {
  if (detail === 'counts') return [];
  const pins = (context.pins ?? []).filter((pin) => pin.manifest === manifest.path);
  return [
    changesPart(manifest, detail),
    SEVERITIES.map(({ severity, mark }) => problemsPart(manifest, severity, mark, pins, context, detail)).filter((part) => part !== '').join('\n'),
    ...pinsPart(manifest, pins, context, detail),
    ...(detail === 'full' && manifest.targets.length > 0 ? [detailsPart(manifest)] : []),
  ];
}

/** The table of changes: a target's name once, digests short (they are whole in the details), a size only where no digest tells. */
function changesPart(manifest: ManifestReport, detail: Detail): string {
  const digests = new Set(manifest.changes.filter(({ field }) => field === 'digest').map(({ target }) => target));
  const changes = manifest.changes.filter(({ field, target }) => field !== 'size' || !digests.has(target));
  if (changes.length === 0) return '';
  const shown = detail === 'first' ? changes.slice(0, FIRST.changes) : changes;
  const rows = shown.map((change, index) => [
    shown[index - 1]?.target === change.target && index > 0 ? '' : change.target === null ? 'the system' : `**${code(change.target, 64)}**`,
    change.field === 'target' ? (change.before === null ? '**new**' : '**removed**') : code(change.field, 80),
    ...cells(change),
  ]);
  const against = manifest.base === null ? 'Before' : `Before (${code(manifest.base, 40)})`;
  const more = changes.length > shown.length ? `\n\nand ${count(changes.length - shown.length, 'change')} more` : '';
  return table(['Target', 'What', against, 'After'], rows) + more;
}

/** What was and what is, which are never the same cell. */
function cells(change: Change): [before: string, after: string] {
  const { before, after } = sidesOf(change, 160);
  const alike = change.field === 'digest' && change.before !== null && change.after !== null && shortDigest(change.before) === shortDigest(change.after);
  const cell = (side: Side | null): string => {
    if (side === null) return '–';
    const shown = side.pieces.map((piece) => code((change.field === 'digest' && !alike) || change.field === 'target' ? shortDigest(piece) : piece, 400));
    return [...shown, ...(side.left === '' ? [] : [side.left])].join('<br>');
  };
  const [was, is] = [cell(before), cell(after)];
  return [was, was === is ? `${is}, ${UNSEEN}` : is];
}

/** Twelve digits of a digest, which people can compare by eye. */
function shortDigest(digest: string): string {
  return digest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]{52}$/, '$1…');
}

function problemsPart(manifest: ManifestReport, severity: Severity, mark: string, pins: Pins, context: RenderContext, detail: Detail): string {
  // A warning that a target floats is told with the cure, further down.
  const told = (problem: Problem): boolean =>
    problem.rule === 'floating-reference' && severity !== 'error' && pins.some(({ targets }) => targets.includes(problem.target ?? ''));
  const problems = manifest.problems.filter((problem) => problem.severity === severity && !told(problem));
  if (problems.length === 0) return '';
  const shown = detail === 'first' ? problems.slice(0, FIRST.problems) : problems;
  const lines = shown.map((problem) => `- ${mark} ${problemLine(problem, manifest.path, context)}`);
  if (problems.length > shown.length) lines.push(`- and ${count(problems.length - shown.length, severity)} more`);
  return lines.join('\n');
}

function problemLine({ rule, message, line, column }: Problem, path: string, { at, paths, rulesUrl }: RenderContext): string {
  const there = paths === undefined ? path : paths.get(path);
  const url = at && there !== undefined ? lineUrl(at, there, line) : undefined;
  const page = rulesUrl !== undefined && /^[a-z0-9-]+$/.test(rule) ? `${rulesUrl}#${rule}` : undefined;
  return `${link(`${path}:${line}:${column}`, url)} ${link(rule, page)}: ${item(message).join('\n')}`;
}

/** What floats, and how it is pinned: one line where GitHub shows a suggestion, elsewhere what to write. */
function pinsPart(manifest: ManifestReport, pins: Pins, context: RenderContext, detail: Detail): string[] {
  if (pins.length === 0) return [];
  const floats = new Set(manifest.targets.filter(({ floating }) => floating).map(({ name }) => name));
  const [floating, sized] = [names(pins).filter((name) => floats.has(name)), names(pins).filter((name) => !floats.has(name))];
  const [suggested, others] = [pins.filter((pin) => pin.suggested), pins.filter((pin) => !pin.suggested)];
  const [pasted, unshown] = detail === 'full' ? [others.filter(isShownWhole), others.filter((pin) => !isShownWhole(pin))] : [[], others];
  const lines = [
    ...(floating.length > 0 ? [`📌 **Not pinned:** ${listed(floating)}. A release holds what was reviewed only if the manifest names the digest.`] : []),
    ...(sized.length > 0 ? [`📌 **Pinned without a size:** ${listed(sized)}.`] : []),
    '',
    ...(suggested.length > 0 ? [`- ${listed(names(suggested))}: accept the ${suggested.length === 1 ? 'suggestion' : 'suggestions'} under *Files changed*.`] : []),
    ...(pasted.length > 0 ? [`- ${listed(names(pasted))}: run \`manifest-action pin\`, or write what follows.`] : []),
    ...(unshown.length > 0 ? [`- ${listed(names(unshown))}: run \`manifest-action pin\`.`] : []),
  ];
  const blocks = pasted.map((pin) => pasteText(pin, context));
  return [lines.join('\n'), ...(blocks.length > 2 ? [folded('The lines to write', blocks.join('\n\n'))] : blocks)];
}

function names(pins: Pins): string[] {
  return [...new Set(pins.flatMap(({ targets }) => targets))];
}

/** The first names of many, which the folded list has all. */
function listed(all: readonly string[]): string {
  const first = all.slice(0, 10).map((name) => code(name, 64));
  return [...first, ...(all.length > first.length ? [`${all.length - first.length} more`] : [])].join(', ');
}

function pasteText({ manifest, path, first, last, lines }: Pin, { at, paths }: RenderContext): string {
  const there = paths === undefined ? path : paths.get(manifest);
  const place = link(`${manifest}:${first}`, at && there !== undefined ? lineUrl(at, there, first) : undefined);
  return `${place}${first === last ? ' becomes' : ` to line ${last} become`}\n\n${fence(lines, 'yaml')}`;
}

/** Every target with its whole digest, two lines each: a table of these is wider than a comment. */
function detailsPart({ targets, changes, systemManifest: system }: ManifestReport): string {
  const before = new Map(changes.filter(({ field }) => field === 'digest').map(({ target, before: was }) => [target, was]));
  const lines = targets.map(({ name, source, digest, size, floating, signed }) => {
    const image = digest === null ? 'not resolved' : `${code(digest)}, ${count(size ?? 0, 'byte')}`;
    const was = before.get(name) ?? null;
    return `- **${code(name, 64)}** from ${code(source)}${floating ? ', not pinned' : ''}<br>${image}${was === null ? '' : `<br>before: ${code(was)}`}${signed === undefined || signed === null ? '' : `<br>${prose(signed)}`}`;
  });
  const compiled = system === null ? 'not compiled, since not everything could be resolved' : `${code(system.mediaType)}<br>${code(system.digest)}, ${count(system.size, 'byte')}`;
  const title = `${count(targets.length, 'target')} with digests${system === null ? '' : ', and the system manifest'}`;
  return folded(title, [...lines, `- **System manifest** ${compiled}`].join('\n'));
}

function commandPart(command: readonly string[]): string {
  return folded('The same on a command line', fence([['manifest-action', ...command].map((word) => shellWord(visible(word))).join(' ')], 'sh'));
}

/** A word that a POSIX shell reads as itself. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function stepsPart(steps: readonly Step[], detail: Detail): string {
  const shown = detail === 'full' || detail === 'short' ? steps : steps.filter(({ ok }) => ok === false).slice(0, FIRST.problems);
  return shown.map(({ id, ok, message }) => `- ${ok === null ? '➖' : ok ? '✅' : '❌'} ${code(id)}: ${item(message).join('\n')}`).join('\n');
}

/** What a report's commands are for. */
export function commandsTitle({ job }: Report): string {
  return job === 'publish' ? 'How to verify and install it' : 'The same with other programs';
}

function publishedPart({ reference, tag, signer, images, referrers, channel }: Published, detail: Detail): string[] {
  const signed = signer === undefined ? '' : ` Signed by ${code(signer.identity, 400)}, for whom ${code(signer.issuer, 200)} vouches.`;
  const line = `${code(reference)} is tagged ${code(tag)}.${signed}${channelText(channel)}`;
  if (detail !== 'full') return [line];
  const lines = [
    ...images.map((image) => `- **${code(image.name, 64)}** ${written(image.written)}<br>${code(image.reference)}, ${count(image.size, 'byte')}`),
    ...referrers.map((referrer) => `- ${code(referrer.artifactType, 80)} ${written(referrer.written)}<br>${code(referrer.digest)}, ${count(referrer.size, 'byte')}`),
  ];
  return lines.length === 0 ? [line] : [line, folded(`${count(images.length, 'image')} and ${count(referrers.length, 'referrer')}`, lines.join('\n'))];
}

/** Where a channel was, and what was agreed to, which a release that keeps its bytes does not say itself. */
function channelText(channel: MovedChannel | undefined): string {
  if (channel === undefined) return '';
  const before = channel.before === null ? '' : ` Before, it named ${code(channel.before)}.`;
  const agreed = channel.agreed.map((step) => ` ⚠️ ${AGREED[step]}`).join('');
  return ` The channel ${code(channel.name, 128)} names it.${agreed === '' ? '' : before}${agreed}`;
}

/** What an input agreed to, as a sentence. */
export const AGREED: Readonly<Record<AgreedStep, string>> = {
  rollback: 'It is not above that: allow-rollback agreed.',
  'signer-changed': 'Another key or identity signed that: allow-signer-change agreed.',
};

function written(yes: boolean): string {
  return yes ? 'was written' : 'was there already';
}

function moreLine({ runUrl }: RenderContext): string {
  return runUrl === undefined ? 'There is more than fits here: report.json has everything.' : `There is more than fits here: [the run](${runUrl}) and its report.json have everything.`;
}

/** The lines that fit, and a word that there were more. `counts` has no fence and nothing folded that a cut could leave open. */
function cut(markdown: string, budget: number): string {
  const lines = markdown.split('\n');
  const ending = '\n\n…and more that does not fit here.\n';
  let room = budget - Buffer.byteLength(ending);
  const kept = lines.slice(0, lines.findIndex((line) => (room -= Buffer.byteLength(line) + 1) < 0));
  return kept.join('\n').trimEnd() + ending;
}
