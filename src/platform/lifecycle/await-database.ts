import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../logging/index.js';
import { StartupError } from './startup-error.js';

const WAIT_MS = 30_000;
const OLDEST_SERVER = 150_000;

/** What a person has to mend; waiting does not help. */
const HOPELESS: Readonly<Record<string, string>> = {
  '28P01': 'refuses the user or the password of DATABASE_URL',
  '28000': 'refuses the user of DATABASE_URL',
  '3D000': 'does not have the database that DATABASE_URL names; create it first',
  '42501': 'does not let the user of DATABASE_URL in',
};

/** Waits for a database that is just starting (compose, a restarted machine), half a minute at most. */
export async function awaitDatabase(url: string, log: Log, waitMs = WAIT_MS): Promise<void> {
  const { host } = new URL(url);
  const until = Date.now() + waitMs;
  for (let attempt = 1; ; attempt += 1) {
    const problem = await tryDatabase(url);
    if (problem === null) return;
    const hopeless = HOPELESS[problem.code];
    if (hopeless) throw new StartupError(`The database server at ${host} ${hopeless}.`);
    if (problem.code === 'too-old')
      throw new StartupError(`The database server at ${host} is too old; Longshore needs PostgreSQL 15 or newer.`);
    if (Date.now() >= until) {
      throw new StartupError(
        `The database server at ${host} does not answer (${problem.code}). Check DATABASE_URL and that the server runs.`,
      );
    }
    if (attempt === 1) log.warn('database does not answer yet; waiting for it', { host, code: problem.code });
    await sleep(Math.min(1_000, Math.max(0, until - Date.now())));
  }
}

async function tryDatabase(url: string): Promise<{ code: string } | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that goes down while we ask also says so outside of the answer.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    return (rows[0]?.version ?? 0) < OLDEST_SERVER ? { code: 'too-old' } : null;
  } catch (error) {
    return { code: (error as { code?: string }).code ?? (error as Error).message };
  } finally {
    await client.end().catch(() => undefined);
  }
}
