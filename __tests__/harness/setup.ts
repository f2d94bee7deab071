import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** jest's globalSetup: one folder for all that the tests write, which teardown.ts removes whatever they left. */
export default function setup(): void {
  process.env['MANIFEST_ACTION_TEST_FOLDER'] = mkdtempSync(join(realpathSync(tmpdir()), 'manifest-action-test-'));
}
