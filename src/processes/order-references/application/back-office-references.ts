import { Injectable } from '@nestjs/common';
import { AccountingFacade } from '../../../modules/accounting/index.js';
import { CatalogFacade } from '../../../modules/catalog/index.js';
import { ContactsFacade } from '../../../modules/contacts/index.js';
import { InventoryFacade } from '../../../modules/inventory/index.js';
import type { OrderReferences, ReferenceFault, ReferencesOfOrder } from '../../../modules/sales/index.js';
import { findFaults } from '../domain/find-faults.js';

/** Looks up what an order names, in one query for each kind of record however many lines there are. */
@Injectable()
export class BackOfficeReferences implements OrderReferences {
  constructor(
    private readonly accounting: AccountingFacade,
    private readonly catalog: CatalogFacade,
    private readonly contacts: ContactsFacade,
    private readonly inventory: InventoryFacade,
  ) {}

  async faults(named: ReferencesOfOrder): Promise<readonly ReferenceFault[]> {
    const { companyId, contactId, deliveryContactId, warehouseId, priceListId, lines = [] } = named;
    const idsOf = (field: 'variantId' | 'taxId') => lines.flatMap((line) => line[field] ?? []);
    const [companies, contacts, warehouses, priceLists, variants, taxes] = await Promise.all([
      this.accounting.companies([companyId]),
      this.contacts.get([contactId, deliveryContactId].flatMap((id) => id ?? [])),
      warehouseId ? this.inventory.warehouses() : [],
      priceListId ? this.catalog.priceLists() : [],
      this.catalog.variants(idsOf('variantId')),
      idsOf('taxId').length > 0 ? this.accounting.taxesOf(companyId) : [],
    ]);
    return findFaults(named, { companies, contacts, warehouses, priceLists, variants, taxes });
  }
}
