import pg from 'pg';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import { migrations } from '../../migrations/index.js';

// A calendar day has no time zone: hand it on as the text PostgreSQL sends instead of a Date at local midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);

const POOL_SIZE = 10;

export interface DataSourceOptions {
  readonly url: string;
  readonly poolSize?: number;
  readonly applicationName?: string;
}

/**
 * The one TypeORM data source. Its entities are all row classes that have been imported so far, so whoever needs a table
 * imports its row and nobody keeps a second list.
 */
export function createDataSource(options: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: getMetadataArgsStorage().tables.flatMap((table) =>
      typeof table.target === 'function' ? [table.target] : [],
    ),
    migrations,
    migrationsTableName: 'schema_migration',
    synchronize: false,
    poolSize: options.poolSize ?? POOL_SIZE,
    applicationName: options.applicationName ?? 'longshore',
    extra: {
      options: '-c timezone=UTC -c idle_in_transaction_session_timeout=120000',
      connectionTimeoutMillis: 10_000,
      // Kept open over a pause: the first requests after it would each wait for a new one, and for its empty caches.
      min: Math.ceil((options.poolSize ?? POOL_SIZE) / 2),
      // What stands between may forget a silent connection without a word; it is noticed, or kept, this way.
      keepAlive: true,
      keepAliveInitialDelayMillis: 30_000,
      // A pool that nobody uses any more keeps no process from ending.
      allowExitOnIdle: true,
    },
  });
}
