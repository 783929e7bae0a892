import type { Journal, OrderInvoice, PaymentDraft } from '../../../modules/accounting/contract/index.js';
import { DomainError, Money, type MoneyText } from '../../../shared-kernel/index.js';

/** What a person says of money that came in. */
export interface OrderPayment {
  readonly journalId: string;
  readonly amount: MoneyText;
  readonly paidOn: string;
  readonly reference: string;
}

export type PayableInvoice = Pick<
  OrderInvoice,
  'id' | 'kind' | 'state' | 'number' | 'companyId' | 'contactId' | 'currency' | 'rate' | 'open'
>;

/** The oldest invoice of the order that somebody still owes something of. */
export function openInvoiceOf<T extends PayableInvoice>(orderNumber: string, documents: readonly T[]): T {
  const invoices = documents.filter(({ kind, state }) => kind === 'invoice' && state === 'posted');
  const open = invoices.find((invoice) => invoice.open.isPositive);
  if (open) return open;
  throw new DomainError(
    'conflict',
    'orders.no-open-invoice',
    invoices.length > 0 ? `${orderNumber} is paid in full.` : `${orderNumber} has no posted invoice. Invoice it first.`,
    { invoices: invoices.map(({ number }) => number) },
  );
}

/** Money lands in a bank or gateway journal of the company that is in use. */
export function checkJournal(journalId: string, ofCompany: readonly Journal[]): void {
  const journal = ofCompany.find(({ id }) => id === journalId);
  if (journal?.kind === 'bank' && journal.accountId !== null && journal.isActive) return;
  const message = journal
    ? `Money cannot land in the journal ${journal.code}. Pick a bank or gateway journal that is in use.`
    : 'The company of this order has no such journal.';
  throw refusal('rule-broken', 'orders.unusable-journal', 'journalId', message);
}

/** @param rate units of the invoice's currency for one unit of the company's, on the day of the payment */
export function planOrderPayment(
  payment: OrderPayment,
  invoice: PayableInvoice,
  rate: string,
  newId: () => string,
): PaymentDraft {
  const { currency, open, number } = invoice;
  const { journalId, paidOn, reference } = payment;
  if (payment.amount.currency !== currency) {
    const message = `${number} is in ${currency}; say how much of it was paid in ${currency}.`;
    throw refusal('rule-broken', 'orders.wrong-currency', 'amount.currency', message);
  }
  const amount = Money.fromJSON(payment.amount);
  if (!amount.isPositive) {
    throw refusal('invalid', 'orders.nothing-paid', 'amount.amount', 'A payment is more than zero.');
  }
  if (amount.compare(open) > 0) {
    const message = `${String(open)} of ${number} is open. Register that much here, and the rest as a payment of its own.`;
    throw refusal('rule-broken', 'orders.paid-too-much', 'amount.amount', message, { open: open.amount });
  }
  return {
    id: newId(),
    companyId: invoice.companyId,
    contactId: invoice.contactId,
    kind: 'gateway',
    journalId,
    currency,
    rate,
    amount,
    paidOn,
    reference,
    sourceKey: null,
    allocations: [{ invoiceId: invoice.id, amount }],
  };
}

function refusal(
  kind: 'invalid' | 'rule-broken',
  code: string,
  field: string,
  message: string,
  facts: Readonly<Record<string, unknown>> = {},
): DomainError {
  return new DomainError(kind, code, message, facts, { fieldErrors: [{ field, message }] });
}
