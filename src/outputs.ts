/** Every output of the action, in the order in which action.yml and README list them (contract, "Outputs"). */
export const OUTPUTS = [
  { name: 'result', description: '`passed` or `failed`.' },
  { name: 'errors', description: 'How many errors there are.' },
  { name: 'warnings', description: 'How many warnings there are.' },
  { name: 'pinned', description: 'How many targets were pinned, by a commit or in the file.' },
  { name: 'system-manifest', description: 'Path of the compiled JSON; with several manifests one a line.' },
  { name: 'digest', description: 'Digest of what was published.' },
  { name: 'reference', description: 'What was published, by digest: `HOST/PATH@sha256:…`.' },
  { name: 'tag', description: 'The tag of what was published.' },
  { name: 'bundle', description: 'Path of the sigstore bundle.' },
  { name: 'report', description: 'Path of report.json.' },
  { name: 'comment-url', description: 'The comment on the pull request.' },
] as const;

export type OutputName = (typeof OUTPUTS)[number]['name'];
export type Outputs = Partial<Record<OutputName, string>>;

/**
 * A value that is safe in a script: only `[A-Za-z0-9@:/._+-]`, `#` too in comment-url, and in a path also what the runner's own folder
 * holds (contract, "Outputs"). Anything else becomes `_`.
 */
export function safeOutput(name: OutputName, value: string, runnerFolder = ''): string {
  const prefix = runnerFolder !== '' && value.startsWith(runnerFolder) ? runnerFolder : '';
  const rest = value.slice(prefix.length);
  return prefix + rest.replace(name === 'comment-url' ? /[^A-Za-z0-9@:/._+#-]/g : name === 'system-manifest' ? /[^A-Za-z0-9@:/._+\n-]/g : /[^A-Za-z0-9@:/._+-]/g, '_');
}
