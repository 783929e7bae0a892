import type { Money } from '../../../shared-kernel/money/index.js';

export type DocumentLineKind =
  'goods' | 'shipping' | 'handling' | 'wrapping' | 'fee' | 'discount' | 'gift-certificate' | 'rounding';

/** Which side of the amounts the order adds up on: with tax, or before tax. */
export type Side = 'inc' | 'ex';

/** One line of the documents an order becomes. All amounts have four decimals; only discount and rounding lines may be negative. */
export interface DocumentLine {
  /** 'discount' is a line or fee the store itself gave a negative price; ordinary discounts are in `discount` of the line they reduce. */
  readonly kind: DocumentLineKind;
  /** Order line, consignment or fee it comes from; null for wrapping, rounding and shipping without a consignment. */
  readonly remoteLineId: string | null;
  readonly consignmentRemoteId: string | null;
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  /** List price of one unit on the order's side, before discount. */
  readonly unitPrice: Money;
  /** Never negative; on the order's side, for the whole line. */
  readonly discount: Money;
  readonly net: Money;
  readonly tax: Money;
  /** net + tax, exactly. */
  readonly gross: Money;
  readonly taxClassId: string | null;
  /** Percent ("20.0000") that the line's own price shows; null when that price shows no tax. */
  readonly taxRate: string | null;
}

/** How the total is paid; the tenders of an order add up to its total. */
export interface Tender {
  readonly kind: 'gateway' | 'store-credit' | 'gift-certificate';
  readonly amount: Money;
}

export interface DecomposedOrder {
  readonly ok: true;
  readonly lines: readonly DocumentLine[];
  readonly tenders: readonly Tender[];
  readonly side: Side;
  /** Gross of the one rounding line; zero when there is none. */
  readonly rounding: Money;
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
}

/** The order cannot be made to add up: `message` is for the merchant and names both sums, `facts` holds them with four decimals. */
export interface UndecomposableOrder {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  readonly facts: Record<string, string>;
}

export type Decomposition = DecomposedOrder | UndecomposableOrder;
