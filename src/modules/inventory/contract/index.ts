export interface DeliveryDraft {
  readonly id: string;
  /** Sale order it belongs to (an id of another module). */
  readonly orderId: string;
  readonly contactId: string;
  readonly warehouseId: string;
  /** Stock location the goods leave from; null: the warehouse's own. */
  readonly locationId: string | null;
  /** `waiting` drafts become `ready` by themselves where stock can be reserved in full. `done` = goods have left already (A16.1). */
  readonly state: 'waiting' | 'done';
  /** Opaque: instance and the consignment on the remote side (A16.2). */
  readonly source: { readonly instanceId: string; readonly remoteId: string } | null;
  /**
   * Numbers what leaves one consignment at different times: order, source and part stand once. Left out: 1 for what is done, 2
   * for what waits, so that a partly shipped consignment is two deliveries (A16.1).
   */
  readonly part?: number;
  /** How it ships, as the customer chose. */
  readonly method: string;
  readonly doneAt: string | null;
  readonly lines: readonly DeliveryLineDraft[];
}

export interface DeliveryLineDraft {
  readonly id: string;
  readonly orderLineId: string;
  readonly variantId: string;
  readonly name: string;
  readonly quantity: number;
}

export type DeliveryState = 'waiting' | 'ready' | 'done' | 'cancelled';

/** What became of a draft; `isNew` is false when its order, source and part had a delivery already, which is left as it was. */
export interface CreatedDelivery {
  readonly id: string;
  readonly number: string;
  readonly state: DeliveryState;
  readonly isNew: boolean;
}

/** More has left than was there: booked all the same, for a person to look at. */
export interface Shortage {
  readonly locationId: string;
  readonly variantId: string;
  /** Below zero. */
  readonly onHand: number;
}

export interface CreatedDeliveries {
  /** By draft id. */
  readonly deliveries: ReadonlyMap<string, CreatedDelivery>;
  readonly shortages: readonly Shortage[];
}

export interface DeliveryValidation {
  readonly deliveryId: string;
  /** What really left, by delivery line; lines left out did not leave. Without it, everything left. */
  readonly quantities?: readonly { readonly lineId: string; readonly quantity: number }[];
  /** The goods are gone whatever the count says: book them although they are not all in stock. */
  readonly goodsHaveLeft?: boolean;
  /** Instant, ISO 8601. */
  readonly doneAt: string;
}

export interface ValidatedDelivery {
  readonly deliveryId: string;
  /** short: it waits for stock and there is not enough; not-open: it is done or cancelled already. Neither changes anything. */
  readonly outcome: 'done' | 'short' | 'not-open';
  /** The new delivery that carries what did not leave. */
  readonly restId: string | null;
}

export interface ValidatedDeliveries {
  readonly deliveries: readonly ValidatedDelivery[];
  readonly shortages: readonly Shortage[];
}

export interface Warehouse {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly isActive: boolean;
  /** Its own stock location. */
  readonly locationId: string;
}

export interface StockLevel {
  readonly locationId: string;
  readonly variantId: string;
  readonly onHand: number;
  readonly reserved: number;
}

export interface PackageDraft {
  readonly id: string;
  readonly deliveryId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingUrl: string;
  readonly weightGrams: number | null;
}

export interface DeliveryLine {
  readonly id: string;
  readonly orderLineId: string;
  readonly variantId: string;
  readonly name: string;
  readonly quantity: number;
}

export interface OrderDelivery {
  readonly id: string;
  readonly number: string;
  readonly orderId: string;
  readonly contactId: string;
  readonly warehouseId: string;
  readonly locationId: string;
  readonly state: DeliveryState;
  readonly source: { readonly instanceId: string; readonly remoteId: string } | null;
  readonly part: number;
  readonly method: string;
  readonly doneAt: string | null;
  readonly lines: readonly DeliveryLine[];
  readonly packages: readonly PackageDraft[];
}

/** Goods have left: written when deliveries are validated, not for those that are imported as done. */
export const DELIVERY_DONE = 'inventory.delivery-done.v1';

export interface DeliveryDone {
  readonly deliveryIds: readonly string[];
}
