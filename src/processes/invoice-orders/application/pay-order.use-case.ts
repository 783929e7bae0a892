import { Inject, Injectable } from '@nestjs/common';
import { AccountingFacade } from '../../../modules/accounting/index.js';
import type { OrderInvoice, PaymentDraft, RegisteredPayment } from '../../../modules/accounting/contract/index.js';
import { SalesFacade } from '../../../modules/sales/index.js';
import type { SaleOrder } from '../../../modules/sales/contract/index.js';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail, type Access } from '../../../platform/http/index.js';
import { newId, type Money } from '../../../shared-kernel/index.js';
import { checkJournal, openInvoiceOf, planOrderPayment, type OrderPayment } from '../domain/plan-order-payment.js';
import { DocumentRate } from './document-rate.js';
import { OrderDocumentNotes } from './order-document-notes.js';
import { VisibleOrder } from './visible-order.js';

export interface PaidOrder {
  readonly id: string;
  readonly number: string;
  readonly orderId: string;
  readonly journalId: string;
  readonly amount: Money;
  readonly reference: string;
  /** The invoice it was set off against, with what is open of it now. */
  readonly invoice: OrderInvoice;
}

/** Registers money against the open invoice of an order. Two at once: the order is held, so together they never exceed what is open. */
@Injectable()
export class PayOrder {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly visible: VisibleOrder,
    private readonly rate: DocumentRate,
    private readonly sales: SalesFacade,
    private readonly accounting: AccountingFacade,
    private readonly notes: OrderDocumentNotes,
    private readonly audit: AuditTrail,
  ) {}

  async run(id: string, payment: OrderPayment, access: Pick<Access, 'requireInstance'>): Promise<PaidOrder> {
    const { companyId, currency } = await this.visible.read(id, access);
    checkJournal(payment.journalId, await this.accounting.journals([companyId]));
    const rate = await this.rate.of(companyId, currency, payment.paidOn);
    return this.database.transaction(async (tx) => {
      const order = (await this.sales.lock(tx, [id])).get(id) as SaleOrder;
      const invoice = openInvoiceOf(order.number, await this.documents(tx, id));
      // Without a rate of the day the invoice's own is as good as any: it makes no exchange difference.
      const draft = planOrderPayment(payment, invoice, rate ?? invoice.rate, newId);
      const { number } = (await this.accounting.registerPayments(tx, [draft])).get(draft.id) as RegisteredPayment;
      const paid = (await this.documents(tx, id)).find((document) => document.id === invoice.id) as OrderInvoice;
      await this.record(tx, order, draft, number, paid);
      const { journalId, reference } = payment;
      return { id: draft.id, number, orderId: id, journalId, amount: draft.amount, reference, invoice: paid };
    });
  }

  private async documents(tx: Tx, orderId: string): Promise<OrderInvoice[]> {
    return (await this.accounting.invoicesOfOrders([orderId], tx)).get(orderId) ?? [];
  }

  private async record(
    tx: Tx,
    { id: orderId }: SaleOrder,
    { id, journalId, amount, paidOn, reference }: PaymentDraft,
    number: string,
    invoice: OrderInvoice,
  ): Promise<void> {
    const rest = invoice.open.isZero ? 'nothing' : String(invoice.open);
    const message = `Payment ${number} of ${String(amount)} was registered; ${rest} of ${invoice.number} is open.`;
    await this.notes.add(tx, orderId, 'orders.paid', message, { paymentId: id, number, invoiceId: invoice.id });
    const after = { orderId, invoiceId: invoice.id, number, journalId, amount: amount.toJSON(), paidOn, reference };
    await this.audit.record(tx, [{ action: 'payment.registered', recordType: 'payment', recordId: id, after }]);
  }
}
