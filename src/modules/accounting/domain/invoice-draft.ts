import type { Money } from '../../../shared-kernel/money/index.js';

export type InvoiceLineKind =
  'goods' | 'shipping' | 'handling' | 'wrapping' | 'fee' | 'discount' | 'gift-certificate' | 'rounding';

/** A customer invoice, posted as it is written: it gets its number and its ledger entry (accounting.md §3). */
export interface InvoiceDraft {
  readonly id: string;
  /** 'invoice' when left out. */
  readonly kind?: 'invoice' | 'credit-note';
  /** Credit notes only: the invoice that is taken back, wholly or in part. */
  readonly reversesId?: string | null;
  /** Same key, same document; the second one is refused (`accounting.already-posted`). E.g. `<instanceId>:refund:<remoteId>`. */
  readonly sourceKey?: string | null;
  readonly companyId: string;
  readonly contactId: string;
  readonly orderId: string | null;
  /** Shown on the document: the sale order's number. */
  readonly reference: string;
  readonly currency: string;
  /** One unit of the company's currency in units of `currency`, decimal text; "1" when they are the same. */
  readonly rate: string;
  /** Calendar day, YYYY-MM-DD. A day in a closed period moves to the next open one and `movedFrom` says so. */
  readonly invoicedOn: string;
  readonly dueOn: string;
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
  readonly pricesIncludeTax: boolean;
  readonly lines: readonly InvoiceLineDraft[];
}

export interface InvoiceLineDraft {
  readonly id: string;
  readonly position: number;
  readonly kind: InvoiceLineKind;
  readonly orderLineId: string | null;
  readonly variantId: string | null;
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly discount: Money;
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
  readonly taxId: string | null;
}
