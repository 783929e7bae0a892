import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import type { KnownCause, StoredCause } from '../domain/known-cause.js';
import { KnownCauseRow } from './knowledge.entity.js';

const COLUMNS = `code, product, title, cause, fix, signs, version, updated_by AS "updatedBy",
    to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt"`;

/** One row of each code that ever was, withdrawn ones included. */
export interface CauseRow extends StoredCause {
  readonly isWithdrawn: boolean;
}

@Injectable()
export class KnownCauseStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** All that stand, by code. */
  async all(): Promise<StoredCause[]> {
    return this.database.query<StoredCause>(
      `SELECT ${COLUMNS} FROM support.known_cause WHERE NOT is_withdrawn ORDER BY code`,
    );
  }

  /** Locks the row until the transaction ends. */
  async lock(tx: Tx, code: string): Promise<CauseRow | null> {
    const [row] = await tx.query<CauseRow>(
      `SELECT ${COLUMNS}, is_withdrawn AS "isWithdrawn" FROM support.known_cause WHERE code = $1 FOR UPDATE`,
      [code],
    );
    return row ?? null;
  }

  async count(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM support.known_cause WHERE NOT is_withdrawn',
    );
    return row?.count ?? 0;
  }

  /** Of codes that no row has; what people changed or withdrew stays as it is. */
  async addMissing(tx: Tx, causes: readonly KnownCause[], updatedBy: string): Promise<void> {
    await tx.insert(
      KnownCauseRow,
      causes.map((cause) => rowOf(cause, 1, updatedBy)),
      { onConflict: 'nothing' },
    );
  }

  /** In place of whatever row the code has. */
  async put(tx: Tx, cause: KnownCause, version: number, updatedBy: string): Promise<void> {
    await tx.insert(
      KnownCauseRow,
      [{ ...rowOf(cause, version, updatedBy), isWithdrawn: false, updatedAt: new Date() }],
      {
        onConflict: {
          target: ['code'],
          update: ['product', 'title', 'cause', 'fix', 'signs', 'isWithdrawn', 'version', 'updatedBy', 'updatedAt'],
        },
      },
    );
  }

  async withdraw(tx: Tx, code: string, version: number, updatedBy: string): Promise<void> {
    await tx.update(KnownCauseRow, { code }, { isWithdrawn: true, version, updatedBy, updatedAt: () => 'now()' });
  }
}

function rowOf({ code, product, title, cause, fix, signs }: KnownCause, version: number, updatedBy: string) {
  return { code, product, title, cause, fix: [...fix], signs: [...signs], version, updatedBy };
}
