import type pg from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { copyRows } from './bulk-copy.js';
import { bulkInsertStatements, type InsertOptions } from './bulk-insert.js';
import type { RowClass } from './bulk-table.js';

/**
 * One transaction. Use cases own it, facades take it; everything written through it is committed together or not at all.
 */
export class Tx {
  private readonly afterCommitHooks: (() => void)[] = [];

  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: pg.PoolClient,
  ) {}

  static async on(runner: QueryRunner): Promise<Tx> {
    return new Tx(runner, (await runner.connect()) as pg.PoolClient);
  }

  /** TypeORM's manager, for the few places where an entity at a time is right. Never `save()` a row that was decided on (style.md §5). */
  get manager(): EntityManager {
    return this.runner.manager;
  }

  async query<R = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const result = await this.client.query(sql, params as unknown[]);
    return result.rows as R[];
  }

  /** Runs a statement and tells how many rows it changed. */
  async execute(sql: string, params: readonly unknown[] = []): Promise<number> {
    const result = await this.client.query(sql, params as unknown[]);
    return result.rowCount ?? 0;
  }

  /**
   * Inserts rows set-wise (design.md, idea 1): one COPY however many rows, or a few INSERTs where a conflict or an answer matters.
   * @returns the `returning` columns of the rows really written (none when `returning` is not given)
   */
  async insert<E extends object>(
    entity: RowClass<E>,
    rows: readonly Partial<E>[],
    options: InsertOptions<E> = {},
  ): Promise<E[]> {
    if (!options.onConflict && !options.returning) {
      await copyRows(this.client, entity, rows);
      return [];
    }
    const written: E[] = [];
    for (const { text, values } of bulkInsertStatements(entity, rows, options)) {
      const result = await this.client.query(text, values);
      for (const row of result.rows) written.push(row as E);
    }
    return written;
  }

  /** Runs once the transaction has committed; never when it is rolled back. Must not throw. */
  afterCommit(hook: () => void): void {
    this.afterCommitHooks.push(hook);
  }

  /** @internal called by Database */
  runAfterCommit(): void {
    for (const hook of this.afterCommitHooks) hook();
  }
}
