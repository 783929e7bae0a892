import { Module, type OnModuleInit } from '@nestjs/common';
import { InventoryFacade, InventoryModule } from '../../modules/inventory/index.js';
import { MarketplaceBaseModule, MarketplaceFacade } from '../../modules/marketplace-base/index.js';
import { SalesFacade, SalesModule } from '../../modules/sales/index.js';
import { LinkTargets, SupportTicketsModule } from '../../modules/support-tickets/index.js';

/** Tells the support tickets which records of other modules they may point at, and what people call them. */
@Module({ imports: [InventoryModule, MarketplaceBaseModule, SalesModule, SupportTicketsModule] })
export class TicketLinksModule implements OnModuleInit {
  constructor(
    private readonly targets: LinkTargets,
    private readonly marketplace: MarketplaceFacade,
    private readonly sales: SalesFacade,
    private readonly inventory: InventoryFacade,
  ) {}

  onModuleInit(): void {
    for (const kind of ['instance', 'log-entry', 'queue-line'] as const) {
      this.targets.register(kind, (ids) => this.marketplace.labels(kind, ids));
    }
    this.targets.register('sale-order', async (ids) => {
      const orders = await this.sales.orders(ids);
      return new Map([...orders.values()].map(({ id, number }) => [id, number]));
    });
    this.targets.register('delivery', (ids) => this.inventory.deliveryNumbers(ids));
  }
}
