import { Injectable } from '@nestjs/common';
import { CatalogFacade } from '../../../modules/catalog/index.js';
import { InventoryFacade } from '../../../modules/inventory/index.js';
import { SalesFacade } from '../../../modules/sales/index.js';
import type { Tx } from '../../../platform/database/index.js';
import { currentCorrelationId } from '../../../platform/logging/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { planDelivery } from '../domain/plan-delivery.js';

/**
 * Confirmed orders get their delivery. Events come twice and late, so what counts is the order as it is now: one that was cancelled
 * since gets none, and one that ever had a delivery (made here, by an import, cancelled by a person) keeps what it has.
 */
@Injectable()
export class DeliverConfirmed {
  constructor(
    private readonly sales: SalesFacade,
    private readonly catalog: CatalogFacade,
    private readonly inventory: InventoryFacade,
  ) {}

  async execute(tx: Tx, orderIds: readonly string[], now: Date = new Date()): Promise<void> {
    const confirmed = [...(await this.sales.lock(tx, orderIds)).values()].filter(({ state }) => state === 'confirmed');
    const standing = await this.inventory.deliveriesOfOrders(idsOf(confirmed), tx);
    const orders = confirmed.filter(({ id }) => (standing.get(id) ?? []).length === 0);
    if (orders.length === 0) return;
    const lines = await this.sales.lines(idsOf(orders), tx);
    const variantIds = [...lines.values()].flat().flatMap(({ variantId }) => variantId ?? []);
    const variants = await this.catalog.variants(variantIds, tx);
    const drafts = orders.flatMap((order) => planDelivery(order, lines.get(order.id) ?? [], variants, newId) ?? []);
    const { deliveries } = await this.inventory.createDeliveries(tx, drafts);
    await this.sales.note(
      tx,
      drafts.map(({ id, orderId }) => {
        const { number = '', state = 'waiting' } = deliveries.get(id) ?? {};
        return {
          orderId,
          at: now.toISOString(),
          code: 'orders.delivery-made',
          message:
            state === 'ready'
              ? `Delivery ${number} is ready: its goods are reserved.`
              : `Delivery ${number} waits: not all of its goods are in stock.`,
          facts: { deliveryId: id, number, state },
          correlationId: currentCorrelationId() ?? null,
        };
      }),
    );
  }
}

function idsOf(orders: readonly { readonly id: string }[]): string[] {
  return orders.map(({ id }) => id);
}
