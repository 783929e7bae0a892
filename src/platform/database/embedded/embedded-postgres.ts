import { mkdir, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../../logging/log.js';
import { StartupError } from '../../lifecycle/startup-error.js';
import { type Cluster, openCluster } from './cluster.js';
import { lockDataFolder } from './data-folder-lock.js';
import { stopLeftOverServer } from './left-over-server.js';
import { type PostgresRuntime, providePostgres } from './runtime.js';
import { freePort, launchServer, ServerDidNotStart, type ServerProcess } from './server-process.js';
import { chooseServerUser } from './server-user.js';
import { DATABASE, SETTINGS, SUPERUSER } from './settings.js';
import { supervise } from './supervisor.js';

export interface EmbeddedPostgresOptions {
  /** Made when it is not there. One running hub per folder. */
  readonly dataDir: string;
  readonly log: Log;
  /** Overrides single settings of the server; tests turn fsync off. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Called when the server died and could not be brought back. */
  readonly onGone?: (error: Error) => void;
}

export interface EmbeddedPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** At the start a person waits for the reason: three seconds. */
const START_ATTEMPTS = 5;
/** What a killed server leaves goes down by itself; the hub waits for that longer than for a port: 18 seconds. */
const RESTART_ATTEMPTS = 12;
const FAST_STOP_MS = 6_000;

/** A real PostgreSQL server of the hub's own. Throws StartupError with a sentence for whoever started the hub. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  requireSupportedPlatform();
  const { log } = options;
  const settings = { ...SETTINGS, ...options.settings };
  const dataDir = await makeDataFolder(options.dataDir);
  const lock = await lockDataFolder(dataDir);
  try {
    const user = await chooseServerUser(dataDir);
    const runtime = await providePostgres(user, dataDir, log);
    const cluster = await openCluster(runtime, dataDir, user, log);
    await stopLeftOverServer(cluster.folder, log);
    const launch = (port?: number) => launchPersistently(runtime, cluster, settings, log, port);
    const server = await launch();
    const url = urlOf(cluster, server.port, DATABASE);
    await createDatabase(cluster, server);
    const supervisor = supervise(server, () => launch(server.port), log, options.onGone);
    log.info('embedded database is up', { port: server.port, folder: cluster.folder });
    return {
      url,
      stop: async () => {
        const how = await supervisor.stop(FAST_STOP_MS);
        await lock.release();
        log.info('embedded database is stopped', { how });
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function requireSupportedPlatform(): void {
  if (process.platform !== 'win32') return;
  throw new StartupError(
    'The embedded database runs on Linux and macOS. On Windows use WSL, or set DATABASE_URL to a PostgreSQL server.',
  );
}

async function makeDataFolder(dataDir: string): Promise<string> {
  const folder = resolve(dataDir);
  try {
    // Root's data folder must let the server's user pass through; what is secret in it has a mode of its own.
    await mkdir(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    return await realpath(folder);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new StartupError(
      `The data folder ${folder} cannot be made (${code}). Set DATA_DIR to a folder you may write.`,
      1,
      {
        cause,
      },
    );
  }
}

/** Tries again while the port was snatched away, or while the last processes of a killed server are still going down. */
async function launchPersistently(
  runtime: PostgresRuntime,
  cluster: Cluster,
  settings: Readonly<Record<string, string>>,
  log: Log,
  fixedPort?: number,
): Promise<ServerProcess> {
  const attempts = fixedPort === undefined ? START_ATTEMPTS : RESTART_ATTEMPTS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launchServer(runtime, cluster, fixedPort ?? (await freePort()), settings, log);
    } catch (error) {
      const passing = error instanceof ServerDidNotStart && /in use|already in use|lock file/i.test(error.output);
      if (!passing || attempt === attempts) throw error;
      log.warn('the database did not start; trying again', { attempt });
      await sleep(Math.min(300 * attempt, 2_000));
    }
  }
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

async function createDatabase(cluster: Cluster, server: ServerProcess): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(cluster, server.port, 'postgres') });
  try {
    await client.connect();
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(DATABASE)}`);
  } catch (error) {
    await server.stop(FAST_STOP_MS);
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
