import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { TaxRef } from '../contract/index.js';
import { ExchangeRateRow } from '../infrastructure/exchange-rate.entity.js';
import { TaxRow } from '../infrastructure/tax.entity.js';
import { changeRow, lockRow } from '../infrastructure/versioned.js';
import { changeEntry, columnsOf, createEntry } from './audit.js';

export interface NewExchangeRate {
  readonly companyId: string;
  readonly currency: string;
  readonly validOn: string;
  readonly rate: string;
}

@Injectable()
export class KeepTaxes {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  async add(draft: Omit<TaxRef, 'id'>): Promise<string> {
    const row = { id: newId(), ...draft };
    await this.database.transaction(async (tx) => {
      await tx.insert(TaxRow, [row]);
      await this.audit.record(tx, [createEntry('tax', row)]);
    });
    return row.id;
  }

  /** A rate never changes: documents were posted with it. Switch the tax off and add another. */
  async change(
    id: string,
    version: number,
    change: { readonly name?: string; readonly isActive?: boolean },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await lockRow<Record<string, unknown>>(tx, 'tax', id);
      const columns = columnsOf({ ...change }, { name: 'name', isActive: 'is_active' });
      await changeRow(tx, 'tax', { id, version }, columns);
      await this.audit.record(tx, [changeEntry('tax', id, before, columns)]);
    });
  }

  async addRate(draft: NewExchangeRate): Promise<string> {
    const row = { id: newId(), ...draft };
    await this.database.transaction(async (tx) => {
      await tx.insert(ExchangeRateRow, [row]);
      await this.audit.record(tx, [createEntry('exchange-rate', row)]);
    });
    return row.id;
  }
}
