import { rmSync } from 'node:fs';

/** jest's globalTeardown. */
export default function teardown(): void {
  const folder = process.env['MANIFEST_ACTION_TEST_FOLDER'];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
