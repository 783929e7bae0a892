import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { ProductStore, type ProductChange } from '../infrastructure/product.store.js';
import { changeEntry } from './change-entry.js';

@Injectable()
export class ChangeProduct {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly products: ProductStore,
    private readonly audit: AuditTrail,
  ) {}

  async run(id: string, version: number, change: Omit<ProductChange, 'archivedAt'>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.products.lockProduct(tx, id);
      await this.products.changeProduct(tx, { id, version }, change);
      await this.audit.record(tx, [changeEntry('product', before, change)]);
    });
  }

  /** An archived product's variants are not sold any more; doing it twice changes nothing. */
  async archive(id: string, archived: boolean, now: Date = new Date()): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.products.lockProduct(tx, id);
      if ((before.archivedAt !== null) === archived) return;
      const change = { archivedAt: archived ? now : null };
      await this.products.changeProduct(tx, before, change);
      await this.audit.record(tx, [changeEntry('product', before, change)]);
    });
  }
}
