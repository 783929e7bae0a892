import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { ListingItemRow } from './listing.entity.js';

export interface StoredItem {
  readonly id: string;
  readonly listingId: string;
  readonly remoteId: string;
  readonly variantId: string;
  readonly sku: string;
}

@Injectable()
export class ListingRepository {
  async hasListing(tx: Tx, instanceId: string, listingId: string): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM marketplace.listing WHERE instance_id = $1 AND id = $2 FOR SHARE', [
      instanceId,
      listingId,
    ]);
    return rows.length > 0;
  }

  async insertItem(tx: Tx, instanceId: string, item: StoredItem): Promise<void> {
    await tx.insert(ListingItemRow, [{ instanceId, ...item, skuKey: item.sku.toLowerCase() }]);
  }

  async lockItem(tx: Tx, instanceId: string, id: string): Promise<StoredItem | null> {
    const [item] = await tx.query<StoredItem>(
      `SELECT id, listing_id AS "listingId", remote_id AS "remoteId", variant_id AS "variantId", sku
       FROM marketplace.listing_item WHERE instance_id = $1 AND id = $2 FOR UPDATE`,
      [instanceId, id],
    );
    return item ?? null;
  }

  async linkItem(tx: Tx, id: string, variantId: string): Promise<void> {
    await tx.execute('UPDATE marketplace.listing_item SET variant_id = $2 WHERE id = $1', [id, variantId]);
  }

  async deleteItem(tx: Tx, id: string): Promise<void> {
    await tx.execute('DELETE FROM marketplace.listing_item WHERE id = $1', [id]);
  }
}
