import { Injectable } from '@nestjs/common';
import { AccountingFacade } from '../../../modules/accounting/index.js';
import type { OrderInvoice } from '../../../modules/accounting/contract/index.js';
import { InventoryFacade } from '../../../modules/inventory/index.js';
import type { OrderDelivery } from '../../../modules/inventory/contract/index.js';
import { SalesFacade } from '../../../modules/sales/index.js';
import type { OrderNote, SaleOrder } from '../../../modules/sales/contract/index.js';
import type { Tx } from '../../../platform/database/index.js';
import { currentCorrelationId } from '../../../platform/logging/index.js';
import { attentionAfterCancelling, CANCELLED_AFTER_POSTING } from '../domain/after-cancelling.js';

/**
 * Cancelled orders give back what they hold: open deliveries are cancelled and their stock is free. What has left or is booked stays
 * and is said on the order. The second time there is nothing left to do.
 */
@Injectable()
export class ReleaseCancelled {
  constructor(
    private readonly sales: SalesFacade,
    private readonly inventory: InventoryFacade,
    private readonly accounting: AccountingFacade,
  ) {}

  async execute(tx: Tx, orderIds: readonly string[], now: Date = new Date()): Promise<void> {
    const orders = [...(await this.sales.lock(tx, orderIds)).values()].filter(({ state }) => state === 'cancelled');
    const ids = orders.map(({ id }) => id);
    if (ids.length === 0) return;
    const invoices = await this.accounting.invoicesOfOrders(ids, tx);
    const before = [...(await this.inventory.deliveriesOfOrders(ids, tx)).values()].flat();
    const cancelled = new Set(
      await this.inventory.cancel(
        tx,
        before.map(({ id }) => id),
      ),
    );
    // Read again: one that was open a moment ago may have left while this waited for it.
    const deliveries = await this.inventory.deliveriesOfOrders(ids, tx);
    const outcomes = orders.map((order) =>
      outcomeOf(order, deliveries.get(order.id) ?? [], cancelled, invoices.get(order.id) ?? []),
    );
    await this.sales.setAttention(
      tx,
      outcomes.filter(({ changesAttention }) => changesAttention),
    );
    const at = now.toISOString();
    const correlationId = currentCorrelationId() ?? null;
    await this.sales.note(
      tx,
      outcomes.flatMap(({ notes }) => notes.map((note) => ({ ...note, at, correlationId }))),
    );
  }
}

function outcomeOf(
  order: SaleOrder,
  deliveries: readonly OrderDelivery[],
  cancelled: ReadonlySet<string>,
  invoices: readonly OrderInvoice[],
) {
  const { id: orderId } = order;
  const attention = attentionAfterCancelling({
    delivered: deliveries.filter(({ state }) => state === 'done').map(({ number }) => number),
    invoiced: invoices.flatMap(({ kind, state, number }) =>
      kind === 'invoice' && state === 'posted' && number !== null ? [number] : [],
    ),
  });
  const notes: Pick<OrderNote, 'orderId' | 'code' | 'message' | 'facts'>[] = [];
  const numbers = deliveries.filter(({ id }) => cancelled.has(id)).map(({ number }) => number);
  if (numbers.length > 0) {
    const message = `Cancelled with the order: ${numbers.join(', ')}. What was reserved is free again.`;
    notes.push({ orderId, code: 'orders.deliveries-cancelled', message, facts: { deliveries: numbers } });
  }
  const isNews = attention !== null && attention.message !== order.attention?.message;
  if (attention && isNews) notes.push({ orderId, ...attention, facts: {} });
  // What somebody asked to be settled before the cancellation is settled now.
  const isSettled = attention === null && order.attention?.code === CANCELLED_AFTER_POSTING;
  return { orderId, attention, changesAttention: isNews || isSettled, notes };
}
