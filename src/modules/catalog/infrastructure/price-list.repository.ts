import type { Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { PriceListDraft, PriceListRef } from '../domain/catalog.js';
import { searchKey } from '../domain/search-key.js';
import { PriceListRow } from './price-list.entity.js';
import type { Queryable } from './product.repository.js';

const REF = 'SELECT id, name, currency, is_default AS "isDefault" FROM catalog.price_list WHERE archived_at IS NULL';
/** Which of several lists in one currency speaks for it. */
const FIRST = 'ORDER BY is_for_currency DESC, is_default DESC, id';

export async function activePriceLists(on: Queryable): Promise<PriceListRef[]> {
  return on.query<PriceListRef>(`${REF} ${FIRST}`);
}

export async function priceListsByCurrency(
  on: Queryable,
  currencies: readonly string[],
): Promise<Map<string, PriceListRef>> {
  if (currencies.length === 0) return new Map();
  const rows = await on.query<PriceListRef>(`${REF} AND currency = ANY($1::text[]) ${FIRST}`, [currencies]);
  const lists = new Map<string, PriceListRef>();
  for (const row of rows) if (!lists.has(row.currency)) lists.set(row.currency, row);
  return lists;
}

/** Leaves out lists whose currency got one meanwhile. */
export async function insertCurrencyLists(tx: Tx, drafts: readonly PriceListDraft[]): Promise<void> {
  const rows = drafts.map((draft) => ({
    id: newId(),
    name: draft.name,
    nameKey: searchKey(draft.name),
    currency: draft.currency,
    isForCurrency: true,
  }));
  await tx.insert(PriceListRow, rows, { onConflict: 'nothing' });
}

export async function makeDefaultIfNoneIs(tx: Tx, id: string): Promise<void> {
  await tx.execute(
    `UPDATE catalog.price_list SET is_default = true, version = version + 1, updated_at = now()
      WHERE id = $1 AND NOT EXISTS (SELECT FROM catalog.price_list d WHERE d.is_default)`,
    [id],
  );
}
