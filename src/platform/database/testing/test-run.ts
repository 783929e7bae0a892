import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestRun {
  /** Shared by all workers of one jest run; thrown away with it. */
  readonly folder: string;
  /** The process whose end is the end of the run. */
  readonly owner: number;
}

/** What test/jest-global-setup.js said, or, without it, a run of this one process. */
export function currentTestRun(): TestRun {
  const folder = process.env['LONGSHORE_TEST_RUN'];
  const owner = Number(process.env['LONGSHORE_TEST_RUN_OWNER']);
  if (folder && owner) return { folder, owner };
  const own = join(tmpdir(), `longshore-test-${process.pid}`);
  mkdirSync(own, { recursive: true, mode: 0o711 });
  return { folder: own, owner: process.pid };
}
