import type { OrderModel } from './order-model.js';

const FULLY_SHIPPED = new Set([2, 10, 13, 14]);

/** Shipped and refunded quantities that go with the order's status. */
export function markProgress(order: OrderModel): void {
  const parcels = order.lines.filter((line) => line.addressId !== 0);
  if (FULLY_SHIPPED.has(order.statusId) && parcels.length > 0) {
    for (const line of parcels) line.shipped = line.quantity;
    order.shippedAt = order.modifiedAt;
  } else if (order.statusId === 3) {
    const [first] = parcels;
    if (first) {
      first.shipped = Math.max(1, Math.floor(first.quantity / 2));
      for (const line of parcels)
        if (line.parentId === first.id) line.shipped = Math.max(1, Math.floor(line.quantity / 2));
    }
  }
  if (order.statusId === 4) for (const line of order.lines) line.refunded = line.quantity;
  if (order.statusId === 14 && order.itemsTotal > 1) {
    const [first] = order.lines;
    if (first) first.refunded = 1;
  }
  for (const consignment of order.consignments) {
    for (const line of order.lines) {
      if (line.addressId !== consignment.id) continue;
      consignment.itemsTotal += line.quantity;
      consignment.itemsShipped += line.shipped;
    }
    order.itemsShipped += consignment.itemsShipped;
  }
}
