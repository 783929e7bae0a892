import type { OrderInvoice } from '../../../modules/accounting/contract/index.js';
import type { SaleOrder } from '../../../modules/sales/contract/index.js';
import { DomainError } from '../../../shared-kernel/index.js';

const INSTEAD = {
  quotation: 'is a quotation. Confirm it first.',
  cancelled: 'is cancelled. Make a new one.',
  done: 'is done: it was settled already.',
} as const;

/** An order is invoiced once it is confirmed, and once: until its invoice is reversed by a credit note. */
export function checkMayInvoice(
  order: Pick<SaleOrder, 'id' | 'number' | 'state'>,
  documents: readonly Pick<OrderInvoice, 'id' | 'kind' | 'state' | 'number'>[],
): void {
  const { id: orderId, number, state } = order;
  if (state !== 'confirmed') {
    const message = `Only a confirmed order is invoiced; ${number} ${INSTEAD[state]}`;
    throw new DomainError('conflict', 'orders.not-confirmed', message, { orderId, state });
  }
  const standing = documents.find((document) => document.kind === 'invoice' && document.state !== 'reversed');
  if (!standing) return;
  const facts = { orderId, invoiceId: standing.id, number: standing.number };
  throw standing.state === 'draft'
    ? new DomainError('conflict', 'orders.invoice-drafted', `${number} has an invoice in draft. Post that one.`, facts)
    : new DomainError('conflict', 'orders.already-invoiced', `${number} is invoiced: ${standing.number}.`, facts);
}
