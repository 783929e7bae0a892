import { Global, Module } from '@nestjs/common';
import { AccountingModule } from '../../modules/accounting/index.js';
import { InventoryModule } from '../../modules/inventory/index.js';
import { CatalogModule } from '../../modules/catalog/index.js';
import { ContactsModule } from '../../modules/contacts/index.js';
import { CompanyDirectory, RecordDirectory } from '../../modules/marketplace-base/index.js';
import { BackOfficeDirectory } from './company-directory.js';
import { BackOfficeRecords } from './record-directory.js';

@Global()
@Module({
  imports: [AccountingModule, CatalogModule, ContactsModule, InventoryModule],
  providers: [
    { provide: CompanyDirectory, useClass: BackOfficeDirectory },
    { provide: RecordDirectory, useClass: BackOfficeRecords },
  ],
  exports: [CompanyDirectory, RecordDirectory],
})
export class InstanceHomeModule {}
