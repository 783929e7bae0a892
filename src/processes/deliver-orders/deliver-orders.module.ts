import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountingModule } from '../../modules/accounting/index.js';
import { CatalogModule } from '../../modules/catalog/index.js';
import { InventoryModule } from '../../modules/inventory/index.js';
import { SalesModule } from '../../modules/sales/index.js';
import { ORDERS_CANCELLED, ORDERS_CONFIRMED, type OrdersMoved } from '../../modules/sales/contract/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { DeliverConfirmed } from './application/deliver-confirmed.js';
import { ReleaseCancelled } from './application/release-cancelled.js';

/** Orders that people confirm and cancel, carried on to their deliveries. Imports do that themselves, in their own transaction. */
@Module({
  imports: [AccountingModule, CatalogModule, InventoryModule, SalesModule],
  providers: [DeliverConfirmed, ReleaseCancelled],
})
export class DeliverOrdersModule implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly deliverConfirmed: DeliverConfirmed,
    private readonly releaseCancelled: ReleaseCancelled,
  ) {}

  onModuleInit(): void {
    this.outbox.on<OrdersMoved>(ORDERS_CONFIRMED, 'deliver-orders.deliver-confirmed', ({ payload }, tx) =>
      this.deliverConfirmed.execute(tx, payload.orderIds),
    );
    this.outbox.on<OrdersMoved>(ORDERS_CANCELLED, 'deliver-orders.release-cancelled', ({ payload }, tx) =>
      this.releaseCancelled.execute(tx, payload.orderIds),
    );
  }
}
