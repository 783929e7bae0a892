import { Injectable } from '@nestjs/common';
import { AccountingFacade } from '../../../modules/accounting/index.js';
import { InventoryFacade } from '../../../modules/inventory/index.js';
import type { Shortage } from '../../../modules/inventory/contract/index.js';
import { SalesFacade } from '../../../modules/sales/index.js';
import type { KnownOrder } from '../../../modules/sales/contract/index.js';
import type { Tx } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import type { JobRef } from '../../../modules/marketplace-base/index.js';
import type { ChangePlan } from '../domain/plan-change.js';

/**
 * Applies what the store changed on known orders, batch-wise; the timeline of each order says what happened. Returns variants of which
 * more has left than was there.
 */
@Injectable()
export class WriteChanges {
  constructor(
    private readonly sales: SalesFacade,
    private readonly inventory: InventoryFacade,
    private readonly accounting: AccountingFacade,
    private readonly outbox: Outbox,
  ) {}

  async execute(
    tx: Tx,
    job: JobRef,
    plans: readonly ChangePlan[],
    known: ReadonlyMap<string, KnownOrder>,
  ): Promise<readonly Shortage[]> {
    if (plans.length === 0) return [];
    const taken = await this.sales.updateSourceState(tx, plans);
    if (taken.size !== plans.length) {
      throw new DomainError(
        'conflict',
        'orders.changed-meanwhile',
        'The order was changed by somebody else at the same moment. Press Retry.',
      );
    }
    const idsOf = (filter: (plan: ChangePlan) => boolean) => plans.filter(filter).map((plan) => plan.orderId);
    await this.sales.confirm(
      tx,
      idsOf((plan) => plan.confirms),
    );
    await this.cancel(
      tx,
      idsOf((plan) => plan.cancels),
    );
    await this.sales.setAttention(
      tx,
      plans.flatMap(({ orderId, attention }) => (attention ? [{ orderId, attention }] : [])),
    );
    const at = new Date().toISOString();
    await this.sales.note(
      tx,
      plans.flatMap((plan) =>
        plan.remarks.map(({ code, message, facts }) => ({
          orderId: plan.orderId,
          at,
          code,
          message,
          facts,
          correlationId: job.correlationId,
        })),
      ),
    );
    await this.outbox.append(tx, [
      {
        id: newId(),
        type: 'marketplace.orders-changed.v1',
        payload: { instanceId: job.instanceId, orderIds: plans.map((plan) => plan.orderId) },
      },
    ]);
    // As for new orders: stock first, then numbers, or two workers would wait for each other in a circle.
    const { shortages } = await this.inventory.createDeliveries(
      tx,
      plans.flatMap((plan) => plan.deliveries),
    );
    await this.accounting.postDocuments(tx, {
      invoices: plans.flatMap(({ invoice, orderId }) =>
        invoice ? [{ ...invoice, reference: known.get(orderId)?.number ?? '' }] : [],
      ),
      payments: plans.flatMap((plan) => plan.payments),
    });
    return shortages;
  }

  private async cancel(tx: Tx, orderIds: readonly string[]): Promise<void> {
    if (orderIds.length === 0) return;
    const deliveries = await this.inventory.deliveriesOfOrders(orderIds, tx);
    const open = [...deliveries.values()]
      .flat()
      .filter((delivery) => delivery.state === 'waiting' || delivery.state === 'ready');
    await this.inventory.cancel(
      tx,
      open.map((delivery) => delivery.id),
    );
    await this.sales.cancel(tx, orderIds, 'Cancelled in the store');
  }
}
