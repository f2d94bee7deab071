/** A workflow command, as the runner read it from a line of output. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** An annotation, as GitHub shows it on a file. Numbers are undefined where the command gave none. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly col: number | undefined;
  readonly endLine: number | undefined;
  readonly endColumn: number | undefined;
  readonly title: string | undefined;
  readonly message: string;
}

export interface RunnerOutput {
  /** Every command that the runner would have acted on, in order. */
  readonly commands: readonly WorkflowCommand[];
  readonly annotations: readonly Annotation[];
  /** What `add-mask` named. */
  readonly masks: readonly string[];
  /** What a reader of the log sees: without the lines of commands that only talk to the runner, and with `***` for what is masked from there on. */
  readonly log: string;
}

/** The commands that actions/runner 2.3xx registers; any other name is plain text to it. */
const KNOWN = new Set(
  'add-mask add-matcher add-path debug echo endgroup error group internal-set-repo-path notice remove-matcher save-state set-env set-output stop-commands warning'.split(' '),
);

/**
 * Reads output as the runner does (actions/runner, ActionCommand.cs and ActionCommandManager.cs): `::name k=v::message`
 * after leading blanks, the old form `##[name k=v;]message` anywhere in a line, and `stop-commands` until its token.
 */
export function readOutput(output: string): RunnerOutput {
  const commands: WorkflowCommand[] = [];
  const annotations: Annotation[] = [];
  const masks: string[] = [];
  const log: string[] = [];
  let stopped: string | undefined;
  const show = (line: string): void => {
    log.push(masks.reduce((text, mask) => text.replaceAll(mask, '***'), line));
  };
  for (const line of output.split(/\r?\n/u)) {
    const awaited = stopped;
    const found = parse(line, (name) => (awaited === undefined ? KNOWN.has(name) : name === awaited));
    if (found === undefined) {
      show(line);
      continue;
    }
    if (stopped !== undefined) {
      stopped = undefined;
      continue;
    }
    commands.push(found);
    const { name, message } = found;
    if (name === 'stop-commands') stopped = message.toLowerCase();
    else if (name === 'add-mask') masks.push(...[message, ...message.split(/\r?\n/u)].filter((mask) => mask.trim() !== ''));
    else if (name === 'error' || name === 'warning' || name === 'notice') annotations.push(annotation(name, found));
    if (name === 'error' || name === 'warning' || name === 'notice' || name === 'debug' || name === 'group') show(`##[${name}]${message}`);
  }
  return { commands, annotations, masks, log: log.join('\n') };
}

function parse(line: string, accepts: (name: string) => boolean): WorkflowCommand | undefined {
  const text = line.trimStart();
  const middle = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (middle !== -1) {
    const found = command(text.slice(2, middle), text.slice(middle + 2), ',', unescapeData, unescapeProperty);
    if (accepts(found.name)) return found;
  }
  const start = line.indexOf('##[');
  const end = start === -1 ? -1 : line.indexOf(']', start);
  if (end === -1) return undefined;
  const found = command(line.slice(start + 3, end), line.slice(end + 1), ';', unescapeOld, unescapeOld);
  return accepts(found.name) ? found : undefined;
}

function command(head: string, data: string, separator: string, message: (text: string) => string, property: (text: string) => string): WorkflowCommand {
  const space = head.indexOf(' ');
  const name = (space === -1 ? head : head.slice(0, space)).toLowerCase();
  const pairs = space === -1 ? [] : head.slice(space + 1).trim().split(separator);
  const properties: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at > 0 && at < pair.length - 1) properties[pair.slice(0, at)] = property(pair.slice(at + 1));
  }
  return { name, properties, message: message(data) };
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
}

function unescapeOld(text: string): string {
  return text.replaceAll('%3B', ';').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%5D', ']').replaceAll('%25', '%');
}

function annotation(level: Annotation['level'], { properties, message }: WorkflowCommand): Annotation {
  const number = (name: string): number | undefined => (properties[name] === undefined ? undefined : Number(properties[name]));
  return {
    level,
    file: properties['file'],
    line: number('line'),
    col: number('col'),
    endLine: number('endLine'),
    endColumn: number('endColumn'),
    title: properties['title'],
    message,
  };
}

/** Reads a file command's file (GITHUB_OUTPUT, GITHUB_STATE, GITHUB_ENV): `NAME=VALUE`, or `NAME<<END`, lines, `END`. Throws on anything else, as the runner does. */
export function readFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/u);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
    } else if (heredoc > 0) {
      const end = lines.indexOf(line.slice(heredoc + 2), at + 1);
      if (end < 0) throw new Error(`no line ends the value of ${line.slice(0, heredoc)}`);
      values[line.slice(0, heredoc)] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else {
      throw new Error(`not a file command: ${line}`);
    }
  }
  return values;
}
