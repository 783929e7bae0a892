import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail, type Access } from '../../../platform/http/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { priceLines, type LineInput } from '../domain/price-lines.js';
import type { SaleOrderDraft } from '../domain/sale-order.js';
import { CheckReferences } from './check-references.js';
import { SalesFacade } from './sales.facade.js';
import { Timeline } from './timeline.js';

type Header = Pick<
  SaleOrderDraft,
  | 'companyId'
  | 'contactId'
  | 'deliveryContactId'
  | 'priceListId'
  | 'warehouseId'
  | 'currency'
  | 'pricesIncludeTax'
  | 'note'
>;

export interface NewQuotation extends Header {
  readonly orderedAt: string | null;
  readonly lines: readonly Omit<LineInput, 'id'>[];
}

@Injectable()
export class CreateQuotation {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly references: CheckReferences,
    private readonly sales: SalesFacade,
    private readonly timeline: Timeline,
    private readonly audit: AuditTrail,
  ) {}

  async run(quotation: NewQuotation, access: Pick<Access, 'instanceIds'>, now: Date = new Date()): Promise<string> {
    if (access.instanceIds !== null) {
      throw new DomainError(
        'forbidden',
        'sales.key-limited',
        'This key is limited to instances, and an order made by hand belongs to none. Use a key without that limit.',
      );
    }
    const { orderedAt, lines, ...header } = quotation;
    const inputs = lines.map((line) => ({ ...line, id: newId() }));
    const draft: SaleOrderDraft = {
      ...header,
      ...priceLines(inputs, header.currency, header.pricesIncludeTax, newId()),
      id: newId(),
      number: null,
      source: null,
      state: 'quotation',
      orderedAt: orderedAt ?? now.toISOString(),
      sourceStatus: null,
      sourcePaymentStatus: null,
      sourceGateway: null,
      sourceFingerprint: null,
      sourceModifiedAt: null,
    };
    await this.references.run({ ...header, lines });
    await this.database.transaction(async (tx) => {
      await this.sales.createOrders(tx, [draft]);
      await this.timeline.add(tx, [draft.id], 'sales.created', 'Made by hand.', now);
      await this.audit.record(tx, [
        { action: 'sale-order.created', recordType: 'sale-order', recordId: draft.id, after: { ...quotation } },
      ]);
    });
    return draft.id;
  }
}
