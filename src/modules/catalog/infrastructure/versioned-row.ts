import type { FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { RowClass, Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';

interface Versioned extends ObjectLiteral {
  id: string;
  version: number;
}

/** Locks the row until the transaction ends. */
export async function lockRow<E extends Versioned>(tx: Tx, row: RowClass<E>, id: string, noun: string): Promise<E> {
  const found = await tx.lock(row, id);
  if (found) return found;
  throw new DomainError('not-found', 'catalog.not-found', `There is no such ${noun}.`, { id });
}

/** Changes a row for whoever read its last version, and counts the version on. */
export async function changeRow<E extends Versioned>(
  tx: Tx,
  row: RowClass<E>,
  { id, version }: Pick<Versioned, 'id' | 'version'>,
  change: Partial<E>,
  noun: string,
): Promise<void> {
  const changed = await tx.update(
    row,
    { id, version } as FindOptionsWhere<E>,
    { ...change, version: version + 1, updatedAt: () => 'now()' } as unknown as QueryDeepPartialEntity<E>,
  );
  if (changed === 1) return;
  throw new DomainError(
    'conflict',
    'catalog.changed',
    `Somebody changed this ${noun} since you read it. Read it again and repeat your change.`,
    { id, version },
  );
}
