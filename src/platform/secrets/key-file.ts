import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../lifecycle/startup-error.js';
import { parseSecretKeys, type SecretKey } from './secret-key.js';

/**
 * The keys of an installation that was given none: made once, kept beside its embedded database. Losing the file means typing
 * every stored credential again, so it is never written over.
 */
export async function keysOfDataFolder(dataDir: string): Promise<SecretKey[]> {
  const folder = join(dataDir, 'secrets');
  const path = join(folder, 'keys');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const text = await readFile(path, 'utf8').catch(() => makeKey(folder, path));
    const keys = parseSecretKeys(text.trim());
    if (typeof keys === 'string')
      throw new StartupError(`The key file ${path} is damaged: ${keys}. Restore it from a backup.`);
    return keys;
  } catch (cause) {
    if (cause instanceof StartupError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new StartupError(
      `The key file ${path} cannot be read (${code}). Start Longshore as the user who owns it.`,
      1,
      { cause },
    );
  }
}

async function makeKey(folder: string, path: string): Promise<string> {
  const draft = join(folder, `draft-${randomUUID()}`);
  const id = `k${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`;
  await writeFile(draft, `${id}:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    // Never over an existing file: `link` refuses, whether another process was faster or the file was only unreadable.
    await link(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path, 'utf8');
}
