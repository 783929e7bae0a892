import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountingModule } from '../../modules/accounting/index.js';
import { CatalogModule } from '../../modules/catalog/index.js';
import { ContactsModule } from '../../modules/contacts/index.js';
import { InventoryModule } from '../../modules/inventory/index.js';
import { MarketplaceBaseModule, OperationRegistry } from '../../modules/marketplace-base/index.js';
import { SalesModule } from '../../modules/sales/index.js';
import { ImportOrders } from './application/import-orders.operation.js';
import { LoadContext } from './application/load-context.js';
import { PrepareReferences } from './application/prepare-references.js';
import { WriteChanges } from './application/write-changes.js';
import { WriteOrders } from './application/write-orders.js';

@Module({
  imports: [AccountingModule, CatalogModule, ContactsModule, InventoryModule, MarketplaceBaseModule, SalesModule],
  providers: [ImportOrders, LoadContext, PrepareReferences, WriteChanges, WriteOrders],
})
export class ImportOrdersModule implements OnModuleInit {
  constructor(
    private readonly operations: OperationRegistry,
    private readonly importOrders: ImportOrders,
  ) {}

  onModuleInit(): void {
    this.operations.register(this.importOrders);
  }
}
