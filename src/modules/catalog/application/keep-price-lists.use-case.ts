import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { changePriceList, type PriceListChange } from '../domain/price-list-rules.js';
import { PriceListStore } from '../infrastructure/price-list.store.js';
import { changeEntry } from './change-entry.js';

@Injectable()
export class KeepPriceLists {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly lists: PriceListStore,
    private readonly audit: AuditTrail,
  ) {}

  async create(name: string, currency: string): Promise<string> {
    const list = { id: newId(), name, currency };
    await this.database.transaction(async (tx) => {
      await this.lists.insert(tx, list);
      const entry = { action: 'price-list.created', recordType: 'price-list', recordId: list.id, after: list };
      await this.audit.record(tx, [entry]);
    });
    return list.id;
  }

  /** @param version the one that was read; null for archive and restore, which are the same whatever else changed */
  async change(
    id: string,
    version: number | null,
    { name, ...tasks }: PriceListChange & { readonly name?: string },
    now: Date = new Date(),
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.lists.lockTasks(tx);
      const before = await this.lists.lock(tx, id);
      const state = { ...before, isArchived: before.archivedAt !== null };
      const after = changePriceList(state, tasks, await this.lists.currentDefault(tx));
      const taken = { ...before, version: version ?? before.version };
      if (after.isDefault && !before.isDefault) await this.lists.release(tx, 'is_default', after.currency);
      if (after.isForCurrency && !before.isForCurrency) await this.lists.release(tx, 'is_for_currency', after.currency);
      const change = {
        ...(name === undefined ? {} : { name }),
        isDefault: after.isDefault,
        isForCurrency: after.isForCurrency,
        archivedAt: after.isArchived ? (before.archivedAt ?? now) : null,
      };
      await this.lists.change(tx, taken, change);
      await this.audit.record(tx, [changeEntry('price-list', before, change)]);
    });
  }
}
