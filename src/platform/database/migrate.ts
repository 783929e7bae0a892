import pg from 'pg';
import { createDataSource } from './data-source.js';

/** Any constant will do, as long as every process that migrates uses the same. */
const MIGRATION_LOCK = 7_215_533_001;

/** Brings the schema up to date. Processes that start together wait for one another; the second finds nothing to do. */
export async function migrate(url: string): Promise<void> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const dataSource = createDataSource({ url, poolSize: 2, applicationName: 'longshore-migrate' });
    await dataSource.initialize();
    try {
      await dataSource.runMigrations({ transaction: 'each' });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await lock.end();
  }
}
