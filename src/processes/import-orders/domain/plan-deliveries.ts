import type { DeliveryDraft, DeliveryLineDraft } from '../../../modules/inventory/contract/index.js';
import type { RemoteConsignment, RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import type { ImportContext } from './import-context.js';

/** An order line that goes out of the door. */
export interface DeliverableLine {
  readonly orderLineId: string;
  readonly variantId: string;
  readonly name: string;
  readonly consignmentRemoteId: string;
  readonly quantity: number;
  readonly shipped: number;
  readonly refunded: number;
}

/**
 * One delivery for each consignment (A16.2). What the store shipped already is a done delivery with those quantities, the rest waits
 * as one of its own (A16.1); what was refunded before it shipped is not sent any more.
 */
export function planDeliveries(
  order: RemoteOrder,
  orderId: string,
  lines: readonly DeliverableLine[],
  deliveryContactOf: (consignmentRemoteId: string) => string,
  context: ImportContext,
  validates: boolean,
  newId: () => string,
): DeliveryDraft[] {
  const deliveries: DeliveryDraft[] = [];
  for (const consignment of order.consignments) {
    const own = lines.filter((line) => line.consignmentRemoteId === consignment.remoteId);
    if (own.length === 0) continue;
    const place = placeOf(consignment, context);
    const draft = (state: 'waiting' | 'done', part: string, parts: DeliveryLineDraft[]): DeliveryDraft => ({
      id: newId(),
      orderId,
      contactId: deliveryContactOf(consignment.remoteId),
      warehouseId: place.warehouseId,
      locationId: place.locationId,
      state,
      source: { instanceId: context.instance.id, remoteId: `${consignment.remoteId}:${part}` },
      method: consignment.method,
      doneAt: state === 'done' ? order.modifiedAt : null,
      lines: parts,
    });
    const shipped = partsOf(own, (line) => Math.min(line.shipped, line.quantity), newId);
    const rest = partsOf(own, restOf, newId);
    if (shipped.length > 0) deliveries.push(draft('done', 'shipped', shipped));
    if (rest.length > 0) deliveries.push(draft(validates ? 'done' : 'waiting', 'rest', rest));
  }
  return deliveries;
}

function restOf(line: DeliverableLine): number {
  const unshipped = Math.max(0, line.quantity - line.shipped);
  return unshipped - Math.min(unshipped, line.refunded);
}

function partsOf(
  lines: readonly DeliverableLine[],
  quantityOf: (line: DeliverableLine) => number,
  newId: () => string,
): DeliveryLineDraft[] {
  return lines
    .map((line) => ({ line, quantity: quantityOf(line) }))
    .filter((part) => part.quantity > 0)
    .map(({ line, quantity }) => ({
      id: newId(),
      orderLineId: line.orderLineId,
      variantId: line.variantId,
      name: line.name,
      quantity,
    }));
}

/** A9.2, A11.6: the pickup's location, else the store's default location, else the instance's warehouse. */
export function placeOf(
  consignment: RemoteConsignment | null,
  context: ImportContext,
): { warehouseId: string; locationId: string | null } {
  const { locations } = context.rules;
  const named = consignment?.locationRemoteId ? locations.get(consignment.locationRemoteId) : undefined;
  const location = named ?? [...locations.values()].find((candidate) => candidate.isDefault);
  return {
    warehouseId: location?.warehouseId ?? context.instance.warehouseId,
    locationId: location?.warehouseId ? location.stockLocationId : null,
  };
}
