import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chown,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Log } from '../../logging/log.js';
import { StartupError } from '../../lifecycle/startup-error.js';
import { type PostgresRuntime, SHARED_STATE } from './runtime.js';
import { canReach, type ServerUser } from './server-user.js';
import { SUPERUSER } from './settings.js';

export interface Cluster {
  /** The real folder; `DATA_DIR/postgres` is it or a link to it. */
  readonly folder: string;
  readonly password: string;
  readonly user: ServerUser;
}

const PASSWORD_FILE = 'hub.password';

/** Finds the database of a data folder, or makes it. Call it with the data folder locked. */
export async function openCluster(
  runtime: PostgresRuntime,
  dataDir: string,
  user: ServerUser,
  log: Log,
): Promise<Cluster> {
  const door = join(dataDir, 'postgres');
  const entry = await lstat(door).catch(() => null);
  const folder = entry ? await follow(door) : await create(runtime, dataDir, door, user, log);
  try {
    const password = (await readFile(join(folder, PASSWORD_FILE), 'utf8')).trim();
    return { folder, password, user };
  } catch (cause) {
    throw unreadable(folder, cause);
  }
}

async function follow(door: string): Promise<string> {
  try {
    return await realpath(door);
  } catch (cause) {
    throw new StartupError(
      `${door} points to a database folder that is gone. Bring the folder back, or remove ${door} to start with an empty database.`,
      1,
      { cause },
    );
  }
}

function unreadable(folder: string, cause: unknown): StartupError {
  const why =
    (cause as NodeJS.ErrnoException).code === 'ENOENT'
      ? 'does not look like a database that Longshore made'
      : 'belongs to another user, so this one may not read it';
  return new StartupError(
    `The database folder ${folder} ${why}. Start Longshore as the user who owns it, or set DATA_DIR to another folder.`,
    1,
    { cause },
  );
}

/** Made beside its place and renamed at the very end: an interrupted first start leaves rubbish, never half a database. */
async function create(
  runtime: PostgresRuntime,
  dataDir: string,
  door: string,
  user: ServerUser,
  log: Log,
): Promise<string> {
  const inPlace = await canReach(user, dataDir);
  const name = inPlace ? 'postgres' : `data-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  const parent = inPlace ? dataDir : SHARED_STATE;
  await mkdir(parent, { recursive: true, mode: 0o755 });
  await removeInterrupted(parent, `${name}.making-`);

  const suffix = randomBytes(4).toString('hex');
  const draft = join(parent, `${name}.making-${suffix}`);
  await initialise(runtime, draft, user);
  const folder = inPlace ? door : join(parent, `${name}-${suffix}`);
  await rename(draft, folder);
  await syncFolder(parent);
  if (!inPlace) {
    await symlink(folder, door);
    log.warn('database kept outside the data folder, because the user PostgreSQL runs as cannot enter it', {
      dataDir,
      folder,
    });
  }
  return realpath(folder);
}

async function removeInterrupted(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

async function initialise(runtime: PostgresRuntime, folder: string, user: ServerUser): Promise<void> {
  const password = randomBytes(24).toString('hex');
  const passwordFile = `${folder}.password`;
  await mkdir(folder, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) {
    await chown(folder, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  try {
    await initdb(runtime, user, [
      `--pgdata=${folder}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Order and case of text the same on every machine, whatever its locales and libraries.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ]);
    await rename(passwordFile, join(folder, PASSWORD_FILE));
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function initdb(runtime: PostgresRuntime, user: ServerUser, args: string[]): Promise<void> {
  const child = spawn(runtime.initdb, args, {
    ...user,
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new StartupError(
      `The database could not be made (${dirname(runtime.initdb)}): ${complaint.trim() || 'initdb was stopped'}`,
    );
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
