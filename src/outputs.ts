/** Every output of the action, in the order in which action.yml and README list them (contract, "Outputs"). */
export const OUTPUTS = [
  { name: 'result', description: '`passed` or `failed`.' },
  { name: 'errors', description: 'How many errors there are.' },
  { name: 'warnings', description: 'How many warnings there are.' },
  { name: 'pinned', description: 'How many targets were pinned, by a commit or in the file.' },
  { name: 'system-manifest', description: 'Path of the compiled JSON; of several manifests one a line, in the order of their paths.' },
  { name: 'digest', description: 'Digest of what was published; of several manifests that of the first by its path, and `report` has all.' },
  { name: 'reference', description: 'What was published, by digest: `HOST/PATH@sha256:…`; of several the first.' },
  { name: 'tag', description: 'The tag of what was published; of several the first.' },
  { name: 'bundle', description: 'Path of the sigstore bundle; of several the first.' },
  { name: 'report', description: 'Path of report.json: everything that was found and done, of every manifest.' },
  { name: 'comment-url', description: 'The comment on the pull request.' },
] as const;

export type OutputName = (typeof OUTPUTS)[number]['name'];
export type Outputs = Partial<Record<OutputName, string>>;

const UNSAFE = /[^A-Za-z0-9@:/._+-]/g;
const UNSAFE_IN_URL = /[^A-Za-z0-9@:/._+#-]/g;

/**
 * A value that is safe in a script: only `[A-Za-z0-9@:/._+-]`, `#` too in comment-url, lines in system-manifest, and at a path's start what the
 * runner's own folders hold (contract, "Outputs"). Anything else becomes `_`, and a backslash of a path on Windows `/`.
 */
export function safeOutput(name: OutputName, value: string, runnerFolders: readonly string[] = []): string {
  if (name === 'system-manifest') return value.split('\n').map((path) => safeLine(name, path, runnerFolders)).join('\n');
  return safeLine(name, value, runnerFolders);
}

function safeLine(name: OutputName, value: string, runnerFolders: readonly string[]): string {
  const start = runnerFolders.find((folder) => folder !== '' && value.startsWith(folder)) ?? '';
  return start + value.slice(start.length).replaceAll('\\', '/').replaceAll(name === 'comment-url' ? UNSAFE_IN_URL : UNSAFE, '_');
}

/** Whether a name is an output's. */
export function isOutput(name: string): name is OutputName {
  return OUTPUTS.some((output) => output.name === name);
}
