import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the run, so that all workers share one test database server. It starts when the first test asks for it. */
export default function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-test-'));
  // The server may run as another user than root and has to pass through.
  chmodSync(folder, 0o711);
  process.env.LONGSHORE_TEST_RUN = folder;
  process.env.LONGSHORE_TEST_RUN_OWNER = String(process.pid);
}
