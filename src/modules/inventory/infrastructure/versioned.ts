import type { Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';

const WORDS = { warehouse: 'warehouse', stock_location: 'stock location' } as const;

/** Changes the given columns of a row that was read in this version. */
export async function changeRow(
  tx: Tx,
  table: keyof typeof WORDS,
  { id, version }: { readonly id: string; readonly version: number },
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  const columns = Object.keys(change);
  const set = columns.map((column, index) => `${column} = $${index + 3}`);
  const changed = await tx.execute(
    `UPDATE inventory.${table} SET ${[...set, 'version = version + 1', 'updated_at = now()'].join(', ')}
      WHERE id = $1 AND version = $2`,
    [id, version, ...columns.map((column) => change[column])],
  );
  if (changed === 1) return;
  const found = await tx.query(`SELECT 1 FROM inventory.${table} WHERE id = $1`, [id]);
  if (found.length === 0) {
    const code = `inventory.${WORDS[table].replace(' ', '-')}-not-found`;
    throw new DomainError('not-found', code, `There is no such ${WORDS[table]}.`, { id });
  }
  throw new DomainError(
    'conflict',
    'inventory.changed-meanwhile',
    `The ${WORDS[table]} changed while you were editing it. Read it again and repeat the change.`,
    { id, version },
  );
}
