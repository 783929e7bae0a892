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
  /** BEGIN was not sent yet. It goes with the first statement: a transaction that only inserts is one message to the server. */
  private isToBegin = false;

  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: pg.PoolClient,
  ) {}

  static async on(runner: QueryRunner): Promise<Tx> {
    return new Tx(runner, (await runner.connect()) as pg.PoolClient);
  }

  /** @internal called by Database */
  begin(): void {
    this.isToBegin = true;
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
      if (this.pending.isEnough) await this.sendPending();
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
    await this.sendBegin();
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
    // Nothing was asked of the server: there is nothing to end either.
    if (this.isToBegin && this.pending.isEmpty) return;
    await this.pending.send(this.client, { first: this.opening(), last: 'COMMIT' });
  }

  /** @internal called by Database; rows that wait are forgotten */
  async rollback(): Promise<void> {
    if (!this.isToBegin) await this.client.query('ROLLBACK');
  }

  /** @internal called by Database */
  runAfterCommit(): void {
    for (const hook of this.afterCommitHooks) hook();
  }

  private async run(sql: string, params: readonly unknown[]): Promise<pg.QueryResult> {
    await this.sendPending();
    // Only a statement without parameters may share a message with another (PostgreSQL manual, "Simple Query").
    if (this.isToBegin && params.length === 0) {
      const results = (await this.client.query(`${this.opening()};\n${sql}`)) as unknown as pg.QueryResult[];
      return results.at(-1) as pg.QueryResult;
    }
    await this.sendBegin();
    return this.client.query(sql, params as unknown[]);
  }

  private async sendPending(): Promise<void> {
    if (!this.pending.isEmpty) await this.pending.send(this.client, { first: this.opening() });
  }

  private async sendBegin(): Promise<void> {
    if (this.isToBegin) await this.client.query(this.opening() ?? '');
  }

  /** From the moment it is on its way, the transaction counts as begun: it has to be ended whatever came of it. */
  private opening(): string | undefined {
    const opening = this.isToBegin ? 'BEGIN' : undefined;
    this.isToBegin = false;
    return opening;
  }
}
