export { Database, type Session } from './database.js';
export { DatabaseModule } from './database.module.js';
export { Tx } from './tx.js';
export { constraintErrors, postgresErrorIn, type PostgresError } from './constraint-errors.js';
export { isDatabaseAway } from './database-away.js';
export type { InsertOptions } from './bulk-insert.js';
export type { RowClass } from './bulk-table.js';
export { migrate } from './migrate.js';
export { createDataSource } from './data-source.js';
