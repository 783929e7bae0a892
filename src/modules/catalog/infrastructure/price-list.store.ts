import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import type { PriceListState } from '../domain/price-list-rules.js';
import { searchKey } from '../domain/search-key.js';
import { PriceListItemRow, PriceListRow } from './price-list.entity.js';
import { lockRow, changeRow } from './versioned-row.js';

const LOCK = 7_215_533_041;

export interface ItemPrice {
  readonly variantId: string;
  readonly minQuantity: number;
  readonly price: string;
}

/** Price lists as people edit them. */
@Injectable()
export class PriceListStore {
  async insert(tx: Tx, list: Pick<PriceListRow, 'id' | 'name' | 'currency'>): Promise<void> {
    await tx.insert(PriceListRow, [{ ...list, nameKey: searchKey(list.name) }]);
  }

  lock(tx: Tx, id: string): Promise<PriceListRow> {
    return lockRow(tx, PriceListRow, id, 'price list');
  }

  /** One at a time: tasks move from list to list. */
  async lockTasks(tx: Tx): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  }

  async currentDefault(tx: Tx): Promise<PriceListState> {
    const [list] = await tx.query<PriceListState>(
      `SELECT id, currency, is_default AS "isDefault", is_for_currency AS "isForCurrency", false AS "isArchived"
        FROM catalog.price_list WHERE is_default`,
    );
    if (list) return list;
    throw new DomainError('rule-broken', 'catalog.no-default-list', 'There is no default price list yet.');
  }

  /** Takes the default, or the task for the currency, from whichever list has it. */
  async release(tx: Tx, task: 'is_default' | 'is_for_currency', currency: string): Promise<void> {
    await tx.execute(
      `UPDATE catalog.price_list SET ${task} = false, version = version + 1, updated_at = now() WHERE ${task} AND currency = $1`,
      [currency],
    );
  }

  change(
    tx: Tx,
    seen: Pick<PriceListRow, 'id' | 'version'>,
    change: Partial<Pick<PriceListRow, 'name' | 'isDefault' | 'isForCurrency' | 'archivedAt'>>,
  ): Promise<void> {
    const keys = change.name === undefined ? {} : { nameKey: searchKey(change.name) };
    return changeRow(tx, PriceListRow, seen, { ...change, ...keys }, 'price list');
  }

  async writeItems(tx: Tx, priceListId: string, items: readonly ItemPrice[]): Promise<void> {
    const rows = items.map((item) => ({ id: newId(), priceListId, ...item, updatedAt: new Date() }));
    const sorted = rows.sort((a, b) =>
      a.variantId === b.variantId ? a.minQuantity - b.minQuantity : a.variantId < b.variantId ? -1 : 1,
    );
    await tx.insert(PriceListItemRow, sorted, {
      onConflict: { target: ['priceListId', 'variantId', 'minQuantity'], update: ['price', 'updatedAt'] },
    });
  }

  async deleteItem(tx: Tx, priceListId: string, itemId: string): Promise<ItemPrice> {
    const [item] = await tx.query<ItemPrice>(
      `DELETE FROM catalog.price_list_item WHERE price_list_id = $1 AND id = $2
        RETURNING variant_id AS "variantId", min_quantity AS "minQuantity", price`,
      [priceListId, itemId],
    );
    if (item) return item;
    throw new DomainError('not-found', 'catalog.not-found', 'There is no such item in this price list.', {
      priceListId,
      itemId,
    });
  }
}
