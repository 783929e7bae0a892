import type { DataSource, QueryRunner } from 'typeorm';
import { Tx } from './tx.js';

/** serialization_failure and deadlock_detected: the transaction did nothing and may simply run again. */
const REPEATABLE = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 5;

/** The unit of work. Injected where a use case begins; facades only ever see the `Tx`. */
export class Database {
  constructor(readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction. Deadlocks and serialization failures run it again (at most 5 times), so `work` must have
   * no effect outside its transaction but through `tx.afterCommit`.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !REPEATABLE.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    let broken = true;
    try {
      const tx = await Tx.on(runner);
      await tx.execute('BEGIN');
      try {
        const result = await work(tx);
        await tx.execute('COMMIT');
        broken = false;
        tx.runAfterCommit();
        return result;
      } catch (error) {
        // A connection that cannot roll back is gone; the pool replaces it.
        await tx.execute('ROLLBACK').then(
          () => (broken = false),
          () => undefined,
        );
        throw error;
      }
    } finally {
      await release(runner, broken);
    }
  }

  /** One autocommitted statement. */
  async query<R = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return this.withSession((session) => session.query<R>(sql, params));
  }

  /** Work on one dedicated connection outside a transaction: session locks, cursors. */
  async withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await work(await Tx.on(runner));
    } finally {
      await release(runner, false);
    }
  }
}

export type Session = Pick<Tx, 'query' | 'execute'>;

async function release(runner: QueryRunner, broken: boolean): Promise<void> {
  if (broken) {
    const client = (await runner.connect().catch(() => null)) as { end?: () => Promise<void> } | null;
    await client?.end?.().catch(() => undefined);
  }
  await runner.release();
}
