import type { Money } from '../../../shared-kernel/index.js';

/** Where a record came from; opaque to the record modules (design.md §2). Unique per instance and remote id. */
export interface Source {
  readonly instanceId: string;
  readonly remoteId: string;
}

export interface SaleOrderDraft {
  readonly id: string;
  /** Null: the next S00001 is given (A3.18). */
  readonly number: string | null;
  readonly source: Source | null;
  readonly companyId: string;
  readonly contactId: string;
  readonly deliveryContactId: string | null;
  readonly priceListId: string | null;
  readonly warehouseId: string;
  readonly currency: string;
  readonly state: 'quotation' | 'confirmed' | 'done' | 'cancelled';
  /** Instant the customer ordered, ISO 8601. */
  readonly orderedAt: string;
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
  readonly pricesIncludeTax: boolean;
  /** What the source last said of it, shown to people (A11.16) and compared on the next read. */
  readonly sourceStatus: string | null;
  readonly sourcePaymentStatus: string | null;
  readonly sourceGateway: string | null;
  /** Opaque digest of everything in the source that the documents were made from; another digest means the source was edited. */
  readonly sourceFingerprint: string | null;
  /** Instant of the last change at the source, ISO 8601. */
  readonly sourceModifiedAt: string | null;
  readonly note: string;
  readonly lines: readonly SaleOrderLineDraft[];
}

export type LineKind =
  'goods' | 'shipping' | 'handling' | 'wrapping' | 'fee' | 'discount' | 'gift-certificate' | 'rounding';

export interface SaleOrderLineDraft {
  readonly id: string;
  readonly position: number;
  readonly kind: LineKind;
  readonly variantId: string | null;
  readonly sourceLineId: string | null;
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  /** List price of one, on the order's own side (with or without tax). */
  readonly unitPrice: Money;
  /** Taken off the whole line, same side, >= 0. */
  readonly discount: Money;
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
  readonly taxId: string | null;
  /** Percent as decimal text, shown on the order; null: several or unknown. */
  readonly taxRate?: string | null;
}

/** What the change path needs of an order already known. */
export interface KnownOrder {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly source: Source;
  readonly companyId: string;
  readonly contactId: string;
  readonly currency: string;
  readonly state: SaleOrderDraft['state'];
  readonly gross: Money;
  readonly sourceStatus: string | null;
  readonly sourcePaymentStatus: string | null;
  readonly sourceGateway: string | null;
  readonly sourceFingerprint: string | null;
  readonly sourceModifiedAt: string | null;
  readonly warehouseId: string;
  readonly pricesIncludeTax: boolean;
  readonly orderedAt: string;
  /** Set: somebody must look at the order; see `setAttention`. */
  readonly attentionCode: string | null;
}

/** What the source says of an order now; `version` is the one that was read: an order changed since is left alone. */
export interface SourceState {
  readonly orderId: string;
  readonly version: number;
  readonly sourceStatus: string | null;
  readonly sourcePaymentStatus: string | null;
  readonly sourceGateway: string | null;
  readonly sourceFingerprint: string | null;
  readonly sourceModifiedAt: string | null;
}

/** A change that nobody may make by himself, e.g. an edited line that is invoiced already; null clears it. */
export interface OrderAttention {
  readonly orderId: string;
  readonly attention: { readonly code: string; readonly message: string } | null;
}

/** One entry of an order's timeline: anyone can see what happened and why. Never changed, never deleted. */
export interface OrderNote {
  readonly orderId: string;
  readonly at: string;
  /** For machines, `module.reason`. */
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly correlationId: string | null;
}

/** An order as it stands, without its lines. */
export interface SaleOrder extends Omit<SaleOrderDraft, 'number' | 'lines'> {
  readonly number: string;
  readonly version: number;
  readonly attention: OrderAttention['attention'];
}

export interface SaleOrderLine extends SaleOrderLineDraft {
  readonly orderId: string;
}

/** Orders a person confirmed; whoever delivers takes it from here. */
export const ORDERS_CONFIRMED = 'sales.order-confirmed.v1';
export const ORDERS_CANCELLED = 'sales.order-cancelled.v1';
/** Payload of both. */
export interface OrdersMoved {
  readonly orderIds: readonly string[];
}
