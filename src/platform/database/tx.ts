import type pg from 'pg';
import type { FindOptionsWhere, ObjectLiteral, QueryRunner } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { PendingRows } from './bulk-copy.js';
import { bulkInsertStatements, type InsertOptions } from './bulk-insert.js';
import { bulkTable, type RowClass } from './bulk-table.js';

/**
 * One transaction. Use cases own it, facades take it; everything written through it is committed together or not at all.
 */
export class Tx {
  private readonly afterCommitHooks: (() => void)[] = [];
  private readonly pending = new PendingRows();

  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: pg.PoolClient,
  ) {}

  static async on(runner: QueryRunner): Promise<Tx> {
    return new Tx(runner, (await runner.connect()) as pg.PoolClient);
  }

  async query<R = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return (await this.run(sql, params)).rows as R[];
  }

  /** Runs a statement and tells how many rows it changed. */
  async execute(sql: string, params: readonly unknown[] = []): Promise<number> {
    return (await this.run(sql, params)).rowCount ?? 0;
  }

  /**
   * Inserts rows set-wise (design.md, idea 1): by COPY, or by a few INSERTs where a conflict or an answer matters. Rows to copy may wait
   * for the next statement or the commit, which then brings what the database has against them: a refused row ends the transaction
   * either way, and nobody reads without a statement.
   * @returns the `returning` columns of the rows really written (none when `returning` is not given)
   */
  async insert<E extends object>(
    entity: RowClass<E>,
    rows: readonly Partial<E>[],
    options: InsertOptions<E> = {},
  ): Promise<E[]> {
    if (!options.onConflict && !options.returning) {
      this.pending.add(entity, rows);
      if (this.pending.isEnough) await this.pending.send(this.client);
      return [];
    }
    const written: E[] = [];
    for (const { text, values } of bulkInsertStatements(entity, rows, options)) {
      for (const row of (await this.run(text, values)).rows) written.push(row as E);
    }
    return written;
  }

  /**
   * Changes the rows that `where` finds, for the few places where an entity at a time is right (style.md §5).
   * @returns how many there were
   */
  async update<E extends ObjectLiteral>(
    entity: RowClass<E>,
    where: FindOptionsWhere<E>,
    change: QueryDeepPartialEntity<E>,
  ): Promise<number> {
    await this.sendPending();
    return (await this.runner.manager.update(entity, where, change)).affected ?? 0;
  }

  /** Locks one row until the transaction ends (TypeORM's own lock insists on a transaction that it began itself). */
  async lock<E extends { id: string }>(entity: RowClass<E>, id: string): Promise<E | null> {
    const { name, columns } = bulkTable(entity);
    const selected = [...columns.values()].map(({ column, property }) => `${column} AS "${property}"`);
    const rows = await this.query<E>(`SELECT ${selected.join(', ')} FROM ${name} WHERE id = $1 FOR UPDATE`, [id]);
    return rows[0] ?? null;
  }

  /** Runs once the transaction has committed; never when it is rolled back. Must not throw. */
  afterCommit(hook: () => void): void {
    this.afterCommitHooks.push(hook);
  }

  /** @internal called by Database */
  async commit(): Promise<void> {
    await this.pending.send(this.client, 'COMMIT');
  }

  /** @internal called by Database; rows that wait are forgotten */
  async rollback(): Promise<void> {
    await this.client.query('ROLLBACK');
  }

  /** @internal called by Database */
  runAfterCommit(): void {
    for (const hook of this.afterCommitHooks) hook();
  }

  private async run(sql: string, params: readonly unknown[]): Promise<pg.QueryResult> {
    await this.sendPending();
    return this.client.query(sql, params as unknown[]);
  }

  private async sendPending(): Promise<void> {
    if (!this.pending.isEmpty) await this.pending.send(this.client);
  }
}
