import type { Money } from '../../../shared-kernel/money/index.js';

export type { InvoiceDraft, InvoiceLineDraft, InvoiceLineKind } from '../domain/invoice-draft.js';
export { invoiceOfOrder, type InvoiceTerms, type OrderToInvoice } from '../domain/invoice-of-order.js';

/** Money received: a gateway's clearing journal, store credit or a redeemed gift certificate (accounting.md §3). */
export interface PaymentDraft {
  readonly id: string;
  readonly companyId: string;
  readonly contactId: string;
  readonly kind: 'gateway' | 'store-credit' | 'gift-certificate';
  /** 'inbound' when left out; 'outbound' is money paid back to the customer. */
  readonly direction?: 'inbound' | 'outbound';
  /** Journal the money lands in; null only for store credit and gift certificates, which use the miscellaneous journal. */
  readonly journalId: string | null;
  readonly currency: string;
  readonly rate: string;
  readonly amount: Money;
  readonly paidOn: string;
  readonly reference: string;
  /** Same key, same payment: written once however often it is asked for. E.g. `<orderId>:gateway`. */
  readonly sourceKey: string | null;
  /** Set off against these invoices in the same breath; the rest is a customer prepayment. */
  readonly allocations: readonly { readonly invoiceId: string; readonly amount: Money }[];
}

export interface TaxRef {
  readonly id: string;
  readonly companyId: string;
  readonly name: string;
  /** Percent as decimal text with 4 decimals, "20.0000". */
  readonly rate: string;
  readonly priceInclude: boolean;
}

export interface Company {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly country: string;
  readonly isDefault: boolean;
}

export interface Journal {
  readonly id: string;
  readonly companyId: string;
  readonly code: string;
  readonly name: string;
  readonly kind: 'sales' | 'credit-notes' | 'bank' | 'miscellaneous' | 'exchange';
  readonly accountId: string | null;
  readonly gateway: string | null;
  readonly isActive: boolean;
}

/** A payment as it stands in the books; `isNew` is false when its source key had been registered before. */
export interface RegisteredPayment {
  readonly id: string;
  readonly number: string;
  readonly isNew: boolean;
}

export interface OrderInvoice {
  readonly id: string;
  readonly orderId: string;
  readonly kind: 'invoice' | 'credit-note';
  readonly state: 'draft' | 'posted' | 'reversed';
  /** Null while it is a draft. */
  readonly number: string | null;
  readonly companyId: string;
  readonly contactId: string;
  readonly currency: string;
  readonly rate: string;
  readonly invoicedOn: string;
  /** The day asked for, when it lay in a closed period. */
  readonly movedFrom: string | null;
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
  /** What no payment or credit note has settled yet. */
  readonly open: Money;
}

export interface TrialBalanceRow {
  readonly accountId: string;
  readonly code: string;
  readonly name: string;
  readonly type: 'asset' | 'liability' | 'equity' | 'income' | 'expense';
  readonly debit: Money;
  readonly credit: Money;
}

export interface TrialBalance {
  readonly companyId: string;
  readonly until: string;
  readonly currency: string;
  readonly rows: readonly TrialBalanceRow[];
  readonly debit: Money;
  readonly credit: Money;
}
