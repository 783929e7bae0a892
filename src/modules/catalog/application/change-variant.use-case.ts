import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import type { MoneyText } from '../../../shared-kernel/index.js';
import { priceIn } from '../domain/prices.js';
import { PriceListStore } from '../infrastructure/price-list.store.js';
import { ProductStore, type VariantChange } from '../infrastructure/product.store.js';
import { changeEntry } from './change-entry.js';

export type VariantFields = Omit<VariantChange, 'archivedAt' | 'price'> & { readonly price?: MoneyText | null };

@Injectable()
export class ChangeVariant {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly products: ProductStore,
    private readonly priceLists: PriceListStore,
    private readonly audit: AuditTrail,
  ) {}

  async run(id: string, version: number, { price, ...fields }: VariantFields): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.products.lockVariant(tx, id);
      const change: VariantChange = { ...fields };
      if (price !== undefined) {
        const { currency } = await this.priceLists.currentDefault(tx);
        change.price = price === null ? null : priceIn(currency, price);
      }
      await this.products.changeVariant(tx, { id, version }, change);
      await this.audit.record(tx, [changeEntry('variant', before, change)]);
    });
  }

  /** Doing it twice changes nothing. The SKU stays taken: orders of the past still name it. */
  async archive(id: string, archived: boolean, now: Date = new Date()): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.products.lockVariant(tx, id);
      if ((before.archivedAt !== null) === archived) return;
      const change = { archivedAt: archived ? now : null };
      await this.products.changeVariant(tx, before, change);
      await this.audit.record(tx, [changeEntry('variant', before, change)]);
    });
  }
}
