import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail, type Access } from '../../../platform/http/index.js';
import { Outbox, type EventType } from '../../../platform/outbox/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { ORDERS_CANCELLED, ORDERS_CONFIRMED, type OrdersMoved, type SaleOrder } from '../domain/sale-order.js';
import { SaleOrderStore } from '../infrastructure/sale-order.store.js';
import { SalesFacade } from './sales.facade.js';
import { Timeline } from './timeline.js';

/**
 * A person confirms, cancels or settles an order. Only the order changes here: deliveries and documents follow from the event, because they
 * belong to other modules. Doing it twice changes nothing and says nothing twice.
 */
@Injectable()
export class MoveOrder {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly orders: SaleOrderStore,
    private readonly sales: SalesFacade,
    private readonly timeline: Timeline,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  async confirm(id: string, access: Pick<Access, 'requireInstance'>, now: Date = new Date()): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.see(tx, id, access);
      const moved = await this.sales.confirm(tx, [id]);
      await this.record(
        tx,
        moved,
        { event: ORDERS_CONFIRMED, action: 'confirmed', message: 'Confirmed.', facts: {} },
        now,
      );
    });
  }

  async cancel(
    id: string,
    reason: string,
    access: Pick<Access, 'requireInstance'>,
    now: Date = new Date(),
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.see(tx, id, access);
      const moved = await this.sales.cancel(tx, [id], reason);
      const message = `Cancelled: ${reason}`;
      await this.record(tx, moved, { event: ORDERS_CANCELLED, action: 'cancelled', message, facts: { reason } }, now);
    });
  }

  /** A person has looked: the order needs nobody any more, and what the store changes from here on is applied again. */
  async settle(
    id: string,
    note: string,
    access: Pick<Access, 'requireInstance'>,
    now: Date = new Date(),
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { attention } = await this.see(tx, id, access);
      if (!attention) return;
      await this.sales.setAttention(tx, [{ orderId: id, attention: null }]);
      const facts = { attention: attention.code, note };
      await this.timeline.add(tx, [id], 'sales.settled', `Settled: ${note}`, now, facts);
      await this.audit.record(tx, [
        { action: 'sale-order.settled', recordType: 'sale-order', recordId: id, after: facts },
      ]);
    });
  }

  private async see(tx: Tx, id: string, access: Pick<Access, 'requireInstance'>): Promise<SaleOrder> {
    const order = await this.orders.lock(tx, id);
    access.requireInstance(order.source?.instanceId ?? null, 'order');
    return order;
  }

  private async record(
    tx: Tx,
    moved: readonly string[],
    what: { event: EventType; action: string; message: string; facts: Readonly<Record<string, unknown>> },
    now: Date,
  ): Promise<void> {
    if (moved.length === 0) return;
    await this.timeline.add(tx, moved, `sales.${what.action}`, what.message, now, what.facts);
    const payload: OrdersMoved = { orderIds: moved };
    await this.outbox.append(tx, [{ id: newId(), type: what.event, payload, occurredAt: now }]);
    await this.audit.record(
      tx,
      moved.map((recordId) => ({
        action: `sale-order.${what.action}`,
        recordType: 'sale-order',
        recordId,
        after: what.facts,
      })),
    );
  }
}
