import type { Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';

export type EditedTable = 'company' | 'account' | 'journal' | 'tax' | 'fiscal_period' | 'invoice';

const WORDS: Record<EditedTable, string> = {
  company: 'company',
  account: 'account',
  journal: 'journal',
  tax: 'tax',
  fiscal_period: 'fiscal period',
  invoice: 'invoice',
};

/** Locks a row and reads it, with its columns as they are named. */
export async function lockRow<R>(tx: Tx, table: EditedTable, id: string): Promise<R> {
  const [row] = await tx.query<R>(`SELECT * FROM accounting.${table} WHERE id = $1 FOR NO KEY UPDATE`, [id]);
  if (row) return row;
  throw notFound(table, id);
}

export function notFound(table: EditedTable, id: string): DomainError {
  const code = `accounting.${WORDS[table].replace(' ', '-')}-not-found`;
  return new DomainError('not-found', code, `There is no such ${WORDS[table]}.`, { id });
}

/** Changes the given columns of a row that was read in this version. */
export async function changeRow(
  tx: Tx,
  table: EditedTable,
  { id, version }: { readonly id: string; readonly version: number },
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  const columns = Object.keys(change);
  const set = columns.map((column, index) => `${column} = $${index + 3}`);
  const changed = await tx.execute(
    `UPDATE accounting.${table} SET ${[...set, 'version = version + 1', 'updated_at = now()'].join(', ')}
      WHERE id = $1 AND version = $2`,
    [id, version, ...columns.map((column) => change[column])],
  );
  if (changed === 1) return;
  const found = await tx.query(`SELECT 1 FROM accounting.${table} WHERE id = $1`, [id]);
  if (found.length === 0) throw notFound(table, id);
  throw new DomainError(
    'conflict',
    'accounting.changed-meanwhile',
    `The ${WORDS[table]} changed while you were editing it. Read it again and repeat the change.`,
    { id, version },
  );
}
