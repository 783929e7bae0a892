import type { InvoiceDraft, PaymentDraft } from '../../../modules/accounting/contract/index.js';
import type { Tender } from './decompose-order.types.js';
import type { Steps } from './decide-steps.js';

/** One payment for each tender (accounting.md §1): store credit and gift certificates are payments, not discounts. */
export function planPayments(
  invoice: Pick<InvoiceDraft, 'id' | 'companyId' | 'contactId' | 'orderId' | 'currency' | 'rate'>,
  tenders: readonly Tender[],
  steps: Pick<Steps, 'journalId'>,
  day: string,
  reference: string,
  newId: () => string,
): PaymentDraft[] {
  return tenders.map((tender) => ({
    id: newId(),
    companyId: invoice.companyId,
    contactId: invoice.contactId,
    kind: tender.kind,
    journalId: tender.kind === 'gateway' ? steps.journalId : null,
    currency: invoice.currency,
    rate: invoice.rate,
    amount: tender.amount,
    paidOn: day,
    reference,
    sourceKey: `${invoice.orderId}:${tender.kind}`,
    allocations: [{ invoiceId: invoice.id, amount: tender.amount }],
  }));
}
