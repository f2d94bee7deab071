import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/*
 * What a step tells its runner: lines on standard output, and files (GitHub, "Workflow commands for GitHub Actions"). @actions/core says
 * the same, and brings an http client with it that costs as much time as a whole check.
 */

/** What stands beside an annotation's message: `file`, `line`, `title` and so on. */
export type Properties = Readonly<Record<string, string | number | undefined>>;

/** The line that asks the runner for something. Nothing in a property or a message ends it early (@actions/core, command.ts). */
export function command(name: string, message = '', properties: Properties = {}): string {
  const given = Object.entries(properties).flatMap(([key, value]) => (value === undefined || value === '' ? [] : [`${key}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`]));
  return `::${name}${given.length === 0 ? '' : ` ${given.join(',')}`}::${escaped(message)}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/**
 * A line of the log that is nothing but a line of the log, whatever text is in it: the runner takes `::name::` at a line's start (after what .NET calls white space, U+0085 too), and
 * `##[name]` anywhere in it, as commands (actions/runner, ActionCommand.cs).
 */
export function plainLine(text: string): string {
  return text
    .replaceAll(/[\r\n]+/g, ' ')
    .replace(/^([\s\u{85}]*):(?=:)/u, '$1\\:')
    .replaceAll('##[', '##\\[');
}

/** Appends an output to the file that GITHUB_OUTPUT names. A value of several lines ends at a word that nobody can know before. */
export function writeOutput(file: string, name: string, value: string): void {
  const end = `manifest-action-${randomUUID()}`;
  appendFileSync(file, `${name}<<${end}\n${value}\n${end}\n`);
}
