/** A time as it stands in a message and in what is published, in whole seconds: `2026-01-02T03:04:05Z`. */
export function moment(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
