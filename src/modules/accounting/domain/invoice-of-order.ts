import { addDays } from '../../../shared-kernel/index.js';
import type { InvoiceDraft, InvoiceLineDraft } from './invoice-draft.js';

/** What an invoice needs to know of an order; a draft about to be written and an order read back both have it. */
export type OrderToInvoice = Pick<
  InvoiceDraft,
  'id' | 'companyId' | 'contactId' | 'currency' | 'net' | 'tax' | 'gross' | 'pricesIncludeTax'
> & { readonly lines: readonly Omit<InvoiceLineDraft, 'orderLineId'>[] };

export interface InvoiceTerms {
  /** Units of the order's currency for one unit of the company's. */
  readonly rate: string;
  /** The invoice's calendar day. */
  readonly day: string;
  /** Days until it is due. */
  readonly termDays: number;
}

/** The invoice of a whole order, line by line. `reference` (the order's number) is filled in when the number is known. */
export function invoiceOfOrder(
  order: OrderToInvoice,
  { rate, day, termDays }: InvoiceTerms,
  newId: () => string,
): InvoiceDraft {
  return {
    id: newId(),
    companyId: order.companyId,
    contactId: order.contactId,
    orderId: order.id,
    reference: '',
    currency: order.currency,
    rate,
    invoicedOn: day,
    dueOn: termDays === 0 ? day : addDays(day, termDays),
    net: order.net,
    tax: order.tax,
    gross: order.gross,
    pricesIncludeTax: order.pricesIncludeTax,
    lines: order.lines.map((line) => ({
      id: newId(),
      position: line.position,
      kind: line.kind,
      orderLineId: line.id,
      variantId: line.variantId,
      name: line.name,
      sku: line.sku,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      discount: line.discount,
      net: line.net,
      tax: line.tax,
      gross: line.gross,
      taxId: line.taxId,
    })),
  };
}
