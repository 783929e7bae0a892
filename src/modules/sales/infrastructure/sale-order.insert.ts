import type { Tx } from '../../../platform/database/index.js';
import type { SaleOrderDraft, SaleOrderLineDraft } from '../domain/sale-order.js';
import { SaleOrderLineRow } from './sale-order-line.entity.js';
import { SaleOrderRow } from './sale-order.entity.js';

/** Draws numbers for so many orders in one statement. */
export async function drawNumbers(tx: Tx, count: number): Promise<number[]> {
  if (count === 0) return [];
  const rows = await tx.query<{ number: string }>(
    `SELECT nextval('sales.sale_order_number') AS number FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map((row) => Number(row.number));
}

export async function insertOrders(
  tx: Tx,
  orders: readonly (SaleOrderDraft & { readonly number: string })[],
): Promise<void> {
  await tx.insert(SaleOrderRow, orders.map(orderRow));
  await tx.insert(
    SaleOrderLineRow,
    orders.flatMap((order) => order.lines.map((line) => lineRow(order.id, line))),
  );
}

function orderRow(order: SaleOrderDraft & { readonly number: string }) {
  return {
    id: order.id,
    number: order.number,
    companyId: order.companyId,
    contactId: order.contactId,
    deliveryContactId: order.deliveryContactId,
    priceListId: order.priceListId,
    warehouseId: order.warehouseId,
    currency: order.currency,
    state: order.state,
    orderedAt: order.orderedAt,
    net: order.net.amount,
    tax: order.tax.amount,
    gross: order.gross.amount,
    pricesIncludeTax: order.pricesIncludeTax,
    sourceInstanceId: order.source?.instanceId ?? null,
    sourceRemoteId: order.source?.remoteId ?? null,
    sourceStatus: order.sourceStatus,
    sourcePaymentStatus: order.sourcePaymentStatus,
    sourceGateway: order.sourceGateway,
    sourceFingerprint: order.sourceFingerprint,
    sourceModifiedAt: order.sourceModifiedAt,
    note: order.note,
  };
}

export function lineRow(orderId: string, line: SaleOrderLineDraft) {
  return {
    id: line.id,
    orderId,
    position: line.position,
    kind: line.kind,
    variantId: line.variantId,
    sourceLineId: line.sourceLineId,
    name: line.name,
    sku: line.sku,
    quantity: line.quantity,
    unitPrice: line.unitPrice.amount,
    discount: line.discount.amount,
    net: line.net.amount,
    tax: line.tax.amount,
    gross: line.gross.amount,
    taxId: line.taxId,
    taxRate: line.taxRate ?? null,
  };
}
