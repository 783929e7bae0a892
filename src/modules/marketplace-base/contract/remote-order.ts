import type { Money } from '../../../shared-kernel/money/index.js';

/**
 * An order as a marketplace tells it, in the words every connector shares. Connectors map into it (pure), processes plan from it.
 * All money is in `currency` (the transactional currency); instants are ISO 8601 in UTC; ids are the remote side's, as text.
 */
export interface RemoteOrder {
  readonly remoteId: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly statusId: string;
  readonly statusLabel: string;
  /** Lower case with spaces (A11.9); '' when the marketplace does not say. */
  readonly paymentStatus: string;
  /** Display name of the payment method; '' when there was none. It is the gateway's identity (A11.12). */
  readonly gateway: string;
  readonly paymentReference: string | null;
  readonly currency: string;
  readonly storeCurrency: string;
  /** One unit of the store currency in units of `currency`, decimal text ("1.0000000000"). */
  readonly storeToOrderRate: string;
  /** Which side of the amounts is exact: true = the tax-inclusive one (A12.2). */
  readonly pricesIncludeTax: boolean;
  readonly channelId: string | null;
  /** Null for a guest. */
  readonly customerRemoteId: string | null;
  readonly billing: RemoteAddress;
  readonly lines: readonly RemoteOrderLine[];
  readonly consignments: readonly RemoteConsignment[];
  readonly fees: readonly RemoteFee[];
  readonly totals: RemoteOrderTotals;
  readonly itemsTotal: number;
  readonly itemsShipped: number;
  readonly isDeleted: boolean;
  readonly customerMessage: string;
  readonly staffNotes: string;
}

/** Both sides of an amount; tax is the difference. */
export interface TaxedAmount {
  readonly exTax: Money;
  readonly incTax: Money;
}

export interface RemoteOrderTotals {
  /** Before discounts. */
  readonly subtotal: TaxedAmount;
  readonly shipping: TaxedAmount;
  readonly handling: TaxedAmount;
  readonly wrapping: TaxedAmount;
  /** Order-level manual discount and promotions. */
  readonly discount: Money;
  readonly couponDiscount: Money;
  readonly total: Money;
  readonly totalTax: Money;
  /** Tenders, not discounts. */
  readonly storeCredit: Money;
  readonly giftCertificates: Money;
}

export interface RemoteOrderLine {
  readonly remoteId: string;
  readonly kind: 'physical' | 'digital' | 'gift-certificate';
  /** Null for a custom line that has no catalogue product (A14.2). */
  readonly productRemoteId: string | null;
  readonly variantRemoteId: string | null;
  readonly sku: string;
  readonly name: string;
  /** Chosen options as shown to the merchant, e.g. "Finish: Brass". */
  readonly optionsText: string;
  readonly quantity: number;
  readonly quantityShipped: number;
  readonly quantityRefunded: number;
  readonly unitPrice: TaxedAmount;
  /** Quantity times price, before discounts, both sides. The line's own tax field is never used (accounting.md §1). */
  readonly total: TaxedAmount;
  readonly wrapping: TaxedAmount;
  readonly appliedDiscounts: readonly RemoteDiscount[];
  /** Id of the consignment that carries the line; null when it is not delivered (digital, gift certificate). */
  readonly consignmentRemoteId: string | null;
  /** Set on the child line of a pick list: it ships, and costs nothing. */
  readonly parentLineRemoteId: string | null;
  /** Decimal text in the store's weight unit. */
  readonly weight: string;
}

export interface RemoteDiscount {
  readonly id: string;
  readonly name: string;
  /** Null for manual discounts. */
  readonly code: string | null;
  readonly amount: Money;
  readonly target: 'order' | 'product';
}

export interface RemoteConsignment {
  readonly remoteId: string;
  readonly kind: 'shipping' | 'pickup';
  /** Null for a pickup. */
  readonly address: RemoteAddress | null;
  /** Remote location a pickup happens at (A9.2). */
  readonly locationRemoteId: string | null;
  readonly method: string;
  readonly shipping: TaxedAmount;
  readonly handling: TaxedAmount;
  readonly shippingTaxClassId: string | null;
  readonly handlingTaxClassId: string | null;
}

export interface RemoteFee {
  readonly remoteId: string;
  readonly name: string;
  readonly cost: TaxedAmount;
  readonly taxClassId: string | null;
}

/** Text fields are '' when unset. */
export interface RemoteAddress {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly street1: string;
  readonly street2: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly countryCode: string;
  readonly phone: string;
  readonly email: string;
}
