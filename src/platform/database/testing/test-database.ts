import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../migrate.js';
import { currentTestRun } from './test-run.js';
import { testServerUrl } from './test-server.js';

export interface TestDatabase {
  readonly url: string;
  /** Drops the database, whoever is still connected. */
  close(): Promise<void>;
}

/** Any constant: only one worker makes the template, the others wait and find it. */
const TEMPLATE_LOCK = 7_215_533_002;

/**
 * A database of the caller's own with all migrations applied: a copy of a template that each jest run makes once.
 * Lives on the run's embedded server, or on the server of TEST_DATABASE_URL (its user must be allowed to create databases).
 */
export async function testDatabase(): Promise<TestDatabase> {
  const run = currentTestRun();
  const server = process.env['TEST_DATABASE_URL'] || (await testServerUrl(run));
  const template = `longshore_template_${run.owner}`;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, async (admin) => {
    await provideTemplate(admin, server, template);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: inDatabase(server, name),
    close: () =>
      onServer(server, async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

async function provideTemplate(admin: pg.Client, server: string, template: string): Promise<void> {
  const isReady = async (): Promise<boolean> => {
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [template]);
    return found.rowCount === 1;
  };
  if (await isReady()) return;
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    if (await isReady()) return;
    await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${template}`);
    await migrate(inDatabase(server, template));
    await admin.query(`ALTER DATABASE ${template} IS_TEMPLATE true`);
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function onServer<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function inDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
