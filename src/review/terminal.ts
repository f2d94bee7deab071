import { AGREED, commandsTitle } from './markdown.ts';
import type { Problem, Severity } from '../manifest/problem.ts';
import { quoted, visible, visibleLines } from '../visible.ts';
import type { Change, ManifestReport, Published, Report } from './report.ts';
import { sidesOf, UNSEEN, type Side } from './sides.ts';
import { isShownWhole, type Pin } from './suggestions.ts';
import { allPublished, changesIn, count, problemsIn, verdictOn } from './verdict.ts';
import { wrap } from './wrap.ts';

/** How it is written: `pins` are the lines that pin, `color` and `columns` (how many there are to write in) are for a terminal that has them. */
export interface TerminalOptions {
  readonly pins?: readonly Pin[];
  readonly color?: boolean;
  readonly columns?: number | undefined;
}

const COLORS: Readonly<Record<Severity | Report['result'], number>> = { error: 31, warning: 33, notice: 36, failed: 31, passed: 32 };

/**
 * The report as plain text for a terminal or a log: first what is wrong as `path:line:column`, which editors and terminals open, then
 * what changes, what to write to pin, and the verdict last, where the eye is. Control characters are our own colours alone. Sentences are broken at the terminal's width; what is to be copied is not.
 */
export function renderTerminal(report: Report, { pins = [], color = false, columns = Infinity }: TerminalOptions = {}): string {
  const paint: Paint = (word) => (color ? `\u001b[${COLORS[word]}m${word}\u001b[0m` : word);
  const prose: Prose = (line) => wrap(line, columns, '    ').join('\n');
  const parts = [
    ...report.manifests.flatMap((manifest) => manifestText(manifest, pins, paint, prose)),
    ...(report.steps ?? []).map(({ id, ok, message }) => prose(`${ok === null ? 'skipped' : ok ? 'ok     ' : 'FAILED '} ${visible(id)}: ${visible(message, 1000)}`)),
    ...(report.commands === undefined || report.commands.length === 0 ? [] : [`${commandsTitle(report)}:`, ...report.commands.map((command) => `  ${visible(command, 2000)}`)]),
    ...allPublished(report).map(publishedText),
    prose(`${paint(report.result)}${report.steps === undefined && report.manifests.length > 0 ? `: ${lastWords(report)}` : ''}`),
  ];
  return `${parts.join('\n')}\n`;
}

type Prose = (line: string) => string;
type Paint = (word: Severity | Report['result']) => string;

function lastWords(report: Report): string {
  const verdict = verdictOn(report.manifests, report.result);
  // What could not be read has no targets, and what has no base is compared by an argument.
  const compare = report.job === 'check' ? '; with --base REVISION it says what changes' : '';
  const changes = verdict.compared ? changesIn(verdict, visible) : report.manifests.every(({ form }) => form === null) ? '' : `${count(verdict.targets, 'target')}${compare}`;
  return [problemsIn(verdict), changes].filter((part) => part !== '').join('; ');
}

function manifestText(manifest: ManifestReport, pins: readonly Pin[], paint: Paint, prose: Prose): string[] {
  const own = pins.filter((pin) => pin.manifest === manifest.path);
  const lines = [
    ...manifest.problems.map((problem) => problemText(manifest.path, problem, paint, prose)),
    ...changesText(manifest),
    ...own.flatMap((pin) => [
      `${visible(manifest.path)}:${pin.first}: ${isShownWhole(pin) ? (pin.first === pin.last ? 'this line becomes' : `lines ${pin.first} to ${pin.last} become`) : 'run manifest-action pin'}`,
      ...(isShownWhole(pin) ? pin.lines.map((line) => `    ${line}`) : []),
    ]),
  ];
  const system = manifest.systemManifest;
  if (system !== null) lines.push(`${visible(manifest.path)}: system manifest ${visible(system.digest)} (${count(system.size, 'byte')}), ${count(manifest.targets.length, 'target')}`);
  return lines;
}

function problemText(path: string, { line, column, severity, rule, message }: Problem, paint: Paint, prose: Prose): string {
  const [lead = '', ...rest] = visibleLines(message, 1000);
  return `${prose(`${visible(path)}:${line}:${column}: ${paint(severity)}: ${lead} [${visible(rule)}]`)}${rest.map((next) => `\n    ${next}`).join('')}`;
}

function changesText({ path, base, changes }: ManifestReport): string[] {
  if (changes.length === 0) return [];
  const width = Math.min(24, Math.max(...changes.map((change) => nameOf(change).length)));
  const title = `${visible(path)}: changes${base === null ? '' : ` since ${visible(base, 80)}`}`;
  return [title, ...changes.map((change) => `    ${nameOf(change).padEnd(width)}  ${changeText(change)}`)];
}

function nameOf({ target }: Change): string {
  return target === null ? 'the system' : visible(target, 64);
}

function changeText(change: Change): string {
  const { before, after } = sidesOf(change, 200);
  if (change.field === 'target') return change.before === null ? `new: ${sideText(after)}` : `removed: ${sideText(before)}`;
  const [was, is] = [sideText(before), sideText(after)];
  return `${visible(change.field, 80)}: ${was} → ${is}${was === is ? `, ${UNSEEN}` : ''}`;
}

function sideText(side: Side | null): string {
  if (side === null) return '(none)';
  return [...side.pieces.map((piece) => separate(piece, side)), ...(side.left === '' ? [] : [`(${side.left})`])].join(', ');
}

/** One of several pieces, in quotes where it could be taken for more than one. */
function separate(piece: string, { pieces }: Side): string {
  return pieces.length > 1 && /, |^"/.test(piece) ? quoted(piece, 450) : piece;
}

function publishedText({ reference, tag, images, referrers, channel }: Published): string {
  const written = [...images, ...referrers].filter((each) => each.written).length;
  const line = `published ${visible(reference, 400)} as ${visible(tag)} (${written === 0 ? 'nothing had to be written' : `${count(written, 'manifest')} written`})`;
  if (channel === undefined) return line;
  const agreed = channel.agreed.length === 0 ? '' : `, which was ${visible(channel.before ?? 'nothing')}. ${channel.agreed.map((step) => AGREED[step]).join(' ')}`;
  return `${line}\nit is ${visible(channel.name)} now${agreed}`;
}
