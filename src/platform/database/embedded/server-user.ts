import { execFile, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../../lifecycle/startup-error.js';

const run = promisify(execFile);

/** Whom the server runs as when the hub is root; PostgreSQL refuses to be root itself. Null: as whoever runs the hub. */
export type ServerUser = { readonly uid: number; readonly gid: number } | null;

export async function chooseServerUser(dataDir: string): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return null;
  // Root may find a data folder that a normal user made; the server then goes on running as that user.
  const owner = await stat(join(dataDir, 'postgres')).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = await lookUp();
  if (known) return known;
  await createPostgresUser();
  const made = await lookUp();
  if (made) return made;
  throw noUser();
}

async function lookUp(): Promise<ServerUser> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function createPostgresUser(): Promise<void> {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  try {
    await run('useradd', [...options, '--shell', '/usr/sbin/nologin', 'postgres']);
  } catch (cause) {
    // A second hub may have made the user in the meantime; only the look afterwards counts.
    if (!(await lookUp())) throw noUser(cause);
  }
}

function noUser(cause?: unknown): StartupError {
  return new StartupError(
    'PostgreSQL does not run as root, and there is no user "postgres" here nor could one be made. ' +
      'Start Longshore as a normal user, or set DATABASE_URL to a server of your own.',
    1,
    { cause },
  );
}

/** Can this user really get at the path? Asked of the kernel, since modes of every folder above and ACLs have a say. */
export async function canReach(user: ServerUser, path: string, test: 'read' | 'enter' = 'enter'): Promise<boolean> {
  const flag = test === 'read' ? '-r' : '-x';
  const child = spawn('/bin/sh', ['-c', `test ${flag} "$1"`, 'sh', path], {
    ...user,
    cwd: '/',
    stdio: 'ignore',
    env: {},
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
