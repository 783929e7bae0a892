import { Injectable } from '@nestjs/common';
import { AccountingFacade } from '../../modules/accounting/index.js';
import { CatalogFacade } from '../../modules/catalog/index.js';
import { ContactsFacade } from '../../modules/contacts/index.js';
import type { RecordDirectory, ReferenceKind } from '../../modules/marketplace-base/index.js';

/** Tells marketplace-base which records of other modules its configuration may point at. */
@Injectable()
export class BackOfficeRecords implements RecordDirectory {
  constructor(
    private readonly accounting: AccountingFacade,
    private readonly catalog: CatalogFacade,
    private readonly contacts: ContactsFacade,
  ) {}

  async known(kind: ReferenceKind, ids: readonly string[], companyId: string): Promise<ReadonlySet<string>> {
    switch (kind) {
      case 'journal':
        return new Set((await this.accounting.journals([companyId])).map((journal) => journal.id));
      case 'price-list':
        return new Set((await this.catalog.priceLists()).map((list) => list.id));
      case 'variant':
        return new Set((await this.catalog.variants(ids)).keys());
      case 'contact':
        return new Set((await this.contacts.get(ids)).keys());
    }
  }
}
