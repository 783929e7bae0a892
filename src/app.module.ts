import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from './modules/access/index.js';
import { AccountingModule } from './modules/accounting/index.js';
import { BigCommerceModule } from './modules/bigcommerce/index.js';
import { CatalogModule } from './modules/catalog/index.js';
import { ContactsModule } from './modules/contacts/index.js';
import { InventoryModule } from './modules/inventory/index.js';
import { MarketplaceBaseModule } from './modules/marketplace-base/index.js';
import { SalesModule } from './modules/sales/index.js';
import { SupportTicketsModule } from './modules/support-tickets/index.js';
import { FileStorageModule } from './platform/file-storage/index.js';
import { PlatformHttpModule } from './platform/http/index.js';
import { FoundationModule, type HubContext } from './platform/lifecycle/index.js';
import { MailModule } from './platform/mail/index.js';
import { OutboundHttpModule } from './platform/outbound-http/index.js';
import { OutboxModule } from './platform/outbox/index.js';
import { QueueModule } from './platform/queue/index.js';
import { SchedulingModule } from './platform/scheduling/index.js';
import { DeliverOrdersModule } from './processes/deliver-orders/index.js';
import { GatherEvidenceModule } from './processes/gather-evidence/index.js';
import { ImportOrdersModule } from './processes/import-orders/index.js';
import { InstanceHomeModule } from './processes/instance-home/index.js';
import { InvoiceOrdersModule } from './processes/invoice-orders/index.js';
import { OrderReferencesModule } from './processes/order-references/index.js';
import { TicketLinksModule } from './processes/ticket-links/index.js';

/** The only place that names every module. */
@Module({})
export class AppModule {
  static with(context: HubContext): DynamicModule {
    const { config } = context;
    return {
      module: AppModule,
      imports: [
        FoundationModule.with(context),
        PlatformHttpModule,
        FileStorageModule,
        OutboundHttpModule,
        MailModule,
        OutboxModule,
        QueueModule,
        SchedulingModule,
        AccessModule.configure({ adminKey: config.adminKey }),
        ContactsModule,
        CatalogModule,
        SalesModule,
        InventoryModule,
        AccountingModule,
        MarketplaceBaseModule,
        BigCommerceModule,
        SupportTicketsModule,
        InstanceHomeModule,
        OrderReferencesModule,
        ImportOrdersModule,
        DeliverOrdersModule,
        InvoiceOrdersModule,
        GatherEvidenceModule,
        TicketLinksModule,
      ],
    };
  }
}
