import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError, type MoneyText } from '../../../shared-kernel/index.js';
import { priceIn } from '../domain/prices.js';
import { PriceListStore } from '../infrastructure/price-list.store.js';

export interface PriceFields {
  readonly variantId: string;
  readonly minQuantity: number;
  readonly price: MoneyText;
}

/** Prices of one list, many at a time: a price that stands for the same variant and quantity is replaced. */
@Injectable()
export class SetPrices {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly lists: PriceListStore,
    private readonly audit: AuditTrail,
  ) {}

  async run(priceListId: string, items: readonly PriceFields[]): Promise<void> {
    checkDiffer(items);
    await this.database.transaction(async (tx) => {
      const { currency } = await this.lists.lock(tx, priceListId);
      const prices = items.map((item) => ({ ...item, price: priceIn(currency, item.price) }));
      await this.lists.writeItems(tx, priceListId, prices);
      const after = { prices };
      await this.audit.record(tx, [
        { action: 'price-list.prices-set', recordType: 'price-list', recordId: priceListId, after },
      ]);
    });
  }

  async remove(priceListId: string, itemId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = { ...(await this.lists.deleteItem(tx, priceListId, itemId)) };
      await this.audit.record(tx, [
        { action: 'price-list.price-removed', recordType: 'price-list', recordId: priceListId, before },
      ]);
    });
  }
}

function checkDiffer(items: readonly PriceFields[]): void {
  const places = new Set(items.map((item) => `${item.variantId.toLowerCase()} ${item.minQuantity}`));
  if (places.size === items.length) return;
  throw new DomainError('rule-broken', 'catalog.price-twice', 'Give one price for each variant and minimum quantity.');
}
