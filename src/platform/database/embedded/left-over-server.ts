import { readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Log } from '../../logging/log.js';
import { processIdentity } from './process-identity.js';

const run = promisify(execFile);
const FAST_MS = 20_000;
const IMMEDIATE_MS = 5_000;

/**
 * A hub that was killed may leave its server behind. Stopping it beats adopting it: it may run with the settings of an
 * older Longshore, and nobody would read its messages. PostgreSQL's own pid file is removed when the pid now belongs to
 * some other program, because PostgreSQL would refuse to start; when nobody has that pid it copes by itself.
 */
export async function stopLeftOverServer(folder: string, log: Log): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  const pid = Number(text?.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !(await processIdentity(pid))) return;
  if (!(await serves(pid, folder))) {
    log.warn('stale pid file of the database removed', { pid });
    await rm(pidFile, { force: true });
    return;
  }
  log.warn('a database server was left over from a hub that was killed; stopping it', { pid });
  await stopProcess(pid, FAST_MS);
}

/** The postmaster's working folder is its data folder, even after that was moved; elsewhere than on Linux ask ps. */
async function serves(pid: number, folder: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null);
    return cwd === folder;
  }
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes(folder);
}

/** Fast shutdown first (the data is checkpointed), then immediate (the next start recovers), then the axe. */
export async function stopProcess(pid: number, fastMs: number): Promise<'clean' | 'forced'> {
  const identity = await processIdentity(pid);
  if (identity === null || (await signalAndWait(pid, identity, 'SIGINT', fastMs))) return 'clean';
  if (await signalAndWait(pid, identity, 'SIGQUIT', IMMEDIATE_MS)) return 'forced';
  await signalAndWait(pid, identity, 'SIGKILL', 1_000);
  return 'forced';
}

async function signalAndWait(pid: number, identity: string, signal: NodeJS.Signals, ms: number): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch {
    return true;
  }
  for (let waited = 0; waited < ms; waited += 20) {
    if ((await processIdentity(pid)) !== identity) return true;
    await sleep(20);
  }
  return false;
}
