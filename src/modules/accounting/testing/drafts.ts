import { Money, newId } from '../../../shared-kernel/index.js';
import type { InvoiceDraft, InvoiceLineDraft, PaymentDraft } from '../contract/index.js';

export interface LineAmounts {
  readonly kind?: InvoiceLineDraft['kind'];
  readonly net: string;
  readonly tax?: string;
  readonly taxId?: string | null;
}

export function anInvoiceLine(position: number, currency: string, amounts: LineAmounts): InvoiceLineDraft {
  const net = Money.of(amounts.net, currency);
  const tax = Money.of(amounts.tax ?? '0', currency);
  return {
    id: newId(),
    position,
    kind: amounts.kind ?? 'goods',
    orderLineId: null,
    variantId: null,
    name: 'Enamel mug',
    sku: 'MUG-1',
    quantity: 1,
    unitPrice: net,
    discount: Money.zero(currency),
    net,
    tax,
    gross: net.plus(tax),
    taxId: amounts.taxId ?? null,
  };
}

/** An invoice whose totals follow from its lines; one line of 10.00 when none are given. */
export function anInvoice(
  companyId: string,
  overrides: Partial<Omit<InvoiceDraft, 'lines'>> & { readonly lines?: readonly LineAmounts[] } = {},
): InvoiceDraft {
  const currency = overrides.currency ?? 'USD';
  const lines = (overrides.lines ?? [{ net: '10.00' }]).map((line, index) => anInvoiceLine(index + 1, currency, line));
  const sum = (pick: (line: InvoiceLineDraft) => Money) => Money.sum(lines.map(pick), currency);
  return {
    id: newId(),
    companyId,
    contactId: newId(),
    orderId: newId(),
    reference: 'S00001',
    rate: '1',
    invoicedOn: '2026-11-20',
    dueOn: '2026-11-20',
    net: sum((line) => line.net),
    tax: sum((line) => line.tax),
    gross: sum((line) => line.gross),
    pricesIncludeTax: false,
    ...overrides,
    currency,
    lines,
  };
}

/** A gateway payment of an invoice in full, unless told otherwise. */
export function aPayment(
  invoice: InvoiceDraft,
  journalId: string,
  overrides: Partial<PaymentDraft> = {},
): PaymentDraft {
  const amount = overrides.amount ?? invoice.gross;
  return {
    id: newId(),
    companyId: invoice.companyId,
    contactId: invoice.contactId,
    kind: 'gateway',
    journalId,
    currency: invoice.currency,
    rate: invoice.rate,
    paidOn: invoice.invoicedOn,
    reference: invoice.reference,
    sourceKey: null,
    allocations: [{ invoiceId: invoice.id, amount }],
    ...overrides,
    amount,
  };
}
