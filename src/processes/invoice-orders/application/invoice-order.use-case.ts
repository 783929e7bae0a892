import { Inject, Injectable } from '@nestjs/common';
import { AccountingFacade } from '../../../modules/accounting/index.js';
import { invoiceOfOrder, type OrderInvoice } from '../../../modules/accounting/contract/index.js';
import { SalesFacade } from '../../../modules/sales/index.js';
import type { SaleOrder } from '../../../modules/sales/contract/index.js';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail, type Access } from '../../../platform/http/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { checkMayInvoice } from '../domain/may-invoice.js';
import { DocumentRate } from './document-rate.js';
import { OrderDocumentNotes } from './order-document-notes.js';
import { VisibleOrder } from './visible-order.js';

export interface InvoiceRequest {
  readonly invoicedOn: string;
  readonly dueOn: string;
}

/** Posts the invoice of a confirmed order as its lines stand. Two at once: the order is held, so the second finds the first's invoice. */
@Injectable()
export class InvoiceOrder {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly visible: VisibleOrder,
    private readonly rate: DocumentRate,
    private readonly sales: SalesFacade,
    private readonly accounting: AccountingFacade,
    private readonly notes: OrderDocumentNotes,
    private readonly audit: AuditTrail,
  ) {}

  async run(
    id: string,
    { invoicedOn, dueOn }: InvoiceRequest,
    access: Pick<Access, 'requireInstance'>,
  ): Promise<OrderInvoice> {
    const { companyId, currency } = await this.visible.read(id, access);
    const rate = await this.rate.of(companyId, currency, invoicedOn);
    return this.database.transaction(async (tx) => {
      const order = (await this.sales.lock(tx, [id])).get(id) as SaleOrder;
      checkMayInvoice(order, (await this.accounting.invoicesOfOrders([id], tx)).get(id) ?? []);
      const lines = (await this.sales.lines([id], tx)).get(id) ?? [];
      const terms = { rate: rate ?? noRate(order, invoicedOn), day: invoicedOn, termDays: 0 };
      const draft = { ...invoiceOfOrder({ ...order, lines }, terms, newId), dueOn, reference: order.number };
      await this.accounting.postInvoices(tx, [draft]);
      const invoice = await this.read(tx, id, draft.id);
      await this.record(tx, order, invoice);
      return invoice;
    });
  }

  private async read(tx: Tx, orderId: string, invoiceId: string): Promise<OrderInvoice> {
    const documents = (await this.accounting.invoicesOfOrders([orderId], tx)).get(orderId) ?? [];
    return documents.find((document) => document.id === invoiceId) as OrderInvoice;
  }

  private async record(tx: Tx, order: SaleOrder, invoice: OrderInvoice): Promise<void> {
    const { id, number, invoicedOn, movedFrom, gross } = invoice;
    const moved = movedFrom ? ` Its date moved from ${movedFrom} to ${invoicedOn}, because the books are closed.` : '';
    await this.notes.add(tx, order.id, 'orders.invoiced', `Invoice ${number} of ${String(gross)} was posted.${moved}`, {
      invoiceId: id,
      number,
    });
    const after = { orderId: order.id, number, invoicedOn, gross: gross.toJSON() };
    await this.audit.record(tx, [{ action: 'invoice.posted', recordType: 'invoice', recordId: id, after }]);
  }
}

function noRate({ companyId, currency }: SaleOrder, day: string): never {
  throw new DomainError(
    'conflict',
    'orders.exchange-rate-missing',
    `The order is in ${currency}, and the company has no exchange rate for it on ${day}. Add one, then invoice again.`,
    { companyId, currency, day },
  );
}
