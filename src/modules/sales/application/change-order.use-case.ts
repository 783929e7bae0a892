import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail, type Access } from '../../../platform/http/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { checkEdit } from '../domain/order-edit.js';
import { priceLines, type LineInput } from '../domain/price-lines.js';
import type { SaleOrder } from '../domain/sale-order.js';
import { ordersByIds } from '../infrastructure/sale-order.repository.js';
import { SaleOrderStore, type HeaderChange } from '../infrastructure/sale-order.store.js';
import { CheckReferences } from './check-references.js';
import { Timeline } from './timeline.js';

export interface OrderChange extends HeaderChange {
  /** All lines anew; with them the side of tax the prices are on may change. */
  readonly lines?: readonly Omit<LineInput, 'id'>[];
}

@Injectable()
export class ChangeOrder {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly references: CheckReferences,
    private readonly orders: SaleOrderStore,
    private readonly timeline: Timeline,
    private readonly audit: AuditTrail,
  ) {}

  async run(
    id: string,
    version: number,
    { lines, ...change }: OrderChange,
    access: Pick<Access, 'requireInstance'>,
    now: Date = new Date(),
  ): Promise<void> {
    await this.checkReferences(id, { lines, ...change }, access);
    await this.database.transaction(async (tx) => {
      const before = await this.orders.lock(tx, id);
      access.requireInstance(before.source?.instanceId ?? null, 'order');
      const { contactId: _c, deliveryContactId: _d, note: _n, ...terms } = change;
      checkEdit(
        { state: before.state, hasSource: before.source !== null },
        { changesLines: lines !== undefined, changesTerms: Object.keys(terms).length > 0 },
      );
      const includeTax = change.pricesIncludeTax ?? before.pricesIncludeTax;
      const inputs = lines?.map((line) => ({ ...line, id: newId() }));
      const priced = inputs ? priceLines(inputs, before.currency, includeTax, newId()) : null;
      await this.orders.change(tx, id, version, change, priced);
      const fields = [...Object.keys(change), ...(lines ? ['lines'] : [])];
      await this.timeline.add(tx, [id], 'sales.changed', `Changed: ${fields.join(', ')}.`, now, { fields });
      await this.audit.record(tx, [
        {
          action: 'sale-order.changed',
          recordType: 'sale-order',
          recordId: id,
          before: pick(before, Object.keys(change)),
          after: { ...change, ...(lines ? { lines } : {}) },
        },
      ]);
    });
  }

  /** Before the transaction: company and currency of an order never change. */
  private async checkReferences(
    id: string,
    { lines, ...change }: OrderChange,
    access: Pick<Access, 'requireInstance'>,
  ): Promise<void> {
    const order = (await ordersByIds(this.database, [id])).get(id);
    if (!order) return;
    access.requireInstance(order.source?.instanceId ?? null, 'order');
    const { companyId, currency } = order;
    const named = REFERENCES.filter((field) => change[field] !== undefined && change[field] !== order[field]);
    if (named.length === 0 && !lines) return;
    await this.references.run({ companyId, currency, ...pick(change, named), ...(lines && { lines }) });
  }
}

const REFERENCES = ['contactId', 'deliveryContactId', 'warehouseId', 'priceListId'] as const;

function pick(order: SaleOrder | HeaderChange, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(order).filter(([field]) => fields.includes(field)));
}
