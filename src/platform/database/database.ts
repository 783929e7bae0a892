import { AsyncLocalStorage } from 'node:async_hooks';
import { DataSource, type DataSourceOptions, type QueryRunner } from 'typeorm';
import { constraintErrors, postgresErrorIn } from './constraint-errors.js';
import { Tx } from './tx.js';
import { DomainError } from '../../shared-kernel/index.js';

/** serialization_failure and deadlock_detected: the transaction did nothing and may simply run again. */
const REPEATABLE = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 5;
/** Connections for work within a transaction that is not part of it. */
const ASIDE_POOL_SIZE = 4;

/**
 * The unit of work. Injected where a use case begins; facades only ever see the `Tx`.
 *
 * Whoever asks for a second connection within a transaction (to read reference data, to make a contact that stands whatever becomes of
 * the batch) gets it from a small pool of its own: with one pool, requests that wait for this transaction's locks could hold all the
 * connections that it waits for.
 */
export class Database {
  private readonly inside = new AsyncLocalStorage<true>();
  private aside: Promise<DataSource> | null = null;

  constructor(readonly dataSource: DataSource) {}

  async close(): Promise<void> {
    const aside = await this.aside?.catch(() => null);
    if (aside?.isInitialized) await aside.destroy();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /**
   * Runs `work` in one transaction. Deadlocks and serialization failures run it again (at most 5 times), so `work` must have
   * no effect outside its transaction but through `tx.afterCommit`.
   * @throws the registered DomainError (`constraintErrors`) when one of our constraints is broken
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
    const runner = (await this.source()).createQueryRunner();
    let broken = true;
    try {
      const tx = await Tx.on(runner);
      tx.begin();
      try {
        const result = await this.inside.run(true, () => work(tx));
        await tx.commit();
        broken = false;
        tx.runAfterCommit();
        return result;
      } catch (error) {
        // A connection that cannot roll back is gone; the pool replaces it.
        await tx.rollback().then(
          () => (broken = false),
          () => undefined,
        );
        throw inWords(error);
      }
    } finally {
      await release(runner, broken);
    }
  }

  private async source(): Promise<DataSource> {
    if (!this.inside.getStore()) return this.dataSource;
    this.aside ??= new DataSource({
      ...this.dataSource.options,
      entities: [],
      migrations: [],
      poolSize: ASIDE_POOL_SIZE,
    } as DataSourceOptions).initialize();
    return this.aside.catch((error: unknown) => {
      this.aside = null;
      throw error;
    });
  }

  /** One autocommitted statement. */
  async query<R = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return this.withSession((session) => session.query<R>(sql, params));
  }

  /** Work on one dedicated connection outside a transaction: session locks, cursors. */
  async withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const runner = (await this.source()).createQueryRunner();
    try {
      return await work(await Tx.on(runner));
    } finally {
      await release(runner, false);
    }
  }
}

export type Session = Pick<Tx, 'query' | 'execute'>;

/** A refused row comes with whatever statement sent it (see `Tx.insert`), so its sentence is found here and not where it was written. */
function inWords(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const refused = postgresErrorIn(error);
  return (refused && constraintErrors.find(refused)) ?? error;
}

async function release(runner: QueryRunner, broken: boolean): Promise<void> {
  if (broken) {
    const client = (await runner.connect().catch(() => null)) as { end?: () => Promise<void> } | null;
    await client?.end?.().catch(() => undefined);
  }
  await runner.release();
}
