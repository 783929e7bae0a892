import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Ends the run's database server, or drops the run's template on the server of TEST_DATABASE_URL. */
export default async function teardown() {
  const folder = process.env.LONGSHORE_TEST_RUN;
  if (!folder) return;
  const server = await readFile(join(folder, 'server.json'), 'utf8').then(JSON.parse, () => ({}));
  if (server.pid) await stop(server.pid);
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  if (process.env.TEST_DATABASE_URL) await dropTemplate(process.env.TEST_DATABASE_URL);
}

async function stop(pid) {
  try {
    process.kill(pid, 'SIGQUIT');
    for (let waited = 0; waited < 5_000; waited += 20) {
      process.kill(pid, 0);
      await sleep(20);
    }
  } catch {
    // It is gone.
  }
}

async function dropTemplate(url) {
  const template = `longshore_template_${process.env.LONGSHORE_TEST_RUN_OWNER}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
  if (found.rowCount === 1) {
    await client.query(`ALTER DATABASE ${template} IS_TEMPLATE false`);
    await client.query(`DROP DATABASE ${template} WITH (FORCE)`);
  }
  await client.end();
}
