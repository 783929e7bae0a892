import { Global, Module } from '@nestjs/common';
import { AccountingModule } from '../../modules/accounting/index.js';
import { CatalogModule } from '../../modules/catalog/index.js';
import { ContactsModule } from '../../modules/contacts/index.js';
import { InventoryModule } from '../../modules/inventory/index.js';
import { OrderReferences } from '../../modules/sales/index.js';
import { BackOfficeReferences } from './application/back-office-references.js';

/** Global, because the sales module that asks cannot import who answers. */
@Global()
@Module({
  imports: [AccountingModule, CatalogModule, ContactsModule, InventoryModule],
  providers: [{ provide: OrderReferences, useClass: BackOfficeReferences }],
  exports: [OrderReferences],
})
export class OrderReferencesModule {}
