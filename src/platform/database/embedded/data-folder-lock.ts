import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../lifecycle/startup-error.js';
import { processIdentity } from './process-identity.js';

interface Holder {
  readonly pid: number;
  readonly identity: string;
  readonly since: string;
}

export interface DataFolderLock {
  release(): Promise<void>;
}

const ATTEMPTS = 20;

/**
 * One hub per data folder. The folder `lock` holds numbered files; whoever owns the highest number has the lock.
 * A stale lock is not removed but outnumbered: creating the next number is atomic, so of two processes that both see
 * the same dead owner only one can follow it. Releasing empties the file and keeps the number for the same reason.
 */
export async function lockDataFolder(dataDir: string): Promise<DataFolderLock> {
  const folder = join(dataDir, 'lock');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const highest = (await numbers(folder)).at(-1) ?? 0;
    if (highest > 0) await refuseWhenHeld(join(folder, String(highest)), dataDir);
    const mine = await take(folder, highest + 1);
    if (mine) return mine;
  }
  throw new StartupError(
    `The data folder ${dataDir} is being fought over by several Longshore processes. Start one only.`,
  );
}

async function take(folder: string, number: number): Promise<DataFolderLock | null> {
  const path = join(folder, String(number));
  const draft = join(folder, `draft-${randomUUID()}`);
  const identity = (await processIdentity(process.pid)) ?? '';
  const holder: Holder = { pid: process.pid, identity, since: new Date().toISOString() };
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const all = await numbers(folder);
  if (all.at(-1) !== number) {
    // Our number was taken, outnumbered and tidied away long ago; we only re-created it.
    await rm(path, { force: true });
    return null;
  }
  for (const old of all.slice(0, -1)) await rm(join(folder, String(old)), { force: true });
  return { release: () => writeFile(path, '').catch(ignoreMissing) };
}

async function refuseWhenHeld(path: string, dataDir: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const holder = parse(text);
  if (!holder || (await processIdentity(holder.pid)) !== holder.identity) return;
  throw new StartupError(
    `Another Longshore process (pid ${holder.pid}, since ${holder.since}) is using the data folder ${dataDir}. ` +
      `Stop it first, or set DATA_DIR to another folder.`,
  );
}

function parse(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Partial<Holder>;
    const { pid, identity, since } = holder;
    return typeof pid === 'number' && identity && since ? { pid, identity, since } : null;
  } catch {
    return null;
  }
}

async function numbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
